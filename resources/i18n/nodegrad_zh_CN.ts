<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>Actions</name>
  <message>
   <source>&amp;About Nodegrad</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>关于 Nodegrad(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Close window</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>关闭窗口(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>复制(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Duplicate</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>生成副本(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Export Python…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>导出 Python(&amp;E)…</translation>
  </message>
  <message>
   <source>&amp;Find a node to add</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>查找要添加的节点(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Fit everything</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>显示全部(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Keyboard and mouse</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>键盘与鼠标(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Minimap</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>小地图(&amp;M)</translation>
  </message>
  <message>
   <source>&amp;New</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>新建(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Open…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>打开(&amp;O)…</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>粘贴(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>退出(&amp;Q)</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>重做(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Rename</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>重命名(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>保存(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>撤销(&amp;U)</translation>
  </message>
  <message>
   <source>Cu&amp;t</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>剪切(&amp;T)</translation>
  </message>
  <message>
   <source>De&amp;lete</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>删除(&amp;L)</translation>
  </message>
  <message>
   <source>Edit &amp;attributes</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>编辑属性(&amp;A)</translation>
  </message>
  <message>
   <source>End the run; its curves stay</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>结束运行，曲线保留</translation>
  </message>
  <message>
   <source>Forget the curves; back to initial weights</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>清除曲线，回到初始权重</translation>
  </message>
  <message>
   <source>Frame &amp;selection</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>显示所选(&amp;S)</translation>
  </message>
  <message>
   <source>Paste &amp;with incoming wires</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>粘贴并保留输入连线(&amp;W)</translation>
  </message>
  <message>
   <source>Pause</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Reset</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>重置</translation>
  </message>
  <message>
   <source>Resume</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>继续</translation>
  </message>
  <message>
   <source>Run</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>运行</translation>
  </message>
  <message>
   <source>Save &amp;as…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>另存为(&amp;A)…</translation>
  </message>
  <message>
   <source>Select &amp;all</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>全选(&amp;A)</translation>
  </message>
  <message>
   <source>Show &amp;problems</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>显示问题(&amp;P)</translation>
  </message>
  <message>
   <source>Show the document as a Python script</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>以 Python 脚本显示文档</translation>
  </message>
  <message>
   <source>Start &amp;page</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>起始页(&amp;P)</translation>
  </message>
  <message>
   <source>Stop</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>停止</translation>
  </message>
  <message>
   <source>Zoom &amp;in</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>放大(&amp;I)</translation>
  </message>
  <message>
   <source>Zoom &amp;out</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>缩小(&amp;O)</translation>
  </message>
  <message>
   <source>Zoom to &amp;100 %</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>缩放到 &amp;100 %</translation>
  </message>
 </context>
 <context>
  <name>CLI</name>
  <message>
   <source>'{document}' is in order.</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>“{document}”没有问题。</translation>
  </message>
  <message>
   <source>, {rate:,.0f} samples/s</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>，{rate:,.0f} 样本/秒</translation>
  </message>
  <message>
   <source>A project file, or an example's name.</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>项目文件，或示例的名称。</translation>
  </message>
  <message>
   <source>An example's name, or a project file.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>示例的名称，或项目文件。</translation>
  </message>
  <message>
   <source>Decides initial weights, split and order.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>决定初始权重、数据划分和次序。</translation>
  </message>
  <message>
   <source>Exit codes: 0 done, 1 the document or request is wrong, 2 usage, 130 stopped by Ctrl+C.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>退出码：0 完成，1 文档或请求有误，2 用法错误，130 被 Ctrl+C 中止。</translation>
  </message>
  <message>
   <source>Failed after {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>失败：已训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>Gradient norm per parameter</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>各参数的梯度范数</translation>
  </message>
  <message>
   <source>List the devices of this machine, and what keeps some from being used.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>列出本机的设备，以及某些设备为何不可用。</translation>
  </message>
  <message>
   <source>List the examples that ship.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>列出随附的示例。</translation>
  </message>
  <message>
   <source>Loss</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>Metrics</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>指标</translation>
  </message>
  <message>
   <source>Neural networks drawn as graphs. Without a command, the studio opens on its start page.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>以图绘制的神经网络。不带命令时，工作室在起始页打开。</translation>
  </message>
  <message>
   <source>Open documents in the studio.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>在工作室中打开文档。</translation>
  </message>
  <message>
   <source>Open the digits example and train it live; without a display, train it here.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>打开手写数字示例并实时训练；没有显示器时就在这里训练。</translation>
  </message>
  <message>
   <source>Passes over the data; else as in the document.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>遍历数据的轮数；不给则按文档的设置。</translation>
  </message>
  <message>
   <source>Project files.</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>项目文件。</translation>
  </message>
  <message>
   <source>Qt is told to draw where nobody sees it</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>Qt 被要求在看不见的地方绘制</translation>
  </message>
  <message>
   <source>Say what is wrong with a document; exit code 1 where there are errors.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>说明文档有何问题；有错误时退出码为 1。</translation>
  </message>
  <message>
   <source>Stopped after {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>已停止：已训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>The library it is written for: pytorch or numpy.</source>
   <extracomment>app/cli/export.py</extracomment>
   <translation>代码所用的库：pytorch 或 numpy。</translation>
  </message>
  <message>
   <source>Train an example or a project file, and write its curves.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>训练示例或项目文件，并写出曲线。</translation>
  </message>
  <message>
   <source>Train one with: nodegrad train NAME</source>
   <extracomment>app/cli/lists.py</extracomment>
   <translation>训练其中之一：nodegrad train 名称</translation>
  </message>
  <message>
   <source>Trained {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>已训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>Where the curves go; else NAME.runs.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>曲线写到哪里；不给则为 NAME.runs。</translation>
  </message>
  <message>
   <source>Where to train, see nodegrad devices.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>在哪个设备上训练，见 nodegrad devices。</translation>
  </message>
  <message>
   <source>Where to write it; else it is printed.</source>
   <extracomment>app/cli/export.py</extracomment>
   <translation>写到哪里；不给则直接打印。</translation>
  </message>
  <message>
   <source>Write a document as a Python script that needs nothing of Nodegrad.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>把文档写成不依赖 Nodegrad 的 Python 脚本。</translation>
  </message>
  <message>
   <source>Write one JSON object and nothing else.</source>
   <extracomment>app/cli/options.py</extracomment>
   <translation>只输出一个 JSON 对象。</translation>
  </message>
  <message>
   <source>cannot be used: {reason}</source>
   <extracomment>app/cli/lists.py</extracomment>
   <translation>不可用：{reason}</translation>
  </message>
  <message>
   <source>epoch {epoch}/{epochs}</source>
   <extracomment>app/cli/progress.py</extracomment>
   <translation>第 {epoch}/{epochs} 轮</translation>
  </message>
  <message>
   <source>error</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>错误</translation>
  </message>
  <message>
   <source>hint</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>提示</translation>
  </message>
  <message>
   <source>no window can be opened, as {reason}; training {example} in the terminal</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>无法打开窗口，因为{reason}；改在终端中训练 {example}</translation>
  </message>
  <message>
   <source>not ready to train</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>尚不能训练</translation>
  </message>
  <message>
   <source>ready to train</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>可以训练</translation>
  </message>
  <message>
   <source>something went wrong inside Nodegrad ({error}); the log is {file}</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>Nodegrad 内部出错（{error}）；日志在 {file}</translation>
  </message>
  <message>
   <source>step</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>步</translation>
  </message>
  <message>
   <source>the display cannot be used ({reason})</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>显示器不可用（{reason}）</translation>
  </message>
  <message>
   <source>the display does not answer</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>显示器没有响应</translation>
  </message>
  <message>
   <source>the studio needs a display, but {reason}; try nodegrad check or nodegrad train</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>工作室需要显示器，但{reason}；请改用 nodegrad check 或 nodegrad train</translation>
  </message>
  <message>
   <source>the studio needs a display, but {reason}; try nodegrad train or nodegrad --help</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>工作室需要显示器，但{reason}；请改用 nodegrad train 或 nodegrad --help</translation>
  </message>
  <message>
   <source>there is no display</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>没有显示器</translation>
  </message>
  <message>
   <source>training</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>validation</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>验证</translation>
  </message>
  <message>
   <source>warning</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>警告</translation>
  </message>
  <message>
   <source>{file} written, {lines} lines.</source>
   <extracomment>app/cli/export.py</extracomment>
   <translation>已写入 {file}，共 {lines} 行。</translation>
  </message>
  <message>
   <source>{nodes} nodes · {parameters:,} parameters · {flops:,} operations a sample · {ready}</source>
   <extracomment>app/cli/check.py</extracomment>
   <translation>{nodes} 个节点 · {parameters:,} 个参数 · 每个样本 {flops:,} 次运算 · {ready}</translation>
  </message>
  <message>
   <source>{rate:,.0f} samples/s</source>
   <extracomment>app/cli/progress.py</extracomment>
   <translation>{rate:,.0f} 样本/秒</translation>
  </message>
  <message>
   <source>{time} left</source>
   <extracomment>app/cli/progress.py</extracomment>
   <translation>剩余 {time}</translation>
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <source>Add a node</source>
   <extracomment>app/canvas/palette_popup.py</extracomment>
   <translation>添加节点</translation>
  </message>
  <message>
   <source>All that fit</source>
   <extracomment>app/canvas/palette_rows.py</extracomment>
   <translation>所有合适的</translation>
  </message>
  <message>
   <source>Canvas</source>
   <extracomment>app/canvas/view.py</extracomment>
   <translation>画布</translation>
  </message>
  <message>
   <source>Click or drag to move the view</source>
   <extracomment>app/canvas/minimap.py</extracomment>
   <translation>单击或拖动以移动视图</translation>
  </message>
  <message>
   <source>Connect</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>连接</translation>
  </message>
  <message>
   <source>Copy</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>复制</translation>
  </message>
  <message>
   <source>Cut</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>剪切</translation>
  </message>
  <message>
   <source>Delete</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>删除</translation>
  </message>
  <message>
   <source>Disconnect all</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>断开所有连线</translation>
  </message>
  <message>
   <source>Drag from a port to connect. Right-click, double-click or Shift+A also opens the list of nodes.</source>
   <extracomment>app/canvas/chrome.py</extracomment>
   <translation>从端口拖出连线。单击右键、双击或按 Shift+A 也可打开节点列表。</translation>
  </message>
  <message>
   <source>Drop a dataset here, or press Tab</source>
   <extracomment>app/canvas/chrome.py</extracomment>
   <translation>把数据集拖到这里，或按 Tab</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>生成副本</translation>
  </message>
  <message>
   <source>Gives {port} of {node}</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>输出 {port}，给 {node}</translation>
  </message>
  <message>
   <source>Minimap</source>
   <extracomment>app/canvas/minimap.py</extracomment>
   <translation>小地图</translation>
  </message>
  <message>
   <source>Move a wire to {port}</source>
   <extracomment>app/canvas/gestures/draw_wire.py</extracomment>
   <translation>移动 {port} 的连线</translation>
  </message>
  <message>
   <source>Name of the node</source>
   <extracomment>app/canvas/rename.py</extracomment>
   <translation>节点名称</translation>
  </message>
  <message>
   <source>No node is called '{words}'</source>
   <extracomment>app/canvas/palette_popup.py</extracomment>
   <translation>没有名为“{words}”的节点</translation>
  </message>
  <message>
   <source>Nodes</source>
   <extracomment>app/canvas/palette_popup.py</extracomment>
   <translation>节点</translation>
  </message>
  <message>
   <source>Nothing on the canvas fits {port}; add a node first</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>画布上没有适合 {port} 的端口；请先添加节点</translation>
  </message>
  <message>
   <source>Optional</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>可选</translation>
  </message>
  <message>
   <source>Rename</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Search nodes</source>
   <extracomment>app/canvas/palette_popup.py</extracomment>
   <translation>搜索节点</translation>
  </message>
  <message>
   <source>Start at {port}: Up and Down choose, Enter starts the wire</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>从 {port} 开始：用上下键选择，按 Enter 开始连线</translation>
  </message>
  <message>
   <source>Takes {port} of {node}</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>接收 {node} 的 {port}</translation>
  </message>
  <message>
   <source>To {port} of {node}: arrows choose, Enter connects, Esc gives up</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>连到 {node} 的 {port}：用方向键选择，Enter 连接，Esc 放弃</translation>
  </message>
  <message>
   <source>Used last</source>
   <extracomment>app/canvas/palette_rows.py</extracomment>
   <translation>最近使用</translation>
  </message>
  <message>
   <source>any tensor</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>任意张量</translation>
  </message>
  <message>
   <source>dataset</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>数据集</translation>
  </message>
  <message>
   <source>input {port} free</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>输入 {port} 空闲</translation>
  </message>
  <message>
   <source>input {port} from {source} of {node}</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>输入 {port} 来自 {node} 的 {source}</translation>
  </message>
  <message>
   <source>labels</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>标签</translation>
  </message>
  <message>
   <source>learning-rate schedule</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>学习率调度</translation>
  </message>
  <message>
   <source>loss</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>loss {value}</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>损失 {value}</translation>
  </message>
  <message>
   <source>mask</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>掩码</translation>
  </message>
  <message>
   <source>output {port} free</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>输出 {port} 空闲</translation>
  </message>
  <message>
   <source>output {port} to {nodes}</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>输出 {port} 连到 {nodes}</translation>
  </message>
  <message>
   <source>tensor</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>{document}, empty. Press Tab to add a node.</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>{document}，空白。按 Tab 添加节点。</translation>
  </message>
  <message>
   <source>{document}: {nodes} nodes, {links} wires, {selected} selected.</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>{document}：{nodes} 个节点，{links} 条连线，已选 {selected} 个。</translation>
  </message>
  <message>
   <source>{node} has no ports to connect</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>{node} 没有可连接的端口</translation>
  </message>
 </context>
 <context>
  <name>Catalog</name>
  <message>
   <source>1 is a straight line; more falls faster at first.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>1 为直线；越大，开始时下降越快。</translation>
  </message>
  <message>
   <source>1,797 handwritten digits of 8×8 grey pixels, as rows of 64 numbers from 0 to 16; 10 classes.</source>
   <extracomment>catalogue: Digits</extracomment>
   <translation>1,797 个手写数字，8×8 灰度像素，每行 64 个 0 到 16 的数；10 类。</translation>
  </message>
  <message>
   <source>150 irises: sepal and petal length and width in centimetres; 3 species.</source>
   <extracomment>catalogue: Iris</extracomment>
   <translation>150 朵鸢尾花：萼片与花瓣的长和宽（厘米）；3 个品种。</translation>
  </message>
  <message>
   <source>178 Italian wines: 13 chemical measurements; 3 growers.</source>
   <extracomment>catalogue: Wine</extracomment>
   <translation>178 种意大利葡萄酒：13 项化学测量值；3 个酒庄。</translation>
  </message>
  <message>
   <source>442 patients: 10 body measurements (already scaled); progression of the disease after a year.</source>
   <extracomment>catalogue: Diabetes</extracomment>
   <translation>442 名病人：10 项身体测量值（已缩放）；一年后的病情进展。</translation>
  </message>
  <message>
   <source>569 tumours: 30 measurements of cell nuclei; malignant (0) or benign (1).</source>
   <extracomment>catalogue: BreastCancer</extracomment>
   <translation>569 个肿瘤：细胞核的 30 项测量值；恶性（0）或良性（1）。</translation>
  </message>
  <message>
   <source>A LeakyReLU whose slope is learned for each feature.</source>
   <extracomment>catalogue: PReLU</extracomment>
   <translation>斜率随每个特征学习的 LeakyReLU。</translation>
  </message>
  <message>
   <source>A ReLU that lets a little of the negative entries through.</source>
   <extracomment>catalogue: LeakyReLU</extracomment>
   <translation>让负的元素通过一小部分的 ReLU。</translation>
  </message>
  <message>
   <source>A ReLU that levels off smoothly below zero.</source>
   <extracomment>catalogue: ELU</extracomment>
   <translation>在零以下平滑趋平的 ReLU。</translation>
  </message>
  <message>
   <source>A batch of features; images have their channels last.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>一批特征；图像的通道在最后一维。</translation>
  </message>
  <message>
   <source>A circle in a circle; 2 classes.</source>
   <extracomment>catalogue: Circles</extracomment>
   <translation>大圆套小圆；2 类。</translation>
  </message>
  <message>
   <source>A count for all sides, [height, width], or [[top, bottom], [left, right]].</source>
   <extracomment>catalogue: ZeroPadding2D</extracomment>
   <translation>四边相同的数量、[height, width]，或 [[top, bottom], [left, right]]。</translation>
  </message>
  <message>
   <source>A count for all sides, or [before, after] for each axis.</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>所有边共用一个数，或每个轴写 [前, 后]。</translation>
  </message>
  <message>
   <source>A filter for each channel, then a mix of the channels at every place: far fewer weights than Conv2D.</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>每个通道一个滤波器，再在每个位置混合各通道：权重远少于 Conv2D。</translation>
  </message>
  <message>
   <source>A float dtype for the numbers.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>数值的浮点 dtype。</translation>
  </message>
  <message>
   <source>A learning rate that changes; it replaces learning_rate.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>变化的学习率；它取代 learning_rate。</translation>
  </message>
  <message>
   <source>A learning rate that falls along a power of the way that is left.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>按剩余进程的幂下降的学习率。</translation>
  </message>
  <message>
   <source>A learning rate that falls along half a cosine and then begins again, in rounds that grow longer.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>沿半个余弦下降后重新开始的学习率，每一轮都比前一轮更长。</translation>
  </message>
  <message>
   <source>A learning rate that falls along half a cosine, after a warm-up in a straight line if wanted.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>沿半个余弦下降的学习率，需要时先线性预热。</translation>
  </message>
  <message>
   <source>A learning rate that falls by the same factor every so many steps.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>每隔若干步按同一因子下降的学习率。</translation>
  </message>
  <message>
   <source>A learning rate that falls like one over the time passed: fast at first, then ever slower.</source>
   <extracomment>catalogue: InverseTimeDecay</extracomment>
   <translation>按经过时间的倒数下降的学习率：开始快，然后越来越慢。</translation>
  </message>
  <message>
   <source>A learning rate that rises in a straight line and then stays.</source>
   <extracomment>catalogue: LinearWarmup</extracomment>
   <translation>线性上升后保持不变的学习率。</translation>
  </message>
  <message>
   <source>A learning rate that rises to its largest value and falls far below where it began, once in the whole run.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>在整个运行中先升到最大值、再降到远低于起点的学习率，只循环一次。</translation>
  </message>
  <message>
   <source>A learning rate that stays for so many steps and then falls at once.</source>
   <extracomment>catalogue: StepDecay</extracomment>
   <translation>保持若干步后一次性下降的学习率。</translation>
  </message>
  <message>
   <source>A letter for each axis: ij,jk-&gt;ik multiplies matrices.</source>
   <extracomment>catalogue: Einsum</extracomment>
   <translation>每个轴一个字母：ij,jk-&gt;ik 表示矩阵相乘。</translation>
  </message>
  <message>
   <source>A linear function with random weights and bias, and noise.</source>
   <extracomment>catalogue: Linear</extracomment>
   <translation>带随机权重、偏置和噪声的线性函数。</translation>
  </message>
  <message>
   <source>A number, or nested lists of numbers.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>一个数，或嵌套的数字列表。</translation>
  </message>
  <message>
   <source>A random orthogonal matrix, which keeps lengths.</source>
   <extracomment>initializer: orthogonal</extracomment>
   <translation>随机正交矩阵，保持长度不变。</translation>
  </message>
  <message>
   <source>A sine wave between −π and π, with noise.</source>
   <extracomment>catalogue: Sine</extracomment>
   <translation>−π 到 π 之间的正弦波，带噪声。</translation>
  </message>
  <message>
   <source>A smooth ReLU.</source>
   <extracomment>catalogue: Softplus</extracomment>
   <translation>平滑的 ReLU。</translation>
  </message>
  <message>
   <source>A table of numbers: one line for each example, one column to predict.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数字表格：每行一个样本，其中一列为预测目标。</translation>
  </message>
  <message>
   <source>A tensor of ones with the shape of its input.</source>
   <extracomment>catalogue: OnesLike</extracomment>
   <translation>与输入形状相同、全为一的张量。</translation>
  </message>
  <message>
   <source>A tensor of zeros with the shape of its input.</source>
   <extracomment>catalogue: ZerosLike</extracomment>
   <translation>与输入形状相同、全为零的张量。</translation>
  </message>
  <message>
   <source>A tensor that is given from outside when the graph runs.</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>运行图时由外部给出的张量。</translation>
  </message>
  <message>
   <source>A value whose shape is drawn; instead of the attribute shape.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>取其形状来抽样的值；代替属性 shape。</translation>
  </message>
  <message>
   <source>Activation</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>激活函数</translation>
  </message>
  <message>
   <source>Activations</source>
   <extracomment>catalogue: ReLU</extracomment>
   <translation>激活函数</translation>
  </message>
  <message>
   <source>Adam with Nesterov's look ahead along the momentum.</source>
   <extracomment>catalogue: Nadam</extracomment>
   <translation>沿动量方向作 Nesterov 前瞻的 Adam。</translation>
  </message>
  <message>
   <source>Adam with the largest recent gradient in the place of the root mean square.</source>
   <extracomment>catalogue: Adamax</extracomment>
   <translation>以近期最大梯度代替均方根的 Adam。</translation>
  </message>
  <message>
   <source>Adam with weights that decay apart from the gradient, which keeps them small without disturbing the moments.</source>
   <extracomment>catalogue: AdamW</extracomment>
   <translation>权重衰减与梯度分开的 Adam，使权重保持较小而不干扰矩估计。</translation>
  </message>
  <message>
   <source>Adaptive moments: each weight has a step of its own size.</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>自适应矩估计：每个权重有各自的步长。</translation>
  </message>
  <message>
   <source>Add a bias to every filter.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>为每个滤波器加一个偏置。</translation>
  </message>
  <message>
   <source>Add a bias to every unit.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>为每个单元加上偏置。</translation>
  </message>
  <message>
   <source>Add a learned mean, beta.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>加上学习得到的均值 beta。</translation>
  </message>
  <message>
   <source>Added to the variance, which may be 0.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>加到方差上，因为方差可能为 0。</translation>
  </message>
  <message>
   <source>Adds numbers from a bell curve while training.</source>
   <extracomment>catalogue: GaussianNoise</extracomment>
   <translation>训练时加上服从正态分布的随机数。</translation>
  </message>
  <message>
   <source>Adds two tensors entry by entry.</source>
   <extracomment>catalogue: Add</extracomment>
   <translation>两个张量逐元素相加。</translation>
  </message>
  <message>
   <source>Adds up the entries over the axes; integers and truth values give int64.</source>
   <extracomment>catalogue: Sum</extracomment>
   <translation>沿各轴求和；整数和布尔值得到 int64。</translation>
  </message>
  <message>
   <source>Adds waves of different lengths, by which a network tells the positions in a sequence apart.</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>加上不同波长的波，使网络能区分序列中的位置。</translation>
  </message>
  <message>
   <source>All ones.</source>
   <extracomment>initializer: ones</extracomment>
   <translation>全为一。</translation>
  </message>
  <message>
   <source>All rows.</source>
   <extracomment>catalogue: Digits</extracomment>
   <translation>所有行。</translation>
  </message>
  <message>
   <source>All zeros.</source>
   <extracomment>initializer: zeros</extracomment>
   <translation>全为零。</translation>
  </message>
  <message>
   <source>Along a cosine, or in a straight line.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>沿余弦，或沿直线。</translation>
  </message>
  <message>
   <source>Along which axis the directions are compared.</source>
   <extracomment>catalogue: CosineSimilarity</extracomment>
   <translation>沿哪个轴比较方向。</translation>
  </message>
  <message>
   <source>Alpha</source>
   <extracomment>catalogue: ELU</extracomment>
   <translation>Alpha</translation>
  </message>
  <message>
   <source>Alpha initializer</source>
   <extracomment>catalogue: PReLU</extracomment>
   <translation>Alpha 初始化器</translation>
  </message>
  <message>
   <source>An ELU scaled so that activations keep mean 0 and variance 1 from layer to layer.</source>
   <extracomment>catalogue: SELU</extracomment>
   <translation>经过缩放的 ELU，使激活值逐层保持均值 0、方差 1。</translation>
  </message>
  <message>
   <source>Anneal strategy</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>退火方式</translation>
  </message>
  <message>
   <source>Applied to the output; none leaves it as it is.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>作用于输出；选“无”则保持原样。</translation>
  </message>
  <message>
   <source>Apply class balancing</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>应用类别平衡</translation>
  </message>
  <message>
   <source>Approximate</source>
   <extracomment>catalogue: GELU</extracomment>
   <translation>近似</translation>
  </message>
  <message>
   <source>Area under the curve of all thresholds: 1 is perfect, and 0.5 is guessing under ROC.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>所有阈值下曲线下的面积：1 为完美；ROC 下 0.5 相当于猜测。</translation>
  </message>
  <message>
   <source>Arms</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>螺旋臂数</translation>
  </message>
  <message>
   <source>Arrays stored by numpy.savez: features and targets, rows first; whole-number targets are class labels.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>由 numpy.savez 保存的数组：特征和目标，按行排列；整数目标为类别标签。</translation>
  </message>
  <message>
   <source>Average</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>平均方式</translation>
  </message>
  <message>
   <source>Averages the entries over the axes; NaN where there are none.</source>
   <extracomment>catalogue: Mean</extracomment>
   <translation>沿各轴求平均；没有元素时为 NaN。</translation>
  </message>
  <message>
   <source>Averages the squared distance from the mean over the axes (divided by n, not n − 1).</source>
   <extracomment>catalogue: Variance</extracomment>
   <translation>沿各轴求与均值之差的平方的平均（除以 n，而非 n − 1）。</translation>
  </message>
  <message>
   <source>Axes</source>
   <extracomment>catalogue: Transpose</extracomment>
   <translation>轴</translation>
  </message>
  <message>
   <source>Axis</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>轴</translation>
  </message>
  <message>
   <source>Balanced accuracy</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>平衡准确率</translation>
  </message>
  <message>
   <source>Batch size</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>批大小</translation>
  </message>
  <message>
   <source>Begin</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>起点</translation>
  </message>
  <message>
   <source>Begin again, over a longer stretch each time, when the last rate is reached.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>到达最后的学习率后重新开始，每次的区间更长。</translation>
  </message>
  <message>
   <source>Beta 1</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>Beta 1</translation>
  </message>
  <message>
   <source>Beta 2</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>Beta 2</translation>
  </message>
  <message>
   <source>Beta initializer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Beta 初始化器</translation>
  </message>
  <message>
   <source>Bias initializer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>偏置初始化器</translation>
  </message>
  <message>
   <source>Bilinear</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>双线性</translation>
  </message>
  <message>
   <source>Boundaries</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>边界</translation>
  </message>
  <message>
   <source>Bring every feature to one scale, by the statistics of the training part only.</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>只用训练部分的统计量，把每个特征变到同一尺度。</translation>
  </message>
  <message>
   <source>Brings each feature to mean 0 and variance 1 over the batch, then to a learned mean and spread.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>先使每个特征在批次上均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Brings each group of channels to mean 0 and variance 1 over an image, then to a learned mean and spread.</source>
   <extracomment>catalogue: GroupNormalization</extracomment>
   <translation>先使每组通道在一幅图像上均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Brings the features of each row to mean 0 and variance 1, then to a learned mean and spread.</source>
   <extracomment>catalogue: LayerNormalization</extracomment>
   <translation>先使每行的特征均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Causal</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>因果</translation>
  </message>
  <message>
   <source>Center</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>居中</translation>
  </message>
  <message>
   <source>Centered</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>中心化</translation>
  </message>
  <message>
   <source>Centers</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>中心数</translation>
  </message>
  <message>
   <source>Changes the sign of every entry.</source>
   <extracomment>catalogue: Negative</extracomment>
   <translation>改变每个元素的符号。</translation>
  </message>
  <message>
   <source>Class aggregation</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>类别汇总方式</translation>
  </message>
  <message>
   <source>Class id</source>
   <extracomment>catalogue: Precision</extracomment>
   <translation>类别编号</translation>
  </message>
  <message>
   <source>Classes</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>类别数</translation>
  </message>
  <message>
   <source>Clipnorm</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>梯度范数裁剪</translation>
  </message>
  <message>
   <source>Clipvalue</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>梯度值裁剪</translation>
  </message>
  <message>
   <source>Cohen kappa</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>Cohen kappa 系数</translation>
  </message>
  <message>
   <source>Comma</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>逗号</translation>
  </message>
  <message>
   <source>Constant</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>常数</translation>
  </message>
  <message>
   <source>Constant values</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>填充值</translation>
  </message>
  <message>
   <source>Converts every entry to another dtype; fractions are cut off towards zero where it holds integers.</source>
   <extracomment>catalogue: Cast</extracomment>
   <translation>把每个元素转换为另一种 dtype；目标为整数时向零截断。</translation>
  </message>
  <message>
   <source>Cos</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>余弦</translation>
  </message>
  <message>
   <source>Counts the entries along one or more axes.</source>
   <extracomment>catalogue: DimSize</extracomment>
   <translation>数出一个或多个轴上的元素个数。</translation>
  </message>
  <message>
   <source>Curve</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>曲线</translation>
  </message>
  <message>
   <source>Cut the rows into batches: the end of a pipeline, and where tensors begin.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>把行切成批次：流水线的终点，张量的起点。</translation>
  </message>
  <message>
   <source>Cuts a block out of a tensor; negative positions count from the end.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>从张量中切出一块；负的位置从末尾数起。</translation>
  </message>
  <message>
   <source>Cycle</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>循环</translation>
  </message>
  <message>
   <source>Data</source>
   <extracomment>catalogue: Digits</extracomment>
   <translation>数据</translation>
  </message>
  <message>
   <source>Decay rate</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>衰减率</translation>
  </message>
  <message>
   <source>Decay steps</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>衰减步数</translation>
  </message>
  <message>
   <source>Delimiter</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>分隔符</translation>
  </message>
  <message>
   <source>Delta</source>
   <extracomment>catalogue: Huber</extracomment>
   <translation>Delta</translation>
  </message>
  <message>
   <source>Depth</source>
   <extracomment>catalogue: OneHot</extracomment>
   <translation>深度</translation>
  </message>
  <message>
   <source>Depth multiplier</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>深度倍数</translation>
  </message>
  <message>
   <source>Depthwise initializer</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>逐通道核初始化器</translation>
  </message>
  <message>
   <source>Descending</source>
   <extracomment>catalogue: ArgSort</extracomment>
   <translation>降序</translation>
  </message>
  <message>
   <source>Dilation rate</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>空洞率</translation>
  </message>
  <message>
   <source>Distribution</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>分布</translation>
  </message>
  <message>
   <source>Div factor</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>起始除数</translation>
  </message>
  <message>
   <source>Divide by the spread of the gradients instead of by their size.</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>除以梯度的离散程度，而不是梯度的大小。</translation>
  </message>
  <message>
   <source>Divides each step by a running root mean square of the gradients.</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>每一步除以梯度的滑动均方根。</translation>
  </message>
  <message>
   <source>Divides one by every entry.</source>
   <extracomment>catalogue: Reciprocal</extracomment>
   <translation>求每个元素的倒数。</translation>
  </message>
  <message>
   <source>Divides one by the square root of every entry.</source>
   <extracomment>catalogue: Rsqrt</extracomment>
   <translation>求每个元素平方根的倒数。</translation>
  </message>
  <message>
   <source>Divides the first tensor by the second, entry by entry; integers give float32.</source>
   <extracomment>catalogue: Divide</extracomment>
   <translation>两个张量逐元素相除；整数得到 float32。</translation>
  </message>
  <message>
   <source>Draws numbers evenly between two bounds, anew in every step.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>每一步都在两个界之间均匀地重新抽取随机数。</translation>
  </message>
  <message>
   <source>Draws numbers from a bell curve, anew in every step.</source>
   <extracomment>catalogue: RandomNormal</extracomment>
   <translation>每一步都从钟形曲线重新抽取随机数。</translation>
  </message>
  <message>
   <source>Drop remainder</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>丢弃余下的批次</translation>
  </message>
  <message>
   <source>Drops the sign of every entry.</source>
   <extracomment>catalogue: Absolute</extracomment>
   <translation>去掉每个元素的符号。</translation>
  </message>
  <message>
   <source>Dtype</source>
   <extracomment>catalogue: Cast</extracomment>
   <translation>数据类型</translation>
  </message>
  <message>
   <source>ELU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>ELU</translation>
  </message>
  <message>
   <source>Edge</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>边缘</translation>
  </message>
  <message>
   <source>Ema momentum</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>EMA 动量</translation>
  </message>
  <message>
   <source>Embeddings initializer</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>嵌入初始化器</translation>
  </message>
  <message>
   <source>End</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>终点</translation>
  </message>
  <message>
   <source>End learning rate</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>最终学习率</translation>
  </message>
  <message>
   <source>Entries above it become it; empty for no upper bound.</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>大于它的元素变为它；留空表示没有上界。</translation>
  </message>
  <message>
   <source>Entries below it become it; empty for no lower bound.</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>小于它的元素变为它；留空表示没有下界。</translation>
  </message>
  <message>
   <source>Epochs</source>
   <extracomment>run settings</extracomment>
   <translation>轮数</translation>
  </message>
  <message>
   <source>Epsilon</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Epsilon</translation>
  </message>
  <message>
   <source>Equally likely between two ends.</source>
   <extracomment>initializer: uniform</extracomment>
   <translation>在两端之间均匀分布。</translation>
  </message>
  <message>
   <source>Equation</source>
   <extracomment>catalogue: Einsum</extracomment>
   <translation>方程</translation>
  </message>
  <message>
   <source>Every number moves by the learning rate, up or down; wants a rate three to ten times smaller than Adam's.</source>
   <extracomment>catalogue: Lion</extracomment>
   <translation>每个数按学习率向上或向下移动；学习率宜为 Adam 的三分之一到十分之一。</translation>
  </message>
  <message>
   <source>Every unit is a weighted sum of all features of a row, with a bias and an activation if wanted.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>每个单元是一行中所有特征的加权和，加上偏置，并可加激活函数。</translation>
  </message>
  <message>
   <source>Factor</source>
   <extracomment>catalogue: Circles</extracomment>
   <translation>因子</translation>
  </message>
  <message>
   <source>Factor on the matrix.</source>
   <extracomment>initializer: orthogonal</extracomment>
   <translation>矩阵的系数。</translation>
  </message>
  <message>
   <source>Factor on the variance.</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>方差的系数。</translation>
  </message>
  <message>
   <source>Fall back to the first rate before falling to the last.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>先回到最初的学习率，再降到最后的学习率。</translation>
  </message>
  <message>
   <source>Fall in stairs instead of smoothly.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>阶梯式下降，而不是平滑下降。</translation>
  </message>
  <message>
   <source>Fan avg</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>输入与输出的平均</translation>
  </message>
  <message>
   <source>Fan in</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>输入数</translation>
  </message>
  <message>
   <source>Fan out</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>输出数</translation>
  </message>
  <message>
   <source>Features</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>特征数</translation>
  </message>
  <message>
   <source>Features, (batch, …, channels).</source>
   <extracomment>catalogue: GroupNormalization</extracomment>
   <translation>特征，(batch, …, channels)。</translation>
  </message>
  <message>
   <source>Features: one row for each example.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>特征：每个样本一行。</translation>
  </message>
  <message>
   <source>Figure</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>指标值</translation>
  </message>
  <message>
   <source>File</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>文件</translation>
  </message>
  <message>
   <source>Filters</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>滤波器数</translation>
  </message>
  <message>
   <source>Final div factor</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>最终除数</translation>
  </message>
  <message>
   <source>First decay steps</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>首轮衰减步数</translation>
  </message>
  <message>
   <source>First values of beta.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>beta 的初始值。</translation>
  </message>
  <message>
   <source>First values of gamma.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>gamma 的初始值。</translation>
  </message>
  <message>
   <source>First values of the bias.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>偏置的初始值。</translation>
  </message>
  <message>
   <source>First values of the depthwise kernel.</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>逐通道核的初始值。</translation>
  </message>
  <message>
   <source>First values of the kernel.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>核的初始值。</translation>
  </message>
  <message>
   <source>First values of the moving mean.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>滑动均值的初始值。</translation>
  </message>
  <message>
   <source>First values of the moving variance.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>滑动方差的初始值。</translation>
  </message>
  <message>
   <source>First values of the pointwise kernel.</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>逐点核的初始值。</translation>
  </message>
  <message>
   <source>First values of the vectors.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>各向量的初始值。</translation>
  </message>
  <message>
   <source>Fixes the draw; empty: from the run's seed.</source>
   <extracomment>catalogue: Dropout</extracomment>
   <translation>固定抽样结果；留空则取自本次运行的种子。</translation>
  </message>
  <message>
   <source>For class numbers as targets: each row of y_pred holds one probability (or logit) a class.</source>
   <extracomment>catalogue: SparseCategoricalCrossentropy</extracomment>
   <translation>用于以类别编号为目标的情形：y_pred 的每一行是各类的概率（或 logit）。</translation>
  </message>
  <message>
   <source>For counts as targets: y_pred is the expected count, a number above zero.</source>
   <extracomment>catalogue: Poisson</extracomment>
   <translation>用于计数目标：y_pred 是期望计数，为大于零的数。</translation>
  </message>
  <message>
   <source>For one-hot targets and raw scores: the score of the right class must be one above the best other one.</source>
   <extracomment>catalogue: CategoricalHinge</extracomment>
   <translation>用于独热目标和原始分数：正确类别的分数须比其余最高者高出 1。</translation>
  </message>
  <message>
   <source>For one-hot targets with rare classes: what is already right counts little.</source>
   <extracomment>catalogue: CategoricalFocalCrossentropy</extracomment>
   <translation>用于含稀少类别的独热目标：已经预测正确的样本影响很小。</translation>
  </message>
  <message>
   <source>For one-hot targets: each row of y_pred holds one probability (or logit) a class.</source>
   <extracomment>catalogue: CategoricalCrossentropy</extracomment>
   <translation>用于独热目标：y_pred 的每一行是各类的概率（或 logit）。</translation>
  </message>
  <message>
   <source>For yes-or-no targets and raw scores: what a score lacks to the margin of one, as in a support vector machine.</source>
   <extracomment>catalogue: Hinge</extracomment>
   <translation>用于是否类目标和原始分数：分数距离间隔 1 所差的部分，与支持向量机相同。</translation>
  </message>
  <message>
   <source>For yes-or-no targets of which one kind is rare: what is already right counts little.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>用于其中一类稀少的是否类目标：已经预测正确的样本影响很小。</translation>
  </message>
  <message>
   <source>For yes-or-no targets: each prediction is one probability (or one logit).</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>用于是非目标：每个预测是一个概率（或一个 logit）。</translation>
  </message>
  <message>
   <source>Frequency</source>
   <extracomment>catalogue: Sine</extracomment>
   <translation>频率</translation>
  </message>
  <message>
   <source>From logits</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>来自 logits</translation>
  </message>
  <message>
   <source>Full turns from the centre to the end of an arm.</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>螺旋臂从中心到末端转过的整圈数。</translation>
  </message>
  <message>
   <source>GELU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>GELU</translation>
  </message>
  <message>
   <source>Gain</source>
   <extracomment>initializer: orthogonal</extracomment>
   <translation>增益</translation>
  </message>
  <message>
   <source>Gamma</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>Gamma</translation>
  </message>
  <message>
   <source>Gamma initializer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Gamma 初始化器</translation>
  </message>
  <message>
   <source>Gives at every entry the sum of the entries up to it; integers give int64.</source>
   <extracomment>catalogue: CumSum</extracomment>
   <translation>每个元素处给出到它为止的元素之和；整数得到 int64。</translation>
  </message>
  <message>
   <source>Gives the entries another shape, in the same order.</source>
   <extracomment>catalogue: Reshape</extracomment>
   <translation>改变元素排成的形状，次序不变。</translation>
  </message>
  <message>
   <source>Gives the position of the largest entry along an axis, the first where several tie.</source>
   <extracomment>catalogue: ArgMax</extracomment>
   <translation>给出沿轴最大元素的位置，并列时取第一个。</translation>
  </message>
  <message>
   <source>Gives the position of the smallest entry along an axis, the first where several tie.</source>
   <extracomment>catalogue: ArgMin</extracomment>
   <translation>给出沿轴最小元素的位置，并列时取第一个。</translation>
  </message>
  <message>
   <source>Gives the positions that would sort the entries; equal ones keep their order.</source>
   <extracomment>catalogue: ArgSort</extracomment>
   <translation>给出能使元素有序的位置；相等的元素保持原有次序。</translation>
  </message>
  <message>
   <source>Gives −1, 0 or 1 for the sign of every entry.</source>
   <extracomment>catalogue: Sign</extracomment>
   <translation>按每个元素的符号给出 −1、0 或 1。</translation>
  </message>
  <message>
   <source>Global clipnorm</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>全局梯度范数裁剪</translation>
  </message>
  <message>
   <source>Glorot normal</source>
   <extracomment>initializer: glorot_normal</extracomment>
   <translation>Glorot 正态</translation>
  </message>
  <message>
   <source>Glorot uniform</source>
   <extracomment>initializer: glorot_uniform</extracomment>
   <translation>Glorot 均匀</translation>
  </message>
  <message>
   <source>Groups</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>分组数</translation>
  </message>
  <message>
   <source>Hard sigmoid</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Hard sigmoid</translation>
  </message>
  <message>
   <source>He normal</source>
   <extracomment>initializer: he_normal</extracomment>
   <translation>He 正态</translation>
  </message>
  <message>
   <source>He uniform</source>
   <extracomment>initializer: he_uniform</extracomment>
   <translation>He 均匀</translation>
  </message>
  <message>
   <source>Header</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>表头</translation>
  </message>
  <message>
   <source>Hits over false alarms, or precision over recall.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>命中率对误报率，或精确率对召回率。</translation>
  </message>
  <message>
   <source>How classes become one figure: evenly, by all answers together, or by their number of rows.</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>如何将各类别合为一个数：均等、按全部预测合计，或按各类的行数加权。</translation>
  </message>
  <message>
   <source>How far apart the entries of a window are.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>窗口内相邻元素之间的间隔。</translation>
  </message>
  <message>
   <source>How far apart windows begin, on height and width.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>相邻窗口起点在高和宽方向上的间隔。</translation>
  </message>
  <message>
   <source>How far apart windows begin.</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>相邻窗口起点之间的间隔。</translation>
  </message>
  <message>
   <source>How far apart windows begin; empty for the size of a window.</source>
   <extracomment>catalogue: MaxPooling2D</extracomment>
   <translation>相邻窗口起点之间的间隔；留空则为窗口大小。</translation>
  </message>
  <message>
   <source>How far below zero it goes.</source>
   <extracomment>catalogue: ELU</extracomment>
   <translation>在零以下能到多远。</translation>
  </message>
  <message>
   <source>How far each step goes along the gradient.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>每一步沿梯度走多远。</translation>
  </message>
  <message>
   <source>How many filters each channel gets.</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>每个通道有多少个滤波器。</translation>
  </message>
  <message>
   <source>How many filters: the channels of the output.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>滤波器的数量，即输出的通道数。</translation>
  </message>
  <message>
   <source>How many numbers stand for a token.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>用多少个数表示一个词元。</translation>
  </message>
  <message>
   <source>How many of the most likely classes are looked at.</source>
   <extracomment>catalogue: TopKCategoricalAccuracy</extracomment>
   <translation>查看可能性最大的多少个类别。</translation>
  </message>
  <message>
   <source>How many pixels a filter covers in height and width; one number for both.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>一个滤波器在高和宽方向上覆盖多少像素；一个数则两者相同。</translation>
  </message>
  <message>
   <source>How many pixels a window covers in height and width; one number for both.</source>
   <extracomment>catalogue: MaxPooling2D</extracomment>
   <translation>一个窗口在高和宽方向上覆盖多少像素；一个数则两者相同。</translation>
  </message>
  <message>
   <source>How many steps a filter covers.</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>一个滤波器覆盖多少步。</translation>
  </message>
  <message>
   <source>How many steps a window covers.</source>
   <extracomment>catalogue: MaxPooling1D</extracomment>
   <translation>一个窗口覆盖多少步。</translation>
  </message>
  <message>
   <source>How many steps the slowest wave takes, divided by 2π.</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>最慢的波的步数除以 2π。</translation>
  </message>
  <message>
   <source>How many thresholds the curve is drawn through.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>绘制曲线所用的阈值数量。</translation>
  </message>
  <message>
   <source>How many times as high and as wide images become; one number for both.</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>图像在高和宽方向上放大的倍数；一个数则两者相同。</translation>
  </message>
  <message>
   <source>How many times longer each round is than the one before.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>每一轮比前一轮长多少倍。</translation>
  </message>
  <message>
   <source>How many times smaller than the first the last rate is.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>最后的学习率是最初的几分之一。</translation>
  </message>
  <message>
   <source>How many times smaller than the largest the first rate is.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>最初的学习率是最大的几分之一。</translation>
  </message>
  <message>
   <source>How many times training sees the whole training part.</source>
   <extracomment>run settings</extracomment>
   <translation>训练遍历整个训练部分的次数。</translation>
  </message>
  <message>
   <source>How many to take.</source>
   <extracomment>catalogue: TopK</extracomment>
   <translation>取多少个。</translation>
  </message>
  <message>
   <source>How many tokens there are.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>词元的种类数。</translation>
  </message>
  <message>
   <source>How much is lost when the predicted distribution stands for the true one.</source>
   <extracomment>catalogue: KLDivergence</extracomment>
   <translation>用预测分布代替真实分布时损失的信息量。</translation>
  </message>
  <message>
   <source>How much less counts what is already right; 0 is the plain cross-entropy.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>已经预测正确的样本权重降低的程度；0 为普通交叉熵。</translation>
  </message>
  <message>
   <source>How much of each target is spread evenly over all classes.</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>每个目标中均摊到所有类别的份额。</translation>
  </message>
  <message>
   <source>How often each axis is repeated, counted from the last.</source>
   <extracomment>catalogue: Tile</extracomment>
   <translation>每个轴重复的次数，从最后一个轴数起。</translation>
  </message>
  <message>
   <source>How often each class is taken for each other one, and a figure that small classes count in as well.</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>每个类别被当成其他各类别的次数，以及一个同样计入小类别的数值。</translation>
  </message>
  <message>
   <source>How several numbers a row become one figure: evenly, or by how much each varies.</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>如何将每行的多个数合为一个数：均等，或按各自的变化程度加权。</translation>
  </message>
  <message>
   <source>How strongly it falls.</source>
   <extracomment>catalogue: InverseTimeDecay</extracomment>
   <translation>下降的强度。</translation>
  </message>
  <message>
   <source>How the first slopes are drawn.</source>
   <extracomment>catalogue: PReLU</extracomment>
   <translation>斜率的初始值如何抽取。</translation>
  </message>
  <message>
   <source>How the first value is drawn.</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>第一个值如何抽取。</translation>
  </message>
  <message>
   <source>Identity</source>
   <extracomment>initializer: identity</extracomment>
   <translation>单位矩阵</translation>
  </message>
  <message>
   <source>Images, (batch, height, width, channels).</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>图像，(batch, height, width, channels)。</translation>
  </message>
  <message>
   <source>In how many groups channels and filters fall; each sees its own channels.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>通道和滤波器分成多少组；每组只看自己的通道。</translation>
  </message>
  <message>
   <source>In how many groups the channels fall; -1 for one channel each.</source>
   <extracomment>catalogue: GroupNormalization</extracomment>
   <translation>通道分成多少组；-1 表示每个通道一组。</translation>
  </message>
  <message>
   <source>Initial accumulator value</source>
   <extracomment>catalogue: Adagrad</extracomment>
   <translation>累加器初始值</translation>
  </message>
  <message>
   <source>Initial learning rate</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>初始学习率</translation>
  </message>
  <message>
   <source>Initializer</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>初始化器</translation>
  </message>
  <message>
   <source>Input dim</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>输入维数</translation>
  </message>
  <message>
   <source>Interpolation</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>插值</translation>
  </message>
  <message>
   <source>Its standard deviation.</source>
   <extracomment>catalogue: RandomNormal</extracomment>
   <translation>它的标准差。</translation>
  </message>
  <message>
   <source>Joins tensors along an axis that they have.</source>
   <extracomment>catalogue: Concatenate</extracomment>
   <translation>沿已有的轴连接张量。</translation>
  </message>
  <message>
   <source>Joins tensors of one shape along a new axis.</source>
   <extracomment>catalogue: Stack</extracomment>
   <translation>沿新的轴堆叠形状相同的张量。</translation>
  </message>
  <message>
   <source>K</source>
   <extracomment>catalogue: TopKCategoricalAccuracy</extracomment>
   <translation>K</translation>
  </message>
  <message>
   <source>Keep a running average of the weights, which they are set to when training ends.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>保留权重的滑动平均，训练结束时将权重设为该平均值。</translation>
  </message>
  <message>
   <source>Keep rows apart for validation, and for a last test, drawn at random.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>随机留出一些行用于验证和最终测试。</translation>
  </message>
  <message>
   <source>Keep the classes' shares equal in all parts.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>使各部分中各类别的比例相等。</translation>
  </message>
  <message>
   <source>Keep the reduced axes with size 1.</source>
   <extracomment>catalogue: Sum</extracomment>
   <translation>保留被归约的轴，大小为 1。</translation>
  </message>
  <message>
   <source>Keep what is pooled over as axes of size 1.</source>
   <extracomment>catalogue: GlobalAveragePooling2D</extracomment>
   <translation>将池化掉的轴保留为大小为 1 的轴。</translation>
  </message>
  <message>
   <source>Keepdims</source>
   <extracomment>catalogue: GlobalAveragePooling2D</extracomment>
   <translation>保留维度</translation>
  </message>
  <message>
   <source>Keeps every entry between two bounds.</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>使每个元素保持在两个界之间。</translation>
  </message>
  <message>
   <source>Keeps positive entries and makes the others zero.</source>
   <extracomment>catalogue: ReLU</extracomment>
   <translation>保留正的元素，其余变为零。</translation>
  </message>
  <message>
   <source>Keeps the division finite.</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>使除法保持有限。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals and gradients alike (Xavier), normally distributed and cut off.</source>
   <extracomment>initializer: glorot_normal</extracomment>
   <translation>保持信号与梯度的幅度相近（Xavier），正态分布并截断。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals and gradients alike (Xavier).</source>
   <extracomment>initializer: glorot_uniform</extracomment>
   <translation>保持信号与梯度的幅度相近（Xavier）。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals, normally distributed and cut off.</source>
   <extracomment>initializer: lecun_normal</extracomment>
   <translation>保持信号的幅度，正态分布并截断。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals; made for SELU and tanh.</source>
   <extracomment>initializer: lecun_uniform</extracomment>
   <translation>保持信号的幅度；适合 SELU 和 tanh。</translation>
  </message>
  <message>
   <source>Kernel initializer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>核初始化器</translation>
  </message>
  <message>
   <source>Kernel size</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>核大小</translation>
  </message>
  <message>
   <source>Label smoothing</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>标签平滑</translation>
  </message>
  <message>
   <source>Largest first.</source>
   <extracomment>catalogue: ArgSort</extracomment>
   <translation>最大的在前。</translation>
  </message>
  <message>
   <source>Layers</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>层</translation>
  </message>
  <message>
   <source>Lays all axes but the first, the batch, out as one.</source>
   <extracomment>catalogue: Flatten</extracomment>
   <translation>把第一个轴（批次）以外的所有轴展平为一个。</translation>
  </message>
  <message>
   <source>Leaky relu</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Leaky ReLU</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>学习率</translation>
  </message>
  <message>
   <source>Learning rates named one by one, with the steps at which they change.</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>逐一给出的学习率，以及学习率变化时的步数。</translation>
  </message>
  <message>
   <source>Leave out the last training batch where it is smaller.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>训练的最后一个批次不足时将其丢弃。</translation>
  </message>
  <message>
   <source>Lecun normal</source>
   <extracomment>initializer: lecun_normal</extracomment>
   <translation>LeCun 正态</translation>
  </message>
  <message>
   <source>Lecun uniform</source>
   <extracomment>initializer: lecun_uniform</extracomment>
   <translation>LeCun 均匀</translation>
  </message>
  <message>
   <source>Like the squared error near zero and like the absolute error far from it, smooth throughout.</source>
   <extracomment>catalogue: LogCosh</extracomment>
   <translation>在零附近像平方误差，远离零时像绝对误差，处处平滑。</translation>
  </message>
  <message>
   <source>Linear</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>线性</translation>
  </message>
  <message>
   <source>Log softmax</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Log softmax</translation>
  </message>
  <message>
   <source>Look ahead along the momentum before taking the gradient.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>先沿动量前看一步，再求梯度。</translation>
  </message>
  <message>
   <source>Looks up a learned vector for each token.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>为每个词元查找学习得到的向量。</translation>
  </message>
  <message>
   <source>Losses</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>M mul</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>M 倍数</translation>
  </message>
  <message>
   <source>Macro</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>宏平均</translation>
  </message>
  <message>
   <source>Made for layers followed by ReLU, normally distributed and cut off.</source>
   <extracomment>initializer: he_normal</extracomment>
   <translation>适合后接 ReLU 的层，正态分布并截断。</translation>
  </message>
  <message>
   <source>Made for layers followed by ReLU.</source>
   <extracomment>initializer: he_uniform</extracomment>
   <translation>适合后接 ReLU 的层。</translation>
  </message>
  <message>
   <source>Majoring</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>取较高者</translation>
  </message>
  <message>
   <source>Makes a random share of the entries zero while training and scales up the rest.</source>
   <extracomment>catalogue: Dropout</extracomment>
   <translation>训练时随机地把一部分元素变为零，并放大其余元素。</translation>
  </message>
  <message>
   <source>Makes a random share of whole channels zero while training and scales up the rest.</source>
   <extracomment>catalogue: SpatialDropout</extracomment>
   <translation>训练时将随机一部分整个通道置零，并放大其余通道。</translation>
  </message>
  <message>
   <source>Makes images larger by repeating pixels or by drawing lines between them.</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>通过重复像素或在像素之间线性插值来放大图像。</translation>
  </message>
  <message>
   <source>Makes images larger: lays a filter, weighted by each pixel, over the output; the way back of Conv2D.</source>
   <extracomment>catalogue: Conv2DTranspose</extracomment>
   <translation>放大图像：将滤波器按每个像素加权铺到输出上；是 Conv2D 的逆向过程。</translation>
  </message>
  <message>
   <source>Math</source>
   <extracomment>catalogue: Add</extracomment>
   <translation>数学</translation>
  </message>
  <message>
   <source>Matthews correlation</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>Matthews 相关系数</translation>
  </message>
  <message>
   <source>Max learning rate</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>最大学习率</translation>
  </message>
  <message>
   <source>Max wavelength</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>最大波长</translation>
  </message>
  <message>
   <source>Maximum</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>最大值</translation>
  </message>
  <message>
   <source>Maxval</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>上界</translation>
  </message>
  <message>
   <source>Mean</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>均值</translation>
  </message>
  <message>
   <source>Mean of the absolute differences in per cent of the targets; targets near zero count enormously.</source>
   <extracomment>catalogue: MeanAbsolutePercentageError</extracomment>
   <translation>绝对差占目标的百分比的均值；接近零的目标影响极大。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences over all rows.</source>
   <extracomment>catalogue: MeanAbsoluteErrorMetric</extracomment>
   <translation>所有行的绝对差的平均。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences to the power p: 1 is the absolute error, 2 the squared one.</source>
   <extracomment>catalogue: Lp</extracomment>
   <translation>绝对差的 p 次幂的均值：1 为绝对误差，2 为平方误差。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences; outliers weigh no more than their distance.</source>
   <extracomment>catalogue: MeanAbsoluteError</extracomment>
   <translation>绝对差的平均；离群点的影响不超过其距离。</translation>
  </message>
  <message>
   <source>Mean of the numbers.</source>
   <extracomment>initializer: normal</extracomment>
   <translation>数的均值。</translation>
  </message>
  <message>
   <source>Mean of the squared differences of the logarithms: errors count relative to the size of the target.</source>
   <extracomment>catalogue: MeanSquaredLogarithmicError</extracomment>
   <translation>对数之差的平方的均值：误差相对于目标的大小计算。</translation>
  </message>
  <message>
   <source>Mean of the squared differences over all rows.</source>
   <extracomment>catalogue: MeanSquaredErrorMetric</extracomment>
   <translation>所有行的平方差的平均。</translation>
  </message>
  <message>
   <source>Mean of the squared differences; large errors count most.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>平方差的平均；大的误差影响最大。</translation>
  </message>
  <message>
   <source>Memory of the mean of the gradients.</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>对梯度均值的记忆。</translation>
  </message>
  <message>
   <source>Memory of the mean of the squared gradients.</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>梯度平方均值的记忆系数。</translation>
  </message>
  <message>
   <source>Memory of the mean of their squares.</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>对梯度平方均值的记忆。</translation>
  </message>
  <message>
   <source>Memory of the running average of the weights.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>权重滑动平均的记忆系数。</translation>
  </message>
  <message>
   <source>Method</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>方法</translation>
  </message>
  <message>
   <source>Metrics</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>指标</translation>
  </message>
  <message>
   <source>Micro</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>微平均</translation>
  </message>
  <message>
   <source>Minimum</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>最小值</translation>
  </message>
  <message>
   <source>Minoring</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>取较低者</translation>
  </message>
  <message>
   <source>Minus the cosine of the angle between target and prediction: −1 where both point the same way.</source>
   <extracomment>catalogue: CosineSimilarity</extracomment>
   <translation>目标与预测夹角余弦的相反数：两者方向相同时为 −1。</translation>
  </message>
  <message>
   <source>Minval</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>下界</translation>
  </message>
  <message>
   <source>Min–max</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>最小–最大</translation>
  </message>
  <message>
   <source>Mode</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>模式</translation>
  </message>
  <message>
   <source>Momentum</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>动量</translation>
  </message>
  <message>
   <source>Moving mean initializer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>滑动均值初始化器</translation>
  </message>
  <message>
   <source>Moving variance initializer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>滑动方差初始化器</translation>
  </message>
  <message>
   <source>Multiplies matrices; axes before the last two are broadcast, vectors count as a row or a column.</source>
   <extracomment>catalogue: MatMul</extracomment>
   <translation>矩阵相乘；最后两个轴之前的轴会广播，向量视为一行或一列。</translation>
  </message>
  <message>
   <source>Multiplies the entries over the axes; integers give int64.</source>
   <extracomment>catalogue: Prod</extracomment>
   <translation>沿各轴求积；整数得到 int64。</translation>
  </message>
  <message>
   <source>Multiplies two tensors entry by entry.</source>
   <extracomment>catalogue: Multiply</extracomment>
   <translation>两个张量逐元素相乘。</translation>
  </message>
  <message>
   <source>Multiply by a learned spread, gamma.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>乘以学习得到的幅度 gamma。</translation>
  </message>
  <message>
   <source>Name</source>
   <extracomment>run settings</extracomment>
   <translation>名称</translation>
  </message>
  <message>
   <source>Name of the array of features in the file.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>文件中特征数组的名称。</translation>
  </message>
  <message>
   <source>Name of the array of targets; empty: none.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>文件中目标数组的名称；留空表示没有。</translation>
  </message>
  <message>
   <source>Name of the column to predict; empty: the last one.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>要预测的列名；留空则取最后一列。</translation>
  </message>
  <message>
   <source>Names of the feature columns, separated by commas; empty: all others.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>特征列的名称，以逗号分隔；留空则取其余所有列。</translation>
  </message>
  <message>
   <source>Nearest</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>最近邻</translation>
  </message>
  <message>
   <source>Negative slope</source>
   <extracomment>catalogue: LeakyReLU</extracomment>
   <translation>负半轴斜率</translation>
  </message>
  <message>
   <source>Nesterov</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>Nesterov</translation>
  </message>
  <message>
   <source>Noise</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>噪声</translation>
  </message>
  <message>
   <source>None</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>无</translation>
  </message>
  <message>
   <source>Normal</source>
   <extracomment>initializer: normal</extracomment>
   <translation>正态</translation>
  </message>
  <message>
   <source>Normal clouds about random centres, one class a cloud.</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>围绕随机中心的正态点云，每云一类。</translation>
  </message>
  <message>
   <source>Normally distributed.</source>
   <extracomment>initializer: normal</extracomment>
   <translation>正态分布。</translation>
  </message>
  <message>
   <source>Normally distributed; what lies beyond two standard deviations is drawn again.</source>
   <extracomment>initializer: truncated_normal</extracomment>
   <translation>正态分布；超出两个标准差的重新抽取。</translation>
  </message>
  <message>
   <source>Num regressors</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>回归变量数</translation>
  </message>
  <message>
   <source>Num thresholds</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>阈值数</translation>
  </message>
  <message>
   <source>Number of classes; empty: as the data has.</source>
   <extracomment>catalogue: OneHotLabels</extracomment>
   <translation>类别数；留空则按数据而定。</translation>
  </message>
  <message>
   <source>Number of clouds, each a class.</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>点云的个数，每云一类。</translation>
  </message>
  <message>
   <source>Number of features of a row.</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>每行的特征数。</translation>
  </message>
  <message>
   <source>Number of features to adjust for; 0: no adjustment.</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>要校正的特征数量；0 表示不校正。</translation>
  </message>
  <message>
   <source>Number of outputs per row.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>每行的输出数。</translation>
  </message>
  <message>
   <source>Number of rows.</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>行数。</translation>
  </message>
  <message>
   <source>Number of spiral arms, each a class.</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>螺旋臂的条数，每条一类。</translation>
  </message>
  <message>
   <source>Numbers</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数值</translation>
  </message>
  <message>
   <source>Numbers of tokens, from 0 to input_dim − 1.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>词元的编号，从 0 到 input_dim − 1。</translation>
  </message>
  <message>
   <source>Numbers that never change.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>从不改变的数。</translation>
  </message>
  <message>
   <source>Numbers that stand in the document itself: one row for each example.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>存放在文档中的数：每个样本一行。</translation>
  </message>
  <message>
   <source>Numbers that training changes.</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>由训练改变的数。</translation>
  </message>
  <message>
   <source>One number everywhere.</source>
   <extracomment>initializer: constant</extracomment>
   <translation>处处是同一个数。</translation>
  </message>
  <message>
   <source>Ones</source>
   <extracomment>initializer: ones</extracomment>
   <translation>全一</translation>
  </message>
  <message>
   <source>Optimizers</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>优化器</translation>
  </message>
  <message>
   <source>Ord</source>
   <extracomment>catalogue: Norm</extracomment>
   <translation>范数阶</translation>
  </message>
  <message>
   <source>Orthogonal</source>
   <extracomment>initializer: orthogonal</extracomment>
   <translation>正交</translation>
  </message>
  <message>
   <source>Output dim</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>输出维数</translation>
  </message>
  <message>
   <source>P</source>
   <extracomment>catalogue: Lp</extracomment>
   <translation>P</translation>
  </message>
  <message>
   <source>PR</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>PR</translation>
  </message>
  <message>
   <source>Pad width</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>填充宽度</translation>
  </message>
  <message>
   <source>Padding</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>填充</translation>
  </message>
  <message>
   <source>Passes its input on unchanged, and lets no gradient back.</source>
   <extracomment>catalogue: StopGradient</extracomment>
   <translation>原样传递输入，但不让梯度返回。</translation>
  </message>
  <message>
   <source>Passes its input on unchanged.</source>
   <extracomment>catalogue: Identity</extracomment>
   <translation>原样传递输入。</translation>
  </message>
  <message>
   <source>Pct start</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>上升占比</translation>
  </message>
  <message>
   <source>Picks entries along an axis, by an index of its own for every entry of the result.</source>
   <extracomment>catalogue: TakeAlongAxis</extracomment>
   <translation>沿一个轴取元素，结果的每个元素各有自己的索引。</translation>
  </message>
  <message>
   <source>Picks the slices of a tensor that an array of indices names.</source>
   <extracomment>catalogue: Gather</extracomment>
   <translation>取出索引数组所指的张量切片。</translation>
  </message>
  <message>
   <source>Points of a square; class 1 where exactly one coordinate is positive. No single line parts them.</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>正方形中的点；恰有一个坐标为正时为类别 1。一条直线无法分开。</translation>
  </message>
  <message>
   <source>Pointwise initializer</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>逐点核初始化器</translation>
  </message>
  <message>
   <source>Pool size</source>
   <extracomment>catalogue: MaxPooling2D</extracomment>
   <translation>池化大小</translation>
  </message>
  <message>
   <source>Positions along the axis, counted from zero.</source>
   <extracomment>catalogue: TakeAlongAxis</extracomment>
   <translation>沿轴的位置，从零数起。</translation>
  </message>
  <message>
   <source>Positions, counted from zero.</source>
   <extracomment>catalogue: Gather</extracomment>
   <translation>位置，从零数起。</translation>
  </message>
  <message>
   <source>Power</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>幂</translation>
  </message>
  <message>
   <source>Precision and recall in one figure, for classes of different sizes.</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>将精确率和召回率合为一个数，适用于大小不同的类别。</translation>
  </message>
  <message>
   <source>Predictions above it mean yes; 0 where predictions are logits.</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>预测值大于它即为“是”；预测为 logits 时取 0。</translation>
  </message>
  <message>
   <source>Predictions above it mean yes; empty: the largest of a row does.</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>大于该值的预测为“是”；留空则取每行最大者。</translation>
  </message>
  <message>
   <source>Puts a border of zeros around images.</source>
   <extracomment>catalogue: ZeroPadding2D</extracomment>
   <translation>在图像四周加一圈零。</translation>
  </message>
  <message>
   <source>Puts constant or repeated entries around a tensor.</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>在张量四周填充常数或重复的元素。</translation>
  </message>
  <message>
   <source>Puts in axes of size 1.</source>
   <extracomment>catalogue: ExpandDims</extracomment>
   <translation>插入大小为 1 的轴。</translation>
  </message>
  <message>
   <source>Puts the axes in another order.</source>
   <extracomment>catalogue: Transpose</extracomment>
   <translation>改变轴的次序。</translation>
  </message>
  <message>
   <source>Puts the entries along an axis in order.</source>
   <extracomment>catalogue: Sort</extracomment>
   <translation>把沿轴的元素排成次序。</translation>
  </message>
  <message>
   <source>ROC</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>ROC</translation>
  </message>
  <message>
   <source>Radius of the inner circle; the outer one has 1.</source>
   <extracomment>catalogue: Circles</extracomment>
   <translation>内圆的半径；外圆的半径为 1。</translation>
  </message>
  <message>
   <source>Raises 2 to the power of every entry.</source>
   <extracomment>catalogue: Exp2</extracomment>
   <translation>以每个元素为指数求 2 的幂。</translation>
  </message>
  <message>
   <source>Raises e to the power of every entry and takes one away, exact for tiny entries.</source>
   <extracomment>catalogue: Expm1</extracomment>
   <translation>求 e 的每个元素次幂再减一，对极小的元素也精确。</translation>
  </message>
  <message>
   <source>Raises e to the power of every entry.</source>
   <extracomment>catalogue: Exp</extracomment>
   <translation>以每个元素为指数求 e 的幂。</translation>
  </message>
  <message>
   <source>Raises the first tensor to the power of the second, entry by entry.</source>
   <extracomment>catalogue: Power</extracomment>
   <translation>逐元素求第一个张量的幂，指数为第二个张量。</translation>
  </message>
  <message>
   <source>Rate</source>
   <extracomment>catalogue: Dropout</extracomment>
   <translation>比率</translation>
  </message>
  <message>
   <source>ReLU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>ReLU</translation>
  </message>
  <message>
   <source>Reduction</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>归约方式</translation>
  </message>
  <message>
   <source>Reflect</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>镜像</translation>
  </message>
  <message>
   <source>Repeats</source>
   <extracomment>catalogue: Tile</extracomment>
   <translation>重复次数</translation>
  </message>
  <message>
   <source>Repeats a tensor along its axes.</source>
   <extracomment>catalogue: Tile</extracomment>
   <translation>沿各轴重复张量。</translation>
  </message>
  <message>
   <source>Repeats axes of size 1, or new ones, up to a shape.</source>
   <extracomment>catalogue: BroadcastTo</extracomment>
   <translation>把大小为 1 的轴或新的轴重复到给定形状。</translation>
  </message>
  <message>
   <source>Reverse</source>
   <extracomment>catalogue: CumSum</extracomment>
   <translation>反转</translation>
  </message>
  <message>
   <source>Rho</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>Rho</translation>
  </message>
  <message>
   <source>Root of the mean of the squared differences over all rows, in the unit of the targets.</source>
   <extracomment>catalogue: RootMeanSquaredErrorMetric</extracomment>
   <translation>所有行的平方差的平均再开方，单位与目标相同。</translation>
  </message>
  <message>
   <source>Rounds every entry down to a whole number.</source>
   <extracomment>catalogue: Floor</extracomment>
   <translation>把每个元素向下取整。</translation>
  </message>
  <message>
   <source>Rounds every entry to the nearest whole number, halves to the even one.</source>
   <extracomment>catalogue: Round</extracomment>
   <translation>把每个元素取到最近的整数，恰好一半时取偶数。</translation>
  </message>
  <message>
   <source>Rounds every entry up to a whole number.</source>
   <extracomment>catalogue: Ceil</extracomment>
   <translation>把每个元素向上取整。</translation>
  </message>
  <message>
   <source>Rows of features, (batch, features).</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>特征的各行，(batch, features)。</translation>
  </message>
  <message>
   <source>Rows of features.</source>
   <extracomment>catalogue: LayerNormalization</extracomment>
   <translation>由特征组成的行。</translation>
  </message>
  <message>
   <source>Rows that one training step looks at.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>一个训练步所看的行数。</translation>
  </message>
  <message>
   <source>SELU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>SELU</translation>
  </message>
  <message>
   <source>Same</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>等大</translation>
  </message>
  <message>
   <source>Samples</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>样本数</translation>
  </message>
  <message>
   <source>Says for every entry whether both tensors hold.</source>
   <extracomment>catalogue: LogicalAnd</extracomment>
   <translation>逐元素判断两个张量是否都为真。</translation>
  </message>
  <message>
   <source>Says for every entry whether it is NaN, the result of an undefined computation.</source>
   <extracomment>catalogue: IsNan</extracomment>
   <translation>判断每个元素是否为 NaN，即无定义的计算结果。</translation>
  </message>
  <message>
   <source>Says for every entry whether it is neither infinite nor NaN.</source>
   <extracomment>catalogue: IsFinite</extracomment>
   <translation>判断每个元素是否既非无穷也非 NaN。</translation>
  </message>
  <message>
   <source>Says for every entry whether one of the tensors alone holds.</source>
   <extracomment>catalogue: LogicalXor</extracomment>
   <translation>逐元素判断是否恰有一个张量为真。</translation>
  </message>
  <message>
   <source>Says for every entry whether one or both of the tensors hold.</source>
   <extracomment>catalogue: LogicalOr</extracomment>
   <translation>逐元素判断是否至少有一个张量为真。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is different from the second.</source>
   <extracomment>catalogue: NotEqual</extracomment>
   <translation>逐元素判断第一个张量是否不同于第二个。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is equal to the second.</source>
   <extracomment>catalogue: Equal</extracomment>
   <translation>逐元素判断第一个张量是否等于第二个。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is greater than or equal to the second.</source>
   <extracomment>catalogue: GreaterEqual</extracomment>
   <translation>逐元素判断第一个张量是否大于或等于第二个。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is greater than the second.</source>
   <extracomment>catalogue: Greater</extracomment>
   <translation>逐元素判断第一个张量是否大于第二个。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is less than or equal to the second.</source>
   <extracomment>catalogue: LessEqual</extracomment>
   <translation>逐元素判断第一个张量是否小于或等于第二个。</translation>
  </message>
  <message>
   <source>Says for every entry whether the first tensor is less than the second.</source>
   <extracomment>catalogue: Less</extracomment>
   <translation>逐元素判断第一个张量是否小于第二个。</translation>
  </message>
  <message>
   <source>Says whether every entry over the axes is true.</source>
   <extracomment>catalogue: All</extracomment>
   <translation>判断沿各轴是否所有元素都为真。</translation>
  </message>
  <message>
   <source>Says whether some entry over the axes is true.</source>
   <extracomment>catalogue: Any</extracomment>
   <translation>判断沿各轴是否有元素为真。</translation>
  </message>
  <message>
   <source>Scale</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>缩放</translation>
  </message>
  <message>
   <source>Schedules</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>调度</translation>
  </message>
  <message>
   <source>See the training rows in a new order each epoch, the same for the same seed.</source>
   <extracomment>catalogue: Shuffle</extracomment>
   <translation>每轮以新的次序看训练数据；种子相同，次序也相同。</translation>
  </message>
  <message>
   <source>Seed</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>种子</translation>
  </message>
  <message>
   <source>Seed of initial weights, splits and shuffles; same seed, same run.</source>
   <extracomment>run settings</extracomment>
   <translation>初始权重、划分与打乱的种子；种子相同，运行相同。</translation>
  </message>
  <message>
   <source>Seed of its own; empty: the run's seed.</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>自己的种子；留空则用本次运行的种子。</translation>
  </message>
  <message>
   <source>Seed of its own; without one it draws from the run's seed.</source>
   <extracomment>initializer: uniform</extracomment>
   <translation>自己的种子；没有则从本次运行的种子抽取。</translation>
  </message>
  <message>
   <source>Semicolon</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>分号</translation>
  </message>
  <message>
   <source>Sequences or images, channels last.</source>
   <extracomment>catalogue: SpatialDropout</extracomment>
   <translation>序列或图像，通道在最后一维。</translation>
  </message>
  <message>
   <source>Sequences, (batch, steps, channels).</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>序列，(batch, steps, channels)。</translation>
  </message>
  <message>
   <source>Sequences, (batch, steps, features).</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>序列，(batch, steps, features)。</translation>
  </message>
  <message>
   <source>Shape</source>
   <extracomment>catalogue: Reshape</extracomment>
   <translation>形状</translation>
  </message>
  <message>
   <source>Shape of the distribution.</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>分布的形状。</translation>
  </message>
  <message>
   <source>Share of each weight that is taken away every step, times the learning rate; empty: none.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>每一步从各权重中减去的比例，再乘以学习率；留空则不衰减。</translation>
  </message>
  <message>
   <source>Share of the first rate that is left at the end.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>结束时剩余的最初学习率的比例。</translation>
  </message>
  <message>
   <source>Share of the last step that is kept.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>保留上一步的份额。</translation>
  </message>
  <message>
   <source>Share of the rows kept for a last test; neither trained on nor looked at while training.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>留作最终测试的行的份额；训练时既不用也不看。</translation>
  </message>
  <message>
   <source>Share of the rows kept for validation; not trained on.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>留作验证的行的份额；不用于训练。</translation>
  </message>
  <message>
   <source>Share of the rows whose class is right; the kind of targets is found from the types.</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>类别正确的行的份额；目标的种类由类型得出。</translation>
  </message>
  <message>
   <source>Share of the rows whose class number is among the k most likely classes.</source>
   <extracomment>catalogue: SparseTopKCategoricalAccuracy</extracomment>
   <translation>类别编号位于可能性最大的 k 个类别之中的行所占的比例。</translation>
  </message>
  <message>
   <source>Share of the rows whose most likely class is that of the one-hot target.</source>
   <extracomment>catalogue: CategoricalAccuracy</extracomment>
   <translation>最可能的类别与独热目标一致的行的份额。</translation>
  </message>
  <message>
   <source>Share of the rows whose most likely class is the class number given.</source>
   <extracomment>catalogue: SparseCategoricalAccuracy</extracomment>
   <translation>最可能的类别与给定类别编号一致的行的份额。</translation>
  </message>
  <message>
   <source>Share of the rows whose one-hot target is among the k most likely classes.</source>
   <extracomment>catalogue: TopKCategoricalAccuracy</extracomment>
   <translation>独热目标位于可能性最大的 k 个类别之中的行所占的比例。</translation>
  </message>
  <message>
   <source>Share of the spread of the targets that is explained: 1 is perfect, 0 is no better than their mean.</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>目标的离散程度中得到解释的比例：1 为完美，0 表示不比取均值好。</translation>
  </message>
  <message>
   <source>Share of the steps in which the rate rises.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>学习率上升的步数所占的比例。</translation>
  </message>
  <message>
   <source>Share of the yes-or-no answers that are right.</source>
   <extracomment>catalogue: BinaryAccuracy</extracomment>
   <translation>是非回答中正确的份额。</translation>
  </message>
  <message>
   <source>Share of what is said to be yes that is.</source>
   <extracomment>catalogue: Precision</extracomment>
   <translation>判为“是”的之中确实为“是”的比例。</translation>
  </message>
  <message>
   <source>Share of what is yes that is found.</source>
   <extracomment>catalogue: Recall</extracomment>
   <translation>确实为“是”的之中被找到的比例。</translation>
  </message>
  <message>
   <source>SiLU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>SiLU</translation>
  </message>
  <message>
   <source>Sigmoid</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Sigmoid</translation>
  </message>
  <message>
   <source>Sigmoid made of three straight lines.</source>
   <extracomment>catalogue: HardSigmoid</extracomment>
   <translation>由三条直线组成的 sigmoid。</translation>
  </message>
  <message>
   <source>Size</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>大小</translation>
  </message>
  <message>
   <source>Sizes of the dimensions; a name where one is not known.</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>各维的大小；未知处写名称。</translation>
  </message>
  <message>
   <source>Sizes of the dimensions; empty for a single number.</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>各维的大小；单个数则留空。</translation>
  </message>
  <message>
   <source>Slides a filter of its own over each channel of images.</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>让每个通道各自的滤波器在图像的该通道上滑动。</translation>
  </message>
  <message>
   <source>Slides filters along sequences; each gives one channel of the output.</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>让滤波器沿序列滑动；每个滤波器给出输出的一个通道。</translation>
  </message>
  <message>
   <source>Slides filters over images; each gives one channel of the output.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>让滤波器在图像上滑动；每个滤波器给出输出的一个通道。</translation>
  </message>
  <message>
   <source>Smallest number.</source>
   <extracomment>initializer: uniform</extracomment>
   <translation>最小的数。</translation>
  </message>
  <message>
   <source>Softmax</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Softmax</translation>
  </message>
  <message>
   <source>Softplus</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Softplus</translation>
  </message>
  <message>
   <source>Space</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>空格</translation>
  </message>
  <message>
   <source>Spiral arms wound into each other, one class an arm.</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>互相盘绕的螺旋臂，每臂一类。</translation>
  </message>
  <message>
   <source>Spread</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>离散度</translation>
  </message>
  <message>
   <source>Squared for small errors, absolute for large ones, so that outliers do not rule.</source>
   <extracomment>catalogue: Huber</extracomment>
   <translation>小误差取平方，大误差取绝对值，使离群值不起主导作用。</translation>
  </message>
  <message>
   <source>Squares every entry.</source>
   <extracomment>catalogue: Square</extracomment>
   <translation>求每个元素的平方。</translation>
  </message>
  <message>
   <source>Squeezes every entry between 0 and 1.</source>
   <extracomment>catalogue: Sigmoid</extracomment>
   <translation>把每个元素压到 0 与 1 之间。</translation>
  </message>
  <message>
   <source>Squeezes every entry between −1 and 1.</source>
   <extracomment>catalogue: Tanh</extracomment>
   <translation>把每个元素压到 −1 与 1 之间。</translation>
  </message>
  <message>
   <source>Staircase</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>阶梯式</translation>
  </message>
  <message>
   <source>Standard</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>标准化</translation>
  </message>
  <message>
   <source>Standard deviation of each cloud.</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>每个点云的标准差。</translation>
  </message>
  <message>
   <source>Standard deviation of the normal noise that is added.</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>所加正态噪声的标准差。</translation>
  </message>
  <message>
   <source>Standard deviation of the numbers.</source>
   <extracomment>initializer: normal</extracomment>
   <translation>数的标准差。</translation>
  </message>
  <message>
   <source>Start from the end.</source>
   <extracomment>catalogue: CumSum</extracomment>
   <translation>从末尾开始。</translation>
  </message>
  <message>
   <source>Stddev</source>
   <extracomment>catalogue: GaussianNoise</extracomment>
   <translation>标准差</translation>
  </message>
  <message>
   <source>Step</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>步长</translation>
  </message>
  <message>
   <source>Steps from one factor to the next.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>从一个因子到下一个因子的步数。</translation>
  </message>
  <message>
   <source>Steps from one stair to the next.</source>
   <extracomment>catalogue: StepDecay</extracomment>
   <translation>从一级台阶到下一级的步数。</translation>
  </message>
  <message>
   <source>Steps get smaller where gradients have been large, so rare features learn faster.</source>
   <extracomment>catalogue: Adagrad</extracomment>
   <translation>梯度曾经较大之处步长变小，因此稀少的特征学得更快。</translation>
  </message>
  <message>
   <source>Steps in the unit of the weights, from running means of gradients and of past steps; takes a rate of 1.</source>
   <extracomment>catalogue: Adadelta</extracomment>
   <translation>由梯度和过去步长的滑动平均得出、与权重同单位的步长；学习率取 1。</translation>
  </message>
  <message>
   <source>Steps of the cycle; then the last rate stays.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>一个循环的步数；之后保持最后的学习率。</translation>
  </message>
  <message>
   <source>Steps of the fall, after the warm-up.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>预热之后下降的步数。</translation>
  </message>
  <message>
   <source>Steps of the first round.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>首轮的步数。</translation>
  </message>
  <message>
   <source>Steps of the warm-up.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>预热的步数。</translation>
  </message>
  <message>
   <source>Steps until it is reached.</source>
   <extracomment>catalogue: LinearWarmup</extracomment>
   <translation>到达该值前的步数。</translation>
  </message>
  <message>
   <source>Steps until the last rate is reached.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>到达最后的学习率前的步数。</translation>
  </message>
  <message>
   <source>Stochastic gradient descent: walk against the gradient, with momentum if wanted.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>随机梯度下降：逆着梯度前进，可带动量。</translation>
  </message>
  <message>
   <source>Stratify</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>分层抽样</translation>
  </message>
  <message>
   <source>Strides</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>步幅</translation>
  </message>
  <message>
   <source>Subtracts the second tensor from the first, entry by entry.</source>
   <extracomment>catalogue: Subtract</extracomment>
   <translation>逐元素从第一个张量减去第二个。</translation>
  </message>
  <message>
   <source>Sum</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>求和</translation>
  </message>
  <message>
   <source>Summation method</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>求和方式</translation>
  </message>
  <message>
   <source>Sums products over named axes, as the equation says.</source>
   <extracomment>catalogue: Einsum</extracomment>
   <translation>按方程沿指定的轴求乘积之和。</translation>
  </message>
  <message>
   <source>Symmetric</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>对称</translation>
  </message>
  <message>
   <source>T mul</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>T 倍数</translation>
  </message>
  <message>
   <source>Tab</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>制表符</translation>
  </message>
  <message>
   <source>Takes away axes of size 1.</source>
   <extracomment>catalogue: Squeeze</extracomment>
   <translation>去掉大小为 1 的轴。</translation>
  </message>
  <message>
   <source>Takes the Euclidean length of the whole tensor.</source>
   <extracomment>catalogue: L2Norm</extracomment>
   <translation>求整个张量的欧几里得长度。</translation>
  </message>
  <message>
   <source>Takes the angle of the point with height a and width b.</source>
   <extracomment>catalogue: ArcTan2</extracomment>
   <translation>求高为 a、宽为 b 的点的角度。</translation>
  </message>
  <message>
   <source>Takes the angle whose cosine every entry is; NaN outside −1 to 1.</source>
   <extracomment>catalogue: ArcCos</extracomment>
   <translation>求余弦为各元素的角；−1 到 1 之外为 NaN。</translation>
  </message>
  <message>
   <source>Takes the angle whose sine every entry is; NaN outside −1 to 1.</source>
   <extracomment>catalogue: ArcSin</extracomment>
   <translation>求正弦为各元素的角；−1 到 1 之外为 NaN。</translation>
  </message>
  <message>
   <source>Takes the angle whose tangent every entry is.</source>
   <extracomment>catalogue: ArcTan</extracomment>
   <translation>求正切为各元素的角。</translation>
  </message>
  <message>
   <source>Takes the cosine of every entry, in radians.</source>
   <extracomment>catalogue: Cos</extracomment>
   <translation>求每个元素的余弦（弧度）。</translation>
  </message>
  <message>
   <source>Takes the entry of the first tensor where the condition holds, of the second elsewhere.</source>
   <extracomment>catalogue: Where</extracomment>
   <translation>条件成立处取第一个张量的元素，否则取第二个的。</translation>
  </message>
  <message>
   <source>Takes the error function of every entry.</source>
   <extracomment>catalogue: Erf</extracomment>
   <translation>求每个元素的误差函数。</translation>
  </message>
  <message>
   <source>Takes the hyperbolic cosine of every entry.</source>
   <extracomment>catalogue: Cosh</extracomment>
   <translation>求每个元素的双曲余弦。</translation>
  </message>
  <message>
   <source>Takes the hyperbolic sine of every entry.</source>
   <extracomment>catalogue: Sinh</extracomment>
   <translation>求每个元素的双曲正弦。</translation>
  </message>
  <message>
   <source>Takes the larger of two tensors, entry by entry.</source>
   <extracomment>catalogue: Maximum</extracomment>
   <translation>两个张量逐元素取较大者。</translation>
  </message>
  <message>
   <source>Takes the largest entries along the last axis, largest first, and their positions.</source>
   <extracomment>catalogue: TopK</extracomment>
   <translation>取最后一个轴上最大的若干元素（从大到小）及其位置。</translation>
  </message>
  <message>
   <source>Takes the largest entry of each channel over a whole image.</source>
   <extracomment>catalogue: GlobalMaxPooling2D</extracomment>
   <translation>取每个通道在整幅图像上的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry of each channel over a whole sequence.</source>
   <extracomment>catalogue: GlobalMaxPooling1D</extracomment>
   <translation>取每个通道在整个序列上的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry of each window of sequences, channel by channel.</source>
   <extracomment>catalogue: MaxPooling1D</extracomment>
   <translation>逐通道取序列每个窗口中的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry over the axes.</source>
   <extracomment>catalogue: Max</extracomment>
   <translation>沿各轴取最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest pixel of each window of images, channel by channel.</source>
   <extracomment>catalogue: MaxPooling2D</extracomment>
   <translation>逐通道取图像每个窗口中的最大像素。</translation>
  </message>
  <message>
   <source>Takes the length of the vectors along the axes, in a chosen norm.</source>
   <extracomment>catalogue: Norm</extracomment>
   <translation>按所选范数求沿各轴的向量长度。</translation>
  </message>
  <message>
   <source>Takes the logarithm of one plus every entry, exact for tiny entries.</source>
   <extracomment>catalogue: Log1p</extracomment>
   <translation>求一加每个元素的对数，对极小的元素也精确。</translation>
  </message>
  <message>
   <source>Takes the logarithm of the sum of the exponentials, without overflow.</source>
   <extracomment>catalogue: LogSumExp</extracomment>
   <translation>求指数之和的对数，不会溢出。</translation>
  </message>
  <message>
   <source>Takes the logarithm to base 10 of every entry.</source>
   <extracomment>catalogue: Log10</extracomment>
   <translation>求每个元素以 10 为底的对数。</translation>
  </message>
  <message>
   <source>Takes the logarithm to base 2 of every entry.</source>
   <extracomment>catalogue: Log2</extracomment>
   <translation>求每个元素以 2 为底的对数。</translation>
  </message>
  <message>
   <source>Takes the mean of each channel over a whole image.</source>
   <extracomment>catalogue: GlobalAveragePooling2D</extracomment>
   <translation>取每个通道在整幅图像上的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each channel over a whole sequence.</source>
   <extracomment>catalogue: GlobalAveragePooling1D</extracomment>
   <translation>取每个通道在整个序列上的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each window of images, channel by channel.</source>
   <extracomment>catalogue: AveragePooling2D</extracomment>
   <translation>逐通道取图像每个窗口的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each window of sequences, channel by channel.</source>
   <extracomment>catalogue: AveragePooling1D</extracomment>
   <translation>逐通道取序列每个窗口的均值。</translation>
  </message>
  <message>
   <source>Takes the natural logarithm of every entry; −∞ at zero, NaN below.</source>
   <extracomment>catalogue: Log</extracomment>
   <translation>求每个元素的自然对数；零处为 −∞，负数为 NaN。</translation>
  </message>
  <message>
   <source>Takes the number whose hyperbolic cosine every entry is; NaN below 1.</source>
   <extracomment>catalogue: ArcCosh</extracomment>
   <translation>求双曲余弦为各元素的数；小于 1 时为 NaN。</translation>
  </message>
  <message>
   <source>Takes the number whose hyperbolic sine every entry is.</source>
   <extracomment>catalogue: ArcSinh</extracomment>
   <translation>求双曲正弦为各元素的数。</translation>
  </message>
  <message>
   <source>Takes the number whose hyperbolic tangent every entry is; NaN outside −1 to 1.</source>
   <extracomment>catalogue: ArcTanh</extracomment>
   <translation>求双曲正切为各元素的数；−1 到 1 之外为 NaN。</translation>
  </message>
  <message>
   <source>Takes the remainder of a division, with the sign of the divisor.</source>
   <extracomment>catalogue: Mod</extracomment>
   <translation>求除法的余数，符号与除数相同。</translation>
  </message>
  <message>
   <source>Takes the sine of every entry, in radians.</source>
   <extracomment>catalogue: Sin</extracomment>
   <translation>求每个元素的正弦（弧度）。</translation>
  </message>
  <message>
   <source>Takes the smaller of two tensors, entry by entry.</source>
   <extracomment>catalogue: Minimum</extracomment>
   <translation>两个张量逐元素取较小者。</translation>
  </message>
  <message>
   <source>Takes the smallest entry over the axes.</source>
   <extracomment>catalogue: Min</extracomment>
   <translation>沿各轴取最小元素。</translation>
  </message>
  <message>
   <source>Takes the square root of every entry; NaN below zero.</source>
   <extracomment>catalogue: Sqrt</extracomment>
   <translation>求每个元素的平方根；负数为 NaN。</translation>
  </message>
  <message>
   <source>Takes the standard deviation over the axes (divided by n, not n − 1).</source>
   <extracomment>catalogue: Std</extracomment>
   <translation>沿各轴求标准差（除以 n，而非 n − 1）。</translation>
  </message>
  <message>
   <source>Takes the tangent of every entry, in radians.</source>
   <extracomment>catalogue: Tan</extracomment>
   <translation>求每个元素的正切（弧度）。</translation>
  </message>
  <message>
   <source>Tanh</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Tanh</translation>
  </message>
  <message>
   <source>Target</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>目标列</translation>
  </message>
  <message>
   <source>Target kind</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>目标种类</translation>
  </message>
  <message>
   <source>Targets: whole numbers are class labels.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>目标：整数为类别标签。</translation>
  </message>
  <message>
   <source>Tensors</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>Test fraction</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>测试比例</translation>
  </message>
  <message>
   <source>The .npz file, relative to the project's folder.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>.npz 文件，相对于项目所在的文件夹。</translation>
  </message>
  <message>
   <source>The axes that a mean and a variance are taken over.</source>
   <extracomment>catalogue: LayerNormalization</extracomment>
   <translation>计算均值和方差所沿的轴。</translation>
  </message>
  <message>
   <source>The axes to take away; empty for all of size 1.</source>
   <extracomment>catalogue: Squeeze</extracomment>
   <translation>要去掉的轴；留空则去掉所有大小为 1 的轴。</translation>
  </message>
  <message>
   <source>The axis along which the tensors are joined.</source>
   <extracomment>catalogue: Concatenate</extracomment>
   <translation>沿哪个轴连接张量。</translation>
  </message>
  <message>
   <source>The axis of params that the indices count along.</source>
   <extracomment>catalogue: Gather</extracomment>
   <translation>索引所指的 params 的轴。</translation>
  </message>
  <message>
   <source>The axis of the features, each of which is normalized by itself.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>特征所在的轴，每个特征单独归一化。</translation>
  </message>
  <message>
   <source>The axis or axes to reduce; empty for all.</source>
   <extracomment>catalogue: Sum</extracomment>
   <translation>要归约的轴；留空则为全部。</translation>
  </message>
  <message>
   <source>The axis or axes to turn round; empty for all.</source>
   <extracomment>catalogue: Flip</extracomment>
   <translation>要反转的轴；留空则为全部。</translation>
  </message>
  <message>
   <source>The axis or axes whose sizes are multiplied; empty for all.</source>
   <extracomment>catalogue: DimSize</extracomment>
   <translation>大小相乘的轴；留空则为全部。</translation>
  </message>
  <message>
   <source>The axis that the indices count along.</source>
   <extracomment>catalogue: TakeAlongAxis</extracomment>
   <translation>索引所指的轴。</translation>
  </message>
  <message>
   <source>The axis to add up along.</source>
   <extracomment>catalogue: CumSum</extracomment>
   <translation>沿哪个轴累加。</translation>
  </message>
  <message>
   <source>The axis to search; empty for the flattened tensor.</source>
   <extracomment>catalogue: ArgMax</extracomment>
   <translation>沿哪个轴查找；留空则在展平的张量中查找。</translation>
  </message>
  <message>
   <source>The axis to sort along.</source>
   <extracomment>catalogue: ArgSort</extracomment>
   <translation>沿哪个轴排序。</translation>
  </message>
  <message>
   <source>The axis whose entries belong together, usually the classes.</source>
   <extracomment>catalogue: Softmax</extracomment>
   <translation>元素相互关联的轴，通常是类别轴。</translation>
  </message>
  <message>
   <source>The bound that numbers stay below.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>数值的上界（不含）。</translation>
  </message>
  <message>
   <source>The centre of the bell curve.</source>
   <extracomment>catalogue: RandomNormal</extracomment>
   <translation>钟形曲线的中心。</translation>
  </message>
  <message>
   <source>The document's name; files and exported scripts are called so.</source>
   <extracomment>run settings</extracomment>
   <translation>文档的名称；文件和导出的脚本都用它。</translation>
  </message>
  <message>
   <source>The dtype of the result.</source>
   <extracomment>catalogue: Cast</extracomment>
   <translation>结果的 dtype。</translation>
  </message>
  <message>
   <source>The dtype of the result; empty for that of x.</source>
   <extracomment>catalogue: ZerosLike</extracomment>
   <translation>结果的 dtype；留空则与 x 相同。</translation>
  </message>
  <message>
   <source>The dtype of the zeros and ones.</source>
   <extracomment>catalogue: OneHot</extracomment>
   <translation>零和一的 dtype。</translation>
  </message>
  <message>
   <source>The entry to stop before on each axis; empty for the end.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>每个轴上停在它之前的元素；留空则到末尾。</translation>
  </message>
  <message>
   <source>The error at which squared becomes absolute.</source>
   <extracomment>catalogue: Huber</extracomment>
   <translation>平方误差变为绝对误差处的误差值。</translation>
  </message>
  <message>
   <source>The features of one batch, a row for each example.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>一个批次的特征，每个样本一行。</translation>
  </message>
  <message>
   <source>The first entry on each axis; empty for the start.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>每个轴上的第一个元素；留空则从头开始。</translation>
  </message>
  <message>
   <source>The height between two thresholds: between both, the lower, or the higher one.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>两个阈值之间的高度：两者中间、较低者或较高者。</translation>
  </message>
  <message>
   <source>The hinge loss squared: smooth where the margin is reached, and harder on large mistakes.</source>
   <extracomment>catalogue: SquaredHinge</extracomment>
   <translation>合页损失的平方：到达间隔处平滑，对大的错误惩罚更重。</translation>
  </message>
  <message>
   <source>The identity matrix.</source>
   <extracomment>initializer: identity</extracomment>
   <translation>单位矩阵。</translation>
  </message>
  <message>
   <source>The largest rate.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>最大的学习率。</translation>
  </message>
  <message>
   <source>The largest that each number of a gradient may be; empty: any size.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>梯度中每个数的最大值；留空则不限。</translation>
  </message>
  <message>
   <source>The last rate.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>最后的学习率。</translation>
  </message>
  <message>
   <source>The last step of each value but the last.</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>除最后一个值外，每个值的最后一步。</translation>
  </message>
  <message>
   <source>The learning rate of each step.</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>每一步的学习率。</translation>
  </message>
  <message>
   <source>The logarithm of Softmax, without losing small probabilities.</source>
   <extracomment>catalogue: LogSoftmax</extracomment>
   <translation>Softmax 的对数，不丢失小的概率。</translation>
  </message>
  <message>
   <source>The longest that the gradient of all weights together may be; empty: any length.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>所有权重的梯度合起来的最大长度；留空则不限。</translation>
  </message>
  <message>
   <source>The longest that the gradient of one weight tensor may be; empty: any length.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>单个权重张量的梯度的最大长度；留空则不限。</translation>
  </message>
  <message>
   <source>The new sizes; one may be -1, empty or a name, and is found from the others.</source>
   <extracomment>catalogue: Reshape</extracomment>
   <translation>新的大小；可有一个为 -1、留空或写名称，由其余的大小推出。</translation>
  </message>
  <message>
   <source>The number of classes: the size of the new last axis.</source>
   <extracomment>catalogue: OneHot</extracomment>
   <translation>类别数：新的最后一个轴的大小。</translation>
  </message>
  <message>
   <source>The number that training makes small.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>训练要使之变小的数。</translation>
  </message>
  <message>
   <source>The number.</source>
   <extracomment>initializer: constant</extracomment>
   <translation>这个数。</translation>
  </message>
  <message>
   <source>The one class to look at; empty: all answers.</source>
   <extracomment>catalogue: Precision</extracomment>
   <translation>要查看的一个类别；留空则为全部预测。</translation>
  </message>
  <message>
   <source>The order of the old axes; empty to reverse them.</source>
   <extracomment>catalogue: Transpose</extracomment>
   <translation>原有各轴的次序；留空则反转。</translation>
  </message>
  <message>
   <source>The power p: 1 adds up sizes, 2 gives the Euclidean length.</source>
   <extracomment>catalogue: Norm</extracomment>
   <translation>幂 p：1 为绝对值之和，2 为欧几里得长度。</translation>
  </message>
  <message>
   <source>The power; the larger it is, the more large errors count.</source>
   <extracomment>catalogue: Lp</extracomment>
   <translation>幂；越大，大误差的影响越大。</translation>
  </message>
  <message>
   <source>The rate after the warm-up; empty: none.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>预热之后的学习率；留空则不预热。</translation>
  </message>
  <message>
   <source>The rate of every step.</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>每一步的学习率。</translation>
  </message>
  <message>
   <source>The rate of the first step.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>第一步的学习率。</translation>
  </message>
  <message>
   <source>The rate that is reached and kept.</source>
   <extracomment>catalogue: LinearWarmup</extracomment>
   <translation>到达后保持的学习率。</translation>
  </message>
  <message>
   <source>The rates, one more than there are boundaries.</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>各个学习率，比边界多一个。</translation>
  </message>
  <message>
   <source>The rows after this step.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>经过此步骤的行。</translation>
  </message>
  <message>
   <source>The rows.</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>行。</translation>
  </message>
  <message>
   <source>The same learning rate at every step.</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>每一步都用同样的学习率。</translation>
  </message>
  <message>
   <source>The share of channels that are dropped.</source>
   <extracomment>catalogue: SpatialDropout</extracomment>
   <translation>丢弃的通道所占的比例。</translation>
  </message>
  <message>
   <source>The share of entries that are dropped.</source>
   <extracomment>catalogue: Dropout</extracomment>
   <translation>被丢弃的元素的份额。</translation>
  </message>
  <message>
   <source>The share of the moving averages that a step keeps.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>每一步保留的滑动平均的比例。</translation>
  </message>
  <message>
   <source>The sizes to broadcast to; -1, empty or a name keeps that of the input.</source>
   <extracomment>catalogue: BroadcastTo</extracomment>
   <translation>要广播到的大小；-1、留空或名称则保持输入的大小。</translation>
  </message>
  <message>
   <source>The sizes to draw; empty where an input gives them.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>要抽取的大小；由输入给出时留空。</translation>
  </message>
  <message>
   <source>The slope below zero.</source>
   <extracomment>catalogue: LeakyReLU</extracomment>
   <translation>零以下的斜率。</translation>
  </message>
  <message>
   <source>The smallest number.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>最小的数。</translation>
  </message>
  <message>
   <source>The standard deviation of the noise.</source>
   <extracomment>catalogue: GaussianNoise</extracomment>
   <translation>噪声的标准差。</translation>
  </message>
  <message>
   <source>The stride on each axis; empty for 1.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>每个轴的步幅；留空为 1。</translation>
  </message>
  <message>
   <source>The table, relative to the project's folder.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>表格文件，相对于项目所在的文件夹。</translation>
  </message>
  <message>
   <source>The targets of one batch: class labels or quantities.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>一个批次的目标：类别标签或数量。</translation>
  </message>
  <message>
   <source>The weight of every class.</source>
   <extracomment>catalogue: CategoricalFocalCrossentropy</extracomment>
   <translation>每个类别的权重。</translation>
  </message>
  <message>
   <source>The weight of yes; that of no is 1 − alpha.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>“是”的权重；“否”的权重为 1 − alpha。</translation>
  </message>
  <message>
   <source>Three phase</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>三阶段</translation>
  </message>
  <message>
   <source>Threshold</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>阈值</translation>
  </message>
  <message>
   <source>Total steps</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>总步数</translation>
  </message>
  <message>
   <source>Trainable</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>可训练</translation>
  </message>
  <message>
   <source>Truncated normal</source>
   <extracomment>initializer: truncated_normal</extracomment>
   <translation>截断正态</translation>
  </message>
  <message>
   <source>Turn class labels into rows of zeros with a one at the class.</source>
   <extracomment>catalogue: OneHotLabels</extracomment>
   <translation>把类别标签变成独热行：对应类别为一，其余为零。</translation>
  </message>
  <message>
   <source>Turn labels 0 and 1 into a column of numbers, as one sigmoid output needs it.</source>
   <extracomment>catalogue: BinaryTargets</extracomment>
   <translation>把标签 0 和 1 变成一列数，供单个 sigmoid 输出使用。</translation>
  </message>
  <message>
   <source>Turns</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>圈数</translation>
  </message>
  <message>
   <source>Turns class numbers into rows of zeros with a single one.</source>
   <extracomment>catalogue: OneHot</extracomment>
   <translation>把类别编号变成独热行：只有一个一，其余为零。</translation>
  </message>
  <message>
   <source>Turns scores into probabilities that sum to one along an axis.</source>
   <extracomment>catalogue: Softmax</extracomment>
   <translation>把得分变成沿轴之和为一的概率。</translation>
  </message>
  <message>
   <source>Turns the order of the entries round.</source>
   <extracomment>catalogue: Flip</extracomment>
   <translation>把元素的次序反转。</translation>
  </message>
  <message>
   <source>Turns true into false and false into true.</source>
   <extracomment>catalogue: LogicalNot</extracomment>
   <translation>真变假，假变真。</translation>
  </message>
  <message>
   <source>Two half circles that reach into each other; 2 classes.</source>
   <extracomment>catalogue: Moons</extracomment>
   <translation>两个互相嵌入的半圆；2 类。</translation>
  </message>
  <message>
   <source>Type of the elements.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>元素的类型。</translation>
  </message>
  <message>
   <source>Uniform</source>
   <extracomment>initializer: uniform</extracomment>
   <translation>均匀</translation>
  </message>
  <message>
   <source>Uniform average</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>均匀平均</translation>
  </message>
  <message>
   <source>Units</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>单元数</translation>
  </message>
  <message>
   <source>Untruncated normal</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>未截断正态</translation>
  </message>
  <message>
   <source>Upper end, itself not drawn.</source>
   <extracomment>initializer: uniform</extracomment>
   <translation>上端，本身不会抽到。</translation>
  </message>
  <message>
   <source>Use bias</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>使用偏置</translation>
  </message>
  <message>
   <source>Use ema</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>使用 EMA</translation>
  </message>
  <message>
   <source>Use tanh in place of the error function.</source>
   <extracomment>catalogue: GELU</extracomment>
   <translation>用 tanh 代替误差函数。</translation>
  </message>
  <message>
   <source>Valid</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>不填充</translation>
  </message>
  <message>
   <source>Validation fraction</source>
   <extracomment>catalogue: Split</extracomment>
   <translation>验证比例</translation>
  </message>
  <message>
   <source>Value</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>值</translation>
  </message>
  <message>
   <source>Values</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>值</translation>
  </message>
  <message>
   <source>Variance scaling</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>方差缩放</translation>
  </message>
  <message>
   <source>Variance that follows the number of inputs or outputs.</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>随输入或输出的个数而定的方差。</translation>
  </message>
  <message>
   <source>Variance weighted average</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>方差加权平均</translation>
  </message>
  <message>
   <source>Warmup steps</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>预热步数</translation>
  </message>
  <message>
   <source>Warmup target</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>预热目标</translation>
  </message>
  <message>
   <source>Waves between −π and π.</source>
   <extracomment>catalogue: Sine</extracomment>
   <translation>−π 与 π 之间的波数。</translation>
  </message>
  <message>
   <source>Weighs every entry by its sigmoid; also known as Swish.</source>
   <extracomment>catalogue: SiLU</extracomment>
   <translation>每个元素乘以它的 sigmoid；也称为 Swish。</translation>
  </message>
  <message>
   <source>Weighs every entry by the chance that a normal draw lies below it.</source>
   <extracomment>catalogue: GELU</extracomment>
   <translation>每个元素乘以正态随机数小于它的概率。</translation>
  </message>
  <message>
   <source>Weight decay</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>权重衰减</translation>
  </message>
  <message>
   <source>Weight of the memory in the direction of a step.</source>
   <extracomment>catalogue: Lion</extracomment>
   <translation>记忆在步长方向中的权重。</translation>
  </message>
  <message>
   <source>Weighted</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>加权</translation>
  </message>
  <message>
   <source>What becomes of the rows' losses: their mean, their sum, or one number a row.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>各行的损失如何汇总：平均、求和，或每行一个数。</translation>
  </message>
  <message>
   <source>What is made of the matrix.</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>由矩阵得出什么。</translation>
  </message>
  <message>
   <source>What is put there.</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>填入的内容。</translation>
  </message>
  <message>
   <source>What is right.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>正确的答案。</translation>
  </message>
  <message>
   <source>What separates the columns.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>用什么分隔各列。</translation>
  </message>
  <message>
   <source>What the first rate of each round is multiplied by.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>每一轮最初的学习率所乘的因子。</translation>
  </message>
  <message>
   <source>What the model says.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>模型的预测。</translation>
  </message>
  <message>
   <source>What the new entries hold in mode constant.</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>模式为 constant 时新元素的值。</translation>
  </message>
  <message>
   <source>What the rate is multiplied by at each stair.</source>
   <extracomment>catalogue: StepDecay</extracomment>
   <translation>每一级台阶处学习率所乘的因子。</translation>
  </message>
  <message>
   <source>What the rate is multiplied by.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>学习率每次乘以的因子。</translation>
  </message>
  <message>
   <source>What the sum of squares starts from.</source>
   <extracomment>catalogue: Adagrad</extracomment>
   <translation>平方和的起始值。</translation>
  </message>
  <message>
   <source>What the variance is divided by.</source>
   <extracomment>initializer: variance_scaling</extracomment>
   <translation>方差除以什么。</translation>
  </message>
  <message>
   <source>Where the new axis goes, counted in the result.</source>
   <extracomment>catalogue: ExpandDims</extracomment>
   <translation>新的轴放在哪里，按结果计数。</translation>
  </message>
  <message>
   <source>Whether the first line holds the column names.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>第一行是否为列名。</translation>
  </message>
  <message>
   <source>Whether the optimizer changes it.</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>优化器是否改变它。</translation>
  </message>
  <message>
   <source>Whether y_pred holds raw scores, which sigmoid brings between 0 and 1.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>y_pred 是否为原始分数，由 sigmoid 变到 0 与 1 之间。</translation>
  </message>
  <message>
   <source>Whether y_pred holds raw scores; then no softmax or sigmoid may stand before it.</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>y_pred 是否为原始得分；若是，则它之前不可有 softmax 或 sigmoid。</translation>
  </message>
  <message>
   <source>Whether yes and no have weights of their own, by alpha.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>“是”和“否”是否由 alpha 给出各自的权重。</translation>
  </message>
  <message>
   <source>X</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>X</translation>
  </message>
  <message>
   <source>Y</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>Y</translation>
  </message>
  <message>
   <source>Zeros</source>
   <extracomment>initializer: zeros</extracomment>
   <translation>全零</translation>
  </message>
  <message>
   <source>classes: each different value is a class, in order; numbers: a quantity; none: no targets.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>classes：每个不同的值为一类，按次序；numbers：数量；none：没有目标。</translation>
  </message>
  <message>
   <source>filters</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>滤波器</translation>
  </message>
  <message>
   <source>nearest: repeat pixels; bilinear: straight lines between their middles.</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>nearest：重复像素；bilinear：在像素中心之间线性插值。</translation>
  </message>
  <message>
   <source>rows</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>行</translation>
  </message>
  <message>
   <source>standard: mean 0, standard deviation 1; minmax: from 0 to 1.</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>standard：均值 0、标准差 1；minmax：从 0 到 1。</translation>
  </message>
  <message>
   <source>steps</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>步</translation>
  </message>
  <message>
   <source>tokens</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>词元</translation>
  </message>
  <message>
   <source>units</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>单元</translation>
  </message>
  <message>
   <source>valid: windows stay inside; same: zeros around it, so that only strides make it smaller.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>valid：窗口保持在内部；same：四周补零，只有步幅才会使其变小。</translation>
  </message>
  <message>
   <source>valid: windows stay inside; same: zeros around; causal: zeros before, so that no output sees a later step.</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>valid：窗口保持在内部；same：四周补零；causal：前面补零，使任何输出都看不到后面的步。</translation>
  </message>
 </context>
 <context>
  <name>Check</name>
  <message>
   <source>? rows</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>? 行</translation>
  </message>
  <message>
   <source>features {type}</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>特征 {type}</translation>
  </message>
  <message>
   <source>from logits</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>来自 logits</translation>
  </message>
  <message>
   <source>from probabilities</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>来自概率</translation>
  </message>
  <message>
   <source>labels of {classes} classes</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>{classes} 类标签</translation>
  </message>
  <message>
   <source>learning rate by step</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>学习率随步数变化</translation>
  </message>
  <message>
   <source>targets {type}</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>目标 {type}</translation>
  </message>
  <message>
   <source>test</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>测试</translation>
  </message>
  <message>
   <source>training</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>validation</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>验证</translation>
  </message>
  <message>
   <source>{count:,} params</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>{count:,} 个参数</translation>
  </message>
  <message>
   <source>{count:,} steps per epoch</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>每轮 {count:,} 步</translation>
  </message>
  <message>
   <source>{rows:,} rows</source>
   <extracomment>app/compile/describe.py</extracomment>
   <translation>{rows:,} 行</translation>
  </message>
 </context>
 <context>
  <name>Code</name>
  <message>
   <source>'{path}' was not saved ({reason}); choose another folder.</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>“{path}”未能保存（{reason}）；请选择另一个文件夹。</translation>
  </message>
  <message>
   <source>Code</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>代码</translation>
  </message>
  <message>
   <source>Copied the code.</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>已复制代码。</translation>
  </message>
  <message>
   <source>Copy</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>复制</translation>
  </message>
  <message>
   <source>Library</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>库</translation>
  </message>
  <message>
   <source>Python files (*.py)</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>Python 文件 (*.py)</translation>
  </message>
  <message>
   <source>Save code</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>保存代码</translation>
  </message>
  <message>
   <source>Saved '{path}'.</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>已保存“{path}”。</translation>
  </message>
  <message>
   <source>Save…</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>保存…</translation>
  </message>
  <message>
   <source>The code appears here as soon as the graph can be trained.</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>图可以训练之后，代码会显示在这里。</translation>
  </message>
  <message>
   <source>The library that the code is written for</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>代码所用的库</translation>
  </message>
  <message>
   <source>writing…</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>正在生成…</translation>
  </message>
  <message>
   <source>{count} lines</source>
   <extracomment>app/panels/code.py</extracomment>
   <translation>{count} 行</translation>
  </message>
 </context>
 <context>
  <name>Commands</name>
  <message>
   <source>Add {kind}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>添加 {kind}</translation>
  </message>
  <message>
   <source>Connect {a} to {b}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>把 {a} 连到 {b}</translation>
  </message>
  <message>
   <source>Delete wire</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>删除连线</translation>
  </message>
  <message>
   <source>Delete {count} nodes</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>删除 {count} 个节点</translation>
  </message>
  <message>
   <source>Delete {count} wires</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>删除 {count} 条连线</translation>
  </message>
  <message>
   <source>Delete {node}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>删除 {node}</translation>
  </message>
  <message>
   <source>Disconnect {port}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>断开 {port}</translation>
  </message>
  <message>
   <source>Duplicate node</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>生成节点副本</translation>
  </message>
  <message>
   <source>Duplicate {count} nodes</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>生成 {count} 个节点的副本</translation>
  </message>
  <message>
   <source>Insert {kind}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>插入 {kind}</translation>
  </message>
  <message>
   <source>Move {count} nodes</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>移动 {count} 个节点</translation>
  </message>
  <message>
   <source>Move {node}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>移动 {node}</translation>
  </message>
  <message>
   <source>Paste node</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>粘贴节点</translation>
  </message>
  <message>
   <source>Paste {count} nodes</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>粘贴 {count} 个节点</translation>
  </message>
  <message>
   <source>Rename document to {name}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>把文档重命名为 {name}</translation>
  </message>
  <message>
   <source>Rename {old} to {new}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>把 {old} 重命名为 {new}</translation>
  </message>
  <message>
   <source>Reset {attribute} of {node}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>恢复 {node} 的 {attribute}</translation>
  </message>
  <message>
   <source>Set {attribute} of {node}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>设置 {node} 的 {attribute}</translation>
  </message>
  <message>
   <source>Set {setting}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>设置 {setting}</translation>
  </message>
 </context>
 <context>
  <name>Curves</name>
  <message>
   <source>'{path}' was not saved ({reason}); choose another folder.</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>“{path}”未能保存（{reason}）；请选择另一个文件夹。</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>准确率</translation>
  </message>
  <message>
   <source>Gradient norm</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>梯度范数</translation>
  </message>
  <message>
   <source>Gradient norm per parameter</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>各参数的梯度范数</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>学习率</translation>
  </message>
  <message>
   <source>Logarithmic scale</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>对数刻度</translation>
  </message>
  <message>
   <source>Loss</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>Metrics</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>指标</translation>
  </message>
  <message>
   <source>More</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>更多</translation>
  </message>
  <message>
   <source>No run yet.</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>尚未运行。</translation>
  </message>
  <message>
   <source>Parameters</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>参数</translation>
  </message>
  <message>
   <source>Pictures (*.png)</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>图片 (*.png)</translation>
  </message>
  <message>
   <source>Press Run to see the gradient of every parameter here.</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>按“运行”，各参数的梯度会显示在这里。</translation>
  </message>
  <message>
   <source>Press Run to see the loss here.</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>按“运行”，损失会显示在这里。</translation>
  </message>
  <message>
   <source>Press Run to see the metrics here, such as the share of right answers.</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>按“运行”，指标会显示在这里，例如正确答案的份额。</translation>
  </message>
  <message>
   <source>Save as picture</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>保存为图片</translation>
  </message>
  <message>
   <source>Save as picture…</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>保存为图片…</translation>
  </message>
  <message>
   <source>Save values</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>保存数值</translation>
  </message>
  <message>
   <source>Save values as CSV…</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>把数值保存为 CSV…</translation>
  </message>
  <message>
   <source>Saved '{path}'.</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>已保存“{path}”。</translation>
  </message>
  <message>
   <source>Show the whole run</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>显示整个运行</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Smoothing, saving as picture or table</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>平滑，保存为图片或表格</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>表格 (*.csv)</translation>
  </message>
  <message>
   <source>The gradient of every parameter appears here during a run.</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>运行期间，各参数的梯度会显示在这里。</translation>
  </message>
  <message>
   <source>broken off at step {step}</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>在第 {step} 步中断</translation>
  </message>
  <message>
   <source>failed at step {step}</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>在第 {step} 步失败</translation>
  </message>
  <message>
   <source>learning rate</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>学习率</translation>
  </message>
  <message>
   <source>log</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>对数</translation>
  </message>
  <message>
   <source>mean of {steps} steps</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>{steps} 步的平均</translation>
  </message>
  <message>
   <source>off</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>关</translation>
  </message>
  <message>
   <source>step</source>
   <extracomment>app/panels/chart_frame.py</extracomment>
   <translation>步</translation>
  </message>
  <message>
   <source>step {step}</source>
   <extracomment>app/panels/readout.py</extracomment>
   <translation>第 {step} 步</translation>
  </message>
  <message>
   <source>the file cannot be written</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>文件无法写入</translation>
  </message>
  <message>
   <source>training</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>validation</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>验证</translation>
  </message>
  <message>
   <source>{name}, validation</source>
   <extracomment>app/panels/curves.py</extracomment>
   <translation>{name}，验证</translation>
  </message>
  <message>
   <source>{share} % of the run</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>整个运行的 {share} %</translation>
  </message>
 </context>
 <context>
  <name>Dialogs</name>
  <message>
   <source>A studio for neural networks drawn as graphs</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>以图绘制神经网络的工作室</translation>
  </message>
  <message>
   <source>About Nodegrad</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>关于 Nodegrad</translation>
  </message>
  <message>
   <source>Cancel</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>取消</translation>
  </message>
  <message>
   <source>Close</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Discard</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>不保存</translation>
  </message>
  <message>
   <source>Nodegrad {version}</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Nodegrad {version}</translation>
  </message>
  <message>
   <source>Save</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save the changes to “{name}” before closing?</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>关闭前是否保存对“{name}”的更改？</translation>
  </message>
  <message>
   <source>Unsaved changes</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>有未保存的更改</translation>
  </message>
  <message>
   <source>What is not saved is lost.</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>未保存的内容将会丢失。</translation>
  </message>
 </context>
 <context>
  <name>Docks</name>
  <message>
   <source>Code</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>代码</translation>
  </message>
  <message>
   <source>Curves</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>曲线</translation>
  </message>
  <message>
   <source>Gradients</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>梯度</translation>
  </message>
  <message>
   <source>Inspector</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>检查器</translation>
  </message>
  <message>
   <source>Nodes</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>节点</translation>
  </message>
  <message>
   <source>Nodes and inspector</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>节点与检查器</translation>
  </message>
  <message>
   <source>Problems</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>问题</translation>
  </message>
  <message>
   <source>Problems {count}</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>问题 {count}</translation>
  </message>
  <message>
   <source>Training and code</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>训练与代码</translation>
  </message>
 </context>
 <context>
  <name>Errors</name>
  <message>
   <source>'{column}' holds the class number {label}, but classes count from 0; mend the labels</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>“{column}”中有类别编号 {label}，但类别从 0 数起；请修正标签</translation>
  </message>
  <message>
   <source>'{column}' holds the class number {label}, but the model has outputs for classes 0 to {last} only; give the last layer {units} units, or mend the labels</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>“{column}”中有类别编号 {label}，但模型只有类别 0 到 {last} 的输出；请给最后一层 {units} 个单元，或修正标签</translation>
  </message>
  <message>
   <source>'{dim}' is {a} in '{first}', but {b} in '{second}'; feed arrays whose sizes agree</source>
   <extracomment>engine/session.py</extracomment>
   <translation>“{dim}”在“{first}”中是 {a}，在“{second}”中却是 {b}；请输入大小一致的数组</translation>
  </message>
  <message>
   <source>'{fed}' is not a placeholder, so it cannot be fed; feed {known}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>“{fed}”不是占位符，因此不能给它输入数据；请输入 {known}</translation>
  </message>
  <message>
   <source>'{file}' cannot be read ({reason}); try a copy</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>无法读取“{file}”（{reason}）；请试试副本</translation>
  </message>
  <message>
   <source>'{file}' could not be written ({reason}); make room or choose another place</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>无法写入“{file}”（{reason}）；请腾出空间或换一个位置</translation>
  </message>
  <message>
   <source>'{file}' gives "{key}" twice in one place; remove one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”在一处给出了两次“{key}”；请去掉其中一个</translation>
  </message>
  <message>
   <source>'{file}' holds a number with too many digits; restore it from a copy</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”中有位数过多的数；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' holds the number {value}, which a project cannot keep</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”中有数 {value}，项目无法保存它</translation>
  </message>
  <message>
   <source>'{file}' is a folder; choose a file in it</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>“{file}”是文件夹；请选择其中的文件</translation>
  </message>
  <message>
   <source>'{file}' is a folder; choose another name</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>“{file}”是文件夹；请换一个名称</translation>
  </message>
  <message>
   <source>'{file}' is cut off in line {line}; restore it from a copy</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”在第 {line} 行中断；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is damaged in line {line}, column {column}; restore it from a copy or mend that line</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”在第 {line} 行第 {column} 列损坏；请从副本恢复或修正该行</translation>
  </message>
  <message>
   <source>'{file}' is empty; restore it from a copy</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”是空的；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is nested deeper than {limit} levels, as no project is; restore it from a copy</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”的嵌套超过 {limit} 层，项目不会如此；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is not a Nodegrad project; choose a file ending in .nodegrad</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”不是 Nodegrad 项目；请选择以 .nodegrad 结尾的文件</translation>
  </message>
  <message>
   <source>'{file}' is too large for a project ({size} MiB); choose another file</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>“{file}”作为项目太大（{size} MiB）；请选择其他文件</translation>
  </message>
  <message>
   <source>'{file}' may not be read; change its permissions</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>没有读取“{file}”的权限；请更改其权限</translation>
  </message>
  <message>
   <source>'{file}' may not be written; choose another place, or change its permissions</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>没有写入“{file}”的权限；请换一个位置，或更改其权限</translation>
  </message>
  <message>
   <source>'{file}' names no format version; its "nodegrad" entry must be a whole number</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”没有写明格式版本；其“nodegrad”项必须是整数</translation>
  </message>
  <message>
   <source>'{file}' was written by a newer Nodegrad (format {version}, here {known}); update this one to open it</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”由更新版本的 Nodegrad 写成（格式 {version}，本版本为 {known}）；请更新后再打开</translation>
  </message>
  <message>
   <source>'{file}': "epochs" of the settings must be at least 1</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：设置中的“epochs”至少为 1</translation>
  </message>
  <message>
   <source>'{file}': "links" must be a list</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：“links”必须是列表</translation>
  </message>
  <message>
   <source>'{file}': "nodes" must be a list</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：“nodes”必须是列表</translation>
  </message>
  <message>
   <source>'{file}': "seed" of the settings must be between 0 and 4294967295</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：设置中的“seed”必须在 0 到 4294967295 之间</translation>
  </message>
  <message>
   <source>'{file}': "settings" must be an object</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：“settings”必须是对象</translation>
  </message>
  <message>
   <source>'{file}': "{key}" of {where} is '{text}', but must name a node and a port such as 'n1.y'</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 的“{key}”是“{text}”，但必须写明节点和端口，例如“n1.y”</translation>
  </message>
  <message>
   <source>'{file}': "{key}" of {where} is too far out; keep it below 1000000000</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 的“{key}”太远；请保持在 1000000000 以内</translation>
  </message>
  <message>
   <source>'{file}': "{key}" of {where} must be {wanted}</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 的“{key}”必须是{wanted}</translation>
  </message>
  <message>
   <source>'{file}': the links run in a circle through the node '{node}'; remove one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：连线经过节点“{node}”形成了环；请去掉其中一条</translation>
  </message>
  <message>
   <source>'{file}': the nodes '{a}' and '{b}' are both named '{node}'; rename one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：节点“{a}”和“{b}”都名为“{node}”；请重命名其中一个</translation>
  </message>
  <message>
   <source>'{file}': two links go into '{port}', and an input takes one wire; remove one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：有两条连线接入“{port}”，而一个输入只能接一条；请去掉其中一条</translation>
  </message>
  <message>
   <source>'{file}': two nodes have the id '{id}'; give one of them another id</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：两个节点的 id 都是“{id}”；请给其中一个换 id</translation>
  </message>
  <message>
   <source>'{file}': {where} has no "{key}"; add {wanted}</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 缺少“{key}”；请添加{wanted}</translation>
  </message>
  <message>
   <source>'{file}': {where} must be an object</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 必须是对象</translation>
  </message>
  <message>
   <source>'{file}': {where} names the node '{node}', which is not there; remove the link or add the node</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 提到不存在的节点“{node}”；请去掉该连线或添加节点</translation>
  </message>
  <message>
   <source>'{letters}' in the equation has {count} letters, but its input is {shape}; give each axis a letter</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程中的“{letters}”有 {count} 个字母，但输入的形状是 {shape}；请给每个轴一个字母</translation>
  </message>
  <message>
   <source>'{name}' can be indexed with integers, slices, None and '...'; for an array of indices use gather</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>“{name}”可用整数、切片、None 和“...”索引；用索引数组时请用 gather</translation>
  </message>
  <message>
   <source>'{name}' cannot be looped over while the graph is being built; use split or slice</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>构建图时不能对“{name}”循环；请用 split 或 slice</translation>
  </message>
  <message>
   <source>'{name}' feeds itself through other nodes; remove a wire of the circle</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>“{name}”经过其他节点回到了自己；请去掉环中的一条连线</translation>
  </message>
  <message>
   <source>'{name}' has no truth value while the graph is being built; use where, or .numpy()</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>构建图时“{name}”没有真假值；请用 where 或 .numpy()</translation>
  </message>
  <message>
   <source>'{name}' has {rank} dimensions, but {used} indices were given</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>“{name}”有 {rank} 维，却给了 {used} 个索引</translation>
  </message>
  <message>
   <source>'{name}' is a softmax over one unit, which is always 1; use Sigmoid</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>“{name}”是只有一个单元的 softmax，结果恒为 1；请用 Sigmoid</translation>
  </message>
  <message>
   <source>'{name}' is indexed with two ellipses; use one</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>“{name}”的索引中有两个省略号；请只用一个</translation>
  </message>
  <message>
   <source>'{name}' was not fed; give it an array</source>
   <extracomment>engine/testing/interpret.py</extracomment>
   <translation>没有给“{name}”输入数据；请给它一个数组</translation>
  </message>
  <message>
   <source>'{name}' would hold {count:.1e} numbers in one tensor, more than memory has; make it smaller</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>“{name}”的一个张量就有 {count:.1e} 个数，超出内存；请把它缩小</translation>
  </message>
  <message>
   <source>'{node}' cannot be a node's name; leave out '/' and ':'</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>“{node}”不能用作节点名称；请去掉“/”和“:”</translation>
  </message>
  <message>
   <source>'{node}' changes variables, so it is no function in {target}; export the training instead</source>
   <extracomment>engine/export/lowering.py</extracomment>
   <translation>“{node}”会改变变量，因此在 {target} 中不是函数；请改为导出训练</translation>
  </message>
  <message>
   <source>'{node}' holds {count} numbers, too many to write into a script; feed them as data instead</source>
   <extracomment>engine/export/body.py</extracomment>
   <translation>“{node}”含有 {count} 个数，太多而不能写进脚本；请作为数据输入</translation>
  </message>
  <message>
   <source>'{path}' can be opened only where the studio is installed; export a graph instead</source>
   <extracomment>engine/export/__init__.py</extracomment>
   <translation>只有安装了工作室才能打开“{path}”；请改为导出图</translation>
  </message>
  <message>
   <source>'{path}' does not hold live curves; start the run again.</source>
   <extracomment>app/session/ring.py</extracomment>
   <translation>“{path}”中没有实时曲线；请重新运行。</translation>
  </message>
  <message>
   <source>'{path}' holds weights, but no Nodegrad model; read it with safetensors</source>
   <extracomment>engine/train/saved.py</extracomment>
   <translation>“{path}”含有权重，但不是 Nodegrad 模型；请用 safetensors 读取</translation>
  </message>
  <message>
   <source>'{path}' is cut off or damaged in line {line}; take a copy of it from before</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>“{path}”在第 {line} 行中断或损坏；请使用之前的副本</translation>
  </message>
  <message>
   <source>'{path}' is damaged: {reason}</source>
   <extracomment>engine/train/saved.py</extracomment>
   <translation>“{path}”已损坏：{reason}</translation>
  </message>
  <message>
   <source>'{path}' is no graph file, as it is no text in JSON</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>“{path}”不是图文件，因为它不是 JSON 文本</translation>
  </message>
  <message>
   <source>'{path}' is no model file, or is cut off: {reason}</source>
   <extracomment>engine/train/saved.py</extracomment>
   <translation>“{path}”不是模型文件，或不完整：{reason}</translation>
  </message>
  <message>
   <source>'{port}' of {kind} takes {wanted}, but this wire carries {got}</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 的“{port}”接收{wanted}，但这条连线传送的是{got}</translation>
  </message>
  <message>
   <source>'{target}' is not a variable, so nothing can be assigned to it</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>“{target}”不是变量，因此不能给它赋值</translation>
  </message>
  <message>
   <source>'{value}' belongs to graph '{other}', but this session runs graph '{mine}'; make a session for it</source>
   <extracomment>engine/session.py</extracomment>
   <translation>“{value}”属于图“{other}”，但此会话运行的是图“{mine}”；请为它建立会话</translation>
  </message>
  <message>
   <source>'{value}' holds {dtype}; only floats have gradients</source>
   <extracomment>engine/autodiff/check.py</extracomment>
   <translation>“{value}”为 {dtype}；只有浮点数才有梯度</translation>
  </message>
  <message>
   <source>'{value}' is bfloat16, which the device cpu does not compute in; use float32</source>
   <extracomment>engine/backends/numpy/layout.py</extracomment>
   <translation>“{value}”为 bfloat16，设备 cpu 不用它计算；请用 float32</translation>
  </message>
  <message>
   <source>'{value}' is not a placeholder, so it cannot be a model's input; give the placeholder</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>“{value}”不是占位符，因此不能作为模型的输入；请给出占位符</translation>
  </message>
  <message>
   <source>Batch '{name}' is a second batch, but a run reads one dataset; delete it</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>Batch“{name}”是第二个批次节点，但一次运行只读一个数据集；请将它删除</translation>
  </message>
  <message>
   <source>Batch: the training part has {rows} rows, fewer than one batch of {size}; make batch_size smaller or switch drop_remainder off</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>Batch：训练部分有 {rows} 行，不足一个 {size} 行的批次；请调小 batch_size 或关闭 drop_remainder</translation>
  </message>
  <message>
   <source>BinaryTargets needs one label 0 or 1 a row, but the targets are {type}; remove it, or use a source with two classes</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>BinaryTargets 需要每行一个 0 或 1 的标签，但目标是 {type}；请将它去掉，或使用两类的数据源</translation>
  </message>
  <message>
   <source>BinaryTargets needs two classes, but the labels have {classes}; use OneHotLabels, or a sparse loss</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>BinaryTargets 需要两个类别，但标签有 {classes} 类；请用 OneHotLabels 或稀疏损失</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' cannot be read ({reason}); check its permissions</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：无法读取“{file}”（{reason}）；请检查其权限</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has '{text}' in line {line}, column '{column}', where a number must stand; mend it, or list only the columns with numbers in features</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”第 {line} 行“{column}”列是“{text}”，这里必须是数；请修正，或在 features 中只列出数值列</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has a hole in line {line}, column '{column}'; fill it in or remove the line</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”第 {line} 行“{column}”列缺值；请补上或去掉该行</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has no column '{column}'; it has {known}</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”没有“{column}”列；它有 {known}</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has no rows below its column names; add some</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”的列名之下没有数据行；请添加</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has one column only, so no feature is left beside the target; choose another delimiter</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”只有一列，除目标外没有特征；请换一个分隔符</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' has two columns named '{column}'; rename one</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”有两列都名为“{column}”；请重命名其中一列</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' is empty; give it a line of column names and one line for each row</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”是空的；请给它一行列名，并为每个样本写一行</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' is not a CSV table ({reason}); save it again as CSV</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”不是 CSV 表格（{reason}）；请重新存为 CSV</translation>
  </message>
  <message>
   <source>CSVTable: '{file}' is not a text file in UTF-8; save it as CSV in UTF-8</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”不是 UTF-8 文本文件；请存为 UTF-8 的 CSV</translation>
  </message>
  <message>
   <source>CSVTable: column '{column}' is both a feature and the target; take it out of features</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{column}”列既是特征又是目标；请把它从 features 中去掉</translation>
  </message>
  <message>
   <source>CSVTable: line {line} of '{file}' has {got} cells, but the table has {wanted} columns; mend the line</source>
   <extracomment>engine/data/table.py</extracomment>
   <translation>CSVTable：“{file}”第 {line} 行有 {got} 个单元格，但表格有 {wanted} 列；请修正该行</translation>
  </message>
  <message>
   <source>NPZFile: '{file}' is not a whole NPZ file of plain arrays; write it again with numpy.savez</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>NPZFile：“{file}”不是完整的普通数组 NPZ 文件；请用 numpy.savez 重新写出</translation>
  </message>
  <message>
   <source>NPZFile: there is no array '{array}' in '{file}'; it holds {known}</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>NPZFile：“{file}”中没有数组“{array}”；其中有 {known}</translation>
  </message>
  <message>
   <source>No file for the live curves can be made ({reason}); free some space in the folder for temporary files.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>无法为实时曲线建立文件（{reason}）；请在临时文件夹中腾出空间。</translation>
  </message>
  <message>
   <source>OneHotLabels needs one whole-number label a row, but the targets are {type}; remove it, or use a source with classes</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>OneHotLabels 需要每行一个整数标签，但目标是 {type}；请将它去掉，或使用有类别的数据源</translation>
  </message>
  <message>
   <source>OneHotLabels: the labels have {found} classes, but classes is {given}; set it to {found} or leave it empty</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>OneHotLabels：标签有 {found} 类，但 classes 是 {given}；请设为 {found} 或留空</translation>
  </message>
  <message>
   <source>Placeholder '{name}' is fed by nothing while training; connect the data instead</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>训练时没有数据输入占位符“{name}”；请改为连接数据</translation>
  </message>
  <message>
   <source>Placeholder '{placeholder}' is fed by nothing while training; connect the data to it</source>
   <extracomment>engine/export/training.py</extracomment>
   <translation>训练时没有数据输入占位符“{placeholder}”；请把数据连到它</translation>
  </message>
  <message>
   <source>Placeholder '{placeholder}' takes {wanted}, but the data's '{column}' is {got}; give the placeholder that type</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>占位符“{placeholder}”接收 {wanted}，但数据的“{column}”是 {got}；请给占位符该类型</translation>
  </message>
  <message>
   <source>Reset it to its default</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>恢复为默认值</translation>
  </message>
  <message>
   <source>Set reduction to {reduction}</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>把 reduction 设为 {reduction}</translation>
  </message>
  <message>
   <source>Set threshold to {threshold:g}</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>把 threshold 设为 {threshold:g}</translation>
  </message>
  <message>
   <source>Set units to {units}</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>把 units 设为 {units}</translation>
  </message>
  <message>
   <source>Something inside Nodegrad went wrong ({error}); the log '{log}' has the details, please report it.</source>
   <extracomment>app/session/worker.py</extracomment>
   <translation>Nodegrad 内部出错（{error}）；详情见日志“{log}”，请报告此问题。</translation>
  </message>
  <message>
   <source>Split has nothing to keep apart, so the validation part is empty; set validation_fraction above 0</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 没有可留出的行，因此验证部分为空；请把 validation_fraction 设为大于 0</translation>
  </message>
  <message>
   <source>Split stands after Normalize, so the statistics would have seen the validation rows; put Split before Normalize</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 在 Normalize 之后，统计量会看到验证数据；请把 Split 放在 Normalize 之前</translation>
  </message>
  <message>
   <source>Split stands twice in the pipeline; keep one, and set its test_fraction for a third part</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>流水线中有两个 Split；请保留一个，并设置它的 test_fraction 以得到第三部分</translation>
  </message>
  <message>
   <source>Split: a part of {size} rows cannot hold each of {classes} classes; make its fraction larger or switch stratify off</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：{size} 行的部分放不下 {classes} 个类别的每一个；请增大其比例或关闭 stratify</translation>
  </message>
  <message>
   <source>Split: class {label} has a single row, so stratify cannot put it in two parts; add rows or switch stratify off</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：类别 {label} 只有一行，stratify 无法把它分到两个部分；请添加行或关闭 stratify</translation>
  </message>
  <message>
   <source>Split: of {rows} rows none is left for training; make validation_fraction and test_fraction smaller</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：{rows} 行中没有留下训练用的行；请减小 validation_fraction 和 test_fraction</translation>
  </message>
  <message>
   <source>Split: stratify needs class labels, but the data has no targets; switch stratify off</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：stratify 需要类别标签，但数据没有目标；请关闭 stratify</translation>
  </message>
  <message>
   <source>Split: stratify needs one whole-number label a row, but the targets are {type}; switch stratify off, or put Split before the step that changes the labels</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：stratify 需要每行一个整数标签，但目标是 {type}；请关闭 stratify，或把 Split 放在改变标签的步骤之前</translation>
  </message>
  <message>
   <source>Split: the fractions add up to {total:g}; leave some rows for training</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：各比例之和为 {total:g}；请为训练留出一些行</translation>
  </message>
  <message>
   <source>Split: the {part} part has {size} rows, too few to hold each of {classes} classes; make its fraction larger or switch stratify off</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：{part} 部分有 {size} 行，放不下 {classes} 个类别的每一个；请增大其比例或关闭 stratify</translation>
  </message>
  <message>
   <source>Switch from_logits off</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>关闭 from_logits</translation>
  </message>
  <message>
   <source>Switch from_logits on</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>打开 from_logits</translation>
  </message>
  <message>
   <source>The file for the live curves '{path}' cannot be written ({reason}); free some space in that folder.</source>
   <extracomment>app/session/ring.py</extracomment>
   <translation>无法写入实时曲线的文件“{path}”（{reason}）；请在该文件夹中腾出空间。</translation>
  </message>
  <message>
   <source>The memory of this machine is not enough for this; make the batch or the layers smaller.</source>
   <extracomment>app/cli/output.py</extracomment>
   <translation>本机内存不足以完成此操作；请减小批次或各层。</translation>
  </message>
  <message>
   <source>The training process was lost while it worked on this; change the document and try again.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程在处理时丢失；请更改文档后重试。</translation>
  </message>
  <message>
   <source>a dataset</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>数据集</translation>
  </message>
  <message>
   <source>a document needs a name; type at least one character</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>文档需要名称；请至少输入一个字符</translation>
  </message>
  <message>
   <source>a group needs at least one value</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>一组至少需要一个值</translation>
  </message>
  <message>
   <source>a learning-rate schedule</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>学习率调度</translation>
  </message>
  <message>
   <source>a list of dimensions</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>维度列表</translation>
  </message>
  <message>
   <source>a list of whole numbers</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>整数列表</translation>
  </message>
  <message>
   <source>a loss</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>a mask</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>掩码</translation>
  </message>
  <message>
   <source>a metric may not be called '{metric}', as that figure exists already; rename it</source>
   <extracomment>engine/train/spec.py</extracomment>
   <translation>指标不能名为“{metric}”，因为已有这个名称；请重命名</translation>
  </message>
  <message>
   <source>a model takes one value in and gives one out, but got {got}</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>模型应有一个输入和一个输出，但得到 {got}</translation>
  </message>
  <message>
   <source>a node cannot feed itself</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>节点不能连到自己</translation>
  </message>
  <message>
   <source>a node needs a name; type at least one character</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>节点需要名称；请至少输入一个字符</translation>
  </message>
  <message>
   <source>a number</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>数</translation>
  </message>
  <message>
   <source>a number above #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>大于 # 的数</translation>
  </message>
  <message>
   <source>a number below #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>小于 # 的数</translation>
  </message>
  <message>
   <source>a number between # and #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation># 到 # 之间的数</translation>
  </message>
  <message>
   <source>a number between # and # (both excluded)</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation># 到 # 之间的数（不含两端）</translation>
  </message>
  <message>
   <source>a number of at least #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>不小于 # 的数</translation>
  </message>
  <message>
   <source>a number of at most #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>不大于 # 的数</translation>
  </message>
  <message>
   <source>a run of {epochs} epochs trains nothing; set epochs to 1 or more</source>
   <extracomment>engine/train/spec.py</extracomment>
   <translation>{epochs} 轮的运行什么也不训练；请把 epochs 设为 1 或更多</translation>
  </message>
  <message>
   <source>a run of {steps} steps trains nothing; set max_steps to 1 or more</source>
   <extracomment>engine/train/spec.py</extracomment>
   <translation>{steps} 步的运行什么也不训练；请把 max_steps 设为 1 或更多</translation>
  </message>
  <message>
   <source>a schedule</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>调度</translation>
  </message>
  <message>
   <source>a tensor</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>a text</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>文本</translation>
  </message>
  <message>
   <source>a value of type {got} is not a tensor; give numbers or an array of numbers</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>类型为 {got} 的值不是张量；请给出数或数组</translation>
  </message>
  <message>
   <source>a variable needs a first value, or a shape and an initializer; give one of them</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>变量需要初始值，或形状加初始化器；请给出其一</translation>
  </message>
  <message>
   <source>a whole number</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>整数</translation>
  </message>
  <message>
   <source>a whole number above #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>大于 # 的整数</translation>
  </message>
  <message>
   <source>a whole number below #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>小于 # 的整数</translation>
  </message>
  <message>
   <source>a whole number between # and #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation># 到 # 之间的整数</translation>
  </message>
  <message>
   <source>a whole number between # and # (both excluded)</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation># 到 # 之间的整数（不含两端）</translation>
  </message>
  <message>
   <source>a whole number of at least #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>不小于 # 的整数</translation>
  </message>
  <message>
   <source>a whole number of at most #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>不大于 # 的整数</translation>
  </message>
  <message>
   <source>a {what} has no value of its own; a session gives it one</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>{what} 自身没有值；由会话给它值</translation>
  </message>
  <message>
   <source>an attribute of node '{node}' cannot be read; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>无法读取节点“{node}”的一个属性；文件已损坏</translation>
  </message>
  <message>
   <source>an empty axis has no largest or smallest entry; feed at least one</source>
   <extracomment>engine/ops/reduce.py</extracomment>
   <translation>空的轴没有最大或最小元素；请至少输入一个</translation>
  </message>
  <message>
   <source>an integer cannot be raised to the negative power {power}; insert Cast to float32</source>
   <extracomment>engine/ops/elementwise.py</extracomment>
   <translation>整数不能求负的 {power} 次幂；请插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>another node is named '{node}' already; choose another name</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>已有节点名为“{node}”；请换一个名称</translation>
  </message>
  <message>
   <source>attribute {attribute} of node '{node}' is no plain value</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”的属性 {attribute} 不是普通值</translation>
  </message>
  <message>
   <source>axes {axes} must name each of the {rank} dimensions once</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>轴 {axes} 必须把 {rank} 个维各写一次</translation>
  </message>
  <message>
   <source>axis {axis} names a dimension twice</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>轴 {axis} 把一个维写了两次</translation>
  </message>
  <message>
   <source>axis {axis} of {shape} has size {size}; only axes of size 1 can be squeezed</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>{shape} 的轴 {axis} 大小为 {size}；只能去掉大小为 1 的轴</translation>
  </message>
  <message>
   <source>begin and end hold whole numbers or nothing, and no step may be 0</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>begin 和 end 为整数或留空，step 不能为 0</translation>
  </message>
  <message>
   <source>begin, end and step must be equally long, but have {begin}, {end} and {step} entries</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>begin、end 和 step 的长度必须相等，但它们有 {begin}、{end} 和 {step} 项</translation>
  </message>
  <message>
   <source>cannot broadcast {x} to {like}</source>
   <extracomment>engine/ops/like.py</extracomment>
   <translation>无法把 {x} 广播到 {like}</translation>
  </message>
  <message>
   <source>cannot broadcast {x} to {shape}</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>无法把 {x} 广播到 {shape}</translation>
  </message>
  <message>
   <source>cannot cut {size} entries into {count} equal parts</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>无法把 {size} 个元素切成 {count} 个相等的部分</translation>
  </message>
  <message>
   <source>cannot draw the shape {shape}; give whole numbers or feed a value of that shape</source>
   <extracomment>engine/ops/random.py</extracomment>
   <translation>无法抽取形状 {shape}；请给出整数，或输入该形状的值</translation>
  </message>
  <message>
   <source>cannot flatten {shape}, as more than the batch size is unknown; give the sizes</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>无法展平 {shape}，因为除批大小外还有未知的维；请给出大小</translation>
  </message>
  <message>
   <source>cannot lead gradients back through mode {mode} of an axis of unknown size</source>
   <extracomment>engine/ops/padding.py</extracomment>
   <translation>轴的大小未知时，无法经模式 {mode} 回传梯度</translation>
  </message>
  <message>
   <source>cannot reshape {x} to {like}</source>
   <extracomment>engine/ops/like.py</extracomment>
   <translation>无法把 {x} 变形为 {like}</translation>
  </message>
  <message>
   <source>cannot reshape {x} to {shape}, as the number of entries differs</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>无法把 {x} 变形为 {shape}，因为元素个数不同</translation>
  </message>
  <message>
   <source>cannot sum {x} to {like}</source>
   <extracomment>engine/ops/like.py</extracomment>
   <translation>无法把 {x} 求和为 {like}</translation>
  </message>
  <message>
   <source>cannot take the {k} largest of {size} entries; make k smaller</source>
   <extracomment>engine/ops/sorting.py</extracomment>
   <translation>无法从 {size} 个元素中取最大的 {k} 个；请减小 k</translation>
  </message>
  <message>
   <source>cannot tell how long {count} parts of an unknown size are; give the places to cut at</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>大小未知，无法得知 {count} 个部分各有多长；请给出切分位置</translation>
  </message>
  <message>
   <source>cannot tell how many entries a group of {shape} has; give every size but the batch's</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>无法得知 {shape} 的一组有多少个元素；请给出除批次以外的所有大小</translation>
  </message>
  <message>
   <source>cannot tell the size of the output, as that of the input {shape} is open; give its height and width</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>无法得知输出的大小，因为输入 {shape} 的大小未定；请给出其高和宽</translation>
  </message>
  <message>
   <source>cannot tell which axes of {shape} have size 1; name them in axis</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>无法得知 {shape} 的哪些轴大小为 1；请在 axis 中写明</translation>
  </message>
  <message>
   <source>class_id is {chosen}, but y_pred has the classes 0 to {last}; choose one of them</source>
   <extracomment>engine/metrics/answers.py</extracomment>
   <translation>class_id 为 {chosen}，但 y_pred 的类别为 0 到 {last}；请从中选择</translation>
  </message>
  <message>
   <source>clips nothing; set minimum, maximum or both</source>
   <extracomment>engine/ops/elementwise.py</extracomment>
   <translation>没有截断任何值；请设置 minimum、maximum 或两者</translation>
  </message>
  <message>
   <source>clips {dtype} values, so its bounds must be whole numbers; or insert Cast to float32</source>
   <extracomment>engine/ops/elementwise.py</extracomment>
   <translation>截断的是 {dtype} 值，因此界必须是整数；或插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>cuts {count} axes of a value with {rank} dimensions</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>切分 {count} 个轴，但值只有 {rank} 维</translation>
  </message>
  <message>
   <source>device '{device}' ({title}) cannot be used: {reason}; use cpu</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>无法使用设备“{device}”（{title}）：{reason}；请用 cpu</translation>
  </message>
  <message>
   <source>draws floats, but dtype is {dtype}; use float32 and Cast</source>
   <extracomment>engine/ops/random.py</extracomment>
   <translation>抽取的是浮点数，但 dtype 是 {dtype}；请用 float32 加 Cast</translation>
  </message>
  <message>
   <source>engine.ops.{op}{signature} was called wrongly: {reason}</source>
   <extracomment>engine/ops/functions.py</extracomment>
   <translation>engine.ops.{op}{signature} 的调用有误：{reason}</translation>
  </message>
  <message>
   <source>epochs is {value}, but must be a whole number of at least 1</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>epochs 是 {value}，但必须是不小于 1 的整数</translation>
  </message>
  <message>
   <source>equation '{equation}' may hold letters, commas and an arrow only; for broadcast axes use MatMul</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程“{equation}”只能含字母、逗号和箭头；需要广播的轴请用 MatMul</translation>
  </message>
  <message>
   <source>equation '{equation}' names {named} inputs, but got {count}</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程“{equation}”写了 {named} 个输入，却得到 {count} 个</translation>
  </message>
  <message>
   <source>equation '{equation}' repeats a letter in '{part}'; give each axis its own letter</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程“{equation}”在“{part}”中重复了字母；请给每个轴各自的字母</translation>
  </message>
  <message>
   <source>grad {grad} does not fit indices {indices}</source>
   <extracomment>engine/ops/sorting.py</extracomment>
   <translation>grad {grad} 与索引 {indices} 不符</translation>
  </message>
  <message>
   <source>gradients are replaced by the differentiate pass; run it before expanding the rest</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>gradients 由 differentiate 过程替换；请先运行它，再展开其余部分</translation>
  </message>
  <message>
   <source>graph '{graph}' has no node '{name}'</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>图“{graph}”中没有节点“{name}”</translation>
  </message>
  <message>
   <source>graph '{graph}' has no variable '{variable}'; it has {known}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>图“{graph}”中没有变量“{variable}”；它有 {known}</translation>
  </message>
  <message>
   <source>groups is {groups}; give at least 1, or -1 for a group for each channel</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>groups 为 {groups}；请至少给出 1，或用 -1 表示每个通道一组</translation>
  </message>
  <message>
   <source>has shape {wanted}, but the new value has shape {got}; make them equal</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>形状为 {wanted}，但新值的形状为 {got}；请使两者相同</translation>
  </message>
  <message>
   <source>holds {wanted}, but the new value is {got}; insert Cast</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>为 {wanted}，但新值是 {got}；请插入 Cast</translation>
  </message>
  <message>
   <source>image has {got} channels, but the kernel expects {wanted}; connect an image with {wanted} channels or use a layer with weights of its own</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>图像有 {got} 个通道，但核需要 {wanted} 个；请连接有 {wanted} 个通道的图像，或使用有自己权重的层</translation>
  </message>
  <message>
   <source>images and values must have one shape, but are {x} and {values}</source>
   <extracomment>engine/ops/pool.py</extracomment>
   <translation>images 和 values 的形状必须相同，但分别为 {x} 和 {values}</translation>
  </message>
  <message>
   <source>index {index} is outside 0 to {last}, as there are only {size} entries; mend the indices or labels that are fed</source>
   <extracomment>engine/ops/index.py</extracomment>
   <translation>索引 {index} 超出 0 到 {last}，因为只有 {size} 个元素；请修正输入的索引或标签</translation>
  </message>
  <message>
   <source>initializer {initializer} has no option '{option}'; it has {known}</source>
   <extracomment>engine/nn/initializers.py</extracomment>
   <translation>初始化器 {initializer} 没有选项“{option}”；它有 {known}</translation>
  </message>
  <message>
   <source>input a ({a}) has {columns} columns, but input b ({b}) has {rows} rows; make them equal</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>输入 a（{a}）有 {columns} 列，但输入 b（{b}）有 {rows} 行；请使两者相等</translation>
  </message>
  <message>
   <source>input has {got} features per row, but the kernel expects {wanted}; connect a {wanted}-feature input or use a layer with weights of its own</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>输入每行有 {got} 个特征，但核需要 {wanted} 个；请连接有 {wanted} 个特征的输入，或使用自带权重的层</translation>
  </message>
  <message>
   <source>input is {got}, but the {weight} is {wanted}; insert Cast to {wanted}</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>输入为 {got}，但 {weight} 为 {wanted}；请插入 Cast 转为 {wanted}</translation>
  </message>
  <message>
   <source>input is {got}, but {weight} is {wanted}; insert Cast to {wanted}</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>输入为 {got}，但 {weight} 为 {wanted}；请插入转换到 {wanted} 的 Cast</translation>
  </message>
  <message>
   <source>input {port} takes {wanted} values, but got {got}; insert Cast to {mend}</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>输入 {port} 接收 {wanted} 值，却得到 {got}；请插入 Cast 转为 {mend}</translation>
  </message>
  <message>
   <source>input {shape} does not say how many channels it has; give its last dimension a size</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>输入 {shape} 没有说明有多少个通道；请给最后一维一个大小</translation>
  </message>
  <message>
   <source>input {shape} does not say how many features a row has; give its last dimension a size</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>输入 {shape} 没有说明每行有多少特征；请给最后一维确定的大小</translation>
  </message>
  <message>
   <source>input {shape} does not say how many features a step has; give its last dimension a size</source>
   <extracomment>engine/nn/embedding.py</extracomment>
   <translation>输入 {shape} 没有说明每一步有多少个特征；请给最后一维一个大小</translation>
  </message>
  <message>
   <source>input {shape} has no rows of features; it needs two dimensions or more, such as batch×64</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>输入 {shape} 没有特征行；它需要两维或更多，例如 batch×64</translation>
  </message>
  <message>
   <source>it depends on nothing</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>它不依赖任何东西</translation>
  </message>
  <message>
   <source>it has no value</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>它没有值</translation>
  </message>
  <message>
   <source>it is constant between its jumps, so its derivative is zero wherever there is one</source>
   <extracomment>engine/ops/rules.py</extracomment>
   <translation>它在跳变之间恒定，因此凡有导数处导数皆为零</translation>
  </message>
  <message>
   <source>it reads only a shape, so its entries do not depend on any number</source>
   <extracomment>engine/ops/like.py</extracomment>
   <translation>它只读取形状，因此元素不依赖任何数</translation>
  </message>
  <message>
   <source>it writes a variable</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>它写入变量</translation>
  </message>
  <message>
   <source>its entries are drawn, so they depend on no input</source>
   <extracomment>engine/ops/random.py</extracomment>
   <translation>它的元素是随机抽取的，因此不依赖任何输入</translation>
  </message>
  <message>
   <source>its values are whole numbers or truth values, which do not change smoothly</source>
   <extracomment>engine/ops/rules.py</extracomment>
   <translation>它的值是整数或真假值，不会平滑变化</translation>
  </message>
  <message>
   <source>labels</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>标签</translation>
  </message>
  <message>
   <source>letter {letter} of the equation stands for both {a} and {b}; make these sizes equal</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程的字母 {letter} 同时代表 {a} 和 {b}；请使这两个大小相等</translation>
  </message>
  <message>
   <source>minimum {low} is above maximum {high}; swap them</source>
   <extracomment>engine/ops/elementwise.py</extracomment>
   <translation>minimum {low} 大于 maximum {high}；请交换</translation>
  </message>
  <message>
   <source>minval {low} is above maxval {high}; swap them</source>
   <extracomment>engine/ops/random.py</extracomment>
   <translation>minval {low} 大于 maxval {high}；请交换</translation>
  </message>
  <message>
   <source>needs something to differentiate with respect to; give at least one x</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>需要对某个量求导；请至少给出一个 x</translation>
  </message>
  <message>
   <source>node '{node}' does not fit its op {op}; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>节点“{node}”与其操作 {op} 不符；文件已损坏</translation>
  </message>
  <message>
   <source>node '{node}' has an input that is no name; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>节点“{node}”有一个输入不是名称；文件已损坏</translation>
  </message>
  <message>
   <source>node '{node}' is not where its number {id} says</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”不在其编号 {id} 所说的位置</translation>
  </message>
  <message>
   <source>node '{node}' lacks attributes of its op {op}</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”缺少其操作 {op} 的属性</translation>
  </message>
  <message>
   <source>node '{node}' says that it gives {said}, but its op {op} gives {found}</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”声称给出 {said}，但其操作 {op} 给出 {found}</translation>
  </message>
  <message>
   <source>node '{node}' takes '{input}', but that node has {count} outputs</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>节点“{node}”取用“{input}”，但那个节点有 {count} 个输出</translation>
  </message>
  <message>
   <source>node '{node}' takes '{input}', but there is no such node; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>节点“{node}”取用“{input}”，但没有这样的节点；文件已损坏</translation>
  </message>
  <message>
   <source>node '{node}' takes '{value}' of another graph</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”取用了另一个图的“{value}”</translation>
  </message>
  <message>
   <source>node '{node}' takes '{value}', which comes after it</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”取用了在它之后的“{value}”</translation>
  </message>
  <message>
   <source>node '{node}' takes '{value}', which is no output of its node</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”取用“{value}”，而它不是其节点的输出</translation>
  </message>
  <message>
   <source>node {place} has an empty name; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>{place} 处的节点名称为空；文件已损坏</translation>
  </message>
  <message>
   <source>output {index} of node '{node}' does not know where it comes from</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”的输出 {index} 不知来自何处</translation>
  </message>
  <message>
   <source>pad_width {width} must give a count before and after for each of the {rank} axes</source>
   <extracomment>engine/ops/padding.py</extracomment>
   <translation>pad_width {width} 必须为 {rank} 个轴各给出前后的个数</translation>
  </message>
  <message>
   <source>placeholder '{target}' takes shape {wanted}, but was fed {got}; give it an array of that shape</source>
   <extracomment>engine/session.py</extracomment>
   <translation>占位符“{target}”接收形状 {wanted}，却输入了 {got}；请给它该形状的数组</translation>
  </message>
  <message>
   <source>placeholder '{target}' takes {wanted}, but was fed {got}; convert it first</source>
   <extracomment>engine/session.py</extracomment>
   <translation>占位符“{target}”接收 {wanted}，却输入了 {got}；请先转换</translation>
  </message>
  <message>
   <source>placeholder '{target}' was not fed; give it an array in feed_dict</source>
   <extracomment>engine/autodiff/check.py</extracomment>
   <translation>没有给占位符“{target}”输入数据；请在 feed_dict 中给它一个数组</translation>
  </message>
  <message>
   <source>placeholder '{target}' was not fed; give it an array of shape {shape} ({dtype}) in feed_dict</source>
   <extracomment>engine/session.py</extracomment>
   <translation>没有给占位符“{target}”输入数据；请在 feed_dict 中给它形状为 {shape} 的数组（{dtype}）</translation>
  </message>
  <message>
   <source>repeats {repeats} has a negative count</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>重复次数 {repeats} 中有负数</translation>
  </message>
  <message>
   <source>right or wrong is a jump; train on a cross-entropy instead</source>
   <extracomment>engine/metrics/classification.py</extracomment>
   <translation>对错之间是跳变；请改用交叉熵来训练</translation>
  </message>
  <message>
   <source>sections must be a count of parts or a list of places to cut at, but is {sections}</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>sections 必须是份数或切分位置的列表，但它是 {sections}</translation>
  </message>
  <message>
   <source>seed is {value}, but must be a whole number between 0 and 4294967295</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>seed 是 {value}，但必须是 0 到 4294967295 之间的整数</translation>
  </message>
  <message>
   <source>shape {shape} has a negative dimension; use -1 for the one to be found</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>形状 {shape} 有负的维；待求的维请写 -1</translation>
  </message>
  <message>
   <source>shape {shape} has a negative size; write None for an unknown one</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>形状 {shape} 有负的大小；未知的大小请写 None</translation>
  </message>
  <message>
   <source>shape {shape} leaves a new dimension open; give its size</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>形状 {shape} 的新维没有确定；请给出其大小</translation>
  </message>
  <message>
   <source>shape {shape} leaves {count} dimensions open; leave at most one</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>形状 {shape} 有 {count} 维没有确定；最多只能留一个</translation>
  </message>
  <message>
   <source>shape {shape} of a variable must be known; give every size</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>变量的形状 {shape} 必须已知；请给出每个大小</translation>
  </message>
  <message>
   <source>shapes {a} and {b} cannot be broadcast together; make their last dimensions equal or 1</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>形状 {a} 和 {b} 无法一起广播；请使它们的最后几维相等或为 1</translation>
  </message>
  <message>
   <source>slopes of shape {alpha} do not fit {x}</source>
   <extracomment>engine/ops/activations.py</extracomment>
   <translation>形状为 {alpha} 的斜率与 {x} 不符</translation>
  </message>
  <message>
   <source>stopping the gradient is what it is for</source>
   <extracomment>engine/ops/elementwise.py</extracomment>
   <translation>停止梯度正是它的用途</translation>
  </message>
  <message>
   <source>takes a batch of features, but got {shape}; give it two dimensions or more, such as batch×64</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>需要一批特征，但得到 {shape}；请给出二维或更多维，例如 batch×64</translation>
  </message>
  <message>
   <source>takes a gradient batch×height×width×filters, but got {shape}</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>需要 batch×height×width×filters 的梯度，但得到 {shape}</translation>
  </message>
  <message>
   <source>takes a kernel height×width×channels×filters, but got {shape}; give it four dimensions</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>需要 height×width×channels×filters 的核，但得到 {shape}；请给出四维</translation>
  </message>
  <message>
   <source>takes a kernel size×channels×filters, but got {shape}; give it three dimensions</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>需要 size×channels×filters 的核，但得到 {shape}；请给出三维</translation>
  </message>
  <message>
   <source>takes a tensor whose first axis is the batch, but got a scalar</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>需要第一个轴为批次的张量，却得到标量</translation>
  </message>
  <message>
   <source>takes a tensor with at least one dimension, but got a scalar</source>
   <extracomment>engine/ops/sorting.py</extracomment>
   <translation>需要至少一维的张量，却得到标量</translation>
  </message>
  <message>
   <source>takes float values only, but got {got}; integers and truth values have no gradient</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>只接收浮点值，却得到 {got}；整数和真假值没有梯度</translation>
  </message>
  <message>
   <source>takes images batch×height×width×channels, but got {shape}; insert Reshape or ExpandDims</source>
   <extracomment>engine/ops/windows.py</extracomment>
   <translation>需要 batch×height×width×channels 的图像，但得到 {shape}；请插入 Reshape 或 ExpandDims</translation>
  </message>
  <message>
   <source>takes indices of the rank of x, but got {a} and {b}</source>
   <extracomment>engine/ops/sorting.py</extracomment>
   <translation>需要与 x 同维数的索引，却得到 {a} 和 {b}</translation>
  </message>
  <message>
   <source>takes inputs of one dtype, but got {a} and {b}; insert Cast before one of them</source>
   <extracomment>engine/ops/rules.py</extracomment>
   <translation>各输入的 dtype 必须相同，却得到 {a} 和 {b}；请在其中之一前插入 Cast</translation>
  </message>
  <message>
   <source>takes its height and width from the attribute size or from an input; give one of them</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>高和宽取自属性 size 或一个输入；请给出其中之一</translation>
  </message>
  <message>
   <source>takes its shape from the attribute or from an input; give one of them</source>
   <extracomment>engine/ops/random.py</extracomment>
   <translation>其形状取自属性或输入；请给出其一</translation>
  </message>
  <message>
   <source>takes rows of features, but got a scalar; give it two dimensions or more, such as batch×64</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>需要由特征组成的行，但得到标量；请给出二维或更多维，例如 batch×64</translation>
  </message>
  <message>
   <source>takes sequences batch×steps×channels, but got {shape}; insert Reshape or ExpandDims</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>需要 batch×steps×channels 的序列，但得到 {shape}；请插入 Reshape 或 ExpandDims</translation>
  </message>
  <message>
   <source>takes sequences batch×steps×features, but got {shape}; insert Reshape or Embedding</source>
   <extracomment>engine/nn/embedding.py</extracomment>
   <translation>需要 batch×steps×features 的序列，但得到 {shape}；请插入 Reshape 或 Embedding</translation>
  </message>
  <message>
   <source>takes sequences or images with their channels last, but got {shape}; use Dropout for rows of features</source>
   <extracomment>engine/nn/noise.py</extracomment>
   <translation>需要通道在最后一维的序列或图像，但得到 {shape}；对由特征组成的行请使用 Dropout</translation>
  </message>
  <message>
   <source>takes tensors of one rank, but got {a} and {b}</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>各张量的维数必须相同，却得到 {a} 和 {b}</translation>
  </message>
  <message>
   <source>takes tensors of one shape, but got {a} and {b}</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>各张量的形状必须相同，却得到 {a} 和 {b}</translation>
  </message>
  <message>
   <source>takes tensors with at least one dimension, but got a scalar; use Stack</source>
   <extracomment>engine/ops/join.py</extracomment>
   <translation>需要至少一维的张量，却得到标量；请用 Stack</translation>
  </message>
  <message>
   <source>takes vectors or matrices, but input {port} is a scalar; use Multiply</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>接收向量或矩阵，但输入 {port} 是标量；请用 Multiply</translation>
  </message>
  <message>
   <source>takes {wanted} inputs ({ports}), but got {got}</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>接收 {wanted} 个输入（{ports}），却得到 {got} 个</translation>
  </message>
  <message>
   <source>the bias is {got}, but there are {units} units</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>偏置为 {got}，但有 {units} 个单元</translation>
  </message>
  <message>
   <source>the boundaries {boundaries} do not rise; put them in order</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>边界 {boundaries} 不是递增的；请按顺序排列</translation>
  </message>
  <message>
   <source>the canvas is empty; drop a dataset on it, or press Tab</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>画布是空的；请拖入数据集，或按 Tab</translation>
  </message>
  <message>
   <source>the clipboard holds no nodes; copy some on a canvas first</source>
   <extracomment>app/commands/clipboard.py</extracomment>
   <translation>剪贴板中没有节点；请先在画布上复制一些</translation>
  </message>
  <message>
   <source>the data has no '{column}'; it has {known}</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>数据没有“{column}”；它有 {known}</translation>
  </message>
  <message>
   <source>the data has no column '{column}'; use a dataset with targets</source>
   <extracomment>engine/export/training.py</extracomment>
   <translation>数据没有“{column}”列；请使用带目标的数据集</translation>
  </message>
  <message>
   <source>the data has no targets; give y, or a pipeline whose data has them</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>数据没有目标；请给出 y，或数据带目标的流水线</translation>
  </message>
  <message>
   <source>the data is not cut into batches; end the pipeline with Batch</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>数据没有切成批次；请用 Batch 结束流水线</translation>
  </message>
  <message>
   <source>the data step {step} cannot be written as a script; replace it by another</source>
   <extracomment>engine/export/data_steps.py</extracomment>
   <translation>数据步骤 {step} 无法写成脚本；请换成另一个</translation>
  </message>
  <message>
   <source>the dataset holds {count} numbers, too many to write into a script; keep them in an NPZ file</source>
   <extracomment>engine/export/data_steps.py</extracomment>
   <translation>数据集有 {count} 个数，太多而不能写进脚本；请存放在 NPZ 文件中</translation>
  </message>
  <message>
   <source>the document has nothing to train; connect a loss to an optimizer</source>
   <extracomment>app/compile/projects.py</extracomment>
   <translation>文档中没有可训练的内容；请把损失连到优化器</translation>
  </message>
  <message>
   <source>the embeddings are {got}, but {wanted} are needed; share the weights of a layer with these sizes</source>
   <extracomment>engine/nn/embedding.py</extracomment>
   <translation>嵌入为 {got}，但需要 {wanted}；请共享大小相符的层的权重</translation>
  </message>
  <message>
   <source>the file '{path}' cannot be read: {reason}</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>无法读取文件“{path}”：{reason}</translation>
  </message>
  <message>
   <source>the first value of '{weight}' holds {count} numbers, too many to write into a script; use an initializer</source>
   <extracomment>engine/export/training.py</extracomment>
   <translation>“{weight}”的初始值有 {count} 个数，太多而不能写进脚本；请用初始化器</translation>
  </message>
  <message>
   <source>the folder '{folder}' cannot be made or written ({reason}); choose another with --out</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>无法创建或写入文件夹“{folder}”（{reason}）；请用 --out 另选一个</translation>
  </message>
  <message>
   <source>the folder of '{file}' is not there; choose another place</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>“{file}”所在的文件夹不存在；请换一个位置</translation>
  </message>
  <message>
   <source>the gradient is {got}, but pooling gives {wanted}</source>
   <extracomment>engine/ops/pool.py</extracomment>
   <translation>梯度为 {got}，但池化给出 {wanted}</translation>
  </message>
  <message>
   <source>the gradient is {got}, but the convolution gives {wanted}</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>梯度为 {got}，但卷积给出 {wanted}</translation>
  </message>
  <message>
   <source>the identity initializer fills a matrix, but the shape {shape} has {rank} dimensions; use another initializer</source>
   <extracomment>engine/nn/initializers.py</extracomment>
   <translation>单位矩阵初始化器用于填充矩阵，但形状 {shape} 有 {rank} 维；请换一个初始化器</translation>
  </message>
  <message>
   <source>the initial value has shape {got}, but the variable has {wanted}; make them equal</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>初始值的形状为 {got}，但变量的形状为 {wanted}；请使两者相同</translation>
  </message>
  <message>
   <source>the kernel is {got}, but {units} units need {wanted}; set units to the kernel's columns or share another layer's</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>核为 {got}，但 {units} 个单元需要 {wanted}；请把 units 设为核的列数，或共用另一层的核</translation>
  </message>
  <message>
   <source>the learning rate is {got}, but must be one float</source>
   <extracomment>engine/export/plain.py</extracomment>
   <translation>学习率为 {got}，但必须是一个浮点数</translation>
  </message>
  <message>
   <source>the learning-rate schedule {schedule} cannot be written as a script; use one of engine.schedules</source>
   <extracomment>engine/export/optimizers.py</extracomment>
   <translation>学习率调度 {schedule} 无法写成脚本；请使用 engine.schedules 中的一个</translation>
  </message>
  <message>
   <source>the loss became {value} at step {step} (epoch {epoch}); lower the learning rate (it is {rate}), or normalize the data</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>损失在第 {step} 步（第 {epoch} 轮）变为 {value}；请降低学习率（现为 {rate}），或对数据做归一化</translation>
  </message>
  <message>
   <source>the loss is {value} at step {step} (epoch {epoch}), because the data's '{column}' holds values that are NaN or infinite; mend or drop those rows</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>损失在第 {step} 步（第 {epoch} 轮）为 {value}，因为数据的“{column}”中有 NaN 或无穷大；请修正或去掉这些行</translation>
  </message>
  <message>
   <source>the model '{model}' does not know how to train yet; call compile first</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>模型“{model}”还不知道如何训练；请先调用 compile</translation>
  </message>
  <message>
   <source>the model '{model}' does not know the shape of its input yet; give input_shape, or fit it first</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>模型“{model}”还不知道输入的形状；请给出 input_shape，或先调用 fit</translation>
  </message>
  <message>
   <source>the model '{model}' has no layers; add one</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>模型“{model}”没有层；请添加一个</translation>
  </message>
  <message>
   <source>the model '{model}' is built already; add layers before its first use</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>模型“{model}”已经建成；请在首次使用前添加层</translation>
  </message>
  <message>
   <source>the name of an initializer</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>初始化器的名称</translation>
  </message>
  <message>
   <source>the node that this fix is for is gone; there is nothing left to fix</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>此修复所针对的节点已不存在；没有什么可修复的了</translation>
  </message>
  <message>
   <source>the nodes in the clipboard are damaged: {reason}</source>
   <extracomment>app/commands/clipboard.py</extracomment>
   <translation>剪贴板中的节点已损坏：{reason}</translation>
  </message>
  <message>
   <source>the nodes in the clipboard come from a newer version; update this one to paste them</source>
   <extracomment>app/commands/clipboard.py</extracomment>
   <translation>剪贴板中的节点来自更新的版本；请更新后再粘贴</translation>
  </message>
  <message>
   <source>the nodes {loop} feed each other in a circle; take one of these inputs away</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>节点 {loop} 互相连成了环；请去掉其中一个输入</translation>
  </message>
  <message>
   <source>the orthogonal initializer needs two dimensions or more, but the shape is {shape}; use another initializer</source>
   <extracomment>engine/nn/initializers.py</extracomment>
   <translation>正交初始化器需要两维或更多，但形状是 {shape}；请换一个初始化器</translation>
  </message>
  <message>
   <source>the output '{output}' does not depend on the input '{input}'; give the placeholder that it is computed from</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>输出“{output}”不依赖输入“{input}”；请给出用来计算它的占位符</translation>
  </message>
  <message>
   <source>the output of equation '{equation}' has a letter that no input has</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程“{equation}”的输出中有输入里没有的字母</translation>
  </message>
  <message>
   <source>the outputs need the placeholder '{placeholder}', which is not among the inputs; add it</source>
   <extracomment>engine/export/function.py</extracomment>
   <translation>这些输出需要占位符“{placeholder}”，但它不在输入之中；请添加</translation>
  </message>
  <message>
   <source>the pipeline is empty; start it with a source such as Digits</source>
   <extracomment>engine/data/pipeline.py</extracomment>
   <translation>流水线是空的；请从 Digits 之类的数据源开始</translation>
  </message>
  <message>
   <source>the ranks differ</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>维数不同</translation>
  </message>
  <message>
   <source>the rows of '{name}' are never cut into batches; add Batch at the end of its steps</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>“{name}”的行从未切成批次；请在其步骤末尾添加 Batch</translation>
  </message>
  <message>
   <source>the run needs a column '{column}', but the data has only {known}; use a dataset with targets</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>运行需要“{column}”列，但数据只有 {known}；请使用带目标的数据集</translation>
  </message>
  <message>
   <source>the shape {shape} is not known yet</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>形状 {shape} 尚未可知</translation>
  </message>
  <message>
   <source>the shape {shape} of its {weight} is not known; give the input's last dimensions a size</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>它的 {weight} 的形状 {shape} 未知；请给输入的最后几维确定的大小</translation>
  </message>
  <message>
   <source>the step is a whole number, so a rate has no slope along it</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>步数是整数，因此学习率沿它没有斜率</translation>
  </message>
  <message>
   <source>the training part has no rows; give more data or a smaller validation_fraction</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>训练部分没有行；请提供更多数据或减小 validation_fraction</translation>
  </message>
  <message>
   <source>the values {values} hold a rate below zero; give rates of at least 0</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>值 {values} 中有小于零的学习率；请给出至少为 0 的学习率</translation>
  </message>
  <message>
   <source>the variable is {wanted}, but its {what} is {got}; they must be of one type</source>
   <extracomment>engine/optim/update.py</extracomment>
   <translation>变量是 {wanted}，但它的 {what} 是 {got}；两者类型必须相同</translation>
  </message>
  <message>
   <source>the version {version} of this graph file is no version; it should be {known}</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>此图文件的版本 {version} 不是版本号；应为 {known}</translation>
  </message>
  <message>
   <source>the weight '{weight}' does not fit the graph; the file is damaged</source>
   <extracomment>engine/train/saved.py</extracomment>
   <translation>权重“{weight}”与图不符；文件已损坏</translation>
  </message>
  <message>
   <source>the weights and their gradients need {needed:,.1f} GiB, but this machine has {free:,.1f} GiB free; make '{variable}' {shape} smaller</source>
   <extracomment>engine/session.py</extracomment>
   <translation>权重及其梯度需要 {needed:,.1f} GiB，但这台机器只有 {free:,.1f} GiB 可用；请缩小“{variable}”{shape}</translation>
  </message>
  <message>
   <source>the wire ends at this node already; drop another node on it</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>连线已经接在此节点上；请放下另一个节点</translation>
  </message>
  <message>
   <source>the wire is gone; drop the node on another one</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>连线已不存在；请把节点放到另一条上</translation>
  </message>
  <message>
   <source>the {weight} is {got}, but this layer needs {wanted} here; share the weights of a layer like it</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>{weight} 为 {got}，但此层在这里需要 {wanted}；请共享同类层的权重</translation>
  </message>
  <message>
   <source>the {what} covers {window}, but the image is only {image}; use a smaller one, or padding same</source>
   <extracomment>engine/ops/windows.py</extracomment>
   <translation>{what}覆盖 {window}，但图像只有 {image}；请改用较小的，或使用 same 填充</translation>
  </message>
  <message>
   <source>there are no rows to predict from; give at least one</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>没有可预测的行；请至少给出一行</translation>
  </message>
  <message>
   <source>there are {values} values and {boundaries} boundaries, but each boundary has a value before it and one comes after the last; give {wanted} values</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>有 {values} 个值和 {boundaries} 个边界，但每个边界之前有一个值，最后一个边界之后还有一个；请给出 {wanted} 个值</translation>
  </message>
  <message>
   <source>there is no attribute '{attribute}'; it has {known}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>没有属性“{attribute}”；它有 {known}</translation>
  </message>
  <message>
   <source>there is no axis {axis} in a value with {rank} dimensions</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>{rank} 维的值没有轴 {axis}</translation>
  </message>
  <message>
   <source>there is no data step '{step}'; use one of {known}</source>
   <extracomment>engine/data/registry.py</extracomment>
   <translation>没有数据步骤“{step}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no dataset yet; add one such as Digits from Data</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>还没有数据集；请从“数据”中添加一个，例如 Digits</translation>
  </message>
  <message>
   <source>there is no device '{device}' on this machine; there is {known}</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>本机没有设备“{device}”；有 {known}</translation>
  </message>
  <message>
   <source>there is no dtype '{dtype}'; use one of {known}</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>没有 dtype“{dtype}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no example '{example}'; did you mean '{near}'?</source>
   <extracomment>app/project/examples.py</extracomment>
   <translation>没有示例“{example}”；是否指“{near}”？</translation>
  </message>
  <message>
   <source>there is no example '{example}'; there are {known}</source>
   <extracomment>app/project/examples.py</extracomment>
   <translation>没有示例“{example}”；有 {known}</translation>
  </message>
  <message>
   <source>there is no export target '{target}'; there are {known}</source>
   <extracomment>app/cli/export.py</extracomment>
   <translation>没有导出目标“{target}”；有 {known}</translation>
  </message>
  <message>
   <source>there is no export target '{target}'; use one of {known}</source>
   <extracomment>engine/export/__init__.py</extracomment>
   <translation>没有导出目标“{target}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no file '{file}'; check its name and folder</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>没有文件“{file}”；请检查其名称和文件夹</translation>
  </message>
  <message>
   <source>there is no file '{path}'</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>没有文件“{path}”</translation>
  </message>
  <message>
   <source>there is no initializer '{initializer}'; use one of {known}</source>
   <extracomment>engine/nn/initializers.py</extracomment>
   <translation>没有初始化器“{initializer}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no kind '{kind}'; choose one from the palette</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>没有节点种类“{kind}”；请从节点面板中选择</translation>
  </message>
  <message>
   <source>there is no loss yet; add one from Losses and connect targets and predictions</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>还没有损失；请从“损失”中添加一个，并连接目标和预测</translation>
  </message>
  <message>
   <source>there is no node '{node}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>没有节点“{node}”</translation>
  </message>
  <message>
   <source>there is no op '{op}'</source>
   <extracomment>engine/ops/registry.py</extracomment>
   <translation>没有操作“{op}”</translation>
  </message>
  <message>
   <source>there is no optimizer '{wanted}'; use one of {known}</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>没有优化器“{wanted}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no optimizer yet; add Adam from Optimizers and connect the loss</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>还没有优化器；请从“优化器”中添加 Adam，并连接损失</translation>
  </message>
  <message>
   <source>there is no pass '{pass_name}' that can be switched off; there are {known}</source>
   <extracomment>engine/passes/pipeline.py</extracomment>
   <translation>没有可关闭的过程“{pass_name}”；有 {known}</translation>
  </message>
  <message>
   <source>there is no placeholder '{fed}' in graph '{graph}'; it has {known}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>图“{graph}”中没有占位符“{fed}”；它有 {known}</translation>
  </message>
  <message>
   <source>there is no {part} part; add Split and give it a {part}_fraction above 0</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>没有 {part} 部分；请添加 Split，并把 {part}_fraction 设为大于 0</translation>
  </message>
  <message>
   <source>there is no {what} '{wanted}'; use one of {known}</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>没有{what}“{wanted}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is nothing to differentiate; give at least one y</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>没有可求导的内容；请至少给出一个 y</translation>
  </message>
  <message>
   <source>there is nothing to export; name at least one output</source>
   <extracomment>engine/export/function.py</extracomment>
   <translation>没有可导出的内容；请至少指明一个输出</translation>
  </message>
  <message>
   <source>there is nothing to fetch; give at least one value</source>
   <extracomment>engine/session.py</extracomment>
   <translation>没有可取的内容；请至少给出一个值</translation>
  </message>
  <message>
   <source>this graph file has version {version}, but this Nodegrad reads up to {known}; install a newer one</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>此图文件的版本是 {version}，但此 Nodegrad 最多读到 {known}；请安装更新的版本</translation>
  </message>
  <message>
   <source>this is no Nodegrad graph; a graph file starts with the key '{key}'</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>这不是 Nodegrad 图；图文件以键“{key}”开头</translation>
  </message>
  <message>
   <source>this machine has none, or its driver is not loaded</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>本机没有该设备，或其驱动未加载</translation>
  </message>
  <message>
   <source>this model file has version {version}, but this Nodegrad reads up to {known}; install a newer one</source>
   <extracomment>engine/train/saved.py</extracomment>
   <translation>此模型文件的版本为 {version}，而当前 Nodegrad 最高只能读取 {known}；请安装更新的版本</translation>
  </message>
  <message>
   <source>this version does not know the kind '{kind}'; update it, or delete the node</source>
   <extracomment>app/compile/roles.py</extracomment>
   <translation>此版本不认识节点种类“{kind}”；请更新，或删除该节点</translation>
  </message>
  <message>
   <source>this version of Nodegrad trains on the CPU only</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>此版本的 Nodegrad 只能在 CPU 上训练</translation>
  </message>
  <message>
   <source>this wire would close a circle: '{target}' already feeds '{source}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>这条连线会形成环：“{target}”已经连到“{source}”</translation>
  </message>
  <message>
   <source>true or false</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>真或假</translation>
  </message>
  <message>
   <source>two nodes are called '{node}'; give one of them another name</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>两个节点都名为“{node}”；请给其中一个换名称</translation>
  </message>
  <message>
   <source>two nodes are called '{node}'; names are unique in a graph</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>两个节点都名为“{node}”；图中的名称必须唯一</translation>
  </message>
  <message>
   <source>value is not a block of numbers; give a number or lists of equal length</source>
   <extracomment>app/compile/roles.py</extracomment>
   <translation>value 不是规整的数字块；请给出一个数或等长的列表</translation>
  </message>
  <message>
   <source>value is {got}, but must be an array; engine.constant makes one of numbers</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>value 是 {got}，但必须是数组；用 engine.constant 由数得到数组</translation>
  </message>
  <message>
   <source>variable '{variable}' has shape {wanted}, but the new value has shape {got}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>变量“{variable}”的形状为 {wanted}，但新值的形状为 {got}</translation>
  </message>
  <message>
   <source>variable '{variable}' holds numbers, but got {got}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>变量“{variable}”存放的是数，却得到 {got}</translation>
  </message>
  <message>
   <source>variable '{variable}' is given two new values in one step; fetch one of them</source>
   <extracomment>engine/backends/numpy/layout.py</extracomment>
   <translation>变量“{variable}”在一步中得到两个新值；请只取其一</translation>
  </message>
  <message>
   <source>what is fed to '{target}' is no array; its rows differ in length</source>
   <extracomment>engine/session.py</extracomment>
   <translation>给“{target}”输入的不是数组；各行长度不同</translation>
  </message>
  <message>
   <source>y_pred has one value a row, so the largest says nothing; set threshold to say above what it is yes</source>
   <extracomment>engine/metrics/answers.py</extracomment>
   <translation>y_pred 每行只有一个值，取最大者没有意义；请设置 threshold，说明大于多少为“是”</translation>
  </message>
  <message>
   <source>y_pred is {pred}, but R² is told of rows of a known number of values; give one number a row, or several</source>
   <extracomment>engine/metrics/regression.py</extracomment>
   <translation>y_pred 为 {pred}，但 R² 需要每行值的数量已知；请每行给出一个数或多个数</translation>
  </message>
  <message>
   <source>y_pred is {pred}, one value a row, but a choice between classes needs one a class; use BinaryCrossentropy, or give the last layer one unit a class</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_pred 是 {pred}，每行一个值，但在类别间选择需要每类一个值；请用 BinaryCrossentropy，或让最后一层每类一个单元</translation>
  </message>
  <message>
   <source>y_pred is {pred}, which does not say how many classes there are; end the model with one unit a class</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_pred 是 {pred}，没有说明有多少类别；请让模型以每类一个单元结束</translation>
  </message>
  <message>
   <source>y_pred is {pred}, which has no axis {axis} to compare along; give values with more dimensions</source>
   <extracomment>engine/losses/distributions.py</extracomment>
   <translation>y_pred 为 {pred}，没有可供比较的轴 {axis}；请给出维数更多的值</translation>
  </message>
  <message>
   <source>y_true has {wanted} classes, but y_pred has {got}; give the last layer {wanted} units</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 有 {wanted} 类，但 y_pred 有 {got} 类；请给最后一层 {wanted} 个单元</translation>
  </message>
  <message>
   <source>y_true has {wanted} values per row, but y_pred has {got}; give the last layer {wanted} units</source>
   <extracomment>engine/losses/pairs.py</extracomment>
   <translation>y_true 每行有 {wanted} 个值，但 y_pred 每行有 {got} 个；请给最后一层 {wanted} 个单元</translation>
  </message>
  <message>
   <source>y_true holds one class number a row, but y_pred has {got} values a row; give the last layer 1 unit, or use SparseCategoricalCrossentropy</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 每行一个类别编号，但 y_pred 每行有 {got} 个值；请给最后一层 1 个单元，或用 SparseCategoricalCrossentropy</translation>
  </message>
  <message>
   <source>y_true holds {got} values, but class numbers are integers; insert Cast to int64, or connect the dataset's labels</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 为 {got} 值，但类别编号是整数；请插入 Cast 转为 int64，或连接数据集的标签</translation>
  </message>
  <message>
   <source>y_true is {true}, but y_pred is {pred}; connect the targets of the same rows</source>
   <extracomment>engine/metrics/classification.py</extracomment>
   <translation>y_true 是 {true}，但 y_pred 是 {pred}；请连接同样行的目标</translation>
  </message>
  <message>
   <source>y_true is {true}, but y_pred is {pred}; give both the same shape</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 是 {true}，但 y_pred 是 {pred}；请使两者形状相同</translation>
  </message>
  <message>
   <source>y_true is {true}, but y_pred is {pred}; give one class number for each row of y_pred, or use CategoricalAccuracy for one-hot rows</source>
   <extracomment>engine/metrics/classification.py</extracomment>
   <translation>y_true 是 {true}，但 y_pred 是 {pred}；请为 y_pred 的每一行给出一个类别编号，或对独热行使用 CategoricalAccuracy</translation>
  </message>
  <message>
   <source>y_true is {true}, but y_pred is {pred}; give y_true one class number for each row of y_pred ({rows})</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 是 {true}，但 y_pred 是 {pred}；请让 y_true 为 y_pred 的每一行给出一个类别编号（{rows}）</translation>
  </message>
  <message>
   <source>y_true is {true}, but y_pred is {pred}; one-hot targets have the shape of the predictions; use SparseCategoricalAccuracy for class numbers</source>
   <extracomment>engine/metrics/classification.py</extracomment>
   <translation>y_true 是 {true}，但 y_pred 是 {pred}；独热目标的形状与预测相同；类别编号请用 SparseCategoricalAccuracy</translation>
  </message>
  <message>
   <source>y_true is {true}, one number a row, but one-hot rows ({wanted}) are expected; use SparseCategoricalCrossentropy, or make the labels one-hot</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 是 {true}，每行一个数，但这里需要独热行（{wanted}）；请用 SparseCategoricalCrossentropy，或把标签变为独热</translation>
  </message>
  <message>
   <source>y_true is {true}, one-hot rows, but class numbers ({rows}) are expected; use CategoricalCrossentropy, or take the one-hot step away</source>
   <extracomment>engine/losses/labels.py</extracomment>
   <translation>y_true 是 {true}，为独热行，但这里需要类别编号（{rows}）；请用 CategoricalCrossentropy，或去掉独热步骤</translation>
  </message>
  <message>
   <source>yes or no is a jump; train on a cross-entropy instead</source>
   <extracomment>engine/metrics/answers.py</extracomment>
   <translation>“是”或“否”是跳变，没有梯度；请改用交叉熵训练</translation>
  </message>
  <message>
   <source>{attribute} and {other} are both set, but gradients are clipped in one way; leave one of them empty</source>
   <extracomment>engine/optim/options.py</extracomment>
   <translation>{attribute} 和 {other} 都已设置，但梯度只能以一种方式裁剪；请将其中之一留空</translation>
  </message>
  <message>
   <source>{attribute} is missing; set it</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>缺少 {attribute}；请设置</translation>
  </message>
  <message>
   <source>{attribute} is {value}, but must be one count, [height, width], or [[top, bottom], [left, right]]</source>
   <extracomment>engine/nn/pool.py</extracomment>
   <translation>{attribute} 为 {value}，但必须是一个数量、[height, width] 或 [[top, bottom], [left, right]]</translation>
  </message>
  <message>
   <source>{attribute} is {value}, but must be one whole number or {count} of them</source>
   <extracomment>engine/ops/windows.py</extracomment>
   <translation>{attribute} 为 {value}，但必须是一个整数或 {count} 个整数</translation>
  </message>
  <message>
   <source>{attribute} is {value}, but must be {wanted}</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>{attribute} 是 {value}，但必须是{wanted}</translation>
  </message>
  <message>
   <source>{attribute} is {value}, which a project file cannot keep; use finite numbers, texts and lists</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>{attribute} 是 {value}，项目文件无法保存它；请使用有限的数、文本和列表</translation>
  </message>
  <message>
   <source>{a} and {b} cannot be broadcast together</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>{a} 和 {b} 无法一起广播</translation>
  </message>
  <message>
   <source>{a} and {b} differ</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>{a} 和 {b} 不同</translation>
  </message>
  <message>
   <source>{count} channels cannot be divided into {groups} groups; change groups or the input</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>{count} 个通道无法分成 {groups} 组；请更改 groups 或输入</translation>
  </message>
  <message>
   <source>{count} {what} cannot be divided into {groups} groups; change groups or their number</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>{count} 个{what}无法分成 {groups} 组；请更改 groups 或其数量</translation>
  </message>
  <message>
   <source>{got} cannot be exported; give a graph, a training spec or the path of a project file</source>
   <extracomment>engine/export/__init__.py</extracomment>
   <translation>无法导出 {got}；请给出图、训练说明或项目文件的路径</translation>
  </message>
  <message>
   <source>{got} cannot be fetched; fetch values of the graph, or lists and dicts of them</source>
   <extracomment>engine/session.py</extracomment>
   <translation>{got} 不能取值；请取图中的值，或它们的列表和字典</translation>
  </message>
  <message>
   <source>{kind} has no input '{port}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 没有输入“{port}”</translation>
  </message>
  <message>
   <source>{kind} has no input for this wire; choose another kind</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>{kind} 没有可接这条连线的输入；请换一种节点</translation>
  </message>
  <message>
   <source>{kind} has no output '{port}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 没有输出“{port}”</translation>
  </message>
  <message>
   <source>{kind} has no output for this wire; choose another kind</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>{kind} 没有可接这条连线的输出；请换一种节点</translation>
  </message>
  <message>
   <source>{shape} has an empty axis, which has nothing to repeat; use mode constant</source>
   <extracomment>engine/ops/padding.py</extracomment>
   <translation>{shape} 有空的轴，没有可重复的元素；请用模式 constant</translation>
  </message>
  <message>
   <source>{step} gets no rows; put a source such as Digits before it</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step} 没有收到行；请在它前面放 Digits 之类的数据源</translation>
  </message>
  <message>
   <source>{step} is a source of rows, so nothing can come before it; make it the first step</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step} 是行的来源，因此前面不能有任何步骤；请把它放在第一步</translation>
  </message>
  <message>
   <source>{step} stands after Batch, but batches are the end of a pipeline; move it before Batch</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step} 在 Batch 之后，但批次是流水线的终点；请把它移到 Batch 之前</translation>
  </message>
  <message>
   <source>{step}: '{file}' is a folder; name a file in it</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：“{file}”是文件夹；请写明其中的文件</translation>
  </message>
  <message>
   <source>{step}: no file is chosen; set file</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：没有选择文件；请设置 file</translation>
  </message>
  <message>
   <source>{step}: row {row} of {array} holds NaN or infinity; fill it in or leave the row out</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：{array} 的第 {row} 行有 NaN 或无穷大；请补上或去掉该行</translation>
  </message>
  <message>
   <source>{step}: the label in row {row} of y is {value}; labels are whole numbers from 0</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：y 第 {row} 行的标签是 {value}；标签是从 0 开始的整数</translation>
  </message>
  <message>
   <source>{step}: the rows of {array} have different lengths; give every row the same numbers</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：{array} 各行的长度不同；请让每行的个数相同</translation>
  </message>
  <message>
   <source>{step}: there is no attribute '{attribute}'; it has {known}</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step}：没有属性“{attribute}”；它有 {known}</translation>
  </message>
  <message>
   <source>{step}: there is no file '{file}'; put it there, or choose another (relative paths start from the project's folder)</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：没有文件“{file}”；请把它放到那里，或选择另一个（相对路径从项目所在的文件夹算起）</translation>
  </message>
  <message>
   <source>{step}: x has no rows; give one row for each example, rows first</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：x 没有行；请为每个样本给出一行，按行排列</translation>
  </message>
  <message>
   <source>{step}: x has {rows} rows, but y has {targets}; give both one row for each example</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：x 有 {rows} 行，但 y 有 {targets} 行；请为每个样本各给一行</translation>
  </message>
  <message>
   <source>{step}: {array} holds {dtype} values; give an array of numbers</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：{array} 为 {dtype} 值；请给出数值数组</translation>
  </message>
  <message>
   <source>{step}: {attribute} is missing; set it</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step}：缺少 {attribute}；请设置</translation>
  </message>
  <message>
   <source>{title} '{layer}' has its weights in another graph; make a new layer for this one</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{title}“{layer}”的权重在另一个图中；请为此图建立新的层</translation>
  </message>
  <message>
   <source>{title} '{name}' depends on no weight, so training would change nothing; put a layer before it</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”不依赖任何权重，训练不会改变什么；请在它前面放一个层</translation>
  </message>
  <message>
   <source>{title} '{name}' expects probabilities, but gets raw scores; switch from_logits on, or put an activation before it</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”需要概率，却得到原始得分；请打开 from_logits，或在它前面放激活函数</translation>
  </message>
  <message>
   <source>{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; switch from_logits off, or remove {activation}</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”需要原始得分，但前面已有 {activation}，等于应用两次；请关闭 from_logits，或去掉 {activation}</translation>
  </message>
  <message>
   <source>{title} '{name}' has no input '{input}'; remove the wire</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”没有输入“{input}”；请去掉该连线</translation>
  </message>
  <message>
   <source>{title} '{name}' has no output '{output}'; remove the wire</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”没有输出“{output}”；请去掉该连线</translation>
  </message>
  <message>
   <source>{title} '{name}' has no targets to give: the data holds features only</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”没有目标可给：数据只有特征</translation>
  </message>
  <message>
   <source>{title} '{name}' has nothing to train: its loss depends on no weight; put a layer before the loss</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”没有可训练的内容：它的损失不依赖任何权重；请在损失前放一个层</translation>
  </message>
  <message>
   <source>{title} '{name}' is a second optimizer, but a run has one; delete it</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”是第二个优化器，但一次运行只有一个；请将它删除</translation>
  </message>
  <message>
   <source>{title} '{name}' needs a float loss, but gets {got}; insert Cast to float32</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”需要浮点损失，却得到 {got}；请插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>{title} '{name}' needs a wire into '{input}'</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”的“{input}”需要接入连线</translation>
  </message>
  <message>
   <source>{title} '{name}' needs one number to make small, but gets {shape}; take the mean of it first</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”需要一个要变小的数，却得到 {shape}；请先求平均</translation>
  </message>
  <message>
   <source>{title} '{name}' says yes above {threshold:g}, but gets probabilities, where it begins at 0.5; set it to 0.5</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”在大于 {threshold:g} 时判为是，但得到的是概率，应从 0.5 起；请设为 0.5</translation>
  </message>
  <message>
   <source>{title} '{name}' says yes above {threshold:g}, but gets raw scores, where it begins at 0; set it to 0</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”在大于 {threshold:g} 时判为是，但得到的是原始得分，应从 0 起；请设为 0</translation>
  </message>
  <message>
   <source>{title} '{name}': each target has {wanted} numbers, but each prediction has {given}; make them equal</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”：每个目标有 {wanted} 个数，但每个预测有 {given} 个；请使两者相等</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{input}' takes float values, but these are the dataset's labels ({got}); connect x instead</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”：输入“{input}”接收浮点值，但这是数据集的标签（{got}）；请改接 x</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{input}' takes {wanted}, but its wire carries {got}; connect another output</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”：输入“{input}”接收{wanted}，但它的连线传送的是{got}；请连接另一个输出</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{value}' belongs to another graph; build both in the same graph</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>{title}“{name}”：输入“{value}”属于另一个图；请在同一个图中构建两者</translation>
  </message>
  <message>
   <source>{title} '{name}': the attribute {attribute} is not known here; it is kept, but has no effect</source>
   <extracomment>app/compile/lower.py</extracomment>
   <translation>{title}“{name}”：这里不认识属性 {attribute}；它会保留，但不起作用</translation>
  </message>
  <message>
   <source>{title} '{name}': the data has {wanted} classes, but {given} scores come in; give the last layer {wanted} units</source>
   <extracomment>app/compile/lints.py</extracomment>
   <translation>{title}“{name}”：数据有 {wanted} 类，但只接入 {given} 个得分；请给最后一层 {wanted} 个单元</translation>
  </message>
  <message>
   <source>{title} '{node}' cannot be written in {target}; replace it by other nodes or export to another target</source>
   <extracomment>engine/export/rows.py</extracomment>
   <translation>{title}“{node}”无法用 {target} 写出；请换成其他节点，或导出到另一个目标</translation>
  </message>
  <message>
   <source>{title} has no input '{port}'</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{title} 没有输入“{port}”</translation>
  </message>
  <message>
   <source>{title} takes learning_rate and {attributes}, each once</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title} 接收 learning_rate 和 {attributes}，各一次</translation>
  </message>
  <message>
   <source>{title} takes {wanted} attributes ({attributes}), but got {got}</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{title} 接收 {wanted} 个属性（{attributes}），却得到 {got} 个</translation>
  </message>
  <message>
   <source>{title}: no gradient flows from the loss '{loss}' to any of the variables; connect the loss to the output of a layer, through operations that have a gradient</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：没有梯度从损失“{loss}”流到任何变量；请经由有梯度的运算把损失连到某一层的输出</translation>
  </message>
  <message>
   <source>{title}: the graph has no trainable variable; add a layer or a Variable before the loss</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：图中没有可训练的变量；请在损失前添加层或 Variable</translation>
  </message>
  <message>
   <source>{title}: the loss '{loss}' is {got}, but must be one number; set its reduction to mean or sum</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：损失“{loss}”是 {got}，但必须是一个数；请把它的 reduction 设为 mean 或 sum</translation>
  </message>
  <message>
   <source>{title}: the loss '{loss}' is {got}, but only a float can be minimized; insert Cast to float32</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：损失“{loss}”是 {got}，但只有浮点数才能最小化；请插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>{title}: the variable '{variable}' belongs to another graph than the loss; build both in the same graph</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：变量“{variable}”与损失不在同一个图中；请在同一个图中构建两者</translation>
  </message>
  <message>
   <source>{title}: the variable '{variable}' is {got}, but only floats can be trained; leave it out</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：变量“{variable}”是 {got}，但只有浮点数才能训练；请不要包含它</translation>
  </message>
  <message>
   <source>{title}: there is no gradient to apply; give at least one</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：没有可应用的梯度；请至少给出一个</translation>
  </message>
  <message>
   <source>{title}: {attribute} is given twice</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{title}：{attribute} 给出了两次</translation>
  </message>
  <message>
   <source>{title}: {variable} is not a variable, so it cannot be trained; give variables only</source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：{variable} 不是变量，因此不能训练；请只给出变量</translation>
  </message>
  <message>
   <source>{weight} is {got}, but the input needs {wanted}; use a layer with weights of its own</source>
   <extracomment>engine/nn/norm.py</extracomment>
   <translation>{weight} 为 {got}，但输入需要 {wanted}；请使用有自己权重的层</translation>
  </message>
  <message>
   <source>{what} of {left} and {right} must be equal, but they are {a} and {b}</source>
   <extracomment>engine/ops/rules.py</extracomment>
   <translation>{left} 与 {right} 的 {what} 必须相等，但它们是 {a} 和 {b}</translation>
  </message>
  <message>
   <source>{where} has no proper '{key}'; the file is damaged</source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>{where} 没有合适的“{key}”；文件已损坏</translation>
  </message>
  <message>
   <source>{x} with {count} new axes does not have the rank of {like}</source>
   <extracomment>engine/ops/like.py</extracomment>
   <translation>带 {count} 个新轴的 {x} 与 {like} 的维数不同</translation>
  </message>
 </context>
 <context>
  <name>Examples</name>
  <message>
   <source>A straight line through ten measurements predicts a number; the learning rate decays as it settles.</source>
   <extracomment>example: diabetes-regression</extracomment>
   <translation>用一条直线由十项测量值预测一个数；学习率随收敛逐渐衰减。</translation>
  </message>
  <message>
   <source>Breast cancer logistic regression</source>
   <extracomment>example: breast-cancer-logistic</extracomment>
   <translation>乳腺癌逻辑回归</translation>
  </message>
  <message>
   <source>Diabetes linear regression</source>
   <extracomment>example: diabetes-regression</extracomment>
   <translation>糖尿病线性回归</translation>
  </message>
  <message>
   <source>Digits CNN</source>
   <extracomment>example: digits-cnn</extracomment>
   <translation>手写数字 CNN</translation>
  </message>
  <message>
   <source>Digits MLP</source>
   <extracomment>example: digits-mlp</extracomment>
   <translation>手写数字 MLP</translation>
  </message>
  <message>
   <source>Iris softmax regression</source>
   <extracomment>example: iris-softmax</extracomment>
   <translation>鸢尾花 softmax 回归</translation>
  </message>
  <message>
   <source>One unit and a sigmoid in the loss: benign or malignant, from 30 measurements of cell nuclei.</source>
   <extracomment>example: breast-cancer-logistic</extracomment>
   <translation>一个单元，损失中带 sigmoid：由细胞核的 30 项测量值判断良性或恶性。</translation>
  </message>
  <message>
   <source>The same digits as images of 8×8 pixels: two convolutions and a pooling read them with shared weights.</source>
   <extracomment>example: digits-cnn</extracomment>
   <translation>同样的手写数字，作为 8×8 像素的图像：两个卷积和一个池化以共享的权重读取它们。</translation>
  </message>
  <message>
   <source>The smallest classifier: one dense layer tells three species of iris apart by four lengths.</source>
   <extracomment>example: iris-softmax</extracomment>
   <translation>最小的分类器：一个全连接层凭四个长度区分三种鸢尾花。</translation>
  </message>
  <message>
   <source>Two dense layers learn to read 1,797 handwritten digits; the gradient of every weight is drawn while they do.</source>
   <extracomment>example: digits-mlp</extracomment>
   <translation>两个全连接层学习识别 1,797 个手写数字，同时绘出每个权重的梯度。</translation>
  </message>
  <message>
   <source>Two spiral arms that no straight line divides; two hidden layers bend the plane until one does.</source>
   <extracomment>example: spirals-two-layer</extracomment>
   <translation>两条螺旋臂，任何直线都分不开；两个隐藏层把平面弯曲，直到一条直线能分开。</translation>
  </message>
  <message>
   <source>Two spirals</source>
   <extracomment>example: spirals-two-layer</extracomment>
   <translation>双螺旋</translation>
  </message>
 </context>
 <context>
  <name>Files</name>
  <message>
   <source>All files ({pattern})</source>
   <extracomment>app/window/files.py</extracomment>
   <translation>所有文件 ({pattern})</translation>
  </message>
  <message>
   <source>Nodegrad documents ({pattern})</source>
   <extracomment>app/window/files.py</extracomment>
   <translation>Nodegrad 文档 ({pattern})</translation>
  </message>
  <message>
   <source>Open a document</source>
   <extracomment>app/window/files.py</extracomment>
   <translation>打开文档</translation>
  </message>
  <message>
   <source>Save as…</source>
   <extracomment>app/window/files.py</extracomment>
   <translation>另存为…</translation>
  </message>
  <message>
   <source>Save the document</source>
   <extracomment>app/window/files.py</extracomment>
   <translation>保存文档</translation>
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <source>A weight that is trained</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>参与训练的权重</translation>
  </message>
  <message>
   <source>About</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>说明</translation>
  </message>
  <message>
   <source>Back to the default of {attribute}</source>
   <extracomment>app/panels/field_row.py</extracomment>
   <translation>恢复 {attribute} 的默认值</translation>
  </message>
  <message>
   <source>Back to the default: {value}</source>
   <extracomment>app/panels/field_row.py</extracomment>
   <translation>恢复默认值：{value}</translation>
  </message>
  <message>
   <source>Choose a file</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>选择文件</translation>
  </message>
  <message>
   <source>Device</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>设备</translation>
  </message>
  <message>
   <source>Document</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>文档</translation>
  </message>
  <message>
   <source>Inspector</source>
   <extracomment>app/panels/inspector.py</extracomment>
   <translation>检查器</translation>
  </message>
  <message>
   <source>Node name</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>节点名称</translation>
  </message>
  <message>
   <source>Problems</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>问题</translation>
  </message>
  <message>
   <source>Reset {attribute} of {count} nodes</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>恢复 {count} 个节点的 {attribute}</translation>
  </message>
  <message>
   <source>Select a node to see its attributes, types and help here.</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>选中一个节点，即可在这里查看它的属性、类型和说明。</translation>
  </message>
  <message>
   <source>Set {attribute} of {count} nodes</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>设置 {count} 个节点的 {attribute}</translation>
  </message>
  <message>
   <source>Several kinds</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>多种节点</translation>
  </message>
  <message>
   <source>Source: {source}</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>出处：{source}</translation>
  </message>
  <message>
   <source>These nodes have no attribute in common</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>这些节点没有共同的属性</translation>
  </message>
  <message>
   <source>This field must be filled in</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>此项必须填写</translation>
  </message>
  <message>
   <source>Type a number above {low} and below {high}</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入大于 {low} 且小于 {high} 的数</translation>
  </message>
  <message>
   <source>Type a number above {low}, such as 1e-3</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入大于 {low} 的数，例如 1e-3</translation>
  </message>
  <message>
   <source>Type a number from {low} to {high}</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入 {low} 到 {high} 之间的数</translation>
  </message>
  <message>
   <source>Type a number or nested lists, such as [[1, 2], [3, 4]]</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入一个数或嵌套列表，例如 [[1, 2], [3, 4]]</translation>
  </message>
  <message>
   <source>Type a number, such as 0.5 or 1e-3</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入一个数，例如 0.5 或 1e-3</translation>
  </message>
  <message>
   <source>Type a number, {high} or less</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入不大于 {high} 的数</translation>
  </message>
  <message>
   <source>Type a number, {low} or more</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入不小于 {low} 的数</translation>
  </message>
  <message>
   <source>Type a whole number</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入整数</translation>
  </message>
  <message>
   <source>Type a whole number from {low} to {high}</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入 {low} 到 {high} 之间的整数</translation>
  </message>
  <message>
   <source>Type a whole number, {high} or less</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入不大于 {high} 的整数</translation>
  </message>
  <message>
   <source>Type a whole number, {low} or more</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入不小于 {low} 的整数</translation>
  </message>
  <message>
   <source>Type axis numbers, such as 1 or 0, 1; -1 is the last one</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入轴的编号，例如 1 或 0, 1；-1 表示最后一个轴</translation>
  </message>
  <message>
   <source>Type dimensions, such as 28, 28, 1; a name or None stands for any size</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入各维的大小，例如 28, 28, 1；名称或 None 表示任意大小</translation>
  </message>
  <message>
   <source>Type whole numbers, such as 1, 2</source>
   <extracomment>app/panels/attribute_text.py</extracomment>
   <translation>请输入整数，例如 1, 2</translation>
  </message>
  <message>
   <source>Types</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>类型</translation>
  </message>
  <message>
   <source>automatic</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>自动</translation>
  </message>
  <message>
   <source>none</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>无</translation>
  </message>
  <message>
   <source>not connected</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>未连接</translation>
  </message>
  <message>
   <source>off</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>关</translation>
  </message>
  <message>
   <source>on</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>开</translation>
  </message>
  <message>
   <source>required</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>必填</translation>
  </message>
  <message>
   <source>several values</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>多个值</translation>
  </message>
  <message>
   <source>{count} nodes selected</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>已选 {count} 个节点</translation>
  </message>
  <message>
   <source>{name} – its weights and its line in exported code are called so</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>{name}：它的权重和导出代码中的对应行都用这个名称</translation>
  </message>
 </context>
 <context>
  <name>Legend</name>
  <message>
   <source>{count} more curves</source>
   <extracomment>app/panels/legend.py</extracomment>
   <translation>另有 {count} 条曲线</translation>
  </message>
  <message>
   <source>{name}: click to hide or show it</source>
   <extracomment>app/panels/gradients.py</extracomment>
   <translation>{name}：单击以隐藏或显示</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;Clear this list</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>清空此列表(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>深色(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>编辑(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>语言(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>浅色(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Run</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>运行(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Speed</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>速度(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>主题(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>1 step a second</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>每秒 1 步</translation>
  </message>
  <message>
   <source>As &amp;fast as it goes</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>尽可能快(&amp;F)</translation>
  </message>
  <message>
   <source>As the &amp;system</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>跟随系统(&amp;S)</translation>
  </message>
  <message>
   <source>No files yet</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>还没有文件</translation>
  </message>
  <message>
   <source>Open &amp;recent</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>打开最近的文件(&amp;R)</translation>
  </message>
  <message>
   <source>{count} steps a second</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>每秒 {count} 步</translation>
  </message>
 </context>
 <context>
  <name>MessageBar</name>
  <message>
   <source>Close the message</source>
   <extracomment>app/window/message_bar.py</extracomment>
   <translation>关闭消息</translation>
  </message>
 </context>
 <context>
  <name>Palette</name>
  <message>
   <source>Enter adds the node to the middle of the canvas</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>按 Enter 把节点添加到画布中央</translation>
  </message>
  <message>
   <source>No node is called “{words}”. Try another word, such as dense, loss or split.</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>没有名为“{words}”的节点。请换一个词，例如 dense、loss 或 split。</translation>
  </message>
  <message>
   <source>Nodes</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>节点</translation>
  </message>
  <message>
   <source>On the canvas, Tab opens this search at the pointer</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>在画布上按 Tab，会在指针处打开此搜索</translation>
  </message>
  <message>
   <source>Search nodes</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>搜索节点</translation>
  </message>
  <message>
   <source>Search {count} nodes</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>搜索 {count} 种节点</translation>
  </message>
  <message>
   <source>Tab</source>
   <extracomment>app/panels/palette.py</extracomment>
   <translation>Tab</translation>
  </message>
 </context>
 <context>
  <name>Problems</name>
  <message>
   <source>Error</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>错误</translation>
  </message>
  <message>
   <source>Hint</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>提示</translation>
  </message>
  <message>
   <source>Mend it; can be undone</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>修复；可以撤销</translation>
  </message>
  <message>
   <source>No problems.</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>没有问题。</translation>
  </message>
  <message>
   <source>Problems</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>问题</translation>
  </message>
  <message>
   <source>Warning</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>警告</translation>
  </message>
 </context>
 <context>
  <name>Run</name>
  <message>
   <source>1 step/s</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>1 步/秒</translation>
  </message>
  <message>
   <source>Batch</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>批大小</translation>
  </message>
  <message>
   <source>Device</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>设备</translation>
  </message>
  <message>
   <source>Epochs</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>轮数</translation>
  </message>
  <message>
   <source>How many times training sees all training rows</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>训练遍历全部训练数据的次数</translation>
  </message>
  <message>
   <source>How many training steps a second; slow down to watch, also while it runs</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>每秒训练多少步；调慢便于观察，运行中也可调整</translation>
  </message>
  <message>
   <source>Rows that one training step looks at, as set at the Batch node</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>每个训练步处理的行数，由 Batch 节点设定</translation>
  </message>
  <message>
   <source>Speed</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>速度</translation>
  </message>
  <message>
   <source>Starting…</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>正在启动…</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>正在停止…</translation>
  </message>
  <message>
   <source>The graph cannot be trained yet; it needs data, a loss and an optimizer</source>
   <extracomment>app/window/run_control.py</extracomment>
   <translation>图还不能训练；它需要数据、损失和优化器</translation>
  </message>
  <message>
   <source>There is nothing to train yet: add a dataset, layers, a loss and an optimizer</source>
   <extracomment>app/window/run_control.py</extracomment>
   <translation>还没有可训练的内容：请添加数据集、层、损失和优化器</translation>
  </message>
  <message>
   <source>This machine has no device '{device}'</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>本机没有设备“{device}”</translation>
  </message>
  <message>
   <source>Training progress</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>训练进度</translation>
  </message>
  <message>
   <source>What training runs on</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>在什么设备上训练</translation>
  </message>
  <message>
   <source>Why not ready?</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>为何不能运行？</translation>
  </message>
  <message>
   <source>epoch {epoch}/{epochs}</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>第 {epoch}/{epochs} 轮</translation>
  </message>
  <message>
   <source>failed</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>失败</translation>
  </message>
  <message>
   <source>finished</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>完成</translation>
  </message>
  <message>
   <source>full</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>全速</translation>
  </message>
  <message>
   <source>interrupted</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>中断</translation>
  </message>
  <message>
   <source>paused</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>stopped</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>已停止</translation>
  </message>
  <message>
   <source>{count} steps/s</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>{count} 步/秒</translation>
  </message>
  <message>
   <source>{device} – not available</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>{device}（不可用）</translation>
  </message>
  <message>
   <source>{rate} samples/s</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>{rate} 样本/秒</translation>
  </message>
  <message>
   <source>{time} left</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>剩余 {time}</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>Alt + arrow keys, N</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Alt + 方向键、N</translation>
  </message>
  <message>
   <source>Alt + click on a port</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Alt + 单击端口</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>方向键</translation>
  </message>
  <message>
   <source>Build</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>搭建</translation>
  </message>
  <message>
   <source>Ctrl + right-drag</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Ctrl + 右键拖动</translation>
  </message>
  <message>
   <source>Cut wires</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>切断连线</translation>
  </message>
  <message>
   <source>Delete; a node with one way through keeps the flow</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>删除；只有一条通路的节点会保持连通</translation>
  </message>
  <message>
   <source>Drag from a port</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>从端口拖动</translation>
  </message>
  <message>
   <source>Draw a wire by keyboard from the selected node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>用键盘从所选节点画连线</translation>
  </message>
  <message>
   <source>Draw a wire; dropped on empty canvas, it offers what fits</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>画出连线；放在空白处会列出合适的节点</translation>
  </message>
  <message>
   <source>Drop a node on a wire</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把节点放到连线上</translation>
  </message>
  <message>
   <source>Duplicate the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>生成所选的副本</translation>
  </message>
  <message>
   <source>Go from node to node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在节点之间移动</translation>
  </message>
  <message>
   <source>Go to the inspector</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>转到检查器</translation>
  </message>
  <message>
   <source>Go to the palette's search</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>转到节点面板的搜索</translation>
  </message>
  <message>
   <source>Keyboard and mouse</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>键盘与鼠标</translation>
  </message>
  <message>
   <source>Middle-drag, Space + drag</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>中键拖动，空格 + 拖动</translation>
  </message>
  <message>
   <source>Move about</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>浏览</translation>
  </message>
  <message>
   <source>Move the canvas</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>移动画布</translation>
  </message>
  <message>
   <source>Nudge the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>微移所选</translation>
  </message>
  <message>
   <source>Put it in between</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>插入其中</translation>
  </message>
  <message>
   <source>Rename the selected node, or the document</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>重命名所选节点，或文档</translation>
  </message>
  <message>
   <source>Reset to the initial weights</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>回到初始权重</translation>
  </message>
  <message>
   <source>Run, pause, go on</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>运行、暂停、继续</translation>
  </message>
  <message>
   <source>Search for a node at the pointer</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在指针处搜索节点</translation>
  </message>
  <message>
   <source>See everything</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>查看全部</translation>
  </message>
  <message>
   <source>See the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>查看所选</translation>
  </message>
  <message>
   <source>Show what is wrong</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>显示有什么问题</translation>
  </message>
  <message>
   <source>Stop</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>停止</translation>
  </message>
  <message>
   <source>Take its wires off</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>断开它的连线</translation>
  </message>
  <message>
   <source>Train</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>Wheel</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>滚轮</translation>
  </message>
  <message>
   <source>Window</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>窗口</translation>
  </message>
  <message>
   <source>Zoom about the pointer</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>以指针为中心缩放</translation>
  </message>
 </context>
 <context>
  <name>Start</name>
  <message>
   <source>Examples</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>示例</translation>
  </message>
  <message>
   <source>Files that you open or save are listed here. A .nodegrad file can also be dropped on this window.</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>打开或保存过的文件会列在这里。也可以把 .nodegrad 文件拖到此窗口。</translation>
  </message>
  <message>
   <source>Neural networks, drawn: connect nodes, train them, see every gradient, take the Python home.</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>画出来的神经网络：连接节点，训练，看清每个梯度，把 Python 代码带回家。</translation>
  </message>
  <message>
   <source>New document</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>新建文档</translation>
  </message>
  <message>
   <source>Nodegrad</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>Nodegrad</translation>
  </message>
  <message>
   <source>Open a file…</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>打开文件…</translation>
  </message>
  <message>
   <source>Recent</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>最近</translation>
  </message>
  <message>
   <source>Start page</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>起始页</translation>
  </message>
 </context>
 <context>
  <name>Status</name>
  <message>
   <source>1 node</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>1 个节点</translation>
  </message>
  <message>
   <source>Memory: weights, gradients, optimizer state and activations of one batch. Operations: forward pass.</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>内存：权重、梯度、优化器状态和一个批次的激活值。运算：前向传播。</translation>
  </message>
  <message>
   <source>Training accuracy</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>训练准确率</translation>
  </message>
  <message>
   <source>Training loss</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>训练损失</translation>
  </message>
  <message>
   <source>Validation accuracy</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>验证准确率</translation>
  </message>
  <message>
   <source>Validation loss</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>验证损失</translation>
  </message>
  <message>
   <source>Validation {metric}</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>验证 {metric}</translation>
  </message>
  <message>
   <source>Zoom {percent} %</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>缩放 {percent} %</translation>
  </message>
  <message>
   <source>not saved</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>未保存</translation>
  </message>
  <message>
   <source>saved</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>已保存</translation>
  </message>
  <message>
   <source>saved just now</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>刚刚保存</translation>
  </message>
  <message>
   <source>saved {count} h ago</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>{count} 小时前保存</translation>
  </message>
  <message>
   <source>saved {count} min ago</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>{count} 分钟前保存</translation>
  </message>
  <message>
   <source>saved {count} s ago</source>
   <extracomment>app/window/figures.py</extracomment>
   <translation>{count} 秒前保存</translation>
  </message>
  <message>
   <source>{count} nodes</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>{count} 个节点</translation>
  </message>
  <message>
   <source>{count} params</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>{count} 个参数</translation>
  </message>
  <message>
   <source>{count}FLOP a sample</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>每个样本 {count}FLOP</translation>
  </message>
 </context>
 <context>
  <name>Window</name>
  <message>
   <source>Document name</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>文档名称</translation>
  </message>
  <message>
   <source>Nodegrad</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>Nodegrad</translation>
  </message>
  <message>
   <source>Run</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>运行</translation>
  </message>
  <message>
   <source>Show the node</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>显示该节点</translation>
  </message>
  <message>
   <source>Something went wrong inside Nodegrad ({error}); your document is untouched, and the log is {file}.</source>
   <extracomment>app/window/studio.py</extracomment>
   <translation>Nodegrad 内部出错（{error}）；文档没有受到影响，日志在 {file}。</translation>
  </message>
  <message>
   <source>There are changes that are not saved</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>有尚未保存的更改</translation>
  </message>
  <message>
   <source>edited</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>已编辑</translation>
  </message>
  <message>
   <source>{name} – Nodegrad</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>{name} – Nodegrad</translation>
  </message>
  <message>
   <source>{name} – click or press F2 to rename</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>{name}：单击或按 F2 重命名</translation>
  </message>
 </context>
 <context>
  <name>Worker</name>
  <message>
   <source>The training did not stop within some seconds, so its process was ended.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练在数秒内没有停止，因此结束了它的进程。</translation>
  </message>
  <message>
   <source>The training process belongs to another version of Nodegrad; restart Nodegrad.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程属于另一个版本的 Nodegrad；请重新启动 Nodegrad。</translation>
  </message>
  <message>
   <source>The training process cannot be started ({reason}).</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程无法启动（{reason}）。</translation>
  </message>
  <message>
   <source>The training process crashed (signal {code}).</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程崩溃了（信号 {code}）。</translation>
  </message>
  <message>
   <source>The training process ended by itself (exit code {code}).</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程自行结束（退出码 {code}）。</translation>
  </message>
  <message>
   <source>The training process sent something that cannot be read, so it was ended.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程发来无法读取的内容，因此已被结束。</translation>
  </message>
  <message>
   <source>The training process was killed, perhaps because memory ran out.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>训练进程被强行终止，可能是内存不足。</translation>
  </message>
  <message>
   <source>{reason} A new one is being started.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>{reason}正在启动新的进程。</translation>
  </message>
  <message>
   <source>{reason} Press Run to try again; the log is '{log}'.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>{reason}请按“运行”重试；日志是“{log}”。</translation>
  </message>
  <message>
   <source>{reason} The curves so far are kept; press Run to start again.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>{reason}已有的曲线保留；请按“运行”重新开始。</translation>
  </message>
 </context>
 <context>
  <name>Workspace</name>
  <message>
   <source>Untitled</source>
   <extracomment>app/window/workspace.py</extracomment>
   <translation>未命名</translation>
  </message>
 </context>
</TS>

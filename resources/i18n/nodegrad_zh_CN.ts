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
   <source>&amp;Add a node here…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>在此处添加节点(&amp;A)…</translation>
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
   <source>&amp;Group</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>编组(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Keyboard and mouse</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>键盘与鼠标(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Lay out from left to right</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>从左到右自动布局(&amp;L)</translation>
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
   <source>&amp;Next part of the window</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>窗口的下一部分(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Open group</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>打开组(&amp;O)</translation>
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
   <source>&amp;Previous part of the window</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>窗口的上一部分(&amp;P)</translation>
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
   <source>&amp;Reset layout</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>恢复默认布局(&amp;R)</translation>
  </message>
  <message>
   <source>&amp;Save</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>保存(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Save layout…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>保存布局(&amp;S)…</translation>
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
   <source>Edit attr&amp;ibutes</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>编辑属性(&amp;I)</translation>
  </message>
  <message>
   <source>Edit t&amp;he kind</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>编辑节点种类(&amp;H)</translation>
  </message>
  <message>
   <source>End the run; its curves stay</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>结束运行，曲线保留</translation>
  </message>
  <message>
   <source>Find on the can&amp;vas</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>在画布上查找(&amp;V)</translation>
  </message>
  <message>
   <source>Fold the selected nodes into one</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>把所选节点折叠成一个</translation>
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
   <source>Go on with the last run where it was kept last</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>从上次运行最后保存处继续</translation>
  </message>
  <message>
   <source>Keep the selected group in the library, as a kind with parameters</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>把所选的组存入节点库，成为带参数的节点种类</translation>
  </message>
  <message>
   <source>L&amp;eave group</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>离开组(&amp;E)</translation>
  </message>
  <message>
   <source>Lar&amp;ger text</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>放大文字(&amp;G)</translation>
  </message>
  <message>
   <source>Li&amp;brary…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>节点库(&amp;B)…</translation>
  </message>
  <message>
   <source>Number the nodes whose operations run in one kernel, and list all kernels in the Plan tab</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>给在同一内核中运行的节点编号，并在“计划”页列出所有内核</translation>
  </message>
  <message>
   <source>Open the selected instance of a kind to change it</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>打开所选的节点种类实例以修改</translation>
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
   <source>Plug-in&amp;s…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>插件(&amp;S)…</translation>
  </message>
  <message>
   <source>Rena&amp;me</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>重命名(&amp;M)</translation>
  </message>
  <message>
   <source>Rename and delete kinds of your own</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>重命名和删除自定义的节点种类</translation>
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
   <source>Resume from &amp;checkpoint</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>从检查点继续(&amp;C)</translation>
  </message>
  <message>
   <source>Resume from &amp;checkpoint at step {step}</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>从第 {step} 步的检查点继续(&amp;C)</translation>
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
   <source>Save as &amp;kind…</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>存为节点种类(&amp;K)…</translation>
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
   <source>Sm&amp;aller text</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>缩小文字(&amp;A)</translation>
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
   <source>Switch files that add kinds on and off</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>启用或停用添加节点种类的文件</translation>
  </message>
  <message>
   <source>U&amp;npack group</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>取消编组(&amp;N)</translation>
  </message>
  <message>
   <source>Update to the librar&amp;y's version</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>更新为节点库中的版本(&amp;Y)</translation>
  </message>
  <message>
   <source>What runs to&amp;gether</source>
   <extracomment>app/window/actions.py</extracomment>
   <translation>哪些一起运行(&amp;G)</translation>
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
   <source>'{file}' is off.</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>“{file}”已停用。</translation>
  </message>
  <message>
   <source>'{file}' is on: its code runs whenever Nodegrad does. It has {kinds}.</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>“{file}”已启用：只要 Nodegrad 运行，它的代码就会运行。它提供 {kinds}。</translation>
  </message>
  <message>
   <source>, best epoch {epoch}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>，最佳为第 {epoch} 轮</translation>
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
   <source>Arguments</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>参数</translation>
  </message>
  <message>
   <source>Commands</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>命令</translation>
  </message>
  <message>
   <source>Decides initial weights, split and order.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>决定初始权重、数据划分和次序。</translation>
  </message>
  <message>
   <source>End the run after so many epochs without improvement.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>连续这么多轮没有改进就结束运行。</translation>
  </message>
  <message>
   <source>End the run once the training loss is no larger.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>训练损失降到不大于此值就结束运行。</translation>
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
   <source>Go on with the newest run, or the one in --out, where it was kept.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>从最新的运行（或 --out 中的运行）保存处继续。</translation>
  </message>
  <message>
   <source>Gradient norm per parameter</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>各参数的梯度范数</translation>
  </message>
  <message>
   <source>How often the run is kept; else every few seconds.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>每隔多久保存一次运行；不给则每隔几秒。</translation>
  </message>
  <message>
   <source>Let a plug-in run no more.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>不再让插件运行。</translation>
  </message>
  <message>
   <source>Let a plug-in run, as it is now.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>让插件以现在的内容运行。</translation>
  </message>
  <message>
   <source>List plug-ins and switch them on and off; none runs before.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>列出插件，并启用或停用它们；启用之前不会运行。</translation>
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
   <source>List the files in the plug-in folder, and which are on.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>列出插件文件夹中的文件，以及哪些已启用。</translation>
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
   <source>Options</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>选项</translation>
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
   <source>Python files in {folder} are plug-ins.</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>{folder} 中的 Python 文件就是插件。</translation>
  </message>
  <message>
   <source>Qt is told to draw where nobody sees it</source>
   <extracomment>app/cli/studio.py</extracomment>
   <translation>Qt 被要求在看不见的地方绘制</translation>
  </message>
  <message>
   <source>Reached the loss after {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>已达到目标损失：训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>Say what is wrong with a document; exit code 1 where there are errors.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>说明文档有何问题；有错误时退出码为 1。</translation>
  </message>
  <message>
   <source>Show the version and leave.</source>
   <extracomment>app/cli/main.py</extracomment>
   <translation>显示版本后退出。</translation>
  </message>
  <message>
   <source>Stopped after {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>已停止：已训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>Stopped early after {epochs} epochs, {steps:,} steps in {time}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>已早停：训练 {epochs} 轮、{steps:,} 步，用时 {time}</translation>
  </message>
  <message>
   <source>The file's name in the plug-in folder, such as mish.py.</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>插件文件夹中的文件名，例如 mish.py。</translation>
  </message>
  <message>
   <source>The library it is written for: pytorch or numpy.</source>
   <extracomment>app/cli/export.py</extracomment>
   <translation>代码所用的库：pytorch 或 numpy。</translation>
  </message>
  <message>
   <source>There are no plug-ins yet.</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>还没有插件。</translation>
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
   <source>What early stopping watches, such as val_loss.</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>早停监视的指标，例如 val_loss。</translation>
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
   <source>compiling the step…</source>
   <extracomment>app/cli/progress.py</extracomment>
   <translation>正在编译训练步…</translation>
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
   <source>goes on after step {step:,} of {file}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>从 {file} 的第 {step:,} 步之后继续</translation>
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
   <source>the run is not what it would have been: changed since then is {changes}</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>这次运行与原来不再一致：此后改动了 {changes}</translation>
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
   <source>{memory}, {free:.0f} GiB free</source>
   <extracomment>app/cli/lists.py</extracomment>
   <translation>{memory}，可用 {free:.0f} GiB</translation>
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
   <source>Add a node at “{port}”…</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>在“{port}”处添加节点…</translation>
  </message>
  <message>
   <source>Align left edges</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>左对齐</translation>
  </message>
  <message>
   <source>Align lower edges</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>下对齐</translation>
  </message>
  <message>
   <source>Align right edges</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>右对齐</translation>
  </message>
  <message>
   <source>Align upper edges</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>上对齐</translation>
  </message>
  <message>
   <source>All that fit</source>
   <extracomment>app/canvas/palette_rows.py</extracomment>
   <translation>所有合适的</translation>
  </message>
  <message>
   <source>Arrange</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>排列</translation>
  </message>
  <message>
   <source>Back to {name}</source>
   <extracomment>app/canvas/chrome.py</extracomment>
   <translation>回到 {name}</translation>
  </message>
  <message>
   <source>Between {source} and {target}</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>{source} 与 {target} 之间</translation>
  </message>
  <message>
   <source>Canvas</source>
   <extracomment>app/canvas/view.py</extracomment>
   <translation>画布</translation>
  </message>
  <message>
   <source>Caption of the frame</source>
   <extracomment>app/canvas/rename.py</extracomment>
   <translation>框的标题</translation>
  </message>
  <message>
   <source>Change kind…</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>更改种类…</translation>
  </message>
  <message>
   <source>Change the caption</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>修改标题</translation>
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
   <source>Connect from left to right</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>从左到右连接</translation>
  </message>
  <message>
   <source>Connect “{port}”</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>连接“{port}”</translation>
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
   <source>Disconnect “{port}”</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>断开“{port}”</translation>
  </message>
  <message>
   <source>Dismiss “{warning}”</source>
   <extracomment>app/canvas/mend.py</extracomment>
   <translation>忽略“{warning}”</translation>
  </message>
  <message>
   <source>Distribute across</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>横向均匀分布</translation>
  </message>
  <message>
   <source>Distribute down</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>纵向均匀分布</translation>
  </message>
  <message>
   <source>Double-click to write</source>
   <extracomment>app/canvas/note_item.py</extracomment>
   <translation>双击即可书写</translation>
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
   <source>Duplicate with incoming wires</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>生成副本并保留输入连线</translation>
  </message>
  <message>
   <source>Edit the kind</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>编辑节点种类</translation>
  </message>
  <message>
   <source>Everything connected</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>所有相连的节点</translation>
  </message>
  <message>
   <source>Find on the canvas</source>
   <extracomment>app/canvas/find_bar.py</extracomment>
   <translation>在画布上查找</translation>
  </message>
  <message>
   <source>Gives {port} of {node}</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>输出 {port}，给 {node}</translation>
  </message>
  <message>
   <source>Go to {node}</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>转到 {node}</translation>
  </message>
  <message>
   <source>Group</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>编组</translation>
  </message>
  <message>
   <source>Input {port}</source>
   <extracomment>app/canvas/accessible_items.py</extracomment>
   <translation>输入 {port}</translation>
  </message>
  <message>
   <source>Insert a node…</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>插入节点…</translation>
  </message>
  <message>
   <source>Inside, at '{node}': {message}</source>
   <extracomment>app/canvas/face.py</extracomment>
   <translation>组内“{node}”处：{message}</translation>
  </message>
  <message>
   <source>Inside: {message}</source>
   <extracomment>app/canvas/face.py</extracomment>
   <translation>组内：{message}</translation>
  </message>
  <message>
   <source>Instead of {count} nodes, their wires kept</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>替换 {count} 个节点，保留其连线</translation>
  </message>
  <message>
   <source>Instead of {node}, its wires kept</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>替换 {node}，保留其连线</translation>
  </message>
  <message>
   <source>Lay out from left to right</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>从左到右自动布局</translation>
  </message>
  <message>
   <source>Leave the group</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>离开组</translation>
  </message>
  <message>
   <source>Markdown, such as **bold** or a list. Ctrl+Enter keeps, Esc leaves it.</source>
   <extracomment>app/canvas/rename.py</extracomment>
   <translation>支持 Markdown，例如 **粗体** 或列表。Ctrl+Enter 保存，Esc 放弃。</translation>
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
   <source>Mute</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>旁路</translation>
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
   <source>Open the group</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>打开组</translation>
  </message>
  <message>
   <source>Optional</source>
   <extracomment>app/canvas/tips.py</extracomment>
   <translation>可选</translation>
  </message>
  <message>
   <source>Output {port}</source>
   <extracomment>app/canvas/accessible_items.py</extracomment>
   <translation>输出 {port}</translation>
  </message>
  <message>
   <source>Paste attributes</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>粘贴属性</translation>
  </message>
  <message>
   <source>Pin preview</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>固定预览</translation>
  </message>
  <message>
   <source>Press</source>
   <extracomment>app/canvas/accessible_items.py</extracomment>
   <translation>按下</translation>
  </message>
  <message>
   <source>Put a bend in</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>加入拐点</translation>
  </message>
  <message>
   <source>Put in a frame</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>加框</translation>
  </message>
  <message>
   <source>Rename</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Restore “{warning}”</source>
   <extracomment>app/canvas/mend.py</extracomment>
   <translation>恢复“{warning}”</translation>
  </message>
  <message>
   <source>Save as kind…</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>存为节点种类…</translation>
  </message>
  <message>
   <source>Search nodes</source>
   <extracomment>app/canvas/palette_popup.py</extracomment>
   <translation>搜索节点</translation>
  </message>
  <message>
   <source>Select</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>选择</translation>
  </message>
  <message>
   <source>Set focus</source>
   <extracomment>app/canvas/accessible_items.py</extracomment>
   <translation>设为焦点</translation>
  </message>
  <message>
   <source>Show menu</source>
   <extracomment>app/canvas/accessible_items.py</extracomment>
   <translation>显示菜单</translation>
  </message>
  <message>
   <source>Start at {port}: Up and Down choose, Enter starts the wire</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>从 {port} 开始：用上下键选择，按 Enter 开始连线</translation>
  </message>
  <message>
   <source>Swap the first two inputs</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>交换前两个输入</translation>
  </message>
  <message>
   <source>Take out of the wires</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>从连线中取出</translation>
  </message>
  <message>
   <source>Takes {port} of {node}</source>
   <extracomment>app/canvas/place.py</extracomment>
   <translation>接收 {node} 的 {port}</translation>
  </message>
  <message>
   <source>Text of the note</source>
   <extracomment>app/canvas/rename.py</extracomment>
   <translation>便签文字</translation>
  </message>
  <message>
   <source>To {port} of {node}: arrows choose, Enter connects, Esc gives up</source>
   <extracomment>app/canvas/gestures/wire_by_keys.py</extracomment>
   <translation>连到 {node} 的 {port}：用方向键选择，Enter 连接，Esc 放弃</translation>
  </message>
  <message>
   <source>Unmute</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>取消旁路</translation>
  </message>
  <message>
   <source>Unpack</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>取消编组</translation>
  </message>
  <message>
   <source>Unpin preview</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>取消固定预览</translation>
  </message>
  <message>
   <source>Update to the library's version</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>更新为节点库中的版本</translation>
  </message>
  <message>
   <source>Used last</source>
   <extracomment>app/canvas/palette_rows.py</extracomment>
   <translation>最近使用</translation>
  </message>
  <message>
   <source>What feeds it</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>它的上游</translation>
  </message>
  <message>
   <source>What it feeds</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>它的下游</translation>
  </message>
  <message>
   <source>Wire from {source} of {first} to {target} of {second}</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>从 {first} 的 {source} 到 {second} 的 {target} 的连线</translation>
  </message>
  <message>
   <source>Wires</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>连线</translation>
  </message>
  <message>
   <source>Write</source>
   <extracomment>app/canvas/menu.py</extracomment>
   <translation>书写</translation>
  </message>
  <message>
   <source>X and Y hold a direction, a click or Enter puts it down, Esc takes it back</source>
   <extracomment>app/canvas/gestures/grab.py</extracomment>
   <translation>按 X 或 Y 锁定方向，单击或按 Enter 放下，按 Esc 放回原处</translation>
  </message>
  <message>
   <source>X and Y hold a direction, a click or Enter puts the copy down, Esc leaves none</source>
   <extracomment>app/canvas/gestures/grab.py</extracomment>
   <translation>按 X 或 Y 锁定方向，单击或按 Enter 放下副本，按 Esc 不留副本</translation>
  </message>
  <message>
   <source>any tensor</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>任意张量</translation>
  </message>
  <message>
   <source>anything</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>任意值</translation>
  </message>
  <message>
   <source>dataset</source>
   <extracomment>app/canvas/speech.py</extracomment>
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
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>标签</translation>
  </message>
  <message>
   <source>learning-rate schedule</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>学习率调度</translation>
  </message>
  <message>
   <source>loss</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>loss {value}</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>损失 {value}</translation>
  </message>
  <message>
   <source>mask</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>掩码</translation>
  </message>
  <message>
   <source>muted</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>已旁路</translation>
  </message>
  <message>
   <source>nothing found</source>
   <extracomment>app/canvas/find_bar.py</extracomment>
   <translation>没有找到</translation>
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
   <source>preview of {port}: {value}</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>{port} 的预览：{value}</translation>
  </message>
  <message>
   <source>runs together with {nodes}</source>
   <extracomment>app/canvas/together.py</extracomment>
   <translation>与 {nodes} 一起运行</translation>
  </message>
  <message>
   <source>select one group to save it as a kind; Ctrl+G makes one of nodes</source>
   <extracomment>app/canvas/keys.py</extracomment>
   <translation>请选择一个组，以存为节点种类；按 Ctrl+G 可把节点编成组</translation>
  </message>
  <message>
   <source>tensor</source>
   <extracomment>app/canvas/speech.py</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>there is no other kind that takes these wires; select one node, or disconnect it first</source>
   <extracomment>app/canvas/reshape.py</extracomment>
   <translation>没有别的种类能接这些连线；请只选一个节点，或先断开它</translation>
  </message>
  <message>
   <source>{at} of {count}</source>
   <extracomment>app/canvas/find_bar.py</extracomment>
   <translation>第 {at} 个，共 {count} 个</translation>
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
  <message>
   <source>{share} % dead</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>{share} % 失活</translation>
  </message>
 </context>
 <context>
  <name>Catalog</name>
  <message>
   <source>0: over the rows, 1: over the columns; empty for all entries.</source>
   <extracomment>catalogue: SparseSum</extracomment>
   <translation>0：沿行求和；1：沿列求和；留空则对所有元素求和。</translation>
  </message>
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
   <source>20,640 districts of California in 1990: income, age, rooms, place; median house value in 100,000 dollars.</source>
   <extracomment>catalogue: CaliforniaHousing</extracomment>
   <translation>1990 年加利福尼亚的 20,640 个街区：收入、房龄、房间数、位置；目标为房价中位数（单位 10 万美元）。</translation>
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
   <source>70,000 handwritten digits of 28×28 grey pixels in 10 classes; the test files become the test part.</source>
   <extracomment>catalogue: MNIST</extracomment>
   <translation>70,000 个手写数字，28×28 灰度像素，10 类；测试文件作为测试部分。</translation>
  </message>
  <message>
   <source>A .npy file with a target for each row; empty: those of the file.</source>
   <extracomment>catalogue: SparseFile</extracomment>
   <translation>.npy 文件，每行一个目标；留空则用该文件自带的目标。</translation>
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
   <source>A bend that leads a wire around other nodes; it carries whatever comes in.</source>
   <extracomment>catalogue: Reroute</extracomment>
   <translation>拐点：引导连线绕开其他节点的拐点；传入什么就传出什么。</translation>
  </message>
  <message>
   <source>A circle in a circle; 2 classes.</source>
   <extracomment>catalogue: Circles</extracomment>
   <translation>大圆套小圆；2 类。</translation>
  </message>
  <message>
   <source>A column for each word in the whole file, or one of numbers from 0 (a hole is -1), in alphabetical order.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>为整个文件中的每个词各设一列，或合为一列从 0 开始的编号（缺值为 -1），按字母顺序。</translation>
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
   <source>A dense layer over each step and its own output of the step before.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>简单循环层：对每一步的输入和上一步的输出做全连接。</translation>
  </message>
  <message>
   <source>A dense matrix.</source>
   <extracomment>catalogue: SparseMatMul</extracomment>
   <translation>稠密矩阵。</translation>
  </message>
  <message>
   <source>A filter for each channel, then a mix of the channels at every place: far fewer weights than Conv2D.</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>深度可分离卷积：每个通道一个滤波器，再在每个位置混合各通道；权重远少于 Conv2D。</translation>
  </message>
  <message>
   <source>A float dtype for the numbers.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>数值的浮点 dtype。</translation>
  </message>
  <message>
   <source>A folder with the four IDX files (packed by gzip or not) or an mnist.npz, relative to the project's folder; empty: fetched once and kept.</source>
   <extracomment>catalogue: MNIST</extracomment>
   <translation>存放四个 IDX 文件（可用 gzip 压缩）或一个 mnist.npz 的文件夹，相对于项目所在的文件夹；留空则下载一次并保留。</translation>
  </message>
  <message>
   <source>A formula of your own: its names are the inputs, its signs and functions operations, so it trains and exports.</source>
   <extracomment>catalogue: Expression</extracomment>
   <translation>自己写的公式：其中的名称成为输入，符号和函数成为运算，因此可以训练，也可以导出。</translation>
  </message>
  <message>
   <source>A label for each of the texts.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>每篇文本一个标签。</translation>
  </message>
  <message>
   <source>A learning rate that changes; it replaces learning_rate.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>变化的学习率；它取代 learning_rate。</translation>
  </message>
  <message>
   <source>A learning rate that falls along a power of the way that is left.</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>多项式衰减：按剩余进程的幂下降的学习率。</translation>
  </message>
  <message>
   <source>A learning rate that falls along half a cosine and then begins again, in rounds that grow longer.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>余弦重启：沿半个余弦下降后重新开始的学习率，每一轮都比前一轮更长。</translation>
  </message>
  <message>
   <source>A learning rate that falls along half a cosine, after a warm-up in a straight line if wanted.</source>
   <extracomment>catalogue: CosineDecay</extracomment>
   <translation>余弦衰减：沿半个余弦下降的学习率，需要时先线性预热。</translation>
  </message>
  <message>
   <source>A learning rate that falls by the same factor every so many steps.</source>
   <extracomment>catalogue: ExponentialDecay</extracomment>
   <translation>指数衰减：每隔若干步按同一因子下降的学习率。</translation>
  </message>
  <message>
   <source>A learning rate that falls like one over the time passed: fast at first, then ever slower.</source>
   <extracomment>catalogue: InverseTimeDecay</extracomment>
   <translation>反时间衰减：按经过时间的倒数下降的学习率；开始快，然后越来越慢。</translation>
  </message>
  <message>
   <source>A learning rate that rises in a straight line and then stays.</source>
   <extracomment>catalogue: LinearWarmup</extracomment>
   <translation>线性预热：线性上升后保持不变的学习率。</translation>
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
   <source>A matrix that never changes, given by its entries that are not zero.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>从不改变的矩阵，由其非零元素给出。</translation>
  </message>
  <message>
   <source>A number, a row, a column or a matrix, dense or sparse.</source>
   <extracomment>catalogue: SparseMultiply</extracomment>
   <translation>一个数、一行、一列或一个矩阵，稠密或稀疏均可。</translation>
  </message>
  <message>
   <source>A number, or nested lists of numbers.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>一个数，或嵌套的数字列表。</translation>
  </message>
  <message>
   <source>A random orthogonal matrix, which keeps lengths.</source>
   <extracomment>initial value or regularizer: orthogonal</extracomment>
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
   <source>A sparse matrix with computed or trained values at fixed places.</source>
   <extracomment>catalogue: SparseFromValues</extracomment>
   <translation>位置固定、取值由计算或训练得到的稀疏矩阵。</translation>
  </message>
  <message>
   <source>A sparse matrix.</source>
   <extracomment>catalogue: SparseTranspose</extracomment>
   <translation>稀疏矩阵。</translation>
  </message>
  <message>
   <source>A sparse matrix; a dense value is passed on.</source>
   <extracomment>catalogue: ToDense</extracomment>
   <translation>稀疏矩阵；稠密的值原样传递。</translation>
  </message>
  <message>
   <source>A table in a Parquet file: one row for each example, one or more columns to predict.</source>
   <extracomment>catalogue: ParquetTable</extracomment>
   <translation>Parquet 文件中的表格：每行一个样本，一列或多列为预测目标。</translation>
  </message>
  <message>
   <source>A table of numbers or words: one line for each example, one or more columns to predict.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数或词的表格：每行一个样本，一列或多列为预测目标。</translation>
  </message>
  <message>
   <source>A table with a text in each line and its class.</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>每行一篇文本及其类别的表格。</translation>
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
   <translation>占位符：运行图时由外部给出的张量。</translation>
  </message>
  <message>
   <source>A text beside the nodes, for whoever reads the graph.</source>
   <extracomment>catalogue: Note</extracomment>
   <translation>便签：写在节点旁边、给读图的人看的文字。</translation>
  </message>
  <message>
   <source>A titled area behind nodes that belong together; moving it moves what lies in it.</source>
   <extracomment>catalogue: Frame</extracomment>
   <translation>框：放在相关节点后面、带标题的区域；移动它时，其中的内容一起移动。</translation>
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
   <source>Add a bias to each of the four products.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>为四个乘积各加一个偏置。</translation>
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
   <translation>高斯噪声：训练时加上服从正态分布的随机数。</translation>
  </message>
  <message>
   <source>Adds two sparse matrices.</source>
   <extracomment>catalogue: SparseAdd</extracomment>
   <translation>两个稀疏矩阵相加。</translation>
  </message>
  <message>
   <source>Adds two tensors entry by entry.</source>
   <extracomment>catalogue: Add</extracomment>
   <translation>两个张量逐元素相加。</translation>
  </message>
  <message>
   <source>Adds up the entries of a sparse matrix.</source>
   <extracomment>catalogue: SparseSum</extracomment>
   <translation>对稀疏矩阵的元素求和。</translation>
  </message>
  <message>
   <source>Adds up the entries over the axes; integers and truth values give int64.</source>
   <extracomment>catalogue: Sum</extracomment>
   <translation>沿各轴求和；整数和布尔值得到 int64。</translation>
  </message>
  <message>
   <source>Adds waves of different lengths, by which a network tells the positions in a sequence apart.</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>位置编码：加上不同波长的波，使网络能区分序列中的位置。</translation>
  </message>
  <message>
   <source>Adds what went into some layers to what they give, which keeps deep networks trainable.</source>
   <extracomment>catalogue: ResidualAdd</extracomment>
   <translation>残差连接：把若干层的输入加到它们的输出上，使深的网络仍可训练。</translation>
  </message>
  <message>
   <source>All ones.</source>
   <extracomment>initial value or regularizer: ones</extracomment>
   <translation>全为一。</translation>
  </message>
  <message>
   <source>All rows.</source>
   <extracomment>catalogue: Digits</extracomment>
   <translation>所有行。</translation>
  </message>
  <message>
   <source>All zeros.</source>
   <extracomment>initial value or regularizer: zeros</extracomment>
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
   <source>Amsgrad</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>AMSGrad</translation>
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
   <source>Applied to the gates.</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>作用于各个门。</translation>
  </message>
  <message>
   <source>Applied to the output; none leaves it as it is.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>作用于输出；选“无”则保持原样。</translation>
  </message>
  <message>
   <source>Applied to what a step makes of its input.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>作用于每一步由输入算出的值。</translation>
  </message>
  <message>
   <source>Apply class balancing</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>应用类别平衡</translation>
  </message>
  <message>
   <source>Apply the reset gate after the recurrent product, as cuDNN does.</source>
   <extracomment>catalogue: GRU</extracomment>
   <translation>在循环乘积之后再用重置门，与 cuDNN 相同。</translation>
  </message>
  <message>
   <source>Approximate</source>
   <extracomment>catalogue: GELU</extracomment>
   <translation>近似</translation>
  </message>
  <message>
   <source>Area under the curve of all thresholds: 1 is perfect, and 0.5 is guessing under ROC.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>ROC 或 PR 曲线下面积（AUC）：1 为完美；ROC 下 0.5 相当于猜测。</translation>
  </message>
  <message>
   <source>Arms</source>
   <extracomment>catalogue: Spirals</extracomment>
   <translation>螺旋臂数</translation>
  </message>
  <message>
   <source>Arrays in MNIST's IDX format, packed by gzip or not: features, and class labels in a second file.</source>
   <extracomment>catalogue: IDXFile</extracomment>
   <translation>MNIST 的 IDX 格式数组，可用 gzip 压缩：一个文件为特征，另一个文件为类别标签。</translation>
  </message>
  <message>
   <source>Arrays stored by numpy.save, which may be larger than memory; whole-number targets are class labels.</source>
   <extracomment>catalogue: NPYFile</extracomment>
   <translation>由 numpy.save 保存的数组，可以大于内存；整数目标为类别标签。</translation>
  </message>
  <message>
   <source>Arrays stored by numpy.savez: features and targets, rows first; whole-number targets are class labels.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>由 numpy.savez 保存的数组：特征和目标，按行排列；整数目标为类别标签。</translation>
  </message>
  <message>
   <source>At most so many numbers: 0 for padding, 1 for unknown tokens, then the most frequent ones.</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>编号最多有这么多个：0 为填充，1 为未知词元，其余按词频从高到低。</translation>
  </message>
  <message>
   <source>Attention of a sequence to itself, then two dense layers on each step, each with a shortcut and normalized.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>Transformer 编码器块：序列对自身的注意力，再对每一步做两个全连接层；两部分都带捷径和归一化。</translation>
  </message>
  <message>
   <source>Auto</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>自动</translation>
  </message>
  <message>
   <source>Ave</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>平均</translation>
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
   <source>Batches</source>
   <extracomment>catalogue: Prefetch</extracomment>
   <translation>批次数</translation>
  </message>
  <message>
   <source>Batches that are made ahead; 0: each is made when it is needed.</source>
   <extracomment>catalogue: Prefetch</extracomment>
   <translation>提前准备的批次数；0 表示需要时才准备。</translation>
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
   <source>Beta regularizer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Beta 正则化器</translation>
  </message>
  <message>
   <source>Bias initializer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>偏置初始化器</translation>
  </message>
  <message>
   <source>Bias regularizer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>偏置正则化器</translation>
  </message>
  <message>
   <source>Big5</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>Big5</translation>
  </message>
  <message>
   <source>Bilinear</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>双线性</translation>
  </message>
  <message>
   <source>Binary</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>只记有无</translation>
  </message>
  <message>
   <source>Both models' scores are divided by it, so that the unlikely classes count too.</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>两个模型的得分都除以它，使不大可能的类别也起作用。</translation>
  </message>
  <message>
   <source>Both together; each is nothing unless it is set.</source>
   <extracomment>initial value or regularizer: l1_l2</extracomment>
   <translation>两者同时使用；未设置的一项不起作用。</translation>
  </message>
  <message>
   <source>Boundaries</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>边界</translation>
  </message>
  <message>
   <source>Bring every feature to one scale, by the statistics of the training part only.</source>
   <extracomment>catalogue: Normalize</extracomment>
   <translation>归一化：只用训练部分的统计量，把每个特征变到同一尺度。</translation>
  </message>
  <message>
   <source>Bring rows of tokens to one length; a mask of what is no padding is NotEqual with 0.</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>填充与截断：使各行词元长度相同；“不是填充”的掩码可用 NotEqual 与 0 比较得到。</translation>
  </message>
  <message>
   <source>Brings each feature to mean 0 and variance 1 over the batch, then to a learned mean and spread.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>批归一化：先使每个特征在批次上均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Brings each group of channels to mean 0 and variance 1 over an image, then to a learned mean and spread.</source>
   <extracomment>catalogue: GroupNormalization</extracomment>
   <translation>组归一化：先使每组通道在一幅图像上均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Brings the features of each row to mean 0 and variance 1, then to a learned mean and spread.</source>
   <extracomment>catalogue: LayerNormalization</extracomment>
   <translation>层归一化：先使每行的特征均值为 0、方差为 1，再变为学习得到的均值和幅度。</translation>
  </message>
  <message>
   <source>Broken</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>损坏的图像</translation>
  </message>
  <message>
   <source>Buffer</source>
   <extracomment>catalogue: Shuffle</extracomment>
   <translation>缓冲区</translation>
  </message>
  <message>
   <source>By how much a figure must be better to count.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>指标至少改进多少才算数。</translation>
  </message>
  <message>
   <source>Canvas</source>
   <extracomment>catalogue: Group</extracomment>
   <translation>画布</translation>
  </message>
  <message>
   <source>Caption</source>
   <extracomment>catalogue: Frame</extracomment>
   <translation>标题</translation>
  </message>
  <message>
   <source>Categorical</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>类别列</translation>
  </message>
  <message>
   <source>Cauchy 1847; the update of Keras SGD</source>
   <extracomment>catalogue: GradientDescent</extracomment>
   <translation>Cauchy 1847；Keras SGD 的更新</translation>
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
   <source>Change the training images by chance, anew each epoch: flips, turns, shifts, zoom, noise. Other parts stay as they are, and so does everything for the same seed, epoch and row.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>数据增强：随机改变训练图像，每轮重新抽取：翻转、旋转、平移、缩放、噪声。其他部分保持不变；种子、轮和行都相同时，结果也相同。</translation>
  </message>
  <message>
   <source>Changes the sign of every entry.</source>
   <extracomment>catalogue: Negative</extracomment>
   <translation>改变每个元素的符号。</translation>
  </message>
  <message>
   <source>Char</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>字符</translation>
  </message>
  <message>
   <source>Checkpoint every</source>
   <extracomment>run settings</extracomment>
   <translation>检查点间隔</translation>
  </message>
  <message>
   <source>Cho et al. 2014; Keras GRU, gates in the order z, r, h</source>
   <extracomment>catalogue: GRU</extracomment>
   <translation>Cho 等 2014；Keras GRU，门的次序为 z、r、h</translation>
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
   <source>Class weight</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>类别权重</translation>
  </message>
  <message>
   <source>Classes</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>类别</translation>
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
   <source>Codes</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>编号</translation>
  </message>
  <message>
   <source>Cohen kappa</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>Cohen kappa 系数</translation>
  </message>
  <message>
   <source>Color</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Column</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>列</translation>
  </message>
  <message>
   <source>Columns</source>
   <extracomment>catalogue: SelectColumns</extracomment>
   <translation>列</translation>
  </message>
  <message>
   <source>Columns: the most frequent words.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>列：出现最多的词。</translation>
  </message>
  <message>
   <source>Comma</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>逗号</translation>
  </message>
  <message>
   <source>Compute features or targets anew by a formula, such as log(1 + x).</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>按公式重新计算特征或目标，例如 log(1 + x)。</translation>
  </message>
  <message>
   <source>Computed for every row; x are the features, y the targets. Functions such as mean need axis=-1.</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>对每一行计算；x 为特征，y 为目标。mean 等函数需要 axis=-1。</translation>
  </message>
  <message>
   <source>Concat</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>拼接</translation>
  </message>
  <message>
   <source>Connect here to give the group another port.</source>
   <extracomment>app/catalog/registry.py</extracomment>
   <translation>连到这里可为组增加一个端口。</translation>
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
   <source>Converts the entries of a sparse matrix to another dtype.</source>
   <extracomment>catalogue: SparseCast</extracomment>
   <translation>把稀疏矩阵的元素转换为另一种 dtype。</translation>
  </message>
  <message>
   <source>Coo</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>COO</translation>
  </message>
  <message>
   <source>Cooldown</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>冷却轮数</translation>
  </message>
  <message>
   <source>Cos</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>余弦</translation>
  </message>
  <message>
   <source>Count runs of up to so many words as well.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>把最多这么多个词的连续词组也计入。</translation>
  </message>
  <message>
   <source>Count words without regard to capital letters.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>统计词时不区分大小写。</translation>
  </message>
  <message>
   <source>Counts the entries along one or more axes.</source>
   <extracomment>catalogue: DimSize</extracomment>
   <translation>数出一个或多个轴上的元素个数。</translation>
  </message>
  <message>
   <source>Cp1252</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>CP1252</translation>
  </message>
  <message>
   <source>Crop</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>裁剪</translation>
  </message>
  <message>
   <source>Csr</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>CSR</translation>
  </message>
  <message>
   <source>Curve</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>曲线</translation>
  </message>
  <message>
   <source>Cut texts into tokens and number them; the vocabulary is learned from the training part only.</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>分词：把文本切成词元并编号；词表只从训练部分学习。</translation>
  </message>
  <message>
   <source>Cut the rows into batches: the end of a pipeline, and where tensors begin.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>分批：把行切成批次；流水线的终点，张量的起点。</translation>
  </message>
  <message>
   <source>Cut tokens into windows; the targets are the same tokens, one place further.</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>把词元切成窗口；目标为同样的词元向后移一位。</translation>
  </message>
  <message>
   <source>Cuts a block out of a tensor; negative positions count from the end.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>从张量中切出一块；负的位置从末尾数起。</translation>
  </message>
  <message>
   <source>Cuts a tensor into parts along an axis, one output a part.</source>
   <extracomment>catalogue: SplitTensor</extracomment>
   <translation>沿一个轴把张量切成几部分，每部分一个输出。</translation>
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
   <source>Decimal</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>小数点</translation>
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
   <source>Dense</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>稠密</translation>
  </message>
  <message>
   <source>Dense shape</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>矩阵形状</translation>
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
   <source>Depthwise regularizer</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>逐通道核正则化器</translation>
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
   <source>Directory</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>文件夹</translation>
  </message>
  <message>
   <source>Distance</source>
   <extracomment>catalogue: Imbalanced</extracomment>
   <translation>距离</translation>
  </message>
  <message>
   <source>Distance of the two clouds' centres, in standard deviations.</source>
   <extracomment>catalogue: Imbalanced</extracomment>
   <translation>两个点云中心的距离，以标准差为单位。</translation>
  </message>
  <message>
   <source>Distribution</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>分布</translation>
  </message>
  <message>
   <source>Div factor</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>起始除数</translation>
  </message>
  <message>
   <source>Divide by the largest mean of squares so far, so that steps never grow again.</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>除以迄今最大的平方均值，使步长不再变大。</translation>
  </message>
  <message>
   <source>Divide by the spread of the gradients instead of by their size.</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>除以梯度的离散程度，而不是梯度的大小。</translation>
  </message>
  <message>
   <source>Divide the grey values by 255, so that they go from 0 to 1.</source>
   <extracomment>catalogue: MNIST</extracomment>
   <translation>把灰度值除以 255，使其在 0 到 1 之间。</translation>
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
   <source>Do the steps before only once and keep what they give. Random steps such as Augment belong behind it.</source>
   <extracomment>catalogue: Cache</extracomment>
   <translation>缓存：前面的步骤只做一次，并保留结果。Augment 之类的随机步骤应放在它后面。</translation>
  </message>
  <message>
   <source>Documents</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>文档</translation>
  </message>
  <message>
   <source>Documents as sparse counts of the words of a vocabulary, which is learned from the training part only.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>词袋：把文档变为词表中各词的稀疏计数；词表只从训练部分学习。</translation>
  </message>
  <message>
   <source>Dozat 2016; Keras Nadam, the same as PyTorch's NAdam with a momentum_decay of 1</source>
   <extracomment>catalogue: Nadam</extracomment>
   <translation>Dozat 2016；Keras Nadam，等同于 momentum_decay 为 1 的 PyTorch NAdam</translation>
  </message>
  <message>
   <source>Draw a curve for each label of a row and give the mean of their areas, instead of one for all answers.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>为每行的每个标签各画一条曲线，取各曲线下面积的均值，而不是所有预测合用一条。</translation>
  </message>
  <message>
   <source>Draws numbers evenly between two bounds, anew in every step.</source>
   <extracomment>catalogue: RandomUniform</extracomment>
   <translation>均匀随机数：每一步都在两个界之间均匀地重新抽取随机数。</translation>
  </message>
  <message>
   <source>Draws numbers from a bell curve, anew in every step.</source>
   <extracomment>catalogue: RandomNormal</extracomment>
   <translation>正态随机数：每一步都从钟形曲线重新抽取随机数。</translation>
  </message>
  <message>
   <source>Drop</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>丢弃</translation>
  </message>
  <message>
   <source>Drop remainder</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>丢弃余下的批次</translation>
  </message>
  <message>
   <source>Dropout</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>随机失活</translation>
  </message>
  <message>
   <source>Drops the sign of every entry.</source>
   <extracomment>catalogue: Absolute</extracomment>
   <translation>去掉每个元素的符号。</translation>
  </message>
  <message>
   <source>Dtype</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数据类型</translation>
  </message>
  <message>
   <source>Duchi et al. 2011, in Keras's form: epsilon stands inside the root, where PyTorch has it outside, and the sums begin at 0.1, where PyTorch's begin at 0</source>
   <extracomment>catalogue: Adagrad</extracomment>
   <translation>Duchi 等 2011，Keras 的形式：epsilon 在根号内，PyTorch 则在根号外；累加和从 0.1 开始，PyTorch 则从 0 开始</translation>
  </message>
  <message>
   <source>ELU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>ELU</translation>
  </message>
  <message>
   <source>Each</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>每个位置</translation>
  </message>
  <message>
   <source>Early stopping</source>
   <extracomment>run settings</extracomment>
   <translation>早停</translation>
  </message>
  <message>
   <source>Edge</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>边缘</translation>
  </message>
  <message>
   <source>Efron et al. (2004), Least Angle Regression, through scikit-learn</source>
   <extracomment>catalogue: Diabetes</extracomment>
   <translation>Efron 等（2004），Least Angle Regression，经由 scikit-learn</translation>
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
   <source>Embeddings regularizer</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>嵌入正则化器</translation>
  </message>
  <message>
   <source>Encode</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>词的编码方式</translation>
  </message>
  <message>
   <source>Encoding</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>文件编码</translation>
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
   <source>End the run once the training loss is no larger; empty: never.</source>
   <extracomment>run settings</extracomment>
   <translation>训练损失降到不大于此值就结束运行；留空则不用。</translation>
  </message>
  <message>
   <source>End the run when a figure has not improved for a while.</source>
   <extracomment>run settings</extracomment>
   <translation>指标一段时间没有改进就结束运行。</translation>
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
   <source>Epochs of rest after the rate fell.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>学习率下降之后暂不计数的轮数。</translation>
  </message>
  <message>
   <source>Epochs without a better figure before the rate falls.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>指标多少轮没有变好，学习率就下降。</translation>
  </message>
  <message>
   <source>Epsilon</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Epsilon</translation>
  </message>
  <message>
   <source>Equally likely between two ends.</source>
   <extracomment>initial value or regularizer: uniform</extracomment>
   <translation>在两端之间均匀分布。</translation>
  </message>
  <message>
   <source>Equation</source>
   <extracomment>catalogue: Einsum</extracomment>
   <translation>方程</translation>
  </message>
  <message>
   <source>Error</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>报错</translation>
  </message>
  <message>
   <source>Every number moves by the learning rate, up or down; wants a rate three to ten times smaller than Adam's.</source>
   <extracomment>catalogue: Lion</extracomment>
   <translation>每个数按学习率向上或向下移动；学习率宜为 Adam 的三分之一到十分之一。</translation>
  </message>
  <message>
   <source>Every step of the query takes a mean of the values, weighed by how well their keys match.</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>缩放点积注意力：查询的每一步对各个值求加权平均，权重为它与对应的键的匹配程度。</translation>
  </message>
  <message>
   <source>Every unit is a weighted sum of all features of a row, with a bias and an activation if wanted.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>全连接层：每个单元是一行中所有特征的加权和，加上偏置，并可加激活函数。</translation>
  </message>
  <message>
   <source>Factor</source>
   <extracomment>catalogue: Circles</extracomment>
   <translation>因子</translation>
  </message>
  <message>
   <source>Factor on the matrix.</source>
   <extracomment>initial value or regularizer: orthogonal</extracomment>
   <translation>矩阵的系数。</translation>
  </message>
  <message>
   <source>Factor on the variance.</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>方差的系数。</translation>
  </message>
  <message>
   <source>Factors</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>因子数</translation>
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
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>输入与输出的平均</translation>
  </message>
  <message>
   <source>Fan in</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>输入数</translation>
  </message>
  <message>
   <source>Fan out</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>输出数</translation>
  </message>
  <message>
   <source>Features</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>特征</translation>
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
   <source>Fetch</source>
   <extracomment>catalogue: CaliforniaHousing</extracomment>
   <translation>下载</translation>
  </message>
  <message>
   <source>Fetch the set once, over the network, where this machine lacks it.</source>
   <extracomment>catalogue: CaliforniaHousing</extracomment>
   <translation>本机没有此数据集时，通过网络下载一次。</translation>
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
   <source>Fill</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>边界填充</translation>
  </message>
  <message>
   <source>Fill value</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>缺值填充</translation>
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
   <source>First values of the biases.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>各偏置的初始值。</translation>
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
   <source>First values of the kernels.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>各个核的初始值。</translation>
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
   <source>First values of the recurrent kernel.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>循环核的初始值。</translation>
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
   <source>Float32</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>float32</translation>
  </message>
  <message>
   <source>For class numbers as targets: each row of y_pred holds one probability (or logit) a class.</source>
   <extracomment>catalogue: SparseCategoricalCrossentropy</extracomment>
   <translation>稀疏交叉熵：用于以类别编号为目标的情形；y_pred 的每一行是各类的概率（或 logit）。</translation>
  </message>
  <message>
   <source>For counts as targets: y_pred is the expected count, a number above zero.</source>
   <extracomment>catalogue: Poisson</extracomment>
   <translation>泊松损失：用于计数目标；y_pred 是期望计数，为大于零的数。</translation>
  </message>
  <message>
   <source>For one-hot targets and raw scores: the score of the right class must be one above the best other one.</source>
   <extracomment>catalogue: CategoricalHinge</extracomment>
   <translation>多类合页损失：用于独热目标和原始得分；正确类别的分数须比其余最高者高出 1。</translation>
  </message>
  <message>
   <source>For one-hot targets with rare classes: what is already right counts little.</source>
   <extracomment>catalogue: CategoricalFocalCrossentropy</extracomment>
   <translation>Focal 损失：用于含稀少类别的独热目标；已经预测正确的样本影响很小。</translation>
  </message>
  <message>
   <source>For one-hot targets: each row of y_pred holds one probability (or logit) a class.</source>
   <extracomment>catalogue: CategoricalCrossentropy</extracomment>
   <translation>交叉熵：用于独热目标；y_pred 的每一行是各类的概率（或 logit）。</translation>
  </message>
  <message>
   <source>For rows that come one after another: among how many of them the next one is drawn.</source>
   <extracomment>catalogue: Shuffle</extracomment>
   <translation>用于逐行读取的数据：下一行从多少行中抽取。</translation>
  </message>
  <message>
   <source>For yes-or-no targets and raw scores: what a score lacks to the margin of one, as in a support vector machine.</source>
   <extracomment>catalogue: Hinge</extracomment>
   <translation>合页损失：用于是非目标和原始得分；为得分距离间隔 1 所差的部分，与支持向量机相同。</translation>
  </message>
  <message>
   <source>For yes-or-no targets of which one kind is rare: what is already right counts little.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>二元 focal 损失：用于其中一类稀少的是非目标；已经预测正确的样本影响很小。</translation>
  </message>
  <message>
   <source>For yes-or-no targets: each prediction is one probability (or one logit).</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>二元交叉熵：用于是非目标；每个预测是一个概率（或一个 logit）。</translation>
  </message>
  <message>
   <source>Formula</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>公式</translation>
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
   <source>From one window's start to the next; empty: the length, so that windows do not overlap.</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>从一个窗口的起点到下一个窗口的起点；留空则等于窗口长度，窗口互不重叠。</translation>
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
   <source>GRU</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>GRU</translation>
  </message>
  <message>
   <source>Gain</source>
   <extracomment>initial value or regularizer: orthogonal</extracomment>
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
   <source>Gamma regularizer</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Gamma 正则化器</translation>
  </message>
  <message>
   <source>Gated recurrent unit: gates decide how much of the state is renewed, and from how much of the old one.</source>
   <extracomment>catalogue: GRU</extracomment>
   <translation>门控循环单元：由门决定更新多少状态，以及新状态用到多少旧状态。</translation>
  </message>
  <message>
   <source>Gb18030</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>GB18030</translation>
  </message>
  <message>
   <source>Give the last states too.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>同时给出最后的状态。</translation>
  </message>
  <message>
   <source>Give the outputs of all steps, instead of the last one.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>给出所有步的输出，而不只是最后一步。</translation>
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
   <extracomment>initial value or regularizer: glorot_normal</extracomment>
   <translation>Glorot 正态</translation>
  </message>
  <message>
   <source>Glorot uniform</source>
   <extracomment>initial value or regularizer: glorot_uniform</extracomment>
   <translation>Glorot 均匀</translation>
  </message>
  <message>
   <source>Go backwards</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>反向读取</translation>
  </message>
  <message>
   <source>Gradient descent that keeps going the way it went, so that it rolls through flat parts and small bumps.</source>
   <extracomment>catalogue: Momentum</extracomment>
   <translation>动量法：沿原来的方向继续前进的梯度下降，因此能滚过平缓处和小的起伏。</translation>
  </message>
  <message>
   <source>Grey</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>灰度</translation>
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
   <source>He et al. 2016; Keras Add, of two tensors of one shape</source>
   <extracomment>catalogue: ResidualAdd</extracomment>
   <translation>He 等 2016；Keras Add，两个形状相同的张量相加</translation>
  </message>
  <message>
   <source>He normal</source>
   <extracomment>initial value or regularizer: he_normal</extracomment>
   <translation>He 正态</translation>
  </message>
  <message>
   <source>He uniform</source>
   <extracomment>initial value or regularizer: he_uniform</extracomment>
   <translation>He 均匀</translation>
  </message>
  <message>
   <source>Header</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>表头</translation>
  </message>
  <message>
   <source>Height</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>高度</translation>
  </message>
  <message>
   <source>Height of every image.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>每幅图像的高度。</translation>
  </message>
  <message>
   <source>Hidden tastes that users and items have.</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>用户和物品的隐含偏好。</translation>
  </message>
  <message>
   <source>Hinton, Vinyals and Dean 2015, with the divergence for the cross-entropy with soft targets: the same gradient; PyTorch's cross_entropy and kl_div</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>Hinton、Vinyals 和 Dean 2015，以散度代替软目标的交叉熵：梯度相同；即 PyTorch 的 cross_entropy 和 kl_div</translation>
  </message>
  <message>
   <source>Hits over false alarms, or precision over recall.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>命中率对误报率，或精确率对召回率。</translation>
  </message>
  <message>
   <source>Hochreiter and Schmidhuber 1997; Keras LSTM, gates in the order i, f, c, o</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>Hochreiter 和 Schmidhuber 1997；Keras LSTM，门的次序为 i、f、c、o</translation>
  </message>
  <message>
   <source>Horizontal flip</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>水平翻转</translation>
  </message>
  <message>
   <source>How classes become one figure: evenly, by all answers together, or by their number of rows.</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>如何将各类别合为一个数：均等、按全部预测合计，或按各类的行数加权。</translation>
  </message>
  <message>
   <source>How far above the line they stand.</source>
   <extracomment>catalogue: Outliers</extracomment>
   <translation>它们在直线上方多远。</translation>
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
   <source>How high the frame is.</source>
   <extracomment>catalogue: Frame</extracomment>
   <translation>框的高度。</translation>
  </message>
  <message>
   <source>How many a head takes along; empty: as key_dim.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>每个头取走多少个数；留空则与 key_dim 相同。</translation>
  </message>
  <message>
   <source>How many epochs may go by without improvement.</source>
   <extracomment>run settings</extracomment>
   <translation>可以连续多少轮没有改进。</translation>
  </message>
  <message>
   <source>How many equal parts, or a list of places to cut at.</source>
   <extracomment>catalogue: SplitTensor</extracomment>
   <translation>等分的份数，或切分位置的列表。</translation>
  </message>
  <message>
   <source>How many features come out; empty: as many as the query has.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>输出多少个特征；留空则与查询相同。</translation>
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
   <source>How many heads look, each in its own way.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>有多少个头，各以自己的方式去看。</translation>
  </message>
  <message>
   <source>How many numbers a head compares by.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>每个头用多少个数来比较。</translation>
  </message>
  <message>
   <source>How many numbers a head compares by; empty: its share of the features.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>每个头用多少个数来比较；留空则平分特征。</translation>
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
   <source>How many units the layer in between has.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>中间层有多少个单元。</translation>
  </message>
  <message>
   <source>How much each row counts, (batch,): its loss is multiplied by it; the mean is still over the number of rows.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>每行的权重，(batch,)：该行的损失乘以它；求平均时仍除以行数。</translation>
  </message>
  <message>
   <source>How much each row counts; empty: all the same.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>每行的权重；留空则全部相同。</translation>
  </message>
  <message>
   <source>How much each row of the batch counts, where the data says so.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>批次中每行的权重，前提是数据中有。</translation>
  </message>
  <message>
   <source>How much is lost when the predicted distribution stands for the true one.</source>
   <extracomment>catalogue: KLDivergence</extracomment>
   <translation>KL 散度：用预测分布代替真实分布时损失的信息量。</translation>
  </message>
  <message>
   <source>How much less counts what is already right; 0 is the plain cross-entropy.</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>已经预测正确的样本权重降低的程度；0 为普通交叉熵。</translation>
  </message>
  <message>
   <source>How much longer the output is than it need be; empty: what padding asks for.</source>
   <extracomment>catalogue: Conv2DTranspose</extracomment>
   <translation>输出比最小可能的尺寸多出多少；留空则按 padding 的要求。</translation>
  </message>
  <message>
   <source>How much of each target is spread evenly over all classes.</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>每个目标中均摊到所有类别的份额。</translation>
  </message>
  <message>
   <source>How much the rows of each class count, from class 0 on; empty: all alike.</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>各类别的行的权重，从类别 0 起；留空则全部相同。</translation>
  </message>
  <message>
   <source>How often an epoch sees every row.</source>
   <extracomment>catalogue: Repeat</extracomment>
   <translation>每轮把每一行看多少遍。</translation>
  </message>
  <message>
   <source>How often each axis is repeated, counted from the last.</source>
   <extracomment>catalogue: Tile</extracomment>
   <translation>每个轴重复的次数，从最后一个轴数起。</translation>
  </message>
  <message>
   <source>How often each class is taken for each other one, and a figure that small classes count in as well.</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>混淆矩阵：每个类别被当成其他各类别的次数，以及一个同样计入小类别的数值。</translation>
  </message>
  <message>
   <source>How often the whole state of a run is kept, so that it can go on from there; empty: every few seconds.</source>
   <extracomment>run settings</extracomment>
   <translation>每隔多久保存一次运行的完整状态，以便从那里继续；留空则每隔几秒。</translation>
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
   <source>How the file's text is stored; a byte order mark is fine.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>文件文本的存储编码；带字节顺序标记也可以。</translation>
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
   <source>How the two outputs become one.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>两个输出如何合为一个。</translation>
  </message>
  <message>
   <source>How wide the frame is.</source>
   <extracomment>catalogue: Frame</extracomment>
   <translation>框的宽度。</translation>
  </message>
  <message>
   <source>How wide the note is; its height follows the text.</source>
   <extracomment>catalogue: Note</extracomment>
   <translation>便签的宽度；高度随文字而定。</translation>
  </message>
  <message>
   <source>Identity</source>
   <extracomment>initial value or regularizer: identity</extracomment>
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
   <source>Indices</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>索引</translation>
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
   <source>Int64</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>int64</translation>
  </message>
  <message>
   <source>Intermediate dim</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>中间层维数</translation>
  </message>
  <message>
   <source>Interpolation</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>插值</translation>
  </message>
  <message>
   <source>Ioffe and Szegedy 2015; Keras BatchNormalization (the moving variance is the biased one, unlike PyTorch's)</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>Ioffe 和 Szegedy 2015；Keras BatchNormalization（滑动方差是有偏的，与 PyTorch 不同）</translation>
  </message>
  <message>
   <source>Items</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>物品数</translation>
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
   <translation>划分：随机留出一些行用于验证和最终测试。</translation>
  </message>
  <message>
   <source>Keep some of the features, in the order in which they are named.</source>
   <extracomment>catalogue: SelectColumns</extracomment>
   <translation>选列：保留其中一些特征，次序与所写的一致。</translation>
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
   <source>Keeps only the entries of a matrix that are not zero.</source>
   <extracomment>catalogue: ToSparse</extracomment>
   <translation>只保留矩阵中的非零元素。</translation>
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
   <extracomment>initial value or regularizer: glorot_normal</extracomment>
   <translation>保持信号与梯度的幅度相近（Xavier），正态分布并截断。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals and gradients alike (Xavier).</source>
   <extracomment>initial value or regularizer: glorot_uniform</extracomment>
   <translation>保持信号与梯度的幅度相近（Xavier）。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals, normally distributed and cut off.</source>
   <extracomment>initial value or regularizer: lecun_normal</extracomment>
   <translation>保持信号的幅度，正态分布并截断。</translation>
  </message>
  <message>
   <source>Keeps the spread of signals; made for SELU and tanh.</source>
   <extracomment>initial value or regularizer: lecun_uniform</extracomment>
   <translation>保持信号的幅度；适合 SELU 和 tanh。</translation>
  </message>
  <message>
   <source>Keras BinaryCrossentropy: both of PyTorch's BCELoss and BCEWithLogitsLoss, by from_logits</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>Keras BinaryCrossentropy：按 from_logits，分别对应 PyTorch 的 BCELoss 和 BCEWithLogitsLoss</translation>
  </message>
  <message>
   <source>Keras CosineSimilarity, which is minimized; PyTorch's has the other sign</source>
   <extracomment>catalogue: CosineSimilarity</extracomment>
   <translation>Keras CosineSimilarity，训练时使它最小；PyTorch 的符号相反</translation>
  </message>
  <message>
   <source>Keras Embedding, whose mask travels unseen; a token out of range is an error</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>Keras Embedding，其掩码是隐式传递的；超出范围的词元为错误</translation>
  </message>
  <message>
   <source>Keras F1Score, whose default gives a figure for each class; class numbers are taken as targets too</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>Keras F1Score，其默认为每类给出一个数；也接收类别编号作为目标</translation>
  </message>
  <message>
   <source>Keras Poisson; the likelihood of a Poisson distribution without the term that the model cannot change; PyTorch's PoissonNLLLoss takes the logarithm of y_pred, unless told otherwise</source>
   <extracomment>catalogue: Poisson</extracomment>
   <translation>Keras Poisson；泊松分布的似然，省去模型无法改变的项；PyTorch 的 PoissonNLLLoss 默认接收 y_pred 的对数</translation>
  </message>
  <message>
   <source>Keras ReduceLROnPlateau, where PyTorch waits an epoch more and asks for a share of the best</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>Keras ReduceLROnPlateau；PyTorch 则多等一轮，并要求改进达到最佳值的一定比例</translation>
  </message>
  <message>
   <source>Keras SGD; the rate stands inside the momentum, where PyTorch has it outside: the same while the rate is constant</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>Keras SGD；学习率在动量之内，PyTorch 则在动量之外：学习率不变时两者相同</translation>
  </message>
  <message>
   <source>Keras one_hot; an index out of range is an error, as in PyTorch</source>
   <extracomment>catalogue: OneHot</extracomment>
   <translation>Keras one_hot；超出范围的索引为错误，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>Keras, the metric named accuracy</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>Keras 中名为 accuracy 的指标</translation>
  </message>
  <message>
   <source>Kernel initializer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>核初始化器</translation>
  </message>
  <message>
   <source>Kernel regularizer</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>核正则化器</translation>
  </message>
  <message>
   <source>Kernel size</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>核大小</translation>
  </message>
  <message>
   <source>Key dim</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>键维数</translation>
  </message>
  <message>
   <source>Kingma and Ba 2015 (amsgrad: Reddi et al. 2018), in Keras's form: epsilon is added before the bias of v is mended, where PyTorch adds it after; PyTorch takes the same steps with eps = ε / √(1 − β₂ᵗ)</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>Kingma 和 Ba 2015（amsgrad：Reddi 等 2018），Keras 的形式：epsilon 在修正 v 的偏差之前加上，PyTorch 则在之后；取 eps = ε / √(1 − β₂ᵗ) 时 PyTorch 的步长相同</translation>
  </message>
  <message>
   <source>Kingma and Ba 2015; Keras Adamax, where PyTorch has epsilon inside the maximum</source>
   <extracomment>catalogue: Adamax</extracomment>
   <translation>Kingma 和 Ba 2015；Keras Adamax，PyTorch 则把 epsilon 放在最大值之内</translation>
  </message>
  <message>
   <source>Kullback and Leibler 1951; Keras KLDivergence, of probabilities; PyTorch's KLDivLoss takes the logarithm of y_pred</source>
   <extracomment>catalogue: KLDivergence</extracomment>
   <translation>Kullback 和 Leibler 1951；Keras KLDivergence，接收概率；PyTorch 的 KLDivLoss 接收 y_pred 的对数</translation>
  </message>
  <message>
   <source>L1</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>L1</translation>
  </message>
  <message>
   <source>L1 and L2</source>
   <extracomment>initial value or regularizer: l1_l2</extracomment>
   <translation>L1 与 L2</translation>
  </message>
  <message>
   <source>L2</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>L2</translation>
  </message>
  <message>
   <source>LSTM</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>LSTM</translation>
  </message>
  <message>
   <source>Label</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>标签</translation>
  </message>
  <message>
   <source>Label smoothing</source>
   <extracomment>catalogue: BinaryCrossentropy</extracomment>
   <translation>标签平滑</translation>
  </message>
  <message>
   <source>Labels</source>
   <extracomment>catalogue: IDXFile</extracomment>
   <translation>标签</translation>
  </message>
  <message>
   <source>Largest change of size: 0.1 is from 0.9 to 1.1 times.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>缩放的最大幅度：0.1 表示 0.9 到 1.1 倍。</translation>
  </message>
  <message>
   <source>Largest first.</source>
   <extracomment>catalogue: ArgSort</extracomment>
   <translation>最大的在前。</translation>
  </message>
  <message>
   <source>Largest shift to any side, as a fraction of height and width.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>向任一方向的最大平移，为高和宽的比例。</translation>
  </message>
  <message>
   <source>Largest turn to either side, in degrees.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>向任一侧的最大旋转角度（度）。</translation>
  </message>
  <message>
   <source>Last</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>仅最后</translation>
  </message>
  <message>
   <source>Latin-1</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>Latin-1</translation>
  </message>
  <message>
   <source>Layer</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>层</translation>
  </message>
  <message>
   <source>Layers</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>层</translation>
  </message>
  <message>
   <source>Layout</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>存储格式</translation>
  </message>
  <message>
   <source>Layout of keras.utils.image_dataset_from_directory; read with Pillow, upright by EXIF</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>目录结构同 keras.utils.image_dataset_from_directory；用 Pillow 读取，按 EXIF 摆正方向</translation>
  </message>
  <message>
   <source>Layout of keras.utils.text_dataset_from_directory</source>
   <extracomment>catalogue: TextFolder</extracomment>
   <translation>目录结构同 keras.utils.text_dataset_from_directory</translation>
  </message>
  <message>
   <source>Lays all axes but the first, the batch, out as one.</source>
   <extracomment>catalogue: Flatten</extracomment>
   <translation>展平：把第一个轴（批次）以外的所有轴展平为一个。</translation>
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
   <translation>分段常数：逐一给出的学习率，以及学习率变化时的步数。</translation>
  </message>
  <message>
   <source>Learns the true classes and, beside them, how a teacher spreads its scores over all classes.</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>知识蒸馏：学习真实类别，同时学习教师模型如何把得分分布到所有类别。</translation>
  </message>
  <message>
   <source>Leave out the last training batch where it is smaller.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>训练的最后一个批次不足时将其丢弃。</translation>
  </message>
  <message>
   <source>Lecun normal</source>
   <extracomment>initial value or regularizer: lecun_normal</extracomment>
   <translation>LeCun 正态</translation>
  </message>
  <message>
   <source>Lecun uniform</source>
   <extracomment>initial value or regularizer: lecun_uniform</extracomment>
   <translation>LeCun 均匀</translation>
  </message>
  <message>
   <source>Length</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>长度</translation>
  </message>
  <message>
   <source>Length of every row.</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>每行的长度。</translation>
  </message>
  <message>
   <source>Let no step look at those after it.</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>不让任何一步看到它之后的步。</translation>
  </message>
  <message>
   <source>Level</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>粒度</translation>
  </message>
  <message>
   <source>Library</source>
   <extracomment>app/catalog/registry.py</extracomment>
   <translation>节点库</translation>
  </message>
  <message>
   <source>Like the squared error near zero and like the absolute error far from it, smooth throughout.</source>
   <extracomment>catalogue: LogCosh</extracomment>
   <translation>在零附近像平方误差，远离零时像绝对误差，处处平滑。</translation>
  </message>
  <message>
   <source>Linear</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>线性</translation>
  </message>
  <message>
   <source>Log softmax</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>Log softmax</translation>
  </message>
  <message>
   <source>Long short-term memory: gates decide what enters a cell, what stays in it and what leaves it.</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>长短期记忆：由门决定什么进入单元、什么留在其中、什么从中输出。</translation>
  </message>
  <message>
   <source>Look ahead along the momentum before taking the gradient.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>先沿动量前看一步，再求梯度。</translation>
  </message>
  <message>
   <source>Looks up a learned vector for each token.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>嵌入：为每个词元查找学习得到的向量。</translation>
  </message>
  <message>
   <source>Loshchilov and Hutter 2019; Keras AdamW: epsilon as in Adam, and a weight_decay of 0.004 where PyTorch has 0.01</source>
   <extracomment>catalogue: AdamW</extracomment>
   <translation>Loshchilov 和 Hutter 2019；Keras AdamW：epsilon 同 Adam，weight_decay 为 0.004，PyTorch 则为 0.01</translation>
  </message>
  <message>
   <source>Loss threshold</source>
   <extracomment>run settings</extracomment>
   <translation>损失阈值</translation>
  </message>
  <message>
   <source>Losses</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>损失</translation>
  </message>
  <message>
   <source>Lowercase</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>转为小写</translation>
  </message>
  <message>
   <source>M mul</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>M 倍数</translation>
  </message>
  <message>
   <source>Maas et al. 2013; slope as in Keras leaky_relu (PyTorch's is 0.01)</source>
   <extracomment>catalogue: LeakyReLU</extracomment>
   <translation>Maas 等 2013；斜率同 Keras leaky_relu（PyTorch 为 0.01）</translation>
  </message>
  <message>
   <source>Macro</source>
   <extracomment>catalogue: F1Score</extracomment>
   <translation>宏平均</translation>
  </message>
  <message>
   <source>Made for layers followed by ReLU, normally distributed and cut off.</source>
   <extracomment>initial value or regularizer: he_normal</extracomment>
   <translation>适合后接 ReLU 的层，正态分布并截断。</translation>
  </message>
  <message>
   <source>Made for layers followed by ReLU.</source>
   <extracomment>initial value or regularizer: he_uniform</extracomment>
   <translation>适合后接 ReLU 的层。</translation>
  </message>
  <message>
   <source>Made for lessons; the model is that of Koren, Bell and Volinsky (2009), Matrix factorization techniques</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>为教学而生成；模型取自 Koren、Bell 和 Volinsky（2009），Matrix factorization techniques</translation>
  </message>
  <message>
   <source>Made-up houses: area in square metres and rooms; price in thousands, 40 + 2.5 × area + 12 × rooms and noise.</source>
   <extracomment>catalogue: HousePrices</extracomment>
   <translation>虚构的房屋：面积（平方米）和房间数；价格以千计，为 40 + 2.5 × 面积 + 12 × 房间数，再加噪声。</translation>
  </message>
  <message>
   <source>Majoring</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>取较高者</translation>
  </message>
  <message>
   <source>Make an epoch of several passes over the training rows; with Shuffle, all of them are mixed together.</source>
   <extracomment>catalogue: Repeat</extracomment>
   <translation>重复：让一轮由训练数据的多遍组成；配合 Shuffle，各遍会混在一起。</translation>
  </message>
  <message>
   <source>Make capitals small first.</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>先把大写变为小写。</translation>
  </message>
  <message>
   <source>Make the next batches while a training step runs. Rows that are read from files do so anyway, 2 batches ahead.</source>
   <extracomment>catalogue: Prefetch</extracomment>
   <translation>预取：在训练步运行的同时准备后面的批次。从文件读取的行总会这样做，提前 2 个批次。</translation>
  </message>
  <message>
   <source>Makes a random share of the entries zero while training and scales up the rest.</source>
   <extracomment>catalogue: Dropout</extracomment>
   <translation>随机失活：训练时随机地把一部分元素变为零，并放大其余元素。</translation>
  </message>
  <message>
   <source>Makes a random share of whole channels zero while training and scales up the rest.</source>
   <extracomment>catalogue: SpatialDropout</extracomment>
   <translation>按通道随机失活：训练时将随机一部分整个通道置零，并放大其余通道。</translation>
  </message>
  <message>
   <source>Makes images larger by repeating pixels or by drawing lines between them.</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>上采样：通过重复像素或在像素之间线性插值来放大图像。</translation>
  </message>
  <message>
   <source>Makes images larger: lays a filter, weighted by each pixel, over the output; the way back of Conv2D.</source>
   <extracomment>catalogue: Conv2DTranspose</extracomment>
   <translation>转置卷积：将滤波器按每个像素加权铺到输出上，以放大图像；是 Conv2D 的逆向过程。</translation>
  </message>
  <message>
   <source>Mask zero</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>掩蔽零</translation>
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
   <source>Max</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>越大越好</translation>
  </message>
  <message>
   <source>Max features</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>最大特征数</translation>
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
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>均值</translation>
  </message>
  <message>
   <source>Mean of the absolute differences in per cent of the targets; targets near zero count enormously.</source>
   <extracomment>catalogue: MeanAbsolutePercentageError</extracomment>
   <translation>平均绝对百分比误差：绝对差占目标的百分比的均值；接近零的目标影响极大。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences over all rows.</source>
   <extracomment>catalogue: MeanAbsoluteErrorMetric</extracomment>
   <translation>平均绝对误差：所有行的绝对差的平均。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences to the power p: 1 is the absolute error, 2 the squared one.</source>
   <extracomment>catalogue: Lp</extracomment>
   <translation>绝对差的 p 次幂的均值：1 为绝对误差，2 为平方误差。</translation>
  </message>
  <message>
   <source>Mean of the absolute differences; outliers weigh no more than their distance.</source>
   <extracomment>catalogue: MeanAbsoluteError</extracomment>
   <translation>平均绝对误差：绝对差的平均；离群点的影响不超过其距离。</translation>
  </message>
  <message>
   <source>Mean of the numbers.</source>
   <extracomment>initial value or regularizer: normal</extracomment>
   <translation>数的均值。</translation>
  </message>
  <message>
   <source>Mean of the squared differences of the logarithms: errors count relative to the size of the target.</source>
   <extracomment>catalogue: MeanSquaredLogarithmicError</extracomment>
   <translation>均方对数误差：对数之差的平方的均值；误差相对于目标的大小计算。</translation>
  </message>
  <message>
   <source>Mean of the squared differences over all rows.</source>
   <extracomment>catalogue: MeanSquaredErrorMetric</extracomment>
   <translation>均方误差：所有行的平方差的平均。</translation>
  </message>
  <message>
   <source>Mean of the squared differences; large errors count most.</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>均方误差：平方差的平均；大的误差影响最大。</translation>
  </message>
  <message>
   <source>Median</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>中位数</translation>
  </message>
  <message>
   <source>Memory</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>内存</translation>
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
   <source>Merge mode</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>合并方式</translation>
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
   <source>Min</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>越小越好</translation>
  </message>
  <message>
   <source>Min count</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>最少出现数</translation>
  </message>
  <message>
   <source>Min delta</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>最小改进</translation>
  </message>
  <message>
   <source>Min lr</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>最低学习率</translation>
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
   <translation>余弦相似度：目标与预测夹角余弦的相反数；两者方向相同时为 −1。</translation>
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
   <source>Mirror every second image, drawn by chance, left to right.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>随机抽取一半的图像作左右镜像。</translation>
  </message>
  <message>
   <source>Mirror every second image, drawn by chance, top to bottom.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>随机抽取一半的图像作上下镜像。</translation>
  </message>
  <message>
   <source>Missing</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>缺值处理</translation>
  </message>
  <message>
   <source>Mode</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>模式</translation>
  </message>
  <message>
   <source>Momentum</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>动量</translation>
  </message>
  <message>
   <source>Momentum that looks ahead along its own way before it takes the gradient, so that it brakes earlier.</source>
   <extracomment>catalogue: Nesterov</extracomment>
   <translation>Nesterov 动量：先沿自己的方向前看一步、再求梯度的动量法，因此能更早减速。</translation>
  </message>
  <message>
   <source>Monitor</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>监视指标</translation>
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
   <source>Mul</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>相乘</translation>
  </message>
  <message>
   <source>Multi label</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>多标签</translation>
  </message>
  <message>
   <source>Multiplies a sparse matrix with a dense one, without its zeros.</source>
   <extracomment>catalogue: SparseMatMul</extracomment>
   <translation>稀疏矩阵与稠密矩阵相乘，跳过零元素。</translation>
  </message>
  <message>
   <source>Multiplies matrices; axes before the last two are broadcast, vectors count as a row or a column.</source>
   <extracomment>catalogue: MatMul</extracomment>
   <translation>矩阵相乘；最后两个轴之前的轴会广播，向量视为一行或一列。</translation>
  </message>
  <message>
   <source>Multiplies the entries of a sparse matrix by a number, a row, a column or another matrix.</source>
   <extracomment>catalogue: SparseMultiply</extracomment>
   <translation>稀疏矩阵的元素乘以一个数、一行、一列或另一个矩阵。</translation>
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
   <source>Multiply by the transpose of a.</source>
   <extracomment>catalogue: SparseMatMul</extracomment>
   <translation>乘以 a 的转置。</translation>
  </message>
  <message>
   <source>Nair and Hinton 2010; derivative 0 at 0 as in Keras and PyTorch</source>
   <extracomment>catalogue: ReLU</extracomment>
   <translation>Nair 和 Hinton 2010；0 处的导数为 0，与 Keras 和 PyTorch 相同</translation>
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
   <source>Name of the column that says how much each row counts; empty: none.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>表示每行权重的列名；留空表示没有。</translation>
  </message>
  <message>
   <source>Name of the column to predict (of several, by commas); empty: the last one.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>要预测的列名（多列以逗号分隔）；留空则取最后一列。</translation>
  </message>
  <message>
   <source>Name of the column with the classes; empty: no targets.</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>类别所在的列名；留空表示没有目标。</translation>
  </message>
  <message>
   <source>Name of the column with the texts.</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>文本所在的列名。</translation>
  </message>
  <message>
   <source>Names of feature columns that hold words, separated by commas.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>存放词的特征列的名称，以逗号分隔。</translation>
  </message>
  <message>
   <source>Names of the feature columns, separated by commas; empty: all others.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>特征列的名称，以逗号分隔；留空则取其余所有列。</translation>
  </message>
  <message>
   <source>Names or numbers (from 1) of the features to keep, by commas.</source>
   <extracomment>catalogue: SelectColumns</extracomment>
   <translation>要保留的特征的名称或编号（从 1 起），以逗号分隔。</translation>
  </message>
  <message>
   <source>Nearest</source>
   <extracomment>catalogue: Augment</extracomment>
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
   <source>Nesterov 1983; Keras SGD with nesterov, whose momentum holds the rate, where PyTorch multiplies by it afterwards</source>
   <extracomment>catalogue: Nesterov</extracomment>
   <translation>Nesterov 1983；带 nesterov 的 Keras SGD，学习率已计入动量，PyTorch 则在之后才乘</translation>
  </message>
  <message>
   <source>Ngrams</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>N 元词组</translation>
  </message>
  <message>
   <source>Nodes folded into one, with ports of its own. Double-click or Ctrl+Enter opens it, Ctrl+Shift+G unpacks it.</source>
   <extracomment>catalogue: Group</extracomment>
   <translation>组：折叠成一个的若干节点，有自己的端口。双击或按 Ctrl+Enter 打开，按 Ctrl+Shift+G 取消编组。</translation>
  </message>
  <message>
   <source>Noise</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>噪声</translation>
  </message>
  <message>
   <source>None</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>无</translation>
  </message>
  <message>
   <source>Norm</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>范数</translation>
  </message>
  <message>
   <source>Norm first</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>先归一化</translation>
  </message>
  <message>
   <source>Normal</source>
   <extracomment>initial value or regularizer: normal</extracomment>
   <translation>正态</translation>
  </message>
  <message>
   <source>Normal clouds about random centres, one class a cloud.</source>
   <extracomment>catalogue: Blobs</extracomment>
   <translation>围绕随机中心的正态点云，每云一类。</translation>
  </message>
  <message>
   <source>Normalize what goes into the layers, not what comes out.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>对层的输入而不是输出做归一化。</translation>
  </message>
  <message>
   <source>Normally distributed.</source>
   <extracomment>initial value or regularizer: normal</extracomment>
   <translation>正态分布。</translation>
  </message>
  <message>
   <source>Normally distributed; what lies beyond two standard deviations is drawn again.</source>
   <extracomment>initial value or regularizer: truncated_normal</extracomment>
   <translation>正态分布；超出两个标准差的重新抽取。</translation>
  </message>
  <message>
   <source>Note only whether a word is there.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>只记录词是否出现。</translation>
  </message>
  <message>
   <source>Num heads</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>头数</translation>
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
   <source>NumPy absolute; derivative 0 at 0 as in PyTorch</source>
   <extracomment>catalogue: Absolute</extracomment>
   <translation>NumPy absolute；0 处的导数为 0，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy all</source>
   <extracomment>catalogue: All</extracomment>
   <translation>NumPy all</translation>
  </message>
  <message>
   <source>NumPy clip; derivative 1 at the bounds as in PyTorch</source>
   <extracomment>catalogue: Clip</extracomment>
   <translation>NumPy clip；界处的导数为 1，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy concatenate; the axis defaults to the last as in Keras</source>
   <extracomment>catalogue: Concatenate</extracomment>
   <translation>NumPy concatenate；默认沿最后一个轴，与 Keras 相同</translation>
  </message>
  <message>
   <source>NumPy linalg.norm of the flattened tensor; derivative 0 at 0 as in PyTorch</source>
   <extracomment>catalogue: L2Norm</extracomment>
   <translation>展平后张量的 NumPy linalg.norm；0 处的导数为 0，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy linalg.norm; derivative 0 at 0 as in PyTorch</source>
   <extracomment>catalogue: Norm</extracomment>
   <translation>NumPy linalg.norm；0 处的导数为 0，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy max; gradient shared evenly at ties as in PyTorch amax</source>
   <extracomment>catalogue: Max</extracomment>
   <translation>NumPy max；并列时梯度平分，与 PyTorch amax 相同</translation>
  </message>
  <message>
   <source>NumPy maximum; gradient halved at ties as in PyTorch</source>
   <extracomment>catalogue: Maximum</extracomment>
   <translation>NumPy maximum；并列时梯度减半，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy min; gradient shared evenly at ties as in PyTorch amin</source>
   <extracomment>catalogue: Min</extracomment>
   <translation>NumPy min；并列时梯度平分，与 PyTorch amin 相同</translation>
  </message>
  <message>
   <source>NumPy minimum; gradient halved at ties as in PyTorch</source>
   <extracomment>catalogue: Minimum</extracomment>
   <translation>NumPy minimum；并列时梯度减半，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy sqrt; derivative ∞ at 0 as in PyTorch</source>
   <extracomment>catalogue: Sqrt</extracomment>
   <translation>NumPy sqrt；0 处的导数为 ∞，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy std; derivative 0 where all entries are equal as in PyTorch</source>
   <extracomment>catalogue: Std</extracomment>
   <translation>NumPy std；所有元素相等时导数为 0，与 PyTorch 相同</translation>
  </message>
  <message>
   <source>NumPy take; an index out of range is an error, as in TensorFlow</source>
   <extracomment>catalogue: Gather</extracomment>
   <translation>NumPy take；超出范围的索引为错误，与 TensorFlow 相同</translation>
  </message>
  <message>
   <source>NumPy where</source>
   <extracomment>catalogue: Where</extracomment>
   <translation>NumPy where</translation>
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
   <source>Number of items.</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>物品的数量。</translation>
  </message>
  <message>
   <source>Number of outputs of a step, and size of the state.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>每一步的输出数，也是状态的大小。</translation>
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
   <source>Number of users.</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>用户的数量。</translation>
  </message>
  <message>
   <source>Numbers</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数值</translation>
  </message>
  <message>
   <source>Numbers as keras.layers.TextVectorization; subwords after Sennrich, Haddow and Birch (2016)</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>编号同 keras.layers.TextVectorization；子词按 Sennrich、Haddow 和 Birch（2016）</translation>
  </message>
  <message>
   <source>Numbers of tokens, (batch, steps).</source>
   <extracomment>catalogue: PaddingMask</extracomment>
   <translation>词元的编号，(batch, steps)。</translation>
  </message>
  <message>
   <source>Numbers of tokens, from 0 to input_dim − 1.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>词元的编号，从 0 到 input_dim − 1。</translation>
  </message>
  <message>
   <source>Numbers that never change.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>常量：从不改变的数。</translation>
  </message>
  <message>
   <source>Numbers that stand in the document itself: one row for each example.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>存放在文档中的数：每个样本一行。</translation>
  </message>
  <message>
   <source>Numbers that training changes.</source>
   <extracomment>catalogue: Variable</extracomment>
   <translation>变量：由训练改变的数。</translation>
  </message>
  <message>
   <source>One hot</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>独热</translation>
  </message>
  <message>
   <source>One long text, which may be larger than memory, to learn what comes next; its end is kept apart.</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>一篇长文本，可以比内存更大，用来学习接下来是什么；末尾一段单独留出。</translation>
  </message>
  <message>
   <source>One number everywhere.</source>
   <extracomment>initial value or regularizer: constant</extracomment>
   <translation>处处是同一个数。</translation>
  </message>
  <message>
   <source>One number for each entry.</source>
   <extracomment>catalogue: SparseFromValues</extracomment>
   <translation>每个元素一个数。</translation>
  </message>
  <message>
   <source>Ones</source>
   <extracomment>initial value or regularizer: ones</extracomment>
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
   <extracomment>initial value or regularizer: orthogonal</extracomment>
   <translation>正交</translation>
  </message>
  <message>
   <source>Output dim</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>输出维数</translation>
  </message>
  <message>
   <source>Output padding</source>
   <extracomment>catalogue: Conv2DTranspose</extracomment>
   <translation>输出填充</translation>
  </message>
  <message>
   <source>Output shape</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>输出形状</translation>
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
   <source>Pace and Barry (1997), Sparse Spatial Autoregressions, through scikit-learn</source>
   <extracomment>catalogue: CaliforniaHousing</extracomment>
   <translation>Pace 和 Barry（1997），Sparse Spatial Autoregressions，经由 scikit-learn</translation>
  </message>
  <message>
   <source>Pad</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>补边</translation>
  </message>
  <message>
   <source>Pad width</source>
   <extracomment>catalogue: Pad</extracomment>
   <translation>填充宽度</translation>
  </message>
  <message>
   <source>Padding</source>
   <extracomment>catalogue: PadSequences</extracomment>
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
   <source>Patience</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>耐心轮数</translation>
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
   <source>Pictures in a folder, one sub-folder for each class; read batch by batch, values from 0 to 1.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>文件夹中的图片，每个子文件夹为一类；逐批读取，取值在 0 到 1 之间。</translation>
  </message>
  <message>
   <source>Pipe</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>竖线</translation>
  </message>
  <message>
   <source>Point</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>句点</translation>
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
   <source>Pointwise regularizer</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>逐点核正则化器</translation>
  </message>
  <message>
   <source>Polyak 1964; Keras SGD with momentum, which holds the rate, where PyTorch multiplies by it afterwards</source>
   <extracomment>catalogue: Momentum</extracomment>
   <translation>Polyak 1964；带 momentum 的 Keras SGD，学习率已计入动量，PyTorch 则在之后才乘</translation>
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
   <source>Post</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>末尾</translation>
  </message>
  <message>
   <source>Power</source>
   <extracomment>catalogue: PolynomialDecay</extracomment>
   <translation>幂</translation>
  </message>
  <message>
   <source>Pre</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>开头</translation>
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
   <source>Pulls every weight towards zero with the same force, so that many become zero.</source>
   <extracomment>initial value or regularizer: l1</extracomment>
   <translation>以同样的力把每个权重拉向零，使许多权重变为零。</translation>
  </message>
  <message>
   <source>Pulls weights towards zero the harder, the larger they are.</source>
   <extracomment>initial value or regularizer: l2</extracomment>
   <translation>把权重拉向零，权重越大，拉力越大。</translation>
  </message>
  <message>
   <source>Puts a border of zeros around images.</source>
   <extracomment>catalogue: ZeroPadding2D</extracomment>
   <translation>补零：在图像四周加一圈零。</translation>
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
   <source>PyTorch StepLR; Keras's ExponentialDecay in stairs</source>
   <extracomment>catalogue: StepDecay</extracomment>
   <translation>PyTorch StepLR；阶梯式的 Keras ExponentialDecay</translation>
  </message>
  <message>
   <source>R. A. Fisher (1936), through scikit-learn</source>
   <extracomment>catalogue: Iris</extracomment>
   <translation>R. A. Fisher（1936），经由 scikit-learn</translation>
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
   <source>Ratings from 1 to 5 of items by users: rows of a user's and an item's number, made from hidden tastes that agree.</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>用户对物品的 1 到 5 分评分：每行为用户编号和物品编号，由彼此契合的隐含偏好生成。</translation>
  </message>
  <message>
   <source>ReLU</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>ReLU</translation>
  </message>
  <message>
   <source>Read from the last step to the first, and give the outputs in that order.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>从最后一步读到第一步，并按该次序给出输出。</translation>
  </message>
  <message>
   <source>Reading</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>读取方式</translation>
  </message>
  <message>
   <source>Recurrent activation</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>循环激活函数</translation>
  </message>
  <message>
   <source>Recurrent dropout</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>循环随机失活</translation>
  </message>
  <message>
   <source>Recurrent initializer</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>循环核初始化器</translation>
  </message>
  <message>
   <source>Recurrent regularizer</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>循环核正则化器</translation>
  </message>
  <message>
   <source>Reduction</source>
   <extracomment>catalogue: MeanSquaredError</extracomment>
   <translation>归约方式</translation>
  </message>
  <message>
   <source>Reflect</source>
   <extracomment>catalogue: Augment</extracomment>
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
   <source>Reset after</source>
   <extracomment>catalogue: GRU</extracomment>
   <translation>乘后重置</translation>
  </message>
  <message>
   <source>Resize</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>缩放方式</translation>
  </message>
  <message>
   <source>Restore best weights</source>
   <extracomment>run settings</extracomment>
   <translation>恢复最佳权重</translation>
  </message>
  <message>
   <source>Return sequences</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>返回整个序列</translation>
  </message>
  <message>
   <source>Return state</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>返回状态</translation>
  </message>
  <message>
   <source>Reverse</source>
   <extracomment>catalogue: CumSum</extracomment>
   <translation>反转</translation>
  </message>
  <message>
   <source>Rgb</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>RGB</translation>
  </message>
  <message>
   <source>Rho</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>Rho</translation>
  </message>
  <message>
   <source>Root of the mean of the squared differences over all rows, in the unit of the targets.</source>
   <extracomment>catalogue: RootMeanSquaredErrorMetric</extracomment>
   <translation>均方根误差：所有行的平方差的平均再开方，单位与目标相同。</translation>
  </message>
  <message>
   <source>Rotate</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>旋转</translation>
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
   <source>Row and column of each entry, counted from zero: one pair for each.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>每个元素的行和列，从零数起：每个元素一对。</translation>
  </message>
  <message>
   <source>Rows and columns of the whole matrix.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>整个矩阵的行数和列数。</translation>
  </message>
  <message>
   <source>Rows of features, (batch, features); sparse ones are multiplied without their zeros.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>由特征组成的行，(batch, features)；稀疏的行相乘时跳过零元素。</translation>
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
   <source>Sample weight</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>样本权重</translation>
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
   <extracomment>catalogue: MNIST</extracomment>
   <translation>缩放</translation>
  </message>
  <message>
   <source>Schedules</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>调度</translation>
  </message>
  <message>
   <source>Scores of the model to learn from, which stays as it is.</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>所学习的模型的得分；该模型保持不变。</translation>
  </message>
  <message>
   <source>Sections</source>
   <extracomment>catalogue: SplitTensor</extracomment>
   <translation>分段</translation>
  </message>
  <message>
   <source>See the training rows in a new order each epoch, the same for the same seed. Rows that can only be read one after another are mixed within a buffer: each piece that is read takes the places of rows drawn from it.</source>
   <extracomment>catalogue: Shuffle</extracomment>
   <translation>打乱：每轮以新的次序看训练数据；种子相同，次序也相同。只能逐行读取的数据在缓冲区内打乱，每读入一块，就取代从缓冲区中抽出的行。</translation>
  </message>
  <message>
   <source>Seed</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>种子</translation>
  </message>
  <message>
   <source>Seed of initial weights, splits and shuffles; same seed, same run.</source>
   <extracomment>run settings</extracomment>
   <translation>初始权重、划分与打乱的种子；种子相同，运行相同。</translation>
  </message>
  <message>
   <source>Seed of its own; empty: the run's seed.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>自己的种子；留空则用本次运行的种子。</translation>
  </message>
  <message>
   <source>Seed of its own; without one it draws from the run's seed.</source>
   <extracomment>initial value or regularizer: uniform</extracomment>
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
   <source>Several heads look at the steps of a sequence, each in its own way, and what they find is mixed.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>多头注意力：多个头各以自己的方式看序列的各步，再把得到的结果混合起来。</translation>
  </message>
  <message>
   <source>Shape</source>
   <extracomment>catalogue: Reshape</extracomment>
   <translation>形状</translation>
  </message>
  <message>
   <source>Shape of the distribution.</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>分布的形状。</translation>
  </message>
  <message>
   <source>Share</source>
   <extracomment>catalogue: Imbalanced</extracomment>
   <translation>占比</translation>
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
   <source>Share of the rows in class 1.</source>
   <extracomment>catalogue: Imbalanced</extracomment>
   <translation>类别 1 的行所占的比例。</translation>
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
   <source>Share of the rows that are off.</source>
   <extracomment>catalogue: Outliers</extracomment>
   <translation>偏离的行所占的比例。</translation>
  </message>
  <message>
   <source>Share of the rows whose class is right; the kind of targets is found from the types.</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>准确率：类别正确的行的份额；目标的种类由类型得出。</translation>
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
   <translation>决定系数：目标的离散程度中得到解释的比例：1 为完美，0 表示不比取均值好。</translation>
  </message>
  <message>
   <source>Share of the steps in which the rate rises.</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>学习率上升的步数所占的比例。</translation>
  </message>
  <message>
   <source>Share of the teacher; the rest is the true classes'.</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>教师所占的份额；其余归真实类别。</translation>
  </message>
  <message>
   <source>Share of the text, at its end, kept for test.</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>文本末尾留作测试的份额。</translation>
  </message>
  <message>
   <source>Share of the text, at its end, kept for validation.</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>文本末尾留作验证的份额。</translation>
  </message>
  <message>
   <source>Share of the yes-or-no answers that are right.</source>
   <extracomment>catalogue: BinaryAccuracy</extracomment>
   <translation>是非回答中正确的份额。</translation>
  </message>
  <message>
   <source>Share of what is said to be yes that is.</source>
   <extracomment>catalogue: Precision</extracomment>
   <translation>精确率：判为“是”的之中确实为“是”的比例。</translation>
  </message>
  <message>
   <source>Share of what is yes that is found.</source>
   <extracomment>catalogue: Recall</extracomment>
   <translation>召回率：确实为“是”的之中被找到的比例。</translation>
  </message>
  <message>
   <source>Shift</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>平移</translation>
  </message>
  <message>
   <source>Shift jis</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>Shift JIS</translation>
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
   <source>SimpleRNN</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>SimpleRNN</translation>
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
   <source>Skip</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>跳过</translation>
  </message>
  <message>
   <source>Slides a filter of its own over each channel of images.</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>逐通道卷积：让每个通道各自的滤波器在图像的该通道上滑动。</translation>
  </message>
  <message>
   <source>Slides filters along sequences; each gives one channel of the output.</source>
   <extracomment>catalogue: Conv1D</extracomment>
   <translation>一维卷积：让滤波器沿序列滑动；每个滤波器给出输出的一个通道。</translation>
  </message>
  <message>
   <source>Slides filters over images; each gives one channel of the output.</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>二维卷积：让滤波器在图像上滑动；每个滤波器给出输出的一个通道。</translation>
  </message>
  <message>
   <source>Smallest number.</source>
   <extracomment>initial value or regularizer: uniform</extracomment>
   <translation>最小的数。</translation>
  </message>
  <message>
   <source>Smith and Topin 2018; PyTorch OneCycleLR, without its cycling of the momentum</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>Smith 和 Topin 2018；PyTorch OneCycleLR，但不循环改变动量</translation>
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
   <source>Sparse rows stored by scipy.sparse.save_npz; whole-number targets are class labels.</source>
   <extracomment>catalogue: SparseFile</extracomment>
   <translation>由 scipy.sparse.save_npz 保存的稀疏行；整数目标为类别标签。</translation>
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
   <translation>Huber 损失：小误差取平方，大误差取绝对值，使离群点不起主导作用。</translation>
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
   <extracomment>catalogue: Augment</extracomment>
   <translation>所加正态噪声的标准差。</translation>
  </message>
  <message>
   <source>Standard deviation of the numbers.</source>
   <extracomment>initial value or regularizer: normal</extracomment>
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
   <source>Stretch</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>拉伸</translation>
  </message>
  <message>
   <source>Stride</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>步幅</translation>
  </message>
  <message>
   <source>Strides</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>步幅</translation>
  </message>
  <message>
   <source>Sublinear</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>次线性</translation>
  </message>
  <message>
   <source>Subtracts the second tensor from the first, entry by entry.</source>
   <extracomment>catalogue: Subtract</extracomment>
   <translation>逐元素从第一个张量减去第二个。</translation>
  </message>
  <message>
   <source>Subword</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>子词</translation>
  </message>
  <message>
   <source>Sum</source>
   <extracomment>catalogue: Bidirectional</extracomment>
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
   <source>Take 1 + log of the counts.</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>取计数的 1 + log。</translation>
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
   <translation>全局最大池化：取每个通道在整幅图像上的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry of each channel over a whole sequence.</source>
   <extracomment>catalogue: GlobalMaxPooling1D</extracomment>
   <translation>全局最大池化：取每个通道在整个序列上的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry of each window of sequences, channel by channel.</source>
   <extracomment>catalogue: MaxPooling1D</extracomment>
   <translation>最大池化：逐通道取序列每个窗口中的最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest entry over the axes.</source>
   <extracomment>catalogue: Max</extracomment>
   <translation>沿各轴取最大元素。</translation>
  </message>
  <message>
   <source>Takes the largest pixel of each window of images, channel by channel.</source>
   <extracomment>catalogue: MaxPooling2D</extracomment>
   <translation>最大池化：逐通道取图像每个窗口中的最大像素。</translation>
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
   <translation>全局平均池化：取每个通道在整幅图像上的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each channel over a whole sequence.</source>
   <extracomment>catalogue: GlobalAveragePooling1D</extracomment>
   <translation>全局平均池化：取每个通道在整个序列上的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each window of images, channel by channel.</source>
   <extracomment>catalogue: AveragePooling2D</extracomment>
   <translation>平均池化：逐通道取图像每个窗口的均值。</translation>
  </message>
  <message>
   <source>Takes the mean of each window of sequences, channel by channel.</source>
   <extracomment>catalogue: AveragePooling1D</extracomment>
   <translation>平均池化：逐通道取序列每个窗口的均值。</translation>
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
   <source>Targets</source>
   <extracomment>catalogue: NPYFile</extracomment>
   <translation>目标</translation>
  </message>
  <message>
   <source>Targets: whole numbers are class labels.</source>
   <extracomment>catalogue: Arrays</extracomment>
   <translation>目标：整数为类别标签。</translation>
  </message>
  <message>
   <source>Tells the steps that are there from those that only fill up.</source>
   <extracomment>catalogue: PaddingMask</extracomment>
   <translation>填充掩码：区分实际存在的步与仅作填充的步。</translation>
  </message>
  <message>
   <source>Temperature</source>
   <extracomment>catalogue: Distillation</extracomment>
   <translation>温度</translation>
  </message>
  <message>
   <source>TensorFlow SparseTensor; values at the same place are added, as in SciPy</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>TensorFlow SparseTensor；同一位置的值相加，与 SciPy 相同</translation>
  </message>
  <message>
   <source>Tensors</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>Test fraction</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>测试比例</translation>
  </message>
  <message>
   <source>Text</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>文本</translation>
  </message>
  <message>
   <source>Text file, one document a line: a label, a tab and a text, or a text alone.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>文本文件，每行一篇文档：标签、制表符、文本，或只有文本。</translation>
  </message>
  <message>
   <source>Text files in a folder, one sub-folder for each class.</source>
   <extracomment>catalogue: TextFolder</extracomment>
   <translation>文件夹中的文本文件，每个子文件夹为一类。</translation>
  </message>
  <message>
   <source>The .npy file of features, rows first, relative to the project's folder.</source>
   <extracomment>catalogue: NPYFile</extracomment>
   <translation>特征的 .npy 文件，按行排列，相对于项目所在的文件夹。</translation>
  </message>
  <message>
   <source>The .npy file of targets, one row for each example; empty: none.</source>
   <extracomment>catalogue: NPYFile</extracomment>
   <translation>目标的 .npy 文件，每个样本一行；留空表示没有。</translation>
  </message>
  <message>
   <source>The .npz file that scipy.sparse.save_npz wrote; its array y is the targets.</source>
   <extracomment>catalogue: SparseFile</extracomment>
   <translation>由 scipy.sparse.save_npz 写出的 .npz 文件；其中的数组 y 为目标。</translation>
  </message>
  <message>
   <source>The .npz file, relative to the project's folder.</source>
   <extracomment>catalogue: NPZFile</extracomment>
   <translation>.npz 文件，相对于项目所在的文件夹。</translation>
  </message>
  <message>
   <source>The IDX file with one whole number for each row; empty: no targets.</source>
   <extracomment>catalogue: IDXFile</extracomment>
   <translation>每行一个整数的 IDX 文件；留空表示没有目标。</translation>
  </message>
  <message>
   <source>The IDX file with the features, relative to the project's folder.</source>
   <extracomment>catalogue: IDXFile</extracomment>
   <translation>特征的 IDX 文件，相对于项目所在的文件夹。</translation>
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
   <source>The axis to cut.</source>
   <extracomment>catalogue: SplitTensor</extracomment>
   <translation>要切分的轴。</translation>
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
   <source>The bias of the forget gate begins at 1.</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>遗忘门的偏置从 1 开始。</translation>
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
   <source>The dtype of the values; empty for their own.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>值的 dtype；留空则用其自身的。</translation>
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
   <source>The figure that early stopping watches, such as val_loss or val_accuracy.</source>
   <extracomment>run settings</extracomment>
   <translation>早停监视的指标，例如 val_loss 或 val_accuracy。</translation>
  </message>
  <message>
   <source>The figure that is watched: loss, a metric's name, or val_ and either.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>所监视的指标：loss、指标的名称，或在它们前面加 val_。</translation>
  </message>
  <message>
   <source>The first entry on each axis; empty for the start.</source>
   <extracomment>catalogue: Slice</extracomment>
   <translation>每个轴上的第一个元素；留空则从头开始。</translation>
  </message>
  <message>
   <source>The folder whose sub-folders are the classes, relative to the project's.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>以子文件夹为类别的文件夹，相对于项目所在的文件夹。</translation>
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
   <extracomment>initial value or regularizer: identity</extracomment>
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
   <source>The least change that counts as improvement.</source>
   <extracomment>run settings</extracomment>
   <translation>至少变化多少才算改进。</translation>
  </message>
  <message>
   <source>The line 2x + 1 with noise, and some points far above it, which pull at a squared loss.</source>
   <extracomment>catalogue: Outliers</extracomment>
   <translation>带噪声的直线 2x + 1，以及远在其上方的一些点；它们会牵动平方损失。</translation>
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
   <source>The number of each entry; numbers at the same place are added.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>每个元素的数值；同一位置的数相加。</translation>
  </message>
  <message>
   <source>The number that training makes small.</source>
   <extracomment>catalogue: SGD</extracomment>
   <translation>训练要使之变小的数。</translation>
  </message>
  <message>
   <source>The number.</source>
   <extracomment>initial value or regularizer: constant</extracomment>
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
   <source>The rate falls no lower.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>学习率不会低于它。</translation>
  </message>
  <message>
   <source>The rate falls whenever a figure, such as the validation loss, has stopped getting better.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>当验证损失之类的指标不再变好时，学习率就下降。</translation>
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
   <extracomment>catalogue: Augment</extracomment>
   <translation>经过此步骤的行。</translation>
  </message>
  <message>
   <source>The rows.</source>
   <extracomment>catalogue: Augment</extracomment>
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
   <source>The share of entries that are zero.</source>
   <extracomment>catalogue: Sparsity</extracomment>
   <translation>零元素所占的比例。</translation>
  </message>
  <message>
   <source>The share of the features that is dropped in training.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>训练时丢弃的特征所占的比例。</translation>
  </message>
  <message>
   <source>The share of the moving averages that a step keeps.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>每一步保留的滑动平均的比例。</translation>
  </message>
  <message>
   <source>The share of the state that the gates do not see in training.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>训练时对门隐藏的状态所占的比例。</translation>
  </message>
  <message>
   <source>The share of what is looked at that is dropped in training.</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>训练时所看内容中被丢弃的比例。</translation>
  </message>
  <message>
   <source>The share that is dropped in training, at four places.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>训练时丢弃的比例，用在四处。</translation>
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
   <source>The steps that are looked at, (batch, source, features).</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>被看的步，(batch, source, features)。</translation>
  </message>
  <message>
   <source>The steps that ask, (batch, target, features).</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>发出查询的步，(batch, target, features)。</translation>
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
   <source>The table, relative to the project's folder; line 1 names the columns.</source>
   <extracomment>catalogue: TextTable</extracomment>
   <translation>表格文件，相对于项目所在的文件夹；第 1 行为列名。</translation>
  </message>
  <message>
   <source>The targets of one batch: class labels or quantities.</source>
   <extracomment>catalogue: Batch</extracomment>
   <translation>一个批次的目标：类别标签或数量。</translation>
  </message>
  <message>
   <source>The text in UTF-8, relative to the project's folder.</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>UTF-8 文本文件，相对于项目所在的文件夹。</translation>
  </message>
  <message>
   <source>The textbook's gradient descent: every step sees the whole training part, whatever the batch size says.</source>
   <extracomment>catalogue: GradientDescent</extracomment>
   <translation>全批量梯度下降：教科书中的梯度下降；每一步都看整个训练部分，与批大小的设置无关。</translation>
  </message>
  <message>
   <source>The texts themselves, as a list, instead of a file.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>直接给出的文本列表，代替文件。</translation>
  </message>
  <message>
   <source>The thresholds themselves, between 0 and 1; empty: as many as num_thresholds says, evenly.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>各个阈值，在 0 与 1 之间；留空则按 num_thresholds 的个数均匀分布。</translation>
  </message>
  <message>
   <source>The token that fills up short sequences.</source>
   <extracomment>catalogue: PaddingMask</extracomment>
   <translation>用来填充短序列的词元。</translation>
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
   <source>This version does not know this kind; it is kept as it is.</source>
   <extracomment>app/catalog/registry.py</extracomment>
   <translation>此版本不认识该节点种类；它保持原样。</translation>
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
   <source>Thresholds</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>阈值</translation>
  </message>
  <message>
   <source>Tieleman and Hinton 2012, in Keras's form: epsilon stands inside the root, where PyTorch has it outside</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>Tieleman 和 Hinton 2012，Keras 的形式：epsilon 在根号内，PyTorch 则在根号外</translation>
  </message>
  <message>
   <source>Times</source>
   <extracomment>catalogue: Repeat</extracomment>
   <translation>遍数</translation>
  </message>
  <message>
   <source>Token 0 only fills up: a second output, mask, says which tokens are others.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>词元 0 仅作填充：第二个输出 mask 说明哪些词元不是填充。</translation>
  </message>
  <message>
   <source>Tokens of a window.</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>每个窗口的词元数。</translation>
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
   <source>Transpose a</source>
   <extracomment>catalogue: SparseMatMul</extracomment>
   <translation>转置 a</translation>
  </message>
  <message>
   <source>True where a step may be looked at; fits (batch, steps, steps).</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>可以看的步为真；形状应与 (batch, steps, steps) 相符。</translation>
  </message>
  <message>
   <source>True where a step may be looked at; fits (batch, target, source).</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>可以看的步为真；形状应与 (batch, target, source) 相符。</translation>
  </message>
  <message>
   <source>True where a step may be looked at; fits (…, target, source).</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>可以看的步为真；形状应与 (…, target, source) 相符。</translation>
  </message>
  <message>
   <source>Truncated normal</source>
   <extracomment>initial value or regularizer: truncated_normal</extracomment>
   <translation>截断正态</translation>
  </message>
  <message>
   <source>Truncating</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>截断位置</translation>
  </message>
  <message>
   <source>Turn class labels into rows of zeros with a one at the class.</source>
   <extracomment>catalogue: OneHotLabels</extracomment>
   <translation>独热编码：把类别标签变成独热行；对应类别为一，其余为零。</translation>
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
   <source>Turns the rows of a sparse matrix into columns.</source>
   <extracomment>catalogue: SparseTranspose</extracomment>
   <translation>把稀疏矩阵的行变为列。</translation>
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
   <source>Two normal clouds that overlap, the second one rare: accuracy alone says little here.</source>
   <extracomment>catalogue: Imbalanced</extracomment>
   <translation>两个互相重叠的正态点云，第二个很稀少：在这里只看准确率说明不了什么。</translation>
  </message>
  <message>
   <source>Two recurrent layers, one reading the sequence forwards and one backwards; masked steps give zeros.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>双向循环层：两个循环层，一个正向、一个反向读取序列；被掩蔽的步给出零。</translation>
  </message>
  <message>
   <source>Type of the elements.</source>
   <extracomment>catalogue: Constant</extracomment>
   <translation>元素的类型。</translation>
  </message>
  <message>
   <source>UCI ML breast cancer Wisconsin (diagnostic), through scikit-learn</source>
   <extracomment>catalogue: BreastCancer</extracomment>
   <translation>UCI ML breast cancer Wisconsin (diagnostic)，经由 scikit-learn</translation>
  </message>
  <message>
   <source>UCI ML hand-written digits (test set), through scikit-learn</source>
   <extracomment>catalogue: Digits</extracomment>
   <translation>UCI ML hand-written digits（测试集），经由 scikit-learn</translation>
  </message>
  <message>
   <source>UCI ML wine, through scikit-learn</source>
   <extracomment>catalogue: Wine</extracomment>
   <translation>UCI ML wine，经由 scikit-learn</translation>
  </message>
  <message>
   <source>Uniform</source>
   <extracomment>initial value or regularizer: uniform</extracomment>
   <translation>均匀</translation>
  </message>
  <message>
   <source>Uniform average</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>均匀平均</translation>
  </message>
  <message>
   <source>Unit forget bias</source>
   <extracomment>catalogue: LSTM</extracomment>
   <translation>遗忘门偏置为 1</translation>
  </message>
  <message>
   <source>Units</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>单元数</translation>
  </message>
  <message>
   <source>Untruncated normal</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>未截断正态</translation>
  </message>
  <message>
   <source>Upper end, itself not drawn.</source>
   <extracomment>initial value or regularizer: uniform</extracomment>
   <translation>上端，本身不会抽到。</translation>
  </message>
  <message>
   <source>Use bias</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>使用偏置</translation>
  </message>
  <message>
   <source>Use causal mask</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>使用因果掩码</translation>
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
   <source>Users</source>
   <extracomment>catalogue: Ratings</extracomment>
   <translation>用户数</translation>
  </message>
  <message>
   <source>Utf-16</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>UTF-16</translation>
  </message>
  <message>
   <source>Utf-8</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>UTF-8</translation>
  </message>
  <message>
   <source>Valid</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>不填充</translation>
  </message>
  <message>
   <source>Validation fraction</source>
   <extracomment>catalogue: TextFile</extracomment>
   <translation>验证比例</translation>
  </message>
  <message>
   <source>Value</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>值</translation>
  </message>
  <message>
   <source>Value dim</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>值维数</translation>
  </message>
  <message>
   <source>Values</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>值</translation>
  </message>
  <message>
   <source>Variance scaling</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>方差缩放</translation>
  </message>
  <message>
   <source>Variance that follows the number of inputs or outputs.</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>随输入或输出的个数而定的方差。</translation>
  </message>
  <message>
   <source>Variance weighted average</source>
   <extracomment>catalogue: R2Score</extracomment>
   <translation>方差加权平均</translation>
  </message>
  <message>
   <source>Vaswani et al. 2017; KerasHub SinePositionEncoding, added to the input</source>
   <extracomment>catalogue: PositionalEncoding</extracomment>
   <translation>Vaswani 等 2017；KerasHub SinePositionEncoding，加到输入上</translation>
  </message>
  <message>
   <source>Vaswani et al. 2017; PyTorch TransformerEncoderLayer, names and defaults as in KerasHub TransformerEncoder</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>Vaswani 等 2017；PyTorch TransformerEncoderLayer，名称和默认值同 KerasHub TransformerEncoder</translation>
  </message>
  <message>
   <source>Vertical flip</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>垂直翻转</translation>
  </message>
  <message>
   <source>Vocabulary size</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>词表大小</translation>
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
   <source>Weighs words by how rare they are, in the training documents alone; rows stay sparse.</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>按词的稀少程度加权，只统计训练文档；行保持稀疏。</translation>
  </message>
  <message>
   <source>Weight</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>权重</translation>
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
   <source>Weight of the sum of the sizes.</source>
   <extracomment>initial value or regularizer: l1</extracomment>
   <translation>绝对值之和的权重。</translation>
  </message>
  <message>
   <source>Weight of the sum of the squares.</source>
   <extracomment>initial value or regularizer: l2</extracomment>
   <translation>平方和的权重。</translation>
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
   <source>What comes in from beyond the border.</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>边界之外用什么填充。</translation>
  </message>
  <message>
   <source>What comes into the group. A wire from the last port gives the group another input.</source>
   <extracomment>catalogue: GroupInput</extracomment>
   <translation>组的输入。从最后一个端口引出连线，组就多一个输入。</translation>
  </message>
  <message>
   <source>What happens to an image that cannot be read: end with its name, or leave it out (all are tried first).</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>图像无法读取时怎么办：报出其名称并结束，或跳过它（会先试读所有图像）。</translation>
  </message>
  <message>
   <source>What happens to empty cells and to those that are no number; mean and median are the training part's.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>空单元格和不是数的单元格如何处理；均值和中位数取自训练部分。</translation>
  </message>
  <message>
   <source>What is asked for, (…, target, features).</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>查询，(…, target, features)。</translation>
  </message>
  <message>
   <source>What is compared with the query in their place; without it the value.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>代替值与查询比较的键；没有它则用值。</translation>
  </message>
  <message>
   <source>What is computed; the names in it become the inputs. Lines such as e = a - b name a part, the last line is the result. Signs: + - * / % ** @ &lt; &lt;= &gt; &gt;= == != and or not; functions are called as the operations, with their attributes by name: sum(x, axis=-1).</source>
   <extracomment>catalogue: Expression</extracomment>
   <translation>要计算的内容；其中的名称成为输入。e = a - b 这样的行为一部分命名，最后一行为结果。符号：+ - * / % ** @ &lt; &lt;= &gt; &gt;= == != and or not；函数按运算的名称调用，属性写明名称：sum(x, axis=-1)。</translation>
  </message>
  <message>
   <source>What is found there, (…, source, values).</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>查到的值，(…, source, values)。</translation>
  </message>
  <message>
   <source>What is made equal for all documents.</source>
   <extracomment>catalogue: TfIdf</extracomment>
   <translation>使所有文档的什么相等。</translation>
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
   <source>What it is compared with, (…, source, features).</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>与之比较的键，(…, source, features)。</translation>
  </message>
  <message>
   <source>What large values of beta add to the loss.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>beta 的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of gamma add to the loss.</source>
   <extracomment>catalogue: BatchNormalization</extracomment>
   <translation>gamma 的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the bias add to the loss.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>偏置的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the depthwise kernel add to the loss.</source>
   <extracomment>catalogue: DepthwiseConv2D</extracomment>
   <translation>逐通道核的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the embeddings add to the loss.</source>
   <extracomment>catalogue: Embedding</extracomment>
   <translation>嵌入的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the kernel add to the loss.</source>
   <extracomment>catalogue: Dense</extracomment>
   <translation>核的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the pointwise kernel add to the loss.</source>
   <extracomment>catalogue: SeparableConv2D</extracomment>
   <translation>逐点核的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What large values of the recurrent kernel add to the loss.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>循环核的值较大时给损失加上什么。</translation>
  </message>
  <message>
   <source>What leaves the group. A wire into the last port gives the group another output.</source>
   <extracomment>catalogue: GroupOutput</extracomment>
   <translation>组的输出。把连线接到最后一个端口，组就多一个输出。</translation>
  </message>
  <message>
   <source>What separates the columns.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>用什么分隔各列。</translation>
  </message>
  <message>
   <source>What short rows are filled up with.</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>用什么填充较短的行。</translation>
  </message>
  <message>
   <source>What stands at the top of the frame.</source>
   <extracomment>catalogue: Frame</extracomment>
   <translation>框顶部的文字。</translation>
  </message>
  <message>
   <source>What stands before the decimals of a number.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>小数部分之前的符号。</translation>
  </message>
  <message>
   <source>What stands in such cells where missing is value.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>missing 为 value 时，这些单元格中填入的值。</translation>
  </message>
  <message>
   <source>What the cell of the layer that reads backwards begins with, (batch, units); else zeros.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>反向层的单元状态的初始值，(batch, units)；没有则为零。</translation>
  </message>
  <message>
   <source>What the cell of the layer that reads forwards begins with, (batch, units); else zeros.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>正向层的单元状态的初始值，(batch, units)；没有则为零。</translation>
  </message>
  <message>
   <source>What the first rate of each round is multiplied by.</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>每一轮最初的学习率所乘的因子。</translation>
  </message>
  <message>
   <source>What the layers give.</source>
   <extracomment>catalogue: ResidualAdd</extracomment>
   <translation>各层的输出。</translation>
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
   <source>What the note says; Markdown such as **bold**, lists and headings is shown as such.</source>
   <extracomment>catalogue: Note</extracomment>
   <translation>便签的内容；**粗体**、列表和标题等 Markdown 会照样显示。</translation>
  </message>
  <message>
   <source>What the products are multiplied by; empty: 1 / √features.</source>
   <extracomment>catalogue: ScaledDotProductAttention</extracomment>
   <translation>乘积所乘的系数；留空则为 1 / √features。</translation>
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
   <source>What the result becomes: features or targets.</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>结果成为什么：特征还是目标。</translation>
  </message>
  <message>
   <source>What the state begins with, (batch, units); else zeros.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>状态的初始值，(batch, units)；没有则为零。</translation>
  </message>
  <message>
   <source>What the state of the layer that reads backwards begins with, (batch, units); else zeros.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>反向层的状态的初始值，(batch, units)；没有则为零。</translation>
  </message>
  <message>
   <source>What the state of the layer that reads forwards begins with, (batch, units); else zeros.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>正向层的状态的初始值，(batch, units)；没有则为零。</translation>
  </message>
  <message>
   <source>What the sum of squares starts from.</source>
   <extracomment>catalogue: Adagrad</extracomment>
   <translation>平方和的起始值。</translation>
  </message>
  <message>
   <source>What the units in between do.</source>
   <extracomment>catalogue: TransformerEncoderBlock</extracomment>
   <translation>中间各单元所用的激活函数。</translation>
  </message>
  <message>
   <source>What the variance is divided by.</source>
   <extracomment>initial value or regularizer: variance_scaling</extracomment>
   <translation>方差除以什么。</translation>
  </message>
  <message>
   <source>What went into them, of the same shape.</source>
   <extracomment>catalogue: ResidualAdd</extracomment>
   <translation>各层的输入，形状相同。</translation>
  </message>
  <message>
   <source>Where</source>
   <extracomment>catalogue: Cache</extracomment>
   <translation>位置</translation>
  </message>
  <message>
   <source>Where long rows are cut off.</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>过长的行从哪里截断。</translation>
  </message>
  <message>
   <source>Where short rows are filled up.</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>较短的行在哪里填充。</translation>
  </message>
  <message>
   <source>Where the new axis goes, counted in the result.</source>
   <extracomment>catalogue: ExpandDims</extracomment>
   <translation>新的轴放在哪里，按结果计数。</translation>
  </message>
  <message>
   <source>Where the numbers are kept: memory; file: a temporary file, a little at a time; auto: file above 256 MiB.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>数值存放在哪里：memory：内存；file：临时文件，每次一小部分；auto：超过 256 MiB 时用文件。</translation>
  </message>
  <message>
   <source>Whether less or more is better.</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>越小越好，还是越大越好。</translation>
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
   <source>Whether the run ends with the weights of its best epoch.</source>
   <extracomment>run settings</extracomment>
   <translation>运行结束时是否采用最佳一轮的权重。</translation>
  </message>
  <message>
   <source>Whether y_pred holds raw scores, which sigmoid brings between 0 and 1.</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>y_pred 是否为原始得分，由 sigmoid 变到 0 与 1 之间。</translation>
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
   <source>Which layer reads in both directions.</source>
   <extracomment>catalogue: Bidirectional</extracomment>
   <translation>哪种层作双向读取。</translation>
  </message>
  <message>
   <source>Which steps of each row count, (batch, steps); the others change nothing.</source>
   <extracomment>catalogue: SimpleRNN</extracomment>
   <translation>每行的哪些步算数，(batch, steps)；其余的不改变任何东西。</translation>
  </message>
  <message>
   <source>Which steps of the source are there, (batch, source); PaddingMask.</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>source 中哪些步实际存在，(batch, source)；见 PaddingMask。</translation>
  </message>
  <message>
   <source>Width</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>宽度</translation>
  </message>
  <message>
   <source>Width of every image.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>每幅图像的宽度。</translation>
  </message>
  <message>
   <source>Word</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>词</translation>
  </message>
  <message>
   <source>Words that stand in fewer documents are left out.</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>出现它的文档少于此数的词被舍去。</translation>
  </message>
  <message>
   <source>Writes a sparse matrix out with all its zeros.</source>
   <extracomment>catalogue: ToDense</extracomment>
   <translation>写出稀疏矩阵的全部元素，包括零。</translation>
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
   <source>Y. LeCun, C. Cortes and C. Burges, The MNIST database; the file of keras.datasets.mnist</source>
   <extracomment>catalogue: MNIST</extracomment>
   <translation>Y. LeCun、C. Cortes 和 C. Burges，The MNIST database；即 keras.datasets.mnist 的文件</translation>
  </message>
  <message>
   <source>Zeiler 2012; Keras Adadelta, the same as PyTorch's but for the default rate, 0.001 where PyTorch has 1</source>
   <extracomment>catalogue: Adadelta</extracomment>
   <translation>Zeiler 2012；Keras Adadelta，除默认学习率为 0.001、PyTorch 为 1 之外，与 PyTorch 的相同</translation>
  </message>
  <message>
   <source>Zero</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>零</translation>
  </message>
  <message>
   <source>Zeros</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>全零</translation>
  </message>
  <message>
   <source>Zoom</source>
   <extracomment>catalogue: Augment</extracomment>
   <translation>缩放</translation>
  </message>
  <message>
   <source>batches</source>
   <extracomment>catalogue: Prefetch</extracomment>
   <translation>批次</translation>
  </message>
  <message>
   <source>char: every character; word: words and punctuation marks; subword: pieces of words, learned by byte-pair encoding.</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>char：每个字符；word：词和标点；subword：词的片段，由字节对编码学得。</translation>
  </message>
  <message>
   <source>classes: each different value is a class, in order; numbers: quantities; none: no targets.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>classes：每个不同的值为一类，按次序；numbers：数量；none：没有目标。</translation>
  </message>
  <message>
   <source>csr or coo: a matrix that is kept without its zeros.</source>
   <extracomment>catalogue: Placeholder</extracomment>
   <translation>csr 或 coo：不保存零元素的矩阵。</translation>
  </message>
  <message>
   <source>csr: row by row, for computing; coo: a list of entries.</source>
   <extracomment>catalogue: SparseTensor</extracomment>
   <translation>csr：逐行存放，便于计算；coo：元素的列表。</translation>
  </message>
  <message>
   <source>documents</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>文档</translation>
  </message>
  <message>
   <source>each: the next token at every place of the window; last: only the one that follows it.</source>
   <extracomment>catalogue: NextToken</extracomment>
   <translation>each：窗口每个位置的下一个词元；last：只取紧跟窗口的那一个。</translation>
  </message>
  <message>
   <source>epochs</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>轮</translation>
  </message>
  <message>
   <source>filters</source>
   <extracomment>catalogue: Conv2D</extracomment>
   <translation>滤波器</translation>
  </message>
  <message>
   <source>float32: quantities; int64: whole numbers, such as ids for Embedding.</source>
   <extracomment>catalogue: CSVTable</extracomment>
   <translation>float32：数量；int64：整数，例如供 Embedding 使用的编号。</translation>
  </message>
  <message>
   <source>heads</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>头</translation>
  </message>
  <message>
   <source>keras.utils.pad_sequences (whose defaults are pre)</source>
   <extracomment>catalogue: PadSequences</extracomment>
   <translation>keras.utils.pad_sequences（其默认值为 pre）</translation>
  </message>
  <message>
   <source>loss = mean(½·e² where |e| ≤ δ, else δ·|e| − ½·δ²),  e = y_pred − y_true</source>
   <extracomment>catalogue: Huber</extracomment>
   <translation>loss = mean(½·e²（|e| ≤ δ 时），否则 δ·|e| − ½·δ²)，e = y_pred − y_true</translation>
  </message>
  <message>
   <source>loss = −mean((1 − p)ᵞ · log p),  p = y_pred where y_true is 1, else 1 − y_pred</source>
   <extracomment>catalogue: BinaryFocalCrossentropy</extracomment>
   <translation>loss = −mean((1 − p)ᵞ · log p)，y_true 为 1 时 p = y_pred，否则 p = 1 − y_pred</translation>
  </message>
  <message>
   <source>m ← β₁·m + (1−β₁)·∇w;  v ← β₂·v + (1−β₂)·∇w²;  w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)  (amsgrad: v̂ ← max(v̂, v) stands below the root)</source>
   <extracomment>catalogue: Adam</extracomment>
   <translation>m ← β₁·m + (1−β₁)·∇w;  v ← β₂·v + (1−β₂)·∇w²;  w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)（amsgrad：根号下为 v̂ ← max(v̂, v)）</translation>
  </message>
  <message>
   <source>matrix[true, said] = number of rows</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>matrix[true, said] = 行数</translation>
  </message>
  <message>
   <source>mean(rank of the right class ≤ k)</source>
   <extracomment>catalogue: TopKCategoricalAccuracy</extracomment>
   <translation>mean(正确类别的名次 ≤ k)</translation>
  </message>
  <message>
   <source>memory: as a whole; file: the rows of a batch when they are needed; auto: file above 256 MiB.</source>
   <extracomment>catalogue: NPYFile</extracomment>
   <translation>memory：整个读入；file：需要时才读取批次中的行；auto：超过 256 MiB 时用文件。</translation>
  </message>
  <message>
   <source>memory: as arrays; file: in the folder nodegrad-cache beside the project, which may be deleted any time.</source>
   <extracomment>catalogue: Cache</extracomment>
   <translation>memory：作为数组；file：放在项目旁的文件夹 nodegrad-cache 中，可随时删除。</translation>
  </message>
  <message>
   <source>nearest: repeat pixels; bilinear: straight lines between their middles.</source>
   <extracomment>catalogue: UpSampling2D</extracomment>
   <translation>nearest：重复像素；bilinear：在像素中心之间线性插值。</translation>
  </message>
  <message>
   <source>operators and precedence as in Python; functions as this program's operations of the same name</source>
   <extracomment>catalogue: Expression</extracomment>
   <translation>运算符和优先级同 Python；函数为本程序的同名运算</translation>
  </message>
  <message>
   <source>pixels</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>像素</translation>
  </message>
  <message>
   <source>px</source>
   <extracomment>catalogue: Note</extracomment>
   <translation>px</translation>
  </message>
  <message>
   <source>rgb: three channels; grey: one.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>rgb：三个通道；grey：一个通道。</translation>
  </message>
  <message>
   <source>right / all</source>
   <extracomment>catalogue: Accuracy</extracomment>
   <translation>正确 / 全部</translation>
  </message>
  <message>
   <source>rows</source>
   <extracomment>catalogue: XOR</extracomment>
   <translation>行</translation>
  </message>
  <message>
   <source>s ← ρ·s + (1−ρ)·∇w²;  w ← w − η·∇w / √(s + ε)  (centered: s − mean², momentum: the last step is kept in part)</source>
   <extracomment>catalogue: RMSprop</extracomment>
   <translation>s ← ρ·s + (1−ρ)·∇w²;  w ← w − η·∇w / √(s + ε)（centered：s − mean²；momentum：保留上一步的一部分）</translation>
  </message>
  <message>
   <source>scikit-learn confusion_matrix and the scores of these names</source>
   <extracomment>catalogue: ConfusionMatrix</extracomment>
   <translation>scikit-learn confusion_matrix 及同名的各种得分</translation>
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
   <source>stretch: to the size as it is; crop: fill it and cut what is over; pad: fit, black around.</source>
   <extracomment>catalogue: ImageFolder</extracomment>
   <translation>stretch：直接拉伸到该大小；crop：铺满并裁去多余部分；pad：完整放入，四周补黑。</translation>
  </message>
  <message>
   <source>the definition of the p-th power error; PyTorch's vector_norm is its sum's p-th root</source>
   <extracomment>catalogue: Lp</extracomment>
   <translation>按 p 次幂误差的定义；PyTorch 的 vector_norm 为其和的 p 次方根</translation>
  </message>
  <message>
   <source>the definition: Keras and PyTorch alike</source>
   <extracomment>catalogue: ConstantRate</extracomment>
   <translation>按定义：Keras 与 PyTorch 相同</translation>
  </message>
  <message>
   <source>the formula language of Expression</source>
   <extracomment>catalogue: Map</extracomment>
   <translation>Expression 的公式语言</translation>
  </message>
  <message>
   <source>the usual definition: one minus the density; 0 where there is no entry</source>
   <extracomment>catalogue: Sparsity</extracomment>
   <translation>通常的定义：一减去密度；没有元素时为 0</translation>
  </message>
  <message>
   <source>tokens</source>
   <extracomment>catalogue: Tokenize</extracomment>
   <translation>词元</translation>
  </message>
  <message>
   <source>true positives / all said</source>
   <extracomment>catalogue: Precision</extracomment>
   <translation>真阳性 / 所有判为“是”的</translation>
  </message>
  <message>
   <source>true positives / all that are</source>
   <extracomment>catalogue: Recall</extracomment>
   <translation>真阳性 / 所有确实为“是”的</translation>
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
  <message>
   <source>values₁ ≥ … ≥ valuesₖ ≥ all others</source>
   <extracomment>catalogue: TopK</extracomment>
   <translation>values₁ ≥ … ≥ valuesₖ ≥ 其余各元素</translation>
  </message>
  <message>
   <source>w ~ N(0, 1 / fan_in), cut off</source>
   <extracomment>initial value or regularizer: lecun_normal</extracomment>
   <translation>w ~ N(0, 1 / fan_in)，截断</translation>
  </message>
  <message>
   <source>w ~ N(0, 2 / (fan_in + fan_out)), cut off</source>
   <extracomment>initial value or regularizer: glorot_normal</extracomment>
   <translation>w ~ N(0, 2 / (fan_in + fan_out))，截断</translation>
  </message>
  <message>
   <source>w ~ N(0, 2 / fan_in), cut off</source>
   <extracomment>initial value or regularizer: he_normal</extracomment>
   <translation>w ~ N(0, 2 / fan_in)，截断</translation>
  </message>
  <message>
   <source>w ← w − η·λ·w;  then as Adam</source>
   <extracomment>catalogue: AdamW</extracomment>
   <translation>w ← w − η·λ·w;  其余同 Adam</translation>
  </message>
  <message>
   <source>w ← w − η·∇w, with the gradient over all rows</source>
   <extracomment>catalogue: GradientDescent</extracomment>
   <translation>w ← w − η·∇w，梯度取自所有行</translation>
  </message>
  <message>
   <source>words</source>
   <extracomment>catalogue: BagOfWords</extracomment>
   <translation>词</translation>
  </message>
  <message>
   <source>y = angle of (b, a)</source>
   <extracomment>catalogue: ArcTan2</extracomment>
   <translation>y = (b, a) 的角度</translation>
  </message>
  <message>
   <source>y = x as dtype</source>
   <extracomment>catalogue: Cast</extracomment>
   <translation>y = x 转为 dtype</translation>
  </message>
  <message>
   <source>y = Σₕ softmax(Qₕ·Kₕᵀ / √key_dim) · Vₕ · Wₕ + b,  Qₕ = query·W + b and so on</source>
   <extracomment>catalogue: MultiHeadAttention</extracomment>
   <translation>y = Σₕ softmax(Qₕ·Kₕᵀ / √key_dim) · Vₕ · Wₕ + b，Qₕ = query·W + b，其余类推</translation>
  </message>
  <message>
   <source>y[c] = largest entry x[…, c]</source>
   <extracomment>catalogue: GlobalMaxPooling2D</extracomment>
   <translation>y[c] = x[…, c] 中的最大元素</translation>
  </message>
  <message>
   <source>η rises from η₁/d to η₁ over the share p of the steps, then falls to η₁/(d·f)</source>
   <extracomment>catalogue: OneCycle</extracomment>
   <translation>η 在占比 p 的步数内从 η₁/d 升到 η₁，再降到 η₁/(d·f)</translation>
  </message>
  <message>
   <source>η ← max(factor · η, min_lr) after patience epochs without a better figure</source>
   <extracomment>catalogue: ReduceLROnPlateau</extracomment>
   <translation>指标连续 patience 轮没有变好时：η ← max(factor · η, min_lr)</translation>
  </message>
  <message>
   <source>η(t) = vᵢ for bᵢ₋₁ &lt; t ≤ bᵢ</source>
   <extracomment>catalogue: PiecewiseConstantDecay</extracomment>
   <translation>η(t) = vᵢ，bᵢ₋₁ &lt; t ≤ bᵢ</translation>
  </message>
  <message>
   <source>η(t) = η₀ · ((1 − α) · mⁱ · ½ · (1 + cos(π · uᵢ)) + α),  uᵢ the share of round i that has passed</source>
   <extracomment>catalogue: CosineDecayRestarts</extracomment>
   <translation>η(t) = η₀ · ((1 − α) · mⁱ · ½ · (1 + cos(π · uᵢ)) + α)，uᵢ 为第 i 轮已过去的比例</translation>
  </message>
  <message>
   <source>∫ y dx over the thresholds</source>
   <extracomment>catalogue: AUC</extracomment>
   <translation>沿各阈值求 ∫ y dx</translation>
  </message>
 </context>
 <context>
  <name>Check</name>
  <message>
   <source>1 node</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>1 个节点</translation>
  </message>
  <message>
   <source>? rows</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>? 行</translation>
  </message>
  <message>
   <source>features {type}</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>特征 {type}</translation>
  </message>
  <message>
   <source>from logits</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>来自 logits</translation>
  </message>
  <message>
   <source>from probabilities</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>来自概率</translation>
  </message>
  <message>
   <source>labels of {classes} classes</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>{classes} 类标签</translation>
  </message>
  <message>
   <source>learning rate by step</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>学习率随步数变化</translation>
  </message>
  <message>
   <source>targets {type}</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>目标 {type}</translation>
  </message>
  <message>
   <source>test</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>测试</translation>
  </message>
  <message>
   <source>training</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>validation</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>验证</translation>
  </message>
  <message>
   <source>{count:,} params</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>{count:,} 个参数</translation>
  </message>
  <message>
   <source>{count:,} steps per epoch</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>每轮 {count:,} 步</translation>
  </message>
  <message>
   <source>{count} nodes</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>{count} 个节点</translation>
  </message>
  <message>
   <source>{rows:,} rows</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>{rows:,} 行</translation>
  </message>
  <message>
   <source>{shape} sparse</source>
   <extracomment>app/compile/words.py</extracomment>
   <translation>{shape} 稀疏</translation>
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
   <source>Add {port} to {group}</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>给 {group} 添加 {port}</translation>
  </message>
  <message>
   <source>Align {count} nodes</source>
   <extracomment>app/canvas/arrange.py</extracomment>
   <translation>对齐 {count} 个节点</translation>
  </message>
  <message>
   <source>Change {count} nodes to {kind}</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>把 {count} 个节点改为 {kind}</translation>
  </message>
  <message>
   <source>Change {node} to {kind}</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>把 {node} 改为 {kind}</translation>
  </message>
  <message>
   <source>Connect {a} to {b}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>把 {a} 连到 {b}</translation>
  </message>
  <message>
   <source>Connect {count} nodes</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>连接 {count} 个节点</translation>
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
   <source>Dismiss a warning about {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>忽略关于 {node} 的警告</translation>
  </message>
  <message>
   <source>Distribute {count} nodes</source>
   <extracomment>app/canvas/arrange.py</extracomment>
   <translation>均匀分布 {count} 个节点</translation>
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
   <source>Edit kind {kind}</source>
   <extracomment>app/commands/library_edits.py</extracomment>
   <translation>编辑节点种类 {kind}</translation>
  </message>
  <message>
   <source>Frame {count} nodes</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>为 {count} 个节点加框</translation>
  </message>
  <message>
   <source>Group 1 node</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>编组 1 个节点</translation>
  </message>
  <message>
   <source>Group {count} nodes</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>编组 {count} 个节点</translation>
  </message>
  <message>
   <source>Insert {kind}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>插入 {kind}</translation>
  </message>
  <message>
   <source>Lay out {count} nodes</source>
   <extracomment>app/canvas/arrange.py</extracomment>
   <translation>自动布局 {count} 个节点</translation>
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
   <source>Move {port} of {group}</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>移动 {group} 的 {port}</translation>
  </message>
  <message>
   <source>Mute {count} nodes</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>旁路 {count} 个节点</translation>
  </message>
  <message>
   <source>Mute {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>旁路 {node}</translation>
  </message>
  <message>
   <source>Paste attributes to {count} nodes</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>把属性粘贴到 {count} 个节点</translation>
  </message>
  <message>
   <source>Paste attributes to {node}</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>把属性粘贴到 {node}</translation>
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
   <source>Pin preview of {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>固定 {node} 的预览</translation>
  </message>
  <message>
   <source>Pin {count} previews</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>固定 {count} 个预览</translation>
  </message>
  <message>
   <source>Remove {port} from {group}</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>从 {group} 去掉 {port}</translation>
  </message>
  <message>
   <source>Rename document to {name}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>把文档重命名为 {name}</translation>
  </message>
  <message>
   <source>Rename port {old} to {new}</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>把端口 {old} 重命名为 {new}</translation>
  </message>
  <message>
   <source>Rename {old} to {new}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>把 {old} 重命名为 {new}</translation>
  </message>
  <message>
   <source>Reset {attribute} of {count} nodes</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>重置 {count} 个节点的 {attribute}</translation>
  </message>
  <message>
   <source>Reset {attribute} of {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>恢复 {node} 的 {attribute}</translation>
  </message>
  <message>
   <source>Resize {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>调整 {node} 的大小</translation>
  </message>
  <message>
   <source>Restore a warning about {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>恢复关于 {node} 的警告</translation>
  </message>
  <message>
   <source>Save {group} as kind {kind}</source>
   <extracomment>app/commands/library_edits.py</extracomment>
   <translation>把 {group} 存为节点种类 {kind}</translation>
  </message>
  <message>
   <source>Set {attribute} of {count} nodes</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>设置 {count} 个节点的 {attribute}</translation>
  </message>
  <message>
   <source>Set {attribute} of {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>设置 {node} 的 {attribute}</translation>
  </message>
  <message>
   <source>Set {setting}</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>设置 {setting}</translation>
  </message>
  <message>
   <source>Swap the inputs of {node}</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>交换 {node} 的输入</translation>
  </message>
  <message>
   <source>Take {count} nodes out of their wires</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>从连线中取出 {count} 个节点</translation>
  </message>
  <message>
   <source>Take {node} out of its wires</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>从连线中取出 {node}</translation>
  </message>
  <message>
   <source>Unmute {count} nodes</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>取消 {count} 个节点的旁路</translation>
  </message>
  <message>
   <source>Unmute {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>取消 {node} 的旁路</translation>
  </message>
  <message>
   <source>Unpack {count} groups</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>取消 {count} 个组的编组</translation>
  </message>
  <message>
   <source>Unpack {group}</source>
   <extracomment>app/commands/group_edits.py</extracomment>
   <translation>取消 {group} 的编组</translation>
  </message>
  <message>
   <source>Unpin {count} previews</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>取消固定 {count} 个预览</translation>
  </message>
  <message>
   <source>Unpin {node}</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>取消固定 {node}</translation>
  </message>
  <message>
   <source>Update {count} instances of {kind}</source>
   <extracomment>app/commands/library_edits.py</extracomment>
   <translation>更新 {kind} 的 {count} 个实例</translation>
  </message>
  <message>
   <source>Update {node}</source>
   <extracomment>app/commands/library_edits.py</extracomment>
   <translation>更新 {node}</translation>
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
   <extracomment>app/panels/chart_menu.py</extracomment>
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
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>保存为图片</translation>
  </message>
  <message>
   <source>Save as picture…</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>保存为图片…</translation>
  </message>
  <message>
   <source>Save values</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>保存数值</translation>
  </message>
  <message>
   <source>Save values as CSV…</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>把数值保存为 CSV…</translation>
  </message>
  <message>
   <source>Saved '{path}'.</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>已保存“{path}”。</translation>
  </message>
  <message>
   <source>Show the whole run</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>显示整个运行</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Smoothing, saving as picture or table</source>
   <extracomment>app/panels/chart_card.py</extracomment>
   <translation>平滑，保存为图片或表格</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
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
   <extracomment>app/panels/chart_menu.py</extracomment>
   <translation>{steps} 步的平均</translation>
  </message>
  <message>
   <source>off</source>
   <extracomment>app/panels/chart_menu.py</extracomment>
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
   <extracomment>app/panels/chart_menu.py</extracomment>
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
   <source>&amp;Dock it again</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>重新停靠(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Float</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>浮动(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Hide</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>隐藏(&amp;H)</translation>
  </message>
  <message>
   <source>As it was opened</source>
   <extracomment>app/window/parts.py</extracomment>
   <translation>刚打开时</translation>
  </message>
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
   <source>Drag to move, double-click to float, right-click or press Enter for more</source>
   <extracomment>app/window/dock_grip.py</extracomment>
   <translation>拖动可移动，双击可浮动，单击右键或按 Enter 查看更多</translation>
  </message>
  <message>
   <source>Gradients</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>梯度</translation>
  </message>
  <message>
   <source>History</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>历史</translation>
  </message>
  <message>
   <source>Inspector</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>检查器</translation>
  </message>
  <message>
   <source>Move to the &amp;bottom</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>移到底部(&amp;B)</translation>
  </message>
  <message>
   <source>Move to the &amp;left</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>移到左侧(&amp;L)</translation>
  </message>
  <message>
   <source>Move to the &amp;right</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>移到右侧(&amp;R)</translation>
  </message>
  <message>
   <source>Move {panel}</source>
   <extracomment>app/window/dock_grip.py</extracomment>
   <translation>移动“{panel}”</translation>
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
   <source>Plan</source>
   <extracomment>app/window/docks.py</extracomment>
   <translation>计划</translation>
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
   <source>'=' at {place} gives a name to a whole line; to compare, write ==</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的“=”用来给一整行命名；要比较请写 ==</translation>
  </message>
  <message>
   <source>'{attribute}' of '{node}' follows the parameter '{parameter}' of '{instance}'; set it there</source>
   <extracomment>app/commands/library.py</extracomment>
   <translation>“{node}”的“{attribute}”跟随“{instance}”的参数“{parameter}”；请在那里设置</translation>
  </message>
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
   <extracomment>engine/feeds.py</extracomment>
   <translation>“{dim}”在“{first}”中是 {a}，在“{second}”中却是 {b}；请输入大小一致的数组</translation>
  </message>
  <message>
   <source>'{fed}' is not a placeholder, so it cannot be fed; feed {known}</source>
   <extracomment>engine/session.py</extracomment>
   <translation>“{fed}”不是占位符，因此不能给它输入数据；请输入 {known}</translation>
  </message>
  <message>
   <source>'{feed}' is fed by nothing; connect data in its place to see values</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>没有数据输入“{feed}”；请连接数据代替它，才能看到值</translation>
  </message>
  <message>
   <source>'{file}' cannot be deleted; change its permissions</source>
   <extracomment>app/project/library.py</extracomment>
   <translation>无法删除“{file}”；请更改其权限</translation>
  </message>
  <message>
   <source>'{file}' cannot be read ({reason}); try a copy</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>无法读取“{file}”（{reason}）；请试试副本</translation>
  </message>
  <message>
   <source>'{file}' cannot be read any more; open the last file that was saved</source>
   <extracomment>app/project/journal.py</extracomment>
   <translation>“{file}”已无法读取；请打开最后保存的文件</translation>
  </message>
  <message>
   <source>'{file}' could not be written ({reason}); make room or choose another place</source>
   <extracomment>app/cli/curves.py</extracomment>
   <translation>无法写入“{file}”（{reason}）；请腾出空间或换一个位置</translation>
  </message>
  <message>
   <source>'{file}' gives "{key}" twice in one place; remove one of them</source>
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”在一处给出了两次“{key}”；请去掉其中一个</translation>
  </message>
  <message>
   <source>'{file}' holds a number with too many digits; restore it from a copy</source>
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”中有位数过多的数；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' holds no kind of the library; remove it from the folder</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{file}”中没有节点库的节点种类；请把它移出该文件夹</translation>
  </message>
  <message>
   <source>'{file}' holds the number {value}, which a project cannot keep</source>
   <extracomment>app/project/text.py</extracomment>
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
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”在第 {line} 行中断；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is damaged in line {line}, column {column}; restore it from a copy or mend that line</source>
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”在第 {line} 行第 {column} 列损坏；请从副本恢复或修正该行</translation>
  </message>
  <message>
   <source>'{file}' is empty; restore it from a copy</source>
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”是空的；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is nested deeper than {limit} levels, as no project is; restore it from a copy</source>
   <extracomment>app/project/text.py</extracomment>
   <translation>“{file}”的嵌套超过 {limit} 层，项目不会如此；请从副本恢复</translation>
  </message>
  <message>
   <source>'{file}' is not a Nodegrad project; choose a file ending in .nodegrad</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”不是 Nodegrad 项目；请选择以 .nodegrad 结尾的文件</translation>
  </message>
  <message>
   <source>'{file}' is the kind '{kind}', which another file of the library is too; remove one of them</source>
   <extracomment>app/project/library.py</extracomment>
   <translation>“{file}”是节点种类“{kind}”，而节点库中另一个文件也是；请去掉其中一个</translation>
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
   <source>'{file}' names no format version; its "{key}" entry must be a whole number</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{file}”没有写明格式版本；其“{key}”项必须是整数</translation>
  </message>
  <message>
   <source>'{file}' was written by a newer Nodegrad (format {version}, here {known}); update this one to open it</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”由更新版本的 Nodegrad 写成（格式 {version}，本版本为 {known}）；请更新后再打开</translation>
  </message>
  <message>
   <source>'{file}': </source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{file}”：</translation>
  </message>
  <message>
   <source>'{file}': "choices" of {where} must be a list of texts</source>
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 的“choices”必须是文本的列表</translation>
  </message>
  <message>
   <source>'{file}': "dismissed" of {where} must be a list of texts</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 的“dismissed”必须是文本的列表</translation>
  </message>
  <message>
   <source>'{file}': "driven" of {where} must name parameters</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 的“driven”必须写明参数</translation>
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
   <source>'{file}': "parameters" of {where} must be a list of objects</source>
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 的“parameters”必须是对象的列表</translation>
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
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 的“{key}”必须是{wanted}</translation>
  </message>
  <message>
   <source>'{file}': a kind is one Group with all else in it; put its nodes into one</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{file}”：节点种类是一个包含其余一切的 Group；请把它的节点放进一个 Group</translation>
  </message>
  <message>
   <source>'{file}': settings: </source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”的设置：</translation>
  </message>
  <message>
   <source>'{file}': the definition of {where} has no id or no name; add both</source>
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 的定义缺少 id 或名称；请补上这两项</translation>
  </message>
  <message>
   <source>'{file}': the group '{group}' has two nodes of the kind {kind}; remove one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：组“{group}”有两个 {kind} 节点；请去掉其中一个</translation>
  </message>
  <message>
   <source>'{file}': the group '{group}' lies in itself; remove one of the "group" entries</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：组“{group}”在它自己之中；请去掉其中一个“group”项</translation>
  </message>
  <message>
   <source>'{file}': the kind has no id; give it one that no other kind has</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{file}”：该节点种类没有 id；请给它一个与其他节点种类不同的 id</translation>
  </message>
  <message>
   <source>'{file}': the links run in a circle through the node '{node}'; remove one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：连线经过节点“{node}”形成了环；请去掉其中一条</translation>
  </message>
  <message>
   <source>'{file}': the node '{node}' lies in the group '{group}', which is not there; remove its "group" entry</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：节点“{node}”所在的组“{group}”不存在；请去掉它的“group”项</translation>
  </message>
  <message>
   <source>'{file}': the nodes '{a}' and '{b}' are both named '{node}'; rename one of them</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：节点“{a}”和“{b}”都名为“{node}”；请重命名其中一个</translation>
  </message>
  <message>
   <source>'{file}': the parameter '{parameter}' of {where} needs a free name and one of the types {known}</source>
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 的参数“{parameter}”需要未被占用的名称，类型须为 {known} 之一</translation>
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
   <source>'{file}': two parameters of {where} are named '{parameter}'; rename one of them</source>
   <extracomment>app/model/definitions.py</extracomment>
   <translation>“{file}”：{where} 有两个参数都名为“{parameter}”；请重命名其中一个</translation>
  </message>
  <message>
   <source>'{file}': {where} crosses the border of a group; remove it, or lead it through the group's ports</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>“{file}”：{where} 越过了组的边界；请将它去掉，或让它经过组的端口</translation>
  </message>
  <message>
   <source>'{file}': {where} has no "{key}"; add {wanted}</source>
   <extracomment>app/project/text.py</extracomment>
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
   <source>'{function}' at {place} is no function of values alone: it has weights, state, random draws or several results; use its own node</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的“{function}”不是只由输入的值决定的函数：它有权重、状态、随机抽取或多个结果；请用它自己的节点</translation>
  </message>
  <message>
   <source>'{input}' at {place} is what the formula itself gives; choose another name for the input</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的“{input}”是公式自己给出的；请给输入另取名称</translation>
  </message>
  <message>
   <source>'{kind}' cannot be a kind's name; use letters, digits, spaces and hyphens</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{kind}”不能用作节点种类的名称；请使用字母、数字、空格和连字符</translation>
  </message>
  <message>
   <source>'{kind}' comes with the plug-in '{file}', which is not switched on; put it into the plug-in folder and switch it on under Edit, Plug-ins</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>“{kind}”来自尚未启用的插件“{file}”；请把它放入插件文件夹，并在“编辑”、“插件”中启用</translation>
  </message>
  <message>
   <source>'{kind}' is too long for a kind's name; use at most {limit} characters</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>“{kind}”作为节点种类的名称太长；请最多使用 {limit} 个字符</translation>
  </message>
  <message>
   <source>'{layer}' disturbs the predictions themselves, so the loss is of noise; put it before the last layer</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>“{layer}”会扰乱预测本身，损失就成了噪声的损失；请把它放在最后一层之前</translation>
  </message>
  <message>
   <source>'{layer}' ends the model with ReLU, so predictions are never negative, and where it gives 0 nothing is learned; take it off</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>“{layer}”以 ReLU 作为模型的结尾，预测永远不为负，给出 0 之处也学不到东西；请去掉它</translation>
  </message>
  <message>
   <source>'{layer}' ends the model with ReLU, so scores are never negative, and where it gives 0 nothing is learned; take it off</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>“{layer}”以 ReLU 作为模型的结尾，得分永远不为负，给出 0 之处也学不到东西；请去掉它</translation>
  </message>
  <message>
   <source>'{layer}' normalizes the predictions over the batch, so each depends on the other rows; put it before the last layer</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>“{layer}”在批次上对预测做归一化，每个预测都会受其他行影响；请把它放在最后一层之前</translation>
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
   <extracomment>app/compile/verdict.py</extracomment>
   <translation>“{name}”经过其他节点回到了自己；请去掉环中的一条连线</translation>
  </message>
  <message>
   <source>'{name}' gets no gradient, because '{other}' lets none through, so its weights never change; lead it past '{other}'</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>“{name}”得不到梯度，因为“{other}”不让梯度通过，它的权重永远不变；请绕过“{other}”</translation>
  </message>
  <message>
   <source>'{name}' has no truth value while the graph is being built; use where, or .numpy()</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>构建图时“{name}”没有真假值；请用 where 或 .numpy()</translation>
  </message>
  <message>
   <source>'{name}' has weights, but no loss depends on them, so training leaves them as they are; connect it, or delete it</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>“{name}”有权重，但没有损失依赖它们，训练不会改变它们；请连接它，或将它删除</translation>
  </message>
  <message>
   <source>'{name}' has {rank} dimensions, but {used} indices were given</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>“{name}”有 {rank} 维，却给了 {used} 个索引</translation>
  </message>
  <message>
   <source>'{name}' is a softmax over one unit, which is always 1; use Sigmoid</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>“{name}”是只有一个单元的 softmax，结果恒为 1；请用 Sigmoid</translation>
  </message>
  <message>
   <source>'{name}' is indexed with two ellipses; use one</source>
   <extracomment>engine/ir/builder.py</extracomment>
   <translation>“{name}”的索引中有两个省略号；请只用一个</translation>
  </message>
  <message>
   <source>'{name}' is the first of {count} sigmoid or tanh layers in a row, each of which shrinks the gradient, so the first ones learn next to nothing; use ReLU in them</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>从“{name}”起连续有 {count} 个 sigmoid 或 tanh 层，每层都会缩小梯度，最前面的几层几乎学不到东西；请在这些层中用 ReLU</translation>
  </message>
  <message>
   <source>'{name}' normalizes over a batch of one row, which makes everything 0; make the batch larger</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>“{name}”在只有一行的批次上做归一化，结果全为 0；请增大批大小</translation>
  </message>
  <message>
   <source>'{name}' reads the padding of short rows as if it were text; connect a PaddingMask to '{input}'</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>“{name}”把较短的行的填充当作文本来读；请把 PaddingMask 连到“{input}”</translation>
  </message>
  <message>
   <source>'{name}' stands outside of any group and does nothing; delete it</source>
   <extracomment>app/compile/flatten.py</extracomment>
   <translation>“{name}”不在任何组内，不起作用；请删除</translation>
  </message>
  <message>
   <source>'{name}' was not fed; give it an array</source>
   <extracomment>engine/testing/interpret.py</extracomment>
   <translation>没有给“{name}”输入数据；请给它一个数组</translation>
  </message>
  <message>
   <source>'{name}' would hold {count:.1e} numbers in one tensor, more than memory has; make it smaller</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>“{name}”的一个张量就有 {count:.1e} 个数，超出内存；请把它缩小</translation>
  </message>
  <message>
   <source>'{node}' cannot be a node's name; leave out '/' and ':'</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>“{node}”不能用作节点名称；请去掉“/”和“:”</translation>
  </message>
  <message>
   <source>'{node}' cannot become a {kind}; choose another kind</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>“{node}”不能改为 {kind}；请选择其他种类</translation>
  </message>
  <message>
   <source>'{node}' changes variables, so it is no function in {target}; export the training instead</source>
   <extracomment>engine/export/lowering.py</extracomment>
   <translation>“{node}”会改变变量，因此在 {target} 中不是函数；请改为导出训练</translation>
  </message>
  <message>
   <source>'{node}' has no output; select another node before it</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>“{node}”没有输出；请选择它之前的另一个节点</translation>
  </message>
  <message>
   <source>'{node}' has no two inputs whose wires could be exchanged</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>“{node}”没有可以交换连线的两个输入</translation>
  </message>
  <message>
   <source>'{node}' holds {count} numbers, too many to write into a script; feed them as data instead</source>
   <extracomment>engine/export/body.py</extracomment>
   <translation>“{node}”含有 {count} 个数，太多而不能写进脚本；请作为数据输入</translation>
  </message>
  <message>
   <source>'{node}' is an instance of the kind '{kind}', so it has the kind's ports; unpack it, or edit the kind</source>
   <extracomment>app/commands/library.py</extracomment>
   <translation>“{node}”是节点种类“{kind}”的实例，因此端口由节点种类决定；请取消编组，或编辑节点种类</translation>
  </message>
  <message>
   <source>'{node}' is an instance of the kind '{kind}', so what is in it stays as it is; unpack it, or edit the kind</source>
   <extracomment>app/commands/library.py</extracomment>
   <translation>“{node}”是节点种类“{kind}”的实例，因此其中的内容保持不变；请取消编组，或编辑节点种类</translation>
  </message>
  <message>
   <source>'{node}' is no group; only groups have ports that can be changed</source>
   <extracomment>app/commands/groups.py</extracomment>
   <translation>“{node}”不是组；只有组的端口可以修改</translation>
  </message>
  <message>
   <source>'{node}' is no instance of a kind; save it as a kind first</source>
   <extracomment>app/commands/library_edits.py</extracomment>
   <translation>“{node}”不是节点种类的实例；请先把它存为节点种类</translation>
  </message>
  <message>
   <source>'{node}' lies between the selected nodes, so their group would feed itself; select it too</source>
   <extracomment>app/commands/groups.py</extracomment>
   <translation>“{node}”在所选节点之间，编成的组会连回自己；请把它也选上</translation>
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
   <source>'{path}' is no checkpoint of a run; choose a file that a run wrote</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>“{path}”不是运行的检查点；请选择由运行写出的文件</translation>
  </message>
  <message>
   <source>'{path}' is no checkpoint, or is cut off ({reason}); take the one before it</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>“{path}”不是检查点，或不完整（{reason}）；请用它之前的那个</translation>
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
   <source>'{path}' was written by a newer Nodegrad (checkpoint version {version}, here {known}); update this one to use it</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>“{path}”由更新版本的 Nodegrad 写成（检查点版本 {version}，本版本为 {known}）；请更新后再使用</translation>
  </message>
  <message>
   <source>'{path}': </source>
   <extracomment>engine/ir/codec.py</extracomment>
   <translation>“{path}”：</translation>
  </message>
  <message>
   <source>'{port}' cannot be a port's name; leave out '.', '/' and ':'</source>
   <extracomment>app/commands/groups.py</extracomment>
   <translation>“{port}”不能用作端口名称；请去掉“.”、“/”和“:”</translation>
  </message>
  <message>
   <source>'{port}' of {kind} takes {wanted}, but this wire carries {got}</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 的“{port}”接收{wanted}，但这条连线传送的是{got}</translation>
  </message>
  <message>
   <source>'{sign}' of these numbers at {place} gives no number</source>
   <extracomment>engine/formula/build.py</extracomment>
   <translation>{place}处对这些数作“{sign}”得不到数</translation>
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
   <source>'{value}' is bfloat16, which device {device} neither takes in nor gives out; use float32</source>
   <extracomment>engine/backends/torch/runner.py</extracomment>
   <translation>“{value}”为 bfloat16，设备 {device} 不能输入或输出它；请用 float32</translation>
  </message>
  <message>
   <source>'{value}' is bfloat16, which the device cpu does not compute in; use float32</source>
   <extracomment>engine/backends/numpy/layout.py</extracomment>
   <translation>“{value}”为 bfloat16，设备 cpu 不用它计算；请用 float32</translation>
  </message>
  <message>
   <source>'{value}' is float64, which device {device} does not compute in; use float32, or device cpu</source>
   <extracomment>engine/backends/torch/runner.py</extracomment>
   <translation>“{value}”为 float64，设备 {device} 不用它计算；请用 float32，或用设备 cpu</translation>
  </message>
  <message>
   <source>'{value}' is no value of the body '{body}'</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>“{value}”不是循环体“{body}”中的值</translation>
  </message>
  <message>
   <source>'{value}' is not a placeholder, so it cannot be a model's input; give the placeholder</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>“{value}”不是占位符，因此不能作为模型的输入；请给出占位符</translation>
  </message>
  <message>
   <source>'{word}' at {place} cannot be a name, as it means something already</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的“{word}”已有含义，不能用作名称</translation>
  </message>
  <message>
   <source>'{word}' at {place} is no function</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的“{word}”不是函数</translation>
  </message>
  <message>
   <source>'{word}' at {place} is not expected there</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处不应出现“{word}”</translation>
  </message>
  <message>
   <source>'{word}' is given twice, the second time at {place}</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>“{word}”给出了两次，第二次在{place}</translation>
  </message>
  <message>
   <source>; written out as well for {others}</source>
   <extracomment>engine/passes/rows.py</extracomment>
   <translation>；对 {others} 也写成完整梯度</translation>
  </message>
  <message>
   <source>; written out, as no update takes them entry by entry: {whole}</source>
   <extracomment>engine/passes/rows.py</extracomment>
   <translation>；{whole} 写成完整梯度，因为没有更新逐项取用它们</translation>
  </message>
  <message>
   <source>Augment needs images (height, width, channels), but the rows are {type}; use a source of images, such as MNIST</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>Augment 需要图像（高、宽、通道），但每行是 {type}；请使用图像数据源，例如 MNIST</translation>
  </message>
  <message>
   <source>BagOfWords: '{file}' is no text in UTF-8; save it as such</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：“{file}”不是 UTF-8 文本；请存为 UTF-8</translation>
  </message>
  <message>
   <source>BagOfWords: documents must be a list of texts, one for each row</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：documents 必须是文本列表，每行一篇</translation>
  </message>
  <message>
   <source>BagOfWords: labels must be a list with one label for each document</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：labels 必须是列表，每篇文档一个标签</translation>
  </message>
  <message>
   <source>BagOfWords: line {line} of '{file}' has no tab between its label and its text; put one there</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：“{file}”第 {line} 行的标签与文本之间没有制表符；请加上</translation>
  </message>
  <message>
   <source>BagOfWords: no word is left for the vocabulary; give longer texts, or a smaller min_count (it is {count})</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：没有留下可作词表的词；请给更长的文本，或减小 min_count（现为 {count}）</translation>
  </message>
  <message>
   <source>BagOfWords: the file '{file}' is empty; write one document a line</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>BagOfWords：文件“{file}”是空的；请每行写一篇文档</translation>
  </message>
  <message>
   <source>Batch '{name}' is a second batch, but a run reads one dataset; delete it</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>Batch“{name}”是第二个批次节点，但一次运行只读一个数据集；请将它删除</translation>
  </message>
  <message>
   <source>Batch: the rows have different lengths; put {step} before it</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Batch：各行长度不同；请在它之前放 {step}</translation>
  </message>
  <message>
   <source>Batch: the training part has {rows} rows, fewer than one batch of {size}; make batch_size smaller or switch drop_remainder off</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>Batch：训练部分有 {rows} 行，不足一个 {size} 行的批次；请调小 batch_size 或关闭 drop_remainder</translation>
  </message>
  <message>
   <source>Bidirectional: {layer} is no layer over sequences; give one of {known}</source>
   <extracomment>engine/nn/bidirectional.py</extracomment>
   <translation>Bidirectional：{layer} 不是处理序列的层；请给出 {known} 之一</translation>
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
   <source>Cache: '{column}' is sparse, which files do not hold; set where to memory</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>Cache：“{column}”是稀疏的，不能存进文件；请把 where 设为 memory</translation>
  </message>
  <message>
   <source>Cache: '{folder}' cannot be written or read ({reason}); free some disk space, or set where to memory</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>Cache：无法读写“{folder}”（{reason}）；请腾出磁盘空间，或把 where 设为 memory</translation>
  </message>
  <message>
   <source>CaliforniaHousing is not on this machine and cannot be fetched ({reason}); connect to the network and run once, or copy the folder scikit_learn_data from a machine that has it</source>
   <extracomment>engine/data/builtin.py</extracomment>
   <translation>本机没有 CaliforniaHousing，也无法下载（{reason}）；请连接网络后运行一次，或从已有它的机器上复制文件夹 scikit_learn_data</translation>
  </message>
  <message>
   <source>Connect x instead</source>
   <extracomment>app/compile/lints/inputs.py</extracomment>
   <translation>改接 x</translation>
  </message>
  <message>
   <source>Connect {node}.{output}</source>
   <extracomment>app/compile/mends.py</extracomment>
   <translation>连接 {node}.{output}</translation>
  </message>
  <message>
   <source>Generator: '{column}' of row {row} is {got}, but {wanted} was declared; yield that, or change types</source>
   <extracomment>engine/data/generator.py</extracomment>
   <translation>Generator：第 {row} 行的“{column}”是 {got}，但声明的是 {wanted}；请按声明产出，或修改 types</translation>
  </message>
  <message>
   <source>Generator: a label near row {row} is {value}, but there are {classes} classes, from 0; mend it</source>
   <extracomment>engine/data/generator.py</extracomment>
   <translation>Generator：第 {row} 行附近有标签 {value}，但共有 {classes} 类，从 0 数起；请修正</translation>
  </message>
  <message>
   <source>Generator: row {row} has no '{column}'; yield it, or take it out of types</source>
   <extracomment>engine/data/generator.py</extracomment>
   <translation>Generator：第 {row} 行没有“{column}”；请产出它，或从 types 中去掉</translation>
  </message>
  <message>
   <source>Generator: types names no features; give the type of a row for x</source>
   <extracomment>engine/data/generator.py</extracomment>
   <translation>Generator：types 中没有特征；请给出 x 的行类型</translation>
  </message>
  <message>
   <source>Group '{name}' gives nothing at '{output}'; open it and connect something to its output</source>
   <extracomment>app/compile/flatten.py</extracomment>
   <translation>Group“{name}”的“{output}”没有输出；请打开它，并把内容连到其输出</translation>
  </message>
  <message>
   <source>Group '{name}' needs a wire into '{input}'</source>
   <extracomment>app/compile/flatten.py</extracomment>
   <translation>Group“{name}”的“{input}”需要接入连线</translation>
  </message>
  <message>
   <source>IDXFile: '{file}' has no rows; give one row for each example</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>IDXFile：“{file}”没有行；请为每个样本给一行</translation>
  </message>
  <message>
   <source>IDXFile: '{file}' has {rows:,} rows, but '{labels}' holds {shape} numbers of {dtype}; give a file with one whole number for each row</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>IDXFile：“{file}”有 {rows:,} 行，但“{labels}”中是 {dtype} 的 {shape} 个数；请给出每行一个整数的文件</translation>
  </message>
  <message>
   <source>IDXFile: '{file}' holds NaN or infinity, or numbers beyond float32; mend them</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>IDXFile：“{file}”中有 NaN、无穷大或超出 float32 的数；请修正</translation>
  </message>
  <message>
   <source>ImageFolder: '{folder}' has no sub-folders; put the images of each class into a sub-folder of its own</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>ImageFolder：“{folder}”没有子文件夹；请把每一类的图像放进各自的子文件夹</translation>
  </message>
  <message>
   <source>ImageFolder: there is no image below '{folder}' (looked for {endings}); add some</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>ImageFolder：“{folder}”之下没有图像（查找了 {endings}）；请添加</translation>
  </message>
  <message>
   <source>Insert {kind}</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>插入 {kind}</translation>
  </message>
  <message>
   <source>Insert {kind} before '{layer}'</source>
   <extracomment>app/compile/mends.py</extracomment>
   <translation>在“{layer}”之前插入 {kind}</translation>
  </message>
  <message>
   <source>MNIST: '{file}' has no array '{array}'; give Keras's mnist.npz, which holds x_train, y_train, x_test and y_test</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{file}”没有数组“{array}”；请给出 Keras 的 mnist.npz，其中有 x_train、y_train、x_test 和 y_test</translation>
  </message>
  <message>
   <source>MNIST: '{file}' holds {shape} numbers of {dtype}, but images are 3-dimensional and of uint8; give the file of images</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{file}”中是 {dtype} 的 {shape} 个数，但图像应为 3 维的 uint8；请给出图像文件</translation>
  </message>
  <message>
   <source>MNIST: '{file}' holds {shape} numbers of {dtype}, but labels are 1-dimensional and of uint8; give the file of labels</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{file}”中是 {dtype} 的 {shape} 个数，但标签应为 1 维的 uint8；请给出标签文件</translation>
  </message>
  <message>
   <source>MNIST: '{file}' is not a whole NPZ file of plain arrays; fetch it again</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{file}”不是完整的普通数组 NPZ 文件；请重新下载</translation>
  </message>
  <message>
   <source>MNIST: '{folder}' has no file {file} (packed as .gz or not); put it there, or name another folder</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{folder}”中没有文件 {file}（也没有其 .gz 压缩文件）；请放入，或另选文件夹</translation>
  </message>
  <message>
   <source>MNIST: '{images}' has {rows:,} images, but '{labels}' has {targets:,} labels; give two files that belong together</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：“{images}”有 {rows:,} 幅图像，但“{labels}”有 {targets:,} 个标签；请给出配套的两个文件</translation>
  </message>
  <message>
   <source>MNIST: the training images have the size {first}, the test images {second}; give files that belong together</source>
   <extracomment>engine/data/images.py</extracomment>
   <translation>MNIST：训练图像的大小是 {first}，测试图像的大小是 {second}；请给出配套的文件</translation>
  </message>
  <message>
   <source>MNIST: there is no file or folder '{file}'; put the four IDX files or mnist.npz there, or leave 'file' empty to have them fetched (relative paths start from the project's folder)</source>
   <extracomment>engine/data/mnist.py</extracomment>
   <translation>MNIST：没有文件或文件夹“{file}”；请把四个 IDX 文件或 mnist.npz 放在那里，或让 'file' 留空以便下载（相对路径从项目所在的文件夹算起）</translation>
  </message>
  <message>
   <source>Map stands before any rows; put a source such as Digits before it</source>
   <extracomment>engine/export/map_rows.py</extracomment>
   <translation>Map 之前没有任何行；请在它之前放数据源，例如 Digits</translation>
  </message>
  <message>
   <source>Map: </source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：</translation>
  </message>
  <message>
   <source>Map: the column '{column}' is sparse; formulas take dense columns only</source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：列“{column}”是稀疏的；公式只接收稠密的列</translation>
  </message>
  <message>
   <source>Map: the data has no column '{column}'; the formula may use {known}</source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：数据没有列“{column}”；公式可以使用 {known}</translation>
  </message>
  <message>
   <source>Map: the data has several inputs and no column 'x'; map each of them where the arrays are made</source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：数据有多个输入而没有列“x”；请在生成数组的地方分别计算</translation>
  </message>
  <message>
   <source>Map: the formula gives {got} instead of one result for each row; keep the first dimension, as sum(x, axis=-1) does</source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：公式给出 {got}，而不是每行一个结果；请保留第一维，例如 sum(x, axis=-1)</translation>
  </message>
  <message>
   <source>Map: the formula mixes rows; let mean, sum and their like go along axis=-1, not over the rows</source>
   <extracomment>engine/data/formulas.py</extracomment>
   <translation>Map：公式混合了不同的行；请让 mean、sum 等沿 axis=-1 计算，而不是跨行计算</translation>
  </message>
  <message>
   <source>NPYFile: '{file}' holds several arrays; use NPZFile for it</source>
   <extracomment>engine/data/npy.py</extracomment>
   <translation>NPYFile：“{file}”中有多个数组；请改用 NPZFile</translation>
  </message>
  <message>
   <source>NPYFile: '{file}' is not a whole NPY file of numbers; write it again with numpy.save</source>
   <extracomment>engine/data/npy.py</extracomment>
   <translation>NPYFile：“{file}”不是完整的数值 NPY 文件；请用 numpy.save 重新写出</translation>
  </message>
  <message>
   <source>NPYFile: row {row} of {array} holds NaN, infinity or a label below 0; mend it or leave the row out</source>
   <extracomment>engine/data/npy.py</extracomment>
   <translation>NPYFile：{array} 的第 {row} 行有 NaN、无穷大或小于 0 的标签；请修正或去掉该行</translation>
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
   <source>NaN</source>
   <extracomment>engine/train/blame.py</extracomment>
   <translation>NaN</translation>
  </message>
  <message>
   <source>NamedArrays: '{column}' has {got} rows, but the inputs before it have {rows}; give one row for each example</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>NamedArrays：“{column}”有 {got} 行，但前面的输入有 {rows} 行；请为每个样本给一行</translation>
  </message>
  <message>
   <source>NamedArrays: an input may not be called '{column}', which is a column of its own</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>NamedArrays：输入不能叫“{column}”，它本身是一个专用的列</translation>
  </message>
  <message>
   <source>NamedArrays: there are no inputs; give an array for each input of the model</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>NamedArrays：没有输入；请为模型的每个输入给一个数组</translation>
  </message>
  <message>
   <source>NextToken makes the targets itself, but the rows have labels; use a source without labels</source>
   <extracomment>engine/data/token_steps.py</extracomment>
   <translation>NextToken 自己生成目标，但各行已有标签；请使用没有标签的数据源</translation>
  </message>
  <message>
   <source>NextToken: no text of the {part} part has more than {length} tokens; make length smaller</source>
   <extracomment>engine/data/token_steps.py</extracomment>
   <translation>NextToken：{part} 部分中没有超过 {length} 个词元的文本；请减小 length</translation>
  </message>
  <message>
   <source>No file for the live curves can be made ({reason}); free some space in the folder for temporary files.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>无法为实时曲线建立文件（{reason}）；请在临时文件夹中腾出空间。</translation>
  </message>
  <message>
   <source>Normalize needs features that are quantities, but they are {type}; remove it, or read them as float32</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Normalize 需要表示数量的特征，但特征是 {type}；请去掉它，或按 float32 读取</translation>
  </message>
  <message>
   <source>Normalize stands after Augment, so its statistics would be of changed rows; put Normalize before Augment</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Normalize 在 Augment 之后，统计量会来自改变过的行；请把 Normalize 放在 Augment 之前</translation>
  </message>
  <message>
   <source>Normalize would fill the zeros of sparse features in; use TfIdf, or leave it out</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Normalize 会把稀疏特征的零填满；请用 TfIdf，或去掉它</translation>
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
   <source>ParquetTable: '{file}' is not a whole Parquet file ({reason}); write it again</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>ParquetTable：“{file}”不是完整的 Parquet 文件（{reason}）；请重新写出</translation>
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
   <source>Put '{layer}' before '{other}'</source>
   <extracomment>app/compile/mends.py</extracomment>
   <translation>把“{layer}”放到“{other}”之前</translation>
  </message>
  <message>
   <source>PyTorch finds no driver that it can use; install or update the NVIDIA driver</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>PyTorch 找不到可用的驱动；请安装或更新 NVIDIA 驱动</translation>
  </message>
  <message>
   <source>PyTorch is installed, but cannot be loaded; reinstall it with: pip install --force-reinstall torch</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>已安装 PyTorch，但无法加载；请重新安装：pip install --force-reinstall torch</translation>
  </message>
  <message>
   <source>PyTorch is not installed; install it with: pip install 'nodegrad[torch]'</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>没有安装 PyTorch；请安装：pip install 'nodegrad[torch]'</translation>
  </message>
  <message>
   <source>ReduceLROnPlateau can be written for one optimizer alone; give each of several another schedule</source>
   <extracomment>engine/export/parts.py</extracomment>
   <translation>只有一个优化器时才能写出 ReduceLROnPlateau；有多个优化器时请各用其他调度</translation>
  </message>
  <message>
   <source>Remove '{layer}'</source>
   <extracomment>app/compile/lints/ask.py</extracomment>
   <translation>去掉“{layer}”</translation>
  </message>
  <message>
   <source>Repeat after Augment cannot be written as a script; put Repeat before Augment</source>
   <extracomment>engine/export/data_steps.py</extracomment>
   <translation>Augment 之后的 Repeat 无法写成脚本；请把 Repeat 放在 Augment 之前</translation>
  </message>
  <message>
   <source>Reset it to its default</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>恢复为默认值</translation>
  </message>
  <message>
   <source>SelectColumns picks from rows of numbers, but a row here is {type}; remove it</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns 从由数组成的行中选取，但这里每行是 {type}；请将它去掉</translation>
  </message>
  <message>
   <source>SelectColumns: a column stands twice in columns; name each once</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns：columns 中有一列写了两次；每列请只写一次</translation>
  </message>
  <message>
   <source>SelectColumns: no column is named; set columns to names or numbers, separated by commas</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns：没有写明任何列；请把 columns 设为以逗号分隔的名称或编号</translation>
  </message>
  <message>
   <source>SelectColumns: there is no column '{column}' (did you mean '{near}'?); give names or numbers from 1 to {width} of {known}</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns：没有列“{column}”（是否指“{near}”？）；请给出 {known} 中的名称，或 1 到 {width} 的编号</translation>
  </message>
  <message>
   <source>SelectColumns: there is no column '{column}'; give names or numbers from 1 to {width} of {known}</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns：没有列“{column}”；请给出 {known} 中的名称，或 1 到 {width} 的编号</translation>
  </message>
  <message>
   <source>SelectColumns: there is no column '{column}'; give numbers from 1 to {width}</source>
   <extracomment>engine/data/flow.py</extracomment>
   <translation>SelectColumns：没有列“{column}”；请给出 1 到 {width} 的编号</translation>
  </message>
  <message>
   <source>Set activation to {activation}</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>把 activation 设为 {activation}</translation>
  </message>
  <message>
   <source>Set batch_size to {batch_size}</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>把 batch_size 设为 {batch_size}</translation>
  </message>
  <message>
   <source>Set class_weight to {class_weight}</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>把 class_weight 设为 {class_weight}</translation>
  </message>
  <message>
   <source>Set no activation in '{layer}'</source>
   <extracomment>app/compile/lints/ask.py</extracomment>
   <translation>去掉“{layer}”的激活函数</translation>
  </message>
  <message>
   <source>Set reduction to {reduction}</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>把 reduction 设为 {reduction}</translation>
  </message>
  <message>
   <source>Set threshold to {threshold:g}</source>
   <extracomment>app/compile/lints/metrics.py</extracomment>
   <translation>把 threshold 设为 {threshold:g}</translation>
  </message>
  <message>
   <source>Set units to {units}</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>把 units 设为 {units}</translation>
  </message>
  <message>
   <source>Set {attribute} to {value}</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>把 {attribute} 设为 {value}</translation>
  </message>
  <message>
   <source>Something inside Nodegrad went wrong ({error}); the log '{log}' has the details, please report it.</source>
   <extracomment>app/session/worker.py</extracomment>
   <translation>Nodegrad 内部出错（{error}）；详情见日志“{log}”，请报告此问题。</translation>
  </message>
  <message>
   <source>SparseFile: '{file}' has no rows; give one row for each example</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：“{file}”没有行；请为每个样本给一行</translation>
  </message>
  <message>
   <source>SparseFile: '{file}' holds NaN or infinity; leave those entries out</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：“{file}”中有 NaN 或无穷大；请去掉这些元素</translation>
  </message>
  <message>
   <source>SparseFile: '{file}' holds no sparse matrix; write it with scipy.sparse.save_npz</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：“{file}”中没有稀疏矩阵；请用 scipy.sparse.save_npz 写出</translation>
  </message>
  <message>
   <source>SparseFile: '{file}' is no NPY file; write it with numpy.save</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：“{file}”不是 NPY 文件；请用 numpy.save 写出</translation>
  </message>
  <message>
   <source>SparseFile: '{file}': </source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：“{file}”：</translation>
  </message>
  <message>
   <source>SparseFile: there are {rows} rows; give one number or label as target for each</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>SparseFile：共有 {rows} 行；请为每行给一个数或标签作为目标</translation>
  </message>
  <message>
   <source>Split has nothing to keep apart, so the validation part is empty; set validation_fraction above 0</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 没有可留出的行，因此验证部分为空；请把 validation_fraction 设为大于 0</translation>
  </message>
  <message>
   <source>Split stands after Augment, so the rows for validation would be changed too; put Split before Augment</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 在 Augment 之后，验证用的行也会被改变；请把 Split 放在 Augment 之前</translation>
  </message>
  <message>
   <source>Split stands after Repeat, so the same row would be trained on and validated with; put Split before Repeat</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 在 Repeat 之后，同一行会既用于训练又用于验证；请把 Split 放在 Repeat 之前</translation>
  </message>
  <message>
   <source>Split stands after {step}, so the statistics would have seen the validation rows; put Split before {step}</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split 在 {step} 之后，统计量会看到验证数据；请把 Split 放在 {step} 之前</translation>
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
   <source>Split: the data has a test part of its own; set test_fraction to 0</source>
   <extracomment>engine/data/transforms.py</extracomment>
   <translation>Split：数据已有自己的测试部分；请把 test_fraction 设为 0</translation>
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
   <source>Swap the wires of y_true and y_pred</source>
   <extracomment>app/compile/lints/inputs.py</extracomment>
   <translation>对调 y_true 和 y_pred 的连线</translation>
  </message>
  <message>
   <source>Switch from_logits off</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>关闭 from_logits</translation>
  </message>
  <message>
   <source>Switch from_logits on</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>打开 from_logits</translation>
  </message>
  <message>
   <source>TextFile: '{file}' is too short to be cut; set validation_fraction to 0</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextFile：“{file}”太短，无法切分；请把 validation_fraction 设为 0</translation>
  </message>
  <message>
   <source>TextFile: the fractions add up to {total:g}; leave some text for training</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextFile：各比例之和为 {total:g}；请给训练留一些文本</translation>
  </message>
  <message>
   <source>TextFolder: '{folder}' has no sub-folders; put the texts of each class into a sub-folder of its own</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextFolder：“{folder}”没有子文件夹；请把每一类的文本放进各自的子文件夹</translation>
  </message>
  <message>
   <source>TextFolder: there is no .txt file below '{folder}'; add some</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextFolder：“{folder}”之下没有 .txt 文件；请添加</translation>
  </message>
  <message>
   <source>TextTable: '{file}' has no column '{column}'; choose one of {known}</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：“{file}”没有列“{column}”；请从 {known} 中选择</translation>
  </message>
  <message>
   <source>TextTable: '{file}' has no column '{column}'; it has {known}; did you mean '{near}'?</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：“{file}”没有“{column}”列；它有 {known}；是否指“{near}”？</translation>
  </message>
  <message>
   <source>TextTable: '{file}' has no label in line {line}; fill it in or remove the line</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：“{file}”第 {line} 行没有标签；请补上或去掉该行</translation>
  </message>
  <message>
   <source>TextTable: '{file}' has no rows below its column names; add some</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：“{file}”的列名之下没有数据行；请添加</translation>
  </message>
  <message>
   <source>TextTable: line {line} of '{file}' cannot be read ({reason}); mend it</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：无法读取“{file}”的第 {line} 行（{reason}）；请修正</translation>
  </message>
  <message>
   <source>TextTable: line {line} of '{file}' has {got} cells, but the table has {wanted} columns; mend the line</source>
   <extracomment>engine/data/text.py</extracomment>
   <translation>TextTable：“{file}”第 {line} 行有 {got} 个单元格，但表格有 {wanted} 列；请修正该行</translation>
  </message>
  <message>
   <source>TfIdf takes counts of words, but the features are {type}; put it after BagOfWords</source>
   <extracomment>engine/data/words.py</extracomment>
   <translation>TfIdf 接收词的计数，但特征是 {type}；请把它放在 BagOfWords 之后</translation>
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
   <extracomment>app/session/questions.py</extracomment>
   <translation>训练进程在处理时丢失；请更改文档后重试。</translation>
  </message>
  <message>
   <source>This takes longer than a look may; it is tried again after the next edit.</source>
   <extracomment>app/session/questions.py</extracomment>
   <translation>计算此预览的时间过长；下次编辑后会重试。</translation>
  </message>
  <message>
   <source>This takes too long to be worked out beside a run; it is tried again after the next edit.</source>
   <extracomment>app/session/client.py</extracomment>
   <translation>在运行的同时计算此预览太慢；下次编辑后会重试。</translation>
  </message>
  <message>
   <source>Tokenize needs text, but the rows are {type}; put it after a source such as TextFile</source>
   <extracomment>engine/data/token_steps.py</extracomment>
   <translation>Tokenize 需要文本，但每行是 {type}；请把它放在 TextFile 之类的数据源之后</translation>
  </message>
  <message>
   <source>Use LogSoftmax instead of both</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>用 LogSoftmax 代替这两个</translation>
  </message>
  <message>
   <source>Use ReLU in all {count}</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>这 {count} 层都用 ReLU</translation>
  </message>
  <message>
   <source>Use SparseCategoricalCrossentropy over {count} units</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>用 SparseCategoricalCrossentropy，配 {count} 个单元</translation>
  </message>
  <message>
   <source>Use {kind}</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>用 {kind}</translation>
  </message>
  <message>
   <source>Use {kind} in '{layer}'</source>
   <extracomment>app/compile/lints/ask.py</extracomment>
   <translation>在“{layer}”中用 {kind}</translation>
  </message>
  <message>
   <source>Use {kind} instead of '{layer}'</source>
   <extracomment>app/compile/lints/ask.py</extracomment>
   <translation>用 {kind} 代替“{layer}”</translation>
  </message>
  <message>
   <source>a '{kind}' has no attributes to paste; copy another node</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>“{kind}”没有可粘贴的属性；请复制其他节点</translation>
  </message>
  <message>
   <source>a column whose name begins with '^' cannot be written as a script; rename it in the file</source>
   <extracomment>engine/export/tables.py</extracomment>
   <translation>名称以“^”开头的列无法写成脚本；请在文件中给它改名</translation>
  </message>
  <message>
   <source>a dataset</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>数据集</translation>
  </message>
  <message>
   <source>a document needs a name; type at least one character</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>文档需要名称；请至少输入一个字符</translation>
  </message>
  <message>
   <source>a formula</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>公式</translation>
  </message>
  <message>
   <source>a group needs at least one value</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>一组至少需要一个值</translation>
  </message>
  <message>
   <source>a kind needs a name; type at least one character</source>
   <extracomment>app/project/kinds.py</extracomment>
   <translation>节点种类需要名称；请至少输入一个字符</translation>
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
   <source>a list of texts</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>文本的列表</translation>
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
   <source>a model's inputs and outputs are values, or lists or dicts of them, but got {got}</source>
   <extracomment>engine/train/ends.py</extracomment>
   <translation>模型的输入和输出是值，或值的列表或字典，却得到 {got}</translation>
  </message>
  <message>
   <source>a node cannot feed itself</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>节点不能连到自己</translation>
  </message>
  <message>
   <source>a node needs a name; type at least one character</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>节点需要名称；请至少输入一个字符</translation>
  </message>
  <message>
   <source>a number</source>
   <extracomment>app/project/format.py</extracomment>
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
   <source>a parameter needs a title; type at least one character</source>
   <extracomment>app/commands/kind_draft.py</extracomment>
   <translation>参数需要标题；请至少输入一个字符</translation>
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
   <extracomment>app/compile/judge.py</extracomment>
   <translation>调度</translation>
  </message>
  <message>
   <source>a script cannot wait for a baseline or a first epoch of early stopping; leave them out</source>
   <extracomment>engine/export/ending.py</extracomment>
   <translation>脚本无法处理早停的基准值或起始轮；请去掉它们</translation>
  </message>
  <message>
   <source>a script has patience with one figure, but the run watches {count}; leave one</source>
   <extracomment>engine/export/ending.py</extracomment>
   <translation>脚本只能对一个指标作早停，但运行监视 {count} 个；请保留一个</translation>
  </message>
  <message>
   <source>a script knows the figures of the validation part and the training loss, but not '{monitor}'; watch val_{monitor}</source>
   <extracomment>engine/export/ending.py</extracomment>
   <translation>脚本只知道验证部分的指标和训练损失，而不知道“{monitor}”；请监视 val_{monitor}</translation>
  </message>
  <message>
   <source>a sequence is a scalar; its first dimension must be the steps</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>有一个序列是标量；它的第一维必须是步</translation>
  </message>
  <message>
   <source>a sign is missing before '{word}' at {place}</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的“{word}”之前缺少符号</translation>
  </message>
  <message>
   <source>a sparse matrix has two dimensions, but got {shape}; reshape it</source>
   <extracomment>engine/ir/matrix.py</extracomment>
   <translation>稀疏矩阵有两维，却得到 {shape}；请改变其形状</translation>
  </message>
  <message>
   <source>a sparse matrix is made of numbers in two dimensions, but got {shape} of {dtype}; give a SciPy matrix</source>
   <extracomment>engine/ir/matrix.py</extracomment>
   <translation>稀疏矩阵由二维的数构成，却得到 {dtype} 的 {shape}；请给出 SciPy 矩阵</translation>
  </message>
  <message>
   <source>a sparse matrix of {dtype} cannot be computed with; use float32 or float64, or the dense layout</source>
   <extracomment>engine/ir/matrix.py</extracomment>
   <translation>{dtype} 的稀疏矩阵不能用于计算；请用 float32 或 float64，或稠密的存储格式</translation>
  </message>
  <message>
   <source>a sparse tensor needs a matrix, or indices, values and dense_shape; give one of them</source>
   <extracomment>engine/sparse.py</extracomment>
   <translation>稀疏张量需要一个矩阵，或 indices、values 和 dense_shape；请给出其一</translation>
  </message>
  <message>
   <source>a sparse tensor of entries needs dense_shape, its number of rows and of columns; give both</source>
   <extracomment>engine/sparse.py</extracomment>
   <translation>由元素构成的稀疏张量需要 dense_shape，即行数和列数；请两者都给出</translation>
  </message>
  <message>
   <source>a tensor</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>张量</translation>
  </message>
  <message>
   <source>a text</source>
   <extracomment>app/project/format.py</extracomment>
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
   <extracomment>app/project/format.py</extracomment>
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
   <source>a wire cannot cross the border of a group; connect to the group's ports</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>连线不能越过组的边界；请连到组的端口</translation>
  </message>
  <message>
   <source>a {layer} begins with a state and a cell; connect initial_forward_{state} and initial_backward_{state} too</source>
   <extracomment>engine/nn/bidirectional.py</extracomment>
   <translation>{layer} 的初始值包括状态和单元状态；请把 initial_forward_{state} 和 initial_backward_{state} 也连上</translation>
  </message>
  <message>
   <source>a {layer} has no cell to begin with; leave initial_forward_cell and initial_backward_cell open</source>
   <extracomment>engine/nn/bidirectional.py</extracomment>
   <translation>{layer} 没有单元状态可设初始值；请不要连接 initial_forward_cell 和 initial_backward_cell</translation>
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
   <source>an index that the step computed is outside the axis that it counts along; mend the indices</source>
   <extracomment>engine/backends/compiled/step.py</extracomment>
   <translation>该步算出的一个索引超出了所指的轴；请修正索引</translation>
  </message>
  <message>
   <source>an input of the body '{body}' is no placeholder</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>循环体“{body}”的一个输入不是占位符</translation>
  </message>
  <message>
   <source>an integer cannot be raised to the negative power {power}; insert Cast to float32</source>
   <extracomment>engine/backends/torch/entrywise.py</extracomment>
   <translation>整数不能求负的 {power} 次幂；请插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>an object</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>对象</translation>
  </message>
  <message>
   <source>another node is named '{node}' already; choose another name</source>
   <extracomment>app/commands/node_edits.py</extracomment>
   <translation>已有节点名为“{node}”；请换一个名称</translation>
  </message>
  <message>
   <source>another port is named '{port}' already; choose another name</source>
   <extracomment>app/commands/groups.py</extracomment>
   <translation>已有端口名为“{port}”；请换一个名称</translation>
  </message>
  <message>
   <source>another program keeps it for itself; end that program</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>另一个程序独占了它；请结束那个程序</translation>
  </message>
  <message>
   <source>anything</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>任意值</translation>
  </message>
  <message>
   <source>attention_mask is {got}, but must be batch×target×source</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>attention_mask 是 {got}，但必须是 batch×target×source</translation>
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
   <source>cannot tell how many features the query has; set scale, or give its last dimension a size</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>无法得知查询有多少个特征；请设置 scale，或给其最后一维确定的大小</translation>
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
   <source>carry {index} begins as {first} ({first_dtype}), but a step gives {later} ({later_dtype}); begin with a value like what a step gives</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>第 {index} 个 carry 开始时是 {first}（{first_dtype}），但一步之后给出 {later}（{later_dtype}）；请让初始值与每一步给出的值类型相同</translation>
  </message>
  <message>
   <source>class_id is {chosen}, but y_pred has the classes 0 to {last}; choose one of them</source>
   <extracomment>engine/metrics/answers.py</extracomment>
   <translation>class_id 为 {chosen}，但 y_pred 的类别为 0 到 {last}；请从中选择</translation>
  </message>
  <message>
   <source>class_weight has {got} weights, but there are {wanted} classes; give one for each</source>
   <extracomment>engine/losses/weights.py</extracomment>
   <translation>class_weight 有 {got} 个权重，但共有 {wanted} 类；请为每一类给一个</translation>
  </message>
  <message>
   <source>class_weight needs one class a row, but y is {shape}</source>
   <extracomment>engine/train/given.py</extracomment>
   <translation>class_weight 需要每行一个类别，但 y 是 {shape}</translation>
  </message>
  <message>
   <source>class_weight needs one class a row, but y_pred has {got} values a row; leave it empty, or use sample_weight</source>
   <extracomment>engine/losses/weights.py</extracomment>
   <translation>class_weight 需要每行一个类别，但 y_pred 每行有 {got} 个值；请留空，或用 sample_weight</translation>
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
   <source>column #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>第 # 列</translation>
  </message>
  <message>
   <source>copy one node to paste its attributes; the clipboard holds {count}</source>
   <extracomment>app/commands/likeness.py</extracomment>
   <translation>粘贴属性请只复制一个节点；剪贴板中有 {count} 个</translation>
  </message>
  <message>
   <source>cuts {count} axes of a value with {rank} dimensions</source>
   <extracomment>engine/ops/shape.py</extracomment>
   <translation>切分 {count} 个轴，但值只有 {rank} 维</translation>
  </message>
  <message>
   <source>dense_shape is {shape}, but must be two sizes, rows and columns</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>dense_shape 是 {shape}，但必须是两个大小：行数和列数</translation>
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
   <source>each row needs as many values as columns; mend the lists</source>
   <extracomment>engine/sparse.py</extracomment>
   <translation>每行的值必须与列数一样多；请修正列表</translation>
  </message>
  <message>
   <source>early stopping watches '{monitor}', but the run has no such figure; watch one of {known}</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>早停监视“{monitor}”，但运行没有这个指标；请监视 {known} 之一</translation>
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
   <source>indices must be pairs of whole numbers, a row and a column for each entry</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>indices 必须是整数对，每个元素一行一列</translation>
  </message>
  <message>
   <source>infinity</source>
   <extracomment>engine/train/blame.py</extracomment>
   <translation>无穷大</translation>
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
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>输入为 {got}，但 {weight} 为 {wanted}；请插入转换到 {wanted} 的 Cast</translation>
  </message>
  <message>
   <source>input {port} takes a dense value, but got the sparse {got}; insert ToDense (to_dense)</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>输入 {port} 接收稠密的值，却得到稀疏的 {got}；请插入 ToDense（to_dense）</translation>
  </message>
  <message>
   <source>input {port} takes a sparse matrix, but got the dense {got}; insert ToSparse (to_sparse)</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>输入 {port} 接收稀疏矩阵，却得到稠密的 {got}；请插入 ToSparse（to_sparse）</translation>
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
   <source>it counts entries, which does not change smoothly</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>它计算元素的个数，不会平滑变化</translation>
  </message>
  <message>
   <source>it depends on nothing</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>它不依赖任何东西</translation>
  </message>
  <message>
   <source>it has another rank</source>
   <extracomment>engine/nn/recurrent.py</extracomment>
   <translation>它的维数不同</translation>
  </message>
  <message>
   <source>it has another shape</source>
   <extracomment>engine/nn/recurrent.py</extracomment>
   <translation>它的形状不同</translation>
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
   <source>it stands in finished programs, after they were differentiated</source>
   <extracomment>engine/ops/rows.py</extracomment>
   <translation>它出现在求导之后的完整程序中</translation>
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
   <source>its step cannot be done: {reason}</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>其中一步无法执行：{reason}</translation>
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
   <source>layout {layout} is for matrices, but the shape is {shape}; give it two dimensions, or use the dense layout</source>
   <extracomment>engine/ir/matrix.py</extracomment>
   <translation>存储格式 {layout} 用于矩阵，但形状是 {shape}；请给它两维，或用稠密的存储格式</translation>
  </message>
  <message>
   <source>letter {letter} of the equation stands for both {a} and {b}; make these sizes equal</source>
   <extracomment>engine/ops/linalg.py</extracomment>
   <translation>方程的字母 {letter} 同时代表 {a} 和 {b}；请使这两个大小相等</translation>
  </message>
  <message>
   <source>line #, column #</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>第 # 行第 # 列</translation>
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
   <source>mode is '{mode}', but must be one of {known}</source>
   <extracomment>engine/train/stopping.py</extracomment>
   <translation>mode 是“{mode}”，但必须是 {known} 之一</translation>
  </message>
  <message>
   <source>needs something to differentiate with respect to; give at least one x</source>
   <extracomment>engine/ops/state.py</extracomment>
   <translation>需要对某个量求导；请至少给出一个 x</translation>
  </message>
  <message>
   <source>no gradient is made row by row</source>
   <extracomment>engine/passes/rows.py</extracomment>
   <translation>没有按行生成的梯度</translation>
  </message>
  <message>
   <source>no input is read for its shape alone</source>
   <extracomment>engine/passes/shapes.py</extracomment>
   <translation>没有只为形状而读取的输入</translation>
  </message>
  <message>
   <source>no scan</source>
   <extracomment>engine/passes/scans.py</extracomment>
   <translation>没有循环</translation>
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
   <source>nothing bends between '{name}' and '{other}', so both together are no more than one layer; give '{name}' an activation</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>“{name}”与“{other}”之间没有非线性，两者合起来只相当于一层；请给“{name}”加激活函数</translation>
  </message>
  <message>
   <source>nothing dropped</source>
   <extracomment>engine/passes/dce.py</extracomment>
   <translation>没有去掉任何节点</translation>
  </message>
  <message>
   <source>nothing is computed twice</source>
   <extracomment>engine/passes/cse.py</extracomment>
   <translation>没有重复的计算</translation>
  </message>
  <message>
   <source>nothing is constant</source>
   <extracomment>engine/passes/fold.py</extracomment>
   <translation>没有常量可折叠</translation>
  </message>
  <message>
   <source>nothing keeps what goes into '{name}' above 0, and the logarithm of 0 is infinite; put Clip before it</source>
   <extracomment>app/compile/lints/layers.py</extracomment>
   <translation>没有什么能保证“{name}”的输入大于 0，而 0 的对数是无穷大；请在它之前放 Clip</translation>
  </message>
  <message>
   <source>nothing stands between a value and its pooling</source>
   <extracomment>engine/passes/pooling.py</extracomment>
   <translation>值与其池化之间没有其他运算</translation>
  </message>
  <message>
   <source>nothing to differentiate</source>
   <extracomment>engine/passes/differentiate.py</extracomment>
   <translation>没有要求导的</translation>
  </message>
  <message>
   <source>nothing to simplify</source>
   <extracomment>engine/passes/simplify.py</extracomment>
   <translation>没有可化简的</translation>
  </message>
  <message>
   <source>one row takes {size:,.1f} GiB here, too much for a look</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>这里一行就要 {size:,.1f} GiB，太大而无法查看</translation>
  </message>
  <message>
   <source>one sequence has {a} steps and another one {b}; make them equally long</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>一个序列有 {a} 步，另一个有 {b} 步；请使它们长度相同</translation>
  </message>
  <message>
   <source>only {share:.0%} of the rows are of class 1, so always saying 0 is right for {other:.0%} of them; weigh the classes in '{name}'</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>只有 {share:.0%} 的行属于类别 1，一律回答 0 就有 {other:.0%} 正确；请在“{name}”中给各类别加权</translation>
  </message>
  <message>
   <source>output {index} of node '{node}' does not know where it comes from</source>
   <extracomment>engine/ir/verify.py</extracomment>
   <translation>节点“{node}”的输出 {index} 不知来自何处</translation>
  </message>
  <message>
   <source>output_padding {more} must be smaller than its stride {stride}; make one fit the other</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>output_padding {more} 必须小于其步幅 {stride}；请使两者相符</translation>
  </message>
  <message>
   <source>pad_width {width} must give a count before and after for each of the {rank} axes</source>
   <extracomment>engine/ops/padding.py</extracomment>
   <translation>pad_width {width} 必须为 {rank} 个轴各给出前后的个数</translation>
  </message>
  <message>
   <source>padding_mask is {got}, but must be batch×source</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>padding_mask 是 {got}，但必须是 batch×source</translation>
  </message>
  <message>
   <source>placeholder '{target}' takes a dense array, but was fed a sparse matrix; give it the layout csr, or feed .toarray()</source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>占位符“{target}”接收稠密数组，却输入了稀疏矩阵；请把它的存储格式设为 csr，或输入 .toarray()</translation>
  </message>
  <message>
   <source>placeholder '{target}' takes shape {wanted}, but was fed {got}; give it an array of that shape</source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>占位符“{target}”接收形状 {wanted}，却输入了 {got}；请给它该形状的数组</translation>
  </message>
  <message>
   <source>placeholder '{target}' takes {wanted}, but was fed {got}; convert it first</source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>占位符“{target}”接收 {wanted}，却输入了 {got}；请先转换</translation>
  </message>
  <message>
   <source>placeholder '{target}' was not fed; give it an array in feed_dict</source>
   <extracomment>engine/autodiff/check.py</extracomment>
   <translation>没有给占位符“{target}”输入数据；请在 feed_dict 中给它一个数组</translation>
  </message>
  <message>
   <source>placeholder '{target}' was not fed; give it an array of shape {shape} ({dtype}) in feed_dict</source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>没有给占位符“{target}”输入数据；请在 feed_dict 中给它形状为 {shape} 的数组（{dtype}）</translation>
  </message>
  <message>
   <source>placeholder '{target}': </source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>占位符“{target}”：</translation>
  </message>
  <message>
   <source>plug-in '{file}' cannot be read ({reason}); restore it</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>无法读取插件“{file}”（{reason}）；请恢复它</translation>
  </message>
  <message>
   <source>plug-in '{file}' declares no op; put @composite or @primitive before a function</source>
   <extracomment>engine/plugins/load.py</extracomment>
   <translation>插件“{file}”没有声明任何运算；请在函数之前写 @composite 或 @primitive</translation>
  </message>
  <message>
   <source>plug-in '{file}' declares the op '{op}' twice; rename one</source>
   <extracomment>engine/plugins/load.py</extracomment>
   <translation>插件“{file}”两次声明了运算“{op}”；请重命名其中一个</translation>
  </message>
  <message>
   <source>plug-in '{file}' declares {title}, but there is a kind of that name; give its function and title other names</source>
   <extracomment>engine/plugins/check.py</extracomment>
   <translation>插件“{file}”声明了 {title}，但已有同名的节点种类；请给它的函数和标题另取名称</translation>
  </message>
  <message>
   <source>plug-in '{file}' does not come to an end; look for an endless loop</source>
   <extracomment>app/plugins/trial.py</extracomment>
   <translation>插件“{file}”没有结束；请检查是否有死循环</translation>
  </message>
  <message>
   <source>plug-in '{file}' ended the process that read it; remove what does so</source>
   <extracomment>app/plugins/trial.py</extracomment>
   <translation>插件“{file}”结束了读取它的进程；请去掉这样做的代码</translation>
  </message>
  <message>
   <source>plug-in '{file}' is a link to another file; put the file itself into the folder</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>插件“{file}”是指向另一个文件的链接；请把文件本身放入该文件夹</translation>
  </message>
  <message>
   <source>plug-in '{file}' is larger than {limit} MiB; put a smaller file into the folder</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>插件“{file}”大于 {limit} MiB；请放入较小的文件</translation>
  </message>
  <message>
   <source>plug-in '{file}' is no file; put a Python file into the folder</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>插件“{file}”不是文件；请把 Python 文件放入该文件夹</translation>
  </message>
  <message>
   <source>plug-in '{file}' was changed since it was switched on; switch it on again</source>
   <extracomment>engine/plugins/load.py</extracomment>
   <translation>插件“{file}”在启用之后改动过；请重新启用</translation>
  </message>
  <message>
   <source>plug-in '{file}' was changed while it was tried; switch it on again</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>插件“{file}”在试运行期间改动过；请重新启用</translation>
  </message>
  <message>
   <source>plug-in '{file}', line {line}: takes longer than {limit} seconds to be read, as an endless loop would</source>
   <extracomment>engine/plugins/load.py</extracomment>
   <translation>插件“{file}”第 {line} 行：读取超过 {limit} 秒，可能有死循环</translation>
  </message>
  <message>
   <source>plug-in '{file}', line {line}: {reason}</source>
   <extracomment>engine/plugins/guard.py</extracomment>
   <translation>插件“{file}”第 {line} 行：{reason}</translation>
  </message>
  <message>
   <source>plug-in '{file}': the gradient of {title} with respect to '{input}' is not what finite differences give ({got}, but {wanted}); mend its gradient</source>
   <extracomment>engine/plugins/check.py</extracomment>
   <translation>插件“{file}”：{title} 对“{input}”的梯度与有限差分的结果不符（是 {got}，应为 {wanted}）；请修正其梯度</translation>
  </message>
  <message>
   <source>plug-in '{file}': {reason}</source>
   <extracomment>engine/plugins/guard.py</extracomment>
   <translation>插件“{file}”：{reason}</translation>
  </message>
  <message>
   <source>plug-in '{file}': {title} gives {got}, but its type says {wanted}; mend its types or what it computes</source>
   <extracomment>engine/plugins/check.py</extracomment>
   <translation>插件“{file}”：{title} 给出 {got}，但其类型声明为 {wanted}；请修正其类型或计算</translation>
  </message>
  <message>
   <source>plug-in '{file}': {title} refuses its sample: {reason}</source>
   <extracomment>engine/plugins/check.py</extracomment>
   <translation>插件“{file}”：{title} 不接受自己的样例：{reason}</translation>
  </message>
  <message>
   <source>plug-in '{file}': {title} says {wanted} outputs, but its types are {got}</source>
   <extracomment>engine/plugins/check.py</extracomment>
   <translation>插件“{file}”：{title} 声明有 {wanted} 个输出，但其类型有 {got} 个</translation>
  </message>
  <message>
   <source>put 'not' at {place} and what follows it in brackets</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>请把{place}处的 'not' 及其后的内容放进括号</translation>
  </message>
  <message>
   <source>regularizer {regularizer} has no option '{option}'; it has {known}</source>
   <extracomment>engine/nn/regularizers.py</extracomment>
   <translation>正则化器 {regularizer} 没有选项“{option}”；它有 {known}</translation>
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
   <source>rows are read by the run now; values are shown when it ends</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>运行正在读取数据；结束后显示值</translation>
  </message>
  <message>
   <source>rows, columns and values have {counts} entries; give as many of each</source>
   <extracomment>engine/sparse.py</extracomment>
   <translation>行、列和值分别有 {counts} 项；请使它们一样多</translation>
  </message>
  <message>
   <source>sample_weight is {got}, but there is one loss for each of {rows}; give one weight a row</source>
   <extracomment>engine/losses/weights.py</extracomment>
   <translation>sample_weight 是 {got}，但每个损失对应 {rows} 中的一行；请每行给一个权重</translation>
  </message>
  <message>
   <source>scan: a sequence is a scalar; its first dimension must be the steps</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>scan：有一个序列是标量；它的第一维必须是步</translation>
  </message>
  <message>
   <source>scan: the step gives {got} carries, but {wanted} go in; give back as many</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>scan：一步给出 {got} 个 carry，但传入的有 {wanted} 个；请给回同样多的</translation>
  </message>
  <message>
   <source>scan: the step must give two things, the next carry and what to keep of the step (or None)</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>scan：一步必须给出两样东西：下一个 carry，以及这一步要保留的内容（或 None）</translation>
  </message>
  <message>
   <source>scores are {shape}, but must be (…, target, source)</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>得分是 {shape}，但必须是 (…, target, source)</translation>
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
   <source>select the nodes to connect, two or more; they are joined from left to right</source>
   <extracomment>app/commands/wire_edits.py</extracomment>
   <translation>请选择要连接的节点，至少两个；它们将从左到右连接</translation>
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
   <source>something is missing at {place}: a name, a number or a function</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处缺少内容：名称、数或函数</translation>
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
   <source>takes a matrix, but got {shape}; insert Reshape or Flatten</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>接收矩阵，却得到 {shape}；请插入 Reshape 或 Flatten</translation>
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
   <source>takes a vector with one value for each entry, but got {shape}</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>接收每个元素一个值的向量，却得到 {shape}</translation>
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
   <source>takes matrices, but got {a} and {b}</source>
   <extracomment>engine/ops/sparse_math.py</extracomment>
   <translation>接收矩阵，却得到 {a} 和 {b}</translation>
  </message>
  <message>
   <source>takes matrices, but input b is {shape}; insert ExpandDims or Reshape</source>
   <extracomment>engine/ops/sparse_math.py</extracomment>
   <translation>接收矩阵，但输入 b 是 {shape}；请插入 ExpandDims 或 Reshape</translation>
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
   <source>teacher is {got}, but y_pred is {wanted}; both are scores of the same classes</source>
   <extracomment>engine/losses/teacher.py</extracomment>
   <translation>teacher 是 {got}，但 y_pred 是 {wanted}；两者应为相同类别的得分</translation>
  </message>
  <message>
   <source>the bias is {got}, but there are {units} units</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>偏置为 {got}，但有 {units} 个单元</translation>
  </message>
  <message>
   <source>the body '{body}' names an input twice</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>循环体“{body}”把一个输入写了两次</translation>
  </message>
  <message>
   <source>the body '{body}' reads '{value}', which is none of its inputs</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>循环体“{body}”读取了“{value}”，它不是其输入</translation>
  </message>
  <message>
   <source>the body draws random numbers in '{node}', which a loop cannot do anew at each step; draw them outside for all steps and scan over them</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>循环体在“{node}”中抽取随机数，循环无法每一步重新抽取；请在循环外为所有步抽取，再对它们作 scan</translation>
  </message>
  <message>
   <source>the body gives {got} values, but there are {wanted} carries</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>循环体给出 {got} 个值，但有 {wanted} 个 carry</translation>
  </message>
  <message>
   <source>the body holds '{node}', which reads or writes a variable; hand the variable to the loop as an input</source>
   <extracomment>engine/ir/body.py</extracomment>
   <translation>循环体中有“{node}”，它读写变量；请把变量作为输入交给循环</translation>
  </message>
  <message>
   <source>the body takes {wanted} inputs, but got {got}, {carries} of them carries and {sequences} sequences</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>循环体接收 {wanted} 个输入，却得到 {got} 个，其中 {carries} 个 carry、{sequences} 个序列</translation>
  </message>
  <message>
   <source>the boundaries {boundaries} do not rise; put them in order</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>边界 {boundaries} 不是递增的；请按顺序排列</translation>
  </message>
  <message>
   <source>the bracket at {place} closes nothing; take it away</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的括号没有与之配对的；请去掉</translation>
  </message>
  <message>
   <source>the bracket at {place} closes one of the other sort</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的括号与另一种括号配对了</translation>
  </message>
  <message>
   <source>the bracket at {place} is never closed</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的括号没有闭合</translation>
  </message>
  <message>
   <source>the canvas is empty; drop a dataset on it, or press Tab</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>画布是空的；请拖入数据集，或按 Tab</translation>
  </message>
  <message>
   <source>the checkpoint '{file}' has nothing for the variable '{variable}', which is new; undo that, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>检查点“{file}”中没有变量“{variable}”，它是新增的；请撤销该更改，或重新开始</translation>
  </message>
  <message>
   <source>the checkpoint '{file}' is of a run with seed {theirs}, but the seed is {ours} now; set it back, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>检查点“{file}”所属运行的种子是 {theirs}，但现在的种子是 {ours}；请改回，或重新开始</translation>
  </message>
  <message>
   <source>the checkpoint '{file}' was taken within an epoch and with other metrics; set them back, or take one from the end of an epoch</source>
   <extracomment>engine/train/trainer.py</extracomment>
   <translation>检查点“{file}”是在一轮当中保存的，指标也不同；请改回指标，或使用某轮结束时的检查点</translation>
  </message>
  <message>
   <source>the checkpoint '{path}' could not be written ({reason}); make room or choose another place</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>无法写入检查点“{path}”（{reason}）；请腾出空间或换一个位置</translation>
  </message>
  <message>
   <source>the checkpoint '{path}' is damaged; take the one before it</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>检查点“{path}”已损坏；请用它之前的那个</translation>
  </message>
  <message>
   <source>the clipboard holds no nodes; copy some on a canvas first</source>
   <extracomment>app/commands/clipboard.py</extracomment>
   <translation>剪贴板中没有节点；请先在画布上复制一些</translation>
  </message>
  <message>
   <source>the column '{column}' has no number in the training part to fill its holes by; take it out of the features</source>
   <extracomment>engine/data/fill.py</extracomment>
   <translation>列“{column}”在训练部分没有可用来填补缺值的数；请从特征中去掉它</translation>
  </message>
  <message>
   <source>the column {index} is outside 0 to {last}; mend indices or dense_shape</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>列 {index} 超出 0 到 {last}；请修正 indices 或 dense_shape</translation>
  </message>
  <message>
   <source>the data has no '{column}'; it has {known}</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>数据没有“{column}”；它有 {known}</translation>
  </message>
  <message>
   <source>the data has no column '{column}' for that input; it has {known}</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>数据没有该输入所需的列“{column}”；它有 {known}</translation>
  </message>
  <message>
   <source>the data has no column '{column}'; use a dataset with targets</source>
   <extracomment>engine/export/training.py</extracomment>
   <translation>数据没有“{column}”列；请使用带目标的数据集</translation>
  </message>
  <message>
   <source>the data has no targets; give y, or a pipeline whose data has them</source>
   <extracomment>engine/train/compiled.py</extracomment>
   <translation>数据没有目标；请给出 y，或数据带目标的流水线</translation>
  </message>
  <message>
   <source>the data is not cut into batches; end the pipeline with Batch</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>数据没有切成批次；请用 Batch 结束流水线</translation>
  </message>
  <message>
   <source>the data step '{step}' was changed since the checkpoint '{file}', so its place in the data means nothing; undo that change, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>数据步骤“{step}”在检查点“{file}”之后改动过，其中记录的数据位置已无意义；请撤销该更改，或重新开始</translation>
  </message>
  <message>
   <source>the data step {step} cannot be written as a script; replace it by another</source>
   <extracomment>engine/export/data_steps.py</extracomment>
   <translation>数据步骤 {step} 无法写成脚本；请换成另一个</translation>
  </message>
  <message>
   <source>the dataset holds long texts, too much to write into a script; keep them in a file</source>
   <extracomment>engine/export/words.py</extracomment>
   <translation>数据集中有很长的文本，太多而不能写进脚本；请存放在文件中</translation>
  </message>
  <message>
   <source>the dataset holds {count} entries, too many to write into a script; keep them in a file with SparseFile</source>
   <extracomment>engine/export/words.py</extracomment>
   <translation>数据集有 {count} 个元素，太多而不能写进脚本；请存放在文件中，并用 SparseFile 读取</translation>
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
   <source>the folder '{folder}' for checkpoints cannot be made ({reason}); choose another</source>
   <extracomment>engine/train/keeping.py</extracomment>
   <translation>无法创建检查点文件夹“{folder}”（{reason}）；请另选一个</translation>
  </message>
  <message>
   <source>the folder '{folder}' for the run cannot be made ({reason}); make room, or save the document elsewhere</source>
   <extracomment>app/session/runs.py</extracomment>
   <translation>无法创建运行的文件夹“{folder}”（{reason}）；请腾出空间，或把文档存到别处</translation>
  </message>
  <message>
   <source>the folder '{folder}' holds the checkpoints of another run; resume that one, or choose another folder</source>
   <extracomment>engine/train/keeping.py</extracomment>
   <translation>文件夹“{folder}”中是另一次运行的检查点；请从那次运行继续，或另选文件夹</translation>
  </message>
  <message>
   <source>the folder of '{file}' is not there; choose another place</source>
   <extracomment>app/project/store.py</extracomment>
   <translation>“{file}”所在的文件夹不存在；请换一个位置</translation>
  </message>
  <message>
   <source>the formula has no input '{input}'; it has {known}</source>
   <extracomment>engine/nn/formula.py</extracomment>
   <translation>公式没有输入“{input}”；它有 {known}</translation>
  </message>
  <message>
   <source>the formula has the input '{input}', which is not given; give {input}=...</source>
   <extracomment>engine/nn/formula.py</extracomment>
   <translation>公式的输入“{input}”没有给出；请给出 {input}=...</translation>
  </message>
  <message>
   <source>the formula has {length} characters, but at most {limit} are read; compute parts of it in nodes of their own</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>公式有 {length} 个字符，但最多读 {limit} 个；请把其中几部分放到各自的节点中计算</translation>
  </message>
  <message>
   <source>the formula is empty; write what is to be computed, such as mean(square(a - b))</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>公式是空的；请写出要计算的内容，例如 mean(square(a - b))</translation>
  </message>
  <message>
   <source>the formula is more than {limit} deep at {place}; give parts of it names on lines of their own</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>公式在{place}处嵌套超过 {limit} 层；请把其中几部分另起一行并命名</translation>
  </message>
  <message>
   <source>the function written for {where} holds {text}, which is no call of an op</source>
   <extracomment>engine/backends/written.py</extracomment>
   <translation>为{where}写出的函数中有 {text}，它不是对某个操作的调用</translation>
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
   <source>the group '{group}' is muted, so nothing in it is worked out; unmute it to see values</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>组“{group}”已旁路，其中不作任何计算；取消旁路即可看到值</translation>
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
   <source>the input and the output of a group stay as long as the group; remove its ports instead</source>
   <extracomment>app/commands/editor.py</extracomment>
   <translation>只要组还在，它的输入和输出节点就不能删除；请改为去掉它的端口</translation>
  </message>
  <message>
   <source>the inputs have {counts} rows; give each as many</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>各输入分别有 {counts} 行；请使它们一样多</translation>
  </message>
  <message>
   <source>the installed PyTorch has no Metal, or macOS is older than 12.3; update them</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>所装的 PyTorch 没有 Metal，或 macOS 早于 12.3；请更新</translation>
  </message>
  <message>
   <source>the installed PyTorch is built for the CPU only; install a build for CUDA as pytorch.org says</source>
   <extracomment>engine/devices.py</extracomment>
   <translation>所装的 PyTorch 只支持 CPU；请按 pytorch.org 的说明安装 CUDA 版本</translation>
  </message>
  <message>
   <source>the kernel is {got}, but {units} units need {wanted}; set units to the kernel's columns or share another layer's</source>
   <extracomment>engine/nn/dense.py</extracomment>
   <translation>核为 {got}，但 {units} 个单元需要 {wanted}；请把 units 设为核的列数，或共用另一层的核</translation>
  </message>
  <message>
   <source>the last line, at {place}, must be what the formula gives, without a name before it</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>位于{place}的最后一行必须是公式的结果，前面不能有名称</translation>
  </message>
  <message>
   <source>the layers give {x}, but the shortcut brings {shortcut}; let the last layer give {size} features, or send the shortcut through a layer that gives {own}</source>
   <extracomment>engine/nn/transformer.py</extracomment>
   <translation>各层给出 {x}，但捷径带来 {shortcut}；请让最后一层给出 {size} 个特征，或让捷径经过一个给出 {own} 的层</translation>
  </message>
  <message>
   <source>the layers give {x}, but the shortcut brings {shortcut}; start the shortcut where the shape is {x}, or use Add</source>
   <extracomment>engine/nn/transformer.py</extracomment>
   <translation>各层给出 {x}，但捷径带来 {shortcut}；请让捷径从形状为 {x} 之处开始，或用 Add</translation>
  </message>
  <message>
   <source>the learning rate follows '{monitor}', but a script knows the figures of the validation part and the training loss; watch val_{monitor}</source>
   <extracomment>engine/export/optimizers.py</extracomment>
   <translation>学习率随“{monitor}”变化，但脚本只知道验证部分的指标和训练损失；请监视 val_{monitor}</translation>
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
   <source>the library has a kind '{kind}' already; choose another name</source>
   <extracomment>app/project/library.py</extracomment>
   <translation>节点库中已有节点种类“{kind}”；请另取名称</translation>
  </message>
  <message>
   <source>the library's folder '{folder}' cannot be made; make it, or change its permissions</source>
   <extracomment>app/project/library.py</extracomment>
   <translation>无法创建节点库的文件夹“{folder}”；请自行创建，或更改其权限</translation>
  </message>
  <message>
   <source>the list at {place} can stand only as an attribute of a function</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的列表只能用作函数的属性</translation>
  </message>
  <message>
   <source>the loss became {value} at step {step} (epoch {epoch}): {title} '{node}' was the first to give {gave}, from numbers between {low} and {high}; lower the learning rate (it is {rate}), or normalize the data</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>损失在第 {step} 步（第 {epoch} 轮）变为 {value}：{title}“{node}”最先由 {low} 到 {high} 之间的数得出 {gave}；请降低学习率（现为 {rate}），或对数据做归一化</translation>
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
   <source>the loss {loss} takes no weights of rows; let it take them as a third argument</source>
   <extracomment>engine/train/compiled.py</extracomment>
   <translation>损失 {loss} 不接收行的权重；请让它以第三个参数接收</translation>
  </message>
  <message>
   <source>the mask is {got}, but {wanted} is needed: for each step of each row whether it counts</source>
   <extracomment>engine/nn/recurrent.py</extracomment>
   <translation>mask 是 {got}，但需要 {wanted}：每行的每一步是否算数</translation>
  </message>
  <message>
   <source>the memory of device {device} is not enough: {needed} more were needed, but {free} are free; make the batch or the layers smaller, or use a device with more memory</source>
   <extracomment>engine/backends/torch/memory.py</extracomment>
   <translation>设备 {device} 的内存不够：还需要 {needed}，但只有 {free} 可用；请减小批大小或层，或使用内存更大的设备</translation>
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
   <extracomment>engine/train/sequential.py</extracomment>
   <translation>模型“{model}”没有层；请添加一个</translation>
  </message>
  <message>
   <source>the model '{model}' is built already; add layers before its first use</source>
   <extracomment>engine/train/sequential.py</extracomment>
   <translation>模型“{model}”已经建成；请在首次使用前添加层</translation>
  </message>
  <message>
   <source>the model has {count:,} parameters for {rows:,} rows, and no rows are kept apart, so nothing would show that it learns them by heart; add Split</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>模型有 {count:,} 个参数，而只有 {rows:,} 行，又没有留出验证数据，即使死记了训练数据也看不出来；请添加 Split</translation>
  </message>
  <message>
   <source>the model has {count:,} parameters for {rows:,} rows, enough to learn them by heart; make '{name}' smaller, or put Dropout before the last layer</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>模型有 {count:,} 个参数，而只有 {rows:,} 行，足以死记训练数据；请缩小“{name}”，或在最后一层之前放 Dropout</translation>
  </message>
  <message>
   <source>the name of a regularizer</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>正则化器的名称</translation>
  </message>
  <message>
   <source>the name of an initializer</source>
   <extracomment>engine/ops/spec.py</extracomment>
   <translation>初始化器的名称</translation>
  </message>
  <message>
   <source>the node that this fix is for is gone; there is nothing left to fix</source>
   <extracomment>app/commands/mending.py</extracomment>
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
   <source>the number at {place} is too large</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的数太大</translation>
  </message>
  <message>
   <source>the number at {place} runs into a word; put a sign such as * between them</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的数与词连在一起；请在它们之间加上 * 之类的符号</translation>
  </message>
  <message>
   <source>the optimizers '{first}' and '{second}' would both train '{variable}'; give each layers of its own, or add their losses and keep one optimizer</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>优化器“{first}”和“{second}”会同时训练“{variable}”；请让它们各有自己的层，或把损失相加并只留一个优化器</translation>
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
   <extracomment>engine/losses/teacher.py</extracomment>
   <translation>维数不同</translation>
  </message>
  <message>
   <source>the row {index} is outside 0 to {last}; mend indices or dense_shape</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>行 {index} 超出 0 到 {last}；请修正 indices 或 dense_shape</translation>
  </message>
  <message>
   <source>the rows are others than those of the checkpoint '{file}'; restore the data, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>现在的行与检查点“{file}”中的不同；请恢复数据，或重新开始</translation>
  </message>
  <message>
   <source>the rows ended before batch {batch} of the epoch, so there are fewer than when they were counted; let the source give the same rows each time</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>行在本轮的第 {batch} 个批次之前就用完了，比计数时少；请让数据源每次给出同样的行</translation>
  </message>
  <message>
   <source>the rows of '{name}' are never cut into batches; add Batch at the end of its steps</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>“{name}”的行从未切成批次；请在其步骤末尾添加 Batch</translation>
  </message>
  <message>
   <source>the rows of '{name}' come class after class, so a batch holds mostly one class; put Shuffle before '{batch}'</source>
   <extracomment>app/compile/lints/data.py</extracomment>
   <translation>“{name}”的行按类别依次排列，一个批次里几乎只有一类；请在“{batch}”之前放 Shuffle</translation>
  </message>
  <message>
   <source>the run is to watch '{monitor}', but it has no such figure; watch one of {known}</source>
   <extracomment>engine/train/stopping.py</extracomment>
   <translation>运行要监视“{monitor}”，但没有这个指标；请监视 {known} 之一</translation>
  </message>
  <message>
   <source>the run is to watch '{monitor}', but it has no validation part; add Split, or watch {known}</source>
   <extracomment>engine/train/stopping.py</extracomment>
   <translation>运行要监视“{monitor}”，但没有验证部分；请添加 Split，或监视 {known}</translation>
  </message>
  <message>
   <source>the run needs a column '{column}', but the data has only {known}; use a dataset with targets</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>运行需要“{column}”列，但数据只有 {known}；请使用带目标的数据集</translation>
  </message>
  <message>
   <source>the run trains another version of the graph; values are shown when it ends</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>运行正在训练图的另一个版本；结束后显示值</translation>
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
   <source>the shapes differ</source>
   <extracomment>engine/losses/weights.py</extracomment>
   <translation>形状不同</translation>
  </message>
  <message>
   <source>the sign '{sign}' at {place} is not known; write {mend}</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的符号“{sign}”无法识别；请写 {mend}</translation>
  </message>
  <message>
   <source>the sign '{sign}' at {place} means nothing in a formula</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的符号“{sign}”在公式中没有意义</translation>
  </message>
  <message>
   <source>the step could not be compiled ({reason}); it goes on uncompiled, which is slower</source>
   <extracomment>engine/train/swap.py</extracomment>
   <translation>无法编译训练步（{reason}）；将不编译而继续，速度较慢</translation>
  </message>
  <message>
   <source>the step is a whole number, so a rate has no slope along it</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>步数是整数，因此学习率沿它没有斜率</translation>
  </message>
  <message>
   <source>the text at {place} is never closed; end it with the quote that it began with</source>
   <extracomment>engine/formula/tokens.py</extracomment>
   <translation>{place}处的文本没有结束；请用开头的引号结束它</translation>
  </message>
  <message>
   <source>the text or none at {place} is no number to compute with</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的文本或 none 不是可以计算的数</translation>
  </message>
  <message>
   <source>the threshold is {value}, but must be a number; give one such as 0.05</source>
   <extracomment>engine/train/stopping.py</extracomment>
   <translation>阈值是 {value}，但必须是数；请给出例如 0.05</translation>
  </message>
  <message>
   <source>the training part has no rows; give more data or a smaller validation_fraction</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>训练部分没有行；请提供更多数据或减小 validation_fraction</translation>
  </message>
  <message>
   <source>the update of step {step} (epoch {epoch}) made '{variable}' NaN or infinite; lower the learning rate (it is {rate}), clip the gradients, or normalize the data</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>第 {step} 步（第 {epoch} 轮）的更新使“{variable}”变为 NaN 或无穷大；请降低学习率（现为 {rate}）、裁剪梯度，或对数据做归一化</translation>
  </message>
  <message>
   <source>the values {values} hold a rate below zero; give rates of at least 0</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>值 {values} 中有小于零的学习率；请给出至少为 0 的学习率</translation>
  </message>
  <message>
   <source>the variable '{variable}' is {ours} now, but {theirs} in the checkpoint '{file}'; undo that, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>变量“{variable}”现在是 {ours}，但在检查点“{file}”中是 {theirs}；请撤销该更改，或重新开始</translation>
  </message>
  <message>
   <source>the variable '{variable}' of the checkpoint '{file}' is gone; undo that, or start anew</source>
   <extracomment>engine/train/fingerprint.py</extracomment>
   <translation>检查点“{file}”中的变量“{variable}”已不存在；请撤销该更改，或重新开始</translation>
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
   <source>the weights and their gradients need {needed:,.1f} GiB, but device {device} has {free:,.1f} GiB free; make '{variable}' {shape} smaller, or use another device</source>
   <extracomment>engine/session.py</extracomment>
   <translation>权重及其梯度需要 {needed:,.1f} GiB，但设备 {device} 只有 {free:,.1f} GiB 可用；请缩小“{variable}”{shape}，或使用另一设备</translation>
  </message>
  <message>
   <source>the weights and their gradients need {needed:,.1f} GiB, but this machine has {free:,.1f} GiB free; make '{variable}' {shape} smaller</source>
   <extracomment>engine/session.py</extracomment>
   <translation>权重及其梯度需要 {needed:,.1f} GiB，但这台机器只有 {free:,.1f} GiB 可用；请缩小“{variable}”{shape}</translation>
  </message>
  <message>
   <source>the weights take {size:,.1f} GiB, too much to draw for a look; start a run</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>权重要占 {size:,.1f} GiB，太大而无法为预览抽取初始值；请开始运行</translation>
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
   <source>the wire that this fix is for is gone; there is nothing left to fix</source>
   <extracomment>app/commands/mending.py</extracomment>
   <translation>此修复所针对的连线已不存在；没有什么可修复的了</translation>
  </message>
  <message>
   <source>the {weight} is {got}, but this layer needs {wanted} here; share the weights of a layer like it</source>
   <extracomment>engine/nn/conv.py</extracomment>
   <translation>{weight} 为 {got}，但此层在这里需要 {wanted}；请共享同类层的权重</translation>
  </message>
  <message>
   <source>the {weight} is {got}, but {wanted} is needed; share the weights of a layer with these sizes</source>
   <extracomment>engine/nn/recurrent.py</extracomment>
   <translation>{weight} 是 {got}，但需要 {wanted}；请共享大小相符的层的权重</translation>
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
   <source>there are no targets for the output '{output}'; give y for it</source>
   <extracomment>engine/train/model.py</extracomment>
   <translation>输出“{output}”没有目标；请为它给出 y</translation>
  </message>
  <message>
   <source>there are {values} values and {boundaries} boundaries, but each boundary has a value before it and one comes after the last; give {wanted} values</source>
   <extracomment>engine/optim/decays.py</extracomment>
   <translation>有 {values} 个值和 {boundaries} 个边界，但每个边界之前有一个值，最后一个边界之后还有一个；请给出 {wanted} 个值</translation>
  </message>
  <message>
   <source>there are {values} values, but {places} pairs of indices; give one pair for each value</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>有 {values} 个值，但有 {places} 对索引；请为每个值给一对</translation>
  </message>
  <message>
   <source>there is a kind '{kind}' already; choose another name</source>
   <extracomment>app/commands/kind_draft.py</extracomment>
   <translation>已有节点种类“{kind}”；请另取名称</translation>
  </message>
  <message>
   <source>there is no attribute '{attribute}'; it has {known}</source>
   <extracomment>app/commands/drafting.py</extracomment>
   <translation>没有属性“{attribute}”；它有 {known}</translation>
  </message>
  <message>
   <source>there is no axis {axis} in a value with {rank} dimensions</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>{rank} 维的值没有轴 {axis}</translation>
  </message>
  <message>
   <source>there is no checkpoint '{path}'; check its name and folder</source>
   <extracomment>engine/train/checkpoint.py</extracomment>
   <translation>没有检查点“{path}”；请检查其名称和文件夹</translation>
  </message>
  <message>
   <source>there is no checkpoint in '{folder}'; train with checkpoints first</source>
   <extracomment>engine/train/keeping.py</extracomment>
   <translation>“{folder}”中没有检查点；请先带检查点训练</translation>
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
   <source>there is no function '{function}' at {place}; did you mean '{near}'?</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的函数“{function}”不存在；是否指“{near}”？</translation>
  </message>
  <message>
   <source>there is no function '{function}' at {place}; functions are called like the operations, such as mean or exp</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的函数“{function}”不存在；函数与运算同名，例如 mean 或 exp</translation>
  </message>
  <message>
   <source>there is no initializer '{initializer}'; use one of {known}</source>
   <extracomment>engine/nn/initializers.py</extracomment>
   <translation>没有初始化器“{initializer}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no kind '{kind}'; choose one from the palette</source>
   <extracomment>app/commands/drafting.py</extracomment>
   <translation>没有节点种类“{kind}”；请从节点面板中选择</translation>
  </message>
  <message>
   <source>there is no layout '{layout}'; use one of {known}</source>
   <extracomment>engine/ir/types.py</extracomment>
   <translation>没有存储格式“{layout}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no loss to train with; give one, such as mean_squared_error</source>
   <extracomment>engine/train/compiled.py</extracomment>
   <translation>没有可用于训练的损失；请给出一个，例如 mean_squared_error</translation>
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
   <extracomment>engine/train/compiled.py</extracomment>
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
   <source>there is no plug-in '{file}'; put a file of that name into the folder '{folder}'</source>
   <extracomment>app/plugins/switches.py</extracomment>
   <translation>没有插件“{file}”；请把该名称的文件放入文件夹“{folder}”</translation>
  </message>
  <message>
   <source>there is no regularizer '{regularizer}'; use one of {known}</source>
   <extracomment>engine/nn/regularizers.py</extracomment>
   <translation>没有正则化器“{regularizer}”；请用 {known} 之一</translation>
  </message>
  <message>
   <source>there is no run to go on with in '{folder}'; train without --resume first</source>
   <extracomment>app/cli/train.py</extracomment>
   <translation>“{folder}”中没有可继续的运行；请先不带 --resume 训练</translation>
  </message>
  <message>
   <source>there is no value here before '{node}' is mended; it is listed in Problems</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>修复“{node}”之前这里没有值；它列在“问题”中</translation>
  </message>
  <message>
   <source>there is no value here yet; mend what is wrong before this node</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>这里还没有值；请修正此节点之前的错误</translation>
  </message>
  <message>
   <source>there is no {part} part; add Split and give it a {part}_fraction above 0</source>
   <extracomment>engine/data/loaded.py</extracomment>
   <translation>没有 {part} 部分；请添加 Split，并把 {part}_fraction 设为大于 0</translation>
  </message>
  <message>
   <source>there is no {what} '{wanted}'; use one of {known}</source>
   <extracomment>engine/train/compiled.py</extracomment>
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
   <source>there is nothing to group; select some nodes first</source>
   <extracomment>app/commands/groups.py</extracomment>
   <translation>没有可编组的内容；请先选择一些节点</translation>
  </message>
  <message>
   <source>these rows come one after another and cannot be taken by number; put Cache after the source</source>
   <extracomment>engine/data/rows.py</extracomment>
   <translation>这些行只能逐行读取，不能按编号取出；请在数据源之后放 Cache</translation>
  </message>
  <message>
   <source>they differ</source>
   <extracomment>engine/ops/scanning.py</extracomment>
   <translation>它们不同</translation>
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
   <source>this is not a saved vocabulary: level, lowercase, tokens or joins are missing or of another type</source>
   <extracomment>engine/data/tokens.py</extracomment>
   <translation>这不是保存的词表：缺少 level、lowercase、tokens 或 joins，或其类型不对</translation>
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
   <source>this node is gone</source>
   <extracomment>app/session/previews.py</extracomment>
   <translation>此节点已不存在</translation>
  </message>
  <message>
   <source>this sparse matrix is damaged: {reason}; build it again</source>
   <extracomment>engine/ir/matrix.py</extracomment>
   <translation>此稀疏矩阵已损坏：{reason}；请重新构建</translation>
  </message>
  <message>
   <source>this version does not know the kind '{kind}'; update it, or delete the node</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>此版本不认识节点种类“{kind}”；请更新，或删除该节点</translation>
  </message>
  <message>
   <source>this wire would close a circle: '{target}' already feeds '{source}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>这条连线会形成环：“{target}”已经连到“{source}”</translation>
  </message>
  <message>
   <source>true or false</source>
   <extracomment>app/project/format.py</extracomment>
   <translation>真或假</translation>
  </message>
  <message>
   <source>two comparisons stand in a row at {place}; write a &lt; b and b &lt; c</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处有两个连续的比较；请写 a &lt; b and b &lt; c</translation>
  </message>
  <message>
   <source>two ends of the model are both called '{end}'; give them names with a dict</source>
   <extracomment>engine/train/ends.py</extracomment>
   <translation>模型有两个输入或输出都叫“{end}”；请用字典给它们命名</translation>
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
   <source>two parameters are called '{parameter}'; give one of them another title</source>
   <extracomment>app/commands/kind_draft.py</extracomment>
   <translation>有两个参数都叫“{parameter}”；请给其中一个另取标题</translation>
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
   <source>values must be a list of numbers that a sparse matrix can hold, such as float32</source>
   <extracomment>engine/ops/sparse.py</extracomment>
   <translation>values 必须是稀疏矩阵能存放的数的列表，例如 float32</translation>
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
   <extracomment>engine/backends/order.py</extracomment>
   <translation>变量“{variable}”在一步中得到两个新值；请只取其一</translation>
  </message>
  <message>
   <source>what is fed to '{target}' is no array; its rows differ in length</source>
   <extracomment>engine/feeds.py</extracomment>
   <translation>给“{target}”输入的不是数组；各行长度不同</translation>
  </message>
  <message>
   <source>what stands at {place} is used by nothing; give it a name, as in error = a - b, or join the lines</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的内容没有被使用；请像 error = a - b 那样给它命名，或把各行合并</translation>
  </message>
  <message>
   <source>what stands at {place} must come before the arguments that have names</source>
   <extracomment>engine/formula/parse.py</extracomment>
   <translation>{place}处的内容必须放在带名称的参数之前</translation>
  </message>
  <message>
   <source>what was written for {where} is not one function</source>
   <extracomment>engine/backends/written.py</extracomment>
   <translation>为{where}写出的内容不是单个函数</translation>
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
   <source>y_pred is {pred}, but multi_label needs a known number of labels a row; turn it off, or give one score a label</source>
   <extracomment>engine/metrics/answers.py</extracomment>
   <translation>y_pred 是 {pred}，但 multi_label 需要每行的标签数已知；请关闭它，或为每个标签给出一个得分</translation>
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
   <extracomment>app/compile/judge.py</extracomment>
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
   <extracomment>engine/formula/__init__.py</extracomment>
   <translation>{attribute} 是 {value}，但必须是{wanted}</translation>
  </message>
  <message>
   <source>{attribute} is {value}, which a project file cannot keep; use finite numbers, texts and lists</source>
   <extracomment>app/commands/values.py</extracomment>
   <translation>{attribute} 是 {value}，项目文件无法保存它；请使用有限的数、文本和列表</translation>
  </message>
  <message>
   <source>{attribute} must be a function that gives the rows anew each time, but is {got}</source>
   <extracomment>engine/data/generator.py</extracomment>
   <translation>{attribute} 必须是每次都能重新给出各行的函数，但它是 {got}</translation>
  </message>
  <message>
   <source>{attribute}: </source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{attribute}：</translation>
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
   <source>{count} composites expanded</source>
   <extracomment>engine/passes/expand.py</extracomment>
   <translation>展开了 {count} 个复合运算</translation>
  </message>
  <message>
   <source>{count} gradients kept as rows</source>
   <extracomment>engine/passes/rows.py</extracomment>
   <translation>{count} 个梯度按行保存</translation>
  </message>
  <message>
   <source>{count} gradients nodes in {rounds} rounds</source>
   <extracomment>engine/passes/differentiate.py</extracomment>
   <translation>{count} 个梯度节点，共 {rounds} 轮</translation>
  </message>
  <message>
   <source>{count} inputs cut</source>
   <extracomment>engine/passes/shapes.py</extracomment>
   <translation>切断了 {count} 个输入</translation>
  </message>
  <message>
   <source>{count} kernels of several units</source>
   <extracomment>engine/backends/compiled/step.py</extracomment>
   <translation>{count} 个内核由多个单元合成</translation>
  </message>
  <message>
   <source>{count} loops of several ops</source>
   <extracomment>engine/backends/compiled/step.py</extracomment>
   <translation>{count} 个循环由多个运算合成</translation>
  </message>
  <message>
   <source>{count} nodes dropped</source>
   <extracomment>engine/passes/dce.py</extracomment>
   <translation>去掉了 {count} 个节点</translation>
  </message>
  <message>
   <source>{count} nodes merged</source>
   <extracomment>engine/passes/cse.py</extracomment>
   <translation>合并了 {count} 个节点</translation>
  </message>
  <message>
   <source>{count} ops computed</source>
   <extracomment>engine/passes/fold.py</extracomment>
   <translation>预先算好 {count} 个运算</translation>
  </message>
  <message>
   <source>{count} poolings before what follows the order of their pixels</source>
   <extracomment>engine/passes/pooling.py</extracomment>
   <translation>{count} 个池化移到保持像素大小次序的运算之前</translation>
  </message>
  <message>
   <source>{count} products take scales in</source>
   <extracomment>engine/passes/scales.py</extracomment>
   <translation>{count} 个乘积并入了缩放</translation>
  </message>
  <message>
   <source>{count} results written over an input, {variables} into a variable</source>
   <extracomment>engine/backends/numpy/describe.py</extracomment>
   <translation>{count} 个结果直接写在输入上，{variables} 个写入变量</translation>
  </message>
  <message>
   <source>{count} scans</source>
   <extracomment>engine/passes/scans.py</extracomment>
   <translation>{count} 个循环</translation>
  </message>
  <message>
   <source>{count} {what} cannot be divided into {groups} groups; change groups or their number</source>
   <extracomment>engine/ops/conv.py</extracomment>
   <translation>{count} 个{what}无法分成 {groups} 组；请更改 groups 或其数量</translation>
  </message>
  <message>
   <source>{features} features cannot be divided among {heads} heads; change num_heads or set key_dim</source>
   <extracomment>engine/nn/transformer.py</extracomment>
   <translation>{features} 个特征无法平分给 {heads} 个头；请修改 num_heads 或设置 key_dim</translation>
  </message>
  <message>
   <source>{function} ({place}): </source>
   <extracomment>engine/formula/build.py</extracomment>
   <translation>{function}（{place}）：</translation>
  </message>
  <message>
   <source>{function} at {place} is called without '{word}'; it is called as {call}</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处调用 {function} 时缺少“{word}”；其调用方式为 {call}</translation>
  </message>
  <message>
   <source>{function} at {place} takes {wanted} arguments at most, but got {got}; it is called as {call}</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的 {function} 最多接收 {wanted} 个参数，却得到 {got} 个；其调用方式为 {call}</translation>
  </message>
  <message>
   <source>{function} has no '{word}' at {place}; it is called as {call}</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处的 {function} 没有“{word}”；其调用方式为 {call}</translation>
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
   <source>{kept} of {all} nodes, for inference</source>
   <extracomment>engine/passes/specialize.py</extracomment>
   <translation>{all} 个节点中取 {kept} 个，用于推理</translation>
  </message>
  <message>
   <source>{kept} of {all} nodes, for training</source>
   <extracomment>engine/passes/specialize.py</extracomment>
   <translation>{all} 个节点中取 {kept} 个，用于训练</translation>
  </message>
  <message>
   <source>{kind} has no input '{port}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 没有输入“{port}”</translation>
  </message>
  <message>
   <source>{kind} has no input for this wire; choose another kind</source>
   <extracomment>app/commands/drafting.py</extracomment>
   <translation>{kind} 没有可接这条连线的输入；请换一种节点</translation>
  </message>
  <message>
   <source>{kind} has no output '{port}'</source>
   <extracomment>app/model/rules.py</extracomment>
   <translation>{kind} 没有输出“{port}”</translation>
  </message>
  <message>
   <source>{kind} has no output for this wire; choose another kind</source>
   <extracomment>app/commands/drafting.py</extracomment>
   <translation>{kind} 没有可接这条连线的输出；请换一种节点</translation>
  </message>
  <message>
   <source>{now} for what would take {alone} one by one</source>
   <extracomment>engine/backends/numpy/describe.py</extracomment>
   <translation>只占 {now}，逐个存放则需 {alone}</translation>
  </message>
  <message>
   <source>{ops} taken away</source>
   <extracomment>engine/passes/simplify.py</extracomment>
   <translation>去掉了 {ops}</translation>
  </message>
  <message>
   <source>{port} is {got}, but must fit {wanted}</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>{port} 是 {got}，但必须与 {wanted} 相符</translation>
  </message>
  <message>
   <source>{port} must be sequences (…, steps, features), but is {shape}</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>{port} 必须是 (…, steps, features) 的序列，但它是 {shape}</translation>
  </message>
  <message>
   <source>{port} must be sequences batch×steps×features, but is {shape}; insert Reshape or Embedding</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>{port} 必须是 batch×steps×features 的序列，但它是 {shape}；请插入 Reshape 或 Embedding</translation>
  </message>
  <message>
   <source>{port} {shape} does not say how many features a step has; give its last dimension a size</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>{port} {shape} 没有说明每一步有多少个特征；请给它的最后一维确定的大小</translation>
  </message>
  <message>
   <source>{setting} is {value}, but must be 0 or more</source>
   <extracomment>engine/train/stopping.py</extracomment>
   <translation>{setting} 是 {value}，但必须不小于 0</translation>
  </message>
  <message>
   <source>{setting} is {value}, but must be 1 or more</source>
   <extracomment>engine/train/keeping.py</extracomment>
   <translation>{setting} 是 {value}，但必须不小于 1</translation>
  </message>
  <message>
   <source>{shape} has an empty axis, which has nothing to repeat; use mode constant</source>
   <extracomment>engine/ops/padding.py</extracomment>
   <translation>{shape} 有空的轴，没有可重复的元素；请用模式 constant</translation>
  </message>
  <message>
   <source>{state} is {got}, but {wanted} is needed</source>
   <extracomment>engine/nn/recurrent.py</extracomment>
   <translation>{state} 是 {got}，但需要 {wanted}</translation>
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
   <source>{step} needs rows of tokens, but they are {type}; put Tokenize before it</source>
   <extracomment>engine/data/token_steps.py</extracomment>
   <translation>{step} 需要由词元组成的行，但它们是 {type}；请在它之前放 Tokenize</translation>
  </message>
  <message>
   <source>{step} stands after Batch, but batches are the end of a pipeline; move it before Batch</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step} 在 Batch 之后，但批次是流水线的终点；请把它移到 Batch 之前</translation>
  </message>
  <message>
   <source>{step}: </source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step}：</translation>
  </message>
  <message>
   <source>{step}: '{file}' cannot be read ({reason}); check its permissions</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：无法读取“{file}”（{reason}）；请检查其权限</translation>
  </message>
  <message>
   <source>{step}: '{file}' could not be fetched from {url} ({reason}); connect to the network once, or put that file into {folder}, or name a file of yours in 'file'</source>
   <extracomment>engine/data/downloads.py</extracomment>
   <translation>{step}：无法从 {url} 下载“{file}”（{reason}）；请连接一次网络，或把该文件放入 {folder}，或在 'file' 中写明自己的文件</translation>
  </message>
  <message>
   <source>{step}: '{file}' declares {pixels} pixels, more than {limit:,}; make it smaller or remove it</source>
   <extracomment>engine/data/pictures.py</extracomment>
   <translation>{step}：“{file}”声称有 {pixels} 像素，超过 {limit:,}；请缩小或去掉它</translation>
  </message>
  <message>
   <source>{step}: '{file}' declares {shape} numbers, which is more than {limit} GiB; cut it into smaller files</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”声称有 {shape} 个数，超过 {limit} GiB；请切成较小的文件</translation>
  </message>
  <message>
   <source>{step}: '{file}' does not begin with the magic number of an IDX file (two zero bytes, a type from 0x08 to 0x0E, and the number of dimensions); give a file such as train-images-idx3-ubyte</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”开头不是 IDX 文件的标识（两个零字节、0x08 到 0x0E 的类型、维数）；请给出例如 train-images-idx3-ubyte 的文件</translation>
  </message>
  <message>
   <source>{step}: '{file}' goes on after the {wanted:,} bytes that its header declares; fetch it again</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”在文件头声明的 {wanted:,} 字节之后还有内容；请重新下载</translation>
  </message>
  <message>
   <source>{step}: '{file}' has no column '{column}'; choose one of {known}</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”没有列“{column}”；请从 {known} 中选择</translation>
  </message>
  <message>
   <source>{step}: '{file}' has no column '{column}'; did you mean '{near}'?</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”没有“{column}”列；是否指“{near}”？</translation>
  </message>
  <message>
   <source>{step}: '{file}' has no rows below its column names; add some</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：“{file}”的列名之下没有数据行；请添加</translation>
  </message>
  <message>
   <source>{step}: '{file}' has one column only, so no feature is left beside the target; choose another delimiter</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”只有一列，除目标外没有特征；请换一个分隔符</translation>
  </message>
  <message>
   <source>{step}: '{file}' has two columns named '{column}'; rename one</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”有两列都名为“{column}”；请重命名其中一列</translation>
  </message>
  <message>
   <source>{step}: '{file}' is a folder; name a file in it</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：“{file}”是文件夹；请写明其中的文件</translation>
  </message>
  <message>
   <source>{step}: '{file}' is cut off or its header is wrong: it declares {wanted:,} bytes, but the file has {got:,}; fetch it again</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”不完整或文件头有误：声明 {wanted:,} 字节，但文件有 {got:,} 字节；请重新下载</translation>
  </message>
  <message>
   <source>{step}: '{file}' is damaged or no table ({reason}); save it again</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：“{file}”已损坏或不是表格（{reason}）；请重新保存</translation>
  </message>
  <message>
   <source>{step}: '{file}' is empty; give it a line of column names and one line for each row</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”是空的；请给它一行列名，并为每个样本写一行</translation>
  </message>
  <message>
   <source>{step}: '{file}' is empty; give it a text</source>
   <extracomment>engine/data/text_read.py</extracomment>
   <translation>{step}：“{file}”是空的；请给它文本</translation>
  </message>
  <message>
   <source>{step}: '{file}' is not a CSV table ({reason}); save it again as CSV</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”不是 CSV 表格（{reason}）；请重新存为 CSV</translation>
  </message>
  <message>
   <source>{step}: '{file}' is not a text file in UTF-8; choose its encoding, or save it as CSV in UTF-8</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：“{file}”不是 UTF-8 文本文件；请选择其编码，或存为 UTF-8 的 CSV</translation>
  </message>
  <message>
   <source>{step}: '{file}' is not a text file in {encoding}; choose its encoding, or save it as CSV in UTF-8</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{file}”不是 {encoding} 文本文件；请选择其编码，或存为 UTF-8 的 CSV</translation>
  </message>
  <message>
   <source>{step}: '{file}' is not a whole picture; replace or remove it, or set broken to 'skip'</source>
   <extracomment>engine/data/pictures.py</extracomment>
   <translation>{step}：“{file}”不是完整的图片；请替换或去掉它，或把 broken 设为 'skip'</translation>
  </message>
  <message>
   <source>{step}: '{file}' is not on this machine yet; run once to fetch it</source>
   <extracomment>engine/data/downloads.py</extracomment>
   <translation>{step}：本机还没有“{file}”；运行一次即可下载</translation>
  </message>
  <message>
   <source>{step}: '{file}' is packed by gzip, but cut off or damaged; fetch it again</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”是 gzip 压缩文件，但不完整或已损坏；请重新下载</translation>
  </message>
  <message>
   <source>{step}: a mean is no whole number; set dtype to float32, or missing to drop or zero</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：均值不是整数；请把 dtype 设为 float32，或把 missing 设为 drop 或 zero</translation>
  </message>
  <message>
   <source>{step}: column '{column}' is both a feature and the target; take it out of features</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：“{column}”列既是特征又是目标；请把它从 features 中去掉</translation>
  </message>
  <message>
   <source>{step}: column '{column}' of '{file}' holds {got}, not numbers; leave it out of features, or name it in categorical</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：“{file}”的“{column}”列是 {got}，不是数；请不要放进 features，或写入 categorical</translation>
  </message>
  <message>
   <source>{step}: label {row:,} of '{file}' is {value}, but labels go from 0 to {last}; fetch the file again, or give the one that belongs to the images</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”的第 {row:,} 个标签是 {value}，但标签应在 0 到 {last} 之间；请重新下载，或给出与图像配套的文件</translation>
  </message>
  <message>
   <source>{step}: label {row:,} of '{file}' is {value}, but labels go from 0 up; fetch the file again, or give the one that belongs to the images</source>
   <extracomment>engine/data/idx.py</extracomment>
   <translation>{step}：“{file}”的第 {row:,} 个标签是 {value}，但标签从 0 开始；请重新下载，或给出与图像配套的文件</translation>
  </message>
  <message>
   <source>{step}: line {line} of '{file}' is not UTF-8; save the file as text in UTF-8</source>
   <extracomment>engine/data/text_read.py</extracomment>
   <translation>{step}：“{file}”的第 {line} 行不是 UTF-8；请把文件存为 UTF-8 文本</translation>
  </message>
  <message>
   <source>{step}: no file is chosen; set file</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：没有选择文件；请设置 file</translation>
  </message>
  <message>
   <source>{step}: no folder is chosen; set directory</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：没有选择文件夹；请设置 directory</translation>
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
   <source>{step}: there are {rows} rows, but sample_weight has the shape {shape}; give one number for each row</source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：共有 {rows} 行，但 sample_weight 的形状是 {shape}；请为每行给一个数</translation>
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
   <source>{step}: there is no folder '{folder}'; put it there, or choose another (relative paths start from the project's folder)</source>
   <extracomment>engine/data/files.py</extracomment>
   <translation>{step}：没有文件夹“{folder}”；请放在那里，或另选一个（相对路径从项目所在的文件夹算起）</translation>
  </message>
  <message>
   <source>{step}: what {url} gave is not the right file; try again later, or put '{file}' into {folder} yourself</source>
   <extracomment>engine/data/downloads.py</extracomment>
   <translation>{step}：{url} 给出的不是正确的文件；请稍后再试，或自己把“{file}”放入 {folder}</translation>
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
   <source>{step}: {array}: </source>
   <extracomment>engine/data/arrays.py</extracomment>
   <translation>{step}：{array}：</translation>
  </message>
  <message>
   <source>{step}: {attribute} is missing; set it</source>
   <extracomment>engine/data/spec.py</extracomment>
   <translation>{step}：缺少 {attribute}；请设置</translation>
  </message>
  <message>
   <source>{step}: {count} targets cannot be classes; set target_kind to numbers</source>
   <extracomment>engine/data/table_layout.py</extracomment>
   <translation>{step}：{count} 个目标不能作为类别；请把 target_kind 设为 numbers</translation>
  </message>
  <message>
   <source>{step}: {file}: row {row} has {got} cells, but the table has {wanted} columns; mend the row</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：{file}：第 {row} 行有 {got} 个单元格，但表格有 {wanted} 列；请修正该行</translation>
  </message>
  <message>
   <source>{step}: {file}: row {row}, column '{column}' is empty; fill it in, or set missing to drop</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：{file}：第 {row} 行“{column}”列是空的；请补上，或把 missing 设为 drop</translation>
  </message>
  <message>
   <source>{step}: {file}: row {row}, column '{column}' is empty; fill it in, or set missing to drop, mean, zero or value</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：{file}：第 {row} 行“{column}”列是空的；请补上，或把 missing 设为 drop、mean、zero 或 value</translation>
  </message>
  <message>
   <source>{step}: {file}: row {row}, column '{column}': '{text}' is no number; mend it, or set missing to drop</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：{file}：第 {row} 行“{column}”列：“{text}”不是数；请修正，或把 missing 设为 drop</translation>
  </message>
  <message>
   <source>{step}: {file}: row {row}, column '{column}': '{text}' is no number; set missing to drop, mean, zero or value, or name the column in categorical where it holds words</source>
   <extracomment>engine/data/table_read.py</extracomment>
   <translation>{step}：{file}：第 {row} 行“{column}”列：“{text}”不是数；请把 missing 设为 drop、mean、zero 或 value；若该列存放词，请写入 categorical</translation>
  </message>
  <message>
   <source>{title} '{layer}' has its weights in another graph; make a new layer for this one</source>
   <extracomment>engine/nn/layer.py</extracomment>
   <translation>{title}“{layer}”的权重在另一个图中；请为此图建立新的层</translation>
  </message>
  <message>
   <source>{title} '{name}' depends on no weight, so training would change nothing; put a layer before it</source>
   <extracomment>app/compile/lints/learning.py</extracomment>
   <translation>{title}“{name}”不依赖任何权重，训练不会改变什么；请在它前面放一个层</translation>
  </message>
  <message>
   <source>{title} '{name}' expects probabilities, but gets raw scores; switch from_logits on, or put an activation before it</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>{title}“{name}”需要概率，却得到原始得分；请打开 from_logits，或在它前面放激活函数</translation>
  </message>
  <message>
   <source>{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; remove {activation}</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>{title}“{name}”需要原始得分，但前面已有 {activation}，等于应用两次；请去掉 {activation}</translation>
  </message>
  <message>
   <source>{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; switch from_logits off, or remove {activation}</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>{title}“{name}”需要原始得分，但前面已有 {activation}，等于应用两次；请关闭 from_logits，或去掉 {activation}</translation>
  </message>
  <message>
   <source>{title} '{name}' has no input '{input}'; remove the wire</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”没有输入“{input}”；请去掉该连线</translation>
  </message>
  <message>
   <source>{title} '{name}' has no output '{output}'; remove the wire</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”没有输出“{output}”；请去掉该连线</translation>
  </message>
  <message>
   <source>{title} '{name}' has no targets to give: the data holds features only</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”没有目标可给：数据只有特征</translation>
  </message>
  <message>
   <source>{title} '{name}' has no weights to give: the data has none; choose a source with sample_weight</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”没有权重可给：数据中没有；请选择带 sample_weight 的数据源</translation>
  </message>
  <message>
   <source>{title} '{name}' has nothing to train: its loss depends on no weight; put a layer before the loss</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”没有可训练的内容：它的损失不依赖任何权重；请在损失前放一个层</translation>
  </message>
  <message>
   <source>{title} '{name}' is muted, but nothing comes in that it could hand on; unmute it, or connect an input</source>
   <extracomment>app/compile/flatten.py</extracomment>
   <translation>{title}“{name}”已旁路，但没有可传递的输入；请取消旁路，或连接一个输入</translation>
  </message>
  <message>
   <source>{title} '{name}' needs a float loss, but gets {got}; insert Cast to float32</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”需要浮点损失，却得到 {got}；请插入 Cast 转为 float32</translation>
  </message>
  <message>
   <source>{title} '{name}' needs a wire into '{input}'</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”的“{input}”需要接入连线</translation>
  </message>
  <message>
   <source>{title} '{name}' needs one number to make small, but gets {shape}; take the mean of it first</source>
   <extracomment>app/compile/training.py</extracomment>
   <translation>{title}“{name}”需要一个要变小的数，却得到 {shape}；请先求平均</translation>
  </message>
  <message>
   <source>{title} '{name}' says yes above {threshold:g}, but gets probabilities, where it begins at 0.5; set it to 0.5</source>
   <extracomment>app/compile/lints/metrics.py</extracomment>
   <translation>{title}“{name}”在大于 {threshold:g} 时判为是，但得到的是概率，应从 0.5 起；请设为 0.5</translation>
  </message>
  <message>
   <source>{title} '{name}' says yes above {threshold:g}, but gets raw scores, where it begins at 0; set it to 0</source>
   <extracomment>app/compile/lints/metrics.py</extracomment>
   <translation>{title}“{name}”在大于 {threshold:g} 时判为是，但得到的是原始得分，应从 0 起；请设为 0</translation>
  </message>
  <message>
   <source>{title} '{name}' takes the logarithm of the predictions, but these are raw scores, which may be negative; put {kind} before it</source>
   <extracomment>app/compile/lints/outputs.py</extracomment>
   <translation>{title}“{name}”要对预测取对数，但得到的是原始得分，可能为负；请在它之前放 {kind}</translation>
  </message>
  <message>
   <source>{title} '{name}' takes the {count} class numbers for quantities, as if class 2 were twice class 1; use SparseCategoricalCrossentropy</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>{title}“{name}”把 {count} 个类别编号当作数量，好像类别 2 是类别 1 的两倍；请用 SparseCategoricalCrossentropy</translation>
  </message>
  <message>
   <source>{title} '{name}' tells two classes apart, but the data has {count}; use SparseCategoricalCrossentropy</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>{title}“{name}”只区分两类，但数据有 {count} 类；请用 SparseCategoricalCrossentropy</translation>
  </message>
  <message>
   <source>{title} '{name}': </source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”：</translation>
  </message>
  <message>
   <source>{title} '{name}': each target has {wanted} numbers, but each prediction has {given}; make them equal</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>{title}“{name}”：每个目标有 {wanted} 个数，但每个预测有 {given} 个；请使两者相等</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{input}' takes float values, but these are the dataset's labels ({got}); connect x instead</source>
   <extracomment>app/compile/lints/inputs.py</extracomment>
   <translation>{title}“{name}”：输入“{input}”接收浮点值，但这是数据集的标签（{got}）；请改接 x</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{input}' takes {wanted}, but its wire carries {got}; connect another output</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”：输入“{input}”接收{wanted}，但它的连线传送的是{got}；请连接另一个输出</translation>
  </message>
  <message>
   <source>{title} '{name}': input '{value}' belongs to another graph; build both in the same graph</source>
   <extracomment>engine/ir/graph.py</extracomment>
   <translation>{title}“{name}”：输入“{value}”属于另一个图；请在同一个图中构建两者</translation>
  </message>
  <message>
   <source>{title} '{name}': the attribute {attribute} is not known here; it is kept, but has no effect</source>
   <extracomment>app/compile/judge.py</extracomment>
   <translation>{title}“{name}”：这里不认识属性 {attribute}；它会保留，但不起作用</translation>
  </message>
  <message>
   <source>{title} '{name}': the data has {wanted} classes, but {given} scores come in; give the last layer {wanted} units</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>{title}“{name}”：数据有 {wanted} 类，但只接入 {given} 个得分；请给最后一层 {wanted} 个单元</translation>
  </message>
  <message>
   <source>{title} '{name}': y_true gets the model's predictions and y_pred the dataset's targets; swap the wires</source>
   <extracomment>app/compile/lints/targets.py</extracomment>
   <translation>{title}“{name}”：y_true 接的是模型的预测，y_pred 接的是数据集的目标；请对调两条连线</translation>
  </message>
  <message>
   <source>{title} '{node}' cannot be written in {target}; replace it by other nodes or export to another target</source>
   <extracomment>engine/export/rows.py</extracomment>
   <translation>{title}“{node}”无法用 {target} 写出；请换成其他节点，或导出到另一个目标</translation>
  </message>
  <message>
   <source>{title} '{node}' gave {gave} in the first step, from numbers between {low} and {high}; give it numbers that it is defined for, or normalize the data</source>
   <extracomment>engine/train/checks.py</extracomment>
   <translation>{title}“{node}”在第一步由 {low} 到 {high} 之间的数得出 {gave}；请给它定义域内的数，或对数据做归一化</translation>
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
   <source>{title}: </source>
   <extracomment>engine/optim/optimizer.py</extracomment>
   <translation>{title}：</translation>
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
   <source>{weight} is {got}, but {wanted} is needed; use a layer with weights of its own</source>
   <extracomment>engine/nn/attention.py</extracomment>
   <translation>{weight} 是 {got}，但需要 {wanted}；请使用有自己权重的层</translation>
  </message>
  <message>
   <source>{what} is given for {got} of the {wanted} ends of the model ({names}); give a list in that order, or a dict</source>
   <extracomment>engine/train/ends.py</extracomment>
   <translation>模型的 {wanted} 个输入或输出（{names}）中只有 {got} 个给出了 {what}；请按该次序给列表，或给字典</translation>
  </message>
  <message>
   <source>{what} is given for {got}, but the model has {wanted}</source>
   <extracomment>engine/train/ends.py</extracomment>
   <translation>{what} 给出的是 {got}，但模型有 {wanted}</translation>
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
   <source>{word} of {function} must be a plain value at {place}, but '{got}' is the name of a tensor; put a text in quotes</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处 {function} 的 {word} 必须是普通的值，但“{got}”是张量的名称；文本请加引号</translation>
  </message>
  <message>
   <source>{word} of {function} must be a plain value at {place}: a number, true, false, none, a text in quotes or a list</source>
   <extracomment>engine/formula/calls.py</extracomment>
   <translation>{place}处 {function} 的 {word} 必须是普通的值：数、true、false、none、带引号的文本或列表</translation>
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
   <source># 70,000 digits

The classic, at 28×28 pixels. The data is fetched once when there is a network, or set `file` of **MNIST** to `mnist.npz` or to the folder with the four IDX files, gzipped or not.

One epoch takes a while on a CPU. Choose a GPU in the toolbar where there is one. Data: LeCun, Cortes and Burges.</source>
   <extracomment>example: mnist-cnn</extracomment>
   <translation># 70,000 个手写数字

经典数据集，图像为 28×28 像素。有网络时数据会自动下载一次；也可以把 **MNIST** 的 `file` 设为 `mnist.npz`，或设为存放四个 IDX 文件的文件夹（是否用 gzip 压缩均可）。

在 CPU 上训练一轮需要一些时间；有 GPU 时，请在工具栏中选择它。数据：LeCun、Cortes 和 Burges。</translation>
  </message>
  <message>
   <source># A hidden layer on 70,000 digits

128 features between the pixels and the scores lift the accuracy from about 92 % to about 98 %. The data is fetched once when there is a network, or set `file` of **MNIST** to `mnist.npz` or to the folder with the four IDX files.

Watch the validation loss: when it rises while the training loss falls, the network learns the training digits by heart.</source>
   <extracomment>example: mnist-mlp</extracomment>
   <translation># 加一个隐藏层，读 70,000 个手写数字

在像素与得分之间放 128 个特征，准确率就从约 92 % 提高到约 98 %。有网络时数据会自动下载一次；也可以把 **MNIST** 的 `file` 设为 `mnist.npz`，或设为存放四个 IDX 文件的文件夹。

请观察验证损失：如果训练损失下降而验证损失上升，说明网络在死记训练数据。</translation>
  </message>
  <message>
   <source># A line through ten measurements

Regression: one number is predicted, and the squared distance to the right one is the loss. The learning rate starts high and decays, so that the weights settle.

Feed *MeanAbsoluteError* to the optimizer in place of the squared error, and compare *mae*. Data: Efron and others 2004.</source>
   <extracomment>example: diabetes-regression</extracomment>
   <translation># 穿过十项测量值的直线

回归：预测一个数，以它与正确值之差的平方为损失。学习率开始较高，随后衰减，使权重稳定下来。

试着用 *MeanAbsoluteError* 代替平方误差接到优化器，再比较 *mae*。数据：Efron 等，2004。</translation>
  </message>
  <message>
   <source># A loss of your own

The **Expression** node holds a formula; its names become its inputs, and its gradient follows by itself. This one is the pinball loss: a guess that is too low costs nine times as much as one that is too high.

So the network does not learn the mean but the value that nine in ten patients stay below (Koenker and Bassett 1978). Write `mean(square(y_true - y_pred))` and it learns the mean again.</source>
   <extracomment>example: custom-loss</extracomment>
   <translation># 自己写损失

**Expression** 节点存放一个公式；公式中的名称成为它的输入，梯度则自动得到。这里的公式是分位数损失（pinball loss）：猜得太低的代价是猜得太高的九倍。

因此网络学到的不是均值，而是十分之九的病人都低于的那个值（Koenker 和 Bassett，1978）。改写为 `mean(square(y_true - y_pred))`，它学到的就又是均值。</translation>
  </message>
  <message>
   <source># Bending the plane

No line, and no single layer, parts two spirals. Two hidden layers fold the plane until one line does.

Halve the units of both hidden layers and see when it stops working; mute one of them with M.</source>
   <extracomment>example: spirals-two-layer</extracomment>
   <translation># 弯曲平面

任何直线、任何单独一层都分不开两条螺旋。两个隐藏层把平面不断折叠，直到一条直线就能分开。

把两个隐藏层的单元数减半，看看何时失效；再选中其中一层，按 M 将它旁路。</translation>
  </message>
  <message>
   <source># Every word looks at every other

Words become vectors; a sine and a cosine tell each its place. In the **block**, every word asks all others which of them matter (attention, four heads), and a small network works on the answers (Vaswani and others 2017).

Sentences are filled up to 16 words; the **PaddingMask** keeps the filling from being looked at. Mute *place*: for these sentences the order of words hardly matters.</source>
   <extracomment>example: transformer-text</extracomment>
   <translation># 每个词都看其他所有词

词变成向量，正弦和余弦告诉每个词它在什么位置。在 **block** 中，每个词都向其他所有词询问谁对自己重要（注意力，四个头），再由一个小网络处理得到的回答（Vaswani 等，2017）。

句子都填充到 16 个词；**PaddingMask** 使填充的部分不被看到。试着将 *place* 旁路：对这些句子来说，词的次序几乎无关紧要。</translation>
  </message>
  <message>
   <source># Four optimizers, one loss surface

Four copies of the same line start at the same point, see the same batches and make the same kind of loss small. Only the optimizer differs, so the curves under **Metrics** are a race.

- *plain* goes straight down the gradient, slower the flatter it gets
- *momentum* gathers speed, overshoots and comes back
- *rmsprop* and *adam* divide each step by the size of the gradients they have seen

Give them all the same `learning_rate` and run again. The loss that the run reports is the sum of the four.</source>
   <extracomment>example: optimizer-race</extracomment>
   <translation># 四个优化器，同一个损失曲面

同一条直线的四个副本从同一点出发，看同样的批次，减小同样的损失。不同的只有优化器，所以**指标**下的曲线就是一场比赛。

- *plain* 径直沿梯度下降，越平缓走得越慢
- *momentum* 积累速度，冲过头再折回来
- *rmsprop* 和 *adam* 把每一步除以以往梯度的大小

给它们设同样的 `learning_rate`，再运行一次。运行所报告的损失是四个损失之和。</translation>
  </message>
  <message>
   <source># Handwritten digits

64 pixels go in, ten scores come out. *hidden* mixes the pixels into 64 features, *relu* keeps what is positive, *output* weighs the features for each digit. The loss turns scores into probabilities and says how surprised it was by the right answer.

Press **Run**: the loss falls, and the norm of every weight's gradient is drawn while it does. Then open **Code**: the same network as PyTorch or NumPy.</source>
   <extracomment>example: digits-mlp</extracomment>
   <translation># 手写数字

输入 64 个像素，输出十个得分。*hidden* 把像素混合成 64 个特征，*relu* 保留正的部分，*output* 为每个数字给这些特征加权。损失先把得分变成概率，再说明正确答案让它有多“意外”。

按**运行**：损失下降，同时绘出每个权重的梯度范数。然后打开**代码**：同一个网络写成 PyTorch 或 NumPy。</translation>
  </message>
  <message>
   <source># Its own target

The input is also what the network must give back, so nobody has to label anything. Between lie 8 numbers, the *code*: what an image of 64 pixels keeps when it has to fit through.

Make `units` of *code* 2, then 32, and compare the validation loss. Source: Hinton and Salakhutdinov 2006.</source>
   <extracomment>example: autoencoder</extracomment>
   <translation># 以自己为目标

输入也正是网络要还原的内容，因此不需要任何人工标注。中间只有 8 个数，即 *code*：64 像素的图像必须从这里通过，只能留下最要紧的部分。

把 *code* 的 `units` 先改为 2，再改为 32，比较验证损失。出处：Hinton 和 Salakhutdinov，2006。</translation>
  </message>
  <message>
   <source># One layer on 70,000 digits

784 pixels, ten templates: about 92 % of the test digits are read. The data is fetched once when there is a network, or set `file` of **MNIST** to `mnist.npz` or to the folder with the four IDX files, gzipped or not.

*MNIST MLP* and *MNIST CNN* do better: compare. Data: LeCun, Cortes and Burges.</source>
   <extracomment>example: mnist-softmax</extracomment>
   <translation># 用一层读 70,000 个手写数字

784 个像素，十个模板：约 92 % 的测试图像能读对。有网络时数据会自动下载一次；也可以把 **MNIST** 的 `file` 设为 `mnist.npz`，或设为存放四个 IDX 文件的文件夹（是否用 gzip 压缩均可）。

*MNIST MLP* 和 *MNIST CNN* 的效果更好，请比较。数据：LeCun、Cortes 和 Burges。</translation>
  </message>
  <message>
   <source># One layer, ten scores

Every class has a template of 64 weights; the score of a class is how well an image fits its template, and softmax inside the loss turns scores into probabilities.

It reaches about 95 % of the digits it has never seen. The example *Digits MLP* puts a hidden layer in between: compare.</source>
   <extracomment>example: digits-softmax</extracomment>
   <translation># 一层，十个得分

每个类别有一个由 64 个权重构成的模板；图像与模板越吻合，该类的得分越高，损失中的 softmax 再把得分变成概率。

对从未见过的数字，它约能读对 95 %。示例*手写数字 MLP* 在中间加了一个隐藏层，请比较。</translation>
  </message>
  <message>
   <source># Only the words that are there

A sentence becomes a row with a column for every word of the vocabulary; nearly all are zero, so only the others are kept (the wire says *sparse*). The product with the weights touches those alone, forward and backward.

**TfIdf** weighs words down that stand everywhere. With 50,000 columns it works the same way.</source>
   <extracomment>example: bag-of-words</extracomment>
   <translation># 只算出现的词

一个句子变成一行，词表中每个词占一列；几乎全是零，因此只保存其余的元素（连线上标着*稀疏*）。它与权重的乘积在前向和反向传播中都只涉及这些元素。

**TfIdf** 给到处都出现的词降低权重。即使有 50,000 列，也照样可行。</translation>
  </message>
  <message>
   <source># Tastes nobody wrote down

A row is a user's number and an item's number. An **Embedding** looks up eight numbers for each; where they agree, the rating is high. Nobody says what the eight mean: they are learned from who rated what (Koren, Bell and Volinsky 2009).

The gradient of an embedding has rows only for the users and items of the batch; the others cost nothing.</source>
   <extracomment>example: collaborative-filtering</extracomment>
   <translation># 没人写下的喜好

每行是一个用户编号和一个物品编号。**Embedding** 为两者各查出八个数；两者契合，评分就高。这八个数的含义没有人规定：它们是从谁给什么打了多少分中学出来的（Koren、Bell 和 Volinsky，2009）。

嵌入的梯度只包含批次中出现的用户和物品的行，其余的不花任何代价。</translation>
  </message>
  <message>
   <source># Ten points far off

Nine in ten points lie on y = 2x + 1; the others far above. A squared error counts a distance of ten a hundredfold, so its line is pulled up; an absolute error counts it tenfold, and its line stays (Huber 1964).

After a run, compare the weights of *squared line* and *absolute line*, or put a **Huber** loss in between.</source>
   <extracomment>example: outliers</extracomment>
   <translation># 远远偏离的点

十分之九的点在 y = 2x + 1 上，其余的远在其上方。距离为十时，平方误差计为一百，所以它的直线被拉高；绝对误差只计为十，它的直线留在原处（Huber，1964）。

运行之后，比较 *squared line* 和 *absolute line* 的权重；或者在两者之间折中，用 **Huber** 损失。</translation>
  </message>
  <message>
   <source># The smallest classifier

Four lengths of a flower, three species, one Dense layer: fifteen numbers to learn. *Normalize* learns its mean and spread from the training rows only, so that nothing of the validation rows leaks in.

Set `units` to 2: the check says at the node what is wrong before anything runs. Data: Fisher 1936.</source>
   <extracomment>example: iris-softmax</extracomment>
   <translation># 最小的分类器

一朵花的四个长度，三个品种，一个 Dense 层：要学的数只有十五个。*Normalize* 只从训练数据得出均值和离散度，因此验证数据的信息不会泄漏进来。

把 `units` 设为 2：什么都还没有运行，检查就已在节点上指出哪里不对。数据：Fisher，1936。</translation>
  </message>
  <message>
   <source># Three in a hundred

A network that always says *no* is right 97 times in 100 and useless. Recall counts how many of the rare ones are found.

The focal loss turns down what is easy and, with `alpha`, up what is rare, so the gradient comes from the cases that matter (Lin and others 2017). Compare the two recalls, then try `alpha` 0.5.</source>
   <extracomment>example: imbalanced-focal</extracomment>
   <translation># 一百个中的三个

一个总是回答*否*的网络，100 次中有 97 次是对的，却毫无用处。召回率统计的是稀少的样本找到了多少。

focal 损失降低容易样本的影响，并用 `alpha` 提高稀少样本的影响，因此梯度来自要紧的样本（Lin 等，2017）。比较两个召回率，再试试 `alpha` 为 0.5。</translation>
  </message>
  <message>
   <source># Weights that are shared

A convolution looks at 3×3 pixels at a time with the same weights everywhere, so a stroke is found wherever it stands. The pooling keeps the strongest answer of each 2×2 and halves the picture.

Compare the number of parameters with *Digits MLP*. Source: LeCun and others 1989.</source>
   <extracomment>example: digits-cnn</extracomment>
   <translation># 共享的权重

卷积每次看 3×3 个像素，处处使用同样的权重，所以笔画无论在哪里都能被找到。池化保留每个 2×2 中最强的响应，并把图像缩小一半。

请与*手写数字 MLP* 比较参数的个数。出处：LeCun 等，1989。</translation>
  </message>
  <message>
   <source># What comes next?

At every letter of a play the network guesses the following one. The **LSTM** carries a memory along the 32 letters of a window: gates decide what enters it, what stays and what is read (Hochreiter and Schmidhuber 1997).

Guessing blindly among 80 letters costs ln 80 = 4.38. Watch the loss fall below 2.5, where words begin to form. Put a **GRU** in its place.</source>
   <extracomment>example: char-lstm</extracomment>
   <translation># 接下来是什么？

对剧本的每个字母，网络都猜测它的下一个字母。**LSTM** 沿着窗口的 32 个字母传递记忆：由门决定什么进入、什么留下、什么被读出（Hochreiter 和 Schmidhuber，1997）。

在 80 个字符中盲猜的损失是 ln 80 = 4.38。看损失降到 2.5 以下，词就开始成形。也可以换成 **GRU** 试试。</translation>
  </message>
  <message>
   <source># What is a house worth?

Area and number of rooms go in, a price comes out: price = w₁·area + w₂·rooms + b. Each step moves the three numbers against the gradient of the squared error.

Mute **Normalize** with M and run again: area and rooms are then of such different sizes that the same learning rate overshoots, and the loss grows instead of falling.</source>
   <extracomment>example: house-prices</extracomment>
   <translation># 房子值多少钱？

输入面积和房间数，输出价格：价格 = w₁·面积 + w₂·房间数 + b。每一步都使这三个数逆着平方误差的梯度移动。

选中 **Normalize**，按 M 将它旁路，再运行一次：面积和房间数的大小相差悬殊，同样的学习率就会冲过头，损失不降反升。</translation>
  </message>
  <message>
   <source># What one line cannot divide

True where exactly one of two inputs is true. No straight line has the two kinds of points on its two sides, so a single unit must fail (Minsky and Papert 1969); four hidden units bend the plane.

Wire *batch.x* straight into *output* and watch the accuracy stay near one half.</source>
   <extracomment>example: xor</extracomment>
   <translation># 一条直线分不开的

两个输入中恰有一个为真时输出真。没有一条直线能让两类点各在一侧，所以一个单元必然失败（Minsky 和 Papert，1969）；四个隐藏单元能把平面弯曲。

把 *batch.x* 直接连到 *output*，看准确率停在一半左右。</translation>
  </message>
  <message>
   <source># Where a gradient vanishes

Twice the same network: six hidden layers of 16 units, once with a sigmoid after each, once with ReLU. A sigmoid's slope is at most ¼, and the backward pass multiplies one such slope per layer.

Press *Run* and look at **Gradients**: the norms of *sigmoid 1* lie far below those of *sigmoid 6*, while those of the ReLU stack stay together. The loss of the sigmoid stack hardly moves.

Try `tanh`, two layers fewer, or Adam. Source: Glorot and Bengio 2010.</source>
   <extracomment>example: vanishing-gradient</extracomment>
   <translation># 梯度在哪里消失

同一个网络的两份：六个各有 16 个单元的隐藏层，一份每层之后用 sigmoid，另一份用 ReLU。sigmoid 的斜率最大为 ¼，反向传播每经过一层就乘上一个这样的斜率。

按*运行*，再看**梯度**：*sigmoid 1* 的范数远低于 *sigmoid 6*，而 ReLU 各层的范数相差不大。sigmoid 网络的损失几乎不动。

试试 `tanh`、减少两层，或改用 Adam。出处：Glorot 和 Bengio，2010。</translation>
  </message>
  <message>
   <source># Yes or no

One unit gives one score; a sigmoid inside the loss makes it a probability. Scores above 0 mean more likely than not, hence the threshold 0 of the accuracy.

Add *Sigmoid* behind *score* and look at **Problems**: the loss expects raw scores and says so, with a mend. Data: Wolberg, Street and Mangasarian 1995.</source>
   <extracomment>example: breast-cancer-logistic</extracomment>
   <translation># 是与否

一个单元给出一个得分；损失中的 sigmoid 把它变成概率。得分大于 0 表示更可能为“是”，因此准确率的阈值为 0。

在 *score* 后面加上 *Sigmoid*，再看**问题**：损失需要原始得分，它会指出这一点，并给出修复办法。数据：Wolberg、Street 和 Mangasarian，1995。</translation>
  </message>
  <message>
   <source>A hidden layer of 128 units on 70,000 digits; fetches MNIST once, or takes files that you have.</source>
   <extracomment>example: mnist-mlp</extracomment>
   <translation>70,000 个手写数字，128 个单元的隐藏层；MNIST 下载一次即可，也可用自己的文件。</translation>
  </message>
  <message>
   <source>A loss written as a formula: the pinball loss learns what nine in ten patients stay below.</source>
   <extracomment>example: custom-loss</extracomment>
   <translation>用公式写成的损失：分位数损失学习十分之九的病人都低于的那个值。</translation>
  </message>
  <message>
   <source>A network that must give back its input through eight numbers, and so learns a code for digits.</source>
   <extracomment>example: autoencoder</extracomment>
   <translation>网络必须经由八个数还原自己的输入，由此学到手写数字的编码。</translation>
  </message>
  <message>
   <source>A straight line through ten measurements predicts a number; the learning rate decays as it settles.</source>
   <extracomment>example: diabetes-regression</extracomment>
   <translation>用一条直线由十项测量值预测一个数；学习率随收敛逐渐衰减。</translation>
  </message>
  <message>
   <source>Area and rooms in, a price out: three numbers to learn, and why inputs are normalized.</source>
   <extracomment>example: house-prices</extracomment>
   <translation>输入面积和房间数，输出价格：只学三个数，并看清为什么要把输入归一化。</translation>
  </message>
  <message>
   <source>Breast cancer logistic regression</source>
   <extracomment>example: breast-cancer-logistic</extracomment>
   <translation>乳腺癌逻辑回归</translation>
  </message>
  <message>
   <source>Character LSTM</source>
   <extracomment>example: char-lstm</extracomment>
   <translation>字符级 LSTM</translation>
  </message>
  <message>
   <source>Collaborative filtering</source>
   <extracomment>example: collaborative-filtering</extracomment>
   <translation>协同过滤</translation>
  </message>
  <message>
   <source>Custom loss</source>
   <extracomment>example: custom-loss</extracomment>
   <translation>自定义损失</translation>
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
   <source>Digits autoencoder</source>
   <extracomment>example: autoencoder</extracomment>
   <translation>手写数字自编码器</translation>
  </message>
  <message>
   <source>Digits softmax regression</source>
   <extracomment>example: digits-softmax</extracomment>
   <translation>手写数字 softmax 回归</translation>
  </message>
  <message>
   <source>Focal loss</source>
   <extracomment>example: imbalanced-focal</extracomment>
   <translation>Focal 损失</translation>
  </message>
  <message>
   <source>House prices</source>
   <extracomment>example: house-prices</extracomment>
   <translation>房价</translation>
  </message>
  <message>
   <source>Iris softmax regression</source>
   <extracomment>example: iris-softmax</extracomment>
   <translation>鸢尾花 softmax 回归</translation>
  </message>
  <message>
   <source>Letter by letter through a play, a network with a memory guesses what comes next.</source>
   <extracomment>example: char-lstm</extracomment>
   <translation>一个字母一个字母地读剧本，带记忆的网络猜测接下来是什么。</translation>
  </message>
  <message>
   <source>MNIST CNN</source>
   <extracomment>example: mnist-cnn</extracomment>
   <translation>MNIST CNN</translation>
  </message>
  <message>
   <source>MNIST MLP</source>
   <extracomment>example: mnist-mlp</extracomment>
   <translation>MNIST MLP</translation>
  </message>
  <message>
   <source>MNIST softmax regression</source>
   <extracomment>example: mnist-softmax</extracomment>
   <translation>MNIST softmax 回归</translation>
  </message>
  <message>
   <source>MSE against MAE</source>
   <extracomment>example: outliers</extracomment>
   <translation>MSE 与 MAE</translation>
  </message>
  <message>
   <source>One in ten points lies far off: a squared error is pulled towards it, an absolute one is not.</source>
   <extracomment>example: outliers</extracomment>
   <translation>十分之一的点远远偏离：平方误差被它们拉走，绝对误差则不会。</translation>
  </message>
  <message>
   <source>One layer gives every digit a template of 64 weights; softmax turns the ten scores into probabilities.</source>
   <extracomment>example: digits-softmax</extracomment>
   <translation>一层给每个数字一个由 64 个权重构成的模板；softmax 把十个得分变成概率。</translation>
  </message>
  <message>
   <source>One layer on 70,000 digits of 28×28 pixels; fetches MNIST once, or takes files that you have.</source>
   <extracomment>example: mnist-softmax</extracomment>
   <translation>70,000 个 28×28 像素的手写数字，只用一层；MNIST 下载一次即可，也可用自己的文件。</translation>
  </message>
  <message>
   <source>One unit and a sigmoid in the loss: benign or malignant, from 30 measurements of cell nuclei.</source>
   <extracomment>example: breast-cancer-logistic</extracomment>
   <translation>一个单元，损失中带 sigmoid：由细胞核的 30 项测量值判断良性或恶性。</translation>
  </message>
  <message>
   <source>Optimizer race</source>
   <extracomment>example: optimizer-race</extracomment>
   <translation>优化器竞速</translation>
  </message>
  <message>
   <source>Plain descent, momentum, RMSprop and Adam start at one point of one loss surface and run side by side.</source>
   <extracomment>example: optimizer-race</extracomment>
   <translation>普通梯度下降、动量、RMSprop 和 Adam 从同一损失曲面的同一点出发，并排运行。</translation>
  </message>
  <message>
   <source>Sentences as rows of word counts, nearly all zero: only the words that are there are kept and computed.</source>
   <extracomment>example: bag-of-words</extracomment>
   <translation>把句子变为词的计数，几乎全是零：只保存和计算实际出现的词。</translation>
  </message>
  <message>
   <source>Sigmoid against ReLU</source>
   <extracomment>example: vanishing-gradient</extracomment>
   <translation>Sigmoid 与 ReLU</translation>
  </message>
  <message>
   <source>Six layers deep, once with sigmoids and once with ReLU: watch where the gradient vanishes.</source>
   <extracomment>example: vanishing-gradient</extracomment>
   <translation>六层深的网络，一个用 sigmoid，一个用 ReLU：看梯度在哪里消失。</translation>
  </message>
  <message>
   <source>Sparse bag of words</source>
   <extracomment>example: bag-of-words</extracomment>
   <translation>稀疏词袋</translation>
  </message>
  <message>
   <source>The same digits as images of 8×8 pixels: two convolutions and a pooling read them with shared weights.</source>
   <extracomment>example: digits-cnn</extracomment>
   <translation>同样的手写数字，作为 8×8 像素的图像：两个卷积和一个池化以共享权重读取。</translation>
  </message>
  <message>
   <source>The smallest classifier: one dense layer tells three species of iris apart by four lengths.</source>
   <extracomment>example: iris-softmax</extracomment>
   <translation>最小的分类器：一个全连接层凭四个长度区分三种鸢尾花。</translation>
  </message>
  <message>
   <source>Three in a hundred are the ones that matter: cross-entropy and focal loss side by side, told by recall.</source>
   <extracomment>example: imbalanced-focal</extracomment>
   <translation>一百个中只有三个要紧：交叉熵与 focal 损失并排比较，用召回率来评判。</translation>
  </message>
  <message>
   <source>Transformer encoder</source>
   <extracomment>example: transformer-text</extracomment>
   <translation>Transformer 编码器</translation>
  </message>
  <message>
   <source>True where exactly one of two inputs is true: one unit must fail, four hidden units bend the plane.</source>
   <extracomment>example: xor</extracomment>
   <translation>两个输入中恰有一个为真时输出真：一个单元必然失败，四个隐藏单元能把平面弯曲。</translation>
  </message>
  <message>
   <source>Two convolutions on 70,000 digits; fetches MNIST once, or takes files that you have.</source>
   <extracomment>example: mnist-cnn</extracomment>
   <translation>70,000 个手写数字，两个卷积；MNIST 下载一次即可，也可用自己的文件。</translation>
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
  <message>
   <source>Who likes what: eight learned numbers for each user and item predict a rating by where they agree.</source>
   <extracomment>example: collaborative-filtering</extracomment>
   <translation>谁喜欢什么：每个用户和物品各学八个数，由两者的契合程度预测评分。</translation>
  </message>
  <message>
   <source>Words that look at each other: attention with a mask tells four topics of short sentences apart.</source>
   <extracomment>example: transformer-text</extracomment>
   <translation>互相看的词：带掩码的注意力区分四种主题的短句。</translation>
  </message>
  <message>
   <source>XOR</source>
   <extracomment>example: xor</extracomment>
   <translation>XOR</translation>
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
   <source>Add an input</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>添加输入</translation>
  </message>
  <message>
   <source>Add an output</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>添加输出</translation>
  </message>
  <message>
   <source>An instance of the kind “{kind}”: set its parameters here. What is in it stays as it is.</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>节点种类“{kind}”的实例：在此设置其参数，其中的内容保持不变。</translation>
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
   <source>By: {maker}</source>
   <extracomment>app/panels/together_section.py</extracomment>
   <translation>执行者：{maker}</translation>
  </message>
  <message>
   <source>Checkpoints</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>检查点</translation>
  </message>
  <message>
   <source>Choose a file</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>选择文件</translation>
  </message>
  <message>
   <source>Choose a folder</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>选择文件夹</translation>
  </message>
  <message>
   <source>Device</source>
   <extracomment>app/commands/words.py</extracomment>
   <translation>设备</translation>
  </message>
  <message>
   <source>Document</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>文档</translation>
  </message>
  <message>
   <source>Edit the kind</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>编辑节点种类</translation>
  </message>
  <message>
   <source>Ending early</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>提前结束</translation>
  </message>
  <message>
   <source>Enter applies the formula, Shift+Enter begins a new line</source>
   <extracomment>app/panels/formula_editor.py</extracomment>
   <translation>Enter 应用公式，Shift+Enter 换行</translation>
  </message>
  <message>
   <source>Figures in the status line</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>状态栏中的数值</translation>
  </message>
  <message>
   <source>From the plug-in {file}</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>来自插件 {file}</translation>
  </message>
  <message>
   <source>Gradient norm of {weight}</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>{weight} 的梯度范数</translation>
  </message>
  <message>
   <source>Inputs</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>输入</translation>
  </message>
  <message>
   <source>Inspector</source>
   <extracomment>app/panels/inspector.py</extracomment>
   <translation>检查器</translation>
  </message>
  <message>
   <source>Keep this preview on the node's card (P)</source>
   <extracomment>app/panels/preview_section.py</extracomment>
   <translation>把此预览留在节点卡片上 (P)</translation>
  </message>
  <message>
   <source>Kind</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>节点种类</translation>
  </message>
  <message>
   <source>Listed under Problems, where it can be restored</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>列在“问题”中，可在那里恢复</translation>
  </message>
  <message>
   <source>Live</source>
   <extracomment>app/panels/live_section.py</extracomment>
   <translation>实时</translation>
  </message>
  <message>
   <source>Name of the port {port}</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>端口 {port} 的名称</translation>
  </message>
  <message>
   <source>Node name</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>节点名称</translation>
  </message>
  <message>
   <source>Outputs</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>输出</translation>
  </message>
  <message>
   <source>Preview</source>
   <extracomment>app/panels/preview_section.py</extracomment>
   <translation>预览</translation>
  </message>
  <message>
   <source>Problems</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>问题</translation>
  </message>
  <message>
   <source>Put {port} higher</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>上移 {port}</translation>
  </message>
  <message>
   <source>Put {port} lower</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>下移 {port}</translation>
  </message>
  <message>
   <source>Remove {port} and its wires</source>
   <extracomment>app/panels/ports_section.py</extracomment>
   <translation>去掉 {port} 及其连线</translation>
  </message>
  <message>
   <source>Runs together</source>
   <extracomment>app/panels/together_section.py</extracomment>
   <translation>一起运行</translation>
  </message>
  <message>
   <source>Save as kind…</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>存为节点种类…</translation>
  </message>
  <message>
   <source>Select a node to see its attributes, types and help here.</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>选中一个节点，即可在这里查看它的属性、类型和说明。</translation>
  </message>
  <message>
   <source>Select these {count} nodes</source>
   <extracomment>app/panels/together_section.py</extracomment>
   <translation>选中这 {count} 个节点</translation>
  </message>
  <message>
   <source>Several kinds</source>
   <extracomment>app/panels/node_form.py</extracomment>
   <translation>多种节点</translation>
  </message>
  <message>
   <source>Show on the canvas</source>
   <extracomment>app/panels/preview_section.py</extracomment>
   <translation>在画布上显示</translation>
  </message>
  <message>
   <source>Source: {source}</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>出处：{source}</translation>
  </message>
  <message>
   <source>The library has another version of it.</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>节点库中有它的另一个版本。</translation>
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
   <source>Units that are 0 in every row</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>在每一行都为 0 的单元</translation>
  </message>
  <message>
   <source>Unpack</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>取消编组</translation>
  </message>
  <message>
   <source>Update</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>更新</translation>
  </message>
  <message>
   <source>Update all {count}</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>更新全部 {count} 个</translation>
  </message>
  <message>
   <source>What is in it can be changed. Save it as the kind “{kind}” when done.</source>
   <extracomment>app/panels/kind_section.py</extracomment>
   <translation>其中的内容可以修改。完成后请存为节点种类“{kind}”。</translation>
  </message>
  <message>
   <source>What is previewed</source>
   <extracomment>app/panels/preview_section.py</extracomment>
   <translation>预览的内容</translation>
  </message>
  <message>
   <source>and {count} kernels more</source>
   <extracomment>app/panels/together_section.py</extracomment>
   <translation>以及另外 {count} 个内核</translation>
  </message>
  <message>
   <source>auto</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>自动</translation>
  </message>
  <message>
   <source>automatic</source>
   <extracomment>app/panels/editors.py</extracomment>
   <translation>自动</translation>
  </message>
  <message>
   <source>initial weights</source>
   <extracomment>app/window/previews.py</extracomment>
   <translation>初始权重</translation>
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
   <source>step {step}</source>
   <extracomment>app/window/live_figures.py</extracomment>
   <translation>第 {step} 步</translation>
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
  <message>
   <source>{number}: together with {nodes}</source>
   <extracomment>app/panels/together_section.py</extracomment>
   <translation>{number}：与 {nodes} 一起</translation>
  </message>
 </context>
 <context>
  <name>Kinds</name>
  <message>
   <source>Attribute</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>属性</translation>
  </message>
  <message>
   <source>Attributes of the nodes in the group</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>组内各节点的属性</translation>
  </message>
  <message>
   <source>Attributes that follow the parameter</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>跟随此参数的属性</translation>
  </message>
  <message>
   <source>Category</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>类别</translation>
  </message>
  <message>
   <source>Check an attribute to show it on every instance, where it can be set.</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>勾选的属性会显示在每个实例上，可在那里设置。</translation>
  </message>
  <message>
   <source>Default</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>默认值</translation>
  </message>
  <message>
   <source>Default of {parameter}</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>{parameter} 的默认值</translation>
  </message>
  <message>
   <source>Delete</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>删除</translation>
  </message>
  <message>
   <source>Do not show this parameter</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>不显示此参数</translation>
  </message>
  <message>
   <source>Find an attribute</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>查找属性</translation>
  </message>
  <message>
   <source>Help</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>说明</translation>
  </message>
  <message>
   <source>Kinds of the library</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>节点库中的节点种类</translation>
  </message>
  <message>
   <source>Kinds of your own. Renaming or deleting one leaves the nodes made of it as they are.</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>自定义的节点种类。重命名或删除后，由它生成的节点保持不变。</translation>
  </message>
  <message>
   <source>Library</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>节点库</translation>
  </message>
  <message>
   <source>Move down</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>下移</translation>
  </message>
  <message>
   <source>Move up</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>上移</translation>
  </message>
  <message>
   <source>Name</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>名称</translation>
  </message>
  <message>
   <source>Nothing here yet. Select a group on the canvas and choose “Save as kind…” (Ctrl+Shift+K); the kind then stands in the palette of every document.</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>这里还没有内容。在画布上选择一个组，再选“存为节点种类…”(Ctrl+Shift+K)；该节点种类就会出现在每个文档的节点面板中。</translation>
  </message>
  <message>
   <source>One parameter may set several attributes of the same type</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>一个参数可以设置多个同类型的属性</translation>
  </message>
  <message>
   <source>Open folder</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Parameters</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>参数</translation>
  </message>
  <message>
   <source>Put it back</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>放回</translation>
  </message>
  <message>
   <source>Rename</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Replace</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>替换</translation>
  </message>
  <message>
   <source>Save</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save as kind</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>存为节点种类</translation>
  </message>
  <message>
   <source>Sets</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>控制</translation>
  </message>
  <message>
   <source>Sets {attributes}; choose others</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>控制 {attributes}；可另选</translation>
  </message>
  <message>
   <source>The kind “{kind}” is in the library now.</source>
   <extracomment>app/window/kinds.py</extracomment>
   <translation>节点种类“{kind}”已存入节点库。</translation>
  </message>
  <message>
   <source>The library has a kind “{kind}”; this version takes its place. Instances change only when you update them.</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>节点库中已有节点种类“{kind}”；此版本将取代它。实例在更新之前不会改变。</translation>
  </message>
  <message>
   <source>Title of the parameter</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>参数的标题</translation>
  </message>
  <message>
   <source>Update</source>
   <extracomment>app/window/kinds.py</extracomment>
   <translation>更新</translation>
  </message>
  <message>
   <source>Value</source>
   <extracomment>app/window/kind_parameters.py</extracomment>
   <translation>值</translation>
  </message>
  <message>
   <source>What it does, in one line</source>
   <extracomment>app/window/save_kind.py</extracomment>
   <translation>用一行说明它的作用</translation>
  </message>
  <message>
   <source>{count} instances are of another version of the kind “{kind}”.</source>
   <extracomment>app/window/kinds.py</extracomment>
   <translation>{count} 个实例属于节点种类“{kind}”的另一个版本。</translation>
  </message>
  <message>
   <source>“{kind}” was deleted.</source>
   <extracomment>app/window/library_dialog.py</extracomment>
   <translation>已删除“{kind}”。</translation>
  </message>
  <message>
   <source>“{node}” is of another version of the kind “{kind}”.</source>
   <extracomment>app/window/kinds.py</extracomment>
   <translation>“{node}”属于节点种类“{kind}”的另一个版本。</translation>
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
   <source>&amp;Delete layout</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>删除布局(&amp;D)</translation>
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
   <source>&amp;Node</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>节点(&amp;N)</translation>
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
   <source>La&amp;youts</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>窗口布局(&amp;Y)</translation>
  </message>
  <message>
   <source>Mo&amp;ve a panel</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>移动面板(&amp;V)</translation>
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
   <source>Select a node or a wire first</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>请先选择节点或连线</translation>
  </message>
  <message>
   <source>Te&amp;xt size</source>
   <extracomment>app/window/menus.py</extracomment>
   <translation>文字大小(&amp;X)</translation>
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
   <translation>没有名为“{words}”的节点。请换一个词，例如 dense、卷积或 loss。</translation>
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
  <message>
   <source>Used last</source>
   <extracomment>app/panels/palette_model.py</extracomment>
   <translation>最近使用</translation>
  </message>
 </context>
 <context>
  <name>Plan</name>
  <message>
   <source>A badge on every node whose operations run in one kernel with those of others</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>给与其他节点在同一内核中运行的每个节点加上标记</translation>
  </message>
  <message>
   <source>Algebraic simplification</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>代数化简</translation>
  </message>
  <message>
   <source>Call of the library</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>库函数调用</translation>
  </message>
  <message>
   <source>Common subexpressions</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>公共子表达式</translation>
  </message>
  <message>
   <source>Compiled step</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>编译后的训练步</translation>
  </message>
  <message>
   <source>Constant folding</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>常量折叠</translation>
  </message>
  <message>
   <source>Cut out what is needed</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>截取所需部分</translation>
  </message>
  <message>
   <source>Dead code</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>死代码</translation>
  </message>
  <message>
   <source>Gradients</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>梯度</translation>
  </message>
  <message>
   <source>Gradients of single rows</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>按行的梯度</translation>
  </message>
  <message>
   <source>In place</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>原地写入</translation>
  </message>
  <message>
   <source>Kernel of its own</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>专用内核</translation>
  </message>
  <message>
   <source>Kernels and passes</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>内核与编译遍</translation>
  </message>
  <message>
   <source>Kernels, in order</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>内核（按顺序）</translation>
  </message>
  <message>
   <source>Layers into operations</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>把层拆成运算</translation>
  </message>
  <message>
   <source>Loop over {size}</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>遍历 {size}</translation>
  </message>
  <message>
   <source>Loops over time</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>时间循环</translation>
  </message>
  <message>
   <source>NumPy</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>NumPy</translation>
  </message>
  <message>
   <source>Passes</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>编译遍</translation>
  </message>
  <message>
   <source>Pooling before activations</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>先池化后激活</translation>
  </message>
  <message>
   <source>Product {size}</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>乘积 {size}</translation>
  </message>
  <message>
   <source>PyTorch</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>PyTorch</translation>
  </message>
  <message>
   <source>Scales into kernels</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>把缩放并入核</translation>
  </message>
  <message>
   <source>Shapes that are known</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>已知的形状</translation>
  </message>
  <message>
   <source>Shared buffers</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>共用缓冲区</translation>
  </message>
  <message>
   <source>Show on the canvas</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>在画布上显示</translation>
  </message>
  <message>
   <source>What a step is made of shows here once the graph can be trained.</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>图可以训练后，这里显示每个训练步由什么组成。</translation>
  </message>
  <message>
   <source>Whose kernels are shown</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>显示哪一种内核</translation>
  </message>
  <message>
   <source>Working out what a step is made of…</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>正在分析训练步的组成…</translation>
  </message>
  <message>
   <source>makes all steps</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>执行所有训练步</translation>
  </message>
  <message>
   <source>makes the first {steps} steps, or all of a run of less than {worth}</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>执行前 {steps} 步；不足 {worth} 步的运行则全部执行</translation>
  </message>
  <message>
   <source>makes the steps now</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>正在执行训练步</translation>
  </message>
  <message>
   <source>takes over after {steps} steps, in runs of {worth} or more</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>在至少 {worth} 步的运行中，{steps} 步之后接手</translation>
  </message>
  <message>
   <source>{before} → {after} operations</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>{before} → {after} 个运算</translation>
  </message>
  <message>
   <source>{count} more</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>另有 {count} 个</translation>
  </message>
  <message>
   <source>{kernel}: {ops}; of {nodes}</source>
   <extracomment>app/panels/plan.py</extracomment>
   <translation>{kernel}：{ops}；来自 {nodes}</translation>
  </message>
  <message>
   <source>{maker} (now: {now})</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>{maker}（现在：{now}）</translation>
  </message>
  <message>
   <source>{ops} operations in {kernels} kernels</source>
   <extracomment>app/window/plan_view.py</extracomment>
   <translation>{ops} 个运算，{kernels} 个内核</translation>
  </message>
  <message>
   <source>{title}, again</source>
   <extracomment>app/panels/plan_words.py</extracomment>
   <translation>再次{title}</translation>
  </message>
 </context>
 <context>
  <name>Plugins</name>
  <message>
   <source>A plug-in is a Python file that adds kinds of nodes. It is off until you switch it on here; no document can do that.</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>插件是添加节点种类的 Python 文件。在此启用之前它是停用的；任何文档都不能启用它。</translation>
  </message>
  <message>
   <source>Cannot be switched on</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>无法启用</translation>
  </message>
  <message>
   <source>Changed since it was switched on, and so off until you switch it on again.</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>启用之后改动过，因此在重新启用之前是停用的。</translation>
  </message>
  <message>
   <source>How to write one</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>如何编写插件</translation>
  </message>
  <message>
   <source>It is being read…</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>正在读取…</translation>
  </message>
  <message>
   <source>It is being tried in a process of its own…</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>正在单独的进程中试运行…</translation>
  </message>
  <message>
   <source>Look again</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>重新查找</translation>
  </message>
  <message>
   <source>Nothing here yet. Put a Python file into the folder {folder}; in it, a function with @composite or @primitive before it becomes a kind.</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>这里还没有内容。请把 Python 文件放入文件夹 {folder}；其中前面写有 @composite 或 @primitive 的函数会成为节点种类。</translation>
  </message>
  <message>
   <source>Off: nothing of it runs</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>已停用：其代码不会运行</translation>
  </message>
  <message>
   <source>On: {kinds}</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>已启用：{kinds}</translation>
  </message>
  <message>
   <source>Open folder</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Plug-ins</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>插件</translation>
  </message>
  <message>
   <source>Switch on</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>启用</translation>
  </message>
  <message>
   <source>Switch {file} on</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>启用 {file}</translation>
  </message>
  <message>
   <source>The code of “{file}” will run on this computer with your rights: now, and whenever Nodegrad runs, until the file is changed. Switch on only what you trust.</source>
   <extracomment>app/window/plugins_dialog.py</extracomment>
   <translation>“{file}”的代码将以您的权限在本机运行：现在运行，以后每次运行 Nodegrad 时也会运行，直到该文件被改动。只启用您信任的插件。</translation>
  </message>
  <message>
   <source>changed since it was switched on; off until it is switched on again</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>启用之后改动过；重新启用之前是停用的</translation>
  </message>
  <message>
   <source>off</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>停用</translation>
  </message>
  <message>
   <source>on</source>
   <extracomment>app/cli/plugins.py</extracomment>
   <translation>启用</translation>
  </message>
 </context>
 <context>
  <name>Preview</name>
  <message>
   <source>Preview</source>
   <extracomment>app/panels/preview_section.py</extracomment>
   <translation>预览</translation>
  </message>
  <message>
   <source>false</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>假</translation>
  </message>
  <message>
   <source>heat map</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>热力图</translation>
  </message>
  <message>
   <source>histogram</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>直方图</translation>
  </message>
  <message>
   <source>image</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>图像</translation>
  </message>
  <message>
   <source>max {value}</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>最大 {value}</translation>
  </message>
  <message>
   <source>mean {value}</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>均值 {value}</translation>
  </message>
  <message>
   <source>min {value}</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>最小 {value}</translation>
  </message>
  <message>
   <source>no finite number</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>没有有限的数</translation>
  </message>
  <message>
   <source>number</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>数</translation>
  </message>
  <message>
   <source>sparse heat map</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>稀疏热力图</translation>
  </message>
  <message>
   <source>true</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>真</translation>
  </message>
  <message>
   <source>without entries, {shape}</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>没有元素，{shape}</translation>
  </message>
  <message>
   <source>{count} NaN</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>{count} 个 NaN</translation>
  </message>
  <message>
   <source>{count} images</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>{count} 幅图像</translation>
  </message>
  <message>
   <source>{count} infinite</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>{count} 个无穷大</translation>
  </message>
  <message>
   <source>{count} stored</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>存有 {count} 个</translation>
  </message>
  <message>
   <source>{share} % of units are 0 in every row</source>
   <extracomment>app/pictures.py</extracomment>
   <translation>{share} % 的单元在每一行都为 0</translation>
  </message>
 </context>
 <context>
  <name>Problems</name>
  <message>
   <source>Dismiss here</source>
   <extracomment>app/panels/inspector_sections.py</extracomment>
   <translation>在此处忽略</translation>
  </message>
  <message>
   <source>Dismissed</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>已忽略</translation>
  </message>
  <message>
   <source>Do not tell this about {node} any more; can be undone, and is kept in the document</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>不再提示关于 {node} 的这一问题；可以撤销，并保存在文档中</translation>
  </message>
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
   <source>Restore</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>恢复</translation>
  </message>
  <message>
   <source>Tell this about {node} again</source>
   <extracomment>app/panels/problems.py</extracomment>
   <translation>重新提示关于 {node} 的这一问题</translation>
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
   <source>The run goes on, but not as it was: {changes} changed since then</source>
   <extracomment>app/window/run_control.py</extracomment>
   <translation>运行继续，但与原来不再一致：此后改动了 {changes}</translation>
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
   <source>loss reached</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>已达目标损失</translation>
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
   <source>stopped early</source>
   <extracomment>app/window/run_bar.py</extracomment>
   <translation>已早停</translation>
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
   <source>{device}, {free} free</source>
   <extracomment>app/window/run_fields.py</extracomment>
   <translation>{device}，可用 {free}</translation>
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
   <source>Add to the selection, toggle in it</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>加入所选，切换所选</translation>
  </message>
  <message>
   <source>Align the selection at that side</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把所选节点对齐到该侧</translation>
  </message>
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
   <source>Change it; Shift for fine steps, Ctrl for coarse ones</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>改变数值；按住 Shift 微调，按住 Ctrl 粗调</translation>
  </message>
  <message>
   <source>Change the kind of a node; its wires stay</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>更改节点的种类；保留连线</translation>
  </message>
  <message>
   <source>Connect the selected nodes from left to right</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把所选节点从左到右连接</translation>
  </message>
  <message>
   <source>Ctrl + Enter, Ctrl + Backspace</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Ctrl + Enter、Ctrl + Backspace</translation>
  </message>
  <message>
   <source>Ctrl + Shift + arrow keys</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Ctrl + Shift + 方向键</translation>
  </message>
  <message>
   <source>Ctrl + arrow keys</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Ctrl + 方向键</translation>
  </message>
  <message>
   <source>Ctrl + drag, Shift+D</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Ctrl + 拖动、Shift+D</translation>
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
   <source>Distribute the selection across, down</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把所选节点横向、纵向均匀分布</translation>
  </message>
  <message>
   <source>Double-click on a node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>双击节点</translation>
  </message>
  <message>
   <source>Double-click on a wire</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>双击连线</translation>
  </message>
  <message>
   <source>Drag from a port</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>从端口拖动</translation>
  </message>
  <message>
   <source>Drag on a number</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在数字上拖动</translation>
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
   <source>Drop a file on the window</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把文件拖放到窗口上</translation>
  </message>
  <message>
   <source>Drop a node on a wire</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把节点放到连线上</translation>
  </message>
  <message>
   <source>Duplicate the selection, without or with incoming wires</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>生成所选的副本，不保留或保留输入连线</translation>
  </message>
  <message>
   <source>Edit its attributes; on its title, its name</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>编辑其属性；双击标题则编辑名称</translation>
  </message>
  <message>
   <source>Find a node on the canvas</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在画布上查找节点</translation>
  </message>
  <message>
   <source>Go from node to node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在节点之间移动</translation>
  </message>
  <message>
   <source>Go from wire to wire of the node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在节点的连线之间移动</translation>
  </message>
  <message>
   <source>Go to the inspector</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>转到检查器</translation>
  </message>
  <message>
   <source>Go to the next part of the window, or back</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>转到窗口的下一部分，或返回</translation>
  </message>
  <message>
   <source>Go to the palette's search</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>转到节点面板的搜索</translation>
  </message>
  <message>
   <source>Grab the selection; X and Y hold a direction, a click puts it down</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>抓取所选；按 X 或 Y 锁定方向，单击放下</translation>
  </message>
  <message>
   <source>Group the selection; Ctrl+Shift+G unpacks</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把所选节点编组；Ctrl+Shift+G 取消编组</translation>
  </message>
  <message>
   <source>Home, F</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Home、F</translation>
  </message>
  <message>
   <source>Keyboard and mouse</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>键盘与鼠标</translation>
  </message>
  <message>
   <source>Lay out the selection, or everything</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>自动布局所选节点，或全部</translation>
  </message>
  <message>
   <source>Lift a copy off the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>拖出所选的副本</translation>
  </message>
  <message>
   <source>Mend what is wrong with the node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>修复节点的问题</translation>
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
   <source>Mute: hand on what comes in, as if the node were a wire</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>旁路：直接传递输入，如同节点只是一条连线</translation>
  </message>
  <message>
   <source>Nudge the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>微移所选</translation>
  </message>
  <message>
   <source>Number fields</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>数字框</translation>
  </message>
  <message>
   <source>Open a document, make a node of data, put a plug-in into its folder</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>打开文档、生成数据节点，或把插件放入其文件夹</translation>
  </message>
  <message>
   <source>Open a group, leave it</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>打开组，离开组</translation>
  </message>
  <message>
   <source>Paste the attributes of the copied node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>粘贴所复制节点的属性</translation>
  </message>
  <message>
   <source>Pin: keep the value of the node on its card</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>固定：把节点的值留在它的卡片上</translation>
  </message>
  <message>
   <source>Put a bend into it</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在其中加入拐点</translation>
  </message>
  <message>
   <source>Put a frame behind the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在所选节点后面加框</translation>
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
   <source>Resize the selected note or frame</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>调整所选便签或框的大小</translation>
  </message>
  <message>
   <source>Run, pause, go on</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>运行、暂停、继续</translation>
  </message>
  <message>
   <source>Save the selected group as a kind of your own</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>把所选的组存为自定义的节点种类</translation>
  </message>
  <message>
   <source>Search for a node at the pointer; double-click and Shift+A do so too</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>在指针处搜索节点；双击和 Shift+A 也可以</translation>
  </message>
  <message>
   <source>See everything, see the selection</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>显示全部，显示所选</translation>
  </message>
  <message>
   <source>Select</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>选择</translation>
  </message>
  <message>
   <source>Select everything that is connected</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>选中所有相连的节点</translation>
  </message>
  <message>
   <source>Select what feeds the node, what it feeds</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>选中节点的上游、下游</translation>
  </message>
  <message>
   <source>Shift + drag, Ctrl + click</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>Shift + 拖动、Ctrl + 单击</translation>
  </message>
  <message>
   <source>Show what is wrong</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>显示有什么问题</translation>
  </message>
  <message>
   <source>Step a number; with Shift tenfold</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>逐步改变数字；按住 Shift 为十倍</translation>
  </message>
  <message>
   <source>Stop</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>停止</translation>
  </message>
  <message>
   <source>Swap the first two inputs of the node</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>交换节点的前两个输入</translation>
  </message>
  <message>
   <source>Take its wires off</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>断开它的连线</translation>
  </message>
  <message>
   <source>Take the selection out of its wires; the flow goes on past it</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>从连线中取出所选；数据流绕过它继续</translation>
  </message>
  <message>
   <source>Train</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>训练</translation>
  </message>
  <message>
   <source>Up, Down</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>上、下键</translation>
  </message>
  <message>
   <source>W, Shift + W</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>W、Shift + W</translation>
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
   <source>Wires</source>
   <extracomment>app/window/dialogs.py</extracomment>
   <translation>连线</translation>
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
   <source>1 node</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>1 个节点</translation>
  </message>
  <message>
   <source>Discard</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Discard {name}</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>放弃 {name}</translation>
  </message>
  <message>
   <source>Document</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>文档</translation>
  </message>
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
   <source>Nodegrad ended unexpectedly. This work was kept; your files are as you saved them.</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>Nodegrad 意外结束。以下工作已保留；您的文件仍是保存时的样子。</translation>
  </message>
  <message>
   <source>Not saved</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>未保存</translation>
  </message>
  <message>
   <source>Open</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open a file…</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>打开文件…</translation>
  </message>
  <message>
   <source>Open {name}</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>打开 {name}</translation>
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
  <message>
   <source>Take {name} off this list</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>从此列表移除 {name}</translation>
  </message>
  <message>
   <source>never saved</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>从未保存</translation>
  </message>
  <message>
   <source>today at {time}</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>今天 {time}</translation>
  </message>
  <message>
   <source>{count} nodes</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>{count} 个节点</translation>
  </message>
  <message>
   <source>{day} {month} {year} at {time}</source>
   <extracomment>app/window/recovered.py</extracomment>
   <translation>{year}年{month}{day}日 {time}</translation>
  </message>
  <message>
   <source>{name} – not found</source>
   <extracomment>app/window/start_page.py</extracomment>
   <translation>{name}（找不到）</translation>
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
   <source>Compiling the step…</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>正在编译训练步…</translation>
  </message>
  <message>
   <source>Memory: weights, gradients, optimizer state and activations of one batch. Operations: forward pass.</source>
   <extracomment>app/panels/document_form.py</extracomment>
   <translation>内存：权重、梯度、优化器状态和一个批次的激活值。运算：前向传播。</translation>
  </message>
  <message>
   <source>The run goes on with a faster step in some seconds; the next time it is there at once</source>
   <extracomment>app/window/status_line.py</extracomment>
   <translation>几秒后运行会改用更快的训练步；下次立即可用</translation>
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
   <source>'{file}' cannot be put into the plug-in folder ({reason}).</source>
   <extracomment>app/window/drops.py</extracomment>
   <translation>无法把“{file}”放入插件文件夹（{reason}）。</translation>
  </message>
  <message>
   <source>Document name</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>文档名称</translation>
  </message>
  <message>
   <source>Name of the layout</source>
   <extracomment>app/window/deeds.py</extracomment>
   <translation>布局的名称</translation>
  </message>
  <message>
   <source>Nodegrad</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>Nodegrad</translation>
  </message>
  <message>
   <source>Resume</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>继续</translation>
  </message>
  <message>
   <source>Run</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>运行</translation>
  </message>
  <message>
   <source>Save layout</source>
   <extracomment>app/window/deeds.py</extracomment>
   <translation>保存布局</translation>
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
   <source>The plug-in folder has another '{file}' already; rename one of them.</source>
   <extracomment>app/window/drops.py</extracomment>
   <translation>插件文件夹中已有另一个“{file}”；请给其中一个改名。</translation>
  </message>
  <message>
   <source>There are changes that are not saved</source>
   <extracomment>app/window/document_title.py</extracomment>
   <translation>有尚未保存的更改</translation>
  </message>
  <message>
   <source>Unsaved work cannot be kept against a crash ({reason}); save often.</source>
   <extracomment>app/window/main_window.py</extracomment>
   <translation>无法为崩溃保留未保存的工作（{reason}）；请经常保存。</translation>
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
   <source>A preview did not come to an end, so its process was ended.</source>
   <extracomment>app/session/questions.py</extracomment>
   <translation>预览没有结束，因此结束了它的进程。</translation>
  </message>
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
   <extracomment>app/session/process.py</extracomment>
   <translation>训练进程无法启动（{reason}）。</translation>
  </message>
  <message>
   <source>The training process crashed (signal {code}).</source>
   <extracomment>app/session/process.py</extracomment>
   <translation>训练进程崩溃了（信号 {code}）。</translation>
  </message>
  <message>
   <source>The training process ended by itself (exit code {code}).</source>
   <extracomment>app/session/process.py</extracomment>
   <translation>训练进程自行结束（退出码 {code}）。</translation>
  </message>
  <message>
   <source>The training process sent something that cannot be read, so it was ended.</source>
   <extracomment>app/session/process.py</extracomment>
   <translation>训练进程发来无法读取的内容，因此已被结束。</translation>
  </message>
  <message>
   <source>The training process was killed, perhaps because memory ran out.</source>
   <extracomment>app/session/process.py</extracomment>
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

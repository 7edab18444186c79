"""How fast the canvas is, as a table: graphs of 200 to 20,000 nodes with two wires each, offscreen at 1920×1080.

Run ``python tests/bench/bench_canvas.py [--sizes 200,2000] [--peer PYTHON] [--limit SECONDS]``; pytest does not collect it.
``--peer`` names the Python of an environment with NodeGraphQt and PySide6, which then does the same, up to 2,000 nodes
(``python -m venv peer && peer/bin/pip install NodeGraphQt==0.6.44 "PySide6<6.12" setuptools``).  Each graph is measured in a
process of its own; what it has not measured within the limit is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import shiboken6
from canvas_hands import HEIGHT, STEP_Y, WIDTH, Hands, clock, columns_of, memory, places, quantile, tell, wires
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication

from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.live import LiveCheck
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.format import dumps, loads
from app.theme import Theme

HERE = Path(__file__).resolve().parent
SIZES = (200, 2000, 5000, 20000)
PEER_SIZES = (200, 2000)
KINDS = ("Add", "Multiply", "Maximum", "Subtract")
Rows = dict[str, list[float]]


def graph(count: int) -> DocumentRecord:
    """The digits, and nodes that each take the one before and the one above; the first take the batch."""
    nodes, links = {}, {}
    head = [("digits", "Digits", -600.0), ("batch", "Batch", -300.0)]
    for node, kind, x in head:
        nodes[node] = NodeRecord(id=node, kind=kind, name=node, x=x)
    ends = [("digits", "data", "batch", "data")]
    joined = set()
    for index, (x, y) in enumerate(places(count)):
        nodes[f"n{index}"] = NodeRecord(id=f"n{index}", kind=KINDS[index % len(KINDS)], name=f"node_{index}", x=x, y=y)
    for source, target, port in wires(count):
        ends.append((f"n{source}", "y", f"n{target}", "ab"[port]))
        joined.add((target, port))
    ends += [("batch", "x", f"n{index}", "ab"[port]) for index in range(count) for port in (0, 1) if (index, port) not in joined]
    for source, output, node, port in ends:
        target = PortRef(node, port)
        links[target] = LinkRecord(PortRef(source, output), target)
    return DocumentRecord(name="Bench", nodes=nodes, links=links)


def measure(count: int) -> None:
    """All rows of one size, printed as they come."""
    app = QApplication(sys.argv)
    kinds = catalog()
    document, stack = Document(), QUndoStack()
    editor = Editor(document, stack, kinds)
    scene = CanvasScene(editor, kinds, Theme("dark"))
    view = CanvasView(scene)
    view.resize(WIDTH, HEIGHT)
    view.show()
    checks = [LiveCheck(document, kinds)]
    checks[0].checked.connect(scene.show_check)
    hands = Hands(app, view.viewport(), lambda: view.settled)
    hands.settle()
    before = memory()

    def open_file() -> None:
        document.reset(loads(file.read_text()))
        app.processEvents()
        tell("open, drawn", [(clock() - start) * 1000])
        checks[0].check_now()
        app.processEvents()
        while scene.telling.busy:
            app.processEvents()

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nodegrad"
        file.write_text(dumps(graph(count)))
        start = clock()
        hands.once("open", open_file)
    tell("memory", [memory() - before])
    ids = [f"n{index}" for index in range(count)]
    middle = ids[(count // columns_of(count) // 2) * columns_of(count) + columns_of(count) // 2]

    def at(node: str) -> QPoint:
        return view.to_view(scene.rect_of(node).center()).toPoint()

    def below(node: str) -> QPoint:
        return view.to_view(scene.rect_of(node).center() + QPointF(0, STEP_Y / 2)).toPoint()

    def whole() -> None:
        view.camera.fit(scene.whole_rect(), fly=False)
        hands.settle()

    def read(zoom: float) -> None:
        scene.select()
        view.camera.look_at(scene.rect_of(middle).center(), zoom, fly=False)
        hands.settle()

    def drawn() -> bool:
        return view.settled

    whole()
    hands.pan("pan, whole graph", below(ids[count // 2]))
    hands.zoom("zoom, whole graph")
    whole()
    hands.marquee("marquee, whole graph", QPoint(3, 3))
    scene.select()
    hands.settle()
    hands.once("select all", scene.select_all, drawn)
    hands.drag("drag all, whole graph", at(ids[count // 2]), (3, 2))
    for zoom, words in ((0.1, "10 %"), (0.45, "45 %"), (1.0, "reading size")):
        read(zoom)
        hands.pan(f"pan, {words}", below(middle))
        hands.zoom(f"zoom, {words}")
        read(zoom)
        hands.drag("drag one node" if zoom == 1.0 else f"drag one node, {words}", at(middle), (3, 2))
        scene.select(ids[ids.index(middle) : ids.index(middle) + 100])
        hands.settle()
        hands.drag("drag 100 nodes" if zoom == 1.0 else f"drag 100 nodes, {words}", at(middle), (3, 2))
        if zoom == 0.45:
            read(zoom)
            hands.once("select all, 45 %", scene.select_all, drawn)
            hands.settle()
            hands.drag("drag all, 45 %", at(middle), (3, 2))
    read(1.0)
    hands.once("edit", lambda: (editor.rename(middle, "renamed"), checks[0].check_now()))
    shiboken6.delete(checks.pop())  # what follows is measured without the check that comes a moment later
    hands.settle()
    some = ids[: min(1000, count)]
    text = editor.copy(some)
    hands.once("paste 1,000", lambda: editor.paste(text, -8000, -8000))
    hands.once("undo of the paste", stack.undo)
    hands.once("fold all into a group", lambda: editor.group(ids))
    hands.once("undo of the fold", stack.undo)
    hands.once("delete all", lambda: editor.delete(ids))
    hands.once("undo of the deletion", stack.undo)
    stack.clear()
    document.reset(DocumentRecord())
    hands.settle()
    tell("memory after closing", [memory() - before])
    view.close()


def run(command: list[str], limit: float) -> Rows:
    """What a process measures within a time."""
    rows: Rows = {}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        output, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    for line in output.splitlines():
        if line.startswith('{"row"'):
            found = json.loads(line)
            rows[found["row"]] = found["values"]
    return rows


def cell(name: str, values: list[float] | None) -> str:
    if values is None:
        return "–"
    if name.startswith("memory"):
        return f"{values[0]:.0f} MiB"
    if len(values) == 1:
        return f"{values[0]:,.0f}" if values[0] >= 10 else f"{values[0]:.1f}"
    middle, late = quantile(values, 0.5), quantile(values, 0.95)
    return f"{middle:.1f} / {late:.1f}" if late < 100 else f"{middle:,.0f} / {late:,.0f}"


def table(sizes: list[int], ours: dict[int, Rows], peers: dict[int, Rows]) -> str:
    """Markdown; a frame is its median and its 95th percentile, in milliseconds."""
    heads = [f"{size:,}" for size in sizes] + [f"NodeGraphQt {size:,}" for size in peers] + [f"times, {size:,}" for size in peers]
    lines = ["| ms | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    names = dict.fromkeys(name for rows in ours.values() for name in rows)
    for name in names:
        cells = [cell(name, ours[size].get(name)) for size in sizes] + [cell(name, rows.get(name)) for rows in peers.values()]
        for size, rows in peers.items():
            mine, other = ours.get(size, {}).get(name), rows.get(name)
            ratio = quantile(other, 0.5) / max(quantile(mine, 0.5), 0.01) if mine and other else None
            cells.append("–" if ratio is None else f"{ratio:,.0f}" if ratio >= 2 else f"{ratio:.1f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--peer", help="the Python of an environment with NodeGraphQt")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds for each process")
    parser.add_argument("--processor", action="store_true", help="count what the processor did, for busy machines")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure is not None:
        measure(given.measure)
        return
    if given.processor:
        os.environ["BENCH_CLOCK"] = "processor"
    sizes = [int(size) for size in given.sizes.split(",")]
    ours, peers = {}, {}
    for size in sizes:
        ours[size] = run([sys.executable, str(Path(__file__).resolve()), "--measure", str(size)], given.limit)
        if given.peer and size in PEER_SIZES:
            peers[size] = run([given.peer, str(HERE / "canvas_nodegraphqt.py"), str(size)], given.limit)
    print(table(sizes, ours, peers))


if __name__ == "__main__":
    main()

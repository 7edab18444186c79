"""How many milliseconds a frame of the canvas takes: pan, zoom and drag, 200 and 2,000 nodes, offscreen at 1920×1080.

Run ``python tests/bench/bench_canvas.py``; pytest does not collect it.  A frame is everything from the input event until the
pixels are there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.theme import Theme

FRAMES = 40
COLUMNS = {200: 20, 2000: 50}


def graph(count: int) -> DocumentRecord:
    """So many Add nodes in a grid, two wires into each, as in the measurements of PERFORMANCE.md."""
    columns = COLUMNS.get(count, 40)
    nodes, links = {}, {}
    for index in range(count):
        node = f"n{index + 1}"
        kind = "Dense" if index % 3 == 0 else "Add"
        x, y = (index % columns) * 200.0, (index // columns) * 144.0
        nodes[node] = NodeRecord(id=node, kind=kind, name=f"node_{index}", x=x, y=y)
        sources = [index - 1, index - columns] if kind == "Add" else [index - 1]
        for port, source in zip(("a", "b") if kind == "Add" else ("x",), sources, strict=True):
            if source >= 0:
                output = catalog().get(nodes[f"n{source + 1}"].kind).outputs[0].name
                target = PortRef(node, port)
                links[target] = LinkRecord(PortRef(f"n{source + 1}", output), target)
    return DocumentRecord(name="Bench", nodes=nodes, links=links)


def settle(app: QApplication, milliseconds: int = 600) -> None:
    end = time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.002)


Times = list[tuple[float, float]]


def frames(app: QApplication, act: Callable[[int], None], count: int = FRAMES) -> Times:
    """Of each frame the milliseconds by the clock and by the processor; the second is steady on a busy machine."""
    times = []
    for index in range(count):
        start, worked = time.perf_counter(), time.thread_time()
        act(index)
        app.processEvents()
        times.append(((time.perf_counter() - start) * 1000, (time.thread_time() - worked) * 1000))
    return times


def tell(name: str, times: Times) -> None:
    clock, worked = sorted(a for a, _ in times), sorted(b for _, b in times)
    middle = len(times) // 2
    words = f"clock {clock[middle]:6.1f} (worst {clock[-1]:6.1f})   processor {worked[middle]:6.1f} (worst {worked[-1]:6.1f})"
    print(f"  {name:<40} {words}")


def drag(app: QApplication, view: CanvasView, node: str) -> Times:
    """Drag a node by real mouse events."""
    viewport = view.viewport()
    item = view.canvas.nodes[node]
    start = view.to_view(item.pos() + QPointF(60, 10)).toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    times = frames(app, lambda i: QTest.mouseMove(viewport, start + QPointF(3 * i + 6, 2 * i).toPoint()))
    QTest.mouseRelease(
        viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPointF(3 * FRAMES, 2 * FRAMES).toPoint()
    )
    return times


def bench(app: QApplication, count: int) -> None:
    record = graph(count)
    document, stack, kinds = Document(), QUndoStack(), catalog()
    editor = Editor(document, stack, kinds)
    scene = CanvasScene(editor, kinds, Theme("dark"))
    view = CanvasView(scene)
    view.resize(1920, 1080)
    view.show()
    app.processEvents()
    start = time.perf_counter()
    document.reset(record)
    app.processEvents()
    print(f"{count} nodes, {len(record.links)} wires: opened in {(time.perf_counter() - start) * 1000:.0f} ms")
    middle = QPointF(960, 540)
    centre = scene.contents_rect().center()
    for zoom, words in ((1.0, "100 %"), (0.72, "72 %, all detail"), (0.45, "45 %, titles and ports"), (0.0, "whole graph")):
        if zoom:
            view.camera.look_at(centre, zoom, fly=False)
        else:
            view.camera.fit(scene.contents_rect(), fly=False)
        settle(app)
        shown = sum(1 for item in scene.nodes.values() if item.rect().intersects(view.visible_rect()))
        print(f" {words}: zoom {view.zoom():.2f}, {shown} nodes in view")
        tell("full repaint", frames(app, lambda i: (view.viewport().repaint(), None)[1]))
        tell("pan", frames(app, lambda i: view.camera.pan(QPointF(7, 5) if i % 2 else QPointF(-9, -4))))
        node = min(scene.nodes, key=lambda name: (scene.nodes[name].rect().center() - view.camera.centre()).manhattanLength())
        tell("drag one node", drag(app, view, node))
        stack.undo()
        tell("zoom", frames(app, lambda i: view.camera.zoom_about(middle, 1.03 if i % 8 < 4 else 1 / 1.03)))
        settle(app)
    view.camera.fit(scene.contents_rect(), fly=False)
    scene.select_all()
    settle(app)
    tell("drag all nodes, whole graph in view", drag(app, view, next(iter(scene.nodes))))
    view.close()


def main() -> None:
    app = QApplication(sys.argv)
    for count in (200, 2000):
        bench(app, count)


if __name__ == "__main__":
    main()

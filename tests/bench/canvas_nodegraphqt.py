"""NodeGraphQt doing what ``bench_canvas.py`` measures; that one starts this in NodeGraphQt's own environment.

Opening, pasting, undo, selecting and zooming to everything go through its documented API, all else through real events.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_PREFERRED_BINDING"] = "PySide6"

from canvas_hands import HEIGHT, STEP_Y, WIDTH, Hands, columns_of, memory, places, tell, wires
from NodeGraphQt import BaseNode, NodeGraph
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication


class Add(BaseNode):  # type: ignore[misc]
    __identifier__ = "bench"
    NODE_NAME = "Add"

    def __init__(self) -> None:
        super().__init__()
        self.add_input("a")
        self.add_input("b")
        self.add_output("y")
        self.create_property("units", 1)


def session(count: int) -> dict[str, object]:
    """The graph as NodeGraphQt saves it."""
    nodes = {
        f"n{index}": {"type_": "bench.Add", "name": f"n{index}", "pos": list(place)} for index, place in enumerate(places(count))
    }
    links = [{"out": [f"n{a}", "y"], "in": [f"n{b}", "ab"[port]]} for a, b, port in wires(count)]
    return {"graph": {}, "nodes": nodes, "connections": links}


def main(count: int) -> None:
    app = QApplication(sys.argv)
    graph = NodeGraph()
    graph.register_node(Add)
    viewer = graph.viewer()
    viewer.resize(WIDTH, HEIGHT)
    viewer.show()
    hands = Hands(app, viewer.viewport())
    hands.settle()
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.json"
        file.write_text(json.dumps(session(count)))
        hands.once("open", lambda: graph.load_session(str(file)))
    tell("memory", [memory() - before])
    nodes = graph.all_nodes()
    graph.clear_selection()
    graph.clear_undo_stack()

    def at(node: BaseNode) -> QPoint:
        """The middle of a node in the view."""
        return viewer.mapFromScene(node.view.sceneBoundingRect().center())

    def below(node: BaseNode) -> QPoint:
        """Where there is nothing: with a node under the pointer it does not pan."""
        return viewer.mapFromScene(node.view.sceneBoundingRect().center() + QPointF(0, STEP_Y / 2))

    def read() -> BaseNode:
        """Reading size, and the node in the middle of the view."""
        graph.reset_zoom()
        middle = nodes[(count // columns_of(count) // 2) * columns_of(count) + columns_of(count) // 2]
        graph.center_on([middle])
        hands.settle()
        return middle

    graph.fit_to_selection()
    hands.settle()
    hands.pan("pan, whole graph", below(nodes[count // 2]))
    hands.zoom("zoom, whole graph")
    graph.fit_to_selection()
    hands.settle()
    hands.marquee("marquee, whole graph", QPoint(3, 3))
    graph.clear_selection()
    app.processEvents()
    hands.once("select all", graph.select_all)
    hands.drag("drag all, whole graph", at(nodes[count // 2]), (3, 2))
    graph.clear_selection()
    graph.clear_undo_stack()
    middle = read()
    hands.pan("pan, reading size", below(middle))
    hands.zoom("zoom, reading size")
    middle = read()
    hands.drag("drag one node", at(middle), (3, 2))
    graph.clear_selection()
    row = nodes.index(middle)
    for node in nodes[row : row + 100]:
        node.set_selected(True)
    hands.settle()
    hands.drag("drag 100 nodes", at(middle), (3, 2))
    hands.once("edit", lambda: middle.set_property("units", 7))
    graph.clear_selection()
    graph.clear_undo_stack()
    some = min(1000, count)
    graph.copy_nodes(nodes[:some])
    hands.once("paste 1,000", graph.paste_nodes)
    hands.once("undo of the paste", graph.undo_stack().undo)


if __name__ == "__main__":
    main(int(sys.argv[1]))

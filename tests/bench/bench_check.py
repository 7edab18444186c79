"""How many milliseconds the live check takes after one edit: 200, 2,000 and 5,000 nodes, by the processor's clock.

Run ``python tests/bench/bench_check.py``; pytest does not collect it.  The network is the digits example with more layers in it,
two wires into every third one; an edit switches the bias of the first layer or of the last one.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.describe import describe
from app.compile.live import LiveCheck
from app.compile.lower import lower
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example

KINDS = ("Dense", "ReLU", "Add")


def network(count: int) -> DocumentRecord:
    """The digits network with so many layers between its hidden one and its output."""
    base = find_example("digits-mlp").load()
    nodes, links = dict(base.nodes), dict(base.links)
    before, skipped = PortRef("n7", "y"), PortRef("n7", "y")
    for index in range(count):
        id_, kind = f"m{index}", KINDS[index % 3]
        nodes[id_] = NodeRecord(id=id_, kind=kind, name=id_, attributes={"units": 64} if kind == "Dense" else {})
        ports = {"a": before, "b": skipped} if kind == "Add" else {"x": before}
        for port, source in ports.items():
            links[PortRef(id_, port)] = LinkRecord(source, PortRef(id_, port))
        before = PortRef(id_, "y")
        skipped = before if kind == "Add" else skipped
    links[PortRef("n8", "x")] = LinkRecord(before, PortRef("n8", "x"))
    return DocumentRecord(nodes=nodes, links=links)


def least(act: object, times: int = 7) -> float:
    found = []
    for index in range(times):
        began = time.process_time()
        act(index)  # type: ignore[operator]
        found.append((time.process_time() - began) * 1000)
    return min(found)


def bench(count: int) -> None:
    document = Document(network(count))
    editor = Editor(document, QUndoStack(), catalog())
    live = LiveCheck(document, catalog())
    live.check_now()

    def edit(node: str, index: int) -> None:
        editor.set_attribute(node, "use_bias", bool(index % 2))
        live.check_now()

    record = document.record()
    whole = least(lambda _: describe(lower(record, catalog())))
    last, first = least(lambda index: edit("n8", index)), least(lambda index: edit("n6", index))
    words = f"whole {whole:7.1f} ms, after an edit of the last layer {last:7.1f}, of the first {first:7.1f}"
    print(f"{len(record.nodes):6} nodes: {words}")


def main() -> None:
    QCoreApplication(sys.argv)
    for count in (200, 2000, 5000):
        bench(count)


if __name__ == "__main__":
    main()

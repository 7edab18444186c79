"""Graphs of any size for the benchmarks: the digits network with many layers in it, two wires into each sum, laid out in rows."""

from __future__ import annotations

from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example

SIZES = (200, 2_000, 5_000, 20_000)
_KINDS = ("Dense", "Add")


def network(count: int) -> DocumentRecord:
    """A network of so many nodes that is checked without an error: dense layers, each summed with what came two before."""
    base = find_example("digits-mlp").load()
    nodes, links = dict(base.nodes), dict(base.links)
    columns = max(20, round((count * 0.72) ** 0.5))
    before, skipped = PortRef("n7", "y"), PortRef("n7", "y")
    for index in range(max(0, count - len(base.nodes))):
        id_, kind = f"m{index}", _KINDS[index % 2]
        attributes = {"units": 64, "activation": "relu"} if kind == "Dense" else {}
        x, y = 200.0 * (index % columns), 400.0 + 144.0 * (index // columns)
        nodes[id_] = NodeRecord(id=id_, kind=kind, name=id_, x=x, y=y, attributes=attributes)
        for port, source in ({"a": before, "b": skipped} if kind == "Add" else {"x": before}).items():
            links[PortRef(id_, port)] = LinkRecord(source, PortRef(id_, port))
        before = PortRef(id_, "y")
        skipped = before if kind == "Add" else skipped
    links[PortRef("n8", "x")] = LinkRecord(before, PortRef("n8", "x"))
    return DocumentRecord(name="Bench", nodes=nodes, links=links)

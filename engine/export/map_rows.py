"""How the data step Map is written: a function of the columns that the formula names, applied to every part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data.formulas import mapped_type, used_columns
from engine.errors import ExportError
from engine.export.body import Body, helper_sources, name_of, returned
from engine.export.lowering import clean, open_composites, specialized
from engine.export.names import Names
from engine.export.numpy import TABLE
from engine.export.printer import INDENT
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Graph

if TYPE_CHECKING:
    from engine.export.data_steps import DataScript


def map_rows(s: DataScript, attrs: Attrs) -> None:
    """``def change(x): ...`` and a call for each part."""
    if s.type is None:
        raise ExportError("Map stands before any rows; put a source such as Digits before it")
    used, (_, row) = used_columns(s.type, attrs["formula"]), mapped_type(s.type, attrs)
    b = Builder(Graph("change"))
    inputs = [b.placeholder(shape=["batch", *type_.shape], dtype=type_.dtype, name=name) for name, type_ in used.items()]
    result = b.expression(*inputs, formula=attrs["formula"])
    lowered = clean(open_composites(specialized([result], training=False), lambda node: not TABLE.has(node)))
    body = Body(TABLE, lowered.labels, Names({*used, "np", "math", *TABLE.helpers}), indent=INDENT * 2)
    for node in lowered.program.nodes:
        if node.op == "placeholder":
            body.known[node.outputs[0]] = name_of(node.name)
    results = body.write(lowered.program.nodes, lowered.fetches)
    for source in helper_sources(TABLE, body.helpers):
        s.add(*source.splitlines(), "")
    s.changes += 1
    name = "change" if s.changes == 1 else f"change_{s.changes}"
    s.lines += ["", f"{INDENT}def {name}({', '.join(used)}):", *body.lines, *returned(results, INDENT * 2), ""]
    for part in s.parts:
        given = ", ".join(s.named(column, part) for column in used)
        s.assign(s.named(attrs["column"], part), f"{name}({given}).astype(np.{row.dtype})")

"""Keeps the gradient of a table as the rows that a batch touched, all the way from the look-up to the optimizer's update.

No optimizer is named here: an update is opened, and what it computes entry by entry of such a gradient becomes one op that goes
through the table some rows at a time (``row_regions``).  What takes the gradient in another way gets it written out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value
from engine.passes.expand import expand
from engine.passes.note import Note
from engine.passes.program import Program, op_of, users
from engine.passes.row_regions import Region, build, find_regions, is_entrywise

#: Builds the form of a node that knows rows, from its inputs in the new graph.
RowsRule = Callable[[Builder, Node, Sequence[Value]], Value]

#: Where rows come from.
SOURCES: dict[str, RowsRule] = {
    "gather_grad": lambda b, node, inputs: b.rows_gather_grad(*inputs, name=_named(node)),
    "sparse_matmul": lambda b, node, inputs: b.rows_sparse_matmul(*inputs, name=_named(node)),
}
#: What takes rows and gives something else.
_TAKERS: dict[str, RowsRule] = {"l2_norm": lambda b, node, inputs: b.rows_norm(inputs[0], name=_named(node))}


def keep_rows(program: Program, whole_updates: bool = False) -> tuple[Program, str]:
    """Before: no ``gradients`` node.

    After: a gradient that is made row by row, and that an update takes entry by entry, is not written out on its way.  Where
    anything else takes it as well it is written out for that alone, here and nowhere else.  ``whole_updates``: composites that
    work entry by entry stay whole within the op, as the backend has a kernel for them that goes over their results once.
    """
    if not any(map(_is_source, program.nodes)):
        return program, Note("no gradient is made row by row")
    opened = _opened(program, whole_updates)
    regions = find_regions(opened, _row_values(opened))
    kept = _needed(opened, regions)
    count = sum(_is_source(node) and node.outputs[0] in kept for node in opened.nodes)
    whole = [node.name for node in opened.nodes if _is_source(node) and node.outputs[0] not in kept]
    note = Note("{count} gradients kept as rows", count=count)
    if whole:
        note += Note("; written out, as no update takes them entry by entry: {whole}", whole=", ".join(whole))
    if not regions:
        return program, note
    result, written = _rewritten(opened, regions, kept)
    if written:
        note += Note("; written out as well for {others}", others=", ".join(dict.fromkeys(written)))
    return result, note


def _is_source(node: Node) -> bool:
    if node.op == "gather_grad":
        _, indices, table = node.inputs
        if not (table.rank and table.type.is_static and indices.type.is_static and node.attrs["axis"] % table.rank == 0):
            return False
        return (indices.type.size or 0) < table.type.static_shape[0]  # as many rows as the table has are no fewer
    return node.op == "sparse_matmul" and bool(node.attrs["transpose_a"]) and node.outputs[0].type.is_float


def _opened(program: Program, whole: bool) -> Program:
    """The program with composites expanded that a gradient of rows leads to, unless they are entrywise and may stay ``whole``."""
    while True:
        reached: set[Value] = set()
        met: set[Node] = set()
        for node in program.nodes:
            found = [value for value in node.inputs if value in reached]
            if _is_source(node):
                reached.update(node.outputs)
            elif found and not op_of(node).is_primitive and node.op not in _TAKERS:
                if not (whole and is_entrywise(node, found[0].shape)):
                    met.add(node)
                reached.update(node.outputs)
            elif found:
                reached.update(value for value in node.outputs if value.shape == found[0].shape)
        if not met:
            return program
        program, _ = expand(program, lambda node, met=met: node in met)  # type: ignore[misc]


def _row_values(program: Program) -> set[Value]:
    """What can be kept as rows: what is made row by row, and sums of nothing else."""
    rows: set[Value] = set()
    for node in program.nodes:
        if _is_source(node) or (node.op == "add" and all(value in rows for value in node.inputs)):
            rows.update(node.outputs)
    return rows


def _needed(program: Program, regions: Sequence[Region]) -> set[Value]:
    """The values that are to be rows: those that a region takes, and what they are sums of."""
    kept = {value for region in regions for value in region.gradients}
    for node in reversed(program.nodes):
        if node.outputs and node.outputs[0] in kept and node.op == "add":
            kept.update(node.inputs)
    return kept


def _rewritten(program: Program, regions: Sequence[Region], kept: set[Value]) -> tuple[Program, list[str]]:
    """The program with each region as one node, and the names of the nodes that gradients are written out for all the same."""
    inside = {node for region in regions for node in region.nodes}
    late: set[Node] = set()
    for node in program.nodes:
        if node not in inside and any(value.node in inside or value.node in late for value in node.inputs):
            late.add(node)
    graph = Graph(program.graph.name, program.graph.seed)
    graph.reserve(node.name for node in program.nodes)
    builder, moved = Builder(graph), dict[Value, Value]()
    whole: dict[Value, Value] = {}
    written: list[str] = []

    def dense(value: Value) -> Value:
        if value.type.layout != "rows":
            return value
        if value not in whole:
            whole[value] = builder.to_dense(value, name=f"{value.node.name}/dense")
        return whole[value]

    def place(node: Node) -> None:
        inputs = [moved[value] for value in node.inputs]
        some = any(value.type.layout == "rows" for value in inputs)
        rule = _rule(node, kept, some)
        if rule is not None:
            with graph.origin(node.origin):
                moved[node.outputs[0]] = rule(builder, node, inputs)
            return
        if some:
            written.append(node.name)
        moved.update(zip(node.outputs, graph.copy(node, [dense(value) for value in inputs]).outputs, strict=True))

    for node in program.nodes:
        if node not in inside and node not in late:
            place(node)
    readers = users(program)
    for region in regions:
        with graph.origin(region.nodes[-1].origin):
            moved.update(build(builder, region, moved, readers))
    for node in program.nodes:
        if node in late:
            place(node)
    written += [value.name for value in program.fetches if moved[value].type.layout == "rows"]
    return Program(graph, tuple(dense(moved[value]) for value in program.fetches)), written


def _rule(node: Node, kept: set[Value], some: bool) -> RowsRule | None:
    """How the node is built where it makes rows, or takes some."""
    if node.outputs and node.outputs[0] in kept:
        return SOURCES.get(node.op, _joined)
    return _TAKERS.get(node.op) if some else None


def _joined(b: Builder, node: Node, inputs: Sequence[Value]) -> Value:
    return b.rows_concat(*inputs, name=_named(node))  # type: ignore[no-any-return]


def _named(node: Node) -> str:
    return f"{node.name}/rows"

"""Keeps the gradient of a table as the rows that a batch touched, all the way from the look-up to the optimizer's update."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.ops.spec import Port
from engine.passes.program import Program, op_of, rewrite, users

#: Builds the form of a node that knows rows, from its inputs in the new graph.
RowsRule = Callable[[Builder, Node, Sequence[Value]], Value]


def keep_rows(program: Program) -> tuple[Program, str]:
    """Before: no ``gradients`` node, and every update that stands there whole takes rows.

    After: a gradient that is made row by row, and that an update takes, is not written out on its way.  Where anything else
    takes it as well it is written out for that alone, here and nowhere else.
    """
    chosen = _worth_keeping(program)
    if not chosen:
        return program, "no gradient is made row by row"
    written: dict[Value, Value] = {}
    count = 0

    def dense(builder: Builder, value: Value) -> Value:
        if value.type.layout != "rows":
            return value
        if value not in written:
            written[value] = builder.to_dense(value, name=f"{value.node.name}/dense")
        return written[value]

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        nonlocal count
        if node in chosen:
            if node.op in SOURCES:
                count += 1
            with builder.graph.origin(node.origin):
                made = (SOURCES | RULES)[node.op](builder, node, inputs)
            return (made,)
        if not any(value.type.layout == "rows" for value in inputs):
            return None
        if node.op in _TAKERS:
            with builder.graph.origin(node.origin):
                return (_TAKERS[node.op](builder, node, inputs),)
        ports = op_of(node).present_inputs(node.attrs)
        fitting = [
            value if _takes(ports[min(place, len(ports) - 1)], value) else dense(builder, value)
            for place, value in enumerate(inputs)
        ]
        return builder.graph.copy(node, fitting).outputs

    result = rewrite(program, rule)
    builder = Builder(result.graph)
    fetches = tuple(dense(builder, value) for value in result.fetches)
    return Program(result.graph, fetches), f"{count} gradients kept as rows"


def _worth_keeping(program: Program) -> set[Node]:
    """The nodes that are to give rows: their way leads to an update through nodes that know rows."""
    able: set[Node] = set()
    rows: set[Value] = set()
    for node in program.nodes:
        if (node.op in SOURCES and _is_source(node)) or (node.op in RULES and _passes_rows(node, rows)):
            able.add(node)
        else:
            continue
        rows.update(node.outputs)
    takers = users(program)
    wanted: set[Node] = set()
    for node in reversed(program.nodes):
        if node in able and any(_updates(user, node.outputs[0]) or user in wanted for user in takers[node.outputs[0]]):
            wanted.add(node)
    # an addition gives rows only if all that it adds does: what feeds it is wanted with it, as it is
    return wanted


def _is_source(node: Node) -> bool:
    if node.op == "gather_grad":
        return node.inputs[2].rank > 0 and node.attrs["axis"] % node.inputs[2].rank == 0 and node.inputs[2].type.is_static
    return bool(node.attrs["transpose_a"]) and node.outputs[0].type.is_float


def _passes_rows(node: Node, rows: set[Value]) -> bool:
    inputs = node.inputs
    if node.op == "add":
        return all(value in rows for value in inputs)
    if node.op == "multiply":
        return any(value in rows for value in inputs) and any(value.rank == 0 for value in inputs)
    if node.op == "clip":
        low, high = node.attrs["minimum"], node.attrs["maximum"]
        return inputs[0] in rows and (low is None or low <= 0) and (high is None or high >= 0)
    return inputs[0] in rows and node.outputs[0].type.is_float


def _updates(node: Node, value: Value) -> bool:
    """Whether the node is an update of an optimizer that takes this value as rows."""
    ports = op_of(node).present_inputs(node.attrs)
    return node.op != "to_dense" and any(
        item is value and "rows" in ports[min(place, len(ports) - 1)].layouts for place, item in enumerate(node.inputs)
    )


def _takes(port: Port, value: Value) -> bool:
    return value.type.layout in port.layouts


def _named(node: Node) -> str:
    return f"{node.name}/rows"


def _scale(b: Builder, node: Node, inputs: Sequence[Value]) -> Value:
    x, by = inputs if inputs[0].type.layout == "rows" else inputs[::-1]
    return b.rows_scale(x, by, name=_named(node))  # type: ignore[no-any-return]


def _norm(b: Builder, node: Node, inputs: Sequence[Value]) -> Value:
    return b.rows_norm(inputs[0], name=_named(node))  # type: ignore[no-any-return]


#: Where rows come from.
SOURCES: dict[str, RowsRule] = {
    "gather_grad": lambda b, node, inputs: b.rows_gather_grad(*inputs, name=_named(node)),
    "sparse_matmul": lambda b, node, inputs: b.rows_sparse_matmul(*inputs, name=_named(node)),
}
#: What hands rows on.
RULES: dict[str, RowsRule] = {
    "add": lambda b, node, inputs: b.rows_concat(*inputs, name=_named(node)),
    "multiply": _scale,
    "clip": lambda b, node, inputs: b.rows_clip(inputs[0], name=_named(node), **node.attrs),
    "cast": lambda b, node, inputs: b.rows_cast(inputs[0], name=_named(node), **node.attrs),
}
#: What takes rows and gives something else.
_TAKERS: dict[str, RowsRule] = {"l2_norm": _norm}

"""Which variables a loss can be moved by."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.graph import Graph, Node, Value
from engine.ops.registry import get
from engine.passes.dce import drop_dead
from engine.passes.expand import expand
from engine.passes.program import Program


def trainable_variables(graph: Graph) -> list[Value]:
    """Every trainable variable of a graph, in the order in which they were made."""
    return [node.outputs[0] for node in graph.ops("variable") if node.attrs["trainable"]]


def reached_variables(loss: Value, variables: Sequence[Value]) -> list[Value]:
    """Those of the variables from which a gradient can flow to the loss: through float values and differentiable ops alone."""
    names = reached_names([loss])
    return [variable for variable in variables if variable.node.name in names]


def _is_opaque(node: Node) -> bool:
    """A composite without a gradient of its own: whether gradients flow is seen only in what it stands for."""
    return get(node.op).gradient is None


def _carriers(node: Node) -> list[Value]:
    """The inputs through which a gradient flows on."""
    op = get(node.op)
    if not op.differentiable:
        return []
    ports = op.present_inputs(node.attrs)
    return [
        value
        for index, value in enumerate(node.inputs)
        if value.type.is_float and not ports[min(index, len(ports) - 1)].shape_only
    ]


def reached_names(fetches: Sequence[Value]) -> set[str]:
    """The names of the variables and placeholders from which a gradient can flow to the fetches."""
    if not fetches:
        return set()
    program, _ = drop_dead(Program(fetches[0].graph, tuple(fetches)))
    program, _ = expand(program, _is_opaque)
    reached: set[Value] = set(program.fetches)
    for node in reversed(program.nodes):
        if any(value in reached for value in node.outputs):
            reached.update(_carriers(node))
    return {value.node.name for value in reached if value.node.op in ("variable", "placeholder")}

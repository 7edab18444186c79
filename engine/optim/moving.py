"""State that changes while a network trains, though no gradient flows to it: moving averages, collected with an optimizer's step.

A layer declares such state as ``updates`` of its op: outputs that are the next values of the weights of the same names.  What is
minimized tells which layers take part, so a layer that the loss does not depend on is left alone, and one that is told
``training=False`` is frozen.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.graph import Value, ancestors
from engine.ops.registry import get
from engine.ops.state import assign


def next_state(roots: Sequence[Value]) -> dict[Value, Value]:
    """The variables that hold state of the layers that these values depend on, each with its next value.

    A layer that is called twice goes on from what the first call made of its state; then only the last value counts.
    """
    newest: dict[Value, Value] = {}
    owner: dict[Value, Value] = {}
    for node in ancestors(roots):
        op = get(node.op)
        if not op.updates or node.attrs.get("training") is False:
            continue
        ports = [port.name for port in op.present_inputs(node.attrs)]
        for name in op.updates:
            before, after = node.inputs[ports.index(name)], node.outputs[op.outputs.index(name)]
            variable = owner.get(before, before)
            if variable.node.op == "variable":
                owner[after] = variable
                newest[variable] = after
    return newest


def moving_updates(roots: Sequence[Value]) -> list[Value]:
    """Assignments of the next values to the state of the layers that these values depend on."""
    return [assign(variable, value) for variable, value in next_state(roots).items()]

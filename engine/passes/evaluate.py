"""The slow and plain way to run a program: every op by its own reference, one after the other.

It is what the fast ways are compared with, and what ``check_gradients`` uses, as it shares no code with the backends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError
from engine.ir.graph import Node, Value, ancestors
from engine.passes.expand import expand
from engine.passes.program import Program, op_of

Array = np.ndarray[Any, Any]


def evaluate(program: Program, values: Mapping[str, Array], seed: int = 0, step: int = 0) -> tuple[list[Array], dict[str, Array]]:
    """What the fetches are, and what variables hold afterwards, given arrays for placeholders and variables by name.

    Before: no ``gradients`` node.
    """
    program, _ = expand(program, lambda node: True)
    known: dict[Value, Array] = {}
    after: dict[str, Array] = {}
    with np.errstate(all="ignore"):
        for node in ancestors(program.fetches):
            inputs = [known[value] for value in node.inputs]
            for output, array in zip(node.outputs, _run(node, inputs, values, seed, step), strict=True):
                known[output] = np.asarray(array)
            if node.op == "assign":
                after[node.inputs[0].node.name] = known[node.outputs[0]]
    return [known[value] for value in program.fetches], {**values, **after}


def _run(node: Node, inputs: Sequence[Array], values: Mapping[str, Array], seed: int, step: int) -> Sequence[Array]:
    if node.op in ("placeholder", "variable"):
        if node.name not in values:
            raise FeedError("'{target}' has no value; give one", target=node.name)
        return (np.asarray(values[node.name]),)
    op = op_of(node)
    assert op.reference is not None
    extra = {"rng": np.random.default_rng([seed, node.attrs["seed"] or 0, step])} if "random" in op.traits else {}
    result = op.reference(*inputs, **node.attrs, **extra)
    return result if isinstance(result, tuple) else (result,)

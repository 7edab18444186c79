"""The plainest way to run a graph: node after node, each op by its NumPy reference, nothing fused, reused or reordered.

It is slow and obvious, so it serves as the oracle for everything that is fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError
from engine.ir import matrix
from engine.ir.graph import Value
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.passes.differentiate import differentiate
from engine.passes.expand import expand
from engine.passes.specialize import specialize

Array = np.ndarray[Any, Any]


class Interpreter:
    """Runs some values of a graph for feeds of given types; variables are fed like placeholders, by name."""

    def __init__(self, fetches: Sequence[Value], types: Mapping[str, TensorType], training: bool = False) -> None:
        program, _ = specialize(fetches, types, training)
        program, _ = differentiate(program)
        self.program, _ = expand(program, lambda node: True)

    def __call__(self, feeds: Mapping[str, Any], seed: int = 0, step: int = 0) -> list[Any]:
        values: dict[Value, Any] = {}
        for node in self.program.nodes:
            if node.op in ("placeholder", "variable"):
                if node.name not in feeds:
                    raise FeedError("'{name}' was not fed; give it an array", name=node.name)
                values[node.outputs[0]] = _kept(feeds[node.name])
                continue
            op = get(node.op)
            drawn = {"rng": np.random.default_rng([seed, node.attrs["seed"], step])} if "random" in op.traits else {}
            assert op.reference is not None
            with np.errstate(all="ignore"):
                results = op.reference(*(values[value] for value in node.inputs), **node.attrs, **drawn)
            for value, result in zip(node.outputs, results if isinstance(results, tuple) else (results,), strict=True):
                values[value] = _kept(result)
        return [values[value] for value in self.program.fetches]


def _kept(value: Any) -> Any:
    """A sparse value as it is, anything else as an array."""
    return value if matrix.is_matrix(value) or isinstance(value, matrix.Rows) else np.asarray(value)

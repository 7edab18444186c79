"""Hypothesis strategies: shapes that broadcast, arrays, and small random graphs of smooth ops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import strategies as st

from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value

Array = np.ndarray[Any, Any]

SIDES = st.integers(0, 3)


def shapes(max_rank: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    """Any small shape, with sizes 0 and 1 among them."""
    return st.lists(SIDES, max_size=max_rank).map(tuple)


@st.composite
def broadcastable(draw: st.DrawFn, count: int = 2, max_rank: int = 3) -> tuple[tuple[int, ...], ...]:
    """Shapes that broadcast together: each is the common one with some sizes made 1 and some leading axes left out."""
    common = draw(shapes(max_rank))
    found = []
    for _ in range(count):
        kept = common[draw(st.integers(0, len(common))) :]
        found.append(tuple(1 if draw(st.booleans()) else size for size in kept))
    return tuple(found)


def arrays(shape: tuple[int, ...], low: float = -2.0, high: float = 2.0) -> st.SearchStrategy[Array]:
    """Float64 arrays of that shape, made from a seed so that shrinking stays quick."""
    return st.integers(0, 2**32 - 1).map(lambda seed: np.asarray(np.random.default_rng(seed).uniform(low, high, shape)))


@dataclass
class DrawnGraph:
    """A random graph: its placeholders, one output that depends on some of them, and arrays to feed."""

    graph: Graph
    inputs: list[Value]
    output: Value
    feeds: dict[str, Array] = field(default_factory=dict)


#: Smooth everywhere and bounded, so that a random stack of them can be checked with finite differences.
_UNARY: tuple[Callable[[Builder, Value], Value], ...] = (
    lambda b, x: b.tanh(x),
    lambda b, x: b.sigmoid(x),
    lambda b, x: b.softplus(x),
    lambda b, x: b.sin(x),
    lambda b, x: b.cos(x),
    lambda b, x: -x,
    lambda b, x: b.exp(b.tanh(x)),
    lambda b, x: b.log(b.square(x) + 1),
    lambda b, x: b.sqrt(b.square(x) + 0.5),
    lambda b, x: b.reciprocal(b.square(x) + 1),
)
_BINARY: tuple[Callable[[Builder, Value, Value], Value], ...] = (
    lambda b, x, y: x + y,
    lambda b, x, y: x - y,
    lambda b, x, y: b.tanh(x) * y,
    lambda b, x, y: x / (b.square(y) + 1),
    lambda b, x, y: b.where(b.greater(b.stop_gradient(x), 100.0), x, b.sin(y)),
)


def _axis(draw: st.DrawFn, value: Value) -> int:
    return draw(st.integers(-value.rank, value.rank - 1))


def _rearrange(draw: st.DrawFn, b: Builder, value: Value) -> Value:
    """A shape op or a reduction that fits the value."""
    choices = ["flatten", "expand"]
    if value.rank:
        choices += ["transpose", "sum", "mean", "logsumexp", "softmax", "slice", "join", "stack", "log_softmax", "square_up"]
    choice = draw(st.sampled_from(choices))
    result: Value
    match choice:
        case "flatten":
            result = b.reshape(value, shape=[-1]) if value.type.size else b.sum(value)
        case "expand":
            result = b.expand_dims(value, axis=draw(st.integers(0, value.rank)))
        case "transpose":
            result = b.transpose(value, axes=draw(st.permutations(range(value.rank))))
        case "sum" | "mean" | "logsumexp":
            result = b.apply(choice, value, axis=_axis(draw, value), keepdims=draw(st.booleans()))
        case "softmax" | "log_softmax":
            result = b.apply(choice, value, axis=_axis(draw, value))
        case "slice":
            result = b.slice(
                value, begin=[draw(st.sampled_from([None, 1, -2]))], end=[None], step=[draw(st.sampled_from([1, -1, 2]))]
            )
        case "join":
            result = b.concatenate(value, b.tanh(value), axis=_axis(draw, value))
        case "stack":
            result = b.stack(value, value, axis=draw(st.integers(0, value.rank)))
        case _:
            column = b.expand_dims(value, axis=-1)
            result = b.matmul(column, b.expand_dims(b.tanh(value), axis=-2))
    return result


@st.composite
def graphs(draw: st.DrawFn, max_ops: int = 6, sizes: st.SearchStrategy[int] | None = None) -> DrawnGraph:
    """A random graph of up to ``max_ops`` smooth ops over one to three float64 placeholders, with feeds."""
    graph = Graph("random")
    b = Builder(graph)
    side = st.integers(1, 3) if sizes is None else sizes
    common = tuple(draw(st.lists(side, max_size=2)))
    drawn = DrawnGraph(graph, [], None)  # type: ignore[arg-type]
    for index in range(draw(st.integers(1, 3))):
        shape = tuple(1 if draw(st.booleans()) else size for size in common[draw(st.integers(0, len(common))) :])
        drawn.inputs.append(graph.add("placeholder", (), {"shape": list(shape), "dtype": "float64"}, f"x{index}").outputs[0])
        drawn.feeds[f"x{index}"] = draw(arrays(shape))
    values = list(drawn.inputs)
    for _ in range(draw(st.integers(1, max_ops))):
        x = draw(st.sampled_from(values))
        kind = draw(st.sampled_from(["unary", "binary", "rearrange"]))
        if kind == "unary":
            values.append(draw(st.sampled_from(_UNARY))(b, x))
        elif kind == "rearrange":
            if x.rank <= 3 and (x.type.size or 0) <= 32:
                values.append(_rearrange(draw, b, x))
        else:
            partners = [value for value in values if _broadcasts(x, value)]
            values.append(draw(st.sampled_from(_BINARY))(b, x, draw(st.sampled_from(partners))))
    drawn.output = values[-1]
    return drawn


def _broadcasts(a: Value, b: Value) -> bool:
    pairs = zip(reversed(a.type.static_shape), reversed(b.type.static_shape), strict=False)
    return all(x == y or 1 in (x, y) for x, y in pairs)

"""One step of each recurrent network: from the states and what the entry brings to the next states.

What the entry brings, x·W + b, does not depend on the states, so it is computed for all steps at once, outside of the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape
from engine.nn import initializers
from engine.ops import registry

#: h·U for so many blocks of units from the given one on: ``product(b, h, first, count)``.
Product = Callable[[Builder, Value, int, int], Value]
#: Given a builder, the states, what the entry brings, the product with the recurrent kernel, the recurrent bias where there is
#: one, and the attributes: the next states.
Step = Callable[[Builder, Sequence[Value], Value, Product, Value | None, Attrs], Sequence[Value]]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A recurrent network in one step.

    ``gates``: how many blocks of units its weights hold side by side.  ``states``: what is carried; the first is the output.
    ``bias``: the shape of the bias.  ``outer(b, x·W, bias, attrs)`` adds what the entry alone brings; ``inner`` gives the bias
    that the step adds itself.  ``blocks`` tells how many of the gates are multiplied with the recurrent kernel at once.
    """

    title: str
    gates: int
    states: tuple[str, ...]
    step: Step
    bias: Callable[[Attrs], Shape]
    outer: Callable[[Builder, Value, Value, Attrs], Value]
    inner: Callable[[Value | None, Attrs], Value | None] = lambda bias, attrs: None
    blocks: Callable[[Attrs], Sequence[int]]
    first_bias: Callable[[Any, Attrs], Any] = lambda initializer, attrs: initializer


def activate(b: Builder, name: str, x: Value) -> Value:
    """The activation of that name; ``linear`` leaves everything as it is."""
    result: Value = x if name == "linear" else b.apply(name, x)
    return result


def parts(b: Builder, x: Value, units: int, *counts: int, name: str = "parts") -> Sequence[Value]:
    """The columns in pieces of so many blocks of units."""
    places = [units * sum(counts[: index + 1]) for index in range(len(counts) - 1)]
    pieces: Sequence[Value] = b.split(x, sections=places, axis=-1, name=name)
    return pieces


def _two_gates(b: Builder, x: Value, attrs: Attrs) -> Sequence[Value]:
    """The gates of two blocks: at once, unless the activation looks at a row as a whole."""
    name, units = attrs["recurrent_activation"], attrs["units"]
    if name == "linear" or "elementwise" in registry.get(name).traits:
        return parts(b, activate(b, name, x), units, 1, 1, name="gate")
    return [activate(b, name, part) for part in parts(b, x, units, 1, 1, name="gate")]


def _add_bias(b: Builder, x: Value, bias: Value, attrs: Attrs) -> Value:
    result: Value = b.add(x, bias)
    return result


def _simple_step(
    b: Builder, states: Sequence[Value], x: Value, product: Product, bias: Value | None, attrs: Attrs
) -> Sequence[Value]:
    return [activate(b, attrs["activation"], b.add(x, product(b, states[0], 0, 1)))]


def _lstm_step(
    b: Builder, states: Sequence[Value], x: Value, product: Product, bias: Value | None, attrs: Attrs
) -> Sequence[Value]:
    """Gates in Keras's order: input, forget, cell, output."""
    h, c = states
    z = b.add(x, product(b, h, 0, 4))
    both, candidate, last = parts(b, z, attrs["units"], 2, 1, 1)
    enter, keep = _two_gates(b, both, attrs)
    candidate = activate(b, attrs["activation"], candidate)
    c = b.add(b.multiply(keep, c), b.multiply(enter, candidate), name="next_cell")
    leave = activate(b, attrs["recurrent_activation"], last)
    return [b.multiply(leave, activate(b, attrs["activation"], c), name="next_state"), c]


def _unit_forget(initializer: Any, attrs: Attrs) -> Any:
    """The forget gate begins open, so that the cell remembers from the first step on."""
    return {"name": initializers.UNIT_FORGET, "rest": initializer} if attrs["unit_forget_bias"] else initializer


def _gru_step(
    b: Builder, states: Sequence[Value], x: Value, product: Product, bias: Value | None, attrs: Attrs
) -> Sequence[Value]:
    """Gates in Keras's order: update, reset, candidate."""
    (h,), units = states, attrs["units"]
    x_gates, x_candidate = parts(b, x, units, 2, 1)
    if attrs["reset_after"]:
        whole = product(b, h, 0, 3)
        h_gates, h_candidate = parts(b, whole if bias is None else b.add(whole, bias), units, 2, 1)
        update, reset = _two_gates(b, b.add(x_gates, h_gates), attrs)
        fresh = b.add(x_candidate, b.multiply(reset, h_candidate))
    else:
        update, reset = _two_gates(b, b.add(x_gates, product(b, h, 0, 2)), attrs)
        fresh = b.add(x_candidate, product(b, b.multiply(reset, h), 2, 1))
    candidate = activate(b, attrs["activation"], fresh)
    return [b.add(b.multiply(update, h), b.multiply(b.subtract(1.0, update), candidate), name="next_state")]


def _gru_bias(attrs: Attrs) -> Shape:
    columns = 3 * attrs["units"]
    return (2, columns) if attrs["reset_after"] else (columns,)


def _gru_outer(b: Builder, x: Value, bias: Value, attrs: Attrs) -> Value:
    result: Value = b.add(x, bias[0] if attrs["reset_after"] else bias)
    return result


def _gru_inner(bias: Value | None, attrs: Attrs) -> Value | None:
    return bias[1] if bias is not None and attrs["reset_after"] else None


CELLS: Mapping[str, Cell] = {
    "SimpleRNN": Cell(
        title="SimpleRNN", gates=1, states=("state",), step=_simple_step, bias=lambda attrs: (attrs["units"],),
        outer=_add_bias, blocks=lambda attrs: (1,),
    ),
    "LSTM": Cell(
        title="LSTM", gates=4, states=("state", "cell"), step=_lstm_step, bias=lambda attrs: (4 * attrs["units"],),
        outer=_add_bias, blocks=lambda attrs: (4,), first_bias=_unit_forget,
    ),
    "GRU": Cell(
        title="GRU", gates=3, states=("state",), step=_gru_step, bias=_gru_bias, outer=_gru_outer, inner=_gru_inner,
        blocks=lambda attrs: (3,) if attrs["reset_after"] else (2, 1),
    ),
}  # fmt: skip

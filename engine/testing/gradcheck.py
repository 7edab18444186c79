"""Checks gradients against finite differences.

A function of float64 arrays is differentiated twice: by the engine, and by moving each entry a little to both sides.  The
two must agree to 1e-6 of the gradient's size, so that a rule which is wrong by a thousandth is caught.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ir.matrix import is_matrix, places_of, type_of
from engine.ir.types import TensorType
from engine.ops.spec import Op
from engine.ops.state import gradients
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments

Array = np.ndarray[Any, Any]
Function = Callable[[Builder, Sequence[Value]], Any]

TOLERANCE = 1e-6
_STEP = 1e-5
_FLOOR = 1e-3  # below this size a gradient counts as zero: rounding alone gives finite differences of 1e-11


class GradientMismatch(AssertionError):
    """The engine's gradient is not what finite differences give."""


@dataclass(frozen=True)
class Comparison:
    """One input's gradient, found in both ways, and their relative difference."""

    index: int
    found: Array
    expected: Array

    @property
    def error(self) -> float:
        if self.found.size == 0:
            return 0.0
        size = max(np.abs(self.found).max(), np.abs(self.expected).max(), _FLOOR)
        return float(np.abs(self.found - self.expected).max() / size)


def compare_gradients(function: Function, arrays: Sequence[Array], order: int = 1, seed: int = 0) -> list[Comparison]:
    """Compare the gradient of every float input; ``order`` 2 differentiates the gradient itself once more.

    Every output is weighed with random numbers, so that mistakes in different entries cannot cancel.
    """
    graph = Graph("gradcheck")
    builder = Builder(graph)
    types = {f"x{i}": type_of(array) for i, array in enumerate(arrays)}
    inputs = [placeholder_of(graph, key, type_) for key, type_ in types.items()]
    places = [index for index, value in enumerate(inputs) if value.type.is_float]
    if not places:
        return []
    rng = np.random.default_rng([seed, zlib.crc32(repr([array.shape for array in arrays]).encode())])

    total = _weighed(builder, function(builder, inputs), rng)
    for _ in range(order - 1):
        total = _weighed(builder, gradients(total, [inputs[index] for index in places]), rng)
    found = Interpreter(gradients(total, [inputs[index] for index in places]), types)
    value = Interpreter([total], types)

    feeds = {key: array.copy() if is_matrix(array) else np.array(array) for key, array in zip(types, arrays, strict=True)}
    exact = found(feeds)
    return [
        Comparison(
            index,
            _entries_at(gradient, feeds[f"x{index}"]),
            _numeric(lambda: float(value(feeds)[0]), _entries(feeds[f"x{index}"])),
        )
        for index, gradient in zip(places, exact, strict=True)
    ]


def placeholder_of(graph: Graph, name: str, type_: TensorType) -> Value:
    """A placeholder of exactly that type."""
    attrs = {"shape": list(type_.shape), "dtype": type_.dtype, "layout": type_.layout}
    return graph.add("placeholder", (), attrs, name).outputs[0]


def _entries(array: Any) -> Array:
    """The numbers that may be moved: of a sparse matrix those that are there."""
    entries: Array = array.data if is_matrix(array) else array
    return entries


def _entries_at(gradient: Any, array: Any) -> Array:
    """A gradient at the numbers that were moved."""
    return np.asarray(gradient.toarray()[places_of(array)]) if is_matrix(array) else np.asarray(gradient)


def _weighed(builder: Builder, outputs: Any, rng: np.random.Generator) -> Value:
    """One number made of all float outputs."""
    values = [value for value in (outputs if isinstance(outputs, (list, tuple)) else [outputs]) if value.type.is_float]
    total: Value = builder.constant(np.zeros(()))
    for value in [builder.to_dense(value) if value.type.is_sparse else value for value in values]:
        weights = builder.constant(rng.uniform(0.5, 1.5, value.type.static_shape) * rng.choice([-1, 1], value.type.static_shape))
        total = builder.add(total, builder.sum(builder.multiply(builder.cast(value, dtype="float64"), weights)))
    return total


def _numeric(evaluate: Callable[[], float], array: Array) -> Array:
    """Central differences, entry by entry; the array is moved in place and put back."""
    result = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        here = array[place]
        array[place] = here + _STEP
        above = evaluate()
        array[place] = here - _STEP
        below = evaluate()
        array[place] = here
        result[place] = (above - below) / (2 * _STEP)
    return result


def check_function(
    function: Function, arrays: Sequence[Array], order: int = 1, tolerance: float = TOLERANCE, seed: int = 0
) -> None:
    """GradientMismatch where an input's gradient is off by more than ``tolerance`` of its size."""
    for comparison in compare_gradients(function, arrays, order, seed):
        if not comparison.error <= tolerance:
            raise GradientMismatch(
                f"gradient of order {order} with respect to input {comparison.index} is off by {comparison.error:.2g}: "
                f"the engine gives\n{comparison.found}\nbut finite differences give\n{comparison.expected}"
            )


def check_op(op: Op, arrays: Sequence[Array], attrs: Any = None, order: int = 1, tolerance: float = TOLERANCE) -> None:
    """Check one op's gradient rule at these inputs."""

    def function(builder: Builder, inputs: Sequence[Value]) -> Any:
        return builder.apply(op.name, *arguments(op, inputs, attrs), **(attrs or {}))

    check_function(function, arrays, order, tolerance)

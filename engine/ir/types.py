"""Types of values: a dtype and a shape whose dimensions are sizes, names or unknown.

A dimension is an ``int`` (known), a ``str`` (unknown, but equal wherever the name is the same: ``"batch"``) or ``None``
(unknown).  A program is typed with these; a plan is typed again with the sizes of its feeds, so there all are ints.  A layout
says how the numbers are kept: how many of a sparse value are not zero is no part of its type, so it may change every step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from engine.errors import RuleError

Dim = int | str | None
Shape = tuple[Dim, ...]

#: In promotion order within a kind; the kinds are bool < int < float, as in PyTorch's promotion lattice.
DTYPES: dict[str, tuple[str, int]] = {
    "bool": ("bool", 1),
    "uint8": ("int", 1),
    "int8": ("int", 1),
    "int16": ("int", 2),
    "int32": ("int", 4),
    "int64": ("int", 8),
    "float16": ("float", 2),
    "bfloat16": ("float", 2),
    "float32": ("float", 4),
    "float64": ("float", 8),
}
#: ``coo`` and ``csr`` are matrices of which only the entries are kept; ``rows`` is a gradient of which only some rows are.
LAYOUTS = ("dense", "coo", "csr", "rows")
SPARSE = ("coo", "csr")

_KIND_ORDER = {"bool": 0, "int": 1, "float": 2}


def dtype_name(given: Any) -> str:
    """The name of a dtype: itself, or that of a NumPy or Python type (``np.float64``, ``float``)."""
    return np.dtype(given).name if isinstance(given, type) else str(given)


@dataclass(frozen=True, slots=True)
class TensorType:
    """The type of one value."""

    dtype: str
    shape: Shape = ()
    layout: str = "dense"

    def __post_init__(self) -> None:
        if self.dtype not in DTYPES:
            raise RuleError("there is no dtype '{dtype}'; use one of {known}", dtype=self.dtype, known=", ".join(DTYPES))
        if self.layout not in LAYOUTS:
            raise RuleError(
                "there is no layout '{layout}'; use one of {known}", layout=str(self.layout), known=", ".join(LAYOUTS)
            )

    @property
    def rank(self) -> int:
        return len(self.shape)

    @property
    def kind(self) -> str:
        """``"float"``, ``"int"`` or ``"bool"``."""
        return DTYPES[self.dtype][0]

    @property
    def is_float(self) -> bool:
        return self.kind == "float"

    @property
    def is_sparse(self) -> bool:
        """Whether it is a matrix of which only the entries are kept."""
        return self.layout in SPARSE

    @property
    def is_static(self) -> bool:
        for dim in self.shape:  # noqa: SIM110  (it is asked so often that a generator is felt)
            if not isinstance(dim, int):
                return False
        return True

    @property
    def static_shape(self) -> tuple[int, ...]:
        """The shape as ints; raises where a dimension is not known."""
        if not self.is_static:
            raise RuleError("the shape {shape} is not known yet", shape=format_shape(self.shape))
        return cast("tuple[int, ...]", self.shape)

    @property
    def size(self) -> int | None:
        """Number of elements, or None while a dimension is unknown."""
        return math.prod(cast("tuple[int, ...]", self.shape)) if self.is_static else None

    @property
    def nbytes(self) -> int | None:
        """Bytes that it takes; None while a dimension is unknown, and where only the numbers themselves tell."""
        size = self.size if self.layout == "dense" else None
        return None if size is None else size * DTYPES[self.dtype][1]

    def with_shape(self, shape: Iterable[Dim]) -> TensorType:
        return TensorType(self.dtype, tuple(shape), self.layout)

    def with_dtype(self, dtype: str) -> TensorType:
        return TensorType(dtype, self.shape, self.layout)

    def with_layout(self, layout: str) -> TensorType:
        return TensorType(self.dtype, self.shape, layout)

    def __str__(self) -> str:
        text = f"{self.dtype}[{', '.join(format_dim(dim) for dim in self.shape)}]"
        return text if self.layout == "dense" else f"{text} {self.layout}"


def format_dim(dim: Dim) -> str:
    return "?" if dim is None else str(dim)


def format_shape(shape: Sequence[Dim]) -> str:
    """How a shape is written for people: ``batch×28×28×1``; a scalar is ``scalar``."""
    return "×".join(format_dim(dim) for dim in shape) or "scalar"


def promote(dtypes: Iterable[str]) -> str:
    """The dtype that holds all of these: a float beats an integer beats a bool; within a kind the wider wins."""
    return max(dtypes, key=lambda name: (_KIND_ORDER[DTYPES[name][0]], DTYPES[name][1], name))


def merge_dims(a: Dim, b: Dim) -> Dim:
    """The dimension that is both ``a`` and ``b`` (no broadcasting); raises where they cannot be equal."""
    if a == b or b is None:
        return a
    if a is None:
        return b
    if (isinstance(a, int) and isinstance(b, int)) or (isinstance(a, str) and isinstance(b, str)):
        raise RuleError("{a} and {b} differ", a=format_dim(a), b=format_dim(b))
    return a if isinstance(a, int) else b


def broadcast_dims(a: Dim, b: Dim) -> Dim:
    """NumPy's rule for one dimension; an unknown dimension may turn out to be 1, so it yields to a known one above 1."""
    if a == b or b == 1:
        return a
    if a == 1:
        return b
    if (isinstance(a, int) and isinstance(b, int)) or (isinstance(a, str) and isinstance(b, str)):
        raise RuleError("{a} and {b} cannot be broadcast together", a=format_dim(a), b=format_dim(b))
    if isinstance(a, int):
        return a
    if isinstance(b, int):
        return b
    return None


def broadcast_shapes(*shapes: Shape) -> Shape:
    """The shape that NumPy's broadcasting gives; raises RuleError naming both shapes where there is none."""
    result: Shape = ()
    for shape in shapes:
        rank = max(len(result), len(shape))
        left = (1,) * (rank - len(result)) + result
        right = (1,) * (rank - len(shape)) + shape
        try:
            result = tuple(broadcast_dims(a, b) for a, b in zip(left, right, strict=True))
        except RuleError:
            raise RuleError(
                "shapes {a} and {b} cannot be broadcast together; make their last dimensions equal or 1",
                a=format_shape(result),
                b=format_shape(shape),
            ) from None
    return result


def normalize_axis(axis: int, rank: int) -> int:
    """The axis counted from the front; raises where the value has no such axis."""
    if not -rank <= axis < rank:
        raise RuleError("there is no axis {axis} in a value with {rank} dimensions", axis=axis, rank=rank)
    return axis % rank


def normalize_axes(axis: int | Sequence[int] | None, rank: int) -> tuple[int, ...]:
    """The axes counted from the front, sorted; None means all."""
    if axis is None:
        return tuple(range(rank))
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    found = sorted({normalize_axis(a, rank) for a in axes})
    if len(found) != len(axes):
        raise RuleError("axis {axis} names a dimension twice", axis=list(axes))
    return tuple(found)


def matches(declared: Dim, actual: int) -> bool:
    """Whether a run-time size may stand where ``declared`` was written."""
    return not isinstance(declared, int) or declared == actual

"""What a row of the PyTorch table is: how one op becomes a function of tensors, made once for each node of a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor

from engine.backends.base import Array, Clock
from engine.ir.graph import Attrs, Node
from engine.ir.types import TensorType, normalize_axes
from engine.ops.spec import Op

#: From the tensors of the inputs (None for one that is read for its shape alone) to that of the output, or a tuple of them.
Compute = Callable[..., Any]

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in ("float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "bool")
}


@dataclass
class Shared:
    """What the nodes of one plan share: the clock that random ops draw by, and what kernels keep for each other in a step.

    ``step`` holds the clock's step on the device, for draws that are made there.  ``wrong`` is set by ops that met an index
    outside its axis where asking would mean to wait for the device; None where they ask at once.
    """

    clock: Clock
    device: torch.device
    step: Tensor
    wrong: Tensor | None = None
    kept: dict[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """What a row sees of one node: types whose sizes are all known, attributes, and the input arrays that never change."""

    op: Op
    attrs: Attrs
    types: tuple[TensorType, ...]
    results: tuple[TensorType, ...]
    constants: tuple[Array | None, ...]
    shared: Shared
    #: The values that the inputs are, to recognize that two nodes look at the same one.
    inputs: tuple[Any, ...] = ()
    #: Inputs that were checked as they were fed.
    checked: frozenset[int] = frozenset()

    @property
    def device(self) -> torch.device:
        return self.shared.device

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the first output."""
        return self.results[0].static_shape

    @property
    def dtype(self) -> torch.dtype:
        """The dtype of the first output."""
        return dtype_of(self.results[0].dtype, self.device)

    def axes(self, axis: Any = None) -> tuple[int, ...]:
        return normalize_axes(axis, self.types[0].rank)

    def full(self, value: Any, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
        """A tensor of one repeated number, with the memory of one."""
        one: Tensor = torch.full((), value, dtype=dtype, device=self.device)
        return one.expand(tuple(shape))


@dataclass(frozen=True)
class Row:
    """One row: ``make`` binds a node, ``alias`` says that what comes out may lie in the memory of an input, ``kept`` that another
    row may look at it later in the step.

    The row of a composite also says which nodes it ``fits``; the others are expanded.
    """

    make: Callable[[Site], Compute]
    alias: bool = False
    fits: Callable[[Node], bool] = lambda node: True
    kept: bool = False


class Whole(Protocol):
    """A composite at one site: ``forward`` is its row, ``backward(wanted)`` gives the gradients of these inputs."""

    def __init__(self, site: Site, attrs: Attrs) -> None: ...

    def forward(self, *tensors: Tensor) -> Any: ...

    def backward(self, wanted: list[int]) -> Compute: ...


@dataclass(frozen=True)
class Native:
    """A composite that PyTorch knows, with the gradient of its first output by all inputs but the last, which are ``state``."""

    make: Callable[[Site, Attrs], Whole]
    fits: Callable[[Node], bool]
    state: int = 0


def given(found: Sequence[Any], mask: Sequence[bool]) -> Any:
    """Those of some gradients that are wanted: a tuple, or the only one."""
    kept = tuple(value for value, wants in zip(found, mask, strict=True) if wants)
    return kept if len(kept) > 1 else kept[0]


def plain(function: Compute) -> Row:
    """A PyTorch function that is the op as it stands."""
    return Row(lambda site: function)


def with_attrs(function: Compute) -> Row:
    """A function that takes the op's attributes as keywords."""
    return Row(lambda site: lambda *tensors: function(*tensors, **site.attrs))


def dtype_of(name: str, device: torch.device) -> torch.dtype:
    """PyTorch's dtype; ``mps`` has no float64, so numbers that a program computes in it on its way are float32 there."""
    return torch.float32 if name == "float64" and device.type == "mps" else DTYPES[name]


def in_dtype(function: Compute) -> Row:
    """A function whose integer inputs are first brought into the output's dtype."""

    def make(site: Site) -> Compute:
        dtype = site.dtype
        if all(type_.dtype == site.results[0].dtype for type_ in site.types):
            return function
        return lambda *tensors: function(*(tensor.to(dtype) for tensor in tensors))

    return Row(make)

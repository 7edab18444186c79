"""What every backend gives: a plan, which is a program made ready to be stepped, and the rows of a kernel table."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.ir.graph import Attrs, Node
from engine.ops.spec import Op
from engine.passes.memory import ALIGNMENT
from engine.passes.pipeline import Report
from engine.passes.program import Program

Array = np.ndarray[Any, Any]
Call = Callable[[], Any]


class Plan(ABC):
    """A program ready to run: fill ``feeds``, call ``run``, read ``results``.

    ``feeds``: a buffer for each placeholder, by name, to be filled in place.  ``results``: one array a fetch, None for a group;
    they are buffers, valid until the next run, and not to be written.  Variables are read and written in the state arrays
    that the plan was made with.  ``calls``: what a step does, for a loop that goes through many of them.  A plan is not to be
    run from two threads at once.
    """

    feeds: dict[str, Array]
    results: list[Array | None]
    calls: list[Call]
    memory_bytes: int

    @abstractmethod
    def run(self, step: int = 0) -> None:
        """One step; ``step`` is what random ops draw anew by."""

    @abstractmethod
    def describe(self) -> str:
        """The plan for people: what the passes did, the ops in order with types and places, and the memory."""


def aligned(shape: Sequence[int], dtype: Any) -> Array:
    """Memory for an array that starts on a cache line; NumPy's own does not, which costs a quarter of the speed."""
    kind = np.dtype(dtype)
    nbytes = math.prod(shape) * kind.itemsize
    block = np.empty(nbytes + ALIGNMENT, np.uint8)
    start = -block.ctypes.data % ALIGNMENT
    array: Array = block[start : start + nbytes].view(kind).reshape(tuple(shape))
    return array


@dataclass
class Clock:
    """What random kernels draw by; the plan sets ``step``."""

    seed: int = 0
    step: int = 0


@dataclass
class Context:
    """What a binder sees of one node: arrays that stay where they are for the life of the plan.

    ``constant[i]`` says that input i never changes, so its numbers may be looked at while binding.  ``nested(program, state,
    given)`` makes a plan of the same backend for a body, with these arrays as its variables and as some of its feeds.
    """

    op: Op
    attrs: Attrs
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    constant: tuple[bool, ...]
    clock: Clock
    nested: Callable[[Program, Mapping[str, Array], Mapping[str, Array]], Plan]
    scratch_bytes: int = field(default=0)

    def scratch(self, shape: Sequence[int], dtype: Any) -> Array:
        """Memory of the kernel's own, kept between steps."""
        array = aligned(shape, dtype)
        self.scratch_bytes += array.nbytes
        return array


#: Makes the calls that compute the outputs from the inputs, each without arguments; None where the row does not fit.
Binder = Callable[[Context], Call | Sequence[Call] | None]


@dataclass(frozen=True)
class Kernel:
    """One row: how to bind it, and which inputs an output may overwrite, as ``(input, output)`` index pairs.

    A pair is used only where the input has the output's type, is needed by nobody else, and fills its buffer.  The row of a
    composite also says which nodes it ``fits``, as a composite has no reference to fall back on; the others are expanded.
    """

    bind: Binder
    inplace: tuple[tuple[int, int], ...] = ()
    fits: Callable[[Node], bool] = lambda node: True


@dataclass(frozen=True)
class Request:
    """What a plan is made of besides the program.  ``given``: arrays that placeholders are, and that nobody feeds anew."""

    state: Mapping[str, Array]
    seed: int
    reports: tuple[Report, ...]
    off: frozenset[str] = frozenset()
    given: Mapping[str, Array] = field(default_factory=dict)

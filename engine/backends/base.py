"""What every backend gives: a plan, which is a program made ready to be stepped, and the rows of a kernel table."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.backends.pieces import Piece
from engine.errors import PluginError
from engine.ir import matrix
from engine.ir.graph import Attrs, Node
from engine.ir.types import TensorType
from engine.ops.spec import Op
from engine.passes.memory import ALIGNMENT
from engine.passes.pipeline import Report
from engine.passes.program import Program, op_of

Array = np.ndarray[Any, Any]


class Cell:
    """Where a sparse value stands in a plan: how much memory it takes changes every step, so only its place is kept."""

    __slots__ = ("type", "value")

    def __init__(self, type_: TensorType) -> None:
        self.type = type_
        self.value: Any = matrix.empty(type_)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.type.static_shape

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.dtype(self.type.dtype)

    @property
    def nbytes(self) -> int:
        """Bytes that the value takes now."""
        return matrix.bytes_of(self.value)

    def __len__(self) -> int:
        return self.shape[0]

    def copy(self) -> Cell:
        """A cell of its own with what this one holds now; sparse values are never changed in place."""
        other = Cell(self.type)
        other.value = self.value
        return other


def fill(place: Any, value: Any) -> None:
    """Put a value of the right type into a feed of a plan: into its buffer, or into its cell."""
    if isinstance(place, Cell):
        place.value = value
    else:
        np.copyto(place, value)


Call = Callable[[], Any]


@dataclass(frozen=True)
class Batches:
    """The batches of several steps: ``columns`` are whole arrays by placeholder, ``numbers[i]`` the rows of them for step i."""

    columns: Mapping[str, Array]
    numbers: Array

    def __len__(self) -> int:
        return len(self.numbers)

    def fit(self, feeds: Mapping[str, Any]) -> bool:
        """Whether rows can be copied into these feeds as they are."""
        return all(
            isinstance(feed, np.ndarray)
            and isinstance(column := self.columns.get(name), np.ndarray)
            and column.dtype == feed.dtype
            and column.flags.c_contiguous
            and (self.numbers.shape[1], *column.shape[1:]) == feed.shape
            for name, feed in feeds.items()
        )

    def into(self, index: int, feeds: Mapping[str, Any]) -> None:
        """Write the batch of step ``index`` into these feeds."""
        for name, feed in feeds.items():
            np.take(self.columns[name], self.numbers[index], axis=0, out=feed, mode="clip")


class Read:
    """Batches of several steps that are read one after the other: ``fill(index, feeds)`` writes that of step ``index``."""

    def __init__(self, count: int, fill: Callable[[int, Mapping[str, Any]], None]) -> None:
        self._count, self.into = count, fill

    def __len__(self) -> int:
        return self._count


def room_for(results: Sequence[Any], count: int) -> list[Any]:
    """An array for each result with the same of so many steps; None for a group."""
    return [None if result is None else np.empty((count, *result.shape), result.dtype) for result in results]


def one_by_one(run: Callable[[int], None], plan: Plan, step: int, batches: Batches | Read) -> list[Any]:
    """The steps of these batches, each in its turn; what they gave, as ``Plan.run_many``."""
    kept = room_for(plan.results, len(batches))
    for index in range(len(batches)):
        batches.into(index, plan.feeds)
        run(step + index)
        for target, result in zip(kept, plan.results, strict=True):
            if target is not None:
                target[index] = result
    return kept


class Compiled(ABC):
    """A faster step of the same plan, over the same memory, with the same numbers but for rounding.

    It takes time to be made.  Which steps are to be its own must not depend on how long: ``swap_after`` steps of a run are the
    plan's, if the run has ``worth`` steps or more, and from there on it is waited for.
    """

    #: Why it cannot be made; known once it is ready.
    failure: str = ""
    #: Whether it has threads of its own and calls NumPy between what they do.
    shares_cores: bool = False

    @property
    @abstractmethod
    def swap_after(self) -> int: ...

    @property
    @abstractmethod
    def worth(self) -> int: ...

    @property
    @abstractmethod
    def ready(self) -> bool:
        """Whether it is made, or never will be."""

    @abstractmethod
    def start(self) -> None:
        """Begin to make it, in the background."""

    @abstractmethod
    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is ready, for so long at most; whether it is."""

    @abstractmethod
    def run(self, step: int = 0) -> None:
        """One step, as ``Plan.run``; by the plan itself where it cannot be made."""

    @abstractmethod
    def run_many(self, step: int, batches: Batches) -> list[Any]:
        """Several steps, as ``Plan.run_many``."""

    @abstractmethod
    def pieces(self) -> list[Piece]:
        """What it is made of, or would be: nothing is compiled for that."""


class Plan(ABC):
    """A program ready to run: fill ``feeds``, call ``run``, read ``results``.

    ``feeds``: a buffer for each placeholder, by name, to be filled in place, or a ``Cell`` for a sparse one (``fill`` does both).
    ``results``: one array or cell a fetch, None for a group; they are valid until the next run, and not to be written.
    Variables are read and written in the state arrays that the plan was made with.  A plan is not to be run from two threads
    at once.
    """

    feeds: dict[str, Any]
    results: list[Any]
    memory_bytes: int
    #: Whose kernels make a step that is not compiled.
    library: str = "numpy"
    #: What every pass did.
    reports: tuple[Report, ...] = ()
    compiled: Compiled | None = None
    #: Whether ``run_many`` has a step done while the next one is fed, so that it is worth it however batches come.
    runs_ahead = False

    @abstractmethod
    def run(self, step: int = 0) -> None:
        """One step; ``step`` is what random ops draw anew by.  A plan that runs for long is swapped for what is compiled."""

    def run_plain(self, step: int = 0) -> None:
        """One step that is not compiled."""
        self.run(step)

    def run_many(self, step: int, batches: Batches | Read) -> list[Any]:
        """A step for each of the batches (which must fit the feeds), none of them compiled; ``step`` is the number of the first.

        For each fetch an array with the results of every step, one after the other; None for a group.
        """
        return one_by_one(self.run_plain, self, step, batches)

    def launch(self, step: int = 0) -> None:
        """Begin a step without waiting for what it gives; ``feeds`` may be filled and ``results`` read after ``collect``."""
        self.run(step)

    def collect(self) -> None:  # noqa: B027  (there is nothing to wait for on the host)
        """Wait until ``results`` hold what the last step gave."""

    @abstractmethod
    def pieces(self) -> list[Piece]:
        """What a step that is not compiled is made of."""

    @abstractmethod
    def describe(self) -> str:
        """The plan for people: what the passes did, the ops in order with types and places, and the memory."""


def aligned(shape: Sequence[int], dtype: Any) -> Array:
    """Memory for an array that starts on a cache line; NumPy's own does not, which costs a quarter of the speed."""
    kind = np.dtype(dtype)
    nbytes = math.prod(shape) * kind.itemsize
    block = np.empty(nbytes + ALIGNMENT, np.uint8)
    start = -block.__array_interface__["data"][0] % ALIGNMENT
    array: Array = block[start : start + nbytes].view(kind).reshape(tuple(shape))
    return array


@dataclass
class Clock:
    """What random kernels draw by; the plan sets ``step``."""

    seed: int = 0
    step: int = 0


@dataclass
class Context:
    """What a binder sees of one node: arrays, and cells of sparse values, that stay where they are for the life of the plan.

    ``constant[i]`` says that input i never changes, so its numbers may be looked at while binding.  ``nested(program, state,
    given)`` makes a plan of the same backend for a body, with these arrays as its variables and as some of its feeds.
    """

    op: Op
    attrs: Attrs
    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    constant: tuple[bool, ...]
    clock: Clock
    nested: Callable[[Program, Mapping[str, Array], Mapping[str, Array]], Any]
    scratch_bytes: int = field(default=0)

    @property
    def has_cells(self) -> bool:
        """Whether a sparse value goes in or out."""
        return any(isinstance(item, Cell) for item in (*self.inputs, *self.outputs))

    def scratch(self, shape: Sequence[int], dtype: Any) -> Array:
        """Memory of the kernel's own, kept between steps."""
        array = aligned(shape, dtype)
        self.scratch_bytes += array.nbytes
        return array


#: Makes the calls that compute the outputs from the inputs, each without arguments; None where the row does not fit.
Binder = Callable[[Context], Call | Sequence[Call] | None]
#: Pairs of an input and an output, by their places.
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Kernel:
    """One row: how to bind it, and which inputs an output may overwrite, as ``(input, output)`` index pairs, or by the node.

    A pair is used only where the input has the output's type, is needed by nobody else, and fills its buffer.  The row of a
    composite also says which nodes it ``fits``, as a composite has no reference to fall back on; the others are expanded.
    """

    bind: Binder
    inplace: Pairs | Callable[[Node], Pairs] = ()
    fits: Callable[[Node], bool] = lambda node: True

    def overwrites(self, node: Node) -> Pairs:
        """The pairs of a node."""
        return self.inplace(node) if callable(self.inplace) else self.inplace


@dataclass(frozen=True)
class Request:
    """What a plan is made of besides the program.  ``given``: arrays that placeholders are, and that nobody feeds anew."""

    state: Mapping[str, Any]
    seed: int
    reports: tuple[Report, ...]
    off: frozenset[str] = frozenset()
    given: Mapping[str, Any] = field(default_factory=dict)


class Backend(ABC):
    """What makes plans for a device, and how it keeps variables there: in ``state``, by name, for the life of a session."""

    #: Whether it knows gradients of rows, and updates over them.
    takes_rows = False
    #: Whether an update that it keeps whole is to stay so over a gradient of rows, or to be computed op by op in small blocks.
    whole_updates = False

    @abstractmethod
    def keeps(self, node: Node) -> bool:
        """Whether a composite is to be kept whole, since there is a row for it."""

    def pulls_back(self, node: Node) -> bool:
        """Whether it has rows for a composite and for its gradient in one piece."""
        return False

    @abstractmethod
    def make_plan(self, program: Program, request: Request) -> Plan:
        """A plan over ``request.state``."""

    @abstractmethod
    def place(self, array: Array) -> Any:
        """A variable's first value, as it is kept on the device."""

    @abstractmethod
    def read(self, kept: Any) -> Array:
        """A copy of what a variable holds."""

    @abstractmethod
    def is_finite(self, kept: Any) -> bool:
        """Whether a variable holds neither NaN nor infinity."""

    @abstractmethod
    def write(self, kept: Any, value: Array) -> None:
        """Give a variable new numbers, where it lies; they are converted to its dtype."""

    @abstractmethod
    def free_memory(self) -> int:
        """Bytes that variables could still take; 0 where that is not known."""


def blaming(node: Node, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call of a node; of an op that may fail in a plug-in, one that says at which node of the canvas it did."""
    if "guarded" not in op_of(node).traits:
        return call

    def told(*args: Any) -> Any:
        try:
            return call(*args)
        except PluginError as error:
            error.origin = error.origin or node.origin
            raise

    return told


def readable(nbytes: int) -> str:
    """A number of bytes with a fitting unit."""
    size = float(nbytes)
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"

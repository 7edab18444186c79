"""What the check keeps of one node between edits: what came in, what went out, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from app.catalog.spec import Kind
from app.compile.fragments import Conduct, Fragment
from app.compile.problems import Fix, Problem
from app.compile.state import Flow, Schedule
from app.model.records import NodeRecord, PortRef
from engine.ir.types import TensorType

if TYPE_CHECKING:
    from app.compile.families import Family


class Stack:
    """Saturating layers in a row, the last one first; told apart by identity, so that an unchanged one is recognized at once."""

    __slots__ = ("before", "count", "first", "node", "weight")

    def __init__(self, weight: float, node: str, before: Stack | None) -> None:
        self.weight = weight
        self.node = node
        self.before = before
        self.first: str = node if before is None else before.first
        self.count: int = 1 if before is None else before.count + 1

    def nodes(self) -> list[str]:
        """The layers, the first one first."""
        found = []
        stack: Stack | None = self
        while stack is not None:
            found.append(stack.node)
            stack = stack.before
        return found[::-1]


#: Stands before what comes from no layer at all, through which no gradient has to come.
NOWHERE = Stack(0.0, "", None)


class Tensor(NamedTuple):
    """What runs in a tensor wire: its type, whether trained weights lie behind it, and the output that it comes from.

    ``stack`` are the saturating layers that it has just come through.
    """

    type: TensorType
    learns: bool
    stack: Stack | None
    node: str
    port: str


#: What may stand on an output port.
Item = Tensor | Flow | Schedule
#: Finds repairs for a problem, when these are wanted, and notes what it looked at.
Mend = Callable[[set[str]], tuple[Fix, ...]]

NOTHING: Mapping[str, Any] = {}
_NONE = Conduct()


class Cell:
    """One node of the unfolded document.  ``wires`` gives the outputs that its inputs are wired to, by port name in order.

    ``ok`` says that it went through.  ``slots`` are the tensors on its inputs in the order of its fragment's stand-ins, and
    ``feeds`` the nodes that these come from.  ``pending`` are problems, by number, for which repairs may be looked for.
    """

    __slots__ = (
        "advice", "attrs", "family", "feeds", "flow", "fragment", "id", "inputs", "kind", "mended", "ok", "outputs", "pending",
        "problems", "rank", "reads", "record", "slots", "wires", "written",
    )  # fmt: skip

    def __init__(self, record: NodeRecord, kind: Kind, written: bytes) -> None:
        self.id = record.id
        self.record = record
        self.kind = kind
        self.written = written
        self.rank = -1
        self.wires: dict[str, PortRef] = {}
        self.family: Family | None = None  # as it is drawn now, where that was looked up
        self.reads: tuple[set[str], set[str], set[str]] = (set(), set(), set())  # by phase
        self.clear()

    def clear(self) -> None:
        """Know nothing of it, as of a node in a circle."""
        self.reset()
        self.advice: tuple[Problem, ...] = ()

    def reset(self) -> None:
        """Forget what it gave, to work it out anew."""
        self.ok = False
        self.attrs: Mapping[str, Any] = NOTHING
        self.inputs: Mapping[str, Any] = NOTHING
        self.outputs: Mapping[str, Item] = NOTHING
        self.slots: tuple[Tensor, ...] = ()
        self.feeds: tuple[str, ...] = ()
        self.fragment: Fragment | None = None
        self.flow: Flow | None = None
        self.problems: tuple[Problem, ...] = ()
        self.pending: dict[int, Mend] = {}
        self.mended: tuple[Problem, ...] | None = None

    @property
    def conduct(self) -> Conduct:
        return self.fragment.conduct if self.fragment is not None else _NONE

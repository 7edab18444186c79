"""How a rule sees the network: nodes and values as of one graph, of which every look is noted.

The check keeps what a rule said until something changes that it looked at.  So a rule may walk as far as it likes, as long as it
asks here; what it reads elsewhere would not be noticed when it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.compile.cells import Cell, Item, Mend, Tensor
from app.compile.edits import Edit, Insert, Move
from app.compile.problems import Fix, Problem
from app.compile.state import Applied, Flow
from app.model.groups import scoped_name
from app.model.records import NodeRecord, PortRef
from engine.errors import NodegradError
from engine.ir.graph import Node
from engine.ir.graph import Value as EngineValue
from engine.ir.types import Shape, TensorType

if TYPE_CHECKING:
    from app.compile.checking import Check

#: What rules may look at besides nodes: which nodes have a role, where data becomes tensors, all wires; and who uses a node.
ROLE, ENDS, WIRES, USERS = "\0role:", "\0ends", "\0wires", "\0users:"


class Look:
    """What a rule looks with; ``cell`` is the node that it speaks of, and ``reads`` what it has looked at."""

    def __init__(self, check: Check, cell: Cell | None, reads: set[str]) -> None:
        self._check = check
        self.cell = cell
        self.reads = reads
        self.problems: list[Problem] = []
        self.pending: dict[int, Mend] = {}
        self.rule = ""

    @property
    def catalog(self) -> Catalog:
        return self._check.catalog

    @property
    def folder(self) -> Any:
        return self._check.folder

    # --- what there is ----------------------------------------------------------------------------------------------------

    def at(self, node: str) -> Cell | None:
        """A node of the unfolded document."""
        self.reads.add(node)
        return self._check.cells.get(node)

    def node(self, node: str | None) -> NodeRecord | None:
        """The record of a node of the unfolded document."""
        cell = self.at(node) if node is not None else None
        return None if cell is None else cell.record

    def kind(self, node: str) -> Kind | None:
        cell = self.at(node)
        return None if cell is None else cell.kind

    def only(self, role: str) -> str | None:
        """The node of a role, where there is exactly one of it at work."""
        self.reads.add(ROLE + role)
        found = self._check.roles.get(role, ())
        return next(iter(found)) if len(found) == 1 else None

    def wire(self, target: PortRef) -> PortRef | None:
        """The output that an input is wired to."""
        cell = self.at(target.node)
        return None if cell is None else cell.wires.get(target.port)

    def item(self, ref: PortRef) -> Item | None:
        """What stands on an output."""
        cell = self.at(ref.node)
        return None if cell is None else cell.outputs.get(ref.port)

    def value(self, ref: PortRef) -> Value | None:
        """The tensor on an output."""
        item = self.item(ref)
        return Value.of(self, item) if isinstance(item, Tensor) else None

    @property
    def ends(self) -> Mapping[str, Flow]:
        """The batch nodes with what comes to them, in the document's order."""
        self.reads.add(ENDS)
        return self._check.ends

    def reaches(self, start: str, goal: str) -> bool:
        """Whether something that leaves ``start`` comes to ``goal``."""
        self.reads.add(WIRES)
        return goal in self._check.wiring.reachable([start])

    def seen(self, value: Any) -> Any:
        """What stands on an input, as rules see it."""
        if isinstance(value, list):
            return [self.seen(part) for part in value]
        return Value.of(self, value) if isinstance(value, Tensor) else value

    def applied(self, cell: Cell) -> Applied:
        return Applied(cell.record, cell.kind, cell.attrs, {port: self.seen(item) for port, item in cell.inputs.items()})

    def users(self, node: Made) -> list[Made]:
        """The nodes that read a node's values, as often as they do."""
        inside = [Made(self, node.cell, each) for each in node.users_inside()]
        if node.node not in node.fragment.heads:
            return inside
        self.reads.add(USERS + node.cell.id)
        ports = {port for port, value in node.fragment.outputs.items() if value.node is node.node}
        found: list[Made] = []
        for user in sorted(self._check.users.get(node.cell.id, ()), key=lambda each: (len(each), each)):
            cell = self.at(user)
            if cell is not None and cell.fragment is not None:
                found += _readers(self, cell, node.cell.id, ports)
        return [*inside, *found]

    # --- what is said -----------------------------------------------------------------------------------------------------

    def path(self, node: NodeRecord) -> str:
        """What a node's weights and ops are called: its name behind those of its groups, ``block/hidden``."""
        return node.name if node.group is None else scoped_name(self._check.drawn.nodes, node.id)

    def add(
        self,
        severity: str,
        template: str,
        node: str | None = None,
        port: str | None = None,
        fixes: tuple[Fix, ...] = (),
        mend: Mend | None = None,
        **params: Any,
    ) -> None:
        """Note a problem; ``mend`` finds repairs once these are wanted."""
        if mend is not None:
            self.pending[len(self.problems)] = mend
        self.problems.append(Problem(severity, template, params, node, port, self.possible(fixes), self.rule))

    def refuse(self, error: NodegradError, node: str, kind: Kind, mend: Mend | None = None) -> None:
        """Note an engine error at its node, and at the port that it names or the only one there is."""
        named = error.params.get("port")
        port = named if isinstance(named, str) else kind.inputs[0].name if len(kind.inputs) == 1 else None
        if mend is not None:
            self.pending[len(self.problems)] = mend
        self.problems.append(Problem("error", error.template, dict(error.params), error.origin or node, port))

    def possible(self, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
        """The repairs that the document allows: their wires lie in it as they are meant, none crosses the border of a group."""
        return tuple(fix for fix in fixes if all(self._allows(edit) for edit in fix.edits))

    def _allows(self, edit: Edit) -> bool:
        drawn = self._check.drawn
        ends = {getattr(edit, name).node for name in ("source", "target") if hasattr(edit, name)}
        ends |= {edit.node} if isinstance(edit, Move) else set()
        self.reads |= ends
        if isinstance(edit, (Insert, Move)) and edit.target not in drawn.links:
            return False
        return len({drawn.nodes[node].group for node in ends if node in drawn.nodes}) <= 1


def _readers(look: Look, cell: Cell, node: str, ports: set[str]) -> list[Made]:
    """The nodes inside a cell that read these outputs of another one."""
    fragment = cell.fragment
    assert fragment is not None
    numbers = {number for number, item in enumerate(cell.slots) if item.node == node and item.port in ports}
    return [
        Made(look, cell, each)
        for each in fragment.nodes
        for value in each.inputs
        if fragment.stand_ins.get(value.node.id) in numbers
    ]


class Made:
    """An op of the network, inside the node of the canvas that it comes from."""

    def __init__(self, look: Look, cell: Cell, node: Node) -> None:
        self._look = look
        self.cell = cell
        self.node = node
        look.reads.add(cell.id)

    @property
    def fragment(self) -> Any:
        return self.cell.fragment

    @property
    def op(self) -> str:
        return self.node.op

    @property
    def attrs(self) -> Mapping[str, Any]:
        return self.node.attrs

    @property
    def origin(self) -> str:
        """The canvas node that it comes from."""
        return self.cell.id

    @property
    def id(self) -> tuple[str, int]:
        return self.cell.id, self.node.id

    @property
    def type(self) -> TensorType:
        return self.node.outputs[0].type

    @cached_property
    def inputs(self) -> tuple[Value, ...]:
        return tuple(Value.inside(self._look, self.cell, value) for value in self.node.inputs)

    def users_inside(self) -> list[Node]:
        return [each for each in self.fragment.nodes for value in each.inputs if value.node is self.node]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Made) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)


class Value:
    """A tensor of the network.  ``port`` is the output that it stands on, empty for one inside a node."""

    def __init__(self, look: Look, cell: str, type_: TensorType, port: str, inner: EngineValue | None, learns: bool) -> None:
        self._look = look
        self.origin = cell
        self.type = type_
        self.port = port
        self._inner = inner
        self.learns = learns

    @classmethod
    def of(cls, look: Look, item: Tensor) -> Value:
        return cls(look, item.node, item.type, item.port, None, item.learns)

    @classmethod
    def inside(cls, look: Look, cell: Cell, value: EngineValue) -> Value:
        """A value that a node inside a cell reads."""
        fragment = cell.fragment
        assert fragment is not None
        number = fragment.stand_ins.get(value.node.id)
        if number is not None:
            return cls.of(look, cell.slots[number])
        return cls(look, cell.id, value.type, "", value, value.node.op == "variable" and bool(value.node.attrs["trainable"]))

    @cached_property
    def node(self) -> Made:
        """The op that made it."""
        cell = self._look.at(self.origin)
        assert cell is not None and cell.fragment is not None
        inner = self._inner if self._inner is not None else cell.fragment.outputs[self.port]
        return Made(self._look, cell, inner.node)

    @property
    def shape(self) -> Shape:
        return self.type.shape

    @property
    def rank(self) -> int:
        return self.type.rank

    @property
    def dtype(self) -> str:
        return self.type.dtype

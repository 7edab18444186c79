"""What lowering knows so far: the values, dataset flows and schedules on every output port, and the problems found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.compile.edits import Edit, Insert, Move
from app.compile.problems import Fix, Problem
from app.model.groups import scoped_name
from app.model.records import DocumentRecord, NodeRecord, PortRef
from engine.data.spec import DataType
from engine.errors import NodegradError
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.metrics import MetricValue

if TYPE_CHECKING:
    from engine.train import TrainingSpec


@dataclass(frozen=True, slots=True)
class Flow:
    """What runs in a dataset wire: the steps so far (name, attributes, canvas node) and the type that leaves the last one."""

    stages: tuple[tuple[str, Mapping[str, Any], str], ...]
    type: DataType


@dataclass(frozen=True, slots=True)
class Schedule:
    """What runs in a schedule wire: the name of the engine's class and its arguments."""

    target: str
    attrs: Mapping[str, Any]


#: What may stand on an output port.
Item = Value | Flow | Schedule
#: What stands on the inputs of a node, by declared port; a list where the port is variadic, None where nothing is wired.
Inputs = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Applied:
    """A node that was lowered without error: its kind, checked attributes and inputs."""

    node: NodeRecord
    kind: Kind
    attrs: Mapping[str, Any]
    inputs: Inputs


@dataclass
class Lowered:
    """A document as graph: the values on its output ports, the weights of its nodes, what is wrong, and how to train it.

    ``spec`` is None while something is wrong or missing.  ``weights`` are by canvas node, then by name (``kernel``).
    ``origins`` gives the output behind every port of a group.
    """

    record: DocumentRecord
    graph: Graph
    values: dict[PortRef, Value] = field(default_factory=dict)
    flows: dict[PortRef, Flow] = field(default_factory=dict)
    schedules: dict[PortRef, Schedule] = field(default_factory=dict)
    weights: dict[str, dict[str, Value]] = field(default_factory=dict)
    ends: dict[str, Flow] = field(default_factory=dict)  # what a batch node makes tensors of
    figures: dict[str, MetricValue] = field(default_factory=dict)  # the metrics, by the name of their node
    monitors: list[str] = field(default_factory=list)  # figures of an epoch, such as ``val_loss``
    problems: list[Problem] = field(default_factory=list)
    origins: dict[PortRef, PortRef] = field(default_factory=dict)
    spec: TrainingSpec | None = None
    #: Nodes by role that went through, in graph order.
    batches: list[Applied] = field(default_factory=list)
    losses: list[Applied] = field(default_factory=list)
    metrics: list[Applied] = field(default_factory=list)
    optimizers: list[Applied] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]


class Lowering:
    """The work in progress: what a lowering rule reads and writes.  ``record`` has no groups; ``whole`` is what was drawn."""

    def __init__(
        self, record: DocumentRecord, catalog: Catalog, folder: Path | None, whole: DocumentRecord | None = None
    ) -> None:
        self.record = record
        self.catalog = catalog
        self.folder = folder
        self.result = Lowered(record if whole is None else whole, Graph(record.name or "graph", record.settings.seed))
        self.builder = Builder(self.result.graph)
        self._only: dict[str, str] | None = None  # worked out when it is asked for
        self.rule = ""  # the lint that looks right now

    @property
    def graph(self) -> Graph:
        return self.result.graph

    def path(self, node: NodeRecord) -> str:
        """What a node's weights and ops are called: its name behind those of its groups, ``block/hidden``."""
        return node.name if node.group is None else scoped_name(self.result.record.nodes, node.id)

    def put(self, node: str, port: str, item: Item) -> None:
        """Set what stands on an output port."""
        table: Any = {Value: self.result.values, Flow: self.result.flows, Schedule: self.result.schedules}
        kind = next(kind for kind in table if isinstance(item, kind))
        table[kind][PortRef(node, port)] = item

    def item(self, ref: PortRef) -> Item | None:
        """What stands on an output port; None where its node could not be lowered."""
        tables: tuple[Mapping[PortRef, Item], ...] = (self.result.values, self.result.flows, self.result.schedules)
        return next((table[ref] for table in tables if ref in table), None)

    def only(self, role: str) -> str | None:
        """The node of a role, where there is exactly one of it on the canvas."""
        if self._only is None:
            found: dict[str, list[str]] = {}
            for node in self.record.nodes.values():
                kind = self.catalog.get(node.kind) if node.kind in self.catalog else None
                if kind is not None and not node.muted:
                    found.setdefault(kind.role, []).append(node.id)
            self._only = {name: nodes[0] for name, nodes in found.items() if len(nodes) == 1}
        return self._only.get(role)

    def add(
        self,
        severity: str,
        template: str,
        node: str | None = None,
        port: str | None = None,
        fixes: tuple[Fix, ...] = (),
        **params: Any,
    ) -> None:
        """Note a problem."""
        self.result.problems.append(Problem(severity, template, params, node, port, self._possible(fixes), self.rule))

    def refuse(self, error: NodegradError, node: str, kind: Kind, fixes: tuple[Fix, ...] = ()) -> None:
        """Note an engine error at its node, and at the port that it names or the only one there is."""
        named = error.params.get("port")
        port = named if isinstance(named, str) else kind.inputs[0].name if len(kind.inputs) == 1 else None
        at = error.origin or node
        self.result.problems.append(Problem("error", error.template, dict(error.params), at, port, self._possible(fixes)))

    def _possible(self, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
        """The repairs that the document allows: their wires lie in it as they are meant, none crosses the border of a group."""
        return tuple(fix for fix in fixes if all(self._allows(edit) for edit in fix.edits))

    def _allows(self, edit: Edit) -> bool:
        drawn = self.result.record
        if isinstance(edit, (Insert, Move)) and edit.target not in drawn.links:
            return False
        ends = {getattr(edit, name).node for name in ("source", "target") if hasattr(edit, name)}
        ends |= {edit.node} if isinstance(edit, Move) else set()
        return len({drawn.nodes[node].group for node in ends if node in drawn.nodes}) <= 1

"""What a lowered document is: the items that run in its wires, the nodes that went through, and the graph with its training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.catalog.spec import Kind
from app.compile.problems import Problem
from app.model.records import DocumentRecord, NodeRecord, PortRef
from engine.data.spec import DataType
from engine.ir.graph import Graph, Value
from engine.metrics import MetricValue

if TYPE_CHECKING:
    from app.compile.checking import Check
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


@dataclass(frozen=True, slots=True)
class Applied:
    """A node that went through: its kind, checked attributes, and what stands on its inputs by declared port.

    That is a list where the port is variadic, and None where nothing is wired.
    """

    node: NodeRecord
    kind: Kind
    attrs: Mapping[str, Any]
    inputs: Mapping[str, Any]


@dataclass
class Lowered:
    """A document as graph: the values on its output ports, the weights of its nodes, what is wrong, and how to train it.

    ``spec`` is None while something is wrong or missing.  ``weights`` are by canvas node, then by name (``kernel``).
    ``origins`` gives the output behind every port of a group; ``check`` is the check that let it through.
    """

    record: DocumentRecord
    graph: Graph
    check: Check
    values: dict[PortRef, Value] = field(default_factory=dict)
    flows: dict[PortRef, Flow] = field(default_factory=dict)
    weights: dict[str, dict[str, Value]] = field(default_factory=dict)
    ends: dict[str, Flow] = field(default_factory=dict)  # what a batch node makes tensors of
    figures: dict[str, MetricValue] = field(default_factory=dict)  # the metrics, by the name of their node
    problems: list[Problem] = field(default_factory=list)
    origins: Mapping[PortRef, PortRef] = field(default_factory=dict)
    spec: TrainingSpec | None = None

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

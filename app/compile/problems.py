"""What the live check says about a document: types on ports, figures on nodes, problems with the place they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.compile.edits import Edit, SetAttributes
from app.model.records import PortRef


@dataclass(frozen=True, slots=True)
class PortType:
    """What flows through a port: its wire class (for colour and shape), and the words for pill and inspector."""

    wire: str  # one of catalog.spec.WIRE_CLASSES
    shape: str = ""  # "batch×64"; for a dataset "1,437 rows"
    dtype: str = ""  # "float32"; empty for a dataset
    detail: str = ""  # long form for tooltips and the inspector: "float32 batch×64"


@dataclass(frozen=True, slots=True)
class NodeInfo:
    """Figures that a node shows: number of parameters, and types of its weights by name (``kernel`` → ``float32 64×64``)."""

    parameters: int = 0
    weights: Mapping[str, str] = field(default_factory=dict)
    footer: str = ""  # what the footer says while not training: "4,160 params", "batch 32 · 80/20"


@dataclass(frozen=True, slots=True)
class Fix:
    """A one-click, undoable repair: attributes to set on a node, and further edits of the document in their order.

    ``label`` is a template that the attributes and ``words`` fill: ``Fix("Set units to {units}", "n7", {"units": 10})``.
    """

    label: str
    node: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)

    @property
    def params(self) -> dict[str, Any]:
        """What fills the label."""
        return {**self.attributes, **self.words}

    @property
    def text(self) -> str:
        return self.label.format(**self.params)

    @property
    def steps(self) -> tuple[Edit, ...]:
        """All that it does, in order."""
        return (SetAttributes(self.node, self.attributes), *self.edits) if self.attributes else self.edits


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a template and its parameters (translated when shown), at a node and maybe a port.

    ``rule`` names the lint that found it; it is empty for what hinders the run itself: a mistake, or a part that is missing.
    """

    severity: str  # "error", "warning" or "hint"
    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    node: str | None = None
    port: str | None = None
    fixes: tuple[Fix, ...] = ()
    rule: str = ""

    @property
    def can_be_dismissed(self) -> bool:
        """Whether it is advice about one node, which its user may know better; what hinders a run cannot be wished away."""
        return bool(self.rule) and self.node is not None and self.severity != "error"

    @property
    def message(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything the live check found.  ``ready`` says whether Run is possible.

    ``changed`` are the nodes of which it says something else than the result before it, whose number is ``after``.
    """

    port_types: Mapping[PortRef, PortType] = field(default_factory=dict)
    nodes: Mapping[str, NodeInfo] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    dismissed: tuple[Problem, ...] = ()  # what would be told, had it not been dismissed at its node
    parameters: int = 0
    memory_bytes: int = 0  # weights, gradients, optimizer slots and activations of one batch
    flops_per_sample: int = 0  # multiply-adds counted as two, forward pass
    ready: bool = False
    monitors: tuple[str, ...] = ()  # the figures of an epoch that early stopping can watch
    number: int = field(default=0, compare=False)
    after: int = field(default=0, compare=False)
    changed: frozenset[str] = field(default=frozenset(), compare=False)

    def problems_of(self, node: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.node == node)

    def by_node(self) -> dict[str, tuple[Problem, ...]]:
        """The problems of each node that has some."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.node is not None:
                found.setdefault(problem.node, []).append(problem)
        return {node: tuple(problems) for node, problems in found.items()}

    def changed_since(self, before: CheckResult) -> frozenset[str]:
        """The nodes of which this says something else than ``before``; after an edit these are few."""
        if self.number and before.number == self.after:
            return self.changed
        if self is before:
            return frozenset()
        if not (before.nodes or before.port_types or before.problems):
            return frozenset({ref.node for ref in self.port_types}.union(self.nodes, self.by_node()))
        types = {ref.node for ref in _differing(before.port_types, self.port_types)}
        return frozenset(types | _differing(before.nodes, self.nodes) | _differing(before.by_node(), self.by_node()))


K = TypeVar("K")
V = TypeVar("V")


def _differing(before: Mapping[K, V], after: Mapping[K, V]) -> set[K]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}

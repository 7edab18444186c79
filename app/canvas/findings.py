"""What the check and a run say about nodes: types, problems, live figures and pictures, kept for all levels of a document."""

from __future__ import annotations

from collections.abc import Mapping

from app.canvas.spark import Curve
from app.compile.problems import CheckResult, Problem
from app.model.groups import path
from app.model.pictures import AnyPicture
from app.model.records import NodeRecord


class Findings:
    """The newest of each.  ``problems`` by node, ``inner`` those inside groups by group; pictures are of pinned nodes."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing is known of another document."""
        self.check = CheckResult()
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self.inner: dict[str, tuple[Problem, ...]] = {}
        self.live: dict[str, str] = {}
        self.curves: dict[str, Curve] = {}  # of the run, drawn small on nodes
        self.pictures: dict[str, AnyPicture | None] = {}

    def take(self, result: CheckResult, nodes: Mapping[str, NodeRecord]) -> set[str]:
        """Another check; the nodes of which it says something else, and the groups around them."""
        changed = set(result.changed_since(self.check))
        self.check = result
        self.problems = result.by_node()
        inner: dict[str, list[Problem]] = {}
        for node, problems in self.problems.items():
            for group in _around(nodes, node):
                inner.setdefault(group, []).extend(problems)
        self.inner = {group: tuple(problems) for group, problems in inner.items()}
        inside = [node for node in changed if (record := nodes.get(node)) is not None and record.group is not None]
        return changed.union(*(_around(nodes, node) for node in inside))

    def of(self, node: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """The problems of a node and of what lies in it."""
        return self.problems.get(node, ()), self.inner.get(node, ())

    def in_error(self, node: str) -> bool:
        return any(problem.severity == "error" for problems in self.of(node) for problem in problems)


def _around(nodes: Mapping[str, NodeRecord], node: str) -> list[str]:
    """The groups around a node."""
    record = nodes.get(node)
    return path(nodes, record.group) if record is not None and record.group is not None else []

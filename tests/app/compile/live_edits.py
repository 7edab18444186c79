"""A person who edits at random, and what must hold after every edit: the check that follows says what a fresh one would.

``python tests/app/compile/live_edits.py 5000`` does so many edits from each start; the test draws a few from hypothesis.
"""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.cells import Tensor
from app.compile.checking import Check
from app.compile.describe import describe
from app.compile.lower import lower
from app.compile.outcome import Outcome
from app.compile.problems import CheckResult, Problem
from app.compile.words import port_type
from app.model import groups
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.model.rules import input_ports, wired_inputs
from app.project.examples import examples
from engine.errors import NodegradError

KINDS = (
    "Digits", "Split", "Normalize", "Shuffle", "Batch", "Dense", "Dense", "ReLU", "Tanh", "Sigmoid", "Softmax", "Add", "Add",
    "Concatenate", "Dropout", "BatchNormalization", "Log", "ArgMax", "Cast", "StopGradient", "Constant", "Variable",
    "Placeholder", "MeanSquaredError", "SparseCategoricalCrossentropy", "BinaryCrossentropy", "Adam", "SGD", "ExponentialDecay",
    "Accuracy", "Group", "Reroute", "Reroute", "Note", "Identity", "Flatten", "Expression",
)  # fmt: skip
JUNK: tuple[Any, ...] = (
    0, 1, 2, 3, 10, 64, -1, 0.5, True, False, None, "relu", "tanh", "softmax", "x", [2, 3], "float32", 10**12, 10**25,
)  # fmt: skip


def starts() -> list[DocumentRecord]:
    """Every example, an empty canvas, and documents that no editor would make: a circle, a kind and a node that are not there."""
    records = [DocumentRecord(), *(example.load() for example in examples())]
    digits = next(record for record in records if record.name == "Digits MLP")
    ring = {
        PortRef("n7", "x"): LinkRecord(PortRef("n8", "y"), PortRef("n7", "x")),
        PortRef("u", "a"): LinkRecord(PortRef("n6", "y"), PortRef("u", "a")),
        PortRef("n10", "y_pred"): LinkRecord(PortRef("u", "b"), PortRef("n10", "y_pred")),
    }
    strange = NodeRecord(id="u", kind="FromElsewhere", name="u", attributes={"a": 1})
    odd = DocumentRecord(name="odd", nodes={**digits.nodes, "u": strange}, links={**digits.links, **ring})
    return [*records, odd]


class Hand:
    """Edits a document by every command there is; what is refused leaves it as it was."""

    def __init__(self, record: DocumentRecord, rng: random.Random) -> None:
        self.rng = rng
        self.document = Document(record)
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, catalog())
        self.clipboard = ""
        self.last = ""
        self.fixes: list[Any] = []
        self.advice: list[Problem] = []

    def edit(self) -> None:
        """One edit, or a few steps back or forth."""
        acts: list[Callable[[], object]] = [
            self.attribute, self.attribute, self.attribute, self.connect, self.connect, self.disconnect, self.delete, self.add,
            self.add, self.rename, self.mute, self.group, self.ungroup, self.ports, self.regroup_deep, self.paste, self.duplicate,
            self.insert, self.undo, self.undo, self.redo, self.settings, self.fix, self.move, self.become, self.level,
            self.dismiss,
        ]  # fmt: skip
        act = self.pick(acts)
        self.last = act.__name__
        with contextlib.suppress(NodegradError, IndexError):
            act()

    def pick(self, of: Sequence[Any]) -> Any:
        """One of these; IndexError where there is none."""
        return of[self.rng.randrange(len(of))] if of else of[0]

    def node(self) -> str:
        return str(self.pick(list(self.document.nodes)))

    def some(self) -> list[str]:
        nodes = list(self.document.nodes)
        return self.rng.sample(nodes, min(len(nodes), self.rng.randint(1, 4))) if nodes else []

    def near(self) -> list[str]:
        """A node and what feeds it, on one level."""
        node = self.node()
        level = self.document.nodes[node].group
        found = [node, *(link.source.node for link in self.document.links.values() if link.target.node == node)]
        return [each for each in dict.fromkeys(found) if self.document.nodes[each].group == level]

    def add(self) -> None:
        self.editor.add_node(self.pick(KINDS), 0, 0, connect_from=self.output() if self.rng.random() < 0.6 else None)

    def output(self) -> PortRef:
        node = self.node()
        return PortRef(node, self.pick(catalog().kind_of(self.document, node).outputs).name)

    def input(self) -> PortRef:
        node = self.node()
        return PortRef(node, self.pick(input_ports(catalog().kind_of(self.document, node), wired_inputs(self.document, node))))

    def connect(self) -> None:
        self.editor.connect(self.output(), self.input())

    def disconnect(self) -> None:
        self.editor.disconnect(self.pick(list(self.document.links)))

    def delete(self) -> None:
        self.editor.delete(self.some()[:2])

    def attribute(self) -> None:
        node = self.node()
        attr = self.pick(catalog().kind_of(self.document, node).attrs)
        choices = [*JUNK, *attr.choices, *attr.choices]
        self.editor.set_attribute(node, attr.name, self.pick(choices))

    def rename(self) -> None:
        self.editor.rename(self.node(), self.pick(["a", "b", "hidden", "Dense", "cast"]))

    def mute(self) -> None:
        self.editor.mute(self.some()[:2])

    def group(self) -> None:
        self.editor.group(self.near())

    def groups(self) -> list[str]:
        return [node.id for node in self.document.nodes.values() if node.kind == groups.GROUP]

    def ungroup(self) -> None:
        self.editor.ungroup([self.pick(self.groups())])

    def level(self) -> None:
        self.editor.level = self.pick([None, *self.groups()])

    def regroup_deep(self) -> None:
        self.editor.group([self.pick(self.groups())])

    def ports(self) -> None:
        group = self.pick(self.groups())
        side = self.pick(["inputs", "outputs"])
        ports = groups.port_names(self.document.nodes[group].attributes, side)
        act = self.pick(["add", "remove", "rename"])
        if act == "add":
            self.editor.add_port(group, side, "p")
        elif act == "remove":
            self.editor.remove_port(group, side, self.pick(ports))
        else:
            self.editor.rename_port(group, side, self.pick(ports), "q")

    def duplicate(self) -> None:
        if len(self.document.nodes) < 60:
            self.editor.duplicate(self.some())

    def paste(self) -> None:
        self.clipboard = self.clipboard or self.editor.copy(self.some())
        if len(self.document.nodes) < 60:
            self.editor.paste(self.clipboard, 0, 0, keep_incoming=self.rng.random() < 0.5)
        self.clipboard = self.clipboard if self.rng.random() < 0.5 else ""

    def insert(self) -> None:
        self.editor.insert_on_link(self.pick(KINDS), self.pick(list(self.document.links.values())))

    def move(self) -> None:
        self.editor.move({self.node(): (self.rng.random(), 0.0)})

    def become(self) -> None:
        """A file that was changed elsewhere: a node is of another kind."""
        node = self.document.nodes[self.node()]
        if node.kind not in ("Group", "GroupInput", "GroupOutput"):
            kind = self.pick([*KINDS, "FromElsewhere"])
            self.document.reset(_with(self.document.record(), NodeRecord(**{**_fields(node), "kind": kind, "attributes": {}})))
            self.stack.clear()

    def undo(self) -> None:
        for _ in range(self.rng.randint(1, 5)):
            self.stack.undo()

    def redo(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            self.stack.redo()

    def settings(self) -> None:
        self.editor.set_settings(early_stopping=self.rng.random() < 0.5, monitor=self.pick(["val_loss", "loss", "nothing"]))

    def dismiss(self) -> None:
        problem = self.pick(self.advice)
        self.editor.dismiss(problem.node, problem.rule)

    def fix(self) -> None:
        self.editor.apply_fix(self.pick(self.fixes))


def _fields(node: NodeRecord) -> dict[str, Any]:
    return {name: getattr(node, name) for name in node.__struct_fields__}


def _with(record: DocumentRecord, node: NodeRecord) -> DocumentRecord:
    return DocumentRecord(name=record.name, settings=record.settings, nodes={**record.nodes, node.id: node}, links=record.links)


class Follower:
    """The check that goes with the edits."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.check = Check(catalog())
        self.outcome = Outcome(self.check)
        self.result = CheckResult()
        self.follow()

    def glance(self) -> None:
        """Begin to check what was edited, and give it up as something else is edited."""
        for _ in zip(range(self.hand.rng.randint(1, 9)), self.outcome.steps(self.hand.document.record()), strict=False):
            pass

    def follow(self, thorough: bool = False) -> None:
        """Check what was edited, and compare with a check from scratch; ``thorough`` also with the graph itself."""
        record = self.hand.document.record()
        before, self.result = self.result, self.outcome.update(record)
        fresh = Check(catalog())
        clean = Outcome(fresh)
        wanted = clean.update(record)
        for part in (
            "port_types",
            "nodes",
            "problems",
            "dismissed",
            "parameters",
            "memory_bytes",
            "flops_per_sample",
            "ready",
            "monitors",
        ):
            assert getattr(self.result, part) == getattr(wanted, part), self.differing(part, self.result, wanted)
        shown = CheckResult(
            port_types=self.result.port_types, nodes=self.result.nodes, problems=self.result.problems
        ).changed_since(before)
        assert shown <= self.result.changed_since(before), (self.hand.last, "changed")
        assert self.check.size() == fresh.size(), f"kept after {self.hand.last}: {self.check.size()}, {fresh.size()}"
        assert self.outcome.size() == clean.size(), f"told after {self.hand.last}: {self.outcome.size()}, {clean.size()}"
        self.hand.advice = [problem for problem in wanted.problems if problem.can_be_dismissed]
        self.hand.fixes = [fix for problem in wanted.problems for fix in problem.fixes]
        if thorough:
            compare_with_graph(self.check, self.result, record)

    def differing(self, part: str, found: CheckResult, wanted: CheckResult) -> str:
        """What is different, in few words."""
        one, two = getattr(found, part), getattr(wanted, part)
        if isinstance(one, Mapping):
            keys = [key for key in {**one, **two} if one.get(key) != two.get(key)]
            return f"{part} after {self.hand.last}: {[(key, one.get(key), two.get(key)) for key in keys[:3]]}"
        if isinstance(one, tuple):
            more, less = [each for each in one if each not in two], [each for each in two if each not in one]
            return f"{part} after {self.hand.last}: too much {more[:3]}, too little {less[:3]}"
        return f"{part} after {self.hand.last}: {one}, {two}"


def compare_with_graph(check: Check, result: CheckResult, record: DocumentRecord) -> None:
    """The graph that is made of the document has the types that the check has found, and no more problems."""
    lowered = lower(record, catalog())
    assert [problem for problem in lowered.problems if problem not in result.dismissed] == list(result.problems)
    assert describe(lowered) == result
    assert (lowered.spec is not None) == result.ready
    found = {
        PortRef(cell.id, port): item.type
        for cell in check.cells.values()
        for port, item in cell.outputs.items()
        if isinstance(item, Tensor)
    }
    assert {ref: value.type for ref, value in lowered.values.items()} == found
    for ref, value in lowered.values.items():
        assert result.port_types[ref].detail == port_type({}, None, Tensor(value.type, False, None, "", "")).detail


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for start in starts():
        hand = Hand(start, random.Random(seed))
        follower = Follower(hand)
        for number in range(count):
            hand.edit()
            if number % 5 == 0:
                follower.glance()
                hand.edit()
            try:
                follower.follow(thorough=number % 7 == 0)
            except AssertionError as error:
                print(f"{start.name}: edit {number} ({hand.last}): {error}")
                raise
        print(f"{start.name}: {count} edits, {len(hand.document.nodes)} nodes, {follower.check.judged} nodes judged", flush=True)


if __name__ == "__main__":
    main()

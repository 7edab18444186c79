"""What an edit does not touch is not checked again, and the check still says what one from scratch would."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from documents import id_of
from hypothesis import given, settings
from hypothesis import strategies as st
from live_edits import Follower, Hand, starts
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.checking import Check
from app.compile.fragments import Fragments
from app.compile.outcome import Outcome
from app.compile.problems import CheckResult
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example

STARTS = starts()
DIGITS = find_example("digits-mlp").load()


@settings(max_examples=30, deadline=None)
@given(rng=st.randoms(use_true_random=False), start=st.sampled_from(STARTS))
def test_after_any_edits_the_check_says_what_a_fresh_one_would(rng: random.Random, start: DocumentRecord) -> None:
    hand = Hand(start, rng)
    follower = Follower(hand)
    for number in range(10):
        hand.edit()
        if number % 4 == 3:
            follower.glance()
            hand.edit()
        follower.follow(thorough=number == 9)


def deep(count: int) -> DocumentRecord:
    """The digits network with so many layers between its hidden one and its output, and a wire around every third."""
    nodes, links = dict(DIGITS.nodes), dict(DIGITS.links)
    before = around = PortRef("n7", "y")
    for index in range(count):
        id_, kind = f"m{index}", ("Dense", "ReLU", "Add")[index % 3]
        nodes[id_] = NodeRecord(id=id_, kind=kind, name=id_, attributes={"units": 64} if kind == "Dense" else {})
        for port, source in ({"a": before, "b": around} if kind == "Add" else {"x": before}).items():
            links[PortRef(id_, port)] = LinkRecord(source, PortRef(id_, port))
        before = PortRef(id_, "y")
        around = before if kind == "Add" else around
    links[PortRef("n8", "x")] = LinkRecord(before, PortRef("n8", "x"))
    return DocumentRecord(nodes=nodes, links=links)


class Bench:
    def __init__(self, record: DocumentRecord) -> None:
        self.document = Document(record)
        self.editor = Editor(self.document, QUndoStack(), catalog())
        self.check = Check(catalog())
        self.outcome = Outcome(self.check)
        self.outcome.update(record)

    def judged(self) -> int:
        """How many nodes the check looks at that follows the last edit."""
        before = self.check.judged
        self.outcome.update(self.document.record())
        return self.check.judged - before

    @property
    def result(self) -> CheckResult:
        return self.outcome.result


FEW = 12  # the nodes at the ends of an edit, and the sources and steps of the data, whose files may have changed


@pytest.mark.parametrize(
    ("edit", "most"),
    [
        (lambda editor: editor.set_attribute("n6", "use_bias", False), FEW),
        (lambda editor: editor.set_attribute("m300", "kernel_initializer", "zeros"), FEW),
        (lambda editor: editor.rename("m300", "other"), FEW),
        (lambda editor: editor.move({"m300": (4.0, 4.0)}), FEW),
        (lambda editor: editor.connect(PortRef("m296", "y"), PortRef("m299", "b")), FEW),
        (lambda editor: editor.add_node("ReLU", 0, 0, connect_from=PortRef("m300", "y")), FEW),
        (lambda editor: editor.delete(["m301"]), FEW),
        (lambda editor: editor.duplicate(["m300", "m301"]), FEW),
        (lambda editor: editor.set_settings(epochs=3), FEW),
        (lambda editor: editor.set_attribute("m597", "units", 32), FEW + 6),
    ],
    ids=["bias", "initializer", "rename", "move", "connect", "add", "delete", "duplicate", "settings", "units near the end"],
)
def test_an_edit_is_checked_where_it_is_felt(edit: Any, most: int) -> None:
    bench = Bench(deep(600))
    edit(bench.editor)
    assert bench.judged() <= most
    bench.editor.undo_stack.undo()
    assert bench.judged() <= most
    assert bench.result == Outcome.of(bench.check)


def test_what_has_changed_is_told() -> None:
    bench = Bench(deep(60))
    first = bench.result
    assert first.changed == first.nodes.keys()
    bench.editor.set_attribute("m30", "use_bias", False)
    bench.judged()
    told = {"m30", "n6"}  # the hint about many parameters stands at n6 and gives their number
    assert bench.result.changed == told == bench.result.changed_since(first)
    bench.editor.rename("m30", "other")
    bench.judged()
    assert not bench.result.changed and bench.result.changed_since(first) == told
    bench.editor.set_attribute("m57", "units", 32)
    bench.judged()
    assert {"m57", "m58", "m59", "n8"} <= bench.result.changed <= {"m57", "m58", "m59", "n6", "n8", "n9", "n10", "n11"}


def test_a_problem_that_names_another_node_follows_its_name() -> None:
    bench = Bench(DIGITS)
    output = id_of(DIGITS, "output")
    bench.editor.set_attribute(output, "units", 3)
    bench.judged()
    bench.editor.set_attribute(output, "units", 10)
    bench.editor.add_node("Softmax", 0, 0, connect_from=PortRef(output, "y"))
    softmax = list(bench.document.nodes)[-1]
    bench.editor.connect(PortRef(softmax, "y"), PortRef(id_of(DIGITS, "loss"), "y_pred"))
    bench.judged()
    (problem,) = [problem for problem in bench.result.problems if problem.rule == "double_activation"]
    assert any("softmax" in fix.text for fix in problem.fixes)
    bench.editor.rename(softmax, "at the end")
    bench.judged()
    (problem,) = [problem for problem in bench.result.problems if problem.rule == "double_activation"]
    assert any("at the end" in fix.text for fix in problem.fixes)


def test_thousands_of_edits_leave_nothing_behind() -> None:
    bench = Bench(deep(30))
    size = bench.check.size(), bench.outcome.size()
    for number in range(1500):
        bench.editor.set_attribute("m9", "units", 65 + number % 700)
        bench.judged()
    bench.editor.set_attribute("m9", "units", 64)
    bench.judged()
    assert (bench.check.size(), bench.outcome.size()) == size
    assert len(bench.check.fragments) <= bench.check.fragments.most


def test_the_oldest_fragments_are_forgotten() -> None:
    kept = Fragments(most=8)
    for number in range(100):
        kept.keep(("Dense", b"", (number,)), None)  # type: ignore[arg-type]
        assert len(kept) <= 8
    assert kept.get(("Dense", b"", (0,))) is None and ("Dense", b"", (99,)) in kept


def test_a_file_that_changes_without_an_edit_is_read_again(tmp_path: Any) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b,c\n1,2,0\n3,4,1\n")
    node = NodeRecord(id="t", kind="CSVTable", name="t", attributes={"file": "table.csv"})
    record = DocumentRecord(nodes={"t": node})
    outcome = Outcome(Check(catalog(), tmp_path))
    before = outcome.update(record).port_types
    table.write_text("a,b,c,d\n1,2,3,0\n3,4,5,1\n")
    assert outcome.update(msgspec.structs.replace(record, name="again")).port_types != before


def test_what_another_version_wrote_into_a_node_is_part_of_it() -> None:
    strange = NodeRecord(id="u", kind="FromElsewhere", name="u")
    outcome = Outcome(Check(catalog()))
    (before,) = outcome.update(DocumentRecord(nodes={"u": strange})).problems_of("u")
    changed = msgspec.structs.replace(strange, extra={"plugin": "mine.py"})
    (after,) = outcome.update(DocumentRecord(nodes={"u": changed})).problems_of("u")
    assert "mine.py" in after.message and after != before


def test_problems_stand_in_the_order_of_the_nodes_however_the_wires_came() -> None:
    document = Document(DocumentRecord())
    editor = Editor(document, QUndoStack(), catalog())
    split = editor.add_node("Split", 0, 0)
    group = editor.add_node("Group", 0, 0, connect_to=PortRef(split, "data"))
    entry = next(node.id for node in document.nodes.values() if node.kind == "GroupInput")
    editor.level = group
    editor.add_node("Adam", 0, 0, connect_from=PortRef(entry, editor.add_port(group, "inputs")))
    outcome = Outcome(Check(catalog()))
    before = outcome.update(document.record()).problems
    assert [problem.node for problem in before].count(group) == 2
    link = document.links[PortRef(split, "data")]
    editor.carry(link, link.target, "Draw a wire anew")
    assert next(reversed(document.links)) == link.target
    assert outcome.update(document.record()).problems == before == Outcome(Check(catalog())).update(document.record()).problems

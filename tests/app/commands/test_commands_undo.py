"""Any sequence of gestures, undone to the start and redone to the end, gives the identical document.

``python tests/app/commands/test_commands_undo.py 2000`` draws so many sequences, and longer ones.
"""

from __future__ import annotations

import contextlib
import inspect
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtGui import QUndoStack

from app.catalog.library import from_file
from app.catalog.registry import LIBRARY, catalog
from app.commands.editor import Editor
from app.commands.kind_draft import KindDraft
from app.compile.checking import Check
from app.compile.describe import describe
from app.compile.lower import lower
from app.compile.outcome import Outcome
from app.compile.problems import CheckResult, Fix
from app.model.document import Document
from app.model.groups import GROUP, port_names
from app.model.records import DocumentRecord, PortRef
from app.model.rules import input_ports, input_spec, wired_inputs
from app.plugins.room import Room
from app.project.format import dumps, loads
from app.project.library import Library
from engine.errors import NodegradError
from engine.plugins.load import sha256

KINDS = (
    "Digits",
    "Split",
    "Batch",
    "Dense",
    "ReLU",
    "Add",
    "Concatenate",
    "MeanSquaredError",
    "Adam",
    "ExponentialDecay",
    "Accuracy",
    "Group",
    "Reroute",
    "Note",
    "Frame",
    "FuzzedMish",  # of a plug-in
)
PLUGIN = """
from engine.plugins import composite

@composite("FuzzedMish", category="activations", formula="y = x·tanh(softplus(x))", source="Misra 2019")
def fuzzed_mish(b, x):
    'Like ReLU, but smooth.'
    return x * b.tanh(b.softplus(x))
"""
SIDES = st.sampled_from(["inputs", "outputs"])
PLACES = st.tuples(st.integers(-50, 50).map(lambda n: 4.0 * n), st.integers(-50, 50).map(lambda n: 4.0 * n))


@contextlib.contextmanager
def plugin() -> Iterator[None]:
    """With the kind of a plug-in in the catalogue."""
    room = Room(catalog())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fuzzed.py"
        file.write_text(PLUGIN, encoding="utf-8")
        room.load([(str(file), sha256(file.read_bytes()))])
        assert room.errors == {} and "FuzzedMish" in catalog()
        try:
            yield
        finally:
            room.use(())


@pytest.fixture(autouse=True, scope="module")
def _plugin() -> Iterator[None]:
    with plugin():
        yield


class Gestures(RuleBasedStateMachine):
    """Draws gestures of every sort; refused ones count as well, as they must leave no trace."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, catalog())
        self.start = self.document.record()
        self.clipboard = ""
        self.library = Library(Path("no such folder"))
        self.outcome = Outcome(Check(catalog()))

    def node(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(list(self.document.nodes)))

    def nodes(self, data: st.DataObject) -> list[str]:
        return data.draw(st.lists(st.sampled_from(list(self.document.nodes)), unique=True, max_size=4))

    def output(self, data: st.DataObject) -> PortRef | None:
        node = self.node(data)
        ports = catalog().kind_of(self.document, node).outputs
        return PortRef(node, data.draw(st.sampled_from(ports)).name) if ports else None

    def input(self, data: st.DataObject) -> PortRef | None:
        node = self.node(data)
        ports = input_ports(catalog().kind_of(self.document, node), wired_inputs(self.document, node))
        return PortRef(node, data.draw(st.sampled_from(ports))) if ports else None

    @rule(kind=st.sampled_from(KINDS), place=PLACES)
    def add(self, kind: str, place: tuple[float, float]) -> None:
        with contextlib.suppress(NodegradError):  # into an instance of a kind nothing goes
            self.editor.add_node(kind, *place)

    @precondition(lambda self: self.document.nodes)
    @rule(kind=st.sampled_from(KINDS), place=PLACES, data=st.data())
    def add_connected(self, kind: str, place: tuple[float, float], data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.add_node(kind, *place, connect_from=self.output(data), connect_to=self.input(data))

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def connect(self, data: st.DataObject) -> None:
        source, target = self.output(data), self.input(data)
        if source and target:
            with contextlib.suppress(NodegradError):
                self.editor.connect(source, target)

    @precondition(lambda self: self.document.links)
    @rule(data=st.data())
    def disconnect(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.disconnect(data.draw(st.sampled_from(list(self.document.links))))

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        links = list(self.document.links.values())
        with contextlib.suppress(NodegradError):
            self.editor.delete(
                self.nodes(data), data.draw(st.lists(st.sampled_from(links), max_size=2, unique=True)) if links else []
            )

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), places=st.lists(PLACES, min_size=1, max_size=3), seal=st.booleans())
    def move(self, data: st.DataObject, places: list[tuple[float, float]], seal: bool) -> None:
        nodes = self.nodes(data) or [self.node(data)]
        for place in places:
            self.editor.move(dict.fromkeys(nodes, place))
        if seal:
            self.editor.seal()

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), value=st.integers(0, 3))
    def set_attribute(self, data: st.DataObject, value: int) -> None:
        node = self.node(data)
        attrs = catalog().kind_of(self.document, node).attrs
        if attrs:
            attr = data.draw(st.sampled_from(attrs))
            with contextlib.suppress(NodegradError):
                self.editor.set_attribute(node, attr.name, bool(value) if attr.kind == "bool" else value)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def reset_attribute(self, data: st.DataObject) -> None:
        node = self.node(data)
        for key in list(self.document.nodes[node].attributes)[:1]:
            with contextlib.suppress(NodegradError):
                self.editor.reset_attribute(node, key)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), units=st.integers(0, 9))
    def set_units_of_several(self, data: st.DataObject, units: int) -> None:
        nodes = [node for node in self.nodes(data) if self.document.nodes[node].kind == "Dense"]
        with contextlib.suppress(NodegradError):
            self.editor.set_attributes(nodes, "units", units)
            self.editor.reset_attributes(nodes, "use_bias")

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), port=st.sampled_from([None, "", "y"]))
    def pin(self, data: st.DataObject, port: str | None) -> None:
        self.editor.pin(self.nodes(data), port)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), name=st.sampled_from(["a", "b", "hidden", " ", "x/y"]))
    def rename(self, data: st.DataObject, name: str) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.rename(self.node(data), name)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def fix(self, data: st.DataObject) -> None:
        node = self.node(data)
        with contextlib.suppress(NodegradError):
            self.editor.apply_fix(Fix("Set units to {units}", node, {"units": 5, "use_bias": False}))

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), keep=st.booleans())
    def duplicate(self, data: st.DataObject, keep: bool) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.duplicate(self.nodes(data), 40, 0, keep_incoming=keep)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), act=st.sampled_from(["chain", "take_out", "mute"]))
    def change_several(self, data: st.DataObject, act: str) -> None:
        nodes = self.nodes(data)
        with contextlib.suppress(NodegradError):
            if act == "chain":
                self.editor.chain(nodes)
            elif act == "take_out":
                self.editor.take_out(nodes)
            else:
                self.editor.mute(nodes)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def swap_inputs(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.swap_inputs(self.node(data))

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def change_kind(self, data: st.DataObject) -> None:
        """To one that is offered, which keeps every wire, or to any, which drops what does not fit."""
        nodes = self.nodes(data)
        offered = self.editor.kinds_instead(nodes)
        links = len(self.document.links)
        with contextlib.suppress(NodegradError):
            if offered and data.draw(st.booleans()):
                self.editor.change_kind(nodes, data.draw(st.sampled_from(offered)).name)
                assert len(self.document.links) == links
            else:
                self.editor.change_kind(nodes, data.draw(st.sampled_from(KINDS)))

    @precondition(lambda self: self.clipboard and self.document.nodes)
    @rule(data=st.data())
    def paste_attributes(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.paste_attributes(self.clipboard, self.nodes(data))

    @precondition(lambda self: self.document.links)
    @rule(data=st.data())
    def carry(self, data: st.DataObject) -> None:
        link, target = data.draw(st.sampled_from(list(self.document.links.values()))), self.input(data)
        if target:
            with contextlib.suppress(NodegradError):
                self.editor.carry(link, target, "Move a wire")

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), places=st.lists(PLACES, min_size=4, max_size=4), width=st.sampled_from([200.0, 480.0]))
    def frame_and_arrange(self, data: st.DataObject, places: list[tuple[float, float]], width: float) -> None:
        nodes = self.nodes(data)
        with contextlib.suppress(NodegradError):
            frame = self.editor.frame(nodes, (0.0, 0.0, width, 240.0))
            self.editor.resize(frame, width=width + 80)
            self.editor.arrange(dict(zip(nodes, places, strict=False)), {frame: {"height": width}}, "Lay out")

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data(), rule=st.sampled_from(["a", "b"]), again=st.booleans())
    def dismiss(self, data: st.DataObject, rule: str, again: bool) -> None:
        node = self.node(data)
        with contextlib.suppress(NodegradError):
            self.editor.dismiss(node, rule)
            if again:
                self.editor.restore(node, rule)

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        self.clipboard = self.editor.copy(self.nodes(data))

    @precondition(lambda self: self.clipboard)
    @rule(place=PLACES, keep=st.booleans())
    def paste(self, place: tuple[float, float], keep: bool) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.paste(self.clipboard, *place, keep_incoming=keep)

    @precondition(lambda self: self.document.links)
    @rule(data=st.data(), kind=st.sampled_from(KINDS))
    def insert(self, data: st.DataObject, kind: str) -> None:
        link = data.draw(st.sampled_from(list(self.document.links.values())))
        with contextlib.suppress(NodegradError):
            self.editor.insert_on_link(data.draw(st.sampled_from([kind, *self.document.nodes])), link)

    def groups(self) -> list[str]:
        return [node.id for node in self.document.nodes.values() if node.kind == GROUP]

    @precondition(lambda self: self.document.nodes)
    @rule(data=st.data())
    def group(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.group(self.nodes(data))

    @precondition(lambda self: self.groups())
    @rule(data=st.data())
    def ungroup(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.ungroup(self.nodes(data) or self.groups()[-1:])

    @rule(data=st.data())
    def open_a_group(self, data: st.DataObject) -> None:
        self.editor.level = data.draw(st.sampled_from([None, *self.groups()]))

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), side=SIDES, by=st.integers(-2, 2), name=st.sampled_from(["a", "x", "y_2", "p.q", "+", ""]))
    def change_ports(self, data: st.DataObject, side: str, by: int, name: str) -> None:
        group = data.draw(st.sampled_from(self.groups()))
        ports = port_names(self.document.nodes[group].attributes, side)
        act = data.draw(st.sampled_from(["add", "remove", "rename", "move"]))
        port = data.draw(st.sampled_from(ports)) if ports else ""
        with contextlib.suppress(NodegradError):
            if act == "add" or not ports:
                assert self.editor.add_port(group, side, name) not in ports
            elif act == "remove":
                self.editor.remove_port(group, side, port)
            elif act == "rename":
                self.editor.rename_port(group, side, port, name)
            else:
                self.editor.move_port(group, side, port, by)

    @precondition(lambda self: self.groups())
    @rule(data=st.data(), name=st.sampled_from(["Mine", "Yours"]))
    def save_as_kind(self, data: st.DataObject, name: str) -> None:
        """With some of the attributes inside as parameters, of which one may drive two."""
        draft = KindDraft(self.document.record(), catalog(), self.library, data.draw(st.sampled_from(self.groups())))
        draft.name = name
        keys = [inner.key for inner in draft.attributes]
        for key in data.draw(st.lists(st.sampled_from(keys), max_size=2, unique=True)) if keys else []:
            shown = draft.show(key)
            others = [inner.key for inner in draft.fitting(shown)]
            draft.drive(shown, data.draw(st.sampled_from(others)), True)
        with contextlib.suppress(NodegradError):
            kind, drives = draft.build()
            self.editor.become_instance(draft.group, kind, drives)
            self.library.kinds[name] = kind
            catalog().set_own(LIBRARY, [from_file(each, catalog()) for each in self.library.kinds.values()])

    @precondition(lambda self: self.library.kinds)
    @rule(data=st.data(), place=PLACES)
    def put_in_a_kind(self, data: st.DataObject, place: tuple[float, float]) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.add_node(data.draw(st.sampled_from(list(self.library.kinds))), *place)

    @precondition(lambda self: self.library.kinds)
    @rule(data=st.data())
    def update_instances(self, data: st.DataObject) -> None:
        kind = self.library.kinds[data.draw(st.sampled_from(list(self.library.kinds)))]
        found = [node.id for node in self.document.nodes.values() if node.definition is not None and node.group is None]
        if found:  # to another version, or even to another kind
            self.editor.update_instances([data.draw(st.sampled_from(found))], kind)
        self.editor.update_instances(self.editor.outdated(kind), kind)
        assert self.editor.outdated(kind) == []

    @precondition(lambda self: self.groups())
    @rule(data=st.data())
    def edit_a_kind(self, data: st.DataObject) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.open_instance(data.draw(st.sampled_from(self.groups())))

    @rule(epochs=st.integers(0, 3), name=st.sampled_from(["Mine", "Yours", ""]))
    def change_document(self, epochs: int, name: str) -> None:
        with contextlib.suppress(NodegradError):
            self.editor.set_settings(epochs=epochs)
        with contextlib.suppress(NodegradError):
            self.editor.rename_document(name)

    @rule(steps=st.integers(1, 4))
    def undo_a_little(self, steps: int) -> None:
        for _ in range(steps):
            self.stack.undo()

    @rule(steps=st.integers(1, 2))
    def redo_a_little(self, steps: int) -> None:
        for _ in range(steps):
            self.stack.redo()

    @invariant()
    def what_is_there_can_be_saved(self) -> None:
        record = self.document.record()
        assert loads(dumps(record)) == record

    @invariant()
    def wires_end_in_ports(self) -> None:
        kinds = {node: catalog().kind_of(self.document, node) for node in self.document.nodes}
        for link in self.document.links.values():
            assert kinds[link.source.node].output(link.source.port) is not None
            assert input_spec(kinds[link.target.node], link.target.port) is not None

    @invariant()
    def what_is_drawn_can_be_lowered_and_the_check_that_follows_says_the_same(self) -> None:
        record = self.document.record()
        wanted, found = describe(lower(record, catalog())), self.outcome.update(record)
        for part in CheckResult.__dataclass_fields__.values():
            if part.compare:
                assert getattr(found, part.name) == getattr(wanted, part.name), part.name

    @invariant()
    def no_step_is_empty(self) -> None:
        if self.stack.canUndo():
            after = frozen(self.document.record())
            self.stack.undo()
            assert frozen(self.document.record()) != after
            self.stack.redo()
            assert frozen(self.document.record()) == after

    def teardown(self) -> None:
        catalog().set_own(LIBRARY, ())
        here = self.stack.index()
        end = frozen(self.document.record())
        states = [end]
        while self.stack.canUndo():
            self.stack.undo()
            states.append(frozen(self.document.record()))
        assert states[-1] == frozen(self.start)
        while self.stack.index() < here:
            states.pop()
            self.stack.redo()
            assert frozen(self.document.record()) == (states[-1] if states else end)
        self.stack.clear()  # its commands are Python's, which must not be left to go in any order with the stack


def frozen(record: DocumentRecord) -> tuple[object, ...]:
    """The record with the order of its nodes and links."""
    return record.name, record.settings, list(record.nodes.items()), list(record.links.items())


Gestures.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestGestures = Gestures.TestCase

#: What asks the editor and changes nothing, and what only stands for the state of a gesture.
ASKS = {"instances", "newer", "outdated", "kinds_instead", "copy", "seal"}


def test_no_gesture_of_the_editor_is_left_out() -> None:
    drawn = set(re.findall(r"self\.editor\.([a-z_]+)\(", Path(__file__).read_text("utf-8")))
    known = {name for name, value in inspect.getmembers(Editor, inspect.isfunction) if not name.startswith("_")}
    assert known - drawn - ASKS == set()


if __name__ == "__main__":
    more = settings(Gestures.TestCase.settings, max_examples=int(sys.argv[1]), stateful_step_count=50)
    with plugin():
        run_state_machine_as_test(Gestures, settings=more)

"""Groups are unfolded: the same network trains to the same losses, and what is wrong is said where it is mended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QUndoStack

import resources
from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.describe import describe
from app.compile.lower import lower
from app.model.document import Document
from app.model.groups import ENTRY, EXIT, border
from app.model.records import DocumentRecord, PortRef
from app.project import store
from engine.export import export_code
from engine.train import StepDone, Trainer

STEPS = 12


class Bench:
    """An example with an editor."""

    def __init__(self, example: str = "digits-mlp") -> None:
        self.document = Document(store.load(resources.path("examples", f"{example}.nodegrad")))
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, catalog())

    def ids(self, *names: str) -> list[str]:
        by_name = {node.name: node.id for node in self.document.nodes.values()}
        return [by_name[name] for name in names]

    def problems(self) -> list[tuple[str, str]]:
        """Errors with the node that they are at."""
        nodes = self.document.nodes
        return [(nodes[problem.node or ""].name, problem.message) for problem in lower(self.document.record(), catalog()).errors]


def losses(record: DocumentRecord) -> list[float]:
    spec = lower(record, catalog()).spec
    assert spec is not None
    found: list[float] = []
    for event in Trainer(spec).events():
        if isinstance(event, StepDone):
            found.append(float(event.values[0]))
            if len(found) == STEPS:
                break
    return found


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("example", ["digits-mlp", "digits-cnn", "vanishing-gradient"])
def test_a_grouped_document_trains_to_the_identical_losses(example: str) -> None:
    bench = Bench(example)
    plain = losses(bench.document.record())
    layers = [
        node for node in bench.document.nodes if catalog().kind_of(bench.document, node).category in ("Layers", "Activations")
    ]
    bench.editor.group(layers)
    assert losses(bench.document.record()) == plain
    bench.editor.group(layers[:2])  # one more level down
    assert losses(bench.document.record()) == plain


def test_data_losses_and_optimizers_may_lie_in_groups(bench: Bench) -> None:
    plain = losses(bench.document.record())
    bench.editor.group(bench.ids("digits", "split", "normalize", "shuffle", "batch"))
    bench.editor.group(bench.ids("loss", "adam", "accuracy"))
    assert losses(bench.document.record()) == plain


def test_weights_are_named_by_their_groups(bench: Bench) -> None:
    bench.editor.rename(bench.editor.group(bench.ids("hidden", "relu", "output")), "body")
    bench.editor.rename(bench.editor.group(bench.ids("hidden", "relu")), "block")
    lowered = lower(bench.document.record(), catalog())
    (hidden,) = bench.ids("hidden")
    assert lowered.weights[hidden]["kernel"].node.name == "body/block/hidden/kernel"
    assert lowered.weights[hidden]["kernel"].node.origin == hidden


def test_groups_tell_what_they_hold_and_what_flows_through_them(bench: Bench) -> None:
    group = bench.editor.group(bench.ids("hidden", "relu", "output"))
    inner = bench.editor.group(bench.ids("relu"))
    result = describe(lower(bench.document.record(), catalog()))
    assert result.parameters == result.nodes[group].parameters == 64 * 64 + 64 + 64 * 10 + 10
    assert result.nodes[group].footer == "4,810 params" and result.nodes[inner].footer == "1 node"
    start, end = border(bench.document, group, ENTRY), border(bench.document, group, EXIT)
    assert start is not None and end is not None
    shapes = {str(ref): found.shape for ref, found in result.port_types.items()}
    assert shapes[f"{group}.x"] == shapes[f"{start}.x"] == shapes[f"{bench.ids('hidden')[0]}.x"] == "batch×64"
    assert shapes[f"{group}.y"] == shapes[f"{end}.y"] == "batch×10"


def test_a_group_without_a_wire_is_one_problem_at_the_group(bench: Bench) -> None:
    group = bench.editor.group(bench.ids("hidden", "relu", "output"))
    bench.editor.disconnect(PortRef(group, "x"))
    assert bench.problems() == [("group", "Group 'group' needs a wire into 'x'")]
    bench.stack.undo()
    end = border(bench.document, group, EXIT)
    assert end is not None
    bench.editor.disconnect(PortRef(end, "y"))
    (problem,) = bench.problems()
    assert problem == ("group", "Group 'group' gives nothing at 'y'; open it and connect something to its output")
    assert lower(bench.document.record(), catalog()).spec is None


def test_an_optional_input_behind_a_free_port_is_left_free(bench: Bench) -> None:
    group = bench.editor.group(bench.ids("adam"))
    start = border(bench.document, group, ENTRY)
    assert start is not None
    bench.editor.connect(PortRef(start, "+"), PortRef(bench.ids("adam")[0], "schedule"))
    assert bench.problems() == [] and lower(bench.document.record(), catalog()).spec is not None


def test_an_error_inside_is_said_of_the_inner_node(bench: Bench) -> None:
    bench.editor.group(bench.ids("hidden", "relu", "output"))
    bench.editor.disconnect(PortRef(bench.ids("hidden")[0], "x"))
    assert bench.problems() == [("hidden", "Dense 'hidden' needs a wire into 'x'")]


def test_a_muted_group_hands_on_what_comes_in(bench: Bench) -> None:
    group = bench.editor.group(bench.ids("hidden", "relu"))
    bench.editor.mute([group])
    result = lower(bench.document.record(), catalog())
    assert result.spec is not None and list(result.weights) == bench.ids("output")
    assert result.weights[bench.ids("output")[0]]["kernel"].shape == (64, 10)
    bench.editor.disconnect(PortRef(group, "x"))
    assert [message for _, message in bench.problems()] == [
        "Group 'group' is muted, but nothing comes in that it could hand on; unmute it, or connect an input"
    ]


def test_a_border_outside_of_any_group_is_a_problem(bench: Bench) -> None:
    record = bench.document.record()
    stray = msgspec.structs.replace(next(iter(record.nodes.values())), id="s", name="stray", kind=ENTRY, attributes={})
    lowered = lower(msgspec.structs.replace(record, nodes={**record.nodes, "s": stray}), catalog())
    assert [problem.message for problem in lowered.errors] == ["'stray' stands outside of any group and does nothing; delete it"]


def test_a_circle_that_no_editor_makes_is_survived() -> None:
    bench = Bench()
    group = bench.editor.group(bench.ids("hidden"))
    record = bench.document.record()
    nodes = {**record.nodes, group: msgspec.structs.replace(record.nodes[group], group=group)}
    assert lower(msgspec.structs.replace(record, nodes=nodes), catalog()).record.nodes == nodes


def test_the_exported_script_of_a_grouped_document_trains_alike(bench: Bench, tmp_path: Path) -> None:
    plain = losses(bench.document.record())
    bench.editor.rename(bench.editor.group(bench.ids("hidden", "relu", "output")), "my block")
    spec = lower(bench.document.record(), catalog()).spec
    assert spec is not None
    script, out = tmp_path / "script.py", tmp_path / "losses.json"
    script.write_text(export_code(spec, "numpy"), encoding="utf-8")
    subprocess.run([sys.executable, str(script), "--steps", str(STEPS), "--losses", str(out)], check=True, capture_output=True)
    assert json.loads(out.read_text()) == pytest.approx(plain, rel=1e-5)

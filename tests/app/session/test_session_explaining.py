"""What the worker says of a training step: passes and kernels by canvas node, from the document or from the run that is on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.kernels import together
from app.panels.plan_words import pass_title, pass_words
from app.project.examples import Example, examples, find_example
from app.project.format import dumps, loads
from app.session.explaining import batch_rows, explain
from app.session.previews import Scene
from app.session.protocol import Explain, decode_event, encode
from engine.errors import NodegradError
from engine.session import Session
from engine.train import StepDone, Trainer


def asked(example: Example, **changes: Any) -> Explain:
    record = loads(example.path.read_text(encoding="utf-8"))
    return Explain(request="e", document=dumps(msgspec.structs.replace(record, **changes)), folder=str(example.path.parent))


def sets(example: str) -> list[set[str]]:
    found = find_example(example)
    told = explain(asked(found), None)
    nodes = found.load().nodes
    return [{nodes[node].name for node in item.nodes} for item in together(told.compiled or (), nodes)]


def test_the_compiled_step_runs_a_layer_with_its_activation_and_the_loss_with_the_metric() -> None:
    pytest.importorskip("numba", reason="steps are compiled by numba")
    assert sets("digits-mlp") == [{"hidden", "relu"}, {"output", "loss", "accuracy"}]
    assert {"block", "whole"} in sets("transformer-text")


@pytest.mark.parametrize("example", [item for item in examples() if not item.needs], ids=lambda item: item.name)
def test_every_example_is_explained_and_every_kernel_is_some_nodes(example: Example) -> None:
    told = explain(asked(example), None)
    nodes = example.load().nodes
    assert told.kernels and {node for kernel in told.kernels for node in kernel.nodes} <= nodes.keys()
    assert decode_event(encode(told)[4:]) == told
    optimizer = next(kernel for kernel in told.kernels if kernel.ops[0].endswith("_update"))
    assert all(catalog().get(nodes[node].kind).role == "optimizer" for node in optimizer.nodes)
    for done in told.passes:
        assert pass_title(done.name) != done.name and "{" not in pass_words(done)


def test_batches_are_no_larger_than_the_training_part() -> None:
    example = find_example("iris-softmax")
    record = loads(example.path.read_text(encoding="utf-8"))
    batch = next(node for node in record.nodes.values() if node.kind == "Batch")
    larger = msgspec.structs.replace(batch, attributes={**batch.attributes, "batch_size": 5000})
    spec = lower(msgspec.structs.replace(record, nodes={**record.nodes, batch.id: larger}), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    assert batch_rows(spec) == len(trainer.loaded.part("train"))


def test_a_document_that_cannot_be_trained_is_an_error() -> None:
    with pytest.raises(NodegradError):
        explain(Explain(request="e", document=dumps(loads('{"nodegrad": 1, "name": "Empty", "nodes": [], "links": []}'))), None)


def test_the_plan_of_a_run_is_told_where_it_trains_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    example = find_example("iris-softmax")
    command = asked(example)
    lowered = lower(example.load(), catalog(), folder=example.path.parent)
    assert lowered.spec is not None
    trainer = Trainer(lowered.spec)
    scene = Scene(lowered.record, str(example.path.parent), lowered, trainer.session, plan=trainer.plan)
    made: list[object] = []
    plain = Session.prepare
    monkeypatch.setattr(Session, "prepare", lambda self, *args, **more: (made.append(1), plain(self, *args, **more))[1])
    of_run = explain(command, scene)
    assert not made
    assert of_run == explain(command, None) and made
    made.clear()
    settings = msgspec.structs.replace(lowered.record.settings, seed=7)
    explain(asked(example, settings=settings), scene)
    assert made  # that is another run


def test_a_run_says_what_makes_its_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba", reason="steps are compiled by numba")
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    lowered = lower(find_example("house-prices").load(), catalog())
    assert lowered.spec is not None
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    plain = Trainer(lowered.spec)
    next(plain.events())
    assert plain.made_by == "numpy"
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    lowered = lower(find_example("house-prices").load(), catalog())
    assert lowered.spec is not None
    compiled = Trainer(lowered.spec)
    next(event for event in compiled.events() if isinstance(event, StepDone))  # others tell that it is waited for
    assert compiled.made_by == "compiled"


@pytest.mark.reference
def test_pytorchs_lines_are_told_on_its_devices() -> None:
    pytest.importorskip("torch", reason="the PyTorch backend needs it")
    example = find_example("iris-softmax")
    settings = msgspec.structs.replace(example.load().settings, device="cpu:torch")
    told = explain(asked(example, settings=settings), None)
    assert told.library == "torch" and told.compiled is None
    assert any(len(kernel.ops) > 1 for kernel in told.kernels)

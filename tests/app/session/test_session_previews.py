"""Previews by the real worker: right values, in the right form, beside a run that does not notice, and through its death."""

from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot
from sklearn.datasets import load_digits

import resources
from app.catalog.library import from_file
from app.catalog.registry import LIBRARY, catalog
from app.commands.editor import Editor
from app.commands.kind_draft import KindDraft
from app.compile.lower import lower
from app.model.document import Document
from app.model.pictures import HeatMap, Histogram, Images, Number, Picture, Unseen
from app.model.records import DocumentRecord, NodeRecord, PortRef
from app.project.format import dumps, loads
from app.project.library import Library
from app.session.client import WorkerClient
from app.session.pipes import PutOff
from app.session.previews import Previewer
from app.session.protocol import Previewed
from engine.errors import NodegradError


def example(name: str = "digits-mlp") -> DocumentRecord:
    return loads(resources.path("examples", f"{name}.nodegrad").read_text(encoding="utf-8"))


def ids(record: DocumentRecord) -> dict[str, str]:
    return {node.name: node.id for node in record.nodes.values()}


def explained(error: BaseException) -> NodegradError:
    raise error


def seen(record: DocumentRecord, *looks: tuple[str, str], previewer: Previewer | None = None) -> list[Picture]:
    """Pictures of looks by node name, worked out in this process."""
    named = ids(record)
    maker = previewer or Previewer(lambda: None, explained)
    pictures, _ = maker.idle(dumps(record), "", [(named.get(node, node), port) for node, port in looks], "")
    return [each.picture for each in pictures]


# --- what is seen -------------------------------------------------------------------------------------------------------


def test_values_of_a_network_that_was_not_trained() -> None:
    record = example()
    rows, hidden, kernel, loss, figure = seen(
        record, ("batch", "x"), ("hidden", "y"), ("hidden", "kernel"), ("loss", "loss"), ("accuracy", "value")
    )
    assert isinstance(rows, HeatMap)
    assert rows.shape == (32, 64)
    assert isinstance(hidden, HeatMap)
    assert hidden.shape[0] == 32
    assert isinstance(kernel, Histogram)
    assert sum(kernel.counts) == np.prod(kernel.shape)
    assert isinstance(loss, Number)
    assert 1.5 < loss.value < 4.0
    assert isinstance(figure, Number)
    assert 0.0 <= figure.value <= 1.0


def test_the_ports_of_a_group_show_what_flows_through_them() -> None:
    document = Document(example())
    editor, names = Editor(document, QUndoStack(), catalog()), ids(document.record())
    plain = seen(document.record(), ("hidden", "x"), ("relu", "y"), ("batch", "x"))
    group = editor.group([names["hidden"], names["relu"]])
    start = next(node.id for node in document.nodes.values() if node.kind == "GroupInput")
    relu, rows, kernel = seen(document.record(), (group, "y"), (start, "x"), ("hidden", "kernel"))
    assert relu == plain[1] and rows == plain[2] and isinstance(kernel, Histogram)


def test_the_weights_are_those_that_a_run_starts_from() -> None:
    record = example()
    lowered = lower(record, catalog())
    assert lowered.spec is not None
    from engine.train import Trainer

    weights = Trainer(lowered.spec).weights()["hidden/kernel"]
    (kernel,) = seen(record, ("hidden", "kernel"))
    assert (kernel.figures.least, kernel.figures.greatest) == (float(weights.min()), float(weights.max()))


def test_a_dataset_shows_its_first_rows_before_and_after_a_step() -> None:
    record = example()
    source, normal = seen(record, ("digits", "data"), ("normalize", "rows"))
    assert isinstance(source, HeatMap)
    assert (source.figures.least, source.figures.greatest) == (0.0, 16.0)
    assert source.figures.mean == pytest.approx(load_digits().data[:32].mean(), rel=1e-6)
    assert normal.figures.least is not None
    assert normal.figures.least < 0


def test_the_sample_is_not_read_again_for_another_look(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.data import Pipeline

    built: list[int] = []
    build = Pipeline.build
    monkeypatch.setattr(Pipeline, "build", lambda self, *rest, **more: built.append(1) or build(self, *rest, **more))
    maker = Previewer(lambda: None, explained)
    record = example()
    seen(record, ("hidden", "y"), ("output", "y"), previewer=maker)
    nodes = dict(record.nodes)
    hidden = nodes[ids(record)["hidden"]]
    nodes[hidden.id] = NodeRecord(id=hidden.id, kind=hidden.kind, name=hidden.name, attributes={**hidden.attributes, "units": 7})
    (value,) = seen(
        DocumentRecord(name="x", nodes=nodes, links=record.links, settings=record.settings), ("hidden", "y"), previewer=maker
    )
    assert value.shape[1] == 7
    assert len(built) == 1


def single(kind: str, **attributes: Any) -> DocumentRecord:
    return DocumentRecord(nodes={"n1": NodeRecord(id="n1", kind=kind, name="it", attributes=attributes)})


@pytest.mark.parametrize(
    ("value", "dtype", "form", "mean"),
    [
        (3.5, "float32", Number, 3.5), ([1, 2, 2], "int64", Histogram, 5 / 3), ([True, False], "bool", Histogram, 0.5),
        ([[1, 2], [3, 4]], "float32", HeatMap, 2.5),
    ],
)  # fmt: skip
def test_a_constant_in_every_form(value: Any, dtype: str, form: type, mean: float) -> None:
    (picture,) = seen(single("Constant", value=value, dtype=dtype), ("it", "y"))
    assert type(picture) is form
    assert picture.dtype == dtype
    assert picture.figures.mean == pytest.approx(mean)


def test_images_are_images() -> None:
    value = np.zeros((2, 4, 4, 3)).tolist()
    (picture,) = seen(single("Constant", value=value), ("it", "y"))
    assert isinstance(picture, Images)


def test_what_cannot_be_seen_says_why() -> None:
    (fed,) = seen(single("Placeholder", shape=[2]), ("it", "y"))
    assert isinstance(fed, Unseen)
    assert fed.template.format(**fed.params) == "'it' is fed by nothing; connect data in its place to see values"
    (wrong,) = seen(single("Dense", units=3), ("it", "y"))
    assert isinstance(wrong, Unseen)
    assert "needs a wire into 'x'" in wrong.template.format(**wrong.params)
    gone, unknown = seen(single("Constant", value=1.0), ("nobody", "y"), ("it", "z"))
    assert isinstance(gone, Unseen)
    assert isinstance(unknown, Unseen)
    (huge,) = seen(single("RandomNormal", shape=[40000, 40000]), ("it", "y"))
    assert isinstance(huge, Unseen)
    assert "too much" in huge.template


def test_one_value_that_fails_hides_no_other() -> None:
    record = example()
    nodes = {**record.nodes, "lone": NodeRecord(id="lone", kind="Placeholder", name="lone", attributes={"shape": [2]})}
    record = DocumentRecord(name="x", nodes=nodes, links=record.links, settings=record.settings)
    good, bad = seen(record, ("hidden", "y"), ("lone", "y"))
    assert isinstance(good, HeatMap)
    assert isinstance(bad, Unseen)


def test_nothing_is_fetched_from_the_network_for_a_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    record = single("MNIST")
    (picture,) = seen(record, ("it", "data"))
    assert isinstance(picture, Unseen)
    assert "run once to fetch it" in picture.template
    assert list(tmp_path.iterdir()) == []


def test_it_gives_way_to_what_matters_more() -> None:
    def ask() -> None:
        raise PutOff

    with pytest.raises(PutOff):
        seen(example(), ("hidden", "y"), previewer=Previewer(ask, explained))


# --- through the worker -------------------------------------------------------------------------------------------------


class Watch:
    """What a client said about previews."""

    def __init__(self, client: WorkerClient) -> None:
        self.seen: list[Previewed] = []
        self.failures: list[Any] = []
        self.deaths: list[str] = []
        self.ends: list[Any] = []
        client.previewed.connect(self.seen.append)
        client.failed.connect(self.failures.append)
        client.died.connect(self.deaths.append)
        client.run_ended.connect(self.ends.append)


@pytest.fixture
def client(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerClient]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = WorkerClient(log=tmp_path / "worker.log")
    client.watch = Watch(client)  # type: ignore[attr-defined]
    client.start()
    yield client
    client.shutdown()


def watch(client: WorkerClient) -> Watch:
    return client.watch  # type: ignore[attr-defined,no-any-return]


def ask(qtbot: QtBot, client: WorkerClient, text: str, *looks: tuple[str, str], run: str = "") -> Previewed:
    request = client.preview(text, looks, run=run)
    qtbot.waitUntil(lambda: any(event.request == request for event in watch(client).seen), timeout=60_000)
    return watch(client).seen[-1]


def with_epochs(epochs: int) -> str:
    data = json.loads(resources.path("examples", "digits-mlp.nodegrad").read_text(encoding="utf-8"))
    data["settings"]["epochs"] = epochs
    return json.dumps(data)


def test_the_weights_of_a_run_are_seen_while_it_trains_and_afterwards(qtbot: QtBot, client: WorkerClient) -> None:
    text = with_epochs(100_000)
    record = loads(text)
    hidden, source = ids(record)["hidden"], ids(record)["digits"]
    before = ask(qtbot, client, text, (hidden, "kernel"), (hidden, "y"))
    assert before.step == 0
    run = client.train(text)
    qtbot.waitUntil(
        lambda: client.history is not None and client.history.poll() >= 0 and client.history.step > 50, timeout=60_000
    )
    during = ask(qtbot, client, text, (hidden, "kernel"), (hidden, "y"), (source, "data"), run=run)
    assert during.step > 0
    assert during.pictures[0].picture.figures != before.pictures[0].picture.figures
    assert isinstance(during.pictures[1].picture, HeatMap)
    rows = during.pictures[2].picture
    assert isinstance(rows, Unseen)
    assert rows.waits
    other = ask(qtbot, client, text.replace('"units": 64', '"units": 65'), (hidden, "y"), run=run)
    assert isinstance(other.pictures[0].picture, Unseen)
    assert other.pictures[0].picture.waits
    client.pause()
    qtbot.waitUntil(lambda: client.state == "paused", timeout=60_000)
    assert ask(qtbot, client, text, (hidden, "y"), run=run).step >= during.step
    client.stop()
    qtbot.waitUntil(lambda: bool(watch(client).ends), timeout=60_000)
    after = ask(qtbot, client, text, (hidden, "kernel"), (source, "data"), run=run)
    assert after.step == watch(client).ends[-1].steps
    assert isinstance(after.pictures[1].picture, HeatMap)
    fresh = ask(qtbot, client, text, (hidden, "kernel"))
    assert fresh.step == 0
    assert fresh.pictures[0] == before.pictures[0]


def test_a_run_that_is_looked_at_gives_the_same_numbers(qtbot: QtBot, client: WorkerClient) -> None:
    text = with_epochs(30)
    hidden = ids(loads(text))["hidden"]
    losses = []
    for looked_at in (False, True):
        run = client.train(text)
        while len(watch(client).ends) <= looked_at:
            if looked_at:
                client.preview(text, [(hidden, "y"), (hidden, "kernel")], run=run)
            qtbot.wait(20)
        assert client.history is not None
        losses.append(client.history.get("loss")[1].copy())
    assert np.array_equal(*losses)


def test_a_worker_killed_while_it_previews_is_survived_and_told(qtbot: QtBot, client: WorkerClient) -> None:
    text = with_epochs(3)
    hidden = ids(loads(text))["hidden"]
    qtbot.waitUntil(lambda: client.state == "idle", timeout=60_000)
    process = client._process
    assert process is not None
    request = client.preview(text, [(hidden, "y")])
    os.kill(process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: any(event.request == request for event in watch(client).seen), timeout=60_000)
    assert isinstance(watch(client).seen[-1].pictures[0].picture, HeatMap)
    assert watch(client).deaths == [
        "The training process was killed, perhaps because memory ran out. A new one is being started."
    ]


def test_a_document_that_cannot_be_read_is_one_sentence(qtbot: QtBot, client: WorkerClient) -> None:
    request = client.preview("nonsense", [("n1", "y")])
    qtbot.waitUntil(lambda: bool(watch(client).failures), timeout=60_000)
    (failure,) = watch(client).failures
    assert failure.request == request
    assert "is not a Nodegrad project" in failure.template


def test_a_look_into_a_group_and_at_what_comes_out_of_it() -> None:
    document = Document(example())
    editor = Editor(document, QUndoStack(), catalog())
    named = ids(document.record())
    group = editor.group([named["hidden"], named["relu"]])
    outside, inside = seen(document.record(), (group, "y"), (named["relu"], "y"))
    assert isinstance(outside, HeatMap)
    assert outside == inside
    editor.group([named["accuracy"]])
    (figure,) = seen(document.record(), (named["accuracy"], "value"))
    assert isinstance(figure, Number)


# --- in groups ----------------------------------------------------------------------------------------------------------


def grouped(*names: str) -> tuple[Editor, dict[str, str], str]:
    """The digits example with some of its nodes in a group."""
    document = Document(example())
    editor, named = Editor(document, QUndoStack(), catalog()), ids(document.record())
    return editor, named, editor.group([named[name] for name in names])


INSIDE = [("hidden", "y"), ("hidden", "kernel"), ("relu", "y"), ("output", "y")]


def test_values_in_a_group_and_in_a_group_within_it_are_those_without_it() -> None:
    plain = seen(example(), *INSIDE)
    editor, named, group = grouped("hidden", "relu")
    assert seen(editor.document.record(), *INSIDE) == plain
    outer = editor.group([group, named["output"]])
    assert seen(editor.document.record(), *INSIDE) == plain
    assert seen(editor.document.record(), (outer, "y"), (group, "y")) == [plain[3], plain[2]]


def test_steps_of_the_data_are_seen_in_a_group_too() -> None:
    looks = [("digits", "data"), ("split", "rows"), ("normalize", "rows")]
    plain = seen(example(), *looks)
    editor, _, group = grouped("digits", "split", "normalize")
    assert seen(editor.document.record(), *looks, (group, "rows")) == [*plain, plain[2]]


def test_each_instance_of_a_kind_shows_values_of_its_own() -> None:
    editor, named, group = grouped("hidden", "relu")
    plain = seen(editor.document.record(), *INSIDE)
    library = Library(Path("no such folder"))
    draft = KindDraft(editor.document.record(), catalog(), library, group)
    draft.name = "Block"
    draft.show((named["hidden"], "units"))
    kind, drives = draft.build()
    editor.become_instance(group, kind, drives)
    assert seen(editor.document.record(), *INSIDE) == plain
    catalog().set_own(LIBRARY, [from_file(kind, catalog())])
    try:
        other = editor.add_node("Block", 0, 600)
        editor.connect(PortRef(named["batch"], "x"), PortRef(other, "x"))
        inner = next(node.id for node in editor.document.nodes.values() if node.group == other and node.kind == "Dense")
        first, second = seen(editor.document.record(), ("hidden", "y"), (inner, "y"))
        assert first == plain[0] and second.shape == (32, 64) and second != first, "its weights are drawn apart"
        editor.set_attribute(other, "units", 7)
        first, second, whole = seen(editor.document.record(), ("hidden", "y"), (inner, "y"), (other, "y"))
        assert first.shape == (32, 64) and second.shape == whole.shape == (32, 7)
    finally:
        catalog().set_own(LIBRARY, ())


def test_what_lies_in_a_muted_group_says_so_and_what_comes_out_is_what_came_in() -> None:
    editor, _, group = grouped("hidden", "relu")
    rows = seen(editor.document.record(), ("batch", "x"))[0]
    editor.mute([group])
    inner, out = seen(editor.document.record(), ("relu", "y"), (group, "y"))
    assert isinstance(inner, Unseen) and inner.template.startswith("the group '{group}' is muted")
    assert inner.params == {"group": "group"} and out == rows


def test_a_group_that_lacks_a_wire_says_so_at_what_lies_in_it_and_behind_it() -> None:
    editor, _, group = grouped("hidden", "relu")
    editor.disconnect(PortRef(group, "x"))
    inner, behind = seen(editor.document.record(), ("hidden", "y"), ("output", "y"))
    assert isinstance(inner, Unseen) and inner.template.startswith("Group '{name}' needs a wire")
    assert isinstance(behind, Unseen) and behind.params == {"node": "group"}

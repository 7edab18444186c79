"""The worker loads just the plug-ins that it is told of, by path and content; what fails in them is told at the node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.session.client import WorkerClient
from app.session.protocol import Exported, Failed, RunEnded
from engine.plugins.load import sha256

MISH = """
from engine.plugins import composite, primitive
@composite("Mish", category="activations")
def mish(b, x):
    return x * b.tanh(b.softplus(x))
@primitive("Moody", gradient=lambda b, v: v.g)
def moody(x):
    if len(x) == 32:
        raise RuntimeError("not today")
    return x * 1
@primitive("Choosy", gradient=lambda b, v: v.g)
def choosy(x):
    if x.shape[1] != 64:
        raise RuntimeError("only eight by eight")
    return x * 1
@composite("Chosen")
def chosen(b, x):
    return b.choosy(x) * 2.0
"""


def document(kind: str) -> str:
    rows = [("d", "Digits", {}), ("b", "Batch", {"batch_size": 32}), ("m", kind, {}), ("o", "Dense", {"units": 10}),
            ("l", "SparseCategoricalCrossentropy", {"from_logits": True}), ("a", "SGD", {})]  # fmt: skip
    links = [("d.data", "b.data"), ("b.x", "m.x"), ("m.y", "o.x"), ("o.y", "l.y_pred"), ("b.y", "l.y_true"), ("l.loss", "a.loss")]
    nodes = [{"id": id_, "kind": name, "name": id_, "attributes": attrs, "plugin": "own.py"} for id_, name, attrs in rows]
    return json.dumps({"nodegrad": 1, "settings": {"epochs": 1}, "nodes": nodes,
                       "links": [{"from": a, "to": b} for a, b in links]})  # fmt: skip


class Bench:
    """A client and what it said."""

    def __init__(self, client: WorkerClient, folder: Path) -> None:
        self.client = client
        self.path = folder / "own.py"
        self.path.write_text(MISH, encoding="utf-8")
        self.allowed = [(str(self.path), sha256(self.path.read_bytes()))]
        self.ends: list[RunEnded] = []
        self.failures: list[Failed] = []
        self.previews: list[Any] = []
        self.exports: list[Exported] = []
        client.run_ended.connect(self.ends.append)
        client.failed.connect(self.failures.append)
        client.previewed.connect(self.previews.append)
        client.exported.connect(self.exports.append)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    client = WorkerClient(log=tmp_path / "worker.log")
    yield Bench(client, tmp_path)
    client.shutdown()


def test_it_trains_shows_and_exports_what_is_on_and_nothing_that_is_off(qtbot: QtBot, bench: Bench) -> None:
    client = bench.client
    client.use_plugins(bench.allowed)
    client.start()
    client.train(document("Mish"))
    qtbot.waitUntil(lambda: len(bench.ends) == 1, timeout=60_000)
    assert bench.ends[0].reason == "finished" and not bench.failures
    client.preview(document("Mish"), [("m", "y")])
    qtbot.waitUntil(lambda: len(bench.previews) == 1, timeout=60_000)
    assert bench.previews[0].pictures[0].picture.shape == (32, 64)
    client.export(document("Mish"), "pytorch")
    qtbot.waitUntil(lambda: len(bench.exports) == 1, timeout=60_000)
    assert "softplus" in bench.exports[0].code
    client.use_plugins([])
    client.train(document("Mish"))
    qtbot.waitUntil(lambda: len(bench.ends) == 2, timeout=60_000)
    assert bench.ends[1].reason == "failed" and bench.failures[-1].origin == "m"
    assert "comes with the plug-in '{file}'" in bench.failures[-1].template


def test_a_failure_at_run_time_is_told_at_the_node_and_harms_nothing(qtbot: QtBot, bench: Bench) -> None:
    client = bench.client
    client.start()
    qtbot.waitUntil(lambda: client.state == "idle", timeout=60_000)
    client.use_plugins(bench.allowed)
    client.train(document("Moody"))
    qtbot.waitUntil(lambda: len(bench.ends) == 1, timeout=60_000)
    (failure,) = bench.failures
    assert failure.origin == "m"
    assert failure.template.format(**failure.params) == "plug-in 'own.py', line 9: RuntimeError: not today"
    client.train(document("Mish"))
    qtbot.waitUntil(lambda: len(bench.ends) == 2, timeout=60_000)
    assert bench.ends[1].reason == "finished"


@pytest.mark.parametrize("kind", ["Choosy", "Chosen"])
def test_a_failure_is_told_at_the_one_of_several_nodes_that_failed(qtbot: QtBot, bench: Bench, kind: str) -> None:
    """Two nodes of one kind, of which the second is where the numbers are wrong; whole, and as a part of what it stands for."""
    client = bench.client
    client.start()
    client.use_plugins(bench.allowed)
    made = json.loads(document(kind))
    made["nodes"].append({"id": "second", "kind": kind, "name": "second", "attributes": {}, "plugin": "own.py"})
    made["links"] = [link for link in made["links"] if link["to"] != "l.y_pred"]
    made["links"] += [{"from": "o.y", "to": "second.x"}, {"from": "second.y", "to": "l.y_pred"}]
    client.train(json.dumps(made))
    qtbot.waitUntil(lambda: len(bench.ends) == 1, timeout=60_000)
    (failure,) = bench.failures
    assert failure.origin == "second"
    assert failure.template.format(**failure.params).endswith("RuntimeError: only eight by eight")


def test_content_that_was_not_allowed_is_not_run(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    bench.path.write_text(MISH + f"\nopen({str(tmp_path / 'trace')!r}, 'w')\n", encoding="utf-8")
    bench.client.use_plugins(bench.allowed)
    bench.client.start()
    qtbot.waitUntil(lambda: bool(bench.failures), timeout=60_000)
    assert "was changed since it was switched on" in bench.failures[0].template and not (tmp_path / "trace").exists()

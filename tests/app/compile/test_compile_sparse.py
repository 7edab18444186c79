"""Sparse values on the canvas: words on wires, what fits where, and a bag of words that trains from a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.catalog.registry import catalog
from app.cli import main as cli
from app.compile.describe import describe
from app.compile.lower import lower
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings
from app.project.format import dumps, loads
from app.project.store import save
from engine.train import EpochDone, Trainer

TEXTS = [f"{'cheap pills offer' if i % 2 else 'meeting notes agenda'} word{i % 7}" for i in range(40)]
LABELS = ["spam" if i % 2 else "ham" for i in range(40)]


def document(*nodes: tuple[str, str, dict[str, Any]], links: str) -> DocumentRecord:
    made = {name: NodeRecord(id=name, kind=kind, name=name, attributes=attributes) for name, kind, attributes in nodes}
    wires = [wire.split(" -> ") for wire in links.split(", ")]
    found = {}
    for source, target in wires:
        link = LinkRecord(PortRef(*source.split(".")), PortRef(*target.split(".")))
        found[link.target] = link
    return DocumentRecord(name="words", nodes=made, links=found, settings=RunSettings(epochs=3))


def words(*more: tuple[str, str, dict[str, Any]], links: str = "") -> DocumentRecord:
    nodes = (
        ("docs", "BagOfWords", {"documents": TEXTS, "labels": LABELS, "max_features": 50_000}),
        ("split", "Split", {}), ("rare", "TfIdf", {}), ("mix", "Shuffle", {}), ("batch", "Batch", {"batch_size": 8}),
        ("scores", "Dense", {"units": 2}),
        ("loss", "SparseCategoricalCrossentropy", {"from_logits": True}), ("adam", "Adam", {"learning_rate": 0.05}),
    )  # fmt: skip
    flow = (
        "docs.data -> split.data, split.rows -> rare.data, rare.rows -> mix.data, mix.rows -> batch.data, "
        "batch.x -> scores.x, batch.y -> loss.y_true, scores.y -> loss.y_pred, loss.loss -> adam.loss"
    )
    return document(*nodes, *more, links=flow + (f", {links}" if links else ""))


def test_a_bag_of_words_trains_from_its_document() -> None:
    lowered = lower(loads(dumps(words())), catalog())
    result = describe(lowered)
    assert not [problem for problem in result.problems if problem.severity == "error" and problem.node], result.problems
    assert result.port_types[PortRef("batch", "x")].shape == "batch×50000 sparse"
    assert result.port_types[PortRef("scores", "y")].shape == "batch×2"
    assert result.memory_bytes < 10 * 50_000 * 2 * 4  # the batch of 50,000 columns takes what its words take
    assert lowered.spec is not None
    ends = [event for event in Trainer(lowered.spec).events() if isinstance(event, EpochDone)]
    assert ends[-1].values["loss"] < ends[0].values["loss"]


def test_a_sparse_wire_into_a_dense_input_is_refused_with_the_mend() -> None:
    record = words(("bend", "Exp", {}), links="batch.x -> bend.x")
    (problem,) = [item for item in describe(lower(record, catalog())).problems if item.severity == "error" and item.node]
    assert problem.node == "bend" and "insert ToDense" in problem.message
    mended = words(("all", "ToDense", {}), ("bend", "Exp", {}), links="batch.x -> all.x, all.y -> bend.x")
    result = describe(lower(mended, catalog()))
    assert not [item for item in result.problems if item.severity == "error" and item.node]
    assert result.port_types[PortRef("all", "y")].shape == "batch×50000"


def test_the_kinds_are_on_the_palette_and_connect() -> None:
    record = document(
        ("a", "SparseTensor", {"indices": [[0, 1], [2, 0]], "values": [1.5, 2], "dense_shape": [3, 2]}),
        ("b", "Constant", {"value": [[1.0], [2.0]]}), ("product", "SparseMatMul", {}), ("plain", "MatMul", {}),
        ("share", "Sparsity", {}), ("given", "Placeholder", {"shape": ["batch", 9], "layout": "csr"}), ("sum", "SparseSum", {}),
        links="a.y -> product.a, b.y -> product.b, a.y -> plain.a, b.y -> plain.b, a.y -> share.x, given.y -> sum.x",
    )  # fmt: skip
    lowered = lower(record, catalog())
    assert not [item for item in describe(lowered).problems if item.severity == "error" and item.node], describe(lowered).problems
    for name in ("product", "plain"):
        assert lowered.values[PortRef(name, "y")].node.op == "sparse_matmul"
        assert lowered.values[PortRef(name, "y")].numpy().tolist() == [[3.0], [0.0], [2.0]]
    assert float(lowered.values[PortRef("share", "y")].numpy()) == pytest.approx(4 / 6)
    wrong = document(("a", "SparseTensor", {"indices": [[9, 0]], "values": [1], "dense_shape": [3, 2]}), ("s", "Sparsity", {}),
                     links="a.y -> s.x")  # fmt: skip
    (problem,) = [item for item in describe(lower(wrong, catalog())).problems if item.severity == "error" and item.node]
    assert problem.node == "a" and "row 9 is outside 0 to 2" in problem.message


def test_the_command_line_trains_and_exports_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(cli, "speak", lambda: None)
    save(words(), tmp_path / "words.nodegrad")
    assert cli.run(["train", "words.nodegrad", "--epochs", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
    assert cli.run(["export", "words.nodegrad", "--to", "numpy"]) == 0
    assert "CountVectorizer" in capsys.readouterr().out

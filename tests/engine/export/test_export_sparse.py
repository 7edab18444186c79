"""Sparse rows in exported scripts: they train as the engine does, in both targets, and never write the zeros out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from test_export_scripts import assert_same_losses, check_style

import engine as ng
from engine.data import from_arrays, source
from engine.errors import ExportError
from engine.export import export_code
from engine.train import TrainingSpec


def documents(count: int = 60) -> tuple[list[str], list[str]]:
    rng = np.random.default_rng(0)
    words = [f"word{i}" for i in range(30)]
    labels = ["spam" if i % 3 else "ham" for i in range(count)]
    texts = [" ".join(rng.choice(words[:20] if label == "spam" else words[10:], 8)) for label in labels]
    return texts, labels


def spec_of(pipeline: Any, folder: Path | None = None) -> TrainingSpec:
    types = pipeline.element_types()
    graph = ng.Graph("words")
    with graph:
        inputs = {name: ng.placeholder(t.shape, t.dtype, name=name, layout=t.layout) for name, t in types.items()}
        hidden = ng.nn.Dense(6, activation="tanh", name="hidden")(inputs["x"])
        scores = ng.nn.Dense(2, name="scores")(hidden)
        loss = ng.losses.sparse_categorical_crossentropy(inputs["y"], scores, from_logits=True)
        metrics = {"accuracy": ng.metrics.accuracy(inputs["y"], scores)}
    return TrainingSpec(
        graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, metrics=metrics, optimizer=ng.optimizers.Adam(0.01),
        epochs=3, seed=1, name="Words", folder=folder,
    )  # fmt: skip


def typed_in(folder: Path) -> Any:
    texts, labels = documents()
    return source("bag_of_words", documents=texts, labels=labels, max_features=40).split(0.2).then("tf_idf").shuffle().batch(12)


def in_a_file(folder: Path) -> Any:
    texts, labels = documents()
    lines = [f"{label}\t{text}" for label, text in zip(labels, texts, strict=True)]
    (folder / "mail.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = {"ngrams": 2, "binary": True, "min_count": 2, "lowercase": False}
    pipeline = source("bag_of_words", folder, file="mail.tsv", max_features=90, **options).split(0.2)
    return pipeline.then("tf_idf", norm="l1", sublinear=True).shuffle().batch(12, drop_remainder=True)


def stored(folder: Path) -> Any:
    x = sparse.random(60, 30, 0.2, "csr", np.float32, np.random.default_rng(0))
    sparse.save_npz(folder / "rows.npz", x)
    np.save(folder / "y.npy", np.arange(60) % 2)
    return source("sparse_npz", folder, file="rows.npz", targets="y.npy").split(0.2).shuffle().batch(12)


def arrays(folder: Path) -> Any:
    x = sparse.random(60, 10, 0.2, "csr", np.float32, np.random.default_rng(0))
    return from_arrays(x, np.arange(60) % 2).shuffle().batch(12)


@pytest.mark.parametrize("make", [typed_in, in_a_file, stored, arrays], ids=lambda make: make.__name__)
@pytest.mark.parametrize("target", ["numpy", pytest.param("pytorch", marks=pytest.mark.reference)])
def test_a_script_of_sparse_rows_gives_the_engines_losses(make: Any, target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    spec = spec_of(make(tmp_path), tmp_path)
    code = export_code(spec, target)
    assert "toarray" not in code and "to_dense" not in code
    check_style(code, tmp_path)
    assert_same_losses(spec_of(make(tmp_path), tmp_path), code, tmp_path)


def test_what_is_too_large_for_a_script_is_refused() -> None:
    x = sparse.random(300, 100, 0.1, "csr", np.float32, np.random.default_rng(0))
    with pytest.raises(ExportError, match="3000 entries"):
        export_code(spec_of(from_arrays(x, np.arange(300) % 2).batch(10)), "numpy")

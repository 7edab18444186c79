"""Whole scripts over pictures that are augmented and text in pieces: they train as the engine does, and pass the checker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from export_specs import spec_of
from test_export_media import write_files
from test_export_scripts import check_style, engine_losses, script_losses

import engine as ng
from engine.data import Pipeline
from engine.export import export_code
from engine.train import TrainingSpec


def _pictures(folder: Path, shuffled: bool) -> TrainingSpec:
    steps: list[tuple[str, dict[str, Any]]] = [
        ("mnist", {"file": "."}), ("split", {"validation_fraction": 0.25}), ("augment", {"rotate": 10.0, "noise": 0.1}),
        *([("shuffle", {})] if shuffled else []), ("batch", {"batch_size": 2}),
    ]  # fmt: skip

    def build(x: Any, y: Any) -> Any:
        scores = ng.nn.Dense(10, name="scores")(ng.nn.Flatten(name="flat")(x))
        return ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True), {}

    return spec_of(Pipeline(steps, folder), build, folder=folder)


def _letters(folder: Path) -> TrainingSpec:
    steps: list[tuple[str, dict[str, Any]]] = [
        ("text_file", {"file": "t.txt"}), ("tokenize", {"level": "subword", "vocabulary_size": 40}),
        ("next_token", {"length": 6}), ("shuffle", {}), ("batch", {"batch_size": 4}),
    ]  # fmt: skip

    def build(x: Any, y: Any) -> Any:
        scores = ng.nn.Dense(40, name="scores")(ng.nn.Embedding(40, 8, name="pieces")(x))
        return ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True), {}

    return spec_of(Pipeline(steps, folder), build, folder=folder)


MAKE = {
    "pictures": lambda folder: _pictures(folder, True),
    "pictures in order": lambda folder: _pictures(folder, False),
    "letters": _letters,
}


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("kind", list(MAKE))
def test_scripts_train_as_the_engine_does(target: str, kind: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    write_files(tmp_path)
    code = export_code(MAKE[kind](tmp_path), target)
    check_style(code, tmp_path)
    np.testing.assert_allclose(script_losses(code, tmp_path, 20), engine_losses(MAKE[kind](tmp_path), 20), rtol=1e-4)

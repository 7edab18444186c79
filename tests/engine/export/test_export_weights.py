"""Scripts with weights of rows and of classes are run, and their losses compared with the engine's, step by step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_export_scripts import run_script

import engine as ng
from engine.export import export_code
from engine.train import StepDone, Trainer, TrainingSpec

#: A loss, its options, and whether its targets are class numbers, one-hot rows or a column of zeros and ones.
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("sparse_categorical_crossentropy", {"from_logits": True, "class_weight": [0.5, 2.0, 3.0]}, "numbers"),
    ("categorical_crossentropy", {"from_logits": True, "class_weight": [0.5, 2.0, 3.0], "label_smoothing": 0.1}, "one-hot"),
    ("categorical_focal_crossentropy", {"from_logits": True, "class_weight": [0.5, 2.0, 3.0]}, "one-hot"),
    ("categorical_hinge", {"class_weight": [0.5, 2.0, 3.0]}, "one-hot"),
    ("binary_crossentropy", {"from_logits": True, "class_weight": [0.5, 2.0]}, "column"),
    ("binary_focal_crossentropy", {"from_logits": True, "class_weight": [0.5, 2.0]}, "column"),
    ("huber", {"delta": 0.3}, "column"),
]


def spec(loss: str, options: dict[str, Any], targets: str, folder: Path) -> TrainingSpec:
    pipeline = ng.data.source("csv", folder, file="rows.csv", target="y", weight="w", features="a,b,c")
    pipeline = pipeline.split(0.25).normalize()
    if targets == "one-hot":
        pipeline = pipeline.one_hot(3)
    elif targets == "column":
        pipeline = pipeline.binary_targets()
    pipeline = pipeline.shuffle().batch(16)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        scores = ng.nn.Dense(1 if targets == "column" else 3, name="scores")(ng.nn.Dense(4, "tanh", name="hidden")(inputs["x"]))
        value = getattr(ng.losses, loss)(inputs["y"], scores, inputs["sample_weight"], name="loss", **options)
    return TrainingSpec(
        graph=graph, inputs=inputs, pipeline=pipeline, loss=value, optimizer=ng.optimizers.SGD(0.1), epochs=4, folder=folder
    )


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join([case[0], *case[1]]))
def test_a_script_weighs_rows_and_classes_as_the_engine(case: Any, target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    rng = np.random.default_rng(0)
    kinds = 2 if case[2] == "column" else 3
    rows = [(*rng.normal(size=3), i % kinds, rng.uniform(0, 2)) for i in range(80)]
    lines = ["a,b,c,y,w", *(",".join(f"{number:.6g}" for number in row) for row in rows)]
    (tmp_path / "rows.csv").write_text("\n".join(lines) + "\n")
    made = lambda: spec(case[0], case[1], case[2], tmp_path)
    expected = [float(event.values[0]) for event in Trainer(made()).events() if isinstance(event, StepDone)]
    run_script(export_code(made(), target), tmp_path, "--losses", "losses.json")
    found = json.loads((tmp_path / "losses.json").read_text())
    assert len(found) == len(expected) == 16
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)

"""Map: a formula over the rows, in memory and streamed alike, refused where it mixes rows, and written in both targets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import engine as ng
from engine.errors import DataError
from engine.export import export_code
from engine.train import StepDone, Trainer, TrainingSpec

RNG = np.random.default_rng(0)
X, Y = RNG.uniform(0.1, 2, size=(40, 3)).astype(np.float32), RNG.normal(size=(40, 1)).astype(np.float32)


def test_features_and_targets_are_computed() -> None:
    pipeline = ng.data.from_arrays(X, Y).map("log(1 + x) * 2").map("y / 10 + sum(x, axis=-1, keepdims=true)", "y").batch(8)
    assert str(pipeline.type.features) == "float32[3]" and str(pipeline.type.targets) == "float32[1]"
    part = pipeline.build().part("train")
    features = np.log(1 + X) * 2
    np.testing.assert_allclose(part.x, features, rtol=1e-6)
    np.testing.assert_allclose(part.y, Y / 10 + features.sum(axis=-1, keepdims=True), rtol=1e-6)
    labels = ng.data.from_arrays(X, Y).map("max(x, axis=-1) > 1.5", "y")
    assert str(labels.type.targets) == "int64[]" and labels.type.has_labels
    np.testing.assert_array_equal(labels.build().part("train").y, X.max(axis=-1) > 1.5)


def test_rows_that_come_one_after_another_are_mapped_alike() -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield from ((x, y) for x, y in zip(X, Y, strict=True))

    made = ng.data.from_generator(rows, {"x": (3,), "y": (1,)}).map("sqrt(x) - 1").batch(8)
    batches = list(made.build().batches("train"))
    np.testing.assert_allclose(np.concatenate([batch["x"] for batch in batches]), np.sqrt(X) - 1, rtol=1e-6)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("x - mean(x)", "Map: the formula mixes rows; let mean, sum and their like go along axis=-1, not over the rows"),
        ("cumsum(x, axis=0)", "Map: the formula mixes rows"),
        ("mean(x)", "Map: the formula gives scalar instead of one result for each row"),
        ("z + 1", "Map: the data has no column 'z'; the formula may use x, y"),
        ("x + sqare(x)", "Map: there is no function 'sqare' at column 5; did you mean 'square'?"),
        ("matmul(x, x) + 1", "Map: the formula mixes rows"),
    ],
)
def test_what_is_refused(formula: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        _ = ng.data.from_arrays(X, Y).map(formula).type
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("target", ["pytorch", "numpy"])
def test_scripts_do_the_same(target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch needs torch")
    pipeline = (
        ng.data.source("diabetes").split(0.2).map("s = x * 10\nwhere(s > 0, log(1 + s), s) + softmax(x)")
        .map("log(y)", "y").normalize().shuffle().batch(32)
    )  # fmt: skip

    def spec() -> TrainingSpec:
        with ng.Graph() as graph:
            inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
            loss = ng.losses.mean_squared_error(inputs["y"], ng.nn.Dense(1, name="line")(inputs["x"]), name="loss")
        return TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.SGD(0.05), epochs=2)

    script = tmp_path / "script.py"
    script.write_text(export_code(spec(), target))
    assert "def change(x):" in script.read_text() and "s = " in script.read_text()
    subprocess.run([sys.executable, str(script), "--losses", str(tmp_path / "losses.json")], check=True, capture_output=True,
                   cwd=tmp_path)  # fmt: skip
    wanted = [float(event.values[0]) for event in Trainer(spec()).events() if isinstance(event, StepDone)]
    np.testing.assert_allclose(json.loads((tmp_path / "losses.json").read_text()), wanted, rtol=2e-4)

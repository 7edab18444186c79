"""Dropout of what enters a recurrent layer and of its state: Keras's layers in float64, with the very entries dropped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.export import export_code
from engine.nn.attention import stream
from engine.train import StepDone, Trainer, TrainingSpec

UNITS, FEATURES = 4, 3
GATES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}
X = np.random.default_rng(0).uniform(-1, 1, (3, 5, FEATURES))
SEED = 7
RATES = [(0.4, 0.0), (0.0, 0.5), (0.4, 0.3)]
CASES = [(layer, {}, rates) for layer in GATES for rates in RATES]
CASES += [("GRU", {"reset_after": False}, rates) for rates in RATES]
CASES += [("LSTM", {"return_sequences": True, "go_backwards": True, "use_bias": False}, RATES[2])]


def masks(layer: str, dropout: float, recurrent: float) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What the layer keeps of the input and of the state, scaled up: one for all gates, or one for each."""
    gates = GATES[layer]
    counts = (gates if recurrent else 1) * bool(dropout), gates * bool(recurrent)
    found: list[list[np.ndarray]] = []
    for place, (rate, width, count) in enumerate(((dropout, FEATURES, counts[0]), (recurrent, UNITS, counts[1]))):
        shape = (len(X), 1, width) if place == 0 else (len(X), width)
        made = []
        for index in range(count):
            with ng.Graph() as graph:
                seed = stream(SEED, gates * (2 + place) + index)
                kept = ng.ops.dropout(ng.constant(np.ones(shape)), rate=rate, training=True, seed=seed)
            with ng.Session(graph=graph) as session:
                made.append(session.run(kept).reshape(len(X), width))
        found.append(made)
    return found[0], found[1]


def build(layer: str, attrs: dict[str, Any], rates: tuple[float, float]) -> tuple[ng.Graph, Any, Any, list[ng.Value]]:
    with ng.Graph() as graph:
        x = ng.placeholder((None, *X.shape[1:]), "float64", name="x")
        made = getattr(ng.nn, layer)(UNITS, **attrs, dropout=rates[0], recurrent_dropout=rates[1], seed=SEED, name="layer")
        y = made(x)
        slopes = ng.gradients(ng.ops.sum(y * y), [x, *made.trainable_weights])
    return graph, made, y, slopes


def weights_of(made: Any) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2)
    return {name: rng.uniform(-0.7, 0.7, value.shape) for name, value in made.weights.items()}


@pytest.mark.reference
@pytest.mark.parametrize(("layer", "attrs", "rates"), CASES, ids=str)
def test_outputs_and_gradients_are_those_of_keras(
    layer: str, attrs: dict[str, Any], rates: tuple[float, float], keras64: Any
) -> None:
    graph, made, y, slopes = build(layer, attrs, rates)
    weights, kept = weights_of(made), masks(layer, *rates)
    assert all((mask == 0).any() and mask.any() for each in kept for mask in each), "something is dropped, and not everything"
    options = {**attrs, "units": UNITS, "dropout": rates[0], "recurrent_dropout": rates[1]}
    wanted = keras64("recurrent", layer, options, X, list(weights.values()), *kept)
    with ng.Session(graph=graph) as session:
        for name, value in weights.items():
            session.set_variable(made.weights[name], value)
        found = session.run([y, *slopes], {"x": X}, training=True)
        calm = session.run(y, {"x": X}, training=False)
        again = session.run(y, {"x": X}, training=False)
    for ours, theirs in zip(found, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)
    np.testing.assert_array_equal(calm, again)
    plain = keras64("recurrent", layer, {**attrs, "units": UNITS}, X, list(weights.values()), [], [])
    np.testing.assert_allclose(calm, plain[0], rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("layer", [*GATES, "Bidirectional"])
def test_every_step_of_a_run_draws_anew_and_the_seed_says_what(layer: str) -> None:
    def runs(seed: int) -> list[np.ndarray]:
        with ng.Graph() as graph:
            x = ng.constant(X)
            y = getattr(ng.nn, layer)(units=UNITS, dropout=0.4, recurrent_dropout=0.4, kernel_initializer="ones")(x)
            count = ng.Variable(0.0, name="count", trainable=False)
            step = ng.ops.assign(count, count + 1.0)
        with ng.Session(graph=graph, seed=seed) as session:
            return [session.run([y, step])[0] for _ in range(2)]

    first, second = runs(1)
    assert not np.array_equal(first, second)
    for ours, theirs in zip((first, second), runs(1), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert not np.array_equal(first, runs(2)[0])


def test_the_two_directions_drop_different_entries() -> None:
    """With equal weights, and a sequence that reads the same both ways, they would give the same otherwise."""
    with ng.Graph() as graph:
        x = ng.constant(np.ones((16, 1, 6)))
        options = {"kernel_initializer": "ones", "recurrent_initializer": "ones", "seed": 3}
        y = ng.nn.Bidirectional(UNITS, "SimpleRNN", dropout=0.5, training=True, **options)(x)
    with ng.Session(graph=graph) as session:
        there, back = np.split(session.run(y), 2, axis=-1)
    assert not np.array_equal(there, back)


def spec(**dropped: float) -> TrainingSpec:
    rows = np.random.default_rng(4).normal(size=(48, 5, FEATURES)).astype("float32")
    pipeline = ng.data.from_arrays(rows, rows.sum((1, 2), keepdims=True)[:, 0]).shuffle(seed=1).batch(16)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        last = ng.nn.GRU(UNITS, **dropped, name="reader")(inputs["x"])
        loss = ng.losses.mean_squared_error(inputs["y"], ng.nn.Dense(1, name="sum")(last))
    return TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.Adam(0.02), epochs=3)


@pytest.mark.parametrize("target", ["numpy", "pytorch"])
def test_scripts_drop_too(target: str, tmp_path: Path) -> None:
    """In NumPy the very same entries; PyTorch draws numbers of its own."""
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    (tmp_path / "script.py").write_text(export_code(spec(dropout=0.3, recurrent_dropout=0.2), target))
    command = [sys.executable, "script.py", "--losses", "losses.json"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    found = json.loads((tmp_path / "losses.json").read_text())
    trainer = Trainer(spec(dropout=0.3, recurrent_dropout=0.2))
    wanted = [float(event.values[0]) for event in trainer.events() if isinstance(event, StepDone)]
    assert len(found) == len(wanted) == 9 and np.isfinite(found).all()
    if target == "numpy":
        np.testing.assert_allclose(found, wanted, rtol=1e-4)


@pytest.mark.parametrize("target", ["numpy", "pytorch"])
def test_scripts_of_layers_that_drop_nothing_draw_nothing(target: str) -> None:
    code = export_code(spec(), target)
    assert "dropout" not in code and "random_uniform" not in code

"""Runs: what is reported, in what order, with what numbers; pausing, stopping, repeating; the digits, end to end."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.data import Pipeline, from_arrays
from engine.train import EpochDone, RunDone, StepDone, Trainer, TrainingSpec

ROWS, FEATURES = 50, 3


def line(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A noisy plane: features and targets."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(ROWS, FEATURES)).astype("float32")
    y = (x @ np.array([1.0, -2.0, 0.5]) + 0.3 + 0.01 * rng.normal(size=ROWS)).astype("float32")
    return x, y


def linear_spec(pipeline: Pipeline | None = None, dropout: float | None = None, **options: Any) -> TrainingSpec:
    """A linear model on the plane."""
    pipeline = pipeline or from_arrays(*line()).split(0.2).shuffle().batch(16)
    types = pipeline.element_types()
    with ng.Graph() as graph:
        x = ng.placeholder(types["x"].shape, dtype=types["x"].dtype, name="x")
        y = ng.placeholder(types["y"].shape, dtype=types["y"].dtype, name="y")
        hidden = x if dropout is None else ng.nn.Dropout(dropout)(x)
        prediction = ng.nn.Dense(1, name="out")(hidden)
        loss = ng.losses.mean_squared_error(y, prediction)
        metrics = {"mae": ng.metrics.mean_absolute_error(y, prediction)}
    given = {"optimizer": ng.optimizers.SGD(0.05), "epochs": 3, "metrics": metrics, **options}
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, **given)


def digits_spec(**options: Any) -> TrainingSpec:
    """The digits network: 64 features, 64 hidden units, 10 classes."""
    steps = [("digits", {}), ("split", {"stratify": True}), ("normalize", {}), ("shuffle", {}), ("batch", {"batch_size": 32})]
    pipeline = Pipeline(steps)
    types = pipeline.element_types()
    with ng.Graph() as graph:
        x = ng.placeholder(types["x"].shape, name="x")
        y = ng.placeholder(types["y"].shape, dtype="int64", name="y")
        scores = ng.nn.Dense(10, name="out")(ng.nn.ReLU()(ng.nn.Dense(64, name="hidden")(x)))
        loss = ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True)
        metrics = {"accuracy": ng.metrics.accuracy(y, scores)}
    given = {"optimizer": ng.optimizers.Adam(0.001), "epochs": 20, **options}
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics=metrics, **given)


def steps_of(trainer: Trainer) -> np.ndarray:
    return np.array([event.values for event in trainer.events() if isinstance(event, StepDone)])


# --- what is reported ------------------------------------------------------------------------------------------------


def test_events_come_in_order_with_the_last_batch_as_it_is() -> None:
    trainer = Trainer(linear_spec())
    assert trainer.series == ["loss", "learning_rate", "mae", "grad:out/kernel", "grad:out/bias"]
    figures = trainer.describe
    assert figures._asdict() == {
        "parameters": 4, "epochs": 3, "steps_per_epoch": 3, "steps": 9, "batch_size": 16, "samples": 40, "device": "cpu",
    }  # fmt: skip
    events = list(trainer.events())
    kinds = [type(event) for event in events]
    assert kinds == ([StepDone] * 3 + [EpochDone]) * 3 + [RunDone]
    assert [event.step for event in events[:4]] == [1, 2, 3, 3] and events[4].step == 4
    assert [event.epoch for event in events[:-1]] == [1] * 4 + [2] * 4 + [3] * 4
    done = events[-1]
    assert done.steps == 9 and done.seconds > 0 and done.values == events[-2].values
    assert list(done.values) == ["loss", "mae", "val_loss", "val_mae"]
    assert all(event.values.shape == (5,) and event.values.dtype == np.float64 for event in events if isinstance(event, StepDone))
    assert len({id(event.values) for event in events if isinstance(event, StepDone)}) == 9, "the caller may keep what it gets"


def test_numbers_are_those_of_a_loop_written_by_hand() -> None:
    spec = linear_spec()
    trainer = Trainer(spec)
    loaded = spec.pipeline.build(0)
    weights = trainer.weights()
    kernel, bias = weights["out/kernel"].astype("float64"), weights["out/bias"].astype("float64")
    events = trainer.events()
    for epoch in range(3):
        losses, errors = [], []
        for batch in loaded.batches("train", epoch):
            x, y = batch["x"].astype("float64"), batch["y"].astype("float64")[:, None]
            error = x @ kernel + bias - y
            slope = (2 * x.T @ error / len(x), 2 * error.sum(0) / len(x))
            expected = [np.mean(error**2), 0.05, np.mean(abs(error)), np.linalg.norm(slope[0]), np.linalg.norm(slope[1])]
            np.testing.assert_allclose(next(events).values, expected, rtol=1e-4)
            losses += list(error[:, 0] ** 2)
            errors += list(abs(error[:, 0]))
            kernel, bias = kernel - 0.05 * slope[0], bias - 0.05 * slope[1]
        part = loaded.part("validation")
        error = part.x.astype("float64") @ kernel + bias - part.y[:, None]
        expected = {
            "loss": np.mean(losses),
            "mae": np.mean(errors),
            "val_loss": np.mean(error**2),
            "val_mae": np.mean(abs(error)),
        }
        assert next(events).values == pytest.approx(expected, rel=1e-4)
    np.testing.assert_allclose(trainer.weights()["out/kernel"], kernel, rtol=1e-4)
    assert isinstance(next(events), RunDone)


def test_without_a_validation_part_there_are_no_validation_figures() -> None:
    trainer = Trainer(linear_spec(from_arrays(*line()).batch(25), metrics={}, epochs=1))
    *_, epoch, done = trainer.events()
    assert list(epoch.values) == list(done.values) == ["loss"]


def test_validation_runs_outside_training_mode() -> None:
    trainer = Trainer(linear_spec(dropout=0.5, epochs=1))
    before = trainer.evaluate()
    assert trainer.evaluate() == before, "nothing is dropped, and nothing is changed"
    assert trainer.evaluate("train")["loss"] != pytest.approx(steps_of(trainer)[:, 0].mean(), rel=1e-3)


def test_metrics_of_an_epoch_count_every_row_once() -> None:
    x, y = line()
    trainer = Trainer(linear_spec(from_arrays(x, y).batch(32), optimizer=ng.optimizers.SGD(0.0), epochs=1))
    weights = trainer.weights()
    *_, epoch, _ = trainer.events()
    error = x @ weights["out/kernel"] + weights["out/bias"] - y[:, None]
    assert epoch.values == pytest.approx({"loss": np.mean(error**2), "mae": np.mean(abs(error))}, rel=1e-5)


def test_a_schedule_is_seen_in_the_series() -> None:
    schedule = ng.schedules.ExponentialDecay(0.1, decay_steps=2, decay_rate=0.5, staircase=True)
    rates = steps_of(Trainer(linear_spec(optimizer=ng.optimizers.SGD(schedule))))[:, 1]
    np.testing.assert_allclose(rates, [0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125, 0.00625])


# --- pace: pause, stop, limit, repeat --------------------------------------------------------------------------------


def test_the_caller_sets_the_pace_and_may_stop() -> None:
    trainer = Trainer(linear_spec())
    events = trainer.events()
    first = [next(events) for _ in range(2)]
    weights = trainer.weights()
    assert [event.step for event in first] == [1, 2]
    assert all(np.array_equal(value, weights[name]) for name, value in trainer.weights().items()), "nothing runs between pulls"
    events.close()
    assert list(events) == []
    assert trainer.progress.step == 2
    assert math.isfinite(trainer.evaluate()["loss"])


def test_max_steps_ends_the_run_and_closes_its_epoch() -> None:
    trainer = Trainer(linear_spec(max_steps=5))
    assert trainer.describe.steps == 5
    events = list(trainer.events())
    assert [type(event).__name__[0] for event in events] == list("SSSESSER")
    assert events[-2].epoch == 2 and events[-1].steps == 5
    assert Trainer(linear_spec(max_steps=100)).describe.steps == 9


def test_the_same_seed_gives_the_same_run_and_another_one_does_not() -> None:
    runs = [steps_of(Trainer(linear_spec(dropout=0.3, seed=seed))) for seed in (3, 3, 4)]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.allclose(runs[0], runs[2])


def test_a_run_goes_on_from_the_weights_of_another() -> None:
    spec = linear_spec(epochs=2)
    first = Trainer(spec)
    list(first.events())
    second = Trainer(spec, session=first.session)
    np.testing.assert_array_equal(second.weights()["out/kernel"], first.weights()["out/kernel"])
    assert steps_of(second)[0, 0] < steps_of(Trainer(spec))[0, 0]


def test_progress_tells_rate_and_time_left() -> None:
    trainer = Trainer(linear_spec())
    assert trainer.progress[:4] == (0, 3, 0, 9) and math.isnan(trainer.progress.rate)
    seen = [trainer.progress for event in trainer.events()]
    assert seen[0].step == 1 and seen[0].remaining > 0 and seen[0].rate > 0
    assert seen[-1].step == 9 and seen[-1].remaining == 0


def test_weights_are_copies_without_slots() -> None:
    trainer = Trainer(linear_spec(optimizer=ng.optimizers.Adam()))
    weights = trainer.weights()
    assert {name: value.shape for name, value in weights.items()} == {"out/kernel": (3, 1), "out/bias": (1,)}
    before = weights["out/kernel"].copy()
    list(trainer.events())
    np.testing.assert_array_equal(weights["out/kernel"], before)


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_digits_pass_95_percent_within_20_epochs() -> None:
    trainer = Trainer(digits_spec())
    assert trainer.describe.parameters == 4810 and trainer.describe.samples == 1437
    epochs = [event for event in trainer.events() if isinstance(event, EpochDone)]
    assert len(epochs) == 20
    assert epochs[-1].values["val_accuracy"] > 0.95
    assert epochs[-1].values["loss"] < 0.1


@pytest.mark.reference
@pytest.mark.parametrize("optimizer", ["Adam", "SGD"])
def test_fifty_steps_on_digits_are_those_of_a_pytorch_loop(optimizer: str) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    made = ng.optimizers.Adam(0.001) if optimizer == "Adam" else ng.optimizers.SGD(0.05, momentum=0.9)
    spec = digits_spec(optimizer=made, max_steps=50)
    trainer = Trainer(spec)
    weights = trainer.weights()
    net = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
    with torch.no_grad():
        for layer, name in ((net[0], "hidden"), (net[2], "out")):
            layer.weight.copy_(torch.tensor(weights[f"{name}/kernel"].T))
            layer.bias.copy_(torch.tensor(weights[f"{name}/bias"]))
    parameters = net.parameters()
    adam = optimizer == "Adam"
    twin = torch.optim.Adam(parameters, lr=0.001) if adam else torch.optim.SGD(parameters, lr=0.05, momentum=0.9)
    loaded = spec.pipeline.build(spec.seed)
    expected: list[list[float]] = []
    batches = [batch for epoch in range(2) for batch in loaded.batches("train", epoch)][:50]
    for step, batch in enumerate(batches, 1):
        if adam:  # Keras adds epsilon before the bias of v is mended, PyTorch after
            twin.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - 0.999**step)
        twin.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(torch.tensor(batch["x"])), torch.tensor(batch["y"]))
        loss.backward()
        norms = [float(p.grad.norm()) for p in net.parameters()]
        expected.append([loss.item(), *norms])
        twin.step()
    got = steps_of(trainer)
    assert got.shape == (50, 7)
    np.testing.assert_allclose(got[:, 0], np.array(expected)[:, 0], atol=1e-4, rtol=0)
    np.testing.assert_allclose(got[:, 3:], np.array(expected)[:, 1:], rtol=2e-3, atol=1e-4)

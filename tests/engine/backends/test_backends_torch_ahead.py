"""Steps on a device with memory of its own: one transfer a batch, one back, and a wait only when the next step is on its way.

A stand-in takes the place of such a device: PyTorch's CPU with a second piece of memory.  It does what it is told only when
somebody waits for it, and notes every transfer and every wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.backends.base import Batches, Read
from engine.data import from_arrays
from engine.errors import TrainingError
from engine.train import StepDone, StepsDone, Threshold, Trainer, TrainingSpec

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
memory, runner = (pytest.importorskip(f"engine.backends.torch.{name}") for name in ("memory", "runner"))
backend = pytest.importorskip("engine.backends.torch.backend")


class Device:
    """What the stand-in was told, in order, and what it has not done yet."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.queue: list[Callable[[], None]] = []

    def later(self, what: str, work: Callable[[], None]) -> None:
        self.log.append(what)
        self.queue.append(work)

    def work(self, until: Callable[[], bool]) -> None:
        """Do the work in its order until that holds."""
        with torch.inference_mode():
            while self.queue and not until():
                self.queue.pop(0)()


class Mark:
    """An event: the work that stood before it is done when it is waited for."""

    def __init__(self, device: Device) -> None:
        self.device, self.done = device, False

    def record(self) -> None:
        self.done = False
        self.device.later("record", lambda: setattr(self, "done", True))

    def synchronize(self) -> None:
        self.device.log.append("wait")
        self.device.work(lambda: self.done)


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    made = Device()
    plain_send, plain_fetch, plain_body = memory.Block.send, memory.Block.fetch, runner.TorchPlan._body

    def body(plan: Any) -> None:
        step = plan._clock.step

        def work() -> None:
            plan._clock.step = step
            plain_body(plan)

        made.later("body", work)

    monkeypatch.setattr(memory, "is_apart", lambda device: True)
    monkeypatch.setattr(runner, "events", lambda device, count: [Mark(made) for _ in range(count)])
    monkeypatch.setattr(memory.Block, "send", lambda block, side=0: made.later("send", lambda: plain_send(block, side)))
    monkeypatch.setattr(memory.Block, "fetch", lambda block, side=0: made.later("fetch", lambda: plain_fetch(block, side)))
    monkeypatch.setattr(runner.TorchPlan, "_body", body)
    for name in ("read", "write", "place", "is_finite"):
        plain = getattr(backend.TorchBackend, name)

        def noted(self: Any, *args: Any, name: str = name, plain: Any = plain) -> Any:
            made.log.append(name)
            made.work(lambda: False)
            return plain(self, *args)

        monkeypatch.setattr(backend.TorchBackend, name, noted)
    yield made


def data() -> tuple[Any, Any]:
    rng = np.random.default_rng(0)
    return rng.normal(size=(48, 6)).astype(np.float32), rng.integers(0, 3, 48)


def network() -> tuple[ng.Graph, dict[str, Any], Any, Any]:
    graph = ng.Graph()
    with graph:
        x, y = ng.placeholder(("batch", 6), name="x"), ng.placeholder(("batch",), "int64", name="y")
        scores = ng.nn.Dense(3)(ng.nn.Dropout(0.3)(ng.nn.Dense(8, activation="relu")(x)))
        loss = ng.losses.sparse_categorical_crossentropy(y, scores, from_logits=True)
        return graph, {"x": x, "y": y}, loss, scores


def spec(pipeline: Any, rate: Any = 0.05, device: str = "cpu:torch", epochs: int = 3) -> TrainingSpec:
    graph, inputs, loss, scores = network()
    with graph:
        metrics = {"accuracy": ng.metrics.accuracy(inputs["y"], scores)}
    return TrainingSpec(
        graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, metrics=metrics, optimizer=ng.optimizers.Adam(rate),
        epochs=epochs, seed=1, device=device,
    )  # fmt: skip


def prepared() -> tuple[Any, dict[str, Any]]:
    graph, inputs, loss, _ = network()
    step = ng.optimizers.Adam(0.05).minimize(loss)
    session = ng.Session(graph, device="cpu:torch", seed=1)
    types = {name: ng.TensorType(value.dtype, (8, *value.shape[1:])) for name, value in inputs.items()}
    return session.prepare([loss, step], types), dict(zip(("x", "y"), data(), strict=True))


@pytest.mark.parametrize("read", [False, True], ids=["in memory", "read"])
def test_a_step_is_read_when_the_next_is_on_its_way(device: Device, read: bool) -> None:
    plan, columns = prepared()
    numbers = np.arange(48).reshape(6, 8)
    batches: Any = Batches(columns, numbers)
    device.log.clear()
    found = plan.run_many(0, Read(6, batches.into) if read else batches)[0]
    step = ["send", "body", "fetch", "record"]
    assert device.log == [*step, *step, *(["wait", *step] * 4), "wait", "wait"]
    assert len(found) == 6 and np.isfinite(found).all()


def test_steps_on_their_way_give_what_steps_one_by_one_give(device: Device) -> None:
    ahead, columns = prepared()
    alone, _ = prepared()
    batches = Batches(columns, np.random.default_rng(1).permutation(48).reshape(6, 8))
    for first in (0, 6):
        expected = []
        for index in range(6):
            batches.into(index, alone.feeds)
            alone.run(first + index)
            expected.append(float(alone.results[0]))
        np.testing.assert_array_equal(ahead.run_many(first, batches)[0], np.array(expected, np.float32))


def steps_of(events: Any) -> list[StepDone]:
    found: list[StepDone] = []
    for event in events:
        found += [event] if isinstance(event, StepDone) else event.each() if isinstance(event, StepsDone) else []
    return found


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_run_has_the_same_events_in_order_and_moves_nothing_but_batches(device: Device, prefetch: int) -> None:
    pipeline = from_arrays(*data()).shuffle().prefetch(prefetch).batch(10)
    alone = steps_of(Trainer(spec(pipeline)).events())
    trainer = Trainer(spec(pipeline))
    device.log.clear()
    events = list(trainer.events(together=60.0))
    together = steps_of(events)
    assert [(step.epoch, step.step) for step in together] == [(step.epoch, step.step) for step in alone]
    assert [step.step for step in together] == list(range(1, 16))
    for a, b in zip(together, alone, strict=True):
        np.testing.assert_array_equal(a.values, b.values)
    assert max(len(event.values) for event in events if isinstance(event, StepsDone)) > 1
    counts = {word: device.log.count(word) for word in set(device.log)}
    assert counts["send"] == counts["fetch"] == counts["wait"] == 15, "one transfer there, one back for each batch"
    assert "write" not in counts, "weights stay where they are"


def test_the_step_that_spoils_the_loss_is_named_and_undone_though_later_ones_were_on_their_way(device: Device) -> None:
    x, y = data()
    x[20] = 3e38
    failures = []
    for together in (0.0, 60.0):
        trainer = Trainer(spec(from_arrays(x, y).batch(8), epochs=2))
        seen: list[StepDone] = []
        with pytest.raises(TrainingError, match="step 3"):
            for event in trainer.events(together):
                seen += event.each() if isinstance(event, StepsDone) else [event] if isinstance(event, StepDone) else []
        assert trainer.failure is not None and (trainer.failure.step, len(seen)) == (3, 2)
        assert (trainer.failure.inputs["x"] > 1e38).any()
        failures.append(trainer.weights())
    for name, value in failures[0].items():
        np.testing.assert_array_equal(failures[1][name], value)
    before = Trainer(spec(from_arrays(x[:16], y[:16]).batch(8), epochs=1))
    list(before.events())
    for name, value in before.weights().items():
        np.testing.assert_allclose(failures[1][name], value, rtol=1e-6)


def test_steps_that_take_longer_than_is_asked_for_are_given_together_all_the_same(device: Device) -> None:
    pipeline = from_arrays(*data()).batch(4)
    ahead = [event for event in Trainer(spec(pipeline)).events(together=1e-9) if isinstance(event, StepsDone)]
    plain = [event for event in Trainer(spec(pipeline, device="cpu")).events(together=1e-9) if isinstance(event, StepsDone)]
    assert max(len(event.values) for event in ahead) > 1 and {len(event.values) for event in plain} == {1}
    assert sum(len(event.values) for event in ahead) == 36


def test_a_look_at_a_part_waits_one_batch_behind_too(device: Device) -> None:
    trainer = Trainer(spec(from_arrays(*data()).split(0.6, seed=0).batch(4)))
    device.log.clear()
    found = trainer.evaluate()
    words = [word for word in device.log if word in ("body", "wait")]
    assert words == ["body", "body", *(["wait", "body"] * 5), "wait", "wait", "body", "wait"]
    expected = Trainer(spec(from_arrays(*data()).split(0.6, seed=0).batch(4), device="cpu")).evaluate()
    assert found == pytest.approx(expected, rel=1e-5)


def test_early_stopping_ends_after_the_same_step(device: Device) -> None:
    reached = []
    for together in (0.0, 60.0):
        trainer = Trainer(replace(spec(from_arrays(*data()).batch(8), epochs=40), stopping=[Threshold(value=0.9)]))
        done = list(trainer.events(together))[-1]
        reached.append((done.steps, done.reason, {name: value.tobytes() for name, value in trainer.weights().items()}))
    assert reached[0] == reached[1] and reached[0][1] == "threshold" and reached[0][0] < 240

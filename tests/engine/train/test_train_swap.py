"""Compiled steps in a run: from a step that the program decides, with the same numbers however the run came there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from training_child import SPECS, cnn, digits, swap_early

import engine as ng
from engine.backends.compiled import step as compiled
from engine.data import from_arrays
from engine.errors import TrainingError
from engine.train import (
    Checkpoints,
    CompileFailed,
    Compiling,
    EpochDone,
    Event,
    RunDone,
    StepDone,
    StepsDone,
    Trainer,
    TrainingSpec,
)
from engine.train.keeping import steps

pytest.importorskip("numba", reason="steps are compiled by numba")

CHILD = Path(__file__).with_name("training_child.py")
#: Seconds that are more than any step takes: as many steps at once as there may be.
LONG = 1e6


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of compiled steps for this file, so that each is compiled once."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("NODEGRAD_CACHE", str(folder))
        yield folder


@pytest.fixture
def early(store: Path) -> Iterator[None]:
    """Compiled steps after the fifth."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODEGRAD_COMPILE", "auto")
        swap_early(patch.setattr)
        yield


def run(trainer: Trainer, together: float = 0.0) -> tuple[np.ndarray, dict[str, np.ndarray], list[Event]]:
    """The values of every step, the last state, and all events."""
    rows: list[StepDone] = []
    events = []
    for event in trainer.events(together):
        events.append(event)
        rows += [event] if isinstance(event, StepDone) else event.each() if isinstance(event, StepsDone) else []
    assert [row.step for row in rows] == list(range(rows[0].step, rows[0].step + len(rows)))
    return np.array([row.values for row in rows]), dict(trainer.checkpoint().arrays), events


def same(found: Any, wanted: Any) -> None:
    assert found.keys() == wanted.keys()
    for name, array in wanted.items():
        np.testing.assert_array_equal(found[name], array, err_msg=name)


@pytest.mark.parametrize("kind", ["digits", "cnn"])
@pytest.mark.usefixtures("early")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_run_that_is_swapped_and_cut_goes_on_bit_for_bit(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values, state, _ = run(Trainer(SPECS[kind]()))
    cut = data.draw(st.integers(0, 12), label="cut")
    first = Trainer(SPECS[kind]())
    events = first.events()
    seen = []
    while len(seen) < cut:
        event = next(events)
        seen += [event.values] if isinstance(event, StepDone) else []
    path = tmp_path_factory.mktemp("cut") / "cut.safetensors"
    first.save(path)
    events.close()
    rest, found, _ = run(Trainer(SPECS[kind](), resume=path))
    np.testing.assert_array_equal(np.array([*seen, *rest]), values)
    same(found, state)


@pytest.mark.usefixtures("early")
def test_the_swap_is_near_numpy_and_really_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = Trainer(digits())
    values, state, _ = run(trainer)
    assert trainer._steps.swap.after == 5
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    plain, plain_state, _ = run(Trainer(digits()))
    np.testing.assert_array_equal(values[:5], plain[:5])
    assert (values[5:] != plain[5:]).any(), "the compiled step rounds otherwise somewhere"
    np.testing.assert_allclose(values, plain, rtol=2e-4, atol=1e-6)
    for name, array in plain_state.items():
        np.testing.assert_allclose(state[name], array, rtol=2e-3, atol=2e-5, err_msg=name)


@pytest.mark.usefixtures("early")
def test_what_is_validated_is_compiled_too_and_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    plain_run = compiled.CompiledStep.run

    def counted(step: Any, number: int = 0) -> None:
        made.append(step)
        plain_run(step, number)

    monkeypatch.setattr(compiled.CompiledStep, "run", counted)
    trainers = [Trainer(digits()), Trainer(digits())]
    figures = [[event.values for event in run(trainer)[2] if isinstance(event, EpochDone)] for trainer in trainers]
    assert figures[0] == figures[1]
    for trainer in trainers:
        looks = set(trainer._looks._compiled.values())
        assert sum(step in looks for step in made) == 4 * len(trainer.loaded.spans("validation"))
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    plain = [event.values for event in run(Trainer(digits()))[2] if isinstance(event, EpochDone)]
    for found, right in zip(figures[0], plain, strict=True):
        assert found == pytest.approx(right, rel=1e-3)


@pytest.mark.usefixtures("early")
def test_how_long_compiling_takes_changes_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    values, state, _ = run(Trainer(digits()))
    began, go_on = threading.Event(), threading.Event()
    load = compiled.loaded

    def slow(*args: Any) -> Any:
        began.set()
        go_on.wait()
        return load(*args)

    monkeypatch.setattr(compiled, "loaded", slow)
    monkeypatch.setattr("engine.train.trainer._NOTICED", 0.0)
    trainer = Trainer(digits())
    rows = []
    waited = 0
    for event in trainer.events():
        if isinstance(event, Compiling):
            assert began.is_set() and event.step == len(rows) == 5 and event.seconds > 0
            waited += 1
            if waited == 2:
                go_on.set()
        rows += [event.values] if isinstance(event, StepDone) else []
    assert waited >= 2
    np.testing.assert_array_equal(np.array(rows), values)
    same(trainer.checkpoint().arrays, state)


@pytest.mark.usefixtures("early")
def test_a_run_that_waits_for_the_compiler_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(compiled, "loaded", lambda *args: go_on.wait() and [])
    monkeypatch.setattr("engine.train.trainer._NOTICED", 0.0)
    trainer = Trainer(digits())
    last: Event | None = None
    for event in trainer.events():
        if isinstance(event, Compiling):
            trainer.stop()
        last = event
    go_on.set()
    assert isinstance(last, RunDone) and last.reason == "stopped" and last.steps == 5


@pytest.mark.usefixtures("early")
def test_what_cannot_be_compiled_goes_on_with_numpy_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError("no compiler today")

    monkeypatch.setattr(compiled, "loaded", broken)
    values, state, events = run(Trainer(digits()))
    told = [event for event in events if isinstance(event, CompileFailed)]
    assert len(told) == 1 and told[0].step == 5 and "no compiler today" in str(told[0].error)
    monkeypatch.setenv("NODEGRAD_COMPILE", "off")
    plain, plain_state, _ = run(Trainer(digits()))
    np.testing.assert_array_equal(values, plain)
    same(state, plain_state)


def test_short_runs_are_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")
    trainer = Trainer(digits())
    unit = trainer._steps.unit(128)
    run(trainer)
    made = unit.plan.compiled
    assert isinstance(made, compiled.CompiledStep)
    assert not made.started and trainer._steps.swap.after is None
    assert 45 < made.swap_after < made.worth


@pytest.mark.parametrize("kind", ["digits", "cnn"])
def test_a_killed_process_is_gone_on_from_in_another(kind: str, store: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(ng.__file__).parents[1]), "NODEGRAD_COMPILE": "auto"}
    command = [sys.executable, str(CHILD), kind, str(tmp_path / "checkpoints")]

    def straight(name: str, *more: str) -> None:
        subprocess.run([*command, str(tmp_path / name), "swap", *more], env=environment, check=True, capture_output=True)

    killed = [*command, str(tmp_path / "out.npz"), "swap"]
    with subprocess.Popen(killed, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 8:
                os.kill(child.pid, signal.SIGKILL)
                break
    assert child.returncode == -signal.SIGKILL
    straight("out.npz", "resume")
    kept = {path.name: path.stat().st_ino for path in store.rglob("nodegrad_piece_*")}
    command[3] = str(tmp_path / "other")
    straight("whole.npz")
    assert kept == {path.name: path.stat().st_ino for path in store.rglob("nodegrad_piece_*")} != {}, "nothing is compiled twice"
    same(np.load(tmp_path / "out.npz"), np.load(tmp_path / "whole.npz"))
    resumed, whole = (json.loads((tmp_path / name).read_text()) for name in ("out.json", "whole.json"))
    assert resumed["figures"] == whole["figures"]
    assert resumed["losses"].items() <= whole["losses"].items() and len(resumed["losses"]) >= 1


# --- several steps at once ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["off", "auto"])
@pytest.mark.parametrize("kind", ["digits", "cnn"])
@pytest.mark.usefixtures("early")
def test_steps_at_once_are_the_steps_one_by_one(kind: str, mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", mode)
    values, state, events = run(Trainer(SPECS[kind]()))
    kept = Checkpoints(folder=tmp_path, every_steps=7, keep=None)
    found, found_state, blocks = run(Trainer(SPECS[kind](), checkpoints=kept), LONG)
    np.testing.assert_array_equal(found, values)
    same(found_state, state)
    assert [event.values for event in blocks if isinstance(event, EpochDone)] == [
        event.values for event in events if isinstance(event, EpochDone)
    ]
    assert max(len(event.values) for event in blocks if isinstance(event, StepsDone)) > 2
    due = {f"step-{step:08d}.safetensors" for step in range(7, len(values) + 1, 7)}
    assert due <= {path.name for path in steps(tmp_path)}
    # a run that goes on from one of them
    rest, rest_state, _ = run(Trainer(SPECS[kind](), resume=tmp_path / "step-00000007.safetensors"), LONG)
    np.testing.assert_array_equal(rest, values[7:])
    same(rest_state, state)


@pytest.mark.usefixtures("early")
def test_a_limit_of_steps_is_kept_when_they_are_made_at_once() -> None:
    for most in (1, 6, 17):
        values, _, events = run(Trainer(digits(max_steps=most)), LONG)
        assert len(values) == most and isinstance(events[-1], RunDone) and events[-1].steps == most


def exploding(**options: Any) -> TrainingSpec:
    """A line whose rate is so high that the loss is soon no number, but not in the first steps."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(96, 3)).astype("float32")
    pipeline = from_arrays(rows, rows.sum(1, keepdims=True)).batch(8)
    with ng.Graph() as graph:
        x, y = ng.placeholder(("batch", 3), name="x"), ng.placeholder(("batch", 1), name="y")
        loss = ng.losses.mean_squared_error(y, ng.nn.Dense(1, name="line")(x))
    given: dict[str, Any] = {"optimizer": ng.optimizers.SGD(300.0), "epochs": 9, "seed": 0, **options}
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics={}, **given)


@pytest.mark.parametrize("mode", ["off", "auto"])
@pytest.mark.usefixtures("early")
def test_a_loss_that_is_no_number_is_met_at_its_own_step(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", mode)
    seen: list[tuple[list[float], Any, Any]] = []
    for together in (0.0, LONG):
        trainer = Trainer(exploding())
        losses: list[float] = []
        with pytest.raises(TrainingError) as error, np.errstate(all="ignore"):
            for event in trainer.events(together):
                each = [event] if isinstance(event, StepDone) else event.each() if isinstance(event, StepsDone) else []
                losses += [float(item.values[0]) for item in each]
        assert trainer.failure is not None and np.isfinite(losses).all() and 2 < len(losses) == trainer.failure.step - 1
        seen.append((losses, str(error.value), trainer.weights()))
    assert seen[0][:2] == seen[1][:2]
    same(seen[1][2], seen[0][2])


@pytest.mark.usefixtures("early")
def test_a_label_that_is_outside_is_met_at_its_own_step() -> None:
    rng = np.random.default_rng(0)
    pipeline = from_arrays(rng.normal(size=(96, 4)).astype("float32"), rng.integers(0, 3, 96)).batch(8)
    for together in (0.0, LONG):
        with ng.Graph() as graph:
            x, y = ng.placeholder(("batch", 4), name="x"), ng.placeholder(("batch",), dtype="int64", name="y")
            loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(3, name="out")(x), from_logits=True)
        spec = TrainingSpec(
            graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics={},
            optimizer=ng.optimizers.SGD(0.1), epochs=2, seed=0,
        )  # fmt: skip
        trainer = Trainer(spec)
        trainer.loaded.part("train").column("y")[77] = 7  # in the tenth batch, after the rows were looked at
        count = 0
        with pytest.raises(ng.errors.NodegradError, match="7"):
            for event in trainer.events(together):
                count += len(event.values) if isinstance(event, StepsDone) else isinstance(event, StepDone)
        assert count == 9 == trainer.progress.step


@pytest.mark.usefixtures("early")
def test_rows_that_are_not_in_memory_are_trained_one_batch_after_the_other() -> None:
    from dataclasses import replace

    spec = cnn()
    trainer = Trainer(spec)
    values, state, _ = run(trainer)
    other = Trainer(cnn())
    other._steps._loaded = replace(other.loaded, prefetch=2)
    other._steps._resident = other._steps._find_resident()
    found, found_state, events = run(other, LONG)
    assert {len(event.values) for event in events if isinstance(event, StepsDone)} == {1}
    np.testing.assert_array_equal(found, values)
    same(found_state, state)

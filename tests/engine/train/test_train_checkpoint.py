"""Checkpoints: a run that goes on equals one that was never interrupted, and no bad file or full disk costs the one before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from training_child import SPECS, cnn, digits

import engine as ng
from engine.errors import FormatError, TrainingError
from engine.ir import codec
from engine.train import CheckpointDone, Checkpoints, EarlyStopping, EpochDone, RunDone, StepDone, Trainer, checkpoint, latest
from engine.train.keeping import found_at, steps

CHILD = Path(__file__).with_name("training_child.py")


def run(trainer: Trainer) -> tuple[dict[int, float], list[EpochDone], RunDone]:
    """Losses by step, figures by epoch, and the end."""
    losses: dict[int, float] = {}
    for event in trainer.events():
        if isinstance(event, StepDone):
            losses[event.step] = float(event.values[0])
    assert isinstance(event, RunDone)
    return losses, trainer.figures, event


@cache
def whole(kind: str) -> tuple[dict[int, float], list[EpochDone], dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The run that nothing interrupts: losses, figures, weights, and its last checkpoint's arrays."""
    trainer = Trainer(SPECS[kind]())
    losses, figures, _ = run(trainer)
    return losses, figures, trainer.weights(), dict(trainer.checkpoint().arrays)


def same(found: Any, wanted: Any) -> None:
    assert found.keys() == wanted.keys()
    for name, array in wanted.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array, err_msg=name)


# --- equal to the last bit -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["digits", "cnn"])
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_run_cut_at_any_step_goes_on_bit_for_bit(
    kind: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    losses, figures, weights, arrays = whole(kind)
    cut = data.draw(st.integers(0, len(losses)), label="cut")
    after_epoch = data.draw(st.booleans(), label="after the epoch's end, where the cut is at one")
    path = tmp_path_factory.mktemp("cut") / "cut.safetensors"
    first = Trainer(SPECS[kind]())
    seen: dict[int, float] = {}
    events = first.events()
    while len(seen) < cut:
        event = next(events)
        if isinstance(event, StepDone):
            seen[event.step] = float(event.values[0])
    if after_epoch and cut and cut % first.describe.steps_per_epoch == 0:
        assert isinstance(next(events), EpochDone)
    first.save(path)
    events.close()
    second = Trainer(SPECS[kind](), resume=path)
    assert second.changes == [] and second.progress.step == cut
    rest, all_figures, _ = run(second)
    assert {**seen, **rest} == losses
    assert all_figures == figures
    same(second.weights(), weights)
    same(second.checkpoint().arrays, arrays)


@pytest.mark.parametrize("kind", ["digits", "cnn"])
def test_a_killed_process_is_gone_on_from_in_another(kind: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "checkpoints", tmp_path / "out.npz"
    environment = {**os.environ, "PYTHONPATH": str(Path(ng.__file__).parents[1]), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(CHILD), kind, str(folder)]

    def straight(name: str, *more: str) -> None:
        subprocess.run([*command, str(tmp_path / name), *more], env=environment, check=True, capture_output=True)

    with subprocess.Popen([*command, str(out)], env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 7:
                os.kill(child.pid, signal.SIGKILL)
                break
    assert child.returncode == -signal.SIGKILL and not out.exists()
    straight("out.npz", "resume")
    command[3] = str(tmp_path / "other")
    straight("whole.npz")
    same(np.load(out), np.load(tmp_path / "whole.npz"))
    resumed, uninterrupted = (json.loads((tmp_path / name).read_text()) for name in ("out.json", "whole.json"))
    assert resumed["figures"] == uninterrupted["figures"]
    assert resumed["losses"].items() <= uninterrupted["losses"].items() and len(resumed["losses"]) >= 1


def test_more_epochs_and_more_steps_go_on_where_the_run_ended(tmp_path: Path) -> None:
    losses, figures, weights, _ = whole("cnn")
    short = Trainer(cnn(max_steps=6))
    before, cut, done = run(short)
    assert done.steps == 6 and len(cut) == 1, "an epoch that was cut short is none"
    short.save(tmp_path / "a.safetensors")
    after, found, _ = run(Trainer(cnn(), resume=tmp_path / "a.safetensors"))
    assert {**before, **after} == losses and found == figures
    first = Trainer(cnn(epochs=2))
    before, *_ = run(first)
    assert not np.array_equal(first.weights()["conv/kernel"], first.checkpoint().arrays["state/conv/kernel"]), (
        "averaged at the end"
    )
    again = Trainer(cnn(), resume=first.checkpoint())
    after, found, _ = run(again)
    assert {**before, **after} == losses and found == figures
    same(again.weights(), weights)


def test_a_finished_run_has_nothing_left_to_do() -> None:
    _, figures, weights, _ = whole("cnn")
    first = Trainer(cnn())
    run(first)
    again = Trainer(cnn(), resume=first.checkpoint())
    (done,) = again.events()
    assert isinstance(done, RunDone) and done.reason == "finished" and done.values == figures[-1].values
    same(again.weights(), weights)


# --- the file --------------------------------------------------------------------------------------------------------


def taken(tmp_path: Path, count: int = 5) -> Path:
    trainer = Trainer(cnn())
    events = trainer.events()
    for _ in range(count):
        next(events)
    path = tmp_path / "run.safetensors"
    trainer.save(path)
    return path


def test_numbers_that_json_lacks_survive(tmp_path: Path) -> None:
    found = checkpoint.Checkpoint({"a": np.float32(2)}, {"x": [float("nan"), float("inf"), {"y": np.float64(-np.inf)}], "z": 0.1})
    checkpoint.write(found, tmp_path / "c.safetensors")
    again = checkpoint.read(tmp_path / "c.safetensors")
    assert np.isnan(again.about["x"][0]) and again.about["x"][1:] == [np.inf, {"y": -np.inf}] and again.about["z"] == 0.1
    assert again.arrays["a"].shape == () and again.arrays["a"] == 2


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(bytes(data))


def _newer(path: Path) -> None:
    size = int.from_bytes(path.read_bytes()[:8], "little")
    header = json.loads(path.read_bytes()[8 : 8 + size])["__metadata__"]
    about = json.loads(header["nodegrad_checkpoint"])
    save_file(load_file(path), path, {**header, "nodegrad_checkpoint": json.dumps({**about, "version": 9})})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "there is no checkpoint '.*'; check its name"),
        (lambda path: path.write_bytes(path.read_bytes()[:-3]), "is no checkpoint, or is cut off"),
        (lambda path: path.write_bytes(b""), "is no checkpoint, or is cut off"),
        (lambda path: path.write_text("hello, this is not it"), "is no checkpoint, or is cut off"),
        (lambda path: save_file(load_file(path), path), "is no checkpoint of a run; choose a file that a run wrote"),
        (lambda path: save_file({}, path, {"nodegrad_checkpoint": "[]"}), "is damaged; take the one before it"),
        (_flip, "is damaged; take the one before it"),
        (_newer, "was written by a newer Nodegrad"),
    ],
)
def test_a_bad_file_gets_a_sentence(tmp_path: Path, damage: Callable[[Path], None], message: str) -> None:
    path = taken(tmp_path)
    damage(path)
    with pytest.raises(FormatError, match=message):
        Trainer(cnn(), resume=path)


def test_a_full_disk_keeps_the_checkpoint_before_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = Trainer(cnn(), checkpoints=Checkpoints(folder=tmp_path, every_epochs=1))
    events = trainer.events()
    done = next(event for event in events if isinstance(event, CheckpointDone))
    assert done.path is not None and done.path.exists()
    whole_before = done.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(codec.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        failed = next(event for event in events if isinstance(event, CheckpointDone))
        with pytest.raises(TrainingError, match=r"could not be written \(no space left on device\); make room"):
            trainer.save(done.path)
    assert failed.path is None and failed.error is not None and "make room" in str(failed.error)
    assert done.path.read_bytes() == whole_before
    assert [path.name for path in tmp_path.iterdir()] == [done.path.name], "nothing half written is left behind"
    *_, end = events
    assert isinstance(end, RunDone) and end.reason == "finished"


# --- which are kept --------------------------------------------------------------------------------------------------


def test_the_last_ones_and_the_best_stay(tmp_path: Path) -> None:
    trainer = Trainer(cnn(epochs=6), checkpoints=Checkpoints(folder=tmp_path, every_epochs=1, keep=2, best="val_loss"))
    run(trainer)
    per_epoch = trainer.describe.steps_per_epoch
    assert [path.name for path in steps(tmp_path)] == [f"step-{per_epoch * epoch:08d}.safetensors" for epoch in (5, 6)]
    figures = [done.values["val_loss"] for done in trainer.figures]
    best = checkpoint.read(tmp_path / "best.safetensors")
    assert best.epoch == int(np.argmin(figures)) + 1
    assert latest(tmp_path).step == per_epoch * 6


def test_a_damaged_newest_one_gives_way_to_the_one_before(tmp_path: Path) -> None:
    run(Trainer(cnn(), checkpoints=Checkpoints(folder=tmp_path, every_epochs=1)))
    newest = steps(tmp_path)[-1]
    assert found_at(tmp_path).file == found_at(newest).file == str(newest)
    newest.write_bytes(newest.read_bytes()[:100])
    assert latest(tmp_path).step == int(steps(tmp_path)[-2].stem[5:])
    for path in steps(tmp_path):
        path.write_bytes(b"")
    with pytest.raises(FormatError, match="is cut off"):
        latest(tmp_path)
    with pytest.raises(FormatError, match="there is no checkpoint in"):
        latest(tmp_path / "nowhere")


def test_a_folder_of_another_run_is_refused_and_a_resumed_run_rewrites_its_future(tmp_path: Path) -> None:
    rule = Checkpoints(folder=tmp_path, every_epochs=1, keep=None)
    run(Trainer(cnn(), checkpoints=rule))
    with pytest.raises(TrainingError, match="holds the checkpoints of another run; resume that one, or choose another folder"):
        Trainer(cnn(), checkpoints=rule)
    early = steps(tmp_path)[0]
    again = Trainer(cnn(epochs=2), resume=early, checkpoints=rule)
    run(again)
    assert [int(path.stem[5:]) for path in steps(tmp_path)] == [4, 8]


# --- what must be the same -------------------------------------------------------------------------------------------


def _spec(
    units: int = 3, rate: float = 0.1, name: str = "out", rows: int = 20, batch: int = 5, seed: int = 0, drop: float = 0.1
) -> Any:
    rng = np.random.default_rng(0)
    pipeline = ng.data.from_arrays(rng.normal(size=(rows, 2)).astype("f4"), np.zeros((rows, 1), "f4")).batch(batch)
    with ng.Graph() as graph:
        x, y = ng.placeholder(("batch", 2), name="x"), ng.placeholder(("batch", 1), name="y")
        hidden = ng.nn.Dropout(drop, name="drop")(ng.nn.Dense(units, name="hidden")(x))
        loss = ng.losses.mean_squared_error(y, ng.nn.Dense(1, name=name)(hidden))
    return ng.train.TrainingSpec(
        graph=graph,
        inputs={"x": x, "y": y},
        pipeline=pipeline,
        loss=loss,
        optimizer=ng.optimizers.Adam(rate),
        epochs=2,
        seed=seed,
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"units": 4}, "the variable 'hidden/kernel' is float32 2×4 now, but float32 2×3 in the checkpoint"),
        ({"name": "end"}, "has nothing for the variable 'end/kernel', which is new"),
        ({"seed": 1}, "is of a run with seed 0, but the seed is 1 now; set it back"),
        ({"batch": 4}, "the data step 'batch' was changed since the checkpoint"),
        ({"rows": 21}, "the data step 'arrays' was changed since the checkpoint"),
    ],
)
def test_a_changed_document_is_told_what_differs(changed: dict[str, Any], message: str) -> None:
    first = Trainer(_spec())
    run(first)
    with pytest.raises(TrainingError, match=message):
        Trainer(_spec(**changed), resume=first.checkpoint())


def test_harmless_changes_are_named_and_allowed() -> None:
    first = Trainer(_spec())
    events = first.events()
    next(events)
    again = Trainer(_spec(rate=0.01, drop=0.2), resume=first.checkpoint())
    assert "optimizer" in again.changes and any("drop" in name for name in again.changes)
    losses, *_ = run(again)
    assert min(losses) == 2


def test_a_variable_that_is_gone_is_told() -> None:
    first = Trainer(cnn())
    with pytest.raises(TrainingError, match=r"the variable 'conv/kernel/sgd_.*' of the checkpoint .* is gone"):
        Trainer(cnn(optimizer=ng.optimizers.SGD(0.05)), resume=first.checkpoint())


def test_early_stopping_goes_on_with_its_patience_and_its_best_weights() -> None:
    def spec() -> Any:
        return digits(epochs=30, stopping=[EarlyStopping(patience=2, min_delta=0.1, restore_best_weights=True)])

    first = Trainer(spec())
    _, figures, done = run(first)
    assert done.reason == "early_stopping" and 3 < len(figures) < 30
    cut = Trainer(spec())
    events = cut.events()
    for event in events:
        if isinstance(event, EpochDone) and event.epoch == len(figures) - 1:
            break
    again = Trainer(spec(), resume=cut.checkpoint())
    _, found, end = run(again)
    assert found == figures and (end.reason, end.best_epoch) == (done.reason, done.best_epoch)
    same(again.weights(), first.weights())

"""ReduceLROnPlateau: Keras's rule on the same figures, in runs, over checkpoints, and in scripts of both targets."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from optim_cases import PLATEAU

import engine as ng
from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example
from engine.errors import ExportError, TrainingError
from engine.export import export_code
from engine.optim.plateau import Plateau
from engine.train import EpochDone, StepDone, Trainer, TrainingSpec
from engine.train.program import state_of


@pytest.mark.reference
@pytest.mark.parametrize("options", PLATEAU, ids=str)
def test_the_rate_falls_when_keras_s_does(options: dict[str, Any], keras64: Any) -> None:
    figures = np.random.default_rng(1).normal(size=60).cumsum() * 0.3
    wanted = keras64("plateau", 0.1, options, figures.tolist())
    assert len(set(wanted)) > 2
    with ng.Graph() as graph:
        schedule = ng.schedules.ReduceLROnPlateau(0.1, **options)
        rate = schedule(ng.placeholder((), "int64", name="step"))
    assert rate.dtype == "float64"
    found = []
    with ng.Session(graph=graph) as session:
        for figure in figures:
            schedule.after_epoch(session, {schedule.monitor: float(figure)}, options.get("mode") == "max")
            found.append(float(session.run(rate, {"step": np.int64(0)})))
    np.testing.assert_allclose(found, wanted, rtol=1e-12)


@pytest.mark.reference
def test_defaults_are_those_of_keras() -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = inspect.signature(keras.callbacks.ReduceLROnPlateau).parameters
    for attr in ng.schedules.ReduceLROnPlateau.op.attrs:
        if attr.name != "initial_learning_rate":
            assert attr.default == twin[attr.name].default, attr.name


def spec(rate: Any, epochs: int = 12, split: bool = True) -> TrainingSpec:
    pipeline = ng.data.source("iris")
    pipeline = (pipeline.split(0.2) if split else pipeline).normalize().shuffle().batch(32)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        scores = ng.nn.Dense(3, name="scores")(inputs["x"])
        loss = ng.losses.sparse_categorical_crossentropy(inputs["y"], scores, from_logits=True, name="loss")
        metrics = {"accuracy": ng.metrics.Accuracy()(inputs["y"], scores)}
    return TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, metrics=metrics,
                        optimizer=ng.optimizers.SGD(rate), epochs=epochs)  # fmt: skip


def schedule(**options: Any) -> Any:
    return ng.schedules.ReduceLROnPlateau(0.5, factor=0.5, patience=1, min_delta=0.05, **options)


def test_a_run_lowers_its_rate() -> None:
    events = list(Trainer(spec(schedule())).events())
    rates = [float(event.values[1]) for event in events if isinstance(event, StepDone)]
    assert rates[0] == 0.5 and rates == sorted(rates, reverse=True) and rates[-1] < 0.1
    assert sum(isinstance(event, EpochDone) for event in events) == 12


@pytest.mark.parametrize("options", [{"monitor": "val_nothing"}, {}])
def test_a_figure_that_is_not_there_is_said_before_the_run(options: dict[str, Any]) -> None:
    with pytest.raises(TrainingError, match="the run is to watch 'val_"):
        Trainer(spec(schedule(**options), split=bool(options)))


@pytest.mark.parametrize("target", ["pytorch", "numpy"])
@pytest.mark.parametrize(
    ("options", "split"),
    [
        ({}, True),
        ({"monitor": "val_accuracy", "cooldown": 1}, True),
        ({"monitor": "loss"}, True),
        ({"monitor": "loss"}, False),
        ({"monitor": "loss", "mode": "max"}, False),
    ],
    ids=str,
)
def test_scripts_lower_it_alike(target: str, options: dict[str, Any], split: bool, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch needs torch")
    script = tmp_path / "script.py"
    script.write_text(export_code(spec(schedule(**options), split=split), target))
    subprocess.run([sys.executable, str(script), "--losses", str(tmp_path / "losses.json")], check=True, capture_output=True,
                   cwd=tmp_path)  # fmt: skip
    steps = [event.values for event in Trainer(spec(schedule(**options), split=split)).events() if isinstance(event, StepDone)]
    wanted = [float(values[0]) for values in steps]
    assert len({float(values[1]) for values in steps}) > 1, "the rate never fell, so nothing was shown"
    np.testing.assert_allclose(json.loads((tmp_path / "losses.json").read_text()), wanted, rtol=1e-3)


def test_a_script_cannot_follow_a_metric_of_training() -> None:
    with pytest.raises(ExportError, match=r"the learning rate follows 'accuracy', but a script knows .* and the training loss"):
        export_code(spec(schedule(monitor="accuracy")), "numpy")


def test_checkpoints_hold_what_it_has_seen() -> None:
    program = Trainer(spec(schedule())).program
    names = {value.name for value in state_of(program)}
    assert {"reduce_lr_on_plateau/rate", "reduce_lr_on_plateau/state"} <= names


@pytest.mark.parametrize("monitor", ["val_loss", "loss", "accuracy"])
@pytest.mark.parametrize("epochs", [3, 7])
def test_a_run_that_goes_on_lowers_it_where_a_whole_one_does(monitor: str, epochs: int, tmp_path: Path) -> None:
    whole = Trainer(spec(schedule(monitor=monitor)))
    wanted = [event.values for event in whole.events() if isinstance(event, StepDone)]
    first = Trainer(spec(schedule(monitor=monitor)))
    running, found, done = first.events(), [], 0
    for event in running:
        found += [event.values] if isinstance(event, StepDone) else []
        done += isinstance(event, EpochDone)
        if done == epochs:
            break
    first.save(tmp_path / "half")
    running.close()  # type: ignore[attr-defined]
    rest = Trainer(spec(schedule(monitor=monitor)), resume=tmp_path / "half")
    found += [event.values for event in rest.events() if isinstance(event, StepDone)]
    np.testing.assert_array_equal(found, wanted)
    rates = {values[whole.series.index("learning_rate")] for values in wanted}
    assert len(rates) > 1, "the rate never fell, so nothing was shown"


def test_it_stands_in_the_palette_and_trains_from_the_canvas() -> None:
    assert catalog().find("plateau")[0].name == "ReduceLROnPlateau"
    record = find_example("digits-mlp").load()
    optimizer = next(node.id for node in record.nodes.values() if node.kind == "Adam")
    node = NodeRecord(id="plateau", kind="ReduceLROnPlateau", name="rate", attributes={"patience": 2})
    link = LinkRecord(PortRef("plateau", "schedule"), PortRef(optimizer, "schedule"))
    lowered = lower(
        msgspec.structs.replace(record, nodes={**record.nodes, "plateau": node}, links={**record.links, link.target: link}),
        catalog(),
    )
    assert lowered.spec is not None and isinstance(lowered.spec.optimizer.learning_rate, Plateau)

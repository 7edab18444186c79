"""Regularizers: Keras's numbers, counted once for each weight, in the loss of every run and in what it reports."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

import engine as ng
from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import NodeRecord
from app.project.examples import find_example
from engine.errors import AttributeValueError
from engine.export import export_code
from engine.nn.regularizers import REGULARIZERS, penalties, regularized
from engine.train import EpochDone, StepDone, Trainer

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(24, 4)).astype(np.float32), RNG.normal(size=(24, 2)).astype(np.float32)


CASES: list[tuple[Any, str, dict[str, float]]] = [
    ("l1", "L1", {}),
    ("l2", "L2", {}),
    ("L2", "L2", {}),
    ({"name": "l1", "l1": 0.3}, "L1", {"l1": 0.3}),
    ({"name": "l2", "l2": 0.001}, "L2", {"l2": 0.001}),
    ({"name": "l1_l2", "l1": 0.02, "l2": 0.3}, "L1L2", {"l1": 0.02, "l2": 0.3}),
    ({"name": "l1_l2", "l1": 0.02}, "L1L2", {"l1": 0.02}),
    ("l1_l2", "L1L2", {}),
]


@pytest.mark.reference
@pytest.mark.parametrize(("spec", "title", "options"), CASES, ids=str)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_penalties_are_keras_s(spec: Any, title: str, options: dict[str, float], dtype: str, keras64: Any) -> None:
    """Value and gradient: in float32 within a millionth of Keras in float64."""
    w = np.random.default_rng(1).normal(size=(50, 30)).astype("float32")
    with ng.Graph() as graph:
        x = ng.placeholder((None, 50), dtype, name="x")
        layer = ng.nn.Dense(30, kernel_regularizer=spec)
        (penalty,) = penalties(ng.ops.mean(layer(x)))
        gradient = ng.gradients(penalty, [layer.kernel])
    with ng.Session(graph=graph) as session:
        session.set_variable("dense/kernel", w.astype(dtype))
        found = session.run([penalty, *gradient])
    for ours, theirs in zip(found, keras64("regularizer", title, options, w), strict=True):
        assert ours.dtype == dtype and ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=1e-6 if dtype == "float32" else 1e-12)


def test_no_regularizer_and_no_option_is_left_out() -> None:
    tried: dict[str, set[str]] = {}
    for _, title, options in CASES:
        tried.setdefault(title, set()).update(options)
    assert tried == {item.title: {attr.name for attr in item.attrs} for item in REGULARIZERS}


@pytest.mark.reference
@pytest.mark.parametrize("regularizer", REGULARIZERS, ids=lambda item: item.name)
def test_defaults_are_those_of_keras(regularizer: Any) -> None:
    keras = pytest.importorskip("keras", reason="compared with Keras")
    twin = inspect.signature(getattr(keras.regularizers, regularizer.title)).parameters
    assert {attr.name: attr.default for attr in regularizer.attrs} == {name: twin[name].default for name in twin}


@pytest.mark.reference
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras's own on its backend
def test_a_model_reports_and_trains_what_keras_does() -> None:
    keras = pytest.importorskip("keras", reason="compared with Keras")
    regularizers = ng.regularizers
    model = ng.Sequential(
        [
            ng.nn.Dense(3, activation="tanh", kernel_regularizer="l2", bias_regularizer=regularizers.L1(0.05), name="a"),
            ng.nn.Dense(2, kernel_regularizer=regularizers.L1L2(l1=0.01, l2=0.02), name="b"),
        ],
        input_shape=(4,),
    )
    other = keras.Sequential(
        [
            keras.layers.Input((4,)),
            keras.layers.Dense(3, activation="tanh", kernel_regularizer="l2", bias_regularizer=keras.regularizers.L1(0.05)),
            keras.layers.Dense(2, kernel_regularizer=keras.regularizers.L1L2(l1=0.01, l2=0.02)),
        ]
    )
    model.compile(optimizer=ng.optimizers.SGD(0.1), loss="mse")
    other.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    weights = [RNG.normal(size=value.shape).astype(np.float32) for value in other.get_weights()]
    other.set_weights(weights)
    model.set_weights(dict(zip(("a/kernel", "a/bias", "b/kernel", "b/bias"), weights, strict=True)))
    wanted = other.fit(X, Y, batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=(X, Y)).history
    found = model.fit(X, Y, batch_size=8, epochs=3, shuffle=False, verbose=False, validation_data=(X, Y)).history
    np.testing.assert_allclose(found["loss"], wanted["loss"], rtol=1e-5)
    np.testing.assert_allclose(found["val_loss"], wanted["val_loss"], rtol=1e-5)
    for (_, mine), theirs in zip(sorted(model.get_weights().items()), [*other.get_weights()[1::-1], *other.get_weights()[:1:-1]],
                                 strict=True):  # fmt: skip
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-6)


def test_a_shared_layer_counts_once_and_nothing_is_added_twice() -> None:
    with ng.Graph():
        x = ng.placeholder((None, 3), name="x")
        layer = ng.nn.Dense(3, kernel_regularizer="l1")
        loss = ng.ops.mean(layer(layer(x)))
        assert len(penalties(loss)) == 1
        whole = regularized(loss)
        assert regularized(whole) is whole and whole is not loss
        plain = ng.ops.mean(ng.nn.Dense(2)(x))
        assert regularized(plain) is plain


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("l3", "Dense: kernel_regularizer: there is no regularizer 'l3'; use one of l1, l2, l1_l2"),
        ({"name": "l2", "l1": 0.1}, "Dense: kernel_regularizer: regularizer l2 has no option 'l1'; it has l2"),
        ({"name": "l2", "l2": -1.0}, "Dense: kernel_regularizer: kernel_regularizer is -1.0, but must be a number of at least 0"),
        (0.01, "Dense: kernel_regularizer is 0.01, but must be the name of a regularizer"),
    ],
)
def test_wrong_regularizers_are_refused(given: Any, message: str) -> None:
    with pytest.raises(AttributeValueError) as caught:
        ng.nn.Dense(2, kernel_regularizer=given)
    assert str(caught.value) == message


def test_every_layer_has_one_for_each_initializer() -> None:
    known = {op.title: {attr.name for attr in op.attrs if attr.kind == "regularizer"} for op in ng.nn.OPS}
    assert known["Conv2D"] == {"kernel_regularizer", "bias_regularizer"}
    assert known["SeparableConv2D"] == {"depthwise_regularizer", "pointwise_regularizer", "bias_regularizer"}
    assert known["Embedding"] == {"embeddings_regularizer"}
    assert known["BatchNormalization"] == {"beta_regularizer", "gamma_regularizer"}
    assert known["MaxPooling2D"] == set()


def regularized_digits(steps: int) -> Any:
    record = find_example("diabetes-regression").load()
    nodes = {
        node.id: NodeRecord(id=node.id, kind=node.kind, name=node.name,
                            attributes={**node.attributes, "kernel_regularizer": {"name": "l1_l2", "l1": 0.5, "l2": 2.0}})
        if node.kind == "Dense" else node
        for node in record.nodes.values()
    }  # fmt: skip
    spec = lower(msgspec.structs.replace(record, nodes=nodes), catalog()).spec
    assert spec is not None
    return replace(spec, max_steps=steps)


def test_a_canvas_run_holds_them_in_loss_and_validation() -> None:
    events = list(Trainer(regularized_digits(6)).events())
    steps = [float(event.values[0]) for event in events if isinstance(event, StepDone)]
    plain = lower(find_example("diabetes-regression").load(), catalog()).spec
    assert plain is not None
    others = [float(event.values[0]) for event in Trainer(replace(plain, max_steps=6)).events() if isinstance(event, StepDone)]
    assert all(one > other for one, other in zip(steps, others, strict=True))
    assert next(event for event in events if isinstance(event, EpochDone)).values["val_loss"] > 0


@pytest.mark.parametrize("target", ["pytorch", "numpy"])
def test_exported_code_has_the_same_losses(target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch needs torch")
    script = tmp_path / "script.py"
    script.write_text(export_code(regularized_digits(6), target))
    subprocess.run([sys.executable, str(script), "--losses", str(tmp_path / "losses.json")], check=True, capture_output=True,
                   cwd=tmp_path)  # fmt: skip
    wanted = [float(event.values[0]) for event in Trainer(regularized_digits(6)).events() if isinstance(event, StepDone)]
    np.testing.assert_allclose(json.loads((tmp_path / "losses.json").read_text()), wanted, rtol=2e-4)

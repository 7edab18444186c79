"""Batch normalization: what a step of training does to the moving averages, and when they are used."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

import engine as ng

os.environ.setdefault("KERAS_BACKEND", "jax")

DATA = np.random.default_rng(0).normal(2.0, 3.0, (8, 4)).astype(np.float32)


def model(**attrs: Any) -> tuple[ng.Graph, ng.nn.Layer, ng.Value, ng.Value, ng.Value]:
    with ng.Graph() as graph:
        x = ng.placeholder(("batch", 4), name="x")
        layer = ng.nn.BatchNormalization(name="norm", **attrs)
        y = layer(x)
        loss = ng.ops.mean(ng.ops.square(y - 1.0))
        update = ng.optimizers.SGD(0.1).minimize(loss)
    return graph, layer, x, y, update


def test_a_step_of_training_moves_the_averages() -> None:
    graph, layer, x, y, update = model(momentum=0.9)
    assert [value.name for value in layer.weights.values()] == [
        "norm/gamma", "norm/beta", "norm/moving_mean", "norm/moving_variance",
    ]  # fmt: skip
    assert [value.name for value in layer.trainable_weights] == ["norm/gamma", "norm/beta"]
    with ng.Session(graph=graph) as session:
        value, _ = session.run([y, update], {x: DATA})
        np.testing.assert_allclose(value.mean(0), 0, atol=1e-6)
        np.testing.assert_allclose(value.std(0), 1, atol=1e-3)
        np.testing.assert_allclose(session.get_variable("norm/moving_mean"), 0.1 * DATA.mean(0), rtol=1e-5)
        np.testing.assert_allclose(session.get_variable("norm/moving_variance"), 0.9 + 0.1 * DATA.var(0), rtol=1e-5)


def test_nothing_moves_outside_of_training() -> None:
    graph, _, x, y, _ = model()
    with ng.Session(graph=graph) as session:
        value = session.run(y, {x: DATA})
        np.testing.assert_allclose(value, DATA / np.sqrt(1.001), rtol=1e-5)
        np.testing.assert_array_equal(session.get_variable("norm/moving_mean"), 0)


def test_a_frozen_layer_uses_and_keeps_its_averages_in_training() -> None:
    graph, _, x, y, update = model(training=False)
    with ng.Session(graph=graph) as session:
        value, _ = session.run([y, update], {x: DATA})
        np.testing.assert_allclose(value, DATA / np.sqrt(1.001), rtol=1e-5)
        np.testing.assert_array_equal(session.get_variable("norm/moving_mean"), 0)


def test_a_layer_called_twice_moves_twice() -> None:
    with ng.Graph() as graph:
        a, b = ng.placeholder((None, 4), name="a"), ng.placeholder((None, 4), name="b")
        layer = ng.nn.BatchNormalization(momentum=0.5, name="norm")
        loss = ng.ops.mean(ng.ops.square(layer(a) + layer(b) - 1.0))
        update = ng.optimizers.SGD(0.1).minimize(loss)
    with ng.Session(graph=graph) as session:
        session.run(update, {a: DATA, b: DATA + 1})
        expected = 0.25 * DATA.mean(0) + 0.5 * (DATA + 1).mean(0)
        np.testing.assert_allclose(session.get_variable("norm/moving_mean"), expected, rtol=1e-5)


def test_layers_that_the_loss_does_not_depend_on_stay() -> None:
    graph, _, x, _, _ = model()
    with graph:
        other = ng.nn.BatchNormalization(name="other")
        other(x)
        loss = ng.ops.mean(ng.ops.square(ng.nn.Dense(1, name="line")(x)))
        update = ng.optimizers.SGD(0.1).minimize(loss)
    with ng.Session(graph=graph) as session:
        session.run(update, {x: DATA})
        np.testing.assert_array_equal(session.get_variable("other/moving_mean"), 0)
        np.testing.assert_array_equal(session.get_variable("norm/moving_mean"), 0)


def test_fit_and_predict_use_them() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(5.0, 2.0, (64, 4)).astype(np.float32)
    y = x.sum(axis=1, keepdims=True).astype(np.float32)
    net = ng.Sequential([ng.nn.BatchNormalization(momentum=0.5), ng.nn.Dense(1)])
    net.compile(optimizer=ng.optimizers.Adam(0.1), loss="mse")
    net.fit(x, y, epochs=30, batch_size=16, verbose=False)
    assert net.evaluate(x, y)["loss"] < 2.0
    assert np.abs(net.predict(x) - y).mean() < 1.5


@pytest.mark.reference
@pytest.mark.parametrize("attrs", [{}, {"momentum": 0.5, "epsilon": 0.1}, {"axis": 1}], ids=str)
def test_training_is_that_of_keras(attrs: dict[str, Any]) -> None:
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    jax = pytest.importorskip("jax", reason="JAX is not installed")
    data = np.random.default_rng(2).normal(1, 2, (5, 3, 4)).astype(np.float32)
    mix = np.random.default_rng(3).normal(0, 1, data.shape).astype(np.float32)
    made = keras.layers.BatchNormalization(**attrs)
    made.build(data.shape)
    trained, fixed = ([v.value for v in group] for group in (made.trainable_variables, made.non_trainable_variables))

    def loss(inputs: Any, weights: Any) -> Any:
        y, moved = made.stateless_call(weights, fixed, inputs, training=True)
        return (y * mix).sum(), (y, moved)

    (dx, dw), (y, moved) = jax.grad(loss, argnums=(0, 1), has_aux=True)(data, trained)
    with ng.Graph() as graph:
        x = ng.placeholder((None, 3, 4), name="x")
        layer = ng.nn.BatchNormalization(**attrs, name="norm")
        ours = layer(x)
        total = ng.ops.sum(ours * mix)
        slopes = ng.gradients(total, [x, *layer.trainable_weights])
        update = ng.optimizers.SGD(0.0).minimize(total)
    with ng.Session(graph=graph) as session:
        found, _ = session.run([[ours, *slopes], update], {x: data})
        for a, b in zip(found, [y, dx, *dw], strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
        for name, value in zip(("moving_mean", "moving_variance"), moved, strict=True):
            np.testing.assert_allclose(session.get_variable(f"norm/{name}"), value, rtol=1e-5, atol=1e-6)

"""Trainings that the export tests write as scripts: one for each thing that a script may have to say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import engine as ng
from engine.data import Pipeline, from_arrays, source
from engine.ir.graph import Graph, Value
from engine.train import TrainingSpec

Build = Callable[[Value, Value], tuple[Value, dict[str, Any]]]


def spec_of(pipeline: Pipeline, build: Build, optimizer: Any = None, **settings: Any) -> TrainingSpec:
    """A spec whose placeholders fit the pipeline; ``build`` gives loss and metrics."""
    graph = Graph("training")
    types = pipeline.element_types()
    with graph:
        inputs = {name: ng.placeholder(type_.shape, type_.dtype, name=name) for name, type_ in types.items()}
        loss, metrics = build(inputs["x"], inputs.get("y", inputs["x"]))
    chosen = optimizer or ng.optimizers.SGD(0.1)
    given = {"name": "Small model", "epochs": 3, "seed": 1, **settings}
    return TrainingSpec(
        graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, metrics=metrics, optimizer=chosen, **given
    )  # fmt: skip


def digits(name: str = "Digits MLP", seed: int = 0) -> TrainingSpec:
    """The first example of the product."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        hidden = ng.nn.ReLU(name="relu")(ng.nn.Dense(64, name="hidden")(x))
        logits = ng.nn.Dense(10, name="logits")(hidden)
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True, name="loss")
        return loss, {"accuracy": ng.metrics.accuracy(y, logits, name="accuracy")}

    pipeline = source("digits").split(0.2, stratify=True).normalize().shuffle().batch(32)
    return spec_of(pipeline, build, ng.optimizers.Adam(), name=name, seed=seed, epochs=5)


def dropout() -> TrainingSpec:
    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        hidden = ng.nn.Dense(16, activation="tanh", name="hidden")(x)
        logits = ng.nn.Dense(3, name="scores")(ng.nn.Dropout(0.4, name="thin")(hidden))
        return ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), {}

    return spec_of(source("iris").split(0.2).normalize().shuffle().batch(16), build, ng.optimizers.Adam(0.01))


def probabilities() -> TrainingSpec:
    """Softmax and a loss from probabilities, one-hot targets with smoothing, a test part."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        shares = ng.nn.Softmax(name="shares")(ng.nn.Dense(3, name="scores", kernel_initializer="he_normal")(x))
        loss = ng.losses.categorical_crossentropy(y, shares, label_smoothing=0.1)
        return loss, {"accuracy": ng.metrics.categorical_accuracy(y, shares)}

    pipeline = source("wine").split(0.2, 0.1, stratify=True, seed=5).normalize("minmax").one_hot().shuffle(seed=3).batch(20)
    return spec_of(pipeline, build, ng.optimizers.SGD(0.5, momentum=0.9, nesterov=True))


def scheduled() -> TrainingSpec:
    """A falling rate with momentum, regression, nothing shuffled, the remainder dropped."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        line = ng.nn.Dense(1, name="line", use_bias=False)(ng.nn.Dense(4, activation="sigmoid", name="bend")(x))
        metrics = {
            "mae": ng.metrics.mean_absolute_error(y, line),
            "rmse": ng.metrics.root_mean_squared_error(y, line),
        }
        return ng.losses.mean_absolute_error(y, line), metrics

    rate = ng.schedules.ExponentialDecay(0.05, decay_steps=7, decay_rate=0.8, staircase=True)
    return spec_of(
        source("sine", samples=90).split(0.2).batch(16, drop_remainder=True), build, ng.optimizers.SGD(rate, momentum=0.5)
    )


def logistic() -> TrainingSpec:
    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        chance = ng.nn.Sigmoid(name="chance")(ng.nn.Dense(1, name="score")(x))
        return ng.losses.binary_crossentropy(y, chance), {"accuracy": ng.metrics.binary_accuracy(y, chance)}

    pipeline = source("breast_cancer").split(0.3).normalize().then("binary_targets").shuffle().batch(64)
    return spec_of(pipeline, build, ng.optimizers.SGD(0.2))


def own_weights() -> TrainingSpec:
    """Weights without a layer, one shared, one that is not trained, one that is drawn but not used, and a penalty."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        ng.Variable(shape=(3, 3), initializer="glorot_normal", name="forgotten")
        mix = ng.Variable(shape=(2, 2), initializer="orthogonal", name="mix")
        shift = ng.Variable(np.array([0.5, -0.25], np.float32), name="shift")
        scale = ng.Variable(np.float32(0.5), trainable=False, name="scale")
        middle = ng.ops.tanh((x @ mix + shift) @ mix)
        logits = ng.nn.Dense(2, name="out")(middle) * scale
        penalty = ng.ops.sum(ng.ops.square(mix)) * 0.01
        loss = ng.ops.add(ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), penalty, name="loss")
        return loss, {"accuracy": ng.metrics.accuracy(y, logits)}

    return spec_of(source("moons", samples=120).split(0.25).shuffle().batch(30), build)


def shared_layer() -> TrainingSpec:
    """One layer used twice, two ways joined again, images flattened."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        flat = ng.nn.Flatten(name="rows")(x)
        layer = ng.nn.Dense(4, activation="relu", name="twin")
        both = ng.ops.concatenate([layer(flat), layer(flat * -1.0)], axis=-1, name="both")
        logits = ng.nn.Dense(2, name="out")(both)
        return ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), {}

    rng = np.random.default_rng(0)
    images = rng.normal(size=(24, 2, 2)).round(2)
    return spec_of(from_arrays(images, np.arange(24) % 2).shuffle().batch(7), build)


def autoencoder() -> TrainingSpec:
    """No targets: the loss compares with the input; the code is smoothed by a stopped gradient."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        code = ng.nn.Dense(2, activation="tanh", name="code")(x)
        back = ng.nn.Dense(4, name="back")(code)
        quiet = ng.ops.mean(ng.ops.square(code - ng.ops.stop_gradient(ng.ops.tanh(code))))
        return ng.losses.mean_squared_error(x, back) + quiet, {}

    return spec_of(source("iris").split(0.2).normalize().shuffle().batch(25), build, ng.optimizers.Adam(0.01))


def one_step_house() -> TrainingSpec:
    """The house-price example of the textbooks: rank-0 weights, one row."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        w, b = ng.Variable(np.float32(10), name="W"), ng.Variable(np.float32(200), name="b")
        price = ng.ops.add(x * w, b, name="price")
        return ng.losses.mean_squared_error(y, price, name="loss"), {}

    return spec_of(from_arrays([50.0], [750.0]).batch(1), build, ng.optimizers.SGD(1e-4))


def random_noise() -> TrainingSpec:
    """Noise is drawn in the model itself, in training and outside of it."""

    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        noisy = x + ng.ops.random_normal(like=x, stddev=0.1)
        logits = ng.nn.Dense(2, name="out")(noisy)
        return ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), {}

    return spec_of(source("blobs", samples=60, centers=2, spread=0.5).split(0.5).shuffle().batch(10), build)


def from_table(folder: Path) -> TrainingSpec:
    def build(x: Value, y: Value) -> tuple[Value, dict[str, Any]]:
        logits = ng.nn.Dense(2, name="out")(x)
        return ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), {}

    lines = [f"{i % 5},{i * 0.5},{'cheap' if i % 3 else 'dear'}" for i in range(30)]
    (folder / "houses.csv").write_text("rooms,area,price\n" + "\n".join(lines) + "\n", encoding="utf-8")
    pipeline = source("csv", folder, file="houses.csv").split(0.2, 0.2, stratify=True).normalize().shuffle().batch(5)
    return spec_of(pipeline, build, folder=folder)


#: Trainings whose scripts draw nothing at random while training: both targets give the engine's losses.
EXACT: dict[str, Callable[[], TrainingSpec]] = {
    spec.__name__: spec
    for spec in (
        digits, probabilities, scheduled, logistic, own_weights, shared_layer, autoencoder, one_step_house,
    )
}  # fmt: skip
#: Trainings that draw: NumPy gives the engine's losses, PyTorch draws its own numbers.
DRAWING: dict[str, Callable[[], TrainingSpec]] = {spec.__name__: spec for spec in (dropout, random_noise)}

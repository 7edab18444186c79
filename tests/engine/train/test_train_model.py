"""Models with Keras's methods: they train, look and predict as the graph below them does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.data import from_arrays, source
from engine.errors import TrainingError

RNG = np.random.default_rng(0)
X = RNG.normal(size=(60, 4)).astype("float32")
Y = (X @ np.array([1.0, -1.0, 0.5, 2.0]) + 0.1).astype("float32")
CLASSES = (Y > 0).astype("int64")


def classifier(**options: Any) -> ng.Sequential:
    model = ng.Sequential([ng.nn.Dense(8, "relu", name="hidden"), ng.nn.Dense(2, name="out")], **options)
    model.compile(ng.optimizers.Adam(0.05), ng.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"], seed=1)
    return model


def test_a_functional_model_fits_a_plane(capsys: pytest.CaptureFixture[str]) -> None:
    with ng.Graph():
        x = ng.placeholder((None, 4), name="features")
        model = ng.Model(x, ng.nn.Dense(1, name="out")(x))
    model.compile(ng.optimizers.SGD(0.1), "mse", ["mae", ng.metrics.RootMeanSquaredError()])
    history = model.fit(X, Y, batch_size=20, epochs=60, verbose=False).history
    assert capsys.readouterr().out == ""
    assert list(history) == ["loss", "mae", "root_mean_squared_error"] and len(history["loss"]) == 60
    assert history["loss"][-1] < 1e-4 < history["loss"][0]
    weights = model.get_weights()
    np.testing.assert_allclose(weights["out/kernel"][:, 0], [1, -1, 0.5, 2], atol=0.01)
    np.testing.assert_allclose(model.predict(X, batch_size=7)[:, 0], Y, atol=0.05)
    figures = model.evaluate(X, Y, batch_size=11)
    error = model.predict(X)[:, 0] - Y
    expected = {"loss": np.mean(error**2), "mae": np.mean(abs(error)), "root_mean_squared_error": np.sqrt(np.mean(error**2))}
    assert figures == pytest.approx(expected, rel=1e-3)


def test_a_sequential_model_takes_its_shape_from_the_data() -> None:
    model = classifier()
    history = model.fit(X, CLASSES, batch_size=16, epochs=20, validation_split=0.2, verbose=False).history
    assert list(history) == ["loss", "accuracy", "val_loss", "val_accuracy"]
    assert history["accuracy"][-1] > 0.95
    assert model.evaluate(X, CLASSES)["accuracy"] > 0.9
    assert (model.predict(X).argmax(-1) == CLASSES).mean() > 0.9
    assert [value.name for value in model.weights] == ["hidden/kernel", "hidden/bias", "out/kernel", "out/bias"]


def test_fit_goes_on_and_compile_starts_anew(capsys: pytest.CaptureFixture[str]) -> None:
    model = classifier()
    first = model.fit(X, CLASSES, epochs=3).history["loss"]
    assert capsys.readouterr().out.splitlines()[-1].startswith("epoch 3/3  loss 0.")
    second = model.fit(X, CLASSES, epochs=3, verbose=False).history["loss"]
    assert second[0] < first[-1] + 0.05
    again = classifier()
    assert again.fit(X, CLASSES, epochs=3, verbose=False).history["loss"] == first, "the same seed, the same run"
    model.compile("sgd", ng.losses.SparseCategoricalCrossentropy(from_logits=True), seed=1)
    fresh = classifier(input_shape=(4,))
    for name, value in model.get_weights().items():
        np.testing.assert_array_equal(value, fresh.get_weights()[name])


def test_validation_rows_may_be_given() -> None:
    model = classifier()
    history = model.fit(X[:40], CLASSES[:40], epochs=2, validation_data=(X[40:], CLASSES[40:]), verbose=False).history
    figures = model.evaluate(X[40:], CLASSES[40:])
    assert figures["loss"] == pytest.approx(history["val_loss"][-1], rel=1e-6)
    assert figures["accuracy"] == history["val_accuracy"][-1]


def test_a_pipeline_feeds_a_model() -> None:
    pipeline = source("iris").split(0.2, stratify=True).normalize().shuffle().batch(16)
    model = ng.Sequential([ng.nn.Dense(16, "tanh"), ng.nn.Dense(3)])
    model.compile(ng.optimizers.Adam(0.01), ng.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"])
    history = model.fit(pipeline, epochs=40, verbose=False).history
    assert history["val_accuracy"][-1] > 0.9
    assert model.evaluate(pipeline)["accuracy"] == history["val_accuracy"][-1]
    assert model.evaluate(pipeline, part="train")["accuracy"] > 0.9


def test_weights_can_be_set() -> None:
    model = classifier(input_shape=(4,))
    model.set_weights({"out/kernel": np.zeros((8, 2)), "out/bias": [1.0, 2.0]})
    np.testing.assert_array_equal(model.predict(X[:2]), [[1, 2], [1, 2]])


def test_a_model_predicts_before_it_is_compiled_and_keeps_its_weights_then() -> None:
    model = ng.Sequential([ng.nn.Dense(2)], input_shape=(4,))
    before = model.predict(X)
    model.compile("sgd", "mse")
    np.testing.assert_array_equal(model.predict(X), before)
    model.compile("sgd", "mse", seed=5)
    assert (model.predict(X) != before).any(), "a seed draws anew"


def test_a_sequential_model_can_be_a_layer_of_another() -> None:
    inner = ng.Sequential([ng.nn.Dense(5, "tanh", name="a"), ng.nn.Dense(3, name="b")])
    model = ng.Sequential([inner, ng.nn.Dense(2, name="c")], input_shape=(4,))
    assert list(model.get_weights()) == ["a/kernel", "a/bias", "b/kernel", "b/bias", "c/kernel", "c/bias"]
    assert model.predict(X).shape == (60, 2)


def test_the_summary_counts_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    text = classifier(input_shape=(4,)).summary()
    assert capsys.readouterr().out == text + "\n"
    assert text.splitlines()[0] == "sequential"
    assert "hidden  Dense        batch×8          40" in text
    assert "out     Dense        batch×2          18" in text
    assert text.splitlines()[-1] == "58 parameters, 58 trainable"


def _unshaped() -> Any:
    return ng.Sequential([ng.nn.Dense(2)]).summary()


def _foreign_output() -> Any:
    with ng.Graph():
        return ng.Model(ng.placeholder((None, 2), name="a"), ng.nn.ReLU()(ng.placeholder((None, 2), name="b")))


def _no_placeholder() -> Any:
    with ng.Graph():
        c = ng.constant([1.0], name="c")
        return ng.Model(c, c * 2.0)


def _late_layer() -> None:
    classifier(input_shape=(4,)).add(ng.nn.ReLU())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_unshaped, "the model 'sequential' does not know the shape of its input yet; give input_shape, or fit it first"),
        (_foreign_output, "the output 'relu' does not depend on the input 'a'"),
        (_no_placeholder, "'c' is not a placeholder, so it cannot be a model's input"),
        (lambda: ng.Model([], []), "a model's inputs and outputs are values, or lists or dicts of them, but got list"),
        (_late_layer, "the model 'sequential' is built already"),
        (
            lambda: ng.Sequential([ng.nn.Dense(2)]).fit(X, Y),
            "the model 'sequential' does not know how to train yet; call compile first",
        ),
        (lambda: ng.Sequential([]).predict(X), "the model 'sequential' has no layers; add one"),
        (lambda: classifier().fit(X), "the data has no targets; give y, or a pipeline whose data has them"),
        (lambda: classifier().predict(X[:0]), "there are no rows to predict from"),
        (lambda: classifier().compile(optimizer="adamx"), "there is no optimizer 'adamx'; use one of sgd, adam"),
        (lambda: classifier().compile(loss="hing"), "there is no loss 'hing'; use one of binary_crossentropy"),
        (lambda: classifier().compile(metrics=["recal"]), "there is no metric 'recal'; use one of accuracy"),
    ],
)
def test_wrong_use_gets_a_sentence(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        make()


def test_a_pipeline_without_batches_is_refused() -> None:
    with pytest.raises(ng.DataError, match="the data is not cut into batches; end the pipeline with Batch"):
        classifier().fit(from_arrays(X, CLASSES))

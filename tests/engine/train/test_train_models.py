"""Models with several ends, losses and weights against Keras; what is saved trains on; runs of ``fit`` end early and go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import TrainingError
from engine.train import Checkpoints, EarlyStopping, Threshold, checkpoint

RNG = np.random.default_rng(4)
A = RNG.normal(size=(50, 3)).astype("float32")
B = RNG.normal(size=(50, 2)).astype("float32")
PRICE = (A.sum(1, keepdims=True) - B[:, :1]).astype("float32")
KIND = (A[:, 0] + B[:, 1] > 0).astype("int64")


def two_ends(structure: str = "dict") -> ng.Model:
    """Two inputs, two outputs."""
    with ng.Graph():
        a, b = ng.placeholder((None, 3), name="a"), ng.placeholder((None, 2), name="b")
        both = ng.nn.Dense(6, "tanh", name="both")(ng.ops.concatenate([a, b], axis=-1))
        price, kind = ng.nn.Dense(1, name="price")(both), ng.nn.Dense(2, name="kind")(both)
        if structure == "list":
            return ng.Model([a, b], [price, kind])
        return ng.Model({"a": a, "b": b}, {"price": price, "kind": kind})


def compiled(**options: Any) -> ng.Model:
    model = two_ends()
    given = {
        "loss": {"price": "mse", "kind": ng.losses.SparseCategoricalCrossentropy(from_logits=True)},
        "metrics": {"price": ["mae"], "kind": "accuracy"},
        "loss_weights": {"price": 0.5, "kind": 2.0},
        **options,
    }
    model.compile(ng.optimizers.Adam(0.02), seed=3, **given)
    return model


def keras_twin(keras: Any, weights: dict[str, np.ndarray]) -> Any:
    layers = keras.layers
    a, b = layers.Input((3,), name="a"), layers.Input((2,), name="b")
    both = layers.Dense(6, "tanh", name="both")(layers.Concatenate()([a, b]))
    price, kind = layers.Dense(1, name="price")(both), layers.Dense(2, name="kind")(both)
    model = keras.Model({"a": a, "b": b}, {"price": price, "kind": kind})
    for name in ("both", "price", "kind"):
        model.get_layer(name).set_weights([weights[f"{name}/kernel"], weights[f"{name}/bias"]])
    return model


@pytest.mark.reference
def test_several_ends_train_as_in_keras() -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    model = compiled()
    twin = keras_twin(keras, model.get_weights())
    twin.compile(
        keras.optimizers.Adam(0.02),
        loss={"price": "mse", "kind": keras.losses.SparseCategoricalCrossentropy(from_logits=True)},
        metrics={"price": ["mae"], "kind": ["accuracy"]},
        loss_weights={"price": 0.5, "kind": 2.0},
    )
    options = {"batch_size": 8, "epochs": 3, "shuffle": False, "verbose": False}
    data = ({"a": A[:40], "b": B[:40]}, {"price": PRICE[:40], "kind": KIND[:40]})
    rest = ({"a": A[40:], "b": B[40:]}, {"price": PRICE[40:], "kind": KIND[40:]})
    mine = model.fit(*data, validation_data=rest, **options)
    theirs = twin.fit(*data, validation_data=rest, **options)
    assert mine.epoch == theirs.epoch
    assert mine.history.keys() == theirs.history.keys()
    for name, values in theirs.history.items():
        np.testing.assert_allclose(mine.history[name], values, rtol=1e-5, atol=1e-5, err_msg=name)
    for name, array in twin.predict(rest[0], verbose=0).items():
        np.testing.assert_allclose(model.predict(rest[0])[name], array, atol=5e-5)
    figures = twin.evaluate(*rest, verbose=0, return_dict=True)
    assert model.evaluate(*rest) == pytest.approx(figures, rel=1e-5, abs=1e-5)


@pytest.mark.reference
@pytest.mark.parametrize("how", ["class", "sample"])
def test_weights_of_rows_and_classes_are_keras_s(how: str) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    model = ng.Sequential([ng.nn.Dense(4, "relu", name="h"), ng.nn.Dense(2, "softmax", name="o")], input_shape=(3,))
    model.compile(ng.optimizers.SGD(0.1), "sparse_categorical_crossentropy", ["accuracy"], seed=1)
    twin = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(4, "relu"), keras.layers.Dense(2, "softmax")])
    weights = model.get_weights()
    twin.set_weights(list(weights.values()))
    twin.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    options: dict[str, Any] = {"batch_size": 10, "epochs": 2, "shuffle": False, "verbose": False}
    if how != "sample":
        options["class_weight"] = {0: 0.5, 1: 3.0}
    if how != "class":
        options["sample_weight"] = np.linspace(0, 2, 40).astype("float32")
    rest = (A[40:], KIND[40:])
    mine = model.fit(A[:40], KIND[:40], validation_data=rest, **options).history
    theirs = twin.fit(A[:40], KIND[:40], validation_data=rest, **options).history
    # our loss of an epoch is the mean over its rows, as is Keras's
    for name in ("val_loss", "val_accuracy", "accuracy"):
        np.testing.assert_allclose(mine[name], theirs[name], atol=1e-5, err_msg=name)
    np.testing.assert_allclose(model.predict(A), twin.predict(A, verbose=0), atol=1e-5)


def test_class_weights_do_not_count_for_rows_that_are_split_off() -> None:
    def fitted(**options: Any) -> dict[str, list[float]]:
        model = ng.Sequential([ng.nn.Dense(2, "softmax")], input_shape=(3,))
        model.compile(ng.optimizers.SGD(0.0), "sparse_categorical_crossentropy", seed=1)
        return model.fit(A, KIND, validation_split=0.4, verbose=False, **options).history

    plain, weighted = fitted(), fitted(class_weight={0: 5.0})
    assert weighted["val_loss"] == plain["val_loss"] and weighted["loss"] != plain["loss"]


@pytest.mark.parametrize("structure", ["list", "dict"])
def test_data_comes_and_goes_in_the_structure_of_the_ends(structure: str) -> None:
    model = two_ends(structure)
    model.compile("sgd", ["mse", None], metrics=[["mae"], []], seed=0)
    x: Any = [A, B] if structure == "list" else {"a": A, "b": B}
    history = model.fit(x, [PRICE, None], epochs=2, verbose=False).history
    assert list(history) == ["loss", "price_loss", "price_mae"] and history["loss"] == pytest.approx(
        history["price_loss"], rel=1e-6
    )
    found = model.predict(x, batch_size=7)
    price, kind = found if structure == "list" else found.values()
    assert type(found) is (list if structure == "list" else dict) and price.shape == (50, 1) and kind.shape == (50, 2)
    assert type(model.inputs) is type(model.outputs) is type(found)


def test_early_stopping_thresholds_and_checkpoints_are_callbacks(tmp_path: Path) -> None:
    data = ({"a": A, "b": B}, {"price": PRICE, "kind": KIND})
    stop = EarlyStopping(monitor="val_kind_accuracy", patience=2, restore_best_weights=True)
    history = compiled().fit(*data, epochs=200, validation_split=0.3, verbose=False, callbacks=[stop])
    seen = history.history["val_kind_accuracy"]
    assert history.reason == "early_stopping" and history.best_epoch == int(np.argmax(seen)) == len(seen) - 3
    history = compiled().fit(*data, epochs=200, verbose=False, callbacks=[Threshold(value=1.0)])
    assert history.reason == "threshold" and history.history["loss"][-1] <= 1.0

    whole = compiled()
    wanted = whole.fit(*data, epochs=6, verbose=False)
    first = compiled()
    first.fit(*data, epochs=3, verbose=False, callbacks=[Checkpoints(folder=tmp_path, every_epochs=1)])
    again = compiled()
    found = again.fit(*data, epochs=6, verbose=False, resume=checkpoint.read(tmp_path / "step-00000006.safetensors"))
    assert found == wanted, "the epochs before it are in the history"
    for name, array in whole.get_weights().items():
        np.testing.assert_array_equal(again.get_weights()[name], array)


def test_an_initial_epoch_counts_as_in_keras() -> None:
    data = ({"a": A, "b": B}, {"price": PRICE, "kind": KIND})
    whole, parts = compiled(), compiled()
    wanted = whole.fit(*data, epochs=4, verbose=False)
    one = parts.fit(*data, epochs=2, verbose=False)
    two = parts.fit(*data, epochs=4, initial_epoch=2, verbose=False)
    assert (one.epoch, two.epoch) == ([0, 1], [2, 3])
    assert one.history["loss"] + two.history["loss"] == wanted.history["loss"]
    assert parts.fit(*data, epochs=4, initial_epoch=4, verbose=False).history == {}


def test_a_saved_model_trains_on_without_the_code_that_made_it(tmp_path: Path) -> None:
    data = ({"a": A, "b": B}, {"price": PRICE, "kind": KIND})
    whole, first = compiled(), compiled()
    wanted = whole.fit(*data, epochs=4, verbose=False).history["loss"]
    first.fit(*data, epochs=2, verbose=False)
    first.save(tmp_path / "m.safetensors")
    np.savez(tmp_path / "data.npz", a=A, b=B, price=PRICE, kind=KIND)
    script = (
        "import sys, json, numpy as np, engine as ng\n"
        "d = np.load(sys.argv[2]); m = ng.load_model(sys.argv[1])\n"
        "x, y = {k: d[k] for k in ('a', 'b')}, {k: d[k] for k in ('price', 'kind')}\n"
        "h = m.fit(x, y, epochs=4, initial_epoch=2, verbose=False)\n"
        "print(json.dumps(h.history['loss']), list(m.predict(x)), sorted(h.history))\n"
    )
    paths = [str(tmp_path / name) for name in ("m.safetensors", "data.npz")]
    root = str(Path(ng.__file__).parents[1])
    done = subprocess.run([sys.executable, "-c", script, *paths], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == (f"{wanted[2:]} ['price', 'kind'] ['kind_accuracy', 'kind_loss', 'loss', 'price_loss', 'price_mae']\n")


def test_a_loss_of_the_callers_own_is_not_saved_and_has_to_be_given_again(tmp_path: Path) -> None:
    model = ng.Sequential([ng.nn.Dense(1)], input_shape=(3,))
    model.compile("sgd", lambda true, found: ng.ops.mean(ng.ops.absolute(true - found)))
    model.fit(A, PRICE[:, 0], verbose=False)
    model.save(tmp_path / "m.safetensors")
    again = ng.load_model(tmp_path / "m.safetensors")
    np.testing.assert_array_equal(again.predict(A), model.predict(A))
    with pytest.raises(TrainingError, match="does not know how to train yet; call compile first"):
        again.fit(A, PRICE[:, 0])


def test_schedules_and_options_of_the_optimizer_are_saved(tmp_path: Path) -> None:
    model = ng.Sequential([ng.nn.Dense(1)], input_shape=(3,))
    rate = ng.schedules.ExponentialDecay(0.1, decay_steps=5, decay_rate=0.5)
    model.compile(ng.optimizers.Adam(rate, beta_1=0.8, clipnorm=1.0, use_ema=True), "mae")
    model.fit(A, PRICE[:, 0], epochs=2, verbose=False)
    model.save(tmp_path / "m.safetensors")
    again = ng.load_model(tmp_path / "m.safetensors")
    assert repr(again._ready().optimizer) == repr(model._ready().optimizer)
    one, other = (it.fit(A, PRICE[:, 0], epochs=4, initial_epoch=2, verbose=False).history for it in (model, again))
    assert one == other


def test_whole_numbers_feed_an_embedding() -> None:
    words = RNG.integers(0, 9, size=(40, 5))
    model = ng.Sequential([ng.nn.Embedding(9, 4), ng.nn.Flatten(), ng.nn.Dense(1)])
    model.compile("adam", "mse")
    assert np.isfinite(model.fit(words, words[:, 0].astype("float32"), verbose=False).history["loss"][0])
    assert model.predict(words).shape == (40, 1)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: compiled().fit({"a": A}, {"price": PRICE, "kind": KIND}), "x is given for a, but the model has a, b"),
        (lambda: compiled().fit(A, [PRICE, KIND]), "x is given for 1 of the 2 ends of the model .a, b.; give a list in that"),
        (lambda: compiled().fit([A, B], {"price": PRICE}), "there are no targets for the output 'kind'; give y for it"),
        (lambda: compiled(loss={"prize": "mse"}), "loss is given for prize, but the model has price, kind"),
        (lambda: compiled(loss=[None, None]), "there is no loss to train with"),
        (lambda: compiled(metrics={"price": ["mea"]}), "there is no metric 'mea'"),
        (lambda: compiled().predict([A, B[:9]]), "the inputs have 9 and 50 rows; give each as many"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(act: Any, message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        act()

"""Model files: what is read back is the model that was written, and a damaged file gets a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import engine as ng

RNG = np.random.default_rng(3)
X = RNG.normal(size=(24, 3)).astype("float32")
Y = (X.sum(axis=1, keepdims=True) > 0).astype("float32")


@pytest.fixture
def model() -> ng.Sequential:
    made = ng.Sequential([ng.nn.Dense(5, "tanh", name="hidden"), ng.nn.Dropout(0.5), ng.nn.Dense(1, "sigmoid")], name="coin")
    made.compile("adam", "binary_crossentropy")
    made.fit(X, Y, epochs=3, verbose=False)
    return made


def test_a_saved_model_predicts_and_trains_on(model: ng.Sequential, tmp_path: Path) -> None:
    path = tmp_path / "coin.safetensors"
    model.save(path)
    assert [file.name for file in tmp_path.iterdir()] == ["coin.safetensors"]
    again = ng.load_model(path)
    assert again.name == "coin" and again.summary() == model.summary()
    np.testing.assert_array_equal(again.predict(X), model.predict(X))
    again.compile("sgd", "binary_crossentropy")
    np.testing.assert_array_equal(again.predict(X), model.predict(X))
    losses = again.fit(X, Y, epochs=20, verbose=False).history["loss"]
    assert losses[-1] < losses[0]


def test_the_weights_alone_are_there_for_any_reader(model: ng.Sequential, tmp_path: Path) -> None:
    path = tmp_path / "coin.safetensors"
    model.save(path)
    weights = {name: array for name, array in load_file(path).items() if not name.startswith("optimizer/")}
    assert weights.keys() == {"hidden/kernel", "hidden/bias", "dense/kernel", "dense/bias"}
    for name, array in model.get_weights().items():
        np.testing.assert_array_equal(weights[name], array)


def _rewrite(change: Callable[[dict[str, object]], None]) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        size = int.from_bytes(path.read_bytes()[:8], "little")
        about = json.loads(json.loads(path.read_bytes()[8 : 8 + size])["__metadata__"]["nodegrad_model"])
        change(about)
        save_file(load_file(path), path, {"nodegrad_model": json.dumps(about)})

    return damage


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "there is no file"),
        (lambda path: path.write_bytes(path.read_bytes()[:-3]), "is no model file, or is cut off"),
        (lambda path: path.write_text("hello"), "is no model file, or is cut off"),
        (lambda path: save_file(load_file(path), path), "holds weights, but no Nodegrad model"),
        (lambda path: save_file({}, path, {"nodegrad_model": "[]"}), "is damaged"),
        (_rewrite(lambda about: about.update(version=99)), "has version 99, but this Nodegrad reads up to 2"),
        (_rewrite(lambda about: about.update(outputs="elsewhere")), "has no node 'elsewhere'"),
        (_rewrite(lambda about: about.pop("graph")), "is damaged"),
    ],
)
def test_a_damaged_file_gets_a_sentence(
    model: ng.Sequential, tmp_path: Path, damage: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "coin.safetensors"
    model.save(path)
    damage(path)
    with pytest.raises(ng.FormatError, match=message):
        ng.load_model(path)


def test_weights_that_do_not_fit_are_refused(model: ng.Sequential, tmp_path: Path) -> None:
    path = tmp_path / "coin.safetensors"
    model.save(path)
    size = int.from_bytes(path.read_bytes()[:8], "little")
    header = json.loads(path.read_bytes()[8 : 8 + size])["__metadata__"]
    save_file({**load_file(path), "hidden/bias": np.zeros(6, np.float32)}, path, header)
    with pytest.raises(ng.FormatError, match="the weight 'hidden/bias' does not fit the graph"):
        ng.load_model(path)

"""Data made by a formula, to see on a small scale what a network can and cannot learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.loaded import Array, Loaded, Part
from engine.data.spec import SEED, Context, DataType, Step, rows_of
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

#: Makes the rows from the attributes and the seed; labels come as integers, quantities as floats.
Recipe = Callable[[Attrs, int], tuple[Array, Array]]

_POINTS = TensorType("float32", (2,))
_COLUMN = TensorType("float32", (1,))
_LABEL = TensorType("int64")


def _xor(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, size=(attrs["samples"], 2))
    y = (x[:, 0] > 0) ^ (x[:, 1] > 0)
    return x + rng.normal(0, attrs["noise"], size=x.shape), y


def _moons(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    from sklearn.datasets import make_moons

    x, y = make_moons(attrs["samples"], noise=attrs["noise"], random_state=seed)
    return x, y


def _circles(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    from sklearn.datasets import make_circles

    x, y = make_circles(attrs["samples"], noise=attrs["noise"], factor=attrs["factor"], random_state=seed)
    return x, y


def _blobs(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    from sklearn.datasets import make_blobs

    x, y = make_blobs(
        attrs["samples"], n_features=attrs["features"], centers=attrs["centers"], cluster_std=attrs["spread"], random_state=seed
    )
    return x, y


def _spirals(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    y = np.arange(attrs["samples"]) % attrs["arms"]
    radius = rng.uniform(0.05, 1, size=attrs["samples"])
    angle = 2 * np.pi * (attrs["turns"] * radius + y / attrs["arms"])
    x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return x + rng.normal(0, attrs["noise"], size=x.shape), y


def _linear(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(attrs["samples"], attrs["features"]))
    weights = rng.uniform(-2, 2, size=(attrs["features"], 1))
    y = x @ weights + rng.uniform(-2, 2)
    return x, y + rng.normal(0, attrs["noise"], size=y.shape)


def _sine(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    x = rng.uniform(-np.pi, np.pi, size=(attrs["samples"], 1))
    y = np.sin(attrs["frequency"] * x)
    return x, y + rng.normal(0, attrs["noise"], size=y.shape)


def _imbalanced(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    y = np.zeros(attrs["samples"], np.int64)
    y[: max(1, round(attrs["share"] * attrs["samples"]))] = 1
    x = rng.normal(size=(attrs["samples"], 2)) + attrs["distance"] * y[:, np.newaxis] / np.sqrt(2)
    order = rng.permutation(attrs["samples"])
    return x[order], y[order]


def _outliers(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, size=(attrs["samples"], 1))
    y = 2 * x + 1 + rng.normal(0, attrs["noise"], size=x.shape)
    y[rng.random(attrs["samples"]) < attrs["share"]] += attrs["height"]
    return x, y


def _ratings(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    x = np.stack([rng.integers(attrs[count], size=attrs["samples"]) for count in ("users", "items")], axis=1)
    tastes = rng.normal(size=(attrs["users"], attrs["factors"]))
    traits = rng.normal(size=(attrs["items"], attrs["factors"]))
    liked = (tastes[x[:, 0]] * traits[x[:, 1]]).sum(axis=1) / np.sqrt(attrs["factors"])
    y = np.clip(np.rint(3 + liked + rng.normal(0, attrs["noise"], size=attrs["samples"])), 1, 5)
    return x, y[:, np.newaxis]


def _houses(attrs: Attrs, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    area = np.rint(rng.uniform(40, 220, size=attrs["samples"]))
    rooms = np.clip(np.rint(area / 30 + rng.normal(0, 0.8, size=attrs["samples"])), 1, 8)
    price = 40 + 2.5 * area + 12 * rooms + rng.normal(0, attrs["noise"], size=attrs["samples"])
    return np.stack([area, rooms], axis=1), price[:, np.newaxis]


def _synthetic(
    name: str,
    title: str,
    recipe: Recipe,
    describe: Callable[[Attrs], DataType],
    attrs: tuple[Attr, ...],
    help: str,
    *keywords: str,
    source: str = "",
) -> Step:
    def rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
        return describe(attrs)

    def apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
        x, y = recipe(attrs, context.seed_of(attrs))
        type_ = describe(attrs)
        targets = y.astype(np.int64) if type_.has_labels else y.astype(np.float32)
        return Loaded(type_, {"train": Part(x.astype(type_.features.dtype), targets)})

    return Step(
        name=name, title=title, role="source", rule=rule, apply=apply, attrs=(*attrs, SEED), help=help, source=source,
        telling="samples", keywords=("synthetic", "generated", *keywords),
    )  # fmt: skip


def _samples(default: int = 500) -> Attr:
    return Attr("samples", "int", default=default, minimum=1, maximum=1_000_000, unit="rows", help="Number of rows.")


def _noise(default: float) -> Attr:
    return Attr("noise", "float", default=default, minimum=0, help="Standard deviation of the normal noise that is added.")


_FEATURES = Attr("features", "int", default=2, minimum=1, maximum=10_000, help="Number of features of a row.")


def _plane(classes: int) -> Callable[[Attrs], DataType]:
    return lambda attrs: rows_of(_POINTS, _LABEL, attrs["samples"], classes)


def _wide(attrs: Attrs) -> TensorType:
    return TensorType("float32", (attrs["features"],))


STEPS: tuple[Step, ...] = (
    _synthetic(
        "xor", "XOR", _xor, _plane(2), (_samples(), _noise(0.0)),
        "Points of a square; class 1 where exactly one coordinate is positive. No single line parts them.", "classification",
    ),
    _synthetic(
        "moons", "Moons", _moons, _plane(2), (_samples(), _noise(0.1)),
        "Two half circles that reach into each other; 2 classes.", "classification", source="sklearn.datasets.make_moons",
    ),
    _synthetic(
        "circles", "Circles", _circles, _plane(2),
        (_samples(), _noise(0.05),
         Attr("factor", "float", default=0.5, minimum=0, maximum=0.99, help="Radius of the inner circle; the outer one has 1.")),
        "A circle in a circle; 2 classes.", "classification", "rings", source="sklearn.datasets.make_circles",
    ),
    _synthetic(
        "spirals", "Spirals", _spirals, lambda attrs: rows_of(_POINTS, _LABEL, attrs["samples"], attrs["arms"]),
        (_samples(), _noise(0.02),
         Attr("arms", "int", default=2, minimum=2, maximum=20, help="Number of spiral arms, each a class."),
         Attr("turns", "float", default=1.0, minimum=0, maximum=10, help="Full turns from the centre to the end of an arm.")),
        "Spiral arms wound into each other, one class an arm.", "classification",
    ),
    _synthetic(
        "blobs", "Blobs", _blobs, lambda attrs: rows_of(_wide(attrs), _LABEL, attrs["samples"], attrs["centers"]),
        (_samples(), _FEATURES,
         Attr("centers", "int", default=3, minimum=1, maximum=1000, help="Number of clouds, each a class."),
         Attr("spread", "float", default=1.0, minimum=0, help="Standard deviation of each cloud.")),
        "Normal clouds about random centres, one class a cloud.", "classification", "clusters",
        source="sklearn.datasets.make_blobs",
    ),
    _synthetic(
        "linear", "Linear", _linear, lambda attrs: rows_of(_wide(attrs), _COLUMN, attrs["samples"]),
        (_samples(), _FEATURES, _noise(0.1)),
        "A linear function with random weights and bias, and noise.", "regression",
    ),
    _synthetic(
        "houses", "HousePrices", _houses,
        lambda attrs: replace(rows_of(_POINTS, _COLUMN, attrs["samples"]), names=("area", "rooms")),
        (_samples(200), _noise(20.0)),
        "Made-up houses: area in square metres and rooms; price in thousands, 40 + 2.5 × area + 12 × rooms and noise.",
        "regression", "area", "rooms",
    ),
    _synthetic(
        "sine", "Sine", _sine, lambda attrs: rows_of(_COLUMN, _COLUMN, attrs["samples"]),
        (_samples(), _noise(0.05), Attr("frequency", "float", default=1.0, help="Waves between −π and π.")),
        "A sine wave between −π and π, with noise.", "regression",
    ),
    _synthetic(
        "imbalanced", "Imbalanced", _imbalanced, _plane(2),
        (_samples(2000), Attr("share", "float", default=0.03, minimum=0, maximum=0.5, help="Share of the rows in class 1."),
         Attr("distance", "float", default=2.5, minimum=0, help="Distance of the two clouds' centres, in standard deviations.")),
        "Two normal clouds that overlap, the second one rare: accuracy alone says little here.",
        "classification", "focal", "rare",
    ),
    _synthetic(
        "outliers", "Outliers", _outliers, lambda attrs: rows_of(_COLUMN, _COLUMN, attrs["samples"]),
        (_samples(200), _noise(0.1),
         Attr("share", "float", default=0.1, minimum=0, maximum=1, help="Share of the rows that are off."),
         Attr("height", "float", default=10.0, help="How far above the line they stand.")),
        "The line 2x + 1 with noise, and some points far above it, which pull at a squared loss.",
        "regression", "robust", "mae",
    ),
    _synthetic(
        "ratings", "Ratings", _ratings,
        lambda attrs: rows_of(TensorType("int64", (2,)), _COLUMN, attrs["samples"]),
        (_samples(5000), Attr("users", "int", default=100, minimum=1, maximum=1_000_000, help="Number of users."),
         Attr("items", "int", default=80, minimum=1, maximum=1_000_000, help="Number of items."),
         Attr("factors", "int", default=4, minimum=1, maximum=1000, help="Hidden tastes that users and items have."),
         _noise(0.3)),
        "Ratings from 1 to 5 of items by users: rows of a user's and an item's number, made from hidden tastes that agree.",
        "regression", "recommender", "collaborative filtering", "embedding",
        source="Made for lessons; the model is that of Koren, Bell and Volinsky (2009), Matrix factorization techniques",
    ),
)  # fmt: skip

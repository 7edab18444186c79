"""Whose definition each loss, optimizer, schedule, metric, initializer and regularizer follows stands in its docstring."""

from __future__ import annotations

from typing import Any

import pytest

import engine as ng
from engine.nn.initializers import INITIALIZERS
from engine.nn.regularizers import REGULARIZERS

#: Kind, title, text.
TEXTS: list[tuple[str, str, str]] = [
    *[("losses", op.title, getattr(ng.losses, op.title).__doc__) for op in ng.losses.OPS if op.category == "losses"],
    *[("optimizers", made.__name__, made.__doc__) for made in ng.optimizers.OPTIMIZERS],
    *[("schedules", made.__name__, made.__doc__) for made in ng.schedules.SCHEDULES],
    *[("metrics", title, getattr(ng.metrics, title).__doc__)
      for title in (metric.op.title.removesuffix("Metric") for metric in ng.metrics.METRICS)],
    *[("initializers", item.title, item.source) for item in INITIALIZERS],
    *[("regularizers", item.title, item.source) for item in REGULARIZERS],
]  # fmt: skip
#: Where Keras and PyTorch have something of the name, and it is not the same or has other defaults.
DIFFER = {
    "SGD", "Momentum", "Nesterov", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "ReduceLROnPlateau",
    "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "KLDivergence", "Poisson",
    "CosineSimilarity", "TruncatedNormal", "GlorotNormal", "HeNormal", "StepDecay",
}  # fmt: skip


def _twin(keras: Any, kind: str, title: str) -> bool:
    """Whether Keras has something of that name."""
    places = {"schedules": (keras.optimizers.schedules, keras.callbacks)}.get(kind) or (getattr(keras, kind),)
    return any(hasattr(place, title) for place in places)


@pytest.mark.reference
@pytest.mark.parametrize(("kind", "title", "text"), TEXTS, ids=[f"{kind}-{title}" for kind, title, _ in TEXTS])
def test_the_docstring_says_whose_it_is(kind: str, title: str, text: str) -> None:
    keras = pytest.importorskip("keras", reason="looks for what Keras has")
    if _twin(keras, kind, title):
        assert "Keras" in text
    else:
        assert any(word in text for word in ("Keras", "PyTorch", "scikit-learn"))
    if title in DIFFER:
        assert "Keras" in text and "PyTorch" in text, "where the two differ, both are named"


def test_what_differs_is_known() -> None:
    assert {title for _, title, _ in TEXTS} >= DIFFER


def test_weights_of_classes_say_it_too() -> None:
    from engine.losses import weights

    assert weights.__doc__ and "Keras" in weights.__doc__ and "PyTorch" in weights.__doc__

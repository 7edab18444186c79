"""Weights of rows and classes: every loss against Keras, with every reduction, and what does not fit is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from loss_cases import REDUCTIONS

import engine as ng
from engine.errors import TypeRuleError
from engine.testing.gradcheck import check_op
from engine.testing.samples import draw_inputs

LOSSES = [op for op in ng.losses.OPS if op.category == "losses" and op.name != "distillation"]


def data(name: str, time: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions that suit the loss, (batch, 3) or (batch, time, 3), in float32."""
    rng = np.random.default_rng([len(name), time or 0])
    shape = (5, 3) if time is None else (5, time, 3)
    shares = rng.dirichlet(np.ones(3), size=shape[:-1]).astype("float32")
    if name.startswith("sparse"):
        return rng.integers(0, 3, size=shape[:-1]), shares
    if name.startswith("categorical"):
        return np.eye(3, dtype="float32")[rng.integers(0, 3, size=shape[:-1])], shares
    if name.startswith("binary"):
        return rng.integers(0, 2, size=shape).astype("float32"), rng.uniform(0.05, 0.95, size=shape).astype("float32")
    if name in ("kl_divergence", "poisson", "mean_squared_logarithmic_error", "mean_absolute_percentage_error"):
        return rng.dirichlet(np.ones(3), size=shape[:-1]).astype("float32"), shares
    return rng.normal(size=shape).astype("float32"), rng.normal(size=shape).astype("float32")


def row_weights(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).uniform(0, 2, size=shape).astype("float32")


def loss_and_gradient(name: str, true: Any, pred: Any, *weight: Any, **options: Any) -> list[np.ndarray]:
    """The loss, and the gradient of its sum with respect to the predictions."""
    with ng.Graph() as graph:
        values = [ng.constant(value) for value in (true, pred, *weight)]
        loss = getattr(ng.losses, name)(*values, **options)
        fetches = [loss, *ng.gradients(loss, [values[1]])]
    with ng.Session(graph=graph) as session:
        return list(session.run(fetches))


def close(found: Any, wanted: Any, dtype: str) -> None:
    """Relative to the largest entry; one a row, where Keras leaves a column a column."""
    bound = 1e-6 if dtype == "float32" else 1e-9
    assert np.abs(found - wanted.reshape(found.shape)).max() <= bound * np.abs(wanted).max()


@pytest.mark.reference
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("op", [op for op in LOSSES if op.name != "lp_loss"], ids=lambda op: op.name)
def test_sample_weights_are_keras_s(op: Any, reduction: str, keras64: Any) -> None:
    """Value and gradient, in float32 to a millionth of Keras's in float64."""
    for time, shape in ((None, (5,)), (2, (5, 1)), (2, (5, 2)), (None, (5, 1))):
        true, pred = data(op.name, time)
        weight = row_weights(*shape)
        wanted = keras64("loss", op.title, {"reduction": REDUCTIONS[reduction]}, true, pred, weight)
        for dtype in ("float32", "float64"):
            found = loss_and_gradient(op.name, true, pred.astype(dtype), weight, reduction=reduction)
            for ours, theirs in zip(found, wanted, strict=True):
                close(ours, theirs, dtype)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name", ["lp_loss", "distillation"])
def test_what_keras_has_not_got_is_weighted_alike(name: str, reduction: str) -> None:
    """Each row's loss times its weight, then reduced."""
    true, pred = data("sparse" if name == "distillation" else name)
    rest, weight = [data("sparse")[1]] if name == "distillation" else [], row_weights(5)
    rows, _ = loss_and_gradient(name, true, pred.astype("float64"), *rest, reduction="none")
    found, _ = loss_and_gradient(name, true, pred, *rest, weight, reduction=reduction)
    close(found, {"mean": np.mean, "sum": np.sum, "none": np.asarray}[reduction](rows * weight.astype("float64")), "float32")


@pytest.mark.reference
@pytest.mark.parametrize("name", [op.name for op in LOSSES if any(attr.name == "class_weight" for attr in op.attrs)])
def test_class_weights_are_keras_s(name: str, keras64: Any) -> None:
    """As ``Model.fit`` turns them into row weights: value and gradient."""
    true, pred = data(name)
    weights = [0.5, 2.0] if name.startswith("binary") else [0.5, 2.0, 3.0]
    if name.startswith("binary"):
        true, pred = true[:, :1], pred[:, :1]
    numbers = true.argmax(axis=-1) if name.startswith("categorical") else true.reshape(-1)
    rows = np.asarray(weights)[numbers.astype(int)]
    assert len(set(rows)) > 1
    title = next(op.title for op in LOSSES if op.name == name)
    wanted = keras64("loss", title, {}, true, pred, rows)
    for dtype in ("float32", "float64"):
        for ours, theirs in zip(loss_and_gradient(name, true, pred.astype(dtype), class_weight=weights), wanted, strict=True):
            close(ours, theirs, dtype)


def test_the_losses_of_classes_take_weights_of_classes() -> None:
    named = {op.name for op in LOSSES if any(attr.name == "class_weight" for attr in op.attrs)}
    assert named == {op.name for op in LOSSES if "crossentropy" in op.name} | {"categorical_hinge"}


@pytest.mark.parametrize("op", LOSSES, ids=lambda op: op.name)
def test_gradients_through_weights_are_those_of_finite_differences(op: Any) -> None:
    found = [sample for sample in op.samples if sample.attrs.get("weighted") or sample.attrs.get("class_weight")]
    assert found
    for sample in found:
        check_op(op, draw_inputs(op, sample), sample.attrs)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ((4,), "sample_weight is 4, but there is one loss for each of 5; give one weight a row"),
        ((5, 3), "sample_weight is 5×3, but there is one loss for each of 5"),
    ],
)  # fmt: skip
def test_weights_that_do_not_fit_are_refused(weights: tuple[int, ...], message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError) as caught:
        ng.losses.mean_squared_error(np.ones((5, 3), np.float32), ng.constant(np.ones((5, 3), np.float32)), np.ones(weights))
    assert str(caught.value).startswith(f"MeanSquaredError 'mean_squared_error': {message}")


def test_class_weights_that_do_not_fit_are_refused() -> None:
    with ng.Graph():
        scores, labels = ng.placeholder((None, 3), name="s"), ng.placeholder((None,), dtype="int64", name="l")
        with pytest.raises(TypeRuleError, match="class_weight has 2 weights, but there are 3 classes; give one for each"):
            ng.losses.sparse_categorical_crossentropy(labels, scores, class_weight=[1.0, 2.0])
        with pytest.raises(TypeRuleError, match="class_weight needs one class a row, but y_pred has 3 values a row"):
            ng.losses.binary_crossentropy(scores, scores, class_weight=[1.0, 2.0])


def test_classes_and_functions_take_them_alike() -> None:
    true, pred = np.ones((5, 2), np.float32), np.zeros((5, 2), np.float32)
    with ng.Graph() as graph:
        weight = ng.placeholder((None,), name="w")
        by_class = ng.losses.MeanSquaredError()(ng.constant(true), ng.constant(pred), weight)
        by_name = ng.losses.MeanSquaredError()(ng.constant(true), ng.constant(pred), sample_weight=weight)
        mixed = ng.nn.expression("mean_squared_error(t, p, sample_weight=w)", t=ng.constant(true), p=ng.constant(pred), w=weight)
    with ng.Session(graph=graph) as session:
        found = session.run([by_class, by_name, mixed], {weight: np.arange(5, dtype=np.float32)})
    np.testing.assert_allclose(found, 2.0)

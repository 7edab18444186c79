"""Weights of rows and classes: every loss against Keras, with every reduction, and what does not fit is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import TypeRuleError
from engine.testing.gradcheck import check_op
from engine.testing.samples import draw_inputs

LOSSES = [op for op in ng.losses.OPS if op.category == "losses" and op.name != "distillation"]
RNG = np.random.default_rng(3)


def data(name: str, time: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions that suit the loss, (batch, 3) or (batch, time, 3), in float64."""
    shape = (5, 3) if time is None else (5, time, 3)
    shares = RNG.dirichlet(np.ones(3), size=shape[:-1])
    if name.startswith("sparse"):
        return RNG.integers(0, 3, size=shape[:-1]), shares
    if name.startswith("categorical"):
        return np.eye(3)[RNG.integers(0, 3, size=shape[:-1])], shares
    if name.startswith("binary"):
        return RNG.integers(0, 2, size=shape).astype(float), RNG.uniform(0.05, 0.95, size=shape)
    if name in ("kl_divergence", "poisson", "mean_squared_logarithmic_error", "mean_absolute_percentage_error"):
        return RNG.dirichlet(np.ones(3), size=shape[:-1]), shares
    return RNG.normal(size=shape), RNG.normal(size=shape)


def _single(array: np.ndarray) -> np.ndarray:
    return array.astype(np.float32) if array.dtype.kind == "f" else array.astype(np.int32)


def run(loss: ng.Value, feeds: dict[Any, Any]) -> np.ndarray:
    with ng.Session(graph=loss.graph) as session:
        return session.run(loss, feeds)


@pytest.mark.reference
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("op", [op for op in LOSSES if op.title != "Lp"], ids=lambda op: op.name)
def test_sample_weights_are_keras_s(op: Any, reduction: str) -> None:
    keras = pytest.importorskip("keras", reason="compared with Keras")
    twin = getattr(keras.losses, op.title)(reduction={"mean": "sum_over_batch_size", "none": None}.get(reduction, reduction))
    for time, shape in ((None, (5,)), (2, (5, 1)), (2, (5, 2)), (None, (5, 1))):
        true, pred = data(op.name, time)
        weight = RNG.uniform(0, 2, size=shape)
        with ng.Graph():
            values = [ng.constant(true), ng.constant(pred), ng.constant(weight)]
            found = getattr(ng.losses, op.name)(*values, reduction=reduction)
        wanted = np.asarray(twin(_single(true), _single(pred), sample_weight=_single(weight)))  # in float32
        got = run(found, {})  # one a row, where Keras leaves a column a column
        np.testing.assert_allclose(got, wanted.reshape(got.shape), rtol=2e-6, atol=1e-6)


@pytest.mark.reference
@pytest.mark.parametrize("name", [op.name for op in LOSSES if any(attr.name == "class_weight" for attr in op.attrs)])
def test_class_weights_are_keras_s(name: str) -> None:
    """As ``Model.fit`` turns them into row weights."""
    keras = pytest.importorskip("keras", reason="compared with Keras")
    true, pred = data(name)
    weights = [0.5, 2.0] if name.startswith("binary") else [0.5, 2.0, 3.0]
    if name.startswith("binary"):
        true, pred = true[:, :1], pred[:, :1]
    numbers = true.argmax(axis=-1) if name.startswith("categorical") else true.reshape(-1)
    rows = np.asarray(weights)[numbers.astype(int)]
    with ng.Graph():
        found = getattr(ng.losses, name)(ng.constant(true), ng.constant(pred), class_weight=weights)
    title = next(op.title for op in LOSSES if op.name == name)
    wanted = getattr(keras.losses, title)()(_single(true), _single(pred), sample_weight=_single(rows))
    np.testing.assert_allclose(run(found, {}), np.asarray(wanted), rtol=2e-6)


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

"""Losses: known numbers, stability, every option against PyTorch (value and gradient), and their sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from loss_cases import PLAIN, REDUCTIONS, Case, drawn, evaluate, name_of

import engine as ng
from engine.errors import TypeRuleError

# --- the numbers that every build must reproduce ---------------------------------------------------------------------


def test_known_numbers() -> None:
    assert ng.losses.mean_squared_error([1.0, 2.0, 3.0], [2.0, 2.0, 3.0]).numpy() == pytest.approx(0.3333333, abs=1e-7)
    assert ng.losses.binary_crossentropy([0, 1], [0.1, 0.9]).numpy() == pytest.approx(0.1053605, abs=1e-7)
    rows = [[0.05, 0.95, 0], [0.9, 0.05, 0.05]]
    one_hot = [[0, 1, 0], [1, 0, 0]]
    assert ng.losses.categorical_crossentropy(one_hot, rows).numpy() == pytest.approx(0.0783269, abs=1e-7)
    labels = np.array([1, 0])
    assert ng.losses.sparse_categorical_crossentropy(labels, rows).numpy() == pytest.approx(0.0783269, abs=1e-7)
    assert ng.losses.MeanSquaredError()(750.0, 700.0).numpy() == 2500


def test_scalars_are_losses_too() -> None:
    value, slope = evaluate("mean_squared_error", np.float32(750), np.float32(700))
    assert (value, slope) == (2500, -100)
    value, slope = evaluate("mean_absolute_error", np.float64(1), np.float64(3), reduction="none")
    assert (value, slope) == (2, 1)


def test_a_flat_vector_is_compared_with_a_column_row_by_row() -> None:
    flat, column = np.array([1.0, 2.0, 4.0]), np.array([[1.0], [4.0], [4.0]])
    assert evaluate("mean_squared_error", flat, column)[0] == pytest.approx(4 / 3)
    assert evaluate("mean_squared_error", column, flat)[0] == pytest.approx(4 / 3)
    np.testing.assert_allclose(evaluate("mean_squared_error", flat, column, reduction="none")[0], [0, 4, 0])
    assert evaluate("mean_absolute_error", np.array([1, 2, 4]), column)[0] == pytest.approx(2 / 3), "integer targets are cast"


# --- against PyTorch --------------------------------------------------------------------------------------------------


@pytest.mark.reference
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("case", PLAIN, ids=name_of)
def test_value_and_gradient_are_those_of_pytorch(case: Case, reduction: str) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    name, _, true, pred, options = case
    y_true, y_pred = drawn(true, "float64", 1), drawn(pred, "float64", 2)
    value, slope = evaluate(name, y_true, y_pred, **options, reduction=reduction)
    leaf = torch.tensor(y_pred, requires_grad=True)
    rows = torch_rows(torch, name, torch.tensor(y_true), leaf, **options)
    expected = rows if reduction == "none" else getattr(rows, reduction)()
    expected.sum().backward()
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=1e-8, atol=1e-10)


def torch_rows(torch: Any, name: str, true: Any, pred: Any, from_logits: bool = False, label_smoothing: float = 0.0) -> Any:
    """One loss a row, by PyTorch's own functions where it has them."""
    functional = torch.nn.functional
    if name == "mean_squared_error":
        return functional.mse_loss(pred, true.double(), reduction="none").mean(-1)
    if name == "mean_absolute_error":
        return functional.l1_loss(pred, true.double(), reduction="none").mean(-1)
    if name == "binary_crossentropy":
        target = true.double() * (1 - label_smoothing) + 0.5 * label_smoothing
        loss = functional.binary_cross_entropy_with_logits if from_logits else functional.binary_cross_entropy
        return loss(pred, target, reduction="none").mean(-1)
    target = true.reshape(-1) if name.startswith("sparse") else true
    if from_logits:
        return functional.cross_entropy(pred, target, reduction="none", label_smoothing=label_smoothing)
    log = (pred / pred.sum(-1, keepdim=True)).log()
    if name.startswith("sparse"):
        return functional.nll_loss(log, target, reduction="none")
    return -((target * (1 - label_smoothing) + label_smoothing / 4) * log).sum(-1)


# --- stability -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_huge_logits_neither_overflow_nor_lose_the_gradient(name: str) -> None:
    logits = np.array([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 1000.0]], dtype="float32")
    y_true = np.array([0, 0]) if name.startswith("sparse") else np.array([[1, 0, 0], [1, 0, 0]], dtype="float32")
    value, slope = evaluate(name, y_true, logits, from_logits=True, reduction="none")
    assert np.isfinite(value).all() and np.isfinite(slope).all()
    if name.startswith("binary"):
        np.testing.assert_allclose(value, [np.log(2) / 3, 1000], rtol=1e-6)
    else:
        np.testing.assert_allclose(value, [0, 2000 + np.log(2)], rtol=1e-6)
        np.testing.assert_allclose(slope, [[0, 0, 0], [-1, 0.5, 0.5]], atol=1e-6)


@pytest.mark.parametrize("name", ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_certain_and_wrong_probabilities_are_clipped(name: str) -> None:
    wrong = np.array([[0.0, 1.0]], dtype="float32")
    y_true = np.array([0]) if name.startswith("sparse") else np.array([[1.0, 0.0]], dtype="float32")
    value, slope = evaluate(name, y_true, wrong)
    assert value == pytest.approx(-np.log(1e-7), rel=1e-2)
    assert np.isfinite(slope).all()


def test_from_logits_and_from_probabilities_agree() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(5, 3))
    labels = rng.integers(0, 3, 5)
    shares = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    a = evaluate("sparse_categorical_crossentropy", labels, logits, from_logits=True)[0]
    b = evaluate("sparse_categorical_crossentropy", labels, shares)[0]
    c = evaluate("categorical_crossentropy", np.eye(3)[labels], logits, from_logits=True)[0]
    assert a == pytest.approx(b, rel=1e-9) and a == pytest.approx(c, rel=1e-12)


def test_the_gradient_from_logits_is_the_plain_difference() -> None:
    """The backward pass holds no logarithm and no division by probabilities: softmax minus one-hot, over the batch."""
    with ng.Graph() as graph:
        logits = ng.placeholder(("batch", 3), name="logits")
        labels = ng.placeholder(("batch",), dtype="int64", name="labels")
        (gradient,) = ng.gradients(ng.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True), [logits])
    plan = ng.compile(graph, gradient, feed_shapes={"logits": (4, 3), "labels": (4,)})
    text = plan.describe()
    assert "softmax" in text and "log_softmax" not in text and "divide(" not in text


def test_second_derivatives_go_through_the_stable_forms() -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    logits = np.random.default_rng(0).normal(size=(4, 3))
    labels = np.array([0, 2, 1, 1])
    with ng.Graph() as graph:
        x = ng.constant(logits)
        loss = ng.losses.sparse_categorical_crossentropy(ng.constant(labels), x, from_logits=True)
        (first,) = ng.gradients(loss, [x])
        (second,) = ng.gradients(ng.ops.sum(ng.ops.square(first)), [x])
    with ng.Session(graph=graph) as session:
        got = session.run(second)
    leaf = torch.tensor(logits, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.nn.functional.cross_entropy(leaf, torch.tensor(labels)), leaf, create_graph=True)
    (expected,) = torch.autograd.grad(slope.square().sum(), leaf)
    np.testing.assert_allclose(got, expected.numpy(), rtol=1e-9, atol=1e-12)


# --- types and sentences ---------------------------------------------------------------------------------------------

N = "batch"


@pytest.mark.parametrize(
    ("true", "pred", "reduction", "expected"),
    [
        (((N, 3), "float32"), (N, 3), "mean", ()),
        (((N, 3), "float32"), (N, 3), "none", (N,)),
        (((N,), "int64"), (N, 1), "none", (N,)),
        (((None, 1), "float64"), (N, 1), "none", (N,)),
        (((), "float32"), (), "none", ()),
        (((None, 4, 2), "float32"), (N, None, 2), "none", (N, 4)),
    ],
)
def test_types_of_regression_losses(true: Any, pred: Any, reduction: str, expected: Any) -> None:
    with ng.Graph():
        y_true, y_pred = ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred)
        for loss in (ng.losses.MeanSquaredError, ng.losses.MeanAbsoluteError):
            assert loss(reduction)(y_true, y_pred).type == ng.TensorType("float32", expected)


SENTENCES = [
    ("sparse_categorical_crossentropy", ((N, 10), "float32"), (N, 10),
     "y_true is batch×10, one-hot rows, but class numbers (batch) are expected; use CategoricalCrossentropy, or"),
    ("sparse_categorical_crossentropy", ((N, 10), "int64"), (N, 10), "one-hot rows, but class numbers (batch) are expected"),
    ("sparse_categorical_crossentropy", ((N,), "float32"), (N, 10),
     "y_true holds float32 values, but class numbers are integers; insert Cast to int64, or connect the dataset's labels"),
    ("sparse_categorical_crossentropy", ((N,), "int64"), (N, 1),
     "y_pred is batch×1, one value a row, but a choice between classes needs one a class; use BinaryCrossentropy"),
    ("sparse_categorical_crossentropy", ((N,), "int64"), (N, None),
     "y_pred is batch×?, which does not say how many classes there are; end the model with one unit a class"),
    ("sparse_categorical_crossentropy", ((N, 3), "int64"), (N, 10),
     "y_true is batch×3, but y_pred is batch×10; give y_true one class number for each row of y_pred (batch)"),
    ("categorical_crossentropy", ((N,), "int64"), (N, 10),
     "y_true is batch, one number a row, but one-hot rows (batch×10) are expected; use SparseCategoricalCrossentropy"),
    ("categorical_crossentropy", ((N, 1), "int64"), (N, 10), "one number a row, but one-hot rows (batch×10) are expected"),
    ("categorical_crossentropy", ((N, 3), "float32"), (N, 10),
     "y_true has 3 classes, but y_pred has 10; give the last layer 3 units"),
    ("categorical_crossentropy", ((5, 3), "float32"), (4, 3), "y_true is 5×3, but y_pred is 4×3; give both the same shape"),
    ("binary_crossentropy", ((N,), "int64"), (N, 10),
     "y_true holds one class number a row, but y_pred has 10 values a row; give the last layer 1 unit, or use Sparse"),
    ("binary_crossentropy", ((N, 3), "float32"), (N, 10),
     "y_true has 3 values per row, but y_pred has 10; give the last layer 3 units"),
    ("mean_squared_error", ((N, 3), "float32"), (N, 10),
     "y_true has 3 values per row, but y_pred has 10; give the last layer 3 units"),
    ("mean_squared_error", ((N,), "float32"), (N, 10), "y_true is batch, but y_pred is batch×10; give both the same shape"),
    ("mean_absolute_error", (("rows", 2), "float32"), (N, 2), "y_true is rows×2, but y_pred is batch×2; give both"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "true", "pred", "message"), SENTENCES)
def test_targets_that_cannot_match_get_a_sentence_with_the_mend(name: str, true: Any, pred: Any, message: str) -> None:
    with ng.Graph():
        y_true, y_pred = ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred)
        with pytest.raises(TypeRuleError) as caught:
            getattr(ng.losses, name)(y_true, y_pred, from_logits=True) if "cross" in name else getattr(ng.losses, name)(
                y_true, y_pred
            )
    assert message in str(caught.value)
    assert str(caught.value).startswith("".join(word.capitalize() for word in name.split("_")) + f" '{name}': ")


def test_integer_predictions_and_wrong_options_are_refused() -> None:
    with ng.Graph():
        y = ng.placeholder((N,), dtype="int64")
        with pytest.raises(TypeRuleError, match="input y_pred takes float values, but got int64; insert Cast to float32"):
            ng.losses.mean_squared_error(y, y)
        with pytest.raises(TypeRuleError, match=r"label_smoothing is 1\.5, but must be a number between 0 and 1"):
            ng.losses.binary_crossentropy(y, ng.placeholder((N, 1)), label_smoothing=1.5)


def test_labels_out_of_range_are_refused_when_they_come() -> None:
    with pytest.raises(ng.FeedError, match="index 3 is outside 0 to 2"):
        evaluate("sparse_categorical_crossentropy", np.array([0, 3]), np.zeros((2, 3)), from_logits=True)


def test_every_loss_has_a_function_and_a_class() -> None:
    for name in ("mean_squared_error", "mean_absolute_error", "binary_crossentropy", "categorical_crossentropy"):
        title = "".join(word.capitalize() for word in name.split("_"))
        assert getattr(ng.losses, title).op.name == getattr(ng.losses, name).__name__ == name
        assert {name, title} <= set(dir(ng.losses))
    with pytest.raises(AttributeError, match="mse"):
        _ = ng.losses.mse

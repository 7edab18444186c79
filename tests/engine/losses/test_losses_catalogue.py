"""The further losses: the same function of PyTorch where it has one, their edges, and their sentences."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from loss_cases import FURTHER, PLAIN, drawn, evaluate

import engine as ng
from engine.errors import TypeRuleError


@pytest.mark.parametrize("title", sorted({case[1] for case in (*PLAIN, *FURTHER)}))
def test_defaults_are_those_of_keras(title: str) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = inspect.signature(getattr(keras.losses, title)).parameters
    op = getattr(ng.losses, title).op
    options = [attr for attr in op.attrs if attr.name not in ("reduction", "weighted", "class_weight")]
    assert {attr.name: attr.default for attr in options} == {attr.name: twin[attr.name].default for attr in options}
    assert op.attr("reduction").default == "mean"


@pytest.mark.reference
@pytest.mark.parametrize("name", ["huber", "lp_loss", "poisson", "kl_divergence", "cosine_similarity"])
def test_value_and_gradient_are_those_of_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    functional = torch.nn.functional
    kinds = {"poisson": ("counts", "positive"), "kl_divergence": ("distributions", "shares_of_one")}
    true, pred = (drawn(kind, "float64", seed) for seed, kind in enumerate(kinds.get(name, ("numbers", "scores")), 1))
    leaf, target = torch.tensor(pred, requires_grad=True), torch.tensor(true)
    options, expected = {
        "huber": ({"delta": 0.7}, lambda: functional.huber_loss(leaf, target, delta=0.7)),
        "lp_loss": ({"p": 2.5}, lambda: ((leaf - target).abs() ** 2.5).mean()),
        "poisson": ({}, lambda: functional.poisson_nll_loss(leaf, target, log_input=False, eps=1e-7)),
        "kl_divergence": ({}, lambda: functional.kl_div(leaf.log(), target, reduction="batchmean")),
        "cosine_similarity": ({}, lambda: -functional.cosine_similarity(leaf, target).mean()),
    }[name]
    loss = expected()
    loss.backward()
    value, slope = evaluate(name, true, pred, **options)
    assert value == pytest.approx(loss.item(), rel=1e-6)
    np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=1e-5, atol=1e-9)


def test_lp_stands_between_absolute_and_squared_error() -> None:
    y_true, y_pred = drawn("numbers", "float64", 1), drawn("scores", "float64", 2)
    for p, same in ((1.0, "mean_absolute_error"), (2.0, "mean_squared_error")):
        ours, twin = evaluate("lp_loss", y_true, y_pred, p=p), evaluate(same, y_true, y_pred)
        np.testing.assert_allclose(ours[0], twin[0], rtol=1e-12)
        np.testing.assert_allclose(ours[1], twin[1], rtol=1e-12)
    assert not evaluate("lp_loss", y_true, y_true)[1].any(), "no slope, and no NaN, where nothing is wrong"


@pytest.mark.parametrize("name", ["binary_focal_crossentropy", "categorical_focal_crossentropy", "hinge", "log_cosh"])
def test_huge_scores_neither_overflow_nor_lose_the_gradient(name: str) -> None:
    scores = np.array([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 1000.0]], dtype="float32")
    y_true = np.array([[0, 1, 0], [1, 0, 0]], dtype="float32")
    options = {"from_logits": True} if "focal" in name else {}
    value, slope = evaluate(name, y_true, scores, reduction="none", **options)
    assert np.isfinite(value).all() and np.isfinite(slope).all() and (np.abs(value) > 1).all()
    assert slope[0, 1] and slope[1, 0], "what is badly wrong still learns"


def test_a_row_of_zeros_has_a_cosine_and_a_gradient() -> None:
    value, slope = evaluate("cosine_similarity", np.ones((2, 3), "float32"), np.zeros((2, 3), "float32"))
    assert value == 0 and np.isfinite(slope).all()


@pytest.mark.parametrize(
    ("name", "true", "pred", "message"),
    [
        ("huber", (("batch", 3), "float32"), ("batch", 10), "y_true has 3 values per row, but y_pred has 10"),
        ("kl_divergence", (("batch",), "float32"), ("batch", 10), "y_true is batch, but y_pred is batch×10; give both the same"),
        ("kl_divergence", ((), "float32"), (), "which has no axis -1 to compare along; give values with more dimensions"),
        ("cosine_similarity", (("batch", 2), "float32"), ("batch", 2), "which has no axis 2 to compare along"),
        ("hinge", (("batch",), "int64"), ("batch", 10), "y_true holds one class number a row, but y_pred has 10 values a row"),
        ("categorical_hinge", (("batch",), "int64"), ("batch", 10), "one number a row, but one-hot rows (batch×10) are expected"),
        ("categorical_focal_crossentropy", (("batch", 3), "float32"), ("batch", 10), "y_true has 3 classes, but y_pred has 10"),
        ("binary_focal_crossentropy", (("batch",), "int64"), ("batch", 10), "give the last layer 1 unit"),
    ],
)
def test_targets_that_cannot_match_get_a_sentence_with_the_mend(name: str, true: Any, pred: Any, message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError) as caught:
        options = {"axis": 2} if name == "cosine_similarity" else {}
        getattr(ng.losses, name)(ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred), **options)
    assert message in str(caught.value)

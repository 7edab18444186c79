"""Every loss with every option and reduction, and its gradient: within a millionth of Keras in float64, in float32.

The two that Keras has not got are compared with PyTorch in float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from loss_cases import FURTHER, PLAIN, REDUCTIONS, Case, drawn, evaluate, name_of

import engine as ng


def close(found: Any, wanted: Any, dtype: str) -> None:
    """Relative to the largest entry: to a millionth in float32, to the last digits in float64."""
    assert np.shape(found) == np.shape(wanted)
    bound = 1e-6 if dtype == "float32" else 1e-9
    assert np.abs(found - wanted).max() <= bound * np.abs(wanted).max()


@pytest.mark.reference
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("case", (*PLAIN, *FURTHER), ids=name_of)
def test_value_and_gradient_are_those_of_keras(case: Case, reduction: str, keras64: Any) -> None:
    name, title, true, pred, options = case
    y_true, y_pred = drawn(true, "float32", 1), drawn(pred, "float32", 2)
    wanted = keras64("loss", title, {**options, "reduction": REDUCTIONS[reduction]}, y_true, y_pred)
    for dtype in ("float32", "float64"):
        found = evaluate(name, y_true, y_pred.astype(dtype), **options, reduction=reduction)
        for ours, theirs in zip(found, wanted, strict=True):
            close(ours, theirs, dtype)


@pytest.mark.reference
@pytest.mark.parametrize("p", [1.0, 1.5, 2.0, 3.0])
def test_lp_is_pytorch_s_norm_to_its_power(p: float) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    y_true, y_pred = drawn("numbers", "float32", 1), drawn("scores", "float32", 2)
    leaf = torch.tensor(y_pred, dtype=torch.float64, requires_grad=True)
    wanted = torch.linalg.vector_norm(leaf - torch.tensor(y_true, dtype=torch.float64), p) ** p / leaf.numel()
    wanted.backward()
    for dtype in ("float32", "float64"):
        value, slope = evaluate("lp_loss", y_true, y_pred.astype(dtype), p=p)
        close(value, wanted.detach().numpy(), dtype)
        close(slope, leaf.grad.numpy(), dtype)


@pytest.mark.reference
@pytest.mark.parametrize(("temperature", "alpha"), [(2.0, 0.5), (1.0, 1.0), (5.0, 0.1)])
def test_distillation_is_pytorch_s_cross_entropy_and_divergence(temperature: float, alpha: float) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    functional = torch.nn.functional
    labels, y_pred, teacher = drawn("classes", "float32", 1), drawn("scores", "float32", 2), drawn("scores", "float32", 3)
    leaf, other = torch.tensor(y_pred, dtype=torch.float64, requires_grad=True), torch.tensor(teacher, dtype=torch.float64)
    soft = functional.kl_div(
        functional.log_softmax(leaf / temperature, -1), functional.log_softmax(other / temperature, -1),
        reduction="batchmean", log_target=True,
    )  # fmt: skip
    wanted = (1 - alpha) * functional.cross_entropy(leaf, torch.tensor(labels)) + alpha * temperature**2 * soft
    wanted.backward()
    for dtype in ("float32", "float64"):
        with ng.Graph() as graph:
            pred = ng.constant(y_pred.astype(dtype))
            loss = ng.losses.distillation(ng.constant(labels), pred, ng.constant(teacher), temperature=temperature, alpha=alpha)
            (gradient,) = ng.gradients(loss, [pred])
        with ng.Session(graph=graph) as session:
            value, slope = session.run([loss, gradient])
        close(value, wanted.detach().numpy(), dtype)
        close(slope, leaf.grad.numpy(), dtype)


def test_no_loss_and_no_option_is_left_out() -> None:
    tried: dict[str, set[str]] = {"lp_loss": {"p"}, "distillation": {"temperature", "alpha"}}
    for name, _, _, _, options in (*PLAIN, *FURTHER):
        tried.setdefault(name, set()).update(options)
    everywhere = {"reduction", "weighted", "class_weight"}  # weights: beside this, for every loss
    assert tried == {op.name: {attr.name for attr in op.attrs} - everywhere for op in ng.losses.OPS if op.category == "losses"}

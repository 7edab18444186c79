"""Distillation against PyTorch, value and gradient; the teacher is never trained."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import TypeRuleError

RNG = np.random.default_rng(5)


@pytest.mark.reference
@pytest.mark.parametrize("options", [{}, {"temperature": 4.0, "alpha": 0.9}, {"alpha": 0.0}, {"alpha": 1.0, "temperature": 0.5}])
@pytest.mark.parametrize("one_hot", [False, True])
def test_value_and_gradient_are_those_of_pytorch(options: dict[str, Any], one_hot: bool) -> None:
    torch = pytest.importorskip("torch", reason="compared with PyTorch")
    student, teacher, labels = RNG.normal(size=(6, 4)), RNG.normal(size=(6, 4)) * 3, RNG.integers(0, 4, size=6)
    heat, alpha = options.get("temperature", 2.0), options.get("alpha", 0.5)
    leaf = torch.tensor(student, requires_grad=True)
    functional = torch.nn.functional
    soft = functional.kl_div(
        functional.log_softmax(leaf / heat, dim=-1),
        functional.softmax(torch.tensor(teacher) / heat, dim=-1),
        reduction="batchmean",
    )
    wanted = (1 - alpha) * functional.cross_entropy(leaf, torch.tensor(labels)) + alpha * heat**2 * soft
    wanted.backward()
    with ng.Graph() as graph:
        scores, guide = ng.Variable(student, name="student"), ng.Variable(teacher, name="teacher")
        loss = ng.losses.distillation(np.eye(4)[labels] if one_hot else labels, scores, guide, **options)
        slopes = ng.gradients(loss, [scores, guide])
    with ng.Session(graph=graph) as session:
        found, slope, none = session.run([loss, *slopes])
    np.testing.assert_allclose(found, wanted.item(), rtol=1e-9)
    np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=1e-7, atol=1e-12)
    assert not none.any()


def test_scores_of_other_classes_are_refused() -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match="teacher is 6×5, but y_pred is 6×4; both are scores of the same classes"):
        ng.losses.distillation(np.zeros(6, np.int64), ng.constant(np.zeros((6, 4))), np.zeros((6, 5)))

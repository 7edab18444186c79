"""Losses and their gradients in float32, against Keras in float64: within a millionth of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_losses_catalogue import LOSSES, drawn, evaluate, name_of

PLAIN: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("mean_squared_error", "MeanSquaredError", "numbers", "scores", {}),
    ("mean_absolute_error", "MeanAbsoluteError", "numbers", "scores", {}),
    ("binary_crossentropy", "BinaryCrossentropy", "bits", "shares", {"label_smoothing": 0.1}),
    ("binary_crossentropy", "BinaryCrossentropy", "bits", "scores", {"from_logits": True}),
    ("categorical_crossentropy", "CategoricalCrossentropy", "one_hot", "shares_of_one", {}),
    ("categorical_crossentropy", "CategoricalCrossentropy", "one_hot", "scores", {"from_logits": True, "label_smoothing": 0.2}),
]
CASES = [*PLAIN, *LOSSES]


@pytest.fixture(scope="module")
def reference() -> dict[str, tuple[float, np.ndarray]]:
    pytest.importorskip("keras", reason="compares with Keras")
    pytest.importorskip("jax", reason="compares with Keras on JAX")
    given = [
        (title, options, drawn(true, "float32", 1).tolist(), drawn(pred, "float32", 2).tolist())
        for _, title, true, pred, options in CASES
    ]
    script = Path(__file__).with_name("keras_float64_losses.py")
    run = subprocess.run([sys.executable, str(script)], input=json.dumps(given), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return {name_of(case): (value, np.array(slope)) for case, (value, slope) in zip(CASES, found, strict=True)}


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_value_and_gradient(case: Any, reference: dict[str, tuple[float, np.ndarray]]) -> None:
    """Gradients relative to their largest entry."""
    name, _, true, pred, options = case
    value, slope = evaluate(name, drawn(true, "float32", 1), drawn(pred, "float32", 2), **options)
    wanted, wanted_slope = reference[name_of(case)]
    assert float(value) == pytest.approx(wanted, rel=1e-6)
    assert np.abs(slope - wanted_slope).max() <= 1e-6 * max(np.abs(wanted_slope).max(), 1e-30)

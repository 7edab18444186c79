"""Optimizers against Keras in float64: the same definition to the last digits, and float32 no further off than it must be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_optim_catalogue import CASES, STEPS, name_of, problem, start

import engine as ng

#: GradientDescent, Momentum and Nesterov are SGD under other names.
KERAS = list(CASES)


@pytest.fixture(scope="module")
def reference() -> dict[str, np.ndarray]:
    """What Keras's optimizers make of 20 steps in float64, by case."""
    pytest.importorskip("keras", reason="the steps are compared with Keras")
    pytest.importorskip("jax", reason="Keras runs on JAX here")
    x, y = problem()
    given = {
        "cases": KERAS, "x": x.astype("float64").tolist(), "y": y.astype("float64").tolist(),
        "start": {name: value.astype("float64").tolist() for name, value in start().items()},
    }  # fmt: skip
    script = Path(__file__).with_name("keras_float64.py")
    run = subprocess.run(
        [sys.executable, str(script)], input=json.dumps(given), capture_output=True, text=True, env={**os.environ}, check=False
    )
    assert run.returncode == 0, run.stderr
    return {name_of(case): np.array(found) for case, found in zip(KERAS, json.loads(run.stdout), strict=True)}


def steps(case: tuple[str, dict[str, Any]], dtype: str) -> np.ndarray:
    """The weights after each step, in one row."""
    name, options = case
    x, y = (array.astype(dtype) for array in problem())
    with ng.Graph() as graph:
        weights = {key: ng.Variable(value.astype(dtype), name=key) for key, value in start().items()}
        loss = ng.losses.mean_squared_error(ng.constant(y), ng.constant(x) @ weights["kernel"] + weights["bias"])
        step = getattr(ng.optimizers, name)(**options).minimize(loss)
    found = []
    with ng.Session(graph=graph) as session:
        for _ in range(STEPS):
            session.run(step)
            found.append(np.concatenate([session.get_variable(key).ravel() for key in weights]))
    return np.array(found, "float64")


@pytest.mark.reference
@pytest.mark.parametrize("case", KERAS, ids=name_of)
def test_in_float64_the_steps_are_those_of_keras(case: tuple[str, dict[str, Any]], reference: dict[str, np.ndarray]) -> None:
    np.testing.assert_allclose(steps(case, "float64"), reference[name_of(case)], rtol=1e-9, atol=1e-11)


@pytest.mark.reference
@pytest.mark.parametrize("case", KERAS, ids=name_of)
def test_in_float32_they_are_within_a_millionth(case: tuple[str, dict[str, Any]], reference: dict[str, np.ndarray]) -> None:
    """Relative to the largest weight, step by step."""
    wanted = reference[name_of(case)]
    error = np.abs(steps(case, "float32") - wanted).max(axis=1) / np.abs(wanted).max(axis=1)
    assert error.max() < 1e-6, error

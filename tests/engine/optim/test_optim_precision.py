"""Every optimizer with every option, schedules behind them too, against Keras in float64.

In float64 the steps are the same to the last digits; in float32 they are within a millionth of them.
"""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from optim_cases import CASES, DESCENTS, EVERYWHERE, OWN, SHAPES, STEPS, Case, in_keras, name_of, problem, start, train

import engine as ng
from engine.optim.options import OPTIONS


@pytest.fixture(scope="module")
def reference(keras64: Any) -> Any:
    """What Keras's optimizers make of 20 steps, by case; each is asked once."""
    known: dict[str, dict[str, np.ndarray]] = {}

    def ask(case: Case) -> dict[str, np.ndarray]:
        if name_of(case) not in known:
            known[name_of(case)] = keras64("optimizer", *in_keras(case), start(), *problem(), STEPS)
        return known[name_of(case)]

    return ask


def rows(case: Case, dtype: str) -> dict[str, np.ndarray]:
    """The weights after each step, and their averages, in one row each."""
    name, options = case
    found = train(getattr(ng.optimizers, name)(**options), dtype)
    return {
        kind: np.array([np.concatenate([np.zeros(0), *(value.ravel() for key, value in step.items() if (key in SHAPES) == own)])
                        for step in found])
        for kind, own in (("weights", True), ("averages", False))
    }  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_in_float64_the_steps_are_those_of_keras(case: Case, reference: Any) -> None:
    found, wanted = rows(case, "float64"), reference(case)
    assert found.keys() == wanted.keys() and wanted["averages"].size == bool(case[1].get("use_ema")) * wanted["weights"].size
    for key in wanted:
        np.testing.assert_allclose(found[key], wanted[key], rtol=1e-9, atol=1e-11, err_msg=key)


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_in_float32_they_are_within_a_millionth(case: Case, reference: Any) -> None:
    """Relative to the largest weight, step by step."""
    found, wanted = rows(case, "float32"), reference(case)
    for key in wanted:
        if wanted[key].size:
            error = np.abs(found[key] - wanted[key]).max(axis=1) / np.abs(wanted[key]).max(axis=1)
            assert error.max() < 1e-6, (key, error)


def test_no_optimizer_and_no_option_is_left_out() -> None:
    tried: dict[str, set[str]] = {}
    for name, options in OWN:
        tried.setdefault(name, set()).update(options)
    assert {name: found - {"learning_rate", "weight_decay"} for name, found in tried.items()} == {
        made.__name__: {attr.name for attr in made.op.attrs} for made in ng.optimizers.OPTIMIZERS
    }
    for made in ng.optimizers.OPTIMIZERS:
        assert {key for name, options in EVERYWHERE if name == made.__name__ for key in options} == {
            "learning_rate", *(attr.name for attr in OPTIONS),
        }  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize("made", ng.optimizers.OPTIMIZERS, ids=lambda made: made.__name__)
def test_defaults_are_those_of_keras(made: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = inspect.signature(getattr(keras.optimizers, in_keras((made.__name__, {}))[0])).parameters
    ours = {name: value.default for name, value in inspect.signature(made).parameters.items()}
    if "momentum" in DESCENTS.get(made.__name__, {}):
        assert ours.pop("momentum") == 0.9  # Keras's own default is none
    assert ours == {name: twin[name].default for name in ours}

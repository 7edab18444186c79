"""Schedules: the rate of every step as Keras and PyTorch give it, with every option."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from optim_cases import PLATEAU, Case, name_of

import engine as ng
from engine.errors import AttributeValueError, TypeRuleError

STEPS = 60

KERAS: list[Case] = [
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5}),
    ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("PiecewiseConstantDecay", {"boundaries": [4, 20], "values": [0.5, 0.25, 0.1]}),
    ("PiecewiseConstantDecay", {"boundaries": [11], "values": [0.5, 1.0]}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 2.0, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 25}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 25, "end_learning_rate": 0.02, "power": 2.0}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 9, "power": 0.5, "cycle": True}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 25}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 25, "alpha": 0.2}),
    ("CosineDecay", {"initial_learning_rate": 0.0, "decay_steps": 25, "warmup_target": 0.1, "warmup_steps": 10}),
    ("CosineDecay", {"initial_learning_rate": 0.2, "decay_steps": 25, "warmup_target": 0.1, "warmup_steps": 10, "alpha": 0.1}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 9}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 9, "t_mul": 1.0, "m_mul": 0.7}),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7, "t_mul": 1.5, "m_mul": 0.9, "alpha": 0.1}),
]
PYTORCH: list[Case] = [
    ("Constant", {"learning_rate": 0.3}),
    ("StepDecay", {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.3}),
    ("LinearWarmup", {"initial_learning_rate": 0.02, "warmup_target": 0.1, "warmup_steps": 13}),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": STEPS, "alpha": 0.2}),
    ("OneCycle", {"max_learning_rate": 0.1, "total_steps": STEPS}),
    ("OneCycle", {"max_learning_rate": 0.1, "total_steps": STEPS, "anneal_strategy": "linear", "pct_start": 0.42}),
    ("OneCycle", {"max_learning_rate": 0.1, "total_steps": STEPS, "three_phase": True, "div_factor": 5.0,
                  "final_div_factor": 9.0}),
]  # fmt: skip


def rates(name: str, options: dict[str, Any], steps: int = STEPS) -> list[float]:
    with ng.Graph():
        step = ng.placeholder((), dtype="int64")
        rate = getattr(ng.schedules, name)(**options)(step)
    assert rate.type == ng.TensorType("float64", ())
    with ng.Session(graph=step.graph) as session:
        return [float(session.run(rate, {step: count})) for count in range(steps)]


@pytest.mark.reference
@pytest.mark.parametrize("case", KERAS, ids=name_of)
def test_rates_are_those_of_keras(case: Case, keras64: Any) -> None:
    """In float64, as the engine counts whatever the weights are."""
    np.testing.assert_allclose(rates(*case), keras64("schedule", *case, STEPS), rtol=1e-12, atol=1e-15)


@pytest.mark.reference
@pytest.mark.parametrize("name", sorted({case[0] for case in KERAS}))
def test_defaults_are_those_of_keras(name: str) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = inspect.signature(getattr(keras.optimizers.schedules, name)).parameters
    for attr in getattr(ng.schedules, name).op.attrs:
        assert twin[attr.name].default in (inspect.Parameter.empty, attr.default)


@pytest.mark.reference
def test_defaults_are_those_of_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    twin = inspect.signature(torch.optim.lr_scheduler.OneCycleLR).parameters
    for attr in ng.schedules.OneCycle.op.attrs:
        if attr.name not in ("max_learning_rate", "total_steps"):
            assert attr.default == twin[attr.name].default
    twin = inspect.signature(torch.optim.lr_scheduler.StepLR).parameters
    assert ng.schedules.StepDecay.op.attr("decay_rate").default == twin["gamma"].default


def test_no_schedule_and_no_option_is_left_out() -> None:
    tried: dict[str, set[str]] = {}
    for name, options in (*KERAS, *PYTORCH, *(("ReduceLROnPlateau", options) for options in PLATEAU)):
        tried.setdefault(name, set()).update(options)
    tried["ReduceLROnPlateau"].add("initial_learning_rate")  # which Keras takes from the optimizer
    assert tried == {made.__name__: {attr.name for attr in made.op.attrs} for made in ng.schedules.SCHEDULES}


@pytest.mark.reference
@pytest.mark.parametrize("case", PYTORCH, ids=name_of)
def test_rates_are_those_of_pytorch(case: Case) -> None:
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    name, options = case
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    kinds = torch.optim.lr_scheduler
    twin = {
        "Constant": lambda: kinds.LambdaLR(optimizer, lambda step: options["learning_rate"] / 0.1),
        "StepDecay": lambda: kinds.StepLR(optimizer, 7, gamma=0.3),
        "LinearWarmup": lambda: kinds.LinearLR(optimizer, 0.2, 1.0, 13),
        "CosineDecay": lambda: kinds.CosineAnnealingLR(optimizer, STEPS, eta_min=0.02),
        "OneCycle": lambda: kinds.OneCycleLR(
            optimizer, 0.1, **{key: value for key, value in options.items() if key != "max_learning_rate"}, cycle_momentum=False
        ),
    }[name]()
    wanted = []
    for _ in range(STEPS):
        wanted.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(wanted) < STEPS:
            twin.step()
    np.testing.assert_allclose(rates(name, options), wanted, rtol=1e-9, atol=1e-12)


def test_a_restart_comes_at_the_first_step_of_its_round() -> None:
    found = rates("CosineDecayRestarts", {"initial_learning_rate": 1.0, "first_decay_steps": 5, "t_mul": 3.0}, 70)
    assert [step for step, rate in enumerate(found) if rate == pytest.approx(1.0)] == [0, 5, 20, 65]


def test_after_the_cycle_the_last_rate_stays() -> None:
    found = rates("OneCycle", {"max_learning_rate": 1.0, "total_steps": 10}, 14)
    assert found[9:] == pytest.approx([1 / 25 / 1e4] * 5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"boundaries": [3], "values": [0.1]}, "there are 1 values and 1 boundaries, but .*; give 2 values"),
        ({"boundaries": [3, 3], "values": [0.1, 0.2, 0.3]}, r"the boundaries \[3, 3\] do not rise; put them in order"),
        ({"boundaries": [3], "values": [0.1, -0.2]}, "hold a rate below zero"),
    ],
)
def test_pieces_that_do_not_fit_get_a_sentence(options: dict[str, Any], message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError, match=message):
        ng.schedules.PiecewiseConstantDecay(**options)(ng.placeholder((), dtype="int64"))
    with pytest.raises(AttributeValueError, match=r"values is 0\.1, but must be a list of numbers"):
        ng.schedules.PiecewiseConstantDecay([], 0.1)


def test_every_schedule_is_offered_by_its_title() -> None:
    import engine.schedules as public

    for made in ng.schedules.SCHEDULES:
        assert getattr(ng.schedules, made.__name__) is made is getattr(public, made.__name__)
    with pytest.raises(AttributeError):
        _ = ng.schedules.Nothing

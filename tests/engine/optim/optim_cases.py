"""What the tests of optimizers share: a small regression, and cases of every optimizer with every option."""

from __future__ import annotations

from typing import Any

import numpy as np

import engine as ng

STEPS = 20
SHAPES = {"kernel": (4, 3), "bias": (3,)}

Case = tuple[str, dict[str, Any]]

OWN: list[Case] = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.1}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.5, "nesterov": True}),
    ("GradientDescent", {}),
    ("GradientDescent", {"learning_rate": 0.05}),
    ("Momentum", {}),
    ("Momentum", {"learning_rate": 0.05, "momentum": 0.7}),
    ("Nesterov", {}),
    ("Nesterov", {"learning_rate": 0.05, "momentum": 0.7}),
    ("Adagrad", {}),
    ("Adagrad", {"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 1e-3}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-3}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.02, "rho": 0.5, "epsilon": 1e-3}),
    ("RMSprop", {"learning_rate": 0.02, "momentum": 0.8}),
    ("RMSprop", {"learning_rate": 0.02, "centered": True}),
    ("RMSprop", {"learning_rate": 0.02, "momentum": 0.8, "centered": True, "rho": 0.7}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.1}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.5, "beta_2": 0.9}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.0, "epsilon": 1e-2}),
    ("Adam", {"learning_rate": 0.05, "amsgrad": True, "beta_2": 0.9}),
    ("AdamW", {"learning_rate": 0.05, "amsgrad": True, "beta_2": 0.9, "weight_decay": 0.1}),
    ("AdamW", {}),
    ("AdamW", {"learning_rate": 0.05, "weight_decay": 0.2, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Nadam", {}),
    ("Nadam", {"learning_rate": 0.05, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Adamax", {}),
    ("Adamax", {"learning_rate": 0.05, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
    ("Lion", {}),
    ("Lion", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7}),
]
COMMON: list[dict[str, Any]] = [
    {"weight_decay": 0.1},
    {"clipvalue": 0.05},
    {"clipnorm": 0.2},
    {"clipnorm": 1e3},
    {"global_clipnorm": 0.2},
    {"global_clipnorm": 1e3},
    {"use_ema": True, "ema_momentum": 0.7},
    {"use_ema": True, "weight_decay": 0.1, "clipnorm": 0.2},
]
#: RMSprop divides by what becomes tiny near the minimum, which would magnify rounding: it stays further off.
RATES = {"RMSprop": 0.01, "Lion": 0.01, "Adadelta": 1.0}
EVERYWHERE: list[Case] = [
    (made.__name__, {"learning_rate": RATES.get(made.__name__, 0.05), **options})
    for made in ng.optimizers.OPTIMIZERS
    for options in COMMON
]
CASES = OWN + EVERYWHERE

#: Options of the schedule that watches a figure.
PLATEAU: list[dict[str, Any]] = [
    {"patience": 2},
    {"patience": 1, "factor": 0.5, "cooldown": 2},
    {"patience": 0, "factor": 0.7, "min_lr": 0.02},
    {"patience": 3, "min_delta": 0.3, "mode": "max"},
    {"patience": 2, "cooldown": 3, "min_delta": 0.0, "monitor": "loss"},
]

#: What Keras has as options of SGD.
DESCENTS: dict[str, dict[str, Any]] = {
    "GradientDescent": {}, "Momentum": {"momentum": 0.9}, "Nesterov": {"momentum": 0.9, "nesterov": True},
}  # fmt: skip


def name_of(case: Any) -> str:
    """A case in the name of a test."""
    return "-".join([case[0], *(f"{key}={value}" for key, value in case[1].items())])


def in_keras(case: Case) -> Case:
    """The same optimizer in Keras's words."""
    name, options = case
    return ("SGD", {**DESCENTS[name], **options}) if name in DESCENTS else case


def start(dtype: str = "float32") -> dict[str, np.ndarray]:
    """The first weights; those of float64 are those of float32."""
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=shape).astype("float32").astype(dtype) for name, shape in SHAPES.items()}


def problem(dtype: str = "float32") -> tuple[np.ndarray, np.ndarray]:
    """Rows and targets; those of float64 are those of float32."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(8, 4)).astype("float32"), rng.normal(size=(8, 3)).astype("float32")
    return x.astype(dtype), y.astype(dtype)


def train(optimizer: Any, dtype: str = "float32") -> list[dict[str, np.ndarray]]:
    """Weights, and their averages where they are kept, after each step on the regression."""
    x, y = problem(dtype)
    with ng.Graph() as graph:
        weights = {name: ng.Variable(value, name=name) for name, value in start(dtype).items()}
        loss = ng.losses.mean_squared_error(ng.constant(y), ng.constant(x) @ weights["kernel"] + weights["bias"])
        step = optimizer.minimize(loss)
        last = optimizer.finalize_variable_values(graph)
    found = []
    averages = [f"{name}/{optimizer.name}_average" for name in SHAPES if optimizer.options["use_ema"]]
    with ng.Session(graph=graph) as session:
        for _ in range(STEPS):
            session.run(step)
            found.append({name.replace(optimizer.name, "ours"): session.get_variable(name) for name in (*SHAPES, *averages)})
        assert (last is not None) == optimizer.options["use_ema"]
        if last is not None:
            session.run(last)
            for name in SHAPES:
                np.testing.assert_array_equal(session.get_variable(name), found[-1][f"{name}/ours_average"])
    return found

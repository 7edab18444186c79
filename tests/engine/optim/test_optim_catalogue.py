"""Every optimizer, with every option of its own and every common one: twenty steps as Keras takes them."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import AttributeValueError
from engine.optim.options import OPTIONS
from engine.train import RunDone, Trainer, TrainingSpec

STEPS = 20
SHAPES = {"kernel": (4, 3), "bias": (3,)}

OWN: list[tuple[str, dict[str, Any]]] = [
    ("Adagrad", {}),
    ("Adagrad", {"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 1e-3}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-3}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.02, "rho": 0.5, "epsilon": 1e-3}),
    ("RMSprop", {"learning_rate": 0.02, "momentum": 0.8}),
    ("RMSprop", {"learning_rate": 0.02, "centered": True}),
    ("RMSprop", {"learning_rate": 0.02, "momentum": 0.8, "centered": True, "rho": 0.7}),
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
RATES = {"SGD": 0.05, "Adam": 0.05, "RMSprop": 0.01}
EVERYWHERE = [(name, {"learning_rate": rate, **options}) for name, rate in RATES.items() for options in COMMON]
CASES = OWN + EVERYWHERE


def name_of(case: Any) -> str:
    return "-".join([case[0], *(f"{key}={value}" for key, value in case[1].items())])


def start() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=shape).astype("float32") for name, shape in SHAPES.items()}


def problem() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.normal(size=(8, 4)).astype("float32"), rng.normal(size=(8, 3)).astype("float32")


def engine_steps(optimizer: Any) -> list[dict[str, np.ndarray]]:
    """Weights and their averages after each step on a small regression."""
    x, y = problem()
    with ng.Graph() as graph:
        weights = {name: ng.Variable(value, name=name) for name, value in start().items()}
        loss = ng.losses.mean_squared_error(ng.constant(y), ng.constant(x) @ weights["kernel"] + weights["bias"])
        step = optimizer.minimize(loss)
        last = optimizer.finalize_variable_values(graph)
    found = []
    names = [*SHAPES, *(f"{name}/{optimizer.name}_average" for name in SHAPES if optimizer.options["use_ema"])]
    with ng.Session(graph=graph) as session:
        for _ in range(STEPS):
            session.run(step)
            found.append({name.replace(optimizer.name, "ours"): session.get_variable(name) for name in names})
        assert (last is not None) == optimizer.options["use_ema"]
        if last is not None:
            session.run(last)
            for name in SHAPES:
                np.testing.assert_array_equal(session.get_variable(name), found[-1][f"{name}/ours_average"])
    return found


def keras_steps(keras: Any, optimizer: Any) -> list[dict[str, np.ndarray]]:
    x, y = problem()
    variables = [keras.Variable(value, name=name) for name, value in start().items()]
    found = []
    for _ in range(STEPS):
        kernel, bias = (np.asarray(variable.value) for variable in variables)
        error = 2 * (x @ kernel + bias - y) / y.size
        optimizer.apply_gradients(zip([x.T @ error, error.sum(0)], variables, strict=True))
        seen = dict(zip(SHAPES, variables, strict=True))
        if optimizer.use_ema:
            averages = optimizer._model_variables_moving_average
            seen |= {f"{name}/ours_average": value for name, value in zip(SHAPES, averages, strict=True)}
        found.append({name: np.array(value.value) for name, value in seen.items()})
    return found


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_steps_are_those_of_keras(case: tuple[str, dict[str, Any]]) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    name, options = case
    expected = keras_steps(keras, getattr(keras.optimizers, name)(**options))
    found = engine_steps(getattr(ng.optimizers, name)(**options))
    for ours, theirs in zip(found, expected, strict=True):
        assert ours.keys() == theirs.keys()
        for key in ours:
            np.testing.assert_allclose(ours[key], theirs[key], rtol=2e-4, atol=2e-5, err_msg=key)


@pytest.mark.parametrize("made", ng.optimizers.OPTIMIZERS, ids=lambda made: made.__name__)
def test_defaults_are_those_of_keras(made: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = inspect.signature(getattr(keras.optimizers, _TWINS.get(made.__name__, made.__name__))).parameters
    ours = {name: value.default for name, value in inspect.signature(made).parameters.items()}
    if made.__name__ in ("Momentum", "Nesterov"):
        assert ours.pop("momentum") == 0.9  # Keras's own default is none
    assert ours == {name: twin[name].default for name in ours}


#: What Keras has as options of SGD.
_TWINS = dict.fromkeys(("Momentum", "Nesterov", "GradientDescent"), "SGD")


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "options"),
    [("Momentum", {"momentum": 0.9}), ("Nesterov", {"momentum": 0.9, "nesterov": True}), ("GradientDescent", {})],
)
def test_named_descents_are_keras_s_sgd(name: str, options: dict[str, Any]) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    expected = keras_steps(keras, keras.optimizers.SGD(0.05, **options))
    for ours, theirs in zip(engine_steps(getattr(ng.optimizers, name)(0.05)), expected, strict=True):
        for key in ours:
            np.testing.assert_allclose(ours[key], theirs[key], rtol=2e-5, atol=1e-6, err_msg=key)


@pytest.mark.reference
@pytest.mark.parametrize("name", ["Adadelta", "AdamW", "RMSprop", "Nadam"])
def test_steps_are_those_of_pytorch(name: str) -> None:
    """Where PyTorch has epsilon in another place, one near zero is compared."""
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    x, y = (torch.tensor(array) for array in problem())
    leaves = {key: torch.tensor(value, requires_grad=True) for key, value in start().items()}
    ours, make = {
        "Adadelta": ({"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-4},
                     lambda p: torch.optim.Adadelta(p, 1.0, rho=0.9, eps=1e-4)),
        "AdamW": ({"learning_rate": 0.05, "weight_decay": 0.1, "epsilon": 1e-30},
                  lambda p: torch.optim.AdamW(p, 0.05, weight_decay=0.1, eps=1e-30)),
        "RMSprop": ({"learning_rate": 0.02, "rho": 0.9, "momentum": 0.5, "epsilon": 1e-30},
                    lambda p: torch.optim.RMSprop(p, 0.02, alpha=0.9, momentum=0.5, eps=1e-30)),
        "Nadam": ({"learning_rate": 0.02}, lambda p: torch.optim.NAdam(p, 0.02, eps=1e-7, momentum_decay=1.0)),
    }[name]  # fmt: skip
    twin = make(leaves.values())
    for found in engine_steps(getattr(ng.optimizers, name)(**ours)):
        twin.zero_grad()
        torch.nn.functional.mse_loss(x @ leaves["kernel"] + leaves["bias"], y).backward()
        twin.step()
        for key, leaf in leaves.items():
            np.testing.assert_allclose(found[key], leaf.detach().numpy(), rtol=3e-4, atol=3e-5)


def test_slots_start_as_they_should_and_only_those_that_are_needed_are_made() -> None:
    with ng.Graph() as graph:
        w = ng.Variable(np.ones((2, 3), "float32"), name="w")
        loss = ng.ops.sum(w * w)
        rms, centered = ng.optimizers.RMSprop(), ng.optimizers.RMSprop(centered=True, name="centered")
        grad, nadam = ng.optimizers.Adagrad(initial_accumulator_value=0.25), ng.optimizers.Nadam()
        for optimizer in (rms, centered, grad, nadam):
            optimizer.minimize(loss)
    assert list(rms.slots(w)) == ["velocity"]
    assert list(centered.slots(w)) == ["velocity", "average_gradient"]
    with ng.Session(graph=graph) as session:
        assert (session.get_variable("w/adagrad_accumulator") == 0.25).all()
        assert session.get_variable("w/nadam_u_product") == 1


def test_a_gradient_of_zero_survives_clipping() -> None:
    for option in ("clipnorm", "global_clipnorm", "clipvalue"):
        with ng.Graph() as graph:
            w = ng.Variable(np.ones(3, "float32"), name="w")
            step = ng.optimizers.SGD(0.1, **{option: 1.0}).minimize(ng.ops.sum(w) * 0.0)
        with ng.Session(graph=graph) as session:
            session.run(step)
            assert (session.get_variable("w") == 1).all()


def test_training_ends_with_the_averages() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2)).astype("float32")
    pipeline = ng.data.from_arrays(x, x @ np.array([[1.0], [2.0]], "float32")).batch(5)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        loss = ng.losses.mean_squared_error(inputs["y"], ng.nn.Dense(1, name="line")(inputs["x"]))
    optimizer = ng.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.9)
    trainer = Trainer(TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=loss, optimizer=optimizer, epochs=2))
    for event in trainer.events():
        if not isinstance(event, RunDone):
            before = trainer.weights()["line/kernel"]
    after = trainer.weights()["line/kernel"]
    assert not np.array_equal(before, after)
    np.testing.assert_array_equal(after, trainer.session.get_variable("line/kernel/sgd_average"))
    assert set(trainer.weights()) == {"line/kernel", "line/bias"}


def test_two_ways_to_clip_are_refused() -> None:
    with pytest.raises(AttributeValueError, match="Adam: clipnorm and clipvalue are both set, but gradients are clipped in one"):
        ng.optimizers.Adam(clipnorm=1.0, clipvalue=1.0)
    with pytest.raises(AttributeValueError, match=r"SGD: clipnorm is 0.*, but must be a number above 0"):
        ng.optimizers.SGD(clipnorm=0)


def test_every_option_has_help() -> None:
    assert all(attr.help.endswith(".") for attr in OPTIONS)

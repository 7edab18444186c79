"""Optimizers beside SGD and Adam: as PyTorch has them, what they remember, how training ends, and their sentences."""

from __future__ import annotations

import numpy as np
import pytest
from optim_cases import problem, start, train

import engine as ng
from engine.errors import AttributeValueError
from engine.optim.options import OPTIONS
from engine.train import RunDone, Trainer, TrainingSpec


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
    for found in train(getattr(ng.optimizers, name)(**ours)):
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

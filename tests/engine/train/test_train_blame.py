"""A loss that is no number is put down to the op that first gave it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import scipy.sparse

import engine as ng
from engine.errors import TrainingError
from engine.ir.graph import Value
from engine.train import Trainer, TrainingSpec

ROWS = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")


def spec(hidden: Callable[[Value], Value], rate: float = 0.1, device: str = "cpu") -> TrainingSpec:
    with ng.Graph() as graph:
        rows, y = ng.placeholder(("batch", 3), name="x"), ng.placeholder(("batch", 3), name="y")
        loss = ng.losses.mean_squared_error(y, ng.nn.Dense(3, name="out")(hidden(ng.nn.Dense(3, name="in")(rows))))
    pipeline = ng.data.from_arrays(ROWS, ROWS).batch(16)
    optimizer = ng.optimizers.SGD(rate)
    return TrainingSpec(
        graph=graph, inputs={"x": rows, "y": y}, pipeline=pipeline, loss=loss, optimizer=optimizer, epochs=3, device=device
    )


def failed(given: TrainingSpec) -> TrainingError:
    with np.errstate(all="ignore"), pytest.raises(TrainingError) as caught:
        list(Trainer(given).events())
    return caught.value


@pytest.mark.parametrize("device", ["cpu", pytest.param("cpu:torch", marks=pytest.mark.reference)])
def test_a_logarithm_of_negative_numbers_is_named_and_not_the_rate(device: str) -> None:
    if device != "cpu":
        pytest.importorskip("torch", reason="the device is PyTorch's")
    error = failed(spec(lambda x: ng.ops.log(x, name="bits"), device=device))
    assert str(error).startswith("Log 'bits' gave NaN in the first step, from numbers between -")
    assert "learning rate" not in str(error)


def test_a_rate_that_is_too_large_is_still_blamed_and_the_op_that_overflowed_named() -> None:
    error = failed(spec(lambda x: ng.ops.exp(x, name="grown"), rate=1e6))
    assert "Exp 'grown' was the first to give infinity" in str(error)
    assert "lower the learning rate (it is 1e+06)" in str(error)


def test_the_error_stands_at_the_op_as_it_was_drawn() -> None:
    given = spec(lambda x: x)
    with given.graph, given.graph.origin("n7"):
        loss = ng.ops.sqrt(given.loss - 1e6)
    fields = {name: getattr(given, name) for name in ("graph", "inputs", "pipeline", "optimizer", "epochs")}
    assert failed(TrainingSpec(**fields, loss=loss)).origin == "n7"


def test_what_was_drawn_in_that_step_is_drawn_again() -> None:
    """Only where dropout makes a zero does the logarithm give minus infinity."""
    error = failed(spec(lambda x: ng.ops.log(ng.nn.Dropout(0.05, seed=3)(ng.ops.exp(x)), name="bits"), rate=1e-6))
    assert "Log 'bits'" in str(error) and "from numbers between 0 and" in str(error)


def test_sparse_batches_are_looked_at_as_well() -> None:
    x = scipy.sparse.random(32, 10, density=0.2, format="csr", random_state=0, dtype=np.float32)
    with ng.Graph() as graph:
        rows = ng.placeholder(("batch", 10), name="x", layout="csr")
        y = ng.placeholder(("batch", 1), name="y")
        loss = ng.losses.mean_squared_error(y, ng.ops.log(ng.nn.Dense(1)(rows) - 1e3, name="bits"))
    pipeline = ng.data.from_arrays(x, np.ones((32, 1), "float32")).batch(8)
    given = TrainingSpec(graph=graph, inputs={"x": rows, "y": y}, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.SGD(0.1))
    assert str(failed(given)).startswith("Log 'bits' gave NaN in the first step")

"""The compiled step of every small example against NumPy's, and 200 steps of a classifier against PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from example_steps import first_step, names_without
from written_steps import use_python

import engine as ng
from engine.ir.types import TensorType

pytest.importorskip("numba", reason="steps are compiled by numba")

#: Those that are fetched from the network, and those that take minutes where Python runs their loops.
LEFT_OUT = ("mnist-", "char-", "transformer-", "autoencoder", "digits-cnn")
SMALL = names_without("mnist-")


@pytest.mark.parametrize("example", SMALL)
def test_the_step_of_an_example_is_what_numpy_makes_of_it(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")
    trainer, unit, plan = first_step(example)
    session = trainer.session
    start = session.variables
    unit.run(0)
    results, state = [result.copy() for result in unit.results], session.variables
    for name, array in start.items():
        session.set_variable(name, array)
    use_python(plan)
    plan.run(0)
    for found, expected in zip(unit.results, results, strict=True):
        np.testing.assert_allclose(found, expected, rtol=2e-5, atol=1e-6)
    for name, expected in state.items():
        np.testing.assert_allclose(session.get_variable(name), expected, rtol=2e-4, atol=2e-6, err_msg=name)


@pytest.mark.reference
def test_200_steps_of_a_classifier_are_those_of_pytorch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch: Any = pytest.importorskip("torch", reason="compares with PyTorch")
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    rng = np.random.default_rng(0)
    rows, labels = rng.random((256, 784)).astype(np.float32), rng.integers(0, 10, 256)
    with ng.Graph() as graph:
        x = ng.placeholder(("batch", 784), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        logits = ng.nn.Dense(10, name="last")(ng.nn.Dense(128, activation="relu", name="first")(x))
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        update = ng.optimizers.Adam(learning_rate=0.001).minimize(loss)
    session = ng.Session(graph, seed=0)
    plan = session.prepare([loss, update], {"x": TensorType("float32", (32, 784)), "y": TensorType("int64", (32,))})
    assert plan.compiled is not None and plan.compiled.wait()
    assert "0 calls of NumPy's kernels" in plan.describe()

    model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
    with torch.no_grad():
        for layer, name in ((model[0], "first"), (model[2], "last")):
            layer.weight.copy_(torch.from_numpy(session.get_variable(f"{name}/kernel").T.copy()))
            layer.bias.zero_()
    optimizer = torch.optim.Adam(model.parameters(), 0.001)
    for step in range(200):
        chosen = slice(step % 8 * 32, step % 8 * 32 + 32)
        plan.feeds["x"][...], plan.feeds["y"][...] = rows[chosen], labels[chosen]
        plan.run(step)
        theirs = torch.nn.functional.cross_entropy(model(torch.from_numpy(rows[chosen])), torch.from_numpy(labels[chosen]))
        optimizer.zero_grad()
        theirs.backward()
        # Keras adds epsilon before the bias is mended, PyTorch after
        optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999 ** (step + 1)) ** 0.5
        optimizer.step()
        np.testing.assert_allclose(plan.results[0], theirs.item(), rtol=1e-3)

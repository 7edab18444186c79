"""200 steps of networks of images and of sequences, as large as the bench's, compiled, against PyTorch from the same weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.backends.compiled.plan import CompiledPlan, told
from engine.ir.types import TensorType

pytest.importorskip("numba", reason="steps are compiled by numba")
torch: Any = pytest.importorskip("torch", reason="compares with PyTorch")
pytestmark = pytest.mark.reference

STEPS, BATCHES = 200, 8


def image_net(x: Any) -> Any:
    for filters in (32, 64):
        x = ng.nn.MaxPooling2D(pool_size=2)(ng.nn.Conv2D(filters, 3, activation="relu")(x))
    return ng.nn.Dense(10)(ng.nn.Dense(128, activation="relu")(ng.nn.Flatten()(x)))


def their_image_net(weights: list[Any]) -> Callable[[Any], Any]:
    functional = torch.nn.functional

    def run(x: Any) -> Any:
        k1, b1, k2, b2, w1, c1, w2, c2 = weights
        x = x.permute(0, 3, 1, 2)
        for kernel, bias in ((k1, b1), (k2, b2)):
            x = functional.max_pool2d(functional.relu(functional.conv2d(x, kernel.permute(3, 2, 0, 1), bias)), 2)
        return functional.relu(x.permute(0, 2, 3, 1).flatten(1) @ w1 + c1) @ w2 + c2

    return run


def recurrent_net(x: Any) -> Any:
    return ng.nn.Dense(10)(ng.nn.LSTM(128)(ng.nn.Embedding(1000, 64)(x)))


def their_recurrent_net(weights: list[Any]) -> Callable[[Any], Any]:
    def run(x: Any) -> Any:
        table, kernel, recurrent, bias, last, shift = weights
        entries = table[x]
        h = entries.new_zeros(len(x), 128)
        c = h
        for step in range(x.shape[1]):
            i, f, g, o = (entries[:, step] @ kernel + h @ recurrent + bias).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        return h @ last + shift

    return run


def attending_net(x: Any) -> Any:
    x = ng.nn.Embedding(64, 64)(x)
    for block in BLOCKS:
        x = ng.nn.TransformerEncoderBlock(num_heads=4, intermediate_dim=256, name=block)(x)
    return ng.nn.Dense(64)(x)


def their_attending_net(weights: dict[str, Any]) -> Callable[[Any], Any]:
    functional = torch.nn.functional

    def run(x: Any) -> Any:
        h = weights["embedding/embeddings"][x]
        for block in BLOCKS:
            w = {name.rsplit("/", 1)[-1]: value for name, value in weights.items() if name.startswith(f"{block}/")}
            q, k, v = (torch.einsum("bsd,dhe->bhse", h, w[f"{name}_kernel"]) + w[f"{name}_bias"][:, None] for name in PARTS)
            mixed = torch.softmax(q @ k.transpose(-1, -2) / 4, -1) @ v
            shown = torch.einsum("bhse,hed->bsd", mixed, w["output_kernel"]) + w["output_bias"]
            h = functional.layer_norm(h + shown, (64,), w["attention_gamma"], w["attention_beta"], EPSILON)
            wide = functional.relu(h @ w["intermediate_kernel"] + w["intermediate_bias"])
            narrow = wide @ w["feedforward_kernel"] + w["feedforward_bias"]
            h = functional.layer_norm(h + narrow, (64,), w["feedforward_gamma"], w["feedforward_beta"], EPSILON)
        return h @ weights["dense/kernel"] + weights["dense/bias"]

    return run


BLOCKS = ("first", "second")
PARTS = ("query", "key", "value")
EPSILON = 1e-5

#: The network, PyTorch's, and the rows of a batch, their shape, below which number their tokens are, that of the classes,
#: and the learning rate: at larger ones rounding to float32 grows past the tolerance, in PyTorch's own losses as well.
NETS: dict[str, tuple[Any, Any, int, tuple[int, ...], int, int, float]] = {
    "images": (image_net, their_image_net, 64, (28, 28, 1), 0, 10, 3e-5),
    "recurrence": (recurrent_net, their_recurrent_net, 32, (32,), 1000, 10, 2e-4),
    "attention": (attending_net, their_attending_net, 16, (64,), 64, 64, 2e-4),
}


@pytest.mark.parametrize("name", NETS)
def test_200_steps_are_those_of_pytorch(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    monkeypatch.setenv("NODEGRAD_COMPILE", "now")
    ours, theirs, batch, shape, tokens, classes, rate = NETS[name]
    rng, count = np.random.default_rng(0), BATCHES * batch
    rows = rng.integers(0, tokens, (count, *shape)) if tokens else rng.random((count, *shape)).astype(np.float32)
    labels = rng.integers(0, classes, (count, *shape) if name == "attention" else count)
    if name == "images":
        for row, label in zip(rows, labels, strict=True):  # something to be learned: a bar whose height is the class
            row[2 * label : 2 * label + 8, 4:20] += 1.0
    with ng.Graph() as graph:
        x = ng.placeholder((batch, *rows.shape[1:]), dtype=rows.dtype.name, name="x")
        y = ng.placeholder((batch, *labels.shape[1:]), dtype="int64", name="y")
        loss = ng.losses.sparse_categorical_crossentropy(y, ours(x), from_logits=True)
        update = ng.optimizers.Adam(learning_rate=rate).minimize(loss)
        names = [node.name for node in graph.ops("variable") if node.attrs["trainable"]]
    session = ng.Session(graph, seed=0)
    types = {"x": TensorType(rows.dtype.name, x.shape), "y": TensorType("int64", y.shape)}
    plan = session.prepare([loss, update], types)
    assert isinstance(plan, CompiledPlan)
    plan._made.compile()
    assert not any(told(unit).startswith("NumPy: conv") or "NumPy: scan" in told(unit) for unit in plan._made.units)
    weights = {name: torch.from_numpy(session.get_variable(name).copy()).requires_grad_() for name in names}
    model = theirs(weights if name == "attention" else list(weights.values()))
    optimizer = torch.optim.Adam(weights.values(), rate)
    for step in range(STEPS):
        chosen = slice(step % BATCHES * batch, (step % BATCHES + 1) * batch)
        plan.feeds["x"][...], plan.feeds["y"][...] = rows[chosen], labels[chosen]
        plan.run(step)
        found = model(torch.from_numpy(rows[chosen])).flatten(0, -2)
        expected = torch.nn.functional.cross_entropy(found, torch.from_numpy(labels[chosen]).flatten())
        optimizer.zero_grad()
        expected.backward()
        # Keras adds epsilon before the bias is mended, PyTorch after
        optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999 ** (step + 1)) ** 0.5
        optimizer.step()
        np.testing.assert_allclose(plan.results[0], expected.item(), rtol=1e-3)

"""Times one training step against PyTorch and JAX: ``python tests/bench/bench_steps.py [W1 W4 ...] [--rounds N]``.

The graphs are made by the public API.  Each measurement is a process of its own, the peers take turns, and the medians of all
rounds are shown with their spread, so that a busy machine is fair to all.  ``--threads`` holds for every peer; the first step of
the compiled plan is shown apart, as it may have to be compiled.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

OURS = ("numpy plan", "compiled step")
PEERS = (*OURS, "torch eager fused", "jax jit")


@dataclass(frozen=True)
class Work:
    """One training step.  ``widths`` of its dense layers; ``hidden`` their activation, ``loss`` what stands at the end."""

    title: str
    batch: int
    widths: tuple[int, ...] = ()
    hidden: str | None = None
    last: str | None = None
    loss: str = "crossentropy"
    optimizer: str = "adam"
    kind: str = "dense"


WORKS = {
    "W1": Work("linear regression, 2 features, batch 47, SGD", 47, (2, 1), loss="mse", optimizer="sgd"),
    "W2": Work("10-5-1 sigmoid, MSE, batch 100, SGD", 100, (10, 5, 1), "sigmoid", "sigmoid", "mse", "sgd"),
    "W3": Work("softmax regression 784-10, batch 128, SGD", 128, (784, 10), optimizer="sgd"),
    "W4": Work("784-128-10 ReLU, Adam, batch 32", 32, (784, 128, 10), "relu"),
    "W4b": Work("784-128-10 ReLU, Adam, batch 128", 128, (784, 128, 10), "relu"),
    "W5": Work("784-1024-1024-10 ReLU, Adam, batch 256", 256, (784, 1024, 1024, 10), "relu"),
    "W6": Work("CNN 3×3×32, pool, 3×3×64, pool, dense 128, 28×28×1, Adam, batch 64", 64, kind="cnn"),
    "W7": Work("LSTM, length 32, embedding 64, hidden 128, Adam, batch 32", 32, kind="lstm"),
    "W8": Work("two transformer encoder blocks, length 64, width 64, 4 heads, Adam, batch 16", 16, kind="transformer"),
}
_SHAPES = {"cnn": (28, 28, 1), "lstm": (32,), "transformer": (64,)}


def data(work: Work) -> tuple[Any, Any]:
    import numpy as np

    rng = np.random.default_rng(0)
    if work.kind in ("lstm", "transformer"):
        size = _SHAPES[work.kind][0]
        labels = (work.batch,) if work.kind == "lstm" else (work.batch, size)
        return rng.integers(0, 64, (work.batch, size)), rng.integers(0, 10, labels)
    shape = _SHAPES.get(work.kind, work.widths[:1])
    rows = rng.random((work.batch, *shape)).astype(np.float32)
    if work.loss == "mse":
        return rows, rng.random((work.batch, work.widths[-1])).astype(np.float32)
    return rows, rng.integers(0, 10, work.batch).astype(np.int64)


def _model(work: Work, x: Any) -> Any:
    import engine as ng

    if work.kind == "cnn":
        for filters in (32, 64):
            x = ng.nn.MaxPooling2D(pool_size=2)(ng.nn.Conv2D(filters, 3, activation="relu")(x))
        return ng.nn.Dense(10)(ng.nn.Dense(128, activation="relu")(ng.nn.Flatten()(x)))
    if work.kind == "lstm":
        return ng.nn.Dense(10)(ng.nn.LSTM(128)(ng.nn.Embedding(1000, 64)(x)))
    if work.kind == "transformer":
        x = ng.nn.Embedding(64, 64)(x)
        for _ in range(2):
            x = ng.nn.TransformerEncoderBlock(num_heads=4, intermediate_dim=256)(x)
        return ng.nn.Dense(64)(x)
    for index, width in enumerate(work.widths[1:]):
        final = index == len(work.widths) - 2
        x = ng.nn.Dense(width, activation=work.last if final else work.hidden)(x)
    return x


def our_step(work: Work) -> Callable[[], object]:
    import engine as ng
    from engine.ir.types import TensorType

    rows, labels = data(work)
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", *rows.shape[1:]), dtype=rows.dtype.name, name="x")
        y = ng.placeholder(("batch", *labels.shape[1:]), dtype=labels.dtype.name, name="y")
        found = _model(work, x)
        loss = (
            ng.losses.mean_squared_error(y, found)
            if work.loss == "mse"
            else ng.losses.sparse_categorical_crossentropy(y, found, from_logits=True)
        )
        rule = ng.optimizers.Adam(0.001) if work.optimizer == "adam" else ng.optimizers.SGD(0.01)
        update = rule.minimize(loss)
    session = ng.Session(graph, seed=0)
    types = {name: TensorType(array.dtype.name, array.shape) for name, array in (("x", rows), ("y", labels))}
    plan = session.prepare([loss, update], types)
    plan.feeds["x"][:], plan.feeds["y"][:] = rows, labels
    return plan.run


def torch_step(work: Work) -> Callable[[], object]:
    import torch
    from torch import nn

    threads = int(os.environ["OMP_NUM_THREADS"])
    torch.set_num_threads(threads)
    rows, labels = map(torch.from_numpy, data(work))
    if work.kind == "cnn":
        rows = rows.permute(0, 3, 1, 2).contiguous()
        model: Any = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
        )  # fmt: skip
    elif work.kind == "lstm":
        model = _TorchLSTM(torch, nn)
    elif work.kind == "transformer":
        layer = nn.TransformerEncoderLayer(64, 4, 256, dropout=0.0, batch_first=True, norm_first=False)
        model = nn.Sequential(nn.Embedding(64, 64), nn.TransformerEncoder(layer, 2), nn.Linear(64, 64))
    else:
        layers: list[Any] = []
        for index, (before, after) in enumerate(zip(work.widths, work.widths[1:], strict=False)):
            layers.append(nn.Linear(before, after))
            name = work.last if index == len(work.widths) - 2 else work.hidden
            layers += [nn.Sigmoid()] if name == "sigmoid" else [nn.ReLU()] if name == "relu" else []
        model = nn.Sequential(*layers)
    adam = work.optimizer == "adam"
    kind = torch.optim.Adam if adam else torch.optim.SGD
    optimizer = kind(model.parameters(), 1e-3 if adam else 0.01, fused=True)
    crossentropy = nn.functional.cross_entropy
    loss = nn.functional.mse_loss if work.loss == "mse" else lambda z, y: crossentropy(z.flatten(0, -2), y.flatten())

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        loss(model(rows), labels).backward()
        optimizer.step()

    return step


def _TorchLSTM(torch: Any, nn: Any) -> Any:
    class Model(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.table, self.lstm, self.out = nn.Embedding(1000, 64), nn.LSTM(64, 128, batch_first=True), nn.Linear(128, 10)

        def forward(self, x: Any) -> Any:
            return self.out(self.lstm(self.table(x))[0][:, -1])

    return Model()


def jax_step(work: Work) -> Callable[[], object]:
    import jax
    import jax.numpy as jnp
    import numpy as np

    rows, labels = data(work)
    rng = np.random.default_rng(1)
    names = {None: lambda z: z, "relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}
    weights: Any = [
        (jnp.asarray(rng.normal(0, (2 / before) ** 0.5, (before, after)), jnp.float32), jnp.zeros(after, jnp.float32))
        for before, after in zip(work.widths, work.widths[1:], strict=False)
    ]
    x, y = jnp.asarray(rows), jnp.asarray(labels.astype(np.int32) if work.loss != "mse" else labels)

    def loss(weights: Any, x: Any, y: Any) -> Any:
        for index, (kernel, bias) in enumerate(weights):
            x = names[work.last if index == len(weights) - 1 else work.hidden](x @ kernel + bias)
        if work.loss == "mse":
            return jnp.mean((x - y) ** 2)
        return -jnp.mean(jax.nn.log_softmax(x)[jnp.arange(len(y)), y])

    def update(state: Any, x: Any, y: Any) -> Any:
        weights, m, v, t = state
        value, grads = jax.value_and_grad(loss)(weights, x, y)
        if work.optimizer == "sgd":
            return (jax.tree.map(lambda w, g: w - 0.01 * g, weights, grads), m, v, t), value
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return (jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, m, v), m, v, t), value

    compiled = jax.jit(update, donate_argnums=(0,))
    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = (weights, zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros((), jnp.float32))

    def step() -> None:
        nonlocal state
        state, value = compiled(state, x, y)
        value.block_until_ready()

    return step


MAKERS = {"torch eager fused": torch_step, "jax jit": jax_step, **dict.fromkeys(OURS, our_step)}
_NEEDS = {"torch eager fused": "torch", "jax jit": "jax", "compiled step": "numba"}


def runs(peer: str, work: Work) -> bool:
    """Whether the peer is installed and has this step."""
    needed = _NEEDS.get(peer)
    return (needed is None or importlib.util.find_spec(needed) is not None) and (peer != "jax jit" or work.kind == "dense")


def measure_here(peer: str, work: Work, seconds: float) -> dict[str, float]:
    """The median time of a step in microseconds, and of the first one in milliseconds."""
    began = perf_counter()
    step = MAKERS[peer](work)
    step()
    first = perf_counter() - began
    end = perf_counter() + seconds / 3
    count = 0
    while perf_counter() < end or count < 3:
        step()
        count += 1
    stretch = max(1, int(count / (seconds / 3) * 0.004))
    times = []
    end = perf_counter() + seconds
    while perf_counter() < end or len(times) < 10:
        began = perf_counter()
        for _ in range(stretch):
            step()
        times.append((perf_counter() - began) / stretch)
    return {"us": statistics.median(times) * 1e6, "first_ms": first * 1e3}


def measure(peer: str, name: str, threads: int, seconds: float) -> dict[str, float]:
    """The same, in a process that may use so many threads."""
    limits = {key: str(threads) for key in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NODEGRAD_THREADS")}
    if threads == 1:
        limits["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    limits["NODEGRAD_COMPILE"] = "now" if peer == "compiled step" else "never"
    command = [sys.executable, __file__, name, "--peer", peer, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **limits})
    if done.returncode:
        raise SystemExit(f"{peer} on {name} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("works", nargs="*", default=list(WORKS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--peer", choices=PEERS)
    options = parser.parse_args()
    if options.peer:
        print(json.dumps(measure_here(options.peer, WORKS[options.works[0]], options.seconds)))
        return
    for name in options.works:
        work = WORKS[name]
        peers = [peer for peer in PEERS if runs(peer, work)]
        found: dict[str, list[dict[str, float]]] = {peer: [] for peer in peers}
        for _ in range(options.rounds):
            for peer in peers:
                found[peer].append(measure(peer, name, options.threads, options.seconds))
        middle = {peer: statistics.median(item["us"] for item in items) for peer, items in found.items()}
        best = min((middle[peer] for peer in peers if peer not in OURS), default=float("nan"))
        print(f"{name}: {work.title}; {options.threads} threads")
        for peer, items in found.items():
            times = sorted(item["us"] for item in items)
            first = min(item["first_ms"] for item in items)
            print(
                f"  {peer:<18} {middle[peer]:10.1f} µs ({times[0]:.1f} to {times[-1]:.1f})  "
                f"{best / middle[peer]:5.2f} × the best peer   first step {first:.0f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()

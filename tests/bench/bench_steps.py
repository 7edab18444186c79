"""Times one training step of small networks against PyTorch: ``python tests/bench/bench_steps.py [--rounds N]``.

``dense``: 784-128-10 with ReLU, cross-entropy from logits and Adam, batches of 32 and 128.  ``lstm``: 100 tokens as 64
numbers, an LSTM of 128 units over 32 steps, and a score for each token; Adam, batches of 32.  Each measurement is a process of
its own, the libraries take turns, and the best of several rounds counts, so that a busy machine is fair to both.  ``--threads``
for all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

BATCHES = {"dense": (32, 128), "lstm": (32,)}
PEERS = ("nodegrad plan", "nodegrad session", "torch eager", "torch eager fused")


TITLES = {"dense": "784-128-10, Adam", "lstm": "LSTM of 128 units over 32 steps, Adam"}


def data(batch: int, network: str):
    import numpy as np

    rng = np.random.default_rng(0)
    if network == "lstm":
        return rng.integers(0, 100, (batch, 32)), rng.integers(0, 100, batch)
    return rng.random((batch, 784)).astype(np.float32), rng.integers(0, 10, batch).astype(np.int64)


def nodegrad_step(batch: int, network: str, session_face: bool) -> Callable[[], object]:
    import engine as ng
    from engine.ir.types import TensorType

    rows, labels = data(batch, network)
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", *rows.shape[1:]), dtype=rows.dtype.name, name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        if network == "lstm":
            logits = ng.nn.Dense(100)(ng.nn.LSTM(128)(ng.nn.Embedding(100, 64)(x)))
        else:
            logits = ng.nn.Dense(10)(ng.nn.Dense(128, activation="relu")(x))
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        update = ng.optimizers.Adam(learning_rate=0.001).minimize(loss)
    session = ng.Session(graph, seed=0)
    if session_face:
        return lambda: session.run([loss, update], {x: rows, y: labels})
    plan = session.prepare([loss, update], {"x": TensorType(rows.dtype.name, rows.shape), "y": TensorType("int64", labels.shape)})
    plan.feeds["x"][:], plan.feeds["y"][:] = rows, labels
    return plan.run


def torch_lstm():
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tokens, self.scores = torch.nn.Embedding(100, 64), torch.nn.Linear(128, 100)
            self.memory = torch.nn.LSTM(64, 128, batch_first=True)

        def forward(self, x):
            return self.scores(self.memory(self.tokens(x))[0][:, -1])

    return Network()


def torch_step(batch: int, network: str, fused: bool) -> Callable[[], object]:
    import torch

    rows, labels = map(torch.from_numpy, data(batch, network))
    model = (
        torch_lstm()
        if network == "lstm"
        else torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
    )
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=fused or None)

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(model(rows), labels).backward()
        optimizer.step()

    return step


def step_us(step: Callable[[], object], seconds: float = 1.0) -> float:
    """The time of a step that is not disturbed: the tenth percentile of short stretches."""
    for _ in range(30):
        step()
    times = []
    end = perf_counter() + seconds
    while perf_counter() < end:
        began = perf_counter()
        for _ in range(10):
            step()
        times.append((perf_counter() - began) / 10)
    return sorted(times)[len(times) // 10] * 1e6


def measure(peer: str, network: str, batch: int, threads: int) -> float:
    """The time of one step, in a process that may use so many threads."""
    limits = {key: str(threads) for key in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, __file__, "--peer", peer, "--network", network, "--batch", str(batch)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **limits})
    return float(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--peer", choices=PEERS)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--network", choices=BATCHES, help="this one alone")
    options = parser.parse_args()
    if options.peer:
        make = nodegrad_step if options.peer.startswith("nodegrad") else torch_step
        print(json.dumps(step_us(make(options.batch, options.network or "dense", options.peer.endswith(("session", "fused"))))))
        return
    for network, batch in [(name, size) for name, sizes in BATCHES.items() for size in sizes]:
        if options.network not in (None, network):
            continue
        best = dict.fromkeys(PEERS, float("inf"))
        for _ in range(options.rounds):
            for peer in PEERS:
                best[peer] = min(best[peer], measure(peer, network, batch, options.threads))
        peer_best = min(best["torch eager"], best["torch eager fused"])
        print(f"{TITLES[network]}, batch {batch}, {options.threads} threads")
        for peer, microseconds in best.items():
            print(f"  {peer:<18} {microseconds:8.1f} µs   {peer_best / microseconds:5.2f} × the better PyTorch")


if __name__ == "__main__":
    main()

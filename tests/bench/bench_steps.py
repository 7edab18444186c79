"""Times one training step of a small classifier against PyTorch: ``python tests/bench/bench_steps.py [--rounds N]``.

784-128-10 with ReLU, cross-entropy from logits and Adam, batches of 32 and 128.  Each measurement is a process of its own, the
libraries take turns, and the best of several rounds counts, so that a busy machine is fair to both.  ``--threads`` for all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter

BATCHES = (32, 128)
PEERS = ("nodegrad plan", "nodegrad session", "torch eager", "torch eager fused")


def data(batch: int):
    import numpy as np

    rng = np.random.default_rng(0)
    return rng.random((batch, 784)).astype(np.float32), rng.integers(0, 10, batch).astype(np.int64)


def nodegrad_step(batch: int, session_face: bool) -> Callable[[], object]:
    import engine as ng
    from engine.ir.types import TensorType

    rows, labels = data(batch)
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", 784), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        hidden = ng.nn.Dense(128, activation="relu")(x)
        logits = ng.nn.Dense(10)(hidden)
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        update = ng.optimizers.Adam(learning_rate=0.001).minimize(loss)
    session = ng.Session(graph, seed=0)
    if session_face:
        return lambda: session.run([loss, update], {x: rows, y: labels})
    plan = session.prepare([loss, update], {"x": TensorType("float32", rows.shape), "y": TensorType("int64", labels.shape)})
    plan.feeds["x"][:], plan.feeds["y"][:] = rows, labels
    return plan.run


def torch_step(batch: int, fused: bool) -> Callable[[], object]:
    import torch

    rows, labels = map(torch.from_numpy, data(batch))
    model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
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


def measure(peer: str, batch: int, threads: int) -> float:
    """The time of one step, in a process that may use so many threads."""
    limits = {key: str(threads) for key in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, __file__, "--peer", peer, "--batch", str(batch)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **limits})
    return float(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--peer", choices=PEERS)
    parser.add_argument("--batch", type=int, default=32)
    options = parser.parse_args()
    if options.peer:
        make = nodegrad_step if options.peer.startswith("nodegrad") else torch_step
        print(json.dumps(step_us(make(options.batch, options.peer.endswith(("session", "fused"))))))
        return
    for batch in BATCHES:
        best = dict.fromkeys(PEERS, float("inf"))
        for _ in range(options.rounds):
            for peer in PEERS:
                best[peer] = min(best[peer], measure(peer, batch, options.threads))
        peer_best = min(best["torch eager"], best["torch eager fused"])
        print(f"784-128-10, Adam, batch {batch}, {options.threads} threads")
        for peer, microseconds in best.items():
            print(f"  {peer:<18} {microseconds:8.1f} µs   {peer_best / microseconds:5.2f} × the better PyTorch")


if __name__ == "__main__":
    main()

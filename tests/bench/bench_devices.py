"""Times training steps on every device beside plain PyTorch: ``python tests/bench/bench_devices.py [--models W4,W6]``.

    W4  784-128-10, ReLU, Adam, batch 32 (W4/128: batch 128)
    W5  784-1024-1024-10, Adam, batch 256
    W6  CNN on 28×28×1: 3×3×32, pool, 3×3×64, pool, dense 128, dense 10; Adam, batch 64
    W7  LSTM over 32 steps, embedding 64, 128 units; Adam, batch 32
    W8  two transformer encoder blocks, length 64, width 64, 4 heads; Adam, batch 16

Each measurement is a process of its own, all with the same number of threads; they take turns, and the best round counts.  The
batch is copied from the host in every step, and the loss is read from the device in every step, on both sides.  Needs this
repository and PyTorch; a model whose layers this engine lacks is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

Arrays = dict[str, Any]
VOCABULARY = 80


def images(batch: int, *shape: int) -> Arrays:
    rng = np.random.default_rng(0)
    return {"x": rng.random((batch, *shape)).astype(np.float32), "y": rng.integers(0, 10, batch).astype(np.int64)}


def texts(batch: int, length: int) -> Arrays:
    rng = np.random.default_rng(0)
    return {"x": rng.integers(0, VOCABULARY, (batch, length)).astype(np.int64), "y": rng.integers(0, 10, batch).astype(np.int64)}


DATA: dict[str, Callable[[], Arrays]] = {
    "W4": lambda: images(32, 784),
    "W4/128": lambda: images(128, 784),
    "W5": lambda: images(256, 784),
    "W6": lambda: images(64, 28, 28, 1),
    "W7": lambda: texts(32, 32),
    "W8": lambda: texts(16, 64),
}


def nodegrad_scores(model: str, x: Any) -> Any:
    import engine as ng

    dense = ng.nn.Dense
    match model.partition("/")[0]:
        case "W4":
            return dense(10)(dense(128, activation="relu")(x))
        case "W5":
            return dense(10)(dense(1024, activation="relu")(dense(1024, activation="relu")(x)))
        case "W6":
            x = ng.nn.MaxPooling2D()(ng.nn.Conv2D(32, 3, activation="relu")(x))
            x = ng.nn.MaxPooling2D()(ng.nn.Conv2D(64, 3, activation="relu")(x))
            return dense(10)(dense(128, activation="relu")(ng.ops.flatten(x)))
        case "W7":
            return dense(10)(ng.nn.LSTM(128)(ng.nn.Embedding(VOCABULARY, 64)(x)))
        case "W8":
            x = ng.nn.Embedding(VOCABULARY, 64)(x)
            for _ in range(2):
                x = ng.nn.TransformerEncoderBlock(num_heads=4, intermediate_dim=128, dropout=0.0)(x)
            return dense(10)(ng.ops.mean(x, axis=1))
    raise AssertionError(model)


def nodegrad_step(model: str, device: str) -> Callable[[], float]:
    import engine as ng
    from engine.ir.types import TensorType
    from engine.train.threads import fitting_threads

    data = DATA[model]()
    graph = ng.Graph()
    with graph:
        inputs = {
            name: ng.placeholder(("batch", *array.shape[1:]), dtype=array.dtype.name, name=name) for name, array in data.items()
        }
        loss = ng.losses.sparse_categorical_crossentropy(inputs["y"], nodegrad_scores(model, inputs["x"]), from_logits=True)
        update = ng.optimizers.Adam(learning_rate=0.001).minimize(loss)
    session = ng.Session(graph, device=device, seed=0)
    fitting_threads(loss, len(data["y"]), device).__enter__()
    plan = session.prepare([loss, update], {name: TensorType(array.dtype.name, array.shape) for name, array in data.items()})
    (result, _), feeds = plan.results, plan.feeds

    def step() -> float:
        for name, array in data.items():
            np.copyto(feeds[name], array)
        plan.run()
        return float(result)

    return step


def torch_model(model: str) -> Any:
    from torch import nn

    class Permuted(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.permute(0, 3, 1, 2)

    class LastOf(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.LSTM(64, 128, batch_first=True)

        def forward(self, x: Any) -> Any:
            return self.layer(x)[0][:, -1]

    class MeanOf(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.mean(1)

    match model.partition("/")[0]:
        case "W4":
            return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        case "W5":
            return nn.Sequential(
                nn.Linear(784, 1024), nn.ReLU(), nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, 10)
            )  # fmt: skip
        case "W6":
            return nn.Sequential(
                Permuted(), nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
                nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
            )  # fmt: skip
        case "W7":
            return nn.Sequential(nn.Embedding(VOCABULARY, 64), LastOf(), nn.Linear(128, 10))
        case "W8":
            blocks = [nn.TransformerEncoderLayer(64, 4, 128, 0.0, batch_first=True) for _ in range(2)]
            return nn.Sequential(nn.Embedding(VOCABULARY, 64), *blocks, MeanOf(), nn.Linear(64, 10))
    raise AssertionError(model)


def torch_step(model: str, device: str) -> Callable[[], float]:
    import torch

    place = torch.device("cpu" if device == "cpu:torch" else device)
    module = torch_model(model).to(place)
    data = {name: torch.from_numpy(array) for name, array in DATA[model]().items()}
    if place.type == "cuda":
        data = {name: tensor.pin_memory() for name, tensor in data.items()}
    optimizer = torch.optim.Adam(module.parameters(), 1e-3, fused=place.type != "mps")

    def step() -> float:
        x, y = (data[name].to(place, non_blocking=True) for name in ("x", "y"))
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(module(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def step_us(step: Callable[[], float], seconds: float) -> float:
    """The time of a step that is not disturbed: the tenth percentile of short stretches."""
    for _ in range(15):
        step()
    times = []
    end = perf_counter() + seconds
    while perf_counter() < end or len(times) < 5:
        began = perf_counter()
        for _ in range(5):
            step()
        times.append((perf_counter() - began) / 5)
    return sorted(times)[len(times) // 10] * 1e6


def measure(model: str, side: str, device: str, threads: int, seconds: float) -> float | None:
    """Microseconds of one step, in a process of its own; None where this side cannot run the model."""
    limits = {key: str(threads) for key in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, __file__, "--model", model, "--side", side, "--device", device, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **limits}, check=False)
    if done.returncode:
        print(f"  {model} {side} {device}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return float(json.loads(done.stdout))


def machines() -> list[str]:
    import engine as ng

    return [device.name for device in ng.list_devices() if device.available]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="W4,W4/128,W5,W6,W7,W8")
    parser.add_argument("--devices", default="", help="names, with commas; else all that can be used")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each measurement")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--model", choices=DATA, help=argparse.SUPPRESS)
    parser.add_argument("--side", choices=("nodegrad", "pytorch"), help=argparse.SUPPRESS)
    parser.add_argument("--device", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.model:
        make = nodegrad_step if options.side == "nodegrad" else torch_step
        print(json.dumps(step_us(make(options.model, options.device), options.seconds)))
        return
    devices = options.devices.split(",") if options.devices else machines()
    sides = [("nodegrad", device) for device in devices] + [("pytorch", device) for device in devices if device != "cpu"]
    found: dict[str, dict[str, float]] = {}
    for model in options.models.split(","):
        best: dict[str, float] = {}
        for _ in range(options.rounds):
            for side, device in sides:
                time = measure(model, side, device, options.threads, options.seconds)
                if time is not None:
                    name = f"{side} {device}"
                    best[name] = min(best.get(name, float("inf")), time)
        found[model] = best
        if not options.json:
            table(model, best, options.threads)
    if options.json:
        print(json.dumps(found))


def table(model: str, best: dict[str, float], threads: int) -> None:
    """One line a side: the time of a step, and how many times faster it is than plain PyTorch on the same kind of device."""
    print(f"{model}: one training step, {threads} threads")
    for name, microseconds in best.items():
        device = name.split(" ")[1]
        peer = best.get(f"pytorch {'cpu:torch' if device == 'cpu' else device}")
        ratio = f"{peer / microseconds:6.2f} × plain PyTorch" if peer else ""
        print(f"  {name:<22} {microseconds:10.1f} µs  {ratio}")


if __name__ == "__main__":
    main()

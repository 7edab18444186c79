"""How long a graph of forward, backward and update takes to become a NumPy plan, and which pass takes what share.

Run ``python tests/bench/bench_compile.py [layers ...]``; pytest does not collect it.  The network is a row of residual dense
layers under Adam.  Where JAX is installed, it traces and lowers the same step to StableHLO, which is what it does before XLA
begins; the ratio is its time by ours, taken in turn.  All by the processor's clock.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import engine
from engine import losses, nn, optimizers
from engine.ir.graph import Graph
from engine.passes import pipeline

ROUNDS = 7


def network(layers: int) -> tuple[Graph, list[Any]]:
    """So many layers of h + relu(h·W + b), a loss, and the update of all weights."""
    graph = Graph("bench")
    with graph:
        x, y = engine.placeholder(["batch", 32], name="x"), engine.placeholder(["batch", 32], name="y")
        hidden: Any = x
        for _ in range(layers):
            hidden = nn.Dense(32, activation="relu")(hidden) + hidden
        loss = losses.mean_squared_error(y, hidden)
        update = optimizers.Adam().minimize(loss)
    return graph, [loss, update]


def jax_step(layers: int) -> Callable[[], object] | None:
    """What traces and lowers the same step with JAX, each time anew."""
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        return None

    def make() -> object:
        def loss(weights: Any, x: Any, y: Any) -> Any:
            for kernel, bias in weights:
                x = x + jnp.maximum(x @ kernel + bias, 0)
            return jnp.mean((x - y) ** 2)

        def step(weights: Any, first: Any, second: Any, rate: Any, x: Any, y: Any) -> Any:
            value, gradient = jax.value_and_grad(loss)(weights, x, y)
            first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
            second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
            return value, jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-7), weights, first, second), first, second

        sizes = jax.ShapeDtypeStruct((32, 32), jnp.float32), jax.ShapeDtypeStruct((32,), jnp.float32)
        weights, rows = [sizes] * layers, sizes[0]
        return jax.jit(step).lower(weights, weights, weights, jax.ShapeDtypeStruct((), jnp.float32), rows, rows)

    return make


def took(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def shares(act: Callable[[], object]) -> dict[str, float]:
    """The milliseconds of each pass of one compilation."""
    found: dict[str, float] = defaultdict(float)
    real, special = pipeline._apply, pipeline.specialize

    def apply(item: Any, *rest: Any) -> Any:
        began = time.process_time()
        result = real(item, *rest)
        found[item.name] += (time.process_time() - began) * 1000
        return result

    def specialize(*rest: Any) -> Any:
        began = time.process_time()
        result = special(*rest)
        found["specialize"] += (time.process_time() - began) * 1000
        return result

    pipeline._apply, pipeline.specialize = apply, specialize
    try:
        whole = took(act)
    finally:
        pipeline._apply, pipeline.specialize = real, special
    found["plan"] = whole - sum(found.values())
    return dict(found)


def bench(layers: int) -> None:
    graph, fetches = network(layers)
    shapes = {"x": (32, 32), "y": (32, 32)}

    def ours() -> Any:
        return engine.compile(graph, fetches, feed_shapes=shapes)

    theirs = jax_step(layers)
    calls = len(ours().calls)
    pairs = [(took(ours), took(theirs) if theirs is not None else 0.0) for _ in range(ROUNDS)]
    mine = sorted(a for a, _ in pairs)
    words = f"{len(graph.nodes):6} ops to {calls:5} kernels: {mine[len(mine) // 2]:7.1f} ms"
    if theirs is not None:
        middle = len(pairs) // 2
        jax, ratio = sorted(b for _, b in pairs)[middle], sorted(b / a for a, b in pairs)[middle]
        words += f"; JAX traces and lowers in {jax:.1f} ms, ratio {ratio:.1f}"
    print(words)
    told = sorted(shares(ours).items(), key=lambda item: -item[1])
    print("        " + ", ".join(f"{name} {spent:.1f}" for name, spent in told if spent >= 0.5))


def main() -> None:
    for layers in [int(word) for word in sys.argv[1:]] or [6, 38, 62, 240]:
        bench(layers)


if __name__ == "__main__":
    main()

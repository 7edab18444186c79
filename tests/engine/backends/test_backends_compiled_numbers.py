"""Numbers at the ends of what floats hold, as machine code has them: nothing is flushed, and NaN goes where it goes in NumPy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.testing.interpret import Interpreter

pytest.importorskip("numba", reason="steps are compiled by numba")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def network(dtype: str) -> tuple[ng.Graph, list[Any]]:
    """A loop, a reduction by rows and one over all, a product in blocks and one written out, a convolution, and gradients."""
    with ng.Graph() as graph:
        x, w = ng.placeholder((33, 40), dtype=dtype, name="x"), ng.placeholder((40, 33), dtype=dtype, name="w")
        image, kernel = (
            ng.placeholder((1, 9, 9, 6), dtype=dtype, name="image"),
            ng.placeholder((3, 3, 6, 17), dtype=dtype, name="k"),
        )
        product, small = x @ w, x[:3, :4] @ w[:4, :2]
        seen = ng.ops.max_pool(ng.ops.conv2d(image, kernel), pool_size=2)
        entries = ng.ops.relu(x * 0.5 - x / 3.0)
        fetches = [entries, ng.ops.sum(x, axis=1), ng.ops.max(x), product, small, seen, ng.ops.sqrt(ng.ops.absolute(x))]
        fetches += ng.gradients(ng.ops.sum(seen), [image, kernel])
    return graph, fetches


@pytest.mark.parametrize("kind", ["denormal", "nan", "inf"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_ends_of_the_floats(dtype: str, kind: str) -> None:
    graph, fetches = network(dtype)
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    rng = np.random.default_rng(0)
    feeds = {name: rng.normal(size=type_.static_shape).astype(dtype) for name, type_ in types.items()}
    tiny = float(np.finfo(dtype).smallest_normal)
    if kind == "denormal":
        for name in ("x", "image"):
            feeds[name] *= np.asarray(tiny / 64, dtype)
    else:
        for array in feeds.values():
            array.flat[5] = np.nan if kind == "nan" else np.inf
    session = ng.Session(graph, seed=0)
    plan: Any = session.prepare(fetches, types)
    plan.compiled.compile()
    assert not plan.compiled.failure
    for name, buffer in plan.feeds.items():
        buffer[...] = feeds[name]
    plan.compiled.run(0)
    eps = float(np.finfo(dtype).eps)
    for found, expected in zip(plan.results, Interpreter(fetches, types)(feeds), strict=True):
        largest = float(np.abs(expected[np.isfinite(expected)]).max(initial=0))
        # half of the smallest number that there is for each term, besides rounding
        least = float(np.finfo(dtype).smallest_subnormal)
        np.testing.assert_allclose(found, expected, rtol=16 * eps, atol=max(64 * eps * largest, 64 * least))
        if kind == "denormal":
            assert np.count_nonzero(found) >= 0.9 * np.count_nonzero(expected) > 0

"""Random draws within the compiled step: NumPy's numbers, to the bit, step after step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_backends_compiled import plan_of
from written_steps import use_python

import engine as ng
from engine.backends.base import Batches
from engine.backends.compiled.step import CompiledStep

pytest.importorskip("numba", reason="steps are compiled by numba")


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


def drawing(seed: int | None) -> tuple[Any, list[Any]]:
    with ng.Graph() as graph:
        x = ng.placeholder((3, 7), name="x")
        drawn = ng.ops.random_uniform(shape=[5], minval=-1.5, maxval=2.0, dtype="float64", seed=seed)
        fetches = [drawn, ng.ops.random_uniform(x), ng.ops.dropout(x, rate=0.5, training=True)]
    return graph, fetches


@pytest.mark.parametrize("seed, stream", [(0, None), (7, 3), (2**32 - 1, 2**31)])
def test_numbers_are_those_of_numpys_generator(seed: int, stream: int | None) -> None:
    graph, fetches = drawing(stream)
    types = {"x": graph.ops("placeholder")[0].outputs[0].type}
    slow = ng.Session(graph, seed=seed, without=["compile"]).prepare(fetches, types)
    fast: Any = ng.Session(graph, seed=seed).prepare(fetches, types)
    use_python(fast)
    assert not any(unit.is_call for unit in fast._made.units)
    for plan in (slow, fast):
        plan.feeds["x"][...] = 1
    for step in (0, 1, 2**32 - 1):
        for plan in (slow, fast):
            plan.run(step)
        for found, expected in zip(fast.results, slow.results, strict=True):
            np.testing.assert_array_equal(found, expected)


def test_seeds_of_two_words_are_left_to_numpy() -> None:
    graph, fetches = drawing(2**32)
    plan = plan_of(graph, fetches)
    units, _ = plan._made.write(1)
    assert [unit.what.op for unit in units if unit.is_call] == ["random_uniform"]


def test_several_steps_in_one_call_draw_what_they_do_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    graph, fetches = drawing(None)
    types = {"x": graph.ops("placeholder")[0].outputs[0].type}
    slow = ng.Session(graph, seed=1, without=["compile"]).prepare(fetches, types)
    fast = ng.Session(graph, seed=1).prepare(fetches, types).compiled
    assert isinstance(fast, CompiledStep) and fast.wait() and not fast.failure and fast._many is not None
    rows = np.random.default_rng(0).normal(size=(9, 7)).astype("float32")
    numbers = np.arange(12).reshape(4, 3) % 9
    found = fast.run_many(20, Batches({"x": rows}, numbers))
    for index in range(4):
        slow.feeds["x"][...] = rows[numbers[index]]
        slow.run(20 + index)
        for many, one in zip(found[1:], slow.results[1:], strict=True):
            np.testing.assert_array_equal(many[index], one)
        np.testing.assert_allclose(found[0][index], slow.results[0], rtol=0, atol=4e-16)  # from -1.5 on, so a sum is rounded

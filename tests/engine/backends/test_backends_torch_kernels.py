"""The PyTorch table against the ops' references: every sample of every op, in both float dtypes, on ``cpu:torch``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.ir.builder import Builder
from engine.ir.matrix import dense, type_of
from engine.ops.spec import Op, Sample
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments, case_name, draw_inputs, sample_cases

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")
pytestmark = pytest.mark.reference

ng.losses, ng.metrics, ng.nn, ng.optimizers  # their ops are tested too  # noqa: B018
CASES = [case for case in sample_cases() if case[0].name not in ("placeholder", "variable")]
#: PyTorch sums in another order than NumPy, and its own exp, log and pow end in other last bits.
TOLERANCE = {"float32": 4e-6, "float64": 1e-12}


def apply_op(graph: ng.Graph, op: Op, sample: Sample, arrays: Sequence[Any]) -> list[ng.Value]:
    inputs = [
        graph.add(
            "placeholder",
            (),
            {"shape": list(array.shape), "dtype": array.dtype.name, "layout": type_of(array).layout},
            f"x{index}",
        ).outputs[0]
        for index, array in enumerate(arrays)
    ]
    outputs = Builder(graph).apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)
    return list(outputs) if isinstance(outputs, tuple) else [outputs]


def assert_same(found: Any, expected: Any, dtype: str) -> None:
    assert type_of(found).layout == type_of(expected).layout
    found, expected = dense(found), np.asarray(dense(expected))
    assert np.asarray(found).dtype == expected.dtype
    assert np.shape(found) == expected.shape
    if expected.dtype.kind == "f":
        np.testing.assert_allclose(found, expected, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])
    else:
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_runs_as_its_reference(case: tuple[Op, Sample], dtype: str) -> None:
    op, sample = case
    graph = ng.Graph(seed=3)
    arrays = draw_inputs(op, sample, dtype)
    outputs = apply_op(graph, op, sample, arrays)
    feeds = {f"x{index}": array for index, array in enumerate(arrays)}
    types = {value.name: value.type for node in graph.ops("placeholder") for value in node.outputs}
    expected = Interpreter(outputs, types)(feeds, seed=3)
    session = ng.Session(graph, device="cpu:torch")
    for found, right in zip(session.run(outputs, feeds), expected, strict=True):
        if outputs[0].node.op == "group":
            assert found is None
        else:
            assert_same(found, right, dtype)

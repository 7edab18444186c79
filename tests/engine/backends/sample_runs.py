"""Every op's samples as graphs, and their results beside those of the reference interpreter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import engine as ng
from engine.ir.builder import Builder
from engine.ir.matrix import dense, type_of
from engine.ops.spec import Op, Sample
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments, draw_inputs, sample_cases

ng.losses, ng.metrics, ng.nn, ng.optimizers  # their ops are tested too  # noqa: B018
CASES = [case for case in sample_cases() if case[0].name not in ("placeholder", "variable")]


def apply_op(graph: ng.Graph, op: Op, sample: Sample, arrays: Sequence[Any]) -> list[ng.Value]:
    """The op's outputs for placeholders ``x0``, ``x1``, … of the arrays' types."""
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


def assert_same(found: Any, expected: Any, tolerance: float) -> None:
    """Of one layout, dtype and shape, and floats within the tolerance, others to the bit."""
    assert type_of(found).layout == type_of(expected).layout
    found, expected = dense(found), np.asarray(dense(expected))
    assert np.asarray(found).dtype == expected.dtype and np.shape(found) == expected.shape
    if expected.dtype.kind == "f":
        np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)
    else:
        np.testing.assert_array_equal(found, expected)


def runs_beside_reference(op: Op, sample: Sample, dtype: str, device: str, runs: int = 1) -> Iterator[tuple[Any, Any]]:
    """What a session on the device gives for the sample, run after run, each result with the reference's; an op that
    only orders effects must give None."""
    graph = ng.Graph(seed=3)
    arrays = draw_inputs(op, sample, dtype)
    outputs = apply_op(graph, op, sample, arrays)
    feeds = {f"x{index}": array for index, array in enumerate(arrays)}
    types = {value.name: value.type for node in graph.ops("placeholder") for value in node.outputs}
    expected = Interpreter(outputs, types)(feeds, seed=3)
    session = ng.Session(graph, device=device)
    for _ in range(runs):
        found = session.run(outputs, feeds)
        if outputs[0].node.op == "group":
            assert found == [None] * len(outputs)
        else:
            yield from zip(found, expected, strict=True)

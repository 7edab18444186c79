"""Every op that is registered can be written in every target: its samples are exported, run, and compared with the engine."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import engine.losses
import engine.metrics
import engine.nn
import engine.optim
from engine.export import export_function
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ir.types import TensorType
from engine.ops.registry import all_ops, get
from engine.ops.spec import Op, Sample
from engine.testing.interpret import Interpreter
from engine.testing.samples import case_name, draw_inputs

#: Ops that are no functions of their inputs: they hold or write state, or stand for a rewriting of the graph.
NO_FUNCTIONS = {"placeholder", "variable", "assign", "group", "gradients"}
CASES = [(op, sample) for op in all_ops() if op.name not in NO_FUNCTIONS for sample in op.samples]


def built(op: Op, sample: Sample, dtype: str) -> tuple[Graph, list[Value], list[Value], list[np.ndarray]]:
    graph = Graph("sample")
    arrays = draw_inputs(op, sample, dtype)
    inputs = [
        graph.add("placeholder", (), {"shape": list(array.shape), "dtype": array.dtype.name}, f"x{i}").outputs[0]
        for i, array in enumerate(arrays)
    ]
    with graph:
        node = graph.add(op.name, inputs, _with_flags(op, sample, len(inputs)))
    return graph, inputs, list(node.outputs), arrays


def _with_flags(op: Op, sample: Sample, count: int) -> dict[str, Any]:
    return dict(sample.attrs)


def run(code: str, arrays: list[Any]) -> list[Any]:
    scope: dict[str, Any] = {}
    exec(compile(code, "<exported>", "exec"), scope)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # the mean of nothing is NaN, here as in the engine
        result = scope["sample"](*arrays)
    return list(result) if isinstance(result, tuple) else [result]


def is_random(outputs: list[Value]) -> bool:
    """Whether numbers are drawn."""
    return any("random" in get(node.op).traits for node in outputs[0].graph.nodes if node.op != "dropout") or any(
        node.op == "dropout" and node.attrs["training"] and 0 < node.attrs["rate"] < 1 for node in outputs[0].graph.nodes
    )


def compare(got: Any, wanted: np.ndarray, random: bool) -> None:
    got = np.asarray(got)
    assert got.shape == wanted.shape
    if random:
        return
    assert got.dtype.kind == wanted.dtype.kind
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_is_spelled_in_numpy(case: tuple[Op, Sample]) -> None:
    graph, inputs, outputs, arrays = built(*case, "float64")
    code = export_function(graph, inputs, outputs, "numpy")
    types = {value.name: value.type for value in inputs}
    expected = Interpreter(outputs, types)(dict(zip(types, arrays, strict=True)))
    for got, wanted in zip(run(code, arrays), expected, strict=True):
        compare(got, wanted, random=False)


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_is_spelled_in_pytorch(case: tuple[Op, Sample]) -> None:
    torch = pytest.importorskip("torch", reason="exported PyTorch code is run")
    graph, inputs, outputs, arrays = built(*case, "float64")
    code = export_function(graph, inputs, outputs, "pytorch")
    types = {value.name: value.type for value in inputs}
    expected = Interpreter(outputs, types)(dict(zip(types, arrays, strict=True)))
    for got, wanted in zip(run(code, [torch.from_numpy(array) for array in arrays]), expected, strict=True):
        compare(got, wanted, is_random(outputs))


@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_open_dimensions_are_spelled_too(case: tuple[Op, Sample], target: str) -> None:
    """The first dimension of every input is known only at run time, as a batch is."""
    op, sample = case
    arrays = draw_inputs(op, sample, "float32")
    graph = Graph("sample")
    inputs = []
    for i, array in enumerate(arrays):
        shape = ["batch" if size == len(arrays[0]) else size for size in array.shape[:1]] if arrays[0].ndim else []
        shape += array.shape[len(shape) :]
        inputs.append(graph.add("placeholder", (), {"shape": shape, "dtype": array.dtype.name}, f"x{i}").outputs[0])
    try:
        outputs = list(graph.add(op.name, inputs, dict(sample.attrs)).outputs)
        code = export_function(graph, inputs, outputs, target)
    except Exception as error:
        if type(error).__name__ in ("TypeRuleError", "RuleError"):
            pytest.skip("this op needs known sizes")
        raise
    if target == "pytorch":
        torch = pytest.importorskip("torch", reason="exported PyTorch code is run")
        got = run(code, [torch.from_numpy(array) for array in arrays])
    else:
        got = run(code, arrays)
    types = {value.name: TensorType(array.dtype.name, array.shape) for value, array in zip(inputs, arrays, strict=True)}
    expected = Interpreter(outputs, types)(dict(zip(types, arrays, strict=True)))
    for ours, wanted in zip(got, expected, strict=True):
        assert np.shape(ours) == wanted.shape
        if not is_random(outputs):
            np.testing.assert_allclose(np.asarray(ours), wanted, rtol=1e-4, atol=1e-5)


def test_weights_are_an_argument() -> None:
    graph = Graph("sample")
    with graph:
        x = graph.add("placeholder", (), {"shape": [None, 3], "dtype": "float32"}, "x").outputs[0]
        y = engine.nn.Dense(2, name="hidden")(x)
    assert "def sample(weights, x):" in export_function(graph, [x], [y], "numpy")
    assert isinstance(Builder(graph), Builder)

"""Every layer of the catalogue, forwards and backwards: what of it a compiled step leaves to NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sample_runs import apply_op
from test_backends_compiled import assert_close, one_op, plan_of, run_plan
from written_steps import use_python

import engine as ng
from engine.backends.compiled.plan import told
from engine.ops.registry import all_ops, get
from engine.testing.interpret import Interpreter
from engine.testing.samples import draw_inputs

pytest.importorskip("numba", reason="steps are compiled by numba")

LAYERS = sorted(op.name for op in all_ops() if op in ng.nn.OPS or op.category in ("layers", "activations"))
CASES = [
    (name, sample) for name in LAYERS for sample in get(name).samples if sample.shapes and all(0 not in s for s in sample.shapes)
]
#: What NumPy draws and looks up, and why: bell curves are drawn by tables of NumPy's own; entries of sparse batches are SciPy's.
LEFT = {"random_normal", "sparse_matmul", "rows_sparse_matmul", "sampled_matmul"}


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAD_COMPILE", "auto")


@pytest.mark.parametrize("name, sample", CASES, ids=lambda value: value if isinstance(value, str) else str(value.shapes))
def test_a_layer_trains_within_the_compiled_step(name: str, sample: Any) -> None:
    arrays = draw_inputs(get(name), sample, "float32")
    graph = ng.Graph()
    outputs = apply_op(graph, get(name), sample, arrays)
    with graph:
        floats = [value for value in outputs if value.type.is_float]
        total = sum((ng.ops.sum(value * value) for value in floats), start=ng.constant(0.0))
        inputs = [node.outputs[0] for node in graph.ops("placeholder") if node.outputs[0].type.is_float]
        fetches = [*outputs, *ng.gradients(total, inputs)] if inputs and floats else outputs
    types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
    plan: Any = ng.Session(graph, seed=0).prepare(fetches, types, training=True)
    units, _ = plan.compiled.write(1)
    assert {unit.what.op for unit in units if unit.is_call} <= LEFT


@pytest.mark.parametrize("name", ["pad", "slice_grad", "softmax", "log_softmax"])
def test_copies_into_zeros_and_rows_along_any_axis(name: str) -> None:
    for sample in get(name).samples:
        if any(0 in shape for shape in sample.shapes) or sample.attrs.get("mode", "constant") != "constant":
            continue
        arrays = draw_inputs(get(name), sample, "float64")
        graph, outputs = one_op(name, sample, arrays)
        plan = plan_of(graph, outputs)
        use_python(plan)
        assert not any(unit.is_call for unit in plan._made.units), [told(unit) for unit in plan._made.units]
        types = {node.name: node.outputs[0].type for node in graph.ops("placeholder")}
        feeds = {f"x{index}": np.asarray(array) for index, array in enumerate(arrays)}
        for found, expected in zip(run_plan(plan, feeds), Interpreter(outputs, types)(feeds), strict=True):
            assert_close(found, expected)

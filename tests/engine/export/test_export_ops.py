"""Every op that is registered can be written in every target: its samples are exported, run, and compared with the engine."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest

import engine.losses
import engine.metrics
import engine.nn
import engine.optim
from engine.errors import ExportError, RuleError, TypeRuleError
from engine.export import export_function, numpy, pytorch
from engine.export.rows import Table
from engine.export.training import INITIALIZER_HELPERS
from engine.ir.graph import Graph, Value
from engine.ir.matrix import dense, is_matrix, type_of
from engine.nn import initializers
from engine.ops import registry
from engine.ops.registry import all_ops
from engine.ops.spec import NoGradient, Op, Port, Sample
from engine.ops.state import Variable, assign, gradients
from engine.testing.interpret import Interpreter
from engine.testing.samples import case_name, draw_inputs

#: Ops that are no functions of their inputs: they hold or write state, or stand for a rewriting of the graph.
NO_FUNCTIONS = {"placeholder", "variable", "assign", "group", "gradients"}
OPS = [op for op in all_ops() if op.name not in NO_FUNCTIONS and "late" not in op.traits]


def arguments(op: Op, sample: Sample, dtype: str, open_rows: bool = False) -> tuple[Graph, list[Value], list[Any]]:
    """Placeholders for a sample's inputs, with the arrays to feed; the first dimension may be known at run time only."""
    graph = Graph("sample")
    arrays = draw_inputs(op, sample, dtype)
    rows = arrays[0].shape[0] if open_rows and arrays and arrays[0].ndim else None
    inputs = []
    for i, array in enumerate(arrays):
        shape: list[Any] = ["batch" if i_ == 0 and size == rows else size for i_, size in enumerate(array.shape)]
        inputs.append(
            graph.add(
                "placeholder", (), {"shape": shape, "dtype": array.dtype.name, "layout": type_of(array).layout}, f"x{i}"
            ).outputs[0]
        )
    return graph, inputs, arrays


def expected(inputs: list[Value], outputs: list[Value], arrays: list[Any]) -> list[Any]:
    types = {value.name: type_of(array) for value, array in zip(inputs, arrays, strict=True)}
    return Interpreter(outputs, types)(dict(zip(types, arrays, strict=True)))


def run(code: str, arrays: list[Any]) -> list[Any]:
    scope: dict[str, Any] = {}
    exec(compile(code, "<exported>", "exec"), scope)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # the mean of nothing is NaN, here as in the engine
        result = scope["sample"](*arrays)
    return list(result) if isinstance(result, tuple) else [result]


def as_given(arrays: list[Any], target: str) -> list[Any]:
    if target == "numpy":
        return arrays
    torch = pytest.importorskip("torch", reason="exported PyTorch code is run")
    return [in_torch(torch, array) for array in arrays]


def in_torch(torch: Any, array: Any) -> Any:
    if not is_matrix(array):
        return torch.from_numpy(array)
    entries = torch.sparse_coo_tensor(np.array(array.tocoo().coords), array.tocoo().data, array.shape).coalesce()
    return entries.to_sparse_csr() if array.format == "csr" else entries


def written_out(value: Any) -> Any:
    """A result with all its zeros, whichever library made it."""
    return np.asarray(
        value.to_dense() if getattr(value, "is_sparse", False) or "csr" in str(getattr(value, "layout", "")) else dense(value)
    )


def draws(op: Op, sample: Sample) -> bool:
    """Whether numbers are drawn, so that only NumPy gives the engine's."""
    rate = sample.attrs.get("rate", 0.5)
    return "random" in op.traits and (op.name != "dropout" or (bool(sample.attrs.get("training")) and 0 < rate < 1))


def check(op: Op, target: str, open_rows: bool) -> None:
    for sample in op.samples:
        where = case_name((op, sample))
        graph, inputs, arrays = arguments(op, sample, "float32" if open_rows else "float64", open_rows)
        try:
            outputs = list(graph.add(op.name, inputs, dict(sample.attrs)).outputs)
            code = export_function(graph, inputs, outputs, target)
        except (TypeRuleError, RuleError):
            assert open_rows, where  # the op needs sizes that are known
            continue
        for got, wanted in zip(run(code, as_given(arrays, target)), expected(inputs, outputs, arrays), strict=True):
            array, wanted = written_out(got), np.asarray(dense(wanted))
            assert array.shape == wanted.shape, where
            if target == "pytorch" and draws(op, sample):
                continue
            assert array.dtype.kind == wanted.dtype.kind, where
            tolerance = 1e-4 if open_rows else 1e-9
            np.testing.assert_allclose(array, wanted, rtol=tolerance, atol=tolerance / 10, err_msg=where)


@pytest.mark.parametrize("open_rows", [False, True], ids=["known sizes", "open rows"])
@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_every_op_is_spelled_in_numpy(op: Op, open_rows: bool) -> None:
    check(op, "numpy", open_rows)


@pytest.mark.reference
@pytest.mark.parametrize("open_rows", [False, True], ids=["known sizes", "open rows"])
@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_every_op_is_spelled_in_pytorch(op: Op, open_rows: bool) -> None:
    check(op, "pytorch", open_rows)


@pytest.mark.parametrize("table", [numpy.TABLE, pytorch.TABLE], ids=lambda table: table.target)
def test_rows_are_of_ops_that_exist(table: Table) -> None:
    assert set(table.rows) <= {op.name for op in all_ops()}


@pytest.mark.parametrize("initializer", initializers.INITIALIZERS, ids=lambda item: item.name)
def test_every_initializer_is_spelled(initializer: initializers.Initializer) -> None:
    scope: dict[str, Any] = {"np": np, "math": math, "rng": np.random.default_rng(3)}
    for source in INITIALIZER_HELPERS.values():
        exec(source, scope)
    shape = (4, 3)
    drawn = eval(initializers.numpy_source(initializer.name, shape), scope)
    expected_ = initializers.draw(initializer.name, shape, "float32", np.random.default_rng(3))
    np.testing.assert_array_equal(np.asarray(drawn).astype(np.float32), expected_)
    if initializer.helper is not None:
        assert initializer.helper.__name__ in INITIALIZER_HELPERS


def test_op_without_a_row_is_refused_by_name() -> None:
    op = Op(
        name="mystery", title="Mystery", inputs=(Port("x"),), infer=lambda types, attrs: types[0], reference=lambda x: x,
        gradient=NoGradient("nobody knows what it does"),
    )  # fmt: skip
    registry.register([op])
    try:
        graph = Graph("sample")
        x = graph.add("placeholder", (), {"shape": [2]}, "x").outputs[0]
        with graph.origin("n4"):
            y = graph.add("mystery", [x], name="dark").outputs[0]
        with pytest.raises(ExportError, match="Mystery 'dark' cannot be written in NumPy") as caught:
            export_function(graph, [x], [y], "numpy")
        assert caught.value.origin == "n4"
    finally:
        registry.unregister(["mystery"])


def test_what_changes_variables_is_no_function() -> None:
    graph = Graph("sample")
    with graph:
        w = Variable(np.float32(1), name="w")
        update = assign(w, w * 2.0)
    with pytest.raises(ExportError, match="changes variables, so it is no function in PyTorch"):
        export_function(graph, [], [update], "pytorch")


def test_inputs_that_are_needed_and_outputs_must_be_named() -> None:
    graph = Graph("sample")
    x = graph.add("placeholder", (), {"shape": [2]}, "x").outputs[0]
    y = graph.add("exp", [x]).outputs[0]
    with pytest.raises(ExportError, match="need the placeholder 'x', which is not among the inputs"):
        export_function(graph, [], [y], "numpy")
    with pytest.raises(ExportError, match="name at least one output"):
        export_function(graph, [x], [], "numpy")
    with pytest.raises(ExportError, match="there is no export target 'java'"):
        export_function(graph, [x], [y], "java")


def test_large_constants_do_not_go_into_a_script() -> None:
    graph = Graph("sample")
    with graph:
        x = graph.add("placeholder", (), {"shape": [500]}, "x").outputs[0]
        y = x + np.arange(500, dtype=np.float32)
        small = x[:3] * np.array([1, 2, 3], np.float32)
    with pytest.raises(ExportError, match="holds 500 numbers, too many to write into a script"):
        export_function(graph, [x], [y], "numpy")
    assert "np.array([1.0, 2.0, 3.0], np.float32)" in export_function(graph, [x], [small], "numpy")


def test_weights_are_an_argument() -> None:
    graph = Graph("sample")
    with graph:
        x = graph.add("placeholder", (), {"shape": [None, 3]}, "x").outputs[0]
        y = engine.nn.Dense(2, name="hidden")(x)
    code = export_function(graph, [x], [y], "numpy")
    assert "def sample(weights, x):" in code
    assert '    hidden = x @ weights["hidden_kernel"] + weights["hidden_bias"]\n    return hidden\n' in code


def test_gradients_are_exported_like_everything_else() -> None:
    graph = Graph("slope")
    with graph:
        x = graph.add("placeholder", (), {"shape": []}, "x").outputs[0]
        y = gradients(x * x * x, x)[0]
        second = gradients(y, x)[0]
    for target in ("numpy", "pytorch"):
        (value,) = run(export_function(graph, [x], [second], target, name="sample"), as_given([np.float64(3)], "numpy"))
        assert float(value) == 18

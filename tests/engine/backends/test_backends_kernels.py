"""The kernel table against the ops' references: every sample of every op, in both float dtypes, contiguous and not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sample_runs import CASES, apply_op, assert_same, runs_beside_reference

import engine as ng
from engine.errors import FeedError
from engine.ir.builder import Builder
from engine.ir.matrix import type_of
from engine.ops import registry
from engine.ops.spec import Op, Sample
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments, case_name, draw_inputs

TOLERANCE = {"float32": 2e-6, "float64": 1e-12}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_runs_as_its_reference(case: tuple[Op, Sample], dtype: str) -> None:
    for found, right in runs_beside_reference(*case, dtype, "cpu"):
        assert_same(found, right, TOLERANCE[dtype])


@pytest.mark.parametrize(
    "case", [case for case in CASES if len(case[1].shapes) and "random" not in case[0].traits], ids=case_name
)
def test_every_op_takes_inputs_that_lie_in_odd_ways(case: tuple[Op, Sample]) -> None:
    """Inputs that are views: turned round twice, so that neither contiguity nor alignment can be relied on."""
    op, sample = case
    arrays = draw_inputs(op, sample, "float32")
    plain, odd = ng.Graph(), ng.Graph()
    expected_values = apply_op(plain, op, sample, arrays)
    inputs = []
    for index, array in enumerate(arrays):
        value = odd.add(
            "placeholder",
            (),
            {"shape": list(array.shape[::-1]), "dtype": array.dtype.name, "layout": type_of(array).layout},
            f"x{index}",
        ).outputs[0]
        inputs.append(Builder(odd).transpose(value))
    outputs = Builder(odd).apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)
    feeds = {f"x{index}": array for index, array in enumerate(arrays)}
    expected = ng.Session(plain).run(expected_values, feeds)
    found = ng.Session(odd).run(list(outputs) if isinstance(outputs, tuple) else [outputs], {k: v.T for k, v in feeds.items()})
    for left, right in zip(found, expected, strict=True):
        if right is not None:
            assert_same(left, right, TOLERANCE["float32"])


@pytest.mark.parametrize("dtype", ["float16", "int32", "int64", "uint8", "bool"])
@pytest.mark.parametrize(
    "name",
    ["add", "multiply", "divide", "maximum", "sum", "mean", "max", "prod", "matmul", "relu", "sigmoid", "softmax",
     "where", "cast", "equal", "sqrt", "negative", "logsumexp", "clip", "argmax", "sum_to_like", "concatenate"],
)  # fmt: skip
def test_other_dtypes_run_as_their_references(name: str, dtype: str) -> None:
    a = np.array([[3, 1, 0], [2, 2, 5]]).astype(dtype)
    b = np.array([[1, 1, 2], [4, 2, 1]]).astype(dtype)
    inputs: dict[str, list[Any]] = {
        "where": [a > b, a, b], "matmul": [a, b.T.copy()], "sum_to_like": [a, b[:1]], "concatenate": [a, b]
    }  # fmt: skip
    attrs: dict[str, dict[str, Any]] = {
        "cast": {"dtype": "float64"}, "clip": {"minimum": 1.0}, "argmax": {"axis": 1}, "concatenate": {"axis": 0}
    }  # fmt: skip
    op = registry.get(name)
    arrays = inputs.get(name, [a, b][: len(op.inputs)])
    graph = ng.Graph()
    try:
        outputs = apply_op(graph, op, Sample((), attrs.get(name, {})), arrays)
    except ng.GraphError:
        return  # the type rule refuses it, so it need not run
    feeds = {f"x{index}": array for index, array in enumerate(arrays)}
    types = {value.name: value.type for node in graph.ops("placeholder") for value in node.outputs}
    (expected,) = Interpreter(outputs, types)(feeds)
    found = ng.Session(graph).run(outputs[0], feeds)
    assert np.asarray(found).dtype.name == outputs[0].dtype
    np.testing.assert_allclose(np.float64(found), np.float64(expected), rtol=2e-3)


@pytest.mark.parametrize("name", ["sigmoid", "softplus", "relu", "tanh", "softmax", "log_softmax", "logsumexp", "exp", "l2_norm"])
def test_extreme_and_broken_numbers(name: str) -> None:
    big, tiny = 3e38, 1e-38
    rows = [[1e3, -1e3, 0], [-np.inf, 1, 2], [np.inf, 1, 0], [np.nan, 1, 2], [-0.0, tiny, -tiny], [big, -big, 1e30]]
    for row in map(np.float32, rows):
        with ng.Graph() as graph:
            x = ng.placeholder((3,), name="x")
            value = getattr(ng.ops, name)(x)
        (expected,) = Interpreter([value], {"x": x.type})({"x": row})
        np.testing.assert_allclose(ng.Session(graph).run(value, {"x": row}), expected, rtol=2e-6)


def test_where_takes_the_bits_of_the_chosen_side() -> None:
    """NaN on the other side must not leak, and −0 must stay −0."""
    condition = np.array([True, False, True, False])
    a = np.array([1.0, np.nan, -0.0, np.inf], np.float32)
    b = np.array([np.nan, 2.0, 5.0, -0.0], np.float32)
    for left, right in ((a, b), (a, np.float32(0)), (np.float32(0), b), (a, np.float32(-0.0)), (np.float32(7), np.float32(0))):
        with ng.Graph() as graph:
            c = ng.placeholder((4,), dtype="bool", name="c")
            value = ng.ops.where(c, ng.constant(left), ng.constant(right) if right.ndim else right)
            fed = ng.ops.where(c, ng.constant(left) * ng.Variable(np.ones(4, np.float32)), ng.constant(right))
        expected = np.where(condition, left, right)
        for result in ng.Session(graph).run([value, fed], {c: condition}):
            assert result.tobytes() == np.broadcast_to(expected, (4,)).astype(np.float32).tobytes() or np.isnan(expected).any()


@pytest.mark.parametrize("dtype", ["int64", "int32", "uint8"])
@pytest.mark.parametrize("op", ["one_hot", "gather"])
def test_indices_outside_are_refused_by_the_fast_rows_too(op: str, dtype: str) -> None:
    with ng.Graph() as graph:
        labels = ng.placeholder((3,), dtype=dtype, name="y")
        value = ng.ops.one_hot(labels, depth=4) if op == "one_hot" else ng.ops.gather(ng.constant([1.0, 2.0, 3.0, 4.0]), labels)
    session = ng.Session(graph)
    assert session.run(value, {labels: [0, 3, 1]}) is not None
    with pytest.raises(FeedError, match="index 4 is outside 0 to 3"):
        session.run(value, {labels: [0, 4, 1]})
    if dtype != "uint8":
        with pytest.raises(FeedError, match="index -1 is outside 0 to 3"):
            session.run(value, {labels: [0, -1, 1]})


def test_empty_batches_run() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder(("batch", 3), name="x")
        y = ng.placeholder(("batch",), dtype="int64", name="y")
        logits = ng.nn.Dense(2)(x)
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True, reduction="sum")
        gradients = ng.gradients(loss, [node.outputs[0] for node in graph.ops("variable")])
    found = ng.Session(graph).run([loss, *gradients], {x: np.zeros((0, 3)), y: np.zeros(0, np.int64)})
    assert all(not np.any(array) for array in found)

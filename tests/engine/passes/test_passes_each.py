"""What each pass does, on graphs made for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.ir.graph import Value
from engine.ir.types import TensorType
from engine.passes.cse import freeze, merge_common
from engine.passes.dce import drop_dead
from engine.passes.differentiate import differentiate
from engine.passes.expand import expand
from engine.passes.fold import LIMIT_BYTES, fold_constants
from engine.passes.program import Program, constant_of
from engine.passes.shapes import cut_shapes
from engine.passes.simplify import simplify
from engine.passes.specialize import specialize, streams


@pytest.fixture(autouse=True)
def graph() -> Iterator[ng.Graph]:
    with ng.Graph("test") as graph:
        yield graph


@pytest.fixture
def x() -> Value:
    return ng.placeholder((2, 3), name="x")


def program(*fetches: Value) -> Program:
    return specialize(fetches)[0]


def ops(program: Program) -> list[str]:
    return [node.op for node in program.nodes if node.op not in ("placeholder", "constant")]


def cleaned(*fetches: Value) -> list[str]:
    """The ops that are left once the program was simplified and swept."""
    return ops(drop_dead(simplify(program(*fetches))[0])[0])


def test_specialize_takes_only_what_is_needed(x: Value) -> None:
    wanted = ng.ops.exp(x)
    ng.ops.sin(wanted)
    assert ops(program(wanted)) == ["exp"]


def test_specialize_gives_placeholders_the_sizes_of_their_feeds() -> None:
    rows = ng.placeholder(("batch", 3), name="rows")
    cut, _ = specialize([ng.ops.sum(rows, axis=1)], {"rows": TensorType("float32", (5, 3))})
    assert str(cut.fetches[0].type) == "float32[5]"


def test_streams_count_random_ops_and_keep_seeds(graph: ng.Graph) -> None:
    ng.ops.random_uniform(shape=[1])
    ng.ops.random_normal(shape=[1], seed=40)
    ng.ops.dropout(ng.constant([1.0]), rate=0.5)
    assert [stream for _, stream in streams(graph)] == [0, 40, 2]


def test_expand_reaches_composites_inside_composites() -> None:
    layer = ng.nn.Dense(2, activation="softplus", name="d")
    whole, note = expand(program(layer(ng.placeholder((4, 3), name="rows"))), lambda node: True)
    assert ops(whole) == ["variable", "variable", "matmul", "add", "softplus"]
    assert note == "1 composites expanded"
    kept, _ = expand(program(layer(ng.placeholder((4, 3), name="others"))), lambda node: False)
    assert "dense" in ops(kept)


def test_differentiate_leaves_no_gradients_node(x: Value) -> None:
    (first,) = ng.gradients(ng.ops.sum(ng.ops.exp(x)), x)
    (second,) = ng.gradients(ng.ops.sum(first), x)
    result, note = differentiate(program(second))
    assert "gradients" not in ops(result)
    assert note == "2 gradients nodes in 2 rounds"


def test_shapes_are_cut_so_that_what_made_them_need_not_run(x: Value) -> None:
    cut, _ = drop_dead(cut_shapes(program(ng.ops.ones_like(ng.ops.exp(x))))[0])
    assert ops(cut) == ["ones_like"]


def test_open_shapes_are_not_cut() -> None:
    rows = ng.placeholder((None, 3), name="rows")
    cut, note = cut_shapes(program(ng.ops.ones_like(ng.ops.exp(rows))))
    assert ops(cut) == ["exp", "ones_like"] and note == "no input is read for its shape alone"


@pytest.mark.parametrize(
    "same",
    [
        lambda x: x * 1.0,
        lambda x: 1.0 * x,
        lambda x: x / 1.0,
        lambda x: x**1.0,
        lambda x: x - 0.0,
        lambda x: x + np.float32(-0.0),
        lambda x: ng.ops.negative(-x),
        lambda x: x * np.ones((2, 3), np.float32),
        lambda x: ng.ops.identity(x),
        lambda x: ng.ops.stop_gradient(x),
        lambda x: ng.ops.cast(x, dtype="float32"),
        lambda x: ng.ops.transpose(ng.ops.transpose(x)),
        lambda x: ng.ops.transpose(x, axes=[0, 1]),
        lambda x: ng.ops.reshape(ng.ops.reshape(x, [6]), [2, 3]),
        lambda x: ng.ops.reshape(x, [2, 3]),
        lambda x: ng.ops.squeeze(ng.ops.expand_dims(x, 1), 1),
        lambda x: ng.ops.broadcast_to(x, [2, 3]),
        lambda x: ng.ops.sum_to_like(x, x),
        lambda x: ng.ops.broadcast_like(x, x),
    ],
)
def test_what_changes_nothing_is_taken_away(x: Value, same: Callable[[Value], Value]) -> None:
    assert cleaned(ng.ops.exp(same(x))) == ["exp"]


@pytest.mark.parametrize(
    "other",
    [
        lambda x: x + 0.0,  # turns −0 into 0
        lambda x: 0.0 - x,
        lambda x: x * 0.0,  # NaN and infinity would become 0
        lambda x: x - np.float32(-0.0),  # turns −0 into 0
        lambda x: x * np.ones((4, 1, 1), np.float32),  # another shape
        lambda x: ng.ops.cast(ng.ops.cast(x, dtype="float16"), dtype="float32"),
        lambda x: ng.ops.exp(ng.ops.log(x)),
        lambda x: x - x,
        lambda x: x / x,
        lambda x: ng.ops.transpose(x),
    ],
)
def test_what_may_change_something_stays(x: Value, other: Callable[[Value], Value]) -> None:
    value = other(x)
    assert cleaned(value) == ops(program(value))


def test_integer_zeros_are_taken_away() -> None:
    n = ng.placeholder((2,), dtype="int32", name="n")
    assert cleaned(ng.ops.negative(n + 0)) == ["negative"]


def test_two_transposes_become_one_and_reshapes_the_last(x: Value) -> None:
    cube = ng.placeholder((2, 3, 4), name="cube")
    turned = ng.ops.transpose(ng.ops.transpose(cube, axes=[1, 2, 0]), axes=[1, 0, 2])
    assert cleaned(turned) == ["transpose"]
    assert cleaned(ng.ops.reshape(ng.ops.reshape(x, [6]), [3, 2])) == ["reshape"]


def test_a_look_at_the_copy_of_what_was_transposed_is_no_other_copy(x: Value) -> None:
    copy = ng.ops.reshape(ng.ops.transpose(x), [6])
    looked = ng.ops.reshape(copy, [2, 3])
    cut, _ = simplify(program(copy, looked))
    assert ops(cut) == ["transpose", "reshape", "reshape"] and cut.fetches[1].node.inputs[0] is cut.fetches[0]


def test_constants_are_folded_with_the_reference() -> None:
    value = ng.ops.exp(ng.constant([0.0, 1.0])) * 2.0
    folded, note = fold_constants(program(value))
    array = constant_of(folded.fetches[0])
    assert array is not None and note == "2 ops computed"
    np.testing.assert_array_equal(array, np.exp(np.float32([0, 1])) * 2)


def test_fold_keeps_nan_and_signed_zero() -> None:
    value = ng.ops.log(ng.constant([-1.0, 0.0])), ng.constant([0.0]) * -1.0
    folded, _ = fold_constants(program(*value))
    first, second = (constant_of(fetch) for fetch in folded.fetches)
    assert first is not None and np.isnan(first[0]) and first[1] == -np.inf
    assert second is not None and np.signbit(second[0])


def test_random_ops_variables_and_growing_results_are_not_folded() -> None:
    random = ng.ops.random_uniform(shape=[3])
    assert ops(fold_constants(program(random))[0]) == ["random_uniform"]
    row = ng.constant(np.arange(LIMIT_BYTES // 32, dtype=np.float32))
    large = ng.ops.expand_dims(row, 0) * ng.ops.expand_dims(row, 1)
    assert "multiply" in ops(fold_constants(program(large))[0])
    w = ng.Variable(2.0)
    assert ops(fold_constants(program(w * 3.0))[0]) == ["variable", "multiply"]


def test_a_repeated_number_takes_the_memory_of_one() -> None:
    folded, _ = fold_constants(program(ng.ops.broadcast_to(ng.constant(2.0), [500, 500])))
    array = constant_of(folded.fetches[0])
    assert array is not None and array.shape == (500, 500) and array.strides == (0, 0)


def test_common_subexpressions_are_merged(x: Value) -> None:
    merged, note = merge_common(program(ng.ops.exp(x) * ng.ops.exp(x)))
    assert ops(merged) == ["exp", "multiply"] and note == "1 nodes merged"
    product = merge_common(program(ng.ops.exp(x) * x + x * ng.ops.exp(x)))[0]
    assert ops(product) == ["exp", "multiply", "add"]
    assert ops(merge_common(program((x - 1.0) + (1.0 - x)))[0]) == ["subtract", "subtract", "add"]


def test_different_attributes_variables_and_draws_are_not_merged(x: Value) -> None:
    assert len(ops(merge_common(program(ng.ops.sum(x, axis=0), ng.ops.sum(x, axis=1)))[0])) == 2
    first, second = ng.Variable([1.0]), ng.Variable([1.0])
    assert ops(merge_common(program(first + second))[0]).count("variable") == 2
    drawn = ng.ops.random_uniform(shape=[2]), ng.ops.random_uniform(shape=[2])
    assert len(ops(merge_common(program(*drawn))[0])) == 2
    fixed = ng.ops.random_uniform(shape=[2], seed=1), ng.ops.random_uniform(shape=[2], seed=1)
    assert len(ops(merge_common(program(*fixed))[0])) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, True), (1, 1.0), (0.0, -0.0), (None, "None"), ([1, 2], [2, 1]), ([1, [2]], [1, 2]), ({"a": 1}, {"a": 2}),
        (np.float32([1, 2]), np.float64([1, 2])), (np.zeros(2), np.zeros((2, 1))), (np.float32([0.0]), np.float32([-0.0])),
        (np.broadcast_to(np.float32(0), (3,)), np.broadcast_to(np.float32(1), (3,))),
    ],
)  # fmt: skip
def test_attributes_that_differ_are_told_apart(a: Any, b: Any) -> None:
    assert freeze(a) != freeze(b)


def test_equal_attributes_are_equal() -> None:
    assert freeze({"a": [1, 2.0], "b": np.arange(3)}) == freeze({"b": np.arange(3), "a": [1, 2.0]})
    assert freeze(np.float32([float("nan")])) == freeze(np.float32([float("nan")]))


def test_dead_code_is_dropped(x: Value) -> None:
    whole = program(ng.ops.exp(x), ng.ops.sin(x))
    swept, note = drop_dead(Program(whole.graph, whole.fetches[:1]))
    assert ops(swept) == ["exp"] and note == "1 nodes dropped"

"""Gradients at shapes that nobody thinks of: scalars, no entries at all, one entry, broadcasting from both sides.

The ops are those of the registry, so a new one is tried without a new test.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import engine.nn  # noqa: F401  (declares attention)
from engine import ops
from engine.errors import RuleError
from engine.ir.types import TensorType
from engine.ops.attrs import REQUIRED
from engine.ops.registry import get
from engine.ops.spec import Op
from engine.testing.gradcheck import check_op
from engine.testing.samples import domain_of, draw

Shape = tuple[int, ...]

#: Sparse matrices have two dimensions, and tests of their own.
OURS = [
    op
    for family in ops.FAMILIES
    if family not in (ops.sparse, ops.sparse_math)
    for op in family.OPS
    if op.differentiable and op.samples
]
ELEMENTWISE = [op for op in OURS if "elementwise" in op.traits]
#: Ops that work along an axis, or several, of one input of any shape.
ALONG = [
    op
    for op in OURS
    if op not in ELEMENTWISE
    and [port.name for port in op.inputs] == ["x"]
    and any(attr.name == "axis" and attr.kind in ("int", "axes") for attr in op.attrs)
    and all(attr.default is not REQUIRED or attr.name == "axis" for attr in op.attrs)
]
EXAMPLES = 12

sizes = st.integers(0, 3)
shapes = st.lists(sizes, max_size=3).map(tuple)


@st.composite
def broadcast(draw_: st.DrawFn, count: int) -> list[Shape]:
    """Shapes that broadcast together: each leaves out leading axes, and has size 1 where it likes."""
    whole = draw_(shapes)
    return [
        tuple(1 if draw_(st.booleans()) else size for size in whole[draw_(st.integers(0, len(whole))) :]) for _ in range(count)
    ]


def arrays_for(op: Op, given_: list[Shape], seed: int) -> list[Any]:
    rng = np.random.default_rng(seed)
    return [draw(domain_of(op.samples[0], index), shape, rng) for index, shape in enumerate(given_)]


def check(op: Op, arrays: list[Any], attrs: dict[str, Any], order: int) -> None:
    """Discards what the op refuses, and what is no number: the mean of nothing."""
    try:
        op.infer_types([TensorType(array.dtype.name, array.shape) for array in arrays], op.bind_attrs(attrs))
    except RuleError:
        assume(False)
    if op.reference is not None:
        with np.errstate(all="ignore"):
            try:
                values = op.reference(*arrays, **op.bind_attrs(attrs))
            except ValueError:  # the largest of nothing
                assume(False)
        assume(all(np.isfinite(value).all() for value in (values if isinstance(values, tuple) else (values,))))
    elif op.name in ("variance", "std"):
        assume(arrays[0].size)
    check_op(op, arrays, attrs, order)


@pytest.mark.parametrize("op", ELEMENTWISE, ids=lambda op: op.name)
def test_elementwise_gradients_hold_at_any_shape(op: Op) -> None:
    count = len(op.samples[0].shapes)

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
    @given(given_=broadcast(count), order=st.sampled_from([1, 1, 2]), seed=st.integers(0, 99))
    def run(given_: list[Shape], order: int, seed: int) -> None:
        check(op, arrays_for(op, given_, seed), dict(op.samples[0].attrs), order)

    run()


@pytest.mark.parametrize("op", ALONG, ids=lambda op: op.name)
def test_gradients_along_axes_hold_at_any_shape(op: Op) -> None:
    kind = op.attr("axis").kind

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
    @given(data=st.data(), shape=shapes, order=st.sampled_from([1, 1, 2]), seed=st.integers(0, 99))
    def run(data: st.DataObject, shape: Shape, order: int, seed: int) -> None:
        rank = len(shape)
        places = st.integers(-rank, rank - 1) if rank else st.just(0)
        axis: Any = data.draw(
            places if kind == "int" or not data.draw(st.booleans()) else st.lists(places, unique_by=lambda i: i % max(rank, 1))
        )
        attrs = {"axis": axis}
        if any(attr.name == "keepdims" for attr in op.attrs):
            attrs["keepdims"] = data.draw(st.booleans())
        check(op, arrays_for(op, [shape], seed), attrs, order)

    run()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(lead=broadcast(2), rows=sizes, inner=sizes, columns=sizes, order=st.sampled_from([1, 1, 2]), seed=st.integers(0, 99))
def test_products_hold_at_any_shape(lead: list[Shape], rows: int, inner: int, columns: int, order: int, seed: int) -> None:
    left, right = (*lead[0][:2], rows, inner), (*lead[1][:2], inner, columns)
    check(get("matmul"), arrays_for(get("matmul"), [left, right], seed), {}, order)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(lead=broadcast(1), target=sizes, source=sizes, size=st.integers(1, 2), causal=st.booleans(), seed=st.integers(0, 99))
def test_attention_holds_at_any_shape(lead: list[Shape], target: int, source: int, size: int, causal: bool, seed: int) -> None:
    op = get("scaled_dot_product_attention")
    first = lead[0][:2]
    arrays = arrays_for(op, [(*first, target, size), (*first, source, size), (*first, source, 2)], seed)
    check_op(op, arrays, {"use_causal_mask": causal})


@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data(), shape=shapes, seed=st.integers(0, 99))
def test_joining_and_gathering_hold_at_any_shape(data: st.DataObject, shape: Shape, seed: int) -> None:
    rank = len(shape)
    if rank:
        axis = data.draw(st.integers(-rank, rank - 1))
        longer = tuple(size + 1 if place == axis % rank else size for place, size in enumerate(shape))
        check_op(
            get("concatenate"), arrays_for(get("exp"), [shape], seed) + arrays_for(get("exp"), [longer], seed), {"axis": axis}
        )
        if shape[axis]:
            indices = np.random.default_rng(seed).integers(0, shape[axis], data.draw(shapes))
            check_op(get("gather"), [*arrays_for(get("exp"), [shape], seed), indices], {"axis": axis})
    check_op(get("stack"), arrays_for(get("exp"), [shape], seed) * 2, {"axis": data.draw(st.integers(-rank - 1, rank))})
    check_op(get("expand_dims"), arrays_for(get("exp"), [shape], seed), {"axis": data.draw(st.integers(-rank - 1, rank))})


#: Differentiable primitives whose shapes follow from their attributes or from other inputs: their samples hold the odd ones.
BY_SAMPLES = {
    "conv2d", "conv2d_input_grad", "conv2d_kernel_grad", "max_pool", "max_pool_grad", "max_pool_pick", "average_pool",
    "average_pool_grad", "reshape", "transpose", "slice", "slice_grad", "pad", "broadcast_to", "sum_to_like",
    "broadcast_like", "reshape_like", "concatenate_part", "gather_grad", "take_along_axis", "take_along_axis_grad", "einsum",
    "l2_norm", "scan",
}  # fmt: skip
HERE = {"matmul", "concatenate", "gather", "stack", "expand_dims"}


def test_no_differentiable_primitive_is_forgotten() -> None:
    drawn = {op.name for op in (*ELEMENTWISE, *ALONG)} | HERE
    primitives = {op.name for op in OURS if op.is_primitive and all(port.layouts == ("dense",) for port in op.inputs)}
    assert primitives - drawn - BY_SAMPLES == set()
    assert primitives - drawn >= BY_SAMPLES
    empty = {name for name in BY_SAMPLES if not any(0 in shape for sample in get(name).samples for shape in sample.shapes)}
    assert empty == set()

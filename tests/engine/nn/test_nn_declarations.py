"""What holds for every layer, loss, metric, schedule and update op, made from their declarations and samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine as ng
from engine import losses, metrics, nn, optim
from engine.errors import RuleError
from engine.ir.matrix import type_of
from engine.ir.types import TensorType, matches
from engine.ops.spec import Op, Sample
from engine.testing.gradcheck import check_op
from engine.testing.samples import case_name, draw_inputs

OPS: list[Op] = [*nn.OPS, *losses.OPS, *optim.OPS, *metrics.OPS]
CASES = [(op, sample) for op in OPS for sample in op.samples]
SMOOTH = [case for case in CASES if case[0].differentiable]

Case = tuple[Op, Sample]
cases = pytest.mark.parametrize("case", CASES, ids=[f"{case_name(case)}-{index}" for index, case in enumerate(CASES)])


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_every_op_is_declared_whole(op: Op) -> None:
    assert op.title and op.formula and op.source and op.samples
    assert op.help.endswith(".") and "\n" not in op.help
    assert all(attr.help for attr in op.attrs)
    assert not op.telling or op.attr(op.telling)


@cases
def test_what_comes_out_is_of_the_inferred_type(case: Case) -> None:
    op, sample = case
    arrays = draw_inputs(op, sample)
    with ng.Graph() as graph:
        inputs = [
            ng.placeholder(array.shape, dtype=array.dtype.name, name=f"x{i}", layout=type_of(array).layout)
            for i, array in enumerate(arrays)
        ]
        node = graph.add(op.name, inputs, sample.attrs)
    feeds = {f"x{i}": array for i, array in enumerate(arrays)}
    with ng.Session(graph=graph) as session:
        found = session.run(list(node.outputs), feeds)
    assert [TensorType(np.asarray(value).dtype.name, np.shape(value)) for value in found] == [v.type for v in node.outputs]


@cases
@pytest.mark.parametrize("unknown", [None, "batch"])
def test_the_type_rule_holds_where_the_rows_are_not_counted(case: Case, unknown: str | None) -> None:
    op, sample = case
    attrs = op.bind_attrs(sample.attrs)
    known = [type_of(array) for array in draw_inputs(op, sample)]
    rows = known[0].shape[0] if known[0].shape else None
    weights = [port.param is not None for port in op.present_inputs(attrs)]
    opened = [
        t.with_shape((unknown, *t.shape[1:])) if t.shape and t.shape[0] == rows and not weight else t
        for t, weight in zip(known, weights, strict=True)
    ]
    try:
        found = op.infer_types(opened, attrs)
    except RuleError:
        assert op.name.endswith("_update"), "weights have known shapes, data has not"
        return
    for open_type, type_ in zip(found, op.infer_types(known, attrs), strict=True):
        assert (open_type.dtype, open_type.rank) == (type_.dtype, type_.rank)
        assert all(matches(declared, size) for declared, size in zip(open_type.shape, type_.static_shape, strict=True))


@pytest.mark.parametrize("case", SMOOTH, ids=[f"{case_name(case)}-{index}" for index, case in enumerate(SMOOTH)])
@pytest.mark.parametrize("order", [1, 2])
def test_gradients_are_those_of_finite_differences(case: Case, order: int) -> None:
    op, sample = case
    check_op(op, draw_inputs(op, sample), sample.attrs, order)


@cases
def test_what_has_no_gradient_says_so(case: Case) -> None:
    op, sample = case
    if op.differentiable:
        return
    arrays = draw_inputs(op, sample)
    with ng.Graph() as graph:
        inputs = [ng.constant(array) for array in arrays]
        outputs = graph.add(op.name, inputs, sample.attrs).outputs
        floats = [value for value in inputs if value.type.is_float]
        total = ng.ops.sum(ng.ops.cast(outputs[0], dtype="float64"))
        slopes: list[Any] = ng.gradients(total, floats) if floats else []
    with ng.Session(graph=graph) as session:
        assert all(not np.any(slope) for slope in session.run(slopes))

"""What holds for every op that is declared, made from the registry: a new op needs no new test here."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from engine import ops
from engine.autodiff.reverse import backward
from engine.errors import AttributeValueError, FeedError, GraphError, RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.matrix import dense, is_matrix, type_of
from engine.ir.types import TensorType, matches
from engine.ops.attrs import Attr
from engine.ops.registry import get
from engine.ops.spec import Op, Sample
from engine.passes.expand import expand
from engine.passes.program import Program
from engine.session import Session
from engine.testing.gradcheck import check_op, placeholder_of
from engine.testing.interpret import Interpreter
from engine.testing.parity import compare_with_torch
from engine.testing.samples import arguments, case_name, draw_inputs, sample_cases

OURS = {op.name for family in ops.FAMILIES if family is not ops.state for op in family.OPS if "late" not in op.traits}
CASES = [case for case in sample_cases() if case[0].name in OURS]
PRIMITIVE = [case for case in CASES if case[0].is_primitive]
SMOOTH = [case for case in CASES if case[0].differentiable]

Case = tuple[Op, Sample]
cases = pytest.mark.parametrize("case", CASES, ids=case_name)
primitives = pytest.mark.parametrize("case", PRIMITIVE, ids=case_name)


def run_reference(op: Op, arrays: list[Any], attrs: dict[str, Any]) -> list[Any]:
    drawn = {"rng": np.random.default_rng(0)} if "random" in op.traits else {}
    with np.errstate(all="ignore"):
        results = op.reference(*arrays, **attrs, **drawn)
    return [
        result if is_matrix(result) else np.asarray(result) for result in (results if isinstance(results, tuple) else (results,))
    ]


def types_of(arrays: list[Any]) -> list[TensorType]:
    return [type_of(array) for array in arrays]


def test_every_op_is_whole() -> None:
    """Nothing that a reader of the palette or of the help would miss."""
    missing = [
        (name, field)
        for name in sorted(OURS)
        for field in ("help", "formula", "source", "title", "samples")
        if not getattr(get(name), field)
    ]
    assert missing == []


def test_help_is_one_sentence() -> None:
    assert [name for name in sorted(OURS) if not get(name).help.endswith(".") or "\n" in get(name).help] == []


def test_every_attribute_on_the_palette_has_help() -> None:
    ops_shown = [get(name) for name in sorted(OURS) if get(name).category]
    assert [(op.name, attr.name) for op in ops_shown for attr in op.attrs if not attr.help] == []


def test_titles_are_unique() -> None:
    titles = [get(name).title for name in OURS]
    assert len(set(titles)) == len(titles)


def test_samples_cover_scalars_and_empty_tensors() -> None:
    """An op that takes any shape must be tried with the shapes that tend to be forgotten."""
    shapes = {name: {shape for sample in get(name).samples for shape in sample.shapes} for name in OURS}
    elementwise = [name for name in OURS if "elementwise" in get(name).traits]
    assert [name for name in elementwise if () not in shapes[name] or (0,) not in shapes[name]] == []


@primitives
def test_reference_gives_what_the_type_rule_says(case: Case) -> None:
    op, sample = case
    attrs = op.bind_attrs(sample.attrs)
    arrays = draw_inputs(op, sample)
    results = run_reference(op, arrays, attrs)
    assert types_of(results) == list(op.infer_types(types_of(arrays), attrs))


@pytest.mark.parametrize("dtype", ["float32", "float16", "int64", "int32", "int8", "uint8", "bool"])
def test_every_dtype_is_refused_or_gives_what_the_type_rule_says(dtype: str) -> None:
    wrong = []
    for op, sample in PRIMITIVE:
        drawn = draw_inputs(op, sample)
        if dtype == "float16" and any(map(is_matrix, drawn)):
            continue  # SciPy has no such matrix
        arrays = [array.astype(dtype) if array.dtype == np.float64 else array for array in drawn]
        attrs = op.bind_attrs(sample.attrs)
        try:
            expected = list(op.infer_types(types_of(arrays), attrs))
            results = run_reference(op, arrays, attrs)
        except (RuleError, FeedError):
            continue
        if types_of(results) != expected:
            wrong.append((case_name((op, sample)), types_of(results), expected))
    assert wrong == []


@cases
@pytest.mark.parametrize("unknown", [None, "batch"])
def test_type_rule_holds_for_unknown_dimensions(case: Case, unknown: str | None) -> None:
    """What is inferred with sizes left open must be true of the sizes that come: never more precise, never another rank."""
    op, sample = case
    attrs = op.bind_attrs(sample.attrs)
    arrays = draw_inputs(op, sample)
    known = types_of(arrays)
    expected = op.infer_types(known, attrs)
    for size in {size for shape in sample.shapes for size in shape}:
        if unknown is not None and size == 1:
            continue  # a named dimension next to another size is a mistake, unless one of them is 1
        open_types = [type_.with_shape(unknown if dim == size else dim for dim in type_.shape) for type_ in known]
        try:
            found = op.infer_types(open_types, attrs)
        except RuleError as error:
            assert "cannot tell" in error.template, error
            continue
        for a, b in zip(found, expected, strict=True):
            assert a.dtype == b.dtype
            assert a.rank == b.rank
            assert all(matches(declared, actual) for declared, actual in zip(a.shape, b.static_shape, strict=True)), (a, b)


@primitives
def test_reference_leaves_its_inputs_alone(case: Case) -> None:
    op, sample = case
    arrays = draw_inputs(op, sample)
    before = [array.copy() for array in arrays]
    run_reference(op, arrays, op.bind_attrs(sample.attrs))
    for a, b in zip(before, arrays, strict=True):
        np.testing.assert_array_equal(dense(a), dense(b))


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("case", SMOOTH, ids=case_name)
def test_gradient_is_that_of_finite_differences(case: Case, order: int) -> None:
    op, sample = case
    check_op(op, draw_inputs(op, sample), sample.attrs, order)


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_value_and_gradient_are_those_of_pytorch(case: Case) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    from ops_torch_table import TORCH

    op, sample = case
    if op.name not in TORCH:
        assert not op.differentiable, f"give {op.name} a row in ops_torch_table.py"
        return
    compare_with_torch(op, draw_inputs(op, sample), sample.attrs, TORCH[op.name])


def test_no_op_is_declared_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        ops.registry.register([dataclasses.replace(get("add"))])


@pytest.mark.parametrize("case", SMOOTH, ids=case_name)
def test_gradient_graph_built_for_unknown_sizes_runs_for_known_ones(case: Case) -> None:
    """The same backward graph, built where no size is known, must give what it gives where all are."""
    op, sample = case
    arrays = draw_inputs(op, sample)
    types = {f"x{i}": type_ for i, type_ in enumerate(types_of(arrays))}
    feeds = dict(zip(types, arrays, strict=True))

    def gradients_for(shapes: list[tuple[Any, ...]]) -> list[Any]:
        graph = Graph("open")
        builder = Builder(graph)
        inputs = [
            placeholder_of(graph, key, type_.with_shape(shape)) for (key, type_), shape in zip(types.items(), shapes, strict=True)
        ]
        result = builder.apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)
        outputs = result if isinstance(result, tuple) else (result,)
        program, _ = expand(Program(graph, outputs), lambda node: op.gradient is None)
        builder = Builder(program.graph)
        wanted = [program.graph.value(key) for key, type_ in types.items() if type_.is_float]
        ys = [builder.sum(builder.square(output)) for output in program.fetches if output.type.is_float]
        return Interpreter(backward(builder, ys, wanted), types)(feeds) if wanted and ys else []

    expected = gradients_for([type_.shape for type_ in types.values()])
    try:
        found = gradients_for([(None,) * type_.rank for type_ in types.values()])
    except GraphError as error:
        assert "cannot" in str(error)  # squeeze without axes, flatten of more than one unknown size
        return
    for a, b in zip(found, expected, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(dense(a), dense(b), rtol=1e-12, atol=1e-12)


@cases
def test_a_session_gives_what_the_references_give(case: Case) -> None:
    """Fast kernels, reused buffers and passes leave values and gradients unchanged, twice in a row."""
    op, sample = case
    feeds = {f"x{i}": array for i, array in enumerate(draw_inputs(op, sample, "float32"))}
    graph = Graph("session")
    builder = Builder(graph)
    inputs = [placeholder_of(graph, key, type_of(array)) for key, array in feeds.items()]
    result = builder.apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)
    outputs = list(result) if isinstance(result, tuple) else [result]
    smooth = [builder.sum(builder.square(output)) for output in outputs if output.type.is_float]
    wanted = [value for value in inputs if value.type.is_float]
    fetches = outputs + (ops.state.gradients(smooth, wanted) if smooth and wanted else [])
    interpreter = Interpreter(fetches, {})
    with Session(graph, seed=0) as session:
        for step in range(2):
            for found, exact in zip(session.run(fetches, feeds, training=False), interpreter(feeds, step=step), strict=True):
                assert found.dtype == exact.dtype
                assert found.shape == exact.shape
                np.testing.assert_allclose(dense(found), dense(exact), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    "value", [10**400, -(10**400), [1.0, 2.0], np.ones(2), float("nan")], ids=["huge", "-huge", "list", "array", "nan"]
)
def test_a_number_that_no_float_holds_is_refused(value: object) -> None:
    with pytest.raises(AttributeValueError, match="must be a number"):
        Attr("rate", "float").check(value)


def test_bounds_are_written_with_all_their_digits() -> None:
    with pytest.raises(AttributeValueError, match="a whole number between 0 and 4294967295"):
        Attr("seed", "int", minimum=0, maximum=2**32 - 1).check(-1)
    with pytest.raises(AttributeValueError, match=r"a number between 0 and 0\.95"):
        Attr("share", "float", minimum=0.0, maximum=0.95).check(1)

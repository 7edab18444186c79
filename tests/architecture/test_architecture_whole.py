"""Every op is whole: typed, differentiable or with a reason, and known to every backend, every export target and the canvas.

What an op lacks is listed here with the reason, so that nothing is lacking by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from app.catalog.registry import catalog
from app.catalog.spec import Kind
from app.compile.lower import lower
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from engine import optim
from engine.export import numpy as numpy_target
from engine.export import pytorch as pytorch_target
from engine.export.lowering import clean, open_composites, specialized
from engine.export.rows import Table
from engine.ir.graph import Graph, Node, Value
from engine.ir.matrix import type_of
from engine.ops.registry import all_ops, get
from engine.ops.spec import NoGradient, Op, Sample
from engine.ops.state import gradients
from engine.testing.samples import case_name, draw_inputs

#: They hold, take or write what is outside of the graph, or stand for a rewriting of it; each has tests of its own.
NOT_COMPUTED = {
    "constant": "a value, written as such",
    "placeholder": "an argument of what is exported, a buffer of a plan",
    "variable": "kept by the session, an argument of what is exported",
    "assign": "done by the session at the end of a step; scripts write it as the update of an optimizer",
    "group": "only says what is wanted together",
    "gradients": "replaced by the gradients themselves before anything is run or written",
}
#: Ops that are made by the engine where a graph is planned, and never by a user: scripts have what they are made from.
PLANNED = {op.name for op in all_ops() if "late" in op.traits}

OPS = [op for op in all_ops() if op.name not in NOT_COMPUTED and op.name not in PLANNED]

ops = pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)


def placed(op: Op, sample: Sample) -> tuple[Graph, list[Value], tuple[Value, ...]]:
    """The op in a graph of its own, over placeholders as its sample has them."""
    graph = Graph("sample")
    types = [type_of(array) for array in draw_inputs(op, sample, "float32")]
    inputs = [
        graph.add("placeholder", (), {"shape": list(x.shape), "dtype": x.dtype, "layout": x.layout}, f"x{i}").outputs[0]
        for i, x in enumerate(types)
    ]
    return graph, inputs, graph.add(op.name, inputs, dict(sample.attrs)).outputs


def parts(outputs: Sequence[Value], keep: Callable[[Node], bool]) -> list[Node]:
    """What is computed in the end, where these composites are kept whole."""
    lowered = clean(open_composites(specialized(list(outputs), training=True), lambda node: not keep(node)))
    return [node for node in lowered.program.nodes if node.op not in NOT_COMPUTED]


def test_what_is_left_out_is_there_and_argued() -> None:
    assert set(NOT_COMPUTED) <= {op.name for op in all_ops()}
    assert all(len(reason) > 10 for reason in NOT_COMPUTED.values())


@ops
def test_it_has_a_type_rule_that_takes_its_samples(op: Op) -> None:
    assert op.samples
    for sample in op.samples:
        types = [type_of(array) for array in draw_inputs(op, sample, "float32")]
        found = op.infer_types(types, op.bind_attrs(sample.attrs))
        names = op.results_of(op.bind_attrs(sample.attrs))
        if op in optim.OPS:  # the state that an update keeps follows from its options
            assert 0 < len(found) <= len(names)
        else:
            assert len(found) == len(set(names)) + len(op.updates)


@ops
def test_it_has_a_gradient_or_says_why_not(op: Op) -> None:
    if isinstance(op.gradient, NoGradient):
        assert len(op.gradient.reason) > 10
        return
    reached = False
    for sample in op.samples:
        _, inputs, outputs = placed(op, sample)
        ys, xs = ([value for value in values if value.type.is_float] for values in (outputs, inputs))
        if ys and xs:
            found = parts(gradients(ys, xs), lambda node: False)
            reached = True
            assert all(get(node.op).is_primitive for node in found)
    assert reached or not op.inputs, "without a float that goes in and one that comes out, say NoGradient"


@ops
def test_it_is_made_of_what_numpy_computes(op: Op) -> None:
    for sample in op.samples:
        _, _, outputs = placed(op, sample)
        assert all(get(node.op).reference is not None for node in parts(outputs, lambda node: False))


@ops
@pytest.mark.reference
def test_it_has_rows_on_pytorch(op: Op) -> None:
    """A plug-in's primitive is computed on the host between two transfers; what ships with the engine is not."""
    pytest.importorskip("torch", reason="PyTorch is not installed")
    from engine.backends.torch.kernels import HOST, has_row, row_of

    for sample in op.samples:
        _, inputs, outputs = placed(op, sample)
        floats = [value for value in inputs if value.type.is_float]
        smooth = [value for value in outputs if value.type.is_float and op.differentiable]
        wanted = [*outputs, *(gradients(smooth, floats) if smooth and floats else [])]
        assert {node.op for node in parts(wanted, has_row) if row_of(node) is HOST} == set()


@ops
@pytest.mark.parametrize("table", [numpy_target.TABLE, pytorch_target.TABLE], ids=lambda table: table.target)
def test_it_is_spelled_in_every_target(op: Op, table: Table) -> None:
    """In NumPy with its gradient too, which PyTorch finds by itself."""
    for sample in op.samples:
        _, inputs, outputs = placed(op, sample)
        wanted = list(outputs)
        floats = [value for value in inputs if value.type.is_float]
        smooth = [value for value in outputs if value.type.is_float and op.differentiable]
        if table is numpy_target.TABLE and smooth and floats:
            wanted += gradients(smooth, floats)
        assert [node.op for node in parts(wanted, table.has) if not table.has(node)] == [], case_name((op, sample))


# --- the canvas -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", catalog().kinds, ids=lambda kind: kind.name)
def test_every_kind_can_be_found_and_read_about(kind: Kind) -> None:
    assert catalog().find(kind.title)[0].title == kind.title
    assert kind.help.endswith("."), kind.help
    assert [attr.name for attr in kind.attrs if not attr.help] == []
    if kind.role in ("op", "loss", "metric", "schedule", "optimizer"):
        assert kind.formula and kind.source


def document(kind: Kind, op: Op, sample: Sample) -> DocumentRecord:
    """A node of this kind with a placeholder on each of the inputs that its sample has."""
    attrs = op.bind_attrs(sample.attrs)
    shown = {attr.name for attr in kind.attrs}
    given = {key: value for key, value in sample.attrs.items() if key in shown}
    nodes = {"n0": NodeRecord(id="n0", kind=kind.name, name="tried", attributes=given)}
    links: dict[PortRef, LinkRecord] = {}
    present = op.present_inputs(attrs)
    variadic = next((port for port in present if port.variadic), None)
    spare = len(sample.shapes) - len(present)
    ports = [port for port in present for _ in range(1 + (spare if port is variadic else 0))]
    counted: dict[str, int] = {}
    for index, (port, array) in enumerate(zip(ports, draw_inputs(op, sample, "float32"), strict=True)):
        if port.param is not None:
            continue
        counted[port.name] = counted.get(port.name, 0) + 1
        target = PortRef("n0", port.name if counted[port.name] == 1 else f"{port.name}_{counted[port.name]}")
        key, type_ = f"p{index}", type_of(array)
        shape = {"shape": list(type_.shape), "dtype": type_.dtype}
        nodes[key] = NodeRecord(id=key, kind="Placeholder", name=f"input {index}", attributes=shape)
        links[target] = LinkRecord(PortRef(key, "y"), target)
    return DocumentRecord(nodes=nodes, links=links)


ON_CANVAS = [kind for kind in catalog().kinds if kind.role in ("op", "loss")]


@pytest.mark.parametrize("kind", ON_CANVAS, ids=lambda kind: kind.name)
def test_every_kind_connects_and_becomes_graph(kind: Kind) -> None:
    op = get(kind.target)
    for sample in op.samples:
        if _is_sparse(op, sample):
            continue
        record = document(kind, op, sample)
        lowered = lower(record, catalog())
        about = [problem for problem in lowered.problems if problem.node == "n0" and problem.severity == "error"]
        assert about == [], (case_name((op, sample)), about)
        own = catalog().kind_of(record, "n0")
        assert all(PortRef("n0", port.name) in lowered.values for port in own.outputs)


def _is_sparse(op: Op, sample: Sample) -> bool:
    """Placeholders on the canvas are dense."""
    return any(type_of(array).layout != "dense" for array in draw_inputs(op, sample, "float32"))

"""What plans say of the kernels that their steps are made of, and of what every pass did."""

from __future__ import annotations

import pytest

import engine as ng
from engine.backends.base import Plan
from engine.ir.types import TensorType
from engine.passes.note import Note


def plan(device: str = "cpu") -> Plan:
    """A layer with a ReLU, a loss and Adam, each from a canvas node of its own."""
    graph = ng.Graph()
    with graph:
        x, y = ng.placeholder((None, 8), name="x"), ng.placeholder((None,), dtype="int64", name="y")
        with graph.origin("hidden"):
            h = ng.nn.Dense(16)(x)
        with graph.origin("relu"):
            h = ng.ops.relu(h)
        with graph.origin("out"):
            h = ng.nn.Dense(3)(h)
        with graph.origin("loss"):
            loss = ng.losses.sparse_categorical_crossentropy(y, h, from_logits=True)
        adam = ng.optimizers.Adam(0.01)
        adam.origin = "adam"
        update = adam.minimize(loss)
    session = ng.Session(graph, device=device, seed=0)
    return session.prepare([loss, update], {"x": TensorType("float32", (4, 8)), "y": TensorType("int64", (4,))}, True)


def test_numpy_has_a_kernel_for_every_op_and_knows_where_it_comes_from() -> None:
    pieces = plan().pieces()
    assert all(piece.kind == "call" and len(piece.ops) == 1 and len(piece.origins) == 1 for piece in pieces)
    assert {origin for piece in pieces for origin in piece.origins} == {"hidden", "relu", "out", "loss", "adam"}


def test_the_compiled_step_says_which_ops_share_a_loop_without_being_compiled() -> None:
    pytest.importorskip("numba", reason="steps are compiled by numba")
    made = plan().compiled
    assert made is not None
    pieces = made.pieces()
    assert not made.ready  # nothing was compiled for that
    forward = next(piece for piece in pieces if "relu" in piece.ops)
    assert forward.kind == "loop" and forward.size == "4×16" and forward.origins == ("hidden", "relu")
    assert any(set(piece.origins) == {"out", "loss"} for piece in pieces)
    products = [piece for piece in pieces if piece.kind == "product"]
    assert products[0].size == "4×8 @ 8×16" and products[0].origins == ("hidden",)
    assert {origin for piece in pieces if "adam_update" in piece.ops for origin in piece.origins} == {"adam"}


def test_a_gradient_is_its_layers_also_where_a_broadcast_is_undone() -> None:
    sums = [piece for piece in plan().pieces() if piece.ops == ("sum_to_like",)]
    assert {piece.origins for piece in sums} == {("hidden",), ("out",)}


@pytest.mark.reference
def test_pytorchs_lines_name_what_they_take_in() -> None:
    pytest.importorskip("torch", reason="the PyTorch backend needs it")
    pieces = plan("cpu:torch").pieces()
    assert any(piece.ops == ("matmul", "add") and piece.origins == ("hidden",) for piece in pieces)
    assert any(piece.ops == ("adam_update",) * 4 for piece in pieces)


def test_every_pass_tells_what_it_did_with_its_numbers() -> None:
    reports = plan().reports
    assert {"specialize", "differentiate", "expand", "merge_common", "drop_dead", "in_place", "reuse_buffers"} <= {
        report.name for report in reports
    }
    for report in reports:
        assert isinstance(report.note, Note) and report.note == report.note.template.format(**report.note.params)


def test_notes_are_put_together_with_their_numbers() -> None:
    note = Note("{count} kept", count=2)
    assert note == "2 kept"
    both = note + Note("; {more} not", more=3) + " {of} all"
    assert both == "2 kept; 3 not {of} all"
    assert both.params == {"count": 2, "more": 3}

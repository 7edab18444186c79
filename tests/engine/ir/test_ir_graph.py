"""The graph: names, scopes, origins, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

import engine as ng
from engine.errors import GraphError, TypeRuleError
from engine.ir.graph import ancestors


def test_names_are_unique_and_scoped() -> None:
    graph = ng.Graph()
    with graph, graph.scope("block"):
        first = ng.constant(1.0, name="c")
        second = ng.constant(2.0, name="c")
        total = first + second
    assert [first.name, second.name, total.name] == ["block/c", "block/c_2", "block/add"]
    assert graph.value("block/c_2") is second
    assert graph.node("block/add").inputs == (first, second)


def test_reserved_names_are_kept_for_copies() -> None:
    source = ng.Graph()
    with source:
        kept = ng.constant(1.0, name="w")
    target = ng.Graph()
    target.reserve(["w"])
    with target:
        other = ng.constant(2.0, name="w")
    assert other.name == "w_2"
    assert target.copy(kept.node, ()).name == "w"


def test_origin_marks_the_nodes_made_inside() -> None:
    graph = ng.Graph()
    with graph:
        outside = ng.constant(1.0)
        with graph.origin("n7"):
            inside = outside + 1.0
    assert outside.origin is None
    assert inside.origin == "n7"


def test_a_refused_node_names_op_node_and_origin() -> None:
    graph = ng.Graph()
    with graph, graph.origin("n3"):
        a, b = ng.placeholder((2, 3)), ng.placeholder((4, 5))
        with pytest.raises(TypeRuleError) as caught:
            ng.ops.matmul(a, b, name="product")
    assert str(caught.value).startswith("MatMul 'product': ")
    assert caught.value.origin == "n3"
    assert "product" not in graph


def test_inputs_of_another_graph_are_refused() -> None:
    with ng.Graph():
        stranger = ng.constant(1.0)
    with ng.Graph():
        mine = ng.constant(1.0)
        with pytest.raises(GraphError, match="belongs to another graph"):
            _ = mine + stranger


def test_ancestors_are_only_what_is_needed_in_order() -> None:
    with ng.Graph():
        a = ng.constant(1.0)
        ng.constant(5.0)
        b = ng.ops.exp(a)
        c = b + a
        ng.ops.exp(c)
    assert [node.name for node in ancestors([c])] == ["constant", "exp", "add"]


def test_values_have_no_truth_and_no_loop() -> None:
    with ng.Graph():
        value = ng.constant([1.0, 2.0])
    with pytest.raises(GraphError, match="no truth value"):
        bool(value)
    with pytest.raises(GraphError, match="looped over"):
        list(value)


def test_arrays_on_the_left_build_graph() -> None:
    with ng.Graph():
        value = np.ones(2, np.float32) + ng.constant([1.0, 2.0])
    np.testing.assert_array_equal(value.numpy(), [2.0, 3.0])


def test_variables_know_themselves() -> None:
    with ng.Graph() as graph:
        w = ng.Variable([1.0, 2.0], name="w")
        counter = ng.Variable(0, name="count")
    assert graph.node("w").outputs == (w,)
    assert w.trainable and not counter.trainable
    with pytest.raises(GraphError, match="a first value, or a shape"), graph:
        ng.Variable(name="empty")
    with pytest.raises(TypeRuleError, match="must be known"), graph:
        ng.Variable(shape=(None, 2))  # type: ignore[arg-type]


def test_only_variables_can_be_assigned_and_only_with_their_type() -> None:
    with ng.Graph():
        w = ng.Variable([1.0, 2.0], name="w")
        with pytest.raises(GraphError, match="'add' is not a variable"):
            ng.assign(w + 1.0, 0.0)
        with pytest.raises(TypeRuleError, match="has shape 2, but the new value has shape 3"):
            w.assign([1.0, 2.0, 3.0])
        with pytest.raises(TypeRuleError, match="holds float32, but the new value is int64"):
            w.assign(ng.constant(np.zeros(2, np.int64)))

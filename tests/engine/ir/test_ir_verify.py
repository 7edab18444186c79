"""The verifier finds each way in which a graph can be broken."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import engine as ng
from engine.errors import CycleError, NodegradError
from engine.ir.graph import Graph, Node
from engine.ir.types import TensorType
from engine.ir.verify import verify


def _graph() -> Graph:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((2, 3), name="x")
        ng.ops.exp(x + 1.0, name="y")
    return graph


def test_a_sound_graph_passes() -> None:
    verify(_graph())


def _cycle(graph: Graph) -> None:
    node = graph.node("add")
    node.inputs = (graph.value("y"), node.inputs[1])


def _foreign_input(graph: Graph) -> None:
    graph.node("y").inputs = (_graph().value("add"),)


def _stray_output(graph: Graph) -> None:
    node = graph.node("add")
    twin = Node(graph, node.id, "add", node.inputs, dict(node.attrs), "add", None, [node.outputs[0].type])
    graph.node("y").inputs = (twin.outputs[0],)


def _wrong_type(graph: Graph) -> None:
    graph.node("y").outputs[0].type = TensorType("float64", (2, 3))


def _unknown_op(graph: Graph) -> None:
    graph.node("y").op = "no_such_op"


def _missing_attribute(graph: Graph) -> None:
    graph.node("x").attrs = {"shape": [2, 3]}


def _wrong_attribute(graph: Graph) -> None:
    graph.node("x").attrs = {"shape": [2, 3], "dtype": "complex"}


def _wrong_number(graph: Graph) -> None:
    graph.node("y").id = 1


def _same_name(graph: Graph) -> None:
    graph.node("y").name = "x"


def _object_attribute(graph: Graph) -> None:
    with graph:
        w = ng.Variable(np.zeros(2), name="w")
    w.node.attrs = {**w.node.attrs, "initializer": {"name": "zeros", "extra": object()}}


@pytest.mark.parametrize(
    "damage",
    [
        _cycle, _foreign_input, _stray_output, _wrong_type, _unknown_op, _missing_attribute, _wrong_attribute, _wrong_number,
        _same_name, _object_attribute,
    ],
)  # fmt: skip
def test_every_damage_is_found(damage: Callable[[Graph], None]) -> None:
    graph = _graph()
    damage(graph)
    with pytest.raises(NodegradError):
        verify(graph)


def test_a_cycle_is_called_one() -> None:
    graph = _graph()
    _cycle(graph)
    with pytest.raises(CycleError, match="'add' takes 'y', which comes after it"):
        verify(graph)

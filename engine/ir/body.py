"""A body: a graph that stands inside a node, as the step of a loop does, with its inputs and outputs named in order.

It is closed: all that it reads comes in by its inputs, which are placeholders of the graph.  Bodies are attributes of nodes and,
like every attribute, are never changed; a pass puts a new one in the place of an old one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.errors import GraphError
from engine.ir.graph import Graph, Hooks, Node, Value
from engine.ir.types import TensorType


@dataclass(frozen=True, eq=False)
class Body:
    """A graph with the placeholders that it is called with and the values that it gives."""

    graph: Graph
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]

    def __post_init__(self) -> None:
        taken = [value.node.name for value in self.inputs]
        if len(set(taken)) != len(taken):
            raise GraphError("the body '{body}' names an input twice", body=self.graph.name)
        for value in (*self.inputs, *self.outputs):
            if value.graph is not self.graph:
                raise GraphError("'{value}' is no value of the body '{body}'", value=value.name, body=self.graph.name)
        for node in self.graph.nodes:
            if node.op == "placeholder" and node.name not in taken:
                raise GraphError(
                    "the body '{body}' reads '{value}', which is none of its inputs", body=self.graph.name, value=node.name
                )
        if any(value.node.op != "placeholder" for value in self.inputs):
            raise GraphError("an input of the body '{body}' is no placeholder", body=self.graph.name)

    @property
    def input_types(self) -> tuple[TensorType, ...]:
        return tuple(value.type for value in self.inputs)

    @property
    def output_types(self) -> tuple[TensorType, ...]:
        return tuple(value.type for value in self.outputs)

    def retyped(self, types: Sequence[TensorType]) -> Body:
        """The same body over inputs of these types; itself where they are its own."""
        if tuple(types) == self.input_types:
            return self
        graph = Graph(self.graph.name, self.graph.seed)
        graph.reserve(node.name for node in self.graph.nodes)
        given = dict(zip((value.node for value in self.inputs), types, strict=True))
        moved: dict[Value, Value] = {}
        for node in self.graph.nodes:
            attrs = {"shape": list(given[node].shape), "dtype": given[node].dtype} if node in given else None
            new = graph.copy(node, [moved[value] for value in node.inputs], attrs)
            moved.update(zip(node.outputs, new.outputs, strict=True))
        return self.over(graph, moved)

    def over(self, graph: Graph, moved: dict[Value, Value]) -> Body:
        """The body whose values are those that took the place of this one's in another graph."""
        return Body(graph, tuple(moved[value] for value in self.inputs), tuple(moved[value] for value in self.outputs))

    def __repr__(self) -> str:
        return f"<body '{self.graph.name}': {len(self.graph.nodes)} nodes>"


def trace(name: str, types: Sequence[TensorType], build: Callable[..., Sequence[Value]], names: Sequence[str] = ()) -> Body:
    """The body that ``build`` makes of inputs of these types; the graph is the default graph while it does."""
    with Graph(name) as graph:
        words = [*names, *(f"x{index}" for index in range(len(names), len(types)))]
        inputs = tuple(
            graph.add("placeholder", (), {"shape": list(type_.shape), "dtype": type_.dtype}, word).outputs[0]
            for type_, word in zip(types, words, strict=True)
        )
        outputs = tuple(build(*inputs))
    return Body(graph, inputs, outputs)


def bodies_of(node: Node) -> dict[str, Body]:
    """The bodies among a node's attributes, by attribute."""
    if not takes_bodies(node.op):
        return {}
    return {key: value for key, value in node.attrs.items() if isinstance(value, Body)}


@lru_cache(maxsize=1024)
def takes_bodies(op: str) -> bool:
    """Whether nodes of an op hold bodies, as its declaration says."""
    attrs: Any = getattr(Hooks.lookup(op), "attrs", ())
    return any(attr.kind == "graph" for attr in attrs)


def check_closed(body: Body) -> None:
    """GraphError where a node of the body would need something from outside, or could not be done anew at each step."""
    for node in body.graph.nodes:
        traits: Any = getattr(Hooks.lookup(node.op), "traits", frozenset())
        if "state" in traits or node.op == "group":
            raise GraphError(
                "the body holds '{node}', which reads or writes a variable; hand the variable to the loop as an input",
                node=node.name,
            )
        if "random" in traits:
            raise GraphError(
                "the body draws random numbers in '{node}', which a loop cannot do anew at each step; "
                "draw them outside for all steps and scan over them",
                node=node.name,
            )  # fmt: skip

"""A program, and how a pass rewrites one.

A program is a graph with the values to fetch.  A pass never changes a graph: it copies it node by node into a new one, and a
rule may put other values in a node's place.  So what held before still stands, and before and after can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.ir.body import Body, bodies_of, takes_bodies
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value
from engine.ops.registry import get
from engine.ops.spec import Op

#: Values to take the place of the node's outputs, or None to copy the node.
Rule = Callable[[Builder, Node, tuple[Value, ...]], Sequence[Value] | None]


@dataclass(frozen=True)
class Program:
    """A graph and the values that are wanted of it."""

    graph: Graph
    fetches: tuple[Value, ...]

    @property
    def nodes(self) -> list[Node]:
        return self.graph.nodes


@dataclass(frozen=True)
class Pass:
    """One rewriting: what must hold before, what holds after, and the function, which also says in words what it did.

    ``in_bodies``: whether it is then done to the bodies that nodes hold, as programs of their own.
    """

    name: str
    before: str
    after: str
    run: Callable[[Program], tuple[Program, str]]
    in_bodies: bool = False


def op_of(node: Node) -> Op:
    return get(node.op)


def rewrite(
    program: Program, rule: Rule | None, nodes: Iterable[Node] | None = None, only: Collection[Node] | None = None
) -> Program:
    """A copy of the program in which ``rule`` had its say at every node, in order, or at those alone that are named."""
    old = program.graph
    graph = Graph(old.name, old.seed)
    builder = Builder(graph)
    todo = list(old.nodes if nodes is None else nodes)
    graph.reserve([node.name for node in todo])
    moved: dict[Value, Value] = {}
    retyped: set[Value] = set()  # what is now of another type than it was
    for node in todo:
        inputs = tuple([moved[value] for value in node.inputs])
        values = rule(builder, node, inputs) if rule is not None and (only is None or node in only) else None
        if values is None:
            if not retyped or retyped.isdisjoint(inputs):
                values = graph.repeat(node, inputs).outputs
                if len(values) == 1:
                    moved[node.outputs[0]] = values[0]
                else:
                    moved.update(zip(node.outputs, values, strict=True))
                continue
            values = graph.copy(node, inputs).outputs
        for value, found in zip(node.outputs, values, strict=True):
            moved[value] = found
            if found.type is not value.type and found.type != value.type:
                retyped.add(found)
    return Program(graph, tuple(moved[value] for value in program.fetches))


def forget(program: Program) -> None:
    """Take apart what nobody looks at any more: its nodes hold each other, and the collector would have to find that out."""
    for node in program.graph.nodes:
        node.outputs = ()
    program.graph.nodes.clear()


def in_bodies(program: Program, run: Callable[[Program], tuple[Program, str]]) -> Program:
    """The program with each body of its nodes passed through ``run``, as a program of its own.

    The body's inputs are fetched as well, so that they stay.  A body that is used twice is passed through once.
    """
    if not any(takes_bodies(node.op) for node in program.nodes):
        return program
    done: dict[Body, Body] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        found = bodies_of(node)
        for body in found.values():
            if body not in done:
                given = as_program(body)
                made = run(given)[0]
                done[body] = body if made is given else of_program(made, len(body.outputs))
        if all(done[body] is body for body in found.values()):
            return None
        return builder.graph.copy(node, inputs, {**node.attrs, **{key: done[body] for key, body in found.items()}}).outputs

    return rewrite(program, rule)


def as_program(body: Body) -> Program:
    """The body as a program, whose fetches are its outputs, then its inputs."""
    return Program(body.graph, (*body.outputs, *body.inputs))


def holding(nodes: Collection[Node]) -> Rule:
    """Puts a variable in the place of each of these inputs, so that a step can assign to it."""

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node not in nodes:
            return None
        type_ = node.outputs[0].type
        attrs = {"shape": list(type_.shape), "dtype": type_.dtype, "initializer": "zeros", "trainable": False}
        return builder.graph.add("variable", (), attrs, node.name).outputs

    return rule


def of_program(program: Program, outputs: int) -> Body:
    """The body that a program is, whose last fetches are the inputs."""
    return Body(program.graph, program.fetches[outputs:], program.fetches[:outputs])


def constant_of(value: Value) -> np.ndarray[Any, Any] | None:
    """The array of a constant, None for any other value."""
    if value.node.op != "constant":
        return None
    array: np.ndarray[Any, Any] = value.node.attrs["value"]
    return array


def same_shape(a: Value, b: Value) -> bool:
    """Whether two values are known to have the same shape: sizes or names that are equal in every dimension."""
    return a.shape == b.shape and None not in a.shape


def add_constant(builder: Builder, array: Any, name: str | None = None) -> Value:
    """A constant that keeps the array as it is: a broadcast one takes the memory of one element."""
    return builder.graph.add("constant", (), {"value": array}, name).outputs[0]


def filled(shape: tuple[int, ...], value: Any, dtype: str) -> np.ndarray[Any, Any]:
    """An array of one repeated number, with the memory of one element."""
    return np.broadcast_to(np.asarray(value, dtype), shape)


def users(program: Program) -> dict[Value, list[Node]]:
    """For each value the nodes that take it."""
    found: dict[Value, list[Node]] = {value: [] for node in program.nodes for value in node.outputs}
    for node in program.nodes:
        for value in dict.fromkeys(node.inputs):
            found[value].append(node)
    return found

"""Cuts a program out of a graph: only what the fetches need, typed with the sizes of the feeds, its mode and streams fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.ir.body import bodies_of
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value, ancestors
from engine.ir.types import TensorType
from engine.ops.scanning import step_types
from engine.ops.state import check_target
from engine.passes.note import Note
from engine.passes.program import Program, as_program, of_program, op_of, rewrite


def specialize(
    fetches: Sequence[Value], feed_types: Mapping[str, TensorType] | None = None, training: bool | None = None
) -> tuple[Program, str]:
    """The program of these fetches.

    Placeholders take the types that ``feed_types`` gives them by name.  Ops that behave differently in training are told;
    None means: in training exactly where the fetches write a variable.  Random ops get the number of their stream, their
    place among the random ops of the whole graph, so that what is drawn does not depend on what is fetched.
    """
    graph = fetches[0].graph
    nodes = ancestors(fetches)
    mode = any(node.op == "assign" for node in nodes) if training is None else training
    numbers = dict(streams(graph))
    types = feed_types or {}

    def settled(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        """In a body there is nothing to feed and nothing that draws, only the mode to be told."""
        attrs = dict(node.attrs)
        if "training" in op_of(node).traits and attrs.get("training") is None:
            attrs["training"] = mode
        for key, body in bodies_of(node).items():
            attrs[key] = of_program(rewrite(as_program(body), settled), len(body.outputs))
        return None if attrs == node.attrs else builder.graph.copy(node, inputs, attrs).outputs

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        new: dict[str, Any] = {}  # attributes that are settled here
        if node.op == "assign":
            check_target(node.inputs[0])
        if node.op == "placeholder" and node.name in types:
            new.update(shape=list(types[node.name].shape), dtype=types[node.name].dtype)
        traits = op_of(node).traits
        if "training" in traits and node.attrs.get("training") is None:
            new["training"] = mode
        if node in numbers and "seed" in node.attrs:
            new["seed"] = numbers[node]
        for key, body in bodies_of(node).items():
            typed = body.retyped(step_types([value.type for value in inputs], {**node.attrs, **new}))
            new[key] = of_program(rewrite(as_program(typed), settled), len(body.outputs))
        return builder.graph.copy(node, inputs, {**node.attrs, **new}).outputs if new else None

    program = rewrite(Program(graph, tuple(fetches)), rule, nodes)
    return program, Note(
        "{kept} of {all} nodes, for training" if mode else "{kept} of {all} nodes, for inference",
        kept=len(nodes),
        all=len(graph.nodes),
    )


def streams(graph: Graph) -> Iterator[tuple[Node, int]]:
    """Each random op of the graph with the number of its stream: its own seed, or its place among the random ops."""
    place = 0
    for node in graph.nodes:
        if "random" in op_of(node).traits:
            seed = node.attrs.get("seed")
            yield node, place if seed is None else seed
            place += 1

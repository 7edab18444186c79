"""A pass that finds nothing to do gives the program back as it is, so that a second look at it costs no copy."""

from __future__ import annotations

import pytest

import engine
from engine import losses, nn, optimizers
from engine.ir.graph import Graph
from engine.passes.pipeline import OPTIMIZING, compile_program
from engine.passes.program import Pass, Program
from engine.passes.specialize import specialize


def network() -> tuple[Graph, list[engine.Tensor]]:
    with Graph("g") as graph:
        x, y = engine.placeholder([4, 8], name="x"), engine.placeholder([4, 8], name="y")
        hidden = nn.Dense(8, activation="relu")(x) + x
        loss = losses.mean_squared_error(y, nn.Dropout(0.5)(hidden))
        update = optimizers.Adam().minimize(loss)
    return graph, [loss, update]


@pytest.fixture(scope="module")
def settled() -> Program:
    return compile_program(network()[1]).program


@pytest.mark.parametrize("item", OPTIMIZING, ids=lambda item: item.name)
def test_nothing_to_do_is_no_copy(item: Pass, settled: Program) -> None:
    program, note = item.run(settled)
    assert program is settled, note


@pytest.mark.parametrize("name", ["cut_shapes", "fold_constants", "merge_common", "drop_dead"])
def test_something_to_do_leaves_the_old_program_alone(name: str) -> None:
    _, fetches = network()
    program = compile_program(fetches, without=[name]).program
    before = [(node.name, node.op, node.inputs) for node in program.nodes]
    if name == "drop_dead":
        program = Program(program.graph, program.fetches[:1])
    made, _ = next(item for item in OPTIMIZING if item.name == name).run(program)
    assert made.graph is not program.graph and len(made.nodes) != 0
    assert [(node.name, node.op, node.inputs) for node in program.nodes] == before


def test_a_placeholder_that_is_given_no_other_type_keeps_its_attributes() -> None:
    graph, fetches = network()
    program, _ = specialize(fetches)
    old, new = graph.node("x"), program.graph.node("x")
    assert new is not old and new.attrs == old.attrs and new.outputs[0].type == old.outputs[0].type

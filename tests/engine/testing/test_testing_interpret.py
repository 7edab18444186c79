"""The interpreter and the drawn samples: plain, repeatable, and clear about what is missing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from engine import ops
from engine.errors import FeedError
from engine.ir.graph import Graph
from engine.ops.registry import get
from engine.ops.spec import Sample
from engine.session import Session
from engine.testing.interpret import Interpreter
from engine.testing.parity import compare_with_torch
from engine.testing.samples import case_name, draw, draw_inputs
from engine.testing.strategies import DrawnGraph, broadcastable, graphs


def test_a_missing_feed_is_named() -> None:
    graph = Graph("feeds")
    x = graph.add("placeholder", (), {"shape": [2], "dtype": "float32"}, "x").outputs[0]
    with pytest.raises(FeedError, match="'x' was not fed"):
        Interpreter([ops.square(x)], {})({})


def test_draws_lie_in_their_domain_and_repeat() -> None:
    rng = np.random.default_rng(0)
    assert draw("bool", (50,), rng).dtype == bool
    assert set(np.unique(draw(("int", 2, 5), (99,), rng))) == {2, 3, 4}
    assert len(np.unique(draw("distinct", (4, 5), rng))) == 20
    assert np.abs(draw("nonzero", (50,), rng)).min() >= 0.3
    np.testing.assert_allclose(draw("probabilities", (3, 4), rng).sum(axis=-1), 1)
    op, sample = get("add"), Sample(((3,), (3,)), {}, [(0.0, 1.0), (5.0, 6.0)])
    first, second = draw_inputs(op, sample)
    assert first.max() < 1 < 5 <= second.min()
    np.testing.assert_array_equal(first, draw_inputs(op, sample)[0])


def test_a_case_is_called_by_its_shapes_and_attributes() -> None:
    assert case_name((get("sum"), Sample(((2, 3),), {"axis": 0}))) == "sum-2x3-axis=0"
    assert case_name((get("add"), Sample(((), (2,))))) == "add-scalar,2"


@pytest.mark.reference
def test_parity_notices_a_wrong_value_and_a_wrong_gradient() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    arrays = draw_inputs(get("tanh"), Sample(((4,),)))
    compare_with_torch(get("tanh"), arrays, {}, torch.tanh)
    with pytest.raises(AssertionError, match="value differs"):
        compare_with_torch(get("tanh"), arrays, {}, lambda x: torch.tanh(x) * 1.001)
    with pytest.raises(AssertionError, match="gradient differs"):
        compare_with_torch(get("tanh"), arrays, {}, lambda x: torch.tanh(x) + 0.001 * (x - x.detach()))
    with pytest.raises(AssertionError, match="shape"):
        compare_with_torch(get("tanh"), arrays, {}, lambda x: torch.tanh(x)[None])


@settings(max_examples=50, deadline=None)
@given(broadcastable(count=3))
def test_drawn_shapes_broadcast(shapes: tuple[tuple[int, ...], ...]) -> None:
    np.broadcast_shapes(*shapes)


@settings(max_examples=40, deadline=None)
@given(graphs(max_ops=8))
def test_random_graphs_run_the_same_in_a_session(drawn: DrawnGraph) -> None:
    """Value and gradients, by the plainest and by the fastest way."""
    fetches = [drawn.output, *ops.gradients(drawn.output, drawn.inputs)]
    expected = Interpreter(fetches, {})(drawn.feeds)
    with Session(drawn.graph) as session:
        for found, exact in zip(session.run(fetches, drawn.feeds), expected, strict=True):
            np.testing.assert_allclose(found, exact, rtol=1e-9, atol=1e-12)

"""Both CPU runners on every example, as machine code, against the references of its ops: one step from the same start."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from example_steps import first_step, names_without

from engine.backends.base import Cell
from engine.testing.interpret import Interpreter

pytest.importorskip("numba", reason="steps are compiled by numba")

#: Those of MNIST are fetched from the network; their steps are those of the digits.
ALL = names_without("mnist-")


@pytest.fixture(scope="module", autouse=True)
def _one_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODEGRAD_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("NODEGRAD_COMPILE", "auto")
        yield


@pytest.mark.parametrize("example", ALL)
def test_a_step_is_what_the_references_make_of_it(example: str) -> None:
    """In float32, to rounding: relative to the largest entry, as terms of either sign cancel."""
    trainer, _, plan = first_step(example)
    session = trainer.session
    start = {name: array.copy() for name, array in session.variables.items()}
    feeds = {name: feed.value if isinstance(feed, Cell) else feed.copy() for name, feed in plan.feeds.items()}
    graph = trainer.spec.graph
    changed = {node.inputs[0].node.name: node.outputs[0] for node in graph.ops("assign")}
    assert len(changed) > sum(node.attrs["trainable"] for node in graph.ops("variable")) - 1 > 0
    types = {node.name: node.outputs[0].type for node in plan.program.graph.ops("placeholder")}
    oracle = Interpreter(list(changed.values()), types, training=True)
    expected = dict(zip(changed, oracle({**start, **feeds}, trainer.spec.seed), strict=True))
    rate = 2e-3  # what Adam makes of a gradient that is nothing but rounding
    for runner in ("numpy", "compiled"):
        for name, array in start.items():
            session.set_variable(name, array)
        if runner == "compiled":
            plan.compiled.compile()
            assert not plan.compiled.failure
            plan.compiled.run(0)
        else:
            plan.run_plain(0)
        for name, right in expected.items():
            found = session.get_variable(name)
            scale = max(1.0, float(np.abs(right).max()))
            away = np.abs(found.astype(np.float64) - right) > 2e-5 * scale
            assert away.mean() < 0.01 and np.abs(found - right)[away].max(initial=0) < 2 * rate * scale, (runner, name)

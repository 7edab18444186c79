"""Recording a step as a CUDA graph, played on the processor: what is recorded is not done, and replaying does the step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

import engine as ng

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")

pytestmark = pytest.mark.reference


class FakeRecord:
    """Stands in for a CUDA graph: replaying is doing the step again."""

    fails = ""

    def __init__(self) -> None:
        self.plan: Any = None
        self.replays = 0

    def replay(self) -> None:
        self.replays += 1
        self.plan._body()


@pytest.fixture
def recording(monkeypatch: pytest.MonkeyPatch) -> type[FakeRecord]:
    """CUDA's recording, played on the processor: what is recorded is not done meanwhile."""
    made: list[FakeRecord] = []

    def record() -> FakeRecord:
        made.append(FakeRecord())
        return made[-1]

    @contextmanager
    def graph(found: FakeRecord, **options: Any) -> Iterator[None]:
        assert options == {"capture_error_mode": "thread_local"}
        real = found.plan._function.call
        found.plan._function.call = lambda *inputs: (_ for _ in ()).throw(Recorded)
        try:
            yield
        except Recorded:
            pass
        finally:
            found.plan._function.call = real
        if FakeRecord.fails:
            raise RuntimeError(FakeRecord.fails)

    class Recorded(Exception):
        pass

    monkeypatch.setattr(torch.cuda, "CUDAGraph", record)
    monkeypatch.setattr(torch.cuda, "graph", graph)
    monkeypatch.setattr(torch.cuda, "synchronize", lambda device=None: None)
    monkeypatch.setattr(FakeRecord, "fails", "")
    return FakeRecord


def recorded_plan(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[float]]:
    graph = ng.Graph()
    with graph:
        w = ng.Variable([1.0, 2.0], name="w")
        loss = ng.ops.sum(ng.ops.square(w))
        step = ng.optimizers.SGD(learning_rate=0.1).minimize(loss)
    plan: Any = ng.Session(graph, device="cpu:torch").prepare([loss, step], {})
    plan._eager = None
    make = torch.cuda.CUDAGraph

    def made() -> Any:
        record = make()
        record.plan = plan
        return record

    monkeypatch.setattr(torch.cuda, "CUDAGraph", made)
    found = []
    for number in range(6):
        plan.run(number)
        found.append(float(plan.results[0]))
    return plan, found


def test_a_step_is_recorded_once_the_libraries_are_warm(recording: type[FakeRecord], monkeypatch: pytest.MonkeyPatch) -> None:
    plan, found = recorded_plan(monkeypatch)
    np.testing.assert_allclose(found, 5 * 0.64 ** np.arange(6), rtol=1e-5)
    assert plan._graph.replays == 4 and "replayed as a CUDA graph" in plan.describe()


def test_a_step_that_cannot_be_recorded_goes_on_line_by_line_and_says_why(
    recording: type[FakeRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeRecord, "fails", "operation not permitted when stream is capturing\nand more")
    plan, found = recorded_plan(monkeypatch)
    np.testing.assert_allclose(found, 5 * 0.64 ** np.arange(6), rtol=1e-5)
    assert "line by line: recording failed: operation not permitted when stream is capturing" in plan.describe()

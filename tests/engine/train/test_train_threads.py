"""Threads of matrix products: one where they are small, all where they are large, and the user's choice above all."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

import engine as ng
from engine.train import threads


def _threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def _loss(units: int) -> ng.Value:
    with ng.Graph():
        x = ng.placeholder(("batch", 10, 6), name="x")
        return ng.ops.mean(ng.nn.Dense(units)(x))


@pytest.fixture(autouse=True)
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in threads._USERS_CHOICE:
        monkeypatch.delenv(name, raising=False)


def test_the_largest_product_is_counted() -> None:
    assert threads.largest_product(_loss(7), batch_size=4) == (4 * 10) * 6 * 7
    with ng.Graph():
        assert threads.largest_product(ng.Variable(1.0) * 2.0, 4) == 0


def test_small_products_get_one_thread_and_give_the_others_back() -> None:
    before = _threads()
    with threads.fitting_threads(_loss(7), 4):
        assert _threads() <= {1}
    assert _threads() == before


def test_large_products_and_the_users_choice_keep_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _threads()
    with threads.fitting_threads(_loss(100_000), 4):
        assert _threads() == before
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    with threads.fitting_threads(_loss(7), 4):
        assert _threads() == before


def test_a_run_that_is_stopped_gives_the_threads_back() -> None:
    before = _threads()
    model = ng.Sequential([ng.nn.Dense(1)], input_shape=(2,))
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 2)), np.ones((8, 1)), verbose=False)
    assert _threads() == before
    spec = ng.train.TrainingSpec(
        graph=model.graph, inputs={"x": model.inputs}, pipeline=ng.data.from_arrays(np.ones((8, 2)), None).batch(2),
        loss=ng.ops.mean(model.outputs), optimizer=ng.optimizers.SGD(0.1), epochs=3,
    )  # fmt: skip
    events = ng.train.Trainer(spec).events()
    next(events)
    assert _threads() <= {1}
    events.close()
    assert _threads() == before


@pytest.mark.reference
def test_pytorch_gets_threads_by_the_same_rule_and_numpys_sleep_meanwhile() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch has threads of its own")
    before, blas = torch.get_num_threads(), _threads()
    torch.set_num_threads(2)
    try:
        with threads.fitting_threads(_loss(7), 4, "cpu:torch"):
            assert torch.get_num_threads() == 1 and _threads() <= {1}
        with threads.fitting_threads(_loss(100_000), 4, "cpu:torch"):
            assert torch.get_num_threads() == 2 and _threads() <= {1}
        with threads.fitting_threads(_loss(100_000), 4, "cuda:0"):
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2 and _threads() == blas
    finally:
        torch.set_num_threads(before)

"""Which nodes share kernels, by the kernels' own word."""

from __future__ import annotations

from app.model.kernels import Kernel, together


def test_sets_are_numbered_in_the_order_of_the_step_and_hold_all_their_kernels() -> None:
    kernels = [
        Kernel("product", ("matmul",), nodes=("a",)),
        Kernel("loop", ("add", "relu"), nodes=("a", "b")),
        Kernel("loop", ("add", "mean"), nodes=("c", "d", "b")),
        Kernel("loop", ("where",), nodes=("b", "a")),
    ]
    first, second = together(kernels, "abcd")
    assert (first.number, first.nodes, first.kernels) == (1, ("a", "b"), (kernels[1], kernels[3]))
    assert (second.number, second.nodes, second.kernels) == (2, ("c", "d", "b"), (kernels[2],))


def test_nodes_that_are_gone_share_nothing() -> None:
    kernels = [Kernel("loop", ("add", "relu"), nodes=("a", "gone"))]
    assert together(kernels, "abc") == []

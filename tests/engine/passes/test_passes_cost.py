"""The estimate of operations: exact for products and convolutions, and there for every op."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import engine as ng
from engine.ir.builder import Builder
from engine.ir.graph import Value
from engine.ir.matrix import type_of
from engine.ops import registry
from engine.ops.registry import all_ops
from engine.ops.spec import Op
from engine.passes.cost import operations
from engine.plugins import composite
from engine.testing.samples import draw_inputs


def cost_of(build: Callable[[Value], Value], shape: tuple[int | str, ...]) -> int:
    with ng.Graph():
        return operations(build(ng.placeholder(shape, name="x")).node)


@pytest.mark.parametrize(
    ("build", "shape", "expected"),
    [
        (lambda x: ng.nn.Dense(10)(x), ("batch", 64), 2 * 64 * 10 + 10),
        (lambda x: ng.nn.Dense(10, use_bias=False)(x), (8, 64), 8 * 2 * 64 * 10),
        (lambda x: ng.ops.einsum(x, x, equation="ij,kj->ik"), (3, 4), 2 * 3 * 3 * 4),
        (lambda x: ng.nn.Conv2D(4, 3, use_bias=False)(x), ("batch", 8, 8, 3), 2 * 6 * 6 * 4 * 27),
        (lambda x: ng.nn.Conv2D(4, 3, groups=2, use_bias=False)(x), ("batch", 8, 8, 2), 2 * 6 * 6 * 4 * 9),
        (lambda x: ng.nn.Conv2DTranspose(4, 2, 2, use_bias=False)(x), ("batch", 8, 8, 3), 2 * 8 * 8 * 3 * 4 * 4),
        (lambda x: ng.nn.MaxPooling2D(2)(x), ("batch", 8, 8, 3), 8 * 8 * 3),
        (lambda x: ng.ops.reshape(x, shape=[-1]), (3, 4), 0),
        (lambda x: ng.ops.sum(x), (3, 4), 12),
        (lambda x: ng.ops.exp(x), (3, 4), 12),
    ],
)
def test_known_costs(build: Callable[[Value], Value], shape: tuple[int | str, ...], expected: int) -> None:
    assert cost_of(build, shape) == expected


def test_attention_counts_its_products() -> None:
    steps, features, heads, size = 16, 32, 4, 8
    products = 2 * steps * features * heads * size * 4 + 2 * 2 * heads * steps * steps * size
    found = cost_of(lambda x: ng.nn.MultiHeadAttention(heads, size)(x, x), ("batch", steps, features))
    assert products < found < 1.2 * products


@pytest.mark.parametrize("op", [op for op in all_ops() if op.samples], ids=lambda op: op.name)
def test_every_op_has_a_cost(op: Op) -> None:
    for sample in op.samples:
        with ng.Graph() as graph:
            types = [type_of(array) for array in draw_inputs(op, sample)]
            inputs = [
                graph.add("placeholder", (), {"shape": list(x.shape), "dtype": x.dtype, "layout": x.layout}).outputs[0]
                for x in types
            ]
            assert operations(graph.add(op.name, inputs, dict(sample.attrs))) >= 0


def test_an_op_that_is_declared_anew_costs_what_it_is_now() -> None:
    """As a plug-in that was changed, which may have kept its name."""

    def cost(times: int) -> int:
        def rescaled(b: Builder, x: Value) -> Value:
            for _ in range(times):
                x = b.exp(x)
            return x

        registry.register((composite("Rescaled", help="x")(rescaled),))
        try:
            with ng.Graph() as graph:
                return operations(Builder(graph).apply("rescaled", ng.placeholder((3, 4), name="x")).node)
        finally:
            registry.unregister(("rescaled",))

    assert (cost(1), cost(2)) == (12, 24)

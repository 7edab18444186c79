"""Layers that PyTorch computes in one call there and one back: the numbers of the parts that they stand for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine as ng

pytest.importorskip("torch", reason="PyTorch is not installed")


def layer(name: str, **attrs: Any) -> Any:
    return lambda x: getattr(ng.nn, name)(**attrs)(x)


def attention(shared: bool = False, **attrs: Any) -> Any:
    def build(x: Any) -> Any:
        query, key = ng.ops.multiply(x, 0.7), ng.ops.sin(x)
        return ng.ops.scaled_dot_product_attention(query, key, key if shared else ng.ops.tanh(x), **attrs)

    return build


#: What is built over an input of a shape, and whether it is one call.
CASES: dict[str, tuple[tuple[int, ...], Any, bool]] = {
    "layer norm": ((3, 5, 8), layer("LayerNormalization"), True),
    "layer norm over two axes": ((3, 5, 8), layer("LayerNormalization", axis=[-1, 1], epsilon=0.1), True),
    "layer norm without weights": ((4, 6), layer("LayerNormalization", center=False, scale=False), True),
    "layer norm with gamma alone": ((4, 6), layer("LayerNormalization", center=False), True),
    "layer norm with beta alone": ((4, 6), layer("LayerNormalization", scale=False), True),
    "layer norm over a middle axis": ((3, 5, 8), layer("LayerNormalization", axis=1), False),
    "layer norm of nothing": ((0, 8), layer("LayerNormalization"), False),
    "batch norm of rows": ((7, 4), layer("BatchNormalization"), True),
    "batch norm of images": ((3, 5, 4, 6), layer("BatchNormalization", momentum=0.8), True),
    "batch norm of sequences": ((3, 5, 4), layer("BatchNormalization", scale=False), True),
    "batch norm without weights": ((6, 4), layer("BatchNormalization", center=False, scale=False), True),
    "batch norm over another axis": ((3, 5, 4), layer("BatchNormalization", axis=1), False),
    "attention": ((2, 3, 5, 4), attention(), True),
    "attention to what came before": ((2, 3, 5, 4), attention(use_causal_mask=True, scale=0.3), True),
    "attention to itself": ((2, 3, 5, 4), attention(shared=True), True),
    "attention of one head": ((2, 5, 4), attention(), False),
    "attention with dropout": ((2, 3, 5, 4), attention(dropout=0.5, seed=3), False),
}


def results(case: str, dtype: str, device: str) -> tuple[dict[str, Any], str]:
    """Loss, gradients of first and second order, and all variables after three steps."""
    shape, build, _ = CASES[case]
    graph = ng.Graph()
    with graph:
        data = ng.placeholder(shape, dtype, name="x")
        start = ng.Variable(np.linspace(-1, 1, max(shape[-1], 1)).astype(dtype)[: shape[-1]], name="start")
        y = build(data * start)
        loss = ng.ops.sum(ng.ops.square(y - 0.3) * ng.ops.cos(data))
        variables = [value for value in (node.outputs[0] for node in graph.ops("variable")) if value.node.attrs["trainable"]]
        slopes = ng.gradients(loss, [data, *variables])
        (second,) = ng.gradients(ng.ops.sum(ng.ops.square(slopes[0])), [data])
        step = ng.optimizers.SGD(0.01).minimize(loss)
    given = np.random.default_rng(0).normal(size=shape).astype(dtype)
    with ng.Session(graph, device=device, seed=1) as session:
        fetched = session.run([loss, second, *slopes], {data: given}, training=True)
        for _ in range(3):
            session.run([loss, step], {data: given})
        plan = session.prepare([loss, step], {"x": ng.TensorType(dtype, shape)})
        found = {f"value {index}": value for index, value in enumerate(fetched)} | session.variables
    return found, plan.describe()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-9), ("float32", 2e-4)])
def test_it_gives_the_numbers_of_its_parts(case: str, dtype: str, tolerance: float) -> None:
    found, text = results(case, dtype, "cpu:torch")
    expected, _ = results(case, dtype, "cpu")
    for name, value in expected.items():
        size = max(float(np.abs(value).max(initial=0)), 1.0)
        np.testing.assert_allclose(found[name], value, rtol=tolerance, atol=tolerance * size, err_msg=name)
    assert (" = pull_back(" in text) == CASES[case][2]


@pytest.mark.parametrize("case", [case for case, (_, _, whole) in CASES.items() if whole])
def test_what_is_not_trained_runs_in_one_call_too(case: str) -> None:
    shape, build, _ = CASES[case]
    found = []
    for device in ("cpu", "cpu:torch"):
        graph = ng.Graph()
        with graph:
            x = ng.placeholder(shape, "float64", name="x")
            y = build(x)
        with ng.Session(graph, device=device, seed=1) as session:
            found.append(session.run(y, {x: np.random.default_rng(0).normal(size=shape)}, training=False))
    np.testing.assert_allclose(found[1], found[0], rtol=1e-9, atol=1e-12)


def test_gradients_meet_where_one_input_comes_from_another() -> None:
    """Gamma reaches the input of the layer as well; only what flows through the layer itself is the layer's."""
    found = []
    for device in ("cpu", "cpu:torch"):
        graph = ng.Graph()
        with graph:
            gamma = ng.Variable(np.array([0.5, 1.5, -1.0]), name="gamma")
            x = ng.constant(np.random.default_rng(0).normal(size=(4, 3))) * gamma
            y = ng.ops.layer_normalization(x, gamma, center=False)
            slopes = ng.gradients(ng.ops.sum(ng.ops.sin(y)), [gamma])
        with ng.Session(graph, device=device) as session:
            found.append(session.run(slopes[0]))
    np.testing.assert_allclose(found[1], found[0], rtol=1e-10)

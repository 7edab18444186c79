"""Layers made from op declarations: weights, sharing, names, sentences, and values against NumPy, Keras and PyTorch."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import AttributeValueError, GraphError, TypeRuleError
from engine.ir.builder import Builder
from engine.ir.types import TensorType
from engine.nn.activation import ACTIVATIONS
from engine.nn.layer import apply_with_parameters
from engine.ops import registry
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Param, Port


@pytest.fixture
def graph():
    with ng.Graph() as graph:
        yield graph


def run(graph: ng.Graph, fetches: Any, feeds: dict[Any, Any], **variables: Any) -> Any:
    with ng.Session(graph=graph, seed=0) as session:
        for name, value in variables.items():
            session.set_variable(name.replace("__", "/"), value)
        return session.run(fetches, feeds)


def test_dense_makes_its_weights_once_and_shares_them(graph: ng.Graph) -> None:
    x = ng.placeholder(("batch", 10), name="x")
    layer = ng.nn.Dense(4, name="hidden")
    first, second = layer(x), layer(x * 2.0)
    assert first.type == TensorType("float32", ("batch", 4))
    assert [node.name for node in graph.ops("variable")] == ["hidden/kernel", "hidden/bias"]
    assert layer.kernel.type == TensorType("float32", (10, 4)) and layer.bias.type == TensorType("float32", (4,))
    assert first.node.inputs[1:] == second.node.inputs[1:] == (layer.kernel, layer.bias)
    assert layer.trainable_weights == [layer.kernel, layer.bias]
    assert isinstance(layer.kernel, ng.Variable)
    data = np.random.default_rng(0).normal(size=(3, 10)).astype("float32")
    with ng.Session(graph=graph, seed=0) as session:
        a, b = session.run([first, second], {x: data})
        kernel, bias = session.get_variable("hidden/kernel"), session.get_variable("hidden/bias")
    np.testing.assert_allclose(a, data @ kernel + bias, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(b, 2 * data @ kernel + bias, rtol=1e-5, atol=1e-6)


def test_names_are_made_unique_together_with_their_weights(graph: ng.Graph) -> None:
    x = ng.placeholder((None, 3), name="x")
    layers = [ng.nn.Dense(2), ng.nn.Dense(2), ng.nn.Dense(2, name="out"), ng.nn.Dense(2, name="out")]
    outputs = [layer(x) for layer in layers]
    assert [value.name for value in outputs] == ["dense", "dense_2", "out", "out_2"]
    assert [layer.kernel.name for layer in layers] == ["dense/kernel", "dense_2/kernel", "out/kernel", "out_2/kernel"]
    with graph.scope("block"):
        inner = ng.nn.Dense(2)
        assert inner(x).name == "block/dense" and inner.kernel.name == "block/dense/kernel"


@pytest.mark.parametrize("activation", [None, *ACTIVATIONS])
@pytest.mark.parametrize("use_bias", [True, False])
def test_dense_is_that_of_numpy(graph: ng.Graph, activation: str | None, use_bias: bool) -> None:
    x = ng.placeholder((None, 5, 3), dtype="float64", name="x")
    layer = ng.nn.Dense(
        4, activation, use_bias, kernel_initializer="he_normal", bias_initializer=ng.initializers.Constant(value=0.5)
    )
    y = layer(x)
    data = np.random.default_rng(1).normal(size=(2, 5, 3))
    with ng.Session(graph=graph, seed=3) as session:
        got, kernel = session.run([y, layer.kernel], {x: data})
    expected = data @ kernel + (0.5 if use_bias else 0.0)
    expected = expected if activation is None else getattr(ng.ops, activation)(expected).numpy()
    assert y.type == TensorType("float64", (None, 5, 4)) and kernel.dtype == np.float64
    assert set(layer.weights) == ({"kernel", "bias"} if use_bias else {"kernel"})
    np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.reference
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "softmax", "softplus", "log_softmax"])
def test_dense_is_that_of_keras_and_pytorch(graph: ng.Graph, activation: str) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    rng = np.random.default_rng(2)
    data, kernel, bias = (rng.normal(size=shape).astype("float32") for shape in ((6, 3), (3, 4), (4,)))
    x = ng.placeholder((None, 3), name="x")
    layer = ng.nn.Dense(4, activation, name="d")
    y = layer(x)
    gradients = ng.gradients(ng.ops.sum(ng.ops.square(y)), [layer.kernel, layer.bias, x])
    got, *slopes = run(graph, [y, *gradients], {x: data}, d__kernel=kernel, d__bias=bias)
    twin = keras.layers.Dense(4, activation=activation)
    twin.build((None, 3))
    twin.set_weights([kernel, bias])
    np.testing.assert_allclose(got, np.asarray(twin(data)), rtol=1e-4, atol=1e-6)
    leaves = [torch.tensor(array, requires_grad=True) for array in (kernel, bias, data)]
    function = {"softmax": lambda t: t.softmax(-1), "log_softmax": lambda t: t.log_softmax(-1)}.get(activation)
    function = function or getattr(torch.nn.functional, activation)
    function(leaves[2] @ leaves[0] + leaves[1]).square().sum().backward()
    for slope, leaf in zip(slopes, leaves, strict=True):
        np.testing.assert_allclose(slope, leaf.grad.numpy(), rtol=1e-3, atol=1e-5)


def test_layers_without_weights_come_from_the_same_mechanism(graph: ng.Graph) -> None:
    x = ng.placeholder((None, 2, 3), name="x")
    data = np.random.default_rng(0).normal(size=(4, 2, 3)).astype("float32")
    flat, relu, named = ng.nn.Flatten()(x), ng.nn.ReLU()(x), ng.nn.Activation("tanh")(x)
    got = run(graph, [flat, relu, named], {x: data})
    np.testing.assert_array_equal(got[0], data.reshape(4, 6))
    np.testing.assert_array_equal(got[1], np.maximum(data, 0))
    np.testing.assert_allclose(got[2], np.tanh(data), rtol=1e-5)
    assert not graph.ops("variable")


def test_dropout_follows_the_mode_unless_told(graph: ng.Graph) -> None:
    x = ng.placeholder((None, 100), name="x")
    layer = ng.nn.Dropout(0.25)
    free, always, never = layer(x), layer(x, training=True), layer(x, training=False)
    data = np.ones((50, 100), "float32")
    with ng.Session(graph=graph, seed=1) as session:
        trained = session.run([free, always, never], {x: data}, training=True)
        looked = session.run([free, always, never], {x: data}, training=False)
    for array in (trained[0], trained[1], looked[1]):
        assert set(np.unique(array)) == {np.float32(0), np.float32(1 / 0.75)}
        assert np.mean(array == 0) == pytest.approx(0.25, abs=0.03)
    for array in (trained[2], looked[0], looked[2]):
        np.testing.assert_array_equal(array, data)


def test_classes_tell_how_they_are_called() -> None:
    assert str(inspect.signature(ng.nn.Dense)) == (
        "(units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', "
        "kernel_regularizer=None, bias_regularizer=None, *, name=None)"
    )
    assert "y = activation(x·W + b)" in (ng.nn.Dense.__doc__ or "")
    assert ng.nn.Dense is ng.nn.Dense and ng.nn.Dense.__name__ == "Dense"
    assert {"Dense", "Flatten", "Dropout", "ReLU", "Activation"} <= set(dir(ng.nn))
    with pytest.raises(AttributeError, match="Densee"):
        _ = ng.nn.Densee
    layer = ng.nn.Dense(3, name="out")
    assert repr(layer) == "Dense(units=3, name='out')" and layer.use_bias is True
    with pytest.raises(AttributeError, match="has no kernel yet; call the layer on a value first"):
        _ = layer.kernel


def test_the_studio_applies_the_same_declaration(graph: ng.Graph) -> None:
    x = ng.placeholder(("batch", 10), name="x")
    with graph.origin("n7"):
        outputs, weights = apply_with_parameters(Builder(graph), "dense", [x], {"units": 3}, "hidden")
    assert [value.name for value in outputs] == ["hidden"]
    assert {key: value.name for key, value in weights.items()} == {"kernel": "hidden/kernel", "bias": "hidden/bias"}
    assert {node.origin for node in graph.nodes[1:]} == {"n7"}


def test_nothing_is_left_behind_by_a_layer_that_is_refused(graph: ng.Graph) -> None:
    labels = ng.placeholder(("batch",), dtype="int64", name="labels")
    with pytest.raises(TypeRuleError) as caught, graph.origin("n7"):
        apply_with_parameters(Builder(graph), "dense", [labels], {"units": 3}, "hidden")
    assert caught.value.origin == "n7"
    assert len(graph.nodes) == 1


def _dense(**attrs: Any) -> Any:
    return ng.nn.Dense(**{"units": 3, "name": "hidden", **attrs})


@pytest.mark.parametrize(
    ("shape", "dtype", "attrs", "message"),
    [
        ((None, 4), "int64", {}, r"Dense 'hidden': input x takes float values, but got int64; insert Cast to float32"),
        (("batch",), "float32", {}, r"Dense 'hidden': input batch has no rows of features; it needs two dimensions or more"),
        (("batch", None), "float32", {}, r"Dense 'hidden': input batch×\? does not say how many features a row has"),
        ((None, 4), "float32", {"kernel_initializer": "glorot"}, r"Dense 'hidden': kernel_initializer: there is no initializer"),
        (
            (None, 4),
            "float32",
            {"bias_initializer": "orthogonal"},
            r"Dense 'hidden': bias_initializer: the orthogonal initializer",
        ),
    ],
)
def test_wrong_inputs_get_a_sentence(graph: ng.Graph, shape: Any, dtype: str, attrs: dict[str, Any], message: str) -> None:
    x = ng.placeholder(shape, dtype=dtype, name="x")
    with pytest.raises(TypeRuleError, match=message):
        _dense(**attrs)(x)


def test_shared_weights_must_fit(graph: ng.Graph) -> None:
    layer = _dense()
    layer(ng.placeholder((None, 10), name="x"))
    with pytest.raises(
        TypeRuleError, match="input has 32 features per row, but the kernel expects 10; connect a 10-feature input"
    ):
        layer(ng.placeholder((None, 32), name="z"))
    with pytest.raises(TypeRuleError, match="input is float64, but the kernel is float32; insert Cast to float32"):
        layer(ng.placeholder((None, 10), dtype="float64", name="d"))
    with ng.Graph(), pytest.raises(GraphError, match="Dense 'hidden' has its weights in another graph"):
        layer(ng.placeholder((None, 10), name="x"))


@pytest.mark.parametrize(
    ("attrs", "message"),
    [
        ({"units": 0}, "Dense: units is 0, but must be a whole number of at least 1"),
        ({"activation": "rel"}, "Dense: activation is 'rel', but must be one of relu, sigmoid, tanh"),
        ({"unit": 3}, "Dense: there is no attribute 'unit'"),
    ],
)
def test_wrong_attributes_are_refused_when_the_layer_is_made(attrs: dict[str, Any], message: str) -> None:
    with pytest.raises(AttributeValueError, match=message):
        _dense(**attrs)
    with pytest.raises(AttributeValueError, match="Dense: units is missing; set it"):
        ng.nn.Dense()
    with pytest.raises(AttributeValueError, match="Dense: units is given twice"):
        ng.nn.Dense(3, units=4)
    with pytest.raises(AttributeValueError, match=r"Dense takes 7 attributes \(units, activation"):
        ng.nn.Dense(1, None, True, "zeros", "zeros", "l1", "l1", "l1")


def test_calls_with_wrong_inputs_are_refused(graph: ng.Graph) -> None:
    x = ng.placeholder((None, 3), name="x")
    with pytest.raises(GraphError, match="Dense has no input 'z'"):
        _dense()(x, z=x)
    with pytest.raises(TypeRuleError, match=r"Dense 'hidden': takes 1 inputs \(x\), but got 2"):
        _dense()(x, x)
    assert _dense()(x=x).shape == (None, 3)


def test_one_declaration_is_a_new_layer(graph: ng.Graph) -> None:
    scale = Op(
        name="scale_rows",
        title="ScaleRows",
        inputs=(
            Port("x", "float"),
            Port("factor", "float", param=Param(lambda types, attrs: (types[0].shape[-1],), "initializer")),
        ),
        attrs=(Attr("initializer", "initializer", "ones"),),
        infer=lambda types, attrs: types[0],
        expand=lambda b, inputs, attrs: b.multiply(inputs[0], inputs[1]),
        category="layers",
    )
    registry.register((scale,))
    try:
        x = ng.placeholder((None, 3), name="x")
        layer = ng.nn.ScaleRows(initializer=ng.initializers.Constant(value=2.0), name="scale")
        y = layer(x)
        np.testing.assert_array_equal(run(graph, y, {x: np.ones((2, 3))}), np.full((2, 3), 2.0))
        assert layer.factor.name == "scale/factor"
    finally:
        registry.unregister(["scale_rows"])
    with pytest.raises(AttributeError):
        _ = ng.nn.ScaleRows

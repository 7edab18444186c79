"""Layers against Keras's of the same name: output, and the gradient of every weight and of the input."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

import engine as ng

os.environ.setdefault("KERAS_BACKEND", "jax")

#: Name of the layer, its attributes here, the shape of its input, what Keras calls differently.
CASES: list[tuple[str, dict[str, Any], tuple[int, ...], dict[str, Any]]] = [
    ("Conv2D", {"filters": 4, "kernel_size": 3}, (2, 6, 5, 3), {}),
    ("Conv2D", {"filters": 4, "kernel_size": [2, 3], "strides": 2, "padding": "same", "activation": "relu"}, (2, 7, 6, 2), {}),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "padding": "same", "dilation_rate": 2, "use_bias": False}, (2, 7, 6, 2), {}),
    ("Conv2D", {"filters": 6, "kernel_size": 2, "groups": 2, "activation": "tanh"}, (2, 4, 5, 4), {}),
    ("Conv2D", {"filters": 3, "kernel_size": 1}, (2, 4, 5, 4), {}),
    ("Conv1D", {"filters": 4, "kernel_size": 3}, (2, 7, 3), {}),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "padding": "causal", "dilation_rate": 2}, (2, 7, 3), {}),
    ("Conv1D", {"filters": 4, "kernel_size": 2, "padding": "same", "strides": 2, "groups": 2}, (2, 7, 4), {}),
    ("DepthwiseConv2D", {"kernel_size": 3}, (2, 6, 5, 3), {}),
    ("DepthwiseConv2D", {"kernel_size": 2, "depth_multiplier": 2, "strides": 2, "padding": "same"}, (2, 6, 5, 3), {}),
    ("SeparableConv2D", {"filters": 4, "kernel_size": 3, "padding": "same", "activation": "relu"}, (2, 6, 5, 3), {}),
    ("SeparableConv2D", {"filters": 4, "kernel_size": 2, "depth_multiplier": 2}, (2, 6, 5, 3), {}),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2, "padding": "same"}, (2, 3, 4, 2), {}),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2}, (2, 3, 4, 2), {}),
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 2, "strides": 3}, (2, 3, 4, 2), {}),
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 4, "padding": "same", "activation": "sigmoid"}, (2, 3, 4, 2), {}),
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 3, "strides": 2, "output_padding": 1}, (2, 3, 4, 2), {}),
    (
        "Conv2DTranspose",
        {"filters": 2, "strides": 2, "padding": "same", "kernel_size": 3, "output_padding": [1, 0]},
        (2, 3, 4, 2),
        {},
    ),
    (
        "Conv2DTranspose",
        {"filters": 2, "strides": [3, 2], "padding": "same", "kernel_size": [4, 2], "output_padding": [2, 1]},
        (2, 3, 4, 2),
        {},
    ),
    ("Conv2DTranspose", {"filters": 2, "strides": 3, "padding": "same", "kernel_size": 1, "output_padding": 2}, (2, 3, 4, 2), {}),
    (
        "Conv2DTranspose",
        {"filters": 2, "padding": "same", "kernel_size": 3, "dilation_rate": 2, "output_padding": 0},
        (2, 5, 4, 2),
        {},
    ),
    ("MaxPooling2D", {}, (2, 5, 6, 3), {}),
    ("MaxPooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}, (2, 5, 6, 3), {}),
    ("MaxPooling1D", {}, (2, 5, 3), {}),
    ("MaxPooling1D", {"pool_size": 3, "strides": 2, "padding": "same"}, (2, 6, 3), {}),
    ("AveragePooling2D", {"pool_size": 2}, (2, 5, 6, 3), {}),
    ("AveragePooling2D", {"pool_size": [3, 2], "strides": 2, "padding": "same"}, (2, 5, 6, 3), {}),
    ("AveragePooling1D", {"pool_size": 3, "strides": 2, "padding": "same"}, (2, 6, 3), {}),
    ("GlobalAveragePooling2D", {}, (2, 3, 4, 3), {}),
    ("GlobalAveragePooling1D", {"keepdims": True}, (2, 4, 3), {}),
    ("GlobalMaxPooling2D", {"keepdims": True}, (2, 3, 4, 3), {}),
    ("GlobalMaxPooling1D", {}, (2, 4, 3), {}),
    ("UpSampling2D", {"size": [2, 3]}, (2, 3, 4, 3), {}),
    ("UpSampling2D", {"interpolation": "bilinear"}, (2, 3, 4, 3), {}),
    ("UpSampling2D", {"size": [3, 4], "interpolation": "bilinear"}, (2, 1, 4, 3), {}),
    ("ZeroPadding2D", {"padding": [[1, 0], [2, 3]]}, (2, 3, 4, 3), {}),
    ("BatchNormalization", {}, (4, 3, 3, 5), {}),
    ("BatchNormalization", {"axis": 1, "epsilon": 0.01, "scale": False}, (4, 3, 5), {}),
    ("BatchNormalization", {"center": False}, (4, 6), {}),
    ("LayerNormalization", {}, (4, 6), {}),
    ("LayerNormalization", {"axis": [1, 2], "epsilon": 0.1}, (4, 3, 5), {}),
    ("LayerNormalization", {"axis": 1, "center": False}, (4, 3, 5), {}),
    ("GroupNormalization", {"groups": 3}, (4, 3, 2, 6), {}),
    ("GroupNormalization", {"groups": -1, "scale": False}, (4, 5, 3), {}),
    ("Embedding", {"input_dim": 9, "output_dim": 4}, (3, 5), {"rows": 9}),
]


def test_shapes_of_weights_and_outputs_without_a_batch_size() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder(("batch", 28, 28, 1), name="x")
        y = ng.nn.Conv2D(32, 3, name="first")(x)
        y = ng.nn.MaxPooling2D()(y)
        y = ng.nn.SeparableConv2D(64, 3, padding="same", name="second")(y)
        assert y.shape == ("batch", 13, 13, 64)
        y = ng.nn.Conv2DTranspose(8, 3, 2, padding="same", name="third")(y)
        assert y.shape == ("batch", 26, 26, 8)
        assert ng.nn.GlobalAveragePooling2D()(y).shape == ("batch", 8)
    shapes = {node.name: tuple(node.attrs["shape"]) for node in graph.ops("variable")}
    assert shapes == {
        "first/kernel": (3, 3, 1, 32), "first/bias": (32,), "second/depthwise_kernel": (3, 3, 32, 1),
        "second/pointwise_kernel": (1, 1, 32, 64), "second/bias": (64,), "third/kernel": (3, 3, 8, 64), "third/bias": (8,),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("layer", "attrs", "shape", "sentence"),
    [
        ("Conv2D", {"filters": 2, "kernel_size": 5}, ("batch", 4, 8, 1), "the image is only 4×8"),
        ("Conv2D", {"filters": 2}, ("batch", 64), "insert Reshape"),
        ("Conv2D", {"filters": 3, "groups": 2}, ("batch", 8, 8, 4), "3 filters cannot be divided into 2 groups"),
        ("Conv2D", {"filters": 2, "kernel_size": [3, 3, 3]}, ("batch", 8, 8, 4), "one whole number or 2 of them"),
        ("Conv2D", {"filters": 2}, ("batch", 8, 8, None), "how many channels"),
        ("MaxPooling2D", {"pool_size": 3}, ("batch", 2, 2, 1), "the image is only 2×2"),
        ("MaxPooling1D", {}, ("batch", 8, 8, 1), "takes sequences"),
        ("Conv2DTranspose", {"filters": 2}, ("batch", None, 8, 1), "give its height and width"),
        ("ZeroPadding2D", {"padding": -1}, ("batch", 8, 8, 1), "padding is"),
    ],
)
def test_what_does_not_fit_is_said(layer: str, attrs: dict[str, Any], shape: tuple[Any, ...], sentence: str) -> None:
    with ng.Graph(), pytest.raises(ng.NodegradError, match=sentence):
        getattr(ng.nn, layer)(**attrs)(ng.placeholder(shape, name="x"))


def ours(layer: str, attrs: dict[str, Any], data: np.ndarray, weights: list[np.ndarray], mix: np.ndarray) -> list[np.ndarray]:
    """Output, then the gradients of the input and of every weight, with Keras's numbers in the weights."""
    with ng.Graph() as graph:
        x = ng.placeholder((None, *data.shape[1:]), name="x", dtype=data.dtype.name)
        made = getattr(ng.nn, layer)(**attrs)
        y = made(x)
        loss = ng.ops.sum(y * mix)
        wanted = [value for value in (x, *made.trainable_weights) if value.type.is_float]
        found = ng.gradients(loss, wanted)
    with ng.Session(graph=graph) as session:
        for value, array in zip(made.weights.values(), weights, strict=True):
            session.set_variable(value, array)
        return session.run([y, *found], {x: data}, training=False)


def keras_results(layer: str, attrs: dict[str, Any], data: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    """Weights, then output and gradients, and the numbers that the output was mixed with."""
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    jax = pytest.importorskip("jax", reason="JAX is not installed")
    if keras.backend.backend() != "jax":
        pytest.skip("Keras runs on another backend")
    rng = np.random.default_rng(1)
    fitted = {key: tuple(map(tuple, v)) if key == "padding" and isinstance(v, list) else v for key, v in attrs.items()}
    made = getattr(keras.layers, layer)(**{key: tuple(v) if isinstance(v, list) else v for key, v in fitted.items()})
    made.build(data.shape)
    for variable in made.weights:
        low = 0.5 if "variance" in variable.path else -0.5
        variable.assign(rng.uniform(low, low + 1, variable.shape).astype(np.float32))
    y = np.asarray(made(data))
    mix = rng.uniform(-1, 1, y.shape).astype(np.float32)
    trained = [variable.value for variable in made.trainable_variables]
    fixed = [variable.value for variable in made.non_trainable_variables]

    def loss(inputs: Any, weights: Any) -> Any:
        return (made.stateless_call(weights, fixed, inputs)[0] * mix).sum()

    if data.dtype.kind == "f":
        dx, dw = jax.grad(loss, argnums=(0, 1))(data, trained)
        slopes = [dx, *dw]
    else:
        slopes = list(jax.grad(loss, argnums=1)(data, trained))
    return [np.asarray(v.value) for v in made.weights], [y, *map(np.asarray, slopes)], mix


@pytest.mark.reference
@pytest.mark.parametrize(("layer", "attrs", "shape", "options"), CASES, ids=lambda item: item if isinstance(item, str) else None)
def test_output_and_gradients_are_those_of_keras(
    layer: str, attrs: dict[str, Any], shape: tuple[int, ...], options: dict[str, Any]
) -> None:
    rng = np.random.default_rng(0)
    data = rng.uniform(-1, 1, shape).astype(np.float32) if "rows" not in options else rng.integers(0, options["rows"], shape)
    weights, expected, mix = keras_results(layer, attrs, data)
    found = ours(layer, attrs, data, weights, mix)
    assert len(found) == len(expected)
    for a, b in zip(found, expected, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=2e-5, atol=2e-5)

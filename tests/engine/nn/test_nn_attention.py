"""Attention against Keras's layer and PyTorch's encoder layer, and what masks must keep apart."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.ir.graph import Value
from engine.nn.transformer import OPS as TRANSFORMER
from engine.testing.gradcheck import check_function

os.environ.setdefault("KERAS_BACKEND", "jax")

RNG = np.random.default_rng


def run(layer: Any, arrays: dict[str, np.ndarray], weights: list[np.ndarray] | None = None, mix: Any = None) -> list[np.ndarray]:
    """Output; with ``weights`` and ``mix`` also the gradients of the float inputs and of every weight."""
    with ng.Graph() as graph:
        inputs = {
            key: ng.placeholder((None, *array.shape[1:]), name=key, dtype=array.dtype.name) for key, array in arrays.items()
        }
        y = layer(**inputs)
        found: list[Value] = [y]
        if mix is not None:
            floats = [value for value in inputs.values() if value.type.is_float]
            found += ng.gradients(ng.ops.sum(y * mix), [*floats, *layer.weights.values()])
    with ng.Session(graph=graph, seed=1) as session:
        for value, array in zip(layer.weights.values(), weights or [], strict=False):
            session.set_variable(value, array)
        return session.run(found, arrays, training=False)


#: Keras takes two ways, and only the one for dropout gives zeros to who may look at nothing: masks come with some dropout.
#: Attributes, what the source is (None: the query), whether keys differ, masks, and whether the causal mask is on.
CASES: list[tuple[dict[str, Any], tuple[int, ...] | None, bool, str, bool]] = [
    ({"num_heads": 2, "key_dim": 3}, None, False, "", False),
    ({"num_heads": 2, "key_dim": 3}, None, False, "", True),
    ({"num_heads": 3, "key_dim": 2, "value_dim": 4, "dropout": 0.2}, (2, 6, 5), False, "pairs", False),
    ({"num_heads": 2, "key_dim": 2, "output_shape": 7, "use_bias": False}, (2, 6, 5), True, "padding", False),
    ({"num_heads": 1, "key_dim": 4, "dropout": 0.1}, None, False, "pairs padding", True),
    ({"num_heads": 2, "key_dim": 3, "dropout": 0.3}, None, False, "nothing", False),
]


@pytest.mark.reference
@pytest.mark.parametrize(("attrs", "source", "keys", "masks", "causal"), CASES, ids=lambda item: str(item))
def test_output_and_gradients_are_those_of_keras(
    attrs: dict[str, Any], source: tuple[int, ...] | None, keys: bool, masks: str, causal: bool
) -> None:
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    jax = pytest.importorskip("jax", reason="JAX is not installed")
    if keras.backend.backend() != "jax":
        pytest.skip("Keras runs on another backend")
    rng = RNG(0)
    query = rng.uniform(-1, 1, (2, 4, 6)).astype(np.float32)
    value = rng.uniform(-1, 1, source or query.shape).astype(np.float32)
    arrays = {"query": query, "value": value}
    if keys:
        arrays["key"] = rng.uniform(-1, 1, (2, value.shape[1], 3)).astype(np.float32)
    steps = (query.shape[1], value.shape[1])
    given: dict[str, np.ndarray] = {}
    if "pairs" in masks:
        given["attention_mask"] = rng.random((2, *steps)) < 0.6
    if "padding" in masks:
        given["padding_mask"] = np.arange(steps[1]) < np.array([[steps[1]], [2]])
    if masks == "nothing":
        given["attention_mask"] = np.zeros((2, *steps), bool)

    whole = {key: tuple(v) if isinstance(v, list) else v for key, v in attrs.items()}
    layer = keras.layers.MultiHeadAttention(**whole)
    layer.build(query.shape, value.shape, arrays["key"].shape if keys else None)
    for variable in layer.weights:
        variable.assign(rng.uniform(-0.5, 0.5, variable.shape).astype(np.float32))
    pairs = given.get("attention_mask", np.ones((2, *steps), bool))
    if "padding_mask" in given:
        pairs = pairs & given["padding_mask"][:, None]
    options = {"attention_mask": pairs if given else None, "use_causal_mask": causal}
    fixed = [variable.value for variable in layer.non_trainable_variables]
    y = np.asarray(layer(query, value, key=arrays.get("key"), **options))
    mix = rng.uniform(-1, 1, y.shape).astype(np.float32)

    def loss(data: dict[str, Any], weights: Any) -> Any:
        made = layer.stateless_call(weights, fixed, data["query"], data["value"], key=data.get("key"), **options)[0]
        return (made * mix).sum()

    by_data, by_weight = jax.grad(loss, argnums=(0, 1))(arrays, [variable.value for variable in layer.trainable_variables])
    made = ng.nn.MultiHeadAttention(**attrs, use_causal_mask=causal)
    by_name = {f"{path.split('/')[-2].replace('attention_', '')}_{path.split('/')[-1]}": np.asarray(v.value)
               for v in layer.weights for path in [v.path]}  # fmt: skip
    slopes = dict(zip(by_name, by_weight, strict=True))
    names = [port.name for port in made.op.present_inputs({**made.op.bind_attrs(attrs), "has_key": keys}) if port.param]
    found = run(made, {**arrays, **given}, [by_name[name] for name in names], mix)
    expected = [y, *(by_data[key] for key in arrays), *(slopes[name] for name in names)]
    assert list(made.weights) == names
    for a, b in zip(found, expected, strict=True):
        assert a.shape == np.shape(b)
        np.testing.assert_allclose(a, np.asarray(b), rtol=2e-5, atol=2e-5)


def torch_layer(attrs: dict[str, Any], features: int, dtype: Any) -> Any:
    import torch

    torch.manual_seed(0)
    layer = torch.nn.TransformerEncoderLayer(
        features, attrs["num_heads"], attrs["intermediate_dim"], attrs.get("dropout", 0.0),
        attrs.get("activation", "relu"), attrs.get("epsilon", 1e-5), batch_first=True,
        norm_first=attrs.get("norm_first", False), dtype=dtype,
    )  # fmt: skip
    for parameter in layer.parameters():
        parameter.data = torch.empty_like(parameter).uniform_(-0.7, 0.7)
    return layer.eval()


def in_keras_shapes(layer: Any, tensors: dict[str, Any], heads: int) -> dict[str, np.ndarray]:
    """PyTorch's packed weights (or their gradients) under our names and shapes."""
    packed, biases = tensors["self_attn.in_proj_weight"], tensors["self_attn.in_proj_bias"]
    features = packed.shape[1]
    found = {}
    for name, kernel, bias in zip(("query", "key", "value"), packed.chunk(3), biases.chunk(3), strict=True):
        found[f"{name}_kernel"] = kernel.T.reshape(features, heads, -1)
        found[f"{name}_bias"] = bias.reshape(heads, -1)
    found["output_kernel"] = tensors["self_attn.out_proj.weight"].T.reshape(heads, -1, features)
    found["output_bias"] = tensors["self_attn.out_proj.bias"]
    for ours, theirs in (("attention", "norm1"), ("feedforward", "norm2")):
        found[f"{ours}_gamma"], found[f"{ours}_beta"] = tensors[f"{theirs}.weight"], tensors[f"{theirs}.bias"]
    for ours, theirs in (("intermediate", "linear1"), ("feedforward", "linear2")):
        found[f"{ours}_kernel"], found[f"{ours}_bias"] = tensors[f"{theirs}.weight"].T, tensors[f"{theirs}.bias"]
    return {name: tensor.detach().numpy() for name, tensor in found.items()}


@pytest.mark.reference
@pytest.mark.parametrize(
    "attrs",
    [
        {"num_heads": 2, "intermediate_dim": 5},
        {"num_heads": 3, "intermediate_dim": 4, "activation": "gelu", "norm_first": True},
        {"num_heads": 1, "intermediate_dim": 8, "epsilon": 0.01, "norm_first": True, "dropout": 0.4},
    ],
    ids=["after", "before", "one head"],
)
@pytest.mark.parametrize("masks", ["", "causal", "padding", "both"])
def test_an_encoder_block_is_pytorchs_encoder_layer(attrs: dict[str, Any], masks: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    rng = RNG(3)
    x = rng.uniform(-1, 1, (2, 5, 6))
    arrays = {"x": x}
    options: dict[str, Any] = {}
    if masks in ("padding", "both"):
        arrays["padding_mask"] = np.arange(5) < np.array([[5], [3]])
        options["src_key_padding_mask"] = torch.from_numpy(~arrays["padding_mask"])
    if masks in ("causal", "both"):
        options["src_mask"] = torch.ones(5, 5, dtype=torch.bool).triu(1)
    layer = torch_layer(attrs, 6, torch.float64)
    inputs = torch.from_numpy(x).requires_grad_()
    y = layer(inputs, **options)
    mix = rng.uniform(-1, 1, y.shape)
    (y * torch.from_numpy(mix)).sum().backward()
    weights = in_keras_shapes(layer, dict(layer.named_parameters()), attrs["num_heads"])
    slopes = in_keras_shapes(layer, {name: p.grad for name, p in layer.named_parameters()}, attrs["num_heads"])

    made = ng.nn.TransformerEncoderBlock(**attrs, use_causal_mask=masks in ("causal", "both"))
    names = [port.name for port in made.op.inputs if port.param]
    found = run(made, arrays, [weights[name] for name in names], mix)
    expected = [y.detach().numpy(), inputs.grad.numpy(), *(slopes[name] for name in names)]
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("layer", ["heads", "block"])
def test_nothing_is_seen_of_what_comes_later(layer: str) -> None:
    x = RNG(0).normal(size=(1, 6, 4)).astype(np.float32)
    later = x.copy()
    later[:, 3:] += 5.0
    results = []
    for data in (x, later):
        made = (
            ng.nn.MultiHeadAttention(2, 2, use_causal_mask=True)
            if layer == "heads"
            else ng.nn.TransformerEncoderBlock(2, 5, use_causal_mask=True)
        )
        results.append(run(made if layer == "block" else _self(made), {"x": data})[0])
    np.testing.assert_array_equal(results[0][:, :3], results[1][:, :3])
    assert np.abs(results[0][:, 3:] - results[1][:, 3:]).max() > 0.1


def _self(layer: Any) -> Any:
    def attend(x: Value, **masks: Value) -> Value:
        return layer(x, x, **masks)

    attend.weights = layer.weights  # type: ignore[attr-defined]
    return attend


def test_padding_has_no_say_and_gets_no_gradient() -> None:
    x = RNG(0).normal(size=(2, 5, 4))
    there = np.arange(5) < np.array([[5], [2]])
    other = x.copy()
    other[1, 2:] = 100.0
    with ng.Graph() as graph:
        data = ng.placeholder((None, 5, 4), dtype="float64", name="x")
        mask = ng.placeholder((None, 5), dtype="bool", name="mask")
        y = ng.nn.MultiHeadAttention(2, 2)(data, data, padding_mask=mask)
        seen = ng.ops.where(ng.ops.expand_dims(mask, axis=-1), y, 0.0)
        (slope,) = ng.gradients(ng.ops.sum(ng.ops.square(seen)), [data])
    with ng.Session(graph=graph, seed=0) as session:
        first, gradient = session.run([seen, slope], {data: x, mask: there})
        second = session.run(seen, {data: other, mask: there})
    np.testing.assert_allclose(first, second, rtol=1e-12)
    assert not gradient[1, 2:].any() and gradient[1, :2].any()


@pytest.mark.reference
@pytest.mark.parametrize("steps", [3, 0])
def test_who_may_look_at_nothing_finds_zeros(steps: int) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    query, key, value = RNG(0).normal(size=(3, 2, 3, 4))
    key, value = key[:, :steps], value[:, :steps]
    seen = np.ones((3, steps), bool)
    seen[1] = False
    with ng.Graph():
        inputs = [ng.constant(array) for array in (query, key, value)]
        y = ng.ops.scaled_dot_product_attention(*inputs, ng.constant(seen))
        found = [y, *ng.gradients(ng.ops.sum(ng.ops.square(y)), inputs)]
    with ng.Session(graph=y.graph) as session:
        arrays = session.run(found)
    assert not arrays[0][:, 1].any() and all(np.isfinite(array).all() for array in arrays)
    tensors = [torch.from_numpy(array).requires_grad_() for array in (query, key, value)]
    expected = torch.nn.functional.scaled_dot_product_attention(*tensors, torch.from_numpy(seen))
    if steps:
        slopes = torch.autograd.grad(expected.square().sum(), tensors)
        for a, b in zip(arrays, (expected.detach(), *slopes), strict=True):
            np.testing.assert_allclose(a, b.numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("order", [1, 2])
def test_gradients_through_masks_are_those_of_finite_differences(order: int) -> None:
    rng = RNG(4)
    arrays = [rng.uniform(-1, 1, shape) for shape in ((2, 3, 4), (2, 2, 4), (2, 2, 3))]

    def function(b: Any, inputs: Any) -> Any:
        mask = b.constant(np.array([[True, False], [False, False], [True, True]]))
        return b.scaled_dot_product_attention(*inputs, mask, use_causal_mask=True)

    check_function(function, arrays, order)


def test_lengths_need_not_be_known() -> None:
    layer = ng.nn.TransformerEncoderBlock(2, 8, use_causal_mask=True)
    with ng.Graph() as graph:
        tokens = ng.placeholder(("batch", None), dtype="int64", name="tokens")
        x = ng.nn.Embedding(5, 4)(tokens)
        y = layer(x, padding_mask=ng.nn.PaddingMask()(tokens))
        total = ng.ops.sum(ng.ops.square(y))
        slopes = ng.gradients(total, list(layer.weights.values()))
    assert y.shape == ("batch", None, 4)
    with ng.Session(graph=graph, seed=0) as session:
        for shape in ((2, 3), (1, 7), (4, 1)):
            found = session.run([y, *slopes], {tokens: RNG(0).integers(0, 5, shape)})
            assert found[0].shape == (*shape, 4) and all(np.isfinite(array).all() for array in found)


def test_dropout_is_drawn_apart_at_each_place_and_the_same_for_the_same_seed() -> None:
    with ng.Graph() as graph:
        x = ng.constant(RNG(0).normal(size=(2, 8, 4)).astype(np.float32))
        layer = ng.nn.TransformerEncoderBlock(2, 8, dropout=0.5)
        y = layer(x, training=True)
        still = layer(x, training=False)
    with ng.Session(graph=graph, seed=0) as session, ng.Session(graph=graph, seed=0) as again:
        np.testing.assert_array_equal(session.run(y), again.run(y))
        assert np.abs(session.run(y) - session.run(still)).max() > 0.1


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda x, m: ng.nn.MultiHeadAttention(2, 4)(ng.ops.mean(x, axis=1), x), "query must be sequences batch×steps×features"),
        (lambda x, m: ng.nn.MultiHeadAttention(2, 4)(x, x, padding_mask=m), "padding_mask is batch×4, but must fit batch×5"),
        (lambda x, m: ng.nn.MultiHeadAttention(2, 4)(x, x, attention_mask=x), "takes bool values, but got float32"),
        (lambda x, m: ng.nn.TransformerEncoderBlock(4, 8)(x), "6 features cannot be divided among 4 heads"),
        (lambda x, m: ng.nn.ResidualAdd()(ng.nn.Dense(4)(x), x), "let the last layer give 6 features, or send the shortcut"),
        (lambda x, m: ng.nn.ResidualAdd()(x, ng.ops.mean(x, axis=1)), "start the shortcut where the shape is batch×5×6"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(make: Any, sentence: str) -> None:
    with ng.Graph(), pytest.raises(ng.NodegradError, match=sentence):
        make(ng.placeholder(("batch", 5, 6), name="x"), ng.placeholder(("batch", 4), dtype="bool", name="m"))


@pytest.mark.reference
def test_a_shortcut_is_kerass_add() -> None:
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    a, b = RNG(0).normal(size=(2, 2, 3, 4)).astype(np.float32)
    found = run(ng.nn.ResidualAdd(), {"x": a, "shortcut": b})[0]
    np.testing.assert_array_equal(found, np.asarray(keras.layers.Add()([a, b])))
    assert "ResidualAdd" in [op.title for op in TRANSFORMER]

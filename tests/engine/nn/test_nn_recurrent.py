"""Recurrent layers against Keras's of the same name: outputs, states, and the gradient of every weight, input and first state."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.ir.types import TensorType
from engine.testing.gradcheck import check_op
from engine.testing.interpret import Interpreter

os.environ.setdefault("KERAS_BACKEND", "jax")

UNITS = 4
LAYERS = ("SimpleRNN", "LSTM", "GRU")

#: The layer, its attributes, whether a mask is given, whether a first state is.
CASES: list[tuple[str, dict[str, Any], bool, bool]] = [
    *((layer, {}, False, False) for layer in LAYERS),
    *((layer, {"return_sequences": True, "return_state": True}, False, True) for layer in LAYERS),
    *((layer, {"return_sequences": True, "return_state": True}, True, False) for layer in LAYERS),
    *((layer, {"return_sequences": True, "return_state": True}, True, True) for layer in LAYERS),
    *((layer, {"return_state": True, "go_backwards": True}, True, False) for layer in LAYERS),
    *((layer, {"return_sequences": True, "go_backwards": True, "use_bias": False}, False, False) for layer in LAYERS),
    ("SimpleRNN", {"activation": "relu"}, True, True),
    ("LSTM", {"recurrent_activation": "hard_sigmoid", "activation": "softplus"}, False, False),
    ("LSTM", {"recurrent_activation": "softmax", "activation": "linear"}, True, False),
    ("GRU", {"reset_after": False}, False, True),
    ("GRU", {"reset_after": False, "return_sequences": True, "go_backwards": True}, True, False),
    ("GRU", {"reset_after": False, "use_bias": False, "recurrent_activation": "softmax"}, False, False),
]
BOTH: list[tuple[dict[str, Any], bool, bool]] = [
    ({"layer": "LSTM"}, False, False),
    ({"layer": "LSTM"}, False, True),
    ({"layer": "LSTM", "return_sequences": True}, True, False),
    ({"layer": "LSTM", "return_sequences": True}, True, True),
    ({"layer": "GRU", "merge_mode": "sum", "return_sequences": True}, False, True),
    ({"layer": "GRU", "merge_mode": "mul", "reset_after": False}, True, False),
    ({"layer": "SimpleRNN", "merge_mode": "ave", "return_sequences": True, "use_bias": False}, True, True),
]


def arrays(batch: int = 3, steps: int = 5, features: int = 2) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """A batch, a mask that hides steps at the beginning, in the middle and at the end, and two first states."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (batch, steps, features)).astype(np.float32)
    mask = rng.random((batch, steps)) < 0.6
    mask[0], mask[1, 0], mask[1, -1] = True, False, False
    return x, mask, [rng.uniform(-1, 1, (batch, UNITS)).astype(np.float32) for _ in range(2)]


def ours(layer: str, attrs: dict[str, Any], inputs: dict[str, Any], weights: list[np.ndarray], mixes: list[np.ndarray]) -> Any:
    """Outputs, then the gradients of the input, the first states and every weight, with Keras's numbers in the weights."""
    with ng.Graph() as graph:
        x = ng.placeholder((None, *inputs["x"].shape[1:]), name="x")
        feeds = {x: inputs["x"]}
        given: dict[str, Any] = {}
        first: list[Any] = []
        if "mask" in inputs:
            given["mask"] = ng.placeholder((None, None), dtype="bool", name="mask")
            feeds[given["mask"]] = inputs["mask"]
        if "initial_state" in inputs:
            first = [ng.placeholder((None, UNITS)) for _ in inputs["initial_state"]]
            feeds.update(zip(first, inputs["initial_state"], strict=True))
            given |= dict(zip(names, first, strict=True)) if (names := inputs.get("names")) else {"initial_state": first}
        made = getattr(ng.nn, layer)(**attrs)
        outputs = made(x, **given)
        outputs = list(outputs) if isinstance(outputs, tuple) else [outputs]
        loss = ng.ops.add(0.0, 0.0)
        for output, mix in zip(outputs, mixes, strict=True):
            loss = loss + ng.ops.sum(output * mix)
        found = ng.gradients(loss, [x, *first, *made.trainable_weights])
    with ng.Session(graph=graph) as session:
        for value, array in zip(made.weights.values(), weights, strict=True):
            session.set_variable(value, array)
        return session.run([*outputs, *found], feeds)


def keras_results(made: Any, inputs: dict[str, Any]) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """Weights, then outputs and gradients, and the numbers that the outputs were mixed with."""
    import jax

    rng = np.random.default_rng(1)
    made.build(inputs["x"].shape)
    for variable in made.weights:
        variable.assign(rng.uniform(-0.7, 0.7, variable.shape).astype(np.float32))
    rest = {key: value for key, value in inputs.items() if key == "mask"}
    trained = [variable.value for variable in made.trainable_variables]
    fixed = [variable.value for variable in made.non_trainable_variables]
    states = inputs.get("initial_state", [])

    def call(x: Any, first: Any, weights: Any) -> list[Any]:
        more = {"initial_state": list(first)} if first else {}
        y = made.stateless_call(weights, fixed, x, **more, **rest)[0]
        return list(y) if isinstance(y, (list, tuple)) else [y]

    outputs = [np.asarray(y) for y in call(inputs["x"], states, trained)]
    mixes = [rng.uniform(-1, 1, y.shape).astype(np.float32) for y in outputs]

    def loss(x: Any, first: Any, weights: Any) -> Any:
        return sum((y * mix).sum() for y, mix in zip(call(x, first, weights), mixes, strict=True))

    dx, ds, dw = jax.grad(loss, argnums=(0, 1, 2))(inputs["x"], states, trained)
    slopes = [dx, *ds, *dw]
    return [np.asarray(v.value) for v in made.weights], [*outputs, *map(np.asarray, slopes)], mixes


def keras() -> Any:
    found = pytest.importorskip("keras", reason="Keras is not installed")
    pytest.importorskip("jax", reason="JAX is not installed")
    if found.backend.backend() != "jax":
        pytest.skip("Keras runs on another backend")
    return found


def compare(found: list[np.ndarray], expected: list[np.ndarray]) -> None:
    assert len(found) == len(expected)
    for a, b in zip(found, expected, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=2e-5, atol=2e-5)


@pytest.mark.reference
@pytest.mark.parametrize(("layer", "attrs", "masked", "begun"), CASES)
def test_outputs_states_and_gradients_are_those_of_keras(layer: str, attrs: dict[str, Any], masked: bool, begun: bool) -> None:
    x, mask, states = arrays()
    inputs: dict[str, Any] = {"x": x}
    if masked:
        inputs["mask"] = mask
    if begun:
        inputs["initial_state"] = states[: 2 if layer == "LSTM" else 1]
    weights, expected, mixes = keras_results(getattr(keras().layers, layer)(UNITS, **attrs), inputs)
    compare(ours(layer, {"units": UNITS, **attrs}, inputs, weights, mixes), expected)


@pytest.mark.reference
@pytest.mark.parametrize(("attrs", "masked", "begun"), BOTH)
def test_both_directions_are_those_of_keras(attrs: dict[str, Any], masked: bool, begun: bool) -> None:
    x, mask, states = arrays()
    inputs: dict[str, Any] = {"x": x, "mask": mask} if masked else {"x": x}
    if begun:  # in Keras's order
        kinds = ("state", "cell") if attrs["layer"] == "LSTM" else ("state",)
        inputs["initial_state"] = [*states, *(-state for state in states)][:: 3 - len(kinds)]
        inputs["names"] = [f"initial_{way}_{kind}" for way in ("forward", "backward") for kind in kinds]
    layers = keras().layers
    rest = {key: value for key, value in attrs.items() if key not in ("layer", "merge_mode")}
    made = layers.Bidirectional(getattr(layers, attrs["layer"])(UNITS, **rest), merge_mode=attrs.get("merge_mode", "concat"))
    weights, expected, mixes = keras_results(made, inputs)
    compare(ours("Bidirectional", {"units": UNITS, **attrs}, inputs, weights, mixes), expected)


@pytest.mark.reference
@pytest.mark.parametrize("layer", LAYERS)
def test_first_weights_are_kerass(layer: str) -> None:
    """Shapes, order and initializers, as far as they are not drawn."""
    made = getattr(keras().layers, layer)(UNITS)
    made.build((None, 5, 2))
    with ng.Graph() as graph:
        own = getattr(ng.nn, layer)(UNITS)
        own(ng.placeholder((None, 5, 2)))
    assert [(name, value.shape) for name, value in own.weights.items()] == [(v.name, tuple(v.shape)) for v in made.weights]
    with ng.Session(graph=graph) as session:
        np.testing.assert_array_equal(session.get_variable(own.bias), np.asarray(made.weights[2].value))
        recurrent = session.get_variable(own.recurrent_kernel)
        np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(UNITS), atol=1e-5)


SMALL = [
    ("simple_rnn", {"units": 2, "return_sequences": True}),
    ("lstm", {"units": 2}),
    ("lstm", {"units": 2, "return_sequences": True, "has_mask": True}),
    ("gru", {"units": 2}),
    ("gru", {"units": 2, "reset_after": False, "go_backwards": True}),
]


def inputs_of(name: str, attrs: dict[str, Any], batch: int = 2, steps: int = 3) -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    gates = {"simple_rnn": 1, "lstm": 4, "gru": 3}[name]
    bias = (2, 6) if name == "gru" and attrs.get("reset_after", True) else (2 * gates,)
    mask = [rng.random((batch, steps)) < 0.7] if attrs.get("has_mask") else []
    shapes = [(2, 2 * gates), (2, 2 * gates), bias]
    return [rng.uniform(-1, 1, (batch, steps, 2)), *(rng.uniform(-1, 1, shape) for shape in shapes), *mask]


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(("name", "attrs"), SMALL)
def test_gradients_are_those_of_finite_differences(name: str, attrs: dict[str, Any], order: int) -> None:
    check_op(ng.ops.registry.get(name), inputs_of(name, attrs), attrs, order)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SMALL), st.integers(0, 3), st.integers(0, 4))
def test_the_plan_gives_what_the_references_give(case: tuple[str, dict[str, Any]], batch: int, steps: int) -> None:
    """For any number of rows and steps, none and one among them; twice, as the state of a run must not leak into the next."""
    name, attrs = case
    data = inputs_of(name, attrs, batch, steps)
    graph = ng.Graph()
    x = [graph.add("placeholder", (), {"shape": [None] * 0 + list(a.shape), "dtype": a.dtype.name}).outputs[0] for a in data]
    outputs = graph.add(name, x, attrs).outputs
    floats = [value for value in x if value.type.is_float]
    fetches = [*outputs, *ng.gradients(ng.ops.sum(outputs[0] * outputs[0]), floats)]
    feeds = {value.name: array for value, array in zip(x, data, strict=True)}
    exact = Interpreter(fetches, {})(feeds)
    with ng.Session(graph=graph) as session:
        for _ in range(2):
            for found, expected in zip(session.run(fetches, feeds), exact, strict=True):
                assert found.shape == expected.shape
                np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("layer", [*LAYERS, "Bidirectional"])
def test_the_program_does_not_grow_with_the_sequence(layer: str) -> None:
    sizes = set()
    for steps in (3, 300):
        with ng.Graph() as graph:
            x = ng.placeholder(("batch", steps, 2), name="x")
            y = getattr(ng.nn, layer)(units=UNITS)(x)
            step = ng.optimizers.SGD().minimize(ng.ops.mean(y * y))
        plan = ng.compile(graph, [y, step], feed_shapes={"x": (2, steps, 2)})
        sizes.add((len(graph.nodes), len(plan.describe().splitlines())))
    assert len(sizes) == 1


def test_a_network_learns_to_tell_characters_apart() -> None:
    """Which letter comes next in a text that repeats itself."""
    text = np.array([ord(letter) - 97 for letter in "thequickbrownfoxjumpsoverthelazydog" * 8])
    rng = np.random.default_rng(0)
    with ng.Graph(seed=0) as graph:
        x = ng.placeholder((None, 8), dtype="int64", name="x")
        y = ng.placeholder((None,), dtype="int64", name="y")
        hidden = ng.nn.LSTM(24)(ng.nn.Embedding(26, 8)(x))
        loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(26)(hidden), from_logits=True)
        step = ng.optimizers.Adam(learning_rate=0.02).minimize(loss)
    losses = []
    with ng.Session(graph=graph, seed=0) as session:
        for _ in range(200):
            starts = rng.integers(0, len(text) - 9, 16)
            rows = text[starts[:, None] + np.arange(9)]
            losses.append(float(session.run([loss, step], {x: rows[:, :8], y: rows[:, 8]})[0]))
    assert np.mean(losses[-20:]) < 0.1 * losses[0]


def both(x: ng.Value, layer: str, state: str) -> ng.Value:
    first = {f"initial_{way}_{state}": ng.placeholder((None, 4)) for way in ("forward", "backward")}
    y: ng.Value = ng.nn.Bidirectional(4, layer)(x, **first)
    return y


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda x: ng.nn.LSTM(4)(x[:, 0]), "insert Reshape or Embedding"),
        (lambda x: ng.nn.LSTM(4)(ng.placeholder((None, 5, None))), "how many features a step has"),
        (lambda x: ng.nn.GRU(4)(x, mask=ng.placeholder((None, 4), dtype="bool")), "the mask is"),
        (lambda x: ng.nn.GRU(4)(x, initial_state=ng.placeholder((None, 3))), "initial_state is"),
        (lambda x: ng.nn.LSTM(4)(x, initial_state=ng.placeholder((None, 4))), "takes 3 inputs"),
        (lambda x: ng.nn.LSTM(4, bias_initializer="nothing")(x), "there is no initializer 'nothing'"),
        (lambda x: both(x, "LSTM", "state"), "connect initial_forward_cell and initial_backward_cell too"),
        (lambda x: both(x, "GRU", "cell"), "a GRU has no cell to begin with; leave initial_forward_cell and"),
    ],
)
def test_what_does_not_fit_is_said(make: Any, sentence: str) -> None:
    with ng.Graph(), pytest.raises(ng.NodegradError, match=sentence):
        make(ng.placeholder((None, 5, 2)))


def test_types_are_known_before_anything_runs() -> None:
    with ng.Graph():
        x = ng.placeholder(("batch", "time", 3))
        y, h, c = ng.nn.LSTM(4, return_sequences=True, return_state=True)(x)
        assert y.type == TensorType("float32", ("batch", "time", 4))
        assert h.type == c.type == TensorType("float32", ("batch", 4))
        assert ng.nn.Bidirectional(units=4)(x).shape == ("batch", 8)


def test_bidirectional_takes_a_layer_as_in_keras() -> None:
    layers = ng.nn.Bidirectional(ng.nn.GRU(4, use_bias=False), "sum"), ng.nn.Bidirectional(4, "GRU", "sum", use_bias=False)
    x = np.random.default_rng(0).normal(size=(3, 5, 2)).astype("float32")
    found = []
    for layer in layers:
        with ng.Graph() as graph:
            y = layer(ng.constant(x))
        with ng.Session(graph=graph, seed=0) as session:
            found.append(session.run(y))
    np.testing.assert_array_equal(*found)
    with pytest.raises(ng.NodegradError, match="Dense is no layer over sequences; give one of SimpleRNN, LSTM, GRU"):
        ng.nn.Bidirectional(ng.nn.Dense(4))

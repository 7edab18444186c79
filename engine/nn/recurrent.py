"""Recurrent layers: they read sequences step by step, and keep a state between the steps.

Names, weights, order of the gates and defaults are Keras's.  Each is a composite over ``scan``, so the size of a program does not
grow with the length of the sequences, and exported code keeps the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, format_shape, merge_dims
from engine.nn.activation import ACTIVATIONS
from engine.nn.attention import RANDOM, SEED, TRAINING
from engine.nn.recurrent_cells import CELLS, Cell, parts
from engine.nn.recurrent_dropout import DROPOUT, RECURRENT, Recurrent, entered
from engine.ops.attrs import Attr
from engine.ops.scanning import scan
from engine.ops.spec import Op, Param, Port, Sample

_CHOICES = (*ACTIVATIONS, "linear")


def features(x: TensorType) -> int:
    """The known number of features of a step."""
    if x.rank != 3:
        raise RuleError(
            "takes sequences batch×steps×features, but got {shape}; insert Reshape or Embedding", shape=format_shape(x.shape)
        )
    last = x.shape[2]
    if not isinstance(last, int):
        raise RuleError(
            "input {shape} does not say how many features a step has; give its last dimension a size", shape=format_shape(x.shape)
        )
    return last


# --- types ----------------------------------------------------------------------------------------------------------------


def present(types: Sequence[Any], attrs: Attrs, weights: Sequence[str], states: Sequence[str]) -> dict[str, Any]:
    """The inputs of a node by their names; ``states`` are the first states that it is given."""
    names = ["x", *(name for name in weights if attrs["use_bias"] or not name.endswith("bias"))]
    names += ["mask"] if attrs["has_mask"] else []
    return dict(zip([*names, *states], types, strict=True))


def check_mask(x: TensorType, mask: TensorType) -> None:
    try:
        if mask.rank != 2:
            raise RuleError("it has another rank")
        for a, b in zip(mask.shape, x.shape, strict=False):
            merge_dims(a, b)
    except RuleError:
        raise RuleError(
            "the mask is {got}, but {wanted} is needed: for each step of each row whether it counts",
            got=format_shape(mask.shape), wanted=format_shape(x.shape[:2]), port="mask",
        ) from None  # fmt: skip


def check_state(x: TensorType, state: TensorType, units: int, port: str) -> None:
    try:
        if state.rank != 2 or state.shape[1] != units:
            raise RuleError("it has another shape")
        merge_dims(state.shape[0], x.shape[0])
    except RuleError:
        raise RuleError(
            "{state} is {got}, but {wanted} is needed", state=port, got=format_shape(state.shape),
            wanted=format_shape((x.shape[0], units)), port=port,
        ) from None  # fmt: skip


def check_weights(
    x: TensorType, kernel: TensorType, recurrent: TensorType, bias: TensorType | None, cell: Cell, attrs: Attrs
) -> None:
    columns = cell.gates * attrs["units"]
    wanted: dict[str, tuple[TensorType, Shape]] = {
        "kernel": (kernel, (features(x), columns)), "recurrent kernel": (recurrent, (attrs["units"], columns)),
    }  # fmt: skip
    if bias is not None:
        wanted["bias"] = (bias, cell.bias(attrs))
    for name, (type_, shape) in wanted.items():
        if type_.shape != shape:
            raise RuleError(
                "the {weight} is {got}, but {wanted} is needed; share the weights of a layer with these sizes",
                weight=name, got=format_shape(type_.shape), wanted=format_shape(shape),
            )  # fmt: skip
        if type_.dtype != x.dtype:
            raise RuleError(
                "input is {got}, but the {weight} is {wanted}; insert Cast to {wanted}",
                got=x.dtype, weight=name, wanted=type_.dtype,
            )  # fmt: skip


WEIGHTS = ("kernel", "recurrent_kernel", "bias")


def _first_states(cell: Cell, attrs: Attrs) -> list[str]:
    """What the first states are called, where they are given."""
    return [f"initial_{state}" for state in cell.states] if attrs["has_initial_state"] else []


def _infer(cell: Cell) -> Callable[[Sequence[TensorType], Attrs], Sequence[TensorType]]:
    def infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
        given = present(types, attrs, WEIGHTS, _first_states(cell, attrs))
        x, units = given["x"], attrs["units"]
        features(x)
        if "mask" in given:
            check_mask(x, given["mask"])
        for state in _first_states(cell, attrs):
            check_state(x, given[state], units, state)
        check_weights(x, given["kernel"], given["recurrent_kernel"], given.get("bias"), cell, attrs)
        state_type = x.with_shape((x.shape[0], units))
        y = x.with_shape((*x.shape[:2], units)) if attrs["return_sequences"] else state_type
        return [y, *[state_type] * len(cell.states)] if attrs["return_state"] else [y]

    return infer


# --- what they stand for ---------------------------------------------------------------------------------------------------


def _project(b: Builder, steps: Value, kernel: Value) -> Value:
    """x·W of all steps: one product of two matrices where the sizes are known."""
    result: Value
    if steps.type.is_static and steps.type.size:
        length, batch, wide = steps.type.static_shape
        flat = b.matmul(b.reshape(steps, shape=[length * batch, wide]), kernel)
        result = b.reshape(flat, shape=[length, batch, kernel.shape[1]])
    else:
        result = b.matmul(steps, kernel)
    return result


def _entries(b: Builder, cell: Cell, x: Value, kernel: Value, attrs: Attrs, first: int) -> Value:
    """x·W of all steps, (time, batch, blocks of units)."""
    seen = [b.transpose(each, axes=[1, 0, 2]) for each in entered(b, x, attrs, cell, first)]
    if len(seen) == 1:
        return _project(b, seen[0], kernel)
    pieces = parts(b, kernel, attrs["units"], *(1,) * cell.gates)
    result: Value = b.concatenate(*(_project(b, each, piece) for each, piece in zip(seen, pieces, strict=True)), axis=-1)
    return result


def run(
    b: Builder, cell: Cell, x: Value, mask: Value | None, states: Sequence[Value] | None, weights: Sequence[Value], attrs: Attrs,
    backwards: bool, zeroed: bool = False,
) -> tuple[Value, list[Value]]:  # fmt: skip
    """The outputs of all steps, (time, batch, units) in the order of the entries, or of the last one; and the last states.

    Where the mask is false nothing changes: states are kept, and the output before is given again, at first the first state;
    of all steps, where they are ``zeroed``, zeros are given.
    """
    kernel, recurrent = weights[:2]
    bias = weights[2] if len(weights) > 2 else None
    draw = 2 * cell.gates * (1 + (zeroed and backwards))  # of the two directions of one layer each has draws of its own
    entries = _entries(b, cell, x, kernel, attrs, draw)
    entries = entries if bias is None else cell.outer(b, entries, bias, attrs)
    if states is None:
        zeros = b.zeros_like(b.slice(b.sum(entries, axis=0), begin=[None, None], end=[None, attrs["units"]], step=[1, 1]))
        first = [zeros] * len(cell.states)
    else:
        first = list(states)
    inner = Recurrent(b, cell, recurrent, bias, first[0], attrs, draw)
    sequences = [entries]
    if mask is not None:
        sequences.append(b.expand_dims(b.transpose(mask), axis=-1))

    def step(carry: Sequence[Value], entry: Sequence[Value], *fixed: Value) -> tuple[Sequence[Value], Value | None]:
        inside = Builder(carry[0].graph)
        fresh = after = list(cell.step(inside, carry, entry[0], inner.product(fixed), inner.bias(fixed), attrs))
        if mask is not None:
            after = [inside.where(entry[1], new, old) for new, old in zip(fresh, carry, strict=True)]
        if not attrs["return_sequences"]:
            return after, None
        return after, inside.where(entry[1], fresh[0], 0.0) if zeroed and mask is not None else after[0]

    names = [*cell.states, "entry", *(["counts"] if mask is not None else []), *inner.names]
    last, stacked = scan(step, first, sequences, inner.constants, reverse=backwards, name="steps", names=names)
    return stacked if attrs["return_sequences"] else last[0], list(last)


def _expand(cell: Cell) -> Callable[[Builder, Sequence[Value], Attrs], Sequence[Value]]:
    def expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
        given = present(inputs, attrs, WEIGHTS, _first_states(cell, attrs))
        states = [given[state] for state in _first_states(cell, attrs)] or None
        weights = [given[name] for name in WEIGHTS if name in given]
        y, last = run(b, cell, given["x"], given.get("mask"), states, weights, attrs, attrs["go_backwards"])
        if attrs["return_sequences"]:
            y = b.transpose(y, axes=[1, 0, 2])
            y = b.flip(y, axis=1) if attrs["go_backwards"] else y
        return [y, *last] if attrs["return_state"] else [y]

    return expand


# --- declarations -----------------------------------------------------------------------------------------------------------


def weight_ports(cell: Callable[[Attrs], Cell], prefix: str = "") -> tuple[Port, ...]:
    def kernel(types: Sequence[TensorType], attrs: Attrs) -> Shape:
        return features(types[0]), cell(attrs).gates * attrs["units"]

    return (
        Port(prefix + "kernel", "float", param=Param(kernel, "kernel_initializer")),
        Port(
            prefix + "recurrent_kernel", "float",
            param=Param(lambda types, attrs: (attrs["units"], cell(attrs).gates * attrs["units"]), "recurrent_initializer"),
        ),
        Port(
            prefix + "bias", "float", flag="use_bias",
            param=Param(
                lambda types, attrs: cell(attrs).bias(attrs), "bias_initializer",
                refine=lambda initializer, attrs: cell(attrs).first_bias(initializer, attrs),
            ),
        ),
    )  # fmt: skip


X = Port("x", "float", help="Sequences, (batch, steps, features).")
MASK = Port("mask", "bool", flag="has_mask", help="Which steps of each row count, (batch, steps); the others change nothing.")
UNITS = Attr("units", "int", minimum=1, unit="units", help="Number of outputs of a step, and size of the state.", start=32)
ACTIVATION = Attr("activation", "choice", "tanh", choices=_CHOICES, help="Applied to what a step makes of its input.")
GATES = Attr("recurrent_activation", "choice", "sigmoid", choices=_CHOICES, help="Applied to the gates.")
FIRST = (
    Attr("use_bias", "bool", True, help="Add a bias to every unit."),
    Attr("kernel_initializer", "initializer", "glorot_uniform", help="First values of the kernel."),
    Attr("recurrent_initializer", "initializer", "orthogonal", help="First values of the recurrent kernel."),
    Attr("bias_initializer", "initializer", "zeros", help="First values of the bias."),
)
FORGET = Attr("unit_forget_bias", "bool", True, help="The bias of the forget gate begins at 1.")
RESET = Attr("reset_after", "bool", True, help="Apply the reset gate after the recurrent product, as cuDNN does.")
SEQUENCES = Attr("return_sequences", "bool", False, help="Give the outputs of all steps, instead of the last one.")
_STATE = Attr("return_state", "bool", False, help="Give the last states too.")
_BACKWARDS = Attr("go_backwards", "bool", False, help="Read from the last step to the first, and give the outputs in that order.")
DROPPED = (DROPOUT, RECURRENT)
HAS_MASK = Attr("has_mask", "bool", False, help="Whether a mask is connected.")
HAS_STATE = Attr("has_initial_state", "bool", False, help="Whether first states are connected.")


def _layer(name: str, cell: Cell, own: Sequence[Attr], samples: Sequence[Sample], help: str, formula: str, source: str) -> Op:
    states = tuple(
        Port(
            f"initial_{state}", "float", flag="has_initial_state", help="What the state begins with, (batch, units); else zeros."
        )
        for state in cell.states
    )
    last = tuple(f"last_{state}" for state in cell.states)
    return Op(
        name=name, title=cell.title, category="layers", telling="units",
        inputs=(X, *weight_ports(lambda attrs: cell), MASK, *states),
        outputs=("y",), parts=lambda attrs: ("y", *last) if attrs["return_state"] else ("y",),
        attrs=(
            UNITS, ACTIVATION, *own[:1], *FIRST, *own[1:], *DROPPED, SEQUENCES, _STATE, _BACKWARDS, HAS_MASK, HAS_STATE,
            TRAINING, SEED,
        ),
        traits=RANDOM,
        infer=_infer(cell), expand=_expand(cell), samples=tuple(samples), help=help, formula=formula, source=source,
    )  # fmt: skip


def _shapes(cell: Cell, units: int, bias: tuple[int, ...], extra: int = 0, mask: bool = False) -> tuple[tuple[int, ...], ...]:
    """Inputs of a sample: five rows of three steps with two features."""
    weights = ((2, cell.gates * units), (units, cell.gates * units), bias)
    return ((5, 3, 2), *weights, *([(5, 3)] if mask else []), *[(5, units)] * extra)


def _domain(shapes: Sequence[Any]) -> list[Any]:
    return ["bool" if index == 4 else (-1.0, 1.0) for index in range(len(shapes))]


_SIMPLE, _LSTM, _GRU = CELLS["SimpleRNN"], CELLS["LSTM"], CELLS["GRU"]
_MASKED = _shapes(_LSTM, 2, (8,), 2, mask=True)

OPS: tuple[Op, ...] = (
    _layer(
        "simple_rnn", _SIMPLE, (),
        (
            Sample(_shapes(_SIMPLE, 3, (3,)), {"units": 3}),
            Sample(_shapes(_SIMPLE, 2, (2,)), {"units": 2, "return_sequences": True, "go_backwards": True}),
            Sample(_shapes(_SIMPLE, 2, (2,)), {"units": 2, "dropout": 0.4, "training": True, "seed": 3}),
        ),
        help="A dense layer over each step and its own output of the step before.", formula="hₜ = activation(xₜ·W + hₜ₋₁·U + b)",
        source="Elman 1990; Keras SimpleRNN",
    ),
    _layer(
        "lstm", _LSTM, (GATES, FORGET),
        (
            Sample(_shapes(_LSTM, 2, (8,)), {"units": 2, "return_sequences": True}),
            Sample(
                _MASKED, {"units": 2, "return_sequences": True, "has_mask": True, "has_initial_state": True}, _domain(_MASKED)
            ),
            Sample(_shapes(_LSTM, 2, (8,)), {"units": 2, "recurrent_dropout": 0.4, "training": True, "seed": 3}),
        ),
        help="Long short-term memory: gates decide what enters a cell, what stays in it and what leaves it.",
        formula="i, f, o = σ(xₜ·W + hₜ₋₁·U + b);  cₜ = f·cₜ₋₁ + i·tanh(…);  hₜ = o·tanh(cₜ)",
        source="Hochreiter and Schmidhuber 1997; Keras LSTM, gates in the order i, f, c, o",
    ),
    _layer(
        "gru", _GRU, (GATES, RESET),
        (
            Sample(_shapes(_GRU, 2, (2, 6)), {"units": 2}),
            Sample(_shapes(_GRU, 2, (6,)), {"units": 2, "reset_after": False, "return_sequences": True}),
            Sample(_shapes(_GRU, 2, (2, 6)), {"units": 2, "dropout": 0.4, "recurrent_dropout": 0.3, "training": True, "seed": 3}),
        ),
        help="Gated recurrent unit: gates decide how much of the state is renewed, and from how much of the old one.",
        formula="z, r = σ(xₜ·W + hₜ₋₁·U + b);  hₜ = z·hₜ₋₁ + (1 − z)·tanh(xₜ·W + r·(hₜ₋₁·U + b))",
        source="Cho et al. 2014; Keras GRU, gates in the order z, r, h",
    ),
)  # fmt: skip

"""Two recurrent layers over the same sequences, one from each end, as one layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import AttributeValueError, RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.nn.attention import RANDOM, SEED, TRAINING
from engine.nn.layer import Layer
from engine.nn.recurrent import (
    ACTIVATION,
    DROPPED,
    FIRST,
    FORGET,
    GATES,
    HAS_MASK,
    HAS_STATE,
    MASK,
    RESET,
    SEQUENCES,
    UNITS,
    WEIGHTS,
    X,
    check_mask,
    check_state,
    check_weights,
    features,
    present,
    run,
    weight_ports,
)
from engine.nn.recurrent_cells import CELLS, Cell
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample

_MERGE: dict[str, Callable[[Builder, Value, Value], Value]] = {
    "concat": lambda b, there, back: b.concatenate(there, back, axis=-1),
    "sum": lambda b, there, back: b.add(there, back),
    "mul": lambda b, there, back: b.multiply(there, back),
    "ave": lambda b, there, back: b.multiply(b.add(there, back), 0.5),
}
_WAYS = ("forward", "backward")
_BOTH = tuple(f"{way}_{name}" for way in _WAYS for name in WEIGHTS)


def _both_first(attrs: Attrs) -> list[str]:
    """The first states of both directions, in the order of the ports."""
    return [f"initial_{way}_{state}" for state in ("state", "cell") if attrs[f"has_initial_{state}"] for way in _WAYS]


def _check_both_first(cell: Cell, attrs: Attrs) -> None:
    """RuleError where the first states that are given are not those that the layer has."""
    if attrs["has_initial_cell"] and "cell" not in cell.states:
        raise RuleError(
            "a {layer} has no cell to begin with; leave initial_forward_cell and initial_backward_cell open", layer=cell.title
        )
    for state, other in (("state", "cell"), ("cell", "state")):
        if "cell" in cell.states and attrs[f"has_initial_{other}"] and not attrs[f"has_initial_{state}"]:
            raise RuleError(
                "a {layer} begins with a state and a cell; connect initial_forward_{state} and initial_backward_{state} too",
                layer=cell.title, state=state,
            )  # fmt: skip


def _infer_both(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    cell = CELLS[attrs["layer"]]
    _check_both_first(cell, attrs)
    given = present(types, attrs, _BOTH, _both_first(attrs))
    x = given["x"]
    features(x)
    if "mask" in given:
        check_mask(x, given["mask"])
    for state in _both_first(attrs):
        check_state(x, given[state], attrs["units"], state)
    for way in _WAYS:
        kernel, recurrent, bias = (given.get(f"{way}_{name}") for name in WEIGHTS)
        assert kernel is not None and recurrent is not None
        check_weights(x, kernel, recurrent, bias, cell, attrs)
    units = attrs["units"] * (2 if attrs["merge_mode"] == "concat" else 1)
    assert isinstance(x, TensorType)
    return x.with_shape((*x.shape[: 2 if attrs["return_sequences"] else 1], units))


def _expand_both(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    cell = CELLS[attrs["layer"]]
    given = present(inputs, attrs, _BOTH, _both_first(attrs))
    found = []
    for way in _WAYS:
        weights = [given[f"{way}_{name}"] for name in WEIGHTS if f"{way}_{name}" in given]
        states = [given[name] for state in cell.states if (name := f"initial_{way}_{state}") in given] or None
        found.append(run(b, cell, given["x"], given.get("mask"), states, weights, attrs, way == "backward", True)[0])
    y = _MERGE[attrs["merge_mode"]](b, *found)
    result: Value = b.transpose(y, axes=[1, 0, 2]) if attrs["return_sequences"] else y
    return result


_HAS_CELL = Attr("has_initial_cell", "bool", False, help="Whether first cells are connected, which only LSTM has.")


class BothWays(Layer):
    """As in Keras, a recurrent layer may be given in the place of its attributes: ``Bidirectional(LSTM(32), merge_mode="sum")``.

    Both directions are new layers with its attributes; its own weights, if it has any, stay its own.
    """

    def __init__(self, *values: Any, name: str | None = None, **attrs: Any) -> None:
        if values and isinstance(values[0], Layer):
            layer, *rest = values
            if layer.op.title not in CELLS:
                raise AttributeValueError(
                    "Bidirectional: {layer} is no layer over sequences; give one of {known}",
                    layer=layer.op.title, known=", ".join(CELLS),
                )  # fmt: skip
            attrs = {"layer": layer.op.title, **layer.attrs, **dict(zip(("merge_mode",), rest, strict=False)), **attrs}
            values = tuple(rest[1:])
        super().__init__(*values, name=name, **attrs)


#: The base of the class of each op that takes more than its attributes.
BASES: dict[str, type[Layer]] = {"bidirectional": BothWays}

OPS: tuple[Op, ...] = (
    Op(
        name="bidirectional", title="Bidirectional", category="layers", telling="layer",
        inputs=(
            X, *weight_ports(lambda attrs: CELLS[attrs["layer"]], "forward_"),
            *weight_ports(lambda attrs: CELLS[attrs["layer"]], "backward_"), MASK,
            *(
                Port(
                    f"initial_{way}_{state}", "float", flag=f"has_initial_{state}",
                    help=f"What the {state} of the layer that reads {way}s begins with, (batch, units); else zeros.",
                )
                for state in ("state", "cell") for way in _WAYS
            ),
        ),
        attrs=(
            Attr("layer", "choice", "LSTM", choices=tuple(CELLS), help="Which layer reads in both directions."),
            UNITS, Attr("merge_mode", "choice", "concat", choices=tuple(_MERGE), help="How the two outputs become one."),
            ACTIVATION, GATES, *FIRST, FORGET, RESET, *DROPPED, SEQUENCES, HAS_MASK,
            HAS_STATE, _HAS_CELL, TRAINING, SEED,
        ),
        traits=RANDOM,
        infer=_infer_both, expand=_expand_both,
        samples=(
            Sample(
                ((5, 3, 2), (2, 8), (2, 8), (8,), (2, 8), (2, 8), (8,)), {"layer": "LSTM", "units": 2, "return_sequences": True}
            ),
            Sample(
                ((5, 3, 2), (2, 8), (2, 8), (8,), (2, 8), (2, 8), (8,), *[(5, 2)] * 4),
                {"layer": "LSTM", "units": 2, "has_initial_state": True, "has_initial_cell": True},
            ),
            Sample(((5, 3, 2), (2, 3), (3, 3), (2, 3), (3, 3)),
                   {"layer": "SimpleRNN", "units": 3, "use_bias": False, "merge_mode": "ave"}),
        ),
        help="Two recurrent layers, one reading the sequence forwards and one backwards; masked steps give zeros.",
        formula="y = merge(layer(x), layer(reversed x))", source="Schuster and Paliwal 1997; Keras Bidirectional",
    ),
)  # fmt: skip

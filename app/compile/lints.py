"""What is allowed but wrong: one rule a function, each with why and, where there is one, a fix.

``check_loss`` looks at a loss before it is built, so that a mistake between label and output shapes is said in terms of the
data's classes; ``check_graph`` looks at the whole when every node has been built.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from app.compile.problems import Fix
from app.compile.state import Applied, Lowering
from app.model.records import PortRef
from engine.ir.graph import Value, ancestors
from engine.ir.types import Dim
from engine.metrics.classification import kind_of_targets

#: Ops that only change the form of what they get.
_FORM = frozenset({"identity", "reshape", "flatten", "squeeze", "expand_dims", "cast"})
#: Ops whose result is a probability, and those whose result certainly is none.
_PROBABILITY = frozenset({"softmax", "sigmoid"})
_RAW = frozenset({"dense", "matmul", "add", "subtract", "relu", "tanh", "softplus", "linear", "none"})
#: Elements of the largest tensor that is let through: 64 GiB of float32.
LARGEST = 2**34
#: Losses with a score for each class.
_ONE_OF_MANY = frozenset(
    {"categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy", "categorical_hinge"}
)
#: Those among them whose labels are class numbers instead of a score for each class.
_OF_INDICES = frozenset({"sparse_categorical_crossentropy"})
#: Losses that take class numbers as well as a target for each score.
_OF_EITHER = frozenset({"distillation"})
#: Ops that a scan for the layer before an activation may step over.
_ELEMENTWISE = _FORM | {"relu", "sigmoid", "tanh", "softplus", "softmax", "log_softmax", "dropout"}


# --- inputs -----------------------------------------------------------------------------------------------------------


def check_inputs(state: Lowering, it: Applied) -> bool:
    """Look at what stands on the inputs of an op that takes floats; True where the dataset's labels stand there."""
    found = False
    for port in it.kind.inputs:
        value = it.inputs.get(port.name)
        if port.wire != "tensor" or not isinstance(value, Value) or value.type.kind != "int" or not is_labels(state, value):
            continue
        found = True
        state.add(
            "error",
            "{title} '{name}': input '{input}' takes float values, but these are the dataset's labels ({got}); connect x instead",
            it.node.id, port.name, title=it.kind.title, name=it.node.name, input=port.name, got=value.dtype,
        )  # fmt: skip
    return found


# --- losses -----------------------------------------------------------------------------------------------------------


def check_loss(state: Lowering, it: Applied) -> bool:
    """Look at a loss; True where an error was found, so that building it would only say the same in other words."""
    before = len(state.result.errors)
    for rule in _LOSS_RULES:
        rule(state, it)
    return len(state.result.errors) > before


def _double_activation(state: Lowering, it: Applied) -> None:
    """Softmax or sigmoid in front of a loss that applies it itself."""
    if it.attrs.get("from_logits") is not True:
        return
    value: Value = it.inputs["y_pred"]
    if (activation := final_op(value)) in _PROBABILITY:
        state.add(
            "warning",
            "{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; "
            "switch from_logits off, or remove {activation}",
            it.node.id, "y_pred", (Fix("Switch from_logits off", it.node.id, {"from_logits": False}),),
            title=it.kind.title, name=it.node.name, activation=activation,
        )  # fmt: skip


def _raw_scores(state: Lowering, it: Applied) -> None:
    """Raw scores in front of a loss that takes probabilities."""
    if it.attrs.get("from_logits") is not False:
        return
    value: Value = it.inputs["y_pred"]
    if final_op(value) in _RAW:
        state.add(
            "warning",
            "{title} '{name}' expects probabilities, but gets raw scores; switch from_logits on, or put an activation before it",
            it.node.id, "y_pred", (Fix("Switch from_logits on", it.node.id, {"from_logits": True}),),
            title=it.kind.title, name=it.node.name,
        )  # fmt: skip


def _classes(state: Lowering, it: Applied) -> None:
    """As many scores as the data has classes."""
    pred, true = it.inputs["y_pred"], it.inputs["y_true"]
    if it.kind.target in _OF_INDICES:
        wanted = classes_of(state, true)
    elif it.kind.target in _ONE_OF_MANY and true.rank:
        wanted = true.shape[-1]
    else:
        return
    given: Dim = pred.shape[-1] if pred.rank else None
    if not isinstance(wanted, int) or not isinstance(given, int) or wanted == given:
        return
    layer = last_layer(state, pred)
    fixes = () if layer is None else (Fix("Set units to {units}", layer, {"units": wanted}),)
    state.add(
        "warning" if given > wanted and it.kind.target in _OF_INDICES else "error",
        "{title} '{name}': the data has {wanted} classes, but {given} scores come in; give the last layer {wanted} units",
        it.node.id, "y_pred", fixes, title=it.kind.title, name=it.node.name, wanted=wanted, given=given,
    )  # fmt: skip


def _targets_shape(state: Lowering, it: Applied) -> None:
    """As many predictions as targets, where each has a prediction of its own."""
    if it.kind.target in _ONE_OF_MANY:
        return
    pred, true = it.inputs["y_pred"], it.inputs["y_true"]
    if pred.rank != true.rank or pred.rank < 2 or (it.kind.target in _OF_EITHER and true.type.kind == "int"):
        return
    wanted, given = true.shape[-1], pred.shape[-1]
    if not isinstance(wanted, int) or not isinstance(given, int) or wanted == given:
        return
    layer = last_layer(state, pred)
    fixes = () if layer is None else (Fix("Set units to {units}", layer, {"units": wanted}),)
    state.add(
        "error", "{title} '{name}': each target has {wanted} numbers, but each prediction has {given}; make them equal",
        it.node.id, "y_pred", fixes, title=it.kind.title, name=it.node.name, wanted=wanted, given=given,
    )  # fmt: skip


_LOSS_RULES: tuple[Callable[[Lowering, Applied], None], ...] = (_double_activation, _raw_scores, _classes, _targets_shape)


# --- metrics ----------------------------------------------------------------------------------------------------------


def check_metric(state: Lowering, it: Applied) -> None:
    """The threshold of a yes-or-no metric is 0.5 for probabilities and 0 for raw scores."""
    threshold = it.attrs.get("threshold")
    pred: Value = it.inputs["y_pred"]
    if threshold is None or kind_of_targets(it.inputs["y_true"].type, pred.type) != "binary":
        return
    made_by = final_op(pred)
    wanted = 0.0 if made_by in _RAW else 0.5 if made_by in _PROBABILITY else threshold
    if wanted == threshold or threshold not in (0.0, 0.5):
        return
    state.add(
        "warning",
        "{title} '{name}' says yes above {threshold:g}, but gets raw scores, where it begins at 0; set it to 0"
        if wanted == 0
        else "{title} '{name}' says yes above {threshold:g}, but gets probabilities, where it begins at 0.5; set it to 0.5",
        it.node.id, "y_pred", (Fix("Set threshold to {threshold:g}", it.node.id, {"threshold": wanted}),),
        title=it.kind.title, name=it.node.name, threshold=threshold,
    )  # fmt: skip


# --- the whole graph --------------------------------------------------------------------------------------------------


def check_graph(state: Lowering) -> None:
    """Look at the whole graph."""
    for rule in _GRAPH_RULES:
        rule(state)


def _softmax_over_one(state: Lowering) -> None:
    """Softmax over a single unit is 1 whatever comes in."""
    for ref, value in state.result.values.items():
        if value.node.op in _FORM or final_op(value) != "softmax" or not value.rank:
            continue
        axis = value.node.attrs.get("axis", -1)
        if value.shape[axis if isinstance(axis, int) else -1] == 1:
            node = state.record.nodes[ref.node]
            state.add("warning", "'{name}' is a softmax over one unit, which is always 1; use Sigmoid", ref.node, name=node.name)


def _nothing_learns(state: Lowering) -> None:
    """A loss that no trainable variable reaches cannot be made smaller; under an optimizer that is an error there."""
    minimized = {it.inputs["loss"].node.origin for it in state.result.optimizers}
    for it in state.result.losses:
        if it.node.id in minimized:
            continue
        value = state.result.values.get(PortRef(it.node.id, it.kind.outputs[0].name))
        if value is not None and not trainable(value):
            state.add(
                "warning", "{title} '{name}' depends on no weight, so training would change nothing; put a layer before it",
                it.node.id, title=it.kind.title, name=it.node.name,
            )  # fmt: skip


def _too_large(state: Lowering) -> None:
    """A tensor that no memory holds is said here, before a run is refused by the system."""
    for node in state.graph.nodes:  # the first in dependency order; what lies behind it is large because of it
        size = max(math.prod(dim if isinstance(dim, int) else 1 for dim in value.shape) for value in node.outputs)
        if size > LARGEST and node.origin is not None:
            state.add(
                "error", "'{name}' would hold {count:.1e} numbers in one tensor, more than memory has; make it smaller",
                node.origin, name=state.record.nodes[node.origin].name, count=float(size),
            )  # fmt: skip
            return


_GRAPH_RULES: tuple[Callable[[Lowering], None], ...] = (_softmax_over_one, _nothing_learns, _too_large)


# --- what the rules ask of the graph ----------------------------------------------------------------------------------


def final_op(value: Value) -> str:
    """What made the value, looking through changes of form: an op, or the activation that a layer applies at its end."""
    node = value.node
    while node.op in _FORM:
        node = node.inputs[0].node
    activation = node.attrs.get("activation")
    return activation if isinstance(activation, str) and activation not in ("none", "linear") else node.op


def trainable(value: Value) -> bool:
    """Whether a trainable variable reaches the value."""
    return any(node.op == "variable" and node.attrs["trainable"] for node in ancestors([value]))


def is_labels(state: Lowering, value: Value) -> bool:
    """Whether the value is the targets of a batch."""
    return any(state.result.values.get(PortRef(it.node.id, "y")) is value for it in state.result.batches)


def classes_of(state: Lowering, labels: Value) -> int | None:
    """How many classes labels have that come straight from a batch; None where that is not known."""
    for it in state.result.batches:
        if state.result.values.get(PortRef(it.node.id, "y")) is labels:
            return state.result.ends[it.node.id].type.classes
    return None


def last_layer(state: Lowering, value: Value) -> str | None:
    """The canvas node of the layer with ``units`` that gives the value its last dimension."""
    node = value.node
    while node.op in _ELEMENTWISE and node.inputs:
        node = node.inputs[0].node
    return node.origin if "units" in node.attrs else None

"""What comes out of the model and into a loss: scores where probabilities belong, and layers that do not belong at the end."""

from __future__ import annotations

from app.compile.edits import Insert, Remove
from app.compile.lints.ask import (
    ACTIVATIONS,
    DISTURBING,
    FORM,
    ONE_OF_MANY,
    PROBABILITY,
    REGRESSION,
    final_op,
    is_own,
    is_raw,
    maker,
    name_of,
    take_off,
)  # fmt: skip
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied
from app.model.records import PortRef


def _put_before(it: Applied, kind: str) -> Fix:
    """An activation between the model and the loss."""
    return Fix("Insert {kind}", edits=(Insert(kind, PortRef(it.node.id, "y_pred")),), words={"kind": kind})


def double_activation(look: Look, it: Applied) -> None:
    """Softmax or sigmoid in front of a loss that applies it itself."""
    own = it.kind.target == "distillation"
    if it.attrs.get("from_logits") is not True and not own:
        return
    for port in ("y_pred", "teacher") if own else ("y_pred",):
        value: Value = it.inputs[port]
        if (activation := final_op(value)) not in PROBABILITY:
            continue
        switch = () if own else (Fix("Switch from_logits off", it.node.id, {"from_logits": False}),)
        look.add(
            "warning",
            "{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; "
            "remove {activation}"
            if own
            else "{title} '{name}' expects raw scores, but {activation} is applied before it, so it would be applied twice; "
            "switch from_logits off, or remove {activation}",
            it.node.id, port, (*switch, *take_off(look, maker(value))),
            title=it.kind.title, name=it.node.name, activation=activation,
        )  # fmt: skip


def raw_scores(look: Look, it: Applied) -> None:
    """Raw scores in front of a loss that takes probabilities."""
    if it.attrs.get("from_logits") is not False or not is_raw(it.inputs["y_pred"]):
        return
    fixes = (
        Fix("Switch from_logits on", it.node.id, {"from_logits": True}),
        _put_before(it, "Softmax" if it.kind.target in ONE_OF_MANY else "Sigmoid"),
    )
    look.add(
        "warning",
        "{title} '{name}' expects probabilities, but gets raw scores; switch from_logits on, or put an activation before it",
        it.node.id, "y_pred", fixes, title=it.kind.title, name=it.node.name,
    )  # fmt: skip


#: Losses that take the logarithm of the predictions, and what makes them positive.
_LOGARITHMIC = {"kl_divergence": "Softmax", "poisson": "Softplus"}


def not_positive(look: Look, it: Applied) -> None:
    """Raw scores in front of a loss that takes their logarithm."""
    kind = _LOGARITHMIC.get(it.kind.target)
    pred: Value = it.inputs["y_pred"]
    if kind is None or not is_raw(pred) or final_op(pred) in ("softplus", "relu"):
        return
    look.add(
        "warning",
        "{title} '{name}' takes the logarithm of the predictions, but these are raw scores, which may be negative; "
        "put {kind} before it",
        it.node.id, "y_pred", (_put_before(it, kind),), title=it.kind.title, name=it.node.name, kind=kind,
    )  # fmt: skip


def relu_output(look: Look, it: Applied) -> None:
    """ReLU at the end of a model of quantities, or of scores, which may be of either sign."""
    pred: Value = it.inputs["y_pred"]
    of_scores = it.attrs.get("from_logits") is True
    if not (it.kind.target in REGRESSION or of_scores) or final_op(pred) != "relu":
        return
    node = maker(pred)
    look.add(
        "warning",
        "'{layer}' ends the model with ReLU, so scores are never negative, and where it gives 0 nothing is learned; take it off"
        if of_scores
        else "'{layer}' ends the model with ReLU, so predictions are never negative, and where it gives 0 nothing is learned; "
        "take it off",
        node.origin, None, take_off(look, node), layer=name_of(look, node.origin),
    )  # fmt: skip


def disturbed_output(look: Look, it: Applied) -> None:
    """Dropout, noise or batch normalization with nothing behind it but an activation."""
    node = it.inputs["y_pred"].node
    while node.op in FORM | ACTIVATIONS and node.inputs:
        node = node.inputs[0].node
    if node.op not in DISTURBING | {"batch_normalization"} or not is_own(look, node):
        return
    layer = name_of(look, node.origin)
    look.add(
        "warning",
        "'{layer}' normalizes the predictions over the batch, so each depends on the other rows; put it before the last layer"
        if node.op == "batch_normalization"
        else "'{layer}' disturbs the predictions themselves, so the loss is of noise; put it before the last layer",
        node.origin, None, (Fix("Remove '{layer}'", edits=(Remove(node.origin),), words={"layer": layer}),), layer=layer,
    )  # fmt: skip

"""Metrics that begin to say yes at the wrong place."""

from __future__ import annotations

from app.compile.lints.ask import PROBABILITY, final_op, is_raw
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied
from engine.metrics.classification import kind_of_targets


def threshold(look: Look, it: Applied) -> None:
    """The threshold of a yes-or-no metric is 0.5 for probabilities and 0 for raw scores."""
    given = it.attrs.get("threshold")
    pred: Value = it.inputs["y_pred"]
    if given is None or kind_of_targets(it.inputs["y_true"].type, pred.type) != "binary":
        return
    wanted = 0.0 if is_raw(pred) else 0.5 if final_op(pred) in PROBABILITY else given
    if wanted == given or given not in (0.0, 0.5):
        return
    look.add(
        "warning",
        "{title} '{name}' says yes above {threshold:g}, but gets raw scores, where it begins at 0; set it to 0"
        if wanted == 0
        else "{title} '{name}' says yes above {threshold:g}, but gets probabilities, where it begins at 0.5; set it to 0.5",
        it.node.id, "y_pred", (Fix("Set threshold to {threshold:g}", it.node.id, {"threshold": wanted}),),
        title=it.kind.title, name=it.node.name, threshold=given,
    )  # fmt: skip

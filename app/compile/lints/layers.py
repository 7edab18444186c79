"""Layers that cannot do what they are there for: a softmax over one unit, stacks that learn nothing, logarithms of nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.compile.edits import Become, Edit, Insert, Remove, SetAttributes
from app.compile.lints.ask import FORM, final_op, has_activation, is_own, maker, name_of, use_instead
from app.compile.lints.whole import Whole
from app.compile.look import Look, Made, Value
from app.compile.problems import Fix
from app.model.records import PortRef
from engine.ir.graph import Node


def is_softmax(node: Node) -> bool:
    """Whether an op ends in a softmax."""
    return "softmax" in (node.op, node.attrs.get("activation"))


def softmax_over_one(look: Look, node: Made) -> None:
    """Softmax over a single unit is 1 whatever comes in."""
    type_, axis = node.type, node.attrs.get("axis", -1)
    if type_.rank and type_.shape[axis if isinstance(axis, int) else -1] == 1:
        look.add(
            "warning", "'{name}' is a softmax over one unit, which is always 1; use Sigmoid", node.origin, None,
            use_instead(look, node, "sigmoid", "Sigmoid"), name=name_of(look, node.origin),
        )  # fmt: skip


# --- stacks -----------------------------------------------------------------------------------------------------------


def deep_saturation(look: Look, whole: Whole) -> None:
    """Many sigmoid or tanh layers in a row: the first ones get next to no gradient (Hochreiter 1991, Glorot and Bengio 2010)."""
    seen: set[str] = set()
    for stack in whole.deepest:  # the longest first, so that none is the tail of another one
        nodes = stack.nodes()
        if seen.isdisjoint(nodes):
            seen.update(nodes)
            _tell_stack(look, [made for node in nodes if (made := whole.head(node)) is not None])


def _tell_stack(look: Look, nodes: list[Made]) -> None:
    edits: list[Edit] = []
    for node in nodes:
        if has_activation(look, node):
            edits.append(SetAttributes(node.origin, {"activation": "relu"}))
        elif is_own(look, node):
            edits.append(Become(node.origin, "ReLU"))
    count, first = len(nodes), nodes[0].origin
    fixes = (Fix("Use ReLU in all {count}", edits=tuple(edits), words={"count": count}),) if len(edits) == count else ()
    look.add(
        "warning",
        "'{name}' is the first of {count} sigmoid or tanh layers in a row, each of which shrinks the gradient, "
        "so the first ones learn next to nothing; use ReLU in them",
        first, None, fixes, name=name_of(look, first), count=count,
    )  # fmt: skip


def is_linear(node: Node) -> bool:
    """Whether an op is a dense layer that bends nothing."""
    return node.op == "dense" and not node.attrs.get("activation")


def linear_stack(look: Look, node: Made) -> None:
    """Two dense layers with nothing between them are one matrix, unless the first is a bottleneck."""
    users, after = look.users(node), node
    while len(users) == 1 and users[0].op in {"identity", "dropout"}:
        after, users = users[0], look.users(users[0])
    if len(users) != 1 or users[0].op != "dense" or users[0].inputs[0].node != after or users[0].origin == node.origin:
        return
    (second,) = users
    sizes = node.inputs[0].shape[-1], node.attrs["units"], second.attrs["units"]
    if not isinstance(sizes[0], int) or sizes[1] < min(sizes[0], sizes[2]):
        return
    look.add(
        "hint", "nothing bends between '{name}' and '{other}', so both together are no more than one layer; "
        "give '{name}' an activation",
        node.origin, None, (Fix("Set activation to {activation}", node.origin, {"activation": "relu"}),),
        name=name_of(look, node.origin), other=name_of(look, second.origin),
    )  # fmt: skip


def is_batch_norm(node: Node) -> bool:
    return node.op == "batch_normalization"


def batch_norm_of_one(look: Look, node: Made) -> None:
    """Batch normalization over a batch of one row gives zero for everything."""
    if node.inputs[0].rank != 2:
        return
    for batch in [batch for batch, flow in look.ends.items() if flow.type.batch_size == 1]:
        look.add(
            "warning", "'{name}' normalizes over a batch of one row, which makes everything 0; make the batch larger",
            node.origin, None, (Fix("Set batch_size to {batch_size}", batch, {"batch_size": 32}),),
            name=name_of(look, node.origin),
        )  # fmt: skip


# --- logarithms -------------------------------------------------------------------------------------------------------

_LOGARITHMS = frozenset({"log", "log2", "log10"})
_LEAST = 1e-7  # Keras's epsilon
_NOT_NEGATIVE = frozenset({"relu", "sigmoid", "hard_sigmoid", "softmax", "absolute", "square", "sqrt", "l2_norm", "one_hot"})
_POSITIVE = frozenset({"exp", "exp2", "softplus"})
_KEEPING = frozenset({"multiply", "divide", "sum", "mean", "max", "min", "prod", "sqrt", "concatenate", "stack", "slice"}) | FORM


def is_logarithm(node: Node) -> bool:
    return node.op in _LOGARITHMS


def unclamped_log(look: Look, node: Made) -> None:
    """The logarithm of something that may be 0 or less: minus infinity or NaN, and so is every weight after that step."""
    if not is_own(look, node) or _above(node.inputs[0], True):
        return
    clip = Insert("Clip", PortRef(node.origin, "x"), {"minimum": _LEAST})
    fixes = (*_log_softmax(look, node), Fix("Insert {kind}", edits=(clip,), words={"kind": "Clip"}))
    look.add(
        "warning", "nothing keeps what goes into '{name}' above 0, and the logarithm of 0 is infinite; put Clip before it",
        node.origin, "x", fixes, name=name_of(look, node.origin),
    )  # fmt: skip


def _above(value: Value, strictly: bool, depth: int = 32, known: dict[Any, bool] | None = None) -> bool:
    """Whether a value is certainly greater than 0, or not less than it; ``known`` is what was found of others."""
    known = {} if known is None else known
    key = (value.node.id, strictly)
    if key not in known:
        known[key] = _is_above(value, strictly, depth, known)
    return known[key]


def _is_above(value: Value, strictly: bool, depth: int, known: dict[Any, bool]) -> bool:
    node = value.node
    made = final_op(value)
    if made in _POSITIVE or (not strictly and made in _NOT_NEGATIVE):
        return True
    if not depth:
        return False
    parts = node.inputs
    if node.op == "constant":
        least = np.min(node.attrs["value"], initial=np.inf)
        return bool(least > 0 if strictly else least >= 0)
    if node.op == "clip":
        least = node.attrs["minimum"]
        return least is not None and (least > 0 if strictly else least >= 0)
    if node.op in ("add", "maximum"):
        sure = [_above(part, strictly, depth - 1, known) for part in parts]
        return any(sure) and (node.op == "maximum" or all(_above(part, False, depth - 1, known) for part in parts))
    if node.op in _KEEPING:
        return all(_above(part, strictly, depth - 1, known) for part in parts)
    return False


def _log_softmax(look: Look, log: Made) -> tuple[Fix, ...]:
    """The logarithm of a softmax that serves nothing else is better taken at once."""
    softmax = maker(log.inputs[0])
    if log.op != "log" or softmax.op != "softmax" or not is_own(look, softmax) or len(look.users(softmax)) != 1:
        return ()
    edits = Remove(log.origin), Become(softmax.origin, "LogSoftmax")
    return (Fix("Use LogSoftmax instead of both", edits=edits),)

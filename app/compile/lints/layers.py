"""Layers that cannot do what they are there for: a softmax over one unit, stacks that learn nothing, logarithms of nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.compile.edits import Become, Edit, Insert, Remove, SetAttributes
from app.compile.lints.ask import ACTIVATIONS, FORM, Whole, final_op, has_activation, is_own, learns, maker, name_of, use_instead
from app.compile.problems import Fix
from app.compile.state import Lowering
from app.model.records import PortRef
from engine.ir.graph import Node, Value


def softmax_over_one(state: Lowering, whole: Whole) -> None:
    """Softmax over a single unit is 1 whatever comes in."""
    for ref, value in state.result.values.items():
        if value.node.op in FORM or value.origin != ref.node or final_op(value) != "softmax" or not value.rank:
            continue
        axis = value.node.attrs.get("axis", -1)
        if value.shape[axis if isinstance(axis, int) else -1] == 1:
            state.add(
                "warning", "'{name}' is a softmax over one unit, which is always 1; use Sigmoid", ref.node, None,
                use_instead(state, value.node, "sigmoid", "Sigmoid"), name=name_of(state, ref.node),
            )  # fmt: skip


# --- stacks -----------------------------------------------------------------------------------------------------------

#: How much a saturating activation counts: a sigmoid lets at most a quarter of the gradient through, tanh all of it at best.
_SATURATION = {"sigmoid": 1.0, "hard_sigmoid": 1.0, "tanh": 0.5}
_TOO_DEEP = 4.0
#: Ops that keep what goes through them in bounds or lead the gradient past them; a stack begins anew behind them.
_ANEW = frozenset(
    {
        "batch_normalization", "layer_normalization", "group_normalization", "residual_add", "transformer_encoder_block",
        "multi_head_attention", "simple_rnn", "lstm", "gru", "bidirectional", "scan",
    }
)  # fmt: skip

Stack = tuple[float, tuple[Node, ...]]


def deep_saturation(state: Lowering, whole: Whole) -> None:
    """Many sigmoid or tanh layers in a row: the first ones get next to no gradient (Hochreiter 1991, Glorot and Bengio 2010)."""
    stacks: dict[int, Stack] = {}
    deepest: dict[int, Stack] = {}  # by the first node of the stack
    for node in whole.nodes:
        before = _before(node, stacks)
        if before[0] >= _TOO_DEEP and any(learns(value.node) for value in node.inputs):  # a layer behind them
            first = before[1][0].id
            deepest[first] = max(before, deepest.get(first, before), key=lambda stack: stack[0])
        stacks[node.id] = _after(node, before)
    for stack in _longest(deepest.values()):
        _tell_stack(state, stack[1])


def _before(node: Node, stacks: Mapping[int, Stack]) -> Stack:
    """The stack in front of a node: of several ways in, the one through which the gradient comes best."""
    if len(node.inputs) == 1:
        return stacks[node.inputs[0].node.id]
    ways = [stacks[value.node.id] for value in node.inputs if value.node.op not in ("variable", "constant")]
    return min(ways, key=lambda stack: stack[0], default=(0.0, ()))


def _after(node: Node, before: Stack) -> Stack:
    if node.op in _ANEW:
        return 0.0, ()
    made = node.attrs.get("activation") or node.op
    if made in _SATURATION:
        return before[0] + _SATURATION[made], (*before[1], node)
    return (0.0, ()) if made in ACTIVATIONS else before


def _longest(stacks: object) -> list[Stack]:
    """The stacks that are not the tail of another one."""
    found: list[Stack] = sorted(stacks, key=lambda stack: -len(stack[1]))  # type: ignore[call-overload]
    kept: list[Stack] = []
    seen: set[int] = set()
    for stack in found:
        if not any(node.id in seen for node in stack[1]):
            kept.append(stack)
            seen.update(node.id for node in stack[1])
    return kept


def _tell_stack(state: Lowering, nodes: tuple[Node, ...]) -> None:
    edits: list[Edit] = []
    for node in nodes:
        if node.origin is not None and has_activation(state, node):
            edits.append(SetAttributes(node.origin, {"activation": "relu"}))
        elif node.origin is not None and is_own(state, node):
            edits.append(Become(node.origin, "ReLU"))
    count, first = len(nodes), nodes[0].origin
    fixes = (Fix("Use ReLU in all {count}", edits=tuple(edits), words={"count": count}),) if len(edits) == count else ()
    state.add(
        "warning",
        "'{name}' is the first of {count} sigmoid or tanh layers in a row, each of which shrinks the gradient, "
        "so the first ones learn next to nothing; use ReLU in them",
        first, None, fixes, name=name_of(state, first), count=count,
    )  # fmt: skip


def linear_stack(state: Lowering, whole: Whole) -> None:
    """Two dense layers with nothing between them are one matrix, unless the first is a bottleneck."""
    for node in whole.nodes:
        if node.op != "dense" or node.attrs.get("activation") or node.origin is None:
            continue
        users, after = whole.users[node.id], node
        while len(users) == 1 and users[0].op in {"identity", "dropout"}:
            after, users = users[0], whole.users[users[0].id]
        if len(users) != 1 or users[0].op != "dense" or users[0].inputs[0].node is not after or users[0].origin == node.origin:
            continue
        (second,) = users
        sizes = node.inputs[0].shape[-1], node.attrs["units"], second.attrs["units"]
        if not isinstance(sizes[0], int) or sizes[1] < min(sizes[0], sizes[2]):
            continue
        state.add(
            "hint", "nothing bends between '{name}' and '{other}', so both together are no more than one layer; "
            "give '{name}' an activation",
            node.origin, None, (Fix("Set activation to {activation}", node.origin, {"activation": "relu"}),),
            name=name_of(state, node.origin), other=name_of(state, second.origin),
        )  # fmt: skip


def batch_norm_of_one(state: Lowering, whole: Whole) -> None:
    """Batch normalization over a batch of one row gives zero for everything."""
    for batch, flow in whole.ends:
        if flow.type.batch_size != 1:
            continue
        for node in whole.nodes:
            if node.op == "batch_normalization" and node.inputs[0].rank == 2 and node.origin is not None:
                state.add(
                    "warning", "'{name}' normalizes over a batch of one row, which makes everything 0; make the batch larger",
                    node.origin, None, (Fix("Set batch_size to {batch_size}", batch, {"batch_size": 32}),),
                    name=name_of(state, node.origin),
                )  # fmt: skip


# --- logarithms -------------------------------------------------------------------------------------------------------

_LOGARITHMS = frozenset({"log", "log2", "log10"})
_LEAST = 1e-7  # Keras's epsilon
_NOT_NEGATIVE = frozenset({"relu", "sigmoid", "hard_sigmoid", "softmax", "absolute", "square", "sqrt", "l2_norm", "one_hot"})
_POSITIVE = frozenset({"exp", "exp2", "softplus"})
_KEEPING = frozenset({"multiply", "divide", "sum", "mean", "max", "min", "prod", "sqrt", "concatenate", "stack", "slice"}) | FORM


def unclamped_log(state: Lowering, whole: Whole) -> None:
    """The logarithm of something that may be 0 or less: minus infinity or NaN, and so is every weight after that step."""
    for node in whole.nodes:
        if node.op not in _LOGARITHMS or node.origin is None or not is_own(state, node) or _above(node.inputs[0], True):
            continue
        clip = Insert("Clip", PortRef(node.origin, "x"), {"minimum": _LEAST})
        fixes = (*_log_softmax(state, whole, node), Fix("Insert {kind}", edits=(clip,), words={"kind": "Clip"}))
        state.add(
            "warning", "nothing keeps what goes into '{name}' above 0, and the logarithm of 0 is infinite; put Clip before it",
            node.origin, "x", fixes, name=name_of(state, node.origin),
        )  # fmt: skip


def _above(value: Value, strictly: bool, depth: int = 32) -> bool:
    """Whether a value is certainly greater than 0, or not less than it."""
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
        sure = [_above(part, strictly, depth - 1) for part in parts]
        return any(sure) and (node.op == "maximum" or all(_above(part, False, depth - 1) for part in parts))
    if node.op in _KEEPING:
        return all(_above(part, strictly, depth - 1) for part in parts)
    return False


def _log_softmax(state: Lowering, whole: Whole, log: Node) -> tuple[Fix, ...]:
    """The logarithm of a softmax that serves nothing else is better taken at once."""
    softmax = maker(log.inputs[0])
    if log.op != "log" or softmax.op != "softmax" or softmax.origin is None or log.origin is None:
        return ()
    if not is_own(state, softmax) or len(whole.users[softmax.id]) != 1:
        return ()
    edits = Remove(log.origin), Become(softmax.origin, "LogSoftmax")
    return (Fix("Use LogSoftmax instead of both", edits=edits),)

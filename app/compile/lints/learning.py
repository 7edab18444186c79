"""What training cannot change, cannot hold, or would learn by heart."""

from __future__ import annotations

import math

from app.compile.edits import Insert, Remove
from app.compile.lints.ask import DISTURBING, Whole, is_own, last_layer, learns, name_of, trainable
from app.compile.problems import Fix
from app.compile.state import Flow, Lowering
from app.model.records import PortRef
from engine.ir.graph import Node
from engine.ops import registry as ops

#: Elements of the largest tensor that is let through: 64 GiB of float32.
LARGEST = 2**34
#: So many parameters for a row learn the rows by heart, where nothing holds them back.
_BY_HEART = 20


def too_large(state: Lowering, whole: Whole) -> None:
    """A tensor that no memory holds is said here, before a run is refused by the system."""
    for node in whole.nodes:  # the first in dependency order; what lies behind it is large because of it
        size = max(math.prod(dim if isinstance(dim, int) else 1 for dim in value.shape) for value in node.outputs)
        if size > LARGEST and node.origin is not None:
            state.add(
                "error", "'{name}' would hold {count:.1e} numbers in one tensor, more than memory has; make it smaller",
                node.origin, name=state.record.nodes[node.origin].name, count=float(size),
            )  # fmt: skip
            return


def nothing_learns(state: Lowering, whole: Whole) -> None:
    """A loss that no trainable variable reaches cannot be made smaller; under an optimizer that is an error there."""
    minimized = {it.inputs["loss"].node.origin for it in state.result.optimizers}
    for it, value in whole.losses:
        if it.node.id not in minimized and not trainable(value):
            state.add(
                "warning", "{title} '{name}' depends on no weight, so training would change nothing; put a layer before it",
                it.node.id, title=it.kind.title, name=it.node.name,
            )  # fmt: skip


# --- gradients --------------------------------------------------------------------------------------------------------


def no_gradient(state: Lowering, whole: Whole) -> None:
    """Weights that no gradient reaches: cut off by an op without one, or led to no loss at all.

    While something else is wrong, what lies behind it is missing in the graph, and this rule keeps silent.
    """
    if not whole.minimized or state.result.errors:
        return
    needed = {node.id for node in whole.needed}
    reached, cuts = _reached(whole)
    idle: set[str] = set()
    for layer, weights in state.result.weights.items():
        mine = [value.node for value in weights.values() if learns(value.node)]
        if not mine or any(node.id in reached for node in mine):
            continue
        if any(node.id in needed for node in mine):
            _tell_cut(state, layer, _cut_behind(mine[0], cuts, whole))
        else:
            idle.add(layer)
    for layer in sorted(idle - _feeding(whole, idle)) if idle else ():
        state.add(
            "hint",
            "'{name}' has weights, but no loss depends on them, so training leaves them as they are; connect it, or delete it",
            layer, name=name_of(state, layer),
        )  # fmt: skip


def _reached(whole: Whole) -> tuple[set[int], set[int]]:
    """The nodes that a gradient comes to, and those at which it ends although weights lie behind them, by number."""
    reached: set[int] = set()
    cuts: set[int] = set()
    stack = [value.node for value in whole.minimized]
    while stack:
        node = stack.pop()
        if node.id in reached or node.id in cuts:
            continue
        if node.inputs and (not ops.get(node.op).differentiable or not any(value.type.is_float for value in node.outputs)):
            if node.id in whole.learning:
                cuts.add(node.id)
            continue
        reached.add(node.id)
        stack.extend(value.node for value in node.inputs if value.type.is_float or value.node.inputs)
    return reached, cuts


def _cut_behind(weight: Node, cuts: set[int], whole: Whole) -> Node | None:
    """The first op behind a weight at which its gradient ends."""
    seen, row = {weight.id}, [weight]
    for node in row:
        for user in whole.users[node.id]:
            if user.id in cuts:
                return user
            if user.id not in seen:
                seen.add(user.id)
                row.append(user)
    return None


def _tell_cut(state: Lowering, layer: str, cut: Node | None) -> None:
    if cut is None or cut.origin is None:
        return
    own = is_own(state, cut) and cut.op in ("stop_gradient", "floor", "round", "ceil", "sign")
    words = {"layer": name_of(state, cut.origin)}
    state.add(
        "hint" if cut.op == "stop_gradient" else "warning",
        "'{name}' gets no gradient, because '{other}' lets none through, so its weights never change; lead it past '{other}'",
        layer, None, (Fix("Remove '{layer}'", edits=(Remove(cut.origin),), words=words),) if own else (),
        name=name_of(state, layer), other=words["layer"],
    )  # fmt: skip


def _feeding(whole: Whole, idle: set[str]) -> set[str]:
    """Those of the idle layers that feed another one of them; the last ones are where the wire is missing."""
    feeding: set[str] = set()
    behind: dict[int, bool] = {}
    for node in reversed(whole.nodes):
        below = any(behind[user.id] or (user.origin in idle and user.origin != node.origin) for user in whole.users[node.id])
        behind[node.id] = below
        if below and node.origin in idle:
            feeding.add(node.origin)
    return feeding


# --- size -------------------------------------------------------------------------------------------------------------


def more_parameters_than_rows(state: Lowering, whole: Whole) -> None:
    """More parameters than rows, and nothing that would show it or hold it back."""
    if len(whole.ends) != 1 or not whole.minimized or state.result.errors:
        return
    ((_, flow),) = whole.ends
    rows = _rows(flow)
    counts: dict[str, int] = {}
    for layer, weights in state.result.weights.items():
        counts[layer] = sum(value.type.size or 0 for value in weights.values() if learns(value.node))
    needed = {node.origin for node in whole.needed if learns(node)}
    counts = {layer: count for layer, count in counts.items() if layer in needed and count}
    count = sum(counts.values())
    if not rows or not counts or count <= rows:
        return
    layer = max(counts, key=lambda name: counts[name])
    if len(flow.type.parts) == 1:
        state.add(
            "hint",
            "the model has {count:,} parameters for {rows:,} rows, and no rows are kept apart, so nothing would show that it "
            "learns them by heart; add Split",
            layer, None, _add_split(flow), count=count, rows=rows,
        )  # fmt: skip
    elif count > _BY_HEART * rows and not _held_back(state, whole, flow):
        last = last_layer(whole.losses[0][0].inputs["y_pred"]) if whole.losses else None
        drop = Insert("Dropout", PortRef(last or "", "x"), {"rate": 0.5})
        state.add(
            "hint",
            "the model has {count:,} parameters for {rows:,} rows, enough to learn them by heart; "
            "make '{name}' smaller, or put Dropout before the last layer",
            layer, None, (Fix("Insert {kind}", edits=(drop,), words={"kind": "Dropout"}),) if last is not None else (),
            count=count, rows=rows, name=name_of(state, layer),
        )  # fmt: skip


def _rows(flow: Flow) -> int | None:
    """What there is to learn from: the training rows; with a label for each step, all of these."""
    rows, targets = flow.type.parts.get("train"), flow.type.targets
    if rows is None or targets is None or targets.kind != "int":
        return rows
    return rows * math.prod(dim if isinstance(dim, int) else 1 for dim in targets.shape)


def _add_split(flow: Flow) -> tuple[Fix, ...]:
    if len(flow.stages) < 2:
        return ()
    edit = Insert("Split", PortRef(flow.stages[1][2], "data"))
    return (Fix("Insert {kind}", edits=(edit,), words={"kind": "Split"}),)


def _held_back(state: Lowering, whole: Whole, flow: Flow) -> bool:
    """Whether anything keeps the model from learning the rows by heart."""
    settings = state.record.settings
    if settings.early_stopping or flow.type.augmented or any(it.attrs.get("weight_decay") for it in state.result.optimizers):
        return True
    return any(
        node.op in DISTURBING
        or node.attrs.get("dropout")
        or any(value for key, value in node.attrs.items() if key.endswith("_regularizer"))
        for node in whole.nodes
    )

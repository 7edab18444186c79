"""What training cannot change, cannot hold, or would learn by heart."""

from __future__ import annotations

import math

from app.compile.edits import Insert, Remove
from app.compile.lints.ask import DISTURBING, is_own, last_layer, name_of
from app.compile.lints.whole import Whole
from app.compile.look import Look, Made
from app.compile.problems import Fix
from app.compile.state import Flow
from app.model.records import PortRef
from engine.ir.graph import Node

#: Elements of the largest tensor that is let through: 64 GiB of float32.
LARGEST = 2**34
#: So many parameters for a row learn the rows by heart, where nothing holds them back.
_BY_HEART = 20


def too_large(look: Look, whole: Whole) -> None:
    """A tensor that no memory holds is said here, before a run is refused by the system."""
    large = whole.large
    behind = {cell.id for cell in large}
    for cell in large:  # what lies behind one of them is large because of it
        if behind.isdisjoint(cell.feeds) and cell.fragment is not None:
            look.add(
                "error", "'{name}' would hold {count:.1e} numbers in one tensor, more than memory has; make it smaller",
                cell.id, name=cell.record.name, count=float(cell.fragment.elements),
            )  # fmt: skip
            return


def nothing_learns(look: Look, whole: Whole) -> None:
    """A loss that no trainable variable reaches cannot be made smaller; under an optimizer that is an error there."""
    minimized = {it.inputs["loss"].origin for it in whole.optimizers}
    for it, value in whole.losses:
        if it.node.id not in minimized and not value.learns:
            look.add(
                "warning", "{title} '{name}' depends on no weight, so training would change nothing; put a layer before it",
                it.node.id, title=it.kind.title, name=it.node.name,
            )  # fmt: skip


# --- gradients --------------------------------------------------------------------------------------------------------


def no_gradient(look: Look, whole: Whole) -> None:
    """Weights that no gradient reaches: cut off by an op without one, or led to no loss at all.

    While something else is wrong, what lies behind it is missing in the graph, and this rule keeps silent.
    """
    if not whole.minimized or not whole.sound:
        return
    moved = whole.reached[1]
    idle: set[str] = set()
    for node in whole.learners - moved:
        if node in whole.needed:
            _tell_cut(look, node, whole.cut_behind(node))
        else:
            idle.add(node)
    for node in whole.last_of(idle) if idle else ():
        look.add(
            "hint",
            "'{name}' has weights, but no loss depends on them, so training leaves them as they are; connect it, or delete it",
            node, name=name_of(look, node),
        )  # fmt: skip


def _tell_cut(look: Look, layer: str, cut: Made | None) -> None:
    if cut is None:
        return
    own = is_own(look, cut) and cut.op in ("stop_gradient", "floor", "round", "ceil", "sign")
    words = {"layer": name_of(look, cut.origin)}
    look.add(
        "hint" if cut.op == "stop_gradient" else "warning",
        "'{name}' gets no gradient, because '{other}' lets none through, so its weights never change; lead it past '{other}'",
        layer, None, (Fix("Remove '{layer}'", edits=(Remove(cut.origin),), words=words),) if own else (),
        name=name_of(look, layer), other=words["layer"],
    )  # fmt: skip


# --- size -------------------------------------------------------------------------------------------------------------


def more_parameters_than_rows(look: Look, whole: Whole) -> None:
    """More parameters than rows, and nothing that would show it or hold it back."""
    if len(whole.ends) != 1 or not whole.minimized or not whole.sound:
        return
    ((_, flow),) = whole.ends
    rows = _rows(flow)
    if not rows:
        return
    needed = whole.needed
    counts = {node: count for node, count in whole.parameters.items() if node in needed}
    count = sum(counts.values())
    if not counts or count <= rows:
        return
    most = max(counts.values())
    layer = whole.first(node for node, count in counts.items() if count == most)
    if len(flow.type.parts) == 1:
        look.add(
            "hint",
            "the model has {count:,} parameters for {rows:,} rows, and no rows are kept apart, so nothing would show that it "
            "learns them by heart; add Split",
            layer, None, _add_split(flow), count=count, rows=rows,
        )  # fmt: skip
    elif count > _BY_HEART * rows and not _held_back(whole, flow):
        last = last_layer(whole.losses[0][0].inputs["y_pred"]) if whole.losses else None
        drop = Insert("Dropout", PortRef(last or "", "x"), {"rate": 0.5})
        look.add(
            "hint",
            "the model has {count:,} parameters for {rows:,} rows, enough to learn them by heart; "
            "make '{name}' smaller, or put Dropout before the last layer",
            layer, None, (Fix("Insert {kind}", edits=(drop,), words={"kind": "Dropout"}),) if last is not None else (),
            count=count, rows=rows, name=name_of(look, layer),
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


def _held_back(whole: Whole, flow: Flow) -> bool:
    """Whether anything keeps the model from learning the rows by heart."""
    if whole.settings.early_stopping or flow.type.augmented or any(it.attrs.get("weight_decay") for it in whole.optimizers):
        return True
    return whole.regularized


def holds_back(node: Node) -> bool:
    """Whether an op keeps a model from learning rows by heart."""
    attrs = node.attrs
    return (
        node.op in DISTURBING
        or bool(attrs.get("dropout"))
        or any(value for key, value in attrs.items() if key.endswith("_regularizer"))
    )

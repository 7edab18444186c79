"""Labels and predictions that cannot match: numbers of classes, widths, labels in a loss for something else."""

from __future__ import annotations

from app.compile.edits import Become, Edit, SetAttributes
from app.compile.lints.ask import (
    OF_INDICES,
    ONE_OF_MANY,
    REGRESSION,
    classes_of,
    final_op,
    has_activation,
    is_labels,
    is_own,
    last_layer,
    maker,
)  # fmt: skip
from app.compile.lints.inputs import swap_targets
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied
from engine.ir.types import Dim

#: Losses that take class numbers as well as a target for each score.
_OF_EITHER = frozenset({"distillation"})
#: Losses that tell two classes apart.
_OF_TWO = frozenset({"binary_crossentropy", "binary_focal_crossentropy", "hinge", "squared_hinge"})


def _set_units(pred: Value, units: int) -> tuple[Fix, ...]:
    layer = last_layer(pred)
    return () if layer is None else (Fix("Set units to {units}", layer, {"units": units}),)


def swapped(look: Look, it: Applied) -> None:
    """Targets and predictions on each other's inputs."""
    true, pred = it.inputs["y_true"], it.inputs["y_pred"]
    if not is_labels(look, pred) or not true.learns:
        return
    look.add(
        "warning", "{title} '{name}': y_true gets the model's predictions and y_pred the dataset's targets; swap the wires",
        it.node.id, "y_true", swap_targets(look, it),
        title=it.kind.title, name=it.node.name,
    )  # fmt: skip


def classes(look: Look, it: Applied) -> None:
    """As many scores as the data has classes."""
    pred, true = it.inputs["y_pred"], it.inputs["y_true"]
    if it.kind.target in OF_INDICES:
        wanted: Dim = classes_of(look, true)
    elif it.kind.target in ONE_OF_MANY and true.rank > 1:
        wanted = true.shape[-1]
    else:
        return
    given: Dim = pred.shape[-1] if pred.rank else None
    if not isinstance(wanted, int) or not isinstance(given, int) or wanted == given or wanted < 2:
        return
    if it.kind.target in OF_INDICES and true.type.kind != "int":
        return  # one-hot rows are another mistake
    look.add(
        "warning" if given > wanted and it.kind.target in OF_INDICES else "error",
        "{title} '{name}': the data has {wanted} classes, but {given} scores come in; give the last layer {wanted} units",
        it.node.id, "y_pred", _set_units(pred, wanted), title=it.kind.title, name=it.node.name, wanted=wanted, given=given,
    )  # fmt: skip


def targets_shape(look: Look, it: Applied) -> None:
    """As many predictions as targets, where each has a prediction of its own."""
    if it.kind.target in ONE_OF_MANY:
        return
    pred, true = it.inputs["y_pred"], it.inputs["y_true"]
    if pred.rank != true.rank or pred.rank < 2 or (it.kind.target in _OF_EITHER and true.type.kind == "int"):
        return
    wanted, given = true.shape[-1], pred.shape[-1]
    if not isinstance(wanted, int) or not isinstance(given, int) or wanted == given:
        return
    look.add(
        "error", "{title} '{name}': each target has {wanted} numbers, but each prediction has {given}; make them equal",
        it.node.id, "y_pred", _set_units(pred, wanted), title=it.kind.title, name=it.node.name, wanted=wanted, given=given,
    )  # fmt: skip


def choose_class(look: Look, it: Applied, count: int) -> tuple[Fix, ...]:
    """Make of a loss one that chooses between classes, and of the model's end one score a class."""
    pred: Value = it.inputs["y_pred"]
    layer, end = last_layer(pred), maker(pred)
    if layer is None:
        return ()
    edits: list[Edit] = [Become(it.node.id, "SparseCategoricalCrossentropy", {"from_logits": True})]
    if has_activation(look, end) and end.origin == layer:
        edits.append(SetAttributes(layer, {"units": count, "activation": None}))
    elif final_op(pred) in ("sigmoid", "softmax") and is_own(look, end):
        edits[0] = Become(it.node.id, "SparseCategoricalCrossentropy", {"from_logits": False})
        edits += [SetAttributes(layer, {"units": count}), Become(end.origin, "Softmax")]
    else:
        return ()
    return (Fix("Use SparseCategoricalCrossentropy over {count} units", edits=tuple(edits), words={"count": count}),)


def more_than_two_classes(look: Look, it: Applied) -> None:
    """Labels of three classes and more in a loss that tells two apart."""
    count = classes_of(look, it.inputs["y_true"])
    if it.kind.target not in _OF_TWO or it.inputs["y_true"].type.kind != "int" or count is None or count < 3:
        return
    look.add(
        "error", "{title} '{name}' tells two classes apart, but the data has {count}; use SparseCategoricalCrossentropy",
        it.node.id, "y_true", choose_class(look, it, count), title=it.kind.title, name=it.node.name, count=count,
    )  # fmt: skip


def class_numbers_as_quantities(look: Look, it: Applied) -> None:
    """Class numbers in a loss of quantities, for which class 9 is far from class 1."""
    count = classes_of(look, it.inputs["y_true"])
    if it.kind.target not in REGRESSION or it.inputs["y_true"].type.kind != "int" or count is None or count < 3:
        return
    look.add(
        "warning",
        "{title} '{name}' takes the {count} class numbers for quantities, as if class 2 were twice class 1; "
        "use SparseCategoricalCrossentropy",
        it.node.id, "y_true", choose_class(look, it, count), title=it.kind.title, name=it.node.name, count=count,
    )  # fmt: skip

"""What stands on the inputs of a node: the dataset's labels where numbers belong."""

from __future__ import annotations

from app.compile.edits import Connect
from app.compile.lints.ask import is_labels
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied
from app.model.records import PortRef


def swap_targets(look: Look, it: Applied) -> tuple[Fix, ...]:
    """Put the wires of targets and predictions on each other's inputs."""
    first, second = PortRef(it.node.id, "y_true"), PortRef(it.node.id, "y_pred")
    true, pred = look.wire(first), look.wire(second)
    if true is None or pred is None:
        return ()
    return (Fix("Swap the wires of y_true and y_pred", edits=(Connect(pred, first), Connect(true, second))),)


def labels_as_features(look: Look, it: Applied) -> None:
    """The dataset's labels on an input that takes floats; on a loss, maybe only the wrong way round."""
    for port in it.kind.inputs:
        value = it.inputs.get(port.name)
        if port.wire != "tensor" or not isinstance(value, Value) or value.type.kind != "int" or not is_labels(look, value):
            continue
        fixes: tuple[Fix, ...] = ()
        target = PortRef(it.node.id, port.name)
        true = it.inputs.get("y_true")
        if it.kind.role == "loss" and port.name == "y_pred" and isinstance(true, Value) and true.learns:
            fixes = swap_targets(look, it)
        elif (batch := look.only("batch")) is not None and look.item(PortRef(batch, "x")) is not None:
            fixes = (Fix("Connect x instead", edits=(Connect(PortRef(batch, "x"), target),)),)
        look.add(
            "error",
            "{title} '{name}': input '{input}' takes float values, but these are the dataset's labels ({got}); connect x instead",
            it.node.id, port.name, fixes, title=it.kind.title, name=it.node.name, input=port.name, got=value.dtype,
        )  # fmt: skip

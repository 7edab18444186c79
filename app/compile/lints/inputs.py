"""What stands on the inputs of a node: the dataset's labels where numbers belong."""

from __future__ import annotations

from app.compile.edits import Connect
from app.compile.lints.ask import is_labels, trainable
from app.compile.problems import Fix
from app.compile.state import Applied, Lowering
from app.model.records import PortRef
from engine.ir.graph import Value


def labels_as_features(state: Lowering, it: Applied) -> None:
    """The dataset's labels on an input that takes floats; on a loss, maybe only the wrong way round."""
    for port in it.kind.inputs:
        value = it.inputs.get(port.name)
        if port.wire != "tensor" or not isinstance(value, Value) or value.type.kind != "int" or not is_labels(state, value):
            continue
        fixes: tuple[Fix, ...] = ()
        target, labels = PortRef(it.node.id, port.name), PortRef(it.node.id, "y_true")
        true = it.inputs.get("y_true")
        links = state.record.links
        if it.kind.role == "loss" and port.name == "y_pred" and isinstance(true, Value) and trainable(true):
            swap = Connect(links[labels].source, target), Connect(links[target].source, labels)
            fixes = (Fix("Swap the wires of y_true and y_pred", edits=swap),)
        elif (batch := state.only("batch")) is not None and state.item(PortRef(batch, "x")) is not None:
            fixes = (Fix("Connect x instead", edits=(Connect(PortRef(batch, "x"), target),)),)
        state.add(
            "error",
            "{title} '{name}': input '{input}' takes float values, but these are the dataset's labels ({got}); connect x instead",
            it.node.id, port.name, fixes, title=it.kind.title, name=it.node.name, input=port.name, got=value.dtype,
        )  # fmt: skip

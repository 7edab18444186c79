"""What the rules ask of the graph: what made a value, whose labels these are, which layer gives the last dimension."""

from __future__ import annotations

from functools import cached_property

from app.compile.edits import Become, Remove
from app.compile.problems import Fix
from app.compile.state import Applied, Flow, Lowering
from app.model.records import PortRef
from engine.ir.graph import Node, Value, ancestors

#: Ops that only change the form of what they get.
FORM = frozenset({"identity", "reshape", "flatten", "squeeze", "expand_dims", "cast"})
#: Ops whose result is a probability, and those whose result certainly is none.
PROBABILITY = frozenset({"softmax", "sigmoid"})
RAW = frozenset(
    {
        "dense", "matmul", "add", "subtract", "einsum", "relu", "tanh", "softplus", "leaky_relu", "prelu", "elu", "selu", "gelu",
        "silu", "linear", "none", "conv2d_layer", "conv1d_layer", "batch_normalization", "layer_normalization",
    }
)  # fmt: skip
#: Losses with a score for each class; those among them whose labels are class numbers.
ONE_OF_MANY = frozenset(
    {"categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_focal_crossentropy", "categorical_hinge"}
)
OF_INDICES = frozenset({"sparse_categorical_crossentropy"})
#: Losses of quantities, which may be of either sign.
REGRESSION = frozenset({"mean_squared_error", "mean_absolute_error", "huber", "log_cosh", "lp_loss"})
#: Layers that drop or disturb numbers while training, and those that only activate.
DISTURBING = frozenset({"dropout", "spatial_dropout", "gaussian_noise"})
ACTIVATIONS = frozenset(
    {
        "relu", "sigmoid", "tanh", "softplus", "softmax", "log_softmax", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu",
        "hard_sigmoid",
    }
)  # fmt: skip
#: Ops that a scan for the layer before an activation may step over.
ELEMENTWISE = FORM | ACTIVATIONS | DISTURBING


class Whole:
    """The graph seen as one; what several rules need is worked out once, and only where one asks."""

    def __init__(self, state: Lowering) -> None:
        self._state = state
        self.nodes: list[Node] = state.graph.nodes

    @cached_property
    def losses(self) -> list[tuple[Applied, Value]]:
        """The losses that were built, with their values."""
        found = (
            (it, self._state.result.values.get(PortRef(it.node.id, it.kind.outputs[0].name))) for it in self._state.result.losses
        )
        return [(it, value) for it, value in found if value is not None]

    @cached_property
    def minimized(self) -> list[Value]:
        """What the optimizers make small; all losses while there is no optimizer."""
        return [it.inputs["loss"] for it in self._state.result.optimizers] or [value for _, value in self.losses]

    @cached_property
    def needed(self) -> list[Node]:
        """What is computed for what is minimized."""
        return ancestors(self.minimized)

    @cached_property
    def learning(self) -> set[int]:
        """The nodes that a trainable variable reaches, by number."""
        found: set[int] = set()
        for node in self.nodes:
            if learns(node) or any(value.node.id in found for value in node.inputs):
                found.add(node.id)
        return found

    @cached_property
    def users(self) -> dict[int, list[Node]]:
        """The nodes that read a node's values, by its number."""
        found: dict[int, list[Node]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            for value in node.inputs:
                found[value.node.id].append(node)
        return found

    @property
    def ends(self) -> list[tuple[str, Flow]]:
        """The batch nodes with what comes to them."""
        return list(self._state.result.ends.items())


def final_op(value: Value) -> str:
    """What made the value, looking through changes of form: an op, or the activation that a layer applies at its end."""
    node = maker(value)
    activation = node.attrs.get("activation")
    return activation if isinstance(activation, str) and activation not in ("none", "linear") else node.op


def maker(value: Value) -> Node:
    """The node that made the value, looking through changes of form."""
    node = value.node
    while node.op in FORM:
        node = node.inputs[0].node
    return node


def is_raw(value: Value) -> bool:
    """Whether the value certainly is no probability."""
    op = final_op(value)
    if op in ("add", "subtract"):  # 1 − p is one
        return not any(final_op(part) in PROBABILITY for part in maker(value).inputs)
    return op in RAW


def learns(node: Node) -> bool:
    return node.op == "variable" and bool(node.attrs["trainable"])


def trainable(value: Value) -> bool:
    """Whether a trainable variable reaches the value."""
    return any(learns(node) for node in ancestors([value]))


def is_labels(state: Lowering, value: Value) -> bool:
    """Whether the value is the targets of a batch."""
    return any(state.result.values.get(PortRef(it.node.id, "y")) is value for it in state.result.batches)


def classes_of(state: Lowering, labels: Value) -> int | None:
    """How many classes labels have that come straight from a batch; None where that is not known."""
    for it in state.result.batches:
        if state.result.values.get(PortRef(it.node.id, "y")) is labels:
            return state.result.ends[it.node.id].type.classes
    return None


def last_layer(value: Value) -> str | None:
    """The canvas node of the layer with ``units`` that gives the value its last dimension."""
    node = value.node
    while node.op in ELEMENTWISE and node.inputs:
        node = node.inputs[0].node
    return node.origin if "units" in node.attrs else None


def name_of(state: Lowering, node: str | None) -> str:
    """What a canvas node is called."""
    record = state.record.nodes.get(node or "")
    return record.name if record is not None else ""


def is_own(state: Lowering, node: Node) -> bool:
    """Whether a graph node is what its canvas node stands for, not a part of it."""
    record = state.record.nodes.get(node.origin or "")
    return record is not None and record.kind in state.catalog and state.catalog.get(record.kind).target == node.op


def has_activation(state: Lowering, node: Node) -> bool:
    """Whether the canvas node has its activation as an attribute."""
    record = state.record.nodes.get(node.origin or "")
    return record is not None and record.kind in state.catalog and state.catalog.get(record.kind).attr("activation") is not None


def take_off(state: Lowering, node: Node) -> tuple[Fix, ...]:
    """Take an activation away, be it a layer's attribute or a node of its own."""
    words = {"layer": name_of(state, node.origin)}
    if node.origin is None:
        return ()
    if has_activation(state, node):
        return (Fix("Set no activation in '{layer}'", node.origin, {"activation": None}, words=words),)
    return (Fix("Remove '{layer}'", edits=(Remove(node.origin),), words=words),) if is_own(state, node) else ()


def use_instead(state: Lowering, node: Node, activation: str, kind: str) -> tuple[Fix, ...]:
    """Use another activation, be it a layer's attribute or a node of its own."""
    words = {"layer": name_of(state, node.origin), "kind": kind}
    if node.origin is None:
        return ()
    if has_activation(state, node):
        return (Fix("Use {kind} in '{layer}'", node.origin, {"activation": activation}, words=words),)
    if not is_own(state, node):
        return ()
    return (Fix("Use {kind} instead of '{layer}'", edits=(Become(node.origin, kind),), words=words),)

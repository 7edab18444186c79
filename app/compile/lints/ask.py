"""What the rules ask of the graph: what made a value, whose labels these are, which layer gives the last dimension."""

from __future__ import annotations

from app.compile.edits import Become, Remove
from app.compile.look import Look, Made, Value
from app.compile.problems import Fix

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


def final_op(value: Value) -> str:
    """What made the value, looking through changes of form: an op, or the activation that a layer applies at its end."""
    node = maker(value)
    activation = node.attrs.get("activation")
    return activation if isinstance(activation, str) and activation not in ("none", "linear") else node.op


def maker(value: Value) -> Made:
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


def learns(node: Made) -> bool:
    return node.op == "variable" and bool(node.attrs["trainable"])


def is_labels(look: Look, value: Value) -> bool:
    """Whether the value is the targets of a batch."""
    kind = look.kind(value.origin) if value.port == "y" else None
    return kind is not None and kind.role == "batch"


def classes_of(look: Look, labels: Value) -> int | None:
    """How many classes labels have that come straight from a batch; None where that is not known."""
    if not is_labels(look, labels):
        return None
    cell = look.at(labels.origin)
    return None if cell is None or cell.flow is None else cell.flow.type.classes


def last_layer(value: Value) -> str | None:
    """The canvas node of the layer with ``units`` that gives the value its last dimension."""
    node = value.node
    while node.op in ELEMENTWISE and node.inputs:
        node = node.inputs[0].node
    return node.origin if "units" in node.attrs else None


def name_of(look: Look, node: str | None) -> str:
    """What a canvas node is called."""
    record = look.node(node)
    return record.name if record is not None else ""


def is_own(look: Look, node: Made) -> bool:
    """Whether an op is what its canvas node stands for, not a part of it."""
    kind = look.kind(node.origin)
    return kind is not None and kind.target == node.op


def has_activation(look: Look, node: Made) -> bool:
    """Whether the canvas node has its activation as an attribute."""
    kind = look.kind(node.origin)
    return kind is not None and kind.attr("activation") is not None


def take_off(look: Look, node: Made) -> tuple[Fix, ...]:
    """Take an activation away, be it a layer's attribute or a node of its own."""
    words = {"layer": name_of(look, node.origin)}
    if has_activation(look, node):
        return (Fix("Set no activation in '{layer}'", node.origin, {"activation": None}, words=words),)
    return (Fix("Remove '{layer}'", edits=(Remove(node.origin),), words=words),) if is_own(look, node) else ()


def use_instead(look: Look, node: Made, activation: str, kind: str) -> tuple[Fix, ...]:
    """Use another activation, be it a layer's attribute or a node of its own."""
    words = {"layer": name_of(look, node.origin), "kind": kind}
    if has_activation(look, node):
        return (Fix("Use {kind} in '{layer}'", node.origin, {"activation": activation}, words=words),)
    if not is_own(look, node):
        return ()
    return (Fix("Use {kind} instead of '{layer}'", edits=(Become(node.origin, kind),), words=words),)

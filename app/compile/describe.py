"""From a lowered document to what the studio shows: words for pills and footers, figures, and the problems in order."""

from __future__ import annotations

import math

from app.compile.problems import CheckResult, NodeInfo, PortType
from app.compile.state import Applied, Flow, Lowered
from app.model.records import PortRef
from app.text import tr
from engine import optim
from engine.data.spec import DataType
from engine.ir.graph import Node, Value, ancestors
from engine.ir.types import Dim, TensorType, format_shape

_OF_KIND = {"float": "tensor", "int": "labels", "bool": "bool"}
_SEVERITY = {"error": 0, "warning": 1, "hint": 2}


def describe(lowered: Lowered) -> CheckResult:
    """The result of the live check."""
    types = _port_types(lowered)
    return CheckResult(
        port_types=types,
        nodes={node: _node_info(lowered, node) for node in lowered.record.nodes},
        problems=tuple(sorted(lowered.problems, key=lambda problem: _SEVERITY[problem.severity])),
        parameters=sum(count_parameters(weights.values()) for weights in lowered.weights.values()),
        memory_bytes=memory_bytes(lowered),
        flops_per_sample=flops_per_sample(lowered),
        ready=lowered.spec is not None,
    )


def _port_types(lowered: Lowered) -> dict[PortRef, PortType]:
    losses = {PortRef(it.node.id, port.name) for it in lowered.losses for port in it.kind.outputs}
    found: dict[PortRef, PortType] = {}
    for ref, value in lowered.values.items():
        found[ref] = tensor_type(value.type, "loss" if ref in losses else None)
    for ref, flow in lowered.flows.items():
        found[ref] = dataset_type(flow.type)
    for ref in lowered.schedules:
        found[ref] = PortType("schedule", detail=tr("Check", "learning rate by step"))
    for target, link in lowered.record.links.items():
        if link.source in found:
            found[target] = found[link.source]
    return found


def tensor_type(type_: TensorType, wire: str | None = None) -> PortType:
    """The words for a tensor."""
    shape = format_shape(type_.shape)
    return PortType(wire or _OF_KIND[type_.kind], shape, type_.dtype, f"{type_.dtype} {shape}")


def dataset_type(type_: DataType) -> PortType:
    """The words for rows: their number on the wire; features, targets and parts in the long form."""
    rows = tr("Check", "? rows") if type_.rows is None else tr("Check", "{rows:,} rows", rows=type_.rows)
    parts = [tr("Check", "features {type}", type=_words(type_.features))]
    if type_.targets is not None and type_.has_labels and type_.classes is not None:
        parts.append(tr("Check", "labels of {classes} classes", classes=type_.classes))
    elif type_.targets is not None:
        parts.append(tr("Check", "targets {type}", type=_words(type_.targets)))
    if type_.split:
        parts.append(_split(type_))
    return PortType("dataset", rows, "", " · ".join([rows, *parts]))


def _words(type_: TensorType) -> str:
    return f"{type_.dtype} {format_shape(type_.shape)}"


def _split(type_: DataType) -> str:
    names = {"train": tr("Check", "training"), "validation": tr("Check", "validation"), "test": tr("Check", "test")}
    return ", ".join(f"{'?' if rows is None else format(rows, ',')} {names[part]}" for part, rows in type_.parts.items())


# --- nodes ------------------------------------------------------------------------------------------------------------


def _node_info(lowered: Lowered, node: str) -> NodeInfo:
    weights = lowered.weights.get(node, {})
    count = count_parameters(weights.values())
    return NodeInfo(count, {name: _words(value.type) for name, value in weights.items()}, _footer(lowered, node, count))


def _footer(lowered: Lowered, node: str, parameters: int) -> str:
    if parameters:
        return tr("Check", "{count:,} params", count=parameters)
    if node in lowered.ends:
        type_ = lowered.ends[node].type
        steps = type_.steps_per_epoch()
        return "" if steps is None else tr("Check", "{count:,} steps per epoch", count=steps)
    flow = next((flow for ref, flow in lowered.flows.items() if ref.node == node), None)
    if flow is not None:
        return _data_footer(flow)
    loss = next((it for it in lowered.losses if it.node.id == node), None)
    return "" if loss is None else _loss_footer(loss)


def _data_footer(flow: Flow) -> str:
    type_ = flow.type
    if flow.stages[-1][0] == "split":
        return " / ".join("?" if rows is None else format(rows, ",") for rows in type_.parts.values())
    if len(flow.stages) == 1:
        return dataset_type(type_).shape
    return ""


def _loss_footer(it: Applied) -> str:
    if "from_logits" not in it.attrs:
        return ""
    return tr("Check", "from logits") if it.attrs["from_logits"] else tr("Check", "from probabilities")


# --- figures ----------------------------------------------------------------------------------------------------------


def count_parameters(weights: object) -> int:
    """Number of trainable numbers in these variables."""
    assert hasattr(weights, "__iter__")
    return sum(value.type.size or 0 for value in weights if value.node.attrs.get("trainable"))


def _needed(lowered: Lowered) -> list[Node]:
    """The nodes of the forward pass: what losses and metrics need, or everything while there is no loss."""
    goals: list[Value] = [value for ref, value in lowered.values.items() if any(ref.node == it.node.id for it in lowered.losses)]
    return ancestors(goals or list(lowered.values.values()))


def memory_bytes(lowered: Lowered) -> int:
    """Estimate for one step: weights with their gradients and optimizer slots, and activations of one batch with theirs."""
    batch = next((end.type.batch_size for end in lowered.ends.values()), None) or 1
    nodes = _needed(lowered)
    weights = sum(_nbytes(value.type, 1) for node in nodes if node.op == "variable" for value in node.outputs)
    rest = sum(_nbytes(value.type, batch) for node in nodes if node.op != "variable" for value in node.outputs)
    slots = max((_slots(it) for it in lowered.optimizers), default=0)
    return weights * (2 + slots) + 2 * rest


def _slots(it: Applied) -> int:
    """Numbers that an optimizer keeps for each weight, as its update op declares them."""
    op = getattr(optim, it.kind.target).op
    return sum(port.param is not None for port in op.present_inputs(it.attrs))


def _nbytes(type_: TensorType, batch: int) -> int:
    return TensorType(type_.dtype, tuple(_size(dim, batch) for dim in type_.shape)).nbytes or 0


def _size(dim: Dim, batch: int) -> int:
    return dim if isinstance(dim, int) else batch


def flops_per_sample(lowered: Lowered) -> int:
    """Estimate of the forward pass for one row: two for each multiply-add, one for each element otherwise."""
    return sum(_flops(node) for node in _needed(lowered) if node.inputs)


def _flops(node: Node) -> int:
    size = sum(math.prod(_size(dim, 1) for dim in value.shape) for value in node.outputs)
    if node.op == "matmul":
        return 2 * size * _size(node.inputs[0].shape[-1], 1)
    if node.op == "dense":
        return 2 * size * _size(node.inputs[1].shape[0], 1) + size
    return size

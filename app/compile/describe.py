"""From a lowered document to what the studio shows: words for pills and footers, figures, and the problems in order."""

from __future__ import annotations

import math

from app.compile.problems import CheckResult, NodeInfo, PortType
from app.compile.state import Applied, Flow, Lowered
from app.model import groups
from app.model.records import PortRef
from app.text import tr
from engine import optim
from engine.data.spec import DataType
from engine.ir.graph import Node, ancestors
from engine.ir.types import DTYPES, TensorType, format_shape
from engine.passes.cost import operations

_OF_KIND = {"float": "tensor", "int": "labels", "bool": "bool"}
_SEVERITY = {"error": 0, "warning": 1, "hint": 2}


def describe(lowered: Lowered) -> CheckResult:
    """The result of the live check."""
    nodes = _node_infos(lowered)
    needed = _needed(lowered)
    return CheckResult(
        port_types=_port_types(lowered),
        nodes=nodes,
        problems=tuple(sorted(lowered.problems, key=lambda problem: _SEVERITY[problem.severity])),
        parameters=sum(nodes[node].parameters for node in lowered.weights),
        memory_bytes=_memory_bytes(lowered, needed),
        flops_per_sample=sum(operations(node) for node in needed if node.inputs),
        ready=lowered.spec is not None,
        monitors=tuple(lowered.monitors),
    )


def _port_types(lowered: Lowered) -> dict[PortRef, PortType]:
    losses = {PortRef(it.node.id, port.name) for it in lowered.losses for port in it.kind.outputs}
    found: dict[PortRef, PortType] = {}
    words: dict[TensorType, PortType] = {}  # many ports have the same type
    for ref, value in lowered.values.items():
        if ref in losses:
            found[ref] = tensor_type(value.type, "loss")
        else:
            found[ref] = words.get(value.type) or words.setdefault(value.type, tensor_type(value.type))
    for ref, flow in lowered.flows.items():
        found[ref] = dataset_type(flow.type)
    for ref in lowered.schedules:
        found[ref] = PortType("schedule", detail=tr("Check", "learning rate by step"))
    for port, source in lowered.origins.items():
        if source in found:
            found[port] = found[source]
    for target, link in lowered.record.links.items():
        if link.source in found:
            found[target] = found[link.source]
    return found


def tensor_type(type_: TensorType, wire: str | None = None) -> PortType:
    """The words for a tensor."""
    shape = _shape(type_)
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
    return f"{type_.dtype} {_shape(type_)}"


def _shape(type_: TensorType) -> str:
    """The sizes, and a word where the zeros are left out."""
    shape = format_shape(type_.shape)
    return tr("Check", "{shape} sparse", shape=shape) if type_.layout != "dense" else shape


def _split(type_: DataType) -> str:
    names = {"train": tr("Check", "training"), "validation": tr("Check", "validation"), "test": tr("Check", "test")}
    return ", ".join(f"{'?' if rows is None else format(rows, ',')} {names[part]}" for part, rows in type_.parts.items())


# --- nodes ------------------------------------------------------------------------------------------------------------


def _node_infos(lowered: Lowered) -> dict[str, NodeInfo]:
    found = dict.fromkeys(lowered.record.nodes, NodeInfo())
    for ref, flow in lowered.flows.items():
        found[ref.node] = NodeInfo(footer=_data_footer(flow))
    for node, flow in lowered.ends.items():
        steps = flow.type.steps_per_epoch()
        found[node] = NodeInfo(footer="" if steps is None else tr("Check", "{count:,} steps per epoch", count=steps))
    for it in lowered.losses:
        found[it.node.id] = NodeInfo(footer=_loss_footer(it))
    for node, weights in lowered.weights.items():
        count = sum(value.type.size or 0 for value in weights.values() if value.node.attrs["trainable"])
        words = {name: _words(value.type) for name, value in weights.items()}
        found[node] = NodeInfo(count, words, tr("Check", "{count:,} params", count=count) if count else "")
    return found | _group_infos(lowered, found)


def _group_infos(lowered: Lowered, infos: dict[str, NodeInfo]) -> dict[str, NodeInfo]:
    """What the groups hold: their parameters, or as many nodes as there are."""
    record = lowered.record
    totals = {node.id: [0, 0] for node in record.nodes.values() if node.kind == groups.GROUP}
    for node in record.nodes.values():
        for group in groups.path(record.nodes, node.group):
            if group in totals:
                totals[group][0] += infos[node.id].parameters
                totals[group][1] += node.kind not in groups.BORDERS
    return {group: NodeInfo(parameters, {}, _group_footer(parameters, count)) for group, (parameters, count) in totals.items()}


def _group_footer(parameters: int, count: int) -> str:
    if parameters:
        return tr("Check", "{count:,} params", count=parameters)
    return tr("Check", "{count} nodes", count=count) if count != 1 else tr("Check", "1 node")


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


def _needed(lowered: Lowered) -> list[Node]:
    """The nodes of the forward pass: what the losses need, or everything while there is no loss."""
    losses = [PortRef(it.node.id, port.name) for it in lowered.losses for port in it.kind.outputs]
    return ancestors([lowered.values[ref] for ref in losses] or list(lowered.values.values()))


def _memory_bytes(lowered: Lowered, needed: list[Node]) -> int:
    """Estimate for one step: weights with their gradients and optimizer slots, and activations of one batch with theirs."""
    batch = next((end.type.batch_size for end in lowered.ends.values()), None) or 1
    weights = sum(_nbytes(value.type, 1) for node in needed if node.op == "variable" for value in node.outputs)
    rest = sum(_nbytes(value.type, batch) for node in needed if node.op != "variable" for value in node.outputs)
    slots = max((_slots(it) for it in lowered.optimizers), default=0)
    return weights * (2 + slots) + 2 * rest


def _slots(it: Applied) -> int:
    """Numbers that an optimizer keeps for each weight, as its update op declares them."""
    op = getattr(optim, it.kind.target).op
    return sum(port.param is not None for port in op.present_inputs(it.attrs)) + bool(it.attrs["use_ema"])


def _nbytes(type_: TensorType, batch: int) -> int:
    """Bytes of a value; a sparse one takes what its entries take, which only the data tells."""
    return _count(type_, batch) * DTYPES[type_.dtype][1] if type_.layout == "dense" else 0


def _count(type_: TensorType, batch: int) -> int:
    """Number of elements where unknown dimensions are a batch long."""
    return math.prod(dim if isinstance(dim, int) else batch for dim in type_.shape)

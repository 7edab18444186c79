"""The words for what was found: pills on wires, footers and figures on nodes."""

from __future__ import annotations

from app.compile.cells import Cell, Item, Tensor
from app.compile.problems import NodeInfo, PortType
from app.compile.state import Flow
from app.text import tr
from engine.data.spec import DataType
from engine.ir.types import TensorType, format_shape

_OF_KIND = {"float": "tensor", "int": "labels", "bool": "bool"}
_PLAIN = NodeInfo()


def port_type(known: dict[TensorType, PortType], cell: Cell | None, item: Item) -> PortType:
    """The words for what stands on an output; many ports have the same type, so words that are ``known`` are used again."""
    if isinstance(item, Tensor):
        if cell is not None and cell.kind.role == "loss" and item.node == cell.id:
            return tensor_type(item.type, "loss")
        found = known.get(item.type)
        if found is None:
            if len(known) > 4096:
                known.clear()
            found = known[item.type] = tensor_type(item.type)
        return found
    if isinstance(item, Flow):
        return dataset_type(item.type)
    return PortType("schedule", detail=tr("Check", "learning rate by step"))


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


def node_info(cell: Cell) -> NodeInfo:
    """The figures of a node."""
    fragment = cell.fragment
    if fragment is not None and fragment.weights:
        if fragment.info is None:
            count = fragment.parameters
            words = {name: _words(value.type) for name, value in fragment.weights.items()}
            fragment.info = NodeInfo(count, words, tr("Check", "{count:,} params", count=count) if count else "")
        return fragment.info
    if cell.kind.role == "loss" and cell.ok:
        return NodeInfo(footer=_loss_footer(cell))
    if cell.flow is not None:
        steps = cell.flow.type.steps_per_epoch()
        return NodeInfo(footer="" if steps is None else tr("Check", "{count:,} steps per epoch", count=steps))
    if fragment is not None:
        return _PLAIN
    flow = next((item for item in cell.outputs.values() if isinstance(item, Flow)), None)
    return _PLAIN if flow is None else NodeInfo(footer=_data_footer(flow))


def group_info(parameters: int, count: int) -> NodeInfo:
    """What a group holds: its parameters, or as many nodes as there are."""
    if parameters:
        return NodeInfo(parameters, {}, tr("Check", "{count:,} params", count=parameters))
    return NodeInfo(0, {}, tr("Check", "{count} nodes", count=count) if count != 1 else tr("Check", "1 node"))


def _data_footer(flow: Flow) -> str:
    type_ = flow.type
    if flow.stages[-1][0] == "split":
        return " / ".join("?" if rows is None else format(rows, ",") for rows in type_.parts.values())
    if len(flow.stages) == 1:
        return dataset_type(type_).shape
    return ""


def _loss_footer(cell: Cell) -> str:
    if "from_logits" not in cell.attrs:
        return ""
    return tr("Check", "from logits") if cell.attrs["from_logits"] else tr("Check", "from probabilities")

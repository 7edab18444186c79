"""Repairs for what the engine refuses: each candidate is tried, and offered only where the node then goes through.

So no table of error messages is needed: whether Flatten, Cast or another loss mends a node is asked of the rule that refused it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isqrt
from typing import Any

from app.catalog.spec import Kind, PortSpec
from app.compile.edits import Become, Connect, Insert, Move, Remove
from app.compile.lints.ask import is_labels, last_layer, name_of
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied, Flow
from app.model.records import PortRef
from engine import metrics
from engine.data import registry as steps
from engine.errors import NodegradError
from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.graph import Value as EngineValue
from engine.ir.types import TensorType
from engine.nn.layer import apply_with_parameters
from engine.ops import registry as ops
from engine.ops.attrs import REQUIRED

_MOST = 3  # repairs that are offered for one problem

#: What would stand on the inputs: a type for each value, a list of them where the input is variadic.
Types = dict[str, Any]


def mends(look: Look, it: Applied) -> tuple[Fix, ...]:
    """What would let a refused node through."""
    found: list[Fix] = []
    for finder in _FINDERS.get(it.kind.role, ()):
        for fix in finder(look, it):
            if fix not in found:
                found.append(fix)
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def missing(look: Look, node: str, spec: PortSpec) -> tuple[Fix, ...]:
    """The wire that an input lacks, where only one can be meant: the targets of the only batch, the only loss."""
    wanted = {"y_true": ("batch", "y"), "loss": ("loss", "loss")}.get(spec.name)
    source = None if wanted is None else look.only(wanted[0])
    if wanted is None or source is None or look.reaches(node, source):
        return ()
    words = {"node": name_of(look, source), "output": wanted[1]}
    return (Fix("Connect {node}.{output}", edits=(Connect(PortRef(source, wanted[1]), PortRef(node, spec.name)),), words=words),)


# --- trying -----------------------------------------------------------------------------------------------------------


def _types(it: Applied) -> Types:
    return {
        name: item.type if isinstance(item, Value) else [part.type for part in item] if isinstance(item, list) else item
        for name, item in it.inputs.items()
    }


def _goes_through(kind: Kind, attrs: Mapping[str, Any], types: Types) -> bool:
    """Whether a node of the kind accepts values of these types."""
    builder = Builder(Graph("trial"))
    try:
        values = {name: _stand_in(builder, item) for name, item in types.items()}
        if kind.role == "metric":
            getattr(metrics, kind.target)(name="trial", **attrs)(values["y_true"], values["y_pred"])
            return True
        op = ops.get(kind.target)
        inputs: list[Any] = []
        for port in op.data_inputs(attrs):
            item = values.get(port.name)
            inputs.extend(item) if isinstance(item, list) else inputs.append(item)
        if any(port.param for port in op.inputs):
            apply_with_parameters(builder, op.name, inputs, attrs, "trial")
        else:
            builder.apply(op.name, *inputs, **attrs)
    except (NodegradError, KeyError, ValueError):
        return False
    return True


def _stand_in(builder: Builder, item: Any) -> Any:
    if isinstance(item, TensorType):
        return builder.placeholder(shape=list(item.shape), dtype=item.dtype, layout=item.layout)
    return [_stand_in(builder, part) for part in item] if isinstance(item, list) else item


def _result(op: str, type_: TensorType, attrs: Mapping[str, Any]) -> TensorType | None:
    """The type that an op makes of a value; None where it does not take it."""
    builder = Builder(Graph("trial"))
    try:
        made = builder.apply(op, _stand_in(builder, type_), **attrs)
    except NodegradError:
        return None
    return made.type if isinstance(made, EngineValue) else None


# --- a node before the input ------------------------------------------------------------------------------------------

#: Kind, op and attributes of what may be put before an input.
Candidate = tuple[str, str, Mapping[str, Any]]


def _candidates(look: Look, it: Applied, port: PortSpec, value: Value) -> Iterator[Candidate]:
    """What may be put before an input, the likeliest first."""
    type_ = value.type
    if type_.layout != "dense":
        yield "ToDense", "to_dense", {}
    if type_.is_float:
        yield "Cast", "cast", {"dtype": "int64"}
    else:
        yield "Cast", "cast", {"dtype": "float32"}
        yield "Cast", "cast", {"dtype": "int64"}
    if it.kind.target == "matmul" and port.name == "b" and type_.rank == 2:
        yield "Transpose", "transpose", {}
    if it.kind.category not in ("Layers", "Losses", "Metrics"):
        return  # what only needs to be of one shape with another could be made so in many ways
    width = type_.shape[-1] if type_.rank == 2 else None
    if isinstance(width, int) and isqrt(width) ** 2 == width >= 16 and _from_batch(look, value):
        yield "Reshape", "reshape", {"shape": [None, isqrt(width), isqrt(width), 1]}
    if type_.rank > 2:
        yield "Flatten", "flatten", {}
    if type_.rank > 1 and type_.shape[-1] == 1:
        yield "Squeeze", "squeeze", {"axis": -1}
    if type_.rank:
        yield "ExpandDims", "expand_dims", {"axis": -1}


def _from_batch(look: Look, value: Value) -> bool:
    """Whether the value is the features of a batch, whose width is then that of a picture."""
    kind = look.kind(value.origin) if value.port == "x" else None
    return kind is not None and kind.role == "batch"


def _before_input(look: Look, it: Applied) -> Iterator[Fix]:
    """A node put before one input, so that it fits."""
    types = _types(it)
    for port in it.kind.inputs:
        value = it.inputs.get(port.name)
        if not isinstance(value, Value) or port.name == "y_pred":  # the model's end is mended at its last layer
            continue
        for kind, op, attrs in _candidates(look, it, port, value):
            made = _result(op, value.type, attrs)
            if made is not None and _goes_through(it.kind, it.attrs, {**types, port.name: made}):
                edit = Insert(kind, PortRef(it.node.id, port.name), attrs)
                yield Fix("Insert {kind}", edits=(edit,), words={"kind": kind})
                break


# --- losses and metrics -----------------------------------------------------------------------------------------------

#: What a loss or metric is taken for by mistake, by the name of its op or metric.
_TWINS: dict[str, tuple[str, ...]] = {
    "sparse_categorical_crossentropy": ("CategoricalCrossentropy", "BinaryCrossentropy", "MeanSquaredError"),
    "categorical_crossentropy": ("SparseCategoricalCrossentropy", "BinaryCrossentropy", "MeanSquaredError"),
    "binary_crossentropy": ("SparseCategoricalCrossentropy", "CategoricalCrossentropy"),
    "mean_squared_error": ("SparseCategoricalCrossentropy",),
    "mean_absolute_error": ("SparseCategoricalCrossentropy",),
}
_TWIN_METRICS = {
    "SparseCategoricalAccuracy": "CategoricalAccuracy",
    "CategoricalAccuracy": "SparseCategoricalAccuracy",
    "SparseTopKCategoricalAccuracy": "TopKCategoricalAccuracy",
    "TopKCategoricalAccuracy": "SparseTopKCategoricalAccuracy",
}


def _another_kind(look: Look, it: Applied) -> Iterator[Fix]:
    """Another loss or metric, for which targets and predictions are right as they are."""
    names = _TWINS.get(it.kind.target, ()) if it.kind.role == "loss" else (_TWIN_METRICS.get(it.kind.name, ""),)
    for name in names:
        if name not in look.catalog:
            continue
        kind = look.catalog.get(name)
        attrs = {attr.name: it.attrs.get(attr.name, attr.default) for attr in kind.attrs}
        if REQUIRED in attrs.values() or not _goes_through(kind, attrs, _types(it)):
            continue
        if it.kind.role == "loss" and not _is_for(look, name, it.inputs["y_true"]):
            continue
        yield Fix("Use {kind}", edits=(Become(it.node.id, name),), words={"kind": name})


def _is_for(look: Look, loss: str, true: Value) -> bool:
    """Whether a loss is meant for such targets: class numbers, one-hot rows, yes or no, or quantities."""
    known = is_labels(look, true)
    classes = next((flow.type.classes for flow in look.ends.values()), None) if known else None
    if loss == "SparseCategoricalCrossentropy":
        return true.type.kind == "int"
    if loss == "BinaryCrossentropy":
        return classes == 2
    return (classes is None) == (loss == "MeanSquaredError")


def _other_targets(look: Look, it: Applied) -> Iterator[Fix]:
    """One-hot labels where a number a row is not enough, and the numbers where one-hot rows are too much."""
    true = it.inputs.get("y_true")
    if not isinstance(true, Value) or not is_labels(look, true) or len(look.ends) != 1:
        return
    ((batch, flow),) = look.ends.items()
    hot = next((origin for name, _, origin in flow.stages if name == "one_hot"), None)
    if hot is not None:
        type_ = TensorType("int64", true.shape[:-1])
        if _goes_through(it.kind, it.attrs, {**_types(it), "y_true": type_}):
            yield Fix("Remove '{layer}'", edits=(Remove(hot),), words={"layer": name_of(look, hot)})
    elif true.type.kind == "int" and flow.type.classes is not None:
        type_ = TensorType("float32", (*true.shape, flow.type.classes))
        if _goes_through(it.kind, it.attrs, {**_types(it), "y_true": type_}):
            edit = Insert("OneHotLabels", PortRef(batch, "data"))
            yield Fix("Insert {kind}", edits=(edit,), words={"kind": "OneHotLabels"})


def _other_units(look: Look, it: Applied) -> Iterator[Fix]:
    """Another width of the last layer, or a flat input to it where it works on pictures or sequences."""
    pred, true = it.inputs.get("y_pred"), it.inputs.get("y_true")
    layer = last_layer(pred) if isinstance(pred, Value) else None
    if layer is None or not isinstance(pred, Value) or not isinstance(true, Value) or not pred.rank:
        return
    types, target = _types(it), PortRef(layer, "x")
    flat = (pred.shape[0], pred.shape[-1])
    if pred.rank > 2 and look.wire(target) is not None and _goes_through(
        it.kind, it.attrs, {**types, "y_pred": pred.type.with_shape(flat)}
    ):  # fmt: skip
        yield Fix("Insert {kind} before '{layer}'", edits=(Insert("Flatten", target),),
                  words={"kind": "Flatten", "layer": name_of(look, layer)})  # fmt: skip
    if true.type.kind == "int" and it.kind.role == "loss" and it.kind.target.startswith("mean_"):
        return  # one unit would take class numbers for quantities
    classes = next((flow.type.classes for flow in look.ends.values()), None)
    for units in (true.shape[-1] if true.rank == pred.rank else None, classes, 1):
        if isinstance(units, int) and units != pred.shape[-1]:
            narrow = pred.type.with_shape((*pred.shape[:-1], units))
            if _goes_through(it.kind, it.attrs, {**types, "y_pred": narrow}):
                yield Fix("Set units to {units}", layer, {"units": units})
                return


# --- data steps -------------------------------------------------------------------------------------------------------


def _earlier(look: Look, it: Applied) -> Iterator[Fix]:
    """A step that comes too late, put before the one that it may not follow."""
    incoming: Flow | None = it.inputs.get("data")
    if incoming is None:
        return
    own = (it.kind.target, it.attrs, it.node.id)
    for place in range(len(incoming.stages) - 1, 0, -1):
        origin = incoming.stages[place][2]
        stages = (*incoming.stages[:place], own, *incoming.stages[place:])
        if _flows(look, stages):
            words = {"layer": it.node.name, "other": name_of(look, origin)}
            yield Fix("Put '{layer}' before '{other}'", edits=(Move(it.node.id, PortRef(origin, "data")),), words=words)
            return


def _step_before(look: Look, it: Applied) -> Iterator[Fix]:
    """Steps that are missing before this one."""
    incoming: Flow | None = it.inputs.get("data")
    if incoming is None:
        return
    target = PortRef(it.node.id, "data")
    for kinds in (("PadSequences",), ("Tokenize", "PadSequences")):
        added: list[tuple[str, Mapping[str, Any], str]] = [(look.catalog.get(kind).target, {}, "") for kind in kinds]
        if _flows(look, (*incoming.stages, *added, (it.kind.target, it.attrs, it.node.id))):
            yield Fix("Insert {kind}", edits=tuple(Insert(kind, target) for kind in kinds), words={"kind": " + ".join(kinds)})
            return


def _flows(look: Look, stages: tuple[tuple[str, Mapping[str, Any], str], ...]) -> bool:
    """Whether data goes through these steps in this order."""
    type_ = None
    try:
        for name, attrs, _ in stages:
            type_ = steps.get(name).infer(type_, attrs, look.folder)
    except NodegradError:
        return False
    return True


Finder = Callable[[Look, Applied], Iterator[Fix]]
_FINDERS: dict[str, tuple[Finder, ...]] = {
    "op": (_before_input,),
    "loss": (_another_kind, _other_targets, _other_units, _before_input),
    "metric": (_another_kind, _other_targets, _other_units, _before_input),
    "transform": (_earlier, _step_before),
    "batch": (_step_before,),
}

"""Model files: the weights in safetensors, with the graph as JSON in the file's header, so that one file is a whole model.

Any reader of safetensors finds the weights by name; nothing in such a file is code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import FormatError, GraphError
from engine.ir import codec
from engine.ir.graph import Graph, Value, ancestors
from engine.train.ends import Ends, decode, encode

Array = np.ndarray[Any, Any]

VERSION = 2
_STATE = "optimizer/"
_KEY = "nodegrad_model"


@dataclass(frozen=True)
class Saved:
    """What a model file holds; the ends are values of a graph of its own.

    ``compiled``: the settings it was trained with, as plain values; ``state``: what its optimizer remembers, by variable.
    """

    name: str
    inputs: Ends
    outputs: Ends
    weights: Mapping[str, Array]
    compiled: Mapping[str, Any] | None = None
    state: Mapping[str, Array] = field(default_factory=dict)


def write(saved: Saved, path: str | Path) -> None:
    """Write a model file; what was there before stays until the new file is complete."""
    from safetensors.numpy import save

    outputs_of = list(saved.outputs.values.values())
    graph = Graph(outputs_of[0].graph.name, outputs_of[0].graph.seed)
    copies: dict[Value, Value] = {}
    for node in ancestors(outputs_of):
        outputs = graph.copy(node, [copies[value] for value in node.inputs]).outputs
        copies.update(zip(node.outputs, outputs, strict=True))
    about = {
        "version": VERSION,
        "name": saved.name,
        "inputs": encode(_copied(saved.inputs, copies)),
        "outputs": encode(_copied(saved.outputs, copies)),
        "compiled": saved.compiled,
        "graph": codec.encode(graph),
    }
    named = {**saved.weights, **{_STATE + name: array for name, array in saved.state.items()}}
    arrays = {name: np.asarray(array, order="C") for name, array in named.items()}
    codec.write_whole(path, save(arrays, {_KEY: json.dumps(about, ensure_ascii=False, allow_nan=False)}))


def read(path: str | Path) -> Saved:
    """Read a model file; FormatError where there is none, or where it is cut off, foreign or too new."""
    from safetensors import SafetensorError, safe_open

    source = Path(path)
    if not source.is_file():
        raise FormatError("there is no file '{path}'", path=str(source))
    try:
        with safe_open(source, framework="np") as file:
            about = (file.metadata() or {}).get(_KEY)
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (the file is no mapping)
    except (SafetensorError, OSError, TypeError) as error:
        raise FormatError("'{path}' is no model file, or is cut off: {reason}", path=str(source), reason=str(error)) from None
    if about is None:
        raise FormatError("'{path}' holds weights, but no Nodegrad model; read it with safetensors", path=str(source))
    try:
        return _decode(json.loads(about), weights)
    except FormatError as error:
        raise FormatError("'{path}': " + error.template, **{**error.params, "path": str(source)}) from None
    except (ValueError, TypeError, KeyError, GraphError) as error:
        raise FormatError("'{path}' is damaged: {reason}", path=str(source), reason=str(error)) from None


def _decode(about: Any, weights: Mapping[str, Array]) -> Saved:
    if about["version"] > VERSION:
        raise FormatError(
            "this model file has version {version}, but this Nodegrad reads up to {known}; install a newer one",
            version=about["version"], known=VERSION,
        )  # fmt: skip
    graph = codec.decode(about["graph"])
    state = {name.removeprefix(_STATE): array for name, array in weights.items() if name.startswith(_STATE)}
    weights = {name: array for name, array in weights.items() if not name.startswith(_STATE)}
    variables = {node.name: node.outputs[0].type for node in graph.ops("variable")}
    for name in variables.keys() | weights.keys():
        array, type_ = weights.get(name), variables.get(name)
        if array is None or type_ is None or (array.dtype.name, array.shape) != (type_.dtype, type_.shape):
            raise FormatError("the weight '{weight}' does not fit the graph; the file is damaged", weight=name)
    inputs, outputs = decode(about["inputs"], graph.value), decode(about["outputs"], graph.value)
    return Saved(str(about["name"]), inputs, outputs, weights, about.get("compiled"), state)


def _copied(ends: Ends, copies: Mapping[Value, Value]) -> Ends:
    return Ends(ends.kind, {name: copies[value] for name, value in ends.values.items()})

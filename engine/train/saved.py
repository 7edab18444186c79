"""Model files: the weights in safetensors, with the graph as JSON in the file's header, so that one file is a whole model.

Any reader of safetensors finds the weights by name; nothing in such a file is code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import FormatError, GraphError
from engine.ir import codec
from engine.ir.graph import Graph, Value, ancestors

Array = np.ndarray[Any, Any]

VERSION = 1
_KEY = "nodegrad_model"


@dataclass(frozen=True)
class Saved:
    """What a model file holds; the two ends are values of a graph of its own."""

    name: str
    inputs: Value
    outputs: Value
    weights: Mapping[str, Array]


def write(saved: Saved, path: str | Path) -> None:
    """Write a model file; what was there before stays until the new file is complete."""
    from safetensors.numpy import save

    graph = Graph(saved.outputs.graph.name, saved.outputs.graph.seed)
    copies: dict[Value, Value] = {}
    for node in ancestors([saved.outputs]):
        outputs = graph.copy(node, [copies[value] for value in node.inputs]).outputs
        copies.update(zip(node.outputs, outputs, strict=True))
    about = {
        "version": VERSION,
        "name": saved.name,
        "inputs": copies[saved.inputs].name,
        "outputs": copies[saved.outputs].name,
        "graph": codec.encode(graph),
    }
    arrays = {name: np.asarray(array, order="C") for name, array in saved.weights.items()}
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
    variables = {node.name: node.outputs[0].type for node in graph.ops("variable")}
    for name in variables.keys() | weights.keys():
        array, type_ = weights.get(name), variables.get(name)
        if array is None or type_ is None or (array.dtype.name, array.shape) != (type_.dtype, type_.shape):
            raise FormatError("the weight '{weight}' does not fit the graph; the file is damaged", weight=name)
    return Saved(str(about["name"]), graph.value(about["inputs"]), graph.value(about["outputs"]), weights)

"""Graphs as JSON, so that one can be kept and run again without the Python that made it.

    {"nodegrad_graph": 1, "name": "graph", "seed": 0,
     "nodes": [{"name": "x", "op": "placeholder", "inputs": [], "attrs": {"shape": ["batch", 2], "dtype": "float32"}}, ...]}

Inputs are named ``node`` or ``node:1``.  Arrays are ``{"dtype", "shape", "data"}``; large ones, and those with NaN or infinity,
hold base64 of their little-endian bytes under ``"base64"`` instead of ``"data"``.  A body is ``{"body": its graph, "inputs",
"outputs"}``.  Types are not written: the rules give them.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import CycleError, FormatError, GraphError
from engine.ir.body import Body
from engine.ir.graph import Graph, Node, Value, told_attrs
from engine.ir.types import DTYPES
from engine.ir.verify import verify

VERSION = 1
_KEY = "nodegrad_graph"
#: Arrays up to this size are written as numbers that a person can read.
_READABLE = 64


def encode(graph: Graph) -> dict[str, Any]:
    """The graph as plain JSON values."""
    return {_KEY: VERSION, "name": graph.name, "seed": graph.seed, "nodes": [_encode_node(node) for node in graph.nodes]}


def _encode_node(node: Node) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": node.name,
        "op": node.op,
        "inputs": [value.name for value in node.inputs],
        "attrs": {key: _encode_value(node.attrs[key]) for key in told_attrs(node)},
    }
    if node.origin is not None:
        entry["origin"] = node.origin
    return entry


def _encode_value(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _encode_array(value)
    if isinstance(value, Body):
        ends = {"inputs": [item.name for item in value.inputs], "outputs": [item.name for item in value.outputs]}
        return {"body": encode(value.graph), **ends}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, (list, tuple)):
        return [_encode_value(item) for item in value]
    if isinstance(value, Mapping):
        return {"map": {key: _encode_value(item) for key, item in value.items()}}
    return value


def _encode_array(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {"dtype": array.dtype.name, "shape": list(array.shape)}
    if array.size <= _READABLE and (array.dtype.kind != "f" or bool(np.isfinite(array).all())):
        entry["data"] = array.ravel().tolist()
    else:
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        entry["base64"] = base64.b64encode(little.tobytes()).decode("ascii")
    return entry


def decode(data: Any) -> Graph:
    """The graph that ``encode`` gave these values; FormatError or another GraphError where they are no graph."""
    if not isinstance(data, Mapping) or _KEY not in data:
        raise FormatError("this is no Nodegrad graph; a graph file starts with the key '{key}'", key=_KEY)
    version = data[_KEY]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FormatError(
            "the version {version} of this graph file is no version; it should be {known}", version=repr(version), known=VERSION
        )
    if version > VERSION:
        raise FormatError(
            "this graph file has version {version}, but this Nodegrad reads up to {known}; install a newer one",
            version=version, known=VERSION,
        )  # fmt: skip
    graph = _decode_graph(data)
    verify(graph)
    return graph


def _decode_graph(data: Any) -> Graph:
    entries = _field(data, "nodes", list, "the graph")
    graph = Graph(_field(data, "name", str, "the graph"), _field(data, "seed", int, "the graph"))
    by_name = _by_name(entries)
    for entry in _sorted(by_name):
        _decode_node(graph, entry, by_name)
    return graph


def _decode_body(entry: Mapping[str, Any]) -> Body:
    graph = _decode_graph(entry["body"])
    ends = []
    for key in ("inputs", "outputs"):
        names = _field(entry, key, list, "a body")
        if not all(isinstance(name, str) for name in names):
            raise FormatError("{where} has no proper '{key}'; the file is damaged", where="a body", key=key)
        ends.append(tuple(graph.value(name) for name in names))
    return Body(graph, *ends)


def _field(data: Any, key: str, kind: type, where: str) -> Any:
    value = data.get(key) if isinstance(data, Mapping) else None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise FormatError("{where} has no proper '{key}'; the file is damaged", where=where, key=key)
    return value


def _by_name(entries: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, entry in enumerate(entries):
        name = _field(entry, "name", str, f"node {place}")
        if not name:
            raise FormatError("node {place} has an empty name; the file is damaged", place=place)
        if name in found:
            raise FormatError("two nodes are called '{node}'; give one of them another name", node=name)
        inputs = _field(entry, "inputs", list, f"node '{name}'")
        if not all(isinstance(item, str) for item in inputs):
            raise FormatError("node '{node}' has an input that is no name; the file is damaged", node=name)
        found[name] = entry
    return found


def _base(reference: str, known: Mapping[str, Any]) -> tuple[str, int]:
    """The node and the index of the output that an input names."""
    if reference in known:
        return reference, 0
    base, _, index = reference.rpartition(":")
    return (base, int(index)) if base in known and index.isascii() and index.isdigit() else (reference, 0)


def _sorted(entries: dict[str, Any]) -> list[Any]:
    """The nodes with inputs before their users, otherwise as they stand; CycleError where that cannot be."""
    done: dict[str, Any] = {}
    for start in entries:
        path: dict[str, int] = {}
        stack = [start]
        while stack:
            name = stack[-1]
            if name in done:
                stack.pop()
                path.pop(name, None)
                continue
            path[name] = path.get(name, 0)
            waiting = None
            for reference in entries[name]["inputs"]:
                below, _ = _base(reference, entries)
                if below not in entries:
                    raise FormatError(
                        "node '{node}' takes '{input}', but there is no such node; the file is damaged",
                        node=name,
                        input=reference,
                    )
                if below not in done:
                    waiting = below
                    break
            if waiting is None:
                done[name] = entries[name]
            elif waiting in path:
                loop = [*list(path)[list(path).index(waiting) :], waiting]
                raise CycleError(
                    "the nodes {loop} feed each other in a circle; take one of these inputs away", loop=" → ".join(loop[::-1])
                )
            else:
                stack.append(waiting)
    return list(done.values())


def _decode_node(graph: Graph, entry: Mapping[str, Any], entries: Mapping[str, Any]) -> None:
    name, op = entry["name"], _field(entry, "op", str, f"node '{entry['name']}'")
    given = _field(entry, "attrs", dict, f"node '{name}'")
    origin = entry.get("origin")
    if origin is not None and not isinstance(origin, str):
        raise FormatError("{where} has no proper '{key}'; the file is damaged", where=f"node '{name}'", key="origin")
    inputs: list[Value] = []
    for reference in entry["inputs"]:
        base, index = _base(reference, entries)
        outputs = graph.node(base).outputs
        if index >= len(outputs):
            raise FormatError(
                "node '{node}' takes '{input}', but that node has {count} outputs", node=name, input=reference, count=len(outputs)
            )
        inputs.append(outputs[index])
    try:
        attrs = {key: _decode_value(value) for key, value in given.items()}
    except (ValueError, TypeError, KeyError, OverflowError, IndexError, binascii.Error):
        raise FormatError("an attribute of node '{node}' cannot be read; the file is damaged", node=name) from None
    try:
        with graph.origin(origin):
            graph.add(op, inputs, attrs, name)
    except GraphError:
        raise
    except Exception as error:  # a hostile attribute may get past its check and break a type rule
        raise FormatError("node '{node}' does not fit its op {op}; the file is damaged", node=name, op=op) from error


def _decode_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"float"}:
        return float(value["float"])
    if set(value) == {"map"}:
        return {key: _decode_value(item) for key, item in value["map"].items()}
    if set(value) == {"body", "inputs", "outputs"}:
        return _decode_body(value)
    return _decode_array(value)


def _decode_array(entry: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    dtype, shape = entry["dtype"], tuple(entry["shape"])
    if dtype not in DTYPES or not all(isinstance(size, int) and size >= 0 for size in shape):
        raise ValueError("no array")
    if "base64" in entry:
        flat = np.frombuffer(base64.b64decode(entry["base64"], validate=True), np.dtype(dtype).newbyteorder("<"))
    else:
        numbers = entry["data"]
        if not isinstance(numbers, list) or not all(isinstance(item, (int, float, bool)) for item in numbers):
            raise ValueError("no array")
        flat = np.array(numbers, dtype)
    array = flat.astype(dtype).reshape(shape)
    array.setflags(write=False)
    return array


def save(graph: Graph, path: str | Path) -> None:
    """Write the graph as a JSON file, one node a line; what was there before stays until the new file is complete."""
    data = encode(graph)
    nodes = ",\n".join("  " + json.dumps(node, ensure_ascii=False, allow_nan=False) for node in data.pop("nodes"))
    head = json.dumps(data, ensure_ascii=False)[:-1]
    text = f'{head}, "nodes": [\n{nodes}\n]}}\n' if nodes else f'{head}, "nodes": []}}\n'
    write_whole(path, text.encode("utf-8"))


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file beside the old one and rename it, so that there is always a whole one; OSError leaves the old one alone."""
    target = Path(path)
    fresh = target.with_name(target.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    with contextlib.suppress(OSError):  # make the renaming last too, where the system can
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def load(path: str | Path) -> Graph:
    """Read a graph file; FormatError where there is none, or where it is cut off, foreign or too new."""
    source = Path(path)
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FormatError("there is no file '{path}'", path=str(source)) from None
    except OSError as error:
        raise FormatError(
            "the file '{path}' cannot be read: {reason}", path=str(source), reason=error.strerror or str(error)
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise FormatError("'{path}' is no graph file, as it is no text in JSON", path=str(source)) from None
    except json.JSONDecodeError as error:
        raise FormatError(
            "'{path}' is cut off or damaged in line {line}; take a copy of it from before", path=str(source), line=error.lineno
        ) from None
    try:
        return decode(data)
    except FormatError as error:
        raise FormatError("'{path}': " + error.template, **{**error.params, "path": str(source)}) from None

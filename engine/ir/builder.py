"""The builder: how rules, layers and the public functions add ops to a graph.

``Builder.name(...)`` applies the op ``name``; Python numbers and arrays become constants of a fitting dtype, inputs of an op
that promotes are cast to their common dtype, optional inputs that are given switch their flag on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import GraphError, RuleError, TypeRuleError
from engine.ir.graph import Graph, Hooks, Value, default_graph
from engine.ir.types import DTYPES, promote


class Builder:
    """Adds ops to one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def __getattr__(self, op: str) -> Callable[..., Any]:
        if op.startswith("_"):
            raise AttributeError(op)
        return lambda *inputs, name=None, **attrs: self.apply(op, *inputs, name=name, **attrs)

    def constant(self, value: Any, dtype: str | None = None, name: str | None = None) -> Value:
        """A constant; floats become float32 and Python ints int32 unless a dtype is given or an array brings its own."""
        array = as_array(value, dtype)
        return self.graph.add("constant", (), {"value": array}, name).outputs[0]

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Apply an op; one Value, or a tuple of them where the op has several outputs."""
        spec: Any = Hooks.lookup(op)
        flat: list[Any] = []
        for item in inputs:
            flat.extend(item) if isinstance(item, (list, tuple)) and any(isinstance(v, Value) for v in item) else flat.append(
                item
            )
        if spec.sparse is not None and any(isinstance(item, Value) and item.type.is_sparse for item in flat):
            return spec.sparse(self, flat, attrs, name)
        flagged = [port.flag for port in spec.inputs if port.flag]
        for port, item in zip(spec.inputs, flat, strict=False):
            if port.flag and port.param is None:
                attrs[port.flag] = item is not None
        last = len(spec.inputs) - 1
        pairs = [(spec.inputs[min(place, last)] if spec.inputs else None, item) for place, item in enumerate(flat)]
        values = self._values(spec, [pair for pair in pairs if pair[1] is not None] if flagged else pairs)
        node = self.graph.add(op, values, attrs, name)
        return node.outputs[0] if len(node.outputs) == 1 else node.outputs

    def _values(self, spec: Any, pairs: Sequence[tuple[Any, Any]]) -> list[Value]:
        shared = [port is None or port.accepts not in _OWN_DTYPE for port, _ in pairs]
        known = [item.dtype for (_, item), own in zip(pairs, shared, strict=True) if own and isinstance(item, Value)]
        like = promote(known) if known else None
        values: list[Value] = [
            item if isinstance(item, Value) else self.constant(item, _weak_dtype(item, like if own else None))
            for (_, item), own in zip(pairs, shared, strict=True)
        ]
        if "promotes" in spec.traits and any(shared):
            common = promote(value.dtype for value, own in zip(values, shared, strict=True) if own)
            values = [
                self.apply("cast", value, dtype=common) if own and value.dtype != common else value
                for value, own in zip(values, shared, strict=True)
            ]
        return values


#: Conditions and indices keep their own dtype, whatever the other inputs hold.
_OWN_DTYPE = ("bool", "int")


def as_array(value: Any, dtype: str | None = None) -> np.ndarray[Any, Any]:
    """A read-only array in an engine dtype: Python floats become float32, Python ints int32, arrays keep theirs."""
    array = np.asarray(value)
    if dtype is not None:
        array = array.astype(dtype)
    elif not isinstance(value, (np.ndarray, np.generic)):
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        elif array.dtype == np.int64 and (array.size == 0 or np.abs(array).max() <= np.iinfo(np.int32).max):
            array = array.astype(np.int32)
    if array.dtype.name not in DTYPES:
        raise RuleError("a value of type {got} is not a tensor; give numbers or an array of numbers", got=array.dtype.name)
    array = np.array(array)
    array.setflags(write=False)
    return array


def _weak_dtype(item: Any, like: str | None) -> str | None:
    """A Python number takes the dtype of the tensors beside it, unless that would cut its fraction off."""
    if like is None or isinstance(item, (np.ndarray, np.generic)):
        return None
    kind = DTYPES[like][0]
    array = np.asarray(item)
    if array.dtype.kind == "b":
        return None
    if array.dtype.kind == "f" and kind != "float":
        return "float32"
    return like if kind != "bool" else None


def graph_of(items: Sequence[Any]) -> Graph:
    """The graph that an op over these inputs belongs to: theirs, or the default graph."""
    for item in items:
        if isinstance(item, Value):
            return item.graph
        if isinstance(item, (list, tuple)):
            for inner in item:
                if isinstance(inner, Value):
                    return inner.graph
    return default_graph()


def apply_op(op: str, inputs: tuple[Any, ...], attrs: dict[str, Any]) -> Any:
    """What the operators of Value and the functions of ``engine.ops`` call."""
    if op == "getitem":
        return _getitem(*inputs)
    return Builder(graph_of(inputs)).apply(op, *inputs, **attrs)


def _getitem(value: Value, key: Any) -> Value:
    """Basic indexing with ints, slices, ``...`` and None, as NumPy; it becomes slice, squeeze and expand_dims nodes."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if sum(item is Ellipsis for item in keys) > 1:
        raise GraphError("'{name}' is indexed with two ellipses; use one", name=value.name)
    used = sum(item is not None and item is not Ellipsis for item in keys)
    if used > value.rank:
        raise TypeRuleError(
            "'{name}' has {rank} dimensions, but {used} indices were given", name=value.name, rank=value.rank, used=used
        )
    fill = [slice(None)] * (value.rank - used)
    at = keys.index(Ellipsis) if Ellipsis in keys else len(keys)
    keys = keys[:at] + fill + keys[at + 1 :]
    begin: list[int | None] = []
    end: list[int | None] = []
    step: list[int] = []
    squeeze: list[int] = []
    expand: list[int] = []
    position = 0
    for item in keys:
        if item is None:
            expand.append(position)
            position += 1
            continue
        if isinstance(item, slice):
            begin.append(item.start)
            end.append(item.stop)
            step.append(1 if item.step is None else item.step)
            position += 1
        elif hasattr(item, "__index__"):
            index = int(item)
            squeeze.append(len(begin))
            begin.append(index)
            end.append(None if index == -1 else index + 1)
            step.append(1)
        else:
            raise GraphError(
                "'{name}' can be indexed with integers, slices, None and '...'; for an array of indices use gather",
                name=value.name,
            )
    builder = Builder(value.graph)
    result: Value = value
    if any(b is not None for b in begin) or any(e is not None for e in end) or any(s != 1 for s in step):
        result = builder.apply("slice", result, begin=begin, end=end, step=step)
    if squeeze:
        result = builder.apply("squeeze", result, axis=squeeze)
    for axis in expand:
        result = builder.apply("expand_dims", result, axis=axis)
    return result


Hooks.operator = apply_op

"""Computes once, while compiling, what depends on constants only; the op's own reference does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.ir.body import bodies_of
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.ops.state import PINNED
from engine.passes.note import Note
from engine.passes.program import Program, add_constant, filled, op_of, rewrite

#: A result that is larger than this and than its inputs is left to be computed in each step: it would only take memory.
LIMIT_BYTES = 1 << 16


def fold_constants(program: Program) -> tuple[Program, str]:
    """Before: no ``gradients`` node.  After: no op over constants is left, except random ones and those that would only grow."""
    count = 0
    if not any(_is_known(node, node.inputs) for node in program.nodes):
        return program, Note("nothing is constant")

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        nonlocal count
        if not _is_known(node, inputs):
            return None
        reference = op_of(node).reference
        assert reference is not None
        with np.errstate(all="ignore"), builder.graph.origin(node.origin):
            results = reference(*(value.node.attrs["value"] for value in inputs), **node.attrs)
        results = results if isinstance(results, tuple) else (results,)
        count += 1
        values = []
        for index, (output, result) in enumerate(zip(node.outputs, results, strict=True)):
            name = node.name if index == 0 else f"{node.name}:{index}"
            with builder.graph.origin(node.origin):
                values.append(add_constant(builder, _compact(np.asarray(result, output.dtype)), name))
        return values

    return rewrite(program, rule), Note("{count} ops computed", count=count)


def _is_known(node: Node, inputs: Sequence[Value]) -> bool:
    """Whether an op is over constants alone, and its result worth keeping."""
    for value in inputs:
        if value.node.op != "constant":
            return False
    op = op_of(node)
    if node.op == "constant" or node.op in PINNED or op.reference is None or "random" in op.traits:
        return False
    if bodies_of(node):  # its reference goes step by step, and its body need not be of primitives
        return False
    return _worth(node, [value.node.attrs["value"] for value in inputs])


def _worth(node: Node, arrays: Sequence[np.ndarray[Any, Any]]) -> bool:
    limit = max(LIMIT_BYTES, *(_memory(array) for array in arrays)) if arrays else LIMIT_BYTES
    sizes = [value.type.nbytes for value in node.outputs]
    uniform = all(_memory(array) <= array.itemsize for array in arrays)
    return all(size is not None and (size <= limit or (uniform and size <= 64 * LIMIT_BYTES)) for size in sizes)


def _memory(array: np.ndarray[Any, Any]) -> int:
    """Bytes that the array really takes: a broadcast dimension takes none."""
    size = array.itemsize
    for length, stride in zip(array.shape, array.strides, strict=True):
        size *= length if stride else 1
    return size


def _compact(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array, read-only; one repeated number is kept as one number."""
    if array.size > 1:
        flat = array.ravel()
        if (flat.view(f"V{array.itemsize}") == flat[:1].view(f"V{array.itemsize}")).all():
            return filled(array.shape, flat[0], array.dtype.name)
    array = np.array(array)
    array.setflags(write=False)
    return array

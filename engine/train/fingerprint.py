"""What a checkpoint remembers of the run that it was taken from, and what another run must share with it to go on from there.

Weights, data and seed must be the same, or there would be nothing to go on from.  What else was changed (a rate, an attribute
of a layer that has the same weights) is allowed, and named.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.data.loaded import Loaded
from engine.errors import TrainingError
from engine.ir.graph import Node, Value, ancestors
from engine.ir.matrix import checked_matrix, is_matrix, parts_of
from engine.ir.types import format_shape
from engine.train.spec import TrainingSpec


def fingerprint(spec: TrainingSpec, loaded: Loaded, state: Sequence[Value]) -> dict[str, Any]:
    """Plain values that tell one run from another; ``state`` are the variables of the run."""
    statistics = [value for metric in spec.metrics.values() for value in metric.statistics]
    nodes = [node for node in ancestors([spec.loss, *statistics]) if node.op != "variable"]
    return {
        "variables": {value.name: [value.dtype, list(value.type.static_shape)] for value in state},
        "seed": spec.seed,
        "data": {
            "steps": [[stage.step.name, _digest(stage.attrs)] for stage in spec.pipeline.stages],
            "rows": {name: len(part) for name, part in loaded.parts.items()},
            "first_batch": _first_batch(loaded),
        },
        "nodes": {node.name: _digest_node(node) for node in nodes},
        "optimizer": repr(spec.optimizer),
    }


def check(found: Mapping[str, Any], wanted: Mapping[str, Any], file: str) -> list[str]:
    """What differs and does no harm, by name; TrainingError where the run cannot go on from the checkpoint ``found``."""
    _check_variables(found["variables"], wanted["variables"], file)
    if found["seed"] != wanted["seed"]:
        raise TrainingError(
            "the checkpoint '{file}' is of a run with seed {theirs}, but the seed is {ours} now; set it back, or start anew",
            file=file, theirs=found["seed"], ours=wanted["seed"],
        )  # fmt: skip
    _check_data(found["data"], wanted["data"], file)
    before, now = found["nodes"], wanted["nodes"]
    changed = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    return [*changed, *(["optimizer"] if found["optimizer"] != wanted["optimizer"] else [])]


def _check_variables(found: Mapping[str, Any], wanted: Mapping[str, Any], file: str) -> None:
    for name, (dtype, shape) in wanted.items():
        if name not in found:
            raise TrainingError(
                "the checkpoint '{file}' has nothing for the variable '{variable}', which is new; undo that, or start anew",
                file=file, variable=name,
            )  # fmt: skip
        if found[name] != [dtype, shape]:
            raise TrainingError(
                "the variable '{variable}' is {ours} now, but {theirs} in the checkpoint '{file}'; undo that, or start anew",
                file=file, variable=name, ours=_words(dtype, shape), theirs=_words(*found[name]),
            )  # fmt: skip
    for name in found:
        if name not in wanted:
            raise TrainingError(
                "the variable '{variable}' of the checkpoint '{file}' is gone; undo that, or start anew",
                file=file, variable=name,
            )  # fmt: skip


def _check_data(found: Mapping[str, Any], wanted: Mapping[str, Any], file: str) -> None:
    if found == wanted:
        return
    before, now = dict(found["steps"]), dict(wanted["steps"])
    steps = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    if steps:
        raise TrainingError(
            "the data step '{step}' was changed since the checkpoint '{file}', so its place in the data means nothing; "
            "undo that change, or start anew",
            file=file, step=steps[0],
        )  # fmt: skip
    raise TrainingError("the rows are others than those of the checkpoint '{file}'; restore the data, or start anew", file=file)


def _words(dtype: str, shape: Sequence[int]) -> str:
    return f"{dtype} {format_shape(tuple(shape))}"


def _digest_node(node: Node) -> str:
    inputs = [value.name for value in node.inputs]
    return _digest([node.op, inputs, node.attrs])


def _digest(value: Any) -> str:
    made = hashlib.blake2b(digest_size=6)
    _feed(made, value)
    return made.hexdigest()


def _feed(made: Any, value: Any) -> None:
    if isinstance(value, np.ndarray):
        made.update(f"{value.dtype.str}{value.shape}".encode())
        made.update(np.ascontiguousarray(value).data if value.dtype != object else repr(value.tolist()).encode())
    elif is_matrix(value):
        _feed(made, parts_of(checked_matrix(value)))
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            made.update(f"{key}:".encode())
            _feed(made, value[key])
    elif isinstance(value, (list, tuple)):
        made.update(f"[{len(value)}".encode())
        for item in value:
            _feed(made, item)
    elif callable(value):  # a function's repr holds its address
        made.update(f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)};".encode())
    elif callable(value):
        made.update(f"{getattr(value, '__qualname__', type(value).__qualname__)};".encode())
    elif hasattr(value, "toarray"):  # a sparse matrix
        _feed(made, [value.shape, value.tocoo().data, value.tocoo().row, value.tocoo().col])
    else:
        made.update(f"{value!r};".encode())


def _first_batch(loaded: Loaded) -> int:
    """A sum over the first batch that training sees, which normalizing makes depend on every row."""
    total = 0
    for batch in loaded.batches("train", 0):
        for name, array in batch.items():
            total = zlib.crc32(name.encode(), total)
            for part in parts_of(array):
                total = zlib.crc32(np.ascontiguousarray(part).tobytes(), total)
        break
    return total

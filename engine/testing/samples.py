"""Draws the arrays that an op's samples describe, always the same ones for the same sample."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from engine.ir import matrix
from engine.ir.types import SPARSE
from engine.ops.registry import all_ops
from engine.ops.spec import Op, Sample

Array = np.ndarray[Any, Any]


def domain_of(sample: Sample, index: int) -> Any:
    """The domain of one input: a list gives one for each, anything else is meant for all."""
    return sample.domain[index] if isinstance(sample.domain, list) else sample.domain


def draw(domain: Any, shape: tuple[int, ...], rng: np.random.Generator, dtype: str = "float64") -> Any:
    """An array of that shape whose entries lie in the domain; integers are int64, truth values bool, sparse ones SciPy's."""
    if domain == "bool":
        return np.asarray(rng.random(shape) < 0.5)
    if isinstance(domain, tuple) and domain[0] in SPARSE:
        kept = rng.random(shape) < 0.35
        values = rng.uniform(domain[1], domain[2], shape).astype(dtype)
        return matrix.checked_matrix(np.where(kept, values, np.zeros((), dtype)), domain[0])
    if isinstance(domain, tuple) and domain[0] == "int":
        return np.asarray(rng.integers(domain[1], domain[2], shape), np.int64)
    if domain == "distinct":
        values = rng.permutation(math.prod(shape)).reshape(shape) * 0.25 - 1.0
    elif domain == "nonzero":
        values = rng.uniform(0.3, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    elif domain == "probabilities":
        raw = rng.uniform(0.1, 1.0, shape)
        values = raw / raw.sum(axis=-1, keepdims=True) if shape else np.ones(())
    else:
        low, high = domain
        values = rng.uniform(low, high, shape)
    return np.asarray(values, dtype)


def draw_inputs(op: Op, sample: Sample, dtype: str = "float64", seed: int = 0) -> list[Any]:
    """The inputs of one sample."""
    rng = np.random.default_rng([seed, zlib.crc32(f"{op.name}{sample.shapes}".encode())])
    return [draw(domain_of(sample, index), shape, rng, dtype) for index, shape in enumerate(sample.shapes)]


def arguments(op: Op, inputs: Sequence[Any], attrs: Any) -> list[Any]:
    """A sample's inputs as a builder takes them: None stands where an optional one is left out."""
    present = op.present_inputs(op.bind_attrs(attrs or {}))
    if op.ports is not None or len(present) != len(inputs) or any(port.variadic for port in present):
        return list(inputs)
    rest = iter(inputs)
    return [next(rest) if port in present else None for port in op.inputs]


def sample_cases() -> Iterator[tuple[Op, Sample]]:
    """Every sample of every op that is registered."""
    for op in all_ops():
        for sample in op.samples:
            yield op, sample


def case_name(case: tuple[Op, Sample]) -> str:
    """How a test calls a case: ``sum-2x3-axis=0``."""
    op, sample = case
    shapes = ",".join("x".join(map(str, shape)) or "scalar" for shape in sample.shapes)
    attrs = ",".join(f"{key}={value}" for key, value in sample.attrs.items() if not isinstance(value, np.ndarray))
    return "-".join(part for part in (op.name, shapes, attrs) if part)

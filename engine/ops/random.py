"""Random draws.

A draw is defined in NumPy's terms, so that exported code repeats it: ``rng`` is ``np.random.default_rng([seed, stream, step])``,
the numbers are drawn in float64 and then converted.  Whoever runs the op hands ``rng`` to its reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.graph import Attrs
from engine.ir.types import DTYPES, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import Array
from engine.ops.spec import NoGradient, Op, Port, Sample

_DRAWN = NoGradient("its entries are drawn, so they depend on no input")
_LIKE = Port("like", flag="has_like", shape_only=True, help="A value whose shape is drawn; instead of the attribute shape.")
_SHAPE = Attr("shape", "shape", None, optional=True, help="The sizes to draw; empty where an input gives them.")
_ATTRS = (
    Attr("dtype", "dtype", "float32", help="A float dtype for the numbers."),
    Attr("seed", "int", None, minimum=0, optional=True, help="Fixes the draw; empty: from the run's seed."),
    Attr("has_like", "bool", False, help="Whether an input gives the shape."),
)


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    shape = attrs["shape"]
    if DTYPES[attrs["dtype"]][0] != "float":
        raise RuleError("draws floats, but dtype is {dtype}; use float32 and Cast", dtype=attrs["dtype"])
    if bool(types) == (shape is not None):
        raise RuleError("takes its shape from the attribute or from an input; give one of them")
    if types:
        return types[0].with_dtype(attrs["dtype"])
    if any(not isinstance(dim, int) or dim < 0 for dim in shape):
        raise RuleError(
            "cannot draw the shape {shape}; give whole numbers or feed a value of that shape", shape=format_shape(shape)
        )
    return TensorType(attrs["dtype"], tuple(shape))


def _infer_uniform(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if attrs["minval"] > attrs["maxval"]:
        raise RuleError("minval {low} is above maxval {high}; swap them", low=attrs["minval"], high=attrs["maxval"])
    return _infer(types, attrs)


def _size(like: tuple[Array, ...], shape: Any) -> tuple[int, ...]:
    return like[0].shape if like else tuple(shape)


def _uniform(*like: Array, rng: np.random.Generator, shape: Any, minval: float, maxval: float, dtype: str, **_: Any) -> Any:
    return np.asarray(rng.uniform(minval, maxval, size=_size(like, shape))).astype(dtype)


def _normal(*like: Array, rng: np.random.Generator, shape: Any, mean: float, stddev: float, dtype: str, **_: Any) -> Any:
    return np.asarray(rng.normal(mean, stddev, size=_size(like, shape))).astype(dtype)


_SAMPLES = (
    Sample((), {"shape": [2, 3]}),
    Sample((), {"shape": []}),
    Sample((), {"shape": [0], "dtype": "float64"}),
    Sample(((4, 2),), {"has_like": True}),
)

OPS: tuple[Op, ...] = (
    Op(
        name="random_uniform", title="RandomUniform", inputs=(_LIKE,), infer=_infer_uniform, traits=frozenset({"random"}),
        attrs=(
            _SHAPE,
            Attr("minval", "float", 0.0, help="The smallest number."),
            Attr("maxval", "float", 1.0, help="The bound that numbers stay below."),
            *_ATTRS,
        ),
        reference=_uniform, gradient=_DRAWN, samples=_SAMPLES, category="tensors",
        help="Draws numbers evenly between two bounds, anew in every step.", formula="y ~ U(minval, maxval)",
        source="NumPy Generator.uniform, Keras random.uniform",
    ),
    Op(
        name="random_normal", title="RandomNormal", inputs=(_LIKE,), infer=_infer, traits=frozenset({"random"}),
        attrs=(
            _SHAPE,
            Attr("mean", "float", 0.0, help="The centre of the bell curve."),
            Attr("stddev", "float", 1.0, minimum=0, help="Its standard deviation."),
            *_ATTRS,
        ),
        reference=_normal, gradient=_DRAWN, samples=_SAMPLES, category="tensors",
        help="Draws numbers from a bell curve, anew in every step.", formula="y ~ N(mean, stddev²)",
        source="NumPy Generator.normal, Keras random.normal",
    ),
)  # fmt: skip

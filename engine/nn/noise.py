"""Layers that disturb what passes while training, so that a network does not lean on single channels or exact numbers."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Port, Sample

_TRAITS = frozenset({"random", "training"})
_TRAINING = Attr("training", "bool", None, optional=True, help="Disturb or pass; empty: disturb in training, pass otherwise.")
_SEED = Attr("seed", "int", None, minimum=0, optional=True, help="Fixes the draw; empty: from the run's seed.")


def _infer_spatial(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if types[0].rank < 3:
        raise RuleError(
            "takes sequences or images with their channels last, but got {shape}; use Dropout for rows of features",
            shape=format_shape(types[0].shape),
        )  # fmt: skip
    return types[0]


def _spatial_dropout(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """One draw for each channel of each row; kept channels are scaled up, so that nothing need change at inference."""
    (x,), rate = inputs, attrs["rate"]
    result: Value
    if not attrs["training"] or rate == 0:
        result = b.identity(x)
    elif rate == 1:
        result = b.zeros_like(x)
    else:
        channels = b.max(x, axis=list(range(1, x.rank - 1)), keepdims=True)
        kept = b.greater_equal(b.random_uniform(channels, dtype=x.dtype, seed=attrs["seed"]), rate)
        result = b.where(kept, x * (1 / (1 - rate)), 0)
    return result


def _gaussian_noise(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    (x,) = inputs
    result: Value
    if not attrs["training"] or attrs["stddev"] == 0:
        result = b.identity(x)
    else:
        result = b.add(x, b.random_normal(x, stddev=attrs["stddev"], dtype=x.dtype, seed=attrs["seed"]))
    return result


OPS: tuple[Op, ...] = (
    Op(
        name="spatial_dropout", title="SpatialDropout", category="layers", telling="rate", traits=_TRAITS,
        inputs=(Port("x", "float", help="Sequences or images, channels last."),),
        attrs=(
            Attr("rate", "float", 0.5, minimum=0, maximum=1, help="The share of channels that are dropped."), _TRAINING, _SEED,
        ),
        infer=_infer_spatial, expand=_spatial_dropout,
        samples=(
            Sample(((2, 3, 2, 4),), {"training": False}),
            Sample(((2, 3, 4),), {"rate": 1.0, "training": True}),
            Sample(((2, 3, 2, 4),), {"rate": 0.4, "training": True, "seed": 3}),
        ),
        help="Makes a random share of whole channels zero while training and scales up the rest.",
        formula="y = x · kept[c] / (1 − rate)", source="Tompson et al. 2015; Keras SpatialDropout1D and SpatialDropout2D",
    ),
    Op(
        name="gaussian_noise", title="GaussianNoise", category="layers", telling="stddev", traits=_TRAITS,
        inputs=(Port("x", "float"),),
        attrs=(Attr("stddev", "float", 0.1, minimum=0, help="The standard deviation of the noise."), _TRAINING, _SEED),
        infer=lambda types, attrs: types[0], expand=_gaussian_noise,
        samples=(
            Sample(((2, 3),), {"training": False}),
            Sample(((2, 3),), {"stddev": 0.0, "training": True}),
            Sample(((8,),), {"stddev": 0.5, "training": True, "seed": 3}),
        ),
        help="Adds numbers from a bell curve while training.", formula="y = x + N(0, stddev²)", source="Keras GaussianNoise",
    ),
)  # fmt: skip

"""Normalization layers: they move and scale what passes to mean 0 and variance 1, and then to a learned mean and spread.

Batch normalization keeps moving averages for use outside of training.  It declares them as ``updates``: outputs that are the
next values of the weights of the same names.  An optimizer that minimizes a loss assigns them with its own updates (see
``engine.optim.moving``), so they change when the step ends, and only in steps that train.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Shape, TensorType, format_shape, normalize_axes
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Param, Port, Sample

_EPSILON = Attr("epsilon", "float", 0.001, minimum=0, exclusive=True, help="Added to the variance, which may be 0.")
_CENTER = Attr("center", "bool", True, help="Add a learned mean, beta.")
_SCALE = Attr("scale", "bool", True, help="Multiply by a learned spread, gamma.")
_BETA_INITIALIZER = Attr("beta_initializer", "initializer", "zeros", help="First values of beta.")
_GAMMA_INITIALIZER = Attr("gamma_initializer", "initializer", "ones", help="First values of gamma.")
_TAIL = (_EPSILON, _CENTER, _SCALE, _BETA_INITIALIZER, _GAMMA_INITIALIZER)


def _axes(x: TensorType, axis: Any) -> tuple[int, ...]:
    return tuple(sorted(normalize_axes(axis, x.rank)))


def _weight_shape(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    """The sizes of the axes that each have weights of their own."""
    x = types[0]
    if not x.rank:
        raise RuleError("takes rows of features, but got a scalar; give it two dimensions or more, such as batch×64")
    return tuple(x.shape[axis] for axis in _axes(x, attrs.get("axis", -1)))


def _check_weights(types: Sequence[TensorType], attrs: Attrs, names: Sequence[str]) -> None:
    x, wanted = types[0], _weight_shape(types, attrs)
    for name, type_ in zip(names, types[1:], strict=True):
        fits = len(type_.shape) == len(wanted) and all(
            a == b or not (isinstance(a, int) and isinstance(b, int)) for a, b in zip(type_.shape, wanted, strict=True)
        )
        if not fits:
            raise RuleError(
                "{weight} is {got}, but the input needs {wanted}; use a layer with weights of its own",
                weight=name, got=format_shape(type_.shape), wanted=format_shape(wanted),
            )  # fmt: skip
        if type_.dtype != x.dtype:
            raise RuleError(
                "input is {got}, but {weight} is {wanted}; insert Cast to {wanted}", got=x.dtype, weight=name, wanted=type_.dtype
            )


def _weight_names(attrs: Attrs) -> list[str]:
    return [name for name, flag in (("gamma", "scale"), ("beta", "center")) if attrs[flag]]


def _ports(shape: Any = _weight_shape) -> tuple[Port, Port]:
    return (
        Port("gamma", "float", param=Param(shape, "gamma_initializer"), flag="scale"),
        Port("beta", "float", param=Param(shape, "beta_initializer"), flag="center"),
    )


def _beside(b: Builder, weight: Value, x: TensorType, axes: Sequence[int]) -> Value:
    """A weight under a shape that broadcasts against the input; as it is where its axes are the last ones."""
    if list(axes) == list(range(x.rank - len(axes), x.rank)):
        return weight
    shape = [x.shape[axis] if axis in axes else 1 for axis in range(x.rank)]
    result: Value = b.reshape(weight, shape=shape)
    return result


def _rescaled(b: Builder, y: Value, weights: dict[str, Value], axes: Sequence[int]) -> Value:
    if "gamma" in weights:
        y = b.multiply(y, _beside(b, weights["gamma"], y.type, axes))
    return b.add(y, _beside(b, weights["beta"], y.type, axes)) if "beta" in weights else y


def _standardized(b: Builder, x: Value, axes: Sequence[int], epsilon: float) -> Value:
    """Mean 0 and variance 1 over these axes."""
    centred = b.subtract(x, b.mean(x, axis=list(axes), keepdims=True))
    variance = b.mean(b.square(centred), axis=list(axes), keepdims=True)
    result: Value = b.multiply(centred, b.rsqrt(b.add(variance, epsilon)))
    return result


# --- layer and group normalization ----------------------------------------------------------------------------------------


def _infer_layer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    _check_weights(types, attrs, _weight_names(attrs))
    return types[0]


def _expand_layer(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    axes = _axes(inputs[0].type, attrs["axis"])
    weights = dict(zip(_weight_names(attrs), inputs[1:], strict=True))
    return _rescaled(b, _standardized(b, inputs[0], axes, attrs["epsilon"]), weights, axes)


def _group_sizes(x: TensorType, attrs: Attrs) -> tuple[int, int]:
    """How many groups there are, and how many channels are in each."""
    channels = x.shape[-1] if x.rank > 1 else None
    if not isinstance(channels, int):
        raise RuleError(
            "input {shape} does not say how many channels it has; give its last dimension a size", shape=format_shape(x.shape)
        )
    groups = channels if attrs["groups"] == -1 else attrs["groups"]
    if channels % groups:
        raise RuleError(
            "{count} channels cannot be divided into {groups} groups; change groups or the input", count=channels, groups=groups
        )
    return groups, channels // groups


def _infer_group(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x = types[0]
    if attrs["groups"] == 0 or attrs["groups"] < -1:
        raise RuleError("groups is {groups}; give at least 1, or -1 for a group for each channel", groups=attrs["groups"])
    _group_sizes(x, attrs)
    if any(not isinstance(dim, int) for dim in x.shape[1:]):
        raise RuleError(
            "cannot tell how many entries a group of {shape} has; give every size but the batch's", shape=format_shape(x.shape)
        )
    _check_weights(types, {"axis": -1}, _weight_names(attrs))
    return x


def _expand_group(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """All places of an image side by side, the channels as two axes: groups, and channels in a group."""
    x = inputs[0]
    groups, size = _group_sizes(x.type, attrs)
    places = math.prod(dim for dim in x.shape[1:-1] if isinstance(dim, int))
    split = b.reshape(x, shape=[_batch(x), places, groups, size])
    y = b.reshape(_standardized(b, split, (1, 3), attrs["epsilon"]), shape=[_batch(x), *x.shape[1:]])
    return _rescaled(b, y, dict(zip(_weight_names(attrs), inputs[1:], strict=True)), (x.rank - 1,))


def _batch(x: Value) -> int:
    return x.shape[0] if isinstance(x.shape[0], int) else -1


# --- batch normalization --------------------------------------------------------------------------------------------------

_MOVING = ("moving_mean", "moving_variance")


def _infer_batch(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    if types[0].rank < 2:
        raise RuleError(
            "takes a batch of features, but got {shape}; give it two dimensions or more, such as batch×64",
            shape=format_shape(types[0].shape),
        )  # fmt: skip
    _check_weights(types, attrs, [*_weight_names(attrs), *_MOVING])
    return types[0], types[-2], types[-1]


def _expand_batch(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    x, mean, variance = inputs[0], inputs[-2], inputs[-1]
    axes = _axes(x.type, attrs["axis"])
    weights = dict(zip(_weight_names(attrs), inputs[1:-2], strict=True))
    moved: list[Value] = [b.identity(mean), b.identity(variance)]
    if attrs["training"]:
        rest = [axis for axis in range(x.rank) if axis not in axes]
        old, momentum = (mean, variance), attrs["momentum"]
        mean = b.mean(x, axis=rest)
        variance = b.variance(x, axis=rest)
        moved = [
            b.add(b.multiply(before, momentum), b.multiply(now, 1 - momentum))
            for before, now in zip(old, (mean, variance), strict=True)
        ]
    spread = b.rsqrt(b.add(variance, attrs["epsilon"]))
    y = b.multiply(b.subtract(x, _beside(b, mean, x.type, axes)), _beside(b, spread, x.type, axes))
    return _rescaled(b, y, weights, axes), *moved


OPS: tuple[Op, ...] = (
    Op(
        name="batch_normalization", title="BatchNormalization", category="layers", telling="momentum",
        outputs=("y", *_MOVING), updates=_MOVING, traits=frozenset({"training"}),
        inputs=(
            Port("x", "float", help="A batch of features; images have their channels last."),
            *_ports(),
            Port("moving_mean", "float", param=Param(_weight_shape, "moving_mean_initializer", trainable=False)),
            Port("moving_variance", "float", param=Param(_weight_shape, "moving_variance_initializer", trainable=False)),
        ),
        attrs=(
            Attr("axis", "int", -1, help="The axis of the features, each of which is normalized by itself."),
            Attr("momentum", "float", 0.99, minimum=0, maximum=1, help="The share of the moving averages that a step keeps."),
            *_TAIL,
            Attr("moving_mean_initializer", "initializer", "zeros", help="First values of the moving mean."),
            Attr("moving_variance_initializer", "initializer", "ones", help="First values of the moving variance."),
            Attr("training", "bool", None, optional=True,
                 help="Use the batch's mean and variance, or the moving ones; empty: the batch's in training."),
        ),
        infer=_infer_batch, expand=_expand_batch,
        samples=(
            Sample(((4, 3), (3,), (3,), (3,), (3,)), {"training": True}, (0.2, 2.0)),
            Sample(((4, 3), (3,), (3,), (3,), (3,)), {}, (0.2, 2.0)),
            Sample(((4, 2, 3, 2), (2,), (2,), (2,)), {"training": True, "scale": False}, (0.2, 2.0)),
            Sample(((4, 2, 3), (2,), (2,)), {"axis": 1, "training": True, "scale": False, "center": False}, (0.2, 2.0)),
        ),
        help="Brings each feature to mean 0 and variance 1 over the batch, then to a learned mean and spread.",
        formula="y = γ · (x − mean) / √(variance + ε) + β;  moving ← momentum · moving + (1 − momentum) · batch",
        source="Ioffe and Szegedy 2015; Keras BatchNormalization (the moving variance is the biased one, unlike PyTorch's)",
    ),
    Op(
        name="layer_normalization", title="LayerNormalization", category="layers",
        inputs=(Port("x", "float", help="Rows of features."), *_ports()),
        attrs=(Attr("axis", "axes", -1, help="The axes that a mean and a variance are taken over."), *_TAIL),
        infer=_infer_layer, expand=_expand_layer,
        samples=(
            Sample(((2, 4), (4,), (4,))),
            Sample(((5, 3, 4), (3, 4), (3, 4)), {"axis": [-1, 1]}),
            Sample(((5, 3, 4), (3,)), {"axis": 1, "center": False, "epsilon": 0.1}),
        ),
        help="Brings the features of each row to mean 0 and variance 1, then to a learned mean and spread.",
        formula="y = γ · (x − mean) / √(variance + ε) + β", source="Ba et al. 2016; Keras LayerNormalization",
    ),
    Op(
        name="group_normalization", title="GroupNormalization", category="layers", telling="groups",
        inputs=(Port("x", "float", help="Features, (batch, …, channels)."), *_ports()),
        attrs=(Attr("groups", "int", 32, help="In how many groups the channels fall; -1 for one channel each."), *_TAIL),
        infer=_infer_group, expand=_expand_group,
        samples=(
            Sample(((2, 3, 2, 4), (4,), (4,)), {"groups": 2}),
            Sample(((3, 5, 2), (2,)), {"groups": -1, "scale": False}),
            Sample(((2, 6), (6,), (6,)), {"groups": 3}),
        ),
        help="Brings each group of channels to mean 0 and variance 1 over an image, then to a learned mean and spread.",
        formula="y = γ · (x − mean) / √(variance + ε) + β", source="Wu and He 2018; Keras GroupNormalization, channels last",
    ),
)  # fmt: skip

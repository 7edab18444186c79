"""How every op is spelled in plain NumPy: one row an op (see ``engine.export.rows``)."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.export import images, layers, sparse
from engine.export import numpy_rules as rules
from engine.export.loops import loop
from engine.export.printer import parse
from engine.export.rows import Row, Site, Spelling, Table, literal, numbers
from engine.export.spelling import (
    is_count,
    part_of_axis,
    slices,
    with_new_axes,
)
from engine.metrics.classification import kind_of_targets


def dtype(name: str) -> ast.expr:
    return parse("bool" if name == "bool" else f"np.{name}")


def array(value: np.ndarray[Any, Any]) -> ast.expr:
    """A constant, typed: a scalar as ``np.float32(0.5)``."""
    kind = dtype(value.dtype.name)
    if value.ndim == 0 and value.dtype != bool:
        return ast.Call(kind, [numbers(value)], [])
    if value.size > 1 and all(stride == 0 for stride in value.strides):
        return ast.Call(parse("np.full"), [literal(list(value.shape)), numbers(value.reshape(-1)[0]), kind], [])
    if 0 in value.shape:
        return ast.Call(parse("np.zeros"), [literal(list(value.shape)), kind], [])
    return ast.Call(parse("np.array"), [numbers(value), kind], [])


TRIGONOMETRY = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh",
)  # fmt: skip

ROWS: dict[str, Spelling] = {
    # arithmetic
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": rules.divide,
    "power": "a ** b",
    "maximum": "np.maximum",
    "minimum": "np.minimum",
    "negative": "-x",
    "absolute": "np.abs",
    "sign": "np.sign",
    "square": "np.square",
    "mod": "a % b",
    "sqrt": rules.floats("np.sqrt"),
    "reciprocal": lambda site: "1 / x" if site.x.is_float else "np.true_divide(1, x, dtype=np.float32)",
    "exp": rules.floats("np.exp"),
    "log": rules.floats("np.log"),
    "log1p": rules.floats("np.log1p"),
    "expm1": rules.floats("np.expm1"),
    "exp2": rules.floats("np.exp2"),
    "log2": rules.floats("np.log2"),
    "log10": rules.floats("np.log10"),
    "rsqrt": lambda site: "1 / " + rules.floats("np.sqrt")(site),
    "erf": rules.floats("special.erf"),
    "floor": rules.whole("np.floor"),
    "ceil": rules.whole("np.ceil"),
    "round": rules.whole("np.round"),
    **{name: rules.floats(f"np.{name}") for name in TRIGONOMETRY},
    "arctan2": lambda site: "np.arctan2(a, b)" if site.x.is_float else "np.arctan2(a, b, dtype=np.float32)",
    "clip": rules.clip,
    "cast": lambda site: "x" if is_count(site) else "x.astype(dtype)",
    "identity": "x",
    "stop_gradient": "x",
    # comparison and choice
    "equal": "a == b",
    "not_equal": "a != b",
    "less": "a < b",
    "less_equal": "a <= b",
    "greater": "a > b",
    "greater_equal": "a >= b",
    "logical_and": "a & b",
    "logical_or": "a | b",
    "logical_not": "~x",
    "logical_xor": "a ^ b",
    "is_finite": "np.isfinite",
    "is_nan": "np.isnan",
    "where": "np.where",
    # reductions
    "sum": rules.reduced("sum"),
    "mean": rules.mean,
    "max": rules.reduced("max"),
    "min": rules.reduced("min"),
    "prod": rules.reduced("prod"),
    "variance": Row(rules.reduced("var"), only=lambda site: site.x.is_float),
    "std": Row(rules.reduced("std"), only=lambda site: site.x.is_float),
    "any": rules.reduced("any"),
    "all": rules.reduced("all"),
    "cumsum": rules.cumsum,
    "logsumexp": rules.logsumexp,
    "argmax": rules.argument("argmax"),
    "argmin": rules.argument("argmin"),
    "l2_norm": lambda site: "np.linalg.norm(x)" if site.x.rank <= 1 else "np.linalg.norm(x.ravel())",
    # shapes
    "reshape": rules.reshape,
    "transpose": rules.transpose,
    "expand_dims": lambda site: with_new_axes(site),
    "squeeze": rules.squeeze,
    "concatenate": rules.joined("np.concatenate"),
    "stack": rules.joined("np.stack"),
    "split": Row("np.split(x, sections, axis=axis)", only=lambda site: len(site.node.outputs) > 1),
    "tile": "np.tile(x, repeats)",
    "flip": lambda site: "np.flip(x)" if site.attrs["axis"] is None else "np.flip(x, axis=axis)",
    "slice": lambda site: f"x[{slices(site)}]",
    "slice_grad": lambda site: "put_back(grad, like.shape, " + rules.slice_objects(site) + ")",
    "pad": rules.pad,
    "broadcast_to": rules.broadcast_to,
    "sum_to_like": "sum_to_shape(x, like.shape)",
    "broadcast_like": rules.broadcast_like,
    "reshape_like": "x.reshape(like.shape)",
    "concatenate_part": lambda site: f"x[{part_of_axis(site)}]",
    "dim_size": rules.size,
    "zeros_like": rules.filled("zeros_like"),
    "ones_like": rules.filled("ones_like"),
    # indices
    "gather": lambda site: f"params[{':, ' * (site.attrs['axis'] % site.x.rank)}indices]",
    "gather_grad": lambda site: f"add_at(grad, indices, like.shape, axis={site.attrs['axis'] % site.node.inputs[2].rank})",
    "one_hot": "np.eye(depth, dtype=dtype)[indices]",
    "take_along_axis": "np.take_along_axis(x, indices, axis=axis)",
    "take_along_axis_grad": "add_along_axis(grad, indices, like.shape, axis=axis)",
    # order
    "argsort": rules.argsort,
    # products
    "matmul": "a @ b",
    "einsum": lambda site: f"np.einsum(equation, {', '.join(site.inputs)})",
    # images
    **images.ROWS,
    **layers.ROWS,
    # sparse matrices
    **sparse.NUMPY_ROWS,
    # activations
    "relu": "np.maximum(x, 0)",
    "sigmoid": rules.floats("sigmoid"),
    "softplus": lambda site: "np.logaddexp(x, 0)" if site.x.is_float else "np.logaddexp(x, np.float32(0))",
    "softmax": rules.along("softmax"),
    "log_softmax": rules.along("log_softmax"),
    # losses in their stable form
    "sparse_softmax_cross_entropy": rules.stable("sparse_cross_entropy", 1),
    # random
    "random_uniform": rules.random("random_uniform"),
    "random_normal": rules.random("random_normal"),
}


_ACCURACIES = {
    "sparse": "(y_pred.argmax(axis=-1) == y_true).mean()",
    "categorical": "(y_pred.argmax(axis=-1) == y_true.argmax(axis=-1)).mean()",
    "binary": "((y_pred > threshold) == y_true).mean()",
}


def accuracies(texts: Mapping[str, str]) -> dict[str, Row]:
    """The rows of the accuracies, from the spelling of each kind; ``accuracy`` takes the one that fits the targets."""

    def fitting(site: Site) -> str:
        return texts[kind_of_targets(*site.types)]

    rows = {f"{kind}_accuracy": Row(text, only=rules.is_kind(kind)) for kind, text in texts.items()}
    rows["sparse_categorical_accuracy"], rows["categorical_accuracy"] = (
        Row(texts["sparse"], only=lambda site: site.types[0].rank == site.types[1].rank - 1),
        Row(texts["categorical"]),
    )
    del rows["sparse_accuracy"]
    rows["accuracy"] = Row(fitting, only=lambda site: rules.is_kind(kind_of_targets(*site.types))(site))
    return rows


#: The figure of a metric over all rows; a metric without a row that fits is made of its statistics.
METRICS: dict[str, Row] = {
    **accuracies(_ACCURACIES),
    "mean_absolute_error_metric": Row("np.abs(y_pred - y_true).mean()", only=rules.same_type),
    "mean_squared_error_metric": Row("np.square(y_pred - y_true).mean()", only=rules.same_type),
    "root_mean_squared_error_metric": Row("np.sqrt(np.square(y_pred - y_true).mean())", only=rules.same_type),
}

HELPERS: dict[str, str] = {
    "sigmoid": '''
def sigmoid(x):
    """One over one plus exp(-x), without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, np.ones_like(small), small) / (1 + small)
''',
    "softmax": '''
def softmax(x, axis=-1):
    """Probabilities that sum to one along an axis."""
    weights = np.exp(x - x.max(axis=axis, keepdims=True, initial=-np.inf))
    return weights / weights.sum(axis=axis, keepdims=True)
''',
    "log_softmax": '''
def log_softmax(x, axis=-1):
    """The logarithm of softmax, without losing small probabilities."""
    shifted = x - x.max(axis=axis, keepdims=True, initial=-np.inf)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
''',
    "sparse_cross_entropy": '''
def sparse_cross_entropy(logits, labels):
    """Minus the logarithm of the probability that each row gives to its label."""
    rows = np.arange(len(labels))
    return -log_softmax(logits)[rows, labels]
''',
    "logsumexp": '''
def logsumexp(x, axis, keepdims=False):
    """The logarithm of the sum of the exponentials, without overflow."""
    top = x.max(axis=axis, keepdims=True, initial=-np.inf)
    top = np.where(np.isfinite(top), top, np.zeros_like(top))
    result = np.log(np.exp(x - top).sum(axis=axis, keepdims=True)) + top
    return result if keepdims else np.squeeze(result, axis=axis)
''',
    "put_back": '''
def put_back(block, shape, where):
    """Zeros of a shape that hold a block in one place."""
    result = np.zeros(shape, block.dtype)
    result[where] = block
    return result
''',
    "sum_to_shape": '''
def sum_to_shape(x, shape):
    """Sum over the axes along which a shape was broadcast."""
    lead = x.ndim - len(shape)
    axes = [i for i in range(x.ndim) if i < lead or shape[i - lead] == 1 != x.shape[i]]
    return x.sum(axis=tuple(axes), keepdims=True).reshape(shape)
''',
    "argsort_descending": '''
def argsort_descending(x, axis):
    """The positions that put the largest entries first; equal ones keep their order."""
    backwards = np.argsort(np.flip(x, axis), axis=axis, kind="stable")
    return x.shape[axis] - 1 - np.flip(backwards, axis)
''',
    "add_along_axis": '''
def add_along_axis(updates, indices, shape, axis):
    """Zeros of a shape, to which updates are added at the indices along an axis."""
    places = list(np.ogrid[tuple(slice(size) for size in indices.shape)])
    places[axis] = indices
    result = np.zeros(shape, updates.dtype)
    np.add.at(result, tuple(places), updates)
    return result
''',
    "random_uniform": '''
def random_uniform(key, low, high, shape):
    """Numbers drawn evenly between two bounds, the same for the same key."""
    return np.asarray(np.random.default_rng(key).uniform(low, high, size=shape))
''',
    "random_normal": '''
def random_normal(key, mean, stddev, shape):
    """Numbers drawn from a bell curve, the same for the same key."""
    return np.asarray(np.random.default_rng(key).normal(mean, stddev, size=shape))
''',
    "add_at": '''
def add_at(updates, indices, shape, axis):
    """Zeros of a shape, to which updates are added at the indices along an axis."""
    result = np.zeros(shape, updates.dtype)
    places = range(axis, axis + indices.ndim)
    updates = np.moveaxis(updates, places, range(indices.ndim))
    np.add.at(np.moveaxis(result, axis, 0), indices, updates)
    return result
''',
}

HELPERS.update({**images.NUMPY_HELPERS, **layers.NUMPY_HELPERS, **sparse.NUMPY_HELPERS})

TABLE = Table(
    target="NumPy", rows=ROWS, dtype=dtype, array=array, helpers=HELPERS, loose=True, statements={"scan": loop("np.stack")}
)

"""How every op is spelled in plain NumPy: one row an op (see ``engine.export.rows``)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.export import images, layers, sparse
from engine.export.loops import loop
from engine.export.printer import flat, parse
from engine.export.rows import Row, RowRule, Site, Spelling, Table, literal, numbers
from engine.export.spelling import (
    axes_of,
    insert_axes,
    is_count,
    multiplied_sizes,
    pads,
    part_of_axis,
    slices,
    target_shape,
    with_new_axes,
)
from engine.ir.types import normalize_axes
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


def floats(spelling: str) -> RowRule:
    """A function of real numbers; integers are made float32 first, as NumPy would make them float64."""

    def rule(site: Site) -> str:
        x = "x" if site.x.is_float else "x.astype(np.float32)"
        return spelling.replace("(x", f"({x}") if "(" in spelling else f"{spelling}({x})"

    return rule


def _along(function: str) -> RowRule:
    """A function along an axis, which is the last one unless it is named."""
    return lambda site: floats(f"{function}(x)" if site.attrs["axis"] == -1 else f"{function}(x, axis=axis)")(site)


def _whole(function: str) -> RowRule:
    """Rounding, which leaves integers as they are."""
    return lambda site: f"{function}(x)" if site.x.is_float else "x"


def _cumsum(site: Site) -> str:
    return "np.flip(np.flip(x, axis).cumsum(axis=axis), axis)" if site.attrs["reverse"] else "x.cumsum(axis=axis)"


def _argsort(site: Site) -> str:
    return "argsort_descending(x, axis=axis)" if site.attrs["descending"] else 'np.argsort(x, axis=axis, kind="stable")'


def _divide(site: Site) -> str:
    return "a / b" if site.x.is_float else "np.true_divide(a, b, dtype=np.float32)"


def _clip(site: Site) -> str:
    """Bounds as numbers; whole ones where the values are whole."""
    bounds = [site.attrs[key] for key in ("minimum", "maximum")]
    texts = ["None" if item is None else flat(literal(item if site.x.is_float else int(item))) for item in bounds]
    return f"np.clip(x, {texts[0]}, {texts[1]})"


def _reduced(method: str) -> RowRule:
    def rule(site: Site) -> str:
        return f"x.{method}({axes_of(site)})"

    return rule


def _mean(site: Site) -> str:
    return f"x.mean({axes_of(site)})" if site.x.is_float else f"x.mean({axes_of(site, 'dtype=np.float32')})"


def _argument(method: str) -> RowRule:
    return lambda site: f"x.{method}(axis=axis, keepdims=keepdims)"


def _logsumexp(site: Site) -> str:
    axes = normalize_axes(site.attrs["axis"], site.x.rank)
    wanted = axes[0] if len(axes) == 1 else axes
    x = "x" if site.x.is_float else "x.astype(np.float32)"
    return f"logsumexp({x}, axis={wanted!r}, keepdims=keepdims)"


def _reshape(site: Site) -> str:
    return f"x.reshape({target_shape(site.attrs['shape'])})"


def _transpose(site: Site) -> str:
    axes, rank = site.attrs["axes"], site.x.rank
    order = list(range(rank))[::-1] if axes is None else [axis % rank for axis in axes]
    if order == list(range(rank))[::-1]:
        return "x.T"
    if rank > 1 and order == [*range(rank - 2), rank - 1, rank - 2]:
        return "np.swapaxes(x, -1, -2)"
    return f"np.transpose(x, {order})"


def _squeeze(site: Site) -> str:
    axis = site.attrs["axis"]
    if isinstance(axis, list) and not axis:
        return "x"
    return "np.squeeze(x, axis=axis)"


def _joined(function: str) -> RowRule:
    return lambda site: f"{function}([{', '.join(site.inputs)}], axis=axis)"


def _pad(site: Site) -> str:
    widths = pads(site)
    if site.attrs["mode"] != "constant":
        return f"np.pad(x, {widths}, mode=mode)" if widths else "x"
    value = flat(literal(site.attrs["constant_values"]))
    extra = "" if site.attrs["constant_values"] == 0 else f", constant_values={value}"
    return f"np.pad(x, {widths}{extra})" if widths else "x"


def _broadcast_to(site: Site) -> str:
    wanted = site.attrs["shape"]
    lead = len(wanted) - site.x.rank
    sizes = [str(dim) if isinstance(dim, int) and dim != -1 else f"x.shape[{index - lead}]" for index, dim in enumerate(wanted)]
    return f"np.broadcast_to(x, ({', '.join(sizes)}{',' if len(sizes) == 1 else ''}))"


def _broadcast_like(site: Site) -> str:
    return f"np.broadcast_to({insert_axes(site)}, like.shape)"


def _filled(function: str) -> RowRule:
    return lambda site: f"np.{function}(x, dtype=dtype)"


def _size(site: Site) -> str:
    return multiplied_sizes(site, "x.size")


def _random(function: str) -> RowRule:
    """A draw that is the same for the same seed, stream and step."""

    def rule(site: Site) -> str:
        size = "like.shape" if site.attrs["has_like"] else flat(literal(site.attrs["shape"]))
        first, second = ("minval", "maxval") if function == "random_uniform" else ("mean", "stddev")
        return f"{function}([SEED, seed, step], {first}, {second}, {size}).astype(dtype)"

    return rule


def _stable(row: str, rank: int) -> Row:
    return Row(row, only=lambda site: site.node.inputs[1].rank == rank)


TRIGONOMETRY = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh",
)  # fmt: skip

ROWS: dict[str, Spelling] = {
    # arithmetic
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": _divide,
    "power": "a ** b",
    "maximum": "np.maximum",
    "minimum": "np.minimum",
    "negative": "-x",
    "absolute": "np.abs",
    "sign": "np.sign",
    "square": "np.square",
    "mod": "a % b",
    "sqrt": floats("np.sqrt"),
    "reciprocal": lambda site: "1 / x" if site.x.is_float else "np.true_divide(1, x, dtype=np.float32)",
    "exp": floats("np.exp"),
    "log": floats("np.log"),
    "log1p": floats("np.log1p"),
    "expm1": floats("np.expm1"),
    "exp2": floats("np.exp2"),
    "log2": floats("np.log2"),
    "log10": floats("np.log10"),
    "rsqrt": lambda site: "1 / " + floats("np.sqrt")(site),
    "erf": floats("special.erf"),
    "floor": _whole("np.floor"),
    "ceil": _whole("np.ceil"),
    "round": _whole("np.round"),
    **{name: floats(f"np.{name}") for name in TRIGONOMETRY},
    "arctan2": lambda site: "np.arctan2(a, b)" if site.x.is_float else "np.arctan2(a, b, dtype=np.float32)",
    "clip": _clip,
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
    "sum": _reduced("sum"),
    "mean": _mean,
    "max": _reduced("max"),
    "min": _reduced("min"),
    "prod": _reduced("prod"),
    "variance": Row(_reduced("var"), only=lambda site: site.x.is_float),
    "std": Row(_reduced("std"), only=lambda site: site.x.is_float),
    "any": _reduced("any"),
    "all": _reduced("all"),
    "cumsum": _cumsum,
    "logsumexp": _logsumexp,
    "argmax": _argument("argmax"),
    "argmin": _argument("argmin"),
    "l2_norm": lambda site: "np.linalg.norm(x)" if site.x.rank <= 1 else "np.linalg.norm(x.ravel())",
    # shapes
    "reshape": _reshape,
    "transpose": _transpose,
    "expand_dims": lambda site: with_new_axes(site),
    "squeeze": _squeeze,
    "concatenate": _joined("np.concatenate"),
    "stack": _joined("np.stack"),
    "split": Row("np.split(x, sections, axis=axis)", only=lambda site: len(site.node.outputs) > 1),
    "tile": "np.tile(x, repeats)",
    "flip": lambda site: "np.flip(x)" if site.attrs["axis"] is None else "np.flip(x, axis=axis)",
    "slice": lambda site: f"x[{slices(site)}]",
    "slice_grad": lambda site: "put_back(grad, like.shape, " + _slice_objects(site) + ")",
    "pad": _pad,
    "broadcast_to": _broadcast_to,
    "sum_to_like": "sum_to_shape(x, like.shape)",
    "broadcast_like": _broadcast_like,
    "reshape_like": "x.reshape(like.shape)",
    "concatenate_part": lambda site: f"x[{part_of_axis(site)}]",
    "dim_size": _size,
    "zeros_like": _filled("zeros_like"),
    "ones_like": _filled("ones_like"),
    # indices
    "gather": lambda site: f"params[{':, ' * (site.attrs['axis'] % site.x.rank)}indices]",
    "gather_grad": lambda site: f"add_at(grad, indices, like.shape, axis={site.attrs['axis'] % site.node.inputs[2].rank})",
    "one_hot": "np.eye(depth, dtype=dtype)[indices]",
    "take_along_axis": "np.take_along_axis(x, indices, axis=axis)",
    "take_along_axis_grad": "add_along_axis(grad, indices, like.shape, axis=axis)",
    # order
    "argsort": _argsort,
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
    "sigmoid": floats("sigmoid"),
    "softplus": lambda site: "np.logaddexp(x, 0)" if site.x.is_float else "np.logaddexp(x, np.float32(0))",
    "softmax": _along("softmax"),
    "log_softmax": _along("log_softmax"),
    # losses in their stable form
    "sparse_softmax_cross_entropy": _stable("sparse_cross_entropy", 1),
    # random
    "random_uniform": _random("random_uniform"),
    "random_normal": _random("random_normal"),
}


def _slice_objects(site: Site) -> str:
    """The bounds of a slice as ``np.s_[...]``, which is how they are handed to a function."""
    return f"np.s_[{slices(site, site.node.inputs[1].rank)}]"


def same_type(site: Site) -> bool:
    return site.types[0].shape == site.types[1].shape and None not in site.x.shape and site.types[1].is_float


def is_kind(kind: str) -> Callable[[Site], bool]:
    """Whether an accuracy compares targets of this kind, in the shapes that its row is written for."""

    def only(site: Site) -> bool:
        true, pred = site.types
        return (
            kind_of_targets(true, pred) == kind
            and (kind != "sparse" or true.rank == pred.rank - 1)
            and (kind != "binary" or true.shape == pred.shape)
        )

    return only


_ACCURACIES = {
    "sparse": "(y_pred.argmax(axis=-1) == y_true).mean()",
    "categorical": "(y_pred.argmax(axis=-1) == y_true.argmax(axis=-1)).mean()",
    "binary": "((y_pred > threshold) == y_true).mean()",
}


def accuracies(texts: Mapping[str, str]) -> dict[str, Row]:
    """The rows of the accuracies, from the spelling of each kind; ``accuracy`` takes the one that fits the targets."""

    def fitting(site: Site) -> str:
        return texts[kind_of_targets(*site.types)]

    rows = {f"{kind}_accuracy": Row(text, only=is_kind(kind)) for kind, text in texts.items()}
    rows["sparse_categorical_accuracy"], rows["categorical_accuracy"] = (
        Row(texts["sparse"], only=lambda site: site.types[0].rank == site.types[1].rank - 1),
        Row(texts["categorical"]),
    )
    del rows["sparse_accuracy"]
    rows["accuracy"] = Row(fitting, only=lambda site: is_kind(kind_of_targets(*site.types))(site))
    return rows


#: The figure of a metric over all rows; a metric without a row that fits is made of its statistics.
METRICS: dict[str, Row] = {
    **accuracies(_ACCURACIES),
    "mean_absolute_error_metric": Row("np.abs(y_pred - y_true).mean()", only=same_type),
    "mean_squared_error_metric": Row("np.square(y_pred - y_true).mean()", only=same_type),
    "root_mean_squared_error_metric": Row("np.sqrt(np.square(y_pred - y_true).mean())", only=same_type),
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

"""How every op is spelled in PyTorch: one row an op (see ``engine.export.rows``); layers may become modules instead."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from engine.export import images, layers, numpy_rules, sparse
from engine.export import pytorch_rules as rules
from engine.export.loops import loop
from engine.export.numpy import TRIGONOMETRY, accuracies
from engine.export.printer import parse
from engine.export.rows import Row, Spelling, Table, literal, numbers
from engine.export.spelling import (
    is_count,
    multiplied_sizes,
    part_of_axis,
    target_shape,
    with_new_axes,
)
from engine.ir.types import normalize_axes


def dtype(name: str) -> ast.expr:
    return parse(f"torch.{name}")


def array(value: np.ndarray[Any, Any]) -> ast.expr:
    """A constant, typed: ``torch.tensor([1.0, 2.0])``; the dtype is written where it is not PyTorch's own choice."""
    name = value.dtype.name
    words = [] if name in ("float32", "int64", "bool") else [ast.keyword("dtype", dtype(name))]
    if 0 in value.shape:
        return ast.Call(parse("torch.zeros"), [literal(list(value.shape))], [ast.keyword("dtype", dtype(name))])
    if value.size > 1 and all(stride == 0 for stride in value.strides):
        return ast.Call(parse("torch.full"), [literal(list(value.shape)), numbers(value.reshape(-1)[0])], words)
    return ast.Call(parse("torch.tensor"), [numbers(value)], words)


# --- losses ---------------------------------------------------------------------------------------------------------


ROWS: dict[str, Spelling] = {
    # arithmetic
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": "a / b",
    "power": "a ** b",
    "maximum": "torch.maximum",
    "minimum": "torch.minimum",
    "negative": "-x",
    "absolute": "x.abs()",
    "sign": "x.sign()",
    "square": "x.square()",
    "mod": "torch.remainder",
    "sqrt": "x.sqrt()",
    "reciprocal": "1 / x",
    "exp": "x.exp()",
    "log": "x.log()",
    "log1p": "x.log1p()",
    "expm1": "x.expm1()",
    "exp2": "x.exp2()",
    "log2": "x.log2()",
    "log10": "x.log10()",
    "rsqrt": "x.rsqrt()",
    "erf": "x.erf()",
    "floor": "x.floor()",
    "ceil": "x.ceil()",
    "round": "x.round()",
    **{name: f"x.{name}()" for name in TRIGONOMETRY if name != "tanh"},
    "arctan2": "torch.arctan2",
    "clip": rules.clip,
    "cast": lambda site: "x" if is_count(site) else "x.to(dtype)",
    "identity": "x",
    "stop_gradient": "x.detach()",
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
    "is_finite": "x.isfinite()",
    "is_nan": "x.isnan()",
    "where": Row("torch.where", weak=("a", "b")),
    # reductions
    "sum": rules.summed,
    "mean": rules.mean,
    "max": rules.reduced("amax", "max"),
    "min": rules.reduced("amin", "min"),
    "prod": rules.prod,
    "variance": Row(rules.spread("var"), only=rules.float_axes),
    "std": Row(rules.spread("std"), only=rules.float_axes),
    "any": rules.reduced("any"),
    "all": rules.reduced("all"),
    "cumsum": lambda site: "x.flip(axis).cumsum(dim=axis).flip(axis)" if site.attrs["reverse"] else "x.cumsum(dim=axis)",
    "logsumexp": rules.logsumexp,
    "argmax": rules.argument("argmax"),
    "argmin": rules.argument("argmin"),
    "l2_norm": "x.norm()",
    # shapes
    "reshape": lambda site: f"x.reshape({target_shape(site.attrs['shape'])})",
    "transpose": rules.transpose,
    "expand_dims": lambda site: with_new_axes(site),
    "squeeze": rules.squeeze,
    "concatenate": rules.joined("torch.cat"),
    "stack": rules.joined("torch.stack"),
    "split": Row("torch.tensor_split(x, sections, dim=axis)", only=lambda site: len(site.node.outputs) > 1),
    "tile": "torch.tile(x, repeats)",
    "flip": lambda site: f"x.flip({', '.join(map(str, normalize_axes(site.attrs['axis'], site.x.rank))) or '()'})",
    "slice": rules.sliced,
    "slice_grad": lambda site: f"put_back(grad, like.shape, {rules.bounds(site)})",
    "pad": rules.pad,
    "flatten": Row("x.flatten(1)", only=lambda site: site.x.rank > 1),
    "broadcast_to": rules.broadcast_to,
    "sum_to_like": "x.sum_to_size(like.shape)",
    "broadcast_like": rules.broadcast_like,
    "reshape_like": "x.reshape(like.shape)",
    "concatenate_part": lambda site: f"x[{part_of_axis(site)}]",
    "dim_size": lambda site: multiplied_sizes(site, "x.numel()"),
    "zeros_like": rules.filled("zeros_like"),
    "ones_like": rules.filled("ones_like"),
    # indices
    "gather": lambda site: f"params[{':, ' * (site.attrs['axis'] % site.x.rank)}indices]",
    "gather_grad": rules.gather_grad,
    "one_hot": rules.one_hot,
    "take_along_axis": "torch.take_along_dim(x, indices, dim=axis)",
    "take_along_axis_grad": "torch.zeros(like.shape, dtype=grad.dtype).scatter_add(axis, indices, grad)",
    # order
    "argsort": "x.argsort(dim=axis, descending=descending, stable=True)",
    "sort": Row("x.sort(dim=axis, descending=descending, stable=True).values", only=lambda site: bool(site.x.rank)),
    # products
    "matmul": "a @ b",
    "einsum": lambda site: f"torch.einsum(equation, {', '.join(site.inputs)})",
    # images
    **images.TORCH_ROWS,
    **layers.TORCH_ROWS,
    # sparse matrices
    **sparse.TORCH_ROWS,
    # activations
    "relu": "F.relu",
    "sigmoid": "torch.sigmoid",
    "tanh": "torch.tanh",
    "softplus": "F.softplus",
    "softmax": "x.softmax(dim=axis)",
    "log_softmax": "x.log_softmax(dim=axis)",
    "leaky_relu": rules.on_floats("F.leaky_relu(x, negative_slope)"),
    "elu": rules.on_floats("F.elu(x, alpha=alpha)"),
    "selu": rules.on_floats("F.selu(x)"),
    "gelu": rules.on_floats(lambda site: 'F.gelu(x, approximate="tanh")' if site.attrs["approximate"] else "F.gelu(x)"),
    "silu": rules.on_floats("F.silu(x)"),
    "hard_sigmoid": rules.on_floats("F.hardsigmoid(x)"),
    "prelu": Row("F.prelu(x, alpha)", only=lambda site: site.x.rank == 2 and site.types[1].rank == 1),
    # layers whose weights are shared in part, or that are told their mode
    "dropout": rules.dropout,
    # losses
    "mean_squared_error": rules.element_loss("F.mse_loss"),
    "mean_absolute_error": rules.element_loss("F.l1_loss"),
    "huber": Row(lambda site: f"F.huber_loss(y_pred, y_true, delta=delta{rules.reduction(site)})", only=rules.same_shape),
    "binary_crossentropy": Row(
        lambda site: f"F.binary_cross_entropy_with_logits(y_pred, y_true{rules.reduction(site)})", only=rules.binary_crossentropy
    ),
    "sparse_categorical_crossentropy": Row(
        lambda site: f"F.cross_entropy(y_pred, y_true{rules.reduction(site)})", only=rules.sparse_crossentropy
    ),
    "categorical_crossentropy": Row(
        lambda site: f"F.cross_entropy(y_pred, y_true{rules.reduction(site)}{rules.smoothing(site)})",
        only=rules.categorical_crossentropy,
    ),
    # random
    "random_uniform": rules.random("rand"),
    "random_normal": rules.random("randn"),
}


METRICS: dict[str, Row] = {
    **accuracies(
        {
            "sparse": "(y_pred.argmax(dim=-1) == y_true).float().mean()",
            "categorical": "(y_pred.argmax(dim=-1) == y_true.argmax(dim=-1)).float().mean()",
            "binary": "((y_pred > threshold) == y_true).float().mean()",
        }
    ),
    "mean_absolute_error_metric": Row("F.l1_loss(y_pred, y_true)", only=numpy_rules.same_type),
    "mean_squared_error_metric": Row("F.mse_loss(y_pred, y_true)", only=numpy_rules.same_type),
    "root_mean_squared_error_metric": Row("F.mse_loss(y_pred, y_true).sqrt()", only=numpy_rules.same_type),
}

HELPERS: dict[str, str] = {
    "pad": '''
def pad(x, widths, mode):
    """Entries repeated around the edges of a tensor, as np.pad does it."""
    for axis, width in enumerate(widths):
        places = np.pad(np.arange(x.shape[axis]), width, mode=mode)
        x = x.index_select(axis, torch.from_numpy(places))
    return x
''',
    "put_back": '''
def put_back(block, shape, bounds):
    """Zeros of a shape that hold a block where the bounds (begin, end, step) say."""
    places = [
        torch.tensor(range(size)[slice(*bound)], dtype=torch.long)
        for size, bound in zip(shape, bounds, strict=False)
    ]
    places += [torch.arange(size) for size in shape[len(bounds) :]]
    result = torch.zeros(shape, dtype=block.dtype)
    if places:
        result[torch.meshgrid(*places, indexing="ij")] = block
        return result
    return block
''',
    "add_at": '''
def add_at(updates, indices, shape, axis):
    """Zeros of a shape, to which updates are added at the indices along an axis."""
    updates = updates.flatten(axis, axis + indices.ndim - 1)
    result = torch.zeros(shape, dtype=updates.dtype)
    return result.index_add(axis, indices.flatten(), updates)
''',
}

HELPERS.update({**images.TORCH_HELPERS, **layers.TORCH_HELPERS, **sparse.TORCH_HELPERS})

TABLE = Table(target="PyTorch", rows=ROWS, dtype=dtype, array=array, helpers=HELPERS, statements={"scan": loop("torch.stack")})

"""How every op is spelled in PyTorch: one row an op (see ``engine.export.rows``); layers may become modules instead."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from engine.export import images, layers, sparse
from engine.export.loops import loop
from engine.export.numpy import TRIGONOMETRY, accuracies, same_type
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


def _clip(site: Site) -> str:
    bounds = []
    for word, key in (("min", "minimum"), ("max", "maximum")):
        bound = site.attrs[key]
        if bound is not None:
            bounds.append(f"{word}={flat(literal(bound if site.x.is_float else int(bound)))}")
    return f"x.clamp({', '.join(bounds)})"


def _no_axes(site: Site) -> bool:
    """An empty list of axes reduces nothing; PyTorch would take it for all."""
    return bool(site.attrs["axis"] == [])


def _reduced(method: str, alone: str | None = None, over_none: str = "x") -> RowRule:
    """A reduction over several axes; ``alone`` is the method that reduces everything, where that is another one."""

    def rule(site: Site) -> str:
        if _no_axes(site) or not site.x.rank:
            return over_none
        if site.attrs["axis"] is None and not site.attrs["keepdims"]:
            return f"x.{alone or method}()"
        if site.attrs["axis"] is None:
            return f"x.{method}(dim={tuple(range(site.x.rank))}, keepdim=True)"
        return f"x.{method}({axes_of(site, axis='dim', keepdims='keepdim')})"

    return rule


def _sum(site: Site) -> str:
    whole = "x" if site.y.dtype == site.x.dtype else "x.to(torch.int64)"
    return _reduced("sum", over_none=whole)(site)


def _mean(site: Site) -> str:
    inner = _reduced("mean")(site)
    return inner if site.x.is_float else inner.replace("x", "x.to(torch.float32)", 1)


def _prod(site: Site) -> str:
    """PyTorch multiplies over one axis at a time."""
    whole = "x" if site.y.dtype == site.x.dtype else "x.to(torch.int64)"
    if _no_axes(site) or not site.x.rank:
        return whole
    if site.attrs["axis"] is None and not site.attrs["keepdims"]:
        return "x.prod()"
    text = "x"
    for axis in reversed(normalize_axes(site.attrs["axis"], site.x.rank)):
        text += f".prod({axis}{', keepdim=True' if site.attrs['keepdims'] else ''})"
    return text


def _logsumexp(site: Site) -> str:
    x = "x" if site.x.is_float else "x.to(torch.float32)"
    axes = normalize_axes(site.attrs["axis"], site.x.rank)
    if not axes:
        return x
    keep = ", keepdim=True" if site.attrs["keepdims"] else ""
    return f"torch.logsumexp({x}, dim={axes[0] if len(axes) == 1 else axes}{keep})"


def _spread(method: str) -> RowRule:
    """Variance and deviation divided by n, not by n - 1."""

    def rule(site: Site) -> str:
        words = axes_of(site, axis="dim", keepdims="keepdim")
        if site.attrs["axis"] is None and site.attrs["keepdims"]:
            words = f"dim={tuple(range(site.x.rank))}, keepdim=True"
        return f"x.{method}({words}{', ' if words else ''}correction=0)"

    return rule


def _float_axes(site: Site) -> bool:
    return site.x.is_float and site.x.rank > 0 and not _no_axes(site) and site.x.size != 0


def _on_floats(spelling: str | RowRule) -> Row:
    return Row(spelling, only=lambda site: site.x.is_float)


def _argument(method: str) -> RowRule:
    def rule(site: Site) -> str:
        axis, keep = site.attrs["axis"], site.attrs["keepdims"]
        if axis is None and keep:
            return f"x.{method}().reshape({', '.join(['1'] * site.x.rank) or '()'})"
        return f"x.{method}(dim=axis, keepdim=keepdims)"

    return rule


def _transpose(site: Site) -> str:
    axes, rank = site.attrs["axes"], site.x.rank
    order = list(range(rank))[::-1] if axes is None else [axis % rank for axis in axes]
    if rank <= 1:
        return "x"
    if rank == 2 and order == [1, 0]:
        return "x.T"
    if order == [*range(rank - 2), rank - 1, rank - 2]:
        return "x.mT"
    return f"x.permute({', '.join(map(str, order))})"


def _squeeze(site: Site) -> str:
    axis = site.attrs["axis"]
    if isinstance(axis, list):
        return f"x.squeeze({axis[0] if len(axis) == 1 else tuple(axis)})" if axis else "x"
    return "x.squeeze()" if axis is None else "x.squeeze(axis)"


def _joined(function: str) -> RowRule:
    return lambda site: f"{function}([{', '.join(site.inputs)}], dim=axis)"


def _slice(site: Site) -> str:
    """PyTorch has no negative steps: the axis is flipped first, and the slice counted from its other end."""
    begin, end, step = site.attrs["begin"], site.attrs["end"], site.attrs["step"]
    backwards = [axis for axis, stride in enumerate(step or []) if stride < 0]
    if not backwards:
        return f"x[{slices(site)}]"
    parts = []
    for axis, (first, last, stride) in enumerate(zip(begin, end, step, strict=True)):
        if axis in backwards:
            first, last, stride = _mirrored(first), _mirrored(last), -stride
        parts.append(f"{'' if first is None else first}:{'' if last is None else last}" + ("" if stride == 1 else f":{stride}"))
    return f"x.flip({', '.join(map(str, backwards))})[{', '.join(parts)}]"


def _mirrored(place: int | None) -> int | None:
    return None if place is None else -1 - place


def _pad(site: Site) -> str:
    """PyTorch counts the axes from the last."""
    if site.attrs["mode"] != "constant":
        return f"pad(x, {pads(site)}, mode=mode)"
    widths = [count for pair in reversed(pads(site)) for count in pair]
    value = site.attrs["constant_values"]
    extra = "" if value == 0 else f", value={flat(literal(value))}"
    return f"F.pad(x, {tuple(widths)}{extra})" if widths else "x"


def _broadcast_to(site: Site) -> str:
    sizes = ["-1" if not isinstance(dim, int) else str(dim) for dim in site.attrs["shape"]]
    return f"x.expand({', '.join(sizes)})"


def _broadcast_like(site: Site) -> str:
    return f"{insert_axes(site)}.expand(like.shape)"


def _filled(function: str) -> RowRule:
    return lambda site: f"torch.{function}(x, dtype=dtype)"


def _one_hot(site: Site) -> str:
    indices = "indices" if site.x.dtype == "int64" else "indices.long()"
    hot = f"F.one_hot({indices}, depth)"
    return hot if site.attrs["dtype"] == "int64" else f"{hot}.to(dtype)"


def _gather_grad(site: Site) -> str:
    return f"add_at(grad, indices, like.shape, axis={site.attrs['axis'] % site.node.inputs[2].rank})"


def _random(draw: str) -> RowRule:
    def rule(site: Site) -> str:
        shape = "like.shape" if site.attrs["has_like"] else flat(literal(site.attrs["shape"]))
        if draw == "rand":
            low, high = site.attrs["minval"], site.attrs["maxval"]
            base, scale, shift = f"torch.rand({shape}, dtype=dtype)", high - low, low
        else:
            base, scale, shift = f"torch.randn({shape}, dtype=dtype)", site.attrs["stddev"], site.attrs["mean"]
        text = base if scale == 1 else f"{flat(literal(scale))} * {base}"
        return text if shift == 0 else f"{text} + {flat(literal(shift))}"

    return rule


def _dropout(site: Site) -> str:
    """As a function, where the mode is settled; a dropout that follows the mode is a module."""
    return "F.dropout(x, rate)" if site.attrs["training"] else "x"


# --- losses ---------------------------------------------------------------------------------------------------------


def _reduction(site: Site) -> str:
    reduction = site.attrs["reduction"]
    return "" if reduction == "mean" else f", reduction={reduction!r}"


def _same_shape(site: Site) -> bool:
    """Element by element, and reduced in one go: PyTorch's losses average over elements, not row by row."""
    true, pred = site.types
    return true == pred and None not in pred.shape and (site.attrs["reduction"] == "mean" or pred.rank == 1)


def _element_loss(function: str) -> Row:
    return Row(lambda site: f"{function}(y_pred, y_true{_reduction(site)})", only=_same_shape)


def _rows_of_classes(site: Site) -> bool:
    true, pred = site.types
    return pred.rank == 2 and true.rank == 1 and true.dtype == "int64"


def _sparse_crossentropy(site: Site) -> bool:
    return bool(site.attrs["from_logits"]) and _rows_of_classes(site)


def _categorical_crossentropy(site: Site) -> bool:
    true, pred = site.types
    return bool(site.attrs["from_logits"]) and pred.rank == 2 and true == pred


def _smoothing(site: Site) -> str:
    return f", label_smoothing={site.attrs['label_smoothing']!r}" if site.attrs["label_smoothing"] else ""


def _binary_crossentropy(site: Site) -> bool:
    return bool(site.attrs["from_logits"]) and not site.attrs["label_smoothing"] and _same_shape(site)


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
    "clip": _clip,
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
    "sum": _sum,
    "mean": _mean,
    "max": _reduced("amax", "max"),
    "min": _reduced("amin", "min"),
    "prod": _prod,
    "variance": Row(_spread("var"), only=_float_axes),
    "std": Row(_spread("std"), only=_float_axes),
    "any": _reduced("any"),
    "all": _reduced("all"),
    "cumsum": lambda site: "x.flip(axis).cumsum(dim=axis).flip(axis)" if site.attrs["reverse"] else "x.cumsum(dim=axis)",
    "logsumexp": _logsumexp,
    "argmax": _argument("argmax"),
    "argmin": _argument("argmin"),
    "l2_norm": "x.norm()",
    # shapes
    "reshape": lambda site: f"x.reshape({target_shape(site.attrs['shape'])})",
    "transpose": _transpose,
    "expand_dims": lambda site: with_new_axes(site),
    "squeeze": _squeeze,
    "concatenate": _joined("torch.cat"),
    "stack": _joined("torch.stack"),
    "split": Row("torch.tensor_split(x, sections, dim=axis)", only=lambda site: len(site.node.outputs) > 1),
    "tile": "torch.tile(x, repeats)",
    "flip": lambda site: f"x.flip({', '.join(map(str, normalize_axes(site.attrs['axis'], site.x.rank))) or '()'})",
    "slice": _slice,
    "slice_grad": lambda site: f"put_back(grad, like.shape, {_bounds(site)})",
    "pad": _pad,
    "flatten": Row("x.flatten(1)", only=lambda site: site.x.rank > 1),
    "broadcast_to": _broadcast_to,
    "sum_to_like": "x.sum_to_size(like.shape)",
    "broadcast_like": _broadcast_like,
    "reshape_like": "x.reshape(like.shape)",
    "concatenate_part": lambda site: f"x[{part_of_axis(site)}]",
    "dim_size": lambda site: multiplied_sizes(site, "x.numel()"),
    "zeros_like": _filled("zeros_like"),
    "ones_like": _filled("ones_like"),
    # indices
    "gather": lambda site: f"params[{':, ' * (site.attrs['axis'] % site.x.rank)}indices]",
    "gather_grad": _gather_grad,
    "one_hot": _one_hot,
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
    "leaky_relu": _on_floats("F.leaky_relu(x, negative_slope)"),
    "elu": _on_floats("F.elu(x, alpha=alpha)"),
    "selu": _on_floats("F.selu(x)"),
    "gelu": _on_floats(lambda site: 'F.gelu(x, approximate="tanh")' if site.attrs["approximate"] else "F.gelu(x)"),
    "silu": _on_floats("F.silu(x)"),
    "hard_sigmoid": _on_floats("F.hardsigmoid(x)"),
    "prelu": Row("F.prelu(x, alpha)", only=lambda site: site.x.rank == 2 and site.types[1].rank == 1),
    # layers whose weights are shared in part, or that are told their mode
    "dropout": _dropout,
    # losses
    "mean_squared_error": _element_loss("F.mse_loss"),
    "mean_absolute_error": _element_loss("F.l1_loss"),
    "huber": Row(lambda site: f"F.huber_loss(y_pred, y_true, delta=delta{_reduction(site)})", only=_same_shape),
    "binary_crossentropy": Row(
        lambda site: f"F.binary_cross_entropy_with_logits(y_pred, y_true{_reduction(site)})", only=_binary_crossentropy
    ),
    "sparse_categorical_crossentropy": Row(
        lambda site: f"F.cross_entropy(y_pred, y_true{_reduction(site)})", only=_sparse_crossentropy
    ),
    "categorical_crossentropy": Row(
        lambda site: f"F.cross_entropy(y_pred, y_true{_reduction(site)}{_smoothing(site)})", only=_categorical_crossentropy
    ),
    # random
    "random_uniform": _random("rand"),
    "random_normal": _random("randn"),
}


def _bounds(site: Site) -> str:
    """The bounds of a slice as plain lists."""
    rank = site.node.inputs[1].rank
    begin, end, step = (site.attrs[key] for key in ("begin", "end", "step"))
    steps = [1] * len(begin) if step is None else step
    return f"{[(a, b, c) for a, b, c in zip(begin, end, steps, strict=True)][:rank]}"


METRICS: dict[str, Row] = {
    **accuracies(
        {
            "sparse": "(y_pred.argmax(dim=-1) == y_true).float().mean()",
            "categorical": "(y_pred.argmax(dim=-1) == y_true.argmax(dim=-1)).float().mean()",
            "binary": "((y_pred > threshold) == y_true).float().mean()",
        }
    ),
    "mean_absolute_error_metric": Row("F.l1_loss(y_pred, y_true)", only=same_type),
    "mean_squared_error_metric": Row("F.mse_loss(y_pred, y_true)", only=same_type),
    "root_mean_squared_error_metric": Row("F.mse_loss(y_pred, y_true).sqrt()", only=same_type),
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

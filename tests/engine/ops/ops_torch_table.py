"""What each differentiable op is called in PyTorch: the one table that a new op needs a row in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F


def axes(x: torch.Tensor, axis: Any) -> tuple[int, ...]:
    return tuple(range(x.ndim)) if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)


def over(function: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    """A PyTorch reduction called as ours; over no axes (``[]``) it is left out of PyTorch, which reads that as all."""

    def call(x: torch.Tensor, axis: Any = None, keepdims: bool = False) -> torch.Tensor:
        places = axes(x, axis)
        if places:
            return function(x, places, keepdims)
        return function(x.unsqueeze(0), (0,), False)

    return call


def one_by_one(x: torch.Tensor, dims: tuple[int, ...], keepdim: bool) -> torch.Tensor:
    """prod takes one axis at a time."""
    for dim in sorted((dim % x.ndim for dim in dims), reverse=True):
        x = torch.prod(x, dim, keepdim)
    return x


def cut(x: torch.Tensor, begin: Any, end: Any, step: Any = None) -> torch.Tensor:
    for axis, bounds in enumerate(zip(begin, end, step or [1] * len(begin), strict=True)):
        x = x.index_select(axis, torch.tensor(list(range(x.shape[axis]))[slice(*bounds)], dtype=torch.int64))
    return x


def put(grad: torch.Tensor, like: torch.Tensor, begin: Any, end: Any, step: Any = None) -> torch.Tensor:
    places = cut(torch.arange(like.numel()).reshape(like.shape), begin, end, step)
    return torch.zeros(like.numel(), dtype=grad.dtype).index_add(0, places.flatten(), grad.flatten()).reshape(like.shape)


def pad(x: torch.Tensor, pad_width: Any, mode: str = "constant", constant_values: float = 0.0) -> torch.Tensor:
    pairs = [(pad_width, pad_width)] * x.ndim if isinstance(pad_width, int) else pad_width
    if pairs and isinstance(pairs[0], int):
        pairs = [tuple(pairs)] * x.ndim
    if mode != "constant":  # PyTorch has these for images only
        for axis, pair in enumerate(pairs):
            if sum(pair):
                x = x.index_select(axis, torch.from_numpy(np.pad(np.arange(x.shape[axis]), pair, mode)))
        return x * 1
    return F.pad(x, [n for pair in reversed(pairs) for n in pair], value=constant_values) if pairs else x * 1


def open_shape(shape: Any) -> list[int]:
    return [dim if isinstance(dim, int) else -1 for dim in shape]


def gather(params: torch.Tensor, indices: torch.Tensor, axis: int = 0) -> torch.Tensor:
    axis %= params.ndim
    flat = params.index_select(axis, indices.flatten())
    return flat.reshape(*params.shape[:axis], *indices.shape, *params.shape[axis + 1 :])


def gather_grad(grad: torch.Tensor, indices: torch.Tensor, like: torch.Tensor, axis: int = 0) -> torch.Tensor:
    flat = grad.reshape(*like.shape[:axis], indices.numel(), *like.shape[axis + 1 :])
    return torch.zeros(like.shape, dtype=grad.dtype).index_add(axis, indices.flatten(), flat)


def concatenate_part(x: torch.Tensor, *likes: torch.Tensor, axis: int, index: int) -> torch.Tensor:
    return torch.split(x, [like.shape[axis] for like in likes], dim=axis)[index]


def broadcast_like(x: torch.Tensor, like: torch.Tensor, axes: Any = None) -> torch.Tensor:
    for axis in sorted(axes or ()):
        x = x.unsqueeze(axis)
    return x.expand(like.shape)


def squeeze(x: torch.Tensor, axis: Any = None) -> torch.Tensor:
    return x.squeeze() if axis is None else x.squeeze(axes(x, axis))


def expand_dims(x: torch.Tensor, axis: Any) -> torch.Tensor:
    places = (axis,) if isinstance(axis, int) else axis
    for place in sorted(place % (x.ndim + len(places)) for place in places):
        x = x.unsqueeze(place)
    return x


def clip(x: torch.Tensor, minimum: float | None = None, maximum: float | None = None) -> torch.Tensor:
    return torch.clamp(x, minimum, maximum)


def dropout(x: torch.Tensor, rate: float = 0.5, training: bool = False, seed: int | None = None) -> torch.Tensor:
    """No other library draws the same numbers, so the draw is written out as the engine defines it."""
    if not training or rate in (0, 1):
        return F.dropout(x, rate, training)
    kept = np.random.default_rng([0, seed or 0, 0]).uniform(size=x.shape) >= rate
    return x * torch.from_numpy(kept) / (1 - rate)


def reshape(x: torch.Tensor, shape: Any) -> torch.Tensor:
    return x.reshape([3, 0] if shape == [3, -1] and not x.numel() else open_shape(shape))


def put_along_axis(grad: torch.Tensor, indices: torch.Tensor, like: torch.Tensor, axis: int = -1) -> torch.Tensor:
    return torch.zeros(like.shape, dtype=grad.dtype).scatter_add(axis, indices, grad)


def cumsum(x: torch.Tensor, axis: int = -1, reverse: bool = False) -> torch.Tensor:
    return x.flip(axis).cumsum(axis).flip(axis) if reverse else x.cumsum(axis)


def norm(x: torch.Tensor, axis: Any = None, keepdims: bool = False, ord: float = 2.0) -> torch.Tensor:
    return over(lambda x, dim, keepdim: torch.linalg.vector_norm(x, ord, dim, keepdim))(x, axis, keepdims)


def split(x: torch.Tensor, sections: Any, axis: int = 0) -> Any:
    return torch.tensor_split(x, sections, axis)


def around(size: int, window: int, step: int, padding: str) -> tuple[int, int]:
    """The padding of one axis of an image, as Keras puts it."""
    missing = max((-(-size // step) - 1) * step + window - size, 0) if padding == "same" else 0
    return missing // 2, missing - missing // 2


def pair(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else tuple(value)


def framed(x: torch.Tensor, size: Any, strides: Any, dilation: Any, padding: str, value: float = 0.0) -> torch.Tensor:
    """Images, channels first, with their padding around them."""
    spans = [d * (k - 1) + 1 for k, d in zip(size, dilation, strict=True)]
    widths = [around(n, span, s, padding) for n, span, s in zip(x.shape[2:], spans, strides, strict=True)]
    return F.pad(x, [*widths[1], *widths[0]], value=value)


def conv2d(x: torch.Tensor, kernel: torch.Tensor, strides=1, padding="valid", dilation_rate=1, groups=1) -> torch.Tensor:
    strides, dilation = pair(strides), pair(dilation_rate)
    x = framed(x.permute(0, 3, 1, 2), kernel.shape[:2], strides, dilation, padding)
    y = F.conv2d(x, kernel.permute(3, 2, 0, 1), None, strides, 0, dilation, groups)
    return y.permute(0, 2, 3, 1)


def conv1d(x: torch.Tensor, kernel: torch.Tensor, **attrs: Any) -> torch.Tensor:
    given = {key: attrs[key] for key in ("strides", "dilation_rate") if key in attrs}
    flat = {key: (1, value if isinstance(value, int) else value[0]) for key, value in given.items()}
    return conv2d(x.unsqueeze(1), kernel.unsqueeze(0), **{**attrs, **flat}).squeeze(1)


def conv2d_input_grad(
    grad: torch.Tensor, kernel: torch.Tensor, like=None, size=None, has_like=False, **attrs: Any
) -> torch.Tensor:
    channels = kernel.shape[2] * attrs.get("groups", 1)
    shape = like.shape if has_like else (len(grad), *size, channels)
    x = torch.zeros(shape, dtype=grad.dtype, requires_grad=True)
    return torch.autograd.grad(conv2d(x, kernel, **attrs), x, grad, create_graph=True)[0]


def conv2d_kernel_grad(x: torch.Tensor, grad: torch.Tensor, like: torch.Tensor, **attrs: Any) -> torch.Tensor:
    kernel = torch.zeros(like.shape, dtype=grad.dtype, requires_grad=True)
    return torch.autograd.grad(conv2d(x, kernel, **attrs), kernel, grad, create_graph=True)[0]


def pool_frame(x: torch.Tensor, pool_size: Any, strides: Any, padding: str, value: float) -> tuple[torch.Tensor, Any, Any]:
    size = pair(pool_size)
    steps = size if strides is None else pair(strides)
    return framed(x.permute(0, 3, 1, 2), size, steps, (1, 1), padding, value), size, steps


def max_pool(x: torch.Tensor, pool_size=2, strides=None, padding="valid") -> torch.Tensor:
    whole, size, steps = pool_frame(x, pool_size, strides, padding, -torch.inf)
    return F.max_pool2d(whole, size, steps).permute(0, 2, 3, 1) if len(x) else whole.new_zeros(0, 2, 2, 2) + whole.sum()


def average_pool(x: torch.Tensor, pool_size=2, strides=None, padding="valid") -> torch.Tensor:
    whole, size, steps = pool_frame(x, pool_size, strides, padding, 0.0)
    there, _, _ = pool_frame(torch.ones_like(x), pool_size, strides, padding, 0.0)
    if not len(x):
        return whole.new_zeros(0, 2, 2, 2) + whole.sum()
    return (F.avg_pool2d(whole, size, steps) / F.avg_pool2d(there, size, steps)).permute(0, 2, 3, 1)


def max_pool_grad(x: torch.Tensor, grad: torch.Tensor, **attrs: Any) -> torch.Tensor:
    image = x.detach().requires_grad_(True)
    return torch.autograd.grad(max_pool(image, **attrs), image, grad, create_graph=True)[0]


def max_pool_pick(x: torch.Tensor, values: torch.Tensor, pool_size=2, strides=None, padding="valid") -> torch.Tensor:
    whole, size, steps = pool_frame(x, pool_size, strides, padding, -torch.inf)
    if not len(x):
        return values[:, :2, :2] * 1
    _, places = F.max_pool2d(whole, size, steps, return_indices=True)
    framed_values, _, _ = pool_frame(values, pool_size, strides, padding, 0.0)
    return framed_values.flatten(2).gather(2, places.flatten(2)).reshape(places.shape).permute(0, 2, 3, 1)


def average_pool_grad(grad: torch.Tensor, like: torch.Tensor, **attrs: Any) -> torch.Tensor:
    image = torch.zeros(like.shape, dtype=grad.dtype, requires_grad=True)
    return torch.autograd.grad(average_pool(image, **attrs), image, grad, create_graph=True)[0]


#: The steps of the samples of ``scan``, by the names of their bodies: carries, entries and constants to carries and what is kept.
STEPS: dict[str, Callable[..., Any]] = {
    "decay": lambda carry, x, k: ([torch.tanh(carry * k + x)], [torch.tanh(carry * k + x) * x]),
    "recurrent": lambda h, x, w: ([torch.tanh(h @ w + x)], [torch.tanh(h @ w + x)]),
    "swap": lambda a, b, x: ([b, a * x], []),
    "each": lambda x, k: ([], [x * x * k]),
}


def scan(*values: torch.Tensor, body: Any, carries: int = 1, sequences: int = 1, reverse: bool = False) -> list[torch.Tensor]:
    state, entries, constants = values[:carries], values[carries : carries + sequences], values[carries + sequences :]
    steps = list(zip(*entries, strict=True))
    found = []
    for entry in reversed(steps) if reverse else steps:
        state, kept = STEPS[body.graph.name](*state, *entry, *constants)
        found.append(kept)
    if not steps:
        return [*state, *(torch.zeros((0, *type_.shape), dtype=torch.float64) for type_ in body.output_types[carries:])]
    stacked = [torch.stack(items) for items in zip(*(found[::-1] if reverse else found), strict=True)]
    return [*state, *stacked]


TORCH: dict[str, Callable[..., Any]] = {
    "add": torch.add,
    "subtract": torch.subtract,
    "multiply": torch.multiply,
    "divide": torch.divide,
    "power": torch.pow,
    "maximum": torch.maximum,
    "minimum": torch.minimum,
    "negative": torch.negative,
    "absolute": torch.absolute,
    "square": torch.square,
    "sqrt": torch.sqrt,
    "reciprocal": torch.reciprocal,
    "exp": torch.exp,
    "log": torch.log,
    "log1p": torch.log1p,
    "sin": torch.sin,
    "cos": torch.cos,
    "clip": clip,
    "cast": lambda x, dtype: x.to(getattr(torch, dtype)),
    "identity": lambda x: x * 1,
    "where": torch.where,
    "sum": over(torch.sum),
    "mean": over(torch.mean),
    "max": over(torch.amax),
    "min": over(torch.amin),
    "prod": over(one_by_one),
    "variance": over(lambda x, dim, keepdim: (x - x.mean(dim, True)).square().mean(dim, keepdim)),
    "logsumexp": over(torch.logsumexp),
    "l2_norm": lambda x: torch.linalg.vector_norm(x),
    "reshape": reshape,
    "transpose": lambda x, axes=None: x.permute(axes if axes is not None else list(range(x.ndim - 1, -1, -1))),
    "expand_dims": expand_dims,
    "squeeze": squeeze,
    "concatenate": lambda *values, axis: torch.cat(values, axis),
    "stack": lambda *values, axis: torch.stack(values, axis),
    "slice": cut,
    "slice_grad": put,
    "pad": pad,
    "flatten": lambda x: x.reshape(x.shape[0], x[0].numel() if len(x) else 6),
    "broadcast_to": lambda x, shape: x.expand(open_shape(shape)),
    "sum_to_like": lambda x, like: x.sum_to_size(like.shape),
    "broadcast_like": broadcast_like,
    "reshape_like": lambda x, like: x.reshape(like.shape),
    "concatenate_part": concatenate_part,
    "gather": gather,
    "gather_grad": gather_grad,
    "matmul": torch.matmul,
    "conv2d": conv2d,
    "conv2d_input_grad": conv2d_input_grad,
    "conv2d_kernel_grad": conv2d_kernel_grad,
    "conv1d": conv1d,
    "max_pool": max_pool,
    "max_pool_grad": max_pool_grad,
    "max_pool_pick": max_pool_pick,
    "average_pool": average_pool,
    "average_pool_grad": average_pool_grad,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softplus": F.softplus,
    "softmax": lambda x, axis=-1: torch.softmax(x, axis),
    "log_softmax": lambda x, axis=-1: torch.log_softmax(x, axis),
    "dropout": dropout,
    "mod": torch.remainder,
    "expm1": torch.expm1,
    "exp2": torch.exp2,
    "log2": torch.log2,
    "log10": torch.log10,
    "rsqrt": torch.rsqrt,
    "erf": torch.erf,
    "tan": torch.tan,
    "arcsin": torch.arcsin,
    "arccos": torch.arccos,
    "arctan": torch.arctan,
    "sinh": torch.sinh,
    "cosh": torch.cosh,
    "arcsinh": torch.arcsinh,
    "arccosh": torch.arccosh,
    "arctanh": torch.arctanh,
    "arctan2": torch.arctan2,
    "std": over(lambda x, dim, keepdim: torch.sqrt((x - x.mean(dim, True)).square().mean(dim, keepdim))),
    "norm": norm,
    "cumsum": cumsum,
    "tile": lambda x, repeats: x.repeat([1] * (x.ndim - len(repeats)) + repeats),
    "flip": lambda x, axis=None: x.flip(axes(x, axis)),
    "split": split,
    "sort": lambda x, axis=-1, descending=False: torch.sort(x, axis, descending)[0],
    "top_k": lambda x, k: tuple(torch.topk(x, k)),
    "take_along_axis": lambda x, indices, axis=-1: torch.gather(x, axis, indices),
    "take_along_axis_grad": put_along_axis,
    "einsum": lambda *values, equation: torch.einsum(equation, *values),
    "leaky_relu": lambda x, negative_slope=0.2: F.leaky_relu(x, negative_slope),
    "prelu": lambda x, alpha: torch.where(x > 0, x, alpha * x),
    "elu": lambda x, alpha=1.0: F.elu(x, alpha),
    "selu": F.selu,
    "gelu": lambda x, approximate=False: F.gelu(x, approximate="tanh" if approximate else "none"),
    "silu": F.silu,
    "scan": scan,
    "hard_sigmoid": lambda x: F.relu6(x + 3) / 6,
    # sparse matrices, as the dense ones that they stand for
    "sparse_from_values": lambda values, indices, dense_shape, layout="csr": torch.zeros(
        *dense_shape, dtype=values.dtype
    ).index_put(tuple(torch.tensor(indices, dtype=torch.int64).reshape(-1, 2).T), values, accumulate=True),
    "sparse_pick": lambda x, indices: x[tuple(torch.tensor(indices, dtype=torch.int64).reshape(-1, 2).T)],
    "sparse_unpick": lambda values, like, indices: torch.zeros(like.shape, dtype=values.dtype).index_put(
        tuple(torch.tensor(indices, dtype=torch.int64).reshape(-1, 2).T), values, accumulate=True
    ),
    "to_dense": lambda x: x * 1,
    "to_sparse": lambda x, layout="csr": x * 1,
    "sparse_matmul": lambda a, b, transpose_a=False: (a.T if transpose_a else a) @ b,
    "sampled_matmul": lambda left, right, like: (left @ right.T) * (like.detach() != 0),
    "sparse_sample": lambda x, like: x * (like.detach() != 0),
    "sparse_multiply": torch.mul,
    "sparse_add": torch.add,
    "sparse_sum": over(torch.sum),
    "sparse_transpose": lambda x: x.T,
    "sparse_cast": lambda x, dtype: x.to(getattr(torch, dtype)),
    # without a gradient: the value alone is compared
    "sign": torch.sign,
    "floor": torch.floor,
    "equal": torch.eq,
    "not_equal": torch.ne,
    "less": torch.lt,
    "less_equal": torch.le,
    "greater": torch.gt,
    "greater_equal": torch.ge,
    "logical_and": torch.logical_and,
    "logical_or": torch.logical_or,
    "logical_not": torch.logical_not,
    "logical_xor": torch.logical_xor,
    "any": over(torch.any),
    "all": over(torch.all),
    "ceil": torch.ceil,
    "round": torch.round,
    "is_nan": torch.isnan,
    "argsort": lambda x, axis=-1, descending=False: torch.argsort(x, dim=axis, descending=descending, stable=True),
    "is_finite": torch.isfinite,
    "stop_gradient": lambda x: x.detach(),
    "argmax": lambda x, axis=None, keepdims=False: torch.argmax(x, axis, keepdims),
    "argmin": lambda x, axis=None, keepdims=False: torch.argmin(x, axis, keepdims),
    "one_hot": lambda x, depth, dtype="float32": F.one_hot(x, depth).to(getattr(torch, dtype)),
    "zeros_like": lambda x, dtype=None: torch.zeros_like(x, dtype=getattr(torch, dtype) if dtype else None),
    "ones_like": lambda x, dtype=None: torch.ones_like(x, dtype=getattr(torch, dtype) if dtype else None),
}

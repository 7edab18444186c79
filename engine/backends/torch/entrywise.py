"""Rows of ops that work entry by entry, of reductions, products and activations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site, plain
from engine.errors import FeedError


def _clip(site: Site) -> Compute:
    whole = not site.types[0].is_float
    low, high = (None if bound is None else int(bound) if whole else bound for bound in _bounds(site))
    return lambda x: torch.clamp(x, low, high)


def _bounds(site: Site) -> tuple[Any, Any]:
    return site.attrs["minimum"], site.attrs["maximum"]


def _power(site: Site) -> Compute:
    if site.types[1].is_float or site.device.type != "cpu":
        power_of: Compute = torch.pow
        return power_of

    def power(a: Tensor, b: Tensor) -> Tensor:
        if b.numel() and int(b.min()) < 0:
            raise FeedError(
                "an integer cannot be raised to the negative power {power}; insert Cast to float32", power=int(b.min())
            )
        return torch.pow(a, b)

    return power


def _sign(site: Site) -> Compute:
    if not site.types[0].is_float:
        sign: Compute = torch.sign
        return sign
    return lambda x: torch.where(torch.isnan(x), x, torch.sign(x))


def _cast(site: Site) -> Compute:
    dtype = site.dtype
    return lambda x: x.to(dtype)


def _over(function: Callable[[Tensor, tuple[int, ...], bool], Tensor], widen: bool = False) -> Row:
    """A reduction over axes; over none, which PyTorch reads as all, entries stay as they are.

    With ``widen``, the entries are first brought into the output's dtype.
    """

    def make(site: Site) -> Compute:
        axes, keepdims, dtype = site.axes(site.attrs["axis"]), site.attrs["keepdims"], site.dtype
        cast = widen and site.types[0].dtype != site.results[0].dtype
        if not axes:
            return lambda x: x.to(dtype)
        if cast:
            return lambda x: function(x.to(dtype), axes, keepdims)
        return lambda x: function(x, axes, keepdims)

    return Row(make, alias=True)


def _prod(x: Tensor, axes: tuple[int, ...], keepdims: bool) -> Tensor:
    for axis in sorted(axes, reverse=True):
        x = torch.prod(x, axis, keepdims)
    return x


def _any(x: Tensor, axes: tuple[int, ...], keepdims: bool) -> Tensor:
    return torch.any(x, axes, keepdims)


def _all(x: Tensor, axes: tuple[int, ...], keepdims: bool) -> Tensor:
    return torch.all(x, axes, keepdims)


def _cumsum(site: Site) -> Compute:
    axis, dtype = site.attrs["axis"], site.dtype
    if site.attrs["reverse"]:
        return lambda x: torch.cumsum(x.flip(axis), axis, dtype=dtype).flip(axis)
    return lambda x: torch.cumsum(x, axis, dtype=dtype)


def _argument(function: Compute) -> Row:
    def make(site: Site) -> Compute:
        axis, shape = site.attrs["axis"], site.shape
        if axis is None:
            return lambda x: function(x).reshape(shape)
        return lambda x: function(x, axis).reshape(shape)

    return Row(make)


def _l2_norm(site: Site) -> Compute:
    dtype = site.dtype
    return lambda x: torch.linalg.vector_norm(x if x.is_floating_point() else x.to(dtype))


def _einsum(site: Site) -> Compute:
    equation, dtype = site.attrs["equation"].replace(" ", ""), site.dtype
    if site.types[0].is_float or site.device.type == "cpu":
        return lambda *values: torch.einsum(equation, *values)
    return lambda *values: torch.einsum(equation, *(value.double() for value in values)).to(dtype)


def _matmul(site: Site) -> Compute:
    """Integers are multiplied as float64 where the device has no product of their own; they are exact up to 2⁵³."""
    if site.types[0].is_float or site.device.type == "cpu":
        product: Compute = torch.matmul
        return product
    dtype = site.dtype
    return lambda a, b: torch.matmul(a.double(), b.double()).to(dtype)


def _softplus(site: Site) -> Compute:
    zero, dtype = torch.zeros((), dtype=site.dtype, device=site.device), site.dtype
    return lambda x: torch.logaddexp(x.to(dtype), zero)


def _softmax(function: Compute) -> Row:
    def make(site: Site) -> Compute:
        axis, dtype = site.attrs["axis"], site.dtype
        if site.types[0].dtype == site.results[0].dtype:
            return lambda x: function(x, axis)
        return lambda x: function(x, axis, dtype=dtype)

    return Row(make)


def _copy(x: Tensor) -> Tensor:
    return x


ENTRYWISE: dict[str, Row] = {
    "add": plain(torch.add),
    "subtract": plain(torch.sub),
    "multiply": plain(torch.mul),
    "divide": plain(torch.true_divide),
    "power": Row(_power),
    "mod": plain(torch.remainder),
    "maximum": plain(torch.maximum),
    "minimum": plain(torch.minimum),
    "negative": plain(torch.neg),
    "absolute": plain(torch.abs),
    "sign": Row(_sign),
    "square": plain(torch.square),
    "sqrt": plain(torch.sqrt),
    "reciprocal": plain(torch.reciprocal),
    "exp": plain(torch.exp),
    "log": plain(torch.log),
    "log1p": plain(torch.log1p),
    "expm1": plain(torch.expm1),
    "exp2": plain(torch.exp2),
    "log2": plain(torch.log2),
    "log10": plain(torch.log10),
    "rsqrt": plain(torch.rsqrt),
    "erf": plain(torch.erf),
    "floor": plain(torch.floor),
    "ceil": plain(torch.ceil),
    "round": plain(torch.round),
    "clip": Row(_clip),
    "cast": Row(_cast, alias=True),
    "identity": Row(lambda site: _copy, alias=True),
    "stop_gradient": Row(lambda site: _copy, alias=True),
    "sin": plain(torch.sin),
    "cos": plain(torch.cos),
    "tan": plain(torch.tan),
    "arcsin": plain(torch.asin),
    "arccos": plain(torch.acos),
    "arctan": plain(torch.atan),
    "sinh": plain(torch.sinh),
    "cosh": plain(torch.cosh),
    "arcsinh": plain(torch.asinh),
    "arccosh": plain(torch.acosh),
    "arctanh": plain(torch.atanh),
    "arctan2": plain(torch.atan2),
    "equal": plain(torch.eq),
    "not_equal": plain(torch.ne),
    "less": plain(torch.lt),
    "less_equal": plain(torch.le),
    "greater": plain(torch.gt),
    "greater_equal": plain(torch.ge),
    "logical_and": plain(torch.logical_and),
    "logical_or": plain(torch.logical_or),
    "logical_xor": plain(torch.logical_xor),
    "logical_not": plain(torch.logical_not),
    "is_finite": plain(torch.isfinite),
    "is_nan": plain(torch.isnan),
    "where": plain(torch.where),
    "relu": plain(torch.relu),
    "sigmoid": plain(torch.sigmoid),
    "tanh": plain(torch.tanh),
    "softplus": Row(_softplus),
    "softmax": _softmax(torch.softmax),
    "log_softmax": _softmax(F.log_softmax),
    "sum": _over(torch.sum, widen=True),
    "mean": _over(torch.mean, widen=True),
    "max": _over(torch.amax),
    "min": _over(torch.amin),
    "prod": _over(_prod, widen=True),
    "any": _over(_any),
    "all": _over(_all),
    "logsumexp": _over(torch.logsumexp, widen=True),
    "cumsum": Row(_cumsum),
    "argmax": _argument(torch.argmax),
    "argmin": _argument(torch.argmin),
    "l2_norm": Row(_l2_norm),
    "matmul": Row(_matmul),
    "einsum": Row(_einsum, alias=True),
}

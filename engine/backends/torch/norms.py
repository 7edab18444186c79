"""Normalization layers and their gradients, which PyTorch computes in one call each.

The way there keeps mean and spread for the way back; where that finds none it computes them again.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Native, Site, given
from engine.ir.graph import Attrs, Node
from engine.ir.types import TensorType, normalize_axes

_aten = torch.ops.aten
_FLOATS = ("float32", "float64")


def _weights(attrs: Attrs, values: Any) -> tuple[Any, Any]:
    """Gamma and beta, None where the layer has none."""
    rest = iter(values)
    return next(rest) if attrs["scale"] else None, next(rest) if attrs["center"] else None


def _mask(attrs: Attrs, wanted: list[int]) -> list[bool]:
    """Which of the gradients by x, gamma and beta are wanted."""
    gamma = 1 if attrs["scale"] else None
    beta = (2 if attrs["scale"] else 1) if attrs["center"] else None
    return [0 in wanted, gamma in wanted, beta in wanted]


def _fits(x: TensorType) -> bool:
    return x.dtype in _FLOATS and x.is_static and bool(x.size)


# --- layer normalization ----------------------------------------------------------------------------------------------------


def _layer_fits(node: Node) -> bool:
    x = node.inputs[0].type
    axes = normalize_axes(node.attrs["axis"], x.rank)
    return _fits(x) and axes == tuple(range(x.rank - len(axes), x.rank))


class _Layer:
    """Over the last axes, as PyTorch has it."""

    def __init__(self, site: Site, attrs: Attrs) -> None:
        x = site.types[0]
        self.attrs, self.kept = attrs, site.shared.kept
        self.shape = list(x.static_shape[x.rank - len(normalize_axes(attrs["axis"], x.rank)) :])
        self.key = ("layer_normalization", site.inputs[0], attrs["epsilon"], len(self.shape))

    def forward(self, x: Tensor, *weights: Tensor) -> Tensor:
        gamma, beta = _weights(self.attrs, weights)
        y: Tensor
        y, mean, spread = _aten.native_layer_norm(x, self.shape, gamma, beta, self.attrs["epsilon"])
        self.kept[self.key] = mean, spread
        return y

    def backward(self, wanted: list[int]) -> Compute:
        mask = _mask(self.attrs, wanted)

        def pull(x: Tensor, *rest: Tensor) -> Any:
            *weights, g = rest
            gamma, beta = _weights(self.attrs, weights)
            if self.key not in self.kept:
                self.forward(x, *weights)
            mean, spread = self.kept[self.key]
            return given(_aten.native_layer_norm_backward(g, x, self.shape, mean, spread, gamma, beta, mask), mask)

        return pull


# --- batch normalization ----------------------------------------------------------------------------------------------------


def _batch_fits(node: Node) -> bool:
    x = node.inputs[0].type
    return _fits(x) and bool(node.attrs["training"]) and node.attrs["axis"] in (-1, x.rank - 1)


class _Batch:
    """By the statistics of the batch, all of whose places are seen side by side, with the channels where PyTorch wants them."""

    def __init__(self, site: Site, attrs: Attrs) -> None:
        self.attrs, self.kept = attrs, site.shared.kept
        self.shape = site.types[0].static_shape
        self.key = ("batch_normalization", site.inputs[0], attrs["epsilon"])

    def _seen(self, x: Tensor) -> Tensor:
        return x.reshape(1, -1, 1, self.shape[-1]).permute(0, 3, 1, 2)

    def _back(self, x: Tensor) -> Tensor:
        return x.permute(0, 2, 3, 1).reshape(self.shape)

    def _compute(self, x: Tensor, gamma: Any, beta: Any) -> tuple[Tensor, Tensor, Tensor]:
        found = _aten.native_batch_norm(self._seen(x), gamma, beta, None, None, True, 0.0, self.attrs["epsilon"])
        y, mean, spread = found
        self.kept[self.key] = mean, spread
        return y, mean, spread

    def forward(self, x: Tensor, *rest: Tensor) -> Any:
        *weights, moving_mean, moving_variance = rest
        y, mean, spread = self._compute(x, *_weights(self.attrs, weights))
        share = 1 - self.attrs["momentum"]
        variance = torch.clamp(spread.square().reciprocal() - self.attrs["epsilon"], min=0)
        return self._back(y), torch.lerp(moving_mean, mean, share), torch.lerp(moving_variance, variance, share)

    def backward(self, wanted: list[int]) -> Compute:
        mask, epsilon = _mask(self.attrs, wanted), self.attrs["epsilon"]

        def pull(x: Tensor, *rest: Tensor) -> Any:
            *weights, _, _, g = rest
            gamma, beta = _weights(self.attrs, weights)
            if self.key not in self.kept:
                self._compute(x, gamma, beta)
            mean, spread = self.kept[self.key]
            to_x, to_gamma, to_beta = _aten.native_batch_norm_backward(
                self._seen(g), self._seen(x), gamma, None, None, mean, spread, True, epsilon, mask
            )
            return given((self._back(to_x) if mask[0] else None, to_gamma, to_beta), mask)

        return pull


NORMS: dict[str, Native] = {
    "layer_normalization": Native(_Layer, _layer_fits),
    "batch_normalization": Native(_Batch, _batch_fits, state=2),
}

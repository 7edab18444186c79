"""Attention without a mask of its own and without dropout, and its gradient: on the CPU one call each, which keeps no scores."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Native, Site, given
from engine.ir.graph import Attrs, Node

_aten = torch.ops.aten


def _fits(node: Node) -> bool:
    attrs = node.attrs
    query, key, value = (item.type for item in node.inputs[:3])
    if attrs["has_mask"] or (attrs["dropout"] and attrs["training"]) or query.rank != 4 or key != value:
        return False
    if not query.is_static or not query.size or not key.is_static or not key.size:
        return False
    alike = query.shape[:2] == key.shape[:2] and query.shape[3] == key.shape[3]
    square = query.shape[2] == key.shape[2] or not attrs["use_causal_mask"]
    return alike and square and query.dtype == key.dtype and query.dtype in ("float32", "float64")


class _Attention:
    def __init__(self, site: Site, attrs: Attrs) -> None:
        size = site.types[0].static_shape[-1]
        self.scale = size**-0.5 if attrs["scale"] is None else float(attrs["scale"])
        self.causal, self.kept = attrs["use_causal_mask"], site.shared.kept
        self.key = ("attention", *site.inputs[:3], self.scale, self.causal)
        self.on_cpu = site.device.type == "cpu"

    def forward(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        y: Tensor
        if not self.on_cpu:
            scores = torch.matmul(query * self.scale, key.transpose(-1, -2))
            if self.causal:
                hidden = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).triu(1)
                scores = scores.masked_fill(hidden, -1e9)
            return torch.matmul(torch.softmax(scores, -1), value)
        y, total = _aten._scaled_dot_product_flash_attention_for_cpu(query, key, value, 0.0, self.causal, scale=self.scale)
        self.kept[self.key] = y, total
        return y

    def backward(self, wanted: list[int]) -> Compute:
        mask = [index in wanted for index in range(3)]

        def pull(query: Tensor, key: Tensor, value: Tensor, g: Tensor) -> Any:
            if self.key not in self.kept:
                self.forward(query, key, value)
            y, total = self.kept[self.key]
            found = _aten._scaled_dot_product_flash_attention_for_cpu_backward(
                g, query, key, value, y, total, 0.0, self.causal, scale=self.scale
            )
            return given(found, mask)

        return pull


ATTENTION: dict[str, Native] = {"scaled_dot_product_attention": Native(_Attention, _fits)}

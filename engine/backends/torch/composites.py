"""Rows of composites that PyTorch computes whole; while training they matter where a composite has a gradient of its own."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site
from engine.ir.graph import Node
from engine.ops.index import check_indices


def _floats(node: Node) -> bool:
    return all(value.type.is_float for value in node.inputs) and bool(node.inputs[0].type.size)


def _sparse_cross_entropy(site: Site) -> Compute:
    classes = site.types[0].static_shape[-1]
    wrong = site.shared.wrong

    def compute(logits: Tensor, labels: Tensor) -> Tensor:
        if 1 not in site.checked:
            if wrong is None:
                check_indices(labels.numpy(), classes)
            else:
                inside = labels.clamp(0, classes - 1)
                wrong.logical_or_(torch.ne(labels, inside).any())
                labels = inside
        return -torch.gather(F.log_softmax(logits, -1), -1, labels.long().unsqueeze(-1)).squeeze(-1)

    return compute


def _cross_entropy(site: Site) -> Compute:
    def compute(logits: Tensor, target: Tensor) -> Tensor:
        return -torch.sum(target * F.log_softmax(logits, -1), -1)

    return compute


def _gelu(site: Site) -> Compute:
    how = "tanh" if site.attrs["approximate"] else "none"
    return lambda x: F.gelu(x, approximate=how)


def _leaky_relu(site: Site) -> Compute:
    slope = site.attrs["negative_slope"]
    return lambda x: F.leaky_relu(x, slope)


def _elu(site: Site) -> Compute:
    alpha = site.attrs["alpha"]
    return lambda x: F.elu(x, alpha)


def _sparse_fits(node: Node) -> bool:
    return bool(node.inputs[0].type.size)


COMPOSITES: dict[str, Row] = {
    "sparse_softmax_cross_entropy": Row(_sparse_cross_entropy, fits=_sparse_fits),
    "softmax_cross_entropy": Row(_cross_entropy, fits=_floats),
    "gelu": Row(_gelu, fits=_floats),
    "silu": Row(lambda site: F.silu, fits=_floats),
    "selu": Row(lambda site: F.selu, fits=_floats),
    "leaky_relu": Row(_leaky_relu, fits=_floats),
    "elu": Row(_elu, fits=_floats),
}

"""Composites that PyTorch computes in one call, there and back."""

from __future__ import annotations

import torch

from engine.backends.torch.attention import ATTENTION
from engine.backends.torch.norms import NORMS
from engine.backends.torch.rows import Compute, Native, Row, Site
from engine.ir.graph import Node

NATIVE: dict[str, Native] = {**NORMS, **ATTENTION}
#: Composites whose gradient is one call on the CPU alone.
_ON_CPU = frozenset(ATTENTION)


def pulls_back(node: Node, device: torch.device) -> bool:
    """Whether a composite and its gradient are one call each on this device."""
    return node.op in NATIVE and NATIVE[node.op].fits(node) and (device.type == "cpu" or node.op not in _ON_CPU)


def _forward(native: Native) -> Row:
    return Row(lambda site: native.make(site, site.attrs).forward, fits=native.fits, kept=True)


def _has_pull(node: Node) -> bool:
    """A gradient of the first output alone, by inputs that are no state."""
    native = NATIVE.get(node.attrs["op"])
    if native is None or node.attrs["given"] != [0]:
        return False
    return all(index < len(node.inputs) - 1 - native.state for index in node.attrs["wanted"])


def _pull(site: Site) -> Compute:
    return NATIVE[site.attrs["op"]].make(site, site.attrs["attributes"]).backward(site.attrs["wanted"])


WHOLE: dict[str, Row] = {**{name: _forward(native) for name, native in NATIVE.items()}, "pull_back": Row(_pull, fits=_has_pull)}

"""Which nodes draw random numbers, and which do in training what they do not do elsewhere."""

from __future__ import annotations

from engine.ir.graph import Node
from engine.nn import bidirectional, recurrent
from engine.ops.registry import get

#: Attributes that say how much a layer drops: where all that it has are 0, it does always the same.
_RATES = ("dropout", "recurrent_dropout")
#: Composites that leave the mode to what they are made of, where nobody has settled it.
_OPEN = {op.name for op in (*recurrent.OPS, *bidirectional.OPS)}


def _drops_nothing(node: Node) -> bool:
    rates = [node.attrs[name] for name in _RATES if name in node.attrs]
    return bool(rates) and not any(rates)


def draws(node: Node) -> bool:
    """Whether a node draws random numbers in training."""
    return "random" in get(node.op).traits and not _drops_nothing(node)


def follows_mode(node: Node) -> bool:
    """Whether a node does in training what it does not do elsewhere."""
    return "training" in get(node.op).traits and node.attrs["training"] is None and not _drops_nothing(node)


def hands_mode_on(node: Node) -> bool:
    """Whether a node that follows the mode stands for others that follow it."""
    return node.op in _OPEN and follows_mode(node)

"""What a step is made of, for people: its kernels in order, the ops that each of them computes, and where these come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.ir.graph import Node


@dataclass(frozen=True)
class Piece:
    """One kernel of a step.

    ``kind``: ``loop`` over all places of a shape, ``product`` of matrices, ``routine`` with a generator of its own, or ``call``
    of a library.  ``origins``: the canvas nodes that its ops come from, each once, in the order of the ops.
    """

    kind: str
    ops: tuple[str, ...]
    size: str = ""
    origins: tuple[str, ...] = ()


def piece_of(kind: str, ops: Sequence[str], nodes: Iterable[Node | None], size: str = "") -> Piece:
    """A kernel that computes these nodes; None stands for a copy that no node asked for."""
    origins = dict.fromkeys(node.origin for node in nodes if node is not None and node.origin is not None)
    return Piece(kind, tuple(ops), size, tuple(origins))

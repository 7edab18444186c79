"""What a training step is made of, as the worker tells it: passes, kernels, and which canvas nodes share one.  No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec


class PassDone(msgspec.Struct, frozen=True):
    """What one pass did: the nodes of the program before and after, and a sentence as template and parameters."""

    name: str
    before: int
    after: int
    template: str
    params: dict[str, Any] = {}


class Kernel(msgspec.Struct, frozen=True):
    """One kernel: its kind (``loop``, ``product``, ``routine``, ``call``), its ops, its size, the nodes that these come from."""

    kind: str
    ops: tuple[str, ...]
    size: str = ""
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Together:
    """Nodes of which ops run in one kernel, or in several; ``number`` is what the canvas calls them by, from 1."""

    number: int
    nodes: tuple[str, ...]
    kernels: tuple[Kernel, ...]


def together(kernels: Iterable[Kernel], known: Iterable[str]) -> list[Together]:
    """The sets of two ``known`` nodes or more that share kernels, in the order of the step."""
    there = frozenset(known)
    found: dict[frozenset[str], tuple[tuple[str, ...], list[Kernel]]] = {}
    for kernel in kernels:
        nodes = tuple(node for node in kernel.nodes if node in there)
        if len(nodes) > 1:
            found.setdefault(frozenset(nodes), (nodes, []))[1].append(kernel)
    return [Together(number, nodes, tuple(held)) for number, (nodes, held) in enumerate(found.values(), 1)]

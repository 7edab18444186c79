"""The changes of a document that a repair is made of, as data: what finds a problem names them, what edits a document does them.

``app.commands.mending`` carries them out; a wire is named by the input that it ends in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.model.records import PortRef

Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SetAttributes:
    """Give attributes of a node other values."""

    node: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a new node of a kind into the wire that ends in an input."""

    kind: str
    target: PortRef
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Branch:
    """Lead an output through a new node of a kind into an input."""

    kind: str
    source: PortRef
    target: PortRef
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Connect:
    """Wire an output to an input; the wire that was there goes."""

    source: PortRef
    target: PortRef


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a node away; what came in goes on to where it led."""

    node: str


@dataclass(frozen=True, slots=True)
class Move:
    """Take a node out of its wire and put it into the one that ends in an input."""

    node: str
    target: PortRef


@dataclass(frozen=True, slots=True)
class Become:
    """Make a node one of another kind; the attributes that both have stay, and so do the wires into ports that both have."""

    node: str
    kind: str
    attributes: Attributes = field(default_factory=dict)


Edit = SetAttributes | Insert | Branch | Connect | Remove | Move | Become

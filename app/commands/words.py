"""Attributes and settings as the undo history calls them."""

from __future__ import annotations

from app.text import readable, tr


def attribute_label(name: str) -> str:
    """An attribute as the inspector calls it."""
    return tr("Catalog", readable(name))


def in_sentence(label: str) -> str:
    """A label inside a sentence: ``Use bias`` → ``use bias``; an abbreviation keeps its capitals."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]


def setting_label(name: str) -> str:
    return tr("Inspector", "Device") if name == "device" else attribute_label(name)

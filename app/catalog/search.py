"""The catalogue's search in the user's language."""

from __future__ import annotations

from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.text import tr


def search(catalog: Catalog, text: str) -> list[Kind]:
    """What the catalogue finds by its English names, then what the words that the user sees find."""
    found = catalog.find(text)
    words, names = text.casefold(), {kind.name for kind in found}
    for kind in catalog.kinds:
        shown = (tr("Catalog", kind.category), tr("Catalog", kind.help) if kind.help else "")
        if kind.name not in names and any(words in part.casefold() for part in shown):
            found.append(kind)
    return found

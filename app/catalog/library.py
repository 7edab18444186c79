"""Kinds of the user's library: groups with a name of their own, which are put in as they were saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.catalog.registry import LIBRARY, Catalog
from app.catalog.spec import Kind
from app.project.kinds import KindFile

#: Where a kind's options keep the file that its instances are copies of.
BLOCK = "block"


def kinds(files: Iterable[KindFile], catalog: Catalog) -> Iterator[Kind]:
    """A kind for each file of a library; one whose name the catalogue has from elsewhere is left out."""
    for file in files:
        if catalog.owner(file.name) in (None, LIBRARY):
            yield from_file(file, catalog)


def from_file(file: KindFile, catalog: Catalog) -> Kind:
    """The kind that a file of the library holds: an instance's, under the library's heading."""
    drawn = file.document
    kind = catalog.kind_of(drawn, file.root.id)
    return replace(
        kind, name=file.name, title=file.name, category=LIBRARY, keywords=(file.category, "library", "block"), ports=None,
        results=None, options={BLOCK: file},
    )  # fmt: skip

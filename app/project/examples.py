"""The documents that ship with Nodegrad, in the order of the start page.  No Qt: titles are English, translated when shown."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path

import msgspec

import resources
from app.model.records import DocumentRecord
from app.project.store import SUFFIX, load
from engine.errors import NodegradError

#: Kinds that are there to be read, and where their words stand.
WRITTEN = {"Note": ("text",), "Frame": ("caption",)}


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One example: what it is called in commands, its title, and one line about what it shows.

    ``needs`` names the data that is not part of the installation and is fetched once.
    """

    name: str
    title: str
    help: str
    needs: str = ""

    @property
    def path(self) -> Path:
        return resources.path("examples", self.name + SUFFIX)

    def load(self) -> DocumentRecord:
        return load(self.path)

    def texts(self) -> list[tuple[str, str, str]]:
        """What is written on its canvas, as (node, attribute, text)."""
        written = [
            (node.id, key, node.attributes.get(key)) for node in self.load().nodes.values() for key in WRITTEN.get(node.kind, ())
        ]
        return [(node, key, text) for node, key, text in written if isinstance(text, str) and text]


@lru_cache
def examples() -> tuple[Example, ...]:
    """All examples, in order."""
    return msgspec.json.decode(resources.path("examples", "index.json").read_bytes(), type=tuple[Example, ...])


def find_example(name: str) -> Example:
    """The example of that name; NodegradError where there is none, with the nearest name."""
    for example in examples():
        if example.name == name:
            return example
    known = [example.name for example in examples()]
    near = difflib.get_close_matches(name, known, 1)
    if near:
        raise NodegradError("there is no example '{example}'; did you mean '{near}'?", example=name, near=near[0])
    raise NodegradError("there is no example '{example}'; there are {known}", example=name, known=", ".join(known))

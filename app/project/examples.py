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


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One example: what it is called in commands, its title, and one line about what it shows."""

    name: str
    title: str
    help: str

    @property
    def path(self) -> Path:
        return resources.path("examples", self.name + SUFFIX)

    def load(self) -> DocumentRecord:
        return load(self.path)


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

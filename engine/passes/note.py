"""What a pass says that it did: English that also knows its template and its numbers, so that it can be translated."""

from __future__ import annotations

from typing import Any


class Note(str):
    """``template`` filled with ``params``."""

    template: str
    params: dict[str, Any]

    def __new__(cls, template: str, **params: Any) -> Note:
        note = super().__new__(cls, template.format(**params))
        note.template, note.params = template, params
        return note

    def __add__(self, more: str) -> Note:
        """This and more of it; both with their numbers, which must have names of their own."""
        if not isinstance(more, Note):
            more = Note(more.replace("{", "{{").replace("}", "}}"))
        return Note(self.template + more.template, **self.params, **more.params)

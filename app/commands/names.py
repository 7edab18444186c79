"""What a new node is called."""

from __future__ import annotations

from app.catalog.spec import Kind


def default_name(kind: Kind) -> str:
    """What a new node of a kind is called: ``MeanSquaredError`` → ``mean_squared_error``, ``ReLU`` → ``relu``."""
    name = "_".join(kind.name.split())
    letters: list[str] = []
    for index, char in enumerate(name):
        if char.isupper() and index and name[index - 1].islower() and name[index + 1 : index + 2].islower():
            letters.append("_")
        letters.append(char.lower())
    return "".join(letters)

"""How much that nobody has looked at before is made in one frame: so many of a kind, and hardly any once time is over."""

from __future__ import annotations

from time import thread_time as clock  # what this thread did: on a busy machine it would else do less and less
from typing import Literal

What = Literal["nodes", "wires", "titles", "cards"]  # items, and pictures of nodes with few texts and with all

#: In one frame at most.
MOST: dict[What, int] = {"nodes": 24, "wires": 80, "titles": 40, "cards": 24}
_TIME = 0.005  # seconds
_LEAST = 4  # of each kind, however late it is, so that all comes in the end


class Pace:
    """Asked before anything is made."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A new frame."""
        self._made = dict.fromkeys(MOST, 0)
        self._until = clock() + _TIME

    def take(self, what: What, wanted: int = 1) -> int:
        """How many of so many may be made now; they are taken for made."""
        if not wanted:
            return 0
        most = MOST[what] if clock() < self._until else _LEAST
        granted = max(0, min(wanted, most - self._made[what]))
        self._made[what] += granted
        return granted

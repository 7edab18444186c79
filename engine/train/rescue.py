"""Going back to before a step went wrong, without a copy of the weights at every step.

The state is copied at the start of an epoch and now and then within it.  Steps are deterministic, so that the weights before any
later step come back by making the steps since again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from engine.ir.graph import Value
from engine.session import Session
from engine.train.place import Place

Array = np.ndarray[Any, Any]

#: Seconds of a run between two copies within an epoch; copying takes at most this share of it.
_EVERY, _SHARE = 1.0, 0.02


class Rescue:
    """Copies of a run's variables and place, from a moment when all weights were numbers."""

    def __init__(self, session: Session, state: Sequence[Value], weights: Sequence[Value]) -> None:
        self._session = session
        self._names = [value.name for value in state]
        self._weights = [value for value in weights if value.type.is_float]
        self._arrays: dict[str, Array] = {}
        self._place = Place()
        self._due = 0.0

    @property
    def due(self) -> bool:
        """Whether the last copy is old enough for another one."""
        return perf_counter() >= self._due

    def keep(self, place: Place) -> None:
        """Copy everything as it is now."""
        began = perf_counter()
        found = self._session.variables  # at once, as this is done every epoch and epochs may be short
        self._arrays = {name: found[name] for name in self._names}
        self._place = place.copy()
        ended = perf_counter()
        self._due = ended + max(_EVERY, (ended - began) / _SHARE)

    def spoiled(self) -> Value | None:
        """A weight that holds NaN or infinity; None while there is none."""
        for value in self._weights:
            if not self._session.is_finite(value):
                return value
        return None

    def back_to(self, step: int, advance: Callable[[Place], object]) -> tuple[Place, Value | None]:
        """The place with ``step`` updates, or before the first update that spoils a weight, which is named then.

        ``advance`` makes the next step of a place.
        """
        place, spoiled = self._restored(), None
        while place.step < step:
            advance(place)
            spoiled = self.spoiled()
            if spoiled is not None:
                last, place = place.step - 1, self._restored()
                while place.step < last:
                    advance(place)
                break
        return place, spoiled

    def _restored(self) -> Place:
        put(self._session, self._arrays)
        return self._place.copy()


def put(session: Session, arrays: Mapping[str, Array]) -> None:
    """Give variables these values, by name."""
    for name, array in arrays.items():
        session.set_variable(name, array)

"""How fast a run goes, as it is told while it goes."""

from __future__ import annotations

from dataclasses import dataclass

#: Seconds of work after which what was measured so far counts half.
_MEMORY = 8.0


@dataclass(slots=True)
class Pace:
    """How fast the run goes, the making of plans apart.

    Old time counts less and less, so that a change of pace is seen within seconds.
    """

    seconds: float = 0.0
    steps: float = 0.0
    samples: float = 0.0

    def add(self, seconds: float, samples: int, steps: int) -> None:
        self.seconds += max(seconds, 0.0)
        self.samples += samples
        self.steps += steps
        if self.seconds > _MEMORY:
            self.seconds, self.steps, self.samples = self.seconds / 2, self.steps / 2, self.samples / 2

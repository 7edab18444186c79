"""When a run goes over to compiled steps: at a step that its program alone decides, so that the same run has the same numbers.

A run is the same run however fast the machine is, whether a step was compiled before, and whether it was interrupted.  So the
compiled step is waited for where it is due, and a short run never has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

from engine.backends.base import Compiled
from engine.errors import TrainingError
from engine.train.threads import one_thread

#: Seconds between two looks at a compiler that is waited for.
_LOOK = 0.1


class Swap:
    """Says for each step of a run which function makes it."""

    def __init__(self) -> None:
        self._steps: dict[int, Compiled] = {}  # by batch size
        #: Updates made before compiled steps take over; None where they never do.
        self.after: int | None = None
        self._done = False
        self._limits = ExitStack()

    def is_worth(self, whole: Compiled | None, total_steps: int) -> bool:
        """Whether a run of so many steps, of which ``whole`` makes the whole batches, is to be compiled."""
        return whole is not None and total_steps >= whole.worth

    def begin(self, steps: Mapping[int, Compiled | None]) -> None:
        """Begin to compile these steps, by batch size; the first one, that of whole batches, decides from when on they count."""
        self._steps = {size: compiled for size, compiled in steps.items() if compiled is not None}
        self.after = next(iter(self._steps.values())).swap_after
        for compiled in self._steps.values():
            compiled.start()

    def is_due(self, step: int) -> bool:
        """Whether the step after so many updates is a compiled one, for which there is still something to wait for."""
        return self.after is not None and step >= self.after and not self._done

    def waiting(self) -> Iterator[None]:
        """Until all is compiled, or given up: comes back now and then, so that whoever waits can be asked to stop."""
        for compiled in list(self._steps.values()):
            while not compiled.wait(_LOOK):
                yield
        self._done = True
        if any(compiled.shares_cores for compiled in self._steps.values()):
            self._limits.enter_context(one_thread())

    def looks_at(self, step: int) -> bool:
        """Whether what is looked at after so many updates is compiled too: there was as much time again to compile it beside."""
        return self.after is not None and step > 2 * self.after

    def close(self) -> None:
        """Give back the threads that were taken from NumPy: until then its pool would spin for the cores of the step's own."""
        self._limits.close()

    def failure(self) -> TrainingError | None:
        """Why NumPy goes on, where it does."""
        reason = next((item.failure for item in self._steps.values() if item.ready and item.failure), "")
        if not reason:
            return None
        return TrainingError("the step could not be compiled ({reason}); it goes on uncompiled, which is slower", reason=reason)

    def at(self, step: int, size: int) -> Compiled | None:
        """The compiled step for a batch of this size after so many updates; None where NumPy makes it."""
        return self._steps.get(size) if self.after is not None and step >= self.after else None

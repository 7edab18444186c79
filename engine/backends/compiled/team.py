"""The threads that compiled steps share: one pool for the process, which sleeps between steps.

The products inside a step are its own code, so that no second pool spins for the same cores.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from functools import cache

_USERS_CHOICE = ("NODEGRAD_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
#: More threads than this share a step badly: every unit of it ends with a meeting.
_MOST = 8


def thread_count() -> int:
    """How many threads a step may use: what the user's environment says, else one a core."""
    for name in _USERS_CHOICE:
        if (given := os.environ.get(name, "")).isdigit() and int(given) > 0:
            return min(int(given), _MOST)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST)


@cache
def yielding() -> int:
    """The address of the system's function that lets another thread have the core."""
    if sys.platform == "win32":
        function = ctypes.windll.kernel32.SwitchToThread
    else:
        function = ctypes.CDLL(None).sched_yield
    return ctypes.cast(function, ctypes.c_void_p).value or 0


class Team:
    """Helpers that wait for the other parts of a step; the caller does the first part itself.

    ``left``: a step was broken off, by Ctrl+C say, so nobody knows who still works at it; the next step takes another team.
    """

    def __init__(self, parts: int) -> None:
        self.left = False
        self._lock = threading.Lock()
        self._go = [threading.Semaphore(0) for _ in range(parts - 1)]
        self._done = threading.Semaphore(0)
        self._call: Callable[[int], int] = lambda part: 0
        for part in range(1, parts):
            threading.Thread(target=self._help, args=(part,), name=f"nodegrad-part-{part}", daemon=True).start()

    def _help(self, part: int) -> None:
        go = self._go[part - 1]
        while True:
            go.acquire()
            try:
                self._call(part)
            finally:
                self._done.release()

    def run(self, call: Callable[[int], int]) -> int:
        """All parts at once; what the first one gives."""
        with self._lock:
            self._call = call
            try:
                for go in self._go:
                    go.release()
                result = call(0)
                for _ in self._go:
                    self._done.acquire()
            except BaseException:
                self.left = True
                raise
            return result


_teams: dict[tuple[int, int], Team] = {}
_making = threading.Lock()


def together(parts: int, call: Callable[[int], int]) -> int:
    """All parts of a step at once, by the process's team of this size; what the first one gives."""
    return _team_of(parts).run(call)


def _team_of(parts: int) -> Team:
    """A process that was forked has to make its own."""
    key = os.getpid(), parts
    with _making:
        if key not in _teams or _teams[key].left:
            _teams[key] = Team(parts)
        return _teams[key]

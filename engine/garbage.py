"""Putting the garbage collector off while a program is built.

Passes make tens of thousands of nodes that all stay until the plan is there.  A collector that is called by the number of new
objects goes through everything in the process meanwhile, again and again, and finds nothing; in a large process that takes longer
than the passes do.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_inside = 0
_was_on = False


@contextmanager
def put_off(lasting: bool = False) -> Iterator[None]:
    """No collection inside; afterwards, and once no other thread is inside, things are as they were.

    Where what is built is ``lasting``, it counts as old from then on, so that the next collection does not go through all of it.
    """
    global _inside, _was_on
    with _lock:
        if not _inside:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _was_on:
                if lasting and not gc.get_freeze_count():
                    gc.freeze()  # into the permanent generation and back from it into the oldest one
                    gc.unfreeze()
                gc.enable()

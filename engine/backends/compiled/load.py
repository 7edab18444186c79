"""Brings a generated module to life: the machine code of its parts, compiled now or in an earlier run, as functions.

What is missing is compiled here, or in a process of its own that leaves it in the cache.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from engine.backends.compiled import cache as store
from engine.backends.compiled.native import Linked
from engine.backends.compiled.parts import Parts, apart, of_kit

#: One step after the other is compiled: the machine has other work.
_lock = threading.Lock()
_running: set[subprocess.Popen[bytes]] = set()
_closing = threading.Event()


#: Makes many steps, bringing the rows of each into the feeds and keeping what it gave; in the cache as a step is.
_SEVERAL = '''"""Makes many steps in one call; it may be deleted, and is then written anew."""

from numba import njit

from engine.backends.compiled.kit import *  # noqa: F403


@njit("int64(uint64,uint64,uint64,int64)", error_model="numpy", nogil=True, cache=True)
def several(step, p, m, count):
    for i in range(count):
        bring(m, i, 0, 1)
        if run_step(step, p, 0) != 0:
            return i
        keep(m, i)
    return count


@njit("int64(uint64,uint64,uint64,int64,int64,int64)", error_model="numpy", nogil=True, cache=True)
def several_shared(step, p, m, count, parts, part):
    for i in range(count):
        bring(m, i, part, parts)
        meet(p, parts)
        if run_part(step, p, part) != 0:
            return i
        if part == 0:
            keep(m, i)
        meet(p, parts)
    return count
'''


def loaded(text: str, names: Sequence[str], in_child: bool) -> list[Callable[..., int]]:
    """The functions of a module with this text.  ``in_child``: compile in a process of its own, so that this one goes on."""
    with _lock:
        parts = apart(text, store.surroundings())
        if in_child and not getattr(sys, "frozen", False) and not all(store.has_part(part.name) for part in parts.parts):
            try:
                path = store.entry(text)
            except OSError:  # nothing can be kept: it is compiled here
                path = None
            if path is not None:
                compile_apart(path)
        if _closing.is_set():
            raise RuntimeError("the process is ending")
        linked = Linked(collect(parts))
        return [_function(linked, parts.symbols[name], parts.arguments[name]) for name in names]


def collect(parts: Parts) -> list[bytes]:
    """The machine code of all parts and of what they need of the kit; what is not kept is compiled, and kept."""
    found, needed, made = [], [], False
    for part in parts.parts:
        data = store.read_part(part.name)
        if data is None:
            from engine.backends.compiled.compiler import compiled

            data, made = compiled(part), True
            store.keep_part(part.name, data)
        names, _, code = data.partition(b"\n")
        needed += names.decode().split()
        found.append(code)
    for name in dict.fromkeys(needed):
        kept = of_kit(name, store.surroundings())
        data = store.read_part(kept)
        if data is None:
            from engine.backends.compiled.compiler import compiled_of_kit

            data, made = compiled_of_kit(name), True
            store.keep_part(kept, data)
        found.append(data)
    if made:
        store.prune()
    return found


def _function(linked: Linked, symbol: str, arguments: int) -> Any:
    """Machine code as a function of whole numbers, during which other threads run; the code stays as long as the function."""
    address = linked.address(symbol)
    function: Any = ctypes.CFUNCTYPE(ctypes.c_int64, *[ctypes.c_int64] * arguments)(address)
    function.address, function.linked = address, linked
    return function


def compile_apart(path: Path) -> None:
    """Have another process compile the module into the cache."""
    root = str(Path(__file__).parents[3])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
    command = [sys.executable, "-P", "-m", "engine.backends.compiled.build", str(path)]
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _running.add(process)
    try:
        _, told = process.communicate()
    finally:
        _running.discard(process)
    if process.returncode:
        lines = told.decode(errors="replace").strip().splitlines()
        raise RuntimeError(lines[-1] if lines else f"exit status {process.returncode}")


def close() -> None:
    """End what compiles in the background; called when the interpreter ends."""
    _closing.set()
    for process in list(_running):
        process.kill()


def closing() -> bool:
    """Whether the interpreter is ending."""
    return _closing.is_set()


@cache
def _many() -> list[Callable[..., int]]:
    return loaded(_SEVERAL, ["several", "several_shared"], in_child=False)


def several(function: Any, table: int, parts: int) -> Callable[[int, int], int] | None:
    """What makes many steps of this compiled function over its table of addresses; None for a function that is not compiled.

    It is given the table of what is brought and kept, and their number, and says how many steps were made.  One function does it
    for all steps, by their address.
    """
    address = getattr(function, "address", None)
    if address is None:
        return None
    from engine.backends.compiled.team import together

    alone, one_of_several = _many()
    if parts == 1:
        return partial(alone, address, table)

    def shared(rows: int, count: int) -> int:
        return together(parts, partial(one_of_several, address, table, rows, count, parts))

    return shared

"""Brings a generated module to life: its functions as numba compiled them, now or in an earlier run."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from engine.backends.compiled import cache as store

#: One step after the other is compiled: numba holds a lock anyway, and the machine has other work.
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


def load(path: Path, names: Sequence[str]) -> list[Callable[..., int]]:
    """The compiled functions of these names; they are compiled here if that was not done before."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
        return [getattr(module, name) for name in names]
    finally:
        sys.modules.pop(path.stem, None)


def loaded(text: str, names: Sequence[str], apart: bool) -> list[Callable[..., int]]:
    """The functions of a module with this text.  ``apart``: compile in a process of its own, so that this one goes on.

    An entry of the cache that fails is made anew, once.
    """
    with _lock:
        path = store.entry(text)
        try:
            return _once(path, names, apart)
        except Exception:
            if _closing.is_set():
                raise
            store.discard(path)
            return _once(store.entry(text), names, apart)


def _once(path: Path, names: Sequence[str], apart: bool) -> list[Callable[..., int]]:
    if apart and not getattr(sys, "frozen", False):
        compile_apart(path)
    if _closing.is_set():
        raise RuntimeError("the process is ending")
    return load(path, names)


def compile_apart(path: Path) -> None:
    """Have another process compile the module into the cache; nothing is done where it is there."""
    if any((path.parent / "__pycache__").glob(f"{path.stem}*.nbc")):
        return
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


def several(function: Any, table: int, parts: int) -> Callable[[int, int], int] | None:
    """What makes many steps of this compiled function over its table of addresses; None for a function that is not compiled.

    It is given the table of what is brought and kept, and their number, and says how many steps were made.  One function does it
    for all steps, by their address, as to compile it into each would take as long as the step.
    """
    compiled = next(iter(getattr(function, "overloads", {}).values()), None)
    if compiled is None:
        return None
    from engine.backends.compiled.team import together

    alone, one_of_several = loaded(_SEVERAL, ["several", "several_shared"], apart=False)
    address = compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name)
    if parts == 1:
        return partial(alone, address, table)

    def shared(rows: int, count: int) -> int:
        return together(parts, partial(one_of_several, address, table, rows, count, parts))

    return shared

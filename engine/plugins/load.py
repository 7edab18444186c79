"""Runs a plug-in's file, the one place that does, and takes the ops that it declares.

Nothing here decides whether a file may run: whoever calls has been told so by the user, for just these bytes.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from engine.errors import PluginError
from engine.ops import registry
from engine.ops.spec import Op
from engine.plugins.guard import explained, guarded

LIMIT = 10.0  # seconds that a file may take to be read
MAX_BYTES = 1 << 20
_MODULE = "nodegrad_plugin_"


class _TooLong(BaseException):
    """The file takes too long; no ``except Exception`` of it holds this up."""


def sha256(source: bytes) -> str:
    """Names the content of a file: a permission is for this alone."""
    return hashlib.sha256(source).hexdigest()


def read(path: Path, digest: str) -> bytes:
    """The bytes of a plug-in, which must be those that were allowed to run; PluginError otherwise."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise PluginError("plug-in '{file}' cannot be read ({reason}); restore it", file=path.name,
                          reason=(error.strerror or "").lower()) from error  # fmt: skip
    if sha256(source) != digest:
        raise PluginError("plug-in '{file}' was changed since it was switched on; switch it on again", file=path.name)
    return source


def load(path: Path, source: bytes, limit: float = LIMIT) -> tuple[Op, ...]:
    """Run a file and return the ops that it declares, every function of theirs contained; PluginError where that fails."""
    module = types.ModuleType(_MODULE + path.stem)
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    try:
        code = compile(source, str(path), "exec", dont_inherit=True)
        with _within(limit), redirect_stdout(sys.stderr):  # standard output is for the answers of the program
            exec(code, module.__dict__)
    except _TooLong as error:
        raise PluginError(
            "plug-in '{file}', line {line}: takes longer than {limit} seconds to be read, as an endless loop would",
            file=path.name, line=explained(error, path).params.get("line", 1), limit=f"{limit:g}",
        ) from None  # fmt: skip
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit is no way to leave either
        raise explained(error, path) from error
    return tuple(guarded(op, path) for op in _declared(module, path))


def _declared(module: types.ModuleType, path: Path) -> list[Op]:
    found: dict[str, Op] = {}
    for value in vars(module).values():
        if isinstance(value, Op) and not (registry.known(value.name) and registry.get(value.name) is value):
            same = found.get(value.name) or next((op for op in found.values() if op.title == value.title), value)
            if same is not value:
                raise PluginError("plug-in '{file}' declares the op '{op}' twice; rename one", file=path.name, op=value.name)
            found[value.name] = value
    if not found:
        raise PluginError(
            "plug-in '{file}' declares no op; put @composite or @primitive before a function",
            file=path.name,
        )
    return list(found.values())


def forget(path: Path) -> None:
    """Let go of a file's module."""
    sys.modules.pop(_MODULE + path.stem, None)


@contextmanager
def _within(limit: float) -> Iterator[None]:
    """End what Python code runs inside after so many seconds; code that waits in a library is ended when it comes back."""
    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def stop() -> None:
        with lock:
            if not over:
                _raise_in(thread, _TooLong)

    timer = threading.Timer(limit, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()


def _raise_in(thread: int, sort: Any) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(sort))

"""What all commands share: where words go, how errors leave, how figures are written.

Standard output holds results alone (with ``--json`` one JSON object and nothing else); progress and complaints go to standard
error.
"""

from __future__ import annotations

import errno
import functools
import io
import json
import math
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, ParamSpec

import typer
from rich.console import Console

from app.text import sentence, tr_error
from engine.errors import NodegradError

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

P = ParamSpec("P")


def out() -> Console:
    """Standard output, as it is now (tests exchange it)."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    """Standard error, as it is now."""
    return Console(file=sys.stderr, highlight=False)


def write_anything() -> None:
    """Write what the terminal's encoding lacks as an escape, rather than fail in the middle of a sentence."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def visible(text: str) -> str:
    """The text with control characters as escapes: a name in a foreign file must not steer the terminal."""
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def tell(text: str) -> None:
    """One sentence that is no complaint, on standard error, which leaves standard output to results."""
    print(visible(sentence(text)), file=sys.stderr)


def complain(text: str) -> None:
    """One sentence on standard error."""
    print(visible(sentence(text)), file=sys.stderr)


def write_json(data: Any) -> None:
    """One JSON object on standard output; numbers that JSON lacks become null."""
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    print(json.dumps(finite(data), ensure_ascii=not unicode, indent=1))


def finite(data: Any) -> Any:
    """The same data with null for NaN and infinity."""
    if isinstance(data, dict):
        return {key: finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def command(function: Callable[P, int | None]) -> Callable[P, None]:
    """A command: errors that a user may read become one sentence and exit code 1, Ctrl+C becomes 130."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
            sys.stdout.flush()  # a full disk is told here, not after the last word
        except NodegradError as error:
            fail(tr_error(error.template, error.params), bool(kwargs.get("as_json")))
        except MemoryError:
            template = "The memory of this machine is not enough for this; make the batch or the layers smaller."
            fail(tr_error(template), bool(kwargs.get("as_json")))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read us has left; leave quietly
            raise typer.Exit(EXIT_ERROR) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            template = "'{file}' could not be written ({reason}); make room or choose another place"
            fail(tr_error(template, {"file": "stdout", "reason": (error.strerror or str(error)).lower()}))
        except KeyboardInterrupt:
            raise typer.Exit(EXIT_INTERRUPTED) from None
        if code:
            raise typer.Exit(code)

    return guarded


def fail(text: str, as_json: bool = False) -> NoReturn:
    """Say what is wrong and leave with code 1; with ``--json`` the object says it too."""
    if as_json:
        write_json({"error": sentence(text)})
    complain(text)
    raise typer.Exit(EXIT_ERROR)


def log_path() -> Path:
    """Where the command line's log lies: in the user's state folder."""
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if state else Path.home() / ".local" / "state") / "nodegrad" / "cli.log"


def figure(value: float) -> str:
    """A number as people read it: four digits, a share as it is."""
    return f"{value:.4g}" if math.isfinite(value) else "–"


def duration(seconds: float) -> str:
    """Seconds as ``0:07``, ``12:34`` or ``1:02:03``."""
    if not math.isfinite(seconds):
        return "–:––"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"

"""``nodegrad``, ``nodegrad open`` and ``nodegrad demo``: the commands with a window."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Json
from app.cli.output import command, complain, fail, write_json
from app.text import tr, tr_error
from engine.errors import FormatError, NodegradError

DEMO = "digits-mlp"
_PROBE = "from PySide6.QtWidgets import QApplication as A; A([])"
_UNSEEN = ("offscreen", "minimal", "vnc")


def missing_display() -> str | None:
    """Why there can be no window here, as far as the environment tells; None where it must be tried."""
    if sys.platform.startswith("linux"):
        if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _UNSEEN:
            return tr("CLI", "Qt is told to draw where nobody sees it")
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return tr("CLI", "there is no display")
    return None


class Probe:
    """A process that opens the display, beside this one: where a library is missing or nothing answers, Qt aborts."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        with contextlib.suppress(OSError):  # then nothing answers
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROBE],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            )  # fmt: skip

    def reason(self) -> str | None:
        """Why it could not, or None."""
        if self._process is None:
            return tr("CLI", "the display does not answer")
        with self._process as process:
            try:
                said = process.communicate(timeout=30)[1]
            except subprocess.TimeoutExpired:
                process.kill()
                return tr("CLI", "the display does not answer")
        if not process.returncode:
            return None
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        telling = lines[-1] if lines and lines[0].startswith("Traceback") else lines[0] if lines else process.returncode
        return tr("CLI", "the display cannot be used ({reason})", reason=telling)


def _open(paths: Sequence[str], example: str | None = None, autorun: bool = False) -> tuple[int, str | None]:
    """Open the studio and stay until it is closed: the exit code, and None; or 1, and why no window can be opened."""
    reason = missing_display()
    if reason is not None:
        return 1, reason
    probe = Probe() if sys.platform.startswith("linux") else None  # it runs while the studio's modules are loaded
    try:
        from app.window.studio import run_studio
    except ImportError as error:
        reason = str(error)
    if probe is not None and (missing := probe.reason()) is not None:
        return 1, missing
    if reason is not None:
        return 1, reason
    return run_studio(list(paths), example, autorun), None


def open_studio(paths: Sequence[str], example: str | None = None, autorun: bool = False) -> int:
    """Open the studio and stay until it is closed; where no window can be opened, one sentence says so."""
    code, reason = _open(paths, example, autorun)
    if reason is not None:
        complain(tr("CLI", "the studio needs a display, but {reason}; try nodegrad train or nodegrad --help", reason=reason))
    return code


@command
def open_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=tr("CLI", "Project files."))], as_json: Json = False
) -> int:
    """Open documents in the studio."""
    for file in files:
        if not Path(file).is_file():
            raise FormatError("there is no file '{file}'; check its name and folder", file=file)
    code, reason = _open(files)
    if reason is not None:
        fail(tr("CLI", "the studio needs a display, but {reason}; try nodegrad check or nodegrad train", reason=reason), as_json)
    if as_json:
        write_json({"opened": files})
    return code


@command
def demo(as_json: Json = False) -> int:
    """Open the digits example and train it live."""
    code, reason = _open((), DEMO, autorun=True)
    if reason is None:
        if as_json:
            write_json({"opened": [DEMO]})
        return code
    from app.cli.main import speak
    from app.cli.train import train_document

    speak()
    complain(tr("CLI", "no window can be opened, as {reason}; training {example} in the terminal", reason=reason, example=DEMO))
    try:
        return train_document(DEMO, as_json=as_json)
    except NodegradError as error:
        fail(tr_error(error.template, error.params), as_json)

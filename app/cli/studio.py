"""``nodegrad``, ``nodegrad open`` and ``nodegrad demo``: the commands with a window."""

from __future__ import annotations

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


def missing_display(thorough: bool = False) -> str | None:
    """Why no window can be opened here, or None.  ``thorough`` tries it, in a process of its own: Qt aborts where it cannot."""
    if sys.platform.startswith("linux"):
        if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _UNSEEN:
            return tr("CLI", "Qt is told to draw where nobody sees it")
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return tr("CLI", "there is no display")
    if thorough:
        try:
            probe = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return tr("CLI", "the display does not answer")
        if probe.returncode:
            lines = [line.strip() for line in probe.stderr.splitlines() if line.strip()]
            return tr("CLI", "the display cannot be used ({reason})", reason=lines[0] if lines else probe.returncode)
    return None


def open_studio(paths: Sequence[str], example: str | None = None, autorun: bool = False) -> int:
    """Open the studio and stay until it is closed; where no window can be opened, one sentence says so."""
    reason = missing_display()
    if reason is not None:
        complain(tr("CLI", "the studio needs a display, but {reason}; try nodegrad train or nodegrad --help", reason=reason))
        return 1
    try:
        from app.window.studio import run_studio
    except ImportError as error:
        complain(tr("CLI", "the studio cannot be opened, as a system library is missing ({reason})", reason=error))
        return 1
    return run_studio(list(paths), example, autorun)


@command
def open_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=tr("CLI", "Project files."))], as_json: Json = False
) -> int:
    """Open documents in the studio."""
    for file in files:
        if not Path(file).is_file():
            raise FormatError("there is no file '{file}'; check its name and folder", file=file)
    reason = missing_display()
    if reason is not None:
        fail(tr("CLI", "the studio needs a display, but {reason}; try nodegrad check or nodegrad train", reason=reason), as_json)
    code = open_studio(files)
    if as_json:
        write_json({"opened": files})
    return code


@command
def demo(as_json: Json = False) -> int:
    """Open the digits example and train it live."""
    reason = missing_display(thorough=True)
    if reason is None:
        code = open_studio((), DEMO, autorun=True)
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

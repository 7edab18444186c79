"""Shared fixtures.  Qt runs offscreen; where Qt's GUI libraries are missing the GUI tests are skipped and say so."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("KERAS_BACKEND", "jax")
# not in pyproject.toml: where pytest-qt is left out, pytest does not know the option
os.environ.setdefault("PYTEST_QT_API", "pyside6")

# runs of documents that have no file go to the user's data folder: not to that of whoever runs the tests
_DATA = tempfile.TemporaryDirectory(prefix="nodegrad-tests-")
os.environ["XDG_DATA_HOME"] = _DATA.name

try:
    import PySide6.QtWidgets
except ImportError as error:  # a machine without libEGL, libGL, ...
    QT_MISSING: str | None = str(error)
else:
    QT_MISSING = None
    # named here and not as an entry point: pytest-qt aborts the whole run where Qt cannot be loaded
    pytest_plugins = ["pytestqt.plugin"]

try:
    import PySide6.QtCore  # noqa: F401
except ImportError:  # not even libglib: what tests the document goes too
    _NEEDED = r"PySide6|app\.commands|app\.compile\.live|app\.model\.document"
else:
    _NEEDED = r"PySide6\.Qt(Gui|Widgets|Test)|app\.commands"

GUI_FOLDERS = ("canvas", "panels", "window", "session", "commands")
#: Set by CI: there a test that skips is a failure, for nothing may be missing.
NO_SKIPS = bool(os.environ.get("NODEGRAD_NO_SKIPS"))
_skipped: list[str] = []


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    if QT_MISSING and any(part in GUI_FOLDERS for part in collection_path.parts) and "app" in collection_path.parts:
        return True
    if QT_MISSING and collection_path.match("test_*.py"):
        text = collection_path.read_text(encoding="utf-8")
        return re.search(rf"^from ({_NEEDED})\b", text, re.MULTILINE) is not None or None
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of a GPU are there only where a GPU is: they are left out, not skipped."""
    marked = [item for item in items if item.get_closest_marker("gpu")]
    if marked and not _has_gpu():
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]


def _has_gpu() -> bool:
    try:
        import torch
    except ImportError:
        return False
    return torch.cuda.is_available()


def pytest_report_header() -> str | None:
    return f"tests of the studio's window are left out: Qt cannot be loaded ({QT_MISSING})" if QT_MISSING else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if NO_SKIPS and _skipped and exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if NO_SKIPS and _skipped:
        terminalreporter.write_line("Skipped where nothing may be skipped: " + ", ".join(sorted(set(_skipped))), red=True)

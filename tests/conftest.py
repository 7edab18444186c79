"""Shared fixtures.  Qt runs offscreen; where Qt's GUI libraries are missing the GUI tests are skipped and say so."""

from __future__ import annotations

import importlib.util
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# how long a busy machine takes to draw an example says nothing about the code
settings.register_profile("nodegrad", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nodegrad")

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


@pytest.fixture(scope="session")
def keras64() -> Iterator[Any]:
    """Keras in float64, in a process of its own: ``keras64("loss", "Huber", {}, y_true, y_pred)``."""
    for needed in ("keras", "torch"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed; compares with Keras, which runs on PyTorch here")
    from keras_float64 import Keras64

    keras = Keras64()
    yield keras
    keras.close()


@pytest.fixture(scope="session")
def mnist_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four IDX files of 28×28 pixels as MNIST has them, made from scikit-learn's digits: no network, and something to learn."""
    import numpy as np
    from sklearn.datasets import load_digits

    from engine.data.idx import encode_idx

    images, labels = load_digits(return_X_y=True)
    whole = np.zeros((len(images), 28, 28), np.uint8)
    whole[:, 2:26, 2:26] = np.kron(images.reshape(-1, 8, 8), np.ones((3, 3))).clip(0, 15) * 17
    folder = tmp_path_factory.mktemp("mnist")
    for part, rows in (("train", slice(0, 1500)), ("t10k", slice(1500, None))):
        (folder / f"{part}-images-idx3-ubyte").write_bytes(encode_idx(whole[rows]))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(encode_idx(labels[rows].astype(np.uint8)))
    return folder


@pytest.fixture(scope="session")
def example_document(mnist_folder: Path) -> Callable[[Any], Any]:
    """The document of an example; one that needs data which is fetched is given files that stand in for it."""
    import msgspec

    def load(example: Any) -> Any:
        record = example.load()
        nodes = dict(record.nodes)
        for node, it in record.nodes.items():
            if it.kind == "MNIST":
                nodes[node] = msgspec.structs.replace(it, attributes={**it.attributes, "file": str(mnist_folder)})
        return msgspec.structs.replace(record, nodes=nodes)

    return load

"""The studio in a real window of a real display: drawn, clicked, trained; it leaves no process behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt cannot be loaded here", exc_type=ImportError)

from PySide6.QtGui import QImage

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="there is no display"),
]

CLICKS = """
import json
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from app.window.services import Services
from app.window.settings import Settings
from app.window.studio import make_application

app = make_application()
services = Services(app, Settings())
window = services.new_window()
window.files.open_example("digits-mlp")

def until(condition):
    for _ in range(3000):
        if condition():
            return
        QTest.qWait(20)
    raise SystemExit("waited in vain")

until(window.isVisible)
until(lambda: window.run.can_run)
QTest.mouseClick(window.run_bar.run_button, Qt.MouseButton.LeftButton)
until(lambda: window.run.end == "finished")
print(json.dumps({"platform": app.platformName(), "accuracy": window.run.newest["val_accuracy"]}))
window.close()
"""


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}


def children(process: int) -> set[int]:
    """The processes that a process has started."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == process:
            found.add(int(stat.parent.name))
    return found


def worked(process: int) -> bool:
    """Whether a process has computed for half a second."""
    try:
        times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return False
    return sum(map(int, times)) > os.sysconf("SC_CLK_TCK") / 2


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return bool(condition())


def test_run_is_clicked_and_the_digits_are_learned(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CLICKS], env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["platform"] == "xcb" and said["accuracy"] > 0.95


def test_the_picture_of_the_readme_is_made_by_its_command(tmp_path: Path) -> None:
    picture = tmp_path / "studio.png"
    options = ["--example", "digits-mlp", "--theme", "dark", "--size", "1440x900", "--train", "3", "--select", "hidden"]
    run = subprocess.run(
        [sys.executable, "-m", "app.window.screenshot", *options, "-o", str(picture)],
        env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1440, 900)
    colours = {image.pixel(x, y) for x in range(0, 1440, 3) for y in range(0, 900, 3)}
    assert len(colours) > 200, "nodes, wires and curves are drawn"


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are read from /proc")
def test_the_demo_opens_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as said:
        demo = subprocess.Popen([sys.executable, "-m", "app", "demo"], env=environment(tmp_path), stdout=said, stderr=said)
    try:
        wait_until(lambda: demo.poll() is not None or any(map(worked, children(demo.pid))), 60)
        assert demo.poll() is None, (tmp_path / "said").read_text()
        started = children(demo.pid)
        assert any(map(worked, started)), "it trains in a process of its own"
    finally:
        demo.kill()
        demo.wait()
    gone = wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in started), 15)
    assert gone, "a studio that was killed leaves no worker"

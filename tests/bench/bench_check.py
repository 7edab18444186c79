"""What the live check takes, first of a whole document and then after one edit, by the processor's clock.

Run ``python tests/bench/bench_check.py [nodes ...]``; pytest does not collect it.  Of each edit it tells the median and the worst
of many, how many nodes were checked again, and what it takes until a window shows the outcome: every part of the window has been
told, and has drawn it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from graphs import SIZES, network
from PySide6.QtCore import QSettings
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.checking import Check
from app.compile.lower import lower
from app.compile.outcome import Outcome
from app.model.document import Document
from app.model.records import PortRef
from app.session.client import WorkerClient
from app.window.services import Services
from app.window.settings import Settings
from app.window.workspace import Workspace

TIMES = 15
Edit = Callable[[Editor, int], object]


def edits(count: int) -> dict[str, Edit]:
    """Edits that a person makes, each again and again, back and forth."""
    middle, last = f"m{count // 4 * 2}", f"m{(count - 20) // 2 * 2}"

    def wire(editor: Editor, index: int) -> object:
        return editor.connect(PortRef("n7" if index % 2 else middle, "y"), PortRef(f"m{count // 4 * 2 + 1}", "b"))

    def copies(editor: Editor, index: int) -> object:
        return editor.undo_stack.undo() if index % 2 else editor.duplicate([middle])

    return {
        "bias of the first layer": lambda editor, index: editor.set_attribute("n6", "use_bias", bool(index % 2)),
        "bias in the middle": lambda editor, index: editor.set_attribute(middle, "use_bias", bool(index % 2)),
        "width near the end": lambda editor, index: editor.set_attribute(last, "units", 64 - index % 2),
        "a name": lambda editor, index: editor.rename(middle, f"name{index}"),
        "a wire": wire,
        "a copy, and undone": copies,
        "width of the first layer": lambda editor, index: editor.set_attribute("n6", "units", 64 - index % 2),
    }


def took(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def told(times: list[float]) -> str:
    times = sorted(times)
    return f"{times[len(times) // 2]:7.1f} (worst {times[-1]:6.1f})"


def bench(count: int) -> None:
    record = network(count)
    first = min(took(lambda: Outcome(Check(catalog())).update(record)) for _ in range(3))
    graph = took(lambda: lower(record, catalog()))
    size = f"{len(record.nodes)} nodes, {len(record.links)} wires"
    print(f"{size}: first check {first:.0f} ms; with the graph for a run {graph:.0f} ms")
    document = Document(record)
    editor = Editor(document, QUndoStack(), catalog())
    check = Check(catalog())
    outcome = Outcome(check)
    outcome.update(document.record())
    for name, edit in edits(count).items():
        times, before = [], check.judged
        for index in range(TIMES):
            edit(editor, index)
            snapshot = document.record()
            times.append(took(lambda snapshot=snapshot: outcome.update(snapshot)))  # type: ignore[misc]
        print(f"    {name:<26} {told(times)} ms, {(check.judged - before) / TIMES:8.1f} nodes checked")


def shown(app: QApplication, services: Services, count: int) -> None:
    """The same in a window: the edit, the check with everybody told, and the drawing."""
    workspace = Workspace(services.catalog, network(count))
    window = services.new_window(workspace)
    window.resize(1920, 1080)
    settle(app, 1.5)
    parts: list[list[float]] = [[], [], []]
    for index in range(TIMES):
        parts[0].append(took(lambda index=index: workspace.editor.set_attribute("n6", "use_bias", bool(index % 2))))  # type: ignore[misc]
        parts[1].append(took(workspace.check.check_now))
        parts[2].append(took(app.processEvents))
        settle(app, 0.1)
    words = zip(("edit", "check and tell", "draw"), parts, strict=True)
    print(f"    in a window of {count} nodes: " + "; ".join(f"{name} {told(times)} ms" for name, times in words))
    workspace.undo_stack.setClean()
    window.close()


def settle(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()


def main() -> None:
    app = QApplication(sys.argv[:1])
    WorkerClient.start = lambda self: None  # type: ignore[method-assign]
    settings = Settings(QSettings(os.devnull, QSettings.Format.IniFormat))
    services = Services(app, settings)
    for count in [int(word) for word in sys.argv[1:]] or SIZES:
        bench(count)
        shown(app, services, count)


if __name__ == "__main__":
    main()

"""Every example as a user takes it: opened from the start page, run with a click, followed until it has ended well.

All go through one window and its worker, one after the other, as they would in an afternoon of trying them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.catalog.registry import catalog
from app.model.records import PortRef
from app.project.examples import Example, examples
from app.window.main_window import MainWindow
from app.window.services import Services
from app.window.start_page import ExampleCard, StartPage

PATIENCE = 120_000
#: So that the whole of it takes a minute; what takes longest is given one epoch.
EPOCHS = {"char-lstm": 1, "mnist-cnn": 1}


@pytest.fixture(scope="module")
def window(lasting_services: Services) -> Iterator[MainWindow]:
    window = lasting_services.new_window()
    window.resize(1280, 800)
    yield window


@pytest.fixture
def failures(window: MainWindow) -> Iterator[list[Any]]:
    """What went wrong in the worker, or with it."""
    found: list[Any] = []
    window.client.failed.connect(found.append)
    window.client.died.connect(found.append)
    yield found
    window.client.failed.disconnect(found.append)
    window.client.died.disconnect(found.append)


def take(window: MainWindow, example: Example, qtbot: Any) -> None:
    """Open it by the keyboard: its card on the start page, and Enter."""
    window.show_start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.findChildren(StartPage)[-1]
    card = next(card for card in page.findChildren(ExampleCard) if card.example.name == example.name)
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert window.workspace is not None and window.workspace.document.name == card.example.record.name


def give_data(window: MainWindow, folder: Path) -> None:
    """The files that are fetched, where an example asks for them."""
    assert window.workspace is not None
    for node, record in window.workspace.document.nodes.items():
        if record.kind == "MNIST":
            window.workspace.editor.set_attribute(node, "file", str(folder))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_it_opens_without_an_error_and_trains(
    example: Example, window: MainWindow, failures: list[Any], mnist_folder: Path, qtbot: Any
) -> None:
    take(window, example, qtbot)
    workspace, run = window.workspace, window.run
    assert workspace is not None and run is not None and window.run_bar is not None
    if example.needs:
        give_data(window, mnist_folder)
    epochs = EPOCHS.get(example.name, 2)
    workspace.editor.set_settings(epochs=epochs)
    qtbot.waitUntil(lambda: run.can_run and bool(run.devices), timeout=PATIENCE)
    assert [problem for problem in workspace.check.result.problems if problem.severity == "error"] == []
    assert not window.message_bar.isVisible() and window.run_bar.run_button.isEnabled()
    assert window.parts is not None
    view = window.parts.view
    qtbot.waitUntil(lambda: view.visible_rect().contains(view.canvas.whole_rect()) and view.zoom() > 0.2)

    qtbot.mouseClick(window.run_bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(run.end) or bool(failures), timeout=PATIENCE)
    assert failures == [] and run.end == "finished" and run.state == "idle"
    assert not window.message_bar.isVisible()
    assert run.history is not None and len(run.history.epochs) == epochs and run.history.step > 0
    steps, losses = run.history.get("loss")
    assert len(steps) and np.isfinite(losses).all()
    assert all(np.isfinite(list(ended.values.values())).all() for ended in run.history.epochs)
    optimizers = [node for node, record in workspace.document.nodes.items() if catalog().get(record.kind).role == "optimizer"]
    shown = {workspace.document.links[PortRef(node, "loss")].source.node for node in optimizers}
    assert len(shown) == len(optimizers)
    live = {window.parts.scene.nodes[node].live for node in shown}
    assert all(text.startswith("loss ") for text in live), "what is made small tells how small it is"
    assert len(live) > 1 or len(optimizers) == 1, "and each its own"
    items = [item for item in window.parts.scene.nodes.values() if item.face.form != "frame"]
    touching = [(a.face.title, b.face.title) for a, b in combinations(items, 2) if a.rect().intersects(b.rect())]
    assert touching == [] or example.needs, "with its figures too, no node lies on another; a path to data may be long"

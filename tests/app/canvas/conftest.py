"""A canvas in a shown window, and hands for it: everything is done by real mouse, wheel and key events on the viewport."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent, QUndoStack, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
from app.catalog.registry import Catalog, catalog
from app.commands.editor import Editor
from app.compile.describe import describe
from app.compile.lower import lower
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.theme import Theme

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """One user at one canvas."""

    def __init__(self, qtbot: QtBot, record: DocumentRecord) -> None:
        self.qtbot = qtbot
        self.catalog: Catalog = catalog()
        self.document = Document(record)
        self.stack = QUndoStack()
        self.editor = Editor(self.document, self.stack, self.catalog)
        self.theme = Theme("dark")
        self.scene = CanvasScene(self.editor, self.catalog, self.theme)
        self.view = CanvasView(self.scene)
        self.view.resize(1000, 700)
        qtbot.addWidget(self.view)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.activateWindow()
        self.view.setFocus()
        self.view.camera.look_at(QPointF(400, 250), 1.0, fly=False)
        self.messages: list[str] = []
        self.view.message.connect(self.messages.append)

    # --- where --------------------------------------------------------------------------------------------------------

    def at(self, x: float, y: float) -> QPoint:
        """A scene point on the viewport."""
        return self.view.to_view(QPointF(x, y)).toPoint()

    def node(self, node: str, dx: float = 60.0, dy: float = 16.0) -> QPoint:
        position = self.scene.nodes[node].pos()
        return self.at(position.x() + dx, position.y() + dy)

    def port(self, node: str, port: str, is_input: bool) -> QPoint:
        return self.view.to_view(self.scene.port_point(PortRef(node, port), is_input)).toPoint()

    def wire(self, node: str, port: str) -> QPoint:
        """The middle of the wire into an input."""
        return self.at(*self.scene.links[PortRef(node, port)].curve.middle())

    # --- mouse --------------------------------------------------------------------------------------------------------

    def press(self, point: QPoint, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view.viewport(), button, modifiers, point)
        self._button, self._modifiers = button, modifiers

    def move(self, point: QPoint) -> None:
        place = QPointF(point)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, self.view.viewport().mapToGlobal(place), Qt.MouseButton.NoButton,
            getattr(self, "_button", Qt.MouseButton.NoButton), getattr(self, "_modifiers", NONE),
        )  # fmt: skip
        QApplication.sendEvent(self.view.viewport(), event)

    def release(self, point: QPoint) -> None:
        QTest.mouseRelease(self.view.viewport(), self._button, self._modifiers, point)
        self._button, self._modifiers = Qt.MouseButton.NoButton, NONE

    def hover(self, point: QPoint) -> None:
        self._button = Qt.MouseButton.NoButton
        self.move(point)

    def click(self, point: QPoint, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(point, button, modifiers)
        self.release(point)

    def double_click(self, point: QPoint) -> None:
        self.click(point)
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, point)

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = NONE,
        release: bool = True,
    ) -> None:
        self.press(start, button, modifiers)
        for step in range(1, 9):
            self.move(start + (end - start) * step / 8)
        if release:
            self.release(end)

    def wheel(
        self, point: QPoint, delta: int, modifiers: Qt.KeyboardModifier = NONE, touchpad: bool = False, across: int = 0
    ) -> None:
        place = QPointF(point)
        phase = Qt.ScrollPhase.ScrollUpdate if touchpad else Qt.ScrollPhase.NoScrollPhase
        pixels = QPoint(across, delta) if touchpad else QPoint()
        event = QWheelEvent(
            place,
            self.view.viewport().mapToGlobal(place),
            pixels,
            QPoint(across, delta),
            Qt.MouseButton.NoButton,
            modifiers,
            phase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def drop(self, point: QPoint, kind: str) -> None:
        mime = QMimeData()
        mime.setData("application/x-nodegrad-kind", kind.encode())
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.view.viewport(), QDragEnterEvent(point, copy, mime, LEFT, NONE))
        QApplication.sendEvent(self.view.viewport(), QDropEvent(QPointF(point), copy, mime, LEFT, NONE))

    # --- keys ---------------------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.view, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view, text)

    # --- what came of it ----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Show what the live check finds now."""
        self.scene.show_check(describe(lower(self.document.record(), self.catalog)))

    def ids(self, kind: str) -> list[str]:
        return [node.id for node in self.document.nodes.values() if node.kind == kind]

    def links(self) -> set[tuple[str, str]]:
        return {(str(link.source), str(link.target)) for link in self.document.links.values()}


def record(nodes: dict[str, tuple[str, float, float]], links: list[tuple[str, str]]) -> DocumentRecord:
    """A document from ids with (kind, x, y) and wires as (``a.y``, ``b.x``)."""
    made = {node: NodeRecord(id=node, kind=kind, name=node, x=float(x), y=float(y)) for node, (kind, x, y) in nodes.items()}
    wires = [LinkRecord(PortRef.parse(source), PortRef.parse(target)) for source, target in links]
    return DocumentRecord(name="Test", nodes=made, links={wire.target: wire for wire in wires})


CHAIN = record(
    {
        "digits": ("Digits", 0, 0),
        "batch": ("Batch", 240, 0),
        "dense": ("Dense", 480, 0),
        "relu": ("ReLU", 480, 200),
        "tanh": ("Tanh", 240, 360),
    },
    [("digits.data", "batch.data"), ("batch.x", "dense.x")],
)


@pytest.fixture
def open_canvas(qtbot: QtBot) -> Iterator[Callable[[DocumentRecord], Hands]]:
    """Opens a canvas on a document."""
    kept: list[Hands] = []

    def make(document: DocumentRecord) -> Hands:
        kept.append(Hands(qtbot, document))
        return kept[-1]

    yield make
    for hands in kept:
        hands.view.close()
        hands.stack.clear()  # its commands are Python's, which must not be left to go in any order with the stack


@pytest.fixture
def hands(open_canvas: Callable[[DocumentRecord], Hands]) -> Hands:
    """A canvas with a short chain and two loose nodes."""
    return open_canvas(CHAIN)


@pytest.fixture
def empty(open_canvas: Callable[[DocumentRecord], Hands]) -> Hands:
    """An empty canvas."""
    return open_canvas(DocumentRecord(name="Test"))

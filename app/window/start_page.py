"""What an empty studio shows: new, open, recent files, and the examples as cards with their graph drawn small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.catalog.registry import Catalog
from app.icons import app_icon, icon
from app.panels.widgets import heading, label
from app.project.journal import Left
from app.text import tr
from app.theme import Theme, px
from app.window.example_card import WIDTH, ExampleCard
from app.window.example_list import Example
from app.window.recovered import Recovered

__all__ = ["ExampleCard", "StartPage"]

_SIDE, _GAP = 264, 16
_AROUND, _TIGHT = 48, 24  # margins, and those of a window that is narrow for its texts
_WIDEST = 1760


class StartPage(QWidget):
    """Signals carry what was asked for: ``new_requested``, ``open_requested``, ``file_requested``, ``example_requested``."""

    new_requested = Signal()
    open_requested = Signal()
    file_requested = Signal(object)  # Path
    example_requested = Signal(str)
    forget_requested = Signal(object)  # Path, out of the list of recent files
    recover_requested = Signal(object)  # Left
    discard_requested = Signal(object)

    def __init__(
        self,
        examples: Sequence[Example],
        recent: Sequence[Path],
        catalog: Catalog,
        theme: Theme,
        left: Sequence[Left] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards = [ExampleCard(example, catalog, theme) for example in examples]
        self.recent_buttons: list[QPushButton] = []
        self.forget_buttons: list[QToolButton] = []
        self.recovered = Recovered(left, theme)
        self.recovered.open_requested.connect(self.recover_requested)
        self.recovered.discard_requested.connect(self.discard_requested)
        body = QWidget()
        self._body = body
        row = self._row = QHBoxLayout(body)
        row.addWidget(self._side(recent))
        row.addWidget(self._examples(), 1)
        body.setMaximumWidth(px(_WIDEST))
        centre = QWidget()
        around = QGridLayout(centre)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(body, 1, 1)
        around.setColumnStretch(0, 1)
        around.setColumnStretch(1, 100)
        around.setColumnStretch(2, 1)
        self._around = around
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(centre)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setAccessibleName(tr("Start", "Start page"))
        self._columns = 0
        self._arrange()

    def _side(self, recent: Sequence[Path]) -> QWidget:
        side = QWidget()
        side.setFixedWidth(px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        brand = QHBoxLayout()
        brand.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(app_icon().pixmap(QSize(px(40), px(40)), self.devicePixelRatio()))
        mark.setAccessibleName(tr("Start", "Nodegrad"))
        brand.addWidget(mark)
        name = label(tr("Start", "Nodegrad"))
        name.setStyleSheet(f"font-size: {px(24)}px; font-weight: 600;")
        brand.addWidget(name, 1)
        column.addLayout(brand)
        motto = label(
            tr("Start", "Neural networks, drawn: connect nodes, train them, see every gradient, take the Python home."), "muted"
        )
        motto.setWordWrap(True)
        column.addWidget(motto)
        column.addSpacing(16)
        self.new_button = QPushButton(tr("Start", "New document"))
        self.new_button.setProperty("primary", True)
        self.new_button.setIcon(icon("new", self._theme, "on_accent"))
        self.new_button.clicked.connect(self.new_requested)
        self.open_button = QPushButton(tr("Start", "Open a file…"))
        self.open_button.setIcon(icon("open", self._theme))
        self.open_button.clicked.connect(self.open_requested)
        for button in (self.new_button, self.open_button):
            button.setMinimumHeight(px(36))
            column.addWidget(button)
        column.addSpacing(16)
        column.addWidget(heading(tr("Start", "Recent")))
        if not recent:
            empty = label(
                tr("Start", "Files that you open or save are listed here. A .nodegrad file can also be dropped on this window."),
                "muted",
            )
            empty.setWordWrap(True)
            column.addWidget(empty)
        for path in recent:
            column.addLayout(self._recent_row(path))
        column.addStretch(1)
        return side

    def _recent_row(self, path: Path) -> QHBoxLayout:
        """A file and the way to forget it; one that is not there any more says so."""
        there = path.is_file()
        button = QPushButton()
        button.setProperty("row", True)
        button.setIcon(icon("document", self._theme, "muted"))
        name = path.stem if there else tr("Start", "{name} – not found", name=path.stem)
        room = px(_SIDE) - px(24) - 72
        button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))
        button.setToolTip(str(path))
        button.setAccessibleName(name)
        button.setAccessibleDescription(str(path))
        button.setEnabled(there)
        button.clicked.connect(lambda: self.file_requested.emit(path))
        self.recent_buttons.append(button)
        forget = QToolButton()
        forget.setIcon(icon("close", self._theme, "muted"))
        forget.setIconSize(QSize(px(14), px(14)))
        forget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        forget.setAccessibleName(tr("Start", "Take {name} off this list", name=path.stem))
        forget.setAccessibleDescription(str(path))
        forget.setToolTip(forget.accessibleName())
        forget.clicked.connect(lambda: self.forget_requested.emit(path))
        self.forget_buttons.append(forget)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(button, 1)
        row.addWidget(forget)
        return row

    def _examples(self) -> QWidget:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.recovered)
        column.addWidget(heading(tr("Start", "Examples")))
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, name=card.example.name: self.example_requested.emit(name))
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._around.setRowMinimumHeight(0, max(0, (self.height() - 800) // 4))
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for."""
        around = _AROUND if self.width() >= px(1120) else _TIGHT
        self._row.setContentsMargins(around, around, around, around)
        self._row.setSpacing(around)
        room = min(self.width(), px(_WIDEST)) - 3 * around - px(_SIDE)
        columns = max(1, min((room + _GAP) // (px(WIDTH) + _GAP), max(1, len(self.cards))))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

"""What an empty studio shows: new, open, recent files, and the examples as cards with their graph drawn small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.catalog.registry import Catalog
from app.icons import app_icon, icon
from app.panels.widgets import heading, label
from app.text import tr
from app.theme import Theme, ui_font
from app.window.example_list import Example
from app.window.miniature import paint_miniature

_SIDE, _GAP, _CARD, _CARD_HEIGHT, _PICTURE = 264, 16, 256, 220, 128
_WIDEST = 1760


class ExampleCard(QAbstractButton):
    """One example: its graph, its title, its one line.  Enter, Space or a click open it."""

    def __init__(self, example: Example, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = example
        self._catalog = catalog
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumSize(200, _CARD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.help)
        self.setToolTip(f"{example.title}\n{example.help}")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_CARD, _CARD_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.hasFocus() or self.underMouse()
        width = 2.0 if self.hasFocus() else 1.0
        card = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.color("accent" if active else "line"), width))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(card, 8, 8)
        picture = QRectF(8, 8, self.width() - 16, _PICTURE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("canvas"))
        painter.drawRoundedRect(picture, 6, 6)
        paint_miniature(painter, picture.adjusted(12, 12, -12, -12), self.example.record, self._catalog, theme)
        text = QRectF(16, _PICTURE + 18, self.width() - 32, 20)
        painter.setFont(ui_font(13, QFont.Weight.DemiBold))
        painter.setPen(theme.color("text"))
        title = painter.fontMetrics().elidedText(self.example.title, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(ui_font(12))
        painter.setPen(theme.color("muted"))
        body = QRectF(16, text.bottom() + 4, self.width() - 32, _CARD_HEIGHT - text.bottom() - 12)
        painter.drawText(body, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._fitted(painter, body))

    def _fitted(self, painter: QPainter, body: QRectF) -> str:
        """The line, cut at a word so that it ends in an ellipsis where it is too long for the card."""
        metrics, flags = painter.fontMetrics(), Qt.TextFlag.TextWordWrap
        text = self.example.help
        limit = body.toRect().adjusted(0, 0, 0, 10_000)
        while text and metrics.boundingRect(limit, flags, text).height() > body.height():
            text = text.rstrip("… ")[:-1].rpartition(" ")[0] + "…" if " " in text else text[:-2] + "…"
        return text


class StartPage(QWidget):
    """Signals carry what was asked for: ``new_requested``, ``open_requested``, ``file_requested``, ``example_requested``."""

    new_requested = Signal()
    open_requested = Signal()
    file_requested = Signal(object)  # Path
    example_requested = Signal(str)

    def __init__(
        self, examples: Sequence[Example], recent: Sequence[Path], catalog: Catalog, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards = [ExampleCard(example, catalog, theme) for example in examples]
        self.recent_buttons: list[QPushButton] = []
        body = QWidget()
        self._body = body
        row = QHBoxLayout(body)
        row.setContentsMargins(48, 48, 48, 48)
        row.setSpacing(48)
        row.addWidget(self._side(recent))
        row.addWidget(self._examples(), 1)
        body.setMaximumWidth(_WIDEST)
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
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        brand = QHBoxLayout()
        brand.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(app_icon().pixmap(QSize(40, 40), self.devicePixelRatio()))
        mark.setAccessibleName(tr("Start", "Nodegrad"))
        brand.addWidget(mark)
        name = label(tr("Start", "Nodegrad"))
        name.setStyleSheet("font-size: 24px; font-weight: 600;")
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
            button.setMinimumHeight(36)
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
            column.addWidget(self._recent_button(path))
        column.addStretch(1)
        return side

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton()
        button.setProperty("row", True)
        button.setIcon(icon("document", self._theme, "muted"))
        button.setText(button.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, _SIDE - 48).replace("&", "&&"))
        button.setToolTip(str(path))
        button.setAccessibleName(path.stem)
        button.setAccessibleDescription(str(path))
        button.clicked.connect(lambda: self.file_requested.emit(path))
        self.recent_buttons.append(button)
        return button

    def _examples(self) -> QWidget:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
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
        room = min(self.width(), _WIDEST) - 3 * 48 - _SIDE
        columns = max(1, min((room + _GAP) // (_CARD + _GAP), max(1, len(self.cards))))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

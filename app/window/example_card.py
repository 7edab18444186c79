"""An example on the start page: its graph drawn small, its title, what it teaches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.catalog.registry import Catalog
from app.press import EnterButton
from app.theme import Theme, px, ui_font
from app.window.example_list import Example
from app.window.miniature import paint_miniature

WIDTH = 256
_PICTURE, _TEXT = 128, 92  # heights


class ExampleCard(EnterButton):
    """One example: its graph, its title, its one line.  Enter, Space or a click open it."""

    def __init__(self, example: Example, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = example
        self._catalog = catalog
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumSize(min(px(200), 320), self.sizeHint().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.help)
        self.setToolTip(f"{example.title}\n{example.help}")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), _PICTURE + px(_TEXT))

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
        text = QRectF(16, _PICTURE + 18, self.width() - 32, px(20))
        painter.setFont(ui_font(13, QFont.Weight.DemiBold))
        painter.setPen(theme.color("text"))
        title = painter.fontMetrics().elidedText(self.example.title, Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(ui_font(12))
        painter.setPen(theme.color("muted"))
        body = QRectF(16, text.bottom() + 4, self.width() - 32, self.height() - text.bottom() - 12)
        painter.drawText(body, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._fitted(painter, body))

    def _fitted(self, painter: QPainter, body: QRectF) -> str:
        """The line, cut at a word so that it ends in an ellipsis where it is too long for the card; Chinese is cut anywhere."""
        metrics, flags = painter.fontMetrics(), Qt.TextFlag.TextWordWrap
        text = self.example.help
        limit = body.toRect().adjusted(0, 0, 0, 10_000)
        while text and metrics.boundingRect(limit, flags, text).height() > body.height():
            short = text.rstrip("… ")[:-1]
            whole, _, cut = short.rpartition(" ")
            text = (whole if whole and cut.isascii() else short).rstrip("，、：；") + "…"
        return text

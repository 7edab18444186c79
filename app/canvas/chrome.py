"""What stands still over the canvas: the breadcrumbs at its top left, and what to do first while it is empty."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.canvas.ink import Ink
from app.canvas.painter import paint_port
from app.press import EnterButton
from app.text import tr
from app.theme import px, scene_font, text_scale, ui_font

_CRUMB = 24
_HINT_WIDTH, _HINT_HEIGHT = 440, 190


class Breadcrumbs(QWidget):
    """Where in the document the canvas is: its name, and the groups that were entered.  A click on one goes back to it."""

    chosen = Signal(int)  # how many groups from the outermost stay entered

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._host = parent
        self.crumbs: list[Crumb] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ink.changed.connect(self.update)

    def set_parts(self, *parts: str) -> None:
        """Show a path; its last part is where the canvas is."""
        self.setAccessibleName(" › ".join(parts))
        if [crumb.text() for crumb in self.crumbs] != list(parts):
            for crumb in self.crumbs:
                crumb.hide()
                crumb.deleteLater()
            self.crumbs = [Crumb(self._ink, self, part, index == len(parts) - 1) for index, part in enumerate(parts)]
            for index, crumb in enumerate(self.crumbs):
                crumb.clicked.connect(lambda _checked=False, index=index: self.chosen.emit(index))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, len(parts) == 1)
        self._place()

    def _place(self) -> None:
        """Side by side; the inner ones keep their width longest where there is too little room."""
        room = max(60, self._host.width() - 32)
        widths = [crumb.wanted_width() for crumb in self.crumbs]
        for index in range(len(widths)):
            over = sum(widths) + 8 - room
            widths[index] = max(min(widths[index], 40), widths[index] - max(0, over))
        x = 4
        for crumb, width in zip(self.crumbs, widths, strict=True):
            crumb.setGeometry(x, 0, width, px(_CRUMB))
            crumb.show()
            x += width
        self.resize(min(x + 4, room), px(_CRUMB))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink.brush("canvas", 0.82))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)


class Crumb(EnterButton):
    """One part of the path: a button, but for the last, which is where the canvas is already."""

    def __init__(self, ink: Ink, parent: QWidget, text: str, is_last: bool) -> None:
        super().__init__(parent)
        self._ink = ink
        self._font = ui_font(12)
        self._is_last = is_last
        self.setText(text)
        self.setAccessibleName(text if is_last else tr("Canvas", "Back to {name}", name=text))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_last else Qt.FocusPolicy.StrongFocus)
        if is_last:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(self.accessibleName())

    def wanted_width(self) -> int:
        return ceil(QFontMetricsF(self._font).horizontalAdvance(self._shown())) + 9

    def _shown(self) -> str:
        return self.text() if self._is_last else self.text() + "  ›"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        if self.hasFocus():
            painter.setPen(self._ink.pen("accent", 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 4, 4)
        painter.setPen(self._ink.color("text" if self._is_last or self.underMouse() or self.hasFocus() else "muted"))
        text = QFontMetricsF(self._font).elidedText(self._shown(), Qt.TextElideMode.ElideRight, self.width() - 8)
        painter.drawText(QPointF(4.0, px(16)), text)


class EmptyHint(QWidget):
    """Shown while there is no node: what to do next, and three nodes in outline that say how it will look."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(px(_HINT_WIDTH), px(_HINT_HEIGHT))
        self.setAccessibleName(" ".join(self.lines()))
        ink.changed.connect(self.update)

    @staticmethod
    def lines() -> tuple[str, str]:
        """The two sentences it says."""
        return (
            tr("Canvas", "Drop a dataset here, or press Tab"),
            tr("Canvas", "Drag from a port to connect. Right-click, double-click or Shift+A also opens the list of nodes."),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(text_scale(), text_scale())
        self._paint_sketch(painter)
        title, more = self.lines()
        painter.setPen(self._ink.color("text"))
        painter.setFont(scene_font(14, QFont.Weight.DemiBold))
        painter.drawText(QRectF(0, 104, _HINT_WIDTH, 24), Qt.AlignmentFlag.AlignCenter, title)
        painter.setPen(self._ink.color("muted"))
        painter.setFont(scene_font(12))
        area = QRectF(28, 132, _HINT_WIDTH - 56, 54)
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, more)

    def _paint_sketch(self, painter: QPainter) -> None:
        """Data, layer, loss: three cards on two wires."""
        ink = self._ink
        left = (_HINT_WIDTH - 3 * 76 - 2 * 40) / 2
        for index, (mark, wire) in enumerate((("dataset", "tensor"), ("tensor", "tensor"), ("loss", ""))):
            x = left + index * 116
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if wire:
                painter.setPen(ink.pen(wire, 2))
                painter.drawLine(QPointF(x + 76, 56), QPointF(x + 116, 56))
            painter.setPen(ink.pen("line"))
            painter.setBrush(ink.brush("node"))
            painter.drawRoundedRect(QRectF(x + 0.5, 28.5, 76, 56), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.brush(mark))
            painter.drawRoundedRect(QRectF(x + 10, 38, 8, 8), 2, 2)
            painter.setBrush(ink.brush("muted", 0.35))
            painter.drawRoundedRect(QRectF(x + 24, 39, 34, 6), 3, 3)
        for x in (left + 76, left + 116, left + 192, left + 232):
            paint_port(painter, ink, "tensor", QPointF(x, 56))

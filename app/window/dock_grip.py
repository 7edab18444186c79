"""What a dock is taken hold of by: a short bar at its top that is dragged, double-clicked to float, or pressed for a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDockWidget, QMenu, QSizePolicy

from app.press import EnterButton
from app.text import tr
from app.theme import Theme, px, ui_font

_LOW, _HIGH = 12, 28  # docked, and floating with its title
_BAR = (28, 4)


class DockGrip(EnterButton):
    """The title bar of a dock.  ``fill`` puts what can be done with the dock into a menu."""

    def __init__(self, dock: QDockWidget, theme: Theme, fill: Callable[[QMenu], None]) -> None:
        super().__init__(dock)
        self._dock = dock
        self._theme = theme
        self._fill = fill
        self.setAccessibleName(tr("Docks", "Move {panel}", panel=dock.windowTitle()))
        self.setAccessibleDescription(tr("Docks", "Drag to move, double-click to float, right-click or press Enter for more"))
        self.setToolTip(self.accessibleDescription())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open_below)
        dock.topLevelChanged.connect(lambda _floating: self.updateGeometry())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(80), px(_HIGH if self._dock.isFloating() else _LOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), self.sizeHint().height())

    # the dock itself moves with the pointer, so presses go on to it
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open(event.globalPos())

    def _open_below(self) -> None:
        self._open(self.mapToGlobal(QPoint(8, self.height())))

    def _open(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("dock-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.popup(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, area = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, theme.color("panel"))
        if self._dock.isFloating():
            painter.setPen(theme.color("muted"))
            painter.setFont(ui_font(11, QFont.Weight.DemiBold))
            painter.drawText(area.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, self._dock.windowTitle())
        painter.setPen(Qt.PenStyle.NoPen)
        token = "accent" if self.hasFocus() else "muted" if self.underMouse() else "line"
        painter.setBrush(theme.color(token))
        wide, high = px(_BAR[0]), px(_BAR[1])
        top = area.center().y() - high / 2 if self._dock.isFloating() else px(5)
        painter.drawRoundedRect(QRectF(area.center().x() - wide / 2, top, wide, high), high / 2, high / 2)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1.5, 1.5, -1.5, -0.5), 4, 4)

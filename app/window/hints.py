"""What tooltips say to the pointer, said to the keyboard: the status line tells it of whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMetaObject, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

Said = Callable[[str], None]


def hint_of(widget: QWidget) -> str:
    """What is to be known of a widget beyond its name: its description, else its tooltip, in one line."""
    text = widget.accessibleDescription() or widget.toolTip()
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        index = widget.currentIndex()
        found = index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or index.data(Qt.ItemDataRole.ToolTipRole)
        text = str(found) if found else text
    return " · ".join(line.strip() for line in text.splitlines() if line.strip())


class FocusHints(QObject):
    """Calls ``say`` with the hint of what got the focus by keyboard in a window, and with nothing when it goes on."""

    def __init__(self, window: QWidget, say: Said) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self._rows: QMetaObject.Connection | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._rows is not None:
            QObject.disconnect(self._rows)
            self._rows = None
        if not isValid(self._window):
            return  # a dialog of a window that is being closed loses the focus after the window is gone
        by_keys = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if now is None or now.window() is not self._window or not by_keys:
            self._say("")
            return
        if isinstance(now, QAbstractItemView) and now.selectionModel() is not None:
            self._rows = now.selectionModel().currentChanged.connect(lambda *_, view=now: self._on_row_changed(view))
        self._say(hint_of(now))

    def _on_row_changed(self, view: QAbstractItemView, *_: QModelIndex) -> None:
        self._say(hint_of(view))

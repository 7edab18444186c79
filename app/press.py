"""How buttons are pressed other than by mouse: those drawn by hand by Enter too, and checkable ones by a screen reader.

Qt's accessibility interface flips a checkable button without a click, so whoever waits for ``clicked`` hears nothing of it: such
a button's ``toggled`` is listened to, and the program shows a state by ``show_checked``.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


def show_checked(button: QAbstractButton, on: bool) -> None:
    """Show a state that the user did not choose just now: nobody is told."""
    with QSignalBlocker(button):
        button.setChecked(on)


class EnterButton(QAbstractButton):
    """A button that Enter clicks as well."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

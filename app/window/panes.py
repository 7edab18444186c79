"""Going from one part of the window to the next by keyboard: toolbar, nodes, canvas, inspector, curves, and around again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


def panes(window: MainWindow) -> list[QWidget]:
    """The parts that can take the keyboard now, in reading order."""
    if window.parts is None or window.docks is None or window.run_bar is None:
        middle = window.centralWidget()
        return [] if middle is None else [middle]
    parts, docks = window.parts, window.docks
    wanted: tuple[QWidget, ...] = (window.run_bar, parts.palette, parts.view, parts.inspector, docks.tabs)
    return [pane for pane in wanted if pane.isVisible() and _is_seen(pane)]


def step(window: MainWindow, way: int) -> None:
    """Give the keyboard to the next part, or to the one before."""
    found, focused = panes(window), QApplication.focusWidget()
    here = next((at for at, pane in enumerate(found) if focused is not None and _holds(pane, focused)), None)
    for offset in range(1, len(found) + 1):
        pane = found[((here if here is not None else -way if way > 0 else 0) + way * offset) % len(found)]
        target = first_stop(pane)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def first_stop(pane: QWidget) -> QWidget | None:
    """What Tab would come to first in a part of the window."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(pane, QAbstractItemView):
        return pane
    widget = pane
    for _ in range(10_000):  # the focus chain is a ring
        following = widget.nextInFocusChain()
        if following is None or following is pane:
            return None
        widget = following
        if pane.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _can_take(widget):
            return widget
    return None


def _can_take(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and _is_seen(widget)


def _is_seen(widget: QWidget) -> bool:
    """Not behind another tab, and not scrolled out of sight; a scroll area is hidden by its own viewport."""
    body = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return not body.visibleRegion().isEmpty()

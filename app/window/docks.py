"""The docks: palette left, inspector right, tabs at the bottom; folded into tabs where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from app.text import tr
from app.window.parts import Parts

NARROW = 1120  # below this width the inspector shares a side with the palette
PALETTE_WIDTH, INSPECTOR_WIDTH, FOLDED_WIDTH = 232, 304, 264
_LEFT, _RIGHT, _BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class Docks(QObject):
    """Puts the panels of ``parts`` into docks of a window.  ``tabs`` holds curves, gradients, problems, code and history."""

    #: The docks have been told their sizes; the window lays itself out by them next.
    sized = Signal()

    def __init__(self, window: QMainWindow, parts: Parts) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._folded = False
        # sizes are kept as numbers: what QMainWindow.saveState gives is restored wrongly into a window being built
        self._sizes = {"palette": PALETTE_WIDTH, "inspector": INSPECTOR_WIDTH}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setAccessibleName(tr("Docks", "Training and code"))
        for panel, title in (
            (parts.curves, tr("Docks", "Curves")),
            (parts.gradients, tr("Docks", "Gradients")),
            (parts.problems, tr("Docks", "Problems")),
            (parts.code, tr("Docks", "Code")),
            (parts.history, tr("Docks", "History")),
        ):
            self.tabs.addTab(panel, title)
        self.palette = self._dock("palette", tr("Docks", "Nodes"), parts.palette, _LEFT)
        self.inspector = self._dock("inspector", tr("Docks", "Inspector"), parts.inspector, _RIGHT)
        self.bottom = self._dock("bottom", tr("Docks", "Training and code"), self.tabs, _BOTTOM)
        parts.palette.setMinimumWidth(176)
        parts.inspector.setMinimumWidth(248)
        self.tabs.setMinimumHeight(140)
        window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        window.setTabPosition(_LEFT | _RIGHT, QTabWidget.TabPosition.North)
        # resizeDocks counts from the sizes that the docks have, so it waits until the window has laid them out
        self._sizing = QTimer(self, singleShot=True, interval=0)
        self._sizing.timeout.connect(self._set_sizes)
        self._sizing.start()
        parts.problems_counted.connect(self._on_problems_counted)
        parts.scene.selection_ids_changed.connect(self._on_selection)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setWidget(widget)
        self._window.addDockWidget(area, dock)
        return dock

    @property
    def all(self) -> tuple[QDockWidget, QDockWidget, QDockWidget]:
        return self.palette, self.inspector, self.bottom

    @property
    def is_folded(self) -> bool:
        return self._folded

    def toggle_actions(self) -> list[QAction]:
        """For the View menu."""
        return [dock.toggleViewAction() for dock in self.all]

    def fit(self, width: int) -> None:
        """Fold or unfold for a window of this width."""
        narrow = width < NARROW
        if narrow == self._folded:
            return
        self._folded = narrow
        shown = self.inspector.isVisibleTo(self._window)
        if narrow:
            self._window.tabifyDockWidget(self.palette, self.inspector)
            self.palette.raise_()
            self._name_tabs()
        else:
            self._window.addDockWidget(_RIGHT, self.inspector)
            self.inspector.setVisible(shown)
        self._sizing.start()
        self._on_selection(self._parts.scene.selected_ids())

    def _set_sizes(self) -> None:
        """Give every dock the size it is wanted in, as far as the window has room."""
        if self._folded:
            self._window.resizeDocks([self.palette, self.inspector], [FOLDED_WIDTH] * 2, Qt.Orientation.Horizontal)
        else:
            most = self._window.width() // 3
            widths = [min(self._sizes[dock.objectName()], most) for dock in (self.palette, self.inspector)]
            self._window.resizeDocks([self.palette, self.inspector], widths, Qt.Orientation.Horizontal)
        proposed = min(340, max(200, self._window.height() * 28 // 100))
        height = min(self._sizes.get("bottom", proposed), self._window.height() * 6 // 10)
        self._window.resizeDocks([self.bottom], [height], Qt.Orientation.Vertical)
        self.sized.emit()

    @property
    def state(self) -> dict[str, int]:
        """The size of each dock by name, negative where it is hidden; to be given to ``restore``."""
        for dock in self.all:
            if dock.isVisible() and not (self._folded and dock is not self.bottom):
                self._sizes[dock.objectName()] = dock.height() if dock is self.bottom else dock.width()
        sizes = {dock.objectName(): self._sizes.get(dock.objectName(), 1) for dock in self.all}
        for dock in self.all:
            if not dock.isVisibleTo(self._window):
                sizes[dock.objectName()] *= -1
        return sizes

    def restore(self, state: Mapping[str, int]) -> None:
        """Docks as they were; what is not in ``state`` keeps the size that a new window has."""
        for dock in self.all:
            size = state.get(dock.objectName(), 0)
            if abs(size) > 1:
                self._sizes[dock.objectName()] = abs(size)
            dock.setVisible(size >= 0)
        self._sizing.start()

    def _name_tabs(self) -> None:
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(tr("Docks", "Nodes and inspector"))
            bar.setDrawBase(False)
            bar.setExpanding(False)

    def show_tab(self, panel: QWidget) -> None:
        """Bring one of the tabs to the front."""
        self.bottom.show()
        self.tabs.setCurrentWidget(panel)

    def show_dock(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()

    def _on_selection(self, ids: list[str]) -> None:
        if self._folded and self.inspector.isVisibleTo(self._window) and self.palette.isVisibleTo(self._window):
            (self.inspector if ids else self.palette).raise_()

    def _on_problems_counted(self, count: int) -> None:
        at = self.tabs.indexOf(self._parts.problems)
        self.tabs.setTabText(at, tr("Docks", "Problems {count}", count=count) if count else tr("Docks", "Problems"))

    def drop(self) -> None:
        """Take the docks off the window."""
        self._sizing.stop()
        for dock in self.all:
            self._window.removeDockWidget(dock)
            dock.deleteLater()
        self.deleteLater()

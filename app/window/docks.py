"""The docks: palette left, inspector right, tabs at the bottom, or wherever they were moved; folded where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget

from app.text import tr
from app.theme import Theme, px, text_scale
from app.window.dock_grip import DockGrip
from app.window.layouts import AS_MADE, Area, DockPlace, Layout
from app.window.parts import Parts

NARROW = 1120  # below this width the docks at the sides share one of them
FOLDED_WIDTH = 264
_AREAS: dict[Area, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_LEFT, _RIGHT, _BOTTOM = _AREAS.values()
_SIDES: tuple[Area, ...] = ("left", "right")
_CAN = QDockWidget.DockWidgetFeature


class Docks(QObject):
    """Puts the panels of ``parts`` into docks of a window.  ``tabs``: curves, gradients, problems, code, plan, history."""

    #: The docks have been told their sizes; the window lays itself out by them next.
    sized = Signal()

    def __init__(self, window: QMainWindow, parts: Parts, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._theme = theme
        self._scale = text_scale()  # of the docks that are seen: it may be another one when they are asked how large they are
        self._folded = False
        self._placing = False
        self._given: dict[str, int] = {}  # sizes as the window had room for; what differs later was given by hand
        # places are kept as data: what QMainWindow.saveState gives is restored wrongly into a window being built
        self._places: dict[str, DockPlace] = dict(AS_MADE)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setAccessibleName(tr("Docks", "Training and code"))
        for panel, title in (
            (parts.curves, tr("Docks", "Curves")),
            (parts.gradients, tr("Docks", "Gradients")),
            (parts.problems, tr("Docks", "Problems")),
            (parts.code, tr("Docks", "Code")),
            (parts.plan, tr("Docks", "Plan")),
            (parts.history, tr("Docks", "History")),
        ):
            self.tabs.addTab(panel, title)
        self.palette = self._dock("palette", tr("Docks", "Nodes"), parts.palette)
        self.inspector = self._dock("inspector", tr("Docks", "Inspector"), parts.inspector)
        self.bottom = self._dock("bottom", tr("Docks", "Training and code"), self.tabs)
        parts.palette.setMinimumWidth(px(176))
        parts.inspector.setMinimumWidth(px(248))
        self.tabs.setMinimumHeight(min(px(140), 200))
        window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        window.setTabPosition(_LEFT | _RIGHT, QTabWidget.TabPosition.North)
        # resizeDocks counts from the sizes that the docks have, so it waits until the window has laid them out
        self._sizing = QTimer(self, singleShot=True, interval=0)
        self._sizing.timeout.connect(self._set_sizes)
        self._noting = QTimer(self, singleShot=True, interval=0)
        self._noting.timeout.connect(self._note_sizes)
        self._place_all()
        parts.problems_counted.connect(self._on_problems_counted)
        parts.scene.selection_ids_changed.connect(self._on_selection)

    def _dock(self, name: str, title: str, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setFeatures(_CAN.DockWidgetClosable | _CAN.DockWidgetMovable | _CAN.DockWidgetFloatable)
        dock.setAllowedAreas(_LEFT | _RIGHT | _BOTTOM)
        dock.setTitleBarWidget(DockGrip(dock, self._theme, lambda menu: self.fill_menu(menu, dock)))
        dock.setWidget(widget)
        dock.dockLocationChanged.connect(lambda area: self._on_moved(dock, area))
        dock.topLevelChanged.connect(lambda _floating: self._on_floated(dock))
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

    # --- moving -----------------------------------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu, dock: QDockWidget) -> None:
        """Everything that the pointer can do with a dock."""
        words: dict[Area, str] = {
            "left": tr("Docks", "Move to the &left"),
            "right": tr("Docks", "Move to the &right"),
            "bottom": tr("Docks", "Move to the &bottom"),
        }
        for area, text in words.items():
            action = menu.addAction(text)
            action.setObjectName(area)
            action.setEnabled(dock.isFloating() or self._places[dock.objectName()].area != area)
            action.triggered.connect(lambda _checked=False, area=area: self.move(dock, area))
        text = tr("Docks", "&Dock it again") if dock.isFloating() else tr("Docks", "&Float")
        float_action = menu.addAction(text)
        float_action.setObjectName("float")
        float_action.triggered.connect(lambda: self.set_floating(dock, not dock.isFloating()))
        menu.addSeparator()
        hide = menu.addAction(tr("Docks", "&Hide"))
        hide.setObjectName("hide")
        hide.triggered.connect(dock.hide)

    def move(self, dock: QDockWidget, area: Area) -> None:
        """Dock it at another side, with the size that docks have there."""
        size = AS_MADE[dock.objectName()].size if AS_MADE[dock.objectName()].area == area else 0
        self._remember_sizes()
        self._places[dock.objectName()] = DockPlace(area, size)
        self._place_all()

    def set_floating(self, dock: QDockWidget, floating: bool) -> None:
        """Let it stand alone on the screen, or dock it where it was."""
        dock.show()
        dock.setFloating(floating)

    def _on_moved(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> None:
        """It was dragged elsewhere."""
        found = next((name for name, each in _AREAS.items() if each == area), None)
        place = self._places[dock.objectName()]
        if found is not None and not self._placing and not self._folded:
            size = place.size if place.area == found else 0
            self._places[dock.objectName()] = DockPlace(found, size)
            self._sizing.start()

    def _on_floated(self, dock: QDockWidget) -> None:
        if not dock.isFloating() and not self._placing:
            self._sizing.start()

    # --- room -------------------------------------------------------------------------------------------------------------

    def fit(self, width: int) -> None:
        """Fold or unfold for a window of this width."""
        narrow = width < px(NARROW)
        if narrow != self._folded:
            self._remember_sizes()
            self._folded = narrow
            self._place_all()
            self._on_selection(self._parts.scene.selected_ids())

    def _place_all(self) -> None:
        """Put every dock where its place says; where it is narrow, those at the sides behind one another."""
        self._placing = True
        shown = {dock: self._is_shown(dock) for dock in self.all}
        side: QDockWidget | None = None
        for name, place in self._places.items():
            dock = self._named(name)
            if place.floating is not None:
                self._window.addDockWidget(_AREAS[place.area], dock)
                dock.setFloating(True)
                dock.setGeometry(QRect(*place.floating))
            else:
                dock.setFloating(False)
                fold = self._folded and place.area in _SIDES
                if fold and side is not None:
                    self._window.tabifyDockWidget(side, dock)
                else:
                    self._window.addDockWidget(_LEFT if fold else _AREAS[place.area], dock)
                side = side or (dock if fold else None)
        for dock, is_shown in shown.items():
            dock.setVisible(is_shown)
        if side is not None:
            side.raise_()
            self._name_tabs()
        self._placing = False
        self._sizing.start()

    def _named(self, name: str) -> QDockWidget:
        return next(dock for dock in self.all if dock.objectName() == name)

    def _is_shown(self, dock: QDockWidget) -> bool:
        """A dock that was never placed is shown."""
        return dock.isVisibleTo(self._window) or self._window.dockWidgetArea(dock) == Qt.DockWidgetArea.NoDockWidgetArea

    def _set_sizes(self) -> None:
        """Give every dock the size it is wanted in, as far as the window has room."""
        docked = [dock for dock in self.all if not dock.isFloating()]
        sides = [dock for dock in docked if self._places[dock.objectName()].area in _SIDES]
        low = [dock for dock in docked if dock not in sides]
        if self._folded:
            widths = [min(px(FOLDED_WIDTH), self._window.width() * 45 // 100)] * len(sides)
        else:
            most = self._window.width() // 3
            wanted = [self._places[dock.objectName()].size or AS_MADE["inspector"].size for dock in sides]
            widths = [min(px(size), most) for size in wanted]
        self._window.resizeDocks(sides, widths, Qt.Orientation.Horizontal)
        proposed = min(px(340), max(px(200), self._window.height() * 28 // 100))
        most = self._window.height() * (6 if self._scale == 1 else 4) // 10
        heights = [min(px(size) if (size := self._places[dock.objectName()].size) else proposed, most) for dock in low]
        self._window.resizeDocks(low, heights, Qt.Orientation.Vertical)
        asked = zip((*sides, *low), (*widths, *heights), strict=True)
        self._given = {dock.objectName(): size for dock, size in asked}
        self._noting.start()
        self.sized.emit()

    def _note_sizes(self) -> None:
        """What the window had room for, when it has laid the docks out."""
        for name, asked in self._given.items():
            self._given[name] = min(asked, self._across(self._named(name)))

    def _across(self, dock: QDockWidget) -> int:
        """Its width at a side, its height at the bottom."""
        return dock.width() if self._places[dock.objectName()].area in _SIDES else dock.height()

    # --- remembering ------------------------------------------------------------------------------------------------------

    def _remember_sizes(self) -> None:
        """Note the sizes and the places that docks have been given by hand."""
        for dock in self.all:
            place = self._places[dock.objectName()]
            if dock.isFloating():
                rect = dock.geometry()
                found = DockPlace(place.area, place.size, place.shown, (rect.x(), rect.y(), rect.width(), rect.height()))
            else:
                in_tabs = self._folded and place.area in _SIDES
                across = self._across(dock)
                by_hand = dock.isVisible() and not in_tabs and across != self._given.get(dock.objectName(), across)
                found = DockPlace(place.area, round(across / self._scale) if by_hand else place.size, place.shown)
            self._places[dock.objectName()] = found

    @property
    def state(self) -> Layout:
        """Where every dock stands now; to be given to ``restore``."""
        self._remember_sizes()
        return {
            name: DockPlace(place.area, place.size, self._named(name).isVisibleTo(self._window), place.floating)
            for name, place in self._places.items()
        }

    def restore(self, layout: Layout) -> None:
        """Docks as they were; what is not in ``layout`` stands where a new window has it."""
        self._places = {**{name: place for name, place in layout.items() if name in AS_MADE}}
        self._places |= {name: place for name, place in AS_MADE.items() if name not in self._places}
        for name, place in self._places.items():
            self._named(name).setVisible(place.shown)
        self._place_all()

    def _name_tabs(self) -> None:
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(tr("Docks", "Nodes and inspector"))
            bar.setDrawBase(False)
            bar.setExpanding(False)

    def show_tab(self, panel: QWidget) -> None:
        """Bring one of the tabs to the front."""
        self.show_dock(self.bottom)
        self.tabs.setCurrentWidget(panel)

    def show_dock(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()

    def _on_selection(self, ids: list[str]) -> None:
        together = self.inspector in self._window.tabifiedDockWidgets(self.palette)
        if together and self.inspector.isVisibleTo(self._window) and self.palette.isVisibleTo(self._window):
            (self.inspector if ids else self.palette).raise_()

    def _on_problems_counted(self, count: int) -> None:
        at = self.tabs.indexOf(self._parts.problems)
        self.tabs.setTabText(at, tr("Docks", "Problems {count}", count=count) if count else tr("Docks", "Problems"))

    def drop(self) -> None:
        """Take the docks off the window."""
        self._sizing.stop()
        self._noting.stop()
        self._placing = True
        for dock in self.all:
            self._window.removeDockWidget(dock)
            dock.deleteLater()
        self.deleteLater()

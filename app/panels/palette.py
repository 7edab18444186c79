"""The palette dock: every node kind by category, with a search; a kind is dragged to the canvas, or added by Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QFont, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.catalog.registry import Catalog
from app.panels.palette_model import KIND_MIME, KIND_ROLE, PaletteModel
from app.panels.widgets import MARK, draw_mark, label
from app.recent_kinds import RecentKinds
from app.text import tr
from app.theme import Theme, px, ui_font

__all__ = ["KIND_MIME", "PalettePanel"]

_ROW, _HEADING, _INSET, _TEXT_AT = 26, 30, 8, 30


class PaletteDelegate(QStyledItemDelegate):
    """Paints a kind with its category's mark, and headings in small capitals."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, px(_ROW if index.data(KIND_ROLE) is not None else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, kind = self._theme, index.data(KIND_ROLE)
        rect = QRect(option.rect)
        state = option.state
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind is None:
            painter.setFont(ui_font(11, QFont.Weight.Bold))
            painter.setPen(theme.color("muted"))
            painter.drawText(rect.adjusted(_INSET + 4, 6, -8, 0), Qt.AlignmentFlag.AlignVCenter, text.upper())
        else:
            card = rect.adjusted(_INSET, 0, -_INSET, 0)
            selected = bool(state & QStyle.StateFlag.State_Selected)
            if selected or state & QStyle.StateFlag.State_MouseOver:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("raised"))
                painter.drawRoundedRect(card, 6, 6)
            if selected and state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.color("accent"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(card.toRectF().adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
            draw_mark(painter, card.left() + 8, card.center().y() + 0.5, theme.color(kind.mark), px(MARK))
            painter.setFont(ui_font(12))
            painter.setPen(theme.color("text"))
            space = card.adjusted(px(_TEXT_AT), 0, -8, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class PaletteList(QListView):
    """The list; Enter chooses, Up from the first row goes back to the search."""

    left_upwards = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.viewport().update)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and isinstance(model, PaletteModel):
            self.setCurrentIndex(model.first_kind())  # so that the keyboard is seen to be somewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Up and isinstance(model, PaletteModel) and self.currentIndex() == model.first_kind():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a small card under the pointer instead of the whole row."""
        kind = self.currentIndex().data(KIND_ROLE)
        if kind is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([self.currentIndex()]))
        drag.setPixmap(self._card(kind.title, kind.mark))
        drag.setHotSpot(QPoint(16, 16))
        drag.exec(Qt.DropAction.CopyAction)

    def _card(self, text: str, mark: str) -> QPixmap:
        ratio, font = self.devicePixelRatio(), ui_font(12, QFont.Weight.DemiBold)
        probe = QLabel()
        probe.setFont(font)
        width = probe.fontMetrics().horizontalAdvance(text) + MARK + 32
        pixmap = QPixmap(round(width * ratio), round(32 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 1))
        painter.setBrush(self._theme.color("node"))
        painter.drawRoundedRect(QRect(0, 0, width, 32).toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        draw_mark(painter, 10, 16, self._theme.color(mark))
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(QRect(MARK + 18, 0, width, 32), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        return pixmap


class PalettePanel(QWidget):
    """Search field and list.  ``kind_chosen`` carries the name of the kind that is to be added."""

    kind_chosen = Signal(str)

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None, recent: RecentKinds | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._model = PaletteModel(catalog, recent, self)
        if recent is not None:
            recent.changed.connect(self._on_used)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Palette", "Search {count} nodes", count=len(catalog.kinds)))
        self.search.setAccessibleName(tr("Palette", "Search nodes"))
        self.search.setClearButtonEnabled(False)
        self._key_hint = label(tr("Palette", "Tab"), "small", self.search)
        self.search.setAccessibleDescription(tr("Palette", "On the canvas, Tab opens this search at the pointer"))
        field = QHBoxLayout(self.search)
        field.setContentsMargins(0, 0, 8, 0)
        field.addStretch(1)
        field.addWidget(self._key_hint)

        self.list = PaletteList(theme)
        self.list.setModel(self._model)
        self.list.setAccessibleName(tr("Palette", "Nodes"))
        self.list.setAccessibleDescription(tr("Palette", "Enter adds the node to the middle of the canvas"))
        self._empty = label("", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setContentsMargins(16, 8, 16, 8)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(pages, 1)

        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._choose_current)
        self.search.installEventFilter(self)
        self.list.activated.connect(lambda _index: self._choose_current())
        self.list.doubleClicked.connect(lambda _index: self._choose_current())
        self.list.left_upwards.connect(self.search.setFocus)

    def refresh(self) -> None:
        """The catalogue has other kinds now."""
        self.search.setPlaceholderText(tr("Palette", "Search {count} nodes", count=len(self._catalog.kinds)))
        self._on_search(self.search.text())

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self._model.first_kind().isValid():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                self.list.setCurrentIndex(self._model.first_kind())
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _on_used(self) -> None:
        """Another kind was used last: the list begins with it, and stands where it stood."""
        place = self.list.verticalScrollBar().value()
        self._model.set_search(self.search.text())
        self.list.verticalScrollBar().setValue(place)

    def _on_search(self, text: str) -> None:
        self._model.set_search(text)
        self._key_hint.setVisible(not text)
        found = self._model.first_kind()
        if text and found.isValid():
            self.list.setCurrentIndex(found)
        if not found.isValid():
            self._empty.setText(
                tr("Palette", "No node is called “{words}”. Try another word, such as dense, loss or split.", words=text)
            )
        self._pages.setCurrentIndex(0 if found.isValid() else 1)

    def _choose_current(self) -> None:
        index = self.list.currentIndex() if self.list.currentIndex().isValid() else self._model.first_kind()
        kind = self._model.kind(index)
        if kind is not None:
            self.kind_chosen.emit(kind.name)

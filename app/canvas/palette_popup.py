"""The list of kinds that opens on the canvas: type to search, arrows and Enter to choose, what was used last on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.canvas.ink import Ink
from app.canvas.palette_rows import KIND_ROLE, PaletteRows
from app.catalog.registry import Catalog
from app.catalog.spec import Kind
from app.recent_kinds import RecentKinds
from app.text import tr
from app.theme import px, ui_font

_WIDTH, _HEIGHT = 288, 400
_ROW, _HEADING = 26, 26
_HELP = 40
_ROOM_FOR_HELP = 260  # pixels of height; lower, the rows need them all
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}


class PalettePopup(QFrame):
    """Lies over the canvas while it is open.  ``chosen`` carries the kind's name."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, catalog: Catalog, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._host = parent
        self._tallest = px(_HEIGHT)
        self.recent = RecentKinds(parent=self)
        self.rows = PaletteRows(catalog, self)
        self.search = QLineEdit(self, placeholderText=tr("Canvas", "Search nodes"))
        self.search.setAccessibleName(tr("Canvas", "Search nodes"))
        self.search.setClearButtonEnabled(False)
        self._about = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self.list = QListView(self)
        self._help = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._set_up()
        ink.changed.connect(self._on_ink_changed)
        self._on_ink_changed()
        self.hide()

    def _set_up(self) -> None:
        self.setAccessibleName(tr("Canvas", "Add a node"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_RowDelegate(self._ink, self.rows, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Canvas", "Nodes"))
        for label in (self._about, self._help):
            label.setFont(ui_font(11))
        self._help.setFixedHeight(px(_HELP))
        self._help.setAlignment(Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        for widget in (self.search, self._about, self.list, self._help):
            box.addWidget(widget)
        self.search.textChanged.connect(self._on_text_changed)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.entered.connect(self._on_row_entered)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    # --- opening and closing ----------------------------------------------------------------------------------------------

    def open_at(self, point: QPoint, kinds: Sequence[Kind], about: str) -> None:
        """Offer these kinds beside a point of the parent; ``about`` says why these."""
        area = self._host.rect().adjusted(8, 8, -8, -8)
        self._tallest = min(px(_HEIGHT), area.height())
        self.resize(min(px(_WIDTH), area.width()), self._tallest)
        x = min(point.x() + 8, area.right() - self.width())
        y = min(point.y() - 24, area.bottom() - self.height())
        self.move(max(area.left(), x), max(area.top(), y))
        self._help.setVisible(self._tallest >= px(_ROOM_FOR_HELP))
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.rows.offer(
            kinds, [name for name in self.recent.names if any(kind.name == name for kind in kinds)], grouped=not about
        )
        self.search.clear()
        self._on_text_changed("")
        self.show()
        self.raise_()
        self.search.setFocus()

    def dismiss(self) -> None:
        """Close without choosing."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _choose(self, index: QModelIndex) -> None:
        kind = self.rows.kind(index)
        if kind is None:
            return
        self.hide()
        self.closed.emit()
        self.chosen.emit(kind.name)

    # --- searching --------------------------------------------------------------------------------------------------------

    def _on_text_changed(self, text: str) -> None:
        self.rows.search(text)
        self.list.setCurrentIndex(self.rows.step(-1, 1))
        self.list.scrollToTop()
        self._fit_height()
        if not self.rows.rowCount():
            self._help.setText(tr("Canvas", "No node is called '{words}'", words=text.strip()))

    def _fit_height(self) -> None:
        """As tall as what was found needs, and no taller than there is room."""
        rows = sum(
            px(_ROW if self.rows.kind(self.rows.index(row)) is not None else _HEADING) for row in range(self.rows.rowCount())
        )
        about = self._about.sizeHint().height() + 6 if self._about.text() else 0
        fixed = self.search.sizeHint().height() + about + (px(_HELP) if not self._help.isHidden() else 0) + 28
        self.resize(self.width(), min(self._tallest, fixed + rows + 2))

    def _on_row_entered(self, index: QModelIndex) -> None:
        if self.rows.kind(index) is not None:
            self.list.setCurrentIndex(index)

    def _on_current_changed(self, current: QModelIndex) -> None:
        kind = self.rows.kind(current)
        self._help.setText(tr("Catalog", kind.help) if kind is not None and kind.help else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        if event.type() == QEvent.Type.FocusOut and not self.isAncestorOf(self.window().focusWidget() or self):
            self.dismiss()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in _MOVES:
            at = self.rows.step(self.list.currentIndex().row(), _MOVES[Qt.Key(event.key())])
            if at.isValid():
                self.list.setCurrentIndex(at)
                self.list.scrollTo(at)
        else:
            return False
        return True

    # --- look -------------------------------------------------------------------------------------------------------------

    def _on_ink_changed(self) -> None:
        color = self._ink.color
        self.list.setStyleSheet("QListView { background: transparent; border: none; outline: none; }")
        self.search.setStyleSheet(
            f"QLineEdit {{ background: {color('field').name()}; color: {color('text').name()}; border-radius: 6px;"
            f" border: 2px solid {color('accent').name()}; padding: 4px 8px; }}"
        )
        for label in (self._about, self._help):
            line = (
                f"border-top: 1px solid {color('line').name()}; padding: 5px 4px 0;" if label is self._help else "padding: 0 4px;"
            )
            label.setStyleSheet(f"QLabel {{ color: {color('muted').name()}; background: transparent; {line} }}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ink.pen("line"))
        painter.setBrush(self._ink.brush("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class _RowDelegate(QStyledItemDelegate):
    """A mark, the title, and its category at the right; or a heading."""

    def __init__(self, ink: Ink, rows: PaletteRows, parent: QObject) -> None:
        super().__init__(parent)
        self._ink = ink
        self._rows = rows
        self._title, self._small = ui_font(12), ui_font(11)
        self._heading = ui_font(10, QFont.Weight.Bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, px(_ROW if index.data(KIND_ROLE) is not None else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        ink, rect = self._ink, option.rect
        kind: Kind | None = index.data(KIND_ROLE)
        text: str = index.data(Qt.ItemDataRole.DisplayRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        if kind is None:
            painter.setFont(self._heading)
            painter.setPen(ink.color("muted"))
            painter.drawText(rect.adjusted(4, 4, -4, 0), middle, text.upper())
            painter.restore()
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(ink.mix("raised", "accent", 0.24))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 6, 6)
        painter.setBrush(ink.brush(kind.mark))
        painter.drawRoundedRect(QRectF(rect.x() + 8, rect.center().y() - px(4), px(10), px(10)), 2.5, 2.5)
        category = tr("Catalog", kind.category) if self._rows.tells_category else ""
        room = rect.width() - px(28) - 8
        if category:
            width = QFontMetrics(self._small).horizontalAdvance(category)
            painter.setFont(self._small)
            painter.setPen(ink.color("text" if option.state & QStyle.StateFlag.State_Selected else "muted"))
            painter.drawText(rect.adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, category)
            room -= width + 8
        painter.setFont(self._title)
        painter.setPen(ink.color("text"))
        shown = QFontMetrics(self._title).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(px(28), 0, 0, 0), middle, shown)
        painter.restore()

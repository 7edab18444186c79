"""The document's name in the toolbar: read at a glance, edited by a click or F2."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QStylePainter, QWidget

from app.panels.widgets import label
from app.text import tr
from app.theme import px, ui_font
from app.window.workspace import Workspace
from engine.errors import NodegradError


class _NameField(QLineEdit):
    """Ends in an ellipsis where it is too long and not being edited."""

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = self.rect().adjusted(7, 0, -5, 0)
        if self.hasFocus() or self.fontMetrics().horizontalAdvance(self.text()) <= inner.width():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, frame)
        painter.setPen(self.palette().text().color())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.undo_typing()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def undo_typing(self) -> None:
        self.setText(str(self.property("name_before")))
        self.setModified(False)
        self.clearFocus()


class DocumentTitle(QWidget):
    """The name as a flat field, as wide as it needs to be, and the mark of unsaved changes behind it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.field = _NameField()
        self.field.setProperty("flat", True)
        self.field.setFont(ui_font(14, QFont.Weight.DemiBold))
        self.field.setStyleSheet(f"QLineEdit {{ font-size: {px(14)}px; font-weight: 600; padding: 2px 4px; }}")
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field.setAccessibleName(tr("Window", "Document name"))
        self._mark = label(tr("Window", "edited"), "small")
        self._mark.setToolTip(tr("Window", "There are changes that are not saved"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(self._mark)
        row.addStretch(1)
        self.field.editingFinished.connect(self._rename)
        self.field.textChanged.connect(self._fit)
        workspace.document.name_changed.connect(self.refresh)
        workspace.document.was_reset.connect(self.refresh)
        workspace.changed.connect(self.refresh)
        self.refresh()

    def start_editing(self) -> None:
        """Take the keyboard and select the name."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def refresh(self, *_: object) -> None:
        name = self._workspace.document.name
        self.field.setProperty("name_before", name)
        if not self.field.isModified():
            self.field.setText(name)
            self.field.setCursorPosition(0)
        self.field.setToolTip(tr("Window", "{name} – click or press F2 to rename", name=name))
        self._mark.setVisible(self._workspace.is_edited)

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self, *_: object) -> None:
        """Give the field the width of its text, as far as there is room."""
        self.field.ensurePolished()
        wanted = self.field.fontMetrics().horizontalAdvance(self.field.text()) + px(14)
        room = self.width() - (self._mark.sizeHint().width() + 8 if self._workspace.is_edited else 0)
        self.field.setFixedWidth(max(px(48), min(wanted, room)))

    def _rename(self) -> None:
        if not self.field.isModified():
            return
        self.field.setModified(False)
        try:
            self._workspace.editor.rename_document(self.field.text())
        except NodegradError:
            self.refresh()
        self._workspace.editor.seal()
        self.refresh()

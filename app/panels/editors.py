"""One editor a kind of attribute: numbers, switches, choices, shapes, initializers.

An editor shows a value, and says what the user made of it: ``edited`` with a plain value, or ``refused`` where the text cannot
be read.  Whether the value is allowed is for ``Attr.check`` to say, and nothing is applied here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from app.icons import icon
from app.panels.attribute_text import choice_label, format_value, parse_value
from app.panels.value_line import ValueLine
from app.panels.widgets import Switch, label
from app.places import named_from
from app.press import show_checked
from app.text import tr
from app.theme import Theme, mono_font, px
from engine.ir.types import DTYPES
from engine.ops.attrs import REQUIRED, Attr


class Mixed:
    """Stands for the value where several nodes differ."""


MIXED = Mixed()


class AttributeEditor(QWidget):
    """Base of the editors; ``field`` takes the keyboard and carries the accessible name."""

    edited = Signal(object)
    refused = Signal()
    finished = Signal()  # what was edited is whole; what follows is another step
    wide = False  # whether it stands under its label instead of beside it

    def __init__(self, attr: Attr, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attr = attr
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.field: QWidget = self

    def take_field(self, field: QWidget, stretch: int = 1) -> None:
        self.field = field
        self.row.addWidget(field, stretch)
        self.setFocusProxy(field)

    def show_value(self, value: Any) -> None:
        """Show a value without saying ``edited``; MIXED where several nodes differ."""
        raise NotImplementedError

    def set_invalid(self, invalid: bool) -> None:
        """Draw the field as wrong, or as right again."""
        if self.field.property("invalid") != invalid:
            self.field.setProperty("invalid", invalid)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class TextEditor(AttributeEditor):
    """Everything that is typed: numbers, lists, texts.  Applied by Enter or by leaving the field."""

    def __init__(self, attr: Attr, parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self.line = ValueLine()
        self._shown: Any = None
        if attr.kind not in ("str",):
            self.line.setFont(mono_font(12))
        self.take_field(self.line)
        self.line.setMinimumWidth(px(48))
        if attr.unit and attr.unit != attr.name:
            self.row.addWidget(label(tr("Catalog", attr.unit), "small"))
        self.line.draggable = attr.kind in ("int", "float")
        self._before: Any = None  # the drag that is under way
        self.line.editingFinished.connect(self._commit)
        self.line.stepped.connect(self._step)
        self.line.cancelled.connect(self._cancel)
        self.line.drag_began.connect(self._on_drag_began)
        self.line.dragged.connect(self._on_dragged)
        self.line.drag_ended.connect(self._on_drag_ended)

    def show_value(self, value: Any) -> None:
        self._shown = value
        mixed = value is MIXED
        self.line.setText("" if mixed else format_value(self.attr, value))
        self.line.setCursorPosition(0)
        self.line.setModified(False)
        if mixed:
            self.line.setPlaceholderText(tr("Inspector", "several values"))
        elif value is REQUIRED:
            self.line.setPlaceholderText(tr("Inspector", "required"))
        elif self.attr.optional:
            self.line.setPlaceholderText(tr("Inspector", "none"))
        else:
            self.line.setPlaceholderText("")

    def _commit(self) -> None:
        if not self.line.isModified():
            return
        self.line.setModified(False)
        try:
            value = parse_value(self.attr, self.line.text())
        except (ValueError, TypeError, OverflowError):
            self.refused.emit()
            return
        if value != self._shown or self.field.property("invalid"):
            self.edited.emit(value)
            self.finished.emit()

    def _cancel(self) -> None:
        self.show_value(self._shown)
        self.set_invalid(False)
        self.line.selectAll()

    def _step(self, amount: int) -> None:
        value = self._number()
        if value is None:
            return
        stepped = self._stepped(value, amount)
        if self.attr.minimum is not None and stepped < self.attr.minimum:
            return
        if self.attr.maximum is not None and stepped > self.attr.maximum:
            return
        self.edited.emit(stepped)

    def _number(self) -> Any:
        """The number that stands there; where there is none yet, the least that there may be."""
        if self.attr.kind not in ("int", "float"):
            return None
        try:
            value = parse_value(self.attr, self.line.text())
        except ValueError:
            return None
        return (self.attr.minimum or 0) if value is None else value

    def _stepped(self, value: Any, amount: float) -> Any:
        if self.attr.kind == "int":
            return int(value) + round(amount)
        return float(f"{value + amount * _float_step(value):.12g}")

    # --- dragged ----------------------------------------------------------------------------------------------------------

    def _on_drag_began(self) -> None:
        self._before = (self._shown, self._number())

    def _on_dragged(self, steps: float) -> None:
        """Apply what the pointer came to, as far as there may be such a number."""
        shown, value = self._before
        if value is None or shown is MIXED:
            return
        fine = steps if self.attr.kind == "int" else steps / _DRAG
        wanted = self._stepped(value, fine)
        low, high = self.attr.minimum, self.attr.maximum
        if low is not None and (wanted < low or (self.attr.exclusive and wanted <= low)):
            wanted = self._shown if self.attr.exclusive else type(wanted)(low)
        if high is not None and (wanted > high or (self.attr.exclusive and wanted >= high)):
            wanted = self._shown if self.attr.exclusive else type(wanted)(high)
        if wanted is not None and wanted != self._shown:
            self.edited.emit(wanted)

    def _on_drag_ended(self, keep: bool) -> None:
        shown, _ = self._before
        if not keep and shown is not MIXED and shown != self._shown:
            self.edited.emit(shown)
        self.finished.emit()


_DRAG = 10  # steps of a drag to one in the first digit


def _float_step(value: float) -> float:
    """A step in the first digit of a number: 0.001 for 0.005, 0.1 for zero."""
    return float(f"1e{f'{abs(value):e}'.partition('e')[2]}") if value else 0.1


class LinesEditor(AttributeEditor):
    """A text of several lines, applied when the field is left or by Ctrl+Enter."""

    def __init__(self, attr: Attr, parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self.sheet = _Sheet()
        self.sheet.setTabChangesFocus(True)
        self.sheet.setFixedHeight(px(112))
        self._shown: Any = None
        self.take_field(self.sheet)
        self.sheet.left.connect(self._commit)

    def show_value(self, value: Any) -> None:
        if value != self._shown or value is MIXED:
            self._shown = value
            self.sheet.setPlainText("" if value is MIXED or value is REQUIRED else str(value))
            self.sheet.setPlaceholderText(tr("Inspector", "several values") if value is MIXED else "")
        self.sheet.document().setModified(False)

    def _commit(self) -> None:
        if self.sheet.document().isModified():
            self.sheet.document().setModified(False)
            self._shown = self.sheet.toPlainText()
            self.edited.emit(self._shown)
            self.finished.emit()


class _Sheet(QPlainTextEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


#: Attributes that name a file, or a folder.
_FILES, _FOLDERS = {"file", "path", "targets", "labels"}, {"directory"}


class PathEditor(TextEditor):
    """A file, or a folder where that is what the attribute names: typed, or chosen in the system's dialog."""

    def __init__(self, attr: Attr, theme: Theme, folder: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self._folder = folder
        button = QToolButton()
        button.setIcon(icon("open", theme))
        button.setIconSize(QSize(px(16), px(16)))
        self._whole = attr.name in _FOLDERS
        words = tr("Inspector", "Choose a folder") if self._whole else tr("Inspector", "Choose a file")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(self._choose)
        self.row.addWidget(button)

    def _choose(self) -> None:
        if self._whole:
            name = QFileDialog.getExistingDirectory(self, tr("Inspector", "Choose a folder"), self._folder())
        else:
            name, _ = QFileDialog.getOpenFileName(self, tr("Inspector", "Choose a file"), self._folder())
        if name:
            self.edited.emit(named_from(self._folder(), Path(name)))


class SwitchEditor(AttributeEditor):
    """A yes or no."""

    def __init__(self, attr: Attr, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self.switch = Switch(theme)
        self.take_field(self.switch, 0)
        self._word = label("", "muted")
        self.row.addWidget(self._word, 1)
        self.switch.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        self.edited.emit(on)
        self.finished.emit()

    def show_value(self, value: Any) -> None:
        show_checked(self.switch, value is True)
        on, off = tr("Inspector", "on"), tr("Inspector", "off")
        self._word.setText(tr("Inspector", "several values") if value is MIXED else on if value is True else off)


class CalmCombo(QComboBox):
    """A combo box that the wheel changes only while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMinimumWidth(px(72))
        self.setMaxVisibleItems(20)
        self.setView(QListView(self))  # the style sheet reaches its rows, unlike those of the built-in one

    def showPopup(self) -> None:
        """The list is as wide as its longest entry."""
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0) + px(40)))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the style draws it, with a text that ends in an ellipsis where it is too long."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        text = self.currentText() or self.placeholderText()
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
            .width()
        )
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room - 4)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(AttributeEditor):
    """One of a few values, with words for them."""

    def __init__(self, attr: Attr, choices: list[tuple[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(attr, parent)
        self.combo = CalmCombo()
        self._values = [value for _, value in choices]
        for text, _ in choices:
            self.combo.addItem(text)
        self.take_field(self.combo)
        self.combo.activated.connect(self._on_activated)

    def set_choices(self, choices: list[tuple[str, Any]]) -> None:
        """Offer other values; what is shown stays, if it is among them."""
        shown = self._values[self.combo.currentIndex()] if self.combo.currentIndex() >= 0 else None
        self._values = [value for _, value in choices]
        self.combo.clear()
        for text, _ in choices:
            self.combo.addItem(text)
        self.show_value(shown)

    def _on_activated(self, index: int) -> None:
        self.edited.emit(self._values[index])
        self.finished.emit()

    def show_value(self, value: Any) -> None:
        known = value in self._values if isinstance(value, str | bool | int | type(None)) else False
        self.combo.setPlaceholderText(tr("Inspector", "several values") if value is MIXED else str(value))
        self.combo.setCurrentIndex(self._values.index(value) if known else -1)
        self.combo.setToolTip(self.combo.currentText())


def make_editor(attr: Attr, theme: Theme, folder: Callable[[], str], parent: QWidget | None = None) -> AttributeEditor:
    """The editor that fits an attribute.  ``folder`` says where relative paths start."""
    from app.panels.formula_editor import FormulaEditor
    from app.panels.initializer_editor import InitializerEditor

    nothing = [(tr("Inspector", "none"), None)] if attr.optional else []
    if attr.kind == "bool":
        if not attr.optional:
            return SwitchEditor(attr, theme, parent)
        words = [(tr("Inspector", "automatic"), None), (tr("Inspector", "on"), True), (tr("Inspector", "off"), False)]
        return ChoiceEditor(attr, words, parent)
    if attr.kind == "choice":
        return ChoiceEditor(attr, nothing + [(choice_label(choice), choice) for choice in attr.choices], parent)
    if attr.kind == "dtype":
        return ChoiceEditor(attr, nothing + [(name, name) for name in DTYPES], parent)
    if attr.kind == "formula":
        return FormulaEditor(attr, parent)
    if attr.kind in ("initializer", "regularizer"):
        return InitializerEditor(attr, theme, parent)
    if attr.kind == "str" and attr.name in _FILES | _FOLDERS:
        return PathEditor(attr, theme, folder, parent)
    if attr.kind == "text":
        return LinesEditor(attr, parent)
    return TextEditor(attr, parent)

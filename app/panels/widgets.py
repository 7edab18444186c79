"""Small widgets that the panels and the window share: headings, marks, elided text, a switch, messages in line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.icons import icon
from app.text import sentence
from app.theme import Theme, px

MARK = 10
_SEVERITY_ICONS = {"error": "error", "warning": "warning", "hint": "info", "info": "info"}
_SEVERITY_TOKENS = {"error": "error", "warning": "warning", "hint": "accent", "info": "accent"}


def label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label in one of the style sheet's roles; its text is shown as it is, never read as markup."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        result.setProperty("role", role)
    return result


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """The small capitals above a group."""
    result = label(text.upper(), "heading", parent)
    result.setAccessibleName(text)
    return result


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel between two groups."""
    line = QFrame(parent)
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line


def draw_mark(painter: QPainter, x: float, middle: float, color: QColor, size: float = MARK) -> None:
    """The square that shows a category's colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(x, middle - size / 2, size, size), 2.5, 2.5)
    painter.restore()


class Mark(QWidget):
    """The category's mark as a widget."""

    def __init__(self, theme: Theme, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._token = token
        self.setFixedSize(px(MARK), px(MARK) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_mark(painter, 0, self.height() / 2, self._theme.color(self._token), px(MARK))


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit, and then shows all of it as its tooltip."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = text
        self._mode = mode
        self._hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        return self._full

    def set_full_text(self, text: str, hint: str = "") -> None:
        """The whole text; ``hint`` is a longer tooltip that it has in any case."""
        self._full = text
        self._hint = hint
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, max(hint.height(), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(self.width(), 0)) if self._full else ""
        super().setText(shown)
        self.setToolTip(self._hint or (self._full if shown != self._full else ""))


class Switch(QAbstractButton):
    """An on/off switch."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 36, self.height() / 22)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        track = QRectF(2.5, 3.5, 31, 15)
        painter.setPen(QPen(theme.color("accent" if self.isChecked() else "muted"), 1))
        painter.setBrush(theme.color("accent") if self.isChecked() else theme.color("field"))
        painter.drawRoundedRect(track, 7.5, 7.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if self.isChecked() else "muted"))
        painter.drawEllipse(QPointF(track.right() - 7.5 if self.isChecked() else track.left() + 7.5, track.center().y()), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text"), 1))
            painter.drawRoundedRect(QRectF(0.5, 1.5, 35, 19), 9.5, 9.5)


class MessageRow(QWidget):
    """A severity's sign and a sentence that wraps; ``content`` takes what may follow it (a repair's button)."""

    def __init__(self, theme: Theme, severity: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._severity = severity
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sign = QLabel()
        self._sign.setFixedWidth(px(16))
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.content = QVBoxLayout()
        self.content.setSpacing(4)
        self.text = label(sentence(text).replace("“", "\u200b“"))  # Chinese has no space to break a line at before a name
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(1)  # a long word is no reason to be wider than the panel
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(self.text)
        row.addLayout(self.content, 1)
        self.setAccessibleName(text)
        theme.changed.connect(self._recolour)
        self._recolour()

    def _recolour(self) -> None:
        name, token = _SEVERITY_ICONS[self._severity], _SEVERITY_TOKENS[self._severity]
        self._sign.setPixmap(icon(name, self._theme, token).pixmap(QSize(px(16), px(16)), self.devicePixelRatio()))


def button_row(left: Sequence[QPushButton], right: Sequence[QPushButton]) -> QHBoxLayout:
    """The buttons at the foot of a dialog: what it is for at the left, the ways out at the right; Enter stays with the fields."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in (*left, *right):
        button.setAutoDefault(button.isDefault())
    for button in left:
        row.addWidget(button)
    row.addStretch(1)
    for button in right:
        row.addWidget(button)
    return row

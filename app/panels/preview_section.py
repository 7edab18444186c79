"""The inspector's look at values: the picture of one output or weight of the node, which may be pinned to its card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.icons import icon
from app.model.pictures import AnyPicture, Number, Unseen
from app.panels.inspector_sections import Section
from app.panels.widgets import ElidedLabel, label
from app.pictures import figures_text, paint_picture, words
from app.press import show_checked
from app.text import tr
from app.theme import Theme, mono_font, px, text_scale

_HEIGHT, _LOW = 132, 64
_PAD = 8


class PictureView(QWidget):
    """Paints one picture on a card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.picture: AnyPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Preview", "Preview"))
        theme.changed.connect(self.update)

    def show_picture(self, picture: AnyPicture | None) -> None:
        if picture == self.picture:
            return
        self.picture = picture
        described = words(picture) if picture is not None else ""
        self.setAccessibleDescription(described)
        self.setToolTip(described if isinstance(picture, Unseen) else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(_LOW if self.picture is None or isinstance(self.picture, Number | Unseen) else _HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("field"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.picture is not None:
            scale = text_scale()  # pictures are drawn in a scene's units
            painter.scale(scale, scale)
            inner = QRectF(0, 0, rect.width() / scale, rect.height() / scale).adjusted(_PAD, _PAD, -_PAD, -_PAD + 4)
            paint_picture(painter, inner, self.picture, self._theme)


class PreviewSection(Section):
    """``look`` is the output or weight that is chosen; ``pin_wanted`` carries it, or nothing where it shall be taken off."""

    look_changed = Signal()
    pin_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Preview"), parent)
        self._theme = theme
        self.look = ""
        self._names: tuple[str, ...] = ()
        self._pinned = ""
        top = QHBoxLayout()
        top.setSpacing(8)
        self.column.removeWidget(self.title)
        top.addWidget(self.title)
        self.note = ElidedLabel("", "small")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.note, 1)
        self.pin = QToolButton()
        self.pin.setCheckable(True)
        self.pin.setAutoRaise(True)
        self.pin.setIcon(icon("pin", theme))
        self.pin.setIconSize(QSize(px(16), px(16)))
        self.pin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pin.setAccessibleName(tr("Inspector", "Show on the canvas"))
        self.pin.setToolTip(tr("Inspector", "Keep this preview on the node's card (P)"))
        self.pin.toggled.connect(self._on_pin)
        top.addWidget(self.pin)
        self.column.addLayout(top)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Inspector", "What is previewed"))
        self.choice.activated.connect(self._on_chosen)
        self.column.addWidget(self.choice)
        self.view = PictureView(theme)
        self.column.addWidget(self.view)
        self.figures = label("", "small")
        self.figures.setFont(mono_font(10))
        self.figures.setWordWrap(True)
        self.figures.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.figures)
        self.hide()

    def show_node(self, names: Sequence[str], pinned: str) -> None:
        """What the node has to show; what it shows on its card is chosen first."""
        names = tuple(names)
        if (names, pinned) != (self._names, self._pinned):
            if names != self._names:
                self.choice.clear()
                self.choice.addItems(list(names))
            self._names, self._pinned = names, pinned
            if pinned in names:
                self._choose(pinned)
        if self.look not in names:
            self._choose(names[0] if names else "")
        self.choice.setCurrentText(self.look)
        self.choice.setVisible(len(names) > 1)
        show_checked(self.pin, bool(pinned) and pinned == self.look)
        self.setVisible(bool(names))

    def show_picture(self, picture: AnyPicture | None, note: str) -> None:
        """The value of what is chosen, and the state of the weights behind it."""
        self.view.show_picture(picture)
        figures = figures_text(picture) if picture is not None else ""
        self.figures.setText(figures)
        self.figures.setVisible(bool(figures))
        self.note.set_full_text(note)

    def _choose(self, name: str) -> None:
        if name != self.look:
            self.look = name
            self.show_picture(None, "")
            self.look_changed.emit()

    def _on_chosen(self, index: int) -> None:
        self._choose(self._names[index])
        if self._pinned and self._pinned != self.look:
            self.pin_wanted.emit(self.look)  # the card shows what is chosen here
        show_checked(self.pin, bool(self._pinned))

    def _on_pin(self, checked: bool) -> None:
        self.pin_wanted.emit(self.look if checked else "")

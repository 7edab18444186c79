"""Notes and frames on the scene: what a reader needs and the program does not.

A note shows its text as Markdown and is as high as that text; a frame is a titled area behind nodes, which it takes along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from app.canvas.detail import Detail, detail
from app.canvas.face import NodeFace
from app.canvas.geometry import GRID, PAD, RADIUS, NodeLayout, Text
from app.canvas.node_item import NodeItem, Touch
from app.canvas.painter import NodeState, paint_text
from app.text import tr
from app.theme import scene_font

if TYPE_CHECKING:
    from app.canvas.field import Field
    from app.canvas.ink import Ink
    from app.canvas.sprites import Sprites

BAND = 32.0  # the height of a frame's title
_EDGE = 6.0  # how near to a frame's edge it is taken hold of
GRIP = 14.0  # the size of the corner that resizes
MIN_NOTE = 40.0
_ELIDE = Qt.TextElideMode.ElideRight
_HEADINGS = {1: 16, 2: 14, 3: 13}  # pixels


class NoteText(QTextDocument):
    """Markdown without HTML that loads nothing: a project file may come from anywhere."""

    def __init__(self, text: str, width: float) -> None:
        super().__init__()
        self.setDefaultFont(scene_font(12))
        self.setDocumentMargin(0)
        self.setIndentWidth(18)
        self.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._calm()
        self.setTextWidth(width)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None

    def _calm(self) -> None:
        """Headings a little larger than the text, lines a little apart."""
        cursor = QTextCursor(self)
        block = self.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            lines = QTextBlockFormat(block.blockFormat())
            lines.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            lines.setTopMargin(0 if block == self.begin() else 6)
            lines.setBottomMargin(0)
            cursor.setBlockFormat(lines)
            if level := block.blockFormat().headingLevel():
                font = QTextCharFormat()
                font.setFont(scene_font(_HEADINGS.get(level, 12), QFont.Weight.DemiBold))
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(font)  # merging would keep the size that Markdown gives headings
            block = block.next()


class _Written(NodeItem):
    """What notes and frames share: a size that may be tried before it is kept, and a corner to resize by."""

    ringed = False
    resized_by: ClassVar[tuple[str, ...]]  # the attributes that the corner changes

    def __init__(self, node_id: str, face: NodeFace, ink: Ink, sprites: Sprites, field: Field, touch: Touch) -> None:
        self._tried: tuple[float, float] | None = None
        super().__init__(node_id, face, ink, sprites, field, touch)

    @property
    def size(self) -> tuple[float, float]:
        return self._tried or self.face.size

    def try_size(self, size: tuple[float, float] | None) -> None:
        """Show another size without keeping it; None shows what the document has."""
        self._tried = size
        self._lay_out()

    def on_grip(self, point: QPointF) -> bool:
        """Whether a point of the scene is on the corner that resizes."""
        rect = self.rect()
        return QRectF(rect.right() - GRIP, rect.bottom() - GRIP, GRIP, GRIP).contains(point)

    def _paint_grip(self, painter: QPainter) -> None:
        if not (self.hovered or self.selected):
            return
        painter.setPen(self._ink.pen("muted", 1.25))
        corner = QPointF(self.layout.width - 4, self.layout.height - 4)
        for length in (4.0, 8.0):
            painter.drawLine(QPointF(corner.x() - length, corner.y()), QPointF(corner.x(), corner.y() - length))

    def _outline(self, token: str) -> QPen:
        if self.face.severity == "error":
            return self._ink.pen("error", 2)
        if self.selected:
            return self._ink.pen("accent", 2)
        return QPen(self._ink.mix("line", "muted", 0.6), 1) if self.hovered else self._ink.pen(token, 1)


class NoteItem(_Written):
    """A note: a quiet card with text."""

    resized_by = ("width",)

    def _measure(self) -> NodeLayout:
        width = self.size[0]
        self._text = NoteText(self.face.text or tr("Canvas", "Double-click to write"), width - 2 * PAD)
        height = max(MIN_NOTE, -(-(self._text.size().height() + 2 * PAD - 4) // GRID) * GRID)
        return NodeLayout(width, height, QRectF(), Text("", "title", "text", 0, 0))

    def text_rect(self) -> QRectF:
        """Where the text stands, in scene coordinates."""
        return self.rect().adjusted(PAD - 4, PAD - 6, 4 - PAD, 6 - PAD)

    def _paint(self, painter: QPainter, level: Detail, state: NodeState) -> None:
        ink = self._ink
        pen = self._outline("line")
        painter.setPen(pen)
        painter.setBrush(ink.brush("raised"))
        inset = pen.widthF() / 2
        painter.drawRoundedRect(self.layout.rect.adjusted(inset, inset, -inset, -inset), RADIUS - inset, RADIUS - inset)
        painter.save()
        painter.translate(PAD, PAD - 2)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, ink.color("text" if self.face.text else "muted"))
        context.palette = palette
        self._text.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_grip(painter)


class FrameItem(_Written):
    """A frame: a titled area that is taken hold of by its title and its edge, so that what lies in it stays within reach."""

    resized_by = ("width", "height")
    behind = True

    def _measure(self) -> NodeLayout:
        width, height = self.size
        metrics = self._ink.metrics["title"]
        shown = self.face.text or self.face.title
        text = metrics.elidedText(shown, _ELIDE, width - 2 * PAD)
        title = Text(text, "title", "text" if self.face.text else "muted", PAD, round(BAND / 2 + metrics.capHeight() / 2))
        return NodeLayout(width, height, QRectF(), title, elided=text != shown)

    def holds(self, point: QPointF) -> bool:
        rect = self.rect()
        if not rect.adjusted(-_EDGE / 2, 0, _EDGE / 2, _EDGE / 2).contains(point):
            return False
        inside = rect.adjusted(_EDGE, BAND, -_EDGE, -_EDGE)
        return not inside.contains(point) or self.on_grip(point)

    def paint(self, painter: QPainter, scale: float, ratio: float) -> bool:
        """Drawn directly: a picture of its size would crowd out those of all nodes."""
        ink, rect = self._ink, self.layout.rect
        pen = self._outline("line")
        painter.setPen(pen)
        painter.setBrush(ink.brush("text", 0.04))
        inset = pen.widthF() / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        if detail(scale) is not Detail.BLOCKS:
            paint_text(painter, ink, self.layout.title)
            self._paint_grip(painter)
        return True

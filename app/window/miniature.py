"""A document drawn small, from its record: a block in its category's colour for every node, a curve for every wire."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform

from app.catalog.registry import Catalog
from app.model.records import DocumentRecord
from app.model.rules import input_ports
from app.theme import Theme

_WIDTH, _HEAD, _PORT, _GAP = 140.0, 48.0, 18.0, 20.0
_LARGEST = 0.35  # small graphs are not blown up beyond this
_TALLEST = 2.0  # wide graphs are pulled so much taller, that their wires can be told apart
_WIRE_TOKENS = {"schedule": "optimizer", "any": "tensor", "free": "muted"}


def paint_miniature(painter: QPainter, rect: QRectF, record: DocumentRecord, catalog: Catalog, theme: Theme) -> None:
    """Draw the document's graph into a rectangle, as large as it fits."""
    kinds = {node: catalog.kind_of(record, node) for node in record.nodes}
    shown = [node.id for node in record.nodes.values() if node.group is None]
    blocks = {node: _block(record, node, catalog) for node in shown if not kinds[node].options.get("form")}
    if not blocks:
        return
    _make_room(blocks.values())
    whole = QRectF()
    for block in blocks.values():
        whole = whole.united(block)
    across = min(rect.width() / whole.width(), rect.height() / whole.height(), _LARGEST)
    down = min(rect.height() / whole.height(), across * _TALLEST)
    place = QTransform()
    place.translate(rect.center().x(), rect.center().y())
    place.scale(across, down)
    place.translate(-whole.center().x(), -whole.center().y())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for link in record.links.values():
        source, target = blocks.get(link.source.node), blocks.get(link.target.node)
        if source is None or target is None:
            continue
        start = place.map(_port_point(record, catalog, link.source.node, link.source.port, source, is_input=False))
        end = place.map(_port_point(record, catalog, link.target.node, link.target.port, target, is_input=True))
        path = _wire(start, end)
        port = catalog.kind_of(record, link.source.node).output(link.source.port)
        wire = port.wire if port is not None else "any"
        painter.setPen(QPen(theme.color(_WIRE_TOKENS.get(wire, wire), 0.8), 1.5))
        painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    for node, block in blocks.items():
        painter.setBrush(theme.color(kinds[node].mark))
        painter.drawRoundedRect(place.mapRect(block), 3, 3)
    painter.restore()


def _wire(start: QPointF, end: QPointF) -> QPainterPath:
    """A curve to the right; back to the left, it goes between the rows."""
    path = QPainterPath(start)
    if end.x() > start.x():
        bend = QPointF(max(4.0, (end.x() - start.x()) / 2), 0)
        path.cubicTo(start + bend, end - bend, end)
        return path
    middle, out = (start.y() + end.y()) / 2, QPointF(10, 0)
    right, left = QPointF(start.x(), middle), QPointF(end.x(), middle)
    path.cubicTo(start + out, right + out, right)
    path.lineTo(left)
    path.cubicTo(left - out, end - out, end)
    return path


def _block(record: DocumentRecord, node: str, catalog: Catalog) -> QRectF:
    kind = catalog.kind_of(record, node)
    rows = max(len(kind.inputs), len(kind.outputs), 1)
    place = record.nodes[node]
    return QRectF(place.x, place.y, _WIDTH, _HEAD + _PORT * rows)


def _make_room(blocks: Collection[QRectF]) -> None:
    """Blocks are drawn wider than many nodes are; let none run into its neighbour."""
    for block in blocks:
        for other in blocks:
            beside = other.top() < block.bottom() and block.top() < other.bottom()
            if beside and block.left() < other.left() < block.right() + _GAP:
                block.setRight(max(block.left() + _GAP, other.left() - _GAP))


def _port_point(record: DocumentRecord, catalog: Catalog, node: str, port: str, block: QRectF, *, is_input: bool) -> QPointF:
    kind = catalog.kind_of(record, node)
    wired = {target.port for target in record.links if target.node == node}
    names = input_ports(kind, wired) if is_input else [output.name for output in kind.outputs]
    row = names.index(port) if port in names else 0
    top = block.top() + 32 + _PORT * row + _PORT / 2
    return QPointF(block.left() if is_input else block.right(), min(top, block.bottom() - 8))

"""Icons from ``resources/icons``, drawn in the colours of the theme.

They lie beside the rooms, like ``app.theme``, because the panels, the canvas and the window all show them.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from app.theme import Theme, px

_SIZE = 16
_SCALES = (1, 2, 3)


@lru_cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


def svg(name: str, color: str) -> bytes:
    """The icon's drawing with its strokes in a colour (``#rrggbb``)."""
    return _source(name).replace("currentColor", color).encode()


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, opacity: float, size: int, scale: int) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(svg(name, color))).render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon(name: str, theme: Theme, token: str = "text", size: int = _SIZE) -> QIcon:
    """An icon in a token's colour, paler where its action is disabled; ``size`` is that at the text's usual size."""
    color, size = theme.hex(token), px(size)
    pale = QColor(theme.hex("muted")).name()
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(_pixmap(name, color, 1.0, size, scale), QIcon.Mode.Normal)
        result.addPixmap(_pixmap(name, pale, 0.55, size, scale), QIcon.Mode.Disabled)
    return result


def app_icon() -> QIcon:
    """Nodegrad's own mark, for windows and task bars."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_pixmap("nodegrad", "#000000", 1.0, size, 1))
    return result

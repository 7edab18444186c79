"""How pictures of values are painted and put into words: the same in the inspector and on the canvas.

It lies beside the rooms, like the theme, because canvas and panels both paint pictures and do not know each other.
"""

from __future__ import annotations

from math import ceil
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from app.model.pictures import AnyPicture, Empty, HeatMap, Histogram, Images, Number, Unseen
from app.text import sentence, tr, tr_error
from app.theme import scene_font, scene_mono_font

CAPTION = 14.0  # pixels that the range below a picture takes
_GAP = 4.0
_NO_PEN = Qt.PenStyle.NoPen


class Colors(Protocol):
    """Where colours come from: a theme, or the canvas's ink."""

    def color(self, token: str, alpha: float = 1.0) -> QColor: ...


# --- words --------------------------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """A value in four digits: ``0.1234``, ``-2.5``, ``1.2e-07``; whole numbers as they are."""
    if isinstance(value, bool):
        return tr("Preview", "true") if value else tr("Preview", "false")
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**12 else f"{value:.3e}"
    text = f"{value:.4g}"
    return text.replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")


def form_text(picture: AnyPicture) -> str:
    """What is shown: ``heat map``, ``histogram``, ...; nothing for a picture that is none."""
    if isinstance(picture, HeatMap):
        return tr("Preview", "sparse heat map") if picture.stored is not None else tr("Preview", "heat map")
    if isinstance(picture, Images):
        return tr("Preview", "image") if picture.count == 1 else tr("Preview", "{count} images", count=picture.count)
    if isinstance(picture, Histogram):
        return tr("Preview", "histogram")
    return tr("Preview", "number") if isinstance(picture, Number) else ""


def figures_text(picture: AnyPicture) -> str:
    """Least, mean and greatest, and what else is remarkable: ``min -1 · mean 0.2 · max 3 · 2 not finite``."""
    figures = picture.figures
    parts = []
    ends = (figures.least, figures.mean, figures.greatest)
    if not isinstance(picture, Number):
        least, mean, greatest = ("" if value is None else number(value) for value in ends)
        if least:
            parts.append(tr("Preview", "min {value}", value=least))
            parts.append(tr("Preview", "mean {value}", value=mean))
            parts.append(tr("Preview", "max {value}", value=greatest))
    if figures.nan:
        parts.append(tr("Preview", "{count} NaN", count=f"{figures.nan:,}"))
    if figures.infinite:
        parts.append(tr("Preview", "{count} infinite", count=f"{figures.infinite:,}"))
    if isinstance(picture, HeatMap) and picture.stored is not None:
        parts.append(tr("Preview", "{count} stored", count=f"{picture.stored:,}"))
    if figures.dead:
        parts.append(tr("Preview", "{share} % of units are 0 in every row", share=f"{100 * figures.dead:.0f}"))
    return " · ".join(parts)


def words(picture: AnyPicture) -> str:
    """The whole picture as a screen reader says it."""
    if isinstance(picture, Unseen):
        return reason(picture)
    if isinstance(picture, Empty):
        return tr("Preview", "without entries, {shape}", shape=shape_text(picture))
    if isinstance(picture, Number):
        return " · ".join(part for part in (number(picture.value), figures_text(picture)) if part)
    return f"{form_text(picture)}, {picture.dtype} {shape_text(picture)}, {figures_text(picture)}"


def reason(picture: Unseen) -> str:
    """Why nothing is seen, as a sentence."""
    return sentence(tr_error(picture.template, dict(picture.params)))


def shape_text(picture: AnyPicture) -> str:
    return "×".join(map(str, picture.shape))


# --- painting -----------------------------------------------------------------------------------------------------------


def paint_picture(painter: QPainter, rect: QRectF, picture: AnyPicture, colors: Colors, label: str = "") -> None:
    """A picture with the range of its values below, within a rectangle; ``label`` says of what where that is not plain."""
    painter.save()
    if isinstance(picture, Unseen):
        _paint_words(painter, rect, reason(picture), colors)
    elif isinstance(picture, Empty):
        _paint_words(painter, rect, sentence(words(picture)), colors)
    elif isinstance(picture, Number):
        _paint_number(painter, rect, picture, colors)
    else:
        upper = rect.adjusted(0, 0, 0, -CAPTION)
        if isinstance(picture, HeatMap):
            _paint_heat(painter, upper, picture, colors)
        elif isinstance(picture, Images):
            _paint_images(painter, upper, picture, colors)
        else:
            _paint_histogram(painter, upper, picture, colors)
        _paint_range(painter, QRectF(rect.x(), upper.bottom(), rect.width(), CAPTION), picture, colors, label)
    painter.restore()


def _paint_words(painter: QPainter, rect: QRectF, text: str, colors: Colors) -> None:
    """A sentence over as many lines as there is room for."""
    font = _unhinted(scene_font(11))
    painter.setFont(font)
    painter.setPen(colors.color("muted"))
    metrics = QFontMetricsF(font)
    lines = max(1, int(rect.height() // metrics.lineSpacing()))
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
    while metrics.boundingRect(rect, int(flags.value), text).height() > lines * metrics.lineSpacing() and len(text) > 2:
        text = text[:-2].rstrip(" …") + "…"
    painter.drawText(rect, int(flags.value), text)


def _paint_number(painter: QPainter, rect: QRectF, picture: Number, colors: Colors) -> None:
    size = 18
    text = number(picture.value)
    while size > 11 and QFontMetricsF(scene_mono_font(size)).horizontalAdvance(text) > rect.width():
        size -= 1
    painter.setFont(_unhinted(scene_mono_font(size)))
    painter.setPen(colors.color("error" if picture.figures.nan or picture.figures.infinite else "text"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter.value), text)


def _paint_range(painter: QPainter, rect: QRectF, picture: HeatMap | Images | Histogram, colors: Colors, label: str) -> None:
    """What the ends stand for; between them the colours of a heat map."""
    font = _unhinted(scene_mono_font(9))
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    baseline = round(rect.bottom() - 3)
    low, high = _ends(picture)
    if isinstance(picture, Histogram) and not picture.counts:
        low, high = tr("Preview", "no finite number"), ""
    painter.setPen(colors.color("muted"))
    painter.drawText(QPointF(rect.x(), baseline), low)
    right = rect.right() - metrics.horizontalAdvance(high)
    if low != high:
        painter.drawText(QPointF(right, baseline), high)
    ramp = QRectF(rect.x() + metrics.horizontalAdvance(low) + 6, baseline - 6, 0, 5)
    ramp.setRight(right - 6)
    if not isinstance(picture, HeatMap):
        painter.drawText(QPointF(rect.center().x() - metrics.horizontalAdvance(label) / 2, baseline), label)
    elif ramp.width() > 12 and picture.low < picture.high:
        steps = bytes(range(0, 255, 2))
        table = _color_table(picture, colors)
        painter.drawImage(ramp, _indexed(steps, len(steps), 1, table))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colors.color("line"), 1))
        painter.drawRect(ramp)


def _ends(picture: HeatMap | Images | Histogram) -> tuple[str, str]:
    if picture.dtype == "bool":
        return tr("Preview", "false"), tr("Preview", "true")
    whole = picture.dtype.startswith(("int", "uint")) and not isinstance(picture, Images)
    low, high = (int(picture.low), int(picture.high)) if whole else (picture.low, picture.high)
    return number(low), number(high)


def _paint_heat(painter: QPainter, rect: QRectF, picture: HeatMap, colors: Colors) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    image = _indexed(picture.cells, picture.columns, picture.rows, _color_table(picture, colors))
    painter.drawImage(rect, image)
    _paint_frame(painter, rect, colors)


def _paint_frame(painter: QPainter, rect: QRectF, colors: Colors) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.color("line"), 1))
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _indexed(cells: bytes, columns: int, rows: int, table: list[int]) -> QImage:
    image = QImage(cells, columns, rows, columns, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(table)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _color_table(picture: HeatMap, colors: Colors) -> list[int]:
    """Colours of the cells: from the ground to blue for what is above zero, to red for what is below."""
    ground, above, below = colors.color("field"), colors.color("tensor"), colors.color("loss")
    low, high = picture.low, picture.high
    middle = min(max(0.0, low), high)  # the value that has the colour of the ground
    reach = max(high - middle, middle - low)
    table = []
    for level in range(255):
        value = low + (high / 254 - low / 254) * level
        if not reach or reach == float("inf"):
            share = (level / 254 - 0.5) * 2 if reach else (0.0 if not high else 0.6 if high > 0 else -0.6)
        else:
            share = (value - middle) / reach
        table.append(_mixed(ground, above if share >= 0 else below, abs(share)).rgb())
    return [*table, colors.color("warning").rgb()]


def _mixed(a: QColor, b: QColor, share: float) -> QColor:
    keep, share = 1.0 - min(share, 1.0), min(share, 1.0)
    return QColor.fromRgbF(
        a.redF() * keep + b.redF() * share, a.greenF() * keep + b.greenF() * share, a.blueF() * keep + b.blueF() * share
    )


def _paint_images(painter: QPainter, rect: QRectF, picture: Images, colors: Colors) -> None:
    """As many images as there are, side by side and as large as they go."""
    rows, scale = _tiling(picture, rect)
    across = ceil(picture.count / rows)
    width, height = picture.width * scale, picture.height * scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=scale < 1)
    left = rect.center().x() - (across * (width + _GAP) - _GAP) / 2
    top = rect.center().y() - (rows * (height + _GAP) - _GAP) / 2
    size = picture.height * picture.width * picture.channels
    form = QImage.Format.Format_Grayscale8 if picture.channels == 1 else QImage.Format.Format_RGB888
    for index in range(picture.count):
        pixels = picture.pixels[index * size : (index + 1) * size]
        image = QImage(pixels, picture.width, picture.height, picture.width * picture.channels, form).copy()
        place = QRectF(left + index % across * (width + _GAP), top + index // across * (height + _GAP), width, height)
        painter.drawImage(place, image)
        _paint_frame(painter, place, colors)


def _tiling(picture: Images, rect: QRectF) -> tuple[int, float]:
    """The number of rows in which the images come out largest, and their scale."""

    def scale(rows: int) -> float:
        across = ceil(picture.count / rows)
        room = QSize(int(rect.width() - (across - 1) * _GAP), int(rect.height() - (rows - 1) * _GAP))
        return max(0.05, min(room.width() / across / picture.width, room.height() / rows / picture.height))

    best = max(range(1, picture.count + 1), key=scale)
    return best, scale(best)


def _paint_histogram(painter: QPainter, rect: QRectF, picture: Histogram, colors: Colors) -> None:
    bottom = rect.bottom() - 2
    painter.setPen(_NO_PEN)
    painter.setBrush(colors.color("activation"))
    bars, most = len(picture.counts), max(picture.counts, default=0)
    width = rect.width() / max(bars, 3)
    left = rect.center().x() - width * bars / 2
    gap = 1.0 if width >= 3 else 0.0
    for index, count in enumerate(picture.counts):
        if count:
            height = max(1.0, (bottom - rect.y()) * count / most)
            painter.drawRect(QRectF(left + index * width + gap / 2, bottom - height, width - gap, height))
    painter.setPen(QPen(colors.color("line"), 1))
    painter.drawLine(QPointF(rect.x(), bottom + 0.5), QPointF(rect.right(), bottom + 0.5))
    if picture.low < 0 < picture.high and not picture.whole:
        zero = rect.x() + rect.width() * -picture.low / (picture.high - picture.low)
        painter.setPen(QPen(colors.color("muted", 0.6), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(zero, rect.y()), QPointF(zero, bottom))


def _unhinted(font: QFont) -> QFont:
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font

"""The surface that the scene is seen on: where the view stands over it, what of it is painted, and moving to what is wanted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent, QTransform
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.canvas.areas import covering
from app.canvas.backing import Backing, Paint, Window
from app.canvas.camera import Camera
from app.canvas.detail import Detail, detail
from app.canvas.field import Boxes
from app.canvas.layers import Layers
from app.canvas.node_item import REACH
from app.canvas.overlay import Overlay
from app.canvas.scene import CanvasScene
from app.canvas.stage import paint_scene

_REST = 140  # milliseconds after the last zoom step until nodes are kept as pictures again
_LINE = 9.0  # pixels that lines and rings reach over what they belong to
_MANY = 4000  # parts, from which on the whole view is painted again
_AROUND = (REACH + _LINE) * np.array((-1.0, -1.0, 1.0, 1.0))


class Plane(QAbstractScrollArea):
    """Shows one scene, and knows nothing of gestures and keys."""

    zoom_changed = Signal(float)
    seen_changed = Signal()  # another part of the scene is seen

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas: CanvasScene = scene
        self.camera: Camera = Camera(self)
        self.overlay = Overlay(self)
        self._backing = Backing()
        self._layers = Layers(scene)  # while nodes are dragged
        self._level = detail(self.zoom())
        self._together = True  # whether all is painted as one picture, also what is dragged
        self._unfinished = False  # whether the last frame left something to be drawn in the next
        self._framed = False
        self._ringed = False  # whether the focus is shown
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._on_rest)
        scene.touched.connect(self._on_touched)
        scene.relit.connect(self._on_relit)
        scene.shifted.connect(self._on_shifted)
        scene.lift_changed.connect(self._layers.drop)

    # --- coordinates ------------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """1.0 is reading size."""
        return self.camera.zoom()

    def viewport_transform(self) -> QTransform:
        """From the scene to the view."""
        return self.camera.transform()

    def to_scene(self, point: QPointF) -> QPointF:
        return self._inverse().map(QPointF(point))

    def to_view(self, point: QPointF) -> QPointF:
        return self.camera.transform().map(QPointF(point))

    def _inverse(self) -> QTransform:
        return self.camera.transform().inverted()[0]

    def visible_rect(self) -> QRectF:
        """The part of the scene that is seen."""
        return self._inverse().mapRect(QRectF(self.viewport().rect()))

    def minimap_rect(self) -> QRectF:
        """The part of the view that is covered for long."""
        return QRectF()

    # --- moving over the canvas -------------------------------------------------------------------------------------------

    def fit_all(self) -> None:
        """Show the whole graph."""
        self.camera.fit(self.canvas.whole_rect())

    def frame_selection(self) -> None:
        """Show what is selected; everything where nothing is."""
        chosen = self.canvas.selected_ids()
        self.camera.fit(self.canvas.contents_rect(chosen) if chosen else self.canvas.whole_rect())

    def camera_moved(self, zoomed: bool = False) -> None:
        """Called by the camera."""
        if zoomed:
            self._hurry()
            self._level = detail(self.zoom())
            self.zoom_changed.emit(self.zoom())
        else:
            self.canvas.contents.trim(self.visible_rect())
        self.viewport().update()
        self.seen_changed.emit()

    def _hurry(self) -> None:
        """Until nothing has changed for a moment, speed matters more than smooth edges."""
        self.canvas.sprites.resting = False
        self._rest.start()

    def _on_rest(self) -> None:
        """Nodes were scaled and wires drawn in haste, or put together from pictures: paint all as it is."""
        hasty, self.canvas.sprites.resting = not self.canvas.sprites.resting, True
        window = self._window()
        if not self._together and self._layers.ready(window):
            self._backing.take(window, lambda painter: self._layers.draw(painter, QRegion(window.rect), window))
        self._together = True
        if hasty and (self._backing.scaled or self._level is not Detail.BLOCKS):
            self._layers.drop()
            self._backing.spoil(at_once=False)
        self.viewport().update()

    def _window(self) -> Window:
        viewport = self.viewport()
        return Window(viewport.size(), viewport.devicePixelRatioF(), self.zoom(), self.camera.at())

    @property
    def settled(self) -> bool:
        """Whether what is seen is as it should be: nothing is left to be painted, and nothing was painted in haste."""
        if self.canvas.telling.busy:
            return False
        return self._backing.right and self.canvas.sprites.resting and self._backing.shows(self.zoom(), self.camera.at())

    # --- painting ---------------------------------------------------------------------------------------------------------

    def _spoil(self) -> None:
        self._backing.spoil()
        self.viewport().update()

    def _on_touched(self, rect: QRectF) -> None:
        """A part of the scene looks otherwise; all of it where the rectangle is empty."""
        self._layers.drop()
        if self._backing.spoiled:
            return
        if rect.isNull():
            self._spoil()
        else:
            self._spoil_part(rect)

    def _spoil_part(self, rect: QRectF) -> None:
        shown = self.camera.transform().mapRect(rect).adjusted(-_LINE, -_LINE, _LINE, _LINE)
        area = shown.intersected(QRectF(self.viewport().rect())).toAlignedRect()
        if not area.isEmpty():
            self._backing.spoil(area)
            self.viewport().update(area)

    def _on_shifted(self, rect: QRectF) -> None:
        """Nodes that are dragged are elsewhere."""
        self._together = False
        self._rest.start()
        self._spoil_part(rect)

    def _on_relit(self, parts: Boxes) -> None:
        """Many parts look otherwise (rows of left, top, right, bottom)."""
        self._layers.drop()
        if len(parts) > _MANY:
            self._backing.spoil(at_once=False)
            self.viewport().update()
        elif not self._backing.spoiled:
            shown = parts * self.zoom() - np.tile(self.camera.at().toTuple(), 2) + _AROUND * max(1.0, self.zoom())
            area = covering(shown, self.viewport().size())
            if not area.isEmpty():
                self._backing.spoil(area, at_once=False)
                self.viewport().update(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.canvas.pace.begin()
        viewport = self.viewport()
        painter = QPainter(viewport)
        window = self._window()
        apart = not self._together and (self._layers.ready(window) or not self._unfinished)
        late = self._layers.show(painter, event.region(), window) if apart else None
        if late is None:
            hasty = not self.canvas.sprites.resting
            late = self._backing.show(painter, event.region(), window, self._paint_part(window.ratio), hasty)
            self._layers.rest(window)
        painter.setWorldTransform(self.camera.transform())
        self.overlay.draw(painter)
        painter.resetTransform()
        if self._ringed:
            painter.setPen(self.canvas.ink.pen("accent", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(viewport.rect().adjusted(1, 1, -1, -1))
        painter.end()
        self._unfinished = not late.isEmpty()
        if self._unfinished:
            QTimer.singleShot(0, viewport, lambda: viewport.update(late))

    def _paint_part(self, ratio: float) -> Paint:
        zoom, scene = self.zoom(), self.canvas

        return lambda painter, exposed: paint_scene(painter, scene, exposed, zoom, ratio)

    # --- the window -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was in the middle stays there; a graph that was seen whole stays seen whole."""
        super().resizeEvent(event)
        before = event.oldSize()
        if not self._framed or before.isEmpty() or before == event.size():
            return
        seen = self._inverse().mapRect(QRectF(QPointF(), QSizeF(before)))
        whole = self.canvas.whole_rect()
        self.camera.look_at(seen.center(), fly=False)
        if seen.contains(whole) and not self.visible_rect().contains(whole):
            self.camera.fit(whole, fly=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._framed:
            self._framed = True
            self.camera.open_on(self.canvas.whole_rect(), fly=False)

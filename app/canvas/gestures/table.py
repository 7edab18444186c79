"""Which press begins which gesture: the first in the table that says yes."""

from __future__ import annotations

from app.canvas.gestures.base import Gesture
from app.canvas.gestures.copy import CopyNodes
from app.canvas.gestures.cut import CutWires
from app.canvas.gestures.disconnect import Disconnect
from app.canvas.gestures.draw_wire import DrawWire
from app.canvas.gestures.marquee import Marquee
from app.canvas.gestures.menu_click import MenuClick
from app.canvas.gestures.move import MoveNodes
from app.canvas.gestures.pan import Pan
from app.canvas.gestures.resize import Resize
from app.canvas.gestures.select_link import SelectLink

PRESSES: tuple[type[Gesture], ...] = (
    Pan,
    CutWires,
    MenuClick,
    Disconnect,
    DrawWire,
    Resize,
    CopyNodes,
    MoveNodes,
    SelectLink,
    Marquee,
)

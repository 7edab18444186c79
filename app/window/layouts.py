"""Where the docks of a window stand, as data: what is remembered between starts, and what is kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Area = Literal["left", "right", "bottom"]


class DockPlace(msgspec.Struct, frozen=True):
    """One dock: its side, its size across that side (pixels at the text's usual size), whether it is shown.

    ``floating`` is its rectangle on the screen where it stands alone.  ``size`` 0 leaves it to the window.
    """

    area: Area
    size: int = 0
    shown: bool = True
    floating: tuple[int, int, int, int] | None = None


#: Docks by name, in the order in which they are docked.
Layout = Mapping[str, DockPlace]

AS_MADE: Layout = {
    "palette": DockPlace("left", 232),
    "inspector": DockPlace("right", 304),
    "bottom": DockPlace("bottom"),
}


def encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def decode_layout(text: str) -> Layout:
    """A layout from the settings; nothing where it is broken or from another version."""
    try:
        return msgspec.json.decode(text, type=dict[str, DockPlace])
    except msgspec.DecodeError:
        return {}


def decode_layouts(text: str) -> dict[str, Layout]:
    try:
        return dict(msgspec.json.decode(text, type=dict[str, dict[str, DockPlace]]))
    except msgspec.DecodeError:
        return {}

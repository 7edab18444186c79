"""Has the plug-ins that the user switched on in this process, for programs without a window."""

from __future__ import annotations

from functools import lru_cache

from app.catalog.registry import catalog
from app.places import plugin_folder
from app.plugins.room import Room
from app.plugins.switches import Switches


@lru_cache
def room() -> Room:
    """The one of this process."""
    return Room(catalog())


def make_ready() -> Room:
    """Load what is switched on."""
    found = room()
    found.use(Switches(plugin_folder()).allowed())
    return found

"""The plug-ins of this process, of which there is one set: what is switched on, or what another process says."""

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
    """Load what is switched on; for programs without a window."""
    found = room()
    found.load(Switches(plugin_folder()).allowed())
    return found

"""Selecting along the wires: what feeds the selected nodes, what they feed, and everything that hangs together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.canvas.view import CanvasView


def select_feeding(view: CanvasView) -> None:
    """Add all nodes before the selected ones to the selection."""
    _select(view, before=True, after=False)


def select_fed(view: CanvasView) -> None:
    """Add all nodes behind the selected ones to the selection."""
    _select(view, before=False, after=True)


def select_connected(view: CanvasView) -> None:
    """Add everything that is joined to the selected nodes by wires, in whichever direction."""
    _select(view, before=True, after=True)


def _select(view: CanvasView, before: bool, after: bool) -> None:
    canvas = view.canvas
    ways: dict[str, list[str]] = {}
    for source, target in canvas.document.links.values():
        if before:
            ways.setdefault(target.node, []).append(source.node)
        if after:
            ways.setdefault(source.node, []).append(target.node)
    chosen = canvas.selected_ids()
    found = dict.fromkeys(chosen)
    waiting = list(found)
    while waiting:
        for node in ways.get(waiting.pop(), ()):
            if node not in found:
                found[node] = None
                waiting.append(node)
    # what was selected stays last: the keyboard goes on acting on the same node
    canvas.select([*(node for node in found if node not in set(chosen)), *chosen])
    view.announce(view.accessibleDescription())

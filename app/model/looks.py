"""What of a node can be looked at: the values on its outputs, the figure of a metric, and its weights."""

from __future__ import annotations

from collections.abc import Iterable

from app.catalog.spec import Kind
from app.model.groups import FREE

#: How the figure of a metric is called, which has no output.
FIGURE = "value"
_WITHOUT_VALUE = ("schedule",)


def looks(kind: Kind, weights: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of what a node of a kind can show, the outputs first; ``weights`` are those that the live check found."""
    names = [port.name for port in kind.outputs if port.wire not in _WITHOUT_VALUE and port.name != FREE]
    if kind.role == "metric":
        names.append(FIGURE)
    if kind.role in ("reroute", "unknown"):
        return ()
    if kind.role != "variable":  # its weight is its output
        names += [name for name in weights if name not in names]
    return tuple(names)

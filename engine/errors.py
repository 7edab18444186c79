"""The exception tree of the engine.

    NodegradError                 everything below; carries the canvas node it came from
    ├── GraphError                a graph that cannot be built
    │   ├── RuleError             raised inside a type rule, before the node is known
    │   │   └── PluginError       something in a plug-in that does not work; knows its file and line
    │   ├── TypeRuleError         the same, once the op and the node are named
    │   ├── AttributeValueError   an attribute is missing, of the wrong type or out of range
    │   │   └── FormulaError      a formula that cannot be read or built; knows the place in its text
    │   └── CycleError            a node would feed itself
    ├── FeedError                 a placeholder was not fed, or fed with the wrong shape
    ├── DeviceError               the device is not there, or its library is missing
    ├── DataError                 a data source is missing, broken or does not fit
    ├── TrainingError             a run that cannot start or go on
    ├── FormatError               a file that is cut off, foreign, or too new
    └── ExportError               a graph that a target cannot express

A message is one sentence: the thing, the place, the mend.  It is kept as an English template and its parameters, so that
the studio can show it in the user's language: ``raise FeedError("Placeholder '{name}' was not fed; ...", name="x")``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

#: How much of a long line is shown around the place of an error.
_WINDOW = 72


class NodegradError(Exception):
    """An error that a user may read: ``template`` filled with ``params``; ``origin`` is the canvas node's id, if known."""

    def __init__(self, template: str, *, origin: str | None = None, **params: Any) -> None:
        self.template = template
        self.params = params
        self.origin = origin
        super().__init__(template.format(**params) if params else template)

    @property
    def message(self) -> str:
        return str(self)

    @property
    def excerpt(self) -> str | None:
        """Where the error lies in the text of a formula: its line, and a caret under the place.  None for other errors."""
        return excerpt(self.params)


class GraphError(NodegradError):
    """A graph that cannot be built."""


class RuleError(GraphError):
    """A type rule's refusal; the graph re-raises it as TypeRuleError with the op and the node in front."""


class PluginError(RuleError):
    """Something in a plug-in that does not work: its file, mostly its line, and the ``op`` that it happened in, if it was one."""


class TypeRuleError(GraphError):
    """A node whose inputs do not fit its op: ``Dense 'hidden': input has 32 features per row, but ...``."""


class AttributeValueError(GraphError):
    """An attribute that is missing, unknown, of the wrong type or out of range."""


class FormulaError(AttributeValueError):
    """A formula that cannot be read, or whose types do not fit; ``excerpt`` shows the place in its text."""


class CycleError(GraphError):
    """A node that would feed itself."""


class FeedError(NodegradError):
    """A placeholder that was not fed, or was fed with an array that does not fit."""


class DeviceError(NodegradError):
    """A device that this machine or this installation lacks."""


class DataError(NodegradError):
    """A data source or a data step that cannot give what it was asked for."""


class TrainingError(NodegradError):
    """A run that cannot start or go on."""


class FormatError(NodegradError):
    """A file that is cut off, foreign, or written by a newer version."""


class ExportError(NodegradError):
    """A graph that an export target cannot express."""


def excerpt(params: Mapping[str, Any]) -> str | None:
    """The line of the formula that an error's parameters speak of, and under it a caret at the place; None where none does."""
    text, offset = params.get("formula"), params.get("offset")
    if not isinstance(text, str) or not isinstance(offset, int) or not text.strip():
        return None
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:].partition("\n")[0]
    column = min(offset - start, len(line))
    first = max(0, column - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown, before = line[first : first + _WINDOW], line[first:column]
    lead, tail = "…" if first else "", "…" if first + _WINDOW < len(line) else ""
    # as wide as what stands above it: tabs stay tabs, Chinese characters take two columns
    pad = "".join("\t" if char == "\t" else "\u3000" if unicodedata.east_asian_width(char) in "WF" else " " for char in before)
    return f"{lead}{shown}{tail}\n{' ' if lead else ''}{pad}^"

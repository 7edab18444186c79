"""The exception tree of the engine.

    NodegradError                 everything below; carries the canvas node it came from
    ├── GraphError                a graph that cannot be built
    │   ├── RuleError             raised inside a type rule, before the node is known
    │   ├── TypeRuleError         the same, once the op and the node are named
    │   ├── AttributeValueError   an attribute is missing, of the wrong type or out of range
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

from typing import Any


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


class GraphError(NodegradError):
    """A graph that cannot be built."""


class RuleError(GraphError):
    """A type rule's refusal; the graph re-raises it as TypeRuleError with the op and the node in front."""


class TypeRuleError(GraphError):
    """A node whose inputs do not fit its op: ``Dense 'hidden': input has 32 features per row, but ...``."""


class AttributeValueError(GraphError):
    """An attribute that is missing, unknown, of the wrong type or out of range."""


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

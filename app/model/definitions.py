"""What makes a group an instance of a kind of its own: the kind's name and help, and the parameters that it shows.

An instance is a group like any other, with all of its nodes in the document; so it opens, trains and unpacks where the library
that it came from is not.  Its attributes hold the values of its parameters, and a node inside says in ``driven`` which of its
attributes follow which parameter.  What stands in the instance counts: reading a file puts it into the nodes inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import FormatError
from engine.ops.attrs import REQUIRED, Attr

if TYPE_CHECKING:
    from app.model.records import NodeRecord

#: Kinds of attributes that a parameter can have: those that a file can keep.
TYPES = (
    "int", "float", "bool", "str", "text", "formula", "choice", "dtype", "ints", "floats", "shape", "axes", "initializer", "json",
)  # fmt: skip
#: What a group's attributes hold beside parameters.
RESERVED = ("inputs", "outputs")
_FLAGS = ("exclusive", "optional")
_TEXTS = ("unit", "help")
_NUMBERS = ("minimum", "maximum")


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter: what ``Attr`` says of an attribute, as a file keeps it.  ``type`` is the attribute's kind."""

    name: str
    title: str = ""
    type: str = "float"
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    optional: bool = False
    help: str = ""
    extra: Mapping[str, Any] = {}

    @property
    def attr(self) -> Attr:
        """The attribute that an instance has."""
        return Attr(
            self.name, self.type, self.default, self.minimum, self.maximum, self.exclusive, self.choices, self.unit,
            self.optional, self.help, title=self.title,
        )  # fmt: skip

    @classmethod
    def like(cls, attr: Attr, name: str, title: str, default: Any) -> Parameter:
        """The parameter for an attribute of an inner node."""
        return cls(
            name=name, title=title, type=attr.kind, default=None if default is REQUIRED else default, minimum=attr.minimum,
            maximum=attr.maximum, exclusive=attr.exclusive, choices=tuple(attr.choices), unit=attr.unit, optional=attr.optional,
            help=attr.help,
        )  # fmt: skip


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """What an instance says of its kind.

    ``id`` stays the same where the kind is renamed; ``digest`` names the version.  While an instance is ``open`` what is in it
    may be changed, so that a new version of the kind can be made of it.
    """

    id: str
    name: str
    category: str = ""
    help: str = ""
    digest: str = ""
    parameters: tuple[Parameter, ...] = ()
    open: bool = False
    extra: Mapping[str, Any] = {}

    @property
    def attrs(self) -> tuple[Attr, ...]:
        return tuple(parameter.attr for parameter in self.parameters)


# --- as JSON ----------------------------------------------------------------------------------------------------------


def render_parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter as it stands in files: what it does not say is left out."""
    row: dict[str, Any] = {"name": parameter.name}
    if parameter.title:
        row["title"] = parameter.title
    row |= {"type": parameter.type, "default": parameter.default}
    row |= {key: value for key in _NUMBERS if (value := getattr(parameter, key)) is not None}
    row |= {key: True for key in _FLAGS if getattr(parameter, key)}
    if parameter.choices:
        row["choices"] = list(parameter.choices)
    row |= {key: value for key in _TEXTS if (value := getattr(parameter, key))}
    return {**row, **parameter.extra}


def render_definition(definition: Definition) -> dict[str, Any]:
    """A definition as it stands in the row of its instance."""
    row: dict[str, Any] = {"id": definition.id, "name": definition.name}
    row |= {key: value for key in ("category", "help", "digest") if (value := getattr(definition, key))}
    row["parameters"] = [render_parameter(parameter) for parameter in definition.parameters]
    if definition.open:
        row["open"] = True
    return {**row, **definition.extra}


def parse_definition(data: Mapping[str, Any], where: str, file: str) -> Definition:
    """The definition in a row of a file; FormatError where it is none."""
    texts = {key: _typed(data, key, str, "a text", where, file, "") for key in ("id", "name", "category", "help", "digest")}
    if not texts["id"] or not texts["name"]:
        raise FormatError("'{file}': the definition of {where} has no id or no name; add both", file=file, where=where)
    return Definition(
        **texts,
        parameters=parse_parameters(data.get("parameters", []), where, file),
        open=_typed(data, "open", bool, "true or false", where, file, False),
        extra={key: value for key, value in data.items() if key not in (*texts, "parameters", "open")},
    )


def parse_parameters(rows: Any, where: str, file: str) -> tuple[Parameter, ...]:
    """The parameters in a list of a file."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FormatError("'{file}': \"parameters\" of {where} must be a list of objects", file=file, where=where)
    found = [_parse_parameter(row, where, file) for row in rows]
    names = [parameter.name for parameter in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FormatError(
            "'{file}': two parameters of {where} are named '{parameter}'; rename one of them",
            file=file, where=where, parameter=twice,
        )  # fmt: skip
    return tuple(found)


def _parse_parameter(row: Mapping[str, Any], where: str, file: str) -> Parameter:
    name = _typed(row, "name", str, "a text", where, file, "")
    type_ = _typed(row, "type", str, "a text", where, file, "float")
    if not name or name in RESERVED or type_ not in TYPES:
        raise FormatError(
            "'{file}': the parameter '{parameter}' of {where} needs a free name and one of the types {known}",
            file=file, parameter=name, where=where, known=", ".join(TYPES),
        )  # fmt: skip
    choices = row.get("choices", [])
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise FormatError("'{file}': \"choices\" of {where} must be a list of texts", file=file, where=where)
    known = ("name", "title", "type", "default", "choices", *_NUMBERS, *_FLAGS, *_TEXTS)
    return Parameter(
        name=name,
        title=_typed(row, "title", str, "a text", where, file, ""),
        type=type_,
        default=row.get("default"),
        choices=tuple(choices),
        **{key: _typed(row, key, (int, float), "a number", where, file, None) for key in _NUMBERS},
        **{key: _typed(row, key, bool, "true or false", where, file, False) for key in _FLAGS},
        **{key: _typed(row, key, str, "a text", where, file, "") for key in _TEXTS},
        extra={key: value for key, value in row.items() if key not in known},
    )


def _typed(data: Mapping[str, Any], key: str, wanted: Any, words: str, where: str, file: str, default: Any) -> Any:
    value = data.get(key, default)
    if value is not default and (not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool)):
        raise FormatError("'{file}': \"{key}\" of {where} must be {wanted}", file=file, where=where, key=key, wanted=words)
    return value


# --- what parameters drive --------------------------------------------------------------------------------------------


def owner(nodes: Mapping[str, NodeRecord], node: NodeRecord) -> NodeRecord | None:
    """The instance whose parameters a node follows: the innermost around it."""
    seen: set[str] = set()
    group = node.group
    while group is not None and group in nodes and group not in seen:
        seen.add(group)
        if nodes[group].definition is not None:
            return nodes[group]
        group = nodes[group].group
    return None


def is_sealed(nodes: Mapping[str, NodeRecord], group: str) -> bool:
    """Whether a group is an instance that is not open, or lies in one."""
    own = nodes[group].definition
    return (own is not None and not own.open) or sealing(nodes, group) is not None


def sealing(nodes: Mapping[str, NodeRecord], node: str | None) -> NodeRecord | None:
    """The instance, not open, that a node lies in, at any depth; the outermost of them."""
    found = None
    seen: set[str] = set()
    while node is not None and node in nodes and node not in seen:
        seen.add(node)
        node = nodes[node].group
        record = nodes.get(node) if node is not None else None
        if record is not None and record.definition is not None and not record.definition.open:
            found = record
    return found


def settled(nodes: Mapping[str, NodeRecord]) -> dict[str, NodeRecord]:
    """The nodes with the values of the parameters in what they drive, however deep the instances are nested."""
    result = dict(nodes)
    driven = [node.id for node in nodes.values() if node.driven]
    depth = {node: _depth(nodes, node) for node in driven}
    for node in sorted(driven, key=lambda node: depth[node]):  # an inner instance hands on what it was given
        record = result[node]
        instance = owner(result, record)
        if instance is not None and instance.definition is not None:
            values = _values(record, instance)
            if values != record.attributes:
                result[node] = msgspec.structs.replace(record, attributes=values)
    return result


def _values(record: NodeRecord, instance: NodeRecord) -> Mapping[str, Any]:
    """The attributes of a node as its instance wants them."""
    assert instance.definition is not None
    parameters = {parameter.name: parameter for parameter in instance.definition.parameters}
    wanted = {
        key: instance.attributes.get(name, parameters[name].default) for key, name in record.driven.items() if name in parameters
    }
    return {**record.attributes, **wanted}


def _depth(nodes: Mapping[str, NodeRecord], node: str) -> int:
    depth, group = 0, nodes[node].group
    while group is not None and group in nodes and depth <= len(nodes):
        depth, group = depth + 1, nodes[group].group
    return depth


def parameter_name(title: str, taken: Iterable[str]) -> str:
    """The name in files of a parameter that people call so: ``Hidden units`` → ``hidden_units``, numbered where it is taken."""
    letters = "".join(char if char.isalnum() else "_" for char in title.strip().lower())
    base = "_".join(part for part in letters.split("_") if part) or "parameter"
    used = {*taken, *RESERVED}
    return next(name for name in (base, *(f"{base}_{count}" for count in range(2, len(used) + 3))) if name not in used)

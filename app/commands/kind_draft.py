"""A kind while it is being put together: which attributes of the nodes in a group become parameters, and how those are called."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from app.catalog.registry import Catalog
from app.commands.library import Drives, belongs, capture, drives_of
from app.model import groups
from app.model.definitions import TYPES, Parameter, parameter_name
from app.model.rules import Nodes
from app.project.kinds import KindFile, check_name
from app.project.library import Library
from app.text import readable, tr
from engine.errors import AttributeValueError, NodegradError
from engine.ops.attrs import REQUIRED, Attr


@dataclass(frozen=True, slots=True)
class Inner:
    """One attribute of a node in the group, and its value there."""

    node: str
    node_name: str
    attr: Attr
    value: Any

    @property
    def key(self) -> tuple[str, str]:
        return self.node, self.attr.name


@dataclass(slots=True)
class Shown:
    """A parameter: its title and default, and the attributes that follow it (at least one)."""

    title: str
    default: Any
    attr: Attr  # what its values must be
    drives: list[tuple[str, str]] = field(default_factory=list)


class KindDraft:
    """What ``group`` can be saved as.  ``attributes`` are all that may be shown; ``parameters`` those that are, in order."""

    def __init__(self, nodes: Nodes, catalog: Catalog, library: Library, group: str) -> None:
        self.nodes = nodes
        self.group = group
        self._catalog = catalog
        self._library = library
        record = nodes.nodes[group]
        self.before = record.definition
        self.name = self.before.name if self.before is not None else self._free(readable(record.name))
        self.category = self.before.category if self.before is not None else "Layers"
        self.help = self.before.help if self.before is not None else ""
        self.attributes = self._found()
        self.parameters: list[Shown] = []
        self._take_over()

    def _free(self, wanted: str) -> str:
        """The name, or the first one behind it that no kind has: a group is at first called Group, as its kind is."""
        names = itertools.chain([wanted], (f"{wanted} {number}" for number in itertools.count(2)))
        return next(name for name in names if name not in self._catalog)

    def _found(self) -> list[Inner]:
        found = []
        for node in groups.contents(self.nodes, [self.group]):
            record = self.nodes.nodes[node]
            if not belongs(self.nodes, record, self.group) or (groups.passes(record) and record.definition is None):
                continue
            kind = self._catalog.kind_of(self.nodes, node)
            for attr in kind.attrs if kind.role not in ("note", "frame") else ():
                if attr.kind in TYPES:
                    start = attr.start if attr.default is REQUIRED else attr.default
                    found.append(Inner(node, record.name, attr, record.attributes.get(attr.name, start)))
        return found

    def _take_over(self) -> None:
        """Begin with the parameters that the group has as an instance."""
        if self.before is None:
            return
        drives = drives_of(self.nodes, self.group)
        known = {inner.key for inner in self.attributes}
        for parameter in self.before.parameters:
            keys = [key for key, name in drives.items() if name == parameter.name and key in known]
            if keys:
                self.parameters.append(
                    Shown(parameter.title or readable(parameter.name), parameter.default, parameter.attr, keys)
                )

    # --- what is shown ----------------------------------------------------------------------------------------------------

    def inner(self, key: tuple[str, str]) -> Inner:
        return next(inner for inner in self.attributes if inner.key == key)

    def shown(self, key: tuple[str, str]) -> Shown | None:
        """The parameter that an attribute follows."""
        return next((each for each in self.parameters if key in each.drives), None)

    def show(self, key: tuple[str, str]) -> Shown:
        """Make a parameter of an attribute."""
        found = self.shown(key)
        if found is None:
            inner = self.inner(key)
            title = inner.attr.title or tr("Catalog", readable(inner.attr.name))
            if any(each.title == title for each in self.parameters):
                title = f"{title} ({inner.node_name})"
            found = Shown(title, inner.value, inner.attr, [key])
            self.parameters.append(found)
        return found

    def hide(self, key: tuple[str, str]) -> None:
        """Let an attribute keep its value; a parameter that then drives nothing goes."""
        found = self.shown(key)
        if found is not None:
            found.drives.remove(key)
            if not found.drives:
                self.parameters.remove(found)

    def fitting(self, parameter: Shown) -> list[Inner]:
        """The attributes that could follow a parameter: those of its type that follow no other."""
        return [
            inner for inner in self.attributes
            if (inner.attr.kind, tuple(inner.attr.choices)) == (parameter.attr.kind, tuple(parameter.attr.choices))
            and self.shown(inner.key) in (None, parameter)
        ]  # fmt: skip

    def drive(self, parameter: Shown, key: tuple[str, str], on: bool) -> None:
        """Let an attribute follow a parameter, or no longer; the last one stays."""
        if on and self.shown(key) is None:
            parameter.drives.append(key)
        elif not on and key in parameter.drives and len(parameter.drives) > 1:
            parameter.drives.remove(key)

    def move(self, parameter: Shown, by: int) -> None:
        """Put a parameter higher (``by`` below 0) or lower."""
        at = self.parameters.index(parameter)
        self.parameters.insert(max(0, min(at + by, len(self.parameters) - 1)), self.parameters.pop(at))

    # --- the kind ---------------------------------------------------------------------------------------------------------

    def replaces(self) -> KindFile | None:
        """The kind of the library that saving would replace."""
        wanted = " ".join(self.name.split()).casefold()
        return next((kind for kind in self._library.kinds.values() if kind.name.casefold() == wanted), None)

    def obstacle(self) -> NodegradError | None:
        """Why it cannot be saved as it is; None where it can."""
        try:
            name = check_name(self.name)
            if self._catalog.owner(name) not in (None, "Library"):
                raise NodegradError("there is a kind '{kind}' already; choose another name", kind=name)
            for parameter in self.parameters:
                self._check(parameter)
        except NodegradError as error:
            return error
        return None

    def _check(self, parameter: Shown) -> None:
        title = parameter.title.strip()
        if not title:
            raise NodegradError("a parameter needs a title; type at least one character")
        if sum(each.title.strip() == title for each in self.parameters) > 1:
            raise NodegradError("two parameters are called '{parameter}'; give one of them another title", parameter=title)
        try:
            self._attr(parameter).check(parameter.default)
        except AttributeValueError as error:
            words = {**error.params, "attribute": title}
            raise AttributeValueError(error.template, **words) from error

    def _attr(self, parameter: Shown) -> Attr:
        """What the values of a parameter must be: in the range of everything that follows it."""
        found = [self.inner(key).attr for key in parameter.drives]
        lows = [attr.minimum for attr in found if attr.minimum is not None]
        highs = [attr.maximum for attr in found if attr.maximum is not None]
        return replace(
            parameter.attr, minimum=max(lows, default=None), maximum=min(highs, default=None),
            exclusive=any(attr.exclusive for attr in found), optional=all(attr.optional for attr in found),
        )  # fmt: skip

    def build(self) -> tuple[KindFile, Drives]:
        """The kind and what its parameters drive; NodegradError where it cannot be one."""
        if (obstacle := self.obstacle()) is not None:
            raise obstacle
        made: list[Parameter] = []
        drives: dict[tuple[str, str], str] = {}
        known = {} if self.before is None else {each.title: each for each in self.before.parameters}
        for parameter in self.parameters:
            title = parameter.title.strip()
            taken = [each.name for each in made]
            old = known.get(title)
            name = old.name if old is not None and old.name not in taken else parameter_name(title, taken)
            made.append(Parameter.like(self._attr(parameter), name, title, parameter.default))
            drives |= dict.fromkeys(parameter.drives, name)
        kind = capture(
            self.nodes, self.group, id_=self._id(), name=check_name(self.name), category=self.category, help_=self.help.strip(),
            parameters=made, drives=drives,
        )  # fmt: skip
        return kind, drives

    def _id(self) -> str:
        """That of the kind that is replaced, else a new one: another name makes another kind."""
        replaced = self.replaces()
        if replaced is not None:
            return replaced.id
        same = self.before is not None and self.before.name == check_name(self.name)
        return self.before.id if same and self.before is not None else secrets.token_hex(8)

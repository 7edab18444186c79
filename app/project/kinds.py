"""A kind of the library as a file: JSON like a project's, with the group, what lies in it, and the parameters that it shows.

What this version does not know is kept and written back.  Nothing in the file is ever run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from app.model.definitions import Definition, Parameter, parse_parameters, render_parameter
from app.model.groups import GROUP
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.format import check_acyclic, parse_links, parse_nodes, render_link, render_node
from app.project.text import block, check_depth, get, parse, plain, rest, spread
from engine.errors import FormatError, NodegradError

VERSION = 1
KEY = "nodegrad-kind"
SUFFIX = ".json"
LONGEST = 60  # characters of a name
_KEYS = (KEY, "id", "name", "category", "help", "parameters", "nodes", "links")
_FORBIDDEN = '/\\:*?"<>|.'


class KindFile(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of the library.  The first of its ``nodes`` that lies in no group is the group that an instance is a copy of."""

    id: str
    name: str
    category: str = ""
    help: str = ""
    parameters: tuple[Parameter, ...] = ()
    nodes: Mapping[str, NodeRecord] = {}
    links: Mapping[PortRef, LinkRecord] = {}
    extra: Mapping[str, Any] = {}
    link_extra: Mapping[LinkRecord, Mapping[str, Any]] = {}

    @property
    def root(self) -> NodeRecord:
        return next(node for node in self.nodes.values() if node.group is None)

    @property
    def digest(self) -> str:
        """Names this version of the kind."""
        return hashlib.sha256(dumps(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def definition(self) -> Definition:
        """What its instances say of it."""
        return Definition(
            id=self.id, name=self.name, category=self.category, help=self.help, digest=self.digest, parameters=self.parameters
        )

    @property
    def document(self) -> DocumentRecord:
        """One instance alone."""
        root = msgspec.structs.replace(self.root, definition=self.definition)
        return DocumentRecord(name=self.name, nodes={**self.nodes, root.id: root}, links=self.links)


def check_name(name: str) -> str:
    """The name as it is kept; NodegradError where a kind cannot be called so.  Its file is called like it."""
    wanted = " ".join(name.split())
    if not wanted:
        raise NodegradError("a kind needs a name; type at least one character")
    if len(wanted) > LONGEST:
        raise NodegradError("'{kind}' is too long for a kind's name; use at most {limit} characters", kind=wanted, limit=LONGEST)
    if (
        not wanted.isprintable()
        or any(char in _FORBIDDEN for char in wanted)
        or any("\ud800" <= char <= "\udfff" for char in wanted)
    ):
        raise NodegradError("'{kind}' cannot be a kind's name; use letters, digits, spaces and hyphens", kind=wanted)
    return wanted


def dumps(kind: KindFile) -> str:
    """The kind as text; the same kind always gives the same text."""
    head = [f' "{key}": {plain(getattr(kind, key))},' for key in ("id", "name", "category", "help")]
    lines = ["{", f' "{KEY}": {VERSION},', *head]
    lines += block("parameters", [spread(render_parameter(parameter), 2) for parameter in kind.parameters])
    lines += block("nodes", [render_node(node) for node in kind.nodes.values()])
    lines += block("links", [render_link(link, kind.link_extra.get(link)) for link in kind.links.values()])
    lines += [f" {plain(key)}: {spread(value, 1)}," for key, value in kind.extra.items()]
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join([*lines, "}"]) + "\n"


def loads(text: str, file: str) -> KindFile:
    """The kind in a text; FormatError where there is none."""
    data = parse(text, file) if text.lstrip("\ufeff \t\r\n").startswith("{") else None
    if not isinstance(data, dict) or KEY not in data:
        raise FormatError("'{file}' holds no kind of the library; remove it from the folder", file=file)
    if not isinstance(data[KEY], int) or isinstance(data[KEY], bool) or data[KEY] < 1:
        raise FormatError("'{file}' names no format version; its \"{key}\" entry must be a whole number", file=file, key=KEY)
    if data[KEY] > VERSION:
        raise FormatError(
            "'{file}' was written by a newer Nodegrad (format {version}, here {known}); update this one to open it",
            file=file, version=data[KEY], known=VERSION,
        )  # fmt: skip
    check_depth(data, file)
    texts = {key: get(data, key, str, "a text", "the kind", file, "") for key in ("id", "name", "category", "help")}
    if not texts["id"]:
        raise FormatError("'{file}': the kind has no id; give it one that no other kind has", file=file)
    try:
        texts["name"] = check_name(texts["name"])
    except NodegradError as error:
        raise FormatError("'{file}': " + error.template, **{**error.params, "file": file}) from error
    nodes = parse_nodes(data.get("nodes", []), file)
    links, link_extra = parse_links(data.get("links", []), nodes, file)
    check_acyclic(nodes, links, file)
    roots = [node for node in nodes.values() if node.group is None]
    if len(roots) != 1 or roots[0].kind != GROUP:
        raise FormatError("'{file}': a kind is one Group with all else in it; put its nodes into one", file=file)
    return KindFile(
        **texts,
        parameters=parse_parameters(data.get("parameters", []), "the kind", file),
        nodes=nodes,
        links=links,
        extra=rest(data, _KEYS),
        link_extra=link_extra,
    )

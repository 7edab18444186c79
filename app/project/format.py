"""The project file: JSON with a version, attributes by name, in a stable order, one node and one link a line.

What this version does not know (keys, kinds, attributes) is kept and written back untouched.  A file that cannot be read
gives one sentence that names the file, the place and the mend.  No Qt here: the worker reads documents as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.model.definitions import Definition, parse_definition, render_definition, settled
from app.model.groups import BORDERS, GROUP
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings
from app.model.rules import in_circles
from app.model.run_settings import OPTIONS
from app.project.text import block, check_depth, get, parse, plain, rest, spread
from engine.errors import AttributeValueError, FormatError
from engine.garbage import put_off
from engine.ops.attrs import Attr

VERSION = 1
FARTHEST = 10**9  # how far from the middle of the canvas a node may lie
LARGEST_SEED = 2**32 - 1

_NODE_KEYS = ("id", "kind", "name", "x", "y", "attributes", "muted", "pinned", "dismissed", "group", "driven", "definition")


# --- writing ----------------------------------------------------------------------------------------------------------


class Writer:
    """Writes one document again and again: what has not changed since the last time is not rendered anew."""

    def __init__(self) -> None:
        self._nodes: dict[str, tuple[NodeRecord, str]] = {}
        self._links: dict[LinkRecord, str] = {}

    def dumps(self, record: DocumentRecord) -> str:
        """The same text as ``dumps`` gives."""
        nodes: dict[str, tuple[NodeRecord, str]] = {}
        for id_, node in record.nodes.items():
            kept = self._nodes.get(id_)
            nodes[id_] = kept if kept is not None and kept[0] is node else (node, render_node(node))
        known, plain = self._links, record.link_extra
        links = {
            link: known.get(link) or render_link(link) if link not in plain else render_link(link, plain[link])
            for link in record.links.values()
        }
        self._nodes = nodes
        self._links = {link: text for link, text in links.items() if link not in plain}
        return _joined(record, [text for _, text in nodes.values()], list(links.values()))


def dumps(record: DocumentRecord) -> str:
    """The document as text; the same document always gives the same text."""
    links = [render_link(link, record.link_extra.get(link)) for link in record.links.values()]
    return _joined(record, [render_node(node) for node in record.nodes.values()], links)


def _joined(record: DocumentRecord, nodes: list[str], links: list[str]) -> str:
    lines = ["{", f' "nodegrad": {VERSION},', f' "name": {plain(record.name)},', f' "settings": {_settings(record.settings)},']
    lines += block("nodes", nodes)
    lines += block("links", links)
    lines += [f" {plain(key)}: {spread(value, 1)}," for key, value in record.extra.items()]
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join([*lines, "}"]) + "\n"


def render_node(node: NodeRecord) -> str:
    """A node as it stands in the file."""
    fields: dict[str, Any] = {"id": node.id, "kind": node.kind, "name": node.name, "x": _number(node.x), "y": _number(node.y)}
    if node.group is not None:
        fields["group"] = node.group
    if node.attributes:
        fields["attributes"] = dict(node.attributes)
    if node.muted:
        fields["muted"] = True
    if node.pinned:
        fields["pinned"] = node.pinned
    if node.dismissed:
        fields["dismissed"] = list(node.dismissed)
    if node.driven:
        fields["driven"] = dict(node.driven)
    if node.definition is not None:
        fields["definition"] = render_definition(node.definition)
    return spread({**fields, **node.extra}, 2)


def render_link(link: LinkRecord, extra: Mapping[str, Any] | None = None) -> str:
    """A link as it stands in the file."""
    return spread({"from": str(link.source), "to": str(link.target), **(extra or {})}, 2)


def _settings(settings: RunSettings) -> str:
    given = {attr.name: getattr(settings, attr.name) for attr in OPTIONS}
    options = {attr.name: given[attr.name] for attr in OPTIONS if given[attr.name] != attr.default}
    return spread({"device": settings.device, "epochs": settings.epochs, "seed": settings.seed, **options, **settings.extra}, 1)


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


# --- reading ----------------------------------------------------------------------------------------------------------


def loads(text: str, file: str = "the project") -> DocumentRecord:
    """The document in a text; FormatError where there is none.  ``file`` is how errors call it."""
    with put_off(lasting=True):
        return _loads(text, file)


def _loads(text: str, file: str) -> DocumentRecord:
    data = parse(text, file)
    if not isinstance(data, dict) or "nodegrad" not in data:
        raise FormatError("'{file}' is not a Nodegrad project; choose a file ending in .nodegrad", file=file)
    version = data["nodegrad"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FormatError("'{file}' names no format version; its \"nodegrad\" entry must be a whole number", file=file)
    if version > VERSION:
        raise FormatError(
            "'{file}' was written by a newer Nodegrad (format {version}, here {known}); update this one to open it",
            file=file, version=version, known=VERSION,
        )  # fmt: skip
    check_depth(data, file)
    nodes = parse_nodes(data.get("nodes", []), file)
    links, link_extra = parse_links(data.get("links", []), nodes, file)
    check_acyclic(nodes, links, file)
    return DocumentRecord(
        name=get(data, "name", str, "a text", "the project", file, "Untitled"),
        settings=_parse_settings(data.get("settings", {}), file),
        nodes=nodes,
        links=links,
        extra=rest(data, ("nodegrad", "name", "settings", "nodes", "links")),
        link_extra=link_extra,
    )


def _parse_settings(data: Any, file: str) -> RunSettings:
    if not isinstance(data, dict):
        raise FormatError("'{file}': \"settings\" must be an object", file=file)
    where = "the settings"
    epochs = get(data, "epochs", int, "a whole number", where, file, RunSettings().epochs)
    seed = get(data, "seed", int, "a whole number", where, file, RunSettings().seed)
    if epochs < 1:
        raise FormatError("'{file}': \"epochs\" of the settings must be at least 1", file=file)
    if not 0 <= seed <= LARGEST_SEED:
        raise FormatError("'{file}': \"seed\" of the settings must be between 0 and 4294967295", file=file)
    device = get(data, "device", str, "a text", where, file, RunSettings().device)
    options = {attr.name: _parse_option(attr, data[attr.name], file) for attr in OPTIONS if attr.name in data}
    known = ("device", "epochs", "seed", *(attr.name for attr in OPTIONS))
    return RunSettings(device=device, epochs=epochs, seed=seed, **options, extra=rest(data, known))


def _parse_option(attr: Attr, value: Any, file: str) -> Any:
    try:
        return attr.check(value)
    except AttributeValueError as error:
        raise FormatError("'{file}': settings: " + error.template, **{**error.params, "file": file}) from error


def parse_nodes(rows: Any, file: str) -> dict[str, NodeRecord]:
    """Nodes by id."""
    if not isinstance(rows, list):
        raise FormatError("'{file}': \"nodes\" must be a list", file=file)
    nodes: dict[str, NodeRecord] = {}
    names: dict[str, str] = {}
    for index, row in enumerate(rows):
        where = f"node {index + 1}"
        if not isinstance(row, dict):
            raise FormatError("'{file}': {where} must be an object", file=file, where=where)
        id_ = get(row, "id", str, "a text", where, file)
        where = f"node '{id_}'"
        if not id_ or id_ in nodes:
            raise FormatError("'{file}': two nodes have the id '{id}'; give one of them another id", file=file, id=id_)
        node = NodeRecord(
            id=id_,
            kind=get(row, "kind", str, "a text", where, file),
            name=get(row, "name", str, "a text", where, file),
            x=_coordinate(row, "x", where, file),
            y=_coordinate(row, "y", where, file),
            attributes=get(row, "attributes", dict, "an object", where, file, {}),
            muted=get(row, "muted", bool, "true or false", where, file, False),
            pinned=get(row, "pinned", str, "a text", where, file, ""),
            dismissed=_parse_dismissed(row, where, file),
            group=get(row, "group", str, "a text", where, file) if "group" in row else None,
            definition=_parse_definition(row, where, file),
            driven=_parse_driven(row, where, file),
            extra=rest(row, _NODE_KEYS if row.get("kind") == GROUP else _NODE_KEYS[:-1]),
        )
        if node.name in names:
            raise FormatError(
                "'{file}': the nodes '{a}' and '{b}' are both named '{node}'; rename one of them",
                file=file, a=names[node.name], b=id_, node=node.name,
            )  # fmt: skip
        names[node.name] = id_
        nodes[id_] = node
    _check_groups(nodes, file)
    return settled(nodes) if any(node.driven for node in nodes.values()) else nodes


def _parse_dismissed(row: Mapping[str, Any], where: str, file: str) -> tuple[str, ...]:
    rules = get(row, "dismissed", list, "a list of texts", where, file, [])
    if not all(isinstance(rule, str) for rule in rules):
        raise FormatError("'{file}': \"dismissed\" of {where} must be a list of texts", file=file, where=where)
    return tuple(dict.fromkeys(rules))


def _parse_definition(row: Mapping[str, Any], where: str, file: str) -> Definition | None:
    if "definition" not in row or row.get("kind") != GROUP:
        return None
    return parse_definition(get(row, "definition", dict, "an object", where, file), where, file)


def _parse_driven(row: Mapping[str, Any], where: str, file: str) -> dict[str, str]:
    driven: dict[str, Any] = get(row, "driven", dict, "an object", where, file, {})
    if not all(isinstance(name, str) for name in driven.values()):
        raise FormatError("'{file}': \"driven\" of {where} must name parameters", file=file, where=where)
    return driven


def _check_groups(nodes: Mapping[str, NodeRecord], file: str) -> None:
    """What a node lies in is a group, no group lies in itself, and each has one input node and one output node."""
    borders: set[tuple[str, str]] = set()
    whole: set[str] = set()  # groups from which the way up ends
    for node in nodes.values():
        if node.group is None:
            continue
        owner = nodes.get(node.group)
        if owner is None or owner.kind != GROUP:
            raise FormatError(
                "'{file}': the node '{node}' lies in the group '{group}', which is not there; remove its \"group\" entry",
                file=file, node=node.name, group=node.group,
            )  # fmt: skip
        if node.kind in BORDERS:
            if (node.group, node.kind) in borders:
                raise FormatError(
                    "'{file}': the group '{group}' has two nodes of the kind {kind}; remove one of them",
                    file=file, group=owner.name, kind=node.kind,
                )  # fmt: skip
            borders.add((node.group, node.kind))
        way: dict[str, None] = {}
        group: str | None = node.group
        while group is not None and group in nodes and group not in whole:
            if group in way:
                raise FormatError(
                    "'{file}': the group '{group}' lies in itself; remove one of the \"group\" entries",
                    file=file, group=nodes[group].name,
                )  # fmt: skip
            way[group] = None
            group = nodes[group].group
        whole.update(way)


def _coordinate(row: Mapping[str, Any], key: str, where: str, file: str) -> float:
    value = get(row, key, (int, float), "a number", where, file, 0)
    if abs(value) > FARTHEST:
        raise FormatError(
            "'{file}': \"{key}\" of {where} is too far out; keep it below 1000000000", file=file, key=key, where=where
        )
    return float(value)


def parse_links(
    rows: Any, nodes: Mapping[str, NodeRecord] | None, file: str
) -> tuple[dict[PortRef, LinkRecord], dict[LinkRecord, Mapping[str, Any]]]:
    """Links by target, and the unknown keys of links; ``nodes`` is None where ends may lie outside."""
    if not isinstance(rows, list):
        raise FormatError("'{file}': \"links\" must be a list", file=file)
    links: dict[PortRef, LinkRecord] = {}
    extra: dict[LinkRecord, Mapping[str, Any]] = {}
    known: dict[Any, PortRef] = {}  # ends by their text: most outputs are named more than once
    for index, row in enumerate(rows):
        where = f"link {index + 1}"
        if not isinstance(row, dict):
            raise FormatError("'{file}': {where} must be an object", file=file, where=where)
        ends = []
        for key in ("from", "to"):
            text = row.get(key)
            end = known.get(text) if isinstance(text, str) else None
            if end is None:
                text = get(row, key, str, "a text", where, file)
                end = known[text] = _parse_end(text, key, where, nodes, file)
            ends.append(end)
        link = LinkRecord(*ends)
        if nodes is not None and nodes[link.source.node].group != nodes[link.target.node].group:
            raise FormatError(
                "'{file}': {where} crosses the border of a group; remove it, or lead it through the group's ports",
                file=file, where=where,
            )  # fmt: skip
        if link.target in links:
            raise FormatError(
                "'{file}': two links go into '{port}', and an input takes one wire; remove one of them",
                file=file,
                port=str(link.target),
            )
        links[link.target] = link
        if len(row) > 2:
            extra[link] = rest(row, ("from", "to"))
    return links, extra


def _parse_end(text: str, key: str, where: str, nodes: Mapping[str, NodeRecord] | None, file: str) -> PortRef:
    ref = PortRef.parse(text)
    if not ref.node or not ref.port:
        raise FormatError(
            "'{file}': \"{key}\" of {where} is '{text}', but must name a node and a port such as 'n1.y'",
            file=file, key=key, where=where, text=text,
        )  # fmt: skip
    if nodes is not None and ref.node not in nodes:
        raise FormatError(
            "'{file}': {where} names the node '{node}', which is not there; remove the link or add the node",
            file=file, where=where, node=ref.node,
        )  # fmt: skip
    return ref


def check_acyclic(nodes: Mapping[str, NodeRecord], links: Mapping[PortRef, LinkRecord], file: str) -> None:
    """FormatError where links run in a circle."""
    if stuck := in_circles(nodes, links.values()):
        raise FormatError(
            "'{file}': the links run in a circle through the node '{node}'; remove one of them",
            file=file,
            node=nodes[stuck[0]].name,
        )

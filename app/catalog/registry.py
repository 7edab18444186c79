"""The catalogue: every node kind by name, search over them, and stand-ins for kinds that this version does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from functools import lru_cache

from app.catalog.spec import WIRE_CLASSES, Kind, PortSpec
from app.model import groups
from app.model.records import NodeRecord, PortRef
from app.model.rules import TENSORS, Nodes, same_family, taken

#: Palette headings in the order in which a network is built.
LIBRARY = "Library"
CATEGORIES = (
    LIBRARY, "Data", "Layers", "Activations", "Losses", "Optimizers", "Schedules", "Metrics", "Math", "Tensors", "Canvas",
)  # fmt: skip
FREE_HELP = "Connect here to give the group another port."
UNKNOWN_HELP = "This version does not know this kind; it is kept as it is."
_GROUPED = ("group", "entry", "exit")
_ASIDES = ("note", "frame", "reroute")  # forms of what is on the canvas for its readers only


class Catalog:
    """All kinds, in palette order.  ``every`` holds also those that no palette offers, as they come with another node.

    Those that it is made with stay; the user's own (of the library, of plug-ins) come and go with ``set_own``.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._shipped: dict[str, Kind] = {}
        for kind in kinds:
            if self._shipped.setdefault(kind.name, kind) is not kind:
                raise ValueError(f"the kind '{kind.name}' is declared twice")
        self._own: dict[str, tuple[Kind, ...]] = {}
        self._marks = {kind.category: kind.mark for kind in self._shipped.values()}
        self._build()

    def _build(self) -> None:
        self._by_name = dict(self._shipped)
        for kinds in self._own.values():
            for kind in kinds:
                self._by_name.setdefault(kind.name, kind)
        order = {category: index for index, category in enumerate(CATEGORIES)}
        self.every: tuple[Kind, ...] = tuple(
            sorted(self._by_name.values(), key=lambda kind: order.get(kind.category, len(order)))
        )
        self.kinds: tuple[Kind, ...] = tuple(kind for kind in self.every if not kind.options.get("hidden"))

        bends = [kind for kind in self.kinds if kind.role == "reroute"]
        self._reroutes = {wire: _carrying(kind, wire) for kind in bends for wire in WIRE_CLASSES}
        self._headings: tuple[str, ...] = tuple(dict.fromkeys(kind.category for kind in self.kinds))

    def set_own(self, source: str, kinds: Iterable[Kind]) -> None:
        """The kinds that the user has from a source, in place of those before.  A name that is taken already is left out."""
        self._own[source] = tuple(kinds)
        self._build()

    def owner(self, name: str) -> str | None:
        """The source that a kind comes from: empty for those that ship; None where there is no such kind.

        Names that differ in case alone are the same to people, and so here.
        """
        wanted = name.casefold()
        if any(each.casefold() == wanted for each in self._shipped):
            return ""
        return next((source for source, kinds in self._own.items() if any(k.name.casefold() == wanted for k in kinds)), None)

    def declared(self, record: NodeRecord) -> Kind | None:
        """What a node's kind declares: of an instance, as its own definition says; None where this version does not know it."""
        kind = self._by_name.get(record.kind)
        if kind is None or record.definition is None or kind.role != "group":
            return kind
        own = record.definition
        telling = own.attrs[0].name if own.attrs else ""
        mark = self._marks.get(own.category, kind.mark)
        return replace(kind, title=own.name, mark=mark, attrs=own.attrs, help=own.help, telling=telling)

    def get(self, name: str) -> Kind:
        """The kind of that name; KeyError where there is none."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def counts(self, name: str) -> bool:
        """Whether nodes of a kind count when one says how many there are: notes, frames, bends and borders of groups do not."""
        kind = self._by_name.get(name)
        return name not in groups.BORDERS and (kind is None or kind.options.get("form") not in _ASIDES)

    def count(self, nodes: Iterable[NodeRecord]) -> int:
        """How many nodes there are, as people count them."""
        return sum(number for name, number in Counter(node.kind for node in nodes).items() if self.counts(name))

    def categories(self) -> tuple[str, ...]:
        """The headings that have kinds, in palette order."""
        return self._headings

    def in_category(self, category: str) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.category == category)

    def find(self, text: str) -> list[Kind]:
        """Kinds that a search finds, best first; every kind, in palette order, where nothing is searched for.

        First titles that start with the text, then those that have it as a keyword, titles with a word that starts with it,
        longer keywords, what contains it, and what holds its letters in order, initials (``scce``) first; equals stand in
        palette order.
        A sign such as ``+`` is looked up as a keyword.
        """
        wanted = _squeeze(text)
        if not wanted:
            sign = text.strip()
            return [kind for kind in self.kinds if not sign or sign in kind.keywords]
        ranked: list[tuple[tuple[int, int, int], Kind]] = []
        for index, kind in enumerate(self.kinds):
            rank = _rank(kind, wanted)
            if rank is not None:
                ranked.append(((rank, self._headings.index(kind.category), index), kind))
        return [kind for _, kind in sorted(ranked, key=lambda entry: entry[0])]

    def fitting(self, wire: str, direction: str) -> list[Kind]:
        """Kinds with a port for a dropped wire: ``direction`` ``"from"`` an output (an input is looked for) or ``"to"`` an input.

        Kinds with a port of that very class come first.
        """
        found = [(port_fit(wire, port.wire), kind) for kind in self.kinds if (port := fitting_port(kind, wire, direction))]
        return [kind for _, kind in sorted(found, key=lambda entry: entry[0])]

    def kind_of(self, nodes: Nodes, node: str) -> Kind:
        """The kind of a node, with the inputs that its attributes give it; where this version does not know the kind, a stand-in.

        A stand-in has the ports that the node's wires need.
        """
        record = nodes.nodes[node]
        kind = self.declared(record)
        if kind is not None and kind.role == "reroute":
            return self._reroutes[self._carried(nodes, PortRef(node, "y")) or "free"]
        if kind is not None and kind.role in _GROUPED:
            return self._bordered(kind, nodes, record)
        return kind.of(record.attributes) if kind is not None else self._stand_in(record.kind, nodes, node)

    def _carried(self, nodes: Nodes, source: PortRef) -> str | None:
        """The wire class that an output carries, through however many reroutes and groups; None where nothing comes in."""
        found = groups.origin(nodes, source)
        record = nodes.nodes.get(found.node)
        if record is None or groups.passes(record):
            return None
        kind = self._by_name.get(record.kind)
        port = None if kind is None else kind.of(record.attributes).output(found.port)
        return "any" if port is None else port.wire

    def _bordered(self, kind: Kind, nodes: Nodes, record: NodeRecord) -> Kind:
        """A group, or its border inside, with ports of the classes that flow through them."""
        group = record.id if record.kind == groups.GROUP else record.group
        owner = nodes.nodes.get(group) if group is not None else None
        if group is None or owner is None:
            return kind
        end = groups.border(nodes, group, groups.EXIT) or ""
        names = {side: groups.port_names(owner.attributes, side) for side in (groups.INPUTS, groups.OUTPUTS)}
        free = PortSpec(groups.FREE, "free", help=FREE_HELP)
        coming = self._crossing(nodes, group, names[groups.INPUTS])
        going = self._crossing(nodes, end, names[groups.OUTPUTS])
        if record.kind == groups.GROUP:
            return replace(kind, inputs=coming, outputs=going)
        if record.kind == groups.ENTRY:
            return replace(kind, outputs=(*coming, free))
        return replace(kind, inputs=(*going, replace(free, required=False)))

    def _crossing(self, nodes: Nodes, node: str, names: Iterable[str]) -> tuple[PortSpec, ...]:
        """Ports of a group that come into a node: of the class that comes in, else of the first that is wanted behind it."""
        return tuple(PortSpec(name, self._through(nodes, PortRef(node, name))) for name in names)

    def _through(self, nodes: Nodes, target: PortRef) -> str:
        link = nodes.links.get(target)
        wire = self._carried(nodes, link.source) if link is not None else None
        return wire or next(iter(taken(nodes, self, target)), "free")

    def _stand_in(self, name: str, nodes: Nodes, node: str) -> Kind:
        incoming = [(link.target.port, link.source) for link in nodes.links.values() if link.target.node == node]
        outgoing = [(link.source.port, link.target) for link in nodes.links.values() if link.source.node == node]
        return self.stand_in(name, incoming, outgoing, lambda other: nodes.nodes[other].kind)

    def stand_in(
        self,
        name: str,
        incoming: Iterable[tuple[str, PortRef]],
        outgoing: Iterable[tuple[str, PortRef]],
        kind_name: Callable[[str], str],
    ) -> Kind:
        """A kind that this version does not know, with the ports that a node's wires need.

        The wires are given with the port of the node and the other end; ``kind_name`` names the kind of a node.
        """
        inputs: dict[str, PortSpec] = {}
        outputs: dict[str, PortSpec] = {}
        for port, end in incoming:
            kind = self._by_name.get(kind_name(end.node))
            spec = kind.output(end.port) if kind else None
            inputs[port] = PortSpec(port, spec.wire if spec else "any", required=False)
        for port, end in outgoing:
            kind = self._by_name.get(kind_name(end.node))
            spec = kind.input(end.port) if kind else None
            outputs[port] = PortSpec(port, spec.wire if spec else "any")
        return Kind(
            name=name, title=name, category="", mark="muted", role="unknown",
            inputs=tuple(inputs.values()), outputs=tuple(outputs.values()),
            help=UNKNOWN_HELP,
        )  # fmt: skip


def _carrying(kind: Kind, wire: str) -> Kind:
    """A reroute that carries this class of wires."""
    inputs = tuple(replace(port, wire=wire) for port in kind.inputs)
    return replace(kind, inputs=inputs, outputs=tuple(replace(port, wire=wire) for port in kind.outputs))


def port_fit(source: str, target: str) -> int:
    """How well a wire of one class suits a port of another; smaller is better."""
    if source == target:
        return 0
    return 1 if "any" in (source, target) else 3 if "free" in (source, target) else 2


def fitting_port(kind: Kind, wire: str, direction: str, taken: Container[str] = ()) -> PortSpec | None:
    """The port of a kind that a dropped wire goes to, or None.  ``direction`` as in ``Catalog.fitting``.

    Inputs named in ``taken`` have a wire already; they come last.
    """
    ports = kind.inputs if direction == "from" else kind.outputs
    fits = [port for port in ports if same_family(wire, port.wire) and _sensible(wire, port.wire, direction)]
    return min(
        fits, default=None,
        key=lambda port: (port.name in taken and not port.variadic, not port.required, port_fit(wire, port.wire)),
    )  # fmt: skip


def _sensible(wire: str, port: str, direction: str) -> bool:
    """Tensor classes may be joined freely by hand, but a menu offers a loss port to losses only."""
    source, target = (wire, port) if direction == "from" else (port, wire)
    if source == target or "any" in (source, target) or not {source, target} <= TENSORS:
        return True
    return (source, target) in {("tensor", "labels"), ("loss", "tensor")}


def _squeeze(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _words(name: str) -> list[str]:
    """``SparseCategoricalCrossentropy`` → ``[sparse, categorical, crossentropy]``; ``ReLU`` stays whole."""
    words: list[str] = []
    for index, char in enumerate(name):
        starts = char.isupper() and (index == 0 or name[index - 1].islower() or name[index - 1].isdigit())
        if starts or not words or not char.isalnum():
            words.append("")
        words[-1] += char.lower() if char.isalnum() else ""
    return [word for word in words if word]


def _rank(kind: Kind, wanted: str) -> int | None:
    name, title = _squeeze(kind.name), _squeeze(kind.title)
    if wanted in (name, title):
        return 0
    if name.startswith(wanted) or title.startswith(wanted):
        return 1
    keywords = [_squeeze(keyword) for keyword in kind.keywords]
    if wanted in keywords:
        return 2
    words = _words(kind.name) + _words(kind.title)
    if any(word.startswith(wanted) for word in words):
        return 3
    if any(keyword.startswith(wanted) for keyword in keywords):
        return 4
    if wanted in name or wanted in title or any(wanted in keyword for keyword in keywords):
        return 5
    rest = iter(name)
    if len(wanted) > 1 and all(char in rest for char in wanted):
        initials = "".join(word[0] for word in _words(kind.name))
        return 6 if wanted.startswith(initials) or initials.startswith(wanted) else 7 if name[0] == wanted[0] else 8
    return None


@lru_cache
def catalog() -> Catalog:
    """The catalogue of this installation, made once."""
    from app.catalog import canvas_kinds, data, from_ops, training

    return Catalog((*data.kinds(), *training.kinds(), *from_ops.kinds(), *canvas_kinds.KINDS))

"""What a node shows: its texts, ports and state, put together from its record, its kind and the last live check.

A face is a plain value, so a change that does not show costs nothing: the item compares the new face with the one it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.catalog.spec import Kind
from app.compile.problems import CheckResult, Problem
from app.model.looks import looks
from app.model.records import NodeRecord, PortRef
from app.model.rules import input_ports, input_spec, output_ports
from app.text import sentence, tr, tr_error
from engine.ops.attrs import REQUIRED

_SEVERITIES = ("error", "warning", "hint")
#: The forms that are cards with ports.
CARDS = ("card", "group", "border")
_FORMS = {"group": "group", "entry": "border", "exit": "border"}  # by role; the others stand in a kind's options


@dataclass(frozen=True, slots=True)
class PortFace:
    """One port: its name beside it, its wire class for colour and shape."""

    ref: PortRef
    wire: str
    is_input: bool
    connected: bool
    required: bool = True

    @property
    def label(self) -> str:
        return self.ref.port

    @property
    def waiting(self) -> bool:
        """Whether it may stay without a wire, and is: such a port is drawn small, as it asks for nothing."""
        return self.is_input and not self.required and not self.connected


@dataclass(frozen=True, slots=True)
class NodeFace:
    """One node.  ``name`` is empty where the title says as much; ``messages`` are (severity, sentence), the worst first."""

    title: str
    name: str
    mark: str
    telling: str
    inputs: tuple[PortFace, ...]
    outputs: tuple[PortFace, ...]
    footer: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    known: bool = True
    muted: bool = False
    pinned: str = ""  # the output or weight whose value the card shows
    form: str = "card"  # or ``group``, ``border`` or ``reroute``, or ``note`` or ``frame``, which show ``text`` at that ``size``
    text: str = ""
    size: tuple[float, float] = (0.0, 0.0)

    @property
    def severity(self) -> str:
        """The worst that was found: ``error``, ``warning``, ``hint`` or nothing."""
        return self.messages[0][0] if self.messages else ""


def node_face(
    record: NodeRecord,
    kind: Kind,
    wired: set[str],
    used: set[str],
    check: CheckResult,
    problems: Sequence[Problem] = (),
    inner: Sequence[Problem] = (),
    called: Callable[[str], str] = lambda node: "",
) -> NodeFace:
    """The face of a node.  ``wired`` names its inputs that have a wire, ``used`` its outputs; ``problems`` are its own.

    ``inner`` are those of the nodes in a group, which are ``called`` by their names.
    """
    title = kind.title
    info = check.nodes.get(record.id)
    messages = [(problem.severity, _sentence(problem)) for problem in problems]
    messages += [(problem.severity, _inside(problem, called(problem.node or ""))) for problem in inner]
    form = _FORMS.get(kind.role)
    name = "" if form == "border" or says_the_same(record.name, kind.title) else record.name
    if form == "group" and name:  # it says more than that it is a group
        title, name = name, ""
    return NodeFace(
        title=title,
        name=name,
        mark=kind.mark,
        telling=telling_text(kind, record.attributes),
        inputs=tuple(_input(record.id, port, kind, wired, check) for port in input_ports(kind, wired)),
        outputs=tuple(
            PortFace(ref := PortRef(record.id, spec.name), _wire(ref, spec.wire, check), False, spec.name in used)
            for spec in output_ports(kind, record.id, used, check.port_types)
        ),
        footer=info.footer if info is not None else "",
        messages=tuple(sorted(messages, key=lambda message: _SEVERITIES.index(message[0]))),
        known=kind.role != "unknown",
        muted=record.muted,
        pinned=record.pinned if looks(kind) else "",
        **({"form": form} if form is not None else _written(record, kind)),
    )


def _inside(problem: Problem, node: str) -> str:
    """A problem of a node in a group, as the group says it: with the node's name, where the sentence does not have it."""
    message = _sentence(problem)
    if not node or problem.params.get("name") == node:
        return tr("Canvas", "Inside: {message}", message=message)
    return tr("Canvas", "Inside, at '{node}': {message}", node=node, message=message)


def _sentence(problem: Problem) -> str:
    return sentence(tr_error(problem.template, dict(problem.params)))


def _written(record: NodeRecord, kind: Kind) -> dict[str, Any]:
    """What notes and frames show in place of ports."""
    form = kind.options.get("form")
    if form is None or form == "reroute":
        return {} if form is None else {"form": form}
    found = {attr.name: record.attributes.get(attr.name, attr.default) for attr in kind.attrs}
    try:
        size = (float(found["width"]), float(found.get("height", 0.0)))
    except (TypeError, ValueError):  # a damaged file; the check says so at the node
        size = (float(kind.attrs[-1].default),) * 2
    return {"form": form, "text": str(found.get("text", found.get("caption", ""))), "size": size}


def _input(node: str, port: str, kind: Kind, wired: set[str], check: CheckResult) -> PortFace:
    spec = input_spec(kind, port)
    ref = PortRef(node, port)
    wire = _wire(ref, spec.wire if spec is not None else "any", check)
    return PortFace(ref, wire, True, port in wired, spec is None or spec.required)


def _wire(ref: PortRef, declared: str, check: CheckResult) -> str:
    found = check.port_types.get(ref)
    return found.wire if found is not None else declared


def says_the_same(name: str, title: str) -> bool:
    """Whether a node's name only repeats its title: ``mean_squared_error`` for MeanSquaredError."""
    letters = _title_letters(title)
    if name[:1].isalnum() and not letters.startswith(name[0].casefold()):
        return False  # as of most names
    return _letters(name) == letters


@lru_cache(maxsize=1024)
def _title_letters(title: str) -> str:
    return _letters(title)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def telling_text(kind: Kind, attributes: Mapping[str, Any]) -> str:
    """The kind's most telling attribute, in short: ``64``, ``1e-3``, ``28×28``."""
    attr = kind.attr(kind.telling) if kind.telling else None
    if attr is None:
        return ""
    value = attributes.get(attr.name, attr.default)
    return "" if value is None or value is REQUIRED or isinstance(value, bool) else short_value(value)


def short_value(value: Any) -> str:
    """A value in as few characters as it takes."""
    if isinstance(value, float):
        return _short_float(value)
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "×".join("?" if item is None else short_value(item) for item in value)
    return str(value)


def _short_float(value: float) -> str:
    text = f"{value:.6g}"
    mantissa, _, exponent = f"{value:.6e}".partition("e")
    scientific = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    return scientific if len(scientific) < len(text) else text

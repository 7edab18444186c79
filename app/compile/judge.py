"""What one node gives, from what comes in: the work of the check that is done again where something has changed.

Nothing is raised for a wrong document: a node that cannot be typed gets a problem, and the nodes behind it stay untyped and
silent, so that one mistake gives one message.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from app.catalog.spec import PLUGIN
from app.compile import lints
from app.compile.cells import NOWHERE, Cell, Item, Stack, Tensor
from app.compile.fragments import Fragment, make_fragment
from app.compile.look import Look
from app.compile.mends import mends, missing
from app.compile.problems import Fix
from app.compile.roles import GRAPH
from app.compile.state import Flow, Schedule
from app.model.records import NodeRecord, PortRef
from app.model.rules import input_ports, input_spec, port_number, same_family
from engine.data import registry as steps
from engine.errors import AttributeValueError, DataError, NodegradError
from engine.ops.attrs import REQUIRED

if TYPE_CHECKING:
    from app.compile.checking import Check

#: What a wire of a class carries; tensors where it is not named here.
_CARRIED: dict[str, type] = {"dataset": Flow, "schedule": Schedule}
_WORDS: dict[type, str] = {Tensor: "a tensor", Flow: "a dataset", Schedule: "a schedule"}
_LEAVES = ("constant", "variable")
_LONG = 1024  # bytes of attributes that are too many to look a fragment up by
#: Ops that keep what goes through them in bounds or lead the gradient past them; saturating layers are counted anew behind them.
_ANEW = frozenset(
    {
        "batch_normalization", "layer_normalization", "group_normalization", "residual_add", "transformer_encoder_block",
        "multi_head_attention", "simple_rnn", "lstm", "gru", "bidirectional", "scan",
    }
)  # fmt: skip


def judge(check: Check, cell: Cell) -> None:
    """Work out anew what a node gives and what is wrong with it."""
    cell.reset()
    look = Look(check, cell, set())
    if cell.record.muted:
        _pass_on(check, look, cell)
    else:
        attrs = _attributes(check, look, cell)
        inputs = _inputs(check, look, cell)
        if attrs is not None and inputs is not None:
            cell.attrs, cell.inputs = attrs, inputs
            try:
                _apply(check, look, cell)
            except NodegradError as error:
                look.refuse(error, cell.id, cell.kind, partial(_mends, check, cell))
    cell.problems, cell.pending = tuple(look.problems), look.pending
    check.note_reads(cell, 0, look.reads)


def judge_alike(check: Check, cell: Cell) -> bool:
    """The same for a node like one that has gone through before, by looking it up; False where that does not do."""
    family = cell.family
    if family is None:
        family = cell.family = check.families.of(cell)
        if family is None:
            return False
    cells, wires = check.cells, cell.wires
    slots: list[Tensor] = []
    for port in family.ports:
        source = wires[port]
        before = cells.get(source.node)
        item = before.outputs.get(source.port) if before is not None else None
        if isinstance(item, Tensor):
            slots.append(item)
        elif item is not None or not _is_silent(before, source.port):
            return False
    if len(slots) < len(family.ports):
        cell.reset()
    else:
        fragment = family.get(tuple([slot.type for slot in slots]))
        if fragment is None:
            return False
        if not cell.ok or cell.problems:
            cell.reset()
        cell.attrs, cell.inputs = family.attrs, dict(zip(family.ports, slots, strict=True))
        cell.slots = tuple(slots)
        cell.feeds = tuple(dict.fromkeys([slot.node for slot in slots]))
        _settle(check, cell, fragment)
    if cell.reads[0]:
        check.note_reads(cell, 0, set())
    return True


def _mends(check: Check, cell: Cell, reads: set[str]) -> tuple[Fix, ...]:
    look = Look(check, cell, reads)
    return look.possible(mends(look, look.applied(cell)))


def _missing(check: Check, cell: Cell, port: Any, reads: set[str]) -> tuple[Fix, ...]:
    look = Look(check, cell, reads)
    return look.possible(missing(look, cell.id, port))


# --- by role ----------------------------------------------------------------------------------------------------------


def _apply(check: Check, look: Look, cell: Cell) -> None:
    role = cell.kind.role
    if role in GRAPH:
        _graph(check, look, cell)
    elif role in ("source", "transform"):
        flow = _flow(check, cell)
        cell.outputs = {cell.kind.outputs[0].name: flow}
        cell.ok = True
    elif role == "schedule":
        cell.outputs = {cell.kind.outputs[0].name: Schedule(cell.kind.target, cell.attrs)}
        cell.ok = True
    elif role == "reroute":
        cell.outputs = {"y": cell.inputs["x"]}
        cell.ok = True
    elif role == "unknown":
        raise _unknown(cell.record)
    else:
        cell.ok = True


def _unknown(record: NodeRecord) -> DataError:
    """Why a node is a stand-in: its plug-in is off, or nobody here knows its kind."""
    plugin = record.extra.get(PLUGIN)
    if isinstance(plugin, str):
        return DataError(
            "'{kind}' comes with the plug-in '{file}', which is not switched on; put it into the plug-in folder and switch it on "
            "under Edit, Plug-ins", kind=record.kind, file=plugin,
        )  # fmt: skip
    return DataError("this version does not know the kind '{kind}'; update it, or delete the node", kind=record.kind)


def _flow(check: Check, cell: Cell) -> Flow:
    incoming: Flow | None = cell.inputs.get("data")
    step = steps.get(cell.kind.target)
    type_ = step.infer(None if incoming is None else incoming.type, cell.attrs, check.folder)
    return Flow((*(incoming.stages if incoming else ()), (step.name, dict(cell.attrs), cell.id)), type_)


def _graph(check: Check, look: Look, cell: Cell) -> None:
    """A node that becomes graph: typed by its fragment, after the rules that look at its inputs."""
    role = cell.kind.role
    inputs = cell.inputs
    slots: list[Tensor] = []
    types: list[Any] = []
    whole = True  # whether an input may be labels, which are whole numbers
    for port, item in inputs.items():
        parts = item if isinstance(item, list) else (item,)
        for part in parts:
            if isinstance(part, Tensor):
                slots.append(part)
                whole = whole and part.type.kind != "int"
        types.append((port, tuple(part and part.type for part in parts) if role != "batch" else None))
    cell.slots = tuple(slots)
    cell.feeds = tuple(dict.fromkeys(slot.node for slot in slots))
    if role == "batch":
        cell.flow = flow = _flow(check, cell)
        inputs = {"data": flow}
        types = [tuple(flow.type.element_types().items())]
    elif role == "loss":
        if lints.check_inputs(look, look.applied(cell)) or lints.check_loss(look, look.applied(cell)):
            return
    elif role == "metric":
        lints.check_metric(look, look.applied(cell))
    elif role == "op" and not whole and lints.check_inputs(look, look.applied(cell)):
        return
    try:
        fragment = _fragment(check, look, cell, inputs, (cell.record.kind, cell.written, tuple(types)))
    except NodegradError:
        if role == "loss":
            look.problems.clear()  # advice on a loss that cannot be built is no help
        raise
    if role == "metric":
        cell.fragment, cell.ok = fragment, True
        return
    _settle(check, cell, fragment)
    plain = role == "op" and whole and slots and len(slots) == len(inputs) == len(cell.wires)
    if plain and not look.problems and not look.reads and len(cell.written) <= _LONG and cell.wires.keys() == inputs.keys():
        check.families.note(cell, fragment)


def _settle(check: Check, cell: Cell, fragment: Fragment) -> None:
    """A node is such a fragment, and went through."""
    slots = cell.slots
    learns = fragment.trains
    stack: Stack | None = None if slots else NOWHERE if cell.kind.role in _LEAVES else None
    for slot in slots:
        learns = learns or slot.learns
        if slot.stack is not None:
            stack = slot.stack
    if stack is not None or fragment.saturates or cell.id in check.stacks or cell.id in check.deep:
        stack = NOWHERE if cell.kind.role in _LEAVES else _stack(check, cell, fragment) if slots else None
    node = cell.id
    cell.outputs = {port: Tensor(type_, learns, stack, node, port) for port, type_ in fragment.gives}
    cell.fragment, cell.ok = fragment, True


def _fragment(check: Check, look: Look, cell: Cell, inputs: Mapping[str, Any], key: Any) -> Fragment:
    known = check.fragments.get(key)
    if known is not None:
        return known
    made = make_fragment(cell.kind, cell.attrs, inputs, look.path(cell.record), cell.record.name, lambda item: item.type)
    lints.note(made)
    if len(cell.written) <= _LONG:
        check.fragments.keep(key, made)
    return made


def _stack(check: Check, cell: Cell, fragment: Fragment) -> Stack | None:
    """The saturating layers that what leaves a node has come through: of several ways in, those on the shortest way."""
    before: Stack | None = None
    slots = cell.slots
    if len(slots) == 1 and not fragment.weights:
        before = slots[0].stack if slots[0].stack is not NOWHERE else None
    else:
        ways = [slot.stack for slot in slots if slot.stack is not NOWHERE]
        if ways and None not in ways:
            before = min(ways, key=lambda stack: stack.weight if stack is not None else 0.0)
    check.note_depth(cell, before if fragment.trains else None)
    if fragment.saturates and fragment.op not in _ANEW:
        weight = (before.weight if before is not None else 0.0) + fragment.saturates
        old = check.stacks.get(cell.id)
        if old is None or old.before is not before or old.weight != weight:
            old = check.stacks[cell.id] = Stack(weight, cell.id, before)
        return old
    check.stacks.pop(cell.id, None)
    return None if fragment.op in _ANEW or fragment.makes in lints.ACTIVATIONS else before


# --- what comes in ----------------------------------------------------------------------------------------------------


def _pass_on(check: Check, look: Look, cell: Cell) -> None:
    """A muted node: every output carries what its first input of the same family does; one without outputs is left out."""
    kind = check.whole_kind(cell)
    wired = {port: check.item(source) for port, source in cell.wires.items()}
    found: dict[str, Item] = {}
    for output in kind.outputs:
        fits = [port for port in input_ports(kind, set(wired)) if (spec := input_spec(kind, port)) is not None
                and same_family(spec.wire, output.wire)]  # fmt: skip
        if not any(port in wired for port in fits):
            look.add(
                "error", "{title} '{name}' is muted, but nothing comes in that it could hand on; unmute it, or connect an input",
                cell.id, title=kind.title, name=cell.record.name,
            )  # fmt: skip
            break
        item = next((wired[port] for port in fits if wired.get(port) is not None), None)
        if item is not None:
            found[output.name] = item
    cell.outputs = found


def _attributes(check: Check, look: Look, cell: Cell) -> Mapping[str, Any] | None:
    """The attributes with defaults filled in, each checked; None where one does not fit."""
    kind, record = cell.kind, cell.record
    if kind.role == "unknown":
        return {}
    known = check.bound.get((kind.name, cell.written))
    if known is not None:
        return known
    found: dict[str, Any] = {}
    fits = True
    for attr in kind.attrs:
        value = record.attributes.get(attr.name, attr.default)
        try:
            if value is REQUIRED:
                raise AttributeValueError("{attribute} is missing; set it", attribute=attr.name)
            found[attr.name] = attr.check(value)
        except AttributeValueError as error:
            fits = False
            fixes: tuple[Fix, ...] = ()
            if attr.default is not REQUIRED:
                fixes = (Fix("Reset it to its default", cell.id, {attr.name: attr.default}),)
            elif attr.start is not None:
                words = {"attribute": attr.name, "value": attr.start}
                fixes = (Fix("Set {attribute} to {value}", cell.id, {attr.name: attr.start}, words=words),)
            params = {**error.params, "title": kind.title, "name": record.name}
            look.add("error", "{title} '{name}': " + error.template, cell.id, None, fixes, **params)
    strange = [name for name in record.attributes if kind.attr(name) is None]
    for name in strange:
        look.add(
            "warning", "{title} '{name}': the attribute {attribute} is not known here; it is kept, but has no effect",
            cell.id, title=kind.title, name=record.name, attribute=name,
        )  # fmt: skip
    if fits and not strange and len(cell.written) <= _LONG:
        check.remember(kind.name, cell.written, found)
    return found if fits else None


def _inputs(check: Check, look: Look, cell: Cell) -> Mapping[str, Any] | None:
    """What stands on the inputs; None where one is missing, or where what feeds it could not be typed."""
    kind, record = cell.kind, cell.record
    if kind.role == "unknown":
        return {} if all(check.item(source) is not None for source in cell.wires.values()) else None
    free = kind.role == "reroute"
    found: dict[str, Any] = {}
    wired: set[str] = set()
    whole = True
    variadic: dict[str, list[tuple[int, Item]]] = {}
    for port, source in cell.wires.items():
        spec = input_spec(kind, port)
        if spec is None:
            whole = False
            look.add(
                "error", "{title} '{name}' has no input '{input}'; remove the wire", cell.id, port,
                title=kind.title, name=record.name, input=port,
            )  # fmt: skip
            continue
        wired.add(spec.name)
        item = check.item(source)
        if item is None:
            whole = False
            _check_source(check, look, source)
        elif not free and not isinstance(item, carried := _CARRIED.get(spec.wire, Tensor)):
            whole = False
            look.add(
                "error", "{title} '{name}': input '{input}' takes {wanted}, but its wire carries {got}; connect another output",
                cell.id, spec.name, title=kind.title, name=record.name, input=spec.name,
                wanted=_WORDS[carried], got=next(word for type_, word in _WORDS.items() if isinstance(item, type_)),
            )  # fmt: skip
        elif spec.variadic:
            variadic.setdefault(spec.name, []).append((port_number(port, spec), item))
        else:
            found[spec.name] = item
    for spec in kind.inputs:
        if spec.name in wired:
            continue
        if spec.required:
            whole = False
            look.add(
                "error", "{title} '{name}' needs a wire into '{input}'", cell.id, spec.name, (),
                partial(_missing, check, cell, spec), title=kind.title, name=record.name, input=spec.name,
            )  # fmt: skip
        else:
            found[spec.name] = None
    if not whole:
        return None
    for name, items in variadic.items():
        found[name] = [item for _, item in sorted(items, key=lambda entry: entry[0])]
    return found if len(found) < 2 else {spec.name: found[spec.name] for spec in kind.inputs if spec.name in found}


def _is_silent(source: Cell | None, port: str) -> bool:
    """Whether nothing is said of a wire on which nothing stands: what feeds it failed, which is told there."""
    if source is None or source.kind.role == "unknown":
        return True
    return source.kind.role != "batch" and source.kind.output(port) is not None


def _check_source(check: Check, look: Look, source: PortRef) -> None:
    """A wire from an output that is not there is a problem of its own; one from a node that failed is not."""
    cell = check.cells.get(source.node)
    if cell is None or cell.kind.role == "unknown":
        return
    there = cell.kind.output(source.port) is not None
    if there and (cell.kind.role != "batch" or cell.id not in look.ends):
        return
    look.at(cell.id)  # whose name is told
    title, name = cell.kind.title, cell.record.name
    if not there:
        template = "{title} '{name}' has no output '{output}'; remove the wire"
        look.add("error", template, cell.id, output=source.port, title=title, name=name)
        return
    template = (
        "{title} '{name}' has no weights to give: the data has none; choose a source with sample_weight"
        if source.port == "sample_weight"
        else "{title} '{name}' has no targets to give: the data holds features only"
    )
    look.add("error", template, cell.id, source.port, title=title, name=name)

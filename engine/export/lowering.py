"""From a graph to a program that reads well: composites without a row are opened, gradients are built, names are kept.

Nodes of a program are called as on the canvas; what came out of a composite carries its name (``hidden/add`` is still what the
user called ``hidden``), and the gradient of ``hidden`` is ``d_hidden``.
``Labels`` remembers that through the passes, by node name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.autodiff.reverse import backward
from engine.errors import ExportError
from engine.export.readable import make_readable
from engine.ir.builder import Builder
from engine.ir.graph import Node, Value, ancestors
from engine.ops.registry import get
from engine.ops.spec import NoGradient
from engine.passes.cse import merge_common
from engine.passes.dce import drop_dead
from engine.passes.differentiate import differentiate
from engine.passes.expand import expand_node
from engine.passes.fold import fold_constants
from engine.passes.program import Program, in_bodies, rewrite
from engine.passes.scans import merge_scans, trim_scans
from engine.passes.simplify import simplify
from engine.passes.specialize import specialize

#: What a value is called that has no name of its own, where the op's name would be a verb.
NOUNS = {
    "absolute": "sizes", "add": "total", "cast": "converted", "clip": "clipped", "concatenate": "joined", "divide": "ratio",
    "equal": "matches", "expand_dims": "column", "gather": "picked", "greater": "mask", "greater_equal": "mask", "less": "mask",
    "less_equal": "mask", "logical_and": "mask", "logical_not": "mask", "logical_or": "mask", "matmul": "product",
    "multiply": "product", "negative": "opposite", "not_equal": "mask", "random_normal": "noise", "random_uniform": "noise",
    "reshape": "reshaped", "scan": "steps", "slice": "part", "square": "squares", "squeeze": "flat", "stack": "stacked",
    "subtract": "difference", "sum": "total", "transpose": "transposed", "where": "chosen",
}  # fmt: skip


@dataclass
class Labels:
    """What values are called.  ``canvas``: those that the user sees as a node, or the gradients of such."""

    names: dict[str, str] = field(default_factory=dict)
    canvas: set[str] = field(default_factory=set)

    def add(self, value: Value, name: str) -> None:
        """Call a value so, unless it has a name already."""
        if value.name not in self.names:
            self.names[value.name] = name
            self.canvas.add(value.name)

    def of(self, value: Value) -> str:
        """The name of a value: as the user calls it, else by what made it."""
        return self.names.get(value.name) or NOUNS.get(value.node.op, value.node.op)

    def moved(self, old: Sequence[Value], new: Sequence[Value]) -> Labels:
        """The same names for values of another program."""
        result = Labels()
        pairs = [pair for pair in zip(old, new, strict=True) if pair[1].node.op != "constant"]
        for before, after in sorted(pairs, key=lambda pair: (not self.shown(pair[0]), pair[0].name != pair[1].name)):
            result.names.setdefault(after.name, self.of(before))
            result.canvas |= {after.name} if self.shown(before) else set()
        return result

    def shown(self, value: Value) -> bool:
        """Whether the value has a line of its own."""
        return value.name in self.canvas


@dataclass
class Lowered:
    """A program with the names of its values."""

    program: Program
    labels: Labels

    def called(self, index: int, name: str) -> Lowered:
        """The same, with a name for one of the fetches."""
        value = self.fetches[index].name
        self.labels.names[value] = name
        self.labels.canvas.add(value)
        return self

    @property
    def fetches(self) -> tuple[Value, ...]:
        return self.program.fetches


def cut(fetches: Sequence[Value]) -> Lowered:
    """Only what the fetches need, as it stands in the graph."""
    program = rewrite(Program(fetches[0].graph, tuple(fetches)), lambda builder, node, inputs: None, ancestors(fetches))
    return _labelled(program)


def specialized(fetches: Sequence[Value], training: bool) -> Lowered:
    """Only what the fetches need, with the mode of training ops and the streams of random ops settled."""
    return _labelled(specialize(fetches, None, training)[0])


def _labelled(program: Program) -> Lowered:
    labels = Labels()
    for node in program.nodes:
        results = get(node.op).results_of(node.attrs)
        for value, port in zip(node.outputs, (*results, *get(node.op).updates), strict=False):
            if _is_named(node):
                labels.add(value, node.name if len(results) == 1 and port in results else f"{node.name}/{port}")
    lowered = Lowered(program, labels)
    if any(node.op == "gradients" for node in program.nodes):
        opened = open_composites(separate_activations(lowered), lambda node: get(node.op).gradient is None)
        lowered = Lowered(differentiate(opened.program)[0], labels)
    return lowered


def _is_named(node: Node) -> bool:
    """Whether somebody gave the node its name: it stands on a canvas, is a layer or a loss, or is not called like its op."""
    return node.origin is not None or not is_automatic(node) or get(node.op).category in ("layers", "activations", "losses")


def is_automatic(node: Node) -> bool:
    """Whether the node is called like its op, as it is where nobody gave it a name."""
    plain = node.name.rpartition("/")[2]
    return plain == node.op or (plain.rpartition("_")[0] == node.op and plain.rpartition("_")[2].isdigit())


def open_composites(lowered: Lowered, wanted: Callable[[Node], bool]) -> Lowered:
    """Composites that ``wanted`` asks for replaced by what they stand for; the result keeps the composite's name."""
    labels, program = lowered.labels, lowered.program

    def applies(node: Node) -> bool:
        return node.op != "gradients" and not get(node.op).is_primitive and wanted(node)

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if not applies(node):
            return None
        before = len(builder.graph.nodes)
        values = expand_node(builder, node, inputs)
        if get(node.op).ports is not None:  # the user wrote it, and so the names in it
            for made in builder.graph.nodes[before:]:
                if not is_automatic(made):
                    labels.add(made.outputs[0], made.name.rpartition("/")[2])
        for old, new in zip(node.outputs, values, strict=True):
            if new not in inputs and old.name in labels.names:
                labels.names.setdefault(new.name, labels.of(old))
                labels.canvas |= {new.name} if labels.shown(old) else set()
        return values

    while any(map(applies, program.nodes)):
        program = rewrite(program, rule)
    return Lowered(in_bodies(program, lambda step: (open_composites(Lowered(step, Labels()), wanted).program, "")), labels)


def separate_activations(lowered: Lowered) -> Lowered:
    """Layers that end with an activation of their own as two nodes, so that each is spelled as what it is."""
    labels = lowered.labels

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        activation = node.attrs.get("activation")
        optional = any(attr.name == "activation" and attr.optional for attr in get(node.op).attrs)
        if not activation or not optional or len(node.outputs) != 1:
            return None
        with builder.graph.origin(node.origin):
            plain = builder.graph.add(node.op, inputs, {**node.attrs, "activation": None}, f"{node.name}/linear").outputs[0]
            result: Value = builder.apply(activation, plain, name=f"{node.name}/{activation}")
        name = labels.of(node.outputs[0])
        labels.names[plain.name] = f"{name}/linear"
        labels.add(result, name)
        return (result,)

    return Lowered(rewrite(lowered.program, rule), labels)


def with_gradients(lowered: Lowered, loss: int, wanted: Sequence[str]) -> Lowered:
    """The program with the gradients of one of its fetches for the variables of these names as further fetches."""
    lowered = open_composites(lowered, lambda node: get(node.op).gradient is None)
    labels = lowered.labels
    program = rewrite(lowered.program, lambda builder, node, inputs: None)
    target = program.fetches[loss]
    variables = [program.graph.node(name).outputs[0] for name in wanted]
    reached = [value for value in _between(target, variables) if value is not target]
    gradients = backward(Builder(program.graph), [target], [*variables, *reached])
    pairs = list(zip([*variables, *reached], gradients, strict=True))[::-1]
    # several values may have the same gradient: the user's names first, then those nearest to the loss
    for value, gradient in sorted(pairs, key=lambda pair: not labels.shown(pair[0])):
        if labels.shown(value) and value not in variables:
            labels.add(gradient, f"d_{labels.of(value)}")
        else:  # without a line of its own, unless it is used twice
            labels.names.setdefault(gradient.name, f"d_{labels.of(value)}")
    return Lowered(Program(program.graph, (*program.fetches, *gradients[: len(variables)])), labels)


def _between(target: Value, variables: Sequence[Value]) -> list[Value]:
    """The float values on the way from the variables to the target, by ops that let a gradient through."""
    below = set(variables)
    found = []
    for node in ancestors([target]):
        if any(value in below for value in node.inputs) and not isinstance(get(node.op).gradient, NoGradient):
            values = [value for value in node.outputs if value.type.is_float]
            below.update(values)
            found.extend(values)
    return found


def clean(lowered: Lowered, keep_stops: bool = False) -> Lowered:
    """Without what computes nothing, twice the same, or what no fetch needs.

    ``keep_stops`` leaves ``stop_gradient`` in, for a target that differentiates by itself.
    """
    program, labels = lowered.program, lowered.labels
    count = len(program.fetches)
    for _ in range(6):
        before = len(program.nodes)
        # named values are fetched too while passes run, so that a name finds the value that took another one's place
        read = set(program.fetches).union(*(node.inputs for node in program.nodes))
        named = [value for node in program.nodes for value in node.outputs if value.name in labels.names and value in read]
        program = merge_scans(Program(program.graph, (*program.fetches, *named)))
        program = trim_scans(program)[0]
        if keep_stops and any(node.op == "stop_gradient" for node in program.nodes):
            program = rewrite(program, lambda builder, node, inputs: inputs if node.op == "identity" else None)
        else:
            program, _note = simplify(program)
        program = make_readable(program)
        program, _note = fold_constants(program)
        program, _note = merge_common(program)
        program = in_bodies(program, lambda step: (clean(Lowered(step, Labels()), keep_stops).program, ""))
        labels = labels.moved(named, program.fetches[count:])
        program, _note = drop_dead(Program(program.graph, program.fetches[:count]))
        if len(program.nodes) == before:
            break
    return Lowered(program, labels)


def refuse_effects(program: Program, target: str) -> None:
    """ExportError where a value that is to be written out changes a variable."""
    for node in program.nodes:
        if node.op in ("assign", "group"):
            raise ExportError(
                "'{node}' changes variables, so it is no function in {target}; export the training instead",
                origin=node.origin, node=node.name, target=target,
            )  # fmt: skip

"""Writes a program out as one Python function of straight lines, each a call of a row, and compiles it.

So a step looks nothing up, and a tensor's memory is free for others as soon as its last reader is done.  A body graph
(``scan``) becomes such a function too, with its placeholders as arguments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.backends.base import blaming
from engine.backends.order import EFFECTS, SOURCES, schedule
from engine.backends.torch.combine import IN_PLACE, Combined, combine
from engine.backends.torch.kernels import HOST, row_of
from engine.backends.torch.rows import Compute, Shared, Site, dtype_of
from engine.backends.torch.updates import TOGETHER, is_update, targets_of
from engine.backends.written import define
from engine.ir.graph import Node, Value
from engine.passes.program import Program, constant_of, op_of, users

#: One line of the function: the nodes that it computes, one unless an update takes several at once.
Line = tuple[Node, ...]


@dataclass
class Function:
    """A program as a function of tensors.

    ``call(*arguments)`` gives the wanted values; ``lines`` are its nodes in order; ``hosted`` names the nodes that are computed
    on the host; ``in_place`` names the variables that have their new values when it returns; ``bytes`` is what constants take.
    """

    call: Callable[..., tuple[Any, ...]]
    source: str
    lines: list[Line]
    hosted: list[str] = field(default_factory=list)
    in_place: frozenset[str] = frozenset()
    constant_bytes: int = 0
    #: What a node's line computes besides it.
    absorbed: Mapping[Node, tuple[Node, ...]] = field(default_factory=dict)


def write_function(
    program: Program,
    wanted: Sequence[Value],
    arguments: Sequence[Value],
    sources: Mapping[Value, Tensor],
    shared: Shared,
    checked: frozenset[tuple[Node, int]] = frozenset(),
    settled: frozenset[str] = frozenset(),
) -> Function:
    """The function from ``arguments`` to ``wanted``; ``sources`` are tensors that stay where they are.

    ``checked`` are the inputs of nodes whose indices were checked before.  Variables in ``settled`` get their new values from the
    assignments of the program; what is wanted of their old ones is copied before that.
    """
    return _Writer(program, wanted, arguments, sources, shared, checked, settled).write()


class _Writer:
    def __init__(
        self,
        program: Program,
        wanted: Sequence[Value],
        arguments: Sequence[Value],
        sources: Mapping[Value, Tensor],
        shared: Shared,
        checked: frozenset[tuple[Node, int]],
        settled: frozenset[str],
    ) -> None:
        self.program = program
        self.wanted = [real(value) for value in wanted]
        self.arguments = list(arguments)
        self.shared = shared
        self.checked = checked
        self.settled = settled
        self.names: dict[Value, str] = {}
        self.room: dict[str, Any] = {}
        self.hosted: list[str] = []
        self.constant_bytes = 0
        self.roots: dict[Value, Value] = {}
        self.copies: dict[Value, str] = {}
        self.targets = {node.inputs[1]: node.inputs[0].node.name for node in program.nodes if node.op == "assign"}
        self.readers = users(program)
        self.temporary: set[str] = set()
        self.combined: dict[Node, Combined] = {}
        self.shared_roots: Counter[Value] = Counter()
        for index, value in enumerate(arguments):
            self.names[value] = f"a{index}"
        for value, tensor in sources.items():
            self.names[value] = self._constant(f"s{len(self.room)}", tensor)

    def write(self) -> Function:
        order = [node for node in schedule(self.program) if node.op not in (*SOURCES, *EFFECTS)]
        self.combined = combine(order, self._alone)
        gone = {node for item in self.combined.values() for node in item.absorbed}
        order = [node for node in order if node not in gone]
        for value in (value for node in self.program.nodes if node.op == "constant" for value in node.outputs):
            self._place_constant(value)
        for node in self.program.nodes:
            self._find_root(node)
        self.shared_roots = Counter(self.roots[value] for node in order for value in node.outputs)
        lines = together(order, self.inputs)
        in_place = self._in_place(lines)
        last = self._last_uses(lines)
        body: list[str] = []
        for value in self.wanted:
            if value.node.op == "variable" and self._changes(value):
                self._clone(value, body)
        for index, line in enumerate(lines):
            body.append(self._line(line, line in in_place, {name for name, at in last.items() if at == index}))
            for value in (value for node in line for value in node.outputs):
                if value in self.wanted and self._changes(self.roots[value]):
                    self._clone(value, body)
            if dead := sorted(name for name, at in last.items() if at == index and name in self.temporary):
                body.append(f"del {', '.join(dead)}")
        arguments = ", ".join(self.names[value] for value in self.arguments)
        results = "".join(f"{self.copies.get(value) or self._name(value)}, " for value in self.wanted)
        source = "\n    ".join([f"def step({arguments}):", *body, f"return ({results})"]) + "\n"
        step = define(source, self.room, f"{self.program.graph.name} on {self.shared.device}")
        names = frozenset(
            node.inputs[target].node.name for line in in_place for node in line for target in targets_of(node) if target >= 0
        )
        absorbed = {node: item.absorbed for node, item in self.combined.items()}
        return Function(step, source, lines, self.hosted, names, self.constant_bytes, absorbed)

    def inputs(self, node: Node) -> tuple[Value, ...]:
        """What the line of the node reads."""
        return self.combined[node].inputs if node in self.combined else node.inputs

    def _alone(self, value: Value) -> bool:
        """Whether one node reads the value and nothing else wants it."""
        return len(self.readers[value]) == 1 and value not in self.wanted and value not in self.targets

    # --- values ----------------------------------------------------------------------------------------------------------

    def _constant(self, name: str, value: Any) -> str:
        self.room[name] = value
        return name

    def _place_constant(self, value: Value) -> None:
        """A constant on the device, unless it is read for its shape alone."""
        if not (value in self.wanted or value in self.targets or any(self._reads(node, value) for node in self.readers[value])):
            return
        array: Any = constant_of(value)
        dtype = dtype_of(value.dtype, self.shared.device)
        if array.size and not any(array.strides):
            tensor = torch.full((), array.flat[0].item(), dtype=dtype, device=self.shared.device).expand(array.shape)
        else:
            tensor = torch.from_numpy(np.array(array)).to(self.shared.device, dtype)
            self.constant_bytes += tensor.nbytes
        self.names[value] = self._constant(f"c{len(self.room)}", tensor)

    def _reads(self, node: Node, value: Value) -> bool:
        """Whether the node looks at the numbers of the value."""
        if node.op in EFFECTS:
            return False
        return any(item is value and not shape_only(node, index) for index, item in enumerate(node.inputs))

    def _find_root(self, node: Node) -> None:
        """The value in whose memory each output may lie."""
        for value in node.outputs:
            self.roots[value] = value if node.op != "assign" else self.roots[node.inputs[1]]
        if node.op not in (*SOURCES, *EFFECTS) and not is_update(node) and row_of(node).alias and node.inputs:
            for value in node.outputs:
                self.roots[value] = self.roots[node.inputs[0]]

    def _changes(self, root: Value) -> bool:
        """Whether this is a variable that the step writes."""
        return root.node.op == "variable" and root.node.name in self.settled

    def _clone(self, value: Value, body: list[str]) -> None:
        name = f"k{len(self.room)}"
        self.room[name] = None  # the name is taken
        body.append(f"{name} = {self._name(value)}.clone()")
        self.copies[value] = name

    def _name(self, value: Value) -> str:
        if value.node.op == "group":
            return "None"
        value = real(value)
        if value not in self.names:
            name = f"v{len(self.names)}"
            self.names[value] = name
            self.temporary.add(name)
        return self.names[value]

    def _last_uses(self, lines: Sequence[Line]) -> dict[str, int]:
        """The line after which a name is not read any more; those that are wanted are read by the last."""
        last: dict[str, int] = {}
        for index, line in enumerate(lines):
            for node in line:
                for value in node.outputs:
                    last[self._name(value)] = index
                for at, value in enumerate(self.inputs(node)):
                    if node in self.combined or not shape_only(node, at):
                        last[self._name(value)] = index
        for value in self.wanted:
            last[self._name(value)] = len(lines)
        return last

    # --- lines -----------------------------------------------------------------------------------------------------------

    def _line(self, line: Line, in_place: bool, dying: set[str]) -> str:
        if line[0].op in TOGETHER:
            return self._update(line, in_place)
        (node,) = line
        if is_update(node):
            return self._update_of_rows(node, in_place)
        outputs = ", ".join(self._name(value) for value in node.outputs)
        if node in self.combined:
            kernel = self._constant(f"{node.op}_{len(self.room)}", self.combined[node].compute)
            return f"{outputs} = {kernel}({', '.join(map(self._name, self.inputs(node)))})"
        row = row_of(node)
        if row is HOST:
            self.hosted.append(node.name)
        compute = self._overwriting(node, dying) or blaming(node, row.make(self._site(node)))
        kernel = self._constant(f"{node.op}_{len(self.room)}", compute)
        inputs = ["None" if shape_only(node, index) else self._name(value) for index, value in enumerate(node.inputs)]
        return f"{outputs} = {kernel}({', '.join(inputs)})"

    def _overwriting(self, node: Node, dying: set[str]) -> Compute | None:
        """A call that writes over an input: a tensor of its own, of the output's type, which this line is the last to read."""
        for index, compute in IN_PLACE.get(node.op, {}).items():
            value = node.inputs[index]
            name = self._name(value)
            if (
                name in self.temporary
                and name in dying
                and value.type == node.outputs[0].type
                and all(item.dtype == value.dtype for item in node.inputs)
                and node.inputs.count(value) == 1
                and not is_update(value.node)
                and (value.node in self.combined or not (row_of(value.node).alias or row_of(value.node).kept))
                and self.shared_roots[value] == 1
            ):
                return compute
        return None

    def _site(self, node: Node) -> Site:
        return Site(
            op_of(node),
            node.attrs,
            tuple(value.type for value in node.inputs),
            tuple(value.type for value in node.outputs),
            tuple(constant_of(value) for value in node.inputs),
            self.shared,
            node.inputs,
            frozenset(index for index in range(len(node.inputs)) if (node, index) in self.checked),
        )

    def _update(self, line: Line, in_place: bool) -> str:
        """One call for several variables; outside of variables and slots on copies of them."""
        row = TOGETHER[line[0].op]
        update = row.make([self._site(node) for node in line])

        def call(*inputs: Sequence[Tensor]) -> None:
            update([[item[0], item[1].contiguous(), *item[2:]] for item in inputs])

        kernel = self._constant(f"{line[0].op}_{len(self.room)}", call)
        calls, before = [], []
        for node in line:
            names = [self._name(value) for value in node.inputs]
            if self.roots[node.inputs[1]].node.op == "variable":  # a gradient that is itself a variable, as of ½·w²
                names[1] = f"{names[1]}.clone()"
            for output, target in zip(node.outputs, row.targets(node), strict=False):
                name = self._name(output)
                before.append(f"{name} = {names[target]}" + ("" if in_place else ".clone()"))
                names[target] = name
            calls.append(f"({', '.join(names)})")
        return "\n    ".join([*before, f"{kernel}({', '.join(calls)})"])

    def _update_of_rows(self, node: Node, in_place: bool) -> str:
        """A call that writes tables, or copies of them, and gives these."""
        kernel = self._constant(f"{node.op}_{len(self.room)}", row_of(node).make(self._site(node)))
        names = [self._name(value) for value in node.inputs]
        before = []
        for output, target in zip(node.outputs, targets_of(node), strict=True):
            if target >= 0:
                name = self._name(output)
                before.append(f"{name} = {names[target]}" + ("" if in_place else ".clone()"))
                names[target] = name
        outputs = ", ".join(self._name(value) for value in node.outputs)
        return "\n    ".join([*before, f"{outputs} = {kernel}({', '.join(names)})"])

    def _in_place(self, lines: Sequence[Line]) -> frozenset[Line]:
        """The updates that may write into variables: each gets what the program assigns it, and nobody reads it later."""
        place = {node: index for index, line in enumerate(lines) for node in line}
        read: dict[Value, int] = {}
        for node, index in place.items():
            for value in self.inputs(node):
                root = self.roots[value]
                read[root] = max(read.get(root, -1), index)
        return frozenset(
            line
            for index, line in enumerate(lines)
            if is_update(line[0])
            and all(
                self.targets.get(output) == node.inputs[target].node.name
                and node.inputs[target].node.op == "variable"
                and read[node.inputs[target]] <= index
                for node in line
                for output, target in zip(node.outputs, targets_of(node), strict=False)
                if target >= 0
            )
        )


def real(value: Value) -> Value:
    """The value that an assignment passes on."""
    while value.node.op == "assign":
        value = value.node.inputs[1]
    return value


def shape_only(node: Node, index: int) -> bool:
    ports = op_of(node).present_inputs(node.attrs)
    return ports[min(index, len(ports) - 1)].shape_only


def together(order: Sequence[Node], inputs: Callable[[Node], Sequence[Value]]) -> list[Line]:
    """The nodes in lines: updates with the same key share one, which stands where the inputs of all are there."""
    groups: dict[Any, list[Node]] = {}
    for node in order:
        if node.op in TOGETHER:
            groups.setdefault(TOGETHER[node.op].key(node), []).append(node)
    lines = _sorted([tuple(group) for group in groups.values()], order, inputs)
    # updates that depend on each other cannot be made at once
    return lines if lines is not None else _sorted([], order, inputs) or []


def _sorted(groups: Sequence[Line], order: Sequence[Node], inputs: Callable[[Node], Sequence[Value]]) -> list[Line] | None:
    line_of = {node: group for group in groups for node in group}
    todo = set(order)
    done: set[Node] = set()
    lines: list[Line] = []
    waiting = list(order)
    while waiting:
        later = []
        for node in waiting:
            line = line_of.get(node, (node,))
            if node in done:
                continue
            needed = (real(value).node for item in line for value in inputs(item))
            if any(other in todo and other not in done for other in needed):
                later.append(node)
                continue
            lines.append(line)
            done.update(line)
        if len(later) == len(waiting):
            return None
        waiting = later
    return lines

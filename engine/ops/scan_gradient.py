"""The gradient of a scan: another scan that runs the other way, over what the first one kept of its steps.

The step back is the differentiated body.  Of what it reads of the forward step, entries of sequences are scanned again; the rest
is kept by a forward scan with more outputs, over the same body, which the ``differentiate`` pass makes one with the first.  So
no step is computed twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.ir.body import Body
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value
from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.ops.spec import Vjp


def gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    """Carries back: the gradients of the carries, and the sums of those of the constants.  Kept: those of the entries."""
    body: Body = v.attrs["body"]
    carries, sequences = v.attrs["carries"], v.attrs["sequences"]
    active = active_inputs(body, carries, v.wants)
    places = [place for place, is_active in enumerate(active) if is_active]
    if not places:
        return [None] * len(v.inputs)
    carried = [place for place in places if place < carries]
    entries = [place for place in places if carries <= place < carries + sequences]
    fixed = [place for place in places if place >= carries + sequences]
    kept = [place for place in range(carries, len(body.outputs)) if v.grads[place] is not None]
    back = _StepBack(body, carries, sequences)
    flows = [back.seed(place, "d_carry") for place in carried]
    sums = [back.sum_of(place) for place in fixed]
    seeds = [back.seed(place, "d_kept") for place in kept]
    ys = [back.moved[body.outputs[place]] for place in (*carried, *kept)]
    xs = [back.moved[body.inputs[place]] for place in (*carried, *entries, *fixed)]
    found = v.pull(back.builder, ys, xs, [*flows, *seeds])
    to_carries, rest = found[: len(carried)], found[len(carried) :]
    to_entries, to_fixed = rest[: len(entries)], rest[len(entries) :]
    totals = [back.builder.add(total, part) for total, part in zip(sums, to_fixed, strict=True)]
    step, saved, constants = back.cut([*to_carries, *totals, *to_entries], [*flows, *sums], seeds)
    starts = [_given(b, v, place) for place in carried]
    starts += [b.zeros_like(v.inputs[place]) for place in fixed]
    scanned = [*_stacks(b, v, saved), *(grad for grad in v.grads[carries:] if grad is not None)]
    if not scanned:  # what it does is the same in every step, but something must say how many there are
        scanned = [v.inputs[carries]]
        step = _with_idle_entry(step, len(starts), v.inputs[carries].type)
    attrs = {"body": step, "carries": len(starts), "sequences": len(scanned), "reverse": not v.attrs["reverse"]}
    outputs = b.graph.add("scan", [*starts, *scanned, *(v.inputs[place] for place in constants)], attrs, "back").outputs
    order = dict(zip([*carried, *fixed, *entries], outputs, strict=True))
    return [order.get(place) for place in range(len(v.inputs))]


def active_inputs(body: Body, carries: int, wants: Sequence[bool]) -> list[bool]:
    """Which inputs of the body gradients are needed for: the wanted ones, and carries that those reach."""
    active = [bool(want) for want in wants]
    while True:
        reached = {value for value, is_active in zip(body.inputs, active, strict=True) if is_active}
        for node in body.graph.nodes:
            if get(node.op).differentiable and any(value in reached for value in node.inputs):
                reached.update(value for value in node.outputs if value.type.is_float)
        more = [place for place in range(carries) if not active[place] and body.outputs[place] in reached]
        if not more:
            return active
        for place in more:
            active[place] = True


def _given(b: Builder, v: Vjp, place: int) -> Value:
    """The gradient of the last carry; zeros where nothing flows in."""
    given = v.grads[place]
    result: Value = b.zeros_like(v.outputs[place]) if given is None else given
    return result


def _stacks(b: Builder, v: Vjp, saved: Sequence[Value]) -> list[Value]:
    """What each of these values of the forward body was in every step."""
    body, carries = v.attrs["body"], v.attrs["carries"]
    stacks: dict[Value, Value] = {}
    for place, value in enumerate(body.inputs[carries : carries + v.attrs["sequences"]], carries):
        stacks[value] = v.inputs[place]
    for place, value in enumerate(body.outputs[carries:], carries):
        stacks.setdefault(value, v.outputs[place])
    more = [value for value in saved if value not in stacks]
    if more:
        longer = Body(body.graph, body.inputs, (*body.outputs, *more))
        node = b.graph.add("scan", v.inputs, {**v.attrs, "body": longer}, "kept")
        stacks.update(zip(more, node.outputs[len(body.outputs) :], strict=True))
    return [stacks[value] for value in saved]


def _with_idle_entry(step: Body, place: int, type_: TensorType) -> Body:
    attrs = {"shape": list(type_.shape[1:]), "dtype": type_.dtype}
    idle = step.graph.add("placeholder", (), attrs, "idle").outputs[0]
    return Body(step.graph, (*step.inputs[:place], idle, *step.inputs[place:]), step.outputs)


@dataclass
class _StepBack:
    """The differentiated body in the making: first beside a copy of the forward step, then cut from it."""

    body: Body
    carries: int
    sequences: int
    builder: Builder = field(init=False)
    moved: dict[Value, Value] = field(default_factory=dict)  # values of the body → of the copy

    def __post_init__(self) -> None:
        graph = Graph("step_back")
        self.builder = Builder(graph)
        for node in self.body.graph.nodes:
            copy = graph.copy(node, [self.moved[value] for value in node.inputs])
            self.moved.update(zip(node.outputs, copy.outputs, strict=True))
        self.forward = {new: old for old, new in self.moved.items()}
        entering = {self.moved[value] for value in self.body.inputs[: self.carries + self.sequences]}
        self.varying = set(entering)
        for node in graph.nodes:
            if any(value in self.varying for value in node.inputs):
                self.varying.update(node.outputs)

    def seed(self, place: int, name: str) -> Value:
        """An input for the gradient of an output."""
        return self._input(self.body.outputs[place].type, name)

    def sum_of(self, place: int) -> Value:
        """An input for the sum, over the steps so far, of the gradients of a constant."""
        return self._input(self.body.inputs[place].type, "d_" + self.body.inputs[place].name)

    def _input(self, type_: TensorType, name: str) -> Value:
        return self.builder.graph.add("placeholder", (), {"shape": list(type_.shape), "dtype": type_.dtype}, name).outputs[0]

    def cut(
        self, outputs: Sequence[Value], carried: Sequence[Value], seeds: Sequence[Value]
    ) -> tuple[Body, list[Value], list[int]]:
        """The step alone; the values of the forward body that it scans over; and the places of the constants that it reads."""
        nodes, saved, likes = self._needed(outputs, [*carried, *seeds])
        constants = {self.moved[value]: place for place, value in enumerate(self.body.inputs)}
        graph = Graph("step_back")
        new: dict[Value, Value] = {}

        def enter(value: Value) -> Value:
            attrs = {"shape": list(value.shape), "dtype": value.dtype}
            new[value] = graph.add("placeholder", (), attrs, value.name.replace(":", "_")).outputs[0]
            return new[value]

        first = [enter(value) for value in carried]
        scanned = [enter(value) for value in (*saved, *seeds)]
        fixed = [node.outputs[0] for node in nodes if node.op == "placeholder" and node.outputs[0] not in new]
        last = [enter(value) for value in fixed]
        for node in nodes:
            if node.op == "placeholder":
                continue
            inputs = []
            for index, value in enumerate(node.inputs):
                like = likes.get((node, index), value)
                inputs.append(_zeros(graph, like, new) if like not in new else new[like])
            new.update(zip(node.outputs, graph.copy(node, inputs).outputs, strict=True))
        body = Body(graph, (*first, *scanned, *last), tuple(new[value] for value in outputs))
        return body, [self.forward[value] for value in saved], [constants[value] for value in fixed]

    def _needed(
        self, outputs: Sequence[Value], seeds: Sequence[Value]
    ) -> tuple[list[Node], list[Value], dict[tuple[Node, int], Value]]:
        """The nodes of the step back, what they read of the forward step, and stand-ins for what is read for its shape alone."""
        nodes: dict[int, Node] = {}
        saved: dict[Value, None] = {}
        likes: dict[tuple[Node, int], Value] = {}
        stack = list(reversed(outputs))
        while stack:
            value = stack.pop()
            if value in self.varying and value in self.forward and not _is_part(value.node):
                saved[value] = None
                continue
            node = value.node
            if node.id in nodes:
                continue
            nodes[node.id] = node
            ports = get(node.op).present_inputs(node.attrs)
            for index, item in enumerate(node.inputs):
                if ports[min(index, len(ports) - 1)].shape_only and item.node.op != "constant":
                    if _is_plain(item.type):
                        likes[node, index] = item
                        continue
                    same = [seed for seed in seeds if seed.type == item.type and None not in item.shape]
                    likes[node, index] = item = same[0] if same else item
                stack.append(item)
        return [nodes[key] for key in sorted(nodes)], list(saved), likes


def _is_part(node: Node) -> bool:
    """Whether the node only looks at another value in another way, so that keeping that one is enough."""
    return node.op == "split" or "view" in get(node.op).traits


def _is_plain(type_: TensorType) -> bool:
    return type_.is_static and type_.dtype != "bfloat16"


def _zeros(graph: Graph, value: Value, known: dict[Value, Value]) -> Value:
    """A constant of the value's type, in the place of what is read for its shape alone."""
    array: Any = np.broadcast_to(np.zeros((), value.dtype), value.type.static_shape)
    known[value] = made = graph.add("constant", (), {"value": array}, "shape").outputs[0]
    return made

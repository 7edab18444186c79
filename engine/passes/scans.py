"""Makes loops lean: what two of them do is done once, and what need not be done in every step is done outside of it.

``merge_scans`` joins loops over the same body and inputs, of which a gradient rule makes several, as it wants more of the steps
to be kept.  ``trim_scans`` leaves out what nobody reads, computes outside what is the same in every step, and turns sums that are
carried along into one sum, or one product, over all steps.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from engine.ir.body import Body
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Node, Value, ancestors
from engine.passes.note import Note
from engine.passes.program import Program, constant_of, of_program, rewrite, users


def merge_scans(program: Program) -> Program:
    """After: no two scans have the same inputs and bodies that are parts of the same graph."""
    groups: dict[Hashable, list[Node]] = {}
    for node in program.nodes:
        if node.op == "scan":
            body = node.attrs["body"]
            rest = tuple(node.attrs[key] for key in ("carries", "sequences", "reverse"))
            finals = body.outputs[: node.attrs["carries"]]
            groups.setdefault((id(body.graph), node.inputs, body.inputs, finals, rest), []).append(node)
    twins = {node: nodes for nodes in groups.values() if len(nodes) > 1 for node in nodes}
    if not twins:
        return program
    made: dict[Node, dict[Value, Value]] = {}

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        if node not in twins:
            return None
        first, body, carries = twins[node][0], node.attrs["body"], node.attrs["carries"]
        if node is first:
            kept = list(dict.fromkeys(value for twin in twins[node] for value in twin.attrs["body"].outputs[carries:]))
            whole = Body(body.graph, body.inputs, (*body.outputs[:carries], *kept))
            outputs = builder.graph.copy(node, inputs, {**node.attrs, "body": whole}).outputs
            made[first] = dict(zip(kept, outputs[carries:], strict=True))
            made[first].update((old, new) for old, new in zip(node.outputs, outputs[:carries], strict=False))
        found = made[first]
        finals = [found[value] for value in first.outputs[:carries]]
        return [*finals, *(found[value] for value in body.outputs[carries:])]

    return rewrite(program, rule)


def trim_scans(program: Program) -> tuple[Program, str]:
    """Before: no ``gradients`` node.  After: a scan does in its steps only what must be done there."""
    if not any(node.op == "scan" for node in program.nodes):
        return program, Note("no scan")
    read = {value for value, nodes in users(program).items() if nodes} | set(program.fetches)
    count = 0

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        nonlocal count
        if node.op != "scan":
            return None
        loop = _Loop.of(node, inputs, [value in read for value in node.outputs])
        with builder.graph.scope(node.name), builder.graph.origin(node.origin):
            loop.lift_sums()
            loop.hoist(builder)
        loop.drop()
        if not loop.changed:
            return None
        count += 1
        return loop.rebuilt(builder, node)

    return rewrite(program, rule), Note("{count} scans", count=count)


#: Sums over all steps: of products aᵀ·b, or of values; values of the body.
Terms = list[tuple[str, tuple[Value, ...]]]


@dataclass
class _Loop:
    """A scan taken apart.  Inputs and outputs may be taken away and added; ``results`` says what stands for each old output."""

    body: Body
    starts: dict[Value, Value]  # the body's inputs → values outside
    sequences: dict[Value, Value]
    scanned: dict[Value, Value]  # those of the sequences that the steps read
    fixed: dict[Value, Value]
    after: dict[Value, Value]  # each carry → its next value, both in the body
    kept: dict[Value, None]  # values of the body
    finals: list[Value]  # the carry of each old final output
    stacks: list[Value]  # the kept value of each old stacked output
    read: list[bool]
    reverse: bool
    outside: dict[Value, Value] = field(default_factory=dict)  # final carries that are computed outside
    lifted: list[tuple[Value, Terms]] = field(default_factory=list)  # carries that are sums, and what is summed
    changed: bool = False

    @classmethod
    def of(cls, node: Node, inputs: Sequence[Value], read: Sequence[bool]) -> _Loop:
        body, carries, sequences = node.attrs["body"], node.attrs["carries"], node.attrs["sequences"]
        pairs = list(zip(body.inputs, inputs, strict=True))
        return cls(
            body=body,
            starts=dict(pairs[:carries]),
            sequences=dict(pairs[carries : carries + sequences]),
            scanned=dict(pairs[carries : carries + sequences]),
            fixed=dict(pairs[carries + sequences :]),
            after=dict(zip(body.inputs[:carries], body.outputs[:carries], strict=True)),
            kept=dict.fromkeys(value for value, is_read in zip(body.outputs[carries:], read[carries:], strict=True) if is_read),
            finals=list(body.inputs[:carries]),
            stacks=list(body.outputs[carries:]),
            read=list(read),
            reverse=node.attrs["reverse"],
        )

    # --- sums that are carried along ---

    def lift_sums(self) -> None:
        """Σ aᵀ·b over the steps is one product of all a and all b; a sum of sums is one sum."""
        uses: dict[Value, int] = {}
        for node in self.body.graph.nodes:
            for value in node.inputs:
                uses[value] = uses.get(value, 0) + 1
        ends = list(self.after.values())
        for carry, total in list(self.after.items()):
            node = total.node
            alone = uses.get(carry) == 1 and not uses.get(total) and ends.count(total) == 1 and total not in self.kept
            if node.op != "add" or not alone or carry not in node.inputs:
                continue
            part = node.inputs[1] if node.inputs[0] is carry else node.inputs[0]
            terms = self._terms(part, carry)
            if terms is not None:
                self.outside[carry] = self.starts.pop(carry)
                del self.after[carry]
                self.lifted.append((carry, terms))
                self.kept.update(dict.fromkeys(value for _, values in terms for value in values if value not in self.scanned))
                self.changed = True

    def _terms(self, part: Value, carry: Value) -> Terms | None:
        """The ways to sum each term of ``part`` over all steps, None where there is none for one of them."""
        node = part.node
        if part.type != carry.type:
            return None
        if node.op == "add":
            pairs = [self._terms(value, carry) for value in node.inputs]
            return None if pairs[0] is None or pairs[1] is None else pairs[0] + pairs[1]
        if node.op == "matmul" and node.inputs[0].node.op == "transpose":
            left, right = node.inputs[0].node.inputs[0], node.inputs[1]
            sizes = (left.shape[-1:] + right.shape[-1:]) if left.rank == right.rank == 2 else ()
            if len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
                return [("product", (left, right))]
        if node.op == "sum_to_like":
            return [("sum", (node.inputs[0],))]
        if node.op == "sum" and not node.attrs["keepdims"] and node.inputs[0].rank > part.rank:
            axes = node.attrs["axis"]
            lead = list(range(node.inputs[0].rank - part.rank))
            if axes is None or ([axes] if isinstance(axes, int) else list(axes)) == lead:
                return [("sum", (node.inputs[0],))]
        return None

    def _sums(self, b: Builder, stacks: dict[Value, Value]) -> None:
        for carry, terms in self.lifted:
            start = self.outside[carry]
            total: Value | None = None if _is_zero(start) else start
            for kind, values in terms:
                found = [stacks[value] for value in values]
                if kind == "product":
                    left, right = (b.reshape(value, shape=[-1, value.shape[-1]]) for value in found)
                    term = b.matmul(b.transpose(left), right)
                else:
                    term = b.sum_to_like(found[0], start)
                total = term if total is None else b.add(total, term)
            self.outside[carry] = start if total is None else total

    # --- what is the same in every step ---

    def hoist(self, b: Builder) -> None:
        """Nodes over constants alone are computed outside, and what they give is a constant of the body."""
        same: dict[Value, Value | None] = {**self.fixed}
        for node in self.body.graph.nodes:
            if node.op == "constant":
                same[node.outputs[0]] = None
            elif node.inputs and all(value in same for value in node.inputs):
                same.update(dict.fromkeys(node.outputs))
        wanted = set(self.after.values()) | set(self.kept)
        wanted |= {value for node in self.body.graph.nodes if not _is_same(node, same) for value in node.inputs}
        made = [value for value in wanted if value in same and value.node.op not in ("constant", "placeholder")]
        if not made:
            return
        for node in ancestors(made):
            if node.op != "placeholder":
                inputs = [same[value] for value in node.inputs]
                same.update(zip(node.outputs, b.graph.copy(node, [i for i in inputs if i is not None]).outputs, strict=True))
        for value in sorted(made, key=lambda value: (value.node.id, value.index)):
            outside = same[value]
            assert outside is not None
            self.fixed[value] = outside
        self.changed = True

    # --- what nobody reads ---

    def drop(self) -> None:
        """Take away carries that are neither read in the end nor on the way to what is, and inputs that no step reads."""
        finals = {carry for carry, is_read in zip(self.finals, self.read, strict=False) if is_read}
        live = {carry for carry in self.after if carry in finals}
        while True:
            needed = self._needed([*self.kept, *(self.after[carry] for carry in live)])
            more = {carry for carry in self.after if carry in needed and carry not in live}
            if not more:
                break
            live |= more
        scanned = [value for value in self.scanned if value in needed] or list(self.scanned)[:1]
        fixed = [value for value in self.fixed if value in needed]
        old = len(self.starts) + len(self.scanned) + len(self.fixed)
        self.after = {carry: value for carry, value in self.after.items() if carry in live}
        self.starts = {carry: value for carry, value in self.starts.items() if carry in live}
        self.scanned = {value: self.scanned[value] for value in scanned}
        self.fixed = {value: self.fixed[value] for value in fixed}
        new = len(self.starts) + len(self.scanned) + len(self.fixed)
        self.changed |= new != old or len(self.kept) != len(self.stacks)

    def _needed(self, outputs: Sequence[Value]) -> set[Value]:
        """The values that these outputs read, without looking behind what comes in."""
        entering = {*self.starts, *self.scanned, *self.fixed, *self.outside}
        found: set[Value] = set()
        stack = list(outputs)
        while stack:
            value = stack.pop()
            if value not in found:
                found.add(value)
                if value not in entering:
                    stack.extend(value.node.inputs)
        return found

    # --- together again ---

    def rebuilt(self, b: Builder, node: Node) -> list[Value]:
        """The scan as it is now, and what stands for each of its old outputs."""
        stacks = dict(self.sequences)
        inner = [value for value in self.kept if value not in stacks]
        finals: dict[Value, Value] = dict(self.outside)
        outputs: Sequence[Value] = ()
        if self.after or inner:
            body = _cut(self.body, [*self.starts, *self.scanned, *self.fixed], [*self.after.values(), *inner])
            attrs = {"body": body, "carries": len(self.after), "sequences": len(self.scanned), "reverse": self.reverse}
            inputs = [*self.starts.values(), *self.scanned.values(), *self.fixed.values()]
            with b.graph.origin(node.origin):
                outputs = b.graph.add("scan", inputs, attrs, node.name).outputs
            finals.update(zip(self.after, outputs, strict=False))
            stacks.update(zip(inner, outputs[len(self.after) :], strict=True))
        with b.graph.scope(node.name), b.graph.origin(node.origin):
            self._sums(b, stacks)
        finals.update(self.outside)
        anything = next(iter(self.sequences.values()))  # for outputs that nobody reads
        last = [finals.get(carry, anything) for carry in self.finals]
        return [*last, *(stacks.get(value, anything) for value in self.stacks)]


def _is_zero(value: Value) -> bool:
    array = constant_of(value)
    return value.node.op == "zeros_like" or (array is not None and bool((array == 0).all()))


def _is_same(node: Node, same: dict[Value, Value | None]) -> bool:
    return all(value in same for value in node.outputs)


def _cut(body: Body, inputs: Sequence[Value], outputs: Sequence[Value]) -> Body:
    """The part of a body between these values; inputs that are no placeholders become such."""
    entering = set(inputs)
    needed: dict[int, Node] = {}
    stack = list(outputs)
    while stack:
        value = stack.pop()
        if value not in entering and value.node.id not in needed:
            needed[value.node.id] = value.node
            stack.extend(value.node.inputs)
    graph = Graph(body.graph.name, body.graph.seed)
    graph.reserve(node.name for node in body.graph.nodes)
    moved: dict[Value, Value] = {}
    for value in inputs:
        attrs = {"shape": list(value.shape), "dtype": value.dtype}
        name = value.name.replace(":", "_")
        if value.node.op == "placeholder":
            moved[value] = graph.copy(value.node, ()).outputs[0]
        else:
            moved[value] = graph.add("placeholder", (), attrs, name).outputs[0]
    for key in sorted(needed):
        node = needed[key]
        copies = graph.copy(node, [moved[value] for value in node.inputs]).outputs
        moved.update((old, new) for old, new in zip(node.outputs, copies, strict=True) if old not in moved)
    return of_program(Program(graph, (*(moved[value] for value in outputs), *(moved[value] for value in inputs))), len(outputs))

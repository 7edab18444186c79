"""How a scan is written: a ``for`` over the entries, the body's statements inside of it, and lists of what is kept.

Both targets loop over the first axis of their arrays in the same words, so only the function that stacks a list differs.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from engine.export.body import Body
from engine.export.lowering import Labels, is_automatic
from engine.export.printer import INDENT, WIDTH, fit, flat, parse
from engine.export.rows import Statement
from engine.ir import body as bodies
from engine.ir.graph import Node, Value


def loop(stack: str) -> Statement:
    """The statements of a scan, where ``stack`` is the function that makes one array of a list."""

    def write(outer: Body, node: Node) -> None:
        _Loop(outer, node, stack).write()

    return write


class _Loop:
    """One loop in the making."""

    def __init__(self, outer: Body, node: Node, stack: str) -> None:
        self.outer, self.node, self.stack = outer, node, stack
        self.body: bodies.Body = node.attrs["body"]
        self.carries, self.sequences = node.attrs["carries"], node.attrs["sequences"]
        self.reverse = node.attrs["reverse"]
        self.labels = Labels()
        for inner in self.body.graph.nodes:
            if not is_automatic(inner):
                plain = inner.name.rpartition("/")[2].rstrip("_0123456789")
                self.labels.names.update((value.name, plain) for value in inner.outputs)

    def write(self) -> None:
        outer, carries = self.outer, self.carries
        constants = [outer.operand(value, named=True) for value in self.node.inputs[carries + self.sequences :]]
        entering = [outer.operand(value) for value in self.node.inputs[: carries + self.sequences]]
        names = [outer.names.fresh(value.name) for value in self.body.inputs[: carries + self.sequences]]
        state, entries = names[:carries], names[carries:]
        for name, start in zip(state, entering, strict=False):
            outer.lines += fit(start, f"{name} = ", "", outer.indent)
        stacked = self.node.outputs[carries:]
        lists = [
            outer.names.fresh(self._list(value, kept)) for value, kept in zip(stacked, self.body.outputs[carries:], strict=True)
        ]
        outer.lines += [f"{outer.indent}{name} = []" for name in lists]
        outer.lines += self._head(entries, entering[carries:])
        self._step(state, entries, constants, lists)
        for name in lists:
            kept = f"{name}[::-1]" if self.reverse else name
            outer.lines += fit(parse(f"{self.stack}({kept})"), f"{name} = ", "", outer.indent)
        for value, name in zip(self.node.outputs, [*state, *lists], strict=True):
            outer.known[value] = ast.Name(name, ast.Load())

    def _list(self, stacked: Value, kept: Value) -> str:
        """What the list of a kept value is called: as its values are, in the plural, unless it has a name of its own."""
        label = self.outer.labels.of(stacked)
        own = self.labels.of(kept)
        return label if label != "steps" else own if own.endswith("s") else own + "s"

    def _head(self, names: Sequence[str], sequences: Sequence[ast.expr]) -> list[str]:
        """``for entry in entries:``, several of them zipped."""
        texts = [f"reversed({flat(sequence)})" if self.reverse else flat(sequence) for sequence in sequences]
        over = parse(texts[0] if len(texts) == 1 else f"zip({', '.join(texts)}, strict=True)")
        return fit(over, f"for {', '.join(names)} in ", ":", self.outer.indent)

    def _step(self, state: Sequence[str], entries: Sequence[str], constants: Sequence[ast.expr], lists: Sequence[str]) -> None:
        """What is kept of the old carries is put away before they change, and what is one of the new ones afterwards."""
        outer, carries = self.outer, self.carries
        known: dict[Value, ast.expr] = {
            value: ast.Name(name, ast.Load()) for value, name in zip(self.body.inputs, [*state, *entries], strict=False)
        }
        known.update(zip(self.body.inputs[carries + self.sequences :], constants, strict=True))
        inner = Body(
            outer.table, self.labels, outer.names, known, outer.settings, indent=outer.indent + INDENT, helpers=outer.helpers
        )
        results = list(dict.fromkeys(self.body.outputs))
        found = dict(zip(results, inner.write(self.body.graph.nodes, results), strict=True))
        carried, kept = self.body.outputs[:carries], self.body.outputs[carries:]
        own = {value: name for value, name in zip(carried, state, strict=True) if value not in self.body.inputs}
        first = [(name, found[value]) for name, value in zip(lists, kept, strict=True) if value not in own]
        for name, expression in first:
            inner.lines += fit(expression, f"{name}.append(", ")", inner.indent)
        changed = [(name, found[value]) for name, value in zip(state, carried, strict=True) if flat(found[value]) != name]
        inner.lines += _assigned(changed, inner.indent)
        inner.lines += [
            f"{inner.indent}{name}.append({own[value]})" for name, value in zip(lists, kept, strict=True) if value in own
        ]
        outer.lines += inner.lines or [f"{inner.indent}pass"]


def _assigned(pairs: Sequence[tuple[str, ast.expr]], indent: str) -> list[str]:
    """All at once, as each may be made of the others."""
    if not pairs:
        return []
    names = ", ".join(name for name, _ in pairs)
    line = f"{indent}{names} = {', '.join(flat(value) for _, value in pairs)}"
    if len(line) <= WIDTH:
        return [line]
    value = pairs[0][1] if len(pairs) == 1 else ast.Tuple([value for _, value in pairs], ast.Load())
    return fit(value, f"{names} = ", "", indent)

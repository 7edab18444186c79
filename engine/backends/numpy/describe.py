"""A NumPy plan for people: what the passes did, every op with its types and where its result lies, and the memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.backends.base import Cell, readable
from engine.backends.numpy.layout import Layout, kernel_nodes
from engine.ir.graph import Node, Value
from engine.passes.note import Note
from engine.passes.pipeline import Report
from engine.passes.program import Program


def describe(program: Program, layout: Layout, reports: Sequence[Report], calls: int, memory_bytes: int) -> str:
    """Several paragraphs of plain text, the same for the same program."""
    nodes = kernel_nodes(layout)
    lines = [f"Plan of '{program.graph.name}' on cpu: {len(nodes)} ops in {calls} calls, {readable(memory_bytes)} of buffers", ""]
    lines.append("Passes")
    width = max(len(report.name) for report in reports)
    lines += [f"  {item.name:<{width}}  {item.before:>4} → {item.after:<4} {item.note}" for item in reports]
    lines += ["", "Feeds", *[f"  {name}: {_feed(array)}" for name, array in layout.feeds.items()]]
    lines += ["", "Steps", *[f"  {index:>3}  {_step(layout, node)}" for index, node in enumerate(nodes)]]
    lines += ["", "Fetches", *[f"  {value.name}: {value.type}" for value in program.fetches]]
    alone = readable(_separate(layout))
    lines += ["", f"Results of ops: {readable(layout.arena_bytes)} in one block; one by one they would take {alone}"]
    if cells := layout.cells:
        now = readable(sum(cell.nbytes for cell in cells))
        lines.append(f"{len(cells)} sparse values take memory by the entries that they have in each step: {now} in the last one")
    if layout.before:
        lines.append(f"{len(layout.before)} variables are copied when the step begins, as they are read after they change")
    if layout.after:
        lines.append(
            f"{len(layout.after)} variables get their values by a copy when the step ends; the others are written in place"
        )
    return "\n".join(lines) + "\n"


def of_memory(layout: Layout) -> tuple[Report, ...]:
    """What the planner did, as if it were passes: values that share the memory of others, and how much that saves."""
    values = [value for node in kernel_nodes(layout) for value in node.outputs if value.type.layout == "dense"]
    views = sum(map(layout.is_view, values))
    own, places = len(values) - views, len({id(layout.homes[value]) for value in values if not layout.is_view(value)})
    written = sum(name != "" for name in layout.in_place.values())
    over = Note("{count} results written over an input, {variables} into a variable",
                count=len(layout.in_place) - written, variables=written)  # fmt: skip
    now, alone = readable(layout.arena_bytes), readable(_separate(layout))
    saved = Note("{now} for what would take {alone} one by one", now=now, alone=alone)
    return Report("in_place", own, places, over), Report("reuse_buffers", own, places, saved)


def _separate(layout: Layout) -> int:
    """Bytes that the results of ops would take one by one."""
    return sum(value.type.nbytes or 0 for node in kernel_nodes(layout) for value in node.outputs if not layout.is_view(value))


def _feed(feed: Any) -> str:
    return f"{feed.dtype}{list(feed.shape)}" + (f" {feed.type.layout}" if isinstance(feed, Cell) else "")


def _step(layout: Layout, node: Node) -> str:
    inputs = ", ".join(_name(layout, value) for value in node.inputs)
    outputs = ", ".join(f"{value.name}: {value.type} {_place(layout, value)}" for value in node.outputs)
    return f"{outputs} = {node.op}({inputs})"


def _name(layout: Layout, value: Value) -> str:
    return f"view {value.name}" if layout.is_view(value) and value.node.op != "assign" else value.name


def _place(layout: Layout, value: Value) -> str:
    if layout.is_view(value):
        return "as a view"
    if value.type.layout != "dense":
        return "by its entries"
    home = layout.homes[value]
    if home.variable is not None:
        return f"into '{home.variable}'"
    return f"in place at {home.offset}" if layout.in_place.get(value.node) == "" else f"at {home.offset}"

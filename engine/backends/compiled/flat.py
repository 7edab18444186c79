"""Takes the updates of all variables together, as one vector: one function goes through it, whatever its pieces are.

A variable, its gradient and its slots lie where they lie, as a user may look at each and set it; what is flat is the way through
them.  The function knows no size and no number of pieces, as these stand beside the addresses, so that it is the same for every
network, and threads share the vector evenly, not one variable after the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.backends.compiled.code import Code
from engine.backends.compiled.loop_code import SHARED, LoopWriter
from engine.backends.compiled.loops import Loop, Store, Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.schedule import Scheduler, Unit, conflict
from engine.backends.compiled.terms import address_of, extent


class _Piece(LoopWriter):
    """A loop over entries side by side, from ``low`` to ``high``."""

    def _range(self, axis: int) -> str:
        return "range(low, high)"


@dataclass(frozen=True)
class _Update:
    """What is done to one variable: its loop, the code of it, and what that reads and writes."""

    loop: Loop
    unit: Unit
    text: str
    size: int
    addresses: tuple[int, ...]


def as_one_vector(units: Sequence[Unit], scheduler: Scheduler) -> list[Unit]:
    """The units, with updates of the same form as one.  It stands where the last of them stood."""
    found: list[Unit] = []
    for unit in units:
        found += _apart(unit, scheduler)
    variables = {address_of(home.array) for home in scheduler.layout.homes.values() if home.variable and home.array is not None}
    forms: dict[str, list[int]] = {}
    updates: dict[int, _Update] = {}
    for place, unit in enumerate(found):
        update = _update_of(unit, scheduler, variables)
        if update is not None:
            updates[place] = update
            forms.setdefault(update.text, []).append(place)
    gone: set[int] = set()
    for places in forms.values():
        last = places[-1]
        chosen = [place for place in places if place == last or _may_move(found, place, last, updates)]
        if len(chosen) > 1:
            gone.update(chosen[:-1])
            found[last] = _together([updates[place] for place in chosen])
    if not gone:
        return list(units)
    return [unit for place, unit in enumerate(found) if place not in gone]


def _may_move(units: Sequence[Unit], place: int, last: int, updates: dict[int, _Update]) -> bool:
    mine = units[place]
    return not any(conflict(mine.reads, mine.writes, other) for other in units[place + 1 : last + 1])


def _apart(unit: Unit, scheduler: Scheduler) -> list[Unit]:
    """A loop as those that have no entry to do with each other."""
    loop = unit.what
    if not isinstance(loop, Loop) or loop.finals or len(loop.tasks) < 2:
        return [unit]
    groups: list[list[Task]] = []
    for task in loop.tasks:
        apart: list[list[Task]] = []
        mine = [task]
        for group in groups:
            if any(_touch(task, other) for other in group):
                mine = [*group, *mine]
            else:
                apart.append(group)
        groups = [*apart, mine]
    if len(groups) < 2:
        return [unit]
    order = {id(task): index for index, task in enumerate(loop.tasks)}
    loops = []
    for group in sorted(groups, key=lambda group: min(order[id(task)] for task in group)):
        made: Loop | None = Loop(loop.shape)
        for task in sorted(group, key=lambda task: order[id(task)]):
            made = made.with_task(task) if made is not None else None
        if made is None or not made.is_sound(scheduler.needed):
            return [unit]
        loops.append(scheduler.unit(made))
    return loops


def _touch(task: Task, other: Task) -> bool:
    """Whether two ops look at the same entries, but for single numbers that both read."""
    mine, theirs = ([extent(array) for array in item.inputs if array.size > 1] for item in (task, other))
    made = [extent(array) for array in task.outputs], [extent(array) for array in other.outputs]
    pairs = [(a, b) for a in (*mine, *made[0]) for b in (*theirs, *made[1])]
    pairs += [(extent(a), b) for a in task.inputs for b in made[1]] + [(a, extent(b)) for a in made[0] for b in other.inputs]
    return any(a < d and c < b for (a, b), (c, d) in pairs)


def _update_of(unit: Unit, scheduler: Scheduler, variables: set[int]) -> _Update | None:
    """The loop as an update of a variable, which goes through entries that lie side by side; None where it is none."""
    loop = unit.what
    if not isinstance(loop, Loop) or loop.finals or loop.terms.limits:
        return None
    stores: list[Store] = scheduler.needed_stores(unit)
    if not any(store.access.address in variables for store in stores):
        return None
    writer = _Piece(loop, stores)
    code = writer.write()
    if code.scratch or writer.reductions or len(writer.axes.sizes) != 1:
        return None
    if any(writer._steps(store.access) != [1] for store in stores):
        return None
    if any(term.access is not None and writer._steps(term.access)[0] not in (0, 1) for term in writer.terms):
        return None
    return _Update(loop, unit, "\n".join(f"    {line}" for line in code.lines), int(np.prod(loop.shape)), tuple(code.addresses))


def _together(updates: Sequence[_Update]) -> Unit:
    tasks = tuple(task for update in updates for task in update.loop.tasks)
    ops = " + ".join(task.op for task in updates[0].loop.tasks)
    whole = sum(update.size for update in updates)
    text = updates[0].text
    name = f"update_{zlib.crc32(text.encode()):08x}"
    slots = len(updates[0].addresses)
    addresses = [len(updates), whole]
    for update in updates:
        addresses += [update.size, *update.addresses]

    def write(parts: int) -> Code:
        cut = parts > 1 and whole >= SHARED
        lines = ["whole = I8(at(p, o + 1))"]
        if cut:
            lines += [
                f"share = (whole + {16 * parts - 1}) // {16 * parts} * 16",
                "first = min(share * part, whole)",
                "last = min(first + share, whole)",
            ]
        else:
            lines += ["first = I8(0)", "last = whole"]
        lines += [
            "begin = I8(0)",
            "for piece in range(I8(at(p, o))):",
            f"    q = o + 2 + piece * {slots + 1}",
            "    size = I8(at(p, q))",
            "    low = max(first - begin, I8(0))",
            "    high = min(last - begin, size)",
            "    begin += size",
            "    if low < high:",
            f"        {name}(p, q + 1, low, high)",
        ]
        return Code(lines, addresses, cut=cut, helpers={name: f"(p, o, low, high):\n{text}"})

    title = f"update of {len(updates)} variables as one vector of {whole:,} numbers: {ops}"
    reads = [item for update in updates for item in update.unit.reads]
    writes = [item for update in updates for item in update.unit.writes]
    return Unit(Routine(tasks, title, write), reads, writes)

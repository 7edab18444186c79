"""Takes the updates of all variables together, as one vector: one function goes through it, whatever its pieces are.

A variable, its gradient and its slots lie where they lie, as a user may look at each and set it; what is flat is the way through
them.  The function knows no size and no number of pieces, as these stand beside the addresses, so that it is the same for every
network, and threads share the vector evenly, not one variable after the other.  Norms of gradients that somebody looks at are
summed on the way, while the entries are in the cache.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
class _Norm:
    """The norm of so many entries, such as a gradient: the loop that makes it, and the addresses of both."""

    unit: Unit
    task: Task
    entries: int
    size: int
    address: int


@dataclass(frozen=True)
class _Update:
    """What is done to one variable: its loop, the code of it, and what that reads and writes."""

    loop: Loop
    unit: Unit
    text: str
    size: int
    addresses: tuple[int, ...]
    norm: _Norm | None = None

    def may_take(self, norm: _Norm) -> bool:
        """Whether it reads what that is the norm of."""
        return self.norm is None and norm.entries in self.addresses and norm.size == self.size


#: Entries that are looked at for a norm before they are looked at for the update.
_STRETCH = 2048

#: Adds the squares of entries side by side to the number at an address; in float64 where float32 would not hold them.
_SQUARES = """(a, low, high, out):
    total = F8(0)
    for first in range(low, high, 1024):
        last = min(first + 1024, high)
        part = F4(0)
        for i in range(first, last):
            x = read_f4(a, i, 0)
            part = plus(part, x * x)
        if part > F4(1e-20) and part < F4(1e38):
            total += F8(part)
        else:
            for i in range(first, last):
                y = F8(read_f4(a, i, 0))
                total = plus(total, y * y)
    write_f8(out, 0, read_f8(out, 0, 1) + total, 1)"""


def as_one_vector(units: Sequence[Unit], scheduler: Scheduler) -> list[Unit]:
    """The units, with updates of the same form as one.  It stands where the last of them stood."""
    variables = {address_of(home.array) for home in scheduler.layout.homes.values() if home.variable and home.array is not None}
    pieces = [(whole, piece) for whole, unit in enumerate(units) for piece in _apart(unit, scheduler)]
    found = [piece for _, piece in pieces]
    forms: dict[str, list[int]] = {}
    updates: dict[int, _Update] = {}
    for place, unit in enumerate(found):
        update = _update_of(unit, scheduler, variables)
        if update is not None:
            updates[place] = update
            forms.setdefault(update.text, []).append(place)
    norms = {place: norm for place, unit in enumerate(found) if (norm := _norm_of(unit)) is not None}
    gone: set[int] = set()
    made: set[int] = set()
    for places in forms.values():
        last = places[-1]
        chosen = [place for place in places if place == last or _may_move(found, place, last)]
        if len(chosen) > 1:
            for place, norm in norms.items():
                mine = next((item for item in chosen if updates[item].may_take(norm)), None)
                if mine is not None and place < last and place not in gone and _may_move(found, place, last):
                    updates[mine] = replace(updates[mine], norm=norm)
                    gone.add(place)
            gone.update(chosen[:-1])
            made.add(last)
            found[last] = _together([updates[place] for place in chosen])
    touched = {pieces[place][0] for place in gone | made}
    return [
        unit
        for whole, before in enumerate(units)
        for unit in (
            [found[place] for place, (of, _) in enumerate(pieces) if of == whole and place not in gone]
            if whole in touched
            else [before]
        )
    ]


def _norm_of(unit: Unit) -> _Norm | None:
    """The unit as the norm of entries that lie side by side; None where it is none."""
    loop = unit.what
    if not isinstance(loop, Loop) or [task.op for task in loop.tasks] != ["l2_norm"] or len(loop.finals) != 1:
        return None
    (entries,), (norm,) = loop.tasks[0].inputs, loop.tasks[0].outputs
    if entries.dtype != np.float32 or not entries.flags.c_contiguous:
        return None
    return _Norm(unit, loop.tasks[0], address_of(entries), entries.size, address_of(norm))


def _may_move(units: Sequence[Unit], place: int, last: int) -> bool:
    mine = units[place]
    return not any(conflict(mine.reads, mine.writes, other) for other in units[place + 1 : last + 1])


def _apart(unit: Unit, scheduler: Scheduler) -> list[Unit]:
    """A loop as those that have no entry to do with each other."""
    loop = unit.what
    if not isinstance(loop, Loop) or len(loop.tasks) < 2:
        return [unit]
    made_here = {root for task in loop.tasks for root in task.made}
    alone = [task for task in loop.tasks if task.op == "l2_norm" and task.roots[0] not in made_here]
    if len(loop.finals) != len(alone):
        return [unit]
    groups: list[list[Task]] = [[task] for task in alone]
    for task in [task for task in loop.tasks if task not in alone]:
        apart: list[list[Task]] = []
        mine = [task]
        for group in groups:
            if group[0] not in alone and any(_touch(task, other) for other in group):
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
    norms = [update.norm for update in updates if update.norm is not None]
    tasks = tuple(task for update in updates for task in update.loop.tasks)
    tasks += tuple(norm.task for norm in norms)
    ops = " + ".join([*["l2_norm"][: len(norms)], *(task.op for task in updates[0].loop.tasks)])
    whole = sum(update.size for update in updates)
    text = updates[0].text
    name = f"update_{zlib.crc32(text.encode()):08x}"
    head = 2 if norms else 0  # before its addresses each piece names where its entries and their norm lie
    width = 1 + head + len(updates[0].addresses)
    addresses = [len(updates), whole]
    for update in updates:
        looked = [update.norm.entries, update.norm.address] if update.norm else [0, 0]
        addresses += [update.size, *looked[:head], *update.addresses]

    def write(parts: int) -> Code:
        cut = parts > 1 and whole >= SHARED
        among = parts if cut else 1
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
            f"    q = o + 2 + piece * {width}",
            "    size = I8(at(p, q))",
            "    low = max(first - begin, I8(0))",
            "    high = min(last - begin, size)",
            "    begin += size",
            *([f"    write_f8(at(p, 0), piece * {among} + {'part' if cut else 0}, F8(0), 0)"] if norms else []),
            "    if low < high:",
            *("        " + line for line in (_looking(name, among, cut) if norms else [f"{name}(p, q + 1, low, high)"])),
        ]
        helpers = {name: f"(p, o, low, high):\n{text}", **({"squares": _SQUARES} if norms else {})}
        code = Code(lines, addresses, 8 * among * len(updates) if norms else 0, cut=cut, helpers=helpers)
        if norms and cut:
            code.after = _norms(width, among)
        elif norms:
            code.lines += _norms(width, among)
        return code

    title = f"update of {len(updates)} variables as one vector of {whole:,} numbers: {ops}"
    units = [*(update.unit for update in updates), *(norm.unit for norm in norms)]
    reads, writes = [item for unit in units for item in unit.reads], [item for unit in units for item in unit.writes]
    return Unit(Routine(tasks, title, write), reads, writes)


def _looking(name: str, among: int, cut: bool) -> list[str]:
    """The update of a piece in stretches that stay in the cache, each of which is looked at for the norm first."""
    place = f"(piece * {among} + {'part' if cut else 0}) * 8"
    return [
        f"for start in range(low, high, {_STRETCH}):",
        f"    end = min(start + {_STRETCH}, high)",
        "    if at(p, q + 2) != 0:",
        f"        squares(at(p, q + 1), start, end, at(p, 0) + U8({place}))",
        f"    {name}(p, q + 3, start, end)",
    ]


def _norms(width: int, among: int) -> list[str]:
    """The norms, of what each part has found of them, always in the same order."""
    return [
        "for piece in range(I8(at(p, o))):",
        f"    q = o + 2 + piece * {width}",
        "    if at(p, q + 2) != 0:",
        "        total = F8(0)",
        f"        for one in range({among}):",
        f"            total += read_f8(at(p, 0), piece * {among} + one, 0)",
        "        write_f4(at(p, q + 2), 0, F4(root(total)), 1)",
    ]

"""Writes a loop as the code of one function: its phases one after the other, and what it leaves in memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.backends.compiled.code import Code, share
from engine.backends.compiled.loop_phases import LoopPhases
from engine.backends.compiled.loops import Final, Loop, Store
from engine.backends.compiled.terms import ITEMSIZE, Access, Term, spell

#: Float32 rows longer than this are added up in float64.
_LONG = 4096
#: As in the kit.
SCOPES = 64
#: Places from which a loop is shared among threads.
SHARED = 1 << 14
#: Bytes of a result that each thread may sum up for itself, to be put together in the end.
_OWN = 1 << 14
#: Rows of these lengths would be unrolled entry by entry before anybody sees that they are vectors.
_UNROLLED = 8, 512
_COMBINE = {"sum": "plus", "prod": "times", "max": "larger", "min": "smaller"}


def neutral(kind: str, code: str) -> str:
    """What a reduction starts from."""
    if kind in ("sum", "prod"):
        return spell(0 if kind == "sum" else 1, code)
    if code == "i8":
        return f"I8({-(2**63) + 1 if kind == 'max' else 2**63 - 1})"
    return f"{code.upper()}({'-INF' if kind == 'max' else 'INF'})"


class LoopWriter(LoopPhases):
    """Writes one loop, to be shared among so many ``parts``."""

    def __init__(self, loop: Loop, stores: Sequence[Store], parts: int = 1) -> None:
        super().__init__(loop, stores)
        self.parts = parts
        self.cut: int | None = None
        self.names: dict[Term, str] = {}
        self.slots: dict[int, int] = {}

    def write(self) -> Code:
        self._plan_phases()
        self.cut = self._choose_cut()
        body: list[str] = []
        for item in self.finals:
            body += self._clear(item)
        self._compute_rows(body, "", level=0)
        depth = self._enter(body, range(self.split), "i", 0)
        indent = "    " * depth
        self._compute_rows(body, indent, level=1, phase=0)
        self._checks(body, indent, 0)
        for phase in range(self.last + 1):
            self._phase(body, depth, phase)
            self._compute_rows(body, indent, level=1, phase=phase + 1)
            self._checks(body, indent, phase + 1)
        self._end_row(body, indent)
        for item in self.finals:
            body += self._finish(item)
        head = [f"a{slot} = at(p, o + {slot})" for slot in self.slots.values()]
        own, scratch = self._own_memory()
        mine = f" + U8(part * {scratch})" if self.cut is not None and own else ""
        head += [f"{name} = at(p, 0) + {place}{mine}" for name, place in own.items()]
        after: list[str] = []
        if self.cut is not None:
            size = self.axes.sizes[self.cut]
            chunk = share(size, self.parts) if self.cut == len(self.axes.sizes) - 1 else -(-size // self.parts)
            head += [f"low = part * {chunk}", f"high = min(low + {chunk}, {size})"]
            for final in [final for final in self.finals if self._is_gathered(final)]:
                name = f"f{self._aside(final)}"
                places = [own[name] + part * scratch for part in range(self.parts)]
                after += [f"{name}_{part} = at(p, 0) + {place}" for part, place in enumerate(places)]
                after += self._gather(final)
            scratch *= self.parts
            for final in [final for final in self.finals if self._is_single(final)]:
                name = self._total(final)
                head.append(f"q{name} = at(p, 0) + {scratch}")
                after += self._gather_parts(final, scratch)
                scratch += 64 * self.parts
        code = Code([*head, *body], list(self.slots), scratch, bool(self.loop.terms.limits), self.cut is not None)
        code.after = [*(f"a{slot} = at(p, o + {slot})" for slot in self.slots.values()), *after] if after else []
        return code

    def _own_memory(self) -> tuple[dict[str, int], int]:
        """Where in scratch memory each part keeps rows and results that are in the making; and how much it takes."""
        places: dict[str, int] = {}
        size = 0
        for term, number in self.spills.items():
            places[f"s{number}"] = size
            size += -(-self.row * ITEMSIZE[term.code] // 64) * 64
        for final in self.finals:
            if self._kept_aside(final):
                places[f"f{self._aside(final)}"] = size
                size += -(-self._bytes(final) // 64) * 64
        return places, size

    def _bytes(self, final: Final) -> int:
        """From the first entry of a result to its last."""
        span = sum((size - 1) * step for size, step in zip(self.axes.sizes, self._steps(final.access), strict=True))
        return (span + 1) * ITEMSIZE[final.access.code]

    def _gather(self, final: Final) -> list[str]:
        """Put together what the parts have found for each entry, always in the same order."""
        name, code, combine = f"f{self._aside(final)}", final.access.code, _COMBINE[final.kind]
        lines: list[str] = []
        steps = self._steps(final.access)
        indent = "    " * self._enter_named(lines, [axis for axis in range(len(steps)) if steps[axis]])
        read = [f"read_{code}({name}_{part}, {self._at(final.access)}, {SCOPES - 1})" for part in range(self.parts)]
        value = f"x_{code}"
        lines += [f"{indent}{value} = {read[0]}", *(f"{indent}{value} = {combine}({value}, {item})" for item in read[1:])]
        return [*lines, indent + self._write(final.access, final.finish.format(value) if final.finish else value)]

    def _gather_parts(self, final: Final, scratch: int) -> list[str]:
        """Put together what the parts have found, always in the same order."""
        name, code = self._total(final), self._total_code(final)
        lines = [f"q{name} = at(p, 0) + {scratch}", f"{name} = read_{code}(q{name}, 0, {SCOPES - 1})"]
        combine = _COMBINE[final.kind]
        lines += [f"{name} = {combine}({name}, read_{code}(q{name}, {part * 8}, {SCOPES - 1}))" for part in range(1, self.parts)]
        return [*lines, self._write_total(final)]

    def _choose_cut(self) -> int | None:
        """The axis that is shared among threads: one along which no two of them write the same entry, or each sums for itself."""
        if self.parts == 1 or self.loop.terms.limits or math.prod(self.axes.sizes) < SHARED:
            return None
        rows = any(term not in self.row_sums for term in self.reductions)
        for axis, size in enumerate(self.axes.sizes):
            apart = all(self._steps(store.access)[axis] for store in self.stores)
            apart = apart and all(self._may_cut(final, axis) for final in self.finals)
            if size >= 4 * self.parts and apart and not (axis >= self.split and rows):
                return axis
        return None

    def _may_cut(self, final: Final, axis: int) -> bool:
        """Whether parts that share the axis can make the result: none of them may write where another one still reads."""
        if self._is_single(final):
            return id(final) not in self.deferred
        return id(final) not in self.deferred if self._steps(final.access)[axis] else self._bytes(final) <= _OWN

    def _is_gathered(self, final: Final) -> bool:
        """Whether each part has a result of its own, which are put together in the end."""
        return self.cut is not None and not self._is_single(final) and not self._steps(final.access)[self.cut]

    def _range(self, axis: int) -> str:
        if axis == self.cut:
            return "range(low, high)"
        size = self.axes.sizes[axis]
        short = axis == len(self.axes.sizes) - 1 and axis >= self.split and _UNROLLED[0] <= size <= _UNROLLED[1]
        return f"range(steps({size}))" if short else f"range({size})"

    def _slot(self, access: Access) -> int:
        return self.slots.setdefault(access.address, len(self.slots))

    def _scope_of_spill(self, number: int) -> int:
        return SCOPES - 1 - number

    def _enter(self, body: list[str], axes: Sequence[int], letter: str, depth: int) -> int:
        """Open loops over these axes; the depth inside of them."""
        for axis in axes:
            body.append("    " * depth + f"for {letter}{axis} in {self._range(axis)}:")
            depth += 1
        return depth

    def _at(self, access: Access) -> str:
        """The entry's number as an expression of the loop variables."""
        parts = [
            f"{self._variable(axis)} * {step}" if step != 1 else self._variable(axis)
            for axis, step in enumerate(self._steps(access))
            if step
        ]
        return " + ".join(parts) or "0"

    def _variable(self, axis: int) -> str:
        return f"{'i' if axis < self.split else 'j'}{axis}"

    def _kept_aside(self, final: Final) -> bool:
        """Whether the result is put together in scratch memory: it lies where the loop still reads, or is a part's own."""
        return (id(final) in self.deferred and not self._is_single(final)) or self._is_gathered(final)

    def _read_final(self, final: Final) -> str:
        if not self._kept_aside(final):
            return self._read(final.access)
        number = self._aside(final)
        return f"read_{final.access.code}(f{number}, {self._at(final.access)}, {SCOPES - 1 - len(self.spills) - number})"

    def _write_final(self, final: Final, value: str) -> str:
        if not self._kept_aside(final):
            return self._write(final.access, value)
        number = self._aside(final)
        return (
            f"write_{final.access.code}(f{number}, {self._at(final.access)}, {value}, {SCOPES - 1 - len(self.spills) - number})"
        )

    def _aside(self, final: Final) -> int:
        return [item for item in self.finals if self._kept_aside(item)].index(final)

    def _read(self, access: Access) -> str:
        slot = self._slot(access)
        return f"read_{access.code}(a{slot}, {self._at(access)}, {slot})"

    def _write(self, access: Access, value: str) -> str:
        slot = self._slot(access)
        return f"write_{access.code}(a{slot}, {self._at(access)}, {value}, {slot})"

    def _name(self, term: Term) -> str:
        if term.kind == "literal":
            return term.text
        if term.kind == "index":
            return f"j{self.inner[0]}" if len(self.inner) else "0"
        return self.names.setdefault(term, f"v{len(self.names)}")

    def _line(self, term: Term) -> str:
        if term.kind == "load":
            assert term.access is not None
            return self._read(term.access)
        return term.text.format(*(self._name(arg) for arg in term.args))

    def _checks(self, body: list[str], indent: str, phase: int) -> None:
        """Leave the step where an index is outside: nothing that lasts is written before."""
        for term, (size, _) in self.loop.terms.limits.items():
            if self.phases[term] != phase:
                continue
            name = self._name(term)
            body += [f"{indent}if {name} < 0 or {name} >= {size}:", f"{indent}    return 1"]

    def _compute_rows(self, body: list[str], indent: str, level: int, phase: int | None = None) -> None:
        """The terms of this level that are known from this phase on."""
        for term in self.terms:
            if self.levels[term] != level or term.kind in ("literal", "reduce"):
                continue
            if phase is not None and self.phases[term] != phase:
                continue
            body.append(f"{indent}{self._name(term)} = {self._line(term)}")

    def _wide(self, term: Term) -> bool:
        """Whether a reduction is made in float64."""
        return term.text == "sum" and term.code == "f4" and self.row > _LONG

    def _phase(self, body: list[str], depth: int, phase: int) -> None:
        indent = "    " * depth
        reductions = [term for term in self.reductions if self.phases[term.args[0]] == phase]
        stores = [s for s in self.stores if self._is_full(s.access, s.term) and self.store_phase[id(s)] == phase]
        finals = [final for final in self.inner_finals if self.phases[final.term] == phase]
        if not (reductions or stores or finals):
            return
        for term in reductions:
            body += [indent + line for line in self._begin(term)]
        inside = self._enter(body, self.inner, "j", depth)
        deep = "    " * inside
        done: set[Term] = set()
        lines: list[str] = []

        def compute(term: Term) -> str:
            name = self._name(term)
            if self.levels[term] < 2 or term.kind in ("literal", "index") or term in done:
                return name
            done.add(term)
            if term in self.spills and phase > self.phases[term]:
                number = self.spills[term]
                lines.append(f"{name} = read_{term.code}(s{number}, {self._within()}, {self._scope_of_spill(number)})")
                return name
            for arg in term.args:
                compute(arg)
            lines.append(f"{name} = {self._line(term)}")
            return name

        for term in reductions:
            compute(term.args[0])
            lines += self._step(term)
        for final in finals:
            value = compute(final.term)
            lines.append(self._write_final(final, f"{_COMBINE[final.kind]}({self._read_final(final)}, {_to(final, value)})"))
        for term, number in self.spills.items():
            if self.phases[term] == phase:
                value = compute(term)
                lines.append(f"write_{term.code}(s{number}, {self._within()}, {value}, {self._scope_of_spill(number)})")
        late = [self._write(store.access, compute(store.term)) for store in stores]
        body += [deep + line for line in (*lines, *late)]
        for term in reductions:
            body += [indent + line for line in self._conclude(term)]

    def _within(self) -> str:
        """The number of the place within the row."""
        parts, size = [], 1
        for axis in reversed(self.inner):
            parts.append(f"j{axis} * {size}" if size != 1 else f"j{axis}")
            size *= self.axes.sizes[axis]
        return " + ".join(parts) or "0"

    def _begin(self, term: Term) -> list[str]:
        name = self._name(term)
        if term.text.startswith("arg"):
            code = term.args[0].code
            return [f"{name} = I8(0)", f"{name}_best = {neutral('max' if term.text == 'argmax' else 'min', code)}"]
        if self._wide(term):
            return [f"{name}_wide = F8(0)"]
        return [f"{name} = {neutral(term.text, term.code)}"]

    def _step(self, term: Term) -> list[str]:
        name, value = self._name(term), self._name(term.args[0])
        if term.text.startswith("arg"):
            sign = ">" if term.text == "argmax" else "<"
            return [
                f"if {value} {sign} {name}_best or ({value} != {value} and {name}_best == {name}_best):",
                f"    {name}_best = {value}",
                f"    {name} = I8(j{self.inner[0]})" if len(self.inner) else f"    {name} = I8(0)",
            ]
        if self._wide(term):
            return [f"{name}_wide = plus({name}_wide, F8({value}))"]
        return [f"{name} = {_COMBINE[term.text]}({name}, {value})"]

    def _conclude(self, term: Term) -> list[str]:
        name = self._name(term)
        return [f"{name} = F4({name}_wide)"] if self._wide(term) else []

    # --- what a row leaves ---------------------------------------------------------------------------------------------

    def _end_row(self, body: list[str], indent: str) -> None:
        rows = [store for store in self.stores if not self._is_full(store.access, store.term)]
        body += [indent + self._write(store.access, self._name(store.term)) for store in rows]
        for final, term in self.row_finals:
            value = self._name(term)
            combine = _COMBINE[final.kind]
            if self._is_single(final):
                total = self._total(final)
                if final.kind == "sum" and self._total_code(final) == "f8":
                    value = f"F8({value})"
                body.append(f"{indent}{total} = {combine}({total}, {value})")
            else:
                body.append(indent + self._write_final(final, f"{combine}({self._read_final(final)}, {_to(final, value)})"))

    def _is_single(self, final: Final) -> bool:
        return not any(self._steps(final.access))

    def _total(self, final: Final) -> str:
        return f"t{self.finals.index(final)}"

    def _total_code(self, final: Final) -> str:
        code = final.term.code
        return "f8" if code == "f4" and final.kind == "sum" else code

    def _clear(self, final: Final) -> list[str]:
        if self._is_single(final):
            return [f"{self._total(final)} = {neutral(final.kind, self._total_code(final))}"]
        return self._over_result(final, neutral(final.kind, final.access.code), lambda value: self._write_final(final, value))

    def _over_result(self, final: Final, value: str, write: Callable[[str], str]) -> list[str]:
        lines: list[str] = []
        steps = self._steps(final.access)
        depth = self._enter_named(lines, [axis for axis in range(len(steps)) if steps[axis]])
        lines.append("    " * depth + write(value))
        return lines

    def _enter_named(self, lines: list[str], axes: Sequence[int]) -> int:
        for depth, axis in enumerate(axes):
            lines.append("    " * depth + f"for {self._variable(axis)} in {self._range(axis)}:")
        return len(axes)

    def _write_total(self, final: Final) -> str:
        code, total, slot = final.access.code, self._total(final), self._slot(final.access)
        finished = final.finish.format(total) if final.finish else total
        return f"write_{code}(a{slot}, 0, {code.upper()}({finished}), {slot})"

    def _finish(self, final: Final) -> list[str]:
        if self._is_single(final):
            if self.cut is None:
                return [self._write_total(final)]
            self._slot(final.access)
            name, code = self._total(final), self._total_code(final)
            return [f"write_{code}(q{name}, part * 8, {name}, {SCOPES - 1 - self.finals.index(final)})"]
        if self._is_gathered(final) or (not final.finish and not self._kept_aside(final)):
            return []
        value = self._read_final(final)
        value = final.finish.format(value) if final.finish else value
        return self._over_result(final, value, lambda value: self._write(final.access, value))


def _to(final: Final, value: str) -> str:
    return value if final.term.code == final.access.code else f"{final.access.code.upper()}({value})"


def write_loop(loop: Loop, stores: Sequence[Store], parts: int = 1) -> Code:
    """The code of a loop of which these stores are needed, to be shared among so many threads."""
    return LoopWriter(loop, stores, parts).write()

"""Matrix products for generated steps: a block of the result that stays in registers while the sum runs, and packing for it.

Only generated modules import this file, through the kit.  BLAS has to look at every call's sizes and to pack what it multiplies;
a step knows its sizes when it is written, and weights that are used again need not be packed again.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from engine.backends.compiled.kit import U8, read_f4, read_f8, write_f4, write_f8
from engine.backends.compiled.machine import lanes

_I32, _I64 = ir.IntType(32), ir.IntType(64)
_IR = {types.float32: ir.FloatType(), types.float64: ir.DoubleType()}
_BYTES = {types.float32: 4, types.float64: 8}


def _vector(kind: Any) -> Any:
    return ir.VectorType(_IR[kind], lanes("f4" if kind is types.float32 else "f8"))


def _load(builder: Any, address: Any, type_: Any, size: int) -> Any:
    return builder.load(builder.inttoptr(address, type_.as_pointer()), align=size)


def _splat(builder: Any, value: Any, vector: Any) -> Any:
    lane = builder.insert_element(ir.Constant(vector, ir.Undefined), value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(
        lane, ir.Constant(vector, ir.Undefined), ir.Constant(ir.VectorType(_I32, vector.count), [0] * vector.count)
    )


def _mask(lanes: int, count: int) -> Any:
    return ir.Constant(ir.VectorType(ir.IntType(1), count), [1] * lanes + [0] * (count - lanes))


def _declared(builder: Any, name: str, result: Any, arguments: Any) -> Any:
    """A function of LLVM's own."""
    found = builder.module.globals.get(name)
    return found or ir.Function(builder.module, ir.FunctionType(result, arguments), name)


def _masked(builder: Any, name: str, result: Any, arguments: Any) -> Any:
    return builder.call(_declared(builder, name, result, [argument.type for argument in arguments]), arguments)


def _repeat(builder: Any, times: Any, state: Any, step: Any) -> Any:
    """A loop that runs so many times, perhaps never, over values that each round makes anew; what they are afterwards."""
    before = builder.block
    loop, after = builder.append_basic_block("again"), builder.append_basic_block("on")
    builder.cbranch(builder.icmp_signed(">", times, ir.Constant(_I64, 0)), loop, after)
    builder.position_at_end(loop)
    index, here = builder.phi(_I64), [builder.phi(value.type) for value in state]
    made = step(here)
    following, end = builder.add(index, ir.Constant(_I64, 1)), builder.block
    builder.cbranch(builder.icmp_signed("<", following, times), loop, after)
    for phi, first, then in zip([index, *here], [ir.Constant(_I64, 0), *state], [following, *made], strict=True):
        phi.add_incoming(first, before)
        phi.add_incoming(then, end)
    builder.position_at_end(after)
    found = [builder.phi(value.type) for value in state]
    for phi, first, then in zip(found, state, made, strict=True):
        phi.add_incoming(first, before)
        phi.add_incoming(then, end)
    return found


def _tile(kind: Any) -> Any:
    size = _BYTES[kind]
    letter = f"f{8 * size}"

    @intrinsic(prefer_literal=True)
    def tile(
        context: Any, rows: Any, vectors: Any, tail: Any, odd: Any, add: Any, k: Any, a: Any, a_row: Any, a_column: Any,
        b: Any, b_row: Any, c: Any, c_row: Any,
    ) -> Any:  # fmt: skip
        """``c = a @ b`` for a block of so many rows and vectors, of which the last has ``tail`` entries; ``add``: ``c +=``.

        ``odd``: whether the number of terms is.  They are taken by twos: one by one the loop itself would be in the way.
        """
        high, wide, last, single = (item.literal_value for item in (rows, vectors, tail, odd))
        vector = _vector(kind)
        count = vector.count

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            builder.function.attributes.add("noinline")  # it is long, and called from many places
            add, k, a, a_row, a_column, b, b_row, c, c_row = (
                context.cast(builder, value, found, types.int64)
                for value, found in zip(args[4:], signature.args[4:], strict=True)
            )

            def entries(value: Any) -> Any:
                return builder.mul(value, ir.Constant(_I64, size))

            a_row, a_column, b_row, c_row = map(entries, (a_row, a_column, b_row, c_row))
            mask = _mask(last, count)

            def read(address: Any, place: int) -> Any:
                if place < wide - 1 or last == count:
                    return _load(builder, address, vector, size)
                pointer = builder.inttoptr(address, vector.as_pointer())
                name = f"llvm.masked.load.v{count}{letter}.p0"
                return _masked(builder, name, vector, [pointer, ir.Constant(_I32, size), mask, ir.Constant(vector, None)])

            def write(value: Any, address: Any, place: int) -> None:
                pointer = builder.inttoptr(address, vector.as_pointer())
                if place < wide - 1 or last == count:
                    builder.store(value, pointer, align=size)
                    return
                name = f"llvm.masked.store.v{count}{letter}.p0"
                _masked(builder, name, ir.VoidType(), [value, pointer, ir.Constant(_I32, size), mask])

            def places(address: Any) -> list[Any]:
                return [builder.add(address, ir.Constant(_I64, size * count * j)) for j in range(wide)]

            targets = []
            row = c
            for _ in range(high):
                targets.append(places(row))
                row = builder.add(row, c_row)
            fma = _declared(builder, f"llvm.fma.v{count}{letter}", vector, [vector] * 3)

            steps = [builder.mul(a_row, ir.Constant(_I64, i)) for i in range(high)]

            def term(state: Any) -> Any:
                """One more term of every sum."""
                left, right, *sums = state
                columns = [read(address, j) for j, address in enumerate(places(right))]
                found = []
                for i in range(high):
                    entry = _splat(builder, _load(builder, builder.add(left, steps[i]), _IR[kind], size), vector)
                    found += [builder.call(fma, [entry, columns[j], sums[i * wide + j]]) for j in range(wide)]
                return [builder.add(left, a_column), builder.add(right, b_row), *found]

            zero = ir.Constant(vector, [0.0] * count)
            half = builder.ashr(k, ir.Constant(_I64, 1))
            state = _repeat(builder, half, [a, b, *[zero] * (high * wide)], lambda state: term(term(state)))
            sums = (term(state) if single else state)[2:]

            def store(adds: bool) -> None:
                for i in range(high):
                    for j in range(wide):
                        value = sums[i * wide + j]
                        write(builder.fadd(read(targets[i][j], j), value) if adds else value, targets[i][j], j)

            with builder.if_else(builder.icmp_signed("!=", add, ir.Constant(_I64, 0))) as (adds, sets):
                with adds:
                    store(True)
                with sets:
                    store(False)
            return context.get_dummy_value()

        u8, i8 = types.uint64, types.int64
        return types.void(rows, vectors, tail, odd, i8, i8, u8, i8, i8, u8, i8, u8, i8), code

    return tile


tile_f4, tile_f8 = _tile(types.float32), _tile(types.float64)


def _turn(kind: Any) -> Any:
    size = _BYTES[kind]

    @intrinsic
    def turn(context: Any, b: Any, b_row: Any, out: Any, out_row: Any) -> Any:
        """A square block of entries, transposed: rows ``b_row`` apart become columns, in rows ``out_row`` apart."""
        vector = _vector(kind)
        count = vector.count

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            b, b_row, out, out_row = args
            b_row, out_row = (builder.mul(step, ir.Constant(_I64, size)) for step in (b_row, out_row))
            rows = []
            for _ in range(count):
                rows.append(_load(builder, b, vector, size))
                b = builder.add(b, b_row)
            step = 1
            while step < count:  # bit by bit, the number of the row changes places with that of the column
                for first in range(count):
                    if first & step:
                        continue
                    low, high = rows[first], rows[first | step]
                    kept = [lane if not lane & step else count + (lane ^ step) for lane in range(count)]
                    taken = [lane | step if not lane & step else count + lane for lane in range(count)]
                    rows[first], rows[first | step] = (
                        builder.shuffle_vector(low, high, ir.Constant(ir.VectorType(_I32, count), lanes))
                        for lanes in (kept, taken)
                    )
                step *= 2
            for row in rows:
                builder.store(row, builder.inttoptr(out, vector.as_pointer()), align=size)
                out = builder.add(out, out_row)
            return context.get_dummy_value()

        u8, i8 = types.uint64, types.int64
        return types.void(u8, i8, u8, i8), code

    return turn


turn_f4, turn_f8 = _turn(types.float32), _turn(types.float64)


def _carry(kind: Any) -> Any:
    size = _BYTES[kind]

    @intrinsic(prefer_literal=True)
    def carry(context: Any, entries: Any, k: Any, b: Any, b_row: Any, out: Any, out_row: Any) -> Any:
        """``k`` rows of so many entries, from where they lie ``b_row`` apart to where they lie ``out_row`` apart."""
        vector = _vector(kind)
        pieces, rest, width = [], entries.literal_value, vector.count
        while rest:
            pieces += [width] * (rest // width)
            rest, width = rest % width, width // 2

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            builder.function.attributes.add("noinline")
            k, b, b_row, out, out_row = (
                context.cast(builder, value, found, types.int64)
                for value, found in zip(args[1:], signature.args[1:], strict=True)
            )
            b_row, out_row = (builder.mul(step, ir.Constant(_I64, size)) for step in (b_row, out_row))

            def row(state: Any) -> Any:
                source, target = state
                place = 0
                for width in pieces:
                    here = ir.Constant(_I64, place * size)
                    piece = _load(builder, builder.add(source, here), ir.VectorType(_IR[kind], width), size)
                    builder.store(piece, builder.inttoptr(builder.add(target, here), piece.type.as_pointer()), align=size)
                    place += width
                return [builder.add(source, b_row), builder.add(target, out_row)]

            _repeat(builder, k, [b, out], row)
            return context.get_dummy_value()

        u8, i8 = types.uint64, types.int64
        return types.void(entries, i8, u8, i8, u8, i8), code

    return carry


carry_f4, carry_f8 = _carry(types.float32), _carry(types.float64)


_plain = njit(fastmath={"contract"}, error_model="numpy", nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _packing(read: Any, write: Any, turn: Any, code: str) -> Any:
    count, size = lanes(code), 4 if code == "f4" else 8

    @_plain
    def by_entries(b: Any, b_row: Any, b_column: Any, k: Any, n: Any, width: Any, out: Any) -> None:
        """``k`` rows of ``n`` columns, in panels of ``width`` columns; the rows of the last panel are whole vectors."""
        for first in range(0, n, width):
            here = min(width, n - first)
            wide = (here + count - 1) // count * count
            for i in range(k):
                for j in range(here):
                    write(out, i * wide + j, read(b, i * b_row + (first + j) * b_column, 0), 1)
            out += U8(k * wide * size)

    @_plain
    def turned(b: Any, b_column: Any, k: Any, n: Any, width: Any, out: Any) -> None:
        """The same where each column lies in one piece: square blocks are turned in registers."""
        for first in range(0, n, width):
            here = min(width, n - first)
            wide = (here + count - 1) // count * count
            whole, deep = here // count * count, k // count * count
            for j in range(0, whole, count):
                column = b + U8((first + j) * b_column * size)
                for i in range(0, deep, count):
                    turn(column + U8(i * size), b_column, out + U8((i * wide + j) * size), wide)
                for i in range(deep, k):
                    for lane in range(count):
                        write(out, i * wide + j + lane, read(column, lane * b_column + i, 0), 1)
            for j in range(whole, here):
                for i in range(k):
                    write(out, i * wide + j, read(b, (first + j) * b_column + i, 0), 1)
            out += U8(k * wide * size)

    @_plain
    def back(t: Any, rows: Any, columns: Any, out: Any) -> None:
        """Rows of fewer columns than a vector has entries, out of ``t``, where each column lies in one piece.

        What the turned blocks write beyond their columns are entries of rows that come after them.
        """
        whole = (rows // count - 1) * count
        for i in range(0, whole, count):
            turn(t + U8(i * size), rows, out + U8(i * columns * size), columns)
        for i in range(whole, rows):
            for j in range(columns):
                write(out, i * columns + j, read(t, j * rows + i, 0), 1)

    return by_entries, turned, back


pack_entries_f4, pack_turned_f4, turn_back_f4 = _packing(read_f4, write_f4, turn_f4, "f4")
pack_entries_f8, pack_turned_f8, turn_back_f8 = _packing(read_f8, write_f8, turn_f8, "f8")

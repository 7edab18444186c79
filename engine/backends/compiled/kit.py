"""What generated steps are written with: reads and writes by address, operations on vectors, and where threads meet.

Only generated modules import this file, as it loads numba.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

F4, F8, I8 = np.float32, np.float64, np.int64
I4, U8 = np.int32, np.uint64

#: Scopes that the accesses of one function may stand in; two accesses of different scopes never meet in memory.
SCOPES = 64

_I32, _I64, _F4, _F8 = ir.IntType(32), ir.IntType(64), ir.FloatType(), ir.DoubleType()
_IR = {types.float32: _F4, types.float64: _F8, types.int64: _I64, types.int32: _I32, types.boolean: ir.IntType(8)}
_BYTES = {types.float32: 4, types.float64: 8, types.int64: 8, types.int32: 4, types.boolean: 1}
_REORDERED = ("reassoc", "nsz", "contract")


def _mark(builder: Any, instruction: Any, scope: int) -> None:
    """Say that the access meets no other one of the same function that stands in another scope."""
    module, here = builder.module, builder.function.name
    domain = module.add_metadata([here])
    scopes = [module.add_metadata([f"{here}.{index}", domain]) for index in range(SCOPES)]
    instruction.set_metadata("alias.scope", module.add_metadata([scopes[scope]]))
    instruction.set_metadata("noalias", module.add_metadata(scopes[:scope] + scopes[scope + 1 :]))


def _place(builder: Any, address: Any, index: Any, kind: Any) -> Any:
    return builder.gep(builder.inttoptr(address, _IR[kind].as_pointer()), [index])


def _reader(kind: Any) -> Any:
    @intrinsic(prefer_literal=True)
    def read(context: Any, address: Any, index: Any, scope: Any) -> Any:
        number = scope.literal_value

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            index = context.cast(builder, args[1], signature.args[1], types.int64)
            found = builder.load(_place(builder, args[0], index, kind), align=_BYTES[kind])
            _mark(builder, found, number)
            if kind is types.boolean:
                return builder.icmp_unsigned("!=", found, ir.Constant(ir.IntType(8), 0))
            return found

        return kind(types.uint64, types.unliteral(index), scope), code

    return read


def _writer(kind: Any) -> Any:
    @intrinsic(prefer_literal=True)
    def write(context: Any, address: Any, index: Any, value: Any, scope: Any) -> Any:
        number = scope.literal_value

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            index = context.cast(builder, args[1], signature.args[1], types.int64)
            value = builder.zext(args[2], ir.IntType(8)) if kind is types.boolean else args[2]
            done = builder.store(value, _place(builder, args[0], index, kind), align=_BYTES[kind])
            _mark(builder, done, number)
            return context.get_dummy_value()

        return types.void(types.uint64, types.unliteral(index), kind, scope), code

    return write


read_f4, read_f8, read_i8, read_i4, read_b1 = map(
    _reader, (types.float32, types.float64, types.int64, types.int32, types.boolean)
)
write_f4, write_f8, write_i8, write_i4, write_b1 = map(
    _writer, (types.float32, types.float64, types.int64, types.int32, types.boolean)
)


@intrinsic
def at(context: Any, table: Any, index: Any) -> Any:
    """The address that stands in a table of addresses."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        index = context.cast(builder, args[1], signature.args[1], types.int64)
        return builder.load(_place(builder, args[0], index, types.int64), align=8)

    return types.uint64(types.uint64, types.unliteral(index)), code


@intrinsic
def put(context: Any, table: Any, index: Any, address: Any) -> Any:
    """Another address in a table of addresses."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        index = context.cast(builder, args[1], signature.args[1], types.int64)
        builder.store(args[2], _place(builder, args[0], index, types.int64), align=8)
        return context.get_dummy_value()

    return types.void(types.uint64, types.unliteral(index), types.uint64), code


@intrinsic
def steps(context: Any, count: Any) -> Any:
    """The number itself, of which the compiler is not told more than what it can be divided by."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        hidden = builder.asm(ir.FunctionType(_I64, [_I64]), "", "=r,0", [ir.Constant(_I64, 1)], False)
        return builder.mul(hidden, context.cast(builder, args[0], signature.args[0], types.int64))

    return types.int64(types.unliteral(count)), code


@intrinsic
def pick(context: Any, condition: Any, a: Any, b: Any) -> Any:
    """``a`` where the condition holds, else ``b``, without a branch."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.select(*args)

    return a(types.boolean, a, a), code


def _reordered(name: str) -> Any:
    @intrinsic
    def combine(context: Any, a: Any, b: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if isinstance(a, types.Integer):
                return getattr(builder, name[1:])(*args)
            return getattr(builder, name)(*args, flags=_REORDERED)

        return a(a, a), code

    return combine


#: Sums and products whose terms may be taken in any order, so that several are summed beside each other.
plus, times = _reordered("fadd"), _reordered("fmul")


def _extreme(name: str, sign: str) -> Any:
    @intrinsic
    def choose(context: Any, a: Any, b: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if isinstance(a, types.Integer):
                return builder.select(builder.icmp_signed(sign, *args), *args)
            kind = _IR[a]
            function = builder.module.declare_intrinsic(name, [kind], ir.FunctionType(kind, [kind, kind]))
            return builder.call(function, args, fastmath=("nsz",))

        return a(a, a), code

    return choose


#: NaN where either is NaN, and either of two zeros, as NumPy has it.
larger, smaller = _extreme("llvm.maximum", ">"), _extreme("llvm.minimum", "<")


def _logical(name: str) -> Any:
    @intrinsic
    def combine(context: Any, a: Any, b: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return getattr(builder, name)(*args)

        return types.boolean(types.boolean, types.boolean), code

    return combine


both, either, differ = _logical("and_"), _logical("or_"), _logical("xor")


def _one_to_one(name: str) -> Any:
    @intrinsic
    def apply(context: Any, x: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kind = _IR[x]
            return builder.call(builder.module.declare_intrinsic(name, [kind], ir.FunctionType(kind, [kind])), args)

        return x(x), code

    return apply


size_of, root, floor, ceil, rint = map(_one_to_one, ("llvm.fabs", "llvm.sqrt", "llvm.floor", "llvm.ceil", "llvm.rint"))


@intrinsic
def bits_of(context: Any, x: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], _I32)

    return types.int32(types.float32), code


@intrinsic
def of_bits(context: Any, x: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], _F4)

    return types.float32(types.int32), code


@intrinsic
def exponent_of(context: Any, bits: Any) -> Any:
    """Sign and exponent of a float32, without its other bits."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.and_(args[0], ir.Constant(_I32, -(1 << 23)))

    return types.int32(types.int32), code


@intrinsic
def power_of_two(context: Any, exponent: Any) -> Any:
    """2 to a whole number from −126 to 127."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        shifted = builder.shl(builder.add(args[0], ir.Constant(_I32, 127)), ir.Constant(_I32, 23))
        return builder.bitcast(shifted, _F4)

    return types.float32(types.int32), code


@intrinsic
def halved(context: Any, number: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.ashr(args[0], ir.Constant(_I32, 1))

    return types.int32(types.int32), code


@intrinsic
def difference(context: Any, a: Any, b: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.sub(*args)

    return types.int32(types.int32, types.int32), code


_inline = njit(inline="never", fastmath={"contract"}, error_model="numpy", nogil=True)


@intrinsic
def arrive(context: Any, address: Any) -> Any:
    """Add one to a counter that threads share; what it was before."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        place = builder.inttoptr(args[0], _I64.as_pointer())
        return builder.atomic_rmw("add", place, ir.Constant(_I64, 1), "seq_cst")

    return types.int64(types.uint64), code


@intrinsic
def look(context: Any, address: Any) -> Any:
    """A counter that threads share, as it is now."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.load_atomic(builder.inttoptr(args[0], _I64.as_pointer()), "seq_cst", 8)

    return types.int64(types.uint64), code


@intrinsic
def give_way(context: Any, function: Any) -> Any:
    """Let the system run another thread on this core: a call of its own function for that."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.call(builder.inttoptr(args[0], ir.FunctionType(_I32, []).as_pointer()), [])
        return context.get_dummy_value()

    return types.void(types.uint64), code


@_inline
def meet(p: Any, parts: Any) -> Any:
    """Wait until all parts are here.  Waiting spins for less than a microsecond, then lets others have the core."""
    counter = at(p, 1)
    aim = (arrive(counter) // parts + 1) * parts
    tries = 0
    while look(counter) < aim:
        tries += 1
        if tries > 100:
            give_way(at(p, 2))


@_inline
def bring(m: Any, i: Any, part: Any, parts: Any) -> Any:
    """Copy the rows of batch ``i`` into the feeds, a part's share of them; ``m`` is the table that ``many`` goes by."""
    numbers, batch = at(m, 2), read_i8(m, 3, 0)
    fair = (batch + parts - 1) // parts
    low = part * fair
    high = min(batch, low + fair)
    for f in range(read_i8(m, 0, 0)):
        column, feed, size = at(m, 4 + 3 * f), at(m, 5 + 3 * f), read_i8(m, 6 + 3 * f, 0)
        if size % 8 == 0:
            words = size // 8
            for r in range(low, high):
                row = read_i8(numbers, i * batch + r, 1)
                for w in range(words):
                    write_i8(feed, r * words + w, read_i8(column, row * words + w, 2), 3)
        else:
            words = size // 4
            for r in range(low, high):
                row = read_i8(numbers, i * batch + r, 1)
                for w in range(words):
                    write_i4(feed, r * words + w, read_i4(column, row * words + w, 2), 3)


@_inline
def keep(m: Any, i: Any) -> Any:
    """Copy what step ``i`` gave to where it is kept."""
    first = 4 + 3 * read_i8(m, 0, 0)
    for f in range(read_i8(m, 1, 0)):
        source, target, size = at(m, first + 3 * f), at(m, first + 3 * f + 1), read_i8(m, first + 3 * f + 2, 0)
        words = size // 4
        for w in range(words):
            write_i4(target, i * words + w, read_i4(source, w, 1), 2)


def _caller(parts: bool) -> Any:
    @intrinsic
    def call(context: Any, function: Any, table: Any, part: Any) -> Any:
        """Run a compiled step by its address; what it gives."""

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            function, table, part = args
            given = [table, part] if parts else [table]
            shape = ir.FunctionType(_I64, [_I64] * len(given))
            return builder.call(builder.inttoptr(function, shape.as_pointer()), given)

        return types.int64(types.uint64, types.uint64, types.int64), code

    return call


run_step, run_part = _caller(parts=False), _caller(parts=True)

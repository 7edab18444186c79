"""Translates a function of a generated module into LLVM's language: the few forms of Python that generated steps are made of.

numba would find out by itself what is known here: arguments are whole numbers, functions are called by name.  So one walk over
the lines is enough, which takes a tenth of numba's time.  The modules stay numba's as well, and mean what it has them mean.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba import types

from engine.backends.compiled.kit_source import has_result, names_of, parsed
from engine.backends.compiled.numbers import (
    B1,
    CASTS,
    F4,
    F8,
    I8,
    I64,
    IR,
    MATH,
    OWN,
    U8,
    Context,
    Number,
    Untranslatable,
    Variable,
    cast,
    divided,
    number_of,
    plain,
    together,
)  # fmt: skip

_FAST = ("contract",)
_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class Translator:
    """One LLVM module.  ``names`` are those of the kit; ``called`` gives for a function of the text its symbol and whether it
    has a result, and for a function of the kit that is a part of its own likewise, by its name."""

    def __init__(self, title: str, names: Mapping[str, Any], called: Callable[[str], tuple[str, bool] | None]) -> None:
        self.module = ir.Module(title)
        self.names = names
        self.called = called

    def function(self, node: ast.FunctionDef, symbol: str, names: Mapping[str, Any] | None = None, inner: bool = False) -> None:
        """Add a function, whose arguments are whole numbers."""
        target = self.declare(symbol, len(node.args.args), has_result(node))
        if inner:
            target.linkage = "internal"
        _Body(self, node.name, names or self.names, target).whole(node)

    def declare(self, symbol: str, count: int, result: bool) -> Any:
        found = self.module.globals.get(symbol)
        return found or ir.Function(self.module, ir.FunctionType(I64 if result else ir.VoidType(), [I64] * count), symbol)


class _Body:
    """The body of a function in the making."""

    def __init__(self, whole: Translator, title: str, names: Mapping[str, Any], target: Any) -> None:
        self.translator = whole
        self.title = title
        self.names = names
        self.target = target
        self.entry = target.append_basic_block("entry")
        self.builder = ir.IRBuilder(target.append_basic_block("body"))
        self.variables: dict[str, Variable | None] = {}  # None: one or the other of two variables
        self.places: dict[tuple[str, Any], Variable] = {}
        self.loaded: set[Variable] = set()

    def whole(self, node: ast.FunctionDef) -> None:
        for argument, value in zip(node.args.args, self.target.args, strict=True):
            self._assign(argument.arg, Number(I8, value))
        first = self.builder.function.basic_blocks[1]
        self._run(node.body)
        if not self.builder.block.is_terminated:
            if has_result(node):
                raise self._unknown(node)
            self.builder.ret_void()
        ir.IRBuilder(self.entry).branch(first)

    def _unknown(self, node: ast.AST) -> Untranslatable:
        return Untranslatable(f"{self.title} has a {type(node).__name__} that is not translated: {ast.unparse(node)}")

    # --- statements ----------------------------------------------------------------------------------------------------

    def _run(self, nodes: Sequence[ast.stmt]) -> None:
        for node in nodes:
            if self.builder.block.is_terminated:
                return
            self._statement(node)

    def _statement(self, node: ast.stmt) -> None:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._assign(name, self._value(value))
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
                for target, number in zip(names, [self._value(item) for item in values], strict=True):
                    self._assign(ast.unparse(target), number)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                self._assign(name, self._operate(op, self._load(name), self._value(value), node))
            case ast.Expr(value=ast.Constant()) | ast.Pass():
                pass
            case ast.Expr(value=ast.Call() as call):
                self._call(call)
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=args), body=body, orelse=[]):
                self._for(name, [self._value(arg) for arg in args], body)
            case ast.While(test=test, body=body, orelse=[]):
                self._while(test, body)
            case ast.If(test=test, body=body, orelse=other):
                self._if(test, body, other)
            case ast.Return(value=None):
                self.builder.ret_void()
            case ast.Return(value=value):
                assert value is not None
                self.builder.ret(cast(self.builder, self._value(value), I8).code)
            case _:
                raise self._unknown(node)

    def _assign(self, name: str, value: Number) -> None:
        """A name may be given a number of another type, and then stands for another variable from there on."""
        kind = I8 if value.kind == U8 else value.kind
        known = self.places.get((name, kind))
        if known is None:
            known = self.places[name, kind] = Variable(ir.IRBuilder(self.entry).alloca(IR[kind], name=name), value.kind)
        self.variables[name] = known
        self.builder.store(value.code, known.place)

    def _load(self, name: str) -> Number:
        known = self.variables[name]
        if known is None:
            raise Untranslatable(f"{self.title} has a {name} that may be of one type or of another")
        self.loaded.add(known)
        return Number(known.kind, self.builder.load(known.place))

    @contextmanager
    def _again(self) -> Iterator[None]:
        """The body of a loop, which may run never and goes on where it began."""
        before, loaded = dict(self.variables), self.loaded
        self.loaded = set()
        yield
        for name, known in before.items():
            if self.variables[name] is not known:
                if known in self.loaded:
                    raise Untranslatable(f"{self.title} has a {name} that is of another type in the next round")
                self.variables[name] = None
        self.loaded |= loaded

    def _block(self, name: str) -> Any:
        return self.builder.append_basic_block(name)

    def _for(self, name: str, bounds: Sequence[Number], body: Sequence[ast.stmt]) -> None:
        builder = self.builder
        start, stop = (Number(I8, ir.Constant(I64, 0)), bounds[0]) if len(bounds) == 1 else bounds[:2]
        step = bounds[2] if len(bounds) == 3 else Number(I8, ir.Constant(I64, 1), 1)
        sign = ">" if step.literal is not None and step.literal < 0 else "<"
        look, inside, after = self._block("for"), self._block("inside"), self._block("after")
        before = builder.block
        builder.branch(look)
        builder.position_at_end(look)
        index = builder.phi(I64)
        index.add_incoming(start.code, before)
        builder.cbranch(builder.icmp_signed(sign, index, stop.code), inside, after)
        builder.position_at_end(inside)
        with self._again():
            self._assign(name, Number(I8, index))
            self._run(body)
        if not builder.block.is_terminated:
            index.add_incoming(builder.add(index, step.code, flags=("nsw",)), builder.block)
            builder.branch(look)
        builder.position_at_end(after)

    def _while(self, test: ast.expr, body: Sequence[ast.stmt]) -> None:
        look, inside, after = self._block("while"), self._block("inside"), self._block("after")
        self.builder.branch(look)
        self.builder.position_at_end(look)
        with self._again():
            self.builder.cbranch(self._truth(test), inside, after)
            self.builder.position_at_end(inside)
            self._run(body)
        if not self.builder.block.is_terminated:
            self.builder.branch(look)
        self.builder.position_at_end(after)

    def _if(self, test: ast.expr, body: Sequence[ast.stmt], other: Sequence[ast.stmt]) -> None:
        inside, after = self._block("then"), self._block("after")
        otherwise = self._block("else") if other else after
        self.builder.cbranch(self._truth(test), inside, otherwise)
        before, ways = self.variables, []
        for block, lines in ((inside, body), (otherwise, other)):
            self.variables = dict(before)
            if lines:
                self.builder.position_at_end(block)
                self._run(lines)
                if self.builder.block.is_terminated:
                    continue
                self.builder.branch(after)
            ways.append(self.variables)
        self.variables = {}
        for way in ways:
            for name, known in way.items():
                self.variables[name] = known if all(other.get(name, known) is known for other in ways) else None
        self.builder.position_at_end(after)
        if not ways:
            self.builder.unreachable()

    # --- expressions ---------------------------------------------------------------------------------------------------

    def _truth(self, node: ast.expr) -> Any:
        return cast(self.builder, self._value(node), B1).code

    def _value(self, node: ast.expr) -> Number:
        match node:
            case ast.Constant(value=bool(value)):
                return Number(B1, ir.Constant(IR[B1], int(value)))
            case ast.Constant(value=int() | float() as value):
                return number_of(value)
            case ast.Name(id=name) if name in self.variables:
                return self._load(name)
            case ast.Name() | ast.Attribute():
                return number_of(self._meant(node))
            case ast.BinOp(left=left, op=op, right=right):
                return self._operate(op, self._value(left), self._value(right), node)
            case ast.UnaryOp(op=op, operand=operand):
                return self._unary(op, self._value(operand), node)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _SIGNS:
                return self._compare(_SIGNS[type(op)], self._value(left), self._value(right))
            case ast.BoolOp(op=op, values=values):
                return self._either(values, isinstance(op, ast.Or))
            case ast.IfExp(test=test, body=body, orelse=other):
                return self._choose(self._truth(test), lambda: self._value(body), lambda: self._value(other))
            case ast.Call():
                found = self._call(node)
                if found is not None:
                    return found
        raise self._unknown(node)

    def _meant(self, node: ast.expr) -> Any:
        """What a name of the kit stands for."""
        if isinstance(node, ast.Attribute):
            return getattr(self._meant(node.value), node.attr)
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id]
        raise self._unknown(node)

    def _unary(self, op: ast.unaryop, value: Number, node: ast.expr) -> Number:
        builder = self.builder
        if isinstance(op, ast.Not):
            return Number(B1, builder.not_(cast(builder, value, B1).code))
        if not isinstance(op, ast.USub):
            raise self._unknown(node)
        if isinstance(value.code, ir.Constant) and value.kind != B1:
            return Number(
                value.kind, ir.Constant(IR[value.kind], -value.code.constant), None if value.literal is None else -value.literal
            )
        if value.kind in (F4, F8):
            return Number(value.kind, builder.fneg(value.code, flags=_FAST))
        value = cast(builder, value, I8)
        return Number(I8, builder.neg(value.code))

    def _operate(self, op: ast.operator, a: Number, b: Number, node: ast.AST) -> Number:
        builder = self.builder
        if isinstance(op, ast.Pow):
            kind = F4 if a.kind == b.kind == F4 else F8
            return self._call_math("pow", [cast(builder, a, kind), cast(builder, b, kind)], kind)
        kind = F8 if isinstance(op, ast.Div) and not {a.kind, b.kind} & {F4, F8} else together(a.kind, b.kind)
        x, y = cast(builder, a, kind).code, cast(builder, b, kind).code
        if kind in (F4, F8):
            names = {ast.Add: "fadd", ast.Sub: "fsub", ast.Mult: "fmul", ast.Div: "fdiv"}
            if type(op) not in names:
                raise self._unknown(node)
            return Number(kind, getattr(builder, names[type(op)])(x, y, flags=_FAST))
        if isinstance(op, ast.FloorDiv | ast.Mod):
            return Number(kind, divided(builder, x, y, isinstance(op, ast.Mod)))
        names = {
            ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
            ast.LShift: "shl", ast.RShift: "lshr" if kind == U8 else "ashr",
        }  # fmt: skip
        if type(op) not in names:
            raise self._unknown(node)
        return Number(kind, getattr(builder, names[type(op)])(x, y))

    def _compare(self, sign: str, a: Number, b: Number) -> Number:
        kind = B1 if a.kind == b.kind == B1 else together(a.kind, b.kind)
        x, y = cast(self.builder, a, kind).code, cast(self.builder, b, kind).code
        if kind in (F4, F8):
            compare = self.builder.fcmp_unordered if sign == "!=" else self.builder.fcmp_ordered
            return Number(B1, compare(sign, x, y))
        compare = self.builder.icmp_unsigned if a.kind == b.kind == U8 else self.builder.icmp_signed
        return Number(B1, compare(sign, x, y))

    def _either(self, values: Sequence[ast.expr], any_of: bool) -> Number:
        """The later ones are only looked at where the earlier ones leave it open."""
        found = Number(B1, self._truth(values[0]))
        for node in values[1:]:
            sure = Number(B1, ir.Constant(IR[B1], int(any_of)))

            def other(node: ast.expr = node) -> Number:
                return Number(B1, self._truth(node))

            found = self._choose(found.code, lambda: sure, other) if any_of else self._choose(found.code, other, lambda: sure)  # noqa: B023
        return found

    def _choose(self, test: Any, first: Callable[[], Number], second: Callable[[], Number]) -> Number:
        builder = self.builder
        blocks, after = [self._block("one"), self._block("other")], self._block("chosen")
        builder.cbranch(test, *blocks)
        found: list[tuple[Number, Any]] = []
        for block, make in zip(blocks, (first, second), strict=True):
            builder.position_at_end(block)
            found.append((make(), builder.block))
        kinds = {number.kind for number, _ in found}
        kind = kinds.pop() if len(kinds) == 1 else together(*(number.kind for number, _ in found))
        ends = []
        for number, block in found:
            builder.position_at_end(block)
            ends.append((cast(builder, number, kind).code, block))
            builder.branch(after)
        builder.position_at_end(after)
        chosen = builder.phi(IR[kind])
        for value, block in ends:
            chosen.add_incoming(value, block)
        return Number(kind, chosen)

    # --- calls ---------------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Number | None:
        """The result of a call; None where there is none."""
        builder = self.builder
        if node.keywords:
            raise self._unknown(node)
        if isinstance(node.func, ast.Name) and (target := self.translator.called(node.func.id)) is not None:
            symbol, result = target
            args = [cast(builder, self._value(arg), I8).code for arg in node.args]
            found = builder.call(self.translator.declare(symbol, len(args), result), args)
            return Number(I8, found) if result else None
        if isinstance(node.func, ast.Name) and node.func.id in ("min", "max") and node.func.id not in self.names:
            return self._extreme([self._value(arg) for arg in node.args], "<" if node.func.id == "min" else ">")
        meant = {"int": int, "float": float, "bool": bool}.get(getattr(node.func, "id", "")) or self._meant(node.func)
        args = [self._value(arg) for arg in node.args]
        try:
            wanted, name = CASTS.get(meant), MATH.get(meant)
        except TypeError:
            wanted = name = None
        if wanted is not None:
            return cast(builder, args[0], wanted)
        if name is not None:
            kind = F4 if all(arg.kind == F4 for arg in args) else F8
            return self._call_math(name, [cast(builder, arg, kind) for arg in args], kind)
        if hasattr(meant, "_defn"):
            return self._intrinsic(meant, args)
        if callable(meant):
            return self._inlined(meant, args, node)
        raise self._unknown(node)

    def _extreme(self, args: Sequence[Number], sign: str) -> Number:
        found = args[0]
        for other in args[1:]:
            kind = together(found.kind, other.kind)
            x, y = cast(self.builder, found, kind), cast(self.builder, other, kind)
            found = Number(kind, self.builder.select(self._compare(sign, y, x).code, y.code, x.code))
        return found

    def _call_math(self, name: str, args: Sequence[Number], kind: Any) -> Number:
        target = IR[kind]
        symbol = f"llvm.{name}.{'f32' if kind == F4 else 'f64'}" if name in OWN else name + ("f" if kind == F4 else "")
        shape = ir.FunctionType(target, [target] * len(args))
        function = self.translator.module.globals.get(symbol) or ir.Function(self.translator.module, shape, symbol)
        return Number(kind, self.builder.call(function, [arg.code for arg in args], fastmath=_FAST))

    def _intrinsic(self, meant: Any, args: Sequence[Number]) -> Number | None:
        """An operation of the kit, which writes itself."""
        literal = meant._prefer_literal
        kinds = [types.literal(arg.literal) if literal and arg.literal is not None else arg.kind for arg in args]
        signature, write = meant._defn(Context, *kinds)
        wanted = [plain(kind) for kind in signature.args]
        given = [cast(self.builder, arg, kind).code for arg, kind in zip(args, wanted, strict=True)]
        found = write(Context, self.builder, signature, given)
        return None if signature.return_type == types.void else Number(plain(signature.return_type), found)

    def _inlined(self, meant: Any, args: Sequence[Number], node: ast.Call) -> Number:
        """A function of the kit, written out in place: its last line gives what it is."""
        source = parsed(meant)
        inner = _Body.__new__(_Body)
        inner.__dict__.update(self.__dict__, title=source.name, names=names_of(meant), variables={}, places={})
        for argument, value in zip(source.args.args, args, strict=True):
            inner._assign(argument.arg, value)
        inner._run(source.body[:-1])
        last = source.body[-1]
        if not isinstance(last, ast.Return) or last.value is None or self.builder.block.is_terminated:
            raise self._unknown(node)
        return inner._value(last.value)

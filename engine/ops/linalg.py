"""Products of matrices.

``matmul`` follows NumPy: matrices in the last two axes, the axes before them broadcast, a vector is a row on the left and a
column on the right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, broadcast_shapes, format_dim, format_shape, merge_dims
from engine.ops.attrs import Attr
from engine.ops.rules import PAIR, common_dtype
from engine.ops.spec import Op, Port, Sample, Vjp
from engine.ops.twins import product


def _infer_matmul(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    left, right = types
    if left.rank == 0 or right.rank == 0:
        raise RuleError(
            "takes vectors or matrices, but input {port} is a scalar; use Multiply", port="a" if left.rank == 0 else "b"
        )
    columns, rows = left.shape[-1], right.shape[-1 if right.rank == 1 else -2]
    try:
        merge_dims(columns, rows)
    except RuleError:
        raise RuleError(
            "input a ({a}) has {columns} columns, but input b ({b}) has {rows} rows; make them equal",
            a=format_shape(left.shape), b=format_shape(right.shape), columns=format_dim(columns), rows=format_dim(rows),
        ) from None  # fmt: skip
    batch = broadcast_shapes(left.shape[:-2], right.shape[:-2])
    tail = left.shape[-2:-1] + (right.shape[-1:] if right.rank > 1 else ())
    return TensorType(common_dtype(types), batch + tail)


def _cost_matmul(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    return 2 * math.prod(outputs[0].static_shape) * inputs[0].static_shape[-1]


def _cost_einsum(inputs: Sequence[TensorType], outputs: Sequence[TensorType], attrs: Attrs) -> int:
    """A product for every combination of the letters, and its share of the sum."""
    letters, _ = _subscripts(attrs["equation"], len(inputs))
    sizes: dict[str, int] = {}
    for part, x in zip(letters, inputs, strict=True):
        sizes.update(zip(part, x.static_shape, strict=True))
    return max(len(inputs), 1) * math.prod(sizes.values())


def _swap(b: Builder, x: Value) -> Value:
    """The matrices transposed, the axes before them left alone."""
    result: Value = b.transpose(x, axes=[*range(x.rank - 2), x.rank - 1, x.rank - 2])
    return result


def _matmul_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    left, right, g = v.inputs[0], v.inputs[1], v.g
    if left.rank == right.rank == 1:
        return g * right, g * left
    row, column = left.rank == 1, right.rank == 1
    if row:
        left, g = b.expand_dims(left, axis=0), b.expand_dims(g, axis=-2)
    if column:
        right, g = b.expand_dims(right, axis=1), b.expand_dims(g, axis=-1)
    to_left = to_right = None
    if v.wants[0]:
        to_left = b.matmul(g, _swap(b, right))
        to_left = b.squeeze(to_left, axis=-2) if row else to_left
    if v.wants[1]:
        inner, outer = left.shape[-1], g.shape[-1]
        if (
            left.rank > 2
            and right.rank == 2
            and not column
            and isinstance(inner, int)
            and isinstance(outer, int)
            and inner * outer
        ):
            # one large product instead of a stack of them that would be summed afterwards
            left, g = b.reshape(left, shape=[-1, inner]), b.reshape(g, shape=[-1, outer])
        to_right = b.matmul(_swap(b, left), g)
        to_right = b.squeeze(to_right, axis=-1) if column else to_right
    return to_left, to_right


def _subscripts(equation: str, count: int) -> tuple[list[str], str]:
    """The letters of each input and of the output; without an arrow the output has those that occur once, in order."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    inputs = left.split(",")
    letters = "".join(inputs)
    if not (letters + right).isalpha() and letters + right:
        raise RuleError(
            "equation '{equation}' may hold letters, commas and an arrow only; for broadcast axes use MatMul", equation=equation
        )
    if len(inputs) != count:
        raise RuleError(
            "equation '{equation}' names {named} inputs, but got {count}", equation=equation, named=len(inputs), count=count
        )
    output = right if arrow else "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    for part in (*inputs, output):
        if len(set(part)) != len(part):
            raise RuleError(
                "equation '{equation}' repeats a letter in '{part}'; give each axis its own letter", equation=equation, part=part
            )
    if not set(output) <= set(letters):
        raise RuleError("the output of equation '{equation}' has a letter that no input has", equation=equation)
    return inputs, output


def _infer_einsum(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    inputs, output = _subscripts(attrs["equation"], len(types))
    sizes: dict[str, Dim] = {}
    for letters, type_ in zip(inputs, types, strict=True):
        if len(letters) != type_.rank:
            raise RuleError(
                "'{letters}' in the equation has {count} letters, but its input is {shape}; give each axis a letter",
                letters=letters, count=len(letters), shape=format_shape(type_.shape),
            )  # fmt: skip
        for letter, dim in zip(letters, type_.shape, strict=True):
            try:
                sizes[letter] = merge_dims(sizes.get(letter), dim)
            except RuleError:
                raise RuleError(
                    "letter {letter} of the equation stands for both {a} and {b}; make these sizes equal",
                    letter=letter, a=format_dim(sizes[letter]), b=format_dim(dim),
                ) from None  # fmt: skip
    return TensorType(common_dtype(types), tuple(sizes[letter] for letter in output))


def _einsum_gradient(b: Builder, v: Vjp) -> Sequence[Value | None]:
    """The sum over everything but one input's letters; ones stand for letters that only this input has."""
    inputs, output = _subscripts(v.attrs["equation"], len(v.inputs))

    def pull(index: int) -> Value:
        letters = [output, *inputs[:index], *inputs[index + 1 :]]
        values = [v.g, *v.inputs[:index], *v.inputs[index + 1 :]]
        if not set(inputs[index]) <= set("".join(letters)):
            letters, values = [*letters, inputs[index]], [*values, b.ones_like(v.inputs[index], dtype=v.g.dtype)]
        result: Value = b.einsum(*values, equation=f"{','.join(letters)}->{inputs[index]}")
        return result

    return [pull(index) if wanted else None for index, wanted in enumerate(v.wants)]


OPS: tuple[Op, ...] = (
    Op(
        name="matmul", title="MatMul", inputs=PAIR, infer=_infer_matmul, traits=frozenset({"promotes"}), category="math",
        reference=np.matmul, gradient=_matmul_gradient, cost=_cost_matmul, sparse=product,
        samples=tuple(
            Sample(shapes)
            for shapes in (
                ((2, 3), (3, 4)), ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((4, 2, 3), (4, 3, 2)), ((4, 2, 3), (3, 2)),
                ((2, 3), (4, 3, 2)), ((1, 2, 3), (4, 3, 1)), ((2, 1, 2, 3), (3, 3, 2)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
                ((1, 1), (1, 1)), ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((2, 3, 0), (0, 4)), ((0, 2, 3), (3, 2)),
            )
        ),
        help="Multiplies matrices; axes before the last two are broadcast, vectors count as a row or a column.",
        formula="y = a·b, yᵢⱼ = Σₖ aᵢₖ bₖⱼ", source="NumPy matmul",
    ),
    Op(
        name="einsum", title="Einsum", inputs=(Port("values", accepts="number", variadic=True),), infer=_infer_einsum,
        traits=frozenset({"promotes"}), category="math", telling="equation", cost=_cost_einsum,
        attrs=(Attr("equation", "str", help="A letter for each axis: ij,jk->ik multiplies matrices."),),
        reference=lambda *values, equation: np.asarray(np.einsum(equation, *values)).astype(values[0].dtype),
        gradient=_einsum_gradient,
        samples=tuple(
            Sample(shapes, {"equation": equation})
            for shapes, equation in (
                (((2, 3), (3, 4)), "ij,jk->ik"), (((2, 3),), "ij->ji"), (((2, 3),), "ij->"), (((2, 3), (2, 3)), "ij,ij->i"),
                (((2,), (3,)), "i,j"), (((2, 3), (3, 4)), "ij, jk"), (((4, 2, 3), (4, 3, 2)), "bij,bjk->bik"),
                (((2, 3), (3,), (2,)), "ij,j,i->j"), (((2, 3), (4,)), "ij,k->ik"), (((), (2,)), ",i->i"),
                (((0, 3), (3,)), "ij,j->i"),
            )
        ),
        help="Sums products over named axes, as the equation says.", formula="equation ij,jk->ik: yᵢₖ = Σⱼ aᵢⱼ bⱼₖ",
        source="NumPy einsum",
    ),
)  # fmt: skip

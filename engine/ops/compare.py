"""Comparisons, logic and the choice between two tensors.

Comparisons give truth values, so no gradient passes through them; ``where`` passes it to the side that was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.ir.graph import Attrs
from engine.ir.types import TensorType, broadcast_shapes
from engine.ops.rules import (
    COMMUTING,
    DISCRETE,
    ELEMENTWISE,
    PROMOTING,
    X,
    binary_samples,
    broadcast_bool,
    common_dtype,
    same_bool,
    unary_samples,
)
from engine.ops.spec import Op, Port, Sample

_ANY_PAIR = (Port("a"), Port("b"))
_NUMBERS = (Port("a", accepts="number"), Port("b", accepts="number"))
_TRUTHS = (Port("a", accepts="bool"), Port("b", accepts="bool"))


def _comparison(name: str, title: str, function: Any, sign: str, words: str, symmetric: bool = False) -> Op:
    return Op(
        name=name, title=title, inputs=_ANY_PAIR if symmetric else _NUMBERS, infer=broadcast_bool, category="math",
        traits=COMMUTING if symmetric else PROMOTING, reference=function, gradient=DISCRETE,
        samples=(*binary_samples(), Sample(((6,), (6,)), {}, ("int", 0, 3))),
        help=f"Says for every entry whether the first tensor is {words} the second.", formula=f"y = a {sign} b",
        source=f"NumPy {name}",
    )  # fmt: skip


def _logic(name: str, title: str, function: Any, sign: str, words: str) -> Op:
    return Op(
        name=name, title=title, inputs=_TRUTHS, infer=broadcast_bool, traits=COMMUTING, category="math",
        reference=function, gradient=DISCRETE, samples=binary_samples("bool"),
        help=f"Says for every entry whether {words}.", formula=f"y = a {sign} b",
        source=f"NumPy {name}",
    )  # fmt: skip


def _infer_where(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return TensorType(common_dtype(types[1:]), broadcast_shapes(*(type_.shape for type_ in types)))


OPS: tuple[Op, ...] = (
    _comparison("equal", "Equal", np.equal, "=", "equal to", symmetric=True),
    _comparison("not_equal", "NotEqual", np.not_equal, "≠", "different from", symmetric=True),
    _comparison("less", "Less", np.less, "<", "less than"),
    _comparison("less_equal", "LessEqual", np.less_equal, "≤", "less than or equal to"),
    _comparison("greater", "Greater", np.greater, ">", "greater than"),
    _comparison("greater_equal", "GreaterEqual", np.greater_equal, "≥", "greater than or equal to"),
    _logic("logical_and", "LogicalAnd", np.logical_and, "∧", "both tensors hold"),
    _logic("logical_or", "LogicalOr", np.logical_or, "∨", "one or both of the tensors hold"),
    _logic("logical_xor", "LogicalXor", np.logical_xor, "⊕", "one of the tensors alone holds"),
    Op(
        name="logical_not", title="LogicalNot", inputs=(Port("x", accepts="bool"),), infer=same_bool, traits=ELEMENTWISE,
        category="math", reference=np.logical_not, gradient=DISCRETE, samples=unary_samples("bool"),
        help="Turns true into false and false into true.", formula="y = ¬x", source="NumPy logical_not",
    ),
    Op(
        name="is_finite", title="IsFinite", inputs=(X,), infer=same_bool, traits=ELEMENTWISE, category="math",
        reference=np.isfinite, gradient=DISCRETE, samples=unary_samples(),
        help="Says for every entry whether it is neither infinite nor NaN.", formula="y = |x| < ∞", source="NumPy isfinite",
    ),
    Op(
        name="is_nan", title="IsNan", inputs=(X,), infer=same_bool, traits=ELEMENTWISE, category="math",
        reference=np.isnan, gradient=DISCRETE, samples=unary_samples(),
        help="Says for every entry whether it is NaN, the result of an undefined computation.", formula="y = (x ≠ x)",
        source="NumPy isnan",
    ),
    Op(
        name="where", title="Where", inputs=(Port("condition", accepts="bool"), Port("a"), Port("b")),
        infer=_infer_where, traits=PROMOTING, category="math", reference=np.where,
        gradient=lambda b, v: (None, b.where(v.inputs[0], v.g, 0), b.where(v.inputs[0], 0, v.g)),
        samples=tuple(
            Sample(shapes, {}, ["bool", (-2.0, 2.0), (-2.0, 2.0)])
            for shapes in (
                ((), (), ()), ((3,), (3,), (3,)), ((2, 3), (3,), ()), ((3,), (2, 1), (2, 3)), ((2, 1), (1, 3), ()),
                ((), (2,), (1,)), ((0,), (1,), ()),
            )
        ),
        help="Takes the entry of the first tensor where the condition holds, of the second elsewhere.",
        formula="y = a if condition else b", source="NumPy where",
    ),
)  # fmt: skip

"""Trigonometric and hyperbolic functions and their inverses, in radians."""

from __future__ import annotations

import numpy as np

from engine.ops.rules import (
    ELEMENTWISE,
    PAIR,
    PROMOTING,
    X,
    binary_samples,
    broadcast_float,
    in_floats,
    same_float,
    unary_samples,
)
from engine.ops.spec import Op

OPS: tuple[Op, ...] = (
    Op(
        name="sin", title="Sin", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.sin), gradient=lambda b, v: (v.g * b.cos(v.x),), samples=unary_samples(),
        help="Takes the sine of every entry, in radians.", formula="y = sin x", source="NumPy sin",
    ),
    Op(
        name="cos", title="Cos", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.cos), gradient=lambda b, v: (-v.g * b.sin(v.x),), samples=unary_samples(),
        help="Takes the cosine of every entry, in radians.", formula="y = cos x", source="NumPy cos",
    ),
    Op(
        name="tan", title="Tan", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.tan), gradient=lambda b, v: (v.g * (b.square(v.y) + 1),), samples=unary_samples((-1.2, 1.2)),
        help="Takes the tangent of every entry, in radians.", formula="y = tan x", source="NumPy tan",
    ),
    Op(
        name="arcsin", title="ArcSin", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arcsin), gradient=lambda b, v: (v.g / b.sqrt(1 - b.square(v.x)),),
        samples=unary_samples((-0.8, 0.8)),
        help="Takes the angle whose sine every entry is; NaN outside −1 to 1.", formula="y = sin⁻¹ x", source="NumPy arcsin",
    ),
    Op(
        name="arccos", title="ArcCos", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arccos), gradient=lambda b, v: (-v.g / b.sqrt(1 - b.square(v.x)),),
        samples=unary_samples((-0.8, 0.8)),
        help="Takes the angle whose cosine every entry is; NaN outside −1 to 1.", formula="y = cos⁻¹ x", source="NumPy arccos",
    ),
    Op(
        name="arctan", title="ArcTan", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arctan), gradient=lambda b, v: (v.g / (b.square(v.x) + 1),), samples=unary_samples(),
        help="Takes the angle whose tangent every entry is.", formula="y = tan⁻¹ x", source="NumPy arctan",
    ),
    Op(
        name="sinh", title="Sinh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.sinh), gradient=lambda b, v: (v.g * b.cosh(v.x),), samples=unary_samples(),
        help="Takes the hyperbolic sine of every entry.", formula="y = (eˣ − e⁻ˣ) / 2", source="NumPy sinh",
    ),
    Op(
        name="cosh", title="Cosh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.cosh), gradient=lambda b, v: (v.g * b.sinh(v.x),), samples=unary_samples(),
        help="Takes the hyperbolic cosine of every entry.", formula="y = (eˣ + e⁻ˣ) / 2", source="NumPy cosh",
    ),
    Op(
        name="arcsinh", title="ArcSinh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arcsinh), gradient=lambda b, v: (v.g / b.sqrt(b.square(v.x) + 1),), samples=unary_samples(),
        help="Takes the number whose hyperbolic sine every entry is.", formula="y = sinh⁻¹ x", source="NumPy arcsinh",
    ),
    Op(
        name="arccosh", title="ArcCosh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arccosh), gradient=lambda b, v: (v.g / b.sqrt(b.square(v.x) - 1),),
        samples=unary_samples((1.2, 4.0)),
        help="Takes the number whose hyperbolic cosine every entry is; NaN below 1.", formula="y = cosh⁻¹ x",
        source="NumPy arccosh",
    ),
    Op(
        name="arctanh", title="ArcTanh", inputs=(X,), infer=same_float, traits=ELEMENTWISE, category="math",
        reference=in_floats(np.arctanh), gradient=lambda b, v: (v.g / (1 - b.square(v.x)),), samples=unary_samples((-0.8, 0.8)),
        help="Takes the number whose hyperbolic tangent every entry is; NaN outside −1 to 1.", formula="y = tanh⁻¹ x",
        source="NumPy arctanh",
    ),
    Op(
        name="arctan2", title="ArcTan2", inputs=PAIR, infer=broadcast_float, traits=PROMOTING, category="math",
        reference=in_floats(np.arctan2),
        gradient=lambda b, v: (
            v.g * v.inputs[1] / (b.square(v.x) + b.square(v.inputs[1])), -v.g * v.x / (b.square(v.x) + b.square(v.inputs[1]))
        ),
        samples=binary_samples("nonzero"),
        help="Takes the angle of the point with height a and width b.", formula="y = angle of (b, a)", source="NumPy arctan2",
    ),
)  # fmt: skip

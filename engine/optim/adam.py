"""Adam: every number has a step of its own size, from running means of the gradient and of its square."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Sample
from engine.optim.optimizer import optimizer_class
from engine.optim.update import GRADIENT, LEARNING_RATE, STEP, VARIABLE, check_update, in_dtype, slot


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    variable = check_update(types, *types[4:])
    return (variable,) * (len(types) - 3)


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, step, m, v, *largest = inputs
    beta_1, beta_2 = attrs["beta_1"], attrs["beta_2"]
    # one number for all variables, in float64: 1 − 0.999 loses four digits in float32
    t = b.cast(b.add(step, 1), dtype="float64")
    correction = b.divide(b.sqrt(b.subtract(1.0, b.power(beta_2, t))), b.subtract(1.0, b.power(beta_1, t)))
    alpha = in_dtype(b, b.multiply(b.cast(rate, dtype="float64"), correction), variable)
    m = b.add(m, b.multiply(b.subtract(gradient, m), 1 - beta_1))
    v = b.add(v, b.multiply(b.subtract(b.square(gradient), v), 1 - beta_2))
    largest = [b.maximum(known, v) for known in largest]
    move = b.divide(b.multiply(m, alpha), b.add(b.sqrt(largest[0] if largest else v), attrs["epsilon"]))
    return b.subtract(variable, move), m, v, *largest


ADAM_UPDATE = Op(
    name="adam_update",
    title="Adam",
    inputs=(
        VARIABLE, GRADIENT, LEARNING_RATE, STEP,
        slot("m", "Running mean of the gradient."), slot("v", "Running mean of its square."),
        slot("v_hat", "The largest that mean has been.", flag="amsgrad"),
    ),
    outputs=("variable", "m", "v", "v_hat"),
    attrs=(
        Attr("beta_1", "float", 0.9, minimum=0, maximum=0.9999999, help="Memory of the mean of the gradients."),
        Attr("beta_2", "float", 0.999, minimum=0, maximum=0.9999999, help="Memory of the mean of their squares."),
        Attr("epsilon", "float", 1e-7, minimum=0, exclusive=True, help="Keeps the division finite."),
        Attr("amsgrad", "bool", False, help="Divide by the largest mean of squares so far, so that steps never grow again."),
    ),
    infer=_infer,
    expand=_expand,
    samples=(
        Sample(
            ((3, 2), (3, 2), (), (), (3, 2), (3, 2)),
            domain=[(-2.0, 2.0), (-2.0, 2.0), (0.1, 0.2), ("int", 0, 9), (-2.0, 2.0), (0.1, 2.0)],
        ),
        Sample(
            ((3, 2), (3, 2), (), (), (3, 2), (3, 2), (3, 2)), {"amsgrad": True},
            domain=[(-2.0, 2.0), (-2.0, 2.0), (0.1, 0.2), ("int", 0, 9), (-2.0, 2.0), (0.1, 2.0), (0.5, 2.0)],
        ),
    ),
    help="Adaptive moments: each weight has a step of its own size.",
    formula="m ← β₁·m + (1−β₁)·∇w;  v ← β₂·v + (1−β₂)·∇w²;  w ← w − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)  "
    "(amsgrad: v̂ ← max(v̂, v) stands below the root)",
    source="Kingma and Ba 2015 (amsgrad: Reddi et al. 2018), in Keras's form: epsilon is added before the bias of v is mended, "
    "where PyTorch adds it after; PyTorch takes the same steps with eps = ε / √(1 − β₂ᵗ)",
)  # fmt: skip

Adam = optimizer_class(ADAM_UPDATE, learning_rate=0.001)

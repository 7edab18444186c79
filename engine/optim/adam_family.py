"""Adam's relatives: AdamW, Nadam, Adamax, and Lion, which keeps only the sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Sample
from engine.optim.adam import ADAM_UPDATE
from engine.optim.optimizer import optimizer_class
from engine.optim.update import GRADIENT, LEARNING_RATE, STEP, VARIABLE, check_update, in_dtype, slot

_BETAS = ADAM_UPDATE.attrs[:2]
_OPTIONS = ADAM_UPDATE.attrs[:3]
_MEAN = slot("momentum", "Running mean of the gradient.")
#: By how much Nadam's momentum differs from its final value falls by this factor a step.
_NADAM_DECAY = 0.96


def _toward(b: Builder, old: Value, new: Value, memory: float) -> Value:
    """A running mean with one more number in it, as Adam writes it."""
    result: Value = b.add(old, b.multiply(b.subtract(new, old), 1 - memory))
    return result


def _expand_adamw(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    found: Sequence[Value] = b.adam_update(*inputs, **attrs)
    return found


def _infer_nadam(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    variable = check_update(types, types[5], types[6])
    return variable, types[4], variable, variable


def _expand_nadam(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, step, product, m, v = inputs
    beta_1, beta_2 = attrs["beta_1"], attrs["beta_2"]
    # numbers for all of the variable at once are counted in float64
    t = b.cast(b.add(step, 1, name="t"), dtype="float64")
    now, then = (
        b.multiply(b.subtract(1.0, b.multiply(b.power(_NADAM_DECAY, power), 0.5)), beta_1, name=name)
        for name, power in (("now", t), ("then", b.add(t, 1.0)))
    )
    product = b.multiply(b.cast(product, dtype="float64"), now, name="product")
    m, v = _toward(b, m, gradient, beta_1), _toward(b, v, b.square(gradient), beta_2)
    ahead = in_dtype(b, b.divide(then, b.subtract(1.0, b.multiply(product, then))), variable)
    fresh = in_dtype(b, b.divide(b.subtract(1.0, now), b.subtract(1.0, product)), variable)
    spread = in_dtype(b, b.subtract(1.0, b.power(beta_2, t)), variable)
    mean = b.add(b.multiply(m, ahead), b.multiply(gradient, fresh), name="mean")
    size = b.add(b.sqrt(b.divide(v, spread)), attrs["epsilon"], name="size")
    move = b.divide(b.multiply(mean, in_dtype(b, rate, variable)), size)
    return b.subtract(variable, move), in_dtype(b, product, variable), m, v


def _infer_adamax(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    variable = check_update(types, types[4], types[5])
    return variable, variable, variable


def _expand_adamax(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, step, m, u = inputs
    t = b.cast(b.add(step, 1), dtype="float64")
    share = b.divide(b.cast(rate, dtype="float64"), b.subtract(1.0, b.power(attrs["beta_1"], t)))
    m = _toward(b, m, gradient, attrs["beta_1"])
    u = b.maximum(b.multiply(u, attrs["beta_2"]), b.absolute(gradient))
    move = b.divide(b.multiply(m, in_dtype(b, share, variable)), b.add(u, attrs["epsilon"]))
    return b.subtract(variable, move), m, u


def _infer_lion(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    variable = check_update(types, types[3])
    return variable, variable


def _expand_lion(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, m = inputs
    beta_1, beta_2 = attrs["beta_1"], attrs["beta_2"]
    way = b.sign(b.add(b.multiply(m, beta_1), b.multiply(gradient, 1 - beta_1)))
    m = b.add(b.multiply(m, beta_2), b.multiply(gradient, 1 - beta_2))
    return b.subtract(variable, b.multiply(way, in_dtype(b, rate, variable))), m


_MOVED, _RATE, _COUNT, _SQUARES = (-2.0, 2.0), (0.1, 0.2), ("int", 0, 9), (0.5, 2.0)
_SHAPES = ((3, 2), (3, 2), (), ())

OPS = (
    replace(
        ADAM_UPDATE,
        name="adamw_update",
        title="AdamW",
        expand=_expand_adamw,
        help="Adam with weights that decay apart from the gradient, which keeps them small without disturbing the moments.",
        formula="w ← w − η·λ·w;  then as Adam",
        source="Loshchilov and Hutter 2019; Keras AdamW: epsilon as in Adam, and a weight_decay of 0.004 where PyTorch has 0.01",
    ),
    Op(
        name="nadam_update",
        title="Nadam",
        inputs=(
            VARIABLE, GRADIENT, LEARNING_RATE, STEP,
            slot("u_product", "Product of the momenta so far.", initializer="ones", single=True),
            _MEAN, slot("velocity", "Running mean of its square."),
        ),
        outputs=("variable", "u_product", "momentum", "velocity"),
        attrs=_OPTIONS,
        infer=_infer_nadam,
        expand=_expand_nadam,
        samples=(
            Sample((*_SHAPES, (), (3, 2), (3, 2)), domain=[_MOVED, _MOVED, _RATE, _COUNT, (0.1, 0.9), _MOVED, _SQUARES]),
        ),
        help="Adam with Nesterov's look ahead along the momentum.",
        formula="uₜ = β₁·(1 − ½·0.96ᵗ);  m̂ = uₜ₊₁·m/(1 − Πu·uₜ₊₁) + (1 − uₜ)·∇w/(1 − Πu);  w ← w − η·m̂ / (√v̂ + ε)",
        source="Dozat 2016; Keras Nadam, the same as PyTorch's NAdam with a momentum_decay of 1",
    ),
    Op(
        name="adamax_update",
        title="Adamax",
        inputs=(VARIABLE, GRADIENT, LEARNING_RATE, STEP, _MEAN, slot("norm", "Largest gradient, fading.")),
        outputs=("variable", "momentum", "norm"),
        attrs=_OPTIONS,
        infer=_infer_adamax,
        expand=_expand_adamax,
        samples=(Sample((*_SHAPES, (3, 2), (3, 2)), domain=[_MOVED, _MOVED, _RATE, _COUNT, _MOVED, _SQUARES]),),
        help="Adam with the largest recent gradient in the place of the root mean square.",
        formula="m ← β₁·m + (1−β₁)·∇w;  u ← max(β₂·u, |∇w|);  w ← w − η/(1−β₁ᵗ) · m / (u + ε)",
        source="Kingma and Ba 2015; Keras Adamax, where PyTorch has epsilon inside the maximum",
    ),
    Op(
        name="lion_update",
        title="Lion",
        inputs=(VARIABLE, GRADIENT, LEARNING_RATE, _MEAN),
        outputs=("variable", "momentum"),
        attrs=(
            Attr("beta_1", "float", 0.9, minimum=0, maximum=1, help="Weight of the memory in the direction of a step."),
            Attr("beta_2", "float", 0.99, minimum=0, maximum=1, help="Memory of the mean of the gradients."),
        ),
        infer=_infer_lion,
        expand=_expand_lion,
        samples=(Sample(((3, 2), (3, 2), (), (3, 2)), domain=[_MOVED, _MOVED, _RATE, _MOVED]),),
        help="Every number moves by the learning rate, up or down; wants a rate three to ten times smaller than Adam's.",
        formula="w ← w − η·sign(β₁·m + (1−β₁)·∇w);  m ← β₂·m + (1−β₂)·∇w",
        source="Chen et al. 2023; Keras Lion",
    ),
)  # fmt: skip

AdamW = optimizer_class(OPS[0], learning_rate=0.001, weight_decay=0.004)
Nadam, Adamax, Lion = (optimizer_class(op, learning_rate=0.001) for op in OPS[1:])

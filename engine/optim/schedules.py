"""Learning-rate schedules: composites of the step counter, so a rate is graph like everything else and can be fetched.

A schedule's input is the number of updates made so far (0 at the first).  Rates are float64 scalars: one number a step costs
nothing, and its digits are wanted in ``1 − 0.999ᵗ``.  A schedule is given to an optimizer as its ``learning_rate``; so may be
any function from the step counter to a value.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.nn.layer import Layer, layer_class
from engine.ops.spec import Attr, NoGradient, Op, Port, Sample

STEP = Port("step", "int", help="Number of updates made so far.")
_WHOLE = NoGradient("the step is a whole number, so a rate has no slope along it")
_STEPS = ("int", 0, 20)


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return TensorType("float64", types[0].shape)


def _expand_constant(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    result: Value = b.multiply(b.ones_like(inputs[0], dtype="float64"), attrs["learning_rate"])
    return result


def _expand_exponential(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    done = b.divide(b.cast(inputs[0], dtype="float64"), attrs["decay_steps"])
    if attrs["staircase"]:
        done = b.floor(done)
    result: Value = b.multiply(b.power(attrs["decay_rate"], done), attrs["initial_learning_rate"])
    return result


OPS: tuple[Op, ...] = (
    Op(
        name="constant_rate",
        title="Constant",
        inputs=(STEP,),
        outputs=("learning_rate",),
        attrs=(Attr("learning_rate", "float", 0.01, minimum=0, help="The rate of every step."),),
        infer=_infer,
        expand=_expand_constant,
        gradient=_WHOLE,
        samples=(Sample(((),), domain=_STEPS), Sample(((),), {"learning_rate": 0.3}, _STEPS)),
        help="The same learning rate at every step.",
        formula="η(t) = η₀",
        source="the definition",
        telling="learning_rate",
    ),
    Op(
        name="exponential_decay",
        title="ExponentialDecay",
        inputs=(STEP,),
        outputs=("learning_rate",),
        attrs=(
            Attr("initial_learning_rate", "float", 0.01, minimum=0, help="The rate of the first step."),
            Attr("decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps from one factor to the next."),
            Attr("decay_rate", "float", 0.96, minimum=0, exclusive=True, help="What the rate is multiplied by."),
            Attr("staircase", "bool", False, help="Fall in stairs instead of smoothly."),
        ),
        infer=_infer,
        expand=_expand_exponential,
        gradient=_WHOLE,
        samples=(
            Sample(((),), {"decay_steps": 7, "decay_rate": 0.5}, _STEPS),
            Sample(((),), {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}, _STEPS),
        ),
        help="A learning rate that falls by the same factor every so many steps.",
        formula="η(t) = η₀ · r^(t / s)",
        source="Keras ExponentialDecay",
        telling="decay_rate",
    ),
)

#: Every schedule, in palette order.
SCHEDULES: tuple[type[Layer], ...] = tuple(layer_class(op) for op in OPS)
Constant, ExponentialDecay = SCHEDULES

"""Learning rates that fall: in stairs, by powers, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import ExpandRule, InferRule, NoGradient, Op, Port, Sample

STEP = Port("step", "int", help="Number of updates made so far.")
INITIAL = Attr("initial_learning_rate", "float", 0.01, minimum=0, help="The rate of the first step.")
DECAY_STEPS = Attr("decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps from one factor to the next.")
STAIRCASE = Attr("staircase", "bool", False, help="Fall in stairs instead of smoothly.")
#: Steps that the generated tests try.
STEPS = ("int", 0, 20)
_WHOLE = NoGradient("the step is a whole number, so a rate has no slope along it")


def infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    return TensorType("float64", types[0].shape)


def schedule(
    name: str, title: str, attrs: tuple[Attr, ...], expand: ExpandRule, samples: Sequence[Attrs],
    help: str, formula: str, source: str, telling: str, rule: InferRule = infer,
) -> Op:  # fmt: skip
    """The declaration of a schedule: an op from the number of updates made so far to the rate."""
    return Op(
        name=name,
        title=title,
        inputs=(STEP,),
        outputs=("learning_rate",),
        attrs=attrs,
        infer=rule,
        expand=expand,
        gradient=_WHOLE,
        samples=tuple(Sample(((),), given, STEPS) for given in samples),
        help=help,
        formula=formula,
        source=source,
        telling=telling,
    )


def counted(b: Builder, step: Value) -> Value:
    """The step as a float64."""
    result: Value = b.cast(step, dtype="float64")
    return result


def _expand_constant(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    result: Value = b.multiply(b.ones_like(inputs[0], dtype="float64"), attrs["learning_rate"])
    return result


def _periods(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    """How often ``decay_steps`` have passed: whole times only where the rate falls in stairs."""
    done = b.divide(counted(b, inputs[0]), attrs["decay_steps"])
    result: Value = b.floor(done) if attrs.get("staircase", True) else done
    return result


def _expand_exponential(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    result: Value = b.multiply(b.power(attrs["decay_rate"], _periods(b, inputs, attrs)), attrs["initial_learning_rate"])
    return result


def _expand_inverse(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    fall = b.add(b.multiply(_periods(b, inputs, attrs), attrs["decay_rate"]), 1.0)
    result: Value = b.divide(attrs["initial_learning_rate"], fall)
    return result


def _expand_polynomial(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    step, steps = counted(b, inputs[0]), attrs["decay_steps"]
    if attrs["cycle"]:
        rounds = b.maximum(b.ceil(b.divide(step, steps)), 1.0)
        done = b.divide(step, b.multiply(rounds, steps))
    else:
        done = b.divide(b.minimum(step, steps), steps)
    last = attrs["end_learning_rate"]
    share = b.power(b.subtract(1.0, done), attrs["power"])
    result: Value = b.add(b.multiply(share, attrs["initial_learning_rate"] - last), last)
    return result


def _infer_piecewise(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    boundaries, values = attrs["boundaries"], attrs["values"]
    if len(values) != len(boundaries) + 1:
        raise RuleError(
            "there are {values} values and {boundaries} boundaries, but each boundary has a value before it and one comes after "
            "the last; give {wanted} values",
            values=len(values), boundaries=len(boundaries), wanted=len(boundaries) + 1,
        )  # fmt: skip
    if any(a >= b for a, b in pairwise(boundaries)):
        raise RuleError("the boundaries {boundaries} do not rise; put them in order", boundaries=boundaries)
    if any(value < 0 for value in values):
        raise RuleError("the values {values} hold a rate below zero; give rates of at least 0", values=values)
    return infer(types, attrs)


def _expand_piecewise(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    boundaries, values = attrs["boundaries"], [np.float64(value) for value in attrs["values"]]
    result: Value = b.multiply(b.ones_like(inputs[0], dtype="float64"), values[-1])
    for boundary, value in reversed(list(zip(boundaries, values, strict=False))):
        result = b.where(b.less_equal(inputs[0], boundary), value, result)
    return result


_RATE = Attr("decay_rate", "float", 0.96, minimum=0, exclusive=True, help="What the rate is multiplied by.")

OPS: tuple[Op, ...] = (
    schedule(
        "constant_rate", "Constant", (Attr("learning_rate", "float", 0.01, minimum=0, help="The rate of every step."),),
        _expand_constant, ({}, {"learning_rate": 0.3}),
        "The same learning rate at every step.", "η(t) = η₀", "the definition: Keras and PyTorch alike", "learning_rate",
    ),
    schedule(
        "exponential_decay", "ExponentialDecay", (INITIAL, DECAY_STEPS, _RATE, STAIRCASE), _expand_exponential,
        ({"decay_steps": 7, "decay_rate": 0.5}, {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
        "A learning rate that falls by the same factor every so many steps.", "η(t) = η₀ · r^(t / s)",
        "Keras ExponentialDecay", "decay_rate",
    ),
    schedule(
        "step_decay", "StepDecay",
        (
            INITIAL,
            Attr("decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps from one stair to the next."),
            Attr("decay_rate", "float", 0.1, minimum=0, exclusive=True, help="What the rate is multiplied by at each stair."),
        ),
        _expand_exponential, ({"decay_steps": 7}, {"decay_steps": 3, "decay_rate": 0.5}),
        "A learning rate that stays for so many steps and then falls at once.", "η(t) = η₀ · r^⌊t / s⌋",
        "PyTorch StepLR; Keras's ExponentialDecay in stairs", "decay_rate",
    ),
    schedule(
        "piecewise_constant_decay", "PiecewiseConstantDecay",
        (
            Attr("boundaries", "ints", [1000, 2000], minimum=0, help="The last step of each value but the last."),
            Attr("values", "floats", [0.01, 0.001, 0.0001], help="The rates, one more than there are boundaries."),
        ),
        _expand_piecewise,
        ({"boundaries": [3, 9], "values": [0.5, 0.2, 0.1]}, {"boundaries": [], "values": [0.2]}),
        "Learning rates named one by one, with the steps at which they change.", "η(t) = vᵢ for bᵢ₋₁ < t ≤ bᵢ",
        "Keras PiecewiseConstantDecay", "values", _infer_piecewise,
    ),
    schedule(
        "inverse_time_decay", "InverseTimeDecay",
        (INITIAL, DECAY_STEPS, Attr("decay_rate", "float", 0.5, minimum=0, help="How strongly it falls."), STAIRCASE),
        _expand_inverse, ({"decay_steps": 7}, {"decay_steps": 7, "decay_rate": 2.0, "staircase": True}),
        "A learning rate that falls like one over the time passed: fast at first, then ever slower.",
        "η(t) = η₀ / (1 + r · t / s)", "Keras InverseTimeDecay", "decay_rate",
    ),
    schedule(
        "polynomial_decay", "PolynomialDecay",
        (
            INITIAL,
            Attr("decay_steps", "int", 1000, minimum=1, unit="steps", help="Steps until the last rate is reached."),
            Attr("end_learning_rate", "float", 0.0001, minimum=0, help="The last rate."),
            Attr("power", "float", 1.0, minimum=0, exclusive=True, help="1 is a straight line; more falls faster at first."),
            Attr("cycle", "bool", False, help="Begin again, over a longer stretch each time, when the last rate is reached."),
        ),
        _expand_polynomial,
        ({"decay_steps": 7}, {"decay_steps": 7, "power": 2.0, "cycle": True}, {"decay_steps": 30, "power": 0.5}),
        "A learning rate that falls along a power of the way that is left.",
        "η(t) = (η₀ − η₁) · (1 − t / s)ᵖ + η₁", "Keras PolynomialDecay", "power",
    ),
)  # fmt: skip

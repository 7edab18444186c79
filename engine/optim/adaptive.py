"""Optimizers that divide by the size of past gradients: Adagrad, Adadelta, RMSprop."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Sample
from engine.optim.optimizer import optimizer_class
from engine.optim.update import GRADIENT, LEARNING_RATE, VARIABLE, check_update, in_dtype, slot

EPSILON = Attr("epsilon", "float", 1e-7, minimum=0, exclusive=True, help="Keeps the division finite.")
_RHO = "Memory of the mean of the squared gradients."
_MOVED, _PUSH, _RATE, _SQUARES = (-2.0, 2.0), (-2.0, 2.0), (0.1, 0.2), (0.5, 2.0)


def _infer(types: Sequence[TensorType], attrs: Attrs) -> Sequence[TensorType]:
    slots = types[3:]
    variable = check_update(types, *slots)
    return (variable, *slots)


def running(b: Builder, old: Value, new: Value, memory: float) -> Value:
    """A running mean with one more number in it."""
    result: Value = b.add(b.multiply(old, memory), b.multiply(new, 1 - memory))
    return result


def _expand_adagrad(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, accumulator = inputs
    accumulator = b.add(accumulator, b.square(gradient))
    move = b.divide(b.multiply(in_dtype(b, rate, variable), gradient), b.sqrt(b.add(accumulator, attrs["epsilon"])))
    return b.subtract(variable, move), accumulator


def _expand_adadelta(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, squares, moves = inputs
    rho, epsilon = attrs["rho"], attrs["epsilon"]
    squares = running(b, squares, b.square(gradient), rho)
    ratio = b.divide(b.sqrt(b.add(moves, epsilon)), b.sqrt(b.add(squares, epsilon)))
    move = b.multiply(ratio, gradient, name="move")
    moves = running(b, moves, b.square(move), rho)
    return b.subtract(variable, b.multiply(in_dtype(b, rate, variable), move)), squares, moves


def _expand_rmsprop(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    variable, gradient, rate, velocity = inputs[:4]
    rest = list(inputs[4:])
    rho = attrs["rho"]
    velocity = running(b, velocity, b.square(gradient), rho)
    spread = velocity
    slots = [velocity]
    momentum = rest.pop(0) if attrs["momentum"] else None
    mean = running(b, rest.pop(0), gradient, rho) if attrs["centered"] else None
    if mean is not None:
        spread = b.subtract(velocity, b.square(mean))
    move = b.divide(b.multiply(in_dtype(b, rate, variable), gradient), b.sqrt(b.add(spread, attrs["epsilon"]), name="size"))
    if momentum is not None:
        move = b.add(b.multiply(momentum, attrs["momentum"]), move)
        slots.append(move)
    if mean is not None:
        slots.append(mean)
    return b.subtract(variable, move), *slots


_SHAPES = ((3, 2), (3, 2), ())

OPS = (
    Op(
        name="adagrad_update",
        title="Adagrad",
        inputs=(
            VARIABLE, GRADIENT, LEARNING_RATE,
            slot("accumulator", "Sum of the squared gradients.", initializer="initial_accumulator_value"),
        ),
        outputs=("variable", "accumulator"),
        attrs=(
            Attr("initial_accumulator_value", "float", 0.1, minimum=0, help="What the sum of squares starts from."),
            EPSILON,
        ),
        infer=_infer,
        expand=_expand_adagrad,
        samples=(Sample((*_SHAPES, (3, 2)), domain=[_MOVED, _PUSH, _RATE, _SQUARES]),),
        help="Steps get smaller where gradients have been large, so rare features learn faster.",
        formula="a ← a + ∇w²;  w ← w − η·∇w / √(a + ε)",
        source="Duchi et al. 2011, in Keras's form: epsilon stands inside the root, where PyTorch has it outside, and the sums "
        "begin at 0.1, where PyTorch's begin at 0",
    ),
    Op(
        name="adadelta_update",
        title="Adadelta",
        inputs=(
            VARIABLE, GRADIENT, LEARNING_RATE,
            slot("accumulated_grad", "Running mean of the squared gradients."),
            slot("accumulated_delta_var", "Running mean of the squared steps."),
        ),
        outputs=("variable", "accumulated_grad", "accumulated_delta_var"),
        attrs=(Attr("rho", "float", 0.95, minimum=0, maximum=1, help=_RHO), EPSILON),
        infer=_infer,
        expand=_expand_adadelta,
        samples=(Sample((*_SHAPES, (3, 2), (3, 2)), domain=[_MOVED, _PUSH, _RATE, _SQUARES, _SQUARES]),),
        help="Steps in the unit of the weights, from running means of gradients and of past steps; takes a rate of 1.",
        formula="s ← ρ·s + (1−ρ)·∇w²;  Δ = √(d + ε)/√(s + ε)·∇w;  d ← ρ·d + (1−ρ)·Δ²;  w ← w − η·Δ",
        source="Zeiler 2012; Keras Adadelta, the same as PyTorch's but for the default rate, 0.001 where PyTorch has 1",
    ),
    Op(
        name="rmsprop_update",
        title="RMSprop",
        inputs=(
            VARIABLE, GRADIENT, LEARNING_RATE,
            slot("velocity", "Running mean of the squared gradients."),
            slot("last_step", "The last step.", flag="momentum"),
            slot("average_gradient", "Running mean of the gradients.", flag="centered"),
        ),
        outputs=("variable", "velocity", "last_step", "average_gradient"),
        attrs=(
            Attr("rho", "float", 0.9, minimum=0, maximum=1, help=_RHO),
            Attr("momentum", "float", 0.0, minimum=0, maximum=1, help="Share of the last step that is kept."),
            EPSILON,
            Attr("centered", "bool", False, help="Divide by the spread of the gradients instead of by their size."),
        ),
        infer=_infer,
        expand=_expand_rmsprop,
        samples=(
            Sample((*_SHAPES, (3, 2)), domain=[_MOVED, _PUSH, _RATE, _SQUARES]),
            Sample((*_SHAPES, (3, 2), (3, 2)), {"momentum": 0.9}, domain=[_MOVED, _PUSH, _RATE, _SQUARES, _MOVED]),
            Sample((*_SHAPES, (3, 2), (3, 2)), {"centered": True}, domain=[_MOVED, _PUSH, _RATE, (1.0, 2.0), (0.0, 0.5)]),
            Sample(
                (*_SHAPES, (3, 2), (3, 2), (3, 2)),
                {"momentum": 0.9, "centered": True},
                domain=[_MOVED, _PUSH, _RATE, (1.0, 2.0), _MOVED, (0.0, 0.5)],
            ),
        ),
        help="Divides each step by a running root mean square of the gradients.",
        formula="s ← ρ·s + (1−ρ)·∇w²;  w ← w − η·∇w / √(s + ε)  (centered: s − mean², momentum: the last step is kept in part)",
        source="Tieleman and Hinton 2012, in Keras's form: epsilon stands inside the root, where PyTorch has it outside",
    ),
)  # fmt: skip

Adagrad, Adadelta, RMSprop = (optimizer_class(op, learning_rate=0.001) for op in OPS)

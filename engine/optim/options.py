"""What every optimizer can do besides its own update: clip gradients, let weights decay, keep averages of them.

In Keras's order: the gradients are clipped, the weights decay, then comes the update, then the average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import AttributeValueError
from engine.ir.builder import Builder
from engine.ir.graph import Value
from engine.ops.attrs import Attr
from engine.optim.update import in_dtype

#: The ways to clip, of which one may be chosen.
CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")

OPTIONS: tuple[Attr, ...] = (
    Attr(
        "weight_decay", "float", None, minimum=0, optional=True,
        help="Share of each weight that is taken away every step, times the learning rate; empty: none.",
    ),
    Attr(
        "clipnorm", "float", None, minimum=0, exclusive=True, optional=True,
        help="The longest that the gradient of one weight tensor may be; empty: any length.",
    ),
    Attr(
        "clipvalue", "float", None, minimum=0, exclusive=True, optional=True,
        help="The largest that each number of a gradient may be; empty: any size.",
    ),
    Attr(
        "global_clipnorm", "float", None, minimum=0, exclusive=True, optional=True,
        help="The longest that the gradient of all weights together may be; empty: any length.",
    ),
    Attr("use_ema", "bool", False, help="Keep a running average of the weights, which they are set to when training ends."),
    Attr("ema_momentum", "float", 0.99, minimum=0, maximum=1, help="Memory of the running average of the weights."),
)  # fmt: skip


def check_options(options: dict[str, Any]) -> dict[str, Any]:
    """The options; AttributeValueError where two of them exclude each other."""
    chosen = [name for name in CLIPPING if options[name] is not None]
    if len(chosen) > 1:
        raise AttributeValueError(
            "{attribute} and {other} are both set, but gradients are clipped in one way; leave one of them empty",
            attribute=chosen[0], other=chosen[1],
        )  # fmt: skip
    return options


def clipped(b: Builder, gradients: Sequence[Value], options: Mapping[str, Any]) -> list[Value]:
    """The gradients, no larger than the options allow."""
    if (bound := options["clipvalue"]) is not None:
        return [b.clip(gradient, minimum=-bound, maximum=bound) for gradient in gradients]
    if (bound := options["clipnorm"]) is not None:
        return [_shortened(b, gradient, b.l2_norm(gradient), bound) for gradient in gradients]
    if (bound := options["global_clipnorm"]) is not None:
        squares = [b.cast(b.square(b.l2_norm(gradient)), dtype="float64") for gradient in gradients]
        total = squares[0]
        for square in squares[1:]:
            total = b.add(total, square)
        norm = b.sqrt(total)
        return [_shortened(b, gradient, norm, bound) for gradient in gradients]
    return list(gradients)


def _shortened(b: Builder, gradient: Value, norm: Value, bound: float) -> Value:
    """The gradient times what makes this norm as long as the bound, where it is longer."""
    share = b.divide(bound, b.maximum(norm, bound))
    result: Value = b.multiply(gradient, in_dtype(b, share, gradient))
    return result


def decayed(b: Builder, variable: Value, rate: Value, options: Mapping[str, Any]) -> Value:
    """The variable after a step's decay."""
    decay = options["weight_decay"]
    if not decay:
        return variable
    result: Value = b.subtract(variable, b.multiply(variable, in_dtype(b, b.multiply(rate, decay), variable)))
    return result


def averaged(b: Builder, average: Value, variable: Value, step: Value, options: Mapping[str, Any]) -> Value:
    """The running average with the variable's new value in it; after the first step it is that value."""
    memory = b.multiply(b.cast(b.not_equal(step, 0), dtype=variable.dtype), options["ema_momentum"])
    result: Value = b.add(variable, b.multiply(b.subtract(average, variable), memory))
    return result

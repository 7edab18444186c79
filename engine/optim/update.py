"""What update ops share.  An update op says what a variable and its slots become, given a gradient and a learning rate.

Its data inputs are among ``variable``, ``gradient``, ``learning_rate`` and ``step`` (updates made so far); its parameters are
slots: what the optimizer remembers of each variable.  The first output replaces the variable, the others the slots that are
there, in the order of the ports.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Value
from engine.ir.types import TensorType, format_shape
from engine.ops.spec import Param, Port

VARIABLE = Port("variable", "float", help="What is trained.")
GRADIENT = Port("gradient", "float", help="Gradient of the loss with respect to the variable.")
LEARNING_RATE = Port("learning_rate", "float", help="How far to go.")
STEP = Port("step", "int", help="Number of updates made so far.")


def slot(name: str, help: str, flag: str | None = None, initializer: str = "zeros", single: bool = False) -> Port:
    """Something that the optimizer remembers of each variable: one number for each of its own, or a ``single`` one.

    It starts from zeros, or as ``initializer`` says, which may name an attribute.
    """
    param = Param(lambda types, attrs: () if single else types[0].shape, initializer, trainable=False)
    return Port(name, "float", param=param, flag=flag, help=help)


def check_update(types: Sequence[TensorType], *slots: TensorType) -> TensorType:
    """The variable's type; RuleError where gradient or slots are not of that type."""
    variable, gradient = types[0], types[1]
    for what, type_ in (("gradient", gradient), *(("slot", item) for item in slots)):
        if type_.dtype != variable.dtype or type_.shape != variable.shape:
            raise RuleError(
                "the variable is {wanted}, but its {what} is {got}; they must be of one type",
                wanted=f"{variable.dtype} {format_shape(variable.shape)}", what=what,
                got=f"{type_.dtype} {format_shape(type_.shape)}",
            )  # fmt: skip
    return variable


def in_dtype(b: Builder, value: Value, like: Value) -> Value:
    """The value in the dtype of another one."""
    result: Value = value if value.dtype == like.dtype else b.cast(value, dtype=like.dtype)
    return result

"""The dense layer: every unit sees every feature."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import SPARSE, Shape, TensorType, format_shape
from engine.nn.activation import ACTIVATION
from engine.ops.attrs import Attr
from engine.ops.spec import Op, Param, Port, Sample


def features(x: TensorType) -> int:
    """The known number of features per row, which is the size of the last dimension."""
    if x.rank < 2:
        raise RuleError(
            "input {shape} has no rows of features; it needs two dimensions or more, such as batch×64",
            shape=format_shape(x.shape),
        )  # fmt: skip
    last = x.shape[-1]
    if not isinstance(last, int):
        raise RuleError(
            "input {shape} does not say how many features a row has; give its last dimension a size",
            shape=format_shape(x.shape),
        )  # fmt: skip
    return last


def _kernel_shape(types: Sequence[TensorType], attrs: Attrs) -> Shape:
    return features(types[0]), attrs["units"]


def _infer(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, kernel = types[0], types[1]
    wide, units = features(x), attrs["units"]
    if kernel.rank != 2 or kernel.shape[1] != units:
        raise RuleError(
            "the kernel is {got}, but {units} units need {wanted}; set units to the kernel's columns or share another layer's",
            got=format_shape(kernel.shape), units=units, wanted=format_shape((wide, units)),
        )  # fmt: skip
    if kernel.shape[0] != wide:
        raise RuleError(
            "input has {got} features per row, but the kernel expects {wanted}; "
            "connect a {wanted}-feature input or use a layer with weights of its own",
            got=wide, wanted=kernel.shape[0],
        )  # fmt: skip
    for name, weight in zip(("kernel", "bias"), types[1:], strict=False):
        if weight.dtype != x.dtype:
            raise RuleError(
                "input is {got}, but the {weight} is {wanted}; insert Cast to {wanted}",
                got=x.dtype, weight=name, wanted=weight.dtype,
            )  # fmt: skip
    if attrs["use_bias"] and types[2].shape != (units,):
        raise RuleError("the bias is {got}, but there are {units} units", got=format_shape(types[2].shape), units=units)
    return TensorType(x.dtype, (*x.shape[:-1], units))


def _expand(b: Builder, inputs: Sequence[Value], attrs: Attrs) -> Value:
    y: Value = b.matmul(inputs[0], inputs[1])
    if attrs["use_bias"]:
        y = b.add(y, inputs[2])
    return y if attrs["activation"] is None else b.apply(attrs["activation"], y)


DENSE = Op(
    name="dense",
    title="Dense",
    inputs=(
        Port(
            "x",
            "float",
            layouts=("dense", *SPARSE),
            help="Rows of features, (batch, features); sparse ones are multiplied without their zeros.",
        ),
        Port("kernel", "float", param=Param(_kernel_shape, "kernel_initializer")),
        Port("bias", "float", param=Param(lambda types, attrs: (attrs["units"],), "bias_initializer"), flag="use_bias"),
    ),
    attrs=(
        Attr("units", "int", minimum=1, unit="units", help="Number of outputs per row.", start=32),
        ACTIVATION,
        Attr("use_bias", "bool", True, help="Add a bias to every unit."),
        Attr("kernel_initializer", "initializer", "glorot_uniform", help="First values of the kernel."),
        Attr("bias_initializer", "initializer", "zeros", help="First values of the bias."),
    ),
    infer=_infer,
    expand=_expand,
    samples=(
        Sample(((3, 4), (4, 2), (2,)), {"units": 2}),
        Sample(((3, 4), (4, 2)), {"units": 2, "use_bias": False, "activation": "tanh"}),
        Sample(((2, 3, 4), (4, 5), (5,)), {"units": 5, "activation": "sigmoid"}),
        Sample(((3, 4), (4, 2), (2,)), {"units": 2}, [("csr", -2.0, 2.0), (-2.0, 2.0), (-2.0, 2.0)]),
    ),
    category="layers",
    help="Every unit is a weighted sum of all features of a row, with a bias and an activation if wanted.",
    formula="y = activation(x·W + b)",
    source="Keras Dense",
    telling="units",
)

OPS = (DENSE,)

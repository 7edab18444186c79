"""Where values come from and where they stay: constants, placeholders, variables, assignments, groups and gradients.

A step reads every variable as it was when the step began; all assignments take effect when it ends.  ``gradients`` is a
node like any other: its types are known at once, and the ``differentiate`` pass replaces it by the backward graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import GraphError, RuleError
from engine.ir.builder import Builder, as_array, graph_of
from engine.ir.graph import Attrs, Value, default_graph
from engine.ir.types import SPARSE, Dim, TensorType, dtype_name, format_shape, merge_dims
from engine.ops.attrs import Attr
from engine.ops.spec import NoGradient, Op, Port, Sample

#: Ops that stand for something outside the graph or for an effect: passes never merge, fold or rewrite them.
PINNED = frozenset({"placeholder", "variable", "assign", "group", "gradients"})


def _check_array(value: Any) -> None:
    if not isinstance(value, np.ndarray):
        raise RuleError("value is {got}, but must be an array; engine.constant makes one of numbers", got=type(value).__name__)


def _infer_constant(inputs: Sequence[TensorType], attrs: Attrs) -> TensorType:
    value = attrs["value"]
    _check_array(value)
    return TensorType(value.dtype.name, value.shape)


def _infer_placeholder(inputs: Sequence[TensorType], attrs: Attrs) -> TensorType:
    for dim in attrs["shape"]:
        if isinstance(dim, int) and dim < 0:
            raise RuleError(
                "shape {shape} has a negative size; write None for an unknown one", shape=format_shape(attrs["shape"])
            )
    return TensorType(attrs["dtype"], tuple(attrs["shape"]), attrs["layout"])


def _infer_variable(inputs: Sequence[TensorType], attrs: Attrs) -> TensorType:
    if not all(isinstance(dim, int) and dim >= 0 for dim in attrs["shape"]):
        raise RuleError("shape {shape} of a variable must be known; give every size", shape=format_shape(attrs["shape"]))
    if attrs["value"] is None:
        return TensorType(attrs["dtype"], tuple(attrs["shape"]))
    _check_array(attrs["value"])
    if attrs["value"].shape != tuple(attrs["shape"]):
        raise RuleError(
            "the initial value has shape {got}, but the variable has {wanted}; make them equal",
            got=format_shape(attrs["value"].shape), wanted=format_shape(attrs["shape"]),
        )  # fmt: skip
    return TensorType(attrs["dtype"], tuple(attrs["shape"]))


def _infer_assign(inputs: Sequence[TensorType], attrs: Attrs) -> TensorType:
    variable, value = inputs
    if variable.dtype != value.dtype:
        raise RuleError("holds {wanted}, but the new value is {got}; insert Cast", wanted=variable.dtype, got=value.dtype)
    try:
        if variable.rank != value.rank:
            raise RuleError("the ranks differ")
        for a, b in zip(variable.shape, value.shape, strict=True):
            merge_dims(a, b)
    except RuleError:
        raise RuleError(
            "has shape {wanted}, but the new value has shape {got}; make them equal",
            wanted=format_shape(variable.shape), got=format_shape(value.shape),
        ) from None  # fmt: skip
    return variable


def _infer_gradients(inputs: Sequence[TensorType], attrs: Attrs) -> tuple[TensorType, ...]:
    count = attrs["targets"]
    if len(inputs) <= count:
        raise RuleError("needs something to differentiate with respect to; give at least one x")
    for type_ in inputs:
        if not type_.is_float:
            raise RuleError("takes float values only, but got {got}; integers and truth values have no gradient", got=type_.dtype)
    return tuple(inputs[count:])


def _outside(what: str) -> Any:
    def reference(*arrays: Any, **attrs: Any) -> Any:
        raise GraphError("a {what} has no value of its own; a session gives it one", what=what)

    return reference


def _expand_gradients(builder: Builder, inputs: Sequence[Value], attrs: Attrs) -> Sequence[Value]:
    raise GraphError("gradients are replaced by the differentiate pass; run it before expanding the rest")


OPS: tuple[Op, ...] = (
    Op(
        name="constant",
        title="Constant",
        attrs=(Attr("value", "array", help="the numbers"),),
        infer=_infer_constant,
        reference=lambda value: value,
        gradient=NoGradient("it depends on nothing"),
        samples=(Sample((), {"value": np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)}),),
        category="tensors",
        help="Numbers that never change.",
        formula="y = value",
        source="TensorFlow constant",
    ),
    Op(
        name="placeholder",
        title="Placeholder",
        attrs=(
            Attr("shape", "shape", (), help="sizes; None or a name where a size is not known yet"),
            Attr("dtype", "dtype", "float32"),
            Attr(
                "layout",
                "choice",
                "dense",
                choices=("dense", *SPARSE),
                quiet=True,
                help="csr or coo: a matrix that is fed as a SciPy sparse matrix and kept without its zeros.",
            ),
        ),
        infer=_infer_placeholder,
        reference=_outside("placeholder"),
        gradient=NoGradient("it depends on nothing"),
        category="tensors",
        help="A value that every run is fed with.",
        formula="y = feed[name]",
        source="TensorFlow v1 placeholder",
        telling="shape",
    ),
    Op(
        name="variable",
        title="Variable",
        attrs=(
            Attr("shape", "shape", ()),
            Attr("dtype", "dtype", "float32"),
            Attr("initializer", "initializer", "glorot_uniform", help="how the first value is drawn"),
            Attr("trainable", "bool", True, help="whether optimizers change it"),
            Attr("value", "array", None, optional=True, help="the first value itself; the initializer is not used then"),
        ),
        infer=_infer_variable,
        reference=_outside("variable"),
        gradient=NoGradient("it depends on nothing"),
        traits=frozenset({"state"}),
        category="tensors",
        help="Numbers that live in the session and that training changes.",
        formula="y = variable",
        source="TensorFlow Variable",
        telling="shape",
    ),
    Op(
        name="assign",
        title="Assign",
        inputs=(Port("variable"), Port("value")),
        infer=_infer_assign,
        reference=lambda variable, value: value,
        gradient=NoGradient("it writes a variable"),
        traits=frozenset({"state"}),
        help="Gives a variable a new value when the step ends; y is the new value.",
        formula="variable ← value",
        source="TensorFlow assign, at the end of the step",
    ),
    Op(
        name="group",
        title="Group",
        inputs=(Port("values", variadic=True),),
        infer=lambda inputs, attrs: TensorType("bool"),
        reference=lambda *values: np.bool_(True),
        gradient=NoGradient("it has no value"),
        help="Several values to run as one; fetching it gives None.",
        formula="run every value",
        source="TensorFlow group",
    ),
    Op(
        name="gradients",
        title="Gradients",
        inputs=(Port("values", variadic=True, layouts=("dense", *SPARSE), help="the ys, then the xs"),),
        attrs=(Attr("targets", "int", 1, minimum=1, help="how many of the inputs are ys"),),
        infer=_infer_gradients,
        expand=_expand_gradients,
        help="The gradient of the sum of the ys with respect to each x.",
        formula="∂ Σ ys / ∂ x",
        source="TensorFlow gradients",
    ),
)


class Variable(Value):
    """A value that lives in the session: made from an array, or from a shape and an initializer.

    ``Variable([0.0], name="b")`` or ``Variable(initializer="glorot_uniform", shape=(2, 1), name="w")``.
    """

    __slots__ = ()

    def __init__(
        self,
        value: Any = None,
        *,
        initializer: Any = None,
        shape: Sequence[int] | None = None,
        dtype: Any = None,
        trainable: bool | None = None,
        name: str | None = None,
    ) -> None:
        attrs: dict[str, Any] = {}
        if value is not None:
            array = as_array(value, dtype)
            attrs.update(
                value=array, shape=list(array.shape if shape is None else shape), dtype=array.dtype.name, initializer="zeros"
            )
        elif shape is None:
            raise GraphError("a variable needs a first value, or a shape and an initializer; give one of them")
        else:
            attrs.update(shape=list(shape), dtype=dtype_name(dtype or "float32"), initializer=initializer or "glorot_uniform")
        is_float = attrs["dtype"].endswith(("float16", "float32", "float64"))
        attrs["trainable"] = is_float if trainable is None else trainable
        node = default_graph().add("variable", (), attrs, name or "variable")
        super().__init__(node, 0, node.outputs[0].type)
        node.outputs = (self,)

    @property
    def trainable(self) -> bool:
        return bool(self.node.attrs["trainable"])

    def assign(self, value: Any, name: str | None = None) -> Value:
        """A value that, where it is run, becomes this variable's when the step ends."""
        return assign(self, value, name)


def constant(value: Any, dtype: Any = None, name: str | None = None) -> Value:
    """A constant; Python floats become float32 and ints int32 unless a dtype is given, arrays keep their own."""
    return Builder(default_graph()).constant(value, dtype, name)


def placeholder(shape: Sequence[Dim] = (), dtype: Any = "float32", name: str | None = None, layout: str = "dense") -> Value:
    """A value that every run is fed with; a size may be None, or a name that must be equal wherever it stands.

    With the layout ``"csr"`` or ``"coo"`` it is a matrix, fed as one of SciPy's sparse matrices of any format.
    """
    return default_graph().add("placeholder", (), {"shape": list(shape), "dtype": dtype, "layout": layout}, name).outputs[0]


def assign(variable: Value, value: Any, name: str | None = None) -> Value:
    """Give a variable a new value when the step ends; the result is the new value."""
    check_target(variable)
    if not isinstance(value, Value):
        value = Builder(variable.graph).constant(value, variable.dtype)
    return variable.graph.add("assign", (variable, value), {}, name or f"assign_{variable.name}").outputs[0]


def check_target(value: Value) -> None:
    """GraphError where something is to be assigned to what is not a variable."""
    if value.node.op != "variable":
        raise GraphError("'{target}' is not a variable, so nothing can be assigned to it", target=value.name, origin=value.origin)


def group(*values: Value, name: str | None = None) -> Value:
    """One value to fetch for several that are to be run; fetching it gives None."""
    if not values:
        raise GraphError("a group needs at least one value")
    return graph_of(values).add("group", values, {}, name).outputs[0]


def gradients(ys: Value | Sequence[Value], xs: Value | Sequence[Value], name: str | None = None) -> list[Value]:
    """The gradient of the sum of all elements of the ys with respect to each x, as graph values.

    They can be fetched, and differentiated again.  Where no y depends on an x, or only through ops that have no gradient
    (comparisons, ``stop_gradient``, ``floor``), its gradient is zero, as in JAX.
    """
    targets = [ys] if isinstance(ys, Value) else list(ys)
    sources = [xs] if isinstance(xs, Value) else list(xs)
    if not targets:
        raise GraphError("there is nothing to differentiate; give at least one y")
    node = targets[0].graph.add("gradients", (*targets, *sources), {"targets": len(targets)}, name)
    return list(node.outputs)

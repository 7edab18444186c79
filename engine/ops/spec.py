"""What an op is: one declaration that says everything about it.

A **primitive** has a type rule, a gradient rule (or the reason why it has none) and a readable NumPy reference, which is
default kernel, test oracle and constant folder at once.  A **composite** has ``expand`` instead: it says which other ops it
stands for, and may give a gradient of its own where that is better than the gradient of its parts.  Layers, losses,
metrics and optimizer updates are composites; a layer's weights are inputs marked as parameters (``Param``), so
that the Python layer, the canvas node and the exporters all come from the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.errors import RuleError
from engine.ir.graph import Attrs, Value
from engine.ir.matrix import check_sparse_type
from engine.ir.types import Shape, TensorType
from engine.ops.attrs import Attr, bind_attrs

if TYPE_CHECKING:
    from engine.ir.builder import Builder


InferRule = Callable[[Sequence[TensorType], Attrs], TensorType | Sequence[TensorType]]


@dataclass(frozen=True, slots=True)
class Param:
    """Marks an input as a trained weight: its shape from the data inputs' types and the attributes, and its initializer.

    ``initializer`` is the name of the attribute that holds it (``"kernel_initializer"``), or an initializer's own name; an
    attribute that is a number fills the weight with that number.  ``refine`` makes of it and the attributes what is drawn.
    ``dtype`` is that of the inputs unless it is said here.
    """

    shape: Callable[[Sequence[TensorType], Attrs], Shape]
    initializer: str = "zeros"
    trainable: bool = True
    refine: Callable[[Any, Attrs], Any] = lambda initializer, attrs: initializer
    dtype: str | None = None


@dataclass(frozen=True, slots=True)
class Port:
    """One input.

    ``accepts``: ``any  float  int  bool  number  labels`` (labels: integers, or the one-hot floats of a label tensor).
    ``flag``: the bool attribute that says whether this optional input is there.  ``variadic``: one or more values.
    ``shape_only``: the op reads only the shape, never the numbers, so no data dependency is needed.
    ``layouts``: the layouts of values that may enter; any other is refused with the way to convert it.
    """

    name: str
    accepts: str = "any"
    param: Param | None = None
    flag: str | None = None
    variadic: bool = False
    shape_only: bool = False
    help: str = ""
    layouts: tuple[str, ...] = ("dense",)


@dataclass(frozen=True, slots=True)
class Sample:
    """Inputs for the generated tests: shapes, attributes, and the domain that the numbers are drawn from.

    ``domain`` per input (or one for all): ``(low, high)`` for floats drawn uniformly, ``("int", low, high)``, ``"bool"``,
    ``"probabilities"`` (last axis sums to one), ``"distinct"`` (no two equal, for max and sort), ``"nonzero"``,
    ``("csr", low, high)`` or ``("coo", low, high)`` for a sparse matrix of which about a third of the entries are there.
    """

    shapes: tuple[tuple[int, ...], ...]
    attrs: Mapping[str, Any] = field(default_factory=dict)
    domain: Any = (-2.0, 2.0)


@dataclass(frozen=True, slots=True)
class NoGradient:
    """The stated reason why an op has no gradient."""

    reason: str


#: Adds to the builder's graph the gradients of Σ seeds · ys with respect to each of the xs.
Pull = Callable[["Builder", Sequence[Value], Sequence[Value], Sequence[Value]], list[Value]]


class Vjp:
    """What a gradient rule sees of a node: values, never arrays.

    ``inputs``/``outputs``: the node's; ``grads``: one per output, None where no gradient flows.  Shorthands: ``x`` (first
    input), ``y`` (first output), ``g`` (gradient of the first output).  ``wants[i]``: whether input i needs a gradient.
    ``pull(builder, ys, xs, seeds)`` differentiates a graph, for rules of ops that hold one: the gradients of Σ seeds · ys.
    """

    __slots__ = ("attrs", "grads", "inputs", "outputs", "pull", "wants")

    def __init__(
        self,
        inputs: Sequence[Value],
        outputs: Sequence[Value],
        grads: Sequence[Value | None],
        attrs: Attrs,
        wants: Sequence[bool],
        pull: Pull,
    ) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.grads = grads
        self.attrs = attrs
        self.wants = wants
        self.pull = pull

    @property
    def x(self) -> Value:
        return self.inputs[0]

    @property
    def y(self) -> Value:
        return self.outputs[0]

    @property
    def g(self) -> Value:
        grad = self.grads[0]
        assert grad is not None
        return grad


#: Returns one gradient per input (None: no gradient flows).  Shapes may still be broadcast; autodiff sums them back.
GradientRule = Callable[["Builder", Vjp], Sequence[Value | None]]
#: Builds what stands in an op's place where an input is sparse, from the inputs, the attributes and the node's name.
SparseRule = Callable[["Builder", Sequence[Any], Attrs, "str | None"], Value]
#: Returns the value(s) that the composite stands for.
ExpandRule = Callable[["Builder", Sequence[Value], Attrs], Value | Sequence[Value]]
#: From the types of inputs and outputs: how many numbers are computed, a multiplication with an addition as two.
CostRule = Callable[[Sequence[TensorType], Sequence[TensorType], Attrs], int]
#: Returns the input ports that a node with these attributes has.
PortsRule = Callable[[Attrs], tuple["Port", ...]]
#: Returns the names of the outputs that a node with these attributes has.
OutputsRule = Callable[[Attrs], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Op:
    """The declaration of one op.

    ``name`` in snake_case; ``title`` as Keras or NumPy users know it (``Dense``, ``MatMul``).  ``traits`` from: ``elementwise``
    (output shape is the broadcast of the inputs), ``promotes`` (inputs are cast to their common dtype first), ``view`` (output is
    a view of the first input), ``commutative``, ``random`` (draws; takes part in seeding), ``state`` (a variable or a
    feed), ``training`` (behaves differently in training: has the attribute ``training``), ``late`` (only passes make it),
    ``guarded`` (a plug-in's, whose functions may raise a PluginError while a step runs; it is told at the node).
    ``ports``: the inputs, where they follow from the attributes; ``inputs`` then says what they are in general.
    ``parts``: the outputs likewise; ``outputs`` are then those that a node has in any case.
    ``updates``: the last outputs, where they are no results but the next values of the parameters of the same names, which
    training assigns (``engine.optim.moving``).
    ``sparse``: what the builder makes instead where an input is sparse; without it such an input is refused.
    ``cost``: what it costs to compute, for types of known sizes; left out, views are free, an elementwise op costs one for each
    entry, another primitive one for each that it reads or writes, whichever are more, and a composite what its parts cost
    (``engine.passes.cost``).
    ``category``: palette category (``math  tensors  layers  activations  losses  metrics  optimizers``), or empty to keep
    it off the palette.
    """

    name: str
    title: str
    inputs: tuple[Port, ...] = ()
    outputs: tuple[str, ...] = ("y",)
    attrs: tuple[Attr, ...] = ()
    infer: InferRule
    reference: Callable[..., Any] | None = None
    expand: ExpandRule | None = None
    gradient: GradientRule | NoGradient | None = None
    sparse: SparseRule | None = None
    traits: frozenset[str] = frozenset()
    ports: PortsRule | None = None
    parts: OutputsRule | None = None
    cost: CostRule | None = None
    updates: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
    category: str = ""
    help: str = ""  # one line
    formula: str = ""  # plain Unicode: "y = x·W + b"
    source: str = ""  # paper, formula or the library whose definition it follows
    telling: str = ""  # the attribute shown at the right of the node's title

    def __post_init__(self) -> None:
        if (self.reference is None) == (self.expand is None):
            raise ValueError(f"op {self.name}: a primitive has a reference, a composite has expand; give exactly one")
        if self.reference is not None and self.gradient is None:
            raise ValueError(f"op {self.name}: give a gradient rule or NoGradient(reason)")
        if self.updates != self.outputs[len(self.outputs) - len(self.updates) :]:
            raise ValueError(f"op {self.name}: updates must be the last of its outputs")

    @property
    def is_primitive(self) -> bool:
        return self.expand is None

    @property
    def differentiable(self) -> bool:
        return not isinstance(self.gradient, NoGradient)

    @property
    def results(self) -> tuple[str, ...]:
        """The outputs that a layer is called for: all but the next values of its state."""
        return self.outputs[: len(self.outputs) - len(self.updates)]

    def results_of(self, attrs: Attrs) -> tuple[str, ...]:
        """The names of the results that a node with these attributes has."""
        return self.results if self.parts is None else self.parts(attrs)

    def attr(self, name: str) -> Attr:
        for attr in self.attrs:
            if attr.name == name:
                return attr
        raise KeyError(name)

    def bind_attrs(self, given: Attrs) -> dict[str, Any]:
        """Attributes with defaults filled in and every value checked."""
        return bind_attrs(self.attrs, given)

    def is_told(self, attribute: str, value: Any) -> bool:
        """Whether an attribute is written into files and printed graphs: all but quiet ones that have their default."""
        return not any(attr.quiet and attr.name == attribute and attr.default == value for attr in self.attrs)

    def present_inputs(self, attrs: Attrs) -> tuple[Port, ...]:
        """The input ports that a node with these attributes has (optional ones only where their flag is on)."""
        ports = self.inputs if self.ports is None else self.ports(attrs)
        return tuple(port for port in ports if port.flag is None or attrs[port.flag])

    def data_inputs(self, attrs: Attrs | None = None) -> tuple[Port, ...]:
        """The inputs that are not parameters: what a layer is called with, and what a canvas node shows as ports.

        Where they follow from the attributes, those must be given to know them one by one.
        """
        ports = self.inputs if self.ports is None or attrs is None else self.ports(attrs)
        return tuple(port for port in ports if port.param is None)

    def infer_types(self, inputs: Sequence[TensorType], attrs: Attrs) -> tuple[TensorType, ...]:
        """Types of the outputs; raises RuleError where the inputs do not fit."""
        ports = self.present_inputs(attrs)
        variadic = any(port.variadic for port in ports)
        if len(inputs) != len(ports) and not (variadic and len(inputs) >= len(ports)):
            raise RuleError(
                "takes {wanted} inputs ({ports}), but got {got}",
                wanted=len(ports), ports=", ".join(port.name for port in ports), got=len(inputs),
            )  # fmt: skip
        for index, type_ in enumerate(inputs):
            check_accepts(ports[min(index, len(ports) - 1)], type_)
        types = self.infer(inputs, attrs)
        found = (types,) if isinstance(types, TensorType) else tuple(types)
        for type_ in (*inputs, *found):
            check_sparse_type(type_)
        return found


_ACCEPTS: dict[str, tuple[str, ...]] = {
    "any": ("float", "int", "bool"),
    "number": ("float", "int"),
    "float": ("float",),
    "int": ("int",),
    "bool": ("bool",),
    "labels": ("int", "float", "bool"),
}
_MEND = {"float": "float32", "int": "int64", "bool": "bool", "number": "float32"}


def check_accepts(port: Port, type_: TensorType) -> None:
    """RuleError where a value of this layout or dtype may not enter the port."""
    if type_.layout not in port.layouts:
        if "dense" in port.layouts:
            raise RuleError(
                "input {port} takes a dense value, but got the sparse {got}; insert ToDense (to_dense)",
                port=port.name, got=str(type_),
            )  # fmt: skip
        raise RuleError(
            "input {port} takes a sparse matrix, but got the dense {got}; insert ToSparse (to_sparse)",
            port=port.name, got=str(type_),
        )  # fmt: skip
    if type_.kind not in _ACCEPTS[port.accepts]:
        raise RuleError(
            "input {port} takes {wanted} values, but got {got}; insert Cast to {mend}",
            port=port.name, wanted=port.accepts, got=type_.dtype, mend=_MEND[port.accepts],
        )  # fmt: skip

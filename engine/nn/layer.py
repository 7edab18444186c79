"""Layers from op declarations: an op with ``Param`` inputs says which weights it has, and that is all a layer needs to know.

``layer_class`` turns a declaration into the Python class (``engine.nn.Dense``); the studio applies the same declaration
through ``apply_with_parameters``.  A new layer is one new op.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from engine.errors import AttributeValueError, GraphError, RuleError
from engine.ir.builder import Builder, graph_of
from engine.ir.graph import Attrs, Graph, Value
from engine.ir.types import TensorType, format_shape
from engine.nn import initializers
from engine.ops import registry
from engine.ops.attrs import REQUIRED
from engine.ops.spec import Op, Param, Port
from engine.ops.state import Variable


def local_name(graph: Graph, wanted: str) -> str:
    """``wanted``, numbered where that name is taken in the current scope: what the next node of that name will be called."""
    full = graph.unique_name(wanted)
    return full[full.rindex(wanted) :]


def parameter_spec(port: Port, types: Sequence[TensorType], attrs: Attrs) -> tuple[TensorType, Any]:
    """Type and initializer of the weight behind a ``Param`` port, given the types of the data inputs."""
    param = port.param
    assert isinstance(param, Param)
    shape = param.shape(types, attrs)
    dtype = param.dtype or next((type_.dtype for type_ in types if type_.is_float), "float32")
    type_ = TensorType(dtype, tuple(shape))
    if not type_.is_static:
        raise RuleError(
            "the shape {shape} of its {weight} is not known; give the input's last dimensions a size",
            shape=format_shape(shape), weight=port.name,
        )  # fmt: skip
    initializer = attrs.get(param.initializer, param.initializer)
    if isinstance(initializer, float):
        initializer = {"name": "constant", "value": initializer}
    try:
        initializers.check(initializer)
        initializer = param.refine(initializer, attrs)
        initializers.check(initializer, type_.shape)
    except AttributeValueError as error:
        raise AttributeValueError("{attribute}: " + error.template, attribute=param.initializer, **error.params) from error
    return type_, initializer


def apply_with_parameters(
    builder: Builder,
    op_name: str,
    inputs: Sequence[Any],
    attrs: Attrs | None = None,
    name: str | None = None,
    *,
    parameters: Mapping[str, Value] | None = None,
    naming: Callable[[str, str], str] = "{}/{}".format,
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Apply an op, making a variable for each of its weights; returns the outputs and the weights by port name.

    ``inputs`` are the data inputs alone, None where an optional one is left out.  The weights are named by ``naming(node,
    port)``: ``hidden/kernel``; ``parameters`` gives weights to be shared.  TypeRuleError where types or attributes do not fit.
    """
    graph, op = builder.graph, registry.get(op_name)
    given = dict(attrs or {})
    node_name = local_name(graph, name or op_name)
    data: list[Value | None] = [item if isinstance(item, Value) or item is None else builder.constant(item) for item in inputs]
    flags: dict[str, bool] = {}
    for port, item in zip(op.data_inputs() if op.ports is None else (), data, strict=False):
        if port.flag:
            flags[port.flag] = flags.get(port.flag, False) or item is not None
    given.update(flags)
    present = [item for item in data if item is not None]
    shared = dict(parameters or {})
    try:
        bound = op.bind_attrs(given)
        _check_count(op, bound, present)
        data_types = [value.type for value in present]
        weights = {
            port.name: parameter_spec(port, data_types, bound)
            for port in op.present_inputs(bound)
            if port.param is not None and port.name not in shared
        }
        known = {**{key: value.type for key, value in shared.items()}, **{key: type_ for key, (type_, _) in weights.items()}}
        op.infer_types(_in_order(op, bound, data_types, known), bound)
    except GraphError as error:
        raise graph.refusal(op.title, graph.unique_name(node_name), error) from error
    variables = dict(shared)
    for key, (type_, initializer) in weights.items():
        trainable = any(port.name == key and port.param and port.param.trainable for port in op.inputs)
        with graph:
            variables[key] = Variable(
                shape=type_.static_shape, dtype=type_.dtype, initializer=initializer, trainable=trainable,
                name=naming(node_name, key),
            )  # fmt: skip
    outputs = graph.add(op_name, _in_order(op, bound, present, variables), given, node_name).outputs
    return outputs, {key: variables[key] for key in variables if any(port.name == key for port in op.present_inputs(bound))}


def _check_count(op: Op, bound: Attrs, present: Sequence[Value]) -> None:
    ports = [port for port in op.present_inputs(bound) if port.param is None]
    variadic = any(port.variadic for port in ports)
    if len(present) != len(ports) and not (variadic and len(present) >= len(ports)):
        raise RuleError(
            "takes {wanted} inputs ({ports}), but got {got}",
            wanted=len(ports), ports=", ".join(port.name for port in ports) or "none", got=len(present),
        )  # fmt: skip


def _in_order(op: Op, bound: Attrs, data: Sequence[Any], parameters: Mapping[str, Any]) -> list[Any]:
    """Data inputs and weights in the order of the op's ports; a variadic port takes what the others leave."""
    ports = op.present_inputs(bound)
    spare = len(data) - sum(port.param is None for port in ports)
    rest = iter(data)
    ordered: list[Any] = []
    for port in ports:
        if port.param is not None:
            ordered.append(parameters[port.name])
        else:
            ordered.extend(next(rest) for _ in range(1 + (spare if port.variadic else 0)))
    return ordered


def _by_name(ports: Sequence[Port], named: dict[str, Any]) -> list[Any]:
    """The inputs that were given by name, in the order of the ports, None for what is left out before the last one.

    A list stands for a port and those behind it: ``initial_state=[h, c]``.
    """
    items: list[Any] = [None] * len(ports)
    for place, port in enumerate(ports):
        if port.name in named:
            given = named.pop(port.name)
            spread = list(given) if isinstance(given, (list, tuple)) and not port.variadic else [given]
            items[place : place + len(spread)] = spread
    while items and items[-1] is None:
        items.pop()
    return items


class Layer:
    """A node kind as a Python object: made with its attributes, called on values.

    The first call makes its weights (``layer.kernel``, or ``layer.weights["kernel"]``); each further call uses them again.
    """

    op: ClassVar[Op]

    def __init__(self, *values: Any, name: str | None = None, **attrs: Any) -> None:
        names = [key for key in signature(self.op).parameters if key != "name"]
        if len(values) > len(names):
            raise AttributeValueError(
                "{title} takes {wanted} attributes ({attributes}), but got {got}",
                title=self.op.title, wanted=len(names), attributes=", ".join(names), got=len(values),
            )  # fmt: skip
        twice = next((key for key in names[: len(values)] if key in attrs), None)
        if twice is not None:
            raise AttributeValueError("{title}: {attribute} is given twice", title=self.op.title, attribute=twice)
        self.attrs: dict[str, Any] = {**dict(zip(names, values, strict=False)), **attrs}
        self.name = name
        self.weights: dict[str, Value] = {}
        self._graph: Graph | None = None
        self._latest: dict[str, Value] = {}
        try:
            self.op.bind_attrs(self.attrs)
        except AttributeValueError as error:
            raise type(error)("{title}: " + error.template, title=self.op.title, **error.params) from error

    def __call__(self, *inputs: Any, **named: Any) -> Any:
        """Apply the layer; one Value, or a tuple of them where the op has several outputs."""
        attrs = dict(self.attrs)
        if "training" in named and "training" in self.op.traits:
            attrs["training"] = named.pop("training")
        ports = self.op.data_inputs(self.op.bind_attrs(attrs))
        rest = [port for port in ports[len(inputs) :] if not port.variadic or port.name in named]
        items = [*inputs, *_by_name(rest, named)]
        if named:
            raise GraphError("{title} has no input '{port}'", title=self.op.title, port=next(iter(named)))
        graph = graph_of(items)
        if self.weights and graph is not self._graph:
            raise GraphError(
                "{title} '{layer}' has its weights in another graph; make a new layer for this one",
                title=self.op.title, layer=self.name or self.op.name,
            )  # fmt: skip
        outputs, weights = apply_with_parameters(
            Builder(graph), self.op.name, items, attrs, self.name or self.op.name, parameters={**self.weights, **self._latest}
        )
        if self._graph is not graph:
            self._graph, self.weights = graph, weights
        results = outputs[: len(outputs) - len(self.op.updates)]
        self._latest = dict(zip(self.op.updates, outputs[len(results) :], strict=False))
        return results[0] if len(results) == 1 else results

    @property
    def trainable_weights(self) -> list[Value]:
        """The weights that training changes, in the order of the op's inputs."""
        return [value for value in self.weights.values() if value.node.attrs["trainable"]]

    def __getattr__(self, key: str) -> Any:
        weights = self.__dict__.get("weights", {})
        if key in weights:
            return weights[key]
        if any(port.name == key and port.param for port in self.op.inputs):
            raise AttributeError(f"{self!r} has no {key} yet; call the layer on a value first")
        if key in self.__dict__.get("attrs", {}) or any(attr.name == key for attr in self.op.attrs):
            return self.op.bind_attrs(self.attrs)[key]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {key!r}")

    def __repr__(self) -> str:
        shown = [f"{key}={value!r}" for key, value in self.attrs.items()]
        return f"{type(self).__name__}({', '.join(shown + ([f'name={self.name!r}'] if self.name else []))})"


def layer_class(op: Op, base: type[Layer] = Layer) -> type[Layer]:
    """The Python class of an op: attributes become constructor arguments, in the order of the declaration."""
    members = {"op": op, "__doc__": describe(op), "__signature__": signature(op), "__module__": base.__module__}
    return types.new_class(op.title, (base,), exec_body=lambda namespace: namespace.update(members))


def signature(op: Op) -> inspect.Signature:
    """How the class of an op is called: required attributes, then the others, then the name."""
    positional = inspect.Parameter.POSITIONAL_OR_KEYWORD
    required = [attr for attr in op.attrs if attr.default is REQUIRED]
    optional = [attr for attr in op.attrs if attr.default is not REQUIRED]
    found = [inspect.Parameter(attr.name, positional) for attr in required]
    found += [inspect.Parameter(attr.name, positional, default=attr.default) for attr in optional]
    return inspect.Signature([*found, inspect.Parameter("name", inspect.Parameter.KEYWORD_ONLY, default=None)])


def describe(op: Op) -> str:
    """The docstring of the class of an op: help, formula, attributes, source."""
    parts = [op.help]
    if op.formula:
        parts.append(op.formula)
    if op.attrs:
        parts.append("\n".join(f"{attr.name}: {attr.help}" for attr in op.attrs if attr.help))
    if op.source:
        parts.append(f"Source: {op.source}")
    return "\n\n".join(part for part in parts if part)

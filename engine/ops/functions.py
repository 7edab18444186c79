"""Public functions made from op declarations: arguments that can be named or counted, defaults, and a useful ``help()``."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

from engine.errors import GraphError
from engine.ir.builder import apply_op
from engine.ops.attrs import REQUIRED, Attr
from engine.ops.spec import Op, Port


def make_function(op: Op) -> Callable[..., Any]:
    """The function that adds this op to a graph: inputs, then attributes, then ``name``."""
    signature = _signature(op)
    ports = [port.name for port in op.inputs]
    attrs = [attr.name for attr in _visible_attrs(op)]
    variadic = next((port.name for port in op.inputs if port.variadic), None)

    def function(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            raise GraphError(
                "engine.ops.{op}{signature} was called wrongly: {reason}", op=op.name, signature=str(signature), reason=str(error)
            ) from None
        given = bound.arguments
        inputs: list[Any] = []
        for port in ports:
            if port == variadic:
                values = given.get(port, ())
                inputs.extend(values[0] if len(values) == 1 and isinstance(values[0], (list, tuple)) else values)
            else:
                inputs.append(given.get(port))
        while inputs and inputs[-1] is None:
            inputs.pop()
        return apply_op(op.name, tuple(inputs), {key: given[key] for key in (*attrs, "name") if key in given})

    function.__name__ = function.__qualname__ = op.name
    function.__module__ = "engine.ops"
    function.__doc__ = _doc(op)
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _visible_attrs(op: Op) -> list[Attr]:
    """The attributes that a caller sets; flags of optional inputs are set by giving the input."""
    flags = {port.flag for port in op.inputs if port.flag and port.param is None}
    return [attr for attr in op.attrs if attr.name not in flags]


def _signature(op: Op) -> Signature:
    parameters: list[Parameter] = []
    variadic = any(port.variadic for port in op.inputs)
    optional = False
    for port in op.inputs:
        optional = optional or port.flag is not None
        kind: Any = Parameter.VAR_POSITIONAL if port.variadic else Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(Parameter(port.name, kind, default=None if optional and not port.variadic else Parameter.empty))
    attrs = _visible_attrs(op)
    ordered = [a for a in attrs if a.default is REQUIRED] + [a for a in attrs if a.default is not REQUIRED]
    for attr in ordered:
        required = attr.default is REQUIRED
        keyword_only = variadic or (required and optional)
        optional = optional or not required
        kind = Parameter.KEYWORD_ONLY if keyword_only else Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(Parameter(attr.name, kind, default=Parameter.empty if required else attr.default))
    parameters.append(Parameter("name", Parameter.KEYWORD_ONLY, default=None))
    parameters.sort(key=lambda parameter: parameter.kind)
    return Signature(parameters)


def _port_line(port: Port) -> str:
    words = "one or more tensors" if port.variadic else "tensor"
    kind = {"any": "", "number": " of numbers", "float": " of floats", "int": " of integers", "bool": " of truth values"}
    extra = [port.help] if port.help else []
    extra += ["Only its shape is read."] if port.shape_only else []
    extra += ["Optional."] if port.flag else []
    return f"    {port.name}: {words}{kind.get(port.accepts, '')}. {' '.join(extra)}".rstrip()


def _attr_line(attr: Attr) -> str:
    return f"    {attr.name}: {attr.help or attr.kind}".rstrip() + (f" ({attr.unit})" if attr.unit else "")


def _doc(op: Op) -> str:
    parts = [op.help]
    parts += [f"Formula: {op.formula}"] if op.formula else []
    lines = [_port_line(port) for port in op.inputs] + [_attr_line(attr) for attr in _visible_attrs(op)]
    lines.append("    name: The node's name in the graph; made from the op's name where it is not given.")
    parts.append("\n".join(lines))
    parts += [f"Source: {op.source}."] if op.source else []
    return "\n\n".join(parts)

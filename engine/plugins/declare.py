"""The decorators by which a plug-in declares an op: a function and a few words make the same ``Op`` that the engine's are."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Graph, Value
from engine.ir.types import Shape, TensorType, broadcast_shapes
from engine.ops.attrs import Attr
from engine.ops.rules import common_dtype
from engine.ops.spec import NoGradient, Op, Param, Port, Sample

#: Where a kind may stand in the palette.
CATEGORIES = ("math", "tensors", "layers", "activations", "losses")
_TITLE = re.compile(r"[A-Z][A-Za-z0-9]{0,59}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

Declared = Callable[[Callable[..., Any]], Op]


def weight(
    name: str,
    shape: Callable[[Sequence[TensorType], Attrs], Shape],
    initializer: str = "zeros",
    trainable: bool = True,
    help: str = "",  # the word of every other declaration
) -> Port:
    """A trained weight: its shape from the types of the inputs and the attributes, and how it begins.

    ``initializer`` is the name of an initializer, or of the attribute that holds one.
    """
    return Port(name, "float", param=Param(shape, initializer, trainable), help=help)


def composite(
    title: str,
    *,
    category: str = "layers",
    inputs: Iterable[Port] = (),
    weights: Iterable[Port] = (),
    attributes: Iterable[Attr] = (),
    outputs: Sequence[str] = ("y",),
    types: Callable[..., Any] | None = None,
    samples: Iterable[Sample] = (),
    help: str = "",
    formula: str = "",
    source: str = "",
    telling: str = "",
) -> Declared:
    """Declare an op that stands for others: ``function(b, *inputs and weights, *, attributes)`` builds them with ``b``.

    Its type is that of what it builds, unless ``types(*types, **attributes)`` says it.
    """

    def declare(function: Callable[..., Any]) -> Op:
        ports = _ports(function, 1, inputs, weights, attributes, title)

        def expand(b: Builder, values: Sequence[Value], attrs: Attrs) -> Any:
            return function(b, *values, **attrs)

        def infer(given: Sequence[TensorType], attrs: Attrs) -> Any:
            if types is not None:
                return types(*given, **attrs)
            scratch = Graph("types")
            values = [_placeholder(scratch, f"x{at}", type_) for at, type_ in enumerate(given)]
            made = expand(Builder(scratch), values, attrs)
            return [value.type for value in ((made,) if isinstance(made, Value) else made)]

        return Op(
            name=_name(function), title=_title(title), inputs=ports, outputs=tuple(outputs), attrs=tuple(attributes),
            infer=infer, expand=expand, samples=tuple(samples), category=_category(category), help=help or _help(function),
            formula=formula, source=source, telling=telling,
        )  # fmt: skip

    return declare


def primitive(
    title: str,
    *,
    gradient: Callable[..., Any] | NoGradient,
    category: str = "math",
    inputs: Iterable[Port] = (),
    attributes: Iterable[Attr] = (),
    outputs: Sequence[str] = ("y",),
    types: Callable[..., Any] | None = None,
    samples: Iterable[Sample] = (),
    help: str = "",
    formula: str = "",
    source: str = "",
    telling: str = "",
) -> Declared:
    """Declare an op of its own: ``function(*arrays, *, attributes)`` computes it with NumPy.

    ``gradient(b, v)`` gives a gradient for each input, in ops, of ``v.g`` (what comes in), ``v.inputs`` and ``v.outputs``
    (``v.x`` and ``v.y`` are the first of them).  Its type is that of its inputs, broadcast, unless ``types`` says it.
    """

    def declare(function: Callable[..., Any]) -> Op:
        ports = _ports(function, 0, inputs, (), attributes, title)

        def infer(given: Sequence[TensorType], attrs: Attrs) -> Any:
            if types is not None:
                return types(*given, **attrs)
            return TensorType(common_dtype(given), broadcast_shapes(*(type_.shape for type_ in given)))

        rule = gradient if isinstance(gradient, NoGradient) else lambda b, v: _listed(gradient(b, v))
        return Op(
            name=_name(function), title=_title(title), inputs=ports, outputs=tuple(outputs), attrs=tuple(attributes),
            infer=infer, reference=function, gradient=rule, samples=tuple(samples), category=_category(category),
            help=help or _help(function), formula=formula, source=source, telling=telling,
        )  # fmt: skip

    return declare


def _listed(gradients: Any) -> Sequence[Value | None]:
    return (gradients,) if isinstance(gradients, Value) or gradients is None else tuple(gradients)


def _placeholder(graph: Graph, name: str, type_: TensorType) -> Value:
    attrs = {"shape": list(type_.shape), "dtype": type_.dtype, "layout": type_.layout}
    return graph.add("placeholder", (), attrs, name).outputs[0]


def _ports(
    function: Callable[..., Any],
    skipped: int,
    inputs: Iterable[Port],
    weights: Iterable[Port],
    attributes: Iterable[Attr],
    title: str,
) -> tuple[Port, ...]:
    """The ports in the order of the function's arguments, which must be just those that were declared."""
    given = inspect.signature(function).parameters.values()
    named = [each.name for each in given if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)][skipped:]
    behind = [each.name for each in given if each.kind == each.KEYWORD_ONLY]
    declared = {port.name: port for port in (*inputs, *weights)}
    loose = [port for port in declared if port not in named]
    wanted = [attr.name for attr in attributes]
    open_ended = any(each.kind == each.VAR_KEYWORD for each in given)
    if loose or any(each.kind == each.VAR_POSITIONAL for each in given):
        raise ValueError(
            f"{title}: the function's arguments must be its inputs and weights; {', '.join(loose) or 'one'} is missing"
        )
    if set(behind) - set(wanted) or (set(wanted) - set(behind) and not open_ended):
        raise ValueError(f"{title}: behind * the function must take its attributes ({', '.join(wanted) or 'none'})")
    return tuple(declared.get(name) or Port(name, "float") for name in named)


def _name(function: Callable[..., Any]) -> str:
    name = function.__name__
    if not _NAME.fullmatch(name):
        raise ValueError(f"the function '{name}' must be called in small letters, as in soft_clip")
    return name


def _title(title: str) -> str:
    if not isinstance(title, str) or not _TITLE.fullmatch(title):
        raise ValueError(f"the title {title!r} must be words in capitals without spaces, as in SoftClip")
    return title


def _category(category: str) -> str:
    if category not in CATEGORIES:
        raise ValueError(f"the category {category!r} must be one of {', '.join(CATEGORIES)}")
    return category


def _help(function: Callable[..., Any]) -> str:
    """The first line of the docstring."""
    return (inspect.getdoc(function) or "").partition("\n")[0]

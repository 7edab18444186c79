"""What a plug-in's ops must hold before they are switched on: free names, types that are true, gradients that are right."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.errors import NodegradError, PluginError
from engine.ir.builder import Builder
from engine.ir.graph import Graph
from engine.ir.matrix import type_of
from engine.ir.types import TensorType, matches
from engine.nn.layer import parameter_spec
from engine.ops import registry
from engine.ops.attrs import REQUIRED
from engine.ops.spec import NoGradient, Op, Sample
from engine.testing.gradcheck import compare_gradients, placeholder_of
from engine.testing.interpret import Interpreter
from engine.testing.samples import arguments, draw_inputs

_TOLERANCE = 1e-4
_SHAPE = (3, 4)
_DOMAINS = {"int": ("int", 0, 3), "labels": ("int", 0, 3), "bool": "bool"}


def check_names(ops: Iterable[Op], file: str) -> None:
    """PluginError where an op is called like one that is there."""
    for op in ops:
        titles = {each.title.casefold(): each.title for each in registry.all_ops()}
        if registry.known(op.name) or op.title.casefold() in titles:
            raise taken(file, titles.get(op.title.casefold(), op.title))


def taken(file: str, title: str) -> PluginError:
    """The refusal of a name that another kind has."""
    return PluginError(
        "plug-in '{file}' declares {title}, but there is a kind of that name; give its function and title other names",
        file=file, title=title,
    )  # fmt: skip


def check(op: Op, file: str) -> None:
    """Try an op, which must be registered, at its samples; PluginError where something of it is not as it says."""
    given = bool(op.samples)
    for sample in op.samples or _first_samples(op):
        try:
            _try(op, sample, file)
        except NodegradError as error:
            if (failure := _failure(error)) is not None:
                raise failure from error
            if given:
                raise PluginError("plug-in '{file}': {title} refuses its sample: {reason}", file=file, title=op.title,
                                  reason=str(error)) from error  # fmt: skip


def _failure(error: BaseException | None) -> PluginError | None:
    """The mistake of a plug-in behind an error, if it was one."""
    while error is not None and not isinstance(error, PluginError):
        error = error.__cause__
    return error


def _first_samples(op: Op) -> list[Sample]:
    """A sample for an op that has none: small matrices, and weights as they are for those."""
    attrs = {attr.name: attr.start for attr in op.attrs if attr.default is REQUIRED}
    try:
        bound = op.bind_attrs(attrs)
        ports = op.present_inputs(bound)
        types = [TensorType(_dtype(port.accepts), _SHAPE) for port in ports if port.param is None]
        shapes = [_SHAPE if port.param is None else parameter_spec(port, types, bound)[0].static_shape for port in ports]
    except PluginError:
        raise
    except NodegradError:
        return []
    domains = [_DOMAINS.get(port.accepts, (0.2, 2.0)) for port in ports]
    return [Sample(tuple(shapes), attrs, domains)]


def _dtype(accepts: str) -> str:
    return {"int": "int64", "labels": "int64", "bool": "bool"}.get(accepts, "float64")


def _try(op: Op, sample: Sample, file: str) -> None:
    arrays = draw_inputs(op, sample)

    def build(builder: Any, inputs: Any) -> Any:
        return builder.apply(op.name, *arguments(op, inputs, sample.attrs), **sample.attrs)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _check_types(op, build, arrays, file)
        if op.gradient is not None and not isinstance(op.gradient, NoGradient):
            for found in compare_gradients(build, arrays):
                if not found.error <= _TOLERANCE:
                    raise PluginError(
                        "plug-in '{file}': the gradient of {title} with respect to '{input}' is not what finite differences give "
                        "({got}, but {wanted}); mend its gradient",
                        file=file, title=op.title, input=op.inputs[min(found.index, len(op.inputs) - 1)].name,
                        **_apart(found.found, found.expected),
                    )  # fmt: skip


def _check_types(op: Op, build: Any, arrays: list[Any], file: str) -> None:
    """What is computed must have the type that the rule says."""
    graph = Graph("plug-in")
    types = {f"x{at}": type_of(array) for at, array in enumerate(arrays)}
    made = build(Builder(graph), [placeholder_of(graph, name, type_) for name, type_ in types.items()])
    values = made if isinstance(made, tuple) else (made,)
    if len(values) != len(op.outputs):
        raise PluginError("plug-in '{file}': {title} says {wanted} outputs, but its types are {got}", file=file, title=op.title,
                          wanted=len(op.outputs), got=len(values))  # fmt: skip
    for value, array in zip(values, Interpreter(values, types)(dict(zip(types, arrays, strict=True))), strict=True):
        got = type_of(array)
        said = value.type
        fits = got.dtype == said.dtype and got.rank == said.rank and all(map(matches, said.shape, got.static_shape))
        if not fits:
            raise PluginError(
                "plug-in '{file}': {title} gives {got}, but its type says {wanted}; mend its types or what it computes",
                file=file, title=op.title, got=str(got), wanted=str(said),
            )  # fmt: skip


def _apart(found: Any, expected: Any) -> dict[str, str]:
    """The numbers at the place where two arrays differ most."""
    place = int(np.argmax(np.abs(np.asarray(found) - np.asarray(expected))))
    return {"got": f"{np.ravel(found)[place]:.4g}", "wanted": f"{np.ravel(expected)[place]:.4g}"}

"""How a node becomes graph: one rule a role, in one table.

A rule gets the checked attributes and the values on the node's inputs and says what stands on its outputs.  What it cannot do it
raises as a NodegradError.  The check runs it over stand-ins of the inputs' types, the lowering over the values themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.catalog.spec import Kind
from engine import metrics
from engine.errors import RuleError
from engine.ir.builder import Builder, as_array
from engine.ir.graph import Value
from engine.metrics import MetricValue
from engine.nn.layer import apply_with_parameters
from engine.ops import registry as ops


@dataclass(frozen=True, slots=True)
class Task:
    """What a rule gets: ``path`` is what the node's weights and ops are called, ``name`` what the node itself is called."""

    builder: Builder
    kind: Kind
    path: str
    name: str
    attrs: Mapping[str, Any]
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """What a rule gives: values by output port, weights by name, and the figure of a metric."""

    outputs: Mapping[str, Value] = field(default_factory=dict)
    weights: Mapping[str, Value] = field(default_factory=dict)
    figure: MetricValue | None = None


Rule = Callable[[Task], Built]


def _op(task: Task) -> Built:
    op = ops.get(task.kind.target)
    inputs: list[Any] = []
    for port in op.data_inputs(task.attrs):
        item = task.inputs.get(port.name)
        inputs.extend(item) if isinstance(item, list) else inputs.append(item)
    weights: dict[str, Value] = {}
    if any(port.param for port in op.inputs):
        outputs, weights = apply_with_parameters(task.builder, op.name, inputs, task.attrs, task.path)
    else:
        made = task.builder.apply(op.name, *inputs, name=task.path, **task.attrs)
        outputs = made if isinstance(made, tuple) else (made,)
    pairs = zip(task.kind.outputs, outputs[: len(outputs) - len(op.updates)], strict=True)
    return Built({output.name: value for output, value in pairs}, weights)


def _batch(task: Task) -> Built:
    types = task.inputs["data"].type.element_types()
    return Built(
        {
            name: task.builder.placeholder(shape=list(element.shape), dtype=element.dtype, layout=element.layout, name=name)
            for name, element in types.items()
        }
    )


def _constant(task: Task) -> Built:
    try:
        given = np.asarray(task.attrs["value"])
        if given.dtype.kind not in "biuf":
            raise TypeError(given.dtype)
        array = as_array(given, task.attrs["dtype"])
    except (ValueError, TypeError, OverflowError) as error:
        raise RuleError("value is not a block of numbers; give a number or lists of equal length") from error
    return Built({"y": task.builder.constant(array, name=task.path)})


def _variable(task: Task) -> Built:
    value = task.builder.variable(**task.attrs, name=task.path)
    return Built({"y": value}, {"value": value})


def _placeholder(task: Task) -> Built:
    return Built({"y": task.builder.placeholder(**task.attrs, name=task.path)})


def _metric(task: Task) -> Built:
    made = getattr(metrics, task.kind.target)(name=task.name, **task.attrs)
    return Built(figure=made(task.inputs["y_true"], task.inputs["y_pred"]))


#: The roles that become graph.
GRAPH: dict[str, Rule] = {
    "op": _op,
    "loss": _op,
    "batch": _batch,
    "constant": _constant,
    "variable": _variable,
    "placeholder": _placeholder,
    "metric": _metric,
}
#: The others: data steps and what training is told become part of the run, and notes and frames are for readers.
NO_GRAPH = frozenset(
    {"source", "transform", "schedule", "optimizer", "reroute", "group", "entry", "exit", "note", "frame", "unknown"}
)
ROLES = NO_GRAPH | GRAPH.keys()

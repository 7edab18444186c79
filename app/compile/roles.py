"""How a node becomes graph: one rule a role, in one table.

A rule reads the items on the node's inputs and puts items on its outputs.  What it cannot do it raises as a NodegradError;
the walk in ``lower`` notes it at the node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from app.catalog.spec import PLUGIN
from app.compile import lints
from app.compile.state import Applied, Flow, Lowering, Schedule
from engine import metrics
from engine.data import registry as steps
from engine.errors import DataError, NodegradError, RuleError
from engine.ir.builder import as_array
from engine.nn.layer import apply_with_parameters
from engine.ops import registry as ops

Rule = Callable[[Lowering, Applied], None]


def _data_step(state: Lowering, it: Applied) -> None:
    incoming: Flow | None = it.inputs.get("data")
    step = steps.get(it.kind.target)
    type_ = step.infer(None if incoming is None else incoming.type, it.attrs, state.folder)
    stage = (step.name, dict(it.attrs), it.node.id)
    flow = Flow((*(incoming.stages if incoming else ()), stage), type_)
    if it.kind.role != "batch":
        state.put(it.node.id, it.kind.outputs[0].name, flow)
        return
    state.result.ends[it.node.id] = flow
    for name, element in type_.element_types().items():
        value = state.builder.placeholder(shape=list(element.shape), dtype=element.dtype, layout=element.layout, name=name)
        state.put(it.node.id, name, value)
    state.result.batches.append(it)


def _op(state: Lowering, it: Applied) -> None:
    if not lints.check_inputs(state, it):
        _apply(state, it)


def _apply(state: Lowering, it: Applied) -> None:
    op = ops.get(it.kind.target)
    inputs: list[Any] = []
    for port in op.data_inputs(it.attrs):
        item = it.inputs.get(port.name)
        inputs.extend(item) if isinstance(item, list) else inputs.append(item)
    if any(port.param for port in op.inputs):
        outputs, weights = apply_with_parameters(state.builder, op.name, inputs, it.attrs, state.path(it.node))
        state.result.weights[it.node.id] = weights
    else:
        made = state.builder.apply(op.name, *inputs, name=state.path(it.node), **it.attrs)
        outputs = made if isinstance(made, tuple) else (made,)
    for output, value in zip(it.kind.outputs, outputs[: len(outputs) - len(op.updates)], strict=True):
        state.put(it.node.id, output.name, value)


def _loss(state: Lowering, it: Applied) -> None:
    before = len(state.result.problems)
    if lints.check_inputs(state, it) or lints.check_loss(state, it):
        return
    try:
        _apply(state, it)
    except NodegradError:
        del state.result.problems[before:]  # advice on a loss that cannot be built is no help
        raise
    state.result.losses.append(it)


def _constant(state: Lowering, it: Applied) -> None:
    try:
        given = np.asarray(it.attrs["value"])
        if given.dtype.kind not in "biuf":
            raise TypeError(given.dtype)
        array = as_array(given, it.attrs["dtype"])
    except (ValueError, TypeError, OverflowError) as error:
        raise RuleError("value is not a block of numbers; give a number or lists of equal length") from error
    state.put(it.node.id, "y", state.builder.constant(array, name=state.path(it.node)))


def _variable(state: Lowering, it: Applied) -> None:
    value = state.builder.variable(**it.attrs, name=state.path(it.node))
    state.result.weights[it.node.id] = {"value": value}
    state.put(it.node.id, "y", value)


def _placeholder(state: Lowering, it: Applied) -> None:
    state.put(it.node.id, "y", state.builder.placeholder(**it.attrs, name=state.path(it.node)))


def _metric(state: Lowering, it: Applied) -> None:
    lints.check_metric(state, it)
    made = getattr(metrics, it.kind.target)(name=it.node.name, **it.attrs)
    state.result.figures[it.node.name] = made(it.inputs["y_true"], it.inputs["y_pred"])
    state.result.metrics.append(it)


def _schedule(state: Lowering, it: Applied) -> None:
    state.put(it.node.id, it.kind.outputs[0].name, Schedule(it.kind.target, it.attrs))


def _optimizer(state: Lowering, it: Applied) -> None:
    state.result.optimizers.append(it)


def _reroute(state: Lowering, it: Applied) -> None:
    state.put(it.node.id, "y", it.inputs["x"])


def _nothing(state: Lowering, it: Applied) -> None:
    """Notes and frames are for readers, and groups are unfolded before; they become no graph."""


def _unknown(state: Lowering, it: Applied) -> None:
    plugin = it.node.extra.get(PLUGIN)
    if isinstance(plugin, str):
        raise DataError(
            "'{kind}' comes with the plug-in '{file}', which is not switched on; put it into the plug-in folder and "
            "switch it on under Edit, Plug-ins", kind=it.node.kind, file=plugin,
        )  # fmt: skip
    raise DataError("this version does not know the kind '{kind}'; update it, or delete the node", kind=it.node.kind)


RULES: dict[str, Rule] = {
    "source": _data_step,
    "transform": _data_step,
    "batch": _data_step,
    "op": _op,
    "loss": _loss,
    "constant": _constant,
    "variable": _variable,
    "placeholder": _placeholder,
    "metric": _metric,
    "schedule": _schedule,
    "optimizer": _optimizer,
    "reroute": _reroute,
    "group": _nothing,
    "entry": _nothing,
    "exit": _nothing,
    "note": _nothing,
    "frame": _nothing,
    "unknown": _unknown,
}

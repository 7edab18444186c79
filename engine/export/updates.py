"""Optimizers of any kind as classes of a script, written from what their update op stands for.

So a new optimizer is one declaration: it needs no words in a target unless the target has the same under a name of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from engine.export import numpy, plain, pytorch
from engine.export.body import Body, nodes_between
from engine.export.names import Names
from engine.export.printer import INDENT, fit, flat, parse
from engine.export.rows import Row, Table, literal
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ir.types import TensorType
from engine.ops.spec import Port
from engine.ops.state import placeholder
from engine.optim.optimizer import Optimizer


@dataclass(frozen=True)
class _Target:
    """What varies between the targets."""

    table: Table
    variable: str
    known: Mapping[str, str]
    slot: str  # how a slot is called, its name in the place of {}
    like: str  # what has the variable's shape
    depth: int  # of the innermost loop


_NUMPY = _Target(
    numpy.TABLE, "weights[name]", {"gradient": "gradient", "learning_rate": "rate", "step": "self.steps"},
    "self.{}[name]", "np.{}_like(gradient{})", 3,
)  # fmt: skip
_PYTORCH = _Target(
    pytorch.TABLE, "parameter", {"gradient": "gradient", "learning_rate": "rate", "step": "self.steps"},
    'state["{}"]', "torch.{}_like(parameter{})", 4,
)  # fmt: skip


@dataclass(frozen=True)
class _Update:
    """The slots, the lines that make them, and those that change a variable and them."""

    slots: list[str]
    first: list[str]
    lines: list[str]
    counts: bool


def _update(optimizer: Optimizer, target: _Target) -> _Update:
    op, attrs, indent = optimizer.op, optimizer.attrs, INDENT * target.depth
    ports = op.present_inputs(attrs)
    slots = [port.name for port in ports if port.param is not None]
    variable = TensorType("float32", ("weights",))
    with Graph("update") as graph:
        inputs = {port.name: _input(port, variable, optimizer) for port in ports}
        made = Builder(graph).apply(op.name, *inputs.values(), **attrs)
    values = made if isinstance(made, tuple) else (made,)
    lowered = plain.opened(values, target.table, slots)
    calls = {"variable": target.variable, **target.known, **{name: target.slot.format(name) for name in slots}}
    special: dict[str, Row] = {}
    known: dict[Value, ast.expr] = {}
    for node in lowered.program.nodes:
        if node.op == "placeholder":
            known[node.outputs[0]] = parse(calls[node.name])
        elif not node.outputs[0].rank and (row := plain.TABLE.row(node)) is not None:
            special[node.name] = row
    body = Body(target.table, lowered.labels, Names({"name", "rate", "gradient", "state", "parameter", "group", "math"}), known)
    body.special, body.indent = special, indent
    changed, *kept = lowered.fetches
    falls = changed.node.op == "subtract" and changed.node.inputs[0].node.name == "variable"
    wanted = changed.node.inputs[1] if falls else changed
    lowered.labels.names.setdefault(wanted.name, "change")
    expression, *others = body.write(nodes_between([wanted, *kept], known), [wanted, *kept])
    lines = [*body.lines, *fit(expression, f"{target.variable} -= " if falls else f"{target.variable}[...] = ", "", indent)]
    for name, value in zip(slots, others, strict=True):
        lines += fit(value, f"{target.slot.format(name)} = ", "", indent)
    first = [f"{target.slot.format(port.name)} = {_start(port, optimizer, target)}" for port in ports if port.param]
    return _Update(slots, first, lines, any(port.name == "step" for port in ports))


def _input(port: Port, variable: TensorType, optimizer: Optimizer) -> Value:
    if port.name == "learning_rate":
        return placeholder((), "float64", name=port.name)
    if port.name == "step":
        return placeholder((), "int64", name=port.name)
    shape = variable.shape if port.param is None else port.param.shape([variable], optimizer.attrs)
    return placeholder(shape, variable.dtype, name=port.name)


def _start(port: Port, optimizer: Optimizer, target: _Target) -> str:
    """The first value of a slot."""
    assert port.param is not None
    given = optimizer.attrs.get(port.param.initializer, port.param.initializer)
    single = not port.param.shape([TensorType("float32", ("weights",))], optimizer.attrs)
    if single:
        return {"zeros": "0.0", "ones": "1.0"}.get(given) or flat(literal(given))
    if isinstance(given, str):
        return target.like.format(given, "")
    return target.like.format("full", f", {flat(literal(given))}")


def _options(optimizer: Optimizer) -> str:
    """The attributes, for the docstring."""
    return ", ".join(f"{name} {flat(literal(value))}" for name, value in optimizer.attrs.items())


def _docstring(optimizer: Optimizer) -> list[str]:
    line = f'{INDENT}"""{optimizer.op.title} with {_options(optimizer)}."""'
    if len(line) <= 88:
        return [line]
    return [f'{INDENT}"""{optimizer.op.title}.', "", f"{INDENT}Made with {_options(optimizer)}.", f'{INDENT}"""']


def numpy_class(optimizer: Optimizer) -> str:
    """The class of an optimizer that changes a dict of arrays in place."""
    update = _update(optimizer, _NUMPY)
    lines = [f"class {optimizer.op.title}:", *_docstring(optimizer), "", f"{INDENT}def __init__(self):"]
    lines += [f"{INDENT * 2}self.steps = 0"] if update.counts else []
    lines += [f"{INDENT * 2}self.{name} = {{}}" for name in update.slots]
    lines += [
        "",
        f"{INDENT}def update(self, weights, gradients, rate):",
        f'{INDENT * 2}"""Change the weights in place by one step against their gradients."""',
        f"{INDENT * 2}for name, gradient in gradients.items():",
    ]
    if update.slots:
        lines.append(f"{INDENT * 3}if name not in self.{update.slots[0]}:")
        lines += [f"{INDENT * 4}{line}" for line in update.first]
    lines += update.lines
    lines += [f"{INDENT * 2}self.steps += 1"] if update.counts else []
    return "\n".join(lines)


def pytorch_class(optimizer: Optimizer) -> str:
    """The class of an optimizer on the base of PyTorch's."""
    update = _update(optimizer, _PYTORCH)
    lines = [
        f"class {optimizer.op.title}(torch.optim.Optimizer):",
        *_docstring(optimizer),
        "",
        f"{INDENT}def __init__(self, parameters, lr):",
        f'{INDENT * 2}super().__init__(parameters, {{"lr": lr}})',
    ]
    lines += [f"{INDENT * 2}self.steps = 0"] if update.counts else []
    lines += [
        "",
        f"{INDENT}@torch.no_grad()",
        f"{INDENT}def step(self):",
        f'{INDENT * 2}"""Change the parameters by one step against their gradients."""',
        f"{INDENT * 2}for group in self.param_groups:",
        f'{INDENT * 3}rate = group["lr"]',
        f'{INDENT * 3}for parameter in group["params"]:',
        f"{INDENT * 4}if parameter.grad is None:",
        f"{INDENT * 5}continue",
        f"{INDENT * 4}gradient = parameter.grad",
    ]
    if update.slots:
        lines.append(f"{INDENT * 4}state = self.state[parameter]")
        lines.append(f"{INDENT * 4}if not state:")
        lines += [f"{INDENT * 5}{line}" for line in update.first]
    lines += update.lines
    lines += [f"{INDENT * 2}self.steps += 1"] if update.counts else []
    return "\n".join(lines)

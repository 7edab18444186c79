"""Optimizers: they differentiate a loss, apply an update op to every variable, and give one value to run.

An optimizer class is made from an update op (``optimizer_class``), so a new optimizer is one declaration.  Its slots are
variables of the graph that are not trained, named after what they belong to: ``hidden/kernel/adam_m``.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from engine.errors import AttributeValueError, GraphError
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.nn.layer import apply_with_parameters, describe, signature
from engine.ops.attrs import Attr, bind_attrs
from engine.ops.spec import Op
from engine.ops.state import Variable, assign, gradients, group
from engine.optim.moving import moving_updates
from engine.optim.options import OPTIONS, averaged, check_options, clipped, decayed
from engine.optim.reach import reached_variables, trainable_variables

LEARNING_RATE = Attr("learning_rate", "float", 0.01, minimum=0, help="How far each step goes along the gradient.")

#: A number, or a schedule: called with the step counter it gives the rate as a value of the graph.
Rate = float | Callable[[Value], Value]


@dataclass
class _Home:
    """What an optimizer has in one graph."""

    step: Value
    rate: Value
    slots: dict[Value, dict[str, Value]] = field(default_factory=dict)
    averages: dict[Value, Value] = field(default_factory=dict)


class Optimizer:
    """Changes variables so that a loss becomes smaller."""

    op: ClassVar[Op]
    default_rate: ClassVar[float] = 0.01
    #: What every optimizer can do besides its update: clip gradients, let weights decay, average them.
    common: ClassVar[tuple[Attr, ...]] = OPTIONS
    #: The canvas node that it is, which its updates are said to come from.
    origin: str | None = None
    #: Whether a run gives it the whole training part at every step.
    full_batch: ClassVar[bool] = False

    def __init__(self, learning_rate: Rate | None = None, *values: Any, name: str | None = None, **attrs: Any) -> None:
        names = [attr.name for attr in self.op.attrs]
        if len(values) > len(names) or any(key in attrs for key in names[: len(values)]):
            raise AttributeValueError(
                "{title} takes learning_rate and {attributes}, each once", title=self.op.title, attributes=", ".join(names)
            )
        self.name = name or self.op.title.lower()
        rate = self.default_rate if learning_rate is None else learning_rate
        try:
            bound = bind_attrs((*self.op.attrs, *self.common), {**dict(zip(names, values, strict=False)), **attrs})
            self.learning_rate: Rate = rate if callable(rate) else LEARNING_RATE.check(rate)
            #: The attributes of the update, and those that every optimizer has.
            self.attrs = {key: bound[key] for key in names}
            self.options = check_options({attr.name: bound[attr.name] for attr in self.common})
        except AttributeValueError as error:
            raise AttributeValueError("{title}: " + error.template, title=self.op.title, **error.params) from error
        #: Of the last ``minimize``: the gradient of each variable that has one, by the variable's name.
        self.gradients: dict[str, Value] = {}
        #: Of the last ``minimize``: names of the trainable variables that get no gradient and so are left alone.
        self.without_gradient: list[str] = []
        self._homes: dict[Graph, _Home] = {}

    def minimize(self, loss: Value, var_list: Sequence[Value] | None = None) -> Value:
        """A value to run: each run makes one update of ``var_list``, or of every trainable variable that the loss depends on.

        Variables that get no gradient are left alone and named in ``without_gradient``.
        """
        with loss.graph.origin(self.origin):
            pairs = self.compute_gradients(loss, var_list)
            self.gradients = {variable.name: gradient for gradient, variable in pairs if gradient is not None}
            self.without_gradient = [variable.name for gradient, variable in pairs if gradient is None]
            return self.apply_gradients(pairs)

    def compute_gradients(self, loss: Value, var_list: Sequence[Value] | None = None) -> list[tuple[Value | None, Value]]:
        """Pairs of gradient and variable, the gradient None where none flows; GraphError where none flows to any variable."""
        self._check_loss(loss)
        wanted = trainable_variables(loss.graph) if var_list is None else list(var_list)
        for variable in wanted:
            self._check_variable(variable, loss.graph)
        if not wanted:
            raise GraphError(
                "{title}: the graph has no trainable variable; add a layer or a Variable before the loss",
                origin=loss.origin, title=self.op.title,
            )  # fmt: skip
        reached = reached_variables(loss, wanted)
        if not reached:
            raise GraphError(
                "{title}: no gradient flows from the loss '{loss}' to any of the variables; connect the loss to the output of a "
                "layer, through operations that have a gradient",
                origin=loss.origin, title=self.op.title, loss=loss.name,
            )  # fmt: skip
        found = dict(zip(reached, gradients(loss, reached, name=f"{self.name}/gradients"), strict=True))
        return [(found.get(variable), variable) for variable in wanted]

    def apply_gradients(self, pairs: Iterable[tuple[Value | None, Value]]) -> Value:
        """A value to run: each run makes one update with these gradients; a variable whose gradient is None stays.

        The moving averages of the layers that the gradients come through are brought forward by the same run.
        """
        live = [(gradient, variable) for gradient, variable in pairs if gradient is not None]
        if not live:
            raise GraphError("{title}: there is no gradient to apply; give at least one", title=self.op.title)
        graph = live[0][1].graph
        home = self._home(graph)
        changes = [assign(home.step, home.step + 1, name=f"{self.name}/count")]
        for _, variable in live:
            self._check_variable(variable, graph)
        found = clipped(Builder(graph), [gradient for gradient, _ in live], self.options)
        for gradient, (_, variable) in zip(found, live, strict=True):
            changes += self._update(home, variable, gradient)
        changes += moving_updates([gradient for gradient, _ in live])
        return group(*changes, name=f"{self.name}/update")

    def _update(self, home: _Home, variable: Value, gradient: Value) -> list[Value]:
        b = Builder(variable.graph)
        kept = decayed(b, variable, home.rate, self.options)
        known = {"variable": kept, "gradient": gradient, "learning_rate": home.rate, "step": home.step}
        outputs, slots = apply_with_parameters(
            b,
            self.op.name,
            [known[port.name] for port in self.op.data_inputs()],
            self.attrs,
            name=f"{self.name}/{variable.name}",
            parameters=home.slots.get(variable),
            naming=lambda node, slot: f"{variable.name}/{self.name}_{slot}",
        )
        home.slots[variable] = slots
        changed = [variable, *(slots[port.name] for port in self.op.present_inputs(self.attrs) if port.param is not None)]
        changes = [assign(target, value) for target, value in zip(changed, outputs, strict=True)]
        if self.options["use_ema"]:
            average = self._average(home, variable)
            changes.append(assign(average, averaged(b, average, outputs[0], home.step, self.options)))
        return changes

    def _average(self, home: _Home, variable: Value) -> Value:
        if variable not in home.averages:
            with variable.graph:
                home.averages[variable] = Variable(
                    shape=variable.type.static_shape, dtype=variable.dtype, initializer="zeros", trainable=False,
                    name=f"{variable.name}/{self.name}_average",
                )  # fmt: skip
        return home.averages[variable]

    def finalize_variable_values(self, graph: Graph) -> Value | None:
        """A value to run when training has ended: it sets every variable to its average.  None where none are kept."""
        averages = self._home(graph).averages
        if not averages:
            return None
        changes = [assign(variable, average) for variable, average in averages.items()]
        return group(*changes, name=f"{self.name}/finalize")

    def step_value(self, graph: Graph) -> Value:
        """The counter of the updates made so far."""
        return self._home(graph).step

    def learning_rate_value(self, graph: Graph) -> Value:
        """The learning rate of the current step, a float64 scalar."""
        return self._home(graph).rate

    def slots(self, variable: Value) -> dict[str, Value]:
        """What the optimizer remembers of a variable, by the slot's name; empty before ``minimize``."""
        home = self._homes.get(variable.graph)
        return dict(home.slots.get(variable, {})) if home else {}

    def _home(self, graph: Graph) -> _Home:
        if graph not in self._homes:
            with graph:
                step = Variable(np.int64(0), name=f"{self.name}/step", trainable=False)
            if callable(self.learning_rate):
                rate = self.learning_rate(step)
            else:
                rate = Builder(graph).constant(np.float64(self.learning_rate), name=f"{self.name}/learning_rate")
            self._homes[graph] = _Home(step, rate)
        return self._homes[graph]

    def _check_loss(self, loss: Value) -> None:
        if not loss.type.is_float:
            raise GraphError(
                "{title}: the loss '{loss}' is {got}, but only a float can be minimized; insert Cast to float32",
                origin=loss.origin, title=self.op.title, loss=loss.name, got=loss.dtype,
            )  # fmt: skip
        if loss.rank:
            raise GraphError(
                "{title}: the loss '{loss}' is {got}, but must be one number; set its reduction to mean or sum",
                origin=loss.origin, title=self.op.title, loss=loss.name, got=str(loss.type),
            )  # fmt: skip

    def _check_variable(self, variable: Value, graph: Graph) -> None:
        if not isinstance(variable, Value) or variable.node.op != "variable":
            raise GraphError(
                "{title}: {variable} is not a variable, so it cannot be trained; give variables only",
                title=self.op.title, variable=repr(variable.name) if isinstance(variable, Value) else repr(variable),
            )  # fmt: skip
        if variable.graph is not graph:
            raise GraphError(
                "{title}: the variable '{variable}' belongs to another graph than the loss; build both in the same graph",
                title=self.op.title, variable=variable.name,
            )  # fmt: skip
        if not variable.type.is_float:
            raise GraphError(
                "{title}: the variable '{variable}' is {got}, but only floats can be trained; leave it out",
                title=self.op.title, variable=variable.name, got=variable.dtype,
            )  # fmt: skip

    def __repr__(self) -> str:
        given = {attr.name: self.options[attr.name] for attr in self.common if self.options[attr.name] != attr.default}
        shown = {"learning_rate": self.learning_rate, **self.attrs, **given}
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in shown.items())})"


def optimizer_class(op: Op, learning_rate: float, **defaults: Any) -> type[Optimizer]:
    """The Python class of an update op: the learning rate first, then the op's attributes, then what every optimizer has.

    ``defaults`` are other defaults for the latter, as Keras has them.
    """
    common = tuple(replace(attr, default=defaults.get(attr.name, attr.default)) for attr in OPTIONS)
    whole = replace(op, attrs=(*op.attrs, *common))
    rest = list(signature(whole).parameters.values())
    rate = inspect.Parameter("learning_rate", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=learning_rate)
    members = {
        "op": op,
        "default_rate": learning_rate,
        "common": common,
        "__doc__": describe(whole),
        "__signature__": inspect.Signature([rate, *rest]),
        "__module__": Optimizer.__module__,
    }
    return types.new_class(op.title, (Optimizer,), exec_body=lambda namespace: namespace.update(members))

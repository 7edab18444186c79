"""ReduceLROnPlateau: a learning rate that falls when a figure of the run has stopped getting better.

The rate and what was seen so far are variables of the graph, so a checkpoint holds them; the trainer tells each epoch's figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from engine.ir.graph import Value
from engine.nn.layer import Layer, layer_class
from engine.ops.attrs import Attr
from engine.ops.spec import NoGradient, Op, Param, Port, Sample
from engine.optim.decays import INITIAL, STEP, infer


class Variables(Protocol):
    """What a session offers of its variables."""

    def get_variable(self, variable: Any) -> Any: ...

    def set_variable(self, variable: Any, value: Any) -> None: ...


OPS = (
    Op(
        name="reduce_lr_on_plateau",
        title="ReduceLROnPlateau",
        inputs=(
            STEP,
            Port(
                "rate", "float", Param(lambda types, attrs: (), "initial_learning_rate", trainable=False, dtype="float64"),
                help="The rate now.",
            ),
            Port(
                "state", "float", Param(lambda types, attrs: (4,), "zeros", trainable=False, dtype="float64"),
                help="Epochs seen, the best figure, epochs without a better one, epochs of rest left.",
            ),
        ),
        outputs=("learning_rate",),
        attrs=(
            INITIAL,
            Attr("monitor", "str", "val_loss", help="The figure that is watched: loss, a metric's name, or val_ and either."),
            Attr("factor", "float", 0.1, minimum=0, maximum=1, exclusive=True, help="What the rate is multiplied by."),
            Attr("patience", "int", 10, minimum=0, unit="epochs", help="Epochs without a better figure before the rate falls."),
            Attr("mode", "choice", "auto", choices=("auto", "min", "max"), help="Whether less or more is better."),
            Attr("min_delta", "float", 1e-4, minimum=0, help="By how much a figure must be better to count."),
            Attr("cooldown", "int", 0, minimum=0, unit="epochs", help="Epochs of rest after the rate fell."),
            Attr("min_lr", "float", 0.0, minimum=0, help="The rate falls no lower."),
        ),
        infer=infer,
        expand=lambda b, inputs, attrs: b.cast(inputs[1], dtype="float64"),
        gradient=NoGradient("the step is a whole number, so a rate has no slope along it"),
        samples=(Sample(((), (), (4,)), domain=[("int", 0, 20), (0.1, 0.2), (0.0, 1.0)]),),
        help="The rate falls whenever a figure, such as the validation loss, has stopped getting better.",
        formula="η ← max(factor · η, min_lr) after patience epochs without a better figure",
        source="Keras ReduceLROnPlateau, where PyTorch waits an epoch more and asks for a share of the best",
        telling="patience",
    ),
)  # fmt: skip


class Plateau(Layer):
    """A rate that is told the figures of each epoch."""

    def after_epoch(self, session: Variables, values: Mapping[str, float], larger: bool) -> None:
        """Look at an epoch's figures, and lower the rate where it is time; ``larger`` says that more is better."""
        attrs = self.op.bind_attrs(self.attrs)
        seen, best, wait, rest = map(float, session.get_variable(self.weights["state"]))
        rate, current = float(session.get_variable(self.weights["rate"])), float(values[attrs["monitor"]])
        if rest:
            rest, wait = rest - 1, 0.0
        gain = (current - best if larger else best - current) if seen else float("inf")
        if gain > attrs["min_delta"]:
            best, wait = current, 0.0
        elif not rest:
            wait += 1
            if wait >= attrs["patience"] and rate > attrs["min_lr"]:
                rate, rest, wait = max(rate * attrs["factor"], attrs["min_lr"]), float(attrs["cooldown"]), 0.0
        session.set_variable(self.weights["state"], [seen + 1, best, wait, rest])
        session.set_variable(self.weights["rate"], rate)

    @property
    def monitor(self) -> str:
        return str(self.op.bind_attrs(self.attrs)["monitor"])

    @property
    def mode(self) -> str:
        return str(self.op.bind_attrs(self.attrs)["mode"])

    @property
    def rate(self) -> Value:
        """The variable that holds the rate."""
        return self.weights["rate"]


ReduceLROnPlateau = layer_class(OPS[0], Plateau)

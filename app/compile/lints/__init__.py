"""What is allowed but wrong: one rule a function, each with why and, where there is one, a repair.

A rule of a node looks before that node is built, so that a mistake is said in terms of the data; a rule of the whole looks when
every node has been built.  The tables here are all there are; a problem carries its rule's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.compile.lints import data, layers, learning, outputs, targets
from app.compile.lints.ask import Whole, trainable
from app.compile.lints.inputs import labels_as_features
from app.compile.lints.metrics import threshold
from app.compile.state import Applied, Lowering

__all__ = ["INPUT", "LOSS", "METRIC", "RULES", "WHOLE", "check_graph", "check_inputs", "check_loss", "check_metric", "trainable"]

Rule = Callable[[Lowering, Applied], None]
WholeRule = Callable[[Lowering, Whole], None]

#: What stands on the inputs of an op that takes floats.
INPUT: tuple[Rule, ...] = (labels_as_features,)
LOSS: tuple[Rule, ...] = (
    targets.swapped,
    outputs.double_activation,
    outputs.raw_scores,
    outputs.not_positive,
    outputs.relu_output,
    outputs.disturbed_output,
    targets.classes,
    targets.targets_shape,
    targets.more_than_two_classes,
    targets.class_numbers_as_quantities,
)
METRIC: tuple[Rule, ...] = (threshold,)
WHOLE: tuple[WholeRule, ...] = (
    learning.too_large,
    learning.nothing_learns,
    learning.no_gradient,
    learning.more_parameters_than_rows,
    layers.softmax_over_one,
    layers.deep_saturation,
    layers.linear_stack,
    layers.batch_norm_of_one,
    layers.unclamped_log,
    data.class_imbalance,
    data.sorted_rows,
    data.padding_without_mask,
)
RULES: tuple[Callable[..., None], ...] = (*INPUT, *LOSS, *METRIC, *WHOLE)


def _look(rules: tuple[Callable[..., None], ...], state: Lowering, it: Any) -> bool:
    """Let rules look at something; True where an error was found, so that building it would only say the same in other words."""
    before = len(state.result.problems)
    for rule in rules:
        state.rule = rule.__name__
        rule(state, it)
    state.rule = ""
    return any(problem.severity == "error" for problem in state.result.problems[before:])


def check_inputs(state: Lowering, it: Applied) -> bool:
    """Look at what stands on the inputs of an op; True where an error was found."""
    return _look(INPUT, state, it)


def check_loss(state: Lowering, it: Applied) -> bool:
    """Look at a loss; True where an error was found."""
    return _look(LOSS, state, it)


def check_metric(state: Lowering, it: Applied) -> bool:
    """Look at a metric; True where an error was found."""
    return _look(METRIC, state, it)


def check_graph(state: Lowering) -> None:
    """Look at the whole graph."""
    _look(WHOLE, state, Whole(state))

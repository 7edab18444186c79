"""What is allowed but wrong: one rule a function, each with why and, where there is one, a repair.

A rule of a node looks before that node is built, so that a mistake is said in terms of the data; a rule of the whole looks when
every node has been built.  The tables here are all there are; a problem carries its rule's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.compile.lints import data, layers, learning, outputs, targets
from app.compile.lints.ask import ACTIVATIONS
from app.compile.lints.inputs import labels_as_features
from app.compile.lints.metrics import threshold
from app.compile.lints.whole import TOO_DEEP, Whole
from app.compile.look import Look, Made
from app.compile.state import Applied
from engine.ir.graph import Node

if TYPE_CHECKING:
    from app.compile.fragments import Fragment

__all__ = [
    "ACTIVATIONS", "INPUT", "LOSS", "METRIC", "NODE", "RULES", "TOO_DEEP", "WHOLE", "Whole", "advise", "check_inputs",
    "check_loss", "check_metric", "check_whole", "note",
]  # fmt: skip

Rule = Callable[[Look, Applied], None]
NodeRule = Callable[[Look, Made], None]
WholeRule = Callable[[Look, Whole], None]

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
#: Rules of a single op with the ops that they look at.
NODE: tuple[tuple[NodeRule, Callable[[Node], bool]], ...] = (
    (layers.softmax_over_one, layers.is_softmax),
    (layers.linear_stack, layers.is_linear),
    (layers.batch_norm_of_one, layers.is_batch_norm),
    (layers.unclamped_log, layers.is_logarithm),
    (data.padding_without_mask, data.reads_sequences),
)
WHOLE: tuple[WholeRule, ...] = (
    learning.too_large,
    learning.nothing_learns,
    learning.no_gradient,
    learning.more_parameters_than_rows,
    layers.deep_saturation,
    data.class_imbalance,
    data.sorted_rows,
)
RULES: tuple[Callable[..., None], ...] = (*INPUT, *LOSS, *METRIC, *WHOLE, *(rule for rule, _ in NODE))


def _ask(rules: tuple[Callable[..., None], ...], look: Look, it: Any) -> bool:
    """Let rules look at something; True where an error was found, so that building it would only say the same in other words."""
    before = len(look.problems)
    for rule in rules:
        look.rule = rule.__name__
        rule(look, it)
    look.rule = ""
    return any(problem.severity == "error" for problem in look.problems[before:])


def check_inputs(look: Look, it: Applied) -> bool:
    """Look at what stands on the inputs of an op; True where an error was found."""
    return _ask(INPUT, look, it)


def check_loss(look: Look, it: Applied) -> bool:
    """Look at a loss; True where an error was found."""
    return _ask(LOSS, look, it)


def check_metric(look: Look, it: Applied) -> bool:
    """Look at a metric; True where an error was found."""
    return _ask(METRIC, look, it)


def check_whole(look: Look, whole: Whole) -> None:
    """Look at the whole network."""
    for rule in WHOLE:
        whole.sound = not _ask((rule,), look, whole) and whole.sound


def note(fragment: Fragment) -> None:
    """Note once what the rules ask of every such node."""
    fragment.rules = tuple((rule, node) for rule, wants in NODE for node in fragment.heads if wants(node))
    learns = fragment.trains and bool(fragment.weights)
    held = any(learning.holds_back(node) for node in fragment.nodes)
    fragment.marks = (learns, fragment.elements > learning.LARGEST, held)


def advise(look: Look) -> None:
    """Look at the ops of a node that went through."""
    cell = look.cell
    if cell is not None and cell.fragment is not None:
        for rule, node in cell.fragment.rules:
            look.rule = rule.__name__
            rule(look, Made(look, cell, node))

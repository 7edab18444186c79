"""What ends an exported training before its last epoch, as lines of ``main``: patience with a figure, or one that is reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.errors import ExportError
from engine.export.printer import INDENT
from engine.train.spec import TrainingSpec
from engine.train.stopping import EarlyStopping, Rule, Threshold, is_maximized

#: The mean loss of an epoch's rows, where ``write_ending`` counts it.
TRAINING_LOSS = "total / rows"


@dataclass
class Ending:
    """Lines for the top of the script, before the loop, in its steps, after each epoch and after the loop."""

    constants: list[str] = field(default_factory=list)
    setup: list[str] = field(default_factory=list)
    before_epoch: list[str] = field(default_factory=list)
    step: list[str] = field(default_factory=list)
    after_epoch: list[str] = field(default_factory=list)
    at_end: list[str] = field(default_factory=list)


def write_ending(spec: TrainingSpec, validated: bool, column: str, keep: str, restore: str, followed: bool = False) -> Ending:
    """The lines of the spec's rules; ``keep`` is a copy of the weights, ``restore`` the line that takes it back.

    ``column`` is the array whose length is the number of rows of a batch; ``followed`` says that something else wants to know
    the training loss.  ExportError for a rule that scripts do not know.
    """
    written = Ending()
    if followed:
        _count(column, written)
    patient = [rule for rule in spec.stopping if isinstance(rule, EarlyStopping)]
    if len(patient) > 1:
        raise ExportError("a script has patience with one figure, but the run watches {count}; leave one", count=len(patient))
    for rule in sorted(spec.stopping, key=lambda rule: isinstance(rule, Threshold)):
        figure = _figure(spec, rule, validated, column, written)
        greater = is_maximized(rule.monitor, rule.mode, spec.metrics, validated)
        if isinstance(rule, Threshold):
            _reach(rule, figure, greater, written)
        else:
            _wait(rule, figure, greater, keep, restore, written)
    return written


def _figure(spec: TrainingSpec, rule: Rule, validated: bool, column: str, written: Ending) -> str:
    """The expression of the figure that is watched."""
    is_maximized(rule.monitor, rule.mode, spec.metrics, validated)
    if rule.monitor.startswith("val_"):
        return f'figures["{rule.monitor.removeprefix("val_")}"]'
    if rule.monitor != "loss":
        raise ExportError(
            "a script knows the figures of the validation part and the training loss, but not '{monitor}'; watch val_{monitor}",
            monitor=rule.monitor,
        )  # fmt: skip
    _count(column, written)
    return TRAINING_LOSS


def _count(column: str, written: Ending) -> None:
    """The training loss is added up, once whoever asks for it."""
    if not written.step:
        written.before_epoch.append("total, rows = 0.0, 0")
        written.step += [f"total += losses[-1] * len({column})", f"rows += len({column})"]


def _reach(rule: Threshold, figure: str, greater: bool, written: Ending) -> None:
    name = "LOSS_THRESHOLD" if rule.monitor == "loss" else "THRESHOLD"
    written.constants.append(f"{name} = {rule.value!r}")
    written.after_epoch += [f"if {figure} {'>=' if greater else '<='} {name}:", f"{INDENT}break"]


def _wait(rule: EarlyStopping, figure: str, greater: bool, keep: str, restore: str, written: Ending) -> None:
    if rule.baseline is not None or rule.start_from_epoch:
        raise ExportError("a script cannot wait for a baseline or a first epoch of early stopping; leave them out")
    written.constants.append(f"PATIENCE = {rule.patience}")
    better = f"{figure} > best + {rule.min_delta!r}" if greater else f"{figure} < best - {rule.min_delta!r}"
    if not rule.min_delta:
        better = f"{figure} > best" if greater else f"{figure} < best"
    written.setup.append(f"best, waited = {'-math.inf' if greater else 'math.inf'}, 0")
    written.after_epoch += [
        f"if {better}:",
        f"{INDENT}best, waited = {figure}, 0",
        *([f"{INDENT}best_weights = {keep}"] if rule.restore_best_weights else []),
        "else:",
        f"{INDENT}waited += 1",
        f"{INDENT}if waited >= PATIENCE:",
        f"{INDENT * 2}break",
    ]
    if rule.restore_best_weights:
        written.setup.append("best_weights = None")
        written.at_end += ["if best_weights is not None:", f"{INDENT}{restore}"]

"""The optimizers of a script: one under the plain names, or several, each under names of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.errors import ExportError
from engine.export.names import Names, class_name
from engine.export.optimizers import Written, follow_figures, rate_now, write_optimizer, write_schedule
from engine.export.printer import INDENT, fit
from engine.optim.optimizer import Optimizer
from engine.optim.several import Several
from engine.train.spec import TrainingSpec

#: What ``main`` calls its own things.
_TAKEN = (
    "arguments", "train_data", "validation_data", "test_data", "weights", "losses", "loss", "epoch", "x", "y", "gradients",
    "moving", "model", "figures", "report", "file", "optimizer", "batches", "load_data", "evaluate", "main", "initial_weights",
    "parse_arguments", "compute_loss", "loss_and_gradients", "forward", "torch", "np", "nn", "math", "json", "sgd", "averages",
    "plateau",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One optimizer as a script has it.  ``weights`` are the variables that are its own, empty where all are.

    ``rate`` is the learning rate of the step in NumPy, ``schedule`` the function that gives it, empty where it is a constant;
    ``constant`` is the line that sets that.
    """

    name: str
    written: Written
    rate: str
    constant: str
    schedule: list[str]
    weights: tuple[str, ...] = ()
    after_epoch: tuple[str, ...] = ()

    @property
    def gradients(self) -> str:
        """What holds the gradients that are its own."""
        return f"{self.name}_gradients" if self.weights else "gradients"

    def own(self, keys: Mapping[str, str]) -> list[str]:
        """The lines that say which weights are its own, by what the script calls them; none where all are."""
        if not self.weights:
            return []
        listed = ast.Tuple([ast.Constant(keys[name]) for name in self.weights], ast.Load())
        return [line.removeprefix(INDENT) for line in fit(listed, f"{self.name}_names = ", "", INDENT)]

    def chosen(self, name: str, item: str, depth: int) -> list[str]:
        """The lines that make a dict, called so, of what is its own; ``depth`` is how far they will be indented."""
        inside = f"name: {item} for name in {self.name}_names"
        line = f"{name} = {{{inside}}}"
        if depth * len(INDENT) + len(line) <= 88:
            return [line]
        return [f"{name} = {{", f"{INDENT}{inside}", "}"]


def parts_of(spec: TrainingSpec, target: str) -> list[Part]:
    """The optimizers of a run in a target, ``numpy`` or ``pytorch``."""
    optimizer = spec.optimizer
    if not isinstance(optimizer, Several):
        return [_part(spec, optimizer, target, "optimizer", "learning_rate")]
    names = Names(_TAKEN)
    sources: dict[str, str] = {}
    found = []
    for (each, _), variables in zip(optimizer.parts, optimizer.trained(), strict=True):
        own = names.fresh(each.name, "optimizer")
        part = _part(spec, each, target, own, f"{own}_rate")
        written = _renamed(part.written, own, sources)
        found.append(replace(part, written=written, weights=tuple(variable.name for variable in variables)))
    return found


def _part(spec: TrainingSpec, optimizer: Optimizer, target: str, name: str, rate: str) -> Part:
    body = write_schedule(optimizer)
    doc = f'{INDENT}"""The learning rate after so many steps."""'
    schedule = [f"def {rate}(step):", doc, *body] if body else []
    constant = "" if body else f"{rate.upper()} = {optimizer.learning_rate!r}"
    now = rate_now(optimizer).replace("learning_rate", rate).replace("LEARNING_RATE", rate.upper())
    written = write_optimizer(optimizer, target)
    source, after = follow_figures(optimizer, spec.metrics)
    if source:
        if rate != "learning_rate":
            raise ExportError("ReduceLROnPlateau can be written for one optimizer alone; give each of several another schedule")
        written = replace(written, source=source + (f"\n\n{written.source}" if written.source else ""))
    return Part(name, written, now, constant, schedule, after_epoch=after)


def _renamed(written: Written, own: str, sources: dict[str, str]) -> Written:
    """The same with names of its own for whatever another optimizer of the script may call so too."""
    words = {
        "optimizer": own, "gradients": f"{own}_gradients", "averages": f"{own}_averages", "clip_gradients": f"{own}_clipped",
        "learning_rate": f"{own}_rate", "LEARNING_RATE": f"{own}_rate".upper(),
    }  # fmt: skip
    source = written.source.replace("clip_gradients", words["clip_gradients"])
    made = re.match(r"\w+", written.call)
    if source and made is not None and sources.setdefault(made[0], source) != source:
        words[made[0]] = made[0] + class_name(own)
        source = re.sub(rf"\bclass {made[0]}\b", f"class {words[made[0]]}", source)
        sources[words[made[0]]] = source
    rename = _renamer(words, own)
    return Written(
        rename(written.call),
        source,
        tuple(map(rename, written.setup)),
        tuple(map(rename, written.before_step)),
        tuple(map(rename, written.after_step)),
        tuple(map(rename, written.at_end)),
    )


def _renamer(words: Mapping[str, str], own: str) -> Callable[[str], str]:
    pattern = re.compile(r"(?<!\.)\b(" + "|".join(words) + r")\b(?!=)")

    def rename(line: str) -> str:
        line = line.replace("model.parameters()", f"{own}_weights.values()")
        line = line.replace("model.named_parameters()", f"{own}_weights.items()")
        return pattern.sub(lambda match: words[match[0]], line)

    return rename

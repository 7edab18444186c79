"""From a checked network to a training run: which loss, which optimizer, which data, and what is still missing for Run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.compile.lints import Whole
from app.compile.look import Look, Value
from app.compile.problems import Fix
from app.compile.state import Applied, Flow
from app.model.records import DocumentRecord, RunSettings
from engine import optim
from engine.data import Pipeline
from engine.errors import GraphError, NodegradError
from engine.ir.graph import Graph
from engine.ir.graph import Value as EngineValue
from engine.ir.types import TensorType
from engine.metrics import MetricValue
from engine.metrics.loss import follow_loss
from engine.optim import schedules
from engine.train import EarlyStopping, Threshold, TrainingSpec
from engine.train.stopping import Rule

if TYPE_CHECKING:
    from app.compile.checking import Check


def check_training(check: Check, look: Look, whole: Whole) -> bool:
    """Say what hinders a run; whether nothing does."""
    _check_missing(check, look)
    for extra in whole.batches[1:]:
        look.add(
            "error", "Batch '{name}' is a second batch, but a run reads one dataset; delete it",
            extra.node.id, name=extra.node.name,
        )  # fmt: skip
    if not whole.optimizers or len(whole.batches) != 1:
        return False
    for optimizer in whole.optimizers:
        _check_loss_value(look, optimizer)
        _check_feeds(check, look, whole, optimizer)
    _check_monitor(check, look, whole)
    if _blocking(check, look):
        return False
    last = whole.optimizers[-1]
    try:
        _try(check, whole)
    except NodegradError as error:
        look.refuse(error, last.node.id, last.kind)
        return False
    return True


def _blocking(check: Check, look: Look) -> bool:
    """Whether something is wrong with what the run needs.  A node that nothing needs, yet unwired, is no reason not to train."""
    wrong = [problem.node for problem in (*check.said, *look.problems) if problem.severity == "error"]
    if not wrong:
        return False
    if None in wrong:
        return True
    starts = [*check.roles.get("optimizer", ()), *(cell.id for cell in check.at_work("metric"))]
    return not check.reach.wired_behind(starts).isdisjoint(wrong)


def _check_missing(check: Check, look: Look) -> None:
    """Hints for what Run still needs; one at a time would hide the way, so each part is named once."""
    roles = check.roles
    if not roles:
        look.add("hint", "the canvas is empty; drop a dataset on it, or press Tab")
        return
    if not roles.keys() & {"source", "batch"}:
        look.add("hint", "there is no dataset yet; add one such as Digits from Data")
    if "batch" not in roles and "source" in roles:
        source = check.in_order(roles["source"])[0].record
        look.add(
            "hint", "the rows of '{name}' are never cut into batches; add Batch at the end of its steps",
            source.id, name=source.name,
        )  # fmt: skip
    if "loss" not in roles and "optimizer" not in roles:
        look.add("hint", "there is no loss yet; add one from Losses and connect targets and predictions")
    if "optimizer" not in roles:
        look.add("hint", "there is no optimizer yet; add Adam from Optimizers and connect the loss")


def _check_loss_value(look: Look, optimizer: Applied) -> None:
    """The optimizer needs one float number that its variables reach."""
    loss: Value = optimizer.inputs["loss"]
    where: Any = {"title": optimizer.kind.title, "name": optimizer.node.name}
    if loss.rank:
        fixes: tuple[Fix, ...] = ()
        if "reduction" in loss.node.attrs:
            fixes = (Fix("Set reduction to {reduction}", loss.origin, {"reduction": "mean"}),)
        look.add(
            "error", "{title} '{name}' needs one number to make small, but gets {shape}; take the mean of it first",
            optimizer.node.id, "loss", fixes, shape=str(loss.type), **where,
        )  # fmt: skip
    elif not loss.type.is_float:
        look.add(
            "error", "{title} '{name}' needs a float loss, but gets {got}; insert Cast to float32",
            optimizer.node.id, "loss", got=loss.dtype, **where,
        )  # fmt: skip
    elif not loss.learns:
        look.add(
            "error", "{title} '{name}' has nothing to train: its loss depends on no weight; put a layer before the loss",
            optimizer.node.id, "loss", **where,
        )  # fmt: skip


def _check_feeds(check: Check, look: Look, whole: Whole, optimizer: Applied) -> None:
    """Every placeholder that the run needs must come from the batch."""
    placeholders = check.at_work("placeholder")
    if not placeholders:
        return
    needed = whole.feeding([optimizer.inputs["loss"], *(value for it in whole.metrics for value in it.inputs.values() if value)])
    for cell in placeholders:
        if cell.id in needed:
            look.add(
                "error", "Placeholder '{name}' is fed by nothing while training; connect the data instead",
                cell.id, name=look.path(cell.record),
            )  # fmt: skip


def monitors(whole: Whole) -> list[str]:
    """The figures of an epoch that can be watched, by name."""
    several = whole.optimizers if len(whole.optimizers) > 1 else []
    names = ["loss", *(it.node.name for it in several), *(it.node.name for it in whole.metrics)]
    validated = any(flow.type.parts.get("validation", 0) != 0 for _, flow in whole.ends)
    return [*(f"val_{name}" for name in names if validated), *names]


def _check_monitor(check: Check, look: Look, whole: Whole) -> None:
    """Early stopping must watch something that the run has."""
    settings, known = whole.settings, monitors(whole)
    if settings.early_stopping and settings.monitor not in known:
        look.add(
            "error", "early stopping watches '{monitor}', but the run has no such figure; watch one of {known}",
            monitor=settings.monitor, known=", ".join(known),
        )  # fmt: skip


def _try(check: Check, whole: Whole) -> None:
    """Put a run together of stand-ins, to hear what the engine says to it."""
    graph = Graph("trial")

    def stand_in(type_: TensorType, name: str) -> EngineValue:
        attrs = {"shape": list(type_.shape), "dtype": type_.dtype, "layout": type_.layout}
        return graph.add("placeholder", (), attrs, name).outputs[0]

    (batch,) = whole.batches
    flow = whole.cell(batch.node.id).flow
    assert flow is not None
    inputs = {name: stand_in(type_, name) for name, type_ in flow.type.element_types().items()}
    figures = {
        it.node.name: fragment.figure
        for it in whole.metrics
        if (fragment := whole.cell(it.node.id).fragment) is not None and fragment.figure is not None
    }
    losses = [stand_in(it.inputs["loss"].type, it.node.id) for it in whole.optimizers]
    if len(whole.optimizers) > 1:
        _check_apart(check, whole)
    spec_of(check.drawn, graph, inputs, flow, whole.optimizers, losses, figures, check.folder)


def _check_apart(check: Check, whole: Whole) -> None:
    """Several optimizers may not train the same weights."""
    taken: dict[tuple[str, str], str] = {}
    for it in whole.optimizers:
        loss: Value = it.inputs["loss"]
        found = check.reach.trained([loss.origin])
        for node, weight in ((cell.id, weight) for cell in check.in_order(found) for weight in found[cell.id]):
            if (other := taken.setdefault((node, weight), it.node.name)) != it.node.name:
                path = check.path(node)
                raise GraphError(
                    "the optimizers '{first}' and '{second}' would both train '{variable}'; give each layers of its own, or "
                    "add their losses and keep one optimizer",
                    origin=loss.origin, first=other, second=it.node.name,
                    variable=path if whole.cell(node).kind.role == "variable" else f"{path}/{weight}",
                )  # fmt: skip


def spec_of(
    record: DocumentRecord,
    graph: Graph,
    inputs: Mapping[str, EngineValue],
    flow: Flow,
    optimizers: Sequence[Applied],
    losses: Sequence[EngineValue],
    figures: Mapping[str, MetricValue],
    folder: Path | None,
) -> TrainingSpec:
    """The run: ``losses`` are those of the optimizers.  NodegradError where the engine refuses it."""
    if len(optimizers) == 1:
        optimizer, loss = _optimizer(optimizers[0]), losses[0]
    else:
        parts = [(_optimizer(it, it.node.name), own) for it, own in zip(optimizers, losses, strict=True)]
        optimizer = optim.Several(parts)
        optimizer.trained()  # refuses where two would train the same weights
        loss = optimizer.loss
        rows = next(iter(inputs.values()))
        figures = {part.name: follow_loss(part.name, own, rows) for part, own in parts} | dict(figures)
    settings = record.settings
    return TrainingSpec(
        graph=graph,
        inputs=inputs,
        pipeline=Pipeline(flow.stages, folder),
        loss=loss,
        metrics=figures,
        optimizer=optimizer,
        epochs=settings.epochs,
        seed=settings.seed,
        device=settings.device,
        name=record.name,
        folder=folder,
        stopping=stopping(settings),
    )


def stopping(settings: RunSettings) -> tuple[Rule, ...]:
    """What ends a run before its last epoch, as the settings say."""
    rules: list[Rule] = []
    if settings.early_stopping:
        rules.append(
            EarlyStopping(
                monitor=settings.monitor, patience=settings.patience, min_delta=settings.min_delta,
                restore_best_weights=settings.restore_best_weights,
            )
        )  # fmt: skip
    if settings.loss_threshold is not None:
        rules.append(Threshold(value=settings.loss_threshold))
    return tuple(rules)


def _optimizer(it: Applied, name: str | None = None) -> Any:
    schedule = it.inputs.get("schedule")
    attrs = dict(it.attrs)
    if schedule is not None:
        attrs["learning_rate"] = getattr(schedules, schedule.target)(**schedule.attrs)
    optimizer = getattr(optim, it.kind.target)(name=name, **attrs)
    optimizer.origin = it.node.id
    return optimizer

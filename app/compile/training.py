"""From a lowered graph to a training run: which loss, which optimizer, which data, and what is still missing for Run."""

from __future__ import annotations

from typing import Any

from app.compile.lints import trainable
from app.compile.problems import Fix
from app.compile.state import Applied, Flow, Lowering
from app.model.records import PortRef, RunSettings
from engine import optim
from engine.data import Pipeline
from engine.errors import NodegradError
from engine.ir.graph import Value, ancestors
from engine.metrics.loss import follow_loss
from engine.optim import schedules
from engine.train import EarlyStopping, Threshold, TrainingSpec
from engine.train.stopping import Rule


def assemble(state: Lowering) -> None:
    """Set the training spec where nothing is wrong and nothing is missing; otherwise say what is."""
    state.result.monitors = monitors(state)
    _check_missing(state)
    _check_batches(state)
    result = state.result
    if result.optimizers and len(result.batches) == 1:
        batch = result.batches[0]
        for optimizer in result.optimizers:
            _check_loss_value(state, optimizer)
            _check_feeds(state, optimizer, batch)
        _check_monitor(state)
        if not _blocking(state):
            try:
                _build(state, batch)
            except NodegradError as error:
                last = result.optimizers[-1]
                state.refuse(error, last.node.id, last.kind)


def _blocking(state: Lowering) -> bool:
    """Whether something is wrong with what the run needs.  A node that nothing needs, yet unwired, is no reason not to train."""
    record = state.record
    sources: dict[str, list[str]] = {}
    for link in record.links.values():
        sources.setdefault(link.target.node, []).append(link.source.node)
    needed: set[str] = set()
    waiting = [
        node.id for node in record.nodes.values() if not node.muted and state.catalog.kind_of(record, node.id).role == "optimizer"
    ]
    waiting += [metric.node.id for metric in state.result.metrics]
    while waiting:
        node = waiting.pop()
        if node not in needed:
            needed.add(node)
            waiting.extend(sources.get(node, ()))
    return any(problem.node is None or problem.node in needed for problem in state.result.errors)


def _check_missing(state: Lowering) -> None:
    """Hints for what Run still needs; one at a time would hide the way, so each part is named once."""
    at_work = [node.id for node in state.record.nodes.values() if not node.muted]
    roles = {state.catalog.kind_of(state.record, node).role for node in at_work}
    if not roles:
        state.add("hint", "the canvas is empty; drop a dataset on it, or press Tab")
        return
    if not roles & {"source", "batch"}:
        state.add("hint", "there is no dataset yet; add one such as Digits from Data")
    if "batch" not in roles and "source" in roles:
        source = next(node for node in at_work if state.catalog.kind_of(state.record, node).role == "source")
        state.add(
            "hint", "the rows of '{name}' are never cut into batches; add Batch at the end of its steps",
            source, name=state.record.nodes[source].name,
        )  # fmt: skip
    if "loss" not in roles and "optimizer" not in roles:
        state.add("hint", "there is no loss yet; add one from Losses and connect targets and predictions")
    if "optimizer" not in roles:
        state.add("hint", "there is no optimizer yet; add Adam from Optimizers and connect the loss")


def _check_batches(state: Lowering) -> None:
    for extra in state.result.batches[1:]:
        state.add(
            "error",
            "Batch '{name}' is a second batch, but a run reads one dataset; delete it",
            extra.node.id,
            name=extra.node.name,
        )


def _check_loss_value(state: Lowering, optimizer: Applied) -> None:
    """The optimizer needs one float number that its variables reach."""
    loss: Value = optimizer.inputs["loss"]
    where: Any = {"title": optimizer.kind.title, "name": optimizer.node.name}
    origin = loss.node.origin
    if loss.rank:
        fixes: tuple[Fix, ...] = ()
        if origin is not None and "reduction" in loss.node.attrs:
            fixes = (Fix("Set reduction to {reduction}", origin, {"reduction": "mean"}),)
        state.add(
            "error", "{title} '{name}' needs one number to make small, but gets {shape}; take the mean of it first",
            optimizer.node.id, "loss", fixes, shape=str(loss.type), **where,
        )  # fmt: skip
    elif not loss.type.is_float:
        state.add(
            "error", "{title} '{name}' needs a float loss, but gets {got}; insert Cast to float32",
            optimizer.node.id, "loss", got=loss.dtype, **where,
        )  # fmt: skip
    elif not trainable(loss):
        state.add(
            "error", "{title} '{name}' has nothing to train: its loss depends on no weight; put a layer before the loss",
            optimizer.node.id, "loss", **where,
        )  # fmt: skip


def _check_feeds(state: Lowering, optimizer: Applied, batch: Applied) -> None:
    """Every placeholder that the run needs must come from the batch."""
    fed = _inputs(state, batch)
    needed = [optimizer.inputs["loss"], *(value for it in state.result.metrics for value in it.inputs.values())]
    given = {value.node.id for value in fed.values()}
    for node in ancestors(needed):
        if node.op == "placeholder" and node.id not in given:
            state.add(
                "error",
                "Placeholder '{name}' is fed by nothing while training; connect the data instead",
                node.origin,
                name=node.name,
            )


def _inputs(state: Lowering, batch: Applied) -> dict[str, Value]:
    values = state.result.values
    return {port.name: values[ref] for port in batch.kind.outputs if (ref := PortRef(batch.node.id, port.name)) in values}


def _build(state: Lowering, batch: Applied) -> None:
    record = state.record
    flow: Flow = state.result.ends[batch.node.id]
    inputs = _inputs(state, batch)
    figures = dict(state.result.figures)
    if len(state.result.optimizers) == 1:
        (only,) = state.result.optimizers
        optimizer, loss = _optimizer(only), only.inputs["loss"]
    else:
        optimizer = _several(state)
        loss = optimizer.loss
        rows = next(iter(inputs.values()))
        figures = {part.name: follow_loss(part.name, own, rows) for part, own in optimizer.parts} | figures
    state.result.spec = TrainingSpec(
        graph=state.graph,
        inputs=inputs,
        pipeline=Pipeline(flow.stages, state.folder),
        loss=loss,
        metrics=figures,
        optimizer=optimizer,
        epochs=record.settings.epochs,
        seed=record.settings.seed,
        device=record.settings.device,
        name=record.name,
        folder=state.folder,
        stopping=stopping(record.settings),
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


def monitors(state: Lowering) -> list[str]:
    """The figures of an epoch that can be watched, by name."""
    several = state.result.optimizers if len(state.result.optimizers) > 1 else []
    names = ["loss", *(it.node.name for it in several), *state.result.figures]
    validated = any(flow.type.parts.get("validation", 0) != 0 for flow in state.result.ends.values())
    return [*(f"val_{name}" for name in names if validated), *names]


def _check_monitor(state: Lowering) -> None:
    """Early stopping must watch something that the run has."""
    settings, known = state.record.settings, monitors(state)
    if settings.early_stopping and settings.monitor not in known:
        state.add(
            "error", "early stopping watches '{monitor}', but the run has no such figure; watch one of {known}",
            monitor=settings.monitor, known=", ".join(known),
        )  # fmt: skip


def _several(state: Lowering) -> optim.Several:
    """The optimizers side by side, each called as its node is."""
    parts = [(_optimizer(it, it.node.name), it.inputs["loss"]) for it in state.result.optimizers]
    several = optim.Several(parts)
    several.trained()  # refuses where two would train the same weights
    return several


def _optimizer(it: Applied, name: str | None = None) -> Any:
    schedule = it.inputs.get("schedule")
    attrs = dict(it.attrs)
    if schedule is not None:
        attrs["learning_rate"] = getattr(schedules, schedule.target)(**schedule.attrs)
    return getattr(optim, it.kind.target)(name=name, **attrs)

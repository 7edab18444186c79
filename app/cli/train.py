"""``nodegrad train``: a run in this process, with a progress bar, its curves kept whatever ends it."""

from __future__ import annotations

import json
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Annotated, Any

import msgspec
import typer

from app.cli.curves import Curves
from app.cli.documents import find, trainable
from app.cli.options import Json
from app.cli.output import command, complain, duration, figure, finite, out, tell, write_json
from app.cli.progress import Display
from app.model.records import RunSettings
from app.model.run_settings import check_option
from app.project import store
from app.session.keeping import CHECKPOINTS, checkpoints_for
from app.text import sentence, tr, tr_error
from engine.errors import NodegradError
from engine.train import Checkpoint, CheckpointDone, Trainer, latest
from engine.train.keeping import steps
from engine.train.steps import TOGETHER


@command
def train(
    document: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help=tr("CLI", "An example's name, or a project file."))],
    epochs: Annotated[int | None, typer.Option(help=tr("CLI", "Passes over the data; else as in the document."))] = None,
    device: Annotated[str | None, typer.Option(help=tr("CLI", "Where to train, see nodegrad devices."))] = None,
    seed: Annotated[int | None, typer.Option(help=tr("CLI", "Decides initial weights, split and order."))] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=tr("CLI", "Where the curves go; else NAME.runs.")),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help=tr("CLI", "Go on with the newest run, or the one in --out, where it was kept.")),
    ] = False,
    checkpoint_every: Annotated[
        int | None, typer.Option(metavar="EPOCHS", help=tr("CLI", "How often the run is kept; else every few seconds."))
    ] = None,
    early_stopping: Annotated[
        int | None,
        typer.Option(metavar="PATIENCE", help=tr("CLI", "End the run after so many epochs without improvement.")),
    ] = None,
    monitor: Annotated[
        str | None, typer.Option(metavar="FIGURE", help=tr("CLI", "What early stopping watches, such as val_loss."))
    ] = None,
    loss_threshold: Annotated[
        float | None, typer.Option(metavar="LOSS", help=tr("CLI", "End the run once the training loss is no larger."))
    ] = None,
    as_json: Json = False,
) -> int:
    """Train a document."""
    options = {"checkpoint_every": checkpoint_every, "monitor": monitor, "loss_threshold": loss_threshold}
    if early_stopping is not None:
        options |= {"early_stopping": True, "patience": early_stopping}
    return train_document(
        document, epochs=epochs, device=device, seed=seed, folder=folder, resume=resume, options=options, as_json=as_json
    )


def train_document(
    document: str,
    *,
    epochs: int | None = None,
    device: str | None = None,
    seed: int | None = None,
    folder: Path | None = None,
    resume: bool = False,
    options: Mapping[str, Any] = MappingProxyType({}),
    as_json: bool = False,
) -> int:
    """Train an example or a file; returns the exit code."""
    found = find(document)
    settings = _settings(found.record.settings, epochs, device, seed, options)
    found = found._replace(record=msgspec.structs.replace(found.record, settings=settings))
    runs = (found.folder or Path.cwd()) / f"{found.stem}.runs"
    spec = trainable(found)
    point = None
    if resume:
        folder = folder or _newest(runs)
        point = latest(folder / CHECKPOINTS)
    made = folder or runs / _now()
    if point is None:
        _set_aside(made / CHECKPOINTS)
    rule = checkpoints_for(settings, made / CHECKPOINTS)
    trainer = Trainer(spec, resume=point, checkpoints=rule)
    folder = _make_folder(made)
    store.save(found.record, folder / f"document{store.SUFFIX}")
    curves = Curves(found.record.name, trainer.series)
    if point is not None:
        curves.take_over(folder, point.step, trainer.figures)
        _tell_resumed(trainer, point, as_json)
    began = time.perf_counter()
    failure: NodegradError | None = None
    with _interruptible() as interrupted, Display(trainer, quiet=as_json) as display:
        try:
            _follow(trainer, curves, display, interrupted, folder)
        except NodegradError as error:
            failure = error  # what was drawn until then is kept
    seconds = time.perf_counter() - began
    try:
        files = curves.save(folder)
    except NodegradError as error:  # a disk that ran full; what the run came to is said all the same
        files, failure = {}, failure or error
    reason = "failed" if failure else curves.ended.reason if curves.ended is not None else "stopped"
    _note_end(folder, found.record.name, settings.epochs, reason, curves)
    if as_json and failure is None:
        write_json(_report(trainer, curves, reason, seconds, files, folder))
    elif not as_json:
        _print(trainer, curves, reason, seconds, files)
    if failure is not None:
        raise failure
    return 128 + interrupted[0] if interrupted else 0


def _follow(trainer: Trainer, curves: Curves, display: Display, interrupted: list[int], folder: Path) -> None:
    for event in trainer.events(together=TOGETHER):
        curves.add(event)
        display.show(event)
        if isinstance(event, CheckpointDone):
            if event.error is None:
                curves.append(folder)
            else:  # the run goes on
                complain(tr_error(event.error.template, event.error.params))
        if interrupted:
            trainer.stop()  # the run is kept where it stands, and its weights are set as at the end of a whole one


def _newest(runs: Path) -> Path:
    """The newest run that can go on."""
    kept = [path for path in runs.glob("*") if steps(path / CHECKPOINTS)]
    if not kept:
        raise NodegradError("there is no run to go on with in '{folder}'; train without --resume first", folder=str(runs))
    return max(kept, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _set_aside(checkpoints: Path) -> None:
    """A new run in the folder of an old one takes its place; the old one's checkpoints are kept until the next time."""
    if steps(checkpoints):
        before = checkpoints.with_name(f"{checkpoints.name}.before")
        shutil.rmtree(before, ignore_errors=True)
        with suppress(OSError):
            checkpoints.rename(before)


def _tell_resumed(trainer: Trainer, point: Checkpoint, quiet: bool) -> None:
    """Say where the run goes on, and what is not as it was then."""
    if not quiet:
        tell(tr("CLI", "goes on after step {step:,} of {file}", step=point.step, file=point.file))
    if trainer.changes:
        names = ", ".join(trainer.changes)
        tell(tr("CLI", "the run is not what it would have been: changed since then is {changes}", changes=names))


def _note_end(folder: Path, name: str, epochs: int, reason: str, curves: Curves) -> None:
    """Say in the run's folder how it ended, as the studio does."""
    about = {"document": name, "epochs": epochs, "reason": reason, "values": finite(curves.latest)}
    with suppress(NodegradError):
        store.write_text(folder / "run.json", json.dumps(about, ensure_ascii=False, indent=1) + "\n")


def _settings(
    settings: RunSettings, epochs: int | None, device: str | None, seed: int | None, options: Mapping[str, Any]
) -> RunSettings:
    if epochs is not None and epochs < 1:
        raise NodegradError("epochs is {value}, but must be a whole number of at least 1", value=epochs)
    if seed is not None and not 0 <= seed < 2**32:
        raise NodegradError("seed is {value}, but must be a whole number between 0 and 4294967295", value=seed)
    checked = {name: check_option(name, value) for name, value in options.items() if value is not None}
    given = {"epochs": epochs, "device": device, "seed": seed, **checked}
    return msgspec.structs.replace(settings, **{key: value for key, value in given.items() if value is not None})


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")


def _make_folder(folder: Path) -> Path:
    """Made before the run, so that a place that cannot be written is known at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NodegradError(
            "the folder '{folder}' cannot be made or written ({reason}); choose another with --out",
            folder=str(folder), reason=(error.strerror or str(error)).lower(),
        ) from error  # fmt: skip
    return folder


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """Ctrl+C and other requests to end are noted once, so that the step under way is finished and the curves are kept.

    A second one ends at once.
    """
    noted: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if noted:
            raise KeyboardInterrupt
        noted.append(number)

    numbers = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        # what whoever started this has switched off (nohup) stays off
        before = {number: signal.signal(number, note) for number in numbers if signal.getsignal(number) is not signal.SIG_IGN}
    except ValueError:  # not the main thread
        yield noted
        return
    try:
        yield noted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(
    trainer: Trainer, curves: Curves, reason: str, seconds: float, files: dict[str, Path], folder: Path
) -> dict[str, Any]:
    figures = trainer.describe
    return {
        "document": curves.name,
        "reason": reason,
        "best_epoch": curves.ended.best_epoch if curves.ended is not None else None,
        "resumed_at": curves.resumed_at,
        "checkpoint": next((str(path) for path in reversed(steps(folder / CHECKPOINTS))), None),
        "device": figures.device,
        "parameters": figures.parameters,
        "samples": figures.samples,
        "batch_size": figures.batch_size,
        "epochs": len(curves.epochs),
        "steps": trainer.progress.step,
        "seconds": seconds,
        "values": finite(curves.latest),
        "files": {name: str(path) for name, path in files.items()},
    }


def _print(trainer: Trainer, curves: Curves, reason: str, seconds: float, files: dict[str, Path]) -> None:
    console = out()
    rate = trainer.progress.rate
    words = {
        "finished": tr("CLI", "Trained {epochs} epochs, {steps:,} steps in {time}"),
        "early_stopping": tr("CLI", "Stopped early after {epochs} epochs, {steps:,} steps in {time}"),
        "threshold": tr("CLI", "Reached the loss after {epochs} epochs, {steps:,} steps in {time}"),
        "stopped": tr("CLI", "Stopped after {epochs} epochs, {steps:,} steps in {time}"),
        "failed": tr("CLI", "Failed after {epochs} epochs, {steps:,} steps in {time}"),
    }
    if curves.ended is not None and curves.ended.best_epoch is not None:
        words = {key: word + tr("CLI", ", best epoch {epoch}", epoch=curves.ended.best_epoch) for key, word in words.items()}
    line = words[reason].format(epochs=len(curves.epochs), steps=trainer.progress.step, time=duration(seconds))
    if rate == rate:
        line += tr("CLI", ", {rate:,.0f} samples/s", rate=rate)
    console.print(sentence(line), markup=False)
    if curves.latest:
        console.print(" · ".join(f"{name} {figure(value)}" for name, value in curves.latest.items()), markup=False)
    for path in files.values():
        console.print(f"  {path}", markup=False, style="dim")

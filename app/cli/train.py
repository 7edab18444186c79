"""``nodegrad train``: a run in this process, with a progress bar, its curves kept whatever ends it."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import msgspec
import typer

from app.cli.curves import Curves
from app.cli.documents import find, trainable
from app.cli.options import Json
from app.cli.output import command, duration, figure, finite, out, write_json
from app.cli.progress import Display
from app.model.records import RunSettings
from app.text import sentence, tr
from engine.errors import NodegradError
from engine.train import Trainer


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
    as_json: Json = False,
) -> int:
    """Train a document."""
    return train_document(document, epochs=epochs, device=device, seed=seed, folder=folder, as_json=as_json)


def train_document(
    document: str,
    *,
    epochs: int | None = None,
    device: str | None = None,
    seed: int | None = None,
    folder: Path | None = None,
    as_json: bool = False,
) -> int:
    """Train an example or a file; returns the exit code."""
    found = find(document)
    settings = _settings(found.record.settings, epochs, device, seed)
    found = found._replace(record=msgspec.structs.replace(found.record, settings=settings))
    trainer = Trainer(trainable(found))
    folder = _make_folder(folder or (found.folder or Path.cwd()) / f"{found.stem}.runs" / _now())
    curves = Curves(found.record.name, trainer.series)
    began = time.perf_counter()
    failure: NodegradError | None = None
    with _interruptible() as interrupted, Display(trainer, quiet=as_json) as display:
        try:
            _follow(trainer, curves, display, interrupted)
        except NodegradError as error:
            failure = error  # what was drawn until then is kept
    seconds = time.perf_counter() - began
    try:
        files = curves.save(folder)
    except NodegradError as error:  # a disk that ran full; what the run came to is said all the same
        files, failure = {}, failure or error
    reason = "failed" if failure else "stopped" if interrupted else "finished"
    if as_json and failure is None:
        write_json(_report(trainer, curves, reason, seconds, files))
    elif not as_json:
        _print(trainer, curves, reason, seconds, files)
    if failure is not None:
        raise failure
    return 128 + interrupted[0] if interrupted else 0


def _follow(trainer: Trainer, curves: Curves, display: Display, interrupted: list[int]) -> None:
    for event in trainer.events():
        curves.add(event)
        display.show(event)
        if interrupted:
            return


def _settings(settings: RunSettings, epochs: int | None, device: str | None, seed: int | None) -> RunSettings:
    if epochs is not None and epochs < 1:
        raise NodegradError("epochs is {value}, but must be a whole number of at least 1", value=epochs)
    if seed is not None and not 0 <= seed < 2**32:
        raise NodegradError("seed is {value}, but must be a whole number between 0 and 4294967295", value=seed)
    given = {"epochs": epochs, "device": device, "seed": seed}
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


def _report(trainer: Trainer, curves: Curves, reason: str, seconds: float, files: dict[str, Path]) -> dict[str, Any]:
    figures = trainer.describe
    return {
        "document": curves.name,
        "reason": reason,
        "device": figures.device,
        "parameters": figures.parameters,
        "samples": figures.samples,
        "batch_size": figures.batch_size,
        "epochs": len(curves.epochs),
        "steps": len(curves.steps),
        "seconds": seconds,
        "values": finite(curves.latest),
        "files": {name: str(path) for name, path in files.items()},
    }


def _print(trainer: Trainer, curves: Curves, reason: str, seconds: float, files: dict[str, Path]) -> None:
    console = out()
    rate = trainer.progress.rate
    words = {
        "finished": tr("CLI", "Trained {epochs} epochs, {steps:,} steps in {time}"),
        "stopped": tr("CLI", "Stopped after {epochs} epochs, {steps:,} steps in {time}"),
        "failed": tr("CLI", "Failed after {epochs} epochs, {steps:,} steps in {time}"),
    }
    line = words[reason].format(epochs=len(curves.epochs), steps=len(curves.steps), time=duration(seconds))
    if rate == rate:
        line += tr("CLI", ", {rate:,.0f} samples/s", rate=rate)
    console.print(sentence(line), markup=False)
    if curves.latest:
        console.print(" · ".join(f"{name} {figure(value)}" for name, value in curves.latest.items()), markup=False)
    for path in files.values():
        console.print(f"  {path}", markup=False, style="dim")

"""The curves of a run in memory, as CSV and as a picture in the house's light colours."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import resources
from app.project.store import write_text
from app.text import tr
from engine.errors import NodegradError
from engine.train import EpochDone, Event, RunDone, StepDone, StepsDone

_LINES = ("tensor", "labels", "optimizer", "dataset", "loss", "bool", "activation")
_FONTS = ("DejaVu Sans", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC")
_MOST_POINTS = 4000  # per line; more do not show in a picture


class Curves:
    """Every step and every epoch of a run."""

    def __init__(self, name: str, series: Sequence[str]) -> None:
        self.name = name
        self.series = list(series)
        self.steps: list[StepDone] = []
        self.epochs: list[EpochDone] = []
        self.ended: RunDone | None = None
        self.resumed_at: int | None = None
        self._written = 0  # steps that are in the file

    def take_over(self, folder: Path, step: int, epochs: Sequence[EpochDone]) -> None:
        """Begin with what a run that goes on has drawn before, up to the step where it does."""
        self.resumed_at, self.epochs = step, list(epochs)
        try:
            with (folder / "curves.csv").open(newline="", encoding="utf-8") as file:
                rows = [row for row in csv.DictReader(file) if row.get("step", "").isdigit() and int(row["step"]) <= step]
            for row in rows:
                values = np.array([float(row.get(name) or math.nan) for name in self.series])
                self.steps.append(StepDone(int(row.get("epoch") or 0), int(row["step"]), values))
        except (OSError, ValueError, UnicodeDecodeError):
            self.steps = []  # what was killed before it could write its curves

    def add(self, event: Event) -> None:
        """Keep an event."""
        if isinstance(event, StepDone):
            self.steps.append(event)
        elif isinstance(event, StepsDone):
            self.steps += event.each()
        elif isinstance(event, EpochDone):
            self.epochs.append(event)
        elif isinstance(event, RunDone):
            self.ended = event

    @property
    def latest(self) -> dict[str, float]:
        """The figures of the last epoch; of the last step where no epoch was finished."""
        if self.epochs:
            return dict(self.epochs[-1].values)
        if self.steps:
            return {name: float(value) for name, value in zip(self.series, self.steps[-1].values, strict=True)}
        return {}

    def append(self, folder: Path) -> None:
        """Write the steps since the last time behind those that are there, so that a run that is killed keeps its curves."""
        path = folder / "curves.csv"
        new = self.steps[self._written :]
        rows = ([event.epoch, event.step, *map(float, event.values)] for event in new)
        with contextlib.suppress(OSError), path.open("a" if self._written else "w", encoding="utf-8", newline="") as file:
            file.write(_csv([] if self._written else ["epoch", "step", *self.series], rows))
            self._written = len(self.steps)

    def save(self, folder: Path) -> dict[str, Path]:
        """Write ``curves.csv`` (each step), ``epochs.csv`` and ``curves.png``; what there is nothing of is left out."""
        files: dict[str, Path] = {}
        if self.steps:
            files["curves"] = folder / "curves.csv"
            rows = ([event.epoch, event.step, *map(float, event.values)] for event in self.steps)
            write_text(files["curves"], _csv(["epoch", "step", *self.series], rows))
        if self.epochs:
            names = list(self.epochs[-1].values)
            files["epochs"] = folder / "epochs.csv"
            rows = ([event.epoch, event.step, *(event.values.get(name, math.nan) for name in names)] for event in self.epochs)
            write_text(files["epochs"], _csv(["epoch", "step", *names], rows))
        if self.steps:
            files["picture"] = folder / "curves.png"
            self._draw(files["picture"])
        return files

    def _draw(self, path: Path) -> None:
        logging.getLogger("matplotlib").setLevel(logging.ERROR)  # that it builds its font cache is no news to the user
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        colors: dict[str, str] = json.loads(resources.path("themes", "light.json").read_text(encoding="utf-8"))
        metrics = [name for name in self.series if not name.startswith("grad:") and name not in ("loss", "learning_rate")]
        gradients = [name for name in self.series if name.startswith("grad:")]
        panels = 1 + bool(metrics) + bool(gradients)
        with rc_context({"font.family": _families(), "font.size": 9}):
            figure = Figure(figsize=(4.6 * panels, 3.4), dpi=160, facecolor=colors["canvas"])
            figure.set_layout_engine("constrained", w_pad=0.14, h_pad=0.14, wspace=0.04)
            axes = list(figure.subplots(1, panels, squeeze=False)[0])
            self._draw_loss(axes[0], colors)
            if metrics:
                self._draw_metrics(axes[1], metrics, colors)
            if gradients:
                self._draw_gradients(axes[-1], gradients, colors)
            try:
                FigureCanvasAgg(figure).print_png(str(path))
            except OSError as error:
                raise NodegradError(
                    "'{file}' could not be written ({reason}); make room or choose another place",
                    file=str(path), reason=(error.strerror or str(error)).lower(),
                ) from error  # fmt: skip

    def _column(self, name: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Steps and values of one series, thinned without losing the extremes."""
        index = self.series.index(name)
        values = np.array([event.values[index] for event in self.steps], dtype=float)
        steps = np.array([event.step for event in self.steps])
        return thinned(steps, values, _MOST_POINTS)

    def _of_epochs(self, name: str) -> tuple[list[int], list[float]]:
        found = [(event.step, event.values[name]) for event in self.epochs if name in event.values]
        return [step for step, _ in found], [value for _, value in found]

    def _draw_loss(self, ax: Any, colors: dict[str, str]) -> None:
        steps, values = self._column("loss")
        ax.plot(steps, values, color=colors["tensor"], alpha=0.3, linewidth=0.8)
        ax.plot(*self._of_epochs("loss"), color=colors["tensor"], linewidth=1.8, label=_word(tr("CLI", "training"), "training"))
        ax.plot(
            *self._of_epochs("val_loss"),
            color=colors["labels"],
            linewidth=1.8,
            label=_word(tr("CLI", "validation"), "validation"),
        )
        _dress(ax, _word(tr("CLI", "Loss"), "Loss"), colors, logarithmic=_spreads(values))

    def _draw_metrics(self, ax: Any, metrics: list[str], colors: dict[str, str]) -> None:
        only = len(metrics) == 1
        for index, name in enumerate(metrics):
            first, second = _LINES[2 * index % len(_LINES)], _LINES[(2 * index + 1) % len(_LINES)]
            training = _word(tr("CLI", "training"), "training")
            validation = _word(tr("CLI", "validation"), "validation")
            label = training if only else f"{name} {training}"
            ax.plot(*self._of_epochs(name), color=colors[first], linewidth=1.8, label=label)
            label = validation if only else f"{name} {validation}"
            ax.plot(*self._of_epochs(f"val_{name}"), color=colors[second], linewidth=1.8, label=label)
        _dress(ax, metrics[0].capitalize() if only else _word(tr("CLI", "Metrics"), "Metrics"), colors)

    def _draw_gradients(self, ax: Any, gradients: list[str], colors: dict[str, str]) -> None:
        spread = False
        for index, name in enumerate(gradients[: len(_LINES)]):
            steps, values = self._column(name)
            spread = spread or bool((values > 0).any())
            ax.plot(
                steps,
                np.where(values > 0, values, np.nan),
                color=colors[_LINES[index]],
                linewidth=1.0,
                label=name.removeprefix("grad:"),
            )
        _dress(ax, _word(tr("CLI", "Gradient norm per parameter"), "Gradient norm per parameter"), colors, logarithmic=spread)


def thinned(
    steps: np.ndarray[Any, Any], values: np.ndarray[Any, Any], most: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """At most so many points: the lowest and the highest of every stretch."""
    if len(values) <= most:
        return steps, values
    keep: list[int] = []
    for stretch in np.array_split(np.arange(len(values)), most // 2):
        part = np.nan_to_num(values[stretch], nan=0.0)
        keep += sorted({int(stretch[part.argmin()]), int(stretch[part.argmax()])})
    return steps[keep], values[keep]


def _families() -> list[str]:
    """The fonts of ours that are installed; matplotlib brings the first along."""
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    return [name for name in _FONTS if name in installed] or ["sans-serif"]


def _word(translated: str, english: str) -> str:
    """The translated word where a font for it is installed, else the English one: no empty boxes in the picture."""
    return translated if translated.isascii() or len(_families()) > 1 else english


def _spreads(values: np.ndarray[Any, Any]) -> bool:
    """Whether a curve is better read on a logarithmic axis: all above zero, and over more than a factor of 20."""
    good = values[np.isfinite(values)]
    return len(good) > 1 and good.min() > 0 and good.max() / good.min() > 20


def _dress(ax: Any, title: str, colors: dict[str, str], logarithmic: bool = False) -> None:
    """The house's look: a white card, horizontal lines only, the title at the left, the legend without a line."""
    ax.set_facecolor(colors["panel"])
    ax.set_title(title, loc="left", color=colors["text"], fontsize=10, fontweight="bold", pad=8)
    if logarithmic:
        ax.set_yscale("log")
    ax.grid(axis="y", color=colors["grid"], linewidth=0.8)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(colors["line"])
    ax.tick_params(colors=colors["muted"], length=0, which="both")
    ax.set_xlabel(_word(tr("CLI", "step"), "step"), color=colors["muted"], loc="right")
    ax.margins(x=0.01)
    if any(line.get_label()[:1] != "_" and len(line.get_xdata()) for line in ax.get_lines()):
        ax.legend(facecolor=colors["panel"], edgecolor="none", framealpha=0.85, labelcolor=colors["muted"], fontsize=8)


def _csv(header: list[str], rows: Any) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()

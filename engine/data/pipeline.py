"""Pipelines: steps in order, typed without loading, then built into rows.

Pipeline([("digits", {}), ("split", {"stratify": True}), ("normalize", {}), ("shuffle", {}), ("batch", {})])
from_arrays(x, y).split(0.2).normalize().shuffle().batch(32)
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.data import registry
from engine.data.fill import filled
from engine.data.loaded import SHUFFLE_BUFFER, Loaded
from engine.data.spec import Context, DataType, Step
from engine.errors import DataError, NodegradError
from engine.ir.types import TensorType

#: More rows than there are, where their number is known only once they are read.
_EVERYTHING = 2**31 - 1


#: Steps that may stand before Split without a look at the features.
_LEAVES_FEATURES = ("shuffle", "one_hot", "binary_targets", "prefetch")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a pipeline with its attributes; ``origin`` is the canvas node that it came from."""

    step: Step
    attrs: Mapping[str, Any]
    origin: str | None = None


def _transforms() -> dict[str, Step]:
    return {step.name: step for step in registry.all_steps() if step.role == "transform"}


class Pipeline:
    """Steps in order.  Immutable: each method that adds a step returns a new pipeline.

    ``steps`` are ``(name, attributes)`` or ``(name, attributes, origin)``; ``folder`` is where relative paths start.
    Attributes are checked at once, places and types when ``type`` is asked for or ``build`` is called.
    """

    def __init__(self, steps: Iterable[tuple[Any, ...]] = (), folder: str | Path | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
        self.stages: tuple[Stage, ...] = tuple(_stage(*step) for step in steps)

    def then(self, step: str, origin: str | None = None, /, **attrs: Any) -> Pipeline:
        """This pipeline with one more step."""
        longer = Pipeline(folder=self.folder)
        longer.stages = (*self.stages, _stage(step, attrs, origin))
        return longer

    def split(
        self, validation_fraction: float = 0.2, test_fraction: float = 0.0, stratify: bool = False, seed: int | None = None
    ) -> Pipeline:
        """Keep rows apart for validation and test."""
        return self.then(
            "split", validation_fraction=validation_fraction, test_fraction=test_fraction, stratify=stratify, seed=seed
        )

    def normalize(self, method: str = "standard") -> Pipeline:
        """Bring every feature to one scale (``standard`` or ``minmax``), by the training part's statistics."""
        return self.then("normalize", method=method)

    def map(self, formula: str, column: str = "x") -> Pipeline:
        """Compute features (``column="x"``) or targets (``"y"``) of every row by a formula over ``x`` and ``y``."""
        return self.then("map", formula=formula, column=column)

    def one_hot(self, classes: int | None = None) -> Pipeline:
        """Turn class labels into one-hot rows."""
        return self.then("one_hot", classes=classes)

    def shuffle(self, seed: int | None = None, buffer: int = SHUFFLE_BUFFER) -> Pipeline:
        """See the training rows in a new order each epoch; ``buffer`` is for rows that come one after another."""
        return self.then("shuffle", seed=seed, buffer=buffer)

    def select_columns(self, columns: str | Sequence[str]) -> Pipeline:
        """Keep some of the features, by names or numbers from 1."""
        return self.then("select_columns", columns=columns if isinstance(columns, str) else ",".join(map(str, columns)))

    def repeat(self, times: int = 2) -> Pipeline:
        """Make an epoch of several passes over the training rows."""
        return self.then("repeat", times=times)

    def cache(self, where: str = "memory") -> Pipeline:
        """Do the steps so far only once; ``where`` is ``memory`` or ``file``."""
        return self.then("cache", where=where)

    def prefetch(self, batches: int = 2) -> Pipeline:
        """Make so many batches ahead while a training step runs."""
        return self.then("prefetch", batches=batches)

    def batch(self, batch_size: int = 32, drop_remainder: bool = False) -> Pipeline:
        """Cut the rows into batches; the last step."""
        return self.then("batch", batch_size=batch_size, drop_remainder=drop_remainder)

    def __getattr__(self, name: str) -> Callable[..., Pipeline]:
        """Every other transform by its name: ``tokenize(level="word")``, ``pad_sequences(length=20)``, ``binary_targets()``."""
        step = _transforms().get(name)
        if step is None:
            raise AttributeError(f"a pipeline has no step '{name}'")

        def add(**attrs: Any) -> Pipeline:
            return self.then(name, **attrs)

        add.__name__, add.__doc__ = name, step.help
        return add

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_transforms()})

    def whole(self) -> Pipeline:
        """This pipeline with batches that hold the whole training part."""
        rows = self.type.parts.get("train")
        changed = copy.copy(self)
        changed.stages = tuple(
            replace(stage, attrs={**stage.attrs, "batch_size": rows or _EVERYTHING}) if stage.step.role == "batch" else stage
            for stage in self.stages
        )
        return changed

    @property
    def type(self) -> DataType:
        """What leaves the last step, found without loading rows; DataError where a step cannot stand where it is."""
        found: DataType | None = None
        for stage in self.stages:
            with _at(stage):
                found = stage.step.infer(found, stage.attrs, self.folder)
        if found is None:
            raise DataError("the pipeline is empty; start it with a source such as Digits")
        return found

    def element_types(self) -> dict[str, TensorType]:
        """The types of one batch by name; DataError where the pipeline does not end with a batch step."""
        type_ = self.type
        if type_.batch_size is None:
            raise DataError("the data is not cut into batches; end the pipeline with Batch", origin=self.stages[-1].origin)
        return type_.element_types()

    def build(self, seed: int = 0, folder: str | Path | None = None) -> Loaded:
        """Load the rows and apply every step.  ``seed`` is used by the steps that have none of their own."""
        base = self.folder if folder is None else Path(folder)
        loaded: Loaded | None = None
        for index, stage in enumerate(self.stages):
            context = Context(seed, base, tuple((earlier.step.name, earlier.attrs) for earlier in self.stages[:index]))
            with _at(stage):
                loaded = stage.step.applied(loaded, stage.attrs, context)
                if index == self.fills_after:
                    loaded = filled(loaded)
                if index == self.learns_after and loaded.learn is not None:
                    loaded = replace(loaded.learn(loaded), learn=None)
        if loaded is None:
            raise DataError("the pipeline is empty; start it with a source such as Digits")
        return loaded

    @property
    def fills_after(self) -> int:
        """The stage after which the training part is known, so that holes can be filled by what it shows."""
        return next((index for index, stage in enumerate(self.stages) if stage.step.name == "split"), 0)

    @property
    def learns_after(self) -> int:
        """The stage after which a source learns from the training part: Split, unless a step before it needs the features."""
        split = self.fills_after
        return split if all(stage.step.name in _LEAVES_FEATURES for stage in self.stages[1:split]) else 0

    def __repr__(self) -> str:
        return f"<Pipeline {' → '.join(stage.step.title for stage in self.stages) or 'empty'}>"


class _at:
    """Errors raised inside are said to come from the stage's canvas node."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, NodegradError) and error.origin is None:
            error.origin = self.stage.origin


def _stage(name: str, attrs: Mapping[str, Any] | None = None, origin: str | None = None) -> Stage:
    step = registry.get(name)
    stage = Stage(step, {}, origin)
    with _at(stage):
        return replace(stage, attrs=step.bind_attrs(attrs or {}))


def from_arrays(x: Any, y: Any = None, sample_weight: Any = None) -> Pipeline:
    """A pipeline whose rows are these arrays: features ``x`` (rows first), and targets ``y`` (whole numbers are class labels).

    A dict of arrays feeds a model with several inputs, each by its name; whole numbers then stay whole (as ids for Embedding).
    ``sample_weight`` says how much each row counts.
    """
    step = "named_arrays" if isinstance(x, Mapping) else "arrays"
    return Pipeline([(step, {"x": x, "y": y, "sample_weight": sample_weight})])


def from_generator(
    make: Callable[[], Iterable[Any]],
    types: Mapping[str, Any],
    rows: int | None = None,
    classes: int | None = None,
    batched: bool = False,
) -> Pipeline:
    """A pipeline whose rows a function yields: ``make()`` is called for each pass, and must give the same rows each time.

    ``types`` is the type of one row by column, without the row dimension: ``{"x": (28, 28), "y": ("int64", ())}``; the dtype is
    float32 where only a shape is given.  An item is a tuple in that order or a dict; with ``batched`` it holds several rows.
    ``rows`` ends a pass (needed where the generator never ends); without it a first pass counts them.
    """
    found = {name: _row_type(name, given) for name, given in types.items()}
    attrs = {"make": make, "types": found, "rows": rows, "classes": classes, "batched": batched}
    return Pipeline([("generator", attrs)])


def _row_type(column: str, given: Any) -> TensorType:
    if isinstance(given, TensorType):
        return given
    if isinstance(given, str):
        return TensorType(given)
    shape = tuple(given)
    return TensorType(shape[0], tuple(shape[1])) if shape and isinstance(shape[0], str) else TensorType("float32", shape)


def source(step: str, /, folder: str | Path | None = None, **attrs: Any) -> Pipeline:
    """A pipeline that starts with the source of that name: ``source("digits").split(0.2).batch(32)``."""
    return Pipeline([(step, attrs)], folder)

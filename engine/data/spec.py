"""What a data step is: one declaration that the palette, the live check, the loader and the exporters all read.

A pipeline is a source of rows, then transforms, then ``batch``.  A step's ``rule`` says, without loading anything, what
leaves it when this enters (``DataType``); ``apply`` does it.  Order rules that hold for every step stand in ``Step.infer``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import AttributeValueError, DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import REQUIRED, Attr

if TYPE_CHECKING:
    from engine.data.loaded import Loaded

#: The parts of a data set, in the order in which they are listed.  Before a split, all rows are ``train``.
PARTS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class DataType:
    """What flows in a dataset wire: the types of one row, and how many rows there are.

    ``features`` and ``targets`` are without the row dimension; ``targets`` is None for unlabelled data, an int64 scalar for
    class labels.  ``rows`` and the values of ``parts`` are None while a file has not been read, ``classes`` too.
    ``inputs`` is empty where the features are the one column ``x``; data for a model with several inputs has their types there
    by name, and ``features`` is the first of them.  ``weighted`` rows have a column ``sample_weight``.  ``sequential`` rows are
    read one after another, ``repeated`` times in an epoch.  ``names`` are the features' names where the source knows them.
    ``augmented`` rows differ from epoch to epoch; ``vocabulary`` is how many numbers tokens may have.
    """

    features: TensorType
    targets: TensorType | None = None
    rows: int | None = None
    parts: Mapping[str, int | None] = field(default_factory=dict)
    classes: int | None = None
    batch_size: int | None = None
    drop_remainder: bool = False
    split: bool = False
    normalized: bool = False
    shuffled: bool = False
    inputs: Mapping[str, TensorType] = field(default_factory=dict)
    weighted: bool = False
    sequential: bool = False
    repeated: int = 1
    names: tuple[str, ...] = ()
    augmented: bool = False
    vocabulary: int | None = None

    @property
    def has_labels(self) -> bool:
        """Whether the targets are class labels (whole numbers)."""
        return self.targets is not None and self.targets.kind == "int"

    def element_types(self) -> dict[str, TensorType]:
        """The types of one batch, by the names that the placeholders have: ``x`` (or the names of several inputs), and ``y`` and
        ``sample_weight`` where there are targets and weights.
        """
        return {name: type_.with_shape(("batch", *type_.shape)) for name, type_ in self.columns.items()}

    @property
    def columns(self) -> dict[str, TensorType]:
        """The types of one row by column."""
        types = dict(self.inputs) or {"x": self.features}
        if self.targets is not None:
            types["y"] = self.targets
        if self.weighted:
            types["sample_weight"] = TensorType("float32")
        return types

    def steps_per_epoch(self) -> int | None:
        """Number of training batches of one epoch; None while the rows or the batch size are not known."""
        rows = self.parts.get("train")
        if rows is None or self.batch_size is None:
            return None
        return rows // self.batch_size if self.drop_remainder else -(-rows // self.batch_size)


def rows_of(features: TensorType, targets: TensorType | None, rows: int | None, classes: int | None = None) -> DataType:
    """The type of a source: everything is training data until it is split."""
    return DataType(features, targets, rows, {"train": rows}, classes)


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may use while it is applied: the run's seed, and the folder that relative paths start from."""

    seed: int = 0
    folder: Path | None = None
    #: The steps before the one that is applied, each as (name, attributes): what a cache must not outlive.
    before: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def seed_of(self, attrs: Attrs) -> int:
        """The step's own seed where it has one, else the run's."""
        own = attrs.get("seed")
        return self.seed if own is None else int(own)


#: From the incoming type (None for a source), the attributes and the folder, what leaves the step.
Rule = Callable[[Any, Attrs, Path | None], DataType]
#: From what was loaded so far (None for a source), the attributes and the context, what is loaded afterwards.
Apply = Callable[[Any, Attrs, Context], "Loaded"]

SEED = Attr("seed", "int", None, minimum=0, maximum=2**32 - 1, optional=True, help="Seed of its own; empty: the run's seed.")


@dataclass(frozen=True, kw_only=True)
class Step:
    """The declaration of one data step.

    ``role``: ``source`` (makes rows), ``transform`` (rows to rows) or ``batch`` (rows to tensors; the last step).
    ``telling`` is the attribute shown at the right of the node's title; ``palette`` whether the canvas offers it.
    """

    name: str
    title: str
    role: str
    rule: Rule
    apply: Apply
    attrs: tuple[Attr, ...] = ()
    help: str = ""  # one line
    source: str = ""  # where the data or the definition comes from
    telling: str = ""
    palette: bool = True
    keywords: tuple[str, ...] = ()

    def attr(self, name: str) -> Attr:
        for attr in self.attrs:
            if attr.name == name:
                return attr
        raise KeyError(name)

    def bind_attrs(self, given: Attrs) -> dict[str, Any]:
        """Attributes with defaults filled in and every value checked; DataError naming the step where one does not fit."""
        known = {attr.name: attr for attr in self.attrs}
        for name in given:
            if name not in known:
                raise DataError(
                    "{step}: there is no attribute '{attribute}'; it has {known}",
                    step=self.title, attribute=name, known=", ".join(known) or "none",
                )  # fmt: skip
        bound: dict[str, Any] = {}
        for name, attr in known.items():
            value = given.get(name, attr.default)
            if value is REQUIRED:
                raise DataError("{step}: {attribute} is missing; set it", step=self.title, attribute=name)
            try:
                bound[name] = attr.check(value)
            except AttributeValueError as error:
                raise DataError("{step}: " + error.template, step=self.title, **error.params) from error
        return bound

    def infer(self, incoming: DataType | None, attrs: Attrs, folder: str | Path | None = None) -> DataType:
        """What leaves the step, without loading rows; DataError where the step cannot stand here or its attributes do not fit.

        ``folder`` is where relative paths start; only steps that name a file look there, and only at the file's first lines.
        """
        bound = self.bind_attrs(attrs)
        self.check_place(incoming)
        return self.rule(incoming, bound, None if folder is None else Path(folder))

    def check_place(self, incoming: DataType | None) -> None:
        """DataError where no step of this role may stand after ``incoming``."""
        if self.role == "source":
            if incoming is not None:
                raise DataError(
                    "{step} is a source of rows, so nothing can come before it; make it the first step", step=self.title
                )
            return
        if incoming is None:
            raise DataError("{step} gets no rows; put a source such as Digits before it", step=self.title)
        if incoming.batch_size is not None:
            raise DataError(
                "{step} stands after Batch, but batches are the end of a pipeline; move it before Batch", step=self.title
            )

    def applied(self, loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
        """Do it: the rows after this step, with their exact type."""
        bound = self.bind_attrs(attrs)
        before = None if loaded is None else loaded.type
        self.check_place(before)
        declared = self.rule(before, bound, context.folder)
        result = self.apply(loaded, bound, context)
        if self.role == "source":
            declared = _measured(declared, result)
        return replace(result, type=declared)


def _measured(declared: DataType, loaded: Loaded) -> DataType:
    """A source's type with what only the rows can tell: their number and the number of classes."""
    part = loaded.parts["train"]
    classes = declared.classes
    if declared.has_labels and classes is None and len(part) and not part.sequential:
        classes = int(part.y.max()) + 1
    sizes: dict[str, int | None] = {name: len(rows) for name, rows in loaded.parts.items()}
    return replace(declared, rows=len(part), parts=sizes, classes=classes, sequential=part.sequential)

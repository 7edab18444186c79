"""How every data step is written: one row a step.  All targets load data with NumPy and scikit-learn, so they share these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.data.arrays import as_rows
from engine.data.flow import selected
from engine.data.pipeline import Pipeline, Stage
from engine.data.spec import PARTS, DataType
from engine.data.transforms import part_sizes
from engine.errors import ExportError
from engine.export.map_rows import map_rows
from engine.export.media_steps import MEDIA_STEPS
from engine.export.names import script_path
from engine.export.printer import INDENT, fit, flat, parse
from engine.export.rows import literal, numbers
from engine.export.tables import csv_table, fill_holes, parquet_table
from engine.export.words import WORD_STEPS, learn_words, sparse_rows
from engine.ir.graph import Attrs
from engine.ir.matrix import is_matrix

#: Arrays with more numbers than this do not belong into a script.
ARRAY_SIZE = 4096


@dataclass
class DataScript:
    """The statements that load the rows and prepare them, grown step by step.

    ``parts`` are the parts that there are so far; before a split the rows are plain ``x`` and ``y``.
    """

    columns: list[str]
    folder: Path | None = None
    type: DataType | None = None
    lines: list[str] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=lambda: [""])
    shuffle_seed: str | None = None
    batch_size: int = 0
    drop_remainder: bool = False
    changes: int = 0  # functions that change rows
    functions: dict[str, str] = field(default_factory=dict)
    batch_calls: dict[str, str] = field(default_factory=dict)

    def function(self, called: str, source: str) -> None:
        """A function that the statements call; it stands before them."""
        self.functions[called] = source.strip("\n")

    def add(self, *lines: str) -> None:
        """Statements that are known to be short."""
        self.lines += [INDENT + line for line in lines]

    def assign(self, names: str, text: str) -> None:
        """``names = text``, broken where it is too long for a line."""
        self.lines += fit(parse(text), f"{names} = ", "", INDENT)

    def named(self, column: str, part: str) -> str:
        return f"{column}_{part}" if part else column

    def each(self, column: str, text: str) -> None:
        """The same assignment for a column of every part; ``{}`` stands for its name."""
        for part in self.parts:
            name = self.named(column, part)
            self.assign(name, text.replace("{}", name))

    @property
    def names(self) -> list[str]:
        """The columns that the rows have here."""
        return [] if self.type is None else list(self.type.columns)

    @property
    def has_targets(self) -> bool:
        return self.type is not None and self.type.targets is not None


Row = Callable[[DataScript, Attrs], None]


def _seed(attrs: Attrs) -> str:
    """The step's own seed, or the script's."""
    return "SEED" if attrs["seed"] is None else str(attrs["seed"])


def _number(value: float) -> str:
    return flat(literal(value))


# --- sources --------------------------------------------------------------------------------------------------------


def _builtin(loader: str, regression: bool = False) -> Row:
    def row(s: DataScript, attrs: Attrs) -> None:
        s.add(f"x, y = {loader}(return_X_y=True)", "x = x.astype(np.float32)")
        if regression:
            s.add("y = y.astype(np.float32)[:, np.newaxis]")

    return row


def _made(call: Callable[[Attrs], str]) -> Row:
    def row(s: DataScript, attrs: Attrs) -> None:
        s.assign("x, y", call(attrs))
        s.add("x = x.astype(np.float32)")

    return row


def _xor(s: DataScript, attrs: Attrs) -> None:
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"x = rng.uniform(-1, 1, size=({attrs['samples']}, 2))",
        "y = ((x[:, 0] > 0) ^ (x[:, 1] > 0)).astype(np.int64)",
        f"x = (x + rng.normal(0, {_number(attrs['noise'])}, size=x.shape)).astype(np.float32)",
    )


def _spirals(s: DataScript, attrs: Attrs) -> None:
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"y = np.arange({attrs['samples']}) % {attrs['arms']}",
        f"radius = rng.uniform(0.05, 1, size={attrs['samples']})",
        f"angle = 2 * np.pi * ({_number(attrs['turns'])} * radius + y / {attrs['arms']})",
        "x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)",
        f"x = (x + rng.normal(0, {_number(attrs['noise'])}, size=x.shape)).astype(np.float32)",
    )


def _linear(s: DataScript, attrs: Attrs) -> None:
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"x = rng.normal(size=({attrs['samples']}, {attrs['features']}))",
        f"y = x @ rng.uniform(-2, 2, size=({attrs['features']}, 1)) + rng.uniform(-2, 2)",
        f"y = (y + rng.normal(0, {_number(attrs['noise'])}, size=y.shape)).astype(np.float32)",
        "x = x.astype(np.float32)",
    )


def _houses(s: DataScript, attrs: Attrs) -> None:
    n = attrs["samples"]
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"area = np.rint(rng.uniform(40, 220, size={n}))",
        f"rooms = np.clip(np.rint(area / 30 + rng.normal(0, 0.8, size={n})), 1, 8)",
        f"price = 40 + 2.5 * area + 12 * rooms + rng.normal(0, {_number(attrs['noise'])}, size={n})",
        "x = np.stack([area, rooms], axis=1).astype(np.float32)",
        "y = price[:, np.newaxis].astype(np.float32)",
    )


def _npy(s: DataScript, attrs: Attrs) -> None:
    s.constants["DATA_FILE"] = script_path(attrs["file"])
    s.add(f"x = np.load(DATA_FILE).astype(np.{attrs['dtype']})")
    if attrs["targets"]:
        s.constants["TARGETS_FILE"] = script_path(attrs["targets"])
        s.add(f"y = np.load(TARGETS_FILE).astype(np.{'int64' if s.type is not None and s.type.has_labels else 'float32'})")


def _sine(s: DataScript, attrs: Attrs) -> None:
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"x = rng.uniform(-np.pi, np.pi, size=({attrs['samples']}, 1))",
        f"y = np.sin({_number(attrs['frequency'])} * x)",
        f"y = (y + rng.normal(0, {_number(attrs['noise'])}, size=y.shape)).astype(np.float32)",
        "x = x.astype(np.float32)",
    )


def _imbalanced(s: DataScript, attrs: Attrs) -> None:
    rows = attrs["samples"]
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"y = np.zeros({rows}, np.int64)",
        f"y[:{max(1, round(attrs['share'] * rows))}] = 1",
        f"x = rng.normal(size=({rows}, 2))",
        f"x = x + {_number(attrs['distance'])} * y[:, np.newaxis] / np.sqrt(2)",
        f"order = rng.permutation({rows})",
        "x, y = x[order].astype(np.float32), y[order]",
    )


def _outliers(s: DataScript, attrs: Attrs) -> None:
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"x = rng.uniform(-1, 1, size=({attrs['samples']}, 1))",
        f"y = 2 * x + 1 + rng.normal(0, {_number(attrs['noise'])}, size=x.shape)",
        f"y[rng.random({attrs['samples']}) < {_number(attrs['share'])}] += {_number(attrs['height'])}",
        "x, y = x.astype(np.float32), y.astype(np.float32)",
    )


def _ratings(s: DataScript, attrs: Attrs) -> None:
    rows, factors = attrs["samples"], attrs["factors"]
    s.add(
        f"rng = np.random.default_rng({_seed(attrs)})",
        f"users = rng.integers({attrs['users']}, size={rows})",
        f"items = rng.integers({attrs['items']}, size={rows})",
        "x = np.stack([users, items], axis=1)",
        f"tastes = rng.normal(size=({attrs['users']}, {factors}))",
        f"traits = rng.normal(size=({attrs['items']}, {factors}))",
        f"liked = (tastes[users] * traits[items]).sum(axis=1) / np.sqrt({factors})",
        f"noise = rng.normal(0, {_number(attrs['noise'])}, size={rows})",
        "y = np.clip(np.rint(3 + liked + noise), 1, 5)",
        "y = y.astype(np.float32)[:, np.newaxis]",
    )


def _arrays(s: DataScript, attrs: Attrs) -> None:
    for column in ("x", "y", "sample_weight"):
        if attrs[column] is None:
            continue
        array = as_rows("Arrays", column, attrs[column])
        if is_matrix(array):
            sparse_rows(s, column, array)
            continue
        if array.size > ARRAY_SIZE:
            raise ExportError(
                "the dataset holds {count} numbers, too many to write into a script; keep them in an NPZ file", count=array.size
            )
        kind = "np.int64" if column == "y" and array.dtype.kind in "iub" else "np.float32"
        s.assign(column, f"np.array({flat(numbers(array.astype(np.float64) if array.dtype == bool else array))}, {kind})")


def _npz(s: DataScript, attrs: Attrs) -> None:
    s.constants["DATA_FILE"] = script_path(attrs["file"])
    kind = "np.int64" if s.type is not None and s.type.has_labels else "np.float32"
    s.add("with np.load(DATA_FILE) as arrays:")
    s.lines += fit(parse(f"arrays[{attrs['x']!r}].astype(np.float32)"), "x = ", "", INDENT * 2)
    if s.has_targets:
        s.lines += fit(parse(f"arrays[{attrs['y']!r}].astype({kind})"), "y = ", "", INDENT * 2)


def _csv(s: DataScript, attrs: Attrs) -> None:
    csv_table(s, attrs, script_path(attrs["file"]))


def _parquet(s: DataScript, attrs: Attrs) -> None:
    parquet_table(s, attrs, script_path(attrs["file"]))


# --- transforms -----------------------------------------------------------------------------------------------------


def _split(s: DataScript, attrs: Attrs) -> None:
    seed = _seed(attrs)
    columns = s.names
    own = [part for part in s.parts if part not in ("", "train")]
    if own:
        s.add(*(f"{column} = {column}_train" for column in columns))
    rows = None if s.type is None else s.type.rows
    parts = [part for part in PARTS if part == "train" or attrs[f"{part}_fraction"]]
    kept = [part for part in ("test", "validation") if part in parts]
    if len(kept) == 2 and rows is None:
        s.add("rows = len(x)")
    for index, part in enumerate(kept):
        last = index == len(kept) - 1
        size = _number(attrs[f"{part}_fraction"])
        if index:
            size = f"math.ceil({size} * rows)" if rows is None else str(part_sizes(rows, attrs)[part])
        names = [f"{column}_train" if last else column for column in columns]
        both = ", ".join(name for column, rest in zip(columns, names, strict=True) for name in (rest, f"{column}_{part}"))
        stratify = "stratify=y, " if attrs["stratify"] else ""
        s.assign(both, f"train_test_split({', '.join(columns)}, test_size={size}, {stratify}random_state={seed})")
    s.parts = [part for part in PARTS if part in {*parts, *own}]


def _normalize(s: DataScript, attrs: Attrs) -> None:
    train = s.named("x", s.parts[0])
    if attrs["method"] == "standard":
        s.add(
            f"offset = {train}.mean(axis=0, dtype=np.float64)",
            f"spread = {train}.std(axis=0, dtype=np.float64)",
        )
    else:
        s.add(f"offset = {train}.min(axis=0).astype(np.float64)", f"spread = {train}.max(axis=0) - offset")
    s.add("spread = np.where(spread == 0, 1, spread)")
    s.each("x", "(({} - offset) / spread).astype(np.float32)")


def _one_hot(s: DataScript, attrs: Attrs) -> None:
    classes = attrs["classes"] or (s.type.classes if s.type else None)
    if classes is None:
        s.add(f"classes = {s.named('y', s.parts[0])}.max() + 1") if len(s.parts) == 1 else s.add(
            f"classes = max({', '.join(s.named('y', part) + '.max()' for part in s.parts)}) + 1"
        )
    s.each("y", f"np.eye({classes or 'classes'}, dtype=np.float32)[{{}}]")


def _binary(s: DataScript, attrs: Attrs) -> None:
    s.each("y", "{}.astype(np.float32)[:, np.newaxis]")


def _select(s: DataScript, attrs: Attrs) -> None:
    assert s.type is not None
    s.each("x", f"{{}}[:, {selected(s.type, attrs['columns'])}]")


def _repeat(s: DataScript, attrs: Attrs) -> None:
    if s.batch_calls:
        raise ExportError("Repeat after Augment cannot be written as a script; put Repeat before Augment")
    for column in s.names:
        name = s.named(column, s.parts[0])
        s.assign(name, f"np.concatenate([{name}] * {attrs['times']})")


def _same(s: DataScript, attrs: Attrs) -> None:
    """Rows are in memory in a script, so that nothing has to be kept or made ahead."""


def _shuffle(s: DataScript, attrs: Attrs) -> None:
    s.shuffle_seed = _seed(attrs)


def _batch(s: DataScript, attrs: Attrs) -> None:
    s.batch_size, s.drop_remainder = attrs["batch_size"], attrs["drop_remainder"]


ROWS: dict[str, Row] = {
    "digits": _builtin("load_digits"),
    "iris": _builtin("load_iris"),
    "wine": _builtin("load_wine"),
    "breast_cancer": _builtin("load_breast_cancer"),
    "diabetes": _builtin("load_diabetes", regression=True),
    "xor": _xor,
    "moons": _made(lambda a: f"make_moons({a['samples']}, noise={_number(a['noise'])}, random_state={_seed(a)})"),
    "circles": _made(
        lambda a: (
            f"make_circles({a['samples']}, noise={_number(a['noise'])}, factor={_number(a['factor'])}, random_state={_seed(a)})"
        )
    ),
    "blobs": _made(
        lambda a: (
            f"make_blobs({a['samples']}, n_features={a['features']}, centers={a['centers']}, "
            f"cluster_std={_number(a['spread'])}, random_state={_seed(a)})"
        )
    ),
    "spirals": _spirals,
    "linear": _linear,
    "sine": _sine,
    "imbalanced": _imbalanced,
    "outliers": _outliers,
    "ratings": _ratings,
    "arrays": _arrays,
    "npz": _npz,
    "npy": _npy,
    "houses": _houses,
    "california_housing": _builtin("fetch_california_housing", regression=True),
    "csv": _csv,
    **WORD_STEPS,
    "parquet": _parquet,
    "split": _split,
    "normalize": _normalize,
    "map": map_rows,
    "one_hot": _one_hot,
    "binary_targets": _binary,
    "select_columns": _select,
    "repeat": _repeat,
    "cache": _same,
    "prefetch": _same,
    "shuffle": _shuffle,
    "batch": _batch,
    **MEDIA_STEPS,
}


def write_pipeline(pipeline: Pipeline, columns: Sequence[str], folder: Path | None) -> DataScript:
    """The statements of a pipeline; DataError where it does not end with batches, ExportError where a step has no row."""
    base = pipeline.folder if folder is None else folder
    script = DataScript(list(columns), base)
    found: DataType | None = None
    for index, stage in enumerate(pipeline.stages):
        row = ROWS.get(stage.step.name)
        if row is None:
            raise ExportError(
                "the data step {step} cannot be written as a script; replace it by another",
                origin=stage.origin, step=stage.step.title,
            )  # fmt: skip
        after = stage.step.infer(found, stage.attrs, base)
        script.type = after if stage.step.role == "source" else found
        row(script, _bound(stage))
        if index == pipeline.fills_after and (fill := _bound(pipeline.stages[0]).get("missing")) in ("mean", "median"):
            fill_holes(script, fill)
        if index == pipeline.learns_after and pipeline.stages[0].step.name == "bag_of_words":
            learn_words(script, _bound(pipeline.stages[0]))
        found = after
    script.type = found
    return script


def _bound(stage: Stage) -> Attrs:
    return stage.step.bind_attrs(stage.attrs)

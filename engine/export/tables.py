"""How a table is read in a script: a plain one with Python's csv module, all others with polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data.table_layout import DELIMITERS, Layout, csv_layout, parquet_layout
from engine.data.table_read import all_numbers, read_classes
from engine.errors import ExportError
from engine.export.printer import INDENT, fit, flat, parse, string
from engine.export.rows import literal
from engine.ir.graph import Attrs

if TYPE_CHECKING:
    from engine.export.data_steps import DataScript


def csv_table(s: DataScript, attrs: Attrs, path: str) -> None:
    """The rows of a CSV file as ``x``, ``y`` and ``sample_weight``."""
    layout = csv_layout(attrs, s.folder)
    s.constants["DATA_FILE"] = path
    plain = {"decimal": "point", "encoding": "utf-8", "missing": "error", "dtype": "float32"}
    if all(attrs[name] == value for name, value in plain.items()) and not layout.categorical and layout.weight is None:
        _plain(s, attrs, layout)
        return
    options = [f"separator={string(DELIMITERS[attrs['delimiter']])}"] * (attrs["delimiter"] != "comma")
    options += ["has_header=False"] * (not attrs["header"])
    options += [f"encoding={string(attrs['encoding'])}"] * (attrs["encoding"] != "utf-8")
    s.assign("table", f"pl.read_csv({', '.join(['DATA_FILE', *options, 'infer_schema=False'])})")
    if not attrs["header"]:
        s.assign("table.columns", f"{list(layout.columns)!r}")
    else:
        s.add("table.columns = [name.strip() for name in table.columns]")
    s.add("table = table.filter(~pl.all_horizontal(pl.all().is_null()))")
    _columns(s, attrs, layout)


def parquet_table(s: DataScript, attrs: Attrs, path: str) -> None:
    """The rows of a Parquet file, likewise."""
    layout = parquet_layout(attrs, s.folder)
    s.constants["DATA_FILE"] = path
    s.add("table = pl.read_parquet(DATA_FILE)")
    _columns(s, attrs, layout)


def fill_holes(s: DataScript, method: str) -> None:
    """Fill what was left as NaN by what the training part shows."""
    train = s.named("x", s.parts[0])
    wide = ", dtype=np.float64" if method == "mean" else ""
    source = train if method == "mean" else f"{train}.astype(np.float64)"
    s.add(f"fill = np.nan{method}({source}, axis=0{wide}).astype(np.float32)")
    s.each("x", "np.where(np.isnan({}), fill, {})")


def _plain(s: DataScript, attrs: Attrs, layout: Layout) -> None:
    delimiter = "" if attrs["delimiter"] == "comma" else f", delimiter={string(DELIMITERS[attrs['delimiter']])}"
    skip = "[1:]" if attrs["header"] else ""
    s.add('with open(DATA_FILE, newline="", encoding="utf-8-sig") as file:')
    s.add(f"    table = [row for row in csv.reader(file{delimiter}) if row]{skip}")
    features = tuple(layout.features)
    if features == tuple(range(len(layout.columns))):
        s.add("x = np.array([[float(cell) for cell in row] for row in table], np.float32)")
    elif features == tuple(range(len(features))):
        s.add(f"x = np.array([[float(cell) for cell in row[:{len(features)}]] for row in table], np.float32)")
    else:
        s.assign("features", str(features))
        s.add("x = np.array([[float(row[i]) for i in features] for row in table], np.float32)")
    if layout.labels:
        target = layout.targets[0]
        cell = f"float(row[{target}])" if all_numbers(read_classes(layout, attrs)) else f"row[{target}].strip()"
        s.add(f"y = np.unique([{cell} for row in table], return_inverse=True)[1]")
    elif len(layout.targets) == 1:
        s.add(f"y = np.array([[float(row[{layout.targets[0]}])] for row in table], np.float32)")
    elif layout.targets:
        s.assign("targets", str(layout.targets))
        s.add("y = np.array([[float(row[i]) for i in targets] for row in table], np.float32)")


def _columns(s: DataScript, attrs: Attrs, layout: Layout) -> None:
    """``x``, ``y`` and ``sample_weight`` of a polars table."""
    numbers = [layout.columns[i] for i in layout.used if not layout.holds_words(i)]
    words = [layout.columns[i] for i in layout.used if layout.holds_words(i)]
    if any(column.startswith("^") for column in (*numbers, *words)):  # polars takes such a name for a pattern
        raise ExportError("a column whose name begins with '^' cannot be written as a script; rename it in the file")
    if words:
        s.assign("words", f"pl.col({words!r}).cast(pl.String).str.strip_chars()")
        s.add('table = table.with_columns(pl.when(words != "").then(words))')
    if numbers:
        text = f"pl.col({numbers!r})"
        if not layout.parquet:
            text += ".str.strip_chars()" + ('.str.replace(",", ".", literal=True)' if attrs["decimal"] == "comma" else "")
        s.assign("numbers", f"{text}.cast(pl.Float64, strict=False)")
        usable = "numbers.is_finite()"
        if attrs["dtype"] == "int64":
            usable += " & (numbers == numbers.floor())"
        s.assign("table", f"table.with_columns(pl.when({usable}).then(numbers))")
    if attrs["missing"] == "drop":
        s.assign("table", f"table.drop_nulls({[*numbers, *words]!r})")
    _features(s, attrs, layout)
    if layout.labels:
        target = string(layout.columns[layout.targets[0]])
        kind = ".cast(pl.Float64)" if all_numbers(read_classes(layout, attrs)) else ""
        s.assign("y", f"np.unique(table[{target}]{kind}.to_numpy(), return_inverse=True)[1]")
    elif layout.targets:
        s.assign("y", f"table.select({[layout.columns[i] for i in layout.targets]!r}).to_numpy().astype(np.float32)")
    if layout.weight is not None:
        s.assign("sample_weight", f"table[{string(layout.columns[layout.weight])}].to_numpy().astype(np.float32)")


def _features(s: DataScript, attrs: Attrs, layout: Layout) -> None:
    fills = {"zero": "0.0", "mean": "np.nan", "median": "np.nan", "value": flat(literal(attrs["fill_value"]))}
    fill = f".fill_null({fills[attrs['missing']]})" if attrs["missing"] in fills else ""
    runs: list[tuple[bool, list[int]]] = []
    for column in layout.features:
        is_words = column in layout.categorical
        if runs and not is_words and not runs[-1][0]:
            runs[-1][1].append(column)
        else:
            runs.append((is_words, [column]))
    blocks: list[str] = []
    for number, (is_words, run) in enumerate(runs):
        name = "x" if len(runs) == 1 else f"x_{number + 1}"
        names = [layout.columns[i] for i in run]
        if not is_words:
            s.assign(name, f"table.select({names!r}){fill}.to_numpy().astype(np.{attrs['dtype']})")
        else:
            s.assign("categories", f"np.array({list(layout.categories[run[0]])!r})")
            s.add(f'found = table[{string(names[0])}].fill_null("").to_numpy()[:, np.newaxis] == categories')
            if layout.one_hot:
                s.add(f"{name} = found.astype(np.{attrs['dtype']})")
            else:
                s.assign(
                    name, f"np.where(found.any(axis=1), found.argmax(axis=1), -1)[:, np.newaxis].astype(np.{attrs['dtype']})"
                )
        blocks.append(name)
    if len(blocks) > 1:
        s.lines += fit(parse(f"np.concatenate([{', '.join(blocks)}], axis=1)"), "x = ", "", INDENT)

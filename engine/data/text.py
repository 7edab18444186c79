"""Texts as rows: one long text, tables and folders of texts.

A row of text is its UTF-8 bytes (``Ragged``), so that texts of any length are split, shuffled and picked like all rows; large
ones lie in a temporary file.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.data.columns import Array
from engine.data.files import closest, find_file, find_folder
from engine.data.loaded import Loaded
from engine.data.pictures import class_folders, files_below
from engine.data.ragged import TEXT, Ragged
from engine.data.rows import Part
from engine.data.spec import PARTS, Context, DataType, Step, rows_of
from engine.data.spool import READING
from engine.data.text_read import bytes_of, cut_at, text_blocks, text_lines, texts_spool
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

TEXT_ROW = TensorType(TEXT, (None,))
DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";"}


def _file_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    find_file("TextFile", attrs["file"], folder)
    fractions = attrs["validation_fraction"], attrs["test_fraction"]
    if sum(fractions) >= 1:
        raise DataError("TextFile: the fractions add up to {total:g}; leave some text for training", total=sum(fractions))
    parts: dict[str, int | None] = {part: 1 for part in PARTS if part == "train" or attrs[f"{part}_fraction"]}
    return DataType(TEXT_ROW, None, 1, parts, split=len(parts) > 1)


def _file_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    path = find_file("TextFile", attrs["file"], context.folder)
    spool = texts_spool(attrs["reading"], path.stat().st_size)
    marks, length = [(0, 0)], 0

    def blocks() -> Iterator[Array]:
        nonlocal length
        for text in text_blocks("TextFile", path):
            row = bytes_of(text)
            length += len(text)
            yield row
            marks.append((length, marks[-1][1] + len(row)))

    try:
        spool.add(blocks())
    except BaseException:
        spool.drop()
        raise
    whole = spool.finished()
    ends = {part: math.ceil(attrs[f"{part}_fraction"] * length) for part in ("validation", "test")}
    train = length - sum(ends.values())
    if train < 1:
        raise DataError("TextFile: '{file}' is too short to be cut; set validation_fraction to 0", file=attrs["file"])
    places = [0, *(cut_at(whole, marks, place) for place in (train, train + ends["validation"])), len(whole.values)]
    pieces = {
        part: Ragged(whole.values, np.array([start]), np.array([end]), TEXT)
        for part, start, end in zip(PARTS, places, places[1:], strict=False)
    }
    type_ = _file_rule(None, attrs, context.folder)
    return Loaded(type_, {part: Part(pieces[part]) for part in type_.parts})


def _table_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    find_file("TextTable", attrs["file"], folder)
    return rows_of(TEXT_ROW, TensorType("int64") if attrs["label"] else None, None)


def table_columns(attrs: Attrs, folder: Path | None) -> tuple[int, int | None]:
    """Where the texts and the labels of a table stand (None where it has no labels)."""
    path = find_file("TextTable", attrs["file"], folder)
    return _columns(path, next(_cells(path, attrs), (0, []))[1], attrs)


def _columns(path: Path, head: list[str], attrs: Attrs) -> tuple[int, int | None]:
    return _column(path, head, attrs["text"]), _column(path, head, attrs["label"]) if attrs["label"] else None


def _cells(path: Path, attrs: Attrs) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line that has some, with its number, the names of the columns first."""
    reader = csv.reader(text_lines("TextTable", path), delimiter=DELIMITERS[attrs["delimiter"]], strict=True)
    head: list[str] = []
    try:
        for cells in reader:
            if cells and head and len(cells) != len(head):
                raise DataError(
                    "TextTable: line {line} of '{file}' has {got} cells, but the table has {wanted} columns; mend the line",
                    line=reader.line_num, file=str(path), got=len(cells), wanted=len(head),
                )  # fmt: skip
            head = head or cells
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(
            "TextTable: line {line} of '{file}' cannot be read ({reason}); mend it",
            line=reader.line_num, file=str(path), reason=str(error),
        ) from None  # fmt: skip


def _column(path: Path, columns: list[str], wanted: str) -> int:
    names = [name.strip() for name in columns]
    if wanted in names:
        return names.index(wanted)
    near = closest(wanted, names)
    raise DataError(
        "TextTable: '{file}' has no column '{column}'; it has {known}; did you mean '{near}'?" if near else
        "TextTable: '{file}' has no column '{column}'; choose one of {known}",
        file=str(path), column=wanted, known=", ".join(names), near=near,
    )  # fmt: skip


def _table_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    path = find_file("TextTable", attrs["file"], context.folder)
    spool = texts_spool(attrs["reading"], path.stat().st_size)
    numbers: dict[str, int] = {}
    labels: list[int] = []
    try:
        rows = _cells(path, attrs)
        text, label = _columns(path, next(rows, (0, []))[1], attrs)
        for line, cells in rows:
            spool.add([bytes_of(cells[text])])
            if label is not None:
                name = cells[label].strip()
                if not name:
                    raise DataError(
                        "TextTable: '{file}' has no label in line {line}; fill it in or remove the line",
                        file=str(path), line=line,
                    )  # fmt: skip
                labels.append(numbers.setdefault(name, len(numbers)))
    except BaseException:
        spool.drop()
        raise
    x = spool.finished()
    if not len(x):
        raise DataError("TextTable: '{file}' has no rows below its column names; add some", file=str(path))
    places = {name: place for place, name in enumerate(sorted(numbers))}
    order = np.array([places[name] for name in numbers], np.int64)
    y = order[np.array(labels, np.int64)] if label is not None else None
    return Loaded(_table_rule(None, attrs, context.folder), {"train": Part(x, y)})


def _folder_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    return rows_of(TEXT_ROW, TensorType("int64"), None, len(_classes(attrs, folder)))


def _classes(attrs: Attrs, folder: Path | None) -> list[Path]:
    place = find_folder("TextFolder", attrs["directory"], folder)
    classes = class_folders(place)
    if not classes:
        raise DataError(
            "TextFolder: '{folder}' has no sub-folders; put the texts of each class into a sub-folder of its own",
            folder=str(place),
        )
    return classes


def _folder_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    found = [
        (path, label)
        for label, place in enumerate(_classes(attrs, context.folder))
        for path in files_below(place, (".txt",))
    ]  # fmt: skip
    if not found:
        raise DataError("TextFolder: there is no .txt file below '{folder}'; add some", folder=attrs["directory"])
    spool = texts_spool(attrs["reading"], sum(path.stat().st_size for path, _ in found))
    try:
        for path, _ in found:
            spool.add(map(bytes_of, text_blocks("TextFolder", path)))
    except BaseException:
        spool.drop()
        raise
    labels = np.array([label for _, label in found], np.int64)
    return Loaded(_folder_rule(None, attrs, context.folder), {"train": Part(spool.finished(), labels)})


def _share(part: str, default: float) -> Attr:
    return Attr(
        f"{part}_fraction",
        "float",
        default=default,
        minimum=0,
        maximum=0.95,
        help=f"Share of the text, at its end, kept for {part}.",
    )


STEPS: tuple[Step, ...] = (
    Step(
        name="text_file", title="TextFile", role="source", rule=_file_rule, apply=_file_apply,
        attrs=(
            Attr("file", "str", default="", help="The text in UTF-8, relative to the project's folder."),
            _share("validation", 0.1),
            _share("test", 0.0),
            READING,
        ),
        help="One long text, which may be larger than memory, to learn what comes next; its end is kept apart.",
        telling="file", keywords=("language", "characters", "book", "sequence"),
    ),
    Step(
        name="text_table", title="TextTable", role="source", rule=_table_rule, apply=_table_apply,
        attrs=(
            Attr("file", "str", default="", help="The table, relative to the project's folder; line 1 names the columns."),
            Attr("text", "str", default="text", help="Name of the column with the texts."),
            Attr("label", "str", default="label", help="Name of the column with the classes; empty: no targets."),
            Attr("delimiter", "choice", default="comma", choices=tuple(DELIMITERS), help="What separates the columns."),
            READING,
        ),
        help="A table with a text in each line and its class.",
        telling="file", keywords=("sentences", "documents", "classification", "sentiment", "csv"),
    ),
    Step(
        name="text_folder", title="TextFolder", role="source", rule=_folder_rule, apply=_folder_apply,
        attrs=(
            Attr("directory", "str", default="", help="The folder whose sub-folders are the classes, relative to the project's."),
            READING,
        ),
        help="Text files in a folder, one sub-folder for each class.",
        source="Layout of keras.utils.text_dataset_from_directory", telling="directory",
        keywords=("documents", "files", "classification"),
    ),
)  # fmt: skip

"""Text as rows: files, tables and folders of texts, then Tokenize, PadSequences and NextToken, which make numbers of them.

A row of text is its UTF-8 bytes (``Ragged``), so that texts of any length are split, shuffled and picked like all rows.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.columns import Array
from engine.data.files import closest, find_file, find_folder
from engine.data.loaded import Loaded
from engine.data.pictures import class_folders, files_below
from engine.data.ragged import TEXT, Ragged, padded, windows
from engine.data.rows import Part, Rows
from engine.data.spec import PARTS, Context, DataType, Step, rows_of
from engine.data.tokens import LEVELS, Vocabulary
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.spec import Attr

TEXT_ROW = TensorType(TEXT, (None,))
TOKEN_ROW = TensorType("int64", (None,))
DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";"}
#: Bytes that one text may have.
LARGEST = 2**30


def read_text(step: str, path: Path) -> str:
    """A whole text in UTF-8, line ends as ``\\n``; DataError naming the line where it is not."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(
                "{step}: '{file}' has more than {limit} GiB; cut it", step=step, file=str(path), limit=LARGEST // 2**30
            )
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            "{step}: '{file}' cannot be read ({reason}); check its permissions",
            step=step, file=str(path), reason=error.strerror or "unknown",
        ) from None  # fmt: skip
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            "{step}: line {line} of '{file}' is not UTF-8; save the file as text in UTF-8",
            step=step, line=content.count(b"\n", 0, error.start) + 1, file=str(path),
        ) from None  # fmt: skip
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise DataError("{step}: '{file}' is empty; give it a text", step=step, file=str(path))
    return text


# --- sources --------------------------------------------------------------------------------------------------------


def _file_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    find_file("TextFile", attrs["file"], folder)
    fractions = attrs["validation_fraction"], attrs["test_fraction"]
    if sum(fractions) >= 1:
        raise DataError("TextFile: the fractions add up to {total:g}; leave some text for training", total=sum(fractions))
    parts: dict[str, int | None] = {part: 1 for part in PARTS if part == "train" or attrs[f"{part}_fraction"]}
    return DataType(TEXT_ROW, None, 1, parts, split=len(parts) > 1)


def _file_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    text = read_text("TextFile", find_file("TextFile", attrs["file"], context.folder))
    ends = {part: math.ceil(attrs[f"{part}_fraction"] * len(text)) for part in ("validation", "test")}
    train = len(text) - sum(ends.values())
    if train < 1:
        raise DataError("TextFile: '{file}' is too short to be cut; set validation_fraction to 0", file=attrs["file"])
    pieces = {
        "train": text[:train],
        "validation": text[train : train + ends["validation"]],
        "test": text[train + ends["validation"] :],
    }
    type_ = _file_rule(None, attrs, context.folder)
    return Loaded(type_, {part: Part(Ragged.of_texts([pieces[part]])) for part in type_.parts})


def _table_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    find_file("TextTable", attrs["file"], folder)
    return rows_of(TEXT_ROW, TensorType("int64") if attrs["label"] else None, None)


def read_table(attrs: Attrs, folder: Path | None) -> tuple[list[str], list[str], tuple[int, int | None]]:
    """The texts and the labels (empty where there are none) of a table, and their columns."""
    path = find_file("TextTable", attrs["file"], folder)
    lines = read_text("TextTable", path).split("\n")
    reader = csv.reader((line + "\n" for line in lines), delimiter=DELIMITERS[attrs["delimiter"]], strict=True)
    texts: list[str] = []
    labels: list[str] = []
    try:
        head = next(reader)
        columns = _column(path, head, attrs["text"]), _column(path, head, attrs["label"]) if attrs["label"] else None
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(head):
                raise DataError(
                    "TextTable: line {line} of '{file}' has {got} cells, but the table has {wanted} columns; mend the line",
                    line=reader.line_num, file=str(path), got=len(cells), wanted=len(head),
                )  # fmt: skip
            texts.append(cells[columns[0]])
            if columns[1] is not None:
                labels.append(cells[columns[1]].strip())
                if not labels[-1]:
                    raise DataError(
                        "TextTable: '{file}' has no label in line {line}; fill it in or remove the line",
                        file=str(path), line=reader.line_num,
                    )  # fmt: skip
    except csv.Error as error:
        raise DataError(
            "TextTable: line {line} of '{file}' cannot be read ({reason}); mend it",
            line=reader.line_num, file=str(path), reason=str(error),
        ) from None  # fmt: skip
    if not texts:
        raise DataError("TextTable: '{file}' has no rows below its column names; add some", file=str(path))
    return texts, labels, columns


def _column(path: Path, columns: list[str], wanted: str) -> int:
    names = [name.strip() for name in columns]
    if wanted in names:
        return names.index(wanted)
    near = closest(wanted, names)
    raise DataError(
        "TextTable: '{file}' has no column '{column}'; it has {known}" + ("; did you mean '{near}'?" if near else ""),
        file=str(path), column=wanted, known=", ".join(names), near=near,
    )  # fmt: skip


def _table_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    texts, labels, _ = read_table(attrs, context.folder)
    y = np.unique(labels, return_inverse=True)[1].reshape(-1).astype(np.int64) if labels else None
    return Loaded(_table_rule(None, attrs, context.folder), {"train": Part(Ragged.of_texts(texts), y)})


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
    texts = Ragged.of_texts(read_text("TextFolder", path) for path, _ in found)
    labels = np.array([label for _, label in found], np.int64)
    return Loaded(_folder_rule(None, attrs, context.folder), {"train": Part(texts, labels)})


# --- transforms -----------------------------------------------------------------------------------------------------


def _tokenize_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.features != TEXT_ROW:
        raise DataError(
            "Tokenize needs text, but the rows are {type}; put it after a source such as TextFile", type=str(incoming.features)
        )
    return replace(incoming, features=TOKEN_ROW, vocabulary=attrs["vocabulary_size"])


def _tokenize_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    texts = {name: rows.column("x") for name, rows in loaded.parts.items()}
    vocabulary = Vocabulary.fit(texts["train"].texts(), attrs["level"], attrs["vocabulary_size"], attrs["lowercase"])
    parts = _with_x(loaded, lambda name: Ragged.of(map(vocabulary.encode, texts[name].texts())))
    return replace(loaded, parts=parts, vocabulary=vocabulary)


def _with_x(loaded: Loaded, column: Callable[[str], object]) -> dict[str, Rows]:
    return {name: rows.loaded().with_columns(x=column(name)) for name, rows in loaded.parts.items()}


def _check_tokens(step: str, incoming: DataType) -> None:
    if incoming.features != TOKEN_ROW:
        raise DataError(
            "{step} needs rows of tokens, but they are {type}; put Tokenize before it", step=step, type=str(incoming.features)
        )


def _pad_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    _check_tokens("PadSequences", incoming)
    return replace(incoming, features=TensorType("int64", (attrs["length"],)))


def _pad_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    def column(name: str) -> Array:
        rows = loaded.parts[name].column("x")
        return padded(rows, len(rows), attrs["length"], attrs["padding"], attrs["truncating"], attrs["value"])

    return replace(loaded, parts=_with_x(loaded, column))


def _next_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    _check_tokens("NextToken", incoming)
    if incoming.targets is not None:
        raise DataError("NextToken makes the targets itself, but the rows have labels; use a source without labels")
    whole = attrs["targets"] == "each"
    return replace(
        incoming, features=TensorType("int64", (attrs["length"],)), classes=incoming.vocabulary,
        targets=TensorType("int64", (attrs["length"],) if whole else ()), rows=None, parts=dict.fromkeys(incoming.parts),
    )  # fmt: skip


def _next_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    length, stride = attrs["length"], attrs["stride"] or attrs["length"]
    parts: dict[str, Rows] = {}
    for name, rows in loaded.parts.items():
        cut = [windows(tokens, length, stride) for tokens in rows.column("x")]
        x, y = (np.concatenate([pair[i] for pair in cut]) for i in (0, 1))
        if not len(x):
            raise DataError(
                "NextToken: no text of the {part} part has more than {length} tokens; make length smaller",
                part=name,
                length=length,
            )
        parts[name] = Part(x, y if attrs["targets"] == "each" else y[:, -1].copy())
    return replace(loaded, parts=parts)


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
        ),
        help="One long text, to learn what comes next; its end is kept apart, so that no window is in two parts.",
        telling="file", keywords=("language", "characters", "book", "sequence"),
    ),
    Step(
        name="text_table", title="TextTable", role="source", rule=_table_rule, apply=_table_apply,
        attrs=(
            Attr("file", "str", default="", help="The table, relative to the project's folder; line 1 names the columns."),
            Attr("text", "str", default="text", help="Name of the column with the texts."),
            Attr("label", "str", default="label", help="Name of the column with the classes; empty: no targets."),
            Attr("delimiter", "choice", default="comma", choices=tuple(DELIMITERS), help="What separates the columns."),
        ),
        help="A table with a text in each line and its class.",
        telling="file", keywords=("sentences", "documents", "classification", "sentiment", "csv"),
    ),
    Step(
        name="text_folder", title="TextFolder", role="source", rule=_folder_rule, apply=_folder_apply,
        attrs=(
            Attr("directory", "str", default="", help="The folder whose sub-folders are the classes, relative to the project's."),
        ),
        help="Text files in a folder, one sub-folder for each class.",
        source="Layout of keras.utils.text_dataset_from_directory", telling="directory",
        keywords=("documents", "files", "classification"),
    ),
    Step(
        name="tokenize", title="Tokenize", role="transform", rule=_tokenize_rule, apply=_tokenize_apply,
        attrs=(
            Attr("level", "choice", default="word", choices=LEVELS,
                 help="char: every character; word: words and punctuation marks; subword: pieces of words, learned by byte-pair "
                 "encoding."),
            Attr("vocabulary_size", "int", default=1000, minimum=3, maximum=1_000_000, unit="tokens",
                 help="At most so many numbers: 0 for padding, 1 for unknown tokens, then the most frequent ones."),
            Attr("lowercase", "bool", default=False, help="Make capitals small first."),
        ),
        help="Cut texts into tokens and number them; the vocabulary is learned from the training part only.",
        source="Numbers as keras.layers.TextVectorization; subwords after Sennrich, Haddow and Birch (2016)", telling="level",
        keywords=("text", "words", "characters", "bpe", "subword", "vocabulary"),
    ),
    Step(
        name="pad_sequences", title="PadSequences", role="transform", rule=_pad_rule, apply=_pad_apply,
        attrs=(
            Attr("length", "int", default=32, minimum=1, maximum=1_000_000, unit="tokens", help="Length of every row."),
            Attr("padding", "choice", default="post", choices=("post", "pre"), help="Where short rows are filled up."),
            Attr("truncating", "choice", default="post", choices=("post", "pre"), help="Where long rows are cut off."),
            Attr("value", "int", default=0, minimum=0, help="What short rows are filled up with."),
        ),
        help="Bring rows of tokens to one length; a mask of what is no padding is NotEqual with 0.",
        source="keras.utils.pad_sequences (whose defaults are pre)", telling="length",
        keywords=("truncate", "sequence", "tokens", "mask"),
    ),
    Step(
        name="next_token", title="NextToken", role="transform", rule=_next_rule, apply=_next_apply,
        attrs=(
            Attr("length", "int", default=64, minimum=1, maximum=1_000_000, unit="tokens", help="Tokens of a window."),
            Attr("stride", "int", default=None, optional=True, minimum=1, unit="tokens",
                 help="From one window's start to the next; empty: the length, so that windows do not overlap."),
            Attr("targets", "choice", default="each", choices=("each", "last"),
                 help="each: the next token at every place of the window; last: only the one that follows it."),
        ),
        help="Cut tokens into windows; the targets are the same tokens, one place further.",
        telling="length", keywords=("language", "window", "sequence", "lstm", "predict"),
    ),
)  # fmt: skip

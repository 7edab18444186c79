"""Steps from texts to numbers: Tokenize, PadSequences and NextToken.

Texts that lie in a file are gone through in pieces, and their token numbers lie in a file too; windows of them are cut when a
batch needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.columns import Array, Columns
from engine.data.loaded import Loaded
from engine.data.ragged import Ragged, padded
from engine.data.rows import Rows
from engine.data.spec import Context, DataType, Step
from engine.data.spool import IN_MEMORY, RaggedSpool
from engine.data.text import TEXT_ROW
from engine.data.text_read import all_pieces, pieces
from engine.data.tokens import LEVELS, Vocabulary
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

TOKEN_ROW = TensorType("int64", (None,))


def _tokenize_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.features != TEXT_ROW:
        raise DataError(
            "Tokenize needs text, but the rows are {type}; put it after a source such as TextFile", type=str(incoming.features)
        )
    return replace(incoming, features=TOKEN_ROW, vocabulary=attrs["vocabulary_size"])


def _tokenize_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    texts: dict[str, Ragged] = {name: rows.column("x") for name, rows in loaded.parts.items()}
    vocabulary = Vocabulary.fit(all_pieces(texts["train"]), attrs["level"], attrs["vocabulary_size"], attrs["lowercase"])

    narrowest = np.min_scalar_type(len(vocabulary)).name  # what numbers are kept as in a file

    def encoded(name: str) -> Ragged:
        spool = RaggedSpool(texts[name].in_file, "int64", narrowest)
        try:
            for row in texts[name]:
                spool.add(map(vocabulary.encode, pieces(row)))
        except BaseException:
            spool.drop()
            raise
        return spool.finished()

    parts = {name: rows.loaded().with_columns(x=encoded(name)) for name, rows in loaded.parts.items()}
    return replace(loaded, parts=parts, vocabulary=vocabulary)


def _check_tokens(step: str, incoming: DataType) -> None:
    if incoming.features != TOKEN_ROW:
        raise DataError(
            "{step} needs rows of tokens, but they are {type}; put Tokenize before it", step=step, type=str(incoming.features)
        )


def _pad_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    _check_tokens("PadSequences", incoming)
    return replace(incoming, features=TensorType("int64", (attrs["length"],)))


def _pad_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        rows: Iterable[Array] = given["x"]
        return {"x": padded(rows, len(numbers), attrs["length"], attrs["padding"], attrs["truncating"], attrs["value"])}

    types = {"x": TensorType("int64", (attrs["length"],))}
    parts: dict[str, Rows] = {}
    for name, rows in loaded.parts.items():
        large = rows.column("x").in_file or 8 * len(rows) * attrs["length"] > IN_MEMORY
        parts[name] = rows.map(change, types, lazy=large)
    return replace(loaded, parts=parts)


def _next_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    _check_tokens("NextToken", incoming)
    if incoming.targets is not None:
        raise DataError("NextToken makes the targets itself, but the rows have labels; use a source without labels")
    whole = attrs["targets"] == "each"
    return replace(
        incoming, features=TensorType("int64", (attrs["length"],)), classes=incoming.vocabulary,
        targets=TensorType("int64", (attrs["length"],) if whole else ()), rows=None, parts=dict.fromkeys(incoming.parts),
    )  # fmt: skip


class Windows(Rows):
    """Windows of rows of tokens, and the tokens that come next; they are cut when they are taken."""

    def __init__(self, tokens: Ragged, length: int, stride: int, targets: str) -> None:
        self._tokens, self._length, self._stride, self._each = tokens, length, stride, targets == "each"
        counts = np.maximum(-(-(tokens.lengths - length) // stride), 0)
        self._before = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        self.columns = {
            "x": TensorType("int64", (length,)),
            "y": TensorType("int64", (length,) if self._each else ()),
        }
        self.in_memory = not tokens.in_file

    def __len__(self) -> int:
        return int(self._before[-1])

    def take(self, numbers: Array, epoch: int = 0) -> Columns:
        numbers = np.asarray(numbers)
        row = np.searchsorted(self._before, numbers, "right") - 1
        start = self._tokens.starts[row] + (numbers - self._before[row]) * self._stride
        whole = np.asarray(self._tokens.values)[start[:, np.newaxis] + np.arange(self._length + 1)].astype(np.int64)
        return {"x": whole[:, :-1].copy(), "y": (whole[:, 1:] if self._each else whole[:, -1]).copy()}


def _next_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    parts: dict[str, Rows] = {}
    for name, rows in loaded.parts.items():
        parts[name] = Windows(rows.column("x"), attrs["length"], attrs["stride"] or attrs["length"], attrs["targets"])
        if not len(parts[name]):
            raise DataError(
                "NextToken: no text of the {part} part has more than {length} tokens; make length smaller",
                part=name,
                length=attrs["length"],
            )
    return replace(loaded, parts=parts)


STEPS: tuple[Step, ...] = (
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

"""Reading texts a little at a time: UTF-8 with its line ends made one, pieces between which no token is cut, and lines.

So a text may be larger than memory: what is held of it at a time is a block, or a word if that is longer.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from engine.data.ragged import TEXT, Array, Ragged
from engine.data.spool import RaggedSpool, in_files
from engine.errors import DataError

#: Bytes of a text that are looked at together.
BLOCK = 1 << 18
#: Characters without white space among them that are looked at together; a longer word is cut.
LONGEST = 1 << 24


def text_blocks(step: str, path: Path) -> Iterator[str]:
    """A text in UTF-8 in blocks, line ends as ``\\n``; DataError naming the line where it is not, or where it is empty."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")(), translate=True)
    lines, empty = 1, True
    try:
        with path.open("rb") as file:
            while True:
                content = file.read(BLOCK)
                text = decoder.decode(content, not content)
                if text:
                    empty = False
                    yield text
                if not content:
                    break
                lines += content.count(b"\n")
    except OSError as error:
        raise DataError(
            "{step}: '{file}' cannot be read ({reason}); check its permissions",
            step=step, file=str(path), reason=error.strerror or "unknown",
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        raise DataError(
            "{step}: line {line} of '{file}' is not UTF-8; save the file as text in UTF-8",
            step=step, line=lines + error.object[: error.start].count(b"\n"), file=str(path),
        ) from None  # fmt: skip
    if empty:
        raise DataError("{step}: '{file}' is empty; give it a text", step=step, file=str(path))


def text_lines(step: str, path: Path) -> Iterator[str]:
    """The lines of a text, each with its end."""
    rest = ""
    for block in text_blocks(step, path):
        *whole, rest = (rest + block).split("\n")
        yield from (line + "\n" for line in whole)
    yield rest + "\n"


def bytes_of(text: str) -> Array:
    """A text as a row: its UTF-8 bytes."""
    return np.frombuffer(text.encode(), np.uint8)


def texts_spool(reading: str, nbytes: int) -> RaggedSpool:
    """Where texts of a file of so many bytes are kept; their token numbers will take eight times as many."""
    return RaggedSpool(in_files(reading, 8 * nbytes), TEXT)


def cut_at(text: Ragged, marks: list[tuple[int, int]], place: int) -> int:
    """At which byte of the only row its character ``place`` begins; ``marks`` are characters and bytes before each block."""
    characters, start = max(mark for mark in marks if mark[0] <= place)
    block = np.asarray(text.values[start : start + 4 * BLOCK + 4])
    begins = np.flatnonzero((block & 0xC0) != 0x80)  # all bytes but those that go on with a character
    at = place - characters
    return start + int(begins[at]) if at < len(begins) else len(text.values)


def pieces(row: Array) -> Iterator[str]:
    """A row of text in pieces of about a block, each beginning where white space does, so that tokens stay whole."""
    if len(row) <= BLOCK:
        yield row.tobytes().decode()
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    for start in range(0, len(row), BLOCK):
        text = rest + decoder.decode(row[start : start + BLOCK].tobytes(), start + BLOCK >= len(row))
        cut = next((place for place in range(len(text) - 1, 0, -1) if text[place].isspace()), 0)
        if not cut and len(text) >= LONGEST:
            cut = len(text)
        if cut:
            yield text[:cut]
        rest = text[cut:]
    if rest:
        yield rest


def all_pieces(texts: Iterable[Array]) -> Iterator[str]:
    """The pieces of several texts."""
    return chain.from_iterable(map(pieces, texts))

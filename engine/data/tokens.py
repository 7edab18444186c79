"""Tokens: what a text is cut into, the numbers that they get, and the way back from numbers to text.

Number 0 is padding and 1 stands for every token that the vocabulary lacks, as in Keras's ``TextVectorization``; then come the
tokens by falling frequency, equal ones in the order of their text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from engine.data.bpe import Pair, learn_joins, split_word
from engine.errors import FormatError

Array = np.ndarray[Any, Any]

LEVELS = ("char", "word", "subword")
PADDING, UNKNOWN = 0, 1
#: What the first two numbers are called.
SPECIAL = ("", "[UNK]")

#: Different words that are counted at a time, pieces that joins are learned from, and words whose pieces are remembered.
_DISTINCT, _PIECES, _REMEMBERED = 1 << 19, 1 << 17, 1 << 16

#: Scripts that write no spaces between words: each of their characters is a word.
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: A word (with apostrophes inside it), a character of an unspaced script, or a punctuation mark.
WORD = rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:['’][^\W{UNSPACED}]+)*|[^\w\s]"
#: A word or a row of marks with the space before it, or white space: joined again, they are the text.
PIECE = r" ?\w+| ?[^\w\s]+|\s"
_NO_SPACE_BEFORE = re.compile(rf"[{UNSPACED}.,;:!?%)\]}}»”…。，、；：！？）】》]")
_NO_SPACE_AFTER = re.compile(rf"[{UNSPACED}(\[{{«“（【《]")


@dataclass(frozen=True)
class Vocabulary:
    """The tokens by number, and how texts are cut.  ``joins`` are the learned pairs of subwords."""

    level: str
    tokens: tuple[str, ...]
    lowercase: bool = False
    joins: tuple[Pair, ...] = ()
    _known_pieces: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def fit(texts: Iterable[str], level: str = "word", size: int = 1000, lowercase: bool = False) -> Vocabulary:
        """The vocabulary of these texts with at most ``size`` numbers, those of padding and of unknown tokens among them.

        Each text is looked at once and then let go.  Where there are more different words than are worth their memory, the
        rarest are forgotten on the way.
        """
        room = max(size - len(SPECIAL), 0)
        lowered = (text.lower() if lowercase else text for text in texts)
        if level == "char":
            return Vocabulary(level, (*SPECIAL, *_most_frequent(_characters(lowered), room)), lowercase)
        counts = _counted((cut(text, level) for text in lowered), max(_DISTINCT, 4 * size))
        if level == "word":
            return Vocabulary(level, (*SPECIAL, *_most_frequent(counts, room)), lowercase)
        if len(counts) > _PIECES:
            counts = Counter({piece: counts[piece] for piece in _most_frequent(counts, _PIECES)})
        characters: Counter[str] = Counter()
        for word, count in counts.items():
            for char in word:
                characters[char] += count
        alphabet = _most_frequent(characters, room)
        joins = learn_joins(counts, alphabet, room)
        pieces = dict.fromkeys([*alphabet, *(left + right for left, right in joins)])
        return Vocabulary(level, (*SPECIAL, *pieces), lowercase, tuple(joins))

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each token."""
        return {token: number for number, token in enumerate(self.tokens) if number >= len(SPECIAL)}

    @cached_property
    def _by_code(self) -> Array:
        """The number of each character by its code; the last one is that of all characters above."""
        codes = {ord(token): number for token, number in self.numbers.items() if len(token) == 1}
        table = np.full(max(codes, default=0) + 2, UNKNOWN, np.int64)
        table[list(codes)] = list(codes.values())
        return table

    @cached_property
    def _ranks(self) -> Mapping[Pair, int]:
        return {pair: rank for rank, pair in enumerate(self.joins)}

    def encode(self, text: str) -> Array:
        """The numbers of a text's tokens, as int64."""
        if self.lowercase:
            text = text.lower()
        if self.level == "char":
            table = self._by_code
            found_codes: Array = table[np.minimum(_codes(text), len(table) - 1)]
            return found_codes
        if self.level != "subword":
            return np.array([self.numbers.get(token, UNKNOWN) for token in cut(text, self.level)], np.int64)
        found: list[int] = []
        for word in cut(text, self.level):
            numbers = self._known_pieces.get(word)
            if numbers is None:
                numbers = [self.numbers.get(piece, UNKNOWN) for piece in split_word(word, self._ranks)]
                if len(self._known_pieces) >= _REMEMBERED:
                    self._known_pieces.clear()
                self._known_pieces[word] = numbers
            found += numbers
        return np.array(found, np.int64)

    def decode(self, numbers: Iterable[int]) -> str:
        """The text of token numbers, without padding: exact for characters and subwords, with single spaces for words."""
        tokens = [self._token(int(number)) for number in numbers if int(number) != PADDING]
        return _sentence(tokens) if self.level == "word" else "".join(tokens)

    def _token(self, number: int) -> str:
        """A number beyond the vocabulary is unknown as well: a model may have more outputs than there are tokens."""
        return self.tokens[number] if 0 < number < len(self.tokens) else SPECIAL[UNKNOWN]

    def record(self) -> dict[str, Any]:
        """As plain JSON values, to be saved with a model."""
        return {
            "level": self.level, "lowercase": self.lowercase, "tokens": list(self.tokens[len(SPECIAL) :]),
            "joins": [list(pair) for pair in self.joins],
        }  # fmt: skip

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> Vocabulary:
        """A vocabulary from what ``record`` gave; FormatError where it is something else."""
        level, lowercase, tokens, joins = (record.get(key) for key in ("level", "lowercase", "tokens", "joins"))
        good = level in LEVELS and isinstance(lowercase, bool) and _texts(tokens) and isinstance(joins, list)
        if not good or not all(_texts(pair) and len(pair) == 2 for pair in joins or ()):
            raise FormatError("this is not a saved vocabulary: level, lowercase, tokens or joins are missing or of another type")
        pairs = tuple((pair[0], pair[1]) for pair in joins or ())
        return Vocabulary(str(level), (*SPECIAL, *(tokens or ())), bool(lowercase), pairs)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def cut(text: str, level: str) -> Sequence[str]:
    """The tokens of a text; for subwords the pieces between which nothing is joined."""
    if level == "char":
        return text
    return re.findall(WORD if level == "word" else PIECE, text)


def _codes(text: str) -> Array:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _characters(texts: Iterable[str]) -> Counter[str]:
    """How often each character comes."""
    total: Array = np.zeros(sys.maxunicode + 1, np.int64)
    for text in texts:
        found = np.bincount(_codes(text))
        total[: len(found)] += found
    return Counter({chr(code): int(total[code]) for code in np.flatnonzero(total)})


def _counted(texts: Iterable[Sequence[str]], limit: int) -> Counter[str]:
    """How often each token comes; beyond ``limit`` different ones the rarer half is forgotten, whenever that happens."""
    counts: Counter[str] = Counter()
    for tokens in texts:
        counts.update(tokens)
        if len(counts) > limit:
            counts = Counter({token: counts[token] for token in _most_frequent(counts, limit // 2)})
    return counts


def _most_frequent(counts: Counter[str], size: int) -> list[str]:
    return sorted(counts, key=lambda token: (-counts[token], token))[:size]


def _sentence(words: Sequence[str]) -> str:
    text = ""
    for word in words:
        glued = not text or _NO_SPACE_BEFORE.match(word) or _NO_SPACE_AFTER.match(text[-1])
        text += word if glued else " " + word
    return text

"""Byte-pair encoding: pieces of words, grown by joining the pair of neighbours that is most frequent.

Learned from counted words; the same words give the same joins, because equal counts go by the pair's text.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

Pair = tuple[str, str]


def learn_joins(words: Mapping[str, int], known: Iterable[str], limit: int) -> list[Pair]:
    """The joins, most frequent first, until there are ``limit`` different pieces with the ``known`` ones, or nothing comes twice.

    Only characters among ``known`` are joined.  After Sennrich, Haddow and Birch (2016).
    """
    pieces = set(known)
    spelled = [_spelled(word, pieces) for word in words]
    counts = list(words.values())
    pairs: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[int]] = defaultdict(set)
    for index, parts in enumerate(spelled):
        for pair in _pairs(parts):
            pairs[pair] += counts[index]
            where[pair].add(index)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    joins: list[Pair] = []
    while len(pieces) < limit and heap:
        negative, pair = heapq.heappop(heap)
        if pairs[pair] != -negative:  # an old count: the pair stands in the heap again with the new one
            continue
        if negative > -2:
            break
        joins.append(pair)
        pieces.add(pair[0] + pair[1])
        changed: set[Pair] = set()
        for index in where.pop(pair):
            before = spelled[index]
            after = joined(before, pair)
            for old in _pairs(before):
                pairs[old] -= counts[index]
                where[old].discard(index)
                changed.add(old)
            for new in _pairs(after):
                pairs[new] += counts[index]
                where[new].add(index)
                changed.add(new)
            spelled[index] = after
        for other in changed:
            if pairs[other] > 0:
                heapq.heappush(heap, (-pairs[other], other))
        pairs.pop(pair, None)
    return joins


def _spelled(word: str, known: set[str]) -> list[str]:
    """The characters of a word; one that is not known becomes empty, so that nothing is joined across it."""
    return [char if char in known else "" for char in word]


def _pairs(parts: list[str]) -> list[Pair]:
    return [(left, right) for left, right in pairwise(parts) if left and right]


def joined(parts: list[str], pair: Pair) -> list[str]:
    """The parts with every occurrence of the pair made one, from left to right."""
    made: list[str] = []
    index = 0
    while index < len(parts):
        if tuple(parts[index : index + 2]) == pair:
            made.append(parts[index] + parts[index + 1])
            index += 2
        else:
            made.append(parts[index])
            index += 1
    return made


def split_word(word: str, ranks: Mapping[Pair, int]) -> list[str]:
    """The pieces of a word: of the pairs that stand in it the one that was learned first is joined, until none is left."""
    parts = list(word)
    while len(parts) > 1:
        pair = min(pairwise(parts), key=lambda pair: ranks.get(pair, len(ranks)))
        if pair not in ranks:
            break
        parts = joined(parts, pair)
    return parts

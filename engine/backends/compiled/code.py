"""What a generator hands over: the code of one function, and what it takes to call it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Code:
    """A function: its lines, the addresses that it reads from the table, in order, and the bytes of scratch memory that it takes.

    ``checks``: it returns 1 where an index is outside.  ``cut``: every part runs it, for its share; else the first runs it alone.
    ``after``: what the first part does once all have ended.  ``helpers``: functions that it calls, by name.
    """

    lines: list[str]
    addresses: list[int]
    scratch: int = 0
    checks: bool = False
    cut: bool = False
    after: list[str] = field(default_factory=list)
    helpers: dict[str, str] = field(default_factory=dict)


def share(whole: int, parts: int) -> int:
    """What each part takes of a whole, the last one less: a multiple of a vector's width."""
    fair = -(-whole // parts)
    return -(-fair // 16) * 16

"""The threads that share a step."""

from __future__ import annotations

import threading

import pytest

from engine.backends.compiled.team import together

PARTS = 3


def done_by() -> set[int]:
    """The parts that were done, all of them by the end of the call."""
    seen: set[int] = set()
    meeting = threading.Barrier(PARTS)

    def call(part: int) -> int:
        meeting.wait(60)
        seen.add(part)
        meeting.wait(60)
        return part

    assert together(PARTS, call) == 0
    return seen


def test_every_part_is_done_once_and_the_first_one_answers() -> None:
    for _ in range(50):
        assert done_by() == {0, 1, 2}


def test_a_step_that_is_broken_off_leaves_the_next_one_whole() -> None:
    go_on = threading.Event()

    def broken(part: int) -> int:
        if part == 0:
            raise KeyboardInterrupt
        go_on.wait(60)  # still at work when the step is broken off
        return part

    with pytest.raises(KeyboardInterrupt):
        together(PARTS, broken)
    assert done_by() == {0, 1, 2}
    go_on.set()
    for _ in range(50):
        assert done_by() == {0, 1, 2}

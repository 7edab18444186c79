"""Packing buffers: nobody's numbers are overwritten while they are needed, and memory is shared where it can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.passes.memory import ALIGNMENT, Interval, pack

intervals = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 20), st.integers(0, 20)).map(lambda t: Interval(t[0], min(t[1:]), max(t[1:]))),
    max_size=30,
)


@given(intervals, st.booleans())
def test_buffers_that_live_at_once_do_not_overlap(items: list[Interval], reuse: bool) -> None:
    offsets, total = pack(items, reuse)
    for i, (a, at) in enumerate(zip(items, offsets, strict=True)):
        assert at % ALIGNMENT == 0 and at + a.nbytes <= total
        for b, other in list(zip(items, offsets, strict=True))[:i]:
            together = a.first <= b.last and b.first <= a.last
            if together or not reuse:
                assert at + a.nbytes <= other or other + b.nbytes <= at


@given(intervals)
def test_reuse_never_takes_more_and_never_less_than_is_needed_at_once(items: list[Interval]) -> None:
    _, shared = pack(items)
    _, separate = pack(items, reuse=False)
    peak = max((sum(i.nbytes for i in items if i.first <= t <= i.last) for t in range(21)), default=0)
    assert peak <= shared <= separate


def test_a_chain_needs_two_places() -> None:
    chain = [Interval(1024, step, step + 1) for step in range(10)]
    assert pack(chain)[1] == 2048

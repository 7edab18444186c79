"""Automatic places: layers from left to right, nothing on top of anything, few crossings, the same every time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.layout import COLUMN_GAP, Wire, arrange

SIZE = (140.0, 80.0)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], list[Wire]]:
    count = draw(st.integers(1, 24))
    names = [f"n{index}" for index in range(count)]
    sizes = {name: (draw(st.integers(120, 240)) * 1.0, draw(st.integers(60, 200)) * 1.0) for name in names}
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=40))
    return sizes, [Wire(names[min(a, b)], names[max(a, b)], 20.0, 30.0) for a, b in pairs if a != b]


@settings(deadline=None, max_examples=150)
@given(graphs())
def test_wires_run_to_the_right_and_nothing_overlaps(graph: tuple[dict[str, tuple[float, float]], list[Wire]]) -> None:
    sizes, wires = graph
    places = arrange(sizes, wires)
    assert places.keys() == sizes.keys()
    for wire in wires:
        assert places[wire.source][0] + sizes[wire.source][0] + COLUMN_GAP <= places[wire.target][0] + 1e-6
    names = list(sizes)
    for index, a in enumerate(names):
        for b in names[index + 1 :]:
            (ax, ay), (bx, by) = places[a], places[b]
            apart = (
                ax + sizes[a][0] <= bx + 1e-6
                or bx + sizes[b][0] <= ax + 1e-6
                or ay + sizes[a][1] <= by + 1e-6
                or by + sizes[b][1] <= ay + 1e-6
            )
            assert apart, (a, b)
    assert arrange(sizes, wires) == places


def test_a_chain_is_level() -> None:
    places = arrange(dict.fromkeys("abcd", SIZE), [Wire("a", "b", 40, 40), Wire("b", "c", 40, 40), Wire("c", "d", 40, 40)])
    assert len({y for _, y in places.values()}) == 1


def test_wires_that_need_not_cross_do_not() -> None:
    """A ladder whose rungs come in a mixed order."""
    sizes = dict.fromkeys([f"{side}{number}" for number in (3, 1, 4, 0, 2) for side in "ab"], SIZE)
    places = arrange(sizes, [Wire("a0", f"b{number}", number * 10.0, 20) for number in (2, 0, 4, 1, 3)])
    heights = [places[f"b{number}"][1] for number in range(5)]
    assert heights == sorted(heights)


def test_a_long_wire_does_not_run_behind_what_it_passes() -> None:
    sizes = dict.fromkeys("abcd", SIZE)
    wires = [Wire("a", "b", 30, 30), Wire("b", "c", 30, 30), Wire("c", "d", 30, 30), Wire("a", "d", 60, 60)]
    places = arrange(sizes, wires)
    (x0, y0), (x1, y1) = places["a"], places["d"]
    start, end = (x0 + SIZE[0], y0 + 60), (x1, y1 + 60)
    for node in "bc":
        x, y = places[node]
        for at in (x, x + SIZE[0]):
            wire = start[1] + (end[1] - start[1]) * (at - start[0]) / (end[0] - start[0])
            assert not y < wire < y + SIZE[1]


def test_a_circle_is_no_reason_to_fail() -> None:
    assert len(arrange(dict.fromkeys("abc", SIZE), [Wire("a", "b"), Wire("b", "c"), Wire("c", "a")])) == 3


def test_lonely_nodes_stand_below() -> None:
    places = arrange(dict.fromkeys("abc", SIZE), [Wire("a", "b")])
    assert places["c"][1] > max(places["a"][1], places["b"][1]) + SIZE[1]

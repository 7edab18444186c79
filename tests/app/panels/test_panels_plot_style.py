"""Ticks are few and round, numbers short, and no two weights of a network are told apart by colour alone."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.panels.plot_style import compact, figure, linear_ticks, log_ticks, strokes_by_layer, tick_labels


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(1, 12))
def test_linear_ticks_are_few_round_and_inside(low: float, span: float, most: int) -> None:
    high = low + span
    ticks = linear_ticks(low, high, most)
    assert len(ticks) <= most + 1
    for tick in ticks:
        assert low - 1e-6 * max(span, abs(low)) <= tick <= high + 1e-6 * max(span, abs(high))


@given(st.floats(-12, 12), st.floats(0.05, 20), st.integers(2, 12))
def test_log_ticks_are_inside_and_mark_round_values(low: float, span: float, most: int) -> None:
    ticks = log_ticks(low, low + span, most)
    assert ticks == sorted(ticks)
    assert all(low - 1e-6 <= tick <= low + span + 1e-6 for tick in ticks)
    assert len(ticks) <= most + 2


def test_log_ticks_of_common_ranges() -> None:
    assert [10**tick for tick in log_ticks(-3, 0, 4)] == pytest.approx([0.001, 0.01, 0.1, 1])
    assert [10**tick for tick in log_ticks(math.log10(0.04), math.log10(2.3), 6)] == pytest.approx([0.05, 0.1, 0.2, 0.5, 1, 2])
    assert log_ticks(0.0, 0.0, 5) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1, "1"), (0.05, "0.05"), (0.001, "0.001"), (1e-4, "1e-4"), (2.5e-7, "2.5e-7"), (1000, "1k"), (12_500, "12.5k"),
     (3e6, "3M"), (-2000, "-2k"), (float("inf"), "inf")],
)  # fmt: skip
def test_compact_numbers(value: float, text: str) -> None:
    assert compact(value) == text


def test_labels_of_shares_and_logarithms() -> None:
    assert tick_labels([0, 0.5, 1], log=False, percent=True) == ["0 %", "50 %", "100 %"]
    assert tick_labels([-2, 0], log=True) == ["0.01", "1"]
    assert figure(0.97234, percent=True) == "97.2 %"
    assert figure(3.2e-7) == "3.200e-07"


def test_weights_differ_in_more_than_colour() -> None:
    names = [f"layer{layer}/{weight}" for layer in range(5) for weight in ("kernel", "bias")]
    strokes = strokes_by_layer(names)
    assert len({(stroke.marker, stroke.dash) for stroke in strokes.values()}) == len(names)
    assert strokes["layer0/kernel"].token == strokes["layer0/bias"].token
    assert strokes["layer0/kernel"].token != strokes["layer1/kernel"].token

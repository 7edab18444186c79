"""Bounded curves that keep every extreme, and the figures written out as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.session.history import Curve, RunHistory
from app.session.protocol import EpochEnded, RunStarted
from app.session.ring import RingReader, RingWriter
from app.session.thinning import block_means, for_drawing, keep_extremes, smooth

NUMBERS = st.floats(allow_nan=False, width=32)


def started(*series: str) -> RunStarted:
    return RunStarted(
        run="run-1",
        series=list(series),
        epochs=2,
        steps_per_epoch=10,
        parameters=5,
        device="cpu",
        batch_size=32,
        samples=320,
    )


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


@settings(max_examples=60, deadline=None)
@given(values=arrays(np.float64, st.integers(1, 400), elements=NUMBERS), group=st.sampled_from([4, 8, 64]))
def test_thinning_keeps_extremes_order_and_pairs(values: np.ndarray, group: int) -> None:
    steps = np.arange(len(values), dtype=float)
    thin_steps, thin = keep_extremes(steps, values, group)
    assert thin.min() == values.min()
    assert thin.max() == values.max()
    assert (np.diff(thin_steps) >= 0).all()
    assert (values[thin_steps.astype(int)] == thin).all()
    assert len(thin) <= 2 * (len(values) // group) + group


@settings(max_examples=40, deadline=None)
@given(values=arrays(np.float64, st.integers(1, 3000), elements=NUMBERS), points=st.integers(16, 500))
def test_a_drawn_curve_is_short_and_ends_with_the_newest_point(values: np.ndarray, points: int) -> None:
    steps, drawn = for_drawing(np.arange(len(values), dtype=float), values, points)
    assert steps[-1] <= len(values) - 1
    assert drawn.max() == values.max()
    assert drawn.min() == values.min()
    assert len(drawn) <= points + 40
    assert (np.diff(steps) >= 0).all()


def test_a_nan_stays_in_the_picture() -> None:
    values = np.ones(1000)
    values[500] = np.nan
    assert np.isnan(keep_extremes(np.arange(1000.0), values, 8)[1]).any()


@settings(max_examples=30, deadline=None)
@given(
    parts=st.lists(st.lists(NUMBERS, max_size=150), max_size=12),
)
def test_a_full_curve_stays_bounded_and_keeps_its_extremes(parts: list[list[float]]) -> None:
    curve = Curve(most=128)
    everything: list[float] = []
    for part in parts:
        at = np.arange(len(everything), len(everything) + len(part), dtype=float)
        curve.extend(at, np.array(part, dtype=float))
        everything += part
    steps, values = curve.points
    assert len(values) == len(curve) <= 128
    if everything:
        assert values.min() == min(everything)
        assert values.max() == max(everything)
        assert values[-1] == everything[-1]
        assert [everything[int(step)] for step in steps] == values.tolist()
    assert curve.thinned or len(curve) == len(everything)


def test_points_that_were_handed_out_do_not_change() -> None:
    curve = Curve(most=64)
    curve.extend(np.arange(60.0), np.arange(60.0))
    steps, values = curve.points
    curve.extend(np.arange(60.0, 200.0), np.arange(60.0, 200.0))
    assert values.tolist() == list(range(60))
    assert not values.flags.writeable
    assert steps.tolist() == list(range(60))


@settings(max_examples=40, deadline=None)
@given(values=arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)), window=st.integers(1, 31))
def test_smoothing_is_the_mean_of_the_neighbours(values: np.ndarray, window: int) -> None:
    smoothed = smooth(values, window)
    for at in range(len(values)):
        reach = min(window // 2, at) if len(values) > 2 else 0
        np.testing.assert_allclose(smoothed[at], values[at - reach : at + reach + 1].mean(), rtol=1e-6, atol=1e-3)


def test_block_means_keep_the_mean_and_the_end() -> None:
    values = np.random.default_rng(0).normal(size=10_000)
    steps, means = block_means(np.arange(10_000.0), values, 1000)
    assert len(means) == len(steps) <= 1016
    assert steps[-1] >= 9980
    np.testing.assert_allclose(means[:625].mean(), values.mean(), atol=1e-9)
    assert block_means(steps, means, 2000)[1] is means


def test_smoothing_leaves_gaps_alone() -> None:
    values = np.array([1.0, 2.0, np.nan, 4.0, 5.0, np.inf, 7.0])
    smoothed = smooth(values, 3)
    assert np.isnan(smoothed[2])
    assert np.isinf(smoothed[5])
    np.testing.assert_allclose(smoothed[[0, 1, 3, 4, 6]], [1.0, 1.5, 4.5, 4.5, 7.0])


def test_a_history_reads_the_ring_until_it_is_closed(tmp_path: Path) -> None:
    writer = RingWriter(tmp_path / "r", 2)
    history = RunHistory(started("loss", "grad:w"), RingReader(tmp_path / "r"))
    writer.write(0, 1, np.array([2.0, 0.5]))
    writer.publish()
    assert history.poll() == 1
    assert history.poll() == 0
    writer.write(1, 2, np.array([1.0, 0.25]))
    writer.publish()
    history.close("died")
    assert history.state == "died"
    assert history.poll() == 0
    steps, values = history.get("grad:w")
    assert (steps.tolist(), values.tolist()) == ([1.0, 2.0], [0.5, 0.25])
    assert (history.epoch, history.step) == (1, 2)
    assert history.latest("loss") == 1.0
    assert history.latest("nothing") is None
    assert history.get("nothing")[0].size == 0


def test_csv_holds_steps_and_epoch_figures(tmp_path: Path) -> None:
    history = RunHistory(started("loss", "accuracy"))
    history.extend(np.array([[0, 1, 0.5, 0.1], [0, 2, 0.25, 0.2]]))
    history.add_epoch(EpochEnded(run="run-1", epoch=0, step=2, values={"loss": 0.375, "val_loss": 0.3}))
    history.write_csv(tmp_path / "all.csv")
    rows = read(tmp_path / "all.csv")
    assert rows == [["step", "loss", "accuracy", "val_loss"], ["1", "0.5", "0.1", ""], ["2", "0.25", "0.2", "0.3"]]
    history.write_csv(tmp_path / "some.csv", ["accuracy"])
    assert read(tmp_path / "some.csv")[1] == ["1", "0.1"]
    assert history.epochs[0].values["loss"] == 0.375
    assert history.get_epochs("val_loss")[1].tolist() == [0.3]

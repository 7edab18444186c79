"""Node layouts and wire curves, without a scene."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.canvas.curve import Curve
from app.canvas.face import NodeFace, PortFace, node_face, says_the_same, short_value, telling_text
from app.canvas.geometry import MAX_WIDTH, MIN_WIDTH, PAD, layout, snap
from app.canvas.ink import Ink
from app.canvas.link_item import shorter
from app.catalog.registry import catalog
from app.compile.problems import CheckResult
from app.model.records import NodeRecord, PortRef
from app.theme import Theme

coordinates = st.floats(-3000, 3000).map(lambda value: round(value, 2))
points = st.tuples(coordinates, coordinates)


@pytest.fixture
def metrics(qtbot: QtBot) -> dict[str, QFontMetricsF]:
    return Ink(Theme("dark")).metrics


def test_every_kind_fits_its_card(metrics: dict[str, QFontMetricsF]) -> None:
    """Every text of every kind lies inside its card, and ports of one side are 18 px apart."""
    for kind in catalog().kinds:
        record = NodeRecord(id="n", kind=kind.name, name="a_name_of_its_own")
        face = node_face(record, kind, set(), set(), CheckResult())
        measured = layout(face, metrics)
        assert MIN_WIDTH <= measured.width <= MAX_WIDTH and measured.width % 4 == 0
        texts = [measured.title, measured.name, measured.telling, *measured.labels, measured.footer]
        for text in texts:
            if text is not None:
                assert text.x >= PAD and text.x + metrics[text.font].horizontalAdvance(text.text) <= measured.width - PAD + 0.5
                assert 0 < text.baseline < measured.height
        if measured.telling is not None:
            end = measured.title.x + metrics["title"].horizontalAdvance(measured.title.text)
            assert end + 6 <= measured.telling.x, kind.name
        for ports in (face.inputs, face.outputs):
            heights = [measured.centres[(port.is_input, port.ref.port)].y() for port in ports]
            assert all(b - a == 18 for a, b in itertools.pairwise(heights))
            assert all(height <= measured.height - 10 for height in heights)


def test_a_long_title_is_elided_and_says_so(metrics: dict[str, QFontMetricsF]) -> None:
    port = PortFace(PortRef("n", "a_port_with_a_long_name_that_never_ends"), "tensor", True, False)
    face = NodeFace("W" * 60, "", "tensor", "128", (port,), (), "f" * 90)
    measured = layout(face, metrics)
    assert measured.width == MAX_WIDTH and measured.elided and measured.title.text.endswith("…")


def test_a_live_figure_does_not_widen_a_node(metrics: dict[str, QFontMetricsF]) -> None:
    face = NodeFace("ReLU", "", "activation", "", (), (), "idle")
    assert layout(face, metrics, "0.123456789 and more and more").width == layout(face, metrics).width


def test_telling_values_are_short() -> None:
    kinds = catalog()
    assert telling_text(kinds.get("Dense"), {"units": 64}) == "64"
    assert telling_text(kinds.get("Adam"), {}) == "1e-3"
    assert [short_value(value) for value in (0.2, 1e-05, 0.01, 1500000.0, 3, [28, None, "batch"], {"name": "zeros"})] == [
        "0.2", "1e-5", "0.01", "1.5e6", "3", "28×?×batch", "zeros",
    ]  # fmt: skip


def test_a_name_that_repeats_the_title_is_left_out() -> None:
    assert says_the_same("mean_squared_error", "MeanSquaredError") and says_the_same("relu", "ReLU")
    assert not says_the_same("dense_2", "Dense") and not says_the_same("hidden", "Dense")


def test_shapes_are_shortened_by_their_names() -> None:
    assert shorter("batch×64") == "b×64" and shorter("scalar") == "scalar" and shorter("1,797 rows") == "1,797 rows"


def test_snap() -> None:
    assert [snap(value) for value in (0.0, 1.9, 2.1, -3.0)] == [0.0, 0.0, 4.0, -4.0]


@settings(max_examples=80, deadline=None)
@given(points, points)
def test_a_curve_joins_its_ends_and_stays_near(start: tuple[float, float], end: tuple[float, float]) -> None:
    curve = Curve(start, end)
    assert curve.points[0] == start and curve.points[-1] == end
    assert curve.distance(*start) < 1e-6 and curve.distance(*end) < 1e-6 and curve.distance(*curve.middle()) < 60
    bounds = curve.bounds().adjusted(-1, -1, 1, 1)
    assert all(bounds.contains(x, y) for x, y in curve.polyline)
    # it leaves to the right and comes in from the left
    assert curve.points[1][0] >= start[0] - 1e-6 and curve.points[-2][0] <= end[0] + 1e-6


@settings(max_examples=60, deadline=None)
@given(points, st.floats(-400, 400))
def test_a_curve_changes_smoothly_as_its_end_passes_its_start(start: tuple[float, float], dy: float) -> None:
    """No jump where a wire turns from forward to backward."""
    before, after = Curve(start, (start[0] + 0.02, start[1] + dy)), Curve(start, (start[0] - 0.02, start[1] + dy))
    worst = max(after.distance(x, y) for x, y in before.polyline)
    assert worst < 2.0


def test_a_backward_wire_keeps_clear_of_its_nodes() -> None:
    """It leaves its node to the right and passes below, not straight back through it."""
    curve = Curve((320.0, 40.0), (0.0, 40.0))
    assert all(y > 100 for x, y in curve.polyline if 20 < x < 300)


def test_cutting_and_shifting() -> None:
    curve = Curve((0.0, 0.0), (200.0, 100.0))
    assert curve.crosses((100.0, -50.0), (100.0, 150.0)) and not curve.crosses((0.0, 50.0), (20.0, 90.0))
    assert curve.shifted(10, -5).points == Curve((10.0, -5.0), (210.0, 95.0)).points

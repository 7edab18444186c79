"""Large graphs: what is drawn at each zoom, what is made for it, and gestures on thousands of nodes, all without a clock."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.canvas import pace, stage
from app.canvas.curve import Curve, hulls
from app.canvas.detail import Detail, detail
from app.canvas.hit import LINK_REACH, find, nearest_link
from app.canvas.node_item import NodeItem
from app.compile.problems import CheckResult, Problem
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[DocumentRecord], "Hands"]


def lattice(count: int, columns: int = 100) -> DocumentRecord:
    """So many Add nodes in rows, two wires into each."""
    nodes, links = {}, {}
    for i in range(count):
        nodes[f"n{i}"] = NodeRecord(id=f"n{i}", kind="Add", name=f"add_{i}", x=(i % columns) * 200.0, y=(i // columns) * 144.0)
        for port, back in (("a", 1), ("b", columns)):
            if i >= back:
                link = LinkRecord(PortRef(f"n{i - back}", "y"), PortRef(f"n{i}", port))
                links[link.target] = link
    return DocumentRecord(name="Large", nodes=nodes, links=links)


@pytest.fixture
def large(open_canvas: Open) -> Hands:
    return open_canvas(lattice(5000))


def made(hands: Hands) -> set[str]:
    return set(hands.scene.contents.nodes.made)


def shown(hands: Hands) -> QImage:
    """The view as it is once nothing is left to be drawn."""
    viewport = hands.view.viewport()
    hands.qtbot.waitUntil(lambda: hands.view.settled, timeout=20_000)
    return viewport.grab().toImage()


def colour(image: QImage, point: QPoint) -> QColor:
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio))


# --- what is made ---------------------------------------------------------------------------------------------------------


def test_opening_makes_no_more_than_what_is_looked_at(large: Hands) -> None:
    large.document.reset(lattice(5000))
    QApplication.processEvents()
    assert detail(large.view.zoom()) is Detail.BLOCKS and made(large) == set()
    assert len(large.scene.nodes) == 5000 and len(large.scene.links) == 4999 + 4900


def test_items_appear_for_what_scrolls_into_view(large: Hands) -> None:
    large.view.camera.look_at(QPointF(500, 400), 1.0, fly=False)
    shown(large)
    near = {item.node_id for item in large.scene.items_in(large.view.visible_rect())}
    assert near and near <= made(large) and len(made(large)) < 100
    far = "n4950"
    assert far not in made(large)
    large.view.camera.look_at(large.scene.rect_of(far).center(), 1.0, fly=False)
    image = shown(large)
    assert far in made(large)
    corner = large.scene.rect_of(far)
    assert colour(image, large.at(corner.right() - 14, corner.top() + 14)) == large.theme.color("node")


def test_panning_where_nothing_is_touches_no_item(open_canvas: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = open_canvas(lattice(20_000, 160))
    hands.view.camera.look_at(QPointF(-50_000, -50_000), 1.0, fly=False)
    shown(hands)
    touched: list[str] = []
    monkeypatch.setattr(NodeItem, "paint", lambda self, *_: bool(touched.append(self.node_id)))
    before = made(hands)
    for _ in range(5):
        hands.view.camera.pan(QPointF(9, 6))
        QApplication.processEvents()
    assert touched == [] and made(hands) == before


def test_panning_paints_only_what_comes_into_view(large: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    large.view.camera.look_at(QPointF(5000, 3000), 1.0, fly=False)
    shown(large)
    areas: list[QRectF] = []
    paint = stage.paint_scene

    def watched(painter: QPainter, scene: object, exposed: QRectF, *rest: float) -> QRectF:
        areas.append(QRectF(exposed))
        return paint(painter, scene, exposed, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("app.canvas.plane.paint_scene", watched)
    large.view.camera.pan(QPointF(-10, 0))
    large.qtbot.waitUntil(lambda: bool(areas) and large.view.settled)
    assert max(area.width() for area in areas[:1]) < 20


def test_a_picture_that_was_moved_is_the_picture_painted_anew(large: Hands) -> None:
    large.view.camera.look_at(QPointF(5000, 3000), 0.8, fly=False)
    shown(large)
    for step in ((-37, 11), (5, -120), (240, 33)):
        large.view.camera.pan(QPointF(*step))
        moved = shown(large)
        large.scene.touch(QRectF())
        assert shown(large) == moved


def test_only_so_much_is_made_in_one_frame(large: Hands) -> None:
    large.view.camera.look_at(QPointF(5000, 3000), 0.36, fly=False)
    before = len(made(large))
    large.view.viewport().repaint()
    assert 0 < len(made(large)) - before <= pace.MOST["nodes"] and not large.view.settled
    shown(large)
    assert {item.node_id for item in large.scene.items_in(large.view.visible_rect())} <= made(large)


def test_a_document_that_is_closed_is_freed(large: Hands) -> None:
    large.view.camera.look_at(QPointF(500, 400), 1.0, fly=False)
    shown(large)
    item = weakref.ref(large.scene.nodes["n1"])
    field = weakref.ref(large.scene.contents.field)
    large.document.reset(DocumentRecord())
    QApplication.processEvents()
    gc.collect()
    assert item() is None and field() is None and not large.scene.sprites._kept


# --- what is drawn --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_from_afar_blocks_have_their_category_and_rings_what_is_selected_or_wrong(large: Hands, theme: str) -> None:
    large.theme.set_mode(theme)
    scene, view = large.scene, large.view
    scene.show_check(CheckResult(problems=(Problem("error", "it is wrong", {}, node="n205"),)))
    scene.select(["n203"])
    view.camera.look_at(scene.rect_of("n204").center(), 0.2, fly=False)
    image = shown(large)
    for node, ring in (("n201", []), ("n203", ["accent"]), ("n205", ["error"])):
        rect = scene.rect_of(node)
        assert colour(image, view.to_view(rect.center()).toPoint()) == large.theme.color(scene.nodes[node].face.mark)
        above = view.to_view(QPointF(rect.center().x(), rect.top())).toPoint() - QPoint(0, 3)
        assert [token for token in ("accent", "error") if colour(image, above) == large.theme.color(token)] == ring


def test_frames_are_named_from_afar(open_canvas: Open) -> None:
    nodes = {"f": NodeRecord(id="f", kind="Frame", name="f", attributes={"width": 2000.0, "height": 1000.0, "caption": ""})}
    pictures = []
    for caption in ("", "Encoder"):
        nodes["f"] = NodeRecord(id="f", kind="Frame", name="f", attributes={**nodes["f"].attributes, "caption": caption})
        hands = open_canvas(DocumentRecord(nodes=dict(nodes)))
        hands.view.camera.look_at(QPointF(1000, 500), 0.2, fly=False)
        pictures.append(shown(hands))
    assert pictures[0] != pictures[1]


def test_the_level_of_detail_follows_the_zoom(large: Hands) -> None:
    rect = large.scene.rect_of("n1050")
    pictures = {}
    for zoom in (0.2, 0.5, 1.0):
        large.view.camera.look_at(rect.center(), zoom, fly=False)
        image = shown(large)
        area = large.view.viewport_transform().mapRect(rect).toAlignedRect()
        pictures[zoom] = {
            image.pixelColor(x, y).name() for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())
        }
    assert len(pictures[0.2]) < 6 < len(pictures[0.5]) and len(pictures[1.0]) > 6


# --- finding --------------------------------------------------------------------------------------------------------------


POINT = st.floats(-400, 1800, allow_nan=False)
SCATTER = st.lists(
    st.tuples(st.sampled_from(["Dense", "Add", "Note", "Frame", "Reroute"]), POINT, POINT), min_size=1, max_size=14
)


def scattered(kinds: list[tuple[str, float, float]]) -> DocumentRecord:
    nodes = {f"n{i}": NodeRecord(id=f"n{i}", kind=kind, name=f"n{i}", x=x, y=y) for i, (kind, x, y) in enumerate(kinds)}
    links = {}
    for i, (kind, _, _) in enumerate(kinds):
        for port in {"Dense": ("x",), "Add": ("a", "b")}.get(kind, ()):
            if i and kinds[i - 1][0] in ("Dense", "Add"):
                links[PortRef(f"n{i}", port)] = LinkRecord(PortRef(f"n{i - 1}", "y"), PortRef(f"n{i}", port))
    return DocumentRecord(nodes=nodes, links=links)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SCATTER, st.lists(st.tuples(POINT, POINT), min_size=1, max_size=8), st.sampled_from([0.2, 0.5, 1.0]))
def test_what_is_hit_is_what_looking_at_everything_finds(
    hands: Hands, kinds: list[tuple[str, float, float]], points: list[tuple[float, float]], zoom: float
) -> None:
    hands.document.reset(scattered(kinds))
    scene = hands.scene
    for x, y in points:
        point, hit = QPointF(x, y), find(scene, QPointF(x, y), zoom, port_reach=0.0)
        over = [item for item in scene.nodes.values() if not item.behind and item.holds(point)]
        assert (hit.node in over) if over else (hit.node is None or hit.node.behind)
        reach = LINK_REACH / zoom
        near = {item.link.target: item.curve.distance(x, y) for item in scene.links.values()}
        best = min(near.values(), default=reach + 1)
        link = nearest_link(scene, point, reach)
        assert (link is not None) == (best <= reach) and (link is None or near[link.link.target] == pytest.approx(best))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SCATTER, POINT, POINT, st.floats(1, 1500), st.floats(1, 1500))
def test_what_a_rectangle_takes_is_what_looking_at_everything_finds(
    hands: Hands, kinds: list[tuple[str, float, float]], x: float, y: float, width: float, height: float
) -> None:
    hands.document.reset(scattered(kinds))
    scene, rect = hands.scene, QRectF(x, y, width, height)
    field = scene.contents.field
    taken, held = scene.contents.taken_by(rect)
    nodes, links = field.nodes.named(taken), field.wires.named(held)
    assert set(nodes) == {
        node for node, item in scene.nodes.items() if (rect.contains if item.behind else rect.intersects)(item.rect())
    }
    ends = {target: (item.curve.points[0], item.curve.points[-1]) for target, item in scene.links.items()}
    assert set(links) == {target for target, pair in ends.items() if all(rect.contains(QPointF(*end)) for end in pair)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(POINT, POINT, POINT, POINT), min_size=1, max_size=20))
def test_a_wire_lies_in_its_hull(ends: list[tuple[float, float, float, float]]) -> None:
    for (x0, y0, x1, y1), (left, top, right, bottom) in zip(ends, hulls(np.array(ends)).tolist(), strict=True):
        for x, y in Curve((x0, y0), (x1, y1)).polyline:
            assert left - 1e-6 <= x <= right + 1e-6 and top - 1e-6 <= y <= bottom + 1e-6


def test_outlines_are_as_large_as_the_cards_that_are_drawn(hands: Hands) -> None:
    for kind in hands.catalog.kinds:
        node = hands.editor.add_node(kind.name, 0, 0)
        if not kind.options.get("form"):
            hands.editor.rename(node, f"a name of its own for {node}")
    hands.check()
    for node, item in hands.scene.nodes.items():
        outline = hands.scene.contents.outline(node)
        assert (outline.width, outline.height) == (item.layout.width, item.layout.height), item.face.title
        for (is_input, port), centre in item.layout.centres.items():
            assert outline.place(is_input, port) == centre.toTuple()


# --- gestures -------------------------------------------------------------------------------------------------------------


def test_all_of_five_thousand_nodes_are_selected_dragged_and_put_back(large: Hands) -> None:
    large.view.fit_all()
    shown(large)
    large.key(Qt.Key.Key_A, CONTROL)
    assert len(large.scene.selected_ids()) == 5000 and len(large.scene.selected_links()) == 4999 + 4900
    start = large.view.to_view(large.scene.rect_of("n2050").center()).toPoint()
    large.drag(start, start + QPoint(40, 24))
    moved = large.document.nodes["n77"].x - 77 * 200.0, large.document.nodes["n77"].y
    assert moved[0] > 0 and large.document.nodes["n4999"].x - 99 * 200.0 == moved[0]
    large.stack.undo()
    assert large.document.record().nodes == lattice(5000).nodes
    assert large.scene.contents.field.corner("n4999") == (99 * 200.0, 49 * 144.0)


def test_a_rectangle_over_all_takes_all(large: Hands) -> None:
    large.view.fit_all()
    shown(large)
    size = large.view.viewport().size()
    large.drag(QPoint(3, size.height() - 3), QPoint(size.width() - 3, 46))
    assert len(large.scene.selected_ids()) > 4000


def test_deleting_half_of_them_and_undoing_leaves_everything_in_its_place(large: Hands) -> None:
    before = large.document.record()
    large.scene.select(list(large.scene.nodes)[::2])
    large.view.setFocus()
    large.key(Qt.Key.Key_Delete)
    assert len(large.scene.nodes) == 2500 and large.scene.selected_ids() == []
    large.stack.undo()
    assert large.document.record() == before and set(large.scene.nodes) == set(before.nodes)
    field = large.scene.contents.field
    for target in list(before.links)[::997]:
        ends = field.wires["ends"][field.wires.row[target]].tolist()
        source = large.scene.port_point(before.links[target].source, False)
        assert ends == [*source.toTuple(), *large.scene.port_point(target, True).toTuple()]

"""A curve of the run on a node: in free room, so that nothing moves; by its logarithm where it falls far."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF

from app.canvas.spark import scaled

if TYPE_CHECKING:
    from .conftest import Hands


def test_a_loss_shows_its_curve_beside_its_inputs_and_keeps_its_size(hands: Hands) -> None:
    loss = hands.editor.add_node("SparseCategoricalCrossentropy", 480, 360)
    hands.scene.set_live(loss, "loss 0.31")
    item = hands.scene.nodes[loss]
    rect, spark = item.rect(), item.spark_rect()
    hands.view.camera.look_at(rect.center(), 1.0, fly=False)
    hands.qtbot.waitUntil(lambda: hands.view.settled)

    def colours() -> set[int]:
        image = hands.view.viewport().grab().toImage()
        shown = hands.view.viewport_transform().mapRect(spark.translated(rect.topLeft())).toRect()
        return {image.pixel(x, y) for x in range(shown.left(), shown.right()) for y in range(shown.top(), shown.bottom())}

    before = colours()
    hands.scene.set_live(loss, "loss 0.31", (2.3, 1.2, 0.9, 0.5, 0.4, 0.31))
    assert item.rect() == rect
    after = colours()
    assert len(before) < len(after) and hands.theme.color("loss").rgb() in after
    labels = [text for text in item.layout.labels if text.x < spark.left()]
    assert all(not spark.contains(QPointF(text.x, text.baseline)) for text in labels) and labels
    hands.scene.clear_live()
    hands.qtbot.waitUntil(lambda: colours() == before)


def test_a_node_without_room_shows_none(hands: Hands) -> None:
    assert hands.scene.nodes["relu"].spark_rect() is None
    hands.scene.set_live("relu", "3 % dead", (1.0, 0.5))
    hands.view.viewport().grab()
    assert hands.scene.nodes["relu"].live == "3 % dead"


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ((1.0, 2.0, 3.0), (0.0, 0.5, 1.0)),
        ((1.0, 10.0, 100.0), (0.0, 0.5, 1.0)),
        ((0.0, 50.0, 100.0), (0.0, 0.5, 1.0)),
        ((2.0, 2.0), (0.5, 0.5)),
        ((1.0, nan, 3.0, inf), (0.0, 1.0)),
        ((1.0,), ()),
        ((), ()),
    ],
)
def test_scaling(curve, expected) -> None:
    assert scaled(curve) == pytest.approx(expected)

"""Aligning, distributing and laying out by keys, each taken back in one step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from .conftest import Hands

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def places(hands: Hands) -> dict[str, tuple[float, float]]:
    return {node: (record.x, record.y) for node, record in hands.document.nodes.items()}


def settle(hands: Hands) -> None:
    """Wait until nothing glides any more: every node is shown where the document has it."""
    hands.qtbot.waitUntil(lambda: {node: item.pos().toTuple() for node, item in hands.scene.nodes.items()} == places(hands))


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_edges_are_aligned(hands: Hands, key: Qt.Key) -> None:
    before = places(hands)
    hands.scene.select(["batch", "dense", "relu", "tanh"])
    hands.key(key, CONTROL | SHIFT)
    rects = [hands.scene.nodes[node].rect() for node in ("batch", "dense", "relu", "tanh")]
    edge = {
        Qt.Key.Key_Left: lambda rect: rect.left(), Qt.Key.Key_Right: lambda rect: rect.right(),
        Qt.Key.Key_Up: lambda rect: rect.top(), Qt.Key.Key_Down: lambda rect: rect.bottom(),
    }[key]  # fmt: skip
    settle(hands)
    rects = [hands.scene.nodes[node].rect() for node in ("batch", "dense", "relu", "tanh")]
    assert max(map(edge, rects)) - min(map(edge, rects)) <= 4
    assert places(hands)["digits"] == before["digits"]
    hands.stack.undo()
    assert places(hands) == before


@pytest.mark.parametrize(("key", "axis"), [(Qt.Key.Key_H, 0), (Qt.Key.Key_V, 1)])
def test_gaps_become_equal(hands: Hands, key: Qt.Key, axis: int) -> None:
    hands.editor.move({"relu": (300, 520), "tanh": (760, 260)})
    before = places(hands)
    chosen = ["digits", "batch", "relu", "tanh"]
    hands.scene.select(chosen)
    hands.key(key)
    settle(hands)
    ends = sorted(
        (rect.left(), rect.right()) if axis == 0 else (rect.top(), rect.bottom())
        for rect in (hands.scene.nodes[node].rect() for node in chosen)
    )
    gaps = [b[0] - a[1] for a, b in pairwise(ends)]
    assert max(gaps) - min(gaps) <= 8
    hands.stack.undo()
    assert places(hands) == before


def test_one_key_lays_the_graph_out(hands: Hands) -> None:
    hands.editor.move({"digits": (600, 300), "batch": (80, 500), "dense": (0, 0)})
    before = places(hands)
    hands.scene.select([])
    hands.key(Qt.Key.Key_L)
    after = places(hands)
    assert after["digits"][0] < after["batch"][0] < after["dense"][0]
    settle(hands)
    rects = [item.rect() for item in hands.scene.nodes.values()]
    assert not any(a.intersects(b) for index, a in enumerate(rects) for b in rects[index + 1 :])
    assert {node: item.pos().toTuple() for node, item in hands.scene.nodes.items()} == after
    assert hands.stack.undoText() == "Lay out 5 nodes"
    hands.stack.undo()
    assert places(hands) == before


def test_only_the_selection_is_laid_out(hands: Hands) -> None:
    hands.editor.move({"digits": (600, 300), "batch": (80, 500)})
    before = places(hands)
    hands.scene.select(["digits", "batch"])
    hands.key(Qt.Key.Key_L)
    after = places(hands)
    assert after["digits"][0] < after["batch"][0] and after["digits"][0] == 80
    assert {node for node in after if after[node] != before[node]} <= {"digits", "batch"}


def test_a_frame_follows_what_it_holds(hands: Hands) -> None:
    hands.scene.select(["batch", "dense"])
    hands.key(Qt.Key.Key_J, CONTROL)
    hands.key(Qt.Key.Key_Escape)
    frame = hands.ids("Frame")[0]
    hands.editor.move({"dense": (260, 160)})  # still inside? the frame is drawn around it again
    hands.editor.resize(frame, height=400.0)
    hands.scene.select([])
    hands.view.setFocus()
    hands.key(Qt.Key.Key_L)
    settle(hands)
    rect = hands.scene.nodes[frame].rect()
    assert all(rect.contains(hands.scene.nodes[node].rect()) for node in ("batch", "dense"))
    assert rect.height() < 300
    hands.stack.undo()
    assert hands.scene.nodes[frame].rect().height() == 400

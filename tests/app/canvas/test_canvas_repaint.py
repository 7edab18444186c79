"""An edit has only a part of the canvas painted again, and what is seen is what painting all of it would give."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.canvas.contents import Contents
from app.canvas.scene import CanvasScene
from app.canvas.sprites import Sprites
from app.compile.checking import Check
from app.compile.outcome import Outcome
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.model.rules import input_ports, wired_inputs
from app.project.examples import find_example
from engine.errors import NodegradError

if TYPE_CHECKING:
    from .conftest import Hands

Open = Callable[[DocumentRecord], "Hands"]


def seen(hands: Hands) -> QImage:
    """The view once nothing is left to be drawn."""
    hands.qtbot.waitUntil(lambda: hands.view.settled, timeout=20_000)
    return hands.view.viewport().grab().toImage()


def differing(one: QImage, other: QImage) -> int:
    """The number of pixels that are clearly of another colour, also than those beside them: edges may be rounded either way."""
    if one == other:
        return 0
    a, b = (np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4) for image in (one, other))
    a, b = a[..., :3].astype(np.int16), b[..., :3].astype(np.int16)
    beside = [np.roll(b, (down, across), (0, 1)) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    return int((np.min([np.abs(a - each).max(axis=2) for each in beside], axis=0) > 48).sum())


def anew(scene: CanvasScene) -> Contents:
    """The contents of a scene as they are when it is opened."""
    contents = Contents(scene.document, scene.catalog, scene.ink, Sprites(), scene.findings, lambda bounds: None)
    contents.load(scene.level)
    return contents


def laid(contents: Contents) -> tuple[dict[object, object], dict[object, object]]:
    """Where everything lies, and in which colours."""
    field = contents.field
    colours = {mark: token for token, mark in field.marks.items()}
    nodes, wires = field.nodes, field.wires
    return (
        {
            node: (nodes["box"][row].tolist(), nodes["form"][row], colours[nodes["mark"][row]], bool(nodes["error"][row]))
            for node, row in nodes.row.items()
        },
        {target: (wires["ends"][row].tolist(), colours[wires["mark"][row]]) for target, row in wires.row.items()},
    )


def with_a_placeholder(record: DocumentRecord) -> DocumentRecord:
    """With a node whose wires have the colour of what it is said to hold."""
    given = NodeRecord(id="given", kind="Placeholder", name="given", x=100.0, y=500.0)
    same = [NodeRecord(id=f"same{i}", kind="Identity", name=f"same{i}", x=300.0 + 200 * i, y=500.0) for i in range(2)]
    wires = [LinkRecord(PortRef(a, "y"), PortRef(b, "x")) for a, b in (("given", "same0"), ("same0", "same1"))]
    return msgspec.structs.replace(
        record,
        nodes={**record.nodes, **{node.id: node for node in (given, *same)}},
        links={**record.links, **{wire.target: wire for wire in wires}},
    )


def edits(hands: Hands, rng: random.Random) -> list[Callable[[], object]]:
    """What a person may do next."""
    editor, document, kinds = hands.editor, hands.document, hands.catalog
    node, other = rng.choice(list(document.nodes)), rng.choice(list(document.nodes))

    def connect() -> None:
        inputs = input_ports(kinds.kind_of(document, other), wired_inputs(document, other))
        editor.connect(PortRef(node, rng.choice(kinds.kind_of(document, node).outputs).name), PortRef(other, rng.choice(inputs)))

    return [
        lambda: editor.rename(node, f"{node}_with_a_longer_name_{rng.randrange(100)}"),
        lambda: editor.set_attribute(node, "units", rng.choice([3, 64, 100_000])),
        lambda: editor.set_attribute("given", "dtype", rng.choice(["float32", "int64", "bool"])),
        lambda: editor.set_attribute("given", "dtype", rng.choice(["float32", "int64", "bool"])),
        connect,
        lambda: editor.disconnect(rng.choice(list(document.links))),
        lambda: editor.delete([node]),
        lambda: editor.add_node(rng.choice(["Dense", "Add", "Note"]), rng.randrange(-200, 800), rng.randrange(0, 500)),
        lambda: editor.mute([node]),
        lambda: editor.pin([node]),
        lambda: editor.group([node, other]),
        lambda: editor.ungroup([node]),
        lambda: editor.duplicate([node, other]),
        lambda: editor.move({node: (rng.randrange(0, 800), rng.randrange(0, 500))}),
        hands.stack.undo,
        hands.stack.redo,
    ]


@pytest.mark.parametrize("zoom", [0.15, 0.5, 1.0])
def test_after_any_edit_the_view_is_what_painting_all_of_it_gives(open_canvas: Open, zoom: float) -> None:
    hands = open_canvas(find_example("digits-mlp").load())
    hands.document.reset(with_a_placeholder(hands.document.record()))
    check = Outcome(Check(hands.catalog))
    hands.view.camera.look_at(hands.scene.whole_rect().center(), zoom, fly=False)
    seen(hands)
    rng = random.Random(7)
    for number in range(40):
        with contextlib.suppress(NodegradError, IndexError):
            rng.choice(edits(hands, rng))()
        if number % 2:
            hands.scene.show_check(check.update(hands.document.record()))
        image = seen(hands)
        hands.scene.touch(QRectF())
        assert differing(image, seen(hands)) <= 12, number
        assert laid(hands.scene.contents) == laid(anew(hands.scene)), number


def test_an_edit_at_one_end_leaves_the_other_as_it_was_painted(open_canvas: Open) -> None:
    hands = open_canvas(find_example("digits-mlp").load())
    check = Outcome(Check(hands.catalog))
    hands.scene.show_check(check.update(hands.document.record()))
    seen(hands)
    touched: list[QRectF] = []
    hands.scene.touched.connect(lambda rect: touched.append(QRectF(rect)))
    hands.editor.rename("n11", "another")
    hands.editor.pin(["n11"])
    hands.scene.show_check(check.update(hands.document.record()))
    QApplication.processEvents()
    assert touched and not any(rect.isNull() for rect in touched)
    far = hands.scene.rect_of("n1")
    assert not any(rect.intersects(far) for rect in touched)

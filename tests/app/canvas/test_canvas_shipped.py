"""The documents that ship, as the canvas shows them: nothing lies on top of anything else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import Example, examples

if TYPE_CHECKING:
    from .conftest import Hands


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_no_node_of_an_example_lies_on_another(open_canvas: Callable[..., Hands], example: Example) -> None:
    hands = open_canvas(example.load())
    hands.check()
    nodes = [item for item in hands.scene.nodes.values() if item.face.form != "frame"]
    touching = [
        (a.face.name or a.face.title, b.face.name or b.face.title)
        for a, b in combinations(nodes, 2)
        if a.rect().intersects(b.rect())
    ]
    assert touching == []
    for frame in (item for item in hands.scene.nodes.values() if item.face.form == "frame"):
        half_in = [
            item.face.title for item in nodes if frame.rect().intersects(item.rect()) and not frame.rect().contains(item.rect())
        ]
        assert half_in == []


def test_weights_of_rows_are_an_output_where_the_data_has_some(hands: Hands) -> None:
    hands.check()
    assert outputs(hands) == ["x", "y"]


def test_it_shows_with_the_data_that_has_it_and_stays_while_a_wire_hangs_on_it(
    open_canvas: Callable[..., Hands], tmp_path: Path
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("a,b,count,y\n1,2,1,0\n3,4,2,1\n5,6,1,0\n7,8,3,1\n")
    nodes = {
        "rows": NodeRecord(
            id="rows", kind="CSVTable", name="rows", attributes={"file": str(table), "target": "y", "weight": "count"}
        ),
        "batch": NodeRecord(id="batch", kind="Batch", name="batch", x=240.0),
        "loss": NodeRecord(id="loss", kind="SparseCategoricalCrossentropy", name="loss", x=480.0),
    }
    wire = LinkRecord(PortRef("rows", "data"), PortRef("batch", "data"))
    hands = open_canvas(DocumentRecord(name="Weighed", nodes=nodes, links={wire.target: wire}))
    hands.check()
    assert outputs(hands) == ["x", "y", "sample_weight"]
    hands.drag(hands.port("batch", "sample_weight", False), hands.port("loss", "sample_weight", True))
    assert ("batch.sample_weight", "loss.sample_weight") in hands.links()
    hands.editor.set_attribute("rows", "weight", "")
    hands.check()
    assert outputs(hands) == ["x", "y", "sample_weight"]
    hands.editor.disconnect(PortRef("loss", "sample_weight"))
    assert outputs(hands) == ["x", "y"]


def outputs(hands: Hands) -> list[str]:
    return [port.label for port in hands.scene.nodes["batch"].face.outputs]


def test_an_input_that_may_stay_free_is_small_until_it_has_a_wire(hands: Hands) -> None:
    lstm = hands.editor.add_node("LSTM", 480, 400)
    ports = {port.label: port.waiting for port in hands.scene.nodes[lstm].face.inputs}
    assert ports == {"x": False, "mask": True, "initial_state": True, "initial_cell": True}
    hands.editor.connect(PortRef("batch", "x"), PortRef(lstm, "mask"))
    assert not next(port for port in hands.scene.nodes[lstm].face.inputs if port.label == "mask").waiting

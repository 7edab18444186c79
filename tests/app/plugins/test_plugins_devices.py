"""What a plug-in declares trains to the same losses on PyTorch as on NumPy, its primitives by their own NumPy functions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

import resources
from app.catalog.registry import catalog
from app.compile.lower import lower
from app.plugins.room import Room
from app.project.format import loads
from engine.plugins.load import sha256
from engine.train import StepDone, Trainer

pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The kinds of the page for authors."""
    allowed = []
    for number, block in enumerate(resources.path("help", "plugins.md").read_text("utf-8").split("```python\n")[1:]):
        path = tmp_path / f"page_{number}.py"
        path.write_text(block.partition("```")[0], encoding="utf-8")
        allowed.append((str(path), sha256(path.read_bytes())))
    made = Room(catalog())
    made.load(allowed)
    assert made.errors == {}
    yield made
    made.use(())


def losses(kind: str, device: str) -> list[float]:
    attributes = {"units": 20} if kind == "ScaledDense" else {}
    rows = [("d", "Digits", {}), ("b", "Batch", {}), ("m", kind, attributes), ("o", "Dense", {"units": 10}),
            ("l", "SparseCategoricalCrossentropy", {"from_logits": True}), ("a", "Adam", {})]  # fmt: skip
    links = [("d.data", "b.data"), ("b.x", "m.x"), ("m.y", "o.x"), ("o.y", "l.y_pred"), ("b.y", "l.y_true"), ("l.loss", "a.loss")]
    nodes = [{"id": id_, "kind": name, "name": id_, "attributes": attrs} for id_, name, attrs in rows]
    text = json.dumps({"nodegrad": 1, "settings": {"epochs": 1, "device": device}, "nodes": nodes,
                       "links": [{"from": a, "to": b} for a, b in links]})  # fmt: skip
    lowered = lower(loads(text), catalog())
    assert lowered.spec is not None, lowered.problems
    return [float(event.values[0]) for event in islice(Trainer(lowered.spec).events(), 12) if isinstance(event, StepDone)]


@pytest.mark.reference
@pytest.mark.parametrize("kind", ["Mish", "ScaledDense", "CubeRoot"])
def test_a_kind_of_a_plugin_trains_the_same_on_pytorch(room: Room, kind: str) -> None:
    plain = losses(kind, "cpu")
    assert len(plain) >= 10 and plain[-1] != plain[0]
    np.testing.assert_allclose(losses(kind, "cpu:torch"), plain, rtol=1e-4)

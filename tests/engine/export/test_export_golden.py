"""The scripts of the digits example, word for word, so that a change of what users get is seen in review.

``NODEGRAD_WRITE_GOLDEN=1 pytest tests/engine/export/test_export_golden.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from export_specs import digits

from engine.export import TARGETS, export_code

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.mark.parametrize("target", TARGETS)
def test_digits_script_is_as_it_was_reviewed(target: str) -> None:
    code = export_code(digits(), target)
    path = GOLDEN / f"digits_mlp_{target}.txt"
    if os.environ.get("NODEGRAD_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(code, encoding="utf-8")
    assert code == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", TARGETS)
def test_exporting_leaves_the_training_as_it_was(target: str) -> None:
    """The same spec gives the same script twice, also after it was trained."""
    from engine.train import Trainer

    spec = digits()
    count = len(spec.graph.nodes)
    first = export_code(spec, target)
    assert len(spec.graph.nodes) == count
    next(Trainer(spec).events())
    assert export_code(spec, target) == first

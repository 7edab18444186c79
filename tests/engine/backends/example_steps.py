"""The first step of the examples, ready to be made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.project.store import load
from engine.backends.compiled.plan import CompiledPlan
from engine.train import Trainer

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"


def names_without(*beginnings: str) -> list[str]:
    """The examples but those whose names begin so."""
    return sorted(path.stem for path in EXAMPLES.glob("*.nodegrad") if not path.stem.startswith(beginnings))


def first_step(example: str) -> tuple[Trainer, Any, Any]:
    """The trainer of an example, its unit with the first batch in the feeds, and that unit's plan."""
    path = EXAMPLES / f"{example}.nodegrad"
    spec = lower(load(path), catalog(), path.parent).spec
    assert spec is not None
    trainer = Trainer(spec)
    batch = trainer._steps.cursor.at(0, 0)
    unit = trainer._steps.unit(batch.size)
    plan: Any = unit.plan
    assert isinstance(plan, CompiledPlan)
    batch.into(unit.feeds)
    return trainer, unit, plan

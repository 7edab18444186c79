"""Exported scripts end at the epoch at which the engine ends, with the same weights."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from export_specs import digits
from test_export_scripts import check_style, run_script

from engine.data import source
from engine.errors import ExportError
from engine.export import export_code
from engine.train import EarlyStopping, Threshold, Trainer, TrainingSpec

RULES = [
    [EarlyStopping(monitor="val_accuracy", patience=2, restore_best_weights=True)],
    [EarlyStopping(monitor="val_loss", patience=1, min_delta=0.05)],
    [Threshold(value=0.5), EarlyStopping(monitor="loss", patience=3, min_delta=0.01)],
    [Threshold(value=0.93, monitor="val_accuracy")],
]


def ending(rules: list[EarlyStopping | Threshold]) -> TrainingSpec:
    pipeline = source("digits").split(0.2, 0.2, stratify=True).normalize().shuffle().batch(64)
    return replace(digits(), pipeline=pipeline, epochs=40, stopping=rules)


#: The lines are the same but for the copy of the weights, so that one rule of each kind is enough for the second target.
CASES = [*(("numpy", rules) for rules in RULES), *(("pytorch", rules) for rules in (RULES[0], RULES[2]))]


@pytest.mark.parametrize(("target", "rules"), CASES)
def test_script_ends_at_the_same_epoch_with_the_same_weights(
    target: str, rules: list[EarlyStopping | Threshold], tmp_path: Path
) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="runs an exported PyTorch script")
    trainer = Trainer(ending(rules))
    *_, done = trainer.events()
    assert done.reason in ("early_stopping", "threshold") and 2 < len(trainer.figures) < 40
    code = export_code(ending(rules), target)
    check_style(code, tmp_path)
    *epochs, test = run_script(code, tmp_path).splitlines()
    assert [line.partition(":")[0] for line in epochs] == [f"epoch {epoch + 1}" for epoch in range(len(trainer.figures))]
    figures = {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", test)}
    assert figures == pytest.approx(trainer.evaluate("test"), abs=2e-4)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (EarlyStopping(monitor="accuracy"), "not 'accuracy'; watch val_accuracy"),
        (EarlyStopping(start_from_epoch=2), "a script cannot wait for a baseline or a first epoch"),
    ],
)
def test_what_scripts_do_not_know_is_said(rule: EarlyStopping, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export_code(ending([rule]), "numpy")

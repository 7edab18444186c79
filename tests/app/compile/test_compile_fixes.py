"""What the lints of a loss say has a fix that fixes it."""

from __future__ import annotations

import pytest
from documents import Change, add, attrs, check, drop, kind, only, said, wire

from app.compile.problems import Problem
from app.model.records import DocumentRecord
from app.project.examples import find_example

DIGITS = find_example("digits-mlp").load()
CANCER = find_example("breast-cancer-logistic").load()
DIABETES = find_example("diabetes-regression").load()


def fixed(record: DocumentRecord, problem: Problem) -> DocumentRecord:
    fix = problem.fixes[0]
    return attrs(record.nodes[fix.node].name, **fix.attributes)(record)


@pytest.mark.parametrize(
    ("record", "changes", "severity", "part", "fix"),
    [
        (DIGITS, [attrs("output", activation="softmax")], "warning", "softmax is applied before it", "Switch from_logits off"),
        (DIGITS, [attrs("loss", from_logits=False)], "warning", "but gets raw scores", "Switch from_logits on"),
        (DIGITS, [attrs("output", units=8)], "error", "the data has 10 classes, but 8 scores come in", "Set units to 10"),
        (DIGITS, [attrs("output", units=12)], "warning", "the data has 10 classes, but 12 scores", "Set units to 10"),
        (DIABETES, [attrs("line", units=3), drop("mae")], "error", "each target has 1 numbers", "Set units to 1"),
        (CANCER, [attrs("accuracy", threshold=0.5)], "warning", "where it begins at 0;", "Set threshold to 0"),
    ],
)
def test_lints_give_a_fix_that_fixes(record: DocumentRecord, changes: list[Change], severity: str, part: str, fix: str) -> None:
    for change in changes:
        record = change(record)
    problem = only(check(record))
    assert (problem.severity, problem.fixes[0].text) == (severity, fix) and part in problem.message
    assert check(fixed(record, problem)).problems == ()


def test_a_softmax_node_before_a_loss_from_logits() -> None:
    result = check(DIGITS, add("soft", "Softmax"), wire("output.y", "soft.x"), wire("soft.y", "loss.y_pred"))
    assert only(result).severity == "warning" and only(result).node == "n9"


def test_one_hot_targets_of_another_width() -> None:
    changes = (
        add("hot", "OneHotLabels"), wire("normalize.rows", "hot.data"), wire("hot.rows", "shuffle.data"),
        kind("loss", "CategoricalCrossentropy", from_logits=True),
    )  # fmt: skip
    assert check(DIGITS, *changes).problems == ()
    result = check(DIGITS, *changes, attrs("output", units=4), drop("accuracy"))
    assert only(result).fixes[0].text == "Set units to 10"


def test_softmax_over_one_unit() -> None:
    result = check(CANCER, attrs("score", activation="softmax"))
    assert "'score' is a softmax over one unit, which is always 1; use Sigmoid" in said(result, "warning")


def test_a_loss_that_no_weight_reaches() -> None:
    result = check(DIGITS, wire("batch.x", "loss.y_pred"))
    assert said(result) == ["Adam 'adam' has nothing to train: its loss depends on no weight; put a layer before the loss"]
    result = check(DIGITS, wire("batch.x", "loss.y_pred"), drop("adam"))
    assert any("depends on no weight" in text for text in said(result, "warning"))

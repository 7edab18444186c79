"""Every lint: a document where it fires, the same but right where it is silent, and repairs that mend it and can be undone."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from documents import Change, add, attrs, check, cut, drop, id_of, kind, wire
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile import lints
from app.compile.describe import describe
from app.compile.lints.data import _SORTED
from app.compile.lower import lower
from app.compile.problems import CheckResult, Problem
from app.model.document import Document
from app.model.records import DocumentRecord, RunSettings
from app.project.examples import Example, examples, find_example
from app.project.format import dumps
from engine.data import Pipeline

pytestmark = pytest.mark.usefixtures("qapp")

DIGITS = find_example("digits-mlp").load()
CANCER = find_example("breast-cancer-logistic").load()
DIABETES = find_example("diabetes-regression").load()
IRIS = find_example("iris-softmax").load()
RARE = find_example("imbalanced-focal").load()
STACK = find_example("vanishing-gradient").load()
WORDS = find_example("transformer-text").load()


def between(
    source: str, target: str, name: str, kind: str, /, port: str = "x", out: str = "y", **values: Any
) -> tuple[Change, ...]:
    """A node in the wire from one port to another."""
    return add(name, kind, **values), wire(source, f"{name}.{port}"), wire(f"{name}.{out}", target)


def log_of(name: str, kind: str, **values: Any) -> tuple[Change, ...]:
    return add(name, kind, **values), wire("output.y", f"{name}.x"), add("ln", "Log"), wire(f"{name}.y", "ln.x")


SIGMOID = add("squash", "Sigmoid"), wire("output.y", "squash.x")
#: Only the plain loss of the two that the example compares.
PLAIN: tuple[Change, ...] = tuple(
    drop(node.name) for node in RARE.nodes.values() if node.kind == "BinaryFocalCrossentropy"
)  # fmt: skip


def deep(record: DocumentRecord, activation: str, count: int) -> DocumentRecord:
    """So many layers of one activation in a row in front of the output."""
    before = "batch.x"
    for index in range(count):
        for change in (add(f"d{index}", "Dense", units=8, activation=activation), wire(before, f"d{index}.x")):
            record = change(record)
        before = f"d{index}.y"
    return wire(before, "output.x")(record)


def stack(activation: str, count: int) -> Change:
    return lambda record: drop("hidden", "relu")(deep(record, activation, count))


#: What the loss of yes or no gets and says when the model gives probabilities.
PROBABLE: tuple[Change, ...] = (attrs("score", activation="sigmoid"), attrs("loss", from_logits=False))
#: One minus a probability, which is one too.
OPPOSITE: tuple[Change, ...] = (
    add("p", "Sigmoid"), wire("score.y", "p.x"), add("one", "Constant", value=1.0), add("q", "Subtract"), wire("one.y", "q.a"),
    wire("p.y", "q.b"), wire("q.y", "loss.y_pred"), attrs("loss", from_logits=False),
)  # fmt: skip
DROPOUT = between("relu.y", "output.x", "drop", "Dropout", rate=0.5)
FIXED = (
    add("v", "Variable", shape=[64], trainable=False), add("a", "Add"), wire("hidden.y", "a.a"), wire("v.y", "a.b"),
)  # fmt: skip


def of_kind(kind: str, **values: Any) -> Change:
    """Attributes of the only node of a kind."""
    return lambda record: attrs(named(record, kind), **values)(record)


Case = tuple[str, DocumentRecord, tuple[Change, ...]]

FIRES: list[Case] = [
    ("labels_as_features", DIGITS, (wire("batch.y", "hidden.x"),)),
    ("labels_as_features", DIGITS, (wire("output.y", "loss.y_true"), wire("batch.y", "loss.y_pred"))),
    ("swapped", DIABETES, (wire("line.y", "loss.y_true"), wire("batch.y", "loss.y_pred"))),
    ("double_activation", DIGITS, (attrs("output", activation="softmax"),)),
    ("double_activation", DIGITS, between("output.y", "loss.y_pred", "soft", "Softmax")),
    ("raw_scores", DIGITS, (attrs("loss", from_logits=False),)),
    ("raw_scores", CANCER, (attrs("loss", from_logits=False),)),
    ("not_positive", DIABETES, (kind("loss", "Poisson"),)),
    ("relu_output", DIABETES, (attrs("line", activation="relu"),)),
    ("relu_output", DIABETES, between("line.y", "loss.y_pred", "bend", "ReLU")),
    ("relu_output", DIGITS, (attrs("output", activation="relu"),)),
    ("disturbed_output", DIGITS, between("output.y", "loss.y_pred", "drop", "Dropout", rate=0.5)),
    ("disturbed_output", DIGITS, between("output.y", "loss.y_pred", "norm", "BatchNormalization")),
    ("classes", DIGITS, (attrs("output", units=8),)),
    ("classes", DIGITS, (attrs("output", units=12),)),
    ("targets_shape", DIABETES, (attrs("line", units=3), drop("mae"))),
    ("more_than_two_classes", DIGITS, (kind("loss", "BinaryCrossentropy", from_logits=True),)),
    ("more_than_two_classes", DIGITS, (attrs("output", activation="sigmoid"), kind("loss", "BinaryCrossentropy"))),
    ("class_numbers_as_quantities", DIGITS, (kind("loss", "MeanSquaredError"), attrs("output", units=1))),
    ("threshold", CANCER, (attrs("accuracy", threshold=0.5),)),
    ("too_large", DIGITS, (attrs("hidden", units=10**9),)),
    ("nothing_learns", DIGITS, (wire("batch.x", "loss.y_pred"), drop("adam"))),
    ("no_gradient", DIGITS, between("hidden.y", "relu.x", "still", "StopGradient")),
    ("no_gradient", DIGITS, between("hidden.y", "relu.x", "step", "Round")),
    ("no_gradient", DIGITS, (add("more", "Dense", units=3), wire("hidden.y", "more.x"))),
    ("more_parameters_than_rows", DIGITS, (attrs("hidden", units=1000),)),
    ("more_parameters_than_rows", DIGITS, (drop("split"), wire("digits.data", "normalize.data"))),
    ("softmax_over_one", CANCER, (attrs("score", activation="softmax"), attrs("loss", from_logits=False))),
    ("softmax_over_one", CANCER, (*between("score.y", "loss.y_pred", "soft", "Softmax"), attrs("loss", from_logits=False))),
    ("deep_saturation", DIGITS, (stack("sigmoid", 4),)),
    ("deep_saturation", DIGITS, (stack("tanh", 8),)),
    ("deep_saturation", STACK, ()),
    ("linear_stack", DIGITS, (drop("relu"), wire("hidden.y", "output.x"))),
    ("batch_norm_of_one", DIGITS, (*between("hidden.y", "relu.x", "norm", "BatchNormalization"), attrs("batch", batch_size=1))),
    ("unclamped_log", DIGITS, log_of("soft", "Softmax")),
    ("unclamped_log", DIGITS, log_of("size", "Absolute")),
    ("unclamped_log", DIGITS, (add("ln", "Log"), wire("batch.x", "ln.x"))),
    ("class_imbalance", RARE, PLAIN),
    ("sorted_rows", IRIS, (drop("split", "shuffle"), wire("iris.data", "normalize.data"), wire("normalize.rows", "batch.data"))),
    ("padding_without_mask", WORDS, (lambda record: drop(named(record, "PaddingMask"))(record),)),
]

SILENT: list[Case] = [
    ("labels_as_features", DIGITS, (add("e", "Embedding", input_dim=10, output_dim=2), wire("batch.y", "e.x"))),
    ("swapped", DIABETES, ()),
    ("double_activation", DIGITS, (attrs("output", activation="softmax"), attrs("loss", from_logits=False))),
    ("double_activation", DIGITS, (attrs("output", activation="log_softmax"),)),
    ("raw_scores", DIGITS, (*SIGMOID, wire("squash.y", "loss.y_pred"), attrs("loss", from_logits=False))),
    ("raw_scores", CANCER, OPPOSITE),
    ("not_positive", DIABETES, (kind("loss", "Poisson"), attrs("line", activation="softplus"))),
    ("relu_output", DIABETES, (attrs("line", activation="softplus"),)),
    ("disturbed_output", DIGITS, DROPOUT),
    ("classes", DIGITS, ()),
    ("targets_shape", DIABETES, ()),
    ("more_than_two_classes", CANCER, ()),
    ("class_numbers_as_quantities", DIABETES, ()),
    ("threshold", CANCER, (*PROBABLE, attrs("accuracy", threshold=0.5))),
    ("nothing_learns", DIGITS, (drop("adam"),)),
    ("no_gradient", DIGITS, FIXED),
    ("no_gradient", DIGITS, (cut("loss.y_true"),)),
    ("more_parameters_than_rows", DIGITS, (attrs("hidden", units=1000), *DROPOUT)),
    ("more_parameters_than_rows", DIGITS, (attrs("hidden", units=1000, kernel_regularizer="l2"),)),
    ("more_parameters_than_rows", DIGITS,
     (attrs("hidden", units=1000), lambda record: msgspec.structs.replace(record, settings=RunSettings(early_stopping=True)))),
    ("softmax_over_one", DIGITS, (attrs("output", activation="softmax"),)),
    ("deep_saturation", DIGITS, (stack("sigmoid", 3),)),
    ("deep_saturation", DIGITS, (stack("relu", 12),)),
    ("deep_saturation", DIGITS, (stack("tanh", 7),)),
    ("deep_saturation", DIGITS, (stack("sigmoid", 4), *between("d1.y", "d2.x", "norm", "BatchNormalization"))),
    ("linear_stack", DIGITS, (drop("relu"), wire("hidden.y", "output.x"), attrs("hidden", units=5))),
    ("batch_norm_of_one", DIGITS, between("hidden.y", "relu.x", "norm", "BatchNormalization")),
    ("unclamped_log", DIGITS, log_of("clip", "Clip", minimum=1e-6)),
    ("unclamped_log", DIGITS, log_of("e", "Exp")),
    ("unclamped_log", DIGITS, log_of("e", "Softplus")),
    ("unclamped_log", DIGITS, (*log_of("s", "Square"), add("one", "Constant", value=1.0), add("a", "Add"), wire("s.y", "a.a"),
                               wire("one.y", "a.b"), wire("a.y", "ln.x"))),
    ("class_imbalance", RARE, ()),
    ("class_imbalance", RARE, (*PLAIN, of_kind("BinaryCrossentropy", class_weight=[0.5, 16.0]))),
    ("class_imbalance", RARE, (*PLAIN, of_kind("Imbalanced", share=0.4))),
    ("sorted_rows", IRIS, (drop("split"), wire("iris.data", "normalize.data"))),
    ("padding_without_mask", WORDS, ()),
]  # fmt: skip


def named(record: DocumentRecord, kind: str) -> str:
    return next(node.name for node in record.nodes.values() if node.kind == kind)


def of_rule(result: CheckResult, rule: str) -> list[Problem]:
    return [problem for problem in result.problems if problem.rule == rule]


def changed(record: DocumentRecord, changes: tuple[Change, ...]) -> DocumentRecord:
    for change in changes:
        record = change(record)
    return record


@pytest.mark.parametrize(("rule", "record", "changes"), FIRES, ids=lambda value: value if isinstance(value, str) else "")
def test_it_fires_and_its_repairs_mend_it(rule: str, record: DocumentRecord, changes: tuple[Change, ...]) -> None:
    record = changed(record, changes)
    result = check(record)
    (problem,) = of_rule(result, rule)
    assert problem.node in record.nodes and problem.message
    for fix in problem.fixes:
        editor = Editor(Document(record), QUndoStack(), catalog())
        editor.apply_fix(fix)
        after = check(editor.document.record())
        assert not of_rule(after, rule), fix.text
        before = {problem.template for problem in result.problems if problem.severity == "error"}
        assert {problem.template for problem in after.problems if problem.severity == "error"} <= before, fix.text
        assert editor.undo_stack.undoText() == fix.text
        editor.undo_stack.undo()
        assert dumps(editor.document.record()) == dumps(record)


@pytest.mark.parametrize(("rule", "record", "changes"), SILENT, ids=lambda value: value if isinstance(value, str) else "")
def test_it_is_silent(rule: str, record: DocumentRecord, changes: tuple[Change, ...]) -> None:
    assert not of_rule(check(record, *changes), rule)


def test_every_rule_is_seen_firing_and_silent() -> None:
    names = {rule.__name__ for rule in lints.RULES}
    assert {rule for rule, *_ in FIRES} == names
    assert {rule for rule, *_ in SILENT} >= names - {"too_large"}
    assert all(rule.__doc__ for rule in lints.RULES)


#: The lesson on the vanishing gradient is the mistake itself.
TAUGHT = {"vanishing-gradient": ["deep_saturation"]}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples_are_free_of_what_they_do_not_teach(example: Example) -> None:
    result = describe(lower(example.load(), catalog(), example.path.parent))
    assert [problem.rule for problem in result.problems] == TAUGHT.get(example.name, [])


def test_nearly_all_rules_have_a_repair() -> None:
    mended = {rule for rule, record, changes in FIRES if any(of_rule(check(record, *changes), rule)[0].fixes)}
    assert {rule.__name__ for rule in lints.RULES} - mended == {"too_large", "nothing_learns"}


def test_sources_said_to_be_sorted_are() -> None:
    for source in sorted(_SORTED & {"iris", "wine"}):
        labels = Pipeline([(source, {})]).build(0).parts["train"].y
        assert (np.diff(labels) >= 0).all()


def test_a_stack_is_told_at_its_first_layer_with_all_of_it_mended() -> None:
    record = changed(DIGITS, (stack("sigmoid", 5),))
    (problem,) = of_rule(check(record), "deep_saturation")
    assert problem.node == id_of(record, "d0") and problem.params["count"] == 5
    assert len(problem.fixes[0].steps) == 5 and problem.fixes[0].text == "Use ReLU in all 5"


def test_the_layer_where_the_wire_is_missing_is_named() -> None:
    changes = (
        add("a", "Dense", units=3),
        wire("hidden.y", "a.x"),
        add("b", "Dense", units=3, activation="relu"),
        wire("a.y", "b.x"),
    )
    record = changed(DIGITS, changes)
    assert [problem.node for problem in of_rule(check(record), "no_gradient")] == ["b"]


def test_a_hint_is_no_reason_not_to_train() -> None:
    assert check(DIGITS, attrs("hidden", units=1000)).ready


@pytest.mark.parametrize(("rule", "record", "changes"), FIRES, ids=lambda value: value if isinstance(value, str) else "")
def test_repairs_work_through_the_border_of_a_group(rule: str, record: DocumentRecord, changes: tuple[Change, ...]) -> None:
    """What is wrong with layers in a group is found as well, and what is offered for it can be done."""
    editor = Editor(Document(changed(record, changes)), QUndoStack(), catalog())
    among = {kind.name for kind in catalog().kinds if kind.category in ("Layers", "Activations")} | {"StopGradient", "Round"}
    layers = [node.id for node in editor.document.nodes.values() if node.kind in among]
    editor.group(layers)
    grouped = editor.document.record()
    (problem,) = of_rule(check(grouped), rule)
    for fix in problem.fixes:
        editor.apply_fix(fix)
        assert not of_rule(check(editor.document.record()), rule), fix.text
        editor.undo_stack.undo()
        assert dumps(editor.document.record()) == dumps(grouped)

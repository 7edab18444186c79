"""What the engine refuses gets repairs that let it through, and none where nothing does."""

from __future__ import annotations

import pytest
from documents import Change, add, attrs, check, cut, drop, kind, wire
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.model.document import Document
from app.model.records import DocumentRecord
from app.project.examples import find_example
from app.project.format import dumps

pytestmark = pytest.mark.usefixtures("qapp")

DIGITS = find_example("digits-mlp").load()
CNN = find_example("digits-cnn").load()
DIABETES = find_example("diabetes-regression").load()
WORDS = find_example("transformer-text").load()

HOT = add("hot", "OneHotLabels"), wire("normalize.rows", "hot.data"), wire("hot.rows", "shuffle.data")
LATE = wire("digits.data", "normalize.data"), wire("normalize.rows", "split.data"), wire("split.rows", "shuffle.data")
REPEATED = (
    add("again", "Repeat", times=2), wire("digits.data", "again.data"), wire("again.rows", "split.data"),
)  # fmt: skip
VARIABLE = add("v", "Variable", shape=[10, 64]), add("m", "MatMul"), wire("batch.x", "m.a"), wire("v.y", "m.b")


def new(name: str, kind: str, source: str, port: str = "x", **values: object) -> tuple[Change, ...]:
    return add(name, kind, **values), wire(source, f"{name}.{port}")


CASES: list[tuple[str, DocumentRecord, tuple[Change, ...], list[str]]] = [
    ("one-hot rows in a sparse loss", DIGITS, HOT, ["Use CategoricalCrossentropy", "Remove 'hot'"]),
    ("class numbers in a categorical loss", DIGITS, (kind("loss", "CategoricalCrossentropy", from_logits=True),),
     ["Use SparseCategoricalCrossentropy", "Insert OneHotLabels"]),
    ("class numbers in a loss of quantities", DIGITS, (kind("loss", "MeanSquaredError"), drop("accuracy")),
     ["Use SparseCategoricalCrossentropy", "Insert OneHotLabels"]),
    ("quantities in a loss of classes", DIABETES, (kind("loss", "SparseCategoricalCrossentropy"),), ["Use MeanSquaredError"]),
    ("pictures into the last layer", CNN, (wire("shapes.y", "output.x"), drop("accuracy")), ["Insert Flatten before 'output'"]),
    ("floats into an embedding", DIGITS, new("e", "Embedding", "batch.x", input_dim=20, output_dim=3), ["Insert Cast"]),
    ("rows into a convolution", DIGITS, new("c", "Conv2D", "batch.x", filters=3), ["Insert Reshape"]),
    ("rows into a recurrent layer", DIGITS, new("r", "LSTM", "batch.x", units=3), ["Insert ExpandDims"]),
    ("the other side of a product", DIGITS, VARIABLE, ["Insert Transpose"]),
    ("Normalize before Split", DIGITS, LATE, ["Put 'split' before 'normalize'"]),
    ("Repeat before Split", DIGITS, REPEATED, ["Put 'split' before 'again'"]),
    ("targets left out", DIGITS, (cut("loss.y_true"),), ["Connect batch.y"]),
    ("the loss left out", DIGITS, (cut("adam.loss"),), ["Connect loss.loss"]),
    ("labels into a layer", DIGITS, (wire("batch.y", "hidden.x"),), ["Connect x instead"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "record", "changes", "labels"), CASES, ids=[case[0] for case in CASES])
def test_a_refused_node_gets_repairs(what: str, record: DocumentRecord, changes: tuple[Change, ...], labels: list[str]) -> None:
    for change in changes:
        record = change(record)
    errors = [problem for problem in check(record).problems if problem.severity == "error"]
    assert [fix.text for fix in errors[0].fixes] == labels and len(errors) == 1
    for fix in errors[0].fixes:
        editor = Editor(Document(record), QUndoStack(), catalog())
        editor.apply_fix(fix)
        assert not [problem.message for problem in check(editor.document.record()).problems if problem.severity == "error"]
        editor.undo_stack.undo()
        assert dumps(editor.document.record()) == dumps(record)


def test_sparse_values_are_made_dense() -> None:
    record = find_example("bag-of-words").load()
    batch = next(node.name for node in record.nodes.values() if node.kind == "Batch")
    result = check(record, *new("size", "Exp", f"{batch}.x"))
    fixes = [fix.text for problem in result.problems_of("size") for fix in problem.fixes]
    assert "Insert ToDense" in fixes or not result.problems_of("size")


def test_text_that_was_not_cut_into_tokens() -> None:
    (split,) = (node.name for node in WORDS.nodes.values() if node.kind == "Split")
    (shuffle,) = (node.name for node in WORDS.nodes.values() if node.kind == "Shuffle")
    record = wire(f"{split}.rows", f"{shuffle}.data")(WORDS)
    from app.compile.describe import describe
    from app.compile.lower import lower

    folder = find_example("transformer-text").path.parent
    result = describe(lower(record, catalog(), folder))
    (problem,) = (problem for problem in result.problems if problem.severity == "error")
    assert [fix.text for fix in problem.fixes] == ["Insert Tokenize + PadSequences"]
    editor = Editor(Document(record), QUndoStack(), catalog())
    editor.apply_fix(problem.fixes[0])
    assert describe(lower(editor.document.record(), catalog(), folder)).ready


def test_what_nothing_mends_gets_no_repair() -> None:
    result = check(DIGITS, add("a", "Add"), wire("batch.x", "a.a"), wire("output.y", "a.b"))
    (problem,) = result.problems
    assert problem.severity == "error" and problem.fixes == ()


def test_only_the_first_of_many_problems_are_tried() -> None:
    changes = [change for index in range(90) for change in new(f"c{index}", "Conv2D", "batch.x", filters=2)]
    with_fix = [bool(problem.fixes) for problem in check(DIGITS, *changes).problems]
    assert with_fix[0] and not with_fix[-1]


def test_a_wrong_attribute_is_set_back() -> None:
    (problem,) = check(DIGITS, attrs("split", validation_fraction=2)).problems
    assert [fix.text for fix in problem.fixes] == ["Reset it to its default"]

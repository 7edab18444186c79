"""A step that cannot stand where it stands, or gets rows it cannot use, says so in one sentence with the mend."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest

from engine.data import Pipeline, from_arrays, registry
from engine.data.spec import Step
from engine.errors import DataError

IRIS = ("iris", {})
BATCH = ("batch", {})


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([], "the pipeline is empty; start it with a source"),
        ([BATCH], "Batch gets no rows; put a source such as Digits before it"),
        ([IRIS, IRIS], "Iris is a source of rows, so nothing can come before it"),
        ([IRIS, ("normalize", {}), ("split", {})], "Split stands after Normalize, .* put Split before Normalize"),
        ([IRIS, ("split", {}), ("split", {})], "Split stands twice in the pipeline; keep one"),
        ([IRIS, BATCH, ("shuffle", {})], "Shuffle stands after Batch, .* move it before Batch"),
        ([IRIS, BATCH, BATCH], "Batch stands after Batch"),
        ([IRIS, ("split", {"validation_fraction": 0})], "the validation part is empty; set validation_fraction above 0"),
        ([IRIS, ("split", {"validation_fraction": 0.6, "test_fraction": 0.5})], "the fractions add up to 1.1; leave some"),
        (
            [IRIS, ("split", {"validation_fraction": 2})],
            "validation_fraction is 2.0, but must be a number between 0 and 0.95",
        ),
        ([IRIS, ("split", {"validation_fraction": 0.01, "stratify": True})], "has 2 rows, too few to hold each of 3 classes"),
        ([("diabetes", {}), ("split", {"stratify": True})], "stratify needs one whole-number label a row, .* float32"),
        ([IRIS, ("one_hot", {}), ("split", {"stratify": True})], "put Split before the step that changes the labels"),
        ([("diabetes", {}), ("one_hot", {})], "OneHotLabels needs one whole-number label a row"),
        ([IRIS, ("one_hot", {"classes": 2})], "the labels have 3 classes, but classes is 2"),
        ([IRIS, ("binary_targets", {})], "BinaryTargets needs two classes, but the labels have 3"),
        ([("sine", {}), ("binary_targets", {})], "BinaryTargets needs one label 0 or 1 a row"),
        ([IRIS, ("batch", {"batch_size": 200, "drop_remainder": True})], "has 150 rows, fewer than one batch of 200"),
        ([IRIS, ("batch", {"batch_size": 0})], "Batch: batch_size is 0, but must be a whole number of at least 1"),
        ([("moons", {"samples": 1}), ("split", {"validation_fraction": 0.9})], "of 1 rows none is left for training"),
    ],
)
def test_misplaced_steps_are_refused_before_anything_is_loaded(steps: list, message: str) -> None:
    with pytest.raises(DataError, match=message):
        assert Pipeline(steps).type


def test_missing_batch_and_missing_part() -> None:
    loaded = Pipeline([IRIS]).build()
    with pytest.raises(DataError, match="the data is not cut into batches; end the pipeline with Batch"):
        next(loaded.batches("train"))
    with pytest.raises(DataError, match="end the pipeline with Batch") as caught:
        Pipeline([("iris", {}, "n1")]).element_types()
    assert caught.value.origin == "n1"
    with pytest.raises(DataError, match="there is no validation part; add Split"):
        loaded.part("validation")


def test_unknown_step_lists_the_known_ones() -> None:
    with pytest.raises(DataError, match="there is no data step 'magic'; use one of digits, iris"):
        Pipeline([("magic", {})])


def test_origin_is_the_node_of_the_step_that_failed() -> None:
    with pytest.raises(DataError) as caught:
        assert Pipeline([("iris", {}, "a"), ("normalize", {}, "b"), ("split", {}, "c")]).type
    assert caught.value.origin == "c"


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([[1.0, 2.0], [3.0]], None, "the rows of x have different lengths"),
        ([["a"]], None, "x holds <U1 values; give an array of numbers"),
        ([], None, "x has no rows"),
        ([[1.0]], [1, 2], "x has 1 rows, but y has 2"),
        ([[1.0], [np.nan]], None, "row 2 of x holds NaN or infinity"),
        ([[1.0], [2.0]], [0, -1], "the label in row 2 of y is -1; labels are whole numbers from 0"),
        ([[1.0]], [np.inf], "row 1 of y holds NaN or infinity"),
    ],
)
def test_arrays_that_do_not_fit(x: object, y: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        from_arrays(x, y).build()


def test_a_class_with_one_row_cannot_be_stratified() -> None:
    labels = np.array([0] * 9 + [1])
    with pytest.raises(DataError, match="class 1 has a single row, so stratify cannot put it in two parts"):
        from_arrays(np.zeros((10, 1)), labels).split(0.5, stratify=True).build()


def test_one_name_one_step() -> None:
    other = Step(name="iris", title="Other", role="source", rule=lambda *a: None, apply=lambda *a: None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="the data step 'iris' is declared twice"):
        registry.register([other])


@pytest.mark.parametrize("step", list(registry.all_steps()), ids=lambda step: step.name)
def test_every_step_explains_itself(step: Step) -> None:
    assert step.help.endswith(".")
    assert all(attr.help for attr in step.attrs)
    assert step.role in ("source", "transform", "batch")
    assert not step.telling or step.attr(step.telling)


def test_a_number_that_training_cannot_hold_is_refused_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b,t\n1,2,0\n1,1e39,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="row 2, column 'b': '1e39' is no number"):
        Pipeline([("csv", {"file": "t.csv"}), BATCH]).build(0, tmp_path)
    with pytest.raises(DataError, match="row 2 of x holds NaN or infinity"):
        from_arrays(np.array([[1.0], [1e39]]), np.array([0, 1])).batch(1).build(0)


@pytest.mark.parametrize("error", [zlib.error("bad"), NotImplementedError("compression"), RuntimeError("encrypted")], ids=repr)
def test_an_archive_that_cannot_be_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    np.savez_compressed(tmp_path / "t.npz", x=np.ones((50, 4)), y=np.arange(50) % 2)

    def refuse(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("zipfile.ZipFile.open", refuse)
    with pytest.raises(DataError, match="is not a whole NPZ file"):
        Pipeline([("npz", {"file": "t.npz"}), BATCH]).build(0, tmp_path)

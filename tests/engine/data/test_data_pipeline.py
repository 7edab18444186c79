"""Pipelines as a whole: static types equal what is loaded, every row once an epoch, the same for the same seed."""

from __future__ import annotations

import copy
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine.data as data
from engine.data import Pipeline, from_arrays, registry
from engine.errors import DataError
from engine.ir.types import TensorType

#: Attributes that name what a source reads: a file, numbers, or a set that is fetched.
READ = {"file", "folder", "directory", "x", "texts", "documents", "fetch"}
GENERATED = [
    step for step in data.all_steps() if step.role == "source" and step.palette and not READ & {attr.name for attr in step.attrs}
]
DIGITS = [("digits", {}), ("split", {"stratify": True}), ("normalize", {}), ("shuffle", {}), ("batch", {"batch_size": 32})]


def test_importing_loads_neither_scikit_learn_nor_pandas() -> None:
    code = "import sys, engine.data; print([m for m in ('sklearn', 'pandas', 'scipy', 'polars') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("step", GENERATED, ids=lambda step: step.name)
def test_declared_type_of_every_source_is_what_it_loads(step: data.Step) -> None:
    pipeline = Pipeline([(step.name, {})])
    loaded = pipeline.build(seed=1)
    part = loaded.parts["train"]
    assert loaded.type == pipeline.type
    assert pipeline.type.rows == len(part)
    assert part.x.shape[1:] == pipeline.type.features.shape
    assert part.x.dtype.name == pipeline.type.features.dtype
    assert part.y is not None
    assert pipeline.type.targets == TensorType(part.y.dtype.name, part.y.shape[1:])
    if pipeline.type.classes is not None:
        assert set(np.unique(part.y)) == set(range(pipeline.type.classes))


@pytest.mark.parametrize("step", GENERATED, ids=lambda step: step.name)
def test_every_source_is_the_same_for_the_same_seed(step: data.Step) -> None:
    a, b = (Pipeline([(step.name, {})]).build(seed=5).parts["train"] for _ in range(2))
    np.testing.assert_array_equal(a.x, b.x)
    np.testing.assert_array_equal(a.y, b.y)


def test_digits_pipeline_is_typed_without_loading_and_loads_as_typed() -> None:
    pipeline = Pipeline(DIGITS)
    assert pipeline.element_types() == {"x": TensorType("float32", ("batch", 64)), "y": TensorType("int64", ("batch",))}
    assert dict(pipeline.type.parts) == {"train": 1437, "validation": 360}
    assert pipeline.type.steps_per_epoch() == 45
    loaded = pipeline.build(seed=0)
    assert loaded.type == pipeline.type
    assert loaded.steps_per_epoch == 45
    first = next(loaded.batches("train", 0))
    assert (first["x"].shape, first["x"].dtype, first["y"].dtype) == ((32, 64), np.float32, np.int64)


def test_split_is_scikit_learns_with_the_run_seed() -> None:
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    x, y = load_digits(return_X_y=True)
    expected = train_test_split(x, y, test_size=0.2, stratify=y, random_state=3)
    loaded = Pipeline(DIGITS[:2]).build(seed=3)
    np.testing.assert_array_equal(loaded.parts["train"].x, expected[0].astype(np.float32))
    np.testing.assert_array_equal(loaded.parts["validation"].y, expected[3])


def test_own_seed_of_a_step_beats_the_runs() -> None:
    x = np.arange(20.0)[:, None]
    a, b = (from_arrays(x).split(0.5, seed=4).shuffle(seed=2).build(seed=run) for run in (0, 1))
    np.testing.assert_array_equal(a.parts["validation"].x, b.parts["validation"].x)
    np.testing.assert_array_equal(a.order("train", 0), b.order("train", 0))


@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(4, 60),
    batch_size=st.integers(1, 70),
    validation=st.sampled_from([0.1, 0.25, 0.5]),
    test=st.sampled_from([0.0, 0.1]),
    shuffled=st.booleans(),
    epoch=st.integers(0, 5),
)
def test_every_row_comes_exactly_once_an_epoch(
    rows: int, batch_size: int, validation: float, test: float, shuffled: bool, epoch: int
) -> None:
    pipeline = from_arrays(np.arange(rows)[:, None], np.arange(rows)).split(validation, test)
    pipeline = (pipeline.shuffle() if shuffled else pipeline).batch(batch_size)
    loaded = pipeline.build(seed=1)
    assert loaded.type == pipeline.type
    seen = []
    for part in loaded.parts:
        batches = list(loaded.batches(part, epoch))
        assert [len(batch["y"]) for batch in batches] == [size for _, size in loaded.spans(part)]
        for batch in batches:
            np.testing.assert_array_equal(batch["x"][:, 0], batch["y"])
            seen.extend(batch["y"])
    assert sorted(seen) == list(range(rows))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), epoch=st.integers(0, 100))
def test_same_seed_same_batches(seed: int, epoch: int) -> None:
    a, b = (from_arrays(np.arange(24.0)).split().shuffle().batch(5).build(seed) for _ in range(2))
    for left, right in zip(a.batches("train", epoch), b.batches("train", epoch), strict=True):
        np.testing.assert_array_equal(left["x"], right["x"])


def test_order_is_numpys_permutation_of_seed_and_epoch() -> None:
    loaded = from_arrays(np.arange(30.0)).split(0.5).shuffle().batch(4).build(seed=7)
    np.testing.assert_array_equal(loaded.order("train", 2), np.random.default_rng([7, 2]).permutation(15))
    np.testing.assert_array_equal(loaded.order("validation", 2), np.arange(15))
    assert not np.array_equal(loaded.order("train", 0), loaded.order("train", 1))


def test_batches_are_written_straight_into_buffers() -> None:
    loaded = Pipeline(DIGITS).build(seed=0)
    order = loaded.order("train", 3)
    feeds = {"x": np.empty((32, 64), np.float32), "y": np.empty(32, np.int64)}
    whole = [span for span in loaded.spans("train") if span[1] == 32]
    for (start, _), batch in zip(whole, loaded.batches("train", 3), strict=False):
        loaded.batch_into("train", order, start, feeds)
        np.testing.assert_array_equal(feeds["x"], batch["x"])
        np.testing.assert_array_equal(feeds["y"], batch["y"])


def test_a_buffer_that_the_data_lacks_is_refused() -> None:
    loaded = from_arrays(np.arange(4.0)).batch(2).build()
    with pytest.raises(DataError, match="the data has no 'y'; it has x"):
        loaded.batch_into("train", loaded.order("train", 0), 0, {"y": np.empty(2)})


def test_drop_remainder_leaves_out_the_last_training_batch_only() -> None:
    loaded = from_arrays(np.arange(20.0)).split(0.25).batch(4, drop_remainder=True).build()
    assert [size for _, size in loaded.spans("train")] == [4, 4, 4]
    assert [size for _, size in loaded.spans("validation")] == [4, 1]
    assert loaded.type.steps_per_epoch() == loaded.steps_per_epoch == 3


def test_pipelines_do_not_change_when_they_are_continued() -> None:
    base = from_arrays(np.arange(10.0))
    base.split(0.5)
    assert [stage.step.name for stage in base.stages] == ["arrays"]
    assert repr(base.split().batch()) == "<Pipeline Arrays → Split → Batch>"


def test_rows_may_be_scalars_or_images() -> None:
    assert from_arrays([50.0, 60.0], [750.0, 860.0]).batch(1).element_types() == {
        "x": TensorType("float32", ("batch",)),
        "y": TensorType("float32", ("batch",)),
    }
    images = from_arrays(np.zeros((6, 8, 8, 1)), [0, 1, 2, 0, 1, 2])
    assert images.type.features.shape == (8, 8, 1)
    assert images.type.classes == 3


def test_every_transform_is_a_method() -> None:
    empty = Pipeline()
    for step in registry.all_steps():
        if step.role == "transform":
            assert callable(getattr(empty, step.name)) and step.name in dir(empty)
    made = Pipeline([("breast_cancer", {})]).binary_targets()
    assert [stage.step.name for stage in made.stages] == ["breast_cancer", "binary_targets"]
    assert empty.binary_targets.__doc__ == registry.get("binary_targets").help
    with pytest.raises(AttributeError, match="a pipeline has no step 'batches'"):
        empty.batches()
    assert copy.copy(made).stages == made.stages

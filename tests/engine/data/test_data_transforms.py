"""What each transform does to the rows, and that nothing is fitted on rows it may not see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.data import Pipeline, from_arrays
from engine.data.transforms import statistics
from engine.ir.types import TensorType

TABLES = hnp.arrays(np.float32, st.tuples(st.integers(4, 20), st.integers(1, 4)), elements=st.floats(-100, 100, width=32))


@settings(max_examples=30, deadline=None)
@given(x=TABLES, noise=st.floats(-1000, 1000), method=st.sampled_from(["standard", "minmax"]))
def test_normalization_is_fitted_on_the_training_part_alone(x: np.ndarray, noise: float, method: str) -> None:
    labels = np.arange(len(x))
    before = from_arrays(x, labels).split(0.25, seed=1).normalize(method).build()
    changed = x.copy()
    changed[before.parts["validation"].y] += np.float32(noise)
    after = from_arrays(changed, labels).split(0.25, seed=1).normalize(method).build()
    np.testing.assert_array_equal(before.parts["train"].x, after.parts["train"].x)


def test_standard_gives_mean_0_and_deviation_1_and_leaves_flat_features_finite() -> None:
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(5, 3, 200), np.full(200, 7.0)])
    part = from_arrays(x).normalize().build().parts["train"]
    np.testing.assert_allclose(part.x.mean(axis=0), [0, 0], atol=1e-6)
    np.testing.assert_allclose(part.x.std(axis=0), [1, 0], atol=1e-6)
    assert part.x.dtype == np.float32


def test_minmax_goes_from_0_to_1() -> None:
    part = from_arrays([[2.0, 4.0], [4.0, 4.0], [3.0, 4.0]]).normalize("minmax").build().parts["train"]
    np.testing.assert_allclose(part.x, [[0, 0], [1, 0], [0.5, 0]])


@pytest.mark.parametrize("method", ["standard", "minmax"])
def test_normalization_agrees_with_scikit_learn(method: str) -> None:
    from sklearn.datasets import load_wine
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    x, _ = load_wine(return_X_y=True)
    scaler = StandardScaler() if method == "standard" else MinMaxScaler()
    offset, spread = statistics(x, method)
    np.testing.assert_allclose((x - offset) / spread, scaler.fit_transform(x), atol=1e-9)


def test_stratify_keeps_the_shares_of_the_classes() -> None:
    y = np.repeat([0, 1], [90, 10])
    loaded = from_arrays(np.zeros((100, 1)), y).split(0.2, 0.2, stratify=True).build(seed=2)
    assert {part: int(rows.y.sum()) for part, rows in loaded.parts.items()} == {"train": 6, "validation": 2, "test": 2}


def test_one_hot_labels() -> None:
    pipeline = from_arrays(np.zeros((4, 1)), [0, 2, 1, 2]).one_hot().batch(4)
    assert pipeline.element_types()["y"] == TensorType("float32", ("batch", 3))
    (batch,) = pipeline.build().batches("train")
    np.testing.assert_array_equal(batch["y"], [[1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 1]])


def test_one_hot_may_have_more_classes_than_are_seen() -> None:
    assert from_arrays(np.zeros((2, 1)), [0, 1]).one_hot(5).type.targets == TensorType("float32", (5,))


def test_binary_targets_are_a_column() -> None:
    pipeline = Pipeline([("breast_cancer", {}), ("binary_targets", {}), ("batch", {"batch_size": 2})])
    assert pipeline.element_types()["y"] == TensorType("float32", ("batch", 1))
    assert next(pipeline.build().batches("train"))["y"].shape == (2, 1)

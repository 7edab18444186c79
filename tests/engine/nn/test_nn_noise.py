"""Layers that disturb in training, and the waves that tell positions apart."""

from __future__ import annotations

import numpy as np
import pytest

import engine as ng


def run(layer: ng.nn.Layer, data: np.ndarray, training: bool) -> np.ndarray:
    with ng.Graph() as graph:
        x = ng.placeholder((None, *data.shape[1:]), name="x")
        y = layer(x)
    with ng.Session(graph=graph, seed=0) as session:
        return session.run(y, {x: data}, training=training)


def test_spatial_dropout_drops_whole_channels() -> None:
    data = np.ones((6, 3, 4, 50), np.float32)
    found = run(ng.nn.SpatialDropout(0.4), data, training=True)
    np.testing.assert_array_equal(found, np.broadcast_to(found[:, :1, :1], found.shape))
    assert set(np.unique(found)) == {np.float32(0), np.float32(1 / 0.6)}
    assert 0.3 < (found[:, 0, 0] == 0).mean() < 0.5
    np.testing.assert_array_equal(run(ng.nn.SpatialDropout(0.4), data, training=False), data)


def test_gaussian_noise_has_its_deviation() -> None:
    data = np.zeros((100, 100), np.float32)
    found = run(ng.nn.GaussianNoise(0.5), data, training=True)
    assert abs(found.std() - 0.5) < 0.02 and abs(found.mean()) < 0.02
    np.testing.assert_array_equal(run(ng.nn.GaussianNoise(0.5), data, training=False), data)


@pytest.mark.parametrize("features", [6, 5])
def test_positions_are_those_of_the_formula(features: int) -> None:
    data = np.random.default_rng(0).normal(size=(2, 20, features)).astype(np.float32)
    t, k = np.indices((20, features))
    angle = t / 10000.0 ** (2 * (k // 2) / features)
    expected = data + np.where(k % 2, np.cos(angle), np.sin(angle))
    np.testing.assert_allclose(run(ng.nn.PositionalEncoding(), data, training=False), expected, rtol=1e-4, atol=1e-5)


def test_a_token_out_of_range_is_an_error() -> None:
    with ng.Graph() as graph:
        x = ng.placeholder((None,), dtype="int64", name="x")
        y = ng.nn.Embedding(4, 2)(x)
    with ng.Session(graph=graph) as session, pytest.raises(ng.NodegradError, match="index 4 is outside 0 to 3"):
        session.run(y, {x: np.array([1, 4])})

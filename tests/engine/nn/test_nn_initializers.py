"""Every initializer against Keras's definition: its options, its statistics, its structure, and its NumPy spelling."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import AttributeValueError
from engine.nn import initializers
from engine.nn.initializers import INITIALIZERS, Initializer, compute_fans, draw, numpy_source

SHAPES = [(), (7,), (300, 200), (3, 3, 16, 32)]


def example(initializer: Initializer) -> list[Any]:
    """Specs of one initializer that exercise its options."""
    specs: dict[str, list[dict[str, Any]]] = {
        "constant": [{"value": 0.3}],
        "uniform": [{"minval": -1.0, "maxval": 3.0}],
        "normal": [{"mean": 2.0, "stddev": 0.5}],
        "truncated_normal": [{"mean": 2.0, "stddev": 0.5}],
        "variance_scaling": [
            {"scale": scale, "mode": mode, "distribution": distribution}
            for scale in (1.0, 3.0)
            for mode in ("fan_in", "fan_out", "fan_avg")
            for distribution in ("truncated_normal", "untruncated_normal", "uniform")
        ],
        "orthogonal": [{"gain": 2.0}],
        "identity": [{"gain": 2.0}],
    }
    return [initializer.name, *({"name": initializer.name, **options} for options in specs.get(initializer.name, []))]


CASES = [(initializer, spec) for initializer in INITIALIZERS for spec in example(initializer)]
IDS = [f"{initializer.name}-{index}" for index, (initializer, _) in enumerate(CASES)]


def shapes_for(initializer: Initializer) -> list[tuple[int, ...]]:
    if initializer.name == "identity":
        return [(4, 4), (3, 5)]
    return SHAPES[2:] if initializer.name == "orthogonal" else SHAPES


@pytest.mark.parametrize(("initializer", "spec"), CASES, ids=IDS)
def test_the_numpy_source_gives_the_same_numbers(initializer: Initializer, spec: Any) -> None:
    names: dict[str, Any] = {"np": np, "math": math, "Any": Any}
    exec("from __future__ import annotations\n" + initializer.numpy_helper, names)
    for shape in shapes_for(initializer):
        for seed in (None, 5):
            given = spec if seed is None or not initializer.draws else {"name": initializer.name, "seed": seed}
            expected = draw(given, shape, "float32", np.random.default_rng(3))
            written = eval(numpy_source(given, shape), {**names, "rng": np.random.default_rng(3)})
            assert expected.dtype == np.float32 and expected.shape == shape
            np.testing.assert_array_equal(np.asarray(written).astype(np.float32), expected)


@pytest.mark.parametrize(("initializer", "spec"), CASES, ids=IDS)
def test_draws_take_from_the_runs_generator_exactly_where_they_say(initializer: Initializer, spec: Any) -> None:
    rng = np.random.default_rng(0)
    before = rng.bit_generator.state
    shape = shapes_for(initializer)[-1]
    first = draw(spec, shape, "float32", rng)
    assert (rng.bit_generator.state != before) == initializer.draws
    np.testing.assert_array_equal(first, draw(spec, shape, "float32", np.random.default_rng(0)))
    if initializer.draws:
        assert not np.array_equal(first, draw(spec, shape, "float32", rng))
        seeded = {**(spec if isinstance(spec, dict) else {"name": spec}), "seed": 9}
        state = rng.bit_generator.state
        np.testing.assert_array_equal(draw(seeded, shape, "float32", rng), draw(seeded, shape, "float32", rng))
        assert rng.bit_generator.state == state, "a seed of its own leaves the run's generator alone"


def test_glorot_uniform_is_drawn_as_an_exported_script_spells_it() -> None:
    limit = np.sqrt(6 / (64 + 10))
    expected = np.random.default_rng(1).uniform(-limit, limit, size=(64, 10)).astype("float32")
    np.testing.assert_array_equal(draw("glorot_uniform", (64, 10), "float32", np.random.default_rng(1)), expected)
    assert (
        numpy_source("glorot_uniform", (64, 10)) == "rng.uniform(-np.sqrt(6 / (64 + 10)), np.sqrt(6 / (64 + 10)), size=(64, 10))"
    )
    assert numpy_source("zeros", (10,)) == "np.zeros((10,))"


@pytest.mark.reference
@pytest.mark.parametrize(("initializer", "spec"), CASES, ids=IDS)
def test_statistics_are_those_of_keras(initializer: Initializer, spec: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    options = {key: value for key, value in spec.items() if key != "name"} if isinstance(spec, dict) else {}
    seed = {"seed": 0} if initializer.draws else {}
    twin = getattr(keras.initializers, initializer.title)(**options, **seed)
    for shape in [(4, 4)] if initializer.name == "identity" else [(300, 200), (3, 3, 32, 64)]:
        theirs = np.asarray(twin(shape), np.float64)
        ours = draw(spec, shape, "float64", np.random.default_rng(0))
        if not initializer.draws:
            np.testing.assert_allclose(ours, theirs, rtol=1e-6)
            continue
        spread = theirs.std()
        assert ours.mean() == pytest.approx(theirs.mean(), abs=0.04 * spread)
        assert ours.std() == pytest.approx(spread, rel=0.02)
        for quantile in (0.01, 0.05, 0.25, 0.75, 0.95, 0.99):
            assert np.quantile(ours, quantile) == pytest.approx(np.quantile(theirs, quantile), abs=0.2 * spread)
        if "uniform" in initializer.name:
            assert (ours.min(), ours.max()) == pytest.approx((theirs.min(), theirs.max()), rel=0.01)


@pytest.mark.reference
@pytest.mark.parametrize("shape", [(), (5,), (5, 7), (3, 5, 7), (3, 2, 5, 7)])
def test_fans_are_counted_as_in_keras(shape: tuple[int, ...]) -> None:
    keras_module = pytest.importorskip("keras.src.initializers.random_initializers", reason="compares with Keras")
    assert compute_fans(shape) == keras_module.compute_fans(shape)


@pytest.mark.reference
@pytest.mark.parametrize("initializer", INITIALIZERS, ids=lambda item: item.name)
def test_options_and_defaults_are_those_of_keras(initializer: Initializer) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = getattr(keras.initializers, initializer.title)()
    config = twin.get_config()
    if not isinstance(twin, keras.initializers.VarianceScaling) or initializer.name == "variance_scaling":
        assert {attr.name for attr in initializer.attrs} >= set(config) - {"input_axes", "output_axes"}  # None where not set
    for attr in initializer.attrs:
        if attr.name in config and attr.name != "seed":
            assert config[attr.name] == pytest.approx(attr.default) if attr.kind == "float" else config[attr.name] == attr.default


@pytest.mark.parametrize("shape", [(8, 8), (12, 5), (5, 12), (3, 3, 4, 6)])
def test_orthogonal_columns_or_rows_are_orthonormal(shape: tuple[int, ...]) -> None:
    matrix = draw({"name": "orthogonal", "gain": 3.0}, shape, "float64", np.random.default_rng(0)).reshape(-1, shape[-1]) / 3
    product = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(product, np.eye(min(matrix.shape)), atol=1e-12)


def test_truncated_numbers_stay_within_two_deviations() -> None:
    values = draw({"name": "truncated_normal", "mean": 1.0, "stddev": 0.5}, (20000,), "float64", np.random.default_rng(0))
    assert values.min() >= 0 and values.max() <= 2
    scaled = draw("he_normal", (400, 100), "float64", np.random.default_rng(0))
    assert scaled.std() == pytest.approx(math.sqrt(2 / 400), rel=0.01), "cutting off does not lower the deviation asked for"


def test_specs_can_be_made_by_name_and_by_class() -> None:
    assert ng.initializers.GlorotUniform(seed=1) == {"name": "glorot_uniform", "seed": 1}
    assert ng.initializers.truncated_normal(stddev=0.2) == {"name": "truncated_normal", "stddev": 0.2}
    assert initializers.get("random_normal").name == "normal"
    assert "GlorotUniform" in dir(ng.initializers)
    with pytest.raises(AttributeError, match="Glorot"):
        _ = ng.initializers.Glorot


@pytest.mark.parametrize(
    ("spec", "shape", "message"),
    [
        ("glorot", (2, 2), "there is no initializer 'glorot'; use one of zeros, ones,"),
        ({"name": "zeros", "seed": 1}, (2, 2), "initializer zeros has no option 'seed'; it has none"),
        ({"name": "normal", "stddev": -1}, (2, 2), "stddev is -1.0, but must be a number of at least 0"),
        ({"name": "normal", "seed": -1}, (2, 2), "seed is -1, but must be a whole number of at least 0"),
        ("identity", (2, 2, 2), r"the identity initializer fills a matrix, but the shape \[2, 2, 2\] has 3 dimensions"),
        ("orthogonal", (2,), r"the orthogonal initializer needs two dimensions or more, but the shape is \[2\]"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_mend(spec: Any, shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(AttributeValueError, match=message):
        initializers.check(spec, shape)
    with pytest.raises(AttributeValueError, match=message):
        draw(spec, shape, "float32", np.random.default_rng(0))

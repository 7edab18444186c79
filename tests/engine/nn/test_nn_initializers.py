"""Every initializer against Keras's definition: its options, its statistics, its structure, and its NumPy spelling."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

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


class Asked:
    """A generator that notes what it is asked for."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(0)
        self.first: tuple[str, tuple[float, ...], tuple[int, ...]] | None = None

    def _note(self, name: str, numbers: tuple[float, ...], size: Any) -> np.ndarray:
        self.first = self.first or (name, numbers, size)
        return np.asarray(getattr(self.rng, name)(*numbers, size=size))

    def uniform(self, low: float, high: float, size: Any) -> np.ndarray:
        return self._note("uniform", (low, high), size)

    def normal(self, mean: float, stddev: float, size: Any) -> np.ndarray:
        return self._note("normal", (mean, stddev), size)


@pytest.mark.reference
@pytest.mark.parametrize(("initializer", "spec"), CASES, ids=IDS)
def test_what_is_drawn_is_what_keras_draws(initializer: Initializer, spec: Any, keras64: Any) -> None:
    """The same distribution, with the same bounds or the same mean and scale, for shapes of every rank; exactly, if fixed."""
    options = {key: value for key, value in spec.items() if key != "name"} if isinstance(spec, dict) else {}
    for shape in (*shapes_for(initializer), (5, 8, 6), (2, 3, 4, 5, 6))[: 2 if initializer.name == "identity" else None]:
        kind, numbers, weights = keras64("initializer", initializer.title, options, shape)
        rng = Asked()
        found = draw({**options, "name": initializer.name}, shape, "float64", rng)  # type: ignore[arg-type]
        assert found.shape == weights.shape == shape
        if kind == "fixed":
            assert rng.first is None
            np.testing.assert_array_equal(found, weights)
            continue
        assert rng.first is not None and initializer.draws
        name, ours, size = rng.first
        assert math.prod(size) == math.prod(shape) or initializer.name == "orthogonal"
        assert name == kind.removeprefix("truncated_")
        np.testing.assert_allclose(ours, numbers, rtol=1e-14)
        if kind == "truncated_normal":
            assert np.abs(found - ours[0]).max() <= 2 * ours[1]


@pytest.mark.reference
@pytest.mark.parametrize("shape", [(8, 8), (12, 5), (5, 12), (3, 3, 4, 6)])
@pytest.mark.parametrize("gain", [1.0, 2.5])
def test_the_same_numbers_become_keras_s_orthogonal_matrix(shape: tuple[int, ...], gain: float, keras64: Any) -> None:
    rows, columns = math.prod(shape[:-1]), shape[-1]
    normal = np.random.default_rng(3).normal(size=(max(rows, columns), min(rows, columns)))
    _, _, wanted = keras64("initializer", "Orthogonal", {"gain": gain}, shape, normal)
    found = draw({"name": "orthogonal", "gain": gain}, shape, "float64", np.random.default_rng(3))
    np.testing.assert_allclose(found, wanted, atol=1e-12)


#: Those that draw from a distribution that has a name.
DRAWN = [case for case in CASES if case[0].draws and case[0].name != "orthogonal"]


@pytest.mark.parametrize(("initializer", "spec"), DRAWN, ids=[str(spec) for _, spec in DRAWN])
def test_moments_are_those_of_the_distribution(initializer: Initializer, spec: Any) -> None:
    """Mean, deviation and the shape of the whole, as SciPy has them; those of Keras's truncated normal are cut off at two."""
    rng = Asked()
    values = draw(spec, (300, 200), "float32", rng).astype("float64").ravel()  # type: ignore[arg-type]
    assert rng.first is not None
    name, (first, second), _ = rng.first
    if name == "uniform":
        wanted = stats.uniform(first, second - first)
    elif "untruncated" in str(spec) or initializer.name == "normal":
        wanted = stats.norm(first, second)
    else:
        wanted = stats.truncnorm(-2, 2, first, second)
    assert values.mean() == pytest.approx(wanted.mean(), abs=5 * wanted.std() / math.sqrt(values.size))
    assert values.std() == pytest.approx(wanted.std(), rel=0.01)
    assert stats.kstest(values, wanted.cdf).statistic < 1.95 / math.sqrt(values.size)  # one in a thousand, and the seed is fixed


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


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(8, 8), (12, 5), (5, 12), (3, 3, 4, 6), (200, 300)])
def test_orthogonal_columns_or_rows_are_orthonormal(shape: tuple[int, ...], dtype: str) -> None:
    matrix = draw({"name": "orthogonal", "gain": 3.0}, shape, dtype, np.random.default_rng(0)).astype("float64") / 3
    matrix = matrix.reshape(-1, shape[-1])
    product = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(product, np.eye(min(matrix.shape)), atol=1e-6 if dtype == "float32" else 1e-12)


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

"""Initial values of weights: each initializer is one declaration that draws, explains and spells itself in NumPy.

An initializer is written as its name (``"glorot_uniform"``) or as a mapping with options (``{"name": "normal", "stddev":
0.1, "seed": 3}``).  Definitions and defaults are Keras's.  Everything is drawn from a NumPy generator in float64 and then
cast, so that an exported script which holds the text of ``numpy_source`` gets the same weights to the last bit.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import AttributeValueError
from engine.nn import random_draws
from engine.ops.attrs import Attr

Array = np.ndarray[Any, Any]
Sizes = tuple[int, ...]
Options = Mapping[str, Any]
Spec = str | Mapping[str, Any]

#: Standard deviation of a unit normal cut off at two: dividing by it gives back the deviation that was asked for.
CUT_OFF_STDDEV = 0.87962566103423978

SEED = Attr("seed", "int", None, minimum=0, optional=True, help="Seed of its own; without one it draws from the run's seed.")


@dataclass(frozen=True, kw_only=True)
class Initializer:
    """The declaration of one initializer.

    ``draw(rng, shape, options)`` gives float64 numbers; ``numpy_source(shape, options)`` is the NumPy expression for the same
    numbers, in which ``rng`` is the generator; ``numpy_helper`` is the function that the expression calls, if it needs one.
    ``draws`` tells whether it uses random numbers; ``check`` raises where it cannot fill a shape.
    """

    name: str
    title: str
    draw: Callable[[np.random.Generator, Sizes, Options], Array]
    numpy_source: Callable[[Sizes, Options], str]
    helper: Callable[..., Array] | None = None
    attrs: tuple[Attr, ...] = ()
    draws: bool = True
    check: Callable[[Sizes], None] = lambda shape: None
    help: str = ""
    formula: str = ""
    source: str = ""

    @property
    def numpy_helper(self) -> str:
        """Source text of the function that ``numpy_source`` calls; empty where NumPy alone will do."""
        return inspect.getsource(self.helper) if self.helper else ""

    def options(self, spec: Spec) -> dict[str, Any]:
        """The options of a spec with defaults filled in; AttributeValueError where one does not fit."""
        given = {} if isinstance(spec, str) else {key: value for key, value in spec.items() if key != "name"}
        known = {attr.name: attr for attr in self.attrs}
        for key in given:
            if key not in known:
                raise AttributeValueError(
                    "initializer {initializer} has no option '{option}'; it has {known}",
                    initializer=self.name, option=key, known=", ".join(known) or "none",
                )  # fmt: skip
        return {attr.name: attr.check(given.get(attr.name, attr.default)) for attr in self.attrs}

    def __call__(self, **options: Any) -> dict[str, Any]:
        """The spec of this initializer with these options, to be given to a layer or a Variable."""
        spec = {"name": self.name, **options}
        self.options(spec)
        return spec


def compute_fans(shape: Sizes) -> tuple[int, int]:
    """How many inputs feed a unit and how many units an input feeds: ``(fan_in, fan_out)``, as Keras counts them."""
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def _variance(numerator: float, mode: str, shape: Sizes) -> tuple[float, str]:
    """``numerator / fan`` as a number, and as the text of the same expression: ``6 / (64 + 10)``."""
    fan_in, fan_out = compute_fans(shape)
    if mode == "fan_avg":
        numerator *= 2
        fan, text = max(fan_in + fan_out, 2), f"({fan_in} + {fan_out})"
    else:
        fan = max(fan_in if mode == "fan_in" else fan_out, 1)
        text = f"{fan}"
    return numerator / fan, f"{numerator:.16g} / {text}"


def _draw_scaled(rng: np.random.Generator, shape: Sizes, options: Options) -> Array:
    scale, mode, distribution = options["scale"], options["mode"], options["distribution"]
    if distribution == "uniform":
        limit = math.sqrt(_variance(3 * scale, mode, shape)[0])
        return np.asarray(rng.uniform(-limit, limit, size=shape))
    stddev = math.sqrt(_variance(scale, mode, shape)[0])
    if distribution == "truncated_normal":
        return random_draws.truncated_normal(rng, 0.0, stddev / CUT_OFF_STDDEV, shape)
    return np.asarray(rng.normal(0.0, stddev, size=shape))


def _source_scaled(shape: Sizes, options: Options) -> str:
    scale, mode, distribution = options["scale"], options["mode"], options["distribution"]
    if distribution == "uniform":
        limit = f"np.sqrt({_variance(3 * scale, mode, shape)[1]})"
        return f"rng.uniform(-{limit}, {limit}, size={shape})"
    stddev = f"np.sqrt({_variance(scale, mode, shape)[1]})"
    if distribution == "truncated_normal":
        return f"truncated_normal(rng, 0.0, {stddev} / {CUT_OFF_STDDEV!r}, {shape})"
    return f"rng.normal(0.0, {stddev}, size={shape})"


def _variance_scaling(name: str, title: str, scale: float, mode: str, distribution: str, **texts: str) -> Initializer:
    """Glorot's, He's and LeCun's initializers: variance scaling with its three options fixed."""
    fixed = {"scale": scale, "mode": mode, "distribution": distribution}
    return Initializer(
        name=name,
        title=title,
        draw=lambda rng, shape, options: _draw_scaled(rng, shape, fixed),
        numpy_source=lambda shape, options: _source_scaled(shape, fixed),
        helper=random_draws.truncated_normal if distribution == "truncated_normal" else None,
        attrs=(SEED,),
        **texts,  # type: ignore[arg-type]
    )


def _check_matrix(shape: Sizes) -> None:
    if len(shape) != 2:
        raise AttributeValueError(
            "the identity initializer fills a matrix, but the shape {shape} has {rank} dimensions; use another initializer",
            shape=list(shape), rank=len(shape),
        )  # fmt: skip


def _check_two_dimensions(shape: Sizes) -> None:
    if len(shape) < 2:
        raise AttributeValueError(
            "the orthogonal initializer needs two dimensions or more, but the shape is {shape}; use another initializer",
            shape=list(shape),
        )  # fmt: skip


_MEAN = Attr("mean", "float", 0.0, help="Mean of the numbers.")
_STDDEV = Attr("stddev", "float", 0.05, minimum=0, help="Standard deviation of the numbers.")
_GAIN = Attr("gain", "float", 1.0, help="Factor on the matrix.")

INITIALIZERS: tuple[Initializer, ...] = (
    Initializer(
        name="zeros", title="Zeros", draws=False,
        draw=lambda rng, shape, o: np.zeros(shape),
        numpy_source=lambda shape, o: f"np.zeros({shape})",
        help="All zeros.", formula="w = 0", source="Keras Zeros",
    ),
    Initializer(
        name="ones", title="Ones", draws=False,
        draw=lambda rng, shape, o: np.ones(shape),
        numpy_source=lambda shape, o: f"np.ones({shape})",
        help="All ones.", formula="w = 1", source="Keras Ones",
    ),
    Initializer(
        name="constant", title="Constant", draws=False,
        attrs=(Attr("value", "float", 0.0, help="The number."),),
        draw=lambda rng, shape, o: np.full(shape, o["value"]),
        numpy_source=lambda shape, o: f"np.full({shape}, {o['value']!r})",
        help="One number everywhere.", formula="w = value", source="Keras Constant",
    ),
    Initializer(
        name="uniform", title="RandomUniform",
        attrs=(
            Attr("minval", "float", -0.05, help="Smallest number."),
            Attr("maxval", "float", 0.05, help="Upper end, itself not drawn."),
            SEED,
        ),
        draw=lambda rng, shape, o: np.asarray(rng.uniform(o["minval"], o["maxval"], size=shape)),
        numpy_source=lambda shape, o: f"rng.uniform({o['minval']!r}, {o['maxval']!r}, size={shape})",
        help="Equally likely between two ends.", formula="w ~ U(minval, maxval)", source="Keras RandomUniform",
    ),
    Initializer(
        name="normal", title="RandomNormal", attrs=(_MEAN, _STDDEV, SEED),
        draw=lambda rng, shape, o: np.asarray(rng.normal(o["mean"], o["stddev"], size=shape)),
        numpy_source=lambda shape, o: f"rng.normal({o['mean']!r}, {o['stddev']!r}, size={shape})",
        help="Normally distributed.", formula="w ~ N(mean, stddev²)", source="Keras RandomNormal",
    ),
    Initializer(
        name="truncated_normal", title="TruncatedNormal", attrs=(_MEAN, _STDDEV, SEED), helper=random_draws.truncated_normal,
        draw=lambda rng, shape, o: random_draws.truncated_normal(rng, o["mean"], o["stddev"], shape),
        numpy_source=lambda shape, o: f"truncated_normal(rng, {o['mean']!r}, {o['stddev']!r}, {shape})",
        help="Normally distributed; what lies beyond two standard deviations is drawn again.",
        formula="w ~ N(mean, stddev²), |w − mean| ≤ 2·stddev",
        source="Keras TruncatedNormal; PyTorch cuts off at −2 and 2 whatever the deviation",
    ),
    Initializer(
        name="variance_scaling", title="VarianceScaling", helper=random_draws.truncated_normal,
        attrs=(
            Attr("scale", "float", 1.0, minimum=0, exclusive=True, help="Factor on the variance."),
            Attr("mode", "choice", "fan_in", choices=("fan_in", "fan_out", "fan_avg"), help="What the variance is divided by."),
            Attr(
                "distribution", "choice", "truncated_normal",
                choices=("truncated_normal", "untruncated_normal", "uniform"), help="Shape of the distribution.",
            ),
            SEED,
        ),
        draw=_draw_scaled, numpy_source=_source_scaled,
        help="Variance that follows the number of inputs or outputs.", formula="Var(w) = scale / fan",
        source="Keras VarianceScaling",
    ),
    _variance_scaling(
        "glorot_uniform", "GlorotUniform", 1.0, "fan_avg", "uniform",
        help="Keeps the spread of signals and gradients alike (Xavier).",
        formula="w ~ U(−a, a), a = √(6 / (fan_in + fan_out))", source="Glorot and Bengio 2010; Keras GlorotUniform",
    ),
    _variance_scaling(
        "glorot_normal", "GlorotNormal", 1.0, "fan_avg", "truncated_normal",
        help="Keeps the spread of signals and gradients alike (Xavier), normally distributed and cut off.",
        formula="w ~ N(0, 2 / (fan_in + fan_out)), cut off",
        source="Glorot and Bengio 2010; Keras GlorotNormal, where PyTorch's xavier_normal_ is not cut off",
    ),
    _variance_scaling(
        "he_uniform", "HeUniform", 2.0, "fan_in", "uniform",
        help="Made for layers followed by ReLU.",
        formula="w ~ U(−a, a), a = √(6 / fan_in)", source="He et al. 2015; Keras HeUniform",
    ),
    _variance_scaling(
        "he_normal", "HeNormal", 2.0, "fan_in", "truncated_normal",
        help="Made for layers followed by ReLU, normally distributed and cut off.",
        formula="w ~ N(0, 2 / fan_in), cut off",
        source="He et al. 2015; Keras HeNormal, where PyTorch's kaiming_normal_ is not cut off",
    ),
    _variance_scaling(
        "lecun_uniform", "LecunUniform", 1.0, "fan_in", "uniform",
        help="Keeps the spread of signals; made for SELU and tanh.",
        formula="w ~ U(−a, a), a = √(3 / fan_in)", source="LeCun et al. 1998; Keras LecunUniform",
    ),
    _variance_scaling(
        "lecun_normal", "LecunNormal", 1.0, "fan_in", "truncated_normal",
        help="Keeps the spread of signals, normally distributed and cut off.",
        formula="w ~ N(0, 1 / fan_in), cut off", source="LeCun et al. 1998; Keras LecunNormal",
    ),
    Initializer(
        name="orthogonal", title="Orthogonal", attrs=(_GAIN, SEED), helper=random_draws.orthogonal, check=_check_two_dimensions,
        draw=lambda rng, shape, o: random_draws.orthogonal(rng, o["gain"], shape),
        numpy_source=lambda shape, o: f"orthogonal(rng, {o['gain']!r}, {shape})",
        help="A random orthogonal matrix, which keeps lengths.", formula="WᵀW = gain²·I",
        source="Saxe et al. 2014; Keras Orthogonal",
    ),
    Initializer(
        name="identity", title="Identity", attrs=(_GAIN,), draws=False, check=_check_matrix,
        draw=lambda rng, shape, o: o["gain"] * np.eye(shape[0], shape[1]),
        numpy_source=lambda shape, o: f"{o['gain']!r} * np.eye{shape}",
        help="The identity matrix.", formula="W = gain·I", source="Keras Identity",
    ),
)  # fmt: skip

#: What the bias of an LSTM begins with; not offered to choose from, as it fits nothing else.
UNIT_FORGET = "unit_forget"


def _draw_unit_forget(rng: np.random.Generator, shape: Sizes, options: Options) -> Array:
    units = shape[0] // 4
    inner = get(options["rest"])
    settings = inner.options(options["rest"])
    source = rng if settings.get("seed") is None else np.random.default_rng(settings["seed"])
    parts = [inner.draw(source, (size,), settings) for size in (units, 2 * units)]
    return np.concatenate([parts[0], np.ones(units), parts[1]])


def _source_unit_forget(shape: Sizes, options: Options) -> str:
    units = shape[0] // 4
    parts = [numpy_source(options["rest"], (size,)) for size in (units, 2 * units)]
    return f"np.concatenate([{parts[0]}, np.ones({units}), {parts[1]}])"


_INNER: tuple[Initializer, ...] = (
    Initializer(
        name=UNIT_FORGET, title="UnitForget", draws=False, draw=_draw_unit_forget, numpy_source=_source_unit_forget,
        attrs=(Attr("rest", "initializer", "zeros", help="First values of the other gates."),),
        help="Ones for the forget gate, and another initializer for the rest.", formula="b = [rest, 1, rest, rest]",
        source="Jozefowicz et al. 2015; Keras LSTM, unit_forget_bias",
    ),
)  # fmt: skip

#: By the name in a spec.
BY_NAME: Mapping[str, Initializer] = {initializer.name: initializer for initializer in (*INITIALIZERS, *_INNER)}
#: Keras's other names for the same things.
ALIASES = {"random_uniform": "uniform", "random_normal": "normal"}


def get(spec: Spec) -> Initializer:
    """The declaration that a spec names; AttributeValueError where there is none."""
    wanted = spec if isinstance(spec, str) else spec.get("name")
    found = BY_NAME.get(ALIASES.get(str(wanted), str(wanted)))
    if found is None:
        raise AttributeValueError(
            "there is no initializer '{initializer}'; use one of {known}", initializer=wanted, known=", ".join(BY_NAME)
        )
    return found


def check(spec: Spec, shape: Sequence[Any] = ()) -> None:
    """AttributeValueError where the spec names no initializer, has a wrong option, or cannot fill the shape (if it is known)."""
    initializer = get(spec)
    initializer.options(spec)
    if shape and all(isinstance(dim, int) for dim in shape):
        initializer.check(tuple(shape))


def draw(spec: Spec, shape: Sequence[int], dtype: str, rng: np.random.Generator) -> Array:
    """An array of initial values.  ``rng`` is the run's generator; a spec with a seed of its own leaves it untouched."""
    initializer = get(spec)
    options = initializer.options(spec)
    sizes = tuple(int(size) for size in shape)
    initializer.check(sizes)
    source = rng if options.get("seed") is None else np.random.default_rng(options["seed"])
    return np.ascontiguousarray(initializer.draw(source, sizes, options)).reshape(sizes).astype(dtype)


def numpy_source(spec: Spec, shape: Sequence[int]) -> str:
    """The NumPy expression that draws the same float64 numbers; its ``rng`` is the run's generator."""
    initializer = get(spec)
    options = initializer.options(spec)
    text = initializer.numpy_source(tuple(int(size) for size in shape), options)
    if options.get("seed") is None:
        return text
    own = f"np.random.default_rng({options['seed']})"
    return text.replace("rng.", own + ".", 1).replace("(rng,", f"({own},", 1)


def __getattr__(name: str) -> Initializer:
    """``GlorotUniform(seed=1)`` and ``glorot_uniform(seed=1)`` both give the spec of that initializer."""
    for initializer in INITIALIZERS:
        if name in (initializer.name, initializer.title) or ALIASES.get(name) == initializer.name:
            return initializer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *(initializer.title for initializer in INITIALIZERS), *BY_NAME])

"""What the tests of losses share: cases of every loss with every option, arrays that suit them, value and gradient."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

import engine as ng

#: How Keras calls the same.
REDUCTIONS = {"mean": "sum_over_batch_size", "sum": "sum", "none": None}

Case = tuple[str, str, str, str, dict[str, Any]]

#: As below: the losses that everything begins with.
PLAIN: list[Case] = [
    (name, title, kind, "scores", {})
    for name, title in (("mean_squared_error", "MeanSquaredError"), ("mean_absolute_error", "MeanAbsoluteError"))
    for kind in ("numbers", "integers")
]
PLAIN += [
    (f"{name}_crossentropy", f"{name.capitalize()}Crossentropy", kind, "scores" if logits else shares,
     {"from_logits": logits, "label_smoothing": smoothing})
    for name, kinds, shares in (("binary", ("bits", "shares"), "shares"),
                                ("categorical", ("one_hot", "distributions"), "shares_of_one"))
    for kind, logits, smoothing in product(kinds, (False, True), (0.0, 0.1))
]  # fmt: skip
PLAIN += [
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", kind, "scores" if logits else "shares_of_one",
     {"from_logits": logits})
    for kind, logits in product(("classes", "class_column"), (False, True))
]  # fmt: skip

#: Op, Keras's class, kinds of targets and predictions, options.
FURTHER: list[Case] = [
    ("huber", "Huber", "numbers", "scores", {}),
    ("huber", "Huber", "numbers", "nearly", {}),
    ("log_cosh", "LogCosh", "numbers", "nearly", {}),
    ("mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "positive", "positive_nearly", {}),
    ("huber", "Huber", "column", "flat", {"delta": 0.5}),
    ("huber", "Huber", "integers", "scores", {"delta": 2.5}),
    ("log_cosh", "LogCosh", "numbers", "scores", {}),
    ("mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "positive", "positive", {}),
    ("mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "numbers", "scores", {}),
    ("mean_absolute_percentage_error", "MeanAbsolutePercentageError", "numbers", "scores", {}),
    ("mean_absolute_percentage_error", "MeanAbsolutePercentageError", "integers", "scores", {}),
    ("kl_divergence", "KLDivergence", "distributions", "shares_of_one", {}),
    ("kl_divergence", "KLDivergence", "one_hot", "shares_of_one", {}),
    ("poisson", "Poisson", "counts", "positive", {}),
    ("cosine_similarity", "CosineSimilarity", "numbers", "scores", {}),
    ("cosine_similarity", "CosineSimilarity", "numbers", "scores", {"axis": 0}),
    ("hinge", "Hinge", "bits", "scores", {}),
    ("hinge", "Hinge", "signs", "scores", {}),
    ("squared_hinge", "SquaredHinge", "bits", "scores", {}),
    ("squared_hinge", "SquaredHinge", "signs", "scores", {}),
    ("categorical_hinge", "CategoricalHinge", "one_hot", "scores", {}),
]
FURTHER += [
    ("binary_focal_crossentropy", "BinaryFocalCrossentropy", "bits", "scores" if logits else "shares",
     {"from_logits": logits, "gamma": gamma, "label_smoothing": smoothing, "apply_class_balancing": balanced, "alpha": 0.3})
    for logits, gamma, smoothing, balanced in product((False, True), (0.0, 2.0, 1.5), (0.0, 0.1), (False, True))
]  # fmt: skip
FURTHER += [
    ("categorical_focal_crossentropy", "CategoricalFocalCrossentropy", "one_hot", "scores" if logits else "shares_of_one",
     {"from_logits": logits, "gamma": gamma, "label_smoothing": smoothing, "alpha": alpha})
    for logits, gamma, smoothing, alpha in product((False, True), (0.0, 2.0), (0.0, 0.1), (0.25, 1.0))
]  # fmt: skip


def drawn(kind: str, dtype: str, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    shape = (6, 4)
    made: Any = {
        "numbers": lambda: rng.normal(size=shape),
        "nearly": lambda: drawn("numbers", "float32", 1) + rng.normal(size=shape) * 1e-3,
        "positive_nearly": lambda: drawn("positive", "float32", 1) + rng.normal(size=shape) * 1e-3,
        "scores": lambda: rng.normal(size=shape) * 2,
        "flat": lambda: rng.normal(size=6),
        "column": lambda: rng.normal(size=(6, 1)),
        "integers": lambda: rng.integers(1, 5, shape),
        "counts": lambda: rng.integers(0, 5, shape),
        "positive": lambda: rng.uniform(0.1, 3, shape),
        "bits": lambda: rng.integers(0, 2, shape),
        "signs": lambda: rng.choice([-1.0, 1.0], shape),
        "shares": lambda: rng.uniform(0.05, 0.95, shape),
        "classes": lambda: rng.integers(0, 4, 6),
        "class_column": lambda: rng.integers(0, 4, (6, 1)),
        "one_hot": lambda: np.eye(4)[rng.integers(0, 4, 6)],
        "distributions": lambda: rng.dirichlet(np.ones(4), 6),
        "shares_of_one": lambda: rng.dirichlet(np.ones(4), 6) * 0.9 + 0.025,
    }[kind]()
    return made.astype(dtype) if made.dtype.kind == "f" else made


def evaluate(name: str, y_true: Any, y_pred: Any, **attrs: Any) -> tuple[Any, Any]:
    """A loss and the gradient of its sum with respect to the predictions."""
    with ng.Graph() as graph:
        pred = ng.constant(y_pred)
        loss = getattr(ng.losses, name)(ng.constant(y_true), pred, **attrs)
        (gradient,) = ng.gradients(loss, [pred])
    with ng.Session(graph=graph) as session:
        value, slope = session.run([loss, gradient])
    return value, slope


def name_of(case: Any) -> str:
    return "-".join([case[0], case[2], *(f"{key}={value}" for key, value in case[4].items())])

"""The further metrics: with every option, over batches of different sizes, against Keras and scikit-learn, and as scripts."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

import engine as ng
from engine.errors import ExportError, TypeRuleError
from engine.export import export_code
from engine.metrics import Sums
from engine.train import Trainer, TrainingSpec

BATCHES = (5, 1, 8, 26)
ROWS = sum(BATCHES)
RNG = np.random.default_rng(8)
SCORES = RNG.normal(size=(ROWS, 7)).astype("float32")
CLASSES = RNG.integers(0, 7, ROWS)
ONE_HOT = np.eye(7, dtype="float32")[CLASSES]
FEW = RNG.uniform(size=(ROWS, 3)).astype("float32")
FEW_CLASSES = np.minimum(RNG.integers(0, 5, ROWS), 2)
FEW_HOT = np.eye(3, dtype="float32")[FEW_CLASSES]
SHARES = RNG.uniform(size=(ROWS, 1)).astype("float32")
BITS = (RNG.uniform(size=(ROWS, 1)) < SHARES).astype("int64")
NUMBERS = RNG.normal(size=(ROWS, 3)).astype("float32")
GUESSES = (NUMBERS * [1.0, 0.5, 0.1] + RNG.normal(size=(ROWS, 3)) * 0.3).astype("float32")

CASES: list[tuple[str, dict[str, Any], np.ndarray, np.ndarray]] = [
    *[("TopKCategoricalAccuracy", options, ONE_HOT, SCORES) for options in ({}, {"k": 1}, {"k": 3})],
    *[("SparseTopKCategoricalAccuracy", options, CLASSES, SCORES) for options in ({}, {"k": 2})],
    ("SparseTopKCategoricalAccuracy", {"k": 2}, CLASSES[:, None], SCORES),
    *[(name, {}, BITS, SHARES) for name in ("Precision", "Recall")],
    *[(name, {}, FEW_HOT, FEW) for name in ("Precision", "Recall")],
    *[(name, {"thresholds": 0.3, "class_id": 2}, FEW_HOT, FEW) for name in ("Precision", "Recall")],
    *[(name, {"thresholds": 0.99999}, BITS, SHARES) for name in ("Precision", "Recall")],
    *[("F1Score", {"average": average}, FEW_HOT, FEW) for average in ("macro", "micro", "weighted")],
    *[("F1Score", {"average": average, "threshold": 0.4}, FEW_HOT, FEW) for average in ("macro", "micro", "weighted")],
    ("F1Score", {"average": "macro", "threshold": 0.4}, BITS, SHARES),
    *[("AUC", {"curve": curve, "summation_method": method, "num_thresholds": count}, BITS, SHARES)
      for curve in ("ROC", "PR") for method in ("interpolation", "minoring", "majoring") for count in (200, 11)],
    *[("AUC", {"curve": curve, "thresholds": [0.7, 0.1, 0.4]}, BITS, SHARES) for curve in ("ROC", "PR")],
    ("AUC", {"from_logits": True}, BITS, (SHARES * 4 - 2).astype("float32")),
    ("R2Score", {}, NUMBERS, GUESSES),
    ("R2Score", {"class_aggregation": "variance_weighted_average"}, NUMBERS, GUESSES),
    ("R2Score", {"num_regressors": 4}, NUMBERS, GUESSES),
    ("R2Score", {}, NUMBERS[:, :1], GUESSES[:, :1]),
]  # fmt: skip


def figure(metric: Any, y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """The metric over the rows, cut into batches of different sizes."""
    with ng.Graph() as graph:
        true = ng.placeholder((None, *y_true.shape[1:]), dtype=y_true.dtype.name, name="true")
        pred = ng.placeholder((None, *y_pred.shape[1:]), dtype=y_pred.dtype.name, name="pred")
        value = metric(true, pred)
    sums = Sums(value)
    with ng.Session(graph=graph) as session:
        start = 0
        for size in BATCHES:
            rows = slice(start, start + size)
            sums.add(session.run(list(value.statistics), {true: y_true[rows], pred: y_pred[rows]}))
            start += size
    return sums.result()


@pytest.mark.reference
@pytest.mark.parametrize(("title", "options", "y_true", "y_pred"), CASES, ids=[f"{case[0]}-{i}" for i, case in enumerate(CASES)])
def test_figures_are_those_of_keras(title: str, options: dict[str, Any], y_true: Any, y_pred: Any) -> None:
    keras = pytest.importorskip("keras", reason="compares with Keras")
    twin = getattr(keras.metrics, title)(**options)
    start = 0
    for size in BATCHES:
        twin.update_state(y_true[start : start + size], y_pred[start : start + size])
        start += size
    ours = {("threshold" if name == "thresholds" and title != "AUC" else name): value for name, value in options.items()}
    found = figure(getattr(ng.metrics, title)(**ours), y_true, y_pred)
    assert found == pytest.approx(float(twin.result()), rel=2e-5, abs=1e-7)


@pytest.mark.parametrize("name", ["balanced_accuracy", "cohen_kappa", "matthews_correlation"])
@pytest.mark.parametrize("y_true", [FEW_CLASSES, FEW_CLASSES[:, None], FEW_HOT], ids=["numbers", "column", "one_hot"])
def test_a_confusion_matrix_says_what_scikit_learn_says(name: str, y_true: Any) -> None:
    from sklearn import metrics

    twin = {"cohen_kappa": "cohen_kappa_score", "matthews_correlation": "matthews_corrcoef"}.get(name, f"{name}_score")
    expected = getattr(metrics, twin)(FEW_CLASSES, FEW.argmax(-1))
    assert figure(ng.metrics.ConfusionMatrix(name), y_true, FEW) == pytest.approx(expected, rel=1e-12)
    with ng.Graph() as graph:
        (matrix,) = ng.metrics.confusion_matrix(ng.constant(y_true), ng.constant(FEW)).statistics
    with ng.Session(graph=graph) as session:
        np.testing.assert_array_equal(session.run(matrix), metrics.confusion_matrix(FEW_CLASSES, FEW.argmax(-1)))


def test_class_numbers_are_targets_of_f1_too() -> None:
    assert figure(ng.metrics.f1_score, FEW_CLASSES, FEW) == figure(ng.metrics.f1_score, FEW_HOT, FEW)


def test_targets_that_do_not_vary_explain_nothing() -> None:
    assert figure(ng.metrics.r2_score, np.ones((ROWS, 1), "float32"), SHARES) == 0


@pytest.mark.parametrize(
    ("name", "true", "pred", "options", "message"),
    [
        ("precision", (("n",), "int64"), ("n", 10), {}, "y_true is n, but y_pred is n×10; give both the same shape"),
        ("recall", (("n", 3), "int64"), ("n", 3), {"class_id": 3}, "class_id is 3, but y_pred has the classes 0 to 2"),
        ("f1_score", (("n", 1), "int64"), ("n", 1), {}, "y_pred has one value a row, so the largest says nothing; set threshold"),
        ("f1_score", (("n", 2), "float32"), ("n", 3), {}, "y_true has 2 classes, but y_pred has 3"),
        ("auc", (("n", 2), "int64"), ("n", 3), {}, "y_true has 2 values per row, but y_pred has 3"),
        ("r2_score", ((), "float32"), (), {}, "R² is told of rows of a known number of values"),
        ("sparse_top_k_categorical_accuracy", (("n", 3), "int64"), ("n", 3), {}, "give one class number for each row of y_pred"),
    ],
)
def test_targets_that_cannot_match_get_a_sentence(name: str, true: Any, pred: Any, options: Any, message: str) -> None:
    with ng.Graph(), pytest.raises(TypeRuleError) as caught:
        getattr(ng.metrics, name)(ng.placeholder(true[0], dtype=true[1]), ng.placeholder(pred), **options)
    assert message in str(caught.value)


# --- as scripts ------------------------------------------------------------------------------------------------------


def spec(data: str, units: int, loss: str, metrics: dict[str, Any]) -> TrainingSpec:
    pipeline = ng.data.source(data).split(0.4, seed=3).normalize().shuffle().batch(32)
    with ng.Graph() as graph:
        inputs = {name: ng.placeholder(kind.shape, kind.dtype, name=name) for name, kind in pipeline.element_types().items()}
        scores = ng.nn.Dense(units, name="scores")(inputs["x"])
        options = {"from_logits": True} if "cross" in loss else {}
        value = getattr(ng.losses, loss)(inputs["y"], scores, **options)
        figures = {name: metric(inputs["y"], scores) for name, metric in metrics.items()}
    optimizer = ng.optimizers.SGD(0.1)
    return TrainingSpec(graph=graph, inputs=inputs, pipeline=pipeline, loss=value, metrics=figures, optimizer=optimizer)


M = ng.metrics
SCRIPTS = {
    "classes": lambda: spec("wine", 3, "sparse_categorical_crossentropy", {
        "top2": M.SparseTopKCategoricalAccuracy(2), "f1": M.F1Score(), "micro": M.F1Score("micro"),
        "weighted": M.F1Score("weighted"), "balanced": M.ConfusionMatrix(), "kappa": M.ConfusionMatrix("cohen_kappa"),
        "mcc": M.ConfusionMatrix("matthews_correlation"),
    }),
    "bits": lambda: spec("breast_cancer", 1, "binary_crossentropy", {
        "precision": M.Precision(0.0), "recall": M.Recall(0.0), "auc": M.AUC(from_logits=True, num_thresholds=20),
    }),
    "numbers": lambda: spec("diabetes", 1, "huber", {"r2": M.R2Score(), "share": M.R2Score("variance_weighted_average")}),
}  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize("target", ["numpy", "pytorch"])
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_prints_the_figures_of_the_engine(name: str, target: str, monkeypatch: Any, capsys: Any) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch code is run")
    trainer = Trainer(SCRIPTS[name]())
    *_, done = trainer.events()
    monkeypatch.setattr(sys, "argv", ["script.py"])
    exec(compile(export_code(SCRIPTS[name](), target), "<exported>", "exec"), {"__name__": "__main__"})
    last = capsys.readouterr().out.splitlines()[-1].partition(": ")[2]
    said = dict(part.removeprefix("validation ").split(" ") for part in last.split(", ") if part.startswith("validation"))
    for key in trainer.spec.metrics:
        assert float(said[key]) == pytest.approx(done.values[f"val_{key}"], abs=2e-4), key


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(ExportError, match="AUC 'auc' cannot be written in NumPy"):
        export_code(spec("breast_cancer", 1, "binary_crossentropy", {"auc": M.AUC(curve="PR")}), "numpy")

"""The figures that exported scripts print are those of the engine."""

from __future__ import annotations

import sys
from typing import Any

import pytest

import engine as ng
from engine.errors import ExportError
from engine.export import export_code
from engine.train import Trainer, TrainingSpec


def spec(data: str, units: int, loss: str, metrics: dict[str, Any]) -> TrainingSpec:
    pipeline = ng.data.source(data)
    if loss == "categorical_crossentropy":
        pipeline = pipeline.one_hot()
    pipeline = pipeline.split(0.4, seed=3).normalize().shuffle().batch(32)
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
    "labels": lambda: spec("wine", 3, "categorical_crossentropy", {
        "auc": M.AUC(from_logits=True, multi_label=True, num_thresholds=20),
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

"""The small real data sets that scikit-learn ships.  Their sizes stand here, so that a graph is typed without loading them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.data.loaded import Loaded, Part
from engine.data.spec import Context, DataType, Step, rows_of
from engine.ir.graph import Attrs
from engine.ir.types import TensorType


def _builtin(
    name: str, title: str, loader: str, rows: int, features: int, classes: int | None, help: str, source: str, *keywords: str
) -> Step:
    targets = TensorType("float32", (1,)) if classes is None else TensorType("int64")
    type_ = rows_of(TensorType("float32", (features,)), targets, rows, classes)

    def rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
        return type_

    def apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
        from sklearn import datasets

        x, y = getattr(datasets, loader)(return_X_y=True)
        y = y.astype(np.float32)[:, np.newaxis] if classes is None else y.astype(np.int64)
        return Loaded(type_, {"train": Part(x.astype(np.float32), y)})

    return Step(
        name=name, title=title, role="source", rule=rule, apply=apply, help=help, source=source,
        keywords=("scikit-learn", "built-in", *keywords),
    )  # fmt: skip


STEPS: tuple[Step, ...] = (
    _builtin(
        "digits", "Digits", "load_digits", 1797, 64, 10,
        "1,797 handwritten digits of 8×8 grey pixels, as rows of 64 numbers from 0 to 16; 10 classes.",
        "UCI ML hand-written digits (test set), through scikit-learn", "mnist", "images", "classification",
    ),
    _builtin(
        "iris", "Iris", "load_iris", 150, 4, 3,
        "150 irises: sepal and petal length and width in centimetres; 3 species.",
        "R. A. Fisher (1936), through scikit-learn", "flowers", "classification",
    ),
    _builtin(
        "wine", "Wine", "load_wine", 178, 13, 3,
        "178 Italian wines: 13 chemical measurements; 3 growers.",
        "UCI ML wine, through scikit-learn", "classification",
    ),
    _builtin(
        "breast_cancer", "BreastCancer", "load_breast_cancer", 569, 30, 2,
        "569 tumours: 30 measurements of cell nuclei; malignant (0) or benign (1).",
        "UCI ML breast cancer Wisconsin (diagnostic), through scikit-learn", "medical", "binary", "classification",
    ),
    _builtin(
        "diabetes", "Diabetes", "load_diabetes", 442, 10, None,
        "442 patients: 10 body measurements (already scaled); progression of the disease after a year.",
        "Efron et al. (2004), Least Angle Regression, through scikit-learn", "medical", "regression",
    ),
)  # fmt: skip

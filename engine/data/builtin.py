"""The small real data sets that scikit-learn ships.  Their sizes stand here, so that a graph is typed without loading them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.downloads import may_fetch
from engine.data.loaded import Loaded, Part
from engine.data.spec import Context, DataType, Step, rows_of
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr


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


_HOUSING = ("MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude")
_HOUSING_TYPE = replace(rows_of(TensorType("float32", (len(_HOUSING),)), TensorType("float32", (1,)), 20_640), names=_HOUSING)


def _housing_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    from sklearn import datasets

    try:
        x, y = datasets.fetch_california_housing(return_X_y=True, download_if_missing=attrs["fetch"] and may_fetch.get())
    except (OSError, ValueError, EOFError) as error:  # no network, an answer that is no file, a file that was cut off
        raise DataError(
            "CaliforniaHousing is not on this machine and cannot be fetched ({reason}); connect to the network and run once, "
            "or copy the folder scikit_learn_data from a machine that has it",
            reason=str(error).split("\n")[0][:120] or type(error).__name__,
        ) from error
    return Loaded(_HOUSING_TYPE, {"train": Part(x.astype(np.float32), y.astype(np.float32)[:, np.newaxis])})


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
    Step(
        name="california_housing", title="CaliforniaHousing", role="source",
        rule=lambda incoming, attrs, folder: _HOUSING_TYPE, apply=_housing_apply,
        attrs=(Attr("fetch", "bool", default=True, help="Fetch the set once, over the network, where this machine lacks it."),),
        help="20,640 districts of California in 1990: income, age, rooms, place; median house value in 100,000 dollars.",
        source="Pace and Barry (1997), Sparse Spatial Autoregressions, through scikit-learn",
        keywords=("scikit-learn", "built-in", "houses", "prices", "regression"),
    ),
)  # fmt: skip

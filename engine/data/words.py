"""Documents as sparse rows: a bag of words counts how often each word of a vocabulary stands in a document.

Nearly all counts are zero, so rows are CSR from the file to the step: memory goes by the words that are there, never by
documents times vocabulary.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.columns import Array, Columns
from engine.data.files import find_file
from engine.data.loaded import Loaded
from engine.data.ragged import Ragged
from engine.data.rows import Part, Rows
from engine.data.spec import Context, DataType, Step, rows_of
from engine.errors import DataError, FeedError
from engine.ir.graph import Attrs
from engine.ir.matrix import checked_matrix
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

_STEP = "BagOfWords"


def _bag_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    given = attrs["documents"]
    if given is None:
        path = find_file(_STEP, attrs["file"], folder)
        try:
            return _bag_type(attrs, _first_label(path) is not None, None)
        except UnicodeDecodeError:
            raise _no_text(path) from None
    documents, labels = _given(given, attrs["labels"])
    return _bag_type(attrs, labels is not None, len(documents))


def _bag_type(attrs: Attrs, labelled: bool, rows: int | None) -> DataType:
    return rows_of(TensorType("float32", (attrs["max_features"],), "csr"), TensorType("int64") if labelled else None, rows)


def _given(documents: Any, labels: Any) -> tuple[list[str], list[Any] | None]:
    """Documents that stand in the project itself."""
    if not isinstance(documents, (list, tuple)) or not documents or not all(isinstance(text, str) for text in documents):
        raise DataError("BagOfWords: documents must be a list of texts, one for each row")
    if labels is not None and (not isinstance(labels, (list, tuple)) or len(labels) != len(documents)):
        raise DataError("BagOfWords: labels must be a list with one label for each document")
    return list(documents), None if labels is None else list(labels)


def _first_label(path: Path) -> str | None:
    """The label of the first line that is not empty; None where lines hold a text only."""
    with _opened(path) as file:
        for line in file:
            if line.strip():
                label, tab, _ = line.partition("\t")
                return label.strip() if tab else None
    raise DataError("BagOfWords: the file '{file}' is empty; write one document a line", file=str(path))


def _opened(path: Path) -> Any:
    return path.open(encoding="utf-8-sig", errors="strict")


def _read(path: Path) -> tuple[list[str], list[Any] | None]:
    """The documents of a file, and their labels where the first line has one."""
    labelled = _first_label(path) is not None
    documents: list[str] = []
    labels: list[Any] = []
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            label, tab, text = line.rstrip("\n").partition("\t")
            if labelled and not tab:
                raise DataError(
                    "BagOfWords: line {line} of '{file}' has no tab between its label and its text; put one there",
                    line=number, file=str(path),
                )  # fmt: skip
            documents.append(text if labelled else line)
            labels.append(label.strip())
    return documents, labels if labelled else None


def _classes(labels: list[Any]) -> Array:
    """Class numbers in the order of the labels: by number where all are numbers, else by text."""
    try:
        keys: Any = [float(label) for label in labels]
    except (TypeError, ValueError):
        keys = [str(label) for label in labels]
    return np.unique(np.array(keys), return_inverse=True)[1].astype(np.int64)


def read_documents(attrs: Attrs, folder: Path | None) -> tuple[list[str], list[Any] | None]:
    """The documents, and their labels where they have any."""
    if attrs["documents"] is not None:
        return _given(attrs["documents"], attrs["labels"])
    path = find_file(_STEP, attrs["file"], folder)
    try:
        return _read(path)
    except UnicodeDecodeError:
        raise _no_text(path) from None


def _no_text(path: Path) -> DataError:
    return DataError("BagOfWords: '{file}' is no text in UTF-8; save it as such", file=str(path))


def _bag_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    documents, labels = read_documents(attrs, context.folder)
    type_ = _bag_type(attrs, labels is not None, len(documents))
    part = Part(Ragged.of_texts(documents), None if labels is None else _classes(labels))
    return Loaded(type_, {"train": part}, learn=lambda loaded: _counted(loaded, attrs))


def _counted(loaded: Loaded, attrs: Attrs) -> Loaded:
    """The counts of the words that the training part knows, one row a document; columns beyond the vocabulary stay empty."""
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(
        max_features=attrs["max_features"], min_df=attrs["min_count"], lowercase=attrs["lowercase"], binary=attrs["binary"],
        ngram_range=(1, attrs["ngrams"]), dtype=np.float32,
    )  # fmt: skip
    parts: dict[str, Rows] = {}
    for name, rows in sorted(loaded.parts.items(), key=lambda item: item[0] != "train"):
        texts = rows.column("x").texts()
        try:
            found = vectorizer.fit_transform(texts) if name == "train" else vectorizer.transform(texts)
        except ValueError:
            raise DataError(
                "BagOfWords: no word is left for the vocabulary; give longer texts, or a smaller min_count (it is {count})",
                count=attrs["min_count"],
            ) from None
        counts = sparse.csr_array(found)
        counts.resize((len(rows), attrs["max_features"]))
        parts[name] = rows.loaded().with_columns(x=counts)
    return replace(loaded, parts={name: parts[name] for name in loaded.parts})


# --- weights by rarity ----------------------------------------------------------------------------------------------


def _tfidf_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    if incoming.features.layout != "csr" or not incoming.features.is_float:
        raise DataError(
            "TfIdf takes counts of words, but the features are {type}; put it after BagOfWords", type=str(incoming.features)
        )
    return replace(incoming, normalized=True)


def _tfidf_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfTransformer

    fitted = TfidfTransformer(norm=None if attrs["norm"] == "none" else attrs["norm"], sublinear_tf=attrs["sublinear"]).fit(
        loaded.parts["train"].column("x")
    )

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        return {"x": sparse.csr_array(fitted.transform(given["x"])).astype(np.float32)}

    columns = {"x": loaded.type.features}
    return replace(loaded, parts={name: rows.map(change, columns) for name, rows in loaded.parts.items()})


# --- stored matrices ------------------------------------------------------------------------------------------------


def _stored_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    x, y = _stored(attrs, folder)
    return rows_of(TensorType("float32", (x.shape[1],), "csr"), None if y is None else _target_type(y), x.shape[0])


def _target_type(y: Array) -> TensorType:
    return TensorType("int64" if y.dtype.kind in "iub" else "float32", y.shape[1:])


def _stored_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    x, y = _stored(attrs, context.folder)
    type_ = _stored_rule(None, attrs, context.folder)
    return Loaded(type_, {"train": Part(x.astype(np.float32), None if y is None else y.astype(_target_type(y).dtype))})


def _stored(attrs: Attrs, folder: Path | None) -> tuple[Any, Array | None]:
    from scipy import sparse

    path = find_file("SparseFile", attrs["file"], folder)
    try:
        matrix = checked_matrix(sparse.load_npz(path))
        with np.load(path, allow_pickle=False) as archive:
            y = archive["y"] if "y" in archive.files else None
    except FeedError as error:
        raise DataError("SparseFile: '{file}': " + error.template, file=str(path), **error.params) from None
    except Exception as error:  # whatever a foreign, cut-off or hostile archive makes NumPy and SciPy raise
        raise DataError(
            "SparseFile: '{file}' holds no sparse matrix; write it with scipy.sparse.save_npz", file=str(path)
        ) from error
    if attrs["targets"]:
        target = find_file("SparseFile", attrs["targets"], folder)
        try:
            y = np.load(target, allow_pickle=False)
        except (ValueError, EOFError, OSError) as error:
            raise DataError("SparseFile: '{file}' is no NPY file; write it with numpy.save", file=str(target)) from error
    if y is not None and (y.ndim == 0 or len(y) != matrix.shape[0] or y.dtype.kind not in "iubf"):
        raise DataError("SparseFile: there are {rows} rows; give one number or label as target for each", rows=matrix.shape[0])
    if not matrix.shape[0]:
        raise DataError("SparseFile: '{file}' has no rows; give one row for each example", file=str(path))
    if not np.isfinite(matrix.data).all():
        raise DataError("SparseFile: '{file}' holds NaN or infinity; leave those entries out", file=str(path))
    return matrix, y


STEPS: tuple[Step, ...] = (
    Step(
        name="bag_of_words", title="BagOfWords", role="source", rule=_bag_rule, apply=_bag_apply,
        attrs=(
            Attr("file", "str", default="", help="Text file, one document a line: a label, a tab and a text, or a text alone."),
            Attr("documents", "json", None, optional=True, help="The texts themselves, as a list, instead of a file."),
            Attr("labels", "json", None, optional=True, help="A label for each of the texts."),
            Attr("max_features", "int", 10_000, minimum=1, unit="words", help="Columns: the most frequent words."),
            Attr("min_count", "int", 1, minimum=1, unit="documents", help="Words that stand in fewer documents are left out."),
            Attr("lowercase", "bool", True, help="Count words without regard to capital letters."),
            Attr("binary", "bool", False, help="Note only whether a word is there."),
            Attr("ngrams", "int", 1, minimum=1, maximum=4, unit="words", help="Count runs of up to so many words as well."),
        ),
        help="Documents as sparse counts of the words of a vocabulary, which is learned from the training part only.",
        source="scikit-learn CountVectorizer", telling="file", keywords=("text", "sparse", "count", "vocabulary", "csr"),
    ),
    Step(
        name="tf_idf", title="TfIdf", role="transform", rule=_tfidf_rule, apply=_tfidf_apply,
        attrs=(
            Attr("norm", "choice", "l2", choices=("l2", "l1", "none"), help="What is made equal for all documents."),
            Attr("sublinear", "bool", False, help="Take 1 + log of the counts."),
        ),
        help="Weighs words by how rare they are, in the training documents alone; rows stay sparse.",
        source="scikit-learn TfidfTransformer", keywords=("text", "words", "idf", "rarity", "sparse"),
    ),
    Step(
        name="sparse_npz", title="SparseFile", role="source", rule=_stored_rule, apply=_stored_apply,
        attrs=(
            Attr("file", "str", default="", help="The .npz file that scipy.sparse.save_npz wrote; its array y is the targets."),
            Attr("targets", "str", default="", help="A .npy file with a target for each row; empty: those of the file."),
        ),
        help="Sparse rows stored by scipy.sparse.save_npz; whole-number targets are class labels.",
        source="scipy.sparse.save_npz", telling="file", keywords=("csr", "sparse", "scipy", "file"),
    ),
)  # fmt: skip

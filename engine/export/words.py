"""How the data steps of sparse rows are written: scikit-learn counts words and weighs them, SciPy keeps the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.data.files import find_file
from engine.data.words import read_documents
from engine.errors import ExportError
from engine.export.printer import flat, string
from engine.export.rows import literal, numbers
from engine.ir.graph import Attrs

#: A matrix with more entries, or documents with more letters, do not belong into a script.
ENTRIES, LETTERS = 1024, 8192


def sparse_rows(s: Any, column: str, matrix: Any) -> None:
    """A sparse matrix that stands in the document."""
    if matrix.nnz > ENTRIES:
        raise ExportError(
            "the dataset holds {count} entries, too many to write into a script; keep them in a file with SparseFile",
            count=matrix.nnz,
        )
    entries = matrix.tocoo()
    s.assign("values", f"np.array({flat(numbers(entries.data.astype(np.float32)))}, np.float32)")
    s.assign("places", f"np.array({flat(numbers(np.stack(entries.coords)))})")
    s.assign(column, f"sparse.csr_array((values, places), shape={flat(literal(list(matrix.shape)))})")


def _bag_of_words(s: Any, attrs: Attrs) -> None:
    labelled = s.has_targets
    documents, labels = read_documents(attrs, s.folder)
    if attrs["documents"] is None:
        s.constants["DATA_FILE"] = _file(attrs["file"])
        s.add('with open(DATA_FILE, encoding="utf-8-sig") as file:')
        s.add('    lines = [line.rstrip("\\n") for line in file if line.strip()]')
        if labelled:
            s.add('rows = [line.partition("\\t") for line in lines]', "x = [row[2] for row in rows]")
            s.add("labels = [row[0].strip() for row in rows]")
        else:
            s.add("x = lines")
    else:
        if sum(map(len, documents)) > LETTERS:
            raise ExportError("the dataset holds long texts, too much to write into a script; keep them in a file")
        s.assign("x", flat(literal(documents)))
        if labels is not None:
            s.assign("labels", flat(literal(labels)))
    if labels is not None:
        kind = "float" if _all_numbers(labels) else "" if all(isinstance(label, str) for label in labels) else "str"
        key = f"[{kind}(label) for label in labels]" if kind else "labels"
        s.add(f"y = np.unique({key}, return_inverse=True)[1]")


def learn_words(s: Any, attrs: Attrs) -> None:
    """The vocabulary of the training part, and the counts of its words in every part."""
    options = [f"max_features={attrs['max_features']}", f"min_df={attrs['min_count']}"]
    options += [] if attrs["lowercase"] else ["lowercase=False"]
    options += ["binary=True"] if attrs["binary"] else []
    options += [f"ngram_range=(1, {attrs['ngrams']})"] if attrs["ngrams"] > 1 else []
    train = s.named("x", s.parts[0])
    s.assign("vectorizer", f"CountVectorizer({', '.join(options)}, dtype=np.float32).fit({train})")
    s.function(
        "counted",
        f'''
def counted(texts, vectorizer):
    """How often each text has each word of the vocabulary, one row a text."""
    counts = sparse.csr_array(vectorizer.transform(texts))
    counts.resize((len(texts), {attrs["max_features"]}))
    return counts
''',
    )
    s.each("x", "counted({}, vectorizer)")


def _all_numbers(labels: list[Any]) -> bool:
    try:
        return bool([float(label) for label in labels])
    except (TypeError, ValueError):
        return False


def _file(file: str) -> str:
    return string(file)


def _tf_idf(s: Any, attrs: Attrs) -> None:
    options = [] if attrs["norm"] == "l2" else [f"norm={None if attrs['norm'] == 'none' else string(attrs['norm'])}"]
    options += ["sublinear_tf=True"] if attrs["sublinear"] else []
    s.assign("weigh", f"TfidfTransformer({', '.join(options)}).fit({s.named('x', s.parts[0])})")
    s.each("x", "sparse.csr_array(weigh.transform({}))")


def _sparse_npz(s: Any, attrs: Attrs) -> None:
    s.constants["DATA_FILE"] = _file(attrs["file"])
    s.add("x = sparse.csr_array(sparse.load_npz(DATA_FILE)).astype(np.float32)")
    if not s.has_targets:
        return
    kind = "np.int64" if s.type.has_labels else "np.float32"
    if attrs["targets"]:
        find_file("SparseFile", attrs["targets"], s.folder)
        s.constants["TARGET_FILE"] = _file(attrs["targets"])
        s.add(f"y = np.load(TARGET_FILE).astype({kind})")
    else:
        s.add("with np.load(DATA_FILE) as arrays:")
        s.add(f'    y = arrays["y"].astype({kind})')


WORD_STEPS: dict[str, Callable[[Any, Attrs], None]] = {
    "bag_of_words": _bag_of_words,
    "tf_idf": _tf_idf,
    "sparse_npz": _sparse_npz,
}

"""Documents as sparse rows: scikit-learn's counts and weights, and training in the memory of what is not zero."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

import engine as ng
from engine.data import from_arrays, source
from engine.errors import DataError
from engine.ir.types import TensorType
from engine.train import Trainer, TrainingSpec

TEXTS = ["the cat sat on the mat", "a dog sat", "The dog barked", "cat and dog", "mat mat mat", "one more cat"]
LABELS = ["cat", "dog", "dog", "cat", "cat", "dog"]


def test_counts_are_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    loaded = source("bag_of_words", documents=TEXTS, labels=LABELS, max_features=20).build()
    part = loaded.part("train")
    expected = CountVectorizer(max_features=20).fit_transform(TEXTS).toarray()
    assert sparse.issparse(part.x) and part.x.format == "csr" and part.x.shape == (6, 20)
    np.testing.assert_array_equal(part.x.toarray()[:, : expected.shape[1]], expected)
    assert not part.x.toarray()[:, expected.shape[1] :].any()
    np.testing.assert_array_equal(part.y, [0, 1, 1, 0, 0, 1])
    assert loaded.type.features == TensorType("float32", (20,), "csr") and loaded.type.classes == 2


def test_the_vocabulary_can_be_limited() -> None:
    few = source("bag_of_words", documents=TEXTS, max_features=3).build().part("train").x
    assert few.shape == (6, 3) and few.sum() == 3 + 3 + 4  # cat, dog, mat
    often = source("bag_of_words", documents=TEXTS, max_features=9, min_count=3, lowercase=False, binary=True).build()
    assert often.part("train").x.max() == 1
    with pytest.raises(DataError, match="no word is left"):
        source("bag_of_words", documents=TEXTS, min_count=7).build()


def test_the_vocabulary_is_learned_from_the_training_part_alone() -> None:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.model_selection import train_test_split

    texts = [f"common word{i}" for i in range(20)]
    given = source("bag_of_words", documents=texts, labels=[i % 2 for i in range(20)], max_features=30)
    train, test = train_test_split(texts, test_size=0.25, random_state=3)
    fitted = CountVectorizer().fit(train)
    for pipeline in (given.split(0.25, seed=3), given.then("shuffle").split(0.25, seed=3)):
        parts = pipeline.build().parts
        for name, expected in (("train", train), ("validation", test)):
            found = parts[name].column("x")
            assert found.format == "csr" and found.shape == (len(expected), 30)
            np.testing.assert_array_equal(found.toarray()[:, :16], fitted.transform(expected).toarray())
        assert parts["validation"].column("x").sum() == 5, "of each text only the common word is known"
    whole = given.then("select_columns", columns="1,2").split(0.25, seed=3).build()
    assert whole.part("train").column("x").shape == (15, 2), "a step that needs the counts gets those of all rows"


def test_weights_are_those_of_scikit_learn_fitted_on_the_training_part() -> None:
    from sklearn.feature_extraction.text import TfidfTransformer

    plain = source("bag_of_words", documents=TEXTS * 5, labels=LABELS * 5, max_features=12).split(0.2, seed=1)
    counts, weighed = plain.build(), plain.then("tf_idf", sublinear=True).build()
    fitted = TfidfTransformer(sublinear_tf=True).fit(counts.part("train").x)
    for part in ("train", "validation"):
        found = weighed.part(part).x
        assert found.format == "csr" and found.dtype == np.float32
        np.testing.assert_allclose(found.toarray(), fitted.transform(counts.part(part).x).toarray(), rtol=1e-6)


def test_a_file_of_documents_is_read(tmp_path: Path) -> None:
    (tmp_path / "mail.tsv").write_text("spam\tbuy now\n\nham\tsee you at ten\nspam\tbuy more\n", encoding="utf-8")
    pipeline = source("bag_of_words", tmp_path, file="mail.tsv", max_features=8)
    assert pipeline.type.has_labels
    np.testing.assert_array_equal(pipeline.build().part("train").y, [1, 0, 1])
    (tmp_path / "plain.txt").write_text("buy now\nsee you\n", encoding="utf-8")
    assert source("bag_of_words", tmp_path, file="plain.txt").type.targets is None
    for text, message in (("", "empty"), ("a\tb c\nno tab here\n", "line 2 .* no tab"), ("\x00\x00", "no word is left")):
        (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=message):
            source("bag_of_words", tmp_path, file="bad.txt").build()
    (tmp_path / "latin.txt").write_bytes(b"ol\xe9 ol\xe9\n" * 9000)
    with pytest.raises(DataError, match="UTF-8"):
        source("bag_of_words", tmp_path, file="latin.txt").build()
    with pytest.raises(DataError, match="list of texts"):
        source("bag_of_words", documents=[1, 2]).build()
    with pytest.raises(DataError, match="one label for each"):
        source("bag_of_words", documents=TEXTS, labels=["a"]).build()


def test_a_stored_matrix_is_read_and_a_damaged_one_refused(tmp_path: Path) -> None:
    matrix = sparse.random(12, 30, 0.2, "csr", np.float64, np.random.default_rng(0))
    sparse.save_npz(tmp_path / "rows.npz", matrix)
    np.save(tmp_path / "y.npy", np.arange(12) % 3)
    pipeline = source("sparse_npz", tmp_path, file="rows.npz", targets="y.npy")
    assert pipeline.type.element_types()["x"] == TensorType("float32", ("batch", 30), "csr")
    part = pipeline.build().part("train")
    np.testing.assert_allclose(part.x.toarray(), matrix.toarray(), rtol=1e-6)
    assert part.y.dtype == np.int64
    np.savez(tmp_path / "with.npz", data=matrix.data, indices=matrix.indices, indptr=matrix.indptr, shape=matrix.shape,
             format=np.array("csr"), y=np.ones((12, 1)))  # fmt: skip
    assert source("sparse_npz", tmp_path, file="with.npz").build().part("train").y.dtype == np.float32
    hostile = matrix.indices.copy()
    hostile[3] = 1_000_000
    np.savez(tmp_path / "bad.npz", data=matrix.data, indices=hostile, indptr=matrix.indptr, shape=matrix.shape,
             format=np.array("csr"))  # fmt: skip
    (tmp_path / "text.npz").write_text("no archive")
    for file in ("bad.npz", "text.npz"):
        with pytest.raises(DataError, match="SparseFile"):
            source("sparse_npz", tmp_path, file=file).build()


def test_steps_that_need_dense_rows_say_so() -> None:
    with pytest.raises(DataError, match="fill the zeros"):
        _ = source("bag_of_words", documents=TEXTS).normalize().type
    with pytest.raises(DataError, match="put Split before TfIdf"):
        _ = source("bag_of_words", documents=TEXTS).then("tf_idf").split().type
    with pytest.raises(DataError, match="counts of words"):
        _ = source("digits").then("tf_idf").type


def test_the_same_batches_come_from_sparse_and_dense_rows() -> None:
    x = sparse.random(50, 20, 0.2, "csr", np.float32, np.random.default_rng(0))
    y = np.arange(50) % 3
    for a, b in zip(
        from_arrays(x, y).split(0.2).shuffle().batch(8).build(3).batches("train", 1),
        from_arrays(x.toarray(), y).split(0.2).shuffle().batch(8).build(3).batches("train", 1),
        strict=True,
    ):
        np.testing.assert_array_equal(a["x"].toarray(), b["x"])
        np.testing.assert_array_equal(a["y"], b["y"])


def words(rows: int, columns: int, per_row: int) -> Any:
    """Rows with so many words each, drawn so that some are frequent."""
    rng = np.random.default_rng(0)
    places = np.minimum((rng.pareto(0.6, rows * per_row) * 20).astype(np.int64), columns - 1)
    matrix = sparse.coo_array((np.ones(rows * per_row, np.float32), (np.repeat(np.arange(rows), per_row), places)),
                              shape=(rows, columns))  # fmt: skip
    return sparse.csr_array(matrix)


def spec_of(pipeline: Any, layer: Any, optimizer: Any, layout: str | None = None, epochs: int = 1) -> TrainingSpec:
    types = pipeline.element_types()
    graph = ng.Graph("words")
    with graph:
        x = ng.placeholder(types["x"].shape, "float32", name="x", layout=layout or types["x"].layout)
        y = ng.placeholder(types["y"].shape, "int64", name="y")
        loss = ng.losses.sparse_categorical_crossentropy(y, layer(x), from_logits=True)
    return TrainingSpec(graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, optimizer=optimizer, epochs=epochs)


@pytest.mark.parametrize("make", [lambda: ng.optimizers.SGD(0.5), lambda: ng.optimizers.Adam(0.01)], ids=["sgd", "adam"])
def test_fifty_thousand_columns_train_in_the_memory_of_their_entries(make: Any) -> None:
    """Dense, the rows alone would take 800 MB, a batch 12.8 MB, and a gradient as much as the weights."""
    rows, columns = 4000, 50_000
    x = words(rows, columns, 50)
    assert 1 - x.nnz / (rows * columns) > 0.999
    y = (np.asarray(x[:, :25].sum(axis=1)).ravel() > np.median(np.asarray(x[:, :25].sum(axis=1)))).astype(np.int64)
    entries = x.data.nbytes + x.indices.nbytes + x.indptr.nbytes
    spec = spec_of(from_arrays(x, y).split(0.2).shuffle().batch(64), ng.nn.Dense(2), make(), epochs=2)
    weights = columns * 2 * 4
    next(iter(Trainer(spec).events()))  # what is imported on the way does not count
    tracemalloc.start()
    try:
        last = list(Trainer(spec_of(spec.pipeline, ng.nn.Dense(2), make(), epochs=2)).events())[-1]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert last.values["loss"] < 0.6
    assert peak < 4 * entries + 16 * weights < 64 * columns * 4 + entries < rows * columns * 4 / 20


def test_sparse_and_dense_rows_train_alike() -> None:
    x = words(300, 200, 12)
    y = np.arange(300) % 3
    losses = []
    for rows in (x, x.toarray()):
        pipeline = from_arrays(rows, y).split(0.2).shuffle().batch(32)
        events = list(Trainer(spec_of(pipeline, ng.nn.Dense(3), ng.optimizers.Adam(0.05), epochs=3)).events())
        losses.append([event.values["loss"] for event in events if hasattr(event, "epoch") and isinstance(event.values, dict)])
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-5)


def test_dense_and_sparse_rows_feed_each_others_placeholders() -> None:
    x = words(60, 40, 5)
    y = np.arange(60) % 2
    for rows, layout in ((x, "dense"), (x.toarray(), "csr")):
        pipeline = from_arrays(rows, y).batch(16)
        assert list(Trainer(spec_of(pipeline, ng.nn.Dense(2), ng.optimizers.SGD(0.1), layout)).events())


def test_a_model_takes_sparse_rows_as_they_are() -> None:
    x = words(80, 30, 4)
    y = np.arange(80) % 2
    model = ng.Sequential([ng.nn.Dense(2, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    model.fit(x, y, epochs=2, verbose=False)
    assert model.inputs.type.layout == "csr"
    np.testing.assert_allclose(model.predict(x).sum(axis=1), 1, rtol=1e-5)
    assert 0 <= model.evaluate(x, y)["accuracy"] <= 1


def test_a_sparse_run_goes_on_where_it_stopped() -> None:
    """The state of the rows' cells takes no part in a checkpoint: a second trainer gives the same steps."""
    x, y = words(64, 50, 6), np.arange(64) % 2
    runs = []
    for _ in range(2):
        pipeline = from_arrays(x, y).shuffle().batch(16)
        events = list(Trainer(spec_of(pipeline, ng.nn.Dense(2), ng.optimizers.Adam(0.01), epochs=2)).events())
        runs.append([np.asarray(event.values)[0] for event in events if isinstance(event.values, np.ndarray)])
    np.testing.assert_array_equal(runs[0], runs[1])


@pytest.mark.reference
def test_a_batch_trains_on_pytorch_as_on_numpy() -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    x = words(64, 500, 6)
    graph = ng.Graph()
    with graph:
        rows = ng.placeholder((None, 500), layout="csr", name="rows")
        loss = ng.ops.mean(ng.ops.square(ng.nn.Dense(3)(rows) - 1.0))
        step = ng.optimizers.Adam(0.01).minimize(loss)
        back = ng.ops.sparse_multiply(rows, 2.0)
    found = {}
    for device in ("cpu", "cpu:torch"):
        with ng.Session(graph=graph, seed=0, device=device) as session:
            found[device] = [session.run([loss, step], {"rows": x[start : start + 16]})[0] for start in (0, 16, 32, 48)]
            np.testing.assert_allclose(session.run(back, {"rows": x}).toarray(), 2 * x.toarray())
    np.testing.assert_allclose(found["cpu:torch"], found["cpu"], rtol=1e-4)

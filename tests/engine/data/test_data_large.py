"""Files larger than memory may be: arrays that are paged in, tables that are read in pieces, and sets that are fetched."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError

import numpy as np
import pytest

import engine as ng
from engine.data import Pipeline, from_arrays, from_generator, source
from engine.errors import DataError
from engine.ir.types import TensorType
from engine.train import EpochDone, Trainer, TrainingSpec

WIDTH, ROWS = 128, 120_000
#: Bytes of the features as float32; what a run may hold is a fraction of it.
SIZE = WIDTH * ROWS * 4
LIMIT = SIZE // 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("large")
    x = np.lib.format.open_memmap(where / "x.npy", "w+", np.float32, (ROWS, WIDTH))
    rng = np.random.default_rng(0)
    for start in range(0, ROWS, 5000):
        x[start : start + 5000] = rng.normal(3, 2, size=(5000, WIDTH))
    x.flush()
    warm_up = from_arrays(np.ones((9, WIDTH)), np.ones((9, 1))).split().normalize().batch(3)
    figures(warm_up, where)  # imports what is imported late
    np.save(where / "y.npy", rng.normal(size=(ROWS, 1)).astype(np.float32))
    return where


def figures(pipeline: Pipeline, folder: Path) -> dict[str, float]:
    graph = ng.Graph("large")
    with graph:
        x = ng.placeholder(("batch", WIDTH), name="x")
        y = ng.placeholder(("batch", 1), name="y")
        loss = ng.losses.mean_squared_error(y, ng.nn.Dense(1, name="d")(x))
    spec = TrainingSpec(
        graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.SGD(0.01), folder=folder
    )
    return next(event.values for event in Trainer(spec).events() if isinstance(event, EpochDone))


def peak(run: Callable[[], Any]) -> tuple[Any, int]:
    """What it gives, and the most memory that it held at a time, that of imported modules apart."""
    tracemalloc.start()
    try:
        return run(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_larger_than_the_limit_trains_within_it_and_as_in_memory(folder: Path) -> None:
    def steps(reading: str) -> Pipeline:
        base = source("npy", file="x.npy", targets="y.npy", reading=reading)
        return base.split(0.2).normalize().shuffle().batch(500)

    streamed, used = peak(lambda: figures(steps("file"), folder))
    assert used < LIMIT
    whole, all_of_it = peak(lambda: figures(steps("memory"), folder))
    assert all_of_it > SIZE
    assert streamed == pytest.approx(whole, rel=1e-6)


def test_a_generator_larger_than_the_limit_trains_within_it(folder: Path) -> None:
    def make() -> Any:
        rng = np.random.default_rng(1)
        for _ in range(ROWS // 1000):
            yield rng.normal(size=(1000, WIDTH)).astype(np.float32), np.ones((1000, 1))

    pipeline = from_generator(make, {"x": (WIDTH,), "y": (1,)}, rows=ROWS, batched=True)
    pipeline = pipeline.split(0.2).normalize().shuffle(buffer=2000).batch(500)
    values, used = peak(lambda: figures(pipeline, folder))
    assert used < LIMIT
    assert values["val_loss"] < values["loss"]


def test_a_table_larger_than_the_limit_is_read_within_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.data.table_read.PIECE", 2000)
    monkeypatch.setattr("engine.data.spool.IN_MEMORY", 1 << 20)
    width, rows = 20, 100_000
    line = ",".join(f"0.{i}25" for i in range(width))
    with (tmp_path / "t.csv").open("w") as file:
        file.write(",".join(f"c{i}" for i in range(width)) + "\n")
        file.writelines(line + "\n" for _ in range(rows))
    pipeline = source("csv", tmp_path, file="t.csv", target_kind="numbers")
    assert pipeline.build().parts["train"].sequential is False  # imports what is imported late
    pipeline = pipeline.split(0.2).normalize("minmax").shuffle().batch(100)
    loaded, used = peak(pipeline.build)
    size = rows * (width - 1) * 4
    assert used < size
    _, used = peak(lambda: [batch for batch in loaded.batches("train") if not len(batch["x"])])
    assert used < size // 3


def test_npy_files(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.arange(12).reshape(6, 2))
    np.save(tmp_path / "y.npy", np.arange(6) % 3)
    for reading in ("memory", "file"):
        pipeline = source("npy", tmp_path, file="x.npy", targets="y.npy", reading=reading).batch(4)
        assert pipeline.element_types()["x"] == TensorType("float32", ("batch", 2))
        loaded = pipeline.build()
        assert loaded.type.classes == 3
        np.testing.assert_array_equal(next(loaded.batches("train"))["x"], np.arange(8).reshape(4, 2))
        ids = source("npy", tmp_path, file="x.npy", dtype="int64", reading=reading).build()
        assert (ids.type.features.dtype, ids.parts["train"].x.dtype) == ("int64", np.int64)


def test_damaged_and_hostile_npy_files(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.ones((50, 4)))
    whole = (tmp_path / "x.npy").read_bytes()
    np.save(tmp_path / "objects.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    (tmp_path / "cut.npy").write_bytes(whole[:600])
    (tmp_path / "head.npy").write_bytes(whole[:20])
    (tmp_path / "empty.npy").write_bytes(b"")
    (tmp_path / "text.npy").write_text("hello")
    for file in ("objects", "cut", "head", "empty", "text"):
        with pytest.raises(DataError, match=r"NPYFile: '.*' is not a whole NPY file of numbers"):
            assert source("npy", tmp_path, file=f"{file}.npy").type
    np.savez(tmp_path / "several.npy.npz", x=np.ones(3))
    (tmp_path / "several.npy.npz").rename(tmp_path / "several.npy")
    with pytest.raises(DataError, match="holds several arrays; use NPZFile"):
        assert source("npy", tmp_path, file="several.npy").type
    np.save(tmp_path / "y.npy", np.ones(3))
    with pytest.raises(DataError, match="x has 50 rows, but y has 3"):
        assert source("npy", tmp_path, file="x.npy", targets="y.npy").type
    holes = np.ones((50, 4))
    holes[41, 2] = np.nan
    np.save(tmp_path / "holes.npy", holes)
    with pytest.raises(DataError, match="row 42 of x holds NaN"):
        list(source("npy", tmp_path, file="holes.npy", reading="file").batch(7).build().batches("train"))
    with pytest.raises(DataError, match="row 42 of x holds NaN"):
        source("npy", tmp_path, file="holes.npy").build()


def test_california_housing_is_typed_without_it_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: Any) -> Any:
        raise URLError("no route to host") if options["download_if_missing"] else OSError("Data not found")

    monkeypatch.setattr("sklearn.datasets.fetch_california_housing", refuse)
    pipeline = source("california_housing").select_columns("MedInc, AveRooms").split(0.2).batch(32)
    assert pipeline.type.parts["validation"] == 4128
    assert pipeline.type.names == ("MedInc", "AveRooms")
    with pytest.raises(DataError, match=r"cannot be fetched \(.*no route to host.*\); connect to the network and run once"):
        pipeline.build()
    with pytest.raises(DataError, match="Data not found"):
        source("california_housing", fetch=False).build()
    with pytest.raises(DataError, match=r"there is no column 'medinc' \(did you mean 'MedInc'\?\)"):
        assert source("california_housing").select_columns("medinc").type

    rows = np.arange(20640 * 8, dtype=float).reshape(20640, 8), np.ones(20640)
    monkeypatch.setattr("sklearn.datasets.fetch_california_housing", lambda **options: rows)
    assert source("california_housing").build().type == source("california_housing").type


def test_house_prices_follow_their_formula() -> None:
    exact = source("houses", samples=500, noise=0.0).build(3).parts["train"]
    np.testing.assert_allclose(exact.y[:, 0], 40 + exact.x @ [2.5, 12], rtol=1e-6)
    assert set(exact.x[:, 1]) == set(range(1, 9))
    named = source("houses").select_columns("rooms").build().parts["train"]
    assert named.x.shape == (200, 1)
    assert from_arrays(exact.x).type.names == ()

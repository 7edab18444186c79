"""Scripts load tables, columns and repeated rows as the engine does: the loading code is run, and its arrays compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from test_export_scripts import run_script

from engine.data import Pipeline, from_arrays, source
from engine.export.data_steps import write_pipeline
from engine.export.imports import with_imports

MIXED = "area; kind;rooms;price;w\n50,5;flat;2;200;1\n\n;house;n/a;310;2\n120;flat;5;480;0,5\n80;hut;3;300;1\n60;;2;250;1\n"
MORE = "".join(f"{i},25;{'flat' if i % 3 else 'hut'};{i % 5};{i * 3};1\n" for i in range(20, 60))


def compare(pipeline: Pipeline, folder: Path) -> None:
    """Run the loading lines of a script, and compare every column of every part, bit for bit."""
    script = write_pipeline(pipeline, list(pipeline.element_types()), folder)
    names = [script.named(column, part) for part in script.parts for column in pipeline.element_types()]
    code = "SEED = 4\n" + "".join(f"{key} = {text}\n" for key, text in script.constants.items())
    code += "def load():\n" + "\n".join(script.lines) + f"\n    return {', '.join(names)}\n\n"
    code += f"np.savez('got.npz', **dict(zip({names!r}, load())))\n"
    run_script(with_imports("", code), folder)
    loaded = pipeline.build(seed=4, folder=folder)
    with np.load(folder / "got.npz") as got:
        for part in script.parts:
            rows = loaded.parts[part or "train"].loaded()
            for column in rows.columns:
                mine, theirs = np.asarray(rows.column(column)), got[script.named(column, part)]
                assert mine.dtype == theirs.dtype
                np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize(
    "attrs",
    [
        {"missing": "drop", "categorical": "kind"},
        {"missing": "zero", "categorical": "kind", "encode": "codes"},
        {"missing": "value", "fill_value": 2.5, "features": "rooms,area", "weight": "w"},
        {"missing": "mean", "features": "rooms,area"},
        {"missing": "median", "features": "area,rooms", "target": "price,w"},
        {"missing": "drop", "features": "rooms", "dtype": "int64"},
        {"missing": "drop", "target": "kind", "target_kind": "classes", "features": "rooms"},
        {"missing": "drop", "features": "area", "target_kind": "none"},
    ],
    ids=str,
)
def test_tables_load_the_same_in_a_script(tmp_path: Path, attrs: dict[str, Any]) -> None:
    given = {"target": "price", "target_kind": "numbers", "delimiter": "semicolon", "decimal": "comma", **attrs}
    (tmp_path / "t.csv").write_bytes((MIXED + MORE).encode("latin-1"))
    pipeline = source("csv", tmp_path, file="t.csv", encoding="latin-1", **given).split(0.3)
    compare((pipeline if given.get("dtype") else pipeline.normalize()).batch(4), tmp_path)


def test_a_table_without_header_and_a_parquet_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("1,x,2.5\n,y,3\n4,x,1\n")
    compare(source("csv", tmp_path, file="t.csv", header=False, missing="mean", categorical="column_2",
                   target_kind="numbers").batch(2), tmp_path)  # fmt: skip
    frame = pl.DataFrame({"a": [1, 2, None, 4], "b": [True, False, True, True], "kind": ["x", "y", "x", None], "t": [3, 1, 3, 3]})
    frame.write_parquet(tmp_path / "t.parquet")
    for attrs in ({"missing": "mean", "categorical": "kind"}, {"missing": "drop", "features": "b,a"}):
        compare(source("parquet", tmp_path, file="t.parquet", **attrs).batch(2), tmp_path)


def test_columns_repeats_and_weights(tmp_path: Path) -> None:
    x = np.arange(40.0).reshape(10, 4)
    pipeline = from_arrays(x, np.arange(10) % 2, sample_weight=np.linspace(0, 1, 10))
    pipeline = pipeline.split(0.2, 0.2).select_columns("4,1").normalize("minmax").cache().repeat(3).prefetch(4).batch(4)
    compare(pipeline, tmp_path)


def test_a_shuffled_repeat_gives_the_same_batches(tmp_path: Path) -> None:
    pipeline = from_arrays(np.arange(10.0)[:, None], np.arange(10.0)[:, None]).split(0.2).repeat(2).shuffle().batch(4)
    script = write_pipeline(pipeline, ["x", "y"], tmp_path)
    code = "SEED = 4\ndef load():\n" + "\n".join(script.lines) + "\n    return x_train\n\nnp.savez('got.npz', x=load())\n"
    run_script(with_imports("", code), tmp_path)
    loaded = pipeline.build(seed=4)
    with np.load(tmp_path / "got.npz") as got:
        order = np.random.default_rng([4, 1]).permutation(len(got["x"]))  # as every script shuffles
        for (start, size), batch in zip(loaded.spans("train"), loaded.batches("train", 1), strict=True):
            np.testing.assert_array_equal(got["x"][order[start : start + size]], batch["x"])


@pytest.mark.parametrize("dtype", ["float32", "int64"])
def test_npy_files_load_the_same_in_a_script(tmp_path: Path, dtype: str) -> None:
    np.save(tmp_path / "x.npy", np.arange(40).reshape(20, 2))
    np.save(tmp_path / "y.npy", np.arange(20) % 3)
    for reading in ("memory", "file"):
        pipeline = source("npy", tmp_path, file="x.npy", targets="y.npy", dtype=dtype, reading=reading)
        compare(pipeline.split(0.2, stratify=True).one_hot().batch(4), tmp_path)

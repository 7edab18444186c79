"""Tables and NPZ files: what they give, and the one sentence that a bad one gets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data import Pipeline, source
from engine.errors import DataError
from engine.ir.types import TensorType

HOUSES = "area,rooms,price\n50,2,200\n80,3,310\n120,5,480\n"


def write(folder: Path, text: str, file: str = "houses.csv") -> Path:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return path


def build(folder: Path, text: str, **attrs: object) -> Pipeline:
    write(folder, text)
    return source("csv", folder, file="houses.csv", **attrs)


def test_table_of_numbers(tmp_path: Path) -> None:
    pipeline = build(tmp_path, HOUSES, target="price", target_kind="numbers")
    assert (pipeline.type.features, pipeline.type.targets) == (TensorType("float32", (2,)), TensorType("float32", (1,)))
    assert pipeline.type.rows is None
    loaded = pipeline.build()
    assert loaded.type.rows == 3
    np.testing.assert_array_equal(loaded.parts["train"].x, [[50, 2], [80, 3], [120, 5]])
    np.testing.assert_array_equal(loaded.parts["train"].y, [[200], [310], [480]])


def test_classes_may_be_words_or_numbers(tmp_path: Path) -> None:
    words = build(tmp_path, "a,kind\n1,dog\n2,cat\n3,dog\n").build()
    assert (words.parts["train"].y.tolist(), words.type.classes) == ([1, 0, 1], 2)
    numbers = build(tmp_path, "a,kind\n1,10\n2,2\n3,10\n").build()
    assert numbers.parts["train"].y.tolist() == [1, 0, 1]


def test_columns_delimiter_header_and_byte_order_mark(tmp_path: Path) -> None:
    table = build(
        tmp_path, "\ufeff1;x;2;0\n3;y;4;1\n", delimiter="semicolon", header=False, features="column_1, column_3"
    ).build()
    np.testing.assert_array_equal(table.parts["train"].x, [[1, 2], [3, 4]])
    assert table.parts["train"].y.tolist() == [0, 1]
    assert build(tmp_path, HOUSES, target_kind="none").build().parts["train"].y is None


def test_table_through_the_whole_pipeline_is_typed_before_it_is_read(tmp_path: Path) -> None:
    pipeline = build(tmp_path, HOUSES, target_kind="numbers").split(0.34).normalize().shuffle().batch(2)
    assert pipeline.element_types()["x"] == TensorType("float32", ("batch", 2))
    assert pipeline.type.parts == {"train": None, "validation": None}
    assert pipeline.type.steps_per_epoch() is None
    assert pipeline.build().type.parts == {"train": 1, "validation": 2}


@pytest.mark.parametrize(
    ("text", "attrs", "message"),
    [
        (
            "area,rooms,price\n50,,200\n",
            {"target_kind": "numbers"},
            r"houses.csv: row 1, column 'rooms' is empty; fill it in, or set missing",
        ),
        (
            "area,rooms,price\n50,2,200\n80,many,1\n",
            {},
            r"houses.csv: row 2, column 'rooms': 'many' is no number; set missing to drop, mean",
        ),
        (
            "area,price\n50,cheap\n",
            {"target_kind": "numbers"},
            r"row 1, column 'price': 'cheap' is no number; mend it, or set missing to drop",
        ),
        ("area,price\nnan,1\n", {}, r"row 1, column 'area': 'nan' is no number"),
        ("area,price\n1,2,3\n", {}, r"houses.csv: row 1 has 3 cells, but the table has 2 columns; mend the row"),
        ("area,area\n1,2\n", {}, r"two columns named 'area'; rename one"),
        ("area,price\n", {}, r"has no rows below its column names"),
        ("", {}, r"is empty; give it a line of column names"),
        ("price\n1\n", {}, r"has one column only, so no feature is left"),
        (HOUSES, {"target": "prize"}, r"has no column 'prize'; did you mean 'price'\?"),
        (HOUSES, {"features": "area,price"}, r"column 'price' is both a feature and the target"),
        (HOUSES, {"delimiter": "comma", "color": 1}, r"CSVTable: there is no attribute 'color'; it has file"),
        (HOUSES, {"target": "zebra"}, r"has no column 'zebra'; choose one of area, rooms, price"),
        (HOUSES, {"delimiter": "colon"}, r"CSVTable: delimiter is 'colon', but must be one of comma"),
    ],
)
def test_bad_tables_get_one_sentence(tmp_path: Path, text: str, attrs: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        build(tmp_path, text, **attrs).build()


def test_a_picture_is_not_a_table(tmp_path: Path) -> None:
    (tmp_path / "houses.csv").write_bytes(b"\x89PNG\r\n\xff\xfe\x00")
    with pytest.raises(DataError, match="is not a text file in UTF-8; choose its encoding, or save it as CSV"):
        source("csv", tmp_path, file="houses.csv").build()


@pytest.mark.parametrize("step", ["csv", "npz"])
def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path, step: str) -> None:
    with pytest.raises(DataError, match=r"there is no file '.*lost'; put it there, or choose another") as caught:
        assert Pipeline([(step, {"file": "lost"}, "n7")], tmp_path).type
    assert str(tmp_path) in str(caught.value)
    assert caught.value.origin == "n7"
    with pytest.raises(DataError, match="no file is chosen; set file"):
        source(step).build()
    with pytest.raises(DataError, match="is a folder; name a file in it"):
        source(step, file=str(tmp_path)).build()
    with pytest.raises(DataError, match=r"there is no file"):
        source(step, file="a\0b").build()


def test_npz_arrays(tmp_path: Path) -> None:
    np.savez(tmp_path / "set.npz", x=np.ones((5, 2, 2)), y=np.arange(5) % 3, z=np.ones(5))
    pipeline = source("npz", tmp_path, file="set.npz")
    assert (pipeline.type.features.shape, pipeline.type.rows, pipeline.type.targets) == ((2, 2), 5, TensorType("int64"))
    assert pipeline.build().type.classes == 3
    regression = source("npz", tmp_path, file="set.npz", y="z").build()
    assert regression.type.targets == TensorType("float32")
    assert source("npz", tmp_path, file="set.npz", y="").build().parts["train"].y is None
    with pytest.raises(DataError, match=r"there is no array 'labels' in '.*set.npz'; it holds x, y, z"):
        source("npz", tmp_path, file="set.npz", y="labels").build()


def test_a_cut_off_or_foreign_npz_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "set.npz", x=np.ones((50, 2)), y=np.zeros(50))
    whole = (tmp_path / "set.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "foreign.npz").write_text("hello")
    for file in ("cut.npz", "foreign.npz"):
        with pytest.raises(DataError, match="is not a whole NPZ file of plain arrays"):
            source("npz", tmp_path, file=file).build()


def test_objects_in_an_npz_are_never_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "set.npz", x=np.array([{"a": 1}], dtype=object), y=np.zeros(1))
    with pytest.raises(DataError, match="x holds object values; give an array of numbers"):
        source("npz", tmp_path, file="set.npz").build()

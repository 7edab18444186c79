"""Tables in every spelling: words, holes, encodings, Parquet, and files read in pieces; damaged ones get one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data import Loaded, MappedArrays, Pipeline, source
from engine.errors import DataError

MIXED = "area,kind,rooms,price\n50,flat,2,200\n,house,n/a,310\n120,flat,5,480\n80,hut,3,300\n60,,2,\n"


def table(folder: Path, text: str | bytes, file: str = "t.csv", **attrs: Any) -> Pipeline:
    (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    given = {"target": "price", "target_kind": "numbers"} if b"price" in (folder / file).read_bytes() else {}
    return source("csv", folder, file=file, **{**given, **attrs})


def rows(loaded: Loaded, part: str = "train") -> list[list[float]]:
    return np.asarray(loaded.parts[part].x).tolist()


def test_words_become_columns_or_codes(tmp_path: Path) -> None:
    one_hot = table(tmp_path, MIXED, categorical="kind", missing="drop")
    assert one_hot.type.features.shape == (5,)
    assert one_hot.type.names == ("area", "kind=flat", "kind=house", "kind=hut", "rooms")
    loaded = one_hot.build()
    assert rows(loaded) == [[50, 1, 0, 0, 2], [120, 1, 0, 0, 5], [80, 0, 0, 1, 3]]
    assert loaded.type.names == one_hot.type.names
    codes = table(tmp_path, MIXED, categorical="kind", encode="codes", missing="drop", features="kind,area").build()
    assert rows(codes) == [[0, 50], [0, 120], [2, 80]]
    (tmp_path / "t.csv").write_text(MIXED.replace("hut", "tent and more"))
    assert source("csv", tmp_path, file="t.csv", categorical="kind").type.names[3] == "kind=tent and more"


@pytest.mark.parametrize(("missing", "area", "room"), [("zero", 0, 0), ("value", 7, 7)])
def test_holes_may_be_filled_at_once(tmp_path: Path, missing: str, area: float, room: float) -> None:
    text = MIXED.rsplit("60", 1)[0]
    loaded = table(tmp_path, text, features="area,rooms", missing=missing, fill_value=7).build()
    assert rows(loaded) == [[50, 2], [area, room], [120, 5], [80, 3]]


@pytest.mark.parametrize("method", ["mean", "median"])
@pytest.mark.parametrize("reading", ["memory", "file"])
def test_holes_are_filled_by_the_training_part_alone(tmp_path: Path, method: str, reading: str) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 3)).round(3)
    holes = rng.uniform(size=x.shape) < 0.2
    cells = [[("?" if hole else str(v)) for v, hole in zip(*pair, strict=True)] for pair in zip(x, holes, strict=True)]
    text = "a,b,c,price\n" + "".join(",".join([*line, "1"]) + "\n" for line in cells)
    loaded = table(tmp_path, text, missing=method, reading=reading).split(0.25).build(3)
    left = np.where(holes, np.nan, x)
    first, second = (Pipeline([("arrays", {"x": np.arange(40)}), ("split", {"validation_fraction": 0.25})]).build(3).parts[p].x
                     for p in ("train", "validation"))  # fmt: skip
    fill = getattr(np, f"nan{method}")(left[first.astype(int)], axis=0)
    for part, numbers in (("train", first), ("validation", second)):
        chosen = left[numbers.astype(int)]
        np.testing.assert_allclose(rows(loaded, part), np.where(np.isnan(chosen), fill, chosen), rtol=1e-6)


def test_decimal_comma_encodings_quotes_blank_lines_and_short_rows(tmp_path: Path) -> None:
    text = 'größe;"a;b";preis\r\n1,5;"2";3\r\n\r\n" 4 ";"5,25";6\r\n'
    for encoding in ("latin-1", "utf-16", "cp1252", "utf-8"):
        made = table(tmp_path, text.encode(encoding), delimiter="semicolon", decimal="comma", encoding=encoding,
                     target="preis", target_kind="numbers").build()  # fmt: skip
        assert rows(made) == [[1.5, 2], [4, 5.25]]
        assert made.type.names == ("größe", "a;b")
    with pytest.raises(DataError, match=r"t.csv: row 2, column 'c' is empty"):
        table(tmp_path, "a,b,c\n1,2,3\n4,5\n", target="c", target_kind="numbers").build()
    assert rows(table(tmp_path, "a,b,c\n1,2,3\n4,5\n", target="c", target_kind="numbers", missing="drop").build()) == [[1, 2]]


def test_several_targets_weights_and_whole_numbers(tmp_path: Path) -> None:
    made = table(tmp_path, "user,item,stars,age,w\n3,16777217,5,30,1\n4,2,1,40,0.5\n",
                 target="stars, age", target_kind="numbers", weight="w", dtype="int64").build()  # fmt: skip
    part = made.parts["train"]
    assert (part.x.dtype, part.x.tolist()) == (np.int64, [[3, 16777217], [4, 2]])
    assert part.y.tolist() == [[5, 30], [1, 40]]
    assert part.column("sample_weight").tolist() == [1, 0.5]
    with pytest.raises(DataError, match=r"row 1, column 'a': '1.5' is no number"):
        table(tmp_path, "a,b\n1.5,2\n", dtype="int64").build()
    with pytest.raises(DataError, match="a mean is no whole number"):
        assert table(tmp_path, "a,b\n1.5,2\n", dtype="int64", missing="mean").type
    with pytest.raises(DataError, match="2 targets cannot be classes"):
        assert table(tmp_path, "a,b,c\n1,2,3\n", target="a,b").type


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(st.lists(st.sampled_from(["1", "-2.5", "3e4", "", "n/a", " 7 ", "inf"]), min_size=3, max_size=3),
                   min_size=1, max_size=12),
    missing=st.sampled_from(["drop", "zero", "mean", "median", "value"]), piece=st.integers(1, 5),
)  # fmt: skip
def test_reading_in_pieces_into_files_is_reading_into_memory(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], missing: str, piece: int
) -> None:
    folder = tmp_path_factory.mktemp("t")
    text = "a,b,c,kind\n" + "".join(",".join([*line, "xyz"[i % 3]]) + "\n" for i, line in enumerate(cells))
    made: list[Any] = []
    for reading, size in (("memory", 1 << 15), ("file", piece)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("engine.data.table_read.PIECE", size)
            try:
                part = table(folder, text, missing=missing, reading=reading).build().parts["train"].loaded()
                made.append((part.x.tolist(), part.y.tolist()))
            except DataError as error:
                made.append(str(error))
    assert made[0] == made[1]


def test_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [1, 2, None], "b": [True, False, True], "kind": ["x", "y", "x"], "t": [0.5, 1.5, 2.5]})
    frame.write_parquet(tmp_path / "t.parquet")
    pipeline = source("parquet", tmp_path, file="t.parquet", categorical="kind", target_kind="numbers", missing="mean")
    assert pipeline.type.names == ("a", "b", "kind=x", "kind=y")
    loaded = pipeline.build()
    assert rows(loaded) == [[1, 1, 1, 0], [2, 0, 0, 1], [1.5, 1, 1, 0]]
    assert np.asarray(loaded.parts["train"].y).tolist() == [[0.5], [1.5], [2.5]]
    classes = source("parquet", tmp_path, file="t.parquet", target="kind", features="b").build()
    assert (classes.parts["train"].y.tolist(), classes.type.classes) == ([0, 1, 0], 2)
    with pytest.raises(DataError, match=r"ParquetTable: t.parquet: row 3, column 'a' is empty"):
        source("parquet", tmp_path, file="t.parquet", features="a").build()
    with pytest.raises(DataError, match=r"t.parquet: row 1, column 'kind': 'x' is no number"):
        source("parquet", tmp_path, file="t.parquet", features="kind").build()
    dates = pl.DataFrame({"d": ["2020-01-01"], "t": [1]}).with_columns(pl.col("d").str.to_date())
    dates.write_parquet(tmp_path / "d.parquet")
    with pytest.raises(DataError, match=r"column 'd' of 'd.parquet' holds Date, not numbers"):
        source("parquet", tmp_path, file="d.parquet").build()


def test_damaged_parquet_files(tmp_path: Path) -> None:
    pl.DataFrame({"a": np.arange(5000.0), "t": np.arange(5000) % 2}).write_parquet(tmp_path / "t.parquet")
    whole = (tmp_path / "t.parquet").read_bytes()
    for name, content in (("cut", whole[:3000]), ("foreign", b"hello"), ("empty", b""), ("tail", b"PAR1" + whole[-8:])):
        (tmp_path / f"{name}.parquet").write_bytes(content)
        with pytest.raises(DataError, match=r"ParquetTable: .* is not a whole Parquet file"):
            source("parquet", tmp_path, file=f"{name}.parquet").build()
    spoiled = bytearray(whole)
    spoiled[40:2000] = b"\xff" * 1960
    (tmp_path / "spoiled.parquet").write_bytes(spoiled)
    with pytest.raises(DataError, match="ParquetTable: "):
        source("parquet", tmp_path, file="spoiled.parquet").build()


def test_a_file_in_pieces_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    text = "a,b\n" + "".join(f"{i},{i % 2}\n" for i in range(100))
    loaded = table(tmp_path, text, reading="file").build()
    assert isinstance(loaded.parts["train"], MappedArrays)
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    del loaded
    with pytest.raises(DataError, match="row 101"):
        table(tmp_path, text + "x,1\n", reading="file").build()
    assert not list((tmp_path / "temporary").iterdir())


@settings(max_examples=150, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=80),
        st.text(alphabet='a1,;"\n\r\0é\ufeff.-\t', max_size=60).map(lambda text: text.encode()),
    ),
    attrs=st.fixed_dictionaries(
        {}, optional={
            "header": st.booleans(), "missing": st.sampled_from(["drop", "zero", "mean"]), "delimiter": st.just("semicolon"),
            "encoding": st.sampled_from(["utf-16", "latin-1", "gb18030"]), "target_kind": st.sampled_from(["numbers", "none"]),
            "categorical": st.just("column_1"), "decimal": st.just("comma"),
        },
    ),
)  # fmt: skip
def test_whatever_is_in_a_file_there_are_rows_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, attrs: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("t")
    (folder / "t.csv").write_bytes(content)
    pipeline = source("csv", folder, file="t.csv", **attrs).batch(3)
    try:
        type_ = pipeline.type
        loaded = pipeline.build()
    except DataError as error:
        assert "{" not in str(error)
    else:
        assert loaded.type.features == type_.features
        for batch in loaded.batches("train"):
            assert np.isfinite(batch["x"]).all()


@settings(max_examples=60, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6), end=st.integers(0, 10_000)
)
def test_a_spoiled_parquet_file_gives_rows_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int]], end: int
) -> None:
    folder = tmp_path_factory.mktemp("p")
    pl.DataFrame({"a": np.arange(50.0), "t": np.arange(50) % 2}).write_parquet(folder / "t.parquet")
    content = bytearray((folder / "t.parquet").read_bytes())
    for place, value in places:
        content[place % len(content)] = value
    (folder / "t.parquet").write_bytes(content[: max(end % (2 * len(content)), 1)])
    try:
        source("parquet", folder, file="t.parquet").build()
    except DataError as error:
        assert "{" not in str(error)

"""IDX files and MNIST: what was written is read, and every kind of damage is one sentence that costs no memory."""

from __future__ import annotations

import gzip
import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.data import downloads, mnist, source
from engine.data.idx import encode_idx, read_header, read_idx
from engine.errors import DataError
from engine.ir.types import TensorType

ARRAYS = st.sampled_from(["u1", "i1", "i2", "i4", "f4", "f8"]).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=5))
)


@settings(max_examples=60, deadline=None)
@given(array=ARRAYS, packed=st.booleans())
def test_what_is_written_is_read(array: np.ndarray, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        path.write_bytes(gzip.compress(encode_idx(array)) if packed else encode_idx(array))
        found = read_idx("T", path)
        np.testing.assert_array_equal(found, array)
        assert found.dtype == array.dtype and read_header("T", path).shape == array.shape


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 27), packed=st.booleans(), more=st.binary(max_size=3))
def test_cut_off_and_trailing_files_are_refused(cut: int, packed: bool, more: bytes) -> None:
    whole = encode_idx(np.arange(12, dtype=np.uint8).reshape(3, 4))
    content = whole[:cut] if cut < len(whole) else whole + more
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        path.write_bytes(gzip.compress(content) if packed else content)
        if content == whole:
            assert read_idx("T", path).shape == (3, 4)
            return
        with pytest.raises(DataError, match=r"T: '.*a' (is cut off|goes on after|does not begin with)"):
            read_idx("T", path)


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=60))
def test_any_bytes_give_an_array_or_one_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        path.write_bytes(content)
        try:
            read_idx("T", path)
        except DataError as error:
            assert str(path) in str(error)


@pytest.mark.parametrize("packed", [False, True])
def test_a_hostile_header_allocates_nothing(tmp_path: Path, packed: bool) -> None:
    content = b"\0\0\x08\x03" + struct.pack(">3I", 2**32 - 1, 2**32 - 1, 2**32 - 1) + bytes(100)
    (tmp_path / "a").write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(DataError, match="is cut off or its header is wrong"):
        read_header("T", tmp_path / "a")


def test_a_damaged_package(tmp_path: Path) -> None:
    content = gzip.compress(encode_idx(np.arange(200, dtype=np.uint8)))
    (tmp_path / "a").write_bytes(content[:-20])
    with pytest.raises(DataError, match="is packed by gzip, but cut off or damaged"):
        read_idx("T", tmp_path / "a")


def write_mnist(folder: Path, rows: int = 6, labels: int = 6, top: int = 9, packed: bool = False) -> None:
    rng = np.random.default_rng(0)
    for stem, count in (("train", rows), ("t10k", 3)):
        x = rng.integers(0, 256, (count, 4, 5)).astype(np.uint8)
        y = np.full(labels if stem == "train" else 3, top, np.uint8)
        for name, array in ((f"{stem}-images-idx3-ubyte", x), (f"{stem}-labels-idx1-ubyte", y)):
            content = encode_idx(array)
            (folder / (name + ".gz" * packed)).write_bytes(gzip.compress(content) if packed else content)


@pytest.mark.parametrize("packed", [False, True])
def test_mnist_from_a_folder(tmp_path: Path, packed: bool) -> None:
    write_mnist(tmp_path, packed=packed)
    pipeline = source("mnist", tmp_path, file=".").split(0.34).batch(2)
    assert pipeline.type.features == TensorType("float32", (4, 5, 1))
    assert dict(pipeline.type.parts) == {"train": 3, "validation": 3, "test": 3}
    loaded = pipeline.build()
    assert loaded.type == pipeline.type
    test = loaded.part("test")
    raw = read_idx("T", tmp_path / ("t10k-images-idx3-ubyte" + ".gz" * packed))
    np.testing.assert_array_equal(test.x[..., 0], raw.astype(np.float32) / 255)
    assert next(loaded.batches("train"))["x"].dtype == np.float32
    assert source("mnist", tmp_path, file=".", scale=False).build().part("test").x.max() > 1


def test_mnist_from_kerass_file_and_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    arrays = {f"x_{part}": rng.integers(0, 256, (n, 28, 28)).astype(np.uint8) for part, n in (("train", 5), ("test", 2))}
    arrays |= {"y_train": np.arange(5, dtype=np.uint8), "y_test": np.arange(2, dtype=np.uint8)}
    np.savez_compressed(tmp_path / "mnist.npz", **arrays)
    for file in ("mnist.npz", "."):
        loaded = source("mnist", tmp_path, file=file).build()
        assert loaded.part("train").y.tolist() == [0, 1, 2, 3, 4] and len(loaded.part("test")) == 2
    path = tmp_path / "mnist.npz"
    download = downloads.Download("mnist.npz", "http://localhost:9/x", downloads._digest(path), path.stat().st_size)
    monkeypatch.setattr(mnist, "DOWNLOAD", download)
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    assert len(source("mnist").build().part("train")) == 5
    assert source("mnist").type.rows == 60_000
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path / "empty"))
    with pytest.raises(DataError, match=r"could not be fetched .*; connect to the network once, or put that file into .*empty"):
        source("mnist").build()
    assert list((tmp_path / "empty").iterdir()) == []


def test_damaged_mnist_is_one_sentence(tmp_path: Path) -> None:
    write_mnist(tmp_path, labels=5)
    with pytest.raises(DataError, match=r"has 6 images, but .* has 5 labels; give two files that belong together"):
        assert source("mnist", tmp_path, file=".").type
    write_mnist(tmp_path, top=10)
    with pytest.raises(DataError, match=r"label 1 of '.*' is 10, but labels go from 0 to 9"):
        source("mnist", tmp_path, file=".").build()
    (tmp_path / "train-labels-idx1-ubyte").unlink()
    with pytest.raises(DataError, match="has no file train-labels-idx1-ubyte"):
        assert source("mnist", tmp_path, file=".").type
    with pytest.raises(DataError, match=r"there is no file or folder '.*nowhere'"):
        assert source("mnist", tmp_path, file="nowhere").type
    np.savez(tmp_path / "other.npz", x=np.ones(3))
    with pytest.raises(DataError, match="has no array 'x_train'"):
        assert source("mnist", tmp_path, file="other.npz").type
    (tmp_path / "bad.npz").write_bytes(b"PK nothing")
    with pytest.raises(DataError, match="is not a whole NPZ file"):
        assert source("mnist", tmp_path, file="bad.npz").type


def test_idx_source(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(encode_idx(np.arange(6, dtype=">f4").reshape(3, 2)))
    (tmp_path / "y").write_bytes(encode_idx(np.array([2, 0, 1], np.uint8)))
    loaded = source("idx", tmp_path, file="x", labels="y").build()
    assert loaded.part("train").x.tolist() == [[0, 1], [2, 3], [4, 5]] and loaded.type.classes == 3
    assert source("idx", tmp_path, file="x").build().part("train").y is None

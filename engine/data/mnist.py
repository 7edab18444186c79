"""MNIST and the sets that are stored like it: four IDX files in a folder, Keras's ``mnist.npz``, or fetched once and kept."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.data import idx
from engine.data.downloads import Download, fetched
from engine.errors import DataError

Array = np.ndarray[Any, Any]

STEP = "MNIST"
CLASSES = 10
#: Keras's copy, one file for everything.
DOWNLOAD = Download(
    "mnist.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    11_490_434,
)
#: What is fetched holds this, so a graph is typed without a network.
FETCHED = {"train": (60_000, 28, 28), "test": (10_000, 28, 28)}
#: What the files of a part are called, before ``-images`` and ``-labels``.
_STEMS = {"train": "train", "test": "t10k"}
_DAMAGE = (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Pair:
    """The images and the labels of one part, not read yet; ``shape`` is ``(rows, height, width)``."""

    shape: tuple[int, ...]
    images: Callable[[], Array]
    labels: Callable[[], Array]


def find_pairs(file: str, folder: Path | None, download: bool = False) -> dict[str, Pair]:
    """The parts that a name stands for, by their headers alone; an empty name is what is fetched, and only where ``download``."""
    if not file:
        if not download:
            return {part: Pair(shape, _nothing, _nothing) for part, shape in FETCHED.items()}
        return _npz_pairs(fetched(STEP, DOWNLOAD))
    path = _located(file, folder)
    if path.is_dir():
        single = path / DOWNLOAD.file
        return _npz_pairs(single) if single.is_file() and not _idx_file(path, "train", "images") else _idx_pairs(path)
    return _npz_pairs(path)


def _nothing() -> Array:
    raise AssertionError("typed without being loaded")


def _located(file: str, folder: Path | None) -> Path:
    try:
        given = Path(file).expanduser()
        path = given if given.is_absolute() else (folder or Path.cwd()) / given
        if path.exists():
            return path
    except (OSError, ValueError, RuntimeError):
        path = Path(repr(file)[1:-1])
    raise DataError(
        "MNIST: there is no file or folder '{file}'; put the four IDX files or mnist.npz there, "
        "or leave 'file' empty to have them fetched (relative paths start from the project's folder)",
        file=str(path),
    )


# --- IDX files in a folder ------------------------------------------------------------------------------------------


def _idx_file(folder: Path, part: str, what: str) -> Path | None:
    dimensions = {"images": 3, "labels": 1}[what]
    for joint in ("-", "."):
        for end in ("", ".gz"):
            path = folder / f"{_STEMS[part]}-{what}{joint}idx{dimensions}-ubyte{end}"
            if path.is_file():
                return path
    return None


def is_idx(file: str, folder: Path | None) -> bool:
    """Whether a name stands for a folder of IDX files."""
    path = _located(file, folder)
    return path.is_dir() and _idx_file(path, "train", "images") is not None


def find_idx(file: str, folder: Path | None) -> dict[str, tuple[Path, Path]]:
    """The files of images and labels by part."""
    return _idx_files(_located(file, folder))


def _idx_pairs(folder: Path) -> dict[str, Pair]:
    return {part: _idx_pair(images, labels) for part, (images, labels) in _idx_files(folder).items()}


def _idx_files(folder: Path) -> dict[str, tuple[Path, Path]]:
    found: dict[str, tuple[Path, Path]] = {}
    for part, stem in _STEMS.items():
        images, labels = (_idx_file(folder, part, what) for what in ("images", "labels"))
        if images is None and labels is None and part == "test":
            continue
        if images is None or labels is None:
            what, dimensions = ("images", 3) if images is None else ("labels", 1)
            raise DataError(
                "MNIST: '{folder}' has no file {file} (packed as .gz or not); put it there, or name another folder",
                folder=str(folder), file=f"{stem}-{what}-idx{dimensions}-ubyte",
            )  # fmt: skip
        found[part] = images, labels
    return found


def _idx_pair(images: Path, labels: Path) -> Pair:
    image, label = idx.read_header(STEP, images), idx.read_header(STEP, labels)
    _check_kind(images, image.dtype, image.shape, 3)
    _check_kind(labels, label.dtype, label.shape, 1)
    _check_counts(str(images), image.shape[0], str(labels), label.shape[0])

    def read_labels() -> Array:
        found = idx.read_idx(STEP, labels)
        idx.check_labels(STEP, str(labels), found, CLASSES)
        return found

    return Pair(image.shape, lambda: idx.read_idx(STEP, images), read_labels)


def _check_kind(path: Path, dtype: np.dtype[Any], shape: tuple[int, ...], dimensions: int) -> None:
    if dtype != np.uint8 or len(shape) != dimensions or 0 in shape:
        raise DataError(
            "MNIST: '{file}' holds {shape} numbers of {dtype}, but images are 3-dimensional and of uint8; give the file of images"
            if dimensions == 3
            else "MNIST: '{file}' holds {shape} numbers of {dtype}, but labels are 1-dimensional and of uint8; "
            "give the file of labels",
            file=str(path), shape="×".join(map(str, shape)), dtype=str(dtype.newbyteorder("=")),
        )  # fmt: skip


def _check_counts(images: str, rows: int, labels: str, targets: int) -> None:
    if rows != targets:
        raise DataError(
            "MNIST: '{images}' has {rows:,} images, but '{labels}' has {targets:,} labels; give two files that belong together",
            images=images, rows=rows, labels=labels, targets=targets,
        )  # fmt: skip


# --- Keras's mnist.npz ----------------------------------------------------------------------------------------------


def _npz_pairs(path: Path) -> dict[str, Pair]:
    try:
        with zipfile.ZipFile(path) as archive:
            headers = {part: tuple(_member(archive, path, f"{axis}_{part}") for axis in "xy") for part in ("train", "test")}
    except _DAMAGE as error:
        raise _broken(path) from error
    return {part: _npz_pair(path, part, *pair) for part, pair in headers.items()}


def _npz_pair(path: Path, part: str, image: tuple[Any, ...], label: tuple[Any, ...]) -> Pair:
    _check_kind(path, image[1], image[0], 3)
    _check_kind(path, label[1], label[0], 1)
    names = f"{path}: x_{part}", f"{path}: y_{part}"
    _check_counts(names[0], image[0][0], names[1], label[0][0])

    def read_labels() -> Array:
        found = _npz_array(path, f"y_{part}")
        idx.check_labels(STEP, names[1], found, CLASSES)
        return found

    return Pair(image[0], lambda: _npz_array(path, f"x_{part}"), read_labels)


def _member(archive: zipfile.ZipFile, path: Path, array: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and dtype of one array by its header, held against the size of its member."""
    try:
        info = archive.getinfo(array + ".npy")
    except KeyError:
        raise DataError(
            "MNIST: '{file}' has no array '{array}'; give Keras's mnist.npz, which holds x_train, y_train, x_test and y_test",
            file=str(path), array=array,
        ) from None  # fmt: skip
    with archive.open(info) as stream:
        version = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(stream)
        size = int(np.prod([int(n) for n in shape], dtype=object)) * dtype.itemsize
        if dtype.hasobject or info.file_size - stream.tell() != size or size > idx.LARGEST:
            raise _broken(path)
    return shape, dtype


def _npz_array(path: Path, array: str) -> Array:
    try:
        with np.load(path, allow_pickle=False) as archive:
            found: Array = archive[array]
            return found
    except _DAMAGE as error:
        raise _broken(path) from error


def _broken(path: Path) -> DataError:
    return DataError("MNIST: '{file}' is not a whole NPZ file of plain arrays; fetch it again", file=str(path))

"""MNIST's IDX format: a magic number, the dimensions as big-endian words, then the numbers, packed by gzip or not.

Nothing that a header declares is believed before it is held against what the file can give, so a hostile header costs nothing.
"""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from engine.errors import DataError

Array = np.ndarray[Any, Any]

#: The third byte of the magic number, and the dtype that it stands for.
DTYPES: dict[int, str] = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
#: Bytes that one file may hold once it is unpacked; MNIST has 47 million.
LARGEST = 4 * 2**30
#: More than this deflate cannot pack into one byte.
_DEFLATE = 1032
_CHUNK = 1 << 20
#: More dimensions than this no array has.
_DIMENSIONS = 32


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the numbers: their dtype (in the file's byte order) and the dimensions."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    packed: bool

    @property
    def offset(self) -> int:
        """Bytes before the first number."""
        return 4 + 4 * len(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers."""
        return math.prod(self.shape) * self.dtype.itemsize


def is_packed(path: Path) -> bool:
    """Whether a file is packed by gzip, by what it begins with: downloads are often unpacked without losing their ``.gz``."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


@contextmanager
def _opened(step: str, path: Path) -> Iterator[tuple[IO[bytes], bool]]:
    """The unpacked bytes of a file; what it cannot give becomes a DataError."""
    try:
        if is_packed(path):
            with gzip.open(path) as stream:
                yield cast("IO[bytes]", stream), True
        else:
            with path.open("rb") as stream:
                yield stream, False
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DataError(
            "{step}: '{file}' is packed by gzip, but cut off or damaged; fetch it again", step=step, file=str(path)
        ) from None
    except OSError as error:
        raise DataError(
            "{step}: '{file}' cannot be read ({reason}); check its permissions",
            step=step, file=str(path), reason=error.strerror or "unknown",
        ) from None  # fmt: skip


def read_header(step: str, path: Path) -> Header:
    """The header of a file, held against the file's size; DataError where it is no whole IDX file."""
    with _opened(step, path) as (stream, packed):
        return _header(step, path, stream, packed)


def _header(step: str, path: Path, stream: IO[bytes], packed: bool) -> Header:
    magic = stream.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in DTYPES or not 1 <= magic[3] <= _DIMENSIONS:
        raise DataError(
            "{step}: '{file}' does not begin with the magic number of an IDX file (two zero bytes, a type from 0x08 to 0x0E, "
            "and the number of dimensions); give a file such as train-images-idx3-ubyte",
            step=step, file=str(path),
        )  # fmt: skip
    words = stream.read(4 * magic[3])
    if len(words) < 4 * magic[3]:
        raise _cut_off(step, path, 4 + 4 * magic[3], 4 + len(words))
    header = Header(np.dtype(DTYPES[magic[2]]), tuple(int(size) for size in np.frombuffer(words, ">u4")), packed)
    _check_size(step, path, header)
    return header


def _check_size(step: str, path: Path, header: Header) -> None:
    """Refuse what the file cannot hold by its size alone, and what no memory should be asked for."""
    size, wanted = path.stat().st_size, header.offset + header.nbytes
    if not header.packed and size < wanted:
        raise _cut_off(step, path, wanted, size)
    if not header.packed and size > wanted:
        raise _trailing(step, path, wanted)
    if header.packed and wanted > size * _DEFLATE:
        raise _cut_off(step, path, wanted, size)
    if wanted > LARGEST:
        raise DataError(
            "{step}: '{file}' declares {shape} numbers, which is more than {limit} GiB; cut it into smaller files",
            step=step, file=str(path), shape="×".join(map(str, header.shape)), limit=LARGEST // 2**30,
        )  # fmt: skip


def _cut_off(step: str, path: Path, wanted: int, got: int) -> DataError:
    return DataError(
        "{step}: '{file}' is cut off or its header is wrong: it declares {wanted:,} bytes, but the file has {got:,}; "
        "fetch it again",
        step=step, file=str(path), wanted=wanted, got=got,
    )  # fmt: skip


def _trailing(step: str, path: Path, wanted: int) -> DataError:
    return DataError(
        "{step}: '{file}' goes on after the {wanted:,} bytes that its header declares; fetch it again",
        step=step, file=str(path), wanted=wanted,
    )  # fmt: skip


def read_idx(step: str, path: Path) -> Array:
    """The numbers of an IDX file in this machine's byte order; DataError naming the file where it is damaged."""
    with _opened(step, path) as (stream, packed):
        header = _header(step, path, stream, packed)
        content = _content(stream, header.nbytes)
        if len(content) < header.nbytes:
            raise _cut_off(step, path, header.offset + header.nbytes, header.offset + len(content))
        if stream.read(1):
            raise _trailing(step, path, header.offset + header.nbytes)
    return np.frombuffer(content, header.dtype).reshape(header.shape).astype(header.dtype.newbyteorder("="), copy=False)


def _content(stream: IO[bytes], size: int) -> bytearray:
    """Up to ``size`` bytes; memory grows with what really comes, not with what was declared."""
    content = bytearray()
    while len(content) < size:
        chunk = stream.read(min(_CHUNK, size - len(content)))
        if not chunk:
            break
        content += chunk
    return content


def encode_idx(array: Array) -> bytes:
    """An array as the bytes of an IDX file; ValueError where the format has no type for its dtype."""
    wanted = array.dtype.newbyteorder(">")
    code = next((code for code, text in DTYPES.items() if np.dtype(text) == wanted), None)
    if code is None or not 1 <= array.ndim <= _DIMENSIONS:
        raise ValueError(f"IDX has no type for {array.dtype} with {array.ndim} dimensions")
    sizes = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, code, array.ndim]) + sizes + array.astype(wanted).tobytes()


def check_labels(step: str, file: str, labels: Array, classes: int | None = None) -> None:
    """DataError for a label below 0, or not below ``classes``, naming where it stands."""
    low, high = (int(labels.min()), int(labels.max())) if labels.size else (0, 0)
    if low >= 0 and (classes is None or high < classes):
        return
    wrong = labels < 0 if low < 0 else labels >= (classes or 0)
    row = int(np.argmax(wrong))
    params: dict[str, Any] = {"step": step, "row": row + 1, "file": file, "value": int(labels[row])}
    if classes is None:
        raise DataError(
            "{step}: label {row:,} of '{file}' is {value}, but labels go from 0 up; fetch the file again, or give the one "
            "that belongs to the images",
            **params,
        )
    raise DataError(
        "{step}: label {row:,} of '{file}' is {value}, but labels go from 0 to {last}; fetch the file again, or give the one "
        "that belongs to the images",
        last=classes - 1, **params,
    )  # fmt: skip

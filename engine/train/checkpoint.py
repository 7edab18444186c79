"""Checkpoints: everything that a run is at one moment, in one file, so that another process can go on from there.

Arrays (weights, what the optimizer remembers, averages, the sums of the epoch under way) lie in safetensors, the rest as JSON in
its header, with checksums over both.  Nothing in it is code.  A file is written beside the old one, flushed, and renamed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import FormatError, TrainingError
from engine.ir import codec

Array = np.ndarray[Any, Any]

VERSION = 1
SUFFIX = ".safetensors"
_KEY, _SUM = "nodegrad_checkpoint", "nodegrad_checksum"


@dataclass(frozen=True)
class Checkpoint:
    """A run at one moment.  ``arrays`` by name, with the kind in front; ``about`` is plain JSON values."""

    arrays: Mapping[str, Array]
    about: Mapping[str, Any]
    file: str = ""

    @property
    def step(self) -> int:
        """Updates made so far."""
        return int(self.about["step"])

    @property
    def epoch(self) -> int:
        """Epochs that were finished."""
        return int(self.about["epoch"])

    @property
    def figures(self) -> list[tuple[int, int, dict[str, float]]]:
        """Epoch, step and figures of every epoch that was finished."""
        return [(int(epoch), int(step), dict(values)) for epoch, step, values in self.about["figures"]]

    def group(self, kind: str) -> dict[str, Array]:
        """The arrays of one kind, by their names without it."""
        return {name.removeprefix(f"{kind}/"): array for name, array in self.arrays.items() if name.startswith(f"{kind}/")}


def write(checkpoint: Checkpoint, path: str | Path) -> None:
    """Write a checkpoint; TrainingError where that fails, and then a file that was there before is still whole."""
    from safetensors.numpy import save

    arrays = {name: np.asarray(array, order="C") for name, array in checkpoint.arrays.items()}
    about = json.dumps({"version": VERSION, **_plain(checkpoint.about)}, ensure_ascii=False, allow_nan=False)
    try:
        codec.write_whole(path, save(arrays, {_KEY: about, _SUM: str(_checksum(about, arrays))}))
    except OSError as error:
        raise TrainingError(
            "the checkpoint '{path}' could not be written ({reason}); make room or choose another place",
            path=str(path), reason=(error.strerror or str(error)).lower(),
        ) from error  # fmt: skip


def read(path: str | Path) -> Checkpoint:
    """Read a checkpoint; FormatError where there is none, or where it is foreign, cut off, damaged or too new."""
    from safetensors import SafetensorError, safe_open

    source = Path(path)
    if not source.is_file():
        raise FormatError("there is no checkpoint '{path}'; check its name and folder", path=str(source))
    try:
        with safe_open(source, framework="np") as file:
            meta = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (the file is no mapping)
    except (SafetensorError, OSError, TypeError, ValueError) as error:
        raise FormatError(
            "'{path}' is no checkpoint, or is cut off ({reason}); take the one before it", path=str(source), reason=str(error)
        ) from None
    if _KEY not in meta:
        raise FormatError("'{path}' is no checkpoint of a run; choose a file that a run wrote", path=str(source))
    try:
        about = _restored(json.loads(meta[_KEY]))
        version = about["version"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _damaged(source) from None
    if version > VERSION:
        raise FormatError(
            "'{path}' was written by a newer Nodegrad (checkpoint version {version}, here {known}); update this one to use it",
            path=str(source), version=version, known=VERSION,
        )  # fmt: skip
    if meta.get(_SUM) != str(_checksum(meta[_KEY], arrays)):
        raise _damaged(source)
    return Checkpoint(arrays, about, str(source))


def peek(path: str | Path) -> Checkpoint:
    """A checkpoint without its arrays and unchecked, for a list of checkpoints; FormatError where it is none."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(Path(path), framework="np") as file:
            about = json.loads((file.metadata() or {})[_KEY])
        return Checkpoint({}, _restored(about), str(path))
    except (SafetensorError, OSError, TypeError, ValueError, KeyError, RecursionError):
        raise _damaged(Path(path)) from None


def _damaged(source: Path) -> FormatError:
    return FormatError("the checkpoint '{path}' is damaged; take the one before it", path=str(source))


def _checksum(about: str, arrays: Mapping[str, Array]) -> int:
    total = zlib.crc32(about.encode())
    for name in sorted(arrays):
        array = arrays[name]
        total = zlib.crc32(f"{name}{array.dtype.str}{array.shape}".encode(), total)
        total = zlib.crc32(array.reshape(-1).view(np.uint8).data if array.size else b"", total)
    return total


def _plain(value: Any) -> Any:
    """JSON values; numbers that JSON lacks as texts in a wrapper."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return {"float": repr(value)}
    return value


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"float"} and isinstance(value["float"], str):
            return float(value["float"])
        return {key: _restored(item) for key, item in value.items()}
    return [_restored(item) for item in value] if isinstance(value, list) else value

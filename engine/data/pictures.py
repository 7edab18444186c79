"""Reading pictures with Pillow: upright, in one size and one colour mode, never larger than memory should bear."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import DataError

if TYPE_CHECKING:
    from PIL import Image

Array = np.ndarray[Any, Any]

#: What counts as a picture, by the ending of its name.
ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
#: Pixels that one picture may have before it is brought to size; a header that declares more is refused unread.
LARGEST = 64_000_000
RESIZE = ("stretch", "crop", "pad")
MODES = {"rgb": ("RGB", 3), "grey": ("L", 1)}


def class_folders(folder: Path) -> list[Path]:
    """The sub-folders of a folder in the order of their names, hidden ones left out."""
    with os.scandir(folder) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith("."))


def files_below(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """The files of these endings in a folder and below it, in the order of their paths."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(endings) and not name.startswith("."):
                yield Path(place, name)


def read_picture(step: str, path: Path, size: tuple[int, int], resize: str, color: str) -> Array:
    """One picture as float32 ``(height, width, channels)`` from 0 to 1; DataError naming the file where it cannot be read."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > LARGEST:
                raise _too_large(step, path, f"{picture.width}×{picture.height}")
            pixels = np.asarray(_fitted(picture, size, resize, MODES[color][0]), np.float32)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(step, path, "?") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, MemoryError):
        raise DataError(  # what Pillow raises for damaged files, plug-in by plug-in
            "{step}: '{file}' is not a whole picture; replace or remove it, or set broken to 'skip'", step=step, file=str(path)
        ) from None
    return (pixels / 255).reshape(*size, MODES[color][1])


def _too_large(step: str, path: Path, pixels: str) -> DataError:
    return DataError(
        "{step}: '{file}' declares {pixels} pixels, more than {limit:,}; make it smaller or remove it",
        step=step, file=str(path), pixels=pixels, limit=LARGEST,
    )  # fmt: skip


def _fitted(picture: Image.Image, size: tuple[int, int], resize: str, mode: str) -> Image.Image:
    """Upright, in its mode and size; ``size`` is height and width, Pillow's the other way round."""
    from PIL import Image, ImageOps

    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I;16"):  # 16 bits of grey, which Pillow would clip at 255
        upright = Image.fromarray((np.asarray(upright) / 257).astype(np.uint8))
    colored = upright.convert(mode)
    wanted = size[1], size[0]
    if resize == "crop":
        return ImageOps.fit(colored, wanted, Image.Resampling.BILINEAR)
    if resize == "pad":
        return ImageOps.pad(colored, wanted, Image.Resampling.BILINEAR)
    return colored.resize(wanted, Image.Resampling.BILINEAR)

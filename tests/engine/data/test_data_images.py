"""Folders of pictures and Augment: upright, in size, the same for the same seed, epoch and row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data import from_arrays, pictures, source
from engine.data.augmentation import Changes, augmented, moved
from engine.errors import DataError

Image = pytest.importorskip("PIL.Image", reason="pictures are read with Pillow")


def draw(path: Path, size: tuple[int, int] = (8, 6), **options: object) -> None:
    path.parent.mkdir(exist_ok=True)
    rng = np.random.default_rng(len(str(path.name)))
    Image.fromarray(rng.integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)).save(path, **options)


def test_folder_of_pictures(tmp_path: Path) -> None:
    for name in ("dog/1.png", "cat/1.png", "cat/2.jpg", "cat/notes.txt"):
        draw(tmp_path / name) if "txt" not in name else (tmp_path / name).write_text("x")
    pipeline = source("image_folder", tmp_path, directory=".", height=6, width=8).shuffle().batch(2)
    assert pipeline.type.features.shape == (6, 8, 3) and pipeline.type.classes == 2
    loaded = pipeline.build()
    rows = loaded.part("train")
    assert rows.y.tolist() == [0, 0, 1] and not rows.in_memory
    expected = np.asarray(Image.open(tmp_path / "dog/1.png"), np.float32) / 255
    np.testing.assert_array_equal(rows.take(np.array([2]))["x"][0], expected)
    grey = source("image_folder", tmp_path, directory=".", height=3, width=3, color="grey", resize="pad").build()
    assert grey.part("train").x.shape == (3, 3, 3, 1)


def test_pictures_are_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    draw(tmp_path / "a/1.png", exif=exif)
    draw(tmp_path / "a/2.png")
    rows = source("image_folder", tmp_path, directory=".", height=8, width=6).build().part("train")
    plain = np.asarray(Image.open(tmp_path / "a/1.png"), np.float32) / 255
    np.testing.assert_array_equal(rows.x[0], np.rot90(plain, -1))


def test_broken_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(tmp_path / "a/1.png")
    draw(tmp_path / "b/22.jpg", (200, 200))
    content = (tmp_path / "b/22.jpg").read_bytes()
    (tmp_path / "b/22.jpg").write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match=r"ImageFolder: '.*22.jpg' is not a whole picture"):
        assert source("image_folder", tmp_path, directory=".").build().part("train").x is None
    assert len(source("image_folder", tmp_path, directory=".", broken="skip").build().part("train")) == 1
    monkeypatch.setattr(pictures, "LARGEST", 10)
    with pytest.raises(DataError, match="declares 8×6 pixels, more than 10"):
        assert source("image_folder", tmp_path, directory=".").build().part("train").x is None
    with pytest.raises(DataError, match="has no sub-folders"):
        assert source("image_folder", tmp_path / "a", directory=".").type
    with pytest.raises(DataError, match=r"there is no folder '.*no'"):
        assert source("image_folder", tmp_path, directory="no").type


def test_augment_depends_on_seed_epoch_and_row_alone() -> None:
    x = np.random.default_rng(0).random((12, 5, 5, 1))
    base = from_arrays(x, np.arange(12)).split(0.25)
    options = {"horizontal_flip": True, "vertical_flip": True, "rotate": 20.0, "shift": 0.2, "zoom": 0.1, "noise": 0.1}
    first, second = (base.then("augment", **options).shuffle().batch(size).build(5) for size in (4, 3))
    assert first.type.augmented
    wide = np.concatenate([batch["x"] for batch in first.batches("train", 2)])
    narrow = np.concatenate([batch["x"] for batch in second.batches("train", 2)])
    np.testing.assert_array_equal(wide, narrow)
    np.testing.assert_array_equal(np.concatenate([b["x"] for b in first.batches("train", 2, first=1)]), wide[4:])
    assert not np.array_equal(wide, np.concatenate([b["x"] for b in first.batches("train", 3)]))
    np.testing.assert_array_equal(first.part("validation").x, base.build(5).part("validation").x)
    with pytest.raises(DataError, match="put Normalize before Augment"):
        assert base.then("augment").normalize().type
    with pytest.raises(DataError, match="Augment needs images"):
        assert source("iris").then("augment").type


def test_moves_are_what_they_say() -> None:
    image = np.zeros((5, 5, 2), np.float32)
    image[2, 4] = 1  # right of the centre
    turned = moved(image, np.pi / 2, 1.0, np.zeros(2), "grid-constant")
    np.testing.assert_allclose(turned, np.rot90(image), atol=1e-6)
    shifted = moved(image, 0.0, 1.0, np.array([1.0, -2.0]), "grid-constant")
    assert shifted[3, 2, 0] == 1 and shifted.sum() == 2
    half = moved(image, 0.0, 1.0, np.array([0.5, 0.0]), "grid-constant")
    np.testing.assert_allclose(half[2:4, 4, 0], 0.5)
    near = moved(image, 0.0, 2.0, np.zeros(2), "nearest")
    assert near.shape == image.shape
    unchanged = augmented(image, Changes(), np.random.default_rng(0))
    np.testing.assert_array_equal(unchanged, image)

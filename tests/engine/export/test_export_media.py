"""Scripts load, cut and change images and texts as the engine does: the same arrays, and the same batches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.data import Pipeline
from engine.data.idx import encode_idx
from engine.export.data_steps import write_pipeline
from engine.export.imports import with_imports

TEXT = 'The cat sat on the mat, and the cat\'s hat sat on it too.\n你好，世界！ "Yes" \\ no 😀\n' * 6
BATCH = ("batch", {"batch_size": 3})


def write_files(folder: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="pictures are read with Pillow")
    rng = np.random.default_rng(0)
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    lines = [f'"{line}",{"ab"[i % 2]}' for i, line in enumerate(["A cat, a hat", "Two mats", "it sat on", "a a cat"] * 4)]
    (folder / "t.csv").write_text("text,label\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for label in "ba":
        (folder / "set" / label).mkdir(parents=True)
        for i in range(3):
            (folder / "set" / label / f"{i}.txt").write_text(f"text {label} {i}", encoding="utf-8")
            pixels = rng.integers(0, 256, (7 + i, 9, 3)).astype(np.uint8)
            image.fromarray(pixels).save(folder / "set" / label / f"{i}.png")
    arrays = {}
    for part, stem, rows in (("train", "train", 8), ("test", "t10k", 3)):
        x, y = rng.integers(0, 256, (rows, 6, 6)).astype(np.uint8), (np.arange(rows) % 3).astype(np.uint8)
        (folder / f"{stem}-images-idx3-ubyte").write_bytes(encode_idx(x))
        (folder / f"{stem}-labels-idx1-ubyte").write_bytes(encode_idx(y))
        arrays |= {f"x_{part}": x, f"y_{part}": y}
    np.savez(folder / "m.npz", **arrays)


TABLE, FILE = ("text_table", {"file": "t.csv"}), ("text_file", {"file": "t.txt", "validation_fraction": 0.2})
SPLIT = ("split", {"validation_fraction": 0.25})
PIPELINES = {
    "mnist_idx": [("mnist", {"file": "."}), SPLIT, BATCH],
    "mnist_npz": [("mnist", {"file": "m.npz", "scale": False}), BATCH],
    "idx": [("idx", {"file": "train-images-idx3-ubyte", "labels": "train-labels-idx1-ubyte"}), BATCH],
    "pictures": [("image_folder", {"directory": "set", "height": 5, "width": 4, "resize": "crop"}), SPLIT, BATCH],
    "grey": [("image_folder", {"directory": "set", "height": 5, "width": 5, "color": "grey", "broken": "skip"}), BATCH],
    "folder": [("text_folder", {"directory": "set"}), ("tokenize", {"level": "char"}), ("pad_sequences", {"length": 9}), BATCH],
    "char": [FILE, ("tokenize", {"level": "char", "vocabulary_size": 20}), ("next_token", {"length": 8, "stride": 3}), BATCH],
    "last": [FILE, ("tokenize", {"lowercase": True}), ("next_token", {"length": 4, "targets": "last"}), BATCH],
    "bpe": [FILE, ("tokenize", {"level": "subword", "vocabulary_size": 60}), ("next_token", {"length": 8}), BATCH],
    "table": [
        TABLE, SPLIT, ("tokenize", {"vocabulary_size": 6}),
        ("pad_sequences", {"length": 4, "padding": "pre", "truncating": "pre"}), BATCH,
    ],
    "ratings": [("ratings", {"samples": 50}), BATCH],
    "imbalanced": [("imbalanced", {"samples": 50}), BATCH],
    "outliers": [("outliers", {"samples": 50}), BATCH],
}  # fmt: skip


def run(folder: Path, pipeline: Pipeline, extra: str) -> dict[str, np.ndarray]:
    script = write_pipeline(pipeline, ["x", "y"], folder)
    names = [f"{column}_{part}" if part else column for part in script.parts for column in "xy"]
    code = "SEED = 4\n" + "".join(f"{key} = {text}\n" for key, text in script.constants.items())
    code += "\n\n".join(script.functions.values()) + "\n\ndef load():\n" + "\n".join(script.lines)
    code += f"\n    return {', '.join(names)}\n\n{', '.join(names)} = load()\n{extra}"
    code += f"np.savez('got.npz', {', '.join(f'{name}={name}' for name in names)})\n"
    (folder / "script.py").write_text(with_imports('"""Load."""', code), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "script.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    with np.load(folder / "got.npz") as got:
        return dict(got)


@pytest.mark.parametrize("name", PIPELINES)
def test_scripts_give_the_engines_arrays(name: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    pipeline = Pipeline(PIPELINES[name], tmp_path)
    got = run(tmp_path, pipeline, "")
    loaded = pipeline.build(seed=4)
    for part, rows in loaded.parts.items():
        for column in "xy":
            array = got[f"{column}_{part}" if len(loaded.parts) > 1 else column]
            np.testing.assert_array_equal(array, rows.column(column))
            assert array.dtype == rows.column(column).dtype


def test_scripts_augment_as_the_engine_does(tmp_path: Path) -> None:
    write_files(tmp_path)
    changes = {"horizontal_flip": True, "vertical_flip": True, "rotate": 20.0, "shift": 0.1, "zoom": 0.2, "noise": 0.1}
    pipeline = Pipeline([("mnist", {"file": "."}), ("augment", changes), BATCH], tmp_path)
    got = run(tmp_path, pipeline, "x_train = augmented(x_train, np.arange(len(x_train)), 2)\n")
    loaded = pipeline.build(seed=4)
    expected = np.concatenate([batch["x"] for batch in loaded.batches("train", 2)])
    np.testing.assert_array_equal(got["x_train"], expected)
    np.testing.assert_array_equal(got["x_test"], loaded.part("test").x)

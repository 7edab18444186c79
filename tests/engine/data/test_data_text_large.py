"""Texts that do not fit into memory: read, cut, numbered and trained on a little at a time, with the numbers of small ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data import Pipeline, Vocabulary, source, text_read, tokens
from engine.data.order import Computed
from engine.data.ragged import Ragged
from engine.errors import DataError

WORDS = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "it",
    "was",
    "his",
    "I",
    "you",
    "not",
    "Σίσυφος",
    "中文",
    "naïve",
    "don't",
    "...",
]


def long_text(size: int, seed: int = 0) -> str:
    rng = np.random.default_rng(seed)
    found = [WORDS[i] + "  \n"[i % 3] for i in rng.integers(0, len(WORDS), size)]
    return "".join(found)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_read, "BLOCK", 64)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab Σσς\n\r,.é中文 \u3000'"), max_size=300), st.sampled_from(tokens.LEVELS), st.booleans()
)
def test_pieces_hold_the_tokens_of_the_whole(text: str, level: str, lowercase: bool) -> None:
    block = text_read.BLOCK
    text_read.BLOCK = 16
    try:
        found = list(text_read.pieces(text_read.bytes_of(text)))
    finally:
        text_read.BLOCK = block
    assert "".join(found) == text
    whole = text.lower() if lowercase else text
    pieces = [piece.lower() if lowercase else piece for piece in found]
    assert [token for piece in pieces for token in tokens.cut(piece, level)] == list(tokens.cut(whole, level))


def test_a_word_without_end_is_cut_where_it_gets_too_long(small_blocks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_read, "LONGEST", 500)
    found = list(text_read.pieces(text_read.bytes_of("x" * 3000)))
    assert "".join(found) == "x" * 3000 and max(map(len, found)) < 600


@pytest.mark.parametrize("level", tokens.LEVELS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_in_a_file_gives_the_batches_of_one_in_memory(tmp_path: Path, small_blocks: None, level: str, end: str) -> None:
    text = long_text(2000)
    (tmp_path / "t.txt").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    loaded = {}
    for reading in ("memory", "file"):
        steps = [
            ("text_file", {"file": "t.txt", "validation_fraction": 0.13, "test_fraction": 0.07, "reading": reading}),
            ("tokenize", {"level": level, "vocabulary_size": 60, "lowercase": True}),
            ("next_token", {"length": 9, "stride": 4}),
            ("shuffle", {}),
            ("batch", {"batch_size": 32}),
        ]
        loaded[reading] = Pipeline(steps, tmp_path).build(3)
    memory, file = loaded["memory"], loaded["file"]
    assert memory.vocabulary == file.vocabulary and memory.vocabulary.decode is not None
    tokens_of = file.part("train")._tokens.values  # type: ignore[attr-defined]
    assert isinstance(tokens_of, np.memmap) and Path(str(tokens_of.filename)).exists()
    for part in ("train", "validation", "test"):
        for a, b in zip(memory.batches(part), file.batches(part), strict=True):
            for name in ("x", "y"):
                assert a[name].dtype == b[name].dtype == np.int64
                np.testing.assert_array_equal(a[name], b[name])
    x = memory.part("train").x
    np.testing.assert_array_equal(memory.part("train").y[:, :-1], x[:, 1:])
    assert (np.diff([len(memory.part(name)) for name in ("train", "validation", "test")]) < 0).all()


def test_a_text_is_cut_where_the_shares_of_its_characters_say(tmp_path: Path, small_blocks: None) -> None:
    text = long_text(500).replace("\r", "")
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    pipeline = source("text_file", tmp_path, file="t.txt", validation_fraction=0.2, test_fraction=0.1, reading="file")
    parts = pipeline.build().parts
    texts = {name: "".join(rows.column("x").texts()) for name, rows in parts.items()}
    validation, test = (int(np.ceil(share * len(text))) for share in (0.2, 0.1))
    train = len(text) - validation - test
    assert texts == {"train": text[:train], "validation": text[train : train + validation], "test": text[train + validation :]}


def test_the_file_is_deleted_with_the_rows(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("abc abc", encoding="utf-8")
    loaded = source("text_file", tmp_path, file="t.txt", reading="file").build()
    kept = Path(str(loaded.part("train").column("x").values.filename))
    assert kept.exists()
    del loaded
    assert not kept.exists()


@pytest.mark.parametrize("reading", ["memory", "file"])
def test_a_table_of_texts_may_lie_in_a_file(tmp_path: Path, small_blocks: None, reading: str) -> None:
    lines = [f'"text {number}, of\nclass",{"ba"[number % 2]}' for number in range(40)]
    (tmp_path / "t.csv").write_text("text,label\n" + "\n".join(lines) + "\n\n", encoding="utf-8")
    pipeline = source("text_table", tmp_path, file="t.csv", reading=reading).split(0.25, stratify=True, seed=1)
    pipeline = pipeline.then("tokenize", level="word").then("pad_sequences", length=6).shuffle().batch(4)
    loaded = pipeline.build()
    batch = next(loaded.batches("train"))
    assert batch["x"].shape == (4, 6) and loaded.vocabulary is not None
    said = [int(loaded.vocabulary.decode(row).split()[1].strip(",").replace("[UNK]", "0")) for row in batch["x"]]
    assert [1 - number % 2 for number in said] == batch["y"].tolist()
    assert sum(len(rows) for rows in loaded.parts.values()) == 40


def test_damage_late_in_a_text_is_named_by_its_line(tmp_path: Path, small_blocks: None) -> None:
    (tmp_path / "t").write_bytes(b"line of text\n" * 99 + b"\xff\n")
    for step, options in (("text_file", {}), ("text_table", {"text": "line of text", "label": ""})):
        with pytest.raises(DataError, match=r"line 100 of '.*' is not UTF-8"):
            source(step, tmp_path, file="t", reading="file", **options).build()


def test_words_beyond_the_bound_are_forgotten_from_the_rarest_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_DISTINCT", 64)
    texts = [f"often often sometimes rare{number} rarer{number}" for number in range(500)]
    found = Vocabulary.fit(texts, "word", 4)
    assert found.tokens[2:] == ("often", "sometimes")
    counts = tokens._counted((text.split() for text in texts), 64)
    assert len(counts) <= 64 and counts["often"] == 1000


@given(st.lists(st.text(max_size=30), max_size=5))
def test_characters_are_counted_as_a_counter_does(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert tokens._characters(texts) == Counter("".join(texts))


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=6), st.data())
def test_rows_are_picked_without_copies(rows: list[list[int]], data: st.DataObject) -> None:
    whole = Ragged.of(rows)
    numbers = np.array(data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=8)), np.int64)
    picked = whole[numbers]
    assert [row.tolist() for row in picked] == [rows[number] for number in numbers] and picked.values is whole.values
    both = Ragged.stacked([picked, whole])
    assert [row.tolist() for row in both] == [rows[number] for number in numbers] + rows


CHILD = """
import gc, resource, sys, threading
import numpy as np
import engine as ng
from engine.data import Pipeline, text_read
from engine.train import Trainer, TrainingSpec

folder, level, block, bound, length = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), 128
text_read.BLOCK = block
threading.stack_size(1 << 19)

def train(file):
    pipeline = Pipeline([
        ("text_file", {"file": file, "validation_fraction": 0.01, "reading": "file"}),
        ("tokenize", {"level": level, "vocabulary_size": 64}),
        ("next_token", {"length": length, "targets": "last"}),
        ("shuffle", {}),
        ("batch", {"batch_size": 16}),
    ], folder)
    graph = ng.Graph()
    with graph:
        x = ng.placeholder(("batch", length), "int64", name="x")
        y = ng.placeholder(("batch",), "int64", name="y")
        logits = ng.nn.Dense(64)(ng.ops.mean(ng.nn.Embedding(64, 8)(x), axis=1))
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
    spec = TrainingSpec(
        graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, metrics={}, optimizer=ng.optimizers.Adam(0.01),
        epochs=1, seed=0, device="cpu", name="t", folder=folder, max_steps=20,
    )
    trainer = Trainer(spec)
    losses = [event.values[0] for event in trainer.events() if type(event).__name__ == "StepDone"]
    return losses, trainer.loaded

train("small.txt")  # everything is imported and warm
gc.collect()
used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmData")) << 10
resource.setrlimit(resource.RLIMIT_DATA, (used + bound, used + bound))
try:
    held = np.ones(bound + bound // 2, np.uint8)  # what ended since ``used`` was read may have given back a little
    sys.exit("the bound does not hold")
except MemoryError:
    pass
losses, loaded = train("large.txt")
assert len(losses) == 20 and np.isfinite(losses).all()
batches = [batch["x"] for _, batch in zip(range(40), loaded.batches("train"))]
print("trained", len(loaded.part("train")), len(np.unique(np.concatenate(batches), axis=0)))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the bound on memory is Linux's")
@pytest.mark.parametrize(
    ("level", "megabytes", "bound", "block"), [("char", 96, 24, 1 << 18), ("word", 16, 6, 1 << 15), ("subword", 16, 6, 1 << 15)]
)
def test_a_text_larger_than_the_memory_there_is_trains(
    tmp_path: Path, level: str, megabytes: int, bound: int, block: int
) -> None:
    text = long_text(4000).encode()
    (tmp_path / "small.txt").write_bytes(text * 8)
    with (tmp_path / "large.txt").open("wb") as file:
        for _ in range((megabytes << 20) // len(text)):
            file.write(text)
    environment: dict[str, Any] = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), level, str(block), str(bound << 20)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    word, windows, different = done.stdout.split()
    assert word == "trained" and int(windows) > 1000 and int(different) > 100


@settings(max_examples=40)
@given(st.integers(1, 3000), st.integers(0, 9))
def test_a_computed_order_holds_every_row_once(rows: int, seed: int) -> None:
    order = Computed(rows, np.random.default_rng(seed))
    whole = order[:]
    assert len(order) == rows and np.array_equal(np.sort(whole), np.arange(rows))
    np.testing.assert_array_equal(np.concatenate([order[start : start + 7] for start in range(0, rows, 7)]), whole)
    np.testing.assert_array_equal(Computed(rows)[3:9], np.arange(rows)[3:9])


def test_a_computed_order_is_well_mixed_and_takes_no_memory() -> None:
    rows = 1 << 40
    order = Computed(rows, np.random.default_rng(0))
    found = order[10**9 : 10**9 + 4000]
    assert len(np.unique(found)) == 4000 and found.max() < rows
    counts = np.bincount(found // (rows // 8), minlength=8)
    assert counts.min() > 400, "every eighth of the rows is drawn from"
    assert abs(np.corrcoef(found[:-1].astype(float), found[1:].astype(float))[0, 1]) < 0.08
    other = Computed(rows, np.random.default_rng(1))[10**9 : 10**9 + 4000]
    assert len(np.intersect1d(found, other)) < 10


def test_batches_are_the_same_after_a_jump_where_the_order_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.data.loaded.LISTED", 10)
    (tmp_path / "t.txt").write_text(long_text(400), encoding="utf-8")
    loaded = source("text_file", tmp_path, file="t.txt").then("tokenize", level="char").then("next_token", length=4)
    made = loaded.shuffle(seed=1).batch(16).build()
    first = list(made.batches("train", epoch=1))
    after = list(made.batches("train", epoch=1, first=5))
    assert len(first) > 6 and all(np.array_equal(a["x"], b["x"]) for a, b in zip(first[5:], after, strict=True))
    everything = np.concatenate([batch["x"] for batch in first])
    assert sorted(map(tuple, everything.tolist())) == sorted(map(tuple, made.part("train").x.tolist()))
    assert not np.array_equal(everything, made.part("train").x)

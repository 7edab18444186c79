"""Texts and tokens: what they are cut into, what comes back, and that the vocabulary knows the training part only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data import Pipeline, Vocabulary, source
from engine.data.ragged import padded
from engine.errors import DataError, FormatError

MIXED = "The cat's hat. 你好，世界！ 😀👍🏽 naïve\tend\n"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80), level=st.sampled_from(["char", "subword"]))
def test_characters_and_subwords_give_the_text_back(text: str, level: str) -> None:
    vocabulary = Vocabulary.fit([text], level, 500)
    assert vocabulary.decode(vocabulary.encode(text)) == text


def test_words_of_many_scripts_come_back_as_a_sentence() -> None:
    vocabulary = Vocabulary.fit([MIXED], "word", 100)
    assert vocabulary.decode(vocabulary.encode("The cat's hat. 你好，世界！")) == "The cat's hat.你好，世界！"
    assert vocabulary.decode([0, 1, 99999]) == "[UNK] [UNK]"


def test_numbers_go_by_frequency_then_text() -> None:
    vocabulary = Vocabulary.fit(["b a a c b a"], "word", 4)
    assert vocabulary.tokens == ("", "[UNK]", "a", "b")
    assert vocabulary.encode("a c b").tolist() == [2, 1, 3]


def test_byte_pairs_are_joined_by_frequency_and_the_same_each_time() -> None:
    text = ["low lower lowest low low newer newer wider"]
    first, second = (Vocabulary.fit(text, "subword", 40) for _ in range(2))
    assert first == second and first.joins[:2] == (("l", "o"), ("lo", "w"))
    assert len(first) <= 40
    again = Vocabulary.from_record(json.loads(json.dumps(first.record())))
    assert again == first and again.encode("lowest wider").tolist() == first.encode("lowest wider").tolist()
    with pytest.raises(FormatError, match="this is not a saved vocabulary"):
        Vocabulary.from_record({"level": "word"})


@pytest.mark.reference
def test_padding_is_kerass() -> None:
    keras = pytest.importorskip("keras", reason="pad_sequences is compared with Keras")
    rows = [np.arange(1, n + 1) for n in (0, 2, 4, 7)]
    for padding in ("pre", "post"):
        for truncating in ("pre", "post"):
            expected = keras.utils.pad_sequences(rows, 4, padding=padding, truncating=truncating, value=9)
            np.testing.assert_array_equal(padded(rows, 4, 4, padding, truncating, 9), expected)


def test_language_model_pipeline(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("abcabcabcabcabcabcZZ", encoding="utf-8")
    steps = [
        ("text_file", {"file": "t.txt", "validation_fraction": 0.1}),
        ("tokenize", {"level": "char", "vocabulary_size": 10}),
        ("next_token", {"length": 1}),
        ("shuffle", {}),
        ("batch", {"batch_size": 4}),
    ]
    pipeline = Pipeline(steps, tmp_path)
    loaded = pipeline.build()
    assert {name: str(type_) for name, type_ in pipeline.element_types().items()}["x"].startswith("int64")
    assert loaded.vocabulary is not None and loaded.vocabulary.tokens == ("", "[UNK]", "a", "b", "c")
    x, y = loaded.part("train").x, loaded.part("train").y
    np.testing.assert_array_equal(x[1:, 0], y[:-1, 0])
    assert set(loaded.part("validation").x.ravel()) == {1}
    assert Vocabulary.from_record(loaded.fitted["vocabulary"]) == loaded.vocabulary
    assert pipeline.type.classes == 10


def test_classification_pipeline_with_the_set_that_ships() -> None:
    pipeline = source("text_table", file="topics.csv").split(0.2, stratify=True)
    pipeline = pipeline.then("tokenize", level="subword", vocabulary_size=200).then("pad_sequences", length=12).batch(16)
    loaded = pipeline.build(3)
    batch = next(loaded.batches("train"))
    assert batch["x"].shape == (16, 12) and batch["x"].dtype == np.int64 and batch["x"].max() < 200
    assert loaded.type.classes == 4
    assert loaded.vocabulary.decode(batch["x"][0]).strip()


def test_folder_of_texts(tmp_path: Path) -> None:
    for label in ("b", "a"):
        (tmp_path / label).mkdir()
        (tmp_path / label / "1.txt").write_text(f"text {label}", encoding="utf-8")
    loaded = source("text_folder", tmp_path, directory=".").build()
    assert list(loaded.part("train").x.texts()) == ["text a", "text b"] and loaded.part("train").y.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("step", "content", "message"),
    [
        ("text_file", b"one\ntwo \xff\n", "line 2 of '.*' is not UTF-8"),
        ("text_file", b"", "is empty; give it a text"),
        ("text_table", b"text,label\na\n", "line 2 of '.*' has 1 cells, but the table has 2 columns"),
        ("text_table", b"text,label\na,\n", "has no label in line 2"),
        ("text_table", b"texts,label\na,b\n", "has no column 'text'; it has texts, label; did you mean 'texts'"),
        ("text_table", b"text,label\n", "has no rows below"),
    ],
)
def test_bad_texts_get_one_sentence(tmp_path: Path, step: str, content: bytes, message: str) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(DataError, match=message):
        source(step, tmp_path, file="t").build()


def test_steps_of_text_in_the_wrong_place(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("hello", encoding="utf-8")
    text = source("text_file", tmp_path, file="t")
    for pipeline, message in (
        (text.batch(), "put Tokenize before it"),
        (text.then("tokenize").batch(), "put PadSequences or NextToken before it"),
        (text.then("next_token"), "NextToken needs rows of tokens"),
        (source("iris").then("tokenize"), "Tokenize needs text"),
        (text.normalize(), "Normalize needs features that are quantities"),
    ):
        with pytest.raises(DataError, match=message):
            assert pipeline.type
    with pytest.raises(DataError, match="has more than 64 tokens; make length smaller"):
        text.then("tokenize").then("next_token").build()

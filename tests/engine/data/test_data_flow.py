"""How rows flow: the same batches however they are kept, made ahead, shared among threads, or gone on with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.data import (
    FileRows,
    Loaded,
    MappedArrays,
    Part,
    Pipeline,
    Rows,
    Stream,
    from_arrays,
    from_generator,
    register,
    unregister,
)
from engine.data.columns import rebatched
from engine.data.loaded import mixed
from engine.data.spec import Step, rows_of
from engine.data.transforms import fitted_statistics
from engine.errors import DataError
from engine.ir.types import TensorType
from engine.train import Trainer, TrainingSpec

ROWS = 60
X = np.random.default_rng(3).normal(size=(ROWS, 3)).astype(np.float32)
Y = (np.arange(ROWS) % 3).astype(np.int64)
TYPE = rows_of(TensorType("float32", (3,)), TensorType("int64"), ROWS, 3)
TYPES = {"x": TensorType("float32", (3,)), "y": TensorType("int64")}


def in_memory() -> Rows:
    return Part(X, Y)


def in_file() -> Rows:
    return FileRows(ROWS, lambda numbers: {"x": X[numbers]}, {"x": TYPES["x"]}, {"y": Y}, workers=2)


def mapped() -> Rows:
    return MappedArrays({"x": X, "y": Y})


def streamed() -> Rows:
    return Stream(lambda: iter([{"x": X[:7], "y": Y[:7]}, {"x": X[7:40], "y": Y[7:40]}, {"x": X[40:], "y": Y[40:]}]), TYPES)


def source_of(rows: Callable[[], Rows]) -> Pipeline:
    """A pipeline over rows of that kind."""
    step = Step(
        name="made", title="Made", role="source", rule=lambda *_: TYPE, apply=lambda *_: Loaded(TYPE, {"train": rows()}),
    )  # fmt: skip
    unregister(["made"])
    register([step])
    try:
        return Pipeline([("made", {})])
    finally:
        unregister(["made"])


STEPS = st.lists(
    st.sampled_from(
        [("split", {"test_fraction": 0.1}), ("normalize", {}), ("normalize", {"method": "minmax"}), ("repeat", {"times": 2}),
         ("shuffle", {"seed": 5}), ("shuffle", {}), ("cache", {}), ("one_hot", {}), ("select_columns", {"columns": "3, 1"}),
         ("prefetch", {"batches": 3})]
    ),
    max_size=5, unique_by=lambda step: step[0],
)  # fmt: skip


def chained(base: Pipeline, steps: list[tuple[str, dict[str, Any]]], batch_size: int) -> Pipeline | None:
    """The steps in the order in which they may stand."""
    rank = ["split", "normalize", "select_columns", "one_hot", "repeat", "shuffle", "cache", "prefetch"]
    for step, attrs in sorted(steps, key=lambda item: rank.index(item[0])):
        base = base.then(step, **attrs)
    return base.batch(batch_size)


def everything(loaded: Loaded, epoch: int = 0, first: int = 0) -> list[dict[str, Any]]:
    return [batch for part in loaded.parts for batch in loaded.batches(part, epoch, first)]


def same(a: list[dict[str, Any]], b: list[dict[str, Any]]) -> None:
    assert len(a) == len(b)
    for left, right in zip(a, b, strict=True):
        assert list(left) == list(right)
        for name in left:
            assert left[name].dtype == right[name].dtype
            np.testing.assert_allclose(left[name], right[name], rtol=0, atol=1e-5)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, batch_size=st.integers(1, 70), seed=st.integers(0, 9), epoch=st.integers(0, 3))
def test_rows_in_files_give_the_batches_of_rows_in_memory(
    steps: list[tuple[str, dict[str, Any]]], batch_size: int, seed: int, epoch: int
) -> None:
    wanted = chained(source_of(in_memory), steps, batch_size).build(seed)
    for kind in (in_file, mapped):
        pipeline = chained(source_of(kind), steps, batch_size)
        loaded = pipeline.build(seed)
        assert loaded.type == wanted.type == pipeline.type
        same(everything(loaded, epoch), everything(wanted, epoch))


@settings(max_examples=30, deadline=None)
@given(
    steps=STEPS, batch_size=st.integers(1, 30), seed=st.integers(0, 9), kind=st.sampled_from([in_memory, in_file, streamed]),
    at=st.integers(0, 100),
)  # fmt: skip
def test_going_on_at_any_batch_and_making_ahead_change_nothing(
    steps: list[tuple[str, dict[str, Any]]], batch_size: int, seed: int, kind: Callable[[], Rows], at: int
) -> None:
    pipeline = chained(source_of(kind), steps, batch_size)
    loaded, again = pipeline.build(seed), pipeline.build(seed)
    whole = list(loaded.batches("train", 2))
    assert [len(batch["x"]) for batch in whole] == [size for _, size in loaded.spans("train")]
    at %= len(whole)
    same(list(again.batches("train", 2, first=at)), whole[at:])
    for prefetch in (0, 1, 4):
        read = []
        with Loaded(loaded.type, loaded.parts, loaded.shuffle_seed, loaded.shuffle_buffer, prefetch).reading(
            "train", 2, at
        ) as reading:
            for batch in reading:
                feeds = {name: np.empty_like(array) for name, array in whole[batch.number].items()}
                batch.into(feeds)
                read.append(feeds)
        same(read, whole[at:])


def test_a_cursor_goes_on_and_goes_back() -> None:
    for kind in (in_memory, in_file, streamed):
        loaded = chained(source_of(kind), [("shuffle", {})], 8).build(1)
        whole = [list(loaded.batches("train", epoch)) for epoch in range(2)]
        with loaded.cursor("train") as cursor:
            for epoch, position in [(0, 0), (0, 1), (0, 1), (0, 5), (0, 2), (1, 0), (1, 7), (0, 3)]:
                wanted = whole[epoch][position]
                feeds = {name: np.empty_like(array) for name, array in wanted.items()}
                cursor.at(epoch, position).into(feeds)
                same([feeds], [wanted])


def test_a_stream_holds_the_rows_of_a_split_in_the_order_in_which_they_come() -> None:
    a, b = (source_of(kind).split(0.25).batch(60).build(4) for kind in (in_memory, streamed))
    for part in ("train", "validation"):
        first, second = next(a.batches(part)), next(b.batches(part))
        np.testing.assert_array_equal(*(sorted(batch["x"][:, 0].tolist()) for batch in (first, second)))
        places = [X[:, 0].tolist().index(value) for value in second["x"][:, 0].tolist()]
        assert places == sorted(places)


def test_rows_that_come_one_after_another_are_mixed_within_the_buffer() -> None:
    numbers = np.arange(1000)
    pieces = list(mixed(rebatched(iter([{"x": numbers}]), 25), 100, np.random.default_rng(0)))
    seen = np.concatenate([piece["x"] for piece in pieces])
    assert sorted(seen.tolist()) == numbers.tolist()
    assert all(value <= place + 100 for place, value in enumerate(seen.tolist()))
    assert np.abs(seen - numbers).mean() > 30


@pytest.mark.parametrize("method", ["standard", "minmax"])
def test_statistics_of_a_pass_are_those_of_the_whole(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.data.rows.CHUNK_BYTES", 100)
    x = (np.random.default_rng(0).normal(1e3, 2, size=(501, 4)) * [1, 1e-3, 0, 1e5]).astype(np.float32)
    whole = fitted_statistics(Part(x), ["x"], method)["x"]
    passed = fitted_statistics(MappedArrays({"x": x}), ["x"], method)["x"]
    for a, b in zip(whole, passed, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def test_random_changes_depend_on_epoch_and_row_alone() -> None:
    def jitter(columns: dict[str, Any], numbers: Any, epoch: int) -> dict[str, Any]:
        noise = [np.random.default_rng([epoch, n]).normal(size=3) for n in numbers.tolist()]
        return {"x": (columns["x"] + np.stack(noise)).astype(np.float32)}

    rows = [kind().map(jitter, {"x": TYPES["x"]}, workers=workers, per_epoch=True) for kind, workers in
            [(in_memory, 1), (in_memory, 3), (in_file, 2), (streamed, 2)]]  # fmt: skip
    taken = [np.concatenate([chunk["x"] for chunk in item.chunks(11, epoch=1)]) for item in rows]
    for other in taken[1:]:
        np.testing.assert_array_equal(taken[0], other)
    assert not np.array_equal(taken[0], rows[0].take(np.arange(ROWS), 0)["x"])
    turned = rows[0].repeated(2)
    np.testing.assert_array_equal(turned.take(np.array([ROWS + 3, 3]), 2)["x"][0], rows[0].take(np.array([3]), 5)["x"][0])


def test_cache_in_a_file_is_used_again_and_made_anew_when_the_steps_before_change(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> Iterator[Any]:
        calls.append(1)
        yield from zip(X, Y, strict=True)

    def build(validation: float) -> Loaded:
        pipeline = from_generator(make, {"x": (3,), "y": "int64"}, classes=3).split(validation).cache("file").shuffle()
        return pipeline.batch(7).build(2, tmp_path)

    first = build(0.2)
    read = len(calls)
    again = build(0.2)
    assert len(calls) - read <= 1  # rows are counted, not read again
    wanted = everything(first)
    same(wanted, everything(again))
    assert not first.type.sequential
    build(0.4)
    folders = list((tmp_path / "nodegrad-cache").iterdir())
    assert len(folders) == 2
    (next(folders[0].glob("*.npy"))).write_bytes(b"cut")
    (next(folders[1].glob("*.npy"))).write_bytes(b"cut")
    with pytest.raises(DataError, match=r"Cache: .* cannot be written or read"):
        build(0.2)
    same(everything(build(0.2)), wanted)


class Slow(Rows):
    """Rows that take a while."""

    columns = TYPES

    def __init__(self, seconds: float, fails_at: int | None = None) -> None:
        self.seconds, self.fails_at, self.taken = seconds, fails_at, 0

    def __len__(self) -> int:
        return ROWS

    def take(self, numbers: Any, epoch: int = 0) -> dict[str, Any]:
        time.sleep(self.seconds)
        self.taken += 1
        if self.taken == self.fails_at:
            raise DataError("row 9 of '{file}' is cut off; get the file again", file="rows.bin")
        return {"x": X[numbers], "y": Y[numbers]}


def test_loading_overlaps_with_the_step() -> None:
    """With as much time for loading as for the step, both together take clearly less than their sum."""

    def passed(prefetch: int) -> float:
        loaded = Loaded(source_of(in_memory).batch(4).type, {"train": Slow(0.02)}, prefetch=prefetch)
        began = time.perf_counter()
        with loaded.reading("train") as reading:
            for batch in reading:
                batch.into({"x": np.empty((batch.size, 3), np.float32)})
                time.sleep(0.02)
        return time.perf_counter() - began

    assert min(passed(2) for _ in range(2)) < 0.8 * passed(0)


def spec(pipeline: Pipeline, epochs: int = 2) -> TrainingSpec:
    graph = ng.Graph("slow")
    with graph:
        x = ng.placeholder(("batch", 3), name="x")
        y = ng.placeholder(("batch",), "int64", name="y")
        loss = ng.losses.sparse_categorical_crossentropy(y, ng.nn.Dense(3, name="d")(x), from_logits=True)
    return TrainingSpec(
        graph=graph, inputs={"x": x, "y": y}, pipeline=pipeline, loss=loss, optimizer=ng.optimizers.SGD(0.1), epochs=epochs
    )


def ahead() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "data-ahead"]


def test_an_error_in_the_background_arrives_in_the_loop_with_its_sentence() -> None:
    trainer = Trainer(spec(source_of(lambda: Slow(0, fails_at=20)).batch(4)))
    events = trainer.events()
    with pytest.raises(DataError, match=r"row 9 of 'rows\.bin' is cut off"):
        list(events)
    assert not ahead()


def test_closing_the_run_ends_the_thread() -> None:
    trainer = Trainer(spec(source_of(lambda: Slow(0)).batch(4)))
    events = trainer.events()
    next(events)
    assert len(ahead()) == 1
    events.close()
    assert not ahead()


def test_rows_that_are_fewer_in_a_later_pass_are_said() -> None:
    passes: list[int] = []

    def make() -> Iterator[Any]:
        passes.append(1)
        yield from zip(X[: 20 if len(passes) < 3 else 5], Y, strict=False)

    trainer = Trainer(spec(from_generator(make, {"x": (3,), "y": "int64"}, classes=3).batch(4)))
    with pytest.raises(DataError, match="the rows ended before batch"):
        list(trainer.events())


def test_training_is_the_same_from_memory_file_and_generator() -> None:
    def losses(pipeline: Pipeline) -> list[float]:
        return [float(event.values["loss"]) for event in Trainer(spec(pipeline)).events() if type(event).__name__ == "EpochDone"]

    wanted = losses(from_arrays(X, Y).batch(8))
    made = from_generator(lambda: zip(X, Y, strict=True), {"x": (3,), "y": "int64"}, rows=ROWS, classes=3)
    assert losses(made.batch(8)) == wanted
    assert losses(source_of(in_file).batch(8)) == wanted
    endless = from_generator(lambda: (chunk for _ in iter(int, 1) for chunk in [(X, Y)]),
                             {"x": (3,), "y": "int64"}, rows=ROWS, classes=3, batched=True)  # fmt: skip
    assert losses(endless.batch(8)) == wanted


def test_several_inputs_by_name_and_weights() -> None:
    pipeline = from_arrays({"user": np.arange(6), "words": np.ones((6, 4))}, [1.0] * 6, sample_weight=[1, 2] * 3)
    pipeline = pipeline.split(0.5).normalize().shuffle().batch(2)
    types = pipeline.element_types()
    assert {name: str(type_) for name, type_ in types.items()} == {
        "user": "int64[batch]", "words": "float32[batch, 4]", "y": "float32[batch]", "sample_weight": "float32[batch]",
    }  # fmt: skip
    batch = next(pipeline.build().batches("train"))
    assert {name: str(array.dtype) for name, array in batch.items()} == {name: type_.dtype for name, type_ in types.items()}
    np.testing.assert_array_equal(batch["sample_weight"], 1 + batch["user"] % 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: from_arrays({}).type, "NamedArrays: there are no inputs; give an array for each input of the model"),
        (lambda: from_arrays({"a": [1, 2], "b": [1]}).type, "'b' has 1 rows, but the inputs before it have 2"),
        (lambda: from_arrays({"y": [1]}).type, "an input may not be called 'y'"),
        (lambda: from_arrays([1.0, 2.0], sample_weight=[1.0]).type, r"there are 2 rows, but sample_weight has the shape \(1,\)"),
        (lambda: from_arrays([[1, 2]]).select_columns("3").type, "there is no column '3'; give numbers from 1 to 2"),
        (lambda: from_arrays([[1, 2]]).select_columns([]).type, "no column is named"),
        (lambda: from_arrays([[1, 2]]).select_columns("1,1").type, "a column stands twice"),
        (lambda: from_arrays([1, 2]).select_columns("1").type, "picks from rows of numbers, but a row here is"),
        (lambda: from_arrays([1, 2]).repeat(2).split().type, "Split stands after Repeat"),
        (lambda: from_arrays({"a": [1, 2]}).normalize().type, "Normalize needs features that are quantities"),
        (lambda: from_generator(3, {"x": ()}), "make must be a function that gives the rows anew each time, but is int"),
        (lambda: from_generator(list, {"y": ()}).type, "types names no features"),
        (lambda: from_generator(lambda: [(1,)], {"x": (2,)}).build(), r"'x' of row 1 is int64 \(\), but float32"),
        (lambda: from_generator(lambda: [{"z": 1}], {"x": ()}).build(), "row 1 has no 'x'; yield it"),
    ],
)  # fmt: skip
def test_what_cannot_flow_is_said(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        made = make()
        if isinstance(made, Loaded):
            len(made.parts["train"])


def test_labels_of_a_stream_are_looked_at_as_they_come() -> None:
    loaded = from_generator(lambda: [(0.0, 0), (1.0, 7)], {"x": (), "y": "int64"}, rows=2, classes=3).batch(1).build()
    with pytest.raises(DataError, match="a label near row 2 is 7, but there are 3 classes"):
        list(loaded.batches("train"))

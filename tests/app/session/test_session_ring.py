"""The ring against a list that remembers everything, and against a second process that writes at full speed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.session.ring import RingReader, RingWriter, fitting_capacity
from engine.errors import FormatError, TrainingError


@settings(max_examples=50, deadline=None)
@given(
    columns=st.integers(0, 5),
    capacity=st.integers(1, 9),
    bursts=st.lists(st.integers(0, 25), max_size=12),
    together=st.booleans(),
)
def test_the_reader_gets_every_row_or_counts_it_as_lost(
    tmp_path_factory: pytest.TempPathFactory, columns: int, capacity: int, bursts: list[int], together: bool
) -> None:
    path = tmp_path_factory.mktemp("ring") / "r"
    writer = RingWriter(path, columns, capacity)
    reader = RingReader(path)
    written = lost = 0
    for burst in bursts:
        if together:
            writer.write_rows(3, written, np.arange(written, written + burst)[:, np.newaxis] * np.full(columns, 0.5))
            written += burst
        for _ in range(0 if together else burst):
            writer.write(3, written, np.full(columns, written * 0.5))
            written += 1
        assert len(reader.read()) == 0
        writer.publish()
        rows = reader.read()
        kept = len(rows)
        assert kept >= min(burst, capacity - capacity // 4)
        assert kept <= capacity
        lost += burst - kept
        assert reader.lost == lost
        assert rows[:, 1].tolist() == list(range(written - kept, written))
        assert (rows[:, 0] == 3).all() and (rows[:, 2:] == rows[:, 1:2] * 0.5).all()
    writer.close()
    reader.close()


def test_what_was_read_does_not_change_when_the_writer_goes_on(tmp_path: Path) -> None:
    writer, reader = RingWriter(tmp_path / "r", 1, 4), RingReader(tmp_path / "r")
    writer.write(0, 0, np.array([1.0]))
    writer.publish()
    rows = reader.read()
    for step in range(8):
        writer.write(0, step, np.array([9.0]))
    writer.publish()
    assert rows.tolist() == [[0.0, 0.0, 1.0]]


def test_a_row_that_is_being_written_over_is_not_returned(tmp_path: Path) -> None:
    writer, reader = RingWriter(tmp_path / "r", 1, 4), RingReader(tmp_path / "r")
    for step in range(4):
        writer.write(0, step, np.array([float(step)]))
    writer.publish()
    writer.write(0, 4, np.array([np.nan]))  # over the first row, and not published
    assert reader.read()[:, 1].tolist() == [1.0, 2.0, 3.0]
    assert reader.lost == 1


WRITER = """
import sys
import numpy as np
from app.session.ring import RingWriter
path, columns, capacity, count = sys.argv[1], *map(int, sys.argv[2:])
writer = RingWriter(path, columns, capacity)
print("ready", flush=True)
sys.stdin.readline()
for step in range(count):
    writer.write(step % 7, step, np.full(columns, step * 0.25))
    if step % 5 == 0:
        writer.publish()
writer.publish()
print("done", flush=True)
"""


@pytest.mark.parametrize("capacity", [64, 65536])
def test_a_second_process_never_shows_a_torn_row(tmp_path: Path, capacity: int) -> None:
    path, count, columns = tmp_path / "r", 60_000, 24
    args = [sys.executable, "-c", WRITER, str(path), str(columns), str(capacity), str(count)]
    with subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        assert process.stdout.readline() == "ready\n"
        reader = RingReader(path)
        process.stdin.write("\n")
        process.stdin.flush()
        seen = 0
        newest = -1.0
        while newest < count - 1:
            rows = reader.read()
            if not len(rows):
                continue
            steps = rows[:, 1]
            assert (rows[:, 2:] == steps[:, None] * 0.25).all()
            assert (rows[:, 0] == steps % 7).all()
            assert steps[0] > newest
            assert (np.diff(steps) == 1).all()
            seen += len(rows)
            newest = steps[-1]
        assert process.stdout.readline() == "done\n"
    assert seen + reader.lost == count
    if capacity > count:
        assert reader.lost == 0
    reader.close()


def test_the_capacity_stays_in_bounds() -> None:
    assert fitting_capacity(0) == 65536
    assert fitting_capacity(8) == 65536
    assert fitting_capacity(100) * 102 * 8 <= 8 << 20
    assert fitting_capacity(10**6) == 2048


@pytest.mark.parametrize("content", [b"", b"NG", b"x" * 500])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r").write_bytes(content)
    with pytest.raises(FormatError, match="does not hold live curves"):
        RingReader(tmp_path / "r")


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be written"):
        RingWriter(tmp_path / "missing" / "r", 1)


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    writer = RingWriter(tmp_path / "r", 1)
    writer.close()
    writer.close()

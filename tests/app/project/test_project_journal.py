"""The recovery journal: kept until saved, offered only when the studio that wrote it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from app.model.records import DocumentRecord, NodeRecord
from app.project.format import dumps
from app.project.journal import Journal, _read
from engine.errors import FormatError

RECORD = DocumentRecord(name="Draft", nodes={"n1": NodeRecord(id="n1", kind="ReLU", name="relu")})

CHILD = """
import sys
from pathlib import Path
from app.project.format import dumps
from app.project.journal import Journal
from tests_record import RECORD
journal = Journal(Path(sys.argv[1]))
journal.write("1", RECORD, dumps(RECORD), Path("/somewhere/net.nodegrad"), print).result()
print("written", flush=True)
sys.stdin.read()
"""


def never(reason: str) -> None:
    raise AssertionError(reason)


@pytest.fixture
def crashed(tmp_path) -> Path:
    """A folder in which a process was killed that had written one entry."""
    folder = tmp_path / "recovery"
    code = CHILD.replace("from tests_record import RECORD", "from app.project.format import loads\nRECORD = loads(sys.argv[2])")
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), dumps(RECORD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline().strip() == "written"
    watcher = Journal(folder)
    assert watcher.left() == [], "it still runs"
    watcher.close()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert child.stdin is not None
    child.stdin.close()
    return folder


def test_what_a_killed_process_wrote_is_found_whole(crashed: Path) -> None:
    journal = Journal(crashed)
    (left,) = journal.left()
    assert (left.name, left.path, left.nodes) == ("Draft", Path("/somewhere/net.nodegrad"), 1)
    assert abs(left.at - time.time()) < 600 and left.size == len(dumps(RECORD).encode())
    assert left.load() == RECORD
    left.discard()
    assert journal.left() == []
    journal.close()
    assert list(crashed.iterdir()) == [], "nothing is left behind"


def test_a_damaged_entry_is_refused_in_one_sentence(crashed: Path) -> None:
    journal = Journal(crashed)
    (left,) = journal.left()
    left.file.write_text(left.file.read_text()[:-20])
    with pytest.raises(FormatError, match="cut off"):
        left.load()
    left.file.write_bytes(b"\xff\xfe not an entry")
    assert journal.left() == []
    left.file.unlink()
    with pytest.raises(FormatError, match="last file that was saved"):
        left.load()
    journal.close()


def test_long_names_and_paths_are_no_reason_to_lose_a_document(tmp_path) -> None:
    path = Path("/", *["网" * 80] * 16, "net.nodegrad")
    journal = Journal(tmp_path)
    journal.write("1", msgspec.structs.replace(RECORD, name="网络" * 10_000), dumps(RECORD), path, never).result()
    (left,) = map(_read, tmp_path.glob("*.journal"))
    assert left.path == path and left.name.startswith("网络") and left.load() == RECORD
    journal.close()


def test_own_entries_are_not_offered_and_go_with_the_studio(tmp_path) -> None:
    journal = Journal(tmp_path)
    journal.write("1", RECORD, dumps(RECORD), None, never).result()
    journal.write("2", RECORD, dumps(RECORD), None, never).result()
    assert journal.left() == [] and len(list(tmp_path.glob("*.journal"))) == 2
    journal.drop("1")
    journal.write("3", RECORD, dumps(RECORD), None, never).result()
    assert len(list(tmp_path.glob("*.journal"))) == 2
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_two_studios_leave_each_other_alone(tmp_path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    first.write("1", RECORD, dumps(RECORD), None, never).result()
    assert second.left() == []
    second.close()
    assert len(list(tmp_path.glob("*.journal"))) == 1
    first.close()


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "recovery")
    journal.write("1", RECORD, dumps(RECORD), None, never).result()
    assert journal.left() == []
    journal.close()


def test_a_write_that_fails_tells_why(tmp_path, monkeypatch) -> None:
    from engine.errors import NodegradError

    def full(path, text) -> None:
        raise NodegradError("'{file}' could not be written (no space left on device)", file="x")

    monkeypatch.setattr("app.project.journal.write_text", full)
    told: list[str] = []
    journal = Journal(tmp_path)
    journal.write("1", RECORD, dumps(RECORD), None, told.append).result()
    assert "no space left" in told[0]
    journal.close()

"""Files on disk: a file is always the old or the new one, and what goes wrong is one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from app.model.records import DocumentRecord
from app.project import store
from app.project.examples import examples, find_example
from app.project.store import load, save, write_text
from engine.errors import FormatError, NodegradError

RECORD = find_example("digits-mlp").load()


def test_saving_an_unchanged_document_writes_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "model.nodegrad"
    save(RECORD, path)
    before = path.read_bytes()
    assert load(path) == RECORD
    save(load(path), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["model.nodegrad"]


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    real = tmp_path / "real.nodegrad"
    save(DocumentRecord(), real)
    real.chmod(0o640)
    link = tmp_path / "link.nodegrad"
    link.symlink_to(real)
    save(RECORD, link)
    assert link.is_symlink() and load(real) == RECORD
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_file_gets_the_permissions_that_any_file_gets(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.touch()
    save(RECORD, tmp_path / "new.nodegrad")
    assert (tmp_path / "new.nodegrad").stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("call", ["fsync", "fdopen", "fchmod"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "model.nodegrad"
    save(RECORD, path)
    before = path.read_bytes()

    def fail(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    handles: list[int] = []
    real = os.fdopen
    if call == "fdopen":
        monkeypatch.setattr(store.os, call, lambda handle, mode: handles.append(handle) or fail())
    else:
        monkeypatch.setattr(store.os, call, fail)
    with pytest.raises(NodegradError, match=r"could not be written \(no space left on device\); make room"):
        save(DocumentRecord(name="new"), path)
    monkeypatch.undo()
    for handle in handles:
        real(handle, "wb").close()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["model.nodegrad"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(NodegradError, match=r"the folder of .* is not there"):
        save(RECORD, tmp_path / "nowhere" / "model.nodegrad")
    with pytest.raises(NodegradError, match="is a folder; choose another name"):
        save(RECORD, tmp_path)
    with pytest.raises(NodegradError, match="could not be written"):
        save(RECORD, tmp_path / ("x" * 400))


def test_refused_permission_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(store.tempfile, "mkstemp", refuse)
    with pytest.raises(NodegradError, match="may not be written"):
        save(RECORD, tmp_path / "model.nodegrad")
    monkeypatch.setattr(store.Path, "open", refuse)
    with pytest.raises(FormatError, match="may not be read"):
        load(tmp_path / "model.nodegrad")


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="there is no file"):
        load(tmp_path / "missing.nodegrad")
    with pytest.raises(FormatError, match="is a folder"):
        load(tmp_path)
    with pytest.raises(FormatError, match="cannot be read"):
        load("a\0b")
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(FormatError, match=r"'picture\.png' is not a Nodegrad project"):
        load(binary)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.nodegrad"
    with path.open("wb") as stream:
        stream.truncate(store.MAX_BYTES + 1)
    with pytest.raises(FormatError, match=r"too large for a project \(64 MiB\)"):
        load(path)


def test_examples_have_titles_help_and_documents_that_load() -> None:
    assert examples()[0].name == "digits-mlp"
    for example in examples():
        record = example.load()
        assert example.title and example.help.endswith(".")
        assert all(node.x % 4 == 0 and node.y % 4 == 0 for node in record.nodes.values())


def test_an_example_that_is_not_there() -> None:
    with pytest.raises(NodegradError, match="did you mean 'digits-mlp'"):
        find_example("digit-mlp")
    with pytest.raises(NodegradError, match="there are digits-mlp, digits-cnn, house"):
        find_example("zebra")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(pipe, "four")
        assert os.read(reader, 100) == b"four" and pipe.is_fifo()
    finally:
        os.close(reader)


def test_the_longest_names_and_links_in_a_circle(tmp_path: Path) -> None:
    write_text(tmp_path / ("a" * 246 + ".nodegrad"), "long")
    write_text(tmp_path / ("花" * 80 + ".nodegrad"), "long")
    assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NodegradError, match="could not be written"):
        write_text(tmp_path / "loop", "never")

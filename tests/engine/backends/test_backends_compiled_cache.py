"""What is kept of compiled steps: found again, made anew where it is damaged, shared by networks and processes, and bounded."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("llvmlite", reason="steps are compiled by LLVM")

import engine as ng
from engine.backends.compiled import cache, compiler, load, parts
from engine.backends.compiled.source import HEAD
from engine.ir.graph import Graph
from engine.ir.types import TensorType

TEXT = HEAD + "\n\n@step\ndef answer(a, b):\n    return a + 10 * b\n"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    return tmp_path / "steps"


def answer(text: str = TEXT, in_child: bool = False) -> int:
    (function,) = load.loaded(text, ["answer"], in_child)
    return int(function(2, 4))


def kept(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.glob("nodegrad_piece_*")}


def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled(part: parts.Part) -> bytes:
        raise AssertionError("it was kept")

    monkeypatch.setattr(compiler, "compiled", compiled)


def network(width: int, layers: int = 3) -> tuple[Graph, list[Any], dict[str, TensorType]]:
    with Graph() as graph:
        x = ng.placeholder((64, 256), name="x")
        hidden: Any = x
        for _ in range(layers):
            hidden = ng.nn.LayerNormalization()(ng.nn.Dense(256, activation="tanh")(hidden))
        loss = ng.ops.mean(ng.ops.square(ng.nn.Dense(width)(hidden)))
        update = ng.optimizers.Adam().minimize(loss)
    return graph, [loss, update], {"x": TensorType("float32", (64, 256))}


def compiled_network(width: int) -> Any:
    graph, fetches, types = network(width)
    plan = ng.Session(graph, seed=0).prepare(fetches, types)
    plan.compiled.compile()
    assert not plan.compiled.failure
    plan.feeds["x"][...] = np.random.default_rng(0).normal(size=(64, 256))
    return plan


def test_what_was_compiled_is_found_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer() == 42
    first = kept(store)
    no_compiler(monkeypatch)
    assert answer() == 42 and kept(store) == first and len(first) == 1


@pytest.mark.parametrize("damage", ["empty", "cut short", "one bit", "another's", "a folder"])
def test_a_damaged_entry_is_made_anew(store: Path, damage: str) -> None:
    assert answer() == 42
    other = answer(TEXT.replace("10", "11"))
    assert other == 46
    ((name, data),) = [(name, data) for name, data in kept(store).items() if name.endswith(_name(TEXT))]
    (foreign,) = [data for found, data in kept(store).items() if found != name]
    if damage == "a folder":
        (store / name).unlink()
        (store / name).mkdir()
    else:
        spoiled = {
            "empty": b"", "cut short": data[: len(data) // 2], "one bit": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
            "another's": foreign[:32] + data[32:],
        }[damage]  # fmt: skip
        (store / name).write_bytes(spoiled)
    assert answer() == 42
    if damage != "a folder":
        assert (store / name).read_bytes() == data


def _name(text: str) -> str:
    (part,) = parts.apart(text, cache.surroundings()).parts
    return part.name


@pytest.mark.parametrize("change", ["version", "processor"])
def test_entries_of_other_versions_and_processors_are_not_taken(
    change: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer() == 42
    mine = _name(TEXT)
    cache.surroundings.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(cache, change, lambda *names: "0.0")
        assert _name(TEXT) != mine and answer() == 42
    cache.surroundings.cache_clear()
    assert _name(TEXT) == mine and len(kept(store)) == 2


@pytest.mark.parametrize("fault", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize("in_child", [False, True])
def test_a_folder_that_cannot_be_written_to_costs_time_only(
    fault: int, in_child: bool, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full while the file is written, or nothing may be written at all."""
    real = os.fdopen

    def full(handle: int, *args: Any) -> Any:
        file = real(handle, *args)
        file.write(b"so much was left")

        class Full:
            def __enter__(self) -> Any:
                return self

            def __exit__(self, *error: object) -> None:
                file.close()

            def write(self, data: bytes) -> None:
                raise OSError(fault, "no")

        return Full()

    monkeypatch.setattr(cache.os, "fdopen", full)
    assert answer(in_child=in_child) == 42
    assert list(store.iterdir()) == []


def test_a_cache_that_is_no_folder_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path / "file"))
    assert answer() == 42 and answer(in_child=True) == 42


def test_the_folder_is_bounded_by_number_and_by_bytes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill() -> list[str]:
        for index in range(8):
            cache.keep_part(f"p{index}", bytes(1000))
            os.utime(store / f"nodegrad_piece_p{index}", (index, index))
        cache.read_part("p2")  # what is used stays for longer
        cache.prune()
        return sorted(kept(store))

    monkeypatch.setattr(cache, "MOST_FILES", 3)
    assert fill() == [f"nodegrad_piece_p{index}" for index in (2, 6, 7)]
    monkeypatch.setattr(cache, "MOST_FILES", 100)
    monkeypatch.setattr(cache, "MOST_BYTES", 4200)
    assert fill() == [f"nodegrad_piece_p{index}" for index in (2, 5, 6, 7)]


def test_what_a_killed_process_left_half_written_goes(store: Path) -> None:
    cache.keep_part("p", b"whole")
    old, young = store / ".newold", store / ".newyoung"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    cache.prune()
    assert not old.exists() and young.exists() and cache.read_part("p") == b"whole"


def test_two_processes_compile_the_same_step_at_once(store: Path) -> None:
    program = """
import sys
import test_backends_compiled_cache as cases
sys.stdin.readline()
plan = cases.compiled_network(40)
plan.compiled.run(0)
print(float(plan.results[0]))
"""
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": paths}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0] == told[1] != ""
    assert all(cache.read_part(name.removeprefix("nodegrad_piece_")) for name in kept(store))
    assert not list(store.glob(".new*"))


def test_another_process_compiles_into_the_cache(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        no_compiler(patch)
        assert answer(in_child=True) == 42
    assert len(kept(store)) == 1
    with pytest.raises(RuntimeError, match="Untranslatable"):
        answer(TEXT.replace("a + 10 * b", "[a, b]"), in_child=True)


def test_layers_that_were_compiled_before_are_not_compiled_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One network, and the same with another last layer: what differs alone is compiled."""
    plan = compiled_network(40)
    first = kept(store)
    compiled_network(24)
    new = kept(store).keys() - first.keys()
    assert new and len(new) < len(first) / 2
    units = len(plan.compiled.units)
    assert len(first) < units + 25  # three blocks alike are one: with blocks of products and the kit it is still less
    no_compiler(monkeypatch)
    compiled_network(24)


def test_a_graph_has_the_same_pieces_wherever_its_arrays_lie() -> None:
    texts = []
    for _ in range(2):
        graph, fetches, types = network(24)
        plan = ng.Session(graph, seed=0).prepare(fetches, types)
        texts.append(plan.compiled.write(2)[1].text)
    assert texts[0] == texts[1]

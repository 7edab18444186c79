"""The choice of BLAS kernel: measured once, remembered, never over the user's environment nor beyond the processor."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from engine.backends import blas_choice
from engine.backends.blas_choice import KERNELS, VARIABLE, begin, candidates, environment, fastest

AVX512 = frozenset().union(*KERNELS.values())


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A processor with everything and nothing remembered; what is measured and what is begun anew is noted."""
    told: list[Any] = []
    speeds = {"": 1.0, "SkylakeX": 0.6, "Cooperlake": 0.5}
    monkeypatch.setenv("NODEGRAD_CACHE", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(blas_choice, "instructions", lambda: AVX512)
    monkeypatch.setattr(blas_choice, "_measured", lambda name: (told.append(name), speeds[name])[1])
    monkeypatch.setattr(os, "execv", lambda program, arguments: told.append(("anew", os.environ[VARIABLE])), raising=False)
    told.append(speeds)
    return told


def test_a_better_kernel_is_measured_once_and_remembered(machine: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment() == {}
    begin()
    assert machine[1:] == ["", "SkylakeX", "Cooperlake", ("anew", "Cooperlake")]
    monkeypatch.delenv(VARIABLE)
    assert environment() == {VARIABLE: "Cooperlake"}
    begin()
    assert machine[5:] == [("anew", "Cooperlake")]
    begin()  # as the process that was begun anew sees it
    assert len(machine) == 6


def test_openblas_own_choice_stays_where_nothing_is_clearly_better(machine: list[Any]) -> None:
    machine[0].update({"SkylakeX": 0.95, "Cooperlake": 0.9})
    begin()
    begin()
    assert machine[1:] == ["", "SkylakeX", "Cooperlake"] and environment() == {} and VARIABLE not in os.environ


def test_the_users_environment_is_never_overruled(machine: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    monkeypatch.setenv(VARIABLE, "Haswell")
    count = len(machine)
    begin()
    assert len(machine) == count and environment() == {} and os.environ[VARIABLE] == "Haswell"


def test_only_what_the_processor_can_do_is_tried(machine: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(blas_choice, "instructions", lambda: KERNELS["SkylakeX"])
    assert candidates() == ["SkylakeX"] and environment() == {}, "what was remembered of another processor does not count"
    monkeypatch.setattr(blas_choice, "instructions", lambda: KERNELS["SkylakeX"] - {"avx512vl"})
    count = len(machine)
    begin()
    assert candidates() == [] and len(machine) == count


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"key": 1, "kernel": "SkylakeX"}'])
def test_what_cannot_be_read_or_is_of_another_machine_is_measured_anew(
    text: str, machine: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blas.json").write_text(text)
    begin()
    assert machine[1:4] == ["", "SkylakeX", "Cooperlake"]
    written = json.loads((tmp_path / "blas.json").read_text())
    (tmp_path / "blas.json").write_text(json.dumps({**written, "kernel": "PRESCOTT; rm"}))
    monkeypatch.delenv(VARIABLE)
    assert environment() == {}


def test_a_kernel_that_fails_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas_choice, "_measured", lambda name: 1.0 if not name else float("inf"))
    assert fastest(["SkylakeX"]) == ""
    assert fastest([]) == ""


def test_a_process_of_its_own_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 < blas_choice._measured("") < float("inf")
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert blas_choice._measured("") == float("inf")


def test_what_lies_in_the_folder_one_is_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('run')", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert blas_choice._measured("") < float("inf")

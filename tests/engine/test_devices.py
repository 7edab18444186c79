"""Devices: the processor is always there, a GPU that cannot be used is listed with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine as ng
from engine import devices
from engine.errors import DeviceError


def test_the_processor_is_first_and_usable() -> None:
    cpu = ng.list_devices()[0]
    assert (cpu.name, cpu.available, cpu.reason) == ("cpu", True, "")
    assert "cores" in cpu.title and cpu.memory_bytes >= 0


def test_gpus_of_the_driver_are_listed_but_not_usable(tmp_path: Path) -> None:
    for place, model in (("0000:01:00.0", "NVIDIA H200"), ("0000:02:00.0", "NVIDIA T4")):
        folder = tmp_path / "gpus" / place
        folder.mkdir(parents=True)
        (folder / "information").write_text(f"Model: \t\t {model}\nIRQ: 5\n", encoding="utf-8")
    found = devices._nvidia(tmp_path / "gpus", tmp_path)
    assert [(d.name, d.title, d.available) for d in found] == [("cuda:0", "NVIDIA H200", False), ("cuda:1", "NVIDIA T4", False)]
    assert found[0].reason


def test_gpus_that_show_as_device_files_only(tmp_path: Path) -> None:
    for name in ("nvidia0", "nvidiactl", "nvidia-uvm"):
        (tmp_path / name).touch()
    assert [d.name for d in devices._nvidia(tmp_path / "none", tmp_path)] == ["cuda:0"]


def test_a_device_that_cannot_be_used_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = ng.Device("cuda:0", "NVIDIA H200", False, reason="this version of Nodegrad has no GPU backend")
    monkeypatch.setattr(devices, "_nvidia", lambda *paths: [gpu])
    with pytest.raises(DeviceError) as caught:
        ng.Session(ng.Graph(), device="cuda:0")
    assert str(caught.value) == (
        "device 'cuda:0' (NVIDIA H200) cannot be used: this version of Nodegrad has no GPU backend; use cpu"
    )


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(DeviceError, match="there is no device 'abacus' on this machine; there is cpu"):
        devices.find_device("abacus")


def test_a_system_without_proc_still_has_a_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_lines", lambda path: [])
    cpu = devices.list_devices()[0]
    assert cpu.name == "cpu" and cpu.memory_bytes == 0 and cpu.title


def test_a_gpu_that_the_machine_lacks_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_nvidia", lambda *paths: [])
    monkeypatch.setattr(devices.sys, "platform", "linux")
    lacking = devices.list_devices()[1]
    assert (lacking.name, lacking.available) == ("cuda:0", False) and "this machine has none" in lacking.reason
    with pytest.raises(DeviceError, match="cuda:0"):
        devices.find_device("cuda:0")

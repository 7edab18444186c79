"""Devices: the processor is always there, a GPU that cannot be used is listed with the reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

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


def test_gpus_that_show_as_device_files_only(tmp_path: Path) -> None:
    for name in ("nvidia0", "nvidiactl", "nvidia-uvm"):
        (tmp_path / name).touch()
    assert [d.name for d in devices._nvidia(tmp_path / "none", tmp_path)] == ["cuda:0"]


GPU = ng.Device("cuda:0", "NVIDIA H200", False)


@pytest.fixture
def with_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a GPU, whatever this one has."""
    monkeypatch.setattr(devices, "_nvidia", lambda *paths: [GPU])
    monkeypatch.setattr(devices.sys, "platform", "linux")


def the_gpu() -> ng.Device:
    return next(device for device in devices.list_devices() if device.name == "cuda:0")


def test_a_device_without_pytorch_says_how_to_get_it(with_gpu: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_torch_folder", lambda: None)
    assert [device.name for device in devices.list_devices() if device.available] == ["cpu"]
    with pytest.raises(DeviceError) as caught:
        ng.Session(ng.Graph(), device="cuda:0")
    assert str(caught.value) == (
        "device 'cuda:0' (NVIDIA H200) cannot be used: PyTorch is not installed; "
        "install it with: pip install 'nodegrad[torch]'; use cpu"
    )
    with pytest.raises(DeviceError, match=r"'cpu:torch' .* cannot be used: PyTorch is not installed"):
        ng.Session(ng.Graph(), device="cpu:torch")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("cuda: Optional[str] = None\nhip: Optional[str] = None\n", devices.CPU_BUILD),
        ("cuda: Optional[str] = '12.8'\n", devices.NO_DRIVER),
        ("cuda: Optional[str] = None\nhip: Optional[str] = '6.4'\n", devices.NO_DRIVER),
    ],
)
def test_the_build_of_pytorch_is_read_from_its_files(
    with_gpu: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "version.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(devices, "_torch_folder", lambda: tmp_path)
    monkeypatch.setattr(devices, "_load_torch", lambda: SimpleNamespace(cuda=SimpleNamespace(is_available=lambda: False)))
    assert the_gpu().reason == reason


def test_a_broken_pytorch_is_said_to_be_broken(with_gpu: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_torch_folder", lambda: Path())
    monkeypatch.setattr(devices, "_built_for_gpus", lambda: True)
    monkeypatch.setattr(devices, "_load_torch", lambda: None)
    assert the_gpu().reason == devices.BROKEN


def test_usable_gpus_come_with_name_and_memory(with_gpu: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def memory(index: int) -> tuple[int, int]:
        if index == 1:
            raise RuntimeError("CUDA error: all CUDA-capable devices are busy or unavailable")
        return 100 << 30, 140 << 30

    cuda = SimpleNamespace(
        is_available=lambda: True,
        device_count=lambda: 2,
        get_device_properties=lambda index: SimpleNamespace(name="NVIDIA H200", total_memory=140 << 30),
        mem_get_info=memory,
    )
    monkeypatch.setattr(devices, "_torch_folder", lambda: Path())
    monkeypatch.setattr(devices, "_built_for_gpus", lambda: True)
    monkeypatch.setattr(devices, "_load_torch", lambda: SimpleNamespace(cuda=cuda))
    found = {device.name: device for device in devices.list_devices()}
    assert found["cuda:0"] == ng.Device("cuda:0", "NVIDIA H200", True, 140 << 30, "", 100 << 30)
    assert not found["cuda:1"].available and "another program" in found["cuda:1"].reason
    assert [device.name for device in devices.list_devices() if device.name != "cpu:torch"] == ["cpu", "cuda:0", "cuda:1"]


def test_a_mac_is_asked_for_metal(monkeypatch: pytest.MonkeyPatch) -> None:
    backends = SimpleNamespace(mps=SimpleNamespace(is_available=lambda: True))
    mps = SimpleNamespace(recommended_max_memory=lambda: 12 << 30, driver_allocated_memory=lambda: 2 << 30)
    monkeypatch.setattr(devices.sys, "platform", "darwin")
    monkeypatch.setattr(devices, "_torch_folder", lambda: Path())
    monkeypatch.setattr(devices, "_load_torch", lambda: SimpleNamespace(backends=backends, mps=mps))
    found = {device.name: device for device in devices.list_devices()}
    assert found["mps"] == ng.Device("mps", "Apple GPU", True, 12 << 30, "", 10 << 30)
    backends.mps.is_available = lambda: False
    assert devices.list_devices()[-1].reason == devices.NO_METAL


def test_devices_are_listed_without_loading_pytorch() -> None:
    code = "import sys, engine; from engine import devices; devices._nvidia = lambda *paths: []; engine.list_devices(); "
    code += "assert sys.platform == 'darwin' or 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(DeviceError, match="there is no device 'abacus' on this machine; there is cpu"):
        devices.find_device("abacus")


def test_a_system_without_proc_still_has_a_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_lines", lambda path: [])
    monkeypatch.setattr(devices, "_gpus", list)
    cpu = devices.list_devices()[0]
    assert cpu.name == "cpu" and cpu.memory_bytes == 0 and cpu.title


def test_a_gpu_that_the_machine_lacks_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_nvidia", lambda *paths: [])
    monkeypatch.setattr(devices.sys, "platform", "linux")
    lacking = the_gpu()
    assert (lacking.name, lacking.available) == ("cuda:0", False) and "this machine has none" in lacking.reason
    with pytest.raises(DeviceError, match="cuda:0"):
        devices.find_device("cuda:0")


@pytest.mark.parametrize("kind", ["", "memory"])
def test_a_container_bounds_the_memory_that_is_free(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit, taken = devices._LIMITS[kind]
    inner, outer = tmp_path / kind / "a" / "b", tmp_path / kind / "a"
    inner.mkdir(parents=True)
    (tmp_path / "of_process").write_text(f"7:cpu:/elsewhere\n3:{kind}:/a/b\n")
    monkeypatch.setattr(devices, "_GROUPS", tmp_path)
    monkeypatch.setattr(devices, "_OF_PROCESS", tmp_path / "of_process")
    machine = devices.free_memory()
    (inner / limit).write_text("max\n")
    (inner / taken).write_text("5000\n")
    assert devices.free_memory() > 1 << 20
    (outer / limit).write_text("9000\n")
    (outer / taken).write_text("6000\n")
    assert devices.free_memory() == (3000 if machine else 0)
    (outer / "memory.stat").write_text("anon 1\ninactive_file 500\n")
    assert devices.free_memory() == (3500 if machine else 0)
    (inner / limit).write_text("5100\n")
    assert devices.free_memory() == (100 if machine else 0)

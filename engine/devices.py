"""The devices of this machine: those that a plan can run on, and those that are there but cannot be used, with the reason."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DeviceError


@dataclass(frozen=True)
class Device:
    """One device.  ``reason`` says why it is not available; ``memory_bytes`` is 0 where it is not known."""

    name: str
    title: str
    available: bool = True
    memory_bytes: int = 0
    reason: str = ""


_NO_BACKEND = "this version of Nodegrad trains on the CPU only"


def list_devices() -> list[Device]:
    """What this machine has, the usable ones first; a GPU that it lacks is listed too, and said to be missing."""
    cpu = Device("cpu", _cpu_title(), memory_bytes=_cpu_memory())
    if sys.platform == "darwin":
        return [cpu, Device("mps", "Apple GPU", False, reason=_NO_BACKEND)]
    found = _nvidia(Path("/proc/driver/nvidia/gpus"), Path("/dev"))
    return [cpu, *(found or [Device("cuda:0", "NVIDIA GPU", False, reason="this machine has none, or its driver is not loaded")])]


def find_device(name: str) -> Device:
    """The usable device of that name; DeviceError where there is none, or where it cannot be used."""
    devices = list_devices() if name != "cpu" else [Device("cpu", "CPU")]
    for device in devices:
        if device.name == name:
            if not device.available:
                raise DeviceError(
                    "device '{device}' ({title}) cannot be used: {reason}; use cpu",
                    device=name,
                    title=device.title,
                    reason=device.reason,
                )
            return device
    raise DeviceError(
        "there is no device '{device}' on this machine; there is {known}", device=name, known=", ".join(d.name for d in devices)
    )


def _cpu_title() -> str:
    """The processor's own name, or its family where the system does not tell."""
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in _lines(info) if line.startswith("model name")]
    title = names[0] if names else platform.processor() or platform.machine() or "CPU"
    title = re.sub(r"\((?:R|TM|C)\)", "", title)
    return f"{title}, {os.cpu_count() or 1} cores"


def free_memory() -> int:
    """Bytes that this machine can still give without pushing others out; 0 where the system does not tell."""
    return _memory("MemAvailable:")


def _cpu_memory() -> int:
    return _memory("MemTotal:")


def _memory(entry: str) -> int:
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith(entry):
            return int(line.split()[1]) * 1024
    return 0


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _nvidia(folder: Path, nodes: Path) -> list[Device]:
    """NVIDIA GPUs as the kernel driver lists them; where a container hides the list, as their device files show."""
    found = []
    for index, gpu in enumerate(sorted(folder.glob("*/information"))):
        models = [line.split(":", 1)[1].strip() for line in _lines(gpu) if line.startswith("Model:")]
        found.append(Device(f"cuda:{index}", models[0] if models else "NVIDIA GPU", False, reason=_NO_BACKEND))
    if not found:
        files = sorted(path for path in nodes.glob("nvidia[0-9]*") if path.name[6:].isdigit())
        found = [Device(f"cuda:{index}", "NVIDIA GPU", False, reason=_NO_BACKEND) for index, _ in enumerate(files)]
    return found

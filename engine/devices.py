"""The devices of this machine: those that a plan can run on, and those that are there but cannot be used, with the reason.

PyTorch is loaded only where there may be a GPU for it to speak of: whether it is installed, and what for, its files tell.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from engine.errors import DeviceError


@dataclass(frozen=True)
class Device:
    """One device.  ``reason`` says why it is not available; memory is 0 where it is not known.

    ``cpu`` runs plans of NumPy; ``cpu:torch``, ``cuda:N`` and ``mps`` run the same programs through PyTorch.
    """

    name: str
    title: str
    available: bool = True
    memory_bytes: int = 0
    reason: str = ""
    free_bytes: int = 0


NOT_INSTALLED = "PyTorch is not installed; install it with: pip install 'nodegrad[torch]'"
CPU_BUILD = "the installed PyTorch is built for the CPU only; install a build for CUDA as pytorch.org says"
NO_DRIVER = "PyTorch finds no driver that it can use; install or update the NVIDIA driver"
NO_GPU = "this machine has none, or its driver is not loaded"
NO_METAL = "the installed PyTorch has no Metal, or macOS is older than 12.3; update them"
TAKEN = "another program keeps it for itself; end that program"
BROKEN = "PyTorch is installed, but cannot be loaded; reinstall it with: pip install --force-reinstall torch"


def list_devices() -> list[Device]:
    """What this machine has, the usable ones first; a GPU that it lacks is listed too, and said to be missing."""
    found = [_cpu(), _cpu_torch(), *_gpus()]
    return sorted(found, key=lambda device: not device.available)


def find_device(name: str) -> Device:
    """The usable device of that name; DeviceError where there is none, or where it cannot be used."""
    if name == "cpu":
        return Device("cpu", "CPU")
    devices = list_devices()
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


def _cpu() -> Device:
    return Device("cpu", _cpu_title(), memory_bytes=_memory("MemTotal:"), free_bytes=free_memory())


def _cpu_torch() -> Device:
    title = f"PyTorch on {_cpu_title()}"
    if not _torch_folder():
        return Device("cpu:torch", title, False, reason=NOT_INSTALLED)
    return Device("cpu:torch", title, memory_bytes=_memory("MemTotal:"), free_bytes=free_memory())


def _gpus() -> list[Device]:
    if sys.platform == "darwin":
        return [_metal()]
    seen = _nvidia(Path("/proc/driver/nvidia/gpus"), Path("/dev"))
    if not seen and not Path("/dev/kfd").exists() and sys.platform != "win32":
        return [Device("cuda:0", "NVIDIA GPU", False, reason=NO_GPU)]
    seen = seen or [Device("cuda:0", "GPU", False)]
    if not _torch_folder():
        return [_refused(device, reason=NOT_INSTALLED) for device in seen]
    if not _built_for_gpus():
        return [_refused(device, reason=CPU_BUILD) for device in seen]
    torch = _load_torch()
    if torch is None:
        return [_refused(device, reason=BROKEN) for device in seen]
    if not torch.cuda.is_available():
        return [_refused(device, reason=NO_DRIVER) for device in seen]
    return [_cuda(torch, index) for index in range(torch.cuda.device_count())]


def _cuda(torch: Any, index: int) -> Device:
    properties = torch.cuda.get_device_properties(index)
    try:
        free, total = torch.cuda.mem_get_info(index)
    except RuntimeError:  # another process may hold the GPU for itself
        return Device(f"cuda:{index}", properties.name, False, properties.total_memory, reason=TAKEN)
    return Device(f"cuda:{index}", properties.name, memory_bytes=total, free_bytes=free)


def _metal() -> Device:
    if not _torch_folder():
        return Device("mps", "Apple GPU", False, reason=NOT_INSTALLED)
    torch = _load_torch()
    if torch is None:
        return Device("mps", "Apple GPU", False, reason=BROKEN)
    if not torch.backends.mps.is_available():
        return Device("mps", "Apple GPU", False, reason=NO_METAL)
    total = int(torch.mps.recommended_max_memory())
    return Device("mps", "Apple GPU", memory_bytes=total, free_bytes=max(total - int(torch.mps.driver_allocated_memory()), 0))


def _refused(device: Device, *, reason: str) -> Device:
    return Device(device.name, device.title, False, device.memory_bytes, reason)


def _torch_folder() -> Path | None:
    """Where PyTorch is installed; None where it is not."""
    try:
        spec = find_spec("torch")
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _built_for_gpus() -> bool:
    """Whether the installed PyTorch can use CUDA or ROCm, as its own file of versions says."""
    folder = _torch_folder()
    lines = [] if folder is None else _lines(folder / "version.py")
    return any(re.match(r"(cuda|hip)\b[^=]*=\s*['\"]", line) for line in lines)


def _load_torch() -> Any:
    try:
        import torch
    except Exception:  # whatever a broken installation raises
        return None
    return torch


def _cpu_title() -> str:
    """The processor's own name, or its family where the system does not tell."""
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in _lines(info) if line.startswith("model name")]
    title = names[0] if names else platform.processor() or platform.machine() or "CPU"
    title = re.sub(r"\((?:R|TM|C)\)", "", title)
    return f"{title}, {os.cpu_count() or 1} cores"


def free_memory() -> int:
    """Bytes that this machine, and the container that the process is in, can still give without pushing others out; 0 where the
    system does not tell."""
    free = _memory("MemAvailable:")
    return min([free, *_left_in_groups()]) if free else 0


#: Where Linux keeps the groups of processes, and the files that tell a group's limit and what it takes, new and old.
_GROUPS, _OF_PROCESS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
_LIMITS = {"": ("memory.max", "memory.current"), "memory": ("memory.limit_in_bytes", "memory.usage_in_bytes")}


def _left_in_groups() -> Iterator[int]:
    """What each group that this process is in leaves, but for files that may be forgotten; nothing of one without a limit."""
    for line in _lines(_OF_PROCESS):
        _, controllers, path = (*line.split(":", 2), "", "")[:3]
        kind = "memory" if "memory" in controllers.split(",") else controllers
        if kind not in _LIMITS:
            continue
        top = _GROUPS / kind
        group = top / path.strip("/")
        for folder in (group, *group.parents):
            limit, taken = (next(iter(_lines(folder / name)), "") for name in _LIMITS[kind])
            if limit.isdigit() and taken.isdigit():
                files = (line.split()[1] for line in _lines(folder / "memory.stat") if line.startswith("inactive_file "))
                yield max(int(limit) - int(taken) + int(next(files, "0")), 1)
            if folder == top:
                break


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
        found.append(Device(f"cuda:{index}", models[0] if models else "NVIDIA GPU", False))
    if not found:
        files = sorted(path for path in nodes.glob("nvidia[0-9]*") if path.name[6:].isdigit())
        found = [Device(f"cuda:{index}", "NVIDIA GPU", False) for index, _ in enumerate(files)]
    return found

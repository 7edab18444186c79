"""Which of OpenBLAS's kernels is the fastest here: measured once, each in a process of its own, and remembered.

OpenBLAS tells processors by their model numbers and takes older instructions for one that it does not know, at half the speed.
It looks at the environment when it is loaded, so that only a process that is yet to begin can be given another kernel; a run
is the same run only under the same kernel, so that the choice is made before the first run there is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from engine.backends.compiled import cache

VARIABLE = "OPENBLAS_CORETYPE"
#: Kernels, and the instructions that a processor must have for them, as the system names them.
KERNELS = {
    "SkylakeX": {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"},
    "Cooperlake": {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx512_bf16"},
}
#: How much faster another kernel must be to be taken.
_BETTER = 1.15
_SECONDS = 60.0


def instructions() -> frozenset[str]:
    """What the processor can do, as Linux tells it; nothing where it is not told."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(next((line for line in lines if line.startswith("flags")), "").partition(":")[2].split())


def candidates() -> list[str]:
    """The kernels that this processor can run, besides the one that OpenBLAS takes by itself."""
    found = instructions()
    return [name for name, needed in KERNELS.items() if needed <= found]


def environment() -> dict[str, str]:
    """What a new process is to be given, as far as it is known; nothing where the user's environment says something."""
    name = _read() if VARIABLE not in os.environ else None
    return {VARIABLE: name} if name and name in candidates() else {}


def begin() -> None:
    """At the beginning of a process that will train: measure if that was never done, and begin anew under a better kernel.

    What this process has loaded so far counts for nothing, so it replaces itself, where the system can do that.
    """
    if VARIABLE in os.environ or not candidates() or not hasattr(os, "execv") or getattr(sys, "frozen", False):
        return
    name = _read()
    if name is None:
        name = fastest(candidates())
        _write(name)
    if name:
        os.environ[VARIABLE] = name
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def fastest(names: Iterable[str]) -> str:
    """The kernel that is clearly faster than OpenBLAS's own choice; nothing where none is."""
    own = _measured("")
    found = {name: _measured(name) for name in names}
    best = min(found, key=lambda name: found[name], default="")
    return best if best and found[best] * _BETTER < own else ""


def _measured(name: str) -> float:
    """The seconds that a process under this kernel says; infinite where it fails."""
    given = {key: value for key, value in os.environ.items() if key != VARIABLE} | ({VARIABLE: name} if name else {})
    root = str(Path(__file__).parents[2])
    given["PYTHONPATH"] = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-P", "-m", "engine.backends.blas_choice"]  # no module of the folder one is in
    try:
        done = subprocess.run(
            command, env=given, capture_output=True, text=True, check=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
        return float(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return float("inf")


def _key() -> str:
    versions = []
    for package in ("numpy", "scipy"):
        try:
            versions.append(version(package))
        except PackageNotFoundError:
            versions.append("")
    return "|".join([cache.processor(), *versions])


def _file() -> Path:
    return cache.folder().parent / "blas.json"


def _read() -> str | None:
    """What was found before on this processor with these versions; None where nothing was."""
    try:
        about = json.loads(_file().read_text(encoding="utf-8"))
        name = about["kernel"] if about["key"] == _key() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return name if name == "" or name in KERNELS else None


def _write(name: str) -> None:
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        cache.put(_file(), json.dumps({"key": _key(), "kernel": name}).encode())
    except OSError:
        return  # it is measured again the next time


def main() -> None:
    """Print how long products of the sizes that networks have take under this process's kernel."""
    from time import perf_counter

    import numpy as np
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(0)
    sizes = [(32, 784, 128), (256, 256, 256), (512, 512, 512)]
    pairs = [(rng.random((m, k), np.float32), rng.random((k, n), np.float32)) for m, k, n in sizes]
    total = 0.0
    with threadpool_limits(1, "blas"):
        for a, b in pairs:
            times = []
            for _ in range(12):
                began = perf_counter()
                for _ in range(max(1, (1 << 27) // (a.size * b.shape[1]))):
                    np.matmul(a, b)
                times.append(perf_counter() - began)
            total += min(times)
    print(total)


if __name__ == "__main__":
    main()

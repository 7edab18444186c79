"""Times training steps beside PyTorch, JAX and TensorFlow: ``python tests/bench/bench_steps.py [W1 W4 ...] [--rounds N]``.

Each measurement is a process of its own and the peers take turns, so that a busy machine is fair to all; medians of all rounds
are shown with their spread.  A library that this environment lacks may be measured in another one, which needs nothing else:
``--peer-python tensorflow=/path/to/python``.  ``--write FILE`` puts the tables into a Markdown file between two marks.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, time

sys.path.insert(0, str(Path(__file__).resolve().parent))
import step_works
from step_table import COMPILE, EAGER, FILE, JAX, NUMPY, OURS, PEERS, ROOFLINE, TENSORFLOW, TORCH_BACKEND, XLA, Table
from step_works import FROM_FILES, WORKS, Steps, Work

BEGIN, END = "<!-- steps -->", "<!-- end of steps -->"
#: After the first round, and with other numbers of threads, peers are measured that take so many times the best one's time.
NEAR, NEAR_ELSEWHERE = 1.5, 2.0
_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NODEGRAD_THREADS")


def steps_of(who: str, work: Work, folder: Path) -> Steps:
    """What makes so many steps.  A peer's module is imported here alone, as another environment may lack all others."""
    if who in (EAGER, COMPILE):
        from peer_torch import torch_step

        return step_works.one_by_one(torch_step(work, compiled=who == COMPILE))
    if who == JAX:
        from peer_jax import jax_step

        return step_works.one_by_one(jax_step(work))
    if who in (TENSORFLOW, XLA):
        from peer_tensorflow import tensorflow_step

        return step_works.one_by_one(tensorflow_step(work, xla=who == XLA))
    ours: dict[str, Callable[[], Steps]] = {
        OURS: lambda: step_works.by_api(work),
        NUMPY: lambda: step_works.by_numpy(work),
        FILE: lambda: step_works.by_file(work, folder),
        TORCH_BACKEND: lambda: step_works.by_torch_backend(work),
    }
    return ours[who]()


def measure_here(who: str, work: Work, seconds: float) -> dict[str, float]:
    """In this process: the median time of a step, that of the first one, and the most memory that was taken."""
    if who == JAX and os.environ["OMP_NUM_THREADS"] == "1" and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # its own flags do not keep it to one thread
    stretched = 0.06 if who == FILE else 0.008  # seconds: a run tells of several steps at once
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        run = steps_of(who, work, Path(folder))
        run(1)
        first = perf_counter() - began
        began, count = perf_counter(), 0
        while perf_counter() - began < seconds / 3 or count < 3:
            run(1)
            count += 1
        stretch = max(1, int(stretched * count / (perf_counter() - began)))
        run(stretch)
        times: list[float] = []
        ends = perf_counter() + seconds
        while perf_counter() < ends or len(times) < 5:
            began = perf_counter()
            run(stretch)
            times.append((perf_counter() - began) / stretch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"us": statistics.median(times) * 1e6, "first_ms": first * 1e3, "peak_mb": peak / 2**20}


def machine_here(work: Work) -> dict[str, float]:
    """The least time for a step on this machine: from large products and large copies, measured now."""
    import numpy as np

    a = np.random.default_rng(0).random((1024, 1024)).astype(np.float32)
    b, c = a.copy(), a.copy()
    large = np.zeros(1 << 25, np.float32)
    other = large.copy()
    products = min(_timed(lambda: np.matmul(a, b, out=c)) for _ in range(8))
    copies = min(_timed(lambda: np.copyto(other, large)) for _ in range(4))
    return {"us": 1e6 * step_works.roofline(work, 2 * 1024**3 / products, 2 * large.nbytes / copies)}


def _timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


@dataclass
class Bench:
    """Starts the processes.  ``pythons``: by library, the Python of another environment that has it."""

    seconds: float
    pythons: Mapping[str, str]
    cache: str
    table: Table = field(default_factory=Table)

    def runs(self, who: str, name: str) -> bool:
        """Whether there is this way to make the step, here or in another environment."""
        if who in PEERS:
            return PEERS[who] in self.pythons or importlib.util.find_spec(PEERS[who]) is not None
        if who == FILE:
            return name in FROM_FILES
        return who != TORCH_BACKEND or importlib.util.find_spec("torch") is not None

    def measure(self, who: str, name: str, threads: int) -> None:
        """In a process that may use so many threads; where it fails, that is said."""
        limits = dict.fromkeys(_LIMITS, str(threads))
        limits["NODEGRAD_COMPILE"] = "now" if who in (OURS, FILE) else "off"
        limits["NODEGRAD_CACHE"] = self.cache
        limits["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
        python = self.pythons.get(PEERS.get(who, ""), sys.executable)
        command = [python, __file__, name, "--who", who, "--seconds", str(self.seconds)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **limits}, timeout=300)
            word = (done.stderr.strip().splitlines() or ["no word"])[-1] if done.returncode else ""
        except (subprocess.TimeoutExpired, OSError) as error:
            word = str(error)
        if word:
            print(f"{who} on {name} failed: {word}", file=sys.stderr, flush=True)
        else:
            self.table.add(name, threads, who, json.loads(done.stdout.splitlines()[-1]))

    def whos(self, name: str, threads: int, first: bool, main: int) -> Iterator[str]:
        """Who is measured: everybody once, with ``main`` threads; otherwise who matters for the ratio."""
        if first and threads == main:
            yield from (OURS, *PEERS, NUMPY, FILE, TORCH_BACKEND, ROOFLINE)
            return
        yield OURS
        near = self.table.near(name, main, NEAR if threads == main else NEAR_ELSEWHERE)
        yield from (peer for peer in PEERS if peer in near or peer == EAGER)
        if first:
            yield ROOFLINE
        else:
            yield FILE

    def run(self, names: list[str], threads: list[int], rounds: int) -> None:
        """All rounds, each through all works, so that a figure's rounds are minutes apart."""
        for turn in range(rounds):
            for name in names:
                for count in threads if turn == 0 else threads[:1]:
                    for who in self.whos(name, count, turn == 0, threads[0]):
                        if self.runs(who, name):
                            self.measure(who, name, count)
                mine, (peer, best) = self.table.middle(name, threads[0], OURS), self.table.best(name, threads[0])
                text = f"round {turn + 1}, {name}: {mine:,.1f} µs; {peer} {best:,.1f} µs, {best / mine:.2f} ×"
                print(text, file=sys.stderr, flush=True)


def about_machine(pythons: Mapping[str, str]) -> str:
    """The machine and the versions, in one line."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        name = next(
            (line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")), name
        )
    versions = [
        f"{package} {found}"
        for package in ("numpy", "numba", "torch", "jax", "tensorflow")
        if (found := _version(package, pythons.get(package, sys.executable)))
    ]
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {', '.join(versions)}"


def _version(package: str, python: str) -> str:
    """What an environment has of a package; nothing where it lacks it."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def _peer_python(text: str) -> tuple[str, str]:
    library, _, python = text.partition("=")
    if library not in PEERS.values() or not Path(python).is_file():
        raise argparse.ArgumentTypeError(f"'{text}' is not LIBRARY=PYTHON, with one of {', '.join(sorted(set(PEERS.values())))}")
    return library, python


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("works", nargs="*", help="W1 to W8, W4@1, X1 to X3; all without any")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="*", default=sorted({os.cpu_count() or 1, 1}, reverse=True))
    parser.add_argument("--seconds", type=float, default=0.3, help="for which each process measures")
    parser.add_argument(
        "--peer-python", type=_peer_python, action="append", default=[], metavar="LIBRARY=PYTHON",
        help="measure torch, jax or tensorflow in another environment",
    )  # fmt: skip
    parser.add_argument("--write", type=Path, help="a Markdown file that the tables go into")
    parser.add_argument("--who", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.who:
        work = WORKS[options.works[0]]
        print(json.dumps(machine_here(work) if options.who == ROOFLINE else measure_here(options.who, work, options.seconds)))
        return
    names, began, pythons = list(step_works.names_of(options.works)), time(), dict(options.peer_python)
    with tempfile.TemporaryDirectory(prefix="nodegrad-bench-") as cache:  # so that the first round compiles everything
        bench = Bench(options.seconds, pythons, cache)
        bench.run(names, options.threads, options.rounds)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    rounds = f"{options.rounds} round{'s' if options.rounds > 1 else ''}"
    text = "\n".join(
        [
            f"{about_machine(pythons)}; {rounds} in {time() - began:.0f} s, load {load:.1f} at the end.",
            *bench.table.lines(names, options.threads),
        ]
    )
    print(text)
    if options.write:
        whole = options.write.read_text(encoding="utf-8") if options.write.exists() else ""
        head, begun, rest = whole.partition(BEGIN)
        rest = rest.partition(END)[2] if begun else "\n"
        options.write.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()

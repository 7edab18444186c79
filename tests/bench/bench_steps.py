"""Times training steps beside PyTorch, JAX and TensorFlow: ``python tests/bench/bench_steps.py [W1 W4 ...] [--rounds N]``.

Each measurement is a process of its own and the peers take turns, so that a busy machine is fair to all; medians of all rounds
are shown with their spread.  ``--write FILE`` puts the table into a Markdown file between two marks.
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
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, time

sys.path.insert(0, str(Path(__file__).resolve().parent))
import step_peers
import step_works
from step_works import FROM_FILES, WORKS, Steps, Work

OURS, NUMPY, FILE, TORCH_BACKEND = "Nodegrad", "Nodegrad, NumPy", "Nodegrad, project file", "Nodegrad on PyTorch"
#: Other frameworks: how each is told, what it needs, and the name by which a work says that it has it.
PEERS = {
    "PyTorch eager": ("torch", "torch"),
    "PyTorch compile": ("torch", "compile"),
    "JAX jit": ("jax", "jax"),
    "TensorFlow": ("tensorflow", "tensorflow"),
}
#: What takes long to start and is not the best anywhere is measured in the first round alone, with all threads.
ONCE = (NUMPY, FILE, TORCH_BACKEND, "PyTorch compile", "TensorFlow")
BEGIN, END = "<!-- steps -->", "<!-- end of steps -->"


def steps_of(who: str, work: Work, folder: Path) -> Steps:
    """What makes so many steps."""
    ours: dict[str, Callable[[], Steps]] = {
        OURS: lambda: step_works.by_api(work),
        NUMPY: lambda: step_works.by_numpy(work),
        FILE: lambda: step_works.by_file(work, folder),
        TORCH_BACKEND: lambda: step_works.by_torch_backend(work),
    }
    if who in ours:
        return ours[who]()
    made = {
        "PyTorch eager": lambda: step_peers.torch_step(work),
        "PyTorch compile": lambda: step_peers.torch_step(work, compiled=True),
        "JAX jit": lambda: step_peers.jax_step(work),
        "TensorFlow": lambda: step_peers.tensorflow_step(work),
    }[who]()
    return step_works._one_by_one(made)


def measure_here(who: str, work: Work, seconds: float) -> dict[str, float]:
    """In this process: the median time of a step, that of the first one, and the most memory that was taken."""
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        run = steps_of(who, work, Path(folder))
        run(1)
        first = perf_counter() - began
        began, count = perf_counter(), 0
        while perf_counter() - began < seconds / 3 or count < 3:
            run(1)
            count += 1
        stretch = max(1, int(0.008 * count / (perf_counter() - began)))
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


def measure(who: str, name: str, threads: int, seconds: float) -> dict[str, float] | None:
    """In a process that may use so many threads; None where it fails, which is said."""
    limits = {key: str(threads) for key in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NODEGRAD_THREADS")}
    if threads == 1:
        limits["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    limits["NODEGRAD_COMPILE"] = "now" if who in (OURS, FILE) else "off"
    limits["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, __file__, name, "--who", who, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **limits}, timeout=300)
    if done.returncode:
        print(f"{who} on {name} failed: {(done.stderr.strip().splitlines() or ['no word'])[-1]}", file=sys.stderr, flush=True)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@dataclass
class Table:
    """What was measured: for each work, number of threads and peer, one entry a round."""

    found: dict[tuple[str, int, str], list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def middle(self, name: str, threads: int, who: str, what: str = "us") -> float:
        items = [item[what] for item in self.found.get((name, threads, who), ())]
        return statistics.median(items) if items else float("nan")

    def best(self, name: str, threads: int) -> tuple[str, float]:
        """The fastest of the others."""
        known = [(self.middle(name, threads, peer), peer) for peer in PEERS if self.found.get((name, threads, peer))]
        return min(known)[::-1] if known else ("", float("nan"))

    def lines(self, names: list[str], threads: list[int]) -> list[str]:
        """Markdown: one table for each number of threads, then first steps and memory."""
        lines: list[str] = ["", *_ABOUT]
        for count in threads:
            peers = [
                peer
                for peer in (OURS, FILE, NUMPY, TORCH_BACKEND, *PEERS)
                if any(self.found.get((n, count, peer)) for n in names)
            ]
            lines += ["", f"Microseconds a step, {count} thread{'s' if count > 1 else ''}:", ""]
            head = ["step", "batch", *peers, "best peer ÷ Nodegrad", "of the roofline"]
            lines += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
            for name in names:
                cells = [self._cell(name, count, peer) for peer in peers]
                mine, (_, best) = self.middle(name, count, OURS), self.best(name, count)
                least = self.middle(name, count, "roofline")
                cells += [
                    f"**{best / mine:.2f}**" if best == best else "",
                    f"{100 * least / mine:.0f} %" if least > 5 else "",
                ]
                lines.append(f"| {name}: {WORKS[name].title} | {WORKS[name].batch} | " + " | ".join(cells) + " |")
        lines += [
            "",
            "Milliseconds to the first step (Nodegrad's is NumPy's, while the compiler works), and most memory in MB:",
            "",
        ]
        peers = [peer for peer in (NUMPY, OURS, *PEERS) if any(self.found.get((n, threads[0], peer)) for n in names)]
        lines += ["| step | " + " | ".join(peers) + " |", "|---|" + "---|" * len(peers)]
        for name in names:
            cells = [
                f"{self.middle(name, threads[0], peer, 'first_ms'):.0f} · {self.middle(name, threads[0], peer, 'peak_mb'):.0f}"
                if self.found.get((name, threads[0], peer))
                else ""
                for peer in peers
            ]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return lines

    def _cell(self, name: str, threads: int, who: str) -> str:
        items = sorted(item["us"] for item in self.found.get((name, threads, who), ()))
        if not items:
            return ""
        middle = _figure(statistics.median(items))
        return middle if len(items) == 1 else f"{middle} ({_figure(items[0])}–{_figure(items[-1])})"


def _figure(number: float) -> str:
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def runs(who: str, name: str) -> bool:
    """Whether the peer is installed and has this step."""
    if who in PEERS:
        needed, key = PEERS[who]
        return key in WORKS[name].peers and importlib.util.find_spec(needed) is not None
    if who == FILE:
        return name in FROM_FILES
    return who != TORCH_BACKEND or importlib.util.find_spec("torch") is not None


_ABOUT = (
    "Nodegrad makes many steps in one call, as its training loop does; the others are called once a step, as their users call",
    "them. Of the smallest networks that is nearly all of the difference. The roofline is what the products and the update take",
    "alone, measured apart, so where the machine is shared it may seem to be beaten.",
)


def about_machine() -> str:
    """The machine and the versions, in one line."""
    from importlib.metadata import PackageNotFoundError, version

    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        name = next(
            (line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")), name
        )
    versions = []
    for package in ("numpy", "numba", "torch", "jax", "tensorflow"):
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {', '.join(versions)}"


def collect(names: list[str], threads: list[int], rounds: int, seconds: float) -> Table:
    table = Table()
    for name in names:
        for turn in range(rounds):
            for count in threads if turn == 0 else threads[:1]:
                whos = [OURS, *PEERS, NUMPY, FILE, TORCH_BACKEND]
                whos = [who for who in whos if runs(who, name) and (who not in ONCE or (turn == 0 and count == threads[0]))]
                for who in [*whos, *(["roofline"] if turn == 0 else [])]:
                    if (found := measure(who, name, count, seconds)) is not None:
                        table.found[name, count, who].append(found)
        mine, (peer, best) = table.middle(name, threads[0], OURS), table.best(name, threads[0])
        print(f"{name}: {mine:,.1f} µs; {peer} {best:,.1f} µs, {best / mine:.2f} ×", file=sys.stderr, flush=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("works", nargs="*", help="W1 to W8, W4@1, X1 to X3; all without any")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, nargs="*", default=sorted({os.cpu_count() or 1, 1}, reverse=True))
    parser.add_argument("--seconds", type=float, default=0.4, help="for which each process measures")
    parser.add_argument("--write", type=Path, help="a Markdown file that the table goes into")
    parser.add_argument("--who", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.who:
        work = WORKS[options.works[0]]
        print(json.dumps(machine_here(work) if options.who == "roofline" else measure_here(options.who, work, options.seconds)))
        return
    names, began = list(step_works.names_of(options.works)), time()
    table = collect(names, options.threads, options.rounds, options.seconds)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    text = [f"{about_machine()}; {options.rounds} rounds in {time() - began:.0f} s, load {load:.1f} at the end."]
    text = "\n".join([*text, *table.lines(names, options.threads)])
    print(text)
    if options.write:
        whole = options.write.read_text(encoding="utf-8") if options.write.exists() else ""
        head, begun, rest = whole.partition(BEGIN)
        rest = rest.partition(END)[2] if begun else "\n"
        options.write.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()

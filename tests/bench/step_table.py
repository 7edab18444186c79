"""The figures of the training steps as Markdown: a table for each number of threads, then first steps and memory."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from step_works import WORKS

OURS, NUMPY, FILE, TORCH_BACKEND = "Nodegrad", "Nodegrad, NumPy", "Nodegrad, project file", "Nodegrad on PyTorch"
EAGER, COMPILE, JAX, TENSORFLOW, XLA = "PyTorch eager", "PyTorch compile", "JAX jit", "TensorFlow", "TensorFlow XLA"
#: Other frameworks, and the library that each needs.
PEERS = {EAGER: "torch", COMPILE: "torch", JAX: "jax", TENSORFLOW: "tensorflow", XLA: "tensorflow"}
ROOFLINE = "roofline"

_ABOUT = (
    "Nodegrad makes many steps in one call, as its training loop does; the others are called once a step, as their users call",
    "them. Of the smallest networks that is nearly all of the difference. The roofline is what the products and the update take",
    "alone, measured apart, so where the machine is shared it may seem to be beaten. Medians, with the least and the most of",
    "all rounds where there were several: after the first round only Nodegrad, PyTorch and the peers near the best are measured.",
    "TensorFlow's is the better of its own kernels and XLA (ˣ).",
)


@dataclass
class Table:
    """What was measured: for each work, number of threads and peer, one entry a round."""

    found: dict[tuple[str, int, str], list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, threads: int, who: str, figures: dict[str, float]) -> None:
        self.found[name, threads, who].append(figures)

    def has(self, name: str, threads: int, who: str) -> bool:
        return bool(self.found.get((name, threads, who)))

    def figures(self, name: str, threads: int, who: str, what: str = "us") -> list[float]:
        return [item[what] for item in self.found.get((name, threads, who), ())]

    def middle(self, name: str, threads: int, who: str, what: str = "us") -> float:
        items = self.figures(name, threads, who, what)
        return statistics.median(items) if items else float("nan")

    def best(self, name: str, threads: int) -> tuple[str, float]:
        """The fastest of the others."""
        known = [(self.middle(name, threads, peer), peer) for peer in PEERS if self.has(name, threads, peer)]
        return min(known)[::-1] if known else ("", float("nan"))

    def near(self, name: str, threads: int, factor: float) -> list[str]:
        """The others that take at most so many times as long as the fastest of them."""
        _, best = self.best(name, threads)
        return [peer for peer in PEERS if self.middle(name, threads, peer) <= factor * best]

    # --- Markdown --------------------------------------------------------------------------------------------------------

    def lines(self, names: Sequence[str], threads: Sequence[int]) -> list[str]:
        lines = ["", *_ABOUT, ""]
        lines += [f"- {name}: {WORKS[name].title}" for name in names if "@" not in name]
        if any("@" in name for name in names):
            lines.append("- W4@: the same with other batch sizes")
        for count in threads:
            lines += ["", f"Microseconds a step, {count} thread{'s' if count > 1 else ''}:", "", *self._steps(names, count)]
        text = "Milliseconds to the first step · most memory in MB. Nodegrad's first step is NumPy's, while the compiler works:"
        return [*lines, "", text, "", *self._starts(names, threads[0])]

    def _steps(self, names: Sequence[str], threads: int) -> list[str]:
        whos = [who for who in (OURS, FILE, NUMPY, TORCH_BACKEND, *PEERS) if any(self.has(n, threads, who) for n in names)]
        columns = [who for who in whos if who != XLA or TENSORFLOW not in whos]
        lines = _head(["step", "batch", *columns, "best peer ÷ Nodegrad", "of the roofline"])
        for name in names:
            mine, (_, best), least = (
                self.middle(name, threads, OURS),
                self.best(name, threads),
                self.middle(name, threads, ROOFLINE),
            )
            cells = [self._tensorflow(name, threads) if who == TENSORFLOW else self._cell(name, threads, who) for who in columns]
            cells.append(f"**{best / mine:.2f}**" if best / mine == best / mine else "")
            cells.append(f"{100 * least / mine:.0f} %" if least > 5 and mine == mine else "")
            lines.append(f"| {name} | {WORKS[name].batch} | " + " | ".join(cells) + " |")
        return lines

    def _tensorflow(self, name: str, threads: int) -> str:
        own, xla = self.middle(name, threads, TENSORFLOW), self.middle(name, threads, XLA)
        if xla == xla and not own <= xla:
            return self._cell(name, threads, XLA) + "ˣ"
        return self._cell(name, threads, TENSORFLOW)

    def _cell(self, name: str, threads: int, who: str) -> str:
        items = sorted(self.figures(name, threads, who))
        if not items:
            return ""
        middle = _figure(statistics.median(items))
        return middle if len(items) == 1 else f"{middle} ({_figure(items[0])}–{_figure(items[-1])})"

    def _starts(self, names: Sequence[str], threads: int) -> list[str]:
        """Nodegrad's compiled step once when nothing of it was there, and once out of the cache."""
        peers = [who for who in PEERS if any(self.has(n, threads, who) for n in names)]
        lines = _head(["step", NUMPY, f"{OURS}, compiled anew", "out of the cache", *peers])
        for name in names:
            whos: list[tuple[str, slice]] = [(NUMPY, slice(None)), (OURS, slice(1)), (OURS, slice(1, None))]
            cells = [self._start(name, threads, who, part) for who, part in [*whos, *((who, slice(None)) for who in peers)]]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return lines

    def _start(self, name: str, threads: int, who: str, part: slice) -> str:
        first, peak = (self.figures(name, threads, who, what)[part] for what in ("first_ms", "peak_mb"))
        return f"{statistics.median(first):,.0f} · {statistics.median(peak):,.0f}" if first else ""


def _head(titles: Sequence[str]) -> list[str]:
    return ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]


def _figure(number: float) -> str:
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"

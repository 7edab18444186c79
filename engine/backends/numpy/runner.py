"""The NumPy plan: a list of calls over buffers that were laid out before, stepped without looking anything up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec

import numpy as np

from engine.backends.base import Array, Backend, Call, Cell, Clock, Context, Plan, Request, aligned, blaming
from engine.backends.numpy.describe import describe, of_memory
from engine.backends.numpy.kernels import KERNELS, bind
from engine.backends.numpy.layout import kernel_nodes, make_layout
from engine.backends.pieces import Piece, piece_of
from engine.devices import free_memory
from engine.ir.graph import Node
from engine.passes.program import Program, op_of


class NumpyPlan(Plan):
    """A program over NumPy buffers."""

    #: How far apart in time small buffers must be to share memory.
    slack = 0

    def __init__(self, program: Program, request: Request) -> None:
        layout = make_layout(program, request.state, KERNELS, request.off, request.given, self.slack)
        self._layout = layout
        self._program = program
        self._request = request
        self._clock = Clock(request.seed)
        self.reports = (*request.reports, *(report for report in of_memory(layout) if report.name not in request.off))
        self._scratch = 0
        self.calls: list[Call] = [_copy(target, source) for target, source in layout.before]
        self.calls_of: dict[Node, list[Call]] = {node: self._bind(node) for node in kernel_nodes(layout)}
        self.calls += [call for found in self.calls_of.values() for call in found]
        self.calls += [_copy(target, source) for target, source in layout.after]
        self.feeds = layout.feeds
        self.results = layout.results
        copies = sum(target.nbytes for target, _ in layout.before)
        self.memory_bytes = (
            layout.arena_bytes
            + self._scratch
            + copies
            + sum(feed.nbytes for feed in self.feeds.values() if not isinstance(feed, Cell))
        )

    def _bind(self, node: Node) -> list[Call]:
        arrays = self._layout.arrays
        context = Context(
            op_of(node),
            node.attrs,
            tuple(arrays[value] for value in node.inputs),
            tuple(arrays[value] for value in node.outputs),
            tuple(self._layout.roots[value].node.op == "constant" for value in node.inputs),
            self._clock,
            self._nested,
        )
        calls = bind(context)
        self._scratch += context.scratch_bytes
        return [blaming(node, call) for call in calls]

    def _nested(self, program: Program, state: Mapping[str, Array], given: Mapping[str, Array]) -> NumpyPlan:
        return NumpyPlan(program, Request(state, self._request.seed, (), self._request.off, given))

    def run(self, step: int = 0) -> None:
        self._clock.step = step
        with np.errstate(all="ignore"):
            for call in self.calls:
                call()

    def pieces(self) -> list[Piece]:
        return [piece_of("call", [node.op], [node]) for node in self.calls_of]

    def describe(self) -> str:
        return describe(self._program, self._layout, self.reports, len(self.calls), self.memory_bytes)


def compile_mode() -> str:
    """When steps are compiled, as the environment says (NODEGRAD_COMPILE): ``auto``, ``now`` or ``off``."""
    given = os.environ.get("NODEGRAD_COMPILE", "").lower()
    if given in ("off", "never", "0"):
        return "off"
    return "now" if given == "now" else "auto"


def may_compile() -> bool:
    """Whether steps may be compiled: nobody said no, and numba is installed."""
    if compile_mode() == "off":
        return False
    try:
        return find_spec("numba") is not None
    except ImportError:
        return False


def _copy(target: Array, source: Array) -> Call:
    return partial(np.copyto, target, source)


class NumpyBackend(Backend):
    """Plans for the CPU over arrays that the session shares with all of them."""

    takes_rows = True

    def keeps(self, node: Node) -> bool:
        return node.op in KERNELS and KERNELS[node.op].fits(node)

    def make_plan(self, program: Program, request: Request) -> NumpyPlan:
        if "compile" not in request.off and may_compile():
            from engine.backends.compiled.plan import CompiledPlan

            return CompiledPlan(program, request)
        return NumpyPlan(program, request)

    def place(self, array: Array) -> Array:
        kept = aligned(array.shape, array.dtype)
        kept[...] = array
        return kept

    def read(self, kept: Array) -> Array:
        return kept.copy()

    def is_finite(self, kept: Array) -> bool:
        return bool(np.isfinite(kept).all())

    def write(self, kept: Array, value: Array) -> None:
        np.copyto(kept, value, casting="unsafe")

    def free_memory(self) -> int:
        return free_memory()

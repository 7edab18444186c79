"""The NumPy plan: a list of calls over buffers that were laid out before, stepped without looking anything up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from engine.backends.base import Array, Call, Clock, Context, Plan, Request
from engine.backends.numpy.describe import describe
from engine.backends.numpy.kernels import KERNELS, bind
from engine.backends.numpy.layout import kernel_nodes, make_layout
from engine.ir.graph import Node
from engine.passes.program import Program, op_of


class NumpyPlan(Plan):
    """A program over NumPy buffers."""

    def __init__(self, program: Program, request: Request) -> None:
        layout = make_layout(program, request.state, KERNELS, request.off, request.given)
        self._layout = layout
        self._program = program
        self._request = request
        self._clock = Clock(request.seed)
        self._scratch = 0
        self.calls: list[Call] = [_copy(target, source) for target, source in layout.before]
        for node in kernel_nodes(layout):
            self.calls += self._bind(node)
        self.calls += [_copy(target, source) for target, source in layout.after]
        self.feeds = layout.feeds
        self.results = layout.results
        copies = sum(target.nbytes for target, _ in layout.before)
        self.memory_bytes = layout.arena_bytes + self._scratch + copies + sum(feed.nbytes for feed in self.feeds.values())

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
        return calls

    def _nested(self, program: Program, state: Mapping[str, Array], given: Mapping[str, Array]) -> NumpyPlan:
        return NumpyPlan(program, Request(state, self._request.seed, (), self._request.off, given))

    def run(self, step: int = 0) -> None:
        self._clock.step = step
        with np.errstate(all="ignore"):
            for call in self.calls:
                call()

    def describe(self) -> str:
        return describe(self._program, self._layout, self._request.reports, len(self.calls), self.memory_bytes)


def _copy(target: Array, source: Array) -> Call:
    return partial(np.copyto, target, source)


def make_plan(program: Program, request: Request) -> NumpyPlan:
    """A plan for the CPU."""
    return NumpyPlan(program, request)


def has_kernel(node: Node) -> bool:
    """Whether a composite is to be kept whole, since there is a row for it."""
    return node.op in KERNELS and KERNELS[node.op].fits(node)

"""The PyTorch plan: one transfer of the batch, the step as a function of straight lines, one transfer of what was fetched.

Nothing in a step waits for the device, and of several steps each is read while the next one is made.  On CUDA the first steps
run line by line, which also warms the libraries up; then the step is recorded as a CUDA graph and replayed with one call.  A step
that cannot be recorded goes on line by line, and ``describe`` says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import torch
from torch import Tensor

from engine.backends.base import Array, Batches, Cell, Clock, Plan, Read, Request, readable, room_for
from engine.backends.order import check_written_once
from engine.backends.pieces import Piece, piece_of
from engine.backends.torch.function import Function, Line, write_function
from engine.backends.torch.memory import Block, events, sparing
from engine.backends.torch.places import FED_INDICES
from engine.backends.torch.rows import Shared
from engine.backends.torch.sparse import to_scipy, to_torch
from engine.errors import DeviceError, FeedError
from engine.ir.graph import Node, Value
from engine.ir.types import TensorType
from engine.ops.index import check_indices
from engine.passes.program import Program

#: Steps that run line by line before the step is recorded.
_WARM_UP = 2
#: Steps that may be under way: what one gave is read while the device makes the next.
_UNDER_WAY = 2


class TorchPlan(Plan):
    """A program on a PyTorch device."""

    library = "torch"

    def __init__(self, program: Program, request: Request, device: torch.device, state: Mapping[str, Tensor]) -> None:
        check_written_once(program)
        check_dtypes(program, device)
        self._program = program
        self.reports = request.reports
        self._device = device
        self._clock = Clock(request.seed)
        self._graph: Any = None
        self._eager: str | None = None if device.type == "cuda" else "only CUDA records steps"
        self._steps = 0
        self._here = torch.cuda.device(device) if device.type == "cuda" else nullcontext()
        with self._here, sparing(device), torch.inference_mode():
            self._build(state)

    def _build(self, state: Mapping[str, Tensor]) -> None:
        program, device = self._program, self._device
        fed_values = [node.outputs[0] for node in program.nodes if node.op == "placeholder"]
        placeholders = [value for value in fed_values if not value.type.is_sparse]
        matrices = [value for value in fed_values if value.type.is_sparse]
        self._cells = [Cell(value.type) for value in matrices]
        fetches = [value for value in program.fetches if value.node.op != "group"]
        self._events = events(device, _UNDER_WAY)
        self.runs_ahead = bool(self._events) and not any(value.type.is_sparse for value in (*fed_values, *fetches))
        sides = _UNDER_WAY if self.runs_ahead else 1
        self._fed = Block([TensorType("int64"), *(value.type for value in placeholders)], device, sides)
        names = [value.name for value in placeholders]
        self._feeds = [dict(zip(names, side.arrays[1:], strict=True)) for side in self._fed.sides]
        self.feeds = {**self._feeds[0], **dict(zip((value.name for value in matrices), self._cells, strict=True))}
        fed = dict(zip(placeholders, self._fed.tensors[1:], strict=True))
        variables = {
            node.outputs[0]: state[node.name] for node in program.nodes if node.op == "variable"
        }  # fmt: skip
        wrong = None if device.type == "cpu" else torch.zeros((), dtype=torch.bool, device=device)
        shared = Shared(self._clock, device, self._fed.tensors[0], wrong)
        self._wrong, self._kept = wrong, shared.kept
        fed_indices = dict.fromkeys((value.name, size) for _, _, value, size in self._fed_indices())
        self._checks = [[(feeds[name], size) for name, size in fed_indices] for feeds in self._feeds]
        assigns = [node for node in program.nodes if node.op == "assign"]
        self._function = write_function(
            program,
            [*fetches, *(node.inputs[1] for node in assigns)],
            matrices,
            {**fed, **variables},
            shared,
            frozenset((node, at) for node, at, _, _ in self._fed_indices()),
            frozenset(node.inputs[0].node.name for node in assigns),
        )
        plain = [index for index, value in enumerate(fetches) if not value.type.is_sparse]
        self._plain = plain
        self._fetched = Block([TensorType("bool"), *(fetches[index].type for index in plain)], device, sides)
        self._found = {index: Cell(value.type) for index, value in enumerate(fetches) if value.type.is_sparse}
        self._results = [self._results_of(side.arrays[1:]) for side in self._fetched.sides]
        self.results = self._results[0]
        self._targets = [state[node.inputs[0].node.name] for node in assigns]
        self._written = [
            len(fetches) + index for index, node in enumerate(assigns) if node.inputs[0].node.name not in self._function.in_place
        ]
        self._late = [self._targets[index - len(fetches)] for index in self._written]
        if self._eager is None and self._function.hosted:
            self._eager = f"{self._function.hosted[0]} is computed on the host"
        if self._eager is None and any(value.type.is_sparse for node in program.nodes for value in node.outputs):
            self._eager = "the sizes of its sparse values change from step to step"
        self.memory_bytes = self._fed.nbytes + self._fetched.nbytes + self._function.constant_bytes

    def _fed_indices(self) -> Iterator[tuple[Node, int, Value, int]]:
        """Nodes with indices that are fed: at which input, by which placeholder, and along an axis of which size."""
        for node in self._program.nodes:
            for at, size in FED_INDICES[node.op](node).items() if node.op in FED_INDICES else ():
                if node.inputs[at].node.op == "placeholder":
                    yield node, at, node.inputs[at], size

    def _results_of(self, arrays: Sequence[Array]) -> list[Any]:
        """What was fetched, in order, of one side of the block: an array, the cell of a sparse value, None for a group."""
        dense = iter(arrays)
        cells = iter([self._found.get(index) for index in range(len(arrays) + len(self._found))])
        return [None if value.node.op == "group" else _first(next(cells), dense) for value in self._program.fetches]

    def run(self, step: int = 0) -> None:
        self.launch(step)
        self.collect()

    def run_many(self, step: int, batches: Batches | Read) -> list[Any]:
        """What a step gave is read when the next one is on its way, so that the device never waits for the host."""
        if not self.runs_ahead:
            return super().run_many(step, batches)
        kept = room_for(self.results, len(batches))
        for index in range(len(batches) + _UNDER_WAY):
            side = index % _UNDER_WAY
            if index >= _UNDER_WAY:
                self._collect(side)
                for target, result in zip(kept, self._results[side], strict=True):
                    if target is not None:
                        target[index - _UNDER_WAY] = result
            if index < len(batches):
                batches.into(index, self._feeds[side])
                self._launch(step + index, side)
        return kept

    def launch(self, step: int = 0) -> None:
        self._launch(step, 0)

    def collect(self) -> None:
        self._collect(0)

    def _launch(self, step: int, side: int) -> None:
        for indices, size in self._checks[side]:
            check_indices(indices, size)
        self._clock.step = step
        self._fed.sides[side].arrays[0][...] = step
        with self._here, sparing(self._device), torch.inference_mode():
            self._fed.send(side)
            if self._graph is not None:
                self._graph.replay()
            else:
                self._advance()
            self._fetched.fetch(side)
            if self._events:
                self._events[side].record()

    def _collect(self, side: int) -> None:
        if self._events:
            self._events[side].synchronize()
        elif self._device.type == "mps":
            torch.mps.synchronize()
        if self._wrong is not None and self._fetched.sides[side].arrays[0]:
            raise FeedError("an index that the step computed is outside the axis that it counts along; mend the indices")

    def _advance(self) -> None:
        """One step line by line; or the step recorded, once the libraries are warm."""
        self._steps += 1
        if self._eager is None and self._steps > _WARM_UP:
            graph = torch.cuda.CUDAGraph()
            try:
                torch.cuda.synchronize(self._device)
                with torch.cuda.graph(graph, capture_error_mode="thread_local"):
                    self._body()
            except (RuntimeError, NotImplementedError) as error:
                if isinstance(error, torch.OutOfMemoryError):
                    raise
                self._eager = "recording failed: " + (str(error).splitlines() or [type(error).__name__])[0]
                torch.cuda.synchronize(self._device)
            else:
                self._graph = graph
                graph.replay()
                return
        self._body()

    def _body(self) -> None:
        """The step on the device: compute, keep what is fetched, then write the variables."""
        if self._wrong is not None:
            self._wrong.zero_()
        values = self._function.call(*(to_torch(cell.value, self._device) for cell in self._cells))
        kept = self._fetched.tensors[1:]
        if kept:
            torch._foreach_copy_(kept, [values[index] for index in self._plain])
        for index, cell in self._found.items():
            cell.value = to_scipy(values[index], cell.type.layout)
        if self._wrong is not None:
            self._fetched.tensors[0].copy_(self._wrong)
        if self._late:
            torch._foreach_copy_(self._late, [values[index] for index in self._written])
        self._kept.clear()

    def pieces(self) -> list[Piece]:
        absorbed = self._function.absorbed
        lines = [[*(other for node in line for other in absorbed.get(node, ())), *line] for line in self._function.lines]
        return [piece_of("call", [node.op for node in line], line) for line in lines]

    def describe(self) -> str:
        function = self._function
        name = "cpu:torch" if self._device.type == "cpu" else str(self._device)
        count = sum(len(line) for line in function.lines)
        lines = [
            f"Plan of '{self._program.graph.name}' on {name}: {count} ops in {len(function.lines)} calls, "
            f"{readable(self.memory_bytes)} of feeds, results and constants",
            "",
            "Passes",
        ]
        width = max(len(report.name) for report in self.reports)
        lines += [f"  {item.name:<{width}}  {item.before:>4} → {item.after:<4} {item.note}" for item in self.reports]
        lines += ["", "Feeds", *[f"  {key}: {_feed(array)}" for key, array in self.feeds.items()]]
        lines += ["", "Steps", *[f"  {index:>3}  {_step(line)}" for index, line in enumerate(function.lines)]]
        lines += ["", "Fetches", *[f"  {value.name}: {value.type}" for value in self._program.fetches], ""]
        lines.append(self._how())
        lines += [f"'{node}' is computed on the host by its NumPy reference" for node in function.hosted]
        if function.in_place:
            lines.append(f"{len(function.in_place)} variables are written in place, {len(self._late)} by a copy at the end")
        return "\n".join(lines) + "\n"

    def _how(self) -> str:
        if self._graph is not None:
            return "The step is replayed as a CUDA graph"
        if self._eager is None:
            return f"The step will be recorded as a CUDA graph after {_WARM_UP} steps"
        return f"The step runs line by line: {self._eager}"


def _first(cell: Cell | None, arrays: Iterator[Array]) -> Any:
    """The place of a sparse result, or the next array of a dense one."""
    return next(arrays) if cell is None else cell


def _feed(feed: Any) -> str:
    return f"{feed.dtype}{list(feed.shape)}" + (f" {feed.type.layout}" if isinstance(feed, Cell) else "")


def _step(line: Line) -> str:
    if len(line) > 1:
        return f"{line[0].op} of {', '.join(node.inputs[0].name for node in line)}"
    (node,) = line
    outputs = ", ".join(f"{value.name}: {value.type}" for value in node.outputs)
    return f"{outputs} = {node.op}({', '.join(value.name for value in node.inputs)})"


def check_dtypes(program: Program, device: torch.device) -> None:
    """DeviceError where a value that is fed, kept or fetched has a dtype that the device lacks."""
    for node in program.nodes:
        for value in node.outputs:
            if value.dtype == "bfloat16":
                raise DeviceError(
                    "'{value}' is bfloat16, which device {device} neither takes in nor gives out; use float32",
                    origin=value.origin, value=value.name, device=str(device),
                )  # fmt: skip
            kept = node.op in ("placeholder", "variable") or value in program.fetches
            if device.type == "mps" and value.dtype == "float64" and kept:
                raise DeviceError(
                    "'{value}' is float64, which device {device} does not compute in; use float32, or device cpu",
                    origin=value.origin, value=value.name, device="mps",
                )  # fmt: skip


__all__ = ["Function", "TorchPlan", "check_dtypes"]

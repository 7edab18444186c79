"""Ops with a generator of their own, which are neither a loop over the places of a shape nor one matrix product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.backends.base import Array
from engine.backends.compiled.code import Code
from engine.backends.compiled.loops import Task


@dataclass(frozen=True)
class Routine:
    """The tasks that are written as one piece of code.

    ``write`` gives the code for so many threads.  ``limits``: indices that it checks, with the size of what they count along;
    ``work``: its multiplications.
    """

    tasks: tuple[Task, ...]
    title: str
    write: Callable[[int], Code]
    limits: tuple[tuple[int, Array], ...] = ()
    work: int = 0

    @property
    def inputs(self) -> list[Any]:
        """The arrays that are read."""
        return [task.inputs[place] for task in self.tasks for place in task.read_places()]

    @property
    def outputs(self) -> list[Any]:
        """The arrays that are written."""
        return [array for task in self.tasks for array in task.outputs]


def routine_of(task: Task) -> Routine | None:
    """The routine that the task is; None where there is none, or it does not fit how the arrays lie."""
    from engine.backends.compiled.conv_code import conv2d, input_grad, kernel_grad
    from engine.backends.compiled.depth_code import depthwise, depthwise_input_grad, depthwise_kernel_grad
    from engine.backends.compiled.draw_code import next_step, uniform
    from engine.backends.compiled.lookup_code import gather, gather_grad
    from engine.backends.compiled.pool_code import average_pool, average_pool_grad, max_pool, max_pool_grad, max_pool_pick
    from engine.backends.compiled.rows_code import rows_gather_grad, rows_norm, rows_update
    from engine.backends.compiled.scan_code import scan

    makers: dict[str, tuple[Callable[[Task], Routine | None], ...]] = {
        "random_uniform": (uniform,), "next_step": (next_step,),
        "rows_gather_grad": (rows_gather_grad,), "rows_norm": (rows_norm,), "rows_update": (rows_update,),
        "gather": (gather,), "gather_grad": (gather_grad,), "scan": (scan,),
        "conv2d": (conv2d, depthwise), "conv2d_input_grad": (input_grad, depthwise_input_grad),
        "conv2d_kernel_grad": (kernel_grad, depthwise_kernel_grad), "max_pool": (max_pool,), "max_pool_grad": (max_pool_grad,),
        "max_pool_pick": (max_pool_pick,), "average_pool": (average_pool,), "average_pool_grad": (average_pool_grad,),
    }  # fmt: skip
    found = (maker(task) for maker in makers.get(task.op, ()))
    return next((routine for routine in found if routine is not None), None)


def offset_of(variables: Sequence[str], steps: Sequence[int]) -> str:
    """The number of an entry as an expression of loop variables and of the distances that they count."""
    parts = [name if step == 1 else f"{name} * {step}" for name, step in zip(variables, steps, strict=True) if step]
    return " + ".join(parts) or "0"

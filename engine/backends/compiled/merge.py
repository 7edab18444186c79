"""Takes neighbouring units of a schedule together that have one kernel: what follows a convolution, and its way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.backends.compiled.conv_pool_code import After, conv_and_more, conv_and_pool, pooled_grads
from engine.backends.compiled.loops import Loop, Root, Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.schedule import Scheduler, Unit, conflict, extents, meet

_WINDOWS = ("pool_size", "strides", "padding")


def merged(units: Sequence[Unit], scheduler: Scheduler) -> list[Unit]:
    """The units, with each convolution in one with what is done to its result alone: a pooling, a bias, an activation."""
    merger = _Merger(list(units), scheduler)
    for task in [task for task in scheduler.tasks if task.op == "max_pool"]:
        merger.pooled(task)
    for task in [task for task in scheduler.tasks if task.op == "conv2d"]:
        merger.alone(task)
    return [unit for unit in merger.units if unit is not None]


class _Merger:
    def __init__(self, units: list[Unit], scheduler: Scheduler) -> None:
        self.units: list[Unit | None] = list(units)
        self.scheduler = scheduler

    def pooled(self, pool: Task) -> None:
        """One kernel of a pooling and its convolution, and one of their gradients, or none of both."""
        made = self._maker(pool.roots[0], "conv2d")
        if made is None or made.outputs[0] is not pool.inputs[0] or pool.roots[0] in self.scheduler.kept:
            return
        readers = [task for task in self._readers(pool.roots[0]) if task is not pool]
        grads = [task for task in readers if task.op == "max_pool_grad" and task.roots[0] is pool.roots[0]]
        if len(grads) != len(readers) or any(
            task.attrs[name] != pool.attrs[name] or task.roots[1] is pool.roots[0] for task in grads for name in _WINDOWS
        ):
            return
        backs = [self._back(task, made) for task in grads]
        if any(back is None for back in backs):
            return
        after, rest = self._after(pool)
        found = conv_and_pool(made, pool, after, bool(grads))
        tasks = (made, pool, *(item.task for item in after))
        if found is None or not self._place(tasks, found, [grad.inputs[0] for grad in grads] or [made.outputs[0]], dry=True):
            return
        self._place(tasks, found, [made.outputs[0]], rest=rest)
        for back in backs:
            assert back is not None
            self._place(*back, [])

    def alone(self, conv: Task) -> None:
        """One kernel of a convolution that nothing pools and of what is done to its entries first."""
        if any(unit is not None and isinstance(unit.what, Routine) and unit.what.tasks == (conv,) for unit in self.units):
            after, rest = self._after(conv)
            found = conv_and_more(conv, after) if after else None
            tasks = (conv, *(item.task for item in after))
            if found is not None and self._place(tasks, found, [], dry=True):
                self._place(tasks, found, [], rest=rest)

    def _back(self, pool: Task, conv: Task) -> tuple[tuple[Task, ...], Routine] | None:
        """The tasks of the way back, and their kernel; None where they cannot go together."""
        root = pool.made[0]
        readers = self._readers(root)
        kernel = [task for task in readers if task.op == "conv2d_kernel_grad" and task.roots[1] is root]
        inputs = [task for task in readers if task.op == "conv2d_input_grad" and task.roots[0] is root]
        if root in self.scheduler.kept or len(kernel) != 1 or len(inputs) > 1 or len(readers) != len(kernel) + len(inputs):
            return None
        if any(task.attrs[name] != value for task in readers for name, value in conv.attrs.items()):
            return None
        found = pooled_grads(pool, kernel[0], inputs[0] if inputs else None)
        tasks = (pool, *kernel, *inputs)
        return (tasks, found) if found is not None and self._place(tasks, found, [], dry=True) else None

    def _after(self, first: Task) -> tuple[list[After], Unit | None]:
        """What a loop begins with that is but a bias added to what ``first`` made and cut off, and the rest of the loop."""
        value = first.made[0]
        unit = next((unit for unit in self.units if unit is not None and self._reads_first(unit, value)), None)
        if unit is None or not isinstance(unit.what, Loop):
            return [], None
        found: list[After] = []
        for task in unit.what.tasks:
            if self._readers(value) != [task] or value in self.scheduler.kept or task.outputs[0].shape != first.outputs[0].shape:
                break
            place = 1 - task.roots.index(value)
            if task.op == "add" and _is_bias(task.inputs[place], first.outputs[0].shape[-1]):
                found.append(After(task, place))
            elif task.op == "relu":
                found.append(After(task))
            else:
                break
            value = task.made[0]
        left = unit.what.tasks[len(found) :]
        if not found or not left:
            return found, None
        loop: Loop | None = Loop(unit.what.shape)
        for task in left:
            loop = None if loop is None else loop.with_task(task)
        if loop is None or not loop.is_sound(self.scheduler.needed):
            return [], None
        return found, self.scheduler.unit(loop)

    def _reads_first(self, unit: Unit, root: Root) -> bool:
        return isinstance(unit.what, Loop) and root in unit.what.tasks[0].roots

    def _readers(self, root: Root) -> list[Task]:
        return [self.scheduler.tasks[place] for place in sorted(self.scheduler.readers.get(root, ()))]

    def _maker(self, root: Root, op: str) -> Task | None:
        return next((task for task in self.scheduler.tasks if task.op == op and root in task.made), None)

    def _has(self, unit: Unit, task: Task) -> bool:
        tasks = (unit.what,) if isinstance(unit.what, Task) else unit.what.tasks if isinstance(unit.what, (Loop, Routine)) else ()
        return any(item is task for item in tasks)

    def _place(
        self, tasks: Sequence[Task], found: Routine, between: Sequence[Any], dry: bool = False, rest: Unit | None = None
    ) -> bool:
        """Put the kernel in the place of the last of these tasks; whether all may go there.

        Image after image it reads and writes in another order than its tasks did, so nothing may be written where others of its
        images are still read.  ``between`` is memory that is the kernel's own; ``rest`` comes after it.
        """
        places = [place for place, unit in enumerate(self.units) if unit is not None and any(self._has(unit, t) for t in tasks)]
        mine = [self.units[place] for place in places]
        for place, unit in zip(places[:-1], mine[:-1], strict=True):
            assert unit is not None
            others = [other for other in self.units[place + 1 : places[-1]] if other is not None and other not in mine]
            if any(conflict(unit.reads, unit.writes, other) for other in others):
                return False
        made = [task.made[0] for task in tasks]
        outs = [task.outputs[0] for task in tasks if any(reader not in tasks for reader in self._readers(task.made[0]))]
        reads = extents([a for task in tasks for a, root in zip(task.inputs, task.roots, strict=True) if root not in made])
        writes = extents([*outs, tasks[-1].outputs[0]])
        if meet(reads, writes):
            return False
        if not dry:
            for place in places[:-1]:
                self.units[place] = None
            self.units[places[-1] : places[-1] + 1] = [Unit(found, reads, [*writes, *extents(between)]), rest]
        return True


def _is_bias(array: object, channels: int) -> bool:
    return isinstance(array, np.ndarray) and array.flags.c_contiguous and array.shape[-1:] == (channels,) == (array.size,)

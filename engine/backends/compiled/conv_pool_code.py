"""Writes convolution, pooling, bias and activation as one kernel, and their way back as another one.

An image's convolution stays in a core's cache while it is pooled; no more than what is pooled goes to memory, and which pixel of
each window was the largest.  That is kept where the convolution would lie, as nobody else reads it.  On the way back an image's
gradient is laid out in the cache from there, and both gradients of the convolution are made of it at once.  Pixels that no window
looks at are not computed; where numbers are not finite they are after all, so that a NaN goes where it goes by definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.backends.compiled.conv_code import forward, images_of, kernel_sums, pixels, routine
from engine.backends.compiled.conv_images import Images, deeper
from engine.backends.compiled.loops import Task
from engine.backends.compiled.pool_code import Pool, pool_of
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import spell


@dataclass(frozen=True)
class After:
    """What follows a pooling entry by entry: the task of a bias or an activation, and where its bias stands among the inputs."""

    task: Task
    bias: int = -1


def conv_and_pool(conv: Task, pool: Task, after: Sequence[After], keeps_places: bool) -> Routine | None:
    """``keeps_places``: which pixels were the largest is needed."""
    x, kernel, z = *conv.inputs[:2], conv.outputs[0]
    out = (after[-1].task if after else pool).outputs[0]
    images = images_of(conv, x, kernel, z)
    pooling = pool_of(pool, z, pool.outputs[0])
    if images is None or pooling is None or not out.flags.c_contiguous:
        return None
    code = images.code
    rows, columns = pooling.seen
    lines: list[str] = [f"z = {images.room(rows * columns * images.filters)}"]
    arrays = [x, kernel, z, out]
    body = forward(images, lines, "a0", "a1", "z", rows, columns)
    inner = pooling.largest("z", 20)
    if keeps_places:
        inner += [f"i{len(pooling.places)} = I4(-1)"]
        for number in reversed(range(len(pooling.places))):
            inner.append(f"i{number} = pick(x{number} == m, I4({number}), i{number + 1})")
        inner.append("write_i4(a2, r + c, i0, 21)")
    value = "m"
    for item in after:
        if item.bias >= 0:
            value = f"({value} + read_{code}(a{len(arrays)}, c, {22 + len(arrays)}))"
            arrays.append(item.task.inputs[item.bias])
        else:
            value = f"larger({value}, {code.upper()}(0))"
    inner.append(f"write_{code}(a3, r + c, {value}, 22)")
    body += pooling.windows_of(inner, wide=columns)
    tasks = (conv, pool, *(item.task for item in after))
    return routine(tasks, " + ".join(task.op for task in tasks), images, arrays, lines, body)


def conv_and_more(conv: Task, after: Sequence[After]) -> Routine | None:
    """A convolution that nothing pools: its bias and activation are done while an image is in the cache."""
    x, kernel, z = *conv.inputs[:2], conv.outputs[0]
    out = after[-1].task.outputs[0]
    images = images_of(conv, x, kernel, z)
    if images is None or not out.flags.c_contiguous:
        return None
    code, count = images.code, images.filters
    arrays = [x, kernel, out]
    lines: list[str] = []
    body = forward(images, lines, "a0", "a1", images.move("a2", f"n * {images.places * count}"), *images.result[1:3])
    value = f"read_{code}(a2, r + c, 20)"
    for item in after:
        if item.bias >= 0:
            value = f"({value} + read_{code}(a{len(arrays)}, c, {21 + len(arrays)}))"
            arrays.append(item.task.inputs[item.bias])
        else:
            value = f"larger({value}, {code.upper()}(0))"
    body += [
        f"for h in range({images.places}):",
        f"    r = (n * {images.places} + h) * {count}",
        f"    for c in range({f'steps({count})' if 16 <= count <= 512 else count}):",
        f"        write_{code}(a2, r + c, {value}, 20)",
    ]
    tasks = (conv, *(item.task for item in after))
    return routine(tasks, " + ".join(task.op for task in tasks), images, arrays, lines, body)


def pooled_grads(pool: Task, kernel_task: Task, input_task: Task | None) -> Routine | None:
    """The gradients of a convolution whose result ``conv_and_pool`` pooled and whose largest pixels it noted."""
    z, small = pool.inputs
    x, out = kernel_task.inputs[0], kernel_task.outputs[0]
    images = images_of(kernel_task, x, out, z)
    pooling = pool_of(pool, z, small)
    if images is None or pooling is None:
        return None
    rows, columns = images.result[1:3]
    seen = (rows, columns) if images.is_narrow else pooling.seen
    size = rows * images.pitch * images.filters
    lines = [f"g = {images.room(size)}", *images.fill("g", size)]
    arrays = [x, z, small, out]
    frame, here = images.frame("a0", lines)
    sent = _sent(images, pooling, size)
    body = [*sent, *frame, *kernel_sums(images, lines, here, "g", *seen)]
    if input_task is not None:
        kernel, target = input_task.inputs[1], input_task.outputs[0]
        arrays += [kernel, target]
        if seen != (rows, columns):
            lines += _checked(images, "a4", kernel.size)
        bounds = f"({rows} if wrong else {seen[0]})" if seen != (rows, columns) else str(rows)
        body += pixels(images, lines, "g", "a4", "a5", bounds, seen[1], images.pitch, columns - seen[1])
    careful = None
    if images.pitch > seen[1] or seen != (rows, columns):
        slow = kernel_sums(images, lines, here, "g", rows, columns, images.pitch)
        careful = "", [*sent, *frame, *slow]
        if seen != (rows, columns):
            body += _unseen(images, here, seen)
            lines.append(f"unseen = {images.code.upper()}(0)")
            careful = " or unseen != unseen", careful[1]
    tasks = (pool, kernel_task, *([input_task] if input_task is not None else []))
    return routine(tasks, " + ".join(task.op for task in tasks), images, arrays, lines, body, (3, out.size), careful)


def _sent(images: Images, pooling: Pool, size: int) -> list[str]:
    """The gradient of image ``n`` at ``g``: each window's number where its largest pixel was."""
    code = images.code
    inner = [f"slope = read_{code}(a2, r + c, 20)", "spot = read_i4(a1, r + c, 21)"]
    for number in range(len(pooling.places)):
        value = f"pick(spot == I4({number}), slope, {spell(0, code)})"
        value = value if pooling.apart else f"read_{code}(g, o{number} + c, 9) + {value}"
        inner.append(f"write_{code}(g, o{number} + c, {value}, 9)")
    clear = [] if pooling.apart else images.fill("g", size)
    return [*clear, *pooling.windows_of(inner, wide=images.pitch)]


def _checked(images: Images, place: str, count: int) -> list[str]:
    """``wrong``: whether one of these numbers is not finite."""
    zero = f"{images.code.upper()}(0)"
    return [
        f"e1 = {zero}",
        f"for e in range({count}):",
        f"    e1 = plus(e1, read_{images.code}({place}, e, 23) * {zero})",
        "wrong = e1 != e1",
    ]


def _unseen(images: Images, here: str, seen: tuple[int, int]) -> list[str]:
    """Adds nothing to ``unseen``, or NaN where a pixel that no window looks at is not finite."""
    tall, across = (
        (count - 1) * step + (size - 1) * gap + 1
        for count, step, size, gap in zip(
            seen, (images.down, images.right), images.kernel[:2], images.geometry.dilation, strict=True
        )
    )
    zero = f"{images.code.upper()}(0)"
    look = f"unseen = plus(unseen, read_{images.code}({here}, e + b, {images.scope}) * {zero})"
    run = images.wide * images.channels
    return [
        f"for b in range({tall * run}, {images.high * run}, {images.channels}):",
        f"    for e in range({images.channels}):",
        f"        {look}",
        f"for h in range({tall}):",
        f"    b = h * {run}",
        f"    for e in range({across * images.channels}, {run}):",
        *deeper(deeper([look])),
    ]

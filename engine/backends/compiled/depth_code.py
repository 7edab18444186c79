"""Writes convolutions in which each filter sees one channel, and their gradients: tap by tap, all channels side by side.

There is nothing to sum over channels, so a product of blocks would gain nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.backends.base import Array
from engine.backends.compiled.conv_code import images_of, routine
from engine.backends.compiled.conv_images import Images, deeper
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import spell


def depthwise(task: Task) -> Routine | None:
    """The convolution."""
    x, kernel, y = *task.inputs[:2], task.outputs[0]
    images = _images(task, x, kernel, y)
    if images is None:
        return None
    lines: list[str] = []
    frame, here = images.frame("a0", lines)
    body = [*frame, *_windows(images, here, _sum(images), 2)]
    return routine((task,), task.op, images, (x, kernel, y), lines, body)


def depthwise_kernel_grad(task: Task) -> Routine | None:
    """Sums over the pixels of all images."""
    x, grad, out = *task.inputs[:2], task.outputs[0]
    images = _images(task, x, out, grad)
    if images is None:
        return None
    lines: list[str] = []
    frame, here = images.frame("a0", lines)
    code, many = images.code, images.filters // images.channels
    inner = _over_filters(images, f"g = read_{code}(a1, r + {{f}}, 1)")
    for tap in range(_taps(images)):
        place = f"{tap * images.filters} + {{f}}"
        inner += _over_filters(
            images,
            f"write_{code}(t, {place}, plus(read_{code}(t, {place}, 9), read_{code}(x, o{tap} + c, {images.scope}) * g), 9)",
        )
    inner = _joined(inner, many)
    return routine(
        (task,), task.op, images, (x, grad, out), lines, [*frame, *_windows(images, here, inner, 1)], (2, out.size)
    )  # fmt: skip


def depthwise_input_grad(task: Task) -> Routine | None:
    """Each pixel of the gradient goes to the pixels that it saw."""
    grad, kernel, out = *task.inputs[:2], task.outputs[0]
    images = _images(task, out, kernel, grad)
    if images is None:
        return None
    code, many = images.code, images.filters // images.channels
    lines: list[str] = []
    whole, size = images.image[1] * images.image[2] * images.channels, images.high * images.wide * images.channels
    target = images.move("a2", f"n * {whole}")
    lines += [f"f = {images.room(size)}"] if images.framed else []
    inner = _over_filters(images, f"g = read_{code}(a0, r + {{f}}, 0)")
    for tap in range(_taps(images)):
        share = f"g * read_{code}(a1, {tap * images.filters} + {{f}}, 1)"
        inner += _over_filters(images, f"write_{code}(x, o{tap} + c, read_{code}(x, o{tap} + c, 9) + {share}, 9)")
    body = [f"x = {'f' if images.framed else target}", *images.fill("x", size)]
    body += _windows(images, "x", _joined(inner, many), 0)
    if images.framed:
        run, first = images.image[2] * images.channels, (images.top * images.wide + images.left) * images.channels
        body += [
            f"y = {target}",
            f"for h in range({images.image[1]}):",
            f"    for e in range({run}):",
            f"        write_{code}(y, h * {run} + e, read_{code}(f, h * {images.wide * images.channels} + e + {first}, 9), 8)",
        ]
    return routine((task,), task.op, images, (grad, kernel, out), lines, body)


def _images(task: Task, image: Array, kernel: Array, result: Array) -> Images | None:
    return images_of(task, image, kernel, result, apart=True)


def _taps(images: Images) -> int:
    return images.kernel[0] * images.kernel[1]


def _windows(images: Images, here: str, inner: Sequence[str], result: int) -> list[str]:
    """``inner`` for each channel ``c`` of each window of image ``x``: ``o0``, ``o1``… are where its pixels begin."""
    (rows, columns), (down, right) = images.result[1:3], images.geometry.dilation
    lines = [f"x = {here}", f"for h in range({rows}):", f"    for w in range({columns}):"]
    lines.append(f"        b = (h * {images.down * images.wide} + w * {images.right}) * {images.channels}")
    for tap in range(_taps(images)):
        u, v = divmod(tap, images.kernel[1])
        lines.append(f"        o{tap} = b + {(u * down * images.wide + v * right) * images.channels}")
    lines.append(f"        r = ((n * {rows} + h) * {columns} + w) * {images.filters}")
    count = f"steps({images.channels})" if 16 <= images.channels <= 512 else str(images.channels)
    return [*lines, f"        for c in range({count}):", *("            " + line for line in inner)]


def _sum(images: Images) -> list[str]:
    code, many = images.code, images.filters // images.channels
    terms = [
        f"read_{code}(x, o{tap} + c, {images.scope}) * read_{code}(a1, {tap * images.filters} + {{f}}, 1)"
        for tap in range(_taps(images))
    ]
    inner = [f"v = {spell(0, code)}"]
    inner += [line for term in terms for line in _over_filters(images, f"v = v + {term}")]
    return _joined([*inner, *_over_filters(images, f"write_{code}(a2, r + {{f}}, v, 2)")], many)


def _over_filters(images: Images, line: str) -> list[str]:
    many = images.filters // images.channels
    return [line.replace("{f}", "c" if many == 1 else f"c * {many} + j")]


def _joined(inner: Sequence[str], many: int) -> list[str]:
    """``inner`` for each filter of a channel."""
    return list(inner) if many == 1 else [f"for j in range({many}):", *deeper(inner)]

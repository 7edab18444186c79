"""Writes convolutions and their two gradients as products of blocks, image by image.

What is done to one image stands in functions of its own, as other kernels are made of them too (``conv_pool_code``).  Where rows
of an image are met one after the other, zeros are multiplied by what lies between two rows; so a gradient of the kernel that is
not finite is made again row by row, and is NaN where the sums of its definition are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.blocks import Factor
from engine.backends.compiled.code import Code
from engine.backends.compiled.conv_images import Images, deeper
from engine.backends.compiled.loops import Task
from engine.backends.compiled.routines import Routine
from engine.backends.compiled.terms import CODES, ITEMSIZE, address_of
from engine.ops.conv import Geometry

#: Multiplications from which images are shared among threads.
_SHARED = 1 << 21
#: Taps of a kernel that are still written out one by one.
_MOST_TAPS = 64


def images_of(task: Task, image: Array, kernel: Array, result: Array, apart: bool = False) -> Images | None:
    """The geometry of a convolution; None where it is not made of products over these arrays.

    ``apart``: of one in which each filter sees one channel, where there is nothing to sum, and products gain nothing.
    """
    arrays = (image, kernel, result)
    if not all(isinstance(array, np.ndarray) and array.size and array.flags.c_contiguous for array in arrays):
        return None
    code = CODES.get(image.dtype.name, "")
    if code not in ("f4", "f8") or not all(array.dtype == image.dtype for array in arrays):
        return None
    geometry = Geometry(task.attrs)
    if (geometry.groups > 1 and kernel.shape[2] == 1) is not apart or (apart and math.prod(kernel.shape[:2]) > _MOST_TAPS):
        return None
    return Images(code, image.shape, kernel.shape, result.shape, geometry)


def routine(
    tasks: tuple[Task, ...], title: str, images: Images, arrays: Sequence[Array], lines: list[str], body: Sequence[str],
    sums: tuple[int, int] | None = None, careful: tuple[str, Sequence[str]] | None = None,
) -> Routine:  # fmt: skip
    """``lines`` once, then ``body`` for each image ``n``, of which each part takes some.

    ``sums``: the number of an array whose entries, so many, all images add to at ``t``; a part that is not the first adds up its
    own, which are put together in the end, always in the same order.  ``careful``: a condition under which the sums are made
    again, and how; unless they are finite, it holds.
    """
    count = images.image[0]
    work = math.prod(images.result) * math.prod(images.kernel[:3])
    names = [f"a{slot} = at(p, o + {slot})" for slot in range(len(arrays))]
    own = images.scratch
    slot, entries = sums or (0, 0)
    whole = own + -(-entries * ITEMSIZE[images.code] // 64) * 64
    zero = f"{images.code.upper()}(0)"
    again: list[str] = []
    if careful is not None:
        condition, slow = careful
        again = [
            f"e0 = {zero}",
            f"for e in range({entries}):",
            f"    e0 = plus(e0, read_{images.code}(t, e, 9) * {zero})",
            f"if e0 != e0{condition}:",
            *deeper(images.fill("t", entries)),
            "    for n in range(low, high):",
            *deeper(deeper(slow)),
        ]

    def write(parts: int) -> Code:
        cut = parts > 1 and count >= parts and work >= _SHARED
        share = -(-count // parts)
        head = [*names, f"s0 = at(p, 0) + U8(part * {whole})" if cut else "s0 = at(p, 0)"]
        head += [f"low = part * {share}", f"high = min(low + {share}, {count})"] if cut else ["low = 0", f"high = {count}"]
        after: list[str] = []
        if entries:
            head.append(f"t = a{slot}")
        if entries and cut:
            head += ["if part > 0:", f"    t = s0 + U8({own})"]
            after = [f"a0 = at(p, o + {slot})"]
            for part in range(1, parts):
                after += [
                    f"t = at(p, 0) + U8({part * whole + own})",
                    f"for e in range({entries}):",
                    f"    write_{images.code}(a0, e, read_{images.code}(a0, e, 0) + read_{images.code}(t, e, 1), 0)",
                ]
        clear = images.fill("t", entries) if entries else []
        text = [*head, *clear, *lines, "for n in range(low, high):", *deeper(body), *again]
        code = Code(text, [address_of(array) for array in arrays])
        code.scratch, code.cut, code.after, code.helpers = whole * (parts if cut else 1), cut, after, images.helpers
        return code

    sizes = "×".join(map(str, images.kernel))
    return Routine(tasks, f"{title} of {count} images with {sizes}", write, work=work)


def conv2d(task: Task) -> Routine | None:
    """A convolution by itself."""
    x, kernel, y = *task.inputs[:2], task.outputs[0]
    images = images_of(task, x, kernel, y)
    if images is None:
        return None
    lines: list[str] = []
    target = images.move("a2", f"n * {images.places * images.filters}")
    body = forward(images, lines, "a0", "a1", target, *images.result[1:3])
    return routine((task,), task.op, images, (x, kernel, y), lines, body)


def forward(images: Images, lines: list[str], x: str, kernel: str, target: str, rows: int, columns: int) -> list[str]:
    """So many rows and columns of the result for image ``n``, one row of the kernel after the other."""
    bring, here = images.frame(x, lines)
    if images.is_narrow:
        lines.append(f"s = {images.room(images.taps * rows * columns)}")
        blocks = images.blocks(
            rows * columns, images.taps, images.filters, Factor("s", 1, rows * columns), Factor(kernel, images.filters),
            Factor(target, images.filters), False,
        )  # fmt: skip
        return [*bring, *images.lay_out(here, "s", rows, columns), *images.multiply(blocks, lines)]

    def piece(add: bool) -> list[str]:
        found = [f"for h in range({rows}):"]
        for tap, pixel, depth, channel, filter_ in images.pieces():
            a = images.move(here, f"h * {images.down * images.wide * images.channels} + {pixel} + {channel}")
            b = images.move(kernel, f"{tap} * {images.kernel[2] * images.filters} + {filter_}")
            c = images.move(target, f"h * {columns * images.filters} + {filter_}")
            blocks = images.blocks(
                columns, depth, images.filters // images.geometry.groups, Factor(a, images.right * images.channels),
                Factor(b, images.filters), Factor(c, images.filters), add,
            )  # fmt: skip
            found += deeper(images.multiply(blocks, lines))
        return found

    return [*bring, *images.over_pieces(piece(True), piece(False))]


def kernel_grad(task: Task) -> Routine | None:
    """Sums over the pixels of all images; rows of an image follow each other where zeros between their gradients allow it."""
    x, grad, out = *task.inputs[:2], task.outputs[0]
    images = images_of(task, x, out, grad)
    if images is None:
        return None
    lines: list[str] = []
    rows, columns = images.result[1:3]
    given = slopes = images.move("a1", f"n * {images.places * images.filters}")
    bring: list[str] = []
    if images.pitch > columns:
        size = rows * images.pitch * images.filters
        lines += [f"g = {images.room(size)}", *images.fill("g", size)]
        run = columns * images.filters
        bring = [
            f"z = {slopes}",
            f"for h in range({rows}):",
            f"    for e in range({run}):",
            f"        write_{images.code}(g, h * {images.pitch * images.filters} + e, "
            f"read_{images.code}(z, h * {run} + e, 7), 9)",
        ]
        slopes = "g"
    frame, here = images.frame("a0", lines)
    body = [*frame, *bring, *kernel_sums(images, lines, here, slopes, rows, columns)]
    careful = None
    if images.pitch > columns:
        careful = "", [*frame, *kernel_sums(images, lines, here, given, rows, columns, columns)]
    return routine((task,), task.op, images, (x, grad, out), lines, body, (2, out.size), careful)


def kernel_sums(
    images: Images, lines: list[str], here: str, slopes: str, rows: int, columns: int, apart: int | None = None
) -> list[str]:  # fmt: skip
    """What image ``here`` adds to the gradient of the kernel at ``t``, of so many rows and columns of the result.

    ``apart``: rows of the gradient begin so far apart, and each is summed by itself; else they lie as ``images`` has it.
    """
    if images.is_narrow:
        if not any(line.startswith("s = ") for line in lines):
            lines.append(f"s = {images.room(images.taps * rows * columns)}")
        blocks = images.blocks(
            images.taps, rows * columns, images.filters, Factor("s", rows * columns), Factor(slopes, images.filters),
            Factor("t", images.filters), True,
        )  # fmt: skip
        return [*images.lay_out(here, "s", rows, columns), *images.multiply(blocks, lines)]
    joined = images.joined and apart is None
    step = images.pitch if apart is None else apart
    found = [] if joined else [f"for h in range({rows}):"]
    for tap, pixel, depth, channel, filter_ in images.pieces():
        row = "0" if joined else f"h * {images.down * images.wide * images.channels}"
        a = images.move(here, f"{row} + {pixel} + {channel}")
        b = images.move(slopes, str(filter_) if joined else f"h * {step * images.filters} + {filter_}")
        c = images.move("t", f"{tap} * {images.kernel[2] * images.filters} + {filter_}")
        blocks = images.blocks(
            depth, (rows - 1) * images.pitch + columns if joined else columns, images.filters // images.geometry.groups,
            Factor(a, 1, images.right * images.channels), Factor(b, images.filters), Factor(c, images.filters), True,
        )  # fmt: skip
        inner = images.multiply(blocks, lines)
        found += inner if joined else deeper(inner)
    return images.over_pieces(found)


def input_grad(task: Task) -> Routine | None:
    """The gradient of the images by itself."""
    grad, kernel, out = *task.inputs[:2], task.outputs[0]
    images = images_of(task, out, kernel, grad)
    if images is None:
        return None
    lines: list[str] = []
    rows, columns = images.result[1:3]
    slopes = images.move("a0", f"n * {images.places * images.filters}")
    body = pixels(images, lines, slopes, "a1", "a2", str(rows), columns, columns)
    return routine((task,), task.op, images, (grad, kernel, out), lines, body)


def pixels(
    images: Images, lines: list[str], slopes: str, kernel: str, target: str, rows: str, columns: int, apart: int, rest: int = 0
) -> list[str]:  # fmt: skip
    """The gradient of image ``n`` at ``target``: each tap of the kernel, turned, sends its share to the pixels that it saw.

    Of so many rows and columns of the gradient at ``slopes``, whose rows begin so far ``apart``; of so many more columns, the
    ``rest``, where ``wrong`` says so.
    """
    deep, many = images.kernel[2], images.filters // images.geometry.groups
    whole = images.image[1] * images.image[2] * images.channels
    size = images.high * images.wide * images.channels
    goal = "f1" if images.framed else images.move(target, f"n * {whole}")
    a = images.move(slopes, f"h * {apart * images.filters}")
    pixel = (
        f"(h * {images.down} + u * {images.geometry.dilation[0]}) * {images.wide * images.channels} "
        f"+ v * {images.geometry.dilation[1] * images.channels}"
    )
    found, packs, more = [], [], []
    for group in range(images.geometry.groups):
        b = images.move(kernel, f"tap * {deep * images.filters} + {group * many}")
        blocks = images.blocks(
            columns, many, deep, Factor(images.move(a, f"{group * many}"), images.filters), Factor(b, 1, images.filters),
            Factor(images.move(goal, f"{pixel} + {group * deep}"), images.right * images.channels), True,
        )  # fmt: skip
        each = blocks.padded * many
        place = f"tap * {images.geometry.groups * each} + {group * each}"
        packs += blocks.pack(images.move("q1", place)) if blocks.packs else []
        blocks.packed = images.move("q1", place) if blocks.packs else ""
        found += blocks.lines()
        if rest:
            after = f"{columns * images.filters}", f"{columns * images.right * images.channels}"
            left, right = (
                replace(item, place=images.move(item.place, step)) for item, step in zip((blocks.a, blocks.c), after, strict=True)
            )
            more += replace(blocks, rows=rest, a=left, c=right).lines()
    found += ["if wrong:", *deeper(more)] if more else []
    count = images.kernel[0] * images.kernel[1]
    if packs:
        lines += [f"q1 = {images.room(count * images.geometry.groups * each)}", f"for tap in range({count}):", *deeper(packs)]
    if images.framed:
        lines.append(f"f1 = {images.room(size)}")
    walk = [f"u = tap // {images.kernel[1]}", f"v = tap - u * {images.kernel[1]}", f"for h in range({rows}):", *deeper(found)]
    body = [*([] if images.framed else [f"y = {goal}"]), *images.fill("f1" if images.framed else "y", size)]
    body += [f"for tap in range({count}):", *deeper(walk)]
    if images.framed:
        run = images.image[2] * images.channels
        first = (images.top * images.wide + images.left) * images.channels
        body += [
            f"y = {images.move(target, f'n * {whole}')}",
            f"for h in range({images.image[1]}):",
            f"    for e in range({run}):",
            f"        write_{images.code}(y, h * {run} + e, "
            f"read_{images.code}(f1, h * {images.wide * images.channels} + e + {first}, 9), 8)",
        ]
    return body

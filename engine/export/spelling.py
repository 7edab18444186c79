"""Texts that both tables need: shapes, axes, slices and sizes as Python writes them.

They are made of numbers only, never of a text from a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.export.rows import Site
from engine.ir.types import normalize_axes


def axes_of(site: Site, *more: str, axis: str = "axis", keepdims: str = "keepdims") -> str:
    """The arguments of a reduction: nothing for a sum over everything, ``axis=0``, ``axis=(0, 2), keepdims=True``."""
    given = site.attrs["axis"]
    words = []
    if given is not None:
        axes = given if isinstance(given, int) else list(given)
        words.append(f"{axis}={axes if isinstance(axes, int) else axes[0] if len(axes) == 1 else tuple(axes)}")
    if site.attrs["keepdims"]:
        words.append(f"{keepdims}=True")
    return ", ".join([*words, *more])


def target_shape(shape: Sequence[Any]) -> str:
    """A shape for reshape: what is open is -1; ``-1, 28``, or ``()`` for a scalar."""
    return ", ".join(str(dim) if isinstance(dim, int) else "-1" for dim in shape) or "()"


def with_new_axes(site: Site, x: str = "x") -> str:
    """``x[:, None]``: axes of size 1 put in by indexing."""
    given = site.attrs["axis"]
    rank = site.x.rank + (1 if isinstance(given, int) else len(given))
    return indexed(x, normalize_axes(given, rank), rank)


def indexed(x: str, axes: Sequence[int], rank: int) -> str:
    if not axes:
        return x
    marks = ["None" if axis in axes else ":" for axis in range(rank)]
    if marks[-1] == "None" and marks.count("None") == 1 and rank > 2:
        return f"{x}[..., None]"
    while marks and marks[-1] == ":":
        marks.pop()
    return f"{x}[{', '.join(marks)}]"


def insert_axes(site: Site, x: str = "x") -> str:
    """The first input with the axes put in that ``broadcast_like`` names."""
    axes = site.attrs["axes"]
    rank = site.node.inputs[1].rank
    if not axes:
        return x
    return indexed(x, normalize_axes(axes, rank), rank)


def slices(site: Site, rank: int | None = None) -> str:
    """The inside of the brackets: ``1:3, ::2``."""
    begin, end, step = site.attrs["begin"], site.attrs["end"], site.attrs["step"]
    if not begin:
        return "..."
    parts = []
    for index, (first, last) in enumerate(zip(begin, end, strict=True)):
        stride = 1 if step is None else step[index]
        text = f"{'' if first is None else first}:{'' if last is None else last}"
        parts.append(text if stride == 1 else f"{text}:{stride}")
    while len(parts) > 1 and parts[-1] == ":":
        parts.pop()
    return ", ".join(parts)


def pads(site: Site) -> list[tuple[int, int]]:
    """How much is added before and after on each axis."""
    width, rank = site.attrs["pad_width"], site.x.rank
    entries = [width] * rank if isinstance(width, int) else list(width)
    if len(entries) == 2 and all(isinstance(entry, int) for entry in entries):
        entries = [tuple(entries)] * rank
    return [(entry, entry) if isinstance(entry, int) else (int(entry[0]), int(entry[1])) for entry in entries]


def part_of_axis(site: Site) -> str:
    """The slice of a concatenated value that one of its inputs brought."""
    axis, index = site.attrs["axis"] % site.x.rank, site.attrs["index"]
    names = site.inputs[1:]
    sizes = [value.shape[axis] for value in site.node.inputs[1:]]
    terms = [str(size) if isinstance(size, int) else f"{name}.shape[{axis}]" for name, size in zip(names, sizes, strict=True)]
    before, own = terms[:index], terms[index]
    if all(term.isdigit() for term in [*before, own]):
        start = sum(int(term) for term in before)
        text = f"{start or ''}:{start + int(own)}"
    else:
        start_text = " + ".join(before)
        text = f"{start_text}:{start_text + ' + ' if start_text else ''}{own}"
    lead = ":, " * int(axis)
    return lead + text


def is_count(site: Site) -> bool:
    """Whether the first input is a number of entries: Python's own number, which needs no cast."""
    node = site.node.inputs[0].node
    return node.op == "dim_size" or (node.op == "multiply" and any(value.node.op == "dim_size" for value in node.inputs))


def multiplied_sizes(site: Site, everything: str) -> str:
    """The number of entries along some axes; Python's own number."""
    rank = site.x.rank
    axes = normalize_axes(site.attrs["axis"], rank)
    if axes == tuple(range(rank)) and rank != 1 and not site.x.is_sparse:
        return everything
    sizes = ["len(x)" if axis == 0 and not site.x.is_sparse else f"x.shape[{axis}]" for axis in axes]
    return " * ".join(sizes) or "1"

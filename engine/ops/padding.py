"""Padding: constants, edges or mirror images put around a tensor, and the way back for their gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import RuleError
from engine.ir.builder import Builder
from engine.ir.graph import Attrs, Value
from engine.ir.types import Dim, TensorType, format_shape
from engine.ops.attrs import Attr
from engine.ops.rules import Array
from engine.ops.spec import Op, Port, Sample, Vjp


def widths_of(pad_width: Any, rank: int) -> list[tuple[int, int]]:
    """``pad_width`` as NumPy reads it: one number, one pair, or one pair for each axis."""
    pairs: Any = [(pad_width, pad_width)] * rank if isinstance(pad_width, int) else pad_width
    if isinstance(pairs, (list, tuple)) and len(pairs) == 2 and all(isinstance(entry, int) for entry in pairs):
        pairs = [pairs] * rank
    if not (isinstance(pairs, (list, tuple)) and len(pairs) == rank and all(map(_is_pair, pairs))):
        raise RuleError(
            "pad_width {width} must give a count before and after for each of the {rank} axes", width=pad_width, rank=rank
        )
    return [(int(before), int(after)) for before, after in pairs]


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(n, int) and n >= 0 for n in pair)


def _infer_pad(types: Sequence[TensorType], attrs: Attrs) -> TensorType:
    x, widths = types[0], widths_of(attrs["pad_width"], types[0].rank)
    if attrs["mode"] != "constant" and any(dim == 0 and sum(pair) for dim, pair in zip(x.shape, widths, strict=True)):
        raise RuleError("{shape} has an empty axis, which has nothing to repeat; use mode constant", shape=format_shape(x.shape))

    def grown(dim: Dim, before: int, after: int) -> Dim:
        if isinstance(dim, int):
            return dim + before + after
        return dim if before + after == 0 else None

    return x.with_shape(grown(dim, *pair) for dim, pair in zip(x.shape, widths, strict=True))


def _pad(x: Array, pad_width: Any, mode: Any, constant_values: float) -> Any:
    widths = widths_of(pad_width, x.ndim)
    options = {"constant_values": np.asarray(constant_values).astype(x.dtype)} if mode == "constant" else {}
    return np.pad(x, widths, mode, **options) if widths else x.copy()


def _pad_gradient(b: Builder, v: Vjp) -> Sequence[Value]:
    """Cut the padding off; where it repeats entries, their gradients are added to those of the entries first."""
    widths = widths_of(v.attrs["pad_width"], v.x.rank)
    if v.attrs["mode"] == "constant":
        ends = [-after if after else None for _, after in widths]
        return (b.slice(v.g, begin=[before for before, _ in widths], end=ends),)
    grad = v.g
    for axis, (pair, size) in enumerate(zip(widths, v.x.shape, strict=True)):
        if sum(pair):
            if not isinstance(size, int):
                raise RuleError("cannot lead gradients back through mode {mode} of an axis of unknown size", mode=v.attrs["mode"])
            sources = b.constant(np.pad(np.arange(size), pair, v.attrs["mode"]))
            like = b.slice(grad, begin=[None] * axis + [0], end=[None] * axis + [size])
            grad = b.gather_grad(grad, sources, like, axis=axis)
    return (grad,)


OPS: tuple[Op, ...] = (
    Op(
        name="pad", title="Pad", inputs=(Port("x"),), category="math", infer=_infer_pad, telling="mode",
        attrs=(
            Attr("pad_width", "json", help="A count for all sides, or [before, after] for each axis."),
            Attr("mode", "choice", "constant", choices=("constant", "edge", "reflect", "symmetric"), help="What is put there."),
            Attr("constant_values", "float", 0.0, help="What the new entries hold in mode constant."),
        ),
        reference=_pad, gradient=_pad_gradient,
        samples=(
            Sample(((3,),), {"pad_width": 1}),
            Sample(((2, 3),), {"pad_width": [[0, 1], [2, 0]], "constant_values": 1.5}),
            Sample(((2, 3),), {"pad_width": [1, 2]}),
            Sample(((0, 2),), {"pad_width": [[1, 0], [0, 0]]}),
            Sample(((),), {"pad_width": []}),
            Sample(((3, 4),), {"pad_width": [[2, 1], [0, 3]], "mode": "reflect"}),
            Sample(((3, 4),), {"pad_width": [[2, 1], [0, 3]], "mode": "symmetric"}),
            Sample(((3, 1),), {"pad_width": [[2, 1], [1, 0]], "mode": "edge"}),
            Sample(((2,),), {"pad_width": 5, "mode": "reflect"}),
            Sample(((0, 2),), {"pad_width": [[0, 0], [1, 1]], "mode": "edge"}),
        ),
        help="Puts constant or repeated entries around a tensor.", formula="y[before : before + n] = x", source="NumPy pad",
    ),
)  # fmt: skip

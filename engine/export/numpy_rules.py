"""The rows of the NumPy spelling that need more than one line: each gives the text, or says where a row fits."""

from __future__ import annotations

from collections.abc import Callable

from engine.export.printer import flat
from engine.export.rows import Row, RowRule, Site, literal
from engine.export.spelling import (
    axes_of,
    insert_axes,
    multiplied_sizes,
    pads,
    slices,
    target_shape,
)
from engine.ir.types import normalize_axes
from engine.metrics.classification import kind_of_targets


def floats(spelling: str) -> RowRule:
    """A function of real numbers; integers are made float32 first, as NumPy would make them float64."""

    def rule(site: Site) -> str:
        x = "x" if site.x.is_float else "x.astype(np.float32)"
        return spelling.replace("(x", f"({x}") if "(" in spelling else f"{spelling}({x})"

    return rule


def along(function: str) -> RowRule:
    """A function along an axis, which is the last one unless it is named."""
    return lambda site: floats(f"{function}(x)" if site.attrs["axis"] == -1 else f"{function}(x, axis=axis)")(site)


def whole(function: str) -> RowRule:
    """Rounding, which leaves integers as they are."""
    return lambda site: f"{function}(x)" if site.x.is_float else "x"


def cumsum(site: Site) -> str:
    return "np.flip(np.flip(x, axis).cumsum(axis=axis), axis)" if site.attrs["reverse"] else "x.cumsum(axis=axis)"


def argsort(site: Site) -> str:
    return "argsort_descending(x, axis=axis)" if site.attrs["descending"] else 'np.argsort(x, axis=axis, kind="stable")'


def divide(site: Site) -> str:
    return "a / b" if site.x.is_float else "np.true_divide(a, b, dtype=np.float32)"


def clip(site: Site) -> str:
    """Bounds as numbers; whole ones where the values are whole."""
    bounds = [site.attrs[key] for key in ("minimum", "maximum")]
    texts = ["None" if item is None else flat(literal(item if site.x.is_float else int(item))) for item in bounds]
    return f"np.clip(x, {texts[0]}, {texts[1]})"


def reduced(method: str) -> RowRule:
    def rule(site: Site) -> str:
        return f"x.{method}({axes_of(site)})"

    return rule


def mean(site: Site) -> str:
    return f"x.mean({axes_of(site)})" if site.x.is_float else f"x.mean({axes_of(site, 'dtype=np.float32')})"


def argument(method: str) -> RowRule:
    return lambda site: f"x.{method}(axis=axis, keepdims=keepdims)"


def logsumexp(site: Site) -> str:
    axes = normalize_axes(site.attrs["axis"], site.x.rank)
    wanted = axes[0] if len(axes) == 1 else axes
    x = "x" if site.x.is_float else "x.astype(np.float32)"
    return f"logsumexp({x}, axis={wanted!r}, keepdims=keepdims)"


def reshape(site: Site) -> str:
    return f"x.reshape({target_shape(site.attrs['shape'])})"


def transpose(site: Site) -> str:
    axes, rank = site.attrs["axes"], site.x.rank
    order = list(range(rank))[::-1] if axes is None else [axis % rank for axis in axes]
    if order == list(range(rank))[::-1]:
        return "x.T"
    if rank > 1 and order == [*range(rank - 2), rank - 1, rank - 2]:
        return "np.swapaxes(x, -1, -2)"
    return f"np.transpose(x, {order})"


def squeeze(site: Site) -> str:
    axis = site.attrs["axis"]
    if isinstance(axis, list) and not axis:
        return "x"
    return "np.squeeze(x, axis=axis)"


def joined(function: str) -> RowRule:
    return lambda site: f"{function}([{', '.join(site.inputs)}], axis=axis)"


def pad(site: Site) -> str:
    widths = pads(site)
    if site.attrs["mode"] != "constant":
        return f"np.pad(x, {widths}, mode=mode)" if widths else "x"
    value = flat(literal(site.attrs["constant_values"]))
    extra = "" if site.attrs["constant_values"] == 0 else f", constant_values={value}"
    return f"np.pad(x, {widths}{extra})" if widths else "x"


def broadcast_to(site: Site) -> str:
    wanted = site.attrs["shape"]
    lead = len(wanted) - site.x.rank
    sizes = [str(dim) if isinstance(dim, int) and dim != -1 else f"x.shape[{index - lead}]" for index, dim in enumerate(wanted)]
    return f"np.broadcast_to(x, ({', '.join(sizes)}{',' if len(sizes) == 1 else ''}))"


def broadcast_like(site: Site) -> str:
    return f"np.broadcast_to({insert_axes(site)}, like.shape)"


def filled(function: str) -> RowRule:
    return lambda site: f"np.{function}(x, dtype=dtype)"


def size(site: Site) -> str:
    return multiplied_sizes(site, "x.size")


def random(function: str) -> RowRule:
    """A draw that is the same for the same seed, stream and step."""

    def rule(site: Site) -> str:
        size = "like.shape" if site.attrs["has_like"] else flat(literal(site.attrs["shape"]))
        first, second = ("minval", "maxval") if function == "random_uniform" else ("mean", "stddev")
        return f"{function}([SEED, seed, step], {first}, {second}, {size}).astype(dtype)"

    return rule


def stable(row: str, rank: int) -> Row:
    return Row(row, only=lambda site: site.node.inputs[1].rank == rank)


def slice_objects(site: Site) -> str:
    """The bounds of a slice as ``np.s_[...]``, which is how they are handed to a function."""
    return f"np.s_[{slices(site, site.node.inputs[1].rank)}]"


def same_type(site: Site) -> bool:
    return site.types[0].shape == site.types[1].shape and None not in site.x.shape and site.types[1].is_float


def is_kind(kind: str) -> Callable[[Site], bool]:
    """Whether an accuracy compares targets of this kind, in the shapes that its row is written for."""

    def only(site: Site) -> bool:
        true, pred = site.types
        return (
            kind_of_targets(true, pred) == kind
            and (kind != "sparse" or true.rank == pred.rank - 1)
            and (kind != "binary" or true.shape == pred.shape)
        )

    return only

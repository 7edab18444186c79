"""The rows of the PyTorch spelling that need more than one line: each gives the text, or says where a row fits."""

from __future__ import annotations

from engine.export.printer import flat
from engine.export.rows import Row, RowRule, Site, literal
from engine.export.spelling import (
    axes_of,
    insert_axes,
    pads,
    slices,
)
from engine.ir.types import normalize_axes


def clip(site: Site) -> str:
    bounds = []
    for word, key in (("min", "minimum"), ("max", "maximum")):
        bound = site.attrs[key]
        if bound is not None:
            bounds.append(f"{word}={flat(literal(bound if site.x.is_float else int(bound)))}")
    return f"x.clamp({', '.join(bounds)})"


def no_axes(site: Site) -> bool:
    """An empty list of axes reduces nothing; PyTorch would take it for all."""
    return bool(site.attrs["axis"] == [])


def reduced(method: str, alone: str | None = None, over_none: str = "x") -> RowRule:
    """A reduction over several axes; ``alone`` is the method that reduces everything, where that is another one."""

    def rule(site: Site) -> str:
        if no_axes(site) or not site.x.rank:
            return over_none
        if site.attrs["axis"] is None and not site.attrs["keepdims"]:
            return f"x.{alone or method}()"
        if site.attrs["axis"] is None:
            return f"x.{method}(dim={tuple(range(site.x.rank))}, keepdim=True)"
        return f"x.{method}({axes_of(site, axis='dim', keepdims='keepdim')})"

    return rule


def summed(site: Site) -> str:
    whole = "x" if site.y.dtype == site.x.dtype else "x.to(torch.int64)"
    return reduced("sum", over_none=whole)(site)


def mean(site: Site) -> str:
    inner = reduced("mean")(site)
    return inner if site.x.is_float else inner.replace("x", "x.to(torch.float32)", 1)


def prod(site: Site) -> str:
    """PyTorch multiplies over one axis at a time."""
    whole = "x" if site.y.dtype == site.x.dtype else "x.to(torch.int64)"
    if no_axes(site) or not site.x.rank:
        return whole
    if site.attrs["axis"] is None and not site.attrs["keepdims"]:
        return "x.prod()"
    text = "x"
    for axis in reversed(normalize_axes(site.attrs["axis"], site.x.rank)):
        text += f".prod({axis}{', keepdim=True' if site.attrs['keepdims'] else ''})"
    return text


def logsumexp(site: Site) -> str:
    x = "x" if site.x.is_float else "x.to(torch.float32)"
    axes = normalize_axes(site.attrs["axis"], site.x.rank)
    if not axes:
        return x
    keep = ", keepdim=True" if site.attrs["keepdims"] else ""
    return f"torch.logsumexp({x}, dim={axes[0] if len(axes) == 1 else axes}{keep})"


def spread(method: str) -> RowRule:
    """Variance and deviation divided by n, not by n - 1."""

    def rule(site: Site) -> str:
        words = axes_of(site, axis="dim", keepdims="keepdim")
        if site.attrs["axis"] is None and site.attrs["keepdims"]:
            words = f"dim={tuple(range(site.x.rank))}, keepdim=True"
        return f"x.{method}({words}{', ' if words else ''}correction=0)"

    return rule


def float_axes(site: Site) -> bool:
    return site.x.is_float and site.x.rank > 0 and not no_axes(site) and site.x.size != 0


def on_floats(spelling: str | RowRule) -> Row:
    return Row(spelling, only=lambda site: site.x.is_float)


def argument(method: str) -> RowRule:
    def rule(site: Site) -> str:
        axis, keep = site.attrs["axis"], site.attrs["keepdims"]
        if axis is None and keep:
            return f"x.{method}().reshape({', '.join(['1'] * site.x.rank) or '()'})"
        return f"x.{method}(dim=axis, keepdim=keepdims)"

    return rule


def transpose(site: Site) -> str:
    axes, rank = site.attrs["axes"], site.x.rank
    order = list(range(rank))[::-1] if axes is None else [axis % rank for axis in axes]
    if rank <= 1:
        return "x"
    if rank == 2 and order == [1, 0]:
        return "x.T"
    if order == [*range(rank - 2), rank - 1, rank - 2]:
        return "x.mT"
    return f"x.permute({', '.join(map(str, order))})"


def squeeze(site: Site) -> str:
    axis = site.attrs["axis"]
    if isinstance(axis, list):
        return f"x.squeeze({axis[0] if len(axis) == 1 else tuple(axis)})" if axis else "x"
    return "x.squeeze()" if axis is None else "x.squeeze(axis)"


def joined(function: str) -> RowRule:
    return lambda site: f"{function}([{', '.join(site.inputs)}], dim=axis)"


def sliced(site: Site) -> str:
    """PyTorch has no negative steps: the axis is flipped first, and the slice counted from its other end."""
    begin, end, step = site.attrs["begin"], site.attrs["end"], site.attrs["step"]
    backwards = [axis for axis, stride in enumerate(step or []) if stride < 0]
    if not backwards:
        return f"x[{slices(site)}]"
    parts = []
    for axis, (first, last, stride) in enumerate(zip(begin, end, step, strict=True)):
        if axis in backwards:
            first, last, stride = mirrored(first), mirrored(last), -stride
        parts.append(f"{'' if first is None else first}:{'' if last is None else last}" + ("" if stride == 1 else f":{stride}"))
    return f"x.flip({', '.join(map(str, backwards))})[{', '.join(parts)}]"


def mirrored(place: int | None) -> int | None:
    return None if place is None else -1 - place


def pad(site: Site) -> str:
    """PyTorch counts the axes from the last."""
    if site.attrs["mode"] != "constant":
        return f"pad(x, {pads(site)}, mode=mode)"
    widths = [count for pair in reversed(pads(site)) for count in pair]
    value = site.attrs["constant_values"]
    extra = "" if value == 0 else f", value={flat(literal(value))}"
    return f"F.pad(x, {tuple(widths)}{extra})" if widths else "x"


def broadcast_to(site: Site) -> str:
    sizes = ["-1" if not isinstance(dim, int) else str(dim) for dim in site.attrs["shape"]]
    return f"x.expand({', '.join(sizes)})"


def broadcast_like(site: Site) -> str:
    return f"{insert_axes(site)}.expand(like.shape)"


def filled(function: str) -> RowRule:
    return lambda site: f"torch.{function}(x, dtype=dtype)"


def one_hot(site: Site) -> str:
    indices = "indices" if site.x.dtype == "int64" else "indices.long()"
    hot = f"F.one_hot({indices}, depth)"
    return hot if site.attrs["dtype"] == "int64" else f"{hot}.to(dtype)"


def gather_grad(site: Site) -> str:
    return f"add_at(grad, indices, like.shape, axis={site.attrs['axis'] % site.node.inputs[2].rank})"


def random(draw: str) -> RowRule:
    def rule(site: Site) -> str:
        shape = "like.shape" if site.attrs["has_like"] else flat(literal(site.attrs["shape"]))
        if draw == "rand":
            low, high = site.attrs["minval"], site.attrs["maxval"]
            base, scale, shift = f"torch.rand({shape}, dtype=dtype)", high - low, low
        else:
            base, scale, shift = f"torch.randn({shape}, dtype=dtype)", site.attrs["stddev"], site.attrs["mean"]
        text = base if scale == 1 else f"{flat(literal(scale))} * {base}"
        return text if shift == 0 else f"{text} + {flat(literal(shift))}"

    return rule


def dropout(site: Site) -> str:
    """As a function, where the mode is settled; a dropout that follows the mode is a module."""
    return "F.dropout(x, rate)" if site.attrs["training"] else "x"


def reduction(site: Site) -> str:
    reduction = site.attrs["reduction"]
    return "" if reduction == "mean" else f", reduction={reduction!r}"


def same_shape(site: Site) -> bool:
    """Element by element, and reduced in one go: PyTorch's losses average over elements, not row by row."""
    true, pred = site.types
    return true == pred and None not in pred.shape and (site.attrs["reduction"] == "mean" or pred.rank == 1)


def element_loss(function: str) -> Row:
    return Row(lambda site: f"{function}(y_pred, y_true{reduction(site)})", only=same_shape)


def rows_of_classes(site: Site) -> bool:
    true, pred = site.types
    return pred.rank == 2 and true.rank == 1 and true.dtype == "int64"


def sparse_crossentropy(site: Site) -> bool:
    return bool(site.attrs["from_logits"]) and rows_of_classes(site)


def categorical_crossentropy(site: Site) -> bool:
    true, pred = site.types
    return bool(site.attrs["from_logits"]) and pred.rank == 2 and true == pred


def smoothing(site: Site) -> str:
    return f", label_smoothing={site.attrs['label_smoothing']!r}" if site.attrs["label_smoothing"] else ""


def binary_crossentropy(site: Site) -> bool:
    return bool(site.attrs["from_logits"]) and not site.attrs["label_smoothing"] and same_shape(site)


def bounds(site: Site) -> str:
    """The bounds of a slice as plain lists."""
    rank = site.node.inputs[1].rank
    begin, end, step = (site.attrs[key] for key in ("begin", "end", "step"))
    steps = [1] * len(begin) if step is None else step
    return f"{[(a, b, c) for a, b, c in zip(begin, end, steps, strict=True)][:rank]}"

"""Passes, kernels and who runs them, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.kernels import Kernel, PassDone
from app.text import sentence, tr, tr_error

#: Ops of a kernel that are named; those of a long one are counted.
MOST_OPS = 8


def maker(made_by: str) -> str:
    """What makes steps, or will."""
    words = {
        "compiled": tr("Plan", "Compiled step"),
        "numpy": tr("Plan", "NumPy"),
        "torch": tr("Plan", "PyTorch"),
    }
    return words.get(made_by, made_by)


def kernel_title(kernel: Kernel) -> str:
    """What sort of kernel it is, and over how much it goes."""
    if kernel.kind == "loop":
        return tr("Plan", "Loop over {size}", size=kernel.size)
    if kernel.kind == "product":
        return tr("Plan", "Product {size}", size=kernel.size)
    return tr("Plan", "Kernel of its own") if kernel.kind == "routine" else tr("Plan", "Call of the library")


def ops_text(ops: Sequence[str], most: int = MOST_OPS) -> str:
    """The ops in their order; the same one after the other is counted."""
    runs: list[list[str]] = []
    for op in ops:
        if runs and runs[-1][0] == op:
            runs[-1].append(op)
        else:
            runs.append([op])
    shown = [run[0] if len(run) == 1 else f"{run[0]} ×{len(run)}" for run in runs[:most]]
    left = sum(map(len, runs[most:]))
    return " · ".join(shown) + (" · " + tr("Plan", "{count} more", count=left) if left else "")


def pass_title(name: str) -> str:
    """A pass by its name; one that was done again is called as it was before."""
    titles = {
        "specialize": tr("Plan", "Cut out what is needed"),
        "differentiate": tr("Plan", "Gradients"),
        "expand": tr("Plan", "Layers into operations"),
        "keep_rows": tr("Plan", "Gradients of single rows"),
        "cut_shapes": tr("Plan", "Shapes that are known"),
        "simplify": tr("Plan", "Algebraic simplification"),
        "fold_scales": tr("Plan", "Scales into kernels"),
        "pool_early": tr("Plan", "Pooling before activations"),
        "fold_constants": tr("Plan", "Constant folding"),
        "merge_common": tr("Plan", "Common subexpressions"),
        "trim_scans": tr("Plan", "Loops over time"),
        "drop_dead": tr("Plan", "Dead code"),
        "in_place": tr("Plan", "In place"),
        "reuse_buffers": tr("Plan", "Shared buffers"),
    }
    base = name.removesuffix(" again")
    title = titles.get(base, base)
    return title if base == name else tr("Plan", "{title}, again", title=title)


def pass_words(done: PassDone) -> str:
    """What it did, as a sentence."""
    return sentence(tr_error(done.template, done.params))

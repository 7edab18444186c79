"""The one place where broadcasting is undone: a gradient gets the shape and dtype of the value that it belongs to."""

from __future__ import annotations

from engine.ir.builder import Builder
from engine.ir.graph import Value


def unbroadcast(builder: Builder, gradient: Value, like: Value) -> Value:
    """``gradient`` summed over the dimensions in which ``like`` was broadcast, and in its dtype; a sparse value never is."""
    if gradient.dtype != like.dtype:
        gradient = builder.cast(gradient, dtype=like.dtype)
    if like.type.is_sparse or (gradient.shape == like.shape and None not in like.shape):
        return gradient
    result: Value = builder.sum_to_like(gradient, like)
    return result

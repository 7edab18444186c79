"""What is fed: whether it fits the placeholder, as which dtype and layout it goes in, and whether the sizes agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import FeedError
from engine.ir import matrix
from engine.ir.graph import Node
from engine.ir.types import Dim, TensorType, format_shape, matches

Array = np.ndarray[Any, Any]


def type_of(node: Node, array: Array) -> TensorType:
    return TensorType(node.attrs["dtype"], array.shape, node.attrs["layout"])


def fitting(node: Node, given: Any) -> Any:
    """The array in the placeholder's dtype, if that loses nothing but digits, and of a shape that the placeholder allows."""
    if node.attrs["layout"] != "dense":
        return _fitting_matrix(node, given)
    if matrix.is_matrix(given):
        raise FeedError(
            "placeholder '{target}' takes a dense array, but was fed a sparse matrix; give it the layout csr, or feed .toarray()",
            target=node.name, origin=node.origin,
        )  # fmt: skip
    try:
        array = np.asarray(given)
    except ValueError:
        raise FeedError(
            "what is fed to '{target}' is no array; its rows differ in length", target=node.name, origin=node.origin
        ) from None
    check_shape(node, array.shape)
    wanted = np.dtype(node.attrs["dtype"])
    if array.dtype != wanted:
        if not _may_cast(array, wanted):
            raise FeedError(
                "placeholder '{target}' takes {wanted}, but was fed {got}; convert it first",
                target=node.name, wanted=wanted.name, got=array.dtype.name, origin=node.origin,
            )  # fmt: skip
        array = array.astype(wanted)
    return array


def _fitting_matrix(node: Node, given: Any) -> Any:
    """The sparse matrix in the placeholder's layout and dtype: any of SciPy's formats is taken, and checked."""
    try:
        made = matrix.checked_matrix(given, node.attrs["layout"])
    except FeedError as error:
        raise FeedError(
            "placeholder '{target}': " + error.template, target=node.name, origin=node.origin, **error.params
        ) from None
    check_shape(node, made.shape)
    wanted = np.dtype(node.attrs["dtype"])
    if made.dtype != wanted and not _may_cast(made.data, wanted):
        raise FeedError(
            "placeholder '{target}' takes {wanted}, but was fed {got}; convert it first",
            target=node.name, wanted=wanted.name, got=made.dtype.name, origin=node.origin,
        )  # fmt: skip
    return made if made.dtype == wanted else made.astype(wanted)


def _may_cast(array: Array, wanted: np.dtype[Any]) -> bool:
    """Floats may lose digits, integers may become floats or wider, and narrower where their numbers fit."""
    order = "biuf"
    if array.dtype.kind not in order:
        return False
    if wanted.kind == "f" or np.can_cast(array.dtype, wanted, "safe"):
        return True
    if array.dtype.kind in "iu" and wanted.kind in "iu":
        bounds = np.iinfo(wanted)
        return array.size == 0 or bool(array.min() >= bounds.min and array.max() <= bounds.max)
    return False


def check_shape(node: Node, shape: tuple[int, ...]) -> None:
    declared: tuple[Dim, ...] = tuple(node.attrs["shape"])
    if len(declared) != len(shape) or not all(map(matches, declared, shape)):
        raise FeedError(
            "placeholder '{target}' takes shape {wanted}, but was fed {got}; give it an array of that shape",
            target=node.name, wanted=format_shape(declared), got=format_shape(shape), origin=node.origin,
        )  # fmt: skip


def check_sizes(needed: Sequence[Node], feed_types: Mapping[str, TensorType]) -> None:
    """Every placeholder is fed, and a name stands for the same size everywhere."""
    sizes: dict[str, tuple[int, str]] = {}
    for node in needed:
        if node.name not in feed_types:
            raise FeedError(
                "placeholder '{target}' was not fed; give it an array of shape {shape} ({dtype}) in feed_dict",
                target=node.name, shape=format_shape(node.attrs["shape"]), dtype=node.attrs["dtype"], origin=node.origin,
            )  # fmt: skip
        for dim, size in zip(node.attrs["shape"], feed_types[node.name].static_shape, strict=True):
            if not isinstance(dim, str):
                continue
            known, other = sizes.setdefault(dim, (size, node.name))
            if known != size:
                raise FeedError(
                    "'{dim}' is {a} in '{first}', but {b} in '{second}'; feed arrays whose sizes agree",
                    dim=dim, a=known, first=other, b=size, second=node.name, origin=node.origin,
                )  # fmt: skip

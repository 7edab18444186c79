"""Rows of ops that read and write by arrays of indices.

An index outside its axis is an error here as everywhere.  On the CPU it is met at once.  On a GPU asking would mean to wait for
it, and reading there would end the whole process, so the index is held inside and a flag is set that is read with the results.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site
from engine.ir.graph import Node
from engine.ops.index import check_indices


def checked(site: Site, at: int, size: int) -> Compute:
    """What the indices at this input pass through before they are used."""
    if at in site.checked:
        return lambda indices: indices
    wrong = site.shared.wrong
    if wrong is None:

        def check(indices: Tensor) -> Tensor:
            check_indices(indices.numpy(), size)
            return indices

        return check

    def hold(indices: Tensor) -> Tensor:
        inside = indices.clamp(0, max(size - 1, 0))
        wrong.logical_or_(torch.ne(indices, inside).any())
        return inside

    return hold


def _gather(site: Site) -> Compute:
    params, indices = site.types
    axis = site.attrs["axis"] % params.rank
    shape, check = site.shape, checked(site, 1, params.static_shape[axis])
    if indices.rank == 1:
        return lambda x, i: torch.index_select(x, axis, check(i))
    return lambda x, i: torch.index_select(x, axis, check(i).reshape(-1)).reshape(shape)


def _gather_grad(site: Site) -> Compute:
    shape, indices = site.shape, site.types[1]
    axis = site.attrs["axis"] % len(shape)
    flat = (*shape[:axis], indices.size or 0, *shape[axis + 1 :])
    check = checked(site, 1, shape[axis])

    def put(grad: Tensor, i: Tensor, like: Any) -> Tensor:
        return grad.new_zeros(shape).index_add_(axis, check(i).reshape(-1), grad.reshape(flat))

    return put


def _one_hot(site: Site) -> Compute:
    depth, dtype = site.attrs["depth"], site.dtype
    classes, check = torch.arange(depth, device=site.device), checked(site, 0, depth)
    return lambda i: torch.eq(check(i).unsqueeze(-1), classes).to(dtype)


def _argsort(site: Site) -> Compute:
    axis, descending = site.attrs["axis"], site.attrs["descending"]
    return lambda x: torch.sort(x, dim=axis, descending=descending, stable=True)[1]


def _take(site: Site) -> Compute:
    axis = site.attrs["axis"]
    check = checked(site, 1, site.types[0].static_shape[axis])
    return lambda x, i: torch.gather(x, axis, check(i).long())


def _take_grad(site: Site) -> Compute:
    axis, shape = site.attrs["axis"], site.shape
    places = site.types[1].static_shape
    check = checked(site, 1, shape[axis])

    def put(grad: Tensor, i: Tensor, like: Any) -> Tensor:
        return grad.new_zeros(shape).scatter_add_(axis, check(i).long(), grad.expand(places))

    return put


PLACES: dict[str, Row] = {
    "gather": Row(_gather),
    "gather_grad": Row(_gather_grad),
    "one_hot": Row(_one_hot),
    "argsort": Row(_argsort),
    "take_along_axis": Row(_take),
    "take_along_axis_grad": Row(_take_grad),
}


def _along(data: int) -> Callable[[Node], dict[int, int]]:
    def sizes(node: Node) -> dict[int, int]:
        axis = node.attrs["axis"]
        return {1: node.inputs[data].type.static_shape[axis]}

    return sizes


#: Which inputs of these ops hold indices, with the size of the axis that they count along: what is fed there is looked at before
#: it leaves the host.
FED_INDICES: dict[str, Callable[[Node], dict[int, int]]] = {
    "gather": _along(0),
    "gather_grad": _along(2),
    "take_along_axis": _along(0),
    "take_along_axis_grad": _along(2),
    "one_hot": lambda node: {0: node.attrs["depth"]},
    "sparse_softmax_cross_entropy": lambda node: {1: node.inputs[0].type.static_shape[-1]},
}

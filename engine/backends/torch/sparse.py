"""Rows of sparse matrices, in PyTorch's own CSR and COO layouts, and the way between them and SciPy's."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.backends.torch.rows import Compute, Row, Site, dtype_of
from engine.ir import matrix
from engine.ir.types import normalize_axes

with warnings.catch_warnings():  # said once, when the first such tensor is made: that they are in beta state
    warnings.simplefilter("ignore")
    torch.zeros(1, 1).to_sparse_csr()


def to_torch(value: Any, device: torch.device) -> Tensor:
    """A matrix of SciPy's in the same layout on the device."""
    dtype = dtype_of(value.dtype.name, device)
    if value.format == "csr":
        parts = [torch.from_numpy(np.array(part)) for part in (value.indptr, value.indices, value.data)]
        made = torch.sparse_csr_tensor(*parts, size=value.shape, check_invariants=False)
    else:
        places = torch.from_numpy(np.stack([value.row, value.col]).astype(np.int64))
        values = torch.from_numpy(np.array(value.data))
        made = torch.sparse_coo_tensor(places, values, value.shape, is_coalesced=True, check_invariants=False)
    return made.to(device=device, dtype=dtype)


def to_scipy(tensor: Tensor, layout: str) -> Any:
    """A sparse tensor as SciPy has it, on the host."""
    whole = entries(tensor).cpu()
    return matrix.from_entries(whole.indices().numpy().T, whole.values().numpy(), tuple(whole.shape), layout)


def entries(x: Tensor) -> Tensor:
    """A sparse tensor as a list of its entries, each place once."""
    return x.to_sparse(layout=torch.sparse_coo).coalesce()


def _with(like: Tensor, values: Tensor) -> Tensor:
    return torch.sparse_coo_tensor(like.indices(), values, like.shape, is_coalesced=True, check_invariants=False)


def _laid_out(site: Site, function: Compute) -> Compute:
    """What the function gives in the layout of the output."""
    if site.results[0].layout != "csr":
        return function
    return lambda *tensors: function(*tensors).to_sparse_csr()


def _row(function: Compute) -> Row:
    return Row(lambda site: _laid_out(site, function))


def _tensor(site: Site) -> Compute:
    reference = site.op.reference
    assert reference is not None
    made = to_torch(reference(**site.attrs), site.device)
    return lambda: made


def _places(site: Site) -> Tensor:
    pairs = np.asarray(site.attrs["indices"], np.int64).reshape(-1, 2)
    return torch.from_numpy(np.ascontiguousarray(pairs.T)).to(site.device)


def _from_values(site: Site) -> Compute:
    places, shape = _places(site), site.shape

    def make(values: Tensor, *like: Any) -> Tensor:
        return torch.sparse_coo_tensor(places, values, shape, check_invariants=False).coalesce()

    return _laid_out(site, make)


def _pick(site: Site) -> Compute:
    rows, columns = _places(site)
    width = site.types[0].static_shape[1]
    wanted = rows * width + columns

    def pick(x: Tensor) -> Tensor:
        whole = entries(x)
        here = whole.indices()[0] * width + whole.indices()[1]
        if not len(here) or not len(wanted):
            return whole.values().new_zeros(len(wanted))
        at = torch.searchsorted(here, wanted).clamp(max=len(here) - 1)
        return torch.where(here[at] == wanted, whole.values()[at], torch.zeros((), dtype=x.dtype, device=x.device))

    return pick


def _to_dense(site: Site) -> Compute:
    if site.types[0].layout == "rows":
        from engine.backends.torch.tables import written_out  # it reads entries of sparse matrices

        return written_out(site)
    return (lambda x: x.to_dense()) if site.types[0].is_sparse else (lambda x: x)


def _to_sparse(site: Site) -> Compute:
    layout = torch.sparse_csr if site.results[0].layout == "csr" else torch.sparse_coo
    return lambda x: x.to_sparse(layout=layout)


def _product(site: Site) -> Compute:
    return (lambda a, b: entries(a).t() @ b) if site.attrs["transpose_a"] else (lambda a, b: a @ b)


def _sampled(left: Tensor, right: Tensor, like: Tensor) -> Tensor:
    places = entries(like)
    rows, columns = places.indices()
    return _with(places, (left[rows] * right[columns]).sum(dim=1))


def _sample(x: Tensor, like: Tensor) -> Tensor:
    places = entries(like)
    rows, columns = places.indices()
    return _with(places, x.broadcast_to(like.shape)[rows, columns])


def _multiply(site: Site) -> Compute:
    both = site.types[1].is_sparse

    def multiply(a: Tensor, b: Tensor) -> Tensor:
        if both:
            return (entries(a) * entries(b)).coalesce()
        places = entries(a)
        rows, columns = places.indices()
        return _with(places, places.values() * b.broadcast_to(a.shape)[rows, columns])

    return _laid_out(site, multiply)


def _sum(site: Site) -> Compute:
    axes, shape, dtype = normalize_axes(site.attrs["axis"], 2), site.shape, site.dtype
    size = site.types[0].static_shape

    def total(x: Tensor) -> Tensor:
        whole = entries(x)
        values = whole.values().to(dtype)
        if len(axes) == 2:
            return values.sum().reshape(shape)
        kept = 1 - axes[0]
        return values.new_zeros(size[kept]).index_add_(0, whole.indices()[kept], values).reshape(shape)

    return total if axes else lambda x: x.to_dense().to(dtype)


def _sparsity(site: Site) -> Compute:
    size = site.types[0].size or 0

    def share(x: Tensor) -> Tensor:
        values = entries(x).values() if site.types[0].is_sparse else x
        zeros = 1 - torch.count_nonzero(values).to(torch.float64 if x.device.type != "mps" else torch.float32) / max(size, 1)
        return zeros.to(site.dtype) if size else torch.zeros((), dtype=site.dtype, device=x.device)

    return share


SPARSE: dict[str, Row] = {
    "sparse_tensor": Row(_tensor),
    "sparse_from_values": Row(_from_values),
    "sparse_unpick": Row(_from_values),
    "sparse_pick": Row(_pick),
    "to_dense": Row(_to_dense, alias=True),
    "to_sparse": Row(_to_sparse),
    "sparse_matmul": Row(_product),
    "sampled_matmul": _row(_sampled),
    "sparse_sample": _row(_sample),
    "sparse_multiply": Row(_multiply),
    "sparse_add": _row(lambda a, b: (entries(a) + entries(b)).coalesce()),
    "sparse_sum": Row(_sum),
    "sparse_transpose": _row(lambda x: entries(x).t().coalesce()),
    "sparse_cast": Row(lambda site: lambda x: x.to(site.dtype)),
    "sparsity": Row(_sparsity),
}

__all__ = ["SPARSE", "entries", "to_scipy", "to_torch"]

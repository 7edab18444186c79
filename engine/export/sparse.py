"""How sparse matrices are spelled: SciPy's arrays in NumPy, PyTorch's own layouts in PyTorch."""

from __future__ import annotations

import numpy as np

from engine.export.printer import flat
from engine.export.rows import RowRule, Site, Spelling, literal, numbers
from engine.ir.types import normalize_axes


def _places(site: Site, call: str) -> str:
    """The pairs of indices as two rows, one of rows and one of columns."""
    pairs = np.asarray(site.attrs["indices"], np.int64).reshape(-1, 2)
    if not len(pairs):
        return "np.zeros((2, 0), int)" if call == "np.array" else "torch.zeros((2, 0), dtype=torch.int64)"
    return f"{call}({flat(numbers(pairs.T))})"


def _values(site: Site) -> str:
    values = np.asarray(site.attrs["values"])
    return flat(numbers(values)) if len(values) else "[]"


def _shape(site: Site) -> str:
    return flat(literal([int(size) for size in site.attrs["dense_shape"]]))


def _scipy(values: str, shape: str) -> RowRule:
    def rule(site: Site) -> str:
        size = _shape(site) if shape == "own" else shape
        text = f"sparse.csr_array(({values or _typed(site)}, {_places(site, 'np.array')}), shape={size})"
        return f"{text}.tocoo()" if site.y.layout == "coo" else text

    return rule


def _typed(site: Site) -> str:
    return f"np.array({_values(site)}, np.{site.y.dtype})"


def _torch(values: str, shape: str) -> RowRule:
    def rule(site: Site) -> str:
        size = _shape(site) if shape == "own" else shape
        given = values or f"torch.tensor({_values(site)}, dtype=torch.{site.y.dtype})"
        text = f"torch.sparse_coo_tensor({_places(site, 'torch.tensor')}, {given}, {size}).coalesce()"
        return f"{text}.to_sparse_csr()" if site.y.layout == "csr" else text

    return rule


def _numpy_sum(site: Site) -> str:
    axes = normalize_axes(site.attrs["axis"], 2)
    if not axes:
        return "x.toarray()"
    if len(axes) == 2:
        return "np.full((1, 1), x.sum())" if site.attrs["keepdims"] else "x.sum()"
    return f"x.sum(axis={axes[0]})" + (("[np.newaxis]", "[:, np.newaxis]")[axes[0]] if site.attrs["keepdims"] else "")


def _torch_sum(site: Site) -> str:
    axes = normalize_axes(site.attrs["axis"], 2)
    if not axes:
        return "x.to_dense()"
    if len(axes) == 2:
        return "sum_entries(x).reshape(1, 1)" if site.attrs["keepdims"] else "sum_entries(x)"
    return f"sum_entries(x, {axes[0]})" + (f".unsqueeze({axes[0]})" if site.attrs["keepdims"] else "")


def _product(site: Site) -> str:
    return "a.T @ b" if site.attrs["transpose_a"] else "a @ b"


NUMPY_ROWS: dict[str, Spelling] = {
    "sparse_tensor": _scipy("", "own"),
    "sparse_from_values": _scipy("values", "own"),
    "sparse_unpick": _scipy("values", "like.shape"),
    "sparse_pick": lambda site: f"pick_entries(x, *{_places(site, 'np.array')})",
    "to_dense": lambda site: "x.toarray()" if site.x.is_sparse else "x",
    "to_sparse": lambda site: f"sparse.{site.y.layout}_array(x)",
    "sparse_matmul": _product,
    "sampled_matmul": "sampled_matmul(left, right, like)",
    "sparse_sample": "numbers_at(x, like)",
    "sparse_multiply": lambda site: "a.multiply(b)" if site.types[1].is_sparse else "numbers_at(b, a).multiply(a)",
    "sparse_add": "a + b",
    "sparse_sum": _numpy_sum,
    "sparse_transpose": "x.T",
    "sparse_cast": "x.astype(dtype)",
    "sparsity": lambda site: f"share_of_zeros(x{'.data, x.shape' if site.x.is_sparse else ', x.shape'})",
}

TORCH_ROWS: dict[str, Spelling] = {
    "sparse_tensor": _torch("", "own"),
    "sparse_from_values": _torch("values", "own"),
    "sparse_unpick": _torch("values", "like.shape"),
    "sparse_pick": lambda site: f"x.to_dense()[tuple({_places(site, 'torch.tensor')})]",
    "to_dense": lambda site: "x.to_dense()" if site.x.is_sparse else "x",
    "to_sparse": lambda site: f"x.to_sparse({'layout=torch.sparse_csr' if site.y.layout == 'csr' else ''})",
    "sparse_matmul": lambda site: "entries(a).t() @ b" if site.attrs["transpose_a"] else "a @ b",
    "sampled_matmul": "sampled_matmul(left, right, like)",
    "sparse_sample": "numbers_at(x, like)",
    "sparse_multiply": lambda site: (
        "multiply_entries(a, b)" if not site.types[1].is_sparse else "multiply_entries(a, b.to_dense())"
    ),
    "sparse_add": "add_entries(a, b)",
    "sparse_sum": _torch_sum,
    "sparse_transpose": "entries(x).t()",
    "sparse_cast": "x.to(dtype)",
    "sparsity": lambda site: f"share_of_zeros(x{'.values(), x.shape' if site.x.is_sparse else ', x.shape'})",
}

NUMPY_HELPERS: dict[str, str] = {
    "pick_entries": '''
def pick_entries(x, rows, columns):
    """The numbers of a sparse matrix at some places."""
    return x.tocsr()[rows, columns] if len(rows) else np.zeros(0, x.dtype)
''',
    "numbers_at": '''
def numbers_at(x, like):
    """The numbers of a dense value at the entries of a sparse matrix."""
    places = like.tocoo().coords
    values = np.broadcast_to(x, like.shape)[places]
    return sparse.csr_array((values, places), shape=like.shape)
''',
    "sampled_matmul": '''
def sampled_matmul(left, right, like):
    """left @ right.T at the entries of a sparse matrix, without the others."""
    rows, columns = places = like.tocoo().coords
    values = np.einsum("ij,ij->i", left[rows], right[columns])
    return sparse.csr_array((values, places), shape=like.shape)
''',
    "share_of_zeros": '''
def share_of_zeros(values, shape):
    """The share of the entries of an array that are zero."""
    size = np.prod(shape)
    return np.float32(1 - np.count_nonzero(values) / size if size else 0)
''',
}

TORCH_HELPERS: dict[str, str] = {
    "to_tensor": '''
def to_tensor(rows):
    """Rows as a tensor; sparse ones keep only their entries."""
    if isinstance(rows, np.ndarray):
        return torch.from_numpy(rows)
    entries = rows.tocoo()
    places = torch.from_numpy(np.stack(entries.coords).astype(np.int64))
    values = torch.from_numpy(entries.data)
    size = rows.shape
    return torch.sparse_coo_tensor(places, values, size, check_invariants=True)
''',
    "entries": '''
def entries(x):
    """A sparse matrix as a list of its entries, each place once."""
    return x.to_sparse(layout=torch.sparse_coo).coalesce()
''',
    "numbers_at": '''
def numbers_at(x, like):
    """The numbers of a dense value at the entries of a sparse matrix."""
    places = like.to_sparse(layout=torch.sparse_coo).coalesce().indices()
    values = x.broadcast_to(like.shape)[tuple(places)]
    return torch.sparse_coo_tensor(places, values, like.shape, is_coalesced=True)
''',
    "sampled_matmul": '''
def sampled_matmul(left, right, like):
    """left @ right.T at the entries of a sparse matrix, without the others."""
    places = like.to_sparse(layout=torch.sparse_coo).coalesce().indices()
    values = (left[places[0]] * right[places[1]]).sum(dim=1)
    return torch.sparse_coo_tensor(places, values, like.shape, is_coalesced=True)
''',
    "multiply_entries": '''
def multiply_entries(a, b):
    """A sparse matrix times a dense value, entry by entry."""
    a = a.to_sparse(layout=torch.sparse_coo).coalesce()
    values = a.values() * b.broadcast_to(a.shape)[tuple(a.indices())]
    return torch.sparse_coo_tensor(a.indices(), values, a.shape, is_coalesced=True)
''',
    "add_entries": '''
def add_entries(a, b):
    """The sum of two sparse matrices."""
    parts = [x.to_sparse(layout=torch.sparse_coo) for x in (a, b)]
    return (parts[0] + parts[1]).coalesce()
''',
    "sum_entries": '''
def sum_entries(x, axis=None):
    """The sum of the entries of a sparse matrix, over all or along an axis."""
    x = x.to_sparse(layout=torch.sparse_coo).coalesce()
    if axis is None:
        return x.values().sum()
    result = torch.zeros(x.shape[1 - axis], dtype=x.values().dtype)
    return result.index_add(0, x.indices()[1 - axis], x.values())
''',
    "share_of_zeros": '''
def share_of_zeros(values, shape):
    """The share of the entries of a tensor that are zero."""
    size = math.prod(shape)
    return torch.tensor(1 - torch.count_nonzero(values).item() / size if size else 0.0)
''',
}

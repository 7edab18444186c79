"""Which ops are matrix products, and how their factors lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.backends.base import Array
from engine.backends.compiled.loops import Task
from engine.backends.compiled.terms import CODES, address_of

#: Multiplications up to which a product is written out.
WRITTEN_OUT = 6144


@dataclass(frozen=True)
class Matrix:
    """Rows and columns of equal distance, in entries; ``steps`` leads from one matrix of a stack to the next."""

    address: int
    rows: int
    columns: int
    by_row: int
    by_column: int
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Product:
    """``c = a @ b`` over a stack of matrices of these sizes."""

    task: Task
    code: str
    stack: tuple[int, ...]
    a: Matrix
    b: Matrix
    c: Matrix

    @property
    def size(self) -> int:
        return self.a.rows * self.a.columns * self.b.columns

    @property
    def written_out(self) -> bool:
        return self.size <= WRITTEN_OUT


def product_of(task: Task) -> Product | None:
    """The product that the task is; None where it is none."""
    if task.op != "matmul" or not all(isinstance(array, np.ndarray) for array in task.inputs):
        return None
    a, b = task.inputs
    (c,) = task.outputs
    code = CODES.get(c.dtype.name, "")
    if code not in ("f4", "f8") or not (a.dtype == b.dtype == c.dtype) or not (a.size and b.size and c.size):
        return None
    a = a[np.newaxis, :] if a.ndim == 1 else a
    b = b[:, np.newaxis] if b.ndim == 1 else b
    stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    if not c.flags.c_contiguous:
        return None
    c = c.reshape(*stack, a.shape[-2], b.shape[-1])
    product = Product(task, code, stack, _matrix(a, stack), _matrix(b, stack), _matrix(c, stack))
    matrices = (product.a, product.b, product.c)
    if any(step < 0 for matrix in matrices for step in (*matrix.steps, matrix.by_row, matrix.by_column)):
        return None
    return product


def _matrix(array: Array, stack: tuple[int, ...]) -> Matrix:
    size = array.itemsize
    spread = np.broadcast_to(array, (*stack, *array.shape[-2:]))
    strides = [0 if length == 1 else stride // size for length, stride in zip(spread.shape, spread.strides, strict=True)]
    rows, columns = array.shape[-2:]
    return Matrix(address_of(array), rows, columns, strides[-2], strides[-1], tuple(strides[:-2]))

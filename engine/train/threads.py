"""How many threads a run gives to matrix products, NumPy's or PyTorch's.

BLAS shares every product above a small size among all cores.  Where products are small, waiting for each other takes longer than
sharing saves, and twice so beside a window that is drawn meanwhile; and the last bits then depend on the machine's cores.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from engine.ir.graph import Value, ancestors

#: Multiplications in the largest product below which one thread is the better choice.  Measured on two cores with OpenBLAS:
#: 3 million take 8 % longer with both, 13 million are even (and twice as slow where the cores have other work), 51 million
#: take 41 % less.
WORTH_SHARING = 1 << 24

_USERS_CHOICE = (
    "OPENBLAS_NUM_THREADS",
    "GOTO_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def fitting_threads(loss: Value, batch_size: int, device: str = "cpu") -> AbstractContextManager[Any]:
    """One thread inside the block where the products are small; what the user's environment says is never overruled.

    Where PyTorch computes, NumPy's threads are sent to sleep: two pools that wait for work by spinning take the cores from each
    other.  Where a GPU computes, the host has nothing to share.
    """
    if any(os.environ.get(name) for name in _USERS_CHOICE):
        return nullcontext()
    return threads_of_run(largest_product(loss, batch_size) < WORTH_SHARING, device)


def one_thread() -> AbstractContextManager[Any]:
    """One thread for NumPy's products inside the block, unless the user's environment says how many."""
    return nullcontext() if any(os.environ.get(name) for name in _USERS_CHOICE) else _numpy_threads()


def threads_of_run(small: bool, device: str) -> AbstractContextManager[Any]:
    """The same where it is known whether the products are small, and whatever the environment says."""
    if device != "cpu":
        return _torch_threads(one=small or device != "cpu:torch")
    return _numpy_threads() if small else nullcontext()


def _numpy_threads() -> AbstractContextManager[Any]:
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1, user_api="blas")  # type: ignore[no-any-return]


@contextmanager
def _torch_threads(one: bool) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    with _numpy_threads():
        if one:
            torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(before)


def largest_product(loss: Value, batch_size: int) -> int:
    """Multiplications in the largest product with a weight that the loss needs: its output's entries times a column's length."""
    found = [0]
    for node in ancestors([loss]):
        for weight in node.inputs:
            if weight.node.op == "variable" and weight.rank >= 2:
                sizes = [dim if isinstance(dim, int) else batch_size for dim in node.outputs[0].shape]
                found.append(math.prod(sizes) * math.prod(weight.type.static_shape[:-1]))
    return max(found)

"""What the registers of this processor hold, by which products are cut into blocks."""

from __future__ import annotations

import platform
from functools import cache

ITEM = {"f4": 4, "f8": 8}


@cache
def _registers() -> tuple[int, int]:
    """Bytes of a vector register, and how many there are."""
    import llvmlite.binding as llvm

    features = llvm.get_host_cpu_features()
    if features.get("avx512f"):
        return 64, 32
    if features.get("avx2") and features.get("fma"):
        return 32, 16
    return 16, 32 if platform.machine().lower() in ("arm64", "aarch64") else 16


def lanes(code: str) -> int:
    """Entries of a vector."""
    return _registers()[0] // ITEM[code]


def widest() -> int:
    """Vectors side by side in the widest block of a product."""
    return 4 if _registers()[1] == 32 else 2


def rows_of(vectors: int) -> int:
    """Rows of a block that wide, so that its sums, a row of the one factor and an entry of the other stay in registers."""
    few = _registers()[1] == 16
    return {1: 8 if few else 12, 2: 6 if few else 12, 3: 8, 4: 6}[vectors]

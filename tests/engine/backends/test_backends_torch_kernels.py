"""The PyTorch table against the ops' references: every sample of every op, in both float dtypes, on ``cpu:torch``."""

from __future__ import annotations

import pytest
from sample_runs import CASES, assert_same, runs_beside_reference

from engine.ops.spec import Op, Sample
from engine.testing.samples import case_name

torch = pytest.importorskip("torch", reason="the PyTorch backend needs PyTorch")
pytestmark = pytest.mark.reference

#: PyTorch sums in another order than NumPy, and its own exp, log and pow end in other last bits.
TOLERANCE = {"float32": 4e-6, "float64": 1e-12}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_every_op_runs_as_its_reference(case: tuple[Op, Sample], dtype: str) -> None:
    for found, right in runs_beside_reference(*case, dtype, "cpu:torch"):
        assert_same(found, right, TOLERANCE[dtype])

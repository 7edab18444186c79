"""Matmul: every pairing of ranks, empty sizes, named dimensions, and what it says to a mismatch."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ops_bench import infer, refusal, run, slopes_of

from engine.ir.types import TensorType
from engine.ops.registry import get
from engine.testing.gradcheck import check_op
from engine.testing.strategies import broadcastable

SIDE = st.integers(0, 3)


@settings(max_examples=60, deadline=None)
@given(broadcastable(max_rank=2), SIDE, SIDE, SIDE, st.booleans(), st.booleans())
def test_any_ranks(batch: tuple[tuple[int, ...], ...], rows: int, inner: int, columns: int, row: bool, column: bool) -> None:
    left = (inner,) if row else (*batch[0], rows, inner)
    right = (inner,) if column else (*batch[1], inner, columns)
    rng = np.random.default_rng(1)
    a, b = np.asarray(rng.random(left)), np.asarray(rng.random(right))
    expected = np.matmul(a, b)
    np.testing.assert_allclose(run("matmul", a, b), expected)
    assert infer("matmul", left, right) == expected.shape
    check_op(get("matmul"), [a, b])


def test_second_derivative_of_a_quadratic_form() -> None:
    matrix = np.array([[2.0, 1.0], [0.0, 3.0]])
    (found,) = slopes_of(lambda b, x: b.matmul(x, b.matmul(b.constant(matrix), x)), np.array([1.0, 2.0]), order=2)
    np.testing.assert_array_equal(found, (matrix + matrix.T).sum(axis=0))


def test_named_dimensions() -> None:
    assert infer("matmul", ("batch", 784), (784, 10)) == ("batch", 10)
    assert infer("matmul", ("batch", "time", 8), (8, 4)) == ("batch", "time", 4)
    assert infer("matmul", ("batch", None), (8, 4)) == ("batch", 4)
    assert infer("matmul", ("batch", 8), (8,)) == ("batch",)


def test_what_does_not_fit() -> None:
    assert refusal("matmul", ("batch", 64), (32, 10)) == (
        "MatMul 'here': input a (batch×64) has 64 columns, but input b (32×10) has 32 rows; make them equal"
    )
    assert "input b is a scalar; use Multiply" in refusal("matmul", (2, 3), ())
    assert "takes number values, but got bool" in refusal("matmul", TensorType("bool", (2, 2)), TensorType("bool", (2, 2)))


def test_integers() -> None:
    assert run("matmul", np.array([[1, 2]], np.int32), np.array([[3], [4]], np.int32)) == [[11]]


def test_einsum_over_sizes_that_are_named() -> None:
    assert infer("einsum", ("batch", 3), (3, 4), equation="ij,jk->ik") == ("batch", 4)
    assert infer("einsum", (None, 3), ("batch", 3), equation="ij,ij") == ()


def test_einsum_of_zero_sizes_and_one_input_only_letters() -> None:
    np.testing.assert_array_equal(run("einsum", np.ones((2, 0)), np.ones((0, 3)), equation="ij,jk->ik"), np.zeros((2, 3)))
    check_op(get("einsum"), [np.arange(6.0).reshape(2, 3), np.arange(4.0)], {"equation": "ij,k->k"}, order=2)


def test_what_einsum_refuses() -> None:
    assert "may hold letters, commas and an arrow only" in refusal("einsum", (2, 3), equation="i...->i")
    assert "equation 'ij,jk' names 2 inputs, but got 1" in refusal("einsum", (2, 3), equation="ij,jk")
    assert "repeats a letter in 'ii'" in refusal("einsum", (2, 2), equation="ii->i")
    assert "has a letter that no input has" in refusal("einsum", (2, 2), equation="ij->ik")
    assert "'ijk' in the equation has 3 letters, but its input is 2×2" in refusal("einsum", (2, 2), equation="ijk->i")
    assert "letter j of the equation stands for both 3 and 4" in refusal("einsum", (2, 3), (4, 5), equation="ij,jk->ik")

"""Sparse matrices: at the border SciPy's, inside refused or computed with, and their gradients PyTorch's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import engine as ng
from engine.errors import FeedError, GraphError, RuleError, TypeRuleError
from engine.ir import codec
from engine.ir.matrix import checked_matrix, type_of
from engine.ir.types import TensorType

FORMATS = ("csr", "csc", "coo", "lil", "dok", "bsr", "dia")


def matrix(rows: int = 6, columns: int = 9, density: float = 0.3, seed: int = 0, dtype: Any = np.float32) -> Any:
    return sparse.csr_array(sparse.random(rows, columns, density, "csr", dtype, np.random.default_rng(seed)))


@pytest.mark.parametrize("wide", [True, False], ids=["array", "matrix"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_of_scipy_is_fed_and_fetched_as_it_was(kind: str, wide: bool) -> None:
    x = ng.placeholder((None, 9), layout="csr")
    plain = matrix()
    fed = plain.asformat(kind) if wide else sparse.csr_matrix(plain).asformat(kind)
    with ng.Session() as session:
        found = session.run(ng.ops.sparse_cast(x, "float64"), {x: fed})
    assert found.format == "csr" and found.dtype == np.float64
    np.testing.assert_array_equal(found.toarray(), plain.toarray())


def test_how_many_entries_there_are_may_change_without_a_new_plan() -> None:
    x = ng.placeholder((6, 9), layout="csr")
    w = ng.Variable(np.ones((9, 2), np.float32))
    y = x @ w
    with ng.Session() as session:
        plans = set()
        for density in (0.0, 0.1, 0.5, 1.0):
            fed = matrix(density=density)
            np.testing.assert_allclose(session.run(y, {x: fed}), fed @ np.ones((9, 2)), rtol=1e-6)
            plans.add(id(session.prepare([y], {x.name: TensorType("float32", (6, 9), "csr")})))
        assert len(plans) == 1


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 5),
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-3, 3)), max_size=12),
    st.sampled_from(["csr", "coo"]),
    st.sampled_from(FORMATS),
)
def test_entries_survive_every_way_round(rows: int, columns: int, entries: Any, layout: str, kind: str) -> None:
    """Empty rows, no entries, no rows at all, and places that come twice, which are added."""
    inside = [(i, j, v) for i, j, v in entries if i < rows and j < columns]
    expected = np.zeros((rows, columns), np.float32)
    for i, j, v in inside:
        expected[i, j] += v
    places = np.array([(i, j) for i, j, _ in inside], np.int64).reshape(-1, 2)
    graph = ng.Graph()
    with graph:
        made = ng.sparse_tensor(places, np.array([v for *_, v in inside], np.float32), (rows, columns), layout=layout)
        back = ng.ops.to_sparse(ng.ops.to_dense(made), layout="coo")
        total = ng.ops.sum(made)
        share = ng.ops.sparsity(made)
        if rows and columns and kind not in ("bsr", "dia"):
            given_ = sparse.coo_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(rows, columns)).asformat(kind)
            checked_matrix(given_, layout)
    with ng.Session(graph=graph) as session:
        a, b, n, zeros = session.run([made, back, total, share])
    assert a.format == layout and b.format == "coo"
    np.testing.assert_array_equal(a.toarray(), expected)
    np.testing.assert_array_equal(b.toarray(), expected)
    assert n == expected.sum()
    assert zeros == pytest.approx((expected == 0).mean() if expected.size else 0)
    again = codec.decode(codec.encode(graph))
    with ng.Session(graph=again) as session:
        np.testing.assert_array_equal(session.run(again.value(made.name)).toarray(), expected)


def test_a_one_hot_vector_of_ten_thousand_is_zero_but_for_one_in_ten_thousand() -> None:
    assert float(ng.ops.sparsity(ng.ops.one_hot(7, 10_000)).numpy()) == pytest.approx(0.9999)


def test_lists_of_lists_make_a_matrix() -> None:
    value = ng.sparse.from_lil([[0, 3], [], [1]], [[1.0, 2.0], [], [5.0]], width=4).numpy()
    np.testing.assert_array_equal(value.toarray(), [[1, 0, 0, 2], [0, 0, 0, 0], [0, 5, 0, 0]])
    built = sparse.lil_array((3, 4), dtype=np.float32)
    built[0, [0, 3]] = [1, 2]
    built[2, 1] = 5
    np.testing.assert_array_equal(ng.sparse_tensor(built).numpy().toarray(), value.toarray())
    np.testing.assert_array_equal(ng.sparse.from_coo([0, 0], [1, 1], [1.0, 2.0], (1, 2)).numpy().toarray(), [[0, 3]])
    np.testing.assert_array_equal(ng.sparse_tensor([[0, 1], [2, 0]]).numpy().toarray(), [[0, 1], [2, 0]])


def test_operators_go_on_without_zeros() -> None:
    a = matrix()
    x = ng.sparse_tensor(a)
    dense = np.random.default_rng(1).normal(size=(9, 4)).astype(np.float32)
    left = np.random.default_rng(2).normal(size=(3, 6)).astype(np.float32)
    for value, expected in (
        (x @ dense, a @ dense),
        (ng.constant(left) @ x, left @ a),
        (x @ dense[:, 0], a @ dense[:, 0]),
        (ng.constant(left[0]) @ x, left[0] @ a),
        (x * 2, a * 2),
        (3 * x, a * 3),
        (x + x, a + a),
        (ng.ops.transpose(x), a.T),
        (ng.ops.square(x), a.multiply(a)),
        (ng.ops.sum(x, axis=0), a.sum(axis=0)),
    ):
        found = value.numpy()
        expected = expected.toarray() if sparse.issparse(expected) else expected
        np.testing.assert_allclose(found.toarray() if sparse.issparse(found) else found, expected, rtol=1e-5)
    assert (x @ dense).node.op == "sparse_matmul"
    assert (x * 2).type.layout == "csr"


@pytest.mark.parametrize(
    "build",
    [lambda x: ng.ops.exp(x), lambda x: x + 1.0, lambda x: ng.ops.reshape(x, [-1]), lambda x: x[0], lambda x: ng.nn.ReLU()(x)],
)
def test_an_op_that_knows_no_sparse_values_says_how_to_mend_it(build: Any) -> None:
    with pytest.raises(TypeRuleError, match="insert ToDense"):
        build(ng.placeholder((None, 9), layout="csr"))
    with pytest.raises(TypeRuleError, match="insert ToSparse"):
        ng.ops.sparse_sum(ng.placeholder((None, 9)))


def test_wrong_types_and_entries_are_refused() -> None:
    with pytest.raises(TypeRuleError, match="two dimensions"):
        ng.placeholder((3,), layout="csr")
    with pytest.raises(TypeRuleError, match="float32 or float64"):
        ng.placeholder((3, 2), dtype="float16", layout="csr")
    with pytest.raises(RuleError, match="no layout"):
        TensorType("float32", (2, 2), "diagonal")
    with pytest.raises(TypeRuleError, match="row 3 is outside 0 to 1"):
        ng.sparse_tensor([[3, 0]], [1.0], (2, 2))
    with pytest.raises(TypeRuleError, match="one pair for each"):
        ng.sparse_tensor([[0, 0]], [1.0, 2.0], (2, 2))
    with pytest.raises(TypeRuleError, match="pairs of whole numbers"):
        ng.sparse_tensor([[0.5, 0]], [1.0], (2, 2))
    with pytest.raises(GraphError, match="dense_shape"):
        ng.sparse_tensor([[0, 0]], [1.0])
    with pytest.raises(TypeRuleError, match="5 columns"):
        ng.placeholder((None, 5), layout="csr") @ ng.Variable(np.ones((4, 2)))


def hostile() -> list[Any]:
    """Matrices whose indices point outside their memory."""
    csr, coo, indptr = matrix(), matrix().tocoo(), matrix()
    csr.indices[0] = 1_000_000
    coo.coords[1][0] = -3
    indptr.indptr[1] = 10_000
    return [csr, coo, indptr]


@pytest.mark.parametrize("fed", hostile(), ids=["column", "negative", "pointer"])
def test_hostile_indices_never_reach_the_computation(fed: Any) -> None:
    x = ng.placeholder((None, 9), layout="csr", name="hostile")
    with ng.Session() as session, pytest.raises(FeedError, match="damaged"):
        session.run(ng.ops.sparse_sum(x), {x: fed})


def test_feeds_that_do_not_fit_are_refused() -> None:
    x, plain = ng.placeholder((None, 9), layout="csr"), ng.placeholder((None, 9))
    whole = ng.placeholder((None, 9), dtype="int32", layout="csr")
    with ng.Session() as session:
        with pytest.raises(FeedError, match="was fed 6×8"):
            session.run(ng.ops.sparse_sum(x), {x: matrix(columns=8)})
        with pytest.raises(FeedError, match="takes int32"):
            session.run(ng.ops.sparse_sum(whole), {whole: matrix()})
        with pytest.raises(FeedError, match="layout csr"):
            session.run(ng.ops.sum(plain), {plain: matrix()})
        with pytest.raises(FeedError, match="two dimensions"):
            session.run(ng.ops.sparse_sum(x), {x: np.ones(9)})
        dense = np.eye(9, dtype=np.float32)
        assert session.run(ng.ops.sparse_sum(x), {x: dense}) == 9


def test_gradients_of_both_operands_and_of_values() -> None:
    a, w = matrix(dtype=np.float64), np.random.default_rng(3).normal(size=(9, 2))
    places = np.stack([a.tocoo().row, a.tocoo().col], axis=1)
    graph = ng.Graph()
    with graph:
        values = ng.placeholder((None,), "float64", name="values")
        weights = ng.placeholder((9, 2), "float64", name="weights")
        made = ng.ops.sparse_from_values(values, places, [6, 9])
        loss = ng.ops.sum(ng.ops.tanh(made @ weights))
        slopes = ng.gradients(loss, [values, weights, made])
    feeds = {"values": a.data, "weights": w}
    with ng.Session(graph=graph) as session:
        to_values, to_weights, to_matrix = session.run(slopes, feeds)
    g = 1 - np.tanh(a @ w) ** 2
    np.testing.assert_allclose(to_weights, a.T @ g, rtol=1e-12)
    np.testing.assert_allclose(to_values, (g @ w.T)[places[:, 0], places[:, 1]], rtol=1e-12)
    np.testing.assert_allclose(to_matrix.toarray(), (g @ w.T) * (a.toarray() != 0), rtol=1e-12)
    assert ng.check_gradients(loss, [values, weights, made], feeds) < 1e-6


@pytest.mark.reference
def test_values_and_gradients_are_those_of_pytorch_sparse() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    a, w = matrix(dtype=np.float64), np.random.default_rng(3).normal(size=(9, 2))
    theirs = (
        torch.sparse_coo_tensor(np.array(a.tocoo().coords), a.tocoo().data, a.shape, check_invariants=True)
        .coalesce()
        .requires_grad_()
    )
    weights = torch.tensor(w, requires_grad=True)
    torch.sparse.mm(theirs, weights).tanh().sum().backward()
    x, v = ng.placeholder((6, 9), "float64", layout="coo"), ng.placeholder((9, 2), "float64")
    loss = ng.ops.sum(ng.ops.tanh(x @ v))
    with ng.Session() as session:
        to_x, to_v = session.run(ng.gradients(loss, [x, v]), {x: a, v: w})
    np.testing.assert_allclose(to_v, weights.grad.numpy(), rtol=1e-12)
    np.testing.assert_allclose(to_x.toarray(), theirs.grad.to_dense().numpy(), rtol=1e-12)


@pytest.mark.parametrize("layout", ["csr", "coo"])
def test_gradients_are_checked_at_the_entries_that_are_there(layout: str) -> None:
    x, w = ng.placeholder((None, 9), layout=layout), ng.Variable(np.ones((9, 2)), dtype="float64")
    loss = ng.ops.sum(ng.ops.tanh(ng.ops.square(x) @ ng.ops.cast(w, "float32")))
    assert ng.check_gradients(loss, [x, w], {x: matrix().tolil()}) < 1e-6


def test_a_dense_layer_takes_sparse_rows() -> None:
    x, plain = ng.placeholder((None, 9), layout="csr", name="x"), ng.placeholder((None, 9), name="plain")
    layer = ng.nn.Dense(4, activation="tanh")
    y, same = layer(x), layer(plain)
    a = matrix()
    with ng.Session(seed=0) as session:
        found, expected = session.run([y, same], {x: a, plain: a.toarray()})
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_a_file_keeps_the_layout_and_says_nothing_of_dense_ones(tmp_path: Any) -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((None, 9), layout="csr", name="x")
        ng.placeholder((2,), name="plain")
        ng.ops.sparse_sum(x, name="y")
    entries = {node["name"]: node["attrs"] for node in codec.encode(graph)["nodes"]}
    assert entries["x"]["layout"] == "csr" and "layout" not in entries["plain"]
    graph.save(tmp_path / "g.json")
    again = ng.load_graph(tmp_path / "g.json")
    assert again.value("x").type == x.type
    assert str(x.type) == "float32[?, 9] csr" and str(again.value("plain").type) == "float32[2]"
    with ng.Session(graph=again) as session:
        assert session.run(again.value("y"), {"x": matrix()}) == pytest.approx(matrix().sum(), rel=1e-5)


def test_a_plan_tells_what_is_sparse() -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((None, 9), layout="csr", name="x")
        y = x @ ng.Variable(np.ones((9, 2), np.float32), name="w")
    text = ng.compile(graph, y, feed_shapes={"x": (4, 9)}).describe()
    assert "x: float32[4, 9] csr" in text and "1 sparse values take memory by the entries" in text
    assert type_of(matrix()) == TensorType("float32", (6, 9), "csr")

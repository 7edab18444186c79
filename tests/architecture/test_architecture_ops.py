"""What every op declaration must bring, and that one declaration is all that a new op needs."""

from __future__ import annotations

import numpy as np
import pytest

import engine as ng
from app.catalog import from_ops
from app.catalog.registry import Catalog, catalog
from engine.ir.types import TensorType
from engine.ops import registry, state
from engine.ops.spec import NoGradient, Op, Port, Sample

OPS = list(registry.all_ops())


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_every_op_is_declared_whole(op: Op) -> None:
    assert op.title and op.help, "a user must be able to read what it does"
    assert op.formula and op.source
    if isinstance(op.gradient, NoGradient):
        assert len(op.gradient.reason) > 10
    assert not op.traits - {"elementwise", "promotes", "view", "commutative", "random", "state", "training", "late", "guarded"}
    if op not in state.OPS and "late" not in op.traits:  # those are the runner's own: they have tests of theirs
        assert op.samples, "the generated tests draw their inputs from the samples"


def test_every_op_with_a_category_is_a_kind_on_the_palette() -> None:
    targets = {kind.target for kind in catalog().kinds}
    missing = [op.name for op in OPS if op.category and op.name not in targets]
    assert missing == []


def test_a_title_stands_once_in_a_category() -> None:
    titles = [(kind.category, kind.title) for kind in catalog().kinds]
    assert len(titles) == len(set(titles))


@pytest.fixture
def softsign():
    """An op that does not ship, declared as an author would declare it."""
    op = Op(
        name="softsign",
        title="Softsign",
        inputs=(Port("x", accepts="float"),),
        infer=lambda types, attrs: types[0],
        reference=lambda x: x / (1 + np.abs(x)),
        gradient=lambda b, n: (n.g / b.square(b.absolute(n.x) + 1.0),),
        traits=frozenset({"elementwise"}),
        samples=(Sample(((3, 2),)),),
        category="activations",
        help="Softsign: x over one plus its absolute value.",
        formula="y = x / (1 + |x|)",
        source="Keras softsign",
    )
    registry.register((op,))
    yield op
    registry.unregister(["softsign"])


def test_one_declaration_makes_a_new_op_whole(softsign: Op) -> None:
    graph = ng.Graph()
    with graph:
        x = ng.placeholder((None, 3), name="x", dtype="float64")
        y = ng.ops.softsign(x)
        (gradient,) = ng.gradients(ng.ops.sum(y), [x])
    data = np.linspace(-2, 2, 6).reshape(2, 3)
    with ng.Session(graph=graph) as session:
        value, slope = session.run([y, gradient], feed_dict={x: data})
    np.testing.assert_allclose(value, data / (1 + abs(data)))
    np.testing.assert_allclose(slope, 1 / (1 + abs(data)) ** 2)
    assert Catalog(from_ops.kinds()).get("Softsign").category == "Activations"
    assert y.type == TensorType("float64", (None, 3))


def _own(op: Op) -> bool:
    """The runners' own, and what passes make for the NumPy plan alone."""
    return op in state.OPS or "late" in op.traits


@pytest.mark.reference
def test_every_primitive_has_a_row_in_the_pytorch_table() -> None:
    pytest.importorskip("torch", reason="the table's rows are PyTorch functions")
    from engine.backends.torch.kernels import ROWS

    assert [op.name for op in OPS if op.is_primitive and not _own(op) and op.name not in ROWS] == []

"""What may be joined while a wire is being drawn."""

from __future__ import annotations

import pytest

from app.catalog.registry import Catalog, catalog
from app.catalog.spec import Kind, PortSpec
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.model.rules import can_connect, input_ports, input_spec, reaches, same_family


def make(*kinds: str, links: tuple[tuple[str, str], ...] = ()) -> DocumentRecord:
    """Nodes n1, n2, ... of these kinds, and links such as ``("n1.y", "n2.x")``."""
    nodes = {f"n{i}": NodeRecord(id=f"n{i}", kind=kind, name=f"{kind}{i}") for i, kind in enumerate(kinds, 1)}
    made = [LinkRecord(PortRef.parse(a), PortRef.parse(b)) for a, b in links]
    return DocumentRecord(nodes=nodes, links={link.target: link for link in made})


def refusal(record: DocumentRecord, source: str, target: str, kinds: Catalog | None = None) -> str | None:
    found = can_connect(record, kinds or catalog(), PortRef.parse(source), PortRef.parse(target))
    return None if found is None else found.template.format(**found.params)


def test_what_fits_is_allowed_also_where_a_wire_is_already() -> None:
    record = make("Dense", "ReLU", "Dense", links=(("n1.y", "n2.x"),))
    assert refusal(record, "n2.y", "n3.x") is None
    assert refusal(record, "n3.y", "n2.x") is None


def test_wires_of_another_family_are_refused_with_words() -> None:
    record = make("Digits", "Dense", "Adam", "ExponentialDecay")
    assert refusal(record, "n1.data", "n2.x") == "'x' of Dense takes a tensor, but this wire carries a dataset"
    assert (
        refusal(record, "n4.schedule", "n3.loss") == "'loss' of Adam takes a loss, but this wire carries a learning-rate schedule"
    )
    assert refusal(record, "n4.schedule", "n3.schedule") is None


def test_a_dtype_is_no_reason_to_refuse_as_the_check_says_it_better() -> None:
    record = make("Batch", "Dense", "SparseCategoricalCrossentropy")
    assert refusal(record, "n1.y", "n2.x") is None
    assert refusal(record, "n2.y", "n3.y_true") is None


def test_circles_are_refused() -> None:
    record = make("ReLU", "ReLU", "ReLU", links=(("n1.y", "n2.x"), ("n2.y", "n3.x")))
    assert refusal(record, "n3.y", "n1.x") == "this wire would close a circle: 'ReLU1' already feeds 'ReLU3'"
    assert refusal(record, "n1.y", "n1.x") == "a node cannot feed itself"
    assert reaches(record, "n1", "n3") and not reaches(record, "n3", "n1")


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("n1.z", "n2.x", "ReLU has no output 'z'"),
        ("n1.y", "n2.z", "ReLU has no input 'z'"),
        ("n9.y", "n2.x", "there is no node 'n9'"),
        ("n1.y", "n9.x", "there is no node 'n9'"),
    ],
)
def test_what_is_not_there_is_named(source: str, target: str, wanted: str) -> None:
    assert refusal(make("ReLU", "ReLU"), source, target) == wanted


def test_a_kind_that_is_not_known_keeps_the_ports_of_its_wires() -> None:
    record = make("Digits", "Hologram", "Batch", links=(("n1.data", "n2.in"), ("n2.out", "n3.data")))
    kind = catalog().kind_of(record, "n2")
    assert kind.role == "unknown"
    assert [(port.name, port.wire) for port in kind.inputs] == [("in", "dataset")]
    assert [(port.name, port.wire) for port in kind.outputs] == [("out", "dataset")]
    assert refusal(record, "n1.data", "n2.in") is None


def test_variadic_inputs_show_those_in_use_and_one_more() -> None:
    spec = PortSpec("values", variadic=True)
    kind = Kind(name="Join", title="Join", category="Math", mark="tensor", role="op", inputs=(spec, PortSpec("axis")))
    assert input_ports(kind, set()) == ["values", "axis"]
    assert input_ports(kind, {"values"}) == ["values", "values_2", "axis"]
    assert input_ports(kind, {"values", "values_3"}) == ["values", "values_2", "values_3", "axis"]
    assert input_ports(kind, {"values", "values_2"}) == ["values", "values_2", "values_3", "axis"]
    assert input_spec(kind, "values_7") is spec
    assert input_spec(kind, "values_1") is None
    assert input_spec(kind, "axis_2") is None


def test_families_of_wires() -> None:
    assert same_family("labels", "tensor") and same_family("loss", "any") and same_family("dataset", "dataset")
    assert not same_family("dataset", "any") and not same_family("schedule", "loss")

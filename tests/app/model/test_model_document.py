"""The document: records by id, order kept, one signal an event."""

from __future__ import annotations

from typing import Any

import pytest

from app.model.document import Document, next_name
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings

A = NodeRecord(id="a", kind="Digits", name="digits")
B = NodeRecord(id="b", kind="Split", name="split", x=200)
C = NodeRecord(id="c", kind="Batch", name="batch", x=400)
AB = LinkRecord(PortRef("a", "data"), PortRef("b", "data"))
BC = LinkRecord(PortRef("b", "data"), PortRef("c", "data"))


def record_of(*nodes: NodeRecord, links: tuple[LinkRecord, ...] = ()) -> DocumentRecord:
    return DocumentRecord(nodes={node.id: node for node in nodes}, links={link.target: link for link in links})


def heard(document: Document) -> list[tuple[Any, ...]]:
    """Every signal that the document sends from now on."""
    log: list[tuple[Any, ...]] = []
    for name in ("node_added", "node_removed", "node_changed", "nodes_moved", "link_added", "link_removed", "name_changed"):
        getattr(document, name).connect(lambda value, name=name: log.append((name, value)))
    for name in ("settings_changed", "was_reset", "edited"):
        getattr(document, name).connect(lambda name=name: log.append((name,)))
    return log


def test_record_is_what_was_given() -> None:
    record = record_of(A, B, links=(AB,))
    document = Document(record)
    assert document.record() == record
    assert document.record() is document.record()
    assert list(document.nodes) == ["a", "b"]


def test_a_snapshot_does_not_change_afterwards() -> None:
    document = Document(record_of(A))
    before = document.record()
    document.insert_node(B)
    assert list(before.nodes) == ["a"]
    assert list(document.record().nodes) == ["a", "b"]


def test_every_mutator_tells_what_happened() -> None:
    document = Document(record_of(A, C))
    log = heard(document)
    document.insert_node(B, 1)
    document.insert_link(AB)
    document.insert_link(BC, 0)
    document.remove_link(AB.target)
    document.replace_node(NodeRecord(id="a", kind="Digits", name="numbers"))
    document.move_nodes({"a": (4.0, 8.0)})
    document.set_settings(RunSettings(epochs=3))
    document.set_name("Mine")
    document.remove_link(BC.target)
    document.remove_node("b")
    edited = ("edited",)
    assert log == [
        ("node_added", "b"), edited, ("link_added", AB), edited, ("link_added", BC), edited, ("link_removed", AB), edited,
        ("node_changed", "a"), edited, ("nodes_moved", ["a"]), ("settings_changed",), edited, ("name_changed", "Mine"),
        ("link_removed", BC), edited, ("node_removed", "b"), edited,
    ]  # fmt: skip
    assert document.record().nodes["a"].name == "numbers"
    assert (document.record().nodes["a"].x, document.record().nodes["a"].y) == (4.0, 8.0)


def test_order_of_nodes_and_links_is_where_they_were_put() -> None:
    document = Document(record_of(A, C))
    document.insert_node(B, 1)
    document.insert_link(BC)
    document.insert_link(AB, 0)
    assert list(document.record().nodes) == ["a", "b", "c"]
    assert list(document.record().links.values()) == [AB, BC]


def test_links_by_node_and_by_output() -> None:
    document = Document(record_of(A, B, C, links=(AB, BC)))
    assert document.links_of("b") == [AB, BC]
    assert document.links_of("a") == [AB]
    assert document.outgoing(PortRef("b", "data")) == [BC]
    assert document.outgoing(PortRef("c", "x")) == []


def test_a_node_that_is_wired_is_not_removed() -> None:
    document = Document(record_of(A, B, links=(AB,)))
    with pytest.raises(AssertionError):
        document.remove_node("a")


def test_ids_are_new_even_after_a_removal() -> None:
    document = Document(
        record_of(NodeRecord(id="n7", kind="Digits", name="digits"), NodeRecord(id="nine", kind="Batch", name="b"))
    )
    assert document.new_id() == "n8"
    document.remove_node("n7")
    assert document.new_id() == "n9"


def test_reset_becomes_another_document() -> None:
    document = Document(record_of(A))
    log = heard(document)
    document.reset(record_of(B))
    assert log == [("was_reset",), ("edited",)]
    assert list(document.nodes) == ["b"]


@pytest.mark.parametrize(
    ("base", "taken", "wanted"),
    [
        ("dense", set(), "dense"),
        ("dense", {"dense"}, "dense_2"),
        ("dense", {"dense", "dense_2"}, "dense_3"),
        ("dense_2", {"dense_2"}, "dense_3"),
        ("layer_09", {"layer_09"}, "layer_10"),
        ("_2", {"_2"}, "_2_2"),
    ],
)
def test_names_are_made_unique(base: str, taken: set[str], wanted: str) -> None:
    assert next_name(base, taken) == wanted

"""The document: records by id, order kept, one signal an event."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.model.delta import Changes, Delta, Rows, difference
from app.model.document import Document, Names, next_name
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
    for name in ("changed", "name_changed"):
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


def lead(document: Document, *nodes: NodeRecord, links: tuple[LinkRecord, ...] = ()) -> None:
    """Bring a document by one difference to these nodes and links."""
    before, after = document.record(), record_of(*nodes, links=links)
    document.apply(
        Delta(
            nodes=difference(before.nodes, after.nodes, before.nodes.keys() - after.nodes, after.nodes),
            links=difference(before.links, after.links, before.links.keys() - after.links, after.links),
        )
    )


def test_a_snapshot_does_not_change_afterwards() -> None:
    document = Document(record_of(A))
    before = document.record()
    document.apply(Delta(nodes=Rows(added=((1, "b", B),))))
    assert list(before.nodes) == ["a"]
    assert list(document.record().nodes) == ["a", "b"]


def test_a_command_tells_once_what_happened() -> None:
    document = Document(record_of(A, C))
    log = heard(document)
    there = Delta(
        nodes=Rows(added=((1, "b", B),), replaced={"a": (A, replace(A, name="numbers", x=4.0)), "c": (C, replace(C, y=8.0))}),
        links=Rows(added=((0, AB.target, AB), (1, BC.target, BC))),
    )
    document.apply(there)
    document.apply(there.back())
    both = {"nodes_changed": ("a",), "nodes_moved": ("a", "c")}
    assert log == [
        ("changed", Changes(nodes_added=("b",), links_added=(AB, BC), **both)), ("edited",),
        ("changed", Changes(nodes_removed=("b",), links_removed=(AB, BC), **both)), ("edited",),
    ]  # fmt: skip
    assert document.record() == record_of(A, C)


def test_what_is_only_moved_or_named_need_not_be_compiled_again() -> None:
    document = Document(record_of(A))
    log = heard(document)
    document.apply(Delta(nodes=Rows(replaced={"a": (A, replace(A, x=4.0))})))
    document.apply(Delta(name=("Untitled", "Mine")))
    document.apply(Delta(settings=(RunSettings(), RunSettings(epochs=3))))
    assert log == [("changed", Changes(nodes_moved=("a",))), ("name_changed", "Mine"), ("settings_changed",), ("edited",)]


def test_another_wire_on_an_input_is_one_removed_and_one_added() -> None:
    document = Document(record_of(A, B, C, links=(AB,)))
    log = heard(document)
    other = LinkRecord(PortRef("c", "x"), AB.target)
    document.apply(Delta(links=Rows(replaced={AB.target: (AB, other)})))
    assert log[0] == ("changed", Changes(links_removed=(AB,), links_added=(other,)))


ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2), max_size=8)


@given(ROWS, ROWS, st.sets(st.sampled_from("abcdefgh")))
def test_a_difference_leads_there_and_back_in_order(before: dict[str, int], after: dict[str, int], dropped: set[str]) -> None:
    # what stays keeps its order, and what is new stands behind it: so a draft leaves its tables
    kept = {key: after[key] for key in before if key in after and key not in dropped}
    after = {**kept, **{key: value for key, value in after.items() if key not in kept}}
    gone = {key for key in before if key not in kept}
    rows = difference(before, after, gone, after)
    assert list(rows.apply(dict(before)).items()) == list(after.items())
    assert list(rows.back().apply(dict(after)).items()) == list(before.items())
    assert bool(rows) == (list(before.items()) != list(after.items()))


def test_edits_in_a_row_become_one() -> None:
    first, second = Rows(replaced={"a": (1, 2), "b": (5, 6)}), Rows(replaced={"a": (2, 3), "c": (7, 8)})
    assert first.then(second) == Rows(replaced={"a": (1, 3), "b": (5, 6), "c": (7, 8)})
    assert not first.then(first.back()) and first.then(Rows(added=((0, "d", 1),))) is None
    settings = (RunSettings(), RunSettings(epochs=3))
    assert not Delta(settings=settings).then(Delta(settings=settings[::-1]))
    assert Delta(name=("a", "b")).then(Delta(settings=settings)) == Delta(name=("a", "b"), settings=settings)


def test_links_by_node_and_by_output() -> None:
    document = Document(record_of(A, B, C, links=(AB, BC)))
    assert document.links_of("b") == [AB, BC]
    assert document.links_of("a") == [AB]
    assert document.outgoing(PortRef("b", "data")) == [BC]
    assert document.outgoing(PortRef("c", "x")) == []


def test_ids_are_new_even_after_a_removal() -> None:
    document = Document(
        record_of(NodeRecord(id="n7", kind="Digits", name="digits"), NodeRecord(id="nine", kind="Batch", name="b"))
    )
    assert document.new_id() == "n8"
    lead(document, document.nodes["nine"])
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


@given(
    st.lists(st.sampled_from(["a", "a_2", "a_4", "a_07", "b", "a_5", "_2"]), max_size=30),
    st.sets(st.sampled_from(["a_3", "a_8"])),
)
def test_finding_many_names_gives_what_finding_each_anew_gives(bases: list[str], taken: set[str]) -> None:
    names = Names(taken)
    for base in bases:
        name = names.free(base)
        assert name == next_name(base, taken)
        names.add(name)
        taken.add(name)

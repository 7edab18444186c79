"""The project file: the same document gives the same text, what is unknown is kept, what is broken is named."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.registry import catalog
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings
from app.project.examples import examples
from app.project.format import Writer, dumps, loads
from engine.errors import FormatError

TEXT = """{
 "nodegrad": 1,
 "name": "Täglich 数字",
 "settings": {"device": "cpu", "epochs": 3, "seed": 7, "precision": "mixed"},
 "nodes": [
  {"id": "n1", "kind": "Digits", "name": "digits", "x": 0, "y": -4},
  {"id": "n2", "kind": "Hologram", "name": "beam", "x": 10.5, "y": 0, "attributes": {"beams": [1, 2.0, null]}, "starred": true}
 ],
 "links": [
  {"from": "n1.data", "to": "n2.in", "via": [[1, 2]]}
 ],
 "groups": {"a": {"nodes": ["n1"]}}
}
"""

# --- round trips ------------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=8)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8
)
places = st.floats(-1e9, 1e9)


def without(*known: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(words.filter(lambda key: key not in known), values, max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> DocumentRecord:
    ids = draw(st.lists(words, unique=True, max_size=6))
    names = draw(st.lists(words, unique=True, min_size=len(ids), max_size=len(ids)))
    kinds = st.sampled_from([kind.name for kind in catalog().kinds]) | words
    nodes = {
        id_: NodeRecord(
            id=id_, kind=draw(kinds), name=name, x=draw(places), y=draw(places),
            attributes=draw(st.dictionaries(words, values, max_size=3)),
            muted=draw(st.booleans()), pinned=draw(st.just("") | words),
            extra=draw(without("id", "kind", "name", "x", "y", "attributes", "muted", "pinned")),
        )
        for id_, name in zip(ids, names, strict=True)
    }  # fmt: skip
    links: dict[PortRef, LinkRecord] = {}
    extra: dict[LinkRecord, dict[str, Any]] = {}
    ports = words.filter(lambda port: "." not in port)
    for position, target in enumerate(ids[1:], 1):
        for port in draw(st.lists(ports, unique=True, max_size=2)):
            source = PortRef(draw(st.sampled_from(ids[:position])), draw(ports))
            link = LinkRecord(source, PortRef(target, port))
            links[link.target] = link
            if unknown := draw(without("from", "to")):
                extra[link] = unknown
    return DocumentRecord(
        name=draw(words), nodes=nodes, links=links, link_extra=extra,
        settings=RunSettings(
            device=draw(words), epochs=draw(st.integers(1, 10**6)), seed=draw(st.integers(0, 2**32 - 1)),
            extra=draw(without("device", "epochs", "seed")),
        ),
        extra=draw(without("nodegrad", "name", "settings", "nodes", "links")),
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(documents())
def test_what_is_written_is_read_back(record: DocumentRecord) -> None:
    text = dumps(record)
    again = loads(text)
    assert again == record
    assert list(again.nodes) == list(record.nodes) and list(again.links) == list(record.links)
    assert dumps(again) == text
    text.encode("utf-8")
    json.loads(text)


@given(documents(), documents())
@settings(max_examples=40)
def test_a_writer_gives_the_same_text_each_time(first: DocumentRecord, second: DocumentRecord) -> None:
    mixed = msgspec.structs.replace(second, nodes={**second.nodes, **first.nodes}, link_extra={})
    writer = Writer()
    for record in (first, second, mixed, first, first):
        assert writer.dumps(record) == dumps(record)


def test_unknown_keys_kinds_and_attributes_are_written_back_to_the_byte() -> None:
    record = loads(TEXT)
    assert record.name == "Täglich 数字"
    assert record.nodes["n2"].extra == {"starred": True}
    assert record.nodes["n2"].attributes == {"beams": [1, 2.0, None]}
    assert record.settings.extra == {"precision": "mixed"}
    assert record.extra == {"groups": {"a": {"nodes": ["n1"]}}}
    assert dumps(record) == TEXT


def test_the_examples_are_written_as_they_lie() -> None:
    for example in examples():
        text = example.path.read_text(encoding="utf-8")
        assert dumps(loads(text)) == text


def test_long_nodes_are_spread_over_lines() -> None:
    node = NodeRecord(id="n1", kind="Arrays", name="arrays", attributes={"x": [[float(i), i] for i in range(30)]})
    text = dumps(DocumentRecord(nodes={"n1": node}))
    assert max(map(len, text.splitlines())) < 132
    assert loads(text).nodes["n1"] == node


def test_halves_of_characters_do_not_break_the_file() -> None:
    record = DocumentRecord(name="a\ud800b")
    text = dumps(record)
    assert "\\ud800" in text and loads(text) == record
    text.encode("utf-8")


def test_little_is_enough() -> None:
    assert loads('{"nodegrad": 1}') == DocumentRecord()
    assert loads('\ufeff{"nodegrad": 1}') == DocumentRecord()


# --- what is broken ---------------------------------------------------------------------------------------------------


def message(text: str) -> str:
    with pytest.raises(FormatError) as caught:
        loads(text, "model.nodegrad")
    said = caught.value.message
    assert "model.nodegrad" in said and "\n" not in said and "{" not in caught.value.message.replace('"', "")
    return said


def doc(**changes: Any) -> str:
    """A small document with changes, as text."""
    base: dict[str, Any] = {
        "nodegrad": 1,
        "nodes": [{"id": "a", "kind": "ReLU", "name": "a"}, {"id": "b", "kind": "ReLU", "name": "b"}],
        "links": [{"from": "a.y", "to": "b.x"}],
    }
    return json.dumps({**base, **changes})


@pytest.mark.parametrize("cut", range(2, len(TEXT) - 2, 7))
def test_a_file_cut_off_anywhere_is_refused(cut: int) -> None:
    said = message(TEXT[:cut])
    assert "restore it from a copy" in said


def test_the_line_of_the_cut_is_named() -> None:
    said = message(TEXT[: TEXT.index('"Hologram"') + 4])
    assert said == "'model.nodegrad' is cut off in line 7; restore it from a copy"


@pytest.mark.parametrize("text", ["[1, 2]", '"text"', "12", "PK\x03\x04", "<html>", "name: x", "{}", '{"name": "other"}'])
def test_a_foreign_file_is_named_as_such(text: str) -> None:
    assert message(text) == "'model.nodegrad' is not a Nodegrad project; choose a file ending in .nodegrad"


def test_an_empty_file() -> None:
    assert message(" \n") == "'model.nodegrad' is empty; restore it from a copy"


def test_a_damaged_line_is_named() -> None:
    assert "damaged in line 6, column 10" in message(TEXT.replace('"id": "n1"', '"id": n1"'))


def test_a_newer_file() -> None:
    assert "newer Nodegrad (format 2, here 1)" in message('{"nodegrad": 2, "nodes": "secret"}')


WRONG: list[tuple[str, str]] = [
    (doc(nodegrad="1"), "names no format version"),
    (doc(nodegrad=True), "names no format version"),
    (doc(nodegrad=0), "names no format version"),
    (doc(name=5), '"name" of the project must be a text'),
    (doc(nodes={}), '"nodes" must be a list'),
    (doc(nodes=[5]), "node 1 must be an object"),
    (doc(nodes=[{"kind": "ReLU", "name": "a"}]), 'node 1 has no "id"'),
    (doc(nodes=[{"id": 5, "kind": "ReLU", "name": "a"}]), '"id" of node 1 must be a text'),
    (doc(nodes=[{"id": "a", "name": "a"}]), "node 'a' has no \"kind\""),
    (doc(nodes=[{"id": "a", "kind": "ReLU"}]), "node 'a' has no \"name\""),
    (doc(nodes=[{"id": "a", "kind": "ReLU", "name": "a", "x": "left"}]), "\"x\" of node 'a' must be a number"),
    (doc(nodes=[{"id": "a", "kind": "ReLU", "name": "a", "x": True}]), "\"x\" of node 'a' must be a number"),
    (doc(nodes=[{"id": "a", "kind": "ReLU", "name": "a", "y": 1e12}]), "\"y\" of node 'a' is too far out"),
    (doc(nodes=[{"id": "a", "kind": "ReLU", "name": "a", "attributes": []}]), "\"attributes\" of node 'a' must be an object"),
    (doc(nodes=[{"id": "a", "kind": "R", "name": "a"}, {"id": "a", "kind": "R", "name": "b"}]), "two nodes have the id 'a'"),
    (doc(nodes=[{"id": "a", "kind": "R", "name": "n"}, {"id": "b", "kind": "R", "name": "n"}]), "'a' and 'b' are both named 'n'"),
    (doc(links=5), '"links" must be a list'),
    (doc(links=["a.y"]), "link 1 must be an object"),
    (doc(links=[{"from": "a.y"}]), 'link 1 has no "to"'),
    (doc(links=[{"from": "a", "to": "b.x"}]), "\"from\" of link 1 is 'a', but must name a node and a port"),
    (doc(links=[{"from": "a.y", "to": "z.x"}]), "link 1 names the node 'z', which is not there"),
    (doc(links=[{"from": "a.y", "to": "b.x"}, {"from": "a.z", "to": "b.x"}]), "two links go into 'b.x'"),
    (doc(links=[{"from": "a.y", "to": "b.x"}, {"from": "b.y", "to": "a.x"}]), "run in a circle through the node 'a'"),
    (doc(links=[{"from": "a.y", "to": "a.x"}]), "run in a circle"),
    (doc(settings=[]), '"settings" must be an object'),
    (doc(settings={"epochs": "many"}), '"epochs" of the settings must be a whole number'),
    (doc(settings={"epochs": 2.0}), '"epochs" of the settings must be a whole number'),
    (doc(settings={"epochs": 0}), "must be at least 1"),
    (doc(settings={"seed": -1}), "must be between 0 and 4294967295"),
    (doc(settings={"device": 1}), '"device" of the settings must be a text'),
    ('{"nodegrad": 1, "x": NaN}', "holds the number NaN"),
    ('{"nodegrad": 1, "x": 1e999}', "holds the number inf"),
    ('{"nodegrad": 1, "x": ' + "9" * 5000 + "}", "too many digits"),
    ('{"nodegrad": 1, "name": "a", "name": "b"}', 'gives "name" twice'),
    ('{"nodegrad": 1, "x": ' + "[" * 100 + "]" * 100 + "}", "nested deeper than 64 levels"),
    ('{"nodegrad": 1, "x": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested deeper than 64 levels"),
]


@pytest.mark.parametrize(("text", "wanted"), WRONG, ids=[wanted for _, wanted in WRONG])
def test_what_is_wrong_is_said_in_one_sentence(text: str, wanted: str) -> None:
    assert wanted in message(text)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_damage_never_raises_anything_else(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    length = data.draw(st.integers(0, 20))
    filling = data.draw(st.text(max_size=6) | st.sampled_from(["null", "[]", "{}", "-1", '"', "1e9999", "true"]))
    try:
        loads(TEXT[:start] + filling + TEXT[start + length :])
    except FormatError as error:
        assert "the project" in error.message

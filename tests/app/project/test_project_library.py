"""Files of the library: what is written is read back, whatever it holds; what is broken is one sentence and harms nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.library import kinds
from app.catalog.registry import Catalog, catalog
from app.model.definitions import TYPES, Parameter, parameter_name
from app.model.groups import ENTRY, EXIT, GROUP
from app.model.records import LinkRecord, NodeRecord, PortRef
from app.project.kinds import KindFile, check_name, dumps, loads
from app.project.library import Library
from engine.errors import FormatError, NodegradError

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False), TEXT,
                   st.lists(st.integers(-9, 9), max_size=3))  # fmt: skip
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
EXTRA = st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).map("x-{}".format), VALUES, max_size=2)
PARAMETERS = st.lists(
    st.builds(
        Parameter, name=NAMES, title=TEXT, type=st.sampled_from(TYPES), default=VALUES, unit=TEXT, help=TEXT, extra=EXTRA,
        optional=st.booleans(), exclusive=st.booleans(), choices=st.lists(TEXT, max_size=2).map(tuple),
        minimum=st.none() | st.integers(-9, 9), maximum=st.none() | st.floats(-9, 9),
    ),
    max_size=3, unique_by=lambda each: each.name,
)  # fmt: skip


@st.composite
def kind_files(draw: st.DrawFn) -> KindFile:
    """A group with a few nodes in it in a row, some of which follow parameters."""
    parameters = draw(PARAMETERS)
    names = [each.name for each in parameters]
    root = NodeRecord(id="n1", kind=GROUP, name="block", attributes={"inputs": ["x"], "outputs": ["y"]})
    inner = [NodeRecord(id="n2", kind=ENTRY, name="in", group="n1"), NodeRecord(id="n3", kind=EXIT, name="out", group="n1")]
    for number in range(draw(st.integers(0, 3))):
        driven = draw(st.dictionaries(NAMES, st.sampled_from(names), max_size=2)) if names else {}
        inner.append(NodeRecord(
            id=f"n{number + 4}", kind=draw(st.sampled_from(["Dense", "ReLU", "FromAnotherMachine"])), name=f"node_{number}",
            x=float(draw(st.integers(-99, 99))), group="n1", driven=driven, muted=draw(st.booleans()), extra=draw(EXTRA),
            attributes=draw(st.dictionaries(NAMES, VALUES, max_size=2)),
        ))  # fmt: skip
    chain = [PortRef("n2", "x"), *(PortRef(node.id, "y") for node in inner[2:])]
    links = [LinkRecord(a, PortRef(node.id, "x")) for a, node in zip(chain, inner[2:], strict=False)]
    links.append(LinkRecord(chain[-1], PortRef("n3", "y")))
    return KindFile(
        id=draw(NAMES), name=check_name(draw(NAMES)), category=draw(TEXT), help=draw(TEXT), parameters=tuple(parameters),
        nodes={node.id: node for node in (root, *inner)}, links={link.target: link for link in links}, extra=draw(EXTRA),
    )  # fmt: skip


@given(kind_files())
def test_what_is_written_is_read_back(kind: KindFile) -> None:
    again = loads(dumps(kind), "a.json")
    assert dumps(loads(dumps(again), "a.json")) == dumps(again)
    assert (again.id, again.name, again.help, again.parameters, again.links, again.extra) == (
        kind.id, kind.name, kind.help, kind.parameters, kind.links, kind.extra,
    )  # fmt: skip
    assert again.nodes == kind.nodes, "a kind says nothing of its parameters: they drive nothing before there is an instance"


@given(kind_files())
def test_any_kind_has_a_place_in_the_catalogue(kind: KindFile) -> None:
    whole = Catalog(catalog().every)
    for made in kinds([kind], whole):
        assert made.name == kind.name and [attr.name for attr in made.attrs] == [each.name for each in kind.parameters]
        assert [port.name for port in made.inputs] == ["x"]


PLAIN = KindFile(
    id="k1", name="Two layers", category="Layers", help="Help",
    nodes={
        "n1": NodeRecord(id="n1", kind=GROUP, name="block", attributes={"inputs": ["x"], "outputs": ["y"]}),
        "n2": NodeRecord(id="n2", kind=ENTRY, name="in", group="n1"),
        "n3": NodeRecord(id="n3", kind=EXIT, name="out", group="n1"),
    },
)  # fmt: skip


def changed(**changes: Any) -> str:
    return json.dumps({**json.loads(dumps(PLAIN)), **changes})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no kind"),
        ("import os", "holds no kind"),
        ('{"nodegrad": 1}', "holds no kind"),
        (dumps(PLAIN)[:-40], "cut off"),
        (changed(**{"nodegrad-kind": 9}), "newer Nodegrad"),
        (changed(**{"nodegrad-kind": "1"}), "format version"),
        (changed(id=""), "no id"),
        (changed(name="../evil"), "cannot be a kind's name"),
        (changed(name="x" * 61), "too long"),
        (changed(parameters=5), "list of objects"),
        (changed(parameters=[{"name": "a"}, {"name": "a"}]), "two parameters"),
        (changed(parameters=[{"name": "inputs"}]), "needs a free name"),
        (changed(parameters=[{"name": "a", "type": "code"}]), "needs a free name"),
        (changed(parameters=[{"name": "a", "minimum": "low"}]), "must be a number"),
        (changed(nodes=[]), "one Group"),
        (changed(links=[{"from": "n2.x", "to": "n9.y"}]), "not there"),
    ],
)
def test_a_file_that_holds_no_kind_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    library = Library(tmp_path)
    assert library.kinds == {} and words in str(library.faults["a.json"]) and "a.json" in str(library.faults["a.json"])


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(changed(later={"deep": [1]}, name="Kept"), encoding="utf-8")
    library = Library(tmp_path)
    library.save(msgspec.structs.replace(library.kinds["Kept"], help="Other"))
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["later"] == {"deep": [1]}, "and in the file that it came from"


def test_a_library_is_saved_renamed_and_emptied(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    assert library.kinds == {} and library.faults == {}
    library.save(PLAIN)
    assert [path.name for path in library.folder.iterdir()] == ["Two layers.json"]
    assert Library(library.folder).kinds == {"Two layers": PLAIN}
    library.rename("Two layers", "  Pair   of layers ")
    assert [path.name for path in library.folder.iterdir()] == ["Pair of layers.json"]
    with pytest.raises(NodegradError, match="has a kind 'PAIR of layers' already"):
        library.save(msgspec.structs.replace(PLAIN, id="other", name="PAIR of layers"))
    library.rename("Pair of layers", "PAIR of layers")
    assert list(library.kinds) == ["PAIR of layers"]
    library.delete("PAIR of layers")
    assert library.kinds == {} and list(library.folder.iterdir()) == []


def test_two_files_of_one_kind_and_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumps(PLAIN), encoding="utf-8")
    (tmp_path / "b.json").write_text(changed(name="Other"), encoding="utf-8")
    library = Library(tmp_path)
    assert list(library.kinds) == ["Two layers"] and "another file" in str(library.faults["b.json"])
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NodegradError, match="cannot be made"):
        Library(tmp_path / "file" / "library").save(PLAIN)


def test_a_kind_that_is_called_like_one_that_ships_is_left_out() -> None:
    whole = Catalog(catalog().every)
    assert list(kinds([msgspec.structs.replace(PLAIN, name="dense")], whole)) == []
    assert [kind.category for kind in kinds([PLAIN], whole)] == ["Library"]


def test_names_of_parameters() -> None:
    assert parameter_name("Hidden units", ()) == "hidden_units"
    assert parameter_name("Inputs", ()) == "inputs_2" and parameter_name("??", ["parameter"]) == "parameter_2"
    with pytest.raises(NodegradError, match="needs a name"):
        check_name("  ")


def test_a_reader_names_the_file() -> None:
    with pytest.raises(FormatError, match=r"'kind\.json'"):
        loads("[]", "kind.json")

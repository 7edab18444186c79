"""Ports by name, paths, and what flows through the borders of groups."""

from __future__ import annotations

from app.catalog.registry import catalog
from app.model import groups
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.model.rules import can_connect


def document(
    nodes: dict[str, tuple[str, str | None]], *links: tuple[str, str], **attributes: dict[str, list[str]]
) -> DocumentRecord:
    made = {
        node: NodeRecord(id=node, kind=kind, name=node, group=group, attributes=attributes.get(node, {}))
        for node, (kind, group) in nodes.items()
    }
    wires = [LinkRecord(PortRef.parse(source), PortRef.parse(target)) for source, target in links]
    return DocumentRecord(nodes=made, links={wire.target: wire for wire in wires})


NESTED = document(
    {
        "batch": ("Batch", None),
        "outer": ("Group", None),
        "in1": ("GroupInput", "outer"),
        "out1": ("GroupOutput", "outer"),
        "inner": ("Group", "outer"),
        "in2": ("GroupInput", "inner"),
        "out2": ("GroupOutput", "inner"),
        "bend": ("Reroute", "inner"),
        "dense": ("Dense", "inner"),
        "loss": ("MeanSquaredError", None),
    },
    ("batch.x", "outer.x"),
    ("in1.x", "inner.x"),
    ("in2.x", "bend.x"),
    ("bend.y", "dense.x"),
    ("dense.y", "out2.y"),
    ("inner.y", "out1.y"),
    ("outer.y", "loss.y_pred"),
)


def test_port_names_are_texts_that_files_can_write() -> None:
    assert groups.port_names({}, "inputs") == ("x",) and groups.port_names({}, "outputs") == ("y",)
    assert groups.port_names({"inputs": ["a", "a", "b.c", "+", "", 3, "d e"]}, "inputs") == ("a", "d e")
    assert groups.port_names({"inputs": "abc"}, "inputs") == groups.port_names({"inputs": None}, "inputs") == ()


def test_paths_run_from_the_outermost_and_end_in_a_circle() -> None:
    assert groups.path(NESTED.nodes, "inner") == ["outer", "inner"] and groups.path(NESTED.nodes, None) == []
    assert groups.scoped_name(NESTED.nodes, "dense") == "outer/inner/dense"
    circle = document({"a": ("Group", "b"), "b": ("Group", "a")})
    assert groups.path(circle.nodes, "a") == ["b", "a"] and groups.path(circle.nodes, "nowhere") == []


def test_contents_are_found_at_any_depth() -> None:
    assert groups.contents(NESTED, ["outer"]) == ["in1", "out1", "inner", "in2", "out2", "bend", "dense"]
    assert groups.contents(NESTED, ["inner"]) == ["in2", "out2", "bend", "dense"]


def test_wires_are_followed_through_borders() -> None:
    assert groups.origin(NESTED, PortRef("outer", "y")) == PortRef("dense", "y")
    assert groups.origin(NESTED, PortRef("bend", "y")) == PortRef("batch", "x")
    assert groups.origin(NESTED, PortRef("in2", "x")) == PortRef("batch", "x")
    assert groups.origin(NESTED, PortRef("outer", "z")) == PortRef("outer", "z")
    assert list(groups.ends(NESTED, PortRef("outer", "x"))) == [PortRef("dense", "x")]
    assert list(groups.ends(NESTED, PortRef("out2", "y"))) == [PortRef("loss", "y_pred")]


def test_an_output_elsewhere_is_seen_at_the_port_that_carries_it() -> None:
    assert groups.seen_from(NESTED, PortRef("batch", "x"), "inner") == PortRef("in2", "x")
    assert groups.seen_from(NESTED, PortRef("dense", "y"), None) == PortRef("outer", "y")
    assert groups.seen_from(NESTED, PortRef("dense", "y"), "inner") == PortRef("dense", "y")
    assert groups.seen_from(NESTED, PortRef("batch", "y"), "inner") == PortRef("batch", "y")


def test_ports_have_the_class_of_what_flows_through_them() -> None:
    def wires(node: str) -> list[str]:
        kind = catalog().kind_of(NESTED, node)
        return [port.wire for port in (*kind.inputs, *kind.outputs)]

    assert wires("outer") == ["tensor", "tensor"] and wires("in1") == ["tensor", "free"] == wires("out2")
    alone = document({"g": ("Group", None), "i": ("GroupInput", "g"), "o": ("GroupOutput", "g"), "d": ("Split", "g")},
                     ("i.x", "d.data"))  # fmt: skip
    kind = catalog().kind_of(alone, "g")
    assert [port.wire for port in (*kind.inputs, *kind.outputs)] == ["dataset", "free"]


def test_a_wire_fits_what_is_behind_the_border() -> None:
    nodes = document(
        {"g": ("Group", None), "i": ("GroupInput", "g"), "d": ("Dense", "g"), "digits": ("Digits", None), "relu": ("ReLU", None)},
        ("i.x", "d.x"),
    )
    refusal = can_connect(nodes, catalog(), PortRef("digits", "data"), PortRef("g", "x"))
    assert refusal is not None and "takes {wanted}" in refusal.template and refusal.params["wanted"] == "a tensor"
    assert can_connect(nodes, catalog(), PortRef("relu", "y"), PortRef("g", "x")) is None
    crossing = can_connect(nodes, catalog(), PortRef("relu", "y"), PortRef("d", "x"))
    assert crossing is not None and "border" in crossing.template

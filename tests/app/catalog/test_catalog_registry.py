"""The catalogue: every op with a category has a kind, search finds, menus offer what fits."""

from __future__ import annotations

import inspect

import pytest

import engine
from app.catalog.from_ops import from_op
from app.catalog.registry import CATEGORIES, Catalog, catalog, fitting_port
from app.catalog.spec import WIRE_CLASSES, Kind, PortSpec
from app.compile.roles import ROLES
from app.model.records import NodeRecord
from engine.data import registry as steps
from engine.ops import registry as ops
from engine.ops.attrs import REQUIRED, Attr
from engine.ops.spec import Op, Port, Sample

KINDS = catalog().kinds
MARKS = {"dataset", "tensor", "labels", "loss", "optimizer", "activation", "bool", "muted"}


def names(kinds: list[Kind]) -> list[str]:
    return [kind.name for kind in kinds]


def test_every_op_with_a_category_has_a_kind() -> None:
    targets = {kind.target for kind in KINDS}
    assert [op.name for op in ops.all_ops() if op.category and op.name not in targets] == []


def test_every_data_step_of_the_palette_has_a_kind() -> None:
    targets = {kind.target for kind in KINDS}
    assert [step.name for step in steps.all_steps() if step.palette and step.name not in targets] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kinds_are_complete(kind: Kind) -> None:
    assert kind.category in CATEGORIES and kind.mark in MARKS and kind.role in ROLES
    assert kind.help and "\n" not in kind.help
    ports = [*kind.inputs, *kind.outputs]
    assert all(port.wire in WIRE_CLASSES and "." not in port.name for port in ports)
    assert len({port.name for port in ports}) == len(ports)  # a port is named by node and port alone
    assert len({attr.name for attr in kind.attrs}) == len(kind.attrs)
    assert not kind.telling or kind.attr(kind.telling) is not None
    for attr in kind.attrs:
        if attr.default is not REQUIRED:
            attr.check(attr.default)


def test_kinds_of_ops_show_data_inputs_and_hide_weights_and_flags() -> None:
    dense = catalog().get("Dense")
    assert [port.name for port in dense.inputs] == ["x"]
    assert [(port.name, port.wire) for port in dense.outputs] == [("y", "tensor")]
    assert dense.telling == "units" and dense.mark == "tensor" and dense.category == "Layers"
    assert catalog().get("Dropout").attr("training") is None
    loss = catalog().get("SparseCategoricalCrossentropy")
    ports = [("y_true", "labels", True), ("y_pred", "tensor", True), ("sample_weight", "tensor", False)]
    assert [(port.name, port.wire, port.required) for port in loss.inputs] == ports
    assert [(port.name, port.wire) for port in loss.outputs] == [("loss", "loss")]
    assert catalog().get("Equal").outputs[0].wire == "bool"
    assert catalog().get("ArgMax").outputs[0].wire == "labels"
    assert catalog().get("Add").outputs[0].wire == "tensor"
    assert catalog().get("Concatenate").inputs[0].variadic


def test_an_optional_input_is_a_port_and_its_flag_is_no_attribute() -> None:
    op = Op(
        name="scale_by", title="ScaleBy", category="math",
        inputs=(Port("x", "float"), Port("by", "float", flag="has_by")),
        attrs=(Attr("has_by", "bool", False), Attr("power", "int", 1)),
        infer=lambda types, attrs: types[0], reference=lambda x, by=1, **attrs: x * by, gradient=lambda b, vjp: (vjp.g, None),
        samples=(Sample(((3,), (3,)), {"has_by": True}),), help="Scales.",
    )  # fmt: skip
    kind = from_op(op)
    assert [(port.name, port.required) for port in kind.inputs] == [("x", True), ("by", False)]
    assert [attr.name for attr in kind.attrs] == ["power"]


def test_optimizers_schedules_and_metrics_take_what_the_engine_takes() -> None:
    for kind in KINDS:
        module = {"optimizer": engine.optimizers, "schedule": engine.schedules, "metric": engine.metrics}.get(kind.role)
        if module is None:
            continue
        parameters = inspect.signature(getattr(module, kind.target)).parameters
        for attr in kind.attrs:
            default = parameters[attr.name].default
            assert attr.default == default or default is inspect.Parameter.empty


def test_getting_a_kind() -> None:
    assert catalog().get("Dense").name == "Dense" and "Dense" in catalog() and "Hologram" not in catalog()
    with pytest.raises(KeyError):
        catalog().get("Hologram")
    with pytest.raises(ValueError, match="declared twice"):
        Catalog([*KINDS, catalog().get("Dense").__class__(name="Dense", title="", category="", mark="", role="op")])


def test_palette_order() -> None:
    assert catalog().categories()[:3] == ("Data", "Layers", "Activations")
    assert sum(len(catalog().in_category(category)) for category in catalog().categories()) == len(KINDS)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dense", "Dense"), ("Dens", "Dense"), ("relu", "ReLU"), ("split", "Split"), ("batch", "Batch"), ("adam", "Adam"),
        ("mse", "MeanSquaredError"), ("linear", "Linear"), ("fully conn", "Dense"), ("scce", "SparseCategoricalCrossentropy"),
        ("sparse cat", "SparseCategoricalCrossentropy"), ("crossentropy", "BinaryCrossentropy"), ("matmul", "MatMul"),
        ("mat mul", "MatMul"), ("dot", "MatMul"), ("+", "Add"), ("soft", "Softmax"), ("accuracy", "Accuracy"), ("exp", "Exp"),
        ("learning rate", "ConstantRate"), ("decay", "ExponentialDecay"), ("mean", "Mean"), ("gradient desc", "GradientDescent"),
    ],
)  # fmt: skip
def test_search_finds_first(text: str, first: str) -> None:
    assert names(catalog().find(text))[0] == first


def test_search_ranks_prefix_over_word_over_keyword_over_letters() -> None:
    found = names(catalog().find("mean"))
    assert found.index("Mean") < found.index("MeanSquaredError")
    found = names(catalog().find("max"))
    assert found[0] == "Max" and found.index("Maximum") < found.index("ArgMax") < found.index("Softmax")
    assert names(catalog().find("zzz")) == []
    assert catalog().find("  ") == list(KINDS)


def test_menus_for_dropped_wires_offer_what_fits() -> None:
    fits = names(catalog().fitting("dataset", "from"))
    assert fits[-2:] == ["Group", "Reroute"] and {catalog().get(name).role for name in fits[:-2]} == {"transform", "batch"}
    assert "Digits" in names(catalog().fitting("dataset", "to"))
    fits = names(catalog().fitting("loss", "from"))
    assert fits[0] in ("SGD", "Adam") and "Split" not in fits
    schedules = {kind.name for kind in KINDS if kind.role == "schedule"}
    assert (
        set(names(catalog().fitting("schedule", "to"))) - {"Group", "Reroute"}
        == schedules
        >= {"ConstantRate", "ExponentialDecay"}
    )
    fits = names(catalog().fitting("labels", "from"))
    assert "SparseCategoricalCrossentropy" in fits and "Accuracy" in fits and "Dense" not in fits
    assert "Dense" in names(catalog().fitting("tensor", "from")) and "SGD" not in names(catalog().fitting("tensor", "from"))


def test_the_port_that_fits_best() -> None:
    loss = catalog().get("SparseCategoricalCrossentropy")
    assert fitting_port(loss, "labels", "from") == loss.inputs[0]
    assert fitting_port(loss, "tensor", "from") == loss.inputs[1]
    assert fitting_port(catalog().get("Batch"), "labels", "to") == catalog().get("Batch").outputs[1]
    assert fitting_port(catalog().get("Digits"), "tensor", "from") is None
    pair = Kind(
        name="Pair", title="Pair", category="Math", mark="tensor", role="op", inputs=(PortSpec("a", "any"), PortSpec("b", "any"))
    )
    assert fitting_port(pair, "tensor", "from") == pair.inputs[0]
    assert fitting_port(pair, "tensor", "from", {"a"}) == pair.inputs[1]


def test_nodes_are_counted_as_people_count_them() -> None:
    kinds = ["Dense", "Group", "GroupInput", "GroupOutput", "Note", "Frame", "Reroute", "FromElsewhere"]
    assert [kind for kind in kinds if catalog().counts(kind)] == ["Dense", "Group", "FromElsewhere"]
    assert catalog().count(NodeRecord(id=kind, kind=kind, name=kind) for kind in [*kinds, "Dense"]) == 4

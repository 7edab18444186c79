"""From document to graph: shapes, weights and the training spec."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from documents import add, check, kind, said, wire, with_node

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import DocumentRecord, PortRef, RunSettings
from app.project.examples import find_example
from engine.optim import SGD, Adam
from engine.train import Trainer

DIGITS = find_example("digits-mlp").load()
DIABETES = find_example("diabetes-regression").load()


def test_the_digits_example_is_in_order() -> None:
    result = check(DIGITS)
    assert result.ready and result.problems == ()
    types = {str(port): type_ for port, type_ in result.port_types.items()}
    assert (types["n5.x"].wire, types["n5.x"].shape, types["n5.x"].dtype) == ("tensor", "batch×64", "float32")
    assert (types["n5.y"].wire, types["n5.y"].shape, types["n5.y"].detail) == ("labels", "batch", "int64 batch")
    assert (types["n6.y"].shape, types["n8.y"].shape) == ("batch×64", "batch×10")
    assert types["n9.y_pred"] == types["n8.y"]
    assert (types["n9.loss"].wire, types["n9.loss"].shape) == ("loss", "scalar")
    assert (types["n1.data"].wire, types["n1.data"].shape) == ("dataset", "1,797 rows")
    assert types["n2.rows"].detail == ("1,797 rows · features float32 64 · labels of 10 classes · 1,437 training, 360 validation")


def test_figures_on_nodes_and_for_the_whole() -> None:
    result = check(DIGITS)
    assert result.parameters == 4810
    hidden = result.nodes["n6"]
    assert (hidden.parameters, hidden.footer) == (4160, "4,160 params")
    assert hidden.weights == {"kernel": "float32 64×64", "bias": "float32 64"}
    assert [result.nodes[node].footer for node in ("n1", "n2", "n5", "n9")] == [
        "1,797 rows", "1,437 / 360", "45 steps per epoch", "from logits",
    ]  # fmt: skip
    assert result.flops_per_sample == pytest.approx(2 * 64 * 64 + 2 * 64 * 10, rel=0.05)
    weights, batch = 4810 * 4, 32 * 4 * (64 + 64 + 64 + 10)
    assert result.memory_bytes == pytest.approx(4 * weights + 2 * batch, rel=0.05)


def test_memory_counts_what_the_optimizer_keeps() -> None:
    adam, sgd = check(DIGITS).memory_bytes, check(DIGITS, kind("adam", "SGD")).memory_bytes
    momentum = check(DIGITS, kind("adam", "SGD", momentum=0.9)).memory_bytes
    assert (adam - sgd, momentum - sgd) == (2 * 4810 * 4, 4810 * 4)


def test_the_spec_is_the_run() -> None:
    record = msgspec.structs.replace(DIGITS, settings=RunSettings(epochs=3, seed=5))
    lowered = lower(record, catalog())
    spec = lowered.spec
    assert spec is not None
    assert (spec.epochs, spec.seed, spec.device, spec.name) == (3, 5, "cpu", "Digits MLP")
    assert list(spec.inputs) == ["x", "y"] and list(spec.metrics) == ["accuracy"]
    assert isinstance(spec.optimizer, Adam)
    assert [stage.step.name for stage in spec.pipeline.stages] == ["digits", "split", "normalize", "shuffle", "batch"]
    assert [stage.origin for stage in spec.pipeline.stages] == ["n1", "n2", "n3", "n4", "n5"]
    trainer = Trainer(spec)
    assert trainer.series[:3] == ["loss", "learning_rate", "accuracy"]
    assert trainer.series[3:] == ["grad:hidden/kernel", "grad:hidden/bias", "grad:output/kernel", "grad:output/bias"]
    assert set(trainer.weights()) == {"hidden/kernel", "hidden/bias", "output/kernel", "output/bias"}


def test_nodes_of_the_graph_know_their_canvas_node() -> None:
    lowered = lower(DIGITS, catalog())
    assert lowered.values[PortRef("n6", "y")].origin == "n6"
    assert {value.origin for value in lowered.weights["n6"].values()} == {"n6"}
    names = [node.name for node in lowered.graph.ops("variable")]
    assert names == ["hidden/kernel", "hidden/bias", "output/kernel", "output/bias"]


def test_positions_and_their_order_do_not_change_the_run() -> None:
    moved = with_node(DIGITS, "hidden", x=9999.0)
    values = []
    for record in (DIGITS, moved):
        spec = lower(record, catalog()).spec
        assert spec is not None
        values.append(Trainer(spec).weights()["hidden/kernel"])
    np.testing.assert_array_equal(*values)


def test_a_schedule_sets_the_rate() -> None:
    spec = lower(DIABETES, catalog()).spec
    assert spec is not None and isinstance(spec.optimizer, SGD) and callable(spec.optimizer.learning_rate)
    event = next(iter(Trainer(spec).events()))
    assert event.values[1] == pytest.approx(0.05)


def test_constants_variables_and_placeholders() -> None:
    result = check(
        DocumentRecord(),
        add("c", "Constant", value=[[1, 2], [3, 4]]),
        add("i", "Constant", value=3, dtype="int64"),
        add("v", "Variable", shape=[2, 2], initializer="zeros"),
        add("p", "Placeholder", shape=["batch", 2]),
        add("m", "MatMul"),
        wire("p.y", "m.a"), wire("v.y", "m.b"),
    )  # fmt: skip
    types = {str(port): type_.detail for port, type_ in result.port_types.items()}
    assert types["c.y"] == "float32 2×2" and types["i.y"] == "int64 scalar" and types["v.y"] == "float32 2×2"
    assert result.port_types[PortRef("i", "y")].wire == "labels"
    assert result.parameters == 4 and result.nodes["v"].footer == "4 params"
    assert said(result) == [] and not result.ready


def test_a_constant_that_is_no_block_of_numbers() -> None:
    for value in ([[1, 2], [3]], "x", {"a": 1}, [None]):
        problem = next(p for p in check(DocumentRecord(), add("c", "Constant", value=value)).problems if p.severity == "error")
        assert problem.node == "c" and "numbers" in problem.message


def test_several_wires_go_into_a_variadic_input_in_the_order_of_its_ports() -> None:
    port = catalog().get("Concatenate").inputs[0].name
    record = add("j", "Concatenate", axis=-1)(DIGITS)
    for source, target in (("batch.x", f"{port}_2"), ("hidden.y", port), ("relu.y", f"{port}_3")):
        record = wire(source, f"j.{target}")(record)
    lowered = lower(record, catalog())
    assert [str(value.origin) for value in lowered.graph.node("j").inputs] == ["n6", "n5", "n7"]
    assert str(lowered.graph.node("j").outputs[0].type) == "float32[batch, 192]"

"""From document to graph: shapes, weights, the training spec, and each mistake at its place."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from documents import Change, add, attrs, check, cut, cut_at, drop, id_of, kind, only, ref, said, wire, with_node
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.describe import describe
from app.compile.lower import lower
from app.compile.problems import Problem
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef, RunSettings
from app.project.examples import examples, find_example
from app.project.format import dumps
from engine.optim import SGD, Adam
from engine.train import EpochDone, StepDone, Trainer

DIGITS = find_example("digits-mlp").load()
CANCER = find_example("breast-cancer-logistic").load()
DIABETES = find_example("diabetes-regression").load()


# --- what is right ----------------------------------------------------------------------------------------------------


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


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_labels_into_a_layer() -> None:
    result = check(DIGITS, wire("batch.y", "hidden.x"))
    problem = only(result)
    assert (problem.severity, problem.node, problem.port) == ("error", "n6", "x")
    assert problem.message == (
        "Dense 'hidden': input 'x' takes float values, but these are the dataset's labels (int64); connect x instead"
    )
    assert not result.ready
    assert PortRef("n6", "y") not in result.port_types and PortRef("n8", "y") not in result.port_types


def test_a_missing_input_is_said_once_and_what_lies_behind_stays_silent() -> None:
    problem = only(check(DIGITS, cut("hidden.x")))
    assert (problem.message, problem.node, problem.port) == ("Dense 'hidden' needs a wire into 'x'", "n6", "x")


def test_shapes_that_cannot_match() -> None:
    result = check(DIGITS, add("a", "Add"), wire("batch.x", "a.a"), wire("output.y", "a.b"))
    problem = only(result)
    assert problem.node == "a" and "shapes batch×64 and batch×10 cannot be broadcast together" in problem.message


def test_attributes_that_do_not_fit() -> None:
    problem = only(check(DIGITS, attrs("output", units=0)))
    assert problem.message == "Dense 'output': units is 0, but must be a whole number of at least 1"
    problem = only(check(DIGITS, attrs("split", validation_fraction=2)))
    assert problem.node == "n2" and problem.fixes[0].attributes == {"validation_fraction": 0.2}
    assert only(check(DIGITS, kind("output", "Dense"))).message == "Dense 'output': units is missing; set it"


def test_an_attribute_that_is_not_known_is_kept_with_a_warning() -> None:
    result = check(DIGITS, attrs("relu", colour=3))
    assert only(result).severity == "warning" and result.ready


def test_a_kind_that_is_not_known() -> None:
    problem = only(check(DIGITS, kind("relu", "Hologram")))
    assert problem.node == "n7" and problem.message.startswith("this version does not know the kind 'Hologram'")


def test_a_circle_does_not_hang() -> None:
    assert said(check(DIGITS, wire("output.y", "hidden.x"))) == [
        "'hidden' feeds itself through other nodes; remove a wire of the circle"
    ]


def test_wires_of_the_wrong_sort_in_a_file() -> None:
    result = check(DIGITS, wire("digits.data", "hidden.x"))
    assert said(result) == ["Dense 'hidden': input 'x' takes a tensor, but its wire carries a dataset; connect another output"]
    assert said(check(DIGITS, wire("relu.z", "output.x"))) == ["ReLU 'relu' has no output 'z'; remove the wire"]
    assert said(check(DIGITS, wire("batch.x", "relu.z"))) == ["ReLU 'relu' has no input 'z'; remove the wire"]


def test_data_steps_in_the_wrong_order() -> None:
    result = check(
        DIGITS, wire("digits.data", "normalize.data"), wire("normalize.rows", "split.data"), wire("split.rows", "shuffle.data")
    )
    problem = only(result)
    assert problem.node == "n2" and "put Split before Normalize" in problem.message


def test_a_loss_per_row_is_no_loss_to_minimize() -> None:
    problem = only(check(DIGITS, attrs("loss", reduction="none")))
    assert problem.node == "n10" and [(fix.text, fix.node) for fix in problem.fixes] == [("Set reduction to mean", "n9")]


def test_a_node_that_the_run_does_not_need_is_no_reason_not_to_train() -> None:
    result = check(DIGITS, add("spare", "ReLU"))
    assert said(result) and result.ready, "its missing wire is told, and Run works"
    assert not check(DIGITS, cut("relu.x")).ready


def test_two_optimizers_of_the_same_weights_are_refused() -> None:
    result = check(DIGITS, add("sgd", "SGD"), wire("loss.loss", "sgd.loss"))
    assert only(result).node == "n9" and "would both train 'hidden/kernel'" in only(result).message, only(result)


def test_optimizers_of_models_of_their_own_train_side_by_side() -> None:
    record = DIGITS
    for change in (
        add("dense", "Dense", units=10), wire("batch.x", "dense.x"),
        add("other", "SparseCategoricalCrossentropy", from_logits=True), wire("batch.y", "other.y_true"),
        wire("dense.y", "other.y_pred"), add("sgd", "SGD"), wire("other.loss", "sgd.loss"),
    ):  # fmt: skip
        record = change(record)
    result = lower(record, catalog())
    assert not result.problems and result.spec is not None
    assert list(result.spec.metrics)[:2] == ["adam", "sgd"]


def muted(*names: str) -> Change:
    def change(record: DocumentRecord) -> DocumentRecord:
        for name in names:
            record = with_node(record, name, muted=True)
        return record

    return change


def test_a_muted_node_is_a_wire() -> None:
    """Tensors and rows pass through; the graph is the one without the node."""
    whole = check(DIGITS)
    result = check(DIGITS, muted("relu", "shuffle"))
    assert result.ready and not said(result) and result.parameters == whole.parameters
    assert result.port_types[ref(DIGITS, "relu.y")] == result.port_types[ref(DIGITS, "hidden.y")]
    graph = lower(muted("relu", "shuffle")(DIGITS), catalog()).spec
    assert graph is not None and not graph.graph.ops("relu")
    assert [stage.step.name for stage in graph.pipeline.stages] == ["digits", "split", "normalize", "batch"]


def test_a_muted_layer_shows_what_its_absence_does_to_shapes() -> None:
    result = check(DIGITS, muted("output"))
    assert result.parameters == 64 * 64 + 64, "only the first layer is left"
    assert any(fix.attributes == {"units": 10} for problem in result.problems for fix in problem.fixes)


def test_a_muted_metric_and_a_muted_optimizer_are_left_out() -> None:
    result = lower(muted("accuracy")(DIGITS), catalog())
    assert result.spec is not None and not result.spec.metrics
    assert any("there is no optimizer" in text for text in said(check(DIGITS, muted("adam")), "hint"))


def test_a_muted_node_that_has_nothing_to_hand_on() -> None:
    result = check(DIGITS, muted("digits"))
    assert said(result)[0].startswith("Digits 'digits' is muted, but nothing comes in")


def test_a_second_batch() -> None:
    result = check(DIGITS, add("other", "Batch"), wire("shuffle.rows", "other.data"))
    assert only(result).node == "other"


def test_a_placeholder_that_nothing_feeds() -> None:
    result = check(DIGITS, add("p", "Placeholder", shape=["batch", 64]), wire("p.y", "hidden.x"))
    assert (only(result).node, only(result).message) == (
        "p", "Placeholder 'p' is fed by nothing while training; connect the data instead",
    )  # fmt: skip


def test_a_metric_may_not_take_the_name_of_a_figure() -> None:
    renamed = with_node(with_node(DIGITS, "loss", name="other"), "accuracy", name="loss")
    problem = only(check(renamed))
    assert "a metric may not be called 'loss'" in problem.message


def test_a_tensor_that_no_memory_holds() -> None:
    problem = only(check(DIGITS, attrs("hidden", units=10**12)))
    assert problem.node == "n6" and "more than memory has" in problem.message


@pytest.mark.parametrize(
    ("changes", "hints"),
    [
        ((drop("adam"),), ["no optimizer"]),
        ((drop("adam", "loss", "accuracy"),), ["no loss", "no optimizer"]),
        (
            (drop("adam", "loss", "accuracy", "batch", "hidden", "relu", "output"),),
            ["the rows of 'digits' are never cut into batches", "no loss", "no optimizer"],
        ),
    ],
)
def test_hints_say_what_run_still_needs(changes: tuple[Change, ...], hints: list[str]) -> None:
    result = check(DIGITS, *changes)
    found = said(result, "hint")
    assert len(found) == len(hints) and all(part in text for part, text in zip(hints, found, strict=True))
    assert said(result) == [] and not result.ready


def test_an_empty_canvas_says_where_to_begin() -> None:
    assert said(check(DocumentRecord()), "hint") == ["the canvas is empty; drop a dataset on it, or press Tab"]


# --- lints ------------------------------------------------------------------------------------------------------------


def fixed(record: DocumentRecord, problem: Problem) -> DocumentRecord:
    fix = problem.fixes[0]
    return attrs(record.nodes[fix.node].name, **fix.attributes)(record)


@pytest.mark.parametrize(
    ("record", "changes", "severity", "part", "fix"),
    [
        (DIGITS, [attrs("output", activation="softmax")], "warning", "softmax is applied before it", "Switch from_logits off"),
        (DIGITS, [attrs("loss", from_logits=False)], "warning", "but gets raw scores", "Switch from_logits on"),
        (DIGITS, [attrs("output", units=8)], "error", "the data has 10 classes, but 8 scores come in", "Set units to 10"),
        (DIGITS, [attrs("output", units=12)], "warning", "the data has 10 classes, but 12 scores", "Set units to 10"),
        (DIABETES, [attrs("line", units=3), drop("mae")], "error", "each target has 1 numbers", "Set units to 1"),
        (CANCER, [attrs("accuracy", threshold=0.5)], "warning", "where it begins at 0;", "Set threshold to 0"),
    ],
)
def test_lints_give_a_fix_that_fixes(record: DocumentRecord, changes: list[Change], severity: str, part: str, fix: str) -> None:
    for change in changes:
        record = change(record)
    problem = only(check(record))
    assert (problem.severity, problem.fixes[0].text) == (severity, fix) and part in problem.message
    assert check(fixed(record, problem)).problems == ()


def test_a_softmax_node_before_a_loss_from_logits() -> None:
    result = check(DIGITS, add("soft", "Softmax"), wire("output.y", "soft.x"), wire("soft.y", "loss.y_pred"))
    assert only(result).severity == "warning" and only(result).node == "n9"


def test_one_hot_targets_of_another_width() -> None:
    changes = (
        add("hot", "OneHotLabels"), wire("normalize.rows", "hot.data"), wire("hot.rows", "shuffle.data"),
        kind("loss", "CategoricalCrossentropy", from_logits=True),
    )  # fmt: skip
    assert check(DIGITS, *changes).problems == ()
    result = check(DIGITS, *changes, attrs("output", units=4), drop("accuracy"))
    assert only(result).fixes[0].text == "Set units to 10"


def test_softmax_over_one_unit() -> None:
    result = check(CANCER, attrs("score", activation="softmax"))
    assert "'score' is a softmax over one unit, which is always 1; use Sigmoid" in said(result, "warning")


def test_a_loss_that_no_weight_reaches() -> None:
    result = check(DIGITS, wire("batch.x", "loss.y_pred"))
    assert said(result) == ["Adam 'adam' has nothing to train: its loss depends on no weight; put a layer before the loss"]
    result = check(DIGITS, wire("batch.x", "loss.y_pred"), drop("adam"))
    assert any("depends on no weight" in text for text in said(result, "warning"))


# --- all of it --------------------------------------------------------------------------------------------------------

WANTED = {
    "digits-mlp": ("val_accuracy", 0.95, 1.0),
    "iris-softmax": ("val_accuracy", 0.9, 1.0),
    "breast-cancer-logistic": ("val_accuracy", 0.95, 1.0),
    "spirals-two-layer": ("val_accuracy", 0.97, 1.0),
    "digits-cnn": ("val_accuracy", 0.95, 1.0),
    "diabetes-regression": ("val_mae", 30.0, 50.0),
    "digits-softmax": ("val_accuracy", 0.93, 1.0),
    "xor": ("val_accuracy", 0.85, 1.0),
    "autoencoder": ("val_loss", 0.0, 0.025),
    "optimizer-race": ("val_adam", 0.0, 0.1),
    "vanishing-gradient": ("val_relu", 0.0, 0.15),
    "custom-loss": ("val_loss", 5.0, 12.0),
    "house-prices": ("val_r2", 0.95, 1.0),
    "outliers": ("val_absolute mae", 0.5, 2.5),
    "imbalanced-focal": ("val_focal recall", 0.6, 1.0),
    "collaborative-filtering": ("val_rmse", 0.3, 0.65),
    "bag-of-words": ("val_accuracy", 0.97, 1.0),
    "char-lstm": ("val_loss", 1.5, 2.1),
    "transformer-text": ("val_accuracy", 0.97, 1.0),
    "mnist-softmax": ("val_accuracy", 0.85, 1.0),
    "mnist-mlp": ("val_accuracy", 0.88, 1.0),
    "mnist-cnn": ("val_accuracy", 0.88, 1.0),
}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_in_order_and_learns(example: Any, example_document: Callable[[Any], DocumentRecord]) -> None:
    lowered = lower(example_document(example), catalog())
    assert all(problem.rule for problem in lowered.problems) and lowered.spec is not None
    last = [event for event in Trainer(lowered.spec).events() if isinstance(event, EpochDone)][-1]
    figure, low, high = WANTED[example.name]
    assert low <= last.values[figure] <= high


def test_every_example_has_a_note_that_lies_on_nothing() -> None:
    for example in examples():
        assert [text for _, _, text in example.texts()], example.name


def test_an_outlier_pulls_at_the_squared_error_alone() -> None:
    """Nine in ten points lie on y = 2x + 1."""
    spec = lower(find_example("outliers").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    for _ in trainer.events():
        continue
    weights = trainer.weights()
    squared, absolute = (float(weights[f"{name} line/bias"][0]) for name in ("squared", "absolute"))
    assert abs(absolute - 1) < 0.3 < 0.5 < squared - 1


def test_the_focal_loss_finds_more_of_the_rare_ones() -> None:
    spec = lower(find_example("imbalanced-focal").load(), catalog()).spec
    assert spec is not None
    values = [event.values for event in Trainer(spec).events() if isinstance(event, EpochDone)][-1]
    assert values["focal recall"] > values["plain recall"] + 0.1


def test_the_custom_loss_learns_what_nine_in_ten_stay_below() -> None:
    spec = lower(find_example("custom-loss").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    for _ in trainer.events():
        continue
    weights, rows = trainer.weights(), trainer.loaded.part("train").arrays()
    below = rows["y"] < rows["x"] @ weights["score/kernel"] + weights["score/bias"]
    assert 0.85 < float(below.mean()) < 0.95


def test_each_example_shows_what_its_note_says() -> None:
    """The sigmoid stack does not learn in the time in which the other does, as its first layers get next to no gradient."""
    spec = lower(find_example("vanishing-gradient").load(), catalog()).spec
    assert spec is not None
    trainer = Trainer(spec)
    steps = np.array([event.values for event in trainer.events() if isinstance(event, StepDone)])

    def norm(layer: str) -> float:
        return float(np.median(steps[:40, trainer.series.index(f"grad:{layer}/kernel")]))

    assert norm("sigmoid 1") < norm("sigmoid 6") / 100 and norm("relu 1") > norm("relu 6") / 10
    assert steps[-1, trainer.series.index("sigmoid")] > 0.6 > 0.2 > steps[-1, trainer.series.index("relu")]


JUNK: list[Any] = [
    0, 1, -1, 3, 100, 0.5, 1e30, 10**25, "x", "", None, True, [], [1], [-1], [None, 2], ["batch", 3], {}, {"name": "zeros"},
    {"name": "nope"}, [[1, 2], [3]], [[1, 2], [3, 4]], "float32", "int64", "none", "relu",
]  # fmt: skip


def behind(record: DocumentRecord, nodes: set[str]) -> set[str]:
    """These nodes and everything that feeds them."""
    more = {link.source.node for link in record.links.values() if link.target.node in nodes} | nodes
    return more if more == nodes else behind(record, more)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_document_makes_the_check_fail(data: st.DataObject) -> None:
    record = data.draw(st.sampled_from([example.load() for example in examples()]))
    names = [node.name for node in record.nodes.values()]
    kinds = [kind.name for kind in catalog().kinds]
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(names))
        now = catalog().get(record.nodes[id_of(record, name)].kind)
        what = data.draw(st.sampled_from(["attribute", "kind", "wire", "cut"]))
        if what == "attribute" and now.attrs:
            key = data.draw(st.sampled_from(now.attrs)).name
            record = attrs(name, **{key: data.draw(st.sampled_from(JUNK))})(record)
        elif what == "kind":
            record = with_node(record, name, kind=data.draw(st.sampled_from(kinds)))
        elif what == "wire":
            sources = [link.source for link in record.links.values()]
            target = data.draw(st.sampled_from(list(record.links)))
            link = LinkRecord(data.draw(st.sampled_from(sources)), target)
            record = msgspec.structs.replace(record, links={**record.links, target: link})
        elif len(record.links) > 1:
            record = cut_at(record, data.draw(st.sampled_from(list(record.links))))
    result = describe(lower(record, catalog()))
    if result.ready:
        needed = behind(record, {node.id for node in record.nodes.values() if catalog().get(node.kind).role == "optimizer"})
        wrong = {problem.node for problem in result.problems if problem.severity == "error"}
        assert all(problem.rule for problem in result.problems if problem.severity == "hint") and not wrong & needed
    else:
        assert said(result) or said(result, "hint")
    assert all(problem.message for problem in result.problems)
    for fix in (fix for problem in result.problems for fix in problem.fixes):
        editor = Editor(Document(record), QUndoStack(), catalog())
        editor.apply_fix(fix)
        editor.undo_stack.undo()
        assert dumps(editor.document.record()) == dumps(record)


def test_checking_loose_nodes_takes_time_in_proportion_to_their_number() -> None:
    def seconds(count: int) -> float:
        nodes = {f"n{i}": NodeRecord(id=f"n{i}", kind="ReLU", name=f"relu_{i}", x=0.0, y=0.0) for i in range(count)}
        gc.disable()  # a collection looks at everything that other tests have left in the process
        try:
            began = time.process_time()
            result = lower(DocumentRecord(nodes=nodes), catalog())
            took = time.process_time() - began
        finally:
            gc.enable()
        assert [problem.node for problem in result.errors][:2] == ["n0", "n1"]
        return took

    few, many = min(seconds(1_000) for _ in range(3)), seconds(20_000)
    assert many / few < 100, "twenty times as many nodes; a square would be four hundred"

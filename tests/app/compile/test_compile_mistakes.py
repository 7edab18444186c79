"""Each mistake is said once, at its place, and what Run still needs is named."""

from __future__ import annotations

import pytest
from documents import Change, add, attrs, check, cut, drop, kind, only, said, wire, with_node

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import DocumentRecord, PortRef
from app.project.examples import find_example

DIGITS = find_example("digits-mlp").load()


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

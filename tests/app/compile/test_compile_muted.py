"""Muted nodes: wires in the place of what they do."""

from __future__ import annotations

from documents import Change, check, ref, said, with_node

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.model.records import DocumentRecord
from app.project.examples import find_example

DIGITS = find_example("digits-mlp").load()


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

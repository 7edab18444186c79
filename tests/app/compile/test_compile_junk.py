"""No document makes the check fail, and none makes it slow."""

from __future__ import annotations

import gc
import time
from typing import Any

import msgspec
from documents import attrs, cut_at, id_of, said, with_node
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QUndoStack

from app.catalog.registry import catalog
from app.commands.editor import Editor
from app.compile.describe import describe
from app.compile.lower import lower
from app.model.document import Document
from app.model.records import DocumentRecord, LinkRecord, NodeRecord
from app.project.examples import examples
from app.project.format import dumps

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

"""Groups in project files: round trips, and one sentence for what no group can be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.project.format import dumps, loads
from engine.errors import FormatError

GROUP = {"id": "g", "kind": "Group", "name": "block", "attributes": {"inputs": ["x"], "outputs": []}}
ENTRY = {"id": "i", "kind": "GroupInput", "name": "in", "group": "g"}
DENSE = {"id": "d", "kind": "Dense", "name": "dense", "group": "g"}
OUTSIDE = {"id": "o", "kind": "ReLU", "name": "relu"}


def text(*nodes: dict[str, Any], links: list[tuple[str, str]] | None = None) -> str:
    wires = [{"from": source, "to": target} for source, target in links or []]
    return json.dumps({"nodegrad": 1, "nodes": list(nodes), "links": wires})


def test_groups_come_back_with_what_is_not_known() -> None:
    record = loads(text(GROUP, {**ENTRY, "colour": "red"}, DENSE, links=[("i.x", "d.x")]))
    assert record.nodes["d"].group == "g" and record.nodes["g"].group is None
    assert record.nodes["i"].extra == {"colour": "red"}
    assert loads(dumps(record)) == record and dumps(loads(dumps(record))) == dumps(record)


def test_a_file_without_groups_says_nothing_of_them() -> None:
    assert "group" not in dumps(loads(text(OUTSIDE)))


@pytest.mark.parametrize(
    ("hostile", "words"),
    [
        (text(DENSE), "lies in the group 'g', which is not there"),
        (text(OUTSIDE, {**DENSE, "group": "o"}), "lies in the group 'o', which is not there"),
        (text({**GROUP, "group": "g"}), "the group 'block' lies in itself"),
        (
            text({**GROUP, "group": "h"}, {"id": "h", "kind": "Group", "name": "other", "group": "g"}, DENSE),
            "lies in itself",
        ),
        (text(GROUP, ENTRY, {**ENTRY, "id": "j", "name": "again"}), "the group 'block' has two nodes of the kind GroupInput"),
        (text(GROUP, ENTRY, DENSE, OUTSIDE, links=[("o.y", "d.x")]), "link 1 crosses the border of a group"),
        (text(GROUP, {**DENSE, "group": 3}), "\"group\" of node 'd' must be a text"),
        (text(GROUP, {**DENSE, "group": None}), "node 'd' has no \"group\""),
        (text(GROUP, OUTSIDE, links=[("o.y", "g.x"), ("g.y", "o.x")]), "run in a circle"),
    ],
)
def test_what_no_group_can_be_is_refused_in_one_sentence(hostile: str, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        loads(hostile, "mine.nodegrad")
    assert words in caught.value.message and "mine.nodegrad" in caught.value.message


def test_deep_nesting_is_read() -> None:
    chain = [{"id": f"g{n}", "kind": "Group", "name": f"g{n}", **({"group": f"g{n - 1}"} if n else {})} for n in range(2000)]
    assert len(loads(text(*chain)).nodes) == 2000

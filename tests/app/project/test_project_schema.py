"""The published schema says what the reader accepts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app.project import schema
from app.project.examples import examples
from app.project.format import loads
from engine.errors import FormatError

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float)}


def fits(data: Any, rule: dict[str, Any]) -> bool:
    """Whether data fits a schema; the few words that ours uses."""
    if "const" in rule and data != rule["const"]:
        return False
    if "type" in rule and (not isinstance(data, TYPES[rule["type"]]) or isinstance(data, bool)):
        return False
    if ("minimum" in rule and data < rule["minimum"]) or ("maximum" in rule and data > rule["maximum"]):
        return False
    if len(data) < rule.get("minLength", 0) if isinstance(data, str) else False:
        return False
    if "pattern" in rule and not re.search(rule["pattern"], data):
        return False
    if isinstance(data, list):
        return all(fits(item, rule.get("items", {})) for item in data)
    if isinstance(data, dict):
        known = rule.get("properties", {})
        required = rule.get("required", ())
        return all(key in data for key in required) and all(fits(data[key], known[key]) for key in data if key in known)
    return True


def test_the_published_file_is_what_the_code_makes() -> None:
    assert schema.path().read_text(encoding="utf-8") == schema.render(), "run: python -m app.project.schema"


def test_every_example_fits() -> None:
    for example in examples():
        assert fits(json.loads(example.path.read_text(encoding="utf-8")), schema.schema())


NODE = {"id": "a", "kind": "ReLU", "name": "a"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"nodegrad": 2},
        {"nodegrad": 1, "name": 5},
        {"nodegrad": 1, "settings": {"epochs": 0}},
        {"nodegrad": 1, "settings": {"seed": 2**32}},
        {"nodegrad": 1, "nodes": [{"id": "a", "kind": "ReLU"}]},
        {"nodegrad": 1, "nodes": [{**NODE, "x": "left"}]},
        {"nodegrad": 1, "nodes": [{**NODE, "x": 1e10}]},
        {"nodegrad": 1, "nodes": [{**NODE, "id": ""}]},
        {"nodegrad": 1, "nodes": [{**NODE, "attributes": 5}]},
        {"nodegrad": 1, "nodes": [NODE], "links": [{"from": "a", "to": "a.x"}]},
    ],
)
def test_schema_and_reader_refuse_the_same(data: dict[str, Any]) -> None:
    assert not fits(data, schema.schema())
    with pytest.raises(FormatError):
        loads(json.dumps(data))

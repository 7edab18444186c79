"""The published JSON schema of the project file, made here so that it cannot drift from what the reader accepts.

``python -m app.project.schema`` writes ``resources/schema/nodegrad-1.schema.json``; a test holds the two together.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import resources
from app.model.definitions import TYPES
from app.model.records import RunSettings
from app.model.run_settings import OPTIONS
from app.project.format import FARTHEST, LARGEST_SEED, VERSION
from engine.ops.attrs import Attr

_TEXT = {"type": "string"}
_NUMBER = {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST, "default": 0}
_END = {"type": "string", "pattern": r"^.+\.[^.]+$"}


def schema() -> dict[str, Any]:
    """The schema as JSON data (draft 2020-12).  Keys that it does not name are allowed everywhere and kept."""
    defaults = RunSettings()
    settings = {
        "device": {**_TEXT, "default": defaults.device, "description": "Where the document is trained: cpu, cuda:0, ..."},
        "epochs": {"type": "integer", "minimum": 1, "default": defaults.epochs, "description": "Passes over the data."},
        "seed": {
            "type": "integer", "minimum": 0, "maximum": LARGEST_SEED, "default": defaults.seed,
            "description": "Decides initial weights, split, order of rows and random ops.",
        },
    }  # fmt: skip
    settings |= {attr.name: _option(attr) for attr in OPTIONS}
    parameter = {
        "name": {**_TEXT, "minLength": 1, "description": "Its name among the instance's attributes."},
        "title": {**_TEXT, "description": "How people call it."},
        "type": {"enum": list(TYPES), "default": "float"},
        "default": {"description": "Its value where the instance's attributes do not name it."},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "exclusive": {"type": "boolean", "default": False, "description": "Whether the range excludes its ends."},
        "choices": {"type": "array", "items": _TEXT},
        "unit": _TEXT,
        "optional": {"type": "boolean", "default": False, "description": "Whether null is a value."},
        "help": _TEXT,
    }
    node = {
        "id": {**_TEXT, "minLength": 1, "description": "Unique in the file; links name it."},
        "kind": {**_TEXT, "description": "The node's type, such as Dense; unknown ones are kept."},
        "name": {**_TEXT, "description": "Unique in the file; it names the weights and the exported layer."},
        "x": {**_NUMBER, "description": "Left edge on the canvas, in pixels."},
        "y": {**_NUMBER, "description": "Upper edge on the canvas, in pixels."},
        "attributes": {"type": "object", "default": {}, "description": "Those that differ from the kind's defaults, by name."},
        "group": {**_TEXT, "description": "The id of the Group node that this node lies in; links do not cross its border."},
        "muted": {"type": "boolean", "default": False, "description": "Whether the node hands on what comes in unchanged."},
        "dismissed": {"type": "array", "items": _TEXT, "default": [],
                      "description": "The rules whose warnings about this node are not told any more."},
        "pinned": {**_TEXT, "default": "", "description": "The output or weight whose value the node's card shows."},
        "definition": {
            **_object({
                "id": {**_TEXT, "minLength": 1, "description": "Which kind of the library the instance is of; names may change."},
                "name": {**_TEXT, "minLength": 1},
                "category": _TEXT,
                "help": _TEXT,
                "digest": {**_TEXT, "description": "Which version of the kind."},
                "parameters": {"type": "array", "items": _object(parameter, "name"), "default": []},
                "open": {"type": "boolean", "default": False, "description": "Whether what is in it may be changed."},
            }, "id", "name"),
            "description": "Of a Group: the kind of its own that it is an instance of.",
        },
        "driven": {
            "type": "object", "additionalProperties": _TEXT, "default": {},
            "description": "Attributes that follow a parameter of the instance around the node, by name.",
        },
    }  # fmt: skip
    link = {
        "from": {**_END, "description": "An output: the node's id, a dot, the port's name."},
        "to": {**_END, "description": "An input; it takes one link."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Nodegrad project",
        "description": "One document: a graph and how it is trained. No code is ever run from it.",
        **_object({
            "nodegrad": {"const": VERSION, "description": "Version of the format."},
            "name": {**_TEXT, "default": "Untitled"},
            "settings": {**_object(settings), "default": {}},
            "nodes": {"type": "array", "items": _object(node, "id", "kind", "name"), "default": []},
            "links": {"type": "array", "items": _object(link, "from", "to"), "default": []},
        }, "nodegrad"),
    }  # fmt: skip


def _option(attr: Attr) -> dict[str, Any]:
    """A setting as its declaration says."""
    kind = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}[attr.kind]
    limits = {"minimum": attr.minimum, "maximum": attr.maximum}
    return {
        "type": [kind, "null"] if attr.optional else kind,
        **{name: limit for name, limit in limits.items() if limit is not None},
        "default": attr.default,
        "description": attr.help,
    }


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "properties": properties}
    return {**made, "required": list(required)} if required else made


def path() -> Path:
    """Where the published schema lies."""
    return resources.path("schema", f"nodegrad-{VERSION}.schema.json")


def render() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    path().parent.mkdir(exist_ok=True)
    path().write_text(render(), encoding="utf-8")

"""Nothing that a document says can become code: names are made identifiers, texts stay literals."""

from __future__ import annotations

import ast
import keyword
from pathlib import Path

import numpy as np
import pytest
from export_specs import spec_of
from hypothesis import given, settings
from hypothesis import strategies as st

import engine as ng
from engine.data import source
from engine.export import TARGETS, export_code
from engine.export.names import Names, class_name, identifier, plain_text

HOSTILE = [
    '"""\nimport os\nos.system("true")\n"""',
    "'); import os; ('",
    "x\nimport os",
    "\\",
    "{0.__class__}",
    "class",
    "None",
    "np",
    "weights",
    "forward",
    "train",
    "self",
    "9 lives",
    "",
    "  ",
    "über/größe",
    "隐藏层",
    "e\u0301tape",
    "ﬁne",
    "a\u202eb",
    "%s %d %(prog)s",
    "x" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_identifiers_are_valid(text: str) -> None:
    name = Names().fresh(text)
    assert name.isidentifier() and not keyword.iskeyword(name) and len(name) <= 45
    assert class_name(text).isidentifier()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_names_are_unique_identifiers_that_python_keeps_apart(texts: list[str]) -> None:
    names = Names({"weights", "np"})
    made = [names.fresh(text) for text in texts]
    tree = ast.parse("\n".join(f"{name} = 0" for name in made))
    kept = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    assert kept == made
    assert len(set(made)) == len(made)
    assert not {"weights", "np"} & set(made)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_plain_text_cannot_end_a_docstring(text: str) -> None:
    plain = plain_text(text, "Model")
    assert ast.literal_eval(f'"""{plain}"""') == plain
    assert "\n" not in plain and len(plain) <= 60


def test_names_read_as_they_were_given() -> None:
    assert [identifier(text) for text in ("hidden/kernel", "Hidden layer", "ReLU", "maxPool2", "Dense_3")] == [
        "hidden_kernel",
        "hidden_layer",
        "relu",
        "max_pool2",
        "dense_3",
    ]
    assert class_name("Digits MLP") == "DigitsMLP"


def shape_of(code: str) -> list[tuple[str, str]]:
    """The statements of a module: what they are, and what they define."""
    found = []
    for node in ast.parse(code).body:
        target = node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else ""
        found.append((type(node).__name__, getattr(node, "name", target)))
    return found


def hostile_spec(text: str, folder: Path) -> object:
    (folder / "data.csv").write_text("a,b\n1,0\n2,1\n3,0\n4,1\n", encoding="utf-8")

    def build(x: ng.Value, y: ng.Value) -> tuple[ng.Value, dict[str, object]]:
        weight = ng.Variable(np.float32(1), name=f"w{text}")
        hidden = ng.nn.Dense(3, activation="tanh", name=text or "empty")(x * weight)
        logits = ng.nn.Dense(2, name=f"{text} out")(ng.nn.Dropout(0.5, name=text or "drop")(hidden))
        loss = ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True, name=f"{text}loss")
        return loss, {text or "metric": ng.metrics.accuracy(y, logits, name=text or "metric")}

    pipeline = source("csv", folder, file="data.csv").split(0.5).shuffle().batch(2)
    return spec_of(pipeline, build, name=text, folder=folder)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_change_nothing_but_names(text: str, target: str, tmp_path: Path) -> None:
    code = export_code(hostile_spec(text, tmp_path), target)  # type: ignore[arg-type]
    plain = export_code(hostile_spec("plain", tmp_path), target)  # type: ignore[arg-type]
    shape, expected = shape_of(code), shape_of(plain)
    assert [kind for kind, _ in shape] == [kind for kind, _ in expected]
    assert sum(name != other for (_, name), (_, other) in zip(shape, expected, strict=True)) <= 1  # the class of the model
    imports = [ast.unparse(node) for node in ast.parse(code).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert imports == [ast.unparse(node) for node in ast.parse(plain).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    compile(code, "<exported>", "exec")


def test_hostile_file_names_stay_texts(tmp_path: Path) -> None:
    file = 'evil"); import os; (".csv'
    (tmp_path / file).write_text("a,b\n1,0\n2,1\n", encoding="utf-8")

    def build(x: ng.Value, y: ng.Value) -> tuple[ng.Value, dict[str, object]]:
        logits = ng.nn.Dense(2, name="out")(x)
        return ng.losses.sparse_categorical_crossentropy(y, logits, from_logits=True), {}

    spec = spec_of(source("csv", tmp_path, file=file).batch(1), build, folder=tmp_path)
    tree = ast.parse(export_code(spec, "numpy"))
    values = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}  # type: ignore[attr-defined]
    assert ast.literal_eval(values["DATA_FILE"]) == file

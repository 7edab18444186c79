"""A loss by Expression: from the canvas to a run, to exported code, and to a sentence with its place where it is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from app.catalog.registry import catalog
from app.compile.describe import describe
from app.compile.lower import lower
from app.model.records import DocumentRecord, LinkRecord, NodeRecord, PortRef
from app.project.examples import find_example
from app.project.format import dumps, loads
from engine.errors import excerpt
from engine.export import export_code
from engine.train import StepDone, Trainer


def with_formula(formula: Any) -> DocumentRecord:
    """The diabetes regression with its loss replaced by a formula."""
    record = find_example("diabetes-regression").load()
    old = next(node for node in record.nodes.values() if node.kind == "MeanSquaredError")
    node = NodeRecord(id=old.id, kind="Expression", name="own_loss", attributes={"formula": formula})
    links = {}
    for link in record.links.values():
        source = PortRef(old.id, "result") if link.source.node == old.id else link.source
        links[link.target] = LinkRecord(source, link.target)
    return msgspec.structs.replace(record, nodes={**record.nodes, old.id: node}, links=links)


def losses(record: DocumentRecord, steps: int = 8) -> list[float]:
    spec = lower(record, catalog()).spec
    assert spec is not None
    events = Trainer(replace(spec, max_steps=steps)).events()
    return [float(event.values[0]) for event in events if isinstance(event, StepDone)]


def test_a_formula_trains_as_the_loss_that_it_spells() -> None:
    record = loads(dumps(with_formula("mean(square(y_pred - y_true))")))
    np.testing.assert_allclose(losses(record), losses(find_example("diabetes-regression").load()), rtol=1e-5)


@pytest.mark.parametrize("target", ["pytorch", "numpy"])
def test_a_formula_is_exported_as_readable_code_that_trains_alike(target: str, tmp_path: Path) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="exported PyTorch needs torch")
    record = with_formula("e = y_pred - y_true\nmean(where(abs(e) < 1, 0.5 * e ** 2, abs(e) - 0.5))")
    spec = lower(record, catalog()).spec
    assert spec is not None
    script = tmp_path / "script.py"
    script.write_text(export_code(spec, target))
    assert "    e = line - y\n" in script.read_text()
    subprocess.run([sys.executable, str(script), "--steps", "8", "--losses", str(tmp_path / "losses.json")], check=True,
                   capture_output=True, cwd=tmp_path)  # fmt: skip
    np.testing.assert_allclose(json.loads((tmp_path / "losses.json").read_text()), losses(record), rtol=2e-4)


def test_what_is_wrong_stands_at_the_node_with_its_place() -> None:
    result = describe(lower(with_formula("mean(sqare(y_pred - y_true))"), catalog()))
    (problem,) = [problem for problem in result.problems if problem.severity == "error"]
    assert problem.message == "Expression 'own_loss': there is no function 'sqare' at column 6; did you mean 'square'?"
    assert excerpt(problem.params) == "mean(sqare(y_pred - y_true))\n     ^"
    (problem,) = [p for p in describe(lower(with_formula("y_pred and y_true"), catalog())).problems if p.severity == "error"]
    assert problem.message.startswith("Expression 'own_loss': and (column 8): input a takes bool values")
    (problem,) = [p for p in describe(lower(with_formula("y_pred - y_true"), catalog())).problems if p.severity == "error"]
    assert "needs one number to make small" in problem.message


@pytest.mark.parametrize("formula", ["y_pred - y_true +", "mean(square(y_pred - y_true)", 3, None, ["a"]])
def test_a_file_with_a_wrong_formula_keeps_its_wires(formula: Any) -> None:
    record = with_formula(formula)
    result = describe(lower(record, catalog()))
    found = [problem.severity for problem in result.problems if "own_loss" in problem.message]
    assert found == ["error"] if isinstance(formula, str) else "error" in found
    assert loads(dumps(record)).links.keys() == record.links.keys()

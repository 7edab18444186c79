"""Data steps on the canvas: a project that reads a table through every step is checked, trained, resumed and exported alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from app.catalog.registry import catalog
from app.compile.describe import describe
from app.compile.lower import Lowered, lower
from app.model.records import DocumentRecord
from app.project.format import loads
from engine.export import export_code
from engine.train import EpochDone, StepDone, Trainer

STEPS = [
    ("SelectColumns", {"columns": "kind=flat, area, rooms"}), ("Split", {"validation_fraction": 0.25}), ("Normalize", {}),
    ("Cache", {"where": "file"}), ("Repeat", {"times": 2}), ("Shuffle", {"buffer": 16}), ("Prefetch", {"batches": 3}),
    ("Batch", {"batch_size": 8}),
]  # fmt: skip


def project(source: str, attributes: dict[str, Any], weight: bool = True) -> DocumentRecord:
    """A regression on the table that the source reads."""
    nodes: list[dict[str, Any]] = [{"id": "n0", "kind": source, "name": "table", "attributes": attributes}]
    nodes += [
        {"id": f"n{i}", "kind": kind, "name": kind.lower(), "attributes": attrs} for i, (kind, attrs) in enumerate(STEPS, 1)
    ]
    last = nodes[-1]["id"]
    nodes += [
        {"id": "d", "kind": "Dense", "name": "price", "attributes": {"units": 1}},
        {"id": "l", "kind": "MeanSquaredError", "name": "loss"}, {"id": "o", "kind": "Adam", "name": "adam"},
    ]  # fmt: skip
    links = [("n0.data", "n1.data"), *((f"n{i}.rows", f"n{i + 1}.data") for i in range(1, len(STEPS)))]
    links += [(f"{last}.x", "d.x"), ("d.y", "l.y_pred"), (f"{last}.y", "l.y_true"), ("l.loss", "o.loss")]
    links += [(f"{last}.sample_weight", "l.sample_weight")] * weight
    for i, node in enumerate(nodes):
        node |= {"x": 200 * i, "y": 0}
    settings = {"epochs": 3, "seed": 2}
    return loads(json.dumps({
        "nodegrad": 1, "name": "Houses", "settings": settings, "nodes": nodes,
        "links": [{"from": a, "to": b} for a, b in links],
    }))  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    area = rng.uniform(40, 200, 120).round(1)
    frame = pl.DataFrame({
        "area": area, "kind": rng.choice(["flat", "house"], 120), "rooms": rng.integers(1, 6, 120),
        "w": rng.uniform(0.5, 1.5, 120).round(2), "price": (area * 2.5 + rng.normal(0, 5, 120)).round(2) / 100,
    })  # fmt: skip
    frame = frame.with_columns(pl.when(pl.int_range(120) % 17 != 3).then("area"))
    frame.write_csv(tmp_path / "t.csv", separator=";", decimal_comma=True)
    frame.write_parquet(tmp_path / "t.parquet")
    return tmp_path


TABLE = {"target": "price", "target_kind": "numbers", "categorical": "kind", "weight": "w", "missing": "mean"}
CSV = {"file": "t.csv", "delimiter": "semicolon", "decimal": "comma", **TABLE}
SOURCES = [("CSVTable", CSV), ("CSVTable", {**CSV, "reading": "file"}), ("ParquetTable", {"file": "t.parquet", **TABLE})]


def lowered(record: DocumentRecord, folder: Path) -> Lowered:
    result = lower(record, catalog(), folder)
    assert [problem.message for problem in result.errors] == []
    assert result.spec is not None
    return result


def losses(record: DocumentRecord, folder: Path) -> list[float]:
    return [float(e.values[0]) for e in Trainer(lowered(record, folder).spec).events() if isinstance(e, StepDone)]


def test_a_table_through_every_step_trains_the_same_however_it_is_read(folder: Path) -> None:
    runs = [losses(project(source, attributes), folder) for source, attributes in SOURCES]
    assert len(runs[0]) == 3 * -(-180 // 8)
    for other in runs[1:]:
        np.testing.assert_allclose(other, runs[0], rtol=1e-6)
    assert not np.allclose(losses(project(*SOURCES[0], weight=False), folder), runs[0])


@pytest.mark.parametrize("target", ["numpy", pytest.param("pytorch", marks=pytest.mark.reference)])
@pytest.mark.parametrize("number", [0, 2])
def test_the_exported_script_reads_the_same_batches(folder: Path, target: str, number: int) -> None:
    if target == "pytorch":
        pytest.importorskip("torch", reason="the script needs PyTorch")
    record = project(*SOURCES[number])
    (folder / "script.py").write_text(export_code(lowered(record, folder).spec, target), encoding="utf-8")
    command = [sys.executable, "-I", "script.py", "--losses", "losses.json"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    written = json.loads((folder / "losses.json").read_text())
    np.testing.assert_allclose(written, losses(record, folder), rtol=1e-4)


def test_the_check_reads_only_the_head_of_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.data.table_read.read_rows", lambda *_: pytest.fail("the table was read"))
    for source, attributes in SOURCES:
        assert describe(lower(project(source, attributes), catalog(), folder)).ready


def test_a_column_that_is_not_there_and_weights_that_the_data_lacks_are_said_at_their_node(folder: Path) -> None:
    wrong = lower(project("CSVTable", {**CSV, "target": "prize"}), catalog(), folder)
    assert [(problem.node, "did you mean 'price'?" in problem.message) for problem in wrong.errors] == [("n0", True)]
    lacking = lower(project("CSVTable", {**CSV, "weight": ""}), catalog(), folder)
    assert [problem.message for problem in lacking.errors] == [
        "Batch 'batch' has no weights to give: the data has none; choose a source with sample_weight"
    ]


def test_a_bad_cell_ends_the_run_with_its_place(folder: Path) -> None:
    spec = lowered(project("CSVTable", {**CSV, "missing": "error"}), folder).spec
    assert spec is not None
    with pytest.raises(Exception, match=r"t.csv: row 4, column 'area' is empty") as caught:
        Trainer(spec)
    assert caught.value.origin == "n0"  # type: ignore[attr-defined]


def test_a_run_through_a_cache_goes_on_from_a_checkpoint(folder: Path) -> None:
    record = project(*SOURCES[1])
    whole = Trainer(lowered(record, folder).spec)
    epochs = [event.values for event in whole.events() if isinstance(event, EpochDone)]
    first = Trainer(lowered(record, folder).spec)
    events = first.events()
    for event in events:
        if isinstance(event, StepDone) and event.step == 31:
            first.save(folder / "state.safetensors")
            events.close()
            break
    rest = Trainer(lowered(record, folder).spec, resume=folder / "state.safetensors")
    assert [event.values for event in rest.events() if isinstance(event, EpochDone)] == epochs[1:]

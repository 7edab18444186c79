"""What may be loaded when: the engine starts light, the worker starts without Qt."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "jax", "keras", "sklearn", "scipy", "pandas", "polars", "matplotlib", "PySide6", "onnx", "numba", "app")


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_the_engine_loads_no_heavy_library() -> None:
    assert not loaded_after("import engine") & set(HEAVY)


@pytest.mark.parametrize("module", ["app.session.worker", "app.session.protocol", "app.session.ring", "app.compile.lower"])
def test_what_the_worker_needs_loads_no_qt(module: str) -> None:
    assert "PySide6" not in loaded_after(f"import {module}")


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("app/model", ("QtWidgets", "QtGui")),
        ("app/catalog", ("QtWidgets", "QtGui", "QtCore")),
        ("app/compile", ("QtWidgets", "QtGui")),
        ("app/project", ("QtWidgets", "QtGui", "QtCore")),
        ("app/commands", ("QtWidgets",)),
    ],
)
def test_rooms_keep_to_the_qt_they_may_use(room: str, forbidden: tuple[str, ...]) -> None:
    for path in (ROOT / room).glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.rpartition(".")[2] in forbidden], f"{path.name}:{node.lineno}"
            if room == "app/commands" and isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtGui":
                assert {alias.name for alias in node.names} <= {"QUndoCommand", "QUndoStack"}


def test_document_and_catalogue_load_no_widgets() -> None:
    pytest.importorskip("PySide6.QtCore", reason="Qt cannot be loaded", exc_type=ImportError)
    code = "import sys, app.model.document, app.catalog.registry, app.project.store, app.compile.live; "
    code += "print([m for m in sys.modules if m in ('PySide6.QtWidgets', 'PySide6.QtGui')])"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

"""What may be loaded when: the engine starts light, the worker starts without Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


def test_document_and_catalogue_load_no_widgets() -> None:
    code = "import sys, app.model.document, app.catalog.registry, app.project.store, app.compile.live; "
    code += "print([m for m in sys.modules if m in ('PySide6.QtWidgets', 'PySide6.QtGui')])"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

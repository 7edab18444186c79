"""``engine.export`` as it is called from outside: graphs, project files, and what is neither."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import engine as ng
from resources import __file__ as resources


def test_a_graph_that_trains_exports_its_loss(tmp_path: Path) -> None:
    rows, targets = np.ones((4, 2), np.float32), np.zeros((4, 1), np.float32)
    with ng.Graph("plane") as graph:
        x, y = ng.placeholder((None, 2), name="x"), ng.placeholder((None, 1), name="y")
        w, b = ng.Variable(np.array([[1.0], [2.0]], np.float32), name="w"), ng.Variable([0.5], name="b")
        loss = ng.losses.mean_squared_error(y, x @ w + b)
        ng.gradients(loss, [w, b])
        ng.optimizers.SGD(0.01).minimize(loss)
    path = tmp_path / "plane.py"
    code = ng.export(graph, target="numpy", path=path)
    assert path.read_text(encoding="utf-8") == code
    space: dict[str, object] = {}
    exec(code, space)
    weights = {"w": np.array([[1.0], [2.0]], np.float32), "b": np.array([0.5], np.float32)}
    assert space["plane"](weights, rows, targets) == pytest.approx(3.5**2)  # type: ignore[operator]


def test_a_project_file_exports_its_training() -> None:
    project = next((Path(resources).parent / "examples").glob("iris*.nodegrad"))
    assert "load_iris" in ng.export(project, target="pytorch") and "load_iris" in ng.export(str(project), target="numpy")


def test_other_things_are_refused() -> None:
    with pytest.raises(ng.ExportError, match="int cannot be exported; give a graph, a training spec or the path"):
        ng.export(3)  # type: ignore[arg-type]
    with pytest.raises(ng.FormatError, match="there is no file"):
        ng.export("nowhere.nodegrad")

"""Rules that hold for every source file: no pickle, nothing executed, no text that bypasses translation, no private paths."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("engine/**/*.py"), *ROOT.glob("app/**/*.py"), *ROOT.glob("resources/**/*.py")])

#: Modules that can run what a file contains.
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"}
#: The one place that executes text, which it wrote itself and checks first: tests/engine/backends/test_backends_written.py.
WRITTEN = "engine/backends/written.py"
#: The one place that runs a plug-in, for the content that the user switched on: tests/app/plugins and tests/engine/plugins.
PLUGIN = "engine/plugins/load.py"
#: Widget calls whose first text argument a user reads.
TEXT_CALLS = {
    "setText", "setToolTip", "setStatusTip", "setWindowTitle", "setPlaceholderText", "setTitle", "setAccessibleName",
    "setAccessibleDescription", "setWhatsThis", "setLabelText", "addTab", "setTabText", "addMenu", "addAction",
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QMenu", "QDockWidget", "QGroupBox",
}  # fmt: skip


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_that_a_file_says_is_executed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not {name.split(".")[0] for name in names} & UNSAFE_MODULES, f"{relative(path)}:{node.lineno} imports {names}"
    for call, name in calls(path):
        if isinstance(call.func, ast.Name):
            allowed = name == "exec" and path.relative_to(ROOT).as_posix() in (WRITTEN, PLUGIN)
            assert allowed or name not in ("eval", "exec"), f"{relative(path)}:{call.lineno} calls {name}"
        assert name not in ("exec_module", "run_path", "run_module"), f"{relative(path)}:{call.lineno} calls {name}"
        for keyword in call.keywords:
            if keyword.arg == "allow_pickle":
                assert isinstance(keyword.value, ast.Constant) and keyword.value.value is False, f"{relative(path)}:{call.lineno}"


@pytest.mark.parametrize("path", [path for path in SOURCES if "app" in path.parts], ids=relative)
def test_text_for_users_is_translated(path: Path) -> None:
    for call, name in calls(path):
        if name in TEXT_CALLS:
            for argument in call.args:
                literal = argument.value if isinstance(argument, ast.Constant) else ""
                if isinstance(argument, ast.JoinedStr):
                    literal = "".join(part.value for part in argument.values if isinstance(part, ast.Constant))
                words = re.findall(r"[A-Za-z]{2,}", literal) if isinstance(literal, str) else []
                assert not words, f"{relative(path)}:{call.lineno}: {name}({literal!r}) bypasses tr()"


def test_no_path_of_a_machine_and_no_registry_in_the_tree() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    wanted = r"/(root|farm)/|/wo" + r"rk/(main|shared)|https?://[^ )\"]*(pypi|python" + r"hosted|registry\.npm" + r"js)"
    found = subprocess.run(["git", "grep", "-nIE", wanted], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    mine = relative(Path(__file__))
    assert [line for line in found.splitlines() if not line.startswith(mine)] == []

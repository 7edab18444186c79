"""What the README shows is run: its Python works, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def run(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_the_first_python_of_the_readme_works(tmp_path: Path) -> None:
    loss, eager = run(blocks("python")[0], tmp_path).split()
    assert float(loss) < 1e-3 and float(eager) == 5.0


def test_its_model_learns_goes_on_and_is_kept(tmp_path: Path) -> None:
    lines = run(blocks("python")[1], tmp_path).splitlines()
    (accuracy,) = (float(line) for line in lines if line.startswith("0."))
    assert accuracy > 0.9 and (tmp_path / "digits.safetensors").exists()


def test_its_formulas_loops_and_sparse_tensors_work(tmp_path: Path) -> None:
    first, *rest = run(blocks("python")[2], tmp_path).split(maxsplit=1)
    assert abs(float(first) - np.log(np.cosh(1.0)) / 2) < 1e-6 and rest == ["(3, 16) (50000, 4)\n"]


def test_no_python_of_the_readme_is_left_out() -> None:
    assert len(blocks("python")) == 3


def test_the_two_commands_are_one_line_each() -> None:
    commands = [line for block in blocks("") for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("nodegrad demo") and "pytest" in commands[1]


def test_every_command_that_is_shown_exists() -> None:
    shown = {line.split()[1] for block in blocks("") for line in block.splitlines() if line.startswith("nodegrad ")}
    for name in shown:
        shown_help = subprocess.run([sys.executable, "-m", "app", name, "--help"], capture_output=True, text=True, check=False)
        assert shown_help.returncode == 0, name

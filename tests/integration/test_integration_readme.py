"""What the README shows is run: its Python works, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def test_the_python_of_the_readme_works(tmp_path: Path) -> None:
    (code,) = blocks("python")
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    loss, eager = run.stdout.split()
    assert float(loss) < 1e-3 and float(eager) == 5.0


def test_the_two_commands_are_one_line_each() -> None:
    commands = [line for block in blocks("") for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("nodegrad demo") and "pytest" in commands[1]


def test_every_command_that_is_shown_exists() -> None:
    shown = {line.split()[1] for block in blocks("") for line in block.splitlines() if line.startswith("nodegrad ")}
    for name in shown:
        run = subprocess.run([sys.executable, "-m", "app", name, "--help"], capture_output=True, text=True, check=False)
        assert run.returncode == 0, name

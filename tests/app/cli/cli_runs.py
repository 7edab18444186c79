"""How the tests call the command line: its code, what it says, and its answer in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main as cli

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    code = cli.run(list(arguments))
    said = capture.readouterr()
    return code, said.out, said.err


def data(capture: Capture, *arguments: str) -> Any:
    code, out, err = run(capture, *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)

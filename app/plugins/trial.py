"""A plug-in is tried in a process of its own, with a limit of time, before it is switched on: ``python -m app.plugins.trial``.

What it does there (an endless loop, the end of the process, a declaration that is wrong) harms nothing; the answer is one line
of JSON: the kinds that it has, or the sentence that says what is wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.errors import PluginError
from engine.plugins.guard import explained

LIMIT = 30.0  # seconds for all of it
_MARK = "nodegrad-plug-in:"


def command(path: str | Path, digest: str) -> list[str]:
    """How a trial is started."""
    return [sys.executable, "-P", "-m", "app.plugins.trial", str(path), digest]


def outcome(name: str, output: bytes, finished: bool) -> list[str]:
    """The kinds that a trial found; PluginError where it found something wrong, or did not come to an end by itself."""
    if not finished:
        raise PluginError("plug-in '{file}' does not come to an end; look for an endless loop", file=name)
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.startswith(_MARK)]
    try:
        answer = json.loads(lines[-1].removeprefix(_MARK)) if lines else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise PluginError("plug-in '{file}' ended the process that read it; remove what does so", file=name)
    if "template" in answer:
        raise PluginError(answer["template"], **answer["params"])
    return list(answer["kinds"])


def try_out(path: Path, digest: str, limit: float = LIMIT) -> list[str]:
    """The kinds of a plug-in, found in a process of its own; PluginError where it does not work."""
    try:
        done = subprocess.run(command(path, digest), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, timeout=limit, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return outcome(path.name, b"", finished=False)
    return outcome(path.name, done.stdout, finished=True)


def _find(path: Path, digest: str) -> dict[str, Any]:
    from app.catalog.registry import catalog
    from app.plugins.room import Room, kind_of
    from engine.ops import registry
    from engine.plugins import load
    from engine.plugins.check import check

    whole = catalog()
    try:
        ops = load.load(path, load.read(path, digest))
        Room(whole).check_free(ops, path.name)
        registry.register(ops)
        for op in ops:
            check(op, path.name)
            kind_of(op, path.name)
    except Exception as failure:
        error = explained(failure, path)
        return {"template": error.template, "params": {key: str(value) for key, value in error.params.items()}}
    return {"kinds": [op.title for op in ops]}


def main(arguments: Sequence[str]) -> None:
    path, digest = arguments
    answers = os.dup(1)  # what the plug-in prints is not the answer
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    found = _find(Path(path), digest)
    os.write(answers, f"{_MARK}{json.dumps(found)}\n".encode())
    os._exit(0)  # whatever threads it left behind


if __name__ == "__main__":
    main(sys.argv[1:])

"""Compiles one generated module into the cache: ``python -m engine.backends.compiled.build FILE``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.backends.compiled.load import load


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(5)  # training goes on meanwhile, and the window is drawn
    load(Path(sys.argv[1]), ())


if __name__ == "__main__":
    main()

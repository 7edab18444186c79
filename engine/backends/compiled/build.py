"""Compiles one generated module into the cache: ``python -m engine.backends.compiled.build FILE``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.backends.compiled import cache
from engine.backends.compiled.load import collect
from engine.backends.compiled.parts import apart


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(5)  # training goes on meanwhile, and the window is drawn
    collect(apart(Path(sys.argv[1]).read_text(encoding="utf-8"), cache.surroundings()))


if __name__ == "__main__":
    main()

"""``python -m app``, and the command ``nodegrad``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:2] == ["train"]:
        from engine.backends.blas_choice import begin

        begin()
    from app.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

"""From a lowered document to what the studio and the command line say of it."""

from __future__ import annotations

from app.compile.outcome import Outcome
from app.compile.problems import CheckResult
from app.compile.state import Lowered


def describe(lowered: Lowered) -> CheckResult:
    """What the check says of a lowered document."""
    return Outcome.of(lowered.check)

"""Export: graphs and trainings written as Python that a reviewer would merge."""

from __future__ import annotations

from engine.export.function import TABLES as TARGETS
from engine.export.function import export_function

__all__ = ["TARGETS", "export_function"]

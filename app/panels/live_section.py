"""What the selected node does while the run is on: figures that change with every step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.panels.inspector_sections import Section, clear
from app.panels.widgets import ElidedLabel, label
from app.text import tr
from app.theme import mono_font


class LiveSection(Section):
    """Names and figures; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Live"), parent)
        self.column.setContentsMargins(0, 12, 0, 0)
        top = QHBoxLayout()
        self.column.removeWidget(self.title)
        top.addWidget(self.title)
        self.step = label("", "small")
        self.step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.step, 1)
        self.column.addLayout(top)
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.column.addWidget(body)
        self._names: tuple[str, ...] = ()
        self.values: list[QLabel] = []
        self.hide()

    def show_rows(self, step: str, rows: Sequence[tuple[str, str]]) -> None:
        """Replace the figures; only texts change from one step to the next."""
        names = tuple(name for name, _ in rows)
        if names != self._names:
            self._names, self.values = names, []
            clear(self._grid)
            for at, name in enumerate(names):
                self._grid.addWidget(ElidedLabel(name), at, 0)
                value = label("", "muted")
                value.setFont(mono_font(11))
                self._grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
                self.values.append(value)
        for value, (name, text) in zip(self.values, rows, strict=True):
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")
        self.step.setText(step)
        self.setVisible(bool(rows))

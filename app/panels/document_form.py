"""The inspector's page while nothing is selected: the document's name and how it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.commands.editor import Editor
from app.compile.problems import CheckResult
from app.model.run_settings import BY_NAME
from app.panels.editors import ChoiceEditor
from app.panels.field_row import FieldRow
from app.panels.widgets import ElidedLabel, heading, label
from app.text import tr, tr_error
from app.theme import Theme
from engine.errors import NodegradError
from engine.ops.attrs import REQUIRED, Attr

NAME = Attr("name", "str", help="The document's name; files and exported scripts are called so.")
EPOCHS = Attr("epochs", "int", 20, minimum=1, maximum=1_000_000, help="How many times training sees the whole training part.")
SEED = Attr(
    "seed", "int", 0, minimum=0, maximum=2**32 - 1, help="Seed of initial weights, splits and shuffles; same seed, same run."
)
SETTINGS = (NAME, EPOCHS, SEED)
#: What is of interest only while early stopping is on.
_OF_EARLY_STOPPING = ("monitor", "patience", "min_delta", "restore_best_weights")
_ENDS = ("early_stopping", *_OF_EARLY_STOPPING, "loss_threshold")
_KEEPING = ("checkpoint_every",)


class DocumentForm(QWidget):
    """Name, epochs, seed, device, when a run ends early, how often it is kept.  ``refused`` carries a sentence for the user."""

    refused = Signal(str)

    def __init__(self, editor: Editor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._document = editor.document
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 16, 16)
        column.setSpacing(4)
        column.addWidget(ElidedLabel(tr("Inspector", "Document"), "title"))
        hint = label(tr("Inspector", "Select a node to see its attributes, types and help here."), "muted")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addSpacing(12)
        self.rows: dict[str, FieldRow] = {}
        self._monitors: list[str] = []
        self._monitor = ChoiceEditor(BY_NAME["monitor"], [])
        self._grid = self._add_group(SETTINGS)
        column.addSpacing(12)
        column.addWidget(heading(tr("Inspector", "Ending early")))
        column.addSpacing(4)
        self._add_group([BY_NAME[name] for name in _ENDS])
        column.addSpacing(12)
        column.addWidget(heading(tr("Inspector", "Checkpoints")))
        column.addSpacing(4)
        self._add_group([BY_NAME[name] for name in _KEEPING])
        column.addSpacing(12)
        column.addWidget(heading(tr("Inspector", "Figures in the status line")))
        column.addSpacing(4)
        figures = label(
            tr("Status", "Memory: weights, gradients, optimizer state and activations of one batch. Operations: forward pass."),
            "small",
        )
        figures.setWordWrap(True)
        column.addWidget(figures)
        column.addStretch(1)
        self.device: ChoiceEditor | None = None
        self.refresh()

    def _add_group(self, attrs: Sequence[Attr]) -> QGridLayout:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for attr in attrs:
            row = FieldRow(attr, self._theme, lambda: "", self, self._monitor if attr.name == "monitor" else None)
            row.applied.connect(lambda value, name=attr.name: self._apply(name, value))
            row.default_wanted.connect(lambda attr=attr: self._apply(attr.name, attr.default))
            row.finished.connect(self._editor.seal)
            row.add_to(grid)
            self.rows[attr.name] = row
        self._column.addWidget(body)
        return grid

    def set_devices(self, devices: Sequence[Mapping[str, Any]]) -> None:
        """Offer the devices that can be used."""
        usable = [(str(device["title"]), str(device["name"])) for device in devices if device.get("available")]
        if not usable:
            return
        if self.device is None:
            text = tr("Inspector", "Device")
            self._grid.addWidget(ElidedLabel(text, "muted"), self._grid.rowCount(), 0)
        else:
            self._grid.removeWidget(self.device)
            self.device.deleteLater()
        self.device = ChoiceEditor(Attr("device", "choice", "cpu", choices=tuple(name for _, name in usable)), usable)
        self.device.field.setAccessibleName(tr("Inspector", "Device"))
        self.device.edited.connect(lambda name: self._apply("device", name))
        self._grid.addWidget(self.device, self._grid.rowCount() - 1, 1)
        self.refresh()

    def show_check(self, result: CheckResult | None) -> None:
        """Offer the figures that the document has to watch."""
        monitors = list(result.monitors) if result is not None else []
        if monitors != self._monitors:
            self._monitors = monitors
            self._monitor.set_choices([(name, name) for name in monitors])
            self.refresh()

    def refresh(self) -> None:
        settings = self._document.settings
        for name, row in self.rows.items():
            row.show_value(self._document.name if name == "name" else getattr(settings, name))
        for name in _OF_EARLY_STOPPING:
            self.rows[name].set_visible(settings.early_stopping)
        line = self.rows["checkpoint_every"].editor.field
        line.setProperty("placeholderText", tr("Inspector", "auto"))
        if self.device is not None:
            self.device.show_value(settings.device)

    def _apply(self, name: str, value: Any) -> None:
        if value is REQUIRED:
            return
        try:
            if name == "name":
                self._editor.rename_document(value)
            else:
                self._editor.set_settings(**{name: value})
        except NodegradError as error:
            self.refused.emit(tr_error(error.template, error.params))
            self.refresh()

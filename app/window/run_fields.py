"""The toolbar's fields: device, epochs, the batch size of the document's Batch node, and the speed of a run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.panels.attribute_text import wanted
from app.panels.document_form import EPOCHS
from app.panels.editors import CalmCombo, TextEditor
from app.panels.widgets import label
from app.text import tr, tr_error
from app.theme import px, ui_font
from app.window.figures import count, memory
from app.window.run_control import PACES, RunControl
from app.window.workspace import Workspace
from engine.errors import NodegradError
from engine.ops.attrs import Attr


class NumberField(QWidget):
    """A short label and a number beside it."""

    applied = Signal(object)

    def __init__(self, text: str, attr: Attr, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attr = attr
        self.editor = TextEditor(attr)
        self.editor.line.setFont(ui_font(12))
        self.editor.line.setFixedWidth(px(52))
        self.editor.line.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = label(text, "muted")
        name.setBuddy(self.editor.line)
        row.addWidget(name)
        row.addWidget(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.editor.edited.connect(self._on_edited)
        self.editor.refused.connect(self._refuse)

    def show_value(self, value: object, hint: str) -> None:
        self.editor.show_value(value)
        self.editor.set_invalid(False)
        self.editor.line.setToolTip(hint)

    def _on_edited(self, value: object) -> None:
        try:
            checked = self._attr.check(value)
        except NodegradError:
            self._refuse()
            return
        self.applied.emit(checked)

    def _refuse(self) -> None:
        self.editor.set_invalid(True)
        self.editor.line.setToolTip(wanted(self._attr))


class EpochsField(NumberField):
    """How many epochs a run has."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Run", "Epochs"), EPOCHS, parent)
        self._workspace = workspace
        self.applied.connect(lambda value: workspace.editor.set_settings(epochs=value))
        self.editor.finished.connect(workspace.editor.seal)
        workspace.document.settings_changed.connect(self.refresh)
        workspace.document.was_reset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self.show_value(self._workspace.document.settings.epochs, tr("Run", "How many times training sees all training rows"))


class BatchField(NumberField):
    """The batch size of the Batch node; hidden where the document has none."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Run", "Batch"), self._declaration(workspace), parent)
        self._workspace = workspace
        self.applied.connect(self._apply)
        self.editor.finished.connect(workspace.editor.seal)
        document = workspace.document
        for signal in (document.changed, document.was_reset):
            signal.connect(self.refresh)
        self.refresh()

    @staticmethod
    def _declaration(workspace: Workspace) -> Attr:
        kinds = (kind for kind in workspace.catalog.kinds if kind.role == "batch")
        attrs = (attr for kind in kinds for attr in kind.attrs if attr.name == "batch_size")
        attr = next(attrs, Attr("batch_size", "int", 32, minimum=1))
        return Attr(attr.name, attr.kind, attr.default, minimum=attr.minimum, maximum=attr.maximum, help=attr.help)

    def _node(self) -> str | None:
        document = self._workspace.document
        return next((node for node in document.nodes if self._workspace.catalog.kind_of(document, node).role == "batch"), None)

    def _apply(self, value: object) -> None:
        node = self._node()
        if node is not None:
            self._workspace.editor.set_attribute(node, self._attr.name, value)

    def refresh(self, *_: object) -> None:
        node = self._node()
        if self.parentWidget() is not None or node is None:  # without a parent it would be a window of its own
            self.setVisible(node is not None)
        if node is not None:
            value = self._workspace.document.nodes[node].attributes.get(self._attr.name, self._attr.default)
            self.show_value(value, tr("Run", "Rows that one training step looks at, as set at the Batch node"))


class SpeedField(QWidget):
    """How fast a run goes: small networks train in a blink, and one may want to watch."""

    def __init__(self, run: RunControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.combo = CalmCombo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.combo.setFixedWidth(px(124))
        self.combo.setAccessibleName(tr("Run", "Speed"))
        self.combo.setToolTip(tr("Run", "How many training steps a second; slow down to watch, also while it runs"))
        self._paces: list[float] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = label(tr("Run", "Speed"), "muted")
        name.setBuddy(self.combo)
        row.addWidget(name)
        row.addWidget(self.combo)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for pace in PACES:
            self._add(pace)
        self.combo.activated.connect(self._choose)
        run.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the speed in force, also one that was set elsewhere."""
        pace = self._run.pace
        if pace not in self._paces:
            self._add(pace)
        self.combo.setCurrentIndex(self._paces.index(pace))

    def _add(self, pace: float) -> None:
        self._paces.append(pace)
        words = {0: tr("Run", "full"), 1: tr("Run", "1 step/s")}
        self.combo.addItem(words.get(round(pace)) or tr("Run", "{count} steps/s", count=count(round(pace))))

    def _choose(self, index: int) -> None:
        self._run.pace = self._paces[index]


class DeviceField(QWidget):
    """What to train on.  What the machine has but this installation cannot use is listed with the reason."""

    def __init__(self, workspace: Workspace, run: RunControl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._run = run
        self.combo = CalmCombo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setMinimumWidth(px(96))
        self.combo.setAccessibleName(tr("Run", "Device"))
        self._names: list[str] = []
        self.setMaximumWidth(px(240))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        self.combo.activated.connect(self._choose)
        run.devices_changed.connect(self.refresh)
        workspace.document.settings_changed.connect(self.refresh)
        workspace.document.was_reset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        chosen = self._workspace.document.settings.device
        self._names = []
        self.combo.clear()
        for device in self._run.devices:
            name, title = str(device["name"]), str(device["title"])
            shown = title if title.lower().startswith(name.split(":")[0]) else f"{name} · {title}"
            if device.get("available"):
                size, free = int(device.get("memory_bytes") or 0), int(device.get("free_bytes") or 0)
                hint = f"{name} · {title}" + (f" · {memory(size)}" if size else "")
                self._add(name, shown, tr("Run", "{device}, {free} free", device=hint, free=memory(free)) if free else hint)
            else:
                reason = str(device.get("reason") or "")
                self._add(
                    name, tr("Run", "{device} – not available", device=shown), f"{title}: {tr_error(reason)}", enabled=False
                )
        if chosen not in self._names:
            self._add(
                chosen, chosen, "" if not self._run.devices else tr("Run", "This machine has no device '{device}'", device=chosen)
            )
        self.combo.setCurrentIndex(self._names.index(chosen))
        self.combo.setToolTip(str(self.combo.currentData(Qt.ItemDataRole.ToolTipRole) or tr("Run", "What training runs on")))

    def _add(self, name: str, text: str, hint: str, enabled: bool = True) -> None:
        self._names.append(name)
        self.combo.addItem(text)
        at = self.combo.count() - 1
        self.combo.setItemData(at, hint, Qt.ItemDataRole.ToolTipRole)
        model = self.combo.model()
        if not enabled and isinstance(model, QStandardItemModel):
            model.item(at).setEnabled(False)

    def _choose(self, index: int) -> None:
        self._workspace.editor.set_settings(device=self._names[index])

"""The inspector's word on a group that is an instance of a kind: what that means, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from app.commands.editor import Editor
from app.panels.inspector_sections import Section
from app.panels.widgets import label
from app.text import tr, tr_error
from engine.errors import NodegradError


class KindSection(Section):
    """``save_wanted`` asks for the window that saves a kind; ``refused`` carries a sentence for the user."""

    save_wanted = Signal()
    refused = Signal(str)

    def __init__(self, editor: Editor, node: str) -> None:
        super().__init__(tr("Inspector", "Kind"))
        self._editor = editor
        self._node = node
        own = editor.document.nodes[node].definition
        assert own is not None
        self.buttons: list[QPushButton] = []
        if own.open:
            self._say(tr("Inspector", "What is in it can be changed. Save it as the kind “{kind}” when done.", kind=own.name))
            self._offer(tr("Inspector", "Save as kind…"), self.save_wanted.emit)
            return
        self._say(tr("Inspector", "An instance of the kind “{kind}”: set its parameters here. What is in it stays as it is.",
                     kind=own.name))  # fmt: skip
        newer = editor.newer(node)
        if newer is not None:
            self._say(tr("Inspector", "The library has another version of it."))
            all_of_them = editor.outdated(newer)
            self._offer(tr("Inspector", "Update"), lambda: editor.update_instances([node], newer))
            if len(all_of_them) > 1:
                text = tr("Inspector", "Update all {count}", count=len(all_of_them))
                self._offer(text, lambda: editor.update_instances(all_of_them, newer))
        self._offer(tr("Inspector", "Edit the kind"), lambda: editor.open_instance(node))
        self._offer(tr("Inspector", "Unpack"), lambda: editor.ungroup([node]))

    def _say(self, text: str) -> None:
        words = label(text, "muted")
        words.setWordWrap(True)
        self.column.addWidget(words)

    def _offer(self, text: str, act: Callable[[], object]) -> None:
        def do() -> None:
            try:
                act()
            except NodegradError as error:
                self.refused.emit(tr_error(error.template, error.params))

        button = QPushButton(text)
        button.clicked.connect(do)
        if len(self.buttons) % 2 == 0:
            self._row = QHBoxLayout()
            self._row.setSpacing(8)
            self._row.addStretch(1)
            self.column.addLayout(self._row)
        self._row.insertWidget(len(self.buttons) % 2, button)
        self.buttons.append(button)

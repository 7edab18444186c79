"""What the selected node runs together with: the nodes that share kernels with it, and by whom these are run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.model.kernels import Together
from app.panels.inspector_sections import Section, clear
from app.panels.plan_words import kernel_title, ops_text
from app.panels.widgets import label
from app.text import tr

_MOST_KERNELS = 3  # of a set that are spelled out


class TogetherSection(Section):
    """One paragraph a set of nodes; hidden while there is none."""

    nodes_chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Inspector", "Runs together"), parent)
        self.column.setContentsMargins(0, 12, 0, 0)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.column.addWidget(body)
        self._shown: object = None
        self.texts: list[str] = []
        self.hide()

    def show_sets(self, node: str, sets: Sequence[Together], made_by: str, names: Callable[[str], str]) -> None:
        """The sets that the node is in; ``made_by`` says who runs these kernels."""
        texts = [self._words(node, item, names) for item in sets]
        if (texts, made_by) == self._shown:
            return
        self._shown, self.texts = (texts, made_by), texts
        clear(self._rows)
        for item, text in zip(sets, texts, strict=True):
            self._say(text)
            for kernel in item.kernels[:_MOST_KERNELS]:
                self._say(f"{kernel_title(kernel)}: {ops_text(kernel.ops)}", "small")
            if (left := len(item.kernels) - _MOST_KERNELS) > 0:
                self._say(tr("Inspector", "and {count} kernels more", count=left), "small")
            button = QPushButton(tr("Inspector", "Select these {count} nodes", count=len(item.nodes)))
            button.setProperty("link", True)
            button.setAccessibleDescription(text)
            button.clicked.connect(lambda _checked=False, nodes=list(item.nodes): self.nodes_chosen.emit(nodes))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if sets:
            self._say(tr("Inspector", "By: {maker}", maker=made_by), "muted")
        self.setVisible(bool(sets))

    def _words(self, node: str, item: Together, names: Callable[[str], str]) -> str:
        others = ", ".join(names(other) for other in item.nodes if other != node)
        return tr("Inspector", "{number}: together with {nodes}", number=item.number, nodes=others)

    def _say(self, text: str, role: str = "") -> None:
        words = label(text, role)
        words.setWordWrap(True)
        words.setMinimumWidth(1)
        self._rows.addWidget(words)

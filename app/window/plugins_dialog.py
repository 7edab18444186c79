"""The window that lists the files of the plug-in folder, each with a switch and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

import resources
from app.panels.inspector_sections import clear
from app.panels.widgets import MessageRow, Switch, button_row, label
from app.plugins.switches import Plugin
from app.press import show_checked
from app.text import tr, tr_error
from app.theme import Theme
from app.window.plugins import Plugins


class PluginCard(QFrame):
    """One file.  Switching it on asks first, in the card itself, as its code will run; ``grown`` says that it is higher now."""

    grown = Signal()

    def __init__(self, plugins: Plugins, plugin: Plugin, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plugins = plugins
        self.plugin = plugin
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(plugin.name, "title"))
        self.state = label(self._state(), "muted")
        self.state.setWordWrap(True)
        words.addWidget(self.state)
        head.addLayout(words, 1)
        self.switch = Switch(theme)
        show_checked(self.switch, plugin.state == "on")
        self.switch.setEnabled(plugin.why is None and plugin.name not in plugins.trials)
        self.switch.setAccessibleName(tr("Plugins", "Switch {file} on", file=plugin.name))
        self.switch.setAccessibleDescription(self.state.text())
        self.switch.toggled.connect(self._on_toggled)
        head.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        error = plugin.why or plugins.errors.get(plugin.name)
        self.error = MessageRow(theme, "error", tr_error(error.template, error.params)) if error is not None else None
        if self.error is not None:
            column.addWidget(self.error)
        self.question = self._question(theme)
        self.question.hide()
        column.addWidget(self.question)

    def _question(self, theme: Theme) -> QWidget:
        text = tr(
            "Plugins",
            "The code of “{file}” will run on this computer with your rights: now, and whenever Nodegrad runs, until the file is "
            "changed. Switch on only what you trust.",
            file=self.plugin.name,
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(MessageRow(theme, "warning", text))
        self.no = QPushButton(tr("Dialogs", "Cancel"))
        self.yes = QPushButton(tr("Plugins", "Switch on"))
        self.yes.setProperty("primary", True)
        self.no.clicked.connect(self._on_no)
        self.yes.clicked.connect(lambda: self._plugins.switch_on(self.plugin.name))
        column.addLayout(button_row((), (self.no, self.yes)))
        return whole

    def _state(self) -> str:
        plugin = self.plugin
        if plugin.name in self._plugins.trials:
            return tr("Plugins", "It is being tried in a process of its own…")
        if plugin.name in self._plugins.reading:
            return tr("Plugins", "It is being read…")
        kinds = ", ".join(plugin.kinds)
        if plugin.state == "on":  # also where it fails: it was run
            return tr("Plugins", "On: {kinds}", kinds=kinds)
        if plugin.state == "changed":
            return tr("Plugins", "Changed since it was switched on, and so off until you switch it on again.")
        return tr("Plugins", "Cannot be switched on") if plugin.why is not None else tr("Plugins", "Off: nothing of it runs")

    def _on_toggled(self) -> None:
        if self.plugin.state == "on":
            self._plugins.switch_off(self.plugin.name)
            return
        show_checked(self.switch, False)
        self.question.show()
        self.yes.setFocus()
        self.grown.emit()

    def _on_no(self) -> None:
        self.question.hide()
        self.switch.setFocus()


class PluginsDialog(QDialog):
    """Shows the folder as it is now."""

    def __init__(self, plugins: Plugins, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plugins = plugins
        self._theme = theme
        self.cards: list[PluginCard] = []
        self.setObjectName("plug-ins")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Plugins", "Plug-ins"))
        self.setMinimumSize(520, 360)
        self.resize(640, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        about = label(
            tr("Plugins", "A plug-in is a Python file that adds kinds of nodes. It is off until you switch it on here; "
               "no document can do that."), "muted",
        )  # fmt: skip
        about.setWordWrap(True)
        column.addWidget(about)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._buttons())
        plugins.refresh()
        plugins.listed.connect(self._show)
        self._show()
        (self.cards[0].switch if self.cards else self.open_folder).setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.open_folder = QPushButton(tr("Plugins", "Open folder"))
        self.open_folder.clicked.connect(self._open_folder)
        self.guide = QPushButton(tr("Plugins", "How to write one"))
        self.guide.clicked.connect(lambda: _open(resources.path("help", "plugins.md")))
        self.again = QPushButton(tr("Plugins", "Look again"))
        self.again.clicked.connect(lambda: self._plugins.refresh(again=True))
        close = QPushButton(tr("Dialogs", "Close"))
        close.clicked.connect(self.close)
        return button_row((self.open_folder, self.again, self.guide), (close,))

    def _show(self) -> None:
        """The cards as the folder is; the keyboard stays at the file that it was at."""
        focused = next((card.plugin.name for card in self.cards if card.isAncestorOf(self.focusWidget() or self)), "")
        clear(self._rows)
        while self._rows.count():
            self._rows.takeAt(0)
        found = self._plugins.found()
        self.cards = [PluginCard(self._plugins, plugin, self._theme) for plugin in found]
        for card in self.cards:
            card.grown.connect(lambda card=card: QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card)))
            self._rows.addWidget(card)
            if card.plugin.name == focused:
                card.switch.setFocus()
        if not found:
            self._rows.addWidget(self._empty())
        self._rows.addStretch(1)

    def _empty(self) -> QWidget:
        text = tr(
            "Plugins",
            "Nothing here yet. Put a Python file into the folder {folder}; in it, a function with @composite or @primitive "
            "before it becomes a kind.",
            folder=str(self._plugins.folder),
        )
        words = label(text, "muted")
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return words

    def _open_folder(self) -> None:
        self._plugins.folder.mkdir(parents=True, exist_ok=True)
        _open(self._plugins.folder)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

"""The few windows that lie over the main window: the question about unsaved changes, the shortcuts, about."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.icons import app_icon
from app.panels.widgets import heading, label
from app.text import tr
from app.theme import px

#: A heading with rows of keys and what they do.
Section = tuple[str, list[tuple[str, str]]]


def ask_about_changes(parent: QWidget, name: str) -> str:
    """What is to become of unsaved changes: ``save``, ``discard`` or ``cancel``."""
    box = QMessageBox(parent)
    box.setObjectName("unsaved")
    box.setIconPixmap(app_icon().pixmap(QSize(px(48), px(48)), parent.devicePixelRatio()))
    box.setWindowTitle(tr("Dialogs", "Unsaved changes"))
    box.setText(tr("Dialogs", "Save the changes to “{name}” before closing?", name=name))
    box.setInformativeText(tr("Dialogs", "What is not saved is lost."))
    save = box.addButton(tr("Dialogs", "Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Dialogs", "Discard"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Dialogs", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    for button, object_name in ((save, "save"), (discard, "discard"), (cancel, "cancel")):
        button.setObjectName(object_name)
        button.setIcon(QIcon())
    save.setProperty("primary", True)
    save.style().unpolish(save)
    save.style().polish(save)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return "save" if clicked is save else "discard" if clicked is discard else "cancel"


def _gestures() -> tuple[list[Section], list[Section]]:
    """What hands and keys do: how a graph is made at the left, the rest at the right."""
    build = [
        ("Tab", tr("Shortcuts", "Search for a node at the pointer; double-click and Shift+A do so too")),
        ("Ctrl+D, Ctrl+Shift+D", tr("Shortcuts", "Duplicate the selection, without or with incoming wires")),
        (
            tr("Shortcuts", "Drop a file on the window"),
            tr("Shortcuts", "Open a document, make a node of data, put a plug-in into its folder"),
        ),
        (tr("Shortcuts", "Ctrl + drag, Shift+D"), tr("Shortcuts", "Lift a copy off the selection")),
        ("G", tr("Shortcuts", "Grab the selection; X and Y hold a direction, a click puts it down")),
        ("Shift+S", tr("Shortcuts", "Change the kind of a node; its wires stay")),
        ("Ctrl+Alt+V", tr("Shortcuts", "Paste the attributes of the copied node")),
        (tr("Shortcuts", "Double-click on a node"), tr("Shortcuts", "Edit its attributes; on its title, its name")),
        ("M", tr("Shortcuts", "Mute: hand on what comes in, as if the node were a wire")),
        ("P", tr("Shortcuts", "Pin: keep the value of the node on its card")),
        ("Ctrl+.", tr("Shortcuts", "Mend what is wrong with the node")),
        ("Ctrl+J", tr("Shortcuts", "Put a frame behind the selection")),
        ("Ctrl+G", tr("Shortcuts", "Group the selection; Ctrl+Shift+G unpacks")),
        ("Ctrl+Shift+K", tr("Shortcuts", "Save the selected group as a kind of your own")),
        ("Delete", tr("Shortcuts", "Delete; a node with one way through keeps the flow")),
    ]
    wires = [
        (tr("Shortcuts", "Drag from a port"), tr("Shortcuts", "Draw a wire; dropped on empty canvas, it offers what fits")),
        (tr("Shortcuts", "Drop a node on a wire"), tr("Shortcuts", "Put it in between")),
        (tr("Shortcuts", "Double-click on a wire"), tr("Shortcuts", "Put a bend into it")),
        (tr("Shortcuts", "Ctrl + right-drag"), tr("Shortcuts", "Cut wires")),
        (tr("Shortcuts", "Alt + click on a port"), tr("Shortcuts", "Take its wires off")),
        ("Enter", tr("Shortcuts", "Draw a wire by keyboard from the selected node")),
        ("J", tr("Shortcuts", "Connect the selected nodes from left to right")),
        ("Alt+S", tr("Shortcuts", "Swap the first two inputs of the node")),
        ("Alt+D", tr("Shortcuts", "Take the selection out of its wires; the flow goes on past it")),
    ]
    select = [
        (tr("Shortcuts", "Shift + drag, Ctrl + click"), tr("Shortcuts", "Add to the selection, toggle in it")),
        ("[, ]", tr("Shortcuts", "Select what feeds the node, what it feeds")),
        ("Ctrl+L", tr("Shortcuts", "Select everything that is connected")),
        ("Ctrl+F", tr("Shortcuts", "Find a node on the canvas")),
    ]
    move = [
        (tr("Shortcuts", "Wheel"), tr("Shortcuts", "Zoom about the pointer")),
        (tr("Shortcuts", "Middle-drag, Space + drag"), tr("Shortcuts", "Move the canvas")),
        (tr("Shortcuts", "Home, F"), tr("Shortcuts", "See everything, see the selection")),
        (tr("Shortcuts", "Alt + arrow keys, N"), tr("Shortcuts", "Go from node to node")),
        (tr("Shortcuts", "W, Shift + W"), tr("Shortcuts", "Go from wire to wire of the node")),
        (tr("Shortcuts", "Arrow keys"), tr("Shortcuts", "Nudge the selection")),
        (tr("Shortcuts", "Ctrl + arrow keys"), tr("Shortcuts", "Resize the selected note or frame")),
        (tr("Shortcuts", "Ctrl + Shift + arrow keys"), tr("Shortcuts", "Align the selection at that side")),
        ("H, V", tr("Shortcuts", "Distribute the selection across, down")),
        ("L", tr("Shortcuts", "Lay out the selection, or everything")),
        (tr("Shortcuts", "Ctrl + Enter, Ctrl + Backspace"), tr("Shortcuts", "Open a group, leave it")),
    ]
    fields = [
        (tr("Shortcuts", "Drag on a number"), tr("Shortcuts", "Change it; Shift for fine steps, Ctrl for coarse ones")),
        (tr("Shortcuts", "Up, Down"), tr("Shortcuts", "Step a number; with Shift tenfold")),
    ]
    train = [
        ("F5", tr("Shortcuts", "Run, pause, go on")),
        ("Shift+F5", tr("Shortcuts", "Stop")),
        ("Ctrl+Shift+F5", tr("Shortcuts", "Reset to the initial weights")),
        ("F8", tr("Shortcuts", "Show what is wrong")),
    ]
    window = [
        ("F6, Shift+F6", tr("Shortcuts", "Go to the next part of the window, or back")),
        ("Ctrl+K", tr("Shortcuts", "Go to the palette's search")),
        ("Ctrl+I", tr("Shortcuts", "Go to the inspector")),
        ("F2", tr("Shortcuts", "Rename the selected node, or the document")),
    ]
    return [(tr("Shortcuts", "Build"), build), (tr("Shortcuts", "Wires"), wires)], [
        (tr("Shortcuts", "Select"), select),
        (tr("Shortcuts", "Move about"), move),
        (tr("Shortcuts", "Number fields"), fields),
        (tr("Shortcuts", "Train"), train),
        (tr("Shortcuts", "Window"), window),
    ]


def _shortcuts_column(sections: list[Section]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for title, rows in sections:
        column.addWidget(heading(title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, px(184))
        grid.setColumnStretch(1, 1)
        for at, (keys, text) in enumerate(rows):
            words = label(text, "muted")
            words.setWordWrap(True)
            grid.addWidget(label(keys), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1)
        column.addLayout(grid)
        column.addSpacing(4)
    column.addStretch(1)
    return column


def show_shortcuts(parent: QWidget) -> None:
    """Keys and gestures, in a window that may stay open."""
    dialog = _dialog(parent, tr("Shortcuts", "Keyboard and mouse"))
    halves_of, body = _gestures(), QWidget()
    room = parent.screen().availableSize()
    beside = px(960) + 16 <= room.width()
    halves = QHBoxLayout(body) if beside else QVBoxLayout(body)
    halves.setContentsMargins(24, 24, 24, 0)
    halves.setSpacing(40 if beside else 16)
    for half in halves_of:
        halves.addLayout(_shortcuts_column(half), 1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(tr("Shortcuts", "Keyboard and mouse"))
    scroll.setWidget(body)
    body.setFixedWidth(px(960) if beside else min(px(560), room.width() - 16))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(scroll, 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(24, 8, 24, 16)
    foot.addWidget(_close_button(dialog))
    column.addLayout(foot)
    wanted = body.sizeHint().height() + px(56)
    dialog.resize(body.width() + 16, min(wanted, room.height() - px(32)))
    dialog.show()


def ask_name(parent: QWidget, title: str, what: str, call: Callable[[str], object]) -> QDialog:
    """Ask for a name and hand it on; the window below stays usable to nobody but this."""
    dialog = _dialog(parent, title)
    dialog.setModal(True)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(8)
    column.addWidget(label(what))
    field = QLineEdit()
    field.setAccessibleName(what)
    field.setMaxLength(60)
    column.addWidget(field)
    buttons = QDialogButtonBox()
    keep = buttons.addButton(tr("Dialogs", "Save"), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(tr("Dialogs", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    keep.setProperty("primary", True)
    keep.setEnabled(False)
    field.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    dialog.accepted.connect(lambda: call(field.text().strip()))
    column.addSpacing(8)
    column.addWidget(buttons)
    dialog.open()
    field.setFocus()
    return dialog


def show_about(parent: QWidget) -> None:
    """Name, version, and what it runs on."""
    try:
        own = version("nodegrad")
    except PackageNotFoundError:
        own = "–"
    dialog = _dialog(parent, tr("Dialogs", "About Nodegrad"))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    top = QHBoxLayout()
    top.setSpacing(16)
    mark = QLabel()
    mark.setPixmap(app_icon().pixmap(QSize(px(48), px(48)), parent.devicePixelRatio()))
    top.addWidget(mark)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(tr("Dialogs", "Nodegrad {version}", version=own), "title"))
    words.addWidget(label(tr("Dialogs", "A studio for neural networks drawn as graphs"), "muted"))
    top.addLayout(words, 1)
    column.addLayout(top)
    parts = [("Python", platform.python_version())]
    for package in ("PySide6-Essentials", "numpy", "scikit-learn", "pyqtgraph"):
        try:
            parts.append((package.removesuffix("-Essentials"), version(package)))
        except PackageNotFoundError:
            continue
    text = label(" · ".join(f"{name} {number}" for name, number in parts), "small")
    text.setWordWrap(True)
    column.addWidget(text)
    column.addWidget(_close_button(dialog))
    dialog.show()


def _dialog(parent: QWidget, title: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(min(px(440), parent.screen().availableSize().width() - 32))
    return dialog


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    buttons.addButton(tr("Dialogs", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.close)
    return buttons

"""Everything that can be asked for by menu or shortcut, in one table; what it does is handed in by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

from app.text import tr

Standard = QKeySequence.StandardKey


#: Actions whose keys mean something else in fields and lists: they work while the canvas has the keyboard.
CANVAS_KEYS = ("delete", "fit", "frame", "enter", "leave", "add_node", "lay_out")
Context = Qt.ShortcutContext
_CONTEXTS = dict.fromkeys(CANVAS_KEYS, Context.WidgetWithChildrenShortcut)
#: In the fields over the canvas, Ctrl+Backspace deletes a word and Ctrl+Enter keeps a note.
_CONTEXTS |= dict.fromkeys(("enter", "leave"), Context.WidgetShortcut)


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: its text, its keys, and what the status tip says where the text is not enough."""

    name: str
    text: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    hint: str = ""
    checkable: bool = False


def entries() -> tuple[Entry, ...]:
    """All actions, in the user's language."""
    return (
        Entry("new", tr("Actions", "&New"), (Standard.New,)),
        Entry("open", tr("Actions", "&Open…"), (Standard.Open,)),
        Entry("save", tr("Actions", "&Save"), (Standard.Save,)),
        Entry("save_as", tr("Actions", "Save &as…"), ("Ctrl+Shift+S",)),
        Entry("export", tr("Actions", "&Export Python…"), ("Ctrl+E",), tr("Actions", "Show the document as a Python script")),
        Entry("start_page", tr("Actions", "Start &page")),
        Entry("close", tr("Actions", "&Close window"), (Standard.Close,)),
        Entry("quit", tr("Actions", "&Quit"), ("Ctrl+Q",)),
        Entry("cut", tr("Actions", "Cu&t"), (Standard.Cut,)),
        Entry("copy", tr("Actions", "&Copy"), (Standard.Copy,)),
        Entry("paste", tr("Actions", "&Paste"), (Standard.Paste,)),
        Entry("paste_wired", tr("Actions", "Paste &with incoming wires"), ("Ctrl+Shift+V",)),
        Entry("duplicate", tr("Actions", "&Duplicate"), ("Ctrl+D",)),
        Entry("delete", tr("Actions", "De&lete"), (Standard.Delete, "Backspace")),
        Entry("select_all", tr("Actions", "Select &all"), (Standard.SelectAll,)),
        Entry("group", tr("Actions", "&Group"), ("Ctrl+G",), tr("Actions", "Fold the selected nodes into one")),
        Entry("ungroup", tr("Actions", "U&npack group"), ("Ctrl+Shift+G",)),
        Entry("enter", tr("Actions", "&Open group"), ("Ctrl+Enter", "Ctrl+Return")),
        Entry("leave", tr("Actions", "L&eave group"), ("Ctrl+Backspace",)),
        Entry("save_kind", tr("Actions", "Save as &kind…"), ("Ctrl+Shift+K",),
              tr("Actions", "Keep the selected group in the library, as a kind with parameters")),
        Entry("edit_kind", tr("Actions", "Edit t&he kind"), (),
              tr("Actions", "Open the selected instance of a kind to change it")),
        Entry("update_kind", tr("Actions", "Update to the librar&y's version")),
        Entry("library", tr("Actions", "Li&brary…"), (), tr("Actions", "Rename and delete kinds of your own")),
        Entry("plugins", tr("Actions", "Plug-in&s…"), (), tr("Actions", "Switch files that add kinds on and off")),
        Entry("rename", tr("Actions", "Rena&me"), ("F2",)),
        Entry("add_node", tr("Actions", "&Add a node here…"), ("Shift+A",)),
        Entry("lay_out", tr("Actions", "&Lay out from left to right"), ("L",)),
        Entry("next_panel", tr("Actions", "&Next part of the window"), ("F6",)),
        Entry("previous_panel", tr("Actions", "&Previous part of the window"), ("Shift+F6",)),
        Entry("find", tr("Actions", "Find on the can&vas"), ("Ctrl+F",)),
        Entry("search", tr("Actions", "&Find a node to add"), ("Ctrl+K",)),
        Entry("edit_attributes", tr("Actions", "Edit attr&ibutes"), ("Ctrl+I",)),
        Entry("fit", tr("Actions", "&Fit everything"), ("Home",)),
        Entry("frame", tr("Actions", "Frame &selection"), ("F",)),
        Entry("zoom_in", tr("Actions", "Zoom &in"), (Standard.ZoomIn, "Ctrl+=")),
        Entry("zoom_out", tr("Actions", "Zoom &out"), (Standard.ZoomOut,)),
        Entry("zoom_reset", tr("Actions", "Zoom to &100 %"), ("Ctrl+0",)),
        Entry("text_larger", tr("Actions", "Lar&ger text"), ("Ctrl+Alt+=", "Ctrl+Alt++")),
        Entry("text_smaller", tr("Actions", "Sm&aller text"), ("Ctrl+Alt+-",)),
        Entry("minimap", tr("Actions", "&Minimap"), checkable=True),
        Entry("together", tr("Actions", "What runs to&gether"), ("Ctrl+T",),
              tr("Actions", "Number the nodes whose operations run in one kernel, and list all kernels in the Plan tab"),
              checkable=True),
        Entry("save_layout", tr("Actions", "&Save layout…")),
        Entry("reset_layout", tr("Actions", "&Reset layout")),
        Entry("run", tr("Actions", "Run"), ("F5",)),
        Entry("resume", tr("Actions", "Resume from &checkpoint"), ("Ctrl+F5",),
              tr("Actions", "Go on with the last run where it was kept last")),
        Entry("stop", tr("Actions", "Stop"), ("Shift+F5",), tr("Actions", "End the run; its curves stay")),
        Entry("reset", tr("Actions", "Reset"), ("Ctrl+Shift+F5",), tr("Actions", "Forget the curves; back to initial weights")),
        Entry("problems", tr("Actions", "Show &problems"), ("F8",)),
        Entry("about", tr("Actions", "&About Nodegrad")),
        Entry("shortcuts", tr("Actions", "&Keyboard and mouse"), ("F1",)),
    )  # fmt: skip


def make_actions(parent: QObject, undo_stack: QUndoStack, calls: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """The actions by name, each connected to its call."""
    actions: dict[str, QAction] = {}
    for entry in entries():
        action = QAction(entry.text, parent)
        action.setObjectName(entry.name)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setCheckable(entry.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if entry.hint:
            action.setStatusTip(entry.hint)
            action.setToolTip(entry.hint)
        action.triggered.connect(lambda _checked=False, call=calls[entry.name]: call())
        actions[entry.name] = action
    actions["undo"] = undo_stack.createUndoAction(parent, tr("Actions", "&Undo"))
    actions["undo"].setShortcuts(QKeySequence.keyBindings(Standard.Undo))
    actions["redo"] = undo_stack.createRedoAction(parent, tr("Actions", "&Redo"))
    actions["redo"].setShortcuts([*QKeySequence.keyBindings(Standard.Redo), QKeySequence("Ctrl+Y")])
    for name, action in actions.items():
        action.setShortcutContext(_CONTEXTS.get(name, Context.WindowShortcut))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if keys and name in ("stop", "reset"):
            action.setToolTip(f"{action.toolTip()} ({keys})")
    return actions

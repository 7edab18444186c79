"""Mending on the canvas: what is wrong with a node says its first repair, Ctrl+. does it, and the menu has them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from app.canvas.node_item import NodeItem
from app.compile.problems import Fix
from app.text import tr, tr_error

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene
    from app.canvas.view import CanvasView

KEY = "Ctrl+."
_WORDS = 48  # characters of a warning in a menu


def fixes_of(scene: CanvasScene, node: str) -> tuple[Fix, ...]:
    """The repairs for what is wrong with a node, those of the worst problem first."""
    return tuple(fix for problem in scene.problems_of(node) for fix in problem.fixes)


def words(fix: Fix) -> str:
    return tr_error(fix.label, fix.params)


def offer(scene: CanvasScene, node: str) -> str:
    """What the callout says below the sentence: the key and what it does; nothing where there is no repair for it."""
    problems = scene.problems_of(node)
    if not problems or not problems[0].fixes:
        return ""
    return f"{KEY}: {words(problems[0].fixes[0])}"


def mend(view: CanvasView) -> None:
    """Mend the node that the callout is about; where there are several ways, a menu asks for one."""
    item = called_out(view)
    fixes = fixes_of(view.canvas, item.node_id) if item is not None else ()
    if item is None or not fixes:
        return
    if len(fixes) == 1:
        apply(view, fixes[0])
        return
    menu = QMenu(view)
    menu.setObjectName("canvas-fixes")
    menu.aboutToHide.connect(menu.deleteLater)
    add_to(view, menu, fixes)
    menu.setActiveAction(menu.actions()[0])
    rect = view.viewport_transform().mapRect(item.rect())
    menu.popup(view.viewport().mapToGlobal(rect.bottomLeft().toPoint()))


def add_dismissals(view: CanvasView, menu: QMenu, node: str) -> None:
    """An entry for each warning that may be dismissed at a node, and for each that was."""
    canvas, editor = view.canvas, view.canvas.editor
    for problem in canvas.problems_of(node):
        if problem.can_be_dismissed:
            text = tr("Canvas", "Dismiss “{warning}”", warning=_short(tr_error(problem.template, dict(problem.params))))
            menu.addAction(text).triggered.connect(lambda _checked=False, rule=problem.rule: editor.dismiss(node, rule))
    for problem in canvas.check.dismissed:
        if problem.node == node:
            text = tr("Canvas", "Restore “{warning}”", warning=_short(tr_error(problem.template, dict(problem.params))))
            menu.addAction(text).triggered.connect(lambda _checked=False, rule=problem.rule: editor.restore(node, rule))


def _short(text: str) -> str:
    """The beginning of a sentence, for a menu."""
    words = text.replace("&", "&&").rstrip(".。")
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + "…"


def add_to(view: CanvasView, menu: QMenu, fixes: tuple[Fix, ...]) -> None:
    """An entry for each repair."""
    for fix in fixes:
        menu.addAction(words(fix)).triggered.connect(lambda _checked=False, fix=fix: apply(view, fix))


def apply(view: CanvasView, fix: Fix) -> None:
    if view.attempt(lambda: view.canvas.editor.apply_fix(fix)):
        view.announce(words(fix))


def called_out(view: CanvasView) -> NodeItem | None:
    """The node that the callout is about: the one under the pointer, or the one that the keyboard acts on."""
    hovered = view.canvas.hovered
    return hovered if isinstance(hovered, NodeItem) else view.canvas.current if view.hasFocus() else None

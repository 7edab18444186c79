"""The Problems tab: what the live check found, worst first; one click goes to the node, another mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from app.compile.problems import CheckResult, Problem
from app.icons import icon
from app.panels.widgets import heading, label
from app.text import sentence, tr, tr_error
from app.theme import Theme, px

_ORDER = {"error": 0, "warning": 1, "hint": 2}
_SIGNS = {"error": ("error", "error"), "warning": ("warning", "warning"), "hint": ("info", "accent")}
_ROW = 34
_READABLE = 480  # what a sentence, its sign and its node's name need beside the buttons


def severity_name(severity: str) -> str:
    """The severity as a word, for those who do not see the sign."""
    words = {"error": tr("Problems", "Error"), "warning": tr("Problems", "Warning"), "hint": tr("Problems", "Hint")}
    return words.get(severity, severity)


class ProblemRow(QWidget):
    """Sign, sentence, node, and a button for each repair.  The sentence takes a second line where it is narrow."""

    fix_requested = Signal(object)
    dismiss_requested = Signal(object)
    restore_requested = Signal(object)

    def __init__(self, problem: Problem, node: str, theme: Theme, parent: QWidget | None = None, dismissed: bool = False) -> None:
        super().__init__(parent)
        self.problem = problem
        self.dismissed = dismissed
        self._theme = theme
        self.text = sentence(tr_error(problem.template, problem.params))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(10)
        self._sign = QLabel()
        self._sign.setFixedWidth(px(16))
        self._sign.setAccessibleName(severity_name(problem.severity))
        row.addWidget(self._sign)
        words = label(self.text)
        words.setWordWrap(True)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(6)
        self._middle.addWidget(words, 1)
        row.addLayout(self._middle, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._middle.addLayout(buttons)
        self.fixes: list[QPushButton] = []
        for fix in () if dismissed else problem.fixes:
            button = QPushButton(tr_error(fix.label, fix.params))
            button.setToolTip(tr("Problems", "Mend it; can be undone"))
            button.clicked.connect(lambda _checked=False, fix=fix: self.fix_requested.emit(fix))
            buttons.addWidget(button)
            self.fixes.append(button)
        self.silence: QPushButton | None = None
        if problem.can_be_dismissed:
            self.silence = QPushButton(tr("Problems", "Restore") if dismissed else tr("Problems", "Dismiss here"))
            self.silence.setProperty("link", True)
            hint = (
                tr("Problems", "Tell this about {node} again", node=node)
                if dismissed
                else tr(
                    "Problems", "Do not tell this about {node} any more; can be undone, and is kept in the document", node=node
                )
            )
            self.silence.setToolTip(hint)
            self.silence.setAccessibleDescription(hint)
            wanted = self.restore_requested if dismissed else self.dismiss_requested
            self.silence.clicked.connect(lambda: wanted.emit(problem))
            buttons.addWidget(self.silence)
        buttons.addStretch(1)
        if node:
            name = QLabel(node)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setProperty("role", "muted")
            name.setMinimumWidth(px(72))
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(name)
        theme.changed.connect(self._recolour)
        self._recolour()

    def fit(self, width: int) -> int:
        """Put the buttons beside the sentence, or below it where the row is narrow; the height that the row then needs."""
        buttons = [*self.fixes, *([self.silence] if self.silence is not None else [])]
        taken = sum(button.sizeHint().width() for button in buttons)
        beside = not buttons or width - taken > px(_READABLE)
        self._middle.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        return max(px(_ROW), self.heightForWidth(width))

    def _recolour(self) -> None:
        name, token = _SIGNS.get(self.problem.severity, _SIGNS["hint"])
        self._sign.setPixmap(icon(name, self._theme, token).pixmap(QSize(px(16), px(16)), self.devicePixelRatio()))


class _List(QListWidget):
    """A list whose row widgets are as wide as it is, and as high as their sentences need."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows()

    def fit_rows(self) -> None:
        for at in range(self.count()):
            item = self.item(at)
            row = self.itemWidget(item)
            if isinstance(row, ProblemRow):
                item.setSizeHint(QSize(1, row.fit(self.viewport().width())))
        self.doItemsLayout()


class ProblemsPanel(QWidget):
    """The list.  ``names`` gives a node's name by its id.  A click or Enter on a row asks to jump to its node."""

    jump_requested = Signal(str)
    fix_requested = Signal(object)
    dismiss_requested = Signal(object)  # Problem
    restore_requested = Signal(object)
    count_changed = Signal(int)

    def __init__(self, theme: Theme, names: Callable[[str], str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = names or (lambda _node: "")
        self._problems: tuple[tuple[Problem, str], ...] = ()
        self._dismissed: tuple[tuple[Problem, str], ...] = ()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 4, 0, 4)
        self._none = QLabel(tr("Problems", "No problems."))
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._none)
        self.list = _List()
        self.list.setAccessibleName(tr("Problems", "Problems"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(self._jump)
        self.list.installEventFilter(self)
        self._stack.addWidget(self.list)

    @property
    def count(self) -> int:
        return len(self._problems)

    def show_check(self, result: CheckResult) -> None:
        """Show what was found; the chosen row stays chosen when its problem is still there."""
        problems, dismissed = self._named(result.problems), self._named(result.dismissed)
        if (problems, dismissed) == (self._problems, self._dismissed):
            return
        count, chosen = self.count, self._key(self.list.currentRow())
        focused = self.focusWidget()
        has_focus = focused is not None and (focused is self.list or self.list.isAncestorOf(focused))
        self._problems, self._dismissed = problems, dismissed
        self._fill()
        row = next((row for row in range(self.list.count()) if chosen is not None and self._key(row) == chosen), 0)
        self.list.setCurrentRow(row)
        self._stack.setCurrentIndex(1 if self.list.count() else 0)
        if has_focus and self.list.count():
            self.list.setFocus()
        if count != self.count:
            self.count_changed.emit(self.count)

    def _named(self, problems: Sequence[Problem]) -> tuple[tuple[Problem, str], ...]:
        """With the names of their nodes, the worst first."""
        ordered = sorted(problems, key=lambda problem: _ORDER.get(problem.severity, 3))
        return tuple((problem, self._names(problem.node) if problem.node else "") for problem in ordered)

    def _fill(self) -> None:
        """The problems; below them, under a heading, those that were dismissed."""
        self.list.clear()
        for problem, node in self._problems:
            self._add(problem, node, dismissed=False)
        if self._dismissed:
            item = QListWidgetItem(self.list)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            text = tr("Problems", "Dismissed")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            title = heading(text)
            title.setContentsMargins(12, 0, 12, 0)
            item.setSizeHint(QSize(1, px(_ROW)))
            self.list.setItemWidget(item, title)
        for problem, node in self._dismissed:
            self._add(problem, node, dismissed=True)
        self.list.fit_rows()

    def _add(self, problem: Problem, node: str, dismissed: bool) -> None:
        row = ProblemRow(problem, node, self._theme, dismissed=dismissed)
        row.fix_requested.connect(self.fix_requested)
        row.dismiss_requested.connect(self.dismiss_requested)
        row.restore_requested.connect(self.restore_requested)
        item = QListWidgetItem(self.list)
        severity = tr("Problems", "Dismissed") if dismissed else severity_name(problem.severity)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{severity}: {row.text}")
        item.setToolTip(row.text)
        self.list.setItemWidget(item, row)

    def _key(self, row: int) -> tuple[str, str | None, str | None] | None:
        """What makes a problem the same after the next check, although its words may differ."""
        shown = self._row(row)
        return (shown.problem.template, shown.problem.node, shown.problem.port) if shown is not None else None

    def _row(self, row: int) -> ProblemRow | None:
        item = self.list.item(row)
        widget = self.list.itemWidget(item) if item is not None else None
        return widget if isinstance(widget, ProblemRow) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._jump(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Tab and (button := self._first_fix()) is not None:
                button.setFocus(Qt.FocusReason.TabFocusReason)  # the repair of the chosen row, not of the first one
                return True
        return super().eventFilter(watched, event)

    def _first_fix(self) -> QPushButton | None:
        row = self._row(self.list.currentRow())
        return (row.fixes[0] if row.fixes else row.silence) if row is not None else None

    def _jump(self, item: QListWidgetItem | None) -> None:
        row = self.list.itemWidget(item) if item is not None else None
        if isinstance(row, ProblemRow) and row.problem.node:
            self.jump_requested.emit(row.problem.node)

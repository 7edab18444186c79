"""The Plan tab: what a training step is made of, kernel by kernel, with the nodes that run together, and what every pass did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.kernels import Kernel, PassDone, Together
from app.panels.plan_words import kernel_title, maker, ops_text, pass_title, pass_words
from app.panels.widgets import ElidedLabel, label
from app.text import tr
from app.theme import px

NODES = Qt.ItemDataRole.UserRole


class PlanPanel(QWidget):
    """The plan that it is given.  A row's nodes are asked for by a click or by Enter.  ``names`` says what a node is called."""

    nodes_chosen = Signal(list)
    maker_chosen = Signal(str)
    shown_on_canvas = Signal(bool)
    seen_changed = Signal()  # it has come to the front, or is covered

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: Callable[[str], str] = lambda node: node
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 4)
        whole.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Plan", "Whose kernels are shown"))
        self.choice.activated.connect(lambda _index: self.maker_chosen.emit(self.choice.currentData()))
        self.summary = ElidedLabel("", "muted")
        self.on_canvas = QCheckBox(tr("Plan", "Show on the canvas"))
        self.on_canvas.setToolTip(tr("Plan", "A badge on every node whose operations run in one kernel with those of others"))
        self.on_canvas.clicked.connect(self.shown_on_canvas)
        top.addWidget(self.choice)
        top.addWidget(self.summary, 1)
        top.addWidget(self.on_canvas)
        whole.addLayout(top)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._empty = label("", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tree = _tree()
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tree)
        whole.addWidget(body, 1)
        self.show_nothing(tr("Plan", "What a step is made of shows here once the graph can be trained."))

    @property
    def empty_text(self) -> str:
        """What is said in the place of a plan; nothing while there is one."""
        return self._empty.text() if self._stack.currentWidget() is self._empty else ""

    def show_nothing(self, why: str) -> None:
        """There is no plan, for this reason."""
        self._empty.setText(why)
        self._stack.setCurrentWidget(self._empty)
        self.choice.hide()
        self.summary.set_full_text("")

    def show_makers(self, makers: Sequence[str], chosen: str) -> None:
        """Whose kernels there are to choose from."""
        if [self.choice.itemData(at) for at in range(self.choice.count())] != list(makers):
            self.choice.clear()
            for each in makers:
                self.choice.addItem(maker(each), each)
        self.choice.setCurrentIndex(self.choice.findData(chosen))
        self.choice.setVisible(True)
        self.choice.setEnabled(len(makers) > 1)

    def show_plan(self, summary: str, kernels: Sequence[Kernel], sets: Sequence[Together], passes: Sequence[PassDone]) -> None:
        """These kernels in their order, and under them the passes that led to them."""
        self.summary.set_full_text(summary)
        numbers = {id(kernel): item.number for item in sets for kernel in item.kernels}
        self.tree.clear()
        step = self._heading(tr("Plan", "Kernels, in order"), len(kernels))
        for kernel in kernels:
            self._add_kernel(step, kernel, numbers)
        done = self._heading(tr("Plan", "Passes"), len(passes))
        for item in passes:
            self._add_pass(done, item)
        self.tree.expandAll()
        self._stack.setCurrentWidget(self.tree)

    def _heading(self, text: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [f"{text} ({count})"])
        item.setFirstColumnSpanned(True)
        return item

    def _add_kernel(self, parent: QTreeWidgetItem, kernel: Kernel, numbers: Mapping[int, int]) -> None:
        number = numbers.get(id(kernel))
        title, ops = kernel_title(kernel), ops_text(kernel.ops)
        nodes = ", ".join(filter(None, map(self.names, kernel.nodes)))
        shown = tr("Plan", "{number}: {nodes}", number=number, nodes=nodes) if number is not None else nodes
        item = QTreeWidgetItem(parent, [title, ops, shown])
        item.setToolTip(1, " · ".join(kernel.ops))
        item.setToolTip(2, shown)
        item.setData(0, NODES, list(kernel.nodes))
        words = tr("Plan", "{kernel}: {ops}; of {nodes}", kernel=title, ops=ops, nodes=nodes) if nodes else f"{title}: {ops}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        if number is not None:
            font = item.font(2)
            font.setBold(True)
            item.setFont(2, font)

    def _add_pass(self, parent: QTreeWidgetItem, done: PassDone) -> None:
        title, words = pass_title(done.name), pass_words(done)
        count = tr("Plan", "{before} → {after} operations", before=f"{done.before:,}", after=f"{done.after:,}")
        item = QTreeWidgetItem(parent, [title, words, count])
        item.setToolTip(1, words)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{title}: {words} {count}")

    def _choose(self, item: QTreeWidgetItem) -> None:
        nodes = item.data(0, NODES)
        if nodes:
            self.nodes_chosen.emit(list(nodes))

    def showEvent(self, event: object) -> None:
        self.seen_changed.emit()

    def hideEvent(self, event: object) -> None:
        self.seen_changed.emit()


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(tr("Plan", "Kernels and passes"))
    tree.setColumnCount(3)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(True)
    tree.setUniformRowHeights(True)
    tree.setIndentation(px(12))
    tree.header().setStretchLastSection(True)
    tree.setColumnWidth(0, px(210))
    tree.setColumnWidth(1, px(340))
    return tree

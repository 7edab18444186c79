"""The inspector dock: attributes, types, problems and help of what is selected; the document's settings where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.catalog.registry import Catalog
from app.commands.editor import Editor
from app.compile.problems import CheckResult
from app.model.delta import Changes
from app.model.kernels import Together
from app.model.pictures import AnyPicture
from app.model.records import PortRef
from app.panels.document_form import DocumentForm
from app.panels.node_form import NodeForm
from app.text import tr
from app.theme import Theme


class InspectorPanel(QWidget):
    """Follows the selection that it is told and the document's changes.  ``message`` carries sentences for the user."""

    message = Signal(str)
    look_changed = Signal()  # another value is to be previewed
    kind_wanted = Signal(str)  # a group is to be saved as a kind
    nodes_chosen = Signal(list)  # these are to be selected

    def __init__(
        self,
        editor: Editor,
        catalog: Catalog,
        theme: Theme,
        parent: QWidget | None = None,
        folder: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._catalog = catalog
        self._theme = theme
        self._folder = folder
        self._ids: tuple[str, ...] = ()
        self._result: CheckResult | None = None
        self._devices: Sequence[Mapping[str, Any]] = ()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.setAccessibleName(tr("Inspector", "Inspector"))

        theme.changed.connect(self._build)  # icons are drawn in the theme's colours
        document = editor.document
        document.changed.connect(self._on_changed)
        document.settings_changed.connect(self._on_settings_changed)
        document.name_changed.connect(self._on_settings_changed)
        document.was_reset.connect(self._on_reset)
        self._build()

    @property
    def form(self) -> NodeForm | DocumentForm:
        """The page that is shown."""
        page = self._scroll.widget()
        assert isinstance(page, NodeForm | DocumentForm)
        return page

    def show_nodes(self, ids: Sequence[str]) -> None:
        """Show these nodes; the document's settings where there are none."""
        known = tuple(node for node in ids if node in self._editor.document.nodes)
        if known != self._ids:
            self._editor.seal()
            self._ids = known
            self._build()

    def show_check(self, result: CheckResult) -> None:
        self._result = result
        self.form.show_check(result)

    @property
    def look(self) -> PortRef | None:
        """The output or weight whose value is shown, if one is."""
        form = self.form
        if not isinstance(form, NodeForm) or form.preview is None or not form.preview.look:
            return None
        return PortRef(form.ids[0], form.preview.look)

    def show_picture(self, look: PortRef, picture: AnyPicture, note: str = "") -> None:
        """The value of ``look``, where that is still what is shown; ``note`` says with which weights."""
        form = self.form
        if isinstance(form, NodeForm) and form.preview is not None and look == self.look:
            form.preview.show_picture(picture, note)

    def show_live(self, step: str, rows: Sequence[tuple[str, str]]) -> None:
        """Figures of the selected node at the newest step; none where nothing trains."""
        form = self.form
        if isinstance(form, NodeForm) and form.live is not None:
            form.live.show_rows(step, rows)

    @property
    def node(self) -> str | None:
        """The node that is shown, where it is one alone."""
        return self._ids[0] if len(self._ids) == 1 else None

    def show_together(self, sets: Sequence[Together], made_by: str, names: Callable[[str], str]) -> None:
        """What the node that is shown runs together with; nothing where it runs alone, or nobody asked."""
        form = self.form
        if isinstance(form, NodeForm) and form.together is not None:
            form.together.show_sets(form.ids[0], sets, made_by, names)

    def set_devices(self, devices: Sequence[Mapping[str, Any]]) -> None:
        """What the machine can train on, as the worker lists it."""
        self._devices = devices
        if isinstance(self.form, DocumentForm):
            self.form.set_devices(devices)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        form = self.form
        row = next(iter(form.rows.values()), None)
        if row is not None:
            row.editor.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif isinstance(form, NodeForm) and form.name is not None:
            form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh_kinds(self) -> None:
        """The catalogue has other kinds now."""
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_changed.emit()  # nobody asked for values while it was hidden

    def _build(self) -> None:
        self._apply_pending()
        form: NodeForm | DocumentForm
        if self._ids:
            form = NodeForm(self._editor, self._theme, self._ids, self._folder)
            form.show_check(self._result)
            form.look_changed.connect(self.look_changed)
            form.kind_wanted.connect(self.kind_wanted)
            form.nodes_chosen.connect(self.nodes_chosen)
        else:
            form = DocumentForm(self._editor, self._theme)
            form.set_devices(self._devices)
            form.show_check(self._result)
        form.refused.connect(self.message)
        if (before := self._scroll.takeWidget()) is not None:
            before.deleteLater()  # it may be one of its own buttons that was clicked
        self._scroll.setWidget(form)
        self.look_changed.emit()

    def _apply_pending(self) -> None:
        """What is being typed when the selection goes elsewhere counts as entered."""
        focused, page = QApplication.focusWidget(), self._scroll.widget()
        if page is not None and focused is not None and page.isAncestorOf(focused):
            focused.clearFocus()

    def _on_changed(self, changes: Changes) -> None:
        """Nodes that are gone are not shown any more; those that are changed, and wires, are shown as they are now."""
        left = tuple(node for node in self._ids if node in self._editor.document.nodes)
        if left != self._ids:
            self._ids = left
            self._build()
        elif isinstance(self.form, NodeForm) and set(changes.nodes_changed).intersection(left):
            if self.form.is_current:
                self.form.refresh()
            else:
                self._build()
        if isinstance(self.form, NodeForm) and (changes.links_added or changes.links_removed):
            self.form.show_check(self._result)

    def _on_settings_changed(self, *_: object) -> None:
        if isinstance(self.form, DocumentForm):
            self.form.refresh()

    def _on_reset(self) -> None:
        self._ids = ()
        self._build()

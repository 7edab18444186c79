"""A document whose two dense layers are folded into a group, and a kind made of it; for tests of the library."""

from __future__ import annotations

from PySide6.QtGui import QUndoStack

from app.catalog.library import from_file
from app.catalog.registry import LIBRARY, catalog
from app.commands.editor import Editor
from app.commands.library import capture
from app.model.definitions import Parameter
from app.model.document import Document
from app.model.groups import contents
from app.model.records import DocumentRecord, PortRef
from app.project.kinds import KindFile


class Desk:
    """Digits through ``first`` and ``second``, both 64 wide, in the group ``block``, into a loss with Adam."""

    def __init__(self) -> None:
        self.document = Document()
        self.stack = QUndoStack()
        self.catalog = catalog()
        self.editor = Editor(self.document, self.stack, self.catalog)
        add = self.editor.add_node
        data, batch = add("Digits", 0, 0), add("Batch", 200, 0)
        first, second = add("Dense", 400, 0, "first"), add("Dense", 600, 0, "second", {"activation": "tanh"})
        last = add("Dense", 800, 0, "last", {"units": 10})
        loss = add("SparseCategoricalCrossentropy", 1000, 0, "loss", {"from_logits": True})
        adam = add("Adam", 1200, 0, "adam")
        for layer in (first, second):
            self.editor.set_attribute(layer, "units", 64)
        for source, target in (
            (f"{data}.data", f"{batch}.data"), (f"{batch}.x", f"{first}.x"), (f"{first}.y", f"{second}.x"),
            (f"{second}.y", f"{last}.x"), (f"{last}.y", f"{loss}.y_pred"), (f"{batch}.y", f"{loss}.y_true"),
            (f"{loss}.loss", f"{adam}.loss"),
        ):  # fmt: skip
            self.editor.connect(PortRef.parse(source), PortRef.parse(target))
        self.group = self.editor.group([first, second])
        self.editor.rename(self.group, "block")
        self.first, self.second, self.last, self.batch = first, second, last, batch

    def kind(self, name: str = "Two layers", default: int = 32) -> KindFile:
        """Both widths as one parameter, the activation of the first layer as another."""
        units, activation = self.attr(self.first, "units"), self.attr(self.first, "activation")
        return capture(
            self.document, self.group, id_="k1", name=name, category="Layers", help_="Two dense layers.",
            parameters=(Parameter.like(units, "units", "Units", default), Parameter.like(activation, "curve", "Curve", None)),
            drives=self.drives,
        )  # fmt: skip

    @property
    def drives(self) -> dict[tuple[str, str], str]:
        return {(self.first, "units"): "units", (self.second, "units"): "units", (self.first, "activation"): "curve"}

    def attr(self, node: str, name: str):
        found = self.catalog.kind_of(self.document, node).attr(name)
        assert found is not None
        return found

    def shelve(self, *kinds: KindFile) -> None:
        self.catalog.set_own(LIBRARY, [from_file(kind, self.catalog) for kind in kinds])

    def inner(self, group: str, kind: str = "Dense") -> list[dict[str, object]]:
        """The attributes of the nodes of a kind in a group."""
        nodes = self.document.nodes
        return [dict(nodes[node].attributes) for node in contents(self.document, [group]) if nodes[node].kind == kind]

    def state(self) -> DocumentRecord:
        return self.document.record()

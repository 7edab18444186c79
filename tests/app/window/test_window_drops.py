"""Files dropped on the window: documents, data, folders, plug-ins; with real drag and drop events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.catalog.registry import catalog
from app.places import plugin_folder
from app.plugins.room import SOURCE
from app.project.format import dumps
from app.window.main_window import MainWindow
from app.window.plugins_dialog import PluginsDialog

LEFT, NONE, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NODEGRAD_DATA", str(tmp_path / "data"))
    yield
    catalog().set_own(SOURCE, ())


def drop(target: QWidget, *paths: Path, at: QPointF | None = None) -> bool:
    """Drag files onto a widget and let go; whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = at or QPointF(target.rect().center())
    enter = QDragEnterEvent(place.toPoint(), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(place, COPY, mime, LEFT, NONE))
    return enter.isAccepted()


def nodes(window: MainWindow) -> list[tuple[str, dict]]:
    return [(node.kind, dict(node.attributes)) for node in window.workspace.document.nodes.values()]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "CSVTable"), ("a.parquet", "ParquetTable"), ("a.npz", "NPZFile"), ("a.npy", "NPYFile"), ("A.TXT", "TextFile")],
)
def test_data_becomes_a_node_where_it_is_dropped(window: MainWindow, tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"")
    viewport = window.parts.view.viewport()
    place = QPointF(viewport.width() * 0.3, viewport.height() * 0.4)
    point = window.parts.view.to_scene(place)
    assert drop(viewport, tmp_path / name, at=place)
    assert nodes(window) == [(kind, {"file": str(tmp_path / name)})]
    (node,) = window.workspace.document.nodes
    assert window.parts.scene.rect_of(node).contains(point) and window.parts.scene.selected_ids() == [node]
    assert window.workspace.undo_stack.count() == 1
    window.workspace.undo_stack.undo()
    assert not window.workspace.document.nodes


def test_several_files_lie_below_each_other_and_are_named_from_the_document_on(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.save(tmp_path / "net.nodegrad")
    (tmp_path / "tables").mkdir()
    files = [tmp_path / "tables" / name for name in ("train.csv", "more.csv")]
    for file in files:
        file.write_text("a,b\n1,2\n")
    assert drop(window.parts.view.viewport(), *files)
    assert nodes(window) == [("CSVTable", {"file": "tables/train.csv"}), ("CSVTable", {"file": "tables/more.csv"})]
    first, second = (window.parts.scene.rect_of(node) for node in window.workspace.document.nodes)
    assert not first.intersects(second)


def test_a_folder_of_pictures_and_one_of_texts(window: MainWindow, tmp_path: Path) -> None:
    for folder, file in (("pictures", "cat/one.PNG"), ("texts", "good/one.txt")):
        (tmp_path / folder / file).parent.mkdir(parents=True)
        (tmp_path / folder / file).write_bytes(b"")
        assert drop(window.parts.view.viewport(), tmp_path / folder)
    assert [kind for kind, _ in nodes(window)] == ["ImageFolder", "TextFolder"]
    assert nodes(window)[0][1] == {"directory": str(tmp_path / "pictures")}


def test_data_on_the_start_page_begins_a_document(start_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    assert drop(start_window, tmp_path / "a.csv")
    assert [kind for kind, _ in nodes(start_window)] == ["CSVTable"]


def test_a_document_is_opened(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.editor.add_node("ReLU", 0, 0)
    (tmp_path / "net.nodegrad").write_text(dumps(window.workspace.document.record()), "utf-8")
    window.workspace.undo_stack.undo()
    assert drop(window.parts.view.viewport(), tmp_path / "net.nodegrad")
    assert [kind for kind, _ in nodes(window.services.windows[-1])] == ["ReLU"]


def test_a_plug_in_goes_to_its_folder_and_is_off(window: MainWindow, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    (tmp_path / "own.py").write_text(f"open({str(trace)!r}, 'w').close()\n", "utf-8")
    assert drop(window.parts.view.viewport(), tmp_path / "own.py")
    assert (plugin_folder() / "own.py").is_file() and not trace.exists(), "nothing of it has run"
    (dialog,) = [each for each in window.findChildren(PluginsDialog) if each.isVisible()]
    assert [(card.plugin.name, card.plugin.state) for card in dialog.cards] == [("own.py", "off")]
    dialog.close()
    (tmp_path / "own.py").write_text("another\n", "utf-8")
    drop(window.parts.view.viewport(), tmp_path / "own.py")
    assert window.message_bar.isVisible() and "has another 'own.py' already" in window.message_bar.text.text()
    assert "another" not in (plugin_folder() / "own.py").read_text("utf-8")


def test_what_nobody_reads_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"")
    assert not drop(window.parts.view.viewport(), tmp_path / "film.mp4")
    assert not drop(window, tmp_path / "film.mp4") and not window.workspace.document.nodes


def test_kinds_of_the_palette_are_the_canvas_own_affair(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setData("application/x-nodegrad-kind", b"Dense")
    viewport = window.parts.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(viewport.rect().center(), COPY, mime, LEFT, NONE))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(viewport.rect().center()), COPY, mime, LEFT, NONE))
    assert [kind for kind, _ in nodes(window)] == ["Dense"]

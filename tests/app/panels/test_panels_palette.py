"""The palette: found by typing, chosen by keyboard and mouse, dragged as a kind's name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.catalog.registry import catalog
from app.panels.palette import KIND_MIME, PalettePanel
from app.panels.palette_model import KIND_ROLE
from app.theme import Theme


@pytest.fixture
def panel(qtbot):
    panel = PalettePanel(catalog(), Theme("dark"))
    qtbot.addWidget(panel)
    panel.resize(232, 600)
    panel.show()
    qtbot.waitUntil(panel.isVisible)
    return panel


def titles(panel: PalettePanel) -> list[str]:
    model = panel.list.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [index.data() for index in rows if index.data(KIND_ROLE) is not None]


def test_it_lists_every_kind_under_its_category(panel) -> None:
    assert sorted(titles(panel)) == sorted(kind.title for kind in catalog().kinds)
    headings = [panel.list.model().index(row, 0).data() for row in range(panel.list.model().rowCount())]
    assert [text for text in headings if text in catalog().categories()] == list(catalog().categories())


def test_the_search_says_how_many_nodes_there_are(panel) -> None:
    assert str(len(catalog().kinds)) in panel.search.placeholderText()


def test_typing_and_enter_adds_the_best_match(panel, qtbot) -> None:
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "relu")
    with qtbot.waitSignal(panel.kind_chosen) as chosen:
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert chosen.args == ["ReLU"]


def test_down_goes_into_the_list_and_skips_headings(panel, qtbot) -> None:
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    first = panel.list.currentIndex().data(KIND_ROLE)
    assert first is catalog().kinds[0]
    count = sum(kind.category == first.category for kind in catalog().kinds)
    for _ in range(count):
        qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.list.currentIndex().data(KIND_ROLE) is catalog().kinds[count]
    with qtbot.waitSignal(panel.kind_chosen) as chosen:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen.args == [catalog().kinds[count].name]


def test_up_from_the_first_row_goes_back_to_the_search(panel, qtbot) -> None:
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.list.left_upwards):
        qtbot.keyClick(panel.list, Qt.Key.Key_Up)


def test_a_double_click_chooses(panel, qtbot) -> None:
    qtbot.keyClicks(panel.search, "adam")
    place = panel.list.visualRect(panel.list.model().index(0, 0)).center()
    with qtbot.waitSignal(panel.kind_chosen) as chosen:
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["Adam"]


def test_a_click_on_a_heading_chooses_nothing(panel, qtbot) -> None:
    with qtbot.assertNotEmitted(panel.kind_chosen):
        qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 12))


def test_nothing_found_says_so_and_escape_clears(panel, qtbot) -> None:
    qtbot.keyClicks(panel.search, "zzqqx")
    assert titles(panel) == []
    assert "zzqqx" in panel._empty.text()
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == "" and len(titles(panel)) == len(catalog().kinds)


def test_what_is_dragged_is_the_name_of_the_kind(panel) -> None:
    panel.search.setText("dropout")
    model = panel.list.model()
    mime = model.mimeData([model.index(0, 0)])
    assert bytes(mime.data(KIND_MIME).data()) == b"Dropout"
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_every_row_can_be_read_aloud(panel) -> None:
    model = panel.list.model()
    for row in range(model.rowCount()):
        assert model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)

"""The kinds that were used last stand on top, in the palette and in the pop-up, in every window and on the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalog.spec import Kind
from app.recent_kinds import RecentKinds


def rows(window) -> list[str]:
    model = window.parts.palette._model
    return [model.index(row).data(Qt.ItemDataRole.DisplayRole) for row in range(6)]


def by_popup(window, words: str) -> None:
    window.parts.view.setFocus()
    QTest.keyClick(window.parts.view, Qt.Key.Key_Tab)
    field = window.parts.view.palette_popup.search
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_used_last_on_top_in_both_and_remembered(window, qtbot) -> None:
    first = rows(window)
    by_popup(window, "layernorm")
    by_popup(window, "gelu")
    assert rows(window)[:3] == ["Used last", "GELU", "LayerNormalization"] and rows(window)[3:5] == first[:2]
    window.parts.palette.search.setFocus()
    QTest.keyClicks(window.parts.palette.search, "lstm")
    QTest.keyClick(window.parts.palette.search, Qt.Key.Key_Return)
    window.parts.palette.search.clear()
    assert rows(window)[1:4] == ["LSTM", "GELU", "LayerNormalization"]
    view = window.parts.view
    view.open_palette()
    offered = [view.palette_popup.rows.index(row).data(Qt.ItemDataRole.DisplayRole) for row in range(4)]
    assert offered == ["Used last", "LSTM", "GELU", "LayerNormalization"]
    view.palette_popup.dismiss()
    other = window.services.new_window()
    other.files.new()
    assert rows(other)[1] == "LSTM"
    assert window.services.settings.used_kinds[0] == other.parts.palette._model.kind(other.parts.palette._model.index(1)).name


def test_choosing_the_first_again_changes_nothing(window) -> None:
    by_popup(window, "gelu")
    before = rows(window)
    by_popup(window, "gelu")
    assert rows(window) == before


def test_kinds_that_are_gone_are_left_out(window) -> None:
    window.services.recent_kinds.use("FromAPlugInThatIsOff")
    assert rows(window)[0] != "Used last"
    window.parts.view.open_palette()
    assert isinstance(window.parts.view.palette_popup.rows.kind(window.parts.view.palette_popup.rows.index(1)), Kind)
    window.parts.view.palette_popup.dismiss()
    QApplication.processEvents()


@pytest.mark.parametrize("count", [3, 9])
def test_the_list_is_short(qapp, count) -> None:
    recent = RecentKinds()
    heard: list[int] = []
    recent.changed.connect(lambda: heard.append(1))
    for number in range(count):
        recent.use(f"Kind{number}")
    assert len(heard) == count and recent.names[0] == f"Kind{count - 1}" and len(recent.names) == min(5, count)

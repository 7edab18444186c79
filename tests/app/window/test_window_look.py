"""Theme, language and size of a window that is open; what it remembers; what a screen reader finds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QToolButton, QWidget

from app.theme import Theme
from app.window.main_window import SMALLEST
from app.window.settings import Settings
from app.window.style import apply_style, style_sheet


@pytest.fixture
def example(window):
    window.files.open_example("digits-mlp")
    return window


def colour_of(window) -> QColor:
    image = window.grab().toImage()
    return image.pixelColor(6, image.height() // 2)


def test_the_theme_changes_live_and_is_remembered(example) -> None:
    services = example.services
    services.set_theme("light")
    assert colour_of(example) == services.theme.color("panel")
    light = services.theme.hex("panel")
    services.set_theme("dark")
    assert services.theme.hex("panel") != light and colour_of(example) == services.theme.color("panel")
    assert services.settings.theme == "dark"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_style_sheet_knows_every_token_it_names(qapp, mode) -> None:
    text = style_sheet(Theme(mode))
    assert "@" not in text.replace("/*", "")
    apply_style(qapp, Theme(mode))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), [
    ("text", "panel", 4.5), ("muted", "panel", 4.5), ("muted", "raised", 4.5), ("text", "field", 4.5),
    ("on_accent", "accent", 4.5), ("error", "panel", 4.5), ("ok", "panel", 4.5), ("accent", "panel", 3),
    ("accent", "field", 3),
    *((wire, "canvas", 3) for wire in ("dataset", "tensor", "labels", "loss", "optimizer", "activation", "bool")),
])  # fmt: skip
def test_contrast(qapp, mode, front, back, least) -> None:
    theme = Theme(mode)

    def luminance(color: QColor) -> float:
        parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(theme.color(front)), luminance(theme.color(back))), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_the_language_changes_live_and_keeps_the_work(example, qtbot) -> None:
    services, document = example.services, example.workspace.document
    node = next(iter(document.nodes))
    example.parts.scene.select([node])
    example.workspace.editor.rename(node, "data")
    services.set_language("zh_CN")
    assert example.workspace.document is document and example.parts.scene.selected_ids() == [node]
    assert example.run_bar.run_button.text() == "运行"
    assert example.docks.tabs.tabText(0) == "曲线"
    example.actions_by_name["undo"].trigger()
    assert document.nodes[node].name != "data"
    services.set_language("en")
    assert example.run_bar.run_button.text() == "Run" and example.docks.tabs.tabText(0) == "Curves"
    assert services.settings.language == "en"


def test_the_start_page_speaks_chinese(start_window) -> None:
    start_window.services.set_language("zh_CN")
    texts = [button.text() for button in start_window.findChildren(QAbstractButton)]
    assert any("新建" in text for text in texts)


def settle(qtbot, window, width: int) -> None:
    """Until the window is so wide and no layout waits to be done."""
    waiting: list[bool] = []

    def done() -> bool:
        fits = window.width() == width
        waiting.append(fits)
        return len(waiting) > 3 and all(waiting[-3:])  # three turns of the event loop

    qtbot.waitUntil(done)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 700), (2560, 1440)])
def test_nothing_is_cut_off(example, qtbot, language, width, height) -> None:
    """Every button and label has the room that it asks for; what may give way elides itself."""
    from app.panels.editors import CalmCombo
    from app.panels.widgets import ElidedLabel

    example.services.set_language(language)
    example.resize(width, height)
    example.parts.scene.select([list(example.workspace.document.nodes)[5]])
    settle(qtbot, example, width)
    assert example.size().width() == width
    for widget in example.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel | CalmCombo):
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and not widget.wordWrap() and widget.text()):
            assert widget.width() >= widget.minimumSizeHint().width(), (
                widget,
                widget.accessibleName(),
                getattr(widget, "text", str)(),
            )
            assert widget.height() + 1 >= widget.fontMetrics().height() or not getattr(widget, "text", str)(), widget
    bar = example.run_bar
    assert bar.progress.geometry().right() <= bar.width()


def test_a_narrow_window_folds_its_docks_into_tabs(example, qtbot) -> None:
    example.resize(1280, 800)
    qtbot.waitUntil(lambda: not example.docks.is_folded)
    palette, inspector = example.docks.palette, example.docks.inspector
    assert not example.docks.is_folded and not palette.visibleRegion().isEmpty() and not inspector.visibleRegion().isEmpty()
    example.resize(1024, 700)
    qtbot.waitUntil(lambda: example.docks.is_folded and example.tabifiedDockWidgets(palette) == [inspector])
    example.parts.scene.select([next(iter(example.workspace.document.nodes))])
    qtbot.waitUntil(lambda: not inspector.visibleRegion().isEmpty() and palette.visibleRegion().isEmpty())
    example.resize(1400, 900)
    qtbot.waitUntil(lambda: not example.docks.is_folded and example.tabifiedDockWidgets(palette) == [])
    qtbot.waitUntil(lambda: not palette.visibleRegion().isEmpty() and not inspector.visibleRegion().isEmpty())


def test_docks_are_shown_and_hidden_from_the_menu(example, qtbot) -> None:
    for dock, action in zip(example.docks.all, example.docks.toggle_actions(), strict=True):
        action.trigger()
        assert not dock.isVisible()
        action.trigger()
        assert dock.isVisible()


class Shows(QObject):
    """Notes every widget that appears as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(start_window, qapp, qtbot) -> None:
    shows = Shows()
    qapp.installEventFilter(shows)
    start_window.files.open_example("digits-mlp")
    for node in start_window.workspace.document.nodes:
        start_window.parts.scene.select([node])
    start_window.parts.scene.select([])
    start_window.services.set_language("zh_CN")
    start_window.resize(1024, 700)
    qtbot.waitUntil(lambda: start_window.docks.is_folded)
    settle(qtbot, start_window, 1024)
    qapp.removeEventFilter(shows)
    assert shows.seen == []


def test_the_minimap_is_toggled_and_remembered(example) -> None:
    action = example.actions_by_name["minimap"]
    assert action.isChecked() and example.parts.view.minimap.isVisible()
    action.trigger()
    assert not example.parts.view.minimap.isVisible() and not example.services.settings.minimap


def test_geometry_and_docks_are_remembered(example, qtbot) -> None:
    example.resize(1300, 850)
    example.docks.bottom.hide()
    example.close()
    assert not example.services.settings.geometry.isEmpty()
    again = example.services.new_window()
    again.resize(1300, 850)
    again.files.new()
    assert not again.docks.bottom.isVisible() and again.docks.palette.isVisible()


def sizes(window) -> tuple[int, int, int]:
    docks = window.docks
    return docks.palette.width(), docks.inspector.width(), docks.bottom.height()


def test_sizes_of_docks_are_remembered_over_several_starts(example, qtbot) -> None:
    example.resize(1440, 900)
    qtbot.waitUntil(lambda: sizes(example)[:2] == (232, 304))
    example.resizeDocks([example.docks.palette, example.docks.inspector], [260, 330], Qt.Orientation.Horizontal)
    example.resizeDocks([example.docks.bottom], [300], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: sizes(example) == (260, 330, 300))
    window = example
    for _ in range(3):
        services = window.services
        window.close()
        window = services.new_window()
        window.resize(1440, 900)
        window.files.open_example("digits-mlp")
        qtbot.waitUntil(lambda window=window: sizes(window) == (260, 330, 300))
    window.rebuild()
    qtbot.waitUntil(lambda: sizes(window) == (260, 330, 300))


def test_broken_settings_read_as_defaults(qapp, tmp_path) -> None:
    from PySide6.QtCore import QSettings

    path = tmp_path / "broken.ini"
    path.write_text("[General]\ntheme=purple\nlanguage=7\nrecent=nowhere\nminimap=maybe\n[window]\ngeometry=x\n")
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert (settings.theme, settings.language, settings.recent, settings.minimap) == ("system", "system", [], False)
    assert settings.geometry.isEmpty()


def test_what_takes_the_keyboard_has_a_name(example, qtbot) -> None:
    example.parts.scene.select([list(example.workspace.document.nodes)[5]])
    for widget in example.findChildren(QWidget):
        if isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox | QToolButton) and widget.isVisible():
            inner = isinstance(widget.parent(), QComboBox | QAbstractSpinBox) or widget.objectName().startswith("qt_")
            named = widget.accessibleName() or widget.toolTip() or getattr(widget, "text", str)()
            assert named or inner, (widget, widget.parent())


def test_actions_have_no_shortcut_twice(example) -> None:
    taken: dict[str, str] = {}
    for name, action in example.actions_by_name.items():
        for key in {shortcut.toString() for shortcut in action.shortcuts()}:
            assert taken.setdefault(key, name) == name, (key, taken[key], name)


def test_a_new_window_fits_the_screen(start_window) -> None:
    window = start_window.services.new_window()
    room = window.screen().availableSize().expandedTo(SMALLEST)
    assert window.width() <= room.width() and window.height() <= room.height()
    window.close()

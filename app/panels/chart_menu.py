"""The menu of a chart's card: smoothing by a slider, what is seen of the run, saving as picture or table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QSlider, QVBoxLayout, QWidget, QWidgetAction

from app.text import tr
from app.theme import px, ui_font

if TYPE_CHECKING:
    from app.panels.chart_card import ChartCard

#: What each notch of the slider takes the mean of, as a share of the whole run.
SMOOTHING = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1)


def card_menu(card: ChartCard) -> QMenu:
    """Smoothing, view and saving."""
    menu = QMenu(card)
    slider = QWidgetAction(menu)
    slider.setDefaultWidget(SmoothingSlider(card, menu))
    menu.addAction(slider)
    menu.addSeparator()
    log = menu.addAction(tr("Curves", "Logarithmic scale"))
    log.setCheckable(True)
    log.setChecked(card.chart.log)
    log.toggled.connect(card.set_log)
    whole = menu.addAction(tr("Curves", "Show the whole run"))
    whole.setEnabled(not card.chart.following)
    whole.triggered.connect(card.chart.follow)
    menu.addSeparator()
    for text, action in (
        (tr("Curves", "Save as picture…"), _ask_picture),
        (tr("Curves", "Save values as CSV…"), _ask_csv),
    ):
        item: QAction = menu.addAction(text)
        item.setEnabled(not card.is_empty)
        item.triggered.connect(lambda _checked=False, action=action: action(card))
    return menu


def _ask_picture(card: ChartCard) -> None:
    path, _ = QFileDialog.getSaveFileName(
        card, tr("Curves", "Save as picture"), card.suggested("png"), tr("Curves", "Pictures (*.png)")
    )
    if path:
        card.save_picture(Path(path))


def _ask_csv(card: ChartCard) -> None:
    path, _ = QFileDialog.getSaveFileName(
        card, tr("Curves", "Save values"), card.suggested("csv"), tr("Curves", "Tables (*.csv)")
    )
    if path:
        card.save_csv(Path(path))


class SmoothingSlider(QWidget):
    """The slider in the menu, and what it means in steps."""

    def __init__(self, card: ChartCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Curves", "Smoothing")))
        self._says = QLabel()
        self._says.setProperty("role", "small")
        self._says.setFont(ui_font(11))
        self._says.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._says.setMinimumWidth(px(120))
        row.addWidget(self._says, 1)
        column.addLayout(row)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(SMOOTHING) - 1)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(tr("Curves", "Smoothing"))
        self.slider.setValue(card.smoothing_level)
        self.slider.valueChanged.connect(self._on_moved)
        column.addWidget(self.slider)
        self.setFocusProxy(self.slider)
        self._on_moved(card.smoothing_level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # up and down go on to the menu's other entries

    def _on_moved(self, level: int) -> None:
        self._card.set_smoothing_level(level)
        window = self._card.smoothing_window
        if level == 0:
            text = tr("Curves", "off")
        elif window > 1:
            text = tr("Curves", "mean of {steps} steps", steps=f"{window:,}")
        else:
            text = tr("Curves", "{share} % of the run", share=f"{100 * SMOOTHING[level]:g}")
        self._says.setText(text)

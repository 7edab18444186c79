"""How large the system wants text to be: what it says of its own font, beside what that platform's font is usually.

The studio is designed for texts of 12 pixels, which suits every platform as it comes.  Who has enlarged the system's font gets
the studio enlarged by as much, and the size that is set in the studio counts on top of that.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

MOST = 3.0
#: Pixels of the interface font on a system as it comes: 9 pt on Windows, 13 pt on macOS, up to 11 pt elsewhere.
_USUAL = {"windows": 12.0, "cocoa": 13.0}
_USUAL_ELSEWHERE = 44 / 3
_STEP = 0.05  # so that a hair's breadth is no reason to build everything anew


def system_font(at_start: QFont) -> QFont:
    """The interface font that the system names now; the one of the start where it names none."""
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return found if found.pointSizeF() > 0 or found.pixelSize() > 0 else at_start


def system_share(font: QFont) -> float:
    """How much larger than usual a system's font is; never smaller, as the texts of the studio are small already."""
    usual = _USUAL.get(QGuiApplication.platformName(), _USUAL_ELSEWHERE)
    return max(1.0, round(QFontInfo(font).pixelSize() / usual / _STEP) * _STEP)

"""The one way text reaches a user: ``tr(context, text, **values)`` translates, then fills in ``{named}`` values.

Both the context and the text must be literals, so that ``python -m app.i18n`` can collect them for Qt Linguist.  Texts that
live in data (catalogue titles and help, engine errors) are collected from there, under the contexts ``Catalog`` and ``Errors``.
"""

from __future__ import annotations

from typing import Any

try:
    from PySide6.QtCore import QCoreApplication
except ImportError:  # a bare server without Qt's system libraries: the command line still works, in English
    QCoreApplication = None  # type: ignore[assignment,misc]


def tr(context: str, text: str, **values: Any) -> str:
    """The text in the user's language."""
    translated = text if QCoreApplication is None else QCoreApplication.translate(context, text)
    return translated.format(**values) if values else translated


def tr_error(template: str, params: dict[str, Any] | None = None) -> str:
    """An engine error or a problem, from its template and parameters, in the user's language."""
    return tr("Errors", template, **(params or {}))

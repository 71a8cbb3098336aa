"""The language of days and numbers in fields."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def app_locale() -> QLocale:
    """Return the locale of what the app says, the same as in `domain.days`, whatever the system speaks.

    Fields of Qt take the system's otherwise: an English page would show "12 März" and count "1.234".
    """
    return QLocale("en_GB")

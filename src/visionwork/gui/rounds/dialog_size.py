"""How large a dialog opens."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from visionwork.gui.theme import Theme

_SHARE = 0.94


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size, grown with the text, but never more than the screen has.

    Args:
        dialog: The dialog.
        width: Width in pixels at text size 100.
        height: Height in pixels at text size 100.
    """
    theme, free = Theme.of(dialog), dialog.screen().availableGeometry()
    dialog.resize(
        min(theme.px(width), round(free.width() * _SHARE)),
        min(theme.px(height), round(free.height() * _SHARE)),
    )

"""What every dialog of the app has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from visionwork.gui.widgets.focus_ring import FocusRing


def prepare_dialog(dialog: QDialog, title: str) -> None:
    """Give a dialog its title, its focus ring and its end.

    Args:
        dialog: A dialog that is filled and not shown yet.
        title: Title of its window.
    """
    dialog.setWindowTitle(title)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    FocusRing(dialog)

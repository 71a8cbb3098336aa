"""Scroll areas through which the ground behind them shows."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_clear_viewport(area: QAbstractScrollArea) -> None:
    """Put a viewport without a ground of its own into a scroll area, before anything else is done with it.

    PySide knows the class of a widget that Python made. For one that Qt made, as the viewport of every
    scroll area is, it makes each of the hundred widget classes to see which fits; the first window would
    wait some 15 ms for that.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)  # as Qt does; scroll bars are painted on it
    area.setViewport(viewport)

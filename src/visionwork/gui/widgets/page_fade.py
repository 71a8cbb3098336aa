"""The one movement of the app: a short fade when the page changes."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStackedWidget, QWidget

from visionwork.gui.theme import Theme

FADE_MS = 120


def show_page(stack: QStackedWidget, page: QWidget) -> None:
    """Show a page of a stack, fading it in unless the system asks for reduced motion.

    Args:
        stack: The stack of pages.
        page: One of its pages.
    """
    if stack.currentWidget() is page:
        return
    stack.setCurrentWidget(page)
    if not stack.isVisible() or not Theme.of(stack).motion_allowed():
        return
    effect = QGraphicsOpacityEffect(page)
    effect.setOpacity(0.0)
    page.setGraphicsEffect(effect)
    fade = _Fade(effect, page)
    fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


class _Fade(QPropertyAnimation):
    """Brings a page to full opacity, then takes its effect away, since an effect slows painting."""

    def __init__(self, effect: QGraphicsOpacityEffect, page: QWidget) -> None:
        super().__init__(effect, b"opacity", page)
        self._page = page
        self.setDuration(FADE_MS)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.finished.connect(self._clear)

    def _clear(self) -> None:
        self._page.setGraphicsEffect(None)  # pyright: ignore[reportArgumentType]

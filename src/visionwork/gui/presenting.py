"""Steers the projector view from the Present menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.gui.actions import ActionId, WindowActions
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from visionwork.gui.exercise_page import ExercisePage
    from visionwork.gui.projector import Projector, Slide


class Presenting(QObject):
    """Keeps the projector at the question of the page that is open.

    A page without questions of its own leaves the last question up, so that looking something
    up does not change what the room sees.

    Args:
        window: The facilitator's window.
        theme: The look.
        actions: The window's actions.
    """

    def __init__(self, window: QWidget, theme: Theme, actions: WindowActions) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._action = actions[ActionId.PRESENT]
        self._page: ExercisePage | None = None
        self._join: Slide | None = None
        self.projector: Projector | None = None
        self._action.toggled.connect(self._toggle)
        actions[ActionId.NEXT_PROMPT].triggered.connect(self._next)
        actions[ActionId.PREVIOUS_PROMPT].triggered.connect(self._previous)
        actions[ActionId.TOGGLE_TIMER].triggered.connect(self._toggle_timer)

    def follow(self, page: ExercisePage | None) -> None:
        """Show the question of a page from now on; None keeps the last one."""
        if page is None or page is self._page:
            return
        if self._page is not None:
            self._page.strip.prompt_changed.disconnect(self._refresh)
        self._page = page
        page.strip.prompt_changed.connect(self._refresh)
        self._refresh()

    def show_join(self, slide: Slide | None) -> None:
        """Show how the room joins a feedback round, in place of the question; None ends that."""
        if slide != self._join:
            self._join = slide
            self._refresh()

    def stop(self) -> None:
        """Take the projector down and forget the page; the workshop is closed."""
        if self.projector is not None:
            self.projector.clear()
            self.projector.close()
        if self._page is not None:
            self._page.strip.prompt_changed.disconnect(self._refresh)
            self._page = None
        self._join = None

    def _toggle(self, on: bool) -> None:
        if not on:
            if self.projector is not None:
                self.projector.close()
            return
        if self.projector is None:
            from visionwork.gui.projector import Projector

            self.projector = projector = Projector(self._theme)
            projector.left.connect(self._on_left)
            projector.question_requested.connect(self._move)
            projector.timer_requested.connect(self._toggle_timer)
        self._refresh()
        self.projector.open_beside(self._window)

    def _refresh(self, *_: object) -> None:
        if self.projector is None:
            return
        if self._join is not None:
            self.projector.show_slide(self._join)
        elif self._page is not None:
            from visionwork.gui.projector import Slide

            page = self._page
            title = page.context.fill(page.step.title)
            self.projector.show_slide(Slide(title, page.strip.prompt(), page.countdown))

    def _move(self, by: int) -> None:
        if self._page is not None:
            self._page.strip.show_prompt(self._page.strip.prompt_index() + by)

    def _next(self) -> None:
        self._move(1)

    def _previous(self) -> None:
        self._move(-1)

    def _toggle_timer(self) -> None:
        if self._join is not None:
            if self._join.countdown is not None:
                self._join.countdown.toggle()
        elif self._page is not None:
            self._page.countdown.toggle()

    def _on_left(self) -> None:
        self._action.setChecked(False)
        if self.projector is not None:
            self.projector.deleteLater()
            self.projector = None
        self._window.activateWindow()

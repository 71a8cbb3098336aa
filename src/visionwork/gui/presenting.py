"""Steers the projector view from the Present menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.gui.actions import ANSWER_ACTIONS, ActionId, WindowActions
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from visionwork.gui.exercise_page import ExercisePage
    from visionwork.gui.projector import Projector, Slide
    from visionwork.gui.room_board import RoomBoard

_NO_ANSWERS = "This exercise gathers no answers that can be shown one by one."


class Presenting(QObject):
    """Keeps the projector at the question of the page that is open.

    A page without questions of its own leaves the last question up, so that looking something
    up does not change what the room sees. Answers are shown for one exercise, when the facilitator asks for
    them, and until another exercise is open or the projector goes: nothing of that is remembered.

    Args:
        window: The facilitator's window.
        theme: The look.
        actions: The window's actions.
    """

    def __init__(self, window: QWidget, theme: Theme, actions: WindowActions) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._actions = actions
        self._action = actions[ActionId.PRESENT]
        self._answers = actions[ActionId.SHOW_ANSWERS]
        self._page: ExercisePage | None = None
        self._board: RoomBoard | None = None
        self._join: Slide | None = None
        self.projector: Projector | None = None
        self._action.toggled.connect(self._toggle)
        self._answers.toggled.connect(self._toggle_answers)
        actions[ActionId.NEXT_PROMPT].triggered.connect(self._next)
        actions[ActionId.PREVIOUS_PROMPT].triggered.connect(self._previous)
        actions[ActionId.OLDER_ANSWERS].triggered.connect(self._turn_on)
        actions[ActionId.NEWER_ANSWERS].triggered.connect(self._turn_back)
        actions[ActionId.TOGGLE_TIMER].triggered.connect(self._toggle_timer)

    def follow(self, page: ExercisePage | None) -> None:
        """Show the question of a page from now on; None keeps the last one."""
        if page is None or page is self._page:
            return
        self._let_go()
        self._page = page
        page.strip.prompt_changed.connect(self._refresh)
        page.answers_requested.connect(self._answers.trigger)
        page.turn_requested.connect(self._turn)
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
        self._let_go()
        self._actions.enable(ANSWER_ACTIONS, False)
        self._join = None

    def _let_go(self) -> None:
        """Leave the page that is followed, and its answers."""
        page, self._page = self._page, None
        self._answers.setChecked(False)
        if page is not None:
            page.strip.prompt_changed.disconnect(self._refresh)
            page.answers_requested.disconnect(self._answers.trigger)
            page.turn_requested.disconnect(self._turn)
            page.hide_what_room_sees()

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
            projector.answers_requested.connect(self._answers.trigger)
            projector.page_shown.connect(self._tell)
        self._refresh()
        self.projector.open_beside(self._window)

    def _toggle_answers(self, on: bool) -> None:
        if self._board is not None:
            self._board.stop()
            self._board = None
        if on and self._page is not None:
            from visionwork.gui.room_board import RoomBoard

            page = self._page
            self._board = board = RoomBoard(page.context, page.exercise, page.capture, self)
            board.changed.connect(self._refresh)
            self._action.setChecked(True)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        if self.projector is None:
            self._tell()
        elif self._join is not None:
            self.projector.show_slide(self._join)
        elif self._page is not None:
            from visionwork.gui.projector import Slide

            page = self._page
            title = page.context.fill(page.step.title)
            answers = self._board.slide if self._board is not None else None
            self.projector.show_slide(Slide(title, page.strip.prompt(), page.countdown, answers=answers))

    def _tell(self) -> None:
        """Say on the page what the room sees, where there is a choice, and offer what can be done."""
        has_answers = self._page is not None and self._page.exercise.has_answers
        self._answers.setEnabled(has_answers and self._join is None)
        self._answers.setToolTip("" if has_answers else _NO_ANSWERS)
        page, pages = 1, 1
        if self.projector is not None and self._board is not None and self._join is None:
            page, pages = self.projector.answer_pages()
        self._actions[ActionId.NEWER_ANSWERS].setEnabled(page > 1)
        self._actions[ActionId.OLDER_ANSWERS].setEnabled(page < pages)
        if self.projector is not None and self._page is not None and has_answers:
            count = len(self._board.slide.answers) if self._board is not None else None
            self._page.show_what_room_sees(count, page, pages)

    def _move(self, by: int) -> None:
        if self._page is not None:
            self._page.strip.show_prompt(self._page.strip.prompt_index() + by)

    def _next(self) -> None:
        self._move(1)

    def _previous(self) -> None:
        self._move(-1)

    def _turn(self, by: int) -> None:
        if self.projector is not None:
            self.projector.turn_answers(by)

    def _turn_on(self) -> None:
        self._turn(1)

    def _turn_back(self) -> None:
        self._turn(-1)

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
        self._answers.setChecked(False)
        if self._page is not None:
            self._page.hide_what_room_sees()
        self._tell()
        self._window.activateWindow()

"""The pages of an open workshop: built on first visit, shown one at a time."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMargins, QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from visionwork.domain.progress import ExerciseStatus, exercise_status
from visionwork.gui.context import WorkshopContext
from visionwork.gui.page import WorkshopPage
from visionwork.gui.pages import EXERCISE_PREFIX, build_page
from visionwork.gui.rail_model import exercise_page

_log = logging.getLogger(__name__)

_LOW_EDGE, _LOW_GAP = 12, 10
"""Space over and under a page, and between its parts, in a low window, in pixels."""


class PageHost(QObject):
    """Keeps the pages of one workshop in a stack.

    Args:
        context: The open workshop.
        stack: Where the pages are shown.
        parent: Its owner.

    Signals:
        page_shown: Another page is shown; carries its id.
    """

    page_shown = Signal(str)

    def __init__(
        self, context: WorkshopContext, stack: QStackedWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._stack = stack
        self._pages: dict[str, WorkshopPage] = {}
        self._usual: dict[WorkshopPage, tuple[QMargins, int]] = {}
        self._current = ""
        context.page_requested.connect(self.show)
        context.theme.changed.connect(self._fit)

    @property
    def current_id(self) -> str:
        """Id of the page that is shown; "" before the first."""
        return self._current

    def current_page(self) -> WorkshopPage | None:
        """Return the page that is shown."""
        return self._pages.get(self._current)

    def show(self, page_id: str) -> None:
        """Store what is being typed, then show a page; an id nobody knows leads to the set-up.

        What follows the id after a colon, as in "rounds:new:5", is an errand that the page is given.
        """
        page_id, errand = _without_errand(page_id)
        if page_id != self._current:
            self._show_page(page_id)
        page = self.current_page()
        if errand and page is not None:
            page.take_errand(errand)

    def show_step(self, number: int) -> None:
        """Show the first exercise of a step that is not done yet, or its first one."""
        for step in self._context.method.steps:
            if step.number == number and step.exercises:
                snapshot = self._context.snapshot
                open_ones = [
                    exercise
                    for exercise in step.exercises
                    if exercise_status(exercise, snapshot) is not ExerciseStatus.DONE
                ]
                self.show(exercise_page((open_ones or step.exercises)[0].id))

    def show_neighbour(self, by: int) -> None:
        """Show the next exercise (1) or the one before (-1); beside the exercises, the first or last."""
        order = [exercise_page(exercise.id) for exercise in self._context.method.exercises()]
        beside = 0 if by > 0 else len(order) - 1
        place = order.index(self._current) + by if self._current in order else beside
        if 0 <= place < len(order):
            self.show(order[place])

    def first_page(self) -> str:
        """Return where work goes on: the set-up at first, then the first exercise that is not done."""
        snapshot, exercises = self._context.snapshot, self._context.method.exercises()
        states = [exercise_status(exercise, snapshot) for exercise in exercises]
        begun = any(state is not ExerciseStatus.EMPTY for state in states)
        if not begun and not snapshot.participants:
            return "setup"
        for exercise, state in zip(exercises, states, strict=True):
            if state is not ExerciseStatus.DONE:
                return exercise_page(exercise.id)
        return "statement"

    def close(self) -> None:
        """Delete the pages."""
        self._context.page_requested.disconnect(self.show)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._usual.clear()
        self._current = ""

    def _fit(self) -> None:
        for page in self._pages.values():
            self._spare_height(page)

    def _spare_height(self, page: WorkshopPage) -> None:
        """Leave the height of a low window to what people write."""
        column = page.layout()
        if column is not None:
            margins, gap = self._usual.setdefault(page, (column.contentsMargins(), column.spacing()))
            if self._context.theme.is_low:
                top, bottom = min(margins.top(), _LOW_EDGE), min(margins.bottom(), _LOW_EDGE)
                margins, gap = QMargins(margins.left(), top, margins.right(), bottom), min(gap, _LOW_GAP)
            column.setContentsMargins(margins)
            column.setSpacing(gap)

    def _show_page(self, page_id: str) -> None:
        self._context.edits.flush()
        if not self._knows(page_id):
            _log.warning("There is no page %r", page_id)
            page_id = "setup"
        page = self._pages.get(page_id)
        if page is None:
            page = self._pages[page_id] = build_page(page_id, self._context)
            page.setObjectName(page_id)
            self._spare_height(page)
            self._stack.addWidget(page)
        self._current = page_id
        if self._stack.isVisible():
            from visionwork.gui.widgets.page_fade import show_page  # the first window does not fade

            show_page(self._stack, page)
        else:
            self._stack.setCurrentWidget(page)
        page.ensure_current()
        page.focus_first()
        self.page_shown.emit(page_id)

    def _knows(self, page_id: str) -> bool:
        if page_id in ("setup", "statement", "rounds", "export"):
            return True
        return page_id in {exercise_page(exercise.id) for exercise in self._context.method.exercises()}


def _without_errand(page_id: str) -> tuple[str, str]:
    """Return the id of a page and the errand behind it; the id of an exercise has a colon of its own."""
    if page_id.startswith(EXERCISE_PREFIX):
        return page_id, ""
    page, _, errand = page_id.partition(":")
    return page, errand

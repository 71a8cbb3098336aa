"""The answers of one exercise as the room sees them, from the moment the facilitator shows them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from visionwork.document.store import Change
from visionwork.domain.method import Exercise
from visionwork.feedback.room_answers import RoomAnswer, room_answers
from visionwork.gui.context import WorkshopContext
from visionwork.gui.page import NEW_ENTRY, WorkshopPage
from visionwork.gui.projector_answers import AnswersSlide

_SHARED_TABLES = frozenset({"stakeholder_group", "participant", "house_word", "workshop", "exercise_done"})


class RoomBoard(QObject):
    """Follows what is captured in an exercise.

    An answer comes up when its writer is done with it, and one that is being edited stays as it was:
    the room does not watch anybody type.

    Args:
        context: The open workshop.
        exercise: The exercise.
        capture: Tells what is being written.
        parent: Its owner.

    Signals:
        changed: The room sees something else now.
    """

    changed = Signal()

    def __init__(
        self,
        context: WorkshopContext,
        exercise: Exercise,
        capture: WorkshopPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._exercise = exercise
        self._capture = capture
        self._known: dict[int, RoomAnswer] = {}
        self._just_in: int | None = None
        self._slide = self._read(news=False)
        context.changed.connect(self._on_changed)
        capture.entry_settled.connect(self._refresh)

    @property
    def slide(self) -> AnswersSlide:
        """What the room sees."""
        return self._slide

    def stop(self) -> None:
        """Follow nothing any more."""
        self._context.changed.disconnect(self._on_changed)
        self._capture.entry_settled.disconnect(self._refresh)
        self.deleteLater()

    def _on_changed(self, change: Change) -> None:
        if self._exercise.id in change.exercise_ids or change.tables & _SHARED_TABLES:
            self._refresh()

    def _refresh(self) -> None:
        slide = self._read(news=True)
        if slide != self._slide:
            self._slide = slide
            self.changed.emit()

    def _read(self, *, news: bool) -> AnswersSlide:
        snapshot = self._context.snapshot
        found = room_answers(self._exercise, snapshot)
        in_hand = self._capture.entry_in_hand()
        answers = [settled for answer in found.answers if (settled := self._settled(answer, in_hand))]
        newest = max(self._known, default=0)
        self._known = {answer.id: answer for answer in answers}
        latest = answers[0].id if answers else 0
        if news and latest > newest:
            self._just_in = latest
        if self._just_in not in self._known or self._exercise.id in snapshot.done:
            self._just_in = None
        return AnswersSlide(tuple(answers), self._just_in, found.held_back)

    def _settled(self, answer: RoomAnswer, in_hand: int | None) -> RoomAnswer | None:
        """Return an answer as its writer last left it, or None while it is written for the first time."""
        known = self._known.get(answer.id)
        written = answer.id == in_hand or (in_hand == NEW_ENTRY and known is None)
        if not written:
            return answer
        return None if known is None else replace(answer, text=known.text)

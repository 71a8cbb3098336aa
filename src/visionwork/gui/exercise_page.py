"""The page of an exercise: where we are, time and questions, and the capture widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.document.store import Change
from visionwork.domain.method import CaptureKind, Exercise, Step
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.widgets.buttons import PrimaryButton, SecondaryButton
from visionwork.gui.widgets.countdown import Countdown
from visionwork.gui.widgets.guidance_strip import GuidanceStrip
from visionwork.gui.widgets.page_header import PageHeader

if TYPE_CHECKING:
    from visionwork.gui.room_line import RoomLine

_KIND_WORDS = {
    CaptureKind.VIEWS: "views of each group",
    CaptureKind.CARDS: "cards",
    CaptureKind.GRID: "a table",
    CaptureKind.CURVE: "shares of people",
    CaptureKind.SIGNATURES: "names and dates",
}

CaptureBuilder = Callable[[WorkshopContext, Exercise], WorkshopPage]


class ExercisePage(WorkshopPage):
    """Header, guidance strip and capture widget of one exercise.

    The page lives as long as the workshop is open, and with it the exercise's clock and the
    question that is shown.

    Args:
        context: The open workshop.
        exercise: The exercise.
        build_capture: Makes the capture widget.
        parent: The widget it is in.

    Signals:
        answers_requested: The room should see the answers, or see them no longer.
        turn_requested: The room should see another page of answers; carries -1 or 1.
    """

    answers_requested = Signal()
    turn_requested = Signal(int)

    def __init__(
        self,
        context: WorkshopContext,
        exercise: Exercise,
        build_capture: CaptureBuilder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        self.step, self._place = _locate(context, exercise)
        form = load_form("exercise_page", self)
        self._rows = form.widget(QVBoxLayout, "rows")
        self._header = form.widget(PageHeader, "header")
        self.strip = form.widget(GuidanceStrip, "strip")
        self._room_line: RoomLine | None = None
        self.capture = build_capture(context, exercise)
        form.widget(QVBoxLayout, "capture_area").addWidget(self.capture, 1)
        for button in self.capture.header_actions():
            self._header.add_action(button)
        self._open_again = SecondaryButton("Open again", "rotate-ccw", parent=self)
        self._open_again.clicked.connect(self._reopen)
        self._header.add_action(self._open_again)
        self._done = PrimaryButton("Mark as done", "check", parent=self)
        self._done.clicked.connect(self._finish)
        self._header.add_action(self._done)
        self.strip.countdown().reset(exercise.minutes)

    @property
    def countdown(self) -> Countdown:
        """The exercise's clock."""
        return self.strip.countdown()

    def show_what_room_sees(self, answers: int | None, page: int = 1, pages: int = 1) -> None:
        """Say what the room sees while the projector is on.

        Args:
            answers: How many answers it sees under the question, or None when it sees the question alone.
            page: The page of answers that is shown, from 1.
            pages: How many pages there are.
        """
        if self._room_line is None:
            self._room_line = self._make_room_line()
        self._room_line.show_seen(answers, page, pages)
        self._room_line.show()

    def hide_what_room_sees(self) -> None:
        """Say nothing of the room: the projector is off."""
        if self._room_line is not None:
            self._room_line.hide()

    def _make_room_line(self) -> RoomLine:
        from visionwork.gui.room_line import RoomLine
        from visionwork.gui.widgets.tab_order import put_in_order, stops_of

        line = RoomLine(parent=self)
        line.answers_requested.connect(self.answers_requested)
        line.turn_requested.connect(self.turn_requested)
        self._rows.insertWidget(self._rows.indexOf(self.strip) + 1, line)
        put_in_order([*stops_of(self.strip), *stops_of(line)])
        return line

    def concerns(self, change: Change) -> bool:
        """Follow the facts the texts are filled with, and what is marked as done."""
        return bool(change.tables & {"workshop", "house_word", "exercise_done"})

    def reload(self) -> None:
        """Show the texts in the house's words, and whether the exercise is done."""
        fill, exercise = self.context.fill, self.exercise
        same = exercise.headline == exercise.title
        about = _KIND_WORDS[exercise.kind] if same else _in_sentence(fill(exercise.title))
        kicker = f"Step {self.step.number}, exercise {self._place} of {len(self.step.exercises)}: {about}"
        self._header.set_texts(kicker, fill(exercise.headline))
        shown = self.strip.prompt_index()
        notes = "\n\n".join(fill(note) for note in exercise.notes)
        self.strip.set_guidance([fill(prompt) for prompt in exercise.prompts], notes)
        self.strip.show_prompt(shown)
        done = exercise.id in self.context.snapshot.done
        had_focus = self._done.hasFocus() or self._open_again.hasFocus()
        self._done.setVisible(not done)
        self._open_again.setVisible(done)
        if had_focus:
            (self._open_again if done else self._done).setFocus()
        for button in (self._done, self._open_again):
            button.set_reason("The workshop is open to read." if self.context.read_only else "")

    def focus_first(self) -> None:
        """Put the keyboard where work begins in the capture widget."""
        self.capture.focus_first()

    def _finish(self) -> None:
        self._mark(True)

    def _reopen(self) -> None:
        self._mark(False)

    def _mark(self, done: bool) -> None:
        document, today = self.context.document, self.context.now().date()
        if self.context.edits.flush():
            self.context.run(lambda: document.workshop.set_done(self.exercise.id, done, today))


def _locate(context: WorkshopContext, exercise: Exercise) -> tuple[Step, int]:
    """Return the step of an exercise and its place in it, from 1."""
    for step in context.method.steps:
        for place, other in enumerate(step.exercises, start=1):
            if other.id == exercise.id:
                return step, place
    raise KeyError(exercise.id)


def _in_sentence(title: str) -> str:
    """Return a title as it goes on after a colon: the first letter small, unless it is all capitals."""
    first = title.split(" ", 1)[0]
    return title if len(first) > 1 and first.isupper() else title[:1].lower() + title[1:]

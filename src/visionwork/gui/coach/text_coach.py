"""Shows in an editor what the coach found in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QToolTip, QWidget

from visionwork.domain.findings import Findings, Mark
from visionwork.domain.stakeholders import Presence
from visionwork.gui.coach.held_marks import TextMark
from visionwork.gui.views.prose_edit import ProseEdit
from visionwork.gui.views.text_desk import TextDesk
from visionwork.gui.widgets.labels import plain_tooltip

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class TextCoach(QObject):
    """Marks people and words in an editor; two switches turn the marks on and off.

    Args:
        context: The open workshop.
        desk: Holds the text.
        editor: Where it is shown.
        people: Switch for the words that name people.
        words: Switch for the words to look at.
        place: What the page is called among all that have such switches.
        page: The page it works for, and its parent.

    Signals:
        read: The text was read; carries its Findings.
    """

    read = Signal(object)

    def __init__(
        self,
        context: WorkshopContext,
        desk: TextDesk,
        editor: ProseEdit,
        people: QCheckBox,
        words: QCheckBox,
        place: str,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._context, self._desk, self._editor = context, desk, editor
        self._people, self._words = people, words
        self.findings = Findings.nothing()
        for name, switch in (("people", people), ("words", words)):
            context.remember_switch(f"{place}.{name}", switch)
        people.toggled.connect(self._mark)
        words.toggled.connect(self._mark)
        editor.help_wanted.connect(self._help)
        context.coach.ready.connect(self.look)

    def look(self) -> None:
        """Read the text in the editor and show what was found; a long one a moment later."""
        coach, text = self._context.coach, self._desk.shown_text()
        coach.prepare()
        found = coach.read(text)
        if coach.loaded and not coach.knows(text):
            return  # what was found before stays, and moves with the words, until this one is read
        self.findings = found
        self._mark()
        self.read.emit(self.findings)

    def mark_at(self, index: int) -> Mark | None:
        """Return the mark that is drawn on a character, or None."""
        if not self._words.isChecked() or self.findings.text != self._desk.shown_text():
            return None
        return next((mark for mark in self.findings.marks if mark.start <= index <= mark.end), None)

    def _help(self, index: int, place: QPoint) -> None:
        mark = self.mark_at(index)
        words = f"{mark.ask}\n{mark.message}" if mark is not None else ""
        QToolTip.showText(place, plain_tooltip(words), self._editor)

    def _mark(self, *_: object) -> None:
        people = people_marks(self.findings) if self._people.isChecked() else []
        words = word_marks(self.findings) if self._words.isChecked() else []
        self._editor.set_people(people)
        self._editor.set_words(words)


def people_marks(findings: Findings) -> list[TextMark]:
    """Return the words that name a kind of group, in the order of the text and without overlaps."""
    found = sorted(
        TextMark(span.start, span.end, kind)
        for item in findings.stakeholders
        if item.state is not Presence.ABSENT and (kind := item.stakeholder.group_kind) is not None
        for span in item.spans
    )
    kept: list[TextMark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def word_marks(findings: Findings) -> list[TextMark]:
    """Return the words to look at."""
    return [TextMark(mark.start, mark.end, mark.kind) for mark in findings.marks]

"""What stands beside the statement: who is in it, what is asked, and words to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.drift import PEOPLE
from visionwork.domain.findings import Findings, Mark, VagueMention
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.domain.tuning import SilenceScope, silence_for
from visionwork.gui.coach.ask_panel import AskPanel
from visionwork.gui.coach.kept_dialog import KeptDialog
from visionwork.gui.coach.text_coach import TextCoach
from visionwork.gui.coach.who_panel import WhoPanel
from visionwork.gui.coach.words_panel import WordsPanel
from visionwork.gui.views.prose_edit import ProseEdit
from visionwork.gui.views.text_desk import TextDesk

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext

_MOST_DRAFTS = 12
"""How far back it is looked who was named; older drafts are read by nobody who writes."""

_NO_WORDS = "None of the words the coach asks about."


class StatementSide(QObject):
    """Keeps the three panels in step with the text, and carries out what is wished in them.

    Args:
        context: The open workshop.
        desk: Holds the statement.
        editor: Where it is shown.
        coach: Reads it.
        who, ask, words: The panels.
        page: The page it works for, and its parent; dialogs open over its window.
    """

    def __init__(
        self,
        context: WorkshopContext,
        desk: TextDesk,
        editor: ProseEdit,
        coach: TextCoach,
        panels: tuple[WhoPanel, AskPanel, WordsPanel],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._context, self._desk, self._editor, self._coach, self._page = context, desk, editor, coach, page
        self._who, self._ask, self._words = panels
        self._who.allow_flips(not context.read_only)
        self._who.flip_requested.connect(self._flip)
        self._who.show_requested.connect(self._show_people)
        self._ask.vague_chosen.connect(self._show_span)
        self._ask.vague_gone_to.connect(self._go_to_span)
        self._ask.meaning_chosen.connect(self._learn)
        self._words.word_chosen.connect(self._show_span)
        self._words.word_gone_to.connect(self._go_to_span)
        self._words.silence_requested.connect(self._keep)
        self._words.kept_requested.connect(self._show_kept)
        self._words.picky_requested.connect(self._set_picky)
        editor.menu_opened.connect(self._add_to_menu)

    def show_findings(self, findings: Findings, shown: Draft | None) -> None:
        """Show what was found in the text.

        Args:
            findings: What was found.
            shown: The draft that is shown, or None while the text is none.
        """
        snapshot, read_only = self._context.snapshot, self._context.read_only
        number = shown.number if shown is not None else self._desk.next_number()
        earlier = [draft for draft in self._desk.drafts() if draft.number < number]
        organisation, loaded = snapshot.workshop.organisation, self._context.coach.loaded
        named, words = self._named_before(earlier), snapshot.house_words
        self._who.show_findings(findings, named, organisation, words, known=loaded)
        self._ask.show_questions(findings.vague, findings.house_questions, words, read_only=read_only)
        self._words.show_marks(
            findings.marks,
            kept=len(snapshot.coach.silences),
            picky=snapshot.coach.picky,
            read_only=read_only,
            empty=_NO_WORDS if loaded and findings.text.strip() else "",
        )

    def _add_to_menu(self, menu: QMenu, index: int) -> None:
        mark = self._coach.mark_at(index)
        if mark is not None:
            self._words.add_to(menu, mark, goes=False)

    def _named_before(self, drafts: Sequence[Draft]) -> Mapping[Stakeholder, int]:
        """Return the number of the newest draft that names a stakeholder, for those that any names."""
        named: dict[Stakeholder, int] = {}
        for draft in reversed(drafts[-_MOST_DRAFTS:]):
            for who in self._context.coach.read(draft.text).named:
                named.setdefault(who, draft.number)
            if named.keys() >= set(PEOPLE):
                break
        return named

    def _flip(self, who: Stakeholder, state: Presence | None) -> None:
        if not self._context.edits.flush():
            return
        text = self._desk.shown_text()
        if state is self._context.coach.raw(text).state(who):
            state = None  # what the coach reads anyway is no flip
        self._context.run(lambda: self._context.document.coaching.flip(text_hash(text), who, state))

    def _show_people(self, who: Stakeholder) -> None:
        found = self._coach.findings.of(who)
        spans = (
            found.promise_spans if found.state is Presence.PROMISED and found.promise_spans else found.spans
        )
        if spans and self._is_current():
            self._editor.point_out(*spans[0])

    def _show_span(self, found: Mark | VagueMention) -> None:
        if self._is_current():
            self._editor.point_out(found.start, found.end)

    def _go_to_span(self, found: Mark | VagueMention) -> None:
        if self._is_current():
            self._editor.go_to(found.start, found.end)

    def _is_current(self) -> bool:
        """Read the text again where it was typed in since; return whether nothing had changed."""
        if self._coach.findings.text == self._desk.shown_text():
            return True
        self._coach.look()
        return False

    def _keep(self, mark: Mark, scope: SilenceScope) -> None:
        self._editor.point_nowhere()
        wish = silence_for(self._coach.findings, mark, scope)
        if self._context.edits.flush():
            self._context.run(lambda: self._context.document.coaching.silence(wish))

    def _learn(self, word: str, who: Stakeholder | None) -> None:
        if self._context.edits.flush():
            self._context.run(lambda: self._context.document.coaching.learn(word, who))

    def _set_picky(self, picky: bool) -> None:
        if self._context.edits.flush():
            self._context.run(lambda: self._context.document.coaching.set_picky(picky))

    def _show_kept(self) -> None:
        KeptDialog(self._context, self._page.window()).open()

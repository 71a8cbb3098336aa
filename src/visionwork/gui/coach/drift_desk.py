"""Watches what the statement lost since the draft that people read, and acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from visionwork.document.unfinished import DECIDED_BY_PLACE, REASON_PLACE
from visionwork.domain.drafts import Draft, clean_text, text_hash
from visionwork.domain.drift import (
    Drift,
    DriftDecision,
    Promise,
    PromiseState,
    earlier_decision,
    reason_on_record,
    reference_draft,
    standing_answers,
    standing_decision,
    undecided,
)
from visionwork.domain.findings import Findings
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import tested_wordings
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.drift_words import decided_words, drift_title, leaves_out, reason_again, who_read
from visionwork.gui.coach.keep_dialog import KeepDialog
from visionwork.gui.coach.lost_card import LostCard
from visionwork.gui.coach.lost_items import LostItem, Quotes, in_shown_order, lost_items
from visionwork.gui.coach.put_back import insertion
from visionwork.gui.unfinished import keep_while_open
from visionwork.gui.views.draft_words import readers_words, untested_words
from visionwork.gui.views.prose_edit import ProseEdit
from visionwork.gui.views.text_desk import TextDesk

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


@dataclass(frozen=True, slots=True)
class Situation:
    """What the text in the editor lost.

    Attributes:
        tested: The draft people read.
        before: What was found in it.
        text: The later text.
        number: Number of the later draft, or the one its text will get.
        draft: The later draft, or None while its text is none.
        drift: The comparison.
        open: Losses nobody has decided on, in any wording.
        settled: Decisions on the others, in the order they were made.
        unspoken: Whether promises may be gone that nobody has confirmed.
    """

    tested: Draft
    before: Findings
    text: str
    number: int
    draft: Draft | None
    drift: Drift
    open: tuple[Promise | Stakeholder, ...]
    settled: tuple[DriftDecision, ...]
    unspoken: bool = False


class DriftDesk(QObject):
    """Compares the text on a desk with the draft that was tested, and fills the card of what was lost.

    Args:
        context: The open workshop.
        desk: Holds the statement.
        editor: Where it is shown.
        card: Shows what was lost.
        readers: Returns how many people read a draft, as far as it may be told.
        page: The page it works for, and its parent; dialogs open over its window.

    Signals:
        promises_requested: What the tested draft promises is to be said; carries its id.
    """

    promises_requested = Signal(int)

    def __init__(
        self,
        context: WorkshopContext,
        desk: TextDesk,
        editor: ProseEdit,
        card: LostCard,
        readers: Callable[[Draft], int | None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._context, self._desk, self._editor, self._card, self._page = context, desk, editor, card, page
        self._readers = readers
        self._situation: Situation | None = None
        self._shown_texts: tuple[str, str] | None = None
        self._results: dict[str, tuple[RoundResults, ...]] = {}
        self._quotes: dict[str, Quotes] = {}
        card.put_back_requested.connect(self.put_back)
        card.put_all_requested.connect(self.put_all_back)
        card.where_requested.connect(self._show_where)
        card.confirmed.connect(self._confirm)
        card.gone_requested.connect(self._say_gone)
        card.again_requested.connect(self._ask_again)
        card.promises_requested.connect(self._ask_promises)

    @property
    def situation(self) -> Situation | None:
        """What the text lost, or None when there is nothing to compare it with."""
        return self._situation

    @property
    def is_open(self) -> bool:
        """Whether somebody or a promise to people is lost and nobody has said why."""
        return self._situation is not None and bool(self._situation.open)

    def forget_results(self) -> None:
        """Read the results of rounds again when they are told next."""
        self._results.clear()
        self._quotes.clear()

    def look(self, draft: Draft | None) -> None:
        """Compare the text in the editor.

        Args:
            draft: The draft that is shown, or None while the text is none.
        """
        self._situation = self._compare(draft, wait=False)
        self._show_card()

    def banner(self) -> tuple[str, str] | None:
        """Return the two sentences of the banner, or None when nothing is open."""
        found = self._situation
        if found is None or not found.open:
            return None
        results = self._results_of(found.tested)
        told = {
            self._context.fill(question.text): self._context.fill(question.told)
            for question in self._context.method.questionnaire
            if question.told
        }
        read = who_read(found.tested, self._readers(found.tested), results, told)
        words = self._context.snapshot.house_words
        return drift_title(found.number, found.open, words), f"{read} {self._who_read_it(found)}"

    def _who_read_it(self, found: Situation) -> str:
        """Return whether anybody has read the later wording."""
        later = found.draft
        if later is not None and later.sha256 in tested_wordings(self._context.snapshot.rounds):
            return f"{readers_words(self._readers(later), found.number)}."
        return untested_words(found.number)

    def ask_keep(self) -> None:
        """Ask who decided to leave out what is lost, and why."""
        found = self._fresh()
        if found is None or not found.open:
            return
        sha256 = text_hash(found.text)
        decisions = self._context.snapshot.decisions
        earlier = earlier_decision(decisions, found.tested.id, sha256, found.open[0])
        who = decisions[-1].decided_by if decisions else ""
        reason = earlier.reason if earlier is not None else ""
        told = leaves_out(found.number, found.open, self._context.snapshot.house_words)
        dialog = KeepDialog(told, who, reason, self._page.window())
        fields = {DECIDED_BY_PLACE: dialog.decided_by_field(), REASON_PLACE: dialog.reason_field()}
        keep_while_open(self._context, dialog, fields)
        dialog.accepted.connect(self._keep)
        dialog.open()

    def put_back(self, item: LostItem) -> None:
        """Put one tested sentence back, as one step of undo."""
        self._insert([item])

    def put_all_back(self) -> None:
        """Put every lost sentence back, as one step of undo."""
        self._insert([item for item in self._card.items() if not item.asked])

    def _compare(self, draft: Draft | None, *, wait: bool) -> Situation | None:
        """Compare the text with the tested draft.

        Args:
            draft: The draft that is shown, or None while the text is none.
            wait: Whether long texts are compared at once; else what is known stays until they are.
        """
        snapshot, coach = self._context.snapshot, self._context.coach
        text = clean_text(self._desk.shown_text())
        if not text.strip() or not coach.loaded or (draft is not None and draft.set_aside is not None):
            return None
        tested = reference_draft(self._desk.drafts(), snapshot.rounds, draft if draft is not None else text)
        if tested is None:
            return None
        before, sha256 = coach.read_now(tested.text) if wait else coach.read(tested.text), text_hash(text)
        drift = self._drift(tested, text, wait=wait)
        if drift is None:
            known = self._situation
            return known if known is not None and known.tested == tested else None
        unspoken = False
        if tested.id not in snapshot.promises_confirmed:
            # What is only proposed is neither asked about nor decided on, but somebody should confirm it.
            unspoken = any(reading.state is not PromiseState.KEPT for reading in drift.promises)
            drift = replace(drift, promises=())
        lost = undecided(drift, (), sha256)
        decided = [standing_decision(snapshot.decisions_on(sha256), tested.id, sha256, item) for item in lost]
        still_open = tuple(item for item, found in zip(lost, decided, strict=True) if found is None)
        settled = tuple(found for found in decided if found is not None)
        number = draft.number if draft is not None else self._desk.next_number()
        return Situation(tested, before, text, number, draft, drift, still_open, settled, unspoken)

    def _drift(self, tested: Draft, text: str, *, wait: bool) -> Drift | None:
        """Return what a text lost; None while long ones are being read and compared."""
        from visionwork.revisions import drift_between

        snapshot, coach = self._context.snapshot, self._context.coach
        if not (coach.is_long(tested.text) or coach.is_long(text)):
            return drift_between(snapshot, tested, text, coach.read)
        read = coach.read_now if wait else coach.read
        found = {tested.text: read(tested.text), text: read(text)}
        if not (coach.knows(tested.text) and coach.knows(text)):
            return None
        said = standing_answers(snapshot.answers, text)
        settings, promises = snapshot.coach, snapshot.promises_of(tested.id)
        confirmed = tested.id in snapshot.promises_confirmed
        key = ("drift", tested, text, promises, confirmed, said, settings, snapshot.workshop.language)
        job = partial(drift_between, snapshot, tested, text, found.__getitem__)
        return coach.aside.now(key, job) if wait else coach.aside.get(key, job)

    def _show_card(self) -> None:
        found = self._situation
        lost, asked, note = self._items(found) if found is not None else ((), (), "")
        unspoken = found is not None and found.unspoken and not self._context.read_only
        self._card.setVisible(bool(lost or asked or note or unspoken))
        draft = f"Draft {found.tested.number}" if found is not None else ""
        title = (
            f"Lost since {draft}" if lost else f"Left out since {draft}" if note else f"Promised in {draft}"
        )
        if unspoken and not (lost or note):
            self._card.show_unspoken(title, f"Nobody has said yet what {draft} promises. Some may be gone.")
            return
        items = (*lost, *asked)
        texts = (found.tested.text, found.text) if found is not None else None
        if texts == self._shown_texts:  # an answer moves no line; other words may
            items = in_shown_order(items, self._card.items())
        self._shown_texts = texts
        words, reason = self._context.snapshot.house_words, self._reason()
        self._card.show_items(title, items, words, reason=reason, note=note, promises_known=not unspoken)

    def _items(self, found: Situation) -> tuple[tuple[LostItem, ...], tuple[LostItem, ...], str]:
        """Return what is lost and not decided on, what is asked about, and what was decided."""
        items = lost_items(found.drift, found.before, found.text)
        settled = {decision.stakeholder for decision in found.settled}
        lost = tuple(
            item
            for item in items
            if found.open
            and not item.asked
            and not (item.stakeholders and settled.issuperset(item.stakeholders))
        )
        today, words = self._context.now().date(), self._context.snapshot.house_words
        note = decided_words(found.settled, today, words) if found.settled else ""
        if lost:
            quotes = self._quotes_of(found.tested)
            lost = tuple(replace(item, comments=quotes.count(item.text)) for item in lost)
        asked = [replace(item, left_out=self._left_out(found, item)) for item in items if item.asked]
        return lost, tuple(asked), note

    def _left_out(self, found: Situation, item: LostItem) -> str:
        """Return why a promise that is asked about was left out before."""
        snapshot, sha256 = self._context.snapshot, text_hash(found.text)
        if item.promise is None:
            return ""
        decision = reason_on_record(snapshot.decisions_on(sha256), found.tested.id, sha256, item.promise)
        if decision is None:
            return ""
        return reason_again(decision, self._desk.drafts(), sha256, self._context.now().date())

    def _reason(self) -> str:
        if self._context.read_only:
            return "The workshop is open to read."
        return "Go back to the text first." if self._desk.reading is not None else ""

    def _results_of(self, tested: Draft) -> tuple[RoundResults, ...]:
        if tested.sha256 not in self._results:
            from visionwork.protected import protected_results

            self._results[tested.sha256] = tuple(
                protected_results(self._context.document, found)
                for found in self._context.snapshot.rounds
                if found.answered and [shown.sha256 for shown in found.drafts] == [tested.sha256]
            )
        return self._results[tested.sha256]

    def _quotes_of(self, tested: Draft) -> Quotes:
        if tested.sha256 not in self._quotes:
            results = self._results_of(tested)
            comments = [comment.text for r in results for q in r.questions for comment in q.comments]
            self._quotes[tested.sha256] = Quotes(comments)
        return self._quotes[tested.sha256]

    def _insert(self, items: list[LostItem]) -> None:
        found = self._fresh()
        if found is None or not items or self._reason() or not self._context.edits.flush():
            return
        self._context.document.store.seal()
        for place, item in enumerate(items):
            where = insertion(item.text, found.tested.text, self._editor.text())
            self._editor.put_in(where.before, where.text, length=where.length, joined=place > 0)
        self._context.edits.flush()
        self._context.document.store.seal()

    def _show_where(self, item: LostItem) -> None:
        if item.where is not None:
            self._editor.go_to(*item.where)
        else:
            self._editor.setFocus()

    def _confirm(self, item: LostItem) -> None:
        words = self._editor.selected_words() or self._editor.pointed_words()
        if words:
            self._answer(item, True, words)
        else:
            self._editor.setFocus()  # the row still says that words are to be selected

    def _say_gone(self, item: LostItem) -> None:
        self._answer(item, False, "")

    def _fresh(self) -> Situation | None:
        """Compare again where the text was typed in since."""
        if self._situation is not None and self._situation.text != clean_text(self._desk.shown_text()):
            self._situation = self._compare(None, wait=True)
            self._show_card()
        return self._situation

    def _answer(self, item: LostItem, present: bool, where: str) -> None:
        found = self._fresh()
        if found is None or not self._context.edits.flush():
            return
        answers, text = self._context.document.promises, found.text
        for promise in item.promises:
            self._context.run(partial(answers.answer, promise.id, text, present, where))

    def _keep(self) -> None:
        dialog, found = self.sender(), self._situation
        if not isinstance(dialog, KeepDialog) or found is None or not self._context.edits.flush():
            return
        decided_by, reason, today = dialog.decided_by(), dialog.reason(), self._context.now().date()
        self._context.run(
            lambda: self._context.document.promises.decide(
                found.tested.id,
                found.text,
                found.open,
                decided_by=decided_by,
                reason=reason,
                decided_on=today,
            )
        )

    def _ask_promises(self) -> None:
        if self._situation is not None:
            self.promises_requested.emit(self._situation.tested.id)

    def _ask_again(self) -> None:
        found = self._situation
        if found is None:
            return
        withdrawn = [decision.id for decision in found.settled]
        self._context.run(partial(self._context.document.promises.withdraw_decision, *withdrawn))

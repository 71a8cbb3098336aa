"""The page of the vision statement: its text, its drafts, who is in it and what people have read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.coach.sentences import sentences
from visionwork.domain.drafts import STATEMENT_SUBJECT, Draft, clean_text, word_count
from visionwork.domain.findings import Findings
from visionwork.domain.results import AND_A_FEW_MORE
from visionwork.gui.coach.ask_panel import AskPanel
from visionwork.gui.coach.drift_desk import DriftDesk
from visionwork.gui.coach.lost_card import LostCard
from visionwork.gui.coach.statement_side import StatementSide
from visionwork.gui.coach.testing import Testing
from visionwork.gui.coach.text_coach import TextCoach
from visionwork.gui.coach.who_panel import WhoPanel
from visionwork.gui.coach.words_panel import WordsPanel
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.views.agreeing import Agreeing
from visionwork.gui.views.draft_actions import DraftActions
from visionwork.gui.views.draft_list import DraftList
from visionwork.gui.views.draft_tabs import DraftTab, DraftTabs
from visionwork.gui.views.draft_words import (
    WORKING,
    DraftHistory,
    day_words,
    evidence_words,
    length_words,
    when_words,
)
from visionwork.gui.views.drafts_place import DraftsPlace
from visionwork.gui.views.folding import FoldingColumn
from visionwork.gui.views.giving_way import GivingWay
from visionwork.gui.views.prose_edit import ProseEdit
from visionwork.gui.views.reading_bar import DraftReading, ReadingBar
from visionwork.gui.views.room_questions import RoomQuestions
from visionwork.gui.views.statement_facts import Notice, ReaderCounts, StatementFacts
from visionwork.gui.views.text_desk import TextDesk
from visionwork.gui.views.text_room import TextRoom
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.gui.widgets.toggle import Toggle

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

_SIDE_WIDTH = 336
_TABLES = frozenset(
    (
        "set_aside", "agreement", "round", "response", "figure", "house_word", "workshop",
        "stakeholder_group", "promise", "promise_list", "promise_answer", "drift_decision",
        "silence", "flip", "meaning",
    )
)  # fmt: skip


class StatementPage(WorkshopPage):
    """The vision statement.

    Args:
        context: The open workshop.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._history = DraftHistory()
        self._readers = ReaderCounts(context)
        self._notice: Notice | None = None
        # Made before the form, so that Tab reaches them before what stands below.
        self._agree = SecondaryButton("Agree on this draft", parent=self)
        self._test = PrimaryButton("Test this draft", "message-square", parent=self)
        self._banner_compare = SecondaryButton("Compare", "git-compare-arrows", parent=self)
        self._banner_keep = QuietButton("Keep, and say why…", parent=self)
        self._banner_agree = QuietButton("Agree again…", parent=self)
        form = load_form("statement_page", self)
        self._header = form.widget(PageHeader, "header")
        self._banner = form.widget(Banner, "banner")
        self._tabs = form.widget(DraftTabs, "draft_tabs")
        self._bar_area = form.widget(QWidget, "reading_area")
        self.editor = form.widget(ProseEdit, "editor")
        self._length = form.widget(PlainLabel, "length_label")
        self._edited = form.widget(ElidedLabel, "edited_label")
        self._save = form.widget(SecondaryButton, "save_button")
        self._compare = form.widget(QuietButton, "compare_button")
        self._to_drafts = form.widget(QuietButton, "drafts_button")
        self.draft_list = form.widget(DraftList, "draft_list")
        self._no_drafts = form.widget(QWidget, "no_drafts_area")
        self.who = form.widget(WhoPanel, "who_panel")
        self._questions = form.widget(RoomQuestions, "room_questions")
        self._header.add_action(self._agree)
        self._header.add_action(self._test)
        for button in (self._banner_compare, self._banner_keep, self._banner_agree):
            self._banner.add_action(button)
        self.desk = TextDesk(context, self.editor, self)
        self.drafts = DraftActions(context, self.desk, self, statement=True)
        self._reading = DraftReading(form.widget(ReadingBar, "reading_bar"), self.desk, self.drafts, self)
        self._agreeing = Agreeing(context, self.desk, self)
        self._testing = Testing(context, self.desk, self.drafts, self)
        self._people, self._words = form.widget(Toggle, "people_toggle"), form.widget(Toggle, "words_toggle")
        switches = (self._people, self._words)
        self.coach = TextCoach(context, self.desk, self.editor, *switches, "statement", self)
        self.ask, self.words = form.widget(AskPanel, "ask_panel"), form.widget(WordsPanel, "words_panel")
        panels = (self.who, self.ask, self.words)
        self._side = StatementSide(context, self.desk, self.editor, self.coach, panels, self)
        self.lost = form.widget(LostCard, "lost_card")
        self.drift = DriftDesk(context, self.desk, self.editor, self.lost, self._readers_of, self)
        editor_card, text_column = form.widget(Card, "editor_card"), form.widget(QVBoxLayout, "text_column")
        editor_card.follow_editor(self.editor)
        self._room = TextRoom(self, self.editor, editor_card, text_column, self.lost)
        self.editor.setPlaceholderText("What do we want to be to each other?")
        self._save.setToolTip("Ctrl+Enter")
        side, fold = form.widget(QWidget, "side_column"), form.widget(QuietButton, "fold_button")
        self._folding = FoldingColumn(self, side, fold, _SIDE_WIDTH)
        self._giving_way = GivingWay(self._tabs, fold)
        self._place = DraftsPlace(
            self,
            form.widget(Card, "drafts_card"),
            self.draft_list,
            text_column,
            form.widget(QVBoxLayout, "side_rows"),
        )
        self.lost.hide()
        self._connect()
        self._spare_height()

    def concerns(self, change: Change) -> bool:
        """Return whether the statement, what is known of it, or the words for groups changed."""
        if self.desk.is_own(change):
            return False
        return STATEMENT_SUBJECT in change.subjects or bool(change.tables & _TABLES)

    def focus_first(self) -> None:
        """Put the keyboard into the editor."""
        self.editor.setFocus()

    def reload(self) -> None:
        """Show the statement, its drafts and what is known of them."""
        guide, fill = self.context.method.statement, self.context.fill
        notes = "\n\n".join(fill(note) for note in guide.notes)
        self._questions.set_questions([fill(prompt) for prompt in guide.prompts], notes)
        self._readers.forget()
        self.drift.forget_results()
        self.desk.open(STATEMENT_SUBJECT)
        self._show_text()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave what a pause in typing would have told to the next time the page is shown."""
        self._stale = self.desk.rest() or self._stale
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the height to the text where there is little of it."""
        super().resizeEvent(event)
        self._place.place()
        self._show_way_to_drafts()

    def _spare_height(self) -> None:
        self._banner.set_brief(self.context.theme.is_low)

    def shown_draft(self) -> Draft | None:
        """Return the draft in the editor, or None while its text is none."""
        if self.desk.reading is not None:
            return self.desk.reading
        drafts = self.desk.drafts()
        return drafts[-1] if drafts and not self.desk.unsaved() else None

    def _draft_in_editor(self, facts: StatementFacts) -> Draft | None:
        """Return the shown draft, or the one the text would become; None while there is no text."""
        text = self.desk.shown_text()
        if not text.strip():
            return None
        return self.shown_draft() or facts.as_draft(clean_text(text))

    def _connect(self) -> None:
        self.context.theme.changed.connect(self._spare_height)
        self._tabs.chosen.connect(self.desk.read)
        self._save.clicked.connect(self.drafts.ask_save)
        self._to_drafts.clicked.connect(self._go_to_drafts)
        self._compare.clicked.connect(self._on_compare)
        self._agree.clicked.connect(self._on_agree)
        self._test.clicked.connect(self._on_test)
        self._banner_compare.clicked.connect(self._on_compare_in_banner)
        self._banner_keep.clicked.connect(self.drift.ask_keep)
        self.drift.promises_requested.connect(self._testing.edit_promises)
        self._banner_agree.clicked.connect(self._on_agree)
        self.coach.read.connect(self._show_findings)
        self.draft_list.chosen.connect(self.desk.read)
        self.draft_list.menu_requested.connect(self.drafts.show_menu)
        self._reading.left.connect(self._on_escape)
        self.editor.typed.connect(self._show_typed)
        self.desk.paused.connect(self._show_text)
        self.desk.reading_changed.connect(self._show_text)
        self._escape = self.add_key("Escape", self._on_escape)
        self.add_key("Ctrl+Return", self.drafts.ask_save)

    def _facts(self) -> StatementFacts:
        snapshot = self.context.snapshot
        today = self.context.now().date()
        return StatementFacts(
            self.desk.drafts(), snapshot.rounds, snapshot.agreements, today, self._readers.people
        )

    def _readers_of(self, draft: Draft) -> int | None:
        return self._facts().readers(draft)

    def _show_text(self) -> None:
        """Show everything that follows from the words in the editor."""
        facts = self._facts()
        self._show_head(facts)
        self._show_drafts(facts)
        self._show_reading()
        self._show_foot()
        self.coach.look()

    def _show_typed(self) -> None:
        """Tell of the words that stand there now what is known at once; the rest waits for the pause."""
        self._show_head(self._facts())
        self._show_saving()
        if self.context.coach.is_long(self.desk.shown_text()):
            self._length.setText("")  # rather nothing than how long the text before was
        else:
            self._show_length()

    def _show_findings(self, findings: Findings) -> None:
        """Show who is in the text, words to look at, and what was lost."""
        shown = self.shown_draft()
        self._side.show_findings(findings, shown)
        self.drift.look(shown)
        self._place.set_crowded(not self.lost.isHidden())
        self._show_way_to_drafts()
        self._show_length()
        self._show_banner()

    def _show_banner(self) -> None:
        drift, facts = self.drift.banner(), self._facts()
        self._notice = facts.notice(self._draft_in_editor(facts))
        if drift is not None and self.drift.situation is not None:
            before = self.drift.situation.tested
            self._banner.set_message(*drift, AND_A_FEW_MORE if facts.readers(before) is not None else "")
        elif self._notice is not None:
            self._banner.set_message(self._notice.title, self._notice.text, self._notice.more)
            before = self._notice.compare_with
        else:
            before = None
        if before is not None:
            self._banner_compare.setText(f"Compare with Draft {before.number}")
        self._banner_compare.setVisible(before is not None)
        self._banner_compare.updateGeometry()
        reason = "The workshop is open to read." if self.context.read_only else ""
        self._banner_keep.setVisible(drift is not None)
        self._banner_keep.set_reason(reason)
        self._banner_agree.setVisible(drift is None and self._notice is not None and self._notice.lapsed)
        self._banner_agree.set_reason(reason)
        told = drift is not None or self._notice is not None
        self._banner.setVisible(told and not self.context.coach.loading)  # it would say less at first

    def _show_head(self, facts: StatementFacts) -> None:
        draft, text = self.shown_draft(), self.desk.shown_text()
        agreement = facts.agreement(draft) if draft is not None else facts.agreement_on_words(text)
        agreed = f", agreed {day_words(agreement.agreed_on, facts.today)}" if agreement else ""
        if not text.strip():
            known = ""
        elif draft is not None:
            known = f": draft {draft.number}, {facts.status(draft)}{agreed}"
        else:
            known = f": draft {self.desk.next_number()}, being edited, {facts.status_of_text(text)}{agreed}"
        headline = self.context.fill(self.context.method.statement.headline)
        self._header.set_texts(f"Vision statement{known}", headline)
        reason = self._decision_reason(text)
        self._test.set_reason(reason)
        self._agree.set_reason(reason or ("These words are agreed on." if agreement else ""))

    def _decision_reason(self, text: str) -> str:
        if self.context.read_only:
            return "The workshop is open to read."
        return "" if text.strip() else "Write the statement first."

    def _show_drafts(self, facts: StatementFacts) -> None:
        drafts, working = self.desk.drafts(), self.desk.working()
        states = {draft.id: facts.state(draft) for draft in drafts}
        states[WORKING] = evidence_words(facts.status_of_text(working.text))
        rows = self._history.rows(drafts, working, self.context.now(), states)
        self.draft_list.show_rows(rows)
        self.draft_list.setVisible(bool(rows))
        self._no_drafts.setVisible(not rows)
        self._place.fit()
        self._show_way_to_drafts()
        tabs = [DraftTab(draft.id, f"Draft {draft.number}", facts.detail(draft)) for draft in drafts]
        if self.desk.unsaved():
            tabs.append(DraftTab(WORKING, f"Draft {self.desk.next_number()}", "being edited"))
        shown = self.shown_draft()
        self._tabs.show_tabs(tabs, shown.id if shown is not None else WORKING)
        self._compare.set_reason("" if len(tabs) > 1 else "There are no two drafts yet.")

    def _show_way_to_drafts(self) -> None:
        """Offer the way to the list while it stands below the panels at the right."""
        known = bool(self.draft_list.rows())
        self._to_drafts.setVisible(known and self._place.beside and not self._folding.folded)

    def _go_to_drafts(self) -> None:
        self._place.bring_into_sight()
        self.draft_list.setFocus()

    def _show_reading(self) -> None:
        draft = self.desk.reading
        self._bar_area.setVisible(draft is not None)
        self.draft_list.set_read(draft.id if draft else None)
        self._escape.setEnabled(draft is not None)
        self._reading.show(self.context.now())

    def _show_foot(self) -> None:
        text, working, draft = self.desk.shown_text(), self.desk.working(), self.desk.reading
        self._show_length()
        now = self.context.now()
        if draft is not None:
            self._edited.setText(f"Written by {draft.author}" if draft.author else "")
        elif working.edited_at is not None and text.strip():
            who = f"by {working.author}, " if working.author else ""
            self._edited.setText(f"Edited {who}{when_words(working.edited_at, now)}")
        else:
            self._edited.setText("")
        self._show_saving()

    def _show_saving(self) -> None:
        self._save.setText(f"Save as draft {self.desk.next_number()}")
        self._save.updateGeometry()
        self._save.set_reason(self.drafts.save_reason())

    def _show_length(self) -> None:
        """Tell words and sentences; those of a long text are counted beside the window."""
        text, coach = self.desk.shown_text(), self.context.coach
        job = partial(_length_of, text)
        length = coach.aside.get(("length", text), job) if coach.is_long(text) else job()
        if length is not None:
            self._length.setText(length)

    def _on_compare(self) -> None:
        self.drafts.compare()

    def _on_compare_in_banner(self) -> None:
        found = self.drift.situation
        shown = self.shown_draft()
        later = shown.id if shown is not None else None
        if found is not None and self.drift.is_open:
            self.drafts.compare(found.tested.id, later)
        elif self._notice is not None and self._notice.compare_with is not None:
            self.drafts.compare(self._notice.compare_with.id, later)

    def _on_escape(self) -> None:
        self.desk.stop_reading()
        self.editor.setFocus()

    def _on_agree(self) -> None:
        self._agreeing.ask(self.shown_draft(), self._facts())

    def _on_test(self) -> None:
        self._testing.begin(self.shown_draft())


def _length_of(text: str) -> str:
    return length_words(word_count(text), len(sentences(text))) if text.strip() else ""

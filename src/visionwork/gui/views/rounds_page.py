"""The page of feedback rounds: opening them, taking answers in, and what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from visionwork.domain.rounds import Round, RoundStatus
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.rounds import phrases
from visionwork.gui.rounds.channels import Channels
from visionwork.gui.rounds.collecting_view import CollectingView
from visionwork.gui.rounds.comments_card import CommentsCard
from visionwork.gui.rounds.comparison_card import ComparisonCard
from visionwork.gui.rounds.looking import Looking
from visionwork.gui.rounds.phone_session import answered_words
from visionwork.gui.rounds.phones_line import PhonesLine
from visionwork.gui.rounds.results_card import ResultsCard
from visionwork.gui.rounds.round_acts import RoundActs
from visionwork.gui.rounds.round_header import RoundHeader
from visionwork.gui.rounds.theme_desk import ThemeDesk
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.protected import current_results, protected_results, waits_to_be_counted

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

_TABLES = frozenset(
    (
        "house_word",
        "round",
        "round_group",
        "question",
        "response",
        "comment",
        "theme",
        "figure",
        "let_out",
        "draft",
        "set_aside",
        "stakeholder_group",
        "workshop",
    )
)
_COMMENTS_WIDTH = 336
_ANY_WIDTH = 16_777_215  # what Qt calls QWIDGETSIZE_MAX
_BESIDE_FROM = 1060
"""Least width of the page at which comments stand beside the charts, in pixels at text size 100."""


class RoundsPage(WorkshopPage):
    """Feedback rounds of a workshop, one at a time.

    Args:
        context: The open workshop.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._theme = Theme.of(self)
        self._round_id: int | None = None
        self._known: frozenset[int] = frozenset()
        self._comments_wanted = False
        self._counting = False
        self._stage: object = None
        self._dialog: QDialog | None = None
        self._errand = ""
        form = load_form("rounds_page", self)
        self._header = form.widget(RoundHeader, "header")
        self._phones_line = form.widget(PhonesLine, "phones_line")
        self._body = form.widget(QStackedWidget, "body")
        self._empty = form.widget(EmptyState, "empty_state")
        self._empty_view = form.widget(QWidget, "empty_view")
        self._collecting = form.widget(CollectingView, "collecting_view")
        self._results_view = form.widget(QWidget, "results_view")
        self._charts = form.widget(QWidget, "charts_area")
        self._results = form.widget(ResultsCard, "results_card")
        self._comparison = form.widget(ComparisonCard, "comparison_card")
        self._comments = form.widget(CommentsCard, "comments_card")
        self._desk = ThemeDesk(context, self._comments)
        self.channels = Channels(context, self)
        self.channels.dialog_made.connect(self._open)
        self._acts = RoundActs(context, self)
        self._looking = Looking(context, self)
        self.setAcceptDrops(not context.read_only)
        self._connect()

    def concerns(self, change: Change) -> bool:
        """Return whether rounds, answers, drafts or groups changed, or figures that others let out."""
        return bool(change.tables & _TABLES) and not self._counting

    def focus_first(self) -> None:
        """Put the keyboard where work goes on."""
        current = self._body.currentWidget()
        if current is self._results_view:
            self._results.focus_first()
        elif current is self._collecting:
            self._collecting.focus_first()
        else:
            self._header.focus_first()

    def reload(self) -> None:
        """Show the rounds as the document has them; the round chosen before stays chosen."""
        rounds = self.context.snapshot.rounds
        self._choose_round(rounds)
        current = self.current_round()
        self.channels.show_round(current)
        self._acts.show_round(current)
        if current is None:
            self._show_empty()
            self._find_focus()
            return
        if self._dialog is None and self._looking.begins():
            self._empty.set_state("The answers are being counted", "There are very many of them.")
            self._header.show_nothing(may_open=False)
            self._body.setCurrentWidget(self._empty_view)
            return
        # While answers are typed or collected nobody looks: they are counted together, when that ends.
        untouched = self.context.read_only or self._dialog is not None or self._looking.refused
        self._counting = True
        try:
            results = current_results(self.context.document, read_only=untouched)
        finally:
            self._counting = False
        shown = next(item for item in results if item.round_id == current.id)
        if current.answered:
            self._results.set_results(
                shown, self.context.snapshot.house_words, is_open=current.status is RoundStatus.OPEN
            )
            self._comparison.set_results(results, shown)
            self._desk.show(current, shown, read_only=self.context.read_only)
            self._body.setCurrentWidget(self._results_view)
        else:
            self._show_collecting(current)
        numbers = {item.round_id: item.draft_numbers for item in results}
        self._header.show_round(
            current,
            shown.draft_numbers,
            shown.n,
            [(item.id, phrases.choice(item, numbers[item.id])) for item in reversed(rounds)],
            comments=self._comments.count(),
            read_only=self.context.read_only,
        )
        self._fit()
        self._find_focus()

    def current_round(self) -> Round | None:
        """Return the round that is shown, or None."""
        for found in self.context.snapshot.rounds:
            if found.id == self._round_id:
                return found
        return None

    def take_errand(self, errand: str) -> None:
        """Open a round on a draft ("new:5"), or collect by phone again after a crash ("phones:2").

        No dialog opens over a first look: the errand waits for its end.

        Args:
            errand: What is wanted, with the id of the draft or of the round.
        """
        wish, _, row_id = errand.partition(":")
        if not row_id.isdecimal() or self.context.read_only:
            return
        if wish == "phones" and int(row_id) != self._round_id:
            self._on_chosen(int(row_id))
        if self._looking.is_going_on:
            self._errand = errand
        elif wish == "new":
            self.start_round(int(row_id))
        elif wish == "phones":
            self._show_phone_dialog(again=True)

    def start_round(self, draft_id: int | None = None) -> None:
        """Ask what a new round shows to whom.

        Args:
            draft_id: Draft proposed; None takes the latest.
        """
        from visionwork.gui.rounds.round_dialog import RoundDialog

        if self.context.edits.flush():
            dialog = RoundDialog(self.context, None, draft_id, self.window())
            if draft_id is None:  # whoever sends a draft from its page has been asked there
                dialog.accepted.connect(self._ask_promises)
            self._open(dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a table of answers or PDF forms that are dropped; leave other files to the window."""
        if self.channels.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the files that were dropped."""
        if self.channels.takes(event.mimeData()):
            event.acceptProposedAction()
            self.channels.take(event.mimeData())

    def hideEvent(self, event: QHideEvent) -> None:
        """Look again, where that failed, the next time the page is shown."""
        self._stale = self._looking.try_again() or self._stale
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the comments behind a button where the page is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self._empty.action_requested.connect(self._on_empty_action)
        header = self._header
        header.round_chosen.connect(self._on_chosen)
        header.new_requested.connect(self._on_new)
        header.export_requested.connect(self._acts.export)
        header.change_requested.connect(self._on_change)
        header.close_requested.connect(self._acts.close_round)
        header.reopen_requested.connect(self._acts.reopen)
        header.like_requested.connect(self._on_like)
        header.record_requested.connect(self._on_record)
        header.shred_requested.connect(self._acts.shred)
        header.delete_requested.connect(self._acts.delete)
        header.server_requested.connect(self.channels.use_server)
        header.comments_toggled.connect(self._on_comments_toggled)
        for asking in (header, self._collecting):
            asking.phones_requested.connect(self._on_phones)
            asking.type_requested.connect(self.channels.type_answers)
            asking.import_requested.connect(self.channels.choose_table)
            asking.kiosk_requested.connect(self.channels.hand_round)
            asking.form_requested.connect(self.channels.make_form)
            asking.read_forms_requested.connect(self.channels.choose_forms)
        self._collecting.change_requested.connect(self._on_change)
        self._collecting.reopen_requested.connect(self._acts.reopen)
        self._results.as_table_changed.connect(self._comparison.set_as_table)
        self._theme.changed.connect(self._fit)
        self._looking.ended.connect(self._on_looked)
        self._phones_line.show_requested.connect(self._on_show_phones)
        self._phones_line.stop_requested.connect(self._on_stop_phones)
        self.context.phones.changed.connect(self._show_phones)
        self._show_phones()

    def _show_phones(self) -> None:
        """Tell that phones are answering, whichever round is shown."""
        phones = self.context.phones
        asked = next((item for item in self.context.snapshot.rounds if phones.collects(item.id)), None)
        if asked is None or phones.status is None:
            self._phones_line.hide()
        else:
            count = answered_words(phones.status.answered, phones.status.invited)
            self._phones_line.show_collecting(asked.number, count)

    def _on_show_phones(self) -> None:
        """Show the code of the round that phones are answering."""
        collection = self.context.phones.collection
        if collection is not None:
            if self._round_id != collection.round_id:
                self._on_chosen(collection.round_id)
            self._on_phones()

    def _on_stop_phones(self) -> None:
        self.context.phones.may_stop(self.context.messages)

    def _choose_round(self, rounds: tuple[Round, ...]) -> None:
        """Keep the round that is shown; a new one, or the newest when it is gone, takes its place."""
        ids = [found.id for found in rounds]
        newest = ids[-1] if ids else None
        if self._round_id not in ids or (newest not in self._known and self._known):
            self._round_id = newest
        self._known = frozenset(ids)

    def _show_empty(self) -> None:
        snapshot, fill = self.context.snapshot, self.context.fill
        if not snapshot.statement_drafts():
            self._empty.set_state(
                "There is no draft to test yet",
                "A round shows people one draft of the vision statement. Write it, and save it as a draft.",
                "Go to the vision statement",
            )
        elif not snapshot.groups:
            self._empty.set_state(
                "There is nobody to ask yet",
                fill(
                    "Say which groups this vision is for: {employees}, {customers} and whoever else belongs."
                ),
                "Go to the set-up",
            )
        else:
            self._empty.set_state(
                "Nobody has been asked yet",
                fill("Show a draft to {employees} and {customers}, and keep what they say about its words."),
                "" if self.context.read_only else "New round",
            )
        ready = bool(snapshot.statement_drafts() and snapshot.groups)
        self._header.show_nothing(may_open=ready and not self.context.read_only)
        self._body.setCurrentWidget(self._empty_view)

    def _show_collecting(self, current: Round) -> None:
        drafts = self.context.snapshot.statement_drafts()
        self._collecting.show_round(
            current,
            [draft for shown in current.drafts for draft in drafts if draft.id == shown.id],
            self.context.snapshot.groups,
            editable=not self.context.read_only,
            is_open=current.status is RoundStatus.OPEN,
        )
        self._body.setCurrentWidget(self._collecting)

    def _fit(self) -> None:
        """Give comments their column, or show them in turn with the charts."""
        beside = self.width() >= self._theme.px(_BESIDE_FROM)
        self._header.set_narrow(not beside)
        self._charts.setVisible(beside or not self._comments_wanted)
        self._comments.setVisible(beside or self._comments_wanted)
        width = self._theme.px(_COMMENTS_WIDTH)
        self._comments.setMinimumWidth(width if beside else 0)
        self._comments.setMaximumWidth(width if beside else _ANY_WIDTH)

    def _on_comments_toggled(self, wanted: bool) -> None:
        self._comments_wanted = wanted
        self._fit()

    def _on_looked(self) -> None:
        """Show what may be shown now, then do what waited for it."""
        self.reload()
        errand, self._errand = self._errand, ""
        if errand:
            self.take_errand(errand)

    def _on_chosen(self, round_id: int) -> None:
        self._round_id = round_id
        self.reload()

    def _on_empty_action(self) -> None:
        snapshot = self.context.snapshot
        if not snapshot.statement_drafts():
            self.context.page_requested.emit("statement")
        elif not snapshot.groups:
            self.context.page_requested.emit("setup")
        else:
            self.start_round()

    def _on_new(self) -> None:
        self.start_round()

    def _ask_promises(self) -> None:
        """Ask what the draft of the newest round promises, or each of its two, unless that is known."""
        from visionwork.gui.coach.promise_step import PromiseStep

        newest, drafts = self.context.snapshot.rounds[-1], self.context.snapshot.statement_drafts()
        asked = [draft for shown in newest.drafts for draft in drafts if draft.id == shown.id]
        for draft in reversed(asked):  # so that the first one is asked about first, over the second
            step = PromiseStep(self.context, self)
            if not step.is_confirmed(draft):
                step.edit(draft)

    def _on_change(self) -> None:
        from visionwork.gui.rounds.round_dialog import RoundDialog

        current = self.current_round()
        if current is not None and self.context.edits.flush():
            dialog = RoundDialog(self.context, current, None, self.window())
            dialog.like_requested.connect(self._on_like)
            self._open(dialog)

    def _on_like(self) -> None:
        from visionwork.gui.rounds.round_dialog import RoundDialog

        current = self.current_round()
        if current is not None and self.context.edits.flush():
            self._open(RoundDialog(self.context, None, None, self.window(), like=current))

    def _on_record(self) -> None:
        from visionwork.gui.rounds.record_dialog import RecordDialog

        current = self.current_round()
        if current is not None:
            results = protected_results(self.context.document, current)
            self._open(RecordDialog(current, results, self.window()))

    def _on_phones(self) -> None:
        self._show_phone_dialog()

    def _show_phone_dialog(self, *, again: bool = False) -> None:
        from visionwork.gui.rounds.phone_dialog import PhoneDialog

        current = self.current_round()
        if current is not None and self.context.edits.flush():
            dialog = PhoneDialog(self.context, current, self.window())
            self._open(dialog)
            if again:
                dialog.start_again()

    def _open(self, dialog: QDialog) -> None:
        """Show a dialog over the window; it goes when it is closed."""
        self._dialog = dialog
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            if not self.context.read_only and waits_to_be_counted(self.context.document):
                self.reload()
        self._find_focus()

    def _find_focus(self) -> None:
        """Put the keyboard where work goes on when a round came, went or got its first answers."""
        current = self.current_round()
        stage = None if current is None else (current.id, current.status, current.answered)
        if stage != self._stage and self._dialog is None and self.isVisible():
            self._stage = stage
            self.focus_first()

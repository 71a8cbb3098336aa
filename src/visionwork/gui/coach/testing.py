"""From a draft to a round: it is saved, its promises are confirmed, then people are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.domain.drafts import Draft
from visionwork.gui.coach.promise_editor import PromiseDraft
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.views.draft_actions import DraftActions
from visionwork.gui.views.draft_dialogs import SaveDraftDialog
from visionwork.gui.views.text_desk import TextDesk

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class Testing(QObject):
    """Asks what has to be known before a draft goes to a round.

    Args:
        context: The open workshop.
        desk: Holds the statement.
        drafts: Knows who wrote the last draft, and asks for the promises of one.
        page: The page it works for, and its parent; dialogs open over its window.
    """

    def __init__(self, context: WorkshopContext, desk: TextDesk, drafts: DraftActions, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._desk, self._drafts, self._page = context, desk, drafts, page
        self._draft: Draft | None = None
        drafts.promises_requested.connect(self.edit_promises)

    def begin(self, draft: Draft | None) -> None:
        """Begin with the draft that is shown, or save the text first when it is none."""
        if draft is not None:
            self._ask_promises(draft)
            return
        number = self._desk.next_number()
        dialog = SaveDraftDialog(number, self._drafts.remembered_author(), self._page.window())
        dialog.say("A round shows one draft, word for word, so the text becomes a draft first.")
        dialog.accepted.connect(self._on_saved)
        dialog.open()

    def edit_promises(self, draft_id: int) -> None:
        """Show the promises of a draft, to be changed."""
        draft = next((draft for draft in self._desk.drafts() if draft.id == draft_id), None)
        if draft is not None:
            self._open(draft, before_round=False)

    def proposed(self, draft: Draft) -> list[PromiseDraft]:
        """Return the promises of a draft: those confirmed, or else those the coach reads in it."""
        snapshot = self._context.snapshot
        if draft.id in snapshot.promises_confirmed:
            return [(promise.text, promise.stakeholders) for promise in snapshot.promises_of(draft.id)]
        from visionwork.coach.promises import propose_promises

        self._context.coach.load_now()
        return [
            (found.text, found.stakeholders)
            for found in propose_promises(self._context.coach.read(draft.text))
        ]

    def _on_saved(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SaveDraftDialog):
            draft = self._desk.save(dialog.summary(), dialog.author())
            if draft is not None:
                self._ask_promises(draft)

    def _ask_promises(self, draft: Draft) -> None:
        if draft.id in self._context.snapshot.promises_confirmed:
            self._ask_round(draft)
        else:
            self._open(draft, before_round=True)

    def _open(self, draft: Draft, *, before_round: bool) -> None:
        self._draft = draft
        dialog = PromisesDialog(
            draft.number, self.proposed(draft), before_round=before_round, parent=self._page.window()
        )
        dialog.accepted.connect(self._on_confirmed_before_round if before_round else self._on_confirmed)
        dialog.skipped.connect(self._on_skipped)
        dialog.open()

    def _on_confirmed(self) -> bool:
        dialog, draft = self.sender(), self._draft
        if not isinstance(dialog, PromisesDialog) or draft is None:
            return False
        promises, today = dialog.promises(), self._context.now().date()
        stored = self._context.run(lambda: self._context.document.promises.confirm(draft.id, promises, today))
        return stored is not None

    def _on_confirmed_before_round(self) -> None:
        if self._on_confirmed() and self._draft is not None:
            self._ask_round(self._draft)

    def _on_skipped(self) -> None:
        if self._draft is not None:
            self._ask_round(self._draft)

    def _ask_round(self, draft: Draft) -> None:
        self._context.page_requested.emit(f"rounds:new:{draft.id}")

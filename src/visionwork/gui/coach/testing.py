"""From a draft to a round: it is saved, its promises are confirmed, then people are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.domain.drafts import Draft
from visionwork.gui.coach.promise_step import PromiseStep
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
        self._promises = PromiseStep(context, page)
        self._promises.passed.connect(self._ask_round)
        drafts.promises_requested.connect(self.edit_promises)

    def begin(self, draft: Draft | None) -> None:
        """Begin with the draft that is shown, or save the text first when it is none."""
        if draft is not None:
            self._promises.pass_through(draft)
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
            self._promises.edit(draft)

    def _on_saved(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SaveDraftDialog):
            draft = self._desk.save(dialog.summary(), dialog.author())
            if draft is not None:
                self._promises.pass_through(draft)

    def _ask_round(self, draft: Draft) -> None:
        self._context.page_requested.emit(f"rounds:new:{draft.id}")

"""Agreeing on a draft of the statement: who, when, and on which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.document.unfinished import AGREED_BY_PLACE
from visionwork.domain.drafts import Draft
from visionwork.domain.evidence import EvidenceStatus
from visionwork.gui.unfinished import keep_while_open
from visionwork.gui.views.draft_dialogs import AgreeDialog
from visionwork.gui.views.statement_facts import StatementFacts
from visionwork.gui.views.text_desk import TextDesk

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class Agreeing(QObject):
    """Asks for an agreement and records it; a text that is no draft yet becomes one first.

    Args:
        context: The open workshop.
        desk: Holds the statement.
        page: The page it works for, and its parent.
    """

    def __init__(self, context: WorkshopContext, desk: TextDesk, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._desk = desk
        self._page = page
        self._draft: Draft | None = None

    def ask(self, draft: Draft | None, facts: StatementFacts) -> None:
        """Ask who agrees and when.

        Args:
            draft: The draft that is shown, or None for a text that is no draft yet.
            facts: What is known of the drafts.
        """
        self._draft = draft
        number = draft.number if draft is not None else self._desk.next_number()
        status = facts.status(draft) if draft is not None else facts.status_of_text(self._desk.shown_text())
        notes = [] if draft is not None else [f"The text becomes draft {number}."]
        if status is not EvidenceStatus.AS_WRITTEN:
            notes.append("Nobody outside the room has read these exact words.")
        agreed_by = facts.agreements[-1].agreed_by if facts.agreements else ""
        dialog = AgreeDialog(number, agreed_by, facts.today, " ".join(notes), self._page.window())
        keep_while_open(self._context, dialog, {AGREED_BY_PLACE: dialog.agreed_by_field()})
        dialog.accepted.connect(self._record)
        dialog.open()

    def _record(self) -> None:
        dialog = self.sender()
        if not isinstance(dialog, AgreeDialog):
            return
        agreed_by, day = dialog.agreed_by(), dialog.agreed_on()
        draft = self._draft or self._desk.save(author=self._desk.working().author)
        if draft is not None:
            self._context.run(lambda: self._context.document.texts.agree(draft.id, agreed_by, day))

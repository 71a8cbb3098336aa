"""Asks what a draft promises, and keeps the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from visionwork.document.unfinished import promises_place
from visionwork.domain.drafts import Draft
from visionwork.gui.coach.promise_editor import PromiseDraft, PromiseEditor
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.coach.unfinished_promises import promise_words, read_promises
from visionwork.gui.unfinished import keep_words

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class PromiseStep(QObject):
    """Proposes the promises of a draft and stores what is confirmed.

    Args:
        context: The open workshop.
        page: The page it works for, and its parent; the dialog opens over its window.

    Signals:
        passed: The promises of a draft that goes to a round are confirmed, or left out; carries the Draft.
    """

    passed = Signal(object)

    def __init__(self, context: WorkshopContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._draft: Draft | None = None

    def is_confirmed(self, draft: Draft) -> bool:
        """Return whether somebody said what a draft promises, even where that is nothing."""
        return draft.id in self._context.snapshot.promises_confirmed

    def pass_through(self, draft: Draft) -> None:
        """Ask before a draft goes to a round, unless the answer is known."""
        if self.is_confirmed(draft):
            self.passed.emit(draft)
        else:
            self._open(draft, before_round=True)

    def edit(self, draft: Draft) -> None:
        """Show the promises of a draft, to be changed."""
        self._open(draft, before_round=False)

    def proposed(self, draft: Draft) -> list[PromiseDraft]:
        """Return the promises of a draft: those confirmed, or else those the coach reads in it."""
        if self.is_confirmed(draft):
            return [(p.text, p.stakeholders) for p in self._context.snapshot.promises_of(draft.id)]
        from visionwork.coach.promises import propose_promises

        found = propose_promises(self._context.coach.read_now(draft.text))
        return [(promise.text, promise.stakeholders) for promise in found]

    def _open(self, draft: Draft, *, before_round: bool) -> None:
        self._draft = draft
        promises, window = self.proposed(draft), self._page.window()
        begun = None
        if not self._context.read_only:
            begun = read_promises(self._context.document.unfinished.text(promises_place(draft.sha256)))
        words = self._context.snapshot.house_words
        dialog = PromisesDialog(
            draft.number, promises, words, before_round=before_round, begun=begun, parent=window
        )
        dialog.editor.changed.connect(self._keep_begun)
        dialog.rejected.connect(self._forget_begun)
        dialog.accepted.connect(self._on_confirmed_before_round if before_round else self._on_confirmed)
        dialog.skipped.connect(self._on_skipped)
        dialog.open()

    def _on_confirmed(self) -> bool:
        dialog, draft = self.sender(), self._draft
        if not isinstance(dialog, PromisesDialog) or draft is None:
            return False
        promises, today = dialog.promises(), self._context.now().date()
        stored = self._context.run(lambda: self._context.document.promises.confirm(draft.id, promises, today))
        if stored is not None:  # what the disk refuses is offered again
            self._forget_begun()
        return stored is not None

    def _on_confirmed_before_round(self) -> None:
        if self._on_confirmed():
            self.passed.emit(self._draft)

    def _keep_begun(self) -> None:
        editor, draft = self.sender(), self._draft
        if isinstance(editor, PromiseEditor) and draft is not None:
            keep_words(self._context, promises_place(draft.sha256), promise_words(editor.begun()))

    def _forget_begun(self) -> None:
        if self._draft is not None:
            keep_words(self._context, promises_place(self._draft.sha256), "")

    def _on_skipped(self) -> None:
        self.passed.emit(self._draft)

"""What can be done with drafts: save, read, compare, bring back; and for the statement set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from visionwork.domain.drafts import Draft, draft_label
from visionwork.gui.views.compare_dialog import CompareDialog, ComparedText
from visionwork.gui.views.draft_dialogs import SaveDraftDialog, SetAsideDialog
from visionwork.gui.views.draft_words import WORKING
from visionwork.gui.views.text_desk import TextDesk

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


class DraftActions(QObject):
    """Acts on the drafts of the text on a desk, and asks what it needs to know.

    Args:
        context: The open workshop.
        desk: Holds the text.
        page: The page it works for, and its parent; dialogs open over its window.
        statement: Whether drafts can be set aside with a reason, and agreements withdrawn.

    Signals:
        promises_requested: What a draft promises is to be shown; carries its id.
    """

    promises_requested = Signal(int)

    def __init__(
        self, context: WorkshopContext, desk: TextDesk, page: QWidget, *, statement: bool = False
    ) -> None:
        super().__init__(page)
        self._context = context
        self._desk = desk
        self._page = page
        self._statement = statement
        self._asked_for: int | None = None

    def ask_save(self) -> None:
        """Ask what changed and who wrote it, then save the text being edited as a draft."""
        if self.save_reason():
            return
        dialog = SaveDraftDialog(self._desk.next_number(), self.remembered_author(), self._page.window())
        dialog.accepted.connect(self._save)
        dialog.open()

    def save_reason(self) -> str:
        """Return why the text cannot be saved as a draft now; "" when it can be."""
        if self._context.read_only:
            return "The workshop is open to read."
        if self._desk.reading is not None:
            return "Go back to the text first."
        if not self._desk.working().text.strip():
            return "Write two or three sentences first."
        if not self._desk.unsaved():
            return f"Draft {self._desk.next_number() - 1} has exactly this text."
        return ""

    def remembered_author(self) -> str:
        """Return who wrote this text last; "" before its first draft: who wrote another did not write it."""
        drafts = self._desk.drafts()
        return self._desk.working().author or (drafts[-1].author if drafts else "")

    def show_menu(self, draft_id: int, place: QPoint) -> None:
        """Show the menu of a draft at a place on the screen."""
        menu = self.menu(draft_id)
        menu.popup(place)

    def menu(self, draft_id: int) -> QMenu:
        """Return the menu of a draft; it deletes itself when it closes."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        draft = self._draft(draft_id)
        self._asked_for = draft_id
        _add(menu, "&Read it" if draft is not None else "&Go on writing", self._read)
        compare = _add(menu, "&Compare with…", self._compare)
        compare.setEnabled(len(self.texts()) > 1)
        if draft is not None and not self._context.read_only:
            number = self._desk.number_when_brought_back()
            back = _add(menu, f"&Bring back as draft {number}", self._bring_back)
            back.setEnabled(not self.bring_back_reason(draft))
            if self._statement:
                menu.addSeparator()
                self._add_decisions(menu, draft)
        return menu

    def texts(self) -> list[ComparedText]:
        """Return what can be compared: the drafts, then the text being edited when it is none of them."""
        found = [ComparedText(draft.id, draft_label(draft), draft.text) for draft in self._desk.drafts()]
        if self._desk.unsaved():
            label = f"Draft {self._desk.next_number()}, being edited"
            found.append(ComparedText(WORKING, label, self._desk.working().text))
        return found

    def compare(self, draft_id: int | None = None, later_id: int | None = None) -> None:
        """Compare a draft with a later one.

        Args:
            draft_id: The draft; the newest itself, or none, is compared with the one before.
            later_id: The later one; the newest text where it is none.
        """
        texts = self.texts()
        if len(texts) < 2:
            return
        keys = [text.key for text in texts]
        place = keys.index(draft_id) if draft_id in keys else len(keys) - 1
        last = keys.index(later_id) if later_id in keys else len(keys) - 1
        before, after = (place, last) if place < last else (max(place - 1, 0), max(place, 1))
        CompareDialog(texts, keys[before], keys[after], self._page.window()).open()

    def bring_back_reason(self, draft: Draft) -> str:
        """Return why a draft cannot be brought back; "" when it can be."""
        newest = self._desk.drafts()[-1]
        if self._context.read_only:
            return "The workshop is open to read."
        if not self._desk.unsaved() and draft.text == newest.text:
            return f"Draft {newest.number} has exactly this text."
        return ""

    def bring_back(self, draft_id: int) -> None:
        """Bring an old draft back as the newest one."""
        self._desk.bring_back(draft_id)

    def ask_set_aside(self, draft_id: int) -> None:
        """Ask why, then set a draft aside."""
        draft = self._draft(draft_id)
        if draft is not None:
            self._asked_for = draft_id
            dialog = SetAsideDialog(draft.number, self._page.window())
            dialog.accepted.connect(self._set_aside)
            dialog.open()

    def _add_decisions(self, menu: QMenu, draft: Draft) -> None:
        _add(menu, "What it &promises…", self._ask_promises)
        if draft.set_aside is None:
            _add(menu, "Set &aside…", self._ask_aside)
        else:
            _add(menu, "Co&unt it again", self._take_back_in)
        if self._context.snapshot.agreement_for(draft) is not None:
            _add(menu, "&Withdraw the agreement", self._withdraw)

    def _draft(self, draft_id: int) -> Draft | None:
        return next((draft for draft in self._desk.drafts() if draft.id == draft_id), None)

    def _save(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SaveDraftDialog):
            self._desk.save(dialog.summary(), dialog.author())

    def _read(self) -> None:
        if self._asked_for is not None:
            self._desk.read(self._asked_for)

    def _compare(self) -> None:
        self.compare(self._asked_for)

    def _bring_back(self) -> None:
        if self._asked_for is not None:
            self.bring_back(self._asked_for)

    def _ask_promises(self) -> None:
        if self._asked_for is not None:
            self.promises_requested.emit(self._asked_for)

    def _ask_aside(self) -> None:
        if self._asked_for is not None:
            self.ask_set_aside(self._asked_for)

    def _set_aside(self) -> None:
        dialog, draft_id = self.sender(), self._asked_for
        if isinstance(dialog, SetAsideDialog) and draft_id is not None:
            reason = dialog.reason()
            self._context.run(lambda: self._context.document.texts.set_aside(draft_id, reason))

    def _withdraw(self) -> None:
        draft = self._draft(self._asked_for or 0)
        held = self._context.snapshot.agreement_for(draft) if draft is not None else None
        if held is not None:
            self._context.run(lambda: self._context.document.texts.withdraw_agreement(held.id))

    def _take_back_in(self) -> None:
        draft_id = self._asked_for
        if draft_id is not None:
            self._context.run(lambda: self._context.document.texts.set_aside(draft_id, None))


def _add(menu: QMenu, text: str, slot: object) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(slot)
    return action

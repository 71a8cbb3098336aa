"""Before the laptop is handed round: who answers, and the word that leads back."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.widgets.buttons import PrimaryButton

LEAST_WORD = 4
"""Fewest characters of an exit word."""

_CHOOSE = -1


class KioskStartDialog(AskingDialog):
    """Asks for the group and the exit word."""

    FORM, TITLE, SIZE = "kiosk_start", "Hand the laptop round", (460, 380)

    def _set_up(self) -> None:
        form, feedback_round, context = self.form, self._round, self._context
        self._group = form.widget(QComboBox, "group_combo")
        self._word = form.widget(QLineEdit, "word_edit")
        self._start = form.widget(PrimaryButton, "start_button")
        invited = {group.group_id for group in feedback_round.groups}
        groups = [group for group in context.snapshot.groups if group.id in invited]
        if len(groups) > 1:
            self._group.addItem("Everybody chooses their group", _CHOOSE)
        for group in groups:
            self._group.addItem(f"All are {group.name}", group.id)
        self._word.textChanged.connect(self._check)
        self._word.returnPressed.connect(self._on_return)
        self._start.clicked.connect(self.accept)
        self._check()
        self._word.setFocus()

    def group_id(self) -> int | None:
        """Return the group everybody belongs to, or None when people choose."""
        chosen = self._group.currentData()
        return None if chosen == _CHOOSE else chosen

    def exit_word(self) -> str:
        """Return the exit word."""
        return self._word.text().strip()

    def _check(self) -> None:
        short = len(self.exit_word()) < LEAST_WORD
        self._start.set_reason(f"Choose an exit word of {LEAST_WORD} characters or more." if short else "")

    def _on_return(self) -> None:
        if self._start.isEnabled():
            self.accept()

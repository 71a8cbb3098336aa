"""What the dialogs that bring answers into a round have in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QDialog, QWidget

from visionwork.domain.rounds import Round
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.focus_ring import FocusRing


class AskingDialog(QDialog):
    """A dialog about one open round: a form, a title with the round's number, and a button that leaves it.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        parent: The window it belongs to.

    Attributes:
        FORM: Name of its form.
        TITLE: What it does, for the title.
        SIZE: Width and height at text size 100.
        LEAVE: Name of the button that leaves it.
        form: The form.
    """

    FORM: ClassVar[str]
    TITLE: ClassVar[str]
    SIZE: ClassVar[tuple[int, int]]
    LEAVE: ClassVar[str] = "cancel_button"

    def __init__(
        self, context: WorkshopContext, feedback_round: Round, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._round = feedback_round
        self.form = load_form(self.FORM, self)
        self.setWindowTitle(f"{self.TITLE}, Round {feedback_round.number}")
        self.form.widget(SecondaryButton, self.LEAVE).clicked.connect(self.reject)
        FocusRing(self)
        open_at(self, *self.SIZE)
        self._set_up()

    def _set_up(self) -> None:
        """Fill the form and connect it; for dialogs that need nothing but a round."""

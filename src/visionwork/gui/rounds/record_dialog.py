"""Who a round asked, how many of them answered, and what was done with it on which day."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from visionwork.domain.results import GroupTurnout, RoundResults, turnout_share
from visionwork.domain.rounds import Round
from visionwork.gui.forms import load_form
from visionwork.gui.rounds import phrases
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.rounds.result_tables import ResultTable
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel

_HEIGHT = 370
"""Height of everything but the rows of groups."""

_HEADERS = ("Group", "Invited", "Answered", "Share")


class RecordDialog(QDialog):
    """Shows what is recorded of a round besides its answers.

    Args:
        feedback_round: The round.
        results: Its protected results; the only numbers of people that are told.
        parent: The window it belongs to.
    """

    def __init__(self, feedback_round: Round, results: RoundResults, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = load_form("round_record", self)
        self.setWindowTitle(phrases.title(results.number, results.draft_numbers))
        table = form.widget(ResultTable, "people_table")
        table.setAccessibleName("Groups, people invited and people who answered")
        table.fill(_HEADERS, [_row(group) for group in results.people])
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form.widget(PlainLabel, "people_note").setText(_note(results))
        form.widget(PlainLabel, "history_label").setText("\n".join(phrases.history(feedback_round)))
        close = form.widget(SecondaryButton, "close_button")
        close.clicked.connect(self.reject)
        FocusRing(self)
        open_at(self, 560, _HEIGHT + 36 * len(results.people))
        close.setFocus()


def _row(group: GroupTurnout) -> list[str]:
    invited = "not said" if group.invited is None else f"{group.invited:,}"
    answered = "fewer than five" if group.answered is None else f"{group.answered:,}"
    share = "" if group.share is None else turnout_share(group.answered or 0, group.share)
    return [group.name, invited, answered, share]


def _note(results: RoundResults) -> str:
    told = phrases.turnout_words(results)
    rule = "Groups of fewer than five are in no sum, and nobody looks the same as four people."
    return f"{told} {rule}".strip()

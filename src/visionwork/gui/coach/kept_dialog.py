"""The list of words kept on purpose; each can be asked about again."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.tuning import Silence, SilenceScope
from visionwork.gui.coach.mark_painting import KIND_NAMES
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.forms import load_form
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.setup.bound_line import BoundLine
from visionwork.gui.widgets.buttons import HEIGHT_BAR, PrimaryButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext

_NOTE = "The coach does not ask about these. Say why they stay, for whoever opens this next."
_LONGEST_REASON = 400
_NOTHING = "Nothing is kept quiet. The menu of a word to look at offers it."


class KeptDialog(QDialog):
    """What the coach keeps quiet about in this workshop.

    Args:
        context: The open workshop.
        parent: The window it belongs to.
    """

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        form = load_form("kept_words", self)
        self._note = form.widget(PlainLabel, "note_label")
        self._column = form.widget(QVBoxLayout, "list_rows")
        self._close = form.widget(PrimaryButton, "close_button")
        self._close.clicked.connect(self.accept)
        self._rows: list[_KeptRow] = []
        context.changed.connect(self._show)
        self._show()
        prepare_dialog(self, "Kept on purpose")
        open_at(self, 560, 440)
        (self._rows[0].button if self._rows else self._close).setFocus()

    def lines(self) -> list[tuple[str, str]]:
        """Return what is kept and how far, as shown."""
        return [(row.words.text(), row.reach.text()) for row in self._rows]

    def reasons(self) -> list[BoundLine]:
        """Return the fields for why, line by line."""
        return [row.reason for row in self._rows]

    def buttons(self) -> list[SecondaryButton]:
        """Return the buttons that ask again, line by line."""
        return [row.button for row in self._rows]

    def _show(self, *_: object) -> None:
        silences = self._context.snapshot.coach.silences
        if self._rows and [row.silence.id for row in self._rows] == [silence.id for silence in silences]:
            for row, silence in zip(self._rows, silences, strict=True):
                row.show_silence(silence)
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_KeptRow(self._context, silence, parent=self) for silence in silences]
        reason = "The workshop is open to read." if self._context.read_only else ""
        for place, row in enumerate(self._rows):
            row.button.clicked.connect(self._on_again)
            row.button.set_reason(reason)
            self._column.insertWidget(place, row)
        for before, after in pairwise(self._stops()):
            QWidget.setTabOrder(before, after)
        self._note.setText(_NOTE if silences else _NOTHING)

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at, from top to bottom."""
        return [*(stop for row in self._rows for stop in (row.reason, row.button)), self._close]

    def _on_again(self) -> None:
        for place, row in enumerate(self._rows):
            if row.button is self.sender():
                if not self._context.edits.flush():
                    return
                self._context.run(partial(self._context.document.coaching.end_silence, row.silence.id))
                left = self._rows[min(place, len(self._rows) - 1)].button if self._rows else self._close
                left.setFocus()
                return


class _KeptRow(QWidget):
    """What is kept, how far, why, and the button that asks again."""

    def __init__(self, context: WorkshopContext, silence: Silence, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.silence = silence
        what, reach = silence_words(silence)
        self.words = PlainLabel(what, "serif_body", wrap=True, parent=self)
        self.reach = PlainLabel(reach, "caption", "muted", wrap=True, parent=self)
        self.reason = BoundLine(
            context,
            f"silence:{silence.id}",
            self._stored_reason,
            partial(context.document.coaching.say_why, silence.id),
            parent=self,
        )
        self.reason.setPlaceholderText("Why it stays, if you like")
        self.reason.setAccessibleName(f"Why {what} stays")
        self.reason.setMaxLength(_LONGEST_REASON)
        self.button = SecondaryButton("Ask again", "undo-2", HEIGHT_BAR, parent=self)
        self.button.setAccessibleName(f"Ask again about {what}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.reach)
        words.addSpacing(6)
        words.addWidget(self.reason)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule(parent=self))

    def show_silence(self, silence: Silence) -> None:
        """Show the reason as it is stored."""
        self.silence = silence
        self.reason.show_stored()

    def _stored_reason(self) -> str:
        return self.silence.reason


def silence_words(silence: Silence) -> tuple[str, str]:
    """Return what is kept, and how far, such as "“number one”" and "In this workshop"."""
    kind = next((name for kind, name in KIND_NAMES.items() if silence.rule.startswith(f"{kind}.")), "")
    if silence.scope is SilenceScope.RULE:
        words = " ".join(silence.phrase.split())
        what = f"Words such as “{words}”" if words else f"The rule {silence.rule}"
        return what, f"{kind}: everything this rule finds.".lstrip(": ")
    reach = "in this place" if silence.scope is SilenceScope.PLACE else "in this workshop"
    return f"“{' '.join(silence.phrase.split())}”", f"{kind}, {reach}.".lstrip(", ")

"""What a draft promises, confirmed before people read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from visionwork.domain.groups import HouseWords
from visionwork.gui.coach.promise_editor import BegunPromise, PromiseDraft, PromiseEditor
from visionwork.gui.rounds.dialog_size import open_at
from visionwork.gui.views.draft_dialogs import FormDialog
from visionwork.gui.widgets.buttons import QuietButton

_BEFORE_ROUND = (
    "People will hold you to these. When a later draft leaves one out, it is said at once. "
    "Take out what is no promise, and put it in plainer words where that helps."
)
_BEGUN = "These are as you left them, before they were kept."
_LATER = "When a later draft leaves one of these out, it is said at once."


class PromisesDialog(FormDialog):
    """Proposes the promises of a draft, clause by clause.

    Args:
        number: Number of the draft.
        promises: What is proposed, or what was confirmed before.
        words: The house's words.
        before_round: Whether the draft goes to a round next, so that the step can be left out.
        begun: What stood here when the app stopped in the middle; None shows what is proposed.
        parent: The window it belongs to.

    Signals:
        skipped: The round goes on without promises.
    """

    skipped = Signal()

    def __init__(
        self,
        number: int,
        promises: Sequence[PromiseDraft],
        words: HouseWords,
        *,
        before_round: bool = False,
        begun: Sequence[BegunPromise] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("promises", f"What draft {number} promises", parent)
        self.editor = self.form.widget(PromiseEditor, "promise_editor")
        self.editor.set_words(words)
        self._skip = self.form.widget(QuietButton, "skip_button")
        self._add = self.form.widget(QuietButton, "add_button")
        self._skip.setVisible(before_round)
        note = _BEFORE_ROUND if before_round else _LATER
        self.say(note if begun is None else f"{_BEGUN} {note}")
        self._before_round = before_round
        self._skip.clicked.connect(self._on_skip)
        self._add.clicked.connect(self.editor.add_promise)
        self.editor.changed.connect(self._count)
        if begun is None:
            self.editor.set_promises(promises)
        else:
            self.editor.set_begun(begun)
        self._count()
        open_at(self, 720, 620)
        rows = self.editor.rows()
        if rows:
            rows[0].keep.setFocus()
        else:
            self._add.setFocus()

    def promises(self) -> list[PromiseDraft]:
        """Return the promises that are kept, in order."""
        return self.editor.promises()

    def _on_skip(self) -> None:
        self.skipped.emit()
        self.reject()

    def _count(self) -> None:
        count = len(self.promises())
        words = "no promise" if not count else "this promise" if count == 1 else f"these {count} promises"
        self.accept_button.setText(f"Keep {words}" + (" and go on" if self._before_round else ""))
        self.accept_button.updateGeometry()

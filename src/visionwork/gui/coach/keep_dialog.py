"""Records who decided to leave something out, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.views.draft_dialogs import FormDialog

_REASON, _MARGIN = 96, 8


class KeepDialog(FormDialog):
    """Asks who decided that the text stays as it is, and why; both are needed.

    Args:
        note: What stays out.
        decided_by: Who decided the last time.
        reason: The reason given for an earlier wording, to be offered again.
        parent: The window it belongs to.
    """

    def __init__(
        self, note: str, decided_by: str = "", reason: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("keep_loss", "Keep the change, and say why", parent)
        self._who = self.form.widget(QLineEdit, "decided_by_edit")
        self._why = self.form.widget(QPlainTextEdit, "reason_edit")
        self._why.document().setDocumentMargin(_MARGIN)
        self._why.setFixedHeight(Theme.of(self).px(_REASON))
        self._who.setText(decided_by)
        self._who.setPlaceholderText("The leadership team")
        self._why.setPlainText(reason)
        self.say(note)
        self._who.textChanged.connect(self._allow)
        self._why.textChanged.connect(self._allow)
        self._allow()
        (self._why if decided_by else self._who).setFocus()

    def decided_by(self) -> str:
        """Return who decided."""
        return self._who.text().strip()

    def reason(self) -> str:
        """Return why."""
        return self._why.toPlainText().strip()

    def decided_by_field(self) -> QLineEdit:
        """Return the field of who decided."""
        return self._who

    def reason_field(self) -> QPlainTextEdit:
        """Return the field of the reason."""
        return self._why

    def _allow(self) -> None:
        missing = "" if self.decided_by() else "Write who decided."
        self.accept_button.set_reason(missing or ("" if self.reason() else "Write why, in a sentence."))

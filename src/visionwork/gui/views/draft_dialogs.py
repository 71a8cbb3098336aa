"""The small forms around drafts: saving one, agreeing on one, setting one aside."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from visionwork.gui.forms import Form, load_form
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import PrimaryButton, SecondaryButton
from visionwork.gui.widgets.date_field import DateField
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel

_WIDTH = 460


class FormDialog(QDialog):
    """A small form with one primary button; Enter accepts, Esc changes nothing.

    Show it with `open()` and listen to `accepted`; it deletes itself when it closes.

    Args:
        form_name: Name of its form, which has an accept and a cancel button.
        title: The bold line, which is the title of the window, too.
        parent: The window it belongs to.
    """

    def __init__(self, form_name: str, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form: Form = load_form(form_name, self)
        self.setWindowTitle(title)
        self.form.widget(PlainLabel, "title_label").setText(title)
        self.setMinimumWidth(Theme.of(self).px(_WIDTH))
        self.accept_button = self.form.widget(PrimaryButton, "accept_button")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.form.widget(SecondaryButton, "cancel_button").clicked.connect(self.reject)
        FocusRing(self)

    def say(self, note: str) -> None:
        """Show a sentence under the title, or none."""
        label = self.form.widget(PlainLabel, "note_label")
        label.setText(note)
        label.setVisible(bool(note))


class SaveDraftDialog(FormDialog):
    """Asks who wrote it, and what changed unless nothing was before it; both may stay empty.

    Args:
        number: Number the draft will get.
        author: Who wrote the last one.
        parent: The window it belongs to.
    """

    def __init__(self, number: int, author: str, parent: QWidget | None = None) -> None:
        super().__init__("save_draft", f"Save as draft {number}", parent)
        self._summary = self.form.widget(QLineEdit, "summary_edit")
        self._author = self.form.widget(QLineEdit, "author_edit")
        self._author.setText(author)
        self.accept_button.setText(f"Save draft {number}")
        self.say("")
        if number > 1:
            self._summary.setFocus()
            return
        self._summary.clear()
        for widget in (self.form.widget(PlainLabel, "summary_label"), self._summary):
            widget.hide()
        self.form.widget(PlainLabel, "hint_label").setText("It may stay empty. Enter saves.")
        self._author.setFocus()
        self._author.selectAll()

    def summary(self) -> str:
        """Return what changed; nothing of the first draft."""
        return self._summary.text().strip()

    def author(self) -> str:
        """Return who wrote it."""
        return self._author.text().strip()


class AgreeDialog(FormDialog):
    """Asks who agreed on a draft, and when.

    Args:
        number: Number of the draft.
        agreed_by: Who agreed the last time.
        day: Today.
        note: A fact to know before agreeing; may be empty.
        parent: The window it belongs to.
    """

    def __init__(
        self, number: int, agreed_by: str, day: date, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("agree", f"Agree on draft {number}", parent)
        self._who = self.form.widget(QLineEdit, "agreed_by_edit")
        self._when = self.form.widget(DateField, "agreed_on_edit")
        self._who.setText(agreed_by)
        self._who.setPlaceholderText("The leadership team")
        self._when.set_day(day)
        self.say(note)
        self._who.textChanged.connect(self._allow)
        self._allow()
        self._who.setFocus()
        self._who.selectAll()

    def agreed_by(self) -> str:
        """Return who agreed."""
        return self._who.text().strip()

    def agreed_by_field(self) -> QLineEdit:
        """Return the field of who agreed."""
        return self._who

    def agreed_on(self) -> date:
        """Return the day of the agreement."""
        return self._when.day()

    def _allow(self) -> None:
        self.accept_button.set_reason("" if self.agreed_by() else "Write who agreed.")


class SetAsideDialog(FormDialog):
    """Asks why a draft is set aside.

    Args:
        number: Number of the draft.
        parent: The window it belongs to.
    """

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__("set_aside", f"Set draft {number} aside", parent)
        self._reason = self.form.widget(QLineEdit, "reason_edit")
        self._reason.textChanged.connect(self._allow)
        self._allow()
        self._reason.setFocus()

    def reason(self) -> str:
        """Return why."""
        return self._reason.text().strip()

    def _allow(self) -> None:
        self.accept_button.set_reason("" if self.reason() else "Write why, in a few words.")

"""Names a new workshop and chooses its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.gui.file_names import PATTERNS, SUFFIX, file_name_for, unused_name
from visionwork.gui.forms import load_form
from visionwork.gui.messages import Messages
from visionwork.gui.widgets.field import Field
from visionwork.gui.widgets.line_edit import LineEdit
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.gui.widgets.tab_order import put_in_order
from visionwork.gui.workshop_files import WorkshopFiles


class NewWorkshopPage(QWidget):
    """Title, organisation and place; the set-up goes on with the rest once the file is written.

    The file's name follows the title until the user chooses one.

    Args:
        files: Writes and opens the workshop.
        messages: The window's door to file dialogs.
        parent: The widget it is in.

    Signals:
        left: The user goes back to Home.
    """

    left = Signal()

    def __init__(self, files: WorkshopFiles, messages: Messages, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._messages = messages
        self._chosen: Path | None = None
        form = load_form("new_workshop", self)
        form.widget(PageHeader, "header").set_texts("Set-up", "A new workshop")
        self._title = LineEdit(parent=self)
        self._organisation = LineEdit(parent=self)
        self._title.setPlaceholderText("Our clients and us")
        self._place = form.widget(QLabel, "place")
        fields = form.widget(QVBoxLayout, "fields")
        self._title_field = Field("Title", self._title, "As it will stand on the report.", parent=self)
        self._organisation_field = Field(
            "Organisation",
            self._organisation,
            "Whose vision it is. The questions to the room use the name.",
            parent=self,
        )
        fields.addWidget(self._title_field)
        fields.addWidget(self._organisation_field)
        self._create = form.widget(QPushButton, "create_button")
        self._create.clicked.connect(self.create_workshop)
        back, place = form.widget(QPushButton, "back_button"), form.widget(QPushButton, "place_button")
        back.clicked.connect(self.left)
        place.clicked.connect(self._choose_place)
        self._title.textEdited.connect(self._on_typed)
        self._title.returnPressed.connect(self._organisation.setFocus)
        self._organisation.returnPressed.connect(self.create_workshop)
        put_in_order((self._title, self._organisation, place, self._create, back))
        self._show_place()

    def path(self) -> Path:
        """Return the file that will be written."""
        if self._chosen is not None:
            return self._chosen
        return unused_name(self._files.documents_folder(), file_name_for(self._title.text()))

    def focus_first(self) -> None:
        """Put the keyboard on the title."""
        self._show_place()  # a file of that name may be there by now
        self._title.setFocus()

    def create_workshop(self) -> None:
        """Write the file and open it; a missing title is asked for first."""
        title = self._title.text().strip()
        if not title:
            self._title_field.set_error("Give the workshop a title.")
            self._title.setFocus()
            return
        try:
            self._files.create(self.path(), title, self._organisation.text().strip())
        except UserFacingError as error:
            self._messages.report_error(error)
        else:
            self._start_afresh()

    def _start_afresh(self) -> None:
        """Keep nothing of a workshop that was made; what was only begun stays for another visit."""
        self._chosen = None
        self._title.clear()
        self._organisation.clear()

    def _on_typed(self, text: str) -> None:
        self._title_field.set_error("")
        self._show_place()

    def _choose_place(self) -> None:
        path = self._messages.save_file("Where to keep the workshop", self.path(), PATTERNS, SUFFIX)
        if path is not None:
            self._chosen = path
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(str(self.path()))

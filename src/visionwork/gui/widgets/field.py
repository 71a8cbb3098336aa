"""A labelled field: label above, help or an error below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.style.parts import ERROR_PROPERTY
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel


class Field(QWidget):
    """A field with its label, a muted line of help, and a place for what to put right.

    The label becomes the field's buddy and accessible name; help or error its accessible description.

    Args:
        label: Name of the field; an ampersand marks the access key.
        control: The widget that takes the value; it gets this field as its parent.
        help_text: What to write, or "".
        parent: The widget it is in.
    """

    def __init__(
        self, label: str, control: QWidget, help_text: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._help_text = help_text
        self._label = PlainLabel(label, "button", parent=self)
        self._label.setBuddy(control)
        self._help = PlainLabel(help_text, "caption", "muted", wrap=True, parent=self)
        self._error_icon = IconView("circle-alert", "danger", 14, beside="cell", parent=self)
        self._error = PlainLabel("", "cell", "danger", wrap=True, parent=self)
        self._error_row = QWidget(self)
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(control)
        column.addWidget(self._help)
        column.addWidget(self._error_row)
        control.setAccessibleName(label.replace("&&", "\0").replace("&", "").replace("\0", "&"))
        self._refresh()

    def control(self) -> QWidget:
        """Return the widget that takes the value."""
        return self._control

    def error(self) -> str:
        """Return what is to be put right, or ""."""
        return self._error.text()

    def set_error(self, text: str) -> None:
        """Say what to do so that the value can be kept; "" when it can be."""
        self._error.setText(text)
        self._control.setProperty(ERROR_PROPERTY, bool(text))
        self._control.update()
        self._refresh()

    def _refresh(self) -> None:
        error = self._error.text()
        self._error_row.setVisible(bool(error))
        self._help.setVisible(bool(self._help_text) and not error)
        self._control.setAccessibleDescription(error or self._help_text)

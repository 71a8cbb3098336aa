"""What the Help menu shows: keys, the room checklist, and what the app is made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from visionwork import __version__
from visionwork.gui.dialog import prepare_dialog
from visionwork.gui.forms import load_form
from visionwork.gui.widgets.labels import PlainLabel

_PAGE_KEYS = (
    ("Keep a cell of a table and go down", "Enter"),
    ("Next cell, or a new row after the last", "Tab"),
    ("Leave a cell as it was", "Esc"),
    ("Add a row below, in a table", "Ctrl+Enter"),
    ("Save a text as a draft", "Ctrl+Enter"),
    ("Add the people of a pasted list", "Ctrl+Enter"),
    ("Edit a card", "Enter"),
    ("Vote for a card, or take a vote back", "+, −"),
    ("Move a card", "Alt+arrows"),
    ("Remove a card", "Delete"),
    ("Show or hide the answers, on the projector", "A"),
    ("Turn the pages of answers, on the projector", "Page up, Page down"),
    ("Leave the projector", "Esc"),
)


class HelpDialog(QDialog):
    """A heading, rows that scroll, and a button to close.

    Args:
        heading: The heading, and title of the window.
        parent: The window it belongs to.

    Attributes:
        rows: Where subclasses put what they show.
    """

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = load_form("help_dialog", self)
        form.widget(PlainLabel, "heading").setText(heading)
        scroll = form.widget(QScrollArea, "scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(heading)
        self.rows = form.widget(QVBoxLayout, "rows")
        self._close = form.widget(QPushButton, "close_button")
        self._close.clicked.connect(self.accept)
        self._close.setFocus()
        prepare_dialog(self, heading)


class KeysDialog(HelpDialog):
    """Every key, menu by menu.

    Args:
        keys: For each menu its labels with their keys.
        parent: The window it belongs to.
    """

    def __init__(
        self, keys: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__("Keyboard", parent)
        for title, entries in (*keys, ("On pages", _PAGE_KEYS)):
            self.rows.addWidget(PlainLabel(title, "heading", parent=self))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(0, 1)
            for line, (label, key) in enumerate(entries):
                grid.addWidget(PlainLabel(label, "cell", "ink2", parent=self), line, 0)
                grid.addWidget(
                    PlainLabel(key, "cell_bold", parent=self), line, 1, Qt.AlignmentFlag.AlignRight
                )
            self.rows.addLayout(grid)
        self.rows.addStretch(1)


class ChecklistDialog(HelpDialog):
    """The room checklist of the method; its ticks are for today and are not kept.

    Args:
        lines: The lines of the checklist.
        parent: The window it belongs to.
    """

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("Before you begin", parent)
        for line in lines:
            row = QGridLayout()
            row.setHorizontalSpacing(10)
            row.setColumnStretch(1, 1)
            box = QCheckBox(self)
            box.setAccessibleName(line)
            words = PlainLabel(line, "body", wrap=True, parent=self)
            box.setMinimumHeight(QFontMetrics(words.font()).height())  # beside the first line
            row.addWidget(box, 0, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 0, 1)
            self.rows.addLayout(row)
        self.rows.addStretch(1)


class AboutDialog(HelpDialog):
    """Version, promise, folder of the app, and the licences of what it is made of.

    Args:
        data_dir: The app's own folder.
        parent: The window it belongs to.
    """

    def __init__(self, data_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__("Visionwork", parent)
        for role, color, text in (
            (
                "body",
                "ink",
                f"Version {__version__}. Four steps to a vision that people can find themselves in.",
            ),
            ("body", "ink", "Your workshops stay in files on this computer. Nothing is sent anywhere."),
            (
                "cell",
                "ink2",
                f"Working copies, backups and the list of recent workshops are kept in {data_dir}.",
            ),
            ("heading", "ink", "Licences"),
            ("cell", "ink2", "Visionwork is free software under the MIT licence."),
            (
                "cell",
                "ink2",
                "The typefaces Source Serif 4 and Source Sans 3 are under the SIL Open Font License 1.1, "
                "Droid Sans Fallback under the Apache License 2.0, the Lucide icons under the ISC licence.",
            ),
            (
                "cell",
                "ink2",
                "It is built with Python, Qt for Python (LGPL 3), SQLite, sqlite-utils (Apache 2.0), "
                "reportlab, pypdf and click (BSD), pypdfium2 (BSD and Apache 2.0) and rapidfuzz (MIT).",
            ),
            ("cell", "ink2", "The full texts stand beside the fonts and icons in the folder of the program."),
        ):
            label = PlainLabel(text, role, color, wrap=True, parent=self)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.rows.addWidget(label)
        self.rows.addStretch(1)

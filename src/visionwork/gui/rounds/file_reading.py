"""How a file of answers is read: in which letters, with which separators, or which sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from visionwork.feedback.answer_table import AnswerTable
from visionwork.feedback.csv_reading import DELIMITERS
from visionwork.feedback.long_files import LongFile
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.tables import read_file
from visionwork.feedback.text_encoding import ENCODINGS
from visionwork.gui.forms import Form


class FileReading(QObject):
    """Reads a file as its three combo boxes say, and shows in them how it was read.

    Args:
        form: The form they are in.
        path: The file.
        data: Its bytes; None for a long text file, which is not held in memory.
        parent: Its owner.

    Signals:
        changed: The file is to be read in another way.

    Attributes:
        long: The long text file as it was last read, or None.
    """

    changed = Signal()

    def __init__(self, form: Form, path: Path, data: bytes | None, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._data = data
        self.long: LongFile | None = None
        self._encoding = form.widget(QComboBox, "encoding_combo")
        self._delimiter = form.widget(QComboBox, "delimiter_combo")
        self._text_part = form.widget(QWidget, "text_part")
        self._sheet_part = form.widget(QWidget, "sheet_part")
        self._sheet = form.widget(QComboBox, "sheet_combo")
        self._encoding.addItem("recognised", None)
        for codec, label in ENCODINGS.items():
            self._encoding.addItem(label, codec)
        self._delimiter.addItem("recognised", None)
        for delimiter, label in DELIMITERS.items():
            self._delimiter.addItem(label, delimiter)
        for combo in (self._encoding, self._delimiter, self._sheet):
            combo.currentIndexChanged.connect(self.changed)

    @property
    def encoding(self) -> str | None:
        """The encoding that was chosen; None recognises it."""
        return self._encoding.currentData()

    @property
    def delimiter(self) -> str | None:
        """The delimiter that was chosen; None recognises it."""
        return self._delimiter.currentData()

    @property
    def sheet(self) -> str | None:
        """The sheet that was chosen; None takes the first."""
        return self._sheet.currentData()

    def read(self) -> AnswerTable:
        """Return the file as a table; of a long one, its first rows.

        Raises:
            TableError: It cannot be read.
        """
        if self._data is None:
            self.long = LongFile(self._path, encoding=self.encoding, delimiter=self.delimiter)
            return self.long.head
        return read_file(self._data, encoding=self.encoding, delimiter=self.delimiter, sheet=self.sheet)

    def show_table(self, table: AnswerTable) -> None:
        """Say how a table was read: a text file has letters and separators, a workbook has sheets."""
        self._text_part.setVisible(not table.sheets)
        self._sheet_part.setVisible(len(table.sheets) > 1)
        if table.sheets:
            with QSignalBlocker(self._sheet):
                self._sheet.clear()
                for name in table.sheets:
                    self._sheet.addItem(name, name)
                self._sheet.setCurrentIndex(table.sheets.index(table.sheet))
            return
        self._encoding.setItemText(0, f"{ENCODINGS[table.encoding]}, recognised")
        self._delimiter.setItemText(0, f"{DELIMITERS.get(table.delimiter, 'one column')}, recognised")

    def choose(self, mapping: MappingFile) -> None:
        """Choose what a saved map of columns says, without reading the file again."""
        with QSignalBlocker(self._encoding), QSignalBlocker(self._delimiter), QSignalBlocker(self._sheet):
            self._encoding.setCurrentIndex(max(0, self._encoding.findData(mapping.encoding)))
            self._delimiter.setCurrentIndex(max(0, self._delimiter.findData(mapping.delimiter)))
            self._sheet.setCurrentIndex(self._sheet.findData(mapping.sheet))

    def hold(self) -> None:
        """Take no other choice: the file is being stored."""
        self._text_part.setEnabled(False)

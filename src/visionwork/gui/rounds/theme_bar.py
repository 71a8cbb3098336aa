"""Where themes get their names: a field, and words that several comments share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.rounds.flow_layout import FlowLayout
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit


class ThemeBar(QWidget):
    """Names a new theme, or an old one anew, and suggests words.

    Args:
        parent: The widget it is in.

    Signals:
        named: A name was given.
        new_name_typed: The name of a new theme stands there so far; carries it.
        suggested: A suggested word was taken.
    """

    named = Signal(str)
    new_name_typed = Signal(str)
    suggested = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = LineEdit(parent=self)
        self._name.setAccessibleName("Name of a theme")
        self._name.setMaxLength(60)
        self._add = QuietButton("Add theme", "plus", HEIGHT_BAR, parent=self)
        self._words_row = QWidget(self)
        self._words = FlowLayout(self._words_row)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._words_row)
        column.addWidget(
            PlainLabel(
                "Drag a comment onto a theme, or press its number. 0 is none, R is for the report.",
                "caption", "muted", wrap=True, parent=self,
            )
        )  # fmt: skip
        self._add.clicked.connect(self._on_named)
        self._name.returnPressed.connect(self._on_named)
        self._name.textEdited.connect(self._on_typed)
        self._is_new = True
        self.ask_new()

    def ask_new(self) -> None:
        """Ask for the name of a new theme."""
        self._is_new = True
        self._name.clear()
        self.new_name_typed.emit("")
        self._name.setPlaceholderText("New theme")
        self._add.setText("Add theme")

    def ask_for(self, name: str) -> None:
        """Ask for another name of a theme."""
        self._is_new = False
        self._name.setText(name)
        self._name.selectAll()
        self._add.setText("Rename")

    def offer_name(self, name: str) -> None:
        """Show the name of a new theme that was begun before."""
        if self._is_new:
            self._name.setText(name)

    def focus_name(self) -> None:
        """Put the keyboard where a name is typed."""
        self._name.setFocus()

    def set_words(self, words: Sequence[str]) -> None:
        """Suggest words."""
        while (item := self._words.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for word in words:
            button = QuietButton(word, "plus", HEIGHT_BAR, parent=self._words_row)
            button.setAccessibleName(f"Suggested theme {word}: takes the unsorted comments with this word")
            button.setProperty("word", word)
            button.clicked.connect(self._on_word)
            self._words.addWidget(button)
            button.show()
        self._words_row.setVisible(bool(words))

    def _on_named(self) -> None:
        name = self._name.text().strip()
        if name:
            self.named.emit(name)

    def _on_typed(self, name: str) -> None:
        if self._is_new:
            self.new_name_typed.emit(name)

    def _on_word(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.suggested.emit(sender.property("word"))

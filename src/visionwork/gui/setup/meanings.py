"""Words that mean different people in different houses, and whom they mean in this one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.document.unfinished import MEANING_PLACE
from visionwork.domain.groups import NO_WORDS, HouseWords
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.ask_panel import NOBODY
from visionwork.gui.coach.who_words import stakeholder_head
from visionwork.gui.context import WorkshopContext
from visionwork.gui.unfinished import UnfinishedField
from visionwork.gui.widgets.buttons import HEIGHT_NORMAL, IconButton, SecondaryButton
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit


class Meanings(QWidget):
    """A line for each word with whom it means, and one to add a word.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: dict[str, Stakeholder | None] = {}
        self.choices: dict[str, MeaningChoice] = {}
        self.removals: dict[str, IconButton] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.word = LineEdit(parent=self)
        self.word.setMaxLength(60)
        self.word.setPlaceholderText("associate")
        self.word.setAccessibleName("A word that may mean someone in this house")
        self.meaning = MeaningChoice("Whom the new word means", parent=self)
        self.add = SecondaryButton("Add", parent=self)
        self.add.setAccessibleName("Add the word")
        for widget in (self.word, self.meaning):
            widget.setEnabled(not context.read_only)
        self.word.textChanged.connect(self._allow)
        self.word.returnPressed.connect(self._add)
        UnfinishedField(context, MEANING_PLACE, self.word)
        self.add.clicked.connect(self._add)
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self.word, 1)
        new.addWidget(self.meaning, 1)
        new.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Whom other words mean", "button", parent=self))
        hint = "Partners, associates, members: the coach asks once and keeps the answer here."
        column.addWidget(PlainLabel(hint, "caption", "muted", wrap=True, parent=self))
        column.addLayout(self._grid)
        column.addLayout(new)
        self._allow()

    def show_stored(self) -> None:
        """Show the words of the document."""
        meanings, words = dict(self._context.snapshot.meanings), self._context.snapshot.house_words
        if meanings.keys() != self._shown.keys():
            self._show_words(meanings)
        for choice in (self.meaning, *self.choices.values()):
            choice.set_words(words)
        for word, who in meanings.items():
            self.choices[word].set_stakeholder(who)
        self._shown = meanings

    def _show_words(self, meanings: dict[str, Stakeholder | None]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.choices, self.removals = {}, {}
        for line, word in enumerate(meanings):
            choice = MeaningChoice(f"Whom {word} means", parent=self)
            choice.setEnabled(not self._context.read_only)
            choice.currentIndexChanged.connect(self._on_chosen)
            remove = IconButton("x", f"Forget {word}", HEIGHT_NORMAL, framed=False, parent=self)
            remove.setEnabled(not self._context.read_only)
            remove.clicked.connect(self._on_remove)
            self.choices[word], self.removals[word] = choice, remove
            self._grid.addWidget(ElidedLabel(word, "body", parent=self), line, 0)
            self._grid.addWidget(choice, line, 1)
            self._grid.addWidget(remove, line, 2)
        before: QWidget | None = None
        for widget in (
            *(w for word in meanings for w in (self.choices[word], self.removals[word])),
            self.word,
        ):
            if before is not None:
                self.setTabOrder(before, widget)
            before = widget

    def _on_chosen(self) -> None:
        for word, choice in self.choices.items():
            if choice is self.sender():
                self._context.run(partial(self._context.document.coaching.learn, word, choice.stakeholder()))
                return

    def _on_remove(self) -> None:
        for word, button in self.removals.items():
            if button is self.sender():
                self.word.setFocus()
                self._context.run(partial(self._context.document.coaching.unlearn, word))
                return

    def _add(self) -> None:
        if self.add.isEnabled():
            word, who = self.word.text(), self.meaning.stakeholder()
            self._context.run(partial(self._context.document.coaching.learn, word, who))
            self.word.clear()
            self.word.setFocus()

    def _allow(self) -> None:
        reason = "The workshop is open to read." if self._context.read_only else ""
        self.add.set_reason(reason or ("" if self.word.text().strip() else "Write the word first."))


class MeaningChoice(ChoiceBox):
    """Whom a word means: a stakeholder, or nobody.

    Args:
        name: What it is called.
        parent: The widget it is in.
    """

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keep_narrow()
        self._all: tuple[Stakeholder | None, ...] = (*Stakeholder, None)
        for who in self._all:
            self.addItem(stakeholder_head(who, NO_WORDS) if who is not None else NOBODY)
        self.setAccessibleName(name)

    def set_words(self, words: HouseWords) -> None:
        """Name people in the words of a house."""
        for place, who in enumerate(self._all):
            if who is not None:
                self.setItemText(place, stakeholder_head(who, words))

    def stakeholder(self) -> Stakeholder | None:
        """Return who is chosen, or None for nobody."""
        return self._all[self.currentIndex()]

    def set_stakeholder(self, who: Stakeholder | None) -> None:
        """Choose somebody, without telling that it changed."""
        self.blockSignals(True)
        self.setCurrentIndex(self._all.index(who))
        self.blockSignals(False)
        self.update()

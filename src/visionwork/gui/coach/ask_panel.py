"""What the coach asks because it cannot know: who is meant by a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from visionwork.domain.findings import HouseQuestion, VagueMention
from visionwork.domain.groups import NO_WORDS, HouseWords
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.rows import Row
from visionwork.gui.coach.who_words import asked_in_words, quoted_words, stakeholder_head
from visionwork.gui.widgets.buttons import HEIGHT_BAR, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel

NOBODY = "Nobody we speak of"
"""What a word means that stands for none of the stakeholders."""


class AskPanel(QWidget):
    """One line about people in general, and one word of the house at a time with the button that explains it.

    Args:
        parent: The widget it is in.

    Signals:
        vague_chosen: People in general are to be shown in the text; carries the VagueMention.
        vague_gone_to: The keyboard is wanted there; carries the VagueMention.
        meaning_chosen: A word was explained; carries the word and the Stakeholder, or None for nobody.
    """

    vague_chosen = Signal(object)
    vague_gone_to = Signal(object)
    meaning_chosen = Signal(str, object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vague: tuple[VagueMention, ...] = ()
        self._question: HouseQuestion | None = None
        self._line = _WrappedRow(parent=self)
        self._line.clicked.connect(self._on_vague)
        self._line.gone_into.connect(self._on_vague_gone_into)
        self._line.menu_requested.connect(self._on_vague)
        self._house = QWidget(self)
        self._ask = PlainLabel("", "caption", "ink2", wrap=True, parent=self._house)
        self._say = SecondaryButton("Say who…", height=HEIGHT_BAR, parent=self._house)
        self._say.clicked.connect(self._show_menu)
        row = QHBoxLayout(self._house)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._ask, 1)
        row.addWidget(self._say, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._line)
        column.addWidget(self._house)
        self._house_words = NO_WORDS
        self.show_questions((), ())

    def show_questions(
        self,
        vague: Sequence[VagueMention],
        house: Sequence[HouseQuestion],
        words: HouseWords = NO_WORDS,
        *,
        read_only: bool = False,
    ) -> None:
        """Show what is to be asked; the first word of the house only, so that there is one question.

        Args:
            vague: Mentions of people in general.
            house: Words that differ from house to house.
            words: What the house calls its groups.
            read_only: Whether nothing can be answered.
        """
        self._house_words = words
        self._vague, self._question = tuple(vague), house[0] if house else None
        self._line.show_words(vague_line(vague))
        self._line.setVisible(bool(vague))
        self._house.setVisible(self._question is not None)
        if self._question is not None:
            self._ask.setText(asked_in_words(self._question.ask, words))
            self._say.setAccessibleName(f"Say who is meant by {self._question.word}")
            self._say.set_reason("The workshop is open to read." if read_only else "")
        self.setVisible(bool(vague) or self._question is not None)

    def vague_text(self) -> str:
        """Return the line about people in general; "" when there is none."""
        return self._line.text_shown() if self._vague else ""

    def question_text(self) -> str:
        """Return the question about a word of the house; "" when there is none."""
        return self._ask.text() if self._question is not None else ""

    def menu(self) -> QMenu:
        """Return the menu that explains the word; it deletes itself when it closes."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.triggered.connect(self._on_menu)
        for who in Stakeholder:
            menu.addAction(stakeholder_head(who, self._house_words).replace("&", "&&")).setData(who)
        menu.addSeparator()
        menu.addAction(NOBODY).setData(None)
        return menu

    def _on_vague(self) -> None:
        if self._vague:
            self.vague_chosen.emit(self._vague[0])

    def _on_vague_gone_into(self) -> None:
        if self._vague:
            self.vague_gone_to.emit(self._vague[0])

    def _show_menu(self) -> None:
        self.menu().popup(self._say.mapToGlobal(QPoint(0, self._say.height())))

    def _on_menu(self, action: QAction) -> None:
        if self._question is not None:
            # Qt hands an enum back as its text.
            self.meaning_chosen.emit(
                self._question.word, Stakeholder(action.data()) if action.data() else None
            )


def vague_line(vague: Sequence[VagueMention]) -> str:
    """Return one line about people in general, such as "“people”, twice: Who do you mean?"."""
    return f"{quoted_words([mention.text for mention in vague])}: {vague[0].ask}" if vague else ""


class _WrappedRow(Row):
    """A line of small words that goes on where it lacks room."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._words = ""

    def show_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def text_shown(self) -> str:
        return self._words

    def heightForWidth(self, width: int) -> int:
        return self._rect(width).height() + 8

    def paint_words(self, painter: QPainter) -> None:
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.color("ink2"))
        painter.drawText(
            self._rect(self.width()).translated(0, 4), Qt.TextFlag.TextWordWrap.value, self._words
        )

    def _rect(self, width: int) -> QRect:
        metrics = QFontMetrics(self.theme.font("caption"))
        box = QRect(0, 0, max(40, width), 4000)
        found = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap.value, self._words or " ")
        return QRect(0, 0, max(40, width), found.height())

"""How the groups answered, question by question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.drafts import GET_BACK
from visionwork.domain.groups import NO_WORDS, HouseWords
from visionwork.domain.results import (
    QuestionResult,
    RoundResults,
    agree_share,
    by_draft,
    preference_words,
    reach_words,
)
from visionwork.domain.rounds import QuestionKind
from visionwork.gui.rounds import phrases
from visionwork.gui.rounds.result_tables import CountsTable
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.chart_view import ChartView
from visionwork.gui.widgets.filter_chip import FilterChip
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.tab_bar import TabStrip

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from visionwork.report.charts import ChartPalette, ChartSizes


_MOST_GROWTH = 0.5
"""How much higher a row may become where the window is high, as a share of its height."""


class ResultsCard(Card):
    """A tab a scale question; bars by group, or the same numbers as a table.

    Args:
        parent: The widget it is in.

    Signals:
        as_table_changed: Numbers are wanted as a table (True) or as bars (False).
    """

    as_table_changed = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._questions: tuple[QuestionResult, ...] = ()
        self._results: RoundResults | None = None
        self._words = NO_WORDS
        self._draft = 0
        self._is_open = False
        self._strip = TabStrip(parent=self)
        self._tabs = self._strip.tabs
        self._tabs.setAccessibleName("Questions")
        self._chips = (FilterChip(parent=self), FilterChip(parent=self))
        group = QButtonGroup(self)
        for place, chip in enumerate(self._chips):
            group.addButton(chip, place)
        group.idClicked.connect(self._on_draft)
        self._as_table = QuietButton("As a table", "list-checks", HEIGHT_BAR, parent=self)
        self._as_table.setCheckable(True)
        self._as_table.setAccessibleName("Show the numbers as a table")
        self._text = PlainLabel("", "serif_lead", wrap=True, parent=self)
        self._share = PlainLabel("", "figure", parent=self)
        self._agree = PlainLabel("agree", "cell", "muted", parent=self)
        self._chart = ChartView(parent=self)
        self._table = CountsTable(parent=self)
        self._altered = PlainLabel("", "cell", "danger", wrap=True, parent=self)
        self._reach = PlainLabel("", "cell", wrap=True, parent=self)
        self._foot = PlainLabel("", "caption", "muted", wrap=True, parent=self)
        self._lay_out()
        self._tabs.currentChanged.connect(self._show_current)
        self._as_table.toggled.connect(self._on_table_toggled)
        self._on_table_toggled(False)

    def set_results(self, results: RoundResults, words: HouseWords, *, is_open: bool = False) -> None:
        """Show a round; the question chosen before stays chosen.

        Args:
            results: Results of the round.
            words: The house's words.
            is_open: Whether answers still come in.
        """
        self._is_open = is_open
        if self._results is None or results.round_id != self._results.round_id:
            self._draft = 0
        self._results, self._words = results, words
        self._altered.setText(" ".join((*results.altered, GET_BACK)) if results.altered else "")
        self._altered.setVisible(bool(results.altered))
        self._show_drafts()
        self._show_questions()

    def question(self) -> QuestionResult | None:
        """Return the question that is shown."""
        index = self._tabs.currentIndex()
        return self._questions[index] if 0 <= index < len(self._questions) else None

    def focus_first(self) -> None:
        """Put the keyboard on the questions."""
        self._tabs.setFocus()

    def _show_drafts(self) -> None:
        """Offer both drafts of a round that shows two."""
        assert self._results is not None
        numbers = self._results.draft_numbers
        for place, chip in enumerate(self._chips):
            if len(numbers) > 1:
                chip.set_word(f"Draft {numbers[place]}")
                chip.setChecked(place == self._draft)

    def _on_draft(self, place: int) -> None:
        self._draft = place
        self._show_questions()

    def _show_questions(self) -> None:
        assert self._results is not None
        numbers = self._results.draft_numbers
        number = numbers[self._draft if len(numbers) > 1 else 0]
        results = next(item for item in by_draft([self._results]) if item.draft_number == number)
        questions = tuple(item for item in results.questions if item.kind is not QuestionKind.OPEN)
        chosen = self._tabs.currentIndex()
        self._tabs.blockSignals(True)
        if [(item.text, item.kind) for item in questions] == [
            (item.text, item.kind) for item in self._questions
        ]:
            for index, question in enumerate(questions):
                self._tabs.set_count(index, *phrases.tab_details(question))
        else:
            chosen = 0
            self._tabs.clear_tabs()
            for number, question in enumerate(questions, 1):
                name = "Which draft" if question.kind is QuestionKind.PREFERENCE else f"Question {number}"
                detail, brief = phrases.tab_details(question)
                self._tabs.add_tab(name, detail, brief=brief)
        self._questions = questions
        self._tabs.setCurrentIndex(max(0, chosen))
        self._tabs.blockSignals(False)
        self._show_current()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._text, 1)
        for chip in self._chips:
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._as_table, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(6)
        head.addWidget(self._share, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._agree, 0, Qt.AlignmentFlag.AlignTop)
        self._agree.setContentsMargins(0, 6, 0, 0)
        body = QVBoxLayout()
        body.setContentsMargins(24, 14, 24, 12)
        body.setSpacing(6)
        body.addLayout(head)
        body.addWidget(self._altered)
        body.addWidget(self._chart, 1)
        body.addWidget(self._table)
        body.addStretch()
        notes = QVBoxLayout()
        notes.setSpacing(2)
        notes.addWidget(self._reach)
        notes.addWidget(self._foot)
        body.addLayout(notes)
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 0, 8, 0)
        strip.addWidget(self._strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(strip)
        column.addLayout(body, 1)

    def _show_current(self) -> None:
        question = self.question()
        if question is None:
            return
        from visionwork.report.charts import describe_diverging_bars, describe_preference_bars

        assert self._results is not None
        self._text.setText(f"“{question.text}”")
        numbers = self._results.draft_numbers
        prefers = question.kind is QuestionKind.PREFERENCE
        share = None if question.counts is None or prefers else agree_share(question.counts)
        for chip in self._chips:
            chip.setVisible(len(numbers) > 1 and not prefers)
        self._share.setText("" if share is None else f"{share}%")
        self._agree.setVisible(share is not None)
        told = describe_preference_bars(question, numbers) if prefers else describe_diverging_bars(question)
        self._chart.set_chart(self._draw, told, grows=True)
        if self._as_table.isChecked():  # a table takes longer to fill than everything else together
            self._table.set_question(question, numbers)
        reach = preference_words(question, numbers) if prefers else reach_words(question)
        self._reach.setText(reach)
        self._reach.setVisible(bool(reach))
        foot = phrases.held_back_foot(question, is_open=self._is_open)
        self._foot.setText(f"{foot} {phrases.turnout_words(self._results)}".strip())

    def _draw(self, palette: ChartPalette, sizes: ChartSizes, width: float, height: float) -> Drawing:
        drawing = self._bars(palette, sizes, width)
        question = self.question()
        assert question is not None
        spare = max(0.0, height - drawing.height) / max(1, len(question.groups))
        if spare < 1:
            return drawing
        more = min(
            int(spare), round(sizes.row * _MOST_GROWTH)
        )  # a high window spreads the rows, up to a point
        return self._bars(palette, replace(sizes, row=sizes.row + more, bar=sizes.bar + more // 3), width)

    def _bars(self, palette: ChartPalette, sizes: ChartSizes, width: float) -> Drawing:
        from visionwork.report.charts import diverging_bars, extent, preference_bars

        question = self.question()
        assert question is not None
        assert self._results is not None
        if question.kind is QuestionKind.PREFERENCE:
            numbers = self._results.draft_numbers
            return preference_bars(question, numbers, self._words, width, palette=palette, sizes=sizes)
        reach = extent([item for item in self._results.questions if item.kind is QuestionKind.SCALE])
        return diverging_bars(question, self._words, width, palette=palette, sizes=sizes, reach=reach)

    def _on_table_toggled(self, as_table: bool) -> None:
        if as_table:
            self._show_current()
        self._chart.setVisible(not as_table)
        self._table.setVisible(as_table)
        self.as_table_changed.emit(as_table)

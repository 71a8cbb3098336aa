"""Two rounds beside each other: what changed from draft to draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.results import RoundComparison, RoundResults, by_draft
from visionwork.feedback.analysis import compare_rounds
from visionwork.gui.rounds import phrases
from visionwork.gui.rounds.result_tables import ComparisonTable
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.chart_view import ChartView
from visionwork.gui.widgets.choices import ChoiceBox
from visionwork.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from visionwork.report.charts import ChartPalette, ChartSizes


class ComparisonCard(Card):
    """Compares a round with an earlier one that asked the same; hidden when there is none.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._comparisons: list[RoundComparison] = []
        self._title = PlainLabel("", "body_bold", parent=self)
        self._with = ChoiceBox(self)
        self._with.setAccessibleName("Compare with")
        self._with.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._chart = ChartView(parent=self)
        self._table = ComparisonTable(parent=self)
        self._note = PlainLabel("", "caption", "muted", wrap=True, parent=self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._with)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._chart)
        column.addWidget(self._table)
        column.addWidget(self._note)
        self._with.currentIndexChanged.connect(self._show_current)
        self.set_as_table(False)

    def set_results(self, results: Sequence[RoundResults], after: RoundResults) -> None:
        """Compare a round with the earlier ones.

        Args:
            results: Every round of the workshop.
            after: The round that is shown.
        """
        chosen = self._with.currentData()
        shown = by_draft([after])[::-1]
        earlier = by_draft(item for item in results if item.number < after.number)[::-1]
        found = [compare_rounds(shown[1], shown[0])] if len(shown) > 1 else []
        found += [compare_rounds(before, one) for one in shown for before in earlier]
        self._comparisons = [comparison for comparison in found if comparison.questions]
        self._with.blockSignals(True)
        self._with.clear()
        for comparison in self._comparisons:
            before = comparison.before
            name = f"With {phrases.title(before.number, [before.draft_number])}"
            if len(shown) > 1:
                name = phrases.comparison_title(comparison)
            self._with.addItem(name, name)
        self._with.setCurrentIndex(max(0, self._with.findData(chosen)))
        self._with.blockSignals(False)
        self.setVisible(bool(self._comparisons))
        self._show_current()

    def set_as_table(self, as_table: bool) -> None:
        """Show the shares as a table, or as dots."""
        self._chart.setVisible(not as_table)
        self._table.setVisible(as_table)
        self._show_head()

    def comparison(self) -> RoundComparison | None:
        """Return the comparison that is shown."""
        index = self._with.currentIndex()
        return self._comparisons[index] if 0 <= index < len(self._comparisons) else None

    def _show_current(self) -> None:
        comparison = self.comparison()
        if comparison is None:
            return
        from visionwork.report.charts import describe_draft_comparison

        self._title.setText(phrases.comparison_title(comparison))
        self._chart.set_chart(self._draw, describe_draft_comparison(comparison))
        self._table.set_comparison(comparison)
        note = phrases.comparison_note(comparison)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._show_head()

    def _show_head(self) -> None:
        """Show the head only where the drawing has no title of its own."""
        several = len(self._comparisons) > 1
        self._with.setVisible(several)
        self._title.setVisible(several or self._chart.isHidden())

    def _draw(self, palette: ChartPalette, sizes: ChartSizes, width: float, height: float) -> Drawing:
        from visionwork.report.charts import draft_comparison

        comparison = self.comparison()
        assert comparison is not None
        title = "" if len(self._comparisons) > 1 else phrases.comparison_title(comparison)
        return draft_comparison(comparison, width, palette=palette, sizes=sizes, title=title)

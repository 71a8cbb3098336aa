"""The numbers behind the charts as tables, for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from visionwork.domain.results import (
    Counts,
    QuestionResult,
    RoundComparison,
    agree_interval,
    agree_share,
    agreeing,
)
from visionwork.domain.rounds import SCALE_LABELS, Preference, QuestionKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.padded_cells import PaddedDelegate

_ROW = 36
_PADDING = 7
_ANY_HEIGHT = 10_000


class ResultTable(QTableWidget):
    """A table to read: a row is chosen as a whole, Tab leaves it, and it is as high as its rows.

    Args:
        name: What it holds, for screen readers.
        parent: The widget it is in.
    """

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(PaddedDelegate(_PADDING, self))
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def fill(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show rows of texts; every column but the first stands at the right.

        A name that is wider than its column goes on in a second line.
        """
        self.setColumnCount(len(headers))
        self.setRowCount(len(rows))
        for column, text in enumerate(headers):
            self.setHorizontalHeaderItem(column, _item(text, column))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.setItem(row, column, _item(text, column))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self._theme.px(48))
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return room for all rows."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2
        height += sum(self.rowHeight(row) for row in range(self.rowCount()))
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Never hide a row."""
        return QSize(200, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("cell"))
        self.horizontalHeader().setFont(self._theme.font("caption_bold"))
        self._fit_rows(self.columnWidth(0))

    def _on_section_resized(self, column: int, _old: int, new: int) -> None:
        if column == 0:
            self._fit_rows(new)

    def _fit_rows(self, width: int) -> None:
        """Give each row the lines that its name needs."""
        metrics = QFontMetrics(self.font())
        room = QRect(0, 0, max(1, width - 2 * _PADDING - 1), _ANY_HEIGHT)
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            text = item.text() if item is not None else ""
            lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, text).height()
            self.setRowHeight(row, max(self._theme.px(_ROW), lines + 8))
        self.updateGeometry()


class CountsTable(ResultTable):
    """Counts of one question by group.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("Answers by group", parent=parent)

    def set_question(self, question: QuestionResult, drafts: Sequence[int] = ()) -> None:
        """Show a question; a group held back says so and shows no number.

        Args:
            question: A question on the scale, or which of two drafts speaks more to people.
            drafts: Numbers of the drafts, in the order of the round.
        """
        if question.kind is QuestionKind.PREFERENCE:
            self._set_preference(question, drafts)
            return
        blank = [""] * (len(SCALE_LABELS) + 2)
        rows = [
            [group.name, "<5", *blank[:-2], "held back", ""]
            if group.counts is None
            else [group.name, *_numbers(group.counts)]
            for group in question.groups
        ]
        if question.counts is not None:
            rows.append(["All groups shown", *_numbers(question.counts)])
        labels = (label.replace(" ", "\n") for label in SCALE_LABELS)
        self.fill(("Group", "n", *labels, "Agree", "95%\ninterval"), rows)

    def _set_preference(self, question: QuestionResult, drafts: Sequence[int]) -> None:
        rows = [
            [group.name, "<5", "", "", "", "held back"]
            if group.counts is None
            else [group.name, str(group.n), *map(str, group.counts[: len(Preference)])]
            for group in question.groups
        ]
        if question.counts is not None:
            rows.append(["All groups shown", str(question.n), *map(str, question.counts[: len(Preference)])])
        self.fill(("Group", "n", *(f"Draft {number}" for number in drafts), "Both", "Neither"), rows)


class ComparisonTable(ResultTable):
    """Shares of two rounds, question by question.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("Shares who agree in two rounds", parent=parent)

    def set_comparison(self, comparison: RoundComparison) -> None:
        """Show two rounds."""
        before, after = comparison.before, comparison.after
        headers = (
            "Share who agree or strongly agree",
            f"Round {before.number}, Draft {before.draft_number}",
            f"Round {after.number}, Draft {after.draft_number}",
            "Change",
        )
        self.fill(
            headers,
            [
                [item.text, f"{item.before_share}%", f"{item.after_share}%", item.words]
                for item in comparison.questions
            ],
        )


def _item(text: str, column: int) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item


def _numbers(counts: Counts) -> list[str]:
    total = sum(counts)
    low, high = agree_interval(counts) or (0, 100)
    share = f"{agreeing(counts)} of {total}, {agree_share(counts)}%"
    return [str(total), *map(str, counts), share, f"{low} to {high}%"]

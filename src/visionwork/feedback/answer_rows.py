"""Rows of a table to the answers of single people, by what its columns are for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import Group
from visionwork.domain.many import NOT_ANSWERED
from visionwork.domain.quoting import shortened
from visionwork.domain.rounds import NewResponse, Question, QuestionKind
from visionwork.feedback.answer_table import AnswerTable, TableError, TableRow
from visionwork.feedback.answers import folded, is_bare, is_somewhat, scale_points, whole_number
from visionwork.feedback.column_map import ColumnMap, group_names, group_text
from visionwork.feedback.comment_cells import CommentCells
from visionwork.feedback.two_drafts import PreferencePoints

_MOST_TEXTS = 10_000

_LONGEST_QUOTED = 40

_BEYOND = re.compile(r"0|[6-9]|10")

_NO_ANSWER = frozenset("89")
"""What statistics programs write for "don't know" and "no answer" beside answers from 1 to 5."""

_LEAST_BEYOND = 2

_SHARE_BEYOND = 0.05

_MOST_STRAY = 0.2
"""Answers beyond the scale may be slips up to this share; where more are, the column is of another scale."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be imported.

    Attributes:
        number: Row as a spreadsheet counts it.
        column: Name of the column the reason lies in; empty when it is the row as a whole.
        reason: Why, in a few words.
        blank: Whether nothing is answered in it, so that no answer is lost with it.
    """

    number: int
    column: str
    reason: str
    blank: bool = False

    def __str__(self) -> str:
        place = f"Row {self.number}, “{self.column}”" if self.column else f"Row {self.number}"
        return f"{place}: {self.reason}"


class RowReader:
    """Reads rows by a column map.

    Args:
        table: The file, or the head of a longer one.
        mapping: What its columns are for.
        questions: Questions of the round.
        groups: Groups of the workshop.

    Attributes:
        points: For columns answered with a point: the question and what its texts stand for.
        texts: Columns of open questions, with the question.
        groups: What the texts of the group column stand for.
        cells: Cleans what people wrote.
        passed_over: How many rows were left out because their group was chosen to be.
    """

    def __init__(
        self, table: AnswerTable, mapping: ColumnMap, questions: Sequence[Question], groups: Sequence[Group]
    ) -> None:
        kinds = {question.id: question.kind for question in questions}
        self._headers = table.headers
        self._mapping = mapping
        self.points = {
            index: (
                question_id,
                Points(table.headers[index], table.column(index))
                if kinds[question_id] is QuestionKind.SCALE
                else PreferencePoints(questions, NOT_ANSWERED),
            )
            for index, question_id in mapping.questions.items()
            if kinds[question_id] is not QuestionKind.OPEN
        }
        self.texts = {
            index: question_id
            for index, question_id in mapping.questions.items()
            if kinds[question_id] is QuestionKind.OPEN
        }
        self.groups = GroupTexts({**group_names(groups), **mapping.groups})
        self.cells = CommentCells()
        self.passed_over = 0

    def read(self, row: TableRow) -> NewResponse | RefusedRow | None:
        """Return the response of a row, why there is none, or None when its group is left out."""
        if row.surplus:
            return RefusedRow(row.number, "", "it has more cells than the header.")
        group_id = self._group(row)
        if not isinstance(group_id, int):
            unanswered = not any(row.cells[index].strip() for index in (*self.points, *self.texts))
            return _blank(row) if group_id is not None and unanswered else group_id
        scales: dict[str, int] = {}
        for index, (question_id, points) in self.points.items():
            cell = row.cells[index]
            try:
                point = points[cell]
            except KeyError:
                one_of = "the answers" if isinstance(points, PreferencePoints) else "the five answers"
                said = f"“{_quoted(cell)}” is not one of {one_of}."
                return RefusedRow(row.number, self._headers[index], said)
            if point != NOT_ANSWERED:
                scales[question_id] = int(point)
        comments: dict[str, str] = {}
        for index, question_id in self.texts.items():
            cell = row.cells[index]
            if cell and (text := self.cells.one(cell)):
                comments[question_id] = text
        if not scales and not comments:
            return _blank(row)
        return NewResponse(group_id, scales, comments)

    def _group(self, row: TableRow) -> int | RefusedRow | None:
        column = self._mapping.group_column
        if column is None:
            return self._mapping.group_id
        cell = row.cells[column]
        try:
            found = self.groups[cell]
        except KeyError:
            said = _quoted(cell).rstrip("; ")
            reason = f"“{said}” is no group of this workshop." if said else "no group is named."
            return RefusedRow(row.number, self._headers[column], reason)
        if found is None:
            self.passed_over += 1
        return found


def _blank(row: TableRow) -> RefusedRow:
    return RefusedRow(row.number, "", "nothing is answered in it.", blank=True)


class Points(dict[str, str]):
    """What the texts of a column stand for, "1" to "5" or `NOT_ANSWERED`; learns texts as they come.

    Args:
        header: Name of the column.
        seen: Texts of it that are known beforehand.
    """

    def __init__(self, header: str, seen: Iterable[str]) -> None:
        counts = Counter(text for text in seen if text.strip())
        seen = set(counts)
        super().__init__(_packed_points(scale_points(seen)))
        self._header = header
        _require_five_points(header, counts)
        self._somewhat = any(is_somewhat(text) for text in self)
        self._bare = [text for text in seen if is_bare(text)][:1]

    def __missing__(self, text: str) -> str:
        """Work out a text that did not come before.

        Raises:
            KeyError: It is none of the five answers.
            TableError: With it the column has answers of a scale with more than five points.
        """
        point = _packed_points(scale_points([text, *self._bare])).get(text)
        if point is None:
            raise KeyError(text)
        if is_bare(text):
            if self._somewhat:
                raise TableError(
                    f"“{self._header}” has answers of more than five points, such as “Somewhat agree” beside"
                    f" “{_quoted(text)}”.",
                    "Answers on five points can be imported.",
                )
            self._bare = [text]
        self._somewhat = self._somewhat or is_somewhat(text)
        if len(self) < _MOST_TEXTS:
            self[text] = point
        return point


class GroupTexts(dict[str, "int | None"]):
    """Groups by the texts of a column, as they stand there; None leaves the row out.

    Args:
        known: Groups by folded text.
    """

    def __init__(self, known: Mapping[str, int | None]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, cell: str) -> int | None:
        """Work out a text that did not come before; raises KeyError when it is no group."""
        found = self._known[group_text(cell)]
        if len(self) < _MOST_TEXTS:
            self[cell] = found
        return found


def _require_five_points(header: str, counts: Mapping[str, int]) -> None:
    """Refuse a column of numbers from another scale: its 4 is not ours.

    Some such numbers may be slips, and an 8, a 9 or a 0 may stand for no answer; the rows are refused by
    themselves then.

    Raises:
        TableError: The column is of another scale.
    """
    numbers: Counter[str] = Counter()
    for text, rows in counts.items():
        numbers[whole_number(folded(text).rstrip(" ;."))] += rows
    beyond = {text: rows for text, rows in numbers.items() if _BEYOND.fullmatch(text)}
    rows, among = sum(beyond.values()), sum(counts.values())
    if rows < _LEAST_BEYOND or _no_answer(beyond, numbers):
        return
    if rows < among * (_SHARE_BEYOND if _begins_at_zero(numbers) else _MOST_STRAY):
        return
    points = sorted(int(text) for text in numbers if text.isascii() and text.isdigit())
    raise TableError(
        f"“{header}” has answers of another scale, such as “{min(beyond, key=int)}”: they go from {points[0]}"
        f" to {points[-1]}.",
        "Turn them into answers from 1 to 5 in the file, or leave this column out.",
    )


def _begins_at_zero(numbers: Mapping[str, int]) -> bool:
    """Return whether a 0 is an answer: nobody said 5, as on 0 to 4, or some went beyond, as on 0 to 10."""
    return "0" in numbers and ("5" not in numbers or any(text in numbers for text in ("6", "7", "10")))


def _no_answer(beyond: Mapping[str, int], numbers: Mapping[str, int]) -> bool:
    """Return whether numbers beyond the scale are what survey tools write for no answer.

    A longer scale has a 6 or a 7 somewhere, one from 0 to 4 has no 5, and what most people said is an answer.
    """
    if 2 * sum(beyond.values()) > sum(numbers.values()):
        return False
    return beyond.keys() <= _NO_ANSWER or (beyond.keys() == {"0"} and "5" in numbers)


def _packed_points(points: Mapping[str, int | None]) -> dict[str, str]:
    return {text: NOT_ANSWERED if point is None else str(point) for text, point in points.items()}


def _quoted(text: str) -> str:
    return shortened(" ".join(clean_text(text).split()), _LONGEST_QUOTED)

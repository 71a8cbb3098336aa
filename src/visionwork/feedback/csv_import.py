"""From a file and a column map to the responses that will be stored, and an account of the rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import Group
from visionwork.domain.rounds import NewResponse, Question, QuestionKind, Round
from visionwork.feedback.answers import scale_points
from visionwork.feedback.csv_mapping import (
    ColumnMap,
    Proposal,
    group_names,
    group_text,
    propose,
    unknown_groups,
)
from visionwork.feedback.csv_reading import CsvError, CsvRow, CsvTable
from visionwork.feedback.formulas import unguarded
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.personal import personal_values
from visionwork.feedback.tables import read_file

_MOST_NAMED = 6
_SEPARATOR = "\x1e"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be imported.

    Attributes:
        number: Row as a spreadsheet counts it.
        column: Name of the column the reason lies in; empty when it is the row as a whole.
        reason: Why, in a few words.
    """

    number: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"Row {self.number}, “{self.column}”" if self.column else f"Row {self.number}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do; nothing of it has happened yet.

    Attributes:
        responses: Responses that are new.
        already_here: How many rows were imported before.
        refused: Rows that are left out because something in them does not fit.
        passed_over: How many rows are left out because their group was chosen to be.
        unknown_groups: Texts of the group column that are no group, as written, with their row counts.
        dropped: Names of the columns nothing is stored of.
        notices: What was put right while reading.
    """

    responses: tuple[NewResponse, ...]
    already_here: int = 0
    refused: tuple[RefusedRow, ...] = ()
    passed_over: int = 0
    unknown_groups: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows are not imported for a reason of theirs."""
        return len(self.refused) + self.passed_over

    def summary(self) -> str:
        """Return one sentence saying what will happen."""
        parts = [f"{_counted(len(self.responses), 'answer')} will be added"]
        if self.already_here:
            parts.append(f"{_counted(self.already_here, 'row')} already here")
        if self.left_out:
            parts.append(f"{_counted(self.left_out, 'row')} left out")
        if self.dropped:
            named = ", ".join(self.dropped[:_MOST_NAMED])
            more = len(self.dropped) - _MOST_NAMED
            named += f" and {more} more" if more > 0 else ""
            parts.append(f"{_counted(len(self.dropped), 'column')} dropped: {named}")
        return ", ".join(parts) + "."


def plan_file(
    data: bytes,
    feedback_round: Round,
    groups: Sequence[Group],
    known: Collection[str] = frozenset(),
    mapping: MappingFile | None = None,
    sheet: str | None = None,
) -> ImportPlan:
    """Read a CSV file or a workbook and plan its import into a round.

    Args:
        data: The whole file.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        known: Fingerprints of the responses the round has already.
        mapping: What the columns are for; None takes the proposal.
        sheet: Sheet of a workbook; None takes the one of the map, or the first.

    Raises:
        CsvError: The file cannot be read, the map does not fit it, or no column answers a question.
    """
    if mapping is None:
        table = read_file(data, sheet=sheet)
        invited = [group.group_id for group in feedback_round.groups]
        proposal = propose(table, feedback_round.questions, groups, invited)
        columns = proposal.mapping
        table = replace(table, notices=(*table.notices, *_guesses(table, proposal, feedback_round.questions)))
    else:
        table = read_file(
            data, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=sheet or mapping.sheet
        )
        columns = mapping.resolve(table, feedback_round.questions, groups)
    return plan_import(table, columns, feedback_round.questions, groups, known)


def plan_import(
    table: CsvTable,
    mapping: ColumnMap,
    questions: Sequence[Question],
    groups: Sequence[Group],
    known: Collection[str] = frozenset(),
    *,
    other_people: bool = False,
) -> ImportPlan:
    """Plan the import of a table.

    Args:
        table: The file, with one header row.
        mapping: What its columns are for.
        questions: Questions of the round.
        groups: Groups of the workshop.
        known: Fingerprints of the responses the round has already; a set, for speed.
        other_people: Count rows equal to stored ones as answers of other people.

    Raises:
        CsvError: No column answers a question, or nothing tells the group.
    """
    for index in mapping.questions:
        if (personal := personal_values(table.column(index))) is not None:
            raise CsvError(
                f"“{table.headers[index]}” tells who answered or when ({personal.value}).",
                "It is never stored. Choose another column, or leave it out.",
            )
    if not mapping.questions:
        raise CsvError("No column answers a question of this round.", "Choose a question for at least one.")
    if mapping.group_column is None and mapping.group_id is None:
        raise CsvError(
            "Nothing says which group people belong to.",
            "Choose the column with the group, or one group for the whole file.",
        )
    reader = _RowReader(table, mapping, questions, groups)
    occurrences: Counter[str] = Counter()
    responses: list[NewResponse] = []
    refused: list[RefusedRow] = []
    already = 0
    for row in table.rows:
        found = reader.read(row)
        if isinstance(found, RefusedRow):
            refused.append(found)
            continue
        if found is None:
            continue
        content = _content(found)
        occurrences[content] += 1
        mark = fingerprint(content, occurrences[content])
        while other_people and mark in known:
            occurrences[content] += 1
            mark = fingerprint(content, occurrences[content])
        if mark in known:
            already += 1
        else:
            responses.append(NewResponse(found.group_id, found.scales, found.comments, mark))
    used = {mapping.group_column, *mapping.questions}
    return ImportPlan(
        tuple(responses),
        already,
        tuple(refused),
        reader.passed_over,
        {} if mapping.group_column is None else _left_unknown(table, mapping, groups),
        tuple(header for index, header in enumerate(table.headers) if index not in used),
        table.notices,
    )


def _guesses(table: CsvTable, proposal: Proposal, questions: Sequence[Question]) -> list[str]:
    """Return a sentence for each column that was taken by its place, since nobody looks at the proposal."""
    texts = {question.id: question.text for question in questions}
    return [
        f"Column “{table.headers[index]}” was taken by its place for “{texts[question_id]}”"
        for index, question_id in proposal.mapping.questions.items()
        if index in proposal.guessed
    ]


def _left_unknown(table: CsvTable, mapping: ColumnMap, groups: Sequence[Group]) -> dict[str, int]:
    assert mapping.group_column is not None
    texts = unknown_groups(table, mapping.group_column, groups)
    return {text: rows for text, rows in texts.items() if group_text(text) not in mapping.groups}


def fingerprint(content: str, occurrence: int) -> str:
    """Return the mark by which a second import of a row is told.

    It is made of what is stored of the response and of nothing else: with the time or the address in it,
    somebody who has the document could try them out and find who answered. The number of the occurrence
    within the file lets two people with equal answers both count.

    Args:
        content: Group, scales and comments in one text.
        occurrence: 1 for the first row of this content in the file, 2 for the second.
    """
    return hashlib.sha256(f"{occurrence}|{content}".encode()).hexdigest()


def _content(response: NewResponse) -> str:
    """Return what is stored of a response in one text; cleaned texts hold no control characters."""
    scales = "".join(f"{question}={point};" for question, point in sorted(response.scales.items()))
    comments = _SEPARATOR.join(f"{question}={text}" for question, text in sorted(response.comments.items()))
    return f"{response.group_id}{_SEPARATOR}{scales}{_SEPARATOR}{comments}"


class _RowReader:
    """Reads rows by a column map; what can be looked up once per column is.

    Args:
        table: The file.
        mapping: What its columns are for.
        questions: Questions of the round.
        groups: Groups of the workshop.
    """

    def __init__(
        self, table: CsvTable, mapping: ColumnMap, questions: Sequence[Question], groups: Sequence[Group]
    ) -> None:
        kinds = {question.id: question.kind for question in questions}
        self._headers = table.headers
        self._mapping = mapping
        self._scales = [
            (index, question_id, scale_points(table.column(index)))
            for index, question_id in mapping.questions.items()
            if kinds[question_id] is QuestionKind.SCALE
        ]
        self._texts = [
            (index, question_id)
            for index, question_id in mapping.questions.items()
            if kinds[question_id] is QuestionKind.OPEN
        ]
        known: dict[str, int | None] = {**group_names(groups), **mapping.groups}
        cells = set() if mapping.group_column is None else set(table.column(mapping.group_column))
        self._groups = {cell: known[text] for cell in cells if (text := group_text(cell)) in known}
        self.passed_over = 0

    def read(self, row: CsvRow) -> NewResponse | RefusedRow | None:
        """Return the response of a row, why there is none, or None when its group is left out."""
        if row.surplus:
            return RefusedRow(row.number, "", "it has more cells than the header.")
        group_id = self._group(row)
        if not isinstance(group_id, int):
            return group_id
        scales: dict[str, int] = {}
        for index, question_id, points in self._scales:
            cell = row.cells[index]
            if cell not in points:
                said = _shortened(cell)
                return RefusedRow(
                    row.number, self._headers[index], f"“{said}” is not one of the five answers."
                )
            point = points[cell]
            if point is not None:
                scales[question_id] = point
        comments: dict[str, str] = {}
        for index, question_id in self._texts:
            cell = row.cells[index]
            if cell and (text := unguarded(clean_text(cell).strip()).strip()):
                comments[question_id] = text
        if not scales and not comments:
            return RefusedRow(row.number, "", "nothing is answered in it.")
        return NewResponse(group_id, scales, comments)

    def _group(self, row: CsvRow) -> int | RefusedRow | None:
        column = self._mapping.group_column
        if column is None:
            return self._mapping.group_id
        cell = row.cells[column]
        if cell not in self._groups:
            said = _shortened(cell).rstrip("; ")
            reason = f"“{said}” is no group of this workshop." if said else "no group is named."
            return RefusedRow(row.number, self._headers[column], reason)
        found = self._groups[cell]
        if found is None:
            self.passed_over += 1
        return found


def _shortened(text: str) -> str:
    text = " ".join(clean_text(text).split())
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

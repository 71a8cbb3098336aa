"""From a file and a column map to the responses that will be stored, and an account of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import Group
from visionwork.domain.many import NOT_ANSWERED, AnswerSlice, fingerprint, mark_columns, marks_of
from visionwork.domain.rounds import NewResponse, Question, QuestionKind, Round, ticked_ids
from visionwork.feedback.answers import is_bare, is_somewhat, scale_points
from visionwork.feedback.comment_cells import CommentCells
from visionwork.feedback.csv_mapping import (
    ColumnMap,
    Proposal,
    group_names,
    group_text,
    propose,
    unknown_groups,
)
from visionwork.feedback.csv_reading import CsvError, CsvRow, CsvTable
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.not_asked import not_asked_sentence
from visionwork.feedback.personal import personal_values
from visionwork.feedback.tables import read_file
from visionwork.feedback.two_drafts import PreferencePoints, labelled

_MOST_NAMED = 6
_MOST_TEXTS = 10_000
_BEYOND = re.compile(r"0|[6-9]|10")
_LEAST_BEYOND = 2
_SHARE_BEYOND = 0.05


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
        unlisted: How many rows of a long file would be added beside `responses`.
        more_refused: How many rows are left out beside `refused`, which names the first ones.
    """

    responses: tuple[NewResponse, ...]
    already_here: int = 0
    refused: tuple[RefusedRow, ...] = ()
    passed_over: int = 0
    unknown_groups: Mapping[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    unlisted: int = 0
    more_refused: int = 0

    @property
    def new(self) -> int:
        """How many rows are added."""
        return len(self.responses) + self.unlisted

    @property
    def unfit(self) -> int:
        """How many rows are left out because something in them does not fit."""
        return len(self.refused) + self.more_refused

    @property
    def left_out(self) -> int:
        """How many rows are not imported for a reason of theirs."""
        return self.unfit + self.passed_over

    def summary(self) -> str:
        """Return one sentence saying what will happen."""
        parts = [f"{_counted(self.new, 'answer')} will be added"]
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
    known: Container[str] = frozenset(),
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
        proposal = propose(table, feedback_round.questions, groups, feedback_round.invited_ids)
        columns = proposal.mapping
        table = replace(table, notices=(*table.notices, *guesses(table, proposal, feedback_round.questions)))
    else:
        table = read_file(
            data, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=sheet or mapping.sheet
        )
        columns = mapping.resolve(table, feedback_round.questions, groups)
    return plan_import(
        table, columns, feedback_round.questions, groups, known, invited=feedback_round.invited_ids
    )


def plan_import(
    table: CsvTable,
    mapping: ColumnMap,
    questions: Sequence[Question],
    groups: Sequence[Group],
    known: Container[str] = frozenset(),
    *,
    invited: Sequence[int] = (),
    other_people: bool = False,
) -> ImportPlan:
    """Plan the import of a table.

    Args:
        table: The file, with one header row.
        mapping: What its columns are for.
        questions: Questions of the round.
        groups: Groups of the workshop.
        known: Fingerprints of the responses the round has already; a set, for speed.
        invited: Ids of the groups the round asks.
        other_people: Count rows equal to stored ones as answers of other people.

    Raises:
        CsvError: No column answers a question, or nothing tells the group.
    """
    require_map(table, mapping)
    reader = RowReader(table, mapping, questions, groups)
    packer = AnswerPacker(questions)
    occurrences: Counter[int] = Counter()
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
        content = packer.mark(found)
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
    not_asked = not_asked_sentence({response.group_id for response in responses}, invited, groups)
    return ImportPlan(
        tuple(responses),
        already,
        tuple(refused),
        reader.passed_over,
        {} if mapping.group_column is None else _left_unknown(table, mapping, groups),
        tuple(header for index, header in enumerate(table.headers) if index not in used),
        (*table.notices, *filter(None, [reader.cells.sentence(), not_asked])),
    )


def require_map(table: CsvTable, mapping: ColumnMap) -> None:
    """Refuse a column map by which nothing can be imported, or by which somebody could be told.

    Raises:
        CsvError: No column answers a question, nothing tells the group, or a column tells who answered.
    """
    for index in mapping.questions:
        if (personal := personal_values(table.column(index))) is not None:
            raise CsvError(
                f"“{table.headers[index]}” tells who answered or when ({personal.value}).",
                "It is never stored. Choose another column, or leave it out.",
            )
    if not mapping.questions:
        raise CsvError(
            "No column answers a question of this round.",
            "Say which one does. If the names of the columns are further down in the file, delete what stands"
            " above them.",
        )
    if mapping.group_column is None and mapping.group_id is None:
        if not table.rows:
            raise CsvError("There is no answer below the header.", "Export the answers again, with all rows.")
        raise CsvError(
            "Nothing says which group people belong to.",
            "Choose the column with the group, or one group for the whole file.",
        )


def guesses(table: CsvTable, proposal: Proposal, questions: Sequence[Question]) -> list[str]:
    """Return a sentence for each column that was taken by its place, since nobody looks at the proposal."""
    texts = {question.id: question.text for question in labelled(questions)}
    return [
        f"Column “{table.headers[index]}” was taken by its place for “{texts[question_id]}”"
        for index, question_id in proposal.mapping.questions.items()
        if index in proposal.guessed
    ]


def _left_unknown(table: CsvTable, mapping: ColumnMap, groups: Sequence[Group]) -> dict[str, int]:
    assert mapping.group_column is not None
    texts = unknown_groups(table, mapping.group_column, groups)
    return {text: rows for text, rows in texts.items() if group_text(text) not in mapping.groups}


class AnswerPacker:
    """Packs answers as they are stored, many at once.

    Args:
        questions: Questions of the round.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self._ticked = ticked_ids(questions)
        self._open = [question.id for question in questions if not question.ticked]

    def pack(self, responses: Sequence[NewResponse]) -> AnswerSlice:
        """Return answers of single people side by side."""
        return AnswerSlice(
            [response.group_id for response in responses],
            ["".join(str(r.scales.get(code, NOT_ANSWERED)) for code in self._ticked) for r in responses],
            {code: [response.comments.get(code, "") for response in responses] for code in self._open},
        )

    def mark(self, response: NewResponse) -> int:
        """Return the mark of an answer."""
        return marks_of(mark_columns(self.pack([response]), self._open)[0])[0]


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
        self, table: CsvTable, mapping: ColumnMap, questions: Sequence[Question], groups: Sequence[Group]
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

    def read(self, row: CsvRow) -> NewResponse | RefusedRow | None:
        """Return the response of a row, why there is none, or None when its group is left out."""
        if row.surplus:
            return RefusedRow(row.number, "", "it has more cells than the header.")
        group_id = self._group(row)
        if not isinstance(group_id, int):
            return group_id
        scales: dict[str, int] = {}
        for index, (question_id, points) in self.points.items():
            cell = row.cells[index]
            try:
                point = points[cell]
            except KeyError:
                one_of = "the answers" if isinstance(points, PreferencePoints) else "the five answers"
                said = f"“{_shortened(cell)}” is not one of {one_of}."
                return RefusedRow(row.number, self._headers[index], said)
            if point != NOT_ANSWERED:
                scales[question_id] = int(point)
        comments: dict[str, str] = {}
        for index, question_id in self.texts.items():
            cell = row.cells[index]
            if cell and (text := self.cells.one(cell)):
                comments[question_id] = text
        if not scales and not comments:
            return RefusedRow(row.number, "", "nothing is answered in it.")
        return NewResponse(group_id, scales, comments)

    def _group(self, row: CsvRow) -> int | RefusedRow | None:
        column = self._mapping.group_column
        if column is None:
            return self._mapping.group_id
        cell = row.cells[column]
        try:
            found = self.groups[cell]
        except KeyError:
            said = _shortened(cell).rstrip("; ")
            reason = f"“{said}” is no group of this workshop." if said else "no group is named."
            return RefusedRow(row.number, self._headers[column], reason)
        if found is None:
            self.passed_over += 1
        return found


def _require_five_points(header: str, counts: Mapping[str, int]) -> None:
    """Refuse a column of numbers from another scale: its 4 is not ours.

    One such number may be a slip; the row is refused by itself then.

    Raises:
        CsvError: Several answers are 0, or 6 to 10.
    """
    beyond = {text: rows for text, rows in counts.items() if _BEYOND.fullmatch(text.strip())}
    rows = sum(beyond.values())
    if rows >= _LEAST_BEYOND and rows >= sum(counts.values()) * _SHARE_BEYOND:
        raise CsvError(
            f"“{header}” has answers of another scale, such as “{min(beyond).strip()}”.",
            "Answers from 1 to 5 can be imported.",
        )


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
            CsvError: With it the column has answers of a scale with more than five points.
        """
        point = _packed_points(scale_points([text, *self._bare])).get(text)
        if point is None:
            raise KeyError(text)
        if is_bare(text):
            if self._somewhat:
                raise CsvError(
                    f"“{self._header}” has answers of more than five points, such as “Somewhat agree” beside"
                    f" “{_shortened(text)}”.",
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


def _packed_points(points: Mapping[str, int | None]) -> dict[str, str]:
    return {text: NOT_ANSWERED if point is None else str(point) for text, point in points.items()}


def _shortened(text: str) -> str:
    text = " ".join(clean_text(text).split())
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""What an import of a file will do, worked out before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visionwork.domain.counting import counted
from visionwork.domain.groups import Group
from visionwork.domain.many import NOT_ANSWERED, AnswerSlice, fingerprint, mark_columns, marks_of
from visionwork.domain.rounds import NewResponse, Question, Round, ticked_ids
from visionwork.feedback.answer_rows import RefusedRow, RowReader
from visionwork.feedback.answer_table import AnswerTable, TableError
from visionwork.feedback.column_map import ColumnMap, Proposal, group_text, propose, unknown_groups
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.not_asked import not_asked_sentence
from visionwork.feedback.personal import personal_values
from visionwork.feedback.repeated_rows import RepeatedRows
from visionwork.feedback.tables import read_file
from visionwork.feedback.two_drafts import labelled

_MOST_NAMED = 6


class NoColumnError(TableError):
    """No column is known that answers a question or tells the group; a map of the columns would name it."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do; nothing of it has happened yet.

    Attributes:
        responses: Responses that are new.
        already_here: How many rows were imported before, or stand in the file twice.
        refused: Rows that are left out because something in them does not fit.
        passed_over: How many rows are left out because their group was chosen to be.
        unknown_groups: Texts of the group column that are no group, as written, with their row counts.
        dropped: Names of the columns nothing is stored of.
        notices: What was put right while reading.
        unlisted: How many rows of a long file would be added beside `responses`.
        more_refused: How many rows are left out beside `refused`, which names the first ones.
        blank: How many of the rows that are left out hold no answer.
        repeated: How many rows stand in the file twice, the time they were sent among them.
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
    blank: int = 0
    repeated: int = 0

    @property
    def new(self) -> int:
        """How many rows are added."""
        return len(self.responses) + self.unlisted

    @property
    def unfit(self) -> int:
        """How many rows are left out because something in them does not fit."""
        return len(self.refused) + self.more_refused

    @property
    def lost(self) -> int:
        """How many rows hold answers that would not come in, because something in them does not fit."""
        return self.unfit - self.blank

    @property
    def left_out(self) -> int:
        """How many rows are not imported for a reason of theirs."""
        return self.unfit + self.passed_over

    def summary(self) -> str:
        """Return one sentence saying what will happen."""
        parts = [f"{counted(self.new, 'answer', 'answers')} will be added"]
        if before := self.already_here - self.repeated:
            parts.append(f"{counted(before, 'row', 'rows')} already here")
        if self.repeated:
            parts.append(f"{counted(self.repeated, 'row', 'rows')} twice in the file")
        if self.left_out:
            parts.append(f"{counted(self.left_out, 'row', 'rows')} left out")
        if self.dropped:
            named = ", ".join(self.dropped[:_MOST_NAMED])
            more = len(self.dropped) - _MOST_NAMED
            named += f" and {more} more" if more > 0 else ""
            parts.append(f"{counted(len(self.dropped), 'column', 'columns')} dropped: {named}")
        return ", ".join(parts) + "."


def plan_file(
    data: bytes,
    feedback_round: Round,
    groups: Sequence[Group],
    known: Container[str] = frozenset(),
    mapping: MappingFile | None = None,
    sheet: str | None = None,
    *,
    other_people: bool = False,
) -> ImportPlan:
    """Read a CSV file or a workbook and plan its import into a round.

    Args:
        data: The whole file.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        known: Fingerprints of the responses the round has already.
        mapping: What the columns are for; None takes the proposal.
        sheet: Sheet of a workbook; None takes the one of the map, or the first.
        other_people: Count rows equal to stored ones, or to one above, as answers of other people.

    Raises:
        TableError: The file cannot be read, the map does not fit it, or no column answers a question.
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
        table,
        columns,
        feedback_round.questions,
        groups,
        known,
        invited=feedback_round.invited_ids,
        other_people=other_people,
    )


def plan_import(
    table: AnswerTable,
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
        other_people: Count rows equal to stored ones, or to one above, as answers of other people.

    Raises:
        TableError: No column answers a question, or nothing tells the group.
    """
    require_map(table, mapping)
    reader = RowReader(table, mapping, questions, groups)
    packer = AnswerPacker(questions)
    occurrences: Counter[int] = Counter()
    responses: list[NewResponse] = []
    refused: list[RefusedRow] = []
    already = 0
    repeated = RepeatedRows(table)
    for row in table.rows:
        if not other_people and repeated.again(row.number, (*row.cells, *row.surplus)):
            continue
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
        already + repeated.count,
        tuple(refused),
        reader.passed_over,
        {} if mapping.group_column is None else _left_unknown(table, mapping, groups),
        tuple(header for index, header in enumerate(table.headers) if index not in used),
        (*table.notices, *repeated.sentences(), *filter(None, [reader.cells.sentence(), not_asked])),
        blank=sum(row.blank for row in refused),
        repeated=repeated.count,
    )


def require_map(table: AnswerTable, mapping: ColumnMap) -> None:
    """Refuse a column map by which nothing can be imported, or by which somebody could be told.

    Raises:
        NoColumnError: No column answers a question, or nothing tells the group.
        TableError: A column tells who answered, or there is no row.
    """
    for index in mapping.questions:
        if (personal := personal_values(table.column(index))) is not None:
            raise TableError(
                f"“{table.headers[index]}” tells who answered or when ({personal.value}).",
                "It is never stored. Choose another column, or leave it out.",
            )
    if not mapping.questions:
        raise NoColumnError(
            "No column answers a question of this round.",
            "Say which one does. If the names of the columns are further down in the file, delete what stands"
            " above them.",
        )
    if mapping.group_column is None and mapping.group_id is None:
        if not table.rows:
            raise TableError(
                "There is no answer below the header.", "Export the answers again, with all rows."
            )
        raise NoColumnError(
            "Nothing says which group people belong to.",
            "Choose the column with the group, or one group for the whole file.",
        )


def guesses(table: AnswerTable, proposal: Proposal, questions: Sequence[Question]) -> list[str]:
    """Return a sentence for each column that was taken by its place, since nobody looks at the proposal."""
    texts = {question.id: question.text for question in labelled(questions)}
    return [
        f"Column “{table.headers[index]}” was taken by its place for “{texts[question_id]}”"
        for index, question_id in proposal.mapping.questions.items()
        if index in proposal.guessed
    ]


def _left_unknown(table: AnswerTable, mapping: ColumnMap, groups: Sequence[Group]) -> dict[str, int]:
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

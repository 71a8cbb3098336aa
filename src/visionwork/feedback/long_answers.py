"""The answers of a long file, a few hundred people at a time.

A few hundred rows are turned into columns and looked up column by column, which takes a third of the time
of looking at each row. Where anything in them is out of the ordinary, they are read row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from visionwork.domain.groups import Group
from visionwork.domain.many import Added, AnswerSlice
from visionwork.domain.rounds import NewResponse, Round
from visionwork.feedback.answer_columns import AnswerColumns
from visionwork.feedback.answer_rows import RefusedRow, RowReader
from visionwork.feedback.answer_table import early_rows_notice
from visionwork.feedback.column_map import ColumnMap, group_text, propose
from visionwork.feedback.import_plan import AnswerPacker, ImportPlan, guesses, require_map
from visionwork.feedback.long_files import LongFile, Watch
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.not_asked import not_asked_sentence
from visionwork.feedback.repeated_rows import RepeatedRows

_MOST_NAMED = 1_000
_REMEMBERED = 1_000
"""How far above it a row is looked for that is the same: memory does not grow with the file."""


def open_answers(
    path: Path,
    feedback_round: Round,
    groups: Sequence[Group],
    mapping: MappingFile | None = None,
    *,
    other_people: bool = False,
) -> LongAnswers:
    """Return the answers of a long file, by a map of its columns or by the proposal.

    Args:
        path: The file.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        mapping: What the columns are for; None takes the proposal.
        other_people: Count rows equal to one above as answers of other people.

    Raises:
        TableError: The file cannot be read, the map does not fit it, or no column answers a question.
    """
    if mapping is not None:
        file = LongFile(path, encoding=mapping.encoding, delimiter=mapping.delimiter)
        columns = mapping.resolve(file.head, feedback_round.questions, groups)
        return LongAnswers(file, columns, feedback_round, groups, other_people=other_people)
    file = LongFile(path)
    proposal = propose(file.head, feedback_round.questions, groups, feedback_round.invited_ids)
    told = guesses(file.head, proposal, feedback_round.questions)
    file.head = replace(file.head, notices=(*file.head.notices, *told))
    return LongAnswers(file, proposal.mapping, feedback_round, groups, other_people=other_people)


class LongAnswers:
    """The answers of a long file; going through them reads the file, as often as it is wished.

    Args:
        file: The file.
        mapping: What its columns are for.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        watch: Gets the share that was read.
        other_people: Count rows equal to one above as answers of other people.

    Raises:
        TableError: No column answers a question, nothing tells the group, or a column tells who answered.
    """

    def __init__(
        self,
        file: LongFile,
        mapping: ColumnMap,
        feedback_round: Round,
        groups: Sequence[Group],
        watch: Watch | None = None,
        *,
        other_people: bool = False,
    ) -> None:
        require_map(file.head, mapping)
        self._file = file
        self._mapping = mapping
        self._round = feedback_round
        self._groups = groups
        self._watch = watch
        self._other_people = other_people
        self._forget()

    def __iter__(self) -> Iterator[AnswerSlice]:
        self._forget()
        reader = RowReader(self._file.head, self._mapping, self._round.questions, self._groups)
        packer = AnswerPacker(self._round.questions)
        columns = AnswerColumns(reader, self._mapping, self._round.questions, self._file.width)
        as_it_stands = self._file.shape.sources is None
        for first, rows in self._file.chunks(self._watch):
            self._leave_repeated(first, rows)
            part = columns.read(rows) if as_it_stands else None
            if part is None:
                part = packer.pack(list(self._single(reader, first, rows)))
            if part.groups:
                self._answering.update(part.groups)
                yield part
        self._passed_over, self._replaced = reader.passed_over, reader.cells.sentence()

    def plan(self, added: Added) -> ImportPlan:
        """Return what an import does, after going through the answers.

        Args:
            added: What became of them, or would.
        """
        used = {self._mapping.group_column, *self._mapping.questions}
        head = self._file.head
        not_asked = not_asked_sentence(self._answering, self._round.invited_ids, self._groups)
        return ImportPlan(
            (),
            added.already + self._repeated.count,
            tuple(self._refused),
            self._passed_over,
            dict(self._unknown),
            tuple(header for index, header in enumerate(head.headers) if index not in used),
            (
                *head.notices,
                *self._repeated.sentences(),
                *([early_rows_notice(self._short)] if self._short else []),
                *filter(None, [self._replaced, not_asked if added.new else ""]),
            ),
            added.new,
            self._more_refused,
            self._blank,
            self._repeated.count,
        )

    def _leave_repeated(self, first: int, rows: list[list[str]]) -> None:
        """Empty the rows that were there before; empty rows are passed over."""
        if self._repeated.timed and not self._other_people:
            for place, cells in enumerate(rows):
                if any(cells) and self._repeated.again(first + place, cells):
                    rows[place] = []

    def _forget(self) -> None:
        self._repeated = RepeatedRows(self._file.head, _REMEMBERED)
        self._refused: list[RefusedRow] = []
        self._more_refused = 0
        self._blank = 0
        self._passed_over = 0
        self._short = 0
        self._replaced = ""
        self._answering: set[int] = set()
        self._unknown: Counter[str] = Counter()

    def _single(self, reader: RowReader, first: int, rows: list[list[str]]) -> Iterator[NewResponse]:
        column = self._mapping.group_column
        for number, cells in enumerate(rows, first):
            row = self._file.fitted(number, cells)
            if row is None:
                continue
            self._short += len(cells) < self._file.width
            found = reader.read(row)
            if isinstance(found, NewResponse):
                yield found
            elif found is not None:
                self._refuse(found)
                if column is not None and found.column == self._file.head.headers[column]:
                    self._note_unknown(" ".join(row.cells[column].split()).rstrip("; "))

    def _refuse(self, row: RefusedRow) -> None:
        self._blank += row.blank
        if len(self._refused) < _MOST_NAMED:
            self._refused.append(row)
        else:
            self._more_refused += 1

    def _note_unknown(self, text: str) -> None:
        if group_text(text) and (text in self._unknown or len(self._unknown) < _MOST_NAMED):
            self._unknown[text] += 1

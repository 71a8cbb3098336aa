"""Long files of answers, read a few hundred rows at a time, so that a million take the memory of a thousand.

A few hundred rows are turned into columns and looked up column by column, which takes a third of the time
of looking at each row. Where anything in them is out of the ordinary, they are read row by row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from visionwork.domain.groups import Group
from visionwork.domain.many import Added, AnswerSlice
from visionwork.domain.rounds import NewResponse, Round
from visionwork.feedback.answer_columns import AnswerColumns
from visionwork.feedback.csv_import import (
    AnswerPacker,
    ImportPlan,
    RefusedRow,
    RowReader,
    guesses,
    require_map,
)
from visionwork.feedback.csv_mapping import ColumnMap, group_text, propose
from visionwork.feedback.csv_reading import (
    FIELD_LIMIT,
    CsvError,
    CsvRow,
    CsvTable,
    best_delimiter,
    byte_order,
    open_quote_line,
    recognised,
    refuse_other_kinds,
    table_of,
    without_hint,
)
from visionwork.feedback.csv_shapes import plain_table, shape_of
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.not_asked import not_asked_sentence
from visionwork.feedback.row_blocks import RowBlocks
from visionwork.feedback.xlsx_reading import SIGNATURE

LONG = 2_000_000
"""Bytes from which on a text file is read a piece at a time."""

_HEAD_ROWS = 600
_START = 1 << 20
_SAMPLE = 200_000
_MOST_NAMED = 1_000
_LINES_OF_A_CELL = 5_000

Watch = Callable[[float], None]
"""Gets which share of a file was read; may raise to end it."""


def is_long(path: Path) -> bool:
    """Return whether a file of answers is to be read a piece at a time; workbooks never are."""
    if path.stat().st_size < LONG:
        return False
    with path.open("rb") as file:
        return not file.read(len(SIGNATURE)).startswith(SIGNATURE)


def open_answers(
    path: Path, feedback_round: Round, groups: Sequence[Group], mapping: MappingFile | None = None
) -> LongAnswers:
    """Return the answers of a long file, by a map of its columns or by the proposal.

    Args:
        path: The file.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        mapping: What the columns are for; None takes the proposal.

    Raises:
        CsvError: The file cannot be read, the map does not fit it, or no column answers a question.
    """
    if mapping is not None:
        file = LongFile(path, encoding=mapping.encoding, delimiter=mapping.delimiter)
        columns = mapping.resolve(file.head, feedback_round.questions, groups)
        return LongAnswers(file, columns, feedback_round, groups)
    file = LongFile(path)
    proposal = propose(file.head, feedback_round.questions, groups, feedback_round.invited_ids)
    told = guesses(file.head, proposal, feedback_round.questions)
    file.head = replace(file.head, notices=(*file.head.notices, *told))
    return LongAnswers(file, proposal.mapping, feedback_round, groups)


class LongFile:
    """A text file of answers that is not held in memory.

    Args:
        path: The file.
        encoding: As `csv_reading.read_table`.
        delimiter: As `csv_reading.read_table`.

    Attributes:
        head: Its first rows, as a table with one header row.
        path: The file.

    Raises:
        CsvError: It is empty, is no text, or its quotation marks do not fit together.
        OSError: It cannot be read.
    """

    def __init__(self, path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> None:
        self.path = path
        with path.open("rb") as file:
            start = file.read(_START)
            refuse_other_kinds(start)
            self._encoding = encoding or recognised(start[: -4 or None])
            self._has_nul = False
            if self._encoding != "utf-16":
                file.seek(0)
                is_utf_8, self._has_nul = _surveyed(file)
                if encoding is None:
                    self._encoding = "utf-8" if is_utf_8 else "cp1252"
        self._codec = byte_order(start) if self._encoding == "utf-16" else self._encoding
        if self._codec == "utf-8":
            self._codec = "utf-8-sig"
        self._first_line = 0
        with self._text() as text:
            sample, hinted = without_hint(text.read(_SAMPLE).replace("\x00", ""))
            self._first_line = int(hinted is not None)
        if not sample.strip():
            raise CsvError("This file is empty.", "Export the answers again, with all columns.")
        self._delimiter = delimiter or hinted or best_delimiter(sample)
        raw = table_of(self._numbered(_HEAD_ROWS))
        self.width = len(raw.headers)
        self.shape = shape_of(raw)
        notices = ("Empty characters (NUL) were left out.",) if self._has_nul else ()
        self.head: CsvTable = plain_table(
            replace(raw, encoding=self._encoding, delimiter=self._delimiter, notices=notices)
        )

    def chunks(self, watch: Watch | None = None) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield the rows below the header, some at a time, with the number of the first of them.

        Raises:
            CsvError: Letters cannot be read, or quotation marks do not fit together.
        """
        size = max(1, self.path.stat().st_size)
        with self.path.open("rb") as file, self._text(file) as text:
            number, skipped = 0, self.shape.skipped
            try:
                for rows in RowBlocks(text, self._delimiter, without_nul=self._has_nul):
                    first, number = number + 1, number + len(rows)
                    above = max(0, self.head.header_row - first + 1)
                    rows, first = rows[above:], first + above
                    while skipped and rows:  # further header rows, which are not blank
                        if "".join(rows[0]).strip():
                            skipped -= 1
                        del rows[0]
                        first += 1
                    if rows:
                        yield first, rows
                    if watch is not None:
                        watch(file.tell() / size)
            except csv.Error as error:
                raise self._problem() from error
            except UnicodeDecodeError as error:
                raise CsvError(
                    "The letters of this file cannot be read.", "Save it as CSV UTF-8, then choose it again."
                ) from error

    def fitted(self, number: int, cells: list[str]) -> CsvRow | None:
        """Return a row of the file as a row of the table, or None when it is blank."""
        if not "".join(cells).strip():
            return None
        surplus = tuple(cell for cell in cells[self.width :] if cell.strip())
        cells = [*cells[: self.width], *[""] * (self.width - len(cells))]
        return CsvRow(number, self.shape.cells(cells), surplus)

    def _text(self, file: BinaryIO | None = None) -> io.TextIOWrapper:
        text = io.TextIOWrapper(file or self.path.open("rb"), self._codec, newline="")
        for _ in range(self._first_line):
            text.readline()
        return text

    def _reader(self, text: io.TextIOWrapper) -> Iterator[list[str]]:
        lines = (line.replace("\x00", "") for line in text) if self._has_nul else text
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _numbered(self, most: int) -> Iterator[tuple[int, list[str]]]:
        with self._text() as text:
            try:
                yield from enumerate(islice(self._reader(text), most), 1)
            except csv.Error as error:
                raise self._problem() from error

    def _problem(self) -> CsvError:
        """Return what is wrong with the file, and where: it is read once more, row by row."""
        with self._text() as text:
            reader = csv.reader(
                (line.replace("\x00", "") for line in text), delimiter=self._delimiter, strict=True
            )
            number = line = 0
            try:
                for number, _ in enumerate(reader, 1):  # noqa: B007
                    line = reader.line_num
            except csv.Error as error:
                if "limit" in str(error):
                    return CsvError(
                        f"Row {number + 1} holds a text of more than {FIELD_LIMIT:,} characters.",
                        "Shorten it in the file, or look for a quotation mark that is not closed.",
                    )
        with self._text() as text:
            rest = "".join(islice(text, line, line + _LINES_OF_A_CELL))
        opened = line + open_quote_line(rest, 1, self._delimiter) + self._first_line
        return CsvError(
            f"Line {opened}: a quotation mark is opened and not closed.",
            "Close it in the file, or export the answers again.",
        )


class LongAnswers:
    """The answers of a long file; going through them reads the file, as often as it is wished.

    Args:
        file: The file.
        mapping: What its columns are for.
        feedback_round: Round the answers belong to.
        groups: Groups of the workshop.
        watch: Gets the share that was read.

    Raises:
        CsvError: No column answers a question, nothing tells the group, or a column tells who answered.
    """

    def __init__(
        self,
        file: LongFile,
        mapping: ColumnMap,
        feedback_round: Round,
        groups: Sequence[Group],
        watch: Watch | None = None,
    ) -> None:
        require_map(file.head, mapping)
        self._file = file
        self._mapping = mapping
        self._round = feedback_round
        self._groups = groups
        self._watch = watch
        self._forget()

    def __iter__(self) -> Iterator[AnswerSlice]:
        self._forget()
        reader = RowReader(self._file.head, self._mapping, self._round.questions, self._groups)
        packer = AnswerPacker(self._round.questions)
        columns = AnswerColumns(reader, self._mapping, self._round.questions, self._file.width)
        as_it_stands = self._file.shape.sources is None
        for first, rows in self._file.chunks(self._watch):
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
        short = (
            f"{self._short:,} {'row ends' if self._short == 1 else 'rows end'} early; what is missing counts"
        )
        not_asked = not_asked_sentence(self._answering, self._round.invited_ids, self._groups)
        return ImportPlan(
            (),
            added.already,
            tuple(self._refused),
            self._passed_over,
            dict(self._unknown),
            tuple(header for index, header in enumerate(head.headers) if index not in used),
            (
                *head.notices,
                *([f"{short} as not answered."] if self._short else []),
                *filter(None, [self._replaced, not_asked if added.new else ""]),
            ),
            added.new,
            self._more_refused,
        )

    def _forget(self) -> None:
        self._refused: list[RefusedRow] = []
        self._more_refused = 0
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
        if len(self._refused) < _MOST_NAMED:
            self._refused.append(row)
        else:
            self._more_refused += 1

    def _note_unknown(self, text: str) -> None:
        if group_text(text) and (text in self._unknown or len(self._unknown) < _MOST_NAMED):
            self._unknown[text] += 1


def _surveyed(file: BinaryIO) -> tuple[bool, bool]:
    """Return whether the bytes of a file are UTF-8, and whether there is a NUL among them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, has_nul = True, False
    while piece := file.read(_START):
        has_nul = has_nul or b"\0" in piece
        if is_utf_8 and not (piece.isascii() and not decoder.getstate()[0]):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf_8 = False
    return is_utf_8, has_nul

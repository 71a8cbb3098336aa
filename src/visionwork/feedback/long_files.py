"""Long files of answers, read a few hundred rows at a time, so that a million take the memory of a thousand.

A few hundred rows are turned into columns and looked up column by column, which takes a third of the time
of looking at each row. Where anything in them is out of the ordinary, they are read row by row.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, repeat
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from visionwork.domain.groups import Group
from visionwork.domain.many import NOT_ANSWERED, Added, AnswerSlice
from visionwork.domain.rounds import NewResponse, Question, QuestionKind, Round, ticked_ids
from visionwork.feedback.csv_import import (
    AnswerPacker,
    ImportPlan,
    RefusedRow,
    RowReader,
    cleaned_comment,
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
from visionwork.feedback.xlsx_reading import SIGNATURE

LONG = 2_000_000
"""Bytes from which on a text file is read a piece at a time."""

_HEAD_ROWS = 600
_START = 1 << 20
_SAMPLE = 200_000
_ROWS = 256
_MOST_NAMED = 1_000
_LINES_OF_A_CELL = 5_000

DIGITS = "12345"

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
        return LongAnswers(file, columns, feedback_round.questions, groups)
    file = LongFile(path)
    invited = [group.group_id for group in feedback_round.groups]
    proposal = propose(file.head, feedback_round.questions, groups, invited)
    told = guesses(file.head, proposal, feedback_round.questions)
    file.head = replace(file.head, notices=(*file.head.notices, *told))
    return LongAnswers(file, proposal.mapping, feedback_round.questions, groups)


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
            reader = self._reader(text)
            number = 1
            try:
                for cells in reader:
                    number += 1
                    if any(cells):
                        break
                skipped = self.shape.skipped
                while rows := list(islice(reader, _ROWS)):
                    first, number = number, number + len(rows)
                    while skipped and rows:  # further header rows, which are not blank either
                        if "".join(rows[0]).strip():
                            skipped -= 1
                        del rows[0]
                        first += 1
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
        questions: Questions of the round.
        groups: Groups of the workshop.
        watch: Gets the share that was read.

    Raises:
        CsvError: No column answers a question, nothing tells the group, or a column tells who answered.
    """

    def __init__(
        self,
        file: LongFile,
        mapping: ColumnMap,
        questions: Sequence[Question],
        groups: Sequence[Group],
        watch: Watch | None = None,
    ) -> None:
        require_map(file.head, mapping)
        self._file = file
        self._mapping = mapping
        self._questions = questions
        self._groups = groups
        self._watch = watch
        self._forget()

    def __iter__(self) -> Iterator[AnswerSlice]:
        self._forget()
        reader = RowReader(self._file.head, self._mapping, self._questions, self._groups)
        packer = AnswerPacker(self._questions)
        columns = _Columns(reader, self._mapping, self._questions, self._file)
        for first, rows in self._file.chunks(self._watch):
            part = columns.read(rows)
            if part is None:
                part = packer.pack(list(self._single(reader, first, rows)))
            if part.groups:
                yield part
        self._passed_over = reader.passed_over

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
        return ImportPlan(
            (),
            added.already,
            tuple(self._refused),
            self._passed_over,
            dict(self._unknown),
            tuple(header for index, header in enumerate(head.headers) if index not in used),
            (*head.notices, *([f"{short} as not answered."] if self._short else [])),
            added.new,
            self._more_refused,
        )

    def _forget(self) -> None:
        self._refused: list[RefusedRow] = []
        self._more_refused = 0
        self._passed_over = 0
        self._short = 0
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


class _Columns:
    """Reads rows column by column.

    Args:
        reader: Knows what texts stand for.
        mapping: What the columns are for.
        questions: Questions of the round.
        file: The file.
    """

    def __init__(
        self, reader: RowReader, mapping: ColumnMap, questions: Sequence[Question], file: LongFile
    ) -> None:
        self._width = file.width
        self._usable = file.shape.sources is None
        self._group_column = mapping.group_column
        self._group_id = mapping.group_id
        self._group_of = reader.groups.__getitem__
        by_code = {code: (index, points.__getitem__) for index, (code, points) in reader.points.items()}
        self._scales = [by_code.get(code) for code in ticked_ids(questions)]
        self._blank = NOT_ANSWERED * len(self._scales)
        on_scale = all(question.kind is not QuestionKind.PREFERENCE for question in questions)
        self._side_by_side = _slice_of([one and one[0] for one in self._scales]) if on_scale else None
        self._texts = [(index, code) for index, code in reader.texts.items()]

    def read(self, rows: list[list[str]]) -> AnswerSlice | None:
        """Return the answers in rows, or None when one of them is out of the ordinary."""
        if not self._usable or set(map(len, rows)) != {self._width}:
            return None
        try:
            groups = self._groups(rows)
            scales = self._digits(rows) or self._points(rows)
        except KeyError:
            return None
        comments = {code: _cleaned([row[index] for row in rows]) for index, code in self._texts}
        if None in groups or (self._blank in scales and self._silent(scales, comments)):
            return None
        return AnswerSlice(groups, scales, comments)  # type: ignore[arg-type]

    def _groups(self, rows: list[list[str]]) -> Sequence[int | None]:
        column = self._group_column
        if column is None:
            return [self._group_id] * len(rows)
        return list(map(self._group_of, [row[column] for row in rows]))

    def _digits(self, rows: list[list[str]]) -> list[str] | None:
        """Return the points where they are single digits side by side, as most tools write them."""
        if self._side_by_side is None:
            return None
        width = len(self._scales)
        together = ",".join(map(",".join, map(self._side_by_side, rows)))
        points = together[::2]
        if len(together) != 2 * width * len(rows) - 1 or together[1::2].strip(",") or points.strip(DIGITS):
            return None
        return [points[place : place + width] for place in range(0, len(points), width)]

    def _points(self, rows: list[list[str]]) -> list[str]:
        if not self._scales:
            return [""] * len(rows)
        found = (
            repeat(NOT_ANSWERED, len(rows)) if one is None else map(one[1], [row[one[0]] for row in rows])
            for one in self._scales
        )
        return list(map("".join, zip(*found, strict=True)))

    def _silent(self, scales: Sequence[str], comments: dict[str, list[str]]) -> bool:
        """Return whether somebody answered nothing."""
        written = zip(*comments.values(), strict=True) if comments else repeat(())
        return any(
            points == self._blank and not any(texts) for points, texts in zip(scales, written, strict=False)
        )


def _slice_of(columns: Sequence[int | None]) -> Callable[[list[str]], list[str]] | None:
    """Return what takes columns that stand side by side out of a row, or None when they do not."""
    first = columns[0] if columns else None
    if first is None or list(columns) != list(range(first, first + len(columns))):
        return None
    return itemgetter(slice(first, first + len(columns)))


def _cleaned(column: Sequence[str]) -> list[str]:
    """Return the cells of an open question as they are stored; mostly one look at all of them is enough."""
    together = "".join(column)
    texts = list(map(str.strip, column))
    if not together.isprintable() or not unicodedata.is_normalized("NFC", together):
        return [cleaned_comment(cell) if cell else "" for cell in column]
    if "'" in together and any(text[:1] == "'" for text in texts):
        return [cleaned_comment(cell) if cell else "" for cell in column]
    return texts


def _surveyed(file: BinaryIO) -> tuple[bool, bool]:
    """Return whether the bytes of a file are UTF-8, and whether there is a NUL among them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, has_nul = True, False
    while piece := file.read(_START):
        has_nul = has_nul or b"\0" in piece
        if is_utf_8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf_8 = False
    return is_utf_8, has_nul

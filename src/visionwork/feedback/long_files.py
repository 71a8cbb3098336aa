"""Long text files, read a few hundred rows at a time: a million rows take the memory of a thousand."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from visionwork.feedback.answer_table import AnswerTable, TableError, TableRow, table_of
from visionwork.feedback.csv_reading import (
    best_delimiter,
    empty_file,
    open_quote_line,
    record_problem,
    without_hint,
)
from visionwork.feedback.header_rows import plain_table, shape_of
from visionwork.feedback.row_blocks import RowBlocks
from visionwork.feedback.text_encoding import byte_order, recognised, refuse_other_kinds, unreadable_letters
from visionwork.feedback.xlsx_reading import SIGNATURE

LONG = 2_000_000
"""Bytes from which on a text file is read a piece at a time."""

_HEAD_ROWS = 600

_START = 1 << 20

_SAMPLE = 200_000

_LINES_OF_A_CELL = 5_000

Watch = Callable[[float], None]
"""Gets which share of a file was read; may raise to end it."""


def is_long(path: Path) -> bool:
    """Return whether a file of answers is to be read a piece at a time; workbooks never are."""
    if path.stat().st_size < LONG:
        return False
    with path.open("rb") as file:
        return not file.read(len(SIGNATURE)).startswith(SIGNATURE)


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
        TableError: It is empty, is no text, or its quotation marks do not fit together.
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
            raise empty_file()
        self._delimiter = delimiter or hinted or best_delimiter(sample)
        raw = table_of(self._numbered(_HEAD_ROWS))
        self.width = len(raw.headers)
        self.shape = shape_of(raw)
        notices = ("Empty characters (NUL) were left out.",) if self._has_nul else ()
        self.head: AnswerTable = plain_table(
            replace(raw, encoding=self._encoding, delimiter=self._delimiter, notices=notices)
        )

    def chunks(self, watch: Watch | None = None) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield the rows below the header, some at a time, with the number of the first of them.

        Raises:
            TableError: Letters cannot be read, or quotation marks do not fit together.
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
                raise self._problem(error) from error
            except UnicodeDecodeError as error:
                raise unreadable_letters() from error

    def fitted(self, number: int, cells: list[str]) -> TableRow | None:
        """Return a row of the file as a row of the table, or None when it is blank."""
        if not "".join(cells).strip():
            return None
        surplus = tuple(cell for cell in cells[self.width :] if cell.strip())
        cells = [*cells[: self.width], *[""] * (self.width - len(cells))]
        return TableRow(number, self.shape.cells(cells), surplus)

    def _text(self, file: BinaryIO | None = None) -> io.TextIOWrapper:
        text = io.TextIOWrapper(file or self.path.open("rb"), self._codec, newline="")
        for _ in range(self._first_line):
            text.readline()
        return text

    def _numbered(self, most: int) -> Iterator[tuple[int, list[str]]]:
        with self._text() as text:
            reader = csv.reader(self._lines(text), delimiter=self._delimiter, strict=True)
            try:
                yield from enumerate(islice(reader, most), 1)
            except csv.Error as error:
                raise self._problem(error) from error

    def _problem(self, error: csv.Error) -> TableError:
        """Return what is wrong with the file, and where: it is read once more, row by row."""
        number = line = 0
        with self._text() as text:
            reader = csv.reader(self._lines(text), delimiter=self._delimiter, strict=True)
            try:
                for number, _ in enumerate(reader, 1):  # noqa: B007
                    line = reader.line_num
            except csv.Error as found:
                error = found
        return record_problem(error, number + 1, lambda: self._open_quote_line(line))

    def _open_quote_line(self, line: int) -> int:
        """Return the line of the quotation mark that is left open behind the first lines of the file."""
        with self._text() as text:
            rest = "".join(islice(text, line, line + _LINES_OF_A_CELL))
        return line + open_quote_line(rest, 1, self._delimiter) + self._first_line

    def _lines(self, text: io.TextIOWrapper) -> Iterable[str]:
        return (line.replace("\x00", "") for line in text) if self._has_nul else text


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

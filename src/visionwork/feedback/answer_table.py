"""A table of texts, by position, whichever kind of file it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from visionwork.domain.counting import counted
from visionwork.domain.drafts import clean_text
from visionwork.domain.errors import UserFacingError

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has (Excel specifications and limits)."""

_MOST_MISSING = 5_000_000
"""Cells that rows may lack in all; a small file could ask for any memory otherwise."""

HEAD_ROWS = 60
"""Rows among which the names of the columns are looked for."""


class TableError(UserFacingError):
    """The file cannot be read as a table."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the header.

    Attributes:
        number: Row as a spreadsheet counts it, the header being row 1.
        cells: One text a column of the table; cells that are missing in the file are empty.
        surplus: Texts beyond the last column; empty for a sound row.
    """

    number: int
    cells: tuple[str, ...]
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A whole file, by position.

    Attributes:
        headers: Column names: cleaned, never empty, each one once.
        rows: Rows below the header; rows without any text are left out.
        encoding: Encoding the file was read in; empty for a workbook.
        delimiter: Delimiter it was read with; `ONE_COLUMN` where there is none, empty for a workbook.
        notices: What was put right while reading, one sentence each.
        unnamed: Columns whose header cell is empty in the file.
        sheets: Names of the sheets of a workbook; none for a text file.
        sheet: Name of the sheet that was read; empty for a text file.
        header_row: Row of the header as a spreadsheet counts it.
    """

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str
    delimiter: str
    notices: tuple[str, ...] = ()
    unnamed: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 1

    def column(self, index: int) -> Iterator[str]:
        """Return the texts of a column from top to bottom."""
        return (row.cells[index] for row in self.rows)


def table_of(records: Iterator[tuple[int, list[str]]], notices: Sequence[str] = ()) -> AnswerTable:
    """Return rows of texts as a table; rows above the header, such as a title, are left out.

    Args:
        records: Numbers of rows as a spreadsheet counts them, and cells.
        notices: What was put right before.

    Raises:
        TableError: It has more columns than a spreadsheet, or too many cells are missing.
    """
    notices = list(notices)
    first = list(islice(records, HEAD_ROWS))
    place = header_place([cells for _, cells in first])
    number, header = first[place] if first else (0, [])
    if any("".join(cells).strip() for _, cells in first[:place]):
        notices.append(
            f"Row {number} was taken for the names of the columns; what stands above it is left out."
        )
    header_row = number
    records = chain(first[place + 1 :], records)
    rows: list[TableRow] = []
    short = missing = 0
    used = _used(header)
    if used > MOST_COLUMNS:
        raise TableError(
            f"This file has {used:,} columns.", f"Export it again with {MOST_COLUMNS:,} columns at most."
        )
    width = min(len(header), MOST_COLUMNS)
    for number, cells in records:
        if not "".join(cells).strip():
            continue
        surplus: tuple[str, ...] = ()
        if len(cells) < width:
            short += 1
            missing += width - len(cells)
            if missing > _MOST_MISSING:
                raise TableError(
                    "Most rows of this file are far shorter than its first one.",
                    "Look at its first row, or export the answers again.",
                )
            cells += [""] * (width - len(cells))
        elif len(cells) > width:
            surplus = tuple(cell for cell in cells[width:] if cell.strip())
            del cells[width:]
        used = max(used, _used(cells, used))
        rows.append(TableRow(number, tuple(cells), surplus))
    if short:
        notices.append(early_rows_notice(short))
    if used < width:  # spreadsheets write empty columns at the right
        width = max(1, used)
        rows = [replace(row, cells=row.cells[:width]) for row in rows]
    header = header[:width]
    unnamed = frozenset(index for index, cell in enumerate(header) if not cell.strip())
    return AnswerTable(
        unique_headers(header), tuple(rows), "", "", tuple(notices), unnamed, header_row=header_row
    )


def early_rows_notice(rows: int) -> str:
    """Return the sentence on rows with fewer cells than the header."""
    return f"{counted(rows, 'row ends', 'rows end')} early; what is missing counts as not answered."


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows of a file has the names of the columns.

    It is the first one with a text, unless that has half as many texts as most rows or fewer: then it is a
    title, and the names are in the first row below it that has as many texts as most.

    Args:
        rows: The first rows, blank ones as well.
    """
    texts = [sum(1 for cell in row if cell.strip()) for row in rows]
    first = next((place for place, number in enumerate(texts) if number), 0)
    usual = Counter(number for number in texts[first + 1 :] if number)
    most = max(usual, key=lambda number: (usual[number], number), default=0)
    if not most or texts[first] * 2 > most:
        return first
    return next((place for place, number in enumerate(texts) if place > first and number >= most), first)


def unique_headers(cells: list[str]) -> tuple[str, ...]:
    """Return header cells as column names: one line each, none empty, none twice."""
    names: list[str] = []
    used: set[str] = set()
    for index, cell in enumerate(cells):
        base = " ".join(clean_text(cell).split()) or f"Column {index + 1}"
        name, number = base, 2
        while name.casefold() in used:
            name, number = f"{base} ({number})", number + 1
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _used(cells: Sequence[str], least: int = 0) -> int:
    """Return how many cells there are up to the last one with a text; never fewer than `least`."""
    used = len(cells)
    while used > least and not cells[used - 1].strip():
        used -= 1
    return used

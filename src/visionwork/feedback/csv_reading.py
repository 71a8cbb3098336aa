"""Bytes of a CSV file, as survey tools and spreadsheets write them, to a table of texts.

`csv.Sniffer` is not used: it takes letters for delimiters in files of one column. `csv.DictReader` is not
used: it drops the first of two columns of the same name.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from visionwork.domain.drafts import clean_text
from visionwork.domain.errors import UserFacingError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
"""Delimiters that are looked for, with their names."""

ONE_COLUMN = "\x1f"
"""Delimiter of a file that has none: the unit separator, which nobody types."""

ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "cp1252": "Western European",
    "cp1250": "Central European",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "gb18030": "Chinese",
}
"""Encodings that can be asked for; the first three are recognised."""

FIELD_LIMIT = 131_072
"""Longest cell in characters; the limit Python's csv module has by itself."""

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has (Excel specifications and limits)."""

_MOST_MISSING = 5_000_000
"""Cells that rows may lack in all; a small file could ask for any memory otherwise."""

_SAMPLE_RECORDS = 60
_SAMPLE_CHARACTERS = 200_000
_LEAST_EVEN = 0.6


class CsvError(UserFacingError):
    """The file cannot be read as a table."""


@dataclass(frozen=True, slots=True)
class CsvRow:
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
class CsvTable:
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
    rows: tuple[CsvRow, ...]
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


def read_table(data: bytes, *, encoding: str | None = None, delimiter: str | None = None) -> CsvTable:
    """Read a CSV file.

    Args:
        data: The whole file.
        encoding: One of `ENCODINGS`; None recognises it.
        delimiter: One of `DELIMITERS`; None recognises it.

    Raises:
        CsvError: The file is empty, is no text, or its quotation marks do not fit together.
    """
    text, encoding = _decoded(data, encoding)
    notices: list[str] = []
    if "\x00" in text:
        notices.append(f"Empty characters (NUL) were left out: {text.count(chr(0))}.")
        text = text.replace("\x00", "")
    text, hinted = without_hint(text)
    if not text.strip():
        raise CsvError("This file is empty.", "Export the answers again, with all columns.")
    delimiter = delimiter or hinted or best_delimiter(text)
    table = table_of(_records(text, delimiter), notices)
    return replace(table, encoding=encoding, delimiter=delimiter)


def table_of(records: Iterator[tuple[int, list[str]]], notices: Sequence[str] = ()) -> CsvTable:
    """Return rows of texts as a table; rows above the header, such as a title, are left out.

    Args:
        records: Numbers of rows as a spreadsheet counts them, and cells.
        notices: What was put right before.

    Raises:
        CsvError: It has more columns than a spreadsheet, or too many cells are missing.
    """
    notices = list(notices)
    first = list(islice(records, _SAMPLE_RECORDS))
    place = header_place([cells for _, cells in first])
    number, header = first[place] if first else (0, [])
    if any("".join(cells).strip() for _, cells in first[:place]):
        notices.append(
            f"Row {number} was taken for the names of the columns; what stands above it is left out."
        )
    header_row = number
    records = chain(first[place + 1 :], records)
    rows: list[CsvRow] = []
    short = missing = 0
    used = _used(header)
    if used > MOST_COLUMNS:
        raise CsvError(
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
                raise CsvError(
                    "Most rows of this file are far shorter than its first one.",
                    "Look at its first row, or export the answers again.",
                )
            cells += [""] * (width - len(cells))
        elif len(cells) > width:
            surplus = tuple(cell for cell in cells[width:] if cell.strip())
            del cells[width:]
        used = max(used, _used(cells, used))
        rows.append(CsvRow(number, tuple(cells), surplus))
    if short:
        what = "row ends" if short == 1 else "rows end"
        notices.append(f"{short} {what} early; what is missing counts as not answered.")
    if used < width:  # spreadsheets write empty columns at the right
        width = max(1, used)
        rows = [replace(row, cells=row.cells[:width]) for row in rows]
    header = header[:width]
    unnamed = frozenset(index for index, cell in enumerate(header) if not cell.strip())
    return CsvTable(
        unique_headers(header), tuple(rows), "", "", tuple(notices), unnamed, header_row=header_row
    )


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


def _used(cells: Sequence[str], least: int = 0) -> int:
    """Return how many cells there are up to the last one with a text; never fewer than `least`."""
    used = len(cells)
    while used > least and not cells[used - 1].strip():
        used -= 1
    return used


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


def best_delimiter(text: str) -> str:
    """Return the delimiter that cuts a text into the most even table; `ONE_COLUMN` when none does.

    Each candidate reads the first rows. It counts only when the header has two columns or more and most
    rows have as many; the most even wins, then the one with more columns. Where none does, the first rows may
    be a title.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    found = _most_even(sample, below_title=False)
    return found if found != ONE_COLUMN else _most_even(sample, below_title=True)


def _most_even(sample: str, *, below_title: bool) -> str:
    best, best_score = ONE_COLUMN, (0.0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            records = list(islice(reader, _SAMPLE_RECORDS))
        except csv.Error:  # an endless cell; `_records` names its row
            continue
        records = [cells for cells in records[header_place(records) if below_title else 0 :] if any(cells)]
        if not records or len(records[0]) < 2:
            continue
        width = len(records[0])
        even = sum(_evenness(cells, width) for cells in records) / len(records)
        score = (round(even, 1), width)
        if even >= _LEAST_EVEN and score > best_score:
            best, best_score = delimiter, score
    return best


def _evenness(cells: list[str], wanted: int) -> float:
    """Return how well a row fits: 1 for as many cells as the header, 0 for a row that is not cut at all.

    Empty cells beyond the header are no cells: some spreadsheets write them.
    """
    if len(cells) == wanted or (len(cells) > wanted and not any(cells[wanted:])):
        return 1.0
    return 0.5 if len(cells) > 1 else 0.0


def refuse_other_kinds(start: bytes) -> None:
    """Refuse a file that is no text by its first bytes.

    Raises:
        CsvError: It is a spreadsheet of old, or a PDF.
    """
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise CsvError(
            "This is an older spreadsheet, or one with a password.",
            "Open it in the spreadsheet and save it as XLSX or CSV UTF-8, without a password.",
        )
    if start.startswith(b"%PDF"):
        raise CsvError("This is a PDF, not a CSV.", "Choose the table that the survey tool exported.")


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    refuse_other_kinds(data)
    found = encoding or recognised(data)
    codec = byte_order(data) if found == "utf-16" else found
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise CsvError(
            "The letters of this file cannot be read.", "Save it as CSV UTF-8, then choose it again."
        ) from error
    return text.removeprefix("\ufeff"), found


def recognised(data: bytes) -> str:
    """Return the encoding of a text by its bytes, or of what begins with them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    zeros = Counter(place % 2 for place, byte in enumerate(head) if byte == 0)
    if len(head) >= 4 and max(zeros[0], zeros[1]) > len(head) // 5:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def byte_order(data: bytes) -> str:
    """Return the UTF-16 codec of a file: by its mark, else by the side on which its zeros stand."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = Counter(place % 2 for place, byte in enumerate(data[:4096]) if byte == 0)
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def without_hint(text: str) -> tuple[str, str | None]:
    """Take off the line "sep=;" that some spreadsheets write first; return the delimiter it names."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if len(first) == 5 and first.casefold().startswith("sep=") and first[4] in DELIMITERS:
        return rest, first[4]
    return text, None


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers as a spreadsheet counts them, and cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, line = 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise CsvError(
                    f"Row {number + 1} holds a text of more than {FIELD_LIMIT:,} characters.",
                    "Shorten it in the file, or look for a quotation mark that is not closed.",
                ) from error
            opened = open_quote_line(text, line + 1, delimiter)
            raise CsvError(
                f"Line {opened}: a quotation mark is opened and not closed.",
                "Close it in the file, or export the answers again.",
            ) from error
        number += 1
        line = reader.line_num
        yield number, cells


def open_quote_line(text: str, first_line: int, delimiter: str) -> int:
    """Return the line of the quotation mark that a broken record leaves open.

    Args:
        text: The whole file.
        first_line: Line the record begins on, from 1.
        delimiter: The delimiter.
    """
    lines = io.StringIO(text, newline="").readlines()[first_line - 1 :]
    opened, quoted, at_start = first_line, False, True
    for line_number, line in enumerate(lines, first_line):
        place = 0
        while place < len(line):
            character = line[place]
            if quoted and character == '"':
                following = line[place + 1 : place + 2]
                if following == '"':
                    place += 1
                elif following in ("", delimiter, "\r", "\n"):
                    quoted = False
                else:
                    return opened
            elif not quoted and character == '"' and at_start:
                opened, quoted = line_number, True
            at_start = character in (delimiter, "\r", "\n")
            place += 1
    return opened

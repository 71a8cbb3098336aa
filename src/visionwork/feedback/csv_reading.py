"""Bytes of a CSV file, as survey tools and spreadsheets write them, to a table of texts.

`csv.Sniffer` is not used: it takes letters for delimiters in files of one column. `csv.DictReader` is not
used: it drops the first of two columns of the same name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from visionwork.feedback.answer_table import HEAD_ROWS, AnswerTable, TableError, header_place, table_of
from visionwork.feedback.text_encoding import decoded

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
"""Delimiters that are looked for, with their names."""

ONE_COLUMN = "\x1f"
"""Delimiter of a file that has none: the unit separator, which nobody types."""

FIELD_LIMIT = 131_072
"""Longest cell in characters; the limit Python's csv module has by itself."""

_SAMPLE_CHARACTERS = 200_000

_LEAST_EVEN = 0.6


def read_table(data: bytes, *, encoding: str | None = None, delimiter: str | None = None) -> AnswerTable:
    """Read a CSV file.

    Args:
        data: The whole file.
        encoding: One of `ENCODINGS`; None recognises it.
        delimiter: One of `DELIMITERS`; None recognises it.

    Raises:
        TableError: The file is empty, is no text, or its quotation marks do not fit together.
    """
    text, encoding = decoded(data, encoding)
    notices: list[str] = []
    if "\x00" in text:
        notices.append(f"Empty characters (NUL) were left out: {text.count(chr(0))}.")
        text = text.replace("\x00", "")
    text, hinted = without_hint(text)
    if not text.strip():
        raise empty_file()
    delimiter = delimiter or hinted or best_delimiter(text)
    table = table_of(_records(text, delimiter), notices)
    return replace(table, encoding=encoding, delimiter=delimiter)


def empty_file() -> TableError:
    """Return what is said of a file without any text."""
    return TableError("This file is empty.", "Export the answers again, with all columns.")


def without_hint(text: str) -> tuple[str, str | None]:
    """Take off the line "sep=;" that some spreadsheets write first; return the delimiter it names."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if len(first) == 5 and first.casefold().startswith("sep=") and first[4] in DELIMITERS:
        return rest, first[4]
    return text, None


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
            records = list(islice(reader, HEAD_ROWS))
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
            opened = partial(open_quote_line, text, line + 1, delimiter)
            raise record_problem(error, number + 1, opened) from error
        number += 1
        line = reader.line_num
        yield number, cells


def record_problem(error: csv.Error, row: int, opened: Callable[[], int]) -> TableError:
    """Return what is wrong with a record that the csv module refuses.

    Args:
        error: What the module says.
        row: Row of the record as a spreadsheet counts it.
        opened: Finds the line of the quotation mark that is left open.
    """
    if "limit" in str(error):
        return TableError(
            f"Row {row} holds a text of more than {FIELD_LIMIT:,} characters.",
            "Shorten it in the file, or look for a quotation mark that is not closed.",
        )
    return TableError(
        f"Line {opened()}: a quotation mark is opened and not closed.",
        "Close it in the file, or export the answers again.",
    )


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

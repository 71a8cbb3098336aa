"""Bytes of a workbook (XLSX), as survey tools and spreadsheets write it, to a table of texts.

A workbook is a zip of XML: a file of some kilobytes can unpack to gigabytes, or claim a sheet with billions
of cells. So sizes are looked at before anything is unpacked, and the sheet is read in a process of its own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from visionwork.feedback.answer_table import AnswerTable, TableError, table_of
from visionwork.feedback.csv_reading import FIELD_LIMIT
from visionwork.feedback.limited_process import ApartError, run_apart
from visionwork.feedback.xlsx_child import TIME_LIMIT

SIGNATURE = b"PK\x03\x04"
"""How a workbook begins; so does every other zip."""

SIZE_LIMIT = 64 * 1024 * 1024
UNPACKED_LIMIT = 600 * 1024 * 1024
"""Most bytes of the file, and of what it unpacks to."""

RATIO_LIMIT = 250
"""Most times a large part may be larger than it is packed; sheets of answers reach 30 to 60."""

MOST_PARTS = 2000
MOST_COLUMNS = 512

_CHILD = "visionwork.feedback.xlsx_child"
_PATIENCE_S = TIME_LIMIT + 30.0
_SMALL = 4 * 1024 * 1024


def read_workbook(data: bytes, sheet: str | None = None) -> AnswerTable:
    """Read one sheet of a workbook.

    Args:
        data: The whole file.
        sheet: Name of the sheet; None takes the first one that is not hidden.

    Raises:
        TableError: The file is no workbook, is damaged, or is too large, or it has no such sheet.
    """
    _check_sizes(data)
    try:
        answer = run_apart(_CHILD, data, () if sheet is None else (sheet,), patience=_PATIENCE_S)
    except ApartError as error:
        raise _too_large() from error
    lines = io.BytesIO(answer)
    head = _parsed(lines.readline())
    if not isinstance(head, dict) or "sheets" not in head:
        raise _damaged()
    names, chosen = tuple(head["sheets"]), head["sheet"]
    if chosen is None:
        if not names:
            raise TableError("This workbook has no sheet.", "Export the answers again.")
        raise TableError(f"The workbook has no sheet “{sheet}”.", f"It has: {', '.join(names)}.")
    table = table_of(_records(lines))
    if not table.headers:
        raise TableError(f"The sheet “{chosen}” is empty.", "Choose another sheet, or export again.")
    return replace(table, sheets=names, sheet=chosen)


def _records(lines: io.BytesIO) -> Iterator[tuple[int, list[str]]]:
    """Yield row numbers and cells; every row is as long as the header at least."""
    width = 0
    for line in lines:
        row = _parsed(line)
        if not isinstance(row, list):  # the file turned out to be damaged further down
            raise _damaged()
        number, cells = row[0], row[1:]
        width = width or len(cells)
        if len(cells) > MOST_COLUMNS or any(len(cell) > FIELD_LIMIT for cell in cells):
            raise TableError(
                f"Row {number} holds more than answers need: {len(cells):,} cells,"
                f" the longest of {max(map(len, cells)):,} characters.",
                "Shorten it in the file.",
            )
        yield number, cells + [""] * (width - len(cells))


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _damaged() from error


def _check_sizes(data: bytes) -> None:
    """Refuse what would unpack to too much, by what its parts claim."""
    if len(data) > SIZE_LIMIT:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged() from error
    if any(part.flag_bits & 1 for part in parts):
        raise TableError("This workbook has a password.", "Save it without one.")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_LIMIT or _dense(parts):
        raise _too_large()


def _dense(parts: Sequence[zipfile.ZipInfo]) -> bool:
    return any(
        part.file_size > _SMALL and part.file_size > RATIO_LIMIT * max(1, part.compress_size)
        for part in parts
    )


def _damaged() -> TableError:
    return TableError(
        "This workbook is damaged, or is not a workbook.",
        "Export the answers again, or save them as CSV UTF-8 and choose that file.",
    )


def _too_large() -> TableError:
    return TableError(
        "This workbook needs more memory or time than answers do, so it was not read.",
        "Save the sheet as CSV UTF-8 and choose that file.",
    )

"""Bytes of a workbook (XLSX), as survey tools and spreadsheets write it, to a table of texts.

A workbook is a zip of XML: a file of some kilobytes can unpack to gigabytes, or claim a sheet with billions
of cells. So sizes are looked at before anything is unpacked, sheets are read as a stream, row by row, and
entities in the XML are refused.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from visionwork.feedback.csv_reading import FIELD_LIMIT, CsvError, CsvTable, table_of

if TYPE_CHECKING:
    from openpyxl import Workbook

SIGNATURE = b"PK\x03\x04"
"""How a workbook begins; so does every other zip."""

SIZE_LIMIT = 64 * 1024 * 1024
UNPACKED_LIMIT = 400 * 1024 * 1024
"""Most bytes of the file, and of what it unpacks to."""

RATIO_LIMIT = 250
"""Most times a large part may be larger than it is packed; sheets of answers reach 30 to 60."""

MOST_PARTS = 2000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 512
MOST_EMPTY = 10_000
"""Most empty rows one after the other; behind them nothing is looked for."""

_SMALL = 4 * 1024 * 1024


def read_workbook(data: bytes, sheet: str | None = None) -> CsvTable:
    """Read one sheet of a workbook.

    Args:
        data: The whole file.
        sheet: Name of the sheet; None takes the first one that is not hidden.

    Raises:
        CsvError: The file is no workbook, is damaged, or is too large, or it has no such sheet.
    """
    _check_sizes(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # exports of Microsoft Forms have no default style, for one
            book = _opened(data)
            try:
                return _table(book, sheet)
            finally:
                book.close()
    except CsvError:
        raise
    except Exception as error:  # whatever a broken file makes a parser raise says that it is broken
        raise CsvError(
            "This workbook is damaged, or is not a workbook.",
            "Export the answers again, or save them as CSV UTF-8 and choose that file.",
        ) from error


def _opened(data: bytes) -> Workbook:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise CsvError(
            "Workbooks cannot be read safely here.", "Save the sheet as CSV UTF-8 and choose that."
        )
    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
    )


def _table(book: Workbook, sheet: str | None) -> CsvTable:
    shown = [found for found in book.worksheets if found.sheet_state == "visible"] or book.worksheets
    names = tuple(found.title for found in shown)
    chosen = next((found for found in shown if sheet in (None, found.title)), None)
    if chosen is None:
        if not names:
            raise CsvError("This workbook has no sheet.", "Export the answers again.")
        raise CsvError(f"The workbook has no sheet “{sheet}”.", f"It has: {', '.join(names)}.")
    chosen.reset_dimensions()  # some tools write wrong ones
    table = table_of(_records(chosen))
    if not table.headers:
        raise CsvError(f"The sheet “{chosen.title}” is empty.", "Choose another sheet, or export again.")
    return replace(table, sheets=names, sheet=chosen.title)


def _records(sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - a ReadOnlyWorksheet
    """Yield row numbers and cells; every row is as long as the header at least."""
    width = empty = 0
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        if not any(value is not None for value in values[:width]) and not any(values[width:]):
            empty += 1
            if empty > MOST_EMPTY:  # a sheet may claim a million rows for one stray cell
                return
            continue
        empty = 0
        more = values[width:] if any(values[width:]) else ()
        cells = [_text(value) for value in (*values[:width], *more)]
        while len(cells) > width and not cells[-1]:
            cells.pop()
        width = width or len(cells)
        if any(len(cell) > FIELD_LIMIT for cell in cells):
            raise CsvError(
                f"Row {number} holds a text of more than {FIELD_LIMIT:,} characters.",
                "Shorten it in the file.",
            )
        yield number, cells + [""] * (width - len(cells))


def _text(value: object) -> str:
    """Return what a cell holds in writing: whole numbers without a point, days as 2026-03-03."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _check_sizes(data: bytes) -> None:
    """Refuse what would unpack to too much; zipfile never unpacks more than a part claims to have."""
    if len(data) > SIZE_LIMIT:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CsvError("This workbook is damaged.", "Export the answers again.") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise _too_large()
    for part in parts:
        if part.flag_bits & 1:
            raise CsvError("This workbook has a password.", "Save it without one.")
        if part.file_size > _SMALL and part.file_size > RATIO_LIMIT * max(1, part.compress_size):
            raise _too_large()


def _too_large() -> CsvError:
    return CsvError(
        "This workbook unpacks to more than answers need, so it was not opened.",
        "Save the sheet as CSV UTF-8 and choose that file.",
    )

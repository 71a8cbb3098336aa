"""Reads one sheet of a workbook in a process of its own: `python -m visionwork.feedback.xlsx_child [SHEET]`.

A small workbook can claim a sheet of billions of cells, and the reader then ends its whole process; so that
is not the app's. The first line of the answer is `{"sheets": [names], "sheet": name}` or `{"problem": word}`,
each further one a row as `[number, text, text, …]`; rows without any text are left out.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from visionwork.feedback.limited_process import limit_resources

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MEMORY_LIMIT = 2 * 1024 * 1024 * 1024
TIME_LIMIT = 60


def sheet_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet that hold a text, with their numbers as a spreadsheet counts them."""
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [as_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def as_text(value: object) -> str:
    """Return what a cell holds in writing: whole numbers without a point, days as 2026-03-03."""
    if isinstance(value, str):
        return value
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


def shown_sheets(book: CalamineWorkbook) -> list[str]:
    """Return the names of the sheets with cells; hidden ones only when there are no others."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet.name for sheet in found if sheet.visible == SheetVisibleEnum.Visible]
    return shown or [sheet.name for sheet in found]


def answer(data: bytes, wanted: str | None) -> Iterator[str]:
    """Yield the lines of the answer.

    Args:
        data: The workbook.
        wanted: Name of the sheet; None takes the first.
    """
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = shown_sheets(book)
    chosen = next((name for name in names if wanted in (None, name)), None)
    yield json.dumps({"sheets": names, "sheet": chosen})
    if chosen is not None:
        for number, cells in sheet_rows(book.get_sheet_by_name(chosen)):
            yield json.dumps([number, *cells])


def main() -> None:
    """Read standard input and print the rows."""
    limit_resources(MEMORY_LIMIT, TIME_LIMIT)
    wanted = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        for line in answer(sys.stdin.buffer.read(), wanted):
            sys.stdout.write(f"{line}\n")
    except Exception:  # noqa: BLE001 - whatever a broken file makes a parser raise says that it is broken
        sys.stdout.write('{"problem": "damaged"}\n')


if __name__ == "__main__":
    main()

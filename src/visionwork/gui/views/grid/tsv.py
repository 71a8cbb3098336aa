"""Tables of words as spreadsheets put them on the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence


def read_table(text: str) -> list[list[str]]:
    """Return words by row and column; a cell in quotation marks may hold tabs and line ends.

    Text that is no table, such as a sentence with a lone quotation mark, is split at tabs and
    line ends, so that every word is kept.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not lines:
        return []
    try:
        rows = list(csv.reader(io.StringIO(lines), dialect="excel-tab", strict=True))
    except csv.Error:
        return [line.split("\t") for line in lines.split("\n")]
    return rows


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """Return words as a spreadsheet reads them; one cell alone is just its words."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    stream = io.StringIO()
    csv.writer(stream, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return stream.getvalue().rstrip("\n")

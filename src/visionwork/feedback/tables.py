"""A file of answers, whatever its kind, to a table with one header row."""

from __future__ import annotations

from visionwork.feedback.answer_table import AnswerTable
from visionwork.feedback.csv_reading import read_table
from visionwork.feedback.header_rows import plain_table
from visionwork.feedback.xlsx_reading import SIGNATURE, read_workbook


def read_file(
    data: bytes, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> AnswerTable:
    """Read a text file (CSV) or a workbook (XLSX).

    Args:
        data: The whole file.
        encoding: Encoding of a text file; None recognises it.
        delimiter: Delimiter of a text file; None recognises it.
        sheet: Sheet of a workbook; None takes the first.

    Raises:
        TableError: It cannot be read.
    """
    if data.startswith(SIGNATURE):
        return plain_table(read_workbook(data, sheet))
    return plain_table(read_table(data, encoding=encoding, delimiter=delimiter))

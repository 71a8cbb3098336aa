"""Protected results as JSON, as CSV and as an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from visionwork.domain.results import (
    Counts,
    GroupResult,
    QuestionResult,
    RoundResults,
    agree_interval,
    agree_share,
)
from visionwork.domain.rounds import SCALE_LABELS, QuestionKind
from visionwork.domain.statistics import agreement
from visionwork.feedback.formulas import guarded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CSV_HEADER = (
    "Round", "Draft", "Question", "Row", "Group", "Stakeholder", "Held back", "n",
    *SCALE_LABELS, "Agree %", "Agree % low", "Agree % high", "Agreement", "Comment", "Theme",
    "For the report",
)  # fmt: skip
"""Columns of the CSV; "Row" says whether a line holds a group, a total or a comment. Low and high bound the
95 % interval of the share (Wilson); agreement runs from -1 (two camps) to 1 (van der Eijk)."""

_NO_COUNTS = ("",) * (len(SCALE_LABELS) + 4)
_NO_COMMENT = ("", "", "")
_COMMENT = CSV_HEADER.index("Comment")
_NUMBER_COLUMNS = range(_COMMENT)
_COMMENT_COLUMNS = (0, 1, 2, 4, 5, *range(_COMMENT, len(CSV_HEADER)))
_WIDTHS = {"Question": 44, "Row": 20, "Group": 26, "Stakeholder": 14, "Comment": 80, "Theme": 24}
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_SHEET_ROWS = 1_048_576
"""Rows that a sheet of Excel holds."""
_MANY = 20_000
"""Comments from which on a workbook is no longer put together in memory."""

Line = tuple[str | int | float, ...]
"""A row under `CSV_HEADER`."""


def results_json(results: Iterable[RoundResults]) -> dict[str, Any]:
    """Return protected results in the shape the command line promises.

    Args:
        results: Rounds in the order wanted.
    """
    return {"rounds": [_round_json(result) for result in results]}


def write_csv(results: Iterable[RoundResults], file: IO[bytes]) -> None:
    """Write protected results as a CSV for spreadsheets, a line at a time.

    UTF-8 with a byte order mark and CRLF, so that Excel reads it; texts a spreadsheet would take for
    formulas are guarded; numbers are numbers.

    Args:
        results: Rounds in the order wanted.
        file: Where it goes; stays open.
    """
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for line in _lines(results):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in line])
    text.flush()
    text.detach()


def write_xlsx(results: Iterable[RoundResults], file: IO[bytes]) -> None:
    """Write protected results as an Excel workbook: a sheet of numbers, and sheets of comments.

    Numbers are numbers. Every text is stored as text, and one that would be a formula is marked as quoted,
    so that it stays text when somebody edits or copies the cell. More comments than a sheet of Excel has
    rows go on in another. A workbook with very many passes through temporary files, a row at a time; any
    other is put together in memory.

    Args:
        results: Rounds in the order wanted.
        file: Where it goes; stays open.
    """
    from xlsxwriter import Workbook

    results = list(results)
    many = sum(len(question.comments) for result in results for question in result.questions) > _MANY
    with Workbook(file, {"constant_memory": True} if many else {"in_memory": True}) as book:
        formats = _Formats(book)
        _write_sheets(book, formats, "Results", _NUMBER_COLUMNS, _lines(results, comments=False))
        _write_sheets(book, formats, "Comments", _COMMENT_COLUMNS, _lines(results, numbers=False))


class _Formats:
    """How cells look: plain or wrapped, and each marked as quoted text or not."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1})
        self._plain = (book.add_format(), book.add_format({"quote_prefix": True}))
        wrapped = {"text_wrap": True, "valign": "top"}
        self._wrapped = (book.add_format(wrapped), book.add_format({**wrapped, "quote_prefix": True}))

    def of(self, column: int, *, quoted: bool) -> Format:
        """Return the format of a text."""
        return (self._wrapped if column == _COMMENT else self._plain)[quoted]


def _write_sheets(
    book: Workbook, formats: _Formats, name: str, columns: Sequence[int], lines: Iterator[Line]
) -> None:
    """Write lines to a sheet, and to as many more as they need."""
    line = next(lines, None)
    number = 1
    while line is not None or number == 1:
        sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(CSV_HEADER[column], 10))
            sheet.write_string(0, place, CSV_HEADER[column], formats.head)
        row = 1
        while line is not None and row < _SHEET_ROWS:
            _write_line(sheet, formats, row, columns, line)
            line = next(lines, None)
            row += 1
        number += 1


def _write_line(sheet: Worksheet, formats: _Formats, row: int, columns: Sequence[int], line: Line) -> None:
    for place, column in enumerate(columns):
        cell = line[column]
        if not isinstance(cell, str):
            sheet.write_number(row, place, cell)
            continue
        text = cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
        sheet.write_string(row, place, text, formats.of(column, quoted=guarded(text) != text))


def write_results(results: Iterable[RoundResults], suffix: str, file: IO[bytes]) -> None:
    """Write protected results in the format of a file name's ending, as CSV when it is none of ours.

    Args:
        results: Rounds in the order wanted.
        suffix: Ending with its dot, in any case.
        file: Where it goes; stays open.
    """
    (write_xlsx if suffix.casefold() == ".xlsx" else write_csv)(results, file)


def _round_json(result: RoundResults) -> dict[str, Any]:
    return {
        "number": result.number,
        "draft": result.draft_number,
        "questions": [_question_json(question) for question in result.questions],
    }


def _question_json(question: QuestionResult) -> dict[str, Any]:
    total = None if question.counts is None else {"n": question.n, "counts": list(question.counts)}
    return {
        "id": question.question_id,
        "text": question.text,
        "kind": question.kind.value,
        "total": total,
        "groups": [_group_json(group) for group in question.groups],
        "comments": [{"text": comment.text, "group": comment.group} for comment in question.comments],
    }


def _group_json(group: GroupResult) -> dict[str, Any]:
    return {
        "name": group.name,
        "kind": group.kind.value,
        "n": group.n,
        "counts": None if group.counts is None else list(group.counts),
        "held_back": group.held_back,
    }


def _lines(results: Iterable[RoundResults], *, numbers: bool = True, comments: bool = True) -> Iterator[Line]:
    """Yield the lines of rounds: numbers, comments or both, as they come."""
    for result in results:
        for question in result.questions:
            head = (result.number, result.draft_number, question.text)
            if numbers:
                for line in _number_lines(question):
                    yield (*head, *line)
            if comments:
                for comment in question.comments:
                    kind = comment.kind.value if comment.kind else ""
                    said = (comment.text, comment.theme, "yes" if comment.chosen else "")
                    yield (*head, "comment", comment.group or "", kind, "", "", *_NO_COUNTS, *said)


def _number_lines(question: QuestionResult) -> list[Line]:
    lines: list[Line] = []
    if question.kind is QuestionKind.SCALE:
        for group in question.groups:
            who = ("group", group.name, group.kind.value)
            if group.counts is None:
                lines.append((*who, "yes", "", *_NO_COUNTS, *_NO_COMMENT))
            else:
                lines.append((*who, "no", *_numbers(group.counts), *_NO_COMMENT))
        if question.counts is not None:
            lines.append(("total of groups shown", "", "", "", *_numbers(question.counts), *_NO_COMMENT))
    return lines


def _numbers(counts: Counts) -> tuple[int | float, ...]:
    low, high = agree_interval(counts) or (0, 100)
    return (sum(counts), *counts, agree_share(counts) or 0, low, high, round(agreement(counts) or 0.0, 2))

"""Protected results as JSON, as CSV and as an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from visionwork.domain.groups import NO_WORDS, HouseWords, house_word
from visionwork.domain.results import (
    COUNTED_IN_FIVES,
    Counts,
    GroupResult,
    QuestionResult,
    RoundResults,
    agree_interval,
    agree_share,
)
from visionwork.domain.rounds import SCALE_LABELS, Preference, QuestionKind
from visionwork.domain.statistics import agreement
from visionwork.feedback.formulas import guarded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CSV_HEADER = (
    "Round", "Draft", "Question", "Row", "Group", "Stakeholder", "Held back", "n",
    *SCALE_LABELS, "Agree %", "Agree % low", "Agree % high", "Agreement", "Comment", "Theme",
    "For the report", "Invited",
)  # fmt: skip
"""Columns of the CSV; "Row" says whether a line holds how many answered, a group, a total or a comment, or is
a note on how answers are counted, which stands under "Question". Low
and high bound the 95 % interval of the share (Wilson); agreement runs from -1 (two camps) to 1 (van der
Eijk)."""

PREFERENCE_HEADER = ("Prefer the first", "Prefer the second", "Both", "Neither")
"""More columns, where a round shows two drafts; first and second as the draft column names them."""

_NO_COUNTS = ("",) * (len(SCALE_LABELS) + 4)
_NO_COMMENT = ("", "", "")
_NO_PREFERENCE = ("",) * len(Preference)
_NOTHING_ELSE = ("",) * (len(CSV_HEADER) - 4 + len(Preference))
_COMMENT = CSV_HEADER.index("Comment")
_NUMBER_COLUMNS = (*range(_COMMENT), CSV_HEADER.index("Invited"))
_INVITED = CSV_HEADER.index("Invited")
_COMMENT_COLUMNS = (0, 1, 2, 4, 5, *range(_COMMENT, _INVITED))
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


def write_csv(results: Iterable[RoundResults], file: IO[bytes], words: HouseWords = NO_WORDS) -> None:
    """Write protected results as a CSV for spreadsheets, a line at a time.

    UTF-8 with a byte order mark and CRLF, so that Excel reads it; texts a spreadsheet would take for
    formulas are guarded; numbers are numbers.

    Args:
        results: Rounds in the order wanted.
        file: Where it goes; stays open.
        words: The house's words for the kinds of groups.
    """
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    results = tuple(results)
    header = _header(results)
    writer.writerow(header)
    for line in _lines(results, words):
        cells = [guarded(cell) if isinstance(cell, str) else cell for cell in line]
        writer.writerow(cells[: len(header)])
    text.flush()
    text.detach()


def write_xlsx(results: Iterable[RoundResults], file: IO[bytes], words: HouseWords = NO_WORDS) -> None:
    """Write protected results as an Excel workbook: a sheet of numbers, and sheets of comments.

    Numbers are numbers. Every text is stored as text, and one that would be a formula is marked as quoted,
    so that it stays text when somebody edits or copies the cell. More comments than a sheet of Excel has
    rows go on in another. A workbook with very many passes through temporary files, a row at a time; any
    other is put together in memory.

    Args:
        results: Rounds in the order wanted.
        file: Where it goes; stays open.
        words: The house's words for the kinds of groups.
    """
    from xlsxwriter import Workbook

    results = tuple(results)
    header = _header(results)
    many = sum(len(question.comments) for result in results for question in result.questions) > _MANY
    with Workbook(file, {"constant_memory": True} if many else {"in_memory": True}) as book:
        writer = _SheetWriter(book, header)
        numbers = (*_NUMBER_COLUMNS, *range(len(CSV_HEADER), len(header)))
        writer.write("Results", numbers, _lines(results, words, comments=False))
        writer.write("Comments", _COMMENT_COLUMNS, _lines(results, words, numbers=False))


class _SheetWriter:
    """Writes lines to sheets of a workbook.

    Args:
        book: The workbook.
        header: Names of all columns.
    """

    def __init__(self, book: Workbook, header: Sequence[str]) -> None:
        self._book = book
        self._header = header
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._plain = (book.add_format(), book.add_format({"quote_prefix": True}))
        wrapped = {"text_wrap": True, "valign": "top"}
        self._wrapped = (book.add_format(wrapped), book.add_format({**wrapped, "quote_prefix": True}))

    def write(self, name: str, columns: Sequence[int], lines: Iterator[Line]) -> None:
        """Write lines to a sheet, and to as many more as they need."""
        line = next(lines, None)
        number = 1
        while line is not None or number == 1:
            sheet = self._sheet(name if number == 1 else f"{name} {number}", columns)
            row = 1
            while line is not None and row < _SHEET_ROWS:
                self._write_line(sheet, row, columns, line)
                line = next(lines, None)
                row += 1
            number += 1

    def _sheet(self, name: str, columns: Sequence[int]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(self._header[column], 10))
            sheet.write_string(0, place, self._header[column], self._head)
        return sheet

    def _write_line(self, sheet: Worksheet, row: int, columns: Sequence[int], line: Line) -> None:
        for place, column in enumerate(columns):
            cell = line[column]
            if not isinstance(cell, str):
                sheet.write_number(row, place, cell)
                continue
            if not cell:
                continue
            text = cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
            quoted = guarded(text) != text
            formats = self._wrapped if column == _COMMENT else self._plain
            sheet.write_string(row, place, text, formats[quoted])


def write_results(
    results: Iterable[RoundResults], suffix: str, file: IO[bytes], words: HouseWords = NO_WORDS
) -> None:
    """Write protected results in the format of a file name's ending, as CSV when it is none of ours.

    Args:
        results: Rounds in the order wanted.
        suffix: Ending with its dot, in any case.
        file: Where it goes; stays open.
        words: The house's words for the kinds of groups.
    """
    (write_xlsx if suffix.casefold() == ".xlsx" else write_csv)(results, file, words)


def _round_json(result: RoundResults) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": result.number,
        "draft": result.draft_number,
        "note": COUNTED_IN_FIVES,
        "questions": [
            _question_json(question)
            for question in result.questions
            if question.kind is not QuestionKind.PREFERENCE
        ],
    }
    if result.both_drafts:
        told["second_draft"] = result.both_drafts[1]
        told["preference"] = None if result.preference is None else _preference_json(result.preference)
    if result.altered:
        told["altered"] = list(result.altered)
    return told


def _preference_json(question: QuestionResult) -> dict[str, Any]:
    """Return which of two drafts speaks more to people; counts are told by name, not by place."""
    return {
        "id": question.question_id,
        "text": question.text,
        "total": _preferences(question.counts),
        "groups": [
            {
                "name": group.name,
                "kind": group.kind.value,
                "n": group.n,
                "counts": _preferences(group.counts),
                "held_back": group.held_back,
            }
            for group in question.groups
        ],
    }


def _preferences(counts: Counts | None) -> dict[str, int] | None:
    if counts is None:
        return None
    return {"n": sum(counts), **{each.name.lower(): counts[each - 1] for each in Preference}}


def _question_json(question: QuestionResult) -> dict[str, Any]:
    total = None if question.counts is None else {"n": question.n, "counts": list(question.counts)}
    about = {} if question.draft_number is None else {"draft": question.draft_number}
    return about | {
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


def _header(results: Iterable[RoundResults]) -> tuple[str, ...]:
    """Return the names of the columns; those of a preference are there when two drafts were compared."""
    compared = any(result.both_drafts for result in results)
    return (*CSV_HEADER, *PREFERENCE_HEADER) if compared else CSV_HEADER


def _lines(
    results: Iterable[RoundResults], words: HouseWords, *, numbers: bool = True, comments: bool = True
) -> Iterator[Line]:
    """Yield the lines of rounds: numbers, comments or both, as they come."""
    for result in results:
        both: str | int = result.draft_number
        if result.both_drafts:
            both = " and ".join(map(str, result.both_drafts))
        if numbers:
            yield (result.number, both, COUNTED_IN_FIVES, "note", *_NOTHING_ELSE)
        for group in result.people if numbers else ():
            who = ("people who answered", group.name, house_word(words, group.kind).plural)
            held = ("yes", "") if group.answered is None else ("no", group.answered)
            invited = "" if group.invited is None else group.invited
            line = (*who, *held, *_NO_COUNTS, *_NO_COMMENT, invited, *_NO_PREFERENCE)
            yield (result.number, both, "", *line)
        for question in result.questions:
            about = both if question.draft_number is None else question.draft_number
            head = (result.number, about, question.text)
            if numbers:
                for line in _number_lines(question, words):
                    yield (*head, *line)
            if comments:
                for comment in question.comments:
                    kind = house_word(words, comment.kind).plural if comment.kind else ""
                    said = (comment.text, comment.theme, "yes" if comment.chosen else "")
                    yield (
                        *head, "comment", comment.group or "", kind, "", "", *_NO_COUNTS, *said, "",
                        *_NO_PREFERENCE,
                    )  # fmt: skip


def _preference_lines(question: QuestionResult, words: HouseWords) -> Iterator[Line]:
    rows = [
        ("group", group.name, house_word(words, group.kind).plural, group.counts) for group in question.groups
    ]
    rows += [("total of groups shown", "", "", question.counts)] if question.counts is not None else []
    for row, name, kind, counts in rows:
        held = "" if row != "group" else "yes" if counts is None else "no"
        numbers = _NO_PREFERENCE if counts is None else counts[: len(Preference)]
        n = "" if counts is None else sum(counts)
        yield (row, name, kind, held, n, *_NO_COUNTS, *_NO_COMMENT, "", *numbers)


def _number_lines(question: QuestionResult, words: HouseWords) -> Iterator[Line]:
    if question.kind is QuestionKind.PREFERENCE:
        return _preference_lines(question, words)
    return ((*line, "", *_NO_PREFERENCE) for line in _scale_lines(question, words))


def _scale_lines(question: QuestionResult, words: HouseWords) -> list[Line]:
    lines: list[Line] = []
    if question.kind is QuestionKind.SCALE:
        for group in question.groups:
            who = ("group", group.name, house_word(words, group.kind).plural)
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

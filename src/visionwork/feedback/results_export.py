"""Protected results as JSON, as CSV and as an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from visionwork.domain.groups import GroupKind, HouseWord, house_word
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

HouseWords = Mapping[GroupKind, HouseWord]
NO_WORDS: HouseWords = MappingProxyType({})

Line = tuple[str | int | float, ...]
"""A row under `CSV_HEADER`."""


def results_json(results: Iterable[RoundResults]) -> dict[str, Any]:
    """Return protected results in the shape the command line promises.

    Args:
        results: Rounds in the order wanted.
    """
    return {"rounds": [_round_json(result) for result in results]}


def results_csv(results: Iterable[RoundResults], words: HouseWords = NO_WORDS) -> bytes:
    """Return protected results as a CSV for spreadsheets.

    UTF-8 with a byte order mark and CRLF, so that Excel reads it; texts a spreadsheet would take for
    formulas are guarded; numbers are numbers.

    Args:
        results: Rounds in the order wanted.
        words: The house's words for the kinds of groups.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for line in _lines(results, words):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in line])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def results_xlsx(results: Iterable[RoundResults], words: HouseWords = NO_WORDS) -> bytes:
    """Return protected results as an Excel workbook: a sheet of numbers and a sheet of comments.

    Numbers are numbers. Every text is stored as text, and one that would be a formula is marked as quoted,
    so that it stays text when somebody edits or copies the cell. Nothing is written to disk on the way.

    Args:
        results: Rounds in the order wanted.
        words: The house's words for the kinds of groups.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        plain, quoted = book.add_format(), book.add_format({"quote_prefix": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        wrapped_quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        lines = list(_lines(results, words))
        for name, columns, wanted in (
            ("Results", _NUMBER_COLUMNS, lambda line: line[3] != "comment"),
            ("Comments", _COMMENT_COLUMNS, lambda line: line[3] == "comment"),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, CSV_HEADER[column], bold)
                sheet.set_column(place, place, _WIDTHS.get(CSV_HEADER[column], 10))
            rows = filter(wanted, lines)
            for row, line in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    cell = line[column]
                    if not isinstance(cell, str):
                        sheet.write_number(row, place, cell)
                        continue
                    text = cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…"
                    normal, guard = (wrapped, wrapped_quoted) if column == _COMMENT else (plain, quoted)
                    sheet.write_string(row, place, text, guard if guarded(text) != text else normal)
    return buffer.getvalue()


def results_file(results: Iterable[RoundResults], suffix: str, words: HouseWords = NO_WORDS) -> bytes:
    """Return protected results in the format of a file name's ending, CSV when it is none of ours.

    Args:
        results: Rounds in the order wanted.
        suffix: Ending with its dot, in any case.
        words: The house's words for the kinds of groups.
    """
    write = results_xlsx if suffix.casefold() == ".xlsx" else results_csv
    return write(results, words)


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


def _lines(results: Iterable[RoundResults], words: HouseWords) -> Iterator[Line]:
    for result in results:
        for question in result.questions:
            for line in _question_lines(question, words):
                yield (result.number, result.draft_number, question.text, *line)


def _question_lines(question: QuestionResult, words: HouseWords) -> list[Line]:
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
    for comment in question.comments:
        kind = house_word(words, comment.kind).plural if comment.kind else ""
        said = (comment.text, comment.theme, "yes" if comment.chosen else "")
        lines.append(("comment", comment.group or "", kind, "", "", *_NO_COUNTS, *said))
    return lines


def _numbers(counts: Counts) -> tuple[int | float, ...]:
    low, high = agree_interval(counts) or (0, 100)
    return (sum(counts), *counts, agree_share(counts) or 0, low, high, round(agreement(counts) or 0.0, 2))

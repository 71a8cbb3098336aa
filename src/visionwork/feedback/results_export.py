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
from visionwork.domain.rounds import SCALE_LABELS, Preference, QuestionKind
from visionwork.domain.statistics import agreement
from visionwork.feedback.formulas import guarded

CSV_HEADER = (
    "Round", "Draft", "Question", "Row", "Group", "Stakeholder", "Held back", "n",
    *SCALE_LABELS, "Agree %", "Agree % low", "Agree % high", "Agreement", "Comment", "Theme",
    "For the report", "Invited",
)  # fmt: skip
"""Columns of the CSV; "Row" says whether a line holds how many answered, a group, a total or a comment. Low
and high bound the 95 % interval of the share (Wilson); agreement runs from -1 (two camps) to 1 (van der
Eijk)."""

PREFERENCE_HEADER = ("Prefer the first", "Prefer the second", "Both", "Neither")
"""More columns, where a round shows two drafts; first and second as the draft column names them."""

_NO_COUNTS = ("",) * (len(SCALE_LABELS) + 4)
_NO_COMMENT = ("", "", "")
_NO_PREFERENCE = ("",) * len(Preference)
_COMMENT = CSV_HEADER.index("Comment")
_NUMBER_COLUMNS = (*range(_COMMENT), CSV_HEADER.index("Invited"))
_INVITED = CSV_HEADER.index("Invited")
_COMMENT_COLUMNS = (0, 1, 2, 4, 5, *range(_COMMENT, _INVITED))
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
    results = tuple(results)
    header = _header(results)
    writer.writerow(header)
    for line in _lines(results, words):
        cells = [guarded(cell) if isinstance(cell, str) else cell for cell in line]
        writer.writerow(cells[: len(header)])
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
        results = tuple(results)
        header = _header(results)
        lines = list(_lines(results, words))
        for name, columns, wanted in (
            (
                "Results",
                (*_NUMBER_COLUMNS, *range(len(CSV_HEADER), len(header))),
                lambda line: line[3] != "comment",
            ),
            ("Comments", _COMMENT_COLUMNS, lambda line: line[3] == "comment"),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, header[column], bold)
                sheet.set_column(place, place, _WIDTHS.get(header[column], 10))
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
    told: dict[str, Any] = {
        "number": result.number,
        "draft": result.draft_number,
        "questions": [
            _question_json(question)
            for question in result.questions
            if question.kind is not QuestionKind.PREFERENCE
        ],
    }
    if result.both_drafts:
        told["second_draft"] = result.both_drafts[1]
        told["preference"] = None if result.preference is None else _preference_json(result.preference)
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


def _lines(results: Iterable[RoundResults], words: HouseWords) -> Iterator[Line]:
    for result in results:
        both: str | int = result.draft_number
        if result.both_drafts:
            both = " and ".join(map(str, result.both_drafts))
        for group in result.people:
            who = ("people who answered", group.name, house_word(words, group.kind).plural)
            held = ("yes", "") if group.answered is None else ("no", group.answered)
            invited = "" if group.invited is None else group.invited
            line = (*who, *held, *_NO_COUNTS, *_NO_COMMENT, invited, *_NO_PREFERENCE)
            yield (result.number, both, "", *line)
        for question in result.questions:
            about = both if question.draft_number is None else question.draft_number
            lines = (
                _preference_lines(question, words)
                if question.kind is QuestionKind.PREFERENCE
                else ((*line, "", *_NO_PREFERENCE) for line in _question_lines(question, words))
            )
            for line in lines:
                yield (result.number, about, question.text, *line)


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

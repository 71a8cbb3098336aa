"""Protected results as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

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
    *SCALE_LABELS, "Agree %", "Agree % low", "Agree % high", "Agreement", "Comment",
)  # fmt: skip
"""Columns of the CSV; "Row" says whether a line holds a group, a total or a comment. Low and high bound the
95 % interval of the share (Wilson); agreement runs from -1 (two camps) to 1 (van der Eijk)."""

_NO_COUNTS = ("",) * (len(SCALE_LABELS) + 4)


def results_json(results: Iterable[RoundResults]) -> dict[str, Any]:
    """Return protected results in the shape the command line promises.

    Args:
        results: Rounds in the order wanted.
    """
    return {"rounds": [_round_json(result) for result in results]}


def results_csv(results: Iterable[RoundResults]) -> bytes:
    """Return protected results as a CSV for spreadsheets.

    UTF-8 with a byte order mark and CRLF, so that Excel reads it; texts a spreadsheet would take for
    formulas are guarded; numbers are numbers.

    Args:
        results: Rounds in the order wanted.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for result in results:
        for question in result.questions:
            head = (result.number, result.draft_number, guarded(question.text))
            writer.writerows((*head, *line) for line in _question_lines(question))
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


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


def _question_lines(question: QuestionResult) -> list[Sequence[object]]:
    lines: list[Sequence[object]] = []
    if question.kind is QuestionKind.SCALE:
        for group in question.groups:
            name = guarded(group.name)
            if group.counts is None:
                lines.append(("group", name, group.kind.value, "yes", "", *_NO_COUNTS, ""))
            else:
                lines.append(("group", name, group.kind.value, "no", *_numbers(group.counts), ""))
        if question.counts is not None:
            lines.append(("total of groups shown", "", "", "", *_numbers(question.counts), ""))
    for comment in question.comments:
        kind = comment.kind.value if comment.kind else ""
        lines.append(
            ("comment", guarded(comment.group or ""), kind, "", "", *_NO_COUNTS, guarded(comment.text))
        )
    return lines


def _numbers(counts: Counts) -> tuple[object, ...]:
    low, high = agree_interval(counts) or (0, 100)
    return (sum(counts), *counts, agree_share(counts), low, high, round(agreement(counts) or 0.0, 2))

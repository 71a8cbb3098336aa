"""Tables with more than one header row, as some survey tools write them, made plain.

SurveyMonkey writes the question into the first row and "Response", "Open-Ended Response", a choice or a
statement of a matrix into the second; an empty cell of the first row continues the question to its left.
Qualtrics writes short names, then the questions, then a row of import ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visionwork.domain.records import record
from visionwork.feedback.answer_table import AnswerTable, TableRow, unique_headers
from visionwork.feedback.answers import folded
from visionwork.feedback.personal import personal_header

_NO_LABELS = frozenset(
    ("", "response", "open-ended response", "antwort", "offene antwort", "réponse", "réponse ouverte")
)
_OTHER_LABELS = ("other", "sonstige", "andere", "autre")
_TWO_ROWS = frozenset(("respondent id", "collector id", "respondent_id", "collector_id"))
_IMPORT_ID = '{"importid"'


@record
class Shape:
    """How a table with several header rows is read.

    Attributes:
        headers: Names of the columns.
        skipped: Rows below the first that belong to the header.
        sources: For each column, the columns of the file of which it takes the first text; None when the
            columns are those of the file.
    """

    headers: tuple[str, ...]
    skipped: int = 0
    sources: tuple[tuple[int, ...], ...] | None = None

    def cells(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the cells of a row of the file as those of a row of the table."""
        if self.sources is None:
            return tuple(cells)
        return tuple(_first_text(cells, columns) for columns in self.sources)


def plain_table(table: AnswerTable) -> AnswerTable:
    """Return a table with one header row; a table that has one already comes back as it is."""
    shape = shape_of(table)
    if not shape.skipped:
        return table
    rows = table.rows[shape.skipped :]
    if shape.sources is not None:
        rows = tuple(replace(row, cells=shape.cells(row.cells)) for row in rows)
    return replace(table, headers=shape.headers, rows=rows, unnamed=frozenset())


def shape_of(table: AnswerTable) -> Shape:
    """Return how a table is to be read."""
    if len(table.rows) >= 2 and any(
        cell.replace(" ", "").casefold().startswith(_IMPORT_ID) for cell in table.rows[1].cells
    ):
        return Shape(unique_headers(list(table.rows[0].cells)), 2)
    if _has_second_header(table):
        return _joined(table)
    return Shape(table.headers)


def _has_second_header(table: AnswerTable) -> bool:
    """Return whether the first row below the header belongs to it.

    It does when nobody can have answered it: every column that tells who or when is empty, and either
    the tool's own labels stand in it or it names columns that the header leaves unnamed.
    """
    if not table.rows:
        return False
    cells = table.rows[0].cells
    personal = [index for index, header in enumerate(table.headers) if personal_header(header)]
    if not personal or any(cells[index].strip() for index in personal):
        return False
    if not any(folded(table.headers[index]) in _TWO_ROWS for index in personal):
        return False
    labelled = any(folded(cell) in _NO_LABELS - {""} for cell in cells)
    return labelled or any(cells[index].strip() for index in table.unnamed)


def _joined(table: AnswerTable) -> Shape:
    labels = [" ".join(cell.split()) for cell in table.rows[0].cells]
    body = table.rows[1:]
    headers: list[str] = []
    sources: list[tuple[int, ...]] = []
    for columns in _spans(table):
        title = table.headers[columns[0]]
        if len(columns) > 1 and _is_one_choice(body, columns, labels):
            headers.append(title)
            sources.append(tuple(columns))
            continue
        for index in columns:
            plain = folded(labels[index]) in _NO_LABELS
            headers.append(title if plain else f"{title} [{labels[index]}]" if len(columns) > 1 else title)
            sources.append((index,))
    return Shape(unique_headers(headers), 1, tuple(sources))


def _spans(table: AnswerTable) -> list[list[int]]:
    """Return the columns of each question: one that has a name and the unnamed ones to its right."""
    spans: list[list[int]] = []
    for index in range(len(table.headers)):
        if index in table.unnamed and spans:
            spans[-1].append(index)
        else:
            spans.append([index])
    return spans


def _is_one_choice(rows: Sequence[TableRow], columns: Sequence[int], labels: Sequence[str]) -> bool:
    """Return whether columns are the choices of one question: each row holds one of them at most."""
    for row in rows:
        given = [index for index in columns if row.cells[index].strip()]
        if len(given) > 1:
            return False
        for index in given:
            free = folded(labels[index]).startswith(_OTHER_LABELS)
            if not free and folded(row.cells[index]) != folded(labels[index]):
                return False
    return True


def _first_text(cells: Sequence[str], columns: Sequence[int]) -> str:
    return next((cells[index] for index in columns if cells[index].strip()), "")

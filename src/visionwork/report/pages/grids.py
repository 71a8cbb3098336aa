"""Grids of the method as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visionwork.domain.counting import counted
from visionwork.domain.entries import CellValue
from visionwork.domain.grids import GridLine, grid_lines
from visionwork.domain.method import Column, ColumnType, Exercise, filled
from visionwork.report.cells import CellReader
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable
from visionwork.report.flowables import Gap
from visionwork.report.fonts import Face
from visionwork.report.styles import MM, MUTED, face_of, style
from visionwork.report.tables import Cell, TableLook, TextTable
from visionwork.report.text import text_width
from visionwork.report.writer import Segment, Writer

_SHARES = {
    ColumnType.TEXT: 1.0,
    ColumnType.LONG_TEXT: 1.35,
    ColumnType.CHOICE: 0.8,
    ColumnType.RATING: 0.55,
    ColumnType.PERCENT: 0.55,
    ColumnType.DATE: 0.72,
    ColumnType.PERSON: 0.85,
    ColumnType.GROUP: 0.95,
    ColumnType.LINK: 1.2,
}
_MOST_BESIDE, _MOST_SHARES = 5, 6.3
_SIDE_TYPES = (ColumnType.PERSON, ColumnType.DATE, ColumnType.CHOICE)
_SIDE_WIDTHS = {ColumnType.PERSON: 25.0, ColumnType.DATE: 21.0, ColumnType.CHOICE: 20.0}
_NARROWEST, _WIDEST_WORD, _NAMES_WIDTH = 13 * MM, 40 * MM, 25 * MM
_SHORT_TITLE = 18 * MM
_LONG_CELL, _VALUE_LENGTH = 500, 60


def filled_lines(content: ReportContent, exercise: Exercise) -> list[GridLine]:
    """Return the lines of a grid that hold anything beside what the method wrote there."""
    lines = grid_lines(filled(exercise, content.fill), content.snapshot.rows, content.snapshot.groups)
    return [line for line in lines if line.row is not None and any(map(_holds, line.row.cells.values()))]


def _holds(value: CellValue) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def grid_parts(
    content: ReportContent, writer: Writer, exercise: Exercise, *, stacked: bool = False
) -> list[Flowable]:
    """Return a grid as a table of the rows that say something, and below it what is not in it.

    Rows with nothing beside their first cell are named in a line instead of printed with empty cells, and
    rows with nothing at all are counted.

    Args:
        content: The report's content.
        writer: Makes the paragraphs.
        exercise: The grid.
        stacked: Whether its cells stand below each other.

    Returns:
        Nothing when nothing is filled in.
    """
    rows = _texts(content, exercise)
    said = [row for row in rows if _holds_more(row)]
    named = [row[0] for row in rows if not _holds_more(row)] if said else []
    table = grid_table(content, writer, exercise, said or rows, stacked=stacked)
    if table is None:
        return []
    told = []
    if named:
        names = "; ".join(" ".join(name.split()) for name in named)
        told.append(f"{len(named):,} more with nothing else filled in: {names}.")
    lines = grid_lines(filled(exercise, content.fill), content.snapshot.rows, content.snapshot.groups)
    empty = sum(line.row is not None for line in lines) - len(rows)
    if empty > 0:
        verb = "is" if empty == 1 else "are"
        told.append(f"{counted(empty, 'row', 'rows')} without anything in {_it(empty)} {verb} left out.")
    if not told:
        return [table]
    return [table, Gap(5), *writer.texts("caption", " ".join(told))]


def _holds_more(row: Sequence[str]) -> bool:
    """Return whether a row says anything beside its first cell."""
    return any(text.strip() for text in row[1:])


def _it(number: int) -> str:
    return "it" if number == 1 else "them"


def grid_table(
    content: ReportContent,
    writer: Writer,
    exercise: Exercise,
    rows: list[list[str]] | None = None,
    *,
    stacked: bool = False,
) -> TextTable | None:
    """Return a grid as a table with a column each, or with stacked cells when it has many columns.

    Args:
        content: The report's content.
        writer: Makes the paragraphs.
        exercise: The grid.
        rows: Texts of the rows to print; None for all that are filled in.
        stacked: Whether its cells are stacked however few columns it has.

    Returns:
        None when nothing is filled in.
    """
    rows = _texts(content, exercise) if rows is None else rows
    if not rows:
        return None
    columns = exercise.columns
    # Paper is narrower than the screen the weights are made for, so they count less.
    shares = [_SHARES[column.type] * column.weight**0.5 for column in columns]
    many = len(columns) > _MOST_BESIDE and sum(_SHARES[column.type] for column in columns) > _MOST_SHARES
    if stacked or many:
        return _stacked_table(content, writer, exercise, rows)
    titles = [content.fill(column.title) for column in columns]
    names = [_style_of(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    look = TableLook(padding=7, row_heads=columns[0].prominent)
    least = [
        _least_width(titles[place], [row[place] for row in rows], names[place]) + look.gutter
        for place in range(len(columns))
    ]
    for place, name in enumerate(names):
        if name == "value":  # names take what they need, sentences the rest
            least[place] = max(least[place], _NAMES_WIDTH)
            shares[place] = 0.0
    widths = shared_widths(writer.page.measure, shares, least)
    cells = [
        [_cell(writer, column, text, name) for column, text, name in zip(columns, row, names, strict=True)]
        for row in rows
    ]
    return writer.table(titles, cells, widths, look=look)


def _stacked_table(
    content: ReportContent, writer: Writer, exercise: Exercise, rows: list[list[str]]
) -> TextTable:
    """Return a grid with one wide column of labelled texts, and people, dates and states at its right."""
    columns = exercise.columns
    # A choice that says what is done, such as the channel, stays with the texts; a state stands aside.
    side = [c for c in columns if c.type in _SIDE_TYPES and not (c.type is ColumnType.CHOICE and c.required)]
    main = [column for column in columns if column not in side]
    first = next((c for c in main if c.prominent), main[0])
    cells = []
    for row in rows:
        texts = dict(zip((column.id for column in columns), row, strict=True))
        labelled = [(content.fill(c.title), texts[c.id]) for c in main if c is not first and texts[c.id]]
        stack = _stack(writer, texts[first.id], labelled)
        cells.append([stack, *(_cell(writer, column, texts[column.id], "cell") for column in side)])
    side_widths = [_SIDE_WIDTHS[column.type] * MM for column in side]
    widths = [writer.page.measure - sum(side_widths), *side_widths]
    titles = [content.fill(column.title) for column in (first, *side)]
    return writer.table(titles, cells, widths, look=TableLook(row_heads=True))


def shared_widths(measure: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths in proportion to shares, but wide enough for the longest word of each column.

    Args:
        measure: Width of the table.
        shares: Wanted proportions.
        least: Width each column needs; scaled down when they do not fit together.
    """
    if sum(least) >= measure:
        return [measure * width / sum(least) for width in least]
    fixed: set[int] = set()
    while True:
        room = measure - sum(least[place] for place in fixed)
        free = sum(share for place, share in enumerate(shares) if place not in fixed)
        widths = [
            least[place] if place in fixed else room * share / free for place, share in enumerate(shares)
        ]
        tight = {place for place in range(len(shares)) if widths[place] < least[place] - 0.01}
        if not tight:
            return widths
        fixed |= tight


def _texts(content: ReportContent, exercise: Exercise) -> list[list[str]]:
    reader = CellReader(content, exercise)
    return [
        [reader.words(column, line.value(exercise, column.id)) for column in exercise.columns]
        for line in filled_lines(content, exercise)
    ]


def _style_of(column: Column, texts: Sequence[str]) -> str:
    """Return the style of a column: names are set large as long as all of them are short."""
    large = column.prominent and column.type is ColumnType.TEXT
    return "value" if large and all(len(text) <= _VALUE_LENGTH for text in texts) else "cell"


def _least_width(title: str, texts: Sequence[str], name: str) -> float:
    """Return the width of a column's longest word or short title, as far as a column may be that wide."""
    widest = 0.0
    for style_name, found in (("table-head", [title]), (name, texts)):
        # A no-break space keeps "4 of 5" one word.
        words = sorted({word for text in found for word in re.split(r"[ \n]+", text)}, key=len)[-4:]
        size = style(style_name).fontSize
        widest = max(widest, *(text_width(word[:40], face_of(style_name), size) for word in words), 0.0)
    whole = text_width(title, face_of("table-head"), style("table-head").fontSize)
    if whole <= _SHORT_TITLE:  # "Who does it" does not leave its last word on a line of its own
        widest = max(widest, whole)
    return min(max(widest + 1, _NARROWEST), _WIDEST_WORD)


def _cell(writer: Writer, column: Column, text: str, name: str) -> Cell:
    if not text:
        return [writer.text("cell-muted", "–" if column.required else "")]
    return writer.cell(text, name)


def _stack(writer: Writer, first: str, labelled: Sequence[tuple[str, str]]) -> Cell:
    cell = writer.cell(first or "–", "cell-bold")
    for title, text in labelled:
        if len(text) < _LONG_CELL:
            cell.append(writer.mixed("cell", [Segment(f"{title}: ", Face.SANS, None, MUTED), Segment(text)]))
        else:
            cell.append(writer.text("cell-muted", f"{title}:"))
            cell += writer.cell(text)
    return cell

"""How answers are laid out on the pages of the projector's wall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visionwork.domain.records import record


@record
class Place:
    """Where an answer stands on a page.

    Attributes:
        answer: Its place among all answers, from 0.
        row: Its row.
        column: Its column.
        tall: Whether it takes the row below, too.
    """

    answer: int
    row: int
    column: int
    tall: bool = False


def pages_of(tall: Iterable[bool], rows: int, columns: int) -> tuple[tuple[Place, ...], ...]:
    """Return the pages of a wall; there is always one.

    Answers stand in reading order as far as a tall one finds two places above each other; one that finds
    none begins a page.

    Args:
        tall: For each answer whether it needs two places above each other.
        rows: Rows of a page.
        columns: Columns of a page.
    """
    pages: list[list[Place]] = [[]]
    free = _all_places(rows, columns)
    for number, needs_two in enumerate(tall):
        place = _first_place(free, needs_two)
        if place is None:
            pages.append([])
            free = _all_places(rows, columns)
            place = _first_place(free, needs_two) or free[0]
        row, column = place
        taken = {place, (row + 1, column)} if needs_two else {place}
        free = [other for other in free if other not in taken]
        pages[-1].append(Place(number, row, column, needs_two))
    return tuple(map(tuple, pages))


def _all_places(rows: int, columns: int) -> list[tuple[int, int]]:
    return [(row, column) for row in range(rows) for column in range(columns)]


def _first_place(free: Sequence[tuple[int, int]], needs_two: bool) -> tuple[int, int] | None:
    for row, column in free:
        if not needs_two or (row + 1, column) in free:
            return row, column
    return None

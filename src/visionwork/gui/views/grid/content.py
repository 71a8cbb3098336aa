"""What a grid cell shows, as paragraphs with marks; no widget knows the types of columns for painting."""

from __future__ import annotations

from visionwork.domain.cells import (
    BEST_RATING,
    GONE,
    WHOLE,
    CellNames,
    cell_words,
    choice_kind,
    choice_words,
    is_whole,
    link_keys,
    unlinked_words,
)
from visionwork.domain.counting import sentence_case
from visionwork.domain.entries import CellValue
from visionwork.domain.grids import GridLine
from visionwork.domain.groups import GroupKind, HouseWords
from visionwork.domain.method import Column, ColumnType
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.records import record
from visionwork.gui.widgets.progress import STATUS_WORDS

LINK_ICON = "arrow-right"

Mark = GroupKind | ExerciseStatus | str
"""What stands before a paragraph: a group's shape, a state, or an icon by its name."""

_STATUSES = {words: status for status, words in STATUS_WORDS.items()}


@record
class Piece:
    """One paragraph of a cell.

    Attributes:
        text: Its words, with line ends as newlines.
        role: Role of the typeface.
        color: Colour token.
        kind: Kind of group whose text colour is used instead, or None.
        mark: What stands before it, or None.
    """

    text: str
    role: str = "cell"
    color: str = "ink"
    kind: GroupKind | None = None
    mark: Mark | None = None


@record
class CellContent:
    """What one cell shows.

    Attributes:
        pieces: Paragraphs from top to bottom.
        rating: Dots that are filled, from 0 to 5, or None for no dots.
        share: Percentage of the bar, or None for no bar.
        asks: Whether the words are the question of an empty cell.
    """

    pieces: tuple[Piece, ...] = ()
    rating: int | None = None
    share: int | None = None
    asks: bool = False


def prominent_role(column: Column) -> str:
    """Return the role of a column's own words: a name is set larger than a sentence."""
    if not column.prominent:
        return "cell"
    return "serif_body" if column.type is ColumnType.LONG_TEXT else "value"


def seed_content(line: GridLine, column: Column) -> CellContent:
    """Return what the first cell of a seed row shows: its title, its hint, and the group it stands for."""
    kind = line.group.kind if line.group else None
    title = Piece(line.title, prominent_role(column), kind=kind, mark=kind)
    hint = (Piece(line.hint, "caption", "muted"),) if line.hint else ()
    return CellContent((title, *hint))


def cell_content(column: Column, value: CellValue, names: CellNames) -> CellContent:
    """Return what a cell shows; a value of another type than the column's is shown as plain words.

    Args:
        column: The column.
        value: The stored value, or None.
        names: What ids stand for.
    """
    if value is None or value in ("", []):
        question = (Piece(column.question, "cell_italic", "muted"),) if column.question else ()
        empty_dots = 0 if column.type is ColumnType.RATING else None
        return CellContent(question, rating=empty_dots, asks=True)
    match column.type:
        case ColumnType.RATING if isinstance(value, int) and is_whole(value, BEST_RATING):
            return CellContent(rating=value)
        case ColumnType.PERCENT if isinstance(value, int) and is_whole(value, WHOLE):
            return CellContent((Piece(f"{value}%", "heading"),), share=value)
        case ColumnType.CHOICE:
            return CellContent((_choice(column, str(value), names.words),))
        case ColumnType.PERSON if (person := names.participant(value)) is not None:
            role = (Piece(person.role, "caption", "muted"),) if person.role else ()
            return CellContent((Piece(person.name), *role))
        case ColumnType.GROUP if (group := names.group(value)) is not None:
            return CellContent((Piece(group.name, kind=group.kind, mark=group.kind),))
        case ColumnType.LINK if (keys := link_keys(value)) is not None:
            return CellContent(tuple(_link(column, key, names) for key in keys))
    words = cell_words(column, value, names)
    if words == GONE and not isinstance(value, str):
        return CellContent((Piece(GONE, "cell_italic", "muted"),))
    unlinked = unlinked_words(column, value, names)
    hint = (Piece(unlinked, "caption", "muted"),) if unlinked else ()
    return CellContent((Piece(words, prominent_role(column)), *hint))


def choice_mark(words: str) -> GroupKind | ExerciseStatus | None:
    """Return the mark of a choice that names a kind of group or a state, or None."""
    return choice_kind(words) or _STATUSES.get(words)


def choice_label(choice: str, words: HouseWords) -> str:
    """Return a choice as it is shown; a kind of group begins with a capital, as it does in set-up."""
    told = choice_words(choice, words)
    return sentence_case(told) if choice_kind(choice) is not None else told


def _choice(column: Column, choice: str, words: HouseWords) -> Piece:
    mark = choice_mark(choice) if choice in column.options else None
    kind = mark if isinstance(mark, GroupKind) else None
    return Piece(choice_label(choice, words) if mark else choice, kind=kind, mark=mark)


def _link(column: Column, key: str, names: CellNames) -> Piece:
    target = names.target(column, key)
    if target is None:
        return Piece(GONE, "cell_italic", "muted", mark=LINK_ICON)
    return Piece(target.text, mark=target.kind or LINK_ICON)

"""What a plan leaves out, asked as one quiet question under the grid; nothing here ever blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visionwork.domain.cells import WHOLE, CellNames, is_whole
from visionwork.domain.entries import CellValue, GridRow
from visionwork.domain.method import Column, ColumnType, Exercise

WRITTEN_WORDS = ("mail", "letter", "intranet", "noticeboard", "memo")
"""Words in the name of a channel on which nobody can ask back at once."""

SMALL_GROUP_WORDS = ("small group",)
"""Words in the name of a channel on which people are few enough to interrupt."""

CHANNEL_COLUMN = "channel"
OWNER_COLUMN = "owner"

_FEWEST_ROWS = 2
"""A plan of one row has only begun; it is too early to ask what it leaves out."""


def grid_notice(exercise: Exercise, rows: Sequence[GridRow], names: CellNames) -> str:
    """Return one question about what a grid leaves out, or nothing.

    The method asks for more than e-mail, for leaders who meet people in small groups, and for a
    part for every department; see the steps on communication and on one team.

    Args:
        exercise: The grid.
        rows: Its rows.
        names: What ids in its cells stand for.
    """
    written = [row.cells for row in rows if row.cells]
    if len(written) < _FEWEST_ROWS:
        return ""
    columns = {column.id: column for column in exercise.columns}
    channel = columns.get(CHANNEL_COLUMN)
    if channel is not None and channel.type is ColumnType.CHOICE:
        return channel_notice([cells.get(channel.id) for cells in written]) or _leader_notice(
            columns, written, names
        )
    group = next((column for column in exercise.columns if column.type is ColumnType.GROUP), None)
    return group_notice([cells.get(group.id) for cells in written], names) if group else ""


def channel_notice(channels: Sequence[CellValue]) -> str:
    """Return a question about a plan that only writes, or never meets a small group.

    Args:
        channels: The channel of each row; empty ones are left out.
    """
    told = [str(channel).casefold() for channel in channels if channel]
    if len(told) < _FEWEST_ROWS:
        return ""
    if all(_has(channel, WRITTEN_WORDS) for channel in told):
        return "So far everything is written. Who will sit with people and hear their questions?"
    if not any(_has(channel, SMALL_GROUP_WORDS) for channel in told):
        return "No small group yet. Which leader could meet twelve people for an hour?"
    return ""


def leader_notice(owners: Sequence[CellValue], names: CellNames) -> str:
    """Return a question about a plan in which no leader speaks.

    Args:
        owners: The owner of each row; empty ones are left out.
        names: Who the owners are.
    """
    people = [person for owner in owners if (person := names.participant(owner)) is not None]
    if len(people) < _FEWEST_ROWS or any(person.is_leader for person in people):
        return ""
    if not any(person.is_leader for person in names.participants):
        return ""
    return "No leader speaks in this plan yet. Which message would people want to hear from one?"


def group_notice(groups: Sequence[CellValue], names: CellNames) -> str:
    """Return a question about a plan in which one group has every part.

    Args:
        groups: The group of each row; empty ones are left out.
        names: Who the groups are.
    """
    told = [group for group in groups if group]
    if len(told) < _FEWEST_ROWS or len({str(group) for group in told}) > 1:
        return ""
    group = names.group(told[0])
    name = group.name if group else str(told[0])
    return f"Every part is with {name}. Which other group would be missed?"


def share_line(exercise: Exercise, rows: Sequence[GridRow]) -> str:
    """Return what the shares of a grid add up to, such as "Attention now adds up to 110.", or nothing.

    Args:
        exercise: The grid.
        rows: Its rows.
    """
    sums = [
        (column.title, sum(shares))
        for column in exercise.columns
        if column.type is ColumnType.PERCENT and (shares := _shares(column, rows))
    ]
    if not sums:
        return ""
    (title, total), *others = sums
    rest = "".join(f", {_lowered(name)} to {number}" for name, number in others)
    return f"{title} adds up to {total}{rest}."


def shares_are_off(exercise: Exercise, rows: Sequence[GridRow]) -> bool:
    """Return whether a column of shares is above 100, or full and not 100.

    Args:
        exercise: The grid.
        rows: Its rows.
    """
    written = [row for row in rows if row.says_something]
    for column in exercise.columns:
        shares = _shares(column, written) if column.type is ColumnType.PERCENT else []
        full = len(shares) == len(written) and len(written) >= _FEWEST_ROWS
        if shares and (sum(shares) > WHOLE or (full and sum(shares) != WHOLE)):
            return True
    return False


def many_rows_line(exercise: Exercise, rows: Sequence[GridRow]) -> str:
    """Return a quiet line when a grid has more rows than the method suggests, or nothing."""
    written = sum(1 for row in rows if row.cells)
    if exercise.most_rows is None or written <= exercise.most_rows:
        return ""
    return f"There are {written} now. Which of them could go into another?"


def _shares(column: Column, rows: Sequence[GridRow]) -> list[int]:
    values = [row.cells.get(column.id) for row in rows]
    return [value for value in values if isinstance(value, int) and is_whole(value, WHOLE)]


def _leader_notice(
    columns: Mapping[str, Column], written: Sequence[Mapping[str, CellValue]], names: CellNames
) -> str:
    owner = columns.get(OWNER_COLUMN)
    if owner is None or owner.type is not ColumnType.PERSON:
        return ""
    return leader_notice([cells.get(owner.id) for cells in written], names)


def _has(channel: str, words: Sequence[str]) -> bool:
    return any(word in channel for word in words)


def _lowered(title: str) -> str:
    """Return a title as it goes on inside a sentence."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]

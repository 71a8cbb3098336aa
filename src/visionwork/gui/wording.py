"""Small phrases that several screens share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from visionwork.domain.counting import counted
from visionwork.domain.days import day_and_month, short_day, short_day_and_month, weekday, whole_day
from visionwork.gui.file_names import restored_from


def long_day(day: date) -> str:
    """Return a day as "Thursday 12 February"."""
    return f"{weekday(day)} {day_and_month(day)}"


def when_opened(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it: "Today, 10:42", "26 February", "26 February 2024"."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"Today, {moment:%H:%M}"
    if days == 1:
        return f"Yesterday, {moment:%H:%M}"
    return day_and_month(moment) if 0 < days < 300 else whole_day(moment)


def backup_words(path: Path, today: date) -> str:
    """Say that a file was made of a backup, such as "Backup of 23 Nov, 02:31", or nothing when it was not."""
    kept = restored_from(path)
    if kept is None:
        return ""
    day = short_day_and_month(kept.date()) if kept.year == today.year else short_day(kept.date())
    return f"Backup of {day}, {kept:%H:%M}"


def people_in_room(people: int, groups: int) -> str:
    """Say who is in the room, such as "24 people in the room, 5 groups"."""
    if not people:
        return counted(groups, "group", "groups") if groups else "Nobody entered yet"
    return f"{counted(people, 'person', 'people')} in the room, {counted(groups, 'group', 'groups')}"

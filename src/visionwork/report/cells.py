"""What stands in the cells of a grid, as text on paper."""

from __future__ import annotations

from visionwork.domain.cells import BEST_RATING, GONE, WHOLE, choice_words, is_whole, link_targets
from visionwork.domain.days import short_day, stored_day
from visionwork.domain.entries import CellValue
from visionwork.domain.method import Column, ColumnType, Exercise
from visionwork.report.content import ReportContent


class CellReader:
    """Reads the cells of one grid; what they refer to is looked up once.

    Args:
        content: The report's content.
        exercise: The grid.
    """

    def __init__(self, content: ReportContent, exercise: Exercise) -> None:
        snapshot = content.snapshot
        linked = {column.links_to for column in exercise.columns if column.links_to}
        self._content = content
        self._people = {person.id: person.name for person in snapshot.participants}
        self._groups = {group.id: group.name for group in snapshot.groups}
        self._targets = {
            target.key: target.text
            for other in content.method.exercises()
            if other.id in linked
            for target in link_targets(other, snapshot)
        }

    def words(self, column: Column, value: CellValue) -> str:
        """Return a cell as words: as on screen, with the house's words for kinds of group.

        Args:
            column: The column of the cell.
            value: The stored value.
        """
        if value is None or value in ("", []):
            return ""
        match column.type:
            case ColumnType.RATING if is_whole(value, BEST_RATING):
                return f"{value}\u00a0of\u00a0{BEST_RATING}"
            case ColumnType.PERCENT if is_whole(value, WHOLE):
                return f"{value}%"
            case ColumnType.DATE if (day := stored_day(value)) is not None:
                return short_day(day)
            case ColumnType.PERSON if isinstance(value, int):
                return self._people.get(value, GONE)
            case ColumnType.GROUP if isinstance(value, int):
                return self._groups.get(value, GONE)
            case ColumnType.LINK if isinstance(value, list):
                return "\n".join(self._targets.get(str(key), GONE) for key in value)
            case ColumnType.CHOICE if isinstance(value, str) and value in column.options:
                return choice_words(value, self._content.snapshot.house_words)
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

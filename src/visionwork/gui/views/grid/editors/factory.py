"""Makes the editor of a column."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from visionwork.domain.cells import CellNames
from visionwork.domain.method import Column, ColumnType
from visionwork.gui.views.grid.cell_painter import CellPainter
from visionwork.gui.views.grid.content import choice_label, choice_mark, prominent_role
from visionwork.gui.views.grid.editors.base import CellEditor
from visionwork.gui.views.grid.editors.day import DayCellEditor
from visionwork.gui.views.grid.editors.link import LinkCellEditor
from visionwork.gui.views.grid.editors.percent import PercentCellEditor
from visionwork.gui.views.grid.editors.pick import Offer, PickCellEditor
from visionwork.gui.views.grid.editors.rating import RatingCellEditor
from visionwork.gui.views.grid.editors.text import TextCellEditor

_NO_PEOPLE = "Add people in the set-up"
_NO_GROUPS = "Add groups in the set-up"


def make_editor(
    column: Column,
    names: CellNames,
    painter: CellPainter,
    *,
    today: date,
    linked_title: str,
    parent: QWidget,
) -> CellEditor:
    """Return a new editor for a cell.

    Args:
        column: Its column.
        names: What ids stand for, and what is offered.
        painter: Knows where words go.
        today: The day, for dates without a year.
        linked_title: Title of the exercise that the column links to.
        parent: The viewport of the table.
    """
    match column.type:
        case ColumnType.RATING:
            return RatingCellEditor(painter, column.title, parent=parent)
        case ColumnType.PERCENT:
            return PercentCellEditor(painter, column.title, parent=parent)
        case ColumnType.DATE:
            return DayCellEditor(painter, column.title, today, parent=parent)
        case ColumnType.CHOICE:
            options = [
                Offer(option, choice_label(option, names.words), choice_mark(option))
                for option in column.options
            ]
            return PickCellEditor(painter, column.title, options, parent=parent)
        case ColumnType.PERSON:
            people = _people(names)
            return PickCellEditor(painter, column.title, people, setup_text=_NO_PEOPLE, parent=parent)
        case ColumnType.GROUP:
            groups = [Offer(group.id, group.name, group.kind) for group in names.offered_groups(column)]
            return PickCellEditor(painter, column.title, groups, setup_text=_NO_GROUPS, parent=parent)
        case ColumnType.LINK:
            return LinkCellEditor(painter, column.title, column, names, linked_title, parent=parent)
    return TextCellEditor(
        painter,
        column.title,
        role=prominent_role(column),
        single_line=column.type is ColumnType.TEXT,
        parent=parent,
    )


def _people(names: CellNames) -> list[Offer | None]:
    """Return leaders, a line, and everybody else."""
    people = names.offered_people()
    leaders = [Offer(person.id, person.name) for person in people if person.is_leader]
    others = [Offer(person.id, person.name) for person in people if not person.is_leader]
    return [*leaders, *([None] if leaders and others else []), *others]

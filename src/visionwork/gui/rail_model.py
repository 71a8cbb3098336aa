"""What the rail lists: steps with their exercises, then the pages beside the steps."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from visionwork.domain.method import Method
from visionwork.domain.progress import ExerciseStatus, exercise_status
from visionwork.domain.records import record
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.gui.widgets.progress import STATUS_WORDS, spoken_progress

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Role under which the model gives a whole RailRow."""

_Index = QModelIndex | QPersistentModelIndex


class RailKind(StrEnum):
    """Kinds of row, each drawn in its own way."""

    STEP = "step"
    EXERCISE = "exercise"
    GAP = "gap"
    LINK = "link"


@record
class RailRow:
    """One row of the rail.

    Attributes:
        kind: How it is drawn.
        page_id: Page it leads to; empty for a gap.
        title: What it says.
        number: Number of a step.
        statuses: Status of each exercise, for a step; of the one exercise, for an exercise.
        words: Muted words at the right of a link, such as "Draft 5".
        icon_name: Icon of a link.
        is_current: Whether the open page is this one, or, for a step, one of its exercises.
    """

    kind: RailKind
    page_id: str = ""
    title: str = ""
    number: int = 0
    statuses: tuple[ExerciseStatus, ...] = ()
    words: str = ""
    icon_name: str = ""
    is_current: bool = False

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        match self.kind:
            case RailKind.STEP:
                text = f"Step {self.number}, {self.title}, {spoken_progress(self.statuses)}"
            case RailKind.EXERCISE:
                text = f"{self.title}, {STATUS_WORDS[self.statuses[0]]}"
            case RailKind.GAP | RailKind.LINK:
                text = f"{self.title}, {self.words}" if self.words else self.title
        return f"{text}, open" if self.is_current and self.kind is not RailKind.STEP else text


def exercise_page(exercise_id: str) -> str:
    """Return the id of the page of an exercise."""
    return f"exercise:{exercise_id}"


def rail_rows(method: Method, snapshot: WorkshopSnapshot, page_id: str, folded: bool) -> list[RailRow]:
    """Return the rows for an open page.

    Only the step of the open page shows its exercises; a folded rail shows none.

    Args:
        method: The steps.
        snapshot: The workshop.
        page_id: Id of the open page.
        folded: Whether the rail shows step numbers only.
    """
    rows: list[RailRow] = []
    for step in method.steps:
        statuses = tuple(exercise_status(exercise, snapshot) for exercise in step.exercises)
        pages = [exercise_page(exercise.id) for exercise in step.exercises]
        active = page_id in pages
        rows.append(
            RailRow(
                RailKind.STEP,
                _way_in(pages, statuses),
                snapshot.fill(step.title),
                step.number,
                statuses,
                is_current=active,
            )
        )
        if active and not folded:
            rows += [
                RailRow(
                    RailKind.EXERCISE,
                    page,
                    snapshot.fill(exercise.title),
                    step.number,
                    (status,),
                    is_current=page == page_id,
                )
                for page, exercise, status in zip(pages, step.exercises, statuses, strict=True)
            ]
    rows.append(RailRow(RailKind.GAP))
    drafts = snapshot.statement_drafts()
    begun = bool(snapshot.current_text("statement").strip())
    statement = f"Draft {drafts[-1].number}" if drafts else "Begun" if begun else "Not begun"
    if drafts and drafts[-1].altered:
        statement = "Altered"
    rounds = str(len(snapshot.rounds)) if snapshot.rounds else "None"
    for page, title, words, icon_name in (
        ("statement", "Vision statement", statement, "file-text"),
        ("rounds", "Feedback rounds", rounds, "message-square"),
        ("export", "Export", "", "file-output"),
    ):
        rows.append(
            RailRow(RailKind.LINK, page, title, words=words, icon_name=icon_name, is_current=page == page_id)
        )
    return rows


def _way_in(pages: Sequence[str], statuses: Sequence[ExerciseStatus]) -> str:
    """Return where a click on a step leads: its first exercise that is not done."""
    for page, status in zip(pages, statuses, strict=True):
        if status is not ExerciseStatus.DONE:
            return page
    return pages[0] if pages else ""


class RailModel(QAbstractListModel):
    """The rows of the rail as a list model.

    Args:
        parent: Its owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RailRow] = []

    def set_rows(self, rows: list[RailRow]) -> bool:
        """Show other rows; return whether their number or order changed."""
        same_shape = [(r.kind, r.number, r.title) for r in rows] == [
            (r.kind, r.number, r.title) for r in self._rows
        ]
        if not same_shape:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return not same_shape

    def row_at(self, index: _Index) -> RailRow | None:
        """Return the row of an index, or None outside the list."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def index_of(self, page_id: str) -> QModelIndex:
        """Return the index of the row that stands for a page; invalid when there is none."""
        for wanted in (RailKind.EXERCISE, RailKind.LINK):
            for place, row in enumerate(self._rows):
                if row.kind is wanted and row.page_id == page_id:
                    return self.index(place)
        for place, row in enumerate(self._rows):
            if row.kind is RailKind.STEP and row.is_current:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return title, spoken text or the whole row."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None
        return row if role == ROW_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Leave gaps out of reach of mouse and keyboard."""
        row = self.row_at(index)
        if row is None or row.kind is RailKind.GAP:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

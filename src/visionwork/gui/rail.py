"""The rail at the left: where we are in the workshop, and the way to every page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QListView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from visionwork.domain.method import Method
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Session
from visionwork.gui.rail_delegate import AXIS, TEXT_LEFT, RailDelegate
from visionwork.gui.rail_model import RailModel, rail_rows
from visionwork.gui.style.parts import fill_rect
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton
from visionwork.gui.widgets.labels import ElidedLabel, plain_tooltip
from visionwork.gui.widgets.triangle import RelationshipTriangle, TriangleSize
from visionwork.gui.widgets.viewport import give_clear_viewport
from visionwork.gui.wording import long_day, people_in_room

WIDTH = 272
FOLDED_WIDTH = 2 * AXIS


class Rail(QFrame):
    """Title, list of steps and pages, and who is in the room; folds to a column of numbers.

    Args:
        parent: The widget it is in.

    Signals:
        page_requested: A row was chosen; carries the id of its page.
        fold_requested: The button at the foot was used; carries whether to fold.
    """

    page_requested = Signal(str)
    fold_requested = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._folded = False
        self._content: tuple[Method, WorkshopSnapshot, str] | None = None
        self._head = RailHead(parent=self)
        self.list = RailList(parent=self)
        self._foot = ElidedLabel("", "caption", "muted", parent=self)
        self._fold = IconButton("chevron-left", "Fold the rail", HEIGHT_BAR, framed=False, parent=self)
        self._head.clicked.connect(self._request_setup)
        self.list.row_chosen.connect(self.page_requested)
        self._fold.clicked.connect(self._request_fold)
        self._lay_out()
        self._theme.changed.connect(self._resize)
        self._resize()

    def set_folded(self, folded: bool) -> None:
        """Fold the rail to step numbers, or open it again."""
        if folded == self._folded:
            return
        self._folded = folded
        self._head.set_folded(folded)
        self._foot.setVisible(not folded)
        self._fold.set_icon_name("chevron-right" if folded else "chevron-left")
        self._fold.set_name("Open the rail" if folded else "Fold the rail")
        self._resize()
        self._refresh()

    def show_workshop(self, method: Method, snapshot: WorkshopSnapshot, page_id: str, today: date) -> None:
        """Show the state of a workshop with one page open.

        Args:
            method: Steps and exercises.
            snapshot: The workshop.
            page_id: The page that is open.
            today: The present day.
        """
        self._content = method, snapshot, page_id
        self._head.set_texts(snapshot.workshop.title, _session_line(snapshot, today))
        self._foot.setText(people_in_room(len(snapshot.participants), len(snapshot.groups)))
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line at the right."""
        painter = QPainter(self)
        fill_rect(painter, self.rect(), self._theme.color("sunken"))
        fill_rect(painter, QRect(self.width() - 1, 0, 1, self.height()), self._theme.color("hair"))

    def _lay_out(self) -> None:
        self._foot_row = QHBoxLayout()
        self._foot_row.setContentsMargins(20, 0, 10, 8)
        self._foot_row.addWidget(self._foot, 1)
        self._foot_row.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 1, 6)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addSpacing(12)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot_row)

    def _refresh(self) -> None:
        if self._content is None:
            return
        method, snapshot, page_id = self._content
        self.list.show_rows(rail_rows(method, snapshot, page_id, self._folded), page_id)

    def _resize(self) -> None:
        side = max(0, (FOLDED_WIDTH - self._fold.sizeHint().width()) // 2)
        self._foot_row.setContentsMargins(*((side, 0, 0, 8) if self._folded else (20, 0, 10, 8)))
        self.setFixedWidth(FOLDED_WIDTH if self._folded else self._theme.px(WIDTH))

    def _request_setup(self) -> None:
        self.page_requested.emit("setup")

    def _request_fold(self) -> None:
        self.fold_requested.emit(not self._folded)


class RailHead(QAbstractButton):
    """Logo, title and session of the workshop; leads to the set-up.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._folded = False
        self._logo = RelationshipTriangle(TriangleSize.LOGO, parent=self)
        self._title = ElidedLabel("", "body_bold", parent=self)
        self._session = ElidedLabel("", "caption", "muted", parent=self)
        for child in (self._logo, self._title, self._session):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # a button would lend its own
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._session)
        row = QHBoxLayout(self)
        row.setContentsMargins(AXIS - 12, 8, 12, 8)
        row.setSpacing(TEXT_LEFT - AXIS - 12)
        row.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_texts(self, title: str, session: str) -> None:
        """Name another workshop."""
        self._title.setText(title or "Untitled workshop")
        self._session.setText(session)
        self._session.setVisible(bool(session) and not self._folded)
        self.setAccessibleName(f"Set up {title}" if title else "Set up the workshop")
        self.setAccessibleDescription(session)
        self.setToolTip(plain_tooltip(f"{title}: set up the workshop"))

    def set_folded(self, folded: bool) -> None:
        """Show the logo alone, or the words as well."""
        self._folded = folded
        self._title.setVisible(not folded)
        self._session.setVisible(not folded and bool(self._session.text()))

    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(FOLDED_WIDTH, self._theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground while the mouse is over it."""
        if self.underMouse() or self.isDown():
            color = self._theme.color("hover" if self._theme.is_dark else "hair")
            fill_rect(QPainter(self), self.rect(), color)


class RailList(QListView):
    """The list of steps, exercises and pages; arrows move, Enter or Space opens.

    Args:
        parent: The widget it is in.

    Signals:
        row_chosen: A row was clicked or opened; carries the id of its page.
    """

    row_chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_clear_viewport(self)
        theme = Theme.of(self)
        self._rows = RailModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RailDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Steps and pages")
        self.setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: list, page_id: str) -> None:
        """Show other rows, with the cursor at the row of the open page.

        Args:
            rows: RailRows in order.
            page_id: Id of the open page.
        """
        moved = self._rows.set_rows(rows)
        index = self._rows.index_of(page_id)
        if index.isValid() and (moved or not self.hasFocus()):
            self.setCurrentIndex(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the next key acts on when a command puts the keyboard here."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            self._show_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row at the cursor on Enter and Space."""
        self._show_cursor()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name rows in a tooltip while the rail is folded."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._rows.row_at(self.indexAt(event.pos()))
            if row is not None and row.title and self.width() <= FOLDED_WIDTH:
                QToolTip.showText(event.globalPos(), plain_tooltip(row.title), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _show_cursor(self) -> None:
        """Let the row at the cursor have its ring, as after Tab: of other keys Qt does not count any."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None and row.page_id:
            self.row_chosen.emit(row.page_id)


def _session_line(snapshot: WorkshopSnapshot, today: date) -> str:
    """Say which session it is: the last one that has begun, else the first, else the day of the workshop."""
    sessions, held_on = snapshot.sessions, snapshot.workshop.held_on
    if not sessions:
        return long_day(held_on) if held_on else snapshot.workshop.organisation
    begun = [session for session in sessions if session.held_on is not None and session.held_on <= today]
    session = max(begun, key=_day_of) if begun else sessions[0]
    return f"{session.title}, {long_day(session.held_on)}" if session.held_on else session.title


def _day_of(session: Session) -> date:
    return session.held_on or date.min

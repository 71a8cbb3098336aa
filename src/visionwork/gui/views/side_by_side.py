"""The views of all groups beside each other, to be read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.rule import Rule

_COLUMN, _GAP, _PADDING = 220, 24, 24


@dataclass(frozen=True, slots=True)
class SideView:
    """What one column shows.

    Attributes:
        group_id: The group.
        name: Its name.
        kind: Its kind.
        count: How long its view is, such as "78 words".
        text: The view; may be empty.
    """

    group_id: int
    name: str
    kind: GroupKind
    count: str
    text: str


class SideBySide(QScrollArea):
    """A column a group; the columns scroll together, and their heads stay.

    In a form, promote a QScrollArea.

    Args:
        parent: The widget it is in.

    Signals:
        group_chosen: A group's view is to be written; carries the group's id.
    """

    group_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._views: tuple[SideView, ...] = ()
        self._columns: list[_Column] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = card = Card(parent=self)
        self._heads = _EqualColumns(parent=card)
        self._texts = _EqualColumns()
        self._area = QScrollArea(card)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Views of all groups, side by side")
        self._area.setWidget(self._texts)
        self._area.viewport().setAutoFillBackground(False)
        self._area.viewport().setBackgroundRole(QPalette.ColorRole.Base)  # for the scroll bar's ground
        self._texts.setAutoFillBackground(False)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self._heads)
        rows.addWidget(Rule(parent=card))
        rows.addWidget(self._area, 1)
        self.setWidget(card)
        self._theme.changed.connect(self._fit)

    def show_views(self, views: Sequence[SideView]) -> None:
        """Show other views; columns of the same groups are kept, and with them the place in the text."""
        views = tuple(views)
        if views == self._views:
            return
        if [view.group_id for view in views] != [view.group_id for view in self._views]:
            self._build(len(views))
        for column, view in zip(self._columns, views, strict=True):
            column.show_view(view)
        self._views = views

    def views(self) -> tuple[SideView, ...]:
        """Return what is shown."""
        return self._views

    def focus_texts(self) -> None:
        """Put the keyboard where arrows and page keys scroll."""
        self._area.setFocus()

    def _build(self, count: int) -> None:
        for column in self._columns:
            column.dissolve()
        self._columns = []
        self._heads.forget_all()
        self._texts.forget_all()
        scroll_bar = self._area.verticalScrollBar().sizeHint().width()
        self._heads.set_edges(12, 6, beside=scroll_bar)
        self._texts.set_edges(14, 20)
        for _ in range(count):
            column = _Column(self._heads, self._texts)
            column.chosen.connect(self.group_chosen)
            self._heads.add(column)
            self._texts.add(column.text_label)
            self._columns.append(column)
        self._fit()

    def _fit(self) -> None:
        least = len(self._columns) * (self._theme.px(_COLUMN) + _GAP) + 2 * _PADDING
        self._card.setMinimumWidth(least)


class _EqualColumns(QWidget):
    """Widgets in columns of one width, whatever is in them, with a rule between two."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._widgets: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)

    def set_edges(self, top: int, bottom: int, *, beside: int = 0) -> None:
        """Leave room above and below the columns, and at the right for what is there, in pixels."""
        self._row.setContentsMargins(_PADDING, top, _PADDING + beside, bottom)

    def add(self, widget: QWidget) -> None:
        """Add a column at the right."""
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        self._row.addWidget(widget, 1)
        self._widgets.append(widget)

    def forget_all(self) -> None:
        """Begin anew, since the columns are gone."""
        self._widgets.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rules."""
        painter = QPainter(self)
        for widget in self._widgets[1:]:
            left = widget.x() - _GAP // 2
            painter.fillRect(left, 0, 1, self.height(), self._theme.color("hair"))


class _Column(QWidget):
    """Head and text of one group.

    Signals:
        chosen: The view is to be written; carries the group's id.
    """

    chosen = Signal(int)

    def __init__(self, head_parent: QWidget, text_parent: QWidget) -> None:
        super().__init__(head_parent)
        self._group_id = 0
        self._mark = GroupMark(size=10, parent=self)
        self._name = ElidedLabel("", "body_bold", parent=self)
        self._count = PlainLabel("", "caption", "muted", parent=self)
        self._write = QuietButton("Write", "", HEIGHT_BAR, parent=self)
        self._write.clicked.connect(self._choose)
        self.text_label = PlainLabel("", "comment", wrap=True, parent=text_parent)
        self.text_label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name = QHBoxLayout()
        name.setSpacing(8)
        name.addWidget(self._mark)
        name.addWidget(self._name, 1)
        below = QHBoxLayout()
        below.addWidget(self._count)
        below.addStretch(1)
        below.addWidget(self._write)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(name)
        rows.addLayout(below)

    def show_view(self, view: SideView) -> None:
        """Show a group's view, or that there is none."""
        self._group_id = view.group_id
        self._mark.set_kind(view.kind)
        self._name.setText(view.name)
        self._name.set_group_color(view.kind)
        self._count.setText(view.count)
        self._write.setAccessibleName(f"Write the view of {view.name}")
        paragraphs = [line for line in view.text.split("\n") if line.strip()]
        self.text_label.setText("\n\n".join(paragraphs) or "Nobody has written for them yet.")
        self.text_label.set_role("comment" if paragraphs else "cell")
        self.text_label.set_color("ink" if paragraphs else "muted")

    def dissolve(self) -> None:
        """Take head and text away."""
        for widget in (self, self.text_label):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()

    def _choose(self) -> None:
        self.chosen.emit(self._group_id)

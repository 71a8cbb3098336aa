"""The adopter curve: who is with us today and in a year, group by group, and the plan below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.adoption import BANDS, CurveShares, Moment, overall_shares, people_moved
from visionwork.domain.groups import Group, of_kind
from visionwork.domain.method import Exercise
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.theme import Theme
from visionwork.gui.views.adopter_chart import AdopterChart
from visionwork.gui.views.curve_legend import CurveLegend
from visionwork.gui.views.group_stands import GroupStands
from visionwork.gui.views.plan_overview import PlanOverview
from visionwork.gui.views.share_row import ShareRow
from visionwork.gui.widgets.buttons import QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule
from visionwork.gui.widgets.tab_bar import TabBar
from visionwork.gui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

Shares = tuple[int, int, int, int]

FIRST_GUESS: Shares = (16, 34, 34, 16)
"""What a room begins with: the shares of Rogers, Diffusion of Innovations, 1962, in four bands."""

_SIDE_WIDTH = 336
_BESIDE_FROM = 960
_CHART_HEIGHTS = 200, 300
_MOST_STANDS = 232
_NO_LIMIT = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""


class CurveCapture(WorkshopPage):
    """A curve exercise.

    Args:
        context: The open workshop.
        exercise: A curve exercise.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        form = load_form("curve_capture", self)
        self._tabs = form.widget(TabBar, "group_tabs")
        self._tabs.setAccessibleName("Groups")
        self._heading = form.widget(PlainLabel, "heading_label")
        self._chart = form.widget(AdopterChart, "chart")
        self._source = form.widget(PlainLabel, "source_label")
        self._chart_card = form.widget(Card, "chart_card")
        self._side_card = form.widget(Card, "side_card")
        self._legend = form.widget(CurveLegend, "legend")
        self._numbers = form.widget(QuietButton, "numbers_button")
        self._numbers_open = False
        self._stands = form.widget(GroupStands, "group_stands")
        self._question_rows = form.widget(QVBoxLayout, "question_layout")
        self._top = form.widget(QBoxLayout, "top_layout")
        tabs_policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tabs.setSizePolicy(tabs_policy)  # many groups scroll; they never widen the page
        self._rows = {
            Moment.TODAY: ShareRow(Moment.TODAY, "Say where they stand today", parent=self),
            Moment.TARGET: ShareRow(Moment.TARGET, "Set a target", parent=self),
        }
        for row in self._rows.values():
            form.widget(QVBoxLayout, "rows_layout").addWidget(row)
            row.shares_changed.connect(self._on_shares_changed)
            row.begin_requested.connect(self._on_begin_requested)
            row.entry_ended.connect(self._end_step)
        self._plan = PlanOverview(context, parent=self)
        self._plan.exercise_requested.connect(self._on_exercise_requested)
        self._host = host = form.widget(QVBoxLayout, "host_layout")
        host.addWidget(self._plan)
        host.addStretch()
        self._empty = EmptyState(
            "This workshop has no group for the curve yet.",
            context.fill(
                "Say which groups of {employees} and {managers} there are, and how many people each has."
            ),
            "Add a group",
            parent=self,
        )
        self._empty.action_requested.connect(self._ask_setup)
        host.insertWidget(0, self._empty)
        self._groups: tuple[Group, ...] = ()
        self._shown_group: int | None = None
        self._chart.shares_changed.connect(self._on_dragged)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._numbers.clicked.connect(self._on_numbers_clicked)
        self._soon = QTimer(self)  # what was just built tells its height once it is laid out
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._share_room)
        context.theme.changed.connect(self._soon.start)

    def concerns(self, change: Change) -> bool:
        """Return whether shares, groups or the plan changed."""
        return bool({"curve", "stakeholder_group", "grid_row", "participant", "house_word"} & change.tables)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the groups below the chart where both do not fit beside each other."""
        super().resizeEvent(event)
        self._share_room()
        self._soon.start()

    def _share_room(self) -> None:
        """Give the chart the height that leaves the plan below it in sight, within what can be read."""
        theme = Theme.of(self)
        beside = self.width() >= theme.px(_BESIDE_FROM)
        self._top.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._side_card.setMaximumWidth(theme.px(_SIDE_WIDTH) if beside else _NO_LIMIT)
        self._side_card.setMinimumWidth(theme.px(_SIDE_WIDTH) if beside else 0)
        self._stands.set_most(theme.px(_MOST_STANDS) if beside else None)
        around = self._chart_card.minimumSizeHint().height() - self._chart.minimumHeight()
        gaps = 2 * self._host.spacing()
        plan = self._plan.heightForWidth(self.width())
        left = self.height() - self._tabs.sizeHint().height() - gaps - around - plan
        least, most = (theme.px(height) for height in _CHART_HEIGHTS)
        self._chart.setMinimumHeight(max(least, min(most, left)))

    def focus_first(self) -> None:
        """Put the keyboard on the groups."""
        self._tabs.setFocus()

    def reload(self) -> None:
        """Show shares, groups and plan as the document has them."""
        groups = of_kind(self.context.snapshot.groups, *self.exercise.kinds)
        if groups != self._groups or not self._tabs.count():
            self._build_tabs(groups)
        self._empty.setVisible(not groups)
        for part in (self._tabs, self._chart_card, self._side_card):
            part.setVisible(bool(groups))
        self._show_group()
        self._show_side()
        self._plan.reload()
        self._soon.start()
        follow_layout(self)

    def _build_tabs(self, groups: tuple[Group, ...]) -> None:
        current = self._group()
        self._groups = groups
        with QSignalBlocker(self._tabs):
            self._tabs.clear_tabs()
            for group in groups:
                self._tabs.add_tab(
                    group.name, "" if group.headcount is None else str(group.headcount), group.kind
                )
            if len(groups) > 1:
                self._tabs.add_tab("All together")
            places = [place for place, group in enumerate(groups) if current and group.id == current.id]
            self._tabs.setCurrentIndex(places[0] if places else 0)

    def _group(self) -> Group | None:
        place = self._tabs.currentIndex()
        return self._groups[place] if 0 <= place < len(self._groups) else None

    def _show_group(self) -> None:
        group = self._group()
        today, target = (self._shares(group, moment) for moment in Moment)
        editable = group is not None and not self.context.read_only
        people = group.headcount if group else self._headcount()
        name = group.name if group else "All groups together"
        size = f": {people} people, as the room sees them" if people else ", as the room sees them"
        self._heading.setText(name + size)
        shown = group.id if group is not None else None
        for moment, shares in ((Moment.TODAY, today), (Moment.TARGET, target)):
            if shown != self._shown_group:
                self._rows[moment].forget_typed()
            self._rows[moment].show_shares(shares, editable=editable)
        self._shown_group = shown
        kept = {moment: row.typed() for moment, row in self._rows.items()}
        self._chart.show_shares(today, target, editable=editable, kept=kept)
        self._legend.show_moments(*(m for m, s in ((Moment.TODAY, today), (Moment.TARGET, target)) if s))
        self._show_numbers(editable=editable, known=today is not None and target is not None)

    def _show_numbers(self, *, editable: bool, known: bool) -> None:
        """Show the fields while shares are missing or are being changed; else the chart tells them."""
        open_now = editable and (self._numbers_open or not known)
        for row in self._rows.values():
            row.setVisible(open_now)
        self._numbers.setVisible(editable and known)
        self._numbers.setText("Hide the numbers" if open_now else "Change the numbers")
        self._numbers.updateGeometry()
        if self._group() is None:
            told = (
                "Each group weighs as many as it has people; where a number is missing, all weigh the same."
            )
        elif not editable:
            told = ""
        elif open_now:
            told = (
                "Drag a point or change a number. What you type stays; the others follow and add up to 100."
            )
        else:
            told = "Drag a point; the other shares follow and add up to 100."
        self._source.setText(told)

    def _on_numbers_clicked(self) -> None:
        self._numbers_open = not self._numbers_open
        self._show_group()
        self._soon.start()
        if self._numbers_open:
            self._rows[Moment.TODAY].focus_first()

    def _shares(self, group: Group | None, moment: Moment) -> Shares | None:
        curves = [
            c
            for c in self.context.snapshot.curves
            if c.exercise_id == self.exercise.id and c.moment is moment
        ]
        if group is not None:
            return next((curve.shares for curve in curves if curve.group_id == group.id), None)
        return overall_shares([(c.shares, self._headcount_of(c)) for c in curves if c.group_id is not None])

    def _headcount_of(self, curve: CurveShares) -> int | None:
        group = self.context.snapshot.group(curve.group_id or 0)
        return group.headcount if group else None

    def _headcount(self) -> int | None:
        counts = [group.headcount for group in self._groups]
        return sum(count for count in counts if count) if all(counts) else None

    def _show_side(self) -> None:
        self._stands.show_groups([(group, self._stand(group)) for group in self._groups])
        while (item := self._question_rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        question = self._question()
        if question:
            self._question_rows.addWidget(Rule(Qt.Orientation.Horizontal, "hair", parent=self))
            self._question_rows.addWidget(_Question(question, parent=self))

    def _stand(self, group: Group) -> str:
        today, target = (self._shares(group, moment) for moment in Moment)
        if today is None:
            return "Nobody has said yet."
        early = f"{today[0] + today[1]} in 100 join early today"
        return f"{early}; {target[0] + target[1]} is the target." if target else f"{early}. No target yet."

    def _question(self) -> str:
        """Return one question that turns points into people, or nothing to ask."""
        group = self._group()
        today, target = (self._shares(group, moment) for moment in Moment)
        people = group.headcount if group else self._headcount()
        if today is None or target is None or not people:
            return ""
        gains = [after - before for before, after in zip(today, target, strict=True)]
        band = max(range(4), key=lambda place: gains[place])
        moved = people_moved(today, target, people)[band]
        if moved < 1:
            return ""
        who = "one person" if moved == 1 else f"about {moved} people"
        return f"Moving “{BANDS[band]}” by {gains[band]} points takes {who}. Which teams are they in?"

    def _on_tab_changed(self, _place: int) -> None:
        self._show_group()
        self._show_side()
        self._soon.start()

    def _on_shares_changed(self, moment: Moment, shares: Shares) -> None:
        group = self._group()
        if group is not None:
            self.context.run(
                lambda: self.context.document.curves.set_shares(self.exercise.id, group.id, moment, shares)
            )

    def _on_dragged(self, moment: Moment, shares: Shares) -> None:
        self._end_step()
        self._on_shares_changed(moment, shares)
        self._end_step()

    def _end_step(self) -> None:
        """Let undo take back what was said last by itself."""
        self.context.document.store.seal()

    def _on_begin_requested(self, moment: Moment) -> None:
        today = self._shares(self._group(), Moment.TODAY)
        self._numbers_open = True
        self._on_shares_changed(moment, today if moment is Moment.TARGET and today else FIRST_GUESS)
        self._end_step()
        self._rows[moment].focus_first()

    def _on_exercise_requested(self, exercise_id: str) -> None:
        self.context.page_requested.emit(f"exercise:{exercise_id}")

    def _ask_setup(self) -> None:
        self.context.page_requested.emit("setup")


class _Question(QWidget):
    """A question with the sign for "worth a thought"."""

    def __init__(self, question: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconView("info", "ink2", beside="cell", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(question, role="cell", color="ink2", wrap=True, parent=self), 1)

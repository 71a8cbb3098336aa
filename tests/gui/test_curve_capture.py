"""The adopter curve as a room fills it: shares that add to 100, group by group, with undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from visionwork.domain.adoption import Moment
from visionwork.domain.groups import GroupKind
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.curve_capture import FIRST_GUESS, CurveCapture


@pytest.fixture
def page(qtbot: QtBot, context: WorkshopContext) -> CurveCapture:
    context.document.groups.add("Deck crew", GroupKind.EMPLOYEES, 100)
    context.document.groups.add("Ticket office", GroupKind.EMPLOYEES, 300)
    capture = CurveCapture(context, context.method.exercise("adopter-curve"))
    qtbot.addWidget(capture)
    capture.resize(1100, 900)
    capture.show()
    return capture


def fields(page: CurveCapture, moment: Moment) -> list[QSpinBox]:
    return page._rows[moment].findChildren(QSpinBox)


def stored(context: WorkshopContext, moment: Moment, group: int = 0) -> tuple[int, int, int, int]:
    group_id = context.snapshot.groups[group].id
    return next(c.shares for c in context.snapshot.curves if c.group_id == group_id and c.moment is moment)


def test_a_first_guess_is_one_click_away_and_the_target_begins_as_today(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    assert stored(context, Moment.TODAY) == FIRST_GUESS
    fields(page, Moment.TODAY)[0].setValue(4)
    qtbot.mouseClick(page._rows[Moment.TARGET]._begin, Qt.MouseButton.LeftButton)
    assert stored(context, Moment.TARGET) == stored(context, Moment.TODAY)


def test_a_number_that_is_changed_moves_the_others_and_all_add_to_100(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    for band, value in ((0, 30), (2, 70), (3, 100), (1, 1)):
        fields(page, Moment.TODAY)[band].setValue(value)
        shown = [field.value() for field in fields(page, Moment.TODAY)]
        assert sum(shown) == 100
        assert shown[band] == value
        assert tuple(shown) == stored(context, Moment.TODAY)


def test_a_dragged_point_changes_its_band_and_undo_takes_it_back(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    chart = page._chart
    qtbot.waitUntil(lambda: chart.height() >= 260)
    geometry = chart._geometry()
    point = QPointF(geometry.x(1), chart.height() - geometry.y(34))
    lower = QPointF(geometry.x(1), chart.height() - geometry.y(14))
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=point.toPoint())
    qtbot.mouseMove(chart, lower.toPoint())
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=lower.toPoint())
    assert stored(context, Moment.TODAY)[1] in (13, 14, 15)
    context.document.store.seal()
    context.undo()
    assert not context.snapshot.curves or stored(context, Moment.TODAY) == FIRST_GUESS


def test_all_together_weighs_groups_by_their_people(page: CurveCapture, context: WorkshopContext) -> None:
    exercise = page.exercise.id
    one, other = context.snapshot.groups
    context.document.curves.set_shares(exercise, one.id, Moment.TODAY, (100, 0, 0, 0))
    context.document.curves.set_shares(exercise, other.id, Moment.TODAY, (0, 0, 0, 100))
    page._tabs.setCurrentIndex(2)
    assert "25 percent" in page._chart.accessibleDescription()
    assert "400 people" in page._heading.text()
    assert all(row.isHidden() for row in page._rows.values())


def test_the_question_turns_points_into_people(page: CurveCapture, context: WorkshopContext) -> None:
    group = context.snapshot.groups[1]
    for moment, shares in ((Moment.TODAY, (10, 20, 50, 20)), (Moment.TARGET, (10, 40, 40, 10))):
        context.document.curves.set_shares(page.exercise.id, group.id, moment, shares)
    page._tabs.setCurrentIndex(1)
    assert "20 points" in page._question()
    assert "about 60 people" in page._question()


def test_without_groups_the_page_leads_to_set_up(qtbot: QtBot, context: WorkshopContext) -> None:
    capture = CurveCapture(context, context.method.exercise("adopter-curve"))
    qtbot.addWidget(capture)
    capture.show()
    assert capture._empty.isVisible()
    with qtbot.waitSignal(context.page_requested) as asked:
        capture._empty.action_requested.emit()
    assert asked.args == ["setup"]


def test_four_known_numbers_can_be_typed_and_stay(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    for field, number in zip(fields(page, Moment.TODAY), ("5", "20", "40", "35"), strict=True):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, number)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stored(context, Moment.TODAY) == (5, 20, 40, 35)
    assert [field.value() for field in fields(page, Moment.TODAY)] == [5, 20, 40, 35]


def test_numbers_of_another_group_give_way_again(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    fields(page, Moment.TODAY)[0].setValue(20)
    page._tabs.setCurrentIndex(1)
    qtbot.mouseClick(page._rows[Moment.TODAY]._begin, Qt.MouseButton.LeftButton)
    fields(page, Moment.TODAY)[1].setValue(67)
    assert stored(context, Moment.TODAY, group=1) == (8, 67, 17, 8)


def test_numbers_make_room_for_the_plan_once_both_curves_are_drawn(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    group = context.snapshot.groups[0]
    assert page._rows[Moment.TODAY].isVisible()
    for moment, shares in ((Moment.TODAY, (10, 20, 50, 20)), (Moment.TARGET, (10, 40, 40, 10))):
        context.document.curves.set_shares(page.exercise.id, group.id, moment, shares)
    assert not any(row.isVisible() for row in page._rows.values())
    before = page._chart_card.minimumSizeHint().height()
    qtbot.mouseClick(page._numbers, Qt.MouseButton.LeftButton)
    assert all(row.isVisible() for row in page._rows.values())
    assert page._chart_card.minimumSizeHint().height() > before
    fields(page, Moment.TARGET)[0].setValue(20)
    assert stored(context, Moment.TARGET)[0] == 20
    qtbot.mouseClick(page._numbers, Qt.MouseButton.LeftButton)
    assert not any(row.isVisible() for row in page._rows.values())


def test_many_groups_scroll_beside_the_chart_and_leave_the_plan_its_place(
    qtbot: QtBot, page: CurveCapture, context: WorkshopContext
) -> None:
    page.resize(1100, 640)
    with context.document.store.together():
        for number in range(20):
            context.document.groups.add(f"Crew of boat {number}", GroupKind.EMPLOYEES, 40)
    qtbot.waitUntil(lambda: not page._soon.isActive())
    QApplication.processEvents()
    bar = page._stands.verticalScrollBar()
    assert bar.maximum() > 0
    assert page._stands.sizeHint().height() == context.theme.px(232)
    assert page._stands.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert page._plan.y() < page.height()

"""Cards, banners, fields, marks and the other small parts."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind
from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, QuietButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.date_field import DateField
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.field import Field
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.note_card import NoteCard
from visionwork.gui.widgets.page_fade import show_page
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.gui.widgets.progress import StatusMark, spoken_progress
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.gui.widgets.triangle import EDGES, Node, RelationshipTriangle, TriangleSize, TriangleState


def spoken(widget: QWidget) -> tuple[str, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description)


def colors(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name() for x, y in places}


def has(widget: QWidget, color: QColor) -> bool:
    return color.name() in colors(widget)


def test_a_card_has_an_ink_border_while_its_editor_is_used(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    card, elsewhere = Card(parent=page), QLineEdit(page)
    column = QVBoxLayout(page)
    column.addWidget(card)
    column.addWidget(elsewhere)
    editor = QPlainTextEdit()
    QVBoxLayout(card).addWidget(editor)
    card.follow_editor(editor)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    editor.setFocus()
    assert card.is_active()
    assert card.grab().toImage().pixelColor(card.width() // 2, 0) == theme.color("ink")
    elsewhere.setFocus()
    assert not card.is_active()


def test_a_banner_says_what_happened_and_offers_what_to_do(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner("Draft 5 drops three of the groups.", "69 people read Draft 4.")
    qtbot.addWidget(banner)
    compare, keep = SecondaryButton("Compare with Draft 4"), QuietButton("Keep, and say why…")
    banner.add_action(compare)
    banner.add_action(keep)
    assert spoken(banner) == ("Draft 5 drops three of the groups.", "69 people read Draft 4.")
    assert compare.sizeHint().height() == HEIGHT_BANNER
    assert has(banner, theme.color("warn"))


def test_a_field_is_named_by_its_label(qtbot: QtBot, theme: Theme) -> None:
    edit = QLineEdit()
    field = Field("&Group name", edit, "As people call it.")
    qtbot.addWidget(field)
    assert spoken(edit) == ("Group name", "As people call it.")


def test_an_error_is_shown_spoken_and_taken_back(qtbot: QtBot, theme: Theme) -> None:
    edit = QLineEdit("Sales")
    field = Field("Group name", edit, "As people call it.")
    qtbot.addWidget(field)
    field.show()
    field.set_error("Another group has this name. Add a place.")
    seen = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert seen == ["Group name", "Another group has this name. Add a place."]
    assert spoken(edit)[1] == "Another group has this name. Add a place."
    assert has(edit, theme.color("danger"))
    field.set_error("")
    assert not has(edit, theme.color("danger"))
    assert spoken(edit)[1] == "As people call it."


def test_an_empty_state_leads_on(qtbot: QtBot, theme: Theme) -> None:
    state = EmptyState("No drafts yet", "Write two or three sentences.", "Start from the cards")
    qtbot.addWidget(state)
    state.show()
    (button,) = state.findChildren(QPushButton)
    with qtbot.waitSignal(state.action_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    state.set_state("No drafts yet", "Write two or three sentences.")
    assert not button.isVisible()


def test_a_note_names_one_group(qtbot: QtBot, theme: Theme) -> None:
    note = NoteCard("Managers have no view yet", "Ask them what would change.", GroupKind.MANAGERS)
    qtbot.addWidget(note)
    assert spoken(note) == ("Managers have no view yet", "Ask them what would change.")
    assert has(note, theme.group_color(GroupKind.MANAGERS))


@pytest.mark.parametrize("kind", list(GroupKind))
def test_a_mark_is_filled_when_present_and_hollow_when_absent(
    qtbot: QtBot, theme: Theme, kind: GroupKind
) -> None:
    for present in (True, False):
        mark = GroupMark(kind, present=present, size=24)
        qtbot.addWidget(mark)
        mark.resize(mark.sizeHint())
        assert has(mark, theme.group_color(kind)) is present


def test_kinds_differ_by_shape_alone(qtbot: QtBot, theme: Theme) -> None:
    shapes = set()
    for kind in GroupKind:
        mark = GroupMark(kind, size=24)
        qtbot.addWidget(mark)
        picture = mark.grab().toImage()
        ground = theme.color("paper").name()
        shapes.add(
            "".join(
                " " if picture.pixelColor(x, y).name() == ground else "x"
                for y in range(picture.height())
                for x in range(picture.width())
            )
        )
    assert len(shapes) == len(GroupKind)


def test_progress_is_spoken(qtbot: QtBot, theme: Theme) -> None:
    empty, begun, done = ExerciseStatus.EMPTY, ExerciseStatus.BEGUN, ExerciseStatus.DONE
    assert spoken_progress([done, begun, empty, empty]) == "1 of 4 done, 1 in progress"
    assert spoken_progress([done, done]) == "2 of 2 done"
    mark = StatusMark(begun)
    qtbot.addWidget(mark)
    assert spoken(mark)[0] == "in progress"


def test_the_triangle_shows_and_tells_who_is_missing(qtbot: QtBot, theme: Theme) -> None:
    state = TriangleState(
        frozenset((Node.ORGANISATION, Node.CUSTOMERS)),
        frozenset(EDGES[1:2]),
        {Node.ORGANISATION: "Aldermoor", Node.CUSTOMERS: "Clients"},
    )
    triangle = RelationshipTriangle(TriangleSize.PAGE, state)
    qtbot.addWidget(triangle)
    triangle.resize(triangle.sizeHint())
    assert spoken(triangle)[0] == "Named: Aldermoor, Clients. Not named: Employees, Community."
    assert has(triangle, theme.group_color(GroupKind.CUSTOMERS))
    assert not has(triangle, theme.group_color(GroupKind.EMPLOYEES))
    triangle.set_state(TriangleState())
    assert has(triangle, theme.group_color(GroupKind.EMPLOYEES))
    assert "Not named" not in spoken(triangle)[0]


def test_the_triangle_makes_room_for_long_names(qtbot: QtBot, theme: Theme) -> None:
    triangle = RelationshipTriangle()
    qtbot.addWidget(triangle)
    usual = triangle.sizeHint().width()
    triangle.set_state(TriangleState(labels={Node.CUSTOMERS: "Public sector clients and partners"}))
    assert triangle.sizeHint().width() > usual


def test_the_triangle_moves_aside_for_a_long_name(qtbot: QtBot, theme: Theme) -> None:
    triangle = RelationshipTriangle()
    qtbot.addWidget(triangle)
    triangle.resize(296, triangle.sizeHint().height())
    middle = triangle._points()[Node.ORGANISATION].x()
    triangle.set_state(TriangleState(labels={Node.EMPLOYEES: "Mitarbeitende", Node.CUSTOMERS: "Kunden"}))
    assert triangle._points()[Node.ORGANISATION].x() > middle
    room = triangle._points()[Node.EMPLOYEES].x() - triangle._reach()
    assert room >= QFontMetrics(theme.font("button")).horizontalAdvance("Mitarbeitende")


def test_the_save_status_never_promises_too_much(qtbot: QtBot, theme: Theme) -> None:
    status = SaveStatus()
    qtbot.addWidget(status)
    assert status.text() == ""
    status.show_saving()
    assert status.text() == "Saving…"
    status.show_saved(time(10, 42))
    assert spoken(status)[0] == "Saved on this computer, 10:42"
    status.show_not_saved(time(10, 42))
    assert status.text() == "Not saved since 10:42"
    status.show_read_only()
    assert status.text() == "Open to read"


def test_a_page_header_names_the_page(qtbot: QtBot, theme: Theme) -> None:
    header = PageHeader("Vision statement", "What we want to be to each other")
    qtbot.addWidget(header)
    assert spoken(header) == ("What we want to be to each other", "Vision statement")
    header.set_texts("", "Export")
    assert header.title() == "Export"


def test_a_date_goes_in_and_comes_out(qtbot: QtBot, theme: Theme) -> None:
    field = DateField(date(2026, 3, 12))
    qtbot.addWidget(field)
    assert field.text() == "12 March 2026"
    field.set_day(date(2027, 1, 1))
    assert field.day() == date(2027, 1, 1)


@pytest.mark.parametrize("allowed", [True, False])
def test_a_page_fades_in_unless_motion_is_unwanted(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    monkeypatch.setattr(theme, "motion_allowed", lambda: allowed)
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    pages = QWidget(), QWidget()
    for page in pages:
        stack.addWidget(page)
    stack.show()
    show_page(stack, pages[1])
    assert stack.currentWidget() is pages[1]
    assert (pages[1].graphicsEffect() is not None) == allowed
    qtbot.waitUntil(lambda: pages[1].graphicsEffect() is None)


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_a_choice_is_wide_enough_for_its_words_at_every_text_size(
    qtbot: QtBot, theme: Theme, percent: int
) -> None:
    theme.set_text_percent(percent)
    box = QComboBox()
    qtbot.addWidget(box)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.addItems(["Draft 14", "Draft 5"])
    box.resize(box.sizeHint())
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(control, option, part, box).width()
    assert room >= box.fontMetrics().horizontalAdvance("Draft 14") + 2

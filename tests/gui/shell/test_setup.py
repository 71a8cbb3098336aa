"""Setting a workshop up: everything stores itself, and nothing wrong is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.main_window import MainWindow
from visionwork.gui.setup.dates_section import DatesSection
from visionwork.gui.setup.groups_section import GroupRow, GroupsSection
from visionwork.gui.setup.logo_section import MOST_BYTES, LogoSection, read_logo
from visionwork.gui.setup.people_dialog import PeopleDialog
from visionwork.gui.setup.people_section import PeopleSection
from visionwork.gui.setup.people_table import LEADER, REMOVE, PeopleTable
from visionwork.gui.setup.words_section import WordsSection
from visionwork.gui.setup_page import SetupPage


@pytest.fixture
def page(window: MainWindow, workshop: Path) -> SetupPage:
    window.files.open_path(workshop)
    window.show_page("setup")  # before the loop turns, so that no other page is built
    QApplication.processEvents()
    shown = window.view.host.current_page()
    assert isinstance(shown, SetupPage)
    return shown


def group_row(page: SetupPage, name: str) -> GroupRow:
    rows = page.findChildren(GroupRow)
    return next(row for row in rows if row.name.accessibleName() == f"Name of {name}")


def names(page: SetupPage) -> list[str]:
    return [group.name for group in page.context.snapshot.groups]


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def leave(page: SetupPage) -> None:
    """Put the keyboard elsewhere, which stores what was typed."""
    page.findChild(WordsSection).fields[GroupKind.COMMUNITY][1].setFocus()
    QApplication.processEvents()


def test_a_group_is_renamed_while_it_is_typed(page: SetupPage, qtbot: QtBot) -> None:
    retype(qtbot, group_row(page, "Customers").name, "Guests of the house")
    assert page.context.edits.waiting
    qtbot.waitUntil(lambda: "Guests of the house" in names(page))
    assert group_row(page, "Guests of the house").name.text() == "Guests of the house"


def test_a_name_that_is_too_long_for_its_field_shows_how_it_begins(page: SetupPage, qtbot: QtBot) -> None:
    name = "Sales representatives of the northern and eastern islands, and those who drive for them"
    page.context.document.groups.add(name, GroupKind.EMPLOYEES)
    field = group_row(page, name).name
    assert field.cursorPosition() == 0
    field.setFocus()
    qtbot.keyClicks(field, " daily")
    leave(page)
    assert name + " daily" in names(page)
    assert field.cursorPosition() == 0


def test_another_program_leaves_cursor_and_selection_where_they_were(
    page: SetupPage, window: MainWindow, qtbot: QtBot
) -> None:
    name = "Sales representatives of the northern islands"
    page.context.document.groups.add(name, GroupKind.EMPLOYEES)
    field, other = group_row(page, name).name, QWidget()
    qtbot.addWidget(other)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    field.setSelection(6, 15)
    chosen = (field.selectedText(), field.cursorPosition())
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: other.isActiveWindow() and not field.hasFocus())
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and field.hasFocus())
    assert (field.selectedText(), field.cursorPosition()) == chosen


def test_a_name_that_is_taken_is_told_under_the_field_and_not_stored(page: SetupPage, qtbot: QtBot) -> None:
    row = group_row(page, "Customers")
    retype(qtbot, row.name, "managers")
    errors = [label for label in row.findChildren(QLabel) if label.isVisible() and label.text()]
    assert [label.text() for label in errors] == ["Another group has this name. Add a place."]
    assert row.name.accessibleDescription() == "Another group has this name. Add a place."
    leave(page)
    assert "Customers" in names(page)
    row.name.setFocus()
    qtbot.keyClicks(row.name, " ashore")
    leave(page)
    assert "managers ashore" in names(page)
    assert not [label for label in row.findChildren(QLabel) if label.isVisible() and label.text()]


def test_groups_are_added_moved_counted_and_deleted(page: SetupPage, qtbot: QtBot) -> None:
    section = page.findChild(GroupsSection)
    qtbot.mouseClick(
        next(b for b in section.findChildren(QPushButton) if b.text() == "Add a group"),
        Qt.MouseButton.LeftButton,
    )
    assert names(page)[-1] == "Others"
    assert QApplication.focusWidget() is group_row(page, "Others").name
    row = group_row(page, "Others")
    row.count.setValue(40)
    row.kind.setCurrentIndex(list(GroupKind).index(GroupKind.CUSTOMERS))
    row.kind.activated.emit(row.kind.currentIndex())
    added = page.context.snapshot.groups[-1]
    assert (added.headcount, added.kind) == (40, GroupKind.CUSTOMERS)
    row._up.click()
    assert names(page)[-2:] == ["Others", "Community"]
    row._delete.click()
    assert "Others" not in names(page)
    assert page.context.undo()
    assert "Others" in names(page)


def test_each_number_of_a_group_is_taken_back_by_itself(
    window: MainWindow, page: SetupPage, qtbot: QtBot
) -> None:
    count = group_row(page, "Customers").count
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    count.setFocus()
    for number in ("40", "45"):
        count.selectAll()
        qtbot.keyClicks(count, number)
        qtbot.keyClick(count, Qt.Key.Key_Return)
    qtbot.keyClicks(count, "7")
    for shown in (45, 40, 0):
        qtbot.keyClick(count, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert count.text() == (str(shown) if shown else "How many")
        assert count.value() == shown


def test_people_who_come_or_go_together_are_one_step_of_undo(page: SetupPage) -> None:
    dialog = PeopleDialog(page.context, parent=page.window())
    dialog.open()
    dialog.text.setPlainText("Maren Holt\tChief\nJo Berg\tPilot\n王小明")
    dialog.findChild(QPushButton, "add_button").click()
    assert len(page.context.snapshot.participants) == 4
    assert page.context.document.store.undo_label() == "Add 3 people"
    table = page.findChild(PeopleTable)
    table.selectAll()
    table.delete_chosen()
    assert page.context.snapshot.participants == ()
    page.context.undo()
    assert len(page.context.snapshot.participants) == 4
    page.context.undo()
    assert [p.name for p in page.context.snapshot.participants] == ["Ines Duarte"]


def test_a_group_with_a_view_stays(page: SetupPage, messages: object) -> None:
    group = page.context.snapshot.groups[0]
    page.context.document.texts.write(f"view:future-relationship:{group.id}", "They listen.")
    group_row(page, "Customers")._delete.click()
    assert "Customers" in names(page)
    assert "has views or entries" in messages.script.shown[-1].title


def test_people_are_entered_with_enter(page: SetupPage, qtbot: QtBot) -> None:
    section = page.findChild(PeopleSection)
    section.group.setCurrentText("Executives")
    for name in ("Maren Holt", "Dev Raman"):
        qtbot.keyClicks(section.name, name)
        qtbot.keyClick(section.name, Qt.Key.Key_Return)
        assert section.name.text() == ""
    people = page.context.snapshot.participants
    assert [(p.name, p.is_leader) for p in people[1:]] == [("Maren Holt", True), ("Dev Raman", True)]
    model = section.table.model()
    assert model.rowCount() == 3
    model.setData(model.index(1, 1), "Chief executive")
    model.setData(model.index(1, 3), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    changed = page.context.snapshot.participants[1]
    assert (changed.role, changed.is_leader) == ("Chief executive", False)
    section.table.selectRow(2)
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    assert [p.name for p in page.context.snapshot.participants] == ["Ines Duarte", "Maren Holt"]


def test_a_list_is_pasted(page: SetupPage, qtbot: QtBot) -> None:
    dialog = PeopleDialog(page.context, parent=page.window())
    dialog.open()
    dialog.text.setPlainText(
        "Name\tRole\tGroup\nMaren Holt\tChief\tExecutives\nInes Duarte\tManager\t\n王小明\t\t"
    )
    assert "2 people to add: Maren Holt, 王小明." in [label.text() for label in dialog.findChildren(QLabel)]
    with qtbot.waitSignal(dialog.accepted):
        dialog.findChild(QPushButton, "add_button").click()
    people = page.context.snapshot.participants
    assert [p.name for p in people] == ["Ines Duarte", "Maren Holt", "王小明"]
    assert page.context.snapshot.group(people[1].group_id).name == "Executives"
    assert [p.is_leader for p in people] == [True, True, False]  # Ines leads from the start


def test_ctrl_enter_adds_the_people_of_a_pasted_list(page: SetupPage, qtbot: QtBot) -> None:
    dialog = PeopleDialog(page.context, parent=page.window())
    dialog.open()
    dialog.text.setFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()  # nobody is in the list yet
    dialog.text.setPlainText("Maren Holt\tChief")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [p.name for p in page.context.snapshot.participants] == ["Ines Duarte", "Maren Holt"]


def test_a_pasted_group_that_the_workshop_does_not_have_is_named(page: SetupPage) -> None:
    dialog = PeopleDialog(page.context, parent=page.window())
    dialog.open()
    dialog.text.setPlainText("Maren Holt\tChief\tExecutives\n王小明\t\tRegulars\nJo\t\tRegulars")
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert (
        "3 people to add: Maren Holt, 王小明, Jo. “Regulars” is no group of this workshop, so those people"
        " get none."
    ) in shown
    dialog.text.setPlainText("A\t\tOne\nB\t\tTwo")
    assert any("“One” and “Two” are no groups" in label.text() for label in dialog.findChildren(QLabel))


def test_the_keys_go_on_from_the_box_that_was_ticked(page: SetupPage, qtbot: QtBot) -> None:
    people = page.context.document.participants
    for name in ("Ada", "Ben", "Cem"):
        people.add(name)
    table = page.findChild(PeopleTable)
    qtbot.waitUntil(lambda: table.model().rowCount() >= 3)
    last = table.model().index(table.model().rowCount() - 1, LEADER)
    box = table.visualRect(last).topLeft() + QPoint(20, table.visualRect(last).height() // 2)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert table.currentIndex() == last
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == last.row() - 1
    assert table.currentIndex().column() == LEADER


def test_a_cross_removes_its_person_and_undo_brings_them_back(page: SetupPage, qtbot: QtBot) -> None:
    people = page.context.document.participants
    for name in ("Ada", "Ben", "Cem"):
        people.add(name)
    table = page.findChild(PeopleTable)
    names = [person.name for person in page.context.snapshot.participants]
    row = names.index("Ben")
    cross = table.model().index(row, REMOVE)
    assert cross.data(Qt.ItemDataRole.AccessibleTextRole) == "Remove Ben"
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(cross).center())
    assert "Ben" not in [person.name for person in page.context.snapshot.participants]
    page.context.undo()
    assert [person.name for person in page.context.snapshot.participants] == names
    table.setCurrentIndex(table.model().index(row, REMOVE))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Ben" not in [person.name for person in page.context.snapshot.participants]


def test_the_menu_of_a_person_offers_to_remove_them(page: SetupPage, qtbot: QtBot) -> None:
    page.context.document.participants.add("Ada")
    table = page.findChild(PeopleTable)
    place = table.visualRect(table.model().index(table.model().rowCount() - 1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = table.findChild(QMenu)
    remove = next(action for action in menu.actions() if action.text().startswith("Remove"))
    remove.trigger()
    menu.close()
    assert "Ada" not in [person.name for person in page.context.snapshot.participants]


def test_the_column_with_the_longest_words_is_the_widest(page: SetupPage) -> None:
    people = page.context.document.participants
    for name, role in (("Ingrid Solheim", "Delivery manager, northern islands"), ("Tom", "Finance")):
        people.add(name, role)
    QApplication.processEvents()
    table = page.findChild(PeopleTable)
    widths = [table.columnWidth(column) for column in range(3)]
    assert widths[1] >= table.sizeHintForColumn(1)
    assert widths[1] > widths[0]
    header = table.horizontalHeader()
    assert abs(header.length() - table.viewport().width()) <= 3


def test_a_long_name_is_edited_within_its_cell(page: SetupPage, qtbot: QtBot) -> None:
    page.context.document.participants.add("Maximiliane-Wilhelmine Schnarrenberger-Leutheusser, M.Sc.")
    table = page.findChild(PeopleTable)
    cell = table.model().index(table.model().rowCount() - 1, 0)
    table.edit(cell)
    editor = table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, ", of the long name that grows")
    assert editor.geometry() == table.visualRect(cell)


def test_house_words_change_the_questions(page: SetupPage, qtbot: QtBot) -> None:
    one, many = page.findChild(WordsSection).fields[GroupKind.CUSTOMERS]
    retype(qtbot, one, "guest")
    retype(qtbot, many, "guests")
    leave(page)
    assert page.context.snapshot.house_words[GroupKind.CUSTOMERS] == HouseWord("guest", "guests")
    assert page.context.fill("Ask {customers}") == "Ask guests"
    (group, *_) = page.context.snapshot.groups
    kinds = page.findChild(GroupsSection).row(group.id).kind
    assert [kinds.itemText(place) for place in (0, 1, kinds.count() - 1)] == ["Guests", "Employees", "Other"]
    assert page.findChild(WordsSection).meanings.meaning.itemText(0) == "Guests"
    retype(qtbot, one, " ")
    retype(qtbot, many, " ")
    leave(page)
    assert GroupKind.CUSTOMERS not in page.context.snapshot.house_words


def test_a_word_for_one_stands_in_for_many_without_being_in_the_way(page: SetupPage, qtbot: QtBot) -> None:
    one, many = page.findChild(WordsSection).fields[GroupKind.CUSTOMERS]
    retype(qtbot, one, "Kundin")
    leave(page)
    assert page.context.snapshot.house_words[GroupKind.CUSTOMERS] == HouseWord("Kundin", "Kundin")
    assert (many.text(), many.placeholderText()) == ("", "Kundin")
    many.setFocus()
    qtbot.keyClicks(many, "Kunden")
    leave(page)
    assert page.context.snapshot.house_words[GroupKind.CUSTOMERS] == HouseWord("Kundin", "Kunden")


def test_words_that_mean_someone_are_learned_changed_and_forgotten(page: SetupPage, qtbot: QtBot) -> None:
    meanings = page.findChild(WordsSection).meanings
    assert not meanings.add.isEnabled()
    qtbot.keyClicks(meanings.word, "Associate")
    meanings.meaning.setCurrentText("Employees")
    qtbot.keyClick(meanings.word, Qt.Key.Key_Return)
    assert page.context.snapshot.meanings == {"associate": Stakeholder.EMPLOYEES}
    assert meanings.word.text() == ""
    meanings.choices["associate"].setCurrentText("Nobody we speak of")
    assert page.context.snapshot.meanings == {"associate": None}
    page.context.document.coaching.learn("member", Stakeholder.CUSTOMERS)
    assert meanings.choices["member"].currentText() == "Customers"
    page.context.undo()
    assert list(meanings.choices) == ["associate"]
    meanings.removals["associate"].click()
    assert page.context.snapshot.meanings == {}


def test_days_and_sessions(page: SetupPage, qtbot: QtBot) -> None:
    section = page.findChild(DatesSection)
    section.day.box.setChecked(True)
    section.day.field.set_day(date(2026, 3, 12))
    assert page.context.snapshot.workshop.held_on == date(2026, 3, 12)
    section.add_session()
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    retype(qtbot, title, "Morning")
    leave(page)
    assert [session.title for session in page.context.snapshot.sessions] == ["Morning"]
    section.day.box.setChecked(False)
    assert page.context.snapshot.workshop.held_on is None


def test_name_and_number_of_a_group_are_a_step_of_undo_each(page: SetupPage, qtbot: QtBot) -> None:
    group = page.context.snapshot.groups[0]
    row = group_row(page, group.name)
    row.name.setFocus()
    row.name.selectAll()
    qtbot.keyClicks(row.name, "Night crews")
    row.count.setFocus()
    row.count.selectAll()
    qtbot.keyClicks(row.count, "17")
    qtbot.keyClick(row.count, Qt.Key.Key_Return)
    assert page.context.edits.flush()

    def stored() -> tuple[str, int | None]:
        found = page.context.snapshot.groups[0]
        return found.name, found.headcount

    assert stored() == ("Night crews", 17)
    page.context.undo()
    assert stored() == ("Night crews", group.headcount)
    page.context.undo()
    assert stored() == (group.name, group.headcount)


def test_an_undone_change_is_shown(page: SetupPage, qtbot: QtBot) -> None:
    retype(qtbot, group_row(page, "Customers").name, "Guests")
    leave(page)
    page.context.undo()
    assert group_row(page, "Customers").name.text() == "Customers"


def picture(path: Path, side: int = 40) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_logo_is_kept_and_shown(page: SetupPage, tmp_path: Path, messages: object, name: str) -> None:
    section = page.findChild(LogoSection)
    messages.script.files = [picture(tmp_path / name)]
    section.ask_and_set()
    assert page.context.snapshot.workshop.logo == (tmp_path / name).read_bytes()
    assert section._picture.isVisible()
    section._remove.click()
    assert page.context.snapshot.workshop.logo is None
    assert not section._picture.isVisible()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b"GIF89a" + bytes(40)), "logo.png is no PNG or JPEG picture."),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40)), "logo.png"),
        (lambda path: path.write_bytes(bytes(MOST_BYTES + 1)), "logo.png is larger than 2 MB."),
        (lambda path: path.mkdir(), "logo.png could not be read."),
    ],
)
def test_what_cannot_be_a_logo_is_told(
    qapp: QApplication, tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    make(tmp_path / "logo.png")
    with pytest.raises(UserFacingError) as told:
        read_logo(tmp_path / "logo.png")
    assert told.value.sentence.startswith(sentence)
    assert told.value.next_step


def test_words_of_the_people_table_stand_off_the_rules_under_their_heads(page: SetupPage) -> None:
    page.context.document.participants.add("Iris Holm", "I listen", None, False)
    table = page.findChild(PeopleTable)
    image, theme = table.grab().toImage(), page.context.theme
    ink = {theme.color("ink").rgb(), theme.color("ink2").rgb(), theme.color("muted").rgb()}
    cell = table.visualRect(table.model().index(0, 1))
    head = table.horizontalHeader().height()
    for top, height in ((2, head - 4), (head + 4, cell.height() - 8)):
        inked = [
            x
            for x in range(cell.left() + 1, cell.right())
            if any(image.pixel(x, y) in ink for y in range(top, top + height))
        ]
        assert 12 <= inked[0] - cell.left() <= 24


def test_tab_goes_through_the_set_up_from_top_to_bottom(qtbot: QtBot, page: SetupPage) -> None:
    page.focus_first()
    sections = {id(section): place for place, section in enumerate(page._sections)}
    walked: list[int] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not page.isAncestorOf(focus):
            break
        section = focus.parentWidget()
        while section is not None and id(section) not in sections:
            section = section.parentWidget()
        if section is not None:
            walked.append(sections[id(section)])
            seen = focus.viewport() if isinstance(focus, PeopleTable) else focus
            assert not seen.visibleRegion().isEmpty(), f"{focus.accessibleName()} is out of sight"
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()
    assert walked == sorted(walked)
    assert set(walked) == set(sections.values())

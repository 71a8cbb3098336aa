"""What a facilitator does with the window, from the first start to the last save."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from person import press, said
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from visionwork.document.access import open_to_read
from visionwork.domain.adoption import Moment
from visionwork.domain.days import short_day_and_month
from visionwork.domain.entries import group_lane
from visionwork.domain.groups import GroupKind
from visionwork.gui.actions import SPECS, ActionId, WindowActions
from visionwork.gui.backup_dialog import BackupDialog
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.context import SaveStage, SaveState
from visionwork.gui.exercise_page import ExercisePage
from visionwork.gui.file_names import restored_from
from visionwork.gui.main_window import MainWindow
from visionwork.gui.new_workshop_page import NewWorkshopPage
from visionwork.gui.services import AppServices
from visionwork.gui.setup_page import SetupPage
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.card_item import CardItem
from visionwork.gui.views.share_row import ShareRow
from visionwork.gui.widgets.choices import NumberBox
from visionwork.gui.widgets.focus_ring import FocusRing
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.gui.widgets.toggle import Toggle


def breathe() -> None:
    """Let the window catch up, as between two acts of a person."""
    QApplication.processEvents()


def page(window: MainWindow) -> object:
    return window.findChild(QStackedWidget, "pages").currentWidget()


def button(window: MainWindow, text: str) -> QPushButton:
    found = [b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons say {text!r}"
    return found[0]


def rail_words(window: MainWindow) -> list[str]:
    rows = window.findChild(object, "rail").list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [rows.data(rows.index(place), role) for place in range(rows.rowCount())]


def says(window: MainWindow, words: str) -> bool:
    return any(words in label.text() for label in window.findChildren(PlainLabel) if label.isVisible())


def test_a_new_workshop_is_named_set_up_and_begun(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, services: AppServices
) -> None:
    services.settings.last_folder = tmp_path
    qtbot.mouseClick(button(window, "New workshop"), Qt.MouseButton.LeftButton)
    new = page(window)
    assert isinstance(new, NewWorkshopPage)
    qtbot.keyClicks(QApplication.focusWidget(), "Ferry & crew: ours")
    assert says(window, str(tmp_path / "Ferry & crew ours.visionwork"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Torsund Ferries")
    breathe()
    qtbot.mouseClick(button(window, "Create workshop"), Qt.MouseButton.LeftButton)
    breathe()

    assert isinstance(page(window), SetupPage)
    assert window.windowTitle() == "Ferry & crew: ours – Visionwork"
    names = {line.text() for line in window.findChildren(QLineEdit)}
    assert {"Customers", "Employees", "Managers", "Executives", "Community"} <= names
    assert "Nobody entered yet" not in rail_words(window)

    qtbot.mouseClick(button(window, "Go to step 1"), Qt.MouseButton.LeftButton)
    shown = page(window)
    assert isinstance(shown, ExercisePage)
    assert shown.exercise.id == "future-relationship"
    assert rail_words(window)[:2] == [
        "Step 1, Start with the relationship, 0 of 4 done",
        "The future relationship, not begun, open",
    ]


def test_a_new_workshop_asks_for_a_title(window: MainWindow, qtbot: QtBot) -> None:
    window.commands[ActionId.NEW].trigger()
    qtbot.mouseClick(button(window, "Create workshop"), Qt.MouseButton.LeftButton)
    assert says(window, "Give the workshop a title.")
    assert window.files.current is None


def test_work_that_a_crash_kept_from_the_file_is_saved_when_the_file_is_written(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    window.files.open_path(workshop)
    current = window.files.current
    begun = current.context.now()
    current.session.document.cards.add("customer-behaviour", "group:1", "They call us")
    # As after a crash: what is open is newer than the file, whose time is told until it is written.
    current.context.set_save_state(SaveState(SaveStage.SAVED, begun - timedelta(minutes=13)))
    with qtbot.waitSignal(current.published):
        pass
    assert current.context.save_state.saved_at >= begun


def test_what_is_typed_reaches_the_file(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("setup")
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    title.selectAll()
    qtbot.keyClicks(title, "Harbour: guests & crew")
    status = window.findChild(SaveStatus, "save_status")
    assert status.text() == "Saving…"
    window.commands[ActionId.SAVE].trigger()
    assert status.text().startswith("Saved on this computer, ")
    assert window.windowTitle() == "Harbour: guests & crew – Visionwork"
    with qtbot.waitSignal(window.files.current.published, raising=True):
        pass
    document = open_to_read(workshop)
    assert document.workshop.get().title == "Harbour: guests & crew"
    document.close()


def test_a_window_that_closes_before_its_page_is_there_keeps_where_the_work_was(
    services: AppServices, qtbot: QtBot, workshop: Path
) -> None:
    window = MainWindow(services)  # not shown, so not painted yet
    qtbot.addWidget(window)
    window.files.open_path(workshop)
    uuid = window.files.current.uuid
    window.show_page("statement")
    window.files.close_current()
    window.files.open_path(workshop)
    window.files.close_current()
    assert services.settings.last_page(uuid) == "statement"


def test_the_page_is_remembered_when_it_is_shown(
    window: MainWindow, workshop: Path, services: AppServices
) -> None:
    window.files.open_path(workshop)
    window.show_page("statement")
    assert services.settings.last_page(window.files.current.uuid) == "statement"  # what a crash would leave


@pytest.mark.parametrize("place", ["exercise:future-relationship", "statement"])
def test_switches_of_a_page_come_back_as_they_were_left(
    window: MainWindow, workshop: Path, services: AppServices, place: str
) -> None:
    def switches() -> list[Toggle]:
        window.show_page(place)
        shown = [switch for switch in window.findChildren(Toggle) if switch.isVisible()]
        assert len(shown) == 2
        return shown

    window.files.open_path(workshop)
    window.files.current.context.document.groups.add("Guests", GroupKind.CUSTOMERS)
    before = [switch.isChecked() for switch in switches()]
    for switch in switches():
        switch.click()
    services.settings.sync()  # as Qt does in an idle moment, before a crash
    window.files.close_current()
    window.files.open_path(workshop)
    assert [switch.isChecked() for switch in switches()] == [not was for was in before]


def test_home_remembers_what_a_window_that_crashed_had_saved(
    window: MainWindow, qtbot: QtBot, workshop: Path, services: AppServices
) -> None:
    window.files.open_path(workshop)
    document = window.files.current.context.document
    with qtbot.waitSignal(window.files.current.published, raising=True):
        document.texts.save_draft("statement", "Guests feel at home with us.")
        window.files.current.save_now()
    assert services.recent.all()[0].statement == "Draft 1, not tested"


def test_closing_saves_and_home_remembers(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("exercise:customer-behaviour")
    qtbot.mouseClick(button(window, "Mark as done"), Qt.MouseButton.LeftButton)
    assert "Desired customer behaviour, done, open" in rail_words(window)
    window.commands[ActionId.CLOSE].trigger()
    assert window.files.current is None
    assert window.home.recent_count() == 1
    spoken = window.home._list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Harbour: our guests, Harbour Hotel, last opened Today")
    assert "step 1 1 of 4 done" in spoken

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    shown = page(window)
    assert isinstance(shown, ExercisePage)
    assert shown.exercise.id == "customer-behaviour", "the workshop opens where it was left"
    assert button(window, "Open again").isEnabled()


def test_a_workshop_whose_file_went_is_found_again(
    window: MainWindow, qtbot: QtBot, workshop: Path, messages: object
) -> None:
    window.files.open_path(workshop)
    window.commands[ActionId.CLOSE].trigger()
    moved = workshop.rename(workshop.with_name("elsewhere.visionwork"))
    window.show_home()
    row = window.home._list.model().index(0, 0)
    assert "not found where it was last saved" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    messages.script.files = [moved]
    qtbot.keyClick(window.home._list, Qt.Key.Key_Return)
    assert window.files.current.path == moved
    window.commands[ActionId.CLOSE].trigger()
    assert window.home.recent_count() == 1, "the row moved with the file"


@pytest.mark.parametrize("suffix", [".visionwork", ".VISIONWORK"])
def test_a_file_can_be_dropped_on_the_window(window: MainWindow, workshop: Path, suffix: str) -> None:
    workshop = workshop.rename(workshop.with_suffix(suffix))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workshop))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.files.current.path == workshop


def test_undo_from_the_menu_names_and_takes_back_the_last_step(window: MainWindow, workshop: Path) -> None:
    window.files.open_path(workshop)
    context = window.files.current.context
    context.run(lambda: context.document.participants.add("Tomas Lind"))
    undo = window.commands[ActionId.UNDO]
    assert undo.text() == "&Undo: add a person"
    undo.trigger()
    assert [person.name for person in context.snapshot.participants] == ["Ines Duarte"]
    assert window.commands[ActionId.REDO].text() == "&Redo: add a person"
    window.commands[ActionId.REDO].trigger()
    assert len(context.snapshot.participants) == 2


def test_undo_of_what_another_page_shows_is_said(window: MainWindow, workshop: Path) -> None:
    window.files.open_path(workshop)
    context = window.files.current.context
    status = window.findChild(SaveStatus)
    context.run(lambda: context.document.participants.add("Tomas Lind"))
    window.show_page("exercise:customer-behaviour")
    window.commands[ActionId.UNDO].trigger()
    assert status.text() == "Undone: add a person, in Set-up"
    window.commands[ActionId.REDO].trigger()
    assert status.text() == "Done again: add a person, in Set-up"
    window.show_page("setup")
    window.commands[ActionId.UNDO].trigger()
    assert status.text().startswith("Saved on this computer")


def test_undo_names_the_page_even_where_the_open_one_takes_its_names_from_it(
    window: MainWindow, workshop: Path
) -> None:
    window.files.open_path(workshop)
    context = window.files.current.context
    status = window.findChild(SaveStatus)
    context.run(lambda: context.document.groups.add("Commuters", GroupKind.CUSTOMERS))
    window.show_page("statement")
    window.commands[ActionId.UNDO].trigger()
    assert status.text() == "Undone: add a group, in Set-up"
    exercise = context.method.exercise("customer-behaviour")
    context.run(lambda: context.document.cards.add(exercise.id, "all", "Ring us first"))
    window.commands[ActionId.UNDO].trigger()
    assert status.text() == f"Undone: add a card, in {context.fill(exercise.title)}"


def test_what_was_typed_for_a_new_workshop_stays_when_somebody_goes_back(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    window.show_new()
    qtbot.keyClicks(QApplication.focusWidget(), "Harbour and us")
    qtbot.mouseClick(button(window, "Back"), Qt.MouseButton.LeftButton)
    assert not isinstance(page(window), NewWorkshopPage)
    window.files.open_path(workshop)
    window.show_new()
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    assert title.text() == "Harbour and us"
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(window, "Create workshop")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(window, "Back")
    window.files.create(window._new_page.path(), "Harbour and us", "")
    window._new_page._start_afresh()
    window.show_new()
    assert title.text() == ""


def test_undo_takes_back_typing_before_steps(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    context = window.files.current.context
    context.run(lambda: context.document.participants.add("Tomas Lind"))
    window.show_page("setup")
    title = QApplication.focusWidget()
    qtbot.keyClicks(title, " 2")
    qtbot.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title.text() == "Harbour: our guests"
    assert len(context.snapshot.participants) == 2
    QTest.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(context.snapshot.participants) == 1, "an editor without steps lets the key through"


def test_edit_keys_on_a_button_do_nothing(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("setup")
    start = button(window, "Go to step 1")
    start.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V):
        qtbot.keyClick(start, key, Qt.KeyboardModifier.ControlModifier)
    assert window.view.host.current_id == "setup"


def test_edit_actions_reach_the_focused_text(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("setup")
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    window.commands[ActionId.SELECT_ALL].trigger()
    assert title.selectedText() == "Harbour: our guests"
    window.commands[ActionId.CUT].trigger()
    assert title.text() == ""
    window.commands[ActionId.PASTE].trigger()
    window.commands[ActionId.PASTE].trigger()
    assert title.text() == "Harbour: our guestsHarbour: our guests"


def test_keys_lead_to_every_page(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    control = Qt.KeyboardModifier.ControlModifier
    for key, page_id in (
        (Qt.Key.Key_1, "exercise:future-relationship"),
        (Qt.Key.Key_2, "exercise:track"),
        (Qt.Key.Key_3, "exercise:values"),
        (Qt.Key.Key_PageDown, "exercise:personal"),
        (Qt.Key.Key_PageUp, "exercise:values"),
        (Qt.Key.Key_4, "exercise:adopter-curve"),
        (Qt.Key.Key_5, "statement"),
        (Qt.Key.Key_6, "rounds"),
        (Qt.Key.Key_Comma, "setup"),
    ):
        qtbot.keyClick(window, key, control)
        assert window.view.host.current_id == page_id
        breathe()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    rail = window.findChild(object, "rail")
    assert rail.list.hasFocus()
    qtbot.keyClick(rail.list, Qt.Key.Key_Home)
    qtbot.keyClick(rail.list, Qt.Key.Key_Return)
    assert window.view.host.current_id == "exercise:future-relationship"


def test_the_row_that_enter_would_open_is_seen_after_f6(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    def look_of(row: int) -> QImage:
        box = rail.list.visualRect(rail.list.model().index(row, 0))
        return rail.list.viewport().grab(box).toImage()

    window.files.open_path(workshop)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rail = window.findChild(object, "rail")
    place = rail.list.currentIndex().row()
    before = [look_of(row) for row in (place, place + 1)]
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert look_of(place) != before[0]
    qtbot.keyClick(rail.list, Qt.Key.Key_Down)
    assert look_of(place) == before[0]
    assert look_of(place + 1) != before[1]


def test_a_click_into_the_rail_draws_no_ring(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rail = window.findChild(object, "rail")
    box = rail.list.visualRect(rail.list.currentIndex())
    before = rail.list.viewport().grab(box).toImage()
    qtbot.mouseClick(rail.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert rail.list.viewport().grab(box).toImage() == before


def test_f6_shows_its_row_and_what_it_goes_to_after_a_click_into_the_rail(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    window.files.open_path(workshop)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rail, ring = window.findChild(object, "rail"), window.findChild(FocusRing)
    box = rail.list.visualRect(rail.list.currentIndex())
    before = rail.list.viewport().grab(box).toImage()
    qtbot.mouseClick(rail.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    if rail.list.hasFocus():
        qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.view.host.current_page().isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert rail.list.hasFocus()
    assert rail.list.viewport().grab(box).toImage() != before
    window.show_page("export")
    qtbot.waitUntil(lambda: window.view.host.current_id == "export")
    box = rail.list.visualRect(rail.list.currentIndex())
    qtbot.mouseClick(rail.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    rail.list.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert ring.target() is QApplication.focusWidget() is not None


def test_the_card_after_a_deleted_one_shows_that_it_is_next(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    def cards() -> list[CardItem]:
        return [card for card in window.findChildren(CardItem) if card.isVisible()]

    window.files.open_path(workshop)
    context = window.files.current.context
    guests = context.document.groups.add("Guests of the harbour", GroupKind.CUSTOMERS)
    for text in ("Ring us first", "Bring a neighbour", "Wave"):
        context.document.cards.add("customer-behaviour", group_lane(guests), text)
    window.show_page("exercise:customer-behaviour")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: len(cards()) == 3)
    first, second, _ = cards()
    ring = window.findChild(FocusRing)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 6))
    assert ring.target() is None
    qtbot.keyClick(first, Qt.Key.Key_Delete)
    assert second.hasFocus()
    assert ring.target() is second


def test_numbers_typed_on_the_curve_are_taken_back_one_by_one_with_the_keyboard_in_them(
    window: MainWindow, qtbot: QtBot, workshop: Path
) -> None:
    def today() -> list[int]:
        return [field.value() for field in row.findChildren(NumberBox)]

    window.files.open_path(workshop)
    context = window.files.current.context
    for group, moment in product(context.snapshot.groups, Moment):
        context.document.curves.set_shares("adopter-curve", group.id, moment, (10, 20, 30, 40))
    window.show_page("exercise:adopter-curve")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: "Change the numbers" in said(window))
    press(qtbot, window, "Change the numbers")
    row = window.findChild(ShareRow)
    first, second, *_ = row.findChildren(NumberBox)
    assert first.hasFocus()
    first.selectAll()
    qtbot.keyClicks(first, "25")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    one_entry = today()
    qtbot.keyClicks(second, "35")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    two_entries = today()
    assert (first.value(), second.value()) == (25, 35)
    second.stepUp()
    undo, redo = (QKeySequence(key)[0] for key in ("Ctrl+Z", "Ctrl+Shift+Z"))
    for shown in (two_entries, one_entry, [10, 20, 30, 40]):
        qtbot.keyClick(second, undo.key(), undo.keyboardModifiers())
        assert today() == shown
        assert second.hasFocus()
    qtbot.keyClick(second, redo.key(), redo.keyboardModifiers())
    assert today() == one_entry


def test_the_look_is_remembered(
    window: MainWindow, theme: Theme, services: AppServices, workshop: Path
) -> None:
    window.files.open_path(workshop)
    window.commands[ActionId.LOOK_DARK].trigger()
    window.commands[ActionId.TEXT_LARGER].trigger()
    window.commands[ActionId.FOLD_RAIL].trigger()
    assert theme.is_dark
    assert theme.text_percent == 115
    assert services.settings.theme_mode is ThemeMode.DARK
    assert services.settings.text_percent == 115
    assert services.settings.rail_folded
    assert window.commands[ActionId.TEXT_115].isChecked()
    window.commands[ActionId.TEXT_130].trigger()
    assert not window.commands[ActionId.TEXT_LARGER].isEnabled()


def test_a_folded_rail_keeps_numbers_and_names(window: MainWindow, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("exercise:gap")
    rail = window.findChild(object, "rail")
    wide = rail.width()
    rail._fold.click()
    assert rail.width() < wide / 3
    assert [word.split(",")[0] for word in rail_words(window)[:4]] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    assert window.view.host.current_id == "exercise:gap"


def test_the_window_comes_back_where_it_was(
    make_window: Callable[[], MainWindow], services: AppServices
) -> None:
    first = make_window()
    first.resize(1300, 800)
    assert first.close()
    assert make_window().size().toTuple() != (1180, 720)
    assert services.settings.geometry is not None


def test_menus_hold_every_action_once(qtbot: QtBot, window: MainWindow) -> None:
    actions = WindowActions(window)
    shortcuts = [
        actions[name].shortcut().toString() for name in SPECS if not actions[name].shortcut().isEmpty()
    ]
    assert len(shortcuts) == len(set(shortcuts)), "two actions have the same key"
    listed = {label for _, rows in actions.key_list() for label, _ in rows}
    assert {"Save now", "Undo", "Step 1", "Show on the projector"} <= listed


def test_actions_wait_for_a_workshop(window: MainWindow, workshop: Path) -> None:
    assert not window.commands[ActionId.SAVE_AS].isEnabled()
    assert not window.findChild(object, "rail").isVisible()
    window.files.open_path(workshop)
    assert window.commands[ActionId.SAVE_AS].isEnabled()
    assert button(window, "Present").isEnabled()


def test_a_copy_leaves_the_workshop_where_it_is(window: MainWindow, workshop: Path, messages: object) -> None:
    window.files.open_path(workshop)
    copy = workshop.with_name("copy.visionwork")
    messages.script.files = [copy]
    window.commands[ActionId.SAVE_COPY].trigger()
    assert window.files.current.path == workshop
    assert messages.script.shown[-1].title == "A copy is in copy.visionwork."
    document = open_to_read(copy)
    assert document.workshop.get().title == "Harbour: our guests"
    document.close()


def test_saved_elsewhere_the_window_goes_on_there(
    window: MainWindow, workshop: Path, messages: object
) -> None:
    window.files.open_path(workshop)
    elsewhere = workshop.with_name("pier.visionwork")
    messages.script.files = [elsewhere]
    window.commands[ActionId.SAVE_AS].trigger()
    assert window.files.current.path == elsewhere
    window.commands[ActionId.CLOSE].trigger()
    assert window.home.recent_count() == 2


def test_a_backup_is_opened_beside_the_workshop(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    workshop_row = window.files.current.context.document.workshop
    workshop_row.update(title="Harbour: changed")
    window.commands[ActionId.CLOSE].trigger()
    window.files.open_path(workshop)
    window.commands[ActionId.RESTORE].trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BackupDialog))
    assert dialog.list.count() >= 1
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    dialog.findChild(QPushButton, "restore_button").click()
    backup = window.files.current.path
    assert "restored" in backup.name
    kept = restored_from(backup)
    told = f"Backup of {short_day_and_month(kept.date())}, {kept:%H:%M}"
    assert window.windowTitle().startswith(f"Harbour: our guests ({told})")
    banner = window.findChild(BannerArea).banner("backup")
    assert banner is not None
    assert banner.message()[0] == f"{told}."
    assert backup.name in banner.message()[1]
    elsewhere = workshop.with_name("Harbour again.visionwork")
    window.files.current.context.messages.script.files = [elsewhere]
    window.commands[ActionId.SAVE_AS].trigger()
    qtbot.waitUntil(lambda: window.findChild(BannerArea).banner("backup") is None)
    assert "Backup" not in window.windowTitle()
    assert window.files.current.context.snapshot.workshop.title == "Harbour: our guests"
    assert workshop.exists()


def test_the_sample_is_written_once_and_opened(window: MainWindow, services: AppServices) -> None:
    window.commands[ActionId.SAMPLE].trigger()
    assert window.windowTitle() == "Aldermoor: our clients and us – Visionwork"
    sample = services.data_dir / "sample" / "Aldermoor.visionwork"
    assert window.files.current.path == sample
    window.files.current.context.document.workshop.update(title="Mine now")
    window.commands[ActionId.CLOSE].trigger()
    window.commands[ActionId.SAMPLE].trigger()
    assert window.files.current.context.snapshot.workshop.title == "Mine now"


def test_leaving_the_window_stores_what_is_typed(window: MainWindow, qtbot: QtBot, workshop: Path) -> None:
    window.files.open_path(workshop)
    window.show_page("setup")
    qtbot.keyClicks(QApplication.focusWidget(), " by the sea")
    other = QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert window.files.current.context.snapshot.workshop.title == "Harbour: our guests by the sea"

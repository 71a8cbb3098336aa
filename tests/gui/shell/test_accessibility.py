"""Everything can be reached by keyboard, has a name, and fits: every page, both looks, large text.

Names are those a screen reader gets (QAccessible), so a placeholder or a tooltip does not count.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from visionwork.domain.method import Method
from visionwork.domain.tuning import Silence, SilenceScope
from visionwork.gui.actions import ActionId
from visionwork.gui.coach.keep_dialog import KeepDialog
from visionwork.gui.coach.kept_dialog import KeptDialog
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.coach.rows import RowColumn
from visionwork.gui.main_window import MainWindow
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.recovery_banner import Recovered
from visionwork.gui.services import AppServices
from visionwork.gui.setup.people_dialog import PeopleDialog
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.statement_page import StatementPage
from visionwork.gui.widgets import page_fade
from visionwork.gui.widgets.labels import ElidedLabel
from visionwork.method import default_method

SMALLEST = (1180, 720)
LOOKS = ((ThemeMode.LIGHT, 100), (ThemeMode.DARK, 130))
PAGES = (
    *(f"exercise:{exercise.id}" for exercise in default_method().exercises()),
    "statement",
    "rounds",
    "export",
    "setup",
)
_BY_MENU_KEY = ("RowButton",)
"""Buttons that only repeat what the menu key opens."""

_OWNERS = (QAbstractSpinBox, QComboBox, QCalendarWidget)


@pytest.fixture
def opened(make_window: Callable[[], MainWindow], written_sample: Path, tmp_path: Path) -> MainWindow:
    """A window with a copy of the sample."""
    own = Path(shutil.copy(written_sample, tmp_path))
    window = make_window()
    window.files.open_path(own)
    return window


def parts(root: QWidget) -> Iterator[QWidget]:
    """Give every visible widget but the inner ones of Qt's own controls."""
    seen = [widget for widget in root.findChildren(QWidget) if widget.isVisibleTo(root)]
    owned = {inner for owner in seen if isinstance(owner, _OWNERS) for inner in owner.findChildren(QWidget)}
    for widget in (root, *seen):
        if widget in owned or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget.parentWidget(), QAbstractScrollArea) and not widget.objectName():
            continue
        yield widget


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parentWidget()).__name__}"


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(widgets: Iterable[QWidget]) -> list[str]:
    """Return the focusable widgets a screen reader has no name for."""
    return [
        described(widget)
        for widget in widgets
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QTabBar)
        and not name_of(widget)
    ]


def out_of_reach(root: QWidget, widgets: Iterable[QWidget]) -> list[str]:
    """Return the widgets that work by click but are not reached with Tab, or with arrow keys in a list."""
    chain, walker = {root}, root.nextInFocusChain()
    while walker is not root and walker is not None:
        chain.add(walker)
        walker = walker.nextInFocusChain()
    wrong = []
    for widget in widgets:
        if not widget.isEnabled() or not isinstance(widget, (QPushButton, QAbstractItemView, QComboBox)):
            continue
        if type(widget).__name__ in _BY_MENU_KEY:
            continue
        stops = column.rows() if isinstance(column := widget.parentWidget(), RowColumn) else (widget,)
        reachable = any(stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop in chain for stop in stops)
        if not reachable and not isinstance(widget.parentWidget(), QTabBar):
            wrong.append(described(widget))
    return wrong


def squeezed(widgets: Iterable[QWidget]) -> list[str]:
    """Return labels and buttons that are smaller than their words."""
    wrong = []
    for widget in widgets:
        if isinstance(widget, ElidedLabel) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QPushButton):
            need = widget.minimumSizeHint()
        elif isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            need = widget.sizeHint()
        else:
            continue
        if widget.width() < need.width() - 1 or widget.height() < need.height() - 1:
            words = widget.text() if isinstance(widget, (QLabel, QPushButton)) else ""
            wrong.append(f"{described(widget)}: {words!r} {widget.size().toTuple()} < {need.toTuple()}")
    return wrong


def found_in(root: QWidget, qtbot: QtBot) -> list[str]:
    """Return everything that is wrong with a window."""
    widgets = list(parts(root))
    wrong = [*nameless(widgets), *out_of_reach(root, widgets)]
    if squeezed(widgets):
        # What was read beside the window may come in just now: a tab has longer words, and room in a moment.
        with suppress(QtTimeoutError):
            qtbot.waitUntil(lambda: not squeezed(parts(root)))
        wrong += squeezed(parts(root))
    return wrong


def audit(root: QWidget, qtbot: QtBot) -> None:
    QApplication.processEvents()
    assert found_in(root, qtbot) == []


def settle() -> None:
    """Let layouts inside layouts find their size."""
    for _ in range(6):
        QApplication.processEvents()


def wear(theme: Theme, look: tuple[ThemeMode, int]) -> None:
    theme.set_mode(look[0])
    theme.set_text_percent(look[1])


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark-large"])
def test_every_page(
    opened: MainWindow, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, look: tuple
) -> None:
    monkeypatch.setattr(page_fade, "FADE_MS", 0)
    wear(theme, look)
    wrong = {}
    for size in ((1440, 900), SMALLEST):
        opened.resize(*size)
        for page_id in PAGES:
            opened.show_page(page_id)
            assert opened.view.host.current_page().graphicsEffect() is None
            settle()
            found = found_in(opened, qtbot)
            if opened.width() > size[0] or opened.height() > size[1]:
                found.append(f"needs {opened.size().toTuple()}")
            if found:
                wrong[page_id, size] = found
    assert not wrong, "\n".join(f"{where}: {line}" for where, lines in wrong.items() for line in lines)


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark-large"])
def test_home_and_a_new_workshop(
    make_window: Callable[[], MainWindow], theme: Theme, services: AppServices, tmp_path: Path, qtbot: QtBot,
    look: tuple,
) -> None:  # fmt: skip
    wear(theme, look)
    window = make_window()
    audit(window, qtbot)
    found = RecentWorkshop(tmp_path / "gone", "Ours", "Torsund Ferries", services.clock())
    window.home.show_recent((found, replace(found, title="Theirs")))
    window.home.show_recovered([Recovered(None, "Ours", services.clock(), tmp_path / "ours.visionwork")])  # type: ignore[arg-type]
    audit(window, qtbot)
    window.show_new()
    audit(window, qtbot)


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark-large"])
@pytest.mark.parametrize("action_id", [ActionId.KEYS, ActionId.CHECKLIST, ActionId.ABOUT, ActionId.RESTORE])
def test_every_dialog_of_the_menus(
    opened: MainWindow, theme: Theme, qtbot: QtBot, action_id: ActionId, look: tuple
) -> None:
    wear(theme, look)
    opened.commands[action_id].trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    audit(dialog, qtbot)
    dialog.close()


def test_the_dialog_for_lists_of_people(opened: MainWindow, qtbot: QtBot) -> None:
    dialog = PeopleDialog(opened.files.current.context, parent=opened)
    dialog.open()
    audit(dialog, qtbot)
    dialog.close()


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark-large"])
def test_the_statement_when_it_lost_people_and_the_coachs_dialogs(
    opened: MainWindow, theme: Theme, qtbot: QtBot, look: tuple
) -> None:
    wear(theme, look)
    opened.resize(*SMALLEST)
    opened.show_page("statement")
    page, current = opened.view.host.current_page(), opened.files.current
    assert isinstance(page, StatementPage)
    assert current is not None
    context = current.context
    context.coach.load_now()
    page.editor.selectAll()
    page.editor.insertPlainText(
        "We will be number one for our partners. Everyone gains. They love our platform."
    )
    page.coach.look()
    page.lost.again_button().click()
    settle()
    assert page.drift.is_open
    wrong = {"statement": found_in(opened, qtbot)}
    draft = context.snapshot.statement_drafts()[0]
    context.document.coaching.silence(Silence(0, SilenceScope.RULE, "position.best"))
    dialogs = (
        PromisesDialog(draft.number, [(draft.text, ())], {}, before_round=True, parent=opened),
        KeepDialog("Draft 7 leaves out employees.", parent=opened),
        KeptDialog(context, opened),
    )
    for dialog in dialogs:
        dialog.open()
        settle()
        wrong[dialog.windowTitle()] = found_in(dialog, qtbot)
        dialog.close()
    assert not any(wrong.values()), wrong


def test_the_rail_says_all_it_shows(opened: MainWindow, method: Method) -> None:
    opened.show_page("statement")
    rows = opened.findChild(QWidget, "rail").list.model()
    spoken = [rows.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(rows.rowCount())]
    assert [line.split(",")[0] for line in spoken[:4]] == [f"Step {step.number}" for step in method.steps]
    assert any(line.startswith("Vision statement, Draft 6") and line.endswith("open") for line in spoken)


def test_tab_goes_round_the_window_and_back(opened: MainWindow, qtbot: QtBot) -> None:
    opened.show_page("setup")
    QApplication.processEvents()
    start = QApplication.focusWidget()
    seen = []
    for _ in range(400):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is start:
            break
    assert seen[-1] is start, "Tab is caught somewhere"
    qtbot.keyClick(start, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is seen[-2], "Shift+Tab goes the same way back"

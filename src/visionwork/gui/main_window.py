"""The window: a shell around Home, a new workshop or the pages of an open one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QPushButton, QStackedWidget

from visionwork.gui.actions import WORKSHOP_ACTIONS, ActionId, WindowActions
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.edit_router import EditRouter
from visionwork.gui.file_names import SUFFIX
from visionwork.gui.forms import load_form
from visionwork.gui.look_actions import LookActions
from visionwork.gui.messages import Messages
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.presenting import Presenting
from visionwork.gui.rail import Rail
from visionwork.gui.recent import RecentWorkshop
from visionwork.gui.services import AppServices
from visionwork.gui.widgets.focus_ring import FocusRing, focus_by_keys
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.gui.window_bell import WindowBell
from visionwork.gui.wording import backup_words
from visionwork.gui.workshop_files import WorkshopFiles
from visionwork.gui.workshop_view import WindowParts, WorkshopView

if TYPE_CHECKING:
    from visionwork.gui.home_page import HomePage
    from visionwork.gui.new_workshop_page import NewWorkshopPage
    from visionwork.gui.recovery_banner import Recovered

_DEFAULT_SIZE = (1440, 900)
_LOW_BELOW, _NARROW_BELOW = 640, 1000
"""Height and width of a window, at text size 100, below which pages spare height and the rail folds."""


class MainWindow(QMainWindow):
    """Owns the parts of the window and connects them.

    Args:
        services: What everything is built with.
        messages: The door to message boxes; made for this window when None.

    Signals:
        painted: The window was painted for the first time; the page of a workshop comes in the next turn.
    """

    painted = Signal()

    def __init__(self, services: AppServices, messages: Messages | None = None) -> None:
        super().__init__()
        self._services = services
        self.messages = messages or Messages(self)
        self.files = WorkshopFiles(services, self.messages, self)
        form = load_form("main_window", self)
        self.commands = WindowActions(self)
        self.commands.fill(form.widget(QMenuBar, "menu_bar"))
        self._parts = WindowParts(
            form.widget(Rail, "rail"),
            form.widget(QStackedWidget, "pages"),
            form.widget(BannerArea, "banners"),
            form.widget(SaveStatus, "save_status"),
            self.commands,
            Presenting(self, services.theme, self.commands),
        )
        self._buttons = [form.widget(QPushButton, name) for name in ("present_button", "export_button")]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._edits = EditRouter(app, self)
        self._look = LookActions(self.commands, services.theme, services.settings, self)
        self._ring = FocusRing(self)
        self._bell = WindowBell(self)
        self._home: HomePage | None = None
        self._new_page: NewWorkshopPage | None = None
        self.view: WorkshopView | None = None
        self._was_painted = False
        self._was_left = False
        self._first_page = ""
        self._narrow = False
        self.setAcceptDrops(True)
        self._connect_actions()
        self._connect_parts()
        self._restore()
        self._frame(workshop_open=False)

    @property
    def home(self) -> HomePage:
        """Home, built when it is first needed."""
        if self._home is None:
            from visionwork.gui.home_page import HomePage

            self._home = home = HomePage(parent=self._parts.stack)
            self._parts.stack.addWidget(home)
            home.new_requested.connect(self.show_new)
            home.open_requested.connect(self.files.ask_and_open)
            home.sample_requested.connect(self.files.open_sample)
            home.checklist_requested.connect(self._show_checklist)
            home.recent_chosen.connect(self.files.open_path)
            home.find_requested.connect(self.files.find_missing)
            home.forget_requested.connect(self._forget)
            home.folder_requested.connect(self._show_folder)
            home.recovery_opened.connect(self.files.open_recovered)
            home.recovery_discarded.connect(self._discard)
        return self._home

    def show_home(self) -> None:
        """Show Home; an open workshop is closed first, and stays when it cannot be saved."""
        if self.files.close_current():
            home = self.home
            self._refresh_home()
            self._parts.stack.setCurrentWidget(home)
            home.focus_first()

    def show_new(self) -> None:
        """Ask what a new workshop is called; an open workshop is closed first."""
        from visionwork.gui.new_workshop_page import NewWorkshopPage

        if not self.files.close_current():
            return
        page = self._new_page
        if page is None:  # kept from then on, with what was begun in it
            self._new_page = page = NewWorkshopPage(self.files, self.messages, parent=self._parts.stack)
            page.left.connect(self.show_home)
            self._parts.stack.addWidget(page)
        self._parts.stack.setCurrentWidget(page)
        page.focus_first()

    def show_page(self, page_id: str) -> None:
        """Show a page of the open workshop."""
        if self.view is not None:
            self.view.go_to(page_id)

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def save_in_haste(self) -> None:
        """Store and publish at once, without asking: the session or the process ends."""
        self.files.save_in_haste()

    def end_in_haste(self) -> None:
        """Store, publish and let go without asking: the process ends, and nobody may be there to answer."""
        self.files.end_in_haste()
        self._remember_place()

    def listen_for_others(self) -> None:
        """Let a second start on the open file ring; called once the window is painted."""
        current = self.files.current
        if current is None or current.session.read_only:
            self._bell.stop()
        else:
            self._bell.listen(current.path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first time, so that slow imports wait for it."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._on_painted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the best of a small window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Store what is typed when another program gets the keyboard; look after the file on coming back."""
        if event.type() == QEvent.Type.ActivationChange:
            self._on_activation()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when everything is saved, or the user decided what becomes of it."""
        if not self.files.close_current():
            event.ignore()
            return
        self._parts.presenting.stop()
        self._remember_place()
        super().closeEvent(event)

    def _remember_place(self) -> None:
        self._services.settings.geometry = self.saveGeometry()
        self._services.settings.sync()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a workshop file."""
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open_path(path)

    def _on_activation(self) -> None:
        was_left, self._was_left = self._was_left, not self.isActiveWindow()
        current = self.files.current
        if current is not None and self._was_left:
            current.context.edits.flush()
        elif current is not None and was_left:
            current.look_again()

    def _on_painted(self) -> None:
        self._refresh_home()
        self.painted.emit()
        QTimer.singleShot(0, self, self._show_first_page)

    def _show_first_page(self) -> None:
        if self.view is not None and not self.view.host.current_id:
            self._show_page(self._first_page)
            settle_layouts()

    def _show_page(self, page_id: str) -> None:
        """Show the page an opened workshop was left at; what can wait for that is done after it."""
        if self.view is not None:
            self.view.host.show(page_id)
            self.files.note_recent()

    def _connect_actions(self) -> None:
        commands, edits = self.commands, self._edits
        for action_id, slot in (
            (ActionId.NEW, self.show_new),
            (ActionId.OPEN, self.files.ask_and_open),
            (ActionId.SAMPLE, self.files.open_sample),
            (ActionId.HOME, self.show_home),
            (ActionId.CLOSE, self.show_home),
            (ActionId.SAVE, self._save_now),
            (ActionId.SAVE_AS, self.files.ask_and_save_as),
            (ActionId.SAVE_COPY, self.files.ask_and_save_copy),
            (ActionId.RESTORE, self._show_backups),
            (ActionId.QUIT, self.close),
            (ActionId.UNDO, edits.undo),
            (ActionId.REDO, edits.redo),
            (ActionId.CUT, edits.cut),
            (ActionId.COPY, edits.copy),
            (ActionId.PASTE, edits.paste),
            (ActionId.SELECT_ALL, edits.select_all),
            (ActionId.NEXT_EXERCISE, self._next_exercise),
            (ActionId.PREVIOUS_EXERCISE, self._previous_exercise),
            (ActionId.FOLD_RAIL, self._fold_by_menu),
            (ActionId.GO_TO_RAIL, self._switch_region),
            (ActionId.FULL_SCREEN, self._toggle_full_screen),
            (ActionId.KEYS, self._show_keys),
            (ActionId.CHECKLIST, self._show_checklist),
            (ActionId.ABOUT, self._show_about),
        ):
            commands[action_id].triggered.connect(slot)
        commands.navigation.triggered.connect(self._go)
        present, export = self._buttons
        present.clicked.connect(commands[ActionId.PRESENT].trigger)
        export.clicked.connect(commands[ActionId.EXPORT].trigger)

    def _connect_parts(self) -> None:
        self._parts.rail.page_requested.connect(self.show_page)
        self._parts.rail.fold_requested.connect(self._fold)
        self._bell.rung.connect(self.raise_window)
        self.files.opened.connect(self._on_opened)
        self.files.closing.connect(self._on_closing)
        self.files.recent_changed.connect(self._refresh_home)
        self.files.path_changed.connect(self._on_path_changed)

    def _restore(self) -> None:
        settings = self._services.settings
        geometry = settings.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_DEFAULT_SIZE)
        self._show_folded(settings.rail_folded)
        self._services.theme.changed.connect(self._fit)
        self._fit()

    def _frame(self, *, workshop_open: bool) -> None:
        """Show what belongs to an open workshop, or hide it on Home."""
        for widget in (self._parts.rail, self._parts.status, *self._buttons):
            widget.setVisible(workshop_open)
        self.commands.enable(WORKSHOP_ACTIONS, workshop_open)
        if not workshop_open:
            self.setWindowTitle("Visionwork")
            self.setWindowFilePath("")

    def _on_opened(self, workshop: OpenWorkshop) -> None:
        self.view = view = WorkshopView(workshop, self.files, self._parts, self)
        view.renamed.connect(self._show_title)
        # At once, not at the end: after a crash the work goes on where it was, too.
        view.host.page_shown.connect(partial(self._services.settings.set_last_page, workshop.uuid))
        self._edits.set_context(workshop.context)
        self._frame(workshop_open=True)
        self._show_title()
        page_id = self._services.settings.last_page(workshop.uuid) or view.host.first_page()
        if self._was_painted:
            self._show_page(page_id)
            self.listen_for_others()
        else:
            # The first window stands with its bars and the rail before its page is built.
            self._first_page = page_id
            view.announce(page_id)

    def _on_closing(self) -> None:
        if self.view is not None:
            self.view.close()
            self.view.deleteLater()
            self.view = None
        self._edits.set_context(None)
        self._bell.stop()
        self._frame(workshop_open=False)

    def _on_path_changed(self) -> None:
        self._show_title()
        self.listen_for_others()

    def _show_title(self) -> None:
        current = self.files.current
        if current is not None:
            title = current.context.snapshot.workshop.title or current.path.stem
            backup = backup_words(current.path, current.context.now().date())
            named = f"{title} ({backup})" if backup else title
            self.setWindowTitle(f"{named} \u2013 Visionwork")
            self.setWindowFilePath(str(current.path))

    def _refresh_home(self) -> None:
        if self._home is not None:
            self._home.show_recent(self._services.recent.all())
            if self._was_painted:
                self._home.show_recovered(self.files.recovered())

    def _forget(self, entry: RecentWorkshop) -> None:
        self._services.recent.forget(entry.path)
        self._refresh_home()

    def _discard(self, recovered: Recovered) -> None:
        if self.files.discard_recovered(recovered):
            self._refresh_home()

    def _show_folder(self, entry: RecentWorkshop) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.path.parent)))

    def _save_now(self) -> None:
        if self.files.current is not None:
            self.files.current.save_now()

    def _go(self, action: QAction) -> None:
        self.show_page(action.data())

    def _next_exercise(self) -> None:
        if self.view is not None:
            self.view.next_exercise()

    def _previous_exercise(self) -> None:
        if self.view is not None:
            self.view.previous_exercise()

    def _fit(self) -> None:
        """Spare height where there is little for the text size, and fold the rail where there is no width."""
        theme = self._services.theme
        theme.set_low(self.height() < theme.px(_LOW_BELOW))
        narrow = self.width() < theme.px(_NARROW_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_folded(narrow or self._services.settings.rail_folded)

    def _fold(self, folded: bool) -> None:
        self._services.settings.rail_folded = folded
        self._show_folded(folded)

    def _show_folded(self, folded: bool) -> None:
        self._parts.rail.set_folded(folded)
        self.commands[ActionId.FOLD_RAIL].setChecked(folded)

    def _fold_by_menu(self) -> None:
        self._fold(self.commands[ActionId.FOLD_RAIL].isChecked())

    def _switch_region(self) -> None:
        """Move the keyboard between the rail and the page."""
        page = self.view.host.current_page() if self.view is not None else None
        if page is None:
            self.home.focus_first()
        elif self._parts.rail.list.hasFocus():
            page.focus_first()
            focused = self.focusWidget()
            if focused is not None and not focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
                focus_by_keys(focused)  # an editor shows by itself that it has the keyboard
        else:
            self._parts.rail.list.setFocus()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
        self.commands[ActionId.FULL_SCREEN].setChecked(self.isFullScreen())

    def _show_backups(self) -> None:
        from visionwork.gui.backup_dialog import BackupDialog

        if self.files.current is not None:
            dialog = BackupDialog(self._services.data_dir, self.files.current.uuid, parent=self)
            dialog.restore_requested.connect(self.files.restore)
            dialog.open()

    def _show_keys(self) -> None:
        from visionwork.gui.help_dialogs import KeysDialog

        KeysDialog(self.commands.key_list(), self).open()

    def _show_checklist(self) -> None:
        from visionwork.gui.help_dialogs import ChecklistDialog

        current = self.files.current
        method = self._services.methods.standard if current is None else current.context.method
        lines = method.checklist if current is None else tuple(map(current.context.fill, method.checklist))
        ChecklistDialog(lines, self).open()

    def _show_about(self) -> None:
        from visionwork.gui.help_dialogs import AboutDialog

        AboutDialog(self._services.data_dir, self).open()


def settle_layouts() -> None:
    """Grant what widgets that were just shown ask of their layouts, before they are painted.

    Tables and wrapped words know their height only once they have a width; a squeezed page would flash up
    and be painted again.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _dropped_file(event: QDropEvent) -> Path | None:
    """Return the workshop file of a drag, or None when it carries anything else."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.casefold() == SUFFIX else None

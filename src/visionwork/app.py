"""Puts the app together, runs it, and takes it apart in the right order."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from visionwork import __version__, paths
from visionwork.domain.errors import UserFacingError
from visionwork.gui.faults import FaultReporter, TerminationWatch
from visionwork.gui.main_window import MainWindow, settle_layouts
from visionwork.gui.recent import RecentWorkshops
from visionwork.gui.services import AppServices
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme

if TYPE_CHECKING:
    from visionwork.method.library import MethodLibrary

BENCH_QUIT = "VISIONWORK_BENCH_QUIT"
"""Environment variable that ends the app to measure the start: one idle turn after the first paint when it
is "window", after the first page is painted when it is "page"."""

_LOG_BYTES = 500_000
LATE_MODULES = (
    "sqlite_utils",
    "visionwork.gui.views.grid.editors.factory",
    "visionwork.gui.setup_page",
    "visionwork.gui.views.views_capture",
    "visionwork.gui.views.cards_capture",
    "visionwork.gui.views.grid_capture",
    "visionwork.gui.views.curve_capture",
    "visionwork.gui.views.signatures_capture",
    "visionwork.gui.views.statement_page",
    "visionwork.gui.views.rounds_page",
    "visionwork.gui.views.export_page",
    "rapidfuzz",
    "reportlab.pdfgen.canvas",
    "visionwork.report.engine",
)
"""What the first window does not need, in the order in which it is brought in afterwards.

After a colon stands a function that is called once, because it keeps what it reads.
"""

_log = logging.getLogger(__name__)


def run_app(arguments: Sequence[str]) -> int:
    """Open the app.

    Args:
        arguments: What the command line said: a file, and options.

    Returns:
        The exit code.
    """
    file, method_file = _parsed(arguments)
    try:
        log_path, data_dir, settings_path = paths.log_path(), paths.app_data_dir(), paths.settings_path()
    except UserFacingError as error:
        _tell_without_window(error)
        return 1
    _start_log(log_path)
    try:
        methods = _methods(data_dir, method_file)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Visionwork")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("visionwork")
    settings = AppSettings(settings_path)
    theme = Theme(app, settings.theme_mode, settings.text_percent)
    services = AppServices(methods, theme, settings, RecentWorkshops(data_dir), data_dir)
    window = MainWindow(services)
    faults = FaultReporter(window, log_path)
    faults.install()
    watch = TerminationWatch(app, window.save_in_haste, window.end_in_haste)
    late = _AfterFirstPaint(window, theme)
    start = _Start(window, file)
    QTimer.singleShot(0, window, start.begin)
    try:
        return app.exec()
    finally:
        # A window with access keys that outlives the application crashes when Python exits, so it is
        # deleted first, by hand.
        import shiboken6

        late.stop()
        watch.stop()
        faults.uninstall()
        settings.sync()
        shiboken6.delete(window)
        shiboken6.delete(app)


def _tell_without_window(error: UserFacingError) -> None:
    """Tell why there is no window, on the screen and where a command line would look."""
    from visionwork.gui.messages import Messages

    sys.stderr.write(f"{error}\n")
    app = QApplication([sys.argv[0]])
    theme = Theme(app)  # held, since the box asks for it
    Messages().report_error(error)
    del theme


def fill_small_screen(window: QWidget) -> None:
    """Let a window that is larger than its screen fill it, as on a small laptop before a size was chosen.

    Args:
        window: A window that is not shown yet.
    """
    room = window.screen().availableSize()
    if window.width() > room.width() or window.height() > room.height():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


class _Start:
    """Opens the first page from within the event loop, so that a message box there can be quit, too.

    Args:
        window: The window.
        file: The workshop to open, or None for Home.
    """

    def __init__(self, window: MainWindow, file: Path | None) -> None:
        self._window = window
        self._file = file

    def begin(self) -> None:
        """Open, then show the window; a file that another window has ends this start."""
        window = self._window
        if self._file is None or not window.files.open_path(self._file):
            if window.files.rang:
                QCoreApplication.quit()
                return
            window.show_home()
        fill_small_screen(window)
        window.show()
        settle_layouts()


class _AfterFirstPaint:
    """Brings in what the first window did not wait for, a piece in each idle turn.

    Args:
        window: The window whose first paint is waited for.
        theme: Has fonts to load.
    """

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self._left = list(LATE_MODULES)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._next)
        window.painted.connect(self._begin)

    def stop(self) -> None:
        """Bring in nothing more."""
        self._timer.stop()

    def _begin(self) -> None:
        gc.freeze()  # what the start made stays for good
        if until := os.environ.get(BENCH_QUIT):
            self._quit_after(1 if until == "window" else 3)  # the page comes in the turn after the first
            return
        from visionwork.gui.garbage import GarbageSearch

        GarbageSearch(self._window).start()
        self._theme.load_han_font_later()
        self._window.listen_for_others()
        self._timer.start(0)

    def _quit_after(self, turns: int) -> None:
        if turns == 0:
            QCoreApplication.quit()
        else:
            QTimer.singleShot(0, self._window, partial(self._quit_after, turns - 1))

    def _next(self) -> None:
        if not self._left:
            self._timer.stop()
            _empty_bin()
            return
        bring_in(self._left.pop(0))


def bring_in(name: str) -> None:
    """Import one of `LATE_MODULES`, and call its function when it names one."""
    module_name, _, function = name.partition(":")
    module = importlib.import_module(module_name)
    if function:
        getattr(module, function)()


def _empty_bin() -> None:
    from datetime import datetime

    from visionwork.document.recovery import empty_bin

    try:
        empty_bin(paths.app_data_dir(), datetime.now())  # noqa: DTZ005 - compared with file times only
    except (OSError, UserFacingError) as error:
        _log.warning("the bin cannot be emptied: %s", error)


def _parsed(arguments: Sequence[str]) -> tuple[Path | None, Path | None]:
    """Return the workshop and the method file a command line names; argparse would cost the start 10 ms."""
    file = method = None
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--method" and left:
            method = Path(left.pop(0))
        elif argument.startswith("--method="):
            method = Path(argument.removeprefix("--method="))
        elif argument.startswith("-") or file is not None:
            sys.stderr.write("usage: visionwork [FILE] [--method FILE]; see visionwork --help\n")
            raise SystemExit(2)
        else:
            file = Path(argument)
    return file, method


def _methods(data_dir: Path, given: Path | None) -> MethodLibrary:
    from visionwork.method.library import METHODS, MethodLibrary

    return MethodLibrary(data_dir / METHODS, given)


def _start_log(path: Path) -> None:
    """Log to a file; one that has grown large becomes the old one at the next start that can move it."""
    refused = None
    try:
        if path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
    except FileNotFoundError:
        pass
    except OSError as error:  # as on Windows, where another window has it open
        refused = error
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    if refused is not None:
        _log.info("the log grows on: %s", refused)
    _log.info("Visionwork %s on Python %s", __version__, sys.version.split()[0])

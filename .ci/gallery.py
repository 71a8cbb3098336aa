"""Draws every screen and every page of the PDF as pictures, to be looked at.

    python .ci/gallery.py OUT [light|dark] [100|115|130]

Without a look, light and dark at 100 and 130 % are drawn. Names tell what is shown:
screens/light-100/exercise-values.png, pdf/full-a4-03.png.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as day_time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

import gallery_dialogs
import gallery_kit
from visionwork.domain.progress import ExerciseStatus
from visionwork.gui.main_window import MainWindow
from visionwork.gui.recent import RecentWorkshop, RecentWorkshops
from visionwork.gui.recovery_banner import Recovered
from visionwork.gui.services import AppServices
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.statement_page import StatementPage
from visionwork.method import default_method
from visionwork.method.library import METHODS, MethodLibrary
from visionwork.sample import write_sample

LARGE, SMALL = (1440, 900), (1180, 720)
SETTLE_S, SETTLE_TEXT_S, SETTLE_PREVIEW_S = 0.2, 0.6, 3.0
EDITED_AT = datetime.combine(date(2026, 3, 12), day_time(10, 42))
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Look:
    """One look of the app."""

    mode: ThemeMode
    percent: int

    @property
    def name(self) -> str:
        """Name of its folder."""
        return f"{self.mode.value}-{self.percent}"


class Gallery:
    """Draws the screens of one window.

    Args:
        app: The application.
        out: Folder for the pictures.
        home: The app's own folder.
        sample: The sample workshop.
    """

    def __init__(self, app: QApplication, out: Path, home: Path, sample: Path) -> None:
        self._app = app
        self._out = out
        self._home = home
        self._sample = sample
        self._theme = Theme(app, ThemeMode.LIGHT)
        self._clock: Callable[[], datetime] = datetime.now

    def draw(self, look: Look, *, size: tuple[int, int] = LARGE, few: bool = False) -> None:
        """Draw the screens in one look; only some of them in a small window."""
        self._theme.set_mode(look.mode)
        self._theme.set_text_percent(look.percent)
        folder = self._out / "screens" / (look.name + ("" if size == LARGE else f"-{size[0]}x{size[1]}"))
        folder.mkdir(parents=True, exist_ok=True)
        with self._opened(size) as window:
            self._draw_home(window, folder, few)
            window.files.open_path(self._sample)
            pages = [f"exercise:{exercise.id}" for exercise in default_method().exercises()]
            if few:
                pages = pages[:4]
            for page_id in (*pages, "statement", "rounds", "export", "setup"):
                window.show_page(page_id)
                settle = SETTLE_PREVIEW_S if page_id == "export" else SETTLE_S
                self._grab(window, folder / f"{page_id.replace(':', '-')}.png", settle)
            self._draw_drift(window, folder)
            if not few:
                self._draw_rest(window, folder)

    def _draw_drift(self, window: MainWindow, folder: Path) -> None:
        """Draw the statement while the boardroom's words stand where the tested ones stood."""
        window.show_page("statement")
        page, current = window.view.host.current_page(), window.files.current
        assert isinstance(page, StatementPage)
        assert current is not None
        current.context.coach.load_now()
        boardroom = next(d for d in current.context.snapshot.statement_drafts() if d.set_aside is not None)
        page.editor.selectAll()
        page.editor.insertPlainText(boardroom.text)
        page.coach.look()
        decided = len(page.drift.situation.settled) if page.drift.situation is not None else 0
        page.lost.again_button().click()
        self._grab(window, folder / "statement-drift.png", SETTLE_TEXT_S)
        for _ in range(decided + 1):
            current.context.undo()

    def _draw_home(self, window: MainWindow, folder: Path, few: bool) -> None:
        window.home.show_recent(self._recent())
        window.home.show_recovered([])
        self._grab(window, folder / "home.png")
        if few:
            return
        found = Recovered(None, "Aldermoor: our clients and us", EDITED_AT, self._sample)  # type: ignore[arg-type]
        window.home.show_recovered([found])
        self._grab(window, folder / "home-recovered.png")
        window.home.show_recovered([])
        window.home.show_recent(())
        self._grab(window, folder / "home-empty.png")
        window.show_new()
        self._grab(window, folder / "new-workshop.png")

    def _draw_rest(self, window: MainWindow, folder: Path) -> None:
        from visionwork.gui.actions import ActionId

        window.show_page("exercise:future-relationship")
        window.commands[ActionId.FOLD_RAIL].trigger()
        self._grab(window, folder / "rail-folded.png")
        window.commands[ActionId.FOLD_RAIL].trigger()
        for action_id in (ActionId.KEYS, ActionId.CHECKLIST, ActionId.ABOUT, ActionId.RESTORE):
            window.commands[action_id].trigger()
            self._grab_dialog(folder / f"dialog-{action_id.value}.png")
        for name, dialog in gallery_dialogs.dialogs(window):
            dialog.open()
            self._grab(dialog, folder / f"dialog-{name}.png")
            dialog.close()
        window.commands[ActionId.PRESENT].trigger()
        projector = next(w for w in self._app.topLevelWidgets() if type(w).__name__ == "Projector")
        projector.showNormal()
        projector.resize(1920, 1080)
        self._grab(projector, folder / "projector.png")
        window.show_page("exercise:company-behaviour")
        window.commands[ActionId.SHOW_ANSWERS].trigger()
        self._grab(projector, folder / "projector-answers.png")
        self._grab(window, folder / "exercise-with-answers-shown.png")
        projector.close()

    def _recent(self) -> tuple[RecentWorkshop, ...]:
        done, begun, empty = ExerciseStatus.DONE, ExerciseStatus.BEGUN, ExerciseStatus.EMPTY
        lengths = [len(step.exercises) for step in default_method().steps]

        def steps(finished: int) -> tuple[tuple[ExerciseStatus, ...], ...]:
            left = iter([done] * finished + [begun] + [empty] * 99)
            return tuple(tuple(itertools.islice(left, length)) for length in lengths)

        gone = self._home / "gone.visionwork"
        now = self._clock()
        rows = (
            ("Aldermoor: our clients and us", "Aldermoor Consulting", 0, 10, "Draft 5, not tested"),
            ("Northfield Water, leadership offsite", "Northfield Water", 15, 14, "Draft 7, agreed"),
            ("Crew and passengers", "Torsund Ferries", 30, 6, "Draft 2, in feedback"),
            ("Branch leaders, spring", "Hallam & Brook Bank", 51, 17, "Draft 9, agreed"),
            ("Store managers’ day", "Lindqvist Retail", 100, 3, "No draft yet"),
        )
        return tuple(
            RecentWorkshop(
                gone if "Store" in title else self._sample,
                title,
                owner,
                now - timedelta(days),
                steps(n),
                state,
            )
            for title, owner, days, n, state in rows
        )

    @contextmanager
    def _opened(self, size: tuple[int, int]) -> Iterator[MainWindow]:
        settings = AppSettings(self._home / "settings.ini")
        recent = RecentWorkshops(self._home)
        methods = MethodLibrary(self._home / METHODS)
        window = MainWindow(AppServices(methods, self._theme, settings, recent, self._home))
        window.resize(*size)
        window.show_home()
        window.show()
        self._app.processEvents()  # the first paint looks for work a crash left, and lists anew
        self._app.processEvents()
        try:
            yield window
        finally:
            window.close()
            import shiboken6

            shiboken6.delete(window)

    def _grab_dialog(self, path: Path) -> None:
        dialog = next(w for w in self._app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        self._grab(dialog, path)
        dialog.close()

    def _grab(self, widget: QWidget, path: Path, settle: float = SETTLE_S) -> None:
        end = time.monotonic() + settle
        while time.monotonic() < end or any(page.graphicsEffect() for page in widget.findChildren(QWidget)):
            self._app.processEvents()
        widget.grab().save(str(path))


def draw_pdfs(sample: Path, out: Path, work: Path) -> None:
    """Draw every page of every cut of the report on A4, and of the full one on Letter."""
    import pypdfium2

    from visionwork.cli import run

    out.mkdir(parents=True, exist_ok=True)
    for cut, paper in (
        ("full", "a4"),
        ("summary", "a4"),
        ("commitments", "a4"),
        ("poster", "a4"),
        ("full", "letter"),
    ):
        target = work / f"{cut}-{paper}.pdf"
        if run(["export", str(sample), "-o", str(target), "--cut", cut, "--paper", paper]):
            raise SystemExit(f"the {cut} report could not be made")
        document = pypdfium2.PdfDocument(target)
        for number, page in enumerate(document, start=1):
            page.render(scale=1.6).to_pil().save(out / f"{cut}-{paper}-{number:02}.png")
        document.close()


def main(arguments: list[str]) -> int:
    """Draw everything and return 0."""
    out = Path(arguments[0]).absolute()
    modes = [ThemeMode(a) for a in arguments[1:] if a in ("light", "dark")] or [
        ThemeMode.LIGHT,
        ThemeMode.DARK,
    ]
    percents = [int(a) for a in arguments[1:] if a.isdigit()] or [100, 130]
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        os.environ["VISIONWORK_HOME"] = str(home)
        sample = Path(folder) / "Aldermoor.visionwork"
        write_sample(sample, home)
        app = QApplication([])
        gallery = Gallery(app, out, home, sample)
        steps: list[Callable[[], None]] = [
            lambda look=Look(mode, percent): gallery.draw(look) for mode in modes for percent in percents
        ]
        steps.append(lambda: gallery.draw(Look(modes[0], percents[0]), size=SMALL, few=True))
        for step in steps:
            step()
        if len(arguments) == 1:
            (out / "kit").mkdir()
            for mode, percent in itertools.product(modes, percents):
                gallery_kit.draw(mode, percent).save(str(out / "kit" / f"{mode.value}-{percent}.png"))
            draw_pdfs(sample, out / "pdf", Path(folder))
        app.quit()
    count = sum(1 for _ in out.rglob("*.png"))
    print(f"{count} pictures in {out.relative_to(ROOT) if out.is_relative_to(ROOT) else out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

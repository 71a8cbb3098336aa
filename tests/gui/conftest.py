"""What every GUI test stands on: the app's look, and message boxes that answer by themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from visionwork.document.document import create_database, open_database
from visionwork.domain.method import Method
from visionwork.gui.context import WorkshopContext
from visionwork.gui.messages import Choice, Messages
from visionwork.gui.theme import Theme, ThemeMode

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for person.py


@pytest.fixture(scope="session")
def _app_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeMode.LIGHT)


@pytest.fixture(autouse=True)
def theme(_app_theme: Theme) -> Iterator[Theme]:
    """The theme of the application, light and at text size 100 at the start of every test."""
    yield _app_theme
    _app_theme.set_mode(ThemeMode.LIGHT)
    _app_theme.set_text_percent(100)
    _app_theme.set_low(False)


@dataclass
class Shown:
    """One box a test has met.

    Attributes:
        kind: "inform", "warn" or "ask".
        title: Its bold line.
        text: The line below.
        choices: Keys of the answers offered.
    """

    kind: str
    title: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass
class Script:
    """What the boxes answer, in order, and what they have shown.

    A question without a prepared answer fails the test; a file dialog without one is cancelled.
    """

    answers: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)


class ScriptedMessages(Messages):
    """Message boxes and file dialogs that open no window."""

    def __init__(self, parent: QWidget | None = None, script: Script | None = None) -> None:
        super().__init__(parent)
        self.script = script or Script()

    def over(self, parent: QWidget) -> ScriptedMessages:
        return ScriptedMessages(parent, self.script)

    def inform(self, title: str, text: str) -> None:
        self.script.shown.append(Shown("inform", title, text))

    def warn(self, title: str, text: str) -> None:
        self.script.shown.append(Shown("warn", title, text))

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> str:
        keys = tuple(choice.key for choice in choices)
        self.script.shown.append(Shown("ask", title, text, keys))
        assert self.script.answers, f"nobody answers {title!r}; put a key into messages.script.answers"
        answer = self.script.answers.pop(0)
        assert answer in keys, f"{answer!r} is not offered by {title!r}"
        return answer

    def open_file(self, title: str, folder: Path, patterns: str) -> Path | None:
        return self._next_file()

    def open_files(self, title: str, folder: Path, patterns: str) -> tuple[Path, ...]:
        files, self.script.files = tuple(self.script.files), []
        return files

    def save_file(self, title: str, proposal: Path, patterns: str, suffix: str) -> Path | None:
        return self._next_file()

    def _next_file(self) -> Path | None:
        return self.script.files.pop(0) if self.script.files else None


@pytest.fixture
def messages() -> ScriptedMessages:
    """Boxes that answer what the test wrote into `messages.script`."""
    return ScriptedMessages()


@pytest.fixture
def now() -> datetime | None:
    """The time in the workshop; tests of days and rounds give one that stands still."""
    return None


@pytest.fixture
def context(
    tmp_path: Path, theme: Theme, messages: ScriptedMessages, method: Method, now: datetime | None
) -> Iterator[WorkshopContext]:
    """An open, empty workshop, as every page gets it."""
    path = tmp_path / "workshop.db"
    create_database(path, "Crew and passengers", "Torsund Ferries")
    document = open_database(path) if now is None else open_database(path, lambda: now)
    context = WorkshopContext(document, method, theme, messages)
    yield context
    context.close()
    document.close()


@pytest.fixture
def show_page(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a page at the size it has in the window of the designs."""

    def show(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1168, 856)
        with qtbot.waitExposed(page):
            page.show()

    return show

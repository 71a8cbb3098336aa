"""The app as a process: it starts, ends cleanly, and saves when it is told to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visionwork import __main__
from visionwork.cli import COMMANDS
from visionwork.document.access import open_to_read
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession

pytestmark = pytest.mark.slow
SOURCE = Path(__file__).resolve().parents[3] / "src"
PATIENCE_S = 60

# Opens a file, changes its title as if typed, says so, and stays.
TYPING = """
import sys
from PySide6.QtCore import QTimer
from visionwork import app
from visionwork.gui.main_window import MainWindow

def type_title(window):
    window.show_page("setup")
    title = window.view.host.current_page()._facts.title
    title.setText("Typed, then told to end")
    title.textEdited.emit(title.text())
    print("typed", flush=True)

listen = MainWindow.listen_for_others
def listen_and_type(window):
    listen(window)
    type_title(window)
MainWindow.listen_for_others = listen_and_type
sys.exit(app.run_app(sys.argv[1:]))
"""


# Stays under a message box, and says so from there.
UNDER_A_BOX = TYPING.replace(
    'print("typed", flush=True)',
    """QTimer.singleShot(200, lambda: print("typed", flush=True))
    QTimer.singleShot(0, lambda: window.messages.warn("Something stands here.", "Read it."))""",
)

# Stays in the dialog that takes somebody's answers, with words in it, and says so.
IN_A_DIALOG = TYPING.replace(
    'print("typed", flush=True)',
    """from PySide6.QtWidgets import QDialog, QPlainTextEdit
    from visionwork.domain.groups import GroupKind
    from visionwork.domain.rounds import QuestionKind, RoundGroup
    document = window.files.current.context.document
    draft = document.texts.save_draft("statement", "We tell you early.")
    crews = RoundGroup(document.groups.add("Deck crews", GroupKind.EMPLOYEES))
    document.rounds.open(draft.id, [(QuestionKind.OPEN, "What else?")], [crews], document.clock().date())
    window.show_page("rounds")
    def type_answer():
        window.view.host.current_page().channels.type_answers()
        window.findChild(QDialog).findChild(QPlainTextEdit).setPlainText("Slower, please")
        print("typed", flush=True)
    QTimer.singleShot(0, type_answer)""",
)


@pytest.fixture
def environment(visionwork_home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "QT_QPA_PLATFORM": "offscreen",
        "VISIONWORK_HOME": str(visionwork_home),
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: object, **variables: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-X", "faulthandler", *map(str, arguments)]
        process = subprocess.Popen(
            command,
            env={**environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def file(tmp_path: Path, visionwork_home: Path) -> Path:
    path = tmp_path / "harbour.visionwork"
    visionwork_home.mkdir(exist_ok=True)
    DocumentSession.create(path, "Harbour", "Harbour Hotel", visionwork_home).close()
    return path


def ends(process: subprocess.Popen[str]) -> str:
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, errors
    return errors


@pytest.mark.parametrize("with_file", [True, False])
def test_a_start_and_an_end_leave_no_trace_of_trouble(
    start: Callable[..., subprocess.Popen[str]], file: Path, with_file: bool
) -> None:
    arguments = [file] if with_file else []
    errors = ends(start("-m", "visionwork", *arguments, VISIONWORK_BENCH_QUIT="page"))
    assert "Traceback" not in errors
    assert "Segmentation" not in errors


def test_what_is_typed_is_saved_when_the_process_is_told_to_end_under_a_box(
    start: Callable[..., subprocess.Popen[str]], file: Path, visionwork_home: Path
) -> None:
    process = start("-c", UNDER_A_BOX, file)
    assert process.stdout.readline().strip() == "typed"
    process.send_signal(signal.SIGTERM)
    ends(process)
    document = open_to_read(file)
    assert document.workshop.get().title == "Typed, then told to end"
    document.close()
    assert list((visionwork_home / "work").iterdir()) == []


def test_told_to_end_under_a_dialog_it_asks_nothing(
    start: Callable[..., subprocess.Popen[str]], file: Path
) -> None:
    process = start("-c", IN_A_DIALOG, file)
    assert process.stdout.readline().strip() == "typed"
    process.send_signal(signal.SIGTERM)
    assert "Traceback" not in ends(process)
    document = open_to_read(file)
    (words,) = document.store.rows("SELECT text FROM unfinished")
    document.close()
    assert "Slower, please" in words["text"]


def test_told_to_end_it_ends_even_when_the_file_is_gone_and_keeps_the_edits(
    start: Callable[..., subprocess.Popen[str]], file: Path, visionwork_home: Path
) -> None:
    process = start("-c", TYPING, file)
    assert process.stdout.readline().strip() == "typed"
    file.unlink()
    process.send_signal(signal.SIGTERM)
    ends(process)
    (left,) = recoverable(visionwork_home)
    session = recover(left, visionwork_home)
    assert session.document.workshop.get().title == "Typed, then told to end"
    session.abandon()


def test_a_second_start_on_the_same_file_leaves_it_to_the_first(
    start: Callable[..., subprocess.Popen[str]], file: Path
) -> None:
    first = start("-c", TYPING, file)
    assert first.stdout.readline().strip() == "typed"
    ends(start("-m", "visionwork", file))
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    ends(first)


def test_a_method_file_with_a_mistake_is_refused_with_its_line(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("id = 'x'\nname = 7\n", encoding="utf-8")
    process = start("-m", "visionwork", "--method", wrong)
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert "wrong.toml" in errors
    assert "Traceback" not in errors


def test_the_start_knows_every_command() -> None:
    assert set(COMMANDS) <= __main__.COMMANDS
    assert __main__.COMMANDS - set(COMMANDS) == {"-h", "--help", "--version"}

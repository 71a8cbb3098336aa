"""Handing a round to a server, and fetching what came in there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from visionwork.document.errors import NotSavedError
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, Round, RoundGroup, form_digest
from visionwork.gui.context import WorkshopContext
from visionwork.gui.jobs import StoppedError
from visionwork.gui.rounds.server_dialog import ServerDialog
from visionwork.gui.waiting import Waiting
from visionwork.server_rounds import download
from visionwork.serving.client import RoundServer

QUESTIONS = [(QuestionKind.SCALE, "A place for me?"), (QuestionKind.OPEN, "What is missing?")]


class Server(ThreadingHTTPServer):
    """Answers as a server of the house does, with twelve people's answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.digest = ""
        self.token = ""
        self.closed = False
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.server.closed = self.server.closed or self.path == "/round/close"
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        if self.headers["Authorization"] != f"Bearer {self.server.token}":
            self.send_error(401)
            return
        self.server.asked.append(self.path)
        self.server.may_answer.wait(60)
        body = json.dumps(self._values()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _values(self) -> dict[str, Any]:
        if self.path == "/round/responses/0":
            return {"items": [{"key": f"{n:032x}", "group_id": 1, "scales": "4"} for n in range(1, 13)]}
        if self.path == "/round/comments/0":
            return {"items": [{"key": f"{7:032x}", "group_id": 1, "code": "q2", "text": "More <time>."}]}
        if "/responses/" in self.path or "/comments/" in self.path:
            return {"items": []}
        state = {"id": "r", "digest": self.server.digest, "closed": self.server.closed}
        return {**state, "responses": 12, "comments": 1}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def asked(context: WorkshopContext) -> Round:
    document = context.document
    draft = document.texts.save_draft(STATEMENT_SUBJECT, "We tell you early what will not hold.")
    group = document.groups.add("Crews", GroupKind.EMPLOYEES, 40)
    found = document.rounds.get(
        document.rounds.open(draft.id, QUESTIONS, [RoundGroup(group, 40)], date(2026, 3, 3))
    )
    assert group == 1
    return found


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkshopContext, asked: Round, tmp_path: Path) -> ServerDialog:
    made = ServerDialog(context, asked, tmp_path / "home", tmp_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def part(dialog: ServerDialog, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def hand_over(dialog: ServerDialog, messages: Any, url: str, path: Path) -> None:
    part(dialog, QLineEdit, "url_edit").setText(url)
    messages.script.files.append(path)
    dialog.write_file()


def test_nothing_can_be_fetched_before_the_round_was_handed_over(dialog: ServerDialog) -> None:
    fetch = part(dialog, QPushButton, "fetch_button")
    assert not fetch.isEnabled()
    assert "not handed to a server" in fetch.toolTip()
    assert not part(dialog, QLineEdit, "token_edit").isVisible()


def test_an_address_that_is_not_encrypted_is_refused(
    dialog: ServerDialog, messages: Any, tmp_path: Path
) -> None:
    hand_over(dialog, messages, "http://feedback.example.org", tmp_path / "round.json")
    assert "must be https" in part(dialog, QLabel, "problem_label").text()
    assert not (tmp_path / "round.json").exists()


def test_the_invitation_and_the_token_can_be_copied(
    dialog: ServerDialog, messages: Any, tmp_path: Path
) -> None:
    hand_over(dialog, messages, "https://feedback.example.org", tmp_path / "round.json")
    assert json.loads((tmp_path / "round.json").read_text(encoding="utf-8"))["round"] == 1
    link = part(dialog, QLineEdit, "link_edit").text()
    assert link.startswith("https://feedback.example.org/")
    part(dialog, QPushButton, "copy_link_button").click()
    assert QGuiApplication.clipboard().text() == link
    assert part(dialog, QPushButton, "copy_link_button").text() == "Copied"


def test_fetching_closes_the_round_there_and_adds_its_answers(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, server: Server,
    messages: Any, tmp_path: Path,
) -> None:  # fmt: skip
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.digest, server.token = form_digest(asked), part(dialog, QLineEdit, "token_edit").text()
    part(dialog, QPushButton, "fetch_button").click()
    state = part(dialog, QLabel, "state_label")
    qtbot.waitUntil(lambda: "10 answers added" in state.text())
    assert server.closed
    assert context.document.rounds.get(asked.id).response_count == 12
    part(dialog, QPushButton, "fetch_button").click()
    qtbot.waitUntil(lambda: state.text().startswith("0 answers added"))
    assert context.document.rounds.get(asked.id).response_count == 12
    assert [comment.text for comment in context.document.rounds.comments(asked.id)] == ["More <time>."]


@pytest.mark.parametrize(("remembered", "label"), [(20, "Add answers"), (3, None)])
def test_very_many_answers_are_stored_beside_the_window(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, server: Server,
    messages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: int, label: str | None,
) -> None:  # fmt: skip
    monkeypatch.setattr("visionwork.server_rounds.MANY", 3)
    monkeypatch.setattr("visionwork.server_rounds._REMEMBERED", remembered)
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.digest, server.token = form_digest(asked), part(dialog, QLineEdit, "token_edit").text()
    document, heard = context.document, []
    context.changed.connect(heard.append)
    state, shown = part(dialog, QLabel, "state_label"), []
    monkeypatch.setattr(Waiting, "showEvent", lambda waiting, _event: shown.append(waiting.windowTitle()))
    for number, added in enumerate(("10 answers added", "0 answers added"), 1):
        part(dialog, QPushButton, "fetch_button").click()
        qtbot.waitUntil(lambda added=added: state.text().startswith(added))
        assert shown == ["Storing the answers"] * number
    assert [change.label for change in heard] == ["Add answers"]
    assert document.rounds.get(asked.id).response_count == 12
    assert len(document.rounds.comments(asked.id)) == 1
    assert document.store.undo_label() == label
    while document.undo():
        pass
    assert bool(document.rounds.all()) is (label is None)


def test_a_disk_that_refuses_very_many_answers_is_told(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, server: Server,
    messages: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotSavedError("The disk is full.", "Free some space.")

    monkeypatch.setattr("visionwork.server_rounds.MANY", 3)
    monkeypatch.setattr("visionwork.server_rounds.add_at_once", refuse)
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.digest, server.token = form_digest(asked), part(dialog, QLineEdit, "token_edit").text()
    part(dialog, QPushButton, "fetch_button").click()
    state = part(dialog, QLabel, "state_label")
    qtbot.waitUntil(lambda: "Nothing was stored" in state.text())
    assert messages.script.shown[-1].kind == "warn"
    assert context.document.rounds.get(asked.id).response_count == 0


def test_a_server_that_does_not_answer_is_told_and_can_be_tried_again(
    qtbot: QtBot, dialog: ServerDialog, server: Server, messages: Any, tmp_path: Path
) -> None:
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.token = "another one"
    part(dialog, QPushButton, "fetch_button").click()
    problem = part(dialog, QLabel, "problem_label")
    qtbot.waitUntil(problem.isVisible)
    assert "token does not open this round" in problem.text()
    assert part(dialog, QPushButton, "fetch_button").isEnabled()


def test_what_is_remembered_of_a_round_and_cannot_be_read_is_told(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, messages: Any, tmp_path: Path
) -> None:
    hand_over(dialog, messages, "https://feedback.example.org", tmp_path / "round.json")
    (kept,) = (tmp_path / "home" / "servers").iterdir()
    kept.write_text(json.dumps({"token": "t", "package": "{}"}), encoding="utf-8")
    again = ServerDialog(context, asked, tmp_path / "home", tmp_path)
    qtbot.addWidget(again)
    assert "not a round for a server" in part(again, QLabel, "problem_label").text()


def test_leaving_the_dialog_stops_the_download_before_the_round_is_closed_there(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, server: Server,
    messages: Any, tmp_path: Path,
) -> None:  # fmt: skip
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.digest, server.token = form_digest(asked), part(dialog, QLineEdit, "token_edit").text()
    server.may_answer.clear()
    part(dialog, QPushButton, "fetch_button").click()
    qtbot.waitUntil(lambda: bool(server.asked))
    job = dialog._job
    assert job is not None
    assert job.may_be_left, "a server may let it wait for a minute"
    with qtbot.waitSignal(job.refused) as told:
        part(dialog, QPushButton, "close_button").click()
        server.may_answer.set()
    assert told.args is not None
    assert isinstance(told.args[0], StoppedError)
    assert len(server.asked) == 1
    assert not server.closed


def test_answers_that_arrive_as_the_dialog_is_left_are_not_stored(
    qtbot: QtBot, dialog: ServerDialog, context: WorkshopContext, asked: Round, server: Server,
    messages: Any, tmp_path: Path,
) -> None:  # fmt: skip
    hand_over(dialog, messages, server.url, tmp_path / "round.json")
    server.digest, server.token = form_digest(asked), part(dialog, QLineEdit, "token_edit").text()
    part(dialog, QPushButton, "fetch_button").click()
    job = dialog._job
    assert job is not None
    job.wait()
    with qtbot.waitSignal(job.done):
        dialog.reject()
    assert context.document.rounds.get(asked.id).response_count == 0


@pytest.mark.parametrize("stop_at", [1, 5, 13])
def test_a_download_ends_wherever_it_is_told_to(server: Server, asked: Round, stop_at: int) -> None:
    """At closing the round, among the answers, and at the comment after the last of them."""
    left = [None] * (stop_at - 1)

    def check() -> None:
        if not left:
            raise StoppedError("This was stopped.", "")
        left.pop()

    server.digest, server.token, server.closed = form_digest(asked), "t", stop_at > 1
    with pytest.raises(StoppedError):
        download(asked, RoundServer(server.url, "t"), close=True, check=check)
    assert server.closed is (stop_at > 1)

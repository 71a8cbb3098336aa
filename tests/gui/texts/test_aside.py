"""Long texts: read, compared and counted beside the window, which goes on meanwhile."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.findings import Findings
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.domain.vocabulary import Vocabulary
from visionwork.gui.coach.aside import Aside
from visionwork.gui.coach.promise_step import PromiseStep
from visionwork.gui.coach.reader import CoachReader
from visionwork.gui.context import WorkshopContext
from visionwork.gui.views.statement_page import StatementPage
from visionwork.protected import count_all

LONG = "We are number one. Our clients can count on candid advice.\n" * 90
PATIENCE_S = 60


class GatedCoach:
    """Reads as the coach of the tests does, but waits at a gate, and notes who reads long texts."""

    def __init__(self, coach: object) -> None:
        self.gate = threading.Event()
        self.threads: list[threading.Thread] = []
        self._coach = coach

    def read(self, text: str, vocabulary: Vocabulary | None = None) -> Findings:
        if CoachReader.is_long(text):
            self.threads.append(threading.current_thread())
        if threading.current_thread() is not threading.main_thread():
            assert self.gate.wait(PATIENCE_S)
        return self._coach.read(text, vocabulary)  # pyright: ignore[reportAttributeAccessIssue]


@pytest.fixture
def gated(context: WorkshopContext, scripted: object) -> GatedCoach:
    coach = GatedCoach(scripted)
    context.coach = CoachReader(context, lambda: coach)  # pyright: ignore[reportArgumentType]
    context.coach.load_now()
    return coach


@pytest.fixture
def page(show_statement: Callable[[], StatementPage], gated: GatedCoach) -> StatementPage:
    return show_statement()


def test_a_long_statement_is_read_beside_the_window(
    qtbot: QtBot, page: StatementPage, gated: GatedCoach
) -> None:
    page.editor.insertPlainText("We are number one.")
    qtbot.waitUntil(lambda: page.words.count_text() == "1")
    page.editor.insertPlainText(LONG)
    qtbot.waitUntil(lambda: len(gated.threads) == 1)
    qtbot.keyClicks(page.editor, "More")  # nobody waits
    assert page.words.count_text() == "1"  # what is known stays until more is
    assert page.editor.words.words() == ("number one",)
    gated.gate.set()
    qtbot.waitUntil(lambda: page.words.count_text() == "91")
    assert page.coach.findings.text == page.editor.text()
    qtbot.waitUntil(lambda: page._length.text() == "994 words, 181 sentences")
    assert threading.main_thread() not in gated.threads


def test_what_a_long_statement_lost_is_told_once_it_was_compared(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, gated: GatedCoach
) -> None:
    gated.gate.set()
    group = context.document.groups.add("Clients", GroupKind.CUSTOMERS)
    tested = context.document.texts.save_draft(STATEMENT_SUBJECT, LONG + "Our employees have the time.")
    questions = [(QuestionKind.SCALE, "This vision has a place for me.")]
    asked = context.document.rounds.open(tested.id, questions, [RoundGroup(group)], date(2026, 3, 12))
    context.document.rounds.add_responses(asked, [NewResponse(group, {"q1": 4})] * 5, Channel.TYPED)
    count_all(context.document)
    context.document.texts.write(STATEMENT_SUBJECT, LONG)
    page.reload()
    qtbot.waitUntil(lambda: page.drift.is_open)
    assert "employees" in page._banner.message()[0]
    assert page._banner.isVisible()
    found = page.drift.situation
    assert found is not None
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(page.editor, "Yes.")
    assert page.drift.situation is found  # it stays while the words are compared again
    qtbot.waitUntil(lambda: page.drift.situation is not found)
    assert page.drift.is_open
    row = page.lost.rows()[0]
    qtbot.keyClicks(page.editor, " Not yet read.")
    row.buttons()[0].click()  # an act compares at once
    assert "Our employees have the time." in page.editor.text()


def test_what_cannot_wait_reads_a_long_draft_at_once(
    context: WorkshopContext, page: StatementPage, gated: GatedCoach
) -> None:
    draft = context.document.texts.save_draft(STATEMENT_SUBJECT, LONG)
    step = PromiseStep(context, page)
    assert step.proposed(draft)
    assert gated.threads == [threading.main_thread()]


def test_words_of_the_house_make_it_read_again(
    qtbot: QtBot, context: WorkshopContext, page: StatementPage, gated: GatedCoach
) -> None:
    gated.gate.set()
    page.editor.insertPlainText(LONG + "Our partners decide.")
    qtbot.waitUntil(lambda: page.ask.question_text() != "")
    context.document.coaching.learn("partner", None)
    page.reload()
    qtbot.waitUntil(lambda: page.ask.question_text() == "")


def test_the_last_wish_comes_first_and_a_fault_is_raised(qtbot: QtBot) -> None:
    owner, gate, order = QObject(), threading.Event(), list[int]()
    aside = Aside(owner)

    def job(number: int) -> int:
        gate.wait(PATIENCE_S)
        order.append(number)
        return number * number

    for number in range(40):
        assert aside.get(number, lambda number=number: job(number)) is None
    assert aside.busy
    gate.set()
    qtbot.waitUntil(lambda: not aside.busy)
    assert order[:3] == [0, 39, 38]
    assert len(order) == 17  # the oldest of very many wishes are forgotten
    assert aside.get(39, lambda: -1) == 1521
    assert aside.now("now", lambda: 5) == 5
    aside.forget()
    assert not aside.knows(39)

    def broken() -> None:
        raise KeyError("a fault of ours")

    with capture_exceptions() as faults:
        aside.get("broken", broken)
        qtbot.waitUntil(lambda: bool(faults))
    assert faults[0][0] is KeyError
    assert not aside.busy


def test_what_was_forgotten_while_it_ran_is_not_kept(qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    aside = Aside(owner)
    told: list[int] = []
    aside.done.connect(lambda: told.append(1))

    def late(result: str) -> str:
        gate.wait(PATIENCE_S)
        return result

    aside.get("key", lambda: late("old"))
    aside.forget()
    aside.get("key", lambda: late("new"))
    gate.set()
    qtbot.waitUntil(lambda: not aside.busy)
    assert aside.get("key", lambda: "") == "new"
    assert told == [1]


def test_two_threads_at_once_leave_the_turns_of_threads_as_they_were(qtbot: QtBot) -> None:
    usual, owner = sys.getswitchinterval(), QObject()
    gates = [threading.Event(), threading.Event()]
    asides = [Aside(owner), Aside(owner)]
    for aside, gate in zip(asides, gates, strict=True):  # a workshop was closed, and the next one opened
        begun = threading.Event()
        aside.get("key", lambda gate=gate, begun=begun: begun.set() or gate.wait(PATIENCE_S))
        assert begun.wait(PATIENCE_S)
    for aside, gate in zip(asides, gates, strict=True):
        gate.set()
        qtbot.waitUntil(lambda aside=aside: not aside.busy)
    assert sys.getswitchinterval() == usual

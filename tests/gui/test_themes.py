"""Comments sorted into themes by keyboard, by drag and with suggested words; quotes for the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.feedback.suggestions import suggested_words
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rounds.comment_view import CommentView, mime_of
from visionwork.gui.rounds.comments_card import CommentsCard
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.widgets.filter_chip import FilterChip
from visionwork.protected import all_protected_results
from visionwork.report.evidence import quotes

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time
WORDS = [
    "The proof is missing.", "Show proof from the bridge.", "I would stop earlier.", "Kind, and too long.",
    "Where is the proof?", "Thank you for asking.",
]  # fmt: skip


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def context(context: WorkshopContext) -> WorkshopContext:
    document = context.document
    draft = document.texts.save_draft("statement", "We tell you early what will not hold.").id
    crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    document.rounds.open(draft, questions, [RoundGroup(crews)], NOW.date())
    answers = [NewResponse(crews, {"q1": 4}, {"q2": words}) for words in WORDS]
    document.rounds.add_responses(1, answers, Channel.CSV)
    return context


@pytest.fixture
def card(
    qtbot: QtBot, context: WorkshopContext, show_page: Callable[[QWidget], None]
) -> Iterator[CommentsCard]:
    page = RoundsPage(context)
    context.changed.connect(page.reload)
    show_page(page)
    page.reload()
    card = page._comments
    qtbot.mouseClick(card._sort, Qt.MouseButton.LeftButton)
    yield card
    page.hide()


def chips(card: CommentsCard) -> dict[str, int | None]:
    return {c._word: c._count for c in card.findChildren(FilterChip) if not c.isHidden()}


def theme_of(context: WorkshopContext, words: str) -> str:
    (found,) = [
        c for c in all_protected_results(context.document)[0].questions[1].comments if c.text == words
    ]
    return found.theme


def view(card: CommentsCard, words: str) -> CommentView:
    return next(view for view in card._views if view.comment.text == words)


def test_a_theme_is_named_and_filled_by_keyboard(
    qtbot: QtBot, context: WorkshopContext, card: CommentsCard
) -> None:
    (field,) = [f for f in card.findChildren(QLineEdit) if f.accessibleName() == "Name of a theme"]
    qtbot.keyClicks(field, "Too long")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chips(card) == {"All": 6, "1  Too long": 0, "Not sorted": 6}
    first, second = card._views[0].comment.text, card._views[1].comment.text
    qtbot.keyClicks(card._views[0], "1")
    assert theme_of(context, first) == "Too long"
    # The keyboard goes on with the next comment, so that many are sorted without the mouse.
    qtbot.keyClicks(view(card, second), "1")
    assert chips(card)["1  Too long"] == 2
    qtbot.keyClicks(view(card, second), "0")
    assert theme_of(context, second) == ""
    assert context.undo()
    assert theme_of(context, second) == "Too long"
    assert context.undo()
    assert context.undo()
    assert context.undo()
    assert context.document.themes.of_round(1) == ()


def test_a_suggested_word_takes_the_comments_that_hold_it(
    qtbot: QtBot, context: WorkshopContext, card: CommentsCard
) -> None:
    (button,) = [b for b in card.findChildren(QPushButton) if b.property("word") == "Proof"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chips(card) == {"All": 6, "1  Proof": 3, "Not sorted": 3}
    qtbot.mouseClick(card._sort, Qt.MouseButton.LeftButton)
    assert chips(card) == {"All": 6, "Proof": 3, "Not sorted": 3}


def test_a_comment_is_dropped_on_a_theme(qtbot: QtBot, context: WorkshopContext, card: CommentsCard) -> None:
    context.document.themes.add(1, "Thanks")
    key = view(card, "Thank you for asking.").comment.key
    row = card._chips
    shown = [chip for chip in row.findChildren(FilterChip) if not chip.isHidden()]
    (chip,) = [chip for chip in shown if "Thanks" in chip.text()]
    qtbot.waitUntil(lambda: chip.geometry().x() > 0)
    place = QPointF(chip.geometry().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = mime_of(key)  # the event does not own it
    event = QDropEvent(place, Qt.DropAction.MoveAction, data, left, none)
    row.dropEvent(event)
    assert theme_of(context, "Thank you for asking.") == "Thanks"


def test_chosen_quotes_come_before_others_in_the_report(
    qtbot: QtBot, context: WorkshopContext, card: CommentsCard
) -> None:
    qtbot.keyClicks(view(card, "I would stop earlier."), "r")
    (results,) = all_protected_results(context.document)
    assert [comment.text for _, comment in quotes(results)] == ["I would stop earlier."]
    menu = view(card, "I would stop earlier.").menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "New theme…", "Leave out of the report\tR",
    ]  # fmt: skip


def test_a_theme_is_renamed_and_removed(context: WorkshopContext, card: CommentsCard) -> None:
    theme = context.document.themes.add(1, "Prof", [view(card, "Where is the proof?").comment.key])
    card._chips.rename_wanted.emit(theme)
    card._bar.named.emit("Proof")
    assert theme_of(context, "Where is the proof?") == "Proof"
    card._chips.remove_wanted.emit(theme)
    assert chips(card) == {"All": 6}


def test_words_are_suggested_that_several_share() -> None:
    assert suggested_words(WORDS) == ["Proof"]
    assert suggested_words(WORDS, ["proof"]) == []
    assert suggested_words([]) == []

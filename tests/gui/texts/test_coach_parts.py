"""The parts of the coach: what is read, marks that hold, what is told of the tested draft."""

from __future__ import annotations

import random
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.drift import Drift, DriftDecision, Promise, PromiseReading, PromiseState
from visionwork.domain.findings import MarkKind
from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWord
from visionwork.domain.results import QuestionResult, RoundResults
from visionwork.domain.rounds import QuestionKind
from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.drift_words import decided_words, drift_title, who_read
from visionwork.gui.coach.held_marks import TextMark
from visionwork.gui.coach.lost_items import lost_items
from visionwork.gui.coach.who_words import asked_in_words, quoted_words
from visionwork.gui.context import WorkshopContext
from visionwork.gui.theme import Theme
from visionwork.gui.views.prose_edit import ProseEdit

DRAFT = Draft(4, "statement", 4, "words", text_hash("words"))
TOLD = {"This vision has a place for me.": "it has a place for them"}


def test_each_wording_is_read_once_until_the_words_of_the_house_change(
    context: WorkshopContext, scripted: object
) -> None:
    coach = context.coach
    for _ in range(3):
        assert coach.read("Our clients.").named == {Stakeholder.CUSTOMERS}
    assert scripted.read_texts == ["Our clients."]  # pyright: ignore[reportAttributeAccessIssue]
    context.document.workshop.set_house_words({GroupKind.CUSTOMERS: HouseWord("guest", "guests")})
    coach.read("Our clients.")
    assert len(scripted.read_texts) == 2  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("seed", range(5))
def test_marks_survive_any_typing(qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    editor = ProseEdit()
    qtbot.addWidget(editor)
    editor.show()
    editor.show_text("We are number one. 𝔘nd our clients\nagree with it.")
    for _ in range(60):
        length = len(editor.text())
        start = chance.randrange(length + 1)
        end = min(length, start + chance.randrange(9))
        kind = chance.choice(list(MarkKind))
        if chance.random() < 0.4:
            editor.set_words([TextMark(start, end, kind)] if end > start else [])
            assert len(editor.words.words()) <= 1
        else:
            cursor = editor.textCursor()
            cursor.setPosition(len(editor.text()[:start].encode("utf-16-le")) // 2)
            cursor.setPosition(len(editor.text()[:end].encode("utf-16-le")) // 2, cursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
            editor.insertPlainText(chance.choice(["", "x", "two words ", "\n", "👩‍👩‍👧"]))
        editor.viewport().repaint()
    editor.show_text("")
    assert editor.words.words() == ()


def test_a_mark_grows_neither_at_its_start_nor_at_its_end(qtbot: QtBot) -> None:
    editor = ProseEdit()
    qtbot.addWidget(editor)
    editor.show_text("ab cd ef")
    editor.set_words([TextMark(3, 5, MarkKind.MONEY)])
    for place in (5, 3):
        cursor = editor.textCursor()
        cursor.setPosition(place)
        cursor.insertText("X")
    assert editor.text() == "ab XcdX ef"
    assert editor.words.words() == ("cd",)


def test_the_ground_of_marked_words_reaches_as_far_after_an_emoji(qtbot: QtBot, theme: Theme) -> None:
    def ground(start_of_text: str) -> int:
        """Return the width of what is marked, in pixels."""
        editor = ProseEdit()
        qtbot.addWidget(editor)
        editor.resize(700, 120)
        editor.show()
        text = f"{start_of_text}the patients of the ward"
        editor.show_text(text)
        start = text.index("patients")
        editor.set_words([TextMark(start, start + len("patients"), MarkKind.MONEY)])
        shown, pencil = editor.viewport().grab().toImage(), theme.color("pencil")
        columns = [
            x
            for x in range(shown.width())
            if any(shown.pixelColor(x, y) == pencil for y in range(shown.height()))
        ]
        return columns[-1] - columns[0]

    assert abs(ground("🙂 ") - ground("")) <= 1


def test_words_that_count_are_told_most_frequent_first() -> None:
    assert quoted_words(["Our clients", "our clients"]) == "“our clients”, twice"
    assert quoted_words(["clients"] * 3) == "“clients”, 3 times"
    assert quoted_words(["our patients'", "our patients", "our patients’"]) == "“our patients”, 3 times"
    assert quoted_words(["and partners", "partners who", "with partners"]) == "“partners”, 3 times"
    assert quoted_words(["nurses and doctors"]) == "“nurses and doctors”"
    assert quoted_words(["clients", "guests"]) == "“clients”, “guests”"
    assert quoted_words(["clients", "guests", "Guests"]) == "“guests”, twice; “clients”"


@pytest.mark.parametrize(
    ("lost", "title"),
    [
        ((Stakeholder.MANAGERS,), "Draft 5 drops a group named in the draft you tested: managers."),
        (tuple(Stakeholder)[:3], "Draft 5 drops three of the groups named in the draft you tested."),
        ((Promise(1, 4, 0, "P"),), "Draft 5 drops a promise made in the draft you tested."),
        (
            (Promise(1, 4, 0, "P"), Promise(2, 4, 1, "Q")),
            "Draft 5 drops two of the promises made in the draft you tested.",
        ),
    ],
)
def test_titles_count_groups_before_promises(lost: tuple[Promise | Stakeholder, ...], title: str) -> None:
    assert drift_title(5, lost, NO_WORDS) == title


def results(text: str, counts: tuple[int, int, int, int, int] | None) -> RoundResults:
    question = QuestionResult("q1", text, QuestionKind.SCALE, counts)
    return RoundResults(1, 1, 4, None if counts is None else sum(counts), (question,))


def test_only_numbers_that_were_let_out_are_told() -> None:
    known = results("This vision has a place for me.", (2, 2, 4, 8, 4))
    assert who_read(DRAFT, 20, [known], TOLD) == (
        "20 people read Draft 4 and 60% agreed it has a place for them."
    )
    other = results("I would come again.", (0, 0, 0, 10, 10))
    assert who_read(DRAFT, 20, [other], TOLD) == (
        "20 people read Draft 4 and answered. 100% agreed: “I would come again.”"
    )
    held_back = results("This vision has a place for me.", None)
    assert who_read(DRAFT, None, [held_back], TOLD) == "Some people read Draft 4 and answered."


def test_decisions_with_different_reasons_are_told_apart() -> None:
    def decision(number: int, who: Stakeholder | None, reason: str) -> DriftDecision:
        promise = None if who is not None else 7
        return DriftDecision(number, 4, "0" * 64, promise, who, "The board", reason, date(2026, 3, 12))

    told = decided_words(
        [
            decision(1, Stakeholder.EMPLOYEES, "Too long."),
            decision(2, Stakeholder.MANAGERS, "Too long."),
            decision(3, None, "Said elsewhere."),
        ],
        date(2026, 3, 13),
        {GroupKind.EMPLOYEES: HouseWord("colleague", "colleagues")},
    )
    assert told == (
        "Colleagues and managers left out: decided by The board, 12 March. “Too long.”\n"
        "A promise left out: decided by The board, 12 March. “Said elsewhere.”"
    )


def test_a_sentence_about_two_lost_groups_is_shown_once(context: WorkshopContext, scripted: object) -> None:
    before = context.coach.read("Our clients can count on us. Our managers and leaders clear the way.")
    promise = Promise(1, 4, 0, "Our clients can count on us", (Stakeholder.CUSTOMERS,))
    drift = Drift(
        4,
        (Stakeholder.MANAGERS, Stakeholder.EXECUTIVES),
        promises=(PromiseReading(promise, PromiseState.LOST),),
        warn=True,
    )
    first, second = lost_items(drift, before, "Our clients.")
    assert (first.text, first.stakeholders) == (
        "Our managers and leaders clear the way.",
        (Stakeholder.MANAGERS, Stakeholder.EXECUTIVES),
    )
    assert (second.text, second.still_named) == ("Our clients can count on us.", True)
    assert lost_items(drift, before, before.text) == ()


def test_shareholders_who_are_gone_are_no_loss(context: WorkshopContext, scripted: object) -> None:
    before = context.coach.read("Our owners come first.")
    assert lost_items(Drift(4, (Stakeholder.SHAREHOLDERS,)), before, "We care.") == ()


def test_a_question_of_the_coach_is_asked_in_the_words_of_the_house() -> None:
    ask = "Who are the partners: people who lead the firm, other firms, or customers?"
    words = {
        GroupKind.CUSTOMERS: HouseWord("member", "members"),
        GroupKind.OTHER: HouseWord("guest", "guests"),
    }
    assert asked_in_words(ask, words) == ask.replace("customers", "members")
    assert asked_in_words(ask, {}) == ask

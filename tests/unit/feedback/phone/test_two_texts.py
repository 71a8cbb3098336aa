"""Phones that read two texts, half of them the second one first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from phones import Answer, Phone
from visionwork.collecting import PhoneCollection
from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.feedback.phone.keys import is_turned, new_form_name

ONE, TWO = "Clients know the people who look after them.", "We look after the people we know."
QUESTIONS = (
    (QuestionKind.SCALE, "This vision has a place for me."),
    (QuestionKind.PREFERENCE, "Which of the two speaks more to you?"),
    (QuestionKind.OPEN, "What is missing?"),
)


@pytest.fixture
def document(working: Path) -> Iterator[Document]:
    create_database(working, "Our vision", "Aldermoor")
    document = open_database(working)
    one = document.texts.save_draft(STATEMENT_SUBJECT, ONE)
    two = document.texts.save_draft(STATEMENT_SUBJECT, TWO)
    group = document.groups.add("Delivery consultants", GroupKind.EMPLOYEES)
    document.rounds.open(one.id, QUESTIONS, [RoundGroup(group, 20)], date(2026, 3, 2), two.id)
    yield document
    document.close()


def begins_with(form: Answer) -> str:
    texts = re.findall(r'<blockquote class="statement">(.*?)</blockquote>', form.text)
    assert sorted(texts) == sorted([ONE, TWO])
    return texts[0]


def test_every_other_phone_reads_the_second_text_first(phone: Phone) -> None:
    first = [begins_with(phone.open_form()[1]) for _ in range(6)]
    assert first[0::2] == [first[0]] * 3
    assert first[1::2] == [first[1]] * 3
    assert {*first} == {ONE, TWO}


def test_the_questions_follow_their_text_and_are_numbered_as_they_are_met(phone: Phone) -> None:
    for _ in range(2):
        _, form = phone.open_form()
        own = {ONE: "q1", TWO: "q2"}
        first = begins_with(form)
        other = TWO if first == ONE else ONE
        order = [form.text.index(part) for part in (
            first, f'id="{own[first]}"', other, f'id="{own[other]}"', 'id="q3"', 'id="q4"',
        )]  # fmt: skip
        assert order == sorted(order)
        assert re.findall(r"Question (\d) of 4", form.text) == ["1", "2", "3", "4"]
        for name in ("Text A", "Text B", "Both", "Neither"):
            assert name in form.text
        assert form.text.count('name="q3"') == 4


def test_each_text_and_each_question_has_a_screen_and_the_group_is_asked_first(phone: Phone) -> None:
    _, form = phone.open_form()
    told = [
        re.findall(r'<blockquote|name="(?:group|q\d)"', part)[0].split('"')[-2:][0]
        for part in form.text.split('<div class="screen">')[2:]
    ]
    assert [name[:1] for name in told] == ["g", "<", "q", "<", "q", "q", "q"]


def test_a_page_that_is_loaded_again_or_sent_with_a_mistake_keeps_its_order(phone: Phone) -> None:
    for _ in range(2):
        path, form = phone.open_form()
        assert phone.ask("GET", path).text == form.text
        wrong = phone.send(path, form, q3="5")
        assert wrong.status == 422
        assert "Choose one of the answers, or none." in wrong.text
        assert begins_with(wrong) == begins_with(form)


def test_what_is_stored_does_not_tell_the_order(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    for _ in range(2):
        thanks = phone.answer(q1=5, q2=2, q3=3, q4="Keep it")
        assert thanks.title == "Thank you"
    collection.poll()
    rows = document.store.rows("SELECT scales, channel, fingerprint FROM response")
    assert [tuple(row) for row in rows] == [("523", "phone", None)] * 2
    assert document.rounds.get(1).response_count == 2


def test_names_of_forms_tell_the_order_and_nothing_remembers_it(
    collect: Callable[..., PhoneCollection],
) -> None:
    assert not any(is_turned(new_form_name()) for _ in range(20))
    assert all(is_turned(new_form_name(turned=True)) for _ in range(20))

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from phones import Phone, filled
from visionwork.collecting import PhoneCollection
from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.rounds import Channel, QuestionKind, RoundGroup
from visionwork.feedback.phone.words import load_words, style_sheet


def test_the_statement_is_shown_exactly_as_stored(form_text: str, document: Document) -> None:
    shown = re.search(r'<blockquote class="statement">(.*?)</blockquote>', form_text, re.DOTALL)
    assert shown is not None
    assert unescape(shown[1]) == document.texts.all_drafts()[0].text


def test_groups_questions_and_promises_are_there_before_the_answers(form_text: str) -> None:
    text = unescape(form_text)
    for expected in ("Delivery <consultants>", "Public sector clients", "This vision has a place for me."):
        assert expected in text
    for promise in (*load_words("en").protected, *load_words("en").unprotected):
        assert text.index(promise) < text.index("This vision has a place for me.")
    assert "Aldermoor <&> Sons asks what you think" in text


def test_every_control_has_a_label_and_every_hint_is_there(form_text: str) -> None:
    text = form_text
    for described in re.findall(r'aria-describedby="([^"]+)"', text):
        assert all(f'id="{name}"' in text for name in described.split())
    assert text.count("<fieldset") == text.count("<legend") == 3
    assert text.count('type="radio"') == text.count('<label class="choice">')
    assert '<label class="question" for="q3">' in text
    assert 'id="q3"' in text
    assert '<html lang="en">' in text
    assert "user-scalable" not in text
    assert "<script" not in text


def screens(text: str) -> list[str]:
    return text.split('<div class="screen">')[1:]


def test_the_vision_and_every_question_stand_on_a_screen_of_their_own(form_text: str) -> None:
    text = form_text
    start, vision, group, *questions = screens(text)
    assert "<h1>" in start
    assert "<blockquote" in vision
    assert 'name="group"' in group
    assert [re.findall(r"Question (\d of \d)", part) for part in questions] == [
        ["1 of 3"],
        ["2 of 3"],
        ["3 of 3"],
    ]
    assert ['type="submit"' in part for part in screens(text)] == [False] * 5 + [True]


def test_next_leads_to_the_following_screen_and_its_place_takes_the_focus(form_text: str) -> None:
    found = screens(form_text)
    for part, following in pairwise(found):
        (name,) = re.findall(r'<a class="next" href="#([^"]+)">Next</a>', part)
        assert re.search(rf'<(?:h2|fieldset|div)[^>]* id="{name}"[^>]* tabindex="-1"', following)
    assert 'class="next"' not in found[-1]


def test_a_form_sent_with_a_mistake_begins_at_what_is_wrong(phone: Phone) -> None:
    path, form = phone.open_form()
    again = phone.send(path, form, q1="6")
    # The address may name the question somebody came from; the next page is not to begin there.
    assert '<form method="post" action="#problem"' in again.text
    assert 'id="problem" role="alert" tabindex="-1"' in again.text
    assert ['class="again"' in part for part in screens(again.text)] == [False] * 3 + [True, False, False]
    assert len(screens(again.text)) == len(screens(form.text)) == 6


def test_a_form_that_is_only_to_be_sent_again_is_sent_from_its_first_screen(
    phone: Phone, document: Document
) -> None:
    path, form = phone.open_form()
    document.rounds.set_groups(1, [RoundGroup(2, 10)])
    again = phone.send(path, form, group=2)
    assert ['class="again"' in part for part in screens(again.text)] == [True] + [False] * 5


def test_the_first_promise_is_read_at_once_and_the_others_on_asking(form_text: str) -> None:
    start = unescape(screens(form_text)[0])
    words = load_words("en")
    shown, behind = start.split("<details>")
    assert words.protected[0] in shown
    assert not [text for text in (*words.protected[1:], *words.unprotected) if text not in behind]
    assert [int(level) for level in re.findall(r"<h(\d)", start)] == [1, 2, 3, 3]


def test_screens_are_for_small_windows_and_move_gently() -> None:
    look = style_sheet().decode()
    small = look[look.index("@media screen and (max-width") :]
    assert "100svh" in small
    assert "scroll-snap-type: y proximity" in small.split("prefers-reduced-motion: no-preference")[1]
    assert "svh" not in look.replace(small, "")
    assert ".next, .again { display: none; }" in look.replace(small, "")


def test_an_answer_is_stored_as_it_was_given(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    thanks = phone.answer(q1=5, q2=2, q3="  Zürich, “quoted” & more\r\nsecond line  ")
    assert (thanks.status, thanks.title) == (200, "Thank you")
    collection.poll()
    row = document.store.rows("SELECT * FROM response")[0]
    assert (row["scales"], row["channel"], row["fingerprint"]) == ("52", Channel.PHONE.value, None)
    assert [c.text for c in document.rounds.comments(1)] == ["Zürich, “quoted” & more\nsecond line"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"group": ""}, "Choose the group you belong to."),
        ({"group": "77"}, "Choose the group you belong to."),
        ({"q1": ""}, "Answer at least one question."),
        ({"q1": "6"}, "Choose one of the five points"),
        ({"q3": "x" * 2001}, "up to 2000 can be kept"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_lost(
    phone: Phone,
    document: Document,
    collection: PhoneCollection,
    values: dict[str, str],
    sentence: str,
) -> None:
    path, form = phone.open_form()
    rest = {"q2": "2", "q3": "Keep <this>"} if values.get("q1") != "" else {}
    again = phone.send(path, form, **{**rest, **values})
    assert again.status == 422
    assert sentence in unescape(again.text)
    assert "<title>Nothing was sent yet" in again.text
    collection.poll()
    assert document.rounds.respondents(1) == {}
    if rest and "q3" not in values:
        assert "Keep &lt;this&gt;</textarea>" in again.text
        assert 'name="q2" value="2" checked' in again.text
    assert phone.send(path, again, group=1).title == "Thank you"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"group": ""}, '<a href="#group">Choose the group you belong to.</a>'),
        ({"q1": "", "q2": ""}, '<a href="#q1">Answer at least one question.</a>'),
        ({"q1": "6"}, '<a href="#q1">Question 1 of 3: Choose one of the five points, or none.</a>'),
    ],
)
def test_the_head_of_the_form_tells_in_one_sentence_what_to_do(
    phone: Phone, values: dict[str, str], told: str
) -> None:
    path, form = phone.open_form()
    assert told in phone.send(path, form, **values).text


def test_double_tap_back_and_a_retry_store_one_row(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    path, form = phone.open_form()
    assert phone.send(path, form).title == "Thank you"
    assert phone.send(path, form, q1=1).title == "Already received"
    assert phone.ask("GET", path).title == "Already received"
    collection.poll()
    assert document.rounds.respondents(1) == {1: 1}


def test_a_second_person_on_the_same_phone_gets_a_form_of_their_own(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    assert {phone.answer().title for _ in range(3)} == {"Thank you"}
    collection.poll()
    assert document.rounds.respondents(1) == {1: 3}


def test_the_room_word_leads_to_the_form(phone: Phone, collection: PhoneCollection) -> None:
    assert "Aldermoor" not in phone.ask("GET", "/").text
    typed = collection.word.upper().replace(" ", "++")
    answer = phone.ask("POST", "/", f"word={typed}")
    assert (answer.status, answer.headers["location"]) == (
        303,
        collection.url.removeprefix(collection.site.url),
    )


def test_guessing_the_room_word_is_locked_out(phone: Phone, collection: PhoneCollection) -> None:
    answers = [phone.ask("POST", "/", f"word=kite+{number}") for number in range(10, 16)]
    assert [answer.status for answer in answers] == [403] * 5 + [429]
    assert "Wait a minute" in answers[-1].text
    right = collection.word.replace(" ", "+")
    assert phone.ask("POST", "/", f"word={right}").status == 429
    assert Phone(collection, "127.0.0.3").ask("POST", "/", f"word={right}").status == 303


def test_a_closed_round_says_so_even_to_a_form_that_is_open(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    path, form = phone.open_form()
    document.rounds.close(1, date(2026, 3, 3))
    closed = phone.send(path, form)
    assert (closed.status, closed.title) == (410, "This round is closed")
    assert document.rounds.respondents(1) == {}
    collection.poll()
    assert not collection.status().running


def test_changed_questions_are_shown_again_before_anything_is_stored(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    path, form = phone.open_form()
    document.rounds.set_groups(1, [RoundGroup(2, 10)])
    again = phone.send(path, form, group=2, q3="Mine")
    assert (again.status, "Mine</textarea>" in again.text) == (422, True)
    assert "The questions have changed" in again.text
    assert phone.ask("POST", path, filled(again)).title == "Thank you"


def test_an_answer_that_was_thanked_for_keeps_the_questions_as_they_were(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    document.rounds.set_questions(1, [(QuestionKind.SCALE, "Does it fit?")])
    assert phone.answer().title == "Thank you"
    with pytest.raises(DocumentError, match="answered"):
        document.rounds.set_questions(1, [(QuestionKind.SCALE, "Another question?")])
    assert not document.undo()
    assert document.rounds.respondents(1) == {1: 1}
    assert phone.answer().title == "Thank you"  # what was held up goes on


def test_undo_beside_the_window_leaves_what_somebody_has_answered(
    phone: Phone, document: Document, collection: PhoneCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.document.store._SLOW_CHANGES", 0)
    document.rounds.set_questions(1, [(QuestionKind.SCALE, "Does it fit?")])
    assert document.store.long_move("undo") is None, "it changes what phones ask: never beside the window"
    document.cards.add("x", "lane", "Listen")
    assert document.store.long_move("undo") is not None
    document.undo()
    assert phone.answer().title == "Thank you"
    assert document.store.long_move("undo") is None
    assert document.rounds.respondents(1) == {1: 1}, (
        "what was thanked for is in before anything is taken back"
    )
    assert not document.undo()


def test_closing_a_round_brings_every_answer_in_first(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    for _ in range(7):
        phone.answer()
    document.rounds.close(1, date(2026, 3, 3))
    assert document.rounds.respondents(1) == {1: 7}
    assert phone.ask("GET", collection.url.removeprefix(collection.site.url)).title == "This round is closed"


def test_a_round_that_is_deleted_closes_the_form(
    phone: Phone, document: Document, collection: PhoneCollection
) -> None:
    path, form = phone.open_form()
    phone.answer()
    document.rounds.delete(1)
    assert phone.send(path, form).status == 410
    collection.poll()
    assert not collection.status().running


def test_a_round_for_one_group_does_not_ask_which(
    document: Document, collect: Callable[..., PhoneCollection]
) -> None:
    document.rounds.set_groups(1, [RoundGroup(2, 10)])
    assert 'value="2" required checked' in Phone(collect()).open_form()[1].text


def test_the_check_page_tells_that_a_phone_got_through(collection: PhoneCollection, phone: Phone) -> None:
    Phone(collection, "127.0.0.1").ask("GET", "/check")  # the laptop itself proves nothing
    assert not collection.status().reached
    assert phone.ask("GET", "/check").title == "This phone reaches the laptop"
    assert collection.status().reached


@pytest.mark.parametrize("language", ["en", "de", "de-CH", "xx"])
def test_every_language_has_every_text(language: str) -> None:
    words, english = load_words(language), load_words("en")
    assert words.texts.keys() == english.texts.keys()
    assert len(words.scale) == 5
    assert len(words.protected) == len(english.protected)
    assert len(words.unprotected) == len(english.unprotected)
    assert all(text.strip() for text in words.texts.values())


class _Tree(HTMLParser):
    """For each way on: the class of what it stands in, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.ways: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids.append(found.get("id", ""))
        if found.get("class") == "next":
            self.ways.append((self.open[-1][1], found["href"].removeprefix("#")))
        if tag not in ("input", "meta", "link", "br", "img"):
            self.open.append((tag, found.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass


def test_the_way_on_stays_in_sight_where_a_question_is_longer_than_the_screen(form_text: str) -> None:
    look, text = style_sheet().decode(), form_text
    start = look.index("@media screen and (max-width: 40rem) and (min-height: 20rem)")
    rules = look[start : look.index("@media", start + 1)]
    assert re.search(r"\.screen > \.next \{[^}]*position: sticky; bottom: \d", rules)
    assert "scroll-padding-bottom" in rules  # what gets the keyboard is not behind it
    assert not re.search(r"(?<![\w-])overflow(-[xy])?:", look), "would tie it to the part, not to the screen"
    tree = _Tree(text)
    assert len(tree.ways) == len(screens(text)) - 1, "every part but the last leads on"
    assert {around for around, _ in tree.ways} == {"screen"}, "the rule is for what stands in a part itself"
    assert {leads_to for _, leads_to in tree.ways} <= set(tree.ids)

"""What somebody gets who opens the form."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pypdf
import pypdfium2
import pytest

from visionwork.document.document import Document
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Round
from visionwork.feedback.answer_words import load_answer_words
from visionwork.feedback.pdf_form.identity import identity_of, read_identity
from visionwork.round_forms import round_form


def printed(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return " ".join(" ".join(texts).split())
    finally:
        document.close()


def widgets(data: bytes) -> list[pypdf.generic.DictionaryObject]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]


def test_the_form_prints_the_wording_and_the_questions_exactly(form: bytes) -> None:
    text = printed(form)
    assert "We tell you early what will not hold. 我们说到做到。 Ваш год строится вместе с нами." in text
    assert "2. Я вижу, что изменится, и <b>R&D</b> тоже." in text
    assert "Commuters 通勤者" in text
    assert "□" not in text


def test_the_form_says_what_is_protected_before_the_first_question(form: bytes) -> None:
    text = printed(form)
    assert text.index("What is protected") < text.index("What is not") < text.index("1. This vision")
    assert "fewer than five" in text
    assert "Torsund Ferries asks" in text


def test_every_field_has_a_name_for_screen_readers_and_a_place_in_the_structure(form: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(form))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in reader.pages)
    seen = [widget for widget in widgets(form) if not int(widget.get("/F", 0)) & 2]
    names = [str(widget["/TU"]) for widget in seen]
    assert len(names) == len(set(names)) == 2 + 5 + 5 + 1
    assert "This vision has a place for me. 4 of 5, Agree" in names
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for widget in seen:
        assert tree[widget["/StructParent"]].get_object()["/S"] == "/Form"


def test_fields_follow_each_other_as_they_are_read(form: bytes) -> None:
    seen = [widget for widget in widgets(form) if not int(widget.get("/F", 0)) & 2]
    places = [(-float(w["/Rect"][3]) // 8, float(w["/Rect"][0])) for w in seen]
    assert all(before < after for before, after in pairwise(places))
    assert [int(w["/StructParent"]) for w in seen] == sorted(int(w["/StructParent"]) for w in seen)


def test_comments_take_a_limited_text_on_several_lines(form: bytes) -> None:
    field = pypdf.PdfReader(io.BytesIO(form)).get_fields()["q3"]  # type: ignore[index]
    words = next(widget for widget in widgets(form) if widget.get("/T") == "q3")
    assert words["/MaxLen"] == 2000
    assert int(field["/Ff"]) & (1 << 12)


def test_the_form_knows_what_it_belongs_to_and_nobody_can_type_into_that(
    form: bytes, document: Document, feedback_round: Round
) -> None:
    field = next(widget for widget in widgets(form) if widget.get("/T") == "vw_form_id")
    assert read_identity(str(field["/V"])) == identity_of(document.workshop.get().uuid, feedback_round)
    assert int(field["/Ff"]) & 1
    assert int(field["/F"]) & 2


def test_one_group_needs_no_choice(document: Document, open_round: Callable[..., Round]) -> None:
    data = round_form(document, open_round(groups=1)).form.data
    assert "You answer as: Deck crews" in printed(data)
    assert "group" not in pypdf.PdfReader(io.BytesIO(data)).get_fields()  # type: ignore[operator]


def test_a_workshop_in_german_hands_out_a_german_form(document: Document, feedback_round: Round) -> None:
    document.workshop.update(language="de")
    text = printed(round_form(document, feedback_round).form.data)
    assert "Was geschützt ist" in text
    assert "Stimme voll zu" in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_long_round_takes_more_pages_and_cuts_nothing(
    document: Document, open_round: Callable[..., Round], paper: str
) -> None:
    from visionwork.domain.rounds import QuestionKind

    many = tuple(
        (QuestionKind.SCALE, f"Question number {i} is a sentence of some length.") for i in range(25)
    )
    form = round_form(document, open_round((*many, (QuestionKind.OPEN, "And else?"))), paper).form
    text = printed(form.data)
    assert form.pages > 2
    assert all(f"Question number {i} is" in text for i in range(25))


@pytest.mark.parametrize("name", ["Group", "Those who ring us, and those who write to us from far away"])
def test_many_groups_take_more_pages_in_rows_that_are_read_across(
    document: Document, open_round: Callable[..., Round], name: str
) -> None:
    for number in range(80):
        document.groups.add(f"{number} {name}", GroupKind.CUSTOMERS)
    form = round_form(document, open_round(groups=83)).form
    text = printed(form.data)
    assert form.pages > 1
    places = [text.index(f"{number} {name[:9]}") for number in range(80)]
    assert places == sorted(places)


def test_the_same_moment_gives_the_same_bytes(document: Document, feedback_round: Round, form: bytes) -> None:
    assert round_form(document, feedback_round).form.data == form


@pytest.mark.parametrize("channel", ["form", "kiosk"])
def test_every_language_has_every_text(channel: str) -> None:
    english = load_answer_words(channel, "en", str)
    german = load_answer_words(channel, "de-CH", str)
    assert german.language == "de"
    assert german.texts.keys() == english.texts.keys()
    for key, text in english.texts.items():
        placed = [word for word in ("[round]", "[draft]", "[number]", "[group]", "[most]") if word in text]
        assert all(word in german.texts[key] for word in placed), key
    assert len(english.scale) == len(german.scale) == 5
    assert load_answer_words(channel, "fi", str).language == "en"

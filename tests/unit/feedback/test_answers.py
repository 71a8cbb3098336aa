from __future__ import annotations

import pytest

from visionwork.feedback.answers import scale_points
from visionwork.feedback.formulas import guarded, unguarded
from visionwork.feedback.personal import Personal, personal_header, personal_values


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1", 1),
        (" 5 ", 5),
        ("4.0", 4),
        ("4,0", 4),
        ("Strongly agree", 5),
        ("STRONGLY DISAGREE", 1),
        ("agree", 4),
        ("Disagree", 2),
        ("Neither agree nor disagree", 3),
        ("Neither", 3),
        ("Neutral", 3),
        ("Agree;", 4),
        ("4 - Agree", 4),
        ("5 (Strongly agree)", 5),
        ("Agree (4)", 4),
        ("3 = Neutral", 3),
        ("(4) Agree", 4),
        ("4/5", 4),
        ("5 von 5", 5),
        ("★★★☆☆", 3),
        ("Teils, teils", 3),
        ("Lehne stark ab", 1),
        ("Fortement en désaccord", 1),
        ("Stimme vollkommen zu", 5),
        ("\u202bAgree\u202c\u200b", 4),
        ("Stimme voll zu", 5),
        ("Tout à fait d’accord", 5),
        ("Ａｇｒｅｅ", 4),
        ("", None),
        ("  ", None),
        ("N/A", None),
        ("Don’t know", None),
    ],
)
def test_an_answer_is_understood(text: str, point: int | None) -> None:
    assert scale_points([text]) == {text: point}


@pytest.mark.parametrize(
    "text",
    ["0", "6", "45", "3.5", "-1", "yes", "Agree (2)", "1 - Strongly agree", "agree?!", "4/10", "★" * 6],
)
def test_an_answer_that_is_not_one_of_five_is_not_guessed(text: str) -> None:
    assert scale_points([text]) == {}


def test_somewhat_is_four_only_where_the_scale_has_five_points() -> None:
    assert scale_points(["Somewhat agree", "Strongly agree"])["Somewhat agree"] == 4
    assert "Somewhat agree" not in scale_points(["Somewhat agree", "Agree", "Strongly agree"])


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Timestamp", Personal.TIME),
        ("Zeitstempel", Personal.TIME),
        ("Heure de début", Personal.TIME),
        ("Email Address", Personal.EMAIL),
        ("E-Mail-Adresse", Personal.EMAIL),
        ("name", Personal.NAME),
        ("First Name", Personal.NAME),
        ("IP Address", Personal.ADDRESS),
        ("Respondent ID", Personal.NUMBER),
        ("Custom Data 1", Personal.OTHER),
        ("Email (2)", Personal.EMAIL),
        ("Name one thing you would keep", None),
        ("In the time we have, what matters?", None),
        ("Which group are you in?", None),
    ],
)
def test_a_column_about_the_person_is_known_by_its_name(header: str, kind: Personal | None) -> None:
    assert personal_header(header) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["ada@aldermoor.example", "", "jan@aldermoor.example"], Personal.EMAIL),
        (["203.0.113.7", "203.0.113.8"], Personal.ADDRESS),
        (["2001:db8::1", "2001:db8:0:0:0:0:0:2"], Personal.ADDRESS),
        (["7/2/26 11:00:22", "2026/09/27 3:00:00 PM GMT+3"], Personal.TIME),
        (["04.03.2026 09:12:31"], Personal.TIME),
        (["2026-03-04T09:12:31Z"], Personal.TIME),
        (["+44 20 7946 0000", "020 7946 0001"], Personal.PHONE),
        (["write to ada@aldermoor.example", "nothing"], None),
        (["1", "5", "3"], None),
        (["Agree", "Disagree"], None),
        (["", ""], None),
    ],
)
def test_a_column_about_the_person_is_known_by_what_it_holds(
    values: list[str], kind: Personal | None
) -> None:
    assert personal_values(values) == kind


PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A1",
    " =1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "'=1+1",
    "''=1",
    "-5 is what I would give it",
]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_formula_becomes_a_text_and_comes_back(text: str) -> None:
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["-5", "+3", "-0.25", "-1,5", "12", "It's fine", "'tis", "a=b", "", "mail@home"]
)
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text

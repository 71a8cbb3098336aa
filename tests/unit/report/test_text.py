"""The one door for text: nothing is lost, nothing is read as markup, what cannot be drawn is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visionwork.report.fonts import Face
from visionwork.report.text import (
    MISSING,
    TextDoor,
    breaks_anywhere,
    clean,
    paragraphs,
    pieces,
    runs,
    shorten,
    text_width,
    wrap,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0bc\x7f", "abc"),
        ("tab\there", "tab here"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202eabc\u200b\ufeff", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("no\ufffe\uffff\ufdd0\U0001fffe character", "no character"),
        ("e\u0301", "é"),
        ("☐\ufe0f ok", "☐ ok"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_draws_nothing_is_stripped(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_every_character_finds_a_face() -> None:
    found = runs("Größe, Ωραία, Příliš → 客户 ✓", Face.SERIF)
    assert "".join(run.text for run in found) == "Größe, Ωραία, Příliš → 客户 ✓"
    assert [run.face for run in found if "客" in run.text] == [Face.HAN]


def test_a_character_without_a_shape_is_shown_and_told() -> None:
    door = TextDoor()
    assert door.markup("a 🦄 and שלום", Face.SANS).count(MISSING) == 5
    assert door.missing == set("🦄שלום")


def test_markup_is_text() -> None:
    door = TextDoor()
    assert door.markup("R&D <b>a</b>\nb", Face.SANS) == "R&amp;D &lt;b&gt;a&lt;/b&gt;<br/>b"


@given(st.text())
@settings(deadline=None, max_examples=60)
def test_no_text_makes_the_door_fail(text: str) -> None:
    door = TextDoor()
    markup = door.markup(text, Face.SERIF)
    assert "<b>" not in markup
    assert text_width(text, Face.SERIF, 10) >= 0


def test_a_long_text_is_cut_at_spaces_and_nothing_is_lost() -> None:
    text = " ".join(f"word{n}" for n in range(5000))
    cut = pieces(text, 2000)
    assert all(len(piece) <= 2000 for piece in cut)
    assert " ".join(cut) == text


def test_a_long_text_without_spaces_is_cut_too() -> None:
    text = "客" * 5000
    assert "".join(pieces(text, 2000)) == text
    assert breaks_anywhere(text)


def test_lines_are_paragraphs() -> None:
    assert paragraphs("\n one \n\n two\r\nthree ") == ["one", "two", "three"]


def test_names_that_differ_at_their_ends_are_told_apart_where_they_are_shortened() -> None:
    names = [f"Business members of the co-operative {place}" for place in ("North", "South")]
    cut = [shorten(name, Face.SANS, 10, 110, ends=True) for name in names]
    assert cut[0] != cut[1]
    for name in cut:
        assert name.startswith("Business")
        assert "…" in name
        assert text_width(name, Face.SANS, 10) <= 110
    assert [line[-5:] for line in wrap(names[0] * 2, Face.SANS, 10, 80, 2, ends=True)][-1] == "North"


def test_a_line_is_shortened_only_where_it_is_too_long() -> None:
    assert shorten("short", Face.SANS, 10, 100) == "short"
    cut = shorten("far too long for the room there is", Face.SANS, 10, 60)
    assert cut.endswith("…")
    assert text_width(cut, Face.SANS, 10) <= 60


def test_text_is_broken_into_lines_that_fit() -> None:
    lines = wrap("Many short words and one Donaudampfschifffahrtsgesellschaft", Face.SANS, 10, 70, 9)
    assert all(text_width(line, Face.SANS, 10) <= 70 for line in lines)
    assert "".join(lines).replace(" ", "") == "ManyshortwordsandoneDonaudampfschifffahrtsgesellschaft"


def test_a_long_compound_breaks_after_its_hyphen() -> None:
    words = "Kundenbeziehungsmanagement-Zukunftswerkstatt der Reederei"
    room = text_width("Kundenbeziehungsmanagement-Zuk", Face.SERIF, 24)
    assert wrap(words, Face.SERIF, 24, room, 3) == [
        "Kundenbeziehungsmanagement-",
        "Zukunftswerkstatt der Reederei",
    ]

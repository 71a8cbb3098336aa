from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from visionwork.domain.layout import only_layout_differs
from visionwork.wording import diff
from visionwork.wording.diff import Piece, PieceKind, changed_words, diff_words

EQUAL, REMOVED, ADDED = PieceKind.EQUAL, PieceKind.REMOVED, PieceKind.ADDED

WORDS = st.sampled_from(
    ["we", "We", "ask", "ask,", "“ask”", "before", "they", "propose.", "–", "...", "Größe", "πελάτες",
     "příště", "客户", "客", "户，", "R&D", "<b>", "👩‍👩‍👧", "can't", "a\u0301"]
)  # fmt: skip
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "\u2003", ""])
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=40).map(lambda pairs: "".join(w + s for w, s in pairs))
ANY_TEXT = st.one_of(TEXTS, st.text(max_size=60), TEXTS.map(lambda text: "\n " + text))


def earlier(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not ADDED)


def later(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not REMOVED)


@given(ANY_TEXT, ANY_TEXT)
def test_the_pieces_rebuild_both_texts(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert earlier(pieces) == before
    assert later(pieces) == after


@given(ANY_TEXT, ANY_TEXT)
def test_pieces_are_not_empty_and_alternate(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))
    assert all(isinstance(piece, Piece) for piece in pieces)


@given(ANY_TEXT, ANY_TEXT)
def test_a_removed_word_stands_before_the_one_that_takes_its_place(before: str, after: str) -> None:
    kinds = [piece.kind for piece in diff_words(before, after)]
    assert (ADDED, REMOVED) not in set(pairwise(kinds))


@given(ANY_TEXT)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert all(piece.kind is EQUAL for piece in diff_words(text, text))
    assert changed_words(text, text) == (0, 0)
    assert not only_layout_differs(text, text)


@given(st.lists(WORDS.filter(str.isascii), max_size=30), st.lists(WORDS.filter(str.isascii), max_size=30))
def test_no_comparison_keeps_more_words(one: list[str], other: list[str]) -> None:
    pieces = diff_words(" ".join(one), " ".join(other))
    kept = sum(len(piece.text.split()) for piece in pieces if piece.kind is EQUAL)
    assert kept >= LCSseq.similarity(one, other)


@given(st.lists(WORDS, max_size=30), st.lists(SPACES.filter(bool), min_size=31, max_size=31))
def test_other_spaces_change_no_word(words: list[str], spaces: list[str]) -> None:
    before = " ".join(words)
    after = "".join(word + space for word, space in zip(words, spaces, strict=False))
    pieces = diff_words(before, after)
    assert all(piece.text.isspace() for piece in pieces if piece.kind is not EQUAL)
    assert changed_words(before, after) == (0, 0)
    assert only_layout_differs(before, after) == (before != after)


def test_a_replaced_word_stands_alone() -> None:
    assert diff_words("We ask before they propose.", "We ask before we propose.") == (
        (EQUAL, "We ask before "),
        (REMOVED, "they"),
        (ADDED, "we"),
        (EQUAL, " propose."),
    )


def test_a_removed_word_takes_its_space_along() -> None:
    assert diff_words("a very good day", "a good day") == (
        (EQUAL, "a "),
        (REMOVED, "very "),
        (EQUAL, "good day"),
    )
    assert diff_words("They say so.", "They say") == (
        (EQUAL, "They say"),
        (REMOVED, " so."),
    )


def test_a_comma_is_no_new_word() -> None:
    pieces = diff_words("Our clients can count on us.", "Our clients, can count on us!")
    assert pieces == (
        (EQUAL, "Our clients"),
        (ADDED, ","),
        (EQUAL, " can count on us"),
        (REMOVED, "."),
        (ADDED, "!"),
    )
    assert changed_words("Our clients can", "Our clients, can") == (0, 0)


def test_chinese_is_compared_by_character() -> None:
    pieces = diff_words("我们的客户信任我们。", "我们的员工信任我们。")
    assert (REMOVED, "客户") in pieces
    assert (ADDED, "员工") in pieces
    assert changed_words("我们的客户信任我们。", "我们的员工信任我们。") == (2, 2)


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ("", "They ask before they propose.", (5, 0)),
        ("They ask before they propose.", "", (0, 5)),
        ("Wir fragen, bevor wir anbieten.", "Wir fragen zuerst, bevor wir anbieten.", (1, 0)),
        ("Ρωτούν πριν προτείνουν.", "Ρωτούν και ακούν πριν προτείνουν.", (2, 0)),
        ("people and people", "people – and people", (0, 0)),
        ("a b c d", "d c b a", (3, 3)),
    ],
)
def test_words_are_counted(before: str, after: str, counts: tuple[int, int]) -> None:
    assert changed_words(before, after) == counts


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MAX_CELLS", 60)


LONG = "\n".join(f"Paragraph {n} says this. And then it says that too, twice." for n in range(5))


@pytest.mark.usefixtures("small_limit")
def test_long_texts_are_compared_by_paragraph_and_sentence_first() -> None:
    after = LONG.replace("Paragraph 3 says this", "Paragraph 3 tells this")
    pieces = diff_words(LONG, after)
    assert [piece for piece in pieces if piece.kind is not EQUAL] == [(REMOVED, "says"), (ADDED, "tells")]


@pytest.mark.usefixtures("small_limit")
@given(ANY_TEXT, ANY_TEXT)
def test_long_texts_are_rebuilt_as_well(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert earlier(pieces) == before
    assert later(pieces) == after


@pytest.mark.usefixtures("small_limit")
def test_two_long_texts_with_nothing_in_common_are_told_whole() -> None:
    before, after = " ".join(f"a{n}" for n in range(30)), " ".join(f"b{n}" for n in range(30))
    assert diff_words(before, after) == ((REMOVED, before), (ADDED, after))

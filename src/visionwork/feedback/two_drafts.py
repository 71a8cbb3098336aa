"""Tables of answers to a round on two drafts: which draft a column is about, and which one people prefer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from visionwork.domain.rounds import Preference, Question
from visionwork.feedback.answers import folded, whole_number
from visionwork.feedback.chapters import LETTERS

_WORD = r"(?:text|draft|version|variant|wording|entwurf|fassung|variante|texte|versión)"
_AT_START = re.compile(
    rf"[\[(]?\s*(?:{_WORD}\s*([ab]|\d{{1,9}})|([ab])(?=\s*[\]):]))\s*[\])]?\s*[:.)–—-]?\s+"
)
_AT_END = re.compile(
    rf"\s*[-–—:,|]?\s*(?:[\[(]\s*(?:{_WORD}\s*([ab]|\d{{1,9}})|([ab]))\s*[\])]|{_WORD}\s*([ab]|\d{{1,9}}))$"
)
_COPY = re.compile(r"\s*(?:\(\d+\)|[._]\d+)$")
"""What tools put behind a name that comes twice."""

_NAMED = re.compile(rf"(?:{_WORD}\s*)?([ab])|{_WORD}\s*(\d{{1,9}})")
_WORDS: Mapping[Preference, tuple[str, ...]] = {
    Preference.FIRST: ("first", "the first", "the first one", "der erste", "erster", "le premier"),
    Preference.SECOND: ("second", "the second", "the second one", "der zweite", "zweiter", "le second"),
    Preference.BOTH: ("both", "both of them", "beide", "les deux", "ambos"),
    Preference.NEITHER: (
        "neither", "neither of them", "none", "none of them", "keiner", "keiner von beiden", "keine",
        "keine von beiden", "aucun", "aucun des deux", "ninguno",
    ),
}  # fmt: skip
_PREFERENCES = {word: preference for preference, words in _WORDS.items() for word in words}
_MOST_TEXTS = 1_000
"""Ways of writing a preference that are remembered, so that no file fills the memory with them."""
_EMPTY = frozenset(("", "-", "–", "n/a", "no answer", "don't know", "k. a.", "k.a."))


def drafts_asked_about(questions: Iterable[Question]) -> tuple[tuple[int, int | None], ...]:
    """Return the two drafts of a round as (id, number), in its order; nothing for a round on one."""
    found = {q.draft_id: q.draft_number for q in questions if q.draft_id is not None}
    return tuple(found.items())


def labelled(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return questions with the text they are about before their words, for people to tell them apart."""
    ids = [draft_id for draft_id, _ in drafts_asked_about(questions)]
    return tuple(
        question
        if question.draft_id is None
        else replace(question, text=f"{LETTERS[ids.index(question.draft_id)]}: {question.text}")
        for question in questions
    )


def split_header(header: str, questions: Sequence[Question]) -> tuple[int | None, str]:
    """Return the draft a column name speaks of, and the name without that.

    Known are "A: …", "[Text B] …", "Draft 4: …", "… (Draft 5)", "… - Version A" and the like, in English,
    German, French and Spanish. A number that tools put behind a name that comes twice is dropped.

    Args:
        header: Name of a column.
        questions: Questions of the round.
    """
    drafts = drafts_asked_about(questions)
    if not drafts:
        return None, header
    text = folded(header)
    for pattern in (_AT_START, _AT_END):
        found = pattern.match(text) if pattern is _AT_START else pattern.search(text)
        if found is None or (named := _draft(next(filter(None, found.groups())), drafts)) is None:
            continue
        rest = (text[: found.start()] + text[found.end() :]).strip()
        return named, _COPY.sub("", rest)
    return None, _COPY.sub("", text)


def preference(cell: str, questions: Sequence[Question]) -> int | None:
    """Return which draft a cell prefers, as it is stored; 0 for no answer, None when it is not understood.

    Args:
        cell: "Text A", "B", "Draft 5", "first", "both", "neither" or the numbers 1 to 4 as they are stored.
        questions: Questions of the round.
    """
    text = whole_number(folded(cell).strip(" .;"))
    if text in _EMPTY:
        return 0
    if text in _PREFERENCES:
        return _PREFERENCES[text]
    if text in ("1", "2", "3", "4"):
        return int(text)
    drafts = drafts_asked_about(questions)
    found = _NAMED.fullmatch(text)
    named = _draft(found[1] or found[2], drafts) if found is not None else None
    ids = [draft_id for draft_id, _ in drafts]
    return None if named is None else ids.index(named) + 1


class PreferencePoints(dict[str, str]):
    """What the texts of a column stand for, "1" to "4" or `not_answered`; learns texts as they come.

    Args:
        questions: Questions of the round.
        not_answered: Stands for no answer.
    """

    def __init__(self, questions: Sequence[Question], not_answered: str) -> None:
        super().__init__()
        self._questions, self._not_answered = questions, not_answered

    def __missing__(self, text: str) -> str:
        """Work out a text that did not come before; raises KeyError when it is no preference."""
        found = preference(text, self._questions)
        if found is None:
            raise KeyError(text)
        point = str(found) if found else self._not_answered
        if len(self) < _MOST_TEXTS:
            self[text] = point
        return point


def _draft(name: str, drafts: Sequence[tuple[int, int | None]]) -> int | None:
    """Return the draft of a letter, of its number in the workshop, or of its place."""
    if name in ("a", "b"):
        place = ("a", "b").index(name)
    else:
        by_number = [place for place, (_, number) in enumerate(drafts) if number == int(name)]
        place = by_number[0] if by_number else int(name) - 1
    return drafts[place][0] if 0 <= place < len(drafts) else None

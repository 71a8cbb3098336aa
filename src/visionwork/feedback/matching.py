"""Which column of a file answers which question, by their wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from visionwork.domain.rounds import Question
from visionwork.feedback.answers import folded
from visionwork.feedback.two_drafts import split_header

LEAST_SCORE = 0.7
"""Scores below are no match."""

_EXACT, _NUMBERED, _CONTAINED = 1.0, 0.97, 0.95
_LEAST_RATIO = 80.0
_LEAST_COVERAGE = 0.75
_NUMBER_ONLY = re.compile(r"(?:q|question|frage|item|f)?[\s._-]*(\d{1,2})")
_LEADING_NUMBER = re.compile(r"(?:q|question|frage|item)?\s*\d{1,2}\s*[.):–-]\s*")
_IN_BRACKETS = re.compile(r"\[([^\]]+)\]\s*$")
_NO_LETTER = re.compile(r"[^\w\s]|_")


def match_questions(
    headers: Mapping[int, str], questions: Sequence[Question], fits: Callable[[int, Question], bool]
) -> dict[int, str]:
    """Return question ids by column, best matches first, each question and column once.

    Args:
        headers: Names of the columns that may answer a question, by index.
        questions: Questions of the round in order.
        fits: Whether the contents of a column can answer a question. One in the very words of a question is
            taken where no other fits: its rows are refused by name then, not left without these answers.
    """
    spoken_of = {column: split_header(header, questions) for column, header in headers.items()}
    scores = [
        (score, -abs(place - number), column, question.id)
        for place, (column, (draft_id, name)) in enumerate(spoken_of.items())
        for number, (question, score) in enumerate(
            zip(questions, header_scores(name, questions), strict=True)
        )
        if score >= LEAST_SCORE and (draft_id is None or question.draft_id in (None, draft_id))
    ]
    scores.sort(key=lambda item: (-item[0], -item[1], item[2]))
    by_id = {question.id: question for question in questions}
    if not _numbers_lead(headers, questions, fits):
        scores = [item for item in scores if item[0] != _NUMBERED]
    found: dict[int, str] = {}
    for surely in (False, True):
        for score, _, column, question_id in scores:
            question = by_id[question_id]
            may = fits(column, question) if not surely else score == _EXACT and question.ticked
            if may and column not in found and question_id not in found.values():
                found[column] = question_id
    return found


def header_scores(header: str, questions: Sequence[Question]) -> list[float]:
    """Return how well a column name fits each question, 0 to 1.

    A name may be the question, part of a matrix title ("How far do you agree? [I can picture …]"), its
    number ("Q2"), a reworded question, or a few of its words ("Place for me"). Words that stand in several
    questions count less (inverse document frequency, Spärck Jones 1972).
    """
    texts = [_plain(question.text) for question in questions]
    variants = _variants(header)
    number = _NUMBER_ONLY.fullmatch(folded(header).strip(" .:"))
    coverage = _coverages(variants[0].split(), [text.split() for text in texts])
    scores: list[float] = []
    for place, text in enumerate(texts):
        if any(variant == text for variant in variants):
            score = _EXACT
        elif number and int(number[1]) == place + 1:
            score = _NUMBERED
        elif len(text) > 8 and any(text in variant for variant in variants):
            score = _CONTAINED
        else:
            score = max(_similarity(variants, text), coverage[place])
        scores.append(score)
    return scores


def _numbers_lead(
    headers: Mapping[int, str], questions: Sequence[Question], fits: Callable[[int, Question], bool]
) -> bool:
    """Return whether columns called "Q2" and the like mean our numbers: not when one of them cannot.

    Where a survey asks for the group first, its Q2 is our first question.
    """
    numbered = {column: _NUMBER_ONLY.fullmatch(folded(name).strip(" .:")) for column, name in headers.items()}
    places = {column: int(found[1]) - 1 for column, found in numbered.items() if found}
    return all(
        0 <= place < len(questions) and fits(column, questions[place]) for column, place in places.items()
    )


def closest(name: str, names: Mapping[int, str]) -> int | None:
    """Return the key of the name most like another one, or None when none is close.

    Args:
        name: A name as somebody wrote it.
        names: Names to choose from, by key.
    """
    from rapidfuzz import fuzz

    plain = _plain(name)
    rated = [(fuzz.ratio(plain, _plain(other)), key) for key, other in names.items()]
    best = max(rated, default=(0.0, None))
    return best[1] if best[0] >= _LEAST_RATIO else None


def _variants(header: str) -> list[str]:
    """Return the readings of a column name: as it is, without its number, and its last part."""
    name = folded(header)
    readings = [name, _LEADING_NUMBER.sub("", name, count=1)]
    if match := _IN_BRACKETS.search(name):
        readings.append(match[1])
    plain = [_plain(reading) for reading in readings]
    return list(dict.fromkeys(text for text in plain if text)) or [""]


def _plain(text: str) -> str:
    return " ".join(_NO_LETTER.sub(" ", folded(text).replace("'", "")).split())


def _similarity(variants: Sequence[str], text: str) -> float:
    """Return how alike two texts are, for questions that were reworded a little (indel distance)."""
    from rapidfuzz import fuzz

    best = max((fuzz.ratio(variant, text) for variant in variants), default=0.0)
    best = max(best, *(fuzz.token_sort_ratio(variant, text) for variant in variants))
    return best / 100 * 0.95 if best >= _LEAST_RATIO else 0.0


def _coverages(words: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """Return, for each question, how much of a short column name it covers, scaled to at most 0.9."""
    kept = [word for word in words if len(word) > 2] or list(words)
    if not kept or len(kept) > 6:
        return [0.0] * len(texts)
    found = [[any(_same_word(word, other) for other in text) for text in texts] for word in kept]
    weights = [1 / max(1, sum(row)) for row in found]
    result: list[float] = []
    for place in range(len(texts)):
        covered = sum(weight for weight, row in zip(weights, found, strict=True) if row[place])
        share = covered / sum(weights)
        distinct = max((w for w, row in zip(weights, found, strict=True) if row[place]), default=0.0)
        result.append(0.6 + 0.3 * share * distinct if share >= _LEAST_COVERAGE else 0.0)
    return result


def _same_word(one: str, other: str) -> bool:
    """Return whether two words are the same or forms of one, such as "leader" and "leaders"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3

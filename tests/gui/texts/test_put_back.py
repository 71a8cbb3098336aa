"""Whatever is left of a tested text: once all is put back, nothing is lost and nothing is said twice."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from visionwork.coach.coach import default_coach
from visionwork.coach.drift import compare
from visionwork.coach.likeness import default_likeness
from visionwork.coach.promises import promises_of
from visionwork.coach.sentences import sentences
from visionwork.domain.vocabulary import Vocabulary
from visionwork.gui.coach.lost_items import lost_items
from visionwork.gui.coach.put_back import insertion

TESTED = (
    "Our clients can count on us to call back the same day, and suppliers find one person who knows them.",
    "Our employees have the time to keep those promises, and managers clear the way.",
    "We leave our town a little better off than we found it.",
)
GROWTH = "We will grow revenue by a fifth with our digital platform."


def left_of_each() -> list[str]:
    """Return later texts: each sentence cut after some words, the others gone, whole or cut at a comma."""
    found = []
    for place, sentence in enumerate(TESTED):
        words = sentence.rstrip(".").split()
        others = [one for other, one in enumerate(TESTED) if other != place]
        for count in range(2, len(words), 4):
            cut = " ".join(words[:count]).rstrip(",") + "."
            found += [f"{cut} {GROWTH}", " ".join([GROWTH, cut, *others])]
    return [*found, f"{' '.join(one.partition(',')[0].rstrip('.') + '.' for one in TESTED)} {GROWTH}"]


def words_of(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


@pytest.mark.parametrize("later", left_of_each())
def test_all_put_back_says_everything_once(later: str) -> None:
    coach, likeness, tested = default_coach("en"), default_likeness("en"), " ".join(TESTED)
    read = lambda text: coach.read(text, Vocabulary())  # noqa: E731
    before = read(tested)
    promises = promises_of(1, before, (), is_confirmed=False, likeness=likeness)
    drift = compare(before, read(later), promises, likeness=likeness)
    whole = later
    for item in lost_items(drift, before, later):
        if not item.asked:
            where = insertion(item.text, tested, whole)
            whole = whole[: where.before] + where.text + whole[where.before + where.length :]
    assert GROWTH in whole
    again = compare(before, read(whole), promises, likeness=likeness)
    assert not [item for item in lost_items(again, before, whole) if not item.asked]
    put_back = {words_of(item.text) for item in lost_items(drift, before, later) if not item.asked}
    for one, other in pairwise(words_of(sentence.text) for sentence in sentences(whole)):
        assert not (other in put_back and one in other), whole
        assert not (one in put_back and other in one), whole

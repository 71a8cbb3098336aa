"""Answers as survey tools write them, to points of the five-point scale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_LABELS: Mapping[int, tuple[str, ...]] = {
    1: (
        "strongly disagree", "disagree strongly", "totally disagree", "completely disagree",
        "fully disagree",
        "stimme überhaupt nicht zu", "stimme gar nicht zu", "trifft überhaupt nicht zu",
        "trifft gar nicht zu", "lehne stark ab", "lehne völlig ab",
        "pas du tout d'accord", "tout à fait en désaccord", "fortement en désaccord",
        "totalmente en desacuerdo", "muy en desacuerdo", "completamente in disaccordo",
        "fortemente in disaccordo", "helemaal mee oneens", "zeer mee oneens",
    ),
    2: (
        "disagree", "rather disagree",
        "stimme nicht zu", "stimme eher nicht zu", "trifft nicht zu", "trifft eher nicht zu",
        "lehne ab", "lehne eher ab",
        "pas d'accord", "plutôt pas d'accord", "en désaccord", "plutôt en désaccord",
        "en desacuerdo", "in disaccordo", "mee oneens", "oneens",
    ),
    3: (
        "neither agree nor disagree", "neither agree or disagree", "neither disagree nor agree", "neither",
        "neither nor", "neutral", "undecided", "unsure",
        "teils/teils", "teils teils", "teils, teils", "teils / teils", "stimme weder zu noch nicht zu",
        "weder noch", "unentschieden",
        "ni d'accord ni pas d'accord", "neutre", "sans opinion",
        "ni de acuerdo ni en desacuerdo", "né d'accordo né in disaccordo", "neutrale", "neutro",
        "neutraal", "niet mee eens, niet mee oneens", "noch mee eens, noch mee oneens",
    ),
    4: (
        "agree", "rather agree",
        "stimme zu", "stimme eher zu", "trifft zu", "trifft eher zu",
        "d'accord", "plutôt d'accord",
        "de acuerdo", "d'accordo", "mee eens", "eens",
    ),
    5: (
        "strongly agree", "agree strongly", "totally agree", "completely agree", "fully agree",
        "stimme voll zu", "stimme voll und ganz zu", "stimme völlig zu", "stimme vollkommen zu",
        "stimme stark zu", "stimme sehr zu", "trifft voll zu", "trifft voll und ganz zu",
        "tout à fait d'accord", "fortement d'accord",
        "totalmente de acuerdo", "muy de acuerdo", "completamente d'accordo", "fortemente d'accordo",
        "helemaal mee eens", "zeer mee eens",
    ),
}  # fmt: skip
_SOMEWHAT = {"somewhat disagree": 2, "somewhat agree": 4}
_BARE = ("agree", "disagree")
_EMPTY = frozenset(
    ("", "-", "–", "—", "n/a", "na", "no answer", "not applicable", "don't know", "k. a.", "k.a.")
)
_POINT = re.compile(r"([1-5])(?:[.,]0+)?(?:\s*(?:/|of|out of|von|sur)\s*5)?")
_ZERO_DECIMALS = re.compile(r"(\d+)[.,]0+")
_POINT_IN_BRACKETS = re.compile(r"\(([1-5])\)\s*(\D*)")
_STARS = re.compile(r"(★{1,5})☆{0,4}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_POINT_THEN_LABEL = re.compile(r"([1-5])\s*[-–—=:.)(]+\s*(\D*?)\)?")
_LABEL_THEN_POINT = re.compile(r"(\D+?)\s*\(([1-5])\)")


def folded(text: str) -> str:
    """Return a text for comparing: one case, one Unicode form, single spaces, plain apostrophes.

    Marks that nobody sees are left out, such as those of reading direction.
    Case folding can undo normal form, so the form is taken twice (Unicode, section 3.13, D146).
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_INVISIBLE.sub("", text).replace("’", "'").split())


_WORDS = {folded(label): point for point, labels in _LABELS.items() for label in labels}


def whole_number(text: str) -> str:
    """Return a number whose decimals are all zero without them, and any other text as it is.

    Programs that keep a column with an empty cell as decimals write 4.0, or 4,0, for 4.
    """
    match = _ZERO_DECIMALS.fullmatch(text)
    return match[1] if match else text


def scale_points(values: Iterable[str]) -> dict[str, int | None]:
    """Return what each distinct text of a column stands for.

    Known are 1 to 5, "4/5", stars, the labels of the scale in words, and both together, such as "4 - Agree"
    or "Agree (4)". "Somewhat agree" is 4 unless the column has a plain "Agree" too; then the scale had more
    than five points and the text stays unknown.

    Args:
        values: Texts of the column, in any order, more than once.

    Returns:
        The point for every text that has one, None for a text that says "no answer". Texts that are not
        understood are left out.
    """
    distinct = {value: folded(value).rstrip(" ;.") if value.strip(" ;.") else "" for value in set(values)}
    words = dict(_WORDS)
    if not any(text in _BARE for text in distinct.values()):
        words |= _SOMEWHAT
    result: dict[str, int | None] = {}
    for value, text in distinct.items():
        if text in _EMPTY or folded(value) in _EMPTY:
            result[value] = None
        elif (point := _point(text, words)) is not None:
            result[value] = point
    return result


def is_bare(value: str) -> bool:
    """Return whether a text is a plain "agree" or "disagree"; "somewhat agree" beside it is another point."""
    return folded(value).rstrip(" ;.") in _BARE


def is_somewhat(value: str) -> bool:
    """Return whether a text is "somewhat agree" or "somewhat disagree"."""
    return folded(value).rstrip(" ;.") in _SOMEWHAT


def _point(text: str, words: Mapping[str, int]) -> int | None:
    if text in words:
        return words[text]
    if match := _POINT.fullmatch(text):
        return int(match[1])
    if match := _STARS.fullmatch(text):
        return len(match[1])
    if match := _POINT_THEN_LABEL.fullmatch(text) or _POINT_IN_BRACKETS.fullmatch(text):
        return _agreed(int(match[1]), match[2], words)
    if match := _LABEL_THEN_POINT.fullmatch(text):
        return _agreed(int(match[2]), match[1], words)
    return None


def _agreed(point: int, label: str, words: Mapping[str, int]) -> int | None:
    """Return the point beside a label, unless the label is known to mean another one."""
    known = words.get(label.strip(" -–—;."))
    return point if known in (None, point) else None

"""Telling a change of layout from a change of words: spaces, line breaks and typographic characters."""

from __future__ import annotations

from functools import lru_cache

ONLY_LAYOUT = "Only spaces or typographic marks differ."
"""What is said where the words are the same and the characters are not."""

_PLAIN = {
    "’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "‹": "'", "›": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"', "「": '"', "」": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-",
    "…": "...", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "",
}  # fmt: skip
"""Typographic characters by their plain form; invisible ones are left out."""

_TO_PLAIN = str.maketrans(_PLAIN)


@lru_cache(maxsize=64)  # every draft is compared with every other, again in each pause of typing
def plain_words(text: str) -> str:
    """Return a text with plain quotation marks and dashes, and one space between words."""
    return " ".join(text.translate(_TO_PLAIN).split())


def same_words(one: str, other: str) -> bool:
    """Return whether two texts are the same but for their layout; capitals and every letter count."""
    return one == other or plain_words(one) == plain_words(other)


def only_layout_differs(before: str, after: str) -> bool:
    """Return whether two texts differ, but only in spaces, line breaks or typographic characters.

    Straight and curly quotation marks, hyphens and dashes, and three dots and an ellipsis count as
    the same; capitals and every letter count. Equal texts do not differ at all.
    """
    return before != after and plain_words(before) == plain_words(after)

"""Telling a change of layout from a change of words: spaces, line breaks and typographic characters."""

from __future__ import annotations

ONLY_LAYOUT = "Only spaces or typographic marks differ."
"""What is said where the words are the same and the characters are not."""

_LAYOUT = str.maketrans(
    {
        "’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "‹": "'", "›": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"', "「": '"', "」": '"',
        "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-",
        "…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None,
    }
)  # fmt: skip
"""Typographic characters by their plain form; invisible ones are left out."""


def plain_words(text: str) -> str:
    """Return a text with plain quotation marks and dashes, and one space between words."""
    return " ".join(text.translate(_LAYOUT).split())


def same_words(one: str, other: str) -> bool:
    """Return whether two texts are the same but for their layout; capitals and every letter count."""
    return one == other or plain_words(one) == plain_words(other)


def only_layout_differs(before: str, after: str) -> bool:
    """Return whether two texts differ, but only in spaces, line breaks or typographic characters.

    Straight and curly quotation marks, hyphens and dashes, and three dots and an ellipsis count as
    the same; capitals and every letter count. Equal texts do not differ at all.
    """
    return before != after and plain_words(before) == plain_words(after)

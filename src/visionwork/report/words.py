"""Shares as people say them, and words as they stand in a sentence."""

from __future__ import annotations

_SHARES = (
    (0, "nobody agrees"),
    (7, "fewer than one in ten agree"),
    (13, "one in ten agree"),
    (17, "one in six agree"),
    (22, "one in five agree"),
    (29, "one in four agree"),
    (36, "one in three agree"),
    (43, "two in five agree"),
    (49, "fewer than half agree"),
    (50, "half agree"),
    (55, "just over half agree"),
    (62, "three in five agree"),
    (70, "two in three agree"),
    (77, "three in four agree"),
    (84, "four in five agree"),
    (93, "nine in ten agree"),
    (99, "almost all agree"),
    (100, "all agree"),
)


def share_agreeing(percent: int) -> str:
    """Return a share as people say it, such as "two in three agree".

    Args:
        percent: 0 to 100; the words are within five points of it.
    """
    return next(words for most, words in _SHARES if percent <= most)


def as_sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…。！？”" else f"{text}."


def within_sentence(text: str) -> str:
    """Return words as they stand within a sentence: "The team" becomes "the team", names stay."""
    text = text.strip()
    return f"the{text[3:]}" if text.startswith("The ") else text

"""Names of people as others write them."""

from __future__ import annotations

import unicodedata

_FEWEST_WORDS = 2


def is_name_of(typed: str, name: str) -> bool:
    """Return whether what was typed is somebody's name, give or take accents, case, order and titles.

    Args:
        typed: What was typed; two words of the name are enough where it has more.
        name: The name that is known.
    """
    said, known = _words(typed), _words(name)
    return said == known or (len(said) >= _FEWEST_WORDS and said < known)


def _words(name: str) -> frozenset[str]:
    """Return the words of a name without case, accents and punctuation."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(
        letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter)
    )
    return frozenset(plain.split())

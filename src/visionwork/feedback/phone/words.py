"""The texts of the phone form, one file a language."""

from __future__ import annotations

import tomllib

from visionwork.assets import asset_dir
from visionwork.feedback.answer_words import AnswerWords, language_file


def load_words(language: str) -> AnswerWords:
    """Return the texts in a language, or in a near one, or in English.

    Args:
        language: BCP 47 tag of the method, such as "en" or "de-CH".
    """
    path = language_file(asset_dir("resources") / "phone", language)
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: tuple(values.pop(name)) for name in ("scale", "protected", "unprotected")}
    return AnswerWords(path.stem, values, **lists)


def style_sheet() -> bytes:
    """Return the look of the form."""
    return (asset_dir("resources") / "phone" / "style.css").read_bytes()


def room_words() -> list[str]:
    """Return short words that are easy to read out and to type."""
    return (asset_dir("resources") / "phone" / "room-words.txt").read_text(encoding="ascii").split()

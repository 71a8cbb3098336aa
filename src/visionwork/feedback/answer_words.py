"""The texts people read who answer: on a phone, on the laptop or on a PDF form, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from visionwork.assets import asset_dir

DEFAULT_LANGUAGE = "en"
_SHARED = "shared"


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Every text of one channel.

    Attributes:
        language: BCP 47 tag, for screen readers.
        texts: Texts by key.
        scale: The five points of the scale, 1 to 5.
        protected: What is protected, a sentence each.
        unprotected: What is not.
    """

    language: str
    texts: Mapping[str, str]
    scale: tuple[str, ...]
    protected: tuple[str, ...]
    unprotected: tuple[str, ...]

    def text(self, key: str, **values: object) -> str:
        """Return a text with values put in; raises KeyError when the file has none of this key."""
        text = self.texts[key]
        for name, value in values.items():
            text = text.replace(f"[{name}]", str(value))
        return text

    def point(self, point: int) -> str:
        """Return a point of the scale in words, such as "4 of 5, Agree"."""
        return self.text("point", point=point, label=self.scale[point - 1])

    def filled(self, fill: Callable[[str], str]) -> AnswerWords:
        """Return the same texts, each passed through a function."""
        return AnswerWords(
            self.language,
            {key: fill(text) for key, text in self.texts.items()},
            tuple(fill(text) for text in self.scale),
            tuple(fill(text) for text in self.protected),
            tuple(fill(text) for text in self.unprotected),
        )


def language_file(folder: Path, language: str) -> Path:
    """Return a folder's file in a language, or in a near one, or in English.

    Args:
        folder: Holds one TOML file a language.
        language: BCP 47 tag, such as "en" or "de-CH".
    """
    known = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    wanted = (language, language.partition("-")[0], DEFAULT_LANGUAGE)
    return next(known[name] for name in wanted if name in known)


def load_answer_words(channel: str, language: str, fill: Callable[[str], str]) -> AnswerWords:
    """Return the texts of a channel in a language, or in a near one, or in English.

    Args:
        channel: "form" or "kiosk".
        language: BCP 47 tag of the workshop's texts, such as "en" or "de-CH".
        fill: Puts the organisation and the words of the house in.
    """
    path = language_file(asset_dir("resources") / "answers", language)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    own: dict[str, object] = content[_SHARED] | content[channel]
    return AnswerWords(
        path.stem,
        {key: fill(text) for key, text in own.items() if isinstance(text, str)},
        tuple(content["scale"]),
        tuple(fill(text) for text in content[channel]["protected_points"]),
        tuple(fill(text) for text in content[channel]["unprotected_points"]),
    )

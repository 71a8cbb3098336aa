"""The texts of the phone form, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from visionwork.assets import asset_dir

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """Every text of the form.

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
        """Return a text with numbers put in; raises KeyError when the file has none of this key."""
        text = self.texts[key]
        for name, value in values.items():
            text = text.replace(f"[{name}]", str(value))
        return text

    def filled(self, fill: Callable[[str], str]) -> PhoneWords:
        """Return the same texts, each passed through a function."""
        return PhoneWords(
            self.language,
            {key: fill(text) for key, text in self.texts.items()},
            tuple(fill(text) for text in self.scale),
            tuple(fill(text) for text in self.protected),
            tuple(fill(text) for text in self.unprotected),
        )


def load_words(language: str) -> PhoneWords:
    """Return the texts in a language, or in a near one, or in English.

    Args:
        language: BCP 47 tag of the method, such as "en" or "de-CH".
    """
    folder = asset_dir("resources") / "phone"
    wanted = [language, language.partition("-")[0], DEFAULT_LANGUAGE]
    known = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return _read(next(known[name] for name in wanted if name in known))


def style_sheet() -> bytes:
    """Return the look of the form."""
    return (asset_dir("resources") / "phone" / "style.css").read_bytes()


def room_words() -> list[str]:
    """Return short words that are easy to read out and to type."""
    return (asset_dir("resources") / "phone" / "room-words.txt").read_text(encoding="ascii").split()


def _read(path: Path) -> PhoneWords:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name: tuple(values.pop(name)) for name in ("scale", "protected", "unprotected")}
    return PhoneWords(path.stem, values, **lists)

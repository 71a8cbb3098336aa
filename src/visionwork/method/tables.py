"""Typed reading of the tables of a method file, and the errors that tell what is wrong in one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import METHOD_ID, PLACEHOLDERS

Kind = TypeVar("Kind", bound=StrEnum)

Place = tuple[str | int, ...]
"""A place in the parsed data, such as ("step", 0, "exercise", 2, "title")."""

MOST_BYTES = 1_000_000
"""A method file is texts for a workshop; a larger one is some other file."""

LONGEST_ID = 120
"""Ids become names of files and keys in the document."""

LONGEST_LANGUAGE = 35
"""RFC 5646, section 4.4.1: what every reader of language tags has room for."""

_LETTERS: Mapping[str, int] = {
    "name": 120, "title": 80, "headline": 160, "add_label": 60, "options": 80, "notes": 4000,
    "one": 60, "many": 60,
}  # fmt: skip
_OTHER_LETTERS = 400

_ROOM_FOR_ALL = min(LONGEST_LANGUAGE, *_LETTERS.values())
"""Texts up to this length fit everywhere."""

_ITEMS: Mapping[str, int] = {
    "step": 20, "exercise": 30, "column": 12, "seed": 100, "lane": 30, "questionnaire": 30,
    "options": 40, "notes": 30, "checklist": 100, "signs": 20,
}  # fmt: skip

UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Characters that nobody sees and that hide or turn what stands beside them; no document stores them."""

_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
ID = re.compile(METHOD_ID)
_CORRECT = "Correct the line in a text editor and open the file again."


class MethodError(UserFacingError):
    """A method file that cannot be used.

    Args:
        path: The file.
        line: Line of the fault, from 1; None when it is the file as a whole.
        reason: What is wrong there, as a sentence.
        next_step: What to do about it.
    """

    def __init__(self, path: Path, line: int | None, reason: str, next_step: str = _CORRECT) -> None:
        reason = UNSHOWN.sub(lambda found: f"U+{ord(found[0]):04X}", reason)  # words of the file are among it
        where = "" if line is None else f"Line {line}: "
        super().__init__(f"The method file {path.name} cannot be used. {where}{reason}", next_step)
        self.path = path
        self.line = line
        self.reason = reason


class FaultError(Exception):
    """Something wrong at a place of the file.

    Args:
        place: Where it is in the parsed data.
        reason: What is wrong, as a sentence.
    """

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place = place
        self.reason = reason


class SyntaxFaultError(Exception):
    """Text that is not TOML, or none that is worth reading.

    Args:
        line: Line of the fault, from 1.
        reason: What is wrong there, as a sentence.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Table:
    """One table of the file; every reading method raises `FaultError` with its place.

    Args:
        data: The parsed table.
        place: Where it stands.
    """

    def __init__(self, data: Mapping[str, Any], place: Place = ()) -> None:
        self._data = data
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def at(self, *keys: str | int) -> Place:
        """Return the place of something inside this table."""
        return (*self.place, *keys)

    def allow(self, keys: Collection[str], owner: str) -> None:
        """Refuse keys that are not in `keys`.

        Args:
            keys: The known keys.
            owner: What the table describes, such as "an exercise of kind grid".

        Raises:
            FaultError: There is another key.
        """
        for key in self._data:
            if key not in keys:
                raise FaultError(self.at(key), f"“{cut(key)}” is not a key of {owner}.{_nearest(key, keys)}")

    def text(
        self, key: str, default: str | None = None, *, placeholders: bool = True, most: int | None = None
    ) -> str:
        """Return a text with its white space tidied, no longer than its key allows.

        Args:
            key: The key; required when there is no default.
            default: What stands in for a missing key.
            placeholders: Whether placeholders such as {customers} may stand in it.
            most: How many characters it may have; None takes what its key allows.
        """
        if key not in self._data and default is not None:
            return default
        return self._tidy(self._required(key), (key,), placeholders, most)

    def texts(self, key: str, *, placeholders: bool = True) -> tuple[str, ...]:
        """Return a list of texts; empty when the key is missing."""
        return tuple(
            self._tidy(item, (key, index), placeholders) for index, item in enumerate(self._list(key))
        )

    def identifier(self, key: str = "id") -> str:
        """Return an id: small letters, digits, hyphens and underscores.

        Raises:
            FaultError: It is missing, too long, or has other characters.
        """
        value = self.text(key, placeholders=False, most=LONGEST_ID)
        if not ID.fullmatch(value):
            wanted = "Use small letters a to z, digits, hyphens and underscores."
            raise FaultError(self.at(key), f"“{cut(value)}” cannot be an id. {wanted}")
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number within limits; the key is required when there is no default.

        Args:
            key: Its name.
            least: The smallest that is allowed.
            most: The largest that is allowed.
            default: What stands for a missing key; None requires it.

        Raises:
            FaultError: It is missing, no whole number, or beyond the limits.
        """
        if key not in self._data and default is not None:
            return default
        value = self._required(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise FaultError(self.at(key), f"“{key}” must be a whole number from {least} to {most}.")
        return value

    def number(self, key: str, least: float, most: float, default: float) -> float:
        """Return a number within limits, or the default when the key is missing.

        Args:
            key: Its name.
            least: The smallest that is allowed.
            most: The largest that is allowed.
            default: What stands for a missing key.

        Raises:
            FaultError: It is no number, or beyond the limits.
        """
        value = self._data.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise FaultError(self.at(key), f"“{key}” must be a number from {least:g} to {most:g}.")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false, or the default when the key is missing.

        Raises:
            FaultError: It is neither true nor false.
        """
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise FaultError(self.at(key), f"“{key}” must be true or false.")
        return value

    def one_of(self, key: str, kinds: type[Kind]) -> Kind:
        """Return a required word as a member of an enumeration."""
        return _member(self._required(key), kinds, self.at(key), key)

    def several_of(self, key: str, kinds: type[Kind]) -> tuple[Kind, ...]:
        """Return a list of different words as members of an enumeration."""
        items = self._list(key)
        members = tuple(_member(item, kinds, self.at(key, i), key) for i, item in enumerate(items))
        refuse_twins(members, lambda index: self.at(key, index), f"in “{key}”")
        return members

    def table(self, key: str) -> Table:
        """Return a table inside this one; an empty one when the key is missing.

        Raises:
            FaultError: It is no table.
        """
        value = self._data.get(key, {})
        if not isinstance(value, dict):
            raise FaultError(self.at(key), f"“{key}” must be a table.")
        return Table(value, self.at(key))

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables; none when the key is missing.

        Raises:
            FaultError: It is no array of tables, or there are too many.
        """
        items = self._data.get(key, [])
        if not isinstance(items, list):
            raise self._no_tables(key)
        self._count(key, items)
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                raise self._no_tables(key, index)
        return [Table(item, self.at(key, index)) for index, item in enumerate(items)]

    def _required(self, key: str) -> object:
        if key not in self._data:
            raise FaultError(self.place, f"“{key}” is missing.")
        return self._data[key]

    def _list(self, key: str) -> list[Any]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise FaultError(self.at(key), f"“{key}” must be a list, in square brackets.")
        self._count(key, value)
        return value

    def _no_tables(self, key: str, *index: int) -> FaultError:
        head = ".".join(part for part in self.at(key) if isinstance(part, str))
        return FaultError(
            self.at(key, *index), f"“{key}” must be tables with double brackets, such as [[{head}]]."
        )

    def _count(self, key: str, items: list[Any]) -> None:
        """Refuse a list with more entries than its key allows, at the first one too many."""
        most = _ITEMS.get(key)
        if most is not None and len(items) > most:
            raise FaultError(
                self.at(key, most), f"“{key}” is here {len(items):,} times; at most {most} are allowed."
            )

    def _tidy(
        self, value: object, keys: tuple[str | int, ...], placeholders: bool, most: int | None = None
    ) -> str:
        """Return a text as NFC with single spaces, after checking it; `keys` tell where it stands."""
        if not isinstance(value, str):
            raise FaultError(self.at(*keys), f"“{keys[0]}” must be text in quotation marks.")
        if value.isprintable():  # which holds nothing that is not seen, and no space but the common one
            tidy = " ".join(value.split()) if "  " in value else value.strip()
        else:
            if (found := UNSHOWN.search(value)) is not None:
                raise FaultError(self.at(*keys), f"“{keys[0]}” holds {_named(found[0])}. Take it out.")
            tidy = " ".join(value.split()) if _has_something(value) else ""
        if not tidy:
            raise FaultError(self.at(*keys), f"“{keys[0]}” is empty.")
        if not tidy.isascii():
            tidy = unicodedata.normalize("NFC", tidy)  # as documents store text
        if len(tidy) > _ROOM_FOR_ALL and len(tidy) > (
            most := most or _LETTERS.get(str(keys[0]), _OTHER_LETTERS)
        ):
            raise FaultError(
                self.at(*keys), f"“{keys[0]}” has {len(tidy):,} characters; at most {most:,} are allowed."
            )
        if "{" in tidy or "}" in tidy:
            if not placeholders:
                raise FaultError(self.at(*keys), f"“{keys[0]}” cannot hold a placeholder in braces.")
            for braced in _BRACED.findall(tidy):
                if braced[1:-1] not in PLACEHOLDERS:
                    near = _nearest(braced.strip("{} "), PLACEHOLDERS)
                    raise FaultError(self.at(*keys), f"“{cut(braced)}” is not a known placeholder.{near}")
        return tidy


def refuse_twins(ids: Sequence[str], place_of: Callable[[int], Place], where: str) -> None:
    """Refuse the second of two equal ids.

    Args:
        ids: The ids in their order.
        place_of: Tells the place of the id with an index.
        where: Where they must differ, such as "in this grid".

    Raises:
        FaultError: Two ids are equal.
    """
    if len(set(ids)) == len(ids):
        return
    for index, item in enumerate(ids):
        if item in ids[:index]:
            raise FaultError(place_of(index), f"“{cut(item)}” is used twice {where}.")


def _member(value: object, kinds: type[Kind], place: Place, key: str) -> Kind:
    if isinstance(value, str):
        try:
            return kinds(value)
        except ValueError:
            told = f"“{cut(value)}”"
    else:
        told = _SORTS.get(type(value), "This")
    raise FaultError(place, f"{told} is not a known word for “{key}”. Known are: {', '.join(kinds)}.")


_SORTS = {list: "A list", dict: "A table", int: "A number", float: "A number", bool: "True or false"}


def cut(text: str, most: int = 40) -> str:
    """Return a text of the file, short enough for a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _has_something(text: str) -> bool:
    """Return whether a text has more than spaces and characters that only join or hide."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _named(character: str) -> str:
    """Return a character that nobody sees, for a sentence."""
    name = unicodedata.name(character, "control character").lower()
    return f"a character that is not seen, U+{ord(character):04X} ({name})"


def _nearest(word: str, known: Collection[str]) -> str:
    if len(word) > LONGEST_ID:
        return ""
    from difflib import get_close_matches  # only needed when something is wrong

    close = get_close_matches(word, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""

"""Typed reading of the tables of a method file, and the errors that tell what is wrong in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import METHOD_ID, PLACEHOLDERS

Kind = TypeVar("Kind", bound=StrEnum)

Place = tuple[str | int, ...]
"""A place in the parsed data, such as ("step", 0, "exercise", 2, "title")."""

_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
ID = re.compile(METHOD_ID)


class MethodError(UserFacingError):
    """A method file that cannot be used.

    Args:
        path: The file.
        line: Line of the fault, from 1.
        reason: What is wrong there, as a sentence.
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(
            f"The method file {path.name} cannot be used. Line {line}: {reason}",
            "Correct the line in a text editor and open the file again.",
        )
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
                raise FaultError(self.at(key), f"“{key}” is not a key of {owner}.{_nearest(key, keys)}")

    def text(self, key: str, default: str | None = None, *, placeholders: bool = True) -> str:
        """Return a text with its white space tidied.

        Args:
            key: The key; required when there is no default.
            default: What stands in for a missing key.
            placeholders: Whether placeholders such as {customers} may stand in it.
        """
        if key not in self._data and default is not None:
            return default
        return self._tidy(self._required(key), (key,), placeholders)

    def texts(self, key: str, *, placeholders: bool = True) -> tuple[str, ...]:
        """Return a list of texts; empty when the key is missing."""
        return tuple(
            self._tidy(item, (key, index), placeholders) for index, item in enumerate(self._list(key))
        )

    def identifier(self, key: str = "id") -> str:
        """Return an id: small letters, digits, hyphens and underscores.

        Raises:
            FaultError: It is missing, or has other characters.
        """
        value = self.text(key, placeholders=False)
        if not ID.fullmatch(value):
            wanted = "Use small letters a to z, digits, hyphens and underscores."
            raise FaultError(self.at(key), f"“{_cut(value)}” cannot be an id. {wanted}")
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
            FaultError: It is no array of tables.
        """
        items = self._data.get(key, [])
        wrong = f"“{key}” must be tables with double brackets, such as [[{key}]]."
        if not isinstance(items, list):
            raise FaultError(self.at(key), wrong)
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                raise FaultError(self.at(key, index), wrong)
        return [Table(item, self.at(key, index)) for index, item in enumerate(items)]

    def _required(self, key: str) -> object:
        if key not in self._data:
            raise FaultError(self.place, f"“{key}” is missing.")
        return self._data[key]

    def _list(self, key: str) -> list[Any]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise FaultError(self.at(key), f"“{key}” must be a list.")
        return value

    def _tidy(self, value: object, keys: tuple[str | int, ...], placeholders: bool) -> str:
        """Return a text with single spaces, after checking it; `keys` tell where it stands."""
        if not isinstance(value, str):
            raise FaultError(self.at(*keys), f"“{keys[0]}” must be text in quotation marks.")
        tidy = " ".join(value.split())
        if not tidy:
            raise FaultError(self.at(*keys), f"“{keys[0]}” is empty.")
        if "{" in tidy or "}" in tidy:
            if not placeholders:
                raise FaultError(self.at(*keys), f"“{keys[0]}” cannot hold a placeholder in braces.")
            for braced in _BRACED.findall(tidy):
                if braced[1:-1] not in PLACEHOLDERS:
                    near = _nearest(braced.strip("{} "), PLACEHOLDERS)
                    raise FaultError(self.at(*keys), f"“{_cut(braced)}” is not a known placeholder.{near}")
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
            raise FaultError(place_of(index), f"“{_cut(item)}” is used twice {where}.")


def _member(value: object, kinds: type[Kind], place: Place, key: str) -> Kind:
    try:
        return kinds(value)
    except ValueError:
        known = ", ".join(kinds)
        raise FaultError(
            place, f"“{_cut(value)}” is not a known word for “{key}”. Known are: {known}."
        ) from None


def _cut(value: object, most: int = 40) -> str:
    """Return a value as text, short enough for a sentence."""
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _nearest(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # only needed when something is wrong

    close = get_close_matches(word, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""

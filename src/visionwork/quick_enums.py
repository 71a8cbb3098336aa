"""Enumerations of PySide, made in few steps.

PySide hands lists of names and numbers to the standard library, which makes an enumeration as if it might be
any class: with methods, mixed types, values that are not hashable. A start makes two hundred of them, with
four thousand members, in a quarter of its time. The same classes are made here from a mould: the standard
library makes one specimen of a kind, everything but the members is taken from that, and the members are made
as the specimen's are. What is more than names and numbers is left to the standard library, and so is a kind
whose specimen, on some later Python, is unlike what is made here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum, EnumType, Flag, IntEnum, IntFlag
from types import MethodType
from typing import Any

_Create = Callable[..., Any]
_Members = dict[str, int]

_KINDS = frozenset([Enum, Flag, IntEnum, IntFlag])
_SPECIMEN: _Members = {"TWO": 2, "ONE": 1, "BOTH": 3, "NONE": 0, "UNO": 1, "FOUR": 4}
"""Out of order, of many bits or none, one number named twice: each is treated in its own way."""

_set = type.__setattr__


def make_enums_quickly() -> None:
    """Have the enumerations made quickly that are lists of names and numbers, as those of PySide are."""
    plain = EnumType._create_  # pyright: ignore[reportAttributeAccessIssue] - it has no public name
    if plain.__module__ != __name__:  # a second time would be one step more
        _set(EnumType, "_create_", quick_create(plain))


def quick_create(plain: _Create) -> _Create:
    """Return a way to make an enumeration.

    Args:
        plain: The standard library's way, `EnumType._create_`.

    Returns:
        A function that takes and returns what the standard library's does.
    """
    moulds: dict[object, _Mould | None] = {}

    def create(
        cls: type[Enum], class_name: str, names: object, *, module: str | None = None, **options: object
    ) -> type[Enum]:
        if module is None:  # who asked is two frames up, as the standard library sees it
            module = sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001 - as the library does
        if cls in _KINDS and module and options.get("type") is None and options.get("qualname") is None:
            boundary = options.get("boundary")
            kind = cls, boundary
            if kind not in moulds:
                moulds[kind] = _mould(plain, cls, boundary)
            mould = moulds[kind]
            if mould is not None and (members := mould.members(names)) is not None:
                return mould.make(class_name, members, module)
        return plain(cls, class_name, names, module=module, **options)

    return create


class _Mould:
    """Makes enumerations of one kind.

    Args:
        base: The kind: Enum, IntEnum, Flag or IntFlag.
        specimen: One that the standard library made.
    """

    def __init__(self, base: type[Enum], specimen: type[Enum]) -> None:
        self._base = base
        self._is_flag = issubclass(base, Flag)
        self._is_int = issubclass(base, int)
        self._body = {key: value for key, value in vars(specimen).items() if key not in _SPECIMEN}
        self._new = self._body.pop("__new__")
        self._body.pop("_iter_member_", None)  # a class has it where its members are out of order
        self._empty = [(key, type(value)) for key, value in self._body.items() if type(value) in (list, dict)]
        self._taken = frozenset(["", "mro", *(name for one in base.__mro__ for name in vars(one))])

    def members(self, names: object) -> _Members | None:
        """Return the members that a list tells of; None where there is more to it than names and numbers.

        Args:
            names: What the standard library was given.
        """
        if type(names) is not list or _types(names) - {tuple} or set(map(len, names)) - {2}:
            return None
        members = dict(names)
        if len(members) < len(names) or _types(members) - {str} or _types(members.values()) - {int}:
            return None
        if not self._taken.isdisjoint(members) or any(name[0] == "_" for name in members):
            return None
        if self._is_flag and any(value < 0 for value in members.values()):
            return None
        return members

    def make(self, class_name: str, members: _Members, module: str) -> type[Enum]:
        """Make an enumeration.

        Args:
            class_name: Its name.
            members: Names and their numbers.
            module: Where it belongs.
        """
        listed: list[str] = []
        by_name: dict[str, Any] = {}
        by_value: dict[int, Any] = {}
        body = {**self._body, **{key: kind() for key, kind in self._empty}}
        body["__module__"] = module
        body["_member_names_"] = listed
        body["_member_map_"] = by_name
        body["_value2member_map_"] = by_value
        if self._is_flag:
            body.update(_masks(members))
        made: Any = type.__new__(EnumType, class_name, (self._base,), body)
        _set(made, "__new__", self._new)
        new, is_int, is_flag = made._new_member_, self._is_int, self._is_flag
        for name, value in members.items():
            member = by_value.get(value)
            if member is None:
                member = new(made, value) if is_int else new(made)
                member._value_ = value
                member._name_ = name
                member.__objclass__ = made
                member._sort_order_ = len(listed)
                by_value[value] = member
                if not is_flag or _is_one_bit(value):
                    listed.append(name)
            by_name[name] = member
        for name, member in by_name.items():  # afterwards, since a class that changes is looked up slowly
            _set(made, name, member)
        if is_flag:
            ordered = [members[name] for name in listed]
            if ordered != sorted(ordered):
                _set(made, "_iter_member_", made._iter_member_by_def_)
        return made


def _types(things: Any) -> set[type]:  # noqa: ANN401
    return set(map(type, things))


def _is_one_bit(value: int) -> bool:
    return value != 0 and value & (value - 1) == 0


def _masks(members: _Members) -> dict[str, int]:
    every = single = 0
    for value in members.values():
        every |= value
        if _is_one_bit(value):
            single |= value
    return {"_flag_mask_": every, "_singles_mask_": single, "_all_bits_": 2 ** every.bit_length() - 1}


def _mould(plain: _Create, base: type[Enum], boundary: object) -> _Mould | None:
    """Return the mould of a kind; None where what it makes is not what the standard library makes."""
    specimen = plain(base, "Specimen", list(_SPECIMEN.items()), module=__name__, boundary=boundary)
    mould = _Mould(base, specimen)
    made = mould.make("Specimen", _SPECIMEN, __name__)
    return mould if _looks(made) == _looks(specimen) else None


def _looks(made: type[Enum]) -> dict[str, object]:
    """Return everything an enumeration is made of, to be compared with another."""
    return {key: _look(value) for key, value in vars(made).items()}


def _look(value: object) -> object:
    if isinstance(value, Enum):
        own = {key: one for key, one in vars(value).items() if key != "__objclass__"}
        return type(value).__name__, vars(value)["__objclass__"] is type(value), own
    if isinstance(value, dict):
        return [(key, _look(one)) for key, one in value.items()]
    return value.__func__ if isinstance(value, MethodType | staticmethod) else value

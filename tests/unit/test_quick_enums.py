"""An enumeration made quickly is the one that the standard library makes, and only lists of numbers are."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from enum import KEEP, STRICT, Enum, EnumType, Flag, IntEnum, IntFlag, StrEnum
from pathlib import Path
from types import new_class
from typing import Any

import pytest

from visionwork.quick_enums import quick_create

SOURCE = Path(__file__).resolve().parents[2] / "src"
PLAIN = EnumType._create_
KINDS = [Enum, IntEnum, Flag, IntFlag]
COLOURS = [("RED", 4), ("GREEN", 1), ("NONE", 0), ("BLUE", 2), ("VIOLET", 6), ("LIME", 1)]

COMPARE_ALL_OF_PYSIDE = """
from enum import KEEP, EnumType
from PySide6 import QtCore, QtGui, QtWidgets
from test_quick_enums import PLAIN, parts, quick

create, slow = quick()
seen = 0
for module in (QtCore, QtGui, QtWidgets):
    for outer in [getattr(module, name) for name in dir(module)]:
        if not isinstance(outer, type):
            continue
        dir(outer)  # PySide looks into it now
        for made in [one for one in vars(outer).values() if isinstance(one, EnumType)]:
            (base,) = made.__bases__
            items = [(name, member._value_) for name, member in made.__members__.items()]
            options = {"module": made.__module__, "boundary": KEEP}
            mine, other = (way(base, made.__name__, items, **options) for way in (create, PLAIN))
            assert parts(mine) == parts(other), made
            seen += 1
print(seen, slow.used)
"""

MADE_BY_A_START = """
import enum, sys
plain = enum.EnumType.__new__
made = []
def count(metacls, name, *args, **options):
    made.append(name)
    return plain(metacls, name, *args, **options)
from visionwork.__main__ import import_pyside
import_pyside()
enum.EnumType.__new__ = count
from PySide6.QtCore import Qt
assert Qt.Key(0x41) is Qt.Key.Key_A
assert Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop == Qt.AlignmentFlag(0x21)
assert Qt.Key.Key_A.__class__.__qualname__ == "Qt.Key"
print(sum(not name.startswith("Specimen") for name in made))
"""


def parts(made: EnumType) -> dict[str, object]:
    """Return what an enumeration is made of, its members by what they hold."""

    def told(value: object) -> object:
        if isinstance(value, Enum):
            assert vars(value)["__objclass__"] is type(value)
            return [(key, one) for key, one in vars(value).items() if key != "__objclass__"]
        if isinstance(value, dict):
            return [(key, told(one)) for key, one in value.items()]
        return getattr(value, "__func__", value)

    return {name: told(value) for name, value in vars(made).items()}


class Refusing:
    """The standard library's way, until it must not be used any more."""

    used = 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        self.used += 1
        return PLAIN(*args, **options)


def quick() -> tuple[Any, Refusing]:
    """Return a quick way that has its moulds, and what tells how often the slow way was taken since."""
    slow = Refusing()
    create = quick_create(slow)
    for kind in KINDS:
        for boundary in (None, KEEP, STRICT):
            create(kind, "First", COLOURS, module=__name__, boundary=boundary)
    slow.used = 0
    return create, slow


def test_every_enumeration_of_pyside_is_the_same() -> None:
    # In a process of its own: a Qt that was looked into everywhere would weigh on all tests after this one.
    ran = subprocess.run(
        [sys.executable, "-c", COMPARE_ALL_OF_PYSIDE],
        capture_output=True, text=True, check=True, timeout=100,
        env={"PYTHONPATH": f"{SOURCE}{os.pathsep}{Path(__file__).parent}"},
    )  # fmt: skip
    seen, left_alone = map(int, ran.stdout.split())
    assert seen > 400
    assert left_alone < seen / 50


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("boundary", [None, KEEP, STRICT])
def test_each_kind_is_the_same(kind: Any, boundary: Any) -> None:
    create, slow = quick()
    for items in ([], COLOURS, sorted(COLOURS, key=lambda item: item[1])):
        mine = create(kind, "Colour", items, module=__name__, boundary=boundary)
        assert parts(mine) == parts(PLAIN(kind, "Colour", items, module=__name__, boundary=boundary))
    assert slow.used == 0


@pytest.mark.parametrize("kind", KINDS)
def test_it_works_as_an_enumeration(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    create, slow = quick()
    colour = create(kind, "Colour", COLOURS, module=__name__)
    monkeypatch.setattr(sys.modules[__name__], "Colour", colour, raising=False)
    assert slow.used == 0
    assert colour(1) is colour.GREEN is colour.LIME is colour["LIME"]
    assert pickle.loads(pickle.dumps(colour.RED)) is copy.deepcopy(colour.RED) is colour.RED
    assert (colour.BLUE.name, colour.BLUE.value) == ("BLUE", 2)
    assert repr(colour.BLUE) == "<Colour.BLUE: 2>"
    assert [one.name for one in colour] == (
        ["RED", "GREEN", "BLUE"] if issubclass(kind, Flag) else ["RED", "GREEN", "NONE", "BLUE", "VIOLET"]
    )
    with pytest.raises(ValueError, match="Colour"):
        colour("RED")
    with pytest.raises(AttributeError):
        colour.RED = 5
    with pytest.raises(TypeError):
        new_class("More", (colour,))
    assert (colour.RED == 4) is issubclass(kind, int)
    if issubclass(kind, Flag):
        assert colour.RED | colour.BLUE is colour.VIOLET
        assert ~colour.VIOLET is colour.GREEN
        assert list(colour.VIOLET) == [colour.RED, colour.BLUE]


@pytest.mark.parametrize(
    "names",
    [
        "RED GREEN",
        ["RED", "GREEN"],
        {"RED": 1},
        (("RED", 1),),
        [["RED", 1]],
        [("RED", "one")],
        [("RED", True)],
        [("RED", (1, 2))],
        [("name", 1), ("value", 2)],
        [("_generate_next_value_", 1)],
        [("__doc__", 1)],
    ],
)
def test_what_is_more_than_names_and_numbers_is_left_alone(names: Any) -> None:
    create, slow = quick()
    try:
        expected = PLAIN(Enum, "Some", names, module=__name__).__members__.items()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised here, too
        with pytest.raises(type(error)):
            create(Enum, "Some", names, module=__name__)
    else:
        made = create(Enum, "Some", names, module=__name__)
        assert [(name, one.value) for name, one in made.__members__.items()] == [
            (name, one.value) for name, one in expected
        ]
    assert slow.used == 1


@pytest.mark.parametrize("names", [[("RED", 1), ("RED", 2)], [("mro", 1)], [("", 1)], [(1, 1)], [("RED",)]])
def test_what_is_refused_is_refused_in_the_same_words(names: Any) -> None:
    create, slow = quick()
    with pytest.raises((TypeError, ValueError, AttributeError)) as plain:
        PLAIN(Enum, "Some", names, module=__name__)
    with pytest.raises(plain.type) as mine:
        create(Enum, "Some", names, module=__name__)
    assert str(mine.value) == str(plain.value)
    assert slow.used == 1


def test_other_kinds_and_options_are_left_alone() -> None:
    create, slow = quick()
    assert create(StrEnum, "Some", [("RED", "red")], module=__name__).RED == "red"
    assert create(Enum, "Some", [("RED", 1)], module=__name__, qualname="Any.Some").__qualname__ == "Any.Some"
    assert create(Enum, "Some", [("RED", 1)], module=__name__, type=int).RED == 1
    below = [("LESS", -8), ("ONE", 1)]
    assert parts(create(Flag, "Some", below, module=__name__)) == parts(
        PLAIN(Flag, "Some", below, module=__name__)
    )
    assert slow.used == 4


def test_a_kind_that_another_python_makes_otherwise_is_left_alone() -> None:
    def later(base: Any, name: str, names: Any, **options: Any) -> Any:
        made = PLAIN(base, name, names, **options)
        for number, member in enumerate(made):
            member._rank_ = number
        return made

    made = quick_create(later)(Enum, "Colour", COLOURS, module=__name__)
    assert [member._rank_ for member in made] == [0, 1, 2, 3, 4]


def test_who_asked_is_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    create, _ = quick()
    monkeypatch.setattr(EnumType, "_create_", create)
    for names in ([("RED", 1)], "RED GREEN"):
        assert Enum("Some", names).__module__ == __name__


def test_a_start_makes_none_of_pyside_the_long_way() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MADE_BY_A_START],
        capture_output=True, text=True, check=True, timeout=100, env={"PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert ran.stdout.split() == ["0"]

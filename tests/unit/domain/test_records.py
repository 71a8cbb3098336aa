"""A record is to its users what a frozen dataclass with slots is."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from visionwork.domain.records import record


@record
class Ward:
    """A ward and who works there."""

    name: str
    beds: int = 0
    staff: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.staff


@record
class Clinic(Ward):
    town: str = ""


@record
class Nothing:
    pass


@record
class Word:
    """Compared as its owner wants it."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Word) and other.text.casefold() == self.text.casefold()

    def __hash__(self) -> int:
        return hash(self.text.casefold())


@dataclass(frozen=True, slots=True)
class PlainWard:
    name: str
    beds: int = 0
    staff: list[str] = field(default_factory=list)


def test_fields_come_from_places_names_and_defaults() -> None:
    ward = Ward("North", staff=["Ines"])
    assert (ward.name, ward.beds, ward.staff, ward.is_empty) == ("North", 0, ["Ines"], False)


def test_each_gets_a_default_of_its_own() -> None:
    one, other = Ward("North"), Ward("South")
    one.staff.append("Ines")
    assert other.staff == []


@pytest.mark.parametrize("make", [Ward, lambda: Ward("a", 1, [], 2), lambda: Ward(nme="a")])  # type: ignore[call-arg]
def test_wrong_arguments_are_refused_by_name(make: Callable[[], object]) -> None:
    for _ in range(2):  # the constructor is made the first time
        with pytest.raises(TypeError, match=r"Ward\.__init__\(\)"):
            make()


def test_nothing_can_be_changed() -> None:
    ward = Ward("North")
    with pytest.raises(FrozenInstanceError, match="'name'"):
        ward.name = "South"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="'name'"):
        del ward.name  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="'colour'"):
        ward.colour = "red"  # type: ignore[attr-defined]
    assert not hasattr(ward, "__dict__")


def test_equal_means_the_same_class_and_the_same_fields() -> None:
    assert Ward("North", 3) == Ward("North", 3)
    assert Ward("North", 3) != Ward("North", 4)
    assert Ward("North", 3) != Clinic("North", 3)
    assert Ward("North", 3) != ("North", 3, [])
    assert Nothing() == Nothing()


def test_equal_records_have_one_place_in_a_set() -> None:
    assert {Word("Client"), Word("client")} == {Word("CLIENT")}
    assert len({Nothing(), Nothing()}) == 1
    assert hash(Word("Client")) == hash(Word("client"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Ward("North"))  # its list cannot be hashed


def test_a_class_keeps_what_it_defines_itself() -> None:
    assert Word("Client") == Word("client")
    assert Word("Client") != Word("guest")


def test_a_record_shows_what_it_holds() -> None:
    assert (
        repr(Clinic("North", town="Aldermoor")) == "Clinic(name='North', beds=0, staff=[], town='Aldermoor')"
    )
    assert repr(Nothing()) == "Nothing()"


def test_the_standard_library_takes_it_for_a_dataclass() -> None:
    ward = Ward("North", 3)
    assert dataclasses.is_dataclass(ward)
    assert dataclasses.replace(ward, beds=4) == Ward("North", 4)
    assert dataclasses.asdict(ward) == {"name": "North", "beds": 3, "staff": []}
    assert [one.name for one in dataclasses.fields(Clinic)] == ["name", "beds", "staff", "town"]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_copies_are_equal(again: Callable[[object], object]) -> None:
    clinic = Clinic("North", 3, ["Ines"], "Aldermoor")
    assert again(clinic) == clinic


def test_it_can_be_matched() -> None:
    match Ward("North", 3):
        case Ward(name, beds):
            assert (name, beds) == ("North", 3)


def test_it_takes_what_the_plain_dataclass_takes() -> None:
    plain, own = PlainWard("North", staff=["Ines"]), Ward("North", staff=["Ines"])
    assert dataclasses.astuple(plain) == dataclasses.astuple(own)
    assert repr(plain).removeprefix("Plain") == repr(own)


def test_few_and_many_records_are_made_alike() -> None:
    @record
    class Item:
        name: str
        size: int = 3
        tags: tuple[str, ...] = field(default_factory=tuple)

    for _ in range(100):
        made = Item("a", tags=("x",))
        assert (made.name, made.size, made.tags) == ("a", 3, ("x",))
        with pytest.raises(TypeError, match="name"):
            Item()  # pyright: ignore[reportCallIssue]
        with pytest.raises(TypeError, match="colour"):
            Item("a", colour="red")  # pyright: ignore[reportCallIssue]
        with pytest.raises(TypeError, match="name"):
            Item("a", name="b")  # pyright: ignore[reportCallIssue]


@record
class _Bare:
    inner: tuple[Ward, ...] = ()


def test_a_record_tells_what_its_fields_hold() -> None:
    assert [(one.name, one.type) for one in dataclasses.fields(_Bare)] == [("inner", "tuple[Ward, ...]")]
    assert [one.type for one in dataclasses.fields(Clinic)][:2] == ["str", "int"]
    assert _Bare.__annotations__ == {"inner": "tuple[Ward, ...]"}

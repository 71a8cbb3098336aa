"""Frozen dataclasses with slots that cost a start next to nothing.

`dataclass(frozen=True, slots=True)` writes six functions as source text and compiles each of them, which
takes about a millisecond a class; the first window needs some sixty such classes. A record is the same
dataclass to everybody who uses it, but comparing, hashing, showing and refusing changes are functions that
exist already, and so is the constructor of a class with few records: one of its own is compiled when there
are many. At a start most classes have none, or a handful.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TypeVar, cast, dataclass_transform

_T = TypeVar("_T")

_FEW = 40
"""Records of a class that are made without a constructor of its own: about what compiling it costs."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """Make a class a frozen dataclass with slots.

    `dataclasses.replace`, `fields` and `asdict`, defaults, default factories, `match`, copying and pickling
    work as with any dataclass; the arguments of fields other than `default` and `default_factory` do not.

    Args:
        cls: A class with annotated fields, and methods where it has any. Class variables are not annotated.
    """
    made = _with_fields(cls)
    declared = fields(made)  # pyright: ignore[reportArgumentType] - it is a dataclass now
    names = [one.name for one in declared]
    values = _values(names)

    setters: list[Callable[[object, object], None]] = [getattr(made, name).__set__ for name in names]
    count = 0

    def build(self: object, *args: object, **kwargs: object) -> None:
        nonlocal count
        count += 1
        if count <= _FEW:
            given = _given(declared, args, kwargs)
            if given is not None:
                for setter, value in zip(setters, given, strict=True):
                    setter(self, value)
                return
        init = _constructor(made, declared)
        made.__init__ = init
        init(self, *args, **kwargs)

    def equal(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    def reduced(self: object) -> tuple[type, tuple[object, ...]]:
        return self.__class__, tuple(getattr(self, name) for name in names)

    own = vars(cls)
    for name, function in (
        ("__init__", build),
        ("__eq__", equal),
        ("__hash__", hashed),
        ("__repr__", shown),
        ("__reduce__", reduced),
        ("__setattr__", _refuse_change),
        ("__delattr__", _refuse_deletion),
    ):
        if name not in own or own[name] is None:  # a class with __eq__ of its own has __hash__ None
            setattr(made, name, function)
    return made


def _with_fields(cls: type[_T]) -> type[_T]:
    """Make a class a dataclass with slots and no functions."""
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # or the dataclass would look for a signature to put there
    annotations = cls.__annotations__
    # In annotations that are texts, it would search each for ClassVar and two more.
    cls.__annotations__ = dict.fromkeys(annotations, object)
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__annotations__ = annotations
    for one in fields(made):  # pyright: ignore[reportArgumentType] - it is a dataclass now
        one.type = annotations.get(one.name, one.type)  # an inherited one has kept its own
    return made


def _given(
    declared: tuple[Field[object], ...], args: tuple[object, ...], kwargs: dict[str, object]
) -> list[object] | None:
    """Return the value of each field; None where arguments do not fit, which the constructor then tells."""
    if len(args) > len(declared):
        return None
    given, named = list(args), 0
    for one in declared[len(args) :]:
        if one.name in kwargs:
            given.append(kwargs[one.name])
            named += 1
        elif one.default is not MISSING:
            given.append(one.default)
        elif one.default_factory is not MISSING:
            given.append(one.default_factory())
        else:
            return None
    return given if named == len(kwargs) else None


def _values(names: list[str]) -> Callable[[object], object]:
    """Return a function that gets all fields of a record at once, in C."""
    return attrgetter(*names) if names else lambda _record: ()


def _constructor(made: type, declared: tuple[Field[object], ...]) -> Callable[..., None]:
    """Compile `__init__`: one line for each field, which goes past the refusal of changes."""
    parameters, lines = ["self"], ["pass"]
    scope: dict[str, object] = {"_missing": MISSING}
    for one in declared:
        name = one.name
        scope[f"_set_{name}"] = getattr(made, name).__set__
        if one.default is not MISSING:
            scope[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            scope[f"_make_{name}"] = one.default_factory
            parameters.append(f"{name}=_missing")
            lines.append(f"if {name} is _missing: {name} = _make_{name}()")
        else:
            parameters.append(name)
        lines.append(f"_set_{name}(self, {name})")
    body = "\n    ".join(lines)
    exec(f"def __init__({', '.join(parameters)}):\n    {body}\n", scope)
    init = cast("Callable[..., None]", scope["__init__"])
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _refuse_change(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")

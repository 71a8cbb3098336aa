"""Builds the exercises of a method file and checks that each is complete in itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from visionwork.domain.groups import GroupKind
from visionwork.domain.method import CaptureKind, Column, ColumnType, Exercise, Lane, SeedRow
from visionwork.method.tables import FaultError, Table, refuse_twins

Part = TypeVar("Part", Column, Lane, SeedRow)

FEWEST_PROMPTS, MOST_PROMPTS = 3, 6

_COMMON = ("id", "title", "headline", "kind", "minutes", "prompts", "notes", "foot")
_KEYS: Mapping[CaptureKind, tuple[str, ...]] = {
    CaptureKind.VIEWS: (*_COMMON, "kinds", "voices"),
    CaptureKind.CARDS: (*_COMMON, "kinds", "lane", "add_label"),
    CaptureKind.GRID: (*_COMMON, "column", "seed", "seed_kinds", "add_label", "most_rows"),
    CaptureKind.CURVE: (*_COMMON, "kinds"),
    CaptureKind.SIGNATURES: (*_COMMON, "signs"),
}
_COLUMN_KEYS = (
    "id", "title", "type", "hint", "question", "options", "kinds", "links_to",
    "required", "weight", "prominent",
)  # fmt: skip
_OWN_KEYS: Mapping[str, ColumnType] = {
    "options": ColumnType.CHOICE,
    "kinds": ColumnType.GROUP,
    "links_to": ColumnType.LINK,
}
"""Keys that only one type of column has."""

_WEIGHTS: Mapping[ColumnType, float] = {
    ColumnType.TEXT: 1.0,
    ColumnType.LONG_TEXT: 1.4,
    ColumnType.CHOICE: 0.9,
    ColumnType.RATING: 0.8,
    ColumnType.PERCENT: 0.8,
    ColumnType.DATE: 0.8,
    ColumnType.PERSON: 0.9,
    ColumnType.GROUP: 1.0,
    ColumnType.LINK: 1.3,
}
"""Relative widths of columns that say none."""

_MOST_MINUTES = 480
_MOST_ROWS = 1000


def build_exercise(table: Table) -> Exercise:
    """Return the exercise a table describes.

    Raises:
        FaultError: Something in the table is missing, unknown or does not fit its kind.
    """
    kind = table.one_of("kind", CaptureKind)
    table.allow(_KEYS[kind], f"an exercise of kind {kind}")
    exercise = Exercise(
        id=table.identifier(),
        title=table.text("title"),
        headline=table.text("headline"),
        kind=kind,
        minutes=read_minutes(table),
        prompts=read_prompts(table),
        notes=table.texts("notes"),
        kinds=table.several_of("kinds", GroupKind),
        voices=_voices(table),
        lanes=_parts(table, "lane", _lane),
        columns=_parts(table, "column", _column),
        seeds=_parts(table, "seed", _seed),
        seed_kinds=table.several_of("seed_kinds", GroupKind),
        add_label=table.text("add_label", ""),
        foot=table.text("foot", ""),
        most_rows=table.whole("most_rows", 1, _MOST_ROWS) if "most_rows" in table else None,
        signs=table.texts("signs", placeholders=False),
    )
    _COMPLETE[kind](table, exercise)
    return exercise


def read_minutes(table: Table) -> int:
    """Return the suggested minutes of a table."""
    return table.whole("minutes", 1, _MOST_MINUTES)


def read_prompts(table: Table) -> tuple[str, ...]:
    """Return the prompts of a table; three to six.

    Raises:
        FaultError: They are fewer, more, or no texts.
    """
    if "prompts" not in table:
        raise FaultError(table.place, "“prompts” is missing.")
    prompts = table.texts("prompts")
    if not FEWEST_PROMPTS <= len(prompts) <= MOST_PROMPTS:
        raise FaultError(
            table.at("prompts"),
            f"“prompts” must hold {FEWEST_PROMPTS} to {MOST_PROMPTS} questions; there are {len(prompts)}.",
        )
    return prompts


def _parts(table: Table, key: str, build: Callable[[Table], Part]) -> tuple[Part, ...]:
    tables = table.tables(key)
    parts = tuple(build(part) for part in tables)
    refuse_twins([part.id for part in parts], lambda index: tables[index].at("id"), "in this exercise")
    return parts


def _voices(table: Table) -> Mapping[GroupKind, str]:
    voices = table.table("voices")
    voices.allow([kind.value for kind in GroupKind], "the voices")
    return {kind: voices.text(kind) for kind in GroupKind if kind in voices}


def _lane(table: Table) -> Lane:
    table.allow(("id", "title", "question", "kind"), "a lane")
    return Lane(
        id=table.identifier(),
        title=table.text("title"),
        question=table.text("question", ""),
        kind=table.one_of("kind", GroupKind) if "kind" in table else None,
    )


def _seed(table: Table) -> SeedRow:
    table.allow(("id", "title", "hint"), "a seed row")
    return SeedRow(id=table.identifier(), title=table.text("title"), hint=table.text("hint", ""))


def _column(table: Table) -> Column:
    table.allow(_COLUMN_KEYS, "a column")
    kind = table.one_of("type", ColumnType)
    for key, owner in _OWN_KEYS.items():
        if key in table and kind is not owner:
            raise FaultError(
                table.at(key), f"“{key}” belongs to a column of type {owner}; this one is {kind}."
            )
    column = Column(
        id=table.identifier(),
        title=table.text("title"),
        type=kind,
        hint=table.text("hint", ""),
        question=table.text("question", ""),
        options=table.texts("options", placeholders=False),
        kinds=table.several_of("kinds", GroupKind),
        links_to=table.text("links_to", placeholders=False) if "links_to" in table else None,
        required=table.flag("required", True),
        weight=table.number("weight", 0.1, 10, _WEIGHTS[kind]),
        prominent=table.flag("prominent", False),
    )
    if kind is ColumnType.CHOICE and not column.options:
        raise FaultError(table.place, f"The choice column “{column.id}” has no “options”.")
    if kind is ColumnType.LINK and column.links_to is None:
        raise FaultError(table.place, f"The link column “{column.id}” does not say what it “links_to”.")
    refuse_twins(column.options, lambda index: table.at("options", index), "in “options”")
    return column


def _complete_views(table: Table, exercise: Exercise) -> None:
    if not exercise.kinds:
        raise FaultError(table.place, "Views need “kinds”, the kinds of group whose view is written.")
    for kind in exercise.kinds:
        if kind not in exercise.voices:
            raise FaultError(table.at("voices"), f"“voices” has no question for {kind}.")
    for kind in exercise.voices:
        if kind not in exercise.kinds:
            raise FaultError(table.at("voices", kind), f"“{kind}” has a voice but is not in “kinds”.")


def _complete_cards(table: Table, exercise: Exercise) -> None:
    if bool(exercise.kinds) == bool(exercise.lanes):
        raise FaultError(table.place, "Cards need either “kinds”, a lane for each group, or their own lanes.")


def _complete_grid(table: Table, exercise: Exercise) -> None:
    if not exercise.columns:
        raise FaultError(table.place, "A grid needs columns, written as [[step.exercise.column]].")
    names_rows = exercise.columns[0].type in (ColumnType.TEXT, ColumnType.LONG_TEXT)
    if (exercise.seeds or exercise.seed_kinds) and not names_rows:
        raise FaultError(
            table.at("column", 0, "type"), "The first column names the rows, so it must be text."
        )


def _complete_curve(table: Table, exercise: Exercise) -> None:
    """A curve may do without groups: it then speaks of everyone."""


def _complete_signatures(table: Table, exercise: Exercise) -> None:
    if not exercise.signs:
        raise FaultError(table.place, "Signatures need “signs”, the grids that are signed.")
    refuse_twins(exercise.signs, lambda index: table.at("signs", index), "in “signs”")


_COMPLETE: Mapping[CaptureKind, Callable[[Table, Exercise], None]] = {
    CaptureKind.VIEWS: _complete_views,
    CaptureKind.CARDS: _complete_cards,
    CaptureKind.GRID: _complete_grid,
    CaptureKind.CURVE: _complete_curve,
    CaptureKind.SIGNATURES: _complete_signatures,
}

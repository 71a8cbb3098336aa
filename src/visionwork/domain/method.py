"""The method as data: steps, exercises, columns, prompts and the default questionnaire."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from visionwork.domain.counting import sentence_case
from visionwork.domain.groups import METHOD_WORDS, GroupKind, HouseWords, house_word
from visionwork.domain.records import record
from visionwork.domain.rounds import QuestionKind


class CaptureKind(StrEnum):
    """What an exercise records; each kind has one widget and one place in the document."""

    VIEWS = "views"
    CARDS = "cards"
    GRID = "grid"
    CURVE = "curve"
    SIGNATURES = "signatures"


class ColumnType(StrEnum):
    """What a grid cell holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    RATING = "rating"
    PERCENT = "percent"
    DATE = "date"
    PERSON = "person"
    GROUP = "group"
    LINK = "link"


@record
class Column:
    """A column of a grid.

    Attributes:
        id: Stable id; the key of the cell in the document.
        title: Head of the column.
        hint: Muted line under the head.
        type: What a cell holds.
        question: Question shown in an empty cell.
        options: Choices of a choice column.
        kinds: Kinds of group offered by a group column; none means all.
        links_to: Exercise whose entries a link column offers.
        required: Whether the grid is full only when the cell is filled.
        weight: Relative width.
        prominent: Whether the value is set large in serif, as the name of the row.
    """

    id: str
    title: str
    type: ColumnType
    hint: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    kinds: tuple[GroupKind, ...] = ()
    links_to: str | None = None
    required: bool = True
    weight: float = 1.0
    prominent: bool = False


@record
class Lane:
    """A named lane of a cards exercise whose lanes are not groups."""

    id: str
    title: str
    question: str = ""
    kind: GroupKind | None = None


@record
class SeedRow:
    """A row a grid starts with; its title stands in the first column and cannot be edited."""

    id: str
    title: str
    hint: str = ""


@record
class Exercise:
    """One exercise of a step.

    Attributes:
        id: Stable id; the key of everything recorded in it.
        title: Short title for the rail.
        headline: Title of the page.
        kind: What it records.
        minutes: Suggested time.
        prompts: Three to six questions to ask the room.
        notes: Notes for the facilitator, never projected.
        kinds: Kinds of group it speaks of (views, cards by group, curve); none means no groups.
        voices: For views, the question in the voice of each kind.
        lanes: For cards, named lanes; none means a lane a group of `kinds`.
        columns: For grids.
        seeds: For grids, rows to start with.
        seed_kinds: For grids, kinds whose groups give a row each.
        add_label: Label of the button that adds a row or card.
        foot: One line under the grid or cards.
        most_rows: Suggested most rows, or None.
        signs: For signatures, ids of the grids that are signed.
    """

    id: str
    title: str
    headline: str
    kind: CaptureKind
    minutes: int
    prompts: tuple[str, ...]
    notes: tuple[str, ...] = ()
    kinds: tuple[GroupKind, ...] = ()
    voices: Mapping[GroupKind, str] = field(default_factory=dict)
    lanes: tuple[Lane, ...] = ()
    columns: tuple[Column, ...] = ()
    seeds: tuple[SeedRow, ...] = ()
    seed_kinds: tuple[GroupKind, ...] = ()
    add_label: str = ""
    foot: str = ""
    most_rows: int | None = None
    signs: tuple[str, ...] = ()

    def column(self, column_id: str) -> Column:
        """Return a column by its id; raises KeyError when the grid has none of that id."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    @property
    def answer_column(self) -> Column | None:
        """The column whose words are the answer of a row, where the room thinks of the rows of a grid.

        None where the method or the groups give the rows, and where a row belongs to one person.
        """
        if not self.columns or self.seeds or self.seed_kinds or self.columns[0].type is ColumnType.PERSON:
            return None
        naming = next((column for column in self.columns if column.prominent), self.columns[0])
        return naming if naming.type in (ColumnType.TEXT, ColumnType.LONG_TEXT) else None

    @property
    def has_answers(self) -> bool:
        """Whether it gathers answers that a room can read one by one: cards, or rows of its own."""
        return self.kind is CaptureKind.CARDS or self.answer_column is not None


@record
class Step:
    """One of the steps of the method."""

    number: int
    id: str
    title: str
    aim: str
    exercises: tuple[Exercise, ...]


@record
class QuestionTemplate:
    """A question of the default questionnaire.

    Attributes:
        text: The question.
        kind: Five points, or own words.
        told: How a share who agree is told, such as "it has a place for them"; may be empty.
    """

    text: str
    kind: QuestionKind
    told: str = ""


@record
class StatementGuide:
    """Guidance for the page of the vision statement."""

    headline: str
    minutes: int
    prompts: tuple[str, ...]
    notes: tuple[str, ...] = ()


METHOD_ID = r"[a-z0-9][a-z0-9_-]*"
"""Pattern of every id in a method file, its own among them."""

LANGUAGE_TAG = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""Pattern of a BCP 47 tag, as far as a method's language needs it."""


@record
class MethodName:
    """What a workshop remembers of the method it was made with.

    Attributes:
        id: Id of the method.
        name: Its name for people.
    """

    id: str
    name: str


OWN_METHOD = MethodName("visionwork", "Relationship first")
"""The method that comes with the app (resources/method)."""


@record
class Method:
    """A whole method file.

    Attributes:
        id: Stable id of the method, such as "visionwork".
        name: Name for people.
        language: BCP 47 tag of its texts.
        steps: Steps in the suggested order.
        statement: Guidance for the vision statement.
        questionnaire: Default questionnaire of a feedback round.
        checklist: Room checklist, one line each.
        words: What it calls groups of a kind; new workshops begin with these words of the house.
    """

    id: str
    name: str
    language: str
    steps: tuple[Step, ...]
    statement: StatementGuide
    questionnaire: tuple[QuestionTemplate, ...]
    checklist: tuple[str, ...] = ()
    words: HouseWords = field(default_factory=dict)

    @property
    def named(self) -> MethodName:
        """What a workshop made with it remembers."""
        return MethodName(self.id, self.name)

    def exercises(self) -> tuple[Exercise, ...]:
        """Return every exercise in order."""
        return tuple(exercise for step in self.steps for exercise in step.exercises)

    def exercise(self, exercise_id: str) -> Exercise:
        """Return an exercise by its id; raises KeyError when the method has none of that id."""
        for exercise in self.exercises():
            if exercise.id == exercise_id:
                return exercise
        raise KeyError(exercise_id)

    def of_kind(self, kind: CaptureKind) -> tuple[Exercise, ...]:
        """Return the exercises that record a kind, in order."""
        return tuple(exercise for exercise in self.exercises() if exercise.kind is kind)


PLACEHOLDERS = (
    "organisation",
    *(
        name
        for kind in METHOD_WORDS
        for small in (f"{kind.value}_one", kind.value)
        for name in (small, sentence_case(small))
    ),
)
"""Names a text of the method may hold in braces: {organisation}, {customers}, {Customers_one} …"""


def fill(text: str, organisation: str, words: HouseWords) -> str:
    """Return a text of the method with its placeholders filled.

    Args:
        text: Text with placeholders such as {organisation}, {customers} or {customers_one}; {Customers} and
            {Customers_one} begin a sentence.
        organisation: Name of the organisation; "us" stands in for an empty one.
        words: The house's words by kind.
    """
    if "{" not in text:
        return text

    def filled_in(found: re.Match[str]) -> str:
        name = found[1]
        if name not in PLACEHOLDERS:
            return found[0]
        if name == "organisation":
            return organisation or "us"
        small = name.lower()
        word = house_word(words, GroupKind(small.removesuffix("_one")))
        told = word.singular if small.endswith("_one") else word.plural
        return told if name == small else sentence_case(told)

    return _PLACEHOLDER.sub(filled_in, text)


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def filled(exercise: Exercise, fill_text: Callable[[str], str]) -> Exercise:
    """Return an exercise with every text of it filled.

    Args:
        exercise: An exercise of a method.
        fill_text: Fills the placeholders of one text.
    """
    return replace(
        exercise,
        title=fill_text(exercise.title),
        headline=fill_text(exercise.headline),
        prompts=tuple(map(fill_text, exercise.prompts)),
        notes=tuple(map(fill_text, exercise.notes)),
        voices={kind: fill_text(voice) for kind, voice in exercise.voices.items()},
        lanes=tuple(
            replace(lane, title=fill_text(lane.title), question=fill_text(lane.question))
            for lane in exercise.lanes
        ),
        columns=tuple(
            replace(
                column,
                title=fill_text(column.title),
                hint=fill_text(column.hint),
                question=fill_text(column.question),
            )
            for column in exercise.columns
        ),
        seeds=tuple(
            replace(seed, title=fill_text(seed.title), hint=fill_text(seed.hint)) for seed in exercise.seeds
        ),
        add_label=fill_text(exercise.add_label),
        foot=fill_text(exercise.foot),
    )

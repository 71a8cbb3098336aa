"""What each column of a file is for: a proposal from its names and contents, to be checked by a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import Group
from visionwork.domain.rounds import Question, QuestionKind
from visionwork.feedback.answer_table import AnswerTable
from visionwork.feedback.answers import folded, scale_points
from visionwork.feedback.matching import closest, match_questions
from visionwork.feedback.personal import Personal, personal_header, personal_values, speaks_of_person
from visionwork.feedback.two_drafts import preference

_GROUP_WORDS = frozenset((
    "group", "department", "team", "unit", "division", "area", "role", "segment", "audience", "stakeholder",
    "belong", "gruppe", "abteilung", "bereich", "rolle", "groupe", "service", "équipe", "grupo", "equipo",
    "gruppo", "reparto", "groep", "afdeling",
))  # fmt: skip
_FITTING = 0.5
_CLEARLY_FITTING = 0.6
_HARDLY_FITTING = 0.2
_LEAST_KNOWN_GROUPS = 0.3
_MOST_GROUP_VALUES = 40
_FEW_ANYWAY = 6
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of a file are for; columns that are not named here are dropped unread.

    Attributes:
        group_column: Column that tells the group, or None.
        group_id: Group everybody in the file belongs to, when no column tells it.
        questions: Question ids by column.
        groups: For texts of the group column, folded: the group meant, or None to leave the rows out.
            Texts that are a group's name need no entry.
    """

    group_column: int | None = None
    group_id: int | None = None
    questions: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column map that is likely, and what to look at twice.

    Attributes:
        mapping: The proposal.
        personal: Columns that tell who or when; they are never stored.
        locked: Those of them that do so by their contents, and cannot be chosen as an answer.
        guessed: Columns that were taken by their order only.
        near_groups: Texts of the group column, folded, that are close to a group's name.
    """

    mapping: ColumnMap
    personal: Mapping[int, Personal]
    locked: frozenset[int]
    guessed: frozenset[int]
    near_groups: Mapping[str, int]


def propose(
    table: AnswerTable, questions: Sequence[Question], groups: Sequence[Group], invited: Iterable[int] = ()
) -> Proposal:
    """Propose what the columns of a file are for.

    Args:
        table: The file, with one header row.
        questions: Questions of the round.
        groups: Groups of the workshop.
        invited: Ids of the groups invited to the round; a single one takes everybody when no column
            tells the group.
    """
    locked = {i: kind for i in range(len(table.headers)) if (kind := personal_values(table.column(i)))}
    group_column = _group_column(table, groups, locked)
    by_header = {i: kind for i, h in enumerate(table.headers) if (kind := personal_header(h))}
    personal = {i: kind for i, kind in sorted((by_header | locked).items()) if i != group_column}
    free = {i: h for i, h in enumerate(table.headers) if i not in personal and i != group_column}
    contents = _Contents(table, questions)
    matched = match_questions(free, questions, contents.fits)
    guessed = _by_order(QuestionKind.PREFERENCE, free, questions, matched, contents)
    guessed |= _by_order(QuestionKind.SCALE, free, questions, matched | guessed, contents)
    if matched or guessed:  # otherwise nothing says that the file holds answers to this round at all
        guessed |= _by_order(QuestionKind.OPEN, free, questions, matched | guessed, contents)
    only = list(dict.fromkeys(invited))
    mapping = ColumnMap(
        group_column,
        only[0] if group_column is None and len(only) == 1 else None,
        dict(sorted((matched | guessed).items())),
    )
    return Proposal(
        mapping,
        personal,
        frozenset(index for index in locked if index != group_column),
        frozenset(guessed),
        {} if group_column is None else _near_groups(table.column(group_column), groups),
    )


def group_names(groups: Iterable[Group]) -> dict[str, int]:
    """Return group ids by name, folded."""
    return {folded(group.name): group.id for group in groups}


def unknown_groups(table: AnswerTable, column: int, groups: Iterable[Group]) -> dict[str, int]:
    """Return the texts of a column that are no group's name, as first written, with their row counts."""
    names = group_names(groups)
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell, rows in Counter(table.column(column)).items():
        text = group_text(cell)
        if text and text not in names:
            counts[written.setdefault(text, " ".join(clean_text(cell).split()).rstrip("; "))] += rows
    return dict(counts)


def group_text(cell: str) -> str:
    """Return a cell of the group column, folded, without the semicolon that ends a list of choices."""
    return folded(cell).rstrip("; ")


class _Contents:
    """What the columns of a table hold, by their first rows, looked up once."""

    def __init__(self, table: AnswerTable, questions: Sequence[Question]) -> None:
        self._shares: dict[int, float | None] = {}
        self._preferences: dict[int, float] = {}
        self._table = table
        self._questions = questions

    def scale_share(self, column: int) -> float | None:
        """Return which share of the filled cells is an answer on the scale; None for an empty column."""
        if column not in self._shares:
            filled = _filled(self._table, column)
            points = scale_points(filled)
            understood = sum(1 for cell in filled if cell in points)
            self._shares[column] = understood / len(filled) if filled else None
        return self._shares[column]

    def preference_share(self, column: int) -> float:
        """Return which share of the filled cells says which of two drafts somebody prefers."""
        if column not in self._preferences:
            filled = _filled(self._table, column)
            understood = sum(1 for cell in filled if preference(cell, self._questions) is not None)
            self._preferences[column] = understood / len(filled) if filled else 0.0
        return self._preferences[column]

    def fits(self, column: int, question: Question) -> bool:
        """Return whether a column can answer a question."""
        if question.kind is QuestionKind.PREFERENCE:
            return self.scale_share(column) is None or self.preference_share(column) >= _FITTING
        share = self.scale_share(column)
        if share is None:
            return True
        return share >= _FITTING if question.kind is QuestionKind.SCALE else share < 1 - _HARDLY_FITTING

    def clearly(self, column: int, kind: QuestionKind) -> bool:
        """Return whether a column holds answers of a kind without doubt."""
        if kind is QuestionKind.PREFERENCE:  # numbers could be points of the scale as well
            share = self.scale_share(column)
            return (
                share is not None and share < _FITTING and self.preference_share(column) >= _CLEARLY_FITTING
            )
        share = self.scale_share(column)
        if share is None:
            return False
        return share >= _CLEARLY_FITTING if kind is QuestionKind.SCALE else share < _HARDLY_FITTING


def _by_order(
    kind: QuestionKind,
    free: Mapping[int, str],
    questions: Sequence[Question],
    taken: Mapping[int, str],
    contents: _Contents,
) -> dict[int, str]:
    """Return columns for the questions no name led to, in order, when there are as many of both."""
    left = [q.id for q in questions if q.kind is kind and q.id not in taken.values()]
    columns = [
        column
        for column, header in free.items()
        if column not in taken and contents.clearly(column, kind) and not speaks_of_person(header)
    ]
    return dict(zip(columns, left, strict=True)) if len(left) == len(columns) else {}


def _group_column(table: AnswerTable, groups: Sequence[Group], locked: Mapping[int, Personal]) -> int | None:
    """Return the column whose texts are groups, or whose name says so and whose texts are few."""
    names = group_names(groups)
    best: tuple[float, int] | None = None
    for index, header in enumerate(table.headers):
        if index in locked:
            continue
        filled: Counter[str] = Counter()
        for cell, rows in Counter(_filled(table, index)).items():
            filled[group_text(cell)] += rows
        del filled[""]
        if not filled:
            continue
        known = sum(rows for text, rows in filled.items() if text in names) / filled.total()
        named = bool(_GROUP_WORDS & set(folded(header).replace("?", " ").replace(":", " ").split()))
        few = len(filled) <= min(_MOST_GROUP_VALUES, max(_FEW_ANYWAY, filled.total() // 2))
        if known >= _LEAST_KNOWN_GROUPS or (named and few and not scale_points(filled)):
            score = known + (0.2 if named else 0.0)
            if best is None or score > best[0]:
                best = (score, index)
    return best[1] if best else None


def _filled(table: AnswerTable, column: int) -> list[str]:
    """Return the filled cells among the first rows of a column: enough to tell what it holds."""
    return [cell for cell in islice(table.column(column), _LOOKED_AT) if cell.strip()]


def _near_groups(cells: Iterable[str], groups: Sequence[Group]) -> dict[str, int]:
    names = group_names(groups)
    by_id = {group.id: group.name for group in groups}
    near: dict[str, int] = {}
    for text in {group_text(cell) for cell in set(cells)} - {""} - names.keys():
        if (found := closest(text, by_id)) is not None:
            near[text] = found
    return near

"""Reads a method file, or refuses it with the line and the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visionwork.assets import asset_dir
from visionwork.domain.groups import GroupKind, HouseWord, HouseWords
from visionwork.domain.method import (
    LANGUAGE_TAG,
    CaptureKind,
    Exercise,
    Method,
    QuestionTemplate,
    StatementGuide,
    Step,
)
from visionwork.domain.rounds import QuestionKind
from visionwork.method.exercises import build_exercise, read_minutes, read_prompts
from visionwork.method.remembered import read_toml
from visionwork.method.tables import (
    LONGEST_LANGUAGE,
    MOST_BYTES,
    FaultError,
    MethodError,
    SyntaxFaultError,
    Table,
    cut,
    refuse_twins,
)

LANGUAGE = re.compile(LANGUAGE_TAG)
_ANOTHER = "Choose another file."


def default_method(language: str = "en") -> Method:
    """Return the method that is shipped in a language.

    Args:
        language: BCP 47 tag; there must be a shipped file of that name.

    Raises:
        MethodError: There is no such file, or it cannot be used.
    """
    return load_method(asset_dir("resources") / "method" / f"{language}.toml")


def load_method(path: Path) -> Method:
    """Return the method of a file.

    Raises:
        MethodError: The file cannot be read, is not a method, or has a fault; it says the
            line and the reason.
    """
    text = _read(path)
    if not text.strip():
        raise MethodError(path, None, "The file is empty.", _ANOTHER)
    try:
        data = read_toml(text)
    except SyntaxFaultError as fault:
        raise MethodError(path, fault.line, fault.reason) from fault
    try:
        return _build(data)
    except FaultError as fault:
        from visionwork.method.lines import find_line  # only needed when something is wrong

        raise MethodError(path, find_line(text, fault.place), fault.reason) from fault


def _read(path: Path) -> str:
    try:
        if not path.is_file() and path.exists():  # a pipe would keep us waiting
            raise MethodError(path, None, "It is not a file.", _ANOTHER)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = f"The file cannot be read ({error.strerror or error})."
        raise MethodError(path, None, reason, "Check that it is there and may be read.") from error
    if len(content) > MOST_BYTES:
        raise MethodError(path, None, "The file is larger than 1 MB, too large for a method.", _ANOTHER)
    try:
        text = content.decode("utf-8-sig")
        wrong = text.find("\0")  # UTF-16 without its mark
        if wrong < 0:
            return text
        line = text.count("\n", 0, wrong) + 1
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    raise MethodError(path, line, "The file is not written in UTF-8.", "Save it as UTF-8 and open it again.")


def _build(data: dict[str, Any]) -> Method:
    table = Table(data)
    table.allow(
        ("id", "name", "language", "checklist", "words", "statement", "questionnaire", "step"),
        "a method file",
    )
    language = table.text("language", placeholders=False, most=LONGEST_LANGUAGE)
    if not LANGUAGE.fullmatch(language):
        raise FaultError(
            table.at("language"), f"“{cut(language)}” is not a language tag such as en or de-CH."
        )
    method = Method(
        id=table.identifier(),
        name=table.text("name", placeholders=False),
        language=language,
        steps=_steps(table),
        statement=_statement(table),
        questionnaire=_questionnaire(table),
        checklist=table.texts("checklist"),
        words=_words(table),
    )
    _check_references(table, method)
    return method


def _words(table: Table) -> HouseWords:
    words = table.table("words")
    words.allow([kind.value for kind in GroupKind], "the words")
    found: dict[GroupKind, HouseWord] = {}
    for kind in GroupKind:
        if kind in words:
            forms = words.table(kind)
            forms.allow(("one", "many"), "the words for a kind of group")
            found[kind] = HouseWord(*(forms.text(key, placeholders=False) for key in ("one", "many")))
    return found


def _steps(table: Table) -> tuple[Step, ...]:
    tables = table.tables("step")
    if not tables:
        raise FaultError(table.place, "There is no step. A step begins with [[step]].")
    steps = tuple(_step(number, step) for number, step in enumerate(tables, start=1))
    refuse_twins([step.id for step in steps], lambda index: tables[index].at("id"), "as the id of a step")
    exercises = [exercise for step in tables for exercise in step.tables("exercise")]
    ids = [exercise.id for step in steps for exercise in step.exercises]
    refuse_twins(ids, lambda index: exercises[index].at("id"), "as the id of an exercise")
    return steps


def _step(number: int, table: Table) -> Step:
    table.allow(("id", "title", "aim", "exercise"), "a step")
    exercises = table.tables("exercise")
    if not exercises:
        raise FaultError(table.place, "This step has no exercise. One begins with [[step.exercise]].")
    return Step(
        number=number,
        id=table.identifier(),
        title=table.text("title"),
        aim=table.text("aim"),
        exercises=tuple(build_exercise(exercise) for exercise in exercises),
    )


def _statement(table: Table) -> StatementGuide:
    if "statement" not in table:
        raise FaultError(table.place, "The table [statement] is missing.")
    guide = table.table("statement")
    guide.allow(("headline", "minutes", "prompts", "notes"), "the statement")
    return StatementGuide(
        headline=guide.text("headline"),
        minutes=read_minutes(guide),
        prompts=read_prompts(guide),
        notes=guide.texts("notes"),
    )


def _questionnaire(table: Table) -> tuple[QuestionTemplate, ...]:
    questions = table.tables("questionnaire")
    if not questions:
        raise FaultError(
            table.place, "The questionnaire is missing. A question begins with [[questionnaire]]."
        )
    for question in questions:
        question.allow(("text", "kind", "told"), "a question")
    found = tuple(
        QuestionTemplate(q.text("text"), q.one_of("kind", QuestionKind), q.text("told", ""))
        for q in questions
    )
    if all(q.kind is QuestionKind.PREFERENCE for q in found):
        raise FaultError(
            table.at("questionnaire"),
            "The questionnaire asks nothing of a round on one draft. Add a question of kind scale or open.",
        )
    preferences = [place for place, q in enumerate(found) if q.kind is QuestionKind.PREFERENCE]
    if len(preferences) > 1:
        raise FaultError(
            table.at("questionnaire", preferences[1]),
            "Only one question is of the kind “preference”: which of two drafts speaks more to people.",
        )
    return found


def _check_references(table: Table, method: Method) -> None:
    """Check what exercises say of one another: links and signed grids."""
    by_id = {exercise.id: exercise for exercise in method.exercises()}
    signing = ""
    for step_index, step in enumerate(method.steps):
        for index, exercise in enumerate(step.exercises):
            place = table.at("step", step_index, "exercise", index)
            for at, column in enumerate(exercise.columns):
                if column.links_to is not None:
                    _check_link(by_id, exercise.id, column.links_to, (*place, "column", at, "links_to"))
            for at, signed in enumerate(exercise.signs):
                if signed not in by_id or by_id[signed].kind is not CaptureKind.GRID:
                    raise FaultError(
                        (*place, "signs", at), f"“{cut(signed)}” is not a grid, so it cannot be signed."
                    )
            if exercise.kind is CaptureKind.SIGNATURES:
                if signing:
                    raise FaultError(
                        (*place, "kind"),
                        f"“{cut(signing)}” collects signatures already, and a leader signs once."
                        " Name all grids in its “signs”.",
                    )
                signing = exercise.id


def _check_link(by_id: Mapping[str, Exercise], own: str, target: str, place: tuple[str | int, ...]) -> None:
    if target not in by_id:
        raise FaultError(place, f"“links_to” names “{cut(target)}”, and there is no such exercise.")
    if target == own:
        raise FaultError(place, "“links_to” names the grid it stands in. Name the exercise it leads to.")
    if by_id[target].kind not in (CaptureKind.CARDS, CaptureKind.GRID):
        raise FaultError(place, f"“{target}” has no entries to link to; only cards and grids have.")

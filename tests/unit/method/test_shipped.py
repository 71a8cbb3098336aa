"""The shipped method holds what the walk promises, in words fit for a room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from visionwork.assets import asset_dir
from visionwork.domain.groups import METHOD_WORDS, GroupKind, HouseWord
from visionwork.domain.method import CaptureKind, ColumnType, Exercise, Method, fill
from visionwork.domain.questionnaire import asked_questions
from visionwork.domain.rounds import QuestionKind
from visionwork.method import default_method, load_method

PATH = asset_dir("resources") / "method" / "en.toml"
METHOD = default_method()

THE_WALK = {
    "relationship": ["future-relationship", "customer-behaviour", "company-behaviour", "gap"],
    "possibility": ["track", "why-us", "people-process-technology", "closeness", "building-blocks"],
    "role-model": ["values", "personal", "signatures"],
    "commitment": ["adopter-curve", "competency", "team", "stability", "communication"],
}
PLANS = ("competency", "team", "stability", "communication")
LONGEST_PROMPT = 140
LONGEST_RAIL_TITLE = 28


def every_exercise(test: Callable[..., None]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("exercise", METHOD.exercises(), ids=lambda exercise: exercise.id)(test)


def texts(method: Method) -> Iterator[str]:
    """Yield every text of a method that somebody reads."""
    yield from (method.name, *method.checklist)
    yield from (method.statement.headline, *method.statement.prompts, *method.statement.notes)
    for question in method.questionnaire:
        yield from (question.text, question.told)
    for step in method.steps:
        yield from (step.title, step.aim)
    for exercise in method.exercises():
        yield from (exercise.title, exercise.headline, exercise.add_label, exercise.foot)
        yield from (*exercise.prompts, *exercise.notes, *exercise.voices.values())
        for lane in exercise.lanes:
            yield from (lane.title, lane.question)
        for seed in exercise.seeds:
            yield from (seed.title, seed.hint)
        for column in exercise.columns:
            yield from (column.title, column.hint, column.question, *column.options)


def test_the_four_steps_and_their_exercises_are_there() -> None:
    assert {step.id: [exercise.id for exercise in step.exercises] for step in METHOD.steps} == THE_WALK


@every_exercise
def test_a_facilitator_is_helped_through_every_exercise(exercise: Exercise) -> None:
    assert 2 <= len(exercise.notes) <= 5
    assert 10 <= exercise.minutes <= 45
    assert len(fill(exercise.title, "", {})) <= LONGEST_RAIL_TITLE
    if exercise.kind in (CaptureKind.GRID, CaptureKind.CARDS):
        assert exercise.add_label
        assert exercise.foot


@every_exercise
def test_grids_fit_the_window_and_every_empty_cell_asks(exercise: Exercise) -> None:
    if exercise.kind is not CaptureKind.GRID:
        return
    assert 4 <= len(exercise.columns) <= 7
    assert [column.id for column in exercise.columns if column.prominent]
    for column in exercise.columns:
        assert column.hint
        assert column.question.endswith("?")
        assert len(column.hint) <= 34
        assert len(column.question) <= 34


def test_prompts_are_open_questions_that_fit_the_strip() -> None:
    prompts = [p for exercise in METHOD.exercises() for p in exercise.prompts] + [*METHOD.statement.prompts]
    closed = re.compile(r"(Is|Are|Do|Does|Did|Can|Could|Will|Would|Should|Have|Has)\b")
    for prompt in prompts:
        assert len(fill(prompt, "Aldermoor", METHOD_WORDS)) <= LONGEST_PROMPT
        assert prompt.endswith(("?", "was."))
        assert "?" in prompt
        assert not closed.match(prompt), prompt
    assert len(set(prompts)) == len(prompts)
    assert len({prompt.split()[0] for prompt in prompts}) > 10


def test_no_text_shouts_or_uses_typewriter_marks() -> None:
    for text in texts(METHOD):
        assert "!" not in text
        assert not {"'", '"', "`"} & set(text), text
        assert "..." not in text


def test_placeholders_are_filled_with_the_words_of_the_house() -> None:
    words = {kind: HouseWord(f"one-{kind}", f"all-{kind}") for kind in GroupKind}
    for text in texts(METHOD):
        assert not {"{", "}"} & set(fill(text, "Aldermoor", words))
    asked = " ".join(fill(text, "Aldermoor", words) for text in texts(METHOD))
    for word in ("Aldermoor", "all-customers", "one-customers", "all-employees", "all-managers"):
        assert word in asked


def test_house_words_never_break_a_sentence() -> None:
    for text in texts(METHOD):
        assert not re.search(r"\b[Aa]n? \{", text), "the article would not fit every word"
        assert not re.search(r"(^|[.?] )\{(?!organisation|[A-Z])", text), (
            "the sentence would begin with a small letter"
        )
        assert not re.search(r"(^|[.?] )\{organisation\}|\{organisation\}’", text), "“us” would not fit"


def test_seeds_are_the_qualities_elements_and_blocks_of_the_method() -> None:
    def seeds(exercise_id: str) -> list[str]:
        return [seed.id for seed in METHOD.exercise(exercise_id).seeds]

    assert seeds("track") == ["trust", "respect", "appreciation", "communication", "kindness"]
    assert seeds("people-process-technology") == ["people", "processes", "technology"]
    assert len(seeds("building-blocks")) == 8
    assert METHOD.exercise("closeness").seed_kinds == (GroupKind.CUSTOMERS,)


@pytest.mark.parametrize("exercise_id", PLANS)
def test_the_plan_overview_finds_its_columns(exercise_id: str) -> None:
    grid = METHOD.exercise(exercise_id)
    assert grid.column("action").type is ColumnType.LONG_TEXT
    assert grid.column("owner").type is ColumnType.PERSON
    assert grid.column("date").type is ColumnType.DATE
    assert grid.column("status").options == ("not begun", "in progress", "done")


def test_the_values_grid_reads_as_designed() -> None:
    values = METHOD.exercise("values")
    assert values.headline == "What we will be seen to do"
    assert [column.title for column in values.columns] == [
        "Value",
        "What people will see us do",
        "When two things compete",
        "How we answer for it",
        "How we hear we missed",
    ]
    assert (values.most_rows, values.add_label) == (5, "Add a value")
    assert values.foot == "Three to five values. More are hard to live by."
    assert METHOD.exercise("signatures").signs == ("values", "personal")


def test_face_to_face_stands_before_e_mail() -> None:
    channels = METHOD.exercise("communication").column("channel").options
    assert "face to face" in channels[0]
    assert channels[-1] == "e-mail"


def test_a_round_starts_with_four_statements_and_two_open_questions() -> None:
    wanted = [(question.kind, question.text) for question in METHOD.questionnaire]
    assert [q.kind for q in asked_questions(wanted, [1])] == [QuestionKind.SCALE] * 4 + [
        QuestionKind.OPEN
    ] * 2
    compared = [q.kind for q in asked_questions(wanted, [1, 2])]
    assert compared == [QuestionKind.SCALE] * 8 + [QuestionKind.PREFERENCE] + [QuestionKind.OPEN] * 2
    assert METHOD.questionnaire[0].told == "it has a place for them"
    assert all(bool(q.told) is (q.kind is QuestionKind.SCALE) for q in METHOD.questionnaire)


def test_a_changed_copy_keeps_working(tmp_path: Path) -> None:
    text = PATH.read_text(encoding="utf-8")
    start, end = (
        text.index("[[step.exercise]]\nid = 'why-us'"),
        text.index("[[step.exercise]]\nid = 'people-process"),
    )
    changed = (text[:start] + text[end:]).replace("title = 'On TRACK'", "title = 'Our five qualities'")
    copy = tmp_path / "ours.toml"
    copy.write_text(changed, encoding="utf-8")

    method = load_method(copy)
    assert method.exercise("track").title == "Our five qualities"
    assert len(method.exercises()) == len(METHOD.exercises()) - 1

"""A good method file is read whole."""

from __future__ import annotations

from pathlib import Path

from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.method import CaptureKind, ColumnType
from visionwork.domain.rounds import QuestionKind
from visionwork.method import load_method


def test_every_key_reaches_the_method(small_text: str, method_path: Path) -> None:
    method_path.write_text(small_text, encoding="utf-8")
    method = load_method(method_path)

    assert (method.id, method.name, method.language) == ("small", "Small method", "en")
    assert method.checklist == ("Pens.", "Paper.")
    assert method.words == {GroupKind.EXECUTIVES: HouseWord("director", "directors")}
    assert method.statement.headline == "Who we are"
    assert method.statement.minutes == 30
    assert method.statement.notes == ("Read it aloud.",)
    assert method.questionnaire[0].kind is QuestionKind.SCALE
    assert [(step.number, step.id, step.aim) for step in method.steps] == [
        (1, "first", "Begin."),
        (2, "second", "Go on."),
    ]
    assert [exercise.kind for exercise in method.exercises()] == [
        CaptureKind.VIEWS,
        CaptureKind.CARDS,
        CaptureKind.GRID,
        CaptureKind.CURVE,
        CaptureKind.SIGNATURES,
    ]
    assert method.exercise("views").voices[GroupKind.EMPLOYEES] == "What is your day like?"
    now, later = method.exercise("cards").lanes
    assert (now.question, now.kind, later.kind) == ("What happens now?", None, GroupKind.CUSTOMERS)
    plan = method.exercise("plan")
    assert [(seed.id, seed.title, seed.hint) for seed in plan.seeds] == [
        ("trust", "Trust", "First of all"),
        ("respect", "Respect", ""),
    ]
    assert (plan.seed_kinds, plan.most_rows) == ((GroupKind.CUSTOMERS,), 5)
    action, promotes, status, audience = plan.columns
    assert (action.type, action.prominent, action.required) == (ColumnType.TEXT, True, True)
    assert (promotes.links_to, promotes.weight) == ("cards", 2.0)
    assert (status.options, status.required) == (("begun", "done"), False)
    assert audience.kinds == (GroupKind.EMPLOYEES,)
    assert method.exercise("names").signs == ("plan",)


def test_a_column_without_a_width_gets_one_for_its_type(small_text: str, method_path: Path) -> None:
    method_path.write_text(small_text, encoding="utf-8")
    plan = load_method(method_path).exercise("plan")
    assert plan.column("status").weight < plan.column("action").weight


def test_white_space_and_line_breaks_in_a_text_are_tidied(small_text: str, method_path: Path) -> None:
    changed = small_text.replace("'Read it aloud.'", "'''\n  Read it aloud,\n  slowly.\n'''")
    method_path.write_text(changed, encoding="utf-8")
    assert load_method(method_path).statement.notes == ("Read it aloud, slowly.",)


def test_a_file_from_a_windows_editor_is_read(small_text: str, method_path: Path) -> None:
    method_path.write_bytes(b"\xef\xbb\xbf" + small_text.replace("\n", "\r\n").encode())
    assert load_method(method_path).id == "small"


def test_the_example_in_the_documentation_is_a_whole_method(method_path: Path) -> None:
    docs = Path(__file__).parents[3] / "docs" / "method-file.md"
    example = docs.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    method_path.write_text(example, encoding="utf-8")
    assert load_method(method_path).name == "Harbour method"

"""Files of answers that are too long to be held in memory."""

from __future__ import annotations

import csv
import random
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from visionwork.answers_together import add_at_once, add_file, round_with_the_same_file
from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.rounds import Channel, QuestionKind, Round, RoundGroup
from visionwork.feedback.answer_table import TableError
from visionwork.feedback.import_plan import plan_file
from visionwork.feedback.long_answers import LongAnswers, open_answers
from visionwork.protected import current_results

GROUPS = ("Account leads", "Consultants", "Back office")
HEADER = ["Timestamp", "Which group are you in?", "I find myself in it.", "I believe it.", "What is missing?"]
QUESTIONS = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.SCALE, "I believe it."),
    (QuestionKind.OPEN, "What is missing?"),
]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """A workshop with an open round."""
    path = tmp_path / "working.db"
    create_database(path, "T", "O")
    document = open_database(path)
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    groups = [document.groups.add(name, GroupKind.EMPLOYEES) for name in GROUPS]
    document.rounds.open(draft.id, QUESTIONS, [RoundGroup(group) for group in groups], date(2026, 3, 2))
    return document


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to a file and return its path."""

    def write(rows: Sequence[Sequence[object]], name: str = "answers.csv", **options: str) -> Path:
        path = tmp_path / name
        encoding = options.pop("encoding", "utf-8")
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, **options).writerows([HEADER, *rows])  # type: ignore[arg-type]
        return path

    return write


def people(count: int, seed: int = 1) -> list[list[str]]:
    """Return rows as a survey tool exports them."""
    chance = random.Random(seed)
    words = ["time", "trust", "honest words", "=1+1", "Zürich,\nwell", " room ", "'quoted'", ""]
    return [
        [
            f"2026/03/02 10:{number // 60 % 60:02}:{number % 60:02}",
            chance.choice(GROUPS), chance.choice(["1", "2", "3", "4", "5", "", "Agree", "4 - Agree"]),
            chance.choice("12345"), f"{chance.choice(words)}{number % 7 or ''}",
        ]
        for number in range(count)
    ]  # fmt: skip


def answers(document: Document, path: Path) -> LongAnswers:
    return open_answers(path, document.rounds.get(1), document.groups.all())


def read_whole(document: Document, path: Path) -> None:
    """Import a file as short ones are."""
    asked: Round = document.rounds.get(1)
    groups: tuple[Group, ...] = document.groups.all()
    plan = plan_file(path.read_bytes(), asked, groups, document.rounds.fingerprints(1))
    add_at_once(document, asked, plan.responses, Channel.CSV)


def everything(document: Document) -> tuple[object, ...]:
    """Return what the answers say, in no order."""
    said = sorted((c.question_id, c.group_id, c.text) for c in document.rounds.comments(1))
    return sorted(map(str, document.rounds.recount(1).tallies)), document.rounds.respondents(1), said


def test_a_long_file_says_what_it_says_when_read_whole(
    document: Document, table: Callable[..., Path], tmp_path: Path
) -> None:
    rows = people(3_000)
    rows[700][1] = "Night shift"
    rows[1_500][2] = "perhaps"
    rows[2_000] = rows[2_000][:3]
    rows[2_500] += ["one more"]
    rows[2_600][2:] = ["", "", ""]
    path = table(rows)
    copy = tmp_path / "copy.db"
    copy.write_bytes((tmp_path / "working.db").read_bytes())
    other = open_database(copy)
    read_whole(other, path)
    found = answers(document, path)
    plan = found.plan(add_file(document, document.rounds.get(1), found, Channel.CSV))
    assert everything(document) == everything(other)
    assert [str(row) for row in plan.refused] == [
        "Row 702, “Which group are you in?”: “Night shift” is no group of this workshop.",
        "Row 1502, “I find myself in it.”: “perhaps” is not one of the five answers.",
        "Row 2502: it has more cells than the header.",
        "Row 2602: nothing is answered in it.",
    ]
    assert plan.unknown_groups == {"Night shift": 1}
    assert plan.notices == ("1 row ends early; what is missing counts as not answered.",)
    assert plan.summary() == ("2,996 answers will be added, 4 rows left out, 1 column dropped: Timestamp.")
    other.close()
    document.close()


@pytest.mark.parametrize(
    "options", [{"delimiter": ";"}, {"delimiter": "\t", "encoding": "utf-16"}, {"encoding": "cp1252"}]
)
def test_letters_and_separators_are_recognised(
    document: Document, table: Callable[..., Path], options: dict[str, str]
) -> None:
    found = answers(document, table(people(900), **options))
    assert add_file(document, document.rounds.get(1), found, Channel.CSV).new > 880
    assert any("Zürich,\nwell" in comment.text for comment in document.rounds.comments(1))
    document.close()


def test_two_cells_are_not_taken_for_two_points(document: Document, table: Callable[..., Path]) -> None:
    rows = [["", GROUPS[0], "4", "5", ""] for _ in range(300)]
    rows[40][2:4] = ["45", ""]
    plan = (found := answers(document, table(rows))).plan(
        add_file(document, document.rounds.get(1), found, Channel.CSV)
    )
    assert [row.number for row in plan.refused] == [42]
    document.close()


def test_the_same_file_twice_adds_nothing_and_a_longer_one_the_rest(
    document: Document, table: Callable[..., Path]
) -> None:
    rows = people(1_200)
    asked = document.rounds.get(1)
    first = add_file(document, asked, answers(document, table(rows)), Channel.CSV)
    again = add_file(document, asked, answers(document, table(rows[::-1])), Channel.CSV)
    assert (again.new, again.already) == (0, first.new)
    more = add_file(document, asked, answers(document, table([*rows, *people(300, seed=2)])), Channel.CSV)
    assert more.already == first.new
    assert document.rounds.get(1).response_count == first.new + more.new
    others = add_file(document, asked, answers(document, table(rows)), Channel.CSV, other_people=True)
    assert others.new == first.new
    document.close()


def test_a_short_export_and_a_longer_one_of_the_same_survey_count_once(
    document: Document, table: Callable[..., Path]
) -> None:
    rows = people(800)
    read_whole(document, table(rows[:100]))
    here = document.rounds.get(1).response_count
    added = add_file(document, document.rounds.get(1), answers(document, table(rows)), Channel.CSV)
    assert added.already == here
    stored = document.rounds.get(1).response_count
    read_whole(document, table(rows[:200]))
    assert document.rounds.get(1).response_count == stored
    document.close()


def test_an_import_is_one_step_of_undo(document: Document, table: Callable[..., Path]) -> None:
    before = everything(document)
    add_file(document, document.rounds.get(1), answers(document, table(people(700))), Channel.CSV)
    after = everything(document)
    assert document.store.undo_label() == "Import answers"
    assert document.undo()
    assert everything(document) == before
    assert document.redo()
    assert everything(document) == after
    document.close()


def test_undo_of_a_very_long_file_keeps_no_copy_of_it(
    document: Document, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.document.batches._REMEMBERED", 100)
    document.rounds.add_responses(1, [], Channel.TYPED)
    before = everything(document)
    add_file(document, document.rounds.get(1), answers(document, table(people(700))), Channel.CSV)
    assert document.undo()
    assert everything(document) == before
    assert not document.redo(), "what was not kept cannot come again"
    assert document.store.rows("SELECT count(*) AS n FROM batch_marks")[0]["n"] == 0
    document.close()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('2026,Account leads,4,5,"never closed\n' + "2026,Account leads,4,5,x\n" * 40, "Line 902"),
        (f"2026,Account leads,4,5,{'x' * 140_000}\n", "Row 902"),
    ],
)
def test_a_broken_file_is_told_with_its_place_and_nothing_is_stored(
    document: Document, table: Callable[..., Path], text: str, sentence: str
) -> None:
    path = table([["2026/03/02", GROUPS[0], 4, 5, "fine"]] * 900)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
    with pytest.raises(TableError, match=sentence):
        add_file(document, document.rounds.get(1), answers(document, path), Channel.CSV)
    assert document.rounds.get(1).response_count == 0
    assert document.store.undo_label() != "Import answers"
    document.close()


def test_a_scale_of_seven_points_is_refused_wherever_it_shows(
    document: Document, table: Callable[..., Path]
) -> None:
    rows = [["", GROUPS[0], "Somewhat agree", "4", ""]] * 900 + [["", GROUPS[0], "Agree", "4", ""]]
    with pytest.raises(TableError, match="more than five points"):
        add_file(document, document.rounds.get(1), answers(document, table(rows)), Channel.CSV)
    assert document.rounds.get(1).response_count == 0
    document.close()


def test_a_file_of_another_round_is_noticed(document: Document, table: Callable[..., Path]) -> None:
    path = table(people(900))
    add_file(document, document.rounds.get(1), answers(document, path), Channel.CSV)
    draft = document.texts.all_drafts()[0]
    groups = [RoundGroup(group.id) for group in document.groups.all()]
    second = document.rounds.get(document.rounds.open(draft.id, QUESTIONS, groups, date(2026, 3, 3)))
    found = round_with_the_same_file(document, second, answers(document, path))
    assert found is not None
    assert found.number == 1
    assert round_with_the_same_file(document, second, answers(document, table(people(900, seed=5)))) is None
    document.close()


def test_memory_does_not_grow_with_the_file(
    document: Document, table: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.feedback.row_blocks._BLOCK", 16_384)

    def peak(rows: list[list[str]]) -> int:
        found = answers(document, table(rows))
        tracemalloc.start()
        try:
            total = sum(len(part.groups) for part in found)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert total > 0.9 * len(rows)

    small, large = peak(people(2_000)), peak(people(12_000))
    assert large < 1.2 * small
    document.close()


def test_results_and_pages_of_comments_come_from_the_packed_answers(
    document: Document, table: Callable[..., Path]
) -> None:
    add_file(document, document.rounds.get(1), answers(document, table(people(2_000))), Channel.CSV)
    shown = current_results(document)[0]
    assert shown.n == document.rounds.get(1).response_count
    comments = shown.questions[2].comments
    assert len(comments) == len(list(comments)) > 1_000
    assert [c.key for c in comments[:20]] == sorted(c.key for c in comments)[:20]
    reader = document.comments.reader(1)
    found = list(reader.search("ZÜRICH", ["q3"]))
    assert len(found) == sum("zürich" in c.text.lower() for c in comments) > 0
    document.close()


def test_sorting_a_comment_of_a_file_keeps_its_place_and_can_be_undone(
    document: Document, table: Callable[..., Path]
) -> None:
    add_file(document, document.rounds.get(1), answers(document, table(people(600))), Channel.CSV)
    before = list(current_results(document)[0].questions[2].comments)
    key = before[5].key
    theme = document.themes.add(1, "Time", [key])
    document.themes.choose(key, True)
    after = list(current_results(document)[0].questions[2].comments)
    assert [c.key for c in after] == [c.key for c in before]
    assert (after[5].theme, after[5].chosen, after[5].text) == ("Time", True, before[5].text)
    reader = document.comments.reader(1)
    assert reader.numbers_by_theme("q3") == {theme: 1}
    assert [c.key for c in reader.chosen()] == [key]
    assert reader.numbers()["q3"] == len(before)
    document.undo()
    document.undo()
    assert list(current_results(document)[0].questions[2].comments) == before
    document.close()


def test_rows_that_stand_in_a_long_file_twice_are_left_out_as_in_a_short_one(
    document: Document, table: Callable[..., Path]
) -> None:
    asked, groups, rows = document.rounds.all()[0], document.groups.all(), people(40)
    path = table([*rows, rows[3], rows[17]])
    answers = open_answers(path, asked, groups)
    plan = answers.plan(document.batches.count_new(asked, answers))
    short = plan_file(path.read_bytes(), asked, groups)
    assert plan.repeated == short.repeated == 2
    assert plan.new == short.new
    assert [told for told in plan.notices if "is the same as row" in told] == [
        told for told in short.notices if "is the same as row" in told
    ]
    others = open_answers(path, asked, groups, other_people=True)
    added = document.batches.count_new(asked, others, other_people=True)
    assert added.new == plan.new + 2
